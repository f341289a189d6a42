"""A statement is false if at one rational point enclosures of its two sides are disjoint, although their values are not rational."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from symattn.certificates.enclosure import EnclosedCounterexample
from symattn.certificates.expression import RELATIONS, walk
from symattn.certificates.intervals import Intervals, Undetermined
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.search import points
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample

_POINTS = 80
_PRECISIONS = (64, 256)
_DIGITS = (12, 24, 48, 72)
#: Functions whose values at rational points exact evaluation does not know.
_IRRATIONAL = frozenset(("log", "sqrt", "softplus", "**", "exp", "logistic", "tanh", "sinh", "cosh", "silu"))
_OUTSIDE = frozenset(("index", "softmax", "call", "permutation", "forall", "delta"))


def refuted_by_enclosure(statement: Statement, budget: Budget) -> Counterexample | None:
    """Return a counterexample by disjoint enclosures among small points, or None."""
    claim = statement.claim
    operations = {
        n[0] for part in (claim, *statement.assumptions) for n in walk(part) if isinstance(n, tuple)
    }
    if not isinstance(claim, tuple) or claim[0] not in RELATIONS:
        return None
    if operations.isdisjoint(_IRRATIONAL) or not operations.isdisjoint(_OUTSIDE):
        return None
    for precision in _PRECISIONS:
        for values in islice(points(statement), _POINTS if statement.domains else 1):
            try:
                budget.spend()
            except GaveUp:
                return None
            point = tuple((name, Fraction(values[name])) for name, _ in statement.domains)
            found = counterexample_enclosed(statement, point, precision)
            if found is not None:
                return found
    return None


def counterexample_enclosed(
    statement: Statement, point: tuple[tuple[str, Fraction], ...], precision: int
) -> Counterexample | None:
    """Return the counterexample at this point if enclosures at this precision show it."""
    certificate = EnclosedCounterexample(
        statement.claim, statement.assumptions, statement.domains, point, precision=precision
    )
    if not certificate.check() or not isinstance(statement.claim, tuple):
        return None
    arithmetic = Intervals(precision)
    ends = {name: (value, value) for name, value in point}
    try:
        sides = [arithmetic.value(side, ends) for side in statement.claim[1:]]
    except Undetermined:
        return None
    for digits in _DIGITS:  # enough of them to see that the values differ
        ranges = [_outward(arithmetic, side, digits) for side in sides]
        if ranges[0][1] < ranges[1][0] or ranges[1][1] < ranges[0][0]:
            break
    left, right = (f"in [{_decimal(low, digits)}, {_decimal(high, digits)}]" for low, high in ranges)
    return Counterexample(point, left, right, certificate)


def _outward(arithmetic: Intervals, interval: tuple[int, int], digits: int) -> tuple[int, int]:
    """Return the interval in units of the last of so many decimal digits, rounded outward."""
    scale = 10**digits
    return interval[0] * scale >> arithmetic.p, -(-interval[1] * scale >> arithmetic.p)


def _decimal(units: int, digits: int) -> str:
    whole, part = divmod(abs(units), 10**digits)
    return f"{'-' * (units < 0)}{whole}.{part:0{digits}d}"
