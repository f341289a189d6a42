"""What a rule concludes carries the certificates of what it was concluded from, and, where its shape is accepted, one of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symattn.certificates import Certificate, ConjunctionCertificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.rules import RuleCertificate
from symattn.certificates.sequents import Premise, Sequent
from symattn.proving.statement import Statement
from symattn.proving.verdict import Verdict

#: Why a conclusion is not drawn although all premises are proved.
NOT_ACCEPTED = "the certificate of the rule is not accepted by its check, or a premise has none"


def sequent(statement: Statement) -> Sequent:
    """Return the statement in the form of the certificates."""
    return Sequent(statement.claim, statement.assumptions, statement.domains)


def premise(verdict: Verdict) -> Premise:
    """Return what was proved with its certificate; raise LookupError if there is none."""
    if verdict.subject is None or verdict.certificate is None:
        raise LookupError
    return Premise(sequent(verdict.subject), verdict.certificate)


def certified(build: Callable[[], RuleCertificate]) -> Certificate | None:
    """Return the certificate of the rule; None if its shape is not accepted, or a premise has no certificate."""
    try:
        certificate = build()
    except LookupError:
        return None
    return certificate if certificate.shaped() else None


def certified_parts(premises: Sequence[Verdict]) -> Certificate | None:
    """Return the certificates of all premises together, or None if one has none."""
    parts = [verdict.certificate for verdict in premises if verdict.certificate is not None]
    return ConjunctionCertificate(tuple(parts)) if parts and len(parts) == len(premises) else None


def unproved(verdict: Verdict) -> str:
    """Return in a line what was not proved, and why."""
    why = str(verdict.counterexample) if verdict.counterexample is not None else verdict.reason
    return (
        f"{verdict.status}: {verdict.statement} ({why})" if why else f"{verdict.status}: {verdict.statement}"
    )


def shown_everywhere(verdict: Verdict, known: Definedness) -> bool:
    """Return whether the verdict is positive and its claim, which holds where it is defined, is defined everywhere."""
    return verdict.proved and (not verdict.conditions or known.defined(verdict.claim))


def with_conditions(verdict: Verdict) -> str:
    """Return in a line that a premise holds under conditions only."""
    return f"holds only where {' and '.join(verdict.conditions)}: {verdict.statement}"
