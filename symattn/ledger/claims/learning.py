"""Claims on storage capacity and critical loads: BY-7 and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import product

from symattn.capacity import Ball, cover_count
from symattn.capacity.balls import enclose
from symattn.capacity.learning.loads import cover_probability, critical_load, vc_bound
from symattn.capacity.learning.separability import in_general_position, random_points, separable_dichotomies
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.counting_evidence import family
from symattn.ledger.machine import All, Derived, Enclosed, Identity, Instances
from symattn.proving import Verdict, prove, specialise

NAMES = {"C": "C", "v": "v", "products": "P", "H": "H_2", "a": r"\alpha", "general": r"\mathrm{general}"}


@cache
def _affine(s: int, N: int, n: int) -> tuple[tuple[int, ...], ...]:
    return tuple((1, *point) for point in family(s, N, n))


@cache
def _products(k: int, gate: int, s: int, N: int, n: int) -> int:
    """Return how many dichotomies of N points of R^n are products of k gates, of signs (gate = 1) or conjunctions (gate = 0)."""
    single = separable_dichotomies(_affine(s, N, n))
    found = set(single)
    for _ in range(k - 1):
        found = {f ^ g if gate else f & g for f, g in product(found, single)}
    return len(found)


@cache
def _general(s: int, N: int, n: int) -> int:
    return int(in_general_position(_affine(s, N, n)))


@cache
def _separated(s: int, N: int, D: int) -> int:
    """Return the number of separable dichotomies of random points in general position, by linear programs."""
    return len(separable_dichotomies(random_points(N, D, seed=s)))


def _gated(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"k": (1, 2, 3), "g": (0, 1), "s": (0, 1, 3), "N": range(1, 7), "n": (1, 2)},
        functions={"products": _products},
    )


def _single(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"s": (0, 3, 4, 5), "n": range(1, 5)},
        functions={
            "products": lambda s, N, n: _products(1, 0, s, N, n),
            "general": _general,
            "v": lambda n: vc_bound(n),
        },
    )


def _cover(statement: str, assuming: str = "") -> Instances:
    return Instances(
        statement,
        ranges={"N": range(1, 25), "D": range(1, 25)},
        functions={"C": cover_count},
        assuming=assuming,
    )


def _largest(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"k": range(1, 6), "n": (0, 1, 2, 3, 5, 10, 30)},
        functions={"C": cover_count, "v": lambda n, k: vc_bound(n, gates=k)},
    )


def _separation(statement: str) -> Instances:
    return Instances(
        statement,
        ranges={"s": (1, 2), "N": range(1, 9), "D": range(1, 4)},
        functions={"separated": _separated},
    )


def _probability(statement: str, assuming: str = "") -> Instances:
    def scaled(N: int, D: int) -> int:
        return int(cover_probability(N, D) * 2**N)

    return Instances(
        statement,
        ranges={"N": range(1, 21), "D": range(1, 21)},
        functions={"p": scaled},
        assuming=assuming,
    )


def _entropic(statement: str, assuming: str = "1 <= r; 2*r <= M") -> Instances:
    return Instances(
        statement, ranges={"M": range(1, 31), "r": range(1, 16)}, functions={}, assuming=assuming
    )


_TANGENT = "p*log(p) + (1 - p)*log(1 - p) >= q*log(q) + (1 - q)*log(1 - q) + (q - p)*(log(1 - q) - log(q))"
_INSIDE = "p > 0; q > 0; 1 - p > 0; 1 - q > 0"
_BETWEEN = "0 < p; p < 1; 0 < q; q < 1"


def _tangent() -> Verdict:
    """Prove the inequality for any numbers a, b, k, m in the places of the logarithms, then put these in."""
    general = prove(
        "a + b >= q*k + (1 - q)*m + (q - p)*(m - k)",
        assuming="a >= p - q + p*k; b >= q - p + (1 - p)*m",
    )
    values = {"a": "p*log(p)", "b": "(1 - p)*log(1 - p)", "k": "log(q)", "m": "log(1 - q)"}
    return specialise(general, values, assuming=_INSIDE)


def _monotone(slope: str = "log(q) < log(1 - q)") -> All:
    return All((Derived(_TANGENT, _INSIDE, evidence=_tangent), Identity(slope, "q > 0; q < 1/2")))


def _compared(k: int, alpha: Fraction, sign: str) -> Identity:
    p = 1 / alpha
    return Identity(f"-({p})*log({p}) - ({1 - p})*log({1 - p}) {sign} log(2)/{k}")


#: alpha_k lies between m and m + 1 millionths.
_LOADS = {2: 9_088_606, 3: 16_262_682, 4: 23_985_019}


def _signs(*, shift: int = 0, gates: Iterable[int] = tuple(_LOADS)) -> All:
    """The signs of H_2(1/alpha) - 1/k at both ends, moved by ``shift`` millionths."""
    return All(
        tuple(
            _compared(k, Fraction(_LOADS[k] + end + shift, 10**6), sign)
            for k in gates
            for end, sign in ((0, ">"), (1, "<"))
        )
    )


@cache
def _root(k: int) -> Ball:
    return critical_load(k, digits=12)


@cache
def _entropy_beside(k: int, side: int) -> Ball:
    """Return H_2(1/alpha) at the left (0) or right (1) end of the ball of alpha_k."""
    alpha = _root(k).upper if side else _root(k).lower

    def value() -> object:
        from flint import arb, fmpq

        p = arb(fmpq(alpha.denominator, alpha.numerator))
        return (-p * p.log() - (1 - p) * (1 - p).log()) / arb.const_log2()

    return enclose(value, digits=20)


@cache
def _offset(k: int) -> Ball:
    """Return 1 + (k - 1) / (1 - k log2(alpha_k / (alpha_k - 1)))."""
    ball = critical_load(k, digits=30)

    def value() -> object:
        from flint import arb, fmpq

        ends = (arb(fmpq(end.numerator, end.denominator)) for end in (ball.lower, ball.upper))
        alpha = next(ends).union(next(ends))
        return 1 + (k - 1) / (1 - k * (alpha / (alpha - 1)).log() / arb.const_log2())

    return enclose(value, digits=10)


def _whole(n: int, k: int) -> Ball:
    return Ball(str(vc_bound(n, gates=k)), "0")


def _roots(statement: str) -> Enclosed:
    return Enclosed(
        statement,
        ranges={"k": range(2, 13)},
        functions={"a": _root, "H": _entropy_beside},
    )


def _linear(statement: str) -> Enclosed:
    return Enclosed(
        statement,
        ranges={"k": range(2, 7), "n": (1, 2, 3, 10, 100, 300)},
        functions={"v": _whole, "a": _root, "b": _offset},
    )


_DICHOTOMIES = "2*Sum(binomial(N - 1, i), (i, 0, n))"
_FITS = "C(v(n, k), n + 1)**k >= 2**v(n, k)"

CLAIMS: list[Claim] = [
    Claim(
        id="BY-7-prob",
        kind="count",
        title="Probability that a random dichotomy is separable",
        statement=All(
            (
                _separation("separated(s, N, D) == 2*Sum(binomial(N - 1, i), (i, 0, D - 1))"),
                _probability("(N <= D implies p(N, D) == 2**N) and (N > D implies p(N, D) < 2**N)"),
                _probability("p(2*D, D) == 2**(2*D - 1)"),
                _probability("p(N, D) + p(N, N - D) == 2**N", "D < N"),
            )
        ),
        display=(
            r"Signs drawn independently and with equal probability for $N$ points in general position in $\mathbb{R}^D$ are those of a linear functional with probability"
            "\n"
            r"$$P(N, D) = \frac{C(N, D)}{2^N} = 2^{1-N} \sum_{i=0}^{D-1} \binom{N-1}{i}.$$"
            "\n"
            r"It is 1 exactly for $N \le D$, $P(2D, D) = \tfrac12$, and $P(N, D) + P(N, N - D) = 1$ for $1 \le D < N$."
        ),
        source="T. M. Cover (1965)",
        rests_on=("RV-3-N",),
        argument=(
            r"All $2^N$ sign vectors are equally likely, and [[RV-3-N]] counts those of functionals.",
            r"For $N \le D$ the sum is that of a whole row of Pascal's triangle, $2^{N-1}$; for $N > D$ terms are missing.",
            r"$\binom{N-1}{i} = \binom{N-1}{N-1-i}$ turns the sum over $i < N - D$ into the one over $i \ge D$; with the sum over $i < D$ it is the whole row. $N = 2D$ gives the half.",
        ),
        mutants=(
            Mutant("index", _separation("separated(s, N, D) == 2*Sum(binomial(N - 1, i), (i, 0, D))")),
            Mutant("constant", _probability("p(2*D + 1, D) == 2**(2*D)")),
            Mutant("strictness", _probability("N <= D + 1 implies p(N, D) == 2**N")),
        ),
        not_claimed="Nothing of points that are not in general position, for which it is smaller (RV-3-N). The instances are random integer points, with a linear program in integers for each sign vector.",
        names={"separated": "s", "p": "p"},
    ),
    Claim(
        id="BY-7-count",
        kind="inequality",
        title="Dichotomies by products of k gates",
        statement=_gated(f"products(k, g, s, N, n) <= ({_DICHOTOMIES})**k"),
        display=(
            r"The functions $f_1 \cdots f_k$ with threshold gates $f_j = H(w_j \cdot x + b_j)$, or with sign gates, have at most"
            "\n"
            r"$$C(N, n + 1)^k = \Bigl(2 \sum_{i=0}^{n} \binom{N-1}{i}\Bigr)^k$$"
            "\n"
            r"different restrictions to any $N \ge 1$ points of $\mathbb{R}^n$, $n \ge 1$."
        ),
        source=PROJECT,
        rests_on=("RV-3-N",),
        argument=(
            r"A gate on the points $x_1, \dots, x_N$ is the sign vector of a functional of $\mathbb{R}^{n+1}$ at $(x_i, 1)$; raising $b$ a little makes it nowhere zero without a change. [[RV-3-N]] bounds the number of these.",
            r"The restriction of the product is the product of the restrictions: there are at most as many as $k$-tuples.",
        ),
        mutants=(
            Mutant("constant", _gated(f"products(k, g, s, N, n) <= {_DICHOTOMIES}")),
            Mutant(
                "index", _gated("products(k, g, s, N, n) <= (2*Sum(binomial(N - 1, i), (i, 0, n - 1)))**k")
            ),
        ),
        not_claimed="The bound is not met for k ≥ 2: the order of the factors does not matter.",
        names=NAMES,
    ),
    Claim(
        id="BY-7-conc",
        kind="inequality",
        title="Cover's function is log-concave in the number of points",
        statement=_cover("C(N, D)*C(N + 2, D) <= C(N + 1, D)**2"),
        display=(
            r"$$\begin{gathered} C(N, D)\, C(N + 2, D) \le C(N + 1, D)^2 \\ (N, D \ge 1). \end{gathered}$$"
            "\n"
            r"So for $k \ge 1$ the numbers $N$ with $C(N, D)^k \ge 2^N$ are $1, \dots, v$ for some $v$, or all."
        ),
        source=PROJECT,
        rests_on=("RV-3",),
        argument=(
            r"Let $b_i = \binom{N-1}{i}$, $S_m = b_0 + \dots + b_m$ and $S_{-1} = 0$, so that $C(N, D) = 2 S_{D-1}$. The quotients $b_{i+1} / b_i = (N-1-i)/(i+1)$ decrease with $i$, so $b_m b_i \le b_{m-1} b_{i+1}$ for $0 \le i < m$; summed, "
            r"$b_m S_{m-1} \le b_{m-1} (S_m - b_0) \le b_{m-1} S_m$.",
            r"$S_{m-1}^2 - S_m S_{m-2} = S_{m-1}^2 - (S_{m-1} + b_m)(S_{m-1} - b_{m-1}) = b_{m-1} S_m - b_m S_{m-1} \ge 0$ for $m \ge 1$.",
            r"By [[RV-3]] the claim says $S_m (S_m + 2 S_{m-1} + S_{m-2}) \le (S_m + S_{m-1})^2$ with $m = D - 1$, which is $S_m S_{m-2} \le S_{m-1}^2$; for $m = 0$ both sides are equal.",
            r"$k \log_2 C(N, D) - N$ is then a concave function of $N$, and it is $k - 1 \ge 0$ at $N = 1$.",
        ),
        mutants=(
            Mutant("sign", _cover("C(N, D)*C(N + 2, D) >= C(N + 1, D)**2")),
            Mutant("strictness", _cover("C(N, D)*C(N + 2, D) < C(N + 1, D)**2")),
            Mutant("index", _cover("C(N, D)*C(N + 3, D) <= C(N + 1, D)**2")),
        ),
        not_claimed="That v is a Vapnik-Chervonenkis dimension; BY-7 bounds one by it.",
        names=NAMES,
    ),
    Claim(
        id="BY-7-vc",
        kind="identity",
        title="The Vapnik-Chervonenkis dimension of a threshold gate is n + 1",
        statement=_single(
            "v(n) == n + 1 and (general(s, n + 1, n) == 1 implies products(s, n + 1, n) == 2**(n + 1))"
        ),
        display=(
            r"The largest number of points of $\mathbb{R}^n$, $n \ge 1$, on which the gates $H(w \cdot x + b)$ have all $2^N$ restrictions is $n + 1$."
        ),
        source="classical; T. M. Cover (1965)",
        rests_on=("RV-3-N",),
        argument=(
            r"$N$ points have all restrictions only if $C(N, n + 1) \ge 2^N$ ([[RV-3-N]]): the sum is then the whole row $\binom{N-1}{0}, \dots, \binom{N-1}{N-1}$, so $N \le n + 1$.",
            r"Points $x_0, \dots, x_n$ that lie in no hyperplane have it: the $(x_i, 1)$ are independent, and [[RV-3-N]] says equality, $2^{n+1}$.",
        ),
        mutants=(
            Mutant("constant", _single("v(n) == n")),
            Mutant("hypothesis", _single("products(s, n + 1, n) == 2**(n + 1)")),
            Mutant("index", _single("general(s, n + 2, n) == 1 implies products(s, n + 2, n) == 2**(n + 2)")),
        ),
        not_claimed="Nothing of products of gates.",
        names=NAMES,
    ),
    Claim(
        id="BY-7",
        kind="inequality",
        title="A bound of the Vapnik-Chervonenkis dimension of products of gates",
        statement=_largest(f"{_FITS} and C(v(n, k) + 1, n + 1)**k < 2**(v(n, k) + 1)"),
        display=(
            r"If the products of $k$ gates of $n$ variables have all $2^v$ restrictions to some $v$ points of $\mathbb{R}^n$, then $2^v \le C(v, n+1)^k$: "
            r"$v$ is at most the largest number $v_k(n)$ with"
            "\n"
            r"$$C(v_k(n), n + 1)^k \ge 2^{v_k(n)}.$$"
        ),
        source=PROJECT,
        rests_on=("BY-7-count", "BY-7-conc"),
        argument=(
            r"[[BY-7-count]] with $N = v$.",
            r"By [[BY-7-conc]] the numbers $N$ with $C(N, n+1)^k \ge 2^N$ are $1, \dots, v_k(n)$; they are finitely many, since $C(N, n+1)$ is a polynomial in $N$. The first one without the property follows the last one with it.",
        ),
        mutants=(
            Mutant("sign", _largest("C(v(n, k), n + 1)**k < 2**v(n, k)")),
            Mutant("index", _largest("C(v(n, k) + 1, n + 1)**k >= 2**(v(n, k) + 1)")),
            Mutant("strictness", _largest("C(v(n, k), n + 1)**k > 2**v(n, k)")),
        ),
        not_claimed="That so many points are shattered. For k = 1 the bound is exact (BY-7-vc); the exact critical loads of products of two gates are not known to us.",
        names=NAMES,
    ),
    Claim(
        id="BY-7-ent",
        kind="inequality",
        title="The entropy bound on partial sums of binomial coefficients",
        statement=_entropic("Sum(binomial(M, i), (i, 0, r))*r**r*(M - r)**(M - r) <= M**M"),
        display=(
            r"For $1 \le r \le M/2$, with $H_2(p) = -p \log_2 p - (1-p) \log_2 (1-p)$,"
            "\n"
            r"$$\sum_{i=0}^{r} \binom{M}{i} \le \frac{M^M}{r^r (M-r)^{M-r}} = 2^{M H_2(r/M)}.$$"
        ),
        source="classical",
        rests_on=("RV-1",),
        argument=(
            r"Let $p = r/M \le 1/2$. Then $1 = (p + (1-p))^M \ge \sum_{i \le r} \binom{M}{i} p^i (1-p)^{M-i}$.",
            r"$p/(1-p) \le 1$, so $p^i (1-p)^{M-i} = (1-p)^M (p/(1-p))^i \ge p^r (1-p)^{M-r} = 2^{-M H_2(p)}$ for $i \le r$.",
        ),
        mutants=(
            Mutant(
                "hypothesis",
                _entropic("Sum(binomial(M, i), (i, 0, r))*r**r*(M - r)**(M - r) <= M**M", "1 <= r; r < M"),
            ),
            Mutant("index", _entropic("Sum(binomial(M, i), (i, 0, r + 1))*r**r*(M - r)**(M - r) <= M**M")),
        ),
        not_claimed="A bound from below.",
    ),
    Claim(
        id="BY-7-mono",
        kind="inequality",
        title="The binary entropy lies below its tangents, which rise on (0, 1/2)",
        statement=_monotone(),
        display=(
            r"With $H(p) = -p \log p - (1-p) \log(1-p)$,"
            "\n"
            r"$$\begin{gathered} H(p) \le H(q) - (q - p) \bigl(\log(1 - q) - \log q\bigr) \\ (0 < p, q < 1), \\ \log q < \log(1 - q) \quad (0 < q < \tfrac12). \end{gathered}$$"
        ),
        source="classical",
        mutants=(
            Mutant("sign", Identity(_TANGENT.replace(">=", "<="), _BETWEEN)),
            Mutant("hypothesis", Identity("log(q) < log(1 - q)", "q > 0; q < 1")),
            Mutant("constant", _monotone("log(q) < log(1 - q) - 1/2")),
        ),
        not_claimed="Nothing of the ends 0 and 1/2, where H is continued. That H(p) < H(q) for 0 < p < q < 1/2 follows, in BY-7-root.",
    ),
    Claim(
        id="BY-7-alpha",
        kind="inequality",
        title="Critical loads to six decimals",
        statement=_signs(),
        display=(
            r"With $H_2(p) = -p \log_2 p - (1-p) \log_2(1-p)$, the difference $H_2(1/\alpha) - \frac1k$ is positive at the first and negative at the second number:"
            "\n"
            r"$$\begin{aligned} k &= 2: & 9.088606,&\ 9.088607 \\ k &= 3: & 16.262682,&\ 16.262683 \\ k &= 4: & 23.985019,&\ 23.985020 \end{aligned}$$"
        ),
        source=PROJECT,
        mutants=(
            Mutant("constant", _signs(shift=2, gates=(2,))),
            Mutant("sign", _signs(shift=-2, gates=(3,))),
        ),
        not_claimed="That there is exactly one root, which is BY-7-root.",
    ),
    Claim(
        id="BY-7-root",
        kind="existence",
        title="The critical load is one number",
        statement=_roots("H(k, 0) > 1/k and H(k, 1) < 1/k and a(k) < a(k + 1)"),
        display=(
            r"For every $k \ge 1$ there is exactly one $\alpha_k \ge 2$ with $H_2(1/\alpha_k) = 1/k$. $\alpha_1 = 2$, and $\alpha_k$ increases with $k$."
        ),
        source=PROJECT,
        rests_on=("BY-7-mono", "BY-7-alpha"),
        argument=(
            r"$H_2$ is continuous on $[0, \frac12]$ with $H_2(0) = 0$ and $H_2(\frac12) = 1$, and by [[BY-7-mono]] $H_2(p) \le H_2(q) - (q - p) \log_2 \frac{1 - q}{q} < H_2(q)$ for $0 < p < q < \frac12$: it increases strictly on $(0, \frac12)$, hence on $[0, \frac12]$. So it takes the value $1/k$ exactly once there, at a $p_k > 0$; $\alpha_k = 1/p_k$.",
            r"$p_k$ decreases with $1/k$.",
            r"The signs of [[BY-7-alpha]], and those of the balls for further $k$, put the root between the two ends.",
        ),
        mutants=(
            Mutant("sign", _roots("H(k, 0) < 1/k")),
            Mutant("operation", _roots("a(k) > a(k + 1)")),
            Mutant("constant", _roots("H(k, 1) > 1/k - 1/10**9 and a(k) < 9*k/2")),
        ),
        not_claimed="That α_k is the critical load of products of k gates: it belongs to a bound from above.",
        names=NAMES,
    ),
    Claim(
        id="BY-7-lin",
        kind="inequality",
        title="The bound of the Vapnik-Chervonenkis dimension, linear in n",
        statement=_linear("v(n, k) <= a(k)*n + b(k)"),
        display=(
            r"For $n \ge 1$, $k \ge 2$ and $\alpha_k$ with $H_2(1/\alpha_k) = 1/k$, the number $v_k(n)$ of [[BY-7]] satisfies"
            "\n"
            r"$$v_k(n) \le \alpha_k\, n + 1 + \frac{k-1}{1 - k \log_2 \frac{\alpha_k}{\alpha_k - 1}}.$$"
            "\n"
            r"So the Vapnik-Chervonenkis dimension of products of $k$ gates is at most $\alpha_k\, n\, (1 + O(1/n))$; for $k = 1$ it is $n + 1$."
        ).replace("[[BY-7]]", "BY-7"),
        source=PROJECT,
        rests_on=("BY-7", "BY-7-ent", "BY-7-root", "BY-7-vc"),
        argument=(
            r"Let $M = v_k(n) - 1$ and $\alpha = M/n$. If $\alpha \le 2$ there is nothing to show, since $\alpha_k > 2$. Otherwise $2^{M+1} \le C(M + 1, n + 1)^k \le 2^k\, 2^{k M H_2(1/\alpha)}$ by [[BY-7]] and [[BY-7-ent]], so that $n\, g(\alpha) \le k - 1$ with "
            r"$g(\alpha) = \alpha - k\, \alpha H_2(1/\alpha)$.",
            r"$\alpha H_2(1/\alpha) = \alpha \log_2 \alpha - (\alpha - 1) \log_2(\alpha - 1)$ has the derivative $\log_2 \frac{\alpha}{\alpha - 1}$, which decreases: $g$ is convex, with $g'(\alpha) = 1 - k \log_2 \frac{\alpha}{\alpha - 1}$.",
            r"$g(\alpha_k) = 0$ by [[BY-7-root]], and $g(2) = 2 (1 - k) < 0$, so $g'(\alpha_k) > 0$. By convexity $(\alpha - \alpha_k)\, g'(\alpha_k) \le g(\alpha) \le (k-1)/n$.",
            r"$k = 1$: [[BY-7-vc]].",
        ),
        mutants=(
            Mutant("constant", _linear("v(n, k) <= a(k)*n - n/5")),
            Mutant("index", _linear("v(n, k) <= a(k)*(n - 1)")),
            Mutant("sign", _linear("v(n, k) >= a(k)*n + b(k)")),
        ),
        not_claimed="A bound from below: the exact critical load of the product of two sign gates (the parity machine with two hidden units) and of the conjunction of two gates is not known to us.",
        names=NAMES,
    ),
]
