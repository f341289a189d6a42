"""An attention class is a triple (origin, target, operation): 3 x 3 x 2 = 18 ways for one signal to change another.

The attending signal z is an activation S_k, an output O_k or a weight w_kl; the target t, an activation S_i, an output O_i or a weight w_ij,
becomes t + a z or z t.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork, gates_of, joined, require_network, with_gates
from symattn.attention.gated_layers import attended_layers
from symattn.attention.records import Attention, Operation, Place
from symattn.attention.witness import witness_network
from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network
from symattn.model.transfers import generic_transfer
from symattn.model.units import Synapse, Unit, listing
from symattn.proving import Verdict, conjunction, prove

__all__ = ["AttentionClass", "classes_of", "taxonomy"]

_PLACES: tuple[Place, ...] = ("S", "O", "w")
_OPERATIONS: tuple[Operation, ...] = ("+", "*")
#: The three classes that have names of their own.
_MECHANISMS = {"OS+": "multiplexing", "OO*": "output gating", "Ow*": "synaptic gating"}
_WORDS = {"S": "activation", "O": "output", "w": "weight"}


@dataclass(frozen=True)
class AttentionClass:
    r"""The class of attention in which :math:`z \in \{S_k, O_k, w_{kl}\}` turns :math:`t \in \{S_i, O_i, w_{ij}\}` into :math:`t + a z` or :math:`z t`.

    Parameters
    ----------
    origin, target
        "S" (an activation), "O" (an output) or "w" (a weight).
    operation
        "+" or "*".

    Raises
    ------
    InvalidArgument
        If a letter is none of these.

    Examples
    --------
    Output gating is one of the 18 classes:

    >>> gating = AttentionClass("O", "O", "*")
    >>> gating.id, gating.name, gating.degree, gating.inside
    ('Q11', 'output gating', 2, False)
    >>> gating.expression()
    O_k*f_i(S_i)

    Multiplexing stays in the standard model, for arbitrary transfer functions:

    >>> AttentionClass("O", "S", "+").proof().proved
    True

    See Also
    --------
    taxonomy, output_gating, synaptic_gating, multiplexing

    References
    ----------
    Claims TX-1, TX-3-Q01 to TX-3-Q18.
    """

    origin: Place
    target: Place
    operation: Operation

    def __post_init__(self) -> None:
        hint = "For example AttentionClass('O', 'O', '*'), output gating."
        for argument, value, allowed in (
            ("origin", self.origin, _PLACES),
            ("target", self.target, _PLACES),
            ("operation", self.operation, _OPERATIONS),
        ):
            if value not in allowed:
                raise InvalidArgument(argument, f"must be one of {', '.join(allowed)}", value, hint)

    @property
    def id(self) -> str:
        """Q01, ..., Q18: by origin, then operation, then target."""
        place = 6 * _PLACES.index(self.origin) + 3 * _OPERATIONS.index(self.operation)
        return f"Q{place + _PLACES.index(self.target) + 1:02}"

    @property
    def name(self) -> str:
        """The name of the three mechanisms; otherwise origin, target and operation in words."""
        own = _MECHANISMS.get(f"{self.origin}{self.target}{self.operation}")
        verb = "added to" if self.operation == "+" else "times"
        return own or f"{_WORDS[self.origin]} {verb} {_WORDS[self.target]}"

    def expression(self) -> Any:
        r"""Return what the attended unit emits, :math:`f_i(S_i)` changed; for a weight, what the synapse carries, :math:`w_{ij} O_j` changed.

        Examples
        --------
        >>> AttentionClass("O", "w", "*").expression()
        O_j*O_k*w_ij
        >>> AttentionClass("S", "S", "+").expression()
        f_i(S_i + S_k*a)
        """
        f = sp.Function("f_i")
        S, O_j = sp.symbols("S_i O_j")
        z = sp.Symbol({"S": "S_k", "O": "O_k", "w": "w_kl"}[self.origin])

        def changed(t: Any) -> Any:
            return t + sp.Symbol("a") * z if self.operation == "+" else z * t

        if self.target == "S":
            return f(changed(S))
        return changed(f(S)) if self.target == "O" else changed(sp.Symbol("w_ij")) * O_j

    def attend(
        self,
        network: Any,
        *,
        by: object,
        unit: str | None = None,
        synapse: Synapse | None = None,
        weight: object = 1,
    ) -> Any:
        r"""Return the network in which the target is changed by the signal: :math:`t \to t + a z` or :math:`z t`.

        Parameters
        ----------
        network
            A network of concrete or symbolic size.
        by
            The attending unit k: the name of a unit or input, a `Unit` to be added, or a network over the same inputs. For the origin "w" a
            synapse (l, k) of the network. For a network of symbolic size: such a network, or, for the origin "w", an expression.
        unit
            The unit i, for the targets "S" and "O"; by default the only output. For a symbolic size a layer, such as "u1".
        synapse
            The synapse (j, i), for the target "w". For a symbolic size a layer, whose incoming synapses are attended.
        weight
            a, for the operation "+".

        Returns
        -------
        GatedNetwork or GatedLayeredNetwork
            The attended network; the outputs are those of ``network``.

        Raises
        ------
        InvalidArgument
            If an end is of the wrong kind or missing, the attention would close a cycle, or a weight is given to a product.
        UnknownName
            If a unit does not exist.

        Examples
        --------
        >>> net = Network.feedforward([2, 1], transfer="tanh")
        >>> attended = AttentionClass("S", "S", "+").attend(net, by=Unit.over("k", net.inputs, weights="v"), weight="a")
        >>> attended.output()
        tanh(a*(v1*x1 + v2*x2) + w1*x1 + w2*x2)

        The weights of the network are what they were:

        >>> set(net.parameters) <= set(attended.parameters)
        True
        """
        require_network(network)
        a = as_weight(weight, "weight")
        if self.operation == "*" and a != 1:
            raise InvalidArgument("weight", "belongs to an additive class only", weight, "Leave it out.")
        if isinstance(network, LayeredNetwork):
            layer = synapse if self.target == "w" else unit
            return attended_layers(network, self.origin, self.target, self.operation, by, layer, a)
        if (self.target == "w") != (synapse is not None) or (self.target == "w" and unit is not None):
            wanted = "synapse=(source, target)" if self.target == "w" else "unit, the name of a unit"
            raise InvalidArgument("synapse", f"the class {self.id} attends to {wanted}", synapse or unit)
        place: str | Synapse = (
            network.unit_named(unit) if synapse is None else _pair(network, synapse, "synapse")
        )
        if self.origin == "w":
            source: str | Synapse = _pair(network, by, "by")
            larger: Network = network
        else:
            larger, source = joined(network, by)
        return with_gates(larger, [Attention(self.origin, self.target, self.operation, source, place, a)])

    def witness(
        self,
        network: Network,
        *,
        by: object,
        unit: str | None = None,
        synapse: Synapse | None = None,
        weight: object = 1,
    ) -> Network:
        r"""Return a network of the standard model that computes what the attended network does, for the ten classes that have one.

        Parameters
        ----------
        network, by, unit, synapse, weight
            As in `attend`; the network is one of the standard model, of concrete size.

        Returns
        -------
        Network
            Without attention. Where the target is the output of a unit that is an output of the network, an identity unit reads it out.

        Raises
        ------
        InvalidArgument
            If the class leaves the standard model, or the network has attention already.

        Examples
        --------
        An activation that is added to an activation changes the weights only:

        >>> net = Network.feedforward([2, 1], transfer="tanh")
        >>> k = Unit.over("k", net.inputs, weights="v")
        >>> witness = AttentionClass("S", "S", "+").witness(net, by=k, weight="a")
        >>> witness.output()
        tanh(x1*(a*v1 + w1) + x2*(a*v2 + w2))
        >>> prove(witness.output(), AttentionClass("S", "S", "+").attend(net, by=k, weight="a").output()).proved
        True
        """
        if not self.inside:
            raise InvalidArgument(
                "class",
                f"{self.id} multiplies two signals: no network of units with linear growth computes that (SM-3)",
                f"{self.origin} -> {self.target}, {self.operation}",
                f"Classes with a witness: {listing(c.id for c in taxonomy() if c.inside)}.",
            )
        if not isinstance(network, Network) or gates_of(network):
            raise InvalidArgument(
                "network", "must be a network of the standard model, of concrete size", type(network).__name__
            )
        attended = self.attend(network, by=by, unit=unit, synapse=synapse, weight=weight)
        plain = Network(attended.input_symbols, attended.units, attended.outputs)
        return witness_network(plain, attended.attentions[0])

    def example(self) -> tuple[Network, dict[str, Any]]:
        """Return a network with units k, i, and m that reads i, all transfer functions arbitrary, and the arguments with which `attend` changes it."""
        units = [
            Unit("k", generic_transfer("f_k"), [("x1", "v1"), ("x2", "v2")], bias="c"),
            Unit("i", generic_transfer("f_i"), [("x1", "w1"), ("x2", "w2")], bias="b"),
            Unit("m", generic_transfer("f_m"), [("i", "u1"), ("x1", "u2")], bias="d"),
        ]
        ends: dict[str, Any] = {"by": ("x1", "k") if self.origin == "w" else "k"}
        ends |= {"synapse": ("x2", "i")} if self.target == "w" else {"unit": "i"}
        return Network(["x1", "x2"], units, ["i", "m"]), ends | (
            {"weight": "a"} if self.operation == "+" else {}
        )

    def _linear(self) -> tuple[Network, GatedNetwork]:
        """Return the generic network with identity units, and the attended one."""
        network, ends = self.example()
        units = [Unit(unit.name, "identity", unit.incoming, unit.bias) for unit in network.units]
        linear = Network(network.input_symbols, units, ["i"])
        return linear, self.attend(linear, **ends)

    @property
    def degree(self) -> int:
        """The degree in the inputs of what unit i emits when all units are linear."""
        linear, attended = self._linear()
        return int(sp.Poly(attended.output(), *linear.input_symbols).total_degree())

    @property
    def weight_degree(self) -> int:
        """The degree in the weights, a among them, of what unit i emits when all units are linear."""
        _, attended = self._linear()
        return int(sp.Poly(attended.output(), *attended.parameters).total_degree())

    @property
    def parameters(self) -> int:
        """The number of parameters that the attention adds, the attending unit's own not counted."""
        linear, attended = self._linear()
        return len(set(attended.parameters) - set(linear.parameters))

    @property
    def inside(self) -> bool:
        """Whether the attended network is one of the standard model for every choice of transfer functions.

        If the degree is 1 a witness is constructed (`proof` proves it); if it is 2, linear units already give a product, which is outside
        for units with linear growth (SM-3).
        """
        return self.degree == 1

    @property
    def reason(self) -> str:
        """Where the witness has its changed weights; for the classes outside, what linear units already compute."""
        if not self.inside:
            return "a product of two signals: degree 2 with linear units"
        if self.target == "w":
            return "another w_ij"
        if self.operation == "*":
            return "weights into i" if self.target == "S" else "weights out of i"
        return "synapses into i" if self.target == "S" else "synapses into readers of i"

    def proof(self) -> Verdict:
        r"""Return the proof that witness and attended network agree for arbitrary transfer functions :math:`f_i, f_k, f_m` and weights.

        Examples
        --------
        >>> verdict = AttentionClass("O", "O", "+").proof()
        >>> verdict.proved
        True
        """
        network, ends = self.example()
        attended, witness = self.attend(network, **ends), self.witness(network, **ends)
        parts = [prove(attended.output(i), witness.output(i)) for i in (1, 2)]
        return conjunction(
            parts, statement=f"the witness of {self.id} computes what the attended network does"
        )

    def to_json(self) -> dict[str, Any]:
        """Return the class as one object."""
        return {
            "id": self.id,
            "name": self.name,
            "origin": self.origin,
            "target": self.target,
            "operation": self.operation,
            "expression": str(self.expression()),
            "inside": self.inside,
            "degree": self.degree,
            "weight_degree": self.weight_degree,
            "parameters": self.parameters,
            "witness": self.reason if self.inside else None,
            "claim": f"TX-3-{self.id}",
        }


