"""A network is a graph of units joined by weighted synapses, without cycles; its unit "1" emits O_0 = 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model.arithmetic import weight as as_weight
from symattn.model.units import ONE, Synapse, Unit, listing, unit_name

N = TypeVar("N", bound="UnitGraph")

__all__ = ["UnitGraph"]


@dataclass(frozen=True)
class UnitGraph:
    """An acyclic weighted graph of inputs and units, some of them outputs; `Network` says what it computes.

    Units are kept in an order in which each comes after those it needs.
    """

    input_symbols: tuple[Any, ...]
    units: tuple[Unit, ...]
    outputs: tuple[str, ...]

    def __init__(
        self, inputs: Iterable[object], units: Iterable[Unit] = (), outputs: Iterable[str] | None = None
    ) -> None:
        self._build(inputs, units, outputs)

    def _build(self, inputs: Iterable[object], units: Iterable[Unit], outputs: Iterable[str] | None) -> None:
        symbols = tuple(_input_symbol(i) for i in inputs)
        given = tuple(units)
        object.__setattr__(self, "input_symbols", symbols)
        names = [str(s) for s in symbols]
        for unit in given:
            if not isinstance(unit, Unit):
                raise InvalidArgument(
                    "units", "must be Unit objects", unit, "Write Unit('u', 'identity', [('x1', 1)])."
                )
            names.append(unit.name)
        known = dict.fromkeys(names)
        if len(known) < len(names):
            twice = next(name for k, name in enumerate(names) if name in names[:k])
            raise InvalidArgument("units", "must have different names", twice, "Rename one of the two.")
        if outputs is None:
            used = {source for unit in given for source, _ in unit.incoming}
            outputs = tuple(unit.name for unit in given if unit.name not in used)
        object.__setattr__(self, "outputs", tuple(unit_name(o, "outputs") for o in outputs))
        for unit in given:
            for source, _ in unit.incoming:
                self._known(source, known, f"incoming of {unit.name!r}")
        for output in self.outputs:
            self._known(output, known, "outputs")
        self._check_attention(known)
        _check_weights(given, symbols)
        object.__setattr__(self, "units", self._ordered(given))
        # Last, so that units that all read one another are reported as the cycle they are.
        if not self.outputs:
            raise InvalidArgument("outputs", "must name at least one unit", None, "Give outputs=['u'].")

    @staticmethod
    def _known(name: str, names: Collection[str], argument: str) -> None:
        if name not in names:
            raise UnknownName(argument, "is not a unit of the network", name, f"Units: {listing(names)}.")

    def _check_attention(self, names: Collection[str]) -> None:
        """Check what a subclass adds to the units; the standard model adds nothing."""

    def _precedents(self, unit: Unit) -> tuple[str, ...]:
        """Return the names whose outputs the unit needs, in order."""
        return tuple(source for source, _ in unit.incoming)

    def _ordered(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Return the units so that each comes after those it needs, otherwise in the order given."""
        placed = {str(s) for s in self.input_symbols}
        order: list[Unit] = []
        waiting = list(units)
        while waiting:
            ready = [u for u in waiting if all(p in placed for p in self._precedents(u))]
            if not ready:
                path = self._cycle(waiting, placed)
                raise InvalidArgument(
                    "units",
                    "must form a graph without cycles",
                    path,
                    "A feed-forward network has no feedback.",
                )
            # the units ready now do not need one another, so they may all be placed
            order.extend(ready)
            placed.update(u.name for u in ready)
            waiting = [u for u in waiting if u.name not in placed]
        return tuple(order)

    def _cycle(self, waiting: Sequence[Unit], placed: set[str]) -> str:
        """Return a cycle as a text: every waiting unit needs a waiting unit, so walking back must repeat."""
        by_name = {u.name: u for u in waiting}
        walk = [waiting[0].name]
        while True:
            previous = next(p for p in self._precedents(by_name[walk[-1]]) if p not in placed)
            if previous in walk:
                cycle = [previous, *reversed(walk[walk.index(previous) :])]
                return " -> ".join(cycle)
            walk.append(previous)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(str(s) for s in self.input_symbols)

    @property
    def parameters(self) -> tuple[Any, ...]:
        """The symbols in the weights, in order of first appearance."""
        found: dict[Any, None] = {}
        for value in self._weights():
            indexed = value.atoms(sp.Indexed)
            inside = {s for entry in indexed for s in entry.free_symbols if s not in indexed}
            symbols = indexed | (value.free_symbols - inside)
            found.update(dict.fromkeys(sorted(symbols, key=sp.default_sort_key)))
        return tuple(found)

    def _weights(self) -> Iterator[Any]:
        """Yield the weights of all synapses, and what a subclass adds to them."""
        for unit in self.units:
            for _, value in unit.synapses:
                yield value

    def unit_named(self, name: str | None = None) -> str:
        """Return the name if a unit or input has it; the only output if it is None."""
        if name is None:
            if len(self.outputs) == 1:
                return self.outputs[0]
            raise InvalidArgument(
                "unit",
                "must be named, since the network has several outputs",
                None,
                f"Outputs: {listing(self.outputs)}.",
            )
        text = unit_name(name, "unit")
        self._known(text, (*self.inputs, *(u.name for u in self.units)), "unit")
        return text

    def unit(self, name: str) -> Unit:
        """Return the unit of that name."""
        found = [u for u in self.units if u.name == name]
        if not found:
            names = listing(u.name for u in self.units)
            raise UnknownName(
                "unit", "is not a unit of the network with synapses of its own", name, f"Units: {names}."
            )
        return found[0]

    def synapses(self, *, source: str | None = None, target: str | None = None) -> tuple[Synapse, ...]:
        """Return the synapses that leave ``source`` and enter ``target``; biases leave the unit "1"."""
        return tuple(
            (start, unit.name)
            for unit in self.units
            for start, _ in unit.synapses
            if source in (None, start) and target in (None, unit.name)
        )

    def layers(self) -> dict[str, int]:
        """Return the depth of every input and unit: inputs 0, a unit one more than the deepest it needs."""
        depths = dict.fromkeys(self.inputs, 0)
        for unit in self.units:
            depths[unit.name] = 1 + max((depths[p] for p in self._precedents(unit)), default=0)
        return depths

    def depth(self) -> int:
        """Return the number of units on a longest path to an output."""
        depths = self.layers()
        return max(depths[name] for name in self.outputs)

    def size(self) -> int:
        """Return the number of units, inputs not counted."""
        return len(self.units)

    def _gate_marks(self) -> list[dict[str, Any]]:
        """Return the gates for `graph`; the standard model has none."""
        return []

    def graph(self) -> dict[str, Any]:
        r"""Return the graph as plain data: nodes, edges and gates.

        Returns
        -------
        dict
            ``nodes``: name, kind ("input" or "unit"), layer, transfer, bias, output (bool). ``edges``:
            source, target, weight (text), latex. ``gates``: kind ("activation", "output" or "synaptic": what
            is changed), operation ("*" or "+", then with a weight), gating (name), origin ("S", "O" or "w":
            what it sends; for "w" with a synapse), target (a name, or the pair [source, target] of a
            synapse). The unit "1" is a node, and
            biases are edges, only where a bias is gated.

        Examples
        --------
        A network of two inputs and one unit has two edges:

        >>> from symattn.model import Network
        >>> graph = Network.feedforward([2, 1]).graph()
        >>> [(e["source"], e["target"], e["weight"]) for e in graph["edges"]]
        [('x1', 'u1.1', 'w1'), ('x2', 'u1.1', 'w2')]
        >>> len(graph["nodes"]) == 2 + 1
        True

        See Also
        --------
        symattn.plots.circuit

        References
        ----------
        SM-1.
        """
        depths = self.layers()
        marks = self._gate_marks()
        one = any(mark["kind"] == "synaptic" and mark["target"][0] == ONE for mark in marks)
        nodes: list[dict[str, Any]] = [
            {
                "name": name,
                "kind": "input",
                "layer": 0,
                "transfer": "identity",
                "bias": "0",
                "output": name in self.outputs,
            }
            for name in ((ONE,) if one else ()) + self.inputs
        ]
        nodes += [
            {
                "name": unit.name,
                "kind": "unit",
                "layer": depths[unit.name],
                "transfer": unit.transfer.name,
                "bias": "0" if one else str(unit.bias),
                "output": unit.name in self.outputs,
            }
            for unit in self.units
        ]
        edges = [
            {"source": source, "target": unit.name, "weight": str(value), "latex": sp.latex(value)}
            for unit in self.units
            for source, value in (unit.synapses if one else unit.incoming)
        ]
        return {"nodes": nodes, "edges": edges, "gates": marks}

    def rebuilt(self: N, units: Iterable[Unit], outputs: Iterable[str] | None = None) -> N:
        """Return the network with other units, everything else kept."""
        return type(self)(
            self.input_symbols, units, self.outputs if outputs is None else outputs, **self._extra()
        )

    def _extra(self) -> dict[str, Any]:
        """Return what a subclass adds to inputs, units and outputs."""
        own = {"input_symbols", "units", "outputs"}
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in own}

    def _extra_at(self, values: Mapping[Any, Any]) -> dict[str, Any]:
        """Return what a subclass adds, with values in place of symbols."""
        return self._extra()

    def with_units(self: N, *units: Unit, outputs: Iterable[str] | None = None) -> N:
        """Return the network with further units; the outputs stay unless they are given."""
        return self.rebuilt((*self.units, *units), outputs)

    def subs(self: N, values: Mapping[Any, Any]) -> N:
        r"""Return the network with values in place of symbolic weights.

        Parameters
        ----------
        values
            From weight symbols (or their names) to integers, rationals or expressions.

        Returns
        -------
        Network
            A network of the same type.

        Raises
        ------
        UnknownName
            If a key is no symbol of any weight.

        Examples
        --------
        A linear unit with the weights 2 and -1:

        >>> from symattn.model import Network
        >>> net = Network.feedforward([2, 1]).subs({"w1": 2, "w2": -1})
        >>> net.output() == 2*net.input_symbols[0] - net.input_symbols[1]
        True

        See Also
        --------
        Network.parameters

        References
        ----------
        SM-1.
        """
        if not isinstance(values, Mapping):
            raise InvalidArgument(
                "values", "must map symbols to values", values, "For example net.subs({'w1': 2})."
            )
        known = {str(p): p for p in self.parameters}
        chosen: dict[Any, Any] = {}
        for key, value in values.items():
            if str(key) not in known:
                listed = listing(known)
                raise UnknownName("values", "is not a symbol of the weights", str(key), f"Symbols: {listed}.")
            chosen[known[str(key)]] = as_weight(value, f"value of {key}")
        units = [u.weighted([(s, substituted(w, chosen)) for s, w in u.synapses]) for u in self.units]
        return type(self)(self.input_symbols, units, self.outputs, **self._extra_at(chosen))

    def with_identity(self: N, synapse: Synapse, *, name: str) -> N:
        r"""Return the network with an identity unit on a synapse: :math:`w_{ij} O_j = w_{ij} (1 \cdot O_j)`.

        Parameters
        ----------
        synapse
            The pair (source, target).
        name
            The name of the new unit.

        Returns
        -------
        Network
            A network of the same type with the same outputs; a gate of the synapse stands on its second half.

        Raises
        ------
        InvalidArgument
            If there is no such synapse, or the name is taken.

        Examples
        --------
        The synapse from x1 becomes two:

        >>> from symattn.model import Network
        >>> net = Network.feedforward([2, 1])
        >>> longer = net.with_identity(("x1", "u1.1"), name="copy")
        >>> longer.synapses()
        (('x1', 'copy'), ('copy', 'u1.1'), ('x2', 'u1.1'))
        >>> longer.output() == net.output()
        True

        See Also
        --------
        symattn.attention.synaptic_gating

        References
        ----------
        TX-6.
        """
        if tuple(synapse) not in self.synapses():
            listed = listing(f"{s} -> {t}" for s, t in self.synapses())
            raise InvalidArgument(
                "synapse", "must be a synapse of the network", synapse, f"Synapses: {listed}."
            )
        source, target = synapse
        copy = Unit(name, "identity", bias=1) if source == ONE else Unit(name, "identity", [(source, 1)])
        units = [
            u.weighted([(name if s == source else s, w) for s, w in u.synapses]) if u.name == target else u
            for u in self.units
        ]
        return type(self)(
            self.input_symbols, (copy, *units), self.outputs, **self._extra_with(source, target, name)
        )

    def _extra_with(self, source: str, target: str, name: str) -> dict[str, Any]:
        """Return what a subclass adds once the unit ``name`` stands on the synapse."""
        return self._extra()

    def to_json(self) -> dict[str, Any]:
        """Return the network as plain data; weights are texts."""
        return {
            "inputs": list(self.inputs),
            "units": [unit.to_json() for unit in self.units],
            "outputs": list(self.outputs),
            "gates": self._gate_marks(),
        }


def substituted(weight: Any, values: Mapping[Any, Any]) -> Any:
    """Return the weight with values in place of the symbols that occur in it."""
    if weight in values:
        return values[weight]
    # SymPy's simultaneous substitution looks at every pair, so only those that matter are given.
    own = {symbol: values[symbol] for symbol in weight.free_symbols if symbol in values}
    return weight.subs(own, simultaneous=True) if own else weight


def _input_symbol(given: object) -> Any:
    if isinstance(given, (sp.Symbol, sp.Indexed)):
        return given
    name = unit_name(given, "inputs")
    return sp.Symbol(name)


def _check_weights(units: Sequence[Unit], inputs: Sequence[Any]) -> None:
    """Refuse weights that contain an input: a weight that depends on the input is attention."""
    names = {str(s) for s in inputs}
    for unit in units:
        for source, value in unit.synapses:
            inside = sorted(names & {str(s) for s in value.free_symbols})
            if inside:
                raise InvalidArgument(
                    f"weight from {source} to {unit.name}",
                    f"must be constant, but contains the input {inside[0]}",
                    str(value),
                    "A weight that depends on an input is synaptic_gating.",
                )
