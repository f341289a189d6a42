"""The gating rank is max(p, q): pairs multiply out to the form, certificates are checked, symbols get an answer only where there is one."""

from __future__ import annotations

import json
import pickle
from random import Random

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import QuadraticForm, dimension, gating_rank
from symattn.attention import output_gating
from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument
from symattn.model import Network, Unit

x, y, z, a, b = sp.symbols("x y z a b")
COEFFICIENTS = st.one_of(st.integers(-4, 4), st.fractions(-3, 3, max_denominator=4))


def form_of(matrix):
    """Return the form of a symmetric matrix of rationals."""
    n = len(matrix)
    terms = tuple(
        (i, j, sp.Rational(matrix[i][j]) * (1 if i == j else 2))
        for i in range(n)
        for j in range(i, n)
        if matrix[i][j]
    )
    return QuadraticForm(sp.symbols(f"t1:{n + 1}"), terms, (), sp.S.Zero)


@st.composite
def symmetric(draw):
    n = draw(st.integers(1, 5))
    upper = {(i, j): draw(COEFFICIENTS) for i in range(n) for j in range(i, n)}
    return [[upper[min(i, j), max(i, j)] for j in range(n)] for i in range(n)]


def multiplied_out(rank):
    return sp.expand(sp.Add(*(left * right for left, right in rank.pairs)))


@given(symmetric())
def test_of_random_forms(matrix):
    form = form_of(matrix)
    rank = gating_rank(form)
    p, q, _ = form.inertia()
    assert rank.value == rank.least == rank.most == max(p, q) == len(rank.pairs)
    assert sp.expand(multiplied_out(rank) - form.expression()) == 0
    assert check_certificate(rank.certificate.to_json())
    assert rank.inertia.value == form.inertia() and rank.status == "certified"
    # floating-point eigenvalues are no evidence, but far from 0 they must agree
    eigenvalues = np.linalg.eigvalsh(np.array(matrix, dtype=float))
    if np.abs(eigenvalues).min() > 1e-6:
        assert (p, q) == ((eigenvalues > 0).sum(), (eigenvalues < 0).sum())


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=6), st.integers(0, 10**6))
def test_of_a_known_diagonal_in_other_coordinates(diagonal, seed):
    """Sylvester: P^T D P has the inertia of D for invertible P; here P is a product of shears and swaps, so det P = 1 or -1."""
    n, random = len(diagonal), Random(seed)
    P = sp.eye(n)
    for _ in range(2 * n):
        i, j = random.randrange(n), random.randrange(n)
        if i != j:
            P = P.elementary_row_op("n->n+km", row=i, k=random.choice((-2, -1, 1)), row2=j)
    assert abs(P.det()) == 1
    M = P.T * sp.diag(*diagonal) * P
    rank = gating_rank(form_of([[M[i, j] for j in range(n)] for i in range(n)]))
    positive, negative = sum(d > 0 for d in diagonal), sum(d < 0 for d in diagonal)
    assert rank.value == max(positive, negative)
    assert rank.inertia.value == (positive, negative, n - positive - negative)


@pytest.mark.parametrize(
    ("expression", "value", "radicands"),
    [
        (x * y, 1, {1}),
        (x**2 - 4 * y**2, 1, {1}),
        (x**2 - 2 * y**2, 1, {2}),
        (3 * x**2 - 6 * y**2, 1, {2}),
        (x**2 + y**2 - 2 * z**2, 2, {1, 2}),
        (x**2 - 2 * y**2 - z**2, 2, {1}),  # x^2 - z^2 is joined first, so that no root is needed
        (sp.Integer(0), 0, set()),
    ],
)
def test_roots_are_taken_only_where_they_are_needed(expression, value, radicands):
    rank = gating_rank(expression, [x, y, z])
    assert rank.value == value
    assert {pair[0] for pair in rank.certificate.pairs} == radicands
    assert sp.expand(multiplied_out(rank) - expression) == 0


def test_large_coefficients():
    prime = 10**30 + 57
    rank = gating_rank(x**2 - prime * prime * y**2 + prime * z**2, [x, y, z])
    assert rank.value == 2 and check_certificate(rank.certificate)
    assert sp.expand(multiplied_out(rank) - (x**2 - prime**2 * y**2 + prime * z**2)) == 0


def test_the_pairs_are_a_network():
    """The pairs as gated units feeding one linear unit compute the form: as many gatings as the rank says."""
    form = QuadraticForm.from_expr(x**2 + 3 * x * y - y * z + 2 * z**2, [x, y, z])
    rank = gating_rank(form)
    units, gated = [], Network(["x", "y", "z"], [Unit("o", "identity", [])], ["o"])
    for k, pair in enumerate(rank.pairs):
        for side, linear in zip("lm", pair, strict=True):
            weights = [(str(v), linear.coeff(v)) for v in form.variables]
            units.append(Unit(f"{side}{k}", "identity", [(name, w) for name, w in weights if w != 0]))
    read = Unit("o", "identity", [(f"l{k}", 1) for k in range(rank.value)])
    gated = Network(["x", "y", "z"], [*units, read], ["o"])
    for k in range(rank.value):
        gated = output_gating(gated, by=f"m{k}", unit=f"l{k}")
    assert len(gated.gates) == rank.value
    assert sp.expand(gated.output() - form.expression()) == 0


