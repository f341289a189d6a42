r"""Claims of the multiplexing lemma, in which an input switches a gate on or off: MX-a to MX-f, MX-K.

Property wanted: a gate of the inputs x and a selector t that is f(x) on one side of t and constant on the other.

Construction: add to the activation L = w.x + b a number that is 0 on one side and K on the other: K t, K (1 - t), -K t for t in {0,1}, and for t in {-1,1}
the same with (1 + t)/2 for t.

Derivation: w.x is at least -sum relu(-w_i) and at most sum relu(w_i) for inputs in [0,1], and between -sum |w_i| and sum |w_i| for inputs in [-1,1]: so K + L >= 0
or L - K < 0 for K as stated.
"""

from __future__ import annotations

from symattn.ledger.claim import Claim, Mutant
from symattn.ledger.machine import All, Derived, Identity, MachineStatement
from symattn.proving import Verdict, by_terms, parse_assumptions, prove

_LINEAR = "Sum(w[i]*x[i], (i, 1, n)) + b"
_SOURCE = "after the paper; form and constants of this project"
_NEGATIVE_PART, _POSITIVE_PART = "Sum(relu(-w[i]), (i, 1, n))", "Sum(relu(w[i]), (i, 1, n))"
_ABSOLUTE = "Sum(abs(w[i]), (i, 1, n))"
_SELECTOR = {"01": "t in {0,1}", "pm": "t in {-1,1}"}
_ONE_INPUT = {"01": "0 <= x[i] and x[i] <= 1", "pm": "-1 <= x[i] and x[i] <= 1"}
_RANGE = {"01": "[0,1]", "pm": "[-1,1]"}
_ALL_INPUTS = {inputs: f"forall({one}, (i, 1, n))" for inputs, one in _ONE_INPUT.items()}
#: What -w.x and w.x are at most, with the bound on one term.
_LOWEST = {
    "01": (_NEGATIVE_PART, "-relu(-w[i]) <= w[i]*x[i]"),
    "pm": (_ABSOLUTE, "-abs(w[i]) <= w[i]*x[i]"),
}
_HIGHEST = {
    "01": (_POSITIVE_PART, "w[i]*x[i] <= relu(w[i])"),
    "pm": (_ABSOLUTE, "w[i]*x[i] <= abs(w[i])"),
}


def _switched(
    inputs: str,
    added: str,
    value: str,
    enough: str,
    bounds: dict[str, tuple[str, str]] = _LOWEST,
    *,
    bounded: bool = True,
) -> Identity:
    """Return H(L + added) == value; ``enough`` says how large K is, ``bounds`` which bound on w.x makes it so for inputs in the interval."""
    given = [_SELECTOR[inputs], *([_ALL_INPUTS[inputs]] if bounded else []), enough]
    terms = ((bounds[inputs][1], _ONE_INPUT[inputs], "i"),) if bounded else ()
    return Identity(f"H({_LINEAR} {added}) == {value}", "; ".join(given), terms=terms)


def _display(inputs: str, added: str, enough: str, on: str, off: str) -> str:
    values = {"01": r"\{0,1\}", "pm": r"\{-1,1\}"}[inputs]
    return (
        rf"For every $n$, real weights $w_1, \dots, w_n, b$, inputs $x \in {_RANGE[inputs]}^n$, $t \in {values}$, $L_f(x) = w \cdot x + b$ and "
        rf"${enough}$,"
        "\n"
        rf"$$\begin{{gathered}} F(x, t) = H\big(L_f(x) {added}\big): \\ F(x, {on}) = H(L_f(x)), \quad F(x, {off}. \end{{gathered}}$$"
    )


_AT_LEAST_01, _AT_LEAST_PM = f"K >= {_NEGATIVE_PART} - b", f"K >= {_ABSOLUTE} - b"
_ABOVE_01, _ABOVE_PM = f"K > {_POSITIVE_PART} + b", f"K > {_ABSOLUTE} + b"
_GATE = f"H({_LINEAR})"

