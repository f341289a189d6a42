"""Claims on limits of capacities, each squeezed between a finite lower and a finite upper bound: RV-6-lim, CAP-AND-lim, CAP-d-lim and the other mechanisms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import factorial

from symattn.capacity.asymptotics import product_lower_bound
from symattn.capacity.balls import Ball, log2_ball
from symattn.capacity.cover import log2_cover_bound
from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.closed_form import block_size
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.limits import Limit
from symattn.ledger.machine import All, Enclosed, Identity, Instances

_CLOSED: Mapping[str, Callable[..., int]] = {"D": nonconstant_monomials, "factorial": factorial}


def _above(statement: str) -> Instances:
    return Instances(statement, {"n": range(1, 31), "d": range(1, 7)}, _CLOSED, assuming="d < n")


_UP = "D(n, d)*factorial(d)*(n - d) <= n**(d + 1)"

_THRESHOLD = Limit("1 - (5*d + 1)*log(2)/log(N)", "N/(N - d)", "1", "N", "d positive integer")
_PAIR = "(1 - 6*log(2)/log(n))*(1 - 2/(n + 1))"
_AND = Limit(f"2*{_PAIR}", "2", "2")
_ADDITIVE = Limit(f"2*{_PAIR}", "2 + 1/(n + 1)", "2")
_DEGREE = Limit(
    "2*(1 - (5*d + 1)*log(2)/log(n))*(1 - (d + 1)/(n + 1))",
    "2*(n + 1)/(n + 1 - d)",
    "2",
    assuming="d positive integer",
)
_DEGREES = Limit(
    "1 - (5*(p + q) + 1)*log(2)/log(n) - (p + q + 1)/(n + 1)",
    "(n + 1)/(n + 1 - p - q)",
    "1",
    assuming="p positive integer; q positive integer",
)


def _mutants(statement: Limit, limit: str) -> tuple[Mutant, ...]:
    """Return the statement with another limit, with a lower bound whose error does not vanish, and with an upper bound of a higher order."""
    n = statement.variable
    lost = statement.lower.replace(f"/log({n})", "")
    return (
        Mutant("constant", replace(statement, limit=limit)),
        Mutant("operation", replace(statement, lower=lost)),
        Mutant("index", replace(statement, upper=f"{n}*({statement.upper})")),
    )


_BOTH = (
    r"Let $a(n) = 1 - 6/\log_2 n$. By [[RV-6-12]] with $d = 1$, $\log_2 T(n) \ge n^2 a(n)$, and $n^2/(n+1)^2 = (1 - 1/(n+1))^2 \ge 1 - 2/(n+1)$ by [[RV-3-ber]]. "
    r"In the machine statement $E(n)$ is the quotient at $n + 1$; where $a(n) < 0$ its lower bound is trivial."
)


def _doubles(
    name: str, title: str, count: str, text: str, upper: str, statement: Limit, *, note: str, source: str
) -> Claim:
    """Return the claim that a capacity between 2 log2 T(n-1) and about 2 n^2 is 2 n^2 (1 + o(1))."""
    return Claim(
        id=name,
        kind="asymptotic",
        title=title,
        statement=statement,
        display=f"{text}\n$$\\lim_{{n \\to \\infty}} \\frac{{\\log_2 {count}}}{{n^2}} = 2.$$",
        source=source,
        rests_on=("RV-1",),
        argument=(_BOTH, upper),
        mutants=_mutants(statement, "1"),
        not_claimed=note,
    )


def _rate(upper: str = "2") -> str:
    return f"How fast: the lower bound here is 2 - O(1/log n), the upper one {upper}. The true order of the difference, (log n)/n, rests on the literature (RV-7)."


_FIRST, _LAST = 446, 10**6
#: From the next n on RV-6-12 is enough.
_CLOSED_LAST = 2**25


def _walk(first: int, last: int, length: Callable[[int], int]) -> tuple[tuple[int, int], ...]:
    """Return stretches (a, b) that cover first..last, b = a + length(a)."""
    pairs = []
    while first <= last:
        pairs.append((first, min(last, first + length(first))))
        first = pairs[-1][1] + 1
    return tuple(pairs)


#: Longer as the bound has more room.
_WALK = _walk(_FIRST, _LAST, lambda a: (a - _FIRST) // 40)
_FAR = _walk(_LAST + 1, _CLOSED_LAST, lambda a: a // 55)


@cache
def _products(n: int) -> Ball:
    return product_lower_bound(n)


def _closed_products(n: int) -> Ball:
    """Return 2 (m (N - 1 - log2 m) + k (k - 1)/2) for N = n - 1, k = ceil(5 N/log2 N), m = N - k."""
    N = n - 1
    k = block_size(N)
    m = N - k
    logarithm = log2_ball(m, 30)
    whole = 2 * m * (N - 1) + k * (k - 1)
    return Ball.enclosing(whole - 2 * m * logarithm.upper, whole - 2 * m * logarithm.lower, digits=6)


def _walked(statement: str) -> Enclosed:
    """State something of the stretches; the fast tier takes one in a hundred, the full tier all."""
    some = (0, 1, 2, *range(100, len(_WALK), 100), len(_WALK) - 1)
    bounds = _bounds(_WALK, _products)
    return Enclosed(statement, {"k": some}, bounds, full={"k": range(len(_WALK))})


def _walked_far(statement: str) -> Enclosed:
    return Enclosed(statement, {"j": range(len(_FAR))}, _bounds(_FAR, _closed_products))


def _bounds(
    walk: tuple[tuple[int, int], ...], bound: Callable[[int], Ball]
) -> Mapping[str, Callable[..., Ball]]:
    return {
        "B": lambda k: bound(walk[k][0]),
        "a": lambda k: Ball(str(walk[k][0]), "0"),
        "b": lambda k: Ball(str(walk[k][1]), "0"),
    }


def _at(statement: str, *numbers: int) -> Enclosed:
    functions: dict[str, Callable[..., Ball]] = {"B": _products, "C": lambda n: log2_cover_bound(n, digits=6)}
    used = {name: function for name, function in functions.items() if f"{name}(" in statement}
    return Enclosed(statement, {"n": numbers}, used)


CLAIMS = [
    Claim(
        id="RV-6-up",
        kind="inequality",
        title="Cover's bound for polynomial threshold functions in closed form",
        statement=_above(_UP),
        display=r"$$\log_2 T_d(n) \le \frac{n^{d+1}}{d!} \cdot \frac{n}{n - d} \qquad (d \ge 1,\; n > d)$$",
        source=PROJECT,
        rests_on=("RV-1-d",),
        argument=(
            r"$n > d \ge 1$, so $n \ge 2$, and $\log_2 T_d(n) \le n (D_d(n) - 1)$ by [[RV-3-Pd]], where $D_d(n) - 1 = \sum_{i=1}^d \binom ni$.",
            r"$\binom ni \le \frac{n^i}{i!} = \frac{n^d}{d!} \cdot \frac{d (d-1) \cdots (i+1)}{n^{d-i}} \le \frac{n^d}{d!} \Big( \frac dn \Big)^{d-i}$, and the geometric series adds up to at most $1/(1 - d/n)$.",
        ),
        mutants=(
            Mutant("index", _above(_UP.replace("n**(d + 1)", "n**d"))),
            Mutant("constant", _above(_UP.replace("factorial(d)", "2*factorial(d)"))),
            Mutant("sign", _above(_UP.replace("<=", ">="))),
        ),
        not_claimed="A useful bound for d of the order of n: there T_d(n) ≤ 2^(2^n) is better.",
        names={"D": "D'"},
    ),
    Claim(
        id="RV-6-lim",
        kind="asymptotic",
        title="The capacity of threshold functions of fixed degree",
        statement=_THRESHOLD,
        display=(
            r"For every fixed $d \ge 1$"
            "\n"
            r"$$\begin{gathered} \lim_{N \to \infty} \frac{\log_2 T_d(N)}{N^{d+1}/d!} = 1, \qquad \text{and} \\ 1 - \frac{5d+1}{\log_2 N} \le \frac{\log_2 T_d(N)}{N^{d+1}/d!} \le 1 + \frac{d}{N - d} \\ (N > d,\; N \ge 2). \end{gathered}$$"
        ),
        source=PAPER + " quotes it (Zuev 1989; Baldi and Vershynin 2019); proof of this project",
        rests_on=("RV-1-d",),
        argument=(
            r"The lower bound is [[RV-6-12]], the upper bound [[RV-6-up]].",
            r"Both tend to 1 for fixed $d$: decided by the machine for every sequence between them.",
        ),
        mutants=_mutants(_THRESHOLD, "2"),
        not_claimed=(
            "Degrees d that grow with N: then N D_d(N) is the natural comparison, and for d = N the capacity is 2^N. The rate 1/log N of the lower bound is not the true one for d = 1 (RV-7)."
        ),
    ),
    _doubles(
        "CAP-AND-lim",
        "Output gating has capacity 2n²(1 + o(1)), gates in {0,1}",
        r"G_{\wedge}(n)",
        r"The number $G_{\wedge}(n)$ of products of two threshold gates of the same $n$ variables, values in $\{0,1\}$, satisfies",
        r"$T(n)^2 \le G_{\wedge}(n+1)$ by [[CAP-AND]], and $\log_2 G_{\wedge}(n+1) \le 2(n+1)^2$ by [[CAP-AND-2]]. That both bounds of $E$ force the limit is decided by the machine.",
        _AND,
        note=_rate() + " At n = 10^6 the certified ratio is between 1.80 and 2.",
        source=PAPER + "; proof of this project",
    ),
    _doubles(
        "CAP-XOR-lim",
        "Output gating has capacity 2n²(1 + o(1)), gates in {-1,1}",
        r"G_{\oplus}(n)",
        r"The number $G_{\oplus}(n)$ of products of two threshold gates of the same $n$ variables, values in $\{-1,1\}$, satisfies",
        r"$T(n)^2 \le G_{\oplus}(n+1)$ by [[CAP-XOR]], and $\log_2 G_{\oplus}(n+1) \le 2(n+1)^2$ by [[CAP-AND-2]]. That both bounds of $E$ force the limit is decided by the machine.",
        _AND,
        note=_rate(),
        source=PAPER + "; proof of this project",
    ),
    _doubles(
        "CAP-TERN-lim",
        "Output gating with mixed alphabets has capacity 2n²(1 + o(1))",
        "N(n)",
        r"The number $N(n)$ of products $f g$ of threshold gates of the same $n$ variables, $f$ with values in $\{-1,1\}$ and $g$ in $\{0,1\}$, satisfies",
        r"$T(n)^2 \le N(n+1) \le T(n+1)^2$ by [[CAP-TERN]], and $T(n+1) \le 2^{(n+1)^2}$ by [[RV-3-P]]. That both bounds of $E$ force the limit is decided by the machine.",
        _AND,
        note=_rate(),
        source=PROJECT,
    ),
    _doubles(
        "CAP-ADDOUT-lim",
        "Additive output attention has capacity 2n²(1 + o(1))",
        "D(n)",
        r"The number $D(n)$ of sums $f + g$ of two threshold gates of the same $n$ variables, values in $\{0,1\}$, satisfies",
        r"$T(n)^2 \le D(n+1) \le T(n+1)(T(n+1) + 1)/2 \le T(n+1)^2$ by [[CAP-ADDOUT]], and $T(n+1) \le 2^{(n+1)^2}$ by [[RV-3-P]]. That both bounds of $E$ force the limit is decided by the machine.",
        _AND,
        note=_rate(),
        source=PROJECT,
    ),
    _doubles(
        "CAP-A-lim",
        "Multiplexing has capacity 2n²(1 + o(1))",
        "|A_n|",
        r"The class $A_n$ of functions $H(w \cdot x + b + c\, g(x))$ of $n$ variables, $g$ a threshold gate, satisfies",
        r"$T(n)^2 \le |A_{n+1}|$ and $\log_2 |A_{n+1}| \le 2(n+1)^2 + (n + 1)$ by [[CAP-A]]. That both bounds of $E$ force the limit is decided by the machine.",
        _ADDITIVE,
        note=_rate("2 + 1/n"),
        source=PAPER + "; proof of this project",
    ),
    Claim(
        id="CAP-d-lim",
        kind="asymptotic",
        title="Output gating of degree d has capacity 2nᵈ⁺¹/d! (1 + o(1))",
        statement=_DEGREE,
        display=(
            r"For every fixed $d \ge 1$ the number $G_d(n)$ of products of two polynomial threshold gates of degree at most $d$ of the same $n$ variables, values in $\{0,1\}$ or in $\{-1,1\}$, satisfies"
            "\n"
            r"$$\lim_{n \to \infty} \frac{\log_2 G_d(n)}{n^{d+1}/d!} = 2.$$"
        ),
        source=PAPER + "; proof of this project",
        rests_on=("RV-1-d",),
        argument=(
            r"$T_d(n)^2 \le G_d(n+1) \le T_d(n+1)^2$ by [[CAP-d]] with $d_1 = d_2 = d$.",
            r"$\log_2 T_d(n) \ge (n^{d+1}/d!)\, (1 - (5d+1)/\log_2 n)$ by [[RV-6-12]], and $(n/(n+1))^{d+1} = (1 - 1/(n+1))^{d+1} \ge 1 - (d+1)/(n+1)$ by [[RV-3-ber]].",
            r"$\log_2 T_d(n+1) \le ((n+1)^{d+1}/d!)\, (n+1)/(n+1-d)$ by [[RV-6-up]]. In the machine statement $E(n)$ is the quotient at $n + 1$.",
        ),
        mutants=_mutants(_DEGREE, "1"),
        not_claimed="Degrees that grow with n. For n ≤ d the gates are all functions, and the quotient is no guide.",
    ),
    Claim(
        id="CAP-d-lim-2",
        kind="asymptotic",
        title="Output gating with gates of two degrees",
        statement=_DEGREES,
        display=(
            r"For all fixed $d_1, d_2 \ge 1$ the number $G_{d_1, d_2}(n)$ of products of a polynomial threshold gate of degree at most $d_1$ and one of degree at most $d_2$ of the same $n$ variables satisfies"
            "\n"
            r"$$\lim_{n \to \infty} \frac{\log_2 G_{d_1, d_2}(n)}{n^{d_1 + 1}/d_1! + n^{d_2 + 1}/d_2!} = 1.$$"
        ),
        source=PAPER + "; proof of this project",
        rests_on=("RV-1-d",),
        argument=(
            r"$T_{d_1}(n)\, T_{d_2}(n) \le G_{d_1, d_2}(n+1) \le T_{d_1}(n+1)\, T_{d_2}(n+1)$ by [[CAP-d]]. In the machine statement $p = d_1$, $q = d_2$, and $E(n)$ is the quotient at $n + 1$.",
            r"For $d \in \{p, q\}$, $\log_2 T_d(n) \ge ((n+1)^{d+1}/d!)\, (1 - x)(1 - y)$ by [[RV-6-12]] and [[RV-3-ber]], with $x = (5d+1)/\log_2 n$ and $y = (d+1)/(n+1)$, where $x \le 1$; and $(1 - x)(1 - y) \ge 1 - x - y$. As $d \le p + q$, this is at least the lower bound of $E$ "
            r"times $(n+1)^{d+1}/d!$; add the two.",
            r"$\log_2 T_d(n+1) \le ((n+1)^{d+1}/d!)\, (n+1)/(n+1-d)$ by [[RV-6-up]], at most the upper bound of $E$ times $(n+1)^{d+1}/d!$; add the two.",
        ),
        mutants=_mutants(_DEGREES, "2"),
        not_claimed="For different degrees the term of the larger one alone has the same limit.",
        names={"p": "d_1", "q": "d_2"},
    ),
    Claim(
        id="CAP-15",
        kind="inequality",
        title="From where on output gating is known to exceed 1.5 n²",
        statement=All(
            (
                _walked("B(k) > 3*b(k)**2/2 and a(k) <= b(k)"),
                _walked_far("B(j) > 3*b(j)**2/2 and a(j) <= b(j)"),
                Identity("2*(n - 1)**2*(1 - 6/25) > 3*n**2/2", "n > 2**25"),
                _at("B(n) < 3*n**2/2", _FIRST - 1),
                _at("2*C(n) - 1 < 3*n**2/2", 6),
            )
        ),
        display=(
            r"$$\begin{gathered} \log_2 G_{\wedge}(n) > 1.5\, n^2 \quad (n \ge 446), \\ \log_2 G_{\wedge}(6) < 1.5 \cdot 6^2. \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"$\log_2 G_{\wedge}(n) \ge 2 \log_2 T(n-1)$ by [[CAP-AND]], and $G_{\wedge}$ does not decrease with $n$: gates of $n$ variables are gates of $n + 1$. So twice a lower bound of $\log_2 T(a - 1)$ that exceeds $1.5\, b^2$ is enough for all $n$ from $a$ to $b$.",
            r"Pairs $(a, b)$ that cover $446, \dots, 10^6$: $B(a) = 2 L(a-1)$ with $L(n)$ the lower bound of $\log_2 T(n)$ with optimised blocks: each step is an instance of [[RV-4-P]] or of [[RV-6]], with [[RV-6-09-lin]] for $B'$, enclosed.",
            r"Pairs that cover $10^6 + 1, \dots, 2^{25}$: let $N = a - 1$, $k = \lceil 5N/\log_2 N \rceil$ and $m = N - k$. Then $\varepsilon \le \tfrac12$ by [[RV-6-10-scan]] and, for $N \ge 2^{22}$, by [[RV-6-10]]. By [[RV-6]], $\log_2 B'_1(m) \ge (m-1)m - m \log_2 m$ from [[RV-6-09-lin]], and "
            r"$\log_2 T(k) \ge k(k-1)/2 + 1$ from [[RV-4-P]], $\log_2 T(N) \ge m(N - 1 - \log_2 m) + k(k-1)/2$. In the second part of the machine statement $B$ is twice that, enclosed.",
            r"For $n > 2^{25}$, $\log_2(n-1) \ge 25$, so that $2 \log_2 T(n-1) \ge 2 (n-1)^2 (1 - 6/25)$ by [[RV-6-12]]: the third part, decided for all such $n$.",
            r"$\log_2 G_{\wedge}(6) \le 2 \log_2 C(2^6, 7) - 1$ by [[CAP-AND]] and [[RV-3-T]].",
        ),
        mutants=(
            Mutant("constant", _walked("B(k) > 16*b(k)**2/10 and a(k) <= b(k)")),
            Mutant("constant", _walked_far("B(j) > 17*b(j)**2/10 and a(j) <= b(j)")),
            Mutant("hypothesis", Identity("2*(n - 1)**2*(1 - 6/25) > 3*n**2/2", "n > 2**7")),
            Mutant("index", _at("B(n) > 3*n**2/2", _FIRST - 1)),
            Mutant("sign", _at("2*C(n) - 1 > 3*n**2/2", 6)),
        ),
        not_claimed=(
            "That 446 is the least: it belongs to this lower bound, which is not above 1.5 n² at 445. The least n from which on the capacity itself is above 1.5 n² is only known to be between 7, by Cover's bound at n = 6, and 446; with the published T(9), whose square is below 2^115 and so below 2^(1.5 · 9²), it is at least 10. "
            "The fast tier encloses one in a hundred of the pairs (a, b) up to 10^6, the full tier all."
        ),
    ),
]
