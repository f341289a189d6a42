"""Attention for symbolic sizes: units of a layer, or their synapses, are changed by outputs of a network over the same inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import Attention, Operation, Place
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import transfer
from symattn.model.units import Synapse, Unit

__all__ = ["GatedLayeredNetwork", "LayerGate"]


@dataclass(frozen=True)
class LayerGate:
    """The activations ("S"), outputs ("O") or incoming weights ("w") of a layer are changed by a signal z, to t + a z or z t.

    The signal is an output of ``network``, or an expression without inputs. A network of one output attends to all of the layer; otherwise its
    output i attends to unit i, its output j to the synapses from unit j of the layer below. Biases are not attended as weights.

    See Also
    --------
    OutputGate, SynapticGate : attention of one unit or synapse.

    References
    ----------
    Claim TX-2.
    """

    target: Place
    layer: int
    network: Any
    operation: Operation = "*"
    weight: Any = sp.S.One

    def changed(self, signal: Any, at: Any, fresh: Iterator[Any]) -> Any:
        """Return the target changed by the signal that attends to the unit or source ``at``."""
        sent = self.network.output_at(at, fresh) if isinstance(self.network, LayeredNetwork) else self.network
        return sent * signal if self.operation == "*" else signal + self.weight * sent


@dataclass(frozen=True)
class GatedLayeredNetwork(LayeredNetwork):
    r"""A layered network of symbolic sizes with attention; made by `output_gating`, `synaptic_gating` and `AttentionClass.attend`.

    Parameters
    ----------
    gates
        `LayerGate` objects; several on one layer act in the order given. The rest as for `LayeredNetwork`.

    Examples
    --------
    Output gating of two linear units of n inputs:

    >>> from symattn.algebra import dimension
    >>> n = dimension("n")
    >>> f, g = Network.feedforward([n, 1], weights="w"), Network.feedforward([n, 1], weights="v")
    >>> gate = LayerGate("O", 1, g)
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

    def _attended(self, target: Place, layer: int, signal: Any, at: Any, fresh: Iterator[Any]) -> Any:
        for gate in self.gates:
            if gate.target == target and gate.layer == layer:
                signal = gate.changed(signal, at, fresh)
        return signal

    def _carried(
        self, layer: int, target: Any, source: Any, weight: Any, signal: Any, fresh: Iterator[Any]
    ) -> Any:
        return self._attended("w", layer, weight, source, fresh) * signal

    def _activated(self, layer: int, unit: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        return self._attended("S", layer, signal, unit, fresh)

    def _emitted(self, layer: int, unit: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        return self._attended("O", layer, signal, unit, fresh)

    def _networks(self) -> tuple[LayeredNetwork, ...]:
        gating = (gate.network for gate in self.gates)
        return (*super()._networks(), *(net for net in gating if isinstance(net, LayeredNetwork)))

    def _values(self) -> list[Any]:
        constants = [gate.network for gate in self.gates if not isinstance(gate.network, LayeredNetwork)]
        return [*super()._values(), *constants, *(gate.weight for gate in self.gates)]

    def _units(
        self, sizes: Mapping[Any, int], names: list[str], prefix: str
    ) -> tuple[list[Unit], list[str], list[Any]]:
        units, outputs, marks = super()._units(sizes, names, prefix)
        own = f"{prefix}{self.units}"
        for number, gate in enumerate(self.gates, 1):
            if isinstance(gate.network, LayeredNetwork):
                gating, ends, below = gate.network._units(sizes, names, f"{prefix}gate{number}.")
            else:
                constant = Unit(f"{prefix}gate{number}", "identity", bias=gate.network)
                gating, ends, below = [constant], [constant.name], []
            units += gating
            marks += below
            layer = [unit for unit in units if unit.name.startswith(f"{own}{gate.layer}.")]
            count = self._count_below(gate.layer, sizes)
            for i, unit in enumerate(layer):
                # synapses from sides come after those from the layer below
                places: list[str | Synapse] = [unit.name]
                if gate.target == "w":
                    places = [(source, unit.name) for source, _ in unit.incoming[:count]]
                for j, place in enumerate(places):
                    at = i if gate.target != "w" else j
                    by = ends[at if len(ends) > 1 else 0]
                    marks.append(Attention("O", gate.target, gate.operation, by, place, gate.weight))
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
        gates = [
            {
                "target": g.target,
                "layer": g.layer,
                "operation": g.operation,
                "weight": str(g.weight),
                "network": g.network.to_json() if isinstance(g.network, LayeredNetwork) else str(g.network),
            }
            for g in self.gates
        ]
        return {**super().to_json(), "gates": gates}


def attended_layers(
    network: LayeredNetwork,
    origin: Place,
    target: Place,
    operation: Operation,
    by: Any,
    layer: Any,
    weight: Any,
) -> GatedLayeredNetwork:
    """Return the layered network with attention of a class; an attending activation is the output of the network before its last transfer."""
    number = network.layer_named(layer)
    if origin == "w":
        if isinstance(by, LayeredNetwork):
            raise InvalidArgument(
                "by",
                "must be a weight, since the class sends one",
                "a network",
                "Give an expression, such as 'c'.",
            )
        return with_layer_gate(network, LayerGate(target, number, as_weight(by, "by"), operation, weight))
    size = network.sizes[number - 1] if target == "w" else network.sizes[number]
    other = gating_network(network, by, size)
    if origin == "S":
        if isinstance(other, GatedLayeredNetwork) and any(
            gate.target == "O" and gate.layer == other.depth() for gate in other.gates
        ):
            raise InvalidArgument(
                "by",
                "must not have gated outputs, since its activations are sent",
                "a gated network",
                "Use origin 'O'.",
            )
        other = replace(other, transfers=(*other.transfers[:-1], transfer("identity")))
    return with_layer_gate(network, LayerGate(target, number, other, operation, weight))


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
