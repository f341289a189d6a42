"""Times of T(n) by the walk over classes, beside one call of a float solver a candidate: run with ``pytest --benchmark-only``.

Published times of other programs, on their machines.  CountingChambers.jl (arXiv 2105.14542): T(6) in 0.386 s with symmetry, 9.95 s without; it computes more, the whole characteristic
polynomial of the arrangement.  The enumeration of Liu, He, Tahir and Katz (ICML 2024), one linear program of a commercial solver for each region of N variables up to symmetry: N = 8, that is T(7), in
about a minute, and N = 9, that is T(8), in several hours on 8 cores.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from symattn.threshold import count_threshold
from symattn.threshold.walk import class_sizes, classes, expand, start, start_keys, unpack
from symattn.threshold.walk.cone_programs import cube, prefix_sums


def counted_anew(n: int, kernel: str) -> int:
    """Walk again: what was computed before is forgotten."""
    classes._walked.cache_clear()
    return count_threshold(n, kernel=kernel)


def count_with_one_float_program_each(n: int) -> int:
    """Decide each candidate of the same walk by one call of HiGHS, whose optimum is rounded."""
    from scipy.optimize import linprog

    size = n + 1
    sums, points = prefix_sums(size), cube(size)
    keys, weights, total = start_keys(size), start(size), 0
    while len(keys):
        total += int(class_sizes(unpack(keys, size)).sum())
        found = expand(weights, keys, kernel="numpy")
        rows, kept = [], []
        for key, parent, flip in zip(found.keys, found.parents, found.flips.astype(int), strict=True):
            true = points @ weights[parent].astype(int) > 0
            true[[flip, 2**size - 1 - flip]] ^= True
            answer = linprog(
                np.arange(1, size + 1), A_ub=-sums[true], b_ub=-np.ones(true.sum()), method="highs"
            )
            if answer.status == 0:
                rows.append(np.rint(answer.x)[::-1].cumsum()[::-1])
                kept.append(key)
        keys, weights = np.array(kept, dtype=np.uint64), np.array(rows, dtype=np.int16).reshape(-1, size)
    return total


@pytest.mark.benchmark(group="T(6)")
def test_six_variables(benchmark: Any) -> None:
    assert benchmark.pedantic(counted_anew, args=(6, "numpy"), rounds=5) == 15028134


@pytest.mark.benchmark(group="T(6)")
def test_six_variables_with_one_float_program_each(benchmark: Any) -> None:
    assert benchmark.pedantic(count_with_one_float_program_each, args=(6,), rounds=1) == 15028134


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@pytest.mark.benchmark(group="T(7), below 0.5 s")
def test_seven_variables(benchmark: Any, kernel: str) -> None:
    counted_anew(2, kernel)
    assert benchmark.pedantic(counted_anew, args=(7, kernel), rounds=3) == 8378070864


@pytest.mark.parametrize("kernel", ["numpy", "numba"])
@pytest.mark.benchmark(group="T(8), below 15 s, compiled below 4 s")
def test_eight_variables(benchmark: Any, kernel: str) -> None:
    counted_anew(2, kernel)
    assert benchmark.pedantic(counted_anew, args=(8, kernel), rounds=1) == 17561539552946


@pytest.mark.benchmark(group="T(8) in a process of its own, below 1 GB")
def test_memory_of_eight_variables(benchmark: Any) -> None:
    code = "from symattn.threshold import count_threshold; print(count_threshold(8, kernel='numpy'))"

    def run() -> str:
        return subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout.strip()

    assert benchmark.pedantic(run, rounds=1) == "17561539552946"
    # The largest of all processes that this one has started, in kilobytes.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    benchmark.extra_info["peak_kilobytes"] = peak
    assert peak < 1_000_000
