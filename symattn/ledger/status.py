"""The status of a claim is computed from its evidence: a word from one ordered list, strongest first."""

from __future__ import annotations

from symattn.proving.verdict import Extent

#: The statuses of own evidence, strongest first; a definition has none.
STATUSES = ("kernel", "proved", "certified", "enclosed", "argued", "exhaustive", "sampled", "cited", "open")
#: What a claim shows instead of a status when its check fails; verification then ends with an error.
FAILURES = ("refuted", "undecided", "stale", "surviving mutant", "standing erratum", "broken check")

#: What each status and each failure means, in one sentence.
MEANING = {
    "kernel": "proved for all sizes, and an independent proof kernel (Rocq) has accepted the proof",
    "proved": "decided in full generality by a procedure or a rule; the certificate is re-checked by other code",
    "certified": "a finite statement (finitely many points or sizes), decided with a re-checked certificate",
    "enclosed": "a finite numerical statement, decided by enclosures with a rigorous error",
    "argued": "a written proof in numbered steps; its finite consequences are tested, no machine has checked the steps",
    "exhaustive": "a general statement, checked exactly in every case up to the size shown, and no further",
    "sampled": "tested at random points only",
    "cited": "taken from the literature",
    "open": "not established; the entry says what is missing",
    "refuted": "false: a counterexample is shown",
    "undecided": "the procedures declined to answer, which is not a success",
    "stale": "rests on a stored result that other code than today's has computed; it has to be computed again",
    "surviving mutant": "a false variant was not refuted, so the evidence proves too much",
    "standing erratum": "a statement recorded as false was not refuted",
    "broken check": "a check raised an error, so nothing is known",
}
_OF_EXTENT: dict[Extent, str] = {
    "general": "proved",
    "finite": "certified",
    "enclosed": "enclosed",
    "instances": "exhaustive",
}


def status_of_extent(extent: Extent) -> str:
    """Return the status that a positive verdict of this extent supports."""
    return _OF_EXTENT[extent]


def rank(status: str) -> int:
    """Return the position of a status, 0 the strongest; failures rank below everything."""
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)
