"""The walk over classes of threshold functions is a graph: one node a class, one edge an exchange of the values at y and -y that leads from a class to another.

Nodes in one row have the same first Chow entry: every exchange lowers it by 2, so that no edge skips a row.  The sizes written at the nodes add up to T(n).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex

from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    UNIT_FILL,
    VERMILLION,
    companion_style,
    count_of,
    described,
    diagram_axes,
    new_figure,
)
from symattn.threshold.arguments import check_variables
from symattn.threshold.walk import expand, pack, threshold_classes
from symattn.threshold.walk.cone_programs import cube

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Vector = tuple[int, ...]

MAX_DRAWN = 5
"""Largest n whose classes fit on one drawing: 21; n = 6 has 135."""

MIN_DRAWN = 2
"""Smallest n with more than one class."""

_NAMED_EXCHANGES = 4
"""Largest n for which the points exchanged are written at the edges."""

#: In inches, the unit of the drawing: half the height of a node, from row to row, a letter, between neighbours, a margin.
_HALF, _ROW, _LETTER, _GAP, _MARGIN = 0.21, 0.78, 0.078, 0.2, 0.12
_LEAST_WIDTH = 3.6


def class_walk(n: SupportsIndex, *, title: str = "") -> Figure:
    """Draw the graph of the walk over the classes of self-dual threshold functions of n + 1 variables.

    An edge from p to q means q = p - 2y: the function of Chow vector p, with the values at a minimal true point y and at -y
    exchanged, is the function of Chow vector q.  Chow vectors are sums of true points in {-1, 1}^(n+1).

    Parameters
    ----------
    n
        The number of variables of the gates counted, 2 to 5.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts classes, exchanges and steps, and gives T(n).

    Raises
    ------
    InvalidArgument
        If n is below 2 or no integer.
    TooLarge
        If n > 5.

    Examples
    --------
    >>> print(class_walk(4).alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Walk over the 7 classes of self-dual threshold functions of 5 variables: from (16, 0, 0, 0, 0) every class is reached, in at most 5 exchanges;
    6 exchanges lead from class to class, and the sizes of the classes add up to T(4) = 1882.

    See Also
    --------
    symattn.threshold.threshold_classes : the classes.

    References
    ----------
    C. K. Chow, On the characterization of threshold functions (1961).
    """
    number = check_variables(n, most=MAX_DRAWN, least=MIN_DRAWN)
    found = threshold_classes(number)
    sizes = dict(zip(map(tuple, found.chow.tolist()), found.sizes, strict=True))
    edges = exchanges(number)
    rows = _rows(list(sizes), edges)
    pitch = max(_width(p, size) for p, size in sizes.items()) + _GAP
    place = {
        p: (pitch * (i - (len(row) - 1) / 2), -_ROW * level)
        for level, row in enumerate(rows)
        for i, p in enumerate(row)
    }
    across, height = max(_LEAST_WIDTH, pitch * max(map(len, rows))), _ROW * (len(rows) - 1) + 2 * _HALF
    with companion_style():
        fig, ax = new_figure(across + 2 * _MARGIN, height + 4 * _MARGIN + (0.3 if title else 0.0))
        diagram_axes(ax)
        for p, q, y in edges:
            _draw_edge(ax, place[p], place[q], _signs(y) if number <= _NAMED_EXCHANGES else "")
        for p, size in sizes.items():
            _draw_node(ax, place[p], _width(p, size) / 2, (_name(p), _size(size)))
        ax.set(xlim=(-across / 2, across / 2), ylim=(_HALF - height - _MARGIN, _HALF + _MARGIN))
        if title:
            ax.set_title(title, loc="left")
    steps, start = len(rows) - 1, next(iter(sizes))
    return described(
        fig,
        f"Walk over the {count_of(len(sizes), 'class', 'classes')} of self-dual threshold functions of {count_of(number + 1, 'variable')}: "
        f"from ({', '.join(map(str, start))}) every class is reached, in at most {count_of(steps, 'exchange')}; "
        f"{count_of(len(edges), 'exchange')} {'leads' if len(edges) == 1 else 'lead'} from class to class, "
        f"and the sizes of the classes add up to T({number}) = {found.count}.",
    )


def exchanges(n: SupportsIndex) -> list[tuple[Vector, Vector, Vector]]:
    """Return (p, q, y) for every exchange of the walk that ends at a threshold function: q = p - 2y.

    Parameters
    ----------
    n
        The number of variables of the gates counted, 2 to 5.

    Returns
    -------
    list of triples
        Chow vectors p and q, and the point y of {-1, 1}^(n+1), by decreasing p, then q.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 2..5.

    Examples
    --------
    >>> exchanges(2)
    [((4, 0, 0), (2, 2, 2), (1, -1, -1))]
    >>> all(q[i] == p[i] - 2 * y[i] for p, q, y in exchanges(4) for i in range(5))
    True

    See Also
    --------
    class_walk : the picture.

    References
    ----------
    C. K. Chow, On the characterization of threshold functions (1961).
    """
    number = check_variables(n, most=MAX_DRAWN, least=MIN_DRAWN)
    found = threshold_classes(number)
    keys = pack(found.chow)
    names = {int(key): tuple(p) for key, p in zip(keys, found.chow.tolist(), strict=True)}
    edges = []
    # Each class alone: together, only one way to a candidate is kept.
    for i, p in enumerate(found.chow.tolist()):
        candidates = expand(found.weights[i : i + 1], keys[i : i + 1], kernel="numpy")
        for key, flip in zip(candidates.keys.tolist(), candidates.flips.tolist(), strict=True):
            if key in names:
                edges.append((tuple(p), names[key], tuple(cube(number + 1)[flip].tolist())))
    return sorted(edges, reverse=True)


def _rows(classes: list[Vector], edges: list[tuple[Vector, Vector, Vector]]) -> list[list[Vector]]:
    """Return the classes by their first Chow entry, each row sorted by the mean place of the classes from which it is reached."""
    rows: list[list[Vector]] = []
    middle: dict[Vector, float] = {}
    for first in sorted({p[0] for p in classes}, reverse=True):
        row = [p for p in classes if p[0] == first]
        parents = {p: [middle[a] for a, b, _ in edges if b == p] or [0.0] for p in row}
        row.sort(key=lambda p: (sum(parents[p]) / len(parents[p]), p))
        middle.update({p: i - (len(row) - 1) / 2 for i, p in enumerate(row)})
        rows.append(row)
    return rows


def _name(p: Vector) -> str:
    return " ".join(map(str, p))


def _size(size: int) -> str:
    return f"\u00d7 {size}"


def _width(p: Vector, size: int) -> float:
    return _LETTER * max(len(_name(p)), len(_size(size))) + 0.14


def _signs(y: Vector) -> str:
    """Return the signs of a point, set apart so that minus signs do not run together."""
    return "\u2009".join("+" if v > 0 else "\u2212" for v in y)


def _draw_node(ax: Axes, place: tuple[float, float], half: float, lines: tuple[str, str]) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = place
    box = FancyBboxPatch(
        (x - half, y - _HALF), 2 * half, 2 * _HALF, boxstyle="round,pad=0,rounding_size=0.07",
        facecolor=UNIT_FILL, edgecolor=BLUE, lw=1.2, zorder=3,
    )  # fmt: skip
    ax.add_patch(box)
    for text, shift, colour in zip(lines, (0.09, -0.1), (INK, VERMILLION), strict=True):
        ax.text(x, y + shift, text, ha="center", va="center", fontsize=10, color=colour, zorder=4)


def _draw_edge(ax: Axes, start: tuple[float, float], stop: tuple[float, float], label: str) -> None:
    (x0, y0), (x1, y1) = start, stop
    ax.annotate(
        "", (x1, y1 + _HALF), (x0, y0 - _HALF),
        arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.1, "shrinkA": 0, "shrinkB": 0}, zorder=2,
    )  # fmt: skip
    if label:
        side = -1 if x1 < x0 else 1
        ax.annotate(
            label, ((x0 + x1) / 2, (y0 + y1) / 2), (8 * side, 3 if x1 != x0 else 0), textcoords="offset points",
            ha="right" if side < 0 else "left", va="center", fontsize=10, color=GREY,
        )  # fmt: skip
