"""Layers of softmax attention: networks and equations, masks, groups, counts, classes."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symattn.attention import GatedNetwork, OutputGate
from symattn.attention.gating_counts import attention_gatings, count_gatings
from symattn.attention.zoo.attention_layers import ENTRIES, attention_equations, attention_layer
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import Unit
from symattn.proving import prove

BY_ID = {entry.id: entry for entry in ENTRIES}


def agree(net, equations, seed=0):
    """Whether network and equations have equal values at random weights and inputs."""
    rng = np.random.default_rng(seed)
    values = {p: Fraction(int(rng.integers(-16, 17)), 16) for p in net.parameters}
    points = rng.integers(-16, 17, (5, len(net.inputs))) / 16
    exact = {p: sp.Rational(v.numerator, v.denominator) for p, v in values.items()}
    functions = sp.lambdify(net.input_symbols, [e.xreplace(exact) for e in equations], _MODULES)
    wanted = np.array([functions(*point) for point in points])
    return np.abs(net.subs(values).lambdify()(points) - wanted).max() < 1e-10


_MODULES = [{"logistic": lambda t: 1 / (1 + np.exp(-t))}, "numpy"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_networks_are_their_equations_on_random_arrays(entry):
    sizes = {"tokens": 3, "width": 1, "heads": 2, "key_width": 2}
    assert agree(entry.network(**sizes), entry.expression(**sizes))


def test_a_layer_with_everything_at_once():
    options = {"causal": True, "bias": "alibi", "affine": True, "gate": "entries"}
    sizes = (3, 2, 4, 1, 2)
    assert agree(attention_layer(*sizes, **options), attention_equations(*sizes, **options))


@pytest.mark.parametrize("groups", [1, 2, 3, 6])
def test_groups(groups):
    entry = BY_ID["GQA"]
    sizes = {"tokens": 2, "width": 1, "heads": 6, "key_width": 1, "groups": groups}
    net = entry.network(**sizes)
    assert agree(net, entry.expression(**sizes))
    assert count_gatings(net) == attention_gatings(2, 1, heads=6)  # whatever the number of groups
    assert len([p for p in net.parameters if str(p).startswith("W_K")]) == groups


def test_as_many_groups_as_heads_are_multi_head_attention():
    assert attention_layer(2, 1, 2, 1, 2) == attention_layer(2, 1, 2, 1)


def test_classes_counts_and_degrees_are_read_off_the_networks():
    rows = {e.id: (e.classes, e.gates(tokens=3), e.degree()) for e in ENTRIES}
    assert rows == {
        "MHA": (("Q11", "Q12"), 36, 3),
        "causal": (("Q11", "Q12"), 24, 3),
        "additive": (("Q07", "Q11", "Q12"), 36, 3),
        "ALiBi": (("Q07", "Q11", "Q12"), 24, 3),
        "relative": (("Q07", "Q11", "Q12"), 36, 3),
        "GQA": (("Q11", "Q12"), 36, 3),
    }
    assert count_gatings(BY_ID["causal"].network(tokens=3)) == attention_gatings(3, 1, heads=2, mask="causal")


def test_a_large_finite_mask_is_a_causal_mask_within_the_bound():
    rng = np.random.default_rng(1)
    m, K = 3, 20
    causal, additive = (BY_ID[name].network(tokens=m, heads=1) for name in ("causal", "additive"))
    values = {p: Fraction(int(rng.integers(-8, 9)), 8) for p in causal.parameters}
    x = rng.integers(-8, 9, 2 * m) / 8
    mask = np.where(np.tril(np.ones((m, m))) > 0, 0.0, -K)
    exact = causal.subs(values).lambdify()(x)
    masked = additive.subs(values).lambdify()(np.concatenate([x, mask.ravel()]))
    assert 0 < np.abs(exact - masked).max() < m * np.exp(-K + 10)


def test_gating_by_a_mask_of_threshold_units_is_leaving_synapses_out():
    m = 3
    full, causal = attention_layer(m, 1, 1, 1), attention_layer(m, 1, 1, 1, causal=True)
    units = [Unit(f"mask{i}.{j}", "H", [], bias=i - j) for i in range(1, m + 1) for j in range(1, m + 1)]
    gates = [OutputGate(f"h1.{s}{u.name[4:]}", by=u.name) for u in units for s in "EA"]
    masked = GatedNetwork(full.input_symbols, (*full.units, *units), full.outputs, (*full.gates, *gates))
    assert all(prove(masked.output(i), causal.output(i)).proved for i in range(1, m + 1))
    assert not prove(full.output(1), causal.output(1)).proved


def test_entries_are_data():
    for entry in ENTRIES:
        assert pickle.loads(pickle.dumps(entry)).network() == entry.network()
        assert json.loads(json.dumps(entry.to_json()))["claim"] == f"ZOO-{entry.id}"
        assert "$" in entry._repr_latex_()


def test_bad_input():
    with pytest.raises(InvalidArgument, match="divide the number of heads"):
        attention_layer(2, 1, 3, 1, 2)
    with pytest.raises(InvalidArgument, match="causal"):
        attention_layer(2, 1, 1, 1, bias="alibi")
    with pytest.raises(InvalidArgument, match="bias"):
        attention_layer(2, 1, 1, 1, bias="rotary")
    with pytest.raises(InvalidArgument, match="gate"):
        attention_layer(2, 1, 1, 1, gate="tokens")
    with pytest.raises(InvalidArgument, match="tokens"):
        attention_layer(0, 1, 1, 1)
    with pytest.raises(InvalidArgument, match="groups"):
        attention_layer(2, 1, 2, 1, 0)
    with pytest.raises(UnknownName, match="groups"):
        BY_ID["MHA"].network(groups=1)
