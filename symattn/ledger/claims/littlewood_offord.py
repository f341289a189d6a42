"""Claims on how often a sum of independent bits with non-zero coefficients takes one of two values: RV-6-07 and its parts."""

from __future__ import annotations

from collections.abc import Iterable

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.supports_evidence import checked
from symattn.ledger.machine import All, Identity, inductive

_FOUR = ("a", "a + l", "a + k", "a + l + k")


def _all_in(points: Iterable[str]) -> str:
    return f"not ({' and '.join(f'({point} == t or {point} == r)' for point in points)})"


_PRODUCT = "2*Sum(log((2*i - 1)/(2*i)), (i, 1, n)) + log(3*n + 1) <= 0"
_LEVELS = "b*x + c*(S - x) <= b + c"
_LEVELS_GIVEN = "0 <= x; x <= 1; S <= 2; 0 <= c; c <= b"
_BOUND = "binomial(2*k, k)**2*(3*k + 1) <= 16**k"
_EVEN_ODD = "largest(2*k) == binomial(2*k + 1, k) and largest(2*k - 1) == binomial(2*k, k)"
_CHAINS = "family(2*k) == binomial(2*k + 1, k) and family(2*k - 1) == binomial(2*k, k)"
_LYM = "heaviest(s) <= 2*scale(s)"


