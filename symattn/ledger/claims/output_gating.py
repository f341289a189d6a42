"""Claims of the chapter on the capacity of output gating: MX-a, MX-c, CAP-AND, CAP-XOR, CAP-TERN, CAP-DIFF."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symattn.capacity import count
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Instances
from symattn.threshold import count_threshold

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


_GLUED = (
    r"Given $(f, g)$ of $n - 1$ variables, let $h = H(L_f + K_f t)\, H(L_g + K_g (1 - t))$ with the constants of [[MX-a]]: $h(\cdot, 0) = f \cdot 1$ "
    r"and $h(\cdot, 1) = 1 \cdot g$."
)

_SHARED = "T(n - 1)*T(m - 1) <= P(n, m, s) and P(n, m, s) <= T(n)*T(m)"

CLAIMS = [
    Claim(
        id="CAP-AND",
        kind="inequality",
        title="Capacity of output gating, gates in {0,1}",
        statement=_same(
            "T(n - 1)**2 <= G_and(n) and G_and(n) <= T(n) + binomial(T(n) - 2, 2) and T(n) + binomial(T(n) - 2, 2) <= T(n)**2/2"
        ),
        display=(
            r"The number $G_{\wedge}(n)$ of products of two threshold gates of the same $n$ variables, with values in $\{0,1\}$, satisfies"
            "\n"
            r"$$T(n-1)^2 \le G_{\wedge}(n) \le T(n) + \binom{T(n) - 2}{2} \le \tfrac12\, T(n)^2 \qquad (n \ge 1).$$"
        ),
        source=PAPER + ", finite form of this project",
        rests_on=("TX-1", "RV-1"),
        argument=(
            _GLUED,
            r"So $(f, g)$ can be read off $h$, and the map is injective: $T(n-1)^2 \le G_{\wedge}(n)$.",
            r"If $f = g$ or one factor is constant, $f g$ is $f$, $g$ or $0$: one of the $T(n)$ threshold functions.",
            r"Otherwise $\{f, g\}$ is an unordered pair of different non-constant gates, of which there are $\binom{T(n) - 2}{2}$.",
            r"$t + (t-2)(t-3)/2 = t^2/2 - (3t - 6)/2 \le t^2/2$ for $t = T(n) \ge 2$.",
        ),
        mutants=(
            Mutant("index", _same("T(n)**2 <= G_and(n)")),
            Mutant("strictness", _same("T(n - 1)**2 < G_and(n)")),
            Mutant("constant", _same("2*T(n - 1)**2 <= G_and(n)")),
            Mutant("convention", _same("G_and(n) == G_xor(n)")),
        ),
        not_claimed=(
            "The asymptotic statement 2n²(1 + o(1)) needs in addition that log2 T(n) is n²(1 + o(1)), a theorem of Zuev (1989) that this "
            "version does not prove. For n ≤ 4 the counts are cut off by the number of all functions and show no trend."
        ),
        names=NAMES,
    ),
    Claim(
        id="CAP-XOR",
        kind="inequality",
        title="Capacity of output gating, gates in {-1,1}",
        statement=_same(
            "T(n - 1)**2 <= G_xor(n) and G_xor(n) <= (T(n)/2)*(T(n)/2 - 1) + 2 and (T(n)/2)*(T(n)/2 - 1) + 2 <= T(n)**2/4"
        ),
        display=(
            r"The number $G_{\oplus}(n)$ of products of two threshold gates of the same $n$ variables, with values in $\{-1,1\}$, satisfies"
            "\n"
            r"$$T(n-1)^2 \le G_{\oplus}(n) \le \tfrac12 T(n) \left(\tfrac12 T(n) - 1\right) + 2 \le \tfrac14\, T(n)^2 \qquad (n \ge 1).$$"
        ),
        source=PAPER + ", finite form of this project",
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Given $(f, g)$ of $n - 1$ variables, let $h = \operatorname{sgn}(L_f + K_f t)\, \operatorname{sgn}(L_g + K_g (1 - t))$ with the constants of [[MX-a]]: "
            r"$h(\cdot, 0) = f \cdot 1$ and $h(\cdot, 1) = 1 \cdot g$, so $(f, g) \mapsto h$ is injective: $T(n-1)^2 \le G_{\oplus}(n)$.",
            r"The negative of a gate is a gate: after raising $b$ a little $L$ is never 0, and then $-\operatorname{sgn}(L) = \operatorname{sgn}(-L)$. As $f \ne -f$, $T(n)$ is even.",
            r"$f g = (-f)(-g)$, $f g = g f$ and $f f = 1$. Let $M = T(n)/2$ be the number of pairs $\{f, -f\}$: up to sign, products of different "
            r"pairs number at most $\binom{M}{2}$, and products of equal ones give 1. So $G_{\oplus}(n) \le 2 \big( \binom{M}{2} + 1 \big) = M (M - 1) + 2$.",
            r"$M(M - 1) + 2 \le M^2$ for $M \ge 2$, which holds for $n \ge 1$.",
        ),
        mutants=(
            Mutant("strictness", _same("T(n - 1)**2 < G_xor(n)")),
            Mutant("constant", _same("G_xor(n) <= (T(n)/2)*(T(n)/2 - 1) + 1")),
            Mutant("index", _same("T(n)**2 <= G_xor(n)")),
        ),
        not_claimed="As for CAP-AND; at n = 1 all three bounds are equal to 4.",
        names=NAMES,
    ),
    Claim(
        id="CAP-TERN",
        kind="inequality",
        title="Capacity of output gating, gated unit in {-1,1}, gating unit in {0,1}",
        statement=_same("T(n - 1)**2 <= N(n) and N(n) <= T(n)**2"),
        display=(
            r"The number $N(n)$ of products $f g$ of threshold gates of the same $n$ variables, $f$ with values in $\{-1,1\}$ and $g$ in $\{0,1\}$, "
            r"satisfies"
            "\n"
            r"$$T(n-1)^2 \le N(n) \le T(n)^2 \qquad (n \ge 1).$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Given $(f, g)$ of $n - 1$ variables, gate $F = \operatorname{sgn}(L_f + K_f t)$ by $G = H(L_g + K_g (1 - t))$, constants of [[MX-a]]. At $t = 1$ the "
            r"product is $g$; at $t = 0$ it is $f \cdot 1$. So the map is injective.",
            r"A product is determined by the pair of its factors, of which there are $T(n)^2$.",
        ),
        mutants=(
            Mutant("index", _same("T(n)**2 <= N(n)")),
            Mutant("constant", _same("N(n) <= T(n)**2/2")),
        ),
        not_claimed="The upper bound is the trivial one.",
        names=NAMES,
    ),
    Claim(
        id="CAP-DIFF",
        kind="count",
        title="Output gating over different inputs: exact counts",
        statement=_apart("P_and(n, m) == (T(n) - 1)*(T(m) - 1) + 1 and P_xor(n, m) == T(n)*T(m)/2"),
        display=(
            r"The numbers of functions $f(x) g(y)$, $f$ and $g$ threshold gates of $n$ and of $m$ different variables, are"
            "\n"
            r"$$P_{\wedge}(n, m) = (T(n) - 1)(T(m) - 1) + 1, \qquad P_{\oplus}(n, m) = \tfrac12\, T(n)\, T(m)$$"
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
            r"A common variable $t$ serves as the selector. Given gates $f$ and $g$ of the other $n - 1$ and $m - 1$ variables, [[MX-a]] gives a gate that is $f$ at "
            r"$t = 0$ and 1 at $t = 1$, and one that is 1 at $t = 0$ and $g$ at $t = 1$; $f$ and $g$ can be read off their product.",
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
