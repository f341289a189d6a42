"""Random signs of N points in R^D are separable with probability C(N, D) / 2^N, which falls from 1 to 0 around the load N/D = 2.

For products of k gates the curve is the bound min(1, C(N, D)^k / 2^N), and the load at which it falls tends to alpha_k.  Every curve is exact at its
points N/D, which straight lines join.  Experiments are drawn over it: estimates with their intervals, and shares that were counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.cover import cover_count
from symattn.capacity.learning import SeparabilityEstimate, critical_load, vc_bound
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    VERMILLION,
    companion_style,
    count_of,
    described,
    listed,
    new_figure,
)
from symattn.threshold.arguments import as_integer, as_integers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_CURVES = 5
_LARGEST_DIMENSION = 500
_MOST_GATES = 5
_COLOURS = (BLUE, VERMILLION, "#009E73", "#CC79A7", INK)
_DASHES: tuple[Any, ...] = ("solid", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1, 2)), (0, (9, 3)))
_DOTS = ("o", "s", "^", "v", "P")
_MARKERS = ("D", "^", "s", "v")

Share = tuple[int, int, Fraction]


def load_curve(
    dimensions: Sequence[SupportsIndex],
    *,
    gates: SupportsIndex = 1,
    estimates: Iterable[SeparabilityEstimate] = (),
    shares: Mapping[str, Iterable[Share]] | None = None,
    title: str = "",
) -> Figure:
    """Draw against the load N/D the probability C(N, D) / 2^N of a separable dichotomy, or for k gates the bound min(1, C(N, D)^k / 2^N).

    Parameters
    ----------
    dimensions
        The dimensions D, one curve each: at most 5, each at most 500.
    gates
        k, the number of gates multiplied, at most 5.
    estimates
        Results of `separability_estimate` for so many gates: dots with their intervals of confidence, for one of the dimensions.
    shares
        Exact shares of the 2^N dichotomies of given points, as triples (N, D, share) under the name of their kind: marks without intervals.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which gives the load of the limit, where the curves are, and how the experiments agree with them.

    Raises
    ------
    InvalidArgument
        If a number is out of range, an experiment belongs to another number of gates or to a dimension without a curve, or a share exceeds the bound.
    TooLarge
        If a dimension or the number of gates is too large to be drawn.

    Examples
    --------
    One gate: every curve passes through 1/2 at load 2, and beyond it they fall the faster, the larger D is.

    >>> print(load_curve([5, 20]).alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Probability of a separable dichotomy against the load N/D, falling from 1 to 0: for D = 5 and 20 it is 0.5 and 0.5 at load 2 and
    0.27441 and 0.12148 at about 1.2 times that load; for large D it approaches a step at load 2.

    See Also
    --------
    symattn.capacity.cover_probability : the values.
    symattn.capacity.critical_load : where the steps are.

    References
    ----------
    Claims BY-7-prob, BY-7-count, BY-7-root.  T. M. Cover (1965).
    """
    k, sizes = _checked(dimensions, gates)
    found, kinds = list(estimates), {name: list(given) for name, given in (shares or {}).items()}
    _check_experiments(k, sizes, found, kinds)
    limit = critical_load(k, digits=15)
    step = float(limit.mid)
    most = step * (2 if k == 1 else 1.4)
    with companion_style():
        fig, ax = new_figure(7.0, 4.5)
        ax.step([0, step, most], [1, 1, 0], where="pre", color=GREY, linestyle=":", linewidth=1.4, zorder=2)
        for D, colour, dash in zip(sizes, _COLOURS, _DASHES, strict=False):
            ns = range(1, ceil(most * D) + 1)
            ax.plot(
                [N / D for N in ns], [float(_bound(N, D, k)) for N in ns], color=colour, linestyle=dash,
                label=f"$D = {D}$" if k == 1 else f"bound for $D = {D}$", zorder=3,
            )  # fmt: skip
        _draw_experiments(ax, sizes, found, kinds)
        ax.plot([], [], color=GREY, linestyle=":", label=f"limit, a step at {step:.4g}")
        ax.set_xlim(0, most)
        ax.set_ylim(-0.03, 1.05)
        ax.set_xlabel("load $N/D$")
        ax.set_ylabel("probability" if k == 1 else "share of the dichotomies")
        ax.grid(axis="y")
        fig.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=10)
        if title:
            ax.set_title(title, loc="left")
    return described(fig, _sentence(k, sizes, step, found, kinds))


def _bound(N: int, D: int, k: int) -> Fraction:
    return min(Fraction(1), Fraction(cover_count(N, D) ** k, 1 << N))


def _checked(dimensions: Sequence[SupportsIndex], gates: SupportsIndex) -> tuple[int, list[int]]:
    k, sizes = as_integer(gates, "gates", least=1), as_integers(dimensions, "dimensions")
    if k > _MOST_GATES:
        raise TooLarge("gates", f"must be at most {_MOST_GATES} to be drawn", k)
    if not sizes or min(sizes) < 1 or len(set(sizes)) < len(sizes):
        raise InvalidArgument("dimensions", "must be different integers, at least 1", sizes)
    if len(sizes) > _MOST_CURVES:
        raise TooLarge("dimensions", f"must be at most {_MOST_CURVES} to be told apart", len(sizes))
    if max(sizes) > _LARGEST_DIMENSION:
        raise TooLarge("dimensions", f"must be at most {_LARGEST_DIMENSION} to be drawn", max(sizes))
    return k, sizes


def _check_experiments(
    k: int, sizes: list[int], estimates: list[SeparabilityEstimate], kinds: Mapping[str, list[Share]]
) -> None:
    for one in estimates:
        if not isinstance(one, SeparabilityEstimate) or one.gates != k or one.D not in sizes:
            rule = f"must be estimates for {count_of(k, 'gate')} in one of the dimensions {sizes}"
            raise InvalidArgument("estimates", rule, one)
    if len(kinds) > len(_MARKERS):
        raise TooLarge("shares", f"must be of at most {len(_MARKERS)} kinds to be told apart", len(kinds))
    for name, given in kinds.items():
        for triple in given:
            if (
                not isinstance(triple, tuple)
                or len(triple) != 3
                or not isinstance(triple[2], (Fraction, int))
            ):
                raise InvalidArgument("shares", "must be triples (N, D, share), shares Fractions", triple)
            N, D, share = as_integer(triple[0], "shares"), as_integer(triple[1], "shares"), triple[2]
            if N < 1 or D not in sizes:
                rule = f"must be of N >= 1 points in one of the dimensions {sizes}"
                raise InvalidArgument("shares", rule, (name, N, D))
            if not 0 <= share <= _bound(N, D, k):
                bound = f"C({N}, {D})^{k} / 2^{N}" if k > 1 else f"C({N}, {D}) / 2^{N}"
                raise InvalidArgument("shares", f"must lie between 0 and {bound}", (name, str(share)))


def _draw_experiments(
    ax: Axes, sizes: list[int], estimates: list[SeparabilityEstimate], kinds: Mapping[str, list[Share]]
) -> None:
    colours = dict(zip(sizes, _COLOURS, strict=False))
    for one in estimates:
        middle = float(one.fraction)
        bars = [[middle - float(one.lower)], [float(one.upper) - middle]]
        ax.errorbar(
            [one.N / one.D], [middle], yerr=bars, fmt=_DOTS[sizes.index(one.D)], markersize=5.5,
            color=colours[one.D], markeredgecolor=PAPER, elinewidth=1.1, capsize=2.5, zorder=4,
        )  # fmt: skip
    if estimates:
        ax.errorbar([], [], yerr=[], fmt="o", markersize=5.5, color=GREY, label="estimates, 99 % intervals")
    for marker, (name, given) in zip(_MARKERS, kinds.items(), strict=False):
        for D in sizes:
            # Every second dimension has open marks, so that colour is not all that tells them apart.
            fill = PAPER if sizes.index(D) % 2 else colours[D]
            chosen = [(N / D, float(share)) for N, other, share in given if other == D]
            ax.scatter(
                [x for x, _ in chosen], [y for _, y in chosen], marker=marker, s=26, color=fill,
                edgecolors=colours[D], linewidths=1.1, zorder=4,
            )  # fmt: skip
        ax.scatter([], [], marker=marker, s=26, color=GREY, label=f"{name}, counted")


def _sentence(
    k: int,
    sizes: list[int],
    step: float,
    estimates: list[SeparabilityEstimate],
    kinds: Mapping[str, list[Share]],
) -> str:
    names = listed([str(D) for D in sizes])
    if k == 1:

        def at(load: float) -> str:
            return listed([f"{float(_bound(round(load * D), D, k)):.5g}" for D in sizes])

        text = (
            f"Probability of a separable dichotomy against the load N/D, falling from 1 to 0: for D = {names} it is "
            f"{at(step)} at load {step:.4g} and {at(1.2 * step)} at about 1.2 times that load"
        )
    else:
        last = listed([f"{vc_bound(D - 1, gates=k) / D:.4g}" for D in sizes])
        text = (
            f"Bound of the share of dichotomies by {k} gates against the load N/D: for D = {names} it is 1 up to the load "
            f"{last} and falls to 0 beyond"
        )
    text += f"; for large D it approaches a step at load {step:.4g}"
    if estimates:
        inside = sum(one.lower <= _bound(one.N, one.D, k) <= one.upper for one in estimates)
        where = "contain the probability" if k == 1 else "contain the bound"
        text += f"; {inside} of {count_of(len(estimates), 'interval')} of confidence {where}"
    for name, given in kinds.items():
        if given:
            N, D, share = max(given)
            text += f"; {count_of(len(given), 'share')} of {name}"
            text += f", down to {float(share):.5g} at load {N / D:.4g} for D = {D}, none above the bound"
    return text + "."
