r"""Threshold units that multiply become one gate: if H(L) = 0 wherever f = 0, then :math:`H(L) = f\,H(L_{f=1})`.

Property wanted: a network with fewer layers or units and the same outputs for all Boolean inputs; where that is not certain nothing is changed.

Construction, unit by unit in the order of the network; f, g are threshold units:

* y = H(L) with L < 0 wherever f = 0: y is f H(L with f = 1), one output gating in place of a synapse that skips a layer.
* y = H(w_1 f_1 + ... + w_k f_k + b), which is 1 only where all f_j are 1: y is f_k with gates f_1, ..., f_(k-1), and reads what f_k reads.
* a = sgn(M - k - k f), y = sgn(M - k - k f - 2k a) with 2k > |M|: y is f sgn(M), and a is not needed.
* a = H(M + K(f - 1)), y = H(M + K f - 2K a) with K > |M|, the exclusive or of bits: p = (2f - 1) sgn(M) is one gating of sign gates, and the identity unit y = (1 - p)/2
  reads it.

Derivation: the first is the definition of the product; the others are the identities of `gate_identities` read from left to right.  The conditions are
looked at at every point if there are few inputs; otherwise they have to follow from the intervals of the signals; with symbolic weights they have to be
proved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
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
from symattn.attention.gated import GatedNetwork, OutputGate, gates_of
from symattn.errors import InvalidArgument
from symattn.model.gates import H
from symattn.model.network import Network
from symattn.proving import Verdict, prove

__all__ = ["Collapse", "collapse"]

_MOST_JOINED = 16


@dataclass(frozen=True)
class Collapse:
    """A network of threshold gates and the gated network that computes the same; made by `collapse`.

    Examples
    --------
    The conjunction of two gates is their product, one gated unit:

    >>> from symattn import Network, Unit
    >>> bits = ["x1", "x2"]
    >>> f, g = (Unit(name, "H", [(bit, 1)], -1) for name, bit in zip("fg", bits))
    >>> joined = Unit("h", "H", [("f", 1), ("g", 1)], -2)
    >>> found = collapse(Network(bits, [f, g, joined]))
    >>> found.count, found.proof.proved
    (1, True)

    See Also
    --------
    collapse : makes one.
    Emulation : the way back.

    References
    ----------
    Claim FA-7.
    """

    original: Network
    network: Network
    alphabet: str
    #: The identities used, in the order of the units.
    replaced: tuple[GateIdentity, ...]
    #: The units that only joined others by AND, each with those it joined, the one whose work it does now last.
    joined: tuple[tuple[str, tuple[str, ...]], ...]
    enumerated: bool

    @property
    def count(self) -> int:
        """The number of sub-circuits that were replaced."""
        return len(self.replaced) + len(self.joined)

    @cached_property
    def proof(self) -> Verdict:
        """The verdict that the two networks have the same outputs for all inputs of the alphabet: by all points, or sub-circuit by sub-circuit."""
        if self.enumerated:
            return equal_outputs(self.original, self.network, self.alphabet)
        also = [_conjunction_of(Affine.of(self.original.unit(name)), parts) for name, parts in self.joined]
        if any(one.form == "XOR" for one in self.replaced):
            also.append(prove("sgn(L) == 2*H(L) - 1"))
        return unit_by_unit(
            self.original,
            self.network,
            self.replaced,
            activations=self._activations(),
            also=also,
            alphabet=self.alphabet,
        )

    def _activations(self) -> dict[str, Affine]:
        """Return the activation with which each original unit occurs in the result, for those that occur in it."""
        found = {unit.name: Affine.of(unit) for unit in self.network.units}
        by: dict[str, Counter[str]] = {name: Counter() for name in found}
        for gate in canonical_gates(self.network):
            assert isinstance(gate, OutputGate)
            by[gate.unit][gate.by] += 1
        for name, parts in reversed(self.joined):
            *others, last = parts
            assert by[name] >= Counter(others)
            found.setdefault(last, found[name])
            by.setdefault(last, by[name] - Counter(others))
            assert found[last].same(found[name])
        for one in self.replaced:
            if one.form == "XOR":  # a unit of its own is gated, and the unit reads it
                ((p, weight),) = found[one.unit].weights
                (sign,) = by[p]
                assert (weight, found[one.unit].bias) == (-sp.S.Half, sp.S.Half)
                assert found[sign].same(Affine.of(self.original.unit(one.by)))
                found[one.unit] = found[p]
            else:
                assert one.by in by[one.unit]
        return {name: activation for name, activation in found.items() if name not in dict(self.joined)}

    @property
    def table(self) -> Comparison:
        """Units, gates, synapses and depth of both networks."""
        return table_of(before=self.original, after=self.network)

    def to_json(self) -> dict[str, Any]:
        """Return both networks, what was replaced and the sizes as plain data."""
        forms = [{"form": one.form, "unit": one.unit, "by": one.by} for one in self.replaced]
        return {
            "alphabet": self.alphabet,
            "original": self.original.to_json(),
            "network": self.network.to_json(),
            "replaced": [
                *forms,
                *({"form": "AND", "unit": name, "by": list(parts)} for name, parts in self.joined),
            ],
            "table": self.table.to_json(),
        }

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def collapse(network: Network, alphabet: str = "01") -> Collapse:
    r"""Return a network in which threshold units that compute a product have become gates: :math:`H(L + K(f - 1)) = f\,H(L)`.

    Recognised are the AND of two units in two units with a skip connection, the AND of units that are joined by a further unit, and the exclusive or of two units
    in three units, of values in {0,1} or {-1,1}. A sub-circuit is replaced only where the equality is certain.

    Parameters
    ----------
    network
        A network of the standard model. Units other than ``"H"`` and ``"sgn"`` are left as they are.
    alphabet
        The values of the inputs: ``"01"`` or ``"pm"``.

    Returns
    -------
    Collapse
        ``.network``, ``.proof``, ``.table`` (units, gates, synapses and depth before and after), ``.count``.

    Raises
    ------
    InvalidArgument
        If the network has gates already, or the alphabet is none.

    Examples
    --------
    A circuit of two layers becomes one layer with a gate:

    >>> from symattn.model import Network, Unit
    >>> bits = ["x1", "x2", "x3"]
    >>> f = Unit.over("f", bits, transfer="H", weights=[1, 1, 1], bias=-2)
    >>> y = Unit("y", "H", [("x1", 1), ("x3", -1), ("f", 2)], bias=-2)
    >>> collapsed = collapse(Network(bits, [f, y], ["y"]))
    >>> collapsed.network.output()
    H(x1 - x3)*H(x1 + x2 + x3 - 2)
    >>> print(collapsed.table)
                 units     gates  synapses     depth
    before           2         0         6         2
    after            2         1         5         1

    With a smaller constant the circuit computes something else, and is left alone:

    >>> y = Unit("y", "H", [("x1", 1), ("x3", -1), ("f", 1)], bias=-1)
    >>> collapse(Network(["x1", "x2", "x3"], [Unit("f", "H", [("x2", 1)], bias=-1), y], ["y"])).count
    0

    The outputs are equal:

    >>> collapsed.proof.proved
    True

    See Also
    --------
    emulate_in_standard_model

    References
    ----------
    Claim FA-7.
    """
    network = boolean_network(network, alphabet)
    if gates_of(network):
        hint = "Replace its gates first: emulate_in_standard_model(network).network."
        raise InvalidArgument("network", "must be a network of the standard model, without gates", None, hint)
    if enumerable(network):
        found = _Collapsing(network, alphabet, enumerated=True).run()
        if enumerable(found.network):
            return found
    return _Collapsing(network, alphabet, enumerated=False).run()


@dataclass
class _Now:
    """A unit as it has become: transfer function, activation, gating units."""

    transfer: str
    activation: Affine
    by: tuple[str, ...] = ()


@dataclass
class _Collapsing:
    """The units as they are now, beside the original ones, whose signals do not change."""

    network: Network
    alphabet: str
    enumerated: bool
    now: dict[str, _Now] = field(default_factory=dict)
    replaced: list[GateIdentity] = field(default_factory=list)
    joined: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    freed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.signals = BooleanSignals(self.network, self.alphabet)
        self.values = self.signals.values if self.enumerated else None
        self.original = {unit.name: Affine.of(unit) for unit in self.network.units}
        self.transfers = {unit.name: unit.transfer.name for unit in self.network.units}
        self.waiting = set(self.original)

    def run(self) -> Collapse:
        """Look at every unit once, then take away the units that nothing reads any more."""
        for unit in self.network.units:
            self.waiting.discard(unit.name)
            self.now[unit.name] = _Now(unit.transfer.name, self.original[unit.name])
            if unit.transfer.name == "sgn":
                self._xnor(unit.name)
            elif unit.transfer.name == "H" and not (self._xor(unit.name) or self._joined(unit.name)):
                self._and(unit.name)
        self._remove()
        result = self._network() if self.replaced or self.joined else self.network
        return Collapse(
            self.network, result, self.alphabet, tuple(self.replaced), tuple(self.joined), self.enumerated
        )

    def _network(self) -> Network:
        kept = {unit.name: unit for unit in self.network.units}
        units, gates = [], []
        for name, now in self.now.items():
            same = (
                name in kept
                and now.transfer == self.transfers[name]
                and now.activation is self.original[name]
            )
            # A synapse of weight 0 may come from a unit that is gone.
            same = same and all(
                source in self.now or source in self.network.inputs for source, _ in kept[name].incoming
            )
            units.append(kept[name] if same else now.activation.unit(name, now.transfer))
            gates += [OutputGate(name, by=f) for f in now.by]
        return GatedNetwork(self.network.input_symbols, units, self.network.outputs, gates)

    # The patterns.

    def _and(self, y: str) -> None:
        """Where y = H(L) is 0 whenever f is, gate it by f; as often as possible."""
        found: list[GateIdentity] = []
        for f in [source for source, _ in self.original[y].weights if self.transfers.get(source) == "H"]:
            now = self.now[y]
            K = now.activation.weight(f)
            M = now.activation.without(f).plus(K)
            if not (K.is_Rational and K <= 0) and self._silent(now.activation.without(f), M, K, f, now.by):
                self.now[y] = _Now("H", M, (*now.by, f))
                found.append(GateIdentity("AND", y, f, M, K))
                self.freed.add(f)
        self.replaced += reversed(found)  # the other way round they lead from the gated unit back to this one

    def _silent(self, rest: Affine, M: Affine, K: Any, f: str, by: Sequence[str]) -> bool:
        """Return whether the activation is negative wherever f is 0 and the gates that the unit already has are 1."""
        if not rest.is_rational or not K.is_Rational:
            return self._exceeds(K, M)
        if self.values is not None:
            found = [
                at(rest, point) < 0
                for point in self.values
                if point[f] == 0 and all(point[g] == 1 for g in by)
            ]
            return bool(found) and all(found)
        interval = self.signals.interval(rest)
        return interval is not None and interval[1] < 0

    def _joined(self, y: str) -> bool:
        """Where y only tells whether the threshold units f_1, ..., f_k are all 1, let it do the work of f_k, gated by the others."""
        activation = self.original[y]
        parts = tuple(source for source, _ in activation.weights)
        if (
            not 2 <= len(parts) <= _MOST_JOINED
            or not activation.is_rational
            or any(self.transfers.get(source) != "H" for source in parts)
        ):
            return False
        everything = at(activation, dict.fromkeys(parts, Fraction(1)))
        least = min(w for _, w in activation.weights)
        if least <= 0 or everything < 0 or everything - Fraction(int(least.p), int(least.q)) >= 0:
            return False
        candidates = [part for part in parts if self.now[part].transfer == "H"]
        if not candidates:
            return False
        alone = [
            part for part in candidates if self._readers(part) == {y} and part not in self.network.outputs
        ]
        last = (alone or candidates)[-1]
        others = tuple(part for part in parts if part != last)
        self.now[y] = replace(self.now[last], by=(*self.now[last].by, *others))
        self.joined.append((y, (*others, last)))
        self.freed.update(parts)
        return True

    def _xnor(self, y: str) -> None:
        """Recognise a = sgn(M - k - k f), y = sgn(M - k - k f - 2k a)."""
        for a, weight in self.original[y].weights:
            if self.transfers.get(a) != "sgn" or not self.original[y].without(a).same(self.original[a]):
                continue
            k = -weight / 2
            for f, own in self.original[a].weights:
                M = self.original[a].without(f).plus(k)
                if own == -k and self.signals.alphabets.get(f) == "pm" and self._exceeds(2 * k, M):
                    self.now[y] = _Now("sgn", M, (f,))
                    self.replaced.append(GateIdentity("XNOR", y, f, M, k, a))
                    self.freed.update({a, f})
                    return

    def _xor(self, y: str) -> bool:
        """Recognise a = H(M + K(f - 1)), y = H(M + K f - 2K a)."""
        for a, weight in self.original[y].weights:
            K = -weight / 2
            if self.transfers.get(a) != "H" or not self.original[y].without(a).same(self.original[a].plus(K)):
                continue
            for f, own in self.original[a].weights:
                M = self.original[a].without(f).plus(K)
                plain = self.transfers.get(f) == "H" and self.now[f].transfer == "H" and not self.now[f].by
                if own == K and plain and self._exceeds(K, M):
                    names = (*self.network.inputs, *self.transfers, *self.now)
                    sign = unused(f"{f}_sgn", names)
                    p = unused(f"{y}_sgn", (*names, sign))
                    self.now[sign] = _Now("sgn", self.now[f].activation)
                    self.now[p] = _Now("sgn", M, (sign,))
                    self.now[y] = _Now("identity", Affine(((p, -sp.S.Half),), sp.S.Half))
                    self.replaced.append(GateIdentity("XOR", y, f, M, K, a))
                    self.freed.update({a, f})
                    return True
        return False

    def _exceeds(self, K: Any, M: Affine) -> bool:
        """Return whether K is certain to exceed |M|."""
        if not M.is_rational or not K.is_Rational:
            size = self.signals.magnitude(M)
            return size is not None and sp.expand(K - 1 - size) == 0
        if self.values is not None:
            return all(abs(at(M, point)) < K for point in self.values)
        interval = self.signals.interval(M)
        return interval is not None and max(-interval[0], interval[1]) < K

    # What is left.

    def _readers(self, name: str) -> set[str]:
        """Return the units that read a unit, or are gated by it, now; units not looked at yet read what they read before."""
        readers = {
            unit for unit, now in self.now.items() if now.activation.weight(name) != 0 or name in now.by
        }
        return readers | {unit for unit in self.waiting if self.original[unit].weight(name) != 0}

    def _remove(self) -> None:
        while True:
            idle = [
                name
                for name in self.freed
                if name in self.now and name not in self.network.outputs and not self._readers(name)
            ]
            if not idle:
                break
            for name in idle:
                del self.now[name]
        # What was found in a unit that is gone has no part in the result, unless another unit does its work.
        kept = set(self.now)
        for name, parts in reversed(self.joined):
            if name in kept:
                kept.add(parts[-1])
        self.replaced = [one for one in self.replaced if one.unit in kept]
        self.joined = [(name, parts) for name, parts in self.joined if name in kept]


def _conjunction_of(activation: Affine, parts: Sequence[str]) -> Verdict:
    """Return the verdict that a unit over units with values in {0,1} is 1 only where all of them are."""
    signals = {part: sp.Symbol(f"f_{k}") for k, part in enumerate(parts, 1)}
    within = "; ".join(f"{symbol} in {{0,1}}" for symbol in signals.values())
    return prove(H(activation.expression(signals)), sp.Mul(*signals.values()), assuming=within)
