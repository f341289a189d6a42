"""A derivation becomes theorems, one a step and one for the chain; a step that does not hold is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from symattn.errors import InvalidStatement
from symattn.ledger.kernel import check_file
from symattn.proving import Derivation

needs_coqc = pytest.mark.skipif(
    shutil.which("coqc") is None, reason="no coqc: install coq and libcoq-mathcomp-algebra"
)
BOUND = Derivation("2*x*y").then("x**2 + y**2 - (x - y)**2", "complete the square")


def reason(derivation: Derivation, path: Path) -> str:
    text = derivation.export(path, to="rocq").read_text(encoding="utf-8")
    names = [f"step_{k}" for k in range(1, text.count("\nTheorem ") + 1)]
    return check_file(text, names).reason


@needs_coqc
def test_steps_and_chain_are_accepted(tmp_path: Path) -> None:
    strict = BOUND.then("x**2 + y**2", "a square", relation="<=").then(
        "x**2 + y**2 + 1", "add 1", relation="<"
    )
    assert reason(strict, tmp_path / "strict.v") == ""


@needs_coqc
def test_a_step_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    wrong = BOUND.then("x**2 + y**2", "a square", relation="<")
    assert "coqc refuses it" in reason(wrong, tmp_path / "wrong.v")


def test_a_variable_in_between_gives_the_chain_a_proof_of_its_own(tmp_path: Path) -> None:
    detour = Derivation("x").then("x + y - y", "add and take away").then("x + 0", "cancel")
    text = detour.export(tmp_path / "detour.v", to="rocq").read_text(encoding="utf-8")
    assert "chain of the theorems before" not in text


def test_a_step_without_translation_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidStatement, match="power"):
        Derivation("x**(1/3)", assuming="x > 0").then("x**(1/3) + 0", "add 0").export(
            tmp_path / "root.v", to="rocq"
        )
    assert not (tmp_path / "root.v").exists()
