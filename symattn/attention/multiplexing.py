"""Multiplexing (O -> S, +): an output is added to an activation, S_i + a O_k, as by an ordinary synapse."""

from __future__ import annotations

from typing import Any, overload

from symattn.attention.gated import joined, require_network
from symattn.attention.gated_layers import gating_network
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network

__all__ = ["multiplexing"]


@overload
def multiplexing(network: Network, *, by: object, unit: str | None = None, weight: object = 1) -> Network: ...
@overload
def multiplexing(
    network: LayeredNetwork, *, by: object, unit: str | None = None, weight: object = 1
) -> LayeredNetwork: ...
def multiplexing(network: Any, *, by: object, unit: str | None = None, weight: object = 1) -> Any:
    r"""Return the network in which the activation :math:`S_i` is replaced by :math:`S_i + a\,O_k`.

    The result stays in the standard model: it has a further synapse k -> i of weight a. If there is one
    already, a is added to its weight.

    Parameters
    ----------
    network
        A network of concrete or symbolic size.
    by
        The attending unit k: the name of a unit or input, a `Unit` to be added, or a network over the same
        inputs. For a network of symbolic size: such a network, with one output for all units of the layer, or
        one for each.
    unit
        The unit i; for a symbolic size a layer, such as "u1". By default the only output, or the last layer.
    weight
        a: an integer, a rational, an expression, or the name of a symbol.

    Returns
    -------
    Network or LayeredNetwork
        A network of the kind given: ordinary if ``network`` and ``by`` are.

    Raises
    ------
    InvalidArgument
        If the synapse would close a cycle or lead to an input, or ``by`` has other inputs.
    UnknownName
        If a unit does not exist.

    Examples
    --------
    A threshold gate with an attending gate:

    >>> from symattn.model import Network, Unit
    >>> net = Network.feedforward([2, 1], transfer="H", bias="b")
    >>> attended = multiplexing(net, by=Unit.over("g", net.inputs, weights="v", transfer="H"), weight="K")
    >>> attended.output()
    H(K*H(v1*x1 + v2*x2) + b + w1*x1 + w2*x2)

    The same for every n:

    >>> from symattn.algebra import dimension
    >>> n = dimension("n")
    >>> f = Network.feedforward([n, 1], transfer="H", weights="w")
    >>> multiplexing(f, by=Network.feedforward([n, 1], transfer="H", weights="v"), weight="K").output()
    H(K*H(Sum(v[j]*x[j], (j, 1, n))) + Sum(w[i]*x[i], (i, 1, n)))

    It is an ordinary network:

    >>> type(attended) is Network
    True

    See Also
    --------
    output_gating, synaptic_gating

    References
    ----------
    Claims TX-1, MX-a, MX-c.
    """
    a = as_weight(weight, "weight")
    require_network(network)
    if isinstance(network, LayeredNetwork):
        layer = network.layer_named(unit)
        other = gating_network(network, by, network.sizes[layer])
        return network.with_side(layer, other, a)
    target = network.unit_named(unit)
    if target in network.inputs:
        raise InvalidArgument("unit", "must not be an input, which has no activation to add to", target)
    larger, name = joined(network, by)
    units = [
        u.weighted([*u.synapses, (name, dict(u.synapses).get(name, 0) + a)]) if u.name == target else u
        for u in larger.units
    ]
    return larger.rebuilt(units)
