r"""An inequality holds on a box if the box is cut into finitely many on each of which interval arithmetic shows it.

The certificate holds the tree of cuts, not the boxes: a cut halves the range of one variable, or gives a variable with finitely many values each of
them, so that the leaves cover the box by construction.  The box itself is read off the assumptions and domains: x >= c, x <= c, |x| <= c with c free of
variables, and finite or positive ranges.  At a leaf interval arithmetic (`intervals`) shows that the statement is true and defined everywhere, or that
some assumption is false everywhere.  What is shown on closed boxes holds on open ones.

A second kind refutes: at a rational point the assumptions hold and the enclosures of the two sides show the statement false, although
the values are irrational and outside the field of `exponential`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, ClassVar, TypeAlias

from symattn.certificates.base import (
    Certificate,
    integer_from_json,
    name_from_json,
    register,
)
from symattn.certificates.domains import (
    Domain,
    Domains,
    Point,
    claim_from_json,
    claim_to_json,
    domain_contains,
    point_from_json,
    point_to_json,
)
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree, variables
from symattn.certificates.intervals import Intervals, Undetermined
from symattn.certificates.statements import CounterexampleCertificate
from symattn.errors import InvalidCertificate

#: ("leaf",) | ("split", x, lower half, upper half) | ("value", x, (cuts, ...))
Cuts: TypeAlias = tuple[Any, ...]
Ranges: TypeAlias = dict[str, tuple[Fraction, Fraction]]

MAX_DEPTH = 120
MAX_VALUES = 4096
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def parts_of(assumptions: tuple[Tree, ...]) -> Iterator[Tree]:
    """Yield the assumptions, conjunctions taken apart."""
    for tree in assumptions:
        if isinstance(tree, tuple) and tree[0] == "and":
            yield from parts_of(tree[1:])
        else:
            yield tree


def bounding_box(assumptions: tuple[Tree, ...], domains: Domains, arithmetic: Intervals) -> Ranges:
    """Return closed ranges of those variables that assumptions and domains bound from both sides."""
    lower: dict[str, Fraction] = {}
    upper: dict[str, Fraction] = {}

    def at_least(name: str, bound: Fraction) -> None:
        lower[name] = max(bound, lower.get(name, bound))

    def at_most(name: str, bound: Fraction) -> None:
        upper[name] = min(bound, upper.get(name, bound))

    for name, domain in domains:
        if isinstance(domain, tuple):
            at_least(name, min(domain))
            at_most(name, max(domain))
        elif "positive" in domain:
            at_least(name, Fraction(int("integer" in domain)))
    for tree in parts_of(assumptions):
        if not isinstance(tree, tuple) or tree[0] not in _FLIPPED:
            continue
        op, left, right = tree
        if variables(right):
            op, left, right = _FLIPPED[op], right, left
        if variables(right):
            continue
        try:
            low, high = _constant(right, arithmetic)
        except Undetermined:
            continue
        if isinstance(left, str):
            if op in (">", ">=", "=="):
                at_least(left, low)
            if op in ("<", "<=", "=="):
                at_most(left, high)
        elif (
            isinstance(left, tuple)
            and left[0] == "abs"
            and isinstance(left[1], str)
            and op in ("<", "<=", "==")
        ):
            at_least(left[1], -high)
            at_most(left[1], high)
    return {name: (lower[name], upper[name]) for name in lower if name in upper}


def _constant(tree: Tree, arithmetic: Intervals) -> tuple[Fraction, Fraction]:
    if isinstance(tree, int | Fraction):
        return Fraction(tree), Fraction(tree)
    low, high = arithmetic.value(tree, {})
    return Fraction(low, arithmetic.one), Fraction(high, arithmetic.one)


def values_of(domain: Domain, low: Fraction, high: Fraction) -> tuple[Fraction, ...] | None:
    """Return the values that a variable takes between two bounds, or None if they are not finitely many, or too many."""
    if isinstance(domain, tuple):
        return tuple(value for value in domain if low <= value <= high)
    if "integer" not in domain or high - low > MAX_VALUES:
        return None
    return tuple(Fraction(value) for value in range(ceil(low), floor(high) + 1))


def holds(tree: Tree, point: Mapping[str, Fraction], arithmetic: Intervals) -> bool:
    """Return whether the statement is seen to be true at the point: exactly, or else by enclosure."""
    try:
        return Evaluator(point).truth(tree)
    except Undefined:
        return False
    except NotExact:
        try:
            return arithmetic.truth(tree, {name: (value, value) for name, value in point.items()}) is True
        except Undetermined:
            return False


def satisfied(assumptions: tuple[Tree, ...], domains: Domains, point: Point, arithmetic: Intervals) -> bool:
    """Return whether the point lies in the domains and satisfies the assumptions."""
    values = dict(point)
    return (
        len(values) == len(point)
        and len(dict(domains)) == len(domains)
        and all(name in values and domain_contains(domain, values[name]) for name, domain in domains)
        and all(holds(tree, values, arithmetic) for tree in assumptions)
    )


@register
@dataclass(frozen=True)
class EnclosureCertificate(Certificate):
    """The statement holds, and is defined, at every point that satisfies the assumptions; `point` is one that does.

    Parameters
    ----------
    statement, assumptions, domains
        What is claimed, as trees, and what each variable ranges over.
    cuts
        How the box is cut, see `Cuts`.
    precision
        The number of binary digits after the point.
    point
        A point that satisfies the assumptions.

    Examples
    --------
    exp(x) > x on [0, 1]: one cut is enough, since exp(x) >= 1 on the left half and exp(x) >= exp(1/2) on the right one.

    >>> claim, given = (">", ("exp", "x"), "x"), ((">=", "x", 0), ("<=", "x", 1))
    >>> domains, point = (("x", "real"),), (("x", Fraction(0)),)
    >>> EnclosureCertificate(claim, given, domains, ("split", "x", ("leaf",), ("leaf",)), 32, point).check()
    True
    >>> EnclosureCertificate(claim, given, domains, ("leaf",), 32, point).check()
    False
    """

    kind: ClassVar[str] = "enclosure"
    statement: Tree
    assumptions: tuple[Tree, ...]
    domains: Domains
    cuts: Cuts
    precision: int
    point: Point

    def check(self) -> bool:
        """Evaluate the statement on every box, with the checker's own arithmetic."""
        try:
            arithmetic = Intervals(self.precision)
            box = bounding_box(self.assumptions, self.domains, arithmetic)
            return (
                satisfied(self.assumptions, self.domains, self.point, arithmetic)
                and all(low <= high for low, high in box.values())
                and self._shown(self.cuts, box, arithmetic, 0)
            )
        except (Undetermined, RecursionError):
            return False

    def _shown(self, cuts: Cuts, box: Ranges, arithmetic: Intervals, depth: int) -> bool:
        if depth > MAX_DEPTH:
            return False
        if cuts[0] == "leaf":
            return closed(self.statement, self.assumptions, box, arithmetic)
        name = cuts[1]
        if name not in box or name not in dict(self.domains):
            return False
        low, high = box[name]
        if cuts[0] == "split":
            middle = (low + high) / 2
            return self._shown(cuts[2], {**box, name: (low, middle)}, arithmetic, depth + 1) and self._shown(
                cuts[3], {**box, name: (middle, high)}, arithmetic, depth + 1
            )
        values = values_of(dict(self.domains)[name], low, high)
        return (
            values is not None
            and len(values) == len(cuts[2])
            and all(
                self._shown(part, {**box, name: (value, value)}, arithmetic, depth + 1)
                for value, part in zip(values, cuts[2], strict=True)
            )
        )

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, cuts, precision and point."""
        return {
            "kind": self.kind,
            **claim_to_json(self.statement, self.assumptions, self.domains),
            "point": point_to_json(self.point),
            "cuts": _cuts_to_json(self.cuts),
            "precision": self.precision,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EnclosureCertificate:
        """Read statement, assumptions, domains, cuts, precision and point."""
        return cls(
            *claim_from_json(data),
            _cuts_from_json(data["cuts"], 0),
            integer_from_json(data["precision"]),
            point_from_json(data["point"]),
        )


def closed(statement: Tree, assumptions: tuple[Tree, ...], box: Ranges, arithmetic: Intervals) -> bool:
    """Return whether on the whole box the statement is true, or one of the assumptions false."""
    try:
        if arithmetic.truth(statement, box) is True:
            return True
    except Undetermined:
        pass
    return excluded(assumptions, box, arithmetic)


def excluded(assumptions: tuple[Tree, ...], box: Ranges, arithmetic: Intervals) -> bool:
    """Return whether one of the assumptions is false on the whole box."""
    for tree in parts_of(assumptions):
        try:
            if arithmetic.truth(tree, box) is False:
                return True
        except Undetermined:
            continue
    return False


@register
@dataclass(frozen=True)
class EnclosedCounterexample(CounterexampleCertificate):
    """At the point the assumptions hold, and disjoint enclosures of the two sides show that the statement is false.

    Examples
    --------
    log(3) < 1 is false since e < 3:

    >>> claim, domains = ("<", ("log", "x"), 1), (("x", "real"),)
    >>> [EnclosedCounterexample(claim, (), domains, (("x", Fraction(n)),), precision=16).check() for n in (2, 3)]
    [False, True]
    """

    kind: ClassVar[str] = "enclosed-counterexample"
    precision: int = 64

    def check(self) -> bool:
        """Evaluate assumptions and statement at the point."""
        try:
            arithmetic = Intervals(self.precision)
            box = {name: (value, value) for name, value in self.point}
            return (
                not self.tables
                and self._sizes_are_positive(dict(self.point))
                and satisfied(self.assumptions, self.domains, self.point, arithmetic)
                and arithmetic.truth(self.statement, box) is False
            )
        except (Undetermined, RecursionError):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, point, (no) tables and precision."""
        return {**super().to_json(), "precision": self.precision}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EnclosedCounterexample:
        """Read statement, assumptions, domains, point, tables and precision."""
        plain = CounterexampleCertificate.from_json(data)
        return cls(
            plain.statement,
            plain.assumptions,
            plain.domains,
            plain.point,
            plain.tables,
            integer_from_json(data["precision"]),
        )


def _cuts_to_json(cuts: Cuts) -> list[Any]:
    if cuts[0] == "split":
        return [*cuts[:2], *(_cuts_to_json(part) for part in cuts[2:])]
    return [*cuts[:2], [_cuts_to_json(part) for part in cuts[2]]] if cuts[0] == "value" else ["leaf"]


def _cuts_from_json(data: Any, depth: int) -> Cuts:
    if depth > MAX_DEPTH:
        raise InvalidCertificate("cuts", f"may be nested {MAX_DEPTH} deep at most")
    kind, *rest = data
    if kind == "leaf" and not rest:
        return ("leaf",)
    if kind == "split" and len(rest) == 3:
        return (kind, name_from_json(rest[0]), *(_cuts_from_json(part, depth + 1) for part in rest[1:]))
    if kind == "value" and len(rest) == 2:
        return (kind, name_from_json(rest[0]), tuple(_cuts_from_json(part, depth + 1) for part in rest[1]))
    raise InvalidCertificate("cuts", "must be a leaf, a split or the values of a variable", kind)
