"""The attention mechanisms as transformations of a network: multiplexing, output gating, synaptic gating."""

from symattn.attention.gated import GatedNetwork, OutputGate, SynapticGate
from symattn.attention.gated_layers import GatedLayeredNetwork, LayerGate
from symattn.attention.multiplexing import multiplexing
from symattn.attention.output_gating import output_gating
from symattn.attention.synaptic_gating import synaptic_gating

__all__ = [
    "GatedLayeredNetwork",
    "GatedNetwork",
    "LayerGate",
    "OutputGate",
    "SynapticGate",
    "multiplexing",
    "output_gating",
    "synaptic_gating",
]
