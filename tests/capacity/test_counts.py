"""Counts of gated classes, from all products, agree with slower independent computations and known values."""

from __future__ import annotations

import json
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from symattn.capacity import count, functions, output_gating_tables
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import complement, evaluate, orbit, points, threshold_functions

ORACLES = Path(__file__).parents[1] / "oracles"
GATING = json.loads((ORACLES / "gating_counts.json").read_text())
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]


@pytest.mark.parametrize("n", range(6))
def test_threshold(n: int) -> None:
    assert count("threshold", n).count == A000609[n]
    if n < 5:
        for method in ("enumeration", "characterisation", "orbits"):
            assert count("threshold", n, method=method).count == A000609[n]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_two_gates(n: int, inputs: str) -> None:
    assert count("output-gating", n, inputs=inputs).count == GATING["and_of_two"]["values"][n - 1]
    assert (
        count("output-gating", n, inputs=inputs, gate="pm").count
        == GATING["product_of_two_pm"]["values"][n - 1]
    )


@pytest.mark.parametrize("n", [1, 2, 3])
def test_ternary_products(n: int) -> None:
    assert count("output-gating", n, gate="mixed").count == GATING["ternary_product"]["values"][n - 1]


def value(table: int, k: int, alphabet: str) -> int:
    bit = table >> k & 1
    return bit if alphabet == "01" else 2 * bit - 1


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
@pytest.mark.parametrize("gates", [1, 2, 3])
def test_products_of_values_not_of_tables(n: int, gate: str, gates: int) -> None:
    """The definition itself: multiply the values of the gates in their alphabets, point by point."""
    first, rest = ("pm", "01") if gate == "mixed" else (gate, gate)
    tables = threshold_functions(n).tables.tolist()
    functions = {tuple(value(f, k, first) for k in range(2**n)) for f in tables}
    for _ in range(gates - 1):
        functions = {
            tuple(h[k] * value(g, k, rest) for k in range(2**n)) for h, g in product(functions, tables)
        }
    assert count("output-gating", n, gate=gate, gates=gates).count == len(functions)


@pytest.mark.parametrize(("gate", "key"), [("01", "and_of_k"), ("pm", "product_of_k_pm")])
def test_products_of_k_gates(gate: str, key: str) -> None:
    for k, expected in enumerate(GATING[key]["n3"], start=1):
        assert count("output-gating", 3, gate=gate, gates=k).count == expected
    for k, expected in GATING[key]["n4"].items():
        assert count("output-gating", 4, gate=gate, gates=int(k)).count == expected


@pytest.mark.parametrize(("n", "m"), list(product(range(4), repeat=2)))
def test_disjoint_inputs(n: int, m: int) -> None:
    t, u = A000609[n], A000609[m]
    assert count("output-gating", n, other_inputs=m, shared=0).count == (t - 1) * (u - 1) + 1
    assert count("output-gating", n, other_inputs=m, shared=0, gate="pm").count == t * u // 2


@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
@pytest.mark.parametrize(("n", "m", "shared"), [(2, 1, 1), (1, 2, 1), (2, 2, 1), (2, 2, 0), (2, 2, 2)])
def test_overlapping_inputs_by_the_definition(n: int, m: int, shared: int, gate: str) -> None:
    first, rest = ("pm", "01") if gate == "mixed" else (gate, gate)
    total = n + m - shared
    low = {"01": 0, "pm": -1}
    functions = set()
    for f in threshold_functions(n).tables.tolist():
        for g in threshold_functions(m).tables.tolist():
            values = []
            for x in points(total):
                a = evaluate(f, n, x[:n]) or low[first]
                b = evaluate(g, m, x[n - shared :]) or low[rest]
                values.append(a * b)
            functions.add(tuple(values))
    assert count("output-gating", n, other_inputs=m, shared=shared, gate=gate).count == len(functions)


def test_overlapping_counts_lie_between_the_bounds() -> None:
    # T(n-1) T(m-1) <= count <= T(n) T(m) for one shared variable and more.
    for n, m in product((1, 2, 3), repeat=2):
        for shared in range(1, min(n, m) + 1):
            for gate in ("01", "pm"):
                number = count("output-gating", n, other_inputs=m, shared=shared, gate=gate).count
                assert A000609[n - 1] * A000609[m - 1] <= number <= A000609[n] * A000609[m]


