"""Permutations and negations act on tables as they act on points; the classes have the published numbers."""

from __future__ import annotations

import json
from itertools import permutations
from math import factorial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import (
    canonical_form,
    canonical_gates,
    classes,
    evaluate,
    orbit,
    orbit_size,
    points,
    representative,
    threshold_functions,
    transform,
)
from symattn.threshold.symmetry import branching
from symattn.threshold.symmetry.actions import _plain_changes, images, moved, residual_moves
from symattn.threshold.symmetry.branching import popcount
from symattn.threshold.symmetry.chow import coefficients, residual_group
from symattn.threshold.symmetry.searches import group_order, least_of_all, least_of_sorted

ORACLES = Path(__file__).parents[1] / "oracles"
A000617 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000617"]["values"]
CLASSES = json.loads((ORACLES / "boolean_classes.json").read_text())["sequences"]
A000616, A000370 = CLASSES["A000616"]["values"], CLASSES["A000370"]["values"]


def some_tables(n: int, size: int, seed: int = 6) -> Any:
    """Random tables, sparse ones, products of gates, symmetric ones, and some with many symmetries."""
    random = np.random.default_rng(seed)
    kind = np.min_scalar_type(2 ** (2**n) - 1)
    tables = random.integers(0, 2 ** (2**n) - 1, size, dtype=np.uint64, endpoint=True).astype(kind)
    sparse = tables & np.roll(tables, 1) & np.roll(tables, 2)
    cube = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    gates = (random.integers(-3, 4, (2 * size, n + 1)) @ np.c_[cube, np.ones(2**n, int)].T >= 0).astype(kind)
    gates = (gates << np.arange(2**n, dtype=kind)).sum(axis=1, dtype=kind)
    symmetric = random.integers(0, 2, (size, n + 1)).astype(kind)[:, cube.sum(axis=1)]
    symmetric = (symmetric << np.arange(2**n, dtype=kind)).sum(axis=1, dtype=kind)
    # Inner products: bent functions, all Chow coefficients are zero or tied.
    bent = sum(
        int(k & k >> 1 & 1) ^ int(k >> 2 & k >> 3 & 1) ^ int(k >> 4 & k >> 5 & 1) << k for k in range(2**n)
    )
    odd = sum((k.bit_count() & 1) << k for k in range(2**n))
    few = np.array([0, 2 ** (2**n) - 1, bent, odd, bent ^ odd], dtype=kind)
    return np.concatenate(
        [tables, sparse, gates[:size] & gates[size:], gates[:size] ^ gates[size:], symmetric, few]
    )


def random_image(tables: Any, n: int, random: np.random.Generator, *, complement: bool = False) -> Any:
    permutation = (random.permutation(n) + 1).tolist()
    negate = [i + 1 for i in range(n) if random.random() < 0.5]
    return transform(tables, n, permutation=permutation, negate=negate, complement=complement)


@given(st.data())
def test_the_action_is_the_substitution(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 4))
    table = data.draw(st.integers(0, 2 ** (2**n) - 1))
    permutation = data.draw(st.permutations(range(1, n + 1)))
    negate = data.draw(st.sets(st.sampled_from(range(1, n + 1)))) if n else set()
    flip = data.draw(st.booleans())
    image = transform(table, n, permutation=permutation, negate=negate, complement=flip)
    for x in points(n):
        y = [x[permutation[i] - 1] ^ (i + 1 in negate) for i in range(n)]
        assert evaluate(image, n, x) == evaluate(table, n, y) ^ flip
    array = np.array([table, 0], dtype=np.uint16)
    images = transform(array, n, permutation=permutation, negate=negate, complement=flip)
    assert images.dtype == np.uint16
    assert images.tolist()[0] == image


@pytest.mark.parametrize("n", range(6))
def test_plain_changes_run_through_all_arrangements(n: int) -> None:
    arrangement = list(range(n))
    seen = {tuple(arrangement)}
    for change in _plain_changes(n):
        arrangement[change], arrangement[change + 1] = arrangement[change + 1], arrangement[change]
        seen.add(tuple(arrangement))
    assert len(seen) == factorial(n) == len(_plain_changes(n)) + 1


@pytest.mark.parametrize("n", range(5))
def test_every_symmetry_is_met_once(n: int) -> None:
    # A function without symmetries has as many images as there are signed permutations, if there is one.
    assert sum(1 for _ in images(0, n)) == 2**n * factorial(n)
    table = 0b0000000101000111 & (2 ** (2**n) - 1)
    direct = {
        transform(table, n, permutation=permutation, negate=[i + 1 for i in range(n) if signs >> i & 1])
        for permutation in permutations(range(1, n + 1))
        for signs in range(2**n)
    }
    assert set(orbit(table, n)) == direct


