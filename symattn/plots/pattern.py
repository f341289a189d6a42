"""The matrix of a quadratic form as a grid: which entries are non-zero, their signs, and few values.

For the form of an output gate, (w.x)(v.x), the matrix is (w v' + v w')/2, dense but of rank at most 2; for a
synaptic gate it is one row and one column.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument
from symattn.plots.labels import name_label, weight_label
from symattn.plots.style import (
    BLUE,
    INK,
    PAPER,
    RULE,
    VERMILLION,
    companion_style,
    count_of,
    described,
    diagram_axes,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DARK_GREEN = "#00755A"
_MOST_VALUES = 8
_MOST_NAMES = 24


def pattern(Q: Any, *, title: str = "") -> Figure:
    """Draw the sparsity pattern of a quadratic form's symmetric matrix.

    Positive entries are blue, negative ones vermillion, symbolic ones green; the values are written in when
    there are at most 8 rows.

    Parameters
    ----------
    Q
        A `QuadraticForm`, or a square SymPy matrix.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts the non-zero entries, on and off the diagonal.

    Raises
    ------
    InvalidArgument
        If there is no square matrix to draw, or it is empty.

    Examples
    --------
    The form x_1 x_2 has two non-zero entries:

    >>> from sympy import Matrix, Rational
    >>> fig = pattern(Matrix([[0, Rational(1, 2)], [Rational(1, 2), 0]]))
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Sparsity pattern of a 2 by 2 symmetric matrix of rank 2: 2 of 4 entries are non-zero,
    0 of them on the diagonal.
    """
    matrix = getattr(Q, "matrix", Q)
    rows = _rows(matrix)
    size = len(rows)
    names = [str(variable) for variable in getattr(Q, "variables", ())] or [
        f"x{i}" for i in range(1, size + 1)
    ]
    with companion_style():
        cell = 0.62 if size <= _MOST_VALUES else max(0.05, 6.0 / size)
        fig, ax = new_figure(size * cell + 0.9, size * cell + 0.75 + (0.3 if title else 0.0))
        diagram_axes(ax)
        _draw(ax, rows, names)
        if title:
            ax.set_title(title)
    return described(fig, _sentence(matrix, rows))


def _rows(matrix: Any) -> list[list[Any]]:
    try:
        height, width = (operator.index(size) for size in matrix.shape)
        rows = [[matrix[i, j] for j in range(width)] for i in range(height)]
    except (AttributeError, TypeError, ValueError):
        raise InvalidArgument(
            "Q", "must be a quadratic form or a matrix with explicit entries", type(matrix).__name__
        ) from None
    if height != width or height == 0:
        raise InvalidArgument("Q", "must have a square matrix with at least one row", f"{height} by {width}")
    return rows


def _colour(entry: Any) -> str:
    if entry == 0:
        return "#F6F7F8"
    if getattr(entry, "is_positive", None) or (isinstance(entry, int) and entry > 0):
        return BLUE
    if getattr(entry, "is_negative", None) or (isinstance(entry, int) and entry < 0):
        return VERMILLION
    return DARK_GREEN


def _draw(ax: Axes, rows: Sequence[Sequence[Any]], names: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    size = len(rows)
    written = size <= _MOST_VALUES
    short = all(len(str(entry)) <= 5 for row in rows for entry in row)
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            ax.add_patch(
                Rectangle(
                    (j, size - 1 - i),
                    1,
                    1,
                    facecolor=_colour(entry),
                    edgecolor=PAPER,
                    lw=1.5 if size <= 30 else 0.2,
                )
            )
            if written:
                shown = _entry_text(entry, short)
                colour = RULE if entry == 0 else PAPER
                ax.text(
                    j + 0.5, size - 0.5 - i, shown, ha="center", va="center", color=colour,
                    fontsize=12 if len(str(entry)) <= 4 else 9,
                )  # fmt: skip
    if size <= _MOST_NAMES:
        for i, name in enumerate(names):
            ax.text(-0.15, size - 0.5 - i, name_label(name), ha="right", va="center", color=INK, fontsize=12)
            ax.text(i + 0.5, size + 0.15, name_label(name), ha="center", va="bottom", color=INK, fontsize=12)
    ax.set_xlim(-0.7, size + 0.05)
    ax.set_ylim(-0.05, size + 0.65)


def _entry_text(entry: Any, short: bool) -> str:
    """Return what is written in a cell: the value, or a star for a symbolic one when some do not fit."""
    text = str(entry)
    if any(letter.isalpha() for letter in text):
        return weight_label(text) if short else "\u2217"
    return text.replace("-", "\u2212")


def _sentence(matrix: Any, rows: Sequence[Sequence[Any]]) -> str:
    size = len(rows)
    places = [(i, j) for i in range(size) for j in range(size) if rows[i][j] != 0]
    diagonal = sum(1 for i, j in places if i == j)
    symmetric = "symmetric " if all(rows[i][j] == rows[j][i] for i, j in places) else ""
    rational = all(getattr(rows[i][j], "is_Rational", isinstance(rows[i][j], int)) for i, j in places)
    rank = f" of rank {matrix.rank()}" if rational and size <= _MOST_NAMES and hasattr(matrix, "rank") else ""
    non_zero = "non-zero" if rational else "not identically zero"
    return (
        f"Sparsity pattern of a {size} by {size} {symmetric}matrix{rank}: {len(places)} of "
        f"{count_of(size * size, 'entry', 'entries')} are {non_zero}, {diagonal} of them on the diagonal."
    )
