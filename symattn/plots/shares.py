"""A bar is a number of statements, its filled part those that were settled: horizontal bars, one a family or a method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symattn.errors import InvalidArgument
from symattn.plots.style import BLUE, GREY, INK, PAPER, companion_style, described, listed, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def shares(counts: Mapping[str, tuple[int, int]], *, done: str = "proved", left: str = "undecided") -> Figure:
    r"""Draw for each name the pair :math:`(k, m)` as a bar of length m, the first k of it filled.

    Parameters
    ----------
    counts
        Name -> (number settled, number of all), in the order in which the bars are drawn from the top.
    done, left
        Words for the filled and the open part.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text`` that gives every pair.

    Raises
    ------
    InvalidArgument
        If there is no bar, or a pair is not 0 <= k <= m with m >= 1.

    Examples
    --------
    >>> figure = shares({"polynomial": (97, 97), "inequality": (18, 25)})
    >>> figure.alt_text
    'Bars of how many statements are proved: polynomial 97 of 97 and inequality 18 of 25.'

    See Also
    --------
    capacity_band : bounds for all n.

    References
    ----------
    The book's chapter on what counts as proved.
    """
    if not isinstance(counts, Mapping) or not counts:
        raise InvalidArgument("counts", "must map names to pairs of numbers", counts, "{'family': (3, 4)}")
    for name, pair in counts.items():
        if not (
            len(pair) == 2 and all(isinstance(v, int) for v in pair) and 0 <= pair[0] <= pair[1] and pair[1]
        ):
            raise InvalidArgument(f"counts[{name!r}]", "must be (k, m) with 0 <= k <= m and m >= 1", pair)
    total = max(m for _, m in counts.values())
    with companion_style():
        fig, ax = new_figure(6.4, 0.7 + 0.42 * len(counts))
        for row, (name, (k, m)) in enumerate(counts.items()):
            ax.barh(-row, k, height=0.62, color=BLUE, edgecolor=BLUE)
            ax.barh(
                -row, m - k, left=k, height=0.62, color=PAPER, edgecolor=GREY, hatch="////", linewidth=0.8
            )
            ax.text(m + 0.015 * total, -row, f"{k} of {m}", va="center", ha="left", color=INK)
            ax.text(-0.015 * total, -row, name, va="center", ha="right", color=INK)
        ax.set_xlim(0, 1.16 * total)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel(f"number of statements (filled: {done}, hatched: {left})")
    rows = [f"{name} {k} of {m}" for name, (k, m) in counts.items()]
    return described(fig, f"Bars of how many statements are {done}: {listed(rows)}.")
