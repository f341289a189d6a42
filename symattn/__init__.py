"""symattn: a symbolic mathematics companion to the theory of attention of Baldi and Vershynin.

Nothing is asserted that was not checked, and everyone can see how it was checked.  The names below are loaded when they are
first used, so that ``import symattn`` costs little more than Python itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

#: The version of the library.
__version__ = "0.1.0"

if TYPE_CHECKING:
    from symattn.algebra import QuadraticForm as QuadraticForm
    from symattn.algebra import dimension as dimension
    from symattn.algebra import gating_rank as gating_rank
    from symattn.algebra import matrices as matrices
    from symattn.algebra import vectors as vectors
    from symattn.attention import AttentionClass as AttentionClass
    from symattn.attention import attention_head as attention_head
    from symattn.attention import collapse as collapse
    from symattn.attention import count_gatings as count_gatings
    from symattn.attention import emulate_in_standard_model as emulate_in_standard_model
    from symattn.attention import gating_circuit as gating_circuit
    from symattn.attention import multiplexing as multiplexing
    from symattn.attention import output_gating as output_gating
    from symattn.attention import synaptic_gating as synaptic_gating
    from symattn.attention import taxonomy as taxonomy
    from symattn.attention.zoo import zoo as zoo
    from symattn.capacity import capacity_bounds as capacity_bounds
    from symattn.capacity import count as count
    from symattn.capacity import cover_count as cover_count
    from symattn.capacity import functions as functions
    from symattn.capacity import log2_cover_bound as log2_cover_bound
    from symattn.certificates import check_certificate as check_certificate
    from symattn.ledger import claim as claim
    from symattn.ledger import claims as claims
    from symattn.model import H as H
    from symattn.model import Network as Network
    from symattn.model import Unit as Unit
    from symattn.model import growth_bound as growth_bound
    from symattn.model import lambdify as lambdify
    from symattn.model import logistic as logistic
    from symattn.model import relu as relu
    from symattn.model import sgn as sgn
    from symattn.model import softmax as softmax
    from symattn.proving import Derivation as Derivation
    from symattn.proving import Verdict as Verdict
    from symattn.proving import prove as prove
    from symattn.proving import refute as refute
    from symattn.threshold import is_threshold as is_threshold
    from symattn.threshold import threshold_functions as threshold_functions
    from symattn.threshold import truth_table as truth_table

_HOME = {
    "algebra": ("QuadraticForm", "dimension", "gating_rank", "matrices", "vectors"),
    "attention": (
        "AttentionClass",
        "attention_head",
        "collapse",
        "count_gatings",
        "emulate_in_standard_model",
        "gating_circuit",
        "multiplexing",
        "output_gating",
        "synaptic_gating",
        "taxonomy",
    ),
    "attention.zoo": ("zoo",),
    "capacity": ("capacity_bounds", "count", "cover_count", "functions", "log2_cover_bound"),
    "certificates": ("check_certificate",),
    "ledger": ("claim", "claims"),
    "model": ("H", "Network", "Unit", "growth_bound", "lambdify", "logistic", "relu", "sgn", "softmax"),
    "proving": ("Derivation", "Verdict", "prove", "refute"),
    "threshold": ("is_threshold", "threshold_functions", "truth_table"),
}
_PUBLIC = {name: package for package, names in _HOME.items() for name in names}
__all__ = sorted((*_PUBLIC, "__version__", "plots"))


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        value = getattr(import_module(f"symattn.{_PUBLIC[name]}"), name)
        globals()[name] = value
        return value
    if name == "plots":
        return import_module("symattn.plots")
    raise AttributeError(f"module 'symattn' has no attribute {name!r}; its names are {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
