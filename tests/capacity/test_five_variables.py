"""Sets of functions of five variables agree with each other, with smaller numbers, and with linear programs for single functions: seconds each."""

from __future__ import annotations

import json
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symattn.capacity.class_options import class_options
from symattn.capacity.classes.enumerated import enumerated_count
from symattn.capacity.orbits import (
    one_synapse,
)
from symattn.capacity.orbits.all_synapses import all_synapses_classes
from symattn.capacity.orbits.conjunctions import conjunction_classes, conjunction_numbers
from symattn.capacity.orbits.gate_products import (
    JOINS,
    glued_classes,
    joined_classes,
    two_layer_classes,
)
from symattn.capacity.orbits.multiplexed import multiplexing_classes
from symattn.capacity.orbits.one_synapse import any_synapse_classes, one_synapse_count
from symattn.capacity.orbits.orbit_sets import all_functions, distinct
from symattn.capacity.orbits.polynomial_signs import agreeing_with_affine, polynomial_sign_classes
from symattn.capacity.orbits.programmed_signs import decided
from symattn.capacity.orbits.sign_products import reached, sign_product_classes
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.capacity.orbits.unbiased_products import bias_free_gates, bias_free_product_count
from symattn.threshold.walk.batched_simplex import solve_batch

ORACLES = Path(__file__).parents[1] / "oracles"
GATING = json.loads((ORACLES / "gating_counts.json").read_text())
THRESHOLD = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]


@pytest.mark.full
def test_relations_between_the_sets_of_five_variables() -> None:
    conjunction, disjunction, sign = (joined_classes(5, join) for join in JOINS)
    units, glued = multiplexing_classes(5), glued_classes(5)
    assert conjunction | disjunction <= units
    assert units.complements() == units and sign.complements() == sign and glued.complements() == glued
    assert glued <= (conjunction & disjunction & sign & units)
    assert not conjunction <= sign and not sign <= units and not units <= sign
    assert (conjunction & disjunction).count > (conjunction & disjunction & sign).count > glued.count
    assert two_layer_classes(5, output="any") == conjunction | disjunction | sign
    T = THRESHOLD["A000609"]["values"]
    assert T[4] ** 2 <= glued.count and units.count <= T[5] * (T[6] + T[5]) // 2


@pytest.mark.full
def test_products_of_signs_of_five_variables_are_all_but_parity() -> None:
    products = [sign_product_classes(5, k) for k in (1, 2, 3, 4, 5)]
    assert all(few <= more for few, more in pairwise(products))
    assert [2**32 - products[k].count for k in (3, 4)] == [2, 0]
    assert all(products[k - 1] <= polynomial_sign_classes(5, k) for k in (3, 4, 5))
    assert products[2].count < polynomial_sign_classes(5, 3).count < 2**32 - 2
    # A witness for some of the products of three, and its absence for the others, without the filter by degree.
    rng = np.random.default_rng(1)
    inside = rng.choice(products[2].representatives, 200)
    outside = rng.choice((polynomial_sign_classes(5, 3) - products[2]).representatives, 20)
    assert reached(inside, products[1]).all() and not reached(outside, products[1]).any()
    assert not reached(rng.choice(agreeing_with_affine(5).representatives, 20), products[1]).any()
    # The products of two were found from pairs; each of them has a factor, and what is not among them has none.
    assert reached(rng.choice(products[1].representatives, 100), products[0]).all()
    assert not reached(rng.choice((products[2] - products[1]).representatives, 20), products[0]).any()


