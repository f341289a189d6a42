"""A premise is a statement with a certificate of it; a statement serves for another one if it says the same of more points.

A statement says: the claim holds at every point of the domains at which the assumptions hold and the claim is defined.  The certificates of the
decision procedures hold sides or claims with sums written out; `Premise` reads each kind as the statement that it establishes, with code of
its own, and denies what it cannot read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symattn.certificates.base import Certificate, certificate_from_json
from symattn.certificates.definedness import Definedness
from symattn.certificates.domains import (
    Domain,
    claim_from_json,
    claim_to_json,
)
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import (
    Tree,
    dimensions,
    entries_meant,
    entry,
    is_statement,
    substitute,
    variables,
)
from symattn.certificates.statements import ConjunctionCertificate

_MAX_NODES = 200_000
#: Kinds that say that their statement holds under their assumptions, and kinds that say that two sides are equal.
_OF_STATEMENTS = ("exhaustion", "cases", "positivity", "enclosure")
_OF_SIDES = ("identity", "split-identity")


class Rejected(Exception):
    """The premise or the step of a rule is not what it has to be."""


@dataclass(frozen=True)
class Sequent:
    """A claim, its assumptions, and what each variable ranges over."""

    claim: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, Domain], ...]

    def well_formed(self) -> bool:
        """Return whether each variable has one domain, and what sums run up to are positive integers."""
        known = dict(self.domains)
        parts = (self.claim, *self.assumptions)
        sizes = {name for part in parts for name in dimensions(part)}
        return (
            len(known) == len(self.domains)
            and all(name in known for part in parts for name in variables(part))
            and all(_is_size(known[name]) for name in sizes if name in known)
        )

    def to_json(self) -> dict[str, Any]:
        """Return claim, assumptions and domains."""
        return claim_to_json(self.claim, self.assumptions, self.domains)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sequent:
        """Read claim, assumptions and domains."""
        return cls(*claim_from_json(data))

    def knowledge(self) -> Definedness:
        """Return what is seen of expressions over these domains under these assumptions."""
        return Definedness(dict(self.domains), self.assumptions)


def _is_size(domain: Domain) -> bool:
    if isinstance(domain, tuple):
        return all(value.denominator == 1 and value >= 1 for value in domain)
    return domain == "positive integer"


@dataclass(frozen=True)
class Premise:
    """A statement, and a certificate that establishes it."""

    sequent: Sequent
    certificate: Certificate

    def matches(self) -> bool:
        """Return whether the certificate is about this statement; whether it is right is for its own check."""
        return self.sequent.well_formed() and establishes(self.certificate, self.sequent)

    def to_json(self) -> dict[str, Any]:
        """Return the statement with its certificate."""
        return {**self.sequent.to_json(), "certificate": self.certificate.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Premise:
        """Read the statement and its certificate."""
        return cls(Sequent.from_json(data), certificate_from_json(data["certificate"]))


def establishes(certificate: Certificate, sequent: Sequent) -> bool:
    """Return whether the statement that the certificate is about serves for ``sequent``; the certificate itself is not checked here."""
    conclusion = getattr(certificate, "conclusion", None)
    if isinstance(conclusion, Sequent):
        return serves(conclusion, sequent)
    claim = sequent.claim
    if isinstance(certificate, ConjunctionCertificate):
        return (
            isinstance(claim, tuple)
            and claim[0] == "and"
            and len(claim) == len(certificate.parts) + 1
            and all(
                establishes(part, Sequent(conjunct, sequent.assumptions, sequent.domains))
                for part, conjunct in zip(certificate.parts, claim[1:], strict=True)
            )
        )
    if certificate.kind not in (*_OF_STATEMENTS, *_OF_SIDES) or not uses_assumptions(certificate, sequent):
        return False
    given, domains = (tuple(getattr(certificate, name, ())) for name in ("assumptions", "domains"))
    if certificate.kind in _OF_STATEMENTS:
        return serves(Sequent(certificate.statement, given, domains), sequent)  # type: ignore[attr-defined]
    relation = claim[0] if isinstance(claim, tuple) else ""
    sides = (certificate.left, certificate.right)  # type: ignore[attr-defined]
    return relation in ("==", "<=", ">=") and serves(Sequent((relation, *sides), given, domains), sequent)


def uses_assumptions(certificate: Certificate, sequent: Sequent) -> bool:
    """Return whether the ranges, permutations, positive and counted variables that the certificate uses are those of the statement."""
    known = dict(sequent.domains)
    indices = all(
        known.get(i) == "positive integer"
        and (("<=", i, n) in sequent.assumptions or (">=", n, i) in sequent.assumptions)
        for i, n in getattr(certificate, "ranges", ())
    )
    seen = sequent.knowledge()
    positive = all(name in known and seen.positive(name) for name in getattr(certificate, "positive", ()))
    counted = all(
        "[" not in name and known.get(name) == "positive integer"
        for name in getattr(certificate, "counted", ())
    )
    return (
        indices
        and positive
        and counted
        and all(
            ("permutation", s, n) in sequent.assumptions for s, n in getattr(certificate, "permutations", ())
        )
    )


def serves(known: Sequent, wanted: Sequent) -> bool:
    """Return whether ``known`` has the same claim, no further assumptions, and domains at least as large."""
    if written_out(known.claim) != written_out(wanted.claim):
        return False
    given = {written_out(tree) for tree in wanted.assumptions}
    if not all(written_out(tree) in given for tree in known.assumptions):
        return False
    ranges = dict(wanted.domains)
    parts = [written_out(tree) for tree in (known.claim, *known.assumptions)]
    used = {name for tree in parts for name in variables(tree)}
    # An entry x[1] with a domain of its own is meant by x[i] as well.
    used |= {*entries_meant(parts, [name for name, _ in known.domains])}
    return len(dict(known.domains)) == len(known.domains) and all(
        within(ranges.get(name, "real"), domain) for name, domain in known.domains if name in used
    )


def within(inner: Domain, outer: Domain) -> bool:
    """Return whether a domain is contained in another one."""
    return Definedness({"x": inner}).contained("x", outer)


def written_out(tree: Tree) -> Tree:
    """Return the tree with sums between numbers written out and numbers computed; neither values nor their existence change."""
    return _Writer().tree(tree)


class _Writer:
    def __init__(self) -> None:
        self.left = _MAX_NODES

    def tree(self, tree: Tree) -> Tree:
        self.left -= 1
        if self.left < 0:
            raise Rejected("the statement is too long when its sums are written out")
        if isinstance(tree, Fraction) and tree.denominator == 1:
            return int(tree)
        if not isinstance(tree, tuple):
            return tree
        op = tree[0]
        if op == "Sum":
            low, high = self.tree(tree[3]), self.tree(tree[4])
            if isinstance(low, int) and isinstance(high, int):
                if high - low > self.left:
                    raise Rejected("the sum has too many terms")
                terms = [self.tree(substitute(tree[1], {tree[2]: i})) for i in range(low, high + 1)]
                return self.number(("+", *terms))
            return ("Sum", self.tree(tree[1]), tree[2], low, high)
        if op == "softmax":
            place, size = self.tree(tree[1]), self.tree(tree[3])
            if isinstance(place, int) and isinstance(size, int) and 1 <= place <= size <= self.left:
                total = ("+", *(("exp", entry(tree[2], (j,))) for j in range(1, size + 1)))
                return ("*", ("exp", entry(tree[2], (place,))), ("**", total, -1))
            return (op, place, tree[2], size)
        if op in ("index", "call", "permutation"):
            return substitute((op, tree[1], *map(self.tree, tree[2:])), {})
        if op == "forall":
            return (op, self.tree(tree[1]), tree[2], self.tree(tree[3]), self.tree(tree[4]))
        read = (op, *map(self.tree, tree[1:]))
        return read if is_statement(tree) else self.number(read)

    @staticmethod
    def number(tree: tuple[Any, ...]) -> Tree:
        """Return the rational value of an operation on rational numbers, if it has one."""
        if tree[0] == "*" and 0 in tree[1:] and Definedness({}).defined(tree):
            return 0
        if not all(isinstance(argument, int | Fraction) for argument in tree[1:]):
            return tree
        try:
            value = Evaluator({}).value(tree).rational()
        except (Undefined, NotExact):
            return tree
        return tree if value is None else int(value) if value.denominator == 1 else value
