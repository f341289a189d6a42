r"""Weights computed by a network: a hypernetwork gates every synapse, fast weights add to it, :math:`y = (W + \Delta(z))\,x`.

LoRA adds a product of two constant matrices to a constant matrix: attention between weights, which stays in the standard model.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import Attention, SynapticGate
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.attention.zoo.layers import gated_by, layer, names
from symattn.model.gates import logistic
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.units import Unit

__all__ = ["ENTRIES", "adapter_layer", "fast_weights", "hypernetwork", "low_rank_adapter"]


def hypernetwork(inputs: int, units: int, conditions: int) -> GatedNetwork:
    r"""Return a layer whose every weight is the output of a unit, :math:`y_i = \sum_j W_{ij}(z) x_j` with :math:`W_{ij}(z) = A_{ij} \cdot z + B_{ij}`.

    Parameters
    ----------
    inputs, units, conditions
        The number p of inputs x, n of units y, and m of inputs z of the network that makes the weights.

    Returns
    -------
    GatedNetwork
        Synapses of weight 1, each gated by a unit of its own.

    Examples
    --------
    >>> hypernetwork(1, 1, 1).output()
    (A[1, 1, 1]*z[1] + B[1, 1])*x[1]

    One gate for every synapse:

    >>> len(hypernetwork(2, 3, 1).gates) == 2 * 3
    True

    See Also
    --------
    fast_weights

    References
    ----------
    Claim ZOO-hypernetwork.
    """
    x, z = entries("x", inputs), entries("z", conditions)
    base, offset = sp.IndexedBase("A"), sp.IndexedBase("B")
    making = [
        Unit(f"W.{i}.{j}", "identity", [(str(s), base[i, j, k]) for k, s in enumerate(z, 1)], offset[i, j])
        for i in range(1, units + 1)
        for j in range(1, inputs + 1)
    ]
    layer_ = [Unit(name, "identity", [(str(s), 1) for s in x]) for name in names("y", units)]
    gates = [
        SynapticGate(str(s), f"y.{i}", by=f"W.{i}.{j}")
        for i in range(1, units + 1)
        for j, s in enumerate(x, 1)
    ]
    return GatedNetwork((*x, *z), [*making, *layer_], names("y", units), gates)


def fast_weights(inputs: int, units: int, conditions: int) -> GatedNetwork:
    r"""Return a layer to whose weights an outer product is written, :math:`y = (W + a(z) b(z)^{\mathsf T})\,x`.

    Parameters
    ----------
    inputs, units, conditions
        The number p of inputs x, n of units y, and m of inputs z of the slow network.

    Returns
    -------
    GatedNetwork
        The slow network has linear units a = A z and logistic units b = :math:`\sigma(B z)`; a unit for each product adds to a synapse.

    Examples
    --------
    >>> fast_weights(1, 1, 1).output()
    (logistic(B[1, 1]*z[1])*A[1, 1]*z[1] + W[1, 1])*x[1]

    A product is formed for every synapse, and added to its weight:

    >>> [type(gate).__name__ for gate in fast_weights(1, 1, 1).gates]
    ['OutputGate', 'Attention']

    See Also
    --------
    hypernetwork

    References
    ----------
    Claim ZOO-FWP.
    """
    x, z = entries("x", inputs), entries("z", conditions)
    slow = [*layer("a", units, "identity", ("A", z)), *layer("b", inputs, "logistic", ("B", z))]
    places = [(i, j) for i in range(1, units + 1) for j in range(1, inputs + 1)]
    products = [Unit(f"d.{i}.{j}", "identity", [(f"a.{i}", 1)]) for i, j in places]
    formed = gated_by([unit.name for unit in products], [f"b.{j}" for _, j in places])
    written = [
        Attention("O", "w", "+", unit.name, (str(x[j - 1]), f"y.{i}"))
        for unit, (i, j) in zip(products, places, strict=True)
    ]
    fast = layer("y", units, "identity", ("W", x))
    return GatedNetwork((*x, *z), [*slow, *products, *fast], names("y", units), [*formed, *written])


def low_rank_adapter(inputs: int, units: int, rank: int) -> GatedNetwork:
    r"""Return a layer with a low-rank adapter, :math:`y = (W + \tfrac{\alpha}{r} B A)\,x`, by attention from weights to weights.

    Parameters
    ----------
    inputs, units, rank
        The number p of inputs, n of units, and the rank r of the adapter.

    Returns
    -------
    GatedNetwork
        The weights A sit on the synapses of r units that nothing reads; each adds B_ir A_rj alpha/r to W_ij.

    Examples
    --------
    >>> low_rank_adapter(1, 1, 1).output()
    (alpha*A[1, 1]*B[1, 1] + W[1, 1])*x[1]

    The weights do not depend on the input, so nothing is gated:

    >>> from symattn.attention.gating_counts import count_gatings
    >>> count_gatings(low_rank_adapter(2, 2, 1)) == 0
    True

    See Also
    --------
    adapter_layer

    References
    ----------
    Claim ZOO-LoRA.
    """
    x = entries("x", inputs)
    b, alpha = sp.IndexedBase("B"), sp.Symbol("alpha")
    low, out = layer("low", rank, "identity", ("A", x)), layer("y", units, "identity", ("W", x))
    added = [
        Attention("w", "w", "+", (str(s), f"low.{r}"), (str(s), f"y.{i}"), weight=alpha * b[i, r] / rank)
        for i in range(1, units + 1)
        for s in x
        for r in range(1, rank + 1)
    ]
    return GatedNetwork(x, [*low, *out], names("y", units), added)


def adapter_layer(inputs: Any, units: Any, rank: Any) -> LayeredNetwork:
    r"""Return the layer with its adapter as a second path of symbolic size, :math:`y = W x + \tfrac{\alpha}{r} B (A x)`.

    Parameters
    ----------
    inputs, units, rank
        The number p of inputs, n of units, and the rank r.

    Returns
    -------
    LayeredNetwork
        A network of the standard model.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> p, n, r = (dimension(name) for name in "pnr")
    >>> adapter_layer(p, n, r).at({p: 2, n: 1, r: 1}).size() == 1 + 1 + 1
    True

    See Also
    --------
    low_rank_adapter

    References
    ----------
    Claim ZOO-LoRA.
    """
    frozen: LayeredNetwork = Network.feedforward([inputs, units], weights="W")
    path = Network.feedforward([inputs, rank, units], weights=["A", "B"])
    return frozen.with_side(1, path, sp.Symbol("alpha") / rank)


def _hyper_equations(inputs: int, units: int, conditions: int) -> list[Any]:
    x, z = sp.Matrix(entries("x", inputs)), entries("z", conditions)
    a = sp.IndexedBase("A")
    weights = sp.Matrix(table("B", units, inputs))
    for k, value in enumerate(z, 1):
        weights += value * sp.Matrix(units, inputs, lambda i, j, k=k: a[i + 1, j + 1, k])
    return list(weights * x)


def _fast_equations(inputs: int, units: int, conditions: int) -> list[Any]:
    x, z = sp.Matrix(entries("x", inputs)), sp.Matrix(entries("z", conditions))
    a = sp.Matrix(table("A", units, conditions)) * z
    b = (sp.Matrix(table("B", inputs, conditions)) * z).applyfunc(logistic)
    return list((sp.Matrix(table("W", units, inputs)) + a * b.T) * x)


def _adapter_equations(inputs: int, units: int, rank: int) -> list[Any]:
    x, alpha = sp.Matrix(entries("x", inputs)), sp.Symbol("alpha")
    low = sp.Matrix(table("A", rank, inputs)) * x
    return list(
        sp.Matrix(table("W", units, inputs)) * x + alpha / rank * (sp.Matrix(table("B", units, rank)) * low)
    )


_SIZES = (("inputs", 2), ("units", 1), ("conditions", 1))

ENTRIES = (
    ZooEntry(
        id="hypernetwork",
        name="Hypernetwork",
        year=2017,
        reference="ha2017hypernetworks",
        formula=r"y = W(z)\, x, \qquad W_{ij}(z) = \sum_k A_{ijk} z_k + B_{ij}",
        build=hypernetwork,
        equations=_hyper_equations,
        sizes=_SIZES,
        caveats=(
            "The network that makes the weights has one linear layer; a deeper one changes nothing in the gating.",
            "Adding every z_k to every weight (Q09) gives the same function.",
        ),
    ),
    ZooEntry(
        id="FWP",
        name="Fast weight programmer",
        year=1992,
        reference="schmidhuber1992fast",
        formula=r"y = \big(W + a(z)\, b(z)^{\mathsf T}\big)\, x, \qquad a(z) = A z, \quad b(z) = \sigma(B z)",
        build=fast_weights,
        equations=_fast_equations,
        sizes=_SIZES,
        caveats=("One write; a sequence of writes adds one product for each step.",),
    ),
    ZooEntry(
        id="LoRA",
        name="Low-rank adaptation",
        year=2022,
        reference="hu2022lora",
        formula=r"y = \big(W + \tfrac{\alpha}{r} B A\big)\, x",
        build=low_rank_adapter,
        equations=_adapter_equations,
        sizes=(("inputs", 2), ("units", 1), ("rank", 1)),
        standard=("Q18",),
        caveats=(
            "Frozen weights: products of weights (Q18) summed by addition to weights (Q15), both in the standard model.",
            "Nothing is said about training.",
        ),
    ),
)
