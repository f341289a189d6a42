"""The three mechanisms: what they compute, how they compose, what stays in the standard model."""

from __future__ import annotations

import pickle
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import QuadraticForm, dimension
from symattn.attention import (
    GatedNetwork,
    OutputGate,
    SynapticGate,
    multiplexing,
    output_gating,
    synaptic_gating,
)
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import H, Network, Unit, generic_transfer, relu

TRANSFERS = ["identity", "H", "sgn", "relu"]


def rational(value):
    return sp.Rational(value.numerator, value.denominator)


@st.composite
def gated_networks(draw):
    """Random layered networks of integer weights under up to four random gatings and multiplexings."""
    sizes = [draw(st.integers(1, 3)) for _ in range(draw(st.integers(2, 3)))] + [1]
    weights = [
        [[draw(st.integers(-2, 2)) for _ in range(below)] for _ in range(above)]
        for below, above in pairwise(sizes)
    ]
    transfer = [draw(st.sampled_from(TRANSFERS)) for _ in sizes[1:]]
    net = Network.feedforward(
        sizes, transfer=transfer, weights=weights, bias=[draw(st.integers(-1, 1)) for _ in sizes[1:]]
    )
    for k in range(draw(st.integers(1, 4))):
        sources = draw(st.lists(st.sampled_from(net.inputs), unique=True, min_size=1))
        by = Unit(
            f"g{k}",
            draw(st.sampled_from(TRANSFERS)),
            [(s, draw(st.integers(-2, 2))) for s in sources],
            draw(st.integers(-1, 1)),
        )
        unit = draw(st.sampled_from([u.name for u in net.units]))
        kind = draw(st.sampled_from(["output", "synapse", "multiplex"]))
        if kind == "output":
            net = output_gating(net, by=by, unit=unit)
        elif kind == "synapse":
            net = synaptic_gating(net, by=by, synapse=draw(st.sampled_from(net.synapses())))
        else:
            net = multiplexing(net, by=by, unit=unit, weight=draw(st.integers(-2, 2)))
    return net


@given(gated_networks(), st.data())
def test_three_arithmetics_agree_under_random_gatings(net, data):
    halves = st.integers(-4, 4).map(lambda k: Fraction(k, 2))
    points = data.draw(st.lists(st.tuples(*[halves] * len(net.inputs)), min_size=1, max_size=3))
    exact = net.evaluate(points)
    for (value,), point in zip(exact, points, strict=True):
        at = dict(zip(net.input_symbols, map(rational, point), strict=True))
        assert net.output().subs(at, simultaneous=True) == rational(value)
    floats = net.lambdify()(np.array([[float(v) for v in p] for p in points]))
    assert floats.tolist() == [[float(v) for v in row] for row in exact]


def test_what_each_mechanism_computes():
    net = Network.feedforward([2, 1], transfer="tanh", bias="b")
    g = Unit.over("g", net.inputs, weights="v", transfer="logistic")
    S, gate = net.activation(), net.with_units(g, outputs=["g"]).output()
    assert output_gating(net, by=g).output() == gate * sp.tanh(S)
    assert multiplexing(net, by=g, weight="a").output() == sp.tanh(S + sp.Symbol("a") * gate)
    w1, x1 = sp.symbols("w1 x1")
    assert synaptic_gating(net, by=g, synapse=("x1", "u1.1")).output() == sp.tanh(
        S - w1 * x1 + gate * w1 * x1
    )
    b = sp.Symbol("b")
    assert synaptic_gating(net, by=g, synapse=("1", "u1.1")).output() == sp.tanh(S - b + gate * b)


def test_output_gating_is_equal_gating_of_outgoing_synapses():  # TX-6
    f, h = generic_transfer("f"), generic_transfer("h")
    net = Network.feedforward([2, 2, 3], transfer=[f, h], bias="b")
    g = Unit.over("g", net.inputs, weights="v", transfer=generic_transfer("gamma"))
    gated = output_gating(net, by=g, unit="u1.2")
    equally = synaptic_gating(net, by=g, unit="u1.2")
    for i in (1, 2, 3):
        assert sp.expand(gated.output(i) - equally.output(i)) == 0
    assert len(equally.gates) == 3 and len(gated.gates) == 1
    one = synaptic_gating(net, by=g, synapse=("u1.2", "u2.1"))
    assert one.output(1) == gated.output(1)
    assert one.output(2) != gated.output(2)


def test_output_gating_differs_if_the_unit_is_an_output_itself():  # TX-6, refereed
    net = Network.feedforward([1, 1, 1])
    both = net.rebuilt(net.units, outputs=["u1.1", "u2.1"])
    g = Unit("g", "H", [("x1", 1)])
    gated, equally = output_gating(both, by=g, unit="u1.1"), synaptic_gating(both, by=g, unit="u1.1")
    assert gated.output(2) == equally.output(2)
    assert gated.output(1) != equally.output(1)


