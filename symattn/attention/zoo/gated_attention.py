r"""Gated attention multiplies the output of softmax attention by logistic units, :math:`Z = (Y \odot \sigma(X W_G))\, W_O`.

The gate stands after the dot-product attention and before the output map: an output gating of the units Y, by one unit an entry or by one
unit a head.  Without it W_V and W_O are two linear maps in a row; with it a row of weights sums to the gate, not to 1.
"""

from __future__ import annotations

from functools import partial

from symattn.attention.zoo.attention_layers import GateOf, attention_equations, attention_layer
from symattn.attention.zoo.entry import ZooEntry

__all__ = ["ENTRIES"]


def _entry(id: str, name: str, gate: GateOf, formula: str) -> ZooEntry:
    return ZooEntry(
        id=id,
        name=name,
        year=2025,
        reference="qiu2025gated",
        formula=formula,
        build=partial(attention_layer, gate=gate),
        equations=partial(attention_equations, gate=gate),
        sizes=(("tokens", 2), ("width", 2), ("heads", 2), ("key_width", 1)),
        caveats=(
            "The published layers also normalise queries and keys and rotate them by position; neither is part of this entry.",
            "Other places of the gate, after the values or after W_O, are not entries.",
        ),
    )


_HEADS = r"Y^a = \operatorname{softmax}\big(c\, Q^a (K^a)^{\mathsf T}\big)\, V^a, \qquad "

ENTRIES = (
    _entry(
        "gated-attention",
        "Gated attention, one gate an entry",
        "entries",
        _HEADS + r"Z = \big((Y^1 \cdots Y^h) \odot \sigma(X W_G)\big)\, W_O",
    ),
    _entry(
        "gated-heads",
        "Gated attention, one gate a head",
        "heads",
        _HEADS + r"Z = (g_1 Y^1 \cdots g_h Y^h)\, W_O, \qquad g = \sigma(X W_G)",
    ),
)
