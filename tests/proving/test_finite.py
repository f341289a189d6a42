"""Finite statements: the verdict agrees with evaluation at every point, done here by plain Python."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.errors import ContradictoryAssumptions, InvalidStatement
from symattn.proving import prove, to_text

NAMES = ("x", "y", "z")
DOMAINS = {"01": (0, 1), "pm": (-1, 1), "mixed": (Fraction(-1, 2), 0, 2)}
leaves = st.one_of(
    st.sampled_from(NAMES), st.integers(-2, 2), st.sampled_from((Fraction(1, 2), Fraction(-3, 2)))
)


def terms(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        *(several.map(lambda items, op=op: (op, *items)) for op in ("+", "*", "max", "min")),
        *(st.tuples(st.just(op), inner) for op in ("H", "sgn", "relu", "abs")),
        st.tuples(st.just("**"), inner, st.integers(-1, 2)),
        st.tuples(st.just("delta"), inner, inner),
    )


expressions = st.recursive(leaves, terms, max_leaves=5)
relations = st.tuples(st.sampled_from(("==", "<=", "<", ">=", ">", "!=")), expressions, expressions)
statements = st.recursive(
    relations,
    lambda inner: st.one_of(
        *(st.tuples(st.just(op), inner, inner) for op in ("and", "or", "implies")),
        st.tuples(st.just("not"), inner),
    ),
    max_leaves=3,
)


class UndefinedError(Exception):
    """There is no value."""


def value(tree: Any, point: dict[str, Any]) -> Any:
    if isinstance(tree, str):
        return Fraction(point[tree])
    if not isinstance(tree, tuple):
        return Fraction(tree)
    op = tree[0]
    parts = [value(part, point) for part in tree[1:]]
    if op == "+":
        return sum(parts)
    if op == "*":
        total = Fraction(1)
        for part in parts:
            total *= part
        return total
    if op == "**":
        if parts[1] < 0 and parts[0] == 0:
            raise UndefinedError
        return parts[0] ** int(parts[1])
    if op in ("max", "min"):
        return {"max": max, "min": min}[op](parts)
    t = parts[0]
    simple = {"H": int(t >= 0), "sgn": 1 if t >= 0 else -1, "relu": t if t > 0 else 0, "abs": abs(t)}
    return simple[op] if op in simple else int(t == parts[1])


def holds(tree: Any, point: dict[str, Any]) -> bool:
    op = tree[0]
    if op in ("and", "or", "implies", "not"):
        parts = [holds(part, point) for part in tree[1:]]
        return {"and": all, "or": any, "not": lambda p: not p[0], "implies": lambda p: not p[0] or p[1]}[op](
            parts
        )
    a, b = (value(side, point) for side in tree[1:])
    return {"==": a == b, "!=": a != b, "<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b}[op]


def used(tree: Any) -> set[str]:
    if isinstance(tree, str):
        return {tree}
    return set().union(*(used(part) for part in tree[1:])) if isinstance(tree, tuple) else set()


@given(statements, st.sampled_from(sorted(DOMAINS)))
def test_agrees_with_brute_force(statement: Any, name: str) -> None:
    domain = DOMAINS[name]
    truth = []
    free = sorted(used(statement))
    for values in product(domain, repeat=len(free)):
        try:
            truth.append(holds(statement, dict(zip(free, values, strict=True))))
        except UndefinedError:
            truth.append(None)
    assuming = f"x, y, z in {{{', '.join(map(str, domain))}}}"
    if all(t is None for t in truth):
        with pytest.raises(InvalidStatement, match="defined nowhere"):
            prove(to_text(statement), assuming=assuming)
        return
    try:
        verdict = prove(to_text(statement), assuming=assuming)
    except InvalidStatement as error:  # a part without variables, such as 1/(2 - 2), has no value
        assert "defined nowhere" in str(error)  # noqa: PT017
        assert None in truth
        return
    assert verdict.proved == (False not in truth)
    assert verdict.refuted == (False in truth)
    if verdict.refuted:
        point = {n: Fraction(0) for n in NAMES} | verdict.counterexample.as_dict()
        assert not holds(statement, point)
        assert all(v in domain for n, v in verdict.counterexample.point)
        certificate = verdict.counterexample.certificate
    else:
        certificate = verdict.certificate
        assert bool(verdict.conditions) == (None in truth)
    assert check_certificate(json.loads(json.dumps(certificate.to_json())))


@given(st.integers(0, 2**16 - 1))
def test_truth_tables_of_four_variables(table: int) -> None:
    """Every Boolean function of four variables is the sum of its minterms, and no other function is."""
    names = ["a", "b", "c", "d"]
    terms = []
    for k in range(16):
        if table >> k & 1:
            factors = [n if k >> i & 1 else f"(1 - {n})" for i, n in enumerate(names)]
            terms.append("*".join(factors))
    gates = [f"H({t} - 1)" for t in terms]
    text = f"{' + '.join(terms) or '0'} == {' + '.join(gates) or '0'}"
    assert prove(text, assuming="a, b, c, d in {0,1}").proved
    assert prove(f"{text} + H(a + b + c + d - 4)", assuming="a, b, c, d in {0,1}").refuted


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("y*(2*x - 1) == y*sgn(x - 1)", "x in {0,1}"),
        ("exp(y)*H(x - 1) == exp(y)*x", "x in {0,1}"),
        ("logistic(x*y) + logistic(-x*y) == x**2", "x in {-1,1}"),
        ("x[i]*y == y*x[i]", "i in {1,2}"),
        ("y*x/x*H(x) == y*H(x)", "x in {0,1}"),
        ("y*abs(x) == y", "x in {-1,1}; y > 3"),
        ("x < 3", "x in {2}"),
    ],
)
def test_cases(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=assuming)
    assert verdict.proved, verdict.reason
    assert check_certificate(verdict.certificate.to_json())


@pytest.mark.parametrize(
    ("text", "assuming", "status"),
    [
        ("y*H(x) == y*x", "x in {0,1}", "refuted"),
        ("y*H(x - 1) == y*x", "x in {0,1}; y > 0; y < 0", None),
        ("H(x)*y == y", "x in {0,1}; x*y > 5; y < 3", None),
        ("y*x**0 == y", "x in {0,1}", "proved"),
    ],
)
def test_mixed_cases(text: str, assuming: str, status: str | None) -> None:
    if status is None:
        with pytest.raises(ContradictoryAssumptions):
            prove(text, assuming=assuming)
    else:
        assert prove(text, assuming=assuming).status == status


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("x == x", "x in {0,1}; x > 2"),
        ("x*y == 1", "x, y in {0,1}; x + y == 5"),
        ("x == x", "x > 1; x < 1"),
        ("x == x", "1 == 2"),
    ],
)
def test_contradictions(text: str, assuming: str) -> None:
    with pytest.raises(ContradictoryAssumptions):
        prove(text, assuming=assuming)


def test_excluded_points_are_shown() -> None:
    verdict = prove("x/x == 1", assuming="x in {0,1}")
    assert verdict.proved
    verdict = prove("abs(1/x) == 1", assuming="x in {-1,0,1}")
    assert verdict.method == "exhaustion of 2 points"
    assert verdict.conditions == ("not x == 0",)


def test_every_excluded_point_is_shown_and_a_long_list_says_that_it_is_cut() -> None:
    assert prove("abs(x*(x - 1))/(x*(x - 1)) == 1", assuming="x in {0,1,2,3}").conditions == (
        "not x == 0",
        "not x == 1",
    )
    values = ", ".join(str(k) for k in range(-20, 2))
    conditions = prove("relu(x)/relu(x) == 1", assuming=f"x in {{{values}}}").conditions
    assert len(conditions) == 13
    assert conditions[-1] == "not at 9 further points"
