"""Second counts of the classes of gated units, by characterisations: they share no code with the lists of all functions."""

from __future__ import annotations

from symattn.capacity.characterised.entry import (
    MAX_CHARACTERISED,
    characterised_classes,
    characterised_codes,
    characterised_count,
)
from symattn.capacity.characterised.unit_programs import UnitRefutation, UnitWitness, membership

__all__ = [
    "MAX_CHARACTERISED",
    "UnitRefutation",
    "UnitWitness",
    "characterised_classes",
    "characterised_codes",
    "characterised_count",
    "membership",
]
