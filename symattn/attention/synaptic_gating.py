"""Synaptic gating (O -> w, x): the weight of a synapse is multiplied by an output, w_ij -> O_k w_ij."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from symattn.attention.gated import GatedNetwork, SynapticGate, joined, require_network, with_gates
from symattn.attention.gated_layers import (
    GatedLayeredNetwork,
    LayerGate,
    gating_network,
    with_layer_gate,
)
from symattn.errors import InvalidArgument
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.units import Synapse

__all__ = ["synaptic_gating"]


@overload
def synaptic_gating(
    network: Network,
    *,
    by: object,
    synapse: Synapse | Sequence[Synapse] | str | None = None,
    unit: str | None = None,
) -> GatedNetwork: ...
@overload
def synaptic_gating(
    network: LayeredNetwork,
    *,
    by: object,
    synapse: Synapse | Sequence[Synapse] | str | None = None,
    unit: str | None = None,
) -> GatedLayeredNetwork: ...
def synaptic_gating(network: Any, *, by: object, synapse: Any = None, unit: str | None = None) -> Any:
    r"""Return the network in which the weight :math:`w_{ij}` of a synapse is replaced by :math:`O_k w_{ij}`.

    Parameters
    ----------
    network
        A network of concrete or symbolic size.
    by
        The gating unit k: the name of a unit or input, a `Unit` to be added, or a network over the same
        inputs. For a network of symbolic size: such a network, with one output, which gates all synapses, or
        as many as the layer below has units, output j for the synapses from unit j.
    synapse
        The pair (source, target), or a list of pairs, such as ``network.synapses(target="u")``; the source
        "1" is a bias. For a network of symbolic size: a layer, such as "u1", whose incoming synapses are
        gated.
    unit
        In place of ``synapse``: all synapses that leave this unit or input.

    Returns
    -------
    GatedNetwork or GatedLayeredNetwork
        The network with the gates.

    Raises
    ------
    InvalidArgument
        If there is no such synapse, or a gate would close a cycle.
    UnknownName
        If a unit does not exist.

    Examples
    --------
    Gating one synapse by an input replaces w1 x1 by a monomial of degree 2:

    >>> from symattn.model import Network, Unit
    >>> net = Network.feedforward([2, 1])
    >>> synaptic_gating(net, by="x2", synapse=("x1", "u1.1")).output()
    w1*x1*x2 + w2*x2

    The dot product of two layers of n linear units, by gating n synapses of weight 1:

    >>> from symattn.algebra import dimension
    >>> n, p = dimension("n"), dimension("p")
    >>> left = Network.feedforward([p, n, 1], weights=["w", 1])
    >>> synaptic_gating(left, by=Network.feedforward([p, n], weights="v"), synapse="u2").output()
    Sum(Sum(v[i, k]*x[k], (k, 1, p))*Sum(w[i, j]*x[j], (j, 1, p)), (i, 1, n))

    Gating all synapses that leave a unit by one g is output gating of that unit:

    >>> from symattn.attention.output_gating import output_gating
    >>> two = Network.feedforward([1, 1, 2])
    >>> g = Unit("g", "logistic", [("x1", "c")])
    >>> gated, equally = output_gating(two, by=g, unit="u1.1"), synaptic_gating(two, by=g, unit="u1.1")
    >>> [gated.output(i) == equally.output(i) for i in (1, 2)]
    [True, True]

    See Also
    --------
    output_gating, multiplexing

    References
    ----------
    Claims TX-1, TX-6, FA-2, FA-5.
    """
    require_network(network)
    if isinstance(network, LayeredNetwork):
        if unit is not None or not (synapse is None or isinstance(synapse, str)):
            raise InvalidArgument(
                "synapse",
                "must be a layer of a network of symbolic size",
                synapse or unit,
                "For example synapse='u1'.",
            )
        layer = network.layer_named(synapse)
        other = gating_network(network, by, network.sizes[layer - 1])
        return with_layer_gate(network, LayerGate("w", layer, other))
    pairs = _pairs(network, synapse, unit)
    larger, name = joined(network, by)
    if unit is not None:
        # A gate that reads the unit is a further synapse leaving it; gating that one too is a cycle, and refused as one.
        pairs = list(larger.synapses(source=network.unit_named(unit)))
    return with_gates(larger, [SynapticGate(source, target, name) for source, target in pairs])


def _pairs(network: Network, synapse: Any, unit: str | None) -> list[Synapse]:
    """Return the synapses to be gated."""
    if (synapse is None) == (unit is None):
        raise InvalidArgument(
            "synapse",
            "must be given, or else unit, but not both",
            None,
            "For example synapse=('x1', 'u1.1').",
        )
    if unit is not None:
        pairs = list(network.synapses(source=network.unit_named(unit)))
        if not pairs:
            raise InvalidArgument(
                "unit", "must have a synapse that leaves it", unit, "Gate its output instead."
            )
        return pairs
    listed = (
        [synapse]
        if isinstance(synapse, tuple) and all(not isinstance(s, (tuple, list)) for s in synapse)
        else synapse
    )
    if isinstance(listed, str) or not hasattr(listed, "__len__") or not len(listed):
        raise InvalidArgument("synapse", "must be a pair (source, target) or a list of pairs", synapse)
    pairs = []
    for pair in listed:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise InvalidArgument(
                "synapse",
                "must be a pair (source, target) or a list of pairs",
                pair,
                "For example ('x1', 'u1.1').",
            )
        pairs.append((str(pair[0]), str(pair[1])))
    return pairs
