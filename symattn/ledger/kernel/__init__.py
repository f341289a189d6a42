"""A second opinion: claims as theorems of Rocq, compiled by coqc, which shares no code with this library."""

from symattn.ledger.kernel.checking import check_with_rocq, export_claim
from symattn.ledger.kernel.compiling import check_file, rocq_version
from symattn.ledger.kernel.record import recorded_result
from symattn.ledger.kernel.result import ALLOWED, KernelResult

__all__ = [
    "ALLOWED",
    "KernelResult",
    "check_file",
    "check_with_rocq",
    "export_claim",
    "recorded_result",
    "rocq_version",
]
