"""Linear systems: a point satisfies every constraint, multipliers combine them to a contradiction; one of the two always comes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.proving.linear import Constraint, Outcome, solve
from symattn.proving.polynomial import ONE, Budget, GaveUp


def confirmed(constraints: list[Constraint], outcome: Outcome) -> bool:
    """Re-check the outcome by substitution or by adding up; return whether the system is feasible."""
    if outcome.point is not None:
        for form, relation in constraints:
            value = sum(
                (Fraction(c) * (1 if m == ONE else outcome.point[m]) for m, c in form.items() if c),
                Fraction(0),
            )
            assert {">=": value >= 0, ">": value > 0, "==": value == 0}[relation]
        return True
    total: dict[object, Fraction] = {}
    strict = False
    for i, y in outcome.multipliers:
        form, relation = constraints[i]
        assert y > 0 or relation == "=="
        strict = strict or relation == ">"
        for m, c in form.items():
            total[m] = total.get(m, Fraction(0)) + y * Fraction(c)
    constant = total.pop(ONE, Fraction(0))
    assert not any(total.values())
    assert constant < 0 or (constant == 0 and strict)
    return False


def decided(constraints: list[Constraint]) -> bool:
    return confirmed(constraints, solve(constraints, Budget(10.0)))


@pytest.mark.parametrize(
    ("constraints", "feasible"),
    [
        ([], True),
        ([({}, ">=")], True),
        ([({}, ">")], False),
        ([({ONE: 2}, "==")], False),
        ([({ONE: -1}, "==")], False),
        ([({"x": 1}, ">="), ({"x": -1}, ">=")], True),
        ([({"x": 1}, ">"), ({"x": -1}, ">=")], False),
        ([({"x": 1, ONE: -2}, "=="), ({"x": 1, ONE: -3}, "==")], False),
        ([({"x": 1, "y": -1}, ">"), ({"y": 1, "z": -1}, ">"), ({"z": 1, "x": -1}, ">=")], False),
        ([({"x": 1, "y": -1}, ">="), ({"y": 1, "z": -1}, ">="), ({"z": 1, "x": -1}, ">=")], True),
        ([({"x": Fraction(1, 3), ONE: Fraction(-1, 7)}, "=="), ({"x": 7, ONE: -3}, ">=")], True),
        ([({"x": Fraction(1, 3), ONE: Fraction(-1, 7)}, "=="), ({"x": 7, ONE: -3}, ">")], False),
        ([({"x": 1, ONE: -1000}, ">"), ({"x": -1, ONE: Fraction(1000001, 1000)}, ">")], True),
        ([({"x": 0, ONE: -1}, ">=")], False),
    ],
)
def test_small_systems(constraints: list[Constraint], feasible: bool) -> None:
    assert decided(constraints) is feasible


numbers = st.sampled_from([0, 0, 1, -1, 2, -2, 3, Fraction(1, 2), Fraction(-5, 3)])
forms = st.tuples(
    st.fixed_dictionaries({"x": numbers, "y": numbers, "z": numbers, ONE: numbers}),
    st.sampled_from([">=", ">", "=="]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(forms, max_size=9))
def test_every_system_gets_a_point_or_a_contradiction(constraints: list[Constraint]) -> None:
    feasible = decided(constraints)
    grid = [Fraction(k, 2) for k in (-4, -2, -1, 0, 1, 2, 4)]
    for x, y, z in product(grid, repeat=3) if not feasible else ():
        values = {"x": x, "y": y, "z": z, ONE: 1}
        assert not all(
            {">=": v >= 0, ">": v > 0, "==": v == 0}[relation]
            for form, relation in constraints
            for v in [sum(Fraction(c) * values[m] for m, c in form.items())]
        )


def test_a_cycling_example_ends() -> None:
    # Beale's degenerate program, as a question about a value that is not reached.
    rows: list[Constraint] = [
        ({"a": Fraction(-1, 4), "b": 60, "c": Fraction(1, 25), "d": -9}, ">="),
        ({"a": Fraction(-1, 2), "b": 90, "c": Fraction(1, 50), "d": -3}, ">="),
        ({"c": -1, ONE: 1}, ">="),
        *(({v: 1}, ">=") for v in "abcd"),
    ]
    objective = {"a": Fraction(3, 4), "b": -150, "c": Fraction(1, 50), "d": -6}
    assert decided([*rows, ({**objective, ONE: Fraction(-1, 20)}, ">=")])
    assert not decided([*rows, ({**objective, ONE: Fraction(-1, 20)}, ">")])


def test_the_budget_is_kept() -> None:
    budget = Budget(0.0)
    with pytest.raises(GaveUp):
        solve([({"x": 1}, ">")], budget)
