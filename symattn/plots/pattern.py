"""The matrix of a quadratic form as a grid: which entries are non-zero, their signs, and few values.

For the form of an output gate, (w.x)(v.x), the matrix is (w v' + v w')/2, dense but of rank at most 2; for a
synaptic gate it is one row and one column.  Only entries that are stored are looked at, so that a sparse form of a thousand
variables is drawn as fast as its non-zero entries are.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

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

#: The entries that are not 0, by row and column from 0.
_Entries: TypeAlias = dict[tuple[int, int], Any]

DARK_GREEN = "#00755A"
_EMPTY = "#F6F7F8"
_MOST_VALUES = 8
_MOST_NAMES = 24
_MOST_CELLS = 60
_SIDE = 6.0
_SMALLEST_MARK = 1.5
_NAMES = {BLUE: "positive", VERMILLION: "negative", DARK_GREEN: "symbolic"}


def pattern(Q: Any, *, title: str = "") -> Figure:
    """Draw the sparsity pattern of a quadratic form's symmetric matrix.

    Positive entries are blue, negative ones vermillion, symbolic ones green; the values are written in when
    there are at most 8 rows. With more than 60 rows an entry is a mark, at least so large that it can be seen.

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

    See Also
    --------
    gated_surface, circuit

    References
    ----------
    Claims FA-2, FA-2-form.
    """
    size, entries = _entries(Q)
    names = [str(variable) for variable in getattr(Q, "variables", ())] or [
        f"x{i}" for i in range(1, size + 1)
    ]
    with companion_style():
        cell = 0.62 if size <= _MOST_VALUES else _SIDE / size
        fig, ax = new_figure(size * cell + 0.9, size * cell + 0.75 + (0.3 if title else 0.0))
        diagram_axes(ax)
        if size <= _MOST_CELLS:
            _draw_cells(ax, size, entries, names)
        else:
            _draw_marks(ax, size, entries)
        if title:
            ax.set_title(title)
    return described(fig, _sentence(Q, size, entries))


def _entries(Q: Any) -> tuple[int, _Entries]:
    """Return the number of rows and the non-zero entries of a form or a matrix."""
    if hasattr(Q, "quadratic") and hasattr(Q, "variables"):
        size, entries = len(Q.variables), {}
        for i, j, c in Q.quadratic:
            entries[i, j] = entries[j, i] = c if i == j else c / 2
    else:
        try:
            size, width = (operator.index(length) for length in Q.shape)
            stored = Q.todok() if hasattr(Q, "todok") else _read(Q, size, width)
        except (AttributeError, TypeError, ValueError):
            raise InvalidArgument(
                "Q", "must be a quadratic form or a matrix with explicit entries", type(Q).__name__
            ) from None
        if size != width:
            raise InvalidArgument(
                "Q", "must have a square matrix with at least one row", f"{size} by {width}"
            )
        entries = {place: entry for place, entry in stored.items() if entry != 0}
    if size == 0:
        raise InvalidArgument("Q", "must have a square matrix with at least one row", "0 by 0")
    return size, entries


def _read(matrix: Any, height: int, width: int) -> _Entries:
    return {(i, j): matrix[i, j] for i in range(height) for j in range(width)}


def _colour(entry: Any) -> str:
    if getattr(entry, "is_positive", None) or (isinstance(entry, int) and entry > 0):
        return BLUE
    if getattr(entry, "is_negative", None) or (isinstance(entry, int) and entry < 0):
        return VERMILLION
    return DARK_GREEN


def _draw_cells(ax: Axes, size: int, entries: Mapping[tuple[int, int], Any], names: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    written = size <= _MOST_VALUES
    short = all(len(str(entry)) <= 5 for entry in entries.values())
    for i in range(size):
        for j in range(size):
            entry = entries.get((i, j), 0)
            ax.add_patch(
                Rectangle(
                    (j, size - 1 - i),
                    1,
                    1,
                    facecolor=_colour(entry) if (i, j) in entries else _EMPTY,
                    edgecolor=PAPER,
                    lw=1.5 if size <= 30 else 0.2,
                )
            )
            if written:
                shown = _entry_text(entry, short)
                colour = PAPER if (i, j) in entries else RULE
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


def _draw_marks(ax: Axes, size: int, entries: Mapping[tuple[int, int], Any]) -> None:
    """Draw one square for the matrix and one mark for each non-zero entry."""
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((0, 0), size, size, facecolor=_EMPTY, edgecolor=RULE, lw=0.8))
    places: dict[str, list[tuple[float, float]]] = {}
    for (i, j), entry in entries.items():
        places.setdefault(_colour(entry), []).append((j + 0.5, size - 0.5 - i))
    mark = _point_size(size)
    for colour, points in places.items():
        ax.plot(
            [x for x, _ in points],
            [y for _, y in points],
            linestyle="none",
            marker="s",
            markersize=mark,
            markeredgewidth=0,
            color=colour,
            rasterized=len(points) > 5000,
            label=_NAMES[colour],
        )
    ax.set_xlim(-0.01 * size, 1.01 * size)
    ax.set_ylim(-0.01 * size, 1.01 * size)


def _point_size(size: int) -> float:
    """Return the side of a mark in points; a cell of a large matrix would be too small to be seen."""
    return max(72 * _SIDE / size, _SMALLEST_MARK)


def _entry_text(entry: Any, short: bool) -> str:
    """Return what is written in a cell: the value, or a star for a symbolic one when some do not fit."""
    text = str(entry)
    if any(letter.isalpha() for letter in text):
        return weight_label(text) if short else "\u2217"
    return text.replace("-", "\u2212")


def _sentence(Q: Any, size: int, entries: Mapping[tuple[int, int], Any]) -> str:
    diagonal = sum(1 for i, j in entries if i == j)
    symmetric = (
        "symmetric " if all(entries.get((j, i), 0) == entry for (i, j), entry in entries.items()) else ""
    )
    rational = all(getattr(entry, "is_Rational", isinstance(entry, int)) for entry in entries.values())
    # the rank is worked out where that is no work: for a small matrix, or a form with few entries
    easy = size <= _MOST_NAMES or (hasattr(Q, "quadratic") and len(entries) <= 4 * size)
    rank = f" of rank {Q.rank()}" if rational and easy and hasattr(Q, "rank") else ""
    non_zero = "non-zero" if rational else "not identically zero"
    enlarged = entries and size > _MOST_CELLS and _point_size(size) > 72 * _SIDE / size
    drawn = " Each is drawn larger than its cell." if enlarged else ""
    return (
        f"Sparsity pattern of a {size} by {size} {symmetric}matrix{rank}: {len(entries)} of "
        f"{count_of(size * size, 'entry', 'entries')} are {non_zero}, {diagonal} of them on the diagonal.{drawn}"
    )
