"""Certificates of case analyses: small ones by hand, unsound ones refused, changed ones accepted only if they stay true."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.certificates.cases import CasesCertificate
from symattn.certificates.domains import domain_contains
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.errors import InvalidCertificate
from symattn.proving.cases import decide
from symattn.proving.polynomial import Budget
from symattn.proving.statement import read_statement

ZERO = (("x", Fraction(0)),)
REAL = (("x", "real"),)
LEAF = ("leaf", ())


def proof(claim: str, assuming: str = "") -> dict[str, Any]:
    """Return the JSON of a certificate."""
    answer = decide(read_statement(claim, assuming=assuming), Budget(10.0), [])
    assert answer is not None and answer["status"] == "proved"
    data: dict[str, Any] = json.loads(json.dumps(answer["certificate"].to_json()))
    assert check_certificate(data)
    return data


PROOFS = [
    proof("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) < M"),
    proof("H(a)*H(c) == H(H(a) + H(c) - 2)"),
    proof("abs(x + y) <= abs(x) + abs(y)"),
    proof("relu(x) - relu(-x) == x"),
    proof("max(a, b) >= min(a, 2)"),
    proof("sgn(a)*sgn(c) == sgn(a*c)", "a != 0; c != 0"),
    proof("x > y and y > 1/2 implies 2*x > 1"),
    proof("n >= 2", "n > 1; n integer"),
    proof("2*n != 2*m + 1", "n integer; m integer"),
    proof("sgn(t)*sgn(u)*sgn(v)*sgn(w) == (2*H(t) - 1)*(2*H(u) - 1)*(2*H(v) - 1)*(2*H(w) - 1)"),
    proof("H(w*x + b) == H(w + b)*x + H(b)*(1 - x)", "x in {0,1}"),
    proof("a*c == b*c", "a == b"),
    proof("relu(exp(x) + 1) == exp(x) + 1"),
]


def numbers_in(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the places of the numbers in a JSON value: integers, and texts that are rational numbers."""
    if isinstance(data, int):
        return [path]
    if isinstance(data, str):
        return [path] if data.replace("/", "").lstrip("-").isdigit() else []
    items = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    return [place for key, value in items for place in numbers_in(value, (*path, key))]


def changed(data: dict[str, Any], place: tuple[Any, ...], step: int) -> dict[str, Any]:
    """Return a copy with one number moved by ``step``."""
    result = copy.deepcopy(data)
    target: Any = result
    for key in place[:-1]:
        target = target[key]
    value = target[place[-1]]
    target[place[-1]] = value + step if isinstance(value, int) else str(Fraction(value) + step)
    return result


def holds(certificate: CasesCertificate) -> bool:
    """Return whether the statement is true on a grid, exponentials included."""
    grid = [Fraction(k, 2) for k in range(-4, 5)] + [Fraction(7, 3), Fraction(-10)]
    names = [name for name, _ in certificate.domains]
    pools = [
        list(domain) if isinstance(domain, tuple) else [v for v in grid if domain_contains(domain, v)]
        for _, domain in certificate.domains
    ]
    for values in product(*(pool if len(names) <= 3 else pool[::3] for pool in pools)):
        evaluate = Evaluator(dict(zip(names, values, strict=True)))
        try:
            if all(map(evaluate.truth, certificate.assumptions)) and not evaluate.truth(
                certificate.statement
            ):
                return False
        except (Undefined, NotExact):
            continue
    return True


def test_every_changed_number_is_noticed_or_harmless() -> None:
    tried = rejected = 0
    known: dict[Any, bool] = {}
    for data in PROOFS:
        for place in numbers_in(data):
            for step in (1, -1, -2, 5):
                other = changed(data, place, step)
                # Other points may satisfy the assumptions as well.
                tried += place[0] != "point"
                try:
                    accepted = check_certificate(other)
                except InvalidCertificate:
                    accepted = False
                rejected += place[0] != "point" and not accepted
                if accepted:
                    certificate = CasesCertificate.from_json(other)
                    statement = (certificate.statement, certificate.assumptions, certificate.domains)
                    if statement not in known:
                        known[statement] = holds(certificate)
                    assert known[statement], (place, step)
                    assert certificate.satisfied()
    # A constant that is not tight, or a multiplier with slack, may be changed without harm.
    assert tried > 400
    assert rejected > 0.8 * tried, (rejected, tried)


