r"""Normalisation gates every unit of a layer by one number, the reciprocal of a norm: :math:`y_i = \gamma_i x_i / \sqrt{\tfrac1n \sum_j x_j^2 + \varepsilon}`.

The gating unit has the transfer function :math:`t^{-1/2}` and reads square units.  LayerNorm subtracts the mean first, which is linear.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.output_gating import output_gating
from symattn.attention.zoo.entry import ZooEntry, entries
from symattn.attention.zoo.layers import gated_by, merged, names
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.units import Unit

__all__ = ["ENTRIES", "layer_norm", "rms_norm", "rms_norm_layer"]

#: Positive, so that the root exists for every input.
_EPSILON = sp.Symbol("epsilon", positive=True)


def _normalised(sources: list[str]) -> tuple[list[Unit], list[Any]]:
    """Return copies of the signals, each gated by the reciprocal root of their mean square plus epsilon."""
    n = len(sources)
    squares = merged("square", sources, transfer="square")
    root = Unit("root", "rsqrt", [(unit.name, sp.Rational(1, n)) for unit in squares], _EPSILON)
    scaled = merged("scaled", sources)
    return [*squares, root, *scaled], gated_by(names("scaled", n), ["root"] * n)


def rms_norm(units: int) -> GatedNetwork:
    r"""Return root mean square normalisation, :math:`y_i = \gamma_i x_i / \sqrt{\tfrac1n \sum_j x_j^2 + \varepsilon}`.

    Parameters
    ----------
    units
        The number n of inputs.

    Returns
    -------
    GatedNetwork
        Inputs x[1..n]; weights gamma[1..n] and epsilon > 0.

    Examples
    --------
    >>> rms_norm(1).output()
    gamma[1]*x[1]/sqrt(epsilon + x[1]**2)

    One gate a unit:

    >>> len(rms_norm(3).gates) == 3
    True

    See Also
    --------
    layer_norm, rms_norm_layer

    References
    ----------
    Claim ZOO-RMSNorm.
    """
    x, gamma = entries("x", units), entries("gamma", units)
    inner, gates = _normalised([str(s) for s in x])
    outer = [Unit(f"y.{i}", "identity", [(f"scaled.{i}", g)]) for i, g in enumerate(gamma, 1)]
    return GatedNetwork(x, [*inner, *outer], names("y", units), gates)


def layer_norm(units: int) -> GatedNetwork:
    r"""Return layer normalisation, :math:`y_i = \gamma_i (x_i - \bar x)/\sqrt{\tfrac1n \sum_j (x_j - \bar x)^2 + \varepsilon} + \beta_i`.

    Parameters
    ----------
    units
        The number n of inputs.

    Returns
    -------
    GatedNetwork
        Inputs x[1..n]; weights gamma[1..n], beta[1..n] and epsilon > 0.

    Examples
    --------
    One gate a unit, as without the mean:

    >>> len(layer_norm(3).gates) == len(rms_norm(3).gates)
    True

    See Also
    --------
    rms_norm

    References
    ----------
    Claim ZOO-LayerNorm.
    """
    x, gamma, beta = entries("x", units), entries("gamma", units), entries("beta", units)
    centred = [
        Unit(name, "identity", [(str(s), int(s == own) - sp.Rational(1, units)) for s in x])
        for name, own in zip(names("u", units), x, strict=True)
    ]
    inner, gates = _normalised(names("u", units))
    outer = [
        Unit(f"y.{i}", "identity", [(f"scaled.{i}", g)], b)
        for i, (g, b) in enumerate(zip(gamma, beta, strict=True), 1)
    ]
    return GatedNetwork(x, [*centred, *inner, *outer], names("y", units), gates)


def rms_norm_layer(inputs: Any, units: Any, root: str | Transfer = "rsqrt") -> LayeredNetwork:
    r"""Return a linear layer normalised and read linearly, of symbolic size: :math:`y = G u / \sqrt{\tfrac1n |u|^2 + \varepsilon}`, u = V x.

    Parameters
    ----------
    inputs, units
        The number m of inputs and n of units u.
    root
        The transfer function in place of :math:`t^{-1/2}`.

    Returns
    -------
    GatedLayeredNetwork
        Weights V, G and epsilon > 0; diagonal G holds the factors gamma. With V that subtracts the mean it is LayerNorm.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> m, n = dimension("m"), dimension("n")
    >>> len(rms_norm_layer(m, n).at({m: 2, n: 3}).gates) == 3
    True

    See Also
    --------
    rms_norm

    References
    ----------
    Claim ZOO-RMSNorm.
    """
    norm = Network.feedforward(
        [inputs, units, 1],
        weights=["V", sp.S.One / units],
        bias=[0, _EPSILON],
        transfer=["square", root],
    )
    layer = Network.feedforward([inputs, units, units], weights=["V", "G"])
    normalised: LayeredNetwork = output_gating(layer, by=norm, unit="u1")
    return normalised


def _elementwise(label: str, vector: Any) -> Any:
    return sp.Matrix(entries(label, len(vector))).multiply_elementwise(vector)


def _rms_equations(units: int) -> list[Any]:
    x = sp.Matrix(entries("x", units))
    norm = sp.sqrt(x.dot(x) / units + _EPSILON)
    return list(_elementwise("gamma", x) / norm)


def _layer_equations(units: int) -> list[Any]:
    x = sp.Matrix(entries("x", units))
    mean = sum(x) / units
    centred = x.applyfunc(lambda value: value - mean)
    deviation = sp.sqrt(sum(value**2 for value in centred) / units + _EPSILON)
    return list(_elementwise("gamma", centred) / deviation + sp.Matrix(entries("beta", units)))


_SQUARES = "Square units form the squares; with identity units they cost n further gatings."

ENTRIES = (
    ZooEntry(
        id="LayerNorm",
        name="Layer normalisation",
        year=2016,
        reference="ba2016layer",
        formula=r"y_i = \gamma_i\, \frac{x_i - \bar x}{\sqrt{\tfrac1n \sum_j (x_j - \bar x)^2 + \varepsilon}} + \beta_i, \qquad \bar x = \tfrac1n \sum_j x_j",
        build=layer_norm,
        equations=_layer_equations,
        sizes=(("units", 2),),
        caveats=(_SQUARES, "Either epsilon > 0, as here, or the entries are not all equal."),
    ),
    ZooEntry(
        id="RMSNorm",
        name="Root mean square normalisation",
        year=2019,
        reference="zhang2019rmsnorm",
        formula=r"y_i = \gamma_i\, \frac{x_i}{\sqrt{\tfrac1n \sum_j x_j^2 + \varepsilon}}",
        build=rms_norm,
        equations=_rms_equations,
        sizes=(("units", 2),),
        caveats=(_SQUARES, "Either epsilon > 0, as here, or x is not zero."),
    ),
)