def test_of_a_polynomial_it_is_that_of_its_quadratic_part():
    cubic = x**3 + x * y * z + x**2 + y**2 + 3 * x * y + 7 * z + 1
    rank = gating_rank(cubic, [x, y, z])
    assert rank.form.expression() == x**2 + y**2 + 3 * x * y
    assert rank.value == gating_rank(x**2 + y**2 + 3 * x * y, [x, y, z]).value == 1
    with_linear_part = QuadraticForm.from_expr(x * y + x + 1, [x, y])
    assert gating_rank(with_linear_part).form.linear_terms == ()
    assert gating_rank(x**3, [x]).value == 0


def test_symbols_get_an_answer_where_there_is_one():
    u, v = (sp.symbols(f"{letter}1:4") for letter in "uv")
    U, V = (sp.Add(*(w * t for w, t in zip(ws, (x, y, z), strict=True))) for ws in (u, v))
    rank = gating_rank(U * V, [x, y, z])
    assert rank.value == 1 and rank.status == "conditional" and rank.certificate is None
    assert u[0] in rank.conditions and len(rank.pairs) == 1
    assert sp.cancel(rank.pairs[0].left * rank.pairs[0].right - U * V) == 0
    # signs do not matter for the larger index here: (2, 1) or (1, 2)
    rank = gating_rank(a * (x**2 - y**2) + b * z**2, [x, y, z])
    assert rank.value == 2 and rank.inertia.value is None
    p, q = sp.symbols("p q", positive=True)
    rank = gating_rank(p * x**2 - q * y**2, [x, y])
    assert rank.value == 1 and rank.conditions == ()
    assert sp.expand(rank.pairs[0].left * rank.pairs[0].right) == p * x**2 - q * y**2


@given(st.lists(st.integers(-2, 2), min_size=6, max_size=6))
def test_pairs_with_symbols_multiply_out(entries):
    """Products and squares of symbols as coefficients: where there are pairs they are as many as the value says, and right."""
    p = sp.Symbol("p", positive=True)
    monomials = [x**2, y**2, z**2, x * y, x * z, y * z]
    coefficients = [a, -a, p, a * b, a * p, p**2]
    expression = sp.Add(*(e * f * m for e, f, m in zip(entries, coefficients, monomials, strict=True)))
    rank = gating_rank(expression, [x, y, z])
    if rank.pairs:
        assert len(rank.pairs) == rank.value
        assert sp.cancel(sp.expand(multiplied_out(rank) - expression)) == 0
    assert rank.least <= rank.most


def test_symbols_get_no_answer_where_there_are_several():
    rank = gating_rank(a * x**2 + b * y**2, [x, y])
    assert (rank.value, rank.least, rank.most, rank.status) == (None, 1, 2, "undetermined")
    assert rank.pairs == () and rank.certificate is None
    many = sp.symbols("a1:13"), sp.symbols("x1:13")
    rank = gating_rank(sp.Add(*(c * t**2 for c, t in zip(*many, strict=True))), many[1])
    assert (rank.value, rank.least, rank.most) == (None, 6, 12)


def test_it_is_plain_data():
    rank = gating_rank(x**2 + y**2 - 3 * z**2, [x, y, z])
    assert pickle.loads(pickle.dumps(rank)) == rank
    assert json.loads(json.dumps(rank.to_json()))["value"] == 2
    assert rank == gating_rank(x**2 + y**2 - 3 * z**2, [x, y, z])
    assert "gating rank" in rank._repr_latex_() and "gating rank" in gating_rank(a * x**2, [x])._repr_latex_()


@pytest.mark.parametrize("wrong", [None, 3, "x*y", x * y, Network.feedforward([2, 1])])
def test_what_is_no_form(wrong):
    with pytest.raises(InvalidArgument, match="form"):
        gating_rank(wrong)


def test_bad_polynomials():
    for expression in (sp.exp(x), 1 / x, sp.sqrt(x)):
        with pytest.raises(InvalidArgument, match="polynomial"):
            gating_rank(expression, [x, y])
    for variables in ([x, x], "xy", [x + y], 3):
        with pytest.raises(InvalidArgument, match="variables"):
            gating_rank(x * y, variables)
    with pytest.raises(InvalidArgument, match="exact"):
        gating_rank(0.5 * x**2, [x])
    with pytest.raises(InvalidArgument, match="rational functions"):
        gating_rank(sp.sqrt(2) * x**2, [x])
    with pytest.raises(InvalidArgument, match="given again"):
        gating_rank(QuadraticForm.from_expr(x * y, [x, y]), [x])
    with pytest.raises(InvalidArgument, match=r"\.gatings"):
        gating_rank(QuadraticForm.from_network(Network.feedforward([dimension("n"), 1], transfer="square")))


def test_sparse_forms_of_a_thousand_variables():
    variables = sp.symbols("x1:1001")
    path = QuadraticForm(variables, tuple((k, k + 1, sp.Integer(1)) for k in range(999)), (), sp.S.Zero)
    assert path.inertia() == (500, 500, 0) and path.rank() == 1000
    rank = gating_rank(path)
    assert rank.value == 500 and check_certificate(rank.certificate)
    squares = QuadraticForm(
        variables, tuple((k, k, sp.Integer((-1) ** k)) for k in range(1000)), (), sp.S.Zero
    )
    assert gating_rank(squares).value == 500
