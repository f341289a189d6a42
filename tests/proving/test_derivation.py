"""A derivation proves every adjacent pair, in one direction, prints each with its reason, and exports what it prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving import Derivation, by_induction, prove

SQUARES = Derivation("2*x*y").then("x**2 + y**2 - (x - y)**2", "complete the square")
BOUND = SQUARES.then("x**2 + y**2", "a square is not negative", relation="<=")
STRICT = BOUND.then("x**2 + y**2 + 1", "add 1", relation="<")


def test_relations() -> None:
    assert SQUARES.verify().statement == "2*x*y == x**2 + y**2 - (x - y)**2"
    assert BOUND.verify().statement == "2*x*y <= x**2 + y**2"
    verdict = STRICT.verify()
    assert verdict.proved
    assert verdict.statement == "2*x*y < x**2 + y**2 + 1"
    assert [premise.statement.split()[-1] for premise in verdict.premises][-1] == "1"
    assert len(verdict.premises) == 3
    assert verdict.certificate is not None
    assert check_certificate(verdict.certificate.to_json())
    down = (
        Derivation("abs(x) + 1")
        .then("abs(x)", "drop 1", relation=">")
        .then("x", "a number and its absolute value", ">=")
    )
    assert down.verify().statement == "abs(x) + 1 > x"


def test_steps_that_do_not_hold() -> None:
    wrong = BOUND.then("x**2", "wishful", relation="<=")
    assert wrong.verify().undecided
    assert wrong.verify().reason.startswith("step 3 is refuted: x**2 + y**2 <= x**2")
    assert Derivation("x").then("x", "nothing", relation="<").verify().undecided
    with pytest.raises(InvalidArgument, match="one direction"):
        BOUND.then("x", "turn round", relation=">=")
    for relation in ("!=", "=", "<=>", None, 1):
        with pytest.raises(InvalidArgument, match="must be one of"):
            BOUND.then("x", "why", relation=relation)  # type: ignore[arg-type]


def test_lemmas_in_steps() -> None:
    power = by_induction("2**n > n**2", start=5)
    start = Derivation("2**n + abs(x)", assuming="n positive integer; n >= 5")
    assert start.then("n**2 + x", "powers grow", ">").verify().undecided
    steps = start.then("n**2 + x", "powers grow", ">", using=[power])
    verdict = steps.verify()
    assert verdict.proved
    assert verdict.premises[0].premises == (power,)
    assert verdict.certificate is not None
    assert check_certificate(verdict.certificate.to_json())
    for using in (power, "power", None):
        with pytest.raises(InvalidArgument, match="list"):
            start.then("n**2", "why", using=using)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="must be proved"):
        start.then("n**2", "why", using=[prove("x == x + 1")]).verify()


def test_divisions_on_the_way() -> None:
    """x <= x + x**2/x - x and the middle is not defined at 0: the ends are compared there as well."""
    given = "x in {0,1,2}"
    false = (
        Derivation("1", assuming=given).then("x/x", "cancel", relation="<=").then("x", "bound", relation="<=")
    )
    verdict = false.verify()
    assert verdict.refuted
    assert verdict.counterexample is not None
    assert verdict.counterexample.as_dict() == {"x": 0}
    true = (
        Derivation("0", assuming=given)
        .then("x/x", "not negative", relation="<")
        .then("x + 1", "bound", relation="<=")
    )
    assert true.verify().proved
    assert true.verify().statement == "0 < x + 1"
    assert len(true.verify().premises) == 2


def test_printing() -> None:
    latex = STRICT.to_latex()
    assert [line.split(" &")[0] for line in latex.splitlines()[2:-1]] == ["={}", r"\le{}", "<{}"]
    assert latex.count(r"\\") == 3
    assert str(STRICT).splitlines()[-1] == "  < x**2 + y**2 + 1    (add 1)"
    assert r"\text{50\% of a\_1}" in Derivation("x").then("x", "50% of a_1").to_latex()
    assert [step["relation"] for step in STRICT.to_json()["steps"]] == ["==", "<=", "<"]


def test_export(tmp_path: Path) -> None:
    written = STRICT.export(tmp_path / "steps.tex")
    assert written.read_text(encoding="utf-8") == STRICT.to_latex() + "\n"
    data = json.loads(STRICT.export(str(tmp_path / "steps.json"), to="json").read_text(encoding="utf-8"))
    assert data == STRICT.to_json()
    again = Derivation(data["start"])
    for step in data["steps"]:
        again = again.then(step["expression"], step["reason"], step["relation"])
    assert again.verify() == STRICT.verify()
    theorems = STRICT.export(tmp_path / "steps.v", to="rocq").read_text(encoding="utf-8")
    assert theorems.count("\nTheorem ") == len(STRICT.steps) + 1
    assert "chain of the theorems before" in theorems
    with pytest.raises(InvalidArgument, match="at least one step"):
        Derivation("x").export(tmp_path / "empty.v", to="rocq")
    assert not (tmp_path / "empty.v").exists()
    with pytest.raises(InvalidArgument, match="must be one of"):
        STRICT.export(tmp_path / "steps.pdf", to="pdf")
    for path in (tmp_path / "nowhere" / "steps.tex", tmp_path):
        with pytest.raises(InvalidArgument, match="existing directory"):
            STRICT.export(path)


@pytest.mark.parametrize("wrong", ["x == x", "x +", "", 0.5, None, [1]])
def test_bad_input(wrong: Any) -> None:
    with pytest.raises((InvalidArgument, InvalidStatement)):
        Derivation(wrong)
    with pytest.raises((InvalidArgument, InvalidStatement)):
        Derivation("x").then(wrong, "why")
    with pytest.raises(InvalidArgument, match="reason"):
        Derivation("x").then("x", "")
    with pytest.raises(InvalidArgument, match="at least one step"):
        Derivation("x").verify()
