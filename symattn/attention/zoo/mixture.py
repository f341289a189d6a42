r"""A mixture of experts is a sum of gated networks, :math:`y = \sum_e g_e(x) E_e(x)`: one output gating for every output of every expert.

The gate is a softmax layer, made of exponential units gated by the reciprocal of their sum.  With top-1 routing a second gate, 0 or 1,
keeps one expert: expert e wins if it beats every other, which threshold units decide; among equal scores the first wins.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.output_gating import output_gating
from symattn.attention.records import OutputGate
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.attention.zoo.layers import layer, merged, names, over
from symattn.model.gates import H
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.units import Unit

__all__ = ["ENTRIES", "choosing_units", "mixture_layer", "mixture_of_experts", "top_one"]


def mixture_of_experts(inputs: int, experts: int, outputs: int) -> GatedNetwork:
    r"""Return the mixture :math:`y = \sum_e g_e A_e x` of linear experts with :math:`g = \mathrm{softmax}(W x)`.

    Parameters
    ----------
    inputs, experts, outputs
        The number p of inputs, k of experts, n of outputs.

    Returns
    -------
    GatedNetwork
        Inputs x[1..p]; weights W of the gate, A_1, A_2, ... of the experts.

    Examples
    --------
    One gate for every output of every expert, and one for every share:

    >>> len(mixture_of_experts(1, 3, 2).gates) == 3 * 2 + 3
    True

    See Also
    --------
    mixture_layer, top_one

    References
    ----------
    Claim ZOO-MoE.
    """
    x = entries("x", inputs)
    scores = layer("exp", experts, "exp", ("W", x))
    total = Unit("total", "reciprocal", [(unit.name, 1) for unit in scores])
    shares = merged("g", names("exp", experts))
    units = [
        unit for e in range(1, experts + 1) for unit in layer(f"E{e}", outputs, "identity", (f"A_{e}", x))
    ]
    sums = merged("y", *(names(f"E{e}", outputs) for e in range(1, experts + 1)))
    gates = [OutputGate(share.name, by="total") for share in shares]
    gates += [
        OutputGate(unit, by=share.name)
        for e, share in enumerate(shares, 1)
        for unit in names(f"E{e}", outputs)
    ]
    return GatedNetwork(x, [*scores, total, *shares, *units, *sums], names("y", outputs), gates)


def choosing_units(scores: list[Unit]) -> list[Unit]:
    r"""Return threshold units of which exactly one is 1: the first of those whose linear unit is largest.

    Unit ``beats.f.e`` for f < e is :math:`H(s_f - s_e)`; expert e is chosen if all k - 1 comparisons are in its favour.

    Parameters
    ----------
    scores
        The linear units whose activations are compared, over the same sources in the same order.

    Returns
    -------
    list of Unit
        k (k - 1)/2 comparing units, then the k choosing units c.1, ..., c.k.

    Examples
    --------
    >>> units = choosing_units([Unit(f"s{e}", "identity", [("x", e)]) for e in (1, 2, 3)])
    >>> net = Network(["x"], units, ["c.1", "c.2", "c.3"])
    >>> [[int(bit) for bit in row] for row in net.evaluate([[-1], [0], [2]])]
    [[1, 0, 0], [1, 0, 0], [0, 0, 1]]

    One of them is 1 at every point:

    >>> all(sum(row) == 1 for row in net.evaluate([[-1], [0], [2]]))
    True

    See Also
    --------
    top_one

    References
    ----------
    Claim ZOO-MoE-top1.
    """
    k = len(scores)
    beats = {
        (f, e): Unit(
            f"beats.{f + 1}.{e + 1}",
            "H",
            [
                (source, w - v)
                for (source, w), (_, v) in zip(scores[f].incoming, scores[e].incoming, strict=True)
            ],
            scores[f].bias - scores[e].bias,
        )
        for f in range(k)
        for e in range(f + 1, k)
    }
    chosen = []
    for e, name in enumerate(names("c", k)):
        after = [(beats[e, f].name, 1) for f in range(e + 1, k)]
        before = [(beats[f, e].name, -1) for f in range(e)]
        chosen.append(Unit(name, "H", [*after, *before], e - (k - 1)))
    return [*beats.values(), *chosen]


def top_one(inputs: int, experts: int, outputs: int) -> GatedNetwork:
    r"""Return the mixture with top-1 routing, :math:`y = g_e A_e x` for the first e with the largest score.

    Parameters
    ----------
    inputs, experts, outputs
        As for `mixture_of_experts`.

    Returns
    -------
    GatedNetwork
        The mixture with a second gate on every expert, which is 1 for the chosen one and 0 for the others.

    Examples
    --------
    >>> len(top_one(1, 3, 2).gates) == 2 * 3 * 2 + 3
    True

    See Also
    --------
    choosing_units, mixture_of_experts

    References
    ----------
    Claim ZOO-MoE-top1.
    """
    soft = mixture_of_experts(inputs, experts, outputs)
    choosing = choosing_units([soft.unit(name) for name in names("exp", experts)])
    gates = [
        OutputGate(unit, by=chosen)
        for e, chosen in enumerate(names("c", experts), 1)
        for unit in names(f"E{e}", outputs)
    ]
    return GatedNetwork(soft.input_symbols, [*soft.units, *choosing], soft.outputs, [*soft.gates, *gates])


def mixture_layer(inputs: Any, experts: Any, expert: str | Transfer = "identity") -> LayeredNetwork:
    r"""Return one output of a mixture of symbolically many experts, :math:`y = \sum_e g_e f(A_e x)`.

    Parameters
    ----------
    inputs, experts
        The number p of inputs and k of experts.
    expert
        The transfer function f of the experts.

    Returns
    -------
    GatedLayeredNetwork
        Weights W of the gate and A of the experts, one row each.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> p, k = dimension("p"), dimension("k")
    >>> len(mixture_layer(p, k).at({p: 2, k: 3}).gates) == 3 + 3
    True

    See Also
    --------
    mixture_of_experts

    References
    ----------
    Claim ZOO-MoE.
    """
    total = Network.feedforward([inputs, experts, 1], weights=["W", 1], transfer=["exp", "reciprocal"])
    shares = output_gating(over(inputs, experts, "W", transfer="exp"), by=total)
    summed = Network.feedforward([inputs, experts, 1], weights=["A", 1], transfer=[expert, "identity"])
    mixed: LayeredNetwork = output_gating(summed, by=shares, unit="u1")
    return mixed


def _shares(inputs: int, experts: int) -> tuple[Any, list[Any], list[Any]]:
    """Return the inputs, the scores and their softmax."""
    x = sp.Matrix(entries("x", inputs))
    scores = list(sp.Matrix(table("W", experts, inputs)) * x)
    exponentials = [sp.exp(s) for s in scores]
    return x, scores, [value / sp.Add(*exponentials) for value in exponentials]


def _mixed(x: Any, gates: list[Any], outputs: int) -> list[Any]:
    parts = [g * sp.Matrix(table(f"A_{e}", outputs, len(x))) * x for e, g in enumerate(gates, 1)]
    return list(sum(parts, sp.zeros(outputs, 1)))


def _soft_equations(inputs: int, experts: int, outputs: int) -> list[Any]:
    x, _, shares = _shares(inputs, experts)
    return _mixed(x, shares, outputs)


def _top_equations(inputs: int, experts: int, outputs: int) -> list[Any]:
    x, s, shares = _shares(inputs, experts)
    k = range(experts)
    first_largest = [
        sp.Mul(*(1 - H(s[f] - s[e]) for f in k if f < e), *(H(s[e] - s[f]) for f in k if f > e)) for e in k
    ]
    return _mixed(x, [c * g for c, g in zip(first_largest, shares, strict=True)], outputs)


_SIZES = (("inputs", 1), ("experts", 2), ("outputs", 1))

ENTRIES = (
    ZooEntry(
        id="MoE",
        name="Mixture of experts",
        year=1991,
        reference="jacobs1991mixtures",
        formula=r"y = \sum_{e=1}^{k} g_e(x)\, E_e(x), \qquad g(x) = \operatorname{softmax}(W x), \quad E_e(x) = A_e x",
        build=mixture_of_experts,
        equations=_soft_equations,
        sizes=_SIZES,
        caveats=(
            "Experts are linear here; any networks may stand in their place, and the symbolic form has units of any transfer function.",
            "Softmax by exponential and logarithmic units needs no gating; the k gatings by the reciprocal are then saved.",
        ),
    ),
    ZooEntry(
        id="MoE-top1",
        name="Mixture of experts with top-1 routing",
        year=2022,
        reference="fedus2022switch",
        formula=r"y = g_e(x)\, E_e(x), \qquad e = \min \operatorname{arg\,max}_f\, (W x)_f, \quad g(x) = \operatorname{softmax}(W x)",
        build=top_one,
        equations=_top_equations,
        sizes=_SIZES,
        caveats=(
            "Among equal scores the first expert is taken; implementations need a rule too.",
            "No noise, no capacity limit, no balancing loss.",
            "The network computes every expert and multiplies by 0 or 1; that an implementation skips the others is the point of the method.",
        ),
    ),
)
