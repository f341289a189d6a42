r"""Inequalities between smooth functions and piecewise ones: in the case of each sign the piecewise functions are gone, and the other families decide.

Property wanted: |logistic(t) - H(t)| <= exp(-|t|) for all real t, and the like: H, sgn, relu, abs, max and min of any expressions beside exponentials.

Construction: an innermost piecewise function is taken whose argument t has no known sign.  At the points tried so far that satisfy the assumptions t takes
one sign or both.  If it is one, that sign is proved where that is possible, by `positivity`, and costs no case; otherwise the points are split into
t >= 0 and t < 0.  When no such function is left the case is decided: equalities by normal forms, inequalities by `positivity`, and if logarithms occur
after exp has been applied to both sides, a R b being exp(a) R exp(b).  A case that is not decided is split once more, on the signs of functions in the
assumptions, of the arguments of exponentials, and of variables.

Derivation: t < 0 and t >= 0 are all cases, t being defined everywhere; a case in which no point lies is avoided by proving the other sign.
Sound by its certificate (`symattn.certificates.sign_split`), complete for nothing: the number of cases is limited, and `positivity` may not find a proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice
from math import lcm, prod
from typing import Any

from symattn.certificates import Certificate
from symattn.certificates.case_walk import PIECEWISE
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import BINDERS, RELATIONS, Tree, children, variables, walk
from symattn.certificates.normal_form import OutsideClass
from symattn.certificates.sequents import Premise, Rejected
from symattn.certificates.sign_split import (
    Branching,
    MonotoneCertificate,
    SignCase,
    SignSplitCertificate,
    is_open,
)
from symattn.errors import InvalidStatement
from symattn.proving import identities, positivity
from symattn.proving.evidence import sequent
from symattn.proving.linear_terms import summands
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.printing import to_text
from symattn.proving.satisfying import solved
from symattn.proving.small_sizes import is_symbolic
from symattn.proving.statement import Statement
from symattn.proving.witness import Witness, witnesses

_SHARE = 0.6
#: Leaves of the tree, and leaves tried.
_MAX_LEAVES = 64
_MAX_TRIED = 128
_MAX_VALUES = 16
_MAX_EXTRA = 3
_SYMBOLIC_POINTS = 60
_POINTS, _KEPT, _TRIED, _FEW = 400, 24, 12, 3
_SECONDS_AN_ATTEMPT = 1.5
_FLIPPED = {">=": "<=", ">": "<"}
#: Functions whose argument's sign is worth a case.
_CURVED = ("exp", "logistic", "tanh", "sinh", "cosh", "softplus", "silu")


def decide(statement: Statement, budget: Budget, reasons: list[str]) -> dict[str, Any] | None:
    """Decide a relation with piecewise and smooth functions by splitting on signs, and one with logarithms by exponentials.

    Parameters
    ----------
    statement
        What is to be decided.
    budget
        What the computation may take; a share of it is used.
    reasons
        Receives why nothing was decided.

    Returns
    -------
    dict or None
        Status, method and evidence, or None.

    Raises
    ------
    GaveUp
        If the time is over already.

    Examples
    --------
    A logistic unit is close to the threshold unit, and at t = 0 where H(0) = 1 no closer than stated:

    >>> from symattn.proving.statement import read_statement
    >>> def status(claim):
    ...     answer = decide(read_statement(claim), Budget(5.0), [])
    ...     return answer and answer["status"]
    >>> status("abs(logistic(t) - H(t)) <= exp(-abs(t))"), status("abs(logistic(t) - H(t)) < exp(-abs(t))/2")
    ('proved', None)

    See Also
    --------
    symattn.certificates.sign_split : the certificate and its check.

    References
    ----------
    The book's chapter on what counts as proved.
    """
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in RELATIONS:
        reasons.append("cases of signs are tried for single relations only")
        return None
    budget.spend()
    own = Budget(round(_SHARE * (budget.left()), 2))
    search = _Search(statement, own)
    try:
        cases = search.run()
    except GaveUp as stopped:
        reasons.append(f"the cases of signs gave up: {stopped}")
        return None
    except (Rejected, OutsideClass, InvalidStatement, ArithmeticError) as why:
        reasons.append(f"the cases of signs: {why}")
        return None
    if cases is None:
        reasons.append(search.reason)
        return None
    certificate: Certificate = SignSplitCertificate(sequent(statement), cases)
    if cases[0] == "leaf":  # nothing was split
        certificate = cases[1].certificate
    if not certificate.check():
        reasons.append("the certificate of the cases of signs was not accepted by its check")
        return None
    method = (
        f"{search.leaves} case{'s' * (search.leaves != 1)} of signs, each by {' and '.join(search.methods)}"
    )
    return {
        "status": "proved",
        "method": method,
        "certificate": certificate,
        "conditions": tuple(search.conditions),
    }


class _Search:
    """The search for the cases of one statement."""

    def __init__(self, statement: Statement, budget: Budget) -> None:
        self.statement = statement
        self.budget = budget
        self.points: list[Witness] = []
        self.leaves = self.tried = 0
        self.open_cases = 1
        self.methods: dict[str, None] = {}
        self.conditions: dict[Tree, None] = {}
        self.reason = "no point was found that satisfies the assumptions, and a vacuous proof is not counted"

    def run(self) -> SignCase | None:
        """Return the tree of cases, or None."""
        whole = sequent(self.statement)
        points = list(islice((p for p in self._points() if self._holds(whole.assumptions, p)), _KEPT))
        further = solved(self.statement, self.budget) if len(points) < _FEW else None
        if further is not None:
            points.append(further)
        if not points:
            return None
        self.points = points
        if any(self._holds((("not", whole.claim),), point) for point in points[:_TRIED]):
            self.reason = "the statement is false at a point"
            return None
        start = Branching(whole)
        finite = [
            (name, values)
            for name, values in whole.domains
            if isinstance(values, tuple) and name in variables(whole.claim) and "[" not in name
        ]
        if prod(len(values) for _, values in finite) > _MAX_VALUES:
            finite = []
        return self._values(finite, start, points)

    def _points(self) -> Iterator[Witness]:
        count = _SYMBOLIC_POINTS if is_symbolic(self.statement) else _POINTS
        for point in islice(witnesses(self.statement), count):
            self.budget.spend()
            yield point

    def _values(
        self, finite: list[tuple[str, tuple[Fraction, ...]]], state: Branching, points: list[Witness]
    ) -> SignCase | None:
        """Put in the values of the finite variables, one after the other."""
        if state.is_void():
            return ("void",)
        if not finite:
            return self._case(state, points, 0)
        (name, values), *rest = finite
        parts: list[SignCase] = []
        for value in values:
            left = [point for point in points if dict(point[0]).get(name) == value]
            part = self._values(rest, state.with_value(name, value), left)
            if part is None:
                return None
            parts.append(part)
        return ("value", name, tuple(parts))

    # Splits ------------------------------------------------------------------------------------------------------

    def _case(self, state: Branching, points: list[Witness], extra: int) -> SignCase | None:
        """Return the tree for one case; ``extra`` counts the splits that no function of the claim asked for."""
        self.budget.spend()
        if not points:
            point = solved(Statement(state.claim, state.assumptions, state.domains), self.budget)
            points = [] if point is None else [point]
        found = next(_undecided(state.claim), None)
        if found is not None:
            return self._on(found, state, points, extra)
        self.tried += 1
        leaf = self._leaf(state, points)
        if leaf is not None:
            return leaf
        if extra < _MAX_EXTRA and self.tried < _MAX_TRIED:
            for op, tree in _further(state):
                up, down, _ = state.nonneg(tree)
                if not up and not down:
                    return self._on((op, tree), state, points, extra + 1)
        return None

    def _on(
        self, found: tuple[str, Tree], state: Branching, points: list[Witness], extra: int
    ) -> SignCase | None:
        """Show the sign of an expression, or split on it."""
        op, tree = found
        signs = [self._sign(tree, point) for point in points]
        if None not in signs or not points:
            relations = []
            if -1 not in signs:
                relations.append((">=", tree, 0))
            if 1 not in signs and (0 not in signs or op not in ("H", "sgn")):
                # |t| = -t also at t = 0; for H and sgn the sign has to be strict.
                relations.append(("<" if op in ("H", "sgn") else "<=", tree, 0))
        else:
            relations = [(">=", tree, 0), ("<" if op in ("H", "sgn") else "<=", tree, 0)]
        defined = state.knowledge().defined(tree)
        for relation in relations if defined else ():
            proof = self._relation(relation, state, points)
            if proof is not None:
                inner = self._case(state.given(relation), points, extra)
                return None if inner is None else ("known", proof, inner)
        if not defined:
            self.reason = f"it is not seen that {to_text(tree)} is defined everywhere"
            return None
        if self.open_cases >= _MAX_LEAVES:
            self.reason = f"more than {_MAX_LEAVES} cases of signs"
            return None
        self.open_cases += 1
        parts: list[SignCase] = []
        for nonneg in (True, False):
            left = [
                p for p, sign in zip(points, signs, strict=True) if sign is not None and (sign >= 0) == nonneg
            ]
            part = self._case(state.below(tree, nonneg), left, extra)
            if part is None:
                return None
            parts.append(part)
        return ("split", tree, *parts)

    def _sign(self, tree: Tree, point: Witness) -> int | None:
        """Return the sign of an expression at a point, None if it is not told by exact evaluation."""
        try:
            return _evaluator(point).value(tree).sign()
        except (Undefined, NotExact):
            return None

    @staticmethod
    def _holds(relations: tuple[Tree, ...], point: Witness) -> bool:
        evaluate = _evaluator(point)
        try:
            return all(evaluate.truth(tree) for tree in relations)
        except (Undefined, NotExact):
            return False

    # Leaves ------------------------------------------------------------------------------------------------------

    def _leaf(self, state: Branching, points: list[Witness]) -> SignCase | None:
        proof = self._relation(state.claim, state, points, is_leaf=True)
        if proof is None:
            return None
        self.leaves += 1
        return ("leaf", proof)

    def _relation(
        self, claim: Tree, state: Branching, points: list[Witness], *, is_leaf: bool = False
    ) -> Premise | None:
        """Return the relation with a certificate, under what is known in the case."""
        useful = [tree for tree in state.assumptions if not is_open(tree) or state.resolve(tree) == tree]
        if not points:
            # A sign that holds at no point known would leave the case without a point seen to lie in it: the proof does without some.
            points = [max(self.points, key=lambda point: self._worth(useful, point))]
        assumptions = tuple(tree for tree in useful if self._holds((tree,), points[0]))
        names = dict(state.domains)
        near = [
            (
                tuple(
                    pair for pair in values if pair[0] in names or pair[0] not in dict(self.statement.domains)
                ),
                tables,
            )
            for values, tables in points
        ]
        statement = Statement(claim, assumptions, state.domains)
        answer = self._decided(statement, near)
        if answer is None:
            return None
        if answer["conditions"]:
            if not is_leaf:
                return None
            self.conditions.update(dict.fromkeys(answer["conditions"]))
        if is_leaf:
            self.methods[_method(answer["method"])] = None
        return Premise(sequent(statement), answer["certificate"])

    def _worth(self, relations: list[Tree], point: Witness) -> tuple[int, int]:
        """Return how many relations hold at the point, those without exponentials first: proofs lean on these."""
        held = [tree for tree in relations if self._holds((tree,), point)]
        return sum(map(_is_plain, held)), len(held)

    def _decided(self, statement: Statement, near: list[Witness]) -> dict[str, Any] | None:
        assert isinstance(statement.claim, tuple)
        reasons: list[str] = []
        budget = Budget(max(0.0, min(_SECONDS_AN_ATTEMPT, self.budget.left())))
        try:
            if statement.claim[0] == "==":
                answer = identities.decide(statement, budget, reasons)
            else:
                answer = positivity.decide(statement, budget, reasons, near=near, share=1.0)
                answer = answer or self._by_exponentials(statement, budget, near)
        except GaveUp:
            self.budget.spend()
            answer = None
        if answer is None or answer["status"] != "proved":
            given = " and ".join(map(to_text, statement.assumptions[-3:]))
            self.reason = f"not decided in the case {given or 'of all points'}: {to_text(statement.claim)}"
            return None
        return answer

    def _by_exponentials(
        self, statement: Statement, budget: Budget, near: list[Witness]
    ) -> dict[str, Any] | None:
        """Compare exp(k a) and exp(k b) instead of a and b, where logarithms occur in them."""
        assert isinstance(statement.claim, tuple)
        op, *sides = statement.claim
        operations = {node[0] for side in sides for node in walk(side) if isinstance(node, tuple)}
        if operations.isdisjoint(("log", "softplus")):
            return None
        factor = lcm(*(c.denominator for side in sides for c in _coefficients(side)))
        compared = replace(statement, claim=(op, *(_exponential(side, factor) for side in sides)))
        answer = positivity.decide(compared, budget, [], near=near, share=1.0)
        if answer is None or answer["status"] != "proved":
            return None
        premise = Premise(sequent(compared), answer["certificate"])
        certificate = MonotoneCertificate(sequent(statement), factor, premise)
        if not certificate.shaped():
            return None
        return {**answer, "certificate": certificate, "method": "exponentials of both sides"}


def _evaluator(point: Witness) -> Evaluator:
    return Evaluator(dict(point[0]), {name: dict(values) for name, values in point[1]})


def _method(text: str) -> str:
    """Return the name of a method without the number of its terms."""
    return "sums of non-negative terms" if text.startswith("sum of") else text


def _undecided(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield (function, expression whose sign it asks for) of the innermost piecewise functions, the shortest expressions first."""
    found: dict[tuple[str, Tree], None] = {}
    todo = [tree]
    while todo:
        node = todo.pop()
        if not isinstance(node, tuple) or not is_open(node):
            continue
        if node[0] not in PIECEWISE or any(map(is_open, node[1:])):
            todo += children(node)
        elif node[0] in ("max", "min"):
            for a, b in combinations(node[1:], 2):
                found[node[0], b if a == 0 else a if b == 0 else ("+", a, ("*", -1, b))] = None
        else:
            found[node[0], node[1]] = None
    yield from sorted(found, key=lambda pair: (sum(1 for _ in walk(pair[1])), pair[0], to_text(pair[1])))


