"""A transfer function is one function in three arithmetics, and what has no convention at 0 is none."""

from __future__ import annotations

import pickle
import warnings
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model import TRANSFERS, Network, Transfer, Unit, generic_transfer, leaky_relu, transfer
from symattn.proving import prove

VALUES = (Fraction(-3, 2), Fraction(-1, 4), Fraction(0), Fraction(1), Fraction(9, 4))
#: Where a function of the reals is not defined.
OUTSIDE = {
    "log": lambda t: t <= 0,
    "sqrt": lambda t: t < 0,
    "reciprocal": lambda t: t == 0,
    "rsqrt": lambda t: t <= 0,
}


@pytest.mark.parametrize("name", [*TRANSFERS, "leaky_relu(-1/3)"])
@pytest.mark.parametrize("value", VALUES)
def test_the_three_arithmetics_agree(name, value):
    f = leaky_relu(Fraction(-1, 3)) if name == "leaky_relu(-1/3)" else transfer(name)
    if OUTSIDE.get(name, lambda t: False)(value):
        with pytest.raises(InvalidArgument):
            f.exact(value)
        return
    expression = f.symbolic(sp.Symbol("t")).subs("t", sp.Rational(value.numerator, value.denominator))
    assert abs(float(f.numeric(float(value))) - float(expression)) < 1e-12
    if expression.is_Rational:
        assert f.exact(value) == Fraction(int(expression.p), int(expression.q))
    else:
        with pytest.raises(InvalidArgument, match="rational value"):
            f.exact(value)


@pytest.mark.parametrize("name", TRANSFERS)
def test_arrays_keep_their_shape_and_nothing_overflows_with_a_warning(name):
    f = transfer(name)
    large = np.array([[1e4, 1e300, 1.0], [5.0, 745.0, 2.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values = f.numeric(large)
        negative = f.numeric(-large) if name not in ("log", "sqrt", "rsqrt") else values
        assert f.numeric(np.zeros((0, 3)) + 1.0).shape == (0, 3)
    assert values.shape == negative.shape == large.shape
    assert values.dtype == negative.dtype == np.float64
    assert not np.isnan(values).any()
    assert not np.isnan(negative).any()
    if f.growth is not None:
        assert np.isfinite(values).all()
        assert np.isfinite(negative).all()


def test_small_values_keep_their_relative_precision():
    """1 - 1, or 1 + tanh of a large negative number, would be 0 here."""
    t = sp.Integer(-60)
    for name in ("logistic", "silu", "softplus", "gelu"):
        f = transfer(name) if name != "gelu" else transfer("gelu")
        point = sp.Integer(-10) if name == "gelu" else t
        exact = float(f.symbolic(sp.Symbol("t")).subs("t", point).evalf(40))
        assert exact != 0
        assert abs(float(f.numeric(float(point))) / exact - 1) < 1e-12


@pytest.mark.parametrize(
    ("name", "text"),
    [("softplus", "softplus(t)"), ("silu", "silu(t)"), ("abs", "abs(t)"), ("relu", "relu(t)")],
)
def test_the_prover_reads_the_symbolic_form(name, text):
    assert prove(transfer(name).symbolic(sp.Symbol("t")), text).proved


def test_lookup():
    assert transfer("sigma") is transfer("logistic")
    assert transfer("swish") is transfer("silu")
    assert transfer("sign") is transfer("sgn")
    assert transfer(transfer("relu")) is transfer("relu")
    assert leaky_relu() == transfer("leaky_relu")
    assert all(pickle.loads(pickle.dumps(f)) == f for f in TRANSFERS.values())


@pytest.mark.parametrize(
    "given", [sp.Heaviside, sp.Heaviside(sp.Symbol("x")), np.heaviside, "Heaviside", "step"]
)
def test_heaviside_is_refused_with_the_convention(given):
    with pytest.raises(InvalidArgument, match=r"convention at 0.*H\(0\) = 1.*transfer='H'"):
        Unit("u", given, [("x", 1)])


@pytest.mark.parametrize("given", [sp.sign, sp.sign(sp.Symbol("x")), np.sign])
def test_sign_is_refused_with_the_convention(given):
    with pytest.raises(InvalidArgument, match=r"convention at 0.*H\(0\) = 1.*transfer='sgn'"):
        Network.feedforward([2, 1], transfer=[given])


@pytest.mark.parametrize("given", [np.tanh, abs, lambda t: t * t])
def test_a_plain_function_is_refused_with_the_way_out(given):
    with pytest.raises(InvalidArgument, match=r"Transfer\(name, symbolic, exact, numeric, latex\)"):
        Unit("u", given, [("x", 1)])


def test_a_function_of_sympy_is_refused_with_its_name():
    for given, name in [(sp.tanh, "tanh"), (sp.exp, "exp"), (sp.Abs, "abs")]:
        with pytest.raises(InvalidArgument, match=f"Write '{name}'"):
            transfer(given)


def test_unknown_names_and_other_objects_are_refused():
    with pytest.raises(UnknownName, match="Did you mean softplus"):
        transfer("sotfplus")
    with pytest.raises(UnknownName, match="softmax_layer"):
        transfer("softmax")
    for given in (3, None, ["relu"], sp.Symbol("f")):
        with pytest.raises(InvalidArgument, match="must be a name or a Transfer"):
            transfer(given)
    for slope in (0.1, True, "1/10"):
        with pytest.raises(InvalidArgument, match="slope"):
            leaky_relu(slope)


def test_a_transfer_of_the_users_own():
    cube = Transfer("cube", lambda t: t**3, lambda t: t**3, lambda t: t**3, r"(\\cdot)^3")
    net = Network.feedforward([2, 1], transfer=cube, weights=[[1, 2]])
    assert net.evaluate([(1, 1)]) == [[27]]
    assert cube.growth is None
    assert generic_transfer("f").growth is None
