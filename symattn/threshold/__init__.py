"""Threshold gates H(w.x + b): truth tables, separability with certificates, symmetry, complete lists."""

from __future__ import annotations

from symattn.threshold.arguments import check_table
from symattn.threshold.completeness import Completeness, wall_certificates
from symattn.threshold.enumeration import (
    ThresholdFunctions,
    canonical_gates,
    count_threshold,
    threshold_functions,
)
from symattn.threshold.separability import Separability, is_threshold
from symattn.threshold.symmetry import canonical_form, classes, orbit, transform
from symattn.threshold.tables import (
    complement,
    evaluate,
    glue,
    points,
    restrict,
    truth_table,
)

__all__ = [
    "Completeness",
    "Separability",
    "ThresholdFunctions",
    "canonical_form",
    "canonical_gates",
    "check_table",
    "classes",
    "complement",
    "count_threshold",
    "evaluate",
    "glue",
    "is_threshold",
    "orbit",
    "points",
    "restrict",
    "threshold_functions",
    "transform",
    "truth_table",
    "wall_certificates",
]
