r"""Two networks over the same Boolean inputs are equal if their outputs agree at all :math:`2^n` points; what differs is their size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import sympy as sp

from symattn.attention.circuits.boolean_signals import MOST_ENUMERATED, assumption, synaptic_depth
from symattn.attention.gated import gates_of
from symattn.errors import TooLarge
from symattn.model.network import Network
from symattn.proving import Verdict, conjunction, prove

__all__ = ["Comparison", "Size", "enumerable", "equal_outputs", "table_of"]


@dataclass(frozen=True)
class Size:
    """What a network consists of; the depth counts units on paths of synapses, a gate standing beside what it gates."""

    units: int
    gates: int
    synapses: int
    depth: int

    @classmethod
    def of(cls, network: Network) -> Size:
        """Return the size of a network; synapses do not include biases."""
        synapses = sum(len(unit.incoming) for unit in network.units)
        return cls(network.size(), len(gates_of(network)), synapses, synaptic_depth(network))


@dataclass(frozen=True)
class Comparison:
    """The sizes of a network before and after it was changed."""

    before: Size
    after: Size

    def to_json(self) -> dict[str, Any]:
        """Return both sizes."""
        return {"before": vars(self.before), "after": vars(self.after)}

    def __str__(self) -> str:
        names = [f.name for f in fields(Size)]
        lines = [f"{'':8}" + "".join(f"{name:>10}" for name in names)]
        for label, size in (("before", self.before), ("after", self.after)):
            lines.append(f"{label:8}" + "".join(f"{getattr(size, name):>10}" for name in names))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        names = [f.name for f in fields(Size)]
        head = "".join(f"<th>{name}</th>" for name in names)
        rows = "".join(
            f"<tr><th>{label}</th>" + "".join(f"<td>{getattr(size, name)}</td>" for name in names) + "</tr>"
            for label, size in (("before", self.before), ("after", self.after))
        )
        return f"<table><tr><th></th>{head}</tr>{rows}</table>"


def table_of(*, before: Network, after: Network) -> Comparison:
    """Return the sizes of two networks."""
    return Comparison(Size.of(before), Size.of(after))


def enumerable(network: Network) -> bool:
    """Return whether the network has few inputs, rational weights, units whose values are rational, and formulas that can be written."""
    transfers = {unit.transfer.name for unit in network.units}
    if (
        len(network.inputs) > MOST_ENUMERATED
        or network.parameters
        or not transfers <= {"H", "sgn", "identity", "relu"}
    ):
        return False
    try:
        network.output()
    except TooLarge:
        return False
    return True


def equal_outputs(left: Network, right: Network, alphabet: str) -> Verdict:
    """Return the verdict that the two networks have the same outputs at every point of the alphabet, by looking at all of them."""
    # Inputs may have any names; the statement has letters of its own.
    renamed = {old: sp.Symbol(f"x_{k}") for k, old in enumerate(left.input_symbols, 1)}
    assuming = assumption([str(new) for new in renamed.values()], alphabet)
    parts = [
        prove(
            left.output(i).xreplace(renamed),
            right.output(i).xreplace(renamed),
            assuming=assuming,
            family="exhaustion",
        )
        for i in range(1, len(left.outputs) + 1)
    ]
    return (
        parts[0] if len(parts) == 1 else conjunction(parts, statement=f"the {len(parts)} outputs are equal")
    )
