"""The look-up of Chow vectors decides as the linear program does, and its weights compute the table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates.base import check_certificate
from symattn.certificates.threshold import NotThreshold, ThresholdWeights
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import (
    are_threshold,
    is_threshold,
    lookup,
    orbit,
    points,
    random_threshold,
    separability,
    threshold_functions,
    truth_table,
)
from symattn.threshold.lookup import chow_vector, listed_weights
from symattn.threshold.separability import _solve

ORACLES = Path(__file__).parents[1] / "oracles"
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]


@pytest.mark.parametrize("n", range(5))
def test_the_vector_is_a_sum_over_the_points(n: int) -> None:
    for table in np.random.default_rng(n).integers(0, 2 ** (2**n), 20).tolist():
        signs = [2 * (table >> k & 1) - 1 for k in range(2**n)]
        rows = [(*x, 1) for x in points(n, "pm")]
        assert chow_vector(table, n) == tuple(
            sum(s * row[i] for s, row in zip(signs, rows, strict=True)) for i in range(n + 1)
        )


@pytest.mark.parametrize("n", range(5))
def test_all_tables_are_decided_as_by_the_list(n: int) -> None:
    tables = np.arange(2 ** (2**n), dtype=np.uint32)
    answers = are_threshold(tables, n)
    assert int(answers.sum()) == A000609[n]
    assert tables[answers].tolist() == threshold_functions(n).tables.tolist()


@pytest.mark.parametrize("n", range(4))
def test_weights_are_those_of_the_linear_program(n: int) -> None:
    for table in range(2 ** (2**n)):
        assert listed_weights(table, n) == _solve(table, n)[0]


@pytest.mark.parametrize("n", [4, pytest.param(5, marks=pytest.mark.full)])
def test_weights_of_all_gates_are_those_of_the_linear_program(n: int) -> None:
    step = 1 if n == 4 else 7
    for table in threshold_functions(n).tables[::step].tolist():
        assert listed_weights(table, n) == _solve(table, n)[0]


@pytest.mark.parametrize(("n", "size"), [(5, 200), (6, 200), pytest.param(6, 20000, marks=pytest.mark.full)])
def test_gates_of_five_and_six_variables(n: int, size: int) -> None:
    tables = random_threshold(n, size, seed=n).tables
    assert tables is not None
    assert are_threshold(tables, n).all()
    for table in tables.tolist():
        answer = is_threshold(table, n)
        assert isinstance(answer.certificate, ThresholdWeights)
        assert answer.certificate.check()
        assert answer.certificate.weights == _solve(table, n)[0]


@given(st.integers(3, 6), st.data())
def test_tables_near_gates(n: int, data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n))
    table = truth_table(weights, data.draw(st.integers(-5, 5)))
    for k in data.draw(st.sets(st.integers(0, 2**n - 1), max_size=3)):
        table ^= 1 << k
    by_program = _solve(table, n)[0] is not None
    assert bool(are_threshold(np.array([table], dtype=np.uint64), n)[0]) == by_program
    answer = is_threshold(table, n)
    assert answer.separable == by_program
    assert check_certificate(answer.certificate)


def test_the_list_alone_says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_program(table: int, n: int) -> Any:
        raise AssertionError("the linear program was used")

    monkeypatch.setattr(separability, "_solve", no_program)
    assert is_threshold(234, 3).certificate.check()
    with pytest.raises(AssertionError, match="linear program"):
        is_threshold(6, 2)


def test_without_the_list_the_linear_program_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [is_threshold(table, 3) for table in range(256)]

    def no_list(n: int) -> Any:
        raise ImportError("no NumPy")

    monkeypatch.setattr(lookup, "_weights_of_vectors", no_list)
    assert [is_threshold(table, 3) for table in range(256)] == expected


def test_a_missing_class_cannot_make_a_gate_a_non_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_weights_of_vectors", lambda n: {})
    assert is_threshold(234, 3).separable
    assert isinstance(is_threshold(6, 2).certificate, NotThreshold)


def test_shapes_and_kinds() -> None:
    tables = np.array([[6, 8], [9, 14], [0, 15]], dtype=np.uint8)
    assert are_threshold(tables, 2).tolist() == [[False, True], [False, True], [True, True]]
    assert are_threshold(np.empty(0, dtype=np.uint64), 6).shape == (0,)
    images = np.array(orbit(234, 3), dtype=np.uint64)
    assert are_threshold(images, 3).all()
    assert not are_threshold(images ^ np.uint64(0b10010110), 3).any()


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: are_threshold(6, 2), InvalidArgument),  # type: ignore[arg-type]
        (lambda: are_threshold(np.array([6]), 2), InvalidArgument),
        (lambda: are_threshold(np.array([16], dtype=np.uint8), 2), InvalidArgument),
        (lambda: are_threshold(np.array([6], dtype=np.uint8), 7), TooLarge),
        (lambda: are_threshold(np.array([6], dtype=np.uint8), -1), InvalidArgument),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        call()
