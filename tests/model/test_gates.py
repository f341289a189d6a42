"""H(0) = 1 and sgn(0) = +1 everywhere; gates evaluate at numbers only."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest
import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model import TRANSFERS, H, generic_transfer, logistic, relu, sgn, transfer

x = sp.Symbol("x")


@pytest.mark.parametrize(
    ("t", "h"), [(-1, 0), (0, 1), (1, 1), (sp.Rational(-1, 9), 0), (sp.oo, 1), (-sp.oo, 0)]
)
def test_threshold_and_sign_at_numbers(t, h):
    assert H(t) == h
    assert sgn(t) == 2 * h - 1
    assert H(x).subs(x, t) == h


def test_not_sympys_own_conventions():
    assert H(0) != sp.Heaviside(0)
    assert sgn(0) != sp.sign(0)


@pytest.mark.parametrize("gate", [H, sgn, relu, logistic])
def test_stays_unevaluated_away_from_numbers(gate):
    assert gate(x).func is gate
    assert gate(sp.sqrt(2) - 1).func is gate
    assert gate(sp.nan) is sp.nan


@pytest.mark.parametrize("gate", [H, sgn, relu])
@pytest.mark.parametrize("t", [sp.Integer(-2), sp.Integer(0), sp.Rational(1, 3)])
def test_piecewise_form_takes_the_same_values(gate, t):
    assert gate(x).rewrite(sp.Piecewise).subs(x, t) == gate(t)


def test_rewriting():
    assert sgn(x).rewrite(H) == 2 * H(x) - 1
    assert H(x).rewrite(sgn) == (1 + sgn(x)) / 2
    assert relu(x).rewrite(H) == x * H(x)
    assert logistic(x).rewrite(sp.exp) == 1 / (1 + sp.exp(-x))
    assert sp.simplify((logistic(x).rewrite(sp.tanh) - logistic(x)).rewrite(sp.exp)) == 0


def test_derivatives_only_where_honest():
    assert sp.simplify(logistic(x).diff(x).rewrite(sp.exp) - (1 / (1 + sp.exp(-x))).diff(x)) == 0
    for gate in (H, sgn, relu):
        assert gate(x).diff(x).has(sp.Derivative)


def test_floating_point_evaluation():
    assert float(H(sp.sqrt(2) - 1).evalf()) == 1
    assert float(sgn(1 - sp.sqrt(2)).evalf()) == -1
    assert abs(relu(sp.sqrt(2)).evalf() - 2**0.5) < 1e-12
    assert abs(logistic(sp.Integer(1)).evalf() - 0.731058578630005) < 1e-12


def test_latex_carries_exponents():
    assert sp.latex(H(x)) == r"H\left(x\right)"
    assert sp.latex(logistic(x) ** 2) == r"\sigma^{2}\left(x\right)"


def test_gates_pickle():
    for gate in (H, sgn, relu, logistic):
        assert pickle.loads(pickle.dumps(gate(x))) == gate(x)


def test_lookup():
    assert transfer("sigma") is transfer("logistic")
    assert transfer(transfer("relu")) is transfer("relu")
    assert all(pickle.loads(pickle.dumps(f)) == f for f in (*TRANSFERS.values(), generic_transfer("f")))
    with pytest.raises(UnknownName, match="softmax_layer"):
        transfer("softmax")
    with pytest.raises(InvalidArgument):
        transfer(3)
    with pytest.raises(InvalidArgument):
        generic_transfer("f(x)")
    with pytest.raises(InvalidArgument, match="no values"):
        generic_transfer("f").exact(Fraction(1))


@pytest.mark.parametrize("gate", [H, sgn, logistic, relu])
@pytest.mark.parametrize("argument", ["__import__('sys').exit(7)", "x", "(", None, [], True, object()])
def test_a_gate_takes_numbers_and_expressions_only(gate, argument):
    """Text would be evaluated by SymPy; it never gets there."""
    with pytest.raises(InvalidArgument):
        gate(argument)
