"""Classes of functions of up to five variables, orbit by orbit under permutations and negations of the inputs."""

from __future__ import annotations

from symattn.capacity.orbits.by_orbits import orbit_count, orbit_set, orbit_tally
from symattn.capacity.orbits.conjunctions import conjunction_classes, conjunction_numbers
from symattn.capacity.orbits.gate_products import glued_classes, joined_classes, two_layer_classes
from symattn.capacity.orbits.multiplexed import multiplexing_classes
from symattn.capacity.orbits.orbit_sets import OrbitSet, all_functions
from symattn.capacity.orbits.polynomial_signs import polynomial_sign_classes
from symattn.capacity.orbits.sign_products import sign_product_classes

__all__ = [
    "OrbitSet",
    "all_functions",
    "conjunction_classes",
    "conjunction_numbers",
    "glued_classes",
    "joined_classes",
    "multiplexing_classes",
    "orbit_count",
    "orbit_set",
    "orbit_tally",
    "polynomial_sign_classes",
    "sign_product_classes",
    "two_layer_classes",
]
