"""N different lines through 0 cut the plane into 2N sectors; a sector is a sign vector of N points of the plane.

The plane is that of all c in R^2; the line of a point v consists of the c with v.c = 0.  A point of each sector is exact: the sum of integer vectors along its two rays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from symattn.capacity.arrangements.arrangement import Arrangement, Point
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.style import (
    BLUE,
    GREY,
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
    from matplotlib.figure import Figure

_MOST = 24
_FLAT = 0.3


def sectors(
    lines: Arrangement,
    *,
    region_name: Callable[[Point], str] | None = None,
    names: Sequence[str] | None = None,
    coordinates: Sequence[str] = ("c_1", "c_2"),
    title: str = "",
) -> Figure:
    """Draw lines through 0 and the sectors into which they cut the plane.

    Parameters
    ----------
    lines
        A central arrangement in R^2 of 1 to 24 lines.
    region_name
        What to write into each sector, given a rational point of it.
    names
        What is written at the upper end of each line; v_1, v_2, ... if left out.
    coordinates
        The names of the two coordinates, as mathematical text.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts lines and sectors.

    Raises
    ------
    InvalidArgument
        If the lines are not in R^2 or do not pass through 0, there is none, or there is not one name for each and two for the coordinates.
    TooLarge
        If there are more than 24 lines.

    Examples
    --------
    >>> print(sectors(Arrangement([(1, 0), (2, 1), (1, 2)])).alt_text)
    3 lines through 0 cut the plane into 6 sectors.

    See Also
    --------
    symattn.plots.great_circles.great_circles : planes through 0, seen on the sphere.

    References
    ----------
    Claim RV-3-N.
    """
    labels = _checked(lines, names, coordinates)
    rays = sorted(
        (ray for a, b in lines.normals for ray in ((-b, a), (b, -a))), key=lambda ray: atan2(ray[1], ray[0])
    )
    with companion_style():
        fig, ax = new_figure(4.8, 4.8)
        diagram_axes(ax)
        for (x, y), name in zip(((1.3, 0.0), (0.0, 1.3)), coordinates, strict=True):
            ax.annotate(
                "", (x, y), (-x, -y), arrowprops={"arrowstyle": "-|>", "color": RULE, "lw": 1.0}, zorder=1
            )
            ax.text(
                1.38 * (x > 0), 1.38 * (y > 0), f"${name}$", ha="center", va="center", color=GREY, fontsize=12
            )
        for (a, b), label in zip(lines.normals, labels, strict=True):
            x, y = max((-b, a), (b, -a), key=lambda ray: (ray[1], ray[0]))
            x, y = x / hypot(a, b), y / hypot(a, b)
            ax.plot([-x, x], [-y, y], color=BLUE, lw=1.8, zorder=2)
            # Beside the end of the line; above it where the line is flat, which may lie on an axis.
            side = "right" if x < -_FLAT else "left" if x > _FLAT and y > _FLAT else "center"
            ax.text(
                1.06 * x - 0.06 * y, 1.06 * y + 0.06 * x, label, ha=side, va="center", color=BLUE, fontsize=12
            )
        for p, q in pairwise([*rays, rays[0]]):
            if region_name is not None:
                middle = (p[0] + q[0], p[1] + q[1]) if p[0] * q[1] > p[1] * q[0] else (-p[1], p[0])
                low, high = atan2(p[1], p[0]), atan2(q[1], q[0])
                angle = (low + high + (2 * pi if high <= low else 0)) / 2
                text = region_name((Fraction(middle[0]), Fraction(middle[1])))
                ax.text(
                    0.72 * cos(angle), 0.72 * sin(angle), text, ha="center", va="center", color=INK,
                    fontsize=11.5, zorder=3, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
                )  # fmt: skip
        ax.set(xlim=(-1.45, 1.45), ylim=(-1.4, 1.45))
        if title:
            ax.set_title(title, loc="left")
    cut = "cuts" if len(lines) == 1 else "cut"
    return described(
        fig, f"{count_of(len(lines), 'line')} through 0 {cut} the plane into {lines.regions()} sectors."
    )


def _checked(lines: Arrangement, names: Sequence[str] | None, coordinates: Sequence[str]) -> list[str]:
    if not isinstance(lines, Arrangement) or lines.dimension != 2 or not lines.central or not len(lines):
        raise InvalidArgument("lines", "must be an Arrangement of at least one line of R^2 through 0", lines)
    if len(lines) > _MOST:
        raise TooLarge("lines", f"must be at most {_MOST} to be told apart", len(lines))
    labels = [f"$v_{{{k}}}$" for k in range(1, len(lines) + 1)] if names is None else list(names)
    if len(labels) != len(lines):
        raise InvalidArgument("names", f"must be {len(lines)} texts, one for each line", names)
    if len(coordinates) != 2:
        raise InvalidArgument("coordinates", "must be two names", coordinates)
    return labels
