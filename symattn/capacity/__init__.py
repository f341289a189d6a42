"""Capacities log2 |class|: Cover's function, exact counts of gated classes, bounds as balls, and what the bounds rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symattn.capacity.arrangements import Arrangement, region_points
from symattn.capacity.asymptotics import capacity_table, first_exceeding
from symattn.capacity.balls import Ball, log2_ball
from symattn.capacity.bounds import Bounds, capacity_bounds, threshold_lower_bound
from symattn.capacity.class_options import CLASSES
from symattn.capacity.classes import (
    additive_output_codes,
    bias_free_tables,
    count_gated_layer,
    count_layered,
    every_synapse_tables,
    glued_tables,
    layered_formula,
    layered_upper_bound,
    multiplexing_tables,
    output_gating_tables,
    polynomial_threshold_tables,
    product_tables,
    synaptic_gating_tables,
    ternary_product_codes,
    two_layer_tables,
)
from symattn.capacity.counts import Count, count
from symattn.capacity.cover import (
    cover_count,
    log2_cover,
    log2_cover_bound,
    monomials,
    threshold_upper_bound,
)
from symattn.capacity.enclosures import closed_digits, closed_enclosure, gamma_enclosure
from symattn.capacity.function_sets import FunctionSet, functions
from symattn.capacity.learning import (
    cover_probability,
    critical_load,
    gated_dichotomies,
    in_general_position,
    random_points,
    separability_estimate,
    separable_dichotomies,
    separate,
    vc_bound,
)
from symattn.capacity.orbits import OrbitSet
from symattn.capacity.products import estimate_products
from symattn.capacity.two_block import (
    Basis,
    bases,
    bases_count,
    bases_lower_bound,
    bias_free_arrangement,
    block_functions,
    concentration,
    generic_representative,
    is_generic,
    log2_bases_lower_bound,
    log2_closed_lower_bound,
    log2_threshold_lower_bound,
    lower_bound_table,
    monomial_arrangement,
    two_block_arrangement,
    two_block_bound,
    two_block_epsilon,
    two_value_bound,
    unisolvent_count,
    zero_one_probability,
)

if TYPE_CHECKING:
    from symattn.capacity.gluing import GluedNetwork, glue_gates

__all__ = [
    "CLASSES",
    "Arrangement",
    "Ball",
    "Basis",
    "Bounds",
    "Count",
    "FunctionSet",
    "GluedNetwork",
    "OrbitSet",
    "additive_output_codes",
    "bases",
    "bases_count",
    "bases_lower_bound",
    "bias_free_arrangement",
    "bias_free_tables",
    "block_functions",
    "capacity_bounds",
    "capacity_table",
    "closed_digits",
    "closed_enclosure",
    "concentration",
    "count",
    "count_gated_layer",
    "count_layered",
    "cover_count",
    "cover_probability",
    "critical_load",
    "estimate_products",
    "every_synapse_tables",
    "first_exceeding",
    "functions",
    "gamma_enclosure",
    "gated_dichotomies",
    "generic_representative",
    "glue_gates",
    "glued_tables",
    "in_general_position",
    "is_generic",
    "layered_formula",
    "layered_upper_bound",
    "log2_ball",
    "log2_bases_lower_bound",
    "log2_closed_lower_bound",
    "log2_cover",
    "log2_cover_bound",
    "log2_threshold_lower_bound",
    "lower_bound_table",
    "monomial_arrangement",
    "monomials",
    "multiplexing_tables",
    "output_gating_tables",
    "polynomial_threshold_tables",
    "product_tables",
    "random_points",
    "region_points",
    "separability_estimate",
    "separable_dichotomies",
    "separate",
    "synaptic_gating_tables",
    "ternary_product_codes",
    "threshold_lower_bound",
    "threshold_upper_bound",
    "two_block_arrangement",
    "two_block_bound",
    "two_block_epsilon",
    "two_layer_tables",
    "two_value_bound",
    "unisolvent_count",
    "vc_bound",
    "zero_one_probability",
]


def __getattr__(name: str) -> Any:
    # Networks and the prover are loaded only where gates are glued: bounds start without SymPy.
    if name in ("GluedNetwork", "glue_gates"):
        from symattn.capacity import gluing

        return getattr(gluing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