@pytest.mark.parametrize("k", range(len(PROOFS)))
def test_a_certificate_proves_no_other_statement(k: int) -> None:
    names = [name for name, _ in PROOFS[k]["domains"]]
    for other in (
        ["==", names[0], 7],
        ["<", names[0], names[0]],
        ["==", ["H", names[0]], ["H", ["*", -1, names[0]]]],
        ["not", PROOFS[k]["statement"]],
        ["==", 0, 1],
    ):
        assert not check_certificate({**PROOFS[k], "statement": other})
    for j, data in enumerate(PROOFS):
        if j != k:  # the cases of another statement
            assert not check_certificate(
                {**PROOFS[k], "cases": data["cases"], "shared": data["shared"]}
            ) or holds(CasesCertificate.from_json(PROOFS[k]))


def test_without_its_assumptions_a_statement_is_not_proved() -> None:
    for data in PROOFS:
        if data["assumptions"]:
            weaker = {**data, "assumptions": data["assumptions"][1:]}
            assert not check_certificate(weaker) or holds(CasesCertificate.from_json(weaker))
    assert not check_certificate({**PROOFS[0], "assumptions": []})
    assert not check_certificate({**PROOFS[7], "domains": [["n", "real"]]})
    assert not check_certificate(
        {**PROOFS[10], "domains": [["w", "real"], ["x", ["0", "1", "2"]], ["b", "real"]]}
    )


def certificate(statement: Any, cases: Any, **more: Any) -> CasesCertificate:
    return CasesCertificate(
        statement, more.pop("assumptions", ()), more.pop("domains", REAL), cases, ZERO, **more
    )


def test_small_certificates_by_hand() -> None:
    square = (">=", ("**", "x", 2), 0)
    assert certificate(square, ("leaf", ((1, ("relation", 0)),))).check()
    assert not certificate((">=", ("**", "x", 3), 0), ("leaf", ((1, ("relation", 0)),))).check()
    assert not certificate((">", ("**", "x", 2), 0), ("leaf", ((1, ("relation", 0)),))).check()
    step = ("==", ("H", "x"), 1)
    assert not certificate(step, ("sign", "x", LEAF, LEAF)).check()
    always = ("or", (">=", "x", 0), ("<", "x", 0))
    assert certificate(always, ("sign", "x", LEAF, LEAF)).check()
    assert not certificate(("or", (">", "x", 0), ("<", "x", 0)), ("sign", "x", LEAF, LEAF)).check()


@pytest.mark.parametrize(
    ("statement", "cases"),
    [
        # A split on an expression that is not defined everywhere leaves points out: here x = 0.
        (
            ("!=", "x", 0),
            ("sign", ("**", "x", -1), ("leaf", ((1, ("path", 0)),)), ("leaf", ((1, ("path", 0)),))),
        ),
        (("!=", "x", 0), ("leaf", ((1, ("node", ("abs", ("**", "x", -1)), 0)), (1, ("relation", 0))))),
        # Multipliers of inequalities may not be negative, and 0 >= 0 is no contradiction.
        ((">=", "x", 0), ("leaf", ((-1, ("relation", 0)),))),
        ((">", "x", "x"), ("leaf", ((1, ("relation", 0)),))),
        ((">", "x", 0), ("leaf", ((0, ("relation", 0)),))),
        # No such split, relation, bound or function.
        (("==", "x", 1), ("leaf", ((1, ("path", 0)),))),
        (("==", "x", 1), ("leaf", ((1, ("path", -1)),))),
        (("==", "x", 1), ("leaf", ((1, ("relation", 7)),))),
        (("==", "x", 1), ("leaf", ((1, ("relation", -1)),))),
        (("==", "x", 1), ("leaf", ((1, ("low", "x")),))),
        (("==", "x", 1), ("leaf", ((1, ("high", "y")),))),
        (("==", "x", 1), ("leaf", ((1, ("node", ("abs", "x"), 2)),))),
        (("==", "x", 1), ("leaf", ((1, ("node", ("abs", "x"), -1)),))),
        (("==", "x", 1), ("leaf", ((1, ("node", "x", 0)),))),
        (("==", "x", 1), ("leaf", ((1, ("times", ("relation", 0), "x")),))),
        (("==", "x", 1), ("value", "x", (LEAF, LEAF))),
        (("==", "x", 1), ("shared", 0)),
        # What a relation of the claim says is known only for the negated claim as a whole.
        (("and", ("==", "x", 1), ("==", "x", "x")), ("leaf", ((1, ("relation", 1)),))),
        (("and", (">=", "x", 1), (">=", "x", "x")), ("leaf", ((1, ("relation", 0)), (1, ("relation", 1))))),
    ],
)
def test_unsound_certificates_are_rejected(statement: Any, cases: Any) -> None:
    point = (("x", Fraction(1)),)
    assert CasesCertificate(statement, (), REAL, cases, point).closed() is False


