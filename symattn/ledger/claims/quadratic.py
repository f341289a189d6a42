"""Claims of the chapter on quadratic activations and collapsing layers: FA-2, FA-5, FA-6, FA-7."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import Any

from symattn.algebra import dimension
from symattn.attention import output_gating, synaptic_gating
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Constructed, Identity, Instances, Sizes, Triple
from symattn.model import Network, Unit
from symattn.threshold import count_threshold, threshold_functions


def _minor(size: int) -> str:
    """Write a minor of u v^T + v u^T with arbitrary rows 0.. and columns 10.. (indices that may coincide) as text."""
    terms = []
    for columns in permutations(range(size)):
        inversions = sum(columns[a] > columns[b] for a in range(size) for b in range(a + 1, size))
        entries = [f"(u[{i}]*v[{10 + j}] + v[{i}]*u[{10 + j}])" for i, j in enumerate(columns)]
        terms.append("*".join([f"{(-1) ** inversions}", *entries]))
    return " + ".join(terms)


def _gated_pair(n: int) -> tuple[Any, Any]:
    """Return the outputs of u.x + a output-gated by v.x + b, and of u.x + a with the synapse from x_1 gated by x_n."""
    network = Network.feedforward([n, 1], weights=[[f"u{j}" for j in range(1, n + 1)]], bias=["a"])
    gate = Unit.over("g", network.inputs, weights=[f"v{j}" for j in range(1, n + 1)], bias="b")
    gated = output_gating(network, by=gate)
    synaptic = synaptic_gating(network, by=f"x{n}", synapse=("x1", network.unit_named()))
    return gated.output(), synaptic.output()


def _sparse_form(n: int, shift: int = 0) -> list[Triple]:
    gated, synaptic = _gated_pair(n)
    indices = range(1, n + 1)
    quadratic = " + ".join(f"u{j}*v{k}*x{j}*x{k}" for j in indices for k in indices)
    linear = " + ".join(f"(b*u{j} + a*v{j})*x{j}" for j in indices)
    ungated = " + ".join(["a", *(f"u{j}*x{j}" for j in indices if j > 1)])
    return [
        (gated, f"{quadratic} + {linear} + a*b + {shift}", ""),
        (synaptic, f"{ungated} + u1*x{n}*x1", ""),
    ]


def _added_not_replaced(n: int) -> list[Triple]:
    """Synaptic gating of x_1's synapse by x_n, mistaken for the sum of the ungated unit and the new monomial."""
    _, synaptic = _gated_pair(n)
    ungated = " + ".join(["a", *(f"u{j}*x{j}" for j in range(1, n + 1))])
    return [(synaptic, f"{ungated} + u1*x{n}*x1", "")]


def _dot_product(n: int, drop: int = 0) -> list[Triple]:
    """Two layers of n linear units over two inputs, joined by gating the n synapses of weight 1."""
    size, inputs = dimension("n"), dimension("p")
    left = Network.feedforward([inputs, size, 1], weights=["w", 1])
    right = Network.feedforward([inputs, size], weights="v")
    built = synaptic_gating(left, by=right, synapse="u2").at({size: n, inputs: 2}).output()
    pair = Network.feedforward([inputs, size], weights="w").at({size: n, inputs: 2})
    other = right.at({size: n, inputs: 2})
    return [(built, sum(pair.output(i) * other.output(i) for i in range(1, n + 1 - drop)), "")]


def _parity(n: int, *, shift: str = "1/2", sign: int = -1) -> list[Triple]:
    units = " + ".join(f"({sign})**{j + 1}*H(Sum(x[i], (i, 1, {n})) - {j})" for j in range(1, n + 1))
    product = "*".join(f"(1 - 2*x[{i}])" for i in range(1, n + 1))
    names = ", ".join(f"x[{i}]" for i in range(1, n + 1))
    return [(f"H({units} - {shift})", f"(1 - {product})/2", f"{names} in {{0,1}}")]


@cache
def _emulated(n: int, operation: str, slack: int) -> int:
    """Count the pairs of threshold gates f, g with the emulation equal to the gating at every point of {0,1}^n.

    K = max|L_g| + slack, at least 0; with slack 1 the emulation is right for all pairs.
    """
    import numpy as np

    gates = threshold_functions(n)
    columns = np.array(
        [[1 if i == n else k >> i & 1 for i in range(n + 1)] for k in range(1 << n)], dtype=np.int64
    )
    activations = gates.weights.astype(np.int64) @ columns.T
    bits = (activations >= 0).astype(np.int64)
    slopes = np.maximum(np.abs(activations).max(axis=1) + slack, 0)[:, None]
    agreeing = 0
    for f in bits:
        conjunction = (activations + slopes * (f - 1) >= 0).astype(np.int64)
        if operation == "and":
            emulated, wanted = conjunction, f & bits
        else:
            emulated = (activations + slopes * f - 2 * slopes * conjunction >= 0).astype(np.int64)
            wanted = f ^ bits
        agreeing += int((emulated == wanted).all(axis=1).sum())
    return agreeing


