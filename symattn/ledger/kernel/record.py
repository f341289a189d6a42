"""What a kernel has accepted is kept in ``symattn/rocq/accepted.json``; an entry counts as long as the text that was compiled is that of today.

Property wanted: without coqc, and without minutes of compiling, the ledger shows which claims a kernel has accepted, and never shows it of a text that no kernel has seen.

Construction: an entry holds a digest of what coqc has read. Today's text is made again from the claim, or read from the library, and an entry with another digest is left
aside: the claim then shows what this library can say itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from symattn.errors import InvalidStatement, SymattnError
from symattn.ledger.claim import Claim
from symattn.ledger.kernel.compiling import text_digest
from symattn.ledger.kernel.exporting import export
from symattn.ledger.kernel.library import (
    FOLDER,
    formalised,
    library_digest,
    read_digest,
    stated_in_library,
)
from symattn.ledger.kernel.result import KernelResult

FORMAT = 1
PATH = FOLDER / "accepted.json"


@cache
def _entries() -> dict[str, KernelResult]:
    try:
        listed = json.loads(PATH.read_text(encoding="utf-8"))["accepted"]
    except FileNotFoundError:
        return {}
    return {
        entry["claim"]: KernelResult(
            entry["claim"],
            "rocq",
            entry["version"],
            tuple(entry["assumptions"]),
            entry["seconds"],
            True,
            "",
            entry["source"],
            tuple(entry["theorems"]),
            entry["digest"],
            recorded=True,
        )
        for entry in listed
    }


def recorded_result(claim: Claim) -> KernelResult | None:
    """Return what a kernel said earlier of the text that states and proves the claim today; None if it has not seen that text.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> found = recorded_result(find_claim("TX-6"))
    >>> found.accepted, found.kernel, found.source
    (True, 'rocq', 'export')
    """
    entry = _entries().get(claim.id)
    if entry is None:
        return None
    return entry if entry.digest == _digest(claim, entry.source) else None


def _digest(claim: Claim, source: str) -> str:
    """Return the digest of today's text, or nothing if there is no such text."""
    if source == "library":
        found = stated_in_library(claim)
        return library_digest(found.theorems) if found is not None else ""
    try:
        return text_digest(export(claim, compared=False).text)
    except SymattnError:
        return ""


def write_accepted(results: Iterable[KernelResult]) -> int:
    """Write the record anew from results of today, and return how many were accepted."""
    kept = ("claim", "version", "source", "theorems", "assumptions", "seconds", "digest")
    rows = [json.dumps({key: result.to_json()[key] for key in kept}) for result in results if result.accepted]
    about = "What coqc has accepted; made by: python -m symattn.ledger.kernel"
    lines = ["{", f' "format": {FORMAT},', f' "about": {json.dumps(about)},', ' "accepted": [']
    text = "\n".join([*lines, ",\n".join(f"  {row}" for row in rows), " ]", "}", ""])
    PATH.write_text(text, encoding="utf-8")
    _entries.cache_clear()
    return len(rows)


def why_not(claim: Claim) -> str:
    """Return in a clause why no kernel has accepted a claim: what a theorem leaves out, or why there is none; empty for a definition.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> why_not(find_claim("BY-5"))
    'rests on numbers that were counted or enclosed, for which there is no translation'
    """
    if claim.statement is None:
        return ""
    part = formalised().get(claim.id)
    if part is not None and not part.whole:
        return f"theorems state a part: {part.note}"
    if part is not None and part.compared != read_digest(claim):
        return "the statement has changed since it was compared with its theorems"
    if part is not None:
        return "theorems of symattn/rocq state the claim, but no kernel has accepted them as they are"
    if claim.argument:
        return "the proof is written for people, and no theorem of symattn/rocq states the claim"
    try:
        export(claim, compared=False)
    except InvalidStatement as error:
        return error.rule
    return "it can be exported, but no kernel has accepted the file as it is"
