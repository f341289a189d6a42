"""Cases of signs are accepted only if they are all, each is about its own statement, and nothing is split on that may be undefined."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.certificates import certificate_from_json, check_certificate
from symattn.certificates.expression import from_json
from symattn.certificates.sequents import Sequent
from symattn.certificates.sign_split import Branching, is_open
from symattn.errors import InvalidCertificate
from tests.certificates.good import GOOD, XY
from tests.certificates.test_statements import changed


def edited(kind: str, *edits: tuple[tuple[Any, ...], Any]) -> Any:
    data = GOOD[kind]
    for path, value in edits:
        data = changed(data, path, value)
    return data


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


SPLIT = ("cases", 2, 1, 2)
ABOVE, BELOW = (*SPLIT, 2), (*SPLIT, 3)
GOOD_SPLIT = at(GOOD["sign-split"], SPLIT)
EXHAUSTED = {"kind": "exhaustion", "domains": [["x", ["-1", "1"]]]}
#: log(x) - log(x) = 0 wherever it is defined, which at x = -1 it is not.
NOTHING = ["+", ["log", "x"], ["*", -1, ["log", "x"]]]


def by_exhaustion(given: list[Any]) -> dict[str, Any]:
    """x >= 0 at the points of {-1, 1} at which the assumptions hold; where one is undefined none is asked."""
    sequent = {"statement": [">=", "x", 0], "assumptions": given, "domains": EXHAUSTED["domains"]}
    return {**sequent, "certificate": {**EXHAUSTED, **sequent}}


KNOWN_NOTHING = {
    "statement": [">=", NOTHING, 0],
    "assumptions": [],
    "domains": EXHAUSTED["domains"],
    "certificate": {"kind": "identity", "left": NOTHING, "right": 0},
}
FALSE = {
    "kind": "sign-split",
    "statement": [">=", "x", 0],
    "assumptions": [],
    "domains": EXHAUSTED["domains"],
}
WRONG = [
    # Another conclusion, a wider domain, an assumption dropped.
    edited("sign-split", (("statement", 0), ">")),
    edited("sign-split", (("statement", 0), "<=")),
    edited("sign-split", (("statement", 1, 2), ["H", "x"])),
    edited("sign-split", (("domains", 0), ["h", ["-1", "1", "2"]])),
    edited("sign-split", (("domains", 0), ["h", "real"])),
    edited("sign-split", (("assumptions",), [["<", "x", "y"]])),
    edited("sign-split", (("assumptions",), [[">", "h", 0]])),
    # A case is missing, is void without reason, or is another one.
    edited("sign-split", (("cases", 2), at(GOOD["sign-split"], ("cases", 2))[1:])),
    edited("sign-split", (("cases", 2, 1), ["void"])),
    edited("sign-split", (("cases", 2), at(GOOD["sign-split"], ("cases", 2))[::-1])),
    edited("sign-split", (("cases",), ["void"])),
    edited("sign-split", (ABOVE, ["void"])),
    edited("sign-split", (ABOVE, at(GOOD_SPLIT, (3,)))),
    edited("sign-split", (SPLIT, ["split", "x", GOOD_SPLIT[3], GOOD_SPLIT[2]])),
    edited("sign-split", ((*SPLIT, 1), "y")),
    edited("sign-split", ((*SPLIT, 1), ["*", -1, "x"])),
    edited("sign-split", ((*SPLIT, 1), ["+", "x", 1])),
    edited("sign-split", (SPLIT, GOOD_SPLIT[2])),
    # A known sign that is not known.
    edited("sign-split", (("cases", 2, 1, 1, "statement", 0), "<=")),
    edited("sign-split", (("cases", 2, 1, 1, "assumptions"), [["<", "y", "x"]])),
    # Proofs that are none.
    edited("sign-split", ((*ABOVE, 1, "certificate", "terms"), [])),
    edited("sign-split", ((*BELOW, 1, "certificate", "point"), [["x", "1"], ["y", "2"]])),
    # What may be undefined is neither split on nor known.
    {**FALSE, "cases": ["known", KNOWN_NOTHING, ["leaf", by_exhaustion([[">=", NOTHING, 0]])]]},
    {
        **FALSE,
        "cases": [
            "split",
            NOTHING,
            ["leaf", by_exhaustion([[">=", NOTHING, 0]])],
            ["leaf", by_exhaustion([["<", NOTHING, 0]])],
        ],
    },
    {**FALSE, "cases": ["leaf", by_exhaustion([])]},
    # Exponentials of something else, of another order, or undefined.
    edited("monotone", (("factor",), 2)),
    edited("monotone", (("factor",), 0)),
    edited("monotone", (("factor",), -1)),
    edited("monotone", (("statement", 0), ">")),
    edited("monotone", (("statement",), ["<", ["softplus", "x"], "x"])),
    edited("monotone", (("statement", 2), "x")),
    edited("monotone", (("compared", "statement", 2), ["+", 2, ["exp", "x"]])),
    edited("monotone", (("compared", "certificate", "terms"), [])),
]


@pytest.mark.parametrize("data", WRONG, ids=range(len(WRONG)))
def test_wrong_shapes(data: dict[str, Any]) -> None:
    assert check_certificate(data) is False


def test_the_forged_leaf_is_accepted_alone() -> None:
    """What makes the forgeries wrong is the split: their leaves and premises are certificates of what they say."""
    assert check_certificate(by_exhaustion([[">=", NOTHING, 0]])["certificate"])
    assert check_certificate(KNOWN_NOTHING["certificate"])


def test_a_known_sign_that_an_assumption_tells_may_be_left_out() -> None:
    assert check_certificate(edited("sign-split", (("cases", 2, 1), GOOD_SPLIT)))


def test_good() -> None:
    for kind in ("sign-split", "monotone"):
        assert check_certificate(GOOD[kind])
        assert certificate_from_json(GOOD[kind]).to_json() == GOOD[kind]


def test_malformed_cases() -> None:
    for cases in (
        [],
        ["leaf"],
        ["split", ["<", "x", 0], ["void"], ["void"]],
        ["void", 1],
        ["else"],
        "void",
        3,
    ):
        with pytest.raises(InvalidCertificate):
            check_certificate({**GOOD["sign-split"], "cases": cases})
    deep: Any = ["void"]
    for _ in range(200):
        deep = ["split", "x", deep, deep]
    with pytest.raises(InvalidCertificate):
        check_certificate({**GOOD["sign-split"], "cases": deep})


BRANCHES = [
    # (assumption, expression, what it becomes)
    ([">=", "x", 0], ["H", "x"], 1),
    ([">=", "x", 0], ["sgn", ["*", 3, "x"]], 1),
    ([">=", "x", 0], ["H", ["*", -1, "x"]], ["H", ["*", -1, "x"]]),  # at x = 0 it is 1, at x = 1 it is 0
    (["<", "x", 0], ["H", "x"], 0),
    (["<", "x", 0], ["sgn", "x"], -1),
    (["<=", "x", 0], ["H", "x"], ["H", "x"]),
    (["<=", "x", 0], ["sgn", "x"], ["sgn", "x"]),
    (["<=", "x", 0], ["abs", "x"], ["*", -1, "x"]),
    (["<=", "x", 0], ["relu", "x"], 0),
    (["<=", "x", 0], ["H", ["*", -1, "x"]], 1),
    ([">", "x", "y"], ["max", "x", "y"], "x"),
    ([">", "x", "y"], ["min", "y", "x"], "y"),
    ([">=", "y", "x"], ["max", 0, "x", "y"], ["max", 0, "y"]),
    ([">=", "x", 0], ["abs", ["abs", "x"]], "x"),
    ([">=", "x", 1], ["H", "x"], ["H", "x"]),  # seen by the proofs, not by the branching
    ([">=", "x", 0], ["Sum", ["H", "x"], "i", 1, "n"], ["Sum", ["H", "x"], "i", 1, "n"]),
    (["!=", "x", 0], ["relu", ["exp", "x"]], ["exp", "x"]),
    (["!=", "x", 0], ["abs", "x"], ["abs", "x"]),
]


@pytest.mark.parametrize(("given", "tree", "expected"), BRANCHES)
def test_branches(given: Any, tree: Any, expected: Any) -> None:
    domains = (("x", "real"), ("y", "real"), ("n", "positive integer"))
    state = Branching(Sequent(("==", from_json(tree), 0), (from_json(given),), domains))
    resolved = state.claim[1]  # type: ignore[index]
    if expected == ["H", "x"] and given == [">=", "x", 1]:
        assert resolved in (from_json(expected), 1)  # either is right
    else:
        assert resolved == from_json(expected)
    assert not is_open(resolved) or resolved == from_json(expected)


# Exponentials of exponents with a sign ------------------------------------------------------------------------------


def about_sign(kind: str, relation: str, given: list[Any], signs: list[Any] | None = None) -> dict[str, Any]:
    """e^t - 1 or t - tanh(t) compared with 0 by the factor of that name, for t = x + y."""
    t = ["+", "x", "y"]
    tree = ["+", ["exp", t], -1] if kind == "growth" else ["+", t, ["*", -1, ["tanh", t]]]
    return {
        "kind": "positivity",
        "statement": [relation, tree, 0],
        "assumptions": given,
        "domains": XY,
        "terms": [["1", [[kind, t]]]],
        "signs": signs or [],
        "point": [["x", "1"], ["y", "1"]],
        "tables": [],
    }


T = ["+", "x", "y"]
BOTH = [[">=", "x", 0], [">=", "y", 0]]
SHOWN = [[T, 1, [["1", [["assumption", 0]]], ["1", [["assumption", 1]]]]]]


@pytest.mark.parametrize("kind", ["growth", "slope"])
def test_factors_of_known_sign(kind: str) -> None:
    for relation, strict in ((">=", ">="), (">", ">")):
        assert check_certificate(about_sign(kind, relation, [[strict, T, 0]]))
    # The sign may be shown first; it is strict only if a term is.
    assert check_certificate(about_sign(kind, ">=", BOTH, SHOWN))
    assert not check_certificate(about_sign(kind, ">", BOTH, SHOWN))
    assert check_certificate(about_sign(kind, ">", [[">", "x", 0], [">=", "y", 0]], SHOWN))
    one = [[T, 1, [["1", [["assumption", 0]]], ["1", [["assumption", 0]]]]]]
    for given, signs in (([], []), (BOTH[:1], []), ([["<=", T, 0]], []), ([["!=", T, 0]], []), (BOTH, one)):
        for relation in (">=", ">"):
            assert not check_certificate(about_sign(kind, relation, given, signs))
    assert not check_certificate(about_sign(kind, ">=", [["<=", "x", 0], ["<=", "y", 0]], SHOWN))


# Sums without one term ----------------------------------------------------------------------------------------------

X_I, X_K = ["index", "x", "i"], ["index", "x", "k"]
N = ["n", "positive integer"]
K = ["k", "positive integer"]


def without(
    place: Any, given: list[Any], term_given: list[Any], domains: list[Any], relation: str = ">="
) -> Any:
    """Sum(x[i]) - x[k] >= Sum(0) - 0 from x[i] >= 0."""
    own = X_K if place == "k" else f"x[{place}]"
    sides = [["+", ["Sum", X_I, "i", 1, "n"], ["*", -1, own]], ["+", ["Sum", 0, "i", 1, "n"], ["*", -1, 0]]]
    claim, domain = [relation, X_I, 0], [["i", "positive integer"], *([K] if place == "k" else [])]
    sequent = {"statement": claim, "assumptions": term_given, "domains": domain}
    point = [["i", "1"], ["k", "2"], ["x[1]", "1"]]
    terms = {"terms": [["1", [["assumption", 0]]]], "signs": [], "point": point, "tables": []}
    return {
        "kind": "termwise",
        "statement": [relation, *sides],
        "assumptions": given,
        "domains": domains,
        "index": "i",
        "bound": "n",
        "terms": {**sequent, "certificate": {"kind": "positivity", **sequent, **terms}},
        "without": place,
    }


def for_all(body: Any) -> list[Any]:
    return ["forall", body, "i", 1, "n"]


POSITIVE = [">=", X_I, 0]
INSIDE = ["<=", "k", "n"]
SAME = ["==", "i", "k"]


def test_sums_without_a_term() -> None:
    assert check_certificate(without("k", [for_all(POSITIVE), INSIDE], [POSITIVE], [N, K]))
    assert check_certificate(without(1, [for_all(POSITIVE)], [POSITIVE], [N, ["x[1]", "real"]]))
    # Of x[k] nothing need be assumed.
    assert check_certificate(without("k", [for_all(["or", SAME, POSITIVE]), INSIDE], [POSITIVE], [N, K]))
    both = [POSITIVE, ["!=", "i", "k"]]
    assert check_certificate(without("k", [for_all(["or", POSITIVE, SAME]), INSIDE], both, [N, K]))


@pytest.mark.parametrize(
    "data",
    [
        without("k", [for_all(POSITIVE)], [POSITIVE], [N, K]),  # k may be greater than n
        without("k", [for_all(POSITIVE), INSIDE], [POSITIVE], [N, ["k", "real"]]),
        without("k", [INSIDE], [POSITIVE], [N, K]),
        without("k", [for_all(["or", ["==", "i", 1], POSITIVE]), INSIDE], [POSITIVE], [N, K]),
        without(2, [for_all(POSITIVE)], [POSITIVE], [N, ["x[2]", "real"]]),  # n may be 1
        without(0, [for_all(POSITIVE)], [POSITIVE], [N, ["x[0]", "real"]]),
        without("i", [for_all(POSITIVE)], [POSITIVE], [N, K]),
        without("k", [for_all([">", X_I, 0]), INSIDE], [[">", X_I, 0]], [N, K], ">"),  # 0 > 0 for n = 1
        {**without("k", [for_all(POSITIVE), INSIDE], [POSITIVE], [N, K]), "without": 1},
        {
            k: v
            for k, v in without("k", [for_all(POSITIVE), INSIDE], [POSITIVE], [N, K]).items()
            if k != "without"
        },
        {
            **without("k", [for_all(["or", SAME, POSITIVE]), INSIDE], [POSITIVE], [N, K]),
            "statement": [">=", ["Sum", X_I, "i", 1, "n"], ["Sum", 0, "i", 1, "n"]],
        },
    ],
)
def test_sums_without_a_term_that_are_wrong(data: dict[str, Any]) -> None:
    assert check_certificate(data) is False
