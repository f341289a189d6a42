"""The constants of a network bound its values and their differences; the constants of a transfer function bound it."""

from __future__ import annotations

import itertools
import pickle
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention import output_gating
from symattn.errors import InvalidArgument
from symattn.model import (
    TRANSFERS,
    Network,
    Transfer,
    Unit,
    growth_bound,
    leaky_relu,
    lipschitz_bound,
    transfer,
)

BOUNDED = [name for name, f in TRANSFERS.items() if f.growth is not None]
EXACT = ("identity", "H", "sgn", "relu", "leaky_relu", "abs")


def test_which_functions_have_constants():
    assert set(BOUNDED) == set(TRANSFERS) - {"square", "exp", "log", "reciprocal", "rsqrt"}
    assert all((f.growth is None) == (f.coarse_lipschitz is None) for f in TRANSFERS.values())


@pytest.mark.parametrize("name", [*BOUNDED, "leaky_relu(-3)"])
def test_the_constants_of_a_transfer_function(name):
    f = leaky_relu(-3) if name == "leaky_relu(-3)" else transfer(name)
    points = np.concatenate([np.linspace(-6, 6, 241), [-1e5, -300.0, 300.0, 1e5], [-1e-9, 1e-9]])
    points = np.abs(points) if name == "sqrt" else points
    values = f.numeric(points)
    a, b = map(float, f.growth)
    assert (np.abs(values) <= a + b * np.abs(points) + 1e-12).all()
    c, d = map(float, f.coarse_lipschitz)
    gaps = np.abs(points[:, None] - points)
    assert (np.abs(values[:, None] - values) <= c + d * gaps * (1 + 1e-12) + 1e-12).all()


@pytest.mark.parametrize("name", sorted(set(TRANSFERS) - set(BOUNDED)))
def test_functions_without_constants_outgrow_every_line(name):
    f = transfer(name)
    points = {
        "log": 2.0 ** -np.arange(0, 1000, 20),
        "reciprocal": 2.0 ** -np.arange(30.0),
        "rsqrt": 4.0 ** -np.arange(30.0),
    }
    at = points.get(name, np.arange(1.0, 100.0))
    ratio = np.abs(f.numeric(at)) / (1 + at)
    assert ratio[-1] > 90


_weight = st.fractions(min_value=-3, max_value=3, max_denominator=3)
_point = st.lists(st.fractions(min_value=-20, max_value=20, max_denominator=4), min_size=2, max_size=2)


@st.composite
def networks(draw):
    """Networks with skip connections of up to five units with rational weights."""
    names, units = ["x", "y"], []
    for k in range(draw(st.integers(1, 5))):
        sources = draw(st.lists(st.sampled_from(names), min_size=0, max_size=3, unique=True))
        incoming = [(source, draw(_weight)) for source in sources]
        units.append(Unit(f"u{k}", draw(st.sampled_from(EXACT)), incoming, draw(_weight)))
        names.append(f"u{k}")
    return Network(["x", "y"], units, [units[-1].name])


@settings(max_examples=60, deadline=None)
@given(networks(), _point, _point)
def test_values_and_differences_are_within_the_bounds(net, p, q):
    (f,), (g,) = net.evaluate([p, q])
    radius = max(map(abs, p))
    distance = max(abs(a - b) for a, b in zip(p, q, strict=True))
    assert abs(f) <= growth_bound(net).output().at(sp.Rational(radius))
    assert abs(f - g) <= lipschitz_bound(net).output().at(sp.Rational(distance))


@settings(max_examples=30, deadline=None)
@given(networks())
def test_the_constants_are_those_of_the_claim(net):
    """SM-3, unit by unit: |S| <= (|b| + sum |w_j| A_j) + r sum |w_j| B_j and |O| <= (A + B p) + B q r."""
    known = dict.fromkeys(net.inputs, (0, 1))
    for name, activation, output in growth_bound(net).units:
        unit = net.unit(name)
        p = abs(unit.bias) + sum(abs(w) * known[source][0] for source, w in unit.incoming)
        q = sum(abs(w) * known[source][1] for source, w in unit.incoming)
        assert (activation.offset, activation.slope) == (p, q)
        a, b = map(sp.Rational, unit.transfer.growth)
        known[name] = (a + b * p, b * q)
        assert (output.offset, output.slope) == known[name]


