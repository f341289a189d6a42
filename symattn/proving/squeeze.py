"""A sequence between L - r(n) and L + s(n) tends to L if r and s tend to 0."""

from __future__ import annotations

import time
from typing import Any

from symattn.certificates.expression import Tree, variables
from symattn.errors import InvalidArgument
from symattn.proving.evidence import certified_parts, unproved
from symattn.proving.null_sequences import is_null
from symattn.proving.obligations import knowledge
from symattn.proving.printing import to_text
from symattn.proving.statement import Statement, expand, read_statement, scope_text
from symattn.proving.verdict import Verdict, make


def by_squeeze(lower: Verdict, upper: Verdict, *, limit: Any, variable: str = "n") -> Verdict:
    """Return the verdict on ``E -> limit`` from verdicts on ``a <= E`` and ``E <= b`` for all large n, where a - limit and b - limit tend to 0.

    Parameters
    ----------
    lower, upper
        Verdicts on a <= E and on E <= b, with any of ``<= < >= > ==``; what they assume of n is of the form n >= c or n > c.
    limit
        A number, or an expression in which n does not occur.
    variable
        The name of n.

    Returns
    -------
    Verdict
        *proved*, with both verdicts as premises, or *undecided* with what is missing.

    Raises
    ------
    InvalidArgument
        If the two are not inequalities about one expression E, assume too much, or a bound minus the limit is not one of the sequences
        for which tending to 0 is decided: quotients of sums of c*r**n*n**a*log(n)**b.

    Examples
    --------
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
    read = read_statement(limit, limit)
    assert isinstance(read.claim, tuple)
    goal = read.claim[1]
    if variable in variables(goal):
        raise InvalidArgument("limit", f"must not depend on {variable}", to_text(goal))
    low, middle = _sides(lower, "lower")
    other, high = _sides(upper, "upper")
    if middle != other:
        shown = f"{to_text(middle)} and {to_text(other)}"
        raise InvalidArgument(
            "lower, upper", "must bound the same expression", shown, "Chain it with an equality."
        )
    subjects = [verdict.subject for verdict in (lower, upper) if verdict.subject is not None]
    for subject, argument in zip(subjects, ("lower", "upper"), strict=True):
        _for_large(subject, variable, argument)
    others = dict(pair for subject in subjects for pair in subject.domains if pair[0] != variable)
    sentence = f"{to_text(middle)} -> {to_text(goal)} as {variable} -> infinity"
    scope = scope_text(others.items()) if others else "no variables"

    def concluded(status: Any, **more: Any) -> Verdict:
        more |= {"premises": (lower, upper), "seconds": time.monotonic() - started}
        return make(status, sentence, "squeeze", scope, **more)

    for verdict, argument in ((lower, "lower"), (upper, "upper")):
        if not verdict.proved:
            return concluded("undecided", reason=f"{argument} is {unproved(verdict)}")
    if any(
        dict(s.domains)[name] != domain
        for s in subjects
        for name, domain in others.items()
        if name in dict(s.domains)
    ):
        return concluded(
            "undecided", reason="the bounds are proved over different domains of the other variables"
        )
    for subject, argument in zip(subjects, ("lower", "upper"), strict=True):
        if not knowledge(subject).defined(subject.claim):
            return concluded(
                "undecided", reason=f"{argument} is not seen to be defined for all n: {subject.text}"
            )
    for bound, argument in ((low, "lower"), (high, "upper")):
        gap = expand(("+", bound, ("*", -1, goal)))
        if not is_null(gap, variable):
            return concluded(
                "undecided", reason=f"the {argument} bound does not tend to {to_text(goal)}: {to_text(bound)}"
            )
    return concluded("proved", certificate=certified_parts((lower, upper)))


def _sides(verdict: Verdict, argument: str) -> tuple[Tree, Tree]:
    """Return the smaller and the greater side."""
    subject = verdict.subject if isinstance(verdict, Verdict) else None
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
        low = (
            isinstance(tree, tuple)
            and tree[0] in (">=", ">")
            and tree[1] == n
            and not isinstance(tree[2], str | tuple)
        )
        flipped = (
            isinstance(tree, tuple)
            and tree[0] in ("<=", "<")
            and tree[2] == n
            and not isinstance(tree[1], str | tuple)
        )
        if not low and not flipped:
            rule = f"may assume only that {n} is at least a number"
            raise InvalidArgument(argument, rule, to_text(tree))
