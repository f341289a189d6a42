"""Rules make a verdict from verdicts: a conjunction holds if each part does, a chain of relations if each link does."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from symattn.certificates import Certificate, ChainCertificate, ConjunctionCertificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.sequents import Premise, Sequent
from symattn.errors import InvalidArgument
from symattn.proving.evidence import NOT_ACCEPTED
from symattn.proving.printing import to_text
from symattn.proving.statement import Statement, intersect
from symattn.proving.verdict import Extent, Verdict, amend, make

_REAL = re.compile(r"all real [^;{}]*|no variables")
_WEAKEST: dict[Extent, int] = {"general": 0, "finite": 1, "enclosed": 2, "instances": 3}


def conjunction(verdicts: Sequence[Verdict], *, statement: str, scope: str = "") -> Verdict:
    """Return the verdict on ``A_1 and ... and A_k`` from verdicts on the A_i; ``statement`` is the sentence that names it.

    It is refuted if one of them is (with that counterexample), undecided if one is undecided and none refuted, and otherwise
    proved to the extent of its weakest part.

    Raises
    ------
    InvalidArgument
        If there is no premise, one of them is not a verdict, or ``statement`` is not a text.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> both = conjunction([prove("x + x == 2*x"), prove("x*x == x**2")], statement="two identities")
    >>> both.proved, len(both.premises)
    (True, 2)

    See Also
    --------
    by_cases : the other way round.
    """
    _check(verdicts)
    if not isinstance(statement, str):
        raise InvalidArgument("statement", "must be a sentence", statement)
    seconds = sum(verdict.seconds for verdict in verdicts)
    scope = scope or _joined_scope(verdicts)
    for verdict in verdicts:
        if verdict.refuted:
            reason = f"refuted: {verdict.statement}"
            return make(
                "refuted",
                statement,
                verdict.method,
                verdict.scope,
                counterexample=verdict.counterexample,
                reason=reason,
                seconds=seconds,
            )
    for verdict in verdicts:
        if not verdict.proved:
            reason = f"{verdict.statement}: {verdict.reason}"
            return make("undecided", statement, "conjunction", scope, reason=reason, seconds=seconds)
    certificates = [verdict.certificate for verdict in verdicts if verdict.certificate is not None]
    return make(
        "proved",
        statement,
        " and ".join(dict.fromkeys(verdict.method for verdict in verdicts)),
        scope,
        extent=max((verdict.extent for verdict in verdicts), key=_WEAKEST.__getitem__),
        conditions=tuple(dict.fromkeys(c for verdict in verdicts for c in verdict.conditions)),
        certificate=ConjunctionCertificate(tuple(certificates))
        if len(certificates) == len(verdicts)
        else None,
        premises=tuple(verdicts),
        seconds=seconds,
    )


def chain(links: Sequence[Verdict]) -> Verdict:
    """Return the verdict on ``a_0 R a_k`` from verdicts on ``a_0 R_1 a_1``, ..., ``a_(k-1) R_k a_k``.

    The relations are ``==``, ``<=``, ``<``, or ``==``, ``>=``, ``>``; R is ``==`` if all are, strict if one is, and otherwise ``<=`` or ``>=``.

    A link that is not proved leaves the chain undecided: that one step is false does not make the ends different. So does a
    link that holds under conditions only, where there are several, unless the expressions in the middle are seen to be defined everywhere:
    a middle expression may be undefined where the ends are not.

    Raises
    ------
    InvalidArgument
        If there is no link, a link is not an equality or inequality, they do not all point in one direction, two neighbours do not share
        their middle expression, or the links were proved under assumptions that do not go together.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> steps = [prove("(x + 1)**2 == x**2 + 2*x + 1"), prove("x**2 + 2*x + 1 == x*(x + 2) + 1")]
    >>> joined = chain(steps)
    >>> joined.statement, joined.proved
    ('(x + 1)**2 == x*(x + 2) + 1', True)
    >>> chain([prove("x - 1 < x"), prove("x <= abs(x)")]).statement
    'x - 1 < abs(x)'

    See Also
    --------
    prove
    symattn.Derivation : writes a chain step by step.

    References
    ----------
    Transitivity of =, <= and <.
    """
    _check(links)
    # Only `prove` and the rules say what a verdict is about; the label of a conjunction says nothing here.
    subjects = [link.subject for link in links if link.subject is not None]
    claims = [s.claim for s in subjects if isinstance(s.claim, tuple) and s.claim[0] in (*_UP, *_DOWN)]
    if len(claims) != len(links):
        shown = "; ".join(link.statement for link in links)
        raise InvalidArgument("links", "must be equalities or inequalities", shown)
    relation = joined_relation([claim[0] for claim in claims])
    for left, right in itertools.pairwise(claims):
        if left[2] != right[1]:
            shown = f"{to_text(left[2])} and {to_text(right[1])}"
            raise InvalidArgument("links", "must share their middle expressions", shown)
    assumptions = list(dict.fromkeys(s.assumptions for s in subjects if s.assumptions))
    if len(assumptions) > 1:
        shown = " and ".join("; ".join(map(to_text, given)) for given in assumptions)
        raise InvalidArgument("links", "must be proved under the same assumptions", shown)
    domains = intersect(*(s.domains for s in subjects))
    claim = (relation, claims[0][1], claims[-1][2])
    subject = Statement(claim, assumptions[0] if assumptions else (), domains)
    broken = [k for k, link in enumerate(links, 1) if not link.proved]
    if broken:
        link = links[broken[0] - 1]
        reason = f"step {broken[0]} is {link.status}: {link.statement}"
        return make(
            "undecided", claim, "chain", link.scope, reason=reason, premises=tuple(links), subject=subject
        )
    known = Definedness(dict(domains), subject.assumptions)
    if any(link.conditions for link in links) and not all(known.defined(other[1]) for other in claims[1:]):
        conditions = "; ".join(dict.fromkeys(c for link in links for c in link.conditions))
        reason = f"an expression of the chain is defined under conditions only ({conditions}): compare the ends directly"
        return make(
            "undecided", claim, "chain", subject.scope, reason=reason, premises=tuple(links), subject=subject
        )
    joined = conjunction(links, statement=subject.text, scope=subject.scope)
    certificate = _chained(subject, links)
    if certificate is None:
        return make(
            "undecided",
            claim,
            "chain",
            subject.scope,
            reason=NOT_ACCEPTED,
            premises=tuple(links),
            subject=subject,
        )
    return amend(joined, claim=claim, subject=subject, certificate=certificate)


_UP, _DOWN = ("==", "<=", "<"), ("==", ">=", ">")


def joined_relation(relations: Sequence[str]) -> str:
    """Return what a chain of these relations says of its ends: the strongest of them, if they point in one direction.

    Raises
    ------
    InvalidArgument
        If ``<`` or ``<=`` meets ``>`` or ``>=``.
    """
    for order in (_UP, _DOWN):
        if all(relation in order for relation in relations):
            return max(relations, key=order.index)
    hint = "A chain consists of ==, <=, < only, or of ==, >=, > only."
    raise InvalidArgument("links", "must point in one direction", ", ".join(relations), hint)


def _chained(subject: Statement, links: Sequence[Verdict]) -> Certificate | None:
    """Return the certificate of the chain, or None if its shape is not accepted or a link has none."""
    parts = [
        Premise(Sequent(s.claim, s.assumptions, s.domains), link.certificate)
        for link in links
        if (s := link.subject) is not None and link.certificate is not None
    ]
    if len(parts) != len(links):
        return None
    whole = Sequent(subject.claim, subject.assumptions, subject.domains)
    certificate = ChainCertificate(whole, tuple(parts))
    return certificate if certificate.shaped() else None


def sizes(verdicts: Mapping[int, Verdict], *, parameter: str, statement: str) -> Verdict:
    """Return the verdict on a statement at finitely many values of a size parameter; never on all of them.

    The extent of a positive answer is ``finite`` at most: instances illustrate a general statement, they do not prove it.

    Raises
    ------
    InvalidArgument
        If there is no premise, or one of them is not a verdict.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> at = {m: prove(f"Sum(x[i], (i, 1, {m})) - x[{m}] == Sum(x[i], (i, 1, {m - 1}))") for m in (2, 3)}
    >>> verdict = sizes(at, parameter="m", statement="the last term of a sum")
    >>> verdict.scope, verdict.extent
    ('m in {2, 3}; all real values', 'finite')

    See Also
    --------
    prove_instances
    by_induction : all sizes.
    """
    if not isinstance(verdicts, Mapping):
        raise InvalidArgument("verdicts", "must map values of the parameter to verdicts", verdicts)
    parts = list(verdicts.values())
    _check(parts)
    values = ", ".join(str(value) for value in verdicts)
    scope = f"{parameter} in {{{values}}}; {_joined_scope(parts)}"
    joined = conjunction(parts, statement=statement, scope=scope)
    return amend(joined, extent="finite") if joined.proved and joined.extent == "general" else joined


def _joined_scope(verdicts: Sequence[Verdict]) -> str:
    """Return the scopes of all parts; many statements over the reals are summed up in words."""
    scopes = list(dict.fromkeys(verdict.scope for verdict in verdicts if verdict.scope))
    if len(scopes) > 1 and all(_REAL.fullmatch(scope) for scope in scopes):
        return "all real values"
    if len(scopes) > 3:
        return "all values in the ranges stated"
    return "; ".join(scopes)


def _check(verdicts: Sequence[Verdict]) -> None:
    if (
        not isinstance(verdicts, Sequence)
        or not verdicts
        or not all(isinstance(verdict, Verdict) for verdict in verdicts)
    ):
        raise InvalidArgument("verdicts", "must be a non-empty list of verdicts", verdicts)
