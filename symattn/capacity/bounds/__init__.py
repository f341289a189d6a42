"""Lower and upper bounds of the capacity of every class, as balls with the claims they rest on."""

from __future__ import annotations

from symattn.capacity.bounds.class_bounds import Bounds, capacity_bounds, threshold_lower_bound

__all__ = [
    "Bounds",
    "capacity_bounds",
    "threshold_lower_bound",
]
