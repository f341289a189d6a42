r"""A sequence E with a(n) <= E(n) <= b(n) for all large n tends to L if a - L and b - L do; both are checked on quotients that the certificate lists.

Property wanted: check that an expression tends to 0 as n tends to infinity, for all values of its parameters, without the code that found it.

Construction: the certificate lists the expression as a quotient N/D of sums of terms c r^n n^a (log n)^b.  With n = e^t every power of n is an exponential and
log n is t, so the zero test decides whether the expression times D equals N.  Then the terms are compared one by one.

Derivation: fix the parameters.  r^n n^a (log n)^b is of smaller order than s^n n^d (log n)^e if r < s, or r = s and a < d, or both are equal and b < e.
If one term of D is of greater order than the other ones, its coefficient is not zero, and every term of N is of smaller order, then D(n) is not zero for large n and
N(n)/D(n) tends to 0.  Signs of polynomials in the parameters are read off their coefficients after each parameter is written as its least value
plus a number that is not negative; a polynomial in log 2 alone is enclosed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from symattn.certificates.base import (
    Certificate,
    integer_from_json,
    name_from_json,
    rational_from_json,
    register,
)
from symattn.certificates.domains import (
    Domains,
    Point,
    claim_from_json,
    claim_to_json,
    evaluator_at,
    point_from_json,
    point_to_json,
)
from symattn.certificates.evaluation import NotExact, Undefined
from symattn.certificates.expression import Tree, from_json, substitute, to_json, variables, walk
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.certificates.sequents import Premise, Rejected, Sequent
from symattn.errors import InvalidStatement

_LOG_2 = ("log", 2)
_OPERATIONS = ("+", "*", "**", "log", "sqrt")
_MAX_TERMS = 2_000
_MAX_POWER = 64
#: Terms of the series sum 1/(k 2^k) of log 2; the remainder after K of them is below 2^-K.
_SERIES = (60, 400)
#: A polynomial in parameters: exponents by atom, sorted.
_Poly = dict[tuple[tuple[str, int], ...], Fraction]


@dataclass(frozen=True)
class Term:
    """The growth c r^n n^a (log n)^b: c is a polynomial in parameters and log 2, a is linear in parameters."""

    coefficient: Tree
    ratio: Fraction
    power: Tree
    logs: int

    def to_json(self) -> list[Any]:
        """Return the four parts."""
        return [to_json(self.coefficient), to_json(self.ratio), to_json(self.power), self.logs]

    @classmethod
    def from_json(cls, data: Any) -> Term:
        """Read the four parts."""
        coefficient, ratio, power, logs = data
        ratio = rational_from_json(ratio["q"] if isinstance(ratio, Mapping) else ratio)
        return cls(from_json(coefficient), ratio, from_json(power), integer_from_json(logs))


@dataclass(frozen=True)
class Germ:
    """A quotient of two sums of terms."""

    above: tuple[Term, ...]
    below: tuple[Term, ...]

    def to_json(self) -> list[Any]:
        """Return the terms of both sums."""
        return [[term.to_json() for term in part] for part in (self.above, self.below)]

    @classmethod
    def from_json(cls, data: Any) -> Germ:
        """Read the terms of both sums."""
        above, below = data
        return cls(tuple(map(Term.from_json, above)), tuple(map(Term.from_json, below)))


def difference(a: Tree, b: Tree) -> Tree:
    """Return a - b."""
    return ("+", a, ("*", -1, b))


class _Growth:
    """Growth as ``variable`` tends to infinity, over parameters with these domains that satisfy these assumptions."""

    def __init__(self, variable: str, domains: Domains, assumptions: Iterable[Tree]) -> None:
        self.n = variable
        self.t = f"log {variable}"  # no name of the grammar
        self.domains = dict(domains)
        #: Parameter -> (least value that is seen, whether it is not attained).
        self.least: dict[str, tuple[Fraction, bool]] = {"log 2": (Fraction(1, 2), True)}
        for name, domain in domains:
            if isinstance(domain, tuple):
                self.least[name] = (min(domain), False)
            elif "positive" in domain:
                self.least[name] = (Fraction(1), False) if "integer" in domain else (Fraction(0), True)
        for tree in assumptions:
            self._learn(tree)

    def _learn(self, tree: Tree) -> None:
        """Use what an assumption says of the form name >= number or name > number."""
        if not isinstance(tree, tuple) or len(tree) != 3:
            return
        op, left, right = tree
        if op in ("<=", "<"):
            op, left, right = op.replace("<", ">"), right, left
        if op in (">=", ">") and left in self.domains and isinstance(right, int | Fraction):
            new = (Fraction(right), op == ">")
            self.least[left] = max(self.least.get(left, new), new)

    def well_formed(self, trees: Iterable[Tree]) -> bool:
        """Return whether the names are n and parameters, and the operations those of this class."""
        named = {self.n, *self.domains}
        return (
            self.n not in self.domains
            and not any("[" in name or name in (self.t, "log 2") for name in named)
            and all(
                node in named
                if isinstance(node, str)
                else not isinstance(node, tuple) or node[0] in _OPERATIONS
                for tree in trees
                for node in walk(tree)
            )
        )

    # Signs and orders.

    def polynomial(self, tree: Tree) -> _Poly:
        """Return a polynomial in parameters and log 2, every parameter with a least value written as that plus a variable."""
        if isinstance(tree, int | Fraction):
            return {(): Fraction(tree)} if tree else {}
        if tree == _LOG_2:
            return {(("log 2", 1),): Fraction(1)}
        if isinstance(tree, str) and tree in self.domains:
            low, _ = self.least.get(tree, (Fraction(0), False))
            return {((tree, 1),): Fraction(1)} | ({(): low} if low else {})
        if isinstance(tree, tuple) and tree[0] in ("+", "*"):
            total: _Poly = {} if tree[0] == "+" else {(): Fraction(1)}
            for argument in tree[1:]:
                p = self.polynomial(argument)
                total = _added(total, p) if tree[0] == "+" else _multiplied(total, p)
            return total
        if (
            isinstance(tree, tuple)
            and tree[0] == "**"
            and type(tree[2]) is int
            and 0 <= tree[2] <= _MAX_POWER
        ):
            power: _Poly = {(): Fraction(1)}
            for _ in range(tree[2]):
                power = _multiplied(power, self.polynomial(tree[1]))
            return power
        raise Rejected("not a polynomial in parameters")

    def sign(self, tree: Tree) -> int | None:
        """Return the sign of the polynomial for all values of the parameters, None if it is not seen."""
        p = self.polynomial(tree)
        if not p:
            return 0
        names = {name for m in p for name, _ in m}
        if names == {"log 2"}:
            return _sign_in_log_2(p)
        p = _shifted(p, "log 2", Fraction(1, 2))
        if any(name not in self.least for name in names):
            return None
        signs = {c > 0 for c in p.values()}
        sure = any(all(self.least[name][1] for name, _ in m) for m in p)
        return (1 if signs == {True} else -1) if len(signs) == 1 and sure else None

    def compare(self, x: Term, y: Term) -> int | None:
        """Return whether x is of greater (1), the same (0) or smaller (-1) order than y for all values of the parameters, None if it is not seen."""
        if x.ratio != y.ratio:
            return 1 if x.ratio > y.ratio else -1
        sign = self.sign(difference(x.power, y.power))
        return (x.logs > y.logs) - (x.logs < y.logs) if sign == 0 else sign

    def leading(self, terms: tuple[Term, ...]) -> Term:
        """Return the term of greatest order, the coefficient of which does not vanish."""
        for k, term in enumerate(terms):
            if all(self.compare(term, other) == 1 for j, other in enumerate(terms) if j != k):
                if self.sign(term.coefficient) in (1, -1):
                    return term
                break
        raise Rejected("no term is seen to lead")

    def is_germ_of(self, tree: Tree, germ: Germ) -> bool:
        """Return whether the expression times the lower sum is the upper sum, which is checked with n = e^t."""
        terms = (*germ.above, *germ.below)
        if len(terms) > _MAX_TERMS or not all(map(self._is_term, terms)):
            return False
        above, below = (("+", *map(self._written, part)) for part in (germ.above, germ.below))
        positive = [name for name, (low, strict) in self.least.items() if low > 0 or (low == 0 and strict)]
        return ZeroTest((), (), positive).is_zero(difference(("*", self._rewritten(tree), below), above))

    def _is_term(self, term: Term) -> bool:
        linear = all(
            sum(e for _, e in m) <= 1 and all(name != "log 2" for name, _ in m)
            for m in self.polynomial(term.power)
        )
        self.polynomial(term.coefficient)
        return linear and term.ratio > 0

    def _written(self, term: Term) -> Tree:
        exponential: Tree = ("**", term.ratio, ("exp", self.t)) if term.ratio != 1 else 1
        return (
            "*",
            term.coefficient,
            exponential,
            ("exp", ("*", term.power, self.t)),
            ("**", self.t, term.logs),
        )

    def _rewritten(self, tree: Tree) -> Tree:
        """Return the expression with n = e^t: n^a = e^(a t) for every a."""
        if tree == self.n:
            return ("exp", self.t)
        if not isinstance(tree, tuple):
            return tree
        if tree[0] == "sqrt" and tree[1] == self.n:
            return ("exp", ("*", Fraction(1, 2), self.t))
        if tree[0] == "**" and tree[1] == self.n:
            return ("exp", ("*", self._rewritten(tree[2]), self.t))
        return (tree[0], *map(self._rewritten, tree[1:]))

    def tends_to_zero(self, tree: Tree, germ: Germ) -> bool:
        """Return whether the expression is this quotient, and every upper term of smaller order than the leading lower one."""
        lead = self.leading(germ.below)
        return all(self.compare(term, lead) == -1 for term in germ.above) and self.is_germ_of(tree, germ)


def _added(p: _Poly, q: _Poly) -> _Poly:
    return {m: c for m in {*p, *q} if (c := p.get(m, Fraction(0)) + q.get(m, Fraction(0)))}


def _multiplied(p: _Poly, q: _Poly) -> _Poly:
    total: _Poly = {}
    for m, c in p.items():
        for k, d in q.items():
            exponents = dict(m)
            for name, e in k:
                exponents[name] = exponents.get(name, 0) + e
            key = tuple(sorted(exponents.items()))
            total[key] = total.get(key, Fraction(0)) + c * d
    if len(total) > _MAX_TERMS:
        raise Rejected("the coefficient has too many terms")
    return {m: c for m, c in total.items() if c}


def _shifted(p: _Poly, name: str, low: Fraction) -> _Poly:
    """Return the polynomial in name - low."""
    total: _Poly = {}
    for m, c in p.items():
        term: _Poly = {tuple(pair for pair in m if pair[0] != name): c}
        for _ in range(dict(m).get(name, 0)):
            term = _multiplied(term, {((name, 1),): Fraction(1), (): low})
        total = _added(total, term)
    return total


def _sign_in_log_2(p: _Poly) -> int | None:
    """Return the sign of a polynomial in log 2 = sum_k 1/(k 2^k) that is not the zero polynomial."""
    for length in _SERIES:
        low = sum((Fraction(1, k << k) for k in range(1, length + 1)), Fraction(0))
        high = low + Fraction(1, 1 << length)
        # Positive and negative terms grow with log 2: each is enclosed by its values at the ends.
        least = sum(c * (low if c > 0 else high) ** sum(e for _, e in m) for m, c in p.items())
        most = sum(c * (high if c > 0 else low) ** sum(e for _, e in m) for m, c in p.items())
        if least > 0 or most < 0:
            return 1 if least > 0 else -1
    return None


def _no_parameter_is(variable: str, limit: Tree, assumptions: Iterable[Tree]) -> bool:
    return all(variable not in variables(tree) for tree in (limit, *assumptions))


@register
@dataclass(frozen=True)
class LimitCertificate(Certificate):
    """Every E with lower(n) <= E(n) <= upper(n) for all large integers n tends to the limit, for all values of the parameters.

    ``gaps`` are the quotients that lower - limit and upper - limit are.  With ``premises``, on lower <= E and E <= upper for an expression E, that
    expression tends to the limit.

    Examples
    --------
    >>> from symattn.proving import by_squeeze
    >>> verdict = by_squeeze("1 - 1/n", "1 + 1/n", limit=1)
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('LimitCertificate', True)

    See Also
    --------
    symattn.proving.by_squeeze
    """

    kind: ClassVar[str] = "limit"
    lower: Tree
    upper: Tree
    limit: Tree
    variable: str
    assumptions: tuple[Tree, ...]
    domains: Domains
    gaps: tuple[Germ, Germ]
    premises: tuple[Premise, ...] = ()

    def check(self) -> bool:
        """Compare the growth of both gaps term by term, and check the premises."""
        try:
            growth = _Growth(self.variable, self.domains, self.assumptions)
            bounds = (self.lower, self.upper)
            return (
                growth.well_formed((*bounds, self.limit))
                and len(growth.domains) == len(self.domains)
                and _no_parameter_is(self.variable, self.limit, self.assumptions)
                and all(
                    growth.tends_to_zero(difference(bound, self.limit), gap)
                    for bound, gap in zip(bounds, self.gaps, strict=True)
                )
                and (not self.premises or self._bounded())
            )
        except (
            Rejected,
            OutsideClass,
            InvalidStatement,
            ArithmeticError,
            RecursionError,
            TypeError,
            ValueError,
        ):
            return False

    def _bounded(self) -> bool:
        """Return whether the premises bound one expression from both sides for all large n."""
        low, high = (self._sides(premise.sequent) for premise in self.premises)
        return (
            low[0] == self.lower
            and high[1] == self.upper
            and low[1] == high[0]
            and all(map(self._covers, self.premises))
            and all(premise.matches() and premise.certificate.check() for premise in self.premises)
        )

    @staticmethod
    def _sides(sequent: Sequent) -> tuple[Tree, Tree]:
        claim = sequent.claim
        if not isinstance(claim, tuple) or claim[0] not in ("<=", "<", "==", ">=", ">"):
            raise Rejected("a bound is an inequality")
        return (claim[2], claim[1]) if claim[0] in (">=", ">") else (claim[1], claim[2])

    def _covers(self, premise: Premise) -> bool:
        """Return whether the bound holds for all large integers n at all values of the parameters."""
        sequent, known = premise.sequent, dict(self.domains)
        return (
            sequent.knowledge().defined(sequent.claim)
            and all(
                isinstance(domain, str) if name == self.variable else known.get(name) == domain
                for name, domain in sequent.domains
            )
            and all(
                tree in self.assumptions or _bounds_below(tree, self.variable) for tree in sequent.assumptions
            )
        )

    def to_json(self) -> dict[str, Any]:
        """Return bounds, limit, variable, the parameters, both gaps and the premises."""
        claim = claim_to_json(("<=", self.lower, self.upper), self.assumptions, self.domains)
        return {
            "kind": self.kind,
            **claim,
            "limit": to_json(self.limit),
            "variable": self.variable,
            "gaps": [gap.to_json() for gap in self.gaps],
            "premises": [premise.to_json() for premise in self.premises],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LimitCertificate:
        """Read bounds, limit, variable, the parameters, both gaps and the premises."""
        (_, lower, upper), assumptions, domains = _bounds_from_json(data)
        low, high = map(Germ.from_json, data["gaps"])
        premises = tuple(Premise.from_json(part) for part in data["premises"])
        limit, variable = from_json(data["limit"]), name_from_json(data["variable"])
        return cls(lower, upper, limit, variable, assumptions, domains, (low, high), premises)


def _bounds_from_json(data: Mapping[str, Any]) -> tuple[tuple[Any, ...], tuple[Tree, ...], Domains]:
    claim, assumptions, domains = claim_from_json(data)
    if not isinstance(claim, tuple) or claim[0] != "<=":
        raise ValueError("the bounds are written as lower <= upper")
    return claim, assumptions, domains


def _bounds_below(tree: Tree, n: str) -> bool:
    """Return whether an assumption says no more than that n is at least, or greater than, a number."""
    if not isinstance(tree, tuple) or len(tree) != 3:
        return False
    op, left, right = tree
    if op in ("<=", "<"):
        op, left, right = op.replace("<", ">"), right, left
    return op in (">=", ">") and left == n and isinstance(right, int | Fraction)


@register
@dataclass(frozen=True)
class LimitCounterexample(Certificate):
    """At these values of the parameters lower(n) <= upper(n) for all large n, and the bound of this ``side`` does not tend to the limit.

    So the sequence E that is this bound itself lies between the bounds, and does not tend to the limit.  ``order`` is the quotient that upper - lower is, ``gap``
    the one that the bound minus the limit is.

    Examples
    --------
    >>> from symattn.proving import by_squeeze
    >>> verdict = by_squeeze("1 - 1/n", "2", limit=1)
    >>> verdict.status, verdict.counterexample.certificate.check()
    ('refuted', True)

    See Also
    --------
    symattn.proving.by_squeeze
    """

    kind: ClassVar[str] = "limit-counterexample"
    lower: Tree
    upper: Tree
    limit: Tree
    variable: str
    assumptions: tuple[Tree, ...]
    domains: Domains
    point: Point
    side: str
    order: Germ
    gap: Germ

    def check(self) -> bool:
        """Compare the growth of numerator and denominator of both quotients at the point."""
        try:
            return self._refutes()
        except (
            Undefined,
            NotExact,
            Rejected,
            OutsideClass,
            InvalidStatement,
            ArithmeticError,
            RecursionError,
            TypeError,
            ValueError,
        ):
            return False

    def _refutes(self) -> bool:
        trees = (self.lower, self.upper, self.limit)
        if not _Growth(self.variable, self.domains, ()).well_formed(trees) or self.side not in (
            "lower",
            "upper",
        ):
            return False
        if not _no_parameter_is(self.variable, self.limit, self.assumptions):
            return False
        if evaluator_at(self.point, (), self.domains, self.assumptions) is None:
            return False
        values: dict[str, Tree] = {name: int(q) if q.denominator == 1 else q for name, q in self.point}
        lower, upper, limit = (substitute(tree, values) for tree in trees)
        growth = _Growth(self.variable, (), ())
        if not growth.well_formed((lower, upper, limit)) or not growth.is_germ_of(
            difference(upper, lower), self.order
        ):
            return False
        signs = [
            growth.sign(growth.leading(part).coefficient)
            for part in (self.order.above, self.order.below)
            if part
        ]
        if self.order.above and signs[0] != signs[-1]:
            return False
        bound = lower if self.side == "lower" else upper
        lead, below = growth.leading(self.gap.above), growth.leading(self.gap.below)
        return growth.compare(lead, below) in (0, 1) and growth.is_germ_of(difference(bound, limit), self.gap)

    def to_json(self) -> dict[str, Any]:
        """Return bounds, limit, variable, the parameters with their values, the side and both quotients."""
        return {
            "kind": self.kind,
            **claim_to_json(("<=", self.lower, self.upper), self.assumptions, self.domains),
            "limit": to_json(self.limit),
            "variable": self.variable,
            "point": point_to_json(self.point),
            "side": self.side,
            "order": self.order.to_json(),
            "gap": self.gap.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LimitCounterexample:
        """Read bounds, limit, variable, the parameters with their values, the side and both quotients."""
        (_, lower, upper), assumptions, domains = _bounds_from_json(data)
        limit, variable = from_json(data["limit"]), name_from_json(data["variable"])
        point, side = point_from_json(data["point"]), name_from_json(data["side"])
        germs = Germ.from_json(data["order"]), Germ.from_json(data["gap"])
        return cls(lower, upper, limit, variable, assumptions, domains, point, side, *germs)
