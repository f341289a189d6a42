"""Theorems of ``symattn/rocq`` with all that they need in one file, each file of the library a module of it: what a reader can compile alone."""

from __future__ import annotations

import re

from symattn.ledger.claim import Claim
from symattn.ledger.kernel.library import Formalised, source_of, with_required

_OTHERS = re.compile(r"^From mathcomp Require Import ([\w\s]+)\.\n", re.M)
_OWN = re.compile(r"^From Symattn Require Import ([\w\s]+)\.\n", re.M)


def one_file(claim: Claim, found: Formalised) -> str:
    """Return a file that states and proves the theorems of a claim and prints what they assume; it needs mathcomp and nothing of this library.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> from symattn.ledger.kernel.library import stated_in_library
    >>> claim = find_claim("CAP-AND")
    >>> one_file(claim, stated_in_library(claim)).splitlines()[-1]
    'Print Assumptions capacity.capacity_and.'
    """
    modules = with_required(found.modules)
    needed = dict.fromkeys(
        name for module in modules for group in _OTHERS.findall(source_of(module)) for name in group.split()
    )
    comment = f"{claim.id}: {claim.title}.\n   {found.note}".replace('"', "'")
    parts = [f"(* {comment} *)", f"From mathcomp Require Import {' '.join(needed)}."]
    for module in modules:
        body = _OWN.sub(lambda match: f"Import {match[1]}.\n", _OTHERS.sub("", source_of(module)))
        parts.append(f"Module {module}.\n{body}End {module}.")
    parts.append("\n".join(f"Print Assumptions {theorem}." for theorem in found.theorems))
    return "\n\n".join(parts) + "\n"
