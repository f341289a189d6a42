"""No count stands in the code: every number above 10^4 that is known for a class of functions is computed, or read from a record that its tally explains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import symattn

ROOT = Path(symattn.__file__).resolve().parent
ORACLES = Path(__file__).resolve().parent / "oracles"
FILES = sorted(ROOT.rglob("*.py"))


def integers(data: Any) -> Iterator[int]:
    """Yield the integers of a JSON value, those written as texts too."""
    if isinstance(data, dict):
        for value in data.values():
            yield from integers(value)
    elif isinstance(data, list):
        for value in data:
            yield from integers(value)
    elif isinstance(data, str) and data.isdecimal():
        yield int(data)
    elif type(data) is int:
        yield data


def known_counts() -> set[int]:
    files = [
        *ORACLES.glob("*threshold*.json"),
        *ORACLES.glob("*count*.json"),
        ORACLES / "five_variables.json",
    ]
    found = {number for file in files for number in integers(json.loads(file.read_text(encoding="utf-8")))}
    for file in (ROOT / "ledger" / "records").glob("*.json"):
        found.add(int(json.loads(file.read_text(encoding="utf-8"))["value"]))
    # A power of two is a number of all functions, but also a size of an array.
    return {number for number in found if number > 10**4 and number & (number - 1)}


COUNTS = known_counts()


def test_the_list_of_counts_is_long() -> None:
    assert {15028134, 94572, 32506, 54310} <= COUNTS


def test_no_count_is_written_down() -> None:
    found = {}
    for path in FILES:
        numbers = re.findall(r"\d[\d_]*", path.read_text(encoding="utf-8"))
        if written := {int(text.replace("_", "")) for text in numbers} & COUNTS:
            found[str(path.relative_to(ROOT))] = sorted(written)
    assert not found
