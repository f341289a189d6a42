"""Separability of points: certificates, Cover's probability against exact verdicts, critical loads."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb, log2
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity import cover_count
from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.learning.loads import cover_probability, critical_load, vc_bound
from symattn.capacity.learning.random_dichotomies import gated_dichotomies, separability_estimate
from symattn.capacity.learning.separability import (
    in_general_position,
    random_points,
    separable_dichotomies,
    separate,
)
from symattn.errors import InvalidArgument, InvalidCertificate, SymattnError, TooLarge
from symattn.threshold import is_threshold, points


@st.composite
def signed_points(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], list[int]]:
    N, D = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    coordinate = st.integers(-3, 3)
    rows = draw(st.lists(st.tuples(*[coordinate] * D), min_size=N, max_size=N))
    return rows, draw(st.lists(st.sampled_from((1, -1)), min_size=N, max_size=N))


@given(signed_points())
def test_every_verdict_has_a_certificate_that_checks(case: tuple[list[tuple[int, ...]], list[int]]) -> None:
    answer = separate(*case)
    assert answer.check()
    assert answer.separable == (answer.multipliers is None)
    # A certificate proves this dichotomy and not its opposite, which has the negative weights.
    opposite = replace(answer, signs=tuple(-y for y in answer.signs))
    assert opposite.check() == (not answer.separable)


def test_changed_certificates_are_refused() -> None:
    yes = separate([(1, 0), (0, 1)], [1, -1])
    assert yes.check() and not replace(yes, weights=(1, 1)).check()
    no = separate([(1, 0), (0, 1), (-1, -1)], [1, 1, 1])
    assert no.check()
    for wrong in ((1, 1, 0), (0, 0, 0), (-1, -1, -1), (1, 1)):
        assert not replace(no, multipliers=wrong).check()
    assert not replace(no, weights=(1, 1)).check()
    assert not replace(no, multipliers=None).check()
    assert no.checked() is no
    with pytest.raises(InvalidCertificate):
        replace(no, multipliers=(1, 1, 0)).checked()
    assert pickle.loads(pickle.dumps(no)) == no
    assert json.loads(json.dumps(no.to_json()))["multipliers"] == [1, 1, 1]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_points_of_the_cube_agree_with_threshold_gates(n: int) -> None:
    cube = [(1, *point) for point in points(n)]
    tables = [table for table in range(1 << (1 << n)) if is_threshold(table, n)]
    assert list(separable_dichotomies(cube)) == tables


@pytest.mark.parametrize("seed", range(12))
def test_dichotomies_of_special_points_are_the_regions_of_their_arrangement(seed: int) -> None:
    """Linear programs against deletion and restriction, for points that need not be in general position."""
    random = Random(seed)
    N, D = random.randint(1, 7), random.randint(1, 4)
    rows = [tuple(random.randint(-1, 1) for _ in range(D)) for _ in range(N)]
    found = len(separable_dichotomies(rows))
    assert found == (Arrangement(rows).regions() if all(map(any, rows)) else 0)
    assert (found == cover_count(N, D)) == in_general_position(rows)


def vandermonde_modulo(points: tuple[tuple[int, ...], ...], p: int) -> bool:
    """Whether v_i = (1, t_i, ..., t_i^(D-1)) modulo p with different t_i: for a prime p, general position."""
    parameters = [point[1] % p if len(point) > 1 else i for i, point in enumerate(points)]
    powers = [[pow(t, j, p) for j in range(len(v))] for t, v in zip(parameters, points, strict=True)]
    congruent = all(
        (x - y) % p == 0 for v, row in zip(points, powers, strict=True) for x, y in zip(v, row, strict=True)
    )
    return congruent and len(set(parameters)) == len(points)


@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 10**6))
def test_random_points_are_in_general_position(N: int, D: int, seed: int) -> None:
    rows = random_points(N, D, seed=seed, spread=3)
    p = next(q for q in range(max(N, 2), 100) if all(q % k for k in range(2, q)))
    assert in_general_position(rows) and vandermonde_modulo(rows, p)
    assert rows == random_points(N, D, seed=seed, spread=3)
    # One coordinate moved by 1 breaks the congruence, though perhaps not the position.
    moved = (tuple(x + (j == D - 1) for j, x in enumerate(rows[0])), *rows[1:])
    assert D == 2 or not vandermonde_modulo(moved, p)


@pytest.mark.parametrize(("N", "D"), [(6, 2), (8, 3), (7, 5), (5, 7)])
def test_points_in_general_position_have_covers_number_of_dichotomies(N: int, D: int) -> None:
    assert len(separable_dichotomies(random_points(N, D, seed=2))) == cover_count(N, D)


@given(st.integers(1, 60), st.integers(1, 60))
def test_cover_probability(N: int, D: int) -> None:
    assert cover_probability(N, D) == Fraction(sum(comb(N - 1, i) for i in range(D)), 2 ** (N - 1))
    assert (cover_probability(N, D) == 1) == (N <= D)
    assert cover_probability(2 * D, D) == Fraction(1, 2)
    if N > D:
        assert cover_probability(N, D) + cover_probability(N, N - D) == 1


@pytest.mark.parametrize(("N", "D"), [(4, 4), (8, 4), (10, 4), (16, 5)])
def test_the_share_of_separable_dichotomies_is_near_its_probability(N: int, D: int) -> None:
    estimate = separability_estimate(N, D, trials=60, seed=3)
    assert estimate.lower <= cover_probability(N, D) <= estimate.upper
    assert estimate.lower <= estimate.fraction <= estimate.upper
    assert estimate == separability_estimate(N, D, trials=60, seed=3)
    assert json.loads(json.dumps(estimate.to_json()))["separable"] == estimate.separable


def test_the_interval_is_clopper_and_pearsons() -> None:
    """No success of t: the upper limit u has (1-u)^t = 1/200; all: the mirror image."""
    none = separability_estimate(40, 2, trials=50, seed=1)
    assert none.separable == 0 and none.lower == 0
    step = Fraction(1, 10**4)
    assert (1 - none.upper) ** 50 <= Fraction(1, 200) < (1 - none.upper + step) ** 50
    every = separability_estimate(2, 2, trials=50, seed=1)
    assert every.separable == 50 and every.upper == 1 and every.lower == 1 - none.upper


@pytest.mark.parametrize("gate", ["01", "pm"])
def test_products_of_two_gates(gate: str) -> None:
    """Every dichotomy of six points, decided anew by trying all factors."""
    rows = random_points(6, 2, seed=7)
    signs = list(product((0, 1), repeat=6))
    single = {s for s in signs if separate(rows, [2 * y - 1 for y in s]).separable}
    assert len(single) == cover_count(6, 2)
    expected = {
        tuple(a & b if gate == "01" else 1 ^ a ^ b for a, b in zip(f, g, strict=True))
        for f in single
        for g in single
    }
    found = {tuple(table >> i & 1 for i in range(6)) for table in gated_dichotomies(rows, gate=gate)}
    assert found == expected
    assert len(found) <= cover_count(6, 2) ** 2
    estimate = separability_estimate(6, 2, trials=300, seed=2, gates=2, gate=gate)
    # Other points, and the number of products depends on them for conjunctions: at least one gate's dichotomies.
    assert estimate.upper > cover_probability(6, 2)


def test_one_gate_shatters_n_plus_one_points() -> None:
    assert [vc_bound(n) for n in range(40)] == [n + 1 for n in range(40)]
    assert len(separable_dichotomies([(1, *row) for row in random_points(4, 3, seed=1)])) == 2**4


@pytest.mark.parametrize(("n", "k"), [(0, 3), (1, 2), (2, 2), (3, 5), (7, 3), (20, 2)])
def test_the_bound_is_the_largest_number_with_the_property(n: int, k: int) -> None:
    fits = [N for N in range(1, 40 * (n + 1) * k) if cover_count(N, n + 1) ** k >= 2**N]
    assert fits == list(range(1, vc_bound(n, gates=k) + 1))


@pytest.mark.parametrize("k", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("digits", [1, 12, 200])
def test_critical_loads(k: int, digits: int) -> None:
    pytest.importorskip("flint")
    ball = critical_load(k, digits=digits)
    assert ball.upper - ball.lower <= Fraction(2, 10**digits)
    p = float(1 / critical_load(k, digits=12).lower)
    assert abs(-p * log2(p) - (1 - p) * log2(1 - p) - 1 / k) < 1e-9
    fine = critical_load(k, digits=300)
    assert ball.lower <= fine.lower <= fine.upper <= ball.upper


def test_the_critical_load_of_two_gates() -> None:
    """The published value of the root, H_2(0.1100...) = 1/2 at 9.09."""
    pytest.importorskip("flint")
    assert critical_load(1).mid == "2"
    ball = critical_load(2, digits=4)
    assert Fraction(9088, 1000) < ball.lower < ball.upper < Fraction(909, 100)
    assert abs(vc_bound(2000, gates=2) - 2000 * ball.lower) < 60


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: separate([], []), InvalidArgument),
        (lambda: separate([()], [1]), InvalidArgument),
        (lambda: separate([(1, 2), (1,)], [1, 1]), InvalidArgument),
        (lambda: separate([(1, 2.0)], [1]), InvalidArgument),  # type: ignore[list-item]
        (lambda: separate("12", [1]), InvalidArgument),
        (lambda: separate([(1, 2)], [1, 1]), InvalidArgument),
        (lambda: separate([(1, 2)], [0]), InvalidArgument),
        (lambda: separable_dichotomies([(1, t, t * t, t**3, t**4) for t in range(25)]), TooLarge),
        (lambda: random_points(0, 1), InvalidArgument),
        (lambda: random_points(3, True), InvalidArgument),
        (lambda: cover_probability(0, 1), InvalidArgument),
        (lambda: vc_bound(-1), InvalidArgument),
        (lambda: vc_bound(2, gates=0), InvalidArgument),
        (lambda: vc_bound(10**9), TooLarge),
        (lambda: critical_load(0), InvalidArgument),
        (lambda: critical_load(10**6 + 1), TooLarge),
        (lambda: critical_load(2, digits=0), InvalidArgument),
        (lambda: separability_estimate(4, 2, gates=3), InvalidArgument),
        (lambda: separability_estimate(4, 2, gate="mixed"), InvalidArgument),
        (lambda: separability_estimate(4, 2, trials=0), InvalidArgument),
        (lambda: separability_estimate(4, 2, seed=-1), InvalidArgument),
        (lambda: gated_dichotomies(((1, 2),), gate="xor"), InvalidArgument),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.rule
