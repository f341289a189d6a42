"""Times of sets of functions kept orbit by orbit, beside lists of all pairs: run with ``pytest --benchmark-only``.

Rows of one group answer the same question; the ratio of their times is printed in parentheses.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symattn.capacity.orbits import conjunctions, multiplexed, one_synapse, orbit_sets
from symattn.capacity.orbits.conjunctions import conjunction_classes
from symattn.capacity.orbits.parallel_pairs import parallel_pairs
from symattn.capacity.orbits.programmed_signs import decided
from symattn.capacity.orbits.threshold_tables import gate_tables


def by_orbits(n: int) -> int:
    """Count the functions of multiplexing units: one pair of each class, restrictions to slabs."""
    return multiplexed._multiplexing.__wrapped__(n).count


def all_pairs(n: int) -> int:
    """Tick off f_1 OR (f_2 AND g) in a bitmap, for all gates of n + 1 variables, whose halves are f_1, f_2, and all g."""
    gates, functions = gate_tables(n), gate_tables(n + 1)
    half = np.uint32(1 << n)
    below, above = functions & ((np.uint32(1) << half) - np.uint32(1)), functions >> half
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for first, second in zip(below, above, strict=True):
        seen[first ^ ((first ^ second) & gates)] = True
    return int(np.count_nonzero(seen))


@pytest.fixture(autouse=True)
def prepared() -> None:
    for n in (4, 5):
        gate_tables(n)
        parallel_pairs(n)


@pytest.mark.benchmark(group="multiplexing of four variables")
def test_multiplexing_of_four_by_orbits(benchmark: Any) -> None:
    assert benchmark(by_orbits, 4) == 52166


@pytest.mark.benchmark(group="multiplexing of four variables")
def test_multiplexing_of_four_by_all_pairs(benchmark: Any) -> None:
    assert benchmark.pedantic(all_pairs, args=(4,), rounds=1) == 52166


@pytest.mark.benchmark(group="multiplexing of five variables")
def test_multiplexing_of_five_by_orbits(benchmark: Any) -> None:
    assert benchmark.pedantic(by_orbits, args=(5,), rounds=1) > 0.05 * 2**32


@pytest.mark.benchmark(group="least numbers of gates whose AND is h, all functions of four variables")
def test_least_covers(benchmark: Any) -> None:
    conjunctions._numbers.__wrapped__(4)
    assert max(benchmark(conjunctions._numbers.__wrapped__, 4)) == 8


@pytest.mark.benchmark(group="least numbers of gates whose AND is h, all functions of four variables")
def test_products_in_turn(benchmark: Any) -> None:
    def products() -> int:
        conjunctions._products.cache_clear()
        return conjunction_classes(4, 8, kernel="numpy").count

    assert benchmark.pedantic(products, rounds=1) == 2**16


@pytest.mark.benchmark(group="all classes of functions of five variables")
def test_classes_from_halves(benchmark: Any) -> None:
    found = benchmark.pedantic(orbit_sets._all_functions.__wrapped__, args=(5,), rounds=1)
    assert found.count == 2**32


@pytest.mark.benchmark(group="one gated synapse, five variables")
@pytest.mark.parametrize("alphabets", [("01", "01"), ("pm", "pm")])
def test_one_synapse(benchmark: Any, alphabets: tuple[str, str]) -> None:
    found = benchmark.pedantic(one_synapse._filled.__wrapped__, args=(5, *alphabets), rounds=1)
    assert found.count() > 10**6


FUNCTIONS = np.random.default_rng(0).integers(0, 2**32, 500, dtype=np.uint32)


def one_call_each() -> int:
    """Ask SciPy's floating-point solver, one function at a time."""
    from scipy.optimize import linprog

    points = np.arange(32)
    sets = [s for s in range(32) if s.bit_count() <= 2]
    monomials = np.stack([(points & s) == s for s in sets], axis=1).astype(float)
    count = 0
    for table in FUNCTIONS.tolist():
        signs = np.array([1 if table >> k & 1 else -1 for k in range(32)])
        answer = linprog(
            np.zeros(16), A_ub=-signs[:, None] * monomials, b_ub=-np.ones(32), bounds=(None, None)
        )
        count += int(answer.status == 0)
    return count


@pytest.mark.benchmark(group="500 functions of five variables: signs of quadratic polynomials?")
def test_quadratic_signs_exact(benchmark: Any) -> None:
    assert 0 < benchmark(lambda: int(decided(FUNCTIONS, 5, 2).sum())) < 500


@pytest.mark.benchmark(group="500 functions of five variables: signs of quadratic polynomials?")
def test_quadratic_signs_one_float_program_each(benchmark: Any) -> None:
    assert benchmark.pedantic(one_call_each, rounds=1) == int(decided(FUNCTIONS, 5, 2).sum())
