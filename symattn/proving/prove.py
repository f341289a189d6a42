"""One door to the decision procedures: prove(lhs, rhs) is proved, refuted with a counterexample, or undecided with a reason."""

from __future__ import annotations

import time
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from symattn.certificates import Certificate, ConjunctionCertificate, IdentityCertificate
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import RELATIONS, Tree, is_statement, substitute
from symattn.errors import ContradictoryAssumptions, InvalidArgument, InvalidStatement
from symattn.proving import exhaustion
from symattn.proving.normal_form import NormalForm, OutsideFamily
from symattn.proving.polynomial import Budget, GaveUp, Polynomial
from symattn.proving.printing import to_text
from symattn.proving.rules import conjunction
from symattn.proving.search import counterexample_at, find_counterexample, satisfiable
from symattn.proving.statement import Statement, fold, read_statement
from symattn.proving.verdict import Counterexample, Verdict, make

FAMILIES = ("auto", "polynomial", "exponential", "exhaustion")
_MAX_CASES = 1024
_MAX_LISTED = 12


def prove(
    lhs: Any, rhs: Any = None, *, assuming: Any = (), family: str = "auto", time_limit: float = 10.0
) -> Verdict:
    r"""Decide whether ``lhs == rhs`` (or the relation ``lhs``) holds for all values of its variables.

    The families, and the class on which each is *complete* (always answers):

    * ``polynomial``: equality of rational functions over the rationals, any number of variables: complete.
    * ``exponential``: equality of rational functions of variables and of ``exp``, ``logistic``, ``tanh``, ``sinh``, ``cosh``, ``silu``,
      ``softplus``, ``log``, with exponents that are polynomials: complete without ``log`` and ``softplus``; with them a positive
      answer is right, and a negative one comes with a counterexample or is *undecided*.
    * ``exhaustion``: any statement (also inequalities, ``and``, ``or``, ``not``, ``implies``, ``H``, ``sgn``, ``relu``, ``abs``,
      ``max``, ``min``) whose variables range over finite sets: complete up to 2^18 points.

    Outside them a statement may still be *refuted*, by an exact counterexample; otherwise it is *undecided*.

    Parameters
    ----------
    lhs, rhs
        Two expressions (SymPy, text, integers, Fractions); or one relation as ``lhs`` (SymPy relation or text). Symbols range over the
        reals unless their assumptions or ``assuming`` say less.
    assuming
        Text such as ``"x in {0,1}; K > abs(s)"``, a relation, or a list of these.
    family
        One of ``auto``, ``polynomial``, ``exponential``, ``exhaustion``.
    time_limit
        Seconds after which the answer is *undecided*.

    Returns
    -------
    Verdict
        ``.proved``, ``.refuted`` or ``.undecided``; *proved* means equal wherever both sides are defined, and ``.conditions`` lists
        what that excludes.

    Raises
    ------
    InvalidStatement
        If the statement is not in the grammar, is defined nowhere, is already a truth value, or mentions floats or complex symbols.
    ContradictoryAssumptions
        If no point satisfies the assumptions.

    Examples
    --------
    The product of two linear units is a quadratic form:

    >>> verdict = prove("(u*x + a)*(v*x + b) == u*v*x**2 + (u*b + v*a)*x + a*b")
    >>> verdict.status, verdict.method
    ('proved', 'polynomial identity')

    A wrong constant is refuted at a point that can be checked by hand:

    >>> prove("tanh(x) == 2*logistic(2*x) - 1").proved
    True
    >>> wrong = prove("tanh(x) == 2*logistic(x) - 1")
    >>> wrong.refuted and wrong.counterexample.certificate.check()
    True

    See Also
    --------
    refute : only the counterexample.
    symattn.certificates.check_certificate : re-check what a verdict carries.

    References
    ----------
    Completeness of the exponential family: J. Ax, On Schanuel's conjectures, Annals of Mathematics 93 (1971).
    """
    started = time.monotonic()
    if family not in FAMILIES:
        raise InvalidArgument("family", f"must be one of {', '.join(FAMILIES)}", family)
    if isinstance(time_limit, bool) or not isinstance(time_limit, int | float) or not time_limit > 0:
        raise InvalidArgument("time_limit", "must be a positive number of seconds", time_limit)
    pairs = _matrix_entries(lhs, rhs)
    budget = Budget(float(time_limit))
    if pairs is not None:
        # One budget for all entries: the time limit is that of the whole statement.
        verdicts = [
            decide(read_statement(a, b, assuming=assuming), family=family, budget=budget) for a, b in pairs
        ]
        return conjunction(verdicts, statement=f"{len(pairs)} matrix entries are equal")
    statement = read_statement(lhs, rhs, assuming=assuming)
    return decide(statement, family=family, budget=budget, started=started)


