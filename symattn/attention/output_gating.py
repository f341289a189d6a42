"""Output gating (O -> O, x): the output of a unit is multiplied by another output, O_i = O_k f_i(S_i)."""

from __future__ import annotations

from typing import Any, overload

from symattn.attention.gated import GatedNetwork, OutputGate, joined, require_network, with_gates
from symattn.attention.gated_layers import (
    GatedLayeredNetwork,
    LayerGate,
    gating_network,
    with_layer_gate,
)
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network

__all__ = ["output_gating"]


@overload
def output_gating(network: Network, *, by: object, unit: str | None = None) -> GatedNetwork: ...
@overload
def output_gating(network: LayeredNetwork, *, by: object, unit: str | None = None) -> GatedLayeredNetwork: ...
def output_gating(network: Any, *, by: object, unit: str | None = None) -> Any:
    r"""Return the network in which :math:`O_i = f_i(S_i)` is replaced by :math:`O_i = O_k f_i(S_i)`.

    Every unit that reads unit i reads the product. Gatings of one unit multiply, in any order.

    Parameters
    ----------
    network
        A network of concrete or symbolic size.
    by
        The gating unit k: the name of a unit or input, a `Unit` to be added, or a network over the same
        inputs. For a network of symbolic size: such a network, with one output, which gates all units of the
        layer, or as many as the layer has, one for each.
    unit
        The gated unit i; for a symbolic size a layer, such as "u1". By default the only output, or the last
        layer.

    Returns
    -------
    GatedNetwork or GatedLayeredNetwork
        The network with the gate; the outputs are those of ``network``.

    Raises
    ------
    InvalidArgument
        If the gate would close a cycle or stand on an input, or ``by`` has other inputs.
    UnknownName
        If a unit does not exist.

    Examples
    --------
    A linear unit of two inputs, gated by another one:

    >>> from symattn.model import Network, Unit
    >>> net = Network.feedforward([2, 1])
    >>> gated = output_gating(net, by=Unit.over("g", net.inputs, weights="v"))
    >>> gated.output()
    (v1*x1 + v2*x2)*(w1*x1 + w2*x2)

    The same for every n, bound indices apart:

    >>> from symattn.algebra import QuadraticForm, dimension
    >>> n = dimension("n")
    >>> f, g = Network.feedforward([n, 1], weights="w"), Network.feedforward([n, 1], weights="v")
    >>> output_gating(f, by=g).output()
    Sum(v[j]*x[j], (j, 1, n))*Sum(w[i]*x[i], (i, 1, n))

    The activation has become a quadratic form of rank 2:

    >>> QuadraticForm.from_network(gated).rank() == 2
    True

    See Also
    --------
    synaptic_gating, multiplexing

    References
    ----------
    Claims TX-1, FA-2, FA-5.
    """
    require_network(network)
    if isinstance(network, LayeredNetwork):
        layer = network.layer_named(unit)
        other = gating_network(network, by, network.sizes[layer])
        return with_layer_gate(network, LayerGate("O", layer, other))
    target = network.unit_named(unit)
    larger, name = joined(network, by)
    return with_gates(larger, [OutputGate(target, name)])
