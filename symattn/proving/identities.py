"""Equalities by normal forms: polynomial, rational, exponential, for fixed and for symbolic dimensions, case by case over finite variables."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from symattn.certificates import Certificate, IdentityCertificate, SplitIdentityCertificate
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import RELATIONS, Tree, is_statement, substitute, walk
from symattn.errors import InvalidStatement
from symattn.proving import exhaustion
from symattn.proving.normal_form import NormalForm, OutsideFamily
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.ranges import index_ranges
from symattn.proving.search import satisfiable
from symattn.proving.small_sizes import is_symbolic
from symattn.proving.statement import Statement, expand, fold

_MAX_CASES = 1024


def decide(statement: Statement, budget: Budget, reasons: list[str]) -> dict[str, Any] | None:
    """Decide an equality by normal forms, splitting the finite variables into cases where that is needed."""
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in ("==", "<=", ">="):
        reasons.append("normal forms decide equalities only")
        return None
    # An equality proves both non-strict inequalities.
    why: list[str] = []
    proof = _identity(claim[1], claim[2], statement, budget, why)
    if claim[0] == "==":
        reasons += why
    if proof is not None and not satisfiable(statement, proof[2], budget):
        reasons.append(VACUOUS)
        return None
    if proof is None:
        proof = _by_cases(claim, statement, budget, reasons)
    if proof is None:
        return None
    method, certificate, conditions = proof
    excluded = tuple(condition for condition in conditions if condition not in statement.assumptions)
    return {"status": "proved", "method": method, "certificate": certificate, "conditions": excluded}


VACUOUS = "no point was found that satisfies the assumptions and at which both sides are defined, and a vacuous proof is not counted"
#: Method, certificate, and the conditions under which both sides are defined.
Proof = tuple[str, Certificate, tuple[Tree, ...]]


def not_at(point: Mapping[str, Tree]) -> Tree:
    """Return the statement that a point is not this one."""
    parts: list[Tree] = [("==", name, value) for name, value in point.items()]
    return ("not", parts[0] if len(parts) == 1 else ("and", *parts))


def _identity(
    left: Tree, right: Tree, statement: Statement, budget: Budget, reasons: list[str]
) -> Proof | None:
    ranges, permutations = index_ranges(statement.assumptions, statement.domains)
    positive = _positive_names(statement)
    counted = _counted_names(left, right, statement)
    form = NormalForm(budget, dict(ranges), dict(permutations), positive, counted)
    try:
        difference = form.difference(left, right)
    except OutsideFamily as why:
        reasons.append(str(why))
        return None
    if difference.numerator:
        reasons.append("the normal forms of the two sides differ")
        return None
    conditions: dict[Tree, None] = {}
    for argument, condition in form.positive:
        sign, strict = form.known_sign(argument.numerator)
        if argument.denominator or sign == 0 or (sign > 0 and not strict):
            conditions.setdefault(condition)
        elif sign < 0:
            rule = "is defined nowhere: it contains the logarithm of an expression that is never positive"
            raise InvalidStatement("statement", rule, to_text(condition))
    for condition in form.required:
        conditions.setdefault(condition)
    for numerator, condition in form.inverted:
        if _as_positive(condition) not in conditions and not all(form.known_sign(numerator)):
            conditions.setdefault(condition)
    beyond = form.has_exponentials or form.has_logarithms
    method = "exponential identity" if beyond else "polynomial identity"
    certificate = IdentityCertificate(left, right, ranges, permutations, positive, counted)
    if is_symbolic(statement):
        method = f"{method} for every dimension"
    # Rational functions are left to those who ask for the check: there are many terms, and nothing to disagree about.
    is_plain = not (beyond or counted or is_symbolic(statement)) and all(
        isinstance(label, str) for label in form.labels
    )
    if not is_plain and not certificate.check():
        reasons.append("the normal form of the certificate's check does not confirm the equality")
        return None
    return method, certificate, tuple(conditions)


def _as_positive(condition: Tree) -> Tree:
    """Return t > 0 for t != 0, also under quantifiers: where it is required the weaker condition need not be said."""
    if not isinstance(condition, tuple):
        return condition
    if condition[0] == "forall":
        return ("forall", _as_positive(condition[1]), *condition[2:])
    return (">", *condition[1:])


def _positive_names(statement: Statement) -> tuple[str, ...]:
    """Return the variables that are positive by their domains or by an assumption such as x > 0."""
    found = [name for name, domain in statement.domains if isinstance(domain, str) and "positive" in domain]
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[0] in (">", ">=", "<", "<="):
            op, left, right = tree
            greater, less = (left, right) if op in (">", ">=") else (right, left)
            if isinstance(greater, str) and isinstance(less, int | Fraction) and less >= 0:
                found += [greater] if less > 0 or op in (">", "<") else []
    return tuple(dict.fromkeys(found))


def _counted_names(left: Tree, right: Tree, statement: Statement) -> tuple[str, ...]:
    """Return the positive integer variables if a binomial coefficient or a symbolic exponent makes it matter that they are some."""
    matters = any(
        isinstance(node, tuple)
        and (node[0] == "binomial" or (node[0] == "**" and not isinstance(node[2], int | Fraction)))
        for side in (left, right)
        for node in walk(side)
    )
    domains = statement.domains if matters else ()
    return tuple(name for name, domain in domains if domain == "positive integer" and "[" not in name)


def _by_cases(
    claim: tuple[Any, ...], statement: Statement, budget: Budget, reasons: list[str]
) -> Proof | None:
    finite = [(name, domain) for name, domain in statement.domains if isinstance(domain, tuple)]
    if not finite:
        return None
    infinite = tuple((name, domain) for name, domain in statement.domains if isinstance(domain, str))
    if (exhaustion.number_of_points(tuple(finite)) or 0) > _MAX_CASES:
        reasons.append(f"more than {_MAX_CASES} cases of the finite variables")
        return None
    cases = 0
    conditions: dict[Tree, None] = {}
    effective = False
    for values in product(*(domain for _, domain in finite)):
        point: dict[str, Tree] = {
            name: int(value) if value.denominator == 1 else value
            for (name, _), value in zip(finite, values, strict=True)
        }
        try:
            given = [_fold_all(expand(substitute(tree, point))) for tree in statement.assumptions]
            if any(tree is False for tree in given):
                continue
            left, right = (_fold_all(expand(substitute(side, point))) for side in claim[1:])
            proof = _identity(left, right, statement, budget, reasons)
        except InvalidStatement:  # defined nowhere in this case, which is left out
            conditions.setdefault(not_at(point))
            continue
        if proof is None:
            return None
        cases += 1
        conditions.update(dict.fromkeys(proof[2]))
        # Conditions of different cases need not hold together: one case in which something is proved is enough.
        case = Statement(("==", left, right), tuple(tree for tree in given if tree is not True), infinite)
        effective = effective or satisfiable(case, proof[2], budget)
    if not effective:
        reasons.append(VACUOUS)
        return None
    method = f"case distinction over {cases} cases, each an identity"
    ranges, permutations = index_ranges(statement.assumptions, statement.domains)
    certificate = SplitIdentityCertificate(
        claim[1],
        claim[2],
        statement.assumptions,
        tuple(finite),
        ranges,
        permutations,
        _positive_names(statement),
        _counted_names(claim[1], claim[2], statement),
    )
    if not certificate.check():
        reasons.append("the check of this case distinction does not accept it: please report this")
        return None
    return method, certificate, tuple(conditions)


def _fold_all(tree: Any) -> Any:
    """Evaluate what has become a number; a relation between numbers becomes True or False."""
    if not isinstance(tree, tuple):
        return tree
    if is_statement(tree):
        sides = [_fold_all(side) for side in tree[1:]]
        numbers = tree[0] in RELATIONS and all(isinstance(side, int | Fraction) for side in sides)
        return Evaluator({}).truth((tree[0], *sides)) if numbers else tree
    return fold((tree[0], *(_fold_all(argument) for argument in tree[1:])))
