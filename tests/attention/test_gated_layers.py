"""Gating for symbolic sizes agrees with gating of the concrete network."""

from __future__ import annotations

import pickle
from itertools import product

import pytest
import sympy as sp

from symattn.algebra import QuadraticForm, dimension
from symattn.attention import (
    GatedLayeredNetwork,
    GatedNetwork,
    multiplexing,
    output_gating,
    synaptic_gating,
)
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import LayeredNetwork, Network, generic_transfer

n, m = dimension("n"), dimension("m")


def linear(label, **options):
    return Network.feedforward([n, 1], weights=label, **options)


def layer(label, **options):
    return Network.feedforward([n, m], weights=label, **options)


def two_layers(**options):
    return Network.feedforward([n, m, 1], weights=["w", "v"], **options)


f = generic_transfer("f")
CASES = {
    "output gating of a unit": output_gating(linear("w", bias="b"), by=linear("v", bias="c")),
    "three linear forms": output_gating(output_gating(linear("w"), by=linear("v")), by=linear("q")),
    "a gate that is gated": output_gating(linear("w"), by=output_gating(linear("v"), by=linear("q"))),
    "own gates for a layer": output_gating(
        two_layers(transfer=f), by=layer("q", transfer="logistic"), unit="u1"
    ),
    "one gate for a layer": output_gating(two_layers(transfer=f), by=linear("q"), unit="u1"),
    "own synaptic gates": synaptic_gating(two_layers(bias=["b", "c"]), by=layer("q"), synapse="u2"),
    "one synaptic gate": synaptic_gating(two_layers(transfer=f), by=linear("q"), synapse="u1"),
    "multiplexing": multiplexing(
        two_layers(transfer="H"), by=layer("q", transfer="H"), unit="u1", weight="a"
    ),
    "multiplexing by a gated unit": multiplexing(linear("w"), by=output_gating(linear("v"), by=linear("q"))),
    "all three": multiplexing(
        synaptic_gating(output_gating(two_layers(), by=layer("q"), unit="u1"), by=layer("r"), synapse="u2"),
        by=linear("s"),
        weight="a",
    ),
    "sides before gates": synaptic_gating(
        multiplexing(two_layers(), by=linear("q"), weight=3), by=linear("r")
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_symbolic_and_concrete_size_agree(name):
    net = CASES[name]
    for a, b in product((1, 2, 3), (1, 2)):
        values = {d: v for d, v in ((n, a), (m, b)) if d in net.dimensions}
        concrete = net.at(values)
        assert sp.expand(net.output().subs(values).doit() - concrete.output()) == 0
    assert pickle.loads(pickle.dumps(net)) == net
    assert net.to_json() == net.to_json()


@pytest.mark.parametrize("name", CASES)
def test_bound_names_are_apart(name):
    names = [str(limit[0]) for s in CASES[name].output().atoms(sp.Sum) for limit in s.limits]
    free = {str(s) for s in CASES[name].output().free_symbols}
    assert len(names) == len(set(names)) and not set(names) & free


def test_dot_product_of_two_layers():  # FA-5, both ways
    left = Network.feedforward([n, m, 1], weights=["w", 1])
    by = layer("v")
    w, v, x = sp.IndexedBase("w"), sp.IndexedBase("v"), sp.IndexedBase("x")
    expected = sum(
        sum(w[i, j] * x[j] for j in (1, 2)) * sum(v[i, j] * x[j] for j in (1, 2)) for i in (1, 2, 3)
    )
    for net in (output_gating(left, by=by, unit="u1"), synaptic_gating(left, by=by, synapse="u2")):
        assert isinstance(net, GatedLayeredNetwork)
        assert sp.expand(net.output().subs({n: 2, m: 3}).doit() - expected) == 0
        assert len(net.at({n: 2, m: 3}).gates) == 3


def test_multiplexing_stays_ordinary():
    net = multiplexing(linear("w", transfer="H"), by=linear("v", transfer="H"), weight="K")
    assert type(net) is LayeredNetwork
    assert type(net.at({n: 2})) is Network
    assert type(CASES["multiplexing by a gated unit"].at({n: 2})) is GatedNetwork


def test_quadratic_form_at_a_size():
    q = QuadraticForm.from_network(CASES["output gating of a unit"].at({n: 3}))
    assert q.rank() == 2 and q.nnz == 6


def test_errors():
    net = linear("w")
    for by in ("v", 3, Network.feedforward([2, 1])):
        with pytest.raises(InvalidArgument, match="symbolic size"):
            output_gating(net, by=by)
    with pytest.raises(InvalidArgument, match="inputs of the network"):
        output_gating(net, by=Network.feedforward([m, 1]))
    with pytest.raises(InvalidArgument, match="inputs of the network"):
        output_gating(net, by=Network.feedforward([n, 1], inputs="y"))
    with pytest.raises(InvalidArgument, match="one output"):
        output_gating(net, by=layer("v"))
    with pytest.raises(UnknownName, match="Layers: u1"):
        output_gating(net, by=linear("v"), unit="u2")
    with pytest.raises(InvalidArgument, match="must be a layer"):
        synaptic_gating(net, by=linear("v"), synapse=("x1", "u1"))