@pytest.mark.full
def test_signs_of_quadratic_polynomials_of_five_variables() -> None:
    """Sampled classes: products of two signs are quadratic, f and f times parity never both are, AND of two need not be."""
    rng = np.random.default_rng(4)
    parity = np.uint32(sum(1 << k for k in range(32) if k.bit_count() % 2))
    assert decided(rng.choice(joined_classes(5, "xor").representatives, 2000), 5, 2).all()
    tables = rng.integers(0, 2**32, 4000, dtype=np.uint32)
    both = decided(tables, 5, 2) & decided(tables ^ parity, 5, 2)
    assert not both.any()
    excluded = (all_functions(5) - polynomial_sign_classes(5, 3)).representatives
    assert not decided(excluded, 5, 3).any() and not decided(excluded, 5, 2).any()
    assert decided(rng.choice(polynomial_sign_classes(5, 3).representatives, 1000), 5, 3).all()


@pytest.mark.full
def test_conjunctions_of_five_variables() -> None:
    """Least covers against products of pairs: two methods, one set; parity alone needs 16 gates (BY-1)."""
    found = conjunction_numbers(5)
    assert conjunction_classes(5, 2) == joined_classes(5, "and")
    assert sum(found.values()) == 2**32 and max(found) == 16 and found[16] == 2 and found[15] == 32
    assert found[1] == THRESHOLD["A000609"]["values"][5]


@pytest.mark.full
def test_products_of_three_of_five_variables_are_covered_by_three_sets() -> None:
    """Random ANDs of three gates are found among the sets, and sampled members have witnesses that were not used to make the set."""
    rng = np.random.default_rng(2)
    gates = gate_tables(5)
    triples = np.bitwise_and.reduce(rng.choice(gates, (2000, 3)), axis=1)
    assert conjunction_classes(5, 3).holds(triples).all()
    for table in rng.choice((conjunction_classes(5, 3) - conjunction_classes(5, 2)).representatives, 20):
        above = gates[gates & table == table]
        # The least gates above h are enough, a smaller factor leaving a smaller product.
        least = np.array([f for f in above if np.count_nonzero(above & f == above) == 1])
        pairs = distinct((least[:, None] & least[None, :]).ravel())
        assert not (pairs == table).any()
        assert any((pairs & f == table).any() for f in least)


@pytest.mark.full
@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_random_units_of_five_variables_lie_in_their_sets(inputs: str, gate: str) -> None:
    """Integer weights drawn at random, evaluated by the definition, against the sets of orbits."""
    rng = np.random.default_rng(3)
    x = (np.arange(32)[:, None] >> np.arange(5)) & 1
    x = 2 * x - 1 if inputs == "pm" else x
    powers = np.uint32(1) << np.arange(32, dtype=np.uint32)
    gates = gate_tables(5)
    pairs = one_synapse._filled(5, inputs, gate)
    pairs.close()
    units, anywhere, everywhere = (
        multiplexing_classes(5),
        any_synapse_classes(5, gate=gate),
        all_synapses_classes(5, gate=gate),
    )
    for _ in range(100):
        w, b, c = rng.integers(-6, 7, 5), int(rng.integers(-6, 7)), int(rng.integers(-12, 13))
        g = (int(rng.choice(gates)) >> np.arange(32)) & 1
        g = 2 * g - 1 if gate == "pm" else g
        unit = int((powers * (x @ w + b + c * g >= 0)).sum())
        assert unit in units
        gated = (powers * (x[:, :4] @ w[:4] + w[4] * x[:, 4] * g + b >= 0)).sum()
        first, second = np.array([gated & np.uint64(0xFFFF)]), np.array([gated >> np.uint64(16)])
        row, image = (
            pairs.action.class_number[first],
            pairs.action.images[pairs.action.to_least[first], second],
        )
        assert pairs.seen[row, image].all()
        if inputs == "pm":
            assert int(gated) in anywhere
            together = int((powers * (g * (x @ w) + b >= 0)).sum())
            assert together in everywhere


