"""Certificates: malformed ones are refused, changed ones are accepted only if what they then say is true."""

from __future__ import annotations

import copy
import json
import time
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import (
    Certificate,
    CounterexampleCertificate,
    IdentityCertificate,
    certificate_from_json,
    certificate_kinds,
    check_certificate,
)
from symattn.errors import InvalidCertificate
from symattn.proving import parse_statement, prove
from tests.certificates.good import GOOD

POINTS = [
    {"x": Fraction(a), "y": Fraction(b), "z": Fraction(c)}
    for a, b, c in ((2, 3, 5), (-7, 4, 9), (1, -6, 8), (11, 13, -2))
]
POINTS += [{"x": Fraction(1, 3), "y": Fraction(-5, 2), "z": Fraction(7, 4)}]


def value(tree: Any, point: dict[str, Fraction]) -> Fraction | None:
    """Evaluate a JSON tree over + * ** with fractions; None where it has no value."""
    if isinstance(tree, str):
        return point[tree]
    if isinstance(tree, int):
        return Fraction(tree)
    if isinstance(tree, dict):
        return Fraction(tree["q"])
    parts = [value(part, point) for part in tree[1:]]
    if None in parts:
        return None
    if tree[0] == "+":
        return sum(parts, Fraction(0))
    if tree[0] == "*":
        total = Fraction(1)
        for part in parts:
            total *= part
        return total
    return None if parts[0] == 0 and parts[1] < 0 else parts[0] ** int(parts[1])


