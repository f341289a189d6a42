"""For symbolic sizes, O^l_i = f_l(b^l_i + sum_j w^l_ij O^(l-1)_j) is a sum over an index, names apart."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model.names import fresh_indices, names_in
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.units import Unit

_Built: TypeAlias = tuple[list[Unit], list[str], list[Any]]

__all__ = ["LayeredNetwork", "Side"]


@dataclass(frozen=True)
class Side:
    """Synapses of weight ``weight`` from the outputs of a network over the same inputs to a layer.

    A network of one output reaches all units of the layer; otherwise its output i reaches unit i.

    Examples
    --------
    A unit of n inputs that also reads another one over the same inputs:

    >>> from symattn import Network, dimension
    >>> n = dimension("n")
    >>> f, g = Network.feedforward([n, 1], weights="w"), Network.feedforward([n, 1], weights="v")
    >>> f.with_side(1, g, sp.Symbol("a")).sides == (Side(1, g, sp.Symbol("a")),)
    True

    See Also
    --------
    LayeredNetwork : its method ``with_side`` adds one.
    """

    layer: int
    network: LayeredNetwork
    weight: Any


@dataclass(frozen=True)
class LayeredNetwork:
    r"""A layered network whose sizes may be symbols, with weights :math:`w_{ij}`, :math:`i, j` symbolic too.

    Made by `Network.feedforward` with a symbolic size. Weights are entries of indexed bases: ``w[j]`` for a
    network of one layer with one unit, ``w[i, j]`` for one layer, ``w[l, i, j]`` for several layers with a
    common label.

    Parameters
    ----------
    sizes
        Number of inputs, then of the units of each layer: integers or positive-integer expressions.
    transfers, weights, biases
        One entry a layer; a weight or bias entry is a label or the value of all weights of the layer.
    inputs, units
        The labels of inputs and units.
    sides
        Further synapses, see `Side`.

    Examples
    --------
    A linear unit of n inputs:

    >>> n = sp.Symbol("n", integer=True, positive=True)
    >>> net = Network.feedforward([n, 1])
    >>> net.output()
    Sum(w[i]*x[i], (i, 1, n))

    At n = 3 it is a concrete network with the same output:

    >>> net.output().subs(n, 3).doit() == net.at({n: 3}).output()
    True

    See Also
    --------
    Network, symattn.algebra.dimension

    References
    ----------
    SM-1.
    """

    sizes: tuple[Any, ...]
    transfers: tuple[Transfer, ...]
    weights: tuple[Any, ...]
    biases: tuple[Any, ...]
    inputs: str = "x"
    units: str = "u"
    sides: tuple[Side, ...] = ()

    def _carried(
        self, layer: int, target: Any, source: Any, weight: Any, signal: Any, fresh: Iterator[Any]
    ) -> Any:
        """Return what the synapse from ``source``, whose output is ``signal``, to unit ``target`` of the layer carries."""
        return weight * signal

    def _activated(self, layer: int, unit: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        """Return the activation of the unit of the layer; ``signal`` is the sum of what its synapses carry."""
        return signal

    def _emitted(self, layer: int, unit: Any, signal: Any, fresh: Iterator[Any]) -> Any:
        """Return what the unit of the layer emits; ``signal`` is f(S)."""
        return signal

    def signal(self, layer: int, unit: Any, fresh: Iterator[Any]) -> Any:
        """Return the output of a unit of a layer (layer 0: an input), bound indices taken from ``fresh``."""
        if layer == 0:
            return sp.IndexedBase(self.inputs)[unit]
        response = self.transfers[layer - 1].symbolic(self._activation(layer, unit, fresh))
        return self._emitted(layer, unit, response, fresh)

    def _activation(self, layer: int, unit: Any, fresh: Iterator[Any]) -> Any:
        def term(source: Any) -> Any:
            signal = self.signal(layer - 1, source, fresh)
            return self._carried(layer, unit, source, self.weight(layer, unit, source), signal, fresh)

        terms = [_sum_over(self.sizes[layer - 1], term, fresh), self.bias(layer, unit)]
        for side in self.sides:
            if side.layer == layer:
                terms.append(side.weight * side.network.output_at(unit, fresh))
        return self._activated(layer, unit, sp.Add(*terms), fresh)

    def output_at(self, unit: Any, fresh: Iterator[Any]) -> Any:
        """Return output ``unit``, or the only output if there is one, bound indices from ``fresh``."""
        return self.signal(self.depth(), sp.S.One if self.sizes[-1] == 1 else unit, fresh)

    def output(self, i: Any = 1) -> Any:
        r"""Return the expression of the i-th output, with a `Sum` over every layer of symbolic size.

        Parameters
        ----------
        i
            An integer from 1 to the number of outputs, or a symbol for a free index.

        Returns
        -------
        sympy.Expr
            The output; no bound index equals a free symbol or another bound index.

        Raises
        ------
        InvalidArgument
            If i is outside 1, ..., m.

        Examples
        --------
        Two linear layers compose, with bound indices renamed apart:

        >>> n, m = sp.symbols("n m", integer=True, positive=True)
        >>> net = Network.feedforward([n, m, 1], weights=["w", "v"])
        >>> net.output()
        Sum(v[i]*Sum(w[i, j]*x[j], (j, 1, n)), (i, 1, m))

        At n = m = 2 the expression is that of the concrete network:

        >>> concrete = net.at({n: 2, m: 2})
        >>> sp.expand(net.output().subs({n: 2, m: 2}).doit() - concrete.output())
        0

        See Also
        --------
        LayeredNetwork.at

        References
        ----------
        SM-1.
        """
        index = self._index(i)
        return self.signal(self.depth(), index, fresh_indices(self._names() | names_in([index])))

    def activation(self, i: Any = 1) -> Any:
        """Return the activation of the i-th output unit: its output before the last transfer function."""
        index = self._index(i)
        return self._activation(self.depth(), index, fresh_indices(self._names() | names_in([index])))

    def _index(self, i: Any) -> Any:
        count = self.sizes[-1]
        if isinstance(i, sp.Expr) and not i.is_Number:
            if i.is_integer is not False:
                return i
        elif not isinstance(i, bool):
            try:
                number = operator.index(i)
            except TypeError:
                number = 0
            if number >= 1 and (not isinstance(count, int) or number <= count):
                return sp.Integer(number)
        raise InvalidArgument("i", f"must be an index from 1 to {count}, the number of outputs", i)

    def _names(self) -> frozenset[str]:
        """Return every name that a bound index must avoid."""
        labels = {e for e in (*self.weights, *self.biases, self.inputs) if isinstance(e, str)}
        names = labels | names_in(self._values()) | names_in(side.weight for side in self.sides)
        return frozenset(names).union(*(network._names() for network in self._networks()))

    def _values(self) -> list[Any]:
        """Return the sizes and the constants whose names a bound index must avoid."""
        return [e for e in (*self.sizes, *self.weights, *self.biases) if not isinstance(e, str)]

    def _networks(self) -> tuple[LayeredNetwork, ...]:
        """Return the networks over the same inputs that this one reads."""
        return tuple(side.network for side in self.sides)

    def weight(self, layer: int, unit: Any, source: Any) -> Any:
        """Return the weight from ``source`` in the layer below to ``unit``."""
        entry = self.weights[layer - 1]
        if not isinstance(entry, str):
            return entry
        return sp.IndexedBase(entry)[self._indices(self.weights, layer, unit, source)]

    def bias(self, layer: int, unit: Any) -> Any:
        """Return the bias of ``unit``; the only unit of the only layer has the plain symbol of the label."""
        entry = self.biases[layer - 1]
        if not isinstance(entry, str):
            return entry
        indices = self._indices(self.biases, layer, unit)
        return sp.IndexedBase(entry)[indices] if indices else sp.Symbol(entry)

    def _indices(self, labels: tuple[Any, ...], layer: int, unit: Any, *rest: Any) -> tuple[Any, ...]:
        """Return (layer, unit, ...): the layer if another has its label, the unit if there are several."""
        shared = (layer,) if labels.count(labels[layer - 1]) > 1 else ()
        return (*shared, *(() if self.sizes[layer] == 1 else (unit,)), *rest)

    def depth(self) -> int:
        """Return the number of layers."""
        return len(self.sizes) - 1

    def size(self) -> Any:
        """Return the number of units, inputs not counted, as an expression in the sizes."""
        return sp.Add(*self.sizes[1:]) + sp.Add(*(network.size() for network in self._networks()))

    @property
    def dimensions(self) -> tuple[Any, ...]:
        """The symbols in the sizes, sorted by name."""
        symbols: set[Any] = set().union(*(s.free_symbols for s in self.sizes if isinstance(s, sp.Expr)))
        symbols.update(*(network.dimensions for network in self._networks()))
        return tuple(sorted(symbols, key=str))

    def layer_named(self, name: Any = None) -> int:
        """Return the number of the layer called ``name`` ("u2" is layer 2); the last one if it is None."""
        names = [f"{self.units}{layer}" for layer in range(1, self.depth() + 1)]
        if name is None:
            return self.depth()
        if name not in names:
            raise UnknownName("unit", "is not a layer of the network", name, f"Layers: {', '.join(names)}.")
        return names.index(name) + 1

    def with_side(self, layer: int, network: LayeredNetwork, weight: Any) -> LayeredNetwork:
        """Return the network with synapses from the outputs of another one, see `Side`; with one that has gates, a network that may have some."""
        kind = type(network) if isinstance(network, type(self)) else type(self)
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return kind(**{**own, "sides": (*self.sides, Side(layer, network, weight))})

    def at(self, values: Mapping[Any, Any]) -> Network:
        r"""Return the concrete network for sizes that are numbers.

        Parameters
        ----------
        values
            From every symbol of the sizes (or its name) to an integer >= 1.

        Returns
        -------
        Network
            Its inputs and weights are the indexed entries x[1], w[1, 2], ...

        Raises
        ------
        InvalidArgument
            If a symbol is missing or a value is not an integer >= 1.
        UnknownName
            If a key is no symbol of the sizes.

        Examples
        --------
        >>> n = sp.Symbol("n", integer=True, positive=True)
        >>> Network.feedforward([n, 1], transfer="H", bias="b").at({n: 2}).output()
        H(b + w[1]*x[1] + w[2]*x[2])

        The number of inputs is that asked for:

        >>> len(Network.feedforward([n, 1]).at({n: 5}).inputs) == 5
        True

        See Also
        --------
        LayeredNetwork.output

        References
        ----------
        SM-1.
        """
        sizes = self._numbers(values)
        base = sp.IndexedBase(self.inputs)
        inputs = [base[j] for j in range(1, _at(self.sizes[0], sizes) + 1)]
        names = [str(symbol) for symbol in inputs]
        units, outputs, marks = self._units(sizes, names, "")
        return self._assembled(inputs, units, outputs, marks)

    def _assembled(
        self, inputs: list[Any], units: list[Unit], outputs: list[str], marks: list[Any]
    ) -> Network:
        """Return the concrete network; ``marks`` is what a subclass adds to units."""
        if marks:
            hint = "Add it with .with_side(...), which returns a network that may have gates."
            raise InvalidArgument("sides", "must not have gates where the network has none", len(marks), hint)
        return Network(inputs, units, outputs)

    def _numbers(self, values: Mapping[Any, Any]) -> dict[Any, int]:
        by_name = {str(d): d for d in self.dimensions}
        sizes: dict[Any, int] = {}
        for key, value in values.items():
            if str(key) not in by_name:
                raise UnknownName(
                    "values", "is not a symbol of the sizes", str(key), f"Symbols: {', '.join(by_name)}."
                )
            try:
                number = 0 if isinstance(value, bool) else operator.index(value)
            except TypeError:
                number = 0
            if number < 1:
                raise InvalidArgument("values", f"must give {key} an integer of at least 1", value)
            sizes[by_name[str(key)]] = number
        missing = [name for name, d in by_name.items() if d not in sizes]
        if missing:
            raise InvalidArgument(
                "values", "must give every size a value", ", ".join(missing), "For example {n: 3}."
            )
        return sizes

    def _units(self, sizes: Mapping[Any, int], names: list[str], prefix: str) -> _Built:
        """Return the units, the names of the last layer and the marks; ``prefix`` keeps names apart."""
        built: list[Unit] = []
        marks: list[Any] = []
        sources = names
        for layer in range(1, self.depth() + 1):
            count = _at(self.sizes[layer], sizes)
            targets = [f"{prefix}{self.units}{layer}.{i}" for i in range(1, count + 1)]
            extra: list[list[tuple[str, Any]]] = [[] for _ in targets]
            for number, side in enumerate(self.sides, 1):
                if side.layer == layer:
                    below, ends, below_marks = side.network._units(sizes, names, f"{prefix}side{number}.")
                    built += below
                    marks += below_marks
                    for i, entries in enumerate(extra):
                        entries.append((ends[0] if side.network.sizes[-1] == 1 else ends[i], side.weight))
            for i, target in enumerate(targets, 1):
                incoming = [(s, _at_entry(self.weight(layer, i, j), sizes)) for j, s in enumerate(sources, 1)]
                bias = _at_entry(self.bias(layer, i), sizes)
                built.append(Unit(target, self.transfers[layer - 1], incoming + extra[i - 1], bias))
            sources = targets
        return built, sources, marks

    def to_json(self) -> dict[str, Any]:
        """Return the network as plain data; sizes and weights are texts."""
        return {
            "sizes": [str(s) for s in self.sizes],
            "transfers": [f.name for f in self.transfers],
            "weights": [str(w) for w in self.weights],
            "biases": [str(b) for b in self.biases],
            "inputs": self.inputs,
            "sides": [
                {"layer": s.layer, "network": s.network.to_json(), "weight": str(s.weight)}
                for s in self.sides
            ],
        }

    def _repr_latex_(self) -> str:
        index = next(fresh_indices(self._names()))
        return rf"$\displaystyle O_{{{index}}} = {sp.latex(self.output(index))}$"


def _at(size: Any, sizes: Mapping[Any, int]) -> int:
    return size if isinstance(size, int) else int(size.subs(dict(sizes)))


def _at_entry(value: Any, sizes: Mapping[Any, int]) -> Any:
    """Substitute the sizes in a weight such as 1/n; entries of indexed bases have none to substitute."""
    return value if isinstance(value, int) else value.subs(dict(sizes))


def _sum_over(size: Any, term: Callable[[Any], Any], fresh: Iterator[Any]) -> Any:
    """Return the sum of term(j), j = 1..size: written out for a number, a `Sum` for a symbol."""
    if isinstance(size, int):
        return sp.Add(*(term(sp.Integer(j)) for j in range(1, size + 1)))
    index = next(fresh)
    return sp.Sum(term(index), (index, 1, size))
