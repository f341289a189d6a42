"""The functions of small gated classes, listed exactly as sorted truth tables."""

from __future__ import annotations

from symattn.capacity.classes.gated import (
    additive_output_codes,
    glued_tables,
    multiplexing_tables,
    product_tables,
    ternary_product_codes,
)
from symattn.capacity.classes.layered_networks import (
    count_layered,
    layered_formula,
    layered_upper_bound,
    two_layer_tables,
)
from symattn.capacity.classes.layers import count_gated_layer, every_synapse_tables
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables

__all__ = [
    "additive_output_codes",
    "bias_free_tables",
    "count_gated_layer",
    "count_layered",
    "every_synapse_tables",
    "glued_tables",
    "layered_formula",
    "layered_upper_bound",
    "multiplexing_tables",
    "polynomial_threshold_tables",
    "product_tables",
    "synaptic_gating_tables",
    "ternary_product_codes",
    "two_layer_tables",
]
