"""Claims on the hyperplanes through a vertex and on how many vertices are simple: RV-6-04, RV-6-08; with RV-6-07 and RV-6-09 of two other files."""

from __future__ import annotations

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims import bases, littlewood_offord
from symattn.ledger.claims.supports_evidence import checked
from symattn.ledger.machine import All, Identity

_SETTING = (
    r"Let $m, n, d \ge 1$, $U = \{0,1\}^m \setminus \{0\}$, $\varphi'(u) = (u^I)_{1 \le |I| \le d} \in \{0,1\}^{D'}$ and $D' = \sum_{i=1}^{d} \binom{m}{i}$. "
    r"Let $u_1, \dots, u_{D'} \in U$ have independent $\varphi'(u_i)$, and $\varphi'(u) = \sum_i l_i(u)\, \varphi'(u_i)$."
)


def _incident(statement: str) -> All:
    """Test on all bases of the sizes d = 1: m <= 3, n <= 2; d = 2: m <= 3, n = 1 and m, n = 2; d = 3: m <= 3, n = 1; in the full tier also m = 4, n = 1, d = 1 and m = 3, n = d = 2."""
    return All(
        (
            checked(statement, m=range(1, 4), n=(1,), d=(1,), full={"m": range(1, 5)}),
            checked(statement, m=range(1, 4), n=(2,), d=(1,)),
            checked(statement, m=range(1, 4), n=(1,), d=(2, 3)),
            checked(statement, m=(1, 2), n=(2,), d=(2,), full={"m": (1, 2, 3)}),
        )
    )


_MEETS = "differ(m, n, d) == 0 and vertices(m, n, d) == B(m, d)*2**(n*D(m, d))"
_OWN = "thin(m, n, d) == D(m, d)*vertices(m, n, d)"

_ONE = "l == 1 and b == c"
_ONE_GIVEN = "a, b, c in {0,1}; l*a == 1; l*b == c"
_EQUAL = "l == 1 and w[j] == u[j]"
_EQUAL_GIVEN = "forall(u[i] == 0 or u[i] == 1, (i, 1, D)); forall(w[i] == 0 or w[i] == 1, (i, 1, D)); forall(w[i] == l*u[i], (i, 1, D)); u[k] == 1"
_TWO = "l*k == 0"
_TWO_GIVEN = "a, b, c in {0,1}; a != b; l + k == 1; l*a + k*b == c"

