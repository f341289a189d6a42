r"""An update gate mixes the old with the new, :math:`y = z \odot a + (1 - z) \odot b`: two output gatings, or one of a difference.

The highway layer and the gated recurrent unit are of this form.  :math:`z a + (1-z) b = b + z (a - b)` needs the
gating of the one unit that emits a - b.
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

__all__ = ["ENTRIES", "gru", "gru_layer", "gru_reset_after", "gru_two_gatings", "highway", "highway_layer"]


def _mixed(n: int, gate: str, kept: list[Any], new: list[str]) -> tuple[list[Unit], list[Any]]:
    """Return the units y = z * kept + (1 - z) * new, and their two gates each."""
    units = [
        *merged("rest", names(gate, n), weights=[-1], bias=1),
        *merged("old", kept),
        *merged("new", new),
        *merged("y", names("old", n), names("new", n)),
    ]
    gates = [*gated_by(names("old", n), names(gate, n)), *gated_by(names("new", n), names("rest", n))]
    return units, gates


def _moved(n: int, gate: str, kept: list[Any], new: list[str]) -> tuple[list[Unit], list[Any]]:
    """Return the units y = new + z * (kept - new), and their one gate each."""
    units = [
        *merged("change", kept, new, weights=[1, -1]),
        *merged("y", new, names("change", n)),
    ]
    return units, gated_by(names("change", n), names(gate, n))


def highway(units: int) -> GatedNetwork:
    r"""Return a highway layer, :math:`y = T \odot F(x) + (1 - T) \odot x`.

    Parameters
    ----------
    units
        The number n of inputs and of units.

    Returns
    -------
    GatedNetwork
        Inputs x[1..n]; F is a layer of ReLU units with weights W_F, b_F, and T a logistic one with W_T, b_T.

    Examples
    --------
    >>> net = highway(1)
    >>> net.output()
    (1 - logistic(W_T[1, 1]*x[1] + b_T[1]))*x[1] + logistic(W_T[1, 1]*x[1] + b_T[1])*relu(W_F[1, 1]*x[1] + b_F[1])

    Two gates a unit:

    >>> len(net.gates) == 2
    True

    See Also
    --------
    highway_layer, gru

    References
    ----------
    Claim ZOO-highway.
    """
    x = list(entries("x", units))
    gate = layer("T", units, "logistic", ("W_T", x), bias="b_T")
    new = layer("F", units, "relu", ("W_F", x), bias="b_F")
    mixing, gates = _mixed(units, "T", names("F", units), x)
    return GatedNetwork(x, [*gate, *new, *mixing], names("y", units), gates)


def highway_layer(units: Any, transfer: str | Transfer = "relu") -> LayeredNetwork:
    r"""Return a highway layer of symbolic size with one gating a unit, :math:`y = x' + T \odot (F(x) - x')`.

    Parameters
    ----------
    units
        The number n of units; inputs are as many.
    transfer
        That of the layer F.

    Returns
    -------
    LayeredNetwork
        Weights W_T, W_F with biases. The carried signal is the linear layer x' = V x, of which x itself is an instance.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> net = highway_layer(dimension("n"))
    >>> len(net.at({"n": 3}).gates) == 3
    True

    See Also
    --------
    highway

    References
    ----------
    Claim ZOO-highway.
    """

    carried = over(units, units, "V")
    new = over(units, units, "W_F", bias="b_F", transfer=transfer)
    change = reading(units, units, (new, 1), (carried, -1))
    gate = over(units, units, "W_T", bias="b_T", transfer="logistic")
    return reading(units, units, (carried, 1), (output_gating(change, by=gate), 1))


def _highway_equations(units: int) -> list[Any]:
    x = sp.Matrix(entries("x", units))

    def affine(s: str) -> Any:
        return sp.Matrix(table(f"W_{s}", units, units)) * x + sp.Matrix(entries(f"b_{s}", units))

    gate, new = affine("T").applyfunc(logistic), affine("F").applyfunc(relu)
    rest = gate.applyfunc(lambda t: 1 - t)
    return list(gate.multiply_elementwise(new) + rest.multiply_elementwise(x))


def _gru_start(inputs: int, units: int) -> tuple[list[Any], list[Any], list[Unit]]:
    """Return the inputs x and h, and the layers of the reset gate r and the update gate z."""
    x, h = list(entries("x", inputs)), list(entries("h", units))
    reset, update = (
        layer(s, units, "logistic", (f"W_{s}", x), (f"U_{s}", h), bias=f"b_{s}") for s in ("r", "z")
    )
    return x, h, [*reset, *update]


def _gru_reset_before(inputs: int, units: int) -> tuple[list[Any], list[Any], list[Unit], list[Any]]:
    """Return inputs, gates' layers and the candidate tanh(W x + U (r * h) + b), whose units are n.1, n.2, ..."""
    x, h, start = _gru_start(inputs, units)
    reset = merged("reset", h)
    new = layer("n", units, "tanh", ("W_n", x), ("U_n", names("reset", units)), bias="b_n")
    return x, h, [*start, *reset, *new], gated_by(names("reset", units), names("r", units))


