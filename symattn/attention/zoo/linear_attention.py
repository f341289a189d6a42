r"""Linear attention reads a state, :math:`Y_t = Q_t H_t,\ H_t = D_t H_{t-1} + K_t^{\mathsf T} V_t`: output gatings write, synaptic gatings forget.

Without the decay D the state is a sum over the tokens, and :math:`\sum_{s \le t} (Q_t \cdot K_s) V_s = Q_t \sum_{s \le t} K_s^{\mathsf T} V_s`.
The entries of H_t are then the weights of a linear layer, the writes are signals added to weights, and reading is that layer applied to Q_t.
With the decay the synapse from H_{t-1} to H_t has the weight D_t: a constant in retention, the output of a unit in gated linear attention.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Literal, TypeAlias

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import Attention, SynapticGate
from symattn.attention.transformers.assembly import Assembly, Rows, count_argument
from symattn.attention.transformers.heads import attention_head
from symattn.attention.zoo.entry import ZooEntry, table
from symattn.errors import InvalidArgument
from symattn.model.gates import logistic

__all__ = ["ENTRIES", "decaying_attention", "fast_weights", "linear_attention"]

Decay: TypeAlias = Literal["gated", "constant"]


def linear_attention(
    tokens: int, width: int, key_width: int, value_width: int, order: Literal["state", "scores"] = "state"
) -> GatedNetwork:
    r"""Return causal linear attention, :math:`Y_t = \sum_{s \le t} (Q_t \cdot K_s)\, V_s`, with running sums or with scores.

    Parameters
    ----------
    tokens, width
        T and p: the inputs are the rows of :math:`X \in \mathbb{R}^{T \times p}`; x12 is entry 2 of token 1.
    key_width, value_width
        d, the width of queries and keys, and e, that of values; weights W_Q, W_K, W_V.
    order
        "state": :math:`Q_t H_t` with :math:`H_t = H_{t-1} + K_t^{\mathsf T} V_t`; "scores": scores, then values.

    Returns
    -------
    GatedNetwork
        A network with T p inputs and T e outputs, row by row.

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200, or the order is unknown.

    Examples
    --------
    For long sequences the state needs fewer gates, 2 T d e in place of T (T + 1) (d + e) / 2:

    >>> [len(linear_attention(6, 1, 2, 2, order).gates) for order in ("state", "scores")] == [2*6*4, 21*4]
    True

    Both have the same outputs:

    >>> state, scores = (linear_attention(2, 1, 1, 1, order) for order in ("state", "scores"))
    >>> sp.expand(state.output(2) - scores.output(2))
    0

    See Also
    --------
    fast_weights, decaying_attention

    References
    ----------
    Claims TR-2, ZOO-linear.
    """
    return attention_head(
        tokens=tokens,
        width=width,
        key_width=key_width,
        value_width=value_width,
        query=table("W_Q", width, key_width),
        key=table("W_K", width, key_width),
        value=table("W_V", width, value_width),
        softmax=None,
        mask="causal",
        scale=1,
        order=order,
    )


def fast_weights(tokens: int, width: int, key_width: int, value_width: int) -> GatedNetwork:
    r"""Return linear attention as fast weights: the products :math:`K_{sc} V_{sl}` are added to weights that are 0 before, for all s up to t.

    Parameters
    ----------
    tokens, width, key_width, value_width
        As for `linear_attention`.

    Returns
    -------
    GatedNetwork
        Inputs, weights and outputs of `linear_attention`. A synapse from Q_tc to Y_tl has weight 0 and t additive gatings.

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200.

    Examples
    --------
    >>> from symattn.attention import classes_of
    >>> net = fast_weights(2, 1, 1, 1)
    >>> tuple(kind.id for kind in classes_of(net))
    ('Q09', 'Q11')

    It computes linear attention:

    >>> sp.expand(net.output(2) - linear_attention(2, 1, 1, 1).output(2))
    0

    See Also
    --------
    linear_attention

    References
    ----------
    Claim ZOO-linear.
    """
    assembly, (Q, K, V) = _start(tokens, width, key_width, value_width)
    writes: list[Rows] = []
    outputs = []
    for t in range(tokens):
        writes.append(_writes(assembly, t, K[t], V[t]))
        row = []
        for column in range(value_width):
            name = assembly.unit(f"Y{t + 1}.{column + 1}", [(q, 0) for q in Q[t]])
            assembly.gates += [
                Attention("O", "w", "+", write[c][column], (q, name))
                for write in writes
                for c, q in enumerate(Q[t])
            ]
            row.append(name)
        outputs.append(row)
    return assembly.network(outputs)


def decaying_attention(
    tokens: int, width: int, key_width: int, value_width: int, decay: Decay = "gated"
) -> GatedNetwork:
    r"""Return linear attention with a decaying state, :math:`H_{t,cl} = \alpha_{t,c} H_{t-1,cl} + K_{tc} V_{tl}`, :math:`Y_t = Q_t H_t`.

    Parameters
    ----------
    tokens, width, key_width, value_width
        As for `linear_attention`.
    decay
        "gated": :math:`\alpha_t = \sigma(x_t W_D)`, logistic units; "constant": one weight gamma.

    Returns
    -------
    GatedNetwork
        Inputs and outputs of `linear_attention`; H_0 is 0.

    Raises
    ------
    InvalidArgument
        If a size is no integer from 1 to 200, or the decay is unknown.

    Examples
    --------
    A constant decay needs no gate of its own, a gated one T - 1 gates for each entry of the state:

    >>> [len(decaying_attention(3, 1, 2, 2, decay).gates) for decay in ("constant", "gated")]
    [24, 32]

    The first token is forgotten by the second one's factor:

    >>> sp.expand(decaying_attention(2, 1, 1, 1, "constant").output(2))
    gamma*x11**2*x21*W_K[1, 1]*W_Q[1, 1]*W_V[1, 1] + x21**3*W_K[1, 1]*W_Q[1, 1]*W_V[1, 1]

    See Also
    --------
    linear_attention

    References
    ----------
    Claims ZOO-GLA, ZOO-retention.
    """
    assembly, (Q, K, V) = _start(tokens, width, key_width, value_width)
    if decay not in ("gated", "constant"):
        raise InvalidArgument("decay", "must be 'gated' or 'constant'", decay)
    weights = table("W_D", width, key_width)
    # the state before the first token is 0: nothing to forget there
    factors = [
        [
            assembly.unit(
                f"D{t}.{c + 1}",
                [(source, weights[a][c]) for a, source in enumerate(row)],
                transfer="logistic",
            )
            for c in range(key_width)
        ]
        for t, row in enumerate(assembly.inputs[1:], 2)
        if decay == "gated"
    ]
    states: list[Rows] = []
    for t in range(tokens):
        new = _writes(assembly, t, K[t], V[t])
        state: Rows = []
        for c in range(key_width):
            line = []
            for column in range(value_width):
                name = f"H{t + 1}.{c + 1}.{column + 1}"
                old = [(states[-1][c][column], 1 if factors else sp.Symbol("gamma"))] if t else []
                line.append(assembly.unit(name, [*old, (new[c][column], 1)]))
                if factors and t:
                    assembly.gates.append(SynapticGate(states[-1][c][column], name, by=factors[t - 1][c]))
            state.append(line)
        states.append(state)
    return assembly.network(
        [
            [
                assembly.gated_sum(
                    f"Y{t + 1}.{column + 1}", [(Q[t][c], state[c][column]) for c in range(key_width)]
                )
                for column in range(value_width)
            ]
            for t, state in enumerate(states)
        ]
    )


def _start(tokens: int, width: int, key_width: int, value_width: int) -> tuple[Assembly, tuple[Rows, ...]]:
    """Return the assembly with the units of Q, K and V, and these."""
    given = {"tokens": tokens, "width": width, "key_width": key_width, "value_width": value_width}
    for argument, size in given.items():
        count_argument(size, argument)
    assembly = Assembly(tokens, width, "x")
    sizes = (("Q", key_width), ("K", key_width), ("V", value_width))
    return assembly, tuple(
        assembly.layer(name, assembly.inputs, table(f"W_{name}", width, size)) for name, size in sizes
    )


def _writes(assembly: Assembly, t: int, key: list[str], value: list[str]) -> Rows:
    """Add the products K_tc V_tl."""
    return [
        [assembly.product(f"N{t + 1}.{c}.{column}", v, k) for column, v in enumerate(value, 1)]
        for c, k in enumerate(key, 1)
    ]


def _equations(
    tokens: int, width: int, key_width: int, value_width: int, decay: Decay | None = None
) -> list[Any]:
    r"""Return :math:`Y_t = \sum_{s \le t} \sum_c Q_{tc} K_{sc} \big(\prod_{r=s+1}^t \alpha_{rc}\big) V_s`."""
    X = sp.Matrix(Assembly(tokens, width, "x").symbols)
    Q, K, V = (
        X * sp.Matrix(table(f"W_{name}", width, size))
        for name, size in (("Q", key_width), ("K", key_width), ("V", value_width))
    )
    if decay == "gated":
        factors = (X * sp.Matrix(table("W_D", width, key_width))).applyfunc(logistic)
    else:
        factors = sp.ones(tokens, key_width) * (sp.Symbol("gamma") if decay else 1)
    result = []
    for t in range(tokens):
        row = sp.zeros(1, value_width)
        for s in range(t + 1):
            left = [sp.prod(factors[s + 1 : t + 1, c]) for c in range(key_width)]
            row += sum(Q[t, c] * K[s, c] * left[c] for c in range(key_width)) * V[s, :]
        result += list(row)
    return result


_SIZES = (("tokens", 3), ("width", 2), ("key_width", 2), ("value_width", 2))
_ZERO = "The state before the first token is 0."

ENTRIES = (
    ZooEntry(
        id="linear",
        name="Linear attention",
        year=2020,
        reference="katharopoulos2020linear",
        formula=r"H_t = H_{t-1} + K_t^{\mathsf T} V_t, \qquad Y_t = Q_t H_t = \sum_{s \le t} (Q_t \cdot K_s)\, V_s",
        build=linear_attention,
        equations=_equations,
        sizes=_SIZES,
        caveats=(
            "The network keeps the state; the equations are those with scores.",
            "A feature map of queries and keys is a layer in front and changes nothing here; a normalisation by the sum of the scores is not part of the entry.",
            _ZERO,
        ),
    ),
    ZooEntry(
        id="fast-weights",
        name="Linear attention as fast weights",
        year=2021,
        reference="schlag2021fast",
        formula=r"W_t = W_{t-1} + V_t^{\mathsf T} K_t, \qquad Y_t = Q_t W_t^{\mathsf T}",
        build=fast_weights,
        equations=_equations,
        sizes=_SIZES,
        caveats=(
            "Each write is added to the weights that read at all later tokens: T(T+1)/2 additive gatings for each entry of the state, which add but do not multiply two signals.",
            _ZERO,
        ),
    ),
    ZooEntry(
        id="retention",
        name="Retention",
        year=2023,
        reference="sun2023retnet",
        formula=r"H_t = \gamma H_{t-1} + K_t^{\mathsf T} V_t, \qquad Y_t = Q_t H_t = \sum_{s \le t} \gamma^{t-s} (Q_t \cdot K_s)\, V_s",
        build=partial(decaying_attention, decay="constant"),
        equations=partial(_equations, decay="constant"),
        sizes=_SIZES,
        caveats=(
            "The decay is a weight: forgetting at a constant rate needs no gate.",
            "The rotation of queries and keys, the group normalisation and the gate of the published block are not part of the entry.",
            _ZERO,
        ),
    ),
    ZooEntry(
        id="GLA",
        name="Gated linear attention",
        year=2024,
        reference="yang2024gla",
        formula=(
            r"H_t = \operatorname{diag}(\alpha_t)\, H_{t-1} + K_t^{\mathsf T} V_t, \quad \alpha_t = \sigma(X_t W_D), \qquad "
            r"Y_t = Q_t H_t = \sum_{s \le t} \Big(\sum_c Q_{tc} K_{sc} \prod_{r=s+1}^t \alpha_{rc}\Big) V_s"
        ),
        build=partial(decaying_attention, decay="gated"),
        equations=partial(_equations, decay="gated"),
        sizes=_SIZES,
        caveats=(
            "The published gate has a low-rank weight matrix and takes a root of the logistic unit; the output gate of the block is not part of the entry.",
            _ZERO,
        ),
    ),
)
