"""Truth tables: bit k is the value at x(k), x_1 least significant, selector last."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import complement, evaluate, glue, points, restrict, truth_table
from symattn.threshold.arguments import check_alphabet, check_table, check_variables

rationals = st.fractions(min_value=-3, max_value=3, max_denominator=4)


@given(st.lists(rationals, max_size=4), rationals, st.sampled_from(["01", "pm"]))
def test_the_table_is_the_gate_at_every_point(weights: list[Fraction], bias: Fraction, inputs: str) -> None:
    n = len(weights)
    table = truth_table(weights, bias, inputs=inputs)
    for point in points(n, inputs):
        value = sum((w * x for w, x in zip(weights, point, strict=True)), bias) >= 0
        assert evaluate(table, n, point, inputs=inputs) == value


@given(st.lists(st.integers(-5, 5), max_size=4), st.integers(-9, 9))
def test_alphabets_agree_after_the_affine_change_of_variables(weights: list[int], bias: int) -> None:
    # x = 2u - 1: w.x + b = 2 w.u + b - sum w.
    doubled = [2 * w for w in weights]
    assert truth_table(weights, bias, inputs="pm") == truth_table(doubled, bias - sum(weights))


@given(st.data())
def test_restrict_glue_and_complement(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 4))
    table = data.draw(st.integers(0, 2 ** (2**n) - 1))
    assert glue(restrict(table, n, n, 0), restrict(table, n, n, 1), n - 1) == table
    i = data.draw(st.integers(1, n))
    for value in (-1, 1):
        part = restrict(table, n, i, value, inputs="pm")
        for point in points(n - 1, "pm"):
            whole = (*point[: i - 1], value, *point[i - 1 :])
            assert evaluate(part, n - 1, point, inputs="pm") == evaluate(table, n, whole, inputs="pm")
    negated = complement(table, n)
    assert negated & table == 0
    assert negated | table == 2 ** (2**n) - 1


def test_the_convention_of_the_gate_2_1_1() -> None:
    assert truth_table([2, 1, 1], -2) == 234
    assert truth_table([1, 1, 2], -2) != 234
    assert points(2) == ((0, 0), (1, 0), (0, 1), (1, 1))


def test_zero_is_one() -> None:
    assert truth_table([], 0) == 1
    assert truth_table([1], 0, inputs="01") == 0b11
    assert truth_table([1], -1, inputs="pm") == 0b10


def test_no_variables() -> None:
    assert points(0) == ((),)
    assert evaluate(1, 0, ()) == 1
    assert glue(0, 1, 0) == 0b10


def test_numpy_integers_are_integers() -> None:
    numpy = pytest.importorskip("numpy")
    assert check_table(numpy.uint16(6), numpy.int8(2)) == 6
    assert truth_table([numpy.int64(1), numpy.int64(1)], numpy.int64(-2)) == 8


@pytest.mark.parametrize(
    ("call", "error", "argument"),
    [
        (lambda: points(-1), InvalidArgument, "n"),
        (lambda: points(10**30), TooLarge, "n"),
        (lambda: points(True), InvalidArgument, "n"),
        (lambda: points(2.0), InvalidArgument, "n"),  # type: ignore[arg-type]
        (lambda: points("2"), InvalidArgument, "n"),  # type: ignore[arg-type]
        (lambda: points(2, "+-"), InvalidArgument, "inputs"),
        (lambda: points(2, None), InvalidArgument, "inputs"),  # type: ignore[arg-type]
        (lambda: check_table(-1, 2), InvalidArgument, "table"),
        (lambda: check_table(16, 2), InvalidArgument, "table"),
        (lambda: check_table(2**5000, 4), InvalidArgument, "table"),
        (lambda: check_table(False, 2), InvalidArgument, "table"),
        (lambda: check_table(1.0, 2), InvalidArgument, "table"),  # type: ignore[arg-type]
        (lambda: truth_table([1.5], 0), InvalidArgument, "weights"),  # type: ignore[list-item]
        (lambda: truth_table([True], 0), InvalidArgument, "weights"),
        (lambda: truth_table("12", 0), InvalidArgument, "weights"),  # type: ignore[arg-type]
        (lambda: truth_table(3, 0), InvalidArgument, "weights"),  # type: ignore[arg-type]
        (lambda: truth_table([1], None), InvalidArgument, "bias"),  # type: ignore[arg-type]
        (lambda: truth_table([1], 0, 2), InvalidArgument, "n"),
        (lambda: truth_table([1] * 21, 0), TooLarge, "number of weights"),
        (lambda: evaluate(6, 2, (0,)), InvalidArgument, "point"),
        (lambda: evaluate(6, 2, (0, 2)), InvalidArgument, "point"),
        (lambda: evaluate(6, 2, (0, 1), inputs="pm"), InvalidArgument, "point"),
        (lambda: evaluate(6, 2, 3), InvalidArgument, "point"),  # type: ignore[arg-type]
        (lambda: restrict(6, 2, 3, 0), InvalidArgument, "i"),
        (lambda: restrict(6, 2, 0, 0), InvalidArgument, "i"),
        (lambda: restrict(6, 2, 1, -1), InvalidArgument, "value"),
        (lambda: restrict(1, 0, 1, 0), InvalidArgument, "n"),
        (lambda: glue(1, 1, 20), TooLarge, "n"),
    ],
)
def test_bad_input_names_argument_and_rule(call: Any, error: type[SymattnError], argument: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.argument == argument
    assert caught.value.rule


def test_the_range_is_in_the_message() -> None:
    with pytest.raises(InvalidArgument, match=r"0\.\.15; received 16"):
        check_table(16, 2)
    with pytest.raises(TooLarge, match="at most 20"):
        check_variables(21)
    with pytest.raises(InvalidArgument, match="'01' or 'pm'"):
        check_alphabet("10")
