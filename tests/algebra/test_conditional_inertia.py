"""Inertia with symbolic entries: right at every point where its conditions hold, and no answer where there are several."""

from __future__ import annotations

import json
import pickle

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from symattn.algebra import Inertia, QuadraticForm
from symattn.errors import InvalidArgument
from symattn.model import H

x, y, z, a, b, c = sp.symbols("x y z a b c")
X = (x, y, z)
p, q = sp.symbols("p q", positive=True)


def found(expression, variables=X):
    return QuadraticForm.from_expr(expression, variables).conditional_inertia()


def linear(letter, n=3):
    weights = sp.symbols(f"{letter}1:{n + 1}")
    return sp.Add(*(w * v for w, v in zip(weights, X, strict=False)))


def test_a_gated_pair_has_one_square_of_each_sign():  # FA-2
    answer = found(linear("u") * linear("v"))
    assert answer.value == (1, 1, 1) and answer.status == "determined"
    u1, u2, v1, v2 = sp.symbols("u1 u2 v1 v2")
    assert set(answer.conditions) == {u1, v1, u1 * v2 - u2 * v1}
    # not generic: equal units give one square
    assert found(linear("u") ** 2).value == (1, 0, 2)


@pytest.mark.parametrize(
    ("expression", "inertia"),
    [
        (p * x**2 - q * y**2, (1, 1, 1)),
        ((p + q) * x**2 + y**2 / p, (2, 0, 1)),
        (a * x * y, (1, 1, 1)),
        (a * x**2 - a * b**2 * y**2, (1, 1, 1)),
        (a**2 * x**2, (1, 0, 2)),
        ((a**2 + 1) * x**2 - y**2, (1, 1, 1)),
        ((a**2 - a * b + b**2) * x**2 + y**2, (2, 0, 1)),  # definite, though its terms have both signs
        (-(a**2 + 2 * a * b + 3 * b**2 + 1) * x**2, (0, 1, 2)),
        (a * x**2 + 2 * a * x * y, (1, 1, 1)),
        (x * y + a * z**2 - a * z**2, (1, 1, 1)),
    ],
)
def test_signs_that_are_known(expression, inertia):
    assert found(expression).value == inertia


def test_signs_that_are_not_known_make_cases():
    answer = found(a * x**2 + b * y**2)
    assert answer.value is None and answer.status == "cases" and set(answer.conditions) == {a, b}
    by_signs = {tuple(sign for _, sign in case.signs): tuple(case.inertia) for case in answer.cases}
    assert by_signs == {(1, 1): (2, 0, 1), (1, -1): (1, 1, 1), (-1, 1): (1, 1, 1), (-1, -1): (0, 2, 1)}
    assert (answer.positive, answer.negative, answer.zero) == ((0, 2), (0, 2), 1)


def test_too_many_signs_are_left_open():
    n = 12
    weights, variables = sp.symbols(f"a1:{n + 1}"), sp.symbols(f"x1:{n + 2}")
    squares = sp.Add(*(w * t**2 for w, t in zip(weights, variables, strict=False)))
    answer = found(squares - variables[-1] ** 2, variables)
    assert answer.status == "undetermined" and answer.cases == () and answer.value is None
    assert (answer.positive, answer.negative, answer.zero) == ((0, n), (1, n + 1), 0)


def test_many_blocks_that_are_each_determined():
    n = 40
    weights, variables = sp.symbols(f"a1:{n + 1}"), sp.symbols(f"x1:{2 * n + 1}")
    form = sp.Add(*(weights[k] * variables[2 * k] * variables[2 * k + 1] for k in range(n)))
    answer = found(form, variables)
    assert answer.value == (n, n, 0) and set(answer.conditions) == set(weights)


def test_numbers_need_no_conditions():
    form = QuadraticForm.from_expr(x**2 + 4 * x * y + y**2 - z**2, X)
    answer = form.conditional_inertia()
    assert answer.value == form.inertia() and answer.conditions == () and isinstance(answer.value, Inertia)


def test_a_denominator_is_a_condition():
    assert found(x**2 / a**2).conditions == (a,)
    assert found(x**2 / (a**2 + 1)).conditions == ()


def test_entries_of_indexed_bases_are_symbols():
    w = sp.IndexedBase("w")
    assert found((w[1] * x + w[2] * y) ** 2 - z**2).value == (1, 1, 1)
    assert found(sp.IndexedBase("w", positive=True)[1] * x**2).value == (1, 0, 2)


@given(st.lists(st.integers(-2, 2), min_size=6, max_size=6), st.integers(-3, 3), st.integers(-3, 3))
def test_the_answer_holds_at_points(entries, first, second):
    """The case whose signs a point has is the inertia there, unless a condition vanishes at the point."""
    monomials = [x**2, y**2, z**2, x * y, x * z, y * z]
    coefficients = [a, b, a * b, a - b, sp.Integer(1), a + 2 * b]
    expression = sp.Add(*(e * f * m for e, f, m in zip(entries, coefficients, monomials, strict=True)))
    answer = found(expression)
    point = {a: first, b: second}
    assume(all(f.subs(point) != 0 for f in answer.conditions))
    there = QuadraticForm.from_expr(expression.subs(point), X).inertia()
    assert answer.zero == there.zero
    assert answer.positive[0] <= there.positive <= answer.positive[1]
    matching = [
        case.inertia for case in answer.cases if all(f.subs(point) * sign > 0 for f, sign in case.signs)
    ]
    assert matching == [there]


def test_it_is_plain_data():
    answer = found(a * x**2 + y**2)
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert json.loads(json.dumps(answer.to_json()))["cases"][0]["signs"] == [["a", 1]]
    assert "a > 0" in answer._repr_latex_() and r"a \ne 0" in answer._repr_latex_()


@pytest.mark.parametrize(
    "coefficient", [sp.sqrt(2), sp.pi, sp.exp(a), H(a), a ** sp.Rational(1, 2), sp.sqrt(2) * a]
)
def test_irrational_coefficients_are_refused(coefficient):
    with pytest.raises(InvalidArgument, match="rational functions"):
        found(coefficient * x**2)


@pytest.mark.parametrize("assumption", ["imaginary", "complex"])
def test_symbols_are_real(assumption):
    with pytest.raises(InvalidArgument, match="real"):
        found(sp.Symbol("w", **{assumption: True}) * x**2)


def test_a_symbol_that_vanishes_is_refused():
    with pytest.raises(InvalidArgument, match="Substitute 0"):
        found(sp.Symbol("w", zero=True) * x**2 + x * y)


def test_inertia_without_conditions_is_refused_for_symbols():
    with pytest.raises(InvalidArgument, match=r"conditional_inertia\(\)"):
        QuadraticForm.from_expr(a * x**2, X).inertia()
