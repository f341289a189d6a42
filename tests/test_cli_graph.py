"""The commands about the ledger that verify nothing, or reuse what was verified: graph, export, and verify --reuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pybtex.database import parse_string

from symattn.cli import main
from symattn.ledger import (
    all_claims,
    ancestors,
    dependency_graph,
    report,
    reusable,
    verify_claims,
    write_report,
)


def reachable(graph: dict[str, tuple[str, ...]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for below in graph[waiting.pop()]:
            if below not in found:
                found.add(below)
                waiting.append(below)
    return found


def test_the_reduced_graph_reaches_what_the_whole_graph_reaches() -> None:
    table = all_claims()
    graph = dependency_graph(table)
    assert set(graph) == set(table)
    for name in table:
        assert reachable(graph, name) == set(ancestors(table, name))


def test_no_edge_of_the_reduced_graph_can_be_left_out() -> None:
    graph = dependency_graph(all_claims())
    for name, direct in graph.items():
        for edge in direct:
            fewer = {**graph, name: tuple(other for other in direct if other != edge)}
            assert edge not in reachable(fewer, name)


def test_graph_of_one_claim_in_three_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "CAP-AND", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    names = {entry["id"] for entry in data["claims"]}
    assert names == {"CAP-AND", *ancestors(all_claims(), "CAP-AND")}
    assert {end for edge in data["rests_on"] for end in edge} <= names
    assert main(["graph", "CAP-AND", "--dot"]) == 0
    dot = capsys.readouterr().out
    assert dot.count("->") == len(data["rests_on"])
    assert main(["graph", "CAP-AND"]) == 0
    assert capsys.readouterr().out.count("rests on") == len({start for start, _ in data["rests_on"]})


def test_export_writes_a_file_or_prints(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "new" / "sm.bib"
    assert main(["export", "SM-4a", "--to", "bibtex", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert list(parse_string(target.read_text(), "bibtex").entries) == ["symattn:SM-4a"]
    assert main(["export", "SM-4a", "--to", "latex", "--environment", "lemma"]) == 0
    assert r"\begin{lemma}" in capsys.readouterr().out
    assert main(["export", "SM-4a", "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "SM-4a"
    assert main(["export", "TX-5", "--to", "rocq"]) == 0
    shown = capsys.readouterr()
    assert "Theorem" in shown.out and "Print Assumptions" in shown.out and "coqc" in shown.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["export", "SM-4x", "--to", "latex"], "SM-4"),
        (["export", "SM-4a", "--to", "latex", "--environment", "poem"], "theorem"),
        (["export", "SM-1", "--to", "rocq"], "SM-1"),
        (["graph", "NO-1"], "symattn claims"),
        (["verify", "--reuse"], "--record"),
    ],
)
def test_bad_input_says_what_to_do(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 3
    assert word in capsys.readouterr().err


def test_only_a_report_of_the_same_code_without_failures_is_reused(tmp_path: Path) -> None:
    made = report(verify_claims(all_claims(), ["SM-1", "TX-5"]), tier="fast")
    path = tmp_path / "ledger.json"
    assert not reusable(path, "fast")
    write_report(made, path)
    assert reusable(path, "fast") and not reusable(path, "full")
    for change in ({"sources": "0" * 64}, {"counts": {"proved": 1, "refuted": 1}}, {"format": 0}):
        write_report({**made, **change}, path)
        assert not reusable(path, "fast")
    path.write_text("{", encoding="utf-8")
    assert not reusable(path, "fast")
