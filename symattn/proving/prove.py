"""One door to the decision procedures: prove(lhs, rhs) is proved, refuted with a counterexample, or undecided with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symattn.certificates import ConjunctionCertificate
from symattn.certificates.expression import BINDERS, Tree, walk
from symattn.certificates.sign_split import is_open
from symattn.errors import ContradictoryAssumptions, InvalidArgument, InvalidStatement
from symattn.proving import (
    cases,
    congruence,
    enclosure,
    exhaustion,
    identities,
    lemmas,
    positivity,
    sign_split,
)
from symattn.proving.enclosed_points import refuted_by_enclosure
from symattn.proving.families import FAMILIES, plan
from symattn.proving.identities import not_at
from symattn.proving.instantiation import refuted_at_small_sizes, refuted_where_linear
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.printing import to_text
from symattn.proving.ranges import check_bounds
from symattn.proving.rules import conjunction
from symattn.proving.search import counterexample_at, find_counterexample, satisfiable
from symattn.proving.small_sizes import is_symbolic
from symattn.proving.statement import (
    Statement,
    check_sizes,
    expand,
    free_names,
    operations,
    read_statement,
)
from symattn.proving.term_bounds import bounds_of_sums
from symattn.proving.verdict import Counterexample, Verdict, amend, make

Answer = dict[str, Any]
_MAX_LISTED = 12
_WRITTEN_OUT = 16
_INSTANCES = 1.0
_QUICK = 0.1
_BOUNDS = 1.5
#: Operations that make an order between sums matter.
_COMPARED = frozenset(("<=", "<", ">=", ">", "H", "sgn", "relu", "abs", "max", "min"))


def prove(
    lhs: Any,
    rhs: Any = None,
    *,
    assuming: Any = (),
    using: Sequence[Verdict] = (),
    family: str = "auto",
    time_limit: float = 10.0,
) -> Verdict:
    r"""Decide whether ``lhs == rhs`` (or the relation ``lhs``) holds for all values of its variables.

    The families, and the class on which each is *complete* (always answers):

    * ``exhaustion``: any statement (also inequalities, ``and``, ``or``, ``not``, ``implies``, piecewise functions) whose variables range over
      finite sets: complete up to 2^18 points.
    * ``polynomial``: equality of rational functions over the rationals and square roots of positive rationals, any number of variables:
      complete.  ``binomial(N, k)`` and ``x**e``, with integers N >= 0, k and e >= 0 that are polynomials in positive integer variables and indices (those of
      N and e with coefficients that are not negative, up to the constant), are compared by Pascal's rule and x**(e + 1) = x*x**e: then a positive answer
      is right, and a negative one comes with a counterexample or is *undecided*.
    * ``exponential``: equality of rational functions of variables and of ``exp``, ``logistic``, ``tanh``, ``sinh``, ``cosh``, ``silu``,
      ``softplus``, ``log``, ``2**n``, with exponents that are polynomials: complete without ``log`` and ``softplus``; with them a positive
      answer is right, and a negative one comes with a counterexample or is *undecided*.
    * ``dimension``: equality of expressions with ``Sum(term, (i, 1, n))`` for symbolic n, entries ``w[i]``, ``delta(i, j)``, permutations and matrix
      expressions; sums over a..n + c with integers c >= a - 1 are read as sums over 1..n and further terms: complete for polynomials in entries as
      statements about all dimensions; with quotients, exponentials, binomial coefficients and symbolic powers inside sums a positive answer is right, a
      negative one comes with a counterexample or is *undecided*.
    * ``piecewise``: statements joined from (in)equalities of expressions with ``H``, ``sgn``, ``relu``, ``abs``, ``max``, ``min``, under
      assumptions of that kind: complete where everything is linear in the real variables once signs and finite variables are known.
    * ``inequality``: polynomial inequalities by squares (complete for <, <=, >, >= between polynomials of degree at most 2 over all real
      variables, without assumptions), by shifted coefficients, known signs (also of binomial coefficients and symbolic powers) and e^t >= 1 + t, also
      for differences t of logarithms; explicit real expressions on points and boxes by enclosure: complete for strict inequalities between continuous
      expressions that hold on the closed box, up to the time limit.

    A statement with values ``f(x)`` of an arbitrary real function (declared by the assumption ``f function``, or an undefined function of SymPy)
    holds for every f. Values become variables, the same one where the arguments are proved equal, and the families decide the rest: complete for
    polynomials in values whose arguments are polynomials.

    Where sums over 1..n are compared, simple bounds on their terms (such as ``w[i]*x[i] <= abs(w[i])``) are proved first and become premises.
    Outside the families a statement may still be *refuted*, by an exact counterexample; otherwise it is *undecided*.

    Parameters
    ----------
    lhs, rhs
        Two expressions (SymPy, text, integers, Fractions), or two matrices, whose entries are compared; or one relation as ``lhs`` (SymPy relation or text). Symbols range over the
        reals unless their assumptions or ``assuming`` say less.
    assuming
        Text such as ``"x in {0,1}; K > abs(s)"``, ``"s permutation of n"``, ``"f function"``, a relation, or a list of these.
    using
        Proved verdicts whose statements may be used as if they were assumptions; they become premises of the verdict.
    family
        ``auto`` or one of the families above.
    time_limit
        Seconds of processor time after which the answer is *undecided*.

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
        If it is seen that no point satisfies the assumptions.

    Examples
    --------
    The product of two linear units is a quadratic form:

    >>> verdict = prove("(u*x + a)*(v*x + b) == u*v*x**2 + (u*b + v*a)*x + a*b")
    >>> verdict.status, verdict.method
    ('proved', 'polynomial identity')

    Pascal's rule holds for all integers, and is not decided where they may be other numbers:

    >>> pascal = "binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 1)"
    >>> prove(pascal, assuming="n, k positive integer").status, prove(pascal, time_limit=1).status
    ('proved', 'undecided')

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
    if family not in ("auto", *FAMILIES):
        raise InvalidArgument("family", f"must be one of auto, {', '.join(FAMILIES)}", family)
    if isinstance(time_limit, bool) or not isinstance(time_limit, int | float) or not time_limit > 0:
        raise InvalidArgument("time_limit", "must be a positive number of seconds", time_limit)
    pairs, assuming, note = _matrix_entries(lhs, rhs, assuming)
    budget = Budget(float(time_limit))
    if pairs is not None:
        # One budget for all entries: the time limit is that of the whole statement.
        verdicts = [
            decide(
                read_statement(a, b, assuming=assuming, written_out=_WRITTEN_OUT),
                using=using,
                family=family,
                budget=budget,
                started=started if len(pairs) == 1 else None,
            )
            for a, b in pairs
        ]
        verdict = (
            verdicts[0]
            if len(pairs) == 1
            else conjunction(verdicts, statement=f"{len(pairs)} matrix entries are equal")
        )
        return amend(verdict, scope=f"{verdict.scope}; {note}") if note else verdict
    statement = read_statement(lhs, rhs, assuming=assuming, written_out=_WRITTEN_OUT)
    return decide(statement, using=using, family=family, budget=budget, started=started)


