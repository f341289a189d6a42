"""Load curves: what is drawn and said is Cover's probability, and experiments that contradict a bound are refused."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from symattn.capacity import cover_count
from symattn.capacity.learning import cover_probability, critical_load, separability_estimate
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.load_curve import load_curve

pytest.importorskip("matplotlib")


def curves(figure):
    """Return the points of every curve, the step left out."""
    _step, *rest = figure.axes[0].lines
    return [list(zip(*line.get_data(), strict=True)) for line in rest if len(line.get_xdata()) > 1]


def test_one_gate_has_covers_probability_at_every_integer():
    figure = load_curve([3, 7])
    for D, points in zip((3, 7), curves(figure), strict=True):
        assert points == [(N / D, float(cover_probability(N, D))) for N in range(1, 4 * D + 1)]
        assert (2.0, 0.5) in points


def test_the_curves_of_one_gate_cross_at_two_and_steepen():
    flat, steep = (dict(points) for points in curves(load_curve([4, 16])))
    for load in flat.keys() & steep.keys():
        difference = steep[load] - flat[load]
        assert difference == 0 if load in (1.0, 2.0) or flat[load] == 1 else (difference > 0) == (load < 2)


def test_the_bound_of_two_gates_is_one_up_to_the_bound_of_the_vc_dimension():
    (points,) = curves(load_curve([3], gates=2))
    assert all(y == min(1, Fraction(cover_count(round(3 * x), 3) ** 2, 1 << round(3 * x))) for x, y in points)
    assert max(x for x, y in points if y == 1) == 15 / 3
    assert all(a[1] >= b[1] for a, b in pairwise(points))


@pytest.mark.parametrize("gates", [1, 2, 3])
def test_the_step_is_at_the_critical_load(gates):
    xs, ys = load_curve([2], gates=gates).axes[0].lines[0].get_data()
    falls = [x for (x, y), (_, after) in pairwise(zip(xs, ys, strict=True)) if (y, after) == (1, 0)]
    assert falls == [pytest.approx(float(critical_load(gates).mid))]


def test_estimates_are_drawn_with_their_intervals():
    estimates = [separability_estimate(N, 3, trials=20, seed=2) for N in (4, 6, 9)]
    figure = load_curve([3], estimates=estimates)
    bars = [segment for group in figure.axes[0].collections for segment in group.get_segments()]
    drawn = [(segment[0][0] * 3, *sorted(float(y) for y in segment[:, 1])) for segment in bars]
    assert drawn == [
        (pytest.approx(e.N), pytest.approx(float(e.lower)), pytest.approx(float(e.upper))) for e in estimates
    ]
    inside = sum(e.lower <= cover_probability(e.N, 3) <= e.upper for e in estimates)
    assert f"{inside} of 3 intervals" in figure.alt_text


def test_shares_are_drawn_where_they_are():
    shares = {"conjunctions": [(9, 3, Fraction(198, 512)), (12, 4, Fraction(1403, 4096))]}
    figure = load_curve([3, 4], gates=2, shares=shares)
    marks = [tuple(xy) for group in figure.axes[0].collections for xy in group.get_offsets().tolist()]
    assert marks == [(3.0, 198 / 512), (3.0, 1403 / 4096)]
    assert "2 shares of conjunctions" in figure.alt_text
    assert "shares" not in load_curve([3], gates=2, shares={"conjunctions": []}).alt_text


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (([],), {}),
        (([0],), {}),
        (([3, 3],), {}),
        (([3.0],), {}),
        (([3],), {"gates": 0}),
        (([3],), {"estimates": [0.5]}),
        # An estimate of one gate under the bound of two, and one of a dimension without a curve.
        (([3],), {"estimates": [separability_estimate(4, 3, trials=5)], "gates": 2}),
        (([4],), {"estimates": [separability_estimate(4, 3, trials=5)]}),
        (([3],), {"shares": {"signs": [(9, 4, Fraction(1, 2))]}}),
        # More than Cover's function allows: C(6, 3) / 2^6 = 1/2.
        (([3],), {"shares": {"signs": [(6, 3, Fraction(33, 64))]}}),
        (([3],), {"shares": {"signs": [(6, 3, Fraction(-1, 64))]}}),
        (([3],), {"shares": {"signs": [(0, 3, Fraction(1))]}}),
        (([3],), {"shares": {"signs": [(6, 3)]}}),
        (([3],), {"shares": {"signs": [(6, 3, 0.5)]}}),
    ],
)
def test_bad_arguments(arguments, options):
    with pytest.raises(InvalidArgument):
        load_curve(*arguments, **options)


@pytest.mark.parametrize("call", [([501], 1), (range(1, 7), 1), ([3], 6)])
def test_too_large(call):
    dimensions, gates = call
    with pytest.raises(TooLarge):
        load_curve(dimensions, gates=gates)


def test_too_many_kinds():
    with pytest.raises(TooLarge):
        load_curve([3], shares={name: [] for name in "abcde"})
