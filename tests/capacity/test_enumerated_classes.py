"""Classes of four variables, and pairs of gates of five, agree with other ways to list them and with recorded numbers."""

from __future__ import annotations

import json
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity import bias_free_tables, glued_tables, output_gating_tables, polynomial_threshold_tables
from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.class_options import class_options
from symattn.capacity.classes.bitmaps import count_product_pairs, count_shared_pairs
from symattn.capacity.classes.enumerated import enumerated_codes, enumerated_count
from symattn.capacity.classes.gated import bit_columns, halves
from symattn.capacity.classes.layers import count_shared_gate
from symattn.capacity.classes.one_more_column import (
    coefficient_functionals,
    elementary_vectors,
    sign_tables,
    sign_tables_with_column,
)
from symattn.capacity.classes.point_signs import point_signs
from symattn.errors import InvalidArgument, MissingExtra, TooLarge
from symattn.threshold import orbit, threshold_functions
from symattn.threshold.compiled import use_compiled

ORACLES = Path(__file__).parents[1] / "oracles"
GATING = json.loads((ORACLES / "gating_counts.json").read_text())
FOUND = GATING["enumerated"]
ALPHABETS = list(product(("01", "pm"), repeat=2))
KERNELS = ["numpy", "numba"] if use_compiled("auto") else ["numpy"]


def codes(cls: str, n: int, **options: Any) -> list[int]:
    return enumerated_codes(class_options(cls, n, options, most=6)).tolist()


def size(cls: str, n: int, **options: Any) -> int:
    return enumerated_count(class_options(cls, n, options, most=6))


def gates(n: int) -> np.ndarray[Any, np.dtype[np.uint32]]:
    return threshold_functions(n).tables


# Recorded numbers, with a second way where there is a short one.


@pytest.mark.parametrize(
    "k", [3, 8, *(pytest.param(k, marks=pytest.mark.full) for k in (1, 2, 4, 5, 6, 7, 9))]
)
def test_conjunctions_of_k_gates_of_four_variables(k: int) -> None:
    known = FOUND["and_of_k_n4"]
    assert size("output-gating", 4, gates=k) == known[min(k, len(known)) - 1]


def test_products_of_three_and_four_gates_of_four_variables() -> None:
    assert [size("output-gating", 4, gate="pm", gates=k) for k in (3, 4)] == [65534, 65536]
    # Zeros of a product of bits are the union of the zeros of its factors: another way for k = 3.
    pairs, single = output_gating_tables(4).astype(np.uint16), gates(4).astype(np.uint16)
    seen = np.zeros(1 << 16, dtype=bool)
    for g in single:
        seen[pairs & g] = True
    assert np.count_nonzero(seen) == FOUND["and_of_k_n4"][2]


def test_sums_and_ternary_products_of_four_variables() -> None:
    single = gates(4)
    i, j = np.triu_indices(len(single))
    pairs = np.sort(
        (single[i] & single[j]).astype(np.uint64) | (single[i] | single[j]).astype(np.uint64) << np.uint64(16)
    )
    sums = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    assert codes("additive-output", 4) == sums.tolist() == codes("additive-output", 4, gate="pm")
    assert len(sums) == FOUND["additive_output_n4"]
    restrictions = sum(len(set((single & g).tolist())) for g in single[::-1][:50])
    listed = enumerated_codes(class_options("output-gating", 4, {"gate": "mixed"}, most=4))
    assert len(listed) == FOUND["ternary_product_n4"]
    # Codes are g + 2^16 (f AND g): those of 50 gates g, counted in another way.
    assert (
        np.count_nonzero(np.isin(listed & np.uint64(0xFFFF), single[::-1][:50].astype(np.uint64)))
        == restrictions
    )
    assert size("additive-output", 4, gate="mixed") == 1882**2


