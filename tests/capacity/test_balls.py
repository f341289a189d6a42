"""A printed ball encloses: its strings are rounded outward."""

from __future__ import annotations

import builtins
import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity import Ball, log2_ball
from symattn.capacity.balls import enclose
from symattn.errors import InvalidArgument, MissingExtra, TooLarge

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**9)


def log2_enclosure(number: int, bits: int = 50) -> tuple[Fraction, Fraction]:
    """Enclose log2(number) to 2^-bits by repeated squaring, with integers only."""
    exponent = number.bit_length() - 1
    unit = 200
    low = high = number << unit >> exponent
    high += 1
    value = Fraction(exponent)
    for i in range(1, bits + 1):
        low, high = low * low >> unit, (high * high >> unit) + 1
        if low >= 2 << unit:
            low, high, value = low >> 1, (high >> 1) + 1, value + Fraction(1, 2**i)
        else:
            assert high < 2 << unit
    return value, value + Fraction(1, 2**bits)


@given(fractions, fractions, st.integers(1, 20))
def test_enclosing_encloses(a: Fraction, b: Fraction, digits: int) -> None:
    lower, upper = min(a, b), max(a, b)
    ball = Ball.enclosing(lower, upper, digits=digits)
    assert ball.contains(lower)
    assert ball.contains(upper)
    assert ball.contains((lower + upper) / 2)
    # Not wider than needed: rounding the mid-point, and the radius to two digits upward.
    needed = (upper - lower) / 2 + Fraction(1, 10**digits)
    assert (ball.upper - ball.lower) / 2 <= needed * Fraction(11, 10)


@given(st.integers(3, 10**30).filter(lambda number: number & (number - 1)), st.integers(1, 14))
def test_logarithms_of_integers(number: int, digits: int) -> None:
    pytest.importorskip("flint")
    ball = log2_ball(number, digits)
    assert ball.upper - ball.lower <= Fraction(2, 10**digits)
    low, high = log2_enclosure(number)
    assert ball.lower <= high
    assert low <= ball.upper


def test_powers_of_two_are_exact_without_flint(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def absent(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "flint":
            raise ImportError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", absent)
    assert log2_ball(2**77) == Ball("77", "0")
    assert str(log2_ball(1)) == "0"
    with pytest.raises(MissingExtra, match="pip install python-flint"):
        log2_ball(3)


def test_text_json_and_latex() -> None:
    ball = Ball("1.5", "2.0e-3")
    assert ball.to_json() == {"value": "1.5", "radius": "2.0e-3"}
    assert str(ball) == "1.5 +/- 2.0e-3"
    assert ball._repr_latex_() == "$1.5 \\pm 2.0 \\cdot 10^{-3}$"
    assert pickle.loads(pickle.dumps(ball)) == ball
    assert ball.contains(Fraction(1502, 1000))
    assert not ball.contains(Fraction(1503, 1000))
    assert Ball("2", "0")._repr_latex_() == "$2$"


def test_a_large_radius_is_rounded_up() -> None:
    ball = Ball.enclosing(Fraction(-996), Fraction(997), digits=1)
    assert (ball.mid, ball.rad) == ("0.5", "1.0e3")


def test_long_integers_are_written_in_full() -> None:
    huge = Fraction(10**6000 + 1)
    ball = Ball.enclosing(huge, huge, digits=1)
    assert ball.mid == "1" + "0" * 5999 + "1"


@given(st.integers(0, 10**3000))
def test_digits_of_long_integers(value: int) -> None:
    ball = Ball.enclosing(Fraction(value), Fraction(value), digits=3)
    assert (int(ball.mid), ball.rad) == (value, "0")


def test_ten_thousand_digits() -> None:
    pytest.importorskip("flint")
    ball = log2_ball(3, 10_000)
    assert len(ball.mid) == 10_002
    assert 0 < ball.upper - ball.lower <= Fraction(2, 10**10_000)
    assert abs(ball.lower - log2_ball(3, 1000).lower) <= Fraction(2, 10**1000)


def test_numbers_too_near_an_integer_for_their_digits() -> None:
    """The difference, 2^-(2^60), is never written out: the radius covers it."""
    flint = pytest.importorskip("flint")
    tiny = flint.arb(2) ** -(2**60)
    for exact in (0, 7, -7):
        ball = enclose(lambda exact=exact: exact - tiny, digits=5)
        assert ball.mid == str(exact)
        assert 0 < ball.upper - exact < Fraction(1, 10**20)


@pytest.mark.parametrize("bad", ["", "x", "nan", "inf", "1e9999999", 1.5, None])
def test_a_ball_is_made_of_decimal_strings(bad: Any) -> None:
    with pytest.raises(InvalidArgument):
        Ball(bad, "0")
    with pytest.raises(InvalidArgument):
        Ball("0", bad)


def test_bad_input() -> None:
    with pytest.raises(InvalidArgument):
        Ball("0", "-1")
    with pytest.raises(InvalidArgument):
        Ball("0", "1").contains(0.5)  # type: ignore[arg-type]
    for number in (0, -1, True, 2.5, "2"):
        with pytest.raises(InvalidArgument):
            log2_ball(number)  # type: ignore[arg-type]
    with pytest.raises(TooLarge):
        log2_ball(3, 10001)
