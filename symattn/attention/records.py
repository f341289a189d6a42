"""An attention is a triple (origin, target, operation) with two ends: where the signal comes from, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.units import Synapse

__all__ = ["Attention", "Operation", "OutputGate", "Place", "SynapticGate"]

#: An activation, an output or a weight.
Place: TypeAlias = Literal["S", "O", "w"]
Operation: TypeAlias = Literal["+", "*"]

_KIND = {"S": "activation", "O": "output", "w": "synaptic"}


@dataclass(frozen=True)
class Attention:
    r"""A signal :math:`z \in \{S_k, O_k, w_{kl}\}` turns a target :math:`t \in \{S_i, O_i, w_{ij}\}` into :math:`t + a z` or :math:`z t`.

    Parameters
    ----------
    origin, target
        "S" for an activation, "O" for an output, "w" for a weight.
    operation
        "+" or "*".
    source
        The unit k, or for the origin "w" the synapse (l, k).
    place
        The unit i, or for the target "w" the synapse (j, i).
    weight
        a, of an additive attention: an integer, a rational, an expression, or the name of a symbol.

    Raises
    ------
    InvalidArgument
        If a letter is wrong, an end is of the wrong kind, or a multiplying attention has a weight.

    Examples
    --------
    Activation gating: the output of g multiplies the activation of u.

    >>> from symattn.attention.gated import GatedNetwork
    >>> from symattn.model import Unit
    >>> units = [Unit("u", "tanh", [("x", "w")]), Unit("g", "logistic", [("x", "v")])]
    >>> GatedNetwork(["x"], units, ["u"], [Attention("O", "S", "*", "g", "u")]).output()
    tanh(w*x*logistic(v*x))

    An output gate is the record with target "O":

    >>> OutputGate("u", by="g").attention == Attention("O", "O", "*", "g", "u")
    True

    See Also
    --------
    symattn.attention.AttentionClass

    References
    ----------
    Claim TX-1.
    """

    origin: Place
    target: Place
    operation: Operation
    source: str | Synapse
    place: str | Synapse
    weight: Any = sp.S.One

    def __post_init__(self) -> None:
        for argument, value, allowed in (
            ("origin", self.origin, ("S", "O", "w")),
            ("target", self.target, ("S", "O", "w")),
            ("operation", self.operation, ("+", "*")),
        ):
            if value not in allowed:
                raise InvalidArgument(argument, f"must be one of {', '.join(allowed)}", value)
        for argument, kind, end in (("source", self.origin, self.source), ("place", self.target, self.place)):
            pair = isinstance(end, tuple) and len(end) == 2 and all(isinstance(name, str) for name in end)
            if kind == "w" and not pair:
                raise InvalidArgument(
                    argument, "must be a synapse (source, target)", end, "For example ('x1', 'u')."
                )
            if kind != "w" and not isinstance(end, str):
                raise InvalidArgument(argument, "must be the name of a unit", end, "For example 'u'.")
        object.__setattr__(self, "weight", as_weight(self.weight, "weight"))
        if self.operation == "*" and self.weight != 1:
            raise InvalidArgument(
                "weight", "belongs to an additive attention only", self.weight, "Use operation '+'."
            )

    @property
    def attention(self) -> Attention:
        """The attention itself."""
        return self

    def moved(self, old: Synapse, new: Synapse) -> Attention:
        """Return the attention on the synapse ``new`` if it stands on ``old``."""
        return replace(self, place=new) if self.place == old else self

    def mark(self) -> dict[str, Any]:
        """Return the attention as plain data, for `Network.graph`."""
        marked: dict[str, Any] = {
            "kind": _KIND[self.target],
            "gating": self.source if isinstance(self.source, str) else self.source[1],
            "target": self.place if isinstance(self.place, str) else list(self.place),
            "origin": self.origin,
            "operation": self.operation,
        }
        if not isinstance(self.source, str):
            marked["synapse"] = list(self.source)
        if self.operation == "+":
            marked["weight"] = str(self.weight)
        return marked


@dataclass(frozen=True)
class OutputGate:
    """The output of ``unit`` is multiplied by that of ``by``.

    Examples
    --------
    >>> gate = OutputGate(unit="f", by="g")
    >>> gate.attention
    Attention(origin='O', target='O', operation='*', source='g', place='f', weight=1)

    See Also
    --------
    symattn.output_gating : adds one to a network.

    References
    ----------
    Claim TX-2, class Q11.
    """

    unit: str
    by: str

    @property
    def attention(self) -> Attention:
        """The gate as an `Attention`, of the class O -> O, x."""
        return Attention("O", "O", "*", self.by, self.unit)

    def moved(self, old: Synapse, new: Synapse) -> OutputGate:
        """Return the gate itself: it stands on no synapse."""
        return self


@dataclass(frozen=True)
class SynapticGate:
    """The weight of the synapse from ``source`` to ``target`` is multiplied by the output of ``by``.

    Examples
    --------
    >>> gate = SynapticGate(source="x1", target="f", by="g")
    >>> gate.attention
    Attention(origin='O', target='w', operation='*', source='g', place=('x1', 'f'), weight=1)

    See Also
    --------
    symattn.synaptic_gating : adds one to a network.

    References
    ----------
    Claim TX-2, class Q12.
    """

    source: str
    target: str
    by: str

    @property
    def attention(self) -> Attention:
        """The gate as an `Attention`, of the class O -> w, x."""
        return Attention("O", "w", "*", self.by, (self.source, self.target))

    def moved(self, old: Synapse, new: Synapse) -> SynapticGate:
        """Return the gate on the synapse ``new`` if it stands on ``old``."""
        return SynapticGate(*new, self.by) if (self.source, self.target) == old else self