def test_moves_run_through_the_residual_group_once() -> None:
    for pattern in range(2**4):
        blocks, zeros = residual_group(pattern, 4)
        assert sum(blocks) + zeros == 4
        # A signed permutation is seen by what it does to four variables.
        literals = [sum((k >> i & 1) << k for k in range(16)) for i in range(4)]
        seen = {tuple(literals)}
        for move in residual_moves(blocks, zeros):
            literals = [moved(literal, 4, move) for literal in literals]
            seen.add(tuple(literals))
        assert len(seen) == group_order(blocks, zeros) == len(residual_moves(blocks, zeros)) + 1


@pytest.mark.parametrize("n", range(5))
def test_numbers_of_classes_of_all_functions(n: int) -> None:
    tables = np.arange(2 ** (2**n), dtype=np.uint32)
    for complement, expected in ((False, A000616[n]), (True, A000370[n])):
        found, sizes = np.unique(canonical_form(tables, n, complement=complement), return_counts=True)
        others = np.unique(representative(tables, n, complement=complement))
        assert len(found) == len(others) == expected
        assert (orbit_size(found, n, complement=complement) == sizes).all()
        assert orbit_size(others, n, complement=complement).sum() == 2 ** (2**n)


def fixed_tables(n: int, permutation: tuple[int, ...], signs: int) -> tuple[int, int]:
    """Count the f with f(y) = f(x), and those with f(y) = 1 - f(x), y the image of x, by the cycles of the points."""
    image = [signs]
    for i in range(n):
        image += [k ^ 1 << permutation[i] for k in image]
    left = [True] * 2**n
    cycles, even = 0, True
    for start in range(2**n):
        k, length = start, 0
        while left[k]:
            left[k] = False
            k, length = image[k], length + 1
        if length:
            cycles, even = cycles + 1, even and length % 2 == 0
    return 2**cycles, 2**cycles if even else 0


@pytest.mark.parametrize("n", [4, 5, pytest.param(6, marks=pytest.mark.full)])
def test_numbers_of_classes_by_the_lemma_of_burnside(n: int) -> None:
    counts = [fixed_tables(n, p, signs) for p in permutations(range(n)) for signs in range(2**n)]
    plain = sum(same for same, _ in counts)
    assert plain == A000616[n] * len(counts)
    assert plain + sum(other for _, other in counts) == 2 * A000370[n] * len(counts)


@pytest.mark.full
def test_all_classes_of_five_variables() -> None:
    # The half of f with x_5 = 0 can be brought to its representative.
    halves = np.unique(representative(np.arange(2**16, dtype=np.uint32), 4))
    found = np.empty(0, dtype=np.uint32)
    for half in halves:
        glued = half | np.arange(2**16, dtype=np.uint32) << np.uint32(16)
        found = np.concatenate([found, np.unique(representative(glued, 5))])
    found = np.unique(found)
    assert len(found) == A000616[5]
    assert orbit_size(found, 5).sum() == 2**32
    npn = np.unique(representative(found, 5, complement=True))
    assert len(npn) == A000370[5]
    assert orbit_size(npn, 5, complement=True).sum() == 2**32
    assert len(np.unique(canonical_form(npn, 5, complement=True))) == A000370[5]


@pytest.mark.parametrize("n", range(6))
def test_classes_of_threshold_gates(n: int) -> None:
    tables = threshold_functions(n).tables
    found = classes(n, tables=tables.tolist())
    assert len(found) == A000617[n]
    assert sum(size for _, size in found) == len(threshold_functions(n))
    # The list is a union of orbits, and a gate has one image with sorted, non-negative coefficients.
    least = np.array([table for table, _ in found], dtype=np.uint64)
    assert orbit_size(least, n).tolist() == [size for _, size in found]
    assert set(representative(tables, n).tolist()) == {gate.table for gate in canonical_gates(n)}


def test_sizes_of_classes_are_sizes_of_orbits() -> None:
    for complement in (False, True):
        found = classes(3, complement=complement)
        assert all(size == len(orbit(table, 3, complement=complement)) for table, size in found)
        assert sum(size for _, size in found) == 2**8


@given(st.integers(0, 2**16 - 1), st.data())
def test_canonical_forms_are_invariant(table: int, data: st.DataObject) -> None:
    permutation = data.draw(st.permutations(range(1, 5)))
    negate = data.draw(st.sets(st.integers(1, 4)))
    image = transform(table, 4, permutation=permutation, negate=negate)
    assert canonical_form(image, 4) == canonical_form(table, 4) <= table
    negative = transform(image, 4, complement=True)
    assert canonical_form(negative, 4, complement=True) == canonical_form(table, 4, complement=True)
    assert representative(image, 4) == representative(table, 4)
    assert representative(negative, 4, complement=True) == representative(table, 4, complement=True)