def decide(
    statement: Statement, *, family: str = "auto", budget: Budget, started: float | None = None
) -> Verdict:
    """Decide a statement that has been read; see `prove`."""
    started = time.monotonic() if started is None else started

    def verdict(status: Any, method: str, **more: Any) -> Verdict:
        seconds = time.monotonic() - started
        more |= {"seconds": seconds, "subject": statement}
        return make(status, statement.claim, method, statement.scope, **more)

    try:
        answer = _decide(statement, family, budget)
    except GaveUp as stopped:
        return verdict("undecided", "none", reason=str(stopped))
    except RecursionError:
        return verdict("undecided", "none", reason="the expression is nested too deeply")
    return verdict(answer.pop("status"), answer.pop("method"), **answer)


def _decide(statement: Statement, family: str, budget: Budget) -> dict[str, Any]:
    points = exhaustion.number_of_points(statement.domains)
    reasons: list[str] = []
    if family in ("auto", "exhaustion"):
        if points is None:
            reasons.append("not every variable ranges over a finite set")
        elif points > exhaustion.MAX_POINTS:
            reasons.append(f"{points} points are more than {exhaustion.MAX_POINTS}")
        else:
            try:
                return _exhaust(statement, budget)
            except exhaustion.NotFinite as why:
                reasons.append(str(why))
    if family != "exhaustion":
        answer = _by_normal_form(statement, budget, reasons)
        if answer is not None:
            # Polynomial identities belong to both families, those with exponentials to one.
            if family != "polynomial" or answer["method"] != "exponential identity":
                return answer
            reasons.append("the statement has exponentials and is outside the family 'polynomial'")
    found = find_counterexample(statement, budget)
    if found is not None:
        return {"status": "refuted", "method": "counterexample", "counterexample": found}
    listed = "; ".join(dict.fromkeys(reasons)) or "no procedure of this version decides it"
    return {"status": "undecided", "method": "none", "reason": f"{listed}; no counterexample was found"}


def _exhaust(statement: Statement, budget: Budget) -> dict[str, Any]:
    certificate, point, effective, left_out = exhaustion.decide(statement, budget)
    if certificate is not None:
        return {
            "status": "proved",
            "method": f"exhaustion of {effective} point{'s' * (effective != 1)}",
            "certificate": certificate,
            "extent": "finite",
            "conditions": _excluded(left_out),
        }
    if point is not None:
        found = counterexample_at(statement, {name: Fraction(value) for name, value in point.items()})
        if found is not None:
            return {"status": "refuted", "method": "exhaustion", "counterexample": found}
        return {
            "status": "undecided",
            "method": "none",
            "reason": "two evaluations disagree: please report this",
        }
    texts = "; ".join(to_text(tree) for tree in statement.assumptions) or statement.text
    if statement.assumptions:
        raise ContradictoryAssumptions(
            "assuming", "is satisfied by no point at which the statement is defined", texts
        )
    raise InvalidStatement("statement", "is defined nowhere", statement.text)


def _by_normal_form(statement: Statement, budget: Budget, reasons: list[str]) -> dict[str, Any] | None:
    """Decide an equality by normal forms, splitting the finite variables into cases where that is needed."""
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in ("==", "<=", ">="):
        reasons.append("only equalities and finite statements have a complete procedure in this version")
        return None
    # An equality proves both non-strict inequalities.
    why: list[str] = []
    proof = _identity(claim[1], claim[2], statement, budget, why)
    reasons += (
        why
        if claim[0] == "=="
        else ["an inequality over infinite ranges is proved only where both sides are equal"]
    )
    if proof is not None and not satisfiable(statement, proof[2], budget):
        reasons.append(_VACUOUS)
        return None
    if proof is None:
        proof = _by_cases(claim, statement, budget, reasons)
    if proof is None:
        return None
    method, certificate, conditions = proof
    shown = tuple(to_text(condition) for condition in conditions if condition not in statement.assumptions)
    return {"status": "proved", "method": method, "certificate": certificate, "conditions": shown}


_VACUOUS = "no point was found that satisfies the assumptions and at which both sides are defined, and a vacuous proof is not counted"
#: Method, certificate, and the conditions under which both sides are defined.
Proof = tuple[str, Certificate, tuple[Tree, ...]]


def _excluded(left_out: list[exhaustion.Point]) -> tuple[str, ...]:
    """Return the conditions that leave out the points at which a side is not defined; a long list is cut, and says so."""
    listed = [to_text(_not_at(point)) for point in left_out[:_MAX_LISTED]]
    more = len(left_out) - len(listed)
    return (*listed, *([f"not at {more} further points"] if more else []))


def _not_at(point: Mapping[str, Tree]) -> Tree:
    parts: list[Tree] = [("==", name, value) for name, value in point.items()]
    return ("not", parts[0] if len(parts) == 1 else ("and", *parts))


