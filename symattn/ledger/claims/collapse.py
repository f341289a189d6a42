"""Claims on polynomials by gating and on collapsing layers: FA-3, FA-6, FA-7, FA-8, FA-9, BY-10, BY-12."""

from __future__ import annotations

from functools import cache

import sympy as sp

from symattn.attention.circuits.parity import parity_by_gating, parity_by_thresholds
from symattn.attention.circuits.polynomials import GatingCircuit, gating_circuit
from symattn.capacity import multiplexing_tables, output_gating_tables
from symattn.ledger.claim import PAPER, PROJECT, Claim, Erratum, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Constructed, Derived, Identity, Instances, Triple, inductive

# Polynomials.

_ALL = "x y z"


@cache
def _general(degree: int) -> GatingCircuit:
    """Return the circuit of the polynomial of this degree in three variables with a letter for each coefficient."""
    variables = sp.symbols(_ALL)
    exponents = [
        (i, j, k) for i in range(degree + 1) for j in range(degree + 1 - i) for k in range(degree + 1 - i - j)
    ]
    terms = [
        sp.Symbol(f"c_{i}_{j}_{k}") * sp.Mul(*(v**e for v, e in zip(variables, (i, j, k), strict=True)))
        for i, j, k in exponents
    ]
    return gating_circuit(sp.Add(*terms), variables)


def _polynomial(degree: int, *, extra: int = 0) -> list[Triple]:
    circuit = _general(degree)
    x = sp.Symbol("x")
    return [(circuit.network.output(), circuit.polynomial + extra * x**degree, "")]


def _product(d: int) -> GatingCircuit:
    """Return the circuit of a product of d different variables."""
    return gating_circuit(sp.Mul(*sp.symbols(f"x1:{d + 1}")), sp.symbols(f"x1:{d + 1}"))


def _counts(statement: str, largest: int) -> Instances:
    """Speak of the circuits of general polynomials of degree d: R(d) monomials, G(d) gatings, L(d) gating layers."""
    functions = {
        "R": lambda d: len(_general(d).network.units[-1].synapses),
        "G": lambda d: _general(d).gates,
        "L": lambda d: _general(d).depth,
    }
    return Instances(statement, ranges={"d": range(1, largest + 1)}, functions=functions)


def _of_product(statement: str) -> Instances:
    functions = {"P": lambda d: _product(d).gates, "D": lambda d: _product(d).depth}
    return Instances(statement, ranges={"d": range(2, 18)}, functions=functions)


_SPLIT = "m - 2**t <= 2**t", "m <= 2**(t + 1); t positive integer"
_DOUBLED = "a + b <= 2**(t + 1)", "a <= 2**t; b <= 2**t; t positive integer"


@cache
def _square(t: int) -> GatingCircuit:
    return gating_circuit(sp.Symbol("x") ** (2**t))


def _squaring(t: int, *, exponent: int = 0) -> list[Triple]:
    return [(_square(t).network.output(), f"x**({2**t + exponent})", "")]


def _squares(statement: str) -> Instances:
    functions = {"G": lambda t: _square(t).gates, "L": lambda t: _square(t).depth}
    return Instances(statement, ranges={"t": range(1, 21)}, functions=functions)


# Parity.

_EVEN = "Sum(H(2*p - 2*k + 1) - H(2*p - 2*k), (k, 1, n)) == 0"
_ODD = "Sum(H((2*p - 1) - 2*k + 1) - H((2*p - 1) - 2*k), (k, 1, n)) == H(n - p)"


def _readout(lemma: str, assuming: str, value: str, under: str, *, threshold: str = "1/2") -> Derived:
    """The read-out of the alternating sum has this value."""
    total = lemma.split(" == ")[0]
    return inductive(lemma, assuming, follows=f"H({total} - {threshold}) == {value}", under=under)


def _bits(n: int) -> str:
    return f"{', '.join(f'x{i}' for i in range(1, n + 1))} in {{0,1}}"


