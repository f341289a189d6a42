"""Whatever z3 answers, or if it is absent, no verdict becomes a wrong one; where it helps, its models are evaluated exactly."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.proving import cases, prove, smt
from symattn.proving.statement import Statement, read_statement

K = 4
MULTIPLEXED = " + ".join(f"H(s{k} + M*(g{k} - 1))" for k in range(3))
SELECTED = " + ".join(f"H(s{k})*g{k}" for k in range(3))
SWITCHES = "g0, g1, g2 in {0,1}; abs(s0) < M; abs(s1) < M; "
SIGNS = "*".join(f"sgn(r{k})" for k in range(K))
PARITY = " + ".join(
    f"{2 * (-1) ** k}*H({' + '.join(f'H(r{j})' for j in range(K))} - {k + 1})" for k in range(K)
)
BOX = "-1 <= x <= 1; -1 <= y <= 1; -1 <= z <= 1"
NET = "relu(2*x - y + 1) + relu(y - 3*z) - abs(x + z) + 2*relu(z - x - 1) + H(x - y) - relu(y + z - 1)"
STATEMENTS = [
    (f"{SELECTED} == {MULTIPLEXED}", SWITCHES + "abs(s2) < M", "proved"),
    (f"{SELECTED} == {MULTIPLEXED}", SWITCHES + "abs(s2) <= M", "refuted"),
    (f"{SIGNS} == 1 - ({PARITY})", "", "proved"),
    (f"{SIGNS} == ({PARITY}) - 1", "", "refuted"),
    ("abs(x + y + z) <= abs(x) + abs(y) + abs(z)", "", "proved"),
    ("abs(x + y + z) <= abs(x) + abs(y) + abs(z) - abs(x)/1000", "", "refuted"),
    (f"{NET} <= 100", BOX, "proved"),
    (f"{NET} <= 6", BOX, "refuted"),
    ("max(x, y, z) - min(x, y, z) >= abs(x - y)", "", "proved"),
    ("H(x)*H(y) == H(x*y)", "", "refuted"),
    ("x*y*H(y) <= 2*y*H(x)", "x in {0,1,2}; y > 0", "proved"),
    ("2*m*H(m) != 5", "m integer", "proved"),
]


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask z3 in the first case already."""
    monkeypatch.setattr(cases, "_BEFORE_ASKING", 1)


def decided(text: str, assuming: str) -> str:
    verdict = prove(text, assuming=assuming)
    evidence = verdict.certificate or (verdict.counterexample and verdict.counterexample.certificate)
    assert evidence is not None and check_certificate(json.loads(json.dumps(evidence.to_json())))
    return verdict.status


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(("text", "assuming", "status"), STATEMENTS, ids=range(len(STATEMENTS)))
class TestVerdicts:
    """The same verdicts in every condition of z3."""

    def test_with_what_is_installed(self, text: str, assuming: str, status: str) -> None:
        assert decided(text, assuming) == status

    def test_without(self, text: str, assuming: str, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "z3", None)
        assert smt.counterexample(read_statement(text, assuming=assuming), 1.0) is None
        assert decided(text, assuming) == status

    def test_that_says_unsat(
        self, text: str, assuming: str, status: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        z3 = pytest.importorskip("z3")
        monkeypatch.setattr(z3.Solver, "check", lambda *_: z3.unsat)
        assert decided(text, assuming) == status

    def test_that_fails(self, text: str, assuming: str, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
        z3 = pytest.importorskip("z3")

        def fail(*_: Any) -> Any:
            raise z3.Z3Exception("out of memory")

        monkeypatch.setattr(z3.Solver, "check", fail)
        assert decided(text, assuming) == status

    @pytest.mark.parametrize("value", [Fraction(0), Fraction(1), Fraction(-7, 3), Fraction(10**30)])
    def test_with_a_wrong_model(
        self, text: str, assuming: str, status: str, value: Fraction, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "z3", sys.modules.get("z3") or FakeZ3())
        asked = []

        def model(_: Any, statement: Statement, seconds: float) -> dict[str, Fraction]:
            asked.append(seconds)
            return {name: value for name, _ in statement.domains}

        monkeypatch.setattr(smt, "_model", model)
        assert decided(text, assuming) == status
        assert asked


class FakeZ3:
    """Stands for the module where it is not installed."""

    Z3Exception = ArithmeticError


@pytest.fixture
def z3() -> Any:
    return pytest.importorskip("z3")


@pytest.mark.usefixtures("z3")
@pytest.mark.parametrize(("text", "assuming", "status"), STATEMENTS, ids=range(len(STATEMENTS)))
def test_models_are_counterexamples(text: str, assuming: str, status: str) -> None:
    statement = read_statement(text, assuming=assuming)
    found = smt.counterexample(statement, 5.0)
    assert (found is not None) == (status == "refuted")
    if found is not None:
        assert check_certificate(found.certificate.to_json())
        assert all(value.denominator <= 1000 for value in found.as_dict().values())


@pytest.mark.usefixtures("z3")
@pytest.mark.parametrize(
    ("text", "assuming", "there"),
    [
        ("x**2 != 2", "x > 0", False),  # the only counterexample is irrational
        ("x**2 <= 2", "3*x < 5", True),
        ("x*y*z != 30", "x, y, z positive integer; x < y; y < z", True),
        ("2*x != y + 1/2", "x in {1/4, 3}; y in {0, 7}", True),
        ("exp(x) >= 1", "", False),
        ("Sum(x[i], (i, 1, n)) == 0", "", False),
        ("x**50 == 0", "", False),
        ("x < 1 or x > 0 implies y >= x or not y == x", "", False),
        ("x < 1 and x > 0 implies y >= x or not y != x - 1/7", "", True),
        ("sgn(x) == 1", "", True),
        ("max(x, y)*min(x, y) == 0", "", True),
        ("1/x == 2", "", False),
    ],
)
def test_what_is_translated(text: str, assuming: str, there: bool) -> None:
    """H(0) = 1, sgn(0) = 1, sets, integers; what is outside gives no candidate."""
    found = smt.counterexample(read_statement(text, assuming=assuming), 5.0)
    assert (found is not None) == there
    assert found is None or check_certificate(found.certificate.to_json())
