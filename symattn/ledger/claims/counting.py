"""Claims on the number of threshold functions, and bounds of it from above: RV-1, RV-1-list, RV-3-N, RV-3-T, RV-3-d, RV-3-S, RV-3-Pd, RV-3-P, RV-3-q, RV-3-E."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symattn.capacity import monomials, threshold_upper_bound
from symattn.certificates import check_certificate
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.counting_evidence import (
    closed_centre,
    general,
    log2_cover_exactly,
    per_ln2,
    polynomial_threshold_count,
    sign_vectors,
)
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Enclosed, Identity, Instances, inductive
from symattn.threshold import (
    Completeness,
    canonical_gates,
    count_threshold,
    threshold_functions,
    wall_certificates,
)

NAMES = {"T": "T", "C": "C"}


@cache
def _walls(n: int) -> Completeness:
    return wall_certificates(n)


@cache
def _excluded(n: int) -> frozenset[int]:
    """Return the tables that an accepted certificate excludes."""
    return frozenset(proof.table for proof in _walls(n).certificates if check_certificate(proof))


@cache
def _neighbours(n: int, drop: int) -> tuple[int, int, int]:
    """Return (representatives, changes of one value that stay in the list, changes excluded by an accepted certificate).

    With ``drop`` > 0 the gates whose largest weight is among the ``drop`` largest values are left out of the list.
    """
    gates = threshold_functions(n)
    largest = abs(gates.weights[:, :-1]).max(axis=1) if n else gates.weights[:, -1] * 0
    listed = set(gates.tables[largest <= largest.max() - drop].tolist())
    excluded = _excluded(n) - listed
    representatives = [gate.table for gate in canonical_gates(n) if gate.table in listed]
    changed = [table ^ 1 << k for table in representatives for k in range(1 << n)]
    return (
        len(representatives),
        sum(t in listed for t in changed),
        sum(t in excluded for t in changed),
    )


@cache
def _checked(n: int) -> int:
    """Return the length of the list if its weights, its symmetries and its certificates all check, else 0."""
    proof = _walls(n)
    return proof.count if proof.check() else 0


def _complete(statement: str, drop: int = 0, low: int = 0) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "classes": lambda n: _neighbours(n, drop)[0],
        "inside": lambda n: _neighbours(n, drop)[1],
        "outside": lambda n: _neighbours(n, drop)[2],
        "checked": _checked,
        "T": count_threshold,
    }
    return Instances(statement, ranges={"n": range(low, 6)}, functions=functions)


_ALL_CHANGES = "inside(n) + outside(n) == 2**n*classes(n)"


def _gates(statement: str, low: int, high: int) -> Instances:
    return Instances(statement, ranges={"n": range(low, high + 1)}, functions={"T": count_threshold})


_COVER = "2*Sum(binomial(N - 1, i), (i, 0, D - 1))"


def _points(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"s": range(6), "N": range(1, 7), "D": range(1, 5)},
        full={"s": range(8), "N": range(1, 8), "D": range(1, 5)},
        functions={"signs": sign_vectors, "general": general},
    )


def _polynomial_gates(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"n": range(4), "d": range(4)},
        full={"n": range(5), "d": range(5)},
        functions={"T": polynomial_threshold_count, "D": monomials},
    )


def _powers(statement: str, low: int = 2) -> Instances:
    return Instances(
        statement,
        ranges={"n": range(low, 8), "d": range(1, 5)},
        full={"n": range(low, 9), "d": range(1, 5)},
        functions={"C": threshold_upper_bound, "D": monomials},
    )


def _first_terms(
    total: str = "2*Sum(binomial(m, i), (i, 0, 3)) <= m**3",
    quotient: str = "(m - r)/(r + 1) <= m - 1",
    given: str = "m positive integer; m >= 2",
) -> All:
    return All((Identity(total, given), Identity(quotient, "m >= 1; r >= 1")))


def _geometric(
    ratio: str = "i/(N - i) <= r/(N - r)", powers: str = "(1 - q)*Sum(q**(k - 1), (k, 1, n)) == 1 - q**n"
) -> All:
    return All((Identity(ratio, "1 <= i; i <= r; r < N"), inductive(powers)))


def _enclosed(statement: str) -> Enclosed:
    return Enclosed(
        statement,
        ranges={"N": (4, 7, 16, 63, 64, 255, 2**10, 2**16, 10**6, 2**30), "r": (1, 2, 3, 5, 8, 13, 21, 31)},
        functions={"L": log2_cover_exactly, "c": closed_centre, "w": per_ln2},
        assuming="2*r < N",
    )


_ABOVE = "L(N, r) <= c(N, r) + w(r, N - 2*r)"
_BELOW = "L(N, r) >= c(N, r) - w(r**2*(r + 1), 2*N*(N - r))"


CLAIMS = [
    Claim(
        id="RV-1",
        kind="definition",
        title="Capacity",
        statement=None,
        source=PAPER,
        display=(
            r"The *capacity* of a class $A$ of functions is $\log_2 |A|$, where $A$ is the set of functions realised as the weights vary. "
            r"$T(n)$ is the number of threshold functions $H(w \cdot x + b)$ of $n$ Boolean variables, functions that ignore some variables "
            r"included."
        ),
        rests_on=("SM-1",),
    ),
    Claim(
        id="RV-1-list",
        kind="count",
        title="The list of threshold functions of up to five variables is complete",
        statement=_complete(f"{_ALL_CHANGES} and classes(n) >= 1 and checked(n) == T(n)"),
        display=(
            r"For $n \le 5$ the list made by the library, with integer weights for each function, contains every threshold function of $n$ variables; its length is "
            r"$T(n)$. Of the $2^n$ changes of one value of each representative (one for each class under permutation and negation of the variables), those that stay "
            r"in the list and those excluded by a checked Farkas certificate are all:"
            "\n"
            r"$$\begin{gathered} \mathrm{inside}(n) + \mathrm{outside}(n) = 2^n\, \mathrm{classes}(n) \\ (0 \le n \le 5). \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"Each listed function has integer weights, checked at every point, so it is a threshold function.",
            r"In the space of $(w, b)$ each of the $2^n$ points $x$ defines a hyperplane $w \cdot x + b = 0$, and these are different. A threshold function is a region between them: "
            r"raising $b$ a little makes all activations non-zero and changes no value of $H$.",
            r"The list is not empty. Suppose a threshold function $g$ is not listed. Join a point of the region of a listed one to a point of the region of $g$ by a segment that never meets two hyperplanes "
            r"at once; almost every end point allows it. Each crossing changes one value.",
            r"The first function on the segment outside the list is then a threshold function one value away from a listed one.",
            r"Permutation and negation of variables carry threshold functions to threshold functions, and the list is closed under them, so that listed one may be taken to be a representative. But every change of one value of a representative "
            r"is listed, or is excluded by a Farkas certificate: a contradiction.",
        ),
        mutants=(
            Mutant("hypothesis", _complete("inside(n) == 2**n*classes(n)")),
            Mutant("constant", _complete(_ALL_CHANGES, drop=1, low=1)),
        ),
        not_claimed=(
            "Weights, closure under the symmetries and the classes are checked by the library's own code (checked(n) = T(n)), not by a certificate; nothing is said of n ≥ 6."
        ),
    ),
    Claim(
        id="RV-3-N",
        kind="count",
        title="Sign vectors of linear functionals at N points",
        statement=_points(
            f"signs(s, N, D) <= {_COVER} and "
            f"(general(s, N, D) == 1 implies signs(s, N, D) == {_COVER}) and "
            f"(general(s, N, D) == 0 implies signs(s, N, D) < {_COVER})"
        ),
        display=(
            r"Let $v_1, \dots, v_N$ be points of $\mathbb{R}^D$, $N, D \ge 1$, and $r$ the number of vectors $(\operatorname{sgn} \langle c, v_i \rangle)_i$ with "
            r"$c \in \mathbb{R}^D$ and all $\langle c, v_i \rangle \ne 0$. Then"
            "\n"
            r"$$r \le C(N, D) = 2 \sum_{i=0}^{D-1} \binom{N-1}{i},$$"
            "\n"
            r"with equality if and only if every $\min(N, D)$ of the points are linearly independent."
        ),
        source="L. Schläfli (1901); T. M. Cover (1965)",
        rests_on=("RV-3",),
        argument=(
            r"If $v_N = 0$ then $r = 0$. Otherwise let $r'$ count the sign vectors at $v_1, \dots, v_{N-1}$, and $\rho$ those of them that some $c$ with $\langle c, v_N \rangle = 0$ has. "
            r"The $c$ with a given sign vector form an open convex cone. It has points on both sides of the hyperplane $\langle c, v_N \rangle = 0$ if it meets it, being open, and only then, "
            r"being convex; otherwise it lies on one side. So $r = r' + \rho$.",
            r"$\rho$ is the number of sign vectors at the $N - 1$ images of the other points in $\mathbb{R}^D / \mathbb{R} v_N$, a space of dimension $D - 1$, whose functionals are the $c$ with "
            r"$\langle c, v_N \rangle = 0$.",
            r"Bound, by induction on $N$: $r \le 2 = C(N, D)$ for $N = 1$ and for $D = 1$. For $N, D \ge 2$, $r \le C(N-1, D) + C(N-1, D-1) = C(N, D)$ by the recursion of [[RV-3]].",
            r"Equality in general position: if every $\min(N, D)$ of the points are independent, the same holds for the first $N - 1$ points, and for the images with $D - 1$ instead of $D$; for $N = 1$ and for $D = 1$ the points are "
            r"non-zero and $r = 2$. So equality passes through the induction.",
            r"Strictness otherwise: let $\min(N, D)$ points be dependent. If $N \le D$ these are all points, $\sum_i a_i v_i = 0$ with some $a_i \ne 0$; no $c$ has $\operatorname{sgn} \langle c, v_i \rangle = "
            r"\operatorname{sgn} a_i$ where $a_i \ne 0$, since then $\sum_i a_i \langle c, v_i \rangle > 0$. So $r < 2^N = C(N, D)$.",
            r"If $N > D$, number the points so that $v_N$ is not among those $D$. By induction $r' < C(N-1, D)$, and $\rho \le C(N-1, D-1)$, or $\rho = 0$ if $D = 1$; or $v_N = 0$ and $r = 0$.",
        ),
        mutants=(
            Mutant("strictness", _points(f"signs(s, N, D) < {_COVER}")),
            Mutant("hypothesis", _points(f"signs(s, N, D) == {_COVER}")),
            Mutant("index", _points("signs(s, N, D) <= 2*Sum(binomial(N - 1, i), (i, 0, D - 2))")),
        ),
        not_claimed=(
            "Sign vectors with zeros are not counted. The instances are points with small integer coordinates; their sign vectors are the regions of an arrangement, counted exactly by deletion and restriction."
        ),
    ),
    Claim(
        id="RV-3-T",
        kind="inequality",
        title="Cover's bound on the number of threshold functions",
        statement=_gates(
            "T(n) <= 2*Sum(binomial(2**n - 1, i), (i, 0, n)) and "
            "(n >= 3 implies T(n) < 2*Sum(binomial(2**n - 1, i), (i, 0, n))) and "
            "(n <= 2 implies T(n) == 2*Sum(binomial(2**n - 1, i), (i, 0, n)))",
            0,
            5,
        ),
        display=r"$$T(n) \le 2 \sum_{i=0}^{n} \binom{2^n - 1}{i} = C(2^n, n + 1)$$"
        + "\n"
        + r"for all $n \ge 0$, with equality exactly for $n = 0, 1, 2$.",
        source="T. M. Cover (1965); L. Schläfli",
        rests_on=("RV-1", "RV-3-N"),
        argument=(
            r"A threshold function is the sign vector of a linear functional of $\mathbb{R}^{n+1}$ at the $2^n$ points $(x, 1)$; "
            r"the functional may be chosen nowhere zero, since raising $b$ a little changes no value of $H$.",
            r"[[RV-3-N]] with $N = 2^n$ and $D = n + 1$.",
            r"For $n \ge 3$ the bound is not met: opposite corners of a two-dimensional face have the same sum, so any $n + 1 \ge 4$ points $(x, 1)$ with these four among them are dependent.",
        ),
        mutants=(
            Mutant("strictness", _gates("T(n) < 2*Sum(binomial(2**n - 1, i), (i, 0, n))", 0, 5)),
            Mutant("index", _gates("T(n) <= 2*Sum(binomial(2**n - 1, i), (i, 0, n - 1))", 0, 5)),
        ),
        not_claimed="Checked against exact T(n) for n ≤ 5 only; the bound is far from exact, T(5) is 23 % of it.",
        names=NAMES,
    ),
    Claim(
        id="RV-3-d",
        kind="inequality",
        title="Cover's bound on the number of polynomial threshold functions",
        statement=_polynomial_gates(
            "T(n, d) <= 2*Sum(binomial(2**n - 1, i), (i, 0, D(n, d) - 1)) and "
            "((d == 0 or d >= n - 1) implies T(n, d) == 2*Sum(binomial(2**n - 1, i), (i, 0, D(n, d) - 1)))"
        ),
        display=(
            r"Let $T_d(n)$ be the number of functions $H(p(x))$ on $\{0, 1\}^n$ with a real polynomial $p$ of degree at most $d$, and $D_d(n) = \sum_{i \le d} \binom{n}{i}$. Then"
            "\n"
            r"$$\begin{aligned} T_d(n) &\le C(2^n, D_d(n)) \\ &= 2 \sum_{i=0}^{D_d(n)-1} \binom{2^n - 1}{i} \qquad (n, d \ge 0), \end{aligned}$$"
            "\n"
            r"with equality for $d = 0$ and for $d \ge n - 1$."
        ),
        source="T. M. Cover (1965); P. Baldi and R. Vershynin (2019)",
        rests_on=("RV-1", "RV-3-N"),
        argument=(
            r"On $\{0, 1\}^n$ every polynomial of degree at most $d$ equals one in the $D_d(n)$ monomials $x^I = \prod_{i \in I} x_i$, $|I| \le d$, because $x_i^2 = x_i$. So $H(p)$ is the sign vector of a linear functional "
            r"of $\mathbb{R}^{D_d(n)}$ at the $2^n$ points $(x^I)_{|I| \le d}$; it may be chosen nowhere zero, since raising the constant term a little changes no value of $H$.",
            r"[[RV-3-N]] with $N = 2^n$ and $D = D_d(n)$.",
            r"$d = 0$: the points are all equal to 1, and $T_0(n) = 2 = C(2^n, 1)$. $d \ge n$: the $2^n$ points are independent, since the $2^n$ monomials are independent functions on the cube. $d = n - 1$: the only relation between "
            r"the points, up to a factor, is $\sum_x (-1)^{|x|} x^I = 0$ for $|I| < n$; no coefficient is 0, so every $2^n - 1$ points are independent.",
        ),
        mutants=(
            Mutant(
                "index",
                _polynomial_gates("T(n, d) <= 2*Sum(binomial(2**n - 1, i), (i, 0, D(n, d) - 2))"),
            ),
            Mutant(
                "hypothesis",
                _polynomial_gates("T(n, d) == 2*Sum(binomial(2**n - 1, i), (i, 0, D(n, d) - 1))"),
            ),
            Mutant(
                "strictness",
                _polynomial_gates("T(n, d) < 2*Sum(binomial(2**n - 1, i), (i, 0, D(n, d) - 1))"),
            ),
        ),
        not_claimed="That equality fails in all other cases. In the instances T_d(n) is counted exactly, as the regions of an arrangement of 2^n hyperplanes.",
        names=NAMES,
    ),
    Claim(
        id="RV-3-S",
        kind="inequality",
        title="The first four terms of a row of Pascal's triangle",
        statement=_first_terms(),
        display=(
            r"$$\begin{aligned} 2 \sum_{i=0}^{3} \binom{m}{i} &\le m^3 & (m &= 2, 3, \ldots), \\ \frac{m - r}{r + 1} &\le m - 1 & (m, r &\ge 1) \end{aligned}$$"
        ),
        source=PROJECT,
        mutants=(
            Mutant("hypothesis", _first_terms(given="m positive integer")),
            Mutant("constant", _first_terms(quotient="(m - r)/(r + 1) <= m - 2")),
            Mutant("strictness", _first_terms("2*Sum(binomial(m, i), (i, 0, 3)) < m**3")),
        ),
        not_claimed="Sums of more terms; they are bounded in RV-3-Pd.",
    ),
    Claim(
        id="RV-3-Pd",
        kind="inequality",
        title="The short form of Cover's bound for polynomial threshold functions",
        statement=_powers(
            "C(n, d) <= 2**(n*(D(n, d) - 1)) and (D(n, d) >= 4 implies C(n, d) <= (2**n - 1)**(D(n, d) - 1))"
        ),
        display=(
            r"$$\begin{gathered} T_d(n) \le C(2^n, D_d(n)) \le 2^{n (D_d(n) - 1)} \\ (n \ge 2,\; d \ge 1), \end{gathered}$$"
            "\n"
            r"and $C(2^n, D_d(n)) \le (2^n - 1)^{D_d(n) - 1}$ if $D_d(n) \ge 4$."
        ),
        source="after the paper; proof of this project",
        rests_on=("RV-3-d", "RV-3-S"),
        argument=(
            r"Let $M = 2^n - 1 \ge 3$, $r = D_d(n) - 1 \le M$ and $S_k = \sum_{i \le k} \binom{M}{i}$. By [[RV-3-d]], $T_d(n) \le 2 S_r$.",
            r"For $k \ge 1$, $\binom{M}{k+1} = \frac{M-k}{k+1} \binom{M}{k} \le (M-1) S_k$ by the second inequality of [[RV-3-S]], so that $S_{k+1} \le M S_k$.",
            r"The first says $2 S_3 \le M^3$. So $2 S_r \le M^r$ for all $r \ge 3$, and $M^r < 2^{nr}$.",
            r"$r \ge n \ge 2$, and $r = 2$ only for $n = 2$, $d = 1$: there $2 S_2 = 14 \le 16$.",
        ),
        mutants=(
            Mutant("hypothesis", _powers("C(n, d) <= 2**(n*(D(n, d) - 1))", 1)),
            Mutant("constant", _powers("C(n, d) <= 2**(n*(D(n, d) - 1) - 1)")),
            Mutant("index", _powers("C(n, d) <= 2**(n*(D(n, d) - 2))")),
        ),
        not_claimed="False for n = 0 and n = 1: T_d(0) = 2 > 1 and T_d(1) = 4 > 2. For fixed d the exponent is n^(d+1)/d! up to lower terms; that it is right is not claimed here.",
        names=NAMES,
    ),
    Claim(
        id="RV-3-P",
        kind="inequality",
        title="The short form of Cover's bound",
        statement=All(
            (
                _gates("T(n) <= 2**(n**2)", 2, 5),
                Instances(
                    "C(n) <= 2**(n**2)",
                    ranges={"n": range(2, 41)},
                    full={"n": range(2, 201)},
                    functions={"C": threshold_upper_bound},
                ),
            )
        ),
        display=r"$$T(n) \le C(2^n, n + 1) \le 2^{n^2} \qquad (n \ge 2)$$",
        source="after the paper; proof of this project",
        rests_on=("RV-3-T", "RV-3-Pd"),
        argument=(r"[[RV-3-T]], and [[RV-3-Pd]] with $d = 1$: $D_1(n) - 1 = n$.",),
        mutants=(
            Mutant("hypothesis", _gates("T(n) <= 2**(n**2)", 1, 5)),
            Mutant("constant", _gates("T(n) <= 2**(n**2 - 1)", 2, 5)),
        ),
        errata=ERRATA["RV-3-P"],
        not_claimed="False for n = 1, where T(1) = 4 > 2, and for n = 0. That n² is the leading term of log2 T(n) is not claimed here.",
        names=NAMES,
    ),
    Claim(
        id="RV-3-q",
        kind="inequality",
        title="Quotients of neighbouring binomial coefficients, and their geometric sum",
        statement=_geometric(),
        display=(
            r"$$\frac{i}{N - i} \le \frac{r}{N - r} \quad (1 \le i \le r < N),$$"
            "\n"
            r"$$(1 - q) \sum_{k=1}^{n} q^{k-1} = 1 - q^n \quad (n \ge 1)$$"
        ),
        source="classical",
        mutants=(
            Mutant("sign", _geometric("r/(N - r) <= i/(N - i)")),
            Mutant("index", _geometric(powers="(1 - q)*Sum(q**k, (k, 1, n)) == 1 - q**n")),
        ),
        not_claimed="Nothing of binomial coefficients: that their quotients are i/(N - i) is said where it is used.",
    ),
    Claim(
        id="RV-3-E",
        kind="inequality",
        title="Closed enclosure of Cover's bound",
        statement=All((_enclosed(_BELOW), _enclosed(_ABOVE))),
        display=(
            r"For $r \ge 1$ and $2r < N$, with $C(N, r+1) = 2 \sum_{i \le r} \binom{N-1}{i}$ and $s = \frac{r(r+1)}{2N}$:"
            "\n"
            r"$$E = \log_2 C(N, r+1) - 1 - r \log_2 N + \log_2 r!$$"
            "\n"
            "satisfies"
            "\n"
            r"$$-\frac{s}{1 - r/N} \;\le\; E \ln 2 \;\le\; -s + \frac{r}{N - 2r}.$$"
            "\n"
            r"For $N = 2^n$ the middle term is $r \log_2 N = n r$."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"$\binom{N-1}{r} = \frac{(N-1) \cdots (N-r)}{r!} = \frac{N^r}{r!} \prod_{i=1}^{r} \bigl(1 - \frac{i}{N}\bigr)$.",
            r"[[RV-3-log]], $-\frac{x}{1-x} \le \ln(1 - x) \le -x$, with $x = i/N \le r/N$, summed over $i$: $-\frac{s}{1 - r/N} \le \sum_{i=1}^r \ln(1 - \frac{i}{N}) \le -s$, since $\sum_{i=1}^r i = \frac{r(r+1)}{2}$.",
            r"$\binom{N-1}{i-1} = \frac{i}{N-i} \binom{N-1}{i}$ and $\frac{i}{N-i} \le q = \frac{r}{N-r} < 1$ for $1 \le i \le r$. By [[RV-3-q]],  $\binom{N-1}{r-k} \le q^k \binom{N-1}{r}$, and "
            r"$\binom{N-1}{r} \le \sum_{i \le r} \binom{N-1}{i} \le \frac{1}{1-q} \binom{N-1}{r}$.",
            r"$0 \le \ln \frac{1}{1-q} \le \frac{q}{1-q} = \frac{r}{N-2r}$ by [[RV-3-log]] with $x = q$.",
        ),
        mutants=(
            Mutant("sign", _enclosed("L(N, r) <= c(N, r) - w(r, N - 2*r)")),
            Mutant("index", _enclosed("L(N, r) <= c(N, r) + w(r - 1, N - 2*r + 2)")),
            Mutant("hypothesis", _enclosed("L(N, r) >= c(N, r)")),
        ),
        not_claimed="Roundings are not part of the statement: the library evaluates the ends with balls, and says how many digits the width allows. The exact values it is compared with are integers C(N, r+1), their logarithms enclosed to 60 decimals.",
    ),
]