def _parity(n: int, *, shift: sp.Rational | None = None) -> list[Triple]:
    network = parity_by_thresholds(n)
    output = network.output()
    if shift is not None:
        readout = network.unit("y")
        output = output.func(network.activation("y") - readout.bias - shift)
    product = "*".join(f"(1 - 2*x{i})" for i in range(1, n + 1))
    return [(output, f"(1 - {product})/2", _bits(n))]


def _gated_parity(n: int, *, true: int = -1) -> list[Triple]:
    """With -1 as true: the product is 1 - 2 (number of true inputs modulo 2); the bits are b = (1 - x)/2."""
    network = parity_by_gating(n)
    values = {
        symbol: true * (2 * sp.Symbol(f"x{i}") - 1) for i, symbol in enumerate(network.input_symbols, 1)
    }
    # The same threshold circuit as above counts the true inputs.
    return [
        (network.output().subs(values, simultaneous=True), 1 - 2 * parity_by_thresholds(n).output(), _bits(n))
    ]


def _gatings(statement: str) -> Instances:
    functions = {
        "G": lambda n: len(parity_by_gating(n).gates),
        "L": lambda n: parity_by_gating(n).depth() - 1,
    }
    return Instances(statement, ranges={"n": range(1, 34)}, functions=functions)


def _thresholds(statement: str) -> Instances:
    functions = {
        "N": lambda n: parity_by_thresholds(n).size(),
        "T": lambda n: parity_by_thresholds(n).depth(),
    }
    return Instances(statement, ranges={"n": range(1, 13)}, functions=functions)


@cache
def _layers_of_parity(t: int) -> int:
    return parity_by_gating(2**t).depth() - 1


# Threshold gates.

_AND = "H(L_g + K*(H(L_f) - 1)) == H(L_f)*H(L_g)"
_OR = "H(L_g + K*H(L_f)) == max(H(L_f), H(L_g))"
_AND_NOT = "H(L_f - K*H(L_g)) == H(L_f)*(1 - H(L_g))"
_OR_NOT = "H(L_f + K*(1 - H(L_g))) == max(H(L_f), 1 - H(L_g))"
_SCALED = "H(H(L_g)*L_f) == max(H(L_f), 1 - H(L_g))"
_XOR = "H(L_g + K*H(L_f) - 2*K*H(L_g + K*(H(L_f) - 1))) == (H(L_f) - H(L_g))**2"
_XNOR = "sgn(L_g - k - k*f - 2*k*sgn(L_g - k - k*f)) == f*sgn(L_g)"
_XNOR_BOUND = "abs(L_g - k - k*f - 2*k*sgn(L_g - k - k*f)) <= 2*k"
_SIGNS = "f in {-1,1}; 2*k > abs(L_g)"

_LEAST_AND = "(H(L + K*(0 - 1)) == 0*H(L) and K >= L + 1) or (H(L + K*(0 - 1)) != 0*H(L) and K <= L)"
_LEAST_OR = "(H(L + K*1) == 1 and K >= -L) or (H(L + K*1) == 0 and K <= -L - 1)"
_MAXIMUM = "Sum(w[i]*x[i], (i, 1, n)) <= Sum(max(w[i], 0), (i, 1, n))"
_CUBE = "forall(x[i] >= 0, (i, 1, n)); forall(x[i] <= 1, (i, 1, n))"

_SOFT = "abs(logistic(b*L_f)*logistic(b*L_g) - H(L_f)*H(L_g)) <= 2*exp(-b*c)"
_MULTIPLEXED = "abs(logistic(b*(L_f + K*(g - 1))) - H(L_f)*g) <= exp(-b*c)"


@cache
def _not_by_two_units(n: int, signs: bool) -> int:
    """Count the products of two gates, in {-1,1} or in {0,1}, that no network of two threshold units, H(w.x + b + c g(x)), computes on {0,1}^n."""
    products = output_gating_tables(n, "pm" if signs else "01")
    return len(set(products.tolist()) - set(multiplexing_tables(n).tolist()))


def _missing(statement: str, sizes: range) -> Instances:
    functions = {"D": lambda n: _not_by_two_units(n, True), "P": lambda n: _not_by_two_units(n, False)}
    return Instances(statement, ranges={"n": sizes}, functions=functions)


