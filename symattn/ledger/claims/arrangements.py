"""Claims on hyperplane arrangements behind the two-block theorem: RV-6-01, RV-6-02, RV-6-03, RV-6-05 on its own arrangement, RV-6-06 on all."""

from __future__ import annotations

from collections.abc import Callable

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.arrangements_evidence import (
    NON_EMPTY,
    generic_at_once,
    glued,
    good_pairs,
    hyperplanes,
    hyperplanes_of_any,
    independent_sets,
    pairs,
    parts,
    pieces,
    points_of_good_pairs,
    polynomial_gates,
    regions,
    represented,
    simple_vertices,
    small_arrangements,
    solved_vertices,
    vertices,
)
from symattn.ledger.machine import All, Identity, Instances

_FUNCTIONS: dict[str, Callable[..., int]] = {
    "T_d": lambda d, n: polynomial_gates(n, d),
    "p_d": lambda d, n, m: represented(n, m, d),
    "strict": lambda d, n, m: generic_at_once(n, m, d),
    "h_d": lambda d, n, m: hyperplanes(n, m, d),
    "any_d": lambda d, n, m: hyperplanes_of_any(n, m, d),
    "r_d": lambda d, n, m: regions(n, m, d),
    "v_d": lambda d, n, m: vertices(n, m, d),
    "s_d": lambda d, n, m: simple_vertices(n, m, d),
    "sets_d": lambda d, n, m: independent_sets(n, m, d),
    "F_d": lambda d, n, m: glued(n, m, d),
    "pairs_d": lambda d, n, m: pairs(n, m, d),
    "good_d": lambda d, n, m: good_pairs(n, m, d),
    "points_d": lambda d, n, m: points_of_good_pairs(n, m, d),
}


def _blocks(
    statement: str, assuming: str, degrees: range, n: range, m: range, more: tuple[range, range] | None = None
) -> Instances:
    """A statement on the two-block arrangements of all functions; ``more`` are the ranges of n and m in the full tier."""
    ranges = {"d": degrees, "n": n, "m": m}
    full = {"d": degrees, "n": more[0], "m": more[1]} if more else None
    return Instances(statement, ranges=ranges, full=full, functions=_FUNCTIONS, assuming=assuming)


_LARGER = (range(1, 4), range(1, 5))


def _all_blocks(statement: str, most: int = 3) -> All:
    """Linear with n + m <= 5, in the fast tier n <= ``most`` and m <= 3; degrees 2 and 3 with n <= 2 and n + m <= 4."""
    return All(
        (
            _blocks(statement, "n + m <= 5", range(1, 2), range(1, most + 1), range(1, 4), _LARGER),
            _blocks(statement, "n + m <= 4", range(2, 4), range(1, 3), range(1, 4)),
        )
    )


def _listed(statement: str) -> Instances:
    """Values at named sizes."""
    return Instances(statement, ranges={}, functions=_FUNCTIONS)


def _small(statement: str, functions: dict[str, Callable[[int], int]], ks: range = NON_EMPTY) -> Instances:
    return Instances(statement, ranges={"k": ks}, functions=functions)


_PIECES = {**parts(pieces), "r": lambda k: small_arrangements()[k].regions()}
_POINTS = {**parts(solved_vertices), "v": lambda k: small_arrangements()[k].vertices()}
_BOTH: dict[str, Callable[[int], int]] = {
    "r": lambda k: small_arrangements()[k].regions(),
    "v": lambda k: small_arrangements()[k].vertices(),
    "bases": lambda k: small_arrangements()[k].bases(),
}
_ALL_SMALL = range(len(small_arrangements()))

_GLUED = "F_d(d, n, m) == r_d(d, n, m)"
_COUNTED = "r_d(d, n, m) <= T_d(d, n + m)"
_STEP = "r_1 + r_2 >= v"
_STEP_GIVEN = "r_1 >= v_1; r_2 >= v_2; v <= v_1 + v_2"
_ALONE = "points_d(d, n, m) == good_d(d, n, m) and s_d(d, n, m) == good_d(d, n, m) and v_d(d, n, m) >= good_d(d, n, m) and sets_d(d, n, m) == pairs_d(d, n, m)"


