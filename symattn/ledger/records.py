"""A record keeps a number that took long to compute, with its tally, its method, its time and the code it was computed by; checking it takes no time.

Property wanted: the fast check of a claim uses a stored number only if (i) it belongs to the quantity of that name, (ii) the code that computes it is the code of today,
(iii) its tally, from which another program re-derives it, is right. Otherwise the record is stale or broken, and the claim says so.

Construction: one JSON file for a quantity and an n in this folder's ``records``. `make_record` computes, `read_record` checks and returns; the full tier computes again
(`Quantity.again`) and compares value and tally.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from symattn.capacity.runs.sources import source_digests
from symattn.certificates.tally import check_tally
from symattn.errors import InvalidArgument, InvalidCertificate, SymattnError, UnknownName
from symattn.ledger.report import versions, writable

FORMAT = 1
FOLDER = Path(__file__).resolve().parent / "records"
_KEYS = {
    "format",
    "quantity",
    "meaning",
    "n",
    "value",
    "method",
    "tally",
    "seconds",
    "sources",
    "versions",
}
_KINDS: Mapping[str, tuple[type, ...]] = {
    "quantity": (str,),
    "meaning": (str,),
    "method": (str,),
    "value": (str,),
    "n": (int,),
    "seconds": (int, float),
    "tally": (dict,),
    "sources": (dict,),
    "versions": (dict,),
}
_MEND = "Restore the file, or make it again: python -m symattn.ledger.remake NAME N"


class StaleRecord(SymattnError):
    """A stored result was computed by other code, or belongs to another statement, than that of today.

    Examples
    --------
    >>> from symattn.errors import SymattnError
    >>> issubclass(StaleRecord, SymattnError)
    True
    """


@dataclass(frozen=True)
class Computed:
    """A number with the tally from which it is re-derived and the method by which it was found."""

    value: int
    method: str
    tally: Mapping[str, Any]


@dataclass(frozen=True)
class Quantity:
    """A number for every n that is worth keeping: its meaning in words, its computation, and the modules that compute it.

    ``run`` computes in the blocks of a folder that may be interrupted, and returns what all its sessions took together. ``again`` is what the full tier does: the same as
    ``compute`` if not given; for runs of hours, a check of parts by another method.

    Examples
    --------
    >>> from symattn.ledger import find_quantity
    >>> find_quantity("threshold").meaning
    'the number of threshold functions of n variables'
    """

    name: str
    meaning: str
    compute: Callable[[int], Computed]
    sources: tuple[str, ...]
    run: Callable[[int, str, int | None], tuple[Computed, float]] | None = None
    again: Callable[[int, Record], bool] | None = None


@dataclass(frozen=True)
class Record:
    """A stored result, as it stands in its file.

    Examples
    --------
    >>> from symattn.ledger import stored_record
    >>> record = stored_record("threshold", 9)
    >>> record.meaning, record.n, record.value > 2**57
    ('the number of threshold functions of n variables', 9, True)
    """

    quantity: str
    meaning: str
    n: int
    value: int
    method: str
    tally: Mapping[str, Any]
    seconds: float
    sources: Mapping[str, str]
    versions: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return the record as the object in its file; the value is a text, as JSON readers round long integers."""
        return {
            "format": FORMAT,
            "quantity": self.quantity,
            "meaning": self.meaning,
            "n": self.n,
            "value": str(self.value),
            "method": self.method,
            "seconds": round(self.seconds, 3),
            "versions": dict(self.versions),
            "sources": dict(self.sources),
            "tally": dict(self.tally),
        }


def record_path(quantity: str, n: int, folder: Path = FOLDER) -> Path:
    """Return the file of a quantity's record for n."""
    return folder / f"{quantity}-{n}.json"


def has_record(quantity: str, n: int, folder: Path = FOLDER) -> bool:
    """Return whether there is a record, valid or not."""
    return record_path(quantity, n, folder).is_file()


