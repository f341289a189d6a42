"""The command line: exit codes, JSON, and every bad input answered by one clear message."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.cli import main

ROOT = Path(symattn.__file__).resolve().parents[1]


def run(*arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "symattn", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["prove", "x + x == 2*x"], 0),
        (["prove", "-x == -x"], 0),
        (["prove", "--x == --x"], 0),
        (["prove", "-x == -x", "--json"], 0),
        (["prove", "-x == -x", "--assume", "x positive"], 0),
        (["prove", "--assume", "x in {0,1}", "x**2 == x"], 0),
        (["prove", "--assume=x in {0,1}", "x**2 == x"], 0),
        (["prove", "--", "-x == -x"], 0),
        (["prove", "-x == x"], 1),
        (["prove", "2*x < exp(x)"], 2),
        (["prove", "x + x == 2*x", "--time-limit", "5"], 0),
        (["separable", "0b1000", "-n", "2"], 0),
        (["separable", "0x6", "-n", "2"], 1),
        (["separable", "6", "-n", "2", "--inputs", "pm"], 1),
        (["count", "threshold", "-n", "3"], 0),
        (["bounds", "threshold", "-n", "10"], 0),
        (["bounds", "output-gating", "-n", "10", "--degree", "2,1"], 0),
        (["bounds", "output-gating", "-n", "10", "--sharp"], 0),
        (["bounds", "synaptic-gating", "-n", "10", "--synapses", "each"], 0),
        (["bounds", "two-layer", "-n", "10", "--output", "any"], 0),
        (["count", "output-gating", "-n", "2", "--degree", "1,1"], 0),
        (["verify", "SM-4a"], 0),
        (["show", "SM-4a"], 0),
        (["show", "SM-1"], 0),
        (["--help"], 0),
        (["--version"], 0),
        *(
            ([command, "--help"], 0)
            for command in (
                "verify",
                "claims",
                "show",
                "prove",
                "count",
                "bounds",
                "separable",
                "taxonomy",
                "graph",
                "export",
            )
        ),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().out.strip()


BAD = [
    (["prove", "x +* y == 1"], "position"),
    (["prove", "foo(x) == 1"], "unknown function"),
    (["prove", "__import__('os').system('true') == 0"], "not part of the grammar"),
    (["prove", "__import__(os) == 0"], "unknown function"),
    (["prove", "x == y ="], "=="),
    (["prove", "x"], "statement"),
    (["prove", ""], "is empty"),
    (["prove", "1/0 == 1"], "defined nowhere"),
    (["prove", "x == x", "--assume", "x > 1; x < 0"], "no value"),
    (["prove", "x == x", "--time-limit", "-1"], "time_limit"),
    (["prove", "x == x", "--time-limit", "nan"], "time_limit"),
    (["prove"], "STATEMENT"),
    (["prove", "x == x", "y == y"], "extra argument"),
    (["prove", "(" * 500 + "x" + ")" * 500 + " == x"], "nested"),
    (["prove", "x" * 100_001], "characters"),
    (["count", "threshold", "-n", "-1"], "n"),
    (["count", "threshold", "-n", "1000000"], "n"),
    (["count", "threshold", "-n", "x"], "integer"),
    (["count", "nothing", "-n", "2"], "nothing"),
    (["count", "output-gating", "-n", "99"], "n"),
    (["count", "threshold", "-n", "2", "--gate", "zz"], "zz"),
    (["bounds", "threshold", "-n", "-1"], "n"),
    (["bounds", "threshold", "-n", "100000000000"], "n"),
    (["bounds", "threshold", "-n", "3", "--digits", "-1"], "digits"),
    (["bounds", "threshold", "-n", "3", "--degree", "2"], "polynomial-threshold"),
    (["bounds", "polynomial-threshold", "-n", "3", "--degree", "0"], "degree"),
    (["bounds", "polynomial-threshold", "-n", "3", "--degree", "2,1"], "degree"),
    (["bounds", "output-gating", "-n", "3", "--degree", "2;1"], "D,D2"),
    (["bounds", "output-gating", "-n", "3", "--degree", ""], "degree"),
    (["bounds", "output-gating", "-n", "3", "--synapses", "all"], "synaptic-gating"),
    (["bounds", "output-gating", "-n", "1000000", "--digits", "1001"], "at most 1000"),
    (["bounds", "synaptic-gating", "-n", "3", "--bias", "gated"], "synapses"),
    (["bounds", "glued", "-n", "0"], "n"),
    (["count", "output-gating", "-n", "3", "--degree", "0"], "degree"),
    (["count", "two-layer", "-n", "6"], "at most 5"),
    (["separable", "16", "-n", "2"], "table"),
    (["separable", "-1", "-n", "2"], ""),
    (["separable", "zz", "-n", "2"], "number"),
    (["separable", "0b12", "-n", "2"], "number"),
    (["separable", "1", "-n", "-2"], "n"),
    (["separable", "1", "-n", "1000"], "n"),
    (["separable", "1", "-n", "2", "--inputs", "ab"], "ab"),
    (["show", "SM-99"], "SM-99"),
    (["verify", "NOPE"], "NOPE"),
    (["verify", "SM-4a", "--tier", "slow"], "slow"),
    (["verify", "SM-4a", "--record", "/proc/nothing/here.json"], "record"),
    (["nothing"], "nothing"),
    (["verify", "--nothing"], "--nothing"),
]


@pytest.mark.parametrize(
    ("arguments", "part"), BAD, ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else ""
)
def test_bad_input(arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 3
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    assert shown.err.startswith("error: ")
    assert len(shown.err) < 1500
    assert part.lower() in shown.err.lower()

    assert main([*arguments, "--json"]) == 3
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    assert set(data) == {"error", "argument", "value", "hint"}
    assert all(isinstance(value, str) for value in data.values())
    assert data["error"]


def test_nothing_is_executed(tmp_path: Path) -> None:
    target = tmp_path / "touched"
    code, out, err = run("prove", f"__import__('os').system('touch {target}') == 0")
    assert (code, out) == (3, "")
    assert "Traceback" not in err
    assert not target.exists()


def test_json_of_prove(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "x == x + 1", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert {"status", "method", "scope", "counterexample", "conditions", "seconds"} <= set(data)
    assert data["status"] == "refuted"
    assert symattn.check_certificate(data["counterexample"]["certificate"])


def test_json_of_claims(
    capsys: pytest.CaptureFixture[str], ledger_results: dict[str, Any], verified_once: None
) -> None:
    assert main(["claims", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(
        set(row) == {"id", "title", "kind", "status", "conditional", "scope", "rests_on"} for row in rows
    )
    assert {row["id"] for row in rows} == set(symattn.claims())
    for row in rows:
        result = ledger_results[row["id"]]
        assert (row["status"], row["scope"]) == (result.status, result.scope)
        assert row["conditional"] == result.conditional


def test_json_of_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", "output-gating", "-n", "2", "--gate", "pm", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["count"] == int(data["count_text"]) == 16
    assert main(["bounds", "threshold", "-n", "20", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"lower", "upper", "lower_claim", "upper_claim"} <= set(data)
    assert set(data["lower"]) == {"value", "radius"}
    assert main(["bounds", "output-gating", "-n", "9", "--degree", "3,2", "--gate", "pm", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["class"], data["n"], data["degree"], data["gate"]) == ("output-gating", 9, [3, 2], "pm")
    assert main(["separable", "6", "-n", "2", "--json"]) == 1
    assert symattn.check_certificate(json.loads(capsys.readouterr().out)["certificate"])


def test_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "report.json"
    assert main(["verify", "SM-4a", "MX-a", "--record", str(path)]) == 0
    capsys.readouterr()
    data = json.loads(path.read_text())
    assert data["format"] == 1
    assert [entry["id"] for entry in data["claims"]] == ["SM-4a", "MX-a"]


def test_as_a_program() -> None:
    assert run("prove", "-x == -x")[0] == 0
    code, out, err = run("show", "SM-4")
    assert (code, out) == (3, "")
    assert "SM-4b" in err
    assert "Traceback" not in err


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 would mean refuted: what cannot be written is an error of its own."""
    import click

    def full(*args: object, **options: object) -> None:
        if not options.get("err"):
            raise OSError(28, "No space left on device")
        sys.stderr.write(f"{args[0]}\n")

    monkeypatch.setattr(click, "echo", full)
    assert main(["prove", "x == x"]) == 3
    assert capsys.readouterr().err == "error: the output cannot be written: No space left on device.\n"
