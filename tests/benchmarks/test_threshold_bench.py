"""Times of lists and counts beside the way a user would do it by hand: run with ``pytest --benchmark-only``.

Rows of one group answer the same question; the ratio of their times is printed in parentheses.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from symattn.capacity import output_gating_tables
from symattn.threshold import (
    is_threshold,
    threshold_functions,
    truth_table,
    wall_certificates,
)
from symattn.threshold.enumeration import _canonical, _enumerate


def fresh_list(n: int) -> int:
    """List the gates anew: what was computed before is forgotten."""
    _canonical.cache_clear()
    _enumerate.cache_clear()
    return len(threshold_functions(n))


def brute_force_over_weights(n: int, largest: int) -> int:
    """Evaluate H(w.x + b) for every small integer weight and bias, and collect the distinct tables."""
    cube = list(product((0, 1), repeat=n))
    found = set()
    for weights in product(range(-largest, largest + 1), repeat=n):
        values = [sum(w * x for w, x in zip(weights, point, strict=True)) for point in cube]
        for bias in range(-max(values) - 1, 1 - min(values)):
            found.add(tuple(value + bias >= 0 for value in values))
    return len(found)


@pytest.mark.benchmark(group="all T(4) threshold gates")
def test_list_of_four_variables(benchmark: Any) -> None:
    assert benchmark(fresh_list, 4) == 1882


@pytest.mark.benchmark(group="all T(4) threshold gates")
def test_list_of_four_variables_by_brute_force(benchmark: Any) -> None:
    assert benchmark.pedantic(brute_force_over_weights, args=(4, 3), rounds=1) == 1882


@pytest.mark.benchmark(group="all T(5) threshold gates with weights, and the proof that none is missing")
def test_list_of_five_variables(benchmark: Any) -> None:
    assert benchmark.pedantic(fresh_list, args=(5,), rounds=3) == 94572


@pytest.mark.benchmark(group="all T(5) threshold gates with weights, and the proof that none is missing")
def test_proof_that_the_list_of_five_variables_is_complete(benchmark: Any) -> None:
    proof = benchmark.pedantic(wall_certificates, args=(5,), rounds=1)
    assert proof.count == 94572


def products_in_python(n: int, gate: str) -> int:
    """Multiply all pairs of tables in a double loop over Python integers."""
    tables = threshold_functions(n).tables.tolist()
    full = 2 ** (2**n) - 1
    if gate == "01":
        return len({f & g for f in tables for g in tables})
    return len({full ^ f ^ g for f in tables for g in tables})


@pytest.mark.parametrize(("gate", "expected"), [("01", 32506), ("pm", 54310)])
@pytest.mark.benchmark(group="products of two gates of four variables")
def test_products(benchmark: Any, gate: str, expected: int) -> None:
    threshold_functions(4)
    assert len(benchmark(output_gating_tables, 4, gate)) == expected


@pytest.mark.parametrize(("gate", "expected"), [("01", 32506), ("pm", 54310)])
@pytest.mark.benchmark(group="products of two gates of four variables")
def test_products_by_a_double_loop(benchmark: Any, gate: str, expected: int) -> None:
    assert benchmark.pedantic(products_in_python, args=(4, gate), rounds=1) == expected


def separable_by_a_float_solver(table: int, n: int) -> bool:
    """One call of SciPy's floating-point solver: margin 1 on both sides, no certificate."""
    from scipy.optimize import linprog

    rows, right = [], []
    for k in range(2**n):
        sign = -1 if table >> k & 1 else 1
        rows.append([sign * v for v in (1, *(k >> i & 1 for i in range(n)))])
        right.append(0 if table >> k & 1 else -1)
    return bool(
        linprog([0] * (n + 1), A_ub=rows, b_ub=right, bounds=(None, None), method="highs").status == 0
    )


FIVE = (truth_table([5, 4, 3, 2, 1], -7), sum(1 << k for k in range(32) if k.bit_count() % 2))


@pytest.mark.benchmark(group="is a table of five variables a threshold gate?")
def test_exact_linear_program(benchmark: Any) -> None:
    assert benchmark(lambda: [bool(is_threshold(table, 5)) for table in FIVE]) == [True, False]


@pytest.mark.benchmark(group="is a table of five variables a threshold gate?")
def test_one_float_linear_program_each(benchmark: Any) -> None:
    assert benchmark(lambda: [separable_by_a_float_solver(table, 5) for table in FIVE]) == [True, False]
