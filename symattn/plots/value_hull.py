"""The outputs of an attention head lie in the convex hull of the values: both in the plane."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from symattn.errors import InvalidArgument
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    VERMILLION,
    companion_style,
    count_of,
    described,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_Point: TypeAlias = tuple[float, float]
_TOLERANCE = 1e-9


def value_hull(values: Any, outputs: Any, *, title: str = "") -> Figure:
    r"""Draw values :math:`v_j \in \mathbb{R}^2`, their convex hull, and outputs :math:`y_i`, each named by its index.

    Parameters
    ----------
    values, outputs
        Rows of two numbers.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts the vertices of the hull and the outputs that lie in it.

    Raises
    ------
    InvalidArgument
        If there is no value, no output, or a row has not two numbers.

    Examples
    --------
    The mean of three values lies in their triangle:

    >>> figure = value_hull([(0, 0), (3, 0), (0, 3)], [(1, 1)])
    >>> print(figure.alt_text)
    3 values in the plane, whose convex hull has 3 vertices; 1 of 1 output lies in it.

    See Also
    --------
    attention_map

    References
    ----------
    Claim TR-5.
    """
    given, found = _points(values, "values"), _points(outputs, "outputs")
    hull = _hull(given)
    within = sum(_contains(hull, point) for point in found)
    with companion_style():
        fig, ax = new_figure(5.2, 4.2 + (0.3 if title else 0.0))
        closed = [*hull, hull[0]]
        xs, ys = [x for x, _ in closed], [y for _, y in closed]
        ax.fill(xs, ys, facecolor="#EAF3FA", edgecolor="none", zorder=1)
        ax.plot(xs, ys, color=GREY, lw=1.1, zorder=2)
        _scatter(ax, given, "v", 5, marker="o", facecolor=BLUE, edgecolor=BLUE)
        _scatter(ax, found, "y", -13, marker="D", facecolor=PAPER, edgecolor=VERMILLION)
        ax.set_xlabel("first coordinate")
        ax.set_ylabel("second coordinate")
        ax.margins(0.12)
        if title:
            ax.set_title(title)
    vertices = count_of(len(hull), "vertex", "vertices")
    lie = "lies" if len(found) == 1 else "lie"
    sentence = (
        f"{count_of(len(given), 'value')} in the plane, whose convex hull has {vertices}; "
        f"{within} of {count_of(len(found), 'output')} {lie} in it."
    )
    return described(fig, sentence)


def _scatter(
    ax: Any, points: list[_Point], letter: str, height: int, *, marker: str, facecolor: str, edgecolor: str
) -> None:
    ax.scatter(
        [x for x, _ in points], [y for _, y in points], s=46, marker=marker, facecolor=facecolor,
        edgecolor=edgecolor, linewidth=1.6, zorder=3,
    )  # fmt: skip
    for k, point in enumerate(points, 1):
        ax.annotate(
            f"${letter}_{{{k}}}$",
            point,
            xytext=(6, height),
            textcoords="offset points",
            color=INK,
            fontsize=12,
            zorder=4,
        )


def _points(given: Any, argument: str) -> list[_Point]:
    listed = given.tolist() if hasattr(given, "tolist") else given
    try:
        points = [(float(x), float(y)) for x, y in listed]
    except (TypeError, ValueError):
        points = []
    if not points:
        raise InvalidArgument(argument, "must be at least one row of two numbers", str(given))
    return points


def _turn(a: _Point, b: _Point, c: _Point) -> float:
    """Return the cross product of ab and ac: positive if c lies to the left of the line from a to b."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _hull(points: list[_Point]) -> list[_Point]:
    """Return the vertices of the convex hull, counter-clockwise (Andrew's monotone chains)."""
    ordered = sorted(set(points))
    if len(ordered) <= 2:
        return ordered
    chains = []
    for way in (ordered, ordered[::-1]):
        chain: list[_Point] = []
        for point in way:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains += chain[:-1]
    return chains


def _contains(hull: list[_Point], point: _Point) -> bool:
    """Return whether the point lies in the hull, up to rounding."""
    size = max(abs(x - hull[0][0]) + abs(y - hull[0][1]) for x, y in (*hull, point))
    slack = _TOLERANCE * max(1.0, size)
    for axis in (0, 1):
        if not min(p[axis] for p in hull) - slack <= point[axis] <= max(p[axis] for p in hull) + slack:
            return False
    edges = pairwise([*hull, hull[0]])
    return len(hull) < 2 or all(_turn(a, b, point) >= -slack * max(1.0, size) for a, b in edges)
