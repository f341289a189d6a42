r"""On Boolean inputs a threshold unit emits one of two values and an affine activation lies in the interval :math:`b + \sum_j w_j\,[\min O_j, \max O_j]`.

What an emulation has to know of a network is how large an activation may be where a gating unit is silent.  With few inputs and rational weights every
point is looked at; otherwise signals are replaced by the intervals they lie in, which may only enlarge what is found; symbolic weights get the bound
|b| + sum_j |w_j| max |O_j|.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

import sympy as sp

from symattn.attention.gated import Gate, OutputGate, SynapticGate, gates_of
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import EXACT
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.units import ONE, Unit

__all__ = ["ALPHABETS", "MOST_ENUMERATED", "Affine", "BooleanSignals", "synaptic_depth"]

#: The values of each alphabet, false first.
ALPHABETS: Mapping[str, tuple[int, int]] = {"01": (0, 1), "pm": (-1, 1)}

#: With more inputs than these, points are not enumerated.
MOST_ENUMERATED = 8

_OF_TRANSFER = {"H": "01", "sgn": "pm"}
_BOUNDED = {"H": (0, 1), "sgn": (-1, 1), "logistic": (0, 1), "tanh": (-1, 1)}
Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Affine:
    """The activation b + sum_j w_j O_j, as weights by the name of the source, none of them 0."""

    weights: tuple[tuple[str, Any], ...]
    bias: Any

    @classmethod
    def of(cls, unit: Unit) -> Affine:
        """Return the activation of a unit."""
        return cls(tuple((source, w) for source, w in unit.incoming if w != 0), unit.bias)

    def weight(self, source: str) -> Any:
        """Return the weight of a source, 0 if it is not read."""
        return dict(self.weights).get(source, sp.S.Zero)

    def plus(self, bias: Any) -> Affine:
        """Return the activation with a larger bias."""
        return Affine(self.weights, self.bias + bias)

    def reading(self, source: str, weight: Any) -> Affine:
        """Return the activation with a weight added to that of a source."""
        weights = dict(self.weights)
        weights[source] = weights.get(source, sp.S.Zero) + weight
        return Affine(tuple((s, w) for s, w in weights.items() if w != 0), self.bias)

    def without(self, source: str) -> Affine:
        """Return the activation that does not read a source."""
        return Affine(tuple((s, w) for s, w in self.weights if s != source), self.bias)

    def same(self, other: Affine) -> bool:
        """Return whether the two have the same weights and the same bias."""
        return dict(self.weights) == dict(other.weights) and self.bias == other.bias

    @property
    def is_rational(self) -> bool:
        """Whether all weights are rational numbers."""
        return all(w.is_Rational for w in (self.bias, *(w for _, w in self.weights)))

    def expression(self, signals: Mapping[str, Any]) -> Any:
        """Return the activation as an expression in the signals of the sources."""
        return sp.Add(self.bias, *(w * signals[source] for source, w in self.weights))

    @staticmethod
    def replaced(expression: Any, naming: Callable[[str], str]) -> Any:
        """Return an expression with other names of its symbols."""
        symbols = {
            symbol: sp.Symbol(naming(symbol.name), **symbol.assumptions0)
            for symbol in expression.atoms(sp.Symbol)
            if naming(symbol.name) != symbol.name
        }
        return expression.xreplace(symbols)

    def renamed(self, naming: Callable[[str], str]) -> Affine:
        """Return the activation with other names of the symbols in its weights."""
        weights = tuple((source, self.replaced(w, naming)) for source, w in self.weights)
        return Affine(weights, self.replaced(self.bias, naming))

    def unit(self, name: str, transfer: Any) -> Unit:
        """Return the unit with this activation."""
        return Unit(name, transfer, self.weights, self.bias)


@dataclass(frozen=True)
class BooleanSignals:
    """What the inputs and units of a network may emit when each input is one of the two values of an alphabet."""

    network: Network
    alphabet: str

    @cached_property
    def alphabets(self) -> dict[str, str]:
        """The alphabet of every signal that takes two values only; other units are left out."""
        found = dict.fromkeys(self.network.inputs, self.alphabet)
        by = self._by
        for unit in self.network.units:
            own = _OF_TRANSFER.get(unit.transfer.name)
            if own is not None and all(found.get(name) == own for name in by.get(unit.name, ())):
                found[unit.name] = own
        return found

    @cached_property
    def _by(self) -> dict[str, list[str]]:
        by: dict[str, list[str]] = {}
        for gate in canonical_gates(self.network):
            if isinstance(gate, OutputGate):
                by.setdefault(gate.unit, []).append(gate.by)
        return by

    @cached_property
    def ranges(self) -> dict[str, Interval | None]:
        """An interval for every signal; None where none is known."""
        low, high = ALPHABETS[self.alphabet]
        found: dict[str, Interval | None] = dict.fromkeys(
            self.network.inputs, (Fraction(low), Fraction(high))
        )
        for unit in self.network.units:
            own = self._emitted(unit, found)
            for name in self._by.get(unit.name, ()):
                other = found[name]
                ends = [a * b for a in own for b in other] if own is not None and other is not None else None
                own = (min(ends), max(ends)) if ends else None
            found[unit.name] = own
        return found

    @staticmethod
    def _emitted(unit: Unit, found: Mapping[str, Interval | None]) -> Interval | None:
        name = unit.transfer.name
        if name in _BOUNDED:
            low, high = _BOUNDED[name]
            return Fraction(low), Fraction(high)
        if name not in ("identity", "relu"):
            return None
        activation = Affine.of(unit)
        interval = _interval(activation, found) if activation.is_rational else None
        return (
            interval
            if interval is None or name == "identity"
            else (max(interval[0], Fraction(0)), max(interval[1], Fraction(0)))
        )

    def interval(self, activation: Affine, fixed: Mapping[str, int] | None = None) -> Interval | None:
        """Return an interval that contains the activation, its weights being rational; some signals may be fixed."""
        ranges = {**self.ranges, **{name: (Fraction(v), Fraction(v)) for name, v in (fixed or {}).items()}}
        return _interval(activation, ranges) if activation.is_rational else None

    def largest(self, source: str) -> Any:
        """Return the largest absolute value of a signal, or None if it has no known bound."""
        ends = self.ranges[source]
        return None if ends is None else sp.Rational(*max(map(abs, ends)).as_integer_ratio())

    def magnitude(self, activation: Affine) -> Any:
        """Return |b| + sum_j |w_j| max |O_j|, which no absolute value of the activation exceeds, or None."""
        total = sp.Abs(activation.bias)
        for source, w in activation.weights:
            largest = self.largest(source)
            if largest is None:
                return None
            total += sp.Abs(w) * largest
        return total

    @cached_property
    def values(self) -> tuple[dict[str, Fraction], ...] | None:
        """The signals at every point, if there are few inputs and all of them are rational; otherwise None."""
        if len(self.network.inputs) > MOST_ENUMERATED:
            return None
        ends = [Fraction(value) for value in ALPHABETS[self.alphabet]]
        try:
            return tuple(
                self.network.propagate(point, EXACT)[1]
                for point in product(ends, repeat=len(self.network.inputs))
            )
        except InvalidArgument:  # a weight is symbolic, or a value irrational
            return None


def _interval(activation: Affine, ranges: Mapping[str, Interval | None]) -> Interval | None:
    low = high = _fraction(activation.bias)
    for source, weight in activation.weights:
        ends = ranges[source]
        if ends is None:
            return None
        w = _fraction(weight)
        terms = sorted((w * ends[0], w * ends[1]))
        low, high = low + terms[0], high + terms[1]
    return low, high


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def at(activation: Affine, signals: Mapping[str, Fraction]) -> Fraction:
    """Return the activation where the signals have these values."""
    return sum(
        (_fraction(w) * signals[source] for source, w in activation.weights), _fraction(activation.bias)
    )


def boolean_network(network: object, alphabet: str) -> Network:
    """Refuse what is no network of concrete size with a declared alphabet of its inputs."""
    if not isinstance(alphabet, str) or alphabet not in ALPHABETS:
        raise InvalidArgument(
            "alphabet",
            "must be '01' or 'pm', the values of the inputs",
            alphabet,
            "'01' stands for {0,1}, 'pm' for {-1,1}.",
        )
    if isinstance(network, LayeredNetwork):
        raise InvalidArgument(
            "network", "must have concrete sizes", "LayeredNetwork", "Use network.at({n: 3})."
        )
    if not isinstance(network, Network):
        raise InvalidArgument(
            "network",
            "must be a network",
            network,
            "Make one with output_gating, or Network.feedforward([2, 1]).",
        )
    return network


def canonical_gates(network: Network) -> tuple[Gate, ...]:
    """Return the gates, those that are output or synaptic gatings as such."""
    found: list[Gate] = []
    for gate in gates_of(network):
        attention = gate.attention
        place, by = attention.place, attention.source
        if isinstance(by, str) and (attention.origin, attention.operation) == ("O", "*"):
            if attention.target == "O" and isinstance(place, str):
                gate = OutputGate(place, by)
            elif attention.target == "w" and isinstance(place, tuple):
                gate = SynapticGate(*place, by)
        found.append(gate)
    return tuple(found)


def synaptic_depth(network: Network) -> int:
    """Return the number of units on a longest path of synapses to an output; a gate stands beside the unit it gates and makes no layer of its own."""
    by: dict[str, list[str]] = {}
    for attention in (gate.attention for gate in gates_of(network)):
        place, source = attention.place, attention.source
        changed, signal = (end if isinstance(end, str) else end[1] for end in (place, source))
        by.setdefault(changed, []).append(signal)
    depth = dict.fromkeys((ONE, *network.inputs), 0)
    for unit in network.units:
        below = 1 + max((depth[source] for source, _ in unit.incoming), default=0)
        depth[unit.name] = max((below, *(depth[name] for name in by.get(unit.name, ()))))
    return max(depth[name] for name in network.outputs)


def unused(name: str, taken: Iterable[str]) -> str:
    """Return the name, with a number if it is taken."""
    names = set(taken)
    return (
        name
        if name not in names
        else next(f"{name}{k}" for k in range(2, len(names) + 3) if f"{name}{k}" not in names)
    )


def assumption(names: Sequence[str], alphabet: str) -> str:
    """Return the assumption that the variables take the values of the alphabet, as text for `prove`."""
    low, high = ALPHABETS[alphabet]
    return f"{', '.join(names)} in {{{low},{high}}}"
