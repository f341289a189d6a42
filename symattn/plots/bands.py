"""A number known only between two bounds is a band; its exact values, where known, are points inside it.

Counts are drawn by their base-2 logarithm, the capacity.  Logarithms of exact integers are taken by
`math.log2`, for drawing only: no statement rests on a figure.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument
from symattn.plots.style import (
    BLUE,
    GREY,
    PAPER,
    SKY,
    VERMILLION,
    companion_style,
    described,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text


def counting_band(
    ns: Sequence[int],
    exact: Sequence[int],
    upper: Sequence[int],
    *,
    lower: Sequence[int] | None = None,
    upper_name: str = "upper bound",
    lower_name: str = "lower bound",
    exact_name: str = "exact count",
    title: str = "",
) -> Figure:
    """Draw exact counts under their upper bounds, in bits (base-2 logarithms), against n.

    Parameters
    ----------
    ns
        The numbers of variables, increasing.
    exact, upper, lower
        Positive integers, one for each n; ``lower`` is optional.
    upper_name, lower_name, exact_name
        What is written at the curves.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives the largest n, its exact count and the distance to the bound in bits.

    Raises
    ------
    InvalidArgument
        If the sequences differ in length, a value is not a positive integer, or a bound is violated.

    Examples
    --------
    The numbers of threshold functions under Cover's bound:

    >>> fig = counting_band([1, 2, 3], [4, 14, 104], [4, 14, 128], upper_name="Cover's bound")
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Base-2 logarithms against n: at n = 3 the exact count 104 is 6.70 bits,
    0.30 below Cover's bound, 7.00 bits.
    """
    ns = _increasing(ns)
    exact, upper = _counts("exact", exact, ns), _counts("upper", upper, ns)
    low = None if lower is None else _counts("lower", lower, ns)
    for i, n in enumerate(ns):
        if exact[i] > upper[i] or (low is not None and low[i] > exact[i]):
            bounds = (None if low is None else low[i], exact[i], upper[i])
            raise InvalidArgument("exact", f"must lie between the bounds at n = {n}", bounds)
    top, points = [math.log2(v) for v in upper], [math.log2(v) for v in exact]
    bottom = None if low is None else [math.log2(v) for v in low]
    with companion_style():
        fig, ax = _axes(ns, "log$_2$ of the count (bits)", title)
        names = (upper_name, "" if bottom is None else lower_name)
        ends = _draw_band(ax, ns, points if bottom is None else bottom, top, names)
        _dots(ax, ns, points)
        for n, y, value in zip(ns, points, exact, strict=True):
            _haloed(
                ax.annotate(
                    _short(value), (n, y), (0, -8), textcoords="offset points", ha="center", va="top",
                    fontsize=9.5, color=VERMILLION, zorder=5,
                )
            )  # fmt: skip
        ax.margins(x=0.06, y=0.12)
        _name_ends(ax, ns[-1], [*ends, (points[-1], exact_name, VERMILLION)])
    text = (
        f"Base-2 logarithms against n: at n = {ns[-1]} the {exact_name} {exact[-1]} is {points[-1]:.2f} "
        f"bits, {top[-1] - points[-1]:.2f} below {upper_name}, {top[-1]:.2f} bits"
    )
    if bottom is not None:
        text += f", and {points[-1] - bottom[-1]:.2f} above {lower_name}, {bottom[-1]:.2f} bits"
    return described(fig, text + ".")


def capacity_band(
    ns: Sequence[int],
    lower: Sequence[Any],
    upper: Sequence[Any],
    *,
    exact: Mapping[int, int] | None = None,
    lower_name: str = "lower bound",
    upper_name: str = "upper bound",
    quantity: str = "capacity",
    per_square: bool = False,
    title: str = "",
) -> Figure:
    """Draw the band between two bounds of log2 A(n), optionally over n^2, with exact values as points.

    Parameters
    ----------
    ns
        The numbers of variables, increasing.
    lower, upper
        Bounds of log2 A(n), one for each n: balls (objects with ``mid``), decimal strings or numbers.
    exact
        Exact counts A(n) for some n, drawn as points.
    lower_name, upper_name, quantity
        What is written at the curves and the vertical axis.
    per_square
        Divide by n^2, the scale on which capacities of threshold gates converge.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives both bounds and their ratio at the largest n.

    Raises
    ------
    InvalidArgument
        If the sequences differ in length or a lower bound exceeds its upper bound.

    Examples
    --------
    A band that narrows:

    >>> fig = capacity_band([2, 4], ["2.0", "10.0"], ["4.0", "16.0"])
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Band of bounds for the capacity, n = 2 to 4: at n = 4 from 10.0 to 16.0 bits, a ratio of 1.60;
    at n = 2 the ratio is 2.00.
    """
    ns = _increasing(ns)
    low, high = _reals("lower", lower, ns), _reals("upper", upper, ns)
    for n, a, b in zip(ns, low, high, strict=True):
        if a > b:
            raise InvalidArgument("lower", f"must not exceed the upper bound at n = {n}", (a, b))
    scale = [n * n if per_square else 1 for n in ns]
    bottom = [v / s for v, s in zip(low, scale, strict=True)]
    top = [v / s for v, s in zip(high, scale, strict=True)]
    with companion_style():
        fig, ax = _axes(ns, f"{quantity} / $n^2$" if per_square else f"{quantity} (bits)", title)
        ends = _draw_band(ax, ns, bottom, top, (upper_name, lower_name))
        ax.margins(x=0.05, y=0.1)
        if exact:
            known = sorted(exact)
            values = [math.log2(exact[n]) / (n * n if per_square else 1) for n in known]
            _dots(ax, known, values)
            if known[-1] == ns[-1]:
                ends.append((values[-1], "exact", VERMILLION))
            else:
                _name_ends(ax, known[-1], [(values[-1], "exact", VERMILLION)])
        _name_ends(ax, ns[-1], ends)
    text = (
        f"Band of bounds for the {quantity}, n = {ns[0]} to {ns[-1]}: at n = {ns[-1]} from {low[-1]:.1f} to "
    )
    text += f"{high[-1]:.1f} bits" + (f", a ratio of {high[-1] / low[-1]:.2f}" if low[-1] > 0 else "")
    if len(ns) > 1 and low[0] > 0:
        text += f"; at n = {ns[0]} the ratio is {high[0] / low[0]:.2f}"
    if exact:
        n = max(exact)
        text += f"; the exact value at n = {n} is {math.log2(exact[n]):.2f} bits"
    return described(fig, text + ".")


def _increasing(ns: Sequence[int]) -> list[int]:
    try:
        values = [operator.index(n) for n in ns]
    except TypeError:
        raise InvalidArgument("ns", "must be integers", ns) from None
    if not values or any(a >= b for a, b in pairwise(values)):
        raise InvalidArgument("ns", "must be increasing and not empty", ns)
    return values


def _counts(name: str, values: Sequence[int], ns: Sequence[int]) -> list[int]:
    try:
        counts = [operator.index(v) for v in values]
    except TypeError:
        raise InvalidArgument(name, "must be integers", values) from None
    if len(counts) != len(ns):
        raise InvalidArgument(name, f"must have one value for each of the {len(ns)} values of n", len(counts))
    if any(v < 1 for v in counts):
        raise InvalidArgument(name, "must be positive", values)
    return counts


def _reals(name: str, values: Sequence[Any], ns: Sequence[int]) -> list[float]:
    try:
        reals = [float(getattr(v, "mid", v)) for v in values]
    except (TypeError, ValueError):
        raise InvalidArgument(name, "must be balls, decimal strings or numbers", values) from None
    if len(reals) != len(ns) or not all(math.isfinite(v) for v in reals):
        raise InvalidArgument(name, f"must be {len(ns)} finite values, one for each n", values)
    return reals


def _axes(ns: Sequence[int], label: str, title: str) -> tuple[Figure, Axes]:
    from matplotlib.ticker import MaxNLocator

    fig, ax = new_figure(7.0, 4.0)
    ax.set_xlabel("number of variables $n$")
    ax.set_ylabel(label)
    ax.grid(axis="y")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    if len(ns) <= 10:
        ax.set_xticks(list(ns))
    if title:
        ax.set_title(title, loc="left")
    return fig, ax


def _draw_band(
    ax: Axes, ns: Sequence[int], bottom: Sequence[float], top: Sequence[float], names: tuple[str, str]
) -> list[tuple[float, str, str]]:
    """Draw the band with its edges; return for each edge (height at its right end, name, colour)."""
    upper_name, lower_name = names
    ax.fill_between(ns, bottom, top, color=SKY, alpha=0.28, lw=0)
    ax.plot(ns, top, color=BLUE)
    ends = [(top[-1], upper_name, BLUE)]
    if lower_name:
        ax.plot(ns, bottom, color=GREY, linestyle=(0, (5, 2)))
        ends.append((bottom[-1], lower_name, GREY))
    return ends


def _name_ends(ax: Axes, x: float, ends: Sequence[tuple[float, str, str]]) -> None:
    """Write each name at the right end of its curve, moved up where two would touch."""
    low, high = ax.get_ylim()
    least = 0.062 * (high - low)
    floor = -math.inf
    for y, name, colour in sorted(ends):
        place = max(y, floor)
        lines = name.count("\n") + 1
        floor = place + least * lines
        ax.annotate(
            name, (x, place), (9, 0), textcoords="offset points", va="center", ha="left", color=colour,
            fontsize=10, annotation_clip=False,
        )  # fmt: skip


def _dots(ax: Axes, xs: Sequence[int], ys: Sequence[float]) -> None:
    ax.plot(
        xs,
        ys,
        linestyle="none",
        marker="o",
        markersize=7.5,
        color=VERMILLION,
        markeredgecolor=PAPER,
        zorder=4,
    )


def _haloed(text: Text) -> None:
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=3, foreground=PAPER)])


def _short(value: int) -> str:
    text = str(value)
    return f"{value:,}".replace(",", "\u2009") if len(text) <= 9 else f"$2^{{{math.log2(value):.1f}}}$"