def decide(
    statement: Statement,
    *,
    using: Sequence[Verdict] = (),
    family: str = "auto",
    budget: Budget,
    started: float | None = None,
    with_bounds: bool = True,
) -> Verdict:
    """Decide a statement that has been read; see `prove`.  ``with_bounds`` says whether bounds on its sums may be proved on the way."""
    started = time.monotonic() if started is None else started
    finite = [name for name, domain in statement.domains if isinstance(domain, tuple)]
    if not statement.operations.isdisjoint(BINDERS):
        check_bounds((statement.claim, *statement.assumptions), finite)
        check_sizes(statement)
    if not isinstance(using, list | tuple) or using:
        extended, premises = lemmas.with_lemmas(statement, using)
        try:
            verdict = decide(extended, family=family, budget=budget, started=started, with_bounds=with_bounds)
        except ContradictoryAssumptions as error:
            raise lemmas.contradiction(statement, error) from None
        return lemmas.discharge(verdict, statement, premises)
    if "apply" in statement.operations:
        verdict = congruence.decide(
            statement, lambda reduced, share: decide(reduced, family=family, budget=share), budget
        )
        return amend(verdict, seconds=time.monotonic() - started)
    summed = not statement.operations.isdisjoint(("Sum", "softmax"))
    if not with_bounds or not summed or statement.operations.isdisjoint((*_COMPARED, "forall")):
        return _decided(statement, family, budget, started)
    found: list[Verdict] = []

    def bounded() -> bool:
        """Try the statement with bounds on its sums as lemmas."""
        left = max(0.0, budget.left())
        share = Budget(min(_BOUNDS, left / 3))
        bounds = bounds_of_sums(
            statement, lambda one: _decided(one, "auto", share, time.monotonic(), deeper=False)
        )
        if bounds:
            again = decide(
                statement,
                using=bounds,
                family=family,
                budget=Budget(min(2 * _BOUNDS, left / 2)),
                started=started,
                with_bounds=False,
            )
            found.extend([] if again.undecided else [again])
        return bool(found)

    verdict = _decided(statement, family, budget, started, before_search=bounded)
    return found[0] if found else verdict


