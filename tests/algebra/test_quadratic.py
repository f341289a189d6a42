"""Quadratic forms: exact coefficients, rank and inertia."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import Inertia, QuadraticForm
from symattn.errors import InvalidArgument, TooLarge
from symattn.model import H

x, y, z = sp.symbols("x y z")
SMALL = st.integers(-2, 2)


def rational(value):
    return sp.Rational(value.numerator, value.denominator)


@st.composite
def symmetric(draw):
    n = draw(st.integers(1, 4))
    upper = {(i, j): draw(SMALL) for i in range(n) for j in range(i, n)}
    return sp.Matrix(n, n, lambda i, j: upper[min(i, j), max(i, j)])


@given(symmetric())
def test_squares_rank_and_inertia_of_random_forms(matrix):
    variables = sp.symbols(f"t1:{matrix.rows + 1}")
    vector = sp.Matrix(variables)
    q = QuadraticForm.from_expr((vector.T * matrix * vector)[0], variables)
    assert q.matrix == matrix
    assert q.rank() == matrix.rank() == len(q.squares())
    forms = [(rational(s.coefficient), [rational(a) for a in s.form]) for s in q.squares()]
    rebuilt = sum(
        (c * sum(a * t for a, t in zip(f, variables, strict=True)) ** 2 for c, f in forms), sp.S.Zero
    )
    assert sp.expand(rebuilt - q.expression()) == 0
    if forms:
        assert sp.Matrix([f for _, f in forms]).rank() == len(forms)
    # Descartes' rule of signs is exact when all roots are real: an independent count of positive eigenvalues
    coefficients = [c for c in matrix.charpoly().all_coeffs() if c != 0]
    positive = sum(bool(a * b < 0) for a, b in pairwise(coefficients))
    assert q.inertia() == Inertia(positive, matrix.rank() - positive, matrix.rows - matrix.rank())


@given(st.lists(SMALL, min_size=3, max_size=3), st.lists(SMALL, min_size=3, max_size=3))
def test_product_of_two_linear_forms_has_signature_at_most_one_one(u, v):  # FA-2
    q = QuadraticForm.from_expr(
        (u[0] * x + u[1] * y + u[2] * z) * (v[0] * x + v[1] * y + v[2] * z), [x, y, z]
    )
    assert (q.inertia().positive, q.inertia().negative) in {(0, 0), (1, 0), (0, 1), (1, 1)}


def test_parts_of_a_quadratic_polynomial():
    a = sp.Symbol("a")
    q = QuadraticForm.from_expr((x + a) * (y + 2) - 2 * a, [x, y])
    assert (q.quadratic, q.linear_terms, q.constant) == (((0, 1, 1),), ((0, 2), (1, a)), 0)
    assert q.linear == sp.Matrix([2, a])
    assert q.nnz == 1
    assert sp.expand(q.expression() - (x * y + 2 * x + a * y)) == 0
    assert pickle.loads(pickle.dumps(q)) == q
    assert json.loads(json.dumps(q.to_json()))["quadratic"] == [[0, 1, "1"]]


def test_cancellation():
    a, b = sp.symbols("a b")
    q = QuadraticForm.from_expr(x * (x**2 + y) - x**3, [x, y])
    assert q.quadratic == ((0, 1, 1),)
    assert QuadraticForm.from_expr((a / (a + b) + b / (a + b) - 1) * x**2, [x]).nnz == 0
    assert QuadraticForm.from_expr(3, [x]).constant == 3
    assert QuadraticForm.from_expr(Fraction(1, 2), [x]).rank() == 0


def test_hundred_inputs():
    w, v, t = (sp.symbols(f"{letter}1:101") for letter in "wvt")
    f = sum(a * b for a, b in zip(w, t, strict=True)) * sum(a * b for a, b in zip(v, t, strict=True))
    assert QuadraticForm.from_expr(f, t).nnz == 5050


def test_sparse_example():
    variables = sp.symbols("t1:201")
    q = QuadraticForm.from_expr(variables[0] * variables[199] + variables[5] ** 2, variables)
    assert q.nnz == 2
    assert q.inertia() == (2, 1, 197)
    assert q.rank() == 3


def test_errors():
    with pytest.raises(InvalidArgument, match="degree 3"):
        QuadraticForm.from_expr(x * y * z, [x, y, z])
    assert QuadraticForm.from_expr(x * y * z, [x, y]).nnz == 1
    for expression in (H(x), 1 / x, x**y, sp.exp(x), sp.sqrt(x)):
        with pytest.raises(InvalidArgument, match="polynomial in the variables"):
            QuadraticForm.from_expr(expression, [x, y])
    with pytest.raises(InvalidArgument, match="exact"):
        QuadraticForm.from_expr(0.5 * x, [x])
    for variables in ([x, x], [x + y], [1]):
        with pytest.raises(InvalidArgument, match="distinct"):
            QuadraticForm.from_expr(x, variables)
    with pytest.raises(InvalidArgument, match=r"subs\(\{"):
        QuadraticForm.from_expr(sp.Symbol("a") * x**2, [x]).inertia()
    for coefficient in (sp.sqrt(2), H(y), sp.exp(y), sp.pi):
        with pytest.raises(InvalidArgument, match="rank"):
            QuadraticForm.from_expr(coefficient * x**2, [x]).rank()
    many = sp.symbols("t1:1600")
    with pytest.raises(TooLarge):
        QuadraticForm.from_expr(sp.Mul(sp.Add(*many), sp.Add(1, *many), evaluate=False), many)


def test_generic_rank_of_symbolic_forms():
    a, b, c = sp.symbols("a b c")
    w = sp.IndexedBase("w")
    assert QuadraticForm.from_expr((w[1] * x + w[2] * y + z) ** 2 / a, [x, y, z]).rank() == 1
    assert QuadraticForm.from_expr(a * x**2 + b * y**2 + c * z**2, [x, y, z]).rank() == 3
    assert QuadraticForm.from_expr(2 * a * x * y + z**2, [x, y, z]).rank() == 3
    # the determinant a - 5 vanishes at the value 5 that is tried first: the rank is still that of generic a
    assert QuadraticForm.from_expr(5 * x**2 + 2 * 5 * x * y + a * y**2, [x, y]).rank() == 2
    assert QuadraticForm.from_expr((a - 5) * x**2, [x]).rank() == 1
    assert QuadraticForm.from_expr(x**2 / (a - 5), [x]).rank() == 1
    t, u, v = (sp.symbols(f"{letter}1:13") for letter in "tuv")
    form = sum(p * q for p, q in zip(t, u, strict=True)) * sum(p * q for p, q in zip(t, v, strict=True))
    assert QuadraticForm.from_expr(form, t).rank() == 2