_VERTICES = [
    Claim(
        id="RV-6-04-one",
        kind="identity",
        title="Proportional non-zero 0/1 vectors are equal",
        statement=All((Identity(_ONE, _ONE_GIVEN), Identity(_EQUAL, f"{_EQUAL_GIVEN}; l != 0"))),
        display=(
            r"If $\varphi = l\, \varphi_1$ for $\varphi, \varphi_1 \in \{0,1\}^D$, $\varphi_1 \ne 0$ and a real $l \ne 0$, then $l = 1$ and $\varphi = \varphi_1$. In two coordinates:"
            "\n"
            r"$$a, b, c \in \{0,1\},\; l a = 1,\; l b = c \implies l = 1,\; b = c.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("hypothesis", Identity(_ONE, "a, b, c in {0,1}; l*a == c; l*b == c")),
            Mutant("hypothesis", Identity(_EQUAL, _EQUAL_GIVEN)),
            Mutant("convention", Identity(_ONE, "a, b, c in {-1,1}; l*a == 1; l*b == c")),
        ),
        not_claimed="Over {-1, 1} a vector and its negative are proportional.",
    ),
    Claim(
        id="RV-6-04-two",
        kind="identity",
        title="No bit is a proper affine combination of two different bits",
        statement=Identity(_TWO, _TWO_GIVEN),
        display=(
            r"For real $l, k$"
            "\n"
            r"$$\begin{gathered} a, b, c \in \{0,1\},\; a \ne b,\; l + k = 1,\; l a + k b = c \\ \implies l k = 0. \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("hypothesis", Identity(_TWO, "a, b, c in {0,1}; a != b; l*a + k*b == c")),
            Mutant("constant", Identity(_TWO, "a, b, c in {0,1}; a != b; l + k == 2; l*a + k*b == c")),
            Mutant("convention", Identity(_TWO, "a, b, c in {-1,0,1}; a != b; l + k == 1; l*a + k*b == c")),
        ),
        not_claimed="0/1 vectors: RV-6-04 takes a coordinate in which two of them differ. Without l + k = 1 it is false: 1 = 1 + 0.",
    ),
    Claim(
        id="RV-6-04",
        kind="identity",
        title="Which hyperplanes pass through a vertex",
        statement=_incident(f"{_MEETS} and {_OWN}"),
        display=(
            f"{_SETTING} "
            r"For $v \in V = \{0,1\}^n$ let $h(u, v)$ be the hyperplane $\langle c, \varphi'(u) \rangle + p(v) = 0$ of $\mathbb{R}^{D'}$, where $p$ is a polynomial of degree at most $d$ whose coefficients are linearly independent over "
            r"$\mathbb{Q}$. For any $v_1, \dots, v_{D'} \in V$ the hyperplanes $h(u_i, v_i)$ meet in one point $c$, and"
            "\n"
            r"$$\begin{gathered} c \in h(u, v) \iff v^J = \sum_i l_i(u)\, v_i^J \;\text{ for all } |J| \le d; \\ \text{in particular } \sum_i l_i(u) = 1,\; v = \sum_i l_i(u)\, v_i. \end{gathered}$$"
            "\n"
            r"If $c \in h(u, v)$ and $(u, v)$ is none of the $(u_i, v_i)$, then at least three $l_i(u)$ are not zero."
        ),
        source=PROJECT,
        rests_on=("RV-6-block",),
        argument=(
            r"The $D'$ vectors $\varphi'(u_i)$ are a basis of $\mathbb{R}^{D'}$, so $c$ exists and is unique. They are integer vectors, so the $l_i(u)$ are rational; they do not depend on the $v_i$.",
            r"$\langle c, \varphi'(u) \rangle = \sum_i l_i(u) \langle c, \varphi'(u_i) \rangle = -\sum_i l_i(u)\, p(v_i)$. So $c \in h(u, v)$ if and only if $p(v) = \sum_i l_i(u)\, p(v_i)$.",
            r"Write $p(v) = \sum_{|J| \le d} p_J v^J$. The equation is $\sum_J p_J \big(v^J - \sum_i l_i(u)\, v_i^J\big) = 0$, a relation with rational coefficients between the $p_J$. These are linearly independent over $\mathbb{Q}$, so every bracket is zero; "
            r"the converse is clear. $J = \emptyset$ is $\sum_i l_i = 1$, the $J$ of one element are $v = \sum_i l_i v_i$.",
            r"No $l_i(u)$ is non-zero: then $\varphi'(u) = 0$, but $u \ne 0$ has a coordinate 1, and its coordinates are among the entries of $\varphi'(u)$.",
            r"Exactly one is non-zero: $\varphi'(u) = l_i \varphi'(u_i)$, and $\varphi'(u), \varphi'(u_i)$ are 0/1 vectors other than 0, so $\varphi'(u) = \varphi'(u_i)$ and $l_i = 1$ by [[RV-6-04-one]]; hence $u = u_i$, and $v = l_i v_i = v_i$.",
            r"Exactly two are non-zero: $l_i + l_j = 1$ by the third step, and $\varphi'(u_i) \ne \varphi'(u_j)$ as they are independent. In a coordinate where these differ, the three vectors have bits $a \ne b$ and $c$ with $c = l_i a + l_j b$; so $l_i l_j = 0$ by [[RV-6-04-two]], a contradiction.",
        ),
        mutants=(
            Mutant("hypothesis", _incident("differ_weaker(m, n, d) == 0")),
            Mutant("constant", _incident(_OWN.replace("D(m, d)*", "(D(m, d) + 1)*"))),
            Mutant("index", _incident(_OWN.replace("thin", "thin_three"))),
        ),
        not_claimed=(
            "The v_i may coincide. Two non-zero coordinates do occur for some u, but not with sum 1. Tested with one integer polynomial p for each n and d, with powers of 10000 as coefficients: the integers "
            "det · l_i(u) that occur are so small that a relation between values of p is one between its digits in base 10000, that is, between the monomials."
        ),
        names={"D": "D'", "B": "B'"},
    ),
]

