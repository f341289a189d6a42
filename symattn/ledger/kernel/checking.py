"""Claims checked once more by a kernel that shares no code with this library.

A claim is accepted if every part of its machine statement is a theorem that coqc compiles, or if theorems of ``symattn/rocq`` state all of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from symattn.errors import InvalidArgument, SymattnError
from symattn.ledger.claim import Claim
from symattn.ledger.kernel.compiling import check_file, rocq_version
from symattn.ledger.kernel.exporting import export
from symattn.ledger.kernel.library import check_library, stated_in_library
from symattn.ledger.kernel.one_file import one_file
from symattn.ledger.kernel.record import recorded_result
from symattn.ledger.kernel.result import KernelResult
from symattn.ledger.registry import all_claims, find_claim

#: Seconds for one file.
TIME_LIMIT = 300.0


def export_claim(identifier: str) -> str:
    """Return a file of Rocq that states and proves the claim, and needs nothing of this library.

    The statement is translated by the machine; where that cannot be done, or a kernel has refused the proof, and theorems of ``symattn/rocq`` state the whole
    claim, these are written with all that they need.

    Raises
    ------
    UnknownName
        If there is no such claim.
    InvalidStatement
        If it cannot be exported; the message says why.

    Examples
    --------
    >>> text = export_claim("TX-6")
    >>> start = text.index("Theorem TX_6")
    >>> print(text[start : text.index("Proof", start)].strip())
    Theorem TX_6 :
      forall (R_j w_ji g O_i : R),
      R_j + w_ji * (g * O_i) = R_j + g * w_ji * O_i.
    """
    claim = find_claim(identifier)
    found, known = stated_in_library(claim), recorded_result(claim)
    if found is not None and (claim.argument or (known is not None and known.source == "library")):
        return one_file(claim, found)
    return export(claim).text


def check_with_rocq(
    ids: Iterable[str] | None = None,
    jobs: int | None = None,
    time_limit: float = TIME_LIMIT,
    progress: Callable[[str], None] | None = None,
) -> dict[str, KernelResult]:
    """Compile the theorems of claims, several files at a time, and return what the kernel said of each; all claims with a machine statement by default.

    A translation by the machine counts before one by people: theorems of the library are asked for where the export of a claim is refused.
    ``time_limit`` is for one file, in seconds; ``progress`` is called once for each claim, with its id.

    Raises
    ------
    MissingExtra
        If there is no coqc; the message says how to install it.
    UnknownName
        If an id is not one of a claim.
    InvalidArgument
        If there are no jobs, or no time.
    """
    claims = (
        [find_claim(identifier) for identifier in ids]
        if ids is not None
        else [claim for claim in all_claims().values() if claim.statement is not None]
    )
    if jobs is not None and jobs < 1:
        raise InvalidArgument("jobs", "must be at least 1", jobs)
    if not time_limit > 0:
        raise InvalidArgument("time_limit", "must be positive", time_limit)
    rocq_version()
    jobs = jobs or os.cpu_count() or 1

    def one(claim: Claim) -> KernelResult:
        result = _exported(claim, time_limit)
        # of the others the library tells
        if progress is not None and (result.accepted or stated_in_library(claim) is None):
            progress(claim.id)
        return result

    with ThreadPoolExecutor(jobs) as pool:
        found = {result.claim: result for result in pool.map(one, claims)}
    refused = [claim for claim in claims if not found[claim.id].accepted]
    return found | check_library(refused, jobs=jobs, time_limit=time_limit, progress=progress)


def _exported(claim: Claim, time_limit: float) -> KernelResult:
    try:
        exported = export(claim)
    except SymattnError as error:
        return KernelResult(claim.id, "rocq", rocq_version(), (), 0.0, False, str(error))
    return check_file(exported.text, exported.theorems, name=claim.id, time_limit=time_limit)
