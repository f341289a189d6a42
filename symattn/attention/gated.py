"""Gating multiplies: an output gate turns O_i into O_k O_i, a synaptic gate turns w_ij into O_k w_ij.

A `GatedNetwork` is a network whose synapses carry, and whose units emit, products with outputs of other
units.  Everything else (order, expression, exact and NumPy values) is the propagation of the standard model,
unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import Arithmetic
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.units import ONE, Synapse, Unit, listing

V = TypeVar("V")
N = TypeVar("N", bound=Network)

__all__ = ["Gate", "GatedNetwork", "OutputGate", "SynapticGate"]


@dataclass(frozen=True)
class OutputGate:
    """The output of ``unit`` is multiplied by that of ``by``."""

    unit: str
    by: str


@dataclass(frozen=True)
class SynapticGate:
    """The weight of the synapse from ``source`` to ``target`` is multiplied by the output of ``by``."""

    source: str
    target: str
    by: str


Gate: TypeAlias = OutputGate | SynapticGate


@dataclass(frozen=True, init=False)
class GatedNetwork(Network):
    r"""A feed-forward network with gates, :math:`S_i = \sum_j g_{ij} w_{ij} O_j,\ O_i = g_i f_i(S_i)`.

    Each g is a product of outputs of gating units, 1 without a gate.

    Made by `output_gating` and `synaptic_gating`.

    Parameters
    ----------
    inputs, units, outputs
        As for `Network`.
    gates
        `OutputGate` and `SynapticGate` objects; several on one target multiply.

    Raises
    ------
    InvalidArgument
        If gates and synapses together form a cycle, or a gate stands on an input or on no synapse.
    UnknownName
        If a gate names a unit that does not exist.

    Examples
    --------
    An identity unit gated by a threshold unit with the same activation is a ReLU:

    >>> net = GatedNetwork(["x"], [Unit("u", "identity", [("x", 1)]), Unit("g", "H", [("x", 1)])], ["u"],
    ...                    gates=[OutputGate("u", by="g")])
    >>> net.output()
    x*H(x)
    >>> [row[0] for row in net.evaluate([[-2], [0], [3]])] == [0, 0, 3]
    True

    See Also
    --------
    output_gating, synaptic_gating

    References
    ----------
    Claims TX-1, TX-6.
    """

    gates: tuple[Gate, ...]

    def __init__(
        self,
        inputs: Iterable[object],
        units: Iterable[Unit] = (),
        outputs: Iterable[str] | None = None,
        gates: Iterable[Gate] = (),
    ) -> None:
        object.__setattr__(self, "gates", tuple(gates))
        self._build(inputs, units, outputs)

    def _check_attention(self, names: Sequence[str]) -> None:
        for gate in self.gates:
            self._known(gate.by, names, "by")
            if isinstance(gate, OutputGate):
                self._known(gate.unit, names, "unit")
                if gate.unit in self.inputs:
                    raise InvalidArgument(
                        "unit",
                        "must not be an input, whose output is given from outside",
                        gate.unit,
                        "Gate the synapses that leave it (synaptic_gating), or an identity unit copying it.",
                    )
            elif gate.source != ONE:
                self._known(gate.source, names, "synapse")

    def _ordered(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        existing = {(source, unit.name) for unit in units for source, _ in unit.synapses}
        for gate in self.gates:
            if isinstance(gate, SynapticGate) and (gate.source, gate.target) not in existing:
                listed = listing(f"{s} -> {t}" for s, t in sorted(existing))
                raise InvalidArgument(
                    "synapse",
                    "must be a synapse of the network",
                    f"{gate.source} -> {gate.target}",
                    f"Synapses: {listed}.",
                )
        return super()._ordered(units)

    def _precedents(self, unit: Unit) -> tuple[str, ...]:
        return (
            *super()._precedents(unit),
            *(g.by for g in self.gates if (g.unit if isinstance(g, OutputGate) else g.target) == unit.name),
        )

    def _carried(self, synapse: Synapse, signal: V, outputs: Mapping[str, V], arithmetic: Arithmetic[V]) -> V:
        for gate in self.gates:
            if isinstance(gate, SynapticGate) and (gate.source, gate.target) == synapse:
                signal = arithmetic.product(outputs[gate.by], signal)
        return signal

    def _emitted(self, name: str, signal: V, outputs: Mapping[str, V], arithmetic: Arithmetic[V]) -> V:
        for gate in self.gates:
            if isinstance(gate, OutputGate) and gate.unit == name:
                signal = arithmetic.product(outputs[gate.by], signal)
        return signal

    def _extra_with(self, source: str, target: str, name: str) -> dict[str, Any]:
        moved = SynapticGate(source, target, "")
        gates = tuple(
            SynapticGate(name, target, g.by)
            if isinstance(g, SynapticGate) and replace(g, by="") == moved
            else g
            for g in self.gates
        )
        return {"gates": gates}

    def _gate_marks(self) -> list[dict[str, Any]]:
        return [
            {"kind": "output", "gating": g.by, "target": g.unit}
            if isinstance(g, OutputGate)
            else {"kind": "synaptic", "gating": g.by, "target": [g.source, g.target]}
            for g in self.gates
        ]


def require_network(network: object) -> None:
    """Refuse what is neither a network of concrete nor one of symbolic size."""
    if not isinstance(network, (Network, LayeredNetwork)):
        raise InvalidArgument(
            "network", "must be a network", network, "Make one with Network.feedforward([2, 1])."
        )


def gates_of(network: Network) -> tuple[Gate, ...]:
    """Return the gates of a network; an ordinary one has none."""
    return network.gates if isinstance(network, GatedNetwork) else ()


def with_gates(network: Network, gates: Iterable[Gate]) -> GatedNetwork:
    """Return the network with further gates."""
    return GatedNetwork(network.input_symbols, network.units, network.outputs, (*gates_of(network), *gates))


def joined(network: N, by: object) -> tuple[N | GatedNetwork, str]:
    """Return the network in which the gating unit exists, and its name.

    ``by`` is the name of a unit or input, a `Unit` to be added, or a `Network` over the same inputs with one
    output.
    """
    if isinstance(by, Unit):
        return network.with_units(by), by.name
    if isinstance(by, Network):
        if by.input_symbols != network.input_symbols:
            raise InvalidArgument(
                "by",
                "must have the inputs of the network",
                by.inputs,
                f"Inputs: {listing(network.inputs)}.",
            )
        taken = {unit.name for unit in network.units}
        shared = [unit.name for unit in by.units if unit.name in taken]
        if shared:
            raise InvalidArgument(
                "by",
                "must not use names of units of the network",
                listing(shared),
                "Name its units apart, for example Network.feedforward(..., units='g').",
            )
        name = by.unit_named()
        if gates_of(by):
            whole = (*network.units, *by.units)
            gates = (*gates_of(network), *gates_of(by))
            return GatedNetwork(network.input_symbols, whole, network.outputs, gates), name
        return network.with_units(*by.units), name
    if isinstance(by, LayeredNetwork):
        raise InvalidArgument(
            "by",
            "must have concrete sizes where the network has",
            "LayeredNetwork",
            "Use by.at({n: 3}), or both symbolic.",
        )
    return network, network.unit_named(_named(by))


def _named(by: object) -> str:
    if by is None or isinstance(by, bool) or (not isinstance(by, str) and not hasattr(by, "free_symbols")):
        raise InvalidArgument(
            "by",
            "must be the name of a unit, a Unit to be added, or a network over the same inputs",
            by,
            "For example by=Unit.over('g', network.inputs, weights='v').",
        )
    return str(by)
