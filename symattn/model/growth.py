r"""Finite networks of units of linear growth have linear growth: :math:`|F(x)| \le A + B\,\|x\|_\infty`.

Property wanted: constants A, B for a given network.  Construction: the same propagation that computes outputs is run over
pairs (A, B), which stand for the bound A + B r.  Derivation: an input has :math:`|x_j| \le 0 + 1\,r`; a weighted sum of
signals with :math:`|O_j| \le A_j + B_j r` has :math:`|\sum_j w_j O_j| \le \sum_j |w_j| A_j + r \sum_j |w_j| B_j`; and
:math:`|f(t)| \le A + B|t|` gives :math:`|f(S)| \le A + B(a + b r)` for :math:`|S| \le a + b r`.  By induction along the graph
every signal is bounded.  The same steps bound differences, :math:`|F(x) - F(y)| \le A + B\,\|x - y\|_\infty`, where the bias cancels.

Only :math:`|x_j| \le r` is used of r, so r may be the greatest absolute value of an input, which is the least choice; a bound
with it holds for every norm :math:`\|x\|_p \ge \|x\|_\infty`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import Arithmetic
from symattn.model.layered import LayeredNetwork
from symattn.model.network import Network, name_latex
from symattn.model.transfers import Bound, Transfer

__all__ = ["GrowthBound", "LinearBound", "growth_bound", "lipschitz_bound"]


@dataclass(frozen=True)
class LinearBound:
    """The bound A + B r: ``offset`` is A, ``slope`` is B; both are expressions in the absolute values of the weights.

    Examples
    --------
    >>> bound = LinearBound(sp.Integer(1), sp.Integer(3))
    >>> bound.at(2)
    7

    See Also
    --------
    GrowthBound

    References
    ----------
    Claim SM-3.
    """

    offset: Any
    slope: Any

    def at(self, r: Any) -> Any:
        """Return A + B r."""
        return self.offset + self.slope * r

    def to_json(self) -> dict[str, str]:
        """Return the constants as texts."""
        return {"offset": str(self.offset), "slope": str(self.slope)}

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {sp.latex(self.at(sp.Symbol('r')))}$"


@dataclass(frozen=True)
class GrowthBound:
    """What `growth_bound` and `lipschitz_bound` return: a bound for the activation and the output of every unit.

    ``units`` has one entry (name, bound of the activation, bound of the output) a unit, in the order of the induction.

    Examples
    --------
    >>> from symattn import Network
    >>> bound = growth_bound(Network.feedforward([1, 1], transfer="relu", weights="w"))
    >>> bound.output().offset, bound.output().slope
    (0, Abs(w1))

    See Also
    --------
    growth_bound, lipschitz_bound

    References
    ----------
    Claims SM-3, SM-3-L.
    """

    kind: str
    units: tuple[tuple[str, LinearBound, LinearBound], ...]
    outputs: tuple[tuple[str, LinearBound], ...]

    def output(self, i: int = 1) -> LinearBound:
        """Return the bound of the i-th output, i = 1, 2, ..."""
        if isinstance(i, bool) or not isinstance(i, int) or not 1 <= i <= len(self.outputs):
            raise InvalidArgument("i", f"must be an integer from 1 to {len(self.outputs)}", i)
        return self.outputs[i - 1][1]

    def to_json(self) -> dict[str, Any]:
        """Return the bounds as plain data."""
        units = [{"name": u, "activation": s.to_json(), "output": o.to_json()} for u, s, o in self.units]
        return {
            "kind": self.kind,
            "units": units,
            "outputs": {name: bound.to_json() for name, bound in self.outputs},
        }

    def _repr_latex_(self) -> str:
        growth = self.kind == "growth"
        distance = sp.Symbol(r"{\|x\|_\infty}" if growth else r"{\|x - y\|_\infty}")
        rows = []
        for name, bound in self.outputs:
            o = name_latex(name)
            left = f"|{o}(x)|" if growth else f"|{o}(x) - {o}(y)|"
            rows.append(rf"{left} &\le {sp.latex(bound.at(distance))}")
        return r"$\displaystyle \begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}$"


@dataclass(frozen=True)
class _Pair:
    """A signal bounded by A + B r, or (``constant``) a number of absolute value A."""

    offset: Any
    slope: Any
    constant: bool = False


class _Bounds(Arithmetic[_Pair]):
    """Bounds in place of signals."""

    @staticmethod
    @abstractmethod
    def constants(transfer: Transfer) -> Bound | None:
        """Return the constants of a transfer function."""

    def constant(self, expression: sp.Expr) -> _Pair:
        return _Pair(sp.Abs(expression), sp.S.Zero, True)

    def apply(self, transfer: Transfer, value: _Pair) -> _Pair:
        found = self.constants(transfer)
        assert found is not None  # checked for every unit before
        a, b = (sp.Rational(c.numerator, c.denominator) for c in found)
        return _Pair(a + b * value.offset, b * value.slope)


class _Growth(_Bounds):
    """Bounds of absolute values."""

    @staticmethod
    def constants(transfer: Transfer) -> Bound | None:
        return transfer.growth

    def total(self, terms: Sequence[_Pair]) -> _Pair:
        return _Pair(sp.Add(*(t.offset for t in terms)), sp.Add(*(t.slope for t in terms)))

    def product(self, left: _Pair, right: _Pair) -> _Pair:
        if left.slope != 0 and right.slope != 0:
            raise _multiplies("two signals that may both grow")
        offset, slope = left.offset * right.offset, left.offset * right.slope + left.slope * right.offset
        return _Pair(offset, slope, left.constant and right.constant)


class _Variation(_Bounds):
    """Bounds of differences: a constant does not vary, and its absolute value is kept as a factor."""

    @staticmethod
    def constants(transfer: Transfer) -> Bound | None:
        return transfer.coarse_lipschitz

    def apply(self, transfer: Transfer, value: _Pair) -> _Pair:
        if value.offset == value.slope == 0:  # where the activation does not vary, the output does not
            return value
        return super().apply(transfer, value)

    def total(self, terms: Sequence[_Pair]) -> _Pair:
        varying = [t for t in terms if not t.constant]
        return _Pair(sp.Add(*(t.offset for t in varying)), sp.Add(*(t.slope for t in varying)))

    def product(self, left: _Pair, right: _Pair) -> _Pair:
        if not left.constant and not right.constant:
            raise _multiplies("two signals")
        return _Pair(
            left.offset * right.offset,
            left.offset * right.slope + left.slope * right.offset,
            left.constant and right.constant,
        )


def _multiplies(what: str) -> InvalidArgument:
    hint = "A product of signals is no unit of the standard model: such a bound need not exist."
    return InvalidArgument("network", f"must not multiply {what}", None, hint)


def growth_bound(network: Network) -> GrowthBound:
    r"""Return constants with :math:`|F(x)| \le A + B\,\|x\|_\infty` for every output F of a network and all inputs x.

    Parameters
    ----------
    network
        A concrete network with rational or symbolic weights. With gates: as long as no two signals that may both be unbounded
        are multiplied.

    Returns
    -------
    GrowthBound
        A and B for every output, and for the activation and output of every unit on the way.

    Raises
    ------
    InvalidArgument
        If a transfer function has no constants (square, exp, log, reciprocal), a gate multiplies two growing signals, or the network has a symbolic size.

    Examples
    --------
    A rectifier over a logistic and a linear unit:

    >>> from symattn.model import Network, Unit
    >>> net = Network(["x", "y"], [
    ...     Unit("s", "logistic", [("x", 5)]),
    ...     Unit("u", "relu", [("s", "a"), ("y", -2)], bias=3),
    ... ])
    >>> bound = growth_bound(net).output()
    >>> bound.offset, bound.slope
    (Abs(a) + 3, 2)

    No value exceeds it, here for a = -1:

    >>> points = [(-4, -4), (0, 7), (3, -9)]
    >>> values = net.subs({"a": -1}).lambdify()(points)
    >>> all(abs(v[0]) <= bound.at(max(map(abs, p))).subs("a", -1) for v, p in zip(values, points))
    True

    See Also
    --------
    lipschitz_bound, Transfer

    References
    ----------
    SM-3.
    """
    return _bounds(network, _Growth(), "growth")


def lipschitz_bound(network: Network) -> GrowthBound:
    r"""Return constants with :math:`|F(x) - F(y)| \le A + B\,\|x - y\|_\infty` for every output F of a network and all x, y.

    A map with such constants is called coarsely Lipschitz: A > 0 allows for jumps of threshold units.

    Parameters
    ----------
    network
        A concrete network without gates, with rational or symbolic weights.

    Returns
    -------
    GrowthBound
        A and B for every output, and for the activation and output of every unit on the way.

    Raises
    ------
    InvalidArgument
        If a transfer function has no constants (square, exp, log, reciprocal), signals are multiplied, or the network has a symbolic size.

    Examples
    --------
    A linear unit is Lipschitz, and a threshold unit adds a jump:

    >>> from symattn.model import Network, Unit
    >>> net = Network(["x", "y"], [Unit("h", "H", [("y", 8)]), Unit("u", "identity", [("x", 3), ("h", -2)])])
    >>> bound = lipschitz_bound(net).output()
    >>> bound.offset, bound.slope
    (2, 3)

    Two points on the two sides of the threshold show that 2 is needed:

    >>> from fractions import Fraction
    >>> (a,), (b,) = net.evaluate([(0, 0), (0, Fraction(-1, 10**9))])
    >>> abs(a - b) == bound.offset
    True

    See Also
    --------
    growth_bound, Transfer

    References
    ----------
    SM-3-L.
    """
    return _bounds(network, _Variation(), "coarse Lipschitz")


def _bounds(network: Network, arithmetic: _Bounds, kind: str) -> GrowthBound:
    if not isinstance(network, Network):
        hint = "Give it sizes first: network.at({'n': 3})." if isinstance(network, LayeredNetwork) else ""
        raise InvalidArgument("network", "must be a concrete network", network, hint)
    for unit in network.units:
        if arithmetic.constants(unit.transfer) is None:
            raise InvalidArgument(
                f"transfer of {unit.name}",
                f"has no constants A, B of {'linear' if kind == 'growth' else kind} growth",
                unit.transfer.name,
                "SM-4a and SM-4b show that such units may multiply. For a function of your own: Transfer(..., growth=(A, B), coarse_lipschitz=(A, B)).",
            )
    inputs = [_Pair(sp.S.Zero, sp.S.One)] * len(network.inputs)
    activations, outputs = network.propagate(inputs, arithmetic)

    def bound(name: str, pairs: dict[str, _Pair]) -> LinearBound:
        return LinearBound(pairs[name].offset, pairs[name].slope)

    return GrowthBound(
        kind,
        tuple((u.name, bound(u.name, activations), bound(u.name, outputs)) for u in network.units),
        tuple((name, bound(name, outputs)) for name in network.outputs),
    )
