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
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity import cover_count, log2_ball, log2_cover_bound, monomials, threshold_upper_bound
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


@pytest.mark.parametrize("n", [50, 200, 1000])
def test_the_ball_lies_in_the_closed_enclosure(n: int) -> None:
    """1 + n^2 - log2 n! - small <= log2 C <= 1 + n^2 - log2 n! + small, small < 2^(-n/2) for these n."""
    flint = pytest.importorskip("flint")
    ball = log2_cover_bound(n, digits=5)
    with flint.ctx.workprec(4000):
        centre = 1 + n * n - flint.arb.fac_ui(n).log() / flint.arb.const_log2()
        mantissa, exponent = centre.mid().man_exp()
    value = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    assert abs((ball.lower + ball.upper) / 2 - value) <= Fraction(1, 10**5)


def test_more_digits_refine() -> None:
    pytest.importorskip("flint")
    coarse, fine = log2_cover_bound(100, digits=5), log2_cover_bound(100, digits=300)
    assert coarse.lower <= fine.lower <= fine.upper <= coarse.upper
    assert fine.upper - fine.lower <= Fraction(2, 10**300)


def test_all_functions_have_full_degree() -> None:
    pytest.importorskip("flint")
    ball = log2_cover_bound(100, degree=100)
    assert ball.lower == ball.upper == 2**100


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
        (lambda: log2_cover_bound(1001), TooLarge),
        (lambda: log2_cover_bound(-1), InvalidArgument),
        (lambda: log2_cover_bound(5, digits=0), InvalidArgument),
        (lambda: log2_cover_bound(5, digits=10**6), TooLarge),
        (lambda: log2_cover_bound(5, digits=1.5), InvalidArgument),  # type: ignore[arg-type]
        (lambda: log2_cover_bound(1000, degree=500), TooLarge),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.rule
