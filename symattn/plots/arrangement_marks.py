"""Lines with one normal share a colour and a kind of line; a vertex is a filled disc if it is simple, otherwise an open square."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul
from typing import TYPE_CHECKING, Any

from symattn.capacity.arrangements.arrangement import Arrangement, Point, Row
from symattn.plots.style import BLUE, GREY, INK, PAPER, SKY, VERMILLION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = (BLUE, "#009E73", "#CC79A7", "#E69F00", SKY, GREY, INK)
_DASHES: tuple[Any, ...] = (
    "solid",
    (0, (6, 2)),
    (0, (6, 2, 1, 2)),
    (0, (3, 2)),
    (0, (1, 1.5)),
    (0, (9, 2)),
    "solid",
)


def value_at(row: Row, point: Sequence[Fraction]) -> Fraction:
    """Return a.c + b at a point c for a hyperplane (a, b)."""
    return sum(map(mul, row, point), Fraction(row[-1]))


def hyperplanes_through(hyperplanes: Arrangement, point: Point) -> int:
    """Return how many hyperplanes of the arrangement pass through a point."""
    return sum(not value_at(row, point) for row in hyperplanes.hyperplanes)


def window_around(
    points: Sequence[Point], dimension: int, part: int = 7
) -> tuple[list[Fraction], list[Fraction]]:
    """Return the corners of a box that contains the points, with a margin of a part of its longest side."""
    if not points:
        points = [(Fraction(0),) * dimension]
    low = [min(p[j] for p in points) for j in range(dimension)]
    high = [max(p[j] for p in points) for j in range(dimension)]
    margin = max(max(b - a for a, b in zip(low, high, strict=True)) / part, Fraction(1, 2))
    return [a - margin for a in low], [b + margin for b in high]


def linear_form(normal: Row, names: Sequence[str]) -> str:
    """Return the linear form with a normal as mathematical text."""
    text = ""
    for entry, name in zip(normal, names, strict=True):
        if entry:
            size = "" if abs(entry) == 1 else str(abs(entry))
            sign = "-" if entry < 0 else "+" if text else ""
            text += f" {sign} {size}{name}" if text else f"{sign}{size}{name}"
    return f"${text}$"


def coordinates(dimension: int) -> list[str]:
    """Return the names of the coordinates as mathematical text."""
    return ["c"] if dimension == 1 else [f"c_{j}" for j in range(1, dimension + 1)]


def frame(ax: Axes, low: Sequence[Fraction], high: Sequence[Fraction], names: Sequence[str]) -> None:
    """Show the window, with equal scales, and name its axes."""
    ax.set(xlim=(float(low[0]), float(high[0])), ylim=(float(low[1]), float(high[1])), aspect="equal")
    ax.set_xlabel(f"${names[0]}$", fontsize=12)
    ax.set_ylabel(f"${names[1]}$", fontsize=12, rotation=0, labelpad=10)


def draw_lines(
    ax: Axes,
    lines: Sequence[tuple[Row, Row]],
    names: Sequence[str],
    window: tuple[list[Fraction], list[Fraction]],
) -> None:
    """Draw lines, each with the normal that it is named by; at most seven names go into a legend."""
    normals = list(dict.fromkeys(normal for _, normal in lines))
    named = len(normals) <= len(COLOURS)
    for k, normal in enumerate(normals):
        colour, dashes = (COLOURS[k], _DASHES[k]) if named else (GREY, "solid")
        label = f"{linear_form(normal, names)} constant"
        for row, own in lines:
            ends = _clipped(row, *window)
            if own == normal and len(ends) == 2:
                xs, ys = zip(*[(float(x), float(y)) for x, y in ends], strict=True)
                ax.plot(
                    xs, ys, color=colour, linestyle=dashes, lw=1.5, label=label if named else None, zorder=2
                )
                label = "_"
    if named and len(normals) < len(lines):
        ax.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False, fontsize=9.5, handlelength=2.6,
            columnspacing=1.2,
        )  # fmt: skip


def _clipped(row: Row, low: Sequence[Fraction], high: Sequence[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Return the two points where a line leaves the window, fewer if it misses it."""
    a, b, c = row
    found = set()
    if b:
        found |= {(x, Fraction(-(a * x + c)) / b) for x in (low[0], high[0])}
    if a:
        found |= {(Fraction(-(b * y + c)) / a, y) for y in (low[1], high[1])}
    inside = [p for p in found if all(low[j] <= p[j] <= high[j] for j in (0, 1))]
    return sorted(inside)[:1] + sorted(inside)[-1:] if len(inside) > 1 else []


def draw_vertices(
    ax: Axes,
    vertices: Sequence[tuple[Sequence[Fraction | float], bool]],
    sizes: Sequence[float] | None = None,
) -> None:
    """Draw simple vertices as discs and others as open squares, of the given areas."""
    kinds: tuple[tuple[bool, dict[str, Any]], ...] = (
        (True, {"marker": "o", "facecolor": VERMILLION, "edgecolor": PAPER, "linewidth": 0.8}),
        (False, {"marker": "s", "facecolor": PAPER, "edgecolor": INK, "linewidth": 1.3}),
    )
    for simple, style in kinds:
        chosen = [k for k, (_, kind) in enumerate(vertices) if kind == simple]
        xs, ys = ([float(vertices[k][0][j]) for k in chosen] for j in (0, 1))
        ax.scatter(xs, ys, s=[sizes[k] for k in chosen] if sizes else 44, zorder=5, **style)
