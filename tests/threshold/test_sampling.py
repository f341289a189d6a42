"""Each threshold function is drawn with probability 1 / T(n); the interval covers what can be counted."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import (
    class_representatives,
    count_threshold,
    estimate_fraction,
    random_threshold,
    representative,
    threshold_functions,
    truth_table,
)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_all_functions_are_hit_equally_often(n: int) -> None:
    size = 200 * count_threshold(n)
    tables = random_threshold(n, size, seed=7).tables
    found, counts = np.unique(tables, return_counts=True)
    assert found.tolist() == threshold_functions(n).tables.tolist()
    # Hoeffding's inequality for every function, all together wrong with probability below 10^-6.
    margin = sqrt(log(2 * len(found) * 10**6) / (2 * size))
    assert np.abs(counts / size - 1 / len(found)).max() < margin
    # Bernstein's inequality is sharper for rare events: variance at most 1 / T(n).
    p, risk = 1 / len(found), log(2 * len(found) * 10**6)
    sharp = risk / (3 * size) + sqrt((risk / (3 * size)) ** 2 + 2 * p * risk / size)
    assert np.abs(counts / size - p).max() < sharp


@pytest.mark.parametrize("n", [5, 6])
def test_classes_are_drawn_by_their_sizes(n: int) -> None:
    size = 30000
    representatives, sizes = class_representatives(n)
    found = representative(random_threshold(n, size, seed=3).tables, n)
    counts = np.bincount(np.searchsorted(representatives, found), minlength=len(sizes))
    assert (representatives[np.searchsorted(representatives, found)] == found).all()
    p, risk = sizes / sizes.sum(), log(2 * len(sizes) * 10**6)
    margin = risk / (3 * size) + np.sqrt((risk / (3 * size)) ** 2 + 2 * p * risk / size)
    assert (np.abs(counts / size - p) < margin).all()


@pytest.mark.parametrize("n", range(7))
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_weights_compute_the_tables(n: int, inputs: str) -> None:
    sample = random_threshold(n, 40, seed=n, inputs=inputs)
    assert sample.weights.shape == (40, n + 1)
    assert sample.tables is not None
    for k, (row, table) in enumerate(zip(sample.weights.tolist(), sample.tables.tolist(), strict=True)):
        assert truth_table(row[:-1], row[-1], n, inputs=inputs) == table
        certificate = sample.certificate(k)
        assert certificate.table == table
        assert certificate.check()
    other = random_threshold(n, 40, seed=n, inputs="pm")
    assert other.tables is not None
    assert sample.tables.tolist() == other.tables.tolist()


def test_seven_variables_have_weights_only() -> None:
    sample = random_threshold(7, 200, seed=2)
    assert sample.tables is None
    assert sample.weights.shape == (200, 8)
    assert sample.certificate(199).check()
    assert sample.to_json()["tables"] is None


@pytest.mark.full
def test_eight_variables() -> None:
    sample = random_threshold(8, 1000, seed=2)
    assert all(sample.certificate(k).check() for k in range(0, 1000, 50))


def test_samples_are_determined_by_the_seed() -> None:
    sample = random_threshold(5, 50, seed=11)
    assert sample == random_threshold(5, 50, seed=11)
    assert hash(sample) == hash(random_threshold(5, 50, seed=11))
    assert sample != random_threshold(5, 50, seed=12)
    assert sample != "sample"
    assert pickle.loads(pickle.dumps(sample)) == sample
    assert json.loads(json.dumps(sample.to_json()))["weights"] == sample.weights.tolist()
    assert repr(sample) == "ThresholdSample(n=5, inputs='01', seed=11, size=50)"
    with pytest.raises(ValueError, match="read-only"):
        sample.weights[0, 0] = 1
    assert len(random_threshold(4, 0, seed=0)) == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_covers_a_fraction_that_is_counted(seed: int) -> None:
    gates = threshold_functions(4)
    # How many gates have exactly eight ones?
    exact = Fraction(sum(table.bit_count() == 8 for table in gates.tables.tolist()), len(gates))

    def balanced(sample: Any) -> Any:
        return np.array([table.bit_count() == 8 for table in sample.tables.tolist()])

    found = estimate_fraction(balanced, 4, 2000, seed=seed, confidence="0.999999")
    assert found.lower <= exact <= found.upper
    assert found == estimate_fraction(balanced, 4, 2000, seed=seed, confidence=Fraction(999999, 10**6))
    # The margin is the least m with 2 exp(-2 size m^2) <= risk, rounded up.
    assert (
        2 * np.exp(-2 * 2000 * found.margin**2) <= 1e-6 < 2 * np.exp(-2 * 2000 * (found.margin * 0.999) ** 2)
    )
    assert found.to_json()["estimate"] == found.hits / 2000
    assert "estimate" in found._repr_latex_()


@given(st.integers(1, 500), st.booleans())
def test_ends_stay_between_zero_and_one(size: int, value: bool) -> None:
    found = estimate_fraction(lambda sample: np.full(len(sample), value), 2, size, seed=1)
    assert 0 <= found.lower <= found.fraction == int(value) <= found.upper <= 1


@pytest.mark.parametrize(
    ("call", "error", "argument"),
    [
        (lambda: random_threshold(9, 1, seed=0), TooLarge, "n"),
        (lambda: random_threshold(-1, 1, seed=0), InvalidArgument, "n"),
        (lambda: random_threshold(2, -1, seed=0), InvalidArgument, "size"),
        (lambda: random_threshold(2, 1.5, seed=0), InvalidArgument, "size"),
        (lambda: random_threshold(2, 1, seed=-1), InvalidArgument, "seed"),
        (lambda: random_threshold(2, 1, seed=None), InvalidArgument, "seed"),
        (lambda: random_threshold(2, 1, seed=0, inputs="+-"), InvalidArgument, "inputs"),
        (lambda: random_threshold(2, 1, seed=0).certificate(1), InvalidArgument, "k"),
        (lambda: estimate_fraction(lambda s: s.tables == 0, 2, 0, seed=0), InvalidArgument, "size"),
        (lambda: estimate_fraction(lambda s: s.tables, 2, 9, seed=0), InvalidArgument, "holds"),
        (lambda: estimate_fraction(lambda s: True, 2, 9, seed=0), InvalidArgument, "holds"),
        (
            lambda: estimate_fraction(lambda s: s.tables == 0, 2, 9, seed=0, confidence=0.9),
            InvalidArgument,
            "confidence",
        ),
        (
            lambda: estimate_fraction(lambda s: s.tables == 0, 2, 9, seed=0, confidence="1"),
            InvalidArgument,
            "confidence",
        ),
        (
            lambda: estimate_fraction(lambda s: s.tables == 0, 2, 9, seed=0, confidence="1/0"),
            InvalidArgument,
            "confidence",
        ),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError], argument: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.argument == argument
