"""Hyperplanes cut a line, a plane or a space into regions; where as many meet as there are dimensions, the point is a vertex.

Points on a line, lines in a plane and planes in a space are drawn from the exact arrangement, with all its vertices in view.  A simple vertex, on no more hyperplanes
than there are dimensions, is a filled disc, any other one an open square.  Hyperplanes with the same normal are parallel and share a colour and a kind of line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from symattn.capacity.arrangements.arrangement import Arrangement, Point
from symattn.capacity.arrangements.region_points import region_points
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.arrangement_marks import (
    coordinates,
    draw_lines,
    draw_vertices,
    frame,
    hyperplanes_through,
    value_at,
    window_around,
)
from symattn.plots.arrangement_space import cut_out, space
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    VERMILLION,
    companion_style,
    count_of,
    described,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LARGEST_DIMENSION = 3
_MOST = 60
_SHADES = ("#CFE5F3", "#FBE3CC")
_KIND = ("", "point", "line", "plane")
_SPACE = ("", "on a line", "in the plane", "in space")

Form = Callable[[Point], str]


def arrangement(
    hyperplanes: Arrangement,
    *,
    region_name: Form | None = None,
    height: Sequence[int | Fraction] | None = None,
    section: int | None = None,
    title: str = "",
) -> Figure:
    """Draw an arrangement of points, lines or planes with its vertices.

    Parameters
    ----------
    hyperplanes
        An arrangement in dimension 1, 2 or 3 of at most 60 hyperplanes.
    region_name
        What to write into each region, given a point of it: dimensions 1 and 2.
    height
        In the plane, the coefficients g of a linear function g.c that is constant on no line.  For each vertex one region is shaded of which it is the only lowest point.
    section
        In space, the position of a plane of the arrangement: what the others cut out on it is drawn instead, in two of the three coordinates.  Vertices keep their kind:
        one is simple if three planes pass through it, this one among them.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts hyperplanes, regions, vertices and simple vertices.

    Raises
    ------
    InvalidArgument
        If the dimension is not 1, 2 or 3, an option belongs to another dimension, or g is constant on a line.
    TooLarge
        If there are more than 60 hyperplanes.

    Examples
    --------
    Three lines that bound a triangle, and a fourth one through one of its corners:

    >>> lines = Arrangement([(1, 0), (0, 1), (1, 1), (1, -1)], [0, 0, -1, 0])
    >>> print(arrangement(lines).alt_text)
    4 lines in the plane cut it into 10 regions; they have 4 vertices, 3 of which are simple.

    See Also
    --------
    cube : the corners that a plane separates.

    References
    ----------
    Claims RV-6-05, RV-6-06.
    """
    number = _checked(hyperplanes, region_name, height, section)
    dimension = hyperplanes.dimension
    with companion_style():
        if dimension == 1:
            fig = _line(hyperplanes, region_name)
            said = ""
        elif dimension == 2:
            fig, said = _plane(hyperplanes, region_name, height)
        elif number is None:
            fig = space(hyperplanes)
            said = ""
        else:
            fig, said = cut_out(hyperplanes, number)
        if title:
            fig.axes[0].set_title(title, loc="left")
    return described(fig, _sentence(hyperplanes) + said)


def _checked(
    hyperplanes: Arrangement, region_name: Form | None, height: object, section: int | None
) -> int | None:
    if not isinstance(hyperplanes, Arrangement):
        raise InvalidArgument("hyperplanes", "must be an Arrangement", hyperplanes)
    dimension, size = hyperplanes.dimension, len(hyperplanes)
    if not 1 <= dimension <= _LARGEST_DIMENSION:
        hint = "Arrangement.regions() and vertices() count in any dimension."
        raise InvalidArgument("hyperplanes", "must have dimension 1, 2 or 3 to be drawn", dimension, hint)
    if size > _MOST:
        raise TooLarge("hyperplanes", f"must be at most {_MOST} to be told apart", size)
    if region_name is not None and dimension == 3:
        raise InvalidArgument("region_name", "belongs to dimensions 1 and 2", dimension)
    if height is not None and dimension != 2:
        raise InvalidArgument("height", "belongs to dimension 2", dimension)
    if section is None:
        return None
    if dimension != 3:
        raise InvalidArgument("section", "belongs to dimension 3", dimension)
    if isinstance(section, bool) or not isinstance(section, int) or not 0 <= section < size:
        raise InvalidArgument("section", f"must be a position from 0 to {size - 1}", section)
    return section


def _sentence(hyperplanes: Arrangement) -> str:
    dimension = hyperplanes.dimension
    vertices, simple = hyperplanes.vertices(), hyperplanes.simple_vertices()
    cut = "cuts" if len(hyperplanes) == 1 else "cut"
    said = f"{count_of(len(hyperplanes), _KIND[dimension])} {_SPACE[dimension]} {cut} it into {count_of(hyperplanes.regions(), 'region')}"
    if dimension == 1:
        return f"{said}."
    are = "is" if simple == 1 else "are"
    which = "all of them" if simple == vertices else f"{simple} of which {are}"
    return f"{said}; they have {count_of(vertices, 'vertex', 'vertices')}, {which} simple."


def _line(hyperplanes: Arrangement, region_name: Form | None) -> Figure:
    points = [Fraction(-b, a[0]) for a, b in zip(hyperplanes.normals, hyperplanes.offsets, strict=True)]
    points.sort()
    (low,), (high,) = window_around([(x,) for x in points], 1, 4)
    fig, ax = new_figure(6.4, 1.55)
    ax.axis("off")
    ax.annotate(
        "",
        (float(high), 0),
        (float(low), 0),
        arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.4},
        zorder=1,
    )
    ax.text(float(high), -0.1, "$c$", ha="right", va="top", fontsize=12)
    ax.plot([float(x) for x in points], [0.0] * len(points), "o", color=VERMILLION, markersize=9, zorder=3)
    for x in points:
        ax.text(float(x), -0.1, f"${_short(x)}$", ha="center", va="top", fontsize=10.5)
    ends = [low, *points, high]
    if region_name is not None:
        for a, b in pairwise(ends):
            middle = (a + b) / 2
            ax.text(
                float(middle), 0.09, region_name((middle,)), ha="center", va="bottom", fontsize=9.5, color=BLUE,
                family="DejaVu Sans Mono", rotation=0 if (b - a) * 8 > high - low else 90,
            )  # fmt: skip
    ax.set(xlim=(float(low), float(high)), ylim=(-0.35, 0.55))
    return fig


def _short(x: Fraction) -> str:
    return str(x.numerator) if x.denominator == 1 else f"{x.numerator}/{x.denominator}"


def _plane(
    hyperplanes: Arrangement, region_name: Form | None, height: Sequence[int | Fraction] | None
) -> tuple[Figure, str]:
    vertices = hyperplanes.vertex_points()
    low, high = window_around(vertices, 2)
    fig, ax = new_figure(5.6, 5.2)
    said = ""
    if height is not None:
        said = _shade(ax, hyperplanes, _generic(hyperplanes, height), (low, high))
    draw_lines(ax, [(row, row[:-1]) for row in hyperplanes.hyperplanes], coordinates(2), (low, high))
    draw_vertices(ax, [(v, hyperplanes_through(hyperplanes, v) == 2) for v in vertices])
    if region_name is not None:
        for signs, point in region_points(hyperplanes).items():
            ring = _polygon(hyperplanes, signs, (low, high))
            x, y = _centre(ring) if ring else point
            ax.text(
                float(x),
                float(y),
                region_name(point),
                ha="center",
                va="center",
                fontsize=8.5,
                color=INK,
                zorder=6,
            )
    frame(ax, low, high, coordinates(2))
    return fig, said


def _polygon(
    hyperplanes: Arrangement, signs: Sequence[int], window: tuple[list[Fraction], list[Fraction]]
) -> list[tuple[Fraction, Fraction]]:
    """Return the corners of a region within the window: the window is cut by one line after the other."""
    (x0, y0), (x1, y1) = window
    ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    for row, sign in zip(hyperplanes.hyperplanes, signs, strict=True):
        kept = []
        for p, q in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            at_p, at_q = sign * value_at(row, p), sign * value_at(row, q)
            if at_p >= 0:
                kept.append(p)
            if at_p * at_q < 0:
                t = at_p / (at_p - at_q)
                kept.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
        ring = kept
    return ring


def _centre(ring: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    return sum(p[0] for p in ring) / Fraction(len(ring)), sum(p[1] for p in ring) / Fraction(len(ring))


def _generic(hyperplanes: Arrangement, height: Sequence[int | Fraction]) -> tuple[Fraction, Fraction]:
    if len(height) != 2 or not all(isinstance(x, int | Fraction) and not isinstance(x, bool) for x in height):
        raise InvalidArgument("height", "must be two integers or Fractions", height)
    g = (Fraction(height[0]), Fraction(height[1]))
    for a, b in hyperplanes.normals:
        if a * g[1] == b * g[0]:
            rule = f"must be constant on no line; it is on those with the normal {(a, b)}"
            raise InvalidArgument("height", rule, height, "Turn it a little, as (1, 3) instead of (0, 1).")
    return g


def lowest_regions(
    hyperplanes: Arrangement, height: Sequence[int | Fraction]
) -> dict[Point, tuple[int, ...]]:
    """Return for each vertex of lines in the plane the signs of a region of which it is the only lowest point.

    Of the lines through a vertex each has one ray that rises.  Between two neighbouring rising rays lies a region that begins at the vertex and rises from it in
    every direction; a line that does not pass through the vertex does not cut it near the vertex, nor any line the region.

    Parameters
    ----------
    hyperplanes
        An arrangement in the plane.
    height
        The coefficients g of the height g.c, constant on no line.

    Returns
    -------
    dict
        Vertex -> sign vector, as in `symattn.capacity.arrangements.region_points.region_points`; no sign vector occurs twice.

    Raises
    ------
    InvalidArgument
        If g is constant on a line.

    Examples
    --------
    >>> lines = Arrangement([(1, 0), (1, 1), (1, -1)], [0, -1, 0])
    >>> found = lowest_regions(lines, (0, 1))
    >>> len(found) == len(set(found.values())) == lines.vertices()
    True

    See Also
    --------
    arrangement : draws them.

    References
    ----------
    Claim RV-6-06.
    """
    g = _generic(hyperplanes, height)
    found = {}
    for vertex in hyperplanes.vertex_points():
        rays = []
        for row in hyperplanes.hyperplanes:
            if not value_at(row, vertex):
                ray = (Fraction(-row[1]), Fraction(row[0]))
                rise = g[0] * ray[0] + g[1] * ray[1]
                # scaled to the height 1, rays are ordered by their other coordinate
                rays.append((ray[0] / rise, ray[1] / rise))
        rays.sort(key=lambda ray: g[1] * ray[0] - g[0] * ray[1])
        k = (len(rays) - 1) // 2
        direction = (rays[k][0] + rays[k + 1][0], rays[k][1] + rays[k + 1][1])
        found[vertex] = tuple(
            1 if (value_at(row, vertex) or row[0] * direction[0] + row[1] * direction[1]) > 0 else -1
            for row in hyperplanes.hyperplanes
        )
    return found


def _shade(
    ax: Axes,
    hyperplanes: Arrangement,
    g: tuple[Fraction, Fraction],
    window: tuple[list[Fraction], list[Fraction]],
) -> str:
    """Shade the region of each vertex; return what is to be said of them."""
    found = lowest_regions(hyperplanes, g)
    least = float(max(b - a for a, b in zip(*window, strict=True))) / 40
    for vertex, signs in found.items():
        # regions with a common side differ in one sign, so they have different shades
        ring = [(float(x), float(y)) for x, y in _polygon(hyperplanes, signs, window)]
        ax.fill(*zip(*ring, strict=True), facecolor=_SHADES[signs.count(1) % 2], edgecolor="none", zorder=1)
        x, y = float(vertex[0]), float(vertex[1])
        middle = (sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))
        tip = (x + 0.55 * (middle[0] - x), y + 0.55 * (middle[1] - y))
        if max(abs(tip[0] - x), abs(tip[1] - y)) > least:
            ax.annotate("", tip, (x, y), arrowprops={"arrowstyle": "->", "color": INK, "lw": 1.1}, zorder=4)
    others = hyperplanes.regions() - len(set(found.values()))
    return (
        f" Each vertex is the lowest point of a shaded region of its own, {len(set(found.values()))} in number; "
        f"{count_of(others, 'region')} {'is' if others == 1 else 'are'} left."
    )
