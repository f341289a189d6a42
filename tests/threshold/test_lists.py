"""The chunks hold every threshold gate once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import are_threshold, threshold_functions, threshold_table_chunks, transform

ORACLES = Path(__file__).parents[1] / "oracles"
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]


@pytest.mark.parametrize("n", range(6))
@pytest.mark.parametrize("chunk", [10**3, 2**20])
def test_chunks_are_the_list(n: int, chunk: int) -> None:
    chunks = list(threshold_table_chunks(n, chunk=chunk))
    assert all(tables.dtype == np.uint64 for tables in chunks)
    assert all((tables[1:] > tables[:-1]).all() for tables in chunks)
    assert {len(tables) for tables in chunks[:-1]} <= {chunk}
    assert 0 < len(chunks[-1]) <= chunk
    assert (np.sort(np.concatenate(chunks)) == threshold_functions(n).tables).all()


def test_chunks_of_one() -> None:
    assert sorted(int(tables[0]) for tables in threshold_table_chunks(2, chunk=1)) == [
        table for table in range(16) if table not in (6, 9)
    ]


def test_six_variables() -> None:
    tables = np.concatenate(list(threshold_table_chunks(6)))
    tables.sort()
    assert len(tables) == A000609[6]
    assert (tables[1:] > tables[:-1]).all()
    sample = tables[:: 10**4 + 7]
    assert are_threshold(sample, 6).all()
    for image in (
        transform(sample, 6, permutation=(3, 1, 2, 6, 5, 4), negate=(2, 5)),
        transform(sample, 6, complement=True),
    ):
        assert (tables[np.searchsorted(tables, image)] == image).all()


@pytest.mark.full
def test_all_gates_of_six_variables_are_gates() -> None:
    assert all(are_threshold(tables, 6).all() for tables in threshold_table_chunks(6))


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: threshold_table_chunks(7), TooLarge),
        (lambda: threshold_table_chunks(-1), InvalidArgument),
        (lambda: threshold_table_chunks(3, chunk=0), InvalidArgument),
        (lambda: threshold_table_chunks(3, chunk=1.5), InvalidArgument),  # type: ignore[arg-type]
    ],
)
def test_bad_input_is_refused_at_the_call(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        call()
