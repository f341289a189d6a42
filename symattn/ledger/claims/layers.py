r"""Claims on the capacity of layers of gated units: LAY-0 to LAY-6.

Property wanted: bounds, for every n, on the number of maps of a layer whose m outputs are gated, by gates of their own, by a common one, in all pairs, or synapse by synapse.

Construction: one selector for all units.  At one of its values every gated unit is itself and every gating one is neutral, at the other value it is the other way round; so all
units are read off the map.

Derivation: from above a map is determined by the tuple of its gates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import ceil, log2
from typing import Any

from symattn.attention import output_gating, synaptic_gating
from symattn.capacity import count, output_gating_tables
from symattn.capacity.classes.layered_networks import (
    count_layered,
    layered_formula,
    layered_upper_bound,
    two_layer_tables,
)
from symattn.capacity.classes.layers import count_gated_layer, every_synapse_tables
from symattn.capacity.classes.restricted import polynomial_threshold_tables
from symattn.capacity.cover import cover_count
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Derived, Identity, Instances
from symattn.model import Network, Unit
from symattn.proving import by_cases
from symattn.threshold import count_threshold, threshold_functions

NAMES = {
    "M_and": r"M_{\wedge}",
    "M_xor": r"M_{\oplus}",
    "M_mix": r"M_{\pm}",
    "G_and": r"G_{\wedge}",
    "G_xor": r"G_{\oplus}",
    "S_01": r"S_{01}",
    "S_pm": r"S_{\pm}",
}
_GATES = {"and": "01", "xor": "pm", "mix": "mixed"}


@cache
def _independent(n: int, m: int, gate: str) -> int:
    """Return the number of maps (f_1 g_1, ..., f_m g_m), by running through all 2m gates."""
    import numpy as np

    tables = threshold_functions(n).tables.astype(np.uint64)
    axes = np.ix_(*[tables] * (2 * m))
    code: Any = np.uint64(0)
    for f, g in zip(axes[:m], axes[m:], strict=True):
        code = code << np.uint64(1 << n) | (f & g if gate == "01" else f ^ g)
    return len(np.unique(code))


@cache
def _union(n: int, *, parity: bool) -> int:
    """Return how many functions are an AND or an OR of two gates, or (``parity``) also a product of signs."""
    import numpy as np

    ands = output_gating_tables(n, "01")
    # The negation of a gate is a gate: OR is the negation of AND.
    parts = [ands, np.uint32((1 << (1 << n)) - 1) - ands]
    return len(np.unique(np.concatenate([*parts, output_gating_tables(n, "pm")] if parity else parts)))


def _layer(statement: str, *, gating: int | None = None) -> Instances:
    """Return a statement about the maps of all products of m gated and q gating gates; q = 1 is one shared gate."""
    functions: dict[str, Callable[..., int]] = {"T": count_threshold}
    for name, gate in _GATES.items():
        functions[f"M_{name}"] = lambda n, m, q=1, gate=gate: count_gated_layer(
            n, gated=m, gating=q, gate=gate
        )
    ranges = {"n": range(1, 4), "m": range(1, 4)}
    if gating is None:
        return Instances(statement, ranges=ranges, functions=functions, assuming="n*m <= 6")
    ranges = {"n": range(1, 3), "m": range(1, 4), "q": range(1, gating + 1)}
    return Instances(statement, ranges=ranges, functions=functions, assuming="n*(m + q) <= 8")


@cache
def _pairs_of_degrees(n: int, d: int, a: int, gate: str) -> int:
    """Return the number of maps (f_1 g, f_2 g), f_1 and f_2 gates of degree d and g one of degree a."""
    import numpy as np

    size = 1 << (1 << n)
    gated = polynomial_threshold_tables(n, d).astype(np.int64)
    found = np.zeros((size, size), dtype=bool)
    for g in polynomial_threshold_tables(n, a).tolist():
        products = np.unique(gated ^ g if gate == "pm" else gated & g)
        found[np.ix_(products, products)] = True
    return int(found.sum())


def _of_degrees(statement: str) -> Instances:
    """Return a statement about two units of degree d that share a gate of degree a."""
    functions: dict[str, Callable[..., int]] = {
        "T_d": lambda d, n: len(polynomial_threshold_tables(n, d)),
        "M_and": lambda d, a, n: _pairs_of_degrees(n, d, a, "01"),
        "M_xor": lambda d, a, n: _pairs_of_degrees(n, d, a, "pm"),
    }
    return Instances(statement, ranges={"n": (1, 2, 3), "d": (1, 2), "a": (1, 2)}, functions=functions)


def _own(statement: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "T": count_threshold,
        "M_and": lambda n, m: _independent(n, m, "01"),
        "M_xor": lambda n, m: _independent(n, m, "pm"),
        "G_and": lambda n: count("output-gating", n).count,
        "G_xor": lambda n: count("output-gating", n, gate="pm").count,
    }
    return Instances(statement, ranges={"n": range(1, 3), "m": range(1, 3)}, functions=functions)


def _synapses(statement: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "T": count_threshold,
        "C": lambda n: cover_count(1 << n, n + 1),
        "S_01": lambda n: len(every_synapse_tables(n)),
        "S_pm": lambda n: len(every_synapse_tables(n, inputs="pm")),
    }
    ranges = {"n": range(1, 4), "k": range(0, 4)}
    return Instances(statement, ranges=ranges, functions=functions, assuming="k <= n")


def _two_layers(statement: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "T": count_threshold,
        "B": lambda n: len(two_layer_tables(n)),
        "A": lambda n: len(two_layer_tables(n, output="any")),
        "U": lambda n: _union(n, parity=False),
        "V": lambda n: _union(n, parity=True),
    }
    full = {"n": range(1, 5)}
    return Instances(statement, ranges={"n": range(1, 4)}, functions=functions, full=full)


_DEPTHS = {
    1: (1, 1),
    2: (2, 2),
    3: (1, 2, 1),
    4: (2, 2, 1),
    5: (2, 2, 2),
    6: (2, 1, 2),
    7: (2, 2, 2, 1),
    8: (1, 2, 2, 1),
    9: (2, 2, 1, 2),
}


def _layered(statement: str) -> Instances:
    """Return a statement about networks of small sizes, numbered."""
    functions: dict[str, Callable[..., int]] = {
        "N": lambda i: count_layered(_DEPTHS[i]),
        "P": lambda i: layered_upper_bound(_DEPTHS[i]),
        "F": lambda i: layered_formula(_DEPTHS[i]),
        "u": lambda i: sum(_DEPTHS[i][1:]),
    }
    return Instances(statement, ranges={"i": _DEPTHS}, functions=functions)


def _hidden(statement: str) -> Instances:
    """Return a statement about networks of n inputs, m units and an output."""
    functions: dict[str, Callable[..., int]] = {
        "T": count_threshold,
        "N": lambda n, m: count_layered((n, m, 1)),
        "r": lambda m: ceil(log2(m)),
    }
    ranges = {"n": range(1, 3), "m": range(1, 4)}
    return Instances(statement, ranges=ranges, functions=functions, assuming="m <= 2**n")


def _weights_of(kind: str, n: int) -> int:
    """Return the number of weights, biases included, of a unit, a gated unit, or a unit each of whose synapses is gated."""
    unit = Network.feedforward([n, 1], transfer="H", weights="w", bias="b")
    if kind == "gate":
        return len(unit.parameters)
    gates = [
        Unit.over(f"g{i}", unit.inputs, weights=f"v{i}_", transfer="H", bias=f"c{i}") for i in range(1, n + 1)
    ]
    if kind == "gated":
        return len(output_gating(unit, by=gates[0]).parameters)
    each: Any = unit
    for name, gate in zip(unit.inputs, gates, strict=True):
        each = synaptic_gating(each, by=gate, synapse=(name, unit.outputs[0]))
    return len(each.parameters)


def _weights(statement: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        f"W_{kind}": (lambda n, kind=kind: _weights_of(kind, n)) for kind in ("gate", "gated", "each")
    }
    return Instances(statement, ranges={"n": range(1, 6)}, functions=functions)


def _exponent(source: str) -> Derived:
    """Return a statement on k (n - k)^2 with m = n - k; the difference is decided on both sides of its double zero m = 2k."""
    given = "k >= 0; m >= 0"
    return Derived(
        source, given, evidence=lambda: by_cases(source, assuming=given, cases=["m >= 2*k", "m <= 2*k"])
    )


_SHARED_BOUNDS = " and ".join(
    f"T(n - 1)**(m + 1) <= M_{name}(n, m) and T(n)**m <= M_{name}(n, m) and {two}M_{name}(n, m) <= T(n)**(m + 1)"
    for name, two in (("and", ""), ("xor", "2*"), ("mix", ""))
)
_DEGREE_BOUNDS = " and ".join(
    f"T_d(d, n - 1)**2*T_d(a, n - 1) <= M_{name}(d, a, n) and T_d(d, n)**2 <= M_{name}(d, a, n) and {two}M_{name}(d, a, n) <= T_d(d, n)**2*T_d(a, n)"
    for name, two in (("and", ""), ("xor", "2*"))
)
_TWO_UNITS = " and ".join(
    f"(m == 2 and n == {n} implies M_and(n, m) == {ands} and M_xor(n, m) == {signs})"
    for n, ands, signs in ((1, 16, 16), (2, 242, 256))
)
_PAIR_BOUNDS = " and ".join(
    f"T(n - 1)**(m + q) <= M_{name}(n, m, q) and {two}M_{name}(n, m, q) <= T(n)**(m + q)"
    for name, two in (("and", ""), ("xor", "2*"), ("mix", ""))
)
_EVERY_BOUNDS = " and ".join(f"T(n - k)**k <= S_{x}(n) and S_{x}(n) <= T(n)**n*C(n)" for x in ("01", "pm"))
_TWO_LAYERS = (
    "B(n) == U(n) and A(n) == V(n) and T(n - 1)**2 <= B(n) and B(n) <= T(n)**2 and 4*A(n) <= 5*T(n)**2"
)
_SELECTOR = (
    r"One variable $t$ serves as the selector. By [[MX-a]] and [[MX-b]] (over $\{-1,1\}$ [[MX-d-a]] and [[MX-d-b]]) there are gates $F_i$ of $n$ variables that are $f_i$ at one value of $t$ "
    r"and 1 at the other, and gates $G_j$ that are 1 at the first value and $g_j$ at the second, for any gates $f_i, g_j$ of the other $n - 1$ variables; over polynomials of degree at most $d \ge 1$ by [[MX-f]], as adding $K t$ or $K (1 - t)$ leaves the degree at most $d$."
)
_SIGN = r"Values in $\{-1,1\}$: the negative of a gate is a gate, and changing the signs of all factors changes no product, so every map arises from at least two tuples."


CLAIMS = [
    Claim(
        id="LAY-0",
        kind="asymptotic",
        title="Capacity of layered threshold networks",
        statement=None,
        display=(
            r"The capacity of the networks of threshold units with layers of sizes $n_1, \dots, n_L$ (inputs first, biases, no skip connections) is"
            "\n"
            r"$$\sum_{k=1}^{L-1} \min(n_1, \dots, n_k)\, n_k\, n_{k+1}$$"
            "\n"
            r"up to absolute constant factors, under mild conditions on the sizes."
        ),
        source="P. Baldi and R. Vershynin, The capacity of feedforward neural networks, Neural Networks (2019), arXiv 1901.00434",
        rests_on=("RV-1",),
        cited="P. Baldi and R. Vershynin, The capacity of feedforward neural networks, Neural Networks (2019), arXiv 1901.00434, main theorem",
        not_claimed="The conditions on the sizes are those of the source. The upper half holds with the factor 1 up to the number of units, LAY-0-upper, and a lower bound for one hidden layer is LAY-0-lower; both are proved here, and nothing rests on this entry.",
    ),
    Claim(
        id="LAY-0-upper",
        kind="inequality",
        title="Layered threshold networks: upper bound",
        statement=All(
            (
                _layered("N(i) <= P(i) and P(i) <= 2**(F(i) + u(i))"),
                Instances(
                    "C(m, n) <= 2**(m*n + 1)",
                    ranges={"m": range(1, 9), "n": range(1, 13)},
                    functions={"C": lambda m, n: cover_count(1 << m, n + 1)},
                ),
            )
        ),
        display=(
            r"The number $N$ of maps of the networks of threshold units with layers of sizes $n_1, \dots, n_L$ satisfies, with $m_k = \min(n_1, \dots, n_k)$,"
            "\n"
            r"$$N \le \prod_{k=1}^{L-1} C\big(2^{m_k},\, n_k + 1\big)^{n_{k+1}} \le 2^{\,\sum_{k<L} m_k n_k n_{k+1} \,+\, n_2 + \dots + n_L}.$$"
        ),
        source="after P. Baldi and R. Vershynin (2019); proof of this project",
        rests_on=("RV-1",),
        argument=(
            r"The outputs of layer $k$ take at most $2^{m_k}$ different values, as the inputs vary: there are $2^{n_1}$ inputs, and each layer $j \le k$ has at most $2^{n_j}$ vectors of outputs, through which the map to layer $k$ passes.",
            r"Given the maps up to layer $k$, a unit of layer $k + 1$ computes a threshold function of $N \le 2^{m_k}$ points $y$ of $\mathbb{R}^{n_k}$, the sign vector of a linear functional at the points $(y, 1)$, nowhere zero after raising the bias a little: one of at most $C(N, n_k + 1)$ by [[RV-3-N]], and $C(N, D)$ does not decrease with $N$. "
            r"This gives the product.",
            r"$C(N, D) = 2 \sum_{i < D} \binom{N - 1}{i} \le 2 N^{D-1}$: each set of at most $D - 1$ of $N - 1$ elements is the image of a map from $D - 1$ elements to these and one more, which stands for none. So $C(2^m, n + 1) \le 2^{m n + 1}$.",
        ),
        mutants=(
            Mutant("index", _layered("N(i) <= P(i) and P(i) <= 2**F(i)")),
            Mutant("constant", _layered("2*N(i) <= P(i)")),
        ),
        not_claimed="A lower bound of this order. For a single layer of one unit it is Cover's bound.",
    ),
    Claim(
        id="LAY-0-lower",
        kind="inequality",
        title="Networks with one hidden layer: lower bound",
        statement=_hidden("T(n - r(m))**m <= N(n, m)"),
        display=(
            r"Let $r = \lceil \log_2 m \rceil \le n$. The networks of $n$ inputs, $m$ threshold units and one output unit compute at least $T(n - r)^m$ functions."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"Give each of the $m$ units a word $j$ of $r$ bits of its own. Given gates $f_j$ of $n - r$ variables, [[MX-e]] gives gates $F_j(x, s)$ of $n$ variables that are $f_j(x)$ where $s = j$ and 1 elsewhere.",
            r"The output unit computes the AND of the $m$ units, $H(\sum_j F_j - m)$. At $s = j$ it is $f_j(x)$, so the $m$ gates can be read off.",
        ),
        mutants=(
            Mutant("index", _hidden("T(n)**m <= N(n, m)")),
            Mutant("strictness", _hidden("T(n - r(m))**m < N(n, m)")),
        ),
        not_claimed="A bound of this order for many hidden layers, which LAY-0 has.",
    ),
    Claim(
        id="LAY-1",
        kind="count",
        title="A layer of m units with gates of their own",
        statement=_own(
            "M_and(n, m) == G_and(n)**m and M_xor(n, m) == G_xor(n)**m and T(n)**m <= M_and(n, m)"
        ),
        display=(
            r"The maps $x \mapsto (f_1(x) g_1(x), \dots, f_m(x) g_m(x))$, all $2m$ threshold gates free, number exactly $G_{\wedge}(n)^m$ for values in $\{0,1\}$, and $G_{\oplus}(n)^m$ for values in "
            r"$\{-1,1\}$; the layer without gates has $T(n)^m$ maps. The same holds for any class of units in place of the threshold gates."
        ),
        source=PAPER + ", exact form of this project",
        rests_on=("TX-1", "RV-1", "CAP-AND", "CAP-XOR"),
        argument=(
            r"The outputs have no gate in common, so a map is any tuple of $m$ functions, each from the class of the products of two gates, of which there are $G(n)$.",
        ),
        mutants=(
            Mutant("operation", _own("M_and(n, m) == G_and(n)*m")),
            Mutant("index", _own("M_and(n, m) == T(n)**(2*m)")),
            Mutant("convention", _own("M_xor(n, m) < T(n)**m")),
        ),
        not_claimed="Anything about units that share gates: LAY-2, LAY-3.",
        names=NAMES,
    ),
    Claim(
        id="LAY-2",
        kind="inequality",
        title="A layer of m units that share one gate",
        statement=All((_layer(_SHARED_BOUNDS), _layer(_TWO_UNITS), _of_degrees(_DEGREE_BOUNDS))),
        display=(
            r"The number $M(n, m)$ of maps $x \mapsto (f_1(x) g(x), \dots, f_m(x) g(x))$ satisfies"
            "\n"
            r"$$\begin{gathered} \max\big(T(n-1)^{m+1},\, T(n)^m\big) \le M(n, m) \le T(n)^{m+1} \\ (n \ge 1), \end{gathered}$$"
            "\n"
            r"with values in $\{0,1\}$, in $\{-1,1\}$, and for $f_i$ in $\{-1,1\}$ and $g$ in $\{0,1\}$; in $\{-1,1\}$, $M(n, m) \le \tfrac12 T(n)^{m+1}$. For polynomial gates of degree at most $d$, "
            r"and $d'$ for $g$ ($d, d' \ge 1$), it lies between $\max\big(T_d(n-1)^m\, T_{d'}(n-1),\, T_d(n)^m\big)$ and $T_d(n)^m\, T_{d'}(n)$; for values in $\{-1,1\}$ it is at most $\tfrac12 T_d(n)^m\, T_{d'}(n)$. For $m = 2$ and $n = 1, 2$ it is $16, 242$ with values in $\{0,1\}$ and $16, 256$ with values in $\{-1,1\}$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            _SELECTOR,
            r"At the first value of $t$ the map is $(f_1, \dots, f_m)$, at the second it is $(g, \dots, g)$: the $m + 1$ gates can be read off, and $T(n-1)^{m+1} \le M(n, m)$. With $g = 1$ it is $(f_1, \dots, f_m)$, so $T(n)^m \le M(n, m)$. With degrees the same two restrictions give $T_d(n-1)^m\, T_{d'}(n-1)$ and $T_d(n)^m$.",
            r"A map is determined by $(f_1, \dots, f_m, g)$: $M(n, m) \le T(n)^{m+1}$, with degrees $T_d(n)^m\, T_{d'}(n)$. "
            + _SIGN,
        ),
        mutants=(
            Mutant("index", _layer("T(n)**(m + 1) <= M_and(n, m)")),
            Mutant("convention", _layer("M_and(n, m) == M_xor(n, m)")),
            Mutant("constant", _layer("m == 2 and n == 3 implies M_xor(n, m) == 2**16 - 2")),
            Mutant("index", _of_degrees("T_d(d, n)**2*T_d(a, n - 1) <= M_and(d, a, n)")),
        ),
        not_claimed="That the bounds are sharp. The statement on degrees is tested for two units, degrees 1 and 2, n ≤ 3.",
        names=NAMES,
    ),
    Claim(
        id="LAY-3",
        kind="inequality",
        title="All products of m gated and q gating gates",
        statement=_layer(_PAIR_BOUNDS, gating=3),
        display=(
            r"The number $M(n, m, q)$ of maps $x \mapsto (f_i(x)\, g_j(x))_{i \le m,\, j \le q}$ satisfies"
            "\n"
            r"$$T(n-1)^{m+q} \le M(n, m, q) \le T(n)^{m+q} \qquad (n \ge 1),$$"
            "\n"
            r"with values in $\{0,1\}$, in $\{-1,1\}$ (where the upper bound may be halved), and for $f_i$ in $\{-1,1\}$ and $g_j$ in $\{0,1\}$: the outputs are $m q$, the capacity grows with $m + q$. "
            r"For polynomial gates of degree at most $d$, and $d'$ for the $g_j$, it lies between $T_d(n-1)^m\, T_{d'}(n-1)^q$ and $T_d(n)^m\, T_{d'}(n)^q$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            _SELECTOR,
            r"At the first value of $t$ the output $(i, 1)$ is $f_i$, at the second the output $(1, j)$ is $g_j$: all gates can be read off.",
            r"A map is determined by its $m + q$ gates. " + _SIGN,
        ),
        mutants=(
            Mutant("index", _layer("T(n)**(m + q) <= M_and(n, m, q)", gating=3)),
            Mutant("constant", _layer("8*M_xor(n, m, q) <= T(n)**(m + q)", gating=3)),
            Mutant("strictness", _layer("T(n - 1)**(m + q) < M_xor(n, m, q)", gating=3)),
        ),
        not_claimed="That the bounds are sharp.",
        names=NAMES,
    ),
    Claim(
        id="LAY-4-sec",
        kind="identity",
        title="A gate on every synapse: the unit reads off one of the gates",
        statement=All(
            (
                Identity("Sum(g[j]*delta(i, j), (j, 1, k)) == g[i]", "i <= k"),
                Identity("H(g - 1/2) == g", "g == 0 or g == 1"),
                Identity("H(Sum((1 + g[j])*delta(i, j) - 1, (j, 1, k)) + k - 1) == H(g[i])", "i <= k"),
            )
        ),
        display=(
            r"For all $k$ and $i \le k$, with $\delta$ Kronecker's symbol: $\sum_{j \le k} g_j\, \delta_{ij} = g_i$, and $H(g_i - \tfrac12) = g_i$ for $g_i \in \{0,1\}$; and, with terms $g_i$ for $j = i$ and $-1$ for the others,"
            "\n"
            r"$$H\Big(\sum_{j \le k} \big((1 + g_j)\, \delta_{ij} - 1\big) + k - 1\Big) = H(g_i).$$"
        ),
        source=PROJECT,
        mutants=(
            Mutant(
                "constant",
                Identity("H(Sum((1 + g[j])*delta(i, j) - 1, (j, 1, k)) + k) == H(g[i])", "i <= k"),
            ),
            Mutant("convention", Identity("H(g) == g", "g == 0 or g == 1")),
        ),
        not_claimed="That there are gates with these values: MX-d-b and MX-d-c.",
    ),
    Claim(
        id="LAY-4-exp",
        kind="inequality",
        title="The best number of gated synapses is a third of them",
        statement=All(
            (
                _exponent("27*k*m**2 <= 4*(k + m)**3"),
                Identity("4*(k + m)**3 - 27*k*m**2 == (m - 2*k)**2*(4*m + k)"),
                Identity("k*(3*k - k)**2 == 4*(3*k)**3/27"),
            )
        ),
        display=(
            r"$$k (n - k)^2 \le \tfrac{4}{27}\, n^3 \qquad (0 \le k \le n),$$"
            "\n"
            r"with equality for $k = n/3$; with $m = n - k$ the difference times 27 is $(m - 2k)^2 (4 m + k)$."
        ),
        source=PROJECT,
        mutants=(
            Mutant("strictness", _exponent("27*k*m**2 < 4*(k + m)**3")),
            Mutant("constant", _exponent("28*k*m**2 <= 4*(k + m)**3")),
        ),
        not_claimed="A property of networks: it is the maximum of an exponent.",
    ),
    Claim(
        id="LAY-4",
        kind="inequality",
        title="A gate of its own on every synapse of one unit",
        statement=_synapses(_EVERY_BOUNDS),
        display=(
            r"The number $S(n)$ of functions $H\big(b + \sum_i w_i\, g_i(x)\, x_i\big)$, $g_1, \dots, g_n$ threshold gates of the same $n$ variables, satisfies"
            "\n"
            r"$$\begin{gathered} T(n-k)^k \le S(n) \le T(n)^n\, C(2^n, n+1) \\ (0 \le k \le n), \end{gathered}$$"
            "\n"
            r"for $x$ and the $g_i$ in $\{0,1\}$ and in $\{-1,1\}$ alike, and the upper bound is at most $2^{n^3 + n^2}$ for $n \ge 2$. With $\log_2 T(n) = n^2 (1 + o(1))$ and $k = \lfloor n/3 \rfloor$ the capacity lies between "
            r"$\tfrac{4}{27} n^3 (1 - o(1))$ and $n^3 + n^2$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"Lower bound. Let $s_1, \dots, s_k$ be $k$ of the variables, $x'$ the others, and $g'_1, \dots, g'_k$ any gates of $x'$. Let the weights of the $s_j$ be 1 and those of $x'$ be 0.",
            r"Over $\{0,1\}$: $g_j(x', s) = g'_j(x')$ and $b = -\tfrac12$. At $s = e_i$ the activation is $g'_i(x') - \tfrac12$, by [[LAY-4-sec]], so the function is $g'_i$ there.",
            r"Over $\{-1,1\}$ with $g_j \in \{-1,1\}$: by [[MX-d-b]] let $g_j$ be $g'_j$ at $s_j = 1$ and 1 at $s_j = -1$, and $b = k - 1$. Where only $s_i = 1$, the activation is $g'_i + k - 1 - (k - 1) = g'_i$, by [[LAY-4-sec]].",
            r"So the $k$ gates of $n - k$ variables can be read off: $T(n-k)^k \le S(n)$.",
            r"Upper bound. For given $g_1, \dots, g_n$ the function is the sign vector of a linear functional at the $2^n$ points $(1, g_i(x) x_i)$ of $\mathbb{R}^{n+1}$, which need be no points of the cube and may coincide; it is nowhere zero after raising the bias a little. So it is one of at most $C(2^n, n + 1)$ by [[RV-3-N]]; and there are $T(n)^n$ choices of the gates.",
            r"For $n \ge 2$ both $T(n)$ and $C(2^n, n+1)$ are at most $2^{n^2}$ by [[RV-3-P]]. The exponent of the lower bound: [[LAY-4-exp]].",
        ),
        mutants=(
            Mutant("index", _synapses("T(n)**k <= S_01(n)")),
            Mutant("operation", _synapses("S_01(n) <= C(n)")),
            Mutant("constant", _synapses("T(n)*T(n - k)**k <= S_pm(n)")),
        ),
        not_claimed="The constant in front of n³, between 4/27 and 1, is open. The growth of T is a claim of its own; without it the lower bound is T(n-k)^k. For n ≤ 3 the class is nearly or entirely that of all functions, S = 4, 16, 254 and 4, 16, 256.",
        names=NAMES,
    ),
    Claim(
        id="LAY-5",
        kind="identity",
        title="Networks n-2-1: AND and OR of two gates, and all functions of two gates",
        statement=_two_layers(_TWO_LAYERS),
        display=(
            r"The networks of threshold units with $n$ inputs, two units and an output unit, without skip connections, compute exactly the ANDs and the ORs of two threshold gates; with any of the 16 functions of two bits as output, "
            r"exactly these and the products of two gates with values in $\{-1,1\}$. Their numbers $B(n)$ and $A(n)$ satisfy"
            "\n"
            r"$$\begin{gathered} T(n-1)^2 \le B(n) \le T(n)^2, \qquad A(n) \le \tfrac54\, T(n)^2 \\ (n \ge 1). \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1"),
        argument=(
            r"A function $B$ of two bits is a threshold function unless it is XOR or its negation. The negation of a gate is a gate, and exchanging $B$'s arguments exchanges $f$ and $g$: so $B(f, g)$, $B$ a threshold function, is a constant, a gate, an AND or an OR of two gates. "
            r"Constants and gates are ANDs of themselves with 1, or of 0 with anything.",
            r"XOR and its negation are the products with values in $\{-1,1\}$, up to a sign, that is up to negating one gate.",
            r"$T(n-1)^2 \le B(n)$ and the bounds on ANDs: [[CAP-AND]]. OR is the negation of an AND, so $B(n) \le 2 \cdot \tfrac12 T(n)^2$; the products of signs are at most $\tfrac14 T(n)^2$ by [[CAP-XOR]].",
        ),
        mutants=(
            Mutant("operation", _two_layers("B(n) == T(n)")),
            Mutant("constant", _two_layers("5*B(n) <= T(n)**2")),
            Mutant("index", _two_layers("T(n)**2 <= B(n)")),
        ),
        errata=ERRATA["LAY-5"],
        not_claimed="Networks with skip connections compute more: CAP-A. B(n) = 4, 16, 254 and A(n) = 4, 16, 254 for n = 1, 2, 3, but B(4) < A(4).",
        names={"B": "B", "A": "A", "U": "U", "V": "V"},
    ),
    Claim(
        id="LAY-6-weights",
        kind="count",
        title="Numbers of weights of gates and gated units",
        statement=_weights("W_gate(n) == n + 1 and W_gated(n) == 2*(n + 1) and W_each(n) == (n + 1)**2"),
        display=(
            r"With biases, a threshold gate of $n$ variables has $n + 1$ weights, one gated by another $2(n + 1)$, and one each of whose $n$ synapses is gated by a gate of its own $(n + 1) + n (n + 1) = (n + 1)^2$."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        argument=(r"Each unit has $n$ synapses and a bias; gates have no further weights.",),
        mutants=(
            Mutant("constant", _weights("W_each(n) == n**2 + 2*n")),
            Mutant("operation", _weights("W_gated(n) == (n + 1)**2")),
        ),
        not_claimed="Weights that can be left out without changing the class, such as one of two biases.",
        names={"W_gate": r"W_{f}", "W_gated": r"W_{f g}", "W_each": r"W_{g_1 \dots g_n}"},
    ),
    Claim(
        id="LAY-6",
        kind="inequality",
        title="Upper bounds on the capacity per weight",
        statement=All(
            (
                Identity("Sum(1, (i, 1, n)) + 1 == n + 1"),
                Identity("Sum(Sum(1, (j, 1, n)) + 1, (i, 1, n)) + Sum(1, (i, 1, n)) + 1 == (n + 1)**2"),
                Identity("n**2/(n + 1) == 2*n**2/(2*(n + 1))", "n >= 1"),
                Identity("(n**3 + n**2)/(n + 1)**2 == n**2/(n + 1)", "n >= 1"),
                Identity("n*(D - 1)/D < n", "n >= 1; D >= 1"),
                Identity("n - 1 < n**2/(n + 1)", "n >= 1"),
                Identity("n**2/(n + 1) < n", "n >= 1"),
            )
        ),
        display=(
            r"The upper bounds $n^2$, $2 n^2$, $n^3 + n^2$ on the capacity of threshold gates, output gating and a gate on every synapse, divided by the numbers of weights $n + 1$, $2(n + 1)$, $(n + 1)^2$, are the same number"
            "\n"
            r"$$n - 1 < \frac{n^2}{n + 1} < n \qquad (n \ge 1),$$"
            "\n"
            r"and $n (D - 1)$ for polynomial gates with $D$ coefficients, divided by $D$, is less than $n$."
        ),
        source=PROJECT,
        rests_on=("LAY-6-weights", "RV-3-P", "RV-3-Pd", "CAP-AND-2", "LAY-4"),
        mutants=(
            Mutant("constant", Identity("n**2/(n + 1) < n - 1", "n >= 1")),
            Mutant("index", Identity("(n**3 + n**2)/(n + 1)**2 == n**2/n", "n >= 1")),
        ),
        not_claimed="The arithmetic is what is proved; the bounds are those of the claims it rests on: with them each class has at most n bits per weight for n ≥ 2. That output gating and single gates attain n bits per weight asymptotically rests on the growth of T; for a gate on every synapse only 4/27 of it is shown.",
    ),
]
