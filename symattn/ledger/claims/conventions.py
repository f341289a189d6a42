r"""Claims that compare conventions and places of gating: BY-1, BY-8, BY-9, BY-12-signs, BY-13, CAP-cap, and the variants of gate_variants.py.

Property wanted: what a count means depends on the alphabet of the gates and on where the gate sits; each comparison is a statement that a machine can test.
"""

from __future__ import annotations

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims import gate_variants
from symattn.ledger.claims.conventions_evidence import counted, orthogonality
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Constructed, Identity, inductive

_FEW, _SMALL = range(1, 4), range(1, 5)


def _orthogonal(label: str, sizes: tuple[int, ...], extra: int = 0) -> Constructed:
    return Constructed(label, "n", sizes, lambda n: orthogonality(n, degree=n - 1 + extra))


_LEAST = "Sum(w[i]*H(-w[i]), (i, 1, n)) <= Sum(w[i]*x[i], (i, 1, n))"
_BITS = "forall(x[i] >= 0, (i, 1, n)); forall(x[i] <= 1, (i, 1, n))"
_INDICATOR = "x*y + (1 - x)*(1 - y) == delta(x, y)"
_GROWTH = "n + 1 <= 2**n"

CLAIMS: list[Claim] = [
    Claim(
        id="BY-1-deg",
        kind="existence",
        title="The parity of n bits is a gate of degree n and of no smaller degree",
        statement=All(
            (
                _orthogonal("the sum over the cube of x_1 ... x_n p(x) is 0", (1, 2, 3, 4)),
                counted("reach(n, n) == 1 and reach(n, n - 1) == 0", n=range(2, 5)),
            )
        ),
        display=(
            r"For every polynomial $p$ of degree at most $n - 1$, $n \ge 1$,"
            "\n"
            r"$$\sum_{x \in \{-1,1\}^n} x_1 \cdots x_n\, p(x) = 0 .$$"
            "\n"
            r"So no such $p$ has the sign of $x_1 \cdots x_n$, or of its negative, at all points: the parity of $n$ bits is in the class of gates $H(p)$ of degree $n$ and in none of smaller degree."
        ),
        source="M. Minsky and S. Papert (1969); proof of this project",
        rests_on=("SM-1",),
        argument=(
            r"On $\{-1,1\}^n$ every power is $x_i^2 = 1$ or $x_i$, so $p$ is a combination of monomials $x^I = \prod_{i \in I} x_i$ with $|I| \le n - 1$: some $j$ is not in $I$.",
            r"Pair each point with the one that differs from it in $x_j$ only: $x_1 \cdots x_n$ changes its sign, $x^I$ does not, so the two terms of the sum cancel. For $n \le 4$ the machine adds up all terms with a letter for each coefficient.",
            r"If $\operatorname{sgn} p = x_1 \cdots x_n$, we may raise the constant term a little so that $p$ is nowhere zero; then every term $x_1 \cdots x_n\, p(x)$ is positive, and so is the sum; for the negative of parity it is negative. Both contradict the sum being 0.",
            r"$x_1 \cdots x_n$ itself has degree $n$. The substitution $x = 2y - 1$ carries all this to $\{0,1\}^n$ and keeps degrees.",
        ),
        mutants=(
            Mutant("constant", _orthogonal("p of degree n", (1, 2), 1)),
            Mutant("index", counted("reach(n, n - 1) == 1", n=range(2, 5))),
        ),
        not_claimed="A constant term that is raised changes H only where p is 0. The threshold degree of other functions is not treated.",
    ),
    Claim(
        id="BY-1-pm",
        kind="existence",
        title="Parity as a product of signs takes n gates",
        statement=counted("K_pm(n) == n", full={"n": _SMALL}, n=_FEW),
        display=(
            r"The least number of threshold gates with values in $\{-1,1\}$ whose product is the parity of $n \ge 1$ bits, or its negation, is $n$."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        argument=(
            r"$n$ are enough: on $\{-1,1\}^n$, $x_1 \cdots x_n$ is the product of the gates $x_i = \operatorname{sgn}(x_i)$, and changing the sign of one of them gives the negative.",
            r"A product of $k$ gates is a gate of degree at most $k$ by [[CAP-K1-deg]]; parity and its negation are of no degree below $n$ by [[BY-1-deg]]. So $k \ge n$.",
        ),
        mutants=(
            Mutant("constant", counted("K_pm(n) == n - 1", n=range(2, 4))),
            Mutant("convention", counted("K_01(n) == n", n=range(2, 4))),
        ),
        not_claimed="Circuits of gates that read the outputs of gates do with fewer (FA-6-parity).",
    ),
    Claim(
        id="BY-1-min",
        kind="inequality",
        title="The point of the cube at which a linear form is least",
        statement=Identity(
            _LEAST, _BITS, terms=(("w[i]*H(-w[i]) <= w[i]*x[i]", "x[i] >= 0; x[i] <= 1", "i"),)
        ),
        source="well known",
        general=r"for every $n$: the point with $x_i = 1$ where $w_i \le 0$, and $0$ elsewhere.",
        mutants=(
            Mutant("sign", Identity(_LEAST.replace("H(-w[i])", "H(w[i])"), _BITS)),
            Mutant("hypothesis", Identity(_LEAST, "forall(x[i] >= 0, (i, 1, n))")),
            Mutant("strictness", Identity(_LEAST.replace("<=", "<"), _BITS)),
        ),
        not_claimed="Other points may be as good, where a weight is 0.",
    ),
    Claim(
        id="BY-1-zeros",
        kind="existence",
        title="The zeros of a threshold gate are connected in the cube",
        statement=counted("split(n) == 0", n=_SMALL),
        display=(
            r"For every threshold gate $f$ of $n$ bits the points with $f = 0$, joined by an edge where they differ in one bit, form a connected graph (or none); so do the points with $f = 1$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        argument=(
            r"Let $f = H(w \cdot x + b)$ on $\{0,1\}^n$. The point $x^* = (H(-w_1), \dots, H(-w_n))$ minimises $w \cdot x$ ([[BY-1-min]]), and does so coordinate by coordinate: its terms are the least ones.",
            r"From any zero $x$ of $f$ replace the coordinates that differ from $x^*$ by those of $x^*$, one after the other. No term $w_i x_i$ ever increases, so $w \cdot x + b$ stays negative: all points on the way are zeros, "
            r"consecutive ones are joined by an edge, and the last is $x^*$.",
            r"So every zero is connected to $x^*$. The points with $f = 1$ are the zeros of the negation, a gate after raising $b$ a little.",
        ),
        mutants=(
            Mutant("constant", counted("split(n) == 1", n=_SMALL)),
            Mutant("hypothesis", counted("split_2(n) == 0", n=range(2, 4))),
        ),
        not_claimed="Gates of degree 2 may have zeros that are not connected: the last mutant counts them.",
    ),
    Claim(
        id="BY-1-01",
        kind="existence",
        title="Parity as a product of bits takes 2 to the n - 1 gates",
        statement=All(
            (
                counted("zeros(n) == 1 and zeros_not(n) == 1", n=_SMALL),
                counted("K_01(n) == 2**(n - 1) and K_not(n) == 2**(n - 1)", full={"n": _SMALL}, n=_FEW),
            )
        ),
        display=(
            r"The least number of threshold gates with values in $\{0,1\}$ whose product is the parity of $n \ge 1$ bits is $2^{n-1}$, and so it is for the negation of parity."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        argument=(
            r"The zeros of a product are the zeros of its factors, together. Parity has $2^{n-1}$ zeros, no two of which are joined by an edge, as points joined by an edge have different parities; the same holds for the negation.",
            r"The zeros of a factor are zeros of the product and connected by [[BY-1-zeros]]; so a factor has at most one, and at least $2^{n-1}$ factors are needed.",
            r"They are enough: for a point $a$ of $\{0,1\}^n$ the function that is 0 at $a$ only is a threshold gate, $H\big(\sum_i (1 - 2a_i)(x_i - a_i) - \tfrac12\big)$: the sum is the number of bits in which $x$ and $a$ differ. Take one for each zero.",
        ),
        mutants=(
            Mutant("constant", counted("K_01(n) == 2**(n - 1) - 1", n=range(2, 4))),
            Mutant("convention", counted("K_pm(n) == 2**(n - 1)", n=range(3, 4))),
            Mutant("strictness", counted("zeros(n) < 1", n=_SMALL)),
        ),
        not_claimed="zeros(n) is the largest number of zeros of a gate that is 1 wherever parity is, zeros_not(n) the same for its negation.",
    ),
    Claim(
        id="BY-1-exp",
        kind="inequality",
        title="2 to the n exceeds n",
        statement=inductive(_GROWTH),
        source="well known",
        general=r"for every $n \ge 1$.",
        mutants=(
            Mutant("constant", inductive("n + 2 <= 2**n")),
            Mutant("strictness", inductive("n + 1 < 2**n")),
        ),
        not_claimed="Equality holds at n = 1.",
    ),
    Claim(
        id="BY-1",
        kind="inequality",
        title="Signs multiply exponentially better than bits: parity takes n gates against 2 to the n - 1",
        statement=counted("K_pm(n) == n and K_01(n) == 2**(n - 1) and K_pm(n) <= K_01(n)", n=_FEW),
        display=(
            r"The parity of $n$ bits is a product of $n$ threshold gates with values in $\{-1,1\}$ and of no fewer, and of $2^{n-1}$ threshold gates with values in $\{0,1\}$ and of no fewer; $n \le 2^{n-1}$ for every $n \ge 1$, with equality for $n \le 2$ only."
        ),
        source=PROJECT,
        argument=(
            r"The two numbers are those of [[BY-1-pm]] and [[BY-1-01]].",
            r"$n + 1 \le 2^n$ for $n \ge 1$ by [[BY-1-exp]]; with $n - 1$ for $n$ it is $n \le 2^{n-1}$ for $n \ge 2$; at $n = 1$ both are 1, and from $n = 3$ on $2^{n-1}$ is larger: $4 > 3$, and doubling adds more than 1.",
        ),
        mutants=(
            Mutant("convention", counted("K_pm(n) == K_01(n)", n=_FEW)),
            Mutant("strictness", counted("K_pm(n) < K_01(n)", n=_FEW)),
        ),
        errata=ERRATA["BY-1"],
        not_claimed="Both conventions have the same capacity to leading order; the separation is one of single functions.",
    ),
    Claim(
        id="BY-8",
        kind="inequality",
        title="A product of two gates in {0,1} does not determine its factors",
        statement=counted("several(n) >= 1 and 2*G_and(n) < T(n)**2", n=range(2, 4)),
        display=(
            r"For every $n \ge 2$ some product $f \wedge g \ne 0$ of two different non-constant threshold gates arises from two different unordered pairs, and $G_{\wedge}(n) < \tfrac12\, T(n)^2$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"On $\{0,1\}^n$, $n \ge 2$, let $h = x_1 \wedge x_2 = H(x_1 + x_2 - 2)$. Then $h = x_1 \wedge x_2 = x_1 \wedge h$, and $x_1, x_2, h$ are three different gates that are not constant: two different pairs. What $x_2$ is where $x_1 = 0$ is invisible in the product.",
            r"By [[CAP-AND]] $G_{\wedge}(n) \le T(n) + \binom{T(n) - 2}{2}$, which is $\tfrac12 T(n)^2 - \tfrac32 (T(n) - 2)$, less than $\tfrac12 T(n)^2$ since $T(n) > 2$.",
        ),
        mutants=(
            Mutant("hypothesis", counted("several(n) >= 1 and 2*G_and(n) < T(n)**2", n=range(1, 4))),
            Mutant("constant", counted("2*G_and(n) == T(n)*(T(n) - 1)", n=range(2, 4))),
            Mutant("convention", counted("2*G_xor(n) == T(n)**2", n=range(2, 4))),
        ),
        not_claimed="How much smaller: 2 log2 T(n) - log2 G(n) is at least 1, and by RV-7 at most about 4n; its order is open.",
        names={"G_and": r"G_{\wedge}"},
    ),
    Claim(
        id="BY-8-ratio",
        kind="inequality",
        title="The share of pairs of gates that give different products falls up to four variables",
        statement=counted("G_and(n)*T(n - 1)**2 < G_and(n - 1)*T(n)**2", n=range(2, 5)),
        display=(
            r"$G_{\wedge}(n) / \big(\tfrac12\, T(n)^2\big)$ decreases for $n = 1, 2, 3, 4$: it is $\tfrac12,\; \tfrac{8}{49},\; \tfrac{123}{2704},\; \tfrac{16253}{885481}$."
        ),
        source=PROJECT,
        rests_on=("CAP-AND",),
        mutants=(
            Mutant("sign", counted("G_and(n)*T(n - 1)**2 > G_and(n - 1)*T(n)**2", n=range(2, 5))),
            Mutant("constant", counted("4*G_and(n)*T(n - 1)**2 < G_and(n - 1)*T(n)**2", n=range(2, 5))),
            Mutant("convention", counted("3*G_xor(n)*T(n - 1)**2 < G_xor(n - 1)*T(n)**2", n=range(2, 5))),
        ),
        not_claimed="Nothing beyond four variables, and no trend: for n ≤ 4 the counts are cut off by the number of all functions.",
        names={"G_and": r"G_{\wedge}"},
    ),
    Claim(
        id="BY-9-any",
        kind="inequality",
        title="Gating one synapse, whichever: at most n times as many functions",
        statement=All(
            (
                counted("S_01(n) <= S_any(n) and S_any(n) <= n*S_01(n)", n=_FEW),
                counted("S_pm(n) <= S_any_pm(n) and S_any_pm(n) <= n*S_pm(n)", n=_FEW),
            )
        ),
        display=(
            r"Let $S(n)$ be the number of functions of a unit with free bias of $n \ge 1$ variables whose weight $w_1$ is gated, in any of the conventions of CAP-SYN, for gates of any degree, or of a polynomial unit whose monomial $x_1$ is gated (CAP-d-units). If any one weight, or any one of the monomials $x_1, \dots, x_n$, may be gated instead, the number is at least $S(n)$ and at most $n\, S(n)$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"The class with $w_i$ (the monomial $x_i$) gated is the class with $w_1$ ($x_1$) gated after $x_1$ and $x_i$ are exchanged, which carries gates and polynomials to such of the same degree: it has $S(n)$ functions.",
            r"A union of $n$ classes has at least as many elements as one of them and at most the sum of their numbers.",
        ),
        mutants=(
            Mutant("strictness", counted("S_any(n) < n*S_01(n)", n=_FEW)),
            Mutant("constant", counted("S_any(n) == S_01(n)", n=_FEW)),
        ),
        not_claimed="The factor n is not attained for n ≥ 2: the classes overlap in all threshold gates. Tested for linear units; several gated monomials are not treated.",
    ),
    Claim(
        id="BY-9-each",
        kind="inequality",
        title="A gate of its own on every synapse, alphabets of inputs and gates different",
        statement=All(
            (
                Identity("Sum(g[j]*delta(i, j), (j, 1, k)) == g[i]", "i <= k"),
                Identity("H(g - 1/2) == g", "g in {0,1}"),
                Identity("2*H(g) - 1 == g", "g in {-1,1}"),
                *(
                    counted(
                        f"T(n - k)**k <= {name}(n) and {name}(n) <= T(n)**n*C_1(n)",
                        "k <= n",
                        n=(1, 2),
                        k=(0, 1, 2),
                    )
                    for name in ("S_each_x", "S_each_g")
                ),
            )
        ),
        display=(
            r"The number $S(n)$ of functions $H\big(b + \sum_i w_i\, g_i(x)\, x_i\big)$ with threshold gates $g_1, \dots, g_n$, where $x$ is in $\{0,1\}^n$ and the $g_i$ are in $\{-1,1\}$, or $x$ in $\{-1,1\}^n$ and the $g_i$ in $\{0,1\}$, satisfies"
            "\n"
            r"$$\begin{gathered} T(n-k)^k \le S(n) \le T(n)^n\, C(2^n, n+1) \\ (0 \le k \le n). \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"As in [[LAY-4]] let $s_1, \dots, s_k$ be $k$ of the variables, $x'$ the others, $g'_1, \dots, g'_k$ any gates of $x'$, the weights of the $s_j$ be 1 and those of $x'$ be 0.",
            r"$x$ in $\{0,1\}^n$: $g_j(x', s) = g'_j(x')$ in $\{-1,1\}$ and $b = 0$. At $s = e_i$ the activation is $g'_i(x')$ by the first machine statement, and $H$ of it is the bit of $g'_i$ by the third.",
            r"$x$ in $\{-1,1\}^n$: let $g_j$ be $g'_j$ at $s_j = 1$ and 0 at $s_j = -1$ ([[MX-d-c]] with $t = -s_j$), and $b = -\tfrac12$. Where only $s_i = 1$ the activation is $g'_i(x') - \tfrac12$: the function is $g'_i$ by the second.",
            r"So the $k$ gates can be read off. From above the argument of [[LAY-4]] holds for all alphabets: for given gates the unit is a linear functional at the $2^n$ points $(1, g_i(x) x_i)$, which may coincide, [[RV-3-N]].",
        ),
        mutants=(
            Mutant("convention", Identity("H(g - 1/2) == g", "g in {-1,1}")),
            Mutant("constant", Identity("H(g + 1/2) == g", "g in {0,1}")),
            Mutant("index", counted("T(n)**k <= S_each_x(n)", "k <= n", n=(1, 2), k=(0, 1, 2))),
        ),
        not_claimed="The finite consequences are for one and two variables, with all integer weights up to 2 and half-integer biases.",
    ),
    Claim(
        id="BY-9",
        kind="inequality",
        title="Where to gate: an extra synapse, one synapse, all by one gate, each by its own",
        statement=All(
            (
                counted("S_01(n) <= T(n)*T(n - 1) and T(n - 1)**2 <= A(n)", n=_FEW),
                counted("missed_one(n) == 0 and missed_all(n) == 0", n=_FEW),
                counted("S_01(n) <= S_each(n) and N_01(n) <= S_each(n)", n=_FEW),
            )
        ),
        display=(
            r"Let a unit $H(b + w \cdot x)$ of $n \ge 2$ bits, its bias not gated, have synapses multiplied by threshold gates of the same bits with values in $\{0,1\}$. The number of functions is at least, and at most, according to where the gates are,"
            "\n"
            r"$$\begin{aligned} & T(n-1)^2,\; 2^{2n^2 + n - 1} \\ & \quad \text{on one more synapse, from a constant unit} \\ "
            r"& T(n-2)^2,\; T(n)\,T(n-1) \\ & \quad \text{on the synapse of } x_1 \\ "
            r"& T(n-1)^2,\; T(n)^2 \\ & \quad \text{one gate on all } n \text{ synapses} \\ "
            r"& T(n-k)^k,\; 2^{n^3 + n^2} \\ & \quad \text{one on each synapse, } k \le n. \end{aligned}$$"
            "\n"
            r"The last class contains the two before it."
        ),
        source=PROJECT,
        rests_on=("CAP-A", "CAP-SYN-01", "CAP-SYN-all", "TX-7-count", "LAY-4"),
        argument=(
            r"A synapse of weight $c$ from a unit that is always 1, gated by $g$, adds $c\, g(x)$ to the activation: this is $H(w \cdot x + b + c\, g(x))$, the class of [[CAP-A]].",
            r"One synapse: [[CAP-SYN-01]], with $G_{\wedge}(n-1) \ge T(n-2)^2$ by [[CAP-AND]]. All synapses: [[CAP-SYN-all]], an exact count in terms of products being [[TX-7-count]]. Each: [[LAY-4]].",
            r"A gate of its own on each synapse may be the same on all, or constantly 1 on all but one: the last class contains the two before it.",
        ),
        mutants=(
            Mutant("convention", counted("S_pm(n) == S_01(n)", n=_FEW)),
            Mutant("index", counted("T(n - 1)**2 <= S_01(n)", n=_FEW)),
            Mutant("operation", counted("S_each(n) <= S_01(n)", n=_FEW)),
        ),
        not_claimed=(
            "missed_... count functions of a smaller class that gates on each synapse do not give. T(n) T(n-1) bounds the second class for bits only; in other alphabets see CAP-SYN-pm and CAP-SYN-mixed. Gating the bias too gives output gating (CAP-SYN-gated)."
        ),
    ),
    Claim(
        id="BY-13",
        kind="inequality",
        title="Monotone facts: slices, degrees, neutral gates, negations",
        statement=All(
            (
                counted("T(n) <= T(n - 1)**2", n=range(1, 6)),
                counted("T(n) <= G_and(n) and T(n) <= G_xor(n) and T(n) <= N(n) and T(n) <= A(n)", n=_FEW),
                counted("T_d(d, n) <= T_d(d + 1, n) and T_d(d, n) <= T_d(d, n - 1)**2", d=(1, 2, 3), n=_FEW),
                counted("T(n) == 2*off(n) and G_xor(n) == 2*off_xor(n)", n=_SMALL),
                counted("open_xor(n) == 0 and open_A(n) == 0", n=_FEW),
                counted("open_and(n) >= 1", n=range(3, 5)),
                counted("2*G_and(n) - both(n) == 254", n=(3,)),
            )
        ),
        display=(
            r"For all $n, d \ge 1$: $T_d(n) \le T_d(n-1)^2$ and $T_d(n) \le T_{d+1}(n)$. Every gated class whose gating gates may be constantly 1 contains the gates of the gated unit, and for products, sums and units that read a gate also the gating gates: its number is at least $T_d(n)$, and does not decrease with the number "
            r"of gates or with their degrees. $T(n)$ and $G_{\oplus}(n)$ are even; $\mathrm{XOR}_n$ and $A_n$ are closed under negation, and $\mathrm{AND}_n$ is not for $n \ge 3$ ($|\mathrm{AND}_3 \cup \mathrm{OR}_3| = 246 + 246 - 238 = 254$)."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"A gate of $n$ variables is determined by its two restrictions to $x_n = 0, 1$, gates of the same degree of $n - 1$ variables: $T_d(n) \le T_d(n-1)^2$. A polynomial of degree at most $d$ has degree at most $d + 1$.",
            r"The constant 1 is a gate of every degree, $H(1)$, without a bias $H(w \cdot x)$ with positive weights on $\{0,1\}^n$. It is neutral for both products; in a sum or a unit that reads a gate a constant, a zero weight, or a weight that outweighs the rest, gives each gate alone. A gate that is constantly 1 leaves a weight unchanged. So the gates, "
            r"and the class of fewer gates or lower degree, are contained.",
            r"Negation $f \mapsto -f$ of sign gates (raise the constant term a little, then change all signs) has no fixed function and carries gates to gates, products to products, and $H(w \cdot x + b + c\,g)$ to such functions. So $T(n)$, $G_{\oplus}(n)$ are even and the two classes closed.",
            r"$n = 3$, $4$: the machine finds products in $\{0,1\}$ whose negation is none. For larger $n$ take such a product $h$ of three variables, as a function that ignores the others: if $\neg h$ were a product of two gates, so would be its restriction to $x_4 = \dots = x_n = 0$.",
        ),
        mutants=(
            Mutant("constant", counted("2*T(n) <= T(n - 1)**2", n=range(1, 6))),
            Mutant("index", counted("T(n) <= T(n - 1)", n=range(1, 6))),
            Mutant("convention", counted("open_and(n) == 0", n=range(3, 5))),
            Mutant("strictness", counted("T_d(d, n) < T_d(d + 1, n)", d=(1, 2, 3), n=_FEW)),
        ),
        not_claimed=(
            "off(n) and off_xor(n) count functions that are 0 at the origin, open_... those whose negation is missing, both(n) those whose negation is a product. It is the class A_n that is closed under negation, not its cardinality."
        ),
    ),
    Claim(
        id="BY-12-signs",
        kind="existence",
        title="t layers of gating compute the parity of at most 2 to the t signs",
        statement=All(
            (
                Identity("a + b <= 2**(t + 1)", "a <= 2**t; b <= 2**t; t positive integer"),
                counted("reach(n, 2**t) == 1 implies n <= 2**t", n=range(1, 5), t=(0, 1, 2)),
            )
        ),
        display=(
            r"Let the output of a network of identity units with $t \ge 1$ layers of gatings, each unit gated at most once, have the sign of the parity $x_1 \cdots x_n$, or of its negative, at every point of $\{-1,1\}^n$. Then $n \le 2^t$, and $n = 2^t$ is attained."
        ),
        source=PROJECT,
        rests_on=("BY-12",),
        argument=(
            r"After $t$ layers of gatings the output is a polynomial in the inputs of degree at most $2^t$ ([[FA-3-depth]]); reducing $x_i^2 = 1$ does not raise the degree.",
            r"A polynomial with the sign of parity has degree at least $n$ by [[BY-1-deg]]. So $n \le 2^t$.",
            r"$2^t$ signs are multiplied in $t$ layers ([[FA-6-gated]]).",
        ),
        mutants=(
            Mutant("strictness", counted("reach(n, 2**t) == 1 implies n < 2**t", n=range(1, 5), t=(0, 1, 2))),
            Mutant("hypothesis", Identity("a + b <= 2**(t + 1)", "a <= 2**t; t positive integer")),
        ),
        not_claimed="reach(n, d) is 1 if a gate of degree at most d computes the parity of n bits. Networks with threshold units compute parity in two layers of them (FA-6-parity).",
    ),
    Claim(
        id="CAP-cap",
        kind="inequality",
        title="No class has more functions than there are, and gates of degree n are all of them",
        statement=All(
            (
                Identity(_INDICATOR, "x, y in {0,1}"),
                counted(
                    "T_d(d, n) <= 2**(2**n) and (d >= n implies T_d(d, n) == 2**(2**n))", d=_SMALL, n=_FEW
                ),
                counted("G_and(n) <= 2**(2**n) and G_xor(n) <= 2**(2**n) and N(n) <= 3**(2**n)", n=_FEW),
            )
        ),
        display=(
            r"A class of functions of $n$ Boolean variables with $v$ values has at most $v^{2^n}$ elements, so that its capacity is at most $2^n \log_2 v$: $2^n$ for values in $\{0,1\}$ or $\{-1,1\}$, $2^n M$ for $M$ such outputs, $2^n \log_2 3$ for products of a sign and a bit and for "
            r"sums of two bits. For gates of degree $d \ge n$ it is attained: $T_d(n) = 2^{2^n}$."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"A function is a choice of one of $v$ values at each of $2^n$ points.",
            r"For a point $y$ of $\{0,1\}^n$ the polynomial $\prod_i \big(x_i y_i + (1 - x_i)(1 - y_i)\big)$ has degree $n$, and by the machine statement it is 1 at $x = y$ and 0 at all other points. Sums of these, minus $\tfrac12$, have any signs.",
        ),
        mutants=(
            Mutant("index", counted("T_d(n - 1, n) == 2**(2**n)", n=range(2, 4))),
            Mutant("convention", counted("N(n) <= 2**(2**n)", n=_FEW)),
            Mutant("sign", Identity("x*y - (1 - x)*(1 - y) == delta(x, y)", "x, y in {0,1}")),
        ),
        not_claimed="Which degree below n suffices for all functions but two is not stated here.",
    ),
    *gate_variants.CLAIMS,
]
