"""Products of two gates counted by classes beside brute force over all pairs: run with ``pytest --benchmark-only``.

Rows of one group answer the same question; the ratio of their times is printed in parentheses.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symattn.capacity.classes.bitmaps import count_product_pairs
from symattn.capacity.products import count_products, count_sums, count_ternary
from symattn.threshold import count_threshold, threshold_functions

FOUR = {"01": 32506, "pm": 54310}


def brute_force(n: int, gate: str) -> int:
    """Multiply all pairs of tables in a double loop over Python integers."""
    tables = threshold_functions(n).tables.tolist()
    return len({f & g if gate == "01" else f ^ g for f in tables for g in tables})


def some_pairs(share: int) -> int:
    """Form every ``share``-th row of all sums f + g of five variables, and count the distinct ones by sorting."""
    tables = threshold_functions(5).tables.astype(np.uint64)
    found = np.sort(np.concatenate([tables & f | (tables | f) << np.uint64(32) for f in tables[::share]]))
    return 1 + int(np.count_nonzero(found[1:] != found[:-1]))


@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.benchmark(group="products of two gates of four variables, counted")
def test_four_variables_by_classes(benchmark: Any, gate: str) -> None:
    assert benchmark(count_products, 4, gate) == FOUR[gate]


@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.benchmark(group="products of two gates of four variables, counted")
def test_four_variables_by_a_double_loop(benchmark: Any, gate: str) -> None:
    assert benchmark.pedantic(brute_force, args=(4, gate), rounds=1) == FOUR[gate]


@pytest.mark.benchmark(
    group="AND of two gates of five variables: all classes, or all pairs in a bitmap, compiled"
)
def test_and_of_five_variables_by_classes(benchmark: Any) -> None:
    found = benchmark.pedantic(count_products, args=(5,), rounds=3)
    assert count_threshold(5) < found < 2**32


@pytest.mark.benchmark(
    group="AND of two gates of five variables: all classes, or all pairs in a bitmap, compiled"
)
def test_and_of_five_variables_in_a_bitmap(benchmark: Any) -> None:
    tables = threshold_functions(5).tables
    assert benchmark.pedantic(count_product_pairs, args=(tables, 5, "01"), rounds=1) == count_products(5)


@pytest.mark.benchmark(
    group="product of two sign gates of five variables: all classes, or all pairs in a bitmap, compiled"
)
def test_signs_of_five_variables_by_classes(benchmark: Any) -> None:
    found = benchmark.pedantic(count_products, args=(5, "pm"), rounds=3)
    assert count_threshold(5) < found < 2**32


@pytest.mark.benchmark(
    group="product of two sign gates of five variables: all classes, or all pairs in a bitmap, compiled"
)
def test_signs_of_five_variables_in_a_bitmap(benchmark: Any) -> None:
    tables = threshold_functions(5).tables
    found = benchmark.pedantic(count_product_pairs, args=(tables, 5, "pm"), rounds=1)
    assert found == count_products(5, "pm")


@pytest.mark.benchmark(
    group="f + g and f g in {-1, 0, 1} of five variables; 1/1000 of the pairs of the first"
)
def test_sums_of_five_variables(benchmark: Any) -> None:
    assert benchmark.pedantic(count_sums, args=(5,), rounds=2) > count_threshold(5)


@pytest.mark.benchmark(
    group="f + g and f g in {-1, 0, 1} of five variables; 1/1000 of the pairs of the first"
)
def test_ternary_products_of_five_variables(benchmark: Any) -> None:
    assert benchmark.pedantic(count_ternary, args=(5,), rounds=2) > count_threshold(5)


@pytest.mark.benchmark(
    group="f + g and f g in {-1, 0, 1} of five variables; 1/1000 of the pairs of the first"
)
def test_a_thousandth_of_the_pairs_of_sums(benchmark: Any) -> None:
    assert benchmark.pedantic(some_pairs, args=(1000,), rounds=1) > count_threshold(5)
