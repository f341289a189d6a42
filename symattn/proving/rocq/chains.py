"""A chain of relations a_0 R_1 a_1 ... R_k a_k between proved theorems gives the relation between its ends."""

from __future__ import annotations

from collections.abc import Sequence

from symattn.proving.rocq.normaliser import Script
from symattn.proving.rocq.theorem import Theorem, theorem
from symattn.proving.statement import Statement


def joined(found: Theorem, links: Sequence[tuple[str, Statement]]) -> tuple[str, Script] | None:
    """Return the script that proves a theorem from the theorems of the links, by their names.

    None where a link speaks of a variable or has a hypothesis that the theorem does not have: then it needs a proof of its own.
    """
    lines = [found.introduction()]
    known = set(found.signature.binders())
    given = {hypothesis.text for hypothesis in found.hypotheses}
    for k, (name, link) in enumerate(links, start=1):
        step = theorem(link)
        bound, needs = set(step.signature.binders()), {hypothesis.text for hypothesis in step.hypotheses}
        if not (bound <= known and needs <= given):
            return None
        lines.append(f"assert (E{k} : {step.conclusion}) by (apply {name}; assumption).")
    return "chain of the theorems before", [*lines, "lra."]
