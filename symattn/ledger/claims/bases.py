"""Claims on the number of bases among the points of the cube: RV-6-09 and its parts."""

from __future__ import annotations

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.supports_evidence import checked
from symattn.ledger.machine import All, Identity

_SETS, _ORDERED = "factorial(D(n, d) + 1)", "2**(n + (n - d)*D(n, d))"


def _bases_bound(statement: str) -> All:
    return All(
        (
            checked(statement, "d <= m", m=range(1, 4), d=range(1, 4)),
            checked(statement, "d <= m", m=(4,), d=(1, 3), full={"d": (1, 2, 3, 4)}),
        )
    )


CLAIMS = [
    Claim(
        id="RV-6-B",
        kind="definition",
        title="Bases among the points of the cube, and unisolvent sets",
        statement=None,
        source=PROJECT,
        display=(
            r"Let $d \ge 0$, $m \ge 0$, $\varphi'(u) = (u^I)_{1 \le |I| \le d}$ for $u \in \{0,1\}^m$ and $D' = \sum_{i=1}^d \binom{m}{i}$. $B'_d(m)$ is the number of $D'$-subsets of $\{0,1\}^m \setminus \{0\}$ with linearly independent $\varphi'(u)$, the *bases*; $B'_0(m) = 1$, for the empty set."
            "\n\n"
            r"$B_d(m)$ is the number of sets of $D_d(m) = D' + 1$ points of $\{0,1\}^m$ on which no non-zero multilinear polynomial of degree at most $d$ vanishes, the *unisolvent* sets; $B_0(m) = 2^m$."
        ),
        rests_on=("RV-1-d",),
    ),
    Claim(
        id="RV-6-09-step",
        kind="inequality",
        title="Reed and Muller's distance: the induction step",
        statement=Identity(
            "x + y >= 2**(m + 1 - d)",
            "m, d integer; (x >= 2**(m - d) and y >= 2**(m - d)) or (x == 0 and y >= 2**(m - (d - 1))) or (y == 0 and x >= 2**(m - (d - 1)))",
        ),
        display=(
            r"Let $x, y$ be real and $m, d$ integers, and let one of three cases hold: $x, y \ge 2^{m-d}$; or $x = 0$ and $y \ge 2^{m-(d-1)}$; or $y = 0$ and $x \ge 2^{m-(d-1)}$. Then"
            "\n"
            r"$$x + y \ge 2^{m+1-d}.$$"
        ),
        source="D. E. Muller, I. S. Reed (1954)",
        rests_on=("RV-1",),
        mutants=(
            Mutant(
                "constant",
                Identity(
                    "x + y >= 2**(m + 1 - d) + 1",
                    "m, d integer; (x >= 2**(m - d) and y >= 2**(m - d)) or (x == 0 and y >= 2**(m - (d - 1))) or (y == 0 and x >= 2**(m - (d - 1)))",
                ),
            ),
            Mutant(
                "hypothesis",
                Identity(
                    "x + y >= 2**(m + 1 - d)",
                    "m, d integer; (x >= 2**(m - d) and y >= 2**(m - d)) or (x == 0 and y >= 2**(m - d)) or (y == 0 and x >= 2**(m - (d - 1)))",
                ),
            ),
        ),
        not_claimed="Here x and y are the numbers of ones of the two halves of a polynomial; that one of the three cases holds is an argument of RV-6-09-rm.",
    ),
    Claim(
        id="RV-6-09-rm",
        kind="inequality",
        title="Reed and Muller: a polynomial of low degree has many ones",
        statement=checked("weight(m, d) == 2**(m - d)", "d <= m", m=range(1, 5), d=range(5)),
        display=(
            r"For $0 \le d \le m$ every non-zero multilinear polynomial over $\mathbb{F}_2$ of degree at most $d$ in $m$ variables takes the value 1 at no fewer than"
            "\n"
            r"$$2^{m-d}$$"
            "\n"
            r"points of $\{0,1\}^m$, and $u_1 \cdots u_d$ at exactly so many."
        ),
        source="D. E. Muller, I. S. Reed (1954)",
        rests_on=("RV-1",),
        argument=(
            r"Induction on $m$. For $m = 0$ the only non-zero polynomial is 1. For $d = m$ the bound is 1, and a multilinear polynomial is determined by its values: a non-zero one is not zero everywhere. Let $d \le m$, and $f$ have degree at most $d$ in $m + 1$ variables.",
            r"Write $f = g + u_{m+1} h$ with $g$ of degree at most $d$, $h$ of degree at most $d - 1$ in $m$ variables ($h = 0$ if $d = 0$). The ones of $f$ are those of $g$ (at $u_{m+1} = 0$), $x$ in number, and of $g + h$ (at $u_{m+1} = 1$), $y$ in number.",
            r"Both $g$ and $g + h$ are non-zero: $x, y \ge 2^{m-d}$ by the induction hypothesis.",
            r"$g = 0$: then $h \ne 0$ has degree at most $d - 1$, so $x = 0$, $y \ge 2^{m-(d-1)}$. $g + h = 0$: then $g = h \ne 0$ has degree at most $d - 1$, so $y = 0$, $x \ge 2^{m-(d-1)}$.",
            r"In each case $x + y \ge 2^{m+1-d}$ by [[RV-6-09-step]].",
        ),
        mutants=(
            Mutant(
                "constant", checked("weight(m, d) >= 2**(m - d) + 1", "d <= m", m=range(1, 5), d=range(5))
            ),
            Mutant(
                "index",
                checked("weight(m, d) >= 2**(m + 1 - d)", "d <= m and d >= 1", m=range(1, 5), d=range(1, 5)),
            ),
        ),
        not_claimed="Tested on all polynomials of at most four variables.",
    ),
    Claim(
        id="RV-6-09",
        kind="inequality",
        title="How many bases there are",
        statement=_bases_bound(
            "B(m, d)*factorial(D(m, d)) >= 2**((m - d)*D(m, d)) and odd(m, d)*factorial(D(m, d)) >= 2**((m - d)*D(m, d))"
        ),
        display=(
            r"For $1 \le d \le m$ the number $B'_d(m)$ of bases (RV-6-B), $D' = \sum_{i=1}^d \binom{m}{i}$ points each, satisfies"
            "\n"
            r"$$B'_d(m) \ge \frac{2^{(m-d) D'}}{D'!}.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1", "RV-6-B"),
        argument=(
            r"Choose points $u_1, u_2, \dots$ one after the other so that their vectors stay independent modulo 2. Let $i < D'$ have been chosen. Their vectors span a proper subspace of $\mathbb{F}_2^{D'}$, so some non-zero linear functional vanishes on it.",
            r"Such a functional is $\varphi'(u) \mapsto f(u)$ for a non-zero multilinear polynomial $f$ over $\mathbb{F}_2$ of degree at most $d$ without constant term. By [[RV-6-09-rm]] $f(u) = 1$ at no fewer than $2^{m-d}$ points; none of them is $u = 0$, where $f$ is 0.",
            r"Each of these points may be chosen next: its vector is not in the span. So there are at least $(2^{m-d})^{D'}$ sequences of $D'$ points with vectors independent modulo 2, and every set occurs in $D'!$ orders.",
            r"The determinant of $D'$ such vectors is odd, hence not zero: they are independent over $\mathbb{Q}$.",
        ),
        mutants=(
            Mutant("operation", _bases_bound("B(m, d) >= 2**((m - d)*D(m, d))")),
            Mutant("constant", _bases_bound("B(m, d)*factorial(D(m, d)) >= 2**((m - d + 1)*D(m, d))")),
            Mutant("strictness", _bases_bound("B(m, d)*factorial(D(m, d)) > 2**((m - d)*D(m, d))")),
        ),
        not_claimed="Equality holds for d = m = 1 only among the tested sizes. For d ≥ m all non-zero points are the only basis, and the bound is trivial. Every step of the choice is bounded as if it were the worst: for d = 1 counting them exactly gives RV-6-09-lin.",
        names={"D": "D'", "B": "B'"},
    ),
    Claim(
        id="RV-6-09-lin",
        kind="inequality",
        title="How many linear bases there are",
        statement=All(
            (
                checked("matrices(m) == factorial(m)*B(m, 1)", m=range(1, 4), full={"m": range(1, 5)}),
                checked("odd(m, 1)*factorial(m) == GL(m) and B(m, 1)*factorial(m) >= GL(m)", m=range(1, 5)),
                checked("GL(m) >= 2**((m - 1)*m)", m=range(1, 30)),
            )
        ),
        display=(
            r"For $d = 1$, $m!\, B'_1(m)$ (RV-6-B) is the number of nonsingular 0/1 matrices of order $m$, and"
            "\n"
            r"$$B'_1(m) \ge \frac{1}{m!} \prod_{i=0}^{m-1} (2^m - 2^i) \qquad (m \ge 1),$$"
            "\n"
            r"which is at least $2^{(m-1)m}/m!$. The values are $B'_1(1), \dots, B'_1(4) = 1, 3, 29, 940$."
        ),
        source=PROJECT,
        rests_on=("RV-1", "RV-6-B"),
        argument=(
            r"For $d = 1$, $\varphi'(u) = u$ and $D' = m$: an ordered basis is the list of rows of a nonsingular 0/1 matrix, and each set has $m!$ orders. No row is 0.",
            r"A matrix that is nonsingular modulo 2 has an odd determinant, so it is nonsingular over $\mathbb{Q}$.",
            r"Over $\mathbb{F}_2$ there are $\prod_{i<m} (2^m - 2^i)$ of them: after $i$ independent rows the next is any of the $2^m$ vectors outside their span, which has $2^i$ elements.",
            r"$2^m - 2^i \ge 2^{m-1}$ for $i \le m - 1$.",
        ),
        mutants=(
            Mutant("operation", checked("matrices(m) == B(m, 1)", m=range(1, 4))),
            Mutant("strictness", checked("B(m, 1)*factorial(m) > GL(m)", m=range(1, 5))),
            Mutant("constant", checked("B(m, 1)*factorial(m) >= GL(m) + 2", m=range(1, 5))),
        ),
        not_claimed="From m = 3 on the inequality is strict: matrices with an even non-zero determinant exist. That almost all 0/1 matrices are nonsingular (Komlós) would improve the bound by a constant factor only.",
        names={"B": "B'", "GL": r"|\mathrm{GL}|"},
    ),
    Claim(
        id="RV-6-09-dual",
        kind="identity",
        title="Bases, unisolvent sets and their complements",
        statement=All(
            (
                checked(
                    "(D(n, d) + 1)*unisolvent(n, d) == 2**n*B(n, d)",
                    "d <= n",
                    n=range(1, 4),
                    d=range(1, 4),
                    full={"n": range(1, 5)},
                ),
                checked(
                    "(D(m, m - d - 1) + 1)*B(m, d) == (D(m, d) + 1)*counted(m, m - d - 1)",
                    "d <= m - 1",
                    m=range(2, 5),
                    d=(1, 3),
                    full={"d": (1, 2, 3)},
                ),
            )
        ),
        display=(
            r"The numbers of bases and of unisolvent sets (RV-6-B) satisfy"
            "\n"
            r"$$\begin{aligned} D_e(n)\, B_e(n) &= 2^n B'_e(n), \\ B_e(n) &= B_{n-e-1}(n) \quad (0 \le e \le n - 1). \end{aligned}$$"
            "\n"
            r"Hence $D_{m-d-1}(m)\, B'_d(m) = D_d(m)\, B'_{m-d-1}(m)$."
        ),
        source=PROJECT,
        rests_on=("RV-1", "RV-6-B"),
        argument=(
            r"For $a \in \{0,1\}^n$ the map $x \mapsto x \oplus a$ replaces some $x_i$ by $1 - x_i$. It permutes the cube and maps the space of polynomials of degree at most $e$ onto itself, so it permutes the sets counted by $B_e(n)$. So each point lies in equally many of them: $D_e(n) B_e(n) / 2^n$.",
            r"A set that contains 0 is unisolvent if and only if its other points have independent $\varphi'$: the rows are $(1, 0)$ for the point 0 and $(1, \varphi'(u))$ for the others. So the sets that contain 0 are $B'_e(n)$ in number.",
            r"Let $M$ have the rows $(x^I)_x$, $|I| \le e$, and $N$ the rows $((-1)^{|x|} [x \subseteq K])_x$, $|K| > e$, where $x$ stands for its set of ones. $\sum_{I \subseteq x \subseteq K} (-1)^{|x|} = 0$ for $I \ne K$: the row spaces are orthogonal, and their dimensions "
            r"add to $2^n$.",
            r"So a set of $D_e(n)$ columns of $M$ is independent if and only if the complementary columns of $N$ are: the columns of $M$ in the set are dependent if and only if a non-zero vector of its kernel, the row space of $N$, vanishes on the complement.",
            r"$[x \subseteq K]$ is the monomial $\prod_{i \notin K} (1 - x_i)$, of degree $n - |K| \le n - e - 1$. After the signs of the columns and $x \mapsto 1 - x$, $N$ is the matrix of $B_{n-e-1}(n)$.",
        ),
        mutants=(
            Mutant(
                "index",
                checked("D(n, d)*unisolvent(n, d) == 2**n*B(n, d)", "d <= n", n=range(1, 4), d=range(1, 4)),
            ),
            Mutant(
                "constant",
                checked(
                    "(D(n, d) + 1)*unisolvent(n, d) == (2**n - 1)*B(n, d)",
                    "d <= n",
                    n=range(1, 4),
                    d=range(1, 4),
                ),
            ),
        ),
        not_claimed="Tested by listing all sets on one side. The library's bases_count enumerates the smaller of the two degrees.",
        names={"B": "B'"},
    ),
    Claim(
        id="RV-6-09-uni",
        kind="inequality",
        title="How many unisolvent sets there are, from the number of bases",
        statement=All(
            (
                checked(
                    "unisolvent(n, 1)*factorial(n + 1) >= 2**n*GL(n)", n=range(1, 4), full={"n": range(1, 5)}
                ),
                checked(
                    f"unisolvent(n, d)*{_SETS} >= {_ORDERED}",
                    "d <= n",
                    n=range(1, 4),
                    d=range(1, 4),
                    full={"n": range(1, 5)},
                ),
            )
        ),
        display=(
            r"The numbers of unisolvent sets (RV-6-B) satisfy"
            "\n"
            r"$$B_1(n) \ge \frac{2^n}{(n+1)!} \prod_{i=0}^{n-1} (2^n - 2^i) \quad (n \ge 1),$$"
            "\n"
            r"$$B_e(n) \ge \frac{2^{n + (n-e)(D_e(n) - 1)}}{D_e(n)!} \quad (0 \le e \le n).$$"
        ),
        source=PROJECT,
        rests_on=("RV-1", "RV-6-B"),
        argument=(
            r"$B_e(n) = 2^n B'_e(n) / D_e(n)$ by [[RV-6-09-dual]], also for $e = n$, where both numbers are 1 and $D_n(n) = 2^n$. For $e = 0$ the only basis is the empty set, and both sides are $2^n$.",
            r"$D' = D_e(n) - 1$. Insert $B'_1(n) \ge \frac{1}{n!} \prod_{i<n} (2^n - 2^i)$ of [[RV-6-09-lin]], where $D_1(n) = n + 1$, and $B'_e(n) \ge 2^{(n-e) D'}/D'!$ of [[RV-6-09]].",
        ),
        mutants=(
            Mutant(
                "operation",
                checked(f"unisolvent(n, d) >= {_ORDERED}", "d <= n", n=range(1, 4), d=range(1, 4)),
            ),
            Mutant(
                "constant",
                checked(f"unisolvent(n, d)*{_SETS} >= 2*{_ORDERED}", "d <= n", n=range(1, 4), d=range(1, 4)),
            ),
        ),
        not_claimed="The second bound is 2^e times what the choice of D_e(n) points one after the other gives. In the machine statement d stands for e, and D(n, d) for D_e(n) - 1.",
    ),
]
