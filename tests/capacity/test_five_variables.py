"""Sets of functions kept orbit by orbit agree with lists up to four variables, with each other for five, and notice a missing gate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.capacity.class_options import class_options
from symattn.capacity.classes.enumerated import enumerated_codes, enumerated_count
from symattn.capacity.orbits import (
    all_synapses,
    by_orbits,
    conjunctions,
    gate_products,
    multiplexed,
    one_synapse,
    programmed_signs,
    sign_products,
    threshold_tables,
    unbiased_products,
)
from symattn.capacity.orbits.all_synapses import all_synapses_classes, all_synapses_count
from symattn.capacity.orbits.by_orbits import orbit_count, orbit_set, orbit_tally
from symattn.capacity.orbits.conjunctions import conjunction_classes, conjunction_numbers
from symattn.capacity.orbits.gate_products import (
    JOINS,
    glued_classes,
    joined_classes,
    two_layer_classes,
)
from symattn.capacity.orbits.half_actions import HalfAction, HalfPairs
from symattn.capacity.orbits.multiplexed import multiplexing_classes
from symattn.capacity.orbits.one_synapse import any_synapse_classes, one_synapse_count
from symattn.capacity.orbits.orbit_sets import OrbitSet, all_functions, distinct
from symattn.capacity.orbits.parallel_pairs import parallel_pairs, parallel_triples
from symattn.capacity.orbits.polynomial_signs import agreeing_with_affine, polynomial_sign_classes
from symattn.capacity.orbits.programmed_signs import decided, programmed_sign_classes
from symattn.capacity.orbits.shared_gate import shared_gate_count
from symattn.capacity.orbits.sign_products import reached, sign_product_classes
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.capacity.orbits.unbiased_products import bias_free_gates, bias_free_product_count
from symattn.certificates.tally import check_tally
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import orbit
from symattn.threshold.symmetry import transform
from symattn.threshold.walk.batched_simplex import solve_batch

ORACLES = Path(__file__).parents[1] / "oracles"
GATING = json.loads((ORACLES / "gating_counts.json").read_text())
THRESHOLD = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]


def members(tables: Any, n: int) -> set[int]:
    """Return the union of the orbits, image by image."""
    return {image for table in tables for image in orbit(int(table), n)}


# Sets of orbits.


@given(st.lists(st.integers(0, 255), max_size=6), st.lists(st.integers(0, 255), max_size=6))
@settings(max_examples=25)
def test_operations_are_those_of_sets(left: list[int], right: list[int]) -> None:
    one, other = OrbitSet.of(left, 3), OrbitSet.of(right, 3)
    a, b = members(left, 3), members(right, 3)
    for found, expected in ((one | other, a | b), (one & other, a & b), (one - other, a - b)):
        assert found.count == len(expected)
        assert members(found.representatives, 3) == expected
        assert check_tally(found.tally()) == len(expected)
    assert (one <= other) == (a <= b)
    assert members(one.complements().representatives, 3) == {255 - table for table in a}
    assert one.holds(np.arange(256)).tolist() == [table in a for table in range(256)]


def test_all_functions_fall_into_the_known_numbers_of_orbits() -> None:
    assert [len(all_functions(n).representatives) for n in range(5)] == [2, 3, 6, 22, 402]
    assert all(all_functions(n).count == 2**2**n for n in range(5))


@pytest.mark.full
def test_all_functions_of_five_variables() -> None:
    everything = all_functions(5)
    assert everything.count == 2**32
    assert len(everything.representatives) == 1228158  # OEIS A000616
    pairs = everything.complements()
    fixed = int(
        np.count_nonzero(
            np.isin(everything.representatives ^ np.uint32(2**32 - 1), everything.representatives)
        )
    )
    assert pairs == everything and fixed >= 0


def test_distinct_is_sorted_and_keeps_its_argument() -> None:
    tables = np.array([9, 2, 9, 0, 2], dtype=np.uint32)
    assert distinct(tables).tolist() == [0, 2, 9] and tables.tolist() == [9, 2, 9, 0, 2]
    assert distinct(tables[:0]).tolist() == []


def test_sets_refuse_what_is_no_table() -> None:
    for bad in ([16], [-1], ["a"], [1.5]):
        with pytest.raises(InvalidArgument, match="tables"):
            OrbitSet.of(bad, 2)
    with pytest.raises(TooLarge, match="n"):
        OrbitSet.of([0], 6)
    with pytest.raises(InvalidArgument, match="other"):
        _ = OrbitSet.of([0], 2) | OrbitSet.of([0], 3)
    assert 16 not in OrbitSet.of([0], 2) and "0" not in OrbitSet.of([0], 2)


def test_halves_move_as_the_symmetries_move_them() -> None:
    action = HalfAction.on(3)
    assert action.images.shape == (48, 256)
    assert all(sorted(image) == list(range(256)) for image in action.images)
    assert [int(action.class_sizes[k]) for k in range(22)] == [
        len(orbit(int(least), 3)) for least in action.classes
    ]
    tables = np.arange(256)
    assert (action.images[action.to_least, tables] == action.least).all()


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=5))
@settings(max_examples=25)
def test_pairs_of_halves_are_closed_under_the_other_variables(pairs: list[tuple[int, int]]) -> None:
    found = HalfPairs(3)
    expected = set()
    for first, second in pairs:
        found.add(np.array([first]), np.array([second]))
        for order, signs in product(permutations((1, 2)), range(4)):
            flips = [i for i in (1, 2) if signs >> (i - 1) & 1]
            expected.add(transform(first | second << 4, 3, permutation=(*order, 3), negate=flips))
    assert found.count() == len(expected)
    listed = {int(table) for tables in found.tables() for table in tables}
    assert listed <= expected
    assert {table & 15 for table in listed} == {int(HalfAction.on(2).least[table & 15]) for table in expected}


# Parallel gates.


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_parallel_pairs_count_gates_of_one_more_variable(n: int) -> None:
    """F has the sections f_1 <= f_2 at x = 0, 1 or the other way round: T(n+1) = 2 |{f_1 < f_2}| + |{f_1 = f_2}|."""
    size = 2**n
    pairs = set()
    for below, above in zip(*(tables.tolist() for tables in parallel_pairs(n)), strict=True):
        assert below & ~above == 0
        for order, signs in product(permutations(range(1, n + 1)), range(2**n)):
            flips = [i + 1 for i in range(n) if signs >> i & 1]
            pairs.add(tuple(transform(table, n, permutation=order, negate=flips) for table in (below, above)))
    assert (
        2 * sum(a != b for a, b in pairs) + sum(a == b for a, b in pairs)
        == THRESHOLD["A000609"]["values"][n + 1]
    )
    glued = {a | b << size for a, b in pairs} | {b | a << size for a, b in pairs}
    assert glued == set(gate_tables(n + 1).tolist())


def test_numbers_of_parallel_pairs() -> None:
    assert [len(parallel_pairs(n)[0]) for n in (2, 3, 4, 5)] == [15, 54, 335, 4473]


def test_triples_are_equally_spaced() -> None:
    """Over {-1, 0, 1} weights w, b, v of one variable give all triples; the middle one is parallel to both others."""
    found = set()
    for w, b, v in product(range(-2, 3), range(-9, 10), range(10)):
        rows = [sum(1 << x for x in (0, 1) if 2 * (w * x + z * v) + b >= 0) for z in (-1, 0, 1)]
        found |= {tuple(transform(row, 1, negate=flips) for row in rows) for flips in ((), (1,))}
    triples = list(zip(*(tables.tolist() for tables in parallel_triples(1)), strict=True))
    images = {
        tuple(transform(row, 1, negate=flips) for row in triple) for triple in triples for flips in ((), (1,))
    }
    assert images == found


# Sets and lists.


def choices() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the classes that symmetries keep."""
    yield "threshold", {}
    yield "multiplexing", {}
    yield "glued", {}
    yield from (("polynomial-threshold", {"degree": d}) for d in (1, 2, 3, 4))
    yield from (
        ("output-gating", {"gate": gate, "gates": k}) for gate in ("01", "pm") for k in (1, 2, 3, 4, 9)
    )
    yield from (("two-layer", {"output": output}) for output in ("linear", "and", "xor", "any"))
    for gate in ("01", "pm"):
        yield "synaptic-gating", {"synapses": "any", "inputs": "pm", "gate": gate}
        yield "synaptic-gating", {"synapses": "all", "inputs": "pm", "gate": gate}
        yield "synaptic-gating", {"synapses": "all", "gate": gate, "bias": "gated"}


