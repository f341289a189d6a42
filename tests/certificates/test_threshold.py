"""Certificates of threshold gates are accepted exactly when a direct evaluation agrees."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates.base import certificate_from_json, check_certificate
from symattn.certificates.threshold import NotThreshold, ThresholdWeights
from symattn.errors import InvalidCertificate

ALPHABETS = ("01", "pm")


def point(k: int, n: int, inputs: str) -> list[int]:
    bits = [k >> i & 1 for i in range(n)]
    return bits if inputs == "01" else [2 * bit - 1 for bit in bits]


def gate_is(table: int, n: int, inputs: str, weights: tuple[int, ...], bias: int) -> bool:
    """Evaluate H(w.x + b) point by point, as the definition says."""
    return all(
        (sum(w * x for w, x in zip(weights, point(k, n, inputs), strict=True)) + bias >= 0)
        == bool(table >> k & 1)
        for k in range(2**n)
    )


def relation_holds(table: int, n: int, inputs: str, pairs: tuple[tuple[int, int], ...]) -> bool:
    """Compare the two sums of the Farkas relation, coordinate by coordinate."""
    sides = {0: [0] * (n + 1), 1: [0] * (n + 1)}
    for k, m in pairs:
        side = sides[table >> k & 1]
        for i, x in enumerate([1, *point(k, n, inputs)]):
            side[i] += m * x
    return sides[0] == sides[1] and any(m > 0 and not table >> k & 1 for k, m in pairs)


@given(st.data())
def test_weights_are_accepted_exactly_when_they_compute_the_table(data: st.DataObject) -> None:
    n = data.draw(st.integers(0, 4))
    inputs = data.draw(st.sampled_from(ALPHABETS))
    weights = tuple(data.draw(st.lists(st.integers(-4, 4), min_size=n, max_size=n)))
    bias = data.draw(st.integers(-8, 8))
    table = sum(
        1 << k
        for k in range(2**n)
        if sum(w * x for w, x in zip(weights, point(k, n, inputs), strict=True)) + bias >= 0
    )
    assert check_certificate(ThresholdWeights(table, n, inputs, weights, bias))
    # Mutants: another bias, another alphabet, one value of the table changed.
    moved = bias + data.draw(st.integers(-2, 2))
    other = data.draw(st.sampled_from(ALPHABETS))
    changed = table ^ data.draw(st.sampled_from([0, *(1 << k for k in range(2**n))]))
    expected = gate_is(changed, n, other, weights, moved)
    assert check_certificate(ThresholdWeights(changed, n, other, weights, moved)) == expected


@given(st.data())
def test_a_relation_is_accepted_exactly_when_both_sides_agree(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 3))
    inputs = data.draw(st.sampled_from(ALPHABETS))
    table = data.draw(st.integers(0, 2 ** (2**n) - 1))
    points = sorted(data.draw(st.sets(st.integers(0, 2**n - 1))))
    pairs = tuple((k, data.draw(st.integers(1, 2))) for k in points)
    certificate = NotThreshold(table, n, inputs, pairs)
    assert check_certificate(certificate) == relation_holds(table, n, inputs, pairs)


def test_parallelogram_of_xor() -> None:
    pairs = ((0, 1), (1, 1), (2, 1), (3, 1))
    for inputs in ALPHABETS:
        assert NotThreshold(0b0110, 2, inputs, pairs).check()
        assert NotThreshold(0b1001, 2, inputs, pairs).check()
        # Doubled, the relation is still one; with one multiplier changed it is none.
        assert NotThreshold(0b0110, 2, inputs, tuple((k, 2) for k, _ in pairs)).check()
        assert not NotThreshold(0b0110, 2, inputs, ((0, 2), *pairs[1:])).check()


@pytest.mark.parametrize(
    "pairs",
    [(), ((0, 0),), ((0, -1), (1, -1), (2, -1), (3, -1)), ((0, 1), (0, 1)), ((4, 1),), ((-1, 1),)],
)
def test_empty_signless_or_foreign_relations_prove_nothing(pairs: tuple[tuple[int, int], ...]) -> None:
    assert not NotThreshold(0b0110, 2, "01", pairs).check()


@pytest.mark.parametrize(
    "certificate",
    [
        ThresholdWeights(8, 2, "01", (1, 1, 1), -2),
        ThresholdWeights(8, 2, "01", (True, True), -2),
        ThresholdWeights(8, 2, "01", (1.0, 1.0), -2),  # type: ignore[arg-type]
        ThresholdWeights(8, 2, "01", (1, 1), Fraction(-2)),  # type: ignore[arg-type]
        ThresholdWeights(8, 2, "ab", (1, 1), -2),
        ThresholdWeights(16, 2, "01", (1, 1), -2),
        ThresholdWeights(-8, 2, "01", (1, 1), -2),
        ThresholdWeights(8, 10**9, "01", (1, 1), -2),
        ThresholdWeights(8, 2, "01", [1, 1], -2),  # type: ignore[arg-type]
        NotThreshold(6, 2, "01", ((0, 1.0), (1, 1), (2, 1), (3, 1))),  # type: ignore[arg-type]
        NotThreshold(6, 2, "01", (0, 1, 2, 3)),  # type: ignore[arg-type]
        NotThreshold(6, 2, "01", None),  # type: ignore[arg-type]
    ],
)
def test_malformed_content_is_false_and_never_raises(certificate: ThresholdWeights | NotThreshold) -> None:
    assert certificate.check() is False


@pytest.mark.parametrize(
    "certificate",
    [
        ThresholdWeights(234, 3, "01", (2, 1, 1), -2),
        NotThreshold(6, 2, "pm", ((0, 1), (1, 1), (2, 1), (3, 1))),
    ],
)
def test_round_trips(certificate: ThresholdWeights | NotThreshold) -> None:
    data = json.loads(json.dumps(certificate.to_json()))
    assert certificate_from_json(data) == certificate
    assert pickle.loads(pickle.dumps(certificate)) == certificate
    assert check_certificate(data)
    assert certificate._repr_latex_().startswith("$")


GOOD = {"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01", "weights": [1, 1], "bias": -2}


@pytest.mark.parametrize(
    "change",
    [
        {"table": True},
        {"table": "8"},
        {"table": 16},
        {"n": -1},
        {"n": 10**12},
        {"inputs": "xy"},
        {"inputs": None},
        {"weights": [1]},
        {"weights": [1, 1.0]},
        {"weights": "11"},
        {"bias": None},
        {"kind": "farkas"},
        {"kind": "farkas", "multipliers": [[0]]},
        {"kind": "farkas", "multipliers": 3},
    ],
)
def test_json_of_the_wrong_form_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidCertificate):
        check_certificate({**GOOD, **change})


def test_a_missing_key_is_refused() -> None:
    for key in GOOD:
        with pytest.raises(InvalidCertificate):
            check_certificate({k: v for k, v in GOOD.items() if k != key})
