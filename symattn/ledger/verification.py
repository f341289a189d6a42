"""Verification runs every claim's evidence and mutants, and computes status and conditions; nothing is read off a label."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from typing import Any

from symattn.certificates import Certificate, check_certificate
from symattn.errors import SymattnError
from symattn.ledger.claim import Claim, Erratum, Mutant
from symattn.ledger.kernel.record import recorded_result
from symattn.ledger.kernel.result import KernelResult
from symattn.ledger.machine import MachineStatement
from symattn.ledger.records import StaleRecord
from symattn.ledger.status import FAILURES, rank, status_of_extent
from symattn.proving import Verdict

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence as it came out."""

    method: str
    status: str
    scope: str
    detail: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the evidence as one object."""
        return {
            "method": self.method,
            "status": self.status,
            "scope": self.scope,
            "detail": self.detail,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True)
class MutantResult:
    """What became of one false variant."""

    kind: str
    text: str
    refuted: bool
    counterexample: str
    certificate: Certificate | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the result as one object."""
        return {
            "kind": self.kind,
            "text": self.text,
            "refuted": self.refuted,
            "counterexample": self.counterexample,
            "certificate": _written(self.certificate),
        }


@dataclass(frozen=True)
class ErratumResult:
    """What became of one statement recorded as false."""

    text: str
    source: str
    statement: str
    corrected: str
    refuted: bool
    counterexample: str
    certificate: Certificate | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the result as one object."""
        return {
            "text": self.text,
            "source": self.source,
            "statement": self.statement,
            "corrected": self.corrected,
            "refuted": self.refuted,
            "counterexample": self.counterexample,
            "certificate": _written(self.certificate),
        }


def _written(certificate: Certificate | None) -> dict[str, Any] | None:
    """Return the object that `check_certificate` accepts."""
    return None if certificate is None else certificate.to_json()


@dataclass(frozen=True)
class ClaimResult:
    """The computed status of one claim with everything it was computed from.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> result = check_claim(find_claim("SM-4a"))
    >>> result.status, result.failed, [mutant.refuted for mutant in result.mutants]
    ('kernel', False, [True, True])

    See Also
    --------
    check_claim : returns one.
    """

    claim: Claim
    status: str | None
    scope: str
    evidence: tuple[Evidence, ...]
    mutants: tuple[MutantResult, ...]
    failures: tuple[str, ...]
    conditions: tuple[str, ...]
    verdict: Verdict | None
    conditional: str | None = None
    seconds: float = 0.0
    errata: tuple[ErratumResult, ...] = ()
    #: What a proof kernel said, if it has accepted the claim, and the status that this library's own evidence supports.
    kernel: KernelResult | None = None
    own_status: str | None = None
    #: Everything the claim rests on, what is rested on first, with its status; None for a definition.
    ancestry: tuple[tuple[str, str | None], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the claim counts as a failure."""
        return self.status in FAILURES

    @property
    def stands_alone(self) -> bool:
        """Whether a kernel has accepted theorems that state the whole claim, so that it holds whatever becomes of what it rests on."""
        return self.status == "kernel" and self.kernel is not None and self.kernel.source == "library"

    @property
    def shown_status(self) -> str:
        """The status with its range, as people read it: ``exhaustive (n <= 4)``."""
        if self.status is None:
            return self.claim.kind
        shown = f"exhaustive ({self.scope})" if self.status == "exhaustive" else self.status
        return f"{shown}, conditional on {self.conditional}" if self.conditional else shown

    def to_json(self) -> dict[str, Any]:
        """Return the result as the object that the book reads."""
        claim = self.claim
        return {
            "id": claim.id,
            "kind": claim.kind,
            "title": claim.title,
            "status": self.status,
            "own_status": self.own_status,
            "conditional": self.conditional,
            "scope": self.scope,
            "statement_latex": claim.latex,
            "statement_text": claim.statement.text if claim.statement else "",
            "statement_digest": claim.statement.digest() if claim.statement else "",
            "hypotheses": list(claim.hypotheses),
            "conditions": list(self.conditions),
            "source": claim.source,
            "rests_on": list(claim.dependencies),
            "ancestry": dict(self.ancestry),
            "not_claimed": claim.not_claimed,
            "missing": claim.missing,
            "cited": claim.cited,
            "evidence": [item.to_json() for item in self.evidence],
            "mutants": [mutant.to_json() for mutant in self.mutants],
            "errata": [erratum.to_json() for erratum in self.errata],
            "steps": list(claim.steps),
            "kernel": None if self.kernel is None else self.kernel.to_json(),
            "certificate": _written(self.verdict.certificate if self.verdict is not None else None),
            "failures": list(self.failures),
            "seconds": round(self.seconds, 3),
        }


