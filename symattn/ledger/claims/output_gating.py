r"""Claims on the capacity of output gating: CAP-glue, CAP-AND, CAP-AND-T, CAP-AND-2, CAP-XOR, CAP-XOR-T, CAP-TERN, CAP-DIFF, CAP-DIFF-shared, BY-4-sub.

Property wanted: many products of two gates f g of n variables, and a bound on their number.

Construction: a selector t makes the first gate 1 at t = 1 and the second 1 at t = 0; so any two gates of the other n - 1 variables are the two halves of a product.

Derivation: the two halves are read off the product, hence T(n-1)^2 products.  From above, a product is determined by an unordered pair of factors, and products of signs by such a
pair up to a common sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from symattn.capacity import count, output_gating_tables
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.claims.mechanisms_evidence import counted
from symattn.ledger.machine import All, Identity, Instances, MachineStatement
from symattn.proving import Verdict, by_injection, conjunction
from symattn.threshold import count_threshold, threshold_functions

NAMES = {
    "G_and": r"G_{\wedge}",
    "G_xor": r"G_{\oplus}",
    "P_and": r"P_{\wedge}",
    "P_xor": r"P_{\oplus}",
    "A": "A",
    "B": "B",
}


@cache
def gated(n: int, gate: str) -> int:
    """Return the number of products of two threshold gates of the same n variables."""
    return count("output-gating", n, gate=gate).count


@cache
def gated_apart(n: int, m: int, gate: str) -> int:
    """Return the number of products f(x) g(y) of gates of n and of m different variables."""
    return count("output-gating", n, gate=gate, other_inputs=m, shared=0).count


_FUNCTIONS: dict[str, Callable[..., int]] = {
    "T": count_threshold,
    "N": lambda n: gated(n, "mixed"),
    "G_and": lambda n: gated(n, "01"),
    "G_xor": lambda n: gated(n, "pm"),
    "P_and": lambda n, m: gated_apart(n, m, "01"),
    "P_xor": lambda n, m: gated_apart(n, m, "pm"),
}


def _same(statement: str, low: int = 1) -> Instances:
    return Instances(statement, ranges={"n": range(low, 5)}, functions=_FUNCTIONS)


@dataclass(frozen=True)
class _Gluing(MachineStatement):
    """The map (f, g) -> h with halves f and g, written out in tables, is one-to-one from pairs of gates into products of two gates."""

    gate: str
    sizes: tuple[int, ...] = (1, 2)
    full: tuple[int, ...] = (1, 2, 3)

    def _maps(self, n: int) -> dict[str, Any]:
        """Return what `by_injection` reads: h = f + s g with s = 2^(2^(n-1)), and g = #{1 <= j < s: h >= s j}."""
        s = 1 << (1 << (n - 1))
        quotient = " + ".join(f"H(h - {s * j})" for j in range(1, s))
        halves = ", ".join(str(table) for table, _, _ in threshold_functions(n - 1))
        products = ", ".join(map(str, output_gating_tables(n, self.gate).tolist()))
        return {
            "source": f"f, g in {{{halves}}}",
            "target": f"h in {{{products}}}",
            "encode": {"h": f"f + {s}*g"},
            "decode": {"f": f"h - {s}*({quotient})", "g": quotient},
        }

    def decide(self, tier: str = "fast") -> Verdict:
        """Decide with `by_injection` for each n."""
        sizes = self.full if tier == "full" else self.sizes
        return conjunction([by_injection(**self._maps(n)) for n in sizes], statement=self.text)

    @property
    def text(self) -> str:
        """What is mapped where."""
        values = {"01": "{0,1}", "pm": "{-1,1}"}[self.gate]
        return (
            f"(f, g) -> f + 2^(2^(n-1)) g maps pairs of tables of gates of n - 1 variables one-to-one into tables of products with values in {values}, "
            f"for n in {{{', '.join(map(str, self.sizes))}}}"
        )

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the map on tables."""
        return r"(f, g) \mapsto f + 2^{2^{n-1}} g \text{ is one-to-one}"

    def content(self) -> Any:
        """Return the families and maps for each n."""
        return [self._maps(n) for n in self.sizes]


@cache
def gated_sharing(n: int, m: int, s: int, gate: str) -> int:
    """Return the number of products of gates of n and of m variables, s of them common."""
    return count("output-gating", n, gate=gate, other_inputs=m, shared=s).count


def _sharing(statement: str, gate: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "T": count_threshold,
        "P": lambda n, m, s: gated_sharing(n, m, s, gate),
    }
    ranges = {"n": range(1, 4), "m": range(1, 4), "s": range(1, 4)}
    return Instances(statement, ranges=ranges, functions=functions, assuming="s <= n; s <= m")


def _apart(statement: str) -> Instances:
    return Instances(statement, ranges={"n": range(1, 4), "m": range(1, 4)}, functions=_FUNCTIONS)


def _glue(
    left: str, right: str, *, constant: str = "K >= -L_f; M >= -L_g", bit: str = "t in {0,1}"
) -> Identity:
    """The product of the two switched gates is the one at t = 0 and the other at t = 1."""
    source = f"{left}(L_f + K*t)*{right}(L_g + M*(1 - t)) == (1 - t)*{left}(L_f) + t*{right}(L_g)"
    return Identity(source, f"{bit}; {constant}")


_SUM = "H(L_f + K*t) + H(L_g + M*(1 - t)) == 1 + (1 - t)*H(L_f) + t*H(L_g)"
_PAIRS, _SIGNED = "T + (T - 2)*(T - 3)/2 {} T**2/2", "(T/2)*(T/2 - 1) + 2 {} T**2/4"
_BELOW = "T >= 0; T <= 2**(n**2)"
_SHARED = "T(n - 1)*T(m - 1) <= P(n, m, s) and P(n, m, s) <= T(n)*T(m)"
_LARGE = r"$K \ge \max(0, -\min L_f)$ and $M \ge \max(0, -\min L_g)$ over the cube; by [[MX-a]] and [[MX-b]] (over $\{-1,1\}^n$ [[MX-d-a]] and [[MX-d-b]]) such constants exist, and both factors are gates of $n$ variables"

CLAIMS = [
    Claim(
        id="CAP-glue",
        kind="identity",
        title="Any two gates are the two halves of a product of two gates",
        statement=All(
            (
                _glue("H", "H"),
                _glue("sgn", "sgn"),
                _glue("sgn", "H"),
                Identity(_SUM, "t in {0,1}; K >= -L_f; M >= -L_g"),
            )
        ),
        display=(
            r"For real activations $L_f, L_g$, $K \ge -L_f$, $M \ge -L_g$ and $t \in \{0,1\}$,"
            "\n"
            r"$$\begin{aligned} & H(L_f + K t)\, H(L_g + M(1 - t)) \\ &\quad = \begin{cases} H(L_f) & t = 0 \\ H(L_g) & t = 1, \end{cases} \\ "
            r"& \operatorname{sgn}(L_f + K t)\, \operatorname{sgn}(L_g + M(1 - t)) \\ &\quad = \begin{cases} \operatorname{sgn}(L_f) & t = 0 \\ \operatorname{sgn}(L_g) & t = 1, \end{cases} \\ "
            r"& \operatorname{sgn}(L_f + K t)\, H(L_g + M(1 - t)) \\ &\quad = \begin{cases} \operatorname{sgn}(L_f) & t = 0 \\ H(L_g) & t = 1, \end{cases} \\ "
            r"& H(L_f + K t) + H(L_g + M(1 - t)) \\ &\quad = 1 + \begin{cases} H(L_f) & t = 0 \\ H(L_g) & t = 1. \end{cases} \end{aligned}$$"
        ),
        source="after the paper; form of this project",
        rests_on=("TX-1",),
        mutants=(
            Mutant("constant", _glue("H", "H", constant="K >= -L_f - 1; M >= -L_g")),
            Mutant("convention", _glue("sgn", "sgn", bit="t in {-1,1}")),
            Mutant("hypothesis", _glue("sgn", "H", constant="K >= -L_f")),
            Mutant("operation", Identity(_SUM.replace("1 + (1", "(1"), "t in {0,1}; K >= -L_f; M >= -L_g")),
        ),
        not_claimed="Here L_f and L_g are numbers, the values at one input: one K for all inputs is the subject of MX-a and MX-f. OR needs another neutral value, 0 (MX-c).",
    ),
    Claim(
        id="CAP-AND-T",
        kind="inequality",
        title="Unordered pairs of T gates, two of them constant: at most half of T squared",
        statement=Identity(_PAIRS.format("<="), "T >= 2"),
        display=r"$$T + \frac{(T - 2)(T - 3)}{2} \le \frac{T^2}{2} \qquad (T \ge 2)$$",
        source=PROJECT,
        mutants=(
            Mutant("hypothesis", Identity(_PAIRS.format("<="), "T >= 1")),
            Mutant("strictness", Identity(_PAIRS.format("<"), "T >= 2")),
            Mutant("constant", Identity("T + (T - 2)*(T - 3)/2 <= T**2/2 - 1", "T >= 2")),
        ),
        not_claimed="For integers T ≥ 2 the fraction is the binomial coefficient of T - 2 over 2.",
    ),
    Claim(
        id="CAP-XOR-T",
        kind="inequality",
        title="Pairs of T signs up to sign: at most a quarter of T squared",
        statement=Identity(_SIGNED.format("<="), "T >= 4"),
        display=r"$$\frac{T}{2} \Big(\frac{T}{2} - 1\Big) + 2 \le \frac{T^2}{4} \qquad (T \ge 4)$$",
        source=PROJECT,
        mutants=(
            Mutant("hypothesis", Identity(_SIGNED.format("<="), "T >= 3")),
            Mutant("strictness", Identity(_SIGNED.format("<"), "T >= 4")),
        ),
        not_claimed="T(0) = 2 does not satisfy the hypothesis; T(n) ≥ 4 for n ≥ 1.",
    ),
    Claim(
        id="CAP-AND",
        kind="inequality",
        title="Capacity of output gating, gates in {0,1}",
        statement=All(
            (
                _same(
                    "T(n - 1)**2 <= G_and(n) and G_and(n) <= T(n) + binomial(T(n) - 2, 2) and T(n) + binomial(T(n) - 2, 2) <= T(n)**2/2"
                ),
                _Gluing("01"),
            )
        ),
        display=(
            r"The number $G_{\wedge}(n)$ of products of two threshold gates of the same $n$ variables, with values in $\{0,1\}$, satisfies"
            "\n"
            r"$$\begin{aligned} T(n-1)^2 \le G_{\wedge}(n) &\le T(n) + \binom{T(n) - 2}{2} \\ &\le \tfrac12\, T(n)^2 \qquad (n \ge 1). \end{aligned}$$"
        ),
        source=PAPER + ", finite form of this project",
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $f = H(L_f)$ and $g = H(L_g)$ be gates of $n - 1$ variables, $t = x_n$, and $h = H(L_f + K t)\, H(L_g + M (1 - t))$ with "
            + _LARGE
            + ".",
            r"By [[CAP-glue]] $h(\cdot, 0) = f$ and $h(\cdot, 1) = g$. So $(f, g)$ can be read off $h$, and the map $(f, g) \mapsto h$ is injective: $T(n-1)^2 \le G_{\wedge}(n)$.",
            r"If $f = g$ or one factor is constant, $f g$ is $f$, $g$ or $0$: one of the $T(n)$ threshold functions.",
            r"Otherwise $\{f, g\}$ is an unordered pair of different non-constant gates, of which there are $\binom{T(n) - 2}{2}$.",
            r"The last inequality is [[CAP-AND-T]]: the two constants are gates, so $T(n) \ge 2$.",
        ),
        mutants=(
            Mutant("index", _same("T(n)**2 <= G_and(n)")),
            Mutant("strictness", _same("T(n - 1)**2 < G_and(n)")),
            Mutant("constant", _same("2*T(n - 1)**2 <= G_and(n)")),
            Mutant("convention", _same("G_and(n) == G_xor(n)")),
        ),
        errata=ERRATA["CAP-AND"],
        not_claimed=(
            "The asymptotic statement 2n²(1 + o(1)) needs in addition that log2 T(n) is n²(1 + o(1)). For n ≤ 4 the counts are cut off by the number of all functions and show no trend. A product does not "
            "determine its factors: how much the upper bound loses is not said."
        ),
        names=NAMES,
    ),
    Claim(
        id="CAP-XOR",
        kind="inequality",
        title="Capacity of output gating, gates in {-1,1}",
        statement=All(
            (
                _same(
                    "T(n - 1)**2 <= G_xor(n) and G_xor(n) <= (T(n)/2)*(T(n)/2 - 1) + 2 and (T(n)/2)*(T(n)/2 - 1) + 2 <= T(n)**2/4"
                ),
                _Gluing("pm"),
            )
        ),
        display=(
            r"The number $G_{\oplus}(n)$ of products of two threshold gates of the same $n$ variables, with values in $\{-1,1\}$, satisfies"
            "\n"
            r"$$\begin{aligned} T(n-1)^2 \le G_{\oplus}(n) &\le \tfrac12 T(n) \left(\tfrac12 T(n) - 1\right) + 2 \\ &\le \tfrac14\, T(n)^2 \qquad (n \ge 1). \end{aligned}$$"
        ),
        source=PAPER + ", finite form of this project",
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $f = \operatorname{sgn}(L_f)$ and $g = \operatorname{sgn}(L_g)$ be gates of $n - 1$ variables, $t = x_n$, and $h = \operatorname{sgn}(L_f + K t)\, \operatorname{sgn}(L_g + M (1 - t))$ with "
            + _LARGE
            + ".",
            r"By [[CAP-glue]] $h(\cdot, 0) = f$ and $h(\cdot, 1) = g$, so $(f, g) \mapsto h$ is injective: $T(n-1)^2 \le G_{\oplus}(n)$.",
            r"The negative of a gate is a gate: after raising $b$ a little $L$ is never 0, and then $-\operatorname{sgn}(L) = \operatorname{sgn}(-L)$. As $f \ne -f$, $T(n)$ is even.",
            r"$f g = (-f)(-g)$, $f g = g f$ and $f f = 1$. Let $N = T(n)/2$ be the number of pairs $\{f, -f\}$: up to sign, products of different "
            r"pairs number at most $\binom{N}{2}$, and products of equal ones give 1. So $G_{\oplus}(n) \le 2 \big( \binom{N}{2} + 1 \big) = N (N - 1) + 2$.",
            r"The last inequality is [[CAP-XOR-T]]: for $n \ge 1$ the functions $\pm 1$, $\pm x_1$ are gates, so $T(n) \ge 4$.",
        ),
        mutants=(
            Mutant("strictness", _same("T(n - 1)**2 < G_xor(n)")),
            Mutant("constant", _same("G_xor(n) <= (T(n)/2)*(T(n)/2 - 1) + 1")),
            Mutant("index", _same("T(n)**2 <= G_xor(n)")),
        ),
        errata=ERRATA["CAP-XOR"],
        not_claimed="As for CAP-AND; at n = 1 all three bounds are equal to 4.",
        names=NAMES,
    ),
    Claim(
        id="CAP-AND-2",
        kind="inequality",
        title="Output gating has capacity at most 2n² - 1, of signs at most 2n² - 2",
        statement=All(
            (
                Identity("T**2/2 <= 2**(2*n**2 - 1)", _BELOW),
                Identity("T**2/4 <= 2**(2*n**2 - 2)", _BELOW),
                _same("G_and(n) <= 2**(2*n**2 - 1) and G_xor(n) <= 2**(2*n**2 - 2)", low=2),
            )
        ),
        display=(
            r"$$\begin{gathered} \log_2 G_{\wedge}(n) \le 2n^2 - 1, \\ \log_2 G_{\oplus}(n) \le 2n^2 - 2 \\ (n \ge 2) \end{gathered}$$"
        ),
        source=PROJECT,
        argument=(
            r"$T(n) \le 2^{n^2}$ for $n \ge 2$ by [[RV-3-P]].",
            r"By [[CAP-AND]] and [[CAP-XOR]] $G_{\wedge}(n) \le T(n)^2/2$ and $G_{\oplus}(n) \le T(n)^2/4$. The two first machine statements, with $T = T(n)$, finish.",
        ),
        mutants=(
            Mutant("hypothesis", _same("G_and(n) <= 2**(2*n**2 - 1)")),
            Mutant("constant", Identity("T**2/4 <= 2**(2*n**2 - 3)", _BELOW)),
            Mutant("operation", Identity("T**2/2 <= 2**(n**2 - 1)", _BELOW)),
        ),
        errata=ERRATA["CAP-AND-2"],
        not_claimed="At n = 1 both counts are 4, more than 2 and 1.",
        names=NAMES,
    ),
    Claim(
        id="CAP-TERN",
        kind="inequality",
        title="Capacity of output gating, gated unit in {-1,1}, gating unit in {0,1}",
        statement=_same(
            "T(n - 1)**2 <= N(n) and N(n) <= T(n)*(T(n) - 1) + 1 and T(n)*(T(n) - 1) + 1 <= T(n)**2"
        ),
        display=(
            r"The number $N(n)$ of products $f g$ of threshold gates of the same $n$ variables, $f$ with values in $\{-1,1\}$ and $g$ in $\{0,1\}$, "
            r"satisfies"
            "\n"
            r"$$\begin{aligned} T(n-1)^2 \le N(n) &\le T(n)\, (T(n) - 1) + 1 \\ &\le T(n)^2 \qquad (n \ge 1). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Given gates $f = \operatorname{sgn}(L_f)$ and $g = H(L_g)$ of $n - 1$ variables, let $h = \operatorname{sgn}(L_f + K t)\, H(L_g + M (1 - t))$, $t = x_n$, with "
            + _LARGE
            + ".",
            r"By [[CAP-glue]] $h(\cdot, 0) = f$ and $h(\cdot, 1) = g$; so the map is injective.",
            r"A product is determined by the pair of its factors, and is 0 for every $f$ if $g = 0$: at most $T(n)(T(n) - 1) + 1$.",
        ),
        mutants=(
            Mutant("index", _same("T(n)**2 <= N(n)")),
            Mutant("constant", _same("N(n) <= T(n)**2/2")),
            Mutant("strictness", _same("N(n) <= T(n)*(T(n) - 1)/2 + 1")),
        ),
        not_claimed="The upper bound is nearly the trivial one; the products are not commutative, so there is no factor 1/2.",
        names=NAMES,
    ),
    Claim(
        id="BY-4-sub",
        kind="existence",
        title="Functions glued from two gates lie in every class of gating",
        statement=counted(
            "strange(n) == 0 and Q(n) == V(n)",
            n=range(1, 5),
        ),
        display=(
            r"Let $\mathrm{Glue}_n$ be the set of functions $h$ of $n$ variables with a coordinate $i$ such that $h|_{x_i = 0}$ and $h|_{x_i = 1}$ are threshold gates, and $A_n$ the functions of a threshold unit with one attending gate (CAP-A). For $n \ge 1$"
            "\n"
            r"$$\mathrm{Glue}_n \subseteq \mathrm{AND}_n \cap \mathrm{OR}_n \cap \mathrm{XOR}_n \cap A_n,$$"
            "\n"
            r"and for $n \le 4$ moreover $\mathrm{Glue}_n = \mathrm{AND}_n \cap \mathrm{OR}_n$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $f, g$ be the two restrictions of $h$ to $x_i = 0, 1$. With $t = x_i$ in [[CAP-glue]] $h$ is a product of two gates with values in $\{0,1\}$, and, read as signs, a product of two sign gates, the constants being those of [[MX-a]] and [[MX-b]].",
            r"$\neg f$ and $\neg g$ are gates, so $\neg h$ is a product of two gates in $\{0,1\}$ by the same argument, and $h$ is in $\mathrm{OR}_n$.",
            r"$\mathrm{AND}_n \subseteq A_n$ by [[FA-7]].",
            r"$n \le 4$: all sets are listed. $Q$ and $V$ are the sizes of $\mathrm{Glue}_n$ and $\mathrm{AND}_n \cap \mathrm{OR}_n$; the first is contained in the second, so equal numbers mean equal sets.",
        ),
        mutants=(
            Mutant("operation", counted("Q(n) == G_and(n)", n=range(1, 5))),
            Mutant("convention", counted("Q(n) == G_xor(n)", n=range(1, 5))),
            Mutant("strictness", counted("Q(n) < V(n)", n=range(1, 5))),
        ),
        not_claimed="That the last equality holds for n ≥ 5; how many glued functions there are is BY-4-size. strange(n) counts glued functions outside one of the four classes.",
    ),
    Claim(
        id="CAP-DIFF",
        kind="count",
        title="Output gating over different inputs: exact counts",
        statement=_apart("P_and(n, m) == (T(n) - 1)*(T(m) - 1) + 1 and P_xor(n, m) == T(n)*T(m)/2"),
        display=(
            r"The numbers of functions $f(x) g(y)$, $f$ and $g$ threshold gates of $n$ and of $m$ different variables, are"
            "\n"
            r"$$\begin{aligned} P_{\wedge}(n, m) &= (T(n) - 1)(T(m) - 1) + 1, \\ P_{\oplus}(n, m) &= \tfrac12\, T(n)\, T(m) \end{aligned}$$"
            "\n"
            r"for values in $\{0,1\}$ and in $\{-1,1\}$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Values in $\{0,1\}$: a product that is not 0 determines both factors, $f(x) = 1$ exactly where $f(x) g(\cdot)$ is not 0. So there are "
            r"$(T(n) - 1)(T(m) - 1)$ non-zero products, and the zero function.",
            r"Values in $\{-1,1\}$: the negative of a gate is a gate, after raising $b$ a little so that its activation is never 0. If $f(x) g(y) = f'(x) g'(y)$ everywhere, then $f/f' = g'/g$ depends on neither $x$ nor $y$, so $(f', g') = \pm (f, g)$. "
            r"Every product arises from exactly two pairs.",
        ),
        mutants=(
            Mutant("constant", _apart("P_and(n, m) == (T(n) - 1)*(T(m) - 1)")),
            Mutant("convention", _apart("P_xor(n, m) == (T(n) - 1)*(T(m) - 1) + 1")),
        ),
        errata=ERRATA["CAP-DIFF"],
        not_claimed="The two gates share no input.",
        names=NAMES,
    ),
    Claim(
        id="CAP-DIFF-shared",
        kind="inequality",
        title="Output gating over overlapping inputs",
        statement=All((_sharing(_SHARED, "01"), _sharing(_SHARED, "pm"))),
        display=(
            r"The number $P(n, m, s)$ of products of threshold gates of $n$ and of $m$ variables, $s$ of them common, $1 \le s \le \min(n, m)$, satisfies"
            "\n"
            r"$$T(n-1)\, T(m-1) \le P(n, m, s) \le T(n)\, T(m),$$"
            "\n"
            r"with values in $\{0,1\}$ and in $\{-1,1\}$ alike."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"A common variable $t$ serves as the selector. Given gates $f$ and $g$ of the other $n - 1$ and $m - 1$ variables, [[MX-a]] gives a gate of $n$ variables that is $f$ at "
            r"$t = 0$ and 1 at $t = 1$, and [[MX-b]] one of $m$ variables that is 1 at $t = 0$ and $g$ at $t = 1$.",
            r"By [[CAP-glue]] their product is $f$ at $t = 0$ and $g$ at $t = 1$, whatever the other common variables are: $f$ and $g$ can be read off it.",
            r"A product is determined by the pair of its factors.",
        ),
        mutants=(
            Mutant("index", _sharing("T(n)*T(m) <= P(n, m, s)", "01")),
            Mutant("strictness", _sharing("T(n - 1)*T(m - 1) < P(n, m, s)", "01")),
        ),
        not_claimed="Both bounds are crude; for s = n = m the other claims of this chapter are sharper.",
        names=NAMES,
    ),
]
