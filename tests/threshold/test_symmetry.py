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
    classes,
    evaluate,
    orbit,
    points,
    threshold_functions,
    transform,
)
from symattn.threshold.symmetry import _images, _plain_changes

ORACLES = Path(__file__).parents[1] / "oracles"
A000617 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000617"]["values"]


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
    assert sum(1 for _ in _images(0, n)) == 2**n * factorial(n)
    table = 0b0000000101000111 & (2 ** (2**n) - 1)
    direct = {
        transform(table, n, permutation=permutation, negate=[i + 1 for i in range(n) if signs >> i & 1])
        for permutation in permutations(range(1, n + 1))
        for signs in range(2**n)
    }
    assert set(orbit(table, n)) == direct


@pytest.mark.parametrize("n", range(5))
def test_classes_of_threshold_gates(n: int) -> None:
    found = classes(n, tables=threshold_functions(n).tables.tolist())
    assert len(found) == A000617[n]
    assert sum(size for _, size in found) == len(threshold_functions(n))
    # The list is a union of orbits.
    assert all(size == len(orbit(table, n)) for table, size in found)


def test_classes_of_threshold_gates_of_five_variables() -> None:
    assert len(classes(5, tables=threshold_functions(5).tables.tolist())) == A000617[5]


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
        (lambda: orbit(6, 6), TooLarge),
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
