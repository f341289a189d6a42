"""Claims of the chapter on quadratic activations and collapsing layers: FA-2, FA-5, FA-6, FA-7."""

from __future__ import annotations

from itertools import permutations

from symattn.algebra import dimension
from symattn.attention import output_gating, synaptic_gating
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Constructed, Identity, Symbolic, Triple
from symattn.model import Network


def _minor(size: int) -> str:
    """Write a minor of u v^T + v u^T with arbitrary rows 0.. and columns 10.. (indices that may coincide) as text."""
    terms = []
    for columns in permutations(range(size)):
        inversions = sum(columns[a] > columns[b] for a in range(size) for b in range(a + 1, size))
        entries = [f"(u[{i}]*v[{10 + j}] + v[{i}]*u[{10 + j}])" for i, j in enumerate(columns)]
        terms.append("*".join([f"{(-1) ** inversions}", *entries]))
    return " + ".join(terms)


def _sparse_form(linear: str = "(b*u[j] + a*v[j])*x[j]") -> list[Triple]:
    """The library's gated pair of linear units with symbolically many inputs, and the quadratic form of the theory."""
    inputs = dimension("n")
    gated = output_gating(
        Network.feedforward([inputs, 1], weights="u", bias="a"),
        by=Network.feedforward([inputs, 1], weights="v", bias="b"),
    )
    quadratic = "Sum(Sum(u[j]*v[k]*x[j]*x[k], (j, 1, n)), (k, 1, n))"
    return [(gated.output(1), f"{quadratic} + Sum({linear}, (j, 1, n)) + a*b", "")]


_ONE_SYNAPSE = "Sum(u[j]*(1 + delta(j, p)*(x[q] - 1))*x[j], (j, 1, n)) == Sum(u[j]*x[j], (j, 1, n)) - u[p]*x[p] + u[p]*x[q]*x[p]"
_ADDED = (
    "Sum(u[j]*(1 + delta(j, p)*(x[q] - 1))*x[j], (j, 1, n)) == Sum(u[j]*x[j], (j, 1, n)) + u[p]*x[q]*x[p]"
)
_PLACES = "p <= n; q <= n; p, q, n positive integer"


def _dot_product(right: str = "v") -> list[Triple]:
    """Two layers of n linear units over p inputs, joined by gating the n synapses of weight 1."""
    size, inputs = dimension("n"), dimension("p")
    left = Network.feedforward([inputs, size, 1], weights=["w", 1])
    built = synaptic_gating(left, by=Network.feedforward([inputs, size], weights="v"), synapse="u2")
    layers = [f"Sum({name}[i,j]*x[j], (j, 1, p))" for name in ("w", right)]
    return [(built.output(1), f"Sum({layers[0]}*{layers[1]}, (i, 1, n))", "")]


_POLARISED = (
    "Sum(u[i]*v[i], (i, 1, n)) == (Sum((u[i] + v[i])**2, (i, 1, n)) - Sum((u[i] - v[i])**2, (i, 1, n)))/4"
)


def _parity(n: int, *, shift: str = "1/2", sign: int = -1) -> list[Triple]:
    units = " + ".join(f"({sign})**{j + 1}*H(Sum(x[i], (i, 1, {n})) - {j})" for j in range(1, n + 1))
    product = "*".join(f"(1 - 2*x[{i}])" for i in range(1, n + 1))
    names = ", ".join(f"x[{i}]" for i in range(1, n + 1))
    return [(f"H({units} - {shift})", f"(1 - {product})/2", f"{names} in {{0,1}}")]


_AND = "H(L_g + K*(H(L_f) - 1)) == H(L_f)*H(L_g)"
_XOR = "H(L_g + K*H(L_f) - 2*K*H(L_g + K*(H(L_f) - 1))) == (H(L_f) - H(L_g))**2"


