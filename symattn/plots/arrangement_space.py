"""Planes in space, seen along a fixed direction, and what the others cut out on one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import atan2
from typing import TYPE_CHECKING

from symattn.capacity.arrangements.arrangement import Arrangement, Point, Row
from symattn.plots.arrangement_marks import (
    COLOURS,
    coordinates,
    draw_lines,
    draw_vertices,
    frame,
    hyperplanes_through,
    linear_form,
    value_at,
    window_around,
)
from symattn.plots.style import GREY, INK, RULE, count_of, diagram_axes, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_AXES = ((0.94, -0.16), (0.0, 1.0), (-0.5, -0.36))


def space(hyperplanes: Arrangement) -> Figure:
    """Draw the planes in a box around all vertices; nearer vertices are larger."""
    vertices = hyperplanes.vertex_points()
    low, high = window_around(vertices, 3)
    fig, ax = new_figure(6.0, 5.6)
    diagram_axes(ax)
    normals = list(dict.fromkeys(hyperplanes.normals))
    for row in hyperplanes.hyperplanes:
        corners = [_project(p) for p in _cut_box(row, low, high)]
        if len(corners) >= 3:
            k = normals.index(row[:-1])
            colour = COLOURS[k] if len(normals) <= len(COLOURS) else GREY
            ax.fill(
                *zip(*_ring(corners), strict=True), facecolor=colour, alpha=0.03, edgecolor="none", zorder=1
            )
            ring = _ring(corners)
            xs, ys = zip(*[*ring, ring[0]], strict=True)
            ax.plot(xs, ys, color=colour, lw=0.8, alpha=0.4, zorder=2)
    for p, q in _edges(low, high):
        (x0, y0), (x1, y1) = _project(p), _project(q)
        ax.plot([x0, x1], [y0, y1], color=RULE, lw=1.1, zorder=0)
    for j, name in enumerate(coordinates(3)):
        end = [high[i] if i == j else low[i] for i in range(3)]
        (x0, y0), (x1, y1) = _project(low), _project(end)
        ax.annotate(
            "", (x1, y1), (x0, y0), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2}, zorder=3
        )
        ax.annotate(f"${name}$", (x1, y1), _offset(j), textcoords="offset points", fontsize=12.5, zorder=6)
    sizes = [20 + 30 * nearness for nearness in _nearness(vertices)]
    draw_vertices(ax, [(_project(v), hyperplanes_through(hyperplanes, v) == 3) for v in vertices], sizes)
    ax.margins(0.05)
    return fig


def cut_out(hyperplanes: Arrangement, number: int) -> tuple[Figure, str]:
    """Draw what the others cut out on the plane at a position; return also a sentence on its vertices."""
    plane = hyperplanes.hyperplanes[number]
    pivot = next(j for j, entry in enumerate(plane[:-1]) if entry)
    kept = [j for j in range(3) if j != pivot]
    names = coordinates(3)
    vertices = [v for v in hyperplanes.vertex_points() if not value_at(plane, v)]
    flat = [tuple(v[j] for j in kept) for v in vertices]
    low, high = window_around(flat, 2)
    lines = []
    for row in hyperplanes.hyperplanes:
        # On the plane the pivot coordinate is a combination of the others.
        cut = [plane[pivot] * row[j] - row[pivot] * plane[j] for j in (*kept, 3)]
        if any(cut[:-1]):
            lines.append((tuple(cut), row[:-1]))
    fig, ax = new_figure(5.6, 5.6)
    draw_lines(ax, lines, names, (low, high))
    simple = [hyperplanes_through(hyperplanes, v) == 3 for v in vertices]
    draw_vertices(ax, list(zip(flat, simple, strict=True)))
    frame(ax, low, high, [names[j] for j in kept])
    where = f"{linear_form(plane[:-1], names)} = ${-plane[-1]}$".replace("$", "").replace("_", "")
    others = len(vertices) - sum(simple)
    on_it = f" On the plane {where}: {count_of(len(vertices), 'vertex', 'vertices')}, {sum(simple)} simple and {others} on further planes."
    return fig, on_it


def _project(point: Sequence[Fraction | float]) -> tuple[float, float]:
    """Project a point of space to the paper along a fixed direction."""
    values = [float(x) for x in point]
    return (
        sum(x * axis[0] for x, axis in zip(values, _AXES, strict=True)),
        sum(x * axis[1] for x, axis in zip(values, _AXES, strict=True)),
    )


def _nearness(points: Sequence[Point]) -> list[float]:
    """Return 0 for the point farthest from the reader, 1 for the nearest, and shares in between."""
    (a, b, c), (d, e, f) = zip(*_AXES, strict=True)
    sight = (b * f - c * e, c * d - a * f, a * e - b * d)  # orthogonal to both directions of the paper
    depths = [sum(x * float(y) for x, y in zip(sight, p, strict=True)) for p in points]
    low, high = min(depths, default=0.0), max(depths, default=0.0)
    return [(depth - low) / ((high - low) or 1.0) for depth in depths]


def _offset(axis: int) -> tuple[int, int]:
    return ((6, -6), (-5, 8), (-18, -10))[axis]


def _edges(
    low: Sequence[Fraction], high: Sequence[Fraction]
) -> Iterator[tuple[list[Fraction], list[Fraction]]]:
    for corner in product((0, 1), repeat=3):
        for j in range(3):
            if not corner[j]:
                p = [high[i] if bit else low[i] for i, bit in enumerate(corner)]
                yield p, [high[i] if i == j else x for i, x in enumerate(p)]


def _cut_box(row: Row, low: Sequence[Fraction], high: Sequence[Fraction]) -> list[tuple[Fraction, ...]]:
    """Return the points where a plane meets the edges of the box."""
    found: dict[tuple[Fraction, ...], None] = {}
    for p, q in _edges(low, high):
        at_p, at_q = value_at(row, p), value_at(row, q)
        if at_p * at_q <= 0 and at_p != at_q:
            t = at_p / (at_p - at_q)
            found[tuple(a + t * (b - a) for a, b in zip(p, q, strict=True))] = None
    return list(found)


def _ring(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of a convex polygon in their order around it."""
    cx, cy = (sum(p[i] for p in corners) / len(corners) for i in (0, 1))
    return sorted(corners, key=lambda p: atan2(p[1] - cy, p[0] - cx))
