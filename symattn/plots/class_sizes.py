"""Classes of functions of n variables side by side: how many bits each has under the 2^n bits of all functions, and how many functions are in which of them.

Numbers are drawn by their base-2 logarithms.  Logarithms of exact integers are taken by `math.log2`, for drawing only.  Only the given n are drawn: the lines between the
marks guide the eye, and nothing is continued beyond them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import ceil, log2
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    RULE,
    SKY,
    VERMILLION,
    companion_style,
    count_of,
    described,
    listed,
    new_figure,
)
from symattn.threshold.arguments import as_integer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = (BLUE, VERMILLION, "#009E73", "#CC79A7", INK, SKY)
_MARKERS = ("o", "s", "^", "D", "v", "P")
_DASHES: tuple[Any, ...] = (
    "solid", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1, 2)), (0, (9, 3)), (0, (1, 1)),
)  # fmt: skip
_MOST_VARIABLES = 20
_MOST_SETS = 5


def class_sizes(
    sizes: Mapping[str, Mapping[int, int]],
    *,
    bounds: Mapping[str, Mapping[int, int]] | None = None,
    cut: SupportsIndex = 4,
    title: str = "",
) -> Figure:
    """Draw log2 of the number of functions of each class against n, with the 2^n bits of all Boolean functions as a ceiling.

    Parameters
    ----------
    sizes
        Name of a class -> number of variables n -> exact number of its functions: at most 6 classes, n at most 20.
    bounds
        Upper bounds of some of the classes, by the same names, in the same form: dotted lines in the colour of the class.
    cut
        The range n <= cut is shaded, as the one in which the number of all functions holds the counts down; 0 for none.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives for each class the bits at its largest n, and the bits of all functions there.

    Raises
    ------
    InvalidArgument
        If a number is not a positive integer, exceeds 2^(2^n) or its bound, or a bound has no class.
    TooLarge
        If there are too many classes to be told apart, or n is too large.

    Examples
    --------
    Gates and products of two gates in {0, 1}; of two variables all 16 functions are products:

    >>> fig = class_sizes({"gates": {1: 4, 2: 14, 3: 104}, "AND of two": {1: 4, 2: 16, 3: 246}})
    >>> print(fig.alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Base-2 logarithms of the numbers of functions against n: gates 6.70 of 8 bits at n = 3 and AND of two 7.94 of 8 bits at n = 3.
    Up to n = 4 the number of all functions, 2^n bits, holds them down.

    See Also
    --------
    class_relations : which functions are in which class.
    capacity_band : bounds for all n.

    References
    ----------
    Claims CAP-AND-n, CAP-XOR-n, CAP-A-n.
    """
    found = {name: _numbers("sizes", name, values) for name, values in _mapping("sizes", sizes).items()}
    above = {name: _numbers("bounds", name, values) for name, values in (bounds or {}).items()}
    last = as_integer(cut, "cut", least=0)
    if len(found) > len(_COLOURS):
        raise TooLarge("sizes", f"must be of at most {len(_COLOURS)} classes to be told apart", len(found))
    for name, values in found.items():
        for n, value in values.items():
            if value > 1 << (1 << n):
                raise InvalidArgument(f"sizes[{name!r}]", f"must be at most 2^(2^{n}) at n = {n}", value)
    for name, values in above.items():
        if name not in found:
            raise InvalidArgument("bounds", f"must name classes: {', '.join(found)}", name)
        for n in values.keys() & found[name].keys():
            if found[name][n] > values[n]:
                raise InvalidArgument(f"bounds[{name!r}]", f"must not be exceeded at n = {n}", values[n])
    ns = sorted({n for values in found.values() for n in values})
    with companion_style():
        fig, ax = new_figure(6.4, 4.6)
        top = 1.06 * max(
            log2(value) for values in (*found.values(), *above.values()) for value in values.values()
        )
        if last >= ns[0]:
            ax.axvspan(ns[0] - 0.3, min(last, ns[-1]) + 0.5, color=RULE, alpha=0.35, linewidth=0)
        _ceiling(ax, ns, top)
        for (name, values), colour, marker, dash in zip(
            found.items(), _COLOURS, _MARKERS, _DASHES, strict=False
        ):
            ax.plot(
                list(values), [log2(v) for v in values.values()], color=colour, linestyle=dash, linewidth=1.3,
                marker=marker, markersize=6.5, markeredgecolor=PAPER, label=name, zorder=4,
            )  # fmt: skip
            if name in above:
                ax.plot(
                    list(above[name]), [log2(v) for v in above[name].values()], color=colour, linestyle=":",
                    linewidth=1.2, label=f"bound of {name}", zorder=3,
                )  # fmt: skip
        ax.set_xlim(ns[0] - 0.3, ns[-1] + 0.3)
        ax.set_ylim(0, top)
        ax.set_xticks(ns)
        ax.set_xlabel("number of variables $n$")
        ax.set_ylabel("log$_2$ of the number of functions (bits)")
        ax.grid(axis="y")
        fig.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9.5)
        if title:
            ax.set_title(title, loc="left")
    parts = []
    for name, values in found.items():
        n = max(values)
        parts.append(f"{name} {log2(values[n]):.2f} of {1 << n} bits at n = {n}")
    text = f"Base-2 logarithms of the numbers of functions against n: {listed(parts)}."
    if last >= ns[0]:
        text += f" Up to n = {last} the number of all functions, 2^n bits, holds them down."
    return described(fig, text)


def _ceiling(ax: Axes, ns: list[int], top: float) -> None:
    """Draw 2^n, the bits of all functions, as far as the axis reaches, and shade what lies above."""
    steps = range(101)
    xs = [ns[0] - 0.3 + (ns[-1] - ns[0] + 0.6) * step / 100 for step in steps]
    ys = [min(2**x, top) for x in xs]
    ax.fill_between(xs, ys, top, facecolor=PAPER, hatch="///", edgecolor=RULE, linewidth=0, zorder=1)
    ax.plot(
        [x for x in xs if 2**x <= top], [2**x for x in xs if 2**x <= top], color=GREY, linewidth=1.6,
        label="all functions, $2^n$ bits", zorder=2,
    )  # fmt: skip
    ax.text(
        0.03, 0.9, "more than there are functions", transform=ax.transAxes, color=GREY, fontsize=9.5,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 3}, zorder=3,
    )  # fmt: skip


def class_relations(sets: Mapping[str, Any], *, title: str = "") -> Figure:
    """Draw how many functions lie in exactly which of several classes: a row for each combination that occurs, with dots for its classes and a bar of its bits.

    Parameters
    ----------
    sets
        Name -> set of functions of the same number of variables, as `symattn.capacity.functions` returns them; at most 5.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives the number of every combination that occurs; they add up to 2^(2^n).

    Raises
    ------
    InvalidArgument
        If there is no set, or they are not sets of Boolean functions of one n.
    TooLarge
        If there are more than 5.

    Examples
    --------
    Of three variables there are two functions outside both classes, parity and its negation:

    >>> from symattn.capacity import functions
    >>> bits, signs = functions("output-gating", 3), functions("output-gating", 3, gate="pm")
    >>> print(class_relations({"AND": bits, "XOR": signs}).alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Functions of 3 variables by the classes they are in: 246 in AND and XOR, 8 in XOR only and 2 in none; 256 in all.

    See Also
    --------
    class_sizes : one number a class.

    References
    ----------
    Claims BY-3, BY-6.
    """
    given = _mapping("sets", sets)
    if len(given) > _MOST_SETS:
        raise TooLarge("sets", f"must be at most {_MOST_SETS} to be drawn", len(given))
    shapes = {(getattr(found, "n", None), getattr(found, "width", 1)) for found in given.values()}
    if len(shapes) != 1 or not all(isinstance(n, int) and width == 1 for n, width in shapes):
        hint = "functions(...) of symattn.capacity returns such sets."
        raise InvalidArgument("sets", "must be sets of Boolean functions of one n", list(given), hint)
    n = next(iter(given.values())).n
    rows = sorted(_combinations(given, n), key=lambda row: (-row[1], row[0]))
    names = list(given)
    with companion_style():
        fig, ax = new_figure(6.4, 1.1 + 0.36 * len(rows))
        most = max(log2(number) for _, number in rows)
        step = most / 14
        for height, (members, number) in enumerate(rows):
            y = -height
            ax.barh(
                y, log2(number), height=0.55, color=SKY if members else RULE, edgecolor=GREY, linewidth=0.6
            )
            ax.text(
                log2(number) + 0.3 * step, y, f"{number:,}".replace(",", "\u2009"), va="center", fontsize=9.5
            )
            for place, name in enumerate(names):
                x = (place - len(names)) * step - 0.2 * step
                inside = name in members
                ax.plot(
                    [x], [y], marker="o", markersize=7, color=BLUE if inside else PAPER,
                    markeredgecolor=BLUE if inside else RULE, linestyle="none",
                )  # fmt: skip
        for place, name in enumerate(names):
            x = (place - len(names)) * step - 0.2 * step
            ax.text(x, 0.75, name, rotation=60, ha="left", va="bottom", rotation_mode="anchor", fontsize=9.5)
        ax.set_xlim(-(len(names) + 0.8) * step, most + 4.6 * step)
        ax.set_ylim(-len(rows) + 0.4, 1.0 + 0.28 * max(map(len, names)))
        ax.set_yticks([])
        ax.set_xticks(range(0, ceil(most) + 1, 8 if most > 16 else 2))
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("log$_2$ of the number of functions (bits)")
        if title:
            ax.set_title(title, loc="left")
    said = [f"{number} in {_said(members, names)}" for members, number in rows]
    total = sum(number for _, number in rows)
    return described(
        fig,
        f"Functions of {count_of(n, 'variable')} by the classes they are in: {listed(said)}; {total} in all.",
    )


def _said(members: tuple[str, ...], names: list[str]) -> str:
    if not members:
        return "none"
    return listed(list(members)) + ("" if len(members) > 1 or len(names) == 1 else " only")


def _combinations(sets: Mapping[str, Any], n: int) -> list[tuple[tuple[str, ...], int]]:
    """Return for every combination of classes that occurs the number of functions in exactly these; none of them is the last."""
    rows = []
    for inside in product((True, False), repeat=len(sets)):
        chosen = [name for name, member in zip(sets, inside, strict=True) if member]
        if not chosen:
            continue
        part = sets[chosen[0]]
        for name, member in zip(sets, inside, strict=True):
            part = part & sets[name] if member else part - sets[name]
        if number := _size(part):
            rows.append((tuple(chosen), number))
    rest = (1 << (1 << n)) - sum(number for _, number in rows)
    return [*rows, ((), rest)] if rest else rows


def _size(functions: Any) -> int:
    """Return the number of functions of a set that is listed, or kept by orbits."""
    return int(functions.count) if hasattr(functions, "count") else len(functions)


def _mapping(argument: str, values: Any) -> Mapping[str, Any]:
    if not isinstance(values, Mapping) or not values or not all(isinstance(name, str) for name in values):
        raise InvalidArgument(argument, "must map names to what belongs to them, and not be empty", values)
    return values


def _numbers(argument: str, name: str, values: Mapping[int, int]) -> dict[int, int]:
    """Return positive integers by ascending n."""
    label = f"{argument}[{name!r}]"
    if not isinstance(values, Mapping) or not values:
        raise InvalidArgument(label, "must map numbers of variables to numbers of functions", values)
    found = {as_integer(n, label, least=0): as_integer(value, label, least=1) for n, value in values.items()}
    if max(found) > _MOST_VARIABLES:
        raise TooLarge(label, f"must be for n of at most {_MOST_VARIABLES}", max(found))
    return dict(sorted(found.items()))
