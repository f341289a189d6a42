r"""A layer of a block: n units of one transfer function whose weights are the entries of matrices, :math:`O = f(WO' + UO'' + b)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sympy as sp

from symattn.attention.gated import OutputGate
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.units import Unit

__all__ = ["gated_by", "layer", "merged", "names", "over", "reading"]


def names(label: str, count: int) -> list[str]:
    """Return the names of the units of a layer: u.1, u.2, ..."""
    return [f"{label}.{k}" for k in range(1, count + 1)]


def layer(
    label: str,
    count: int,
    transfer: str | Transfer,
    *reads: tuple[str, Sequence[Any]],
    bias: str | None = None,
) -> list[Unit]:
    """Return the units label.1, ..., label.count; each pair of ``reads`` is a matrix's label and the sources of its columns."""
    units = []
    for k, name in enumerate(names(label, count), 1):
        incoming = [
            (str(source), sp.IndexedBase(matrix)[k, j])
            for matrix, sources in reads
            for j, source in enumerate(sources, 1)
        ]
        units.append(Unit(name, transfer, incoming, 0 if bias is None else sp.IndexedBase(bias)[k]))
    return units


def merged(
    label: str,
    *reads: Sequence[Any],
    transfer: str | Transfer = "identity",
    weights: Sequence[Any] | None = None,
    bias: int = 0,
) -> list[Unit]:
    """Return units that read source k of every list, with weights 1 unless others are given: copies, sums, differences."""
    factors = [1] * len(reads) if weights is None else weights
    count = len(reads[0])
    return [
        Unit(
            name,
            transfer,
            [(str(sources[k]), factor) for sources, factor in zip(reads, factors, strict=True)],
            bias,
        )
        for k, name in enumerate(names(label, count))
    ]


def gated_by(targets: Iterable[str], gating: Iterable[str]) -> list[OutputGate]:
    """Return the output gates of unit k of one layer by unit k of another."""
    return [OutputGate(unit, by=by) for unit, by in zip(targets, gating, strict=True)]


def over(
    inputs: Any, units: Any, weights: Any, *, bias: Any = 0, transfer: str | Transfer = "identity"
) -> LayeredNetwork:
    """Return one layer of symbolic size over the inputs x; ``weights`` and ``bias`` are labels or numbers."""
    built: LayeredNetwork = Network.feedforward(
        [inputs, units], weights=[weights], bias=[bias], transfer=transfer
    )
    return built


def reading(
    inputs: Any,
    units: Any,
    *sides: tuple[LayeredNetwork, Any],
    bias: Any = 0,
    transfer: str | Transfer = "identity",
) -> LayeredNetwork:
    """Return a layer of symbolic size whose unit i reads output i of networks over the same inputs, with weights."""
    layer_: LayeredNetwork = over(inputs, units, 0, bias=bias, transfer=transfer)
    for network, weight in sides:
        layer_ = layer_.with_side(1, network, weight)
    return layer_
