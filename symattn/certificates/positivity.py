r"""An inequality L >= R holds if L - R is a sum of products of quantities each of which is seen to be non-negative.

The certificate lists terms c f_1 ... f_k with a positive rational c.  A factor is the difference of the two sides of an assumption, the difference of
a variable and the bound that its range gives, an expression whose sign is seen (`definedness`): a square, an exponential, a positive
variable, a sum of such over 1..n, ..., the rest of a sum of non-negative terms when one of them is taken away, e^t - 1 - t for an
expression t: the exponential lies above its tangent at 0, and touches it there only, or e^t - 1 or t - tanh t for
an expression t of known sign: tanh has the slope 1 at 0, and a smaller one everywhere else.  The check derives the sign of every factor itself, verifies

    L - R = sum of the terms

by its zero test, and for L > R wants a term all of whose factors are positive.  A term with an assumed equation among its factors is zero, so its
coefficient may be negative and its further factors need be defined only.

Both sides, and all factors, must be defined wherever the assumptions hold: an identity that holds only where its divisors do not vanish says nothing
elsewhere.  Signs needed for that (of divisors, of arguments of logarithms), and those of exponents, may be shown first, as ``signs``: expressions with
terms of their own, the sum of which is the expression or its negative; with a positive term it is positive, else it is not negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from symattn.certificates.base import (
    Certificate,
    fraction_text,
    integer_from_json,
    name_from_json,
    rational_from_json,
    register,
)
from symattn.certificates.definedness import Definedness
from symattn.certificates.domains import (
    Domain,
    Tabulated,
    claim_from_json,
    claim_to_json,
    evaluator_at,
    point_from_json,
    point_to_json,
    tables_from_json,
    tables_to_json,
)
from symattn.certificates.evaluation import NotExact, Undefined
from symattn.certificates.expression import Tree, from_json, is_statement, substitute, to_json
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.certificates.sequents import Sequent
from symattn.errors import InvalidCertificate, InvalidStatement

#: ("assumption", k) | ("low", x) | ("high", x) | ("expression", tree) | ("tangent", t), which is e^t - 1 - t
#: | ("growth", t), which is e^t - 1 | ("slope", t), which is t - tanh(t)
#: | ("rest", (sum, i)), which is the sum less its i-th term
Factor: TypeAlias = tuple[Any, ...]
#: A coefficient and factors.
Term: TypeAlias = tuple[Fraction, tuple[Factor, ...]]
Terms: TypeAlias = tuple[Term, ...]
#: An expression, 1 if it is the sum of the terms and -1 if its negative is.
Sign: TypeAlias = tuple[Tree, int, Terms]

_SIDES = {">=": 1, ">": 1, "<=": -1, "<": -1, "!=": 1}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Rejected(Exception):
    """The certificate does not establish its statement."""


def conjuncts(assumptions: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """Return the assumptions, conjunctions taken apart, in the order in which they are written."""
    found: list[Tree] = []
    for tree in assumptions:
        found += conjuncts(tree[1:]) if isinstance(tree, tuple) and tree[0] == "and" else [tree]
    return tuple(found)


def difference(left: Tree, right: Tree) -> Tree:
    """Return left - right."""
    return left if right == 0 else ("+", left, ("*", -1, right))


class Knowledge:
    """The signs that domains, assumptions and proved signs tell; `Definedness` reads those of expressions off them."""

    def __init__(self, assumptions: tuple[Tree, ...], domains: tuple[tuple[str, Domain], ...]) -> None:
        self.assumed = conjuncts(assumptions)
        self.domains = dict(domains)
        self.seen = Definedness(self.domains, [*self.assumed, *self._compared_with_zero()])
        whole = {name for name, domain in domains if domain == "positive integer" and "[" not in name}
        self.counted = tuple(sorted(whole))
        bounds = [
            (t[1], t[2]) if t[0] == "<=" else (t[2], t[1])
            for t in self.assumed
            if isinstance(t, tuple) and t[0] in ("<=", ">=")
        ]
        self.ranges = tuple(
            {i: n for i, n in bounds if i in whole and (n in whole or type(n) is int)}.items()
        )
        self.permutations = tuple(
            {t[1]: t[2] for t in self.assumed if isinstance(t, tuple) and t[0] == "permutation"}.items()
        )

    def _compared_with_zero(self) -> list[Tree]:
        """Return what follows for the comparison with 0 from a comparison with a number: t > 0 from t >= 1."""
        found: list[Tree] = []
        for tree in self.assumed:
            if not isinstance(tree, tuple) or tree[0] not in _FLIPPED:
                continue
            op, left, right = tree
            if isinstance(left, int | Fraction):
                op, left, right = _FLIPPED[op], right, left
            if not isinstance(right, int | Fraction):
                continue
            if op in (">", ">=", "==") and (right > 0 or (right == 0 and op == ">")):
                found.append((">", left, 0))
            elif op in ("<", "<=", "==") and (right < 0 or (right == 0 and op == "<")):
                found.append(("<", left, 0))
            elif right == 0 and op in (">=", "!="):
                found.append((op, left, 0))
        return found

    def learn(self, tree: Tree, direction: int, strict: bool = True) -> None:
        """Take over that direction * tree > 0, or >= 0."""
        above, below = (">", "<") if strict else (">=", "<=")
        self.seen.facts.add((above if direction > 0 else below, tree, 0))
        if direction < 0:
            self.seen.facts.add((above, ("*", -1, tree), 0))

    def sign(self, tree: Tree) -> str:
        """Return ">" or ">=" as the expression is seen to be defined and positive, or non-negative; "" otherwise."""
        if not self.seen.defined(tree):
            return ""
        return ">" if self.seen.positive(tree) else ">=" if self.seen.non_negative(tree) else ""

    def factor(self, factor: Factor) -> tuple[Tree, str]:
        """Return the expression that a factor is, and its relation with 0.

        Raises
        ------
        Rejected
            If it names no assumption or bound.
        """
        kind, what = factor
        if kind == "expression":
            return what, self.sign(what)
        if kind == "assumption":
            if type(what) is not int or not 0 <= what < len(self.assumed):
                raise Rejected("no such assumption")
            tree = self.assumed[what]
            if not isinstance(tree, tuple) or tree[0] not in (">=", ">", "<=", "<", "=="):
                raise Rejected("the assumption is not an inequality")
            op, left, right = tree
            if op in ("<", "<="):
                op, left, right = _FLIPPED[op], right, left
            return difference(left, right), op
        if kind == "tangent":
            if not self.seen.defined(what):
                raise Rejected("the expression may be undefined")
            return ("+", ("exp", what), -1, ("*", -1, what)), ">" if self._is_not_zero(what) else ">="
        if kind == "growth":
            return ("+", ("exp", what), -1), self.sign(what)
        if kind == "slope":
            return difference(what, ("tanh", what)), self.sign(what)
        if kind == "rest":
            return self._rest(*what), ">="
        domain = self.domains.get(what, "real")
        if isinstance(domain, tuple):
            return difference(what, min(domain)) if kind == "low" else difference(max(domain), what), ">="
        if kind != "low" or "positive" not in domain:
            raise Rejected("no such bound")
        return (difference(what, 1), ">=") if "integer" in domain else (what, ">")

    def _rest(self, total: Tree, place: Tree) -> Tree:
        """Return a sum of non-negative terms without one of them."""
        if not isinstance(total, tuple) or total[0] != "Sum" or total[3] != 1:
            raise Rejected("not a sum over 1..n")
        if not (
            self.seen.defined(total) and self.seen.non_negative(total) and self.seen.is_row(place, total[4])
        ):
            raise Rejected("the terms are not seen to be non-negative, or there is no such term")
        return difference(total, substitute(total[1], {total[2]: place}))

    def _is_not_zero(self, tree: Tree) -> bool:
        """Return whether the expression is seen to vanish nowhere; log(1 + u) does so exactly where u does."""
        if self.seen.not_zero(tree):
            return True
        if isinstance(tree, tuple) and tree[0] == "*":
            return all(self._is_not_zero(part) for part in tree[1:])
        if not isinstance(tree, tuple) or tree[0] != "log":
            return False
        argument = tree[1]
        if not isinstance(argument, tuple) or argument[0] != "+" or argument.count(1) != 1:
            return False
        rest = tuple(part for part in argument[1:] if part != 1)
        return len(rest) == 1 and self.seen.not_zero(rest[0])


@register
@dataclass(frozen=True)
class PositivityCertificate(Certificate):
    """The statement holds, and is defined, at every point that satisfies the assumptions; `point` is one that does.

    Parameters
    ----------
    statement, assumptions, domains
        What is claimed, as trees, and what each variable ranges over.
    terms
        The terms whose sum is the difference of the two sides, see `Term` and `Factor`.
    signs
        Expressions whose sign is shown first, see `Sign`.
    point, tables
        A point that satisfies the assumptions, with values of functions such as permutations.

    Examples
    --------
    x^2 + 1 >= 2x since the difference is (x - 1)^2; for the strict relation a positive term is missing.

    >>> sides = ("+", ("**", "x", 2), 1), ("*", 2, "x")
    >>> square = (Fraction(1), (("expression", ("**", ("+", "x", -1), 2)),))
    >>> domains, point = (("x", "real"),), (("x", Fraction(0)),)
    >>> [PositivityCertificate((op, *sides), (), domains, (square,), (), point).check() for op in (">=", ">")]
    [True, False]
    """

    kind: ClassVar[str] = "positivity"
    statement: Tree
    assumptions: tuple[Tree, ...]
    domains: tuple[tuple[str, Domain], ...]
    terms: Terms
    signs: tuple[Sign, ...]
    point: tuple[tuple[str, Fraction], ...]
    tables: Tabulated = ()

    def check(self) -> bool:
        """Derive the signs of all factors, verify the identities, and evaluate the assumptions at the point."""
        try:
            return (
                Sequent(self.statement, self.assumptions, self.domains).well_formed()
                and self.satisfied()
                and self._follows()
            )
        except (Rejected, OutsideClass, InvalidStatement, ArithmeticError, RecursionError, TypeError):
            return False

    def _follows(self) -> bool:
        if not isinstance(self.statement, tuple) or self.statement[0] not in _SIDES:
            return False
        op, left, right = self.statement
        knowledge = Knowledge(self.assumptions, self.domains)
        zero = ZeroTest(knowledge.ranges, knowledge.permutations, (), knowledge.counted)
        for tree, direction, terms in self.signs:
            total, strict = _sum(terms, knowledge)
            signed = tree if direction == 1 else ("*", -1, tree)
            if direction not in (1, -1) or not knowledge.seen.defined(tree):
                return False
            if not zero.is_zero(difference(signed, total)):
                return False
            knowledge.learn(tree, direction, strict)
        if not (knowledge.seen.defined(left) and knowledge.seen.defined(right)):
            return False
        total, strict = _sum(self.terms, knowledge)
        if op in (">", "<", "!=") and not strict:
            return False
        sides = [(left, right) if _SIDES[op] == 1 else (right, left)]
        if op == "!=":
            sides.append((right, left))
        return any(zero.is_zero(difference(difference(a, b), total)) for a, b in sides)

    def satisfied(self) -> bool:
        """Return whether the point lies in the domains and satisfies the assumptions."""
        try:
            return evaluator_at(self.point, self.tables, self.domains, self.assumptions) is not None
        except (Undefined, NotExact):
            return False

    def to_json(self) -> dict[str, Any]:
        """Return statement, assumptions, domains, terms, signs, point and tables."""
        return {
            "kind": self.kind,
            **claim_to_json(self.statement, self.assumptions, self.domains),
            "terms": _terms_to_json(self.terms),
            "signs": [
                [to_json(tree), direction, _terms_to_json(terms)] for tree, direction, terms in self.signs
            ],
            "point": point_to_json(self.point),
            "tables": tables_to_json(self.tables),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PositivityCertificate:
        """Read statement, assumptions, domains, terms, signs, point and tables."""
        return cls(
            *claim_from_json(data),
            _terms_from_json(data["terms"]),
            tuple(
                (_expression(tree), integer_from_json(direction), _terms_from_json(terms))
                for tree, direction, terms in data["signs"]
            ),
            point_from_json(data["point"]),
            tables_from_json(data["tables"]),
        )


def _sum(terms: Terms, knowledge: Knowledge) -> tuple[Tree, bool]:
    """Return the sum of the terms and whether it is positive.

    Raises
    ------
    Rejected
        If a term is not seen to be non-negative.
    """
    strict = False
    parts: list[Tree] = []
    for coefficient, factors in terms:
        known = [knowledge.factor(factor) for factor in factors]
        relations = [relation for _, relation in known]
        if "==" in relations:
            if not all(relation or knowledge.seen.defined(tree) for tree, relation in known):
                raise Rejected("a factor may be undefined")
        elif coefficient <= 0 or "" in relations:
            raise Rejected("a term is not seen to be non-negative")
        else:
            strict = strict or all(relation == ">" for relation in relations)
        parts.append(("*", coefficient, *(tree for tree, _ in known)))
    return ("+", *parts), strict


def _expression(data: Any) -> Tree:
    tree = from_json(data)
    if is_statement(tree):
        raise InvalidCertificate("factor", "must be an expression, not a statement", data)
    return tree


def _terms_to_json(terms: Terms) -> list[Any]:
    return [
        [
            fraction_text(coefficient),
            [[kind, _what_to_json(kind, what)] for kind, what in factors],
        ]
        for coefficient, factors in terms
    ]


def _what_to_json(kind: str, what: Any) -> Any:
    if kind == "rest":
        return [to_json(part) for part in what]
    return to_json(what) if kind in ("expression", "tangent", "growth", "slope") else what


def _terms_from_json(data: Any) -> Terms:
    return tuple((rational_from_json(c), tuple(_factor_from_json(f) for f in factors)) for c, factors in data)


def _factor_from_json(data: Any) -> Factor:
    kind, what = data
    if kind in ("expression", "tangent", "growth", "slope"):
        return kind, _expression(what)
    if kind == "rest":
        total, place = what
        return kind, (_expression(total), _expression(place))
    if kind == "assumption":
        return kind, integer_from_json(what)
    if kind in ("low", "high"):
        return kind, name_from_json(what)
    raise InvalidCertificate("factor", "must be an expression, an assumption, a bound or a rest", kind)
