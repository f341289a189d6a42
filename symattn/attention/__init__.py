"""Attention: the 18 classes and the mechanisms as transformations of networks, what gating computes, and networks of the literature."""

from symattn.attention.circuits import (
    Collapse,
    Emulation,
    GatingCircuit,
    collapse,
    emulate_in_standard_model,
    gating_circuit,
    parity_by_gating,
    parity_by_thresholds,
)
from symattn.attention.classes import AttentionClass, classes_of, taxonomy
from symattn.attention.gated import Attention, GatedNetwork, OutputGate, SynapticGate
from symattn.attention.gated_layers import GatedLayeredNetwork, LayerGate
from symattn.attention.gating_counts import attention_gatings, count_gatings
from symattn.attention.multiplexing import multiplexing
from symattn.attention.output_gating import output_gating
from symattn.attention.placement import Placement, placement
from symattn.attention.synaptic_gating import synaptic_gating
from symattn.attention.transformers import SymbolicHead, attention_head, encoder_block, score_network

__all__ = [
    "Attention",
    "AttentionClass",
    "Collapse",
    "Emulation",
    "GatedLayeredNetwork",
    "GatedNetwork",
    "GatingCircuit",
    "LayerGate",
    "OutputGate",
    "Placement",
    "SymbolicHead",
    "SynapticGate",
    "attention_gatings",
    "attention_head",
    "classes_of",
    "collapse",
    "count_gatings",
    "emulate_in_standard_model",
    "encoder_block",
    "gating_circuit",
    "multiplexing",
    "output_gating",
    "parity_by_gating",
    "parity_by_thresholds",
    "placement",
    "score_network",
    "synaptic_gating",
    "taxonomy",
]
