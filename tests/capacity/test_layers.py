"""Layers of gated units: the listed maps, their bounds, and the networks behind them."""

from __future__ import annotations

import itertools

import pytest

from symattn.capacity import count, output_gating_tables
from symattn.capacity.classes.layered_networks import (
    count_layered,
    layered_formula,
    layered_upper_bound,
    two_layer_tables,
)
from symattn.capacity.classes.layers import count_gated_layer, every_synapse_tables
from symattn.capacity.gluing.networks import glue_gates
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import count_threshold, points, threshold_functions

T = count_threshold


@pytest.mark.parametrize(("gate", "known"), [("01", (16, 242, 35846)), ("pm", (16, 256, 63724))])
def test_two_units_with_one_gate(gate: str, known: tuple[int, ...]) -> None:
    assert tuple(count_gated_layer(n, gated=2, gate=gate) for n in (1, 2, 3)) == known
    for n, number in enumerate(known, 1):
        # Another way: for each g the set of products f g, and all pairs from it.
        gates, ones = threshold_functions(n).tables.tolist(), (1 << (1 << n)) - 1
        pairs: set[tuple[int, int]] = set()
        for g in gates:
            products = {f & g if gate == "01" else f ^ g ^ ones for f in gates}
            pairs.update(itertools.product(products, repeat=2))
        assert len(pairs) == number


@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_a_layer_counts_the_maps_of_its_networks(gate: str) -> None:
    """Another way to count: all products of values, point by point."""
    gates = threshold_functions(1).tables.tolist()
    values = {"01": (0, 1), "pm": (-1, 1)}
    first, second = values["01" if gate == "01" else "pm"], values["pm" if gate == "pm" else "01"]
    for m, q in ((1, 1), (2, 1), (1, 2), (2, 2)):
        maps = {
            tuple(
                first[f >> k & 1] * second[g >> k & 1]
                for f in chosen[:m]
                for g in chosen[m:]
                for k in range(2)
            )
            for chosen in itertools.product(gates, repeat=m + q)
        }
        assert count_gated_layer(1, gated=m, gating=q, gate=gate) == len(maps)
        assert T(0) ** (m + q) <= len(maps) <= T(1) ** (m + q)


def test_gated_and_gating_gates_may_be_exchanged() -> None:
    for gate in ("01", "pm"):
        assert count_gated_layer(2, gated=3, gate=gate) == count_gated_layer(2, gating=3, gate=gate)


def test_glued_layers_are_among_the_maps() -> None:
    """T(1)^3 different maps of a layer of two units that share a gate, made as networks."""
    maps = set()
    for chosen in itertools.product(threshold_functions(1).tables.tolist(), repeat=3):
        maps.add(glue_gates(chosen, n=1, mechanism="layer", gate="pm").tables)
    assert len(maps) == T(1) ** 3 <= count_gated_layer(2, gated=2, gate="pm")


def test_every_synapse_over_bits_misses_the_parities_of_three() -> None:
    """For n = 3 the two missing functions are the parity and its negation; n = 1, 2 have all."""
    assert [len(every_synapse_tables(n)) for n in (1, 2)] == [4, 16]
    assert set(range(256)) - set(every_synapse_tables(3).tolist()) == {0b01101001, 0b10010110}
    assert len(every_synapse_tables(3, inputs="pm")) == 256


@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_every_synapse_by_small_weights(inputs: str) -> None:
    """Another way to list n = 2: all pairs of gates, all weights in -2..2, all biases in quarters of odd numbers."""
    values = (0, 1) if inputs == "01" else (-1, 1)
    cube = points(2, inputs)
    found = set()
    for gates in itertools.product(threshold_functions(2).tables.tolist(), repeat=2):
        for w in itertools.product(range(-2, 3), repeat=2):
            sums = [
                sum(a * values[g >> k & 1] * x for a, g, x in zip(w, gates, cube[k], strict=True))
                for k in range(4)
            ]
            for b in range(-9, 10, 2):
                found.add(sum((2 * s + b >= 0) << k for k, s in enumerate(sums)))
    assert found == set(every_synapse_tables(2, inputs=inputs).tolist())


@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_glued_synapses_are_in_the_class(inputs: str) -> None:
    tables = set(every_synapse_tables(3, inputs=inputs).tolist())
    made = set()
    for f, g in itertools.product(threshold_functions(1).tables.tolist(), repeat=2):
        glued = glue_gates([f, g], n=1, mechanism="every-synapse", inputs=inputs, gate=inputs)
        made.add(glued.table)
    assert len(made) == T(1) ** 2
    # x1 has weight 0, so two of the three synapses are gated and the third is 0.
    assert made <= tables


@pytest.mark.parametrize("n", [1, 2, 3, pytest.param(4, marks=pytest.mark.full)])
def test_two_layers_are_and_or_and_products_of_signs(n: int) -> None:
    full = (1 << (1 << n)) - 1
    ands = set(output_gating_tables(n, "01").tolist())
    ors = {full - table for table in ands}
    assert set(two_layer_tables(n).tolist()) == ands | ors
    assert set(two_layer_tables(n, output="any").tolist()) == ands | ors | set(
        output_gating_tables(n, "pm").tolist()
    )


def test_layered_networks() -> None:
    assert [count_layered([n, 2, 1]) for n in (1, 2, 3)] == [len(two_layer_tables(n)) for n in (1, 2, 3)]
    assert count_layered([2, 3]) == T(2) ** 3
    assert count_layered([2, 1, 1, 1]) == T(2)
    for sizes in ([2, 2, 2], [2, 1, 2], [1, 2, 2, 1], [2, 2, 1, 2]):
        units = sum(sizes[1:])
        assert count_layered(sizes) <= layered_upper_bound(sizes) <= 2 ** (layered_formula(sizes) + units)


def test_the_formula_sees_bottlenecks() -> None:
    assert layered_formula([4, 3, 5, 2]) == 4 * 4 * 3 + 3 * 3 * 5 + 3 * 5 * 2
    assert layered_formula([1000, 2, 1]) == 2 * 1000**2 + 2 * 2


def test_one_gated_unit_is_output_gating() -> None:
    assert count_gated_layer(3, gate="mixed") == count("output-gating", 3, gate="mixed").count


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: count_gated_layer(2, gated=0), InvalidArgument, "gated: must be at least 1"),
        (lambda: count_gated_layer(2, gating=True), InvalidArgument, "not a bool"),
        (lambda: count_gated_layer(2, gate="bits"), InvalidArgument, "must be '01' or 'pm' or 'mixed'"),
        (lambda: count_gated_layer(3, gated=5, gating=5), TooLarge, "64 bits"),
        (lambda: count_gated_layer(3, gated=3), TooLarge, "tuples of gates"),
        (lambda: count_gated_layer(9), TooLarge, "at most 4"),
        (lambda: every_synapse_tables(4), TooLarge, "at most 3"),
        (lambda: every_synapse_tables(0), InvalidArgument, "at least 1"),
        (lambda: two_layer_tables(2, output="nand"), InvalidArgument, "must be 'linear' or"),
        (lambda: count_layered([2]), InvalidArgument, "at least two positive integers"),
        (lambda: layered_formula([2, 0, 1]), InvalidArgument, "at least two positive integers"),
        (lambda: layered_formula("21"), InvalidArgument, "list of integers"),
        (lambda: count_layered([2, 4, 1]), TooLarge, "maps of a hidden layer"),
        (lambda: count_layered([2, 9]), TooLarge, "maps of a layer"),
    ],
)
def test_bad_input_is_refused(call: object, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        call()  # type: ignore[operator]
