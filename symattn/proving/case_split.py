"""A statement holds if it holds in each of several cases, and at every point one of the cases holds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symattn.certificates.expression import Tree, variables
from symattn.certificates.rules import CaseSplitCertificate
from symattn.errors import InvalidArgument
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent, unproved
from symattn.proving.obligations import knowledge, settle
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.prove import decide
from symattn.proving.restating import restated
from symattn.proving.statement import Statement, read_statement
from symattn.proving.verdict import Verdict, make

_WRITTEN_OUT = 16


def by_cases(
    lhs: Any, rhs: Any = None, *, cases: Sequence[Any], assuming: Any = (), time_limit: float = 10.0
) -> Verdict:
    """Return the verdict on a statement from its verdicts under each of ``cases``, whose disjunction is proved as well.

    Parameters
    ----------
    lhs, rhs, assuming
        The statement and its assumptions, as in `prove`.
    cases
        Relations between the variables of the statement, defined everywhere; they may overlap.
    time_limit
        Seconds for all cases together.

    Returns
    -------
    Verdict
        *proved*; *refuted* with the counterexample of a case; or *undecided* with the case that is open or missing.

    Raises
    ------
    InvalidArgument
        If there is no case, or one of them is no relation between the variables of the statement that is defined everywhere.
    ContradictoryAssumptions
        If it is seen that a case contradicts the assumptions.

    Examples
    --------
    >>> verdict = by_cases("abs(x)*abs(x) == x**2", cases=["x >= 0", "x < 0"])
    >>> verdict.proved, len(verdict.premises), verdict.certificate.check()
    (True, 3, True)

    At x = 0 neither of these cases holds:

    >>> by_cases("abs(x)*abs(x) == x**2", cases=["x > 0", "x < 0"]).status
    'undecided'

    See Also
    --------
    prove : splits on the signs of piecewise functions' arguments by itself.

    References
    ----------
    The rule of elimination of a disjunction.
    """
    started = time.monotonic()
    budget = Budget(time_limit)
    statement = read_statement(lhs, rhs, assuming=assuming, written_out=_WRITTEN_OUT)
    trees = _read(cases, statement)
    exhaustive = settle(("or", *trees), statement, budget)
    proofs = [
        decide(replace(statement, assumptions=(*statement.assumptions, case)), budget=budget)
        for case in trees
    ]
    premises = (*proofs, exhaustive)

    def concluded(status: Any, **more: Any) -> Verdict:
        seconds = time.monotonic() - started
        more |= {"subject": statement, "seconds": seconds, "premises": premises}
        return make(status, statement.claim, f"{len(trees)} cases", statement.scope, **more)

    for case, proof in zip(trees, proofs, strict=True):
        found = restated(proof.counterexample, statement)
        if found is not None:
            return concluded("refuted", counterexample=found, reason=f"in the case {to_text(case)}")
    if not exhaustive.proved:
        return concluded("undecided", reason=f"the cases are not proved to be all: {unproved(exhaustive)}")
    for case, proof in zip(trees, proofs, strict=True):
        if not proof.proved:
            return concluded("undecided", reason=f"in the case {to_text(case)}: {proof.reason}")
    certificate = certified(
        lambda: CaseSplitCertificate(
            sequent(statement), trees, tuple(map(premise, proofs)), premise(exhaustive)
        )
    )
    if certificate is None:
        return concluded("undecided", reason=NOT_ACCEPTED)
    return concluded(
        "proved",
        extent="finite" if all(proof.extent == "finite" for proof in proofs) else "general",
        certificate=certificate,
        conditions=tuple(dict.fromkeys(text for proof in proofs for text in proof.conditions)),
    )


def _read(cases: Sequence[Any], statement: Statement) -> tuple[Tree, ...]:
    if not isinstance(cases, list | tuple) or not cases:
        hint = 'Write cases=["x >= 0", "x < 0"].'
        raise InvalidArgument("cases", "must be a non-empty list of relations", cases, hint)
    domains, known = dict(statement.domains), knowledge(statement)
    trees: list[Tree] = []
    for case in cases:
        read = read_statement(case)
        new = [name for name in variables(read.claim) if name not in domains]
        if new:
            hint = "A case speaks of the variables of the statement."
            raise InvalidArgument(
                "cases", "mentions a variable that the statement does not have", new[0], hint
            )
        narrow = [name for name, domain in read.domains if domain not in ("real", domains[name])]
        if narrow or read.assumptions:
            shown = "; ".join([*narrow, *map(to_text, read.assumptions)])
            hint = "State in assuming= what the variables range over."
            raise InvalidArgument("cases", "restricts its variables silently", shown, hint)
        if not known.defined(read.claim):
            hint = "Multiply divisors out, or split further so that they are seen to be positive."
            raise InvalidArgument("cases", "must be defined everywhere", to_text(read.claim), hint)
        trees.append(read.claim)
    return tuple(trees)
