"""A counterexample found under more assumptions, or for one value of a variable, is checked again as one to the statement itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symattn.certificates import CounterexampleCertificate
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample


def restated(found: Counterexample | None, statement: Statement, **more: int) -> Counterexample | None:
    """Return the counterexample at the same point, with further values ``more``, if it is one to ``statement``; None otherwise."""
    if found is None or not isinstance(found.certificate, CounterexampleCertificate):
        return None
    values = tuple((name, Fraction(value)) for name, value in more.items())
    certificate = replace(
        found.certificate,
        statement=statement.claim,
        assumptions=statement.assumptions,
        domains=statement.domains,
        point=(*values, *found.certificate.point),
    )
    return (
        replace(found, point=(*values, *found.point), certificate=certificate)
        if certificate.check()
        else None
    )
