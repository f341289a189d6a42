"""Capacities log2 |class|: Cover's function, exact counts of gated classes, bounds as balls."""

from __future__ import annotations

from symattn.capacity.balls import Ball, log2_ball
from symattn.capacity.bounds import Bounds, capacity_bounds, threshold_lower_bound
from symattn.capacity.class_options import CLASSES
from symattn.capacity.counts import Count, count, output_gating_tables
from symattn.capacity.cover import cover_count, log2_cover_bound, monomials, threshold_upper_bound

__all__ = [
    "CLASSES",
    "Ball",
    "Bounds",
    "Count",
    "capacity_bounds",
    "count",
    "cover_count",
    "log2_ball",
    "log2_cover_bound",
    "monomials",
    "output_gating_tables",
    "threshold_lower_bound",
    "threshold_upper_bound",
]
