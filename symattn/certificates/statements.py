"""Certificates of statements: an identity, a finite statement, a counterexample, a table of instances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any, ClassVar

from symattn.certificates.base import (
    Certificate,
    certificate_from_json,
    integer_from_json,
    name_from_json,
    register,
)
from symattn.certificates.domains import (
    Dimensions,
    Domain,
    Tabulated,
    claim_from_json,
    claim_to_json,
    dimensions_from_json,
    domain_to_json,
    each_once,
    evaluator_at,
    finite_domains_from_json,
    point_from_json,
    point_to_json,
    statement_from_json,
    tables_from_json,
    tables_to_json,
)
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree, dimensions, from_json, to_json, variables
from symattn.certificates.normal_form import OutsideClass, ZeroTest

_MAX_POINTS = 1 << 20
_MAX_STEPS = 1 << 28


def _functions(tables: Tabulated) -> bool:
    return each_once(tables) and all(each_once(values) for _, values in tables)


@register
@dataclass(frozen=True)
class IdentityCertificate(Certificate):
    """The two sides are equal wherever both are defined, for all dimensions n >= 1.

    ``ranges`` gives (free index i, n): i is one of 1, ..., n; ``permutations`` gives (s, n): s maps {1, ..., n} one to one onto itself;
    ``positive`` are names of variables that take positive values only, ``counted`` of those whose values are positive integers.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> verdict = prove("(x + 1)**2 == x**2 + 2*x + 1")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('IdentityCertificate', True)
    """

    kind: ClassVar[str] = "identity"
    left: Tree
    right: Tree
    ranges: Dimensions = ()
    permutations: Dimensions = ()
    positive: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    def check(self) -> bool:
        """Recompute ``left - right`` in the checker's own normal form, by elimination of inverses."""
        try:
            test = ZeroTest(self.ranges, self.permutations, self.positive, self.counted)
            return test.is_zero(("+", self.left, ("*", -1, self.right)))
        except (OutsideClass, RecursionError):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return the two sides as trees; ranges, permutations and positive variables where there are some."""
        data = {"kind": self.kind, "left": to_json(self.left), "right": to_json(self.right)}
        for key, pairs in (("ranges", self.ranges), ("permutations", self.permutations)):
            if pairs:
                data[key] = [list(pair) for pair in pairs]
        for key, names in (("positive", self.positive), ("counted", self.counted)):
            if names:
                data[key] = list(names)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IdentityCertificate:
        """Read the two sides, ranges and permutations."""
        ranges, permutations = (dimensions_from_json(data.get(key, ())) for key in ("ranges", "permutations"))
        positive, counted = (tuple(map(name_from_json, data.get(key, ()))) for key in ("positive", "counted"))
        return cls(from_json(data["left"]), from_json(data["right"]), ranges, permutations, positive, counted)


@register
@dataclass(frozen=True)
class ExhaustionCertificate(Certificate):
    """The statement holds at every point of a finite set that satisfies the assumptions, and there is such a point.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> verdict = prove("x*y == relu(x + y - 1)", assuming="x, y in {0,1}")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('ExhaustionCertificate', True)
    """

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
        domains = finite_domains_from_json(data["domains"])
        assumptions = tuple(statement_from_json(tree) for tree in data["assumptions"])
        return cls(statement_from_json(data["statement"]), assumptions, domains)


@register
@dataclass(frozen=True)
class CounterexampleCertificate(Certificate):
    """The statement is false at the point, although the point lies in the domains and satisfies the assumptions.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> verdict = prove("x**2 == x")
    >>> verdict.certificate is None, verdict.counterexample.certificate.check()
    (True, True)

    See Also
    --------
    symattn.refute
    """

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
        try:
            evaluate = evaluator_at(self.point, self.tables, self.domains, self.assumptions)
            return (
                evaluate is not None
                and self._sizes_are_positive(dict(self.point))
                and not evaluate.truth(self.statement)
            )
        except (Undefined, NotExact):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, point and tabulated values."""
        return {
            "kind": self.kind,
            **claim_to_json(self.statement, self.assumptions, self.domains),
            "point": point_to_json(self.point),
            "tables": tables_to_json(self.tables),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CounterexampleCertificate:
        """Read statement, assumptions, domains, point and tabulated values."""
        return cls(*claim_from_json(data), point_from_json(data["point"]), tables_from_json(data["tables"]))


@register
@dataclass(frozen=True)
class InstancesCertificate(Certificate):
    """The statement holds at each listed point, given the tabulated values of the functions in it.

    The check re-does the arithmetic from the tabulated values; that the values are right is the business of the code that counts.

    Examples
    --------
    >>> from symattn.proving import prove_instances
    >>> verdict = prove_instances("2**n == f(n)", ranges={"n": range(5)}, functions={"f": lambda n: 1 << n})
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('InstancesCertificate', True)

    See Also
    --------
    symattn.proving.prove_instances
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
                    each_once(point) and Evaluator(dict(point), tables).truth(self.statement)
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
        return cls(statement_from_json(data["statement"]), points, tables_from_json(data["tables"]))


@register
@dataclass(frozen=True)
class ConjunctionCertificate(Certificate):
    """Every one of the parts holds.

    Examples
    --------
    >>> from symattn.proving import conjunction, prove
    >>> verdict = conjunction([prove("x + x == 2*x"), prove("x*x == x**2")], statement="two identities")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('ConjunctionCertificate', True)

    See Also
    --------
    symattn.proving.conjunction
    """

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
