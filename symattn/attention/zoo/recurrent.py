r"""A long short-term memory keeps :math:`c' = f \odot c + i \odot g` and shows :math:`h' = o \odot \tanh c'`: three output gatings a cell.

The gates f, i, o are logistic layers and g is a layer of tanh units, all over the input x and the last output h.
The product with c, an input of the step, is the output gating of an identity unit that copies it.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.gated_layers import GatedLayeredNetwork
from symattn.attention.output_gating import output_gating
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.attention.zoo.layers import gated_by, layer, merged, names, over, reading
from symattn.model.gates import logistic
from symattn.model.layered import LayeredNetwork
from symattn.model.transfers import Transfer

__all__ = ["ENTRIES", "lstm", "lstm_layer"]


def lstm(inputs: int, units: int) -> GatedNetwork:
    r"""Return one step of an LSTM layer, :math:`(x, h, c) \mapsto (h', c')`.

    Parameters
    ----------
    inputs, units
        The number p of inputs and n of cells.

    Returns
    -------
    GatedNetwork
        Inputs x[1..p], h[1..n], c[1..n]; outputs h', then c'. Weights W_i, U_i, b_i and so for f, g, o.

    Examples
    --------
    One cell with one input has three gates:

    >>> net = lstm(1, 1)
    >>> net.output(2)
    tanh(U_g[1, 1]*h[1] + W_g[1, 1]*x[1] + b_g[1])*logistic(U_i[1, 1]*h[1] + W_i[1, 1]*x[1] + b_i[1]) + logistic(U_f[1, 1]*h[1] + W_f[1, 1]*x[1] + b_f[1])*c[1]
    >>> len(net.gates) == 3
    True

    See Also
    --------
    lstm_layer, zoo

    References
    ----------
    Claim ZOO-LSTM.
    """
    x, h, c = entries("x", inputs), entries("h", units), entries("c", units)
    n = units
    gates = [
        unit
        for s in "ifgo"
        for unit in layer(
            s, n, "tanh" if s == "g" else "logistic", (f"W_{s}", x), (f"U_{s}", h), bias=f"b_{s}"
        )
    ]
    kept, cells = merged("kept", c), merged("cell", names("kept", n), names("g", n))
    shown = merged("h", names("cell", n), transfer="tanh")
    return GatedNetwork(
        (*x, *h, *c),
        [*gates, *kept, *cells, *shown],
        (*names("h", n), *names("cell", n)),
        [
            *gated_by(names("kept", n), names("f", n)),
            *gated_by(names("g", n), names("i", n)),
            *gated_by(names("h", n), names("o", n)),
        ],
    )


def lstm_layer(
    inputs: Any, units: Any, shown: str | Transfer = "tanh"
) -> tuple[GatedLayeredNetwork, LayeredNetwork]:
    r"""Return one step of an LSTM layer of symbolic size, as the two networks that compute :math:`h'` and :math:`c'`.

    Parameters
    ----------
    inputs, units
        The number m of inputs, which are x, h and c joined in one vector x, and n of cells.
    shown
        The transfer function of :math:`h' = o \odot f(c')`.

    Returns
    -------
    tuple of two LayeredNetwork
        The layers read all of x with weights W_f, W_i, W_g, W_o. The old state is the linear layer V x, of which the
        entries of x that hold c are an instance.

    Examples
    --------
    >>> from symattn.algebra import dimension
    >>> hidden, cell = lstm_layer(dimension("m"), dimension("n"))
    >>> [gate.target for gate in hidden.gates]
    ['O']

    At n = 1 it has the three gates of one cell:

    >>> len(hidden.at({"m": 2, "n": 1}).gates) == 3
    True

    See Also
    --------
    lstm

    References
    ----------
    Claim ZOO-LSTM.
    """

    def gate(label: str, transfer: str = "logistic") -> LayeredNetwork:
        return over(inputs, units, f"W_{label}", bias=f"b_{label}", transfer=transfer)

    kept = output_gating(over(inputs, units, "V"), by=gate("f"))
    written = output_gating(gate("g", "tanh"), by=gate("i"))
    state = reading(inputs, units, (kept, 1), (written, 1))
    hidden = reading(inputs, units, (kept, 1), (written, 1), transfer=shown)
    return output_gating(hidden, by=gate("o")), state


def _lstm_equations(inputs: int, units: int) -> list[Any]:
    x, h, c = (sp.Matrix(entries(name, size)) for name, size in (("x", inputs), ("h", units), ("c", units)))

    def gate(s: str, f: Any) -> Any:
        activation = (
            sp.Matrix(table(f"W_{s}", units, inputs)) * x + sp.Matrix(table(f"U_{s}", units, units)) * h
        )
        return (activation + sp.Matrix(entries(f"b_{s}", units))).applyfunc(f)

    i, f, g, o = gate("i", logistic), gate("f", logistic), gate("g", sp.tanh), gate("o", logistic)
    state = f.multiply_elementwise(c) + i.multiply_elementwise(g)
    return [*o.multiply_elementwise(state.applyfunc(sp.tanh)), *state]


ENTRIES = (
    ZooEntry(
        id="LSTM",
        name="Long short-term memory",
        year=1997,
        reference="hochreiter1997lstm",
        formula=(
            r"\begin{aligned} i &= \sigma(W_i x + U_i h + b_i), \quad f = \sigma(W_f x + U_f h + b_f), \\"
            r"g &= \tanh(W_g x + U_g h + b_g), \quad o = \sigma(W_o x + U_o h + b_o), \\"
            r"c' &= f \odot c + i \odot g, \qquad h' = o \odot \tanh(c') \end{aligned}"
        ),
        build=lstm,
        equations=_lstm_equations,
        sizes=(("inputs", 1), ("units", 1)),
        caveats=(
            "One step of the layer: the recurrence over time repeats it.",
            "The forget gate f is of Gers, Schmidhuber and Cummins (2000); the cell of 1997 has none. No peephole connections.",
        ),
    ),
)