# dist(s, j), the number of places in which two words of r bits differ, as a function affine in s.
_PLACE = {"01": "j[i] + (1 - 2*j[i])*s[i]", "pm": "(1 - j[i]*s[i])/2"}
_LETTERS = {"01": ("{0} == 0 or {0} == 1"), "pm": ("{0} == -1 or {0} == 1")}
_DIFFER = "s[k] != j[k]; k <= r"


def _words(inputs: str, *names: str) -> str:
    return "; ".join(f"forall({_LETTERS[inputs].format(f'{name}[i]')}, (i, 1, r))" for name in names)


def _distance(inputs: str, s: str = "s") -> str:
    return f"Sum({_PLACE[inputs].replace('s[', f'{s}[')}, (i, 1, r))"


def _same_word(inputs: str, value: str = "0", *, s: str = "j") -> Derived:
    """Return dist(j, j) == value: every term is 0."""

    def evidence() -> Verdict:
        term = _PLACE[inputs].replace("s[", "j[")
        return by_terms(prove(f"{term} == 0", assuming=_LETTERS[inputs].format("j[i]")), bound="r")

    return Derived(f"{_distance(inputs, s)} == {value}", _words(inputs, *{"j", s}), evidence=evidence)


def _different_words(inputs: str, claim: str, given: str = _DIFFER) -> Derived:
    """Return a bound on dist(s, j) where s and j differ in place k: the terms of the other places are at least 0."""
    words = _words(inputs, "s", "j")

    def evidence() -> Verdict:
        letters = "; ".join(_LETTERS[inputs].format(name) for name in ("s[i]", "j[i]"))
        term = prove(f"{_PLACE[inputs]} >= 0", assuming=letters)
        return by_terms(term, bound="r", without="k", known=parse_assumptions(words)[0])

    return Derived(f"{_distance(inputs)} {claim}", f"{words}; {given}", evidence=evidence)


def _counted(inputs: str, factor: str) -> Derived:
    """Return that dist(s, j) counts the places in which s and j differ: it does so in every place."""
    words = _words(inputs, "s", "j")

    def evidence() -> Verdict:
        letters = "; ".join(_LETTERS[inputs].format(name) for name in ("s[i]", "j[i]"))
        term = prove(f"{_PLACE[inputs]} == {factor}*abs(s[i] - j[i])", assuming=letters)
        return by_terms(term, bound="r")

    return Derived(
        f"{_distance(inputs)} == Sum({factor}*abs(s[i] - j[i]), (i, 1, r))", words, evidence=evidence
    )


def _selected(inputs: str, enough: str, *, sign: str = "K >= 0") -> MachineStatement:
    """Return what H(L + K d) is at distance d = 0 and at distances d >= 1."""
    bound = _LOWEST[inputs]
    terms = ((bound[1], _ONE_INPUT[inputs], "i"),)
    given = f"{_ALL_INPUTS[inputs]}; {enough}; {sign}" if sign else f"{_ALL_INPUTS[inputs]}; {enough}"
    return All(
        (
            Identity(f"H({_LINEAR} + K*d) == {_GATE}", "d == 0"),
            Identity(f"H({_LINEAR} + K*d) == 1", f"{given}; d >= 1", terms=terms),
        )
    )


def _selector_display(inputs: str, alphabet: str, distance: str, enough: str) -> str:
    return (
        rf"For all $n, r$, words $s, j \in {alphabet}^r$, inputs $x \in {_RANGE[inputs]}^n$, real weights, $L_j(x) = w \cdot x + b$ and "
        rf"$K \ge \max(0, {enough})$,"
        "\n"
        rf"$$\begin{{gathered}} F_j(x, s) = H\big(L_j(x) + K\, \mathrm{{dist}}(s, j)\big), \\ \mathrm{{dist}}(s, j) = {distance}, \end{{gathered}}$$"
        "\n"
        r"is $H(L_j(x))$ if $s = j$ and 1 otherwise. Its activation is affine in $(x, s)$. The machine statement has a real $d$ for $\mathrm{dist}(s, j)$, with $d = 0$ or $d \ge 1$."
    )


