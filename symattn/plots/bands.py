"""A number known only between two bounds is a band; its exact values, where known, are points inside it.

Counts are drawn by their base-2 logarithm, the capacity.  Logarithms of exact integers are taken by
`math.log2`, for drawing only: no statement rests on a figure.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
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

#: Logarithms of exact counts are floats: so much they may be off, relative to their size.
_ROUNDING = 1e-12


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

    See Also
    --------
    capacity_band : bounds given as balls, over a leading term.
    class_sizes : several classes side by side.

    References
    ----------
    Claims RV-1, RV-3-T.
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
    per: Callable[[int], Any] | None = None,
    per_name: str = "leading term",
    asymptote: Any = None,
    asymptote_name: str = "limit",
    unknown_name: str = "",
    log_axis: bool = False,
    title: str = "",
) -> Figure:
    """Draw the band between two bounds of log2 A(n), optionally over a leading term, with exact values as points.

    Parameters
    ----------
    ns
        The numbers of variables, increasing; `log_spaced` chooses them for a logarithmic axis.
    lower, upper
        Bounds of log2 A(n), one for each n: balls (objects with ``lower`` and ``upper``, or ``mid``), decimal strings or numbers.
        The bounds at the given n are joined by straight lines; outside of the given range nothing is drawn.
    exact
        Exact counts A(n) for some n, drawn as points; no line joins them.  Let ``ns`` begin after them where no edge of the
        band shall pass through the points.
    lower_name, upper_name, quantity
        What is written at the curves and the vertical axis.
    per_square
        Divide by n^2, the scale on which capacities of threshold gates converge.
    per, per_name
        Divide by per(n) instead, say n^3/2, whose LaTeX form is ``per_name``, say ``"n^3/2"``.
    asymptote, asymptote_name
        The limit of the quotient, drawn as a dotted line with this name; the vertical axis then begins at 0.
    unknown_name
        What is written inside the band where it is widest, say ``"not known"``.
    log_axis
        A logarithmic axis of n.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives both bounds at the largest n, and their ratio or, over a leading term, their quotients and the limit.

    Raises
    ------
    InvalidArgument
        If the sequences differ in length, a lower bound exceeds its upper bound, an exact value is outside the band, or per(n) is not positive.

    Examples
    --------
    A band that narrows:

    >>> fig = capacity_band([2, 4], ["2.0", "10.0"], ["4.0", "16.0"])
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Band of bounds for the capacity, n = 2 to 4: at n = 4 from 10.0 to 16.0 bits, a ratio of 1.60;
    at n = 2 the ratio is 2.00.

    Bounds that hold for threshold gates, over n^2 with their limit, and T(1) = 4, T(2) = 14:

    >>> options = {"per_square": True, "asymptote": 1, "log_axis": True}
    >>> fig = capacity_band([10, 100], [49, 4900], [100, 10**4], exact={1: 4, 2: 14}, **options)
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Band of bounds for the capacity over n^2, n = 10 to 100: at n = 100 from 0.49000 to 1.00000; the limit is 1;
    the exact value at n = 2 is 3.81 bits, quotient 0.95184.

    See Also
    --------
    log_spaced : values of n for a logarithmic axis.

    References
    ----------
    Claims CAP-AND, CAP-AND-lim.
    """
    ns = _increasing(ns)
    low, high = _reals("lower", lower, ns, "lower"), _reals("upper", upper, ns, "upper")
    for n, a, b in zip(ns, low, high, strict=True):
        if a > b:
            raise InvalidArgument("lower", f"must not exceed the upper bound at n = {n}", (a, b))
    if per_square and per is None:
        per, per_name = (lambda n: n * n), "n^2"
    known = _exact_bits(exact or {}, dict(zip(ns, zip(low, high, strict=True), strict=True)))
    scale = {n: 1.0 if per is None else _positive(per(n), n) for n in {*ns, *known}}
    bottom = [v / scale[n] for n, v in zip(ns, low, strict=True)]
    top = [v / scale[n] for n, v in zip(ns, high, strict=True)]
    points = [v / scale[n] for n, v in known.items()]
    limit = None if asymptote is None else _reals("asymptote", [asymptote], [0])[0]
    with companion_style():
        fig, ax = _axes(
            ns, f"{quantity} (bits)" if per is None else f"{quantity} / ${per_name}$", title, log_axis
        )
        ends = _draw_band(ax, ns, bottom, top, (upper_name, lower_name))
        ax.margins(x=0.05, y=0.1)
        _dots(ax, list(known), points)
        if limit is not None:
            ax.plot([min(scale), ns[-1]], [limit, limit], color=INK, linestyle=":", linewidth=1.2, zorder=3)
            ax.set_ylim(0, 1.1 * max(limit, *top, *points))
            ends.append((limit, f"{asymptote_name} {limit:g}", INK))
        if known and max(known) == ns[-1]:
            ends.append((points[-1], "exact", VERMILLION))
        elif known:
            _name_dots(ax, max(known), min(points))
        if unknown_name:
            _name_band(ax, ns, bottom, top, unknown_name, log_axis=log_axis)
        _name_ends(ax, ns[-1], ends)
    last, share, over = ns[-1], scale[ns[-1]], "" if per is None else f" over {_plain(per_name)}"
    text = f"Band of bounds for the {quantity}{over}, n = {ns[0]} to {last}: at n = {last} from "
    if per is not None and limit is not None:
        text += f"{low[-1] / share:.5f} to {high[-1] / share:.5f}; the {asymptote_name} is {limit:g}"
    else:
        text += f"{low[-1]:.1f} to {high[-1]:.1f} bits"
        text += f", a ratio of {high[-1] / low[-1]:.2f}" if low[-1] > 0 else ""
        if len(ns) > 1 and low[0] > 0:
            text += f"; at n = {ns[0]} the ratio is {high[0] / low[0]:.2f}"
    if known:
        n = max(known)
        text += f"; the exact value at n = {n} is {known[n]:.2f} bits"
        text += "" if limit is None else f", quotient {points[-1]:.5f}"
    return described(fig, text + ".")


def log_spaced(
    most: SupportsIndex = 10**6, *, least: SupportsIndex = 1, per_decade: SupportsIndex = 12
) -> list[int]:
    """Return the integers nearest to 10^(i/k) from ``least`` to ``most``, each once: k a decade, fewer where integers are few.

    Parameters
    ----------
    most, least
        The ends of the range, both included.
    per_decade
        k, the number of values from one power of ten to the next.

    Returns
    -------
    list of int
        Increasing; powers of ten inside the range are in it.

    Raises
    ------
    InvalidArgument
        If 1 <= least <= most or k >= 1 does not hold.

    Examples
    --------
    >>> log_spaced(100, per_decade=4)
    [1, 2, 3, 6, 10, 18, 32, 56, 100]

    See Also
    --------
    capacity_band : with ``log_axis=True``.
    """
    low, high, k = (operator.index(v) for v in (least, most, per_decade))
    if not 1 <= low <= high:
        raise InvalidArgument("least", f"must be from 1 to {high}", low)
    if k < 1:
        raise InvalidArgument("per_decade", "must be at least 1", k)
    steps = range(math.ceil(k * math.log10(high)) + 1)
    inside = {n for n in (round(10 ** (i / k)) for i in steps) if low <= n <= high}
    return sorted(inside | {low, high})


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


def _reals(name: str, values: Sequence[Any], ns: Sequence[int], end: str = "mid") -> list[float]:
    try:
        reals = [float(v if isinstance(v, str) else getattr(v, end, getattr(v, "mid", v))) for v in values]
    except (TypeError, ValueError, OverflowError):
        raise InvalidArgument(name, "must be balls, decimal strings or numbers", values) from None
    if len(reals) != len(ns) or not all(math.isfinite(v) for v in reals):
        raise InvalidArgument(name, f"must be {len(ns)} finite values, one for each n", values)
    return reals


def _exact_bits(exact: Mapping[int, int], band: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    """Return the logarithms of the exact counts by increasing n; none lies outside of the band."""
    ns = _increasing(sorted(exact)) if exact else []
    bits = dict(zip(ns, (math.log2(v) for v in _counts("exact", [exact[n] for n in ns], ns)), strict=True))
    for n in bits.keys() & band.keys():
        low, high = band[n]
        if not low <= bits[n] * (1 + _ROUNDING) or not bits[n] * (1 - _ROUNDING) <= high:
            raise InvalidArgument("exact", f"must lie between the bounds at n = {n}", (low, bits[n], high))
    return bits


def _positive(value: Any, n: int) -> float:
    scale = _reals("per", [value], [n])[0]
    if scale <= 0:
        raise InvalidArgument("per", f"must be positive at n = {n}", value)
    return scale


def _plain(formula: str) -> str:
    """Return a short LaTeX formula as it is read in a sentence."""
    return formula.replace("\\", "").replace("{", "").replace("}", "")


def _axes(ns: Sequence[int], label: str, title: str, log_axis: bool = False) -> tuple[Figure, Axes]:
    from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

    # a logarithmic axis needs less room, and a smaller figure is read more easily on a narrow screen
    fig, ax = new_figure(6.0 if log_axis else 7.0, 4.0)
    ax.set_xlabel("number of variables $n$")
    ax.set_ylabel(label)
    ax.grid(axis="y")
    if log_axis:
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(numticks=12))
        ax.xaxis.set_minor_formatter(NullFormatter())
    else:
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


def _name_band(
    ax: Axes, ns: Sequence[int], bottom: Sequence[float], top: Sequence[float], name: str, *, log_axis: bool
) -> None:
    """Write ``name`` inside the band, in the middle half of the axis where it is widest."""
    places = [math.log(n) if log_axis else float(n) for n in ns]
    left, right = places[0], places[-1]
    inner = [i for i, x in enumerate(places) if abs(2 * x - left - right) <= (right - left) / 2]
    i = max(inner or range(len(ns)), key=lambda i: top[i] - bottom[i])
    ax.annotate(name, (ns[i], (top[i] + bottom[i]) / 2), ha="center", va="center", color=BLUE, fontsize=10)


def _name_dots(ax: Axes, x: float, y: float) -> None:
    """Write under the dots that they are exact."""
    ax.annotate(
        "exact", (x, y), (0, -9), textcoords="offset points", ha="center", va="top", color=VERMILLION, fontsize=10
    )  # fmt: skip


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
