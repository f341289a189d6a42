"""One thing of a certificate changed: the check answers as exhaustive or exact evaluation of what the certificate then says.

For the kinds that consist of their statement (identities, finite statements, points, weights, relations between points) check and truth agree in
both directions.  A proof that is changed may stop being one although its statement stays true; there what is accepted has to be true.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import Any

import mpmath
import pytest
import sympy

from symattn.certificates import certificate_kinds, check_certificate
from symattn.certificates.expression import from_json, variables
from symattn.errors import InvalidCertificate
from symattn.threshold import is_threshold, threshold_functions
from tests.soundness.examples import (
    EXAMPLES,
    IDS,
    VERDICTS,
)
from tests.soundness.plain import NoValue, Plain
from tests.soundness.truth import BODIES, truth, with_functions

GRID = [Fraction(v) for v in ("0", "1", "-1", "2", "1/2", "-3", "5/3", "-7/2", "4", "10")]
ORDERED = ("<", "<=", ">", ">=", "implies", "index", "softmax")


# Mutations.


def spots(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield (path, value) of every value inside, heads of operations and kinds left out."""
    if path:
        yield path, data
    if isinstance(data, dict):
        for key, part in data.items():
            if key not in ("kind", "inputs"):
                yield from spots(part, (*path, key))
    elif isinstance(data, list):
        for k, part in enumerate(data):
            if not (k == 0 and isinstance(part, str) and len(data) > 1 and not part.isidentifier()):
                yield from spots(part, (*path, k))


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    result = copy.deepcopy(data)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return result


