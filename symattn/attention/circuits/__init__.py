"""What gating replaces: polynomials by gatings, Boolean gates by threshold units and back, parity both ways."""

from symattn.attention.circuits.collapsing import Collapse, collapse
from symattn.attention.circuits.emulation import Emulation, emulate_in_standard_model
from symattn.attention.circuits.parity import parity_by_gating, parity_by_thresholds
from symattn.attention.circuits.polynomials import GatingCircuit, gating_circuit

__all__ = [
    "Collapse",
    "Emulation",
    "GatingCircuit",
    "collapse",
    "emulate_in_standard_model",
    "gating_circuit",
    "parity_by_gating",
    "parity_by_thresholds",
]
