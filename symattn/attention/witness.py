"""Ten of the 18 attention classes stay in the standard model: the attended network is one with other weights.

Property wanted: a network of the standard model with the same outputs, whatever the transfer functions are.

Construction: an attending activation, output or weight is a linear form in outputs, sum_l z_l O_l: z_l = w_kl for S_k, 1 for O_k, and the
weight w_kl as a bias for w_kl.  Added to an activation S_i, a times the form joins the synapses of i.  Added to an output O_i, it is seen by the
units m that read i, whose activations contain w_mi O_i: w_mi a times the form joins the synapses of m.  A weight that multiplies S_i, O_i or
w_ij multiplies the weights that carry it.

Derivation: in each case the activations of all units, and so their outputs, are the same sums of the same products.  QED.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symattn.attention.records import Attention
from symattn.model.network import Network
from symattn.model.units import ONE, Unit

__all__ = ["witness_network"]

#: What is changed by a linear form, or by a constant factor.
_Form = list[tuple[str, Any]]


def witness_network(network: Network, attention: Attention) -> Network:
    """Return the network of the standard model in which the attention has become a change of weights."""
    if attention.operation == "*":
        factor = _weight_of(network, attention)
        return _target(network, attention, lambda weight: factor * weight, [])
    form = [(source, attention.weight * weight) for source, weight in _form(network, attention)]
    return _target(network, attention, lambda weight: weight, form)


def _weight_of(network: Network, attention: Attention) -> Any:
    assert isinstance(attention.source, tuple)
    source, target = attention.source
    return dict(network.unit(target).synapses)[source]


def _form(network: Network, attention: Attention) -> _Form:
    """Return the attending signal as a linear form in outputs."""
    if attention.origin == "w":
        return [(ONE, _weight_of(network, attention))]
    assert isinstance(attention.source, str)
    if attention.origin == "O" or attention.source in network.inputs:
        return [(attention.source, sp.S.One)]
    return list(network.unit(attention.source).synapses)


def _target(network: Network, attention: Attention, scaled: Callable[[Any], Any], form: _Form) -> Network:
    """Return the network with the scaled target, to which the form is added."""
    if attention.target == "w":
        assert isinstance(attention.place, tuple)
        source, name = attention.place
        own = [(source, weight) for _, weight in form]  # a constant: it joins the weight, not a bias
        units = [_joined(u, own, {source: scaled}) if u.name == name else u for u in network.units]
        return network.rebuilt(units)
    assert isinstance(attention.place, str)
    name = attention.place
    if attention.target == "S":
        every = dict.fromkeys((s for s, _ in network.unit(name).synapses), scaled)
        return network.rebuilt([_joined(u, form, every) if u.name == name else u for u in network.units])
    units = []
    for unit in network.units:
        reads = dict(unit.synapses).get(name)
        if reads is None:
            units.append(unit)
        else:
            units.append(_joined(unit, [(s, reads * w) for s, w in form], {name: scaled}))
    if name in network.outputs:
        out = f"{name}.attended"
        units.append(_joined(Unit(out, "identity", [(name, 1)]), form, {name: scaled}))
        return network.rebuilt(units, [out if output == name else output for output in network.outputs])
    return network.rebuilt(units)


def _joined(unit: Unit, form: _Form, scaled: dict[str, Callable[[Any], Any]]) -> Unit:
    """Return the unit with some weights scaled and the form added to its synapses."""
    weights = {source: scaled.get(source, lambda w: w)(weight) for source, weight in unit.synapses}
    for source, weight in form:
        weights[source] = weights.get(source, sp.S.Zero) + weight
    return unit.weighted(list(weights.items()))
