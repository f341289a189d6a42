"""Certificates written by hand to establish false statements: a bound below 1, an entry with a range of its own, a captured entry."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidCertificate

ONES = ["Sum", 1, "i", 1, "y"]
#: y >= 0 for all integers y, "because" y = 1 + ... + 1.
BELOW_ONE = {
    "kind": "positivity",
    "statement": [">=", "y", 0],
    "assumptions": [],
    "domains": [["y", "integer"]],
    "terms": [["1", [["expression", ONES]]]],
    "signs": [],
    "point": [["y", "1"]],
    "tables": [],
}
ENTRY = {
    "kind": "exhaustion",
    "statement": [">", ["index", "x", "i"], 0],
    "assumptions": [],
    "domains": [["i", ["1"]], ["x[1]", ["1", "2"]]],
}


def premise(certificate: dict[str, Any], domains: list[Any]) -> dict[str, Any]:
    return {
        "statement": certificate["statement"],
        "assumptions": [],
        "domains": domains,
        "certificate": certificate,
    }


FIRST = ["delta", "i", 1]
TWO = [["i", "positive integer"], ["x[1]", "positive integer"]]


def vanishing(first: Any) -> list[Any]:
    """delta(i, 1) (x[1] - 1) (x[1] - x[i] - 1) = 0 with ``first`` for x[1]: true where x[i] is not moved with it."""
    rest = ["+", first, ["*", -1, ["index", "x", "i"]], -1]
    return ["==", ["*", FIRST, ["+", first, -1], rest], 0]


def by_identity(claim: list[Any], domains: list[Any]) -> dict[str, Any]:
    certificate = {"kind": "identity", "left": claim[1], "right": 0}
    return {"statement": claim, "assumptions": [], "domains": domains, "certificate": certificate}


FORGED = [
    BELOW_ONE,
    {
        "kind": "induction",
        "statement": vanishing("x[1]"),
        "assumptions": [],
        "domains": TWO,
        "variable": "x[1]",
        "start": 1,
        "base": by_identity(vanishing(1), TWO[:1]),
        "step": by_identity(vanishing(["+", "x[1]", 1]), TWO),
    },
    {
        "kind": "specialisation",
        "statement": [">=", -1, 0],
        "assumptions": [],
        "domains": [],
        "general": premise(BELOW_ONE, BELOW_ONE["domains"]),
        "substitution": [["y", -1]],
        "obligations": [],
    },
    {
        "kind": "chain",
        "statement": ENTRY["statement"],
        "assumptions": [],
        "domains": [["i", ["1"]]],
        "links": [premise(ENTRY, [["i", ["1"]]])],
    },
    {
        "kind": "specialisation",
        "statement": [">", "x[1]", 0],
        "assumptions": [],
        "domains": [["x[1]", "real"]],
        "general": premise(ENTRY, ENTRY["domains"]),
        "substitution": [["i", 1]],
        "obligations": [],
    },
    {
        "kind": "cases",
        "statement": ["==", ONES, "y"],
        "assumptions": [],
        "domains": [["y", "integer"]],
        "cases": ["leaf", [[1, ["relation", 0]]]],
        "shared": [],
        "point": [["y", "1"]],
        "tables": [],
        "ranges": [],
        "permutations": [],
    },
    {
        "kind": "cases",
        "statement": [
            "==",
            ["Sum", ["*", ["delta", "i", "j"], ["index", "x", "j"]], "j", 1, "n"],
            ["index", "x", "i"],
        ],
        "assumptions": [],
        "domains": [["i", "positive integer"], ["n", "positive integer"]],
        "cases": ["leaf", [[1, ["relation", 0]]]],
        "shared": [],
        "point": [["x[1]", "0"], ["i", "1"], ["n", "1"]],
        "tables": [],
        "ranges": [["i", "n"]],
        "permutations": [],
    },
    {
        "kind": "counterexample",
        "statement": ["==", ["Sum", 1, "i", 1, "n"], "n"],
        "assumptions": [],
        "domains": [],
        "point": [["n", "-1"]],
        "tables": [],
    },
    {
        "kind": "exhaustion",
        "statement": ["==", ["index", "x", ["**", 10, 5000]], 0],
        "assumptions": [],
        "domains": [["y", ["0"]]],
    },
]


@pytest.mark.parametrize("data", FORGED, ids=lambda data: data["kind"])
def test_forged_certificates_are_rejected(data: dict[str, Any]) -> None:
    assert check_certificate(data) is False


def test_a_bound_index_may_not_be_called_like_an_entry() -> None:
    captured = ["==", ["Sum", ["index", "x", 1], "x[1]", 1, 3], 6]
    with pytest.raises(InvalidCertificate):
        check_certificate(
            {"kind": "exhaustion", "statement": captured, "assumptions": [], "domains": [["x[1]", ["5"]]]}
        )


def test_numbers_too_long_to_print_are_an_error_or_a_rejection() -> None:
    long = 10**6000
    assert check_certificate({"kind": "identity", "left": ["index", "x", long], "right": 1}) is False
    with pytest.raises(InvalidCertificate) as caught:
        check_certificate(
            {"kind": "threshold-weights", "table": long, "n": 2, "inputs": "01", "weights": [1, 1], "bias": 0}
        )
    assert "too long to print" in str(caught.value)
