"""A row of attention is a share of one: the weights of the tokens as squares whose areas add up to that of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument
from symattn.plots.labels import name_label
from symattn.plots.style import (
    BLUE,
    INK,
    PAPER,
    RULE,
    companion_style,
    count_of,
    described,
    diagram_axes,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_VALUES = 8
_MOST_TOKENS = 40
_TOLERANCE = 1e-9


def attention_map(weights: Any, *, names: Sequence[str] | None = None, title: str = "") -> Figure:
    r"""Draw weights :math:`A_{ij} \ge 0`, :math:`\sum_j A_{ij} = 1`: in cell (i, j) a square of area A_ij.

    Parameters
    ----------
    weights
        A matrix of numbers: row i holds the weights of the tokens for token i.
    names
        The names of the tokens; x1, x2, ... by default.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which names the largest weight and counts the zeros.

    Raises
    ------
    InvalidArgument
        If it is not a square matrix of at most 40 rows, a weight is negative, or a row does not sum to 1.

    Examples
    --------
    The second token attends to itself and to the first, which sees only itself:

    >>> figure = attention_map([[1, 0], [0.25, 0.75]])
    >>> print(figure.alt_text)
    Attention of 2 tokens: the largest weight is 1.00, of x1 for x1; 1 of 4 weights is 0.

    See Also
    --------
    value_hull

    References
    ----------
    Claim TR-1.
    """
    rows = _rows(weights)
    size = len(rows)
    labels = [f"x{i}" for i in range(1, size + 1)] if names is None else [str(name) for name in names]
    if len(labels) != size:
        raise InvalidArgument("names", f"must be {size} names, one for each token", names)
    with companion_style():
        cell = 0.62 if size <= _MOST_VALUES else 5.2 / size
        fig, ax = new_figure(size * cell + 0.9, size * cell + 0.75 + (0.3 if title else 0.0))
        diagram_axes(ax)
        _draw(ax, rows, labels)
        if title:
            ax.set_title(title)
    largest, i, j = max((row[j], -i, -j) for i, row in enumerate(rows) for j in range(size))
    zeros = sum(weight == 0 for row in rows for weight in row)
    sentence = (
        f"Attention of {count_of(size, 'token')}: the largest weight is {largest:.2f}, of {labels[-j]} for {labels[-i]}; "
        f"{zeros} of {count_of(size * size, 'weight')} {'is' if zeros == 1 else 'are'} 0."
    )
    return described(fig, sentence)


def _rows(weights: Any) -> list[list[float]]:
    listed = weights.tolist() if hasattr(weights, "tolist") else weights
    try:
        rows = [[float(weight) for weight in row] for row in listed]
    except (TypeError, ValueError):
        raise InvalidArgument("weights", "must be rows of numbers", type(weights).__name__) from None
    if not 1 <= len(rows) <= _MOST_TOKENS or any(len(row) != len(rows) for row in rows):
        raise InvalidArgument("weights", f"must be a square matrix of 1 to {_MOST_TOKENS} rows", len(rows))
    for i, row in enumerate(rows, 1):
        if min(row) < 0 or not abs(sum(row) - 1) <= _TOLERANCE * len(row):
            raise InvalidArgument("weights", "must be at least 0 and sum to 1 in each row", f"row {i}: {row}")
    return rows


def _draw(ax: Axes, rows: list[list[float]], labels: list[str]) -> None:
    from matplotlib.patches import Rectangle

    size = len(rows)
    for i, row in enumerate(rows):
        for j, weight in enumerate(row):
            x, y = j, size - 1 - i
            ax.add_patch(Rectangle((x, y), 1, 1, facecolor=PAPER, edgecolor=RULE, lw=0.8))
            side = weight**0.5
            written, inside = size <= _MOST_VALUES, side > 0.52
            if side:
                middle = y + (0.58 if written and not inside else 0.5)  # room for the number below
                corner = (x + (1 - side) / 2, middle - side / 2)
                ax.add_patch(Rectangle(corner, side, side, facecolor=BLUE, edgecolor="none"))
            if written and weight >= 0.005:
                ax.text(
                    x + 0.5, y + 0.5 if inside else y + 0.04, f"{weight:.2f}", ha="center",
                    va="center" if inside else "bottom", color=PAPER if inside else INK, fontsize=9,
                )  # fmt: skip
    if size <= 3 * _MOST_VALUES:
        for i, label in enumerate(labels):
            ax.text(-0.15, size - 0.5 - i, name_label(label), ha="right", va="center", color=INK, fontsize=12)
            ax.text(i + 0.5, size + 0.15, name_label(label), ha="center", va="bottom", color=INK, fontsize=12)
    ax.set_xlim(-0.7, size + 0.05)
    ax.set_ylim(-0.05, size + 0.65)
