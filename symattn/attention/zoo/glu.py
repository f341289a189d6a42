r"""A gated linear unit is a linear unit gated by another unit, :math:`y = (Vx + c) \odot f(Wx + b)`, in as many variants as there are f.

The variants of Shazeer (2020) leave the biases out and read the gated layer with a matrix.  Two of their functions
are themselves gated: ReLU(t) = t H(t) and SiLU(t) = t sigma(t), an identity unit gated by a unit of the same activation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.gated_layers import GatedLayeredNetwork
from symattn.attention.output_gating import output_gating
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.attention.zoo.layers import gated_by, layer, names, over
from symattn.model.gates import logistic, relu
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer

__all__ = ["ENTRIES", "gated_feedforward", "gated_feedforward_layer", "glu", "glu_layer", "swiglu_by_gates"]


def glu(inputs: int, units: int) -> GatedNetwork:
    r"""Return the gated linear unit :math:`y = (Vx + c) \odot \sigma(Wx + b)`.

    Parameters
    ----------
    inputs, units
        The number p of inputs and n of gated units.

    Returns
    -------
    GatedNetwork
        Inputs x[1..p]; weights V, c of the gated layer and W, b of the gating one.

    Examples
    --------
    >>> glu(1, 1).output()
    (V[1, 1]*x[1] + c[1])*logistic(W[1, 1]*x[1] + b[1])

    One gate a unit:

    >>> len(glu(2, 3).gates) == 3
    True

    See Also
    --------
    glu_layer, gated_feedforward

    References
    ----------
    Claim ZOO-GLU.
    """
    x = entries("x", inputs)
    units_ = [
        *layer("y", units, "identity", ("V", x), bias="c"),
        *layer("g", units, "logistic", ("W", x), bias="b"),
    ]
    return GatedNetwork(x, units_, names("y", units), gated_by(names("y", units), names("g", units)))


def glu_layer(inputs: Any, units: Any, transfer: str | Transfer = "logistic") -> GatedLayeredNetwork:
    r"""Return the gated linear unit of symbolic size with any transfer function f, :math:`y = (Vx + c) \odot f(Wx + b)`.

    Parameters
    ----------
    inputs, units
        The number p of inputs and n of gated units.
    transfer
        The transfer function f of the gating layer.

    Returns
    -------
    GatedLayeredNetwork
        The layer.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> n, p = dimension("n"), dimension("p")
    >>> glu_layer(p, n, "relu").output(1)
    (c[1] + Sum(V[1, i]*x[i], (i, 1, p)))*relu(b[1] + Sum(W[1, j]*x[j], (j, 1, p)))

    At n = 3 it has a gate for each unit:

    >>> len(glu_layer(p, n).at({"n": 3, "p": 2}).gates) == 3
    True

    See Also
    --------
    glu

    References
    ----------
    Claim ZOO-GLU.
    """
    gating = over(inputs, units, "W", bias="b", transfer=transfer)
    return output_gating(over(inputs, units, "V", bias="c"), by=gating)


def gated_feedforward(inputs: int, units: int, transfer: str | Transfer) -> GatedNetwork:
    r"""Return the feed-forward block of a transformer with a gated layer, :math:`y = U(f(Wx) \odot Vx)`.

    Parameters
    ----------
    inputs, units
        The number p of inputs, which are also the outputs, and n of gated units.
    transfer
        f: "identity", "relu", "gelu", "silu" for the bilinear, ReGLU, GEGLU and SwiGLU blocks.

    Returns
    -------
    GatedNetwork
        Inputs x[1..p]; weights W, V, U, no biases.

    Examples
    --------
    >>> gated_feedforward(1, 1, "silu").output()
    logistic(W[1, 1]*x[1])*U[1, 1]*V[1, 1]*W[1, 1]*x[1]**2

    One gate a unit:

    >>> len(gated_feedforward(2, 3, "gelu").gates) == 3
    True

    See Also
    --------
    swiglu_by_gates

    References
    ----------
    Claims ZOO-bilinear, ZOO-ReGLU, ZOO-GEGLU, ZOO-SwiGLU.
    """
    x, hidden = entries("x", inputs), names("v", units)
    units_ = [
        *layer("v", units, "identity", ("V", x)),
        *layer("w", units, transfer, ("W", x)),
        *layer("y", inputs, "identity", ("U", hidden)),
    ]
    return GatedNetwork(x, units_, names("y", inputs), gated_by(hidden, names("w", units)))


def gated_feedforward_layer(inputs: Any, units: Any, transfer: str | Transfer) -> LayeredNetwork:
    r"""Return the gated feed-forward block of symbolic size, :math:`y = U(f(Wx) \odot Vx)`.

    Parameters
    ----------
    inputs, units, transfer
        As for `gated_feedforward`; sizes may be symbols.

    Returns
    -------
    GatedLayeredNetwork
        The block.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> n, p = dimension("n"), dimension("p")
    >>> block = gated_feedforward_layer(p, n, "silu")
    >>> len(block.at({n: 3, p: 2}).gates) == 3
    True

    See Also
    --------
    gated_feedforward

    References
    ----------
    Claims ZOO-bilinear, ZOO-ReGLU, ZOO-GEGLU, ZOO-SwiGLU.
    """
    linear = Network.feedforward([inputs, units, inputs], weights=["V", "U"])
    block: LayeredNetwork = output_gating(linear, by=over(inputs, units, "W", transfer=transfer), unit="u1")
    return block


def swiglu_by_gates(inputs: int, units: int) -> GatedNetwork:
    r"""Return the SwiGLU block with identity and logistic units only, :math:`y = U(\sigma(Wx) \odot Wx \odot Vx)`.

    Parameters
    ----------
    inputs, units
        As for `gated_feedforward`.

    Returns
    -------
    GatedNetwork
        Each SiLU unit is an identity unit gated by a logistic unit with the same weights.

    Examples
    --------
    Two gates a unit instead of one:

    >>> len(swiglu_by_gates(2, 3).gates) == 2 * len(gated_feedforward(2, 3, "silu").gates)
    True

    See Also
    --------
    gated_feedforward

    References
    ----------
    Claims ZOO-SwiGLU, ZOO-self-gating.
    """
    net = gated_feedforward(inputs, units, "identity")
    logistic_units = layer("s", units, "logistic", ("W", net.input_symbols))
    gates = gated_by(names("w", units), names("s", units))
    return GatedNetwork(net.input_symbols, [*net.units, *logistic_units], net.outputs, [*net.gates, *gates])


def _glu_equations(inputs: int, units: int) -> list[Any]:
    x = sp.Matrix(entries("x", inputs))
    gated = sp.Matrix(table("V", units, inputs)) * x + sp.Matrix(entries("c", units))
    gating = sp.Matrix(table("W", units, inputs)) * x + sp.Matrix(entries("b", units))
    return list(gated.multiply_elementwise(gating.applyfunc(logistic)))


@dataclass(frozen=True)
class _Block:
    """The feed-forward block with this transfer function, from its sizes."""

    transfer: str

    def __call__(self, inputs: int, units: int) -> GatedNetwork:
        return gated_feedforward(inputs, units, self.transfer)


@dataclass(frozen=True)
class _BlockEquations:
    """The equations of the block with this function, from its sizes."""

    function: Callable[[Any], Any]

    def __call__(self, inputs: int, units: int) -> list[Any]:
        x = sp.Matrix(entries("x", inputs))
        gating = (sp.Matrix(table("W", units, inputs)) * x).applyfunc(self.function)
        gated = sp.Matrix(table("V", units, inputs)) * x
        return list(sp.Matrix(table("U", inputs, units)) * gating.multiply_elementwise(gated))


def _gelu(t: Any) -> Any:
    return t * (1 + sp.erf(t / sp.sqrt(2))) / 2


def _silu(t: Any) -> Any:
    return t * logistic(t)


def _bilinear(t: Any) -> Any:
    return t


def _block(
    identifier: str, name: str, transfer: str, function: Callable[[Any], Any], caveat: str
) -> ZooEntry:
    shown = {
        "identity": "W x",
        "relu": r"\operatorname{ReLU}(W x)",
        "gelu": r"\operatorname{GELU}(W x)",
        "silu": r"\operatorname{SiLU}(W x)",
    }[transfer]
    return ZooEntry(
        id=identifier,
        name=name,
        year=2020,
        reference="shazeer2020glu",
        formula=rf"y = U \big({shown} \odot V x\big)",
        build=_Block(transfer),
        equations=_BlockEquations(function),
        sizes=(("inputs", 2), ("units", 1)),
        caveats=(caveat,),
    )


ENTRIES = (
    ZooEntry(
        id="GLU",
        name="Gated linear unit",
        year=2017,
        reference="dauphin2017glu",
        formula=r"y = (V x + c) \odot \sigma(W x + b)",
        build=glu,
        equations=_glu_equations,
        sizes=(("inputs", 2), ("units", 1)),
        caveats=("In the convolutional layer of the source every position has such a unit over its window.",),
    ),
    _block(
        "bilinear",
        "Bilinear layer",
        "identity",
        _bilinear,
        "Both factors are linear: each gated unit is a quadratic form of rank at most 2. With identity units it is also an activation times an activation (Q04).",
    ),
    _block(
        "ReGLU",
        "Gated unit with ReLU",
        "relu",
        relu,
        "ReLU(t) = t H(t) is itself gated: with identity and threshold units there are two gatings a unit.",
    ),
    _block(
        "GEGLU",
        "Gated unit with GELU",
        "gelu",
        _gelu,
        "GELU is the exact one, with the error function.",
    ),
    _block(
        "SwiGLU",
        "Gated unit with SiLU",
        "silu",
        _silu,
        "SiLU(t) = t sigma(t) is itself gated: with identity and logistic units there are two gatings a unit. The parameter of Swish is 1.",
    ),
)