_SIMPLE = [
    Claim(
        id="RV-6-08-dim",
        kind="inequality",
        title="0/1 vectors in a subspace",
        statement=checked("spanned(m, s) <= 2**s", "s <= m", m=range(1, 5), s=range(5)),
        display=r"A subspace of $\mathbb{Q}^D$ of dimension $s$ contains at most $2^s$ vectors of $\{0,1\}^D$.",
        source="folklore; proof written out by this project",
        rests_on=("RV-1",),
        argument=(
            r"Bring a basis of the subspace, written as the rows of an $s \times D$ matrix, into reduced row echelon form; this does not change the subspace. Let $j_1 < \dots < j_s$ be the pivot columns.",
            r"A vector $w$ of the subspace is the combination of the rows with coefficients $w_{j_1}, \dots, w_{j_s}$, since each pivot column is a unit vector. So $w$ is determined by these $s$ coordinates.",
            r"For a 0/1 vector they are $s$ bits.",
        ),
        mutants=(
            Mutant("constant", checked("spanned(m, s) <= 2**s - 1", "s <= m", m=range(1, 5), s=range(5))),
            Mutant("convention", checked("signed(m, s) <= 2**s", "s <= m", m=range(1, 5), s=range(5))),
        ),
        not_claimed="Tested for the subspaces spanned by 0/1 vectors, D ≤ 4; the bound is attained by coordinate subspaces.",
    ),
    Claim(
        id="RV-6-08",
        kind="inequality",
        title="Few tuples are bad: the union bound",
        statement=All(
            (
                checked("bad(m, n, 1) <= allowed(m, n, 1)", m=range(1, 5), n=range(1, 13)),
                checked(
                    "bad(m, n, 2) <= allowed(m, n, 2)", m=range(1, 4), n=range(1, 13), full={"m": range(1, 5)}
                ),
                checked("points(m, s, 1) <= N(m, s, 1)", m=range(1, 5), s=range(2, 5)),
                checked("points(3, s, 2) <= N(3, s, 2)", s=range(2, 7)),
                checked("n >= 5 implies allowed(3, n, 1) < 2**(3*n)", n=range(1, 13)),
            )
        ),
        display=(
            f"{_SETTING} "
            r"Let $p$ and $h(u, v)$ be as in RV-6-04. Of the $2^{n D'}$ tuples $(v_1, \dots, v_{D'})$ of points of $\{0,1\}^n$ at most $\varepsilon\, 2^{n D'}$ are bad, that is, some hyperplane other than the $h(u_i, v_i)$ passes through their common point, where"
            "\n"
            r"$$\begin{aligned} \varepsilon &= \sum_{s=3}^{D'} N_s\, q_s^n, \\ N_s &= \min\Big(\binom{D'}{s} 2^s,\; 2^m - 1 - D'\Big), \\ q_s &= 2^{-s} \binom{s+1}{\lfloor (s+1)/2 \rfloor}. \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("RV-6-block",),
        argument=(
            r"By [[RV-6-04]] a bad tuple has some $u \in U$ with $s \ge 3$ non-zero $l_i(u)$, and a $v \in \{0,1\}^n$ with $v = \sum_i l_i(u)\, v_i$. Only this consequence is used. The $v$ is determined by the tuple: no union over $v$ is needed.",
            r"Fix such a $u$ and draw the tuple uniformly: the $n D'$ coordinates of the $v_i$ are independent fair bits. The events that the $j$-th coordinate of $\sum_i l_i(u)\, v_i$ is 0 or 1 concern disjoint sets of bits for different $j$, "
            r"so they are independent; each has probability at most $q_s$ by [[RV-6-07]]. Together: at most $q_s^n$.",
            r"The number of $u$ with exactly $s$ non-zero coordinates is at most $\binom{D'}{s} 2^s$: for each choice of their positions $\varphi'(u)$ lies in a subspace of dimension $s$, which has at most $2^s$ 0/1 vectors by [[RV-6-08-dim]], and "
            r"$u \mapsto \varphi'(u)$ is injective, since the coordinates of $u$ are among the entries.",
            r"It is also at most $2^m - 1 - D'$: the $D'$ points of the basis have one non-zero coordinate each.",
            r"Add the probabilities over all $u$, grouped by $s$.",
        ),
        mutants=(
            Mutant(
                "hypothesis", checked("bad_two(m, n, 1) <= allowed(m, n, 1)", m=range(1, 4), n=range(1, 10))
            ),
            Mutant(
                "constant", checked("bad(m, n, 1) <= allowed_less(m, n, 1)", m=range(1, 4), n=range(1, 10))
            ),
            Mutant("strictness", checked("bad(m, n, 1) < allowed(m, n, 1)", m=range(1, 5), n=range(1, 13))),
        ),
        not_claimed=(
            "If ε ≥ 1 nothing is said; for d = 1, m = 3 it is below 1 from n = 5 on, for m = 4 from n = 9 on. For D' ≤ 2 the sum is empty and no tuple is bad. The test counts the tuples with Σ l_i(u) v_i in {0,1}^n for some u with s ≥ 3, at least as many as the bad ones, and the points u with s non-zero coordinates, in every "
            "basis (d = 1: m ≤ 4; d = 2: m ≤ 3, full tier m = 4). Known numbers T_d(n + m) cannot test ε: where they are known it exceeds 1 or vanishes."
        ),
    ),
    Claim(
        id="RV-6-08-split",
        kind="inequality",
        title="The union bound, split at one size of the supports",
        statement=All(
            (
                checked(
                    "bad(m, n, 1) <= split(m, n, 1, r)",
                    "r <= m + 1",
                    m=range(2, 5),
                    n=range(1, 13),
                    r=range(3, 6),
                ),
                checked("bad(3, n, 2) <= split(3, n, 2, r)", n=range(1, 13), r=range(3, 8)),
                checked("split(m, n + 1, 1, 3) <= 2**m*split(m, n, 1, 3)", m=range(2, 9), n=range(1, 9)),
            )
        ),
        display=(
            r"In RV-6-08, for every $r$ with $3 \le r \le D' + 1$, also"
            "\n"
            r"$$\varepsilon_r = \sum_{s=3}^{r-1} \binom{D'}{s} 2^s q_s^n + [r \le D'] \,(2^m - 1 - D')\, q_r^n$$"
            "\n"
            r"will do for $\varepsilon$; and so will any sum in which $q_s$ is replaced by $q_{s'}$ with $s' \le s$. Each of these is non-increasing in $n$."
        ),
        source=PROJECT,
        rests_on=("RV-6-08",),
        argument=(
            r"By the steps of [[RV-6-08]] a tuple is bad with probability at most $\sum_u q_{s(u)}^n$, the sum over the $u \in U$ with $s(u) \ge 3$ non-zero coordinates. Those with $s(u) < r$ give at most the first sum, since $\binom{D'}{s} 2^s$ bounds the number of $u$ with $s(u) = s$.",
            r"The others are at most $2^m - 1 - D'$ in number, and there are none if $r > D'$; for each $q_{s(u)} \le q_r$ by [[RV-6-07-mono]]. The same lemma allows the replacement of $q_s$ by $q_{s'}$.",
            r"$0 \le q_s \le 1$, so each power is non-increasing in $n$.",
        ),
        mutants=(
            Mutant(
                "constant",
                checked(
                    "bad(m, n, 1) <= split_less(m, n, 1, r)",
                    "r <= m + 1",
                    m=range(2, 5),
                    n=range(1, 13),
                    r=range(3, 6),
                ),
            ),
            Mutant(
                "hypothesis",
                checked(
                    "bad(m, n, 1) <= head(m, n, 1, r)",
                    "r <= m + 1",
                    m=range(2, 5),
                    n=range(1, 13),
                    r=range(3, 6),
                ),
            ),
        ),
        not_claimed="Which r is best depends on n and m. The bound of RV-6-08 uses the smaller of two numbers for each s by itself, and may be larger or smaller.",
    ),
]

CLAIMS = [*_VERTICES, *littlewood_offord.CLAIMS, *_SIMPLE, *bases.CLAIMS]