def _glued_functions(statement: str) -> All:
    return All(
        (
            _blocks(statement, "n + m <= 4", range(1, 2), range(1, 3), range(1, 3), _LARGER),
            _blocks(
                statement, "n + m <= 3", range(2, 4), range(1, 3), range(1, 2), (range(1, 3), range(1, 3))
            ),
        )
    )


CLAIMS = [
    Claim(
        id="RV-6-arr",
        kind="definition",
        title="Hyperplane arrangements",
        statement=None,
        source="T. Zaslavsky (1975)",
        display=(
            r"An *arrangement* $\mathcal{A}$ in $\mathbb{R}^D$ is a finite set of hyperplanes $\{c : \langle a, c \rangle + b = 0\}$, $a \ne 0$. Its *regions*, $r(\mathcal{A})$ in number, are the connected components of "
            r"$\mathbb{R}^D$ minus all its hyperplanes. Its *vertices*, $v(\mathcal{A})$ in number, are the points where the normals $a$ of the hyperplanes through the point span $\mathbb{R}^D$; a vertex is *simple* if exactly $D$ hyperplanes "
            r"pass through it. For a hyperplane $H \notin \mathcal{A}$, $\mathcal{A}^H$ is the arrangement in $H$ of the sets $K \cap H$, $K \in \mathcal{A}$ not parallel to $H$."
        ),
    ),
    Claim(
        id="RV-6-block",
        kind="definition",
        title="The two-block arrangement",
        statement=None,
        source=PROJECT,
        display=(
            r"Let $n, m, d \ge 1$, $V = \{0,1\}^n$, $U = \{0,1\}^m \setminus \{0\}$, and $\varphi'(u) = (u^I)_{1 \le |I| \le d} \in \{0,1\}^{D'}$ with $D' = \sum_{i=1}^d \binom{m}{i}$. For a polynomial $p$ of degree at most $d$ in $n$ variables "
            r"the *two-block arrangement* consists of the hyperplanes $h(u, v) = \{c \in \mathbb{R}^{D'} : \langle c, \varphi'(u) \rangle + p(v) = 0\}$, $u \in U$, $v \in V$. For $c$ outside them let $F_c(v, u) = H(p(v) + \langle c, \varphi'(u) \rangle)$ "
            r"on $\{0,1\}^{n+m}$."
        ),
        rests_on=("RV-1-d", "RV-6-arr"),
    ),
    Claim(
        id="RV-6-01",
        kind="existence",
        title="Generic representatives",
        statement=_all_blocks("p_d(d, n, m) == T_d(d, n)"),
        display=(
            r"Every polynomial threshold function $f$ of degree at most $d$ of $n$ variables is $H(p)$ with a polynomial $p$ of degree at most $d$ that vanishes nowhere on $\{0,1\}^n$ and whose coefficients are linearly independent over $\mathbb{Q}$."
            "\n\n"
            r"For given $n, m, d$ an integer polynomial serves as well: one at which none of the finitely many linear forms $p \mapsto p(v) - \sum_i l_i(u)\, p(v_i)$ vanishes that are not zero identically. "
            r"Here $u_1, \dots, u_{D'}$ runs through the sets with linearly independent $\varphi'(u_i)$, $\varphi'(u) = \sum_i l_i(u)\, \varphi'(u_i)$, and $u \in U \cup \{0\}$, $v, v_i \in V$."
        ),
        source=PROJECT,
        rests_on=("RV-1-d", "RV-6-block"),
        argument=(
            r"Let $f = H(q)$ with $\deg q \le d$. Adding to $q$ a positive constant smaller than every $-q(v)$ with $q(v) < 0$ leaves no zero and changes no value of $H(q)$. So polynomials exist that represent $f$ and vanish nowhere.",
            r"Their coefficient vectors form an open set $P$ of $\mathbb{R}^{D_d(n)}$, given by finitely many strict inequalities, and with $p$ it contains the positive multiples of $p$.",
            r"A vector with coefficients that are linearly dependent over $\mathbb{Q}$ lies in one of the hyperplanes $\sum_J r_J p_J = 0$, $r$ rational and not zero. These are countably many sets of measure zero, and $P$, open and not empty, has positive measure: some $p \in P$ lies in none.",
            r"The forms $p(v) - \sum_i l_i p(v_i)$ have rational coefficients $v^J - \sum_i l_i v_i^J$, and there are finitely many. Those that are not zero have hyperplanes as zeros, which do not cover $P$; the complement is open, so it contains a rational point, and a multiple of it is an integer one. "
            r"With coefficients independent over $\mathbb{Q}$ no form vanishes that is not zero, so for these forms such an integer $p$ is as good.",
        ),
        mutants=(
            Mutant("hypothesis", _all_blocks("strict(d, n, m) == T_d(d, n)")),
            Mutant("index", _all_blocks("p_d(d, n, m) == T_d(d, n + 1)")),
            Mutant("constant", _all_blocks("p_d(d, n, m) >= T_d(d, n) + 1")),
        ),
        not_claimed=(
            "Algebraic independence is not needed. The test finds integer polynomials for all functions of the listed sizes and checks sign pattern and forms; most strict integer representatives are not generic (first mutant). Integers that serve for one m and d need not serve for others."
        ),
        names={"T_d": "T", "p_d": "p"},
    ),
    Claim(
        id="RV-6-02",
        kind="inequality",
        title="Regions of the two-block arrangement are functions",
        statement=All(
            (
                _all_blocks(_COUNTED),
                _glued_functions(_GLUED),
                _listed(
                    "r_d(1, 1, 2) == 76 and r_d(1, 2, 2) == 854 and r_d(1, 3, 2) == 22568 and r_d(1, 1, 3) == 1180 and r_d(1, 2, 3) == 28070"
                ),
            )
        ),
        display=(
            r"Let every polynomial threshold function $f$ of degree at most $d$ of $n$ variables have a representative $p_f$, $f = H(p_f)$, and let $r_f$ be the number of regions of its two-block arrangement. Then"
            "\n"
            r"$$T_d(n+m) \ge \sum_f r_f.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1-d", "RV-6-arr", "RV-6-block"),
        argument=(
            r"$F_c(v, u) = H(p_f(v) + \langle c, \varphi'(u) \rangle)$ is a polynomial threshold function of degree at most $d$ of the $n + m$ variables, for the polynomial is $p_f(v) + \sum_{1 \le |I| \le d} c_I u^I$. Since $\varphi'(0) = 0$, $F_c(\cdot, 0) = f$.",
            r"The points outside all hyperplanes with the same signs of all $\langle c, \varphi'(u) \rangle + p_f(v)$ are an intersection of open half-spaces, hence convex, hence in one region. So points $c, c'$ of different regions differ in the sign at some $(u, v)$, and $F_c(v, u) \ne F_{c'}(v, u)$, as neither number is 0.",
            r"Functions that belong to different $f$ differ at $u = 0$. So the $\sum_f r_f$ functions, one $c$ from each region, are all different.",
        ),
        mutants=(
            Mutant("index", _all_blocks("r_d(d, n, m) <= T_d(d, n + m - 1)")),
            Mutant("constant", _all_blocks("2*r_d(d, n, m) <= T_d(d, n + m)")),
            Mutant("operation", _glued_functions("F_d(d, n, m) == r_d(d, n, m)*T_d(d, n)")),
        ),
        not_claimed=(
            "Not all functions of n + m variables arise. p_f need not be generic here; the tests use generic ones, count regions by deletion and restriction, for small sizes also build every F_c from a point of its region, and find it among the polynomial threshold functions."
        ),
    ),
    Claim(
        id="RV-6-03",
        kind="identity",
        title="The hyperplanes of the two-block arrangement are different",
        statement=_all_blocks("h_d(d, n, m) == T_d(d, n)*(2**m - 1)*2**n"),
        display=(
            r"If the coefficients of $p$ are linearly independent over $\mathbb{Q}$, then $h(u, v) = h(u', v')$ implies $(u, v) = (u', v')$: the two-block arrangement has $(2^m - 1)\, 2^n$ hyperplanes."
        ),
        source=PROJECT,
        rests_on=("RV-6-block", "RV-6-01"),
        argument=(
            r"$\varphi'(u)$ and $\varphi'(u')$ are not zero, since $u, u' \ne 0$ and $d \ge 1$. Two equations with non-zero normals have the same solutions only if one is a multiple of the other: $\varphi'(u') = l\, \varphi'(u)$ and $p(v') = l\, p(v)$ with $l \ne 0$.",
            r"Proportional non-zero 0/1 vectors are equal, and $l = 1$, by [[RV-6-04-one]]. The coordinates of $u$ are the entries of $\varphi'(u)$ with $|I| = 1$; so $u = u'$.",
            r"$p(v') = p(v)$ is $\sum_J p_J (v'^J - v^J) = 0$, a relation with integer coefficients between the $p_J$: all $v'^J = v^J$. The $J$ of one element give $v' = v$.",
        ),
        mutants=(
            Mutant("hypothesis", _all_blocks("any_d(d, n, m) == T_d(d, n)*(2**m - 1)*2**n")),
            Mutant("constant", _all_blocks("h_d(d, n, m) == T_d(d, n)*2**m*2**n")),
        ),
        not_claimed="Hyperplanes with the same u are parallel; the claim is that they do not coincide. Without genericity some do (first mutant). Tested with the integer polynomials of RV-6-01, over all functions: h is the number of hyperplanes summed over them.",
    ),
    Claim(
        id="RV-6-05",
        kind="count",
        title="Good pairs are simple vertices",
        statement=All(
            (
                _all_blocks(_ALONE, most=2),
                _listed(
                    "good_d(1, 1, 3) == 4*88 and pairs_d(1, 1, 3) == 4*232 and good_d(1, 2, 3) == 14*992 and pairs_d(1, 2, 3) == 14*1856"
                ),
            )
        ),
        display=(
            r"Let $p$ have coefficients linearly independent over $\mathbb{Q}$. A *pair* is a set of $D'$ points $u_i \in U$ with linearly independent $\varphi'(u_i)$ together with a $v_i \in V$ for each; it is *good* if no further hyperplane passes through the "
            r"common point $c$ of the $h(u_i, v_i)$. There are $B'_d(m)\, 2^{n D'}$ pairs (RV-6-B), and good pairs have pairwise different points $c$: these are the simple vertices of the two-block arrangement, so"
            "\n"
            r"$$v(\mathcal{A}) \ge \#\{\text{simple vertices}\} = \#\{\text{good pairs}\}.$$"
        ),
        source=PROJECT,
        rests_on=("RV-6-block", "RV-6-01", "RV-6-B"),
        argument=(
            r"The normals $\varphi'(u_i)$ of the hyperplanes of a pair are a basis of $\mathbb{R}^{D'}$: they meet in exactly one point $c$, and $c$ is a vertex.",
            r"If the pair is good, the set of hyperplanes through $c$ is $\{h(u_i, v_i)\}$. It determines the set of pairs $(u_i, v_i)$ by [[RV-6-03]], hence the set of the $u_i$ and the $v_i$ that belongs to each. So good pairs with the same $c$ are the same, and $c$ is simple: "
            r"exactly $D'$ hyperplanes pass through it.",
            r"Conversely let $c$ be a simple vertex on $h(u_1, v_1), \dots, h(u_{D'}, v_{D'})$. The normals span, so they are independent; hence the $u_i$ are different, and this is a good pair.",
            r"The sets are unordered and a tuple is indexed by the elements of the set: each of the $B'_d(m)$ sets has exactly $2^{n D'}$ tuples, and no division by $D'!$ is due.",
        ),
        mutants=(
            Mutant("hypothesis", _all_blocks("s_d(d, n, m) == pairs_d(d, n, m)", most=2)),
            Mutant("operation", _all_blocks("v_d(d, n, m) == good_d(d, n, m)", most=2)),
            Mutant("constant", _all_blocks("s_d(d, n, m) >= 2*good_d(d, n, m)", most=2)),
        ),
        not_claimed=(
            "How many pairs are good is RV-6-08. The numbers of the test are sums over all functions: of the 232 pairs at (n, m, d) = (1, 3, 1) 88 are good for each of the 4 functions, of the 1856 at (2, 3, 1) 992 for each of the 14. "
            "Each pair is tested against every hyperplane; vertices are counted by elimination, in another order."
        ),
    ),
    Claim(
        id="RV-6-06-r",
        kind="identity",
        title="Regions: deletion and restriction",
        statement=_small("whole(k) == deleted(k) + restricted(k) and whole(k) == r(k)", _PIECES),
        display=(
            r"For an arrangement $\mathcal{A}$ in $\mathbb{R}^D$, $D \ge 1$, and a hyperplane $H \notin \mathcal{A}$"
            "\n"
            r"$$r(\mathcal{A} \cup \{H\}) = r(\mathcal{A}) + r(\mathcal{A}^H).$$"
        ),
        source="L. Schläfli; T. Zaslavsky (1975); proof of this project",
        rests_on=("RV-6-arr",),
        argument=(
            r"The points outside all hyperplanes with given signs of all $\langle a, c \rangle + b$ are convex, as an intersection of open half-spaces, and along a path that meets no hyperplane no sign changes. So regions are the non-empty sets of points with equal signs; they are open and convex.",
            r"A region of $\mathcal{A}$ that $H$ does not meet lies on one side of $H$, and is one region of $\mathcal{A} \cup \{H\}$.",
            r"A region $R$ that $H$ meets is open, so it has points on both sides of $H$; the points of $R$ on either side are convex. So $H$ cuts $R$ into exactly two regions.",
            r"The regions that $H$ meets correspond to the regions of $\mathcal{A}^H$ by $R \mapsto R \cap H$: on $H$ a hyperplane parallel to $H$ has one sign, and any other $K$ has the signs of the two sides of $K \cap H$; hyperplanes with the same $K \cap H$ have the same zeros on $H$. "
            r"So for points of $H$ outside all $K$, equal signs for $\mathcal{A}$ and lying in the same region of $\mathcal{A}^H$ are the same thing.",
            r"Counting: each region of $\mathcal{A}$ contributes 1, and those that $H$ meets, $r(\mathcal{A}^H)$ in number, 1 more.",
        ),
        mutants=(
            Mutant("hypothesis", _small("whole(k) == 2*deleted(k)", _PIECES)),
            Mutant("sign", _small("whole(k) == deleted(k) - restricted(k)", _PIECES)),
            Mutant("constant", _small("whole(k) >= deleted(k) + restricted(k) + 1", _PIECES)),
        ),
        not_claimed=(
            "The test counts regions, here called whole, deleted and restricted, by a rational point in each, found beside the vertices, not by deletion and restriction; r is the library's count. k numbers small arrangements in dimensions 1 to 4, with parallel, concurrent and too few hyperplanes among them; H is the last one."
        ),
    ),
    Claim(
        id="RV-6-06-v",
        kind="inequality",
        title="Vertices: deletion and restriction",
        statement=_small("whole(k) <= deleted(k) + restricted(k) and whole(k) == v(k)", _POINTS),
        display=(
            r"For an arrangement $\mathcal{A}$ in $\mathbb{R}^D$, $D \ge 1$, and a hyperplane $H \notin \mathcal{A}$"
            "\n"
            r"$$v(\mathcal{A} \cup \{H\}) \le v(\mathcal{A}) + v(\mathcal{A}^H).$$"
        ),
        source=PROJECT,
        rests_on=("RV-6-arr",),
        argument=(
            r"Let $c$ be a vertex of $\mathcal{A} \cup \{H\}$ that is not one of $\mathcal{A}$. It lies on $H$; otherwise all hyperplanes through it are in $\mathcal{A}$, and it would be one.",
            r"Let $W$ be the space of directions of $H$, the vectors orthogonal to its normal. A $w \in W$ orthogonal to the normals of all other hyperplanes $K$ through $c$ is orthogonal to all normals at $c$, which span $\mathbb{R}^D$: so $w = 0$. Hence the normals of these $K$, projected to $W$, span $W$.",
            r"The projections that are not zero belong to $K$ not parallel to $H$, and are normals of $K \cap H$ in $H$. So $c$ is a vertex of $\mathcal{A}^H$. Different $c$ are different points.",
        ),
        mutants=(
            Mutant("strictness", _small("whole(k) < deleted(k) + restricted(k)", _POINTS)),
            Mutant("hypothesis", _small("whole(k) <= deleted(k)", _POINTS)),
        ),
        not_claimed="There need not be equality: a point may be a vertex of both. The test finds vertices by solving every system of D equations, not by this recursion; v is the library's count.",
    ),
    Claim(
        id="RV-6-06-step",
        kind="inequality",
        title="At least as many regions as vertices: the induction step",
        statement=Identity(_STEP, _STEP_GIVEN),
        source=PROJECT,
        rests_on=("RV-6-arr",),
        mutants=(
            Mutant("strictness", Identity("r_1 + r_2 > v", _STEP_GIVEN)),
            Mutant("hypothesis", Identity(_STEP, "r_1 >= v_1; v <= v_1 + v_2")),
            Mutant("sign", Identity("r_1 - r_2 >= v", _STEP_GIVEN)),
        ),
        not_claimed="That regions and vertices satisfy the assumptions is RV-6-06-r and RV-6-06-v.",
    ),
    Claim(
        id="RV-6-06",
        kind="inequality",
        title="An arrangement has at least as many regions as vertices",
        statement=_small("r(k) >= v(k)", _BOTH, _ALL_SMALL),
        display=(
            r"Every arrangement in $\mathbb{R}^D$, $D \ge 0$, has at least as many regions as vertices:"
            "\n"
            r"$$r(\mathcal{A}) \ge v(\mathcal{A}).$$"
        ),
        source=PROJECT,
        rests_on=("RV-6-arr",),
        argument=(
            r"Induction on $D$, and for each $D$ on the number of hyperplanes. $D = 0$: there is no hyperplane, since normals are not zero. The space is one point, one region, and one vertex, because no vectors span $\mathbb{R}^0$.",
            r"$D \ge 1$, no hyperplane: one region, no vertex.",
            r"$D \ge 1$, $\mathcal{A} \cup \{H\}$ with $H \notin \mathcal{A}$: $r(\mathcal{A}) \ge v(\mathcal{A})$ by the hypothesis for fewer hyperplanes, $r(\mathcal{A}^H) \ge v(\mathcal{A}^H)$ by the one for dimension $D - 1$.",
            r"With [[RV-6-06-r]] and [[RV-6-06-v]], $r(\mathcal{A} \cup \{H\}) = r(\mathcal{A}) + r(\mathcal{A}^H) \ge v(\mathcal{A} \cup \{H\})$ by [[RV-6-06-step]].",
        ),
        mutants=(
            Mutant("strictness", _small("r(k) > v(k)", _BOTH, _ALL_SMALL)),
            Mutant("hypothesis", _small("r(k) >= bases(k)", _BOTH, _ALL_SMALL)),
            Mutant("constant", _small("r(k) >= 2*v(k)", _BOTH, _ALL_SMALL)),
        ),
        not_claimed=(
            "Equality holds only for D = 0 among the arrangements tested. Points count once, however many hyperplanes meet there: six lines through a point have 12 regions and 15 pairs of lines (second mutant). Hyperplanes need not span, nor be in general position."
        ),
    ),
]
