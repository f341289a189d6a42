"""Records: a stored number is used only if its code, its statement and its tally are those of today."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from symattn.capacity.runs.sources import code_digest, source_digests
from symattn.errors import InvalidArgument, UnknownName
from symattn.ledger.records import Computed, Quantity, StaleRecord, load_record, make_record, read_record


def _squares(n: int) -> Computed:
    return Computed(
        n * n, "multiplication", {"kind": "sum", "total": str(n * n), "entries": [["rows", n, n]]}
    )


QUANTITY = Quantity("squares", "the number of pairs of n things", _squares, ("symattn.threshold.tables",))


def test_a_record_is_read_back(tmp_path: Path) -> None:
    made = make_record(QUANTITY, 7, tmp_path)
    assert read_record(QUANTITY, 7, tmp_path) == replace(made, seconds=round(made.seconds, 3))
    assert made.value == 49


def test_missing_damaged_and_foreign_records_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="does not exist"):
        read_record(QUANTITY, 7, tmp_path)
    make_record(QUANTITY, 7, tmp_path)
    path = tmp_path / "squares-7.json"
    text = path.read_text(encoding="utf-8")
    for damaged in (
        text[:100],
        "[]",
        text.replace('"format": 1', '"format": 99'),
        text.replace('"49"', '"x"'),
    ):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(InvalidArgument):
            load_record(path)
    path.write_text(text.replace('"n": 7', '"n": 8'), encoding="utf-8")
    with pytest.raises(StaleRecord, match="another statement"):
        read_record(QUANTITY, 7, tmp_path)


def test_a_value_that_its_tally_does_not_give_is_refused(tmp_path: Path) -> None:
    make_record(QUANTITY, 7, tmp_path)
    path = tmp_path / "squares-7.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "value": "50"}), encoding="utf-8")
    with pytest.raises(InvalidArgument, match="tally"):
        read_record(QUANTITY, 7, tmp_path)
    wrong = replace(QUANTITY, compute=lambda n: replace(_squares(n), value=n))
    with pytest.raises(InvalidArgument, match="tally"):
        make_record(wrong, 7, tmp_path)


def test_a_record_of_other_code_is_stale(tmp_path: Path) -> None:
    make_record(QUANTITY, 7, tmp_path)
    path = tmp_path / "squares-7.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "sources": {"symattn.threshold.tables": "0" * 16}}), encoding="utf-8")
    with pytest.raises(StaleRecord, match=r"symattn\.threshold\.tables"):
        read_record(QUANTITY, 7, tmp_path)
    with pytest.raises(StaleRecord, match="other code"):
        read_record(replace(QUANTITY, sources=("symattn.threshold.simplex",)), 7, tmp_path)


def test_only_code_changes_the_digest() -> None:
    code = 'def f(x):\n    """Words."""\n    # why\n    return x + 1  # one\n'
    assert code_digest(code) == code_digest("def f(x):\n\n    return x + 1\n")
    assert code_digest(code) != code_digest("def f(x):\n    return x + 2\n")
    assert code_digest('x = "# no comment"') != code_digest('x = "# another"')


def test_the_sources_of_a_computation_are_followed() -> None:
    found = source_digests(["symattn.threshold.completeness"])
    assert {
        "symattn.threshold.enumeration",
        "symattn.threshold.separability",
        "symattn.threshold.simplex",
    } <= set(found)
    assert "symattn.threshold.arguments" not in found
    assert all("__init__" not in name for name in found)
    with pytest.raises(UnknownName):
        source_digests(["symattn.nothing"])
