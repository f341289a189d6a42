"""Two expressions are equal if they are for each value of their finite variables: in every case they are an identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any, ClassVar

from symattn.certificates.base import Certificate, name_from_json, register
from symattn.certificates.domains import (
    Dimensions,
    dimensions_from_json,
    domain_to_json,
    finite_domains_from_json,
)
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import RELATIONS, Tree, from_json, is_statement, substitute, to_json
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.errors import InvalidCertificate

_MAX_CASES = 4096
_MAX_TERMS = 1000
_KEPT = ("index", "softmax", "call", "delta", "permutation", "forall")


@register
@dataclass(frozen=True)
class SplitIdentityCertificate(Certificate):
    """The two sides are equal wherever both are defined and the assumptions hold, finite variables being in their domains.

    The check puts in every combination of values.  A case is left out if an assumption is false in it or a side is defined nowhere;
    otherwise the difference has to vanish identically.  At least one case has to be left.  ``positive`` and ``counted`` are as in an identity.

    Examples
    --------
    >>> values = (Fraction(0), Fraction(1))
    >>> SplitIdentityCertificate(("*", "y", ("**", "x", 2)), ("*", "x", "y"), (), (("x", values),)).check()
    True
    >>> SplitIdentityCertificate(("*", "y", ("**", "x", 2)), ("*", "x", "y"), (), (("x", (*values, Fraction(2))),)).check()
    False
    """

    kind: ClassVar[str] = "split-identity"
    left: Tree
    right: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, tuple[Fraction, ...]], ...]
    ranges: Dimensions = ()
    permutations: Dimensions = ()
    positive: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    def check(self) -> bool:
        """Put in all values, and test the difference for zero in each case."""
        names = [name for name, _ in self.domains]
        if len(set(names)) != len(names) or prod(len(values) for _, values in self.domains) > _MAX_CASES:
            return False
        try:
            cases = [
                self._case(dict(zip(names, point, strict=True)))
                for point in product(*(v for _, v in self.domains))
            ]
        except (OutsideClass, NotExact, RecursionError):
            return False
        return False not in cases and True in cases

    def _case(self, point: Mapping[str, Fraction]) -> bool | None:
        """Return whether the sides are equal for these values, None if the case is left out."""
        values: dict[str, Tree] = {n: int(v) if v.denominator == 1 else v for n, v in point.items()}
        try:
            if any(_folded(substitute(tree, values)) is False for tree in self.assumptions):
                return None
            left, right = (_folded(substitute(side, values)) for side in (self.left, self.right))
        except Undefined:
            return None
        test = ZeroTest(self.ranges, self.permutations, self.positive, self.counted)
        return test.is_zero(("+", left, ("*", -1, right)))

    def to_json(self) -> dict[str, Any]:
        """Return the two sides, the assumptions and the finite domains."""
        counted = {"counted": list(self.counted)} if self.counted else {}
        return {
            "kind": self.kind,
            "left": to_json(self.left),
            "right": to_json(self.right),
            "assumptions": [to_json(tree) for tree in self.assumptions],
            "domains": [[name, domain_to_json(values)] for name, values in self.domains],
            "ranges": [list(pair) for pair in self.ranges],
            "permutations": [list(pair) for pair in self.permutations],
            "positive": list(self.positive),
            **counted,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SplitIdentityCertificate:
        """Read the two sides, the assumptions and the finite domains."""
        domains = finite_domains_from_json(data["domains"])
        assumptions = tuple(from_json(tree) for tree in data["assumptions"])
        sides = from_json(data["left"]), from_json(data["right"])
        if not all(is_statement(tree) for tree in assumptions) or any(is_statement(side) for side in sides):
            raise InvalidCertificate(
                "certificate", "must compare numbers under assumptions that are statements", data
            )
        ranges, permutations = (dimensions_from_json(data[key]) for key in ("ranges", "permutations"))
        positive = tuple(map(name_from_json, data["positive"]))
        counted = tuple(map(name_from_json, data.get("counted", ())))
        return cls(*sides, assumptions, domains, ranges, permutations, positive, counted)


def _folded(tree: Tree) -> Any:
    """Evaluate what has become a number; a relation between numbers becomes True or False.

    Raises
    ------
    Undefined
        If a part has no value.
    """
    if not isinstance(tree, tuple):
        return tree
    if tree[0] == "Sum":
        low, high = _folded(tree[3]), _folded(tree[4])
        if not (isinstance(low, int) and isinstance(high, int)) or high - low > _MAX_TERMS:
            return tree
        return _folded(("+", *(substitute(tree[1], {tree[2]: i}) for i in range(low, high + 1))))
    if tree[0] in _KEPT:
        return tree
    parts = [_folded(part) for part in tree[1:]]
    if is_statement(tree):
        decided = tree[0] in RELATIONS and all(_is_number(part) for part in parts)
        return Evaluator({}).truth((tree[0], *parts)) if decided else tree
    if not all(_is_number(part) for part in parts):
        return (tree[0], *parts)
    try:
        value = Evaluator({}).value((tree[0], *parts)).rational()
    except NotExact:
        return (tree[0], *parts)
    if value is None:
        return (tree[0], *parts)
    return int(value) if value.denominator == 1 else value


def _is_number(tree: Any) -> bool:
    return isinstance(tree, int | Fraction) and not isinstance(tree, bool)
