"""The README says only what holds: its example runs, its command lines end as they should, its files exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from symattn.cli import main

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [
    shlex.split(line, comments=True)[1:]
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("symattn ")
]


EXAMPLES = [block for language, block in BLOCKS if language == "python"]


def run(example: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, check=True, timeout=60
    )
    assert not done.stderr
    return done.stdout


def test_the_first_example_runs() -> None:
    assert len([line for line in EXAMPLES[0].splitlines() if line.strip()]) == 6
    shown = run(EXAMPLES[0])
    assert "has rank 2" in shown
    assert "\nproved\n" in shown


def test_the_lemma_is_proved() -> None:
    assert len(EXAMPLES) == 4
    assert EXAMPLES[3].count("assert ") == 3
    run(EXAMPLES[3])


def test_gates_are_glued_and_capacities_bounded() -> None:
    assert EXAMPLES[2].count("assert ") == 5
    shown = run(EXAMPLES[2])
    assert shown.startswith("7960 10104\n9.08860682") and "2n²" in shown


def test_the_networks_compute_what_is_said() -> None:
    assert EXAMPLES[1].count("assert ") == 4
    shown = run(EXAMPLES[1])
    assert shown.split() == ["('Q11',)", "3", "proved"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_line_ends_well(
    command: list[str], capsys: pytest.CaptureFixture[str], verified_once: None
) -> None:
    if "--checker" in command and shutil.which("coqc") is None:
        pytest.skip("no coqc: install coq and libcoq-mathcomp-algebra")
    assert main(command) == 0
    shown = capsys.readouterr()
    assert shown.out.strip()
    assert not shown.err


def test_every_command_is_shown() -> None:
    assert {command[0] for command in COMMANDS} == {
        "verify", "claims", "show", "prove", "count", "bounds", "separable", "taxonomy", "graph", "export",
    }  # fmt: skip


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))))
def test_linked_files_exist(target: str) -> None:
    assert (ROOT / target).is_file()


def test_the_architecture_names_every_package() -> None:
    section = TEXT[TEXT.index("## Architecture") :]
    for path in sorted((ROOT / "symattn").iterdir()):
        if path.is_dir() and (path / "__init__.py").is_file():
            assert re.search(rf"^{path.name}\s", section, re.MULTILINE), path.name