def gru(inputs: int, units: int) -> GatedNetwork:
    r"""Return one step of a gated recurrent unit, :math:`h' = z \odot h + (1 - z) \odot \tilde h`.

    Parameters
    ----------
    inputs, units
        The number p of inputs and n of units.

    Returns
    -------
    GatedNetwork
        Inputs x[1..p], h[1..n]; weights W_r, U_r, b_r and so for the update gate z and the candidate n, which reads r * h.

    Examples
    --------
    Three gates a unit:

    >>> len(gru(2, 3).gates) == 3 * 3
    True

    See Also
    --------
    gru_two_gatings, gru_reset_after

    References
    ----------
    Claim ZOO-GRU.
    """
    x, h, start, reset = _gru_reset_before(inputs, units)
    mixing, gates = _mixed(units, "z", h, names("n", units))
    return GatedNetwork((*x, *h), [*start, *mixing], names("y", units), [*reset, *gates])


def gru_two_gatings(inputs: int, units: int) -> GatedNetwork:
    r"""Return the same step with two gatings a unit, :math:`h' = \tilde h + z \odot (h - \tilde h)`.

    Parameters
    ----------
    inputs, units
        As for `gru`.

    Returns
    -------
    GatedNetwork
        Inputs and weights of `gru`.

    Examples
    --------
    >>> len(gru_two_gatings(2, 3).gates) == 2 * 3
    True

    See Also
    --------
    gru

    References
    ----------
    Claim ZOO-GRU.
    """
    x, h, start, reset = _gru_reset_before(inputs, units)
    mixing, gates = _moved(units, "z", h, names("n", units))
    return GatedNetwork((*x, *h), [*start, *mixing], names("y", units), [*reset, *gates])


def gru_reset_after(inputs: int, units: int) -> GatedNetwork:
    r"""Return the variant in which the reset gate acts after U, :math:`\tilde h = \tanh(W x + b + r \odot (U h + c))`.

    Parameters
    ----------
    inputs, units
        As for `gru`.

    Returns
    -------
    GatedNetwork
        Inputs and weights of `gru`, and biases c_n of the gated layer U h + c.

    Examples
    --------
    >>> len(gru_reset_after(2, 3).gates) == 3 * 3
    True

    See Also
    --------
    gru

    References
    ----------
    Claim ZOO-GRU-after.
    """
    n = units
    x, h, start = _gru_start(inputs, n)
    recurrent = layer("reset", n, "identity", ("U_n", h), bias="c_n")
    direct = layer("direct", n, "identity", ("W_n", x), bias="b_n")
    new = merged("n", names("direct", n), names("reset", n), transfer="tanh")
    mixing, gates = _mixed(n, "z", h, names("n", n))
    reset = gated_by(names("reset", n), names("r", n))
    units_ = [*start, *recurrent, *direct, *new, *mixing]
    return GatedNetwork((*x, *h), units_, names("y", n), [*reset, *gates])


def gru_layer(
    inputs: Any, units: Any, candidate: str | Transfer = "tanh", two: bool = False
) -> LayeredNetwork:
    r"""Return one step of a gated recurrent unit of symbolic size, with three gatings a unit, or with two.

    Parameters
    ----------
    inputs, units
        The number m of inputs, which are x and h joined in one vector x, and n of units.
    candidate
        The transfer function of the candidate.
    two
        Whether the mixture is :math:`\tilde h + z \odot (h - \tilde h)` instead of :math:`z \odot h + (1 - z) \odot \tilde h`.

    Returns
    -------
    LayeredNetwork
        The gates read all of x with weights W_r and W_z, the candidate with W_n; the old state is the linear layer
        V x, of which the entries of x that hold h are an instance. With ``two`` the candidate is read twice, and `at` builds it twice.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> n = dimension("n")
    >>> len(gru_layer(5, n).at({n: 3}).gates) == 3 * 3
    True

    See Also
    --------
    gru

    References
    ----------
    Claim ZOO-GRU.
    """

    def gate(label: str) -> LayeredNetwork:
        return over(inputs, units, f"W_{label}", bias=f"b_{label}", transfer="logistic")

    old = over(inputs, units, "V")
    recurrent = Network.feedforward([inputs, units, units], weights=["V", "U"])
    recurrent = output_gating(recurrent, by=gate("r"), unit="u1")
    direct = over(inputs, units, "W_n", bias="b_n")
    new = reading(inputs, units, (direct, 1), (recurrent, 1), transfer=candidate)
    if two:
        change = output_gating(reading(inputs, units, (old, 1), (new, -1)), by=gate("z"))
        return reading(inputs, units, (new, 1), (change, 1))
    rest = reading(inputs, units, (gate("z"), -1), bias=1)
    kept = output_gating(old, by=gate("z"))
    taken = output_gating(reading(inputs, units, (new, 1)), by=rest)
    return reading(inputs, units, (kept, 1), (taken, 1))