def check_claim(
    claim: Claim, tier: str = "fast", kernels: Mapping[str, KernelResult] | None = None
) -> ClaimResult:
    """Run evidence and mutants of one claim; the status of what it rests on is added by `verify_claims`.

    ``kernels`` is what a proof kernel has just said of the claims; if it is not given, what one is recorded to have said of the same text counts.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> check_claim(find_claim("SM-4a")).status, check_claim(find_claim("SM-4a"), kernels={}).status
    ('kernel', 'proved')

    See Also
    --------
    verify_claims
    """
    started = time.monotonic()
    if claim.statement is None:
        status = "open" if claim.missing else "cited" if claim.cited else None
        errata, standing = _errata(claim, tier)
        status = "standing erratum" if standing else status
        seconds = time.monotonic() - started
        parts = (claim, status, "", (), (), standing, (), None)
        return ClaimResult(*parts, seconds=seconds, errata=errata, own_status=status)
    verdict, failure, status = _run(claim.statement.decide, tier)
    evidence: list[Evidence] = []
    failures: list[str] = [failure] if failure else []
    if verdict is not None:
        status, problem = _status(verdict)
        if problem:
            failures.append(problem)
        detail = verdict.reason or (
            f"counterexample: {verdict.counterexample}" if verdict.counterexample else ""
        )
        evidence.append(Evidence(verdict.method, status, verdict.scope, detail, verdict.seconds))
        if (
            verdict.subject is not None
        ):  # what a statement was proved from; the parts of a sentence are its own proof
            evidence += [
                Evidence(
                    f"lemma, {premise.method}",
                    _status(premise)[0],
                    premise.scope,
                    premise.statement,
                    premise.seconds,
                )
                for premise in verdict.premises
            ]
    if claim.argument and status not in FAILURES:
        detail = f"{len(claim.argument)} numbered steps, read by people; finite consequences tested above"
        evidence.append(Evidence("written proof", "argued", "as stated", detail, 0.0))
        status = "argued"  # the machine statement is then a part or a consequence of what is claimed
    mutants = tuple(_mutant(mutant, tier) for mutant in claim.mutants)
    survivors = [mutant.text for mutant in mutants if not mutant.refuted]
    if survivors:
        failures += [f"the mutant was not refuted: {text}" for text in survivors]
        status = status if status in FAILURES else "surviving mutant"
    errata, standing = _errata(claim, tier)
    if standing:
        failures += standing
        status = status if status in FAILURES else "standing erratum"
    own, scope = status, _scope(claim, status, verdict)
    heard = None if own in FAILURES else _heard(claim, kernels)
    if heard is not None:
        # An export states the machine statement: of finitely many sizes it proves these. Theorems of the library state the whole claim.
        whole = heard.source == "library"
        status = "kernel" if whole or own == "proved" else own
        scope = "as stated" if whole else scope
        evidence.append(Evidence(heard.method, status, scope, heard.detail, heard.seconds))
    return ClaimResult(
        claim,
        status,
        scope,
        tuple(evidence),
        mutants,
        tuple(failures),
        verdict.conditions if verdict is not None else (),
        verdict,
        seconds=time.monotonic() - started,
        errata=errata,
        kernel=heard,
        own_status=own,
    )


def _heard(claim: Claim, kernels: Mapping[str, KernelResult] | None) -> KernelResult | None:
    """Return what a kernel said of a claim, if it has accepted it: said now, or recorded."""
    found = recorded_result(claim) if kernels is None else kernels.get(claim.id)
    return found if found is not None and found.accepted else None