CLAIMS = [
    Claim(
        id="RV-6-07-three",
        kind="identity",
        title="Two steps from one value leave every two-element set",
        statement=Identity(_all_in(_FOUR), "l != 0; k != 0"),
        display=(
            r"For real $a, t, r$ and non-zero $l, k$, the four values $a,\; a + l,\; a + k,\; a + l + k$ do not all lie in $\{t, r\}$."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("hypothesis", Identity(_all_in(_FOUR), "l != 0")),
            Mutant("index", Identity(_all_in(_FOUR[:3]), "l != 0; k != 0")),
        ),
        not_claimed="Probabilities. With it a sum in which two independent fair bits have non-zero coefficients takes a value in {t, r} with probability at most 3/4, whatever the other bits are; RV-6-07 proves more.",
    ),
    Claim(
        id="RV-6-07-levels",
        kind="inequality",
        title="Two full levels are the largest",
        statement=Identity(_LEVELS, _LEVELS_GIVEN),
        display=(
            r"Let $b \ge c \ge 0$, $0 \le x \le 1$ and $S \le 2$. Then"
            "\n"
            r"$$b x + c (S - x) \le b + c.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("hypothesis", Identity(_LEVELS, "0 <= x; x <= 1; S <= 2; 0 <= c")),
            Mutant("constant", Identity(_LEVELS, _LEVELS_GIVEN.replace("x <= 1", "x <= 2"))),
            Mutant("strictness", Identity(_LEVELS.replace("<=", "<"), _LEVELS_GIVEN)),
        ),
        not_claimed="Sums of more than two levels: RV-6-07-sperner reduces them to two.",
    ),
    Claim(
        id="RV-6-07-sperner",
        kind="inequality",
        title="Families of sets without a chain of three",
        statement=All((checked(_CHAINS, k=(1, 2)), checked(_LYM, s=range(1, 5)))),
        display=(
            r"Let $F$ be a family of subsets of an $s$-element set that contains no $A \subsetneq B \subsetneq C$. Then"
            "\n"
            r"$$\sum_{A \in F} \binom{s}{|A|}^{-1} \le 2, \qquad |F| \le \binom{s+1}{\lfloor (s+1)/2 \rfloor}.$$"
        ),
        source="P. Erdős (1945); D. Lubell, K. Yamamoto, L. Meshalkin; proof written out by this project",
        rests_on=("RV-1",),
        argument=(
            r"A maximal chain $\emptyset = C_0 \subset C_1 \subset \dots \subset C_s$ adds the elements in some order; there are $s!$ of them. Those through a given set $A$ of size $k$ are $k!\,(s-k)!$ in number: a share of $\binom{s}{k}^{-1}$.",
            r"Each maximal chain meets $F$ in at most two sets, since three would be a chain of three in $F$. Counting pairs (maximal chain, member of $F$ on it) in two ways gives the first inequality.",
            r"Let $x_k \in [0, 1]$ be the share of the $k$-sets that lie in $F$. The first inequality says $\sum_k x_k \le 2$, and $|F| = \sum_k x_k \binom{s}{k}$. Let $b_1 \ge b_2$ be the two largest binomials, $x$ the share that belongs to $b_1$, and $S = \sum_k x_k$. All other binomials are at most $b_2$, so "
            r"$|F| \le b_1 x + b_2 (S - x) \le b_1 + b_2$ by [[RV-6-07-levels]].",
            r"The two largest binomials are $\binom{s}{\lfloor s/2 \rfloor}$ and $\binom{s}{\lfloor s/2 \rfloor + 1}$; by Pascal's rule they add to $\binom{s+1}{\lfloor s/2 \rfloor + 1} = \binom{s+1}{\lfloor (s+1)/2 \rfloor}$ "
            r"(equal numbers for odd $s$, symmetric ones for even $s$).",
        ),
        mutants=(
            Mutant(
                "constant",
                checked(_CHAINS.replace("binomial(2*k + 1, k)", "binomial(2*k + 1, k) - 1"), k=(1, 2)),
            ),
            Mutant("hypothesis", checked(_CHAINS.replace("family", "longer"), k=(1, 2))),
            Mutant("strictness", checked(_LYM.replace("<=", "<"), s=range(1, 5))),
        ),
        not_claimed="Tested on every family for s ≤ 4, where both bounds are attained. Erdős's theorem is on chains of any length; only length three is used.",
    ),
    Claim(
        id="RV-6-07",
        kind="inequality",
        title="Littlewood and Offord for a set of two values",
        statement=All(
            (
                checked(_EVEN_ODD, k=(1, 2), full={"k": (1, 2, 3)}),
                checked("bits(m, s) <= q(s) and bits(s, s) == q(s)", m=range(1, 5), s=range(1, 5)),
            )
        ),
        display=(
            r"Let $l_1, \dots, l_s$ be non-zero real numbers, $s \ge 1$, $\xi_1, \dots, \xi_s$ independent fair bits, and $t, r$ real. Then"
            "\n"
            r"$$P\Big(\sum_i l_i \xi_i \in \{t, r\}\Big) \le q_s := 2^{-s} \binom{s+1}{\lfloor (s+1)/2 \rfloor},$$"
            "\n"
            r"with equality for $l = (1, \dots, 1)$, $t = \lfloor s/2 \rfloor$, $r = t + 1$. So $q_1, q_2, \dots = 1, \tfrac34, \tfrac34, \tfrac58, \tfrac58, \tfrac{35}{64}, \dots$"
        ),
        source="after P. Erdős (1945)",
        rests_on=("RV-1",),
        argument=(
            r"Replace $\xi_i$ by $1 - \xi_i$ where $l_i < 0$: this permutes the $2^s$ outcomes, replaces $l_i$ by $|l_i|$ and shifts $t$ and $r$ by the same amount. So let all $l_i > 0$.",
            r"Identify an outcome with the set $A = \{i : \xi_i = 1\}$, and write $l(A) = \sum_{i \in A} l_i$. If $A \subsetneq B$ then $l(A) < l(B)$.",
            r"The sets with $l(A) \in \{t, r\}$ contain no $A \subsetneq B \subsetneq C$, which would have three different values. By [[RV-6-07-sperner]] there are at most $\binom{s+1}{\lfloor (s+1)/2 \rfloor}$ of them among the $2^s$.",
            r"Equality: for $l = (1, \dots, 1)$ the values $\lfloor s/2 \rfloor$ and $\lfloor s/2 \rfloor + 1$ are taken by the sets of these sizes, which are $\binom{s+1}{\lfloor (s+1)/2 \rfloor}$ by Pascal's rule.",
        ),
        mutants=(
            Mutant("constant", checked("largest(2*k) <= binomial(2*k + 1, k) - 1", k=(1, 2))),
            Mutant("hypothesis", checked(_EVEN_ODD.replace("largest", "with_zero"), k=(1, 2))),
            Mutant(
                "index",
                checked(
                    "largest(2*k) <= binomial(2*k, k) and largest(2*k - 1) <= binomial(2*k, k)", k=(1, 2)
                ),
            ),
        ),
        not_claimed=(
            "Only the number of values matters, not their distance, and no lower bound on |l_i| is needed. Tested on all multisets of up to 4 (full: 6) coefficients from -2, -1, -1/2, 1/3, 1, 2, and for t, r = 0, 1 on the coordinates "
            "of all points in all bases for d = 1, m ≤ 4, where q_1, ..., q_4 are attained. Bounding each value by itself (Sperner) gives 2 binom(s, floor(s/2))/2^s, which is the same for odd s and larger for even s."
        ),
    ),
    Claim(
        id="RV-6-07-mono",
        kind="inequality",
        title="More coefficients, less concentration",
        statement=All(
            (
                checked("q(s + 1) <= 2*q(s)", s=range(1, 60)),
                checked("q(2*k + 1) == 2*q(2*k) and q(2*k) < 2*q(2*k - 1)", k=range(1, 30)),
            )
        ),
        display=(
            r"$q_s = 2^{-s} \binom{s+1}{\lfloor (s+1)/2 \rfloor}$ does not increase:"
            "\n"
            r"$$\begin{gathered} q_{s+1} \le q_s \quad (s \ge 1), \\ q_{2k+1} = q_{2k}, \quad q_{2k} < q_{2k-1} \quad (k \ge 1). \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("RV-6-07",),
        argument=(
            r"By Pascal's rule $\binom{s+2}{j} = \binom{s+1}{j} + \binom{s+1}{j-1}$, which is at most twice the greatest number of row $s + 1$; with $j = \lfloor (s+2)/2 \rfloor$: $q_{s+1} \le q_s$.",
            r"Both numbers are the greatest of their row if $s + 1 = 2k + 1$ and $j = k + 1$: then $q_{2k+1} = q_{2k}$. If $s + 1 = 2k$ and $j = k$, only $\binom{2k}{k}$ is.",
        ),
        mutants=(
            Mutant("strictness", checked("q(s + 1) < 2*q(s)", s=range(1, 60))),
            Mutant("index", checked("q(2*k) == 2*q(2*k - 1)", k=range(1, 30))),
        ),
        names={"q": r"2^{s} q"},
    ),
    Claim(
        id="RV-6-07-product",
        kind="inequality",
        title="A rational bound of a product of Wallis",
        statement=inductive(_PRODUCT),
        display=(
            r"For every $n \ge 1$"
            "\n"
            r"$$2 \sum_{i=1}^{n} \log \frac{2i - 1}{2i} + \log(3n + 1) \le 0,$$"
            "\n"
            r"that is, $$\prod_{i=1}^{n} \Big(\frac{2i-1}{2i}\Big)^2 \le \frac{1}{3n + 1}.$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("constant", inductive(_PRODUCT.replace("3*n", "4*n"))),
            Mutant("index", inductive(_PRODUCT.replace("(2*i - 1)/(2*i)", "(2*i)/(2*i + 1)"))),
        ),
        not_claimed="Equality at n = 1. By Wallis the product is asymptotically 1/(π n): the 3 is π rounded down.",
    ),
    Claim(
        id="RV-6-07-cb",
        kind="inequality",
        title="A rational bound of the central binomial coefficients",
        statement=checked(_BOUND, k=range(60)),
        display=r"$$\binom{2k}{k}^2 (3k + 1) \le 16^k \qquad (k \ge 0)$$",
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"For $k = 0$ both sides are 1. Let $k \ge 1$. The factors of $(2k)!$ are the odd numbers $2i - 1$ and the even numbers $2i$, $i \le k$, and $\prod_{i \le k} 2i = 2^k k!$.",
            r"So $4^{-k} \binom{2k}{k} = \frac{(2k)!}{(2^k k!)^2} = \prod_{i=1}^k \frac{2i-1}{2i}$, and the square of this is at most $1/(3k+1)$ by [[RV-6-07-product]].",
        ),
        mutants=(
            Mutant("constant", checked(_BOUND.replace("3*k + 1", "3*k + 2"), k=range(60))),
            Mutant("strictness", checked(_BOUND.replace("<=", "<"), k=range(60))),
        ),
        not_claimed="For large k the left side is about 3/π = 0.955 of the right side.",
    ),
    Claim(
        id="RV-6-07-rational",
        kind="inequality",
        title="The concentration is at most of order one over the square root",
        statement=checked("q(s)**2*(3*s + 5) <= 8*4**s", s=range(1, 60)),
        display=r"$$q_s = 2^{-s} \binom{s+1}{\lfloor (s+1)/2 \rfloor} \le \sqrt{\frac{8}{3s + 5}} \qquad (s \ge 1)$$",
        source=PROJECT,
        rests_on=("RV-6-07",),
        argument=(
            r"Let $k = \lfloor s/2 \rfloor + 1$. Then $q_s = 2 \cdot 4^{-k} \binom{2k}{k}$: for $s = 2k - 1$ this is the definition, and for $s = 2k - 2$ it is $\binom{2k}{k} = 2 \binom{2k-1}{k-1}$, Pascal's rule with two equal terms.",
            r"$q_s^2 = 4 \cdot 16^{-k} \binom{2k}{k}^2 \le 4/(3k+1)$ by [[RV-6-07-cb]].",
            r"$2k \ge s + 1$, so $3k + 1 \ge (3s + 5)/2$.",
        ),
        mutants=(
            Mutant("strictness", checked("q(s)**2*(3*s + 5) < 8*4**s", s=range(1, 60))),
            Mutant("constant", checked("q(s)**2*(3*s + 6) <= 8*4**s", s=range(1, 60))),
        ),
        not_claimed="For s ≥ 36 the bound √(8/(π s)) is smaller, by a factor that tends to √(3/π) = 0.977; it needs Wallis' product.",
        names={"q": r"2^{s} q"},
    ),
]
