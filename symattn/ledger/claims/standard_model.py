"""Claims of the chapter on the standard model and the three mechanisms: SM-1, SM-2, SM-4a, SM-4b, SM-4d, TX-1, TX-5, TX-6."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Identity, Instances, Symbolic
from symattn.model import Network, Unit
from symattn.model.universal import minterm_layer
from symattn.threshold import points


@cache
def _computed(n: int, alphabet: str, bias: int) -> int:
    """Count the f for which H(sum_a f(a) H(x.(2a-1) - |a|) + bias) = f at every point x of the alphabet."""
    hidden = minterm_layer(n).evaluate(points(n, alphabet))
    return _read_out(n, [[int(value) for value in row] for row in hidden], bias)


@cache
def _computed_pm(n: int, offset: int) -> int:
    """Count the f for which H(sum_a f(a) H(x.a - n + offset) - 1) = f at every point x of {-1,1}^n."""
    vertices = points(n, "pm")
    hidden = [
        [int(sum(p * q for p, q in zip(x, a, strict=True)) - n + offset >= 0) for a in vertices]
        for x in vertices
    ]
    return _read_out(n, hidden, -1)


def _read_out(n: int, hidden: list[list[int]], bias: int) -> int:
    """Count the f with H(sum_a f(a) hidden[x][a] + bias) = f(x) at every x."""
    import numpy as np

    size = 1 << n
    # Row f of ``tables`` holds the read-out weights f(a) and, because a and x run in the same order, the wanted values f(x).
    tables = np.arange(1 << size, dtype=np.int64)[:, None] >> np.arange(size) & 1
    computed = tables @ np.array(hidden).T + bias >= 0
    return int((computed == tables.astype(bool)).all(axis=1).sum())


def _universal(function: str, alphabet: str, bias: int) -> Instances:
    return Instances(
        f"{function}(n) == 2**(2**n)",
        ranges={"n": range(1, 5)},
        functions={function: lambda n: _computed(n, alphabet, bias)},
    )


def _universal_pm(function: str, offset: int) -> Instances:
    return Instances(
        f"{function}(n) == 2**(2**n)",
        ranges={"n": range(1, 5)},
        functions={function: lambda n: _computed_pm(n, offset)},
    )


_BITS = "forall(x[i] == 0 or x[i] == 1, (i, 1, n)); forall(a[i] == 0 or a[i] == 1, (i, 1, n))"
_ONE_BIT = "x[i] == 0 or x[i] == 1; a[i] == 0 or a[i] == 1"
_SIGNS = "forall(x[i] == -1 or x[i] == 1, (i, 1, n)); forall(a[i] == -1 or a[i] == 1, (i, 1, n))"
_ONE_SIGN = "x[i] == -1 or x[i] == 1; a[i] == -1 or a[i] == 1"
_DISTANCE = "Sum(abs(x[i] - a[i]), (i, 1, n))"
_MINTERM = "Sum(x[i]*(2*a[i] - 1), (i, 1, n)) - Sum(a[i], (i, 1, n))"
_OTHER_POINT = "k <= n; abs(x[k] - a[k]) > 0"


def _multiplying(
    transfers: tuple[str, ...], sources: tuple[Any, ...], read_out: Unit, assuming: str
) -> Symbolic:
    """Return that a network of units over x and y, joined by a read-out unit, has the output x y."""
    units = [
        Unit(f"u{k}", f, incoming, bias)
        for k, (f, (incoming, bias)) in enumerate(zip(transfers, sources, strict=True), 1)
    ]
    net = Network(["x", "y"], [*units, read_out])
    return Symbolic(
        f"the output of a network of {net.size()} units is x y",
        lambda: [(net.output(), net.input_symbols[0] * net.input_symbols[1], assuming)],
    )


CLAIMS = [
    Claim(
        id="SM-1",
        kind="definition",
        title="Standard model",
        statement=None,
        source=PAPER,
        display=(
            r"A *network of the standard model* is a directed graph of units with activation "
            r"$S_i = \sum_j w_{ij} O_j$ and output $O_i = f_i(S_i)$. The unit $O_0 = 1$ carries the biases; the outputs of the "
            r"inputs are clamped. The threshold gate is $H(t) = 1$ for $t \ge 0$ and $0$ otherwise, so $H(0) = 1$; the sign gate "
            r"is $\operatorname{sgn} = 2H - 1$."
        ),
    ),
    Claim(
        id="TX-1",
        kind="definition",
        title="Attention classes and mechanisms",
        statement=None,
        source=PAPER,
        rests_on=("SM-1",),
        display=(
            r"An *attention class* is a triple (origin in $\{S, O, w\}$, target in $\{S, O, w\}$, operation in $\{+, \times\}$): "
            r"$3 \cdot 3 \cdot 2 = 18$ classes. Three of them are called *mechanisms*: *multiplexing* ($O \to S$, $+$) replaces $S_i$ by $S_i + a\,O_k$; *output gating* "
            r"($O \to O$, $\times$) replaces $O_i$ by $O_k O_i$; *synaptic gating* ($O \to w$, $\times$) replaces $w_{ij}$ by $O_k w_{ij}$."
        ),
    ),
    Claim(
        id="SM-2-d",
        kind="identity",
        title="A threshold unit recognises one vertex",
        statement=All(
            (
                Identity(
                    f"{_MINTERM} == -{_DISTANCE}",
                    _BITS,
                    terms=(("x[i]*(2*a[i] - 1) - a[i] == -abs(x[i] - a[i])", _ONE_BIT, "i"),),
                ),
                Identity(
                    f"Sum(x[i]*a[i], (i, 1, n)) - n == -{_DISTANCE}",
                    _SIGNS,
                    terms=(("x[i]*a[i] - 1 == -abs(x[i] - a[i])", _ONE_SIGN, "i"),),
                ),
                Identity(f"H(-{_DISTANCE}) == 0", _OTHER_POINT),
                Identity("Sum(abs(a[i] - a[i]), (i, 1, n)) == 0"),
            )
        ),
        display=(
            r"For every $n$ and $x, a \in \{0,1\}^n$, and for $x, a \in \{-1,1\}^n$,"
            "\n"
            r"$$\begin{aligned} x \cdot (2a - 1) - |a| &= -\sum_{i=1}^n |x_i - a_i|, \\ x \cdot a - n &= -\sum_{i=1}^n |x_i - a_i| . \end{aligned}$$"
            "\n"
            r"$H$ of this is 1 at $x = a$, and 0 as soon as one $x_k \ne a_k$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant(
                "convention",
                Identity("x[1]*(2*a[1] - 1) - a[1] == -abs(x[1] - a[1])", "x[1], a[1] in {-1,1}"),
            ),
            Mutant("constant", Identity(f"H(1 - {_DISTANCE}) == 0", _OTHER_POINT)),
            Mutant("hypothesis", Identity(f"H(-{_DISTANCE}) == 0")),
            Mutant("convention", Identity("x[1]*a[1] - 1 == -abs(x[1] - a[1])", "x[1], a[1] in {0,1}")),
        ),
        not_claimed="Between the vertices nothing is said. The two mutants that exchange the alphabets do so at n = 1.",
    ),
    Claim(
        id="SM-2",
        kind="existence",
        title="Threshold units compute every Boolean function",
        statement=_universal("N", "01", -1),
        display=(
            r"$$\begin{gathered} f(x) = H\Big(\sum_{a \in \{0,1\}^n} f(a)\, H\big(x \cdot (2a - 1) - |a|\big) - 1\Big) \\ (x \in \{0,1\}^n) \end{gathered}$$"
            "\n"
            r"for every $f : \{0,1\}^n \to \{0,1\}$ and every $n \ge 1$; the number $N(n)$ of functions for which this holds is "
            r"$2^{2^n}$."
        ),
        source=PAPER,
        rests_on=("SM-1",),
        argument=(
            r"$H(x \cdot (2a-1) - |a|)$ is 1 for $x = a$ and 0 for every other vertex $x$ ([[SM-2-d]]).",
            r"The inner sum is therefore $f(x) \in \{0, 1\}$, and $H(f(x) - 1) = f(x)$.",
        ),
        mutants=(
            Mutant("constant", _universal("N_bias_0", "01", 0)),
            Mutant("convention", _universal("N_pm", "pm", -1)),
        ),
        not_claimed=(
            "Nothing is said about continuous functions: universal approximation is cited elsewhere and needs a non-polynomial "
            "transfer function. The number $2^n$ of hidden units is not claimed to be least."
        ),
    ),
    Claim(
        id="SM-2-pm",
        kind="existence",
        title="Threshold units compute every Boolean function of signs",
        statement=_universal_pm("N", 0),
        display=(
            r"$$\begin{gathered} f(x) = H\Big(\sum_{a \in \{-1,1\}^n} f(a)\, H(x \cdot a - n) - 1\Big) \\ (x \in \{-1,1\}^n) \end{gathered}$$"
            "\n"
            r"for every $f : \{-1,1\}^n \to \{0,1\}$ and every $n \ge 1$; the number $N(n)$ of functions for which this holds is "
            r"$2^{2^n}$."
        ),
        source="after the paper; form for signs of this project",
        rests_on=("SM-1",),
        argument=(
            r"$H(x \cdot a - n)$ is 1 for $x = a$ and 0 for every other vertex $x$ ([[SM-2-d]]).",
            r"The inner sum is therefore $f(x) \in \{0, 1\}$, and $H(f(x) - 1) = f(x)$.",
        ),
        mutants=(
            Mutant("constant", _universal_pm("N_near", 2)),
            Mutant("convention", _universal("N_pm", "pm", -1)),
        ),
        errata=ERRATA["SM-2-pm"],
        not_claimed="As for SM-2. The values of f are bits; 2 f - 1 gives signs.",
    ),
    Claim(
        id="SM-4a",
        kind="identity",
        title="Two square units and a linear unit multiply",
        statement=All(
            (
                Identity("x*y == ((x + y)**2 - (x - y)**2)/4"),
                _multiplying(
                    ("square", "square"),
                    (([("x", 1), ("y", 1)], 0), ([("x", 1), ("y", -1)], 0)),
                    Unit("out", "identity", [("u1", Fraction(1, 4)), ("u2", Fraction(-1, 4))]),
                    "",
                ),
            )
        ),
        display=r"$$x\,y = \tfrac14 \big( (x + y)^2 - (x - y)^2 \big)$$",
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", Identity("x*y == ((x + y)**2 - (x - y)**2)/2")),
            Mutant("sign", Identity("x*y == ((x + y)**2 + (x - y)**2)/4")),
        ),
        errata=ERRATA["SM-4a"],
        not_claimed=(
            "Other transfer functions may multiply too, exactly (SM-4b) or in a limit (SM-4c-lim). That finite networks of units of linear growth cannot multiply on the "
            "whole plane is SM-3-xy."
        ),
    ),
    Claim(
        id="SM-4b",
        kind="identity",
        title="Two logarithm units and an exponential unit multiply positive signals",
        statement=All(
            (
                Identity("x*y == exp(log(x) + log(y))", "x, y positive"),
                _multiplying(
                    ("log", "log"),
                    (([("x", 1)], 0), ([("y", 1)], 0)),
                    Unit("out", "exp", [("u1", 1), ("u2", 1)]),
                    "x, y positive",
                ),
            )
        ),
        display=r"$$x\,y = e^{\log x + \log y} \qquad (x, y > 0)$$",
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("sign", Identity("x*y == exp(log(x) - log(y))", "x, y positive")),
            Mutant("constant", Identity("x*y == exp(log(x) + log(y) + 1)", "x, y positive")),
        ),
        not_claimed="Signals must be positive; the logarithm is the natural one.",
    ),
    Claim(
        id="SM-4d",
        kind="identity",
        title="On Boolean inputs one or two units multiply",
        statement=All(
            (
                Identity("x*y == relu(x + y - 1)", "x, y in {0,1}"),
                Identity("x*y == H(x + y - 3/2)", "x, y in {0,1}"),
                Identity("x*y == abs(x + y) - 1", "x, y in {-1,1}"),
                Identity("x*y == relu(x + y) + relu(-x - y) - 1", "x, y in {-1,1}"),
            )
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("convention", Identity("x*y == relu(x + y - 1)", "x, y in {-1,1}")),
            Mutant("constant", Identity("x*y == H(x + y - 1)", "x, y in {0,1}")),
            Mutant("hypothesis", Identity("x*y == abs(x + y) - 1")),
        ),
        not_claimed="The identities are claimed at the listed points only; arbitrarily near each of them there are points at which they fail.",
    ),
    Claim(
        id="TX-5",
        kind="identity",
        title="In exponential units, adding to the activation is output gating",
        statement=Identity("C*exp(c*(S + M)) == C*exp(c*S)*exp(c*M)"),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("operation", Identity("C*exp(c*(S + M)) == C*exp(c*S) + exp(c*M)")),
            Mutant("index", Identity("C*exp(c*(S + M)) == C*exp(c*S)*exp(S*M)")),
            Mutant("hypothesis", Identity("logistic(S + M) == logistic(S)*exp(M)")),
        ),
        not_claimed=(
            "The converse (continuous f with f(s + m) = f(s) g(m) is of this form) is Cauchy's functional equation; it is not "
            "checked here. Masks with value minus infinity are a convention."
        ),
    ),
    Claim(
        id="TX-6",
        kind="identity",
        title="Output gating is equal synaptic gating of all outgoing synapses",
        statement=Identity("R_j + w_ji*(g*O_i) == R_j + (g*w_ji)*O_i"),
        display=(
            "$$R_j + w_{ji}\\,(g\\,O_i) = R_j + (g\\,w_{ji})\\,O_i$$\nfor every unit $j$ that reads unit $i$, $R_j$ being the rest of its activation."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        hypotheses=(
            "unit $i$ is not an output of the network",
            "the gating unit does not depend on unit $i$",
        ),
        mutants=(
            Mutant("hypothesis", Identity("g*O_i == O_i")),
            Mutant("operation", Identity("R_j + w_ji*(g*O_i) == R_j + (g + w_ji)*O_i")),
        ),
        not_claimed=(
            "The first mutant drops the hypothesis that unit i is no output. That a network is made of such activations is the definition, not checked here. A unit with r outgoing synapses has r "
            "independent synaptic gates, so synaptic gating is the finer mechanism."
        ),
    ),
]
