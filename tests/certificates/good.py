"""One certificate of every kind, as JSON, that its check accepts."""

from __future__ import annotations

from typing import Any

SUM_STEP = ["+", ["+", ["Sum", 2, "i", 1, "n"], 2], ["*", -1, ["Sum", 2, "i", 1, "n"]]]
LINE_STEP = ["+", ["*", 2, ["+", "n", 1]], ["*", -1, ["*", 2, "n"]]]


def positivity(
    statement: Any, given: list[Any], domains: list[Any], factors: list[Any], point: list[Any]
) -> dict[str, Any]:
    """Return a premise: the statement, and its certificate with one term."""
    sequent = {"statement": statement, "assumptions": given, "domains": domains}
    rest = {"terms": [["1", factors]], "signs": [], "point": point, "tables": []}
    return {**sequent, "certificate": {"kind": "positivity", **sequent, **rest}}


XY = [["x", "real"], ["y", "real"]]
#: y - x > 0 wherever x < y is assumed.
LARGER = positivity(
    [">=", ["+", "y", ["*", -1, "x"]], 0],
    [["<", "x", "y"]],
    XY,
    [["assumption", 0]],
    [["x", "0"], ["y", "1"]],
)
GOOD: dict[str, dict[str, Any]] = {
    "identity": {"kind": "identity", "left": ["+", "x", {"q": "1/2"}], "right": ["+", {"q": "1/2"}, "x"]},
    "exhaustion": {
        "kind": "exhaustion",
        "statement": ["==", ["**", "x", 2], "x"],
        "assumptions": [["<=", "x", 1]],
        "domains": [["x", ["0", "1"]]],
    },
    "counterexample": {
        "kind": "counterexample",
        "statement": ["==", ["call", "f", "x"], "x"],
        "assumptions": [[">", "x", 0]],
        "domains": [["x", "positive integer"]],
        "point": [["x", "2"]],
        "tables": [["f", [[[2], 3]]]],
    },
    "instances": {
        "kind": "instances",
        "statement": ["==", ["call", "f", "n"], ["*", 2, "n"]],
        "points": [[["n", 1]], [["n", 2]]],
        "tables": [["f", [[[1], 2], [[2], 4]]]],
    },
    "enclosed instances": {
        "kind": "enclosed instances",
        "statement": ["<", ["call", "f", "n"], ["*", 2, "n"]],
        "points": [[["n", 1]], [["n", 2]]],
        "tables": [["f", [[[1], "1/2", "3/2"], [[2], "3", "7/2"]]]],
    },
    "congruence": {
        "kind": "congruence",
        "statement": ["==", ["apply", "f", ["+", "x", "y"]], ["apply", "f", ["+", "y", "x"]]],
        "assumptions": [],
        "domains": [["x", "real"], ["y", "real"]],
        "values": [{"name": "f1", "function": "f", "indices": [], "arguments": [["+", "x", "y"]]}],
        "equalities": [
            {
                "statement": ["==", ["+", "y", "x"], ["+", "x", "y"]],
                "assumptions": [],
                "domains": [["x", "real"], ["y", "real"], ["f1", "real"]],
                "certificate": {"kind": "identity", "left": ["+", "y", "x"], "right": ["+", "x", "y"]},
            }
        ],
        "reduced": {
            "statement": ["==", "f1", "f1"],
            "assumptions": [],
            "domains": [["x", "real"], ["y", "real"], ["f1", "real"]],
            "certificate": {"kind": "identity", "left": "f1", "right": "f1"},
        },
    },
    "conjunction": {"kind": "conjunction", "parts": [{"kind": "identity", "left": "x", "right": "x"}]},
    "threshold-weights": {
        "kind": "threshold-weights",
        "table": 8,
        "n": 2,
        "inputs": "01",
        "weights": [1, 1],
        "bias": -2,
    },
    "cases": {
        "kind": "cases",
        "statement": [">=", ["+", ["H", "x"], ["H", ["*", -1, "x"]]], 1],
        "assumptions": [],
        "domains": [["x", "real"]],
        "cases": [
            "sign",
            "x",
            ["leaf", [[1, ["node", ["H", ["*", -1, "x"]], 0]], [1, ["relation", 0]]]],
            ["leaf", []],
        ],
        "shared": [],
        "point": [["x", "0"]],
        "tables": [],
        "ranges": [],
        "permutations": [],
    },
    "split-identity": {
        "kind": "split-identity",
        "left": ["*", "y", ["**", "x", 2]],
        "right": ["*", "x", "y"],
        "assumptions": [["<=", "x", 1]],
        "domains": [["x", ["0", "1", "2"]]],
        "ranges": [],
        "permutations": [],
        "positive": [],
    },
    "chain": {
        "kind": "chain",
        "statement": ["==", ["+", "x", "x"], ["*", "x", 2]],
        "assumptions": [],
        "domains": [["x", "real"]],
        "links": [
            {
                "statement": ["==", ["+", "x", "x"], ["*", 2, "x"]],
                "assumptions": [],
                "domains": [["x", "real"]],
                "certificate": {"kind": "identity", "left": ["+", "x", "x"], "right": ["*", 2, "x"]},
            },
            {
                "statement": ["==", ["*", 2, "x"], ["*", "x", 2]],
                "assumptions": [],
                "domains": [["x", "real"]],
                "certificate": {"kind": "identity", "left": ["*", 2, "x"], "right": ["*", "x", 2]},
            },
        ],
    },
    "case-split": {
        "kind": "case-split",
        "statement": ["==", ["**", "x", 2], "x"],
        "assumptions": [],
        "domains": [["x", ["0", "1"]]],
        "cases": [["<=", "x", 0], [">", "x", 0]],
        "proofs": [
            {
                "statement": ["==", ["**", "x", 2], "x"],
                "assumptions": [case],
                "domains": [["x", ["0", "1"]]],
                "certificate": {
                    "kind": "exhaustion",
                    "statement": ["==", ["**", "x", 2], "x"],
                    "assumptions": [case],
                    "domains": [["x", ["0", "1"]]],
                },
            }
            for case in (["<=", "x", 0], [">", "x", 0])
        ],
        "exhaustive": {
            "statement": ["or", ["<=", "x", 0], [">", "x", 0]],
            "assumptions": [],
            "domains": [["x", ["0", "1"]]],
            "certificate": {
                "kind": "exhaustion",
                "statement": ["or", ["<=", "x", 0], [">", "x", 0]],
                "assumptions": [],
                "domains": [["x", ["0", "1"]]],
            },
        },
    },
    "induction": {
        "kind": "induction",
        "statement": ["==", ["Sum", 2, "i", 1, "n"], ["*", 2, "n"]],
        "assumptions": [],
        "domains": [["n", "positive integer"]],
        "variable": "n",
        "start": 1,
        "base": {
            "statement": ["==", ["Sum", 2, "i", 1, 1], ["*", 2, 1]],
            "assumptions": [],
            "domains": [],
            "certificate": {"kind": "identity", "left": ["Sum", 2, "i", 1, 1], "right": 2},
        },
        "step": {
            "statement": ["==", SUM_STEP, LINE_STEP],
            "assumptions": [],
            "domains": [["n", "positive integer"]],
            "certificate": {"kind": "identity", "left": SUM_STEP, "right": LINE_STEP},
        },
    },
    "termwise": {
        "kind": "termwise",
        "statement": [
            "==",
            ["Sum", ["**", ["H", ["index", "x", "i"]], 2], "i", 1, "n"],
            ["Sum", ["H", ["index", "x", "i"]], "i", 1, "n"],
        ],
        "assumptions": [],
        "domains": [["n", "positive integer"]],
        "index": "i",
        "bound": "n",
        "terms": {
            "statement": ["==", ["**", ["H", ["index", "x", "i"]], 2], ["H", ["index", "x", "i"]]],
            "assumptions": [],
            "domains": [["i", "positive integer"]],
            "certificate": {
                "kind": "cases",
                "statement": ["==", ["**", ["H", ["index", "x", "i"]], 2], ["H", ["index", "x", "i"]]],
                "assumptions": [],
                "domains": [["i", "positive integer"]],
                "cases": ["sign", ["index", "x", "i"], ["leaf", []], ["leaf", []]],
                "shared": [],
                "point": [["x[1]", "0"], ["i", "1"]],
                "tables": [],
                "ranges": [],
                "permutations": [],
            },
        },
    },
    "specialisation": {
        "kind": "specialisation",
        "statement": ["==", ["**", ["H", "y"], 2], ["H", "y"]],
        "assumptions": [],
        "domains": [["y", "real"]],
        "general": {
            "statement": ["==", ["**", "x", 2], "x"],
            "assumptions": [["<=", "x", 1]],
            "domains": [["x", ["0", "1"]]],
            "certificate": {
                "kind": "exhaustion",
                "statement": ["==", ["**", "x", 2], "x"],
                "assumptions": [["<=", "x", 1]],
                "domains": [["x", ["0", "1"]]],
            },
        },
        "substitution": [["x", ["H", "y"]]],
        "obligations": [
            {
                "statement": claim,
                "assumptions": [],
                "domains": [["y", "real"]],
                "certificate": {
                    "kind": "cases",
                    "statement": claim,
                    "assumptions": [],
                    "domains": [["y", "real"]],
                    "cases": ["sign", "y", ["leaf", []], ["leaf", []]],
                    "shared": [],
                    "point": [["y", "0"]],
                    "tables": [],
                    "ranges": [],
                    "permutations": [],
                },
            }
            for claim in (["<=", ["H", "y"], 1], ["or", ["==", ["H", "y"], 0], ["==", ["H", "y"], 1]])
        ],
    },
    "lemmas": {
        "kind": "lemmas",
        "statement": ["==", ["**", "x", 3], "x"],
        "assumptions": [],
        "domains": [["x", ["0", "1"]]],
        "main": {
            "statement": ["==", ["**", "x", 3], "x"],
            "assumptions": [["==", ["**", "x", 2], "x"]],
            "domains": [["x", ["0", "1"]]],
            "certificate": {
                "kind": "exhaustion",
                "statement": ["==", ["**", "x", 3], "x"],
                "assumptions": [["==", ["**", "x", 2], "x"]],
                "domains": [["x", ["0", "1"]]],
            },
        },
        "lemmas": [
            {
                "statement": ["==", ["**", "x", 2], "x"],
                "assumptions": [],
                "domains": [["x", ["0", "1"]]],
                "certificate": {
                    "kind": "exhaustion",
                    "statement": ["==", ["**", "x", 2], "x"],
                    "assumptions": [],
                    "domains": [["x", ["0", "1"]]],
                },
            }
        ],
    },
    "positivity": {
        "kind": "positivity",
        "statement": [">=", ["*", "x", "y", ["**", ["+", 1, "y"], -1]], 0],
        "assumptions": [[">=", "x", 0]],
        "domains": [["x", "real"], ["y", "positive"]],
        "terms": [["1", [["assumption", 0], ["expression", "y"], ["expression", ["**", ["+", 1, "y"], -1]]]]],
        "signs": [[["+", 1, "y"], 1, [["1", []], ["1", [["low", "y"]]]]]],
        "point": [["x", "0"], ["y", "1"]],
        "tables": [],
    },
    "limit": {
        "kind": "limit",
        "statement": ["<=", ["+", 1, ["*", "d", ["**", "n", -1]]], ["+", 1, ["**", ["log", "n"], -1]]],
        "assumptions": [],
        "domains": [["d", "positive integer"]],
        "limit": 1,
        "variable": "n",
        "gaps": [[[["d", 1, 0, 0]], [[1, 1, 1, 0]]], [[[1, 1, 0, 0]], [[1, 1, 0, 1]]]],
        "premises": [],
    },
    "limit-counterexample": {
        "kind": "limit-counterexample",
        "statement": ["<=", ["**", "n", -1], "d"],
        "assumptions": [],
        "domains": [["d", "positive"]],
        "limit": 0,
        "variable": "n",
        "point": [["d", "2"]],
        "side": "upper",
        "order": [[[2, 1, 1, 0], [-1, 1, 0, 0]], [[1, 1, 1, 0]]],
        "gap": [[[2, 1, 0, 0]], [[1, 1, 0, 0]]],
    },
    "enclosure": {
        "kind": "enclosure",
        "statement": [">", ["exp", "x"], ["*", "g", "x"]],
        "assumptions": [[">=", "x", 0], ["<=", "x", 1]],
        "domains": [["x", "real"], ["g", ["0", "1"]]],
        "point": [["x", "0"], ["g", "1"]],
        "cuts": ["value", "g", [["leaf"], ["split", "x", ["leaf"], ["leaf"]]]],
        "precision": 32,
    },
    "enclosed-counterexample": {
        "kind": "enclosed-counterexample",
        "statement": ["<", ["log", "x"], 1],
        "assumptions": [],
        "domains": [["x", "real"]],
        "point": [["x", "3"]],
        "tables": [],
        "precision": 16,
    },
    "farkas": {
        "kind": "farkas",
        "table": 6,
        "n": 2,
        "inputs": "01",
        "multipliers": [[0, 1], [1, 1], [2, 1], [3, 1]],
    },
    "gating-rank": {
        "kind": "gating-rank",
        "size": 2,
        "form": [[0, 1, "1"]],
        "value": 1,
        "groups": [
            {
                "squares": [["1/4", [[0, "1"], [1, "1"]]], ["-1/4", [[0, "1"], [1, "-1"]]]],
                "pivots": [0, 1],
            }
        ],
        "pairs": [[1, [[0, "1", "0"]], [[1, "1", "0"]]]],
    },
    "monotone": {
        "kind": "monotone",
        "statement": ["<", "x", ["softplus", "x"]],
        "assumptions": [],
        "domains": [["x", "real"]],
        "factor": 1,
        "compared": positivity(
            ["<", ["exp", "x"], ["+", 1, ["exp", "x"]]], [], [["x", "real"]], [], [["x", "0"]]
        ),
    },
    "sign-split": {
        "kind": "sign-split",
        "statement": [">=", ["*", "h", ["abs", "x"], ["relu", ["+", "y", ["*", -1, "x"]]]], 0],
        "assumptions": [["<", "x", "y"], [">", "h", 0]],
        "domains": [["h", ["-1", "1"]], *XY],
        "cases": [
            "value",
            "h",
            [
                ["void"],
                [
                    "known",
                    LARGER,
                    [
                        "split",
                        "x",
                        [
                            "leaf",
                            positivity(
                                [">=", ["*", 1, "x", ["+", "y", ["*", -1, "x"]]], 0],
                                [["<", "x", "y"], [">=", "x", 0]],
                                XY,
                                [["assumption", 0], ["assumption", 1]],
                                [["x", "0"], ["y", "1"]],
                            ),
                        ],
                        [
                            "leaf",
                            positivity(
                                [">=", ["*", 1, ["*", -1, "x"], ["+", "y", ["*", -1, "x"]]], 0],
                                [["<", "x", "y"], ["<", "x", 0]],
                                XY,
                                [["assumption", 0], ["assumption", 1]],
                                [["x", "-1"], ["y", "1"]],
                            ),
                        ],
                    ],
                ],
            ],
        ],
    },
}
