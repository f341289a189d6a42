"""What the claims of the zoo share: statements that rules prove, and the comparison of a network with its author's equations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

import sympy as sp

from symattn.attention.gating_counts import count_gatings
from symattn.attention.zoo import attention_layers, gated_attention, linear_attention, state_space
from symattn.attention.zoo.entry import ZooEntry
from symattn.ledger.machine import Constructed, Instances, Triple
from symattn.proving import parse_expression, to_latex

ENTRIES: Mapping[str, ZooEntry] = {
    entry.id: entry
    for module in (attention_layers, gated_attention, linear_attention, state_space)
    for entry in module.ENTRIES
}


def in_lines(formula: str, separator: str = r" \qquad ") -> str:
    """Return a formula of several equations as a display with a line for each."""
    equations = formula.split(separator)
    if len(equations) == 1:
        return f"$${formula}$$"
    return r"$$\begin{gathered} " + r" \\ ".join(equations) + r" \end{gathered}$$"


def pairs(
    tokens: int,
    identifier: str,
    *,
    scaled: Mapping[str, int] | None = None,
    swapped: tuple[str, str] | None = None,
    other: str | None = None,
    assuming: str = "",
    **sizes: Any,
) -> list[Triple]:
    """Pairs (output of the network, the entry's equations).

    For mutants: symbols of the equations multiplied by integers, two of them exchanged, or the equations of another entry.
    """
    network = ENTRIES[identifier].build(tokens=tokens, **sizes)
    equations = list(ENTRIES[other or identifier].equations(tokens=tokens, **sizes))
    named = {str(s): s for e in equations for s in e.atoms(sp.Symbol, sp.Indexed)}
    values = {named[name]: factor * named[name] for name, factor in (scaled or {}).items()}
    if swapped is not None:
        first, second = (named[name] for name in swapped)
        values |= {first: second, second: first}
    return [
        (network.output(i), right.subs(values, simultaneous=True), assuming)
        for i, right in enumerate(equations, 1)
    ]


def same(identifier: str, values: tuple[int, ...], **options: Any) -> Constructed:
    """The network of an entry computes its equations, at these numbers of tokens."""
    shown = ", ".join(f"{name} = {value}" for name, value in options.items())
    label = f"network and equations of {identifier} agree ({shown})"
    return Constructed(label, "tokens", values, partial(pairs, identifier=identifier, **options))


def gate_count(identifier: str, formula: str, ranges: Mapping[str, Sequence[int]], **names: str) -> Instances:
    """The number of gatings of the network of an entry; ``names`` gives for the letters of the formula the sizes of the entry."""

    @cache
    def count(*sizes: int) -> int:
        options = dict(zip((names[letter] for letter in ranges), sizes, strict=True))
        return count_gatings(ENTRIES[identifier].network(**options))

    return Instances(f"g({', '.join(ranges)}) == {formula}", ranges=ranges, functions={"g": count})


def printed(count: str) -> str:
    return to_latex(parse_expression(count))
