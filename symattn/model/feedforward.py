"""A layered network is given by sizes n_0, ..., n_L and, for each layer, a label or a matrix."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument, TooLarge
from symattn.model.arithmetic import weight as as_weight
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.transfers import transfer as as_transfer
from symattn.model.units import Unit, labelled, numbered

_MOST_SYNAPSES = 50_000
_LARGEST = 10_000_000


def feedforward(
    sizes: Sequence[Any],
    transfer: str | Transfer | Sequence[str | Transfer],
    weights: str | Sequence[Any],
    bias: str | Sequence[Any] | None,
    inputs: str,
    units: str,
) -> Network | LayeredNetwork:
    """Return the network of `Network.feedforward`."""
    counts = _sizes(sizes)
    layers = len(counts) - 1
    one = isinstance(transfer, (str, Transfer))
    given: list[Any] = [transfer] * layers if one else _per_layer(transfer, layers, "transfer")
    transfers = [as_transfer(f) for f in given]
    several = layers > 1
    matrices = [weights] * layers if isinstance(weights, str) else _per_layer(weights, layers, "weights")
    numbered_weights = several and isinstance(weights, str)
    biases = _biases(bias, layers)
    numbered_biases = several and isinstance(bias, str)
    labelled(inputs, "inputs")
    labelled(units, "units")
    _distinct(
        [inputs]
        + ([weights] if isinstance(weights, str) else [w for w in matrices if isinstance(w, str)])
        + ([bias] if isinstance(bias, str) else [b for b in biases if isinstance(b, str)])
    )
    if not all(isinstance(size, int) for size in counts):
        return LayeredNetwork(
            sizes=counts,
            transfers=tuple(transfers),
            weights=tuple(_uniform(w, "weights") for w in matrices),
            biases=tuple(_uniform(b, "bias") for b in biases),
            inputs=inputs,
            units=units,
        )
    synapses = sum(above * below for below, above in pairwise(counts))
    if synapses > _MOST_SYNAPSES:
        hint = 'For larger ones make a symbolic size with dimension("n").'
        raise TooLarge("sizes", f"may have at most {_MOST_SYNAPSES} synapses in all", synapses, hint)
    sources = [str(numbered(inputs, [j + 1], [counts[0]])) for j in range(counts[0])]
    built: list[Unit] = []
    for layer in range(1, layers + 1):
        rows, columns = counts[layer], counts[layer - 1]
        matrix = _matrix(matrices[layer - 1], rows, columns, layer, layer if numbered_weights else None)
        offsets = _vector(biases[layer - 1], rows, layer, layer if numbered_biases else None)
        names = [f"{units}{layer}.{i + 1}" for i in range(rows)]
        built += [
            Unit(names[i], transfers[layer - 1], list(zip(sources, matrix[i], strict=True)), offsets[i])
            for i in range(rows)
        ]
        sources = names
    return Network([numbered(inputs, [j + 1], [counts[0]]) for j in range(counts[0])], built, sources)


def _sizes(sizes: Sequence[Any]) -> tuple[Any, ...]:
    if isinstance(sizes, (str, bytes)) or not hasattr(sizes, "__len__") or len(sizes) < 2:
        raise InvalidArgument(
            "sizes",
            "must be a list of at least two sizes: the inputs, then each layer",
            sizes,
            "For example [3, 2, 1].",
        )
    return tuple(_size(size) for size in sizes)


def _size(size: Any) -> Any:
    """Return a size as an int >= 1 or as a positive-integer SymPy expression."""
    if isinstance(size, sp.Expr) and not size.is_Number:
        if size.is_integer and size.is_positive:
            return size
        raise InvalidArgument(
            "sizes", "must be positive integers", str(size), 'Make a symbolic size with dimension("n").'
        )
    try:
        number = None if isinstance(size, bool) else operator.index(size)
    except TypeError:
        number = None
    if number is None or number < 1 or number > _LARGEST:
        raise InvalidArgument(
            "sizes",
            f"must be integers from 1 to {_LARGEST}",
            size,
            'Make a symbolic size with dimension("n").',
        )
    return number


def _per_layer(entries: Any, layers: int, argument: str) -> list[Any]:
    listed = _listed(entries)
    if listed is None or len(listed) != layers:
        many = "" if layers == 1 else "s"
        raise InvalidArgument(
            argument,
            f"must have one entry for each of the {layers} layer{many}",
            str(entries),
            "The matrix of one layer goes into a list of its own: [[[1, 2], [3, 4]]].",
        )
    return listed


def _listed(entries: Any) -> list[Any] | None:
    """Return the entries of a list, tuple, SymPy matrix or array as a list, or None."""
    if isinstance(entries, (list, tuple)):
        return list(entries)
    if hasattr(entries, "tolist") and not isinstance(entries, (str, bytes)):
        rows = entries.tolist()
        return rows if isinstance(rows, list) else None
    return None


def _biases(bias: Any, layers: int) -> list[Any]:
    if bias is None:
        return [0] * layers
    return [bias] * layers if isinstance(bias, str) else _per_layer(bias, layers, "bias")


def _distinct(labels: Sequence[Any]) -> None:
    for k, label in enumerate(labels):
        labelled(label, "label")
        if label in labels[:k]:
            raise InvalidArgument(
                "labels",
                "of inputs, weights and biases must differ",
                label,
                "For example inputs='x', weights=['w', 'v'].",
            )


def _uniform(entry: Any, argument: str) -> Any:
    """Return an entry of a layer of symbolic size: a label, or one weight for all its synapses."""
    if isinstance(entry, str):
        return labelled(entry, argument)
    if _listed(entry) is not None:
        raise InvalidArgument(
            argument,
            "of a network with a symbolic size must be labels or single numbers",
            str(entry),
            "Matrices need sizes that are numbers.",
        )
    return as_weight(entry, argument)


def _matrix(entry: Any, rows: int, columns: int, layer: int, number: int | None) -> list[list[Any]]:
    """Return the weights of a layer, one row for each unit."""
    if isinstance(entry, str):
        sizes = [columns] if rows == 1 else [rows, columns]
        return [
            [numbered(entry, [j + 1] if rows == 1 else [i + 1, j + 1], sizes, number) for j in range(columns)]
            for i in range(rows)
        ]
    listed = _listed(entry)
    if listed is None:
        return [[entry] * columns for _ in range(rows)]
    table = [_listed(row) for row in listed]
    if rows == 1 and all(row is None for row in table):
        table = [listed]
    if len(table) != rows or any(row is None or len(row) != columns for row in table):
        raise InvalidArgument(
            "weights",
            f"of layer {layer} must be a matrix of shape {rows} x {columns} (units x sources)",
            str(entry),
            "Give a row for each unit.",
        )
    return [row for row in table if row is not None]


def _vector(entry: Any, rows: int, layer: int, number: int | None) -> list[Any]:
    """Return the biases of a layer, one for each unit."""
    if isinstance(entry, str):
        return [numbered(entry, [] if rows == 1 else [i + 1], [rows], number) for i in range(rows)]
    listed = _listed(entry)
    if listed is None:
        return [entry] * rows
    if len(listed) != rows:
        raise InvalidArgument(
            "bias",
            f"of layer {layer} must have {rows} entries, one for each unit",
            str(entry),
            "Or give a label.",
        )
    return listed
