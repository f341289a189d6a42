"""Threshold gates H(w.x + b): truth tables, separability with certificates, symmetry, complete lists."""

from __future__ import annotations

from symattn.threshold.arguments import check_table
from symattn.threshold.completeness import Completeness, wall_certificates
from symattn.threshold.enumeration import (
    ThresholdFunctions,
    canonical_gates,
    threshold_functions,
)
from symattn.threshold.lists import threshold_table_chunks
from symattn.threshold.lookup import are_threshold
from symattn.threshold.sampling import (
    FractionEstimate,
    ThresholdSample,
    estimate_fraction,
    random_threshold,
)
from symattn.threshold.separability import Separability, is_threshold
from symattn.threshold.symmetry import (
    canonical_form,
    classes,
    orbit,
    orbit_size,
    representative,
    transform,
)
from symattn.threshold.tables import (
    complement,
    evaluate,
    glue,
    points,
    restrict,
    truth_table,
)
from symattn.threshold.walk import (
    ThresholdClasses,
    class_representatives,
    count_threshold,
    threshold_classes,
)

__all__ = [
    "Completeness",
    "FractionEstimate",
    "Separability",
    "ThresholdClasses",
    "ThresholdFunctions",
    "ThresholdSample",
    "are_threshold",
    "canonical_form",
    "canonical_gates",
    "check_table",
    "class_representatives",
    "classes",
    "complement",
    "count_threshold",
    "estimate_fraction",
    "evaluate",
    "glue",
    "is_threshold",
    "orbit",
    "orbit_size",
    "points",
    "random_threshold",
    "representative",
    "restrict",
    "threshold_classes",
    "threshold_functions",
    "threshold_table_chunks",
    "transform",
    "truth_table",
    "wall_certificates",
]
