"""The bounds enclose the counts that are known, and order themselves for every n."""

from __future__ import annotations

import json
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("flint")

from symattn.capacity import (
    capacity_bounds,
    count,
    log2_ball,
    threshold_lower_bound,
    threshold_upper_bound,
)
from symattn.errors import InvalidArgument, SymattnError, TooLarge

A000609 = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]["A000609"]["values"]


@pytest.mark.parametrize("n", range(10))
def test_known_numbers_of_gates_lie_between(n: int) -> None:
    bounds = capacity_bounds("threshold", n)
    exact = log2_ball(A000609[n])
    assert bounds.lower.lower <= exact.upper
    assert exact.lower <= bounds.upper.upper
    assert threshold_lower_bound(n) <= A000609[n] <= threshold_upper_bound(n)
    assert bounds.claims == ("RV-4", "RV-3-T")


def test_the_recursion_of_the_lower_bound() -> None:
    for n in range(8):
        assert threshold_lower_bound(n + 1) == (2**n + 1) * threshold_lower_bound(n)
        assert A000609[n + 1] >= (2**n + 1) * A000609[n]
        assert threshold_lower_bound(n) >= 2 ** (n * (n - 1) // 2 + 1)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize(("gate", "divisor"), [("01", 2), ("pm", 4), ("mixed", 1)])
def test_output_gating(n: int, gate: str, divisor: int) -> None:
    number = count("output-gating", n, gate=gate).count
    assert A000609[n - 1] ** 2 <= number <= A000609[n] ** 2 // divisor
    bounds = capacity_bounds("output-gating", n, gate=gate)
    exact = log2_ball(number)
    assert bounds.lower.lower <= exact.upper
    assert exact.lower <= bounds.upper.upper
    assert bounds.lower.contains(log2_ball(A000609[n - 1] ** 2, 15).lower)


@pytest.mark.parametrize(("n", "m"), list(product(range(4), repeat=2)))
@pytest.mark.parametrize("gate", ["01", "pm"])
def test_disjoint_inputs_are_exact_where_gates_are_listed(n: int, m: int, gate: str) -> None:
    bounds = capacity_bounds("output-gating", n, other_inputs=m, shared=0, gate=gate)
    number = count("output-gating", n, other_inputs=m, shared=0, gate=gate).count
    assert bounds.lower == bounds.upper == log2_ball(number)
    assert bounds.claims == ("CAP-DIFF",)


@pytest.mark.parametrize(
    ("n", "options"),
    [
        (6, {}),
        (7, {"gate": "pm"}),
        (20, {"gate": "mixed"}),
        (100, {}),
        (1000, {}),
        (20, {"other_inputs": 7, "shared": 0}),
        (20, {"other_inputs": 7, "shared": 0, "gate": "pm"}),
        (20, {"other_inputs": 7, "shared": 3}),
        (3, {"other_inputs": 2, "shared": 1}),
    ],
)
def test_order_and_radius(n: int, options: dict[str, Any]) -> None:
    bounds = capacity_bounds("output-gating", n, digits=20, **options)
    assert bounds.lower.upper < bounds.upper.lower
    for ball in (bounds.lower, bounds.upper):
        assert (ball.upper - ball.lower) * 10**20 <= 6
    if not options:
        assert bounds.upper.upper <= 2 * n * n - 1


def test_beyond_the_list_the_bounds_still_hold_for_known_numbers() -> None:
    # Disjoint inputs with n = 7: (T(7) - 1)(T(2) - 1) + 1 exactly.
    bounds = capacity_bounds("output-gating", 7, other_inputs=2, shared=0)
    exact = log2_ball((A000609[7] - 1) * (A000609[2] - 1) + 1)
    assert bounds.lower.lower < exact.lower
    assert exact.upper < bounds.upper.upper


@pytest.mark.parametrize(("cls", "n"), [("threshold", 3), ("output-gating", 5), ("output-gating", 6)])
def test_every_claim_used_is_named_and_exists(cls: str, n: int) -> None:
    from symattn.ledger import all_claims

    bounds = capacity_bounds(cls, n)
    assert set(bounds.claims) <= set(all_claims())
    # T(n) is listed up to n = 5; beyond, the bounds on it are used and named.
    assert ({"RV-4", "RV-3-T"} <= set(bounds.claims)) == (cls == "threshold" or n > 5)


def test_no_variables() -> None:
    bounds = capacity_bounds("output-gating", 0)
    assert bounds.lower == bounds.upper == log2_ball(count("output-gating", 0).count)


def test_plain_data() -> None:
    bounds = capacity_bounds("output-gating", 6, gate="pm", digits=10)
    data = json.loads(json.dumps(bounds.to_json()))
    assert set(data["lower"]) == set(data["upper"]) == {"value", "radius"}
    assert data["lower_claim"] == data["upper_claim"] == "CAP-XOR"
    assert (
        pickle.loads(pickle.dumps(bounds))
        == bounds
        == capacity_bounds("output-gating", 6, gate="pm", digits=10)
    )
    assert bounds._repr_latex_().startswith("$[")


@pytest.mark.parametrize(
    ("cls", "n", "options", "error", "argument"),
    [
        ("threshold", -1, {}, InvalidArgument, "n"),
        ("threshold", 1001, {}, TooLarge, "n"),
        ("threshold", 10**50, {}, TooLarge, "n"),
        ("threshold", "5", {}, InvalidArgument, "n"),
        ("threshold", 5, {"degree": 0}, InvalidArgument, "degree"),
        ("threshold", 5, {"degree": 2}, InvalidArgument, "degree"),
        ("polynomial-threshold", 5, {"degree": 2}, InvalidArgument, "cls"),
        ("threshold", 5, {"digits": 0}, InvalidArgument, "digits"),
        ("threshold", 5, {"digits": 5000}, TooLarge, "digits"),
        ("threshold", 5, {"sharp": True}, InvalidArgument, "sharp"),
        ("glued", 5, {}, InvalidArgument, "cls"),
        ("nothing", 5, {}, InvalidArgument, "cls"),
        ("output-gating", 5, {"degree": 2}, InvalidArgument, "degree"),
        ("output-gating", 5, {"gates": 3}, InvalidArgument, "gates"),
        ("output-gating", 5, {"other_inputs": 2000}, TooLarge, "other_inputs"),
        ("output-gating", 5, {"other_inputs": 2, "shared": 0, "gate": "mixed"}, InvalidArgument, "gate"),
        ("output-gating", 5, {"gate": "10"}, InvalidArgument, "gate"),
    ],
)
def test_bad_input(
    cls: Any, n: Any, options: dict[str, Any], error: type[SymattnError], argument: str
) -> None:
    with pytest.raises(error) as caught:
        capacity_bounds(cls, n, **options)
    assert caught.value.argument == argument