@pytest.mark.parametrize("complement", [False, True])
@pytest.mark.parametrize("n", [4, 5, 6])
def test_forms_and_sizes_are_those_of_the_class(n: int, complement: bool) -> None:
    tables, random = some_tables(n, 12 if n == 6 else 40), np.random.default_rng(n)
    image = random_image(tables, n, random, complement=complement)
    for function in (canonical_form, representative, orbit_size):
        values = function(tables, n, complement=complement)
        assert (function(image, n, complement=complement) == values).all()
        if function is not orbit_size:
            assert values.dtype == tables.dtype
            assert (function(values, n, complement=complement) == values).all()
    assert (canonical_form(tables, n, complement=complement) <= np.minimum(tables, image)).all()
    # The two choices from a class separate the same classes.
    chosen = representative(tables, n, complement=complement)
    least = canonical_form(tables, n, complement=complement)
    assert (canonical_form(chosen, n, complement=complement) == least).all()
    assert (representative(least, n, complement=complement) == chosen).all()


@pytest.mark.parametrize(("n", "size"), [(4, 30), (5, 2), pytest.param(6, 8, marks=pytest.mark.full)])
def test_forms_and_sizes_beside_the_whole_orbit(n: int, size: int) -> None:
    for table in some_tables(n, size).tolist():
        found = orbit(table, n)
        assert canonical_form(table, n) == found[0]
        assert orbit_size(table, n) == len(found)
        array = np.array(found, dtype=np.uint64)
        values = coefficients(array, n)
        sorted_ones = (np.diff(values, axis=0) <= 0).all(axis=0) & (values[-1] >= 0)
        assert representative(table, n) == array[sorted_ones].min()


@pytest.mark.parametrize("n", range(7))
def test_compiled_search_agrees(n: int) -> None:
    tables = some_tables(n, 100)
    least, fixing = least_of_all(tables, n, "numpy")
    compiled, counted = least_of_all(tables, n, "numba")
    assert (least == compiled).all()
    assert compiled.dtype == tables.dtype
    # The order of the stabiliser is known from the smaller group too, since it fixes the coefficients.
    assert (fixing == counted).all()
    assert (fixing == least_of_sorted(tables, n)[1]).all()


def test_forms_keep_shape_and_kind() -> None:
    tables = np.array([[1, 2, 4], [6, 9, 15]], dtype=np.uint64)
    for function in (canonical_form, representative):
        values = function(tables, 2)
        assert values.shape == (2, 3)
        assert values.dtype == np.uint64
    assert orbit_size(tables, 2).tolist() == [[4, 4, 4], [2, 2, 1]]
    assert isinstance(canonical_form(np.uint64(6), 2), int)
    assert isinstance(orbit_size(6, 2), int)
    assert canonical_form(np.empty(0, dtype=np.uint64), 6).shape == (0,)
    assert representative(np.empty((0, 3), dtype=np.uint32), 5, complement=True).shape == (0, 3)


def test_a_broken_search_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Points that are not cut make more bits 1: the classes of four variables fall apart.
    monkeypatch.setattr(branching, "_next_bit", lambda points, off: (points, points & off != points))
    tables = np.arange(2**16, dtype=np.uint16)
    assert len(np.unique(least_of_all(tables, 4, "numpy")[0])) != A000616[4]


def test_ones_are_counted_without_numpy_2(monkeypatch: pytest.MonkeyPatch) -> None:
    words = some_tables(6, 20)
    expected = [word.bit_count() for word in words.tolist()]
    assert popcount(words).tolist() == expected
    monkeypatch.delattr(np, "bitwise_count", raising=False)
    assert popcount(words).tolist() == expected


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: transform(16, 2), InvalidArgument),
        (lambda: transform(6, 2, permutation=(1, 1)), InvalidArgument),
        (lambda: transform(6, 2, permutation=(0, 1)), InvalidArgument),
        (lambda: transform(6, 2, permutation=3), InvalidArgument),  # type: ignore[arg-type]
        (lambda: transform(6, 2, negate=(3,)), InvalidArgument),
        (lambda: transform(6, 2, negate=("1",)), InvalidArgument),  # type: ignore[arg-type]
        (lambda: transform(np.array([1.0]), 2), InvalidArgument),
        (lambda: transform(np.array([1], dtype=np.uint8), 4), InvalidArgument),
        (lambda: transform(np.array([16], dtype=np.uint8), 2), InvalidArgument),
        (lambda: transform(np.array([-1]), 2), InvalidArgument),
        (lambda: orbit(6, 7), TooLarge),
        (lambda: canonical_form(6, 7), TooLarge),
        (lambda: representative(6, 7), TooLarge),
        (lambda: orbit_size(6, 7), TooLarge),
        (lambda: orbit_size(-1, 2), InvalidArgument),
        (lambda: representative(np.array([1.5]), 2), InvalidArgument),
        (lambda: representative(np.array([1], dtype=np.uint32), 6), InvalidArgument),
        (lambda: canonical_form(6, 2, kernel="fortran"), InvalidArgument),
        (lambda: classes(7, tables=[1]), TooLarge),
        (lambda: classes(5), TooLarge),
        (lambda: classes(-1), InvalidArgument),
        (lambda: classes(2, tables=[16]), InvalidArgument),
        (lambda: classes(2, tables=7), InvalidArgument),  # type: ignore[arg-type]
        (lambda: canonical_form(True, 2), InvalidArgument),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        call()
