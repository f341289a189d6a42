"""Proofs written by hand, where no script of `scripts` is enough: files of Rocq in ``proofs/``, found by what the theorem says.

A file is a sequence of lemmas, tactics and theorems with a blank line between two of them and none inside.  It uses the definitions of
`definitions`, which the exported file has at its beginning.  A theorem that says something else, be it by a sign, has no proof here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from symattn.proving.rocq.definitions import add_lemmas
from symattn.proving.rocq.theorem import Theorem

FOLDER = Path(__file__).parent / "proofs"
#: The files, each of which may use the lemmas of those before it.
FILES = (
    "logarithms",
    "induction",
    "functions",
    "sums",
    "averages",
    "integers",
    "quotients",
    "near_gates",
    "entropy",
    "powers",
)
_THEOREM = re.compile(r"Theorem (\w+) :\s(.*?)\.\nProof\.\n?(.*?)\s*Qed\.", flags=re.S)
_HELPER = re.compile(r"(?:Lemma|Fixpoint|Definition|Ltac) (\w+)")


@cache
def _proofs() -> dict[str, tuple[str, list[str]]]:
    """Return name and script of each written proof, by the text of its theorem; its lemmas become known to `definitions`."""
    proofs: dict[str, tuple[str, list[str]]] = {}
    for name in FILES:
        for block in (FOLDER / f"{name}.v").read_text(encoding="utf-8").split("\n\n"):
            theorem, helper = _THEOREM.match(block.strip()), _HELPER.match(block)
            if theorem:
                own, says, script = theorem.groups()
                proofs[" ".join(says.split())] = (own, script.splitlines())
            elif helper:
                add_lemmas({helper.group(1): block.strip()})
    return proofs


def written(found: Theorem) -> tuple[str, list[str]] | None:
    """Return the family and the script of a theorem that is proved by hand, or None.

    Examples
    --------
    >>> from symattn.proving import read_statement
    >>> from symattn.proving.rocq.theorem import theorem
    >>> written(theorem(read_statement("n + 1 <= 2**n", assuming="n positive integer")))[0]
    'written proof: successor_below_power'
    >>> written(theorem(read_statement("n + 2 <= 2**n", assuming="n positive integer"))) is None
    True
    """
    says = found.text("t").partition(":")[2].strip().removesuffix(".")
    proof = _proofs().get(" ".join(says.split()))
    return None if proof is None else (f"written proof: {proof[0]}", proof[1])
