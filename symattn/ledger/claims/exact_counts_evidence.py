"""Exact numbers of functions as statements: small ones written down, large ones read from their records, and for few variables two methods that share no code beside the records'.

Property wanted: a claim that names each number.  No number above 10^4 stands in the code, so that of a stored result is taken from its record when the claims are loaded; the evidence
then reads the record again, with all checks, and in the full tier computes it again.

Construction: ``(n == 1 implies G(n) == 4) and (n == 2 implies G(n) == 16) and ...``, with G the recorded quantity.  A record that is missing takes its n out of the statement; one that
cannot be read puts 0 for the number, and the evidence says what is wrong with it.

Derivation: G is computed by orbits under permutations and negations of inputs.  E lists the functions from the definition, C decides them by theorems on the class with gates found in
another way; the statement G(n) == E(n) and G(n) == C(n) compares all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from symattn.capacity import count
from symattn.errors import SymattnError
from symattn.ledger.machine import Recorded
from symattn.ledger.quantities import find_quantity, quantities, quantity_name
from symattn.ledger.records import has_record, load_record, record_path

LARGEST = 9
"""Largest n for which a record is looked for."""

METHODS = {"E": "enumeration", "C": "characterisation"}


def stored(quantity: str, n: int) -> int:
    """Return the number in a record, not checked; 0 if the file cannot be read, which the evidence of the claim then reports."""
    try:
        return load_record(record_path(quantity, n)).value
    except SymattnError:
        return 0


@cache
def _counted(cls: str, method: str, options: tuple[tuple[str, Any], ...], n: int) -> int:
    return count(cls, n, method=method, **dict(options)).count


def equals(symbol: str, values: Mapping[int, int]) -> str:
    """Return the text of the statement that a function has these values."""
    return " and ".join(f"(n == {n} implies {symbol}(n) == {value})" for n, value in sorted(values.items()))


@dataclass(frozen=True)
class Second:
    """Another computation of the same numbers: ``fast`` and ``full`` are the largest n it is used for in each tier."""

    function: Callable[[int], int]
    fast: int = 3
    full: int = 4


@dataclass(frozen=True)
class Numbers:
    """The numbers of functions of one class for some n, and how they are found.

    ``symbol`` stands for the quantity in statements, ``shown`` in tables (a class of which no records are kept is listed); ``second`` are other computations of the same numbers, by name.
    """

    symbol: str
    shown: str
    quantity: str
    values: Mapping[int, int] = field(hash=False)
    second: Mapping[str, Second] = field(default_factory=dict, compare=False)

    def recorded(
        self, text: str, n: Iterable[int], *more: Numbers, full: Iterable[int] | None = None
    ) -> Recorded:
        """Return a statement on these numbers and those of ``more`` for the given n."""
        used = [numbers for numbers in (self, *more) if f"{numbers.symbol}(" in text]
        functions = {
            name: other.function
            for numbers in used
            for name, other in numbers.second.items()
            if f"{name}(" in text
        }
        kept = [numbers for numbers in used if numbers.quantity in quantities()]
        for numbers in used:
            if numbers not in kept:
                functions[numbers.symbol] = next(iter(numbers.second.values())).function
        return Recorded(
            text,
            ranges={"n": tuple(n)},
            full=None if full is None else {"n": tuple(full)},
            functions=functions,
            quantities={numbers.symbol: find_quantity(numbers.quantity) for numbers in kept},
        )

    def statement(self, values: Mapping[int, int] | None = None) -> Recorded:
        """Return the statement that the numbers are these, or (for false variants) ``values``."""
        values = self.values if values is None else values
        return self.recorded(equals(self.symbol, values), sorted(values))

    def agreement(self, name: str) -> Recorded:
        """Return the statement that another method gives the same numbers."""
        first, other = min(self.values), self.second[name]
        ranges = [range(first, largest + 1) for largest in (other.fast, other.full)]
        return self.recorded(f"{self.symbol}(n) == {name}(n)", ranges[0], full=ranges[1])

    def parts(self) -> tuple[Recorded, ...]:
        """Return the statement of the numbers, and those of their agreement with other methods."""
        return (self.statement(), *map(self.agreement, self.second))

    def added(self, by: int) -> Recorded:
        """Return the false statement that the last number is larger by ``by``."""
        last = max(self.values)
        return self.statement({last: self.values[last] + by})

    def shifted(self) -> Recorded:
        """Return the false statement that the last number is the one before it."""
        before, last = sorted(self.values)[-2:]
        return self.statement({last: self.values[before]})

    def instead(self, other: Numbers) -> Recorded:
        """Return the false statement that the numbers are those of another class, for the n of both."""
        common = self.values.keys() & other.values.keys()
        return self.statement({n: other.values[n] for n in common})


def numbers(
    symbol: str,
    shown: str,
    first: Sequence[int],
    quantity: str,
    *,
    second: Mapping[str, Second] | None = None,
    start: int = 1,
    most: int = LARGEST,
) -> Numbers:
    """Return the numbers of a quantity: ``first`` from n = start on, then those with records."""
    values = dict(enumerate(first, start))
    for n in range(start + len(first), most + 1):
        if has_record(quantity, n):
            values[n] = stored(quantity, n)
    return Numbers(symbol, shown, quantity, values, dict(second or {}))


def of_class(
    symbol: str,
    shown: str,
    first: Sequence[int],
    cls: str,
    *,
    reach: Mapping[str, int] | None = None,
    more: Mapping[str, Second] | None = None,
    start: int = 1,
    **options: Any,
) -> Numbers:
    """Return the numbers of functions of a class with two more methods, E_symbol (enumeration) and C_symbol (characterisation).

    ``reach`` is the largest n of these methods in the full tier, where it is not 4.
    """
    given = tuple(sorted(options.items()))
    full = {"E": 4, "C": 4, **(reach or {})}
    second = {
        f"{letter}_{symbol}": Second(partial(_counted, cls, METHODS[letter], given), full=largest)
        for letter, largest in full.items()
    }
    name = quantity_name(cls, options)
    return numbers(symbol, shown, first, name, second={**second, **(more or {})}, start=start)


def known(*rows: Numbers, first: int = 1) -> list[int]:
    """Return the n >= first for which all these numbers are known."""
    return sorted(n for n in set.intersection(*(set(row.values) for row in rows)) if n >= first)


def spaced(number: int) -> str:
    """Return a number in LaTeX with thin spaces between groups of three digits, if it has more than four."""
    text = str(number)
    return text if len(text) <= 4 else f"{number:,}".replace(",", r"\,")


def table(rows: Sequence[Numbers], *, upright: bool = False, head: str = "n") -> str:
    """Return a LaTeX table of numbers: a row for each class, a column for each n; or the other way round."""
    sizes = sorted({n for row in rows for n in row.values})
    cells = [[row.shown, *(spaced(row.values[n]) if n in row.values else "" for n in sizes)] for row in rows]
    lines = [[head, *map(str, sizes)], *cells]
    if upright:
        lines = [list(column) for column in zip(*lines, strict=True)]
    first, *others = [" & ".join(line) for line in lines]
    body = r" \\ ".join(others)
    columns = "r" * (len(lines[0]) - 1)
    return rf"\begin{{array}}{{r|{columns}}} {first} \\ \hline {body} \end{{array}}"