@pytest.mark.parametrize(("inputs", "gate"), ALPHABETS)
def test_synaptic_gating_of_four_variables(inputs: str, gate: str) -> None:
    key = f"{inputs} {gate}"
    one = codes("synaptic-gating", 4, inputs=inputs, gate=gate)
    assert len(one) == FOUND["one_synapse_n4"][key]
    some = codes("synaptic-gating", 4, inputs=inputs, gate=gate, synapses="any")
    assert len(some) == FOUND["any_synapse_n4"][key]
    # The union over the synapses is closed under permutations, and each of its functions is moved into the first class by one.
    assert set(one) <= set(some)
    for table in some[:: len(some) // 5]:
        assert set(orbit(table, 4)) & set(one)
    every = codes("synaptic-gating", 4, inputs=inputs, gate=gate, synapses="all")
    assert len(every) == FOUND["all_synapses_n4"][key]
    assert set(gates(4).tolist()) <= set(every)


def test_opposite_points_by_the_characterisation() -> None:
    """x, g in {-1, 1}: h(x) = f(x) where g = 1, f(-x) where g = -1, and for bits by brute force over the regions of n = 3."""
    reversed_bits = np.array([int(f"{k:016b}"[::-1], 2) for k in range(1 << 16)], dtype=np.uint16)
    f = gates(4).astype(np.uint16)
    seen = np.zeros(1 << 16, dtype=bool)
    for g in f:
        seen[(f & g) | (reversed_bits[f] & ~g)] = True
    assert np.flatnonzero(seen).tolist() == codes(
        "synaptic-gating", 4, inputs="pm", gate="pm", synapses="all"
    )


def test_gates_without_bias_of_four_variables() -> None:
    for inputs in ("01", "pm"):
        free = bias_free_tables(4, inputs=inputs)
        pairs = list(combinations_with_replacement(range(len(free)), 2))
        i, j = np.array(pairs).T
        conjunctions, signs = free[i] & free[j], free[i] ^ free[j] ^ np.uint32(0xFFFF)
        for gate, products, name in (("01", conjunctions, "and"), ("pm", signs, "product")):
            listed = codes("output-gating", 4, bias="none", inputs=inputs, gate=gate)
            assert listed == sorted(set(products.tolist()))
            assert len(listed) == FOUND["bias_free_n4"][f"{inputs} {name}"]
    # CAP-0: on {-1, 1}^n the products of signs without bias are G_xor(n-1), those of bits D(n-1).
    assert FOUND["bias_free_n4"]["pm product"] == len(output_gating_tables(3, "pm"))
    assert FOUND["bias_free_n4"]["pm and"] == size("additive-output", 3)


def test_classes_with_recorded_numbers() -> None:
    assert [size("polynomial-threshold", 4, degree=d) for d in (1, 2, 3, 4)] == FOUND[
        "polynomial_threshold_n4"
    ]
    assert size("multiplexing", 4) == FOUND["multiplexing_n4"]
    assert {o: size("two-layer", 4, output=o) for o in FOUND["two_layer_n4"]} == FOUND["two_layer_n4"]
    ands = set(output_gating_tables(4).tolist())
    assert set(codes("two-layer", 4)) == ands | {0xFFFF ^ table for table in ands}


@pytest.mark.full
def test_glued_functions_of_five_variables() -> None:
    glued = glued_tables(5)
    assert len(glued) == FOUND["glued_n5"]
    small = set(gates(4).tolist())
    assert {table & 0xFFFF for table in glued[:2000].tolist()} & small


# The duality behind polynomials and one column more.


def test_elementary_vectors_are_minimal() -> None:
    rows = coefficient_functionals(3, 1, "01")
    vectors = elementary_vectors(rows)
    supports = [frozenset(np.flatnonzero(vector).tolist()) for vector in vectors]
    assert not any(a < b for a in supports for b in supports)
    # They lie in the space: orthogonal to 1, x_1, x_2, x_3.
    affine = np.array([[1, *(k >> i & 1 for i in range(3))] for k in range(8)])
    assert not (vectors @ affine).any() and len(set(supports)) == len(vectors)
    with pytest.raises(TooLarge):
        elementary_vectors(np.eye(7, dtype=np.int64))


@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_signs_of_affine_functions_and_one_gate(inputs: str) -> None:
    """Degree 1 by duality is the list of threshold gates, and with one gate that of threshold gates of one more variable."""
    rows = coefficient_functionals(3, 1, inputs)
    assert sign_tables(rows).tolist() == gates(3).tolist()
    off, on = halves(4)
    for g in gates(3)[::9]:
        known = sorted(set((off ^ ((off ^ on) & np.uint16(g))).tolist()))
        assert sign_tables_with_column(rows, bit_columns(np.array([g]), 3)).tolist() == known


@given(st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_signs_at_points_include_those_of_any_weights(row: list[int]) -> None:
    cube = list(product((-1, 0, 1), repeat=3))
    rows = point_signs(cube)
    assert len(rows) == Arrangement([(1, *point) for point in cube]).regions()
    signs = np.array([2 * (row[0] + np.dot(row[1:], point)) + 1 > 0 for point in cube])
    assert (rows == signs).all(axis=1).any()


# Tables of bits, and compiled loops.


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("gate", ["01", "pm"])
def test_pairs_in_a_table_of_bits(gate: str, kernel: str) -> None:
    for n in (1, 2, 3, 4):
        assert count_product_pairs(gates(n), n, gate, kernel=kernel) == len(output_gating_tables(n, gate))
    for n in (2, 3):
        outputs = [np.unique(gates(n) & g if gate == "01" else gates(n) ^ g) for g in gates(n)]
        pairs = {pair for group in outputs for pair in product(group.tolist(), repeat=2)}
        assert count_shared_pairs(outputs, n, kernel=kernel) == len(pairs)


@pytest.mark.skipif(len(KERNELS) == 1, reason="numba is not installed")
def test_a_broken_kernel_changes_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from symattn.capacity.classes import kernels

    right = count_product_pairs(gates(3), 3, "01", kernel="numba")
    intact = kernels.tick_pairs
    monkeypatch.setattr(
        kernels, "tick_pairs", lambda bitmap, left, other, *rest: intact(bitmap, left[1:], other[:-9], *rest)
    )
    assert count_product_pairs(gates(3), 3, "01", kernel="numba") != right == 246


@pytest.mark.full
@pytest.mark.parametrize("gate", ["01", "pm"])
def test_all_pairs_of_gates_of_five_variables(gate: str) -> None:
    known = FOUND["and_of_two_n5" if gate == "01" else "product_of_two_pm_n5"]
    assert size("output-gating", 5, gate=gate) == known


@pytest.mark.full
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_layers_with_a_shared_gate(gate: str) -> None:
    assert size("output-gating", 4, units=2, gate=gate) == FOUND["shared_gate_two_units_n4"][gate]
    assert size("output-gating", 3, units=3, gate=gate) == FOUND["shared_gate_three_units_n3"][gate]


def test_layers_of_three_values_are_listed_and_counted() -> None:
    for n, units in ((1, 3), (2, 2), (3, 2)):
        listed = codes("output-gating", n, units=units, gate="mixed")
        assert count_shared_gate(gates(n), gates(n), n, units, "mixed") == len(listed)


def test_products_of_different_inputs_with_three_values() -> None:
    """Disjoint inputs: T(n) (T(m) - 1) + 1 products; six variables together are counted, not listed."""
    assert size("output-gating", 3, other_inputs=3, shared=0, gate="mixed") == 104 * 103 + 1
    with pytest.raises(TooLarge, match="counted for 6"):
        codes("output-gating", 3, other_inputs=3, shared=0, gate="mixed")


@pytest.mark.parametrize(
    ("cls", "n", "options", "error"),
    [
        ("threshold", 6, {}, TooLarge),
        ("polynomial-threshold", 5, {"degree": 2}, TooLarge),
        ("output-gating", 5, {"gates": 3}, TooLarge),
        ("output-gating", 5, {"gate": "mixed"}, TooLarge),
        ("output-gating", 4, {"units": 3}, TooLarge),
        ("output-gating", 4, {"other_inputs": 4, "shared": 1}, TooLarge),
        ("additive-output", 5, {}, TooLarge),
        ("additive-output", 4, {"gate": "mixed", "degree": 2}, TooLarge),
        ("multiplexing", 5, {}, TooLarge),
        ("synaptic-gating", 4, {"synapses": "each"}, TooLarge),
        ("synaptic-gating", 0, {}, InvalidArgument),
        ("two-layer", 5, {}, TooLarge),
        ("glued", 6, {}, TooLarge),
    ],
)
def test_what_is_not_listed(cls: str, n: int, options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"at most|at least"):
        codes(cls, n, **options)


def test_unknown_kernels_are_refused() -> None:
    with pytest.raises(InvalidArgument):
        count_product_pairs(gates(2), 2, "01", kernel="fortran")
    if len(KERNELS) == 1:
        with pytest.raises(MissingExtra):
            count_product_pairs(gates(2), 2, "01", kernel="numba")


def test_quadratic_gates_and_any_gates_multiplied() -> None:
    """All functions of four variables are products of two quadratic gates; quadratic gates times linear ones miss the parities."""
    assert size("output-gating", 4, degree=2) == 1 << 16
    missing = set(range(1 << 16)) - set(codes("output-gating", 4, gate="pm", degree=(2, 1)))
    assert missing == {sum(1 << k for k in range(16) if k.bit_count() % 2 == bit) for bit in (0, 1)}
    assert not missing & set(polynomial_threshold_tables(4, 3).tolist())
