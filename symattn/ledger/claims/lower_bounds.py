"""Claims that bound the number of threshold functions from below, variable by variable: RV-4, RV-5; gates without a bias: RV-7-R."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from math import factorial, prod

from symattn.capacity.classes.restricted import bias_free_tables
from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.basis_counts import unisolvent_count
from symattn.capacity.two_block.cube_arrangements import (
    bias_free_arrangement,
    extension_arrangement,
)
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.arrangements_evidence import polynomial_gates
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Derived, Instances, inductive
from symattn.proving import Verdict, by_induction, by_terms, chain, prove
from symattn.threshold import count_threshold

NAMES = {"T": "T", "T_d": "T"}


def _gates(statement: str, low: int, high: int) -> Instances:
    return Instances(statement, ranges={"n": range(low, high + 1)}, functions={"T": count_threshold})


def muroga_product(n: int) -> int:
    """Return 2 (2^0 + 1) (2^1 + 1) ... (2^(n-1) + 1)."""
    return 2 * prod((1 << i) + 1 for i in range(n))


def _product(statement: str, names: Iterable[int], full: Iterable[int] | None = None) -> Instances:
    functions: dict[str, Callable[..., int]] = {"T": count_threshold, "M": muroga_product}
    return Instances(
        statement, ranges={"n": names}, full={"n": full} if full is not None else None, functions=functions
    )


def monomials(e: int, n: int) -> int:
    """Return D_e(n)."""
    return nonconstant_monomials(n, e) + 1


@cache
def extension(d: int, n: int) -> tuple[int, int]:
    """Return (regions, vertices) for a polynomial p of degree d.

    Its coefficients are powers of 10^4, far apart, so that between its values only the relations of the monomials hold.
    """
    p = [10 ** (4 * k) for k in range(monomials(d, n))]
    arrangement = extension_arrangement(n, d, p)
    return arrangement.regions(), arrangement.vertices()


def _one_variable_product(d: int, n: int) -> int:
    """Return 2^(2^d) B_(d-1)(d) B_(d-1)(d+1) ... B_(d-1)(n-1)."""
    return int(2 ** (2**d)) * prod(unisolvent_count(i, d - 1) for i in range(d, n))


_FUNCTIONS: dict[str, Callable[..., int]] = {
    "T_d": lambda d, n: polynomial_gates(n, d),
    "B": lambda e, n: unisolvent_count(n, e),
    "D": monomials,
    "r": lambda d, n: extension(d, n)[0],
    "v": lambda d, n: extension(d, n)[1],
    "P": _one_variable_product,
    "factorial": factorial,
}


def _degrees(statement: str, d: range, n: range, assuming: str = "", full: range | None = None) -> Instances:
    return Instances(
        statement,
        ranges={"d": d, "n": n},
        full={"d": d, "n": full} if full is not None else None,
        functions=_FUNCTIONS,
        assuming=assuming,
    )


def _one_more(statement: str) -> All:
    return All(
        (
            _degrees(statement, range(1, 2), range(5)),
            _degrees(statement, range(2, 5), range(4)),
        )
    )


def _unisolvent(statement: str) -> All:
    return All(
        (
            _degrees(statement, range(5), range(1, 4), "d <= n"),
            _degrees(statement, range(2), range(4, 6)),
        )
    )


_EXPONENT = "log(2)*n*(n + 1)/2 <= Sum(log(2**i + 1), (i, 1, n))"


def _exponent() -> Verdict:
    """Each term is at least log(2^i) = i log 2, and 1 + ... + n = n (n + 1)/2."""
    term = chain(
        [
            prove("i*log(2) == log(2**i)", assuming="i positive integer"),
            prove("log(2**i) <= log(2**i + 1)", assuming="i positive integer"),
        ]
    )
    return chain([by_induction("log(2)*n*(n + 1)/2 == Sum(i*log(2), (i, 1, n))"), by_terms(term, index="i")])


_BIAS_FREE = {
    "R": lambda n: bias_free_arrangement(n).regions(),
    "T": count_threshold,
    "gates": lambda n: len(bias_free_tables(n)),
}


def _bias_free(statement: str, low: int = 1, high: int = 5) -> Instances:
    return Instances(statement, ranges={"n": range(low, high + 1)}, functions=_BIAS_FREE)


CLAIMS = [
    Claim(
        id="RV-1-d",
        kind="definition",
        title="Polynomial threshold functions",
        statement=None,
        source=PAPER,
        display=(
            r"A *polynomial threshold function* of degree at most $d$ is $H(p(x))$, $x \in \{0,1\}^n$, with a real polynomial $p$ of degree at most $d$, which may be taken multilinear. $T_d(n)$ is their number, $T_1 = T$, and "
            r"$D_d(n) = \sum_{i=0}^{d} \binom{n}{i}$ the number of coefficients of $p$."
        ),
        rests_on=("RV-1",),
    ),
    Claim(
        id="RV-4",
        kind="inequality",
        title="Growth of the number of threshold functions by one variable",
        statement=_gates("T(n + 1) >= (2**n + 1)*T(n)", 0, 4),
        general=r"for all $n \ge 0$.",
        source="after S. Muroga; proof of this project",
        rests_on=("RV-1",),
        argument=(
            r"Represent each threshold function $f$ of $n$ variables by $(w, b)$ with all $2^n$ values $w \cdot x + b$ distinct and non-zero: the strict "
            r"representations form a non-empty open set, which the finitely many hyperplanes $w \cdot x = w \cdot y$, $x \ne y$, do not cover.",
            r"For $c \in \mathbb{R}$ let $F_c(x, t) = H(w \cdot x + b + c t)$, a threshold function of $n + 1$ variables with $F_c(\cdot, 0) = f$.",
            r"As $c$ runs over $\mathbb{R}$, $F_c(\cdot, 1) = H(w \cdot x + b + c)$ takes $2^n + 1$ different values, one for each of the intervals into which $2^n$ distinct numbers cut the line.",
            r"Different $f$ give different $F_c$, because they differ at $t = 0$. So $T(n+1) \ge (2^n + 1)\, T(n)$.",
        ),
        mutants=(
            Mutant("constant", _gates("T(n + 1) >= (2**n + 2)*T(n)", 0, 4)),
            Mutant("strictness", _gates("T(n + 1) > (2**n + 1)*T(n)", 0, 4)),
        ),
        not_claimed="The bound only gives half of the true exponent: about n²/2 against n²(1 + o(1)).",
        names=NAMES,
    ),
    Claim(
        id="RV-4-sum",
        kind="inequality",
        title="The exponent of the one-variable bound",
        statement=Derived(_EXPONENT, "n positive integer", evidence=_exponent),
        display=(
            r"For all $n \ge 1$, with logarithms to the base 2,"
            "\n"
            r"$$\sum_{i=1}^{n} \log_2 (2^i + 1) \ge \frac{n(n+1)}{2}.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("constant", inductive(_EXPONENT.replace("log(2)", "log(4)"))),
            Mutant("index", inductive(_EXPONENT.replace("(n + 1)/2", "(n + 3)/2"))),
            Mutant("sign", inductive(_EXPONENT.replace("<=", ">="))),
        ),
        not_claimed="What the sum has to do with threshold functions is RV-4-P. The machine statement has natural logarithms: both sides are multiplied by log 2.",
    ),
    Claim(
        id="RV-4-P",
        kind="inequality",
        title="The one-variable bound multiplied out",
        statement=All(
            (
                _product("T(n) >= M(n)", range(6)),
                _product("M(n) >= 2**(n*(n - 1)/2 + 1)", range(60), range(300)),
                _product("M(n) >= 2**(n*(n - 1)/2 + 2)", range(1, 60), range(1, 300)),
            )
        ),
        display=(
            r"For all $n \ge 0$"
            "\n"
            r"$$T(n) \ge M(n) := 2 \prod_{i=0}^{n-1} (2^i + 1) \ge 2^{n(n-1)/2 + 1},$$"
            "\n"
            r"and $M(n) \ge 2^{n(n-1)/2 + 2}$ for $n \ge 1$."
        ),
        source="after S. Muroga; proof of this project",
        rests_on=("RV-1",),
        argument=(
            r"$T(0) = 2$ is $M(0)$, the empty product, and [[RV-4]] multiplies the bound by $2^n + 1$ from $n$ to $n + 1$.",
            r"$M(0) = 2 = 2^{0 + 1}$ and $M(1) = 4 = 2^{0 + 2}$. For $n \ge 2$ the factor $i = 0$ is 2, so $\log_2 M(n) = 2 + \sum_{i=1}^{n-1} \log_2(2^i + 1) \ge 2 + n(n-1)/2$ by [[RV-4-sum]].",
        ),
        mutants=(
            Mutant("constant", _product("M(n) >= 2**(n*(n - 1)/2 + 3)", range(1, 60))),
            Mutant("hypothesis", _product("M(n) >= 2**(n*(n - 1)/2 + 2)", range(60))),
            Mutant("index", _product("M(n) >= 2**(n*(n + 1)/2 + 1)", range(60))),
            Mutant("sign", _product("T(n) <= M(n)", range(6))),
        ),
        errata=ERRATA["RV-4-P"],
        not_claimed="The exponent of M(n) is n(n-1)/2 + O(1), half of the true one.",
        names={"T": "T", "M": "M"},
    ),
    Claim(
        id="RV-5",
        kind="inequality",
        title="Growth of the number of polynomial threshold functions by one variable",
        statement=All(
            (
                _one_more("T_d(d, n + 1) >= T_d(d, n)*B(d - 1, n)"),
                _degrees(
                    "r(d, n) >= v(d, n) and v(d, n) == B(d - 1, n)",
                    range(1, 4),
                    range(1, 4),
                    full=range(1, 5),
                ),
            )
        ),
        display=(
            r"Let $B_e(n)$ be the number of sets of $D_e(n)$ points of $\{0,1\}^n$ on which no non-zero multilinear polynomial of degree at most $e$ vanishes. For $d \ge 1$, $n \ge 0$"
            "\n"
            r"$$T_d(n+1) \ge T_d(n)\, B_{d-1}(n).$$"
        ),
        source=PROJECT,
        rests_on=("RV-1-d", "RV-6-arr"),
        argument=(
            r"By [[RV-6-01]] every polynomial threshold function $f$ of degree at most $d$ is $H(p)$ with $p$ nowhere zero and coefficients linearly independent over $\mathbb{Q}$. For a multilinear polynomial $r$ of degree at most $d - 1$ let $F_r(x, t) = H(p(x) + t\, r(x))$, "
            r"of degree at most $d$ in $n + 1$ variables, with $F_r(\cdot, 0) = f$.",
            r"In the space $\mathbb{R}^D$ of these $r$, $D = D_{d-1}(n)$, consider the hyperplanes $g(x) = \{r : r(x) + p(x) = 0\}$, with the normals $\varphi(x) = (x^I)_{|I| \le d-1} \ne 0$. $r$ and $r'$ in different regions differ in the sign of $r(x) + p(x)$ at some $x$, "
            r"so $F_r(\cdot, 1) \ne F_{r'}(\cdot, 1)$. Different $f$ give functions that differ at $t = 0$.",
            r"A set $\{x_1, \dots, x_D\}$ counted by $B_{d-1}(n)$ has linearly independent $\varphi(x_i)$: the $g(x_i)$ meet in one point $r$, a vertex. Let $g(x)$ pass through it, too, and write $\varphi(x) = \sum_i l_i \varphi(x_i)$, with $l_i$ rational. "
            r"Then $r(x) = \sum_i l_i r(x_i)$, so $p(x) = \sum_i l_i p(x_i)$, and since the coefficients of $p$ are independent, $x^J = \sum_i l_i x_i^J$ for all $|J| \le d$.",
            r"Let $k$ be a coordinate and $|I| \le d - 1$. As $x_k^2 = x_k$ on the cube, $x_k x^I$ is a monomial of degree at most $d$: $\sum_i l_i\, x_{ik}\, x_i^I = x_k x^I = x_k \sum_i l_i x_i^I$. So $\sum_i l_i (x_{ik} - x_k)\, \varphi(x_i) = 0$, and by independence "
            r"$l_i (x_{ik} - x_k) = 0$ for all $i$ and $k$. Some $l_i$ is not 0, since $\varphi(x) \ne 0$; for it $x_i = x$.",
            r"So exactly the $g(x_i)$ pass through the vertex, which determines the set: there are at least $B_{d-1}(n)$ vertices, and by [[RV-6-06]] at least as many regions, for each of the $T_d(n)$ functions $f$.",
        ),
        mutants=(
            Mutant("index", _one_more("T_d(d, n + 1) >= T_d(d, n)*B(d - 1, n + 1)")),
            Mutant("constant", _one_more("T_d(d, n + 1) >= 3*T_d(d, n)*B(d - 1, n)")),
            Mutant("sign", _one_more("T_d(d, n + 1) <= T_d(d, n)*B(d - 1, n)")),
        ),
        not_claimed=(
            "For d = 1 this gives the factor 2^n, RV-4 the factor 2^n + 1. In the test T_d(n) is counted as regions of the arrangement of the cube's points in the space of coefficients, for n ≤ 5 (d = 1) and n ≤ 4; the arrangement of the proof is built for one p for each d and n."
        ),
        names={"T_d": "T", "B": "B"},
    ),
    Claim(
        id="RV-5-B",
        kind="inequality",
        title="How many unisolvent sets there are",
        statement=_unisolvent("B(d, n)*factorial(D(d, n)) >= 2**((n - d)*D(d, n))"),
        display=(
            r"Let $B_e(n)$ be the number of sets of $D_e(n)$ points of $\{0,1\}^n$ on which no non-zero multilinear polynomial of degree at most $e$ vanishes. For $0 \le e \le n$"
            "\n"
            r"$$B_e(n) \ge \frac{2^{(n-e) D_e(n)}}{D_e(n)!}.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1-d",),
        argument=(
            r"Choose points $x_1, x_2, \dots$ one after the other so that the vectors $\varphi(x_i) = (x^I)_{|I| \le e}$ stay independent modulo 2. If $i < D = D_e(n)$ have been chosen, their vectors span a proper subspace of $\mathbb{F}_2^D$: some non-zero multilinear polynomial over "
            r"$\mathbb{F}_2$ of degree at most $e$ vanishes at all of them.",
            r"It has the value 1 at no fewer than $2^{n-e}$ points by [[RV-6-09-rm]]. Each of them may be chosen next, since its vector is not in the span.",
            r"So there are at least $2^{(n-e) D}$ sequences, and every set occurs in $D!$ orders. The determinant of the vectors of a set is odd, hence not zero, and no non-zero real multilinear polynomial of degree at most $e$ vanishes on the set.",
        ),
        mutants=(
            Mutant("operation", _unisolvent("B(d, n) >= 2**((n - d)*D(d, n))")),
            Mutant("constant", _unisolvent("B(d, n)*factorial(D(d, n)) >= 2**((n - d + 1)*D(d, n))")),
            Mutant("strictness", _unisolvent("B(d, n)*factorial(D(d, n)) > 2**((n - d)*D(d, n))")),
        ),
        not_claimed="For e = 0 it is an equality, B_0(n) = 2^n. In the machine statement d stands for e.",
        names={"B": "B", "D": "D"},
    ),
    Claim(
        id="RV-5-VC",
        kind="inequality",
        title="Polynomials shatter as many points as they have coefficients",
        statement=All(
            (
                _degrees("T_d(d, n) >= 2**D(d, n)", range(1, 5), range(5)),
                _degrees("T_d(d, n) == 2**(2**n)", range(1, 5), range(5), "d >= n"),
            )
        ),
        display=(
            r"For $d \ge 1$, $n \ge 0$"
            "\n"
            r"$$T_d(n) \ge 2^{D_d(n)},$$"
            "\n"
            r"and $T_d(n) = 2^{2^n}$ for $d \ge n$."
        ),
        source=PROJECT,
        rests_on=("RV-1-d",),
        argument=(
            r"Take the $D_d(n)$ points $1_S$ with at most $d$ ones, $S \subseteq [n]$, $|S| \le d$, and the monomials $x^J$, $|J| \le d$. The value of $x^J$ at $1_S$ is 1 if $J \subseteq S$, else 0. With both ordered by size the matrix is triangular with ones on the diagonal, hence invertible.",
            r"So polynomials of degree at most $d$ take arbitrary values at these points, and $H(p)$ all $2^{D_d(n)}$ patterns.",
            r"For $d \ge n$ these are all points of the cube, $D_d(n) = 2^n$, and all functions.",
        ),
        mutants=(
            Mutant("strictness", _degrees("T_d(d, n) > 2**D(d, n)", range(1, 5), range(5))),
            Mutant("constant", _degrees("T_d(d, n) >= 2**(D(d, n) + 1)", range(1, 5), range(5))),
            Mutant("hypothesis", _degrees("T_d(d, n) == 2**(2**n)", range(1, 5), range(5), "d >= n - 1")),
        ),
        not_claimed="For fixed d the exponent D_d(n) is smaller than the true one by a factor of the order of n.",
        names={"T_d": "T", "D": "D"},
    ),
    Claim(
        id="RV-5-P",
        kind="inequality",
        title="The one-variable bound for polynomials multiplied out",
        statement=All(
            (
                _degrees("T_d(d, n) >= P(d, n)", range(1, 2), range(1, 6), "d <= n"),
                _degrees("T_d(d, n) >= P(d, n)", range(2, 5), range(1, 5), "d <= n"),
            )
        ),
        display=(
            r"For $1 \le d \le n$"
            "\n"
            r"$$T_d(n) \ge P_d(n) := 2^{2^d} \prod_{i=d}^{n-1} B_{d-1}(i),$$"
            "\n"
            r"$$\begin{aligned} \log_2 T_d(n) \ge 2^d + \sum_{i=d}^{n-1} \big( & (i - d + 1)\, D_{d-1}(i) \\ & {} - \log_2 D_{d-1}(i)!\big). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("RV-1-d",),
        argument=(
            r"$T_d(d) = 2^{2^d}$ by [[RV-5-VC]], and [[RV-5]] multiplies the bound by $B_{d-1}(i)$ from $i$ to $i + 1$.",
            r"$\log_2 B_{d-1}(i) \ge (i - d + 1)\, D_{d-1}(i) - \log_2 D_{d-1}(i)!$ by [[RV-5-B]] with $e = d - 1 \le i$.",
        ),
        mutants=(
            Mutant("index", _degrees("T_d(d, n) >= P(d, n + 1)", range(1, 3), range(1, 5), "d <= n")),
            Mutant("strictness", _degrees("T_d(d, n) > P(d, n)", range(1, 5), range(1, 5), "d <= n")),
        ),
        not_claimed="The exponent is about d/(d+1) of the true one for fixed d and large n; that limit is not part of this claim.",
        names={"T_d": "T", "P": "P"},
    ),
    Claim(
        id="RV-7",
        kind="asymptotic",
        title="Sharper bounds from the literature",
        statement=None,
        source="see the citation",
        cited=(
            "Yu. A. Zuev (1989): log2 T(n) > n²(1 - 10/ln n) for large n; A. A. Irmatov (1993): T(n) > 2^(n²(1 - 7/ln n)) T(⌊7(n-1) ln 2/ln(n-1)⌋); "
            "J. Kahn, J. Komlós, E. Szemerédi (1995): log2 T(n) ≥ n² - n log2 n - O(n); A. A. Irmatov, arXiv:2004.03400 (2020): T(n) ~ 2 binom(2^n - 1, n)"
        ),
        display=(
            r"Kahn, Komlós and Szemerédi: $\log_2 T(n) \ge n^2 - n \log_2 n - O(n)$. Irmatov: $T(n) = 2 \binom{2^n - 1}{n} (1 + o(1))$. Before them Zuev: $\log_2 T(n) > n^2 (1 - 10/\ln n)$ for large $n$."
        ),
        rests_on=("RV-1",),
        not_claimed="Not proved here. The asymptotics of the first order, log2 T(n) = n²(1 + o(1)), does not rest on it.",
    ),
    Claim(
        id="RV-7-R",
        kind="inequality",
        title="Threshold gates without a bias",
        statement=All(
            (
                _bias_free("T(n - 1) <= R(n) and 2*R(n) <= T(n) and R(n) == gates(n)"),
                Instances(
                    "R(0) == 1 and R(1) == 2 and R(2) == 6 and R(3) == 32 and R(4) == 370",
                    ranges={},
                    functions=_BIAS_FREE,
                ),
            )
        ),
        display=(
            r"Let $R(n)$ be the number of regions of the arrangement of the hyperplanes $w \cdot x = 0$ of $\mathbb{R}^n$, $x \in \{0,1\}^n \setminus \{0\}$: the number of gates $H(w \cdot x)$ on $\{0,1\}^n$ with $w \cdot x \ne 0$ for $x \ne 0$. For $n \ge 1$"
            "\n"
            r"$$T(n-1) \le R(n) \le \tfrac12 T(n),$$"
            "\n"
            r"and $R(0), \dots, R(4) = 1, 2, 6, 32, 370$."
        ),
        source=PROJECT,
        rests_on=("RV-1", "RV-6-arr"),
        argument=(
            r"Among the hyperplanes are those of the $2^{n-1}$ points $x = (y, 1)$: $w' \cdot y + w_n = 0$. They alone have $T(n-1)$ regions, since every threshold function of $y$ has a representative that is nowhere zero, and points of one region represent one function. "
            r"Further hyperplanes do not lower the number of regions, by [[RV-6-06-r]].",
            r"Choose $w$ in each region, and $\varepsilon > 0$ smaller than all $|w \cdot x|$, $x \ne 0$. $H(w \cdot x + \varepsilon)$ and $H(w \cdot x - \varepsilon)$ are threshold functions that have at $x \ne 0$ the sign of $w \cdot x$, and at 0 the values 1 and 0. Those of different regions differ at some $x \ne 0$. So $2 R(n) \le T(n)$.",
        ),
        mutants=(
            Mutant("strictness", _bias_free("T(n - 1) < R(n)")),
            Mutant("index", _bias_free("T(n) <= R(n)")),
            Mutant("constant", _bias_free("3*R(n) <= T(n)")),
        ),
        not_claimed="Equality on the left holds for n = 1, on the right for n = 1 only, among n ≤ 5. Regions are counted by deletion and restriction, the gates themselves found in the list of threshold functions.",
        names={"T": "T", "R": "R"},
    ),
]
