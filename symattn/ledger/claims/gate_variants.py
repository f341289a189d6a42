r"""Claims on gated classes whose gates have two alphabets (CAP-TERN-*) or a degree (CAP-d-pairs, CAP-d-units, LAY-5-d, BY-4-size).

Property wanted: the inequalities of CAP-TERN, CAP-DIFF, CAP-K1, CAP-A, CAP-SYN and LAY for the cases that these leave out.

Derivation: the two properties used there hold for every alphabet and every degree: a selector glues gates (MX-a to MX-f), and a product or a sum is determined by its gates.
"""

from __future__ import annotations

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.gate_variants_evidence import counted
from symattn.ledger.machine import All, Identity, Instances

_N = range(1, 4)
_TERNARY = r"for gates $f$ with values in $\{-1,1\}$ and $g$ with values in $\{0,1\}$"


def _apart(statement: str) -> Instances:
    return counted(statement, n=_N, m=_N)


def _sharing(statement: str) -> Instances:
    return counted(statement, "s <= n; s <= m", n=_N, m=_N, s=(1, 2))


def _fold(statement: str) -> Instances:
    return counted(statement, "k <= 2**n", n=_N, k=range(2, 6))


_READ = "sgn(f + g - 1/2) == f and (f + g) - sgn(f + g - 1/2) == g"


# Degree d.

_D = (1, 2)


def _pairs(statement: str, n: range | tuple[int, ...] = (1, 2, 3)) -> Instances:
    return counted(statement, d=_D, a=_D, n=n)


def _inputs(statement: str) -> Instances:
    return counted(statement, d=_D, a=_D, n=_D, m=_D)


_BETWEEN = "T_d(d, n - 1)*T_d(a, n - 1) <= {0}(d, a, n) and {0}(d, a, n) <= T_d(d, n)*T_d(a, n)"
_OVERLAP = "T_d(d, n - 1)*T_d(a, m - 1) <= {0}(d, a, n, m) and {0}(d, a, n, m) <= T_d(d, n)*T_d(a, m)"
_FOLDED = "T_d(d, n - r(k))**k <= F_t(k, d, n) and F_t(k, d, n) <= T_d(d, n)*F_d(k - 1, d, n)"
_AND, _FREE = "H(q + K*(H(p) - 1)) == H(p)*H(q)", "K > abs(q)"
_SECTION = "H(p + K*g) == max(H(p), g)"

