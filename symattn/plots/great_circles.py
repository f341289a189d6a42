"""Planes through 0 cut the sphere along great circles; a new one cuts in two exactly the regions through which it passes.

The sphere is that of the directions c of R^3, the circle of a plane the directions with a.c = 0.  It is seen from far away: the half turned to the reader is drawn, the other
half, its image under c -> -c, only as thin dashes.  A region is drawn exactly as far as its polygon: the visible half is clipped by one plane after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.arrangements.arrangement import Arrangement, Point, Row
from symattn.capacity.arrangements.region_points import region_points
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    SKY,
    VERMILLION,
    companion_style,
    count_of,
    described,
    diagram_axes,
    new_figure,
)
from symattn.threshold.arguments import as_integers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 24
_STEPS = 48
_TINY = 1e-12
_LEAST_AREA = 0.07

Vector = tuple[float, float, float]


def great_circles(
    planes: Arrangement,
    *,
    newest: bool = False,
    region_name: Callable[[Point], str] | None = None,
    names: Sequence[str] | None = None,
    sight: Sequence[SupportsIndex] = (3, 2, 2),
    title: str = "",
) -> Figure:
    """Draw the great circles that planes through 0 cut out on the sphere.

    Parameters
    ----------
    planes
        A central arrangement in R^3 of 1 to 24 planes.
    newest
        Draw the last plane in its own colour and shade the regions of the others through which it passes.
    region_name
        What to write into each region, given a rational point of it; regions of which little is seen stay without.
    names
        What is written where a circle leaves the visible half, one text for each plane; v_1, v_2, ... if left out.
    sight
        The direction from the centre to the reader: three integers, not all 0.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts circles and regions, and those that the newest circle cuts.

    Raises
    ------
    InvalidArgument
        If the planes are not in R^3 or do not pass through 0, there is none, there is not one name for each, or the direction is 0 or not of R^3.
    TooLarge
        If there are more than 24 planes.

    Examples
    --------
    Three circles in general position, and a fourth one through a point in which two of them meet:

    >>> planes = Arrangement([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, -1, 0)])
    >>> print(great_circles(planes, newest=True).alt_text)
    4 great circles cut the sphere into 12 regions; the newest passes through 4 of the 8 regions of the others.

    See Also
    --------
    symattn.plots.arrangement.arrangement : lines in the plane, planes in space.

    References
    ----------
    Claims RV-3-N, RV-6-06-r.
    """
    labels, eye = _checked(planes, names, sight)
    rows = planes.hyperplanes
    earlier = Arrangement(planes.normals[:-1], dimension=3)
    cut = _passed(earlier, rows[-1]) if newest else []
    with companion_style():
        fig, ax = new_figure(4.8, 4.8)
        diagram_axes(ax)
        frame = _frame(eye)
        for signs in cut:
            ring = _visible(earlier.normals, signs, frame[2])
            if ring:
                xs, ys = zip(*[_project(p, frame) for p in ring], strict=True)
                ax.fill(xs, ys, facecolor=SKY, alpha=0.35, edgecolor="none", zorder=1)
        rim = [(cos(t), sin(t)) for t in _angles(0, 2 * pi)]
        ax.plot(*zip(*rim, strict=True), color=INK, lw=1.2, zorder=2)
        for k, (a, label) in enumerate(zip(planes.normals, labels, strict=True)):
            last = newest and k == len(rows) - 1
            _circle(ax, a, frame, label, VERMILLION if last else BLUE if newest else INK, last)
        if region_name is not None:
            _name_regions(ax, planes, frame, region_name)
        ax.set(xlim=(-1.24, 1.24), ylim=(-1.24, 1.24))
        if title:
            ax.set_title(title, loc="left")
    said = f"{count_of(len(rows), 'great circle')} {'cuts' if len(rows) == 1 else 'cut'} the sphere into {planes.regions()} regions"
    if newest:
        said += f"; the newest passes through {len(cut)} of the {count_of(earlier.regions(), 'region')} of the others"
    return described(fig, said + ".")


def _checked(
    planes: Arrangement, names: Sequence[str] | None, sight: Sequence[SupportsIndex]
) -> tuple[list[str], list[int]]:
    if not isinstance(planes, Arrangement) or planes.dimension != 3 or not planes.central or not len(planes):
        raise InvalidArgument(
            "planes", "must be an Arrangement of at least one plane of R^3 through 0", planes
        )
    if len(planes) > _MOST:
        raise TooLarge("planes", f"must be at most {_MOST} to be told apart", len(planes))
    labels = [f"$v_{{{k}}}$" for k in range(1, len(planes) + 1)] if names is None else list(names)
    if len(labels) != len(planes):
        raise InvalidArgument("names", f"must be {len(planes)} texts, one for each plane", names)
    eye = as_integers(sight, "sight")
    if len(eye) != 3 or not any(eye):
        raise InvalidArgument("sight", "must be three integers, not all 0", sight)
    return labels, eye


def _passed(earlier: Arrangement, plane: Row) -> list[tuple[int, ...]]:
    """Return the sign vectors of the regions of the others that meet a plane through 0, exactly: those of the regions cut out on it."""
    if not len(earlier):
        return [()]
    pivot = next(j for j in range(3) if plane[j])
    found: dict[tuple[int, ...], None] = {}
    on_it = earlier.on(Arrangement([plane[:-1]]))
    for flat in region_points(on_it).values():
        rest = list(flat)
        others = [plane[j] for j in range(3) if j != pivot]
        rest.insert(
            pivot, -sum((x * y for x, y in zip(others, flat, strict=True)), Fraction(0)) / plane[pivot]
        )
        values = [sum(x * y for x, y in zip(a, rest, strict=True)) for a in earlier.normals]
        found[tuple(1 if value > 0 else -1 for value in values)] = None
    return list(found)


# Drawing: vectors of length 1


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _unit(a: Sequence[float]) -> Vector:
    size = sqrt(_dot(a, a))
    return (a[0] / size, a[1] / size, a[2] / size)


def _cross(a: Sequence[float], b: Sequence[float]) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _frame(eye: Sequence[float]) -> tuple[Vector, Vector, Vector]:
    """Return right, up and towards the reader, with the third coordinate pointing up where it can."""
    towards = _unit(eye)
    pole = (0.0, 0.0, 1.0) if abs(towards[2]) < 0.99 else (0.0, 1.0, 0.0)
    right = _unit(_cross(pole, towards))
    return right, _cross(towards, right), towards


def _project(point: Sequence[float], frame: tuple[Vector, Vector, Vector]) -> tuple[float, float]:
    return _dot(point, frame[0]), _dot(point, frame[1])


def _angles(low: float, high: float) -> list[float]:
    return [low + (high - low) * i / (2 * _STEPS) for i in range(2 * _STEPS + 1)]


def _circle(
    ax: Axes,
    normal: Sequence[int],
    frame: tuple[Vector, Vector, Vector],
    label: str,
    colour: str,
    thick: bool,
) -> None:
    """Draw the circle of a plane, from one end of its visible half over the front to the other and back behind."""
    a, towards = _unit(normal), frame[2]
    end = _cross(a, towards)
    # A plane orthogonal to the line of sight has the rim as its circle.
    end = _unit(end) if _dot(end, end) > _TINY else frame[0]
    front = _cross(end, a)
    if _dot(front, towards) < 0:
        front = (-front[0], -front[1], -front[2])
    for low, style in (
        (0.0, {"linestyle": "solid", "lw": 2.6 if thick else 1.7, "zorder": 4 if thick else 3}),
        (pi, {"linestyle": (0, (2, 3)), "lw": 0.9, "zorder": 2}),
    ):
        arc = [
            _project([cos(t) * e + sin(t) * f for e, f in zip(end, front, strict=True)], frame)
            for t in _angles(low, low + pi)
        ]
        options: dict[str, Any] = dict(style)
        ax.plot(*zip(*arc, strict=True), color=colour if low == 0.0 else GREY, **options)
    x, y = _project(end, frame)
    if (y, x) < (0.0, 0.0):  # the upper end has the name
        x, y = -x, -y
    ax.text(1.12 * x, 1.12 * y, label, ha="center", va="center", fontsize=12, color=colour)


def _name_regions(
    ax: Axes, planes: Arrangement, frame: tuple[Vector, Vector, Vector], name: Callable[[Point], str]
) -> None:
    """Write the names of the regions at the centres of their visible polygons, where these are large enough."""
    for signs, point in region_points(planes).items():
        flat = [_project(p, frame) for p in _visible(planes.normals, signs, frame[2])]
        if not flat:
            continue
        doubled = [a[0] * b[1] - a[1] * b[0] for a, b in pairwise([*flat, flat[0]])]
        if sum(doubled) < 2 * _LEAST_AREA:
            continue
        x, y = (
            sum((a[i] + b[i]) * d for (a, b), d in zip(pairwise([*flat, flat[0]]), doubled, strict=True))
            / (3 * sum(doubled))
            for i in (0, 1)
        )
        box = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.7, "pad": 0.6}
        ax.text(x, y, name(point), ha="center", va="center", fontsize=10.5, color=INK, zorder=6, bbox=box)


def _visible(normals: Sequence[Row], signs: Sequence[int], towards: Vector) -> list[Vector]:
    """Return the closed polygon of a region within the visible half of the sphere, nothing if it lies behind."""
    right, up, _ = _frame(towards)
    ring = [
        _unit([cos(t) * x + sin(t) * y for x, y in zip(right, up, strict=True)])
        for t in _angles(0, 2 * pi)[:-1]
    ]
    for a, sign in zip(normals, signs, strict=True):
        side = _unit([sign * x for x in a])
        if not (ring := _clipped(ring, side, towards)):
            break
    return ring


def _clipped(ring: Sequence[Vector], side: Vector, towards: Vector) -> list[Vector]:
    """Return the part of a convex spherical polygon with side.c >= 0; the new edge is an arc of the circle side.c = 0."""
    if _dot(side, towards) ** 2 > 1 - _TINY:  # the circle is the rim of the visible half
        return list(ring) if _dot(side, towards) > 0 else []
    kept: list[Vector] = []
    leaving = entering = None
    for p, q in pairwise([*ring, ring[0]]):
        at_p, at_q = _dot(side, p), _dot(side, q)
        if at_p >= 0:
            kept.append(p)
        if (at_p >= 0) != (at_q >= 0):
            share = at_p / (at_p - at_q)
            crossing = _unit([x + share * (y - x) for x, y in zip(p, q, strict=True)])
            if at_p >= 0:
                leaving, place = crossing, len(kept)
            else:
                entering = crossing
    if leaving is None or entering is None:
        return kept
    return [*kept[:place], *_arc(leaving, entering, side, towards), *kept[place:]]


def _arc(start: Vector, end: Vector, side: Vector, towards: Vector) -> list[Vector]:
    """Return points on the shorter great arc between two points of the circle side.c = 0; between opposite ones, on the one turned to the reader."""
    if _dot(start, end) < _TINY - 1:
        middle = [x - _dot(towards, side) * y for x, y in zip(towards, side, strict=True)]
        top = _unit(middle)
        return [*_arc(start, top, side, towards), *_arc(top, end, side, towards)]
    shares = [i / _STEPS for i in range(_STEPS + 1)]
    return [_unit([(1 - s) * x + s * y for x, y in zip(start, end, strict=True)]) for s in shares]
