"""Claims on gated units and layers of the literature: ZOO-LSTM, ZOO-highway, ZOO-GRU, the gated linear units, ZOO-SE, ZOO-FiLM."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symattn.algebra import dimension
from symattn.attention import output_gating
from symattn.attention.zoo import zoo
from symattn.attention.zoo.conditioning import film_layer, squeeze_excitation_layer
from symattn.attention.zoo.glu import (
    gated_feedforward,
    gated_feedforward_layer,
    glu_layer,
    swiglu_by_gates,
)
from symattn.attention.zoo.recurrent import lstm_layer
from symattn.attention.zoo.update_gate import gru_layer, gru_two_gatings, highway_layer
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims import zoo_weights
from symattn.ledger.claims.zoo_weights import stated
from symattn.ledger.machine import All, Identity, Symbolic, Triple
from symattn.model import Network, Unit, generic_transfer
from symattn.model.transfers import Transfer

_M, _N, _K = dimension("m"), dimension("n"), dimension("k")
_I = sp.Symbol("i", integer=True)
_ANY = generic_transfer("f")
_EVERY = "f function"


def _linear(matrix: str, row: str = "i", size: str = "m", index: str = "j") -> str:
    """Write row ``row`` of a matrix times x as text."""
    return f"Sum({matrix}[{row},{index}]*x[{index}], ({index}, 1, {size}))"


def _unit(transfer: str, label: str, row: str = "i", size: str = "m") -> str:
    """Write the unit f(W_label x + b_label) as text."""
    return f"{transfer}({_linear(f'W_{label}', row, size)} + b_{label}[{row}])"


def _named(f: str | Transfer) -> str:
    return f if isinstance(f, str) else f.name


def _every(f: str | Transfer) -> str:
    return "" if isinstance(f, str) else _EVERY


def _lstm(
    state: str = "{f}*{c} + {i}*{g}", hidden: str = "{o}*{shown}({state})", shown: str | Transfer = _ANY
) -> list[Triple]:
    """The library's LSTM of symbolic size and the equations: c' and h' of cell i."""
    network, cell = lstm_layer(_M, _N, shown)
    parts = {s: _unit("tanh" if s == "g" else "logistic", s) for s in "ifgo"}
    parts |= {"c": _linear("V"), "shown": _named(shown)}
    new = state.format(**parts)
    return [
        (cell.output(_I), new, ""),
        (network.output(_I), hidden.format(state=new, **parts), _every(shown)),
    ]


def _highway(right: str = "{T}*{F} + (1 - {T})*{x}", f: str | Transfer = _ANY) -> list[Triple]:
    parts = {"T": _unit("logistic", "T", size="n"), "F": _unit(_named(f), "F", size="n")}
    return [(highway_layer(_N, f).output(_I), right.format(x=_linear("V", size="n"), **parts), _every(f))]


def _gru(
    right: str = "{z}*{h} + (1 - {z})*{new}", two: bool = False, f: str | Transfer = _ANY, read: str = "k"
) -> list[Triple]:
    """The library's GRU of symbolic size and its equation; unit ``read`` of the reset gate acts on entry k of the state."""
    reset = f"Sum(U[i,k]*{_unit('logistic', 'r', read)}*{_linear('V', 'k')}, (k, 1, n))"
    new = f"{_named(f)}({_linear('W_n')} + b_n[i] + {reset})"
    equation = right.format(z=_unit("logistic", "z"), h=_linear("V"), new=new)
    return [(gru_layer(_M, _N, f, two).output(_I), equation, _every(f))]


def _two_equal_three() -> list[Triple]:
    """The library's two concrete forms with two inputs and two units, tanh read as any function."""
    pairs = zoo()["GRU"].pairs(inputs=2, units=2)
    moved, function = gru_two_gatings(2, 2), sp.Function("any_tanh")
    return [
        (moved.output(k).replace(sp.tanh, function), right, given)
        for k, (_, right, given) in enumerate(pairs, 1)
    ]


_RESET_MOVED = "Sum(U[i,k]*r[k]*h[k], (k, 1, n)) - r[i]*(Sum(U[i,k]*h[k], (k, 1, n)) + c[i])"
_BELOW = "i <= n; i, n positive integer"


def _reset(recurrent: int = 1) -> tuple[Any, Any]:
    """Unit 1 of both units at h = (0, 1) with U_12 = ``recurrent``, reset gate (1/2, logistic(1)), and 0 for all other weights."""
    outputs = []
    for identifier in ("GRU", "GRU-after"):
        net = zoo()[identifier].network(inputs=1, units=2)
        values = dict.fromkeys(map(str, net.parameters), 0)
        values |= {"U_n[1, 2]": recurrent, "b_r[2]": 1}
        state = {"x[1]": 0, "h[1]": 0, "h[2]": 1}
        point = {symbol: state[str(symbol)] for symbol in net.input_symbols}
        outputs.append(net.subs(values).output(1).subs(point))
    return outputs[0], outputs[1]


