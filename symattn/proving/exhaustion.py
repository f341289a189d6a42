"""A statement about finitely many points is decided by its values at all of them, computed for all points at once."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from symattn.certificates import ExhaustionCertificate
from symattn.certificates.expression import Tree
from symattn.certificates.statements import Domain
from symattn.proving.polynomial import Budget
from symattn.proving.statement import Statement

MAX_POINTS = 1 << 18
Value = int | Fraction | None
Column = list[Value]
_BLOCK = 1 << 13
_MAX_BITS = 1 << 16


class NotFinite(Exception):
    """The statement uses something that has no rational value; the message says what."""


def number_of_points(domains: tuple[tuple[str, Domain], ...]) -> int | None:
    """Return the number of points if every domain is finite, else None."""
    if any(isinstance(domain, str) for _, domain in domains):
        return None
    return prod(len(domain) for _, domain in domains)


Point = dict[str, Fraction]


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
    effective = 0
    left_out: list[Point] = []
    # The last variables run through a block of points at once, the first ones through an outer loop.
    split = len(domains)
    while split and prod(len(d) for d in domains[split - 1 :]) <= _BLOCK:
        split -= 1
    inner = list(product(*domains[split:]))
    for outer in product(*domains[:split]):
        budget.spend()
        columns: dict[str, Column] = {name: [v] * len(inner) for name, v in zip(names, outer, strict=False)}
        for j, name in enumerate(names[split:]):
            columns[name] = [_plain(point[j]) for point in inner]
        columns = {name: [_plain(v) for v in column] for name, column in columns.items()}
        length = len(inner)
        given = [_truth(assumption, columns, length) for assumption in statement.assumptions]
        truth = _truth(statement.claim, columns, length)
        for k in range(length):
            if not all(g[k] for g in given):
                continue
            if truth[k]:
                effective += 1
                continue
            point = dict(zip(names, (*outer, *inner[k]), strict=True))
            if truth[k] is not None:
                return None, point, effective + 1, left_out
            left_out.append(point)
    if not effective:
        return None, None, 0, left_out
    finite = tuple((name, domain) for name, domain in statement.domains if isinstance(domain, tuple))
    return ExhaustionCertificate(statement.claim, statement.assumptions, finite), None, effective, left_out


def _plain(value: Value) -> Value:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _truth(tree: Tree, columns: dict[str, Column], length: int) -> list[bool | None]:
    """Return the truth values at all points; None where a side is undefined."""
    if not isinstance(tree, tuple):
        raise NotFinite("a number is not a statement")
    op = tree[0]
    if op in _COMPARE:
        left, right = (_values(side, columns, length) for side in tree[1:])
        compare = _COMPARE[op]
        return [None if a is None or b is None else compare(a, b) for a, b in zip(left, right, strict=True)]
    parts = [_truth(argument, columns, length) for argument in tree[1:]]
    if op == "not":
        return [None if a is None else not a for a in parts[0]]
    if op == "implies":
        return [None if a is None or b is None else (not a or b) for a, b in zip(*parts, strict=True)]
    if op in ("and", "or"):
        combine = all if op == "and" else any
        return [None if None in row else combine(row) for row in zip(*parts, strict=True)]
    raise NotFinite(f"{op} is not a statement")


_COMPARE: dict[str, Callable[..., bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


def _values(tree: Tree, columns: dict[str, Column], length: int) -> Column:
    if isinstance(tree, int | Fraction):
        return [tree] * length
    if isinstance(tree, str):
        return columns[tree]
    op = tree[0]
    function = _POINTWISE.get(op)
    if function is None:
        raise NotFinite(f"{op} has no rational values")
    arguments = [_values(argument, columns, length) for argument in tree[1:]]
    if not arguments:
        return [function()] * length
    return [None if None in row else function(*row) for row in zip(*arguments, strict=True)]


def _power(base: int | Fraction, exponent: int | Fraction) -> Value:
    exponent = Fraction(exponent)
    if exponent.denominator != 1 or abs(exponent) > 10_000:
        raise NotFinite("powers need integer exponents of moderate size")
    k = int(exponent)
    if abs(k) * max(base.numerator.bit_length(), base.denominator.bit_length()) > _MAX_BITS:
        raise NotFinite(f"powers are exact up to {_MAX_BITS} bits")
    if k >= 0:
        return base**k
    return None if base == 0 else Fraction(base) ** k


def _total(*values: int | Fraction) -> Value:
    return sum(values)


def _product(*values: int | Fraction) -> Value:
    result: int | Fraction = 1
    for value in values:
        result *= value
    return result


_POINTWISE: dict[str, Callable[..., Any]] = {
    "+": _total,
    "*": _product,
    "**": _power,
    "H": lambda t: 1 if t >= 0 else 0,
    "sgn": lambda t: 1 if t >= 0 else -1,
    "relu": lambda t: max(0, t),
    "abs": abs,
    "max": max,
    "min": min,
    "delta": lambda i, j: 1 if i == j else 0,
}
