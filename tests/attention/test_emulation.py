"""emulate_in_standard_model returns a standard network with the same outputs, with the least constants, and refuses what is not Boolean."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from itertools import product

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention import multiplexing, output_gating, synaptic_gating
from symattn.attention.circuits.emulation import emulate_in_standard_model
from symattn.attention.circuits.gate_identities import GENERAL, general
from symattn.attention.circuits.parity import parity_by_gating, parity_by_thresholds
from symattn.attention.gated import Attention, GatedNetwork, OutputGate, SynapticGate
from symattn.errors import InvalidArgument
from symattn.model import Network, Unit
from symattn.proving import prove

BITS = ["x1", "x2", "x3"]
ENDS = {"01": (0, 1), "pm": (-1, 1)}


def cube(n, alphabet):
    return list(product(ENDS[alphabet], repeat=n))


def random_network(seed, transfer, units=4, inputs=3, gates=0):
    r = random.Random(seed)
    names = [f"x{i + 1}" for i in range(inputs)]
    made = []
    for k in range(units):
        sources = names + [u.name for u in made]
        chosen = r.sample(sources, min(len(sources), r.randint(1, 4)))
        made.append(
            Unit(f"u{k}", transfer, [(s, r.choice((-3, -2, -1, 1, 2, 3))) for s in chosen], r.randint(-4, 3))
        )
    network = Network(names, made, [made[-1].name, made[-2].name])
    pairs = [(f"u{i}", f"u{j}") for i in range(units) for j in range(i + 1, units)]
    for by, unit in r.sample(pairs, gates):
        network = output_gating(network, by=by, unit=unit)
    return network


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["H", "sgn"]), st.integers(0, 4))
def test_random_circuits(seed, transfer, gates):
    alphabet = "01" if transfer == "H" else random.Random(seed).choice(["01", "pm"])
    gated = random_network(seed, transfer, gates=gates)
    found = emulate_in_standard_model(gated, alphabet)
    assert type(found.network) is Network and found.proof.proved
    points = cube(3, alphabet)
    assert found.network.evaluate(points) == gated.evaluate(points)
    more = gates if transfer == "sgn" else 0
    assert found.network.size() == gated.size() + more
    assert {unit.transfer.name for unit in found.network.units} == {transfer}


@pytest.mark.parametrize(("transfer", "alphabet"), [("H", "01"), ("sgn", "pm"), ("sgn", "01")])
def test_many_inputs_by_intervals(transfer, alphabet):
    r = random.Random(7)
    names = [f"x{i}" for i in range(24)]
    units = [
        Unit(f"u{k}", transfer, [(x, r.randint(-3, 3)) for x in names], r.randint(-2, 2)) for k in range(3)
    ]
    gated = output_gating(
        output_gating(Network(names, units, ["u0"]), by="u1", unit="u0"), by="u2", unit="u0"
    )
    found = emulate_in_standard_model(gated, alphabet)
    assert not found.enumerated and found.proof.proved and found.proof.extent == "general"
    points = [[r.choice(ENDS[alphabet]) for _ in names] for _ in range(40)]
    assert found.network.evaluate(points) == gated.evaluate(points)
    assert found.network.size() == (3 if transfer == "H" else 5)


@pytest.mark.parametrize("transfer", ["H", "sgn"])
def test_symbolic_weights(transfer):
    f = Network.feedforward([3, 1], transfer=transfer, weights="w", bias="b")
    gated = output_gating(f, by=Unit.over("g", f.inputs, transfer=transfer, weights="v", bias="c"))
    found = emulate_in_standard_model(gated)
    assert found.proof.proved
    (constant,) = found.constants
    bound = 1 + sum(sp.Abs(s) for s in sp.symbols("b w1 w2 w3"))
    assert sp.expand(constant * (1 if transfer == "H" else 2) - bound) == 0
    # the statement proved is about these networks: numbers in place of the symbols give equal outputs
    values = {"w1": 3, "w2": -2, "w3": 1, "b": -1, "v1": -1, "v2": 2, "v3": 2, "c": -1}
    points = cube(3, "01")
    assert found.network.subs(values).evaluate(points) == gated.subs(values).evaluate(points)


def least(values_f, values_g):
    """The least K >= 0 by trying."""
    K = 0
    while any((g + K * (f - 1) >= 0) != (f and g >= 0) for f, g in zip(values_f, values_g, strict=True)):
        K += 1
    return K


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-4, 4), min_size=8, max_size=8))
def test_least_constant(weights):  # BY-10
    f = Unit.over("f", BITS, transfer="H", weights=weights[:3], bias=weights[3])
    g = Unit.over("g", BITS, transfer="H", weights=weights[4:7], bias=weights[7])
    gated = output_gating(Network(BITS, [f, g], ["g"]), by="f", unit="g")
    found = emulate_in_standard_model(gated)
    points = cube(3, "01")
    activation = [sum(w * x for w, x in zip(weights[4:7], p, strict=True)) + weights[7] for p in points]
    bits = [int(row[0]) for row in Network(BITS, [f]).evaluate(points)]
    assert found.constants == (least(bits, activation),)


def test_a_smaller_constant_has_a_counterexample():
    found = emulate_in_standard_model(
        output_gating(
            Network(BITS, [Unit("f", "H", [("x2", 1)], -1)]), by=Unit("g", "H", [("x1", 1), ("x3", 1)], -1)
        )
    )
    (K,) = found.constants
    f = found.network.unit("f")
    lower = Unit("f", "H", [(s, w - (s == "g")) for s, w in f.incoming], f.bias + 1)
    verdict = prove(
        Network(BITS, [found.network.unit("g"), lower], ["f"]).output(),
        found.gated.output(),
        assuming="x1, x2, x3 in {0,1}",
    )
    assert K == 1 and verdict.refuted and verdict.counterexample.certificate.check()


def test_or_not_by_gating_a_whole_activation():  # TX-7
    u = Unit.over("u", BITS, transfer="H", weights=[1, -2, 1], bias=-1)
    net = Network(BITS, [u, Unit("g", "H", [("x3", 1)], -1)], ["u"])
    gated = synaptic_gating(net, by="g", synapse=net.synapses(target="u"))
    found = emulate_in_standard_model(gated)
    assert found.proof.proved and [one.form for one in found.replaced] == ["OR-NOT"]
    points = cube(3, "01")
    plain = net.evaluate(points)
    assert [row[0] for row in found.network.evaluate(points)] == [
        max(a, 1 - x3) for (a,), (_, _, x3) in zip(plain, points, strict=True)
    ]
    both = output_gating(gated, by=Unit("h", "H", [("x1", 1)], -1), unit="u")
    assert emulate_in_standard_model(both).proof.proved


def test_signs_of_a_whole_activation_need_no_tie():
    def gated(bias):
        net = Network(
            ["x1", "x2"],
            [Unit("u", "sgn", [("x1", 1), ("x2", 1)], bias), Unit("g", "sgn", [("x1", 1)])],
            ["u"],
        )
        return synaptic_gating(net, by="g", synapse=net.synapses(target="u"))

    assert emulate_in_standard_model(gated(1), "pm").proof.proved
    with pytest.raises(InvalidArgument, match="may be 0"):
        emulate_in_standard_model(gated(0), "pm")


def test_equal_gates_of_all_leaving_synapses():  # TX-6
    units = [Unit("h", "H", [("x1", 1), ("x2", 1)], -1), Unit("g", "H", [("x3", 1)], -1)]
    units += [Unit("a", "H", [("h", 2), ("x1", -1)], -1), Unit("c", "H", [("h", -1)])]
    net = Network(BITS, units, ["a", "c"])
    gated = synaptic_gating(net, by="g", unit="h")
    found = emulate_in_standard_model(gated)
    points = cube(3, "01")
    assert found.proof.proved and found.network.evaluate(points) == gated.evaluate(points)
    one = synaptic_gating(net, by="g", synapse=("h", "a"))
    with pytest.raises(InvalidArgument, match="h -> a by g"):
        emulate_in_standard_model(one)
    read = Network(BITS, units, ["a", "c", "h"])  # the unit is an output: its own value is not gated
    with pytest.raises(InvalidArgument):
        emulate_in_standard_model(synaptic_gating(read, by="g", unit="h"))


def test_gating_by_an_input_and_twice_by_one_unit():
    net = Network(BITS, [Unit("u", "H", [("x1", 1), ("x2", 1)], -1)])
    found = emulate_in_standard_model(output_gating(net, by="x3"))
    assert found.proof.proved and found.network.size() == 1
    signs = Network(BITS, [Unit("u", "sgn", [("x1", 1)]), Unit("f", "sgn", [("x2", 1), ("x3", 1)])], ["u"])
    twice = output_gating(output_gating(signs, by="f", unit="u"), by="f", unit="u")
    assert emulate_in_standard_model(twice, "pm").proof.proved
    with pytest.raises(InvalidArgument, match=r"\{-1,1\} only"):
        emulate_in_standard_model(output_gating(signs, by="x3", unit="u"), "01")


def test_several_outputs_and_no_gates():
    net = Network(BITS, [Unit("a", "H", [("x1", 1)], -1), Unit("b", "H", [("x2", 1)], -1)])
    found = emulate_in_standard_model(output_gating(net, by="b", unit="a"))
    assert found.proof.proved and len(found.proof.premises) == 2
    assert emulate_in_standard_model(net).proof.proved
    wide = Network([f"x{i}" for i in range(20)], [Unit("a", "H", [("x1", 1)], -1)])
    assert emulate_in_standard_model(wide).proof.proved


def test_a_rational_activation():
    g = Unit("g", "H", [("x1", sp.Rational(1, 2)), ("x2", sp.Rational(1, 3))], sp.Rational(-1, 4))
    net = output_gating(Network(BITS, [g, Unit("f", "H", [("x3", 1)], -1)], ["g"]), by="f", unit="g")
    found = emulate_in_standard_model(net)
    assert found.constants == (1,) and found.proof.proved


def test_plain_data():
    net = Network(BITS, [Unit("a", "H", [("x1", 1)], -1), Unit("b", "H", [("x2", 1)], -1)], ["a"])
    found = emulate_in_standard_model(output_gating(net, by="b", unit="a"))
    assert pickle.loads(pickle.dumps(found)) == found
    table = found.table
    assert (table.before.units, table.before.gates, table.before.depth) == (2, 1, 1)
    assert (table.after.units, table.after.gates, table.after.depth) == (2, 0, 2)
    assert (
        found.to_json()["table"] == table.to_json()
        and "<td>2</td>" in found._repr_html_()
        and "units" in str(table)
    )


def gate_on(*units, by="f", unit="u", gates=None):
    return GatedNetwork(BITS, units, ["u"], gates or [OutputGate(unit, by=by)])


H, LINEAR = Unit("f", "H", [("x1", 1)], -1), Unit("u", "identity", [("x2", 1)])


@pytest.mark.parametrize(
    ("network", "alphabet", "match"),
    [
        (gate_on(H, LINEAR), "01", "threshold units only"),
        (gate_on(Unit("f", "logistic", [("x1", 1)]), Unit("u", "H", [("x2", 1)])), "01", "other values"),
        (gate_on(H, Unit("u", "sgn", [("x2", 1)])), "01", r"in \{-1,1\} only"),
        (gate_on(Unit("f", "sgn", [("x1", 1)]), Unit("u", "H", [("x2", 1)])), "01", r"in \{0,1\} only"),
        (gate_on(H, Unit("e", "exp", [("x2", 1)]), Unit("u", "H", [("e", 1)], -2)), "01", "no bound"),
        (gate_on(H, Unit("u", "H", [("x2", 1)]), by="x3"), "pm", r"in \{0,1\} only"),
        (
            gate_on(H, Unit("u", "H", [("x2", 1)], -1), gates=[SynapticGate("x2", "u", "f")]),
            "01",
            "x2 -> u by f",
        ),
        (gate_on(H, Unit("u", "H", [("x2", 1)])), "bits", "'01' or 'pm'"),
        (gate_on(H, Unit("u", "H", [("x2", 1)])), None, "'01' or 'pm'"),
        ("net", "01", "must be a network"),
    ],
)
def test_bad_input(network, alphabet, match):
    with pytest.raises(InvalidArgument, match=match):
        emulate_in_standard_model(network, alphabet)


def test_networks_of_symbolic_size_are_refused():
    from symattn.algebra import dimension

    with pytest.raises(InvalidArgument, match="concrete sizes"):
        emulate_in_standard_model(Network.feedforward([dimension("n"), 1], transfer="H"))


def test_multiplexing_is_standard_already():
    net = Network(BITS, [Unit("u", "H", [("x1", 1)], -1)])
    more = multiplexing(net, by=Unit("g", "H", [("x2", 1)], -1), weight=2)
    assert emulate_in_standard_model(more).network.output() == more.output()


@pytest.mark.parametrize("form", GENERAL)
def test_identities_hold_and_need_their_assumption(form):
    assert general(form).proved
    statement, assuming = GENERAL[form]
    assert prove(statement, assuming=assuming.split(";")[0]).refuted


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_parity_both_ways(n):
    thresholds, gating = parity_by_thresholds(n), parity_by_gating(n)
    points = cube(n, "01")
    assert [row[0] for row in thresholds.evaluate(points)] == [sum(p) % 2 for p in points]
    signs = [[1 - 2 * x for x in p] for p in points]
    assert [row[0] for row in gating.evaluate(signs)] == [1 - 2 * (sum(p) % 2) for p in points]
    assert thresholds.size() == n + 1 and len(gating.gates) == n - 1


@pytest.mark.parametrize("n", [0, -1, True, 2.0, "3"])
def test_parity_of_no_number(n):
    for build in (parity_by_gating, parity_by_thresholds):
        with pytest.raises(InvalidArgument):
            build(n)


def test_attention_records():
    """A gate may be written as an attention; gating the activation is OR NOT (TX-7)."""
    units = [Unit("f", "H", [("x1", 1)], -1), Unit("u", "H", [("x2", 1), ("x3", -2)])]
    points = cube(3, "01")
    for target, form in (("O", "AND"), ("S", "OR-NOT")):
        gated = GatedNetwork(BITS, units, ["u"], [Attention("O", target, "*", "f", "u")])
        found = emulate_in_standard_model(gated)
        assert [one.form for one in found.replaced] == [form] and found.proof.proved
        assert found.network.evaluate(points) == gated.evaluate(points)
        assert found.table.before.depth == 1
    for attention in (Attention("S", "O", "*", "f", "u"), Attention("O", "O", "+", "f", "u")):
        with pytest.raises(InvalidArgument, match="activation once"):
            emulate_in_standard_model(GatedNetwork(BITS, units, ["u"], [attention]))


def changed(network, name, bias):
    units = [
        Unit(u.name, u.transfer, u.incoming, u.bias + bias) if u.name == name else u for u in network.units
    ]
    return Network(network.input_symbols, units, network.outputs)


@pytest.mark.parametrize("transfer", ["H", "sgn"])
@pytest.mark.parametrize("weights", ["numbers", "letters"])
@pytest.mark.parametrize("name", ["u", "f", "a_u"])
def test_the_proof_is_about_these_networks(transfer, weights, name):
    """A network that differs in one bias from the one that was built is not proved equal."""
    names = [f"x{i}" for i in range(12)]
    f = Unit.over("f", names, transfer=transfer, weights=[1] * 12 if weights == "numbers" else "v", bias=-3)
    u = Unit.over("u", names, transfer=transfer, weights=[1, -1] * 6 if weights == "numbers" else "w", bias=1)
    found = emulate_in_standard_model(output_gating(Network(names, [u]), by=f), "01")
    assert found.proof.proved
    if name in {unit.name for unit in found.network.units}:
        other = replace(found, network=changed(found.network, name, 1))
        assert other.proof.refuted


@pytest.mark.parametrize("transfer", ["H", "sgn"])
def test_weights_may_have_any_names(transfer):
    """Also the names that the identities use for other things."""
    f = Network(["L", "g_1"], [Unit("u", transfer, [("L", "f"), ("g_1", "s_1")], "K")])
    gated = output_gating(f, by=Unit("g", transfer, [("L", "R"), ("g_1", "p_1")], "m_0"))
    found = emulate_in_standard_model(gated)
    assert found.proof.proved
    statement = found.proof.premises[0].statement
    assert "f_weight" in statement and "s_1_weight" in statement and "K_weight" in statement
