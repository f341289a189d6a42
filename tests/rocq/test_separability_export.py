"""Answers of `separable` become files of Rocq: coqc accepts them, and refuses them with a weight, a multiplier, a bit or a letter changed."""

from __future__ import annotations

import dataclasses
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symattn.certificates import NotThreshold, ThresholdWeights
from symattn.cli import main
from symattn.errors import InvalidStatement
from symattn.ledger.kernel import check_file
from symattn.proving.rocq.separability import export_separability
from symattn.threshold import Separability, is_threshold

needs_coqc = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc: install coq")
REALS = {"ClassicalDedekindReals.sig_forall_dec", "FunctionalExtensionality.functional_extensionality_dep"}
#: A table of ten variables drawn at random, which is no threshold function.
RANDOM = random.Random(10).getrandbits(1024)


@needs_coqc
@pytest.mark.parametrize(
    ("table", "n", "inputs", "theorem"),
    [
        (234, 3, "01", "threshold_gate"),  # x_1 or (x_2 and x_3), not symmetric
        (234, 3, "pm", "threshold_gate"),
        (0, 0, "pm", "threshold_gate"),  # no variables
        (0b0110, 2, "pm", "no_threshold_gate"),
        (RANDOM, 10, "01", "no_threshold_gate"),  # as many variables as are allowed
    ],
)
def test_answers_are_accepted(table: int, n: int, inputs: str, theorem: str) -> None:
    found = export_separability(is_threshold(table, n, inputs=inputs))
    assert found.theorems == (theorem,)
    result = check_file(found.text, found.theorems)
    assert result.accepted, result.reason
    assert set(result.assumptions) == REALS


@needs_coqc
@pytest.mark.parametrize(
    ("table", "inputs", "old", "new"),
    [
        (234, "01", "[2; 1; 1]", "[1; 1; 2]"),  # the order of the variables
        (234, "01", "[2; 1; 1]", "[2; 1]"),  # a weight missing
        (234, "01", "(-2)", "(-3)"),  # the bias
        (234, "01", "3 234", "3 235"),  # a bit of the table
        (234, "01", "else 0%Z", "else (-1)%Z"),  # the alphabet
        (234, "01", "<-> 0 <= activation", "<-> 0 < activation"),  # H(0) = 1
        (0b0110, "01", "times 1 3", "times 2 3"),  # a multiplier
        (0b0110, "01", "times 1 3", "times 1 7"),  # a point outside the cube
        (0b0110, "01", "times 1 0; times 1 1; times 1 2; times 1 3", ""),  # no zero
        (0b0110, "01", "2 6 w b", "2 14 w b"),  # a threshold function
    ],
)
def test_changed_files_are_refused(table: int, inputs: str, old: str, new: str, tmp_path: Path) -> None:
    found = export_separability(is_threshold(table, 3 if table > 15 else 2, inputs=inputs))
    assert old in found.text
    result = check_file(found.text.replace(old, new), found.theorems)
    assert not result.accepted
    assert "coqc refuses it" in result.reason


@needs_coqc
def test_the_definitions_number_points_as_tables_do(tmp_path: Path) -> None:
    """Rocq computes the table of a gate that treats no two variables alike, over both alphabets; Python says the same."""
    for inputs in ("01", "pm"):
        weights = (4, 2, 1)
        table = sum(
            (sum(w * (1 if k >> i & 1 else (0, -1)[inputs == "pm"]) for i, w in enumerate(weights)) >= 3) << k
            for k in range(8)
        )
        answer = Separability(table, 3, inputs, ThresholdWeights(table, 3, inputs, weights, -3))
        text = export_separability(answer).text
        text += "Compute map (fun k => integer_activation [4; 2; 1]%Z (-3) k) [0; 1; 2; 3; 4; 5; 6; 7]%N.\n"
        (tmp_path / "points.v").write_text(text, encoding="utf-8")
        command = ["coqc", "-q", "-w", "none", "points.v"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True)
        values = re.findall(r"= \[(.*?)\]", done.stdout, re.S)
        computed = [int(value) for value in re.findall(r"-?\b\d+", values[-1])]
        assert len(computed) == 8
        assert sum((value >= 0) << k for k, value in enumerate(computed)) == table


def test_a_file_states_the_table_with_its_certificate() -> None:
    gate = export_separability(is_threshold(234, 3)).text
    assert "Theorem threshold_gate : is_gate 3 234 [2; 1; 1] (-2)." in gate
    assert "relation" not in gate
    none = export_separability(is_threshold(0b0110, 2, inputs="pm")).text
    assert "Theorem no_threshold_gate : ~ exists w b, is_gate 2 6 w b." in none
    assert "if e then 1%Z else (-1)%Z" in none
    assert "integer_activation" not in none
    assert f"is_gate 10 {RANDOM:#x} w b." in export_separability(is_threshold(RANDOM, 10)).text


@pytest.mark.parametrize("changed", [{"weights": (1, 1, 2)}, {"bias": -3}, {"table": 235}, {"inputs": "pm"}])
def test_a_certificate_that_shows_nothing_gives_no_file(changed: dict[str, object]) -> None:
    certificate = dataclasses.replace(is_threshold(234, 3).certificate, **changed)
    with pytest.raises(InvalidStatement, match="does not show"):
        export_separability(Separability(certificate.table, 3, certificate.inputs, certificate))
    relation = NotThreshold(0b1110, 2, "01", ((0, 1), (1, 1), (2, 1), (3, 1)))
    with pytest.raises(InvalidStatement, match="does not show"):
        export_separability(Separability(0b1110, 2, "01", relation))


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gate.v"
    assert main(["separable", "0xEA", "-n", "3", "--to", "rocq", "-o", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == export_separability(is_threshold(234, 3)).text
    assert capsys.readouterr().out == ""
    assert main(["separable", "6", "-n", "2", "--inputs", "pm", "--to", "rocq"]) == 1
    assert capsys.readouterr().out == export_separability(is_threshold(6, 2, inputs="pm")).text


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["234", "-n", "11", "--to", "rocq"], "must be at most 10"),
        (["234", "-n", "2", "--to", "rocq"], "table"),
        (["234", "-n", "3", "--inputs", "02", "--to", "rocq"], "inputs"),
        (["234", "-n", "3", "--to", "lean"], "lean"),
        (["234", "-n", "3", "--to", "rocq", "--json"], "cannot be combined with --json"),
        (["234", "-n", "3"], "only with --to"),
    ],
)
def test_bad_input_leaves_no_file(
    arguments: list[str], part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gate.v"
    assert main(["separable", *arguments, "-o", str(file)]) == 3
    shown = capsys.readouterr()
    assert part in shown.out + shown.err
    assert not file.exists()
