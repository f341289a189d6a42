r"""Conditioning scales features by outputs of another part of the network: :math:`y_c = s_c x_c`, also with a shift.

Squeeze-and-excitation computes the scales from the features, feature-wise linear modulation (FiLM) from another input.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.output_gating import output_gating
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.attention.zoo.layers import gated_by, layer, merged, names, over, reading
from symattn.model.gates import logistic, relu
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import Transfer
from symattn.model.units import Unit

__all__ = ["ENTRIES", "film", "film_layer", "squeeze_excitation", "squeeze_excitation_layer"]


def squeeze_excitation(channels: int, positions: int, reduced: int) -> GatedNetwork:
    r"""Return squeeze-and-excitation, :math:`y_{cp} = s_c x_{cp}` with :math:`s = \sigma(W_2 \operatorname{ReLU}(W_1 z))`, z the means of the channels.

    Parameters
    ----------
    channels, positions, reduced
        The number of channels c, of positions p, and of units in the bottleneck.

    Returns
    -------
    GatedNetwork
        Inputs x[1], x[2], ..., channel by channel; weights W_1, b_1, W_2, b_2.

    Examples
    --------
    One gate for every feature:

    >>> len(squeeze_excitation(2, 3, 1).gates) == 2 * 3
    True

    See Also
    --------
    squeeze_excitation_layer, film

    References
    ----------
    Claim ZOO-SE.
    """
    x = entries("x", channels * positions)
    rows = [x[c * positions : (c + 1) * positions] for c in range(channels)]
    mean = sp.Rational(1, positions)
    squeezed = [
        Unit(name, "identity", [(str(entry), mean) for entry in row])
        for name, row in zip(names("z", channels), rows, strict=True)
    ]
    bottleneck = layer("b", reduced, "relu", ("W_1", names("z", channels)), bias="b_1")
    scales = layer("s", channels, "logistic", ("W_2", names("b", reduced)), bias="b_2")
    scaled = merged("y", x)
    outputs = [unit.name for unit in scaled]
    gating = [name for name in names("s", channels) for _ in range(positions)]
    return GatedNetwork(x, [*squeezed, *bottleneck, *scales, *scaled], outputs, gated_by(outputs, gating))


def squeeze_excitation_layer(
    inputs: Any, channels: Any, reduced: Any, excitation: str | Transfer = "logistic"
) -> LayeredNetwork:
    r"""Return squeeze-and-excitation of symbolic size: the features of one position, :math:`y_c = s_c x_c`.

    Parameters
    ----------
    inputs, channels, reduced
        The number of all features, of channels, and of units in the bottleneck.
    excitation
        The transfer function of the scales.

    Returns
    -------
    GatedLayeredNetwork
        The squeeze is the linear layer Q x, of which the means of the channels are an instance; the features of a
        position are the linear layer V x.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> n, k = dimension("n"), dimension("k")
    >>> net = squeeze_excitation_layer(n, k, 2)
    >>> len(net.at({n: 3, k: 2}).gates) == 2
    True

    See Also
    --------
    squeeze_excitation

    References
    ----------
    Claim ZOO-SE.
    """
    scales = Network.feedforward(
        [inputs, channels, reduced, channels],
        weights=["Q", "W_1", "W_2"],
        bias=[0, "b_1", "b_2"],
        transfer=["identity", "relu", excitation],
    )
    return output_gating(over(inputs, channels, "V"), by=scales)


def film(features: int, conditions: int) -> GatedNetwork:
    r"""Return feature-wise linear modulation, :math:`y = \gamma(z) \odot x + \beta(z)` with linear :math:`\gamma, \beta`.

    Parameters
    ----------
    features, conditions
        The number n of features x and m of conditioning inputs z.

    Returns
    -------
    GatedNetwork
        Inputs x[1..n], z[1..m]; weights W_gamma, b_gamma, W_beta, b_beta.

    Examples
    --------
    >>> film(1, 1).output()
    (W_gamma[1, 1]*z[1] + b_gamma[1])*x[1] + W_beta[1, 1]*z[1] + b_beta[1]

    One gate a feature; the shift is a synapse of weight 1:

    >>> len(film(3, 2).gates) == 3
    True

    See Also
    --------
    film_layer, squeeze_excitation

    References
    ----------
    Claim ZOO-FiLM.
    """
    x, z = entries("x", features), entries("z", conditions)
    scale = layer("gamma", features, "identity", ("W_gamma", z), bias="b_gamma")
    shift = layer("beta", features, "identity", ("W_beta", z), bias="b_beta")
    scaled = merged("scaled", x)
    shifted = merged("y", names("scaled", features), names("beta", features))
    gates = gated_by(names("scaled", features), names("gamma", features))
    return GatedNetwork((*x, *z), [*scale, *shift, *scaled, *shifted], names("y", features), gates)


def film_layer(
    inputs: Any, features: Any, gamma: str | Transfer = "identity", beta: str | Transfer = "identity"
) -> LayeredNetwork:
    r"""Return feature-wise linear modulation of symbolic size with any transfer functions, :math:`y = \gamma \odot x + \beta`.

    Parameters
    ----------
    inputs, features
        The number of inputs, which are features and conditions joined in one vector, and n of features.
    gamma, beta
        The transfer functions of scale and shift.

    Returns
    -------
    LayeredNetwork
        The features are the linear layer V x, of which the entries of x that hold them are an instance; scale and shift
        read all of x.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> n, m = dimension("n"), dimension("m")
    >>> len(film_layer(m, n).at({n: 3, m: 4}).gates) == 3
    True

    See Also
    --------
    film

    References
    ----------
    Claim ZOO-FiLM.
    """
    scaled = output_gating(
        over(inputs, features, "V"),
        by=over(inputs, features, "W_gamma", bias="b_gamma", transfer=gamma),
    )
    shift = over(inputs, features, "W_beta", bias="b_beta", transfer=beta)
    return reading(inputs, features, (scaled, 1), (shift, 1))


def _squeeze_equations(channels: int, positions: int, reduced: int) -> list[Any]:
    x = sp.Matrix(channels, positions, entries("x", channels * positions))
    z = x * sp.ones(positions, 1) / positions
    hidden = sp.Matrix(table("W_1", reduced, channels)) * z + sp.Matrix(entries("b_1", reduced))
    scales = sp.Matrix(table("W_2", channels, reduced)) * hidden.applyfunc(relu)
    scales = (scales + sp.Matrix(entries("b_2", channels))).applyfunc(logistic)
    return list(sp.diag(*scales) * x)


def _film_equations(features: int, conditions: int) -> list[Any]:
    x, z = sp.Matrix(entries("x", features)), sp.Matrix(entries("z", conditions))

    def affine(s: str) -> Any:
        weights = sp.Matrix(table(f"W_{s}", features, conditions))
        return weights * z + sp.Matrix(entries(f"b_{s}", features))

    return list(affine("gamma").multiply_elementwise(x) + affine("beta"))


ENTRIES = (
    ZooEntry(
        id="SE",
        name="Squeeze-and-excitation",
        year=2018,
        reference="hu2018squeeze",
        formula=(
            r"y_{cp} = s_c\, x_{cp}, \qquad s = \sigma\big(W_2 \operatorname{ReLU}(W_1 z + b_1) + b_2\big), \quad z_c = \tfrac1P \sum_p x_{cp}"
        ),
        build=squeeze_excitation,
        equations=_squeeze_equations,
        sizes=(("channels", 1), ("positions", 2), ("reduced", 1)),
        caveats=("The positions of an image are numbered 1 to P.",),
    ),
    ZooEntry(
        id="FiLM",
        name="Feature-wise linear modulation",
        year=2018,
        reference="perez2018film",
        formula=r"y = \gamma(z) \odot x + \beta(z), \qquad \gamma(z) = W_\gamma z + b_\gamma, \quad \beta(z) = W_\beta z + b_\beta",
        build=film,
        equations=_film_equations,
        sizes=(("features", 1), ("conditions", 1)),
        standard=("Q08",),
        caveats=(
            "Scale and shift are linear in the condition here; the symbolic form takes any transfer functions.",
            "The shift is an additive attention (Q08) and stays in the standard model.",
        ),
    ),
)
