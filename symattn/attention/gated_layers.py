"""Gating for symbolic sizes: unit i of a layer, or the synapses from unit j, times an output of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from symattn.attention.gated import GatedNetwork, OutputGate, SynapticGate
from symattn.errors import InvalidArgument
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.units import Unit

__all__ = ["GatedLayeredNetwork", "LayerGate"]


@dataclass(frozen=True)
class LayerGate:
    """The units of a layer ("output"), or its incoming synapses ("synaptic"), times outputs of a network.

    A network of one output gates all of them; otherwise its output i gates unit i, its output j the synapses
    from unit j of the layer below. Biases are not gated.
    """

    kind: Literal["output", "synaptic"]
    layer: int
    network: LayeredNetwork


@dataclass(frozen=True)
class GatedLayeredNetwork(LayeredNetwork):
    r"""A layered network of symbolic sizes with gates; made by `output_gating` and `synaptic_gating`.

    Parameters
    ----------
    gates
        `LayerGate` objects; several on one layer multiply. The rest as for `LayeredNetwork`.

    Examples
    --------
    Output gating of two linear units of n inputs:

    >>> from symattn.algebra import dimension
    >>> n = dimension("n")
    >>> f, g = Network.feedforward([n, 1], weights="w"), Network.feedforward([n, 1], weights="v")
    >>> gate = LayerGate("output", 1, g)
    >>> net = GatedLayeredNetwork(f.sizes, f.transfers, f.weights, f.biases, gates=(gate,))
    >>> net.output()
    Sum(v[j]*x[j], (j, 1, n))*Sum(w[i]*x[i], (i, 1, n))
    >>> net.output().subs(n, 2).doit() == f.at({n: 2}).output()*g.at({n: 2}).output()
    True

    See Also
    --------
    GatedNetwork

    References
    ----------
    FA-2, FA-5.
    """

    gates: tuple[LayerGate, ...] = ()

    def _carried(self, layer: int, target: Any, source: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        for gate in self.gates:
            if gate.kind == "synaptic" and gate.layer == layer:
                signal = gate.network.output_at(source, fresh) * signal
        return signal

    def _emitted(self, layer: int, unit: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        for gate in self.gates:
            if gate.kind == "output" and gate.layer == layer:
                signal = gate.network.output_at(unit, fresh) * signal
        return signal

    def _networks(self) -> tuple[LayeredNetwork, ...]:
        return (*super()._networks(), *(gate.network for gate in self.gates))

    def _units(
        self, sizes: Mapping[Any, int], names: list[str], prefix: str
    ) -> tuple[list[Unit], list[str], list[Any]]:
        units, outputs, marks = super()._units(sizes, names, prefix)
        own = f"{prefix}{self.units}"
        for number, gate in enumerate(self.gates, 1):
            gating, ends, below = gate.network._units(sizes, names, f"{prefix}gate{number}.")
            units += gating
            marks += below
            layer = [unit for unit in units if unit.name.startswith(f"{own}{gate.layer}.")]
            if gate.kind == "output":
                marks += [
                    OutputGate(unit.name, ends[k if len(ends) > 1 else 0]) for k, unit in enumerate(layer)
                ]
            else:
                count = self._count_below(gate.layer, sizes)
                marks += [
                    SynapticGate(source, unit.name, ends[k if len(ends) > 1 else 0])
                    for unit in layer
                    for k, (source, _) in enumerate(unit.incoming[:count])  # synapses from sides come after
                ]
        return units, outputs, marks

    def _count_below(self, layer: int, sizes: Mapping[Any, int]) -> int:
        size = self.sizes[layer - 1]
        return size if isinstance(size, int) else int(size.subs(dict(sizes)))

    def _assembled(
        self, inputs: list[Any], units: list[Unit], outputs: list[str], marks: list[Any]
    ) -> Network:
        return GatedNetwork(inputs, units, outputs, marks)

    def to_json(self) -> dict[str, Any]:
        """Return the network as plain data; sizes and weights are texts."""
        gates = [{"kind": g.kind, "layer": g.layer, "network": g.network.to_json()} for g in self.gates]
        return {**super().to_json(), "gates": gates}


def with_layer_gate(network: LayeredNetwork, gate: LayerGate) -> GatedLayeredNetwork:
    """Return the layered network with a further gate."""
    gated = as_gated(network)
    return replace(gated, gates=(*gated.gates, gate))


def as_gated(network: LayeredNetwork) -> GatedLayeredNetwork:
    """Return the layered network as one that may have gates."""
    if isinstance(network, GatedLayeredNetwork):
        return network
    return GatedLayeredNetwork(**{f.name: getattr(network, f.name) for f in fields(network)})


def gating_network(network: LayeredNetwork, by: object, size: Any) -> LayeredNetwork:
    """Return ``by`` if it is a layered network over the same inputs with one output, or ``size`` of them."""
    if not isinstance(by, LayeredNetwork):
        raise InvalidArgument(
            "by",
            "must be a network of symbolic size over the same inputs",
            by,
            "For example Network.feedforward([n, 1], weights='v').",
        )
    if by.sizes[0] != network.sizes[0] or by.inputs != network.inputs:
        raise InvalidArgument(
            "by",
            "must have the inputs of the network",
            f"{by.inputs}[1..{by.sizes[0]}]",
            f"Inputs: {network.inputs}[1..{network.sizes[0]}].",
        )
    if by.sizes[-1] not in (1, size):
        raise InvalidArgument("by", f"must have one output, or {size} of them", str(by.sizes[-1]))
    return by