CLAIMS = [
    Claim(
        id="FA-2",
        kind="identity",
        title="Gating two linear units without biases gives a quadratic form of rank at most 2",
        statement=All(
            (
                Identity("U*V == ((U + V)**2 - (U - V)**2)/4"),
                Identity(f"{_minor(3)} == 0"),
            )
        ),
        display=(
            r"For every number $n$ of inputs, with $U = u \cdot x$ and $V = v \cdot x$,"
            "\n"
            r"$$U V = x^{\mathsf T} Q\, x = \tfrac14 (U + V)^2 - \tfrac14 (U - V)^2, \qquad Q = \tfrac12 (u v^{\mathsf T} + v u^{\mathsf T}),$$"
            "\n"
            r"and every $3 \times 3$ minor of $Q$ vanishes: the rank is at most 2, with at most one positive and one negative square."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("sign", Identity("U*V == ((U + V)**2 + (U - V)**2)/4")),
            Mutant("constant", Identity("U*V == ((U + V)**2 - (U - V)**2)/2")),
            Mutant("index", Identity(f"{_minor(2)} == 0")),
        ),
        not_claimed=(
            "Checked are the polarisation and the minors, these with arbitrary row and column indices, so for every n. That $UV = x^{\\mathsf T} Q x$, that vanishing minors "
            "give rank at most 2, and that the numbers of squares do not depend on the choice (Sylvester) are linear algebra, not checked here. The rank is 2 only "
            "if u and v are linearly independent."
        ),
    ),
    Claim(
        id="FA-2-form",
        kind="identity",
        title="The sparse quadratic activation of gated linear units",
        statement=All(
            (
                Symbolic("the library's output gating has the stated activation", _sparse_form),
                Identity(_ONE_SYNAPSE, _PLACES),
            )
        ),
        display=(
            r"Output gating of two linear units of $n$ inputs gives $2(n+1)$ weights and, for every $n$,"
            "\n"
            r"$$(u \cdot x + a)(v \cdot x + b) = \sum_{j,k} u_j v_k\, x_j x_k + \sum_j (b\,u_j + a\,v_j)\, x_j + a b;$$"
            "\n"
            r"synaptic gating of $x_p$'s synapse by $x_q$ replaces $u_p x_p$ by the one monomial $u_p x_q x_p$."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Symbolic("the biases are exchanged", lambda: _sparse_form("(a*u[j] + b*v[j])*x[j]")),
            ),
            Mutant("operation", Identity(_ADDED, _PLACES)),
        ),
        not_claimed="The number of weights is counted, not proved to be least.",
    ),
    Claim(
        id="FA-5",
        kind="identity",
        title="n gatings compute a dot product",
        statement=All(
            (
                Symbolic("synaptic gating of n synapses of weight 1 gives the dot product", _dot_product),
                Identity(_POLARISED),
            )
        ),
        display=(
            r"Two layers of $n$ linear units $u, v$ over any number $p$ of inputs, followed by $n$ gatings and one linear unit, compute"
            "\n"
            r"$$u \cdot v = \sum_{i=1}^n u_i v_i = \tfrac14 \big( |u + v|^2 - |u - v|^2 \big)$$"
            "\n"
            r"for every $n$."
        ),
        source=PAPER,
        rests_on=("TX-6", "FA-2"),
        mutants=(
            Mutant("index", Symbolic("one layer gates itself", lambda: _dot_product("w"))),
            Mutant("sign", Identity("Sum(u[i]*v[i], (i, 1, n)) == Sum((u[i] + v[i])**2, (i, 1, n))/4")),
        ),
        not_claimed="Layers without biases. That fewer than n gatings do not suffice is a separate statement, not in this version.",
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
        id="FA-6-parity",
        kind="existence",
        title="Parity by n + 1 threshold units",
        statement=Constructed("the network computes parity", "n", (1, 2, 3, 4, 5, 6), _parity),
        display=(
            r"$$\tfrac12 \Big(1 - \prod_{i=1}^n (1 - 2 x_i)\Big) = H\Big(\sum_{j=1}^n (-1)^{j+1} H\big(x_1 + \dots + x_n - j\big) - \tfrac12\Big) "
            r"\qquad (x \in \{0,1\}^n,\; 1 \le n \le 6)$$"
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant(
                "constant",
                Constructed("the threshold is 3/2", "n", (1, 2), lambda n: _parity(n, shift="3/2")),
            ),
            Mutant(
                "sign", Constructed("the signs do not alternate", "n", (2, 3), lambda n: _parity(n, sign=1))
            ),
        ),
        not_claimed="Checked for n up to 6; that no single threshold unit computes parity is a separate statement.",
    ),
    Claim(
        id="FA-7",
        kind="existence",
        title="Two standard units emulate an AND gating, three an XOR gating",
        statement=All((Identity(_AND, "K > abs(L_g)"), Identity(_XOR, "K > abs(L_g)"))),
        display=(
            r"For $f = H(L_f)$, $g = H(L_g)$ with real activations $L_f, L_g$, and $K > |L_g|$,"
            "\n"
            r"$$f \wedge g = H\big(L_g + K (f - 1)\big), \qquad f \oplus g = H\big(L_g + K f - 2 K\, (f \wedge g)\big);$$"
            "\n"
            r"so for affine $L_f, L_g$ on a finite set of inputs any $K > \max |L_g|$ serves all inputs at once."
        ),
        source=PROJECT,
        rests_on=("SM-1", "FA-6"),
        mutants=(
            Mutant("strictness", Identity(_AND, "K >= abs(L_g)")),
            Mutant("constant", Identity(_XOR, "2*K > abs(L_g)")),
            Mutant("hypothesis", Identity(_AND)),
        ),
        not_claimed=(
            "The outputs f and f ∧ g reach the last unit directly (skip connections). That three units are necessary for XOR is a separate "
            "statement, not in this version. f ∧ g is the product f g and f ⊕ g is (f − g)²."
        ),
    ),
]