CLAIMS: list[Claim] = [
    Claim(
        id="FA-3",
        kind="existence",
        title="Identity units and output gatings compute every polynomial",
        statement=All(
            (
                Identity(*_SPLIT),
                Identity("(a - 1) + (b - 1) + 1 == (a + b) - 1"),
                Constructed("the network computes the general polynomial", "d", (1, 2, 3, 4, 5), _polynomial),
                _counts("G(d) <= R(d)*(d - 1) and d <= 2**L(d) and (L(d) == 0 or 2**(L(d) - 1) < d)", 8),
                _of_product("P(d) == d - 1 and d <= 2**D(d) and 2**(D(d) - 1) < d"),
            )
        ),
        display=(
            r"A monomial of degree $d \ge 1$ is computed by $d - 1$ output gatings of identity units in $\lceil \log_2 d \rceil$ layers of gatings; a polynomial with $r$ monomials of "
            r"degree at most $d$ by at most $r(d-1)$ gatings in $\lceil \log_2 d \rceil$ layers, followed by one linear unit."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        argument=(
            r"Claim: a monomial of degree $m \ge 1$ takes at most $m - 1$ gatings and, if $m \le 2^t$, at most $t$ layers of gatings. Induction over $m$; for $m = 1$ it is an input.",
            r"For $m \ge 2$ let $t \ge 0$ with $2^t < m \le 2^{t+1}$. Take $2^t$ of its $m$ factors: by the first identity at most $2^t$ remain, and at least one does.",
            r"The two parts, of degrees $a + b = m$, take $t$ layers and $(a - 1) + (b - 1)$ gatings; an identity unit that copies the first and is gated by the second adds one "
            r"gating and one layer: $m - 1$ gatings (the second identity), $t + 1$ layers.",
            r"The monomials are made side by side, and a linear unit adds them with their coefficients. Products that several monomials share are made once, which saves gatings.",
        ),
        mutants=(
            Mutant(
                "constant",
                Constructed("a coefficient is larger by 1", "d", (2, 3), lambda d: _polynomial(d, extra=1)),
            ),
            Mutant("strictness", _of_product("P(d) < d - 1")),
            Mutant("index", _of_product("d <= 2**(D(d) - 1)")),
            Mutant("hypothesis", Identity(_SPLIT[0], "t positive integer")),
        ),
        not_claimed=(
            "That no fewer gatings do: shared products save some, and so may other circuits; for degree 2 the least number is treated in the chapter on quadratic activations. That continuous functions on a compact set are approximated by polynomials is the theorem of "
            "Stone and Weierstrass, not checked here. The units are linear; for other units see the standard model."
        ),
    ),
    Claim(
        id="FA-3-depth",
        kind="inequality",
        title="t layers of gatings of linear units reach degree 2 to the t, and no more",
        statement=All(
            (
                Identity("a + b <= 2", "a <= 1; b <= 1"),
                Identity(*_DOUBLED),
                Identity("2**t + 2**t == 2**(t + 1)", "t positive integer"),
                Constructed("repeated squaring", "t", (1, 2, 3, 4, 5, 6), _squaring),
                _squares("G(t) == t and L(t) == t"),
            )
        ),
        display=(
            r"In a network of identity units each of which is gated at most once, the output after $t \ge 1$ layers of gatings is a polynomial of degree at most $2^t$ in the inputs; $x^{2^t}$ is computed by "
            r"$t$ gatings in $t$ layers. So a polynomial of degree $d \ge 1$ needs at least $\lceil \log_2 d \rceil$ layers of gatings, and as many gatings."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        argument=(
            r"Before any gating the units are linear combinations of inputs: degree at most $1$.",
            r"A linear combination of polynomials of degree at most $D$ has degree at most $D$; a product of two has degree at most the sum of the two degrees.",
            r"Base: after one layer the degree is at most $2$. Step: if units after $t$ layers have degree at most $2^t$, the product of two of them has degree at most $2^{t+1}$ (both above).",
            r"Hence $d \le 2^t$, that is $t \ge \log_2 d$, and $t$ is an integer. With $g$ gatings at most $g$ layers contain one.",
            r"Attained: $x^{2^t}$ is the product of $x^{2^{t-1}}$ with itself.",
        ),
        mutants=(
            Mutant("strictness", Identity("a + b < 2**(t + 1)", _DOUBLED[1])),
            Mutant("hypothesis", Identity(_DOUBLED[0], "a <= 2**t; t positive integer")),
            Mutant(
                "constant",
                Constructed("the exponent is smaller by 1", "t", (2, 3), lambda t: _squaring(t, exponent=-1)),
            ),
            Mutant("index", _squares("L(t) == t - 1")),
        ),
        not_claimed=(
            "A unit gated by k others at once counts as k layers. Of networks with other units than identity units nothing is said, and cancellation may make the degree smaller."
        ),
    ),
    Claim(
        id="FA-6",
        kind="identity",
        title="Gating with a linear read-out computes AND, OR, XOR",
        statement=All(
            (
                Identity("f*g == min(f, g)", "f, g in {0,1}"),
                Identity("f + g - f*g == max(f, g)", "f, g in {0,1}"),
                Identity("f + g - 2*f*g == abs(f - g)", "f, g in {0,1}"),
                Identity("f*g == 2*delta(f, g) - 1", "f, g in {-1,1}"),
                Identity("(f + g + f*g - 1)/2 == min(f, g)", "f, g in {-1,1}"),
                Identity("(f + g - f*g + 1)/2 == max(f, g)", "f, g in {-1,1}"),
            )
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("convention", Identity("f + g - f*g == max(f, g)", "f, g in {-1,1}")),
            Mutant("constant", Identity("f + g - f*g == abs(f - g)", "f, g in {0,1}")),
            Mutant("sign", Identity("(f + g - f*g - 1)/2 == min(f, g)", "f, g in {-1,1}")),
        ),
        not_claimed="min, max and |f - g| stand for AND, OR and XOR on the listed values.",
    ),
    Claim(
        id="FA-6-telescope",
        kind="identity",
        title="An alternating sum of thresholds of a count is its parity",
        statement=All(
            (
                inductive(_EVEN, "p integer"),
                inductive(_ODD, "p positive integer"),
                _readout(_EVEN, "p integer", "0", "p integer"),
                _readout(_ODD, "p positive integer", "1", "p positive integer; p <= n"),
            )
        ),
        display=(
            r"For every $n \ge 1$,"
            "\n"
            r"$$\begin{aligned} A_n(s) &= \sum_{j=1}^{2n} (-1)^{j+1} H(s - j) \\ &= \begin{cases} 0 & \text{if } s = 2p,\; p \in \mathbb{Z}, \\ H(n - p) & \text{if } s = 2p - 1,\; p \ge 1. \end{cases} \end{aligned}$$"
            "\n"
            r"So $H\big(A_n(s) - \tfrac12\big)$ is $0$ for even $s$ and $1$ for odd $s = 2p - 1$ with $1 \le p \le n$: the parity of every integer $0 \le s \le 2n$."
        ),
        source=PROJECT,
        mutants=(
            Mutant("sign", inductive(_EVEN.replace(") - H", ") + H"), "p integer")),
            Mutant("index", inductive(_ODD.replace("H(n - p)", "H(n - p + 1)"), "p positive integer")),
            Mutant("hypothesis", inductive(_ODD, "p integer")),
            Mutant("hypothesis", inductive(_EVEN)),
            Mutant("hypothesis", _readout(_ODD, "p positive integer", "1", "p positive integer")),
            Mutant("constant", _readout(_EVEN, "p integer", "0", "p integer", threshold="0")),
        ),
        not_claimed="In the machine statement the sum runs over the pairs j = 2k - 1, 2k. For p > n the odd case is 0: the thresholds do not reach that far.",
    ),
    Claim(
        id="FA-6-parity",
        kind="existence",
        title="Parity by n + 1 threshold units",
        statement=All(
            (
                Constructed("the network computes parity", "n", (1, 2, 3, 4, 5, 6), _parity),
                _thresholds("N(n) == n + 1 and T(n) == 2"),
            )
        ),
        display=(
            r"For every $n \ge 1$ and $x \in \{0,1\}^n$,"
            "\n"
            r"$$\begin{aligned} & \tfrac12 \Big(1 - \prod_{i=1}^n (1 - 2 x_i)\Big) \\ &= H\Big(\sum_{j=1}^n (-1)^{j+1} H\big(x_1 + \dots + x_n - j\big) - \tfrac12\Big) . \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        argument=(
            r"Let $s = x_1 + \dots + x_n$, an integer with $0 \le s \le n$. The product is $(-1)^s$, so the left side is $1$ for odd $s$ and $0$ for even $s$.",
            r"If $n$ is odd, the sum may be continued to $j = n + 1$: the new term contains $H(s - n - 1) = 0$. So it has an even number $2m \ge n$ of terms.",
            r"By [[FA-6-telescope]] with $m$ for $n$ the output is $0$ for even $s$ and $1$ for $s = 2p - 1$, since $2p - 1 \le n \le 2m$ gives $p \le m$.",
        ),
        mutants=(
            Mutant(
                "constant",
                Constructed(
                    "the threshold is 3/2", "n", (1, 2), lambda n: _parity(n, shift=sp.Rational(3, 2))
                ),
            ),
            Mutant(
                "sign",
                Constructed(
                    "the threshold is -1/2", "n", (2, 3), lambda n: _parity(n, shift=sp.Rational(-1, 2))
                ),
            ),
        ),
        not_claimed="That no single threshold unit computes parity for n of at least 2, and how few units suffice, are separate statements.",
    ),
    Claim(
        id="FA-6-gated",
        kind="existence",
        title="Parity of signs by n - 1 gatings",
        statement=All(
            (
                Identity("(1 - 2*a)*(1 - 2*b) == 1 - 2*abs(a - b)", "a, b in {0,1}"),
                Constructed("the product is the parity", "n", (1, 2, 3, 4, 5, 6), _gated_parity),
                _gatings("G(n) == n - 1 and n <= 2**L(n) and (L(n) == 0 or 2**(L(n) - 1) < n)"),
            )
        ),
        display=(
            r"For $x \in \{-1,1\}^n$, $-1$ standing for true, $x_1 \cdots x_n = -1$ exactly if the number of true inputs is odd. Identity units compute it by $n - 1$ output gatings in $\lceil \log_2 n \rceil$ layers, for every $n \ge 1$."
        ),
        source=PAPER,
        rests_on=("TX-1", "FA-3"),
        argument=(
            r"$x_1 \cdots x_n = (-1)^{m}$ where $m$ is the number of factors $-1$; by the first identity multiplying by one more sign is the exclusive or with one more bit.",
            r"It is a monomial of degree $n$, so [[FA-3]] gives the numbers of gatings and layers.",
        ),
        mutants=(
            Mutant(
                "convention",
                Constructed("1 stands for true", "n", (2, 3), lambda n: _gated_parity(n, true=1)),
            ),
            Mutant("constant", _gatings("G(n) == n - 2")),
            Mutant("index", _gatings("n <= 2**(L(n) - 1)")),
        ),
        errata=ERRATA["FA-6-gated"],
        not_claimed="With 1 standing for true the parity is (-1)^(n+1) times the product. That n - 1 gatings are necessary is not claimed.",
    ),
    Claim(
        id="FA-7",
        kind="existence",
        title="Two standard units emulate an AND gating, three an XOR gating",
        statement=All(
            (
                Identity(_AND, "K > abs(L_g)"),
                Identity(_OR, "K >= abs(L_g)"),
                Identity(_AND_NOT, "K > abs(L_f)"),
                Identity(_OR_NOT, "K >= abs(L_f)"),
                Identity(_SCALED),
                Identity(_XOR, "K > abs(L_g)"),
                Identity(_XNOR, _SIGNS),
            )
        ),
        display=(
            r"For $f = H(L_f)$, $g = H(L_g)$ with real activations $L_f, L_g$, and $K > |L_g|$, $K' > |L_f|$,"
            "\n"
            r"$$\begin{aligned} f \wedge g &= H\big(L_g + K (f - 1)\big), \\ f \vee g &= H\big(L_g + K f\big), \\ f \wedge \neg g &= H\big(L_f - K' g\big), \\ f \vee \neg g &= H\big(L_f + K'(1 - g)\big), \end{aligned}$$"
            "\n"
            r"$$\begin{aligned} f \vee \neg g &= H(g\, L_f), \\ f \oplus g &= H\big(L_g + K f - 2 K\, (f \wedge g)\big); \end{aligned}$$"
            "\n"
            r"for signs $f \in \{-1,1\}$, $g = \operatorname{sgn}(L_g)$ and $2k > |L_g|$,"
            "\n"
            r"$$\begin{aligned} f\,g &= \operatorname{sgn}(L_g - k - k f - 2 k a), \\ a &= \operatorname{sgn}(L_g - k - k f). \end{aligned}$$"
            "\n"
            r"So for affine $L_f, L_g$ on a finite set of inputs any constant above the largest $|L_g|$ serves all inputs at once."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("strictness", Identity(_AND, "K >= abs(L_g)")),
            Mutant("constant", Identity(_XOR, "2*K > abs(L_g)")),
            Mutant("hypothesis", Identity(_AND)),
            Mutant("strictness", Identity(_AND_NOT, "K >= abs(L_f)")),
            Mutant("convention", Identity(_XNOR, "f in {0,1}; 2*k > abs(L_g)")),
            Mutant("operation", Identity("H(H(L_g)*L_f) == H(L_f)*H(L_g)")),
        ),
        not_claimed=(
            "The outputs f and f ∧ g reach the last unit directly (skip connections). That three units are necessary for XOR is a separate "
            "statement (FA-8). f ∧ g is the product f g, f ∨ g the maximum and f ⊕ g is (f − g)². For OR and OR NOT, K ≥ |L_g| and K′ ≥ |L_f| are enough."
        ),
    ),
    Claim(
        id="FA-7-k",
        kind="existence",
        title="A product of k threshold gates: k standard units, or 2k - 1 for signs",
        statement=All(
            (
                inductive("H(L - K*n) == 0", "K > abs(L)"),
                Identity(_XNOR, _SIGNS),
                Identity(_XNOR_BOUND, _SIGNS),
            )
        ),
        display=(
            r"For $K > |L_k|$, $f_k = H(L_k)$ and bits $f_1, \dots, f_{k-1}$,"
            "\n"
            r"$$f_1 \wedge \dots \wedge f_k = H\Big(L_k + K \sum_{j < k} (f_j - 1)\Big) :$$"
            "\n"
            r"the sum is $-n$, where $n$ is the number of bits that are $0$, and $H(L_k - K n) = 0$ for every $n \ge 1$. For signs, a gate with activation $L$ is multiplied by $f$ as in "
            r"FA-7 with two units, the second of which has an activation of at most $2k$ in absolute value; so it can be multiplied by a further sign, and a product of $k$ gates takes $2k - 1$ units."
        ),
        source=PROJECT,
        rests_on=("FA-7",),
        mutants=(
            Mutant("strictness", inductive("H(L - K*n) == 0", "K >= abs(L)")),
            Mutant("constant", inductive("H(L - K*n) == 0", "2*K > abs(L)")),
            Mutant("strictness", Identity(_XNOR_BOUND.replace("<=", "<"), _SIGNS)),
            Mutant("index", Identity(_XNOR_BOUND.replace("<= 2*k", "<= k"), _SIGNS)),
        ),
        not_claimed=(
            "Proved are the bound for any number of silent bits and the two steps for signs. That fewer units do not suffice is not claimed."
        ),
    ),
    Claim(
        id="BY-10",
        kind="existence",
        title="The least integer constant of an emulation",
        statement=All(
            (
                Identity(_LEAST_AND, "L, K integer"),
                Identity("H(L + K*(1 - 1)) == 1*H(L)"),
                Identity(_LEAST_OR, "L, K integer"),
                Identity("H(L + K*0) == max(0, H(L))"),
                Identity(_MAXIMUM, _CUBE),
                Identity(
                    "Sum(w[i]*H(w[i]), (i, 1, n)) == Sum(max(w[i], 0), (i, 1, n))",
                    terms=(("w[i]*H(w[i]) == max(w[i], 0)", "", "i"),),
                ),
            )
        ),
        display=(
            r"Let $L_g$ take integer values and $K \ge 0$ be an integer. At an input $x$ with $f(x) = 0$, $f \wedge g = H(L_g + K(f-1))$ holds exactly if $K \ge L_g(x) + 1$; with $f(x) = 1$ it always holds. "
            r"At an input with $f(x) = 1$, $f \vee g = H(L_g + K f)$ holds exactly if $K \ge -L_g(x)$; with $f(x) = 0$ it always holds. So the least constants that serve all inputs are"
            "\n"
            r"$$\begin{aligned} K_{\wedge} &= \max\big(0,\; 1 + \max \{L_g(x) : f(x) = 0\}\big), \\ K_{\vee} &= \max\big(0,\; -\min \{L_g(x) : f(x) = 1\}\big), \end{aligned}$$"
            "\n"
            r"a maximum over no points being $-\infty$ and a minimum $+\infty$. For $L_g = b + w \cdot x$ on $\{0,1\}^n$ the maximum is at most $b + \sum_i \max(w_i, 0)$ for every $n$, with equality at $x_i = H(w_i)$."
        ),
        source=PROJECT,
        rests_on=("FA-7",),
        mutants=(
            Mutant("constant", Identity(_LEAST_AND.replace("K >= L + 1", "K >= L + 2"), "L, K integer")),
            Mutant("strictness", Identity(_LEAST_OR.replace("K >= -L", "K > -L"), "L, K integer")),
            Mutant("hypothesis", Identity(_LEAST_AND)),
            Mutant("hypothesis", Identity(_MAXIMUM)),
        ),
        not_claimed=(
            "Checked are the conditions at one input, for all integers, and the bound on the maximum; that a constant serves all inputs exactly if it is at least the largest of the numbers is plain. "
            "Other circuits of two units may need no such constant; the claim is about these two formulas and integer activations."
        ),
    ),
    Claim(
        id="FA-8",
        kind="existence",
        title="Two standard units do not emulate every XOR gating",
        statement=All((_missing("D(n) == 0", range(1, 4)), _missing("D(n) >= 1", range(4, 5)))),
        display=(
            r"For every $n \ge 4$ there are threshold gates $f, g$ of $n$ variables whose product in $\{-1,1\}$ is computed by no network of two threshold units, skip connections included; for $n \le 3$ there are none. "
            r"So the three units of FA-7 are optimal in general."
        ),
        source=PROJECT,
        rests_on=("FA-7",),
        argument=(
            r"In a network of two threshold units the first computes a threshold function $g$ of the inputs $x$, the second a threshold function $F$ of $x$ and $g(x)$. So the functions of such networks are the $x \mapsto F(x, g(x))$, "
            r"with $F$ one of the threshold functions of $n + 1$ variables and $g$ one of those of $n$.",
            r"All of them, and all products $f g$, are listed from truth tables; $D(n)$ is the number of products that are not in the list. It is 0 for $n \le 3$ and positive for $n = 4$.",
            r"For $n > 4$ let $f, g$ be two gates for $n = 4$ whose product is missing, as functions that ignore the other variables. A network of two units for $f g$ would, with the other variables set to 0, be one for $n = 4$.",
        ),
        mutants=(
            Mutant("constant", _missing("D(n) == 0", range(3, 5))),
            Mutant("convention", _missing("P(n) >= 1", range(4, 5))),
        ),
        errata=(
            Erratum(
                text="Two threshold units of the standard model do what output gating of two gates does.",
                source="a usual reading of the collapse of layers, without regard to the alphabet of the gates",
                statement=_missing("D(n) == 0", range(1, 5)),
                corrected=r"For products in $\{0,1\}$ two units are enough, for products of signs three are (FA-7); from $n = 4$ on two are not. $D(n)$ counts the products that are missing.",
            ),
        ),
        not_claimed="The second mutant counts products in {0,1}: two units compute all of them (FA-7). How many functions two units compute is not stated here.",
        names={"D": "D"},
    ),
    Claim(
        id="FA-9",
        kind="inequality",
        title="Soft gates are exponentially close to hard ones",
        statement=All(
            (
                Identity("abs(logistic(t) - H(t)) <= exp(-abs(t))"),
                Identity("abs(tanh(t) - sgn(t)) <= 2*exp(-2*abs(t))"),
                Identity(_SOFT, "abs(L_f) >= c; abs(L_g) >= c; b > 0; c > 0"),
                Identity(_MULTIPLEXED, "g in {0,1}; K >= c + L_f; abs(L_f) >= c; b > 0; c > 0"),
                Identity("abs(m + 1/2) >= 1/2", "m integer"),
            )
        ),
        display=(
            r"For all real $t$: $|\sigma(t) - H(t)| \le e^{-|t|}$ and $|\tanh t - \operatorname{sgn} t| \le 2 e^{-2|t|}$. For a slope $\beta > 0$, a margin $\gamma > 0$, $|L_f|, |L_g| \ge \gamma$, and $g \in \{0,1\}$, $K \ge \gamma + L_f$ in the second,"
            "\n"
            r"$$\begin{aligned} \big|\sigma(\beta L_f)\,\sigma(\beta L_g) - H(L_f)\,H(L_g)\big| &\le 2 e^{-\beta\gamma}, \\ \big|\sigma(\beta (L_f + K(g-1))) - H(L_f)\, g\big| &\le e^{-\beta\gamma}. \end{aligned}$$"
            "\n"
            r"With integer weights, inputs in $\{0,1\}^n$ or $\{-1,1\}^n$ and biases in $\mathbb{Z} + \tfrac12$ the margin is $\gamma = \tfrac12$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", Identity("abs(logistic(t) - H(t)) <= exp(-abs(t))/2")),
            Mutant("hypothesis", Identity(_SOFT, "abs(L_f) >= c; b > 0; c > 0")),
            Mutant("sign", Identity("abs(tanh(t) - sgn(t)) <= 2*exp(-4*abs(t))")),
            Mutant("strictness", Identity("abs(m + 1/2) > 1/2", "m integer")),
        ),
        not_claimed=(
            "Near activation 0 no bound below 1/2 holds. Floating-point values of σ are exactly 0 or 1 far from 0 and show no error there; the bound is about real numbers. Nothing is said about training."
        ),
        names={"b": r"\beta", "c": r"\gamma"},
    ),
    Claim(
        id="BY-12",
        kind="existence",
        title="t layers of gating compute the parity of 2 to the t signs",
        statement=All(
            (
                Instances("L(t) == t", ranges={"t": range(1, 8)}, functions={"L": _layers_of_parity}),
                Identity(*_DOUBLED),
            )
        ),
        display=(
            r"For every $t \ge 1$, $t$ layers of gatings of identity units compute the parity of $2^t$ signs, and a network of identity units with $t$ layers of gatings that computes $x_1 \cdots x_n$ as a polynomial has $n \le 2^t$."
        ),
        source=PROJECT,
        rests_on=("FA-6-gated", "FA-3-depth"),
        argument=(
            r"$2^t$ signs take $\lceil \log_2 2^t \rceil = t$ layers by [[FA-6-gated]].",
            r"$x_1 \cdots x_n$ has degree $n$, so $n \le 2^t$ by [[FA-3-depth]].",
        ),
        mutants=(
            Mutant(
                "constant",
                Instances("L(t) == t - 1", ranges={"t": range(1, 4)}, functions={"L": _layers_of_parity}),
            ),
            Mutant("strictness", Identity("a + b < 2**(t + 1)", _DOUBLED[1])),
        ),
        not_claimed=(
            "The upper bound is for the polynomial on all real inputs; that networks which agree with it on signs only need as many layers follows if their degree is at least n, by the threshold degree of parity, not checked here. Units of linear growth never reach degree 2 (SM-3)."
        ),
    ),
]