def _decided(
    statement: Statement,
    family: str,
    budget: Budget,
    started: float,
    *,
    deeper: bool = True,
    before_search: Callable[[], bool] | None = None,
) -> Verdict:
    """Run the procedures, and make a verdict of their answer."""

    def concluded(status: Any, method: str, **more: Any) -> Verdict:
        seconds = time.monotonic() - started
        more |= {"seconds": seconds, "subject": statement}
        return make(status, statement.claim, method, statement.scope, **more)

    try:
        answer = _decide(statement, family, budget, deeper, before_search)
    except GaveUp as stopped:
        return concluded("undecided", "none", reason=f"limit: {stopped}")
    except RecursionError:
        return concluded("undecided", "none", reason="limit: the expression is nested too deeply")
    if answer["status"] == "refuted" and not answer["counterexample"].certificate.check():
        return concluded(
            "undecided", "none", reason="the counterexample is not accepted by its check: please report this"
        )
    conditions = tuple(to_text(condition) for condition in answer.pop("conditions", ()))
    return concluded(answer.pop("status"), answer.pop("method"), conditions=conditions, **answer)


def _decide(
    statement: Statement,
    family: str,
    budget: Budget,
    deeper: bool = True,
    before_search: Callable[[], bool] | None = None,
) -> Answer:
    """Try the procedures, then look for a counterexample; ``deeper`` says whether instances may be decided on the way.

    ``before_search`` is called when a quick look has found no counterexample; if it returns True no more is looked for.
    """
    reasons: list[str] = []
    if "Sum" in statement.operations and any(
        isinstance(node, tuple) and node[0] == "Sum" and isinstance(node[4], int)
        for node in walk(statement.claim)
    ):
        # A long sum is first treated like one with a symbolic bound, and written out only if that does not prove it.
        if family in ("auto", "dimension"):
            answer = identities.decide(statement, budget, reasons)
            if answer is not None:
                return {**answer, "family": "dimension", "why": "sums with many terms occur"}
        assumptions = tuple(expand(tree) for tree in statement.assumptions)
        statement = _with_entries(replace(statement, claim=expand(statement.claim), assumptions=assumptions))
    planned = plan(statement)
    is_conjunction = isinstance(statement.claim, tuple) and statement.claim[0] == "and"
    for name, why in planned if family == "auto" else [(family, "asked for")]:
        if is_conjunction and family == "auto" and name != "exhaustion":
            return _decide_parts(statement, budget)
        answer = _PROCEDURES[name](statement, budget, reasons)
        if answer is not None:
            return {**answer, "family": name, "why": why}
    found = None
    if before_search is not None:
        found = find_counterexample(statement, Budget(_QUICK)) or _refuted_by_instances(
            statement, Budget(_QUICK)
        )
        if found is None and before_search():
            return {"status": "undecided", "method": "none", "reason": "decided with bounds on its sums"}
    found = found or find_counterexample(statement, budget)
    if found is None and deeper:
        share = Budget(min(_INSTANCES, max(0.0, budget.left()) / 4))
        found = _refuted_by_instances(statement, share)
        found = found or refuted_by_enclosure(statement, share)
    if found is not None:
        return {"status": "refuted", "method": "counterexample", "counterexample": found}
    listed = "; ".join(dict.fromkeys(reasons)) or "no procedure of this version decides it"
    return {"status": "undecided", "method": "none", "reason": f"{listed}; no counterexample was found"}


def _refuted_by_instances(statement: Statement, share: Budget) -> Counterexample | None:
    """Return a counterexample that deciding instances gives."""
    refuted = refuted_at_small_sizes if is_symbolic(statement) else refuted_where_linear
    return refuted(statement, lambda instance: _decide(instance, "auto", share, is_symbolic(statement)))


def _decide_parts(statement: Statement, budget: Budget) -> Answer:
    """Decide a conjunction part by part."""
    assert isinstance(statement.claim, tuple)
    answers: list[Answer] = []
    for part in statement.claim[1:]:
        answer = _decide(replace(statement, claim=part), "auto", budget)
        answers.append(answer)
        if answer["status"] == "refuted":
            # Where one part is false another may be undefined: the point has to refute the whole.
            certificate = answer["counterexample"].certificate
            tables = {name: dict(values) for name, values in certificate.tables}
            found = counterexample_at(statement, dict(certificate.point), tables) or find_counterexample(
                statement, budget
            )
            if found is not None:
                return {**answer, "counterexample": found}
            return {
                "status": "undecided",
                "method": "none",
                "reason": f"{to_text(part)} is false somewhere, but no point was found at which all parts are defined",
            }
        if answer["status"] == "undecided":
            return {**answer, "reason": f"{to_text(part)}: {answer['reason']}"}
    conditions = tuple(dict.fromkeys(c for answer in answers for c in answer.get("conditions", ())))
    if conditions and not satisfiable(statement, conditions, budget):
        return {"status": "undecided", "method": "none", "reason": identities.VACUOUS}
    extents = [answer.get("extent", "general") for answer in answers]
    return {
        "status": "proved",
        "method": " and ".join(dict.fromkeys(answer["method"] for answer in answers)),
        "certificate": ConjunctionCertificate(tuple(answer["certificate"] for answer in answers)),
        "conditions": conditions,
        "extent": "finite" if "finite" in extents else "general",
        "family": " and ".join(dict.fromkeys(answer["family"] for answer in answers)),
        "why": "part by part: " + "; ".join(dict.fromkeys(answer["why"] for answer in answers)),
    }


