"""Lemmas are used as assumptions: proved ones only, only where they hold, and the verdict carries them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.errors import ContradictoryAssumptions, InvalidArgument
from symattn.proving import by_induction, chain, conjunction, prove, prove_instances, specialise

SQUARE = prove("2*y <= y**2 + 1")
LARGE = "n positive integer; n >= 5"
POWER = by_induction("2**n > n**2", start=5)


def test_a_lemma_decides() -> None:
    statement = "n**2 + x < 2**n + abs(x)"
    assert prove(statement, assuming=LARGE).undecided
    verdict = prove(statement, assuming=LARGE, using=[POWER])
    assert verdict.proved
    assert verdict.premises == (POWER,)
    assert verdict.statement == statement
    assert verdict.scope == "all positive integer n; all real x with n >= 5"
    assert verdict.certificate is not None
    data = verdict.certificate.to_json()
    assert data["kind"] == "lemmas"
    assert data["lemmas"][0]["certificate"]["kind"] == "induction"
    assert check_certificate(data)
    assert not check_certificate({**data, "lemmas": []})
    assert "premise: proved: 2**n > n**2" in verdict.explain()


def test_lemmas_of_lemmas() -> None:
    first = prove("2*y + x <= y**2 + 1 + x", using=[SQUARE])
    second = prove("2*y + x <= y**2 + 1 + abs(x)", using=[first])
    assert second.proved
    assert second.premises[0].premises == (SQUARE,)
    assert chain([first, prove("y**2 + 1 + x <= y**2 + 1 + abs(x)")]).proved


def test_counterexamples_with_lemmas() -> None:
    verdict = prove("2*y + x <= y**2 + 1", using=[SQUARE])
    assert verdict.refuted
    assert verdict.statement == "2*y + x <= y**2 + 1"
    assert verdict.counterexample is not None
    certificate = verdict.counterexample.certificate
    assert check_certificate(certificate)
    assert certificate.assumptions == ()  # type: ignore[attr-defined]
    assert prove("n**2 + 8 < 2**n", assuming=LARGE, using=[POWER]).refuted
    assert (
        prove("exp(x) >= 1 + x + y**2", using=[SQUARE], family="polynomial", time_limit=1).status != "proved"
    )


def test_undecided_with_lemmas() -> None:
    verdict = prove("n**4 + x < 3**n + 10**6 + abs(x)", assuming=LARGE, using=[POWER])
    assert verdict.undecided
    assert verdict.certificate is None


@pytest.mark.parametrize(
    ("using", "message"),
    [
        ([prove("x == x + 1")], "must be proved"),
        ([prove("x + 1 <= exp(x)", family="polynomial")], "must be proved"),
        (SQUARE, "list"),
        ("2*y <= y**2 + 1", "list"),
        (["2*y <= y**2 + 1"], "verdicts"),
        ([True], "verdicts"),
        ([conjunction([SQUARE], statement="2*y <= y**2 + 1")], "statement of the grammar"),
        (
            [prove_instances("f(y) == y", ranges={"y": [1, 2]}, functions={"f": lambda y: y})],
            "statement of the grammar",
        ),
        # Only for less than the statement is about.
        ([prove("y**2 == y", assuming="y in {0,1}")], "domains"),
        ([prove("log(y) == log(y)", assuming="y positive")], "domains"),
        ([prove("y <= y**2 + 1", assuming="y integer")], "domains"),
        ([prove("y >= 0", assuming="y > 1")], "assumptions"),
        ([prove("y/y == 1")], "conditions"),
        ([prove("x[1] + y >= y", assuming="x[1] in {0,1}")], "domains"),
    ],
    ids=range(14),
)
def test_lemmas_refuse(using: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        prove("y + Sum(x[k], (k, 1, n)) <= y + Sum(x[k], (k, 1, n)) + y**2", using=using)


def test_lemmas_where_they_hold() -> None:
    idempotent = prove("y**2 == y", assuming="y in {0,1}")
    assert prove("y**2 + x == y + x", assuming="y in {0,1}", using=[idempotent]).proved
    assert prove("y**2 + x == y + x", assuming="y in {1}", using=[idempotent]).proved
    bounded = prove("y >= 0", assuming="y > 1")
    assert prove("y + x >= x", assuming="y > 1", using=[bounded]).proved
    divided = prove("y/y == 1")
    assert prove("x <= x + 1", assuming="y != 0", using=[divided]).status in ("proved", "undecided")
    # An instance made first is about the statement's own variables.
    instance = specialise(SQUARE, {"y": "a - b"})
    verdict = prove("2*(a - b) <= (a - b)**2 + 1 + abs(c)", using=[instance])
    assert verdict.proved
    assert check_certificate(verdict.certificate.to_json())  # type: ignore[union-attr]


def test_a_condition_of_a_lemma_is_not_forgotten() -> None:
    """y/y = 1 does not hold at y = 0; a statement that is true only elsewhere is not proved with it."""
    lemma = prove("y/y == 1")
    with pytest.raises(InvalidArgument, match="conditions"):
        prove("x*abs(y) == x*abs(y)", using=[lemma])
    defined = prove("1/(1 + y**2)*(1 + y**2) == 1")
    assert prove("x <= abs(x)", using=[defined]).status != "refuted"


def test_assumptions_that_lemmas_refute() -> None:
    with pytest.raises(ContradictoryAssumptions, match="2"):
        prove("x == x + abs(y)", assuming="2*y > y**2 + 1", using=[SQUARE])


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_lemmas_prove_nothing_false(a: int, b: int) -> None:
    """From 2 y <= y**2 + 1 follows 2 y + a <= y**2 + 1 + b exactly if a <= b, since there is equality at 1."""
    verdict = prove(f"2*y + ({a}) <= y**2 + 1 + ({b})", using=[SQUARE])
    assert verdict.proved == (a <= b)
    assert verdict.refuted == (a > b)