def _reset_differs(relation: str = "<", recurrent: int = 1) -> list[Triple]:
    before, after = _reset(recurrent)
    return [(f"{after} {relation} {before}", None, "")]


def _glu(right: str = "({V} + c[i])*{f}({W} + b[i])", f: str | Transfer = _ANY) -> list[Triple]:
    layer = glu_layer(_M, _N, f).output(_I)
    return [(layer, right.format(V=_linear("V"), W=_linear("W"), f=_named(f)), _every(f))]


def _block(
    f: str | Transfer, right: str = "{f}({W})*{V}", gating: str = "W", named: str | None = None
) -> list[Triple]:
    """The library's feed-forward block of symbolic size, and sum_k U_ik f(W_k x) V_k x with a function called ``named``."""
    name = named or ("" if f == "identity" else _named(f))
    inner = right.format(f=name, W=_linear(gating, "k"), V=_linear("V", "k"))
    block = gated_feedforward_layer(_M, _N, f).output(_I)
    return [(block, f"Sum(U[i,k]*{inner}, (k, 1, n))", _every(f))]


def _self_gated(unit: str, gate: str, sign: int = 1, bias: int = 0) -> list[Triple]:
    """An identity unit gated by one of activation sign * t + bias, and the unit it should be."""
    units = [Unit("u", "identity", [("t", 1)]), Unit("g", gate, [("t", sign)], bias)]
    gated = output_gating(Network(["t"], units, ["u"]), by="g")
    return [(gated.output(), f"{unit}(t)", "")]


def _swiglu_by_gates(silu_row: int = 0) -> list[Triple]:
    """SwiGLU from SiLU units and from twice gated identity units, for two inputs and two units; ``silu_row`` moves the outputs."""
    whole, parts = gated_feedforward(2, 2, "silu"), swiglu_by_gates(2, 2)
    return [(parts.output(i + 1), whole.output((i + silu_row) % 2 + 1), "") for i in range(2)]


def _squeeze(right: str = "{s}*{x}", f: str | Transfer = _ANY, inner: str = "relu") -> list[Triple]:
    squeezed = "Sum(Q[q,j]*x[j], (j, 1, m))"
    bottleneck = f"{inner}(Sum(W_1[p,q]*{squeezed}, (q, 1, n)) + b_1[p])"
    scale = f"{_named(f)}(Sum(W_2[i,p]*{bottleneck}, (p, 1, k)) + b_2[i])"
    layer = squeeze_excitation_layer(_M, _N, _K, f).output(_I)
    return [(layer, right.format(s=scale, x=_linear("V")), _every(f))]


def _film(
    right: str = "{gamma}*{x} + {beta}", f: str | Transfer = _ANY, g: str | Transfer | None = None
) -> list[Triple]:
    other = generic_transfer("g") if g is None else g
    parts = {"gamma": _unit(_named(f), "gamma"), "beta": _unit(_named(other), "beta"), "x": _linear("V")}
    given = "; ".join(f"{h.name} function" for h in (f, other) if isinstance(h, Transfer))
    return [(film_layer(_M, _N, f, other).output(_I), right.format(**parts), given)]


_BLOCK_DISPLAY = (
    r"For every number $p$ of inputs and $n$ of gated units, a layer of linear units $Vx$, gated by a layer $f(Wx)$ and read by a matrix $U$, computes"
    "\n"
    r"$$\begin{gathered} y = U\big(f(W x) \odot V x\big), \\ {name}. \end{gathered}$$"
)


def _block_claim(
    identifier: str,
    title: str,
    transfer: str | Transfer,
    shown: str,
    mutants: tuple[Mutant, ...],
    more: tuple[Any, ...] = (),
    not_claimed: str = "",
) -> Claim:
    return Claim(
        id=f"ZOO-{identifier}",
        kind="identity",
        title=title,
        statement=All(
            (
                Symbolic(
                    f"the gated block of {identifier}, for every number of inputs and units",
                    lambda: _block(transfer),
                ),
                stated(identifier, inputs=2, units=2),
                *more,
            )
        ),
        display=_BLOCK_DISPLAY.replace("{name}", shown),
        source=f"equations of Shazeer (2020); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=mutants,
        not_claimed=not_claimed or "Nothing is said about which variant learns best.",
    )