CLAIMS: list[Claim] = [
    Claim(
        id="CAP-TERN-DIFF",
        kind="count",
        title="Output gating over different inputs, gated unit in {-1,1}, gating unit in {0,1}",
        statement=All(
            (
                _apart("P_m(n, m) == T(n)*(T(m) - 1) + 1"),
                _sharing("T(n - 1)*T(m - 1) <= Q_m(n, m, s) and Q_m(n, m, s) <= T(n)*T(m)"),
            )
        ),
        display=(
            rf"{_TERNARY.capitalize()} of $n$ and of $m$ different variables the number of products $f(x) g(y)$ is exactly $T(n)(T(m) - 1) + 1$; if $1 \le s \le \min(n, m)$ of the variables are common, the number is at least "
            r"$T(n-1)\,T(m-1)$ and at most $T(n)\,T(m)$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Different inputs: if the product is not 0, $g(y) = 1$ exactly where $f(x) g(y) \ne 0$, and at such a $y$ the product is $f(x)$: it determines both factors. There are $T(m) - 1$ gates $g \ne 0$; $g = 0$ gives the zero function.",
            r"Common inputs: one of them is the selector $t$. Given gates of the other $n - 1$ and $m - 1$ variables, [[MX-a]] and [[MX-b]] give factors whose product is, by [[CAP-glue]], $f$ at $t = 0$ and $g$ at $t = 1$: it determines both.",
            r"A product is determined by its factors.",
        ),
        mutants=(
            Mutant("constant", _apart("P_m(n, m) == T(n)*(T(m) - 1)")),
            Mutant("convention", _apart("P_m(n, m) == (T(n) - 1)*(T(m) - 1) + 1")),
            Mutant("index", _sharing("T(n)*T(m) <= Q_m(n, m, s)")),
        ),
        not_claimed="The bounds for common inputs are crude. For values in one alphabet see CAP-DIFF and CAP-DIFF-shared.",
    ),
    Claim(
        id="CAP-TERN-k",
        kind="inequality",
        title="Capacity of gating by k factors, gated unit in {-1,1}, gating units in {0,1}",
        statement=_fold("T(n - r(k))**k <= F_m(k, n) and F_m(k, n) <= T(n)*F_and(k - 1, n)"),
        display=(
            r"The number $F_k(n)$ of products $f g_2 \cdots g_k$ of threshold gates of the same $n$ variables, $f$ with values in $\{-1,1\}$ and $g_2, \dots, g_k$ with values in $\{0,1\}$, satisfies for $k \ge 2$ and "
            r"$r = \lceil \log_2 k \rceil \le n$"
            "\n"
            r"$$T(n - r)^k \le F_k(n) \le T(n)\, F^{\wedge}_{k-1}(n),$$"
            "\n"
            r"where $F^{\wedge}_{k-1}(n)$ is the number of products of $k - 1$ gates in $\{0,1\}$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"As in [[CAP-K1]]: $r$ selectors have $2^r \ge k$ words, and by [[MX-e]] any $k$ gates of the other variables are factors in one word each and 1 in the others. 1 is a value of either alphabet and neutral, so the product is the $i$-th "
            r"gate in the $i$-th word, and all $k$ gates can be read off it.",
            r"A product is determined by $f$ and by $g_2 \cdots g_k$, one of the $F^{\wedge}_{k-1}(n)$ products.",
        ),
        mutants=(
            Mutant("index", _fold("T(n - r(k) + 1)**k <= F_m(k, n)")),
            Mutant("operation", _fold("F_m(k, n) <= T(n) + F_and(k - 1, n)")),
            Mutant("constant", _fold("F_m(k, n) <= T(n)*F_and(k - 1, n)/5")),
        ),
        not_claimed="For k = 2 the upper bound is T(n)²; CAP-TERN is a little sharper.",
    ),
    Claim(
        id="CAP-TERN-read",
        kind="identity",
        title="A sign and a bit are read off their sum",
        statement=Identity(_READ, "f in {-1,1}; g in {0,1}"),
        display=(
            r"For $f \in \{-1,1\}$ and $g \in \{0,1\}$ let $y = f + g$. Then"
            "\n"
            r"$$f = \operatorname{sgn}\big(y - \tfrac12\big), \qquad g = y - f.$$"
        ),
        source=PROJECT,
        mutants=(
            Mutant("convention", Identity(_READ, "f in {0,1}; g in {0,1}")),
            Mutant("constant", Identity(_READ.replace("1/2", "3/2"), "f in {-1,1}; g in {0,1}")),
        ),
        not_claimed="Two bits, or two signs, cannot be read off their sum (CAP-ADDOUT).",
    ),
    Claim(
        id="CAP-TERN-sum",
        kind="count",
        title="Additive output attention, gated unit in {-1,1}, gating unit in {0,1}",
        statement=counted("W(n) == T(n)**2", n=_N),
        display=(
            _TERNARY.capitalize()
            + r" of the same $n \ge 0$ variables there are exactly $T(n)^2$ sums $f + g$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"$f(x)$ and $g(x)$ are read off $f(x) + g(x)$ at every point ([[CAP-TERN-read]]); so different pairs of gates have different sums.",
        ),
        mutants=(
            Mutant("convention", counted("W_01(n) == T(n)**2", n=_N)),
            Mutant("constant", counted("2*W(n) == T(n)*(T(n) + 1)", n=_N)),
        ),
        not_claimed="The first mutant counts sums of bits, which are fewer.",
    ),
    Claim(
        id="CAP-TERN-0",
        kind="count",
        title="Output gating without biases, gated unit in {-1,1}, gating unit in {0,1}",
        statement=All(
            (
                counted("Z_pm(n) == T(n - 1)**2", n=range(1, 4)),
                counted("R(n - 2)**2 <= Z_01(n) and Z_01(n) <= R(n)**2", n=range(2, 4)),
            )
        ),
        display=(
            rf"{_TERNARY.capitalize()} of $n$ variables without biases, the number of products $f g$ is exactly $T(n-1)^2$ on $\{{-1,1\}}^n$ without ties ($n \ge 1$), and at least $R(n-2)^2$ and at most $R(n)^2$ on $\{{0,1\}}^n$ "
            r"($n \ge 2$), where $R(n)$ is the number of such gates."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"On $\{-1,1\}^n$ without ties $f(-x) = -f(x)$ and $g(-x) = 1 - g(x)$, and $f$, $g$ are determined by their restrictions $f'$, $g'$ to $x_n = 1$, any two of the $T(n-1)$ gates ([[CAP-0-pm]]).",
            r"The product is $f'(x') g'(x')$ at $(x', 1)$ and $-f'(x')(1 - g'(x'))$ at $(-x', -1)$. The first is not 0 where $g' = 1$ and then is $f'$, the second where $g' = 0$ and then is $-f'$: the product determines the pair.",
            r"On $\{0,1\}^n$ the two selectors of [[CAP-0-01]] serve both alphabets, as 1 is neutral for both; and a product is determined by its factors.",
        ),
        mutants=(
            Mutant("index", counted("Z_pm(n) == T(n)**2", n=range(1, 4))),
            Mutant("convention", counted("Z_01(n) == T(n - 1)**2", n=range(1, 4))),
            Mutant("constant", counted("2*Z_01(n) <= R(n)**2", n=range(2, 4))),
        ),
        not_claimed="On {-1,1}^n weights with w.x = 0 at some input are excluded.",
    ),
    Claim(
        id="CAP-d-pairs",
        kind="inequality",
        title="Gates of any degree: products of mixed alphabets, over different inputs, and sums",
        statement=All(
            (
                _pairs(_BETWEEN.format("N_d")),
                _pairs(_BETWEEN.format("D_d")),
                counted("2*D_d(d, d, n) <= T_d(d, n)*(T_d(d, n) + 1)", d=_D, n=_N),
                _inputs(
                    "P_d(d, a, n, m) == (T_d(d, n) - 1)*(T_d(a, m) - 1) + 1 and "
                    "2*P_s(d, a, n, m) == T_d(d, n)*T_d(a, m) and P_t(d, a, n, m) == T_d(d, n)*(T_d(a, m) - 1) + 1"
                ),
                *(_inputs(_OVERLAP.format(name)) for name in ("Q_d", "Q_s", "Q_t")),
                counted(_FOLDED, "k <= 2**n", d=_D, n=(1, 2, 3), k=(2, 3, 4)),
            )
        ),
        display=(
            r"With polynomial threshold gates of $n \ge 1$ variables (of $n, m \ge 1$ where the inputs differ), $d_1$ the degree of the first and $d_2$ that of the second ($d_1, d_2 \ge 1$), and $T_d$ in place of $T$, the inequalities and counts of CAP-TERN, CAP-ADDOUT, CAP-DIFF, CAP-DIFF-shared, CAP-TERN-DIFF, "
            r"CAP-TERN-k and CAP-TERN-sum hold: in particular $T_{d_1}(n-1)\,T_{d_2}(n-1)$ is a lower and $T_{d_1}(n)\,T_{d_2}(n)$ an upper bound of the number of products and of sums of two gates. The products $f g_2 \cdots g_k$ of $k \ge 2$ gates of degree $d$, $f$ with values in $\{-1,1\}$ and the others "
            r"in $\{0,1\}$, number at least $T_d(n-r)^k$, $r = \lceil \log_2 k \rceil \le n$, and at most $T_d(n)$ times the products of $k - 1$ gates in $\{0,1\}$, which CAP-K1-d bounds."
        ),
        source=PROJECT,
        rests_on=("CAP-d", "CAP-K1-d"),
        argument=(
            r"The arguments of [[CAP-TERN]], [[CAP-ADDOUT]], [[CAP-DIFF]], [[CAP-DIFF-shared]], [[CAP-TERN-DIFF]], [[CAP-TERN-k]] and [[CAP-TERN-sum]] use four properties of gates only.",
            r"(1) A gate of fewer variables that is switched by selectors is a gate: [[MX-f]], as $p + K t$, $p + K (1 - t)$ and $p + K\, \mathrm{dist}(s, j)$ (see [[CAP-K1-d]]) have degree at most $d$ if $p$ has, since $d \ge 1$.",
            r"(2) The constant 1 is a gate. (3) The negative of a gate is a gate: raising the constant term a little makes $p$ nowhere zero, and $-p$ has the same degree.",
            r"(4) The number of gates is the number of their tables. So $T_{d_1}(n)$ and $T_{d_2}(m)$ may stand for $T(n)$ and $T(m)$ throughout; pairs are unordered only where $d_1 = d_2$.",
        ),
        mutants=(
            Mutant("index", _pairs("T_d(d, n)*T_d(a, n) <= N_d(d, a, n)")),
            Mutant("constant", _inputs("P_d(d, a, n, m) == (T_d(d, n) - 1)*(T_d(a, m) - 1)")),
            Mutant("operation", _pairs("D_d(d, a, n) <= T_d(d, n) + T_d(a, n)")),
            Mutant("strictness", _pairs("T_d(d, n - 1)*T_d(a, n - 1) < N_d(d, a, n) - 5")),
        ),
        not_claimed="Checked for degrees 1 and 2 and up to three variables, where T_2(2) = 16 and T_2(3) = 254 are nearly all functions.",
    ),
    Claim(
        id="CAP-d-units",
        kind="inequality",
        title="A polynomial unit that reads a gate, or with one gated monomial",
        statement=All(
            (
                Identity(_AND, _FREE),
                Identity(_SECTION, "g in {0,1}; K >= -p"),
                Identity("H(p + K + K*g) == max(H(p), (1 + g)/2)", "g in {-1,1}; 2*K >= -p"),
                counted("T_d(2, n - 1)*T(n - 1) <= A_2(n) and 2*A_2(n) <= T(n)*C_d(2, n, 1)", n=(2,)),
                counted("T_d(2, n - 2)*T(n - 2) <= S_2(n) and S_2(n) <= T(n)*C_d(2, n, 0)", n=(2,)),
                counted("T(n - 2)*T_d(2, n - 2) <= S_1(n) and S_1(n) <= T_d(2, n)*C_d(1, n, 0)", n=(2, 3, 4)),
            )
        ),
        display=(
            r"Let $g$ be a gate of degree at most $d_2$ and $p$ a polynomial of degree at most $d_1$, $d_1, d_2 \ge 1$. The number $A$ of functions $H(p(x) + c\,g(x))$ of $n \ge 1$ Boolean variables, and the number $S$ of functions $H(p(x))$ in which the monomial $x_1$ is multiplied by $g(x)$, satisfy"
            "\n"
            r"$$\begin{aligned} T_{d_1}(n-1)\,T_{d_2}(n-1) &\le A \\ &\le \tfrac12\, T_{d_2}(n)\, C(2^n, D_{d_1}(n) + 1), \\ T_{d_1}(n-2)\,T_{d_2}(n-2) &\le S \\ &\le T_{d_2}(n)\, C(2^n, D_{d_1}(n)), \end{aligned}$$"
            "\n"
            r"the third for $n \ge 2$; $D_d(n) = \sum_{i \le d} \binom{n}{i}$, and $C$ is the number of Cover and Schläfli. The values of $x$ and of $g$ may be in $\{0,1\}$ or $\{-1,1\}$."
        ),
        source=PROJECT,
        rests_on=("CAP-A",),
        argument=(
            r"$A$ from below: by the first machine statement, with $K$ above $|q|$ on the cube, $H(p) H(q)$ is in the class for every gate $H(p)$ of degree $d_2$ and $q$ of degree $d_1$; so are all the products counted in [[CAP-d]].",
            r"$A$ from above: for fixed $g$ the unit is the sign of a linear functional at the $2^n$ points whose coordinates are the $D_{d_1}(n)$ monomials and $g(x)$, nowhere zero after raising the constant term a little: at most $C(2^n, D_{d_1}(n) + 1)$ by [[RV-3-N]], "
            r"which asks nothing of the points. $g$ and its negation give the same functions.",
            r"$S$ from below: at $x_1 = 1$, with the coefficient of $x_1$ large, the unit is $H(p') \vee g'$ for any $p'$ and $g'$ of degrees $d_1$, $d_2$ of the other $n - 1$ variables, by the next two machine statements. These functions are the negations of products of two gates, "
            r"at least $T_{d_1}(n-2)\,T_{d_2}(n-2)$ many by [[CAP-d]].",
            r"$S$ from above: as for $A$, with the $D_{d_1}(n)$ coordinates of which one is $g(x) x_1$, and without the factor $\tfrac12$.",
        ),
        mutants=(
            Mutant("strictness", Identity(_AND, "K >= abs(q)")),
            Mutant("hypothesis", Identity(_SECTION, "g in {0,1}")),
            Mutant("index", counted("T_d(2, n)*T(n) <= A_2(n)", n=(2,))),
            Mutant("constant", counted("T(n)*C_d(2, n, 0) <= 8*S_2(n)", n=(2,))),
        ),
        not_claimed="The finite consequences are for bits. With d_1 = 2 and d_2 = 1 (A_2, S_2) only n = 2, where all 16 functions occur, with weights between -2 and 2: they test little. With d_1 = 1 and d_2 = 2 (S_1) n ≤ 4, counted exactly. Several gated monomials are not treated.",
    ),
    Claim(
        id="LAY-5-d",
        kind="inequality",
        title="Two layers of gates of any degree",
        statement=All(
            (
                counted("T_d(d, n - 1)**2 <= B_d(d, n) and B_d(d, n) <= T_d(d, n)**2", d=_D, n=(1, 2)),
                counted("B_d(d, n) <= E_d(d, n) and 4*E_d(d, n) <= 5*T_d(d, n)**2", d=_D, n=(1, 2)),
            )
        ),
        display=(
            r"For gates $f$, $g$ of degree at most $d \ge 1$ of the same $n \ge 1$ variables the functions $B(f, g)$ number at least $T_d(n-1)^2$ and at most $T_d(n)^2$ if $B$ runs over the threshold functions of two bits, and at most $\tfrac54\, T_d(n)^2$ if over all functions."
        ),
        source=PROJECT,
        rests_on=("CAP-d",),
        argument=(
            r"As in [[LAY-5]]: of the 16 functions $B$ of two bits all but $\oplus$ and its negation are threshold functions. $B(f, g)$ with a $B$ of at most one argument is a gate; as the negation of a gate is a gate of the same degree, every other one is a product of two gates or the negation of one.",
            r"Gates are products with the constant 1. So the first number is at least $G_{d,d}(n)$ and at most $2\, G_{d,d}(n)$, for values in $\{0,1\}$, and $\oplus$ adds at most the products with values in $\{-1,1\}$: the bounds of [[CAP-d]].",
        ),
        mutants=(
            Mutant("strictness", counted("B_d(d, n) < E_d(d, n)", d=_D, n=(1, 2))),
            Mutant("constant", counted("5*B_d(d, n) <= T_d(d, n)**2", d=_D, n=(1, 2))),
            Mutant("index", counted("T_d(d, n)**2 <= B_d(d, n)", d=_D, n=(1, 2))),
        ),
        not_claimed="Checked for degrees 1 and 2 and two variables. For d = 1 this is LAY-5.",
    ),
    Claim(
        id="BY-4-size",
        kind="inequality",
        title="How many functions are two gates glued along a variable",
        statement=counted(
            "T_d(d, n - 1)**2 <= Glue_d(d, n) and Glue_d(d, n) <= n*T_d(d, n - 1)**2", d=_D, n=_N
        ),
        display=(
            r"The number of functions of $n \ge 1$ bits both of whose restrictions to $x_i = 0$ and $x_i = 1$ are gates of degree at most $d$, for some $i$, lies between $T_d(n-1)^2$ and $n\, T_d(n-1)^2$."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"For one $i$ a function is determined by the pair of its restrictions, and every pair of gates of the other $n - 1$ variables occurs: $T_d(n-1)^2$ functions.",
            r"A union of $n$ such sets has at least as many elements as one of them, and at most the sum of their numbers.",
        ),
        mutants=(
            Mutant("index", counted("T_d(d, n)**2 <= Glue_d(d, n)", d=_D, n=_N)),
            Mutant("operation", counted("Glue_d(d, n) <= T_d(d, n - 1)**2", d=(1,), n=_N)),
            Mutant("strictness", counted("Glue_d(d, n) < n*T_d(d, n - 1)**2", d=_D, n=_N)),
        ),
        not_claimed="That glued functions are products of two gates is what the multiplexing lemma shows (MX-a, MX-c).",
    ),
]
