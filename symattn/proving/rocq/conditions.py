"""What a statement says of points at which it is not defined is nothing: its divisors and logarithms give hypotheses of the theorem.

A condition that is seen to hold (an exponential is positive) is left out: the proof has to show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symattn.certificates.definedness import Definedness
from symattn.certificates.expression import Tree
from symattn.proving.statement import Statement

#: Bound indices around a place: (name, lower bound, upper bound), the outermost first.
Around = tuple[tuple[str, Tree, Tree], ...]


def conditions(statement: Statement) -> tuple[Tree, ...]:
    """Return the conditions under which the statement is defined, as statements, those that are seen to hold left out.

    Examples
    --------
    >>> from symattn.proving import read_statement
    >>> conditions(read_statement("x/(1 + exp(y)) == x*y/(y + y*exp(y))"))
    (('!=', ('+', 'y', ('*', 'y', ('exp', 'y'))), 0),)
    """
    seen = Definedness(dict(statement.domains), statement.assumptions)
    found: dict[Tree, None] = {}
    for part in (statement.claim, *statement.assumptions):
        for condition, around in _needed(part, ()):
            if not _holds(condition, around, seen):
                for index, low, high in reversed(around):
                    condition = ("forall", condition, index, low, high)
                found.setdefault(condition)
    return tuple(found)


def _holds(condition: Tree, around: Around, seen: Definedness) -> bool:
    assert isinstance(condition, tuple)
    relation, value, _ = condition
    if isinstance(value, int | Fraction):
        return value > 0 or (relation == "!=" and value != 0)
    if relation == ">=":
        return seen.non_negative(value)
    for index, low, high in around:
        seen.bound[index] = (low, high)
    try:
        if relation == "!=" and isinstance(value, tuple) and value[0] == "*":
            return all(_holds(("!=", factor, 0), around, seen) for factor in value[1:])
        return seen.positive(value)
    finally:
        for index, _, _ in around:
            seen.bound.pop(index, None)


def _needed(tree: Tree, around: Around) -> Iterator[tuple[Tree, Around]]:
    if not isinstance(tree, tuple):
        return
    op = tree[0]
    if op in ("Sum", "forall"):
        yield from _needed(tree[1], (*around, (tree[2], tree[3], tree[4])))
        return
    if op == "softmax":
        return  # a sum of exponentials over 1, ..., n with n >= 1
    if op == "**" and not (isinstance(tree[2], int) and tree[2] >= 0):
        yield from _power(tree[1], tree[2], around)
    elif op == "log":
        yield (">", tree[1], 0), around
    elif op == "sqrt":
        yield (">=", tree[1], 0), around
    for child in tree[1:]:
        yield from _needed(child, around)


def _power(base: Tree, exponent: Tree, around: Around) -> Iterator[tuple[Tree, Around]]:
    if isinstance(exponent, int):
        yield ("!=", base, 0), around
    elif isinstance(exponent, Fraction):
        yield (">" if exponent < 0 else ">=", base, 0), around
