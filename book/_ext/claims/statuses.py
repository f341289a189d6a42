"""How each status of the ledger looks: one word, one icon and a colour of the style sheet.

The order is that of strength.  Word and icon say the same as the colour: nothing is lost in black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Status:
    """A status: its key, the word shown, the path of a 16 by 16 icon.

    What a status means is said by the ledger's file; ``meaning`` is for the few words that stand on pages only.
    """

    key: str
    word: str
    path: str
    meaning: str = ""
    failure: bool = False

    def icon(self) -> str:
        """Return the icon as SVG; hidden from screen readers, because the word follows it."""
        return (
            '<svg class="claim-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
            f'<path d="{self.path}" fill="none" stroke="currentColor" stroke-width="1.8" '
            'stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )


_CROSS = "M4 4l8 8M12 4l-8 8"

STRONGEST_FIRST = (
    Status("kernel", "kernel", "M1.5 8.5l3 3L10 5M8 11.5L14.5 5"),
    Status("proved", "proved", "M3 8.5l3.5 3.5L13 4.5"),
    Status("certified", "certified", "M5 8l2.2 2.2L11 6M8 1.8l5 1.8v4.2c0 3-2.2 5-5 6.4-2.8-1.4-5-3.4-5-6.4V3.6z"),
    Status("enclosed", "enclosed", "M5 2.5H2.5v11H5M11 2.5h2.5v11H11M8 7.4v1.2"),
    Status("argued", "argued", "M3 4h10M3 8h10M3 12h6"),
    Status("exhaustive", "exhaustive", "M2.5 2.5h11v11h-11zM2.5 8h11M8 2.5v11"),
    Status("sampled", "sampled", "M4 5v.01M11 4v.01M8 8.5v.01M4.5 12v.01M12 11.5v.01"),
    Status("cited", "cited", "M8 4.2C6.4 3 4.4 2.8 2 3v9.4c2.4-.2 4.4 0 6 1.2 1.6-1.2 3.6-1.4 6-1.2V3c-2.4-.2-4.4 0-6 1.2v9.4"),
    Status("open", "open", "M8 2.2a5.8 5.8 0 1 0 .01 0z"),
)  # fmt: skip

DEFINITION = Status(
    "definition", "definition", "M3.5 6h9M3.5 10h9", "fixes a meaning; there is nothing to check"
)

FAILURES = (
    Status("refuted", "REFUTED", _CROSS, "a counterexample was found: the statement is false as written", failure=True),
    Status("vacuous", "VACUOUS", _CROSS, "the check met no case at all", failure=True),
    Status("undecided", "UNDECIDED", "M5.5 5.5a2.5 2.5 0 1 1 3 3.2c-.5.2-.5.6-.5 1.3M8 13v.01", "the procedures did not decide it", failure=True),
    Status("stale", "STALE", "M8 4.5V8l2.5 2M8 2.2a5.8 5.8 0 1 0 .01 0z", "a record no longer matches the statement or the sources", failure=True),
    Status("failed", "FAILED", _CROSS, "a check broke or a mutant survived", failure=True),
)  # fmt: skip

_BY_KEY = {status.key: status for status in (*STRONGEST_FIRST, DEFINITION, *FAILURES)}

_WEAKEST_LAST = (DEFINITION, *STRONGEST_FIRST, *FAILURES)

# what is only an observation or a conjecture is never called a theorem
_STRONG = frozenset({"kernel", "proved", "certified", "enclosed", "argued", "cited"})


def status_of(claim: dict[str, Any]) -> Status:
    """Return the status of a claim; anything wrong with it, or an unknown word, is a failure."""
    key = claim.get("status")
    if key is None:
        key = "definition" if claim.get("kind") in ("definition", "convention") else "failed"
    status = _BY_KEY.get(str(key).split(" ")[0], _BY_KEY["failed"])
    if claim_failures(claim) and not status.failure:
        return _BY_KEY["failed"]
    return status


def weakness(status: Status) -> int:
    """Return a number that is the higher the less is established; nothing has to be established of a definition."""
    return _WEAKEST_LAST.index(status)


def claim_failures(claim: dict[str, Any]) -> list[str]:
    """Return what is wrong with a claim: its failures and every mutant its evidence did not refute."""
    wrong = [str(failure) for failure in claim.get("failures", ())]
    wrong += [
        f"the erratum was not refuted: {e['statement']}" for e in claim.get("errata", ()) if not e["refuted"]
    ]
    wrong += [
        f"the mutant “{m['text']}” was not refuted" for m in claim.get("mutants", ()) if not m["refuted"]
    ]
    return wrong


def environments(claim: dict[str, Any]) -> tuple[str, ...]:
    """Return the headings a claim may carry, the usual one first.

    A statement that is only checked for small cases is an observation unless its author, who knows that it
    speaks of these cases only, asks for another heading; an open or failed one is a conjecture whoever asks.
    """
    status = status_of(claim)
    if status.key == "definition":
        return ("definition",)
    if status.key in _STRONG:
        return ("theorem", "lemma", "proposition", "corollary")
    if status.key == "exhaustive":
        return ("observation", "theorem", "lemma", "proposition", "corollary")
    if status.key == "sampled":
        return ("observation",)
    return ("conjecture",)
