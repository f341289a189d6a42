"""Cover's function obeys its recursion and bounds T(n); its logarithm is enclosed."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil, comb, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.capacity import (
    Ball,
    cover,
    cover_count,
    log2_ball,
    log2_cover_bound,
    monomials,
    threshold_upper_bound,
)
from symattn.capacity.cover import log2_cover
from symattn.capacity.enclosures import closed_digits, closed_enclosure
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import count_threshold, points

ORACLES = Path(__file__).parents[1] / "oracles"
COVER = json.loads((ORACLES / "gating_counts.json").read_text())["cover_bound"]["values"]
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]


@cache
def recursion(N: int, D: int) -> int:
    """Regions by adding one hyperplane at a time: C(N, D) = C(N-1, D) + C(N-1, D-1)."""
    if D == 0:
        return 0
    return 2 if N == 1 else recursion(N - 1, D) + recursion(N - 1, D - 1)


@given(st.integers(1, 40), st.integers(0, 45))
def test_closed_form_is_the_recursion(N: int, D: int) -> None:
    assert cover_count(N, D) == recursion(N, D) == 2 * sum(comb(N - 1, i) for i in range(D))


@given(st.integers(1, 400), st.integers(0, 400))
def test_closed_form_for_larger_arguments(N: int, D: int) -> None:
    assert cover_count(N, D) == 2 * sum(comb(N - 1, i) for i in range(D))


def test_points_in_the_plane() -> None:
    # N lines through 0 cut the plane into 2N sectors.
    assert [cover_count(N, 2) for N in range(1, 9)] == [2 * N for N in range(1, 9)]


@pytest.mark.parametrize("n", range(10))
def test_the_bound_holds_and_has_the_published_values(n: int) -> None:
    assert threshold_upper_bound(n) == COVER[n]
    assert threshold_upper_bound(n) >= A000609[n]
    assert (threshold_upper_bound(n) == A000609[n]) == (n <= 2)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_at_most_two_to_the_square(n: int) -> None:
    assert count_threshold(n) <= threshold_upper_bound(n) <= 2 ** (n * n)


def test_quadratic_gates_of_two_and_three_variables() -> None:
    assert threshold_upper_bound(2, 2) == 16
    assert threshold_upper_bound(3, 3) == 256
    # Seven coefficients for eight points: only the parity of the cube and its negative are lost.
    assert threshold_upper_bound(3, 2) == 254


def test_monomials_are_counted() -> None:
    for n, degree in product(range(6), range(7)):
        assert monomials(n, degree) == sum(1 for point in points(n) if sum(point) <= degree)


@pytest.mark.parametrize("n", range(10))
@pytest.mark.parametrize("degree", [1, 2])
def test_the_ball_contains_the_logarithm(n: int, degree: int) -> None:
    pytest.importorskip("flint")
    ball = log2_cover_bound(n, degree=degree, digits=1)
    # 2^(p/q) <= C iff 2^p <= C^q: the ends, widened to quarters, are compared with integers only.
    value = threshold_upper_bound(n, degree)
    low, high = floor(4 * ball.lower), ceil(4 * ball.upper)
    assert 2**low <= value**4 <= 2**high
    assert ball.upper - ball.lower <= Fraction(2, 10)
    # The integer's own logarithm, computed by another route, agrees to many digits.
    fine, direct = log2_cover_bound(n, degree=degree, digits=40), log2_ball(value, 40)
    assert fine.lower <= direct.upper
    assert direct.lower <= fine.upper


def agree(first: Ball, second: Ball) -> bool:
    return first.lower <= second.upper and second.lower <= first.upper


@pytest.fixture
def no_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The enclosures are used where the integer would be short enough to be written out."""
    pytest.importorskip("flint")
    monkeypatch.setattr(cover, "_MAX_EXACT_BITS", 0)


