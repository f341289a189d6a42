"""Sets of functions kept orbit by orbit agree with lists up to four variables, and notice a missing gate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
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
    glued_classes,
    joined_classes,
    two_layer_classes,
)
from symattn.capacity.orbits.half_actions import HalfAction, HalfPairs
from symattn.capacity.orbits.multiplexed import multiplexing_classes
from symattn.capacity.orbits.one_synapse import one_synapse_count
from symattn.capacity.orbits.orbit_sets import OrbitSet, all_functions, distinct
from symattn.capacity.orbits.parallel_pairs import parallel_pairs, parallel_triples
from symattn.capacity.orbits.polynomial_signs import polynomial_sign_classes
from symattn.capacity.orbits.programmed_signs import decided, programmed_sign_classes
from symattn.capacity.orbits.shared_gate import shared_gate_count
from symattn.capacity.orbits.sign_products import sign_product_classes
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.capacity.orbits.unbiased_products import bias_free_gates, bias_free_product_count
from symattn.certificates.tally import check_tally
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import orbit
from symattn.threshold.symmetry import transform

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


def test_modules_of_the_lists_are_not_used() -> None:
    """The lists and the sets share the convention of truth tables and the options only."""
    forbidden = ("symattn.capacity.classes", "symattn.threshold.enumeration")
    for file in Path(by_orbits.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not [name for name in forbidden if f"from {name}" in text or f"import {name}" in text], (
            file.name
        )
    assert threshold_tables.MAX_GATES == 5
