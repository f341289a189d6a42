"""Finite arrangements of hyperplanes with rational coefficients: their regions and vertices, counted exactly and in two ways."""

from __future__ import annotations

from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.arrangements.region_points import region_points

__all__ = [
    "Arrangement",
    "region_points",
]