@pytest.mark.usefixtures("no_integers")
@pytest.mark.parametrize("digits", [1, 12, 60])
def test_enclosures_agree_with_the_integer(digits: int) -> None:
    """Every D of small N: both sides of N/2, where the series is the whole sum, its middle and its end."""
    for N in [*range(1, 30), 63, 64]:
        for D in range(1, N + 2):
            ball = log2_cover(N, D, digits=digits)
            assert agree(ball, log2_ball(cover_count(N, D), digits + 3)), (N, D)
            assert ball.upper - ball.lower <= Fraction(2, 10**digits)


@pytest.mark.usefixtures("no_integers")
@settings(max_examples=30)
@given(st.integers(2, 300), st.integers(1, 60), st.integers(1, 200))
def test_enclosures_agree_with_longer_integers(bits: int, r: int, digits: int) -> None:
    N = 2**bits - 7 * bits if bits > 8 else 2**bits
    r = min(r, (N - 1) // 2)
    exact = log2_ball(cover_count(N, r + 1), 250)
    ball = log2_cover(N, r + 1, digits=digits)
    assert agree(ball, exact)
    assert ball.upper - ball.lower <= Fraction(2, 10**digits)
    if r:
        reached = closed_digits(N, r)
        width = Fraction(r * r * (r + 1), 2 * N * (N - r)) + Fraction(r, N - 2 * r)
        # ln 2 > 2/3, and the number of digits is not more than two short of what the width allows.
        assert not reached or width * Fraction(3, 2) * 5 * 10**reached <= 1
        assert width * 5 * 10 ** (reached + 2) > Fraction(1, 2)
        if reached:
            assert agree(closed_enclosure(N, r, reached), exact)


@pytest.mark.parametrize(("n", "degree"), [(30, 2), (60, 10), (61, 29), (60, 31), (200, 3), (1000, 499)])
def test_two_ways_to_many_digits_agree(n: int, degree: int) -> None:
    """The middle of the sum by its ratio alone and term by term; the two precisions make other choices."""
    pytest.importorskip("flint")
    coarse, fine = (log2_cover_bound(n, degree=degree, digits=digits) for digits in (8, 250))
    assert agree(coarse, fine)
    assert fine.upper - fine.lower <= Fraction(2, 10**250)


def test_half_of_all_sign_vectors() -> None:
    """C(N, N/2) = 2^(N-1): for odd n the monomials of degree at most (n-1)/2 are half of all."""
    assert log2_cover_bound(61, degree=30) == Ball(str(2**61 - 1), "0")
    assert log2_cover(10, 5) == Ball("9", "0")
    assert log2_cover(10**400, 10**400 // 2).lower == 10**400 - 1


def test_few_functions_are_missing_above_the_middle() -> None:
    pytest.importorskip("flint")
    ball = log2_cover_bound(1000, degree=500)
    assert 0 <= 2**1000 - ball.lower < Fraction(1, 10**15)
    # D = 2^n - 1: the parity of the cube and its negative are lost.
    ball = log2_cover_bound(8, degree=7, digits=80)
    missing = log2_ball(2**256 - 2, 80)
    assert agree(ball, missing)
    assert ball.upper < 256


@pytest.mark.parametrize("n", [0, 1, 2, 5, 100, 10**5])
def test_degree_zero_and_degree_n(n: int) -> None:
    assert log2_cover_bound(n, degree=0) == Ball("1", "0")
    assert log2_cover_bound(n, degree=n) == log2_cover_bound(n, degree=n + 7)
    assert log2_cover_bound(n, degree=n).lower == 2**n


def test_a_million_variables() -> None:
    pytest.importorskip("flint")
    ball = log2_cover_bound(10**6, digits=1000)
    assert 0 < ball.upper - ball.lower <= Fraction(2, 10**1000)
    # 1 + n^2 - log2 n! up to 2^-990000, with Robbins' bounds of Stirling's formula for the factorial.
    n, flint = 10**6, pytest.importorskip("flint")
    with flint.ctx.workprec(200):
        stirling = n * flint.arb(n).log() - n + (2 * flint.arb.pi() * n).log() / 2 + flint.arb(1) / (12 * n)
        centre = 1 + n * n - stirling / flint.arb.const_log2()
        slack = flint.arb(10) ** -20
        low, high = (flint.arb(flint.fmpq(x.numerator, x.denominator)) for x in (ball.lower, ball.upper))
        assert centre - slack < low and high < centre + slack


def test_more_digits_than_the_closed_enclosure_reaches_are_named() -> None:
    pytest.importorskip("flint")
    reached = closed_digits(2**64, 64)
    assert closed_enclosure(2**64, 64, reached)
    with pytest.raises(TooLarge, match=f"at most {reached}, what the closed enclosure reaches"):
        closed_enclosure(2**64, 64, reached + 1)
    with pytest.raises(TooLarge, match=r"digits: must be at most \d+, what the enclosure reaches here"):
        log2_cover(10**30, 10**30 // 2 - 10**25, digits=1000)
    with pytest.raises(TooLarge, match="Ask for 10000 digits or fewer"):
        log2_cover_bound(100, digits=10001)


def test_exact_sums_without_flint(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [cover_count(N, D) for N, D in ((3000, 200), (3000, 2900), (2**200 - 1, 101))]
    monkeypatch.setattr(cover, "fast_integers", lambda: int)
    assert [cover_count(N, D) for N, D in ((3000, 200), (3000, 2900), (2**200 - 1, 101))] == expected
    assert expected[0] == 2 * sum(comb(2999, i) for i in range(200))
    assert monomials(3000, 1000) == sum(comb(3000, i) for i in range(1001))
    assert monomials(3000, 2500) == sum(comb(3000, i) for i in range(2501))


def test_more_digits_refine() -> None:
    pytest.importorskip("flint")
    coarse, fine = log2_cover_bound(100, digits=5), log2_cover_bound(100, digits=300)
    assert coarse.lower <= fine.lower <= fine.upper <= coarse.upper
    assert fine.upper - fine.lower <= Fraction(2, 10**300)


def test_all_functions_have_full_degree() -> None:
    pytest.importorskip("flint")
    ball = log2_cover_bound(100, degree=100)
    assert ball == Ball(str(2**100), "0")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: cover_count(0, 1), InvalidArgument),
        (lambda: cover_count(-3, 1), InvalidArgument),
        (lambda: cover_count(3, -1), InvalidArgument),
        (lambda: cover_count(3.0, 1), InvalidArgument),  # type: ignore[arg-type]
        (lambda: cover_count(True, 1), InvalidArgument),
        (lambda: cover_count("3", 1), InvalidArgument),  # type: ignore[arg-type]
        (lambda: cover_count(10**40, 10**40), TooLarge),
        (lambda: cover_count(2**40, 2**20), TooLarge),
        (lambda: cover_count(2**40, 2**40 - 2**20), TooLarge),
        (lambda: threshold_upper_bound(-1), InvalidArgument),
        (lambda: threshold_upper_bound(10**9), TooLarge),
        (lambda: threshold_upper_bound(1000, 2), TooLarge),
        (lambda: threshold_upper_bound(3, -1), InvalidArgument),
        (lambda: log2_cover_bound(10**6 + 1), TooLarge),
        (lambda: log2_cover_bound(True), InvalidArgument),
        (lambda: log2_cover_bound(5, degree=-1), InvalidArgument),
        (lambda: log2_cover_bound(5, degree=Fraction(1)), InvalidArgument),  # type: ignore[arg-type]
        (lambda: log2_cover(0, 1), InvalidArgument),
        (lambda: log2_cover(5, 0), InvalidArgument),
        (lambda: log2_cover(5.0, 1), InvalidArgument),  # type: ignore[arg-type]
        (lambda: log2_cover(2 ** (4 * 10**6), 2 ** (14 * 10**5)), TooLarge),
        (lambda: log2_cover(2**60, 2**59 - 1), TooLarge),
        (lambda: log2_cover_bound(-1), InvalidArgument),
        (lambda: log2_cover_bound(5, digits=0), InvalidArgument),
        (lambda: log2_cover_bound(5, digits=10**6), TooLarge),
        (lambda: log2_cover_bound(5, digits=1.5), InvalidArgument),  # type: ignore[arg-type]
        (lambda: closed_enclosure(2**20, 20, 4), TooLarge),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.rule