def _emulation(name: str, operation: str, slack: int) -> Instances:
    return Instances(
        f"{name}(n) == T(n)**2",
        ranges={"n": range(1, 5)},
        functions={name: lambda n: _emulated(n, operation, slack), "T": count_threshold},
    )


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
        statement=Constructed(
            "the library's gated networks have the stated activations",
            "n",
            (1, 2, 3, 4, 5),
            _sparse_form,
        ),
        display=(
            r"Output gating of two linear units of $n$ inputs gives $2(n+1)$ weights and"
            "\n"
            r"$$(u \cdot x + a)(v \cdot x + b) = \sum_{j,k} u_j v_k\, x_j x_k + \sum_j (b\,u_j + a\,v_j)\, x_j + a b;$$"
            "\n"
            r"synaptic gating of $x_1$'s synapse by $x_n$ replaces $u_1 x_1$ by the one monomial $u_1 x_n x_1$ ($1 \le n \le 5$)."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("constant", Constructed("a constant is added", "n", (1, 2), lambda n: _sparse_form(n, 1))),
            Mutant(
                "operation",
                Constructed("the monomial is added, not put in place", "n", (2,), _added_not_replaced),
            ),
        ),
        not_claimed="Checked at the listed sizes; the statement for symbolic n is not decided by this version.",
    ),
    Claim(
        id="FA-5",
        kind="identity",
        title="n gatings compute a dot product",
        statement=All(
            (
                Constructed(
                    "synaptic gating of n synapses of weight 1 gives the dot product",
                    "n",
                    (1, 2, 3, 4),
                    _dot_product,
                ),
                Sizes(
                    "Sum(u[i]*v[i], (i, 1, n)) == (Sum((u[i] + v[i])**2, (i, 1, n)) - Sum((u[i] - v[i])**2, (i, 1, n)))/4",
                    "n",
                    (1, 2, 3, 5, 8),
                ),
            )
        ),
        display=(
            r"Two layers of $n$ linear units $u, v$ followed by $n$ gatings and one linear unit compute"
            "\n"
            r"$$u \cdot v = \sum_{i=1}^n u_i v_i = \tfrac14 \big( |u + v|^2 - |u - v|^2 \big)$$"
            "\n"
            r"for $1 \le n \le 4$, the second formula also for $n = 5$ and $n = 8$."
        ),
        source=PAPER,
        rests_on=("TX-6", "FA-2"),
        mutants=(
            Mutant(
                "index",
                Constructed("the last product is left out", "n", (2, 3), lambda n: _dot_product(n, 1)),
            ),
            Mutant(
                "sign", Sizes("Sum(u[i]*v[i], (i, 1, n)) == Sum((u[i] + v[i])**2, (i, 1, n))/4", "n", (1, 2))
            ),
        ),
        not_claimed="Checked with two inputs and without biases, at the listed sizes. That fewer than n gatings do not suffice is a separate statement, not in this version.",
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
        statement=All((_emulation("E_and", "and", 1), _emulation("E_xor", "xor", 1))),
        display=(
            r"For $f = H(L_f)$, $g = H(L_g)$ on a finite set of inputs and $K > \max |L_g|$,"
            "\n"
            r"$$f \wedge g = H\big(L_g + K (f - 1)\big), \qquad f \oplus g = H\big(L_g + K f - 2 K\, (f \wedge g)\big).$$"
            "\n"
            r"The numbers $E_\wedge(n), E_\oplus(n)$ of pairs of threshold gates of $n$ variables for which this holds with $K = 1 + \max |L_g|$ are "
            r"$T(n)^2$."
        ),
        hypotheses=(r"$L_f, L_g$ are real affine functions",),
        source=PROJECT,
        rests_on=("SM-1", "FA-6"),
        argument=(
            r"Let $a = f \wedge g$. If $f = 1$, then $H(L_g + K \cdot 0) = g = f \wedge g$.",
            r"If $f = 0$, then $L_g - K < 0$ because $K > |L_g|$, so $H(L_g - K) = 0 = f \wedge g$. This proves the first formula.",
            r"For the second: if $f = 0$ then $a = 0$ and $H(L_g) = g = f \oplus g$.",
            r"If $f = 1$ then $a = g$. For $g = 0$: $H(L_g + K) = 1 = f \oplus g$. For $g = 1$: $L_g - K < 0$, so the value is $0 = f \oplus g$.",
        ),
        mutants=(
            Mutant("strictness", _emulation("E_and_K_equal", "and", 0)),
            Mutant("constant", _emulation("E_xor_K_smaller", "xor", -1)),
        ),
        not_claimed=(
            "The outputs f and a reach the last unit directly (skip connections). That three units are necessary for XOR is a separate "
            "statement, not in this version. The machine checks integer weights; the written proof covers real ones."
        ),
    ),
]
