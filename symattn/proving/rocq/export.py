"""Statements become one self-contained file of Rocq: header, definitions, theorems with their scripts, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symattn.proving.rocq.chains import joined
from symattn.proving.rocq.comparison import compare
from symattn.proving.rocq.definitions import HEADER, needed
from symattn.proving.rocq.scripts import TermBound, script
from symattn.proving.rocq.theorem import theorem
from symattn.proving.rocq.written import written
from symattn.proving.statement import Statement


@dataclass(frozen=True)
class Exported:
    """A file of Rocq, and the names of its theorems."""

    text: str
    theorems: tuple[str, ...]


@dataclass(frozen=True)
class Goal:
    """A statement to export, with bounds on single terms that its proof sums up.

    ``links`` says which of the goals before it, counted from 1, are the links of a chain between its two sides.
    """

    statement: Statement
    bounds: tuple[TermBound, ...] = ()
    links: tuple[int, ...] = ()


def export_goals(goals: Sequence[Goal], *, name: str, comment: str, compared: bool = True) -> Exported:
    """Return a file that states and proves each statement as a theorem; ``comment`` becomes its header.

    What the theorems say is read back and compared with the statements, unless ``compared`` is false: for the text of a file that was compared
    before. Whether the proofs are accepted, only Rocq can tell.

    Raises
    ------
    InvalidStatement
        If a statement has no translation, or was translated wrongly; then there is no file at all.
    """
    bodies: list[str] = []
    names: list[str] = []
    comments = [comment]
    for k, goal in enumerate(goals, start=1):
        own = name if len(goals) == 1 else f"{name}_{k}"
        found = theorem(goal.statement)
        links = [(names[j - 1], goals[j - 1].statement) for j in goal.links]
        chain = joined(found, links) if links else None
        family, lines = chain or written(found) or script(found, goal.bounds)
        proof = "\n".join(["Proof.", *(f"  {line.removeprefix('  ')}" for line in lines), "Qed."])
        bodies.append(f"(* {family} *)\n{found.text(own)}\n{proof}")
        names.append(own)
        renamed = ", ".join(f"{old} is {new}" for old, new in found.signature.names.renamed)
        if renamed:
            comments.append(f"In {own}: {renamed}.")
    comments = [_plain(line) for line in comments]
    head = "(* " + "\n   ".join(comments) + " *)"
    checks = "\n".join(f"Print Assumptions {own}." for own in names)
    parts = [head, HEADER, *needed(bodies), *bodies, checks]
    text = "\n\n".join(parts) + "\n"
    for own, goal in zip(names, goals, strict=True) if compared else ():
        compare(goal.statement, text, own)
    return Exported(text, tuple(names))


def _plain(comment: str) -> str:
    """Return text that neither ends a comment of Rocq nor begins a string in it."""
    return comment.replace('"', "'").replace("(*", "( *").replace("*)", "* )")
