r"""A statement about finitely many points is decided by its values at all of them, computed for all points at once.

Property wanted: the truth of the claim at every point of a product of finite sets at which the assumptions hold and both sides are defined.

Construction: the statement is a list of steps of one or two arguments, equal subexpressions being one step.  The values of a step at the
points 0, ..., N - 1 of a block are a *partition*: for each value the set of points that have it, as an integer whose bit k is point k.  A point
in no set is one at which the step is undefined.  Then f(a, b) has at the intersection of the sets of u and v the value f(u, v):

    {k : f(a, b)(k) = w}  =  union over f(u, v) = w of  {k : a(k) = u} & {k : b(k) = v}.

Derivation: the two families of sets are disjoint, so every point at which both arguments are defined lies in one intersection.  For values in
{0, 1} and truth values this is arithmetic on truth tables, 64 points in one machine word; a linear form with small integer weights takes few
values, hence H of it is a union of few sets.  Steps with so many values that the intersections cost more than the points are lists.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod
from typing import Any, TypeAlias

from symattn.certificates import ExhaustionCertificate
from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, walk
from symattn.proving.polynomial import Budget
from symattn.proving.statement import Statement

MAX_POINTS = 1 << 18
Point = dict[str, Fraction]
#: A number, or a truth value.
Value: TypeAlias = int | Fraction
#: For each value the set of points that have it.
Partition: TypeAlias = dict[Value, int]
Column: TypeAlias = Partition | list[Value | None]
_BLOCK = 1 << 13
_MAX_BITS = 1 << 16
#: What the certificate's check, which goes from point to point, takes at a point and altogether.
_MAX_OPERATIONS = 500_000
_MAX_CHECKED = 1 << 28
#: So many points of a list cost as much as one intersection.
_POINTS_PER_INTERSECTION = 4


class NotFinite(Exception):
    """The statement uses something that has no rational value; the message says what."""


def number_of_points(domains: tuple[tuple[str, Domain], ...]) -> int | None:
    """Return the number of points if every domain is finite, else None."""
    if any(isinstance(domain, str) for _, domain in domains):
        return None
    return prod(len(domain) for _, domain in domains)


def decide(
    statement: Statement, budget: Budget
) -> tuple[ExhaustionCertificate | None, Point | None, int, list[Point]]:
    """Return (certificate, None, effective points, points left out) if true, (None, falsifying point, ...) if false.

    A point counts as effective when it satisfies the assumptions and both sides are defined there; with no effective
    point the answer is (None, None, 0, ...).  The last entry lists the points at which the assumptions hold and a side
    is not defined.
    """
    names = [name for name, _ in statement.domains]
    domains = [domain for _, domain in statement.domains if isinstance(domain, tuple)]
    # The last variables run through a block of points at once, the first ones through an outer loop.
    split = max(len(domains) - 1, 0)
    while split and prod(len(d) for d in domains[split - 1 :]) <= _BLOCK:
        split -= 1
    inner = list(product(*domains[split:]))
    everywhere = (1 << len(inner)) - 1
    steps = _Steps()
    given = [steps.truth(tree) for tree in statement.assumptions]
    claim = steps.truth(statement.claim)
    variables = _inner_columns(names[split:], domains[split:])
    effective, left_out = 0, list[Point]()

    def points(among: int) -> Iterator[Point]:
        return (dict(zip(names, (*outer, *inner[k]), strict=True)) for k in _members(among))

    for outer in product(*domains[:split]):
        variables |= {
            name: {_plain(value): everywhere} for name, value in zip(names[:split], outer, strict=True)
        }
        columns = steps.columns(variables, len(inner), budget, {*given, claim})
        there = everywhere
        for step in given:
            there &= columns[step].get(True, 0)
        true, false = (there & columns[claim].get(truth, 0) for truth in (True, False))
        # Of the points of a block only those before the first falsifying one count.
        before = (false & -false) - 1 if false else everywhere
        effective += (true & before).bit_count()
        left_out.extend(points(there & before & ~(true | false)))
        if false:
            return None, next(points(false)), effective + 1, left_out
    if not effective:
        return None, None, 0, left_out
    operations = sum(1 for tree in (statement.claim, *statement.assumptions) for _ in walk(tree))
    if operations > _MAX_OPERATIONS or operations * prod(map(len, domains)) > _MAX_CHECKED:
        raise NotFinite(
            "the points were computed at once, but checking them one at a time would take too long"
        )
    finite = tuple((name, domain) for name, domain in statement.domains if isinstance(domain, tuple))
    return ExhaustionCertificate(statement.claim, statement.assumptions, finite), None, effective, left_out


def _inner_columns(names: list[str], domains: list[tuple[Fraction, ...]]) -> dict[str, Column]:
    """Return the values of each variable at the points of a block, the last variable running fastest."""
    columns: dict[str, Column] = {}
    stride, length = 1, prod(len(domain) for domain in domains)
    for name, domain in reversed(list(zip(names, domains, strict=True))):
        values: list[Value | None] = [_plain(value) for value in domain]
        period = stride * len(values)
        if len(values) * _POINTS_PER_INTERSECTION > max(length, 8):
            run = [value for value in values for _ in range(stride)]
            columns[name] = run * (length // period)
        else:
            # bit 0 of every period, times the run of points with the first value
            first = ((1 << length) - 1) // ((1 << period) - 1) * ((1 << stride) - 1)
            columns[name] = {_plain(value): first << (stride * j) for j, value in enumerate(domain)}
        stride = period
    return columns


def _members(among: int) -> Iterator[int]:
    """Yield the elements of a set of points, in order."""
    digits = f"{among:b}"[::-1]
    k = digits.find("1")
    while k >= 0:
        yield k
        k = digits.find("1", k + 1)


def _plain(value: Fraction) -> Value:
    return value.numerator if value.denominator == 1 else value


class _Steps:
    """The steps that compute the trees, each of one or two earlier ones; equal subexpressions are one step."""

    def __init__(self) -> None:
        self.steps: list[tuple[Any, ...]] = []
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.last_use: dict[int, int] = {}

    def step(self, *key: Any) -> int:
        """Return the number of the step (operation, arguments), which is made where it is new."""
        known = self.numbers.get(key)
        if known is not None:
            return known
        number = self.numbers[key] = len(self.steps)
        self.steps.append(key)
        if key[0] not in ("number", "name"):
            self.last_use.update(dict.fromkeys(key[1:], number))
        return number

    def truth(self, tree: Tree) -> int:
        """Return the step with the truth values of a statement."""
        op = tree[0] if isinstance(tree, tuple) else ""
        if not isinstance(tree, tuple) or op not in _STATEMENTS:
            raise NotFinite(f"{op} is not a statement" if op else "a number is not a statement")
        if op in _COMPARE:
            return self.step(op, self.value(tree[1]), self.value(tree[2]))
        return self._joined(op, (self.truth(argument) for argument in tree[1:]))

    def value(self, tree: Tree) -> int:
        """Return the step with the values of an expression."""
        if isinstance(tree, int | Fraction):
            return self.step("number", tree)
        if isinstance(tree, str):
            return self.step("name", tree)
        if tree[0] not in _NUMBERS:
            raise NotFinite(f"{tree[0]} has no rational values")
        if len(tree) == 1:
            return self.step("number", 0 if tree[0] == "+" else 1)
        return self._joined(tree[0], (self.value(argument) for argument in tree[1:]))

    def _joined(self, op: str, arguments: Iterator[int]) -> int:
        """Join one argument after the other, each as soon as it is there, so that few columns are needed at a time."""
        if op in _ONE:
            return self.step(op, *arguments)
        return reduce(lambda total, argument: self.step(op, total, argument), arguments)

    def columns(
        self, variables: dict[str, Column], length: int, budget: Budget, wanted: set[int]
    ) -> dict[int, Partition]:
        """Return the truth values of the steps ``wanted`` at all points of a block."""
        everywhere = (1 << length) - 1
        columns: dict[int, Column] = {}
        for number, (op, *arguments) in enumerate(self.steps):
            budget.spend()
            if op == "number":
                columns[number] = {arguments[0]: everywhere}
            elif op == "name":
                columns[number] = variables[arguments[0]]
            elif op in _ONE:
                columns[number] = _map(_ONE[op], columns[arguments[0]], op in _STATEMENTS)
            else:
                columns[number] = _join(_TWO[op], columns, arguments, length, op in _STATEMENTS)
            for argument in arguments if op not in ("number", "name") else ():
                if self.last_use[argument] == number and argument not in wanted:
                    columns.pop(argument, None)
        return {number: column for number in wanted if isinstance(column := columns[number], dict)}


def _map(function: Callable[[Any], Any], a: Column, to_partition: bool) -> Column:
    if isinstance(a, dict):
        found: Partition = {}
        for value, points in a.items():
            image = function(value)
            found[image] = found.get(image, 0) | points
        return found
    images = [None if value is None else function(value) for value in a]
    return _partition(images) if to_partition or function in _FEW_VALUES else images


def _join(
    function: Callable[[Any, Any], Any],
    columns: dict[int, Column],
    arguments: list[int],
    length: int,
    truths: bool,
) -> Column:
    a, b = (columns[argument] for argument in arguments)
    if isinstance(a, dict) and isinstance(b, dict):
        pairs = len(a) * len(b)
        if pairs <= 4 or pairs * _POINTS_PER_INTERSECTION <= length:
            return _intersections(function, a, b)
    # The lists stay in place of the partitions: who has many values is seldom asked once only.
    for argument in arguments:
        columns[argument] = _list(columns[argument], length)
    left, right = (columns[argument] for argument in arguments)
    if None in left or None in right:
        images = [
            None if u is None or v is None else function(u, v) for u, v in zip(left, right, strict=True)
        ]
    else:
        images = list(map(function, left, right))
    return _partition(images) if truths or function is _delta else images


def _intersections(function: Callable[[Any, Any], Any], a: Partition, b: Partition) -> Partition:
    found: Partition = {}
    for u, there in a.items():
        for v, points in b.items():
            common = there & points
            if common:
                image = function(u, v)
                if image is not None:
                    found[image] = found.get(image, 0) | common
    return found


def _list(column: Column, length: int) -> list[Value | None]:
    if isinstance(column, list):
        return column
    values: list[Value | None] = [None] * length
    for value, points in column.items():
        for k in _members(points):
            values[k] = value
    return values


def _partition(values: list[Any]) -> Partition:
    return {
        value: int("".join("1" if other == value else "0" for other in reversed(values)), 2)
        for value in dict.fromkeys(values)
        if value is not None
    }


def _power(base: Value, exponent: Value) -> Value | None:
    exponent = Fraction(exponent)
    if exponent.denominator != 1 or abs(exponent) > 10_000:
        raise NotFinite("powers need integer exponents of moderate size")
    k = int(exponent)
    if abs(k) * max(base.numerator.bit_length(), base.denominator.bit_length()) > _MAX_BITS:
        raise NotFinite(f"powers are exact up to {_MAX_BITS} bits")
    if k >= 0:
        return base**k
    return None if base == 0 else Fraction(base) ** k


def _threshold(t: Value) -> int:
    return 1 if t >= 0 else 0


def _sign(t: Value) -> int:
    return 1 if t >= 0 else -1


def _relu(t: Value) -> Value:
    return max(0, t)


def _delta(i: Value, j: Value) -> int:
    return 1 if i == j else 0


_FEW_VALUES = (_threshold, _sign)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
}
_ONE: dict[str, Callable[[Any], Any]] = {
    "not": operator.not_,
    "H": _threshold,
    "sgn": _sign,
    "relu": _relu,
    "abs": abs,
}
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    **_COMPARE,
    "and": operator.and_,
    "or": operator.or_,
    "implies": operator.le,
    "+": operator.add,
    "*": operator.mul,
    "**": _power,
    "max": max,
    "min": min,
    "delta": _delta,
}
_STATEMENTS = frozenset((*_COMPARE, "and", "or", "not", "implies"))
_NUMBERS = frozenset((*_ONE, *_TWO)) - _STATEMENTS