def test_synaptic_gating_is_output_gating_of_an_identity_unit_on_the_synapse():  # TX-6, converse
    net = Network.feedforward([2, 2, 1], transfer=[generic_transfer("f"), generic_transfer("h")], bias="b")
    g = Unit.over("g", net.inputs, weights="v")
    for synapse in net.synapses():
        gated = synaptic_gating(net, by=g, synapse=synapse)
        inserted = output_gating(net.with_identity(synapse, name="copy"), by=g, unit="copy")
        assert sp.expand(gated.output() - inserted.output()) == 0
        assert gated.with_identity(synapse, name="copy").output() == gated.output()


def test_equal_gating_of_incoming_synapses_with_the_bias_is_gating_of_the_activation():  # TX-7
    net = Network.feedforward([2, 1], transfer=generic_transfer("f"), bias="b")
    g = sp.Symbol("g")
    with_g = Network([*net.input_symbols, g], net.units, net.outputs)
    gated = synaptic_gating(with_g, by="g", synapse=with_g.synapses(target="u1.1"))
    f, S, b = sp.Function("f"), net.activation(), sp.Symbol("b")
    assert sp.expand(gated.output().args[0] - g * S) == 0 and gated.output().func == f
    without = synaptic_gating(with_g, by="g", synapse=[s for s in with_g.synapses() if s[0] != "1"])
    assert sp.expand(without.output().args[0] - (b + g * (S - b))) == 0


def test_gatings_commute_and_compose():
    net = Network.feedforward([2, 2, 1], transfer=generic_transfer("f"))
    g, h = Unit.over("g", net.inputs, weights="v"), Unit.over("h", net.inputs, weights="q")
    steps = [
        lambda a: output_gating(a, by=g, unit="u1.1"),
        lambda a: synaptic_gating(a, by=h, synapse=("u1.1", "u2.1")),
        lambda a: multiplexing(a, by="u1.2", unit="u2.1", weight="c"),
    ]
    outputs = []
    for order in ((0, 1, 2), (1, 0, 2), (2, 1, 0), (0, 2, 1)):
        current = net
        for k in order:
            current = steps[k](current)
        assert type(current) is GatedNetwork
        outputs.append(sp.expand(current.output()))
    assert len(set(outputs)) == 1
    twice = output_gating(output_gating(Network.feedforward([1, 1]), by="x1"), by="x1")
    assert str(twice.output()) == "w1*x1**3"


def test_multiplexing_stays_in_the_standard_model():
    net = Network.feedforward([2, 1], transfer="H", weights=[[1, 1]], bias=[-2])
    g = Unit("g", "H", [("x1", 1)], bias=-1)
    attended = multiplexing(net, by=g, weight=5)
    assert type(attended) is Network
    assert attended.synapses(source="g") == (("g", "u1.1"),)
    # a second synapse between the same units would be the same as a larger weight
    again = multiplexing(attended, by="g", weight="a")
    assert dict(again.unit("u1.1").incoming)["g"] == 5 + sp.Symbol("a")
    assert (
        multiplexing(net, by="x1").output()
        == Network.feedforward([2, 1], transfer="H", weights=[[2, 1]], bias=[-2]).output()
    )


def test_relu_is_self_gating():
    net = Network.feedforward([1, 1], weights=[1])
    gated = output_gating(net, by=Unit("g", "H", [("x1", 1)]))
    assert gated.output() == relu(sp.Symbol("x1")).rewrite(H)


def test_by_a_network_over_the_same_inputs():
    f = Network.feedforward([2, 2, 1], transfer="H", weights="w")
    g = output_gating(
        Network.feedforward([2, 1], weights="v", units="g"),
        by=Network.feedforward([2, 1], weights="q", units="h"),
    )
    gated = output_gating(f, by=g)
    assert gated.output() == f.output() * g.output()
    assert gated.outputs == f.outputs
    assert pickle.loads(pickle.dumps(gated)) == gated
    attended = multiplexing(f, by=g)
    assert type(attended) is GatedNetwork


def test_quadratic_forms_of_gating():  # FA-2
    net = Network.feedforward([3, 1])
    gated = output_gating(net, by=Unit.over("g", net.inputs, weights="v"))
    q = QuadraticForm.from_network(gated)
    w, v = sp.Matrix(sp.symbols("w1:4")), sp.Matrix(sp.symbols("v1:4"))
    assert (q.matrix - (w * v.T + v * w.T) / 2).expand() == sp.zeros(3, 3)
    assert q.rank() == 2 and q.nnz == 6
    one = QuadraticForm.from_network(synaptic_gating(net, by="x2", synapse=("x1", "u1.1")))
    assert one.nnz == 1 and [i for i, _ in one.linear_terms] == [1, 2]


@pytest.mark.parametrize("transfer", ["H", "sgn"])
def test_products_of_gates(transfer):  # FA-6: AND, and XNOR
    values = (0, 1) if transfer == "H" else (-1, 1)
    net = Network.feedforward(
        [2, 1], transfer=transfer, weights=[[1, 0]], bias=[-1 if transfer == "H" else 0]
    )
    gated = output_gating(net, by=Unit("g", transfer, [("x2", 1)], bias=-1 if transfer == "H" else 0))
    for point in product(values, repeat=2):
        assert gated.evaluate([point]) == [[point[0] * point[1]]]