def numbers_in(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the places of the integers in a JSON value."""
    if isinstance(data, int):
        return [path]
    items = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    return [found for key, part in items for found in numbers_in(part, (*path, key))]


def changed(data: Any, path: tuple[Any, ...], number: Any) -> Any:
    result = copy.deepcopy(data)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = number
    return result


IDENTITIES = [
    "(x + 2*y)**3 == x**3 + 6*x**2*y + 12*x*y**2 + 8*y**3",
    "1/(1/x + 1/y) == x*y/(x + y)",
    "(x**2 - 4)/(x - 2) == x + 2",
    "(1/(x + 1) - 1/(x + 2))*(x + 1)*(x + 2) == 1",
    "x**2*y**-1*y**3 == (x*y)**2",
    "3*x - x == 2*x",
]


@given(st.sampled_from(IDENTITIES), st.data())
def test_changed_numbers_of_identities(text: str, data: st.DataObject) -> None:
    original = json.loads(json.dumps(prove(text).certificate.to_json()))
    assert check_certificate(original)
    path = data.draw(st.sampled_from(numbers_in(original)))
    mutant = changed(original, path, data.draw(st.integers(-4, 4)))
    pairs = [(value(mutant["left"], p), value(mutant["right"], p)) for p in POINTS]
    defined = [(a, b) for a, b in pairs if a is not None and b is not None]
    assert check_certificate(mutant) == (bool(defined) and all(a == b for a, b in defined))


FINITE = [
    ("x*y == max(x + y - 1, 0)", "x, y in {0,1}"),
    ("x**2 - x <= 2*y", "x in {-1,1}; y in {1,2}"),
    ("x < y implies x*x < y*y + 1", "x, y in {0,1,2}; x + y > 0"),
]


@given(st.sampled_from(FINITE), st.data())
def test_changed_numbers_of_finite_statements(example: tuple[str, str], data: st.DataObject) -> None:
    verdict = prove(example[0], assuming=example[1])
    assert verdict.proved
    original = json.loads(json.dumps(verdict.certificate.to_json()))
    mutant = changed(
        original, data.draw(st.sampled_from(numbers_in(original))), data.draw(st.integers(-2, 2))
    )
    names = [name for name, _ in mutant["domains"]]
    truth = []
    for values in product(*([Fraction(v) for v in values] for _, values in mutant["domains"])):
        point = dict(zip(names, values, strict=True))
        if all(holds(given, point) for given in mutant["assumptions"]):
            truth.append(holds(mutant["statement"], point))
    assert check_certificate(mutant) == (bool(truth) and False not in truth)


def holds(tree: Any, point: dict[str, Fraction]) -> bool:
    if tree[0] == "implies":
        return not holds(tree[1], point) or holds(tree[2], point)

    def side(t: Any) -> Fraction:
        if isinstance(t, list) and t[0] == "max":
            return max(side(part) for part in t[1:])
        if isinstance(t, list) and any(isinstance(part, list) for part in t):
            return value([t[0], *({"q": str(side(part))} for part in t[1:])], point)
        return value(t, point)

    a, b = side(tree[1]), side(tree[2])
    return {"==": a == b, "<=": a <= b, "<": a < b, ">": a > b}[tree[0]]


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_changed_points_of_counterexamples(a: int, b: int, bound: int) -> None:
    data = {
        "kind": "counterexample",
        "statement": ["<=", ["*", "x", "y"], bound],
        "assumptions": [[">", "x", -3]],
        "domains": [["x", "integer"], ["y", ["-1", "0", "2", "3"]]],
        "point": [["x", str(a)], ["y", str(b)]],
        "tables": [],
    }
    assert check_certificate(data) == (a * b > bound and a > -3 and b in (-1, 0, 2, 3))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Variables named like the fresh variables of a checker must not be taken for them.
        *(((name, ["**", "x", -1])) for name in ("inv#000000", "inv#0", "z_1", "0", "inverse")),
        *(((name, ["exp", "x"])) for name in ("E#x^1", "E#x", "E", "unit", "1")),
        *(((name, ["log", "x"])) for name in ("log#0", "log", "logarithm")),
        ("x^1*y^1", ["*", "x", "y"]),
        (["exp", ["*", "x", "y"]], ["exp", "x^1*y"]),
        (["*", "inv#000000", "x"], 1),
        (["log", ["*", "x", "y"]], ["+", ["log", "x"], ["log", "y"]]),
        (["log", ["**", "x", 2]], ["*", 2, ["log", "x"]]),
        (["exp", ["*", {"q": "1/2"}, ["log", ["**", "x", 2]]]], "x"),
        (["abs", "x"], "x"),
        (["sqrt", ["**", "x", 2]], "x"),
        (["**", ["+", "x", ["*", -1, "x"]], -1], 0),
        (["*", 0, ["**", 0, -1]], 0),
        (["H", "x"], ["H", ["*", 2, "x"]]),
        (["H", "x"], ["sgn", "x"]),
        (["max", "x", "y"], ["max", "y", "x"]),
        (["Sum", "x", "i", 1, 2], ["*", 3, "x"]),
        (["Sum", "x", "i", 0, 2], ["*", 2, "x"]),
        (["Sum", ["H", ["index", "x", "i"]], "i", 1, "n"], ["Sum", ["H", ["index", "y", "i"]], "i", 1, "n"]),
        (["==", "x", "x"], 1),
    ],
)
def test_not_accepted(left: Any, right: Any) -> None:
    assert check_certificate({"kind": "identity", "left": left, "right": right}) is False


JUNK = [
    None,
    True,
    1.5,
    -1,
    10**30,
    "",
    "x",
    "1/0",
    "1e999999",
    "nan",
    [],
    {},
    [[]],
    ["x"],
    {"q": "1/0"},
    {"q": "1e999999999"},
    [None],
    ["+", 1.5],
]


def test_every_kind_has_a_good_example() -> None:
    assert set(GOOD) == set(certificate_kinds())
    for data in GOOD.values():
        assert check_certificate(data)
        assert certificate_from_json(data).to_json() == data


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    return [path, *(found for key, part in items for found in places(part, (*path, key)))]


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_malformed_json(kind: str) -> None:
    """Whatever is put at whatever place: False or InvalidCertificate, and True only where nothing is wrong with it."""
    for path in places(GOOD[kind])[1:]:
        for junk in JUNK:
            mutant = changed(GOOD[kind], path, junk)
            try:
                accepted = check_certificate(mutant)
            except InvalidCertificate:
                continue
            if accepted:
                parsed = certificate_from_json(mutant)
                assert certificate_from_json(json.loads(json.dumps(parsed.to_json()))) == parsed
        if isinstance(path[-1], str):
            missing = changed(GOOD[kind], path, None)
            inner = missing
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            with pytest.raises(InvalidCertificate):
                check_certificate(missing)


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
lists = st.lists(st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=3)


@given(st.one_of(scalars, lists))
def test_random_json(junk: Any) -> None:
    for data in (junk, {"kind": junk}, *({**good, key: junk} for good in GOOD.values() for key in good)):
        try:
            assert check_certificate(data) in (True, False)
        except InvalidCertificate:
            continue


DUPLICATES = [
    {**GOOD["exhaustion"], "domains": [["x", ["1"]], ["x", ["0"]]]},
    {**GOOD["counterexample"], "point": [["x", "2"], ["x", "2"]]},
    {**GOOD["counterexample"], "tables": [["f", [[[2], 2], [[2], 3]]]]},
    {**GOOD["instances"], "tables": [["f", [[[1], 3], [[1], 2], [[2], 4]]]]},
    {**GOOD["instances"], "tables": [["f", []], ["f", [[[1], 2], [[2], 4]]]]},
    {**GOOD["instances"], "points": [[["n", 1], ["n", 2]]]},
    {**GOOD["instances"], "points": []},
    {**GOOD["conjunction"], "parts": []},
    {**GOOD["exhaustion"], "assumptions": [[">", "x", 1]]},
    {**GOOD["exhaustion"], "domains": []},
    {**GOOD["exhaustion"], "domains": [["y", ["0"]]]},
]


@pytest.mark.parametrize("data", DUPLICATES, ids=range(len(DUPLICATES)))
def test_duplicates_and_vacuous_checks(data: dict[str, Any]) -> None:
    assert check_certificate(data) is False


def nested(operation: str, depth: int) -> Any:
    tree: Any = "x"
    for _ in range(depth):
        tree = [operation, tree]
    return tree


def at_zero(statement: Any) -> dict[str, Any]:
    return {
        **GOOD["counterexample"],
        "statement": statement,
        "assumptions": [],
        "domains": [["x", "real"]],
        "point": [["x", "0"]],
    }


BOMBS = [
    at_zero(["==", nested("tanh", 120), 1]),
    at_zero(["==", nested("silu", 120), 1]),
    at_zero(["==", nested("tanh", 5000), 1]),
    at_zero(["==", ["**", ["**", ["**", 2, 90000], 90000], 90000], 1]),
    at_zero(["==", ["**", ["+", 1, ["exp", 1]], 90000], 1]),
    at_zero(["<=", ["exp", 10**30], 1]),
    at_zero(["<=", ["exp", {"q": "1/" + "9" * 3999}], 1]),
    at_zero(["==", ["binomial", 10**9, 5 * 10**8], 1]),
    at_zero(["==", ["Sum", ["Sum", "i", "j", 1, 200_000], "i", 1, 200_000], 1]),
    {"kind": "identity", "left": ["**", ["+", "x", 1], 10**9], "right": 0},
    {"kind": "identity", "left": ["**", ["**", ["**", 3, 9999], 9999], 9999], "right": 0},
    {"kind": "identity", "left": {"q": "1e999999999"}, "right": 0},
    {
        "kind": "exhaustion",
        "statement": ["==", "x0", "x0"],
        "assumptions": [],
        "domains": [[f"x{i}", ["0", "1"]] for i in range(90)],
    },
]


@pytest.mark.parametrize("data", BOMBS, ids=range(len(BOMBS)))
def test_bounded_time(data: dict[str, Any]) -> None:
    started = time.process_time()
    with suppress(InvalidCertificate):
        check_certificate(data)
    assert time.process_time() - started < 20


def test_nesting() -> None:
    data: dict[str, Any] = GOOD["identity"]
    for _ in range(5000):
        data = {"kind": "conjunction", "parts": [data]}
    with pytest.raises(InvalidCertificate, match="deep"):
        check_certificate(data)
    tree: Any = "x"
    for _ in range(3000):
        tree = ("exp", tree)
    assert check_certificate(IdentityCertificate(tree, 1)) is False
    assert (
        check_certificate(CounterexampleCertificate(("==", tree, 1), (), (), (("x", Fraction(0)),))) is False
    )


def test_objects_and_their_json_agree() -> None:
    for text, assuming in ((IDENTITIES[0], ""), FINITE[0], ("x == x + 1", "")):
        verdict = prove(text, assuming=assuming)
        certificate = verdict.certificate or verdict.counterexample.certificate
        assert isinstance(certificate, Certificate)
        again = certificate_from_json(json.loads(json.dumps(certificate.to_json())))
        assert again == certificate
        assert again.check()
    assert parse_statement(FINITE[0][0])