def mutants(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the certificate with one number moved or negated, one name put for another, or two entries exchanged."""
    names = sorted(name for name, _ in data.get("domains", [])) or ["x", "y"]
    for path, value in spots(data):
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            others: list[Any] = [value + 1, value - 1, value + 3, value - 2, -value]
        elif isinstance(value, str) and value.lstrip("-").replace("/", "").isdigit():
            q = Fraction(value)
            others = [str(q + 1), str(q - 1), str(q - 3), str(-q), str(q + Fraction(1, 2))]
        elif isinstance(value, str) and value in names:
            others = names[:4]
        elif isinstance(value, list) and len(value) > 1:
            first = 1 if isinstance(value[0], str) else 0
            if (first and value[0] not in ORDERED) or not (first or all(isinstance(v, int) for v in value)):
                continue
            others = []
            for k in range(first, len(value) - 1):
                swapped = list(value)
                swapped[k : k + 2] = reversed(value[k : k + 2])
                others.append(swapped)
        else:
            continue
        yield from (put(data, path, other) for other in others if other != value)


# The truth, by evaluation.


def bases(tree: Any, found: dict[str, int]) -> dict[str, int]:
    """Collect the vectors and matrices of a tree, with their numbers of indices."""
    if isinstance(tree, list | tuple) and tree:
        if tree[0] == "index":
            found[tree[1]] = len(tree) - 2
        elif tree[0] == "softmax":
            found[tree[2]] = 1
        for part in tree[1:]:
            bases(part, found)
    return found


def points(trees: list[Any], domains: dict[str, Any], count: int) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield points, and a permutation s: all of them if every domain is finite, otherwise so many random ones."""
    names = {name for tree in trees for name in variables(from_json(tree))} | set(domains)
    finite = [values for values in domains.values() if isinstance(values, list)]
    if domains and len(finite) == len(names):
        for values in product(*finite):
            yield dict(zip(domains, map(Fraction, values), strict=True)), None
        return
    random = Random(7)
    known: dict[str, int] = {}
    for tree in trees:
        bases(tree, known)
    for _ in range(count):
        n = random.choice((1, 2, 3))
        point: dict[str, Any] = {}
        for name in sorted(names):
            domain = domains.get(name, "real")
            if isinstance(domain, list):
                point[name] = Fraction(random.choice(domain))
            elif domain == "positive integer":
                point[name] = n if known else random.choice((1, 2, 3, 5))
            else:
                pool = [v for v in GRID if v > 0 or "positive" not in domain]
                point[name] = random.choice(
                    [v for v in pool if v.denominator == 1 or "integer" not in domain]
                )
        for base, arity in known.items():
            for place in product(range(1, n + 1), repeat=arity):
                point[f"{base}[{','.join(map(str, place))}]"] = random.choice(GRID)
        images = random.sample(range(1, n + 1), n)
        yield point, {"s": {(i,): image for i, image in enumerate(images, 1)}}


def holds(tree: Any, point: dict[str, Any], tables: Any) -> bool | None:
    """Return whether a statement of JSON is true: plain fractions first, the library's evaluator for exponentials only."""
    try:
        return Plain(point, tables).holds(tree)
    except NoValue:
        return truth(from_json(tree), point, tables)
    except (KeyError, OverflowError, TypeError):
        return None


def statement_is_true(data: dict[str, Any]) -> bool:
    """Return whether the statement is true at all points tried that satisfy the assumptions, and at one of them at least."""
    domains = dict(data.get("domains", []))
    if len(domains) != len(data.get("domains", [])):
        return False
    for name in [*(name for name, _ in data.get("ranges", [])), *data.get("counted", [])]:
        domains.setdefault(name, "positive integer")
    if data["kind"] in ("identity", "split-identity"):
        statement = ["==", data["left"], data["right"]]
        domains |= {
            n: "positive integer"
            for _, n in [*data.get("ranges", []), *data.get("permutations", [])]
            if isinstance(n, str)
        }
        for node in _nodes(statement):
            if node[0] == "Sum" and isinstance(node[4], str):
                domains.setdefault(node[4], "positive integer")
    else:
        statement = data["statement"]
    given = data.get("assumptions", [])
    seen = False
    for point, tables in points([statement, *given], domains, 150):
        if any(holds(tree, point, tables) is not True for tree in given):
            continue
        answer = holds(statement, point, tables)
        if answer is False:
            return False
        seen = seen or answer is True
    return seen


def _nodes(tree: Any) -> Iterator[Any]:
    if isinstance(tree, list) and tree:
        yield tree
        for part in tree[1:]:
            yield from _nodes(part)


def in_domain(value: Fraction, domain: Any) -> bool:
    if isinstance(domain, list):
        return value in [Fraction(v) for v in domain]
    return (value > 0 or "positive" not in domain) and (value.denominator == 1 or "integer" not in domain)


def holds_for_functions(data: dict[str, Any]) -> bool:
    """Return whether the statement is true for several definite functions."""
    return all(
        statement_is_true(
            {
                **data,
                "statement": with_functions(data["statement"], first),
                "assumptions": [with_functions(tree, first) for tree in data["assumptions"]],
            }
        )
        for first in range(len(BODIES))
    )


def point_refutes(data: dict[str, Any]) -> bool:
    """Return whether assumptions hold and the statement fails at the point of a counterexample."""
    point = {name: Fraction(value) for name, value in data["point"]}
    tables = {name: {tuple(a): v for a, v in rows} for name, rows in data["tables"]}
    unique = len(point) == len(data["point"]) and all(
        len(tables[n]) == len(rows) for n, rows in data["tables"]
    )
    if not unique or any(n not in point or not in_domain(point[n], d) for n, d in data["domains"]):
        return False
    if any(holds(tree, point, tables) is not True for tree in data["assumptions"]):
        return False
    return holds(data["statement"], point, tables) is False


def instances_hold(data: dict[str, Any]) -> bool:
    tables = {name: {tuple(a): v for a, v in rows} for name, rows in data["tables"]}
    if any(len(tables[name]) != len(rows) for name, rows in data["tables"]):
        return False
    return bool(data["points"]) and all(
        len(dict(map(tuple, point))) == len(point)
        and holds(data["statement"], dict(map(tuple, point)), tables) is True
        for point in data["points"]
    )


def place(k: int, n: int, inputs: str) -> list[int]:
    return [1, *((k >> i & 1) if inputs == "01" else 2 * (k >> i & 1) - 1 for i in range(n))]


def gate_is_right(data: dict[str, Any]) -> bool:
    n, table = data["n"], data["table"]
    if not 0 <= n <= 6 or not 0 <= table < 2**2**n or len(data["weights"]) != n:
        return False
    weights = [data["bias"], *data["weights"]]
    return all(
        (sum(w * x for w, x in zip(weights, place(k, n, data["inputs"]), strict=True)) >= 0)
        == bool(table >> k & 1)
        for k in range(2**n)
    )


def relation_is_right(data: dict[str, Any]) -> bool:
    n, table, pairs = data["n"], data["table"], data["multipliers"]
    if not 0 <= n <= 6 or not 0 <= table < 2**2**n:
        return False
    if any(not 0 <= k < 2**n or m <= 0 for k, m in pairs) or len({k for k, _ in pairs}) != len(pairs):
        return False
    sides = [[0] * (n + 1), [0] * (n + 1)]
    for k, m in pairs:
        side = sides[table >> k & 1]
        side[:] = [a + m * x for a, x in zip(side, place(k, n, data["inputs"]), strict=True)]
    return sides[0] == sides[1] and any(not table >> k & 1 for k, _ in pairs)


def rank_is_right(data: dict[str, Any]) -> bool:
    """Return whether the value is the larger number of eigenvalues of one sign, counted by Descartes' rule: all roots are real."""
    matrix = sympy.zeros(data["size"])
    for i, j, c in data["form"]:
        matrix[i, j] = matrix[j, i] = sympy.Rational(c) / (1 if i == j else 2)
    coefficients = [c for c in matrix.charpoly().all_coeffs() if c != 0]
    positive = sum(bool(a * b < 0) for a, b in pairwise(coefficients))
    return bool(data["value"] == max(positive, matrix.rank() - positive))


#: n = e^t at this t: then every power of n and of r^n is far from 1, and log n is large.
_T = 5000


def far_out(tree: Any, point: dict[str, Any], n: str) -> Any:
    """Return the value of an expression of JSON at n = e^5000 in floating point with 9000 digits before the point at least."""
    if isinstance(tree, dict):
        q = Fraction(tree["q"])
        return mpmath.mpf(q.numerator) / q.denominator
    if isinstance(tree, int):
        return mpmath.mpf(tree)
    if isinstance(tree, str):
        return mpmath.exp(_T) if tree == n else mpmath.mpf(point[tree].numerator) / point[tree].denominator
    parts = [far_out(part, point, n) for part in tree[1:]]
    functions = {
        "+": mpmath.fsum,
        "*": mpmath.fprod,
        "log": lambda t: mpmath.log(t[0]),
        "sqrt": lambda t: mpmath.sqrt(t[0]),
    }
    return mpmath.power(*parts) if tree[0] == "**" else functions[tree[0]](parts)


def parameters(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield small values of the parameters that satisfy the assumptions."""
    domains = dict(data["domains"])
    pools = [[v for v in (*GRID, Fraction(3)) if in_domain(v, domains[name])] for name in domains]
    for values in product(*pools):
        point = dict(zip(domains, values, strict=True))
        if all(holds(tree, point, None) is True for tree in data["assumptions"]):
            yield point


def tends(data: dict[str, Any], side: int, point: dict[str, Any]) -> bool | None:
    """Return whether a bound is near the limit far out; None where it has no value."""
    n, bound = data["variable"], data["statement"][side]
    with mpmath.workdps(30):
        try:
            gap = far_out(bound, point, n) - far_out(data["limit"], point, n)
        except (ZeroDivisionError, KeyError, TypeError, ValueError):
            return None
        return bool(mpmath.isfinite(gap)) and abs(gap) < 0.05


def limit_is_right(data: dict[str, Any]) -> bool:
    """Return whether both bounds are near the limit far out, for the values of the parameters at which they are defined."""
    found = [tends(data, side, point) for point in parameters(data) for side in (1, 2)]
    bounded = all(statement_is_true({"kind": "premise", **premise}) for premise in data["premises"])
    return bounded and bool(found) and all(answer is not False for answer in found)


def limit_is_wrong(data: dict[str, Any]) -> bool:
    """Return whether a bound is far from the limit far out, and the lower one not above the upper one."""
    point = {name: Fraction(value) for name, value in data["point"]}
    n, (_, lower, upper) = data["variable"], data["statement"]
    if len(point) != len(data["point"]) or not all(
        n in point and in_domain(point[n], d) for n, d in data["domains"]
    ):
        return False
    if not all(holds(tree, point, None) is True for tree in data["assumptions"]):
        return False
    with mpmath.workdps(30):
        ordered = far_out(lower, point, n) <= far_out(upper, point, n) + mpmath.mpf(10) ** -20
    return bool(ordered) and tends(data, 1 if data["side"] == "lower" else 2, point) is False


def enclosures_hold(data: dict[str, Any]) -> bool:
    """Return whether the statement holds at every point with the ends of the intervals as values, in all combinations."""
    for values in data["points"]:
        point = {name: Fraction(value) for name, value in values}
        used = [(name, tuple(row), (low, high)) for name, rows in data["tables"] for row, low, high in rows]
        near = [item for item in used if abs(item[1][0] - point["n"]) <= 1]
        for ends in product(*(item[2] for item in near)):
            tables: dict[str, dict[Any, Fraction]] = {}
            for (name, row, _), end in zip(near, ends, strict=True):
                tables.setdefault(name, {})[row] = Fraction(end)
            if truth(from_json(data["statement"]), point, tables) is not True:  # type: ignore[arg-type]
                return False
    return bool(data["points"])


#: Kinds of which check and truth agree in both directions.
EXACT = {
    "identity": statement_is_true,
    "split-identity": statement_is_true,
    "exhaustion": statement_is_true,
    "counterexample": point_refutes,
    "instances": instances_hold,
    "threshold-weights": gate_is_right,
    "farkas": relation_is_right,
    "conjunction": lambda data: all(statement_is_true(part) for part in data["parts"]),
}
#: Kinds that hold a proof: what is accepted is true.
PROOFS = {
    "enclosed-counterexample": point_refutes,
    "enclosed instances": enclosures_hold,
    "limit": limit_is_right,
    "limit-counterexample": limit_is_wrong,
    "gating-rank": rank_is_right,
    **dict.fromkeys(
        (
            "cases",
            "positivity",
            "enclosure",
            "chain",
            "case-split",
            "induction",
            "specialisation",
            "lemmas",
            "termwise",
            "sign-split",
            "monotone",
        ),
        statement_is_true,
    ),
    "congruence": holds_for_functions,
}

TRUTH: dict[str, Callable[[dict[str, Any]], bool]] = {**EXACT, **PROOFS}


def accepted(data: dict[str, Any]) -> bool | None:
    """Return what the check says; None if the data have not the form of a certificate."""
    try:
        return check_certificate(data)
    except InvalidCertificate:
        return None


def test_every_kind_has_an_example_and_a_truth() -> None:
    assert {data["kind"] for data in EXAMPLES} == set(certificate_kinds())
    assert {*EXACT, *PROOFS} == set(certificate_kinds())
    assert not EXACT.keys() & PROOFS.keys()


@pytest.mark.parametrize("data", EXAMPLES, ids=IDS)
def test_the_examples_are_accepted_and_true(data: dict[str, Any]) -> None:
    assert accepted(data)
    assert {**EXACT, **PROOFS}[data["kind"]](data)


@cache
def outcomes(k: int) -> list[tuple[dict[str, Any], bool | None]]:
    """Return the changed certificates of an example, each with the answer of the check."""
    return [(mutant, accepted(mutant)) for mutant in mutants(EXAMPLES[k])]


@pytest.mark.parametrize("k", range(len(EXAMPLES)), ids=IDS)
def test_the_check_answers_as_evaluation_does(k: int) -> None:
    kind = EXAMPLES[k]["kind"]
    tried = valid = 0
    for mutant, answer in outcomes(k):
        tried += 1
        valid += bool(answer)
        if answer is None:
            continue
        if kind in EXACT and not EXAMPLES[k].get("counted"):
            assert answer == EXACT[kind](mutant), (answer, mutant)
        elif answer:
            assert TRUTH[kind](mutant), mutant
    assert tried >= 8
    print(f"{kind}: {tried} changes, {valid} of them valid")


def test_at_least_four_of_five_changes_are_invalid() -> None:
    tried: Counter[str] = Counter()
    valid: Counter[str] = Counter()
    for k, data in enumerate(EXAMPLES):
        for _, answer in outcomes(k):
            tried[data["kind"]] += 1
            valid[data["kind"]] += bool(answer)
    print({kind: f"{tried[kind] - valid[kind]} of {tried[kind]} invalid" for kind in tried})
    assert tried.total() > 2000
    assert valid.total() <= 0.2 * tried.total(), (valid, tried)


def test_some_changed_weights_stay_right() -> None:
    """Every threshold function of three variables, each weight and the bias moved by one."""
    changed = right = 0
    for table in threshold_functions(3).tables:
        gate = is_threshold(table, 3).certificate
        data = json.loads(json.dumps(gate.to_json()))
        for step in (1, -1):
            for k in range(3):
                moved = [w + step * (i == k) for i, w in enumerate(data["weights"])]
                mutant = {**data, "weights": moved}
                changed, right = changed + 1, right + gate_is_right(mutant)
                assert accepted(mutant) == gate_is_right(mutant)
            mutant = {**data, "bias": data["bias"] + step}
            changed, right = changed + 1, right + gate_is_right(mutant)
            assert accepted(mutant) == gate_is_right(mutant)
    print(f"{right} of {changed} changed weights stay right")
    assert 0 < right < 0.4 * changed


# A certificate attached to another statement.

STATEMENTS = [verdict for verdict in VERDICTS if verdict.subject is not None]
FALSE: list[Any] = [
    ["==", "x", ["+", "x", 1]],
    ["<", ["**", "x", 2], 0],
    ["==", ["H", "x"], ["H", ["*", -1, "x"]]],
    ["<=", 1, 0],
    ["==", ["tanh", "x"], "x"],
]


@pytest.mark.parametrize("k", range(len(STATEMENTS)))
def test_a_certificate_of_another_statement_is_rejected(k: int) -> None:
    """As a premise the certificate of A serves for no other statement B, true or false."""
    certificate = STATEMENTS[k].certificate.to_json()

    def as_premise(subject: Any) -> dict[str, Any]:
        sequent = {
            "statement": subject["claim"],
            "assumptions": subject["assumptions"],
            "domains": subject["domains"],
        }
        return {"kind": "lemmas", **sequent, "main": {**sequent, "certificate": certificate}, "lemmas": []}

    own = json.loads(json.dumps(STATEMENTS[k].subject.to_json()))
    assert accepted(as_premise(own))
    for other in STATEMENTS:
        subject = json.loads(json.dumps(other.subject.to_json()))
        if subject["claim"] != own["claim"]:
            assert not accepted(as_premise(subject)), subject
    for claim in FALSE:
        assert not accepted(as_premise({**own, "claim": claim})), claim
        domains = [*own["domains"], *([["x", "real"]] if "x" not in dict(own["domains"]) else [])]
        assert not accepted(as_premise({**own, "claim": claim, "domains": domains})), claim
    weaker = {**own, "assumptions": own["assumptions"][1:]}
    assert (
        own["assumptions"] == weaker["assumptions"]
        or not accepted(as_premise(weaker))
        or statement_is_true({"kind": "cases", "statement": weaker["claim"], **weaker})
    )


@pytest.mark.parametrize("data", EXAMPLES, ids=IDS)
def test_a_statement_put_into_a_certificate_has_to_be_true(data: dict[str, Any]) -> None:
    """Where the statement is part of the certificate, another one is accepted only if the evidence is one of it too."""
    kind = data["kind"]
    same = [other for other in EXAMPLES if other["kind"] == kind and other != data]
    grafted: list[dict[str, Any]] = []
    if kind in ("identity", "split-identity"):
        for other in same:
            grafted += [{**data, "right": other["right"]}, {**data, "left": other["left"]}]
        grafted += [{**data, "right": ["+", data["right"], 1]}, {**data, "right": ["*", 2, data["right"]]}]
    elif kind in ("threshold-weights", "farkas"):
        grafted = [{**data, "table": table} for table in range(2**2 ** data["n"]) if table != data["table"]]
    elif kind == "gating-rank":
        grafted = [{**data, part: other[part]} for other in same for part in ("form", "groups", "pairs")]
        grafted += [{**data, "form": other["form"], "pairs": other["pairs"]} for other in same]
    elif kind == "conjunction":
        part = data["parts"][0]
        grafted = [{**data, "parts": [{**part, "right": ["+", part["right"], 1]}, *data["parts"][1:]]}]
    else:
        statements = [*(other["statement"] for other in same), *FALSE, ["not", data["statement"]]]
        grafted = [{**data, "statement": statement} for statement in statements]
    assert grafted
    for other in grafted:
        if accepted(other):
            assert {**EXACT, **PROOFS}[kind](other), other
    if kind in (
        "cases",
        "positivity",
        "enclosure",
        "chain",
        "case-split",
        "induction",
        "specialisation",
        "lemmas",
        "sign-split",
        "monotone",
        "congruence",
    ):
        assert not any(accepted(other) for other in grafted)
