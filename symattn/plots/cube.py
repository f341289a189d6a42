"""A Boolean function of n variables colours the 2^n corners of a cube; a threshold gate cuts them apart.

The corners with value 1 are filled.  With weights, the line (n = 2) or plane (n = 3) ``w.x + b = 0`` is
drawn, once it has been checked, in integers, to separate the filled corners from the others.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

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
    listed,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Point = tuple[float, ...]

_AXES = ((1.0, 0.0), (0.0, 1.0), (-0.44, 0.36), (2.05, 0.5))
_LARGEST = 4
MINUS = "\u2212"


def cube(
    table: int,
    n: int,
    *,
    weights: Sequence[int | Fraction] | None = None,
    inputs: str = "01",
    title: str = "",
) -> Figure:
    """Draw a Boolean function of n <= 4 variables on the corners of the cube, with a separating plane.

    Parameters
    ----------
    table
        The truth table: bit k is the value at the point whose x_i is bit i-1 of k.
    n
        The number of variables, 1 to 4.
    weights
        ``(w_1, ..., w_n, b)`` of a gate H(w.x + b) that computes the function.
    inputs
        The alphabet of x: ``"01"`` or ``"pm"`` (-1 and +1).
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which lists the points of value 1 (or 0, whichever are fewer).

    Raises
    ------
    InvalidArgument
        If the table, n, the alphabet or the number of weights is out of range, or the gate computes another
        table.
    TooLarge
        If n > 4.

    Examples
    --------
    The majority of three variables, table 232, is the gate H(x_1 + x_2 + x_3 - 2):

    >>> print(cube(232, 3, weights=(1, 1, 1, -2)).alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Cube of {0,1}^3: the function has value 1 at 4 of 8 points, (1,1,0), (1,0,1), (0,1,1) and (1,1,1);
    x1 + x2 + x3 - 2 >= 0 holds exactly where the value is 1, and the plane of equality is drawn.

    See Also
    --------
    symattn.truth_table : the table of a gate.
    symattn.is_threshold : finds the plane that is drawn.
    glued_cube : two functions on one cube.

    References
    ----------
    Claim RV-1; the book's page on notation.
    """
    table, n = _checked(table, n, inputs)
    exact = None if weights is None else _checked_weights(weights, table, n, inputs)
    with companion_style():
        fig, ax = new_figure(
            (2.6, 3.6, 4.6, 7.6)[n - 1], (1.4, 3.5, 4.0, 4.3)[n - 1] + (0.3 if title else 0.0)
        )
        diagram_axes(ax)
        _draw_edges(ax, n)
        if exact is not None:
            _draw_cut(ax, exact, n, inputs)
        _draw_corners(ax, table, n, inputs)
        ax.margins(0.14)
        if title:
            ax.set_title(title)
    return described(fig, _sentence(table, n, inputs, exact))


def _checked(table: int, n: int, inputs: str) -> tuple[int, int]:
    if isinstance(n, bool) or isinstance(table, bool):
        raise InvalidArgument("table, n", "must be integers, not truth values", (table, n))
    try:
        table, n = operator.index(table), operator.index(n)
    except TypeError:
        raise InvalidArgument("table, n", "must be integers", (table, n)) from None
    if n < 1:
        raise InvalidArgument("n", "must be at least 1", n)
    if n > _LARGEST:
        raise TooLarge(
            "n", f"must be at most {_LARGEST} for a cube to be drawn", n, "Draw a restriction of it."
        )
    if not 0 <= table < 2 ** (2**n):
        raise InvalidArgument("table", f"must lie in 0..2^(2^{n})-1 = {2 ** (2**n) - 1}", table)
    if inputs not in ("01", "pm"):
        raise InvalidArgument("inputs", "must be '01' or 'pm'", inputs)
    return table, n


def _checked_weights(
    weights: Sequence[int | Fraction], table: int, n: int, inputs: str
) -> tuple[Fraction, ...]:
    try:
        exact = tuple(
            Fraction(w) if isinstance(w, Fraction) else Fraction(operator.index(w)) for w in weights
        )
    except TypeError:
        raise InvalidArgument("weights", "must be integers or Fractions", weights) from None
    if len(exact) != n + 1:
        raise InvalidArgument("weights", f"must be the {n + 1} numbers w_1, ..., w_{n}, b", weights)
    computed = sum(1 << k for k in range(2**n) if _activation(exact, _corner(k, n, inputs)) >= 0)
    if computed != table:
        raise InvalidArgument("weights", f"must compute the table {table}, these compute {computed}", weights)
    return exact


def _corner(k: int, n: int, inputs: str) -> tuple[int, ...]:
    bits = [(k >> i) & 1 for i in range(n)]
    return tuple(bits) if inputs == "01" else tuple(2 * bit - 1 for bit in bits)


def _activation(weights: Sequence[Fraction], x: Sequence[Fraction | int]) -> Fraction:
    return sum((w * value for w, value in zip(weights, x, strict=False)), Fraction(0)) + weights[-1]


def project(x: Sequence[float]) -> tuple[float, float]:
    """Project a point of R^n to the paper by n fixed directions (a parallel projection)."""
    return (
        sum(value * axis[0] for value, axis in zip(x, _AXES, strict=False)),
        sum(value * axis[1] for value, axis in zip(x, _AXES, strict=False)),
    )


def _bits(k: int, n: int) -> tuple[float, ...]:
    return tuple(float((k >> i) & 1) for i in range(n))


def _draw_edges(ax: Axes, n: int) -> None:
    """Join corners that differ in one variable; edges along x_4 are dotted, those behind are dashed."""
    hidden = 0b101  # of a solid cube seen so, only the corner (1,0,1) is behind the three faces in front
    for k in range(2**n):
        for i in range(n):
            other = k | 1 << i
            if other == k:
                continue
            (x0, y0), (x1, y1) = project(_bits(k, n)), project(_bits(other, n))
            behind = n >= 3 and i < 3 and hidden in (k & 0b111, other & 0b111)
            style = (0, (1, 2)) if i == 3 else (0, (4, 3)) if behind else "solid"
            ax.plot(
                [x0, x1], [y0, y1], color=GREY, lw=0.9 if behind or i == 3 else 1.4, linestyle=style, zorder=1
            )


def _draw_corners(ax: Axes, table: int, n: int, inputs: str) -> None:
    for k in range(2**n):
        x, y = project(_bits(k, n))
        one = (table >> k) & 1 == 1
        ax.plot(
            [x], [y], marker="o", markersize=15, markerfacecolor=VERMILLION if one else PAPER,
            markeredgecolor=VERMILLION if one else INK, markeredgewidth=1.6, zorder=4,
        )  # fmt: skip
        ax.text(
            x, y, str((table >> k) & 1), ha="center", va="center_baseline", fontsize=9, zorder=5,
            color=PAPER if one else INK, fontweight="bold",
        )  # fmt: skip
        name = "".join("+" if v == 1 else MINUS for v in _corner(k, n, inputs)) if inputs == "pm" else ""
        name = name or "".join(str(v) for v in _corner(k, n, inputs))
        below = _bits(k, n)[1] == 0.0 if n > 1 else True
        ax.annotate(
            name, (x, y), (0, -12 if below else 12), textcoords="offset points", ha="center",
            va="top" if below else "bottom", fontsize=9.5, color=INK, family="DejaVu Sans Mono", zorder=6,
        )  # fmt: skip


def _draw_cut(ax: Axes, weights: tuple[Fraction, ...], n: int, inputs: str) -> None:
    """Draw where w.x + b = 0 inside the cube enlarged a little: a segment for n = 2, a polygon for n = 3."""
    if n not in (2, 3):
        return
    # in the drawing the corners are 0/1: x = 2c - 1 turns weights for pm into weights for 01
    drawn = list(weights)
    if inputs == "pm":
        drawn = [2 * w for w in weights[:-1]] + [weights[-1] - sum(weights[:-1], Fraction(0))]
    margin = Fraction(1, 4) if n == 2 else Fraction(0)
    low, high = -margin, 1 + margin
    crossings: list[Point] = []
    for k in range(2**n):
        for i in range(n):
            if k >> i & 1:
                continue
            start = [high if k >> j & 1 else low for j in range(n)]
            stop = [high if j == i else value for j, value in enumerate(start)]
            at_start, at_stop = _activation(drawn, start), _activation(drawn, stop)
            if at_start * at_stop > 0 or at_start == at_stop:
                continue
            t = at_start / (at_start - at_stop)
            point = tuple(float(a + t * (b - a)) for a, b in zip(start, stop, strict=True))
            if point not in crossings:
                crossings.append(point)
    flat = [project(point) for point in crossings]
    if n == 2 and len(flat) == 2:
        ax.plot(*zip(*flat, strict=True), color=BLUE, lw=2.2, zorder=2)
    elif len(flat) >= 3:
        cx, cy = (sum(p[i] for p in flat) / len(flat) for i in (0, 1))
        ring = sorted(flat, key=lambda p: math.atan2(p[1] - cy, p[0] - cx))
        ax.fill(*zip(*ring, strict=True), facecolor=SKY, alpha=0.35, edgecolor=BLUE, lw=1.8, zorder=2)


def _left_side(weights: tuple[Fraction, ...]) -> str:
    text = ""
    for i, w in enumerate(weights, 1):
        name = f"x{i}" if i < len(weights) else ""
        if w == 0:
            continue
        size = "" if abs(w) == 1 and name else str(abs(w)) + (" " if name else "")
        sign = ("-" if w < 0 else "") if not text else (" - " if w < 0 else " + ")
        text += f"{sign}{size}{name}"
    return text or "0"


def _sentence(table: int, n: int, inputs: str, weights: tuple[Fraction, ...] | None) -> str:
    ones = [k for k in range(2**n) if table >> k & 1]
    zeros = [k for k in range(2**n) if not table >> k & 1]
    space = ("{0,1}" if inputs == "01" else "{-1,+1}") + f"^{n}"
    value, fewer = (1, ones) if len(ones) <= len(zeros) else (0, zeros)
    text = f"Cube of {space}: the function has value {value} at {len(fewer)} of {count_of(2**n, 'point')}"
    if fewer:
        names = ["(" + ",".join(str(v) for v in _corner(k, n, inputs)) + ")" for k in fewer]
        text += f", {listed(names)}"
    if weights is not None:
        cut = {2: "line", 3: "plane"}.get(n)
        text += f"; {_left_side(weights)} >= 0 holds exactly where the value is 1"
        text += f", and the {cut} of equality is drawn" if cut else ""
    return text + "."
