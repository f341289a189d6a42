"""Values at all points at once are the values at each point, whatever the block, and whether kept as sets of points or as lists."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symattn.certificates.evaluation import Evaluator, Undefined
from symattn.proving import exhaustion, prove, read_statement
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.statement import Statement
from tests.proving.test_finite import statements

DOMAINS = [
    tuple(Fraction(v) for v in values)
    for values in ((0, 1), (-1, 1), (0, 1, 2, 3, 4), (2,), (Fraction(-1, 2), 0, Fraction(7, 3)))
]


def at_each_point(statement: Statement) -> tuple[dict[str, Fraction] | None, int, list[dict[str, Fraction]]]:
    """Return the first falsifying point, the effective points up to it, and those left out before it."""
    names = [name for name, _ in statement.domains]
    effective, left_out = 0, []
    for values in product(*(domain for _, domain in statement.domains)):
        point = dict(zip(names, values, strict=True))
        evaluate = Evaluator(point)
        try:
            if not all(truth(tree, evaluate) for tree in statement.assumptions):
                continue
        except Undefined:
            continue
        try:
            true = truth(statement.claim, evaluate)
        except Undefined:
            left_out.append(point)
            continue
        effective += 1
        if not true:
            return point, effective, left_out
    return None, effective, left_out


def truth(tree: Any, evaluate: Evaluator) -> bool:
    """Return the truth; a part that is undefined makes the whole so, also behind a false premise."""
    if tree[0] in ("and", "or", "not", "implies"):
        parts = [truth(part, evaluate) for part in tree[1:]]
        return {
            "and": all(parts),
            "or": any(parts),
            "not": not parts[0],
            "implies": not parts[0] or parts[-1],
        }[tree[0]]
    return evaluate.truth(tree)


@pytest.mark.parametrize("block", [1, 4, 8192])
@pytest.mark.parametrize("per_intersection", [0, 1, 4, 10**9])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    claim=statements,
    given_too=st.none() | statements,
    domains=st.tuples(*(st.sampled_from(DOMAINS) for _ in range(3))),
)
def test_agrees_with_evaluation_at_each_point(
    block: int,
    per_intersection: int,
    claim: Any,
    given_too: Any,
    domains: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exhaustion, "_BLOCK", block)
    monkeypatch.setattr(exhaustion, "_POINTS_PER_INTERSECTION", per_intersection)
    assumptions = () if given_too is None else (given_too,)
    statement = Statement(claim, assumptions, tuple(zip("xyz", domains, strict=True)))
    certificate, point, effective, left_out = exhaustion.decide(statement, Budget(60))
    assert (point, effective, left_out) == at_each_point(statement)
    assert (certificate is not None) == (point is None and effective > 0)
    assert certificate is None or certificate.check()


X = [f"x{k}" for k in range(1, 17)]
BITS = ", ".join(X) + " in {0,1}"
XOR = " + ".join(f"{(-1) ** k}*H({' + '.join(X[:6])} - {k + 1})" for k in range(6))
AND3 = " + ".join("*".join(three) for three in combinations(X[:5], 3))
TRUE = [
    (f"{'*'.join(f'(1 - {x})' for x in X[:6])} == 1 - H({' + '.join(X[:6])} - 1)", 64),
    (f"H({' + '.join(X[:5])} - 3) == H({AND3} - 1)", 32),
    (f"1 - 2*({XOR}) == {'*'.join(f'(1 - 2*{x})' for x in X[:6])}", 64),
    (f"{'*'.join(f'(1 - {x})' for x in X)} == 1 - H({' + '.join(X)} - 1)", 2**16),
    (f"H({' + '.join(f'{2**k}*{x}' for k, x in enumerate(X))} - {2**15}) == x16", 2**16),
]


@pytest.mark.parametrize(("text", "points"), TRUE, ids=range(len(TRUE)))
def test_boolean_identities(text: str, points: int) -> None:
    verdict = prove(text, assuming=BITS)
    assert verdict.proved
    assert verdict.method == f"exhaustion of {points} points"
    if points <= 64:
        assert verdict.certificate is not None and verdict.certificate.check()
    left, _, right = text.partition(" == ")
    assert prove(f"{left} == {right} + {'*'.join(X[:5])}*(1 - x1/2)", assuming=BITS).refuted


def test_one_false_point_among_many_is_found() -> None:
    ones = " + ".join(X)
    found = prove(f"H({ones} - 16) == 0", assuming=BITS).counterexample
    assert found is not None and set(found.as_dict().values()) == {1}
    assert prove(f"H({ones} - 17) == 0", assuming=BITS).proved


def test_the_time_limit_holds_inside_a_block() -> None:
    statement = read_statement(f"({' + '.join(X)})**2 >= 0", assuming=BITS)
    with pytest.raises(GaveUp):
        exhaustion.decide(statement, Budget(0))


def test_what_cannot_be_checked_point_by_point_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{' + '.join(X[:6])} >= 0"
    assert prove(text, assuming=BITS, family="exhaustion").proved
    monkeypatch.setattr(exhaustion, "_MAX_CHECKED", 100)
    verdict = prove(text, assuming=BITS, family="exhaustion")
    assert verdict.undecided and "too long" in verdict.reason
    assert prove(f"{' + '.join(X[:6])} >= 1", assuming=BITS, family="exhaustion").refuted


def test_equal_parts_are_computed_once() -> None:
    steps = exhaustion._Steps()
    tree = ("==", ("*", ("H", ("+", "x", "y")), ("H", ("+", "x", "y"))), ("H", ("+", "x", "y")))
    steps.truth(tree)
    assert [step[0] for step in steps.steps] == ["name", "name", "+", "H", "*", "=="]