def _with_entries(statement: Statement) -> Statement:
    """Return the statement with the variables that writing out its sums has brought; they are real."""
    known = dict(statement.domains)
    names = free_names((statement.claim, *statement.assumptions), known)
    return replace(statement, domains=tuple((name, known.get(name, "real")) for name in names))


def _exhaustion(statement: Statement, budget: Budget, reasons: list[str]) -> Answer | None:
    points = exhaustion.number_of_points(statement.domains)
    if points is None:
        reasons.append("not every variable ranges over a finite set")
    elif points > exhaustion.MAX_POINTS:
        reasons.append(f"{points} points are more than {exhaustion.MAX_POINTS}")
    else:
        try:
            return _exhaust(statement, budget)
        except exhaustion.NotFinite as why:
            reasons.append(str(why))
    return None


def _polynomial(statement: Statement, budget: Budget, reasons: list[str]) -> Answer | None:
    # Polynomial identities belong to all families of identities, those with exponentials to two.
    answer = identities.decide(statement, budget, reasons)
    if answer is not None and answer["method"].startswith("exponential"):
        reasons.append("the statement has exponentials and is outside the family 'polynomial'")
        return None
    return answer


def _inequality(statement: Statement, budget: Budget, reasons: list[str]) -> Answer | None:
    present = operations(statement.claim)
    in_claim = is_open(statement.claim) or not present.isdisjoint(("log", "softplus"))
    elsewhere = not in_claim and any(map(is_open, statement.assumptions))
    return (
        positivity.decide(statement, budget, reasons)
        or (sign_split.decide(statement, budget, reasons) if in_claim else None)
        or enclosure.decide(statement, budget, reasons)
        or (sign_split.decide(statement, budget, reasons) if elsewhere else None)
    )


def _piecewise(statement: Statement, budget: Budget, reasons: list[str]) -> Answer | None:
    answer = cases.decide(statement, budget, reasons)
    if answer is None and statement.claim[0] == "==" and is_open(statement.claim):  # type: ignore[index]
        return sign_split.decide(statement, budget, reasons)
    return answer


_PROCEDURES: dict[str, Callable[[Statement, Budget, list[str]], Answer | None]] = {
    "exhaustion": _exhaustion,
    "polynomial": _polynomial,
    "exponential": identities.decide,
    "dimension": identities.decide,
    "piecewise": _piecewise,
    "inequality": _inequality,
}


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


def _excluded(left_out: list[exhaustion.Point]) -> tuple[Tree, ...]:
    """Return the conditions that leave out the points at which a side is not defined; a long list is cut, and says so."""
    listed = [not_at(point) for point in left_out[:_MAX_LISTED]]
    more = len(left_out) - len(listed)
    return (*listed, *([f"not at {more} further points"] if more else []))


def _matrix_entries(lhs: Any, rhs: Any, assuming: Any) -> tuple[list[tuple[Any, Any]] | None, Any, str]:
    """Return the pairs of entries of an equation between matrices (None if it is none), their assumptions, and what was rewritten."""
    if any(hasattr(type(side), "free_symbols") for side in (lhs, rhs)):
        # Only now has SymPy been imported.
        from symattn.proving.matrix_equations import entries

        symbolic = entries(lhs, rhs, assuming)
        if symbolic is not None:
            return symbolic.pairs, symbolic.assuming, symbolic.note
    shapes = [getattr(side, "shape", ()) or None if hasattr(side, "tolist") else None for side in (lhs, rhs)]
    if shapes == [None, None]:
        return None, assuming, ""
    if any(shape is not None and len(shape) != 2 for shape in shapes):
        raise InvalidStatement(
            "lhs", "must be a matrix with rows and columns", f"shape {shapes[0] or shapes[1]}"
        )
    if shapes[0] != shapes[1]:
        raise InvalidStatement(
            "rhs", "must be a matrix of the same shape as lhs", f"{shapes[0]} and {shapes[1]}"
        )
    pairs = [
        (a, b)
        for left, right in zip(lhs.tolist(), rhs.tolist(), strict=True)
        for a, b in zip(left, right, strict=True)
    ]
    if not pairs:
        raise InvalidStatement("lhs", "must be a matrix with at least one entry", shapes[0])
    return pairs, assuming, ""


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

    See Also
    --------
    prove : also says when it holds.
    """
    return prove(lhs, rhs, assuming=assuming).counterexample