def _block_mutant(kind: Any, label: str, transfer: str, **changes: Any) -> Mutant:
    return Mutant(kind, Symbolic(label, lambda: _block(transfer, **changes)))


CLAIMS = [
    Claim(
        id="ZOO-LSTM",
        kind="identity",
        title="An LSTM cell is three output gatings",
        statement=All(
            (
                Symbolic("one step of an LSTM, for every number of inputs and cells", _lstm),
                stated("LSTM", inputs=2, units=2),
            )
        ),
        display=(
            r"For every number of inputs and cells, logistic layers $i, f, o$, a tanh layer $g$, and the output gatings of $c_k$ by $f_k$, of $g_k$ by $i_k$ and of "
            r"$\varphi(c'_k)$ by $o_k$ compute"
            "\n"
            r"$$c' = f \odot c + i \odot g, \qquad h' = o \odot \varphi(c')$$"
            "\n"
            r"for every function $\varphi$, such as $\tanh$."
        ),
        source=f"equations of Hochreiter and Schmidhuber (1997) with the forget gate of Gers, Schmidhuber and Cummins (2000); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Symbolic("input and forget gate exchanged", lambda: _lstm("{i}*{c} + {f}*{g}", shown="relu")),
            ),
            Mutant(
                "sign", Symbolic("the input is subtracted", lambda: _lstm("{f}*{c} - {i}*{g}", shown="relu"))
            ),
            Mutant(
                "operation",
                Symbolic(
                    "the output gate is added", lambda: _lstm(hidden="{o} + {shown}({state})", shown="relu")
                ),
            ),
        ),
        not_claimed=(
            "One step. For every size, x, h and c are joined in one vector, which all gates read, and the old state is any linear function of it; the network with two "
            "inputs and two cells has them apart. Fewer gatings are not excluded."
        ),
    ),
    Claim(
        id="ZOO-highway",
        kind="identity",
        title="A highway layer is two output gatings a unit, or one",
        statement=All(
            (
                Symbolic("a highway layer with one gating a unit, for every number of units", _highway),
                stated("highway", units=2),
                Identity("z*a + (1 - z)*b == b + z*(a - b)"),
            )
        ),
        display=(
            r"For every number of units, the gating of $F(x) - x$ by the logistic layer $T$ gives"
            "\n"
            r"$$x + T \odot \big(F(x) - x\big) = T \odot F(x) + (1 - T) \odot x$$"
            "\n"
            r"for every transfer function of $F$; the network with two gatings a unit computes the same."
        ),
        source=f"equations of Srivastava, Greff and Schmidhuber (2015); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Symbolic("gates exchanged", lambda: _highway("(1 - {T})*{F} + {T}*{x}", f="relu")),
            ),
            Mutant("sign", Symbolic("1 + T carries", lambda: _highway("{T}*{F} + (1 + {T})*{x}", f="relu"))),
        ),
        not_claimed="For every size the carried signal is any linear function of the input, of which the input itself is an instance.",
    ),
    Claim(
        id="ZOO-GRU",
        kind="identity",
        title="A gated recurrent unit is three output gatings, or two",
        statement=All(
            (
                Symbolic("one step of a GRU with three gatings, for every size", _gru),
                Symbolic("one step of a GRU with two gatings, for every size", lambda: _gru(two=True)),
                stated("GRU", inputs=2, units=2),
                Symbolic("both forms with two inputs and two units are equal", _two_equal_three),
            )
        ),
        display=(
            r"For every number of inputs and units, logistic layers $r, z$ and the output gatings of $h_k$ by $r_k$ and by $z_k$, and of $\tilde h_k$ by $1 - z_k$, compute"
            "\n"
            r"$$\begin{aligned} \tilde h &= \varphi\big(W x + U (r \odot h) + b\big), \\ h' &= z \odot h + (1 - z) \odot \tilde h = \tilde h + z \odot (h - \tilde h) \end{aligned}$$"
            "\n"
            r"for every function $\varphi$, such as $\tanh$; the last form needs two gatings a unit."
        ),
        source=f"equations of Cho et al. (2014); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Symbolic("z and 1 - z exchanged", lambda: _gru("(1 - {z})*{h} + {z}*{new}", f="relu")),
            ),
            Mutant(
                "operation",
                Symbolic(
                    "the reset gate acts after U, with the same weights", lambda: _gru(f="relu", read="i")
                ),
            ),
            Mutant("sign", Symbolic("1 + z", lambda: _gru("{z}*{h} + (1 + {z})*{new}", f="relu"))),
        ),
        not_claimed=(
            "One step. For every size, x and h are joined in one vector, which the gates and W read, and the old state is any linear function of it; the network with two "
            "inputs and two units has them apart. That one gating a unit does not suffice is not claimed."
        ),
    ),
    Claim(
        id="ZOO-GRU-after",
        kind="identity",
        title="Resetting before and after the matrix are different functions",
        statement=All(
            (
                stated("GRU-after", inputs=2, units=2),
                Identity(f"{_RESET_MOVED} == Sum(U[i,k]*(r[k] - r[i])*h[k], (k, 1, n)) - r[i]*c[i]", _BELOW),
                Symbolic(
                    "at h = (0, 1), r = (1/2, logistic(1)), U_12 = 1 the new state is larger with reset before the matrix",
                    _reset_differs,
                ),
            )
        ),
        display=(
            r"For every number $n$ of units, reset gates $r$ and weights $U$, $c$,"
            "\n"
            r"$$\begin{aligned} & \big(U(r \odot h)\big)_i - r_i\, (U h + c)_i \\ &= \sum_{k=1}^n U_{ik}\, (r_k - r_i)\, h_k - r_i c_i . \end{aligned}$$"
            "\n"
            r"The networks with $\tilde h = \tanh(W x + U(r \odot h) + b)$ and with $\tilde h = \tanh(W x + b + r \odot (U h + c))$ differ, with the same weights and $c = 0$: "
            r"with two units, $U_{12} = 1$, $h = (0, 1)$, $z = \tfrac12$, $r = (\tfrac12, \sigma(1))$ and 0 elsewhere, $h'_1$ is $\tfrac12 \tanh \sigma(1)$ and $\tfrac12 \tanh \tfrac12$."
        ),
        source=PROJECT,
        rests_on=("ZOO-GRU",),
        mutants=(
            Mutant("hypothesis", Identity(f"{_RESET_MOVED} == 0", f"{_BELOW}; c[i] == 0")),
            Mutant(
                "sign",
                Identity(f"{_RESET_MOVED} == Sum(U[i,k]*(r[k] + r[i])*h[k], (k, 1, n)) - r[i]*c[i]", _BELOW),
            ),
            Mutant(
                "constant",
                Symbolic("they also differ for U = 0", lambda: _reset_differs(recurrent=0)),
            ),
        ),
        not_claimed=(
            "The two agree where U is diagonal and c = 0, so for one unit with c = 0. That no other choice of weights makes one the function of the other is not claimed. Both have three "
            "gatings a unit as written."
        ),
    ),
    Claim(
        id="ZOO-GLU",
        kind="identity",
        title="A gated linear unit is one output gating",
        statement=All(
            (
                Symbolic("a gated linear layer with any transfer function, for every size", _glu),
                stated("GLU", inputs=2, units=2),
            )
        ),
        display=(
            r"For every number of inputs and units, the output gating of a linear layer by a layer with any transfer function $f$ is"
            "\n"
            r"$$y = (V x + c) \odot f(W x + b);$$"
            "\n"
            r"the gated linear unit has $f = \sigma$."
        ),
        source=f"equations of Dauphin, Fan, Auli and Grangier (2017); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant("operation", Symbolic("added", lambda: _glu("{V} + c[i] + {f}({W} + b[i])", f="relu"))),
            Mutant(
                "index",
                Symbolic("the layer gates itself", lambda: _glu("({V} + c[i])*{f}({V} + c[i])", f="relu")),
            ),
        ),
        not_claimed="The convolution of the source is left out: the unit is that of one position.",
    ),
    _block_claim(
        "bilinear",
        "A bilinear layer gates a linear layer by a linear layer",
        "identity",
        r"f(t) = t",
        (
            _block_mutant("index", "the layer gates itself", "identity", gating="V"),
            _block_mutant("operation", "added", "identity", right="({W} + {V})"),
        ),
        not_claimed="Each product is a quadratic form of rank at most 2; that is a claim of its own.",
    ),
    _block_claim(
        "ReGLU",
        "ReGLU gates a linear layer by a ReLU layer",
        "relu",
        r"f = \operatorname{ReLU}",
        (
            _block_mutant("index", "the layer gates itself", "relu", gating="V"),
            _block_mutant("convention", "the absolute value in place of ReLU", "relu", named="abs"),
        ),
    ),
    _block_claim(
        "GEGLU",
        "GEGLU gates a linear layer by a GELU layer",
        _ANY,
        r"f \text{ any function, such as } \operatorname{GELU}(t) = t\, \Phi(t)",
        (
            _block_mutant("index", "the layer gates itself", "relu", gating="V"),
            _block_mutant("operation", "added", "silu", right="({f}({W}) + {V})"),
        ),
        not_claimed=(
            "The error function in GELU is not in the grammar of statements: the identity is proved for every function, of which GELU is one. The approximation of GELU by "
            "tanh is another function."
        ),
    ),
    _block_claim(
        "SwiGLU",
        "SwiGLU gates a linear layer by a SiLU layer",
        "silu",
        r"f(t) = \operatorname{SiLU}(t) = t\, \sigma(t)",
        (
            _block_mutant("index", "the layer gates itself", "silu", gating="V"),
            _block_mutant("convention", "the logistic function in place of SiLU", "silu", named="logistic"),
        ),
        more=(Symbolic("SiLU units replaced by twice gated identity units", _swiglu_by_gates),),
        not_claimed="Twice gated identity units are compared for two inputs and two units; SiLU is Swish with parameter 1.",
    ),
    Claim(
        id="ZOO-self-gating",
        kind="identity",
        title="SiLU, ReLU and the absolute value are identity units gated by a unit of the same activation",
        statement=All(
            (
                Symbolic("identity gated by logistic is SiLU", lambda: _self_gated("silu", "logistic")),
                Symbolic("identity gated by threshold is ReLU", lambda: _self_gated("relu", "H")),
                Symbolic("identity gated by sign is the absolute value", lambda: _self_gated("abs", "sgn")),
            )
        ),
        display=r"$$\begin{aligned} \operatorname{SiLU}(t) &= t\, \sigma(t), \\ \operatorname{ReLU}(t) &= t\, H(t), \\ |t| &= t \operatorname{sgn}(t) \end{aligned}$$"
        "\nfor all real $t$: each is the output gating of an identity unit by a unit with the same activation.",
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("sign", Symbolic("the gate reads -t", lambda: _self_gated("silu", "logistic", -1))),
            Mutant("constant", Symbolic("the gate has the bias -1", lambda: _self_gated("relu", "H", 1, -1))),
            Mutant("operation", Symbolic("ReLU is not |.|", lambda: _self_gated("abs", "H"))),
        ),
        not_claimed="The values H(0) and sgn(0) do not matter here: the product is 0.",
    ),
    Claim(
        id="ZOO-SE",
        kind="identity",
        title="Squeeze-and-excitation is one output gating a feature",
        statement=All(
            (
                Symbolic(
                    "squeeze-and-excitation, for every number of features, channels and units", _squeeze
                ),
                stated("SE", channels=2, positions=2, reduced=2),
            )
        ),
        display=(
            r"For every number of features, channels and units of the bottleneck, and every transfer function $f$ (here $\sigma$), the output gating of the features by "
            r"$s = f(W_2 \operatorname{ReLU}(W_1 z + b_1) + b_2)$ is"
            "\n"
            r"$$y_{cp} = s_c\, x_{cp}, \qquad z = Q x,$$"
            "\n"
            r"for every linear squeeze $Q$, such as the means of the channels."
        ),
        source=f"equations of Hu, Shen and Sun (2018); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant("operation", Symbolic("added", lambda: _squeeze("{s} + {x}", f="relu"))),
            Mutant(
                "convention",
                Symbolic("another bottleneck", lambda: _squeeze(f="relu", inner="abs")),
            ),
        ),
        not_claimed="For every size, one position: its features are any linear function of the input. Means over two positions are in the network with two channels.",
    ),
    Claim(
        id="ZOO-FiLM",
        kind="identity",
        title="FiLM is an output gating followed by an additive output",
        statement=All(
            (
                Symbolic("feature-wise linear modulation, for every size and any transfer functions", _film),
                stated("FiLM", features=2, conditions=2),
            )
        ),
        display=(
            r"For every number of inputs and features and all transfer functions of $\gamma$ and $\beta$, the output gating of the features by $\gamma$ (Q11), read together "
            r"with $\beta$ (Q08), is"
            "\n"
            r"$$y = \gamma \odot x + \beta.$$"
        ),
        source=f"equations of Perez, Strub, de Vries, Dumoulin and Courville (2018); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "operation",
                Symbolic("the shift is scaled too", lambda: _film("{gamma}*({x} + {beta})", "relu", "relu")),
            ),
            Mutant(
                "index",
                Symbolic("scale and shift exchanged", lambda: _film("{beta}*{x} + {gamma}", "relu", "relu")),
            ),
        ),
        not_claimed="For every size, features and conditions are joined in one vector, which scale and shift read, and the features are any linear function of it.",
    ),
    *zoo_weights.CLAIMS,
]
