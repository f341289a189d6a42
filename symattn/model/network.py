"""A feed-forward network of the standard model computes O_i = f_i(sum_j w_ij O_j) along its graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import sympy as sp

from symattn.errors import InvalidArgument, TooLarge
from symattn.model.arithmetic import EXACT, NUMERIC, SYMBOLIC, Arithmetic, rational
from symattn.model.graph import UnitGraph
from symattn.model.transfers import Transfer
from symattn.model.units import ONE, Synapse, Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from symattn.model.layered import LayeredNetwork

V = TypeVar("V")

__all__ = ["Network", "State", "Unit"]


class State(NamedTuple, Generic[V]):
    """The activations S and outputs O known so far, by name."""

    activations: dict[str, V]
    outputs: dict[str, V]


_MOST_TERMS = 50_000
_MOST_LAYERS = 150


@dataclass(frozen=True, init=False)
class Network(UnitGraph):
    r"""A feed-forward network of inputs and units :math:`O_i = f_i(\sum_j w_{ij} O_j)`, :math:`O_0 = 1`.

    The expression, the exact value and the NumPy value come from one propagation over three arithmetics, so
    they agree. Subclasses say what a synapse carries and what a unit emits.

    Parameters
    ----------
    inputs
        Names or symbols of the inputs, whose outputs are given from outside.
    units
        The units, in any order.
    outputs
        Names of the outputs; by default the units from which no synapse leaves.

    Raises
    ------
    InvalidArgument
        If a name is used twice, the graph has a cycle, or a weight contains an input.
    UnknownName
        If a synapse or an output names a unit that does not exist.

    Examples
    --------
    The exclusive or of two bits, from two threshold units:

    >>> xor = Network(["x1", "x2"], [
    ...     Unit("and", "H", [("x1", 1), ("x2", 1)], bias=-2),
    ...     Unit("u", "H", [("x1", 1), ("x2", 1), ("and", -2)], bias=-1),
    ... ])
    >>> xor.output()
    H(x1 + x2 - 2*H(x1 + x2 - 2) - 1)

    It takes the values of the exclusive or:

    >>> [int(row[0]) for row in xor.evaluate([(0, 0), (1, 0), (0, 1), (1, 1)])] == [0, 1, 1, 0]
    True

    See Also
    --------
    Network.feedforward, Unit

    References
    ----------
    SM-1.
    """

    @staticmethod
    def feedforward(
        sizes: Sequence[Any],
        *,
        transfer: str | Transfer | Sequence[str | Transfer] = "identity",
        weights: str | Sequence[Any] = "w",
        bias: str | Sequence[Any] | None = None,
        inputs: str = "x",
        units: str = "u",
    ) -> Any:
        r"""Return the layered network :math:`O^l_i = f_l(b^l_i + \sum_j w^l_{ij} O^{l-1}_j)` of these sizes.

        Parameters
        ----------
        sizes
            Number of inputs, then the number of units of each layer. With a symbolic size
            (`symattn.algebra.dimension`) the result is a `LayeredNetwork`, otherwise a `Network`.
        transfer
            One transfer function for all layers, or a list with one for each layer.
        weights
            A label: symbols w12 (unit 1, source 2), w2_12 in layer 2 of several; the unit's index is left out
            in a layer of one unit. Or a list with one entry a layer: a label; a number, the weight of all
            synapses; a matrix with a row for each unit (a layer of one unit may be given by its row).
        bias
            None for no biases, a label, or a list with one entry a layer: a label, a number, or one bias for
            each unit.
        inputs
            The label of the inputs, x1, x2, ...
        units
            The label of the units: "u2.3" is unit 3 of layer 2.

        Returns
        -------
        Network or LayeredNetwork
            The network.

        Raises
        ------
        InvalidArgument
            If a size, a label or the shape of a matrix is wrong.

        Examples
        --------
        Two linear layers:

        >>> Network.feedforward([2, 2, 1], weights=["w", "v"]).output()
        v1*(w11*x1 + w12*x2) + v2*(w21*x1 + w22*x2)

        Explicit weights: the threshold gate H(2 x1 + x2 + x3 - 2).

        >>> gate = Network.feedforward([3, 1], transfer="H", weights=[[2, 1, 1]], bias=[-2])
        >>> gate.evaluate([(1, 0, 0), (0, 1, 0)]) == [[1], [0]]
        True

        See Also
        --------
        LayeredNetwork, Unit.over

        References
        ----------
        SM-1.
        """
        from symattn.model.feedforward import feedforward

        built: Network | LayeredNetwork = feedforward(sizes, transfer, weights, bias, inputs, units)
        return built

    def _carried(self, synapse: Synapse, weight: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        """Return what the synapse adds to an activation, its weight times O_source."""
        return arithmetic.product(weight, state.outputs[synapse[0]])

    def _activated(self, name: str, signal: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        """Return the activation of the unit; ``signal`` is the sum of what its synapses carry."""
        return signal

    def _emitted(self, name: str, signal: V, state: State[V], arithmetic: Arithmetic[V]) -> V:
        """Return the output of the unit; ``signal`` is f(S)."""
        return signal

    def propagate(self, signals: Sequence[V], arithmetic: Arithmetic[V]) -> tuple[dict[str, V], dict[str, V]]:
        """Return the activations S and the outputs O of all units, by name, for one signal at each input."""
        outputs: dict[str, V] = {ONE: arithmetic.constant(sp.S.One)}
        outputs.update(zip(self.inputs, signals, strict=True))
        activations = dict(outputs)  # an input counts as an identity unit: S = O
        state = State(activations, outputs)
        for unit in self.units:
            terms = [
                self._carried((source, unit.name), arithmetic.constant(weight), state, arithmetic)
                for source, weight in unit.synapses
            ]
            activations[unit.name] = self._activated(unit.name, arithmetic.total(terms), state, arithmetic)
            response = arithmetic.apply(unit.transfer, activations[unit.name])
            outputs[unit.name] = self._emitted(unit.name, response, state, arithmetic)
        return activations, outputs

    @cached_property
    def _expressions(self) -> tuple[dict[str, Any], dict[str, Any]]:
        # An expression repeats what the graph shares, so its length is counted before it is built.
        length = dict.fromkeys(self.inputs, 1)
        for unit in self.units:
            length[unit.name] = 1 + sum(1 + length.get(name, 1) for name in self._precedents(unit))
            if length[unit.name] > _MOST_TERMS:
                rule = f"has a formula of more than {_MOST_TERMS} terms"
                raise TooLarge("network", rule, unit.name, "Use .evaluate(points) or .lambdify() instead.")
        if self.depth() > _MOST_LAYERS:
            rule = f"has a formula nested more than {_MOST_LAYERS} deep"
            raise TooLarge("network", rule, self.depth(), "Use .evaluate(points) or .lambdify() instead.")
        return self.propagate(self.input_symbols, SYMBOLIC)

    def output(self, i: int = 1) -> Any:
        r"""Return the expression of the i-th output, :math:`O_i`.

        Parameters
        ----------
        i
            1, ..., the number of outputs.

        Returns
        -------
        sympy.Expr
            The output as a function of the input symbols and the symbolic weights.

        Raises
        ------
        InvalidArgument
            If there is no i-th output.

        Examples
        --------
        A logistic unit of two inputs:

        >>> net = Network.feedforward([2, 1], transfer="logistic")
        >>> net.output()
        logistic(w1*x1 + w2*x2)

        The output is the transfer function of the activation:

        >>> from symattn.model import logistic
        >>> net.output() == logistic(net.activation())
        True

        See Also
        --------
        Network.activation, Network.evaluate, Network.lambdify

        References
        ----------
        SM-1.
        """
        if isinstance(i, bool) or i not in range(1, len(self.outputs) + 1):
            raise InvalidArgument(
                "i",
                f"must be an integer from 1 to {len(self.outputs)}, the number of outputs",
                i,
                "Outputs count from 1.",
            )
        return self._expressions[1][self.outputs[i - 1]]

    def activation(self, unit: str | None = None) -> Any:
        r"""Return the expression of the activation :math:`S` of a unit (by default of the only output).

        Parameters
        ----------
        unit
            The name of a unit.

        Returns
        -------
        sympy.Expr
            The activation.

        Raises
        ------
        UnknownName
            If there is no such unit.

        Examples
        --------
        The activation of a threshold gate is the affine form whose sign it reads:

        >>> gate = Network.feedforward([2, 1], transfer="H", bias="b")
        >>> gate.activation()
        b + w1*x1 + w2*x2
        >>> gate.output().args == (gate.activation(),)
        True

        See Also
        --------
        Network.output

        References
        ----------
        SM-1.
        """
        return self._expressions[0][self.unit_named(unit)]

    def evaluate(self, points: Iterable[Sequence[Any]]) -> list[list[Fraction]]:
        r"""Return the exact outputs at rational points.

        Parameters
        ----------
        points
            Rows of integers or rationals, one number for each input.

        Returns
        -------
        list of list of Fraction
            One row a point, one entry an output.

        Raises
        ------
        InvalidArgument
            If a row has the wrong length or a float, a weight is symbolic, or a value is irrational.

        Examples
        --------
        The square of the sum of two inputs:

        >>> net = Network.feedforward([2, 1], weights=[[1, 1]], transfer="square")
        >>> net.evaluate([(1, 2), (Fraction(1, 2), 0)])
        [[Fraction(9, 1)], [Fraction(1, 4)]]

        The expression takes the same values:

        >>> net.output().subs({"x1": 1, "x2": 2}) == 9
        True

        See Also
        --------
        Network.lambdify, Network.subs

        References
        ----------
        SM-1.
        """
        rows = []
        if not hasattr(points, "__iter__") or isinstance(points, str):
            hint = "For example net.evaluate([(0, 1)])."
            raise InvalidArgument("points", "must be a list of rows, one number for each input", points, hint)
        for point in points:
            if (
                isinstance(point, (str, bytes))
                or not hasattr(point, "__len__")
                or len(point) != len(self.inputs)
            ):
                raise InvalidArgument(
                    "points",
                    f"must be rows of {len(self.inputs)} numbers, one for each input",
                    point,
                    "For example [(0, 1)].",
                )
            values = self.propagate([rational(v, "points") for v in point], EXACT)[1]
            rows.append([values[name] for name in self.outputs])
        return rows

    def lambdify(self) -> Callable[[ArrayLike], NDArray[np.float64]]:
        r"""Return the network as a NumPy map :math:`\mathbb{R}^{N \times n} \to \mathbb{R}^{N \times m}`.

        Returns
        -------
        callable
            Maps an array of shape (..., number of inputs) to floats of shape (..., number of outputs); a
            constant output is broadcast. Floating-point values are estimates: a threshold unit whose
            activation is a rounding error away from 0 may differ from `evaluate`; with integers below 2^53 it
            does not.

        Raises
        ------
        InvalidArgument
            If a weight is symbolic; from the function, if the last axis has the wrong length.

        Examples
        --------
        A threshold gate at the four vertices of the square:

        >>> net = Network.feedforward([2, 1], transfer="H", weights=[[1, 1]], bias=[-2])
        >>> points = [(0, 0), (1, 0), (0, 1), (1, 1)]
        >>> net.lambdify()(points).ravel().tolist()
        [0.0, 0.0, 0.0, 1.0]

        They are the exact values:

        >>> net.lambdify()(points).tolist() == net.evaluate(points)
        True

        See Also
        --------
        Network.evaluate

        References
        ----------
        SM-1.
        """
        for unit in self.units:
            for _, value in unit.synapses:
                NUMERIC.constant(value)  # a symbolic weight is reported here, not at the first call

        def function(points: ArrayLike) -> NDArray[np.float64]:
            import numpy as np

            array = np.asarray(points, dtype=np.float64)
            if array.ndim == 0 or array.shape[-1] != len(self.inputs):
                raise InvalidArgument(
                    "points",
                    f"must have a last axis of length {len(self.inputs)}, one entry for each input",
                    array.shape,
                )
            values = self.propagate([array[..., j] for j in range(len(self.inputs))], NUMERIC)[1]
            shape = array.shape[:-1]
            return np.stack([np.broadcast_to(values[name], shape) for name in self.outputs], axis=-1).astype(
                np.float64
            )

        return function

    def _repr_latex_(self) -> str:
        rows = [rf"{name_latex(o)} &= {sp.latex(self.output(k + 1))}" for k, o in enumerate(self.outputs)]
        return r"$\displaystyle \begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}$"


def name_latex(name: str) -> str:
    """Return the LaTeX of the output of a unit: O with the name of the unit as its index."""
    escaped = name.replace("_", r"\_")
    return rf"O_{{\text{{{escaped}}}}}"
