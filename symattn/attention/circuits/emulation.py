r"""A network of threshold gates with gatings is emulated by threshold gates alone: :math:`f\,H(L) = H(L + K(f - 1))` for K > max L where f = 0.

Property wanted: a network of the standard model with the same outputs for all Boolean inputs.

Construction, gate by gate in the order of the network, L being the activation of the gated unit u and f the gating signal.  Values in {0,1}: u gets the
synapse K from f and the bias -K.  Values in {-1,1}: a new unit a = sgn(L - k - k f), and u becomes sgn(L - k - k f - 2k a).  A unit whose whole activation
is multiplied by f in {0,1} gets the synapse -K from f and the bias K.  Several gates: the same with the activation that the last one left.

Derivation: `gate_identities`.  The least integer K for AND is 1 + max {L(x) : f(x) = 0}, or 0 (claim BY-10), found by looking at all points; with many
inputs the maximum is bounded by intervals, and with symbolic weights by |b| + sum |w|.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

import sympy as sp

from symattn.attention.circuits.boolean_signals import (
    Affine,
    BooleanSignals,
    at,
    boolean_network,
    canonical_gates,
    unused,
)
from symattn.attention.circuits.equal_outputs import Comparison, enumerable, equal_outputs, table_of
from symattn.attention.circuits.gate_identities import GateIdentity, unit_by_unit
from symattn.attention.gated import Attention, GatedNetwork, OutputGate, SynapticGate
from symattn.errors import InvalidArgument
from symattn.model.network import Network
from symattn.model.units import ONE, Unit
from symattn.proving import Verdict, prove

__all__ = ["Emulation", "emulate_in_standard_model"]


@dataclass(frozen=True)
class Emulation:
    """A gated network and the standard network that computes the same; made by `emulate_in_standard_model`.

    Examples
    --------
    >>> from symattn import Network, Unit, output_gating
    >>> bits = ["x1", "x2"]
    >>> network = Network(bits, [Unit.over("f", bits, transfer="H", weights=[1, 1], bias=-1)])
    >>> found = emulate_in_standard_model(output_gating(network, by=Unit("g", "H", [("x1", 1)])))
    >>> len(found.gated.units), len(found.network.units), found.proof.proved
    (2, 2, True)

    See Also
    --------
    emulate_in_standard_model : makes one.
    Collapse : the way back.

    References
    ----------
    Claims FA-7, TX-7.
    """

    gated: Network
    network: Network
    alphabet: str
    #: The gatings in the order in which they were replaced, each with its constant.
    replaced: tuple[GateIdentity, ...]
    enumerated: bool

    @cached_property
    def proof(self) -> Verdict:
        """The verdict that the two networks have the same outputs for all inputs of the alphabet: by all points, or gating by gating."""
        if self.enumerated:
            return equal_outputs(self.gated, self.network, self.alphabet)
        restated, scaled = _restated(self.gated)
        factors: dict[str, list[str]] = {}
        for gate in canonical_gates(restated):
            if isinstance(gate, OutputGate):
                factors.setdefault(gate.unit, []).append(gate.by)
        for unit, by in scaled.items():
            factors.setdefault(unit, []).insert(0, by)
        replaced: dict[str, list[str]] = {}
        for one in self.replaced:
            replaced.setdefault(one.unit, []).append(one.by)
        assert factors == replaced, "every gate is replaced once"
        return unit_by_unit(
            self.network,
            restated,
            self.replaced,
            activations={unit.name: Affine.of(unit) for unit in restated.units},
            also=(_equal_synapses(),) if restated is not self.gated else (),
            alphabet=self.alphabet,
        )

    @property
    def table(self) -> Comparison:
        """Units, gates, synapses and depth of both networks."""
        return table_of(before=self.gated, after=self.network)

    @property
    def constants(self) -> tuple[Any, ...]:
        """The multiplexing constants, in the order of the replaced gatings."""
        return tuple(one.constant for one in self.replaced)

    def to_json(self) -> dict[str, Any]:
        """Return both networks, the constants and the sizes as plain data."""
        return {
            "alphabet": self.alphabet,
            "gated": self.gated.to_json(),
            "network": self.network.to_json(),
            "replaced": [
                {"form": one.form, "unit": one.unit, "by": one.by, "constant": str(one.constant)}
                for one in self.replaced
            ],
            "table": self.table.to_json(),
        }

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def emulate_in_standard_model(network: Network, alphabet: str = "01") -> Emulation:
    r"""Return a network of the standard model that equals a network of threshold gates with gatings: :math:`f\,H(L) = H(L + K(f - 1))`.

    A gating of values in {0,1} (AND) costs no unit, one of values in {-1,1} (the negation of XOR) costs one; k gates multiplied take k and 2k - 1 units in all.
    The new synapses skip layers.

    Parameters
    ----------
    network
        A network in which units ``"H"`` are gated by units ``"H"`` or inputs in {0,1}, and units ``"sgn"`` by units ``"sgn"`` or inputs in {-1,1}. A synaptic gating is
        replaced where it gates all synapses that leave a unit, which then counts as gated itself, or all that enter one, its bias included.
    alphabet
        The values of the inputs: ``"01"`` or ``"pm"``.

    Returns
    -------
    Emulation
        ``.network``, ``.proof``, ``.table`` (units, gates, synapses and depth before and after), ``.constants``.

    Raises
    ------
    InvalidArgument
        If a gating is not Boolean, the activation of a gated unit has no bound, or the alphabet is none.

    Examples
    --------
    The majority of three bits and a second gate:

    >>> from symattn.model import Network, Unit
    >>> from symattn.attention.output_gating import output_gating
    >>> bits = ["x1", "x2", "x3"]
    >>> majority = Network(bits, [Unit.over("f", bits, transfer="H", weights=[1, 1, 1], bias=-2)])
    >>> gated = output_gating(majority, by=Unit("g", "H", [("x1", 1), ("x3", -1)]))
    >>> emulation = emulate_in_standard_model(gated)
    >>> emulation.network.output(), emulation.constants
    (H(x1 + x2 + x3 + H(x1 - x3) - 3), (1,))

    With symbolic weights the constant is an expression, and the proof is for all weights:

    >>> f = Network.feedforward([2, 1], weights="w", bias="b", transfer="H")
    >>> symbolic = emulate_in_standard_model(output_gating(f, by=Unit.over("g", f.inputs, transfer="H", weights="v", bias="c")))
    >>> symbolic.constants, symbolic.proof.proved
    ((Abs(b) + Abs(w1) + Abs(w2) + 1,), True)

    The two networks are equal at all inputs:

    >>> emulation.proof.proved
    True

    See Also
    --------
    collapse

    References
    ----------
    Claims FA-7, FA-7-k, TX-6, TX-7.
    """
    network = boolean_network(network, alphabet)
    restated, scaled = _restated(network)
    if enumerable(network):
        found = _emulated(network, restated, scaled, alphabet, enumerated=True)
        if enumerable(found.network):
            return found
    return _emulated(network, restated, scaled, alphabet, enumerated=False)


def _equal_synapses() -> Verdict:
    """Return the verdict that gating all synapses that leave a unit by one g is gating its output, TX-6."""
    return prove("R + (g*w)*O == R + w*(g*O)")


def _restated(network: Network) -> tuple[Network, dict[str, str]]:
    """Return the network with output gates in place of synaptic ones, and the gating unit of each unit whose whole activation is gated."""
    output: list[OutputGate] = []
    activation: list[Attention] = []
    synaptic: dict[str, set[tuple[str, str]]] = {}
    for gate in canonical_gates(network):
        if isinstance(gate, OutputGate):
            output.append(gate)
        elif isinstance(gate, SynapticGate):
            if (gate.source, gate.target) in synaptic.setdefault(gate.by, set()):
                rule = "may gate a synapse once by the same unit"
                raise InvalidArgument(
                    "network", rule, f"{gate.source} -> {gate.target}", "Remove one of the gates."
                )
            synaptic[gate.by].add((gate.source, gate.target))
        elif (gate.origin, gate.target, gate.operation) == ("O", "S", "*") and not any(
            gate.place == other.place for other in activation
        ):
            activation.append(gate)
        else:
            hint = "Attentions that add, or that start at an activation or a weight, are no Boolean gates."
            raise InvalidArgument(
                "network", "may gate outputs, synapses, and each activation once", gate, hint
            )
    scaled = {str(gate.place): str(gate.source) for gate in activation}
    if not synaptic:
        return network, scaled
    gating = {*synaptic, *(gate.by for gate in output), *scaled.values()}
    kept: list[SynapticGate] = []
    for by, pairs in synaptic.items():
        rest = set(pairs)
        for source in dict.fromkeys(source for source, _ in sorted(pairs)):
            leaving = set(network.synapses(source=source))
            inside = source != ONE and source not in network.inputs
            if inside and leaving <= rest and source not in network.outputs and source not in gating:
                output.append(OutputGate(source, by))
                rest -= leaving
        for target in dict.fromkeys(target for _, target in sorted(rest)):
            entering = set(network.synapses(target=target))
            if entering <= rest and target not in scaled:
                scaled[target] = by
                kept += [SynapticGate(*pair, by) for pair in sorted(entering)]
                rest -= entering
        if rest:
            source, target = min(rest)
            raise InvalidArgument(
                "network",
                "must share a synaptic gate between all synapses that leave a unit or all that enter one, the bias included",
                f"{source} -> {target} by {by}",
                "Put a threshold unit that copies the source on the synapse, and gate its output.",
            )
    return GatedNetwork(
        network.input_symbols, network.units, network.outputs, [*output, *activation, *kept]
    ), scaled


@dataclass
class _Rewriting:
    """The standard units made so far, and the identities used."""

    signals: BooleanSignals
    enumerated: bool
    units: list[Unit] = field(default_factory=list)
    replaced: list[GateIdentity] = field(default_factory=list)
    #: With enumeration: the signals at all points, those of new units included.
    values: list[dict[str, Fraction]] = field(default_factory=list)

    def bound(self, unit: str, activation: Affine, by: str, values: Sequence[int]) -> tuple[Any, Any]:
        """Return the least and the largest activation where the gating signal takes one of these values, exactly or at least enclosed."""
        if self.enumerated:
            found = [at(activation, point) for point in self.values if point[by] in values]
            return (min(found), max(found)) if found else (None, None)
        interval = self.signals.interval(activation)
        if interval is None:
            raise InvalidArgument(
                "network",
                "must bound the activation of a gated unit, but a unit it reads has no bound or symbolic weights",
                unit,
                "Let gated units read inputs and threshold units.",
            )
        return interval

    def constant(self, unit: str, activation: Affine) -> Any:
        """Return 1 + |b| + sum |w| max|s| for symbolic weights."""
        size = self.signals.magnitude(activation)
        if size is None:
            raise InvalidArgument(
                "network",
                "must bound the activation of a gated unit, but a unit it reads has no bound",
                unit,
                "Let gated units read inputs and threshold units.",
            )
        return 1 + size

    def conjunction(self, name: str, activation: Affine, by: str) -> Affine:
        """Return the activation of f H(L) in one unit."""
        if activation.is_rational:
            high = self.bound(name, activation, by, (0,))[1]
            K: Any = sp.Integer(0 if high is None else max(0, floor(high) + 1))
        else:
            K = self.constant(name, activation)
        self.replaced.append(GateIdentity("AND", name, by, activation, K))
        return self.replaced[-1].standard

    def scaled(self, name: str, activation: Affine, by: str) -> Affine:
        """Return the activation of H(f L) in one unit."""
        if activation.is_rational:
            low = self.bound(name, activation, by, (0,))[0]
            K: Any = sp.Integer(0 if low is None else max(0, ceil(-low)))
        else:
            K = self.constant(name, activation)
        self.replaced.append(GateIdentity("OR-NOT", name, by, activation, K))
        return self.replaced[-1].standard

    def product(self, name: str, activation: Affine, by: str, names: Sequence[str]) -> Affine:
        """Return the activation of f sgn(L), making one further unit."""
        if activation.is_rational:
            low, high = self.bound(name, activation, by, (-1, 1))
            # 2k > max L is needed everywhere, 2k >= -L where both signs are -1: an integer k with 2k > |L| serves.
            k: Any = sp.Integer(floor(max(high, -low) / 2) + 1)
        else:
            k = self.constant(name, activation) / 2
        helper = unused(f"a_{name}", (*names, *(u.name for u in self.units)))
        one = GateIdentity("XNOR", name, by, activation, k, helper)
        self.replaced.append(one)
        self.units.append(one.correction.unit(helper, "sgn"))
        self.signals.ranges[helper] = (Fraction(-1), Fraction(1))
        for point in self.values:
            point[helper] = Fraction(1 if at(one.correction, point) >= 0 else -1)
        return one.standard


def _emulated(
    network: Network, restated: Network, scaled: dict[str, str], alphabet: str, *, enumerated: bool
) -> Emulation:
    signals = BooleanSignals(restated, alphabet)
    work = _Rewriting(signals, enumerated)
    if enumerated:
        work.values = [dict(point) for point in signals.values or ()]
    names = [*network.inputs, *(unit.name for unit in network.units)]
    by: dict[str, list[str]] = {}
    for gate in canonical_gates(restated):
        if isinstance(gate, OutputGate):
            by.setdefault(gate.unit, []).append(gate.by)
    for unit in restated.units:
        factors, scale = by.get(unit.name, []), scaled.get(unit.name)
        activation = Affine.of(unit)
        for f in [*([scale] if scale is not None else []), *factors]:
            _check_boolean(unit, f, signals)
        if scale is not None and unit.transfer.name == "sgn":
            _check_no_tie(work, unit, activation)
            factors = [scale, *factors]
        elif scale is not None:
            activation = work.scaled(unit.name, activation, scale)
        for f in factors:
            if unit.transfer.name == "H":
                activation = work.conjunction(unit.name, activation, f)
            else:
                activation = work.product(unit.name, activation, f, names)
        work.units.append(activation.unit(unit.name, unit.transfer) if factors or scale is not None else unit)
    plain = Network(network.input_symbols, work.units, network.outputs)
    return Emulation(network, plain, alphabet, tuple(work.replaced), enumerated)


def _check_boolean(unit: Unit, by: str, signals: BooleanSignals) -> None:
    """Refuse a gating whose product is no threshold gate of the same values."""
    wanted = {"H": "01", "sgn": "pm"}.get(unit.transfer.name)
    if wanted is None:
        raise InvalidArgument(
            "network",
            "may gate threshold units only, 'H' or 'sgn'",
            f"{unit.name}: {unit.transfer.name}",
            "The product of another unit with a gate takes more than two values.",
        )
    if signals.alphabets.get(by) != wanted:
        values = "{0,1}" if wanted == "01" else "{-1,1}"
        kind = {"01": "{0,1}", "pm": "{-1,1}"}.get(signals.alphabets.get(by, ""), "other values")
        raise InvalidArgument(
            "network",
            f"may gate the unit {unit.name!r} by a signal in {values} only",
            f"{by}, in {kind}",
            "Use 'H' units with gates in {0,1}, 'sgn' units with gates in {-1,1}; alphabet= says what the inputs are.",
        )


def _check_no_tie(work: _Rewriting, unit: Unit, activation: Affine) -> None:
    """Refuse sgn(f L) where L may be 0: there it is 1, and f sgn(L) is f."""
    if not work.enumerated or any(at(activation, point) == 0 for point in work.values):
        raise InvalidArgument(
            "network",
            "must not gate all synapses into a sign unit whose activation may be 0, or that cannot be looked at at all points",
            unit.name,
            "Gate its output, or change its bias so that its activation is never 0.",
        )
