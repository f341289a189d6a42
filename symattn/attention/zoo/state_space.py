r"""A diagonal selective state-space model gates the self-connection of its state: :math:`h_t = a_t h_{t-1} + b_t x_t` with :math:`a_t, b_t` functions of the input.

Entry (c, n) of the state belongs to channel c of the input.  The synapse from h_{t-1} to h_t has weight 1 and is gated by an exp unit
:math:`a_t = e^{A \Delta_t}`; the input is gated by its step :math:`\Delta_t` and by :math:`B_t`; :math:`C_t` gates the synapses that read the state.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import SynapticGate
from symattn.attention.transformers.assembly import Assembly, count_argument
from symattn.attention.zoo.entry import ZooEntry, entries, table
from symattn.model.transfers import Transfer, transfer
from symattn.model.units import numbered

__all__ = ["ENTRIES", "selective_state_space"]


def selective_state_space(
    tokens: int, width: int, state: int, step: str | Transfer = "softplus"
) -> GatedNetwork:
    r"""Return a diagonal selective state-space layer, :math:`h_{t} = e^{A \Delta_t} h_{t-1} + \Delta_t x_t B_t,\ y_t = C_t \cdot h_t + D x_t`.

    Parameters
    ----------
    tokens, width, state
        T, p and N. The inputs are the rows of :math:`X \in \mathbb{R}^{T \times p}`, then the state before them,
        :math:`h_0 \in \mathbb{R}^{p \times N}`, row by row.
    step
        The transfer function of the units that emit the step.

    Returns
    -------
    GatedNetwork
        The outputs are :math:`y_{tc} = \sum_n C_{tn} h_{t,cn} + D_c x_{tc}`, then the last state. The step is
        :math:`\Delta_t = f(x_t W_\Delta + b_\Delta)`, f the softplus function if no other is given, and B_t = x_t W_B, C_t = x_t W_C.

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200.
    UnknownName
        If there is no such transfer function.

    Examples
    --------
    One token, one channel, one entry of the state: four gates.

    >>> net = selective_state_space(1, 1, 1)
    >>> len(net.gates) == 1 + 3
    True

    With the step 0 the state stays; here the step is exp-small for a bias far below 0:

    >>> values = {s: 0 for s in net.parameters} | {"A[1, 1]": -1, "b_Delta[1]": -700}
    >>> bool(abs(net.subs(values).lambdify()([1.0, 3.0])[1] - 3.0) < 1e-12)
    True

    See Also
    --------
    symattn.attention.zoo.zoo

    References
    ----------
    Claim ZOO-SSM.
    """
    for size, argument in ((tokens, "tokens"), (width, "width"), (state, "state")):
        count_argument(size, argument)
    assembly = Assembly(tokens, width, "x")
    rows = assembly.inputs
    before = [
        [numbered("h", [c, n], [width, state]) for n in range(1, state + 1)] for c in range(1, width + 1)
    ]
    steps = assembly.layer(
        "Delta", rows, table("W_Delta", width, width), transfer=step, biases=entries("b_Delta", width)
    )
    B, C = (assembly.layer(name, rows, table(f"W_{name}", width, state)) for name in "BC")
    A, D = table("A", width, state), entries("D", width)
    states = [[str(symbol) for symbol in line] for line in before]
    outputs = []
    for t in range(tokens):
        read = []
        for c in range(width):
            place = f"{t + 1}.{c + 1}"
            scaled = assembly.product(f"U{place}", rows[t][c], steps[t][c])
            for n in range(state):
                decay = assembly.unit(f"a{place}.{n + 1}", [(steps[t][c], A[c][n])], transfer="exp")
                write = assembly.product(f"N{place}.{n + 1}", scaled, B[t][n])
                name = assembly.unit(f"h{place}.{n + 1}", [(states[c][n], 1), (write, 1)])
                assembly.gates.append(SynapticGate(states[c][n], name, by=decay))
                states[c][n] = name
            name = assembly.unit(f"y{place}", [*((source, 1) for source in states[c]), (rows[t][c], D[c])])
            assembly.gates += [SynapticGate(source, name, by=C[t][n]) for n, source in enumerate(states[c])]
            read.append(name)
        outputs.append(read)
    inputs = [symbol for row in (*assembly.symbols, *before) for symbol in row]
    names = [name for row in (*outputs, *states) for name in row]
    return GatedNetwork(inputs, assembly.units, names, assembly.gates)


def _equations(tokens: int, width: int, state: int, step: str | Transfer = "softplus") -> list[Any]:
    r"""Return the closed form :math:`h_t = \big(\prod_{r=1}^t a_r\big) h_0 + \sum_{s=1}^t \big(\prod_{r=s+1}^t a_r\big) \Delta_s x_s B_s`."""
    X = sp.Matrix(Assembly(tokens, width, "x").symbols)
    H = sp.Matrix(width, state, lambda c, n: numbered("h", [c + 1, n + 1], [width, state]))
    activation = X * sp.Matrix(table("W_Delta", width, width)) + sp.Matrix(
        [entries("b_Delta", width)] * tokens
    )
    steps = activation.applyfunc(transfer(step).symbolic)
    B, C = (X * sp.Matrix(table(f"W_{name}", width, state)) for name in "BC")
    A, D = sp.Matrix(table("A", width, state)), entries("D", width)

    def at(t: int, c: int, n: int) -> Any:
        """Return entry (c, n) of the state after t tokens."""
        factors = [sp.exp(A[c, n] * steps[r, c]) for r in range(t)]
        writes = (sp.prod(factors[s + 1 :]) * steps[s, c] * X[s, c] * B[s, n] for s in range(t))
        return sp.prod(factors) * H[c, n] + sum(writes)

    read = [
        sum(C[t, n] * at(t + 1, c, n) for n in range(state)) + D[c] * X[t, c]
        for t in range(tokens)
        for c in range(width)
    ]
    return [*read, *(at(tokens, c, n) for c in range(width) for n in range(state))]


ENTRIES = (
    ZooEntry(
        id="SSM",
        name="Diagonal selective state-space model",
        year=2023,
        reference="gu2023mamba",
        formula=(
            r"h_t = e^{A \Delta_t} \odot h_{t-1} + (\Delta_t \odot x_t)\, B_t, \quad \Delta_t = \operatorname{softplus}(x_t W_\Delta + b_\Delta), \qquad "
            r"y_t = C_t h_t + D \odot x_t, \quad B_t = x_t W_B,\; C_t = x_t W_C"
        ),
        build=selective_state_space,
        equations=_equations,
        sizes=(("tokens", 3), ("width", 1), ("state", 2)),
        caveats=(
            "The scan only: the convolution, the gate silu(z) and the projections of the published block are not part of the entry.",
            "The published step has a low-rank weight matrix.",
        ),
    ),
)
