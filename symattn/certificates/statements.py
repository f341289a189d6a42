"""Certificates of statements: an identity, a finite statement, a counterexample, a table of instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any, ClassVar

from symattn.certificates.base import (
    Certificate,
    certificate_from_json,
    fraction_text,
    integer_from_json,
    name_from_json,
    rational_from_json,
    register,
)
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree, dimensions, from_json, is_statement, to_json, variables
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.errors import InvalidCertificate

#: What a variable ranges over: a word, or an explicit finite set.
Domain = str | tuple[Fraction, ...]
#: Values of functions: (name, ((arguments, value), ...)) for each.
Tabulated = tuple[tuple[str, tuple[tuple[tuple[int, ...], int], ...]], ...]
#: Names of free indices or of permutations, each with the dimension n of the range 1, ..., n.
Dimensions = tuple[tuple[str, str | int], ...]
_MAX_POINTS = 1 << 20
_MAX_STEPS = 1 << 28
DOMAIN_WORDS = ("real", "positive", "integer", "positive integer")


def domain_contains(domain: Domain, value: Fraction) -> bool:
    """Return whether the rational lies in the domain."""
    if isinstance(domain, tuple):
        return value in domain
    if "positive" in domain and value <= 0:
        return False
    return "integer" not in domain or value.denominator == 1


def domain_to_json(domain: Domain) -> Any:
    """Return the domain as JSON: a word or a list of exact rationals."""
    return domain if isinstance(domain, str) else [fraction_text(value) for value in domain]


def domain_from_json(data: Any) -> Domain:
    """Read a domain from JSON."""
    if isinstance(data, str) and data in DOMAIN_WORDS:
        return data
    if isinstance(data, list | tuple) and data:
        return tuple(rational_from_json(value) for value in data)
    raise InvalidCertificate("domain", f"must be one of {DOMAIN_WORDS} or a non-empty list", data)


def _statement(data: Any) -> Tree:
    tree = from_json(data)
    if not is_statement(tree):
        raise InvalidCertificate("statement", "must be true or false, not a number", data)
    return tree


def _each_once(pairs: Sequence[tuple[Any, Any]]) -> bool:
    """Return whether no first entry occurs twice, so that the pairs are the graph of a function."""
    return len({first for first, _ in pairs}) == len(pairs)


def _functions(tables: Tabulated) -> bool:
    return _each_once(tables) and all(_each_once(values) for _, values in tables)


@register
@dataclass(frozen=True)
class IdentityCertificate(Certificate):
    """The two sides are equal wherever both are defined, for all dimensions n >= 1.

    ``ranges`` gives (free index i, n): i is one of 1, ..., n; ``permutations`` gives (s, n): s maps {1, ..., n} one to one onto itself;
    ``positive`` are names of variables that take positive values only.
    """

    kind: ClassVar[str] = "identity"
    left: Tree
    right: Tree
    ranges: Dimensions = ()
    permutations: Dimensions = ()
    positive: tuple[str, ...] = ()

    def check(self) -> bool:
        """Recompute ``left - right`` in the checker's own normal form, by elimination of inverses."""
        try:
            test = ZeroTest(self.ranges, self.permutations, self.positive)
            return test.is_zero(("+", self.left, ("*", -1, self.right)))
        except (OutsideClass, RecursionError):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return the two sides as trees; ranges, permutations and positive variables where there are some."""
        data = {"kind": self.kind, "left": to_json(self.left), "right": to_json(self.right)}
        for key, pairs in (("ranges", self.ranges), ("permutations", self.permutations)):
            if pairs:
                data[key] = [list(pair) for pair in pairs]
        return data | ({"positive": list(self.positive)} if self.positive else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IdentityCertificate:
        """Read the two sides, ranges and permutations."""
        ranges, permutations = (dimensions_from_json(data.get(key, ())) for key in ("ranges", "permutations"))
        positive = tuple(name_from_json(name) for name in data.get("positive", ()))
        return cls(from_json(data["left"]), from_json(data["right"]), ranges, permutations, positive)


def dimensions_from_json(data: Any) -> Dimensions:
    """Read pairs (name, dimension), no name twice; a dimension is a name or a positive integer."""
    pairs: list[tuple[str, str | int]] = []
    for name, dimension in data:
        size = dimension if isinstance(dimension, str) else integer_from_json(dimension)
        if isinstance(size, int) and size < 1:
            raise InvalidCertificate("dimension", "must be positive", size)
        pairs.append((name_from_json(name), size))
    if not _each_once(pairs):
        raise InvalidCertificate("names", "may occur once only", [name for name, _ in pairs])
    return tuple(pairs)


@register
@dataclass(frozen=True)
class ExhaustionCertificate(Certificate):
    """The statement holds at every point of a finite set that satisfies the assumptions, and there is such a point."""

    kind: ClassVar[str] = "exhaustion"
    statement: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, tuple[Fraction, ...]], ...]

    def check(self) -> bool:
        """Evaluate at each point, one at a time, in exact arithmetic."""
        covered = {name for name, _ in self.domains}
        if len(covered) != len(self.domains) or prod(len(values) for _, values in self.domains) > _MAX_POINTS:
            return False
        if any(not set(variables(tree)) <= covered for tree in (self.statement, *self.assumptions)):
            return False
        effective = steps = 0
        names = [name for name, _ in self.domains]
        for values in product(*(values for _, values in self.domains)):
            evaluate = Evaluator(dict(zip(names, values, strict=True)))
            try:
                if not all(evaluate.truth(assumption) for assumption in self.assumptions):
                    continue
                if not evaluate.truth(self.statement):
                    return False
            except Undefined:
                continue
            except NotExact:
                return False
            effective += 1
            steps += evaluate.steps
            if steps > _MAX_STEPS:
                return False
        return effective > 0

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions and domains."""
        return {
            "kind": self.kind,
            "statement": to_json(self.statement),
            "assumptions": [to_json(tree) for tree in self.assumptions],
            "domains": [[name, domain_to_json(values)] for name, values in self.domains],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ExhaustionCertificate:
        """Read statement, assumptions and domains."""
        domains = []
        for name, values in data["domains"]:
            domain = domain_from_json(values)
            if not isinstance(domain, tuple):
                raise InvalidCertificate("domains", "must be finite", domain)
            domains.append((name_from_json(name), domain))
        assumptions = tuple(_statement(tree) for tree in data["assumptions"])
        return cls(_statement(data["statement"]), assumptions, tuple(domains))


@register
@dataclass(frozen=True)
class CounterexampleCertificate(Certificate):
    """The statement is false at the point, although the point lies in the domains and satisfies the assumptions."""

    kind: ClassVar[str] = "counterexample"
    statement: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, Domain], ...]
    point: tuple[tuple[str, Fraction], ...]
    tables: Tabulated = field(default=())

    def _sizes_are_positive(self, point: Mapping[str, Fraction]) -> bool:
        """Return whether sums run up to integers >= 1, or to values that an explicit set allows."""
        listed = {name for name, domain in self.domains if isinstance(domain, tuple)}
        sizes = {name for tree in (self.statement, *self.assumptions) for name in dimensions(tree)} - listed
        return all(name in point and point[name] >= 1 and point[name].denominator == 1 for name in sizes)

    def check(self) -> bool:
        """Evaluate assumptions and statement at the point in exact arithmetic."""
        point = dict(self.point)
        evaluate = Evaluator(point, {name: dict(values) for name, values in self.tables})
        try:
            return (
                _each_once(self.point)
                and _functions(self.tables)
                and self._sizes_are_positive(point)
                and all(
                    name in point and domain_contains(domain, point[name]) for name, domain in self.domains
                )
                and all(evaluate.truth(assumption) for assumption in self.assumptions)
                and not evaluate.truth(self.statement)
            )
        except (Undefined, NotExact):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, point and tabulated values."""
        return {
            "kind": self.kind,
            "statement": to_json(self.statement),
            "assumptions": [to_json(tree) for tree in self.assumptions],
            "domains": [[name, domain_to_json(domain)] for name, domain in self.domains],
            "point": [[name, fraction_text(value)] for name, value in self.point],
            "tables": tables_to_json(self.tables),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CounterexampleCertificate:
        """Read statement, assumptions, domains, point and tabulated values."""
        return cls(
            _statement(data["statement"]),
            tuple(_statement(tree) for tree in data["assumptions"]),
            tuple((name_from_json(name), domain_from_json(domain)) for name, domain in data["domains"]),
            tuple((name_from_json(name), rational_from_json(value)) for name, value in data["point"]),
            tables_from_json(data["tables"]),
        )


@register
@dataclass(frozen=True)
class InstancesCertificate(Certificate):
    """The statement holds at each listed point, given the tabulated values of the functions in it.

    The check re-does the arithmetic from the tabulated values; that the values are right is the business of the code that counts.
    """

    kind: ClassVar[str] = "instances"
    statement: Tree
    points: tuple[tuple[tuple[str, int], ...], ...]
    tables: Tabulated

    def check(self) -> bool:
        """Evaluate the statement at every point; no point at all is a failure."""
        tables = {name: dict(values) for name, values in self.tables}
        try:
            return (
                bool(self.points)
                and _functions(self.tables)
                and all(
                    _each_once(point) and Evaluator(dict(point), tables).truth(self.statement)
                    for point in self.points
                )
            )
        except (Undefined, NotExact):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, points and tabulated values."""
        return {
            "kind": self.kind,
            "statement": to_json(self.statement),
            "points": [[list(pair) for pair in point] for point in self.points],
            "tables": tables_to_json(self.tables),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> InstancesCertificate:
        """Read statement, points and tabulated values."""
        points = tuple(
            tuple((name_from_json(name), integer_from_json(value)) for name, value in point)
            for point in data["points"]
        )
        return cls(_statement(data["statement"]), points, tables_from_json(data["tables"]))


@register
@dataclass(frozen=True)
class ConjunctionCertificate(Certificate):
    """Every one of the parts holds."""

    kind: ClassVar[str] = "conjunction"
    parts: tuple[Certificate, ...]

    def check(self) -> bool:
        """Check every part; no part at all is a failure."""
        return bool(self.parts) and all(part.check() for part in self.parts)

    def to_json(self) -> dict[str, Any]:
        """Return the parts."""
        return {"kind": self.kind, "parts": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ConjunctionCertificate:
        """Read the parts."""
        return cls(tuple(certificate_from_json(part) for part in data["parts"]))


def tables_to_json(tables: Tabulated) -> list[Any]:
    """Return tabulated function values as nested lists."""
    return [[name, [[list(arguments), value] for arguments, value in values]] for name, values in tables]


def tables_from_json(data: Any) -> Tabulated:
    """Read tabulated function values."""

    def rows(values: Any) -> Iterator[tuple[tuple[int, ...], int]]:
        for arguments, value in values:
            yield tuple(integer_from_json(argument) for argument in arguments), integer_from_json(value)

    return tuple((name_from_json(name), tuple(rows(values))) for name, values in data)