def taxonomy() -> tuple[AttentionClass, ...]:
    r"""Return the 18 classes Q01, ..., Q18: 3 origins, 2 operations, 3 targets.

    Returns
    -------
    tuple of AttentionClass
        In the order of their ids.

    Examples
    --------
    >>> [c.id for c in taxonomy() if c.name in ("multiplexing", "output gating", "synaptic gating")]
    ['Q07', 'Q11', 'Q12']
    >>> len(taxonomy()), sum(c.inside for c in taxonomy())
    (18, 10)

    See Also
    --------
    AttentionClass

    References
    ----------
    Claims TX-1, TX-3-Q01 to TX-3-Q18.
    """
    return tuple(
        AttentionClass(origin, target, operation)
        for origin in _PLACES
        for operation in _OPERATIONS
        for target in _PLACES
    )


def classes_of(network: Network) -> tuple[AttentionClass, ...]:
    """Return the classes of the attention in a network, each once, in the order of their ids.

    Examples
    --------
    >>> from symattn import Network, Unit, output_gating
    >>> bits = ["x1", "x2"]
    >>> network = Network(bits, [Unit.over("f", bits, transfer="H", weights=[1, 1], bias=-1)])
    >>> [found.id for found in classes_of(output_gating(network, by=Unit("g", "H", [("x1", 1)])))]
    ['Q11']

    See Also
    --------
    taxonomy : all eighteen.
    """
    found = {
        AttentionClass(a.origin, a.target, a.operation)
        for gate in gates_of(network)
        for a in (gate.attention,)
    }
    return tuple(sorted(found, key=lambda c: c.id))


def _pair(network: Network, given: object, argument: str) -> Synapse:
    pairs: Iterator[Synapse] = (
        pair for pair in network.synapses() if isinstance(given, (tuple, list)) and pair == tuple(given)
    )
    found = next(pairs, None)
    if found is None:
        listed = listing(f"{s} -> {t}" for s, t in network.synapses())
        raise InvalidArgument(
            argument, "must be a synapse (source, target) of the network", given, f"Synapses: {listed}."
        )
    return found
