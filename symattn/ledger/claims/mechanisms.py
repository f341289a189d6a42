r"""Claims on the capacity of the other mechanisms: CAP-d, CAP-A, CAP-ADDOUT, CAP-SYN-*, CAP-0-*, CAP-K1, CAP-K1-deg.

Property wanted: for every mechanism a finite inequality, for all n, between the number of its functions and numbers of gates.

Construction: from below, some restriction of the class (a section x_1 = 1, a slice of selector bits) contains all pairs of gates of fewer variables; from above, for a fixed
gating gate the unit is a linear functional at 2^n points of a space of dimension n + 1 or n + 2, or the function is determined by its factors.

Derivation: multiplexing (MX-a to MX-f, CAP-glue) and the bound of Cover and Schläfli (RV-3-N).
"""

from __future__ import annotations

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.claims.mechanisms_evidence import counted
from symattn.ledger.machine import All, Identity, Instances

NAMES = {"G_and": r"G_{\wedge}", "G_xor": r"G_{\oplus}"}

_SMALL = range(1, 5)
_COVER = (
    r"For a fixed gate $g$ the unit is the sign of a linear functional at the $2^n$ points {points} of $\mathbb{{R}}^{{{dimension}}}$; it may be chosen nowhere zero, since raising the ungated bias a "
    r"little changes no value of $H$. By [[RV-3-N]] there are at most $C(2^n, {dimension})$ such functions."
)


# Degree d.


def _degrees(statement: str, assuming: str = "") -> Instances:
    return counted(statement, assuming, d_1=(1, 2, 3), d_2=(1, 2, 3), n=(1, 2, 3), a=(0, 1))


def _fourth(statement: str) -> Instances:
    more = {"d_1": (1, 2), "d_2": (1, 2), "n": (4,), "a": (0, 1)}
    return counted(statement, full=more, d_1=(2,), d_2=(2,), n=(4,), a=(0, 1))


_D_BOTH = "T_d(d_1, n - 1)*T_d(d_2, n - 1) <= G_d(d_1, d_2, n, a) and G_d(d_1, d_2, n, a) <= T_d(d_1, n)*T_d(d_2, n)"
_D_SAME = "2*G_d(d, d, n, 0) <= T_d(d, n)**2 and 4*G_d(d, d, n, 1) <= T_d(d, n)**2"

# Synapses.

_OR_BIT = Identity("H(L + K*g) == max(H(L), g)", "g in {0,1}; K >= -L")
_OR_SIGN = "H(L + K + K*g) == max(H(L), (1 + g)/2)"
_ALL_SIGN = "H(b + g*(L - b)) == max(H(L), (1 - g)/2)"

