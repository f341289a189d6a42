"""A network of symbolic size agrees with the concrete network of every size, and captures no index."""

from __future__ import annotations

import pickle
from itertools import product

import pytest
import sympy as sp

from symattn.algebra import dimension
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import LayeredNetwork, Network, Side

n, m = dimension("n"), dimension("m")
CASES = [
    ([n, 1], {}),
    ([n, 2], {"transfer": "H", "bias": "b"}),
    ([n, m, 1], {"transfer": ["relu", "identity"], "bias": "b"}),
    ([n, m, 2], {"weights": ["w", "v"], "transfer": ["square", "sgn"], "bias": ["b", "c"]}),
    ([2, n, m], {"weights": ["w", 1], "bias": [0, sp.Rational(1, 2)]}),
    ([n, 2 * n, 1], {"weights": ["w", 1 / n]}),
]


@pytest.mark.parametrize(("sizes", "options"), CASES)
def test_symbolic_and_concrete_size_agree(sizes, options):
    net = Network.feedforward(sizes, **options)
    assert isinstance(net, LayeredNetwork)
    for a, b in product((1, 2, 3), (1, 2)):
        values = {d: v for d, v in ((n, a), (m, b)) if d in net.dimensions}
        concrete = net.at(values)
        for i in range(1, len(concrete.outputs) + 1):
            symbolic = net.output(i).subs(values).doit()
            assert sp.expand(symbolic - concrete.output(i)) == 0
        assert concrete.size() == sp.sympify(net.size()).subs(values)
        assert pickle.loads(pickle.dumps(net)) == net


def test_the_output_of_a_free_index():
    net = Network.feedforward([n, m], transfer="H", bias="b")
    i = sp.Symbol("i", integer=True)
    assert net.output(i).subs({i: 2, n: 2, m: 2}).doit() == net.at({n: 2, m: 2}).output(2)


def bound_names(expression):
    return [str(limit[0]) for s in expression.atoms(sp.Sum) for limit in s.limits]


def test_bound_names_are_apart():
    i, k = dimension("i"), dimension("k")
    net = Network.feedforward([i, k, 1], weights=["j", "w"], transfer="tanh")
    for expression in (net.output(), Network.feedforward([n, m]).output(sp.Symbol("i"))):
        names = bound_names(expression)
        assert len(set(names)) == len(names)
        assert not set(names) & {str(s) for s in expression.free_symbols}
    assert not set(bound_names(net.output())) & {"i", "j", "k", "w", "x"}


def test_sides_are_ordinary_synapses():
    f, g = Network.feedforward([n, 1], transfer="H"), Network.feedforward([n, 1], transfer="H", weights="v")
    both = f.with_side(1, g, sp.Symbol("a"))
    assert both.sides == (Side(1, g, sp.Symbol("a")),)
    concrete = both.at({n: 2})
    assert type(concrete) is Network
    assert concrete.output() == both.output().subs(n, 2).doit()
    assert both.to_json()["sides"][0]["weight"] == "a"


def test_errors():
    net = Network.feedforward([n, m])
    with pytest.raises(InvalidArgument, match="every size a value"):
        net.at({n: 2})
    with pytest.raises(UnknownName, match="m, n"):
        net.at({"k": 2})
    for bad in (0, -1, True, 1.5, "2", n):
        with pytest.raises(InvalidArgument, match="integer of at least 1"):
            net.at({n: bad, m: 1})
    for bad in (0, 1.5, True, sp.Rational(1, 2)):
        with pytest.raises(InvalidArgument, match="index"):
            net.output(bad)
    with pytest.raises(InvalidArgument, match="from 1 to 1"):
        Network.feedforward([n, 1]).output(2)
    with pytest.raises(InvalidArgument, match="Matrices need sizes"):
        Network.feedforward([n, 1], weights=[[1, 2]])
    with pytest.raises(UnknownName, match="u1"):
        net.layer_named("u3")


def test_latex_shows_the_sum():
    assert r"\sum" in Network.feedforward([n, m])._repr_latex_()
