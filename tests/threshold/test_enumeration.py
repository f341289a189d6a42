"""The lists of threshold gates have the published lengths, and every gate its weights."""

from __future__ import annotations

import json
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symattn.certificates.base import check_certificate
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import (
    canonical_gates,
    count_threshold,
    glue,
    is_threshold,
    threshold_functions,
    truth_table,
)

SEQUENCES = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]
A000609 = SEQUENCES["A000609"]["values"]
A000617 = SEQUENCES["A000617"]["values"]


@pytest.mark.parametrize("n", range(6))
def test_counts_are_those_of_the_encyclopedia(n: int) -> None:
    assert count_threshold(n) == len(threshold_functions(n)) == A000609[n]
    assert len(canonical_gates(n)) == A000617[n]


@pytest.mark.parametrize("n", range(6))
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_weights_compute_their_tables(n: int, inputs: str) -> None:
    gates = threshold_functions(n, inputs=inputs)
    low = 0 if inputs == "01" else -1
    cube = np.array([[1 if k >> i & 1 else low for i in range(n)] for k in range(2**n)], dtype=np.int64)
    values = gates.weights[:, :-1] @ cube.reshape(2**n, n).T + gates.weights[:, -1:] >= 0
    tables = sum(values[:, k].astype(np.int64) << k for k in range(2**n))
    assert (tables == gates.tables).all()
    assert (np.diff(tables) > 0).all()


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_both_alphabets_list_the_functions_of_all_small_weights(n: int) -> None:
    brute = {
        truth_table(weights, bias, inputs=inputs)
        for inputs in ("01", "pm")
        for weights in product(range(-2, 3), repeat=n)
        for bias in range(-7, 8)
    }
    assert sorted(brute) == threshold_functions(n).tables.tolist()
    assert (threshold_functions(n).tables == threshold_functions(n, inputs="pm").tables).all()


def test_over_pm_no_activation_is_zero() -> None:
    gates = threshold_functions(4, inputs="pm")
    cube = np.array(list(product((-1, 1), repeat=4)))
    assert (gates.weights[:, :-1] @ cube.T + gates.weights[:, -1:] != 0).all()


def test_membership_agrees_with_the_linear_program() -> None:
    gates = threshold_functions(3)
    assert [table in gates for table in range(256)] == [bool(is_threshold(table, 3)) for table in range(256)]
    assert 256 not in gates
    assert -1 not in gates
    assert "x" not in gates
    assert True not in gates


def test_halves_of_gates_are_parallel_gates() -> None:
    # T(n+1) is the number of ordered pairs of n-variable gates whose gluing is a gate.
    two = threshold_functions(2).tables.tolist()
    three = threshold_functions(3)
    assert sum(glue(f, g, 2) in three for f in two for g in two) == len(three)


def test_certificates_of_listed_tables() -> None:
    for inputs in ("01", "pm"):
        gates = threshold_functions(4, inputs=inputs)
        assert all(check_certificate(gates.certificate(table)) for table, _, _ in gates)
    with pytest.raises(InvalidArgument, match="is_threshold"):
        gates.certificate(0b0110100110010110)
    with pytest.raises(InvalidArgument):
        gates.certificate(2**16)


def test_the_list_is_frozen_shared_and_picklable() -> None:
    gates = threshold_functions(3)
    assert threshold_functions(3) is gates
    with pytest.raises(ValueError, match="read-only"):
        gates.tables[0] = 1
    copy = pickle.loads(pickle.dumps(gates))
    assert copy == gates
    assert hash(copy) == hash(gates)
    assert gates != threshold_functions(3, inputs="pm")
    data = json.loads(json.dumps(gates.to_json()))
    assert data["count"] == len(data["tables"]) == len(data["weights"]) == 104


@pytest.mark.parametrize(
    ("n", "inputs", "error"),
    [
        (6, "01", TooLarge),
        (10**12, "01", TooLarge),
        (-1, "01", InvalidArgument),
        (False, "01", InvalidArgument),
        (2.0, "01", InvalidArgument),
        (2, "ab", InvalidArgument),
        (2, 1, InvalidArgument),
    ],
)
def test_bad_input(n: Any, inputs: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        threshold_functions(n, inputs=inputs)
