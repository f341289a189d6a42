"""Permutations and negations of inputs, and of outputs: their action on truth tables, canonical forms, orbits and classes."""

from __future__ import annotations

from symattn.threshold.symmetry.actions import orbit, transform
from symattn.threshold.symmetry.canonical import canonical_form, orbit_size, representative
from symattn.threshold.symmetry.classes import classes

__all__ = [
    "canonical_form",
    "classes",
    "orbit",
    "orbit_size",
    "representative",
    "transform",
]