def _scope(claim: Claim, status: str, verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    return f"as stated; tested for {verdict.scope}" if status == "argued" else verdict.scope


def _run(decide: Callable[[str], Verdict], tier: str) -> tuple[Verdict | None, str, str]:
    """Return a verdict, or None with what went wrong and the status that follows: a check that breaks never reads as true."""
    broken = "broken check"
    try:
        verdict = decide(tier)
    except StaleRecord as error:
        return None, str(error), "stale"
    except SymattnError as error:
        return None, f"the check failed: {error}", broken
    except Exception as error:  # whatever broke, the claim must show it and the other claims must go on
        return None, f"the check broke: {type(error).__name__}: {error}", broken
    if not isinstance(verdict, Verdict):
        return None, f"the evidence returned {type(verdict).__name__}, not a verdict", broken
    return verdict, "", ""


def _status(verdict: Verdict) -> tuple[str, str]:
    if verdict.refuted:
        return "refuted", f"refuted: {verdict.counterexample}"
    if verdict.undecided:
        return "undecided", f"undecided: {verdict.reason}"
    if verdict.certificate is None or not check_certificate(verdict.certificate):
        return "broken check", "the certificate was not accepted by the independent checker"
    return status_of_extent(verdict.extent), ""


def _refuted(statement: MachineStatement, tier: str) -> tuple[bool, str, Certificate | None]:
    """Return whether a statement is refuted by a counterexample that the checker accepts, it or what came out instead, and its certificate."""
    verdict, failure, _ = _run(statement.decide, tier)
    if verdict is None or not verdict.refuted or verdict.counterexample is None:
        return False, failure or (verdict.status if verdict is not None else ""), None
    certificate = verdict.counterexample.certificate
    return check_certificate(certificate), str(verdict.counterexample), certificate


def _mutant(mutant: Mutant, tier: str) -> MutantResult:
    return MutantResult(mutant.kind, mutant.statement.text, *_refuted(mutant.statement, tier))


def _errata(claim: Claim, tier: str) -> tuple[tuple[ErratumResult, ...], tuple[str, ...]]:
    """Return what became of the statements recorded as false, and a failure for each that was not refuted."""
    results = tuple(_erratum(erratum, tier) for erratum in claim.errata)
    return results, tuple(f"the erratum was not refuted: {e.statement}" for e in results if not e.refuted)


def _erratum(erratum: Erratum, tier: str) -> ErratumResult:
    parts = (erratum.text, erratum.source, erratum.statement.text, erratum.corrected)
    return ErratumResult(*parts, *_refuted(erratum.statement, tier))


def verify_claims(
    claims: Mapping[str, Claim],
    ids: Iterable[str] | None = None,
    *,
    tier: str = "fast",
    progress: Progress | None = None,
    executor: Executor | None = None,
    kernels: Mapping[str, KernelResult] | None = None,
) -> dict[str, ClaimResult]:
    """Check claims with everything they rest on, and mark as conditional what rests on something weaker.

    A claim is conditional when one of its ancestors is argued, or weaker than the claim itself; the weakest ancestor is named. A claim of which a kernel has
    accepted the whole is not, and what it rests on does not weaken the claims above it. With an executor the claims, which have to be those of the
    registry, are checked side by side. ``kernels`` is as in `check_claim`.

    Examples
    --------
    >>> from symattn.ledger import all_claims
    >>> {name: result.status for name, result in verify_claims(all_claims(), ["SM-4a"]).items()}
    {'SM-4a': 'kernel'}

    See Also
    --------
    check_claim
    """
    wanted = list(claims) if ids is None else list(ids)
    needed: dict[str, None] = {}
    for name in wanted:
        needed.update(dict.fromkeys((*ancestors(claims, name), name)))
    results: dict[str, ClaimResult] = {}
    if executor is not None:
        running = {executor.submit(_check_registered, name, tier, kernels): name for name in needed}
        for done in as_completed(running):
            name = running[done]
            results[name] = replace(done.result(), claim=claims[name])
            if progress is not None:
                progress(name)
    else:
        for name in needed:
            if progress is not None:
                progress(name)
            results[name] = check_claim(claims[name], tier, kernels)
    return {name: _with_condition(results[name], claims, results) for name in wanted}


def _check_registered(name: str, tier: str, kernels: Mapping[str, KernelResult] | None) -> ClaimResult:
    """Check a claim of the registry in another process; its functions stay there, the result comes back without the claim."""
    from symattn.ledger.registry import find_claim

    stripped: Any = None
    return replace(check_claim(find_claim(name), tier, kernels), claim=stripped)


def _with_condition(
    result: ClaimResult, claims: Mapping[str, Claim], results: Mapping[str, ClaimResult]
) -> ClaimResult:
    ancestry = tuple((name, results[name].status) for name in ancestors(claims, result.claim.id))
    result = replace(result, ancestry=ancestry)
    if result.status is None or result.failed or result.stands_alone:
        return result
    # A kernel's word on the machine statement is one on a proof: it asks no more of what the claim rests on than `proved` does.
    least = min(rank("argued"), max(rank(result.status), rank("proved")) + 1)
    counted = _ancestors(claims, result.claim.id, lambda name: not results[name].stands_alone)
    weak = [
        (rank(status), name, status)
        for name in counted
        if (status := results[name].status) is not None and rank(status) >= least
    ]
    if not weak:
        return result
    _, name, status = max(weak, key=lambda item: (item[0], item[1]))
    return replace(result, conditional=f"{name} ({status})")


def ancestors(claims: Mapping[str, Claim], name: str) -> tuple[str, ...]:
    """Return everything a claim rests on, directly or not, what is rested on first.

    Examples
    --------
    >>> from symattn.ledger import all_claims
    >>> ancestors(all_claims(), "SM-4c-lim")
    ('SM-1', 'SM-4a', 'SM-4c')

    See Also
    --------
    symattn.ledger.dependency_graph
    """
    return _ancestors(claims, name, lambda current: True)


def _ancestors(claims: Mapping[str, Claim], name: str, entered: Callable[[str], bool]) -> tuple[str, ...]:
    """Return what a claim rests on, without going below those that are not entered."""
    order: dict[str, None] = {}

    def visit(current: str) -> None:
        for parent in claims[current].dependencies:
            if parent not in order:
                if entered(parent):
                    visit(parent)
                order.setdefault(parent)

    visit(name)
    return tuple(order)
