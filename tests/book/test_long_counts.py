"""The page on long counts shows a program for a cluster and commands for a terminal: they run as they stand."""

from __future__ import annotations

import json
import re
import runpy
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from symattn.cli import cli

PAGE = (Path(__file__).parents[2] / "book" / "long_counts.md").read_text(encoding="utf-8")
OEIS = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())["sequences"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_program_for_a_cluster_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two workers, threads here in place of processes, which take seconds to start."""
    distributed = pytest.importorskip("distributed")
    quick = partial(distributed.LocalCluster, processes=False, dashboard_address=None, silence_logs=50)
    monkeypatch.setattr(distributed, "LocalCluster", quick)
    monkeypatch.chdir(tmp_path)
    (program,) = blocks("python")
    (tmp_path / "program.py").write_text(program)
    runpy.run_path("program.py", run_name="__main__")
    assert int(capsys.readouterr().out) == OEIS["A000609"]["values"][7]
    assert (tmp_path / "t7" / "run.json").exists()


def test_the_commands_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs with four variables in place of six and nine."""
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks("bash") for line in block.splitlines()]
    commands = [line.partition("#")[0].split() for line in lines if line.startswith("symattn count")]
    assert len(commands) == 5
    for _, *arguments in commands:
        if "--stored" in arguments:
            found = CliRunner().invoke(cli, arguments)
            assert str(OEIS["A000609"]["values"][9]) in found.output
        else:
            small = ["4" if word in ("6", "9") else word for word in arguments]
            found = CliRunner().invoke(cli, [*small, *([] if "--jobs" in small else ["--jobs", "1"])])
        assert found.exit_code == 0, found.output
    assert {path.name for path in tmp_path.iterdir()} == {"t9", "g6", "x6"}
