"""Sums of c*e^r: zero test and sign agree with flint's balls; enclosures enclose."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates.exponential import ExpNumber, NotExact, enclose_exp

rationals = st.fractions(-6, 6, max_denominator=12)
sums = st.dictionaries(rationals, st.fractions(-9, 9, max_denominator=5).filter(bool), max_size=4)


def arb(q: Fraction) -> Any:
    return flint.arb(flint.fmpq(q.numerator, q.denominator))


def ball(terms: dict[Fraction, Fraction]) -> Any:
    total = flint.arb(0)
    for r, c in terms.items():
        total += arb(c) * arb(r).exp()
    return total


@given(sums, sums)
def test_sign(a: dict[Fraction, Fraction], b: dict[Fraction, Fraction]) -> None:
    difference = ExpNumber(a) + ExpNumber(b) * ExpNumber.of(-1)
    expected = ball(a) - ball(b)
    assert difference.is_zero() == (a == b)
    if a == b:
        assert difference.sign() == 0
    else:
        assert not expected.contains(0)
        assert difference.sign() == (1 if expected > 0 else -1)


@given(sums.filter(bool), sums.filter(bool), st.integers(-3, 3))
def test_field_operations(a: dict[Fraction, Fraction], b: dict[Fraction, Fraction], k: int) -> None:
    x, y = ExpNumber(a), ExpNumber(b)
    low, high = (x.power(k) + x * y).enclosure(200)
    expected = ball(a) ** k + ball(a) * ball(b) if k >= 0 else 1 / ball(a) ** (-k) + ball(a) * ball(b)
    assert arb(low) <= expected.upper()
    assert arb(high) >= expected.lower()
    assert (x * x.power(-1)).rational() == 1
    assert (x + x * ExpNumber.of(-1)).rational() == 0
    assert (x * y).power(2).sign() == 1


@given(st.fractions(-40, 40, max_denominator=50), st.sampled_from((16, 64, 300)))
def test_enclosure_of_exp(r: Fraction, bits: int) -> None:
    low, high = enclose_exp(r, bits)
    before = flint.ctx.prec
    try:
        flint.ctx.prec = 600
        value = arb(r).exp()
        assert arb(low) <= value
        assert arb(high) >= value
    finally:
        flint.ctx.prec = before
    assert 0 < low <= high
    assert high - low <= high / 2 ** (bits - 4)


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ({Fraction(1): Fraction(1)}, {Fraction(0): Fraction(2718281828459045235360287471352662, 10**33)}, 1),
        ({Fraction(1): Fraction(1)}, {Fraction(0): Fraction(2718281828459045235360287471352663, 10**33)}, -1),
        ({Fraction(1, 2) + Fraction(1, 10**500): Fraction(1)}, {Fraction(1, 2): Fraction(1)}, 1),
        ({Fraction(60_000): Fraction(1)}, {Fraction(59_999): Fraction(3)}, -1),
        ({Fraction(-60_000): Fraction(1)}, {Fraction(-60_001): Fraction(2)}, 1),
    ],
)
def test_near_ties(left: Any, right: Any, sign: int) -> None:
    assert (ExpNumber(left) + ExpNumber(right) * ExpNumber.of(-1)).sign() == sign


def test_limits_are_refused_in_time() -> None:
    started = time.process_time()
    one = ExpNumber.of(1)
    with pytest.raises(NotExact):
        (ExpNumber.exp(10**40) + one).sign()
    with pytest.raises(NotExact):
        (ExpNumber.exp(Fraction(1, 10**5000)) + ExpNumber.of(-1)).sign()
    many = ExpNumber({Fraction(r): Fraction(1) for r in range(1000)})
    with pytest.raises(NotExact):
        many * many
    assert ExpNumber.exp(10**40).sign() == 1
    with pytest.raises(ZeroDivisionError):
        ExpNumber.of(0).power(-1)
    assert time.process_time() - started < 10


def test_text() -> None:
    e = ExpNumber.exp(1)
    assert str(e + ExpNumber.of(-1)) in ("e - 1", "-1 + e")
    assert str(e * e.power(-1)) == "1"
    assert str(ExpNumber.of(Fraction(-2, 7))) == "-2/7"
    assert "bits" in str(ExpNumber.of(7**9000))
