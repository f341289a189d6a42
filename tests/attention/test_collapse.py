"""collapse replaces only what is equal, and undoes emulate_in_standard_model."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from itertools import product

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention import output_gating
from symattn.attention.circuits.collapsing import _Collapsing, collapse
from symattn.attention.circuits.emulation import emulate_in_standard_model
from symattn.attention.gated import GatedNetwork, OutputGate
from symattn.errors import InvalidArgument
from symattn.model import Network, Unit

BITS = ["x1", "x2", "x3"]
ENDS = {"01": (0, 1), "pm": (-1, 1)}
F = Unit.over("f", BITS, transfer="H", weights=[1, 1, 1], bias=-2)


def cube(n, alphabet):
    return list(product(ENDS[alphabet], repeat=n))


def random_network(seed, transfer, units=5, inputs=3):
    r = random.Random(seed)
    names = [f"x{i + 1}" for i in range(inputs)]
    made = []
    for k in range(units):
        sources = names + [u.name for u in made]
        chosen = r.sample(sources, min(len(sources), r.randint(1, 4)))
        kind = transfer or r.choice(["H", "sgn", "identity"])
        made.append(Unit(f"u{k}", kind, [(s, r.randint(-3, 3)) for s in chosen], r.randint(-4, 3)))
    return Network(names, made)


def and_circuit(K, shift=0):
    """f and H(x1 - x3) with skip connections; right for K > 1."""
    return Network(BITS, [F, Unit("a", "H", [("x1", 1), ("x3", -1), ("f", K)], bias=shift - K)], ["a"])


def xor_circuit(K, factor=-2):
    y = Unit("y", "H", [("x1", 1), ("x3", -1), ("f", K), ("a", factor * K)])
    return and_circuit(K).with_units(y, outputs=["y"])


def is_proved(found):
    """Whether the proof goes through; it stops where gates and units of the two networks do not belong together."""
    try:
        return found.proof.proved
    except AssertionError:
        return False


def structure(network):
    units = sorted(
        (u.name, u.transfer.name, str(u.bias), sorted((s, str(w)) for s, w in u.incoming))
        for u in network.units
    )
    return units, sorted((gate.unit, gate.by) for gate in getattr(network, "gates", ())), network.outputs


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**7), st.sampled_from(["H", "sgn", ""]), st.sampled_from(["01", "pm"]), st.booleans())
def test_the_function_is_kept(seed, transfer, alphabet, enumerated):
    network = random_network(seed, transfer)
    found = _Collapsing(network, alphabet, enumerated=enumerated).run()
    assert found.network.evaluate(cube(3, alphabet)) == network.evaluate(cube(3, alphabet))
    assert found.proof.proved
    if not found.count:
        assert found.network is network


def test_something_is_found_in_random_networks():
    """The hypothesis above is not about networks that are left alone."""
    found = [collapse(random_network(seed, "H")) for seed in range(60)]
    assert sum(one.count > 0 for one in found) > 20


def test_and_with_a_skip_connection():
    found = collapse(and_circuit(2))
    assert found.proof.proved and found.network.gates == (OutputGate("a", "f"),)
    assert structure(found.network) == structure(
        GatedNetwork(BITS, [F, Unit("a", "H", [("x1", 1), ("x3", -1)])], ["a"], [OutputGate("a", "f")])
    )
    assert (found.table.before.depth, found.table.after.depth) == (2, 1)


@pytest.mark.parametrize("network", [and_circuit(1), and_circuit(2, 1), xor_circuit(1), xor_circuit(2, -1)])
def test_near_misses_are_left_alone_or_equal(network):
    found = collapse(network)
    assert found.network.evaluate(cube(3, "01")) == network.evaluate(cube(3, "01"))
    assert not any(one.form == "XOR" for one in found.replaced)


@pytest.mark.parametrize("network", [and_circuit(1), and_circuit(2, 1), xor_circuit(1)])
def test_a_constant_that_is_too_small(network):
    assert collapse(network).count == 0
    assert collapse(network).network is network


@pytest.mark.parametrize("K", [2, 3, sp.Rational(3, 2)])
def test_exclusive_or_of_bits(K):
    found = collapse(xor_circuit(K))
    assert found.proof.proved and [one.form for one in found.replaced] == ["XOR"]
    assert [unit.transfer.name for unit in found.network.units].count("sgn") == 2
    assert len(found.network.gates) == 1 and {u.name for u in found.network.units} == {"f_sgn", "y_sgn", "y"}
    assert (found.table.before.depth, found.table.after.depth) == (3, 2)


def test_exclusive_or_with_a_unit_that_is_also_read():
    network = xor_circuit(2).with_units(outputs=["y", "f", "a"])
    found = collapse(network)
    assert found.proof.proved and {"f", "a"} <= {u.name for u in found.network.units}


@pytest.mark.parametrize("n", [2, 3, 4])
def test_and_without_a_skip_connection(n):
    units = [Unit(f"f{k}", "H", [(x, (k + 2) % 3 - 1) for x in BITS], k % 2 - 1) for k in range(n)]
    last = Unit("y", "H", [(u.name, 1) for u in units], sp.Rational(1 - 2 * n, 2))
    found = collapse(Network(BITS, [*units, last], ["y"]))
    assert found.proof.proved and found.network.size() == n and len(found.network.gates) == n - 1
    assert (found.table.before.depth, found.table.after.depth) == (2, 1)
    almost = Unit("y", "H", [(u.name, 1) for u in units], sp.Rational(3 - 2 * n, 2))  # all but one
    assert not collapse(Network(BITS, [*units, almost], ["y"])).joined


@pytest.mark.parametrize("enumerated", [True, False])
def test_product_of_signs(enumerated):
    f = Unit("f", "sgn", [("x1", 1), ("x2", 1)], 1)
    a = Unit("a", "sgn", [("x2", 1), ("x3", -1), ("f", -2)], -2)
    for k, count in ((2, 1), (1, 0)):
        a = Unit("a", "sgn", [("x2", 1), ("x3", -1), ("f", -k)], -k)
        y = Unit("y", "sgn", [("x2", 1), ("x3", -1), ("f", -k), ("a", -2 * k)], -k)
        found = _Collapsing(Network(BITS, [f, a, y], ["y"]), "pm", enumerated=enumerated).run()
        assert found.count == count and found.proof.proved
        if count:
            assert {u.name for u in found.network.units} == {"f", "y"}
            assert found.network.gates == (OutputGate("y", "f"),)


def gated(transfer, bias):
    """Three gates of which the first is gated by the other two; the constants of the emulation are positive."""
    units = [
        Unit.over("u", BITS, transfer=transfer, weights=[3, -2, 2], bias=bias),
        Unit.over("f", BITS, transfer=transfer, weights=[1, 1, 1], bias=-2 * (transfer == "H") or 1),
        Unit.over("g", BITS, transfer=transfer, weights=[-1, 1, -1], bias=1),
    ]
    return Network(BITS, units, ["u"])


@pytest.mark.parametrize(("transfer", "alphabet"), [("H", "01"), ("sgn", "pm")])
@pytest.mark.parametrize("bias", [0, 1, 2])
@pytest.mark.parametrize("by", [("f",), ("g",)])
def test_collapse_undoes_emulation(transfer, alphabet, bias, by):
    network = gated(transfer, bias)
    for f in by:
        network = output_gating(network, by=f, unit="u")
    emulation = emulate_in_standard_model(network, alphabet)
    assert all(K > 0 for K in emulation.constants)
    found = collapse(emulation.network, alphabet)
    assert found.proof.proved and structure(found.network) == structure(network)


@pytest.mark.parametrize("transfer", ["H", "sgn"])
def test_collapse_undoes_emulation_for_symbolic_weights(transfer):
    f = Network.feedforward([2, 1], transfer=transfer, weights="w", bias="b")
    network = output_gating(f, by=Unit.over("g", f.inputs, transfer=transfer, weights="v", bias="c"))
    found = collapse(emulate_in_standard_model(network).network)
    assert found.proof.proved and structure(found.network) == structure(network)


def test_symbolic_weights_without_a_known_bound_are_left_alone():
    y = Unit("y", "H", [("x1", "w"), ("f", "K")], sp.Symbol("b") - sp.Symbol("K"))
    assert collapse(Network(BITS, [F, y], ["y"])).count == 0


@pytest.mark.parametrize(("transfer", "alphabet"), [("H", "01"), ("sgn", "pm")])
def test_many_inputs(transfer, alphabet):
    r = random.Random(2)
    names = [f"x{i}" for i in range(16)]
    units = [
        Unit(f"u{k}", transfer, [(x, r.choice((-2, -1, 1, 2))) for x in names], r.randint(-2, 2))
        for k in range(2)
    ]
    network = output_gating(Network(names, units, ["u0"]), by="u1", unit="u0")
    emulation = emulate_in_standard_model(network, alphabet)
    found = collapse(emulation.network, alphabet)
    assert not found.enumerated and found.proof.proved and found.proof.extent == "general"
    assert structure(found.network) == structure(network)
    (y,) = [u for u in emulation.network.units if u.name == "u0"]
    # The bias no longer silences the unit where the gating unit is silent.
    weaker = Unit("u0", transfer, y.incoming, y.bias / 2)
    assert (
        collapse(
            emulation.network.rebuilt([u if u.name != "u0" else weaker for u in emulation.network.units]),
            alphabet,
        ).count
        == 0
    )


def test_a_chain_collapses_to_one_layer():
    units = [Unit("f", "H", [("x1", 1)], -1)]
    for k in range(1, 5):
        below = units[-1].name
        units.append(Unit(f"g{k}", "H", [("x2", 1), ("x3", (-1) ** k), (below, 3)], -3 - k % 2))
    network = Network(BITS, units, [units[-1].name])
    found = collapse(network)
    assert (found.table.before.depth, found.table.after.depth) == (5, 1)
    assert found.proof.proved and found.network.evaluate(cube(3, "01")) == network.evaluate(cube(3, "01"))


def test_plain_data():
    found = collapse(and_circuit(2))
    assert pickle.loads(pickle.dumps(found)) == found
    assert found.to_json()["replaced"] == [{"form": "AND", "unit": "a", "by": "f"}]
    assert "<table>" in found._repr_html_()


def test_bad_input():
    with pytest.raises(InvalidArgument, match="without gates"):
        collapse(output_gating(Network(BITS, [F]), by="x1"))
    with pytest.raises(InvalidArgument, match="must be a network"):
        collapse("net")
    with pytest.raises(InvalidArgument, match="'01' or 'pm'"):
        collapse(and_circuit(2), "{0,1}")
    linear = Network.feedforward([2, 1])
    assert collapse(linear).network is linear


@pytest.mark.parametrize("enumerated", [True, False])
def test_the_proof_is_about_these_networks(enumerated):
    """A network that differs in one bias from the one that was built is not proved equal."""
    g = Unit("g", "H", [("x1", 1), ("x3", -1)])
    last = Unit("z", "H", [("f", 1), ("g", 1)], sp.Rational(-3, 2))
    both = xor_circuit(2).with_units(g, last, outputs=["y", "z"])
    for network in (and_circuit(2), xor_circuit(2), both):
        found = _Collapsing(network, "01", enumerated=enumerated).run()
        assert found.proof.proved and found.count
        for name in (unit.name for unit in found.network.units if unit.transfer.name != "identity"):
            units = [
                Unit(u.name, u.transfer, u.incoming, u.bias + 2 * (u.name == name))
                for u in found.network.units
            ]
            other = replace(found, network=found.network.rebuilt(units))
            assert not is_proved(other), name


@pytest.mark.full
@pytest.mark.parametrize("transfer", ["H", "sgn"])
def test_many_random_networks(transfer):
    for seed in range(600):
        network = random_network(seed, transfer, units=6)
        for enumerated in (True, False):
            found = _Collapsing(network, "01", enumerated=enumerated).run()
            assert found.network.evaluate(cube(3, "01")) == network.evaluate(cube(3, "01"))
            assert found.proof.proved
