"""Times of Cover's bound beside the way a user would compute it by hand: run with ``pytest --benchmark-only``.

Rows of one group answer the same question; the ratio of their times is printed in parentheses.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from random import Random
from typing import Any

import mpmath
import pytest

from symattn.capacity import log2_cover_bound, threshold_upper_bound
from symattn.capacity.learning.separability import random_points, separate


def sum_of_binomials(n: int) -> int:
    """Add the binomial coefficients one by one."""
    return 2 * sum(comb(2**n - 1, i) for i in range(n + 1))


def sum_of_terms(n: int) -> int:
    """Add the binomial coefficients, each computed from the one before."""
    total, term = 0, 1
    for i in range(n + 1):
        total, term = total + term, term * (2**n - 1 - i) // (i + 1)
    return 2 * total


def logarithm_by_mpmath(n: int, digits: int) -> Any:
    """1 + n^2 - log2 n! by mpmath, without an error bound."""
    with mpmath.workdps(digits + 15):
        return 1 + n * n - mpmath.loggamma(n + 1) / mpmath.log(2)


def logarithm_of_the_sum(n: int, digits: int) -> Any:
    """mpmath's logarithm of the exact sum, without an error bound."""
    with mpmath.workdps(digits + 15):
        return mpmath.log(sum_of_terms(n), 2)


@pytest.mark.benchmark(group="C(2^1000, 1001), all 991472 bits")
def test_exact_sum(benchmark: Any) -> None:
    assert benchmark(threshold_upper_bound, 1000).bit_length() == 991472


@pytest.mark.benchmark(group="C(2^1000, 1001), all 991472 bits")
def test_exact_sum_term_by_term(benchmark: Any) -> None:
    assert benchmark.pedantic(sum_of_terms, args=(1000,), rounds=2).bit_length() == 991472


@pytest.mark.benchmark(group="C(2^200, 201)")
def test_shorter_exact_sum(benchmark: Any) -> None:
    assert benchmark(threshold_upper_bound, 200).bit_length() == 38756


@pytest.mark.benchmark(group="C(2^200, 201)")
def test_shorter_exact_sum_of_binomials(benchmark: Any) -> None:
    assert benchmark.pedantic(sum_of_binomials, args=(200,), rounds=2) == threshold_upper_bound(200)


@pytest.mark.benchmark(group="log2 C(2^n, n + 1) at n = 10^6, 15 decimals")
def test_enclosure_at_a_million(benchmark: Any) -> None:
    ball = benchmark(log2_cover_bound, 10**6)
    assert ball.upper - ball.lower <= Fraction(2, 10**15)


@pytest.mark.benchmark(group="log2 C(2^n, n + 1) at n = 10^6, 15 decimals")
def test_mpmath_at_a_million(benchmark: Any) -> None:
    assert mpmath.nstr(benchmark(logarithm_by_mpmath, 10**6, 15), 15) == "999981511116.18"


@pytest.mark.benchmark(group="log2 C(2^1000, 1001), 1000 decimals")
def test_a_thousand_digits(benchmark: Any) -> None:
    ball = benchmark(log2_cover_bound, 1000, digits=1000)
    assert 0 < ball.upper - ball.lower <= Fraction(2, 10**1000)


@pytest.mark.benchmark(group="log2 C(2^1000, 1001), 1000 decimals")
def test_a_thousand_digits_by_mpmath(benchmark: Any) -> None:
    value = benchmark.pedantic(logarithm_of_the_sum, args=(1000, 1000), rounds=1)
    with mpmath.workdps(1100):
        ball = log2_cover_bound(1000, digits=1000)
        assert abs(value - mpmath.mpf(ball.mid)) < mpmath.mpf(10) ** -999


def dichotomies(N: int, D: int, trials: int) -> list[tuple[Any, list[int]]]:
    random = Random(N)
    return [(random_points(N, D, seed=i), random.choices((1, -1), k=N)) for i in range(trials)]


def separable_by_a_float_solver(points: Any, signs: list[int]) -> bool:
    """One call of SciPy's floating-point solver: margin 1, no certificate."""
    from scipy.optimize import linprog

    rows = [[-y * x for x in point] for point, y in zip(points, signs, strict=True)]
    return bool(
        linprog(
            [0] * len(rows[0]), A_ub=rows, b_ub=[-1] * len(rows), bounds=(None, None), method="highs"
        ).status
        == 0
    )


@pytest.mark.benchmark(group="are 20 random dichotomies of 20 points in dimension 10 separable?")
def test_exact_verdicts(benchmark: Any) -> None:
    cases = dichotomies(20, 10, 20)
    found = benchmark(lambda: [separate(*case).separable for case in cases])
    assert all(separate(*case).check() for case in cases) and True in found and False in found


@pytest.mark.benchmark(group="are 20 random dichotomies of 20 points in dimension 10 separable?")
def test_float_verdicts(benchmark: Any) -> None:
    cases = dichotomies(20, 10, 20)
    found = benchmark(lambda: [separable_by_a_float_solver(*case) for case in cases])
    assert found == [separate(*case).separable for case in cases]
