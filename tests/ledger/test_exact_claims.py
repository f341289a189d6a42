"""Exact numbers in claims: they are those of the tables, and a record that says something else makes its claim fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symattn.ledger import Claim, Mutant, check_claim, machine, records
from symattn.ledger.claims import (
    exact_counts,
    exact_counts_evidence,
    exact_mechanisms,
    exact_relations,
    exact_relations_evidence,
)
from symattn.ledger.claims.exact_counts_evidence import Numbers, equals, spaced, table
from symattn.ledger.quantities import find_quantity
from symattn.ledger.records import has_record, load_record, make_record, read_record, record_path

ORACLES = Path(__file__).parents[1] / "oracles"
VALUES = json.loads((ORACLES / "recorded_counts.json").read_text())["values"]
ENUMERATED = json.loads((ORACLES / "gating_counts.json").read_text())["enumerated"]
OEIS = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]


def all_numbers() -> Iterator[Numbers]:
    for module in (exact_counts, exact_mechanisms, exact_relations_evidence):
        for item in vars(module).values():
            if isinstance(item, Numbers):
                yield item
            elif isinstance(item, dict):
                yield from (row for row in item.values() if isinstance(row, Numbers))


def test_the_numbers_are_those_noted() -> None:
    compared = 0
    for row in all_numbers():
        for n in row.values.keys() & set(map(int, VALUES.get(row.quantity, ()))):
            assert row.values[n] == VALUES[row.quantity][str(n)], (row.quantity, n)
            compared += 1
    assert compared > 10


def test_the_numbers_of_threshold_functions_are_those_of_the_oeis() -> None:
    for n, value in exact_counts.GATES.values.items():
        assert value == OEIS["A000609"]["values"][n]
    text = next(claim for claim in exact_counts.CLAIMS if claim.id == "RV-1-classes").display
    assert ", ".join(map(str, OEIS["A000617"]["values"][:7])) in text
    assert ", ".join(map(str, OEIS["A001532"]["values"][:8])) in text


def test_lists_made_from_the_definitions_give_the_same_numbers() -> None:
    found = {
        ("additive-output", 4): ENUMERATED["additive_output_n4"],
        ("output-gating-gate-mixed", 4): ENUMERATED["ternary_product_n4"],
        ("multiplexing", 4): ENUMERATED["multiplexing_n4"],
        ("glued", 5): ENUMERATED["glued_n5"],
        ("output-gating", 5): ENUMERATED["and_of_two_n5"],
        ("output-gating-gate-pm", 5): ENUMERATED["product_of_two_pm_n5"],
        ("two-layer", 4): ENUMERATED["two_layer_n4"]["linear"],
        ("synaptic-gating-inputs-pm-gate-pm", 4): ENUMERATED["one_synapse_n4"]["pm pm"],
        ("output-gating-bias-none", 4): ENUMERATED["bias_free_n4"]["01 and"],
    }
    for (quantity, n), value in found.items():
        assert VALUES[quantity][str(n)] == value, quantity


def test_a_program_without_shared_code_gave_the_same_numbers_for_five_variables() -> None:
    values = json.loads((ORACLES / "five_variables.json").read_text())["values"]
    assert values == {name: load_record(record_path(name, 5)).value for name in values}


def test_every_number_noted_has_its_record() -> None:
    missing = [(name, n) for name, row in VALUES.items() for n in row if not has_record(name, int(n))]
    assert not missing
    for name, row in VALUES.items():
        assert {n: load_record(record_path(name, int(n))).value for n in row} == row, name


# What a claim does with a record that is not right.

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of records in place of that of the package, with one record in it."""
    make_record(find_quantity("glued"), 3, tmp_path)
    monkeypatch.setattr(machine, "has_record", lambda name, n: has_record(name, n, tmp_path))
    for module in (machine, records):
        monkeypatch.setattr(module, "recorded", lambda quantity, n: read_record(quantity, n, tmp_path))
    records.confirm.cache_clear()
    yield tmp_path
    records.confirm.cache_clear()


def claim_of(value: int, **more: Any) -> Claim:
    """Return a claim on the number of glued functions of three variables."""
    row = replace(exact_relations_evidence.GLUED, values={2: 16, 3: value})
    made = next(claim for claim in exact_relations.CLAIMS if claim.id == "BY-4")
    mutants = (Mutant("constant", row.added(2)), Mutant("index", row.statement({3: 16})))
    return replace(made, statement=row.statement(), mutants=mutants, rests_on=(), **more)


def write(folder: Path, change: Change) -> None:
    path = folder / "glued-3.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def test_a_right_record_is_read_in_the_fast_tier_and_computed_again_in_the_full_one(folder: Path) -> None:
    for tier in ("fast", "full"):
        found = check_claim(claim_of(238), tier)
        assert (found.status, found.failures) == ("exhaustive", ())
        assert "glued-3" in found.evidence[0].method


def shrunk(data: dict[str, Any]) -> None:
    """Leave out an orbit: value and tally agree, and are wrong."""
    size, number = data["tally"]["sizes"][0]
    data["tally"]["sizes"][0] = [size, number - 1]
    data["value"] = data["tally"]["total"] = str(int(data["value"]) - size)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda data: data.update(value="240"), "broken check"),
        (lambda data: data["tally"].update(total="240"), "broken check"),
        (lambda data: data.pop("tally"), "broken check"),
        (lambda data: data["sources"].popitem(), "stale"),
        (lambda data: data.update(meaning="something else"), "stale"),
        (shrunk, "refuted"),
    ],
)
def test_a_wrong_record_makes_the_claim_fail(folder: Path, change: Change, status: str) -> None:
    write(folder, change)
    found = check_claim(claim_of(238))
    assert found.status == status and found.failed


def test_a_wrong_record_that_the_claim_follows_fails_in_the_full_tier(folder: Path) -> None:
    write(folder, shrunk)
    wrong = int(json.loads((folder / "glued-3.json").read_text(encoding="utf-8"))["value"])
    assert check_claim(claim_of(wrong)).status == "exhaustive"
    assert check_claim(claim_of(wrong), "full").status == "broken check"


def test_a_record_that_cannot_be_read_puts_no_number_in_the_claim(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "glued-3.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(exact_counts_evidence, "record_path", lambda name, n: record_path(name, n, folder))
    assert exact_counts_evidence.stored("glued", 3) == 0
    assert check_claim(claim_of(0)).status == "broken check"


# Texts.


def test_texts_and_tables() -> None:
    assert equals("G", {2: 16, 1: 4}) == "(n == 1 implies G(n) == 4) and (n == 2 implies G(n) == 16)"
    assert [spaced(number) for number in (238, 5782, 32506, 2**32)] == [
        "238",
        "5782",
        r"32\,506",
        r"4\,294\,967\,296",
    ]
    one, other = (Numbers(name, name, "", values) for name, values in (("a", {1: 4, 3: 9}), ("b", {2: 5})))
    assert table([one, other]) == (
        r"\begin{array}{r|rrr} n & 1 & 2 & 3 \\ \hline a & 4 &  & 9 \\ b &  & 5 &  \end{array}"
    )
