"""Long computations in blocks that can be killed and resumed: a directory of JSON and raw arrays, and any executor to compute the blocks."""

from __future__ import annotations

from symattn.capacity.runs.blocks import BlockResult, WorkersLost, run_blocks
from symattn.capacity.runs.files import RunNotWritten, RunRefused, array_digest
from symattn.capacity.runs.merge import merge_unique
from symattn.capacity.runs.processes import Processes, check_jobs
from symattn.capacity.runs.store import Run

__all__ = [
    "BlockResult",
    "Processes",
    "Run",
    "RunNotWritten",
    "RunRefused",
    "WorkersLost",
    "array_digest",
    "check_jobs",
    "merge_unique",
    "run_blocks",
]