def _gru_gates(inputs: int, units: int) -> tuple[Any, Any, Any, Any]:
    x, h = sp.Matrix(entries("x", inputs)), sp.Matrix(entries("h", units))

    def gate(s: str) -> Any:
        activation = (
            sp.Matrix(table(f"W_{s}", units, inputs)) * x + sp.Matrix(table(f"U_{s}", units, units)) * h
        )
        return (activation + sp.Matrix(entries(f"b_{s}", units))).applyfunc(logistic)

    return x, h, gate("r"), gate("z")


def _update(z: Any, h: Any, candidate: Any) -> list[Any]:
    rest = z.applyfunc(lambda t: 1 - t)
    return list(z.multiply_elementwise(h) + rest.multiply_elementwise(candidate))


def _gru_equations(inputs: int, units: int) -> list[Any]:
    x, h, r, z = _gru_gates(inputs, units)
    recurrent = sp.Matrix(table("U_n", units, units)) * r.multiply_elementwise(h)
    direct = sp.Matrix(table("W_n", units, inputs)) * x + sp.Matrix(entries("b_n", units))
    return _update(z, h, (direct + recurrent).applyfunc(sp.tanh))


def _gru_after_equations(inputs: int, units: int) -> list[Any]:
    x, h, r, z = _gru_gates(inputs, units)
    recurrent = sp.Matrix(table("U_n", units, units)) * h + sp.Matrix(entries("c_n", units))
    direct = sp.Matrix(table("W_n", units, inputs)) * x + sp.Matrix(entries("b_n", units))
    return _update(z, h, (direct + r.multiply_elementwise(recurrent)).applyfunc(sp.tanh))


_GRU_SIZES = (("inputs", 1), ("units", 1))
_STEP = "One step of the layer: the recurrence over time repeats it."

ENTRIES = (
    ZooEntry(
        id="highway",
        name="Highway layer",
        year=2015,
        reference="srivastava2015highway",
        formula=(
            r"\begin{aligned} T &= \sigma(W_T x + b_T), \quad F = \operatorname{ReLU}(W_F x + b_F), \\"
            r"y &= T \odot F + (1 - T) \odot x \end{aligned}"
        ),
        build=highway,
        equations=_highway_equations,
        sizes=(("units", 1),),
        caveats=("Two gatings a unit as written; one suffices, since y = x + T (F(x) - x).",),
    ),
    ZooEntry(
        id="GRU",
        name="Gated recurrent unit",
        year=2014,
        reference="cho2014gru",
        formula=(
            r"\begin{aligned} r &= \sigma(W_r x + U_r h + b_r), \quad z = \sigma(W_z x + U_z h + b_z), \\"
            r"\tilde h &= \tanh(W_n x + U_n (r \odot h) + b_n), \quad h' = z \odot h + (1 - z) \odot \tilde h \end{aligned}"
        ),
        build=gru,
        equations=_gru_equations,
        sizes=_GRU_SIZES,
        caveats=(
            _STEP,
            "Three gatings a unit as written; two suffice, since h' is the candidate plus z times the difference.",
            "Some authors exchange z and 1 - z.",
        ),
    ),
    ZooEntry(
        id="GRU-after",
        name="Gated recurrent unit, reset after the matrix",
        year=2014,
        reference="cho2014gru",
        formula=(
            r"\tilde h = \tanh\big(W_n x + b_n + r \odot (U_n h + c_n)\big), \qquad h' = z \odot h + (1 - z) \odot \tilde h"
        ),
        build=gru_reset_after,
        equations=_gru_after_equations,
        sizes=_GRU_SIZES,
        caveats=(
            _STEP,
            "With the same weights in general a different function from the unit above: see the claim.",
        ),
    ),
)
