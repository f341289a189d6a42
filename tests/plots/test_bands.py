"""A band shows the bounds it was given, outer ends of balls, over the leading term it was given; dots stand apart."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import pytest

from symattn.capacity import Ball
from symattn.errors import InvalidArgument
from symattn.plots.bands import capacity_band, log_spaced

pytest.importorskip("matplotlib")


def curves(fig):
    """Return the data of the edges of the band, the upper one first."""
    return [
        list(line.get_ydata())
        for line in fig.axes[0].lines
        if len(line.get_xdata()) == 3 and line.get_marker() == "None"
    ]


def test_edges_are_the_outer_ends_of_balls_over_the_leading_term():
    lower, upper = [Ball("10", "1")] * 3, [Ball("20", "2")] * 3
    fig = capacity_band([2, 3, 4], lower, upper, per=lambda n: Fraction(n**3, 2), per_name=r"n^{3}/2")
    top, bottom = curves(fig)
    assert top == [22 / (n**3 / 2) for n in (2, 3, 4)]
    assert bottom == [9 / (n**3 / 2) for n in (2, 3, 4)]
    assert fig.axes[0].get_ylabel() == "capacity / $n^{3}/2$"
    assert "over n^3/2" in fig.alt_text


def test_logarithmic_axis_asymptote_and_unknown_region():
    ns = [10, 1000, 10**6]
    fig = capacity_band(
        ns,
        [n * n for n in ns],
        [2 * n * n for n in ns],
        exact={1: 4, 3: 246},
        per_square=True,
        asymptote=2,
        unknown_name="not known",
        log_axis=True,
    )
    ax = fig.axes[0]
    assert ax.get_xscale() == "log" and ax.get_ylim()[0] == 0
    (asymptote,) = (line for line in ax.lines if line.get_linestyle() == ":")
    assert set(asymptote.get_ydata()) == {2}
    (dots,) = (line for line in ax.lines if line.get_marker() == "o")
    assert dots.get_linestyle() == "None"
    assert list(dots.get_xdata()) == [1, 3] and dots.get_ydata()[1] == math.log2(246) / 9
    written = {text.get_text(): text.xy for text in ax.texts}
    assert {"not known", "limit 2", "exact"} <= written.keys()
    assert written["not known"] == (1000, 1.5)
    assert "from 1.00000 to 2.00000; the limit is 2" in fig.alt_text


def test_exact_values_outside_the_band_are_refused():
    capacity_band([3], [Ball("6.7", "0.1")], [Ball("6.7", "0.1")], exact={3: 104})
    for lower, upper in ((1, 6), (7, 9)):
        with pytest.raises(InvalidArgument, match="at n = 3"):
            capacity_band([3, 4], [lower, 1], [upper, 9], exact={3: 104})


@pytest.mark.parametrize(
    "options",
    [
        {"per": lambda n: 0},
        {"per": lambda n: "n"},
        {"exact": {2: 0}},
        {"exact": {"a": 4}},
        {"asymptote": "two"},
    ],
)
def test_what_is_no_option_is_refused(options):
    with pytest.raises(InvalidArgument):
        capacity_band([2, 3], [1, 2], [2, 3], **options)


@pytest.mark.parametrize("per_decade", [1, 5, 12, 40])
def test_log_spaced_has_all_powers_of_ten_and_no_large_gaps(per_decade):
    ns = log_spaced(10**4, per_decade=per_decade)
    assert ns == sorted(set(ns)) and {10**i for i in range(5)} <= set(ns)
    assert all(b <= a * 10 ** (1 / per_decade) + 1 for a, b in pairwise(ns))
    inside = log_spaced(70, least=7, per_decade=per_decade)
    assert (inside[0], inside[-1]) == (7, 70)


@pytest.mark.parametrize(("most", "least", "per_decade"), [(0, 1, 1), (5, 6, 1), (5, 0, 1), (5, 1, 0)])
def test_log_spaced_refuses_an_empty_range(most, least, per_decade):
    with pytest.raises(InvalidArgument):
        log_spaced(most, least=least, per_decade=per_decade)
