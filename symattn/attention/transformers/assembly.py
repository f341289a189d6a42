"""A network over tokens is put together from rows of signals: row i holds the signals of token i, a layer maps rows to rows."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from symattn.attention.gated import Gate, GatedNetwork
from symattn.attention.records import OutputGate, SynapticGate
from symattn.errors import InvalidArgument
from symattn.model.transfers import Transfer
from symattn.model.units import Unit, labelled, numbered

__all__ = ["Assembly", "Rows", "count_argument", "matrix_argument", "vector_argument"]

#: Names of signals (inputs or units), a row for each token.
Rows: TypeAlias = list[list[str]]

_LARGEST = 200


class Assembly:
    """The units and gates of one network while it is being built; `network` freezes them."""

    def __init__(self, tokens: int, width: int, inputs: str) -> None:
        label = labelled(inputs, "inputs")
        self.symbols = [
            [numbered(label, [i + 1, a + 1], [tokens, width]) for a in range(width)] for i in range(tokens)
        ]
        self.units: list[Unit] = []
        self.gates: list[Gate] = []

    @property
    def inputs(self) -> Rows:
        """The names of the inputs, a row for each token."""
        return [[str(symbol) for symbol in row] for row in self.symbols]

    def unit(
        self,
        name: str,
        incoming: Iterable[tuple[str, Any]],
        *,
        transfer: str | Transfer = "identity",
        bias: Any = 0,
    ) -> str:
        """Add a unit and return its name."""
        self.units.append(Unit(name, transfer, incoming, bias))
        return name

    def layer(
        self,
        prefix: str,
        rows: Rows,
        matrix: Sequence[Sequence[Any]],
        *,
        transfer: str | Transfer = "identity",
        biases: Sequence[Any] | None = None,
    ) -> Rows:
        """Add the units f(X M + b), the same M and b for every token; M has a row for each signal of a token."""
        columns = range(len(matrix[0]))
        return [
            [
                self.unit(
                    f"{prefix}{i}.{c + 1}",
                    [(source, matrix[a][c]) for a, source in enumerate(row)],
                    transfer=transfer,
                    bias=0 if biases is None else biases[c],
                )
                for c in columns
            ]
            for i, row in enumerate(rows, 1)
        ]

    def product(self, name: str, left: str, right: str) -> str:
        """Add the unit left * right: a copy of ``left``, its output gated by ``right``."""
        self.unit(name, [(left, 1)])
        self.gates.append(OutputGate(name, by=right))
        return name

    def gated_sum(self, name: str, pairs: Sequence[tuple[str, str]]) -> str:
        """Add the unit sum of g * s over the pairs (s, g): synapses of weight 1 from the s, each gated by its g."""
        self.unit(name, [(source, 1) for source, _ in pairs])
        self.gates += [SynapticGate(source, name, by=gate) for source, gate in pairs]
        return name

    def network(self, outputs: Rows) -> GatedNetwork:
        """Return the network, its outputs token by token."""
        flat = [symbol for row in self.symbols for symbol in row]
        return GatedNetwork(flat, self.units, [name for row in outputs for name in row], self.gates)


def count_argument(value: Any, argument: str) -> int:
    """Return a number of tokens, signals or heads; refuse what is not an integer from 1 to 200."""
    try:
        number = 0 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = 0
    if not 1 <= number <= _LARGEST:
        hint = "For symbolic numbers of tokens and widths use SymbolicHead."
        raise InvalidArgument(argument, f"must be an integer from 1 to {_LARGEST}", value, hint)
    return number


def matrix_argument(
    given: Any, rows: int, columns: int, argument: str, number: int | None = None
) -> list[list[Any]]:
    """Return a weight matrix: entries made from a label, or those given, after a check of the shape."""
    if isinstance(given, str):
        label = labelled(given, argument)
        return [
            [numbered(label, [a + 1, c + 1], [rows, columns], number) for c in range(columns)]
            for a in range(rows)
        ]
    table = [_listed(row) for row in _listed(given) or []]
    if len(table) != rows or any(row is None or len(row) != columns for row in table):
        hint = "A row for each signal that enters, a column for each that leaves; or a label."
        raise InvalidArgument(argument, f"must be a matrix of shape {rows} x {columns}", str(given), hint)
    return [row for row in table if row is not None]


def vector_argument(given: Any, size: int, argument: str) -> list[Any]:
    """Return biases: symbols made from a label, zeros for None, or those given."""
    if given is None:
        return [0] * size
    if isinstance(given, str):
        return [numbered(labelled(given, argument), [c + 1], [size]) for c in range(size)]
    listed = _listed(given)
    if listed is None or len(listed) != size:
        rule = f"must be {size} numbers, a label, or None for no biases"
        raise InvalidArgument(argument, rule, str(given))
    return listed


def _listed(entries: Any) -> list[Any] | None:
    """Return the entries of a list, tuple, SymPy matrix or array as a list, or None."""
    if isinstance(entries, (list, tuple)):
        return list(entries)
    rows = entries.tolist() if hasattr(entries, "tolist") else None
    return rows if isinstance(rows, list) else None