def load_record(path: Path) -> Record:
    """Return the record in a file; whether it is up to date is not checked here.

    Raises
    ------
    UnknownName
        If there is no such file.
    InvalidArgument
        If the file is damaged or of another format.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnknownName("record", "does not exist", path.name) from None
    except (OSError, ValueError) as error:
        raise InvalidArgument("record", f"cannot be read: {error}", path.name, _MEND) from None
    if not isinstance(data, dict) or set(data) != _KEYS:
        raise InvalidArgument("record", f"must have the keys {', '.join(sorted(_KEYS))}", path.name, _MEND)
    if data["format"] != FORMAT:
        rule = f"must have format {FORMAT}, not {data['format']!r}"
        raise InvalidArgument("record", rule, path.name, _MEND)
    wrong = [key for key, kind in _KINDS.items() if type(data[key]) not in kind]
    if wrong or not data["value"].isdecimal():
        raise InvalidArgument("record", f"has a wrong {(wrong or ['value'])[0]}", path.name, _MEND)
    keys = ("quantity", "meaning", "n", "value", "method", "tally", "seconds", "sources", "versions")
    return Record(**{key: data[key] for key in keys} | {"value": int(data["value"])})


def read_record(quantity: Quantity, n: int, folder: Path = FOLDER) -> Record:
    """Return the record of a quantity, after checking that it is of today's code and statement and that its tally gives its value.

    Raises
    ------
    UnknownName
        If there is no record.
    StaleRecord
        If it was computed by other code or for another statement.
    InvalidArgument
        If it is damaged, or its tally does not give its value.
    """
    path = record_path(quantity.name, n, folder)
    record = load_record(path)
    hint = f"Make it again: python -m symattn.ledger.remake {quantity.name} {n}"
    if (record.quantity, record.meaning, record.n) != (quantity.name, quantity.meaning, n):
        raise StaleRecord("record", "belongs to another statement", path.name, hint)
    now = source_digests(quantity.sources)
    changed = sorted(name for name in {*now, *record.sources} if now.get(name) != record.sources.get(name))
    if changed:
        raise StaleRecord("record", f"was computed by other code: {', '.join(changed)}", path.name, hint)
    try:
        total = check_tally(record.tally)
    except InvalidCertificate as error:
        raise InvalidArgument("record", f"has a tally that is wrong: {error}", path.name, hint) from None
    if total != record.value:
        raise InvalidArgument("record", "must have a tally that gives its value", path.name, hint)
    return record


def _written(record: Record) -> str:
    """Return the text of a record's file: a line for each key, since tallies are long."""
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in record.to_json().items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def make_record(quantity: Quantity, n: int, folder: Path = FOLDER) -> Record:
    """Compute a quantity, write its record and return it."""
    started = time.perf_counter()
    found = quantity.compute(n)
    seconds = time.perf_counter() - started
    return store(quantity, n, found, seconds, folder)


def store(quantity: Quantity, n: int, found: Computed, seconds: float, folder: Path = FOLDER) -> Record:
    """Write the record of a computed value, unless its tally does not give that value.

    Raises
    ------
    InvalidArgument
        If the tally gives another value, or the file cannot be written.
    """
    if check_tally(found.tally) != found.value:
        raise InvalidArgument("tally", "must give the value", found.value)
    record = Record(
        quantity.name,
        quantity.meaning,
        n,
        found.value,
        found.method,
        found.tally,
        seconds,
        source_digests(quantity.sources),
        {name: number for name, number in versions().items() if name != "symattn"},
    )
    path = writable(record_path(quantity.name, n, folder))
    path.write_text(_written(record), encoding="utf-8")
    return record


@cache
def recorded(quantity: Quantity, n: int) -> Record:
    """Return the record of a quantity, checked once a process."""
    return read_record(quantity, n)


@cache
def confirm(quantity: Quantity, n: int) -> None:
    """Compute a recorded quantity again, or what stands for that in runs of hours, and compare.

    Raises
    ------
    InvalidArgument
        If the result is not the recorded one.
    """
    record = recorded(quantity, n)
    if quantity.again is not None:
        same = quantity.again(n, record)
    else:
        found = quantity.compute(n)
        same = (found.value, json.loads(json.dumps(found.tally))) == (record.value, record.tally)
    if not same:
        raise InvalidArgument("record", "is not what the computation gives", f"{quantity.name}-{n}.json")