def _distance_display(alphabet: str, distance: str) -> str:
    return (
        rf"For all $r$ and words $s, j \in {alphabet}^r$, $\mathrm{{dist}}(s, j) = {distance}$ is the number of places in which $s$ and $j$ differ: an integer, 0 if $s = j$ "
        r"and at least 1 otherwise. For fixed $j$ it is affine in $s$."
    )


_DISTANCE_01, _DISTANCE_PM = (
    r"\sum_{i=1}^r \big(j_i + (1 - 2 j_i) s_i\big)",
    r"\sum_{i=1}^r \frac{1 - j_i s_i}{2}",
)
_BITS, _SIGNS = r"\{0,1\}", r"\{-1,1\}"
_P = "p function; t in {0,1}"


CLAIMS = [
    Claim(
        id="MX-a",
        kind="identity",
        title="Multiplexing: a selector that fixes a gate at 1",
        statement=_switched("01", "+ K*t", f"t + (1 - t)*{_GATE}", _AT_LEAST_01),
        display=_display("01", "+ K t", r"K \ge \sum_i \max(0, -w_i) - b", "0", "1) = 1"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant(
                "constant",
                _switched("01", "+ K*t", f"t + (1 - t)*{_GATE}", f"{_AT_LEAST_01} - 1"),
            ),
            Mutant(
                "hypothesis", _switched("01", "+ K*t", f"t + (1 - t)*{_GATE}", _AT_LEAST_01, bounded=False)
            ),
            Mutant(
                "convention",
                Identity(
                    f"1 - H(-({_LINEAR}) - K*t) == t + (1 - t)*(1 - H(-({_LINEAR})))",
                    f"t in {{0,1}}; {_ALL_INPUTS['01']}; {_AT_LEAST_01}",
                ),
            ),
        ),
        not_claimed="That K is the least constant for every f: on {0,1}^n it is, by MX-K-least. Inputs in {-1,1} need other constants: MX-d-a. 1 - H(-s) is the gate with value 0 at 0.",
    ),
    Claim(
        id="MX-b",
        kind="identity",
        title="Multiplexing: a selector that fixes a gate at 1 on the other side",
        statement=_switched("01", "+ K*(1 - t)", f"1 - t + t*{_GATE}", _AT_LEAST_01),
        display=_display("01", "+ K (1 - t)", r"K \ge \sum_i \max(0, -w_i) - b", "1", "0) = 1"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant("sign", _switched("01", "- K*(1 - t)", f"1 - t + t*{_GATE}", _AT_LEAST_01)),
            Mutant("constant", _switched("01", "+ K*(1 - t)", f"1 - t + t*{_GATE}", f"{_AT_LEAST_01} - 1")),
        ),
        not_claimed="A second selector: it is the lemma MX-a for 1 - t in place of t, with weight -K and the bias raised by K.",
    ),
    Claim(
        id="MX-c",
        kind="identity",
        title="Multiplexing: a selector that fixes a gate at 0",
        statement=_switched("01", "- K*t", f"(1 - t)*{_GATE}", _ABOVE_01, _HIGHEST),
        display=_display("01", "- K t", r"K > \sum_i \max(0, w_i) + b", "0", "1) = 0"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant(
                "strictness",
                _switched("01", "- K*t", f"(1 - t)*{_GATE}", _ABOVE_01.replace(">", ">=", 1), _HIGHEST),
            ),
            Mutant("sign", _switched("01", "+ K*t", f"(1 - t)*{_GATE}", _ABOVE_01, _HIGHEST)),
        ),
        not_claimed="The inequality must be strict, because H(0) = 1. The value 0 is neutral for OR, not for any of the three products.",
    ),
    Claim(
        id="MX-d-a",
        kind="identity",
        title="Multiplexing over {-1,1}: a selector that fixes a gate at 1",
        statement=_switched("pm", "+ K/2*t + K/2", f"(1 + t)/2 + (1 - t)/2*{_GATE}", _AT_LEAST_PM),
        display=_display("pm", r"+ \tfrac{K}{2} t + \tfrac{K}{2}", r"K \ge \sum_i |w_i| - b", "-1", "1) = 1"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant(
                "constant",
                _switched("pm", "+ K/2*t + K/2", f"(1 + t)/2 + (1 - t)/2*{_GATE}", f"{_AT_LEAST_PM} - 1"),
            ),
            Mutant(
                "hypothesis",
                _switched("pm", "+ K/2*t + K/2", f"(1 + t)/2 + (1 - t)/2*{_GATE}", _AT_LEAST_01),
            ),
        ),
        not_claimed="Integer weights: for integers w and b they are integers if K is even.",
    ),
    Claim(
        id="MX-d-b",
        kind="identity",
        title="Multiplexing over {-1,1}: a selector that fixes a gate at 1 on the other side",
        statement=_switched("pm", "- K/2*t + K/2", f"(1 - t)/2 + (1 + t)/2*{_GATE}", _AT_LEAST_PM),
        display=_display("pm", r"- \tfrac{K}{2} t + \tfrac{K}{2}", r"K \ge \sum_i |w_i| - b", "1", "-1) = 1"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant("sign", _switched("pm", "+ K/2*t + K/2", f"(1 - t)/2 + (1 + t)/2*{_GATE}", _AT_LEAST_PM)),
            Mutant(
                "constant",
                _switched("pm", "- K/2*t + K/2", f"(1 - t)/2 + (1 + t)/2*{_GATE}", f"{_AT_LEAST_PM} - 1"),
            ),
        ),
        not_claimed="Integer weights: for integers w and b they are integers if K is even.",
    ),
    Claim(
        id="MX-d-c",
        kind="identity",
        title="Multiplexing over {-1,1}: a selector that fixes a gate at 0",
        statement=_switched("pm", "- K/2*t - K/2", f"(1 - t)/2*{_GATE}", _ABOVE_PM, _HIGHEST),
        display=_display("pm", r"- \tfrac{K}{2} t - \tfrac{K}{2}", r"K > \sum_i |w_i| + b", "-1", "1) = 0"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant(
                "strictness",
                _switched(
                    "pm", "- K/2*t - K/2", f"(1 - t)/2*{_GATE}", _ABOVE_PM.replace(">", ">=", 1), _HIGHEST
                ),
            ),
            Mutant("sign", _switched("pm", "- K/2*t + K/2", f"(1 - t)/2*{_GATE}", _ABOVE_PM, _HIGHEST)),
        ),
        not_claimed="The value 0 is neutral for OR, not for a product of signs.",
    ),
    Claim(
        id="MX-e-dist",
        kind="identity",
        title="The Hamming distance from a word of bits is affine",
        statement=All((_same_word("01"), _different_words("01", ">= 1"), _counted("01", "1"))),
        display=_distance_display(_BITS, _DISTANCE_01),
        source="R. W. Hamming (1950); form of this project",
        mutants=(
            Mutant("strictness", _different_words("01", "> 1")),
            Mutant("hypothesis", _different_words("01", ">= 1", "k <= r")),
            Mutant("constant", _counted("01", "2")),
        ),
        not_claimed="Affine in s and j together: it is bilinear.",
    ),
    Claim(
        id="MX-e-pm-dist",
        kind="identity",
        title="The Hamming distance from a word of signs is affine",
        statement=All((_same_word("pm"), _different_words("pm", ">= 1"), _counted("pm", "1/2"))),
        display=_distance_display(_SIGNS, _DISTANCE_PM),
        source="R. W. Hamming (1950); form of this project",
        mutants=(
            Mutant("strictness", _different_words("pm", "> 1")),
            Mutant("constant", _counted("pm", "1")),
        ),
        not_claimed="Affine in s and j together: it is bilinear.",
    ),
    Claim(
        id="MX-e",
        kind="identity",
        title="Multiplexing: r bits select one of 2 to the r gates",
        statement=_selected("01", _AT_LEAST_01),
        display=_selector_display("01", _BITS, _DISTANCE_01, r"\textstyle\sum_i \max(0, -w_i) - b"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1", "MX-e-dist"),
        mutants=(
            Mutant("constant", _selected("01", f"{_AT_LEAST_01} - 1")),
            Mutant("hypothesis", _selected("01", _AT_LEAST_01, sign="")),
        ),
        not_claimed="That K may be negative: for dist ≥ 2 a negative K with L + K ≥ 0 would not do.",
    ),
    Claim(
        id="MX-e-pm",
        kind="identity",
        title="Multiplexing over {-1,1}: r signs select one of 2 to the r gates",
        statement=_selected("pm", _AT_LEAST_PM),
        display=_selector_display("pm", _SIGNS, _DISTANCE_PM, r"\textstyle\sum_i |w_i| - b"),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1", "MX-e-pm-dist"),
        mutants=(
            Mutant("constant", _selected("pm", f"{_AT_LEAST_PM} - 1")),
            Mutant("convention", _selected("pm", _AT_LEAST_01)),
        ),
        not_claimed="Integer weights: for integers w and b they are integers if K is even, the weights of s being ±K/2.",
    ),
    Claim(
        id="MX-f",
        kind="identity",
        title="Multiplexing for an arbitrary activation, polynomials of degree d among them",
        statement=All(
            (
                Identity("H(p(x) + K*t) == t + (1 - t)*H(p(x))", f"{_P}; K >= -p(x)"),
                Identity("H(p(x) + K*(1 - t)) == 1 - t + t*H(p(x))", f"{_P}; K >= -p(x)"),
                Identity("H(p(x) - K*t) == (1 - t)*H(p(x))", f"{_P}; K > p(x)"),
                Identity("H(p(x) + K*d) == 1", "p function; K >= 0; K >= -p(x); d >= 1"),
            )
        ),
        display=(
            r"Let $p$ be any real function of $x$, $t \in \{0,1\}$, $K \ge -p(x)$ for all $x$. Then $H(p(x) + K t)$ is $H(p(x))$ at $t = 0$ and 1 at $t = 1$, "
            r"$H(p(x) + K(1 - t))$ is 1 at $t = 0$ and $H(p(x))$ at $t = 1$; if $K > p(x)$ for all $x$, $H(p(x) - K t)$ is $H(p(x))$ at $t = 0$ and 0 at $t = 1$; and if "
            r"$K \ge \max(0, -p(x))$ for all $x$, $H(p(x) + K d) = 1$ for all $d \ge 1$."
        ),
        source=_SOURCE,
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant("constant", Identity("H(p(x) + K*t) == t + (1 - t)*H(p(x))", f"{_P}; K >= -p(x) - 1")),
            Mutant("strictness", Identity("H(p(x) - K*t) == (1 - t)*H(p(x))", f"{_P}; K >= p(x)")),
            Mutant("hypothesis", Identity("H(p(x) + K*d) == 1", "p function; K >= -p(x); d >= 1")),
        ),
        not_claimed="Degrees: that p + K t has the degree of p if this is at least 1 is said where it is used. A constant p with a selector has degree 1.",
    ),
    Claim(
        id="MX-K",
        kind="inequality",
        title="The constants of multiplexing are at most the sum of the absolute values of weights and bias",
        statement=All(
            tuple(
                Identity(f"max(0, {part} {sign} b) <= abs(b) + {_ABSOLUTE}", terms=((term, "", "i"),))
                for part, sign, term in (
                    (_NEGATIVE_PART, "-", "relu(-w[i]) <= abs(w[i])"),
                    (_ABSOLUTE, "-", "0 <= abs(w[i])"),
                    (_POSITIVE_PART, "+", "relu(w[i]) <= abs(w[i])"),
                    (_ABSOLUTE, "+", "0 <= abs(w[i])"),
                )
            )
        ),
        display=(
            r"For every $n$ and real $w_1, \dots, w_n, b$, each of $\max(0, \sum_i \max(0, -w_i) - b)$, $\max(0, \sum_i |w_i| - b)$, $\max(0, \sum_i \max(0, w_i) + b)$ and "
            r"$\max(0, \sum_i |w_i| + b)$ is at most $|b| + \sum_i |w_i|$."
        ),
        source=_SOURCE,
        mutants=(
            Mutant("sign", Identity(f"max(0, {_NEGATIVE_PART} - b) <= b + {_ABSOLUTE}")),
            Mutant("strictness", Identity(f"max(0, {_ABSOLUTE} - b) < abs(b) + {_ABSOLUTE}")),
        ),
        not_claimed="The constants of MX-c and MX-d-c must be larger than these numbers, for integer weights by 1 (by 2 where K is to be even).",
    ),
    Claim(
        id="MX-K-least",
        kind="identity",
        title="The constants of multiplexing are the least",
        statement=All(
            (
                Identity(
                    "H(Sum(w[i]*H(-w[i]), (i, 1, n)) + b + K) == 0",
                    f"K < {_NEGATIVE_PART} - b",
                    terms=(("w[i]*H(-w[i]) == -relu(-w[i])", "", "i"),),
                ),
                Identity(
                    "H(Sum(w[i]*H(w[i]), (i, 1, n)) + b - K) == 1",
                    f"K <= {_POSITIVE_PART} + b",
                    terms=(("w[i]*H(w[i]) == relu(w[i])", "", "i"),),
                ),
                Identity(
                    "H(Sum(-w[i]*sgn(w[i]), (i, 1, n)) + b + K) == 0",
                    f"K < {_ABSOLUTE} - b",
                    terms=(("-w[i]*sgn(w[i]) == -abs(w[i])", "", "i"),),
                ),
                Identity(
                    "H(Sum(w[i]*sgn(w[i]), (i, 1, n)) + b - K) == 1",
                    f"K <= {_ABSOLUTE} + b",
                    terms=(("w[i]*sgn(w[i]) == abs(w[i])", "", "i"),),
                ),
            )
        ),
        display=(
            r"If $K < \sum_i \max(0, -w_i) - b$, then $H(L_f(x) + K) = 0$ at the point $x_i = H(-w_i)$ of $\{0,1\}^n$, and if $K \le \sum_i \max(0, w_i) + b$, then $H(L_f(x) - K) = 1$ at "
            r"$x_i = H(w_i)$; over $\{-1,1\}^n$ the same holds with $\sum_i |w_i|$ and $x_i = -\operatorname{sgn}(w_i)$, $x_i = \operatorname{sgn}(w_i)$. So MX-a to MX-d-c hold for no $K$ outside the ranges that they state."
        ),
        source=_SOURCE,
        rests_on=("MX-a", "MX-b", "MX-c", "MX-d-a", "MX-d-b", "MX-d-c"),
        mutants=(
            Mutant(
                "strictness",
                Identity("H(Sum(w[i]*H(-w[i]), (i, 1, n)) + b + K) == 0", f"K <= {_NEGATIVE_PART} - b"),
            ),
            Mutant(
                "sign", Identity("H(Sum(w[i]*sgn(w[i]), (i, 1, n)) + b + K) == 0", f"K < {_ABSOLUTE} - b")
            ),
        ),
        not_claimed="Least for the weights given: another representation (w, b) of the same gate has other constants.",
    ),
]
