"""How many examples a gate, or a product of gates, can store: separability, critical loads and the dimension of Vapnik and Chervonenkis."""

from __future__ import annotations

from symattn.capacity.learning.loads import cover_probability, critical_load, vc_bound
from symattn.capacity.learning.random_dichotomies import (
    SeparabilityEstimate,
    gated_dichotomies,
    separability_estimate,
)
from symattn.capacity.learning.separability import (
    in_general_position,
    random_points,
    separable_dichotomies,
    separate,
)

__all__ = [
    "SeparabilityEstimate",
    "cover_probability",
    "critical_load",
    "gated_dichotomies",
    "in_general_position",
    "random_points",
    "separability_estimate",
    "separable_dichotomies",
    "separate",
    "vc_bound",
]
