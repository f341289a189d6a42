"""Attention is a dashed arrow that ends in a sign: + where it adds, x where it multiplies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symattn.plots.curves import Curve, Point, samples
from symattn.plots.style import GREY, PAPER, VERMILLION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIGN_RADIUS = 0.15


def draw_arrow(ax: Axes, curve: Curve, shrink: float, *, attention: bool = False) -> None:
    """Draw an arrow along a curve, up to the circle of radius ``shrink`` around its end."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    points = samples(curve)
    kept = [point for point in points if math.dist(point, points[-1]) > shrink]
    if not kept:
        return  # the two circles touch: there is no room for an arrow between them
    last = points[len(kept)] if len(kept) < len(points) else points[-1]
    inside, outside = math.dist(last, points[-1]), math.dist(kept[-1], points[-1])
    t = (outside - shrink) / (outside - inside)
    kept.append((kept[-1][0] + t * (last[0] - kept[-1][0]), kept[-1][1] + t * (last[1] - kept[-1][1])))
    ax.add_patch(
        FancyArrowPatch(
            path=Path(kept),
            arrowstyle="-|>",
            mutation_scale=13 if attention else 10,
            color=VERMILLION if attention else GREY,
            lw=1.8 if attention else 1.1,
            linestyle=(0, (4, 2)) if attention else "solid",
            zorder=2.5 if attention else 2,
        )
    )


def draw_sign(ax: Axes, spot: Point, operation: str, *, radius: float = SIGN_RADIUS) -> None:
    """Draw the sign of addition ("+") or of multiplication ("*") in a circle."""
    from matplotlib.patches import Circle

    x, y = spot
    ax.add_patch(Circle(spot, radius, facecolor=PAPER, edgecolor=VERMILLION, lw=1.8, zorder=7))
    if operation == "+":
        strokes = [((-0.66, 0.0), (0.66, 0.0)), ((0.0, -0.66), (0.0, 0.66))]
    else:
        strokes = [((-0.5, -0.5), (0.5, 0.5)), ((-0.5, 0.5), (0.5, -0.5))]
    for (x0, y0), (x1, y1) in strokes:
        ax.plot(
            [x + radius * x0, x + radius * x1], [y + radius * y0, y + radius * y1],
            color=VERMILLION, lw=1.8, zorder=8,
        )  # fmt: skip
