"""Every table is a threshold gate or none, and the certificate found proves which."""

from __future__ import annotations

import json
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates.base import check_certificate
from symattn.certificates.threshold import NotThreshold, ThresholdWeights
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import classes, is_threshold, truth_table

ORACLES = Path(__file__).parents[1] / "oracles"
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]
GATING = json.loads((ORACLES / "gating_counts.json").read_text())


@pytest.mark.parametrize("n", [0, 1, 2, 3])
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_all_tables_are_decided_with_certificates(n: int, inputs: str) -> None:
    answers = [is_threshold(table, n, inputs=inputs) for table in range(2 ** (2**n))]
    assert all(check_certificate(answer.certificate) for answer in answers)
    assert sum(map(bool, answers)) == A000609[n]


def test_all_tables_of_four_variables_through_their_classes() -> None:
    representatives = classes(4, complement=True)
    assert len(representatives) == GATING["npn_classes_of_all_functions"]["4"]
    assert sum(size for _, size in representatives) == 2**16
    answers = [(is_threshold(table, 4), size) for table, size in representatives]
    assert all(check_certificate(answer.certificate) for answer, _ in answers)
    assert sum(size for answer, size in answers if answer) == A000609[4]


@given(st.data())
def test_random_gates_are_found_again(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 6))
    inputs = data.draw(st.sampled_from(["01", "pm"]))
    weights = data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n))
    bias = data.draw(st.integers(-20, 20))
    answer = is_threshold(truth_table(weights, bias, inputs=inputs), n, inputs=inputs)
    assert answer.separable
    assert answer
    assert isinstance(answer.certificate, ThresholdWeights)
    assert check_certificate(answer.certificate)
    # Over {0, 1} the weights found are no larger than those that made the table.
    if inputs == "01":
        assert sum(map(abs, answer.certificate.weights)) <= sum(map(abs, weights))


@given(st.integers(4, 6), st.data())
def test_random_tables_get_a_certificate_that_checks(n: int, data: st.DataObject) -> None:
    inputs = data.draw(st.sampled_from(["01", "pm"]))
    table = data.draw(st.integers(0, 2 ** (2**n) - 1))
    answer = is_threshold(table, n, inputs=inputs)
    assert check_certificate(answer.certificate)
    assert check_certificate(json.loads(json.dumps(answer.to_json()))["certificate"])
    assert answer.separable == isinstance(answer.certificate, ThresholdWeights)


@given(st.integers(3, 6), st.data())
def test_tables_near_gates_get_a_certificate_that_checks(n: int, data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n))
    table = truth_table(weights, data.draw(st.integers(-5, 5)))
    for k in data.draw(st.sets(st.integers(0, 2**n - 1), max_size=3)):
        table ^= 1 << k
    assert check_certificate(is_threshold(table, n).certificate)


@given(st.data())
def test_mutated_certificates_are_accepted_only_if_evaluation_agrees(data: st.DataObject) -> None:
    n = data.draw(st.integers(2, 4))
    table = data.draw(st.integers(0, 2 ** (2**n) - 1))
    certificate = is_threshold(table, n).certificate
    changed = table ^ data.draw(st.sampled_from([0, *(1 << k for k in range(2**n))]))
    cube = [[k >> i & 1 for i in range(n)] for k in range(2**n)]
    if isinstance(certificate, ThresholdWeights):
        moved = list(certificate.weights)
        moved[data.draw(st.integers(0, n - 1))] += data.draw(st.integers(-1, 1))
        values = [sum(w * x for w, x in zip(moved, x, strict=True)) + certificate.bias for x in cube]
        expected = all((value >= 0) == bool(changed >> k & 1) for k, value in enumerate(values))
        mutant: Any = ThresholdWeights(changed, n, "01", tuple(moved), certificate.bias)
    else:
        pairs = [list(pair) for pair in certificate.multipliers]
        pairs[data.draw(st.integers(0, len(pairs) - 1))][1] += data.draw(st.integers(0, 1))
        sums = [
            [sum(m * ([1, *cube[k]][i]) for k, m in pairs if changed >> k & 1 == side) for i in range(n + 1)]
            for side in (0, 1)
        ]
        expected = sums[0] == sums[1]
        mutant = NotThreshold(changed, n, "01", tuple((k, m) for k, m in pairs))
    assert check_certificate(mutant) == expected


def test_weights_have_the_least_sum_for_three_variables() -> None:
    least: dict[int, int] = {}
    for weights in product(range(-2, 3), repeat=3):
        for bias in range(-7, 8):
            table = truth_table(weights, bias)
            least[table] = min(least.get(table, 99), sum(map(abs, weights)))
    assert len(least) == A000609[3]
    for table, total in least.items():
        certificate = is_threshold(table, 3).certificate
        assert isinstance(certificate, ThresholdWeights)
        assert sum(map(abs, certificate.weights)) == total


def test_larger_tables() -> None:
    majority = truth_table([1] * 9, 0, inputs="pm")
    certificate = is_threshold(majority, 9, inputs="pm").certificate
    assert isinstance(certificate, ThresholdWeights)
    assert certificate.check()
    assert certificate.weights == (1,) * 9
    parity = sum(1 << k for k in range(2**8) if k.bit_count() % 2)
    assert is_threshold(parity, 8).certificate.check()


def test_answers_are_deterministic_and_picklable() -> None:
    for table in (234, 0b01101001):
        answer = is_threshold(table, 3)
        assert pickle.loads(pickle.dumps(answer)) == answer == is_threshold(table, 3)
        assert answer.to_json()["separable"] == bool(answer)
        assert answer._repr_latex_().startswith("$")


@pytest.mark.parametrize(
    ("table", "n", "inputs", "error", "argument"),
    [
        (16, 2, "01", InvalidArgument, "table"),
        (-1, 2, "01", InvalidArgument, "table"),
        (True, 2, "01", InvalidArgument, "table"),
        (6.0, 2, "01", InvalidArgument, "table"),
        ("6", 2, "01", InvalidArgument, "table"),
        (6, -2, "01", InvalidArgument, "n"),
        (6, 11, "01", TooLarge, "n"),
        (6, 10**20, "01", TooLarge, "n"),
        (6, None, "01", InvalidArgument, "n"),
        (6, 2, "+-", InvalidArgument, "inputs"),
    ],
)
def test_bad_input(table: Any, n: Any, inputs: Any, error: type[SymattnError], argument: str) -> None:
    with pytest.raises(error) as caught:
        is_threshold(table, n, inputs=inputs)
    assert caught.value.argument == argument