def test_a_shared_proof_may_not_rest_on_itself() -> None:
    claim = ("==", "x", 1)
    assert not certificate(claim, ("shared", 0), shared=(("shared", 0),)).closed()
    assert not certificate(
        claim, ("shared", 0), shared=(("sign", "x", ("shared", 0), ("shared", 0)),)
    ).closed()
    assert not certificate(claim, ("shared", 1), shared=(("shared", 1), ("shared", 0))).closed()


def test_a_shared_proof_holds_without_the_signs_outside() -> None:
    # In the case x >= 0 the claim is true, but the shared leaf may not use that sign.
    claim = ("==", ("+", ("H", "x"), ("H", ("*", -1, "x"))), 1)
    outside = ("sign", "x", ("shared", 0), ("shared", 0))
    assert not certificate(claim, outside, shared=(("leaf", ((1, ("path", 0)),)),)).closed()


def test_unknowns_of_the_check_are_not_names_of_the_statement() -> None:
    # If the unknown of |x| were called like a variable of the certificate, its bounds would speak of that variable.
    for name in ("?0", "?1", "??0", "?"):
        claim = (">=", name, "x")
        leaf = ("leaf", ((1, ("node", ("abs", "x"), 0)), (1, ("relation", 0))))
        domains = (("x", "real"), (name, "real"))
        assert not CasesCertificate(
            claim, (), domains, leaf, (("x", Fraction(0)), (name, Fraction(1)))
        ).check()


def test_the_witness_is_checked() -> None:
    data = PROOFS[0]
    assert CasesCertificate.from_json(data).closed()
    for point in (
        [],
        [["s", "0"], ["M", "0"], ["g", "0"]],
        [["s", "0"], ["M", "1"], ["g", "1/2"]],
        [*data["point"], ["s", "5"]],
    ):
        assert not check_certificate({**data, "point": point})


@pytest.mark.parametrize(
    "change",
    [
        {"cases": None},
        {"cases": []},
        {"cases": ["leaf"]},
        {"cases": ["leaf", [[1.5, ["path", 0]]]]},
        {"cases": ["leaf", [[1, ["path", "0"]]]]},
        {"cases": ["leaf", [[1, ["unheard of", 0]]]]},
        {"cases": ["sign", ["<", "x", 0], ["leaf", []], ["leaf", []]]},
        {"cases": ["sign", ["eval", "x"], ["leaf", []], ["leaf", []]]},
        {"statement": 7},
        {"shared": [7]},
        {"point": [["x", 0.5]]},
    ],
)
def test_malformed_certificates_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidCertificate):
        check_certificate({**PROOFS[3], **change})


def test_deep_nesting_is_refused() -> None:
    case: Any = ["leaf", []]
    for _ in range(1000):
        case = ["sign", "x", case, ["leaf", []]]
    with pytest.raises(InvalidCertificate):
        check_certificate({**PROOFS[3], "cases": case})


@pytest.mark.parametrize("data", PROOFS)
def test_json_round_trip(data: dict[str, Any]) -> None:
    assert CasesCertificate.from_json(data).to_json() == data
