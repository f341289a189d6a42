"""The two-block theorem, T_d(n + m) >= T_d(n) B'_d(m) 2^(n D') (1 - eps), its ingredients for small sizes, and its numbers for large ones."""

from __future__ import annotations

from symattn.capacity.two_block.anticoncentration import concentration, two_value_bound, zero_one_probability
from symattn.capacity.two_block.bases import Basis, bases
from symattn.capacity.two_block.basis_bounds import bases_lower_bound, log2_bases_lower_bound
from symattn.capacity.two_block.basis_counts import bases_count, unisolvent_count
from symattn.capacity.two_block.block_arrangement import (
    block_functions,
    generic_representative,
    is_generic,
    two_block_arrangement,
)
from symattn.capacity.two_block.closed_form import log2_closed_lower_bound
from symattn.capacity.two_block.cube_arrangements import bias_free_arrangement, monomial_arrangement
from symattn.capacity.two_block.recursion_table import lower_bound_table
from symattn.capacity.two_block.theorem import log2_threshold_lower_bound, two_block_bound, two_block_epsilon

__all__ = [
    "Basis",
    "bases",
    "bases_count",
    "bases_lower_bound",
    "bias_free_arrangement",
    "block_functions",
    "concentration",
    "generic_representative",
    "is_generic",
    "log2_bases_lower_bound",
    "log2_closed_lower_bound",
    "log2_threshold_lower_bound",
    "lower_bound_table",
    "monomial_arrangement",
    "two_block_arrangement",
    "two_block_bound",
    "two_block_epsilon",
    "two_value_bound",
    "unisolvent_count",
    "zero_one_probability",
]
