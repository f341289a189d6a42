r"""A statement with piecewise functions holds if in each of finitely many exhaustive cases a combination of inequalities is a contradiction.

The certificate is a tree of cases: a split on the sign of an expression (t >= 0 or t < 0) or on the value of a variable with a finite
range.  In a case each of H, sgn, relu, abs, max, min whose arguments' signs are known becomes one of its branches; a node whose branch is not
known is a real unknown.  A leaf shows that assumptions and negated claim cannot hold together: either an assumption is false or
the claim true by the signs known, or integers y_i are given for inequalities p_i >= 0, p_i > 0, p_i = 0 that hold in the case, with

    sum_i y_i p_i = c_0 + sum_m c_m m,    c_0 <= 0,  c_m <= 0  and the monomials m non-negative (squares, exponentials, positive variables),

something in it being strict.  Every p_i is derived here from statement, assumptions, domains and splits: the certificate only names it.

Cases that differ only in signs which no longer matter share one proof: with the known branches taken, what is left of assumptions and claim
is a statement of its own, and the k-th shared tree proves it from no signs at all.

What is split on must be defined everywhere, so that t >= 0 and t < 0 exhaust the points; other expressions are taken wherever they are defined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from symattn.certificates.base import (
    Certificate,
    integer_from_json,
    name_from_json,
    register,
)
from symattn.certificates.case_walk import MAX_DEPTH, Case, Check, Reference, Rejected
from symattn.certificates.domains import (
    Dimensions,
    Domain,
    Tabulated,
    claim_from_json,
    claim_to_json,
    dimensions_from_json,
    evaluator_at,
    point_from_json,
    point_to_json,
    tables_from_json,
    tables_to_json,
)
from symattn.certificates.evaluation import NotExact, Undefined
from symattn.certificates.expression import Tree, from_json, is_statement, to_json, walk
from symattn.certificates.sequents import Sequent, uses_assumptions
from symattn.errors import InvalidCertificate


@register
@dataclass(frozen=True)
class CasesCertificate(Certificate):
    """The statement holds at every point that satisfies the assumptions; `point` is one that does.

    Parameters
    ----------
    statement, assumptions, domains
        What is claimed, as trees, and what each variable ranges over.
    cases, shared
        The tree of cases, see `Case` and `Reference`, and the trees it shares.
    point, tables
        A point that satisfies the assumptions, with values of functions such as permutations.
    ranges, permutations
        Dimension of each free index and of each permutation, handed to the zero test.

    Examples
    --------
    H(x) + H(-x) >= 1: if x < 0 then -x > 0, and the sign of one argument is that of the other reversed.

    >>> claim = (">=", ("+", ("H", "x"), ("H", ("*", -1, "x"))), 1)
    >>> bound = ("leaf", ((1, ("node", ("H", ("*", -1, "x")), 0)), (1, ("relation", 0))))
    >>> cases = ("sign", "x", bound, ("leaf", ()))
    >>> CasesCertificate(claim, (), (("x", "real"),), cases, (("x", Fraction(0)),)).check()
    True
    >>> CasesCertificate((">", *claim[1:]), (), (("x", "real"),), cases, (("x", Fraction(0)),)).check()
    False
    """

    kind: ClassVar[str] = "cases"
    statement: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, Domain], ...]
    cases: Case
    point: tuple[tuple[str, Fraction], ...]
    shared: tuple[Case, ...] = field(default=())
    tables: Tabulated = field(default=())
    ranges: Dimensions = field(default=())
    permutations: Dimensions = field(default=())

    def check(self) -> bool:
        """Walk through the cases, derive the inequalities of each leaf, and add up the combinations."""
        return self.closed() and self.satisfied()

    def closed(self) -> bool:
        """Return whether in every case assumptions and negated claim contradict each other."""
        whole = Sequent(self.statement, self.assumptions, self.domains)
        try:
            return whole.well_formed() and uses_assumptions(self, whole) and Check(self).run()
        except (Rejected, ArithmeticError, RecursionError):
            return False

    def satisfied(self) -> bool:
        """Return whether the point lies in the domains, satisfies the assumptions, and both sides are defined there."""
        try:
            evaluate = evaluator_at(self.point, self.tables, self.domains, self.assumptions)
            return evaluate is not None and evaluate.truth(self.statement)
        except (Undefined, NotExact, RecursionError):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, the tree of cases and the point."""
        return {
            "kind": self.kind,
            **claim_to_json(self.statement, self.assumptions, self.domains),
            "cases": _case_to_json(self.cases),
            "shared": [_case_to_json(case) for case in self.shared],
            "point": point_to_json(self.point),
            "tables": tables_to_json(self.tables),
            "ranges": [list(pair) for pair in self.ranges],
            "permutations": [list(pair) for pair in self.permutations],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CasesCertificate:
        """Read statement, assumptions, domains, the tree of cases and the point."""
        return cls(
            *claim_from_json(data),
            _case_from_json(data["cases"], 0),
            point_from_json(data["point"]),
            tuple(_case_from_json(case, 0) for case in data["shared"]),
            tables_from_json(data["tables"]),
            dimensions_from_json(data["ranges"]),
            dimensions_from_json(data["permutations"]),
        )


def _expression(data: Any) -> Tree:
    tree = from_json(data)
    if any(is_statement(node) for node in walk(tree)):
        raise InvalidCertificate("cases", "must hold expressions, not relations", data)
    return tree


def _case_to_json(case: Case) -> list[Any]:
    if case[0] == "leaf":
        return ["leaf", [[y, _reference_to_json(reference)] for y, reference in case[1]]]
    if case[0] == "sign":
        return ["sign", to_json(case[1]), _case_to_json(case[2]), _case_to_json(case[3])]
    if case[0] == "shared":
        return list(case)
    return ["value", case[1], [_case_to_json(part) for part in case[2]]]


def _case_from_json(data: Any, depth: int) -> Case:
    if not isinstance(data, list | tuple) or depth > MAX_DEPTH:
        raise InvalidCertificate(
            "cases", f"must be a list, nested {MAX_DEPTH} deep at most", type(data).__name__
        )
    kind, *rest = data
    if kind == "leaf" and len(rest) == 1:
        return ("leaf", tuple((integer_from_json(y), _reference_from_json(r, 0)) for y, r in rest[0]))
    if kind == "sign" and len(rest) == 3:
        return ("sign", _expression(rest[0]), *(_case_from_json(part, depth + 1) for part in rest[1:]))
    if kind == "shared" and len(rest) == 1:
        return ("shared", integer_from_json(rest[0]))
    if kind == "value" and len(rest) == 2:
        return ("value", name_from_json(rest[0]), tuple(_case_from_json(part, depth + 1) for part in rest[1]))
    raise InvalidCertificate("cases", "must be a leaf, a split on a sign or a split on a value", kind)


def _reference_to_json(reference: Reference) -> list[Any]:
    kind = reference[0]
    if kind == "node":
        return [kind, to_json(reference[1]), reference[2]]
    if kind == "product":
        return [kind, _reference_to_json(reference[1]), _reference_to_json(reference[2])]
    if kind == "times":
        return [kind, _reference_to_json(reference[1]), to_json(reference[2])]
    return list(reference)


def _reference_from_json(data: Any, depth: int) -> Reference:
    kind, *rest = data
    if kind in ("path", "relation") and len(rest) == 1:
        return (kind, integer_from_json(rest[0]))
    if kind in ("low", "high") and len(rest) == 1:
        return (kind, name_from_json(rest[0]))
    if len(rest) != 2 or depth > 3:
        raise InvalidCertificate("cases", "names no inequality", kind)
    if kind == "node":
        return (kind, _expression(rest[0]), integer_from_json(rest[1]))
    if kind == "product":
        return (kind, _reference_from_json(rest[0], depth + 1), _reference_from_json(rest[1], depth + 1))
    if kind == "times":
        return (kind, _reference_from_json(rest[0], depth + 1), _expression(rest[1]))
    raise InvalidCertificate("cases", "names no inequality", kind)