CLAIMS: list[Claim] = [
    Claim(
        id="CAP-d",
        kind="inequality",
        title="Capacity of output gating of polynomial threshold gates",
        statement=All(
            (
                _degrees(_D_BOTH),
                _fourth(_D_BOTH),
                counted(_D_SAME, d=(1, 2, 3), n=(1, 2, 3)),
                counted(_D_SAME, d=(1, 2), n=(4,)),
            )
        ),
        display=(
            r"The number $G_{d_1,d_2}(n)$ of products of two gates $H(p(x))$, $H(q(x))$ of the same $n$ Boolean variables, $\deg p \le d_1$, $\deg q \le d_2$, with values in $\{0,1\}$ or in $\{-1,1\}$, satisfies"
            "\n"
            r"$$\begin{gathered} T_{d_1}(n-1)\, T_{d_2}(n-1) \le G_{d_1,d_2}(n) \le T_{d_1}(n)\, T_{d_2}(n) \\ (n, d_1, d_2 \ge 1), \end{gathered}$$"
            "\n"
            r"and $G_{d,d}(n) \le \tfrac12 T_d(n)^2$ for values in $\{0,1\}$, $G_{d,d}(n) \le \tfrac14 T_d(n)^2$ for values in $\{-1,1\}$."
        ),
        source=PAPER + ", finite form of this project",
        rests_on=("TX-1", "RV-1-d"),
        argument=(
            r"Given gates $H(p)$, $H(q)$ of $n - 1$ variables, and $t = x_n$: by [[MX-f]] with $K, M$ large $p + K t$ and $q + M(1 - t)$ have degrees at most $d_1$ and $d_2$, as these are at least 1, and by [[CAP-glue]] the "
            r"product of the two gates is $H(p)$ at $t = 0$ and $H(q)$ at $t = 1$. For values in $\{-1,1\}$ the same with $\operatorname{sgn}$. So the map from pairs to products is injective.",
            r"A product is determined by the pair of its factors: $T_{d_1}(n)\, T_{d_2}(n)$.",
            r"For $d_1 = d_2 = d$, values in $\{0,1\}$: products of equal factors, or with a constant one, are among the $T_d(n)$ gates; the others are determined by an unordered pair of two of the $T_d(n) - 2$ "
            r"other gates. [[CAP-AND-T]] with $T = T_d(n) \ge 2$.",
            r"For $d_1 = d_2 = d$, values in $\{-1,1\}$: raising the constant term a little makes $p$ nowhere zero and changes no value, and then $-\operatorname{sgn}(p) = \operatorname{sgn}(-p)$ is a gate. Up to "
            r"sign there are $N = T_d(n)/2$ factors, $N(N-1)/2$ products of different ones, and 1: at most $N(N - 1) + 2$. [[CAP-XOR-T]] with $T = T_d(n) \ge 4$ for $n \ge 1$.",
        ),
        mutants=(
            Mutant("index", _degrees("T_d(d_1, n)*T_d(d_2, n) <= G_d(d_1, d_2, n, a)")),
            Mutant("constant", _degrees("2*T_d(d_1, n - 1)*T_d(d_2, n - 1) <= G_d(d_1, d_2, n, a)")),
            Mutant("convention", counted("4*G_d(d, d, n, 0) < T_d(d, n)**2", d=(1, 2), n=(1, 2, 3))),
            Mutant("strictness", _degrees("T_d(d_1, n - 1)*T_d(d_2, n - 1) < G_d(d_1, d_2, n, a)")),
        ),
        errata=ERRATA["CAP-d"],
        not_claimed=(
            "a = 0 and a = 1 stand for values in {0,1} and {-1,1}. For n ≤ 4 the classes are cut off by the number of all functions: with d_1 = d_2 = 2 and n = 3, 4 every function is a product."
        ),
    ),
    Claim(
        id="CAP-A",
        kind="inequality",
        title="Capacity of a threshold unit with one attending gate (additive activation attention)",
        statement=All(
            (
                counted(
                    "outside(n) == 0 and B(n) <= A(n) and 2*A(n) <= T(n)*C_2(n) and T(n - 1)**2 <= A(n)",
                    n=_SMALL,
                ),
                counted("C_2(n) <= 2**(n**2 + n)", n=range(1, 41), full={"n": range(1, 151)}),
                Identity(
                    "T*C/2 <= 2**(2*n**2 + n - 1)", "T >= 0; C >= 0; T <= 2**(n**2); C <= 2**(n**2 + n)"
                ),
                counted("A(n) <= 2**(2*n**2 + n - 1)", n=_SMALL),
            )
        ),
        display=(
            r"Let $A_n$ be the class of functions $H(w \cdot x + b + c\, g(x))$ of $n$ Boolean variables, $g$ a threshold gate with values in $\{0,1\}$ or $\{-1,1\}$. For $n \ge 1$"
            "\n"
            r"$$\begin{aligned} T(n-1)^2 &\le |\mathrm{AND}_n \cup \mathrm{OR}_n| \le |A_n| \\ &\le \tfrac12\, T(n)\, C(2^n, n + 2) \le 2^{2n^2 + n - 1}, \end{aligned}$$"
            "\n"
            r"the last inequality for $n \ge 2$; $\mathrm{AND}_n$ and $\mathrm{OR}_n$ are the products of two gates in $\{0,1\}$ and their negations."
        ),
        source="after the paper; finite form of this project",
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"$g$ in $\{-1,1\}$ is $2 g' - 1$ with $g'$ in $\{0,1\}$, which changes $b$ and $c$ only: the class is the same.",
            r"$\mathrm{AND}_n \cup \mathrm{OR}_n \subseteq A_n$ by [[FA-7]]: $f \wedge g = H(L_f + K(g - 1))$ and $f \vee g = H(L_f + K g)$ for large $K$. The left inequality is [[CAP-AND]].",
            _COVER.format(points="$(1, x, g(x))$", dimension="n + 2"),
            r"$g$ and $1 - g$ give the same functions (change $b$ and $c$), and the $T(n)$ gates form $T(n)/2$ such pairs: $|A_n| \le \tfrac12 T(n)\, C(2^n, n+2)$.",
            r"$C(2^n, n + 2) = 2 S_{n+1}$ with $S_k = \sum_{i \le k} \binom{M}{i}$, $M = 2^n - 1$. By [[RV-3-S]] $2 S_3 \le M^3$ and $\binom{M}{k+1} = \frac{M-k}{k+1}\binom{M}{k} \le (M - 1) S_k$ for $k \ge 1$, so $S_{k+1} \le M S_k$. For $n \ge 2$, "
            r"where $n + 1 \ge 3$, this gives $C(2^n, n+2) \le M^{n+1} \le 2^{n^2 + n}$.",
            r"With $T(n) \le 2^{n^2}$ for $n \ge 2$ ([[RV-3-P]]) the third machine statement gives the last inequality.",
        ),
        mutants=(
            Mutant("constant", counted("A(n) <= T(n)*C_2(n)/16", n=_SMALL)),
            Mutant("index", counted("T(n)**2 <= A(n)", n=_SMALL)),
            Mutant("strictness", counted("B(n) < A(n)", n=_SMALL)),
            Mutant("operation", counted("A(n) == B(n)", n=_SMALL)),
        ),
        not_claimed=(
            "The upper bound is not sharp. C_2(n) stands for C(2^n, n + 2), B(n) for the size of the union, and outside(n) counts functions of the union that are not in the class. "
            "That this class does not contain all products of signs from n = 4 on is FA-8."
        ),
    ),
    Claim(
        id="CAP-ADDOUT",
        kind="inequality",
        title="Capacity of additive output attention, f + g",
        statement=All(
            (
                Identity("f + g == f*g + max(f, g)", "f, g in {0,1}"),
                Identity("(2*f - 1) + (2*g - 1) == 2*(f + g) - 2"),
                counted(
                    "T(n - 1)**2 <= D(n) and 2*D(n) <= T(n)*(T(n) + 1)", full={"n": _SMALL}, n=range(1, 4)
                ),
            )
        ),
        display=(
            r"The number $D(n)$ of sums $f + g$ of two threshold gates of the same $n$ variables with values in $\{0,1\}$, equally of pairs $(f \wedge g, f \vee g)$, satisfies"
            "\n"
            r"$$T(n-1)^2 \le D(n) \le \tfrac12\, T(n)\, (T(n) + 1) \qquad (n \ge 1).$$"
            "\n"
            r"Gates with values in $\{-1,1\}$ have the same number of sums."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"$f + g = f g + \max(f, g)$: the sum is 2 exactly where $f \wedge g$ is 1 and at least 1 exactly where $f \vee g$ is, so each determines the other.",
            r"Given gates $f, g$ of $n - 1$ variables let $F = H(L_f + K t)$, $G = H(L_g + M(1 - t))$ as in [[MX-a]] and [[MX-b]]. By [[CAP-glue]] $F + G$ is $1 + f$ at $t = 0$ and $1 + g$ at $t = 1$; so $(f, g)$ can "
            r"be read off the sum.",
            r"A sum is determined by the unordered pair of its terms, equal ones included: $T(n)(T(n) + 1)/2$.",
            r"The signs of $f$ and $g$ are $2f - 1$ and $2g - 1$, and their sum is $2(f + g) - 2$ by the second machine statement: sums of signs and sums of bits correspond.",
        ),
        mutants=(
            Mutant("strictness", counted("2*D(n) < T(n)*(T(n) - 1)", n=range(1, 4))),
            Mutant("index", counted("T(n)**2 <= D(n)", n=range(1, 4))),
            Mutant("convention", Identity("f + g == f*g + max(f, g)", "f, g in {-1,1}")),
        ),
        not_claimed="Weighted sums a f + b g are not counted.",
    ),
    Claim(
        id="CAP-SYN-sec",
        kind="identity",
        title="A unit with one gated synapse computes p OR g where its input is 1",
        statement=All((_OR_BIT, Identity(_OR_SIGN, "g in {-1,1}; 2*K >= -L"))),
        display=(
            r"For every activation $L$, and $K \ge -L$ in the first case, $2K \ge -L$ in the second,"
            "\n"
            r"$$\begin{aligned} H(L + K g) &= \max(H(L), g) \\ & \quad (g \in \{0,1\}), \\ H(L + K + K g) &= \max\big(H(L), \tfrac{1 + g}{2}\big) \\ & \quad (g \in \{-1,1\}). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("constant", Identity("H(L + K*g) == max(H(L), g)", "g in {0,1}; K >= -L - 1")),
            Mutant("convention", Identity(_OR_SIGN, "g in {0,1}; 2*K >= -L")),
            Mutant("hypothesis", Identity(_OR_SIGN, "g in {-1,1}; 3*K >= -L")),
        ),
        not_claimed="(1 + g)/2 is the bit of the sign g. At x_1 = 0 or -1 the same unit computes something else.",
    ),
    Claim(
        id="CAP-SYN-01",
        kind="inequality",
        title="Synaptic gating of one synapse, inputs and gate in {0,1}",
        statement=counted(
            "G_and(n - 1) <= M(n - 1) and M(n - 1) <= S_01(n) and S_01(n) <= T(n)*T(n - 1)", n=_SMALL
        ),
        display=(
            r"The number $S_{01}(n)$ of functions $H\big(b + w_1 g(x) x_1 + \sum_{i \ge 2} w_i x_i\big)$ on $\{0,1\}^n$, $g$ a threshold gate with values in $\{0,1\}$, satisfies"
            "\n"
            r"$$\begin{gathered} G_{\wedge}(n-1) \le M(n-1) \le S_{01}(n) \le T(n)\, T(n-1) \\ (n \ge 1), \end{gathered}$$"
            "\n"
            r"where $M$ counts the products of two gates, one in $\{-1,1\}$ and one in $\{0,1\}$ (CAP-TERN)."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $z = g(x) x_1$, a bit. The function is $F(z, x_2, \dots, x_n)$ with a threshold gate $F$ of $n$ variables, and $z$ depends on $g$ through $g(1, x_2, \dots, x_n)$ only, a gate of $n - 1$ variables. "
            r"So there are at most $T(n)\, T(n-1)$ functions.",
            r"Let $p = H(L)$ and $g'$ be gates of $x' = (x_2, \dots, x_n)$, and $w_1 = K \ge \max(0, -\min L)$. The unit is $p$ at $x_1 = 0$, and $p \vee g'$ at $x_1 = 1$ by [[CAP-SYN-sec]].",
            r"The pairs $(p, p \vee g')$ correspond to the ternary products: $p$ and the values of $g'$ where $p = 0$ are the same as $\neg p$ and the values of a sign gate where $\neg p = 1$. So there are $M(n-1)$ of them, and different "
            r"pairs are different functions.",
            r"$M(n - 1) \ge G_{\wedge}(n - 1)$: the products with factors in $\{0,1\}$ are determined by the ternary ones, as $f \wedge g = \max(0, (2f - 1) g)$.",
        ),
        mutants=(
            Mutant("index", counted("T(n - 1)**2 <= S_01(n)", n=_SMALL)),
            Mutant("constant", counted("S_01(n) <= T(n)*T(n - 1)/4", n=_SMALL)),
            Mutant("convention", counted("S_01(n) == S_pm(n)", n=_SMALL)),
        ),
        names=NAMES,
        errata=ERRATA["CAP-SYN-01"],
        not_claimed="T(n-1)² is no lower bound here. That the lower bounds are sharp.",
    ),
    Claim(
        id="CAP-SYN-pm",
        kind="inequality",
        title="Synaptic gating of one synapse, inputs and gate in {-1,1}",
        statement=counted("G_and(n - 1) <= S_pm(n) and 2*S_pm(n) <= T(n)**2", n=_SMALL),
        display=(
            r"The number $S_{\pm}(n)$ of functions $H\big(b + w_1 g(x) x_1 + \sum_{i \ge 2} w_i x_i\big)$ on $\{-1,1\}^n$, $g$ a threshold gate with values in $\{-1,1\}$, satisfies"
            "\n"
            r"$$G_{\wedge}(n-1) \le S_{\pm}(n) \le \tfrac12\, T(n)^2 \qquad (n \ge 1).$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $z = g(x) x_1$, a sign: the function is $F(z, x_2, \dots, x_n)$ with a threshold gate $F$ of $n$ variables. The pair of $F(-z, \cdot)$ and $-g$ gives the same function, and $-g$ is a gate different from $g$. So "
            r"the $T(n)^2$ pairs give at most $T(n)^2/2$ functions.",
            r"Let $p = H(L)$ and $g'$ be gates of $x' = (x_2, \dots, x_n)$, $w_1 = K$ and the rest of the activation $L + K$. At $x_1 = 1$ the unit is $p \vee g'$ by [[CAP-SYN-sec]]; so its "
            r"restrictions to $x_1 = 1$ are at least $|\mathrm{OR}_{n-1}| = G_{\wedge}(n-1)$ many, negation of a gate being a gate.",
        ),
        mutants=(
            Mutant("constant", counted("5*S_pm(n) <= T(n)**2", n=_SMALL)),
            Mutant("convention", counted("S_pm(n) == S_01(n)", n=_SMALL)),
            Mutant("index", counted("T(n)**2 <= 2*S_pm(n)", n=_SMALL)),
        ),
        names=NAMES,
        not_claimed="Neither bound is sharp for n ≥ 2.",
    ),
    Claim(
        id="CAP-SYN-mixed",
        kind="inequality",
        title="Synaptic gating of one synapse, alphabets of inputs and gate different",
        statement=counted(
            "G_and(n - 1) <= S_x(n) and S_x(n) <= T(n - 1)*C_1(n) and G_and(n - 1) <= S_g(n) and S_g(n) <= T(n)*C_1(n)",
            n=_SMALL,
        ),
        display=(
            r"The numbers $S_x(n)$ for $x \in \{0,1\}^n$, $g \in \{-1,1\}$, and $S_g(n)$ for $x \in \{-1,1\}^n$, $g \in \{0,1\}$, of functions $H\big(b + w_1 g(x) x_1 + \sum_{i \ge 2} w_i x_i\big)$ satisfy for $n \ge 1$"
            "\n"
            r"$$\begin{aligned} G_{\wedge}(n-1) &\le S_x(n) \le T(n-1)\, C(2^n, n+1), \\ G_{\wedge}(n-1) &\le S_g(n) \le T(n)\, C(2^n, n+1). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            _COVER.format(points="$(1, g(x) x_1, x_2, \\dots, x_n)$", dimension="n + 1"),
            r"There are $T(n)$ gates $g$; where $x_1 \in \{0,1\}$ only $g(1, \cdot)$ matters, one of $T(n-1)$ gates.",
            r"Let $p = H(L)$ and $g'$ be gates of $x' = (x_2, \dots, x_n)$. At $x_1 = 1$ the gated input is $g'$ itself, so by [[CAP-SYN-sec]] the unit can compute $p \vee g'$ there: with the bias of $L$ for $g$ in $\{0,1\}$, raised by "
            r"$K$ for $g$ in $\{-1,1\}$.",
        ),
        mutants=(
            Mutant("convention", counted("S_x(n) == S_g(n)", n=_SMALL)),
            Mutant("index", counted("G_and(n) <= S_g(n)", n=_SMALL)),
            Mutant("constant", counted("S_x(n) <= T(n - 1)*C_1(n)/4", n=_SMALL)),
        ),
        names=NAMES,
        errata=ERRATA["CAP-SYN-mixed"],
        not_claimed="C_1(n) stands for Cover's function C(2^n, n + 1). The upper bounds are not sharp for n ≥ 2.",
    ),
    Claim(
        id="CAP-SYN",
        kind="inequality",
        title="Synaptic gating of one synapse has capacity between 2 log2 T(n-2) and 2n², whatever the alphabets",
        statement=All(
            (
                Identity("S <= 2**(2*n**2)", "T >= 0; C >= 0; T <= 2**(n**2); C <= 2**(n**2); S <= T*C"),
                *(
                    counted(f"T(n - 2)**2 <= {name}(n) and {name}(n) <= 2**(2*n**2)", n=range(2, 5))
                    for name in ("S_01", "S_pm", "S_x", "S_g")
                ),
            )
        ),
        display=(
            r"Let $S(n)$ be the number of functions $H\big(b + w_1 g(x) x_1 + \sum_{i \ge 2} w_i x_i\big)$ of $n$ variables, $g$ a threshold gate, for any of the four choices of $\{0,1\}$ or $\{-1,1\}$ for $x$ and for $g$. Then"
            "\n"
            r"$$2 \log_2 T(n - 2) \le \log_2 S(n) \le 2 n^2 \qquad (n \ge 2).$$"
        ),
        source="after the paper; finite form of this project",
        argument=(
            r"From below: $S(n) \ge G_{\wedge}(n-1) \ge T(n-2)^2$ by [[CAP-SYN-01]], [[CAP-SYN-pm]], [[CAP-SYN-mixed]] and [[CAP-AND]].",
            r"From above: $S(n)$ is at most $T(n)\, T(n-1)$, $T(n)^2/2$ or $T(n)\, C(2^n, n+1)$ there. By [[RV-3-T]] $T(n) \le C(2^n, n+1)$, and $T(n-1) \le T(n)$; so $S(n) \le T(n)\, C(2^n, n+1)$ in all cases.",
            r"Both factors are at most $2^{n^2}$ for $n \ge 2$ by [[RV-3-P]].",
        ),
        mutants=(
            Mutant("index", counted("T(n - 1)**2 <= S_g(n)", n=range(2, 5))),
            Mutant("hypothesis", counted("S_01(n) <= 2**(n**2)", n=range(1, 5))),
            Mutant(
                "constant",
                Identity("S <= 2**(2*n**2 - 1)", "T >= 0; C >= 0; T <= 2**(n**2); C <= 2**(n**2); S <= T*C"),
            ),
        ),
        not_claimed="That the counts in the four conventions are equal: they are 132, 252, 216 and 144 for n = 3.",
    ),
    Claim(
        id="CAP-SYN-all",
        kind="inequality",
        title="Synaptic gating of all synapses by one gate, the bias not gated",
        statement=All(
            (
                Identity(_ALL_SIGN, "g in {-1,1}; 2*b >= L"),
                *(
                    counted(f"G_and(n - 1) <= {name}(n) and {name}(n) <= T(n)*C_1(n)", n=_SMALL)
                    for name in ("N_01", "N_pm", "N_g")
                ),
                counted("G_and(n - 1) <= N_x(n) and N_x(n) <= T(n)*C_1(n)", n=range(1, 4)),
                counted("T(n - 1)**2 <= N_01(n) and N_01(n) <= T(n)**2", n=_SMALL),
            )
        ),
        display=(
            r"The number $N(n)$ of functions $H\big(b + g(x) \sum_i w_i x_i\big)$, $g$ a threshold gate, satisfies for any of the four choices of $\{0,1\}$ or $\{-1,1\}$ for $x$ and for $g$"
            "\n"
            r"$$G_{\wedge}(n-1) \le N(n) \le T(n)\, C(2^n, n + 1) \qquad (n \ge 1),$$"
            "\n"
            r"and for $x$ and $g$ in $\{0,1\}$ moreover $T(n-1)^2 \le N(n) \le T(n)^2$."
        ),
        source=PROJECT,
        rests_on=("TX-7", "RV-1"),
        argument=(
            _COVER.format(points="$(1, g(x)\\, x)$", dimension="n + 1") + " There are $T(n)$ gates $g$.",
            r"Let $p = H(L)$ and $g'$ be gates of $n - 1$ variables, $L(x') = w' \cdot x' + c$. With the weights $w'$ and $w_n = c - b$ the gated sum is $L - b$ where $x_n = 1$: for every $b$ the unit computes "
            r"$H\big(b + g'(L - b)\big)$ there, $g$ being $g'$ as a gate of $n$ variables.",
            r"$g$ in $\{0,1\}$: for $b < 0$ this is $p \wedge g'$ by [[TX-7-H]].",
            r"$g$ in $\{-1,1\}$: for $b \ge \tfrac12 \max L$ it is $p \vee \neg g'$ by the first machine statement. In both cases there are at least $G_{\wedge}(n-1)$ restrictions to $x_n = 1$, as negations of gates are gates.",
            r"$x$ and $g$ in $\{0,1\}$: $N(n) = 2 A(n)$, $A(n)$ the number of products that are 0 at the origin ([[TX-7-count]]). Of the $T(n-1)^2$ products $h$ of [[CAP-AND]] those with $h(0) = f(0) = 0$ are half, as half of all gates "
            r"$f$ are 0 at the origin: $N(n) \ge T(n-1)^2$.",
            r"One of the factors of a product that is 0 at the origin is 0 there itself: $A(n) \le \tfrac12 T(n) \cdot T(n)$.",
        ),
        mutants=(
            Mutant("convention", counted("T(n - 1)**2 <= N_g(n)", n=_SMALL)),
            Mutant("index", counted("T(n)**2 <= N_01(n)", n=_SMALL)),
            Mutant("hypothesis", Identity(_ALL_SIGN, "g in {-1,1}; b >= 0")),
        ),
        names=NAMES,
        not_claimed=(
            "N_01, N_pm, N_x, N_g stand for the four choices; N_x, x in {0,1} and g in {-1,1}, is computed for n ≤ 3. A gate of its own for every synapse is another mechanism. C_1(n) stands for C(2^n, n + 1)."
        ),
    ),
    Claim(
        id="CAP-SYN-gated",
        kind="count",
        title="Gating all synapses and the bias by one gate is OR or XOR gating, exactly",
        statement=All(
            (
                Identity("H(g*L) == max(H(L), 1 - g)", "g in {0,1}"),
                Identity("2*H(g*L) - 1 == g*sgn(L)", "g in {-1,1}; L != 0"),
                Identity("H(g*L) == 1", "L == 0"),
                counted("W(n, x, 0) == G_and(n) and W(n, x, 1) == G_xor(n)", n=range(1, 4), x=(0, 1)),
            )
        ),
        display=(
            r"For $x$ in $\{0,1\}^n$ or $\{-1,1\}^n$ the functions $H\big(g(x)\,(b + w \cdot x)\big)$, $g$ a threshold gate, are for $g$ in $\{0,1\}$ exactly the $f \vee \neg g$ with threshold gates $f$, $G_{\wedge}(n)$ many, "
            r"and for $g$ in $\{-1,1\}$ exactly the products of two sign gates, $G_{\oplus}(n)$ many."
        ),
        source=PROJECT,
        rests_on=("TX-7", "RV-1"),
        argument=(
            r"$g$ in $\{0,1\}$: the first machine statement. Negation turns $f \vee \neg g$ into $\neg f \wedge g$, and negations of gates are gates, so there are $G_{\wedge}(n)$ of them.",
            r"$g$ in $\{-1,1\}$, $L$ nowhere zero: $H(g L)$ is the product, by the second. Every gate is $\operatorname{sgn}(L)$ with such an $L$; so all products occur.",
            r"If $L$ vanishes somewhere, $H(g L) = 1$ there, by the third. Let $g = \operatorname{sgn}(L_g)$ with $L_g$ nowhere zero, and $L' = L + \varepsilon L_g$. For small $\varepsilon > 0$ its sign is that of $L$ where $L \ne 0$, and that of $g$ where "
            r"$L = 0$: so $g \operatorname{sgn}(L') = 2 H(g L) - 1$ everywhere, a product again.",
        ),
        mutants=(
            Mutant("convention", counted("W(n, x, 0) == G_xor(n)", n=range(1, 4), x=(0, 1))),
            Mutant("hypothesis", Identity("2*H(g*L) - 1 == g*sgn(L)", "g in {-1,1}")),
            Mutant("operation", Identity("H(g*L) == min(H(L), g)", "g in {0,1}")),
        ),
        names=NAMES,
        not_claimed=(
            "W(n, x, g) counts functions made with integer weights, ties included; 0 and 1 stand for the alphabets {0,1} and {-1,1}. With H(0) = 0 the first class would be AND gating."
        ),
    ),
    Claim(
        id="CAP-0-pm",
        kind="count",
        title="Output gating without biases over {-1,1}: exact counts",
        statement=All(
            (
                Identity("H(-L) == 1 - H(L)", "L != 0"),
                counted("O(n) == T(n - 1) and O_xor(n) == G_xor(n - 1) and O_and(n) == D(n - 1)", n=_SMALL),
            )
        ),
        display=(
            r"For $n \ge 1$ there are $T(n-1)$ gates without bias on $\{-1,1\}^n$: functions $H(w \cdot x)$ with $w \cdot x \ne 0$ everywhere. Products of two of them number"
            "\n"
            r"$$\begin{gathered} G_{\oplus}(n - 1) \text{ for values in } \{-1,1\}, \\ D(n - 1) \text{ for values in } \{0,1\}, \end{gathered}$$"
            "\n"
            r"where $D$ counts the sums $f + g$ of gates with values in $\{0,1\}$ (CAP-ADDOUT)."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"A gate without bias and ties satisfies $f(-x) = \neg f(x)$, so it is determined by its restriction to $x_n = 1$, the gate $H(w' \cdot x' + w_n)$ of $n - 1$ variables. Every gate of $n - 1$ variables has an activation without zeros, so "
            r"it occurs: $T(n-1)$.",
            r"Values in $\{-1,1\}$: $f g$ is even, $f(-x) g(-x) = f(x) g(x)$, so it is determined by its restriction to $x_n = 1$, which is any product of two gates of $n - 1$ variables.",
            r"Values in $\{0,1\}$: $f g$ is determined by its two restrictions. At $x_n = 1$ it is $f' \wedge g'$; at $(-x', -1)$ it is $(1 - f'(x'))(1 - g'(x')) = 1 - (f' \vee g')(x')$. So the products correspond to the pairs $(f' \wedge g', f' \vee g')$, of "
            r"which there are $D(n - 1)$ by [[CAP-ADDOUT]].",
        ),
        mutants=(
            Mutant("hypothesis", counted("O_tied(n) == T(n - 1)", n=range(1, 4))),
            Mutant("strictness", counted("O_xor_tied(n) == G_xor(n - 1)", n=range(1, 4))),
            Mutant("convention", counted("O_and(n) == G_and(n - 1)", n=_SMALL)),
            Mutant("index", counted("O_xor(n) == G_xor(n)", n=_SMALL)),
        ),
        names={**NAMES, "O_xor": "O_{\\oplus}", "O_and": r"O_{\wedge}"},
        errata=ERRATA["CAP-0-pm"],
        not_claimed="With ties read as 1 there are more gates: 3, 9, 51 for n = 1, 2, 3 (the first mutant counts them).",
    ),
    Claim(
        id="CAP-0-01",
        kind="inequality",
        title="Output gating without biases over {0,1}",
        statement=counted(
            "R(n - 2)**2 <= R_and(n) and 2*R_and(n) <= R(n)*(R(n) + 1) and R(n - 2)**2 <= R_xor(n) and 2*R_xor(n) <= R(n)*(R(n) + 1)",
            n=range(2, 5),
        ),
        display=(
            r"Let $R(n)$ be the number of gates without bias, $H(w \cdot x)$, on $\{0,1\}^n$. The number $G^0(n)$ of products of two of them, with values in $\{0,1\}$ or in $\{-1,1\}$, satisfies"
            "\n"
            r"$$R(n-2)^2 \le G^0(n) \le \tfrac12\, R(n)\, (R(n) + 1) \qquad (n \ge 2).$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Ties do not matter: adding a small positive number to all weights makes $w \cdot x$ positive where it was 0, $x \ne 0$, and changes no other sign. So every gate $H(w \cdot x)$ has weights with $w \cdot x \ne 0$ for $x \ne 0$, and $R(n)$ is the number of [[RV-7-R]].",
            r"Let $f = H(w \cdot x)$ and $g = H(v \cdot x)$ be gates without bias of $x \in \{0,1\}^{n-2}$, and $F = H(w \cdot x + K t_1)$, $G = H(v \cdot x + M t_2)$ with selectors $t_1, t_2$ and $K, M$ as in [[MX-a]] with $b = 0$: gates without bias of $n$ "
            r"variables.",
            r"In the slice $(t_1, t_2) = (0, 1)$ the product $F G$ is $f \cdot 1$, in the slice $(1, 0)$ it is $1 \cdot g$: this is [[CAP-glue]] with $t = t_1$, $1 - t = t_2$. So $(f, g)$ can be read off the product.",
            r"A product is determined by the unordered pair of its factors, equal ones included.",
        ),
        mutants=(
            Mutant("index", counted("R(n)**2 <= R_and(n)", n=range(2, 5))),
            Mutant("constant", counted("7*R_and(n) <= R(n)*(R(n) + 1)", n=range(2, 5))),
            Mutant("convention", counted("R_and(n) == R_xor(n)", n=range(2, 5))),
        ),
        names={"R_and": r"G^0_{\wedge}", "R_xor": r"G^0_{\oplus}"},
        errata=ERRATA["CAP-0-01"],
        not_claimed="Sharpness. All functions H(w.x) have the value 1 at the origin; R(0) = 1.",
    ),
    Claim(
        id="CAP-K1",
        kind="inequality",
        title="Capacity of gating by k factors",
        statement=counted(
            "T(n - r(k))**k <= F_and(k, n) and F_and(k, n) <= U_and(k, n) and T(n - r(k))**k <= F_xor(k, n) and F_xor(k, n) <= U_xor(k, n)",
            "k <= 2**n",
            {"n": range(1, 5), "k": range(1, 9)},
            n=range(1, 4),
            k=range(1, 9),
        ),
        display=(
            r"The numbers $F^{\wedge}_k(n)$ and $F^{\oplus}_k(n)$ of products of $k$ threshold gates of the same $n$ variables, with values in $\{0,1\}$ and in $\{-1,1\}$, satisfy for $k \ge 1$ and $r = \lceil \log_2 k \rceil \le n$"
            "\n"
            r"$$\begin{aligned} T(n - r)^k &\le F^{\wedge}_k(n) \le \sum_{i=1}^{k} \binom{T(n)}{i}, \\ T(n - r)^k &\le F^{\oplus}_k(n) \le 2 \sum_{\substack{0 \le i \le k \\ i \equiv k \,(2)}} \binom{T(n)/2}{i}. \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Let $s$ be $r$ of the variables and $j_1, \dots, j_k$ different words of $r$ bits; there are $2^r \ge k$. For gates $f_1, \dots, f_k$ of the other $n - r$ variables, [[MX-e]] (over $\{-1,1\}$ [[MX-e-pm]]) gives gates $F_i$ of $n$ variables with "
            r"$F_i(\cdot, s) = f_i$ for $s = j_i$, and 1 for every other $s$.",
            r"1 is neutral for both products: $F_1 \cdots F_k$ is $f_i$ in the slice $s = j_i$. So the $k$ gates can be read off their product, and there are at least $T(n - r)^k$ products.",
            r"Values in $\{0,1\}$: $f f = f$, so a product is determined by the set of its factors, a non-empty set of at most $k$ gates.",
            r"Values in $\{-1,1\}$: choose one gate of each of the $T(n)/2$ pairs $\{f, -f\}$. Up to sign a product is one of $k$ chosen gates; equal ones cancel in pairs, $f f = 1$, and what remains is a product over a set of $i$ chosen gates, $i \le k$ of the parity of "
            r"$k$. Two signs.",
        ),
        mutants=(
            Mutant(
                "index",
                counted(
                    "T(n - r(k) + 1)**k <= F_and(k, n)", "k >= 2; k <= 2**n", n=range(1, 4), k=range(1, 5)
                ),
            ),
            Mutant(
                "strictness",
                counted("T(n - r(k))**k < F_xor(k, n)", "k <= 2**n", n=range(1, 4), k=range(1, 5)),
            ),
            Mutant(
                "convention", counted("F_and(k, n) == F_xor(k, n)", "k <= 2**n", n=range(1, 4), k=range(1, 5))
            ),
        ),
        not_claimed="How many factors give all functions; for n = 3 it is four in {0,1} and three in {-1,1}. U(k, n) stands for the sums on the right, r(k) for r. k = 2 gives the bounds of CAP-AND (almost) and CAP-XOR.",
    ),
    Claim(
        id="CAP-K1-d",
        kind="inequality",
        title="Capacity of gating by k factors of degree d",
        statement=counted(
            "T_d(d, n - r(k))**k <= F_d(k, d, n, 0) and F_d(k, d, n, 0) <= U_d(k, d, n) and T_d(d, n - r(k))**k <= F_d(k, d, n, 1) and F_d(k, d, n, 1) <= V_d(k, d, n)",
            "k <= 2**n",
            d=(1, 2, 3),
            n=range(1, 4),
            k=range(1, 9),
        ),
        display=(
            r"The numbers $F_{k,d}(n)$ of products of $k$ gates $H(p(x))$ of the same $n$ variables, $\deg p \le d$, satisfy for $k, d \ge 1$ and $r = \lceil \log_2 k \rceil \le n$"
            "\n"
            r"$$\begin{aligned} T_d(n - r)^k &\le F_{k,d}(n) \le \sum_{i=1}^{k} \binom{T_d(n)}{i}, \\ T_d(n - r)^k &\le F_{k,d}(n) \le 2 \sum_{\substack{0 \le i \le k \\ i \equiv k \,(2)}} \binom{T_d(n)/2}{i} \end{aligned}$$"
            "\n"
            r"for values in $\{0,1\}$ and in $\{-1,1\}$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1-d"),
        argument=(
            r"As in [[CAP-K1]], with $r$ selector bits $s$ and words $j_1, \dots, j_k$: by [[MX-f]] the gates $H\big(p_i(x) + K_i\, \mathrm{dist}(s, j_i)\big)$, $K_i \ge \max(0, -\min p_i)$, are $H(p_i)$ for $s = j_i$ and 1 for every other $s$, since the "
            r"distance is affine in $s$, 0 for $s = j_i$ and otherwise at least 1 ([[MX-e-dist]], [[MX-e-pm-dist]]). The degree is at most $d$, as $d \ge 1$.",
            r"The upper bounds used of gates only that negations of gates are gates, and $f f = f$, or $f f = 1$; both hold for polynomial gates, after raising the constant term a little.",
        ),
        mutants=(
            Mutant(
                "index",
                counted(
                    "T_d(d, n - r(k) + 1)**k <= F_d(k, d, n, 0)",
                    "k >= 2; k <= 2**n",
                    d=(1, 2),
                    n=range(1, 4),
                    k=range(1, 5),
                ),
            ),
            Mutant(
                "constant", counted("2*F_d(k, d, n, 1) <= V_d(k, d, n)", d=(1, 2), n=range(1, 4), k=(1, 2))
            ),
        ),
        not_claimed="a = 0 and a = 1 stand for the alphabets, U and V for the two sums. For d ≥ n a single factor gives all functions.",
    ),
    Claim(
        id="CAP-K1-deg",
        kind="inequality",
        title="A product of k sign gates is a polynomial gate of degree k",
        statement=All(
            (
                Identity("sgn(p)*sgn(L) == sgn(p*L)", "p != 0; L != 0"),
                counted("higher(k, n) == 0 and F_xor(k, n) <= T_d(k, n)", n=range(1, 4), k=range(1, 5)),
                counted(
                    "higher(k, n) == 0 and F_xor(k, n) <= T_d(k, n)",
                    full={"n": (4,), "k": (1, 2, 3)},
                    n=(4,),
                    k=(1, 2),
                ),
            )
        ),
        display=r"$$F^{\oplus}_k(n) \le T_k(n) \qquad (n, k \ge 1):$$"
        + "\n"
        + r"every product of $k$ sign gates is the sign of a polynomial of degree at most $k$.",
        source=PROJECT,
        rests_on=("TX-1", "RV-1-d"),
        argument=(
            r"Every sign gate is $\operatorname{sgn}(L)$ with an affine $L$ that is nowhere zero on the cube.",
            r"Induction over $k$: if the product of $k$ of them is $\operatorname{sgn}(p)$, $p$ nowhere zero of degree at most $k$, the product with one more is $\operatorname{sgn}(p L)$ by the first machine statement, and $p L$ is nowhere zero and of "
            r"degree at most $k + 1$.",
        ),
        mutants=(
            Mutant("index", counted("F_xor(k + 1, n) <= T_d(k, n)", n=range(1, 4), k=range(1, 4))),
            Mutant("hypothesis", Identity("sgn(p)*sgn(L) == sgn(p*L)", "p != 0")),
            Mutant("operation", counted("T_d(k, n) <= F_xor(k, n)", n=(4,), k=(1, 2))),
        ),
        not_claimed="The converse: for n = 4 there are more gates of degree 2 than products of two sign gates (BY-5). Products in {0,1} can have a larger degree.",
    ),
]