def _further(state: Branching) -> Iterator[tuple[str, Tree]]:
    """Yield what else a case may be split on: signs in the assumptions, arguments of exponentials, their variables."""
    for tree in state.assumptions:
        yield from _undecided(tree)
    arguments = dict.fromkeys(
        node[1] for node in walk(state.claim) if isinstance(node, tuple) and node[0] in _CURVED
    )
    names = dict.fromkeys(name for tree in arguments for name in variables(tree))
    domains = dict(state.domains)
    plain = [name for name in names if domains.get(name) == "real"]
    yield from (("abs", name) for name in plain)
    yield from (("abs", tree) for tree in arguments if not isinstance(tree, str) and _is_plain(tree))


def _is_plain(tree: Tree) -> bool:
    return not any(isinstance(node, tuple) and node[0] in (*BINDERS, *_CURVED) for node in walk(tree))


def _coefficients(tree: Tree) -> list[Fraction]:
    """Return the coefficients of the logarithms."""
    return [c for c, rest in summands(tree) if isinstance(rest, tuple) and rest[0] in ("log", "softplus")]


def _exponential(tree: Tree, factor: int) -> Tree:
    """Return exp(factor * tree), logarithms being taken out of the exponent."""
    parts: list[Tree] = []
    exponent: list[Tree] = []
    for c, rest in summands(tree):
        c *= factor
        if isinstance(rest, tuple) and rest[0] in ("log", "softplus"):
            base = rest[1] if rest[0] == "log" else ("+", 1, ("exp", rest[1]))
            parts.append(base if c == 1 else ("**", base, int(c)))
        else:
            exponent.append(rest if c == 1 else ("*", int(c) if c.denominator == 1 else c, rest))
    if exponent:
        parts.append(("exp", exponent[0] if len(exponent) == 1 else ("+", *exponent)))
    return 1 if not parts else parts[0] if len(parts) == 1 else ("*", *parts)
