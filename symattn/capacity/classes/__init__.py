"""The functions of small gated classes, listed exactly as sorted truth tables."""

from __future__ import annotations

from symattn.capacity.classes.enumerated import enumerated_codes, enumerated_count
from symattn.capacity.classes.gated import glued_tables, multiplexing_tables
from symattn.capacity.classes.layered_networks import (
    count_layered,
    layered_formula,
    layered_upper_bound,
    two_layer_tables,
)
from symattn.capacity.classes.layers import count_gated_layer, every_synapse_tables
from symattn.capacity.classes.products import output_gating_tables, product_tables
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.capacity.classes.three_valued import additive_output_codes, ternary_product_codes

__all__ = [
    "additive_output_codes",
    "bias_free_tables",
    "count_gated_layer",
    "count_layered",
    "enumerated_codes",
    "enumerated_count",
    "every_synapse_tables",
    "glued_tables",
    "layered_formula",
    "layered_upper_bound",
    "multiplexing_tables",
    "output_gating_tables",
    "polynomial_threshold_tables",
    "product_tables",
    "synaptic_gating_tables",
    "ternary_product_codes",
    "two_layer_tables",
]
