"""A sequence between L - r(n) and L + s(n) tends to L if r and s tend to 0."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from typing import Any

from symattn.certificates.domains import Domain, Domains, domain_contains, evaluator_at
from symattn.certificates.evaluation import NotExact, Undefined
from symattn.certificates.expression import Tree, substitute, variables
from symattn.certificates.limits import Germ, LimitCertificate, LimitCounterexample, difference
from symattn.errors import InvalidArgument, SymattnError
from symattn.proving.evidence import NOT_ACCEPTED, premise, unproved
from symattn.proving.null_sequences import GermField, least_values
from symattn.proving.obligations import knowledge
from symattn.proving.printing import to_text
from symattn.proving.statement import Statement, expand, read_statement, scope_text
from symattn.proving.verdict import Counterexample, Verdict, make
from symattn.proving.witness import witnesses

_TRIED = 4
_MAX_POINTS, _SAMPLES = 64, 200
_VACUOUS = (
    "no values of the parameters were found that satisfy the assumptions, and a vacuous proof is not counted"
)


def by_squeeze(
    lower: Any,
    upper: Any,
    *,
    limit: Any,
    variable: str = "n",
    assuming: Any = (),
) -> Verdict:
    """Return the verdict on ``E -> limit`` for every E with ``a <= E <= b`` for all large n, where a - limit and b - limit tend to 0.

    Parameters
    ----------
    lower, upper
        Expressions a and b in n: then E is any sequence between them. Or verdicts on a <= E and on E <= b for an expression E, with any of
        ``<= < >= > ==``; what they assume of n is of the form n >= c or n > c.
    limit
        A number, or an expression in which n does not occur.
    variable
        The name of n.
    assuming
        What the other variables range over, as in `prove`: they are fixed while n grows, and the limit holds for all their values.

    Returns
    -------
    Verdict
        *proved*; *refuted* for bounds given as expressions, with a bound that does not tend to the limit although a <= b for all large n: E may be that
        bound; or *undecided* with what is missing.

    Raises
    ------
    InvalidArgument
        If two verdicts are not inequalities about one expression E, assume too much, or a bound minus the limit is not one of the sequences
        for which tending to 0 is decided: quotients of sums of c*r**n*n**a*log(n)**b, with parameters in c and a, and log(2) in c.

    Examples
    --------
    Whatever lies between two bounds, be it an expression or not:

    >>> verdict = by_squeeze("1 - 5*log(2)/log(n)", "1 + d/n", limit=1, assuming="d positive integer")
    >>> verdict.status, verdict.scope
    ('proved', 'every sequence between the bounds; all positive integer d')
    >>> verdict.statement
    'every E(n) with 1 - 5*log(2)/log(n) <= E(n) <= 1 + d/n for all large n tends to 1'
    >>> by_squeeze("1 - 1/n", "2", limit=1).counterexample.left
    'E(n) = 2'

    The bounds of an expression, proved:

    >>> from symattn.proving import prove
    >>> given = "n positive integer"
    >>> lower, upper = prove("1 - 1/n <= n/(n + 1)", assuming=given), prove("n/(n + 1) <= 1", assuming=given)
    >>> verdict = by_squeeze(lower, upper, limit=1)
    >>> verdict.statement, verdict.proved
    ('n/(n + 1) -> 1 as n -> infinity', True)

    See Also
    --------
    by_induction : inequalities for all n.

    References
    ----------
    The squeeze theorem of calculus.
    """
    started = time.monotonic()
    if not isinstance(variable, str):
        raise InvalidArgument("variable", "must be a name", variable)
    if isinstance(lower, Verdict) != isinstance(upper, Verdict):
        hint = "Pass two expressions, or two verdicts on inequalities."
        raise InvalidArgument("lower, upper", "must be of the same kind", f"{lower!r}, {upper!r}", hint)
    read = read_statement(limit, limit, assuming=assuming)
    assert isinstance(read.claim, tuple)
    goal = read.claim[1]
    if variable in variables(goal):
        raise InvalidArgument("limit", f"must not depend on {variable}", to_text(goal))
    if isinstance(lower, Verdict):
        return _bounded(lower, upper, goal, variable, read, started)
    return _supposed(lower, upper, read, variable, assuming, started)


def _supposed(lower: Any, upper: Any, goals: Statement, n: str, assuming: Any, started: float) -> Verdict:
    """Decide for every sequence between two expressions."""
    stated = read_statement(lower, upper, assuming=assuming)
    assert isinstance(stated.claim, tuple) and isinstance(goals.claim, tuple)
    (_, low, high), goal = stated.claim, goals.claim[1]
    domains = dict(stated.domains) | dict(goals.domains)
    if isinstance(domains.get(n), tuple):
        raise InvalidArgument("assuming", f"must leave all large integers to {n}", "a finite set")
    parameters = tuple((name, domain) for name, domain in domains.items() if name != n)
    given: dict[Tree, None] = {}
    for tree in (*stated.assumptions, *goals.assumptions):
        if n not in variables(tree):
            given.setdefault(tree)
        else:
            _bounds_below(tree, n, "assuming")
    sentence = f"every E({n}) with {to_text(low)} <= E({n}) <= {to_text(high)} for all large {n} tends to {to_text(goal)}"
    scope = "every sequence between the bounds" + (f"; {scope_text(parameters, given)}" if parameters else "")

    def concluded(status: Any, **more: Any) -> Verdict:
        return make(status, sentence, "squeeze", scope, seconds=time.monotonic() - started, **more)

    gaps = _gaps(low, high, goal, n, parameters, tuple(given))
    if not isinstance(gaps, str):
        if not _satisfied(parameters, tuple(given)):
            return concluded("undecided", reason=_VACUOUS)
        certificate = LimitCertificate(low, high, goal, n, tuple(given), parameters, gaps)
        if certificate.check():
            return concluded("proved", certificate=certificate)
        return concluded("undecided", reason=NOT_ACCEPTED)
    for point in _points(parameters, tuple(given)):
        found = _refuting(low, high, goal, n, parameters, tuple(given), point)
        if found is not None:
            return concluded("refuted", counterexample=found, reason=gaps)
    return concluded("undecided", reason=gaps)


def _satisfied(parameters: Domains, given: tuple[Tree, ...]) -> bool:
    """Return whether values of the parameters are found that satisfy what is assumed of them."""
    if not given:
        return True
    for point, _ in islice(witnesses(Statement(("and", *given), given, parameters)), _SAMPLES):
        try:
            if evaluator_at(point, (), parameters, given) is not None:
                return True
        except (Undefined, NotExact):
            continue
    return False


def _gaps(
    low: Tree, high: Tree, goal: Tree, n: str, parameters: Domains, given: tuple[Tree, ...]
) -> tuple[Germ, Germ] | str:
    """Return the quotients that the bounds minus the limit are, or which of them does not tend to 0."""
    found = []
    for bound, argument in ((low, "lower"), (high, "upper")):
        field = GermField(n, parameters, given)
        gap = field.quotient(expand(difference(bound, goal)))
        null = field.is_null(gap)
        if not null:
            said = (
                "does not tend" if null is False else "is not seen to tend, for all values of the parameters,"
            )
            return f"the {argument} bound {said} to {to_text(goal)}: {to_text(bound)}"
        found.append(field.germ(gap))
    return found[0], found[1]


def _points(parameters: Domains, given: tuple[Tree, ...]) -> Iterator[dict[str, Fraction]]:
    """Yield small values of the parameters."""
    least = least_values(parameters, given)
    columns: list[list[Fraction]] = []
    for name, domain in parameters:
        low = Fraction(-(-least.get(name, (Fraction(0), False))[0] // 1))
        tried = list(domain[:_TRIED]) if isinstance(domain, tuple) else [low + k for k in range(_TRIED)]
        columns.append([value for value in tried if domain_contains(domain, value)])
    names = [name for name, _ in parameters]
    for values, _ in zip(product(*columns), range(_MAX_POINTS), strict=False):
        yield dict(zip(names, values, strict=True))


def _refuting(
    low: Tree,
    high: Tree,
    goal: Tree,
    n: str,
    parameters: Domains,
    given: tuple[Tree, ...],
    point: Mapping[str, Fraction],
) -> Counterexample | None:
    """Return a bound that does not tend to the limit at the point, if lower <= upper for large n there."""
    values: dict[str, Tree] = {name: int(q) if q.denominator == 1 else q for name, q in point.items()}
    field = GermField(n)
    try:
        at_point = [expand(substitute(tree, values)) for tree in (low, high, goal)]
        order = field.quotient(difference(at_point[1], at_point[0]))
        gaps = [field.quotient(difference(bound, at_point[2])) for bound in at_point[:2]]
    except SymattnError:  # no value there, or outside of the class
        return None
    listed = tuple(point.items())
    for side, gap, bound in zip(("lower", "upper"), gaps, (low, high), strict=True):
        if field.is_null(gap) is False:
            germs = field.germ(order), field.germ(gap)
            certificate = LimitCounterexample(low, high, goal, n, given, parameters, listed, side, *germs)
            if certificate.check():
                return Counterexample(listed, f"E({n}) = {to_text(bound)}", to_text(goal), certificate)
    return None


def _bounded(lower: Verdict, upper: Verdict, goal: Tree, n: str, read: Statement, started: float) -> Verdict:
    """Decide for one expression, from verdicts on its bounds."""
    low, middle = _sides(lower, "lower")
    other, high = _sides(upper, "upper")
    if middle != other:
        shown = f"{to_text(middle)} and {to_text(other)}"
        raise InvalidArgument(
            "lower, upper", "must bound the same expression", shown, "Chain it with an equality."
        )
    subjects = [verdict.subject for verdict in (lower, upper) if verdict.subject is not None]
    for subject, argument in zip(subjects, ("lower", "upper"), strict=True):
        _for_large(subject, n, argument)
    parts = (*subjects, read)
    others: dict[str, Domain] = dict(pair for part in parts for pair in part.domains if pair[0] != n)
    given = tuple(
        dict.fromkeys(tree for part in parts for tree in part.assumptions if n not in variables(tree))
    )
    sentence = f"{to_text(middle)} -> {to_text(goal)} as {n} -> infinity"
    scope = scope_text(others.items(), given) if others else "no variables"

    def concluded(status: Any, **more: Any) -> Verdict:
        more |= {"premises": (lower, upper), "seconds": time.monotonic() - started}
        return make(status, sentence, "squeeze", scope, **more)

    for verdict, argument in ((lower, "lower"), (upper, "upper")):
        if not verdict.proved:
            return concluded("undecided", reason=f"{argument} is {unproved(verdict)}")
    if any(
        dict(part.domains).get(name, domain) != domain for part in parts for name, domain in others.items()
    ):
        return concluded(
            "undecided", reason="the bounds are proved over different domains of the other variables"
        )
    for subject, argument in zip(subjects, ("lower", "upper"), strict=True):
        if not knowledge(subject).defined(subject.claim):
            return concluded(
                "undecided", reason=f"{argument} is not seen to be defined for all n: {subject.text}"
            )
    gaps = _gaps(low, high, goal, n, tuple(others.items()), given)
    if isinstance(gaps, str):
        return concluded("undecided", reason=gaps)
    try:
        premises = premise(lower), premise(upper)
    except LookupError:
        return concluded("undecided", reason=NOT_ACCEPTED)
    certificate = LimitCertificate(low, high, goal, n, given, tuple(others.items()), gaps, premises)
    if not certificate.check():
        return concluded("undecided", reason=NOT_ACCEPTED)
    return concluded("proved", certificate=certificate)


def _sides(verdict: Verdict, argument: str) -> tuple[Tree, Tree]:
    """Return the smaller and the greater side."""
    subject = verdict.subject
    claim = subject.claim if subject is not None else None
    if not isinstance(claim, tuple) or claim[0] not in ("<=", "<", ">=", ">", "=="):
        hint = "Pass verdicts on a <= E and on E <= b."
        raise InvalidArgument(argument, "must be about an inequality", str(verdict), hint)
    return (claim[2], claim[1]) if claim[0] in (">=", ">") else (claim[1], claim[2])


def _for_large(subject: Statement, n: str, argument: str) -> None:
    """Refuse what is not said of all integers n from some number on."""
    domain = dict(subject.domains).get(n)
    if not isinstance(domain, str):
        shown = "a finite set" if domain is not None else "nothing"
        raise InvalidArgument(argument, f"must hold for all large integers {n}; there it ranges over", shown)
    for tree in subject.assumptions:
        if n in variables(tree):
            _bounds_below(tree, n, argument)


def _bounds_below(tree: Tree, n: str, argument: str) -> None:
    """Refuse an assumption about n unless it is n >= c or n > c with a number c."""
    op, left, right = tree if isinstance(tree, tuple) and len(tree) == 3 else ("", 0, 0)
    low, name = (right, left) if op in (">=", ">") else (left, right)
    if op not in (">=", ">", "<=", "<") or name != n or isinstance(low, str | tuple):
        rule = f"may assume only that {n} is at least a number"
        raise InvalidArgument(argument, rule, to_text(tree))
