"""Attention changes an activation S_i, an output O_i or a weight w_ij by a signal, which it adds or multiplies.

A `GatedNetwork` is a network with attention: its synapses carry weights, and its units have activations and
emit outputs, that are changed by signals of other units.  Everything else (order, expression, exact and NumPy
values) is the propagation of the standard model, unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from symattn.attention.records import Attention, OutputGate, SynapticGate
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import Arithmetic
from symattn.model.graph import substituted
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network, State
from symattn.model.units import ONE, Synapse, Unit, listing

V = TypeVar("V")
N = TypeVar("N", bound=Network)

__all__ = ["Attention", "Gate", "GatedNetwork", "OutputGate", "SynapticGate"]

Gate: TypeAlias = OutputGate | SynapticGate | Attention


@dataclass(frozen=True, init=False)
class GatedNetwork(Network):
    r"""A feed-forward network with attention, such as gates: :math:`S_i = \sum_j g_{ij} w_{ij} O_j,\ O_i = g_i f_i(S_i)`.

    Each g is a product of outputs of gating units, 1 without a gate; an `Attention` may add in place of
    multiplying, change an activation, and send an activation or a weight in place of an output.

    Made by `output_gating`, `synaptic_gating` and `AttentionClass.attend`.

    Parameters
    ----------
    inputs, units, outputs
        As for `Network`.
    gates
        `OutputGate`, `SynapticGate` and `Attention` objects; several on one target act in the order given.

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
    output_gating, synaptic_gating, AttentionClass

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

    @property
    def attentions(self) -> tuple[Attention, ...]:
        """The gates, each as an `Attention`."""
        return tuple(gate if isinstance(gate, Attention) else gate.attention for gate in self.gates)

    @cached_property
    def _on(self) -> dict[str | Synapse, list[Attention]]:
        """The attentions by the unit or the synapse they change; unit names and pairs do not mix."""
        found: dict[str | Synapse, list[Attention]] = {}
        for attention in self.attentions:
            found.setdefault(attention.place, []).append(attention)
        return found

    @cached_property
    def _signals(self) -> dict[str, list[str]]:
        """For each unit, the units whose activations or outputs it needs because of attention."""
        found: dict[str, list[str]] = {}
        for attention in self.attentions:
            if isinstance(attention.source, str):
                unit = attention.place if isinstance(attention.place, str) else attention.place[1]
                found.setdefault(unit, []).append(attention.source)
        return found

    @cached_property
    def _weight_of(self) -> dict[Synapse, Any]:
        """The weights by synapse."""
        return {(source, unit.name): weight for unit in self.units for source, weight in unit.synapses}

    def _check_attention(self, names: Collection[str]) -> None:
        inputs = set(self.inputs)
        for gate in self.gates:
            if not isinstance(gate, Gate):
                raise InvalidArgument(
                    "gates",
                    "must be OutputGate, SynapticGate or Attention objects",
                    gate,
                    "Write OutputGate('u', by='g').",
                )
        for attention in self.attentions:
            if isinstance(attention.source, str):
                self._known(attention.source, names, "by")
            if isinstance(attention.place, str):
                self._known(attention.place, names, "unit")
                if attention.place in inputs:
                    raise InvalidArgument(
                        "unit",
                        "must not be an input, whose output is given from outside",
                        attention.place,
                        "Gate the synapses that leave it (synaptic_gating), or an identity unit copying it.",
                    )
            elif attention.place[0] != ONE:
                self._known(attention.place[0], names, "synapse")

    def _ordered(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        existing = {(source, unit.name) for unit in units for source, _ in unit.synapses}
        for attention in self.attentions:
            for name, end in (("synapse", attention.place), ("by", attention.source)):
                if not isinstance(end, str) and end not in existing:
                    listed = listing(f"{s} -> {t}" for s, t in sorted(existing))
                    raise InvalidArgument(
                        name, "must be a synapse of the network", " -> ".join(end), f"Synapses: {listed}."
                    )
        return super()._ordered(units)

    def _precedents(self, unit: Unit) -> tuple[str, ...]:
        return (*super()._precedents(unit), *self._signals.get(unit.name, ()))

    def _attended(
        self, signal: V, place: str | Synapse, target: str, state: State[V], arithmetic: Arithmetic[V]
    ) -> V:
        """Return the activation, output or weight, changed by every attention that stands on it."""
        for attention in self._on.get(place, ()):
            if attention.target != target:
                continue
            if isinstance(attention.source, str):
                sent = (state.activations if attention.origin == "S" else state.outputs)[attention.source]
            else:
                sent = arithmetic.constant(self._weight_of[attention.source])
            if attention.operation == "*":
                signal = arithmetic.product(sent, signal)
            else:
                a = arithmetic.constant(attention.weight)
                signal = arithmetic.total([signal, arithmetic.product(a, sent)])
        return signal

    def _carried(self, synapse: Synapse, weight: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        if synapse not in self._on:
            return super()._carried(synapse, weight, state, arithmetic)
        if all(attention.operation == "*" for attention in self._on[synapse]):
            # g (w O) in place of (g w) O: what the synapse carries, times the gate
            carried = super()._carried(synapse, weight, state, arithmetic)
            return self._attended(carried, synapse, "w", state, arithmetic)
        attended = self._attended(weight, synapse, "w", state, arithmetic)
        return super()._carried(synapse, attended, state, arithmetic)

    def _activated(self, name: str, signal: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        return self._attended(signal, name, "S", state, arithmetic)

    def _emitted(self, name: str, signal: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        return self._attended(signal, name, "O", state, arithmetic)

    def _weights(self) -> Iterator[Any]:
        yield from super()._weights()
        for gate in self.gates:
            if isinstance(gate, Attention) and gate.operation == "+":
                yield gate.weight

    def _extra_at(self, values: Mapping[Any, Any]) -> dict[str, Any]:
        return {
            "gates": tuple(
                replace(g, weight=substituted(g.weight, values)) if isinstance(g, Attention) else g
                for g in self.gates
            )
        }

    def _extra_with(self, source: str, target: str, name: str) -> dict[str, Any]:
        return {"gates": tuple(gate.moved((source, target), (name, target)) for gate in self.gates)}

    def _gate_marks(self) -> list[dict[str, Any]]:
        return [attention.mark() for attention in self.attentions]


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