def terms(cls: str, inputs: str, gate: str) -> Any:
    """Return for every point and bit of the gate what a unit reads, shape (32, 2, width), by the definition of the class."""
    x = (np.arange(32)[:, None] >> np.arange(5)) & 1
    x = 2 * x - 1 if inputs == "pm" else x
    found = []
    for g in (-1 if gate == "pm" else 0, 1):
        gated = np.full(32, g)
        columns = {"multiplexing": [*x.T, gated], "one": [*x.T[:4], g * x[:, 4]], "all": [*(g * x).T]}[cls]
        found.append(np.stack([np.ones(32, dtype=np.int64), *columns], axis=1))
    return np.stack(found, axis=1)


def witnessed(table: int, read: Any) -> bool:
    """Decide by one exact linear program for each gate g whether weights on what the unit reads give the table."""
    values = read.reshape(64, -1)
    values = np.concatenate([values, -values.sum(axis=1, keepdims=True)], axis=1)
    rows = np.concatenate([-values, values])  # row 64 h + 2 k + g(k): free weights are d_j - t
    points = np.arange(32)
    signs = (table >> points) & 1
    gates = np.random.default_rng(0).permutation(gate_tables(5))
    for start in range(0, len(gates), 4096):
        bits = (gates[start : start + 4096, None] >> points.astype(np.uint32) & np.uint32(1)).astype(np.int64)
        index = np.unique(
            64 * signs + 2 * points + np.where((read[:, 0] != read[:, 1]).any(axis=1), bits, 0), axis=0
        )
        if solve_batch(rows, index, np.ones(rows.shape[1], dtype=np.int64)).feasible.any():
            return True
    return False


@pytest.mark.full
@pytest.mark.parametrize(
    ("cls", "inputs", "gate"),
    [
        ("multiplexing", "01", "01"),
        ("one", "01", "01"),
        ("one", "01", "pm"),
        ("one", "pm", "01"),
        ("one", "pm", "pm"),
        ("all", "pm", "01"),
        ("all", "pm", "pm"),
    ],
)
def test_sampled_functions_of_five_variables_by_linear_programs(cls: str, inputs: str, gate: str) -> None:
    """Members have weights, and a function that differs from a member at a point and is no member has none for any of the 94572 gates."""
    rng = np.random.default_rng(6)
    if cls == "one":
        pairs = one_synapse._filled(5, inputs, gate)
        listed = np.concatenate(pairs.tables())

        def member(table: int) -> bool:
            first, second = table & 0xFFFF, table >> 16
            image = pairs.action.images[pairs.action.to_least[first], second]
            return bool(pairs.seen[pairs.action.class_number[first], image])
    else:
        found = multiplexing_classes(5) if cls == "multiplexing" else all_synapses_classes(5, gate=gate)
        listed, member = found.representatives, found.__contains__
    read = terms(cls, inputs, gate)
    inside = rng.choice(listed, 4).tolist()
    assert all(member(table) and witnessed(table, read) for table in inside)
    near = [table ^ (1 << int(k)) for table in inside for k in rng.permutation(32)]
    outside = next(table for table in near if not member(table))
    assert not witnessed(outside, read)


@pytest.mark.full
def test_numbers_of_five_variables_from_fewer() -> None:
    """Without biases over {-1, 1} products of signs of n variables are those with biases of n - 1 (CAP-0)."""
    assert bias_free_product_count(5, inputs="pm", gate="pm") == joined_classes(4, "xor").count
    sums = class_options("additive-output", 4, {}, most=5)
    assert bias_free_product_count(5, inputs="pm") == enumerated_count(sums)
    assert len(bias_free_gates(5)) == 11292  # OEIS A034997
    T = THRESHOLD["A000609"]["values"]
    assert (
        one_synapse_count(5) <= T[5] * T[4] and one_synapse_count(5, inputs="pm", gate="pm") <= T[5] ** 2 // 2
    )
    assert (
        joined_classes(4, "or").count
        <= enumerated_count(class_options("output-gating", 4, {"gate": "mixed"}, most=5))
        <= one_synapse_count(5)
    )
    for inputs, gate in product(("01", "pm"), repeat=2):
        assert one_synapse_count(5, inputs=inputs, gate=gate) >= joined_classes(4, "or").count
