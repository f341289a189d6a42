"""What is proved once may be used: the claims of lemmas join the assumptions, and the verdict names them as premises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symattn.certificates import Certificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.rules import LemmaCertificate
from symattn.certificates.sequents import Premise, Sequent, within
from symattn.errors import ContradictoryAssumptions, InvalidArgument, InvalidStatement
from symattn.proving.evidence import NOT_ACCEPTED
from symattn.proving.printing import to_text
from symattn.proving.restating import restated
from symattn.proving.statement import Statement
from symattn.proving.verdict import Verdict, amend

_ARGUMENT = "using"


def with_lemmas(statement: Statement, using: Sequence[Verdict]) -> tuple[Statement, tuple[Verdict, ...]]:
    """Return the statement with the claims of the lemmas as further assumptions, and the lemmas.

    A lemma is used at the point of the statement itself: for the variables that both have, the statement's domain lies within the lemma's,
    and the lemma's assumptions are assumptions of the statement.  Other instances are made by `specialise` first.

    Raises
    ------
    InvalidArgument
        If one of them is not a proved verdict on a statement of the grammar, or may not be used under these assumptions.
    """
    if isinstance(using, Verdict) or not isinstance(using, list | tuple):
        raise InvalidArgument(_ARGUMENT, "must be a list of proved verdicts", using, "Write using=[lemma].")
    domains = dict(statement.domains)
    claims: dict[Any, None] = {}
    for lemma in using:
        subject = _subject(lemma)
        _applicable(lemma, subject, statement)
        for name, domain in subject.domains:
            # Entries belong to their vector: one that the statement does not name is real there.
            own = domains.setdefault(name, "real" if "[" in name else domain)
            if not within(own, domain):
                shown = f"{name} in {_shown(own)}, the lemma's in {_shown(domain)}"
                hint = "Restrict the variable in the statement, or specialise the lemma."
                raise InvalidArgument(
                    _ARGUMENT, "a lemma's domains must contain the statement's", shown, hint
                )
        claims[subject.claim] = None
    given = (*statement.assumptions, *(claim for claim in claims if claim not in statement.assumptions))
    return Statement(statement.claim, given, tuple(domains.items())), tuple(using)


def _subject(lemma: Any) -> Statement:
    if not isinstance(lemma, Verdict):
        raise InvalidArgument(_ARGUMENT, "must be a list of verdicts", type(lemma).__name__)
    if not lemma.proved:
        hint = "Prove it first; a statement that is only supposed belongs into assuming=."
        raise InvalidArgument(
            _ARGUMENT, f"a lemma must be proved, and this one is {lemma.status}", lemma.statement, hint
        )
    if lemma.subject is None or lemma.extent == "instances":
        hint = "A sentence, or instances of a statement, are no lemma: use the parts."
        raise InvalidArgument(_ARGUMENT, "a lemma must be a statement of the grammar", lemma.statement, hint)
    return lemma.subject


def _applicable(lemma: Verdict, subject: Statement, statement: Statement) -> None:
    given = {to_text(tree) for tree in statement.assumptions}
    missing = [tree for tree in subject.assumptions if tree not in statement.assumptions]
    if missing:
        shown = "; ".join(map(to_text, missing))
        hint = "Assume the same, or specialise the lemma first."
        raise InvalidArgument(
            _ARGUMENT, "a lemma's assumptions must be assumptions of the statement", shown, hint
        )
    conditions = [condition for condition in lemma.conditions if condition not in given]
    # Conditions do not matter if the claim is seen to be defined everywhere.
    if conditions and not Definedness(dict(subject.domains), subject.assumptions).defined(subject.claim):
        hint = "Assume these conditions in the statement."
        raise InvalidArgument(_ARGUMENT, "a lemma holds under conditions only", "; ".join(conditions), hint)


def _shown(domain: Any) -> str:
    return domain if isinstance(domain, str) else f"{{{', '.join(map(str, domain))}}}"


def contradiction(statement: Statement, error: ContradictoryAssumptions) -> Exception:
    """Return the error for assumptions that are contradictory with lemmas: the lemmas hold, so it is the assumptions themselves."""
    texts = "; ".join(map(to_text, statement.assumptions))
    if not texts:
        return InvalidStatement(
            _ARGUMENT, "the lemmas contradict each other: please report this", str(error.value)
        )
    return ContradictoryAssumptions("assuming", "is satisfied by no point, as the lemmas show", texts)


def discharge(verdict: Verdict, statement: Statement, lemmas: tuple[Verdict, ...]) -> Verdict:
    """Return the verdict on the statement from the one under the lemmas' claims; what held there holds here, since the lemmas hold."""
    changes: dict[str, Any] = {
        "claim": statement.claim,
        "subject": statement,
        "scope": statement.scope,
        "premises": lemmas,
    }
    if verdict.proved:
        changes["certificate"] = _certificate(verdict, statement, lemmas)
        if changes["certificate"] is None:
            changes |= {"status": "undecided", "reason": NOT_ACCEPTED, "conditions": ()}
    elif verdict.counterexample is not None:
        own = restated(verdict.counterexample, statement)
        changes["counterexample"] = own
        if own is None:
            changes |= {"status": "undecided", "method": "none"}
            changes["reason"] = "a counterexample under the lemmas was not confirmed without them"
    return amend(verdict, **changes)


def _certificate(verdict: Verdict, statement: Statement, lemmas: tuple[Verdict, ...]) -> Certificate | None:
    parts = [part.certificate for part in (verdict, *lemmas)]
    if verdict.subject is None or any(part is None for part in parts):
        return None

    def premise(part: Verdict) -> Premise:
        assert part.subject is not None and part.certificate is not None
        return Premise(_sequent(part.subject), part.certificate)

    certificate = LemmaCertificate(_sequent(statement), premise(verdict), tuple(map(premise, lemmas)))
    return certificate if certificate.shaped() else None


def _sequent(statement: Statement) -> Sequent:
    return Sequent(statement.claim, statement.assumptions, statement.domains)
