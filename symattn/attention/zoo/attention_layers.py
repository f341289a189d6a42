r"""Softmax attention with masks, biases and shared keys: :math:`Y_i = \sum_j \mathrm{softmax}_j(c\, Q_i \cdot K_j + M_{ij})\, V_j`.

A mask or a bias M is multiplexing of the scores: a signal is added to an activation.  The scores are activations of exp units, and
:math:`e^{S + M} = e^S e^M`, so the same M is an output gating of the unnormalised weights by :math:`e^M`; a mask with values 0 and
:math:`-\infty` is a gating by 1 and 0, and a weight gated by 0 is a synapse left out.  That is how a causal mask is built here; finite biases
are additive attentions O -> S, which an ordinary synapse could carry as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import OutputGate
from symattn.attention.transformers.assembly import Assembly, Rows, count_argument
from symattn.attention.transformers.heads import attended_values
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.errors import InvalidArgument
from symattn.model.gates import logistic
from symattn.model.softmax import softmax
from symattn.model.units import numbered

__all__ = ["ENTRIES", "Bias", "GateOf", "attention_equations", "attention_layer"]

Bias: TypeAlias = Literal["additive", "alibi", "relative"] | None
GateOf: TypeAlias = Literal["heads", "entries"] | None


def attention_layer(
    tokens: int,
    width: int,
    heads: int,
    key_width: int,
    groups: int | None = None,
    *,
    causal: bool = False,
    bias: Bias = None,
    affine: bool = False,
    gate: GateOf = None,
) -> GatedNetwork:
    r"""Return a layer of softmax attention, :math:`Z = (Y^1 \cdots Y^h)\, W_O,\ Y^a = \mathrm{softmax}(c\, Q^a (K^{g(a)})^{\mathsf T} + M^a)\, V^{g(a)}`.

    Parameters
    ----------
    tokens, width
        m and p: the inputs are the rows of :math:`X \in \mathbb{R}^{m \times p}`, row by row; x12 is entry 2 of token 1.
    heads, key_width
        h, and the width d of queries, keys and values of one head; c = 1/sqrt(d).
    groups
        The number of different keys and values, a divisor of h: heads 1, ..., h/groups share the first ones, and so on. By default h;
        1 is multi-query attention.
    causal
        Whether token i sees the tokens 1, ..., i only.
    bias
        M: "additive", a matrix of further inputs M11, ..., the same for all heads; "alibi", -m[a] (i - j) for causal heads; "relative",
        b[a, j - i + m], a weight for each head and lag; None for 0.
    affine
        Whether the linear maps W_Q, W_K, W_V, W_O have biases b_Q, ...
    gate
        None, or what is gated by logistic units of the same token: "heads", one unit a head; "entries", one unit an entry of Y.

    Returns
    -------
    GatedNetwork
        The network; its outputs are the m rows of Z, of width p. Its NumPy form overflows where e^S does (S about 709).

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200, groups is no divisor of heads, an option is unknown, or "alibi" is asked for without ``causal``.

    Examples
    --------
    One causal head of width 1 over two tokens; the first token sees only itself:

    >>> net = attention_layer(2, 1, 1, 1, causal=True)
    >>> sp.cancel(net.output(1))
    x11*W_O[1, 1]*W_V[1, 1]

    Three of the four pairs of tokens have a score and a weight, with a gate each:

    >>> len(net.gates) == 3 * (1 + 1)
    True

    See Also
    --------
    symattn.attention.attention_head

    References
    ----------
    Claims TR-1, TX-5, ZOO-MHA, ZOO-mask, ZOO-GQA.
    """
    for size, argument in ((tokens, "tokens"), (width, "width"), (key_width, "key_width")):
        count_argument(size, argument)
    if gate not in ("heads", "entries", None):
        raise InvalidArgument("gate", "must be 'heads', 'entries' or None", gate)
    shared = _head_of_group(heads, groups)
    count = max(shared) + 1
    assembly = Assembly(tokens, width, "x")
    rows, d = assembly.inputs, key_width
    Q, K, V = (
        assembly.layer(
            name, rows, table(f"W_{name}", width, n * d), biases=_biases(f"b_{name}", n * d, affine)
        )
        for name, n in (("Q", heads), ("K", count), ("V", count))
    )
    masks, shift = _shifts(assembly, tokens, bias, causal)
    joined: Rows = [[] for _ in rows]
    for a, g in enumerate(shared):
        outputs = attended_values(
            assembly,
            f"h{a + 1}.",
            [row[a * d : (a + 1) * d] for row in Q],
            [row[g * d : (g + 1) * d] for row in K],
            [row[g * d : (g + 1) * d] for row in V],
            seen=[range(i + 1 if causal else tokens) for i in range(tokens)],
            scale=1 / sp.sqrt(d),
            shift=partial(shift, a),
        )
        for own, new in zip(joined, outputs, strict=True):
            own.extend(new)
    if gate is not None:
        size = heads if gate == "heads" else heads * d
        gating = assembly.layer("G", rows, table("W_G", width, size), transfer="logistic")
        assembly.gates += [
            OutputGate(name, by=units[c // (heads * d // size)])
            for outputs, units in zip(joined, gating, strict=True)
            for c, name in enumerate(outputs)
        ]
    last = assembly.layer("Z", joined, table("W_O", heads * d, width), biases=_biases("b_O", width, affine))
    inputs = [symbol for row in (*assembly.symbols, *masks) for symbol in row]
    return GatedNetwork(inputs, assembly.units, [name for row in last for name in row], assembly.gates)


def _head_of_group(heads: int, groups: int | None) -> list[int]:
    """Return for each head, from 0, the number of its keys and values."""
    count = heads if groups is None else groups
    count = count_argument(count, "groups")
    if count_argument(heads, "heads") % count:
        hint = "Each group of heads shares its keys and values, and all groups have one size."
        raise InvalidArgument("groups", f"must divide the number of heads, {heads}", groups, hint)
    return [a // (heads // count) for a in range(heads)]


def _biases(label: str, size: int, affine: bool) -> Sequence[Any] | None:
    return entries(label, size) if affine else None


def _shifts(
    assembly: Assembly, tokens: int, bias: Bias, causal: bool
) -> tuple[list[list[Any]], Callable[[int, int, int], list[tuple[str, Any]]]]:
    """Return further inputs, and for head a and tokens i, j the signals and weights that multiplex the score."""
    if bias not in ("additive", "alibi", "relative", None):
        raise InvalidArgument("bias", "must be 'additive', 'alibi', 'relative' or None", bias)
    if bias == "alibi" and not causal:
        raise InvalidArgument(
            "bias", "must have causal=True for 'alibi'", bias, "The lag i - j is not negative."
        )
    if bias == "additive":
        masks = _mask(tokens)
        return masks, lambda a, i, j: [(str(masks[i][j]), 1)]
    if bias == "alibi":
        lags = {lag: assembly.unit(f"lag{lag}", [], bias=-lag) for lag in range(1, tokens)}
        slope = sp.IndexedBase("m")
        return [], lambda a, i, j: [(lags[i - j], slope[a + 1])] if i > j else []
    if bias == "relative":
        at_lag = [assembly.unit(f"lag{lag}", [], bias=1) for lag in range(1, 2 * tokens)]
        weight = sp.IndexedBase("b")
        return [], lambda a, i, j: [(at_lag[j - i + tokens - 1], weight[a + 1, j - i + tokens])]
    return [], lambda a, i, j: []


def _mask(tokens: int) -> list[list[Any]]:
    size = range(1, tokens + 1)
    return [[numbered("M", [i, j], [tokens, tokens]) for j in size] for i in size]


def attention_equations(
    tokens: int,
    width: int,
    heads: int,
    key_width: int,
    groups: int | None = None,
    *,
    causal: bool = False,
    bias: Bias = None,
    affine: bool = False,
    gate: GateOf = None,
) -> list[Any]:
    """Return the rows of Z as matrix expressions, entry by entry; arguments as for `attention_layer`."""
    d, shared = key_width, _head_of_group(heads, groups)
    X = sp.Matrix(Assembly(tokens, width, "x").symbols)

    def linear(source: Any, name: str, rows: int, columns: int) -> Any:
        product = source * sp.Matrix(table(f"W_{name}", rows, columns))
        shift = sp.Matrix([entries(f"b_{name}", columns)] * tokens) if affine else sp.zeros(*product.shape)
        return product + shift

    n = max(shared) + 1
    Q, K, V = (linear(X, name, width, count * d) for name, count in (("Q", heads), ("K", n), ("V", n)))
    blocks = []
    for a, g in enumerate(shared):
        own, common = slice(a * d, (a + 1) * d), slice(g * d, (g + 1) * d)
        S = Q[:, own] * K[:, common].T / sp.sqrt(d) + _added(tokens, a, bias)
        seen = [i + 1 if causal else tokens for i in range(tokens)]
        A = [[*softmax(list(S[i, :k])), *[0] * (tokens - k)] for i, k in enumerate(seen)]
        blocks.append(sp.Matrix(A) * V[:, common])
    Y = sp.Matrix.hstack(*blocks)
    if gate is not None:
        size = heads if gate == "heads" else heads * d
        G = (X * sp.Matrix(table("W_G", width, size))).applyfunc(logistic)
        Y = sp.Matrix(tokens, heads * d, lambda i, c: Y[i, c] * G[i, c // (heads * d // size)])
    return list(linear(Y, "O", heads * d, width))


def _added(tokens: int, a: int, bias: Bias) -> Any:
    """Return the matrix M of head a."""
    if bias == "additive":
        return sp.Matrix(_mask(tokens))
    if bias == "alibi":
        return sp.Matrix(tokens, tokens, lambda i, j: -sp.IndexedBase("m")[a + 1] * (i - j))
    if bias == "relative":
        return sp.Matrix(tokens, tokens, lambda i, j: sp.IndexedBase("b")[a + 1, j - i + tokens])
    return sp.zeros(tokens, tokens)


def _entry(
    id: str, name: str, year: int, reference: str, formula: str, options: dict[str, Any], **more: Any
) -> ZooEntry:
    sizes: tuple[tuple[str, int], ...] = (("tokens", 2), ("width", 2), ("heads", 2), ("key_width", 1))
    if "groups" in more:
        sizes += (("groups", more.pop("groups")),)
    build, equations = partial(attention_layer, **options), partial(attention_equations, **options)
    return ZooEntry(id, name, year, reference, formula, build, equations, sizes, **more)


_HEAD = r"Y^a = \operatorname{softmax}\big(c\, Q^a (K^a)^{\mathsf T}%s\big)\, V^a, \qquad Z = (Y^1 \cdots Y^h)\, W_O%s"
_OVERFLOW = "The exp units are those of the formula: numerically the network overflows where a score exceeds about 709; implementations subtract the largest score first."

ENTRIES = (
    _entry(
        "MHA",
        "Multi-head softmax attention",
        2017,
        "vaswani2017attention",
        _HEAD % ("", " + b_O"),
        {"affine": True},
        caveats=(_OVERFLOW,),
    ),
    _entry(
        "causal",
        "Causal mask",
        2017,
        "vaswani2017attention",
        _HEAD % (r" + M", "") + r", \qquad M_{ij} = 0 \ (j \le i), \quad -\infty \ (j > i)",
        {"causal": True},
        caveats=(
            "Masked synapses are left out, which is what the gate 0, or the limit of M, makes of them; ZOO-mask compares the forms.",
            _OVERFLOW,
        ),
    ),
    _entry(
        "additive",
        "Additive mask",
        2017,
        "vaswani2017attention",
        _HEAD % (r" + M", ""),
        {"bias": "additive"},
        caveats=("The entries of M are inputs of the network and finite.", _OVERFLOW),
    ),
    _entry(
        "ALiBi",
        "Attention with linear biases",
        2022,
        "press2022alibi",
        _HEAD % (r" - m_a\, (i - j)_{ij}", "") + r" \qquad (j \le i)",
        {"bias": "alibi", "causal": True},
        caveats=("The slopes m are weights here; the paper fixes them to powers of 2.", _OVERFLOW),
    ),
    _entry(
        "relative",
        "Relative position bias",
        2020,
        "raffel2020t5",
        _HEAD % (r" + (b_{a,\,j-i})_{ij}", ""),
        {"bias": "relative"},
        caveats=(
            "One weight for each lag; the paper lets distant lags share a weight, and has no factor c.",
            _OVERFLOW,
        ),
    ),
    _entry(
        "GQA",
        "Grouped-query attention",
        2023,
        "ainslie2023gqa",
        r"Y^a = \operatorname{softmax}\big(c\, Q^a (K^{g(a)})^{\mathsf T}\big)\, V^{g(a)}, \qquad g(a) = \lceil a k / h \rceil, \qquad Z = (Y^1 \cdots Y^h)\, W_O",
        {},
        groups=1,
        caveats=(
            "k groups of h/k heads; k = 1 is multi-query attention (Shazeer, 2019), k = h multi-head attention.",
            "Shared keys and values save weights and linear units, not gatings: every head forms its own products.",
            _OVERFLOW,
        ),
    ),
)