def _identity(
    left: Tree, right: Tree, statement: Statement, budget: Budget, reasons: list[str]
) -> Proof | None:
    form = NormalForm(budget)
    try:
        difference = form.difference(left, right)
    except OutsideFamily as why:
        reasons.append(str(why))
        return None
    if difference.numerator:
        reasons.append("the normal forms of the two sides differ")
        return None
    positive = {
        name for name, domain in statement.domains if isinstance(domain, str) and "positive" in domain
    }
    conditions: dict[Tree, None] = {}
    for argument, tree in form.positive:
        sign, strict = _known_sign(argument.numerator, form, positive)
        if argument.denominator or sign == 0 or (sign > 0 and not strict):
            conditions.setdefault((">", tree, 0))
        elif sign < 0:
            rule = "is defined nowhere: it contains the logarithm of an expression that is never positive"
            raise InvalidStatement("statement", rule, to_text(tree))
    for numerator, tree in form.inverted:
        if (">", tree, 0) not in conditions and not all(_known_sign(numerator, form, positive)):
            conditions.setdefault(("!=", tree, 0))
    method = "exponential identity" if form.has_exponentials else "polynomial identity"
    return method, IdentityCertificate(left, right), tuple(conditions)


def _known_sign(p: Polynomial, form: NormalForm, positive: set[str]) -> tuple[int, bool]:
    """Return (1, strict) if every term is seen to be non-negative, (-1, strict) if non-positive, else (0, False).

    ``strict`` says that one of the terms cannot vanish.
    """
    strict = False
    signs = {c > 0 for c in p.values()}
    for m in p:
        sure = [form.is_unit(v) or form.labels[v] in positive for v, _ in m]
        if not all(known or exponent % 2 == 0 for known, (_, exponent) in zip(sure, m, strict=True)):
            return 0, False
        strict = strict or all(sure)
    return (0, False) if len(signs) > 1 else (1 if signs == {True} else -1, strict)


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
    certificates: list[Certificate] = []
    conditions: dict[Tree, None] = {}
    effective = False
    for values in product(*(domain for _, domain in finite)):
        point: dict[str, Tree] = {
            name: int(value) if value.denominator == 1 else value
            for (name, _), value in zip(finite, values, strict=True)
        }
        try:
            given = [_fold_all(substitute(tree, point)) for tree in statement.assumptions]
            if any(tree is False for tree in given):
                continue
            left, right = (_fold_all(substitute(side, point)) for side in claim[1:])
            proof = _identity(left, right, statement, budget, reasons)
        except InvalidStatement:  # defined nowhere in this case, which is left out
            conditions.setdefault(_not_at(point))
            continue
        if proof is None:
            return None
        certificates.append(proof[1])
        conditions.update(dict.fromkeys(proof[2]))
        # Conditions of different cases need not hold together: one case in which something is proved is enough.
        case = Statement(("==", left, right), tuple(tree for tree in given if tree is not True), infinite)
        effective = effective or satisfiable(case, proof[2], budget)
    if not effective:
        reasons.append(_VACUOUS)
        return None
    method = f"case distinction over {len(certificates)} cases, each an identity"
    return method, ConjunctionCertificate(tuple(certificates)), tuple(conditions)


def _fold_all(tree: Any) -> Any:
    """Evaluate what has become a number; a relation between numbers becomes True or False."""
    if not isinstance(tree, tuple):
        return tree
    if is_statement(tree):
        sides = [_fold_all(side) for side in tree[1:]]
        numbers = tree[0] in RELATIONS and all(isinstance(side, int | Fraction) for side in sides)
        return Evaluator({}).truth((tree[0], *sides)) if numbers else tree
    return fold((tree[0], *(_fold_all(argument) for argument in tree[1:])))


def _matrix_entries(lhs: Any, rhs: Any) -> list[tuple[Any, Any]] | None:
    """Return the pairs of entries if both sides are explicit matrices, None if neither is."""
    shapes = [getattr(side, "shape", ()) or None if hasattr(side, "tolist") else None for side in (lhs, rhs)]
    if shapes == [None, None]:
        return None
    if any(shape is not None and len(shape) != 2 for shape in shapes):
        raise InvalidStatement(
            "lhs", "must be a matrix with rows and columns", f"shape {shapes[0] or shapes[1]}"
        )
    if shapes[0] != shapes[1]:
        raise InvalidStatement(
            "rhs", "must be a matrix of the same shape as lhs", f"{shapes[0]} and {shapes[1]}"
        )
    entries = [
        (a, b)
        for left, right in zip(lhs.tolist(), rhs.tolist(), strict=True)
        for a, b in zip(left, right, strict=True)
    ]
    if not entries:
        raise InvalidStatement("lhs", "must be a matrix with at least one entry", shapes[0])
    return entries


def refute(lhs: Any, rhs: Any = None, *, assuming: Any = ()) -> Counterexample | None:
    """Return an exact counterexample to ``lhs == rhs``, or None if `prove` finds none.

    Parameters
    ----------
    lhs, rhs, assuming
        As in `prove`.

    Returns
    -------
    Counterexample or None
        A point with exact values of both sides; None means only that none was found.

    Raises
    ------
    InvalidStatement
        As in `prove`.

    Examples
    --------
    SymPy-style cancellation is wrong for the threshold gate at 0, where H(0) = 1:

    >>> found = refute("H(x) + H(-x) == 1")
    >>> found.as_dict(), found.left, found.certificate.check()
    ({'x': Fraction(0, 1)}, '2', True)
    """
    return prove(lhs, rhs, assuming=assuming).counterexample
