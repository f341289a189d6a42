"""Gated attention: what the gate stands on, and what it is equal to."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symattn.attention.gated import SynapticGate
from symattn.attention.zoo.attention_layers import attention_layer
from symattn.attention.zoo.gated_attention import ENTRIES
from symattn.proving import prove

ENTRYWISE, HEADWISE = ENTRIES


def test_networks_are_their_equations():
    for entry in ENTRIES:
        pairs = zip(range(1, 3), entry.expression(width=1), strict=True)
        net = entry.network(width=1)
        assert all(prove(net.output(i), right).proved for i, right in pairs)


def test_counts_classes_degree():
    for entry in ENTRIES:
        assert entry.classes == ("Q11", "Q12")
        assert entry.degree() == 4
        # scores and values, and one gating for each entry of the heads
        assert entry.gates(tokens=3, key_width=2) == 2 * 9 * 2 * 2 + 3 * 2 * 2
    units = {
        entry.id: sum(u.name.startswith("G") for u in entry.network(tokens=3, key_width=2).units)
        for entry in ENTRIES
    }
    assert units == {"gated-attention": 3 * 4, "gated-heads": 3 * 2}


def test_one_gate_a_head_is_one_gate_an_entry_with_equal_weights():
    wide, narrow = (entry.network(width=1, heads=1, key_width=2) for entry in ENTRIES)
    equal = {"W_G[1, 2]": wide.parameters[[str(p) for p in wide.parameters].index("W_G[1, 1]")]}
    for i in (1, 2):
        assert wide.subs(equal).output(i) == narrow.output(i)


def test_output_gates_are_equal_synaptic_gates_of_the_output_map():  # TX-6
    net = HEADWISE.network(width=2)
    moved = [g for g in net.gates if not (hasattr(g, "unit") and ".Y" in g.unit)]
    for gate in net.gates:
        if gate not in moved:
            moved += [SynapticGate(s, t, by=gate.by) for s, t in net.synapses(source=gate.unit)]
    equally = type(net)(net.input_symbols, net.units, net.outputs, moved)
    rng = np.random.default_rng(3)
    values = {p: Fraction(int(rng.integers(-8, 9)), 8) for p in net.parameters}
    points = rng.integers(-8, 9, (4, len(net.inputs))) / 8
    a, b = (n.subs(values).lambdify()(points) for n in (net, equally))
    assert np.abs(a - b).max() < 1e-12


def test_open_gates_give_half_of_the_layer_without_gates():
    net = ENTRYWISE.network()
    closed = net.subs({p: 0 for p in net.parameters if str(p).startswith("W_G")})
    plain = attention_layer(2, 2, 2, 1)
    assert all(prove(2 * closed.output(i), plain.output(i)).proved for i in range(1, 5))
