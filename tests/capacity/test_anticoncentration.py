"""Sums of bits with non-zero coefficients take one of two values with probability at most q_s."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity.balls import log2_ball
from symattn.capacity.two_block.anticoncentration import (
    concentration,
    distribution,
    log2_two_value_bound,
    separate_values_bound,
    two_value_bound,
    two_value_square_bound,
    zero_one_probability,
)
from symattn.capacity.two_block.bases import bases
from symattn.errors import InvalidArgument, SymattnError, TooLarge

RATIONAL = st.fractions(-3, 3, max_denominator=4)
NON_ZERO = RATIONAL.filter(bool)


def outcomes(coefficients: list[Fraction]) -> Counter[Fraction]:
    """The sums of all bit vectors, one by one."""
    return Counter(
        sum((c for c, bit in zip(coefficients, bits, strict=True) if bit), Fraction(0))
        for bits in product((0, 1), repeat=len(coefficients))
    )


@given(st.lists(RATIONAL, min_size=1, max_size=7))
def test_distribution_is_exact(coefficients: list[Fraction]) -> None:
    assert distribution(coefficients) == outcomes(coefficients)
    assert list(distribution(coefficients)) == sorted(distribution(coefficients))


@given(st.lists(RATIONAL, min_size=1, max_size=6), st.fractions(-2, 2, max_denominator=3))
def test_concentration_is_exact(coefficients: list[Fraction], gap: Fraction) -> None:
    counts, size = outcomes(coefficients), 2 ** len(coefficients)
    assert concentration(coefficients, gap=gap) * size == max(
        sum(number for value, number in counts.items() if value in (a, a + gap)) for a in counts
    )
    assert concentration(coefficients, gap=None) * size == max(
        sum(number for value, number in counts.items() if value in (a, b)) for a in counts for b in counts
    )
    assert zero_one_probability(coefficients) * size == counts[Fraction(0)] + counts[Fraction(1)]


@given(st.lists(NON_ZERO, min_size=1, max_size=9))
def test_no_coefficients_exceed_the_bound(coefficients: list[Fraction]) -> None:
    s = len(coefficients)
    assert zero_one_probability(coefficients) <= concentration(coefficients, gap=None) <= two_value_bound(s)
    # A single value is bounded by Sperner.
    assert concentration(coefficients, gap=0) <= Fraction(comb(s, s // 2), 2**s)


@pytest.mark.parametrize("s", range(1, 15))
def test_equal_coefficients_attain_it(s: int) -> None:
    assert concentration([1] * s) == concentration([-3] * s, gap=3) == two_value_bound(s)


@pytest.mark.parametrize("m", [2, 3, 4])
def test_it_is_attained_by_bases(m: int) -> None:
    full = {
        zero_one_probability(basis.coordinates(u))
        for basis in bases(m)
        for u in range(1, 1 << m)
        if len(basis.support(u)) == m
    }
    assert max(full) == two_value_bound(m)


def test_order_of_the_bounds() -> None:
    values = [two_value_bound(s) for s in range(1, 400)]
    assert values == sorted(values, reverse=True)
    for s, value in enumerate(values, start=1):
        assert value <= separate_values_bound(s)
        assert (value == separate_values_bound(s)) == (s % 2 == 1 or s == 2)
        assert value**2 <= two_value_square_bound(s)
    assert values[0] ** 2 == two_value_square_bound(1)


@pytest.mark.parametrize("s", [1, 2, 3, 10, 101, 3000])
def test_ball(s: int) -> None:
    exact = log2_ball(comb(s + 1, (s + 1) // 2), 40)
    ball = log2_two_value_bound(s)
    assert ball.contains(exact.lower - s) and ball.contains(exact.upper - s)
    assert ball.upper - ball.lower < Fraction(1, 10**14)


@pytest.mark.parametrize("s", [10**6, 10**30, 10**300])
def test_ball_for_large_s(s: int) -> None:
    # 4/(3 (s/2 + 1) + 1) is above q_s^2, and 2/(s + 2) below: c_k^2 >= 1/(4k).
    ball, above = log2_two_value_bound(s), log2_ball(3 * s + 5, 20)
    assert 2 * ball.upper < 3 - above.lower
    assert 2 * ball.lower > 1 - log2_ball(s + 3, 20).upper


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: two_value_bound(0), InvalidArgument),
        (lambda: two_value_bound(3.0), InvalidArgument),
        (lambda: two_value_bound(10**6), TooLarge),
        (lambda: separate_values_bound(-1), InvalidArgument),
        (lambda: two_value_square_bound("3"), InvalidArgument),
        (lambda: log2_two_value_bound(10**1001), TooLarge),
        (lambda: log2_two_value_bound(3, digits=0), InvalidArgument),
        (lambda: concentration([]), InvalidArgument),
        (lambda: concentration("11"), InvalidArgument),
        (lambda: concentration([0.5]), InvalidArgument),
        (lambda: concentration([True]), InvalidArgument),
        (lambda: concentration(3), InvalidArgument),
        (lambda: concentration([1], gap=0.5), InvalidArgument),
        (lambda: distribution([Fraction(1, 3**k) for k in range(25)]), TooLarge),
        (lambda: zero_one_probability([None]), InvalidArgument),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.argument and caught.value.rule