@settings(max_examples=20, deadline=None)
@given(st.lists(_weight, min_size=6, max_size=6), st.sampled_from(BOUNDED), st.sampled_from(BOUNDED))
def test_also_for_transcendental_units(weights, first, second):
    if "sqrt" in (first, second):
        return
    a, b, c, d, e, f = weights
    net = Network.feedforward([2, 2, 1], transfer=[first, second], weights=[[[a, b], [c, d]], [e, f]])
    points = np.array(list(itertools.product((-9.0, -0.5, 0.0, 2.0), repeat=2)))
    values = net.lambdify()(points)[:, 0]
    bound = growth_bound(net).output()
    assert (
        np.abs(values) <= float(bound.offset) + float(bound.slope) * np.abs(points).max(axis=1) + 1e-9
    ).all()
    bound = lipschitz_bound(net).output()
    gaps = np.abs(points[:, None] - points).max(axis=-1)
    assert (np.abs(values[:, None] - values) <= float(bound.offset) + float(bound.slope) * gaps + 1e-9).all()


def test_symbolic_weights_give_absolute_values():
    net = Network.feedforward([2, 1], transfer="relu", bias="b")
    bound = growth_bound(net).output()
    w1, w2, b = sp.symbols("w1 w2 b")
    assert bound.slope == sp.Abs(w1) + sp.Abs(w2)
    assert bound.offset == sp.Abs(b)
    assert lipschitz_bound(net).output().offset == 0
    found = growth_bound(net)
    assert [name for name, _, _ in found.units] == ["u1.1"]
    assert pickle.loads(pickle.dumps(found)) == found
    assert found.to_json()["outputs"]["u1.1"] == {"offset": "Abs(b)", "slope": str(bound.slope)}


def test_a_bounded_gate_keeps_linear_growth_and_loses_the_lipschitz_bound():
    """x H(y) grows like x: SM-3 does not exclude it, SM-3-L does."""
    net = Network(["x", "y"], [Unit("u", "identity", [("x", 2)]), Unit("h", "H", [("y", 1)])], ["u"])
    gated = output_gating(net, unit="u", by="h")
    assert growth_bound(gated).output().at(5) == 10
    with pytest.raises(InvalidArgument, match="must not multiply two signals"):
        lipschitz_bound(gated)
    linear = output_gating(
        Network(["x", "y"], [Unit("u", "identity", [("x", 2)]), Unit("v", "identity", [("y", 1)])], ["u"]),
        unit="u",
        by="v",
    )
    with pytest.raises(InvalidArgument, match="may both grow"):
        growth_bound(linear)


def test_what_has_no_bound_is_refused():
    for name in ("square", "exp", "log", "reciprocal", "rsqrt"):
        net = Network.feedforward([1, 1], transfer=name)
        with pytest.raises(InvalidArgument, match=rf"transfer of u1.1: .*'{name}'"):
            growth_bound(net)
        with pytest.raises(InvalidArgument, match="coarse Lipschitz"):
            lipschitz_bound(net)
    n = sp.Symbol("n", integer=True, positive=True)
    with pytest.raises(InvalidArgument, match=r"network\.at"):
        growth_bound(Network.feedforward([n, 1]))
    with pytest.raises(InvalidArgument, match="concrete network"):
        growth_bound("net")
    with pytest.raises(InvalidArgument, match="from 1 to 1"):
        growth_bound(Network.feedforward([1, 1])).output(2)


def test_constants_of_ones_own_function():
    def same(value):
        return value

    mine = Transfer("mine", same, same, same, "m", growth=(1, 2), coarse_lipschitz=(0, Fraction(1, 2)))
    net = Network.feedforward([1, 1], transfer=mine, weights=[[3]])
    assert growth_bound(net).output().at(1) == 7
    for wrong in [(-1, 0), (1,), (0.5, 1), "ab"]:
        with pytest.raises(InvalidArgument, match="growth"):
            Transfer("mine", same, same, same, "m", growth=wrong)
