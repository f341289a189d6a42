"""Threshold functions of n <= 8 variables, counted class by class: a walk over Chow vectors with exact linear programs."""

from __future__ import annotations

from symattn.threshold.walk.chow_vectors import class_sizes, pack, unpack
from symattn.threshold.walk.chow_walk import Candidates, expand, generations, start, start_keys
from symattn.threshold.walk.classes import (
    ThresholdClasses,
    class_representatives,
    count_threshold,
    threshold_classes,
)
from symattn.threshold.walk.decisions import Decisions, decide
from symattn.threshold.walk.exclusions import Exclusion, exclusion

__all__ = [
    "Candidates",
    "Decisions",
    "Exclusion",
    "ThresholdClasses",
    "class_representatives",
    "class_sizes",
    "count_threshold",
    "decide",
    "exclusion",
    "expand",
    "generations",
    "pack",
    "start",
    "start_keys",
    "threshold_classes",
    "unpack",
]
