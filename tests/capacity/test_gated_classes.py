"""Classes of gated units listed from truth tables agree with integer weights tried one by one, and with other characterisations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from symattn.capacity import cover_count, output_gating_tables
from symattn.capacity.classes import (
    additive_output_codes,
    glued_tables,
    multiplexing_tables,
    product_tables,
    ternary_product_codes,
)
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import complement, count_threshold, glue, orbit, points, restrict, threshold_functions

ORACLES = Path(__file__).parents[1] / "oracles"
GATING = json.loads((ORACLES / "gating_counts.json").read_text())
VALUES = {"01": (0, 1), "pm": (-1, 1)}


def gates(n: int) -> list[int]:
    return [table for table, _, _ in threshold_functions(n)]


def signed(tables: list[int], n: int, alphabet: str) -> list[list[int]]:
    return [[VALUES[alphabet][table >> k & 1] for k in range(2**n)] for table in tables]


def code(bits: Iterable[int]) -> int:
    return sum(1 << k for k, bit in enumerate(bits) if bit)


@cache
def small_weights(n: int, inputs: str) -> list[tuple[tuple[int, ...], int]]:
    """Return integer weights and biases that give every gate of n <= 3 variables over this alphabet."""
    largest = 3 if n == 3 else 2
    return [(w, b) for w in product(range(-largest, largest + 1), repeat=n) for b in range(-7, 8)]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_multiplexing_by_weights(n: int) -> None:
    found = set()
    bits = signed(gates(n), n, "01")
    cube = points(n)
    for w, b in small_weights(n, "01"):
        linear = [b + sum(u * v for u, v in zip(w, x, strict=True)) for x in cube]
        # Only the signs of L and of L + c matter: c from minus to plus the range of L.
        for c in range(-3, 4):
            pairs = {(code(s >= 0 for s in linear), code(s + c >= 0 for s in linear))}
            found |= pairs
    reached = {
        code((off >> k & 1, on >> k & 1)[g[k]] for k in range(2**n)) for off, on in found for g in bits
    }
    assert reached == set(multiplexing_tables(n).tolist())


@pytest.mark.parametrize("n", [1, 2, 3])
def test_multiplexing_by_parallel_pairs(n: int) -> None:
    """f1 OR (f2 AND g) with f1 <= f2 of common weights, g any gate; the number of such ordered pairs is T(n+1)."""
    size = 2**n
    pairs = [(F & (1 << size) - 1, F >> size) for F in gates(n + 1)]
    assert len(set(pairs)) == count_threshold(n + 1)
    ordered = {(min(pair), max(pair)) if pair[0] & ~pair[1] == 0 else pair[::-1] for pair in pairs}
    assert all(low & ~high == 0 for low, high in ordered)
    tables = {low | high & g for low, high in ordered for g in gates(n)}
    assert tables == set(multiplexing_tables(n).tolist())


@pytest.mark.parametrize("n", [1, 2, 3])
def test_multiplexing_is_closed(n: int) -> None:
    tables = set(multiplexing_tables(n).tolist())
    assert all(complement(table, n) in tables for table in tables)
    assert all(set(orbit(table, n)) <= tables for table in list(tables)[::17])
    assert set(output_gating_tables(n).tolist()) <= tables


def test_counts_for_four_variables() -> None:
    assert len(multiplexing_tables(4)) == 52166
    assert len(glued_tables(4)) == 23398
    outside = set(output_gating_tables(4, "pm").tolist()) - set(multiplexing_tables(4).tolist())
    assert outside  # FA-8
    union = output_gating_tables(4).tolist()
    full = 2**16 - 1
    assert {*union, *(full - table for table in union)} <= set(multiplexing_tables(4).tolist())


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_sums_and_ternary_products_by_values(n: int) -> None:
    bits, signs = signed(gates(n), n, "01"), signed(gates(n), n, "pm")
    sums = {tuple(a + b for a, b in zip(f, g, strict=True)) for f in bits for g in bits}
    assert len(additive_output_codes(n)) == len(sums)
    products = {tuple(a * b for a, b in zip(f, g, strict=True)) for f in signs for g in bits}
    assert len(ternary_product_codes(n)) == len(products)
    if n >= 1:
        assert len(products) == GATING["ternary_product"]["values"][n - 1]


@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_products_of_listed_gates(n: int, gate: str) -> None:
    assert product_tables(gates(n), gates(n), n, gate).tolist() == output_gating_tables(n, gate).tolist()
    assert product_tables([], gates(n), n, gate).tolist() == []


@cache
def by_weights(n: int, synapses: str, inputs: str, gate: str, gated_bias: bool) -> set[int]:
    """The definition itself, with integer weights: H(b + w.z), z the gated inputs, point by point."""
    cube = points(n, inputs)
    found = set()
    vectors = set()
    for g in signed(gates(n), n, gate):
        scale = [(value, *(value if synapses == "all" or i == 0 else 1 for i in range(n))) for value in g]
        if not gated_bias:
            scale = [(1, *row[1:]) for row in scale]
        vectors.add(
            tuple(
                tuple(s * x for s, x in zip(row, (1, *p), strict=True))
                for row, p in zip(scale, cube, strict=True)
            )
        )
    import numpy as np

    weights = np.array([(b, *w) for w, b in small_weights(n, inputs)])
    powers = 1 << np.arange(2**n)
    for rows in vectors:
        found.update(np.unique((weights @ np.array(rows).T >= 0) @ powers).tolist())
    return found


@pytest.mark.parametrize("inputs", ["01", "pm"])
@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_one_gated_synapse(n: int, gate: str, inputs: str) -> None:
    tables = synaptic_gating_tables(n, inputs=inputs, gate=gate).tolist()
    assert set(tables) == by_weights(n, "one", inputs, gate, False)
    assert tables == sorted(set(tables))


@pytest.mark.parametrize("n", [2, 3, 4])
def test_one_gated_synapse_as_a_multiplexer(n: int) -> None:
    """x, g in {0,1}: f0 where x_1 = 0, and where x_1 = 1 the multiplexer of f0 and a parallel f1 by a gate."""
    tables = set()
    for F in gates(n):
        f0, f1 = restrict(F, n, 1, 0), restrict(F, n, 1, 1)
        for g in gates(n - 1):
            tables.add((f0, f0 & ~g | f1 & g))
    found = synaptic_gating_tables(n).tolist()
    assert {(restrict(h, n, 1, 0), restrict(h, n, 1, 1)) for h in found} == tables
    assert len(found) == {2: 14, 3: 132, 4: 5782}[n]


@pytest.mark.parametrize("inputs", ["01", "pm"])
@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_synapses_gated(n: int, inputs: str, gate: str) -> None:
    tables = synaptic_gating_tables(n, synapses="all", inputs=inputs, gate=gate)
    assert set(tables.tolist()) == by_weights(n, "all", inputs, gate, False)


def test_all_synapses_gated_as_in_the_characterisation() -> None:
    for n, expected in ((1, 4), (2, 16), (3, 248), (4, 34250)):
        products = output_gating_tables(n).tolist()
        at_origin = sum(table & 1 == 0 for table in products)
        assert len(synaptic_gating_tables(n, synapses="all")) == 2 * at_origin == expected


@pytest.mark.parametrize("inputs", ["01", "pm"])
@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_synapses_and_bias_gated(n: int, inputs: str, gate: str) -> None:
    tables = synaptic_gating_tables(n, synapses="all", inputs=inputs, gate=gate, bias="gated")
    assert set(tables.tolist()) == by_weights(n, "all", inputs, gate, True)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_glued_functions_by_restriction(n: int) -> None:
    small = set(gates(n - 1))
    glued = set(glued_tables(n).tolist())
    assert {glue(f, g, n - 1) for f in small for g in small} <= glued
    sample = range(2 ** (2**n)) if n < 4 else range(0, 2**16, 5)
    for table in sample:
        halves = any(all(restrict(table, n, i, v) in small for v in (0, 1)) for i in range(1, n + 1))
        assert halves == (table in glued)


@pytest.mark.parametrize("inputs", ["01", "pm"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_gates_without_bias_by_weights(n: int, inputs: str) -> None:
    cube = points(n, inputs)
    tables, tied = set(), set()
    for w in product(range(-3, 4), repeat=n):
        values = [sum(u * v for u, v in zip(w, x, strict=True)) for x in cube]
        tied.add(code(value >= 0 for value in values))
        if inputs == "01" or all(values):
            tables.add(code(value >= 0 for value in values))
    assert tables == set(bias_free_tables(n, inputs=inputs).tolist())
    if inputs == "pm":
        assert len(tied) == {1: 3, 2: 9, 3: 51}[n]


def test_numbers_of_gates_without_bias() -> None:
    assert [len(bias_free_tables(n)) for n in range(6)] == [1, 2, 6, 32, 370, 11292]  # OEIS A034997
    for n in range(1, 6):
        assert len(bias_free_tables(n, inputs="pm")) == count_threshold(n - 1)
        assert count_threshold(n - 1) <= len(bias_free_tables(n)) <= count_threshold(n) // 2


@pytest.mark.parametrize(
    ("n", "gate", "expected"), [(2, "01", 7), (3, "01", 66), (2, "pm", 8), (3, "pm", 118)]
)
def test_products_without_bias(n: int, gate: str, expected: int) -> None:
    single = bias_free_tables(n)
    assert len(product_tables(single, single, n, gate)) == expected


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_polynomial_gates(n: int) -> None:
    every = 2 ** (2**n)
    previous: set[int] = set()
    for degree in range(1, 6):
        tables = set(polynomial_threshold_tables(n, degree).tolist())
        assert previous <= tables
        assert len(tables) <= cover_count(2**n, sum(1 for k in range(2**n) if k.bit_count() <= degree))
        assert all(complement(table, n) in tables for table in tables)
        previous = tables
        if degree == 1:
            assert tables == set(gates(n))
        if degree >= n:
            assert len(tables) == every
        if degree == n - 1:
            assert len(tables) == every - 2


def affine_rank_sum(n: int) -> int:
    """Return the sum over all sets B of points of {0,1}^n of (-1)^(n + 1 - rank of the vectors (1, x), x in B)."""
    vectors = [(1, *x) for x in points(n)]

    def reduced(basis: tuple[tuple[Fraction, ...], ...], vector: tuple[int, ...]) -> list[Fraction]:
        rest = [Fraction(v) for v in vector]
        for row in basis:
            lead = next(i for i, v in enumerate(row) if v)
            factor = rest[lead] / row[lead]
            rest = [a - factor * b for a, b in zip(rest, row, strict=True)]
        return rest

    bases: dict[int, tuple[tuple[Fraction, ...], ...]] = {}

    def closed(basis: tuple[tuple[Fraction, ...], ...]) -> int:
        flat = sum(1 << k for k, vector in enumerate(vectors) if not any(reduced(basis, vector)))
        bases.setdefault(flat, basis)
        return flat

    @cache
    def joined(flat: int, k: int) -> int:
        if flat >> k & 1:
            return flat
        return closed((*bases[flat], tuple(reduced(bases[flat], vectors[k]))))

    flats = [closed(())]
    for subset in range(1, 2 ** (2**n)):
        top = subset.bit_length() - 1
        flats.append(joined(flats[subset ^ 1 << top], top))
    return sum((-1) ** (n + 1 - len(bases[flat])) for flat in flats)


@pytest.mark.parametrize("n", [3, 4])
def test_polynomial_gates_of_degree_n_minus_2_by_the_rank_polynomial(n: int) -> None:
    """Zaslavsky: an arrangement of rank r has sum (-1)^(|A| - rank A) regions; the dual of degree n - 2 is the affine cube."""
    assert len(polynomial_threshold_tables(n, n - 2)) == affine_rank_sum(n) == {3: 104, 4: 57574}[n]


def test_products_of_signs_are_quadratic_gates() -> None:
    assert set(output_gating_tables(4, "pm").tolist()) < set(polynomial_threshold_tables(4, 2).tolist())
    assert set(output_gating_tables(4).tolist()) < set(polynomial_threshold_tables(4, 2).tolist())


@pytest.mark.parametrize(
    ("function", "arguments", "options", "error", "argument"),
    [
        (multiplexing_tables, (5,), {}, TooLarge, "n"),
        (multiplexing_tables, (-1,), {}, InvalidArgument, "n"),
        (multiplexing_tables, (2.0,), {}, InvalidArgument, "n"),
        (additive_output_codes, (5,), {}, TooLarge, "n"),
        (ternary_product_codes, (True,), {}, InvalidArgument, "n"),
        (glued_tables, (0,), {}, InvalidArgument, "n"),
        (glued_tables, (6,), {}, TooLarge, "n"),
        (glued_tables, (5,), {"degree": 2}, TooLarge, "n"),
        (multiplexing_tables, (2,), {"degree": 0}, InvalidArgument, "degree"),
        (product_tables, ([1], [2], 0), {}, InvalidArgument, "right"),
        (product_tables, ([-1], [1], 2), {}, InvalidArgument, "left"),
        (product_tables, ([0.5], [1], 2), {}, InvalidArgument, "left"),
        (product_tables, (3, [1], 2), {}, InvalidArgument, "left"),
        (product_tables, ([1], [1], 2, "xor"), {}, InvalidArgument, "gate"),
        (synaptic_gating_tables, (0,), {}, InvalidArgument, "n"),
        (synaptic_gating_tables, (5,), {}, TooLarge, "n"),
        (synaptic_gating_tables, (2,), {"synapses": "each"}, InvalidArgument, "synapses"),
        (synaptic_gating_tables, (2,), {"gate": "both"}, InvalidArgument, "gate"),
        (synaptic_gating_tables, (2,), {"bias": "gated"}, InvalidArgument, "bias"),
        (synaptic_gating_tables, (2,), {"bias": "none"}, InvalidArgument, "bias"),
        (synaptic_gating_tables, (2,), {"synapses": "all", "degree": 2}, InvalidArgument, "degree"),
        (bias_free_tables, (0,), {"inputs": "pm"}, InvalidArgument, "n"),
        (bias_free_tables, (6,), {}, TooLarge, "n"),
        (bias_free_tables, (2,), {"inputs": "ab"}, InvalidArgument, "inputs"),
        (polynomial_threshold_tables, (2, 0), {}, InvalidArgument, "degree"),
        (polynomial_threshold_tables, (5, 2), {}, TooLarge, "n"),
        (polynomial_threshold_tables, (2, "1"), {}, InvalidArgument, "degree"),
    ],
)
def test_bad_input(
    function: Any,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    error: type[SymattnError],
    argument: str,
) -> None:
    with pytest.raises(error) as caught:
        function(*arguments, **options)
    assert caught.value.argument == argument