def test_constant_gate_broadcasts():
    net = output_gating(
        Network(["x"], [Unit("u", "identity", bias=2)], ["u"]), by=Unit("g", "identity", bias=3)
    )
    assert net.output() == 6
    assert net.lambdify()(np.zeros((4, 1))).tolist() == [[6.0]] * 4


def test_graph_marks_gates():
    net = Network.feedforward([2, 2, 1], bias="b")
    g = Unit.over("g", net.inputs, weights="v")
    gated = synaptic_gating(
        output_gating(net, by=g, unit="u1.1"), by="g", synapse=[("u1.2", "u2.1"), ("1", "u2.1")]
    )
    assert gated.gates == (
        OutputGate("u1.1", "g"), SynapticGate("u1.2", "u2.1", "g"), SynapticGate("1", "u2.1", "g")
    )  # fmt: skip
    graph = gated.graph()
    product = {"gating": "g", "origin": "O", "operation": "*"}
    assert graph["gates"] == [
        {"kind": "output", "target": "u1.1", **product},
        {"kind": "synaptic", "target": ["u1.2", "u2.1"], **product},
        {"kind": "synaptic", "target": ["1", "u2.1"], **product},
    ]
    names = {node["name"] for node in graph["nodes"]}
    edges = [(edge["source"], edge["target"]) for edge in graph["edges"]]
    assert all(s in names and t in names for s, t in edges)
    assert ("1", "u2.1") in edges
    # a gated unit lies behind its gating unit
    layers = {node["name"]: node["layer"] for node in graph["nodes"]}
    assert (layers["g"], layers["u1.1"], layers["u2.1"]) == (1, 2, 3)


def test_errors_are_single_clear_messages():
    net = Network.feedforward([2, 2, 1])
    with pytest.raises(InvalidArgument, match="without cycles"):
        output_gating(net, by="u2.1", unit="u1.1")
    with pytest.raises(InvalidArgument, match=r"u1\.1 -> u1\.1"):
        output_gating(net, by="u1.1", unit="u1.1")
    with pytest.raises(InvalidArgument, match="without cycles"):
        multiplexing(net, by="u2.1", unit="u1.1")
    with pytest.raises(UnknownName, match=r"Units: x1, x2, u1\.1"):
        output_gating(net, by="g")
    with pytest.raises(UnknownName, match="unit"):
        output_gating(net, by="x1", unit="v")
    with pytest.raises(InvalidArgument, match="different names"):
        output_gating(net, by=Unit("u1.1", "H"))
    with pytest.raises(InvalidArgument, match="must not be an input"):
        output_gating(net, by="x2", unit="x1")
    with pytest.raises(InvalidArgument, match="no activation"):
        multiplexing(net, by="x2", unit="x1")
    with pytest.raises(InvalidArgument, match=r"Synapses: .*u1\.1 -> u2\.1"):
        synaptic_gating(net, by="x1", synapse=("x1", "u2.1"))
    with pytest.raises(InvalidArgument, match="not both"):
        synaptic_gating(net, by="x1")
    with pytest.raises(InvalidArgument, match="pair"):
        synaptic_gating(net, by="x1", synapse=("x1", "u1.1", "u1.2"))
    with pytest.raises(InvalidArgument, match="leaves it"):
        synaptic_gating(net, by="x1", unit="u2.1")
    with pytest.raises(InvalidArgument, match="inputs of the network"):
        output_gating(net, by=Network.feedforward([3, 1]))
    with pytest.raises(InvalidArgument, match="units='g'"):
        output_gating(net, by=Network.feedforward([2, 1]))
    with pytest.raises(InvalidArgument, match="concrete sizes"):
        output_gating(net, by=Network.feedforward([dimension("n"), 1]))
    for bad in (None, 3, True, 0.5):
        with pytest.raises(InvalidArgument, match="by"):
            output_gating(net, by=bad)
    with pytest.raises(InvalidArgument, match="weight"):
        multiplexing(net, by="x1", weight=0.5)


def test_a_gate_that_reads_the_unit_is_a_cycle_for_both_gatings():
    """TX-6 needs a gating unit that does not depend on the gated one; without it both mechanisms refuse."""
    net = Network(["x"], [Unit("i", "identity", [("x", 1)]), Unit("j", "identity", [("i", 1)])])
    gate = Unit("k", "H", [("i", 1)], bias=-2)
    for mechanism in (output_gating, synaptic_gating):
        with pytest.raises(InvalidArgument):
            mechanism(net, by=gate, unit="i")


@pytest.mark.parametrize("mechanism", [output_gating, synaptic_gating, multiplexing])
@pytest.mark.parametrize("network", [None, 5, "net"])
def test_only_networks_are_gated(mechanism, network):
    with pytest.raises(InvalidArgument, match="network"):
        mechanism(network, by="x1", unit="u1.1")