@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_tables_are_sorted_distinct_and_closed_under_symmetry(n: int, gate: str) -> None:
    tables = output_gating_tables(n, gate).tolist()
    assert tables == sorted(set(tables))
    assert set(threshold_functions(n).tables.tolist()) <= set(tables)
    for table in tables:
        assert set(orbit(table, n)) <= set(tables)
    if gate == "pm":
        assert all(complement(table, n) in tables for table in tables)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_set_is_gone_through_in_order_as_integers(n: int) -> None:
    products = functions("output-gating", n)
    tables = list(products)
    assert tables == output_gating_tables(n).tolist() == list(products)
    assert all(type(table) is int and table in products for table in tables)
    signs = functions("output-gating", n, gate="pm")
    assert set(signs - products) == set(signs) - set(products)


def test_result_is_plain_data() -> None:
    result = count("output-gating", 3, gate="pm")
    data = json.loads(json.dumps(result.to_json()))
    assert data["class"] == "output-gating"
    assert data["count"] == int(data["count_text"]) == 254
    for key, expected in {"inputs": "01", "gate": "pm", "gates": 2, "other_inputs": 3, "shared": 3}.items():
        assert data[key] == expected
    for key in ("n", "log2", "method", "seconds", "synapses", "bias", "degree", "units"):
        assert key in data
    # Equal results are equal whatever time they took.
    assert result == count("output-gating", 3, gate="pm")
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize(
    ("cls", "n", "options", "error", "argument"),
    [
        ("threshold", 9, {}, TooLarge, "n"),
        ("threshold", -1, {}, InvalidArgument, "n"),
        ("threshold", True, {}, InvalidArgument, "n"),
        ("threshold", 2.0, {}, InvalidArgument, "n"),
        ("threshold", 10**40, {}, TooLarge, "n"),
        ("threshold", 3, {"gates": 3}, InvalidArgument, "gates"),
        ("threshold", 3, {"shared": 0}, InvalidArgument, "shared"),
        ("threshhold", 3, {}, InvalidArgument, "cls"),
        (None, 3, {}, InvalidArgument, "cls"),
        (["threshold"], 3, {}, InvalidArgument, "cls"),
        ("multiplexing", 3, {"gates": 3}, InvalidArgument, "gates"),
        ("multiplexing", 6, {}, TooLarge, "n"),
        ("output-gating", 6, {}, TooLarge, "n"),
        ("output-gating", 3, {"gate": "+-"}, InvalidArgument, "gate"),
        ("output-gating", 3, {"gate": 1}, InvalidArgument, "gate"),
        ("output-gating", 3, {"inputs": "mixed"}, InvalidArgument, "inputs"),
        ("output-gating", 3, {"gates": 0}, InvalidArgument, "gates"),
        ("output-gating", 3, {"gates": "2"}, InvalidArgument, "gates"),
        ("output-gating", 3, {"synapses": "all"}, InvalidArgument, "synapses"),
        ("output-gating", 3, {"other_inputs": -1}, InvalidArgument, "other_inputs"),
        ("output-gating", 3, {"other_inputs": 3, "shared": 4}, InvalidArgument, "shared"),
        ("output-gating", 3, {"shared": -1}, InvalidArgument, "shared"),
        ("output-gating", 3, {"other_inputs": 2, "shared": 0, "gates": 3}, InvalidArgument, "gates"),
        ("output-gating", 3, {"method": "guess"}, InvalidArgument, "method"),
        ("output-gating", 3, {"executor": 1}, InvalidArgument, "executor"),
        ("output-gating", 3, {"jobs": 1}, InvalidArgument, "jobs"),
        ("output-gating", 3, {"gate": "mixed", "resume": "x"}, InvalidArgument, "resume"),
        ("multiplexing", 3, {"resume": "x"}, InvalidArgument, "resume"),
    ],
)
def test_bad_input(
    cls: Any, n: Any, options: dict[str, Any], error: type[SymattnError], argument: str
) -> None:
    with pytest.raises(error) as caught:
        count(cls, n, **options)
    assert caught.value.argument == argument


def test_tables_of_unknown_products_are_refused() -> None:
    with pytest.raises(InvalidArgument):
        output_gating_tables(3, "mixed")
    with pytest.raises(TooLarge):
        output_gating_tables(5)
    with pytest.raises(InvalidArgument):
        output_gating_tables(3, gates=-1)
