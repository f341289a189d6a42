"""A statement about real numbers f(n) holds at listed n, since it holds for all numbers in intervals around the values f(n)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from symattn.certificates.base import (
    Certificate,
    fraction_text,
    integer_from_json,
    name_from_json,
    rational_from_json,
    register,
)
from symattn.certificates.domains import each_once, statement_from_json
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree, to_json
from symattn.certificates.intervals import Intervals, Undetermined

#: (arguments, low, high): the value of the function at these integers lies between low and high.
Row: TypeAlias = tuple[tuple[int, ...], Fraction, Fraction]
Enclosures: TypeAlias = tuple[tuple[str, tuple[Row, ...]], ...]
#: The ends of the interval around each value of each function.
Ends: TypeAlias = Mapping[tuple[str, tuple[int, ...]], tuple[Fraction, Fraction]]
PRECISION = 512


def truth_at(statement: Tree, point: Mapping[str, int], known: Ends) -> bool | None:
    """Return whether the statement holds at the point for all values in the intervals (True), for none (False), or is not seen (None).

    Raises
    ------
    Undetermined, Undefined, NotExact
        If a value is not tabulated, or an expression may be undefined.
    """
    box: dict[str, tuple[Fraction, Fraction]] = {
        name: (Fraction(value), Fraction(value)) for name, value in point.items()
    }

    def enclosed(tree: Tree) -> Tree:
        if not isinstance(tree, tuple):
            return tree
        if tree[0] != "call":
            return (tree[0], *map(enclosed, tree[1:]))
        arguments = integers(tree[2:], point)
        if (tree[1], arguments) not in known:
            raise Undetermined(f"{tree[1]} has no interval at {arguments}")
        # A bracket is not part of a name of the grammar, so this is no other variable.
        name = f"{tree[1]}({arguments})"
        box[name] = known[tree[1], arguments]
        return name

    return Intervals(PRECISION).truth(enclosed(statement), box)


def integers(arguments: tuple[Tree, ...], point: Mapping[str, int]) -> tuple[int, ...]:
    """Return the exact integer values of the arguments of a call."""
    values = [Evaluator(point).value(argument).rational() for argument in arguments]
    if any(value is None or value.denominator != 1 for value in values):
        raise NotExact("functions of enclosed values take integers")
    return tuple(int(value) for value in values if value is not None)


@register
@dataclass(frozen=True)
class EnclosedInstancesCertificate(Certificate):
    """The statement holds at each listed point, for whatever values the functions in it take in the tabulated intervals.

    The check re-does the arithmetic from the intervals; that they contain the values is the business of the code that enclosed them.

    Examples
    --------
    >>> from symattn.capacity import Ball
    >>> from symattn.proving import prove_enclosed
    >>> root = {2: Ball("1.41421", "0.00001")}
    >>> verdict = prove_enclosed("r(n) < 1415/1000", ranges={"n": [2]}, functions={"r": root.__getitem__})
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('EnclosedInstancesCertificate', True)

    See Also
    --------
    symattn.proving.prove_enclosed
    """

    kind: ClassVar[str] = "enclosed instances"
    statement: Tree
    points: tuple[tuple[tuple[str, int], ...], ...]
    tables: Enclosures

    def check(self) -> bool:
        """Evaluate the statement at every point in interval arithmetic; no point at all is a failure."""
        proper = each_once(self.tables) and all(
            each_once([(row[0], row[1:]) for row in rows]) and all(low <= high for _, low, high in rows)
            for _, rows in self.tables
        )
        known = {
            (name, arguments): (low, high) for name, rows in self.tables for arguments, low, high in rows
        }
        try:
            return (
                bool(self.points)
                and proper
                and all(
                    each_once(point) and truth_at(self.statement, dict(point), known) is True
                    for point in self.points
                )
            )
        except (Undetermined, Undefined, NotExact, RecursionError):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, points and intervals."""
        return {
            "kind": self.kind,
            "statement": to_json(self.statement),
            "points": [[list(pair) for pair in point] for point in self.points],
            "tables": [
                [name, [[list(row), fraction_text(low), fraction_text(high)] for row, low, high in rows]]
                for name, rows in self.tables
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EnclosedInstancesCertificate:
        """Read statement, points and intervals."""
        points = tuple(
            tuple((name_from_json(name), integer_from_json(value)) for name, value in point)
            for point in data["points"]
        )
        tables = tuple(
            (
                name_from_json(name),
                tuple(
                    (tuple(map(integer_from_json, row)), rational_from_json(low), rational_from_json(high))
                    for row, low, high in rows
                ),
            )
            for name, rows in data["tables"]
        )
        return cls(statement_from_json(data["statement"]), points, tables)
