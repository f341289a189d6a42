"""Identities that this project did not invent: none is refuted, every proof is re-checked, and the share proved is on record.

``oracles/identities`` holds one list for each family, every entry with its book, section, formula number and how these were found,
and ``sources.json`` the books.  ``oracles/identities_outcome.json`` holds what `prove` makes of them, so that a page can show
the table *family, statements, proved, undecided with reason* without running anything.  After a change of the prover, or of the
corpus, ``python tests/proving/test_corpus.py`` writes it again.

A transcription error makes a statement false, so *refuted* means that the entry or the book is wrong.  A prover that says
*proved* too easily fails on the same statements with one side changed.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.certificates.expression import walk
from symattn.proving import Verdict, prove
from symattn.proving.parser import declared_functions, parse_assumptions, parse_statement

ORACLES = Path(__file__).parents[1] / "oracles"
OUTCOME = ORACLES / "identities_outcome.json"
FAMILIES = ("polynomial", "exponential", "dimension", "piecewise", "exhaustion", "inequality")
FIELDS = {"id", "source", "section", "formula", "family", "statement", "assuming", "note", "verified"}
OPTIONAL = {"as_printed"}
LEAST, PER_SECTION = 200, 5

Entry = dict[str, str]


def read(name: str) -> Any:
    """Return one file of the corpus."""
    return json.loads((ORACLES / "identities" / f"{name}.json").read_text(encoding="utf-8"))


ENTRIES: dict[str, list[Entry]] = {family: read(family) for family in FAMILIES}
EVERY = [entry for family in FAMILIES for entry in ENTRIES[family]]


def summary(verdicts: dict[str, Verdict]) -> dict[str, Any]:
    """Return the row of one family: how many statements, how many are proved, and why the others are not."""
    undecided = {name: verdict.reason for name, verdict in verdicts.items() if verdict.undecided}
    return {
        "statements": len(verdicts),
        "proved": sum(verdict.proved for verdict in verdicts.values()),
        "undecided": [{"id": name, "reason": reason} for name, reason in sorted(undecided.items())],
    }


def decide(family: str) -> dict[str, Verdict]:
    """Return what `prove` makes of each entry of a family."""
    return {entry["id"]: prove(entry["statement"], assuming=entry["assuming"]) for entry in ENTRIES[family]}


def perturbed(statement: str) -> str:
    """Return a statement that is false where the given true one holds: 1 more on the right, or the negation of what is no equality."""
    words = statement.replace("(", " ").split()
    if any(word in ("not", "implies", "<", "<=", ">", ">=") for word in words):
        return f"not ({statement})"
    return f"{statement} + 1"


@pytest.mark.parametrize("family", FAMILIES)
def test_none_is_refuted_and_the_share_proved_is_the_recorded_one(family: str) -> None:
    verdicts = decide(family)
    for name, verdict in verdicts.items():
        assert not verdict.refuted, f"{name}: {verdict.explain()}"
        if verdict.proved:
            assert verdict.certificate is not None, name
            assert check_certificate(json.loads(json.dumps(verdict.certificate.to_json()))), name
    recorded = json.loads(OUTCOME.read_text(encoding="utf-8"))["families"][family]
    found = summary(verdicts)
    # The reasons are there to be read; one that names a time limit differs from machine to machine.
    for row in (found, recorded):
        row["undecided"] = [item["id"] for item in row["undecided"]]
    assert found == recorded, "run python tests/proving/test_corpus.py and look at what changed"


@pytest.mark.parametrize("family", FAMILIES)
def test_no_perturbed_statement_is_proved(family: str) -> None:
    for entry in ENTRIES[family]:
        verdict = prove(perturbed(entry["statement"]), assuming=entry["assuming"], time_limit=1.0)
        assert not verdict.proved, f"{entry['id']}: {perturbed(entry['statement'])}"


def test_the_recorded_total_is_the_sum() -> None:
    recorded = json.loads(OUTCOME.read_text(encoding="utf-8"))
    rows = recorded["families"]
    assert list(rows) == list(FAMILIES)
    for row in rows.values():
        assert row["proved"] + len(row["undecided"]) == row["statements"]
    for key in ("statements", "proved"):
        assert recorded["total"][key] == sum(row[key] for row in rows.values())
    assert recorded["total"]["sections"] == len({(entry["source"], entry["section"]) for entry in EVERY})
    assert recorded["total"]["numbers_looked_up"] == sum(
        "from memory" not in entry["verified"] for entry in EVERY
    )


def test_no_source_is_overused() -> None:
    assert len(EVERY) >= LEAST
    counts = Counter((entry["source"], entry["section"]) for entry in EVERY)
    assert {place: count for place, count in counts.items() if count > PER_SECTION} == {}


def test_entries_are_complete() -> None:
    sources = read("sources")
    assert len({entry["id"] for entry in EVERY}) == len(EVERY)
    assert len({(entry["statement"], entry["assuming"]) for entry in EVERY}) == len(EVERY)
    assert {entry["source"] for entry in EVERY} == set(sources)
    for family in FAMILIES:
        for entry in ENTRIES[family]:
            assert FIELDS <= set(entry) <= FIELDS | OPTIONAL, entry["id"]
            assert entry["family"] == family
            assert all(entry[key] for key in FIELDS - {"assuming", "note"}), entry["id"]
            assert "looked up" in entry["verified"] or "from memory" in entry["verified"], entry["id"]


def test_statements_are_in_the_grammar_and_not_trivial() -> None:
    for entry in EVERY:
        permutations = declared_functions(entry["assuming"])
        tree = parse_statement(entry["statement"], functions=permutations)
        parse_assumptions(entry["assuming"], functions=permutations)
        for node in walk(tree):
            if isinstance(node, tuple) and node[0] in ("==", "<=", ">="):
                assert node[1] != node[2], f"{entry['id']} says that something equals itself"


def test_misprints_are_refuted() -> None:
    """Where a book is wrong the entry is the corrected formula, and the printed one has a counterexample."""
    printed = [entry for entry in EVERY if "as_printed" in entry]
    assert [entry["id"] for entry in printed] == ["cookbook-524"]
    for entry in printed:
        verdict = prove(entry["as_printed"], assuming=entry["assuming"])
        assert verdict.refuted, verdict.explain()
        assert check_certificate(verdict.counterexample.certificate.to_json())


def write_outcome() -> None:
    """Write what `prove` makes of the corpus."""
    rows = {family: summary(decide(family)) for family in FAMILIES}
    total = {
        "statements": len(EVERY),
        "proved": sum(row["proved"] for row in rows.values()),
        "sections": len({(entry["source"], entry["section"]) for entry in EVERY}),
        "numbers_looked_up": sum("from memory" not in entry["verified"] for entry in EVERY),
    }
    text = json.dumps({"total": total, "families": rows}, indent=2, ensure_ascii=False)
    OUTCOME.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_outcome()
