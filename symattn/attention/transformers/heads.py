r"""An attention head is gating: :math:`S_{ij} = \sum_c Q_{ic} K_{jc}` by output gates, :math:`Y_{il} = \sum_j A_{ij} V_{jl}` by synaptic gates.

Property wanted: a head made of units and gates only.  Construction: linear units give the rows of Q, K, V; a copy of Q_ic, its output gated
by K_jc, is one product of a score, and a linear unit adds them; exp and log units turn scores into weights (TR-3); the synapses of weight 1
from V_jl to the linear unit Y_il are gated by A_ij.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

import sympy as sp

from symattn.attention.gated import Attention, GatedNetwork
from symattn.attention.transformers.assembly import Assembly, Rows, count_argument, matrix_argument
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight

__all__ = ["Mask", "Order", "Softmax", "add_head", "attention_head", "head_options", "visible"]

Softmax: TypeAlias = Literal["log", "reciprocal"] | None
Mask: TypeAlias = Literal["causal"] | Sequence[Sequence[int]] | None
Order: TypeAlias = Literal["scores", "state"]


def attention_head(
    *,
    tokens: int,
    width: int,
    key_width: int,
    value_width: int | None = None,
    query: Any = "W_Q",
    key: Any = "W_K",
    value: Any = "W_V",
    softmax: Softmax = "log",
    mask: Mask = None,
    scale: Any = None,
    order: Order = "scores",
    inputs: str = "x",
) -> GatedNetwork:
    r"""Return the self-attention head :math:`Y = \mathrm{softmax}(c\, Q K^{\mathsf T})\, V`, :math:`Q = X W_Q,\ K = X W_K,\ V = X W_V`.

    Parameters
    ----------
    tokens, width
        m and p: the inputs are the m rows of :math:`X \in \mathbb{R}^{m \times p}`, row by row.
    key_width, value_width
        n, the width of queries and keys, and n_v, that of values (n if it is left out).
    query, key, value
        The matrices W_Q, W_K of shape p x n and W_V of shape p x n_v, or labels of their symbolic entries.
    softmax
        "log": exp(S - log sum exp S), no gating. "reciprocal": exp units, gated by 1/sum exp S. None: the scores themselves are the
        weights of the values (linear attention).
    mask
        None: every token sees all. "causal": token i sees the tokens 1, ..., i. Or m rows of m numbers 0 and 1, with a 1 in each row.
    scale
        c, a constant weight; by default 1/sqrt(n).
    order
        "scores": (Q K^T) V. "state", without softmax only: Q (K^T V), for a causal mask with running sums of k_j v_j^T.
    inputs
        The label of the inputs: x12 is entry 2 of token 1.

    Returns
    -------
    GatedNetwork
        A network with m p inputs and m n_v outputs, row by row. Its NumPy form overflows where e^S does (S about 709).

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200, a shape does not match, an option is unknown, or options exclude one another.

    Examples
    --------
    Two tokens of width 1, all widths 1, weights 1, no softmax: each output is x_i (x_1^2 + x_2^2).

    >>> one = dict(query=[[1]], key=[[1]], value=[[1]])
    >>> head = attention_head(tokens=2, width=1, key_width=1, softmax=None, scale=1, **one)
    >>> head.evaluate([(1, 2)])
    [[Fraction(5, 1), Fraction(10, 1)]]

    Both orders of the product give the same outputs, here as polynomials in inputs and weights:

    >>> shape = dict(tokens=2, width=1, key_width=1, softmax=None)
    >>> by_scores, by_state = attention_head(**shape), attention_head(order="state", **shape)
    >>> all(sp.expand(by_scores.output(i) - by_state.output(i)) == 0 for i in (1, 2))
    True

    See Also
    --------
    encoder_block, count_gatings, SymbolicHead

    References
    ----------
    Claims TR-1, TR-2, TR-2-assoc, TR-3. Vaswani et al., Attention is all you need (2017); linear attention: Katharopoulos et al., Transformers are RNNs
    (2020).
    """
    m, p, n = (
        count_argument(size, argument)
        for size, argument in ((tokens, "tokens"), (width, "width"), (key_width, "key_width"))
    )
    n_v = n if value_width is None else count_argument(value_width, "value_width")
    rows, factor = head_options(m, n, softmax=softmax, mask=mask, scale=scale, order=order)
    assembly = Assembly(m, p, inputs)
    outputs = add_head(
        assembly,
        "",
        assembly.inputs,
        matrix_argument(query, p, n, "query"),
        matrix_argument(key, p, n, "key"),
        matrix_argument(value, p, n_v, "value"),
        seen=rows,
        softmax=softmax,
        scale=factor,
        order=order,
    )
    return assembly.network(outputs)


def head_options(
    tokens: int, key_width: int, *, softmax: Softmax, mask: Mask, scale: Any, order: Order
) -> tuple[list[list[int]], Any]:
    """Check the options of a head; return which tokens each token sees, and the factor of the scores."""
    if softmax not in ("log", "reciprocal", None):
        raise InvalidArgument("softmax", "must be 'log', 'reciprocal' or None", softmax)
    if order not in ("scores", "state"):
        raise InvalidArgument("order", "must be 'scores' or 'state'", order)
    if order == "state" and softmax is not None:
        hint = "The sums over the tokens are exchanged, which softmax forbids: softmax=None."
        raise InvalidArgument("order", "must be 'scores' where there is a softmax", order, hint)
    if order == "state" and mask not in (None, "causal"):
        raise InvalidArgument("mask", "must be None or 'causal' for the order 'state'", mask)
    factor = 1 / sp.sqrt(key_width) if scale is None else as_weight(scale, "scale")
    return visible(tokens, mask), factor


def visible(tokens: int, mask: Mask) -> list[list[int]]:
    """Return for each token the numbers, from 0, of the tokens that it sees."""
    if mask is None:
        return [list(range(tokens)) for _ in range(tokens)]
    if isinstance(mask, str):
        if mask == "causal":
            return [list(range(i + 1)) for i in range(tokens)]
        table: list[list[Any]] = []
    else:
        table = matrix_argument(mask, tokens, tokens, "mask")
    if not table or any(entry not in (0, 1) for row in table for entry in row) or not all(map(any, table)):
        rule = f"must be None, 'causal', or {tokens} rows of {tokens} numbers 0 and 1 with a 1 in each row"
        raise InvalidArgument("mask", rule, str(mask))
    return [[j for j, entry in enumerate(row) if entry] for row in table]


def add_head(
    assembly: Assembly,
    prefix: str,
    rows: Rows,
    query: Sequence[Sequence[Any]],
    key: Sequence[Sequence[Any]],
    value: Sequence[Sequence[Any]],
    *,
    seen: list[list[int]],
    softmax: Softmax,
    scale: Any,
    order: Order,
) -> Rows:
    """Add the units and gates of one head over the rows; return its outputs."""
    Q, K, V = (
        assembly.layer(f"{prefix}{name}", rows, matrix)
        for name, matrix in (("Q", query), ("K", key), ("V", value))
    )
    if order == "state":
        return _by_state(assembly, prefix, Q, K, V, seen, scale)
    return attended_values(assembly, prefix, Q, K, V, seen=seen, softmax=softmax, scale=scale)


def attended_values(
    assembly: Assembly,
    prefix: str,
    queries: Rows,
    keys: Rows,
    values: Rows,
    *,
    seen: Sequence[Sequence[int]],
    scale: Any,
    softmax: Softmax = "log",
    shift: Callable[[int, int], Sequence[tuple[str, Any]]] = lambda i, j: (),
) -> Rows:
    r"""Add :math:`Y_{il} = \sum_j A_{ij} V_{jl}` with :math:`A_{ij} \propto e^{c\, Q_i \cdot K_j + \ldots}` over the tokens j that token i sees.

    ``shift`` gives the pairs (source, weight) that multiplex the score of tokens i and j, both counted from 0.
    """
    result = []
    for i, tokens in enumerate(seen):
        names = [f"{i + 1}.{j + 1}" for j in tokens]
        scores = [
            _score(assembly, f"{prefix}{{}}{name}", queries[i], keys[j], scale)
            for j, name in zip(tokens, names, strict=True)
        ]
        assembly.gates += [
            Attention("O", "S", "+", source, score, weight)
            for j, score in zip(tokens, scores, strict=True)
            for source, weight in shift(i, j)
        ]
        weights = scores if softmax is None else _row(assembly, prefix, i, names, scores, softmax)
        result.append(
            [
                assembly.gated_sum(
                    f"{prefix}Y{i + 1}.{column + 1}",
                    [(values[j][column], gate) for j, gate in zip(tokens, weights, strict=True)],
                )
                for column in range(len(values[0]))
            ]
        )
    return result


def _score(assembly: Assembly, name: str, query: list[str], key: list[str], scale: Any) -> str:
    """Add scale * (query . key): a product for each entry, and the unit that adds them."""
    ends = range(1, len(query) + 1)
    products = [
        assembly.product(f"{name.format('P')}.{c}", a, b) for c, a, b in zip(ends, query, key, strict=True)
    ]
    return assembly.unit(name.format("S"), [(product, scale) for product in products])


def _row(
    assembly: Assembly, prefix: str, i: int, names: list[str], scores: list[str], softmax: Softmax
) -> list[str]:
    """Add one row of softmax: exp and log units, then exp units or gated copies."""
    firsts = [
        assembly.unit(f"{prefix}E{name}", [(score, 1)], transfer="exp")
        for name, score in zip(names, scores, strict=True)
    ]
    log = assembly.unit(f"{prefix}L{i + 1}", [(first, 1) for first in firsts], transfer="log")
    if softmax == "log":
        return [
            assembly.unit(f"{prefix}A{name}", [(score, 1), (log, -1)], transfer="exp")
            for name, score in zip(names, scores, strict=True)
        ]
    reciprocal = assembly.unit(f"{prefix}R{i + 1}", [(log, -1)], transfer="exp")
    return [
        assembly.product(f"{prefix}A{name}", first, reciprocal)
        for name, first in zip(names, firsts, strict=True)
    ]


def _by_state(
    assembly: Assembly, prefix: str, Q: Rows, K: Rows, V: Rows, seen: list[list[int]], scale: Any
) -> Rows:
    """Add Y_il = sum_c Q_ic H_cl with the state H of the tokens that token i sees."""
    outputs = []
    for i, (query, state) in enumerate(zip(Q, _states(assembly, prefix, K, V, seen), strict=True), 1):
        row = []
        for column in range(len(V[0])):
            products = [
                assembly.product(f"{prefix}T{i}.{c}.{column + 1}", line[column], entry)
                for c, (entry, line) in enumerate(zip(query, state, strict=True), 1)
            ]
            name = f"{prefix}Y{i}.{column + 1}"
            row.append(assembly.unit(name, [(product, scale) for product in products]))
        outputs.append(row)
    return outputs


def _states(assembly: Assembly, prefix: str, K: Rows, V: Rows, seen: list[list[int]]) -> list[Rows]:
    r"""Add for each token the state :math:`H_{cl} = \sum_j K_{jc} V_{jl}` over the tokens seen, from the state of the token before it."""
    states: list[Rows] = []
    before: list[int] = []
    for i, tokens in enumerate(seen, 1):
        new = [j for j in tokens if j not in before]
        if not new:  # nothing new is seen
            states.append(states[-1])
            continue
        state = []
        for c in range(len(K[0])):
            line = []
            for column in range(len(V[0])):
                end = f"{c + 1}.{column + 1}"
                products = [assembly.product(f"{prefix}P{j + 1}.{end}", V[j][column], K[j][c]) for j in new]
                old = [states[-1][c][column]] if states else []
                line.append(assembly.unit(f"{prefix}H{i}.{end}", [(name, 1) for name in (*old, *products)]))
            state.append(line)
        states.append(state)
        before = tokens
    return states