def numbers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield classes that are counted by orbits though only a part of the symmetries keeps them."""
    for inputs in ("01", "pm"):
        yield "threshold", {"bias": "none", "inputs": inputs}
        for gate in ("01", "pm"):
            yield "synaptic-gating", {"inputs": inputs, "gate": gate}
            yield "synaptic-gating", {"synapses": "any", "inputs": inputs, "gate": gate}
            yield "output-gating", {"bias": "none", "inputs": inputs, "gate": gate}
    yield "synaptic-gating", {"synapses": "all"}


@pytest.mark.parametrize(("cls", "given"), list(choices()), ids=str)
def test_sets_agree_with_lists(cls: str, given: dict[str, Any]) -> None:
    for n in (1, 2, 3, 4):
        options = class_options(cls, n, given, most=5)
        listed = np.zeros(1 << (1 << n), dtype=bool)
        listed[enumerated_codes(options)] = True
        found = orbit_set(options)
        assert (found.holds(np.arange(1 << (1 << n), dtype=np.uint32)) == listed).all()
        assert orbit_count(options) == check_tally(orbit_tally(options)) == int(listed.sum())


@pytest.mark.parametrize(("cls", "given"), list(numbers()), ids=str)
def test_numbers_agree_with_lists(cls: str, given: dict[str, Any]) -> None:
    for n in (1, 2, 3, 4):
        options = class_options(cls, n, given, most=5)
        assert orbit_count(options) == check_tally(orbit_tally(options)) == enumerated_count(options)


@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_maps_of_two_units_that_share_a_gate(gate: str) -> None:
    for n in (1, 2, 3):
        options = class_options("output-gating", n, {"units": 2, "gate": gate}, most=5)
        assert orbit_count(options) == check_tally(orbit_tally(options)) == enumerated_count(options)


@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_maps_of_two_units_of_four_variables_lie_between_their_bounds(gate: str) -> None:
    T = THRESHOLD["A000609"]["values"]
    assert T[3] ** 3 <= shared_gate_count(4, gate=gate) <= T[4] ** 3 // (2 if gate == "pm" else 1)


def test_known_values() -> None:
    assert [joined_classes(n, "and").count for n in (1, 2, 3, 4)] == GATING["and_of_two"]["values"]
    assert [joined_classes(n, "xor").count for n in (1, 2, 3, 4)] == GATING["product_of_two_pm"]["values"]
    assert [conjunction_classes(3, k).count for k in (1, 2, 3, 4)] == GATING["and_of_k"]["n3"]
    assert {str(k): conjunction_classes(4, k).count for k in (1, 2, 7, 8)} == GATING["and_of_k"]["n4"]
    for k, value in GATING["product_of_k_pm"]["n4"].items():
        assert sign_product_classes(4, int(k)).count == value


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_least_covers_are_the_products_in_turn(n: int) -> None:
    """The compiled search for covers and the products with NumPy are two methods; least numbers are reached, not passed."""
    for k in (1, 2, 3, 4, 5, 8):
        assert conjunction_classes(n, k, kernel="numba") == conjunction_classes(n, k, kernel="numpy")
    assert sum(conjunction_numbers(n).values()) == 2**2**n
    assert max(conjunction_numbers(n)) == max(1, 2 ** (n - 1) if n else 1)


def test_signs_of_polynomials_contain_products_of_signs() -> None:
    for n in (2, 3, 4):
        for k in (1, 2, 3):
            if k >= n - 2:
                assert sign_product_classes(n, k) <= polynomial_sign_classes(n, k)
    assert polynomial_sign_classes(4, 2).count > sign_product_classes(4, 2).count


@pytest.mark.parametrize(("n", "degree"), [(1, 1), (2, 1), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3)])
def test_linear_programs_decide_what_duality_decides(n: int, degree: int) -> None:
    assert programmed_sign_classes(n, degree) == polynomial_sign_classes(n, degree)


def test_integers_of_the_programs_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = np.array([0b1000, 0b0110], dtype=np.uint32)
    right = programmed_signs.solve_batch

    def wrong(rows: Any, index: Any, costs: Any, *, multipliers: bool) -> Any:
        found = right(rows, index, costs, multipliers=multipliers)
        return replace(
            found, denominators=1 - found.denominators.clip(0, 1), multipliers=found.multipliers + 1
        )

    monkeypatch.setattr(programmed_signs, "solve_batch", wrong)
    with pytest.raises(RuntimeError, match="prove nothing"):
        decided(tables, 2, 1)


# What is too large, and what no method counts.


@pytest.mark.parametrize(
    "function",
    [multiplexing_classes, glued_classes, two_layer_classes, one_synapse_count, all_synapses_count],
)
def test_six_variables_are_refused(function: Any) -> None:
    with pytest.raises(TooLarge, match="n: must be at most 5"):
        function(6)
    with pytest.raises(InvalidArgument, match="n"):
        function(-1)


def test_what_symmetries_do_not_keep_is_refused() -> None:
    for cls, chosen in (
        ("additive-output", {}),
        ("synaptic-gating", {}),
        ("multiplexing", {"degree": 2}),
        ("output-gating", {"gate": "mixed"}),
        ("synaptic-gating", {"synapses": "each"}),
        ("synaptic-gating", {"synapses": "all"}),
    ):
        with pytest.raises(InvalidArgument):
            orbit_set(class_options(cls, 3, chosen, most=5))
    with pytest.raises(InvalidArgument, match="inputs"):
        all_synapses_classes(3, inputs="01")
    with pytest.raises(TooLarge):
        all_synapses_count(3, gate="pm")
    for function in (glued_classes, one_synapse_count, all_synapses_count, bias_free_gates):
        with pytest.raises(InvalidArgument, match="n"):
            function(0)
    with pytest.raises(InvalidArgument, match="join"):
        joined_classes(2, "nand")
    with pytest.raises(InvalidArgument, match="gates"):
        conjunction_classes(2, 0)


# A broken part changes the answer.


def every_other_gate(n: int) -> Any:
    return gate_tables(n)[::2]


def small_gates(n: int) -> Any:
    """Return the gates with at most three ones, which cover everything but not in the least way."""
    tables = gate_tables(n)
    return tables[np.bitwise_count(tables) <= 3]


def constants(n: int) -> Any:
    return gate_tables(n)[[0, -1]]


def every_other_unbiased(n: int, *, inputs: str) -> Any:
    return bias_free_gates(n, inputs=inputs)[::2]


def every_other_pair(n: int) -> Any:
    return tuple(tables[::2] for tables in parallel_pairs(n))


@pytest.mark.parametrize(
    ("module", "name", "broken", "count", "expected"),
    [
        (
            multiplexed,
            "gate_tables",
            every_other_gate,
            lambda: multiplexed._multiplexing.__wrapped__(4).count,
            52166,
        ),
        (
            multiplexed,
            "parallel_pairs",
            every_other_pair,
            lambda: multiplexed._multiplexing.__wrapped__(4).count,
            52166,
        ),
        (
            one_synapse,
            "gate_tables",
            every_other_gate,
            lambda: one_synapse._filled.__wrapped__(4, "01", "01").count(),
            5782,
        ),
        (
            one_synapse,
            "parallel_pairs",
            every_other_pair,
            lambda: one_synapse._filled.__wrapped__(4, "pm", "pm").count(),
            34944,
        ),
        (
            all_synapses,
            "gate_tables",
            constants,
            lambda: all_synapses._classes.__wrapped__(4, "pm", "01", "free").count,
            9722,
        ),
        (
            gate_products,
            "gate_tables",
            every_other_gate,
            lambda: gate_products._glued.__wrapped__(4).count,
            23398,
        ),
        (conjunctions, "gate_tables", small_gates, lambda: conjunction_two(), 32506),
        (
            sign_products,
            "gate_tables",
            constants,
            lambda: sign_products._products.__wrapped__(4, 3).count,
            65534,
        ),
        (
            unbiased_products,
            "bias_free_gates",
            every_other_unbiased,
            lambda: bias_free_product_count(4),
            3318,
        ),
    ],
)
def test_a_broken_list_changes_the_number(
    module: Any, name: str, broken: Any, count: Any, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count() == expected
    monkeypatch.setattr(module, name, broken)
    assert count() != expected


def conjunction_two() -> int:
    return int(all_functions(4).sizes[conjunctions._numbers.__wrapped__(4) <= 2].sum())


def test_a_broken_search_for_covers_changes_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    from symattn.capacity.orbits import kernels

    right = kernels.least_covers
    monkeypatch.setattr(kernels, "least_covers", lambda *a: np.minimum(right(*a), 4))
    numbers = conjunctions._numbers.__wrapped__(4)
    assert int(all_functions(4).sizes[numbers <= 4].sum()) != conjunction_classes(4, 4).count


# Five variables: seconds each.


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


def test_modules_of_the_lists_are_not_used() -> None:
    """The lists and the sets share the convention of truth tables and the options only."""
    forbidden = ("symattn.capacity.classes", "symattn.threshold.enumeration")
    for file in Path(by_orbits.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not [name for name in forbidden if f"from {name}" in text or f"import {name}" in text], (
            file.name
        )
    assert threshold_tables.MAX_GATES == 5
