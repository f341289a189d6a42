"""Certificates of limits: what is listed has to be the expression, and its growth has to be seen for all values of the parameters."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from symattn.certificates import check_certificate
from tests.certificates.good import GOOD

LIMIT, WRONG = GOOD["limit"], GOOD["limit-counterexample"]
#: (d - 1)/n and 1/((d - 1) n): at d = 1 the second is not defined, and its leading coefficient is zero.
SHIFTED = ["+", "d", -1]
OVER = ["**", ["*", SHIFTED, "n"], -1]


def limit(lower: Any, upper: Any, gaps: Any, **more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(LIMIT), "statement": ["<=", lower, upper], "limit": 0, "gaps": gaps, **more}


ZERO: Any = [[], [[1, 1, 0, 0]]]


def test_good_ones() -> None:
    assert check_certificate(LIMIT) and check_certificate(WRONG)
    least = [[[[1, 1, 0, 0]], [[SHIFTED, 1, 1, 0]]], ZERO]
    assert check_certificate(limit(OVER, 0, least, assumptions=[[">=", "d", 2]]))
    assert check_certificate(limit(OVER, 0, least, assumptions=[["<", 1, "d"]]))
    assert check_certificate(limit(OVER, 0, least, domains=[["d", ["2", "5"]]]))


FORGED = {
    "a coefficient that may vanish": limit(OVER, 0, [[[[1, 1, 0, 0]], [[SHIFTED, 1, 1, 0]]], ZERO]),
    "another expression": limit(["**", "n", -1], 1, [[[[1, 1, 0, 0]], [[1, 1, 1, 0]]], ZERO]),
    "no denominator": limit(1, 0, [[[[1, 1, 0, 0]], []], ZERO]),
    "a denominator that is zero": limit(1, 0, [[[], [[1, 1, 1, 0], [-1, 1, 1, 0]]], ZERO]),
    "equal orders": limit(2, 0, [[[[2, 1, 0, 0]], [[1, 1, 0, 0]]], ZERO]),
    "an order that depends on d": limit(
        ["*", ["**", "n", "d"], ["**", "n", -2]], 0, [[[[1, 1, "d", 0]], [[1, 1, 2, 0]]], ZERO]
    ),
    "an order that is not always smaller": limit(
        ["*", ["**", "n", 1], ["**", "n", ["*", -1, "d"]]], 0, [[[[1, 1, 1, 0]], [[1, 1, "d", 0]]], ZERO]
    ),
    "a real parameter below": limit(
        ["**", ["*", "d", "n"], -1], 0, [[[[1, 1, 0, 0]], [["d", 1, 1, 0]]], ZERO], domains=[["d", "real"]]
    ),
    "a limit that moves": limit(["**", "n", -1], "n", [ZERO, ZERO], limit="n"),
    "a parameter called n": limit("n", "n", [ZERO, ZERO], limit="n", domains=[["n", "real"]]),
    "an assumption on n": limit(
        ["*", "d", ["**", "n", -1]],
        0,
        [[[["d", 1, 0, 0]], [[1, 1, 1, 0]]], ZERO],
        assumptions=[["<=", "n", 5]],
    ),
    "a ratio below zero": limit(["**", -2, "n"], 0, [[[[1, "-2", 0, 0]], [[1, 1, 1, 0]]], ZERO]),
    "a name that is not declared": limit(
        ["*", "c", ["**", "n", -1]], 0, [[[["c", 1, 0, 0]], [[1, 1, 1, 0]]], ZERO]
    ),
    "a power with a product of parameters": limit(
        ["**", "n", ["*", -1, "d", "d"]], 0, [[[[1, 1, 0, 0]], [[1, 1, ["*", "d", "d"], 0]]], ZERO]
    ),
    "one gap only": {**LIMIT, "gaps": LIMIT["gaps"][:1]},
    "a premise that bounds nothing": {
        **LIMIT,
        "premises": [
            {
                "statement": ["==", "d", "d"],
                "assumptions": [],
                "domains": [["d", "positive integer"]],
                "certificate": {"kind": "identity", "left": "d", "right": "d"},
            }
        ]
        * 2,
    },
}
BELOW = {
    "the other side": {**WRONG, "side": "lower", "gap": [[[1, 1, 0, 0]], [[1, 1, 1, 0]]]},
    "bounds in the wrong order": {
        **WRONG,
        "statement": ["<=", "d", ["**", "n", -1]],
        "side": "lower",
        "order": [[[-2, 1, 1, 0], [1, 1, 0, 0]], [[1, 1, 1, 0]]],
    },
    "a point outside": {**WRONG, "point": [["d", "-2"]]},
    "a point that says too little": {**WRONG, "point": []},
    "an order that is another quotient": {**WRONG, "order": [[[2, 1, 0, 0]], [[1, 1, 0, 0]]]},
    "log 2 for something larger": {
        **WRONG,
        "statement": ["<=", ["log", 2], ["log", 2]],
        "limit": ["log", 2],
        "order": ZERO,
        "gap": [[[["+", ["log", 2], "-7/10"], 1, 0, 0]], [[1, 1, 0, 0]]],
    },
    "no side": {**WRONG, "side": "both"},
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_limits(name: str) -> None:
    assert not _accepted(FORGED[name])


@pytest.mark.parametrize("name", BELOW)
def test_forged_counterexamples(name: str) -> None:
    assert not _accepted(BELOW[name])


def _accepted(data: dict[str, Any]) -> bool:
    try:
        return check_certificate(data)
    except ValueError:
        return False


def test_the_sign_of_a_polynomial_in_log_2() -> None:
    """log 2 - 693/1000 is positive: as a lower bound of 1 it is ordered, and is not 0."""
    small = ["+", ["log", 2], {"q": "-693/1000"}]
    data = {
        **WRONG,
        "statement": ["<=", small, 1],
        "domains": [],
        "point": [],
        "side": "lower",
        "order": [[[["+", 1, ["*", -1, small]], 1, 0, 0]], [[1, 1, 0, 0]]],
        "gap": [[[small, 1, 0, 0]], [[1, 1, 0, 0]]],
    }
    assert check_certificate(data)
    larger = ["+", ["log", 2], {"q": "-694/1000"}]
    turned = {
        **data,
        "statement": ["<=", 0, larger],
        "order": [[[larger, 1, 0, 0]], [[1, 1, 0, 0]]],
        "side": "upper",
    }
    assert not check_certificate({**turned, "gap": [[[larger, 1, 0, 0]], [[1, 1, 0, 0]]]})
