"""Statements on enclosed values are decided where every value in the intervals says the same."""

from __future__ import annotations

import json
import tracemalloc
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity import Ball
from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving import prove_enclosed, prove_instances

NUMBERS = st.fractions(-50, 50, max_denominator=60)


def ball(value: Fraction) -> Ball:
    return Ball.enclosing(value - Fraction(1, 7), value + Fraction(1, 9), digits=3)


@given(st.lists(NUMBERS, min_size=1, max_size=4), NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "=="]))
def test_no_verdict_contradicts_the_values(values: list[Fraction], bound: Fraction, relation: str) -> None:
    text = f"f(n)**2 - 3*f(n) {relation} {bound.numerator}/{bound.denominator}"
    verdict = prove_enclosed(
        text, ranges={"n": range(len(values))}, functions={"f": lambda n: ball(values[n])}
    )
    sides = [(v**2 - 3 * v, bound) for v in values]
    compare: Any = {
        "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
        "==": lambda a, b: a == b,
    }[relation]  # fmt: skip
    true = all(compare(a, b) for a, b in sides)
    assert not (verdict.proved and not true)
    assert not (verdict.refuted and true)
    if verdict.proved:
        assert check_certificate(json.loads(json.dumps(verdict.certificate.to_json())))
    if verdict.refuted:
        assert check_certificate(json.loads(json.dumps(verdict.counterexample.certificate.to_json())))


def test_narrow_balls_decide() -> None:
    def half(n: int) -> Ball:
        return Ball(str(n / 2), "0")

    verdict = prove_enclosed(
        "h(n) + h(n + 1) == n + 1/2", ranges={"n": range(8)}, functions={"h": half}, assuming="n >= 2"
    )
    assert verdict.proved and verdict.extent == "enclosed"
    assert len(verdict.certificate.points) == 6


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("f(n) < 1", {}), ("f(n) < 1", {"n": []}), ("f(n) < 1", {"n": [1.5]}), ("f(n) < 1", 3)],
)
def test_bad_ranges_are_refused(text: str, ranges: Any) -> None:
    with pytest.raises(InvalidArgument):
        prove_enclosed(text, ranges=ranges, functions={"f": lambda n: Ball("1", "0")})


def test_other_bad_input() -> None:
    with pytest.raises(InvalidArgument, match="functions"):
        prove_enclosed("f(n) < 1", ranges={"n": [1]}, functions={"f": 3})  # type: ignore[dict-item]
    with pytest.raises(InvalidStatement, match="no instance"):
        prove_enclosed("n < 1", ranges={"n": [1]}, functions={}, assuming="n > 1")
    one = {"f": lambda n: Ball("1", "0")}
    assert prove_enclosed("f(n/2) < 2", ranges={"n": [1]}, functions=one).undecided


@pytest.mark.parametrize(
    ("prove", "function"),
    [(prove_instances, lambda n: 2 * n), (prove_enclosed, lambda n: Ball(str(2 * n), "0"))],
)
@pytest.mark.parametrize(
    ("ranges", "scope"),
    [
        ({"n": (0, 2**40)}, "n in {0, 1099511627776}"),
        ({"n": (2**200, 5)}, f"n in {{{2**200}, 5}}"),
        ({"n": [2**40]}, "n = 1099511627776"),
        ({"n": range(2**40, 2**40 + 3)}, "1099511627776 <= n <= 1099511627778"),
    ],
)
def test_memory_grows_with_the_points_and_not_with_the_distance_between_them(
    prove: Any, function: Any, ranges: dict[str, Any], scope: str
) -> None:
    prove("f(n) == 2*n", ranges={"n": (0, 1)}, functions={"f": function})  # imports are not counted
    tracemalloc.start()
    try:
        verdict = prove("f(n) == 2*n", ranges=ranges, functions={"f": function})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert verdict.proved and verdict.scope == scope
    assert verdict.certificate.check()
    assert peak < 4_000_000
    other = prove("f(n) == 2*n + 1", ranges=ranges, functions={"f": function})
    assert other.refuted and check_certificate(other.counterexample.certificate.to_json())
