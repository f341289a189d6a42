r"""An encoder block is heads, a projection, a sum, units f, and a sum again: :math:`Z = X + [Y^1 \ldots Y^h] W_O,\ Z + f(Z W_1 + b_1) W_2 + b_2`.

Normalisation is output gating by a norm unit: exp(-log(v)/2) is 1/sqrt(v), from a log and an exp unit, v > 0 being a mean square.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, TypeAlias

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.transformers.assembly import (
    Assembly,
    Rows,
    count_argument,
    matrix_argument,
    vector_argument,
)
from symattn.attention.transformers.heads import Mask, Order, Softmax, add_head, head_options
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.transfers import Transfer

__all__ = ["Normalisation", "encoder_block"]

Normalisation: TypeAlias = Literal["layer", "rms"] | None

_EPSILON = Fraction(1, 100_000)


def encoder_block(
    *,
    tokens: int,
    width: int,
    heads: int,
    key_width: int,
    value_width: int | None = None,
    hidden: int,
    transfer: str | Transfer = "relu",
    query: Any = "W_Q",
    key: Any = "W_K",
    value: Any = "W_V",
    output: Any = "W_O",
    inner: Any = "W_1",
    inner_bias: Any = "b_1",
    outer: Any = "W_2",
    outer_bias: Any = "b_2",
    softmax: Softmax = "log",
    mask: Mask = None,
    scale: Any = None,
    order: Order = "scores",
    normalisation: Normalisation = None,
    epsilon: Any = _EPSILON,
    inputs: str = "x",
) -> GatedNetwork:
    r"""Return an encoder block, :math:`Z = N(X + [Y^1 \ldots Y^h] W_O)` and :math:`N(Z + f(Z W_1 + b_1) W_2 + b_2)`.

    Parameters
    ----------
    tokens, width, key_width, value_width, softmax, mask, scale, order, inputs
        As for `attention_head`.
    heads
        h, the number of heads Y^1, ..., Y^h.
    hidden, transfer
        The number of units f of each token, and f.
    query, key, value
        A label, or a list of h matrices, one for each head.
    output, inner, outer
        W_O of shape h n_v x p, W_1 of shape p x hidden, W_2 of shape hidden x p: matrices or labels.
    inner_bias, outer_bias
        b_1 and b_2: lists, labels, or None for no biases.
    normalisation
        N: None for the identity; "rms", each token divided by :math:`\sqrt{\epsilon + \frac1p \sum_a z_a^2}`; "layer", the same after its mean
        is subtracted. Without trainable factors and offsets. Each adds p gatings a token.
    epsilon
        A positive number, which keeps the mean square positive.

    Returns
    -------
    GatedNetwork
        A network with m p inputs and m p outputs, row by row.

    Raises
    ------
    InvalidArgument
        If a size, a shape or an option is wrong, or epsilon is not a positive number.

    Examples
    --------
    One token of width 1, one head with weights 1, no softmax, a rectifying unit: x + x^3, then z + relu(z).

    >>> one = [[1]]
    >>> block = encoder_block(tokens=1, width=1, heads=1, key_width=1, hidden=1, softmax=None, scale=1,
    ...                       query=[one], key=[one], value=[one], output=one, inner=one, inner_bias=None,
    ...                       outer=one, outer_bias=None)
    >>> block.evaluate([[2], [-2]])
    [[Fraction(20, 1)], [Fraction(-10, 1)]]

    The gatings are those of the heads:

    >>> from symattn.attention.gating_counts import attention_gatings, count_gatings
    >>> block = encoder_block(tokens=2, width=2, heads=2, key_width=1, hidden=3)
    >>> count_gatings(block) == attention_gatings(2, 1, heads=2)
    True

    See Also
    --------
    attention_head

    References
    ----------
    Claim TR-1. Vaswani et al., Attention is all you need (2017), with the normalisation after each sum.
    """
    m, p, n, h, units = (
        count_argument(size, argument)
        for size, argument in (
            (tokens, "tokens"),
            (width, "width"),
            (key_width, "key_width"),
            (heads, "heads"),
            (hidden, "hidden"),
        )
    )
    n_v = n if value_width is None else count_argument(value_width, "value_width")
    if normalisation not in (None, "layer", "rms"):
        raise InvalidArgument("normalisation", "must be None, 'layer' or 'rms'", normalisation)
    small = as_weight(epsilon, "epsilon")
    if not small.is_positive:
        raise InvalidArgument("epsilon", "must be a positive number", epsilon)
    seen, factor = head_options(m, n, softmax=softmax, mask=mask, scale=scale, order=order)
    matrices = [
        _of_heads(given, h, p, columns, argument)
        for given, columns, argument in ((query, n, "query"), (key, n, "key"), (value, n_v, "value"))
    ]
    assembly = Assembly(m, p, inputs)
    joined: Rows = [[] for _ in range(m)]
    for number, (w_q, w_k, w_v) in enumerate(zip(*matrices, strict=True), 1):
        rows = add_head(
            assembly,
            f"h{number}.",
            assembly.inputs,
            w_q,
            w_k,
            w_v,
            seen=seen,
            softmax=softmax,
            scale=factor,
            order=order,
        )
        joined = [before + row for before, row in zip(joined, rows, strict=True)]
    attended = _added(
        assembly, "Z", joined, matrix_argument(output, h * n_v, p, "output"), [0] * p, assembly.inputs
    )
    attended = _normalised(assembly, "Z", attended, normalisation, small)
    active = assembly.layer(
        "F",
        attended,
        matrix_argument(inner, p, units, "inner"),
        transfer=transfer,
        biases=vector_argument(inner_bias, units, "inner_bias"),
    )
    last = _added(
        assembly,
        "O",
        active,
        matrix_argument(outer, units, p, "outer"),
        vector_argument(outer_bias, p, "outer_bias"),
        attended,
    )
    return assembly.network(_normalised(assembly, "O", last, normalisation, small))


def _of_heads(given: Any, heads: int, rows: int, columns: int, argument: str) -> list[list[list[Any]]]:
    """Return a weight matrix for each head."""
    if isinstance(given, str):
        return [
            matrix_argument(given, rows, columns, argument, None if heads == 1 else head)
            for head in range(1, heads + 1)
        ]
    if isinstance(given, (str, bytes)) or not hasattr(given, "__len__") or len(given) != heads:
        hint = f"Each of shape {rows} x {columns}; or a label."
        raise InvalidArgument(argument, f"must be a list of {heads} matrices, one for each head", given, hint)
    return [matrix_argument(matrix, rows, columns, argument) for matrix in given]


def _added(
    assembly: Assembly, prefix: str, rows: Rows, matrix: list[list[Any]], biases: list[Any], skipped: Rows
) -> Rows:
    """Add the units X + R M + b, the residual sum: the entry of X reaches its unit by a synapse of weight 1."""
    return [
        [
            assembly.unit(
                f"{prefix}{i}.{c + 1}",
                [(past, 1), *((source, matrix[a][c]) for a, source in enumerate(row))],
                bias=biases[c],
            )
            for c, past in enumerate(before)
        ]
        for i, (row, before) in enumerate(zip(rows, skipped, strict=True), 1)
    ]


def _normalised(
    assembly: Assembly, prefix: str, rows: Rows, normalisation: Normalisation, epsilon: Any
) -> Rows:
    r"""Add :math:`z_a / \sqrt{\epsilon + \frac1p \sum_b z_b^2}`: square units, a log unit, the norm unit, p output gatings."""
    if normalisation is None:
        return rows
    width = len(rows[0])
    share = sp.Rational(1, width)
    normal = []
    for i, row in enumerate(rows, 1):
        if normalisation == "layer":
            row = [
                assembly.unit(
                    f"{prefix}centred{i}.{c}", [(source, int(source == name) - share) for source in row]
                )
                for c, name in enumerate(row, 1)
            ]
        squares = [
            assembly.unit(f"{prefix}square{i}.{c}", [(name, 1)], transfer="square")
            for c, name in enumerate(row, 1)
        ]
        log = assembly.unit(
            f"{prefix}log{i}", [(square, share) for square in squares], transfer="log", bias=epsilon
        )
        norm = assembly.unit(f"{prefix}norm{i}", [(log, -sp.S.Half)], transfer="exp")
        normal.append(
            [assembly.product(f"{prefix}normal{i}.{c}", name, norm) for c, name in enumerate(row, 1)]
        )
    return normal
