"""A unit has the activation S = b + sum_j w_j O_j and the output O = f(S); b is the weight from O_0 = 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.transfers import Transfer
from symattn.model.transfers import transfer as as_transfer

__all__ = ["ONE", "Synapse", "Unit", "labelled", "numbered"]

#: The name of the unit whose output is always 1: synapses from it are biases.
ONE = "1"

#: (source, target)
Synapse = tuple[str, str]


def listing(names: Iterable[str]) -> str:
    """Return the names for a message, at most twelve of them."""
    every = list(names)
    if len(every) <= 12:
        return ", ".join(every) or "none"
    return f"{', '.join(every[:12])}, ... ({len(every)} in all)"


def unit_name(name: object, argument: str) -> str:
    """Return the name of a unit: a text without blanks other than "1"; a symbol stands for its name."""
    text = str(name) if isinstance(name, (sp.Symbol, sp.Indexed)) else name
    if not isinstance(text, str) or not text or any(c.isspace() for c in text) or text == ONE:
        raise InvalidArgument(
            argument,
            "must be the name of a unit: a text without blanks, other than '1'",
            name,
            "For example 'u1'.",
        )
    return text


def numbered(label: str, indices: Sequence[int], sizes: Sequence[int], layer: int | None = None) -> sp.Symbol:
    """Return the symbol of a weight: w12, or w1_12 when indices pass 9, or w2_12 in layer 2 of several."""
    separator = "" if max(sizes, default=0) < 10 else "_"
    index = separator.join(str(i) for i in indices)
    head = label if layer is None else f"{label}{layer}"
    glue = "_" if index and head[-1].isdigit() else ""
    return sp.Symbol(f"{head}{glue}{index}")


def labelled(label: object, argument: str) -> str:
    """Return a label from which symbols are named, such as "w"."""
    if not isinstance(label, str) or not label.isidentifier():
        raise InvalidArgument(argument, "must be a letter or another identifier", label, "For example 'w'.")
    return label


@dataclass(frozen=True)
class Unit:
    r"""The unit :math:`O = f(S),\ S = b + \sum_j w_j O_j`.

    Parameters
    ----------
    name
        A text without blanks, unique in its network.
    transfer
        f: a name known to `symattn.model.transfer`, or a `Transfer`.
    incoming
        Pairs (source, weight): the name of a unit or an input, and an integer, a rational, a SymPy expression
        or the name of a symbol. At most one synapse from each source.
    bias
        b, a weight; 0 by default.

    Raises
    ------
    InvalidArgument
        If a weight is a float, a source occurs twice, or the name is not one.

    Examples
    --------
    A threshold unit that computes the AND of x1 and x2:

    >>> unit = Unit("u", "H", [("x1", 1), ("x2", 1)], bias=-2)

    Its synapses, the bias first, carry the weights that were given:

    >>> unit.synapses
    (('1', -2), ('x1', 1), ('x2', 1))

    See Also
    --------
    Unit.over, Network

    References
    ----------
    SM-1.
    """

    name: str
    transfer: Transfer
    incoming: tuple[tuple[str, Any], ...]
    bias: Any

    def __init__(
        self,
        name: object,
        transfer: str | Transfer = "identity",
        incoming: Iterable[Any] = (),
        bias: object = 0,
    ) -> None:
        own = unit_name(name, "name")
        synapses: dict[str, Any] = {}
        for pair in incoming:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise InvalidArgument(
                    f"incoming of {own!r}", "must be pairs (source, weight)", pair, "For example [('x1', 2)]."
                )
            source = unit_name(pair[0], f"incoming of {own!r}")
            if source in synapses:
                raise InvalidArgument(
                    f"incoming of {own!r}",
                    "may have one synapse from each source",
                    source,
                    "Add the weights.",
                )
            synapses[source] = as_weight(pair[1], f"weight from {source} to {own}")
        object.__setattr__(self, "name", own)
        object.__setattr__(self, "transfer", as_transfer(transfer))
        object.__setattr__(self, "incoming", tuple(synapses.items()))
        object.__setattr__(self, "bias", as_weight(bias, f"bias of {own}"))

    @classmethod
    def over(
        cls,
        name: str,
        sources: Iterable[object],
        *,
        weights: str | Sequence[object] | None = None,
        transfer: str | Transfer = "identity",
        bias: object = 0,
    ) -> Unit:
        r"""Return the unit :math:`f(b + \sum_j w_j O_j)` over all the sources named.

        Parameters
        ----------
        name, transfer, bias
            As for `Unit`.
        sources
            Names of units or inputs, or input symbols.
        weights
            A label, such as "w", from which w1, w2, ... are made, or one weight a source. By default the label is the unit's
            name, so that two units do not share weights by accident.

        Returns
        -------
        Unit
            The unit.

        Raises
        ------
        InvalidArgument
            If the number of weights is not that of the sources.

        Examples
        --------
        A logistic unit over two inputs:

        >>> Unit.over("g", ["x1", "x2"], weights="v", transfer="logistic").incoming
        (('x1', v1), ('x2', v2))

        Explicit weights are kept in order:

        >>> Unit.over("g", ["x1", "x2"], weights=[3, -1]).incoming == (("x1", 3), ("x2", -1))
        True

        See Also
        --------
        Network.feedforward

        References
        ----------
        SM-1.
        """
        if isinstance(sources, str) or not hasattr(sources, "__iter__"):
            raise InvalidArgument("sources", "must be a list of names", sources, "For example ['x1', 'x2'].")
        names = list(sources)
        if weights is None:
            weights = name
        if isinstance(weights, str):
            label = labelled(weights, "weights")
            values: list[Any] = [numbered(label, [j + 1], [len(names)]) for j in range(len(names))]
        elif hasattr(weights, "__iter__"):
            values = list(weights)
        else:
            raise InvalidArgument(
                "weights", "must be a label or a list", weights, "For example 'w' or [1, 2]."
            )
        if len(values) != len(names):
            raise InvalidArgument(
                "weights",
                f"must be one for each of the {len(names)} sources",
                values,
                "Or give a label, such as 'w'.",
            )
        return cls(name, transfer, list(zip(names, values, strict=True)), bias)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Unit, (self.name, self.transfer, self.incoming, self.bias))

    @property
    def synapses(self) -> tuple[tuple[str, Any], ...]:
        """The pairs (source, weight), a non-zero bias first as the synapse from the unit "1"."""
        return self.incoming if self.bias == 0 else ((ONE, self.bias), *self.incoming)

    def weighted(self, synapses: Iterable[tuple[str, Any]]) -> Unit:
        """Return the unit with these synapses, biases included, instead of its own."""
        weights = dict(synapses)
        return Unit(
            self.name, self.transfer, [(s, w) for s, w in weights.items() if s != ONE], weights.get(ONE, 0)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the unit as plain data; weights are texts."""
        return {
            "name": self.name,
            "transfer": self.transfer.name,
            "incoming": [[source, str(w)] for source, w in self.incoming],
            "bias": str(self.bias),
        }
