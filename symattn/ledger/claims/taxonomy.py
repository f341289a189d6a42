"""Claims on the 18 classes of attention: TX-2, TX-3-Q01 ... TX-3-Q18, TX-3-out, TX-3-gated, TX-3-bounded, TX-4, TX-4-H, TX-6-net, TX-7, TX-7-H, TX-7-count."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sympy as sp

from symattn.algebra import dimension
from symattn.attention import AttentionClass, output_gating, synaptic_gating, taxonomy
from symattn.capacity import output_gating_tables, synaptic_gating_tables
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.machine import All, Identity, Instances, Symbolic, Triple
from symattn.model import Network, Unit, generic_transfer

_GIVEN = "f, g function"
_WX, _VX = "Sum(w[j]*x[j], (j, 1, n))", "Sum(v[j]*x[j], (j, 1, n))"
_F, _G = f"f(b + {_WX})", f"g({_VX})"
#: What a linear unit that reads the target with weight u and the rest R of its activation computes, for every number n of inputs.
_INSIDE = {
    "Q01": "R + u*f(b + Sum((w[j] + a*v[j])*x[j], (j, 1, n)))",
    "Q02": f"R + u*{_F} + Sum(u*a*v[j]*x[j], (j, 1, n))",
    "Q07": f"R + u*f(b + {_WX} + a*{_G})",
    "Q08": f"R + u*{_F} + (u*a)*{_G}",
    "Q13": f"R + u*f((b + a*c) + {_WX})",
    "Q14": f"(R + u*a*c) + u*{_F}",
    "Q15": "R + u*f(b + Sum((w[j] + a*c)*x[j], (j, 1, n)))",
    "Q16": "R + u*f(c*b + Sum((c*w[j])*x[j], (j, 1, n)))",
    "Q17": f"R + (u*c)*{_F}",
    "Q18": "R + u*f(b + Sum((c*w[j])*x[j], (j, 1, n)))",
}
#: The same for the other eight with linear units, as a product of two linear forms.
_PRODUCTS = {
    "Q03": f"b + {_WX} + a*{_VX}*Sum(x[j], (j, 1, n))",
    "Q04": f"(b + {_WX})*{_VX}",
    "Q05": f"(b + {_WX})*{_VX}",
    "Q06": f"b + {_WX}*{_VX}",
    "Q09": f"b + {_WX} + a*{_VX}*Sum(x[j], (j, 1, n))",
    "Q10": f"(b + {_WX})*{_VX}",
    "Q11": f"(b + {_WX})*{_VX}",
    "Q12": f"b + {_WX}*{_VX}",
}


def _of_n_inputs(kind: AttentionClass, transfers: tuple[str, str], places: str = "") -> Any:
    """Return what the attended unit of n inputs emits; ``places`` may name another target by mistake."""
    n = dimension("n")
    f, g = (generic_transfer(name) if name != "identity" else name for name in transfers)
    network = Network.feedforward([n, 1], transfer=f, weights="w", bias="b")
    by = "c" if kind.origin == "w" else Network.feedforward([n, 1], transfer=g, weights="v")
    meant = AttentionClass(kind.origin, places or kind.target, kind.operation)  # type: ignore[arg-type]
    return meant.attend(network, by=by, weight="a" if kind.operation == "+" else 1).output()


def _inside(kind: AttentionClass, stated: str, places: str = "") -> Symbolic:
    def build() -> list[Triple]:
        emitted = _of_n_inputs(kind, ("f", "g"), places)
        return [(sp.Symbol("R") + sp.Symbol("u") * emitted, stated, _GIVEN)]

    return Symbolic(f"the library's {kind.id} on n inputs, read out linearly, is {stated}", build)


def _witness(kind: AttentionClass, factor: int = 1) -> Symbolic:
    """The constructed witness and the attended network agree: a network with units i, k and one that reads i, all transfer functions arbitrary."""

    def build() -> list[Triple]:
        network, ends = kind.example()
        changed = {**ends, "weight": factor * sp.Symbol("a")} if kind.operation == "+" else ends
        attended, witness = kind.attend(network, **changed), kind.witness(network, **ends)
        if kind.operation == "*" and factor != 1:
            attended = attended.subs({"v1": factor * sp.Symbol("v1")})
        return [(attended.output(i), witness.output(i), "") for i in (1, 2)]

    label = f"the witness that the library constructs for {kind.id} computes what the attended network does"
    return Symbolic(label if factor == 1 else f"{label} with {factor} times the weight", build)


def _linear(kind: AttentionClass, stated: str, places: str = "") -> Symbolic:
    return Symbolic(
        f"the library's {kind.id} with linear units of n inputs is {stated}",
        lambda: [(_of_n_inputs(kind, ("identity", "identity"), places), stated, "")],
    )


_OTHER = {"S": "O", "O": "S", "w": "O"}
_MOVED = {"S": "w", "O": "S", "w": "S"}
_WORDS = {"+": "added to", "*": "multiplied into"}
_SIGNAL = {"S": "an activation $S_k$", "O": "an output $O_k$", "w": "a weight $w_{kl}$"}
_TARGET = {"S": "an activation $S_i$", "O": "an output $O_i$", "w": "weights $w_{ij}$"}
_DISPLAY = {
    "Q01": r"f(S_i + a S_k) = f\Big(b + \sum_j (w_j + a v_j)\, x_j\Big).",
    "Q02": r"\begin{aligned} & R + u\,\big(f(S_i) + a S_k\big) \\ &= R + u\,f(S_i) + \sum_j u a v_j\, x_j. \end{aligned}",
    "Q07": r"f(S_i + a O_k) = f\Big(b + \sum_j w_j x_j + a\, O_k\Big).",
    "Q08": r"R + u\,\big(f(S_i) + a O_k\big) = R + u\,f(S_i) + (u a)\, O_k.",
    "Q13": r"f(S_i + a c) = f\Big((b + a c) + \sum_j w_j x_j\Big).",
    "Q14": r"R + u\,\big(f(S_i) + a c\big) = (R + u a c) + u\,f(S_i).",
    "Q15": r"f\Big(b + \sum_j (w_j + a c)\, x_j\Big).",
    "Q16": r"f(c\, S_i) = f\Big(c b + \sum_j (c w_j)\, x_j\Big).",
    "Q17": r"R + u\,\big(c\, f(S_i)\big) = R + (u c)\, f(S_i).",
    "Q18": r"f\Big(b + \sum_j (c w_j)\, x_j\Big).",
    "Q03": r"\begin{aligned} & b + \sum_j (w_j + a S_k)\, x_j \\ &= b + \sum_j w_j x_j + a \Big(\sum_j v_j x_j\Big) \Big(\sum_j x_j\Big). \end{aligned}",
    "Q04": r"S_k S_i = \Big(\sum_j v_j x_j\Big) \Big(b + \sum_j w_j x_j\Big).",
    "Q05": r"\begin{gathered} S_k\, f(S_i) = \Big(\sum_j v_j x_j\Big) \Big(b + \sum_j w_j x_j\Big) \\ \text{for } f = \mathrm{id}. \end{gathered}",
    "Q06": r"b + \sum_j (S_k w_j)\, x_j = b + \Big(\sum_j v_j x_j\Big) \Big(\sum_j w_j x_j\Big).",
    "Q09": r"\begin{aligned} & b + \sum_j (w_j + a O_k)\, x_j \\ &= b + \sum_j w_j x_j + a \Big(\sum_j v_j x_j\Big) \Big(\sum_j x_j\Big) \\ & \text{for } O_k = S_k. \end{aligned}",
    "Q10": r"\begin{gathered} f(O_k S_i) = \Big(\sum_j v_j x_j\Big) \Big(b + \sum_j w_j x_j\Big) \\ \text{for } f = \mathrm{id},\ O_k = S_k. \end{gathered}",
    "Q11": r"\begin{gathered} O_k\, f(S_i) = \Big(\sum_j v_j x_j\Big) \Big(b + \sum_j w_j x_j\Big) \\ \text{for } f = \mathrm{id},\ O_k = S_k. \end{gathered}",
    "Q12": r"\begin{aligned} & b + \sum_j (O_k w_j)\, x_j \\ &= b + \Big(\sum_j v_j x_j\Big) \Big(\sum_j w_j x_j\Big) \\ & \text{for } O_k = S_k. \end{aligned}",
}


def _class_claim(kind: AttentionClass) -> Claim:
    """Return the claim on one class: where it stays inside, the witness; where not, the product that linear units give."""
    inside = kind.id in _INSIDE
    what = f"{kind.id}: {_SIGNAL[kind.origin]} {_WORDS[kind.operation]} {_TARGET[kind.target]}"
    opposite = AttentionClass(kind.origin, kind.target, "*" if kind.operation == "+" else "+")
    if inside:
        stated = _INSIDE[kind.id]
        constant, index = _witness(kind, 2), _inside(kind, stated, _OTHER[kind.target])
        mutants = [Mutant("constant", constant), Mutant("operation", _inside(opposite, stated))]
        if (
            kind.id != "Q18"
        ):  # with c in place of the sum over all weights the mistaken target happens to be another class with the same form
            mutants.append(Mutant("index", index))
        return Claim(
            id=f"TX-3-{kind.id}",
            kind="existence",
            title=f"{kind.id} ({kind.name}) stays in the standard model",
            statement=All((_witness(kind), _inside(kind, stated))),
            display=(
                f"{what}. The network that results is one of the standard model with other weights, for all transfer functions and every number $n$ of inputs:\n"
                f"$${_DISPLAY[kind.id]}$$"
            ),
            source=PAPER if kind.name == "multiplexing" else PROJECT,
            rests_on=("TX-1",),
            mutants=tuple(mutants),
            not_claimed=(
                "The attended output is seen by units that read it, here with weight u and the rest R of their activation. "
                if kind.target == "O"
                else ""
            )
            + (
                "The weight is constant while the network is evaluated; weights that a network changes are functions of its input."
                if kind.origin == "w"
                else "The form for n inputs has one attending unit; that every network is treated in the same way is the construction of the witness."
            ),
        )
    stated = _PRODUCTS[kind.id]
    return Claim(
        id=f"TX-3-{kind.id}",
        kind="identity",
        title=f"{kind.id} ({kind.name}) multiplies two signals",
        statement=_linear(kind, stated),
        display=f"{what}. With linear units of $n$ inputs this is of degree 2, for every $n$:\n$${_DISPLAY[kind.id]}$$",
        source=PAPER if kind.name in ("output gating", "synaptic gating") else PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("operation", _linear(opposite, stated)),
            Mutant(
                "index",
                _linear(
                    kind, stated, _MOVED[kind.target] if kind.target == "w" or kind.operation == "+" else "w"
                ),
            ),
        ),
        not_claimed="That no network of the standard model computes it is TX-3-out.",
    )


def _at_one_input(kind: AttentionClass) -> Any:
    """Return what the class computes when both units copy one input x, the attended synapse being the only one."""
    units = [Unit("k", "identity", [("x", 1)]), Unit("i", "identity", [("x", 1)])]
    place: dict[str, Any] = {"synapse": ("x", "i")} if kind.target == "w" else {"unit": "i"}
    return kind.attend(Network(["x"], units, ["i"]), by="k", **place).output()


def _squares(extra: int = 0) -> Symbolic:
    """With units that copy one input, the eight classes are x^2, or x^2 + x where a weight is added to."""

    def build() -> list[Triple]:
        outside = [kind for kind in taxonomy() if not kind.inside]
        return [
            (_at_one_input(kind), "x**2 + x" if kind.operation == "+" else f"x**2 + {extra}*x", "")
            for kind in outside
        ]

    return Symbolic("the eight classes with units that copy one input", build)


_DIFFERENCES = {
    "Q03": ("y", "z", "x*(y - z)"),
    "Q06": ("y", "z", "x*(y - z)"),
    "Q09": ("y", "z", "x*(f_k(y) - f_k(z))"),
    "Q12": ("y", "z", "x*(f_k(y) - f_k(z))"),
    "Q05": ("x", "z", "y*(f_i(x) - f_i(z))"),
    "Q11": ("y", "z", "f_i(x)*(f_k(y) - f_k(z))"),
    "Q04": ("y", 0, "f_i(x) - f_i(0)"),
    "Q10": ("y", "z", "f_i(f_k(y)*x) - f_i(f_k(z)*x)"),
}


def _differences(sign: str = "-", moved: bool = False) -> Symbolic:
    """The differences of the library's attended networks between two points, for arbitrary transfer functions of both units."""

    def build() -> list[Triple]:
        triples: list[Triple] = []
        for kind in taxonomy():
            if kind.inside:
                continue
            units = [
                Unit("k", generic_transfer("f_k"), [("y", 1)]),
                Unit("i", generic_transfer("f_i"), [("x", 1)]),
            ]
            on_weight = kind.target == "w"
            place: dict[str, Any] = {"synapse": ("x", "i")} if on_weight else {"unit": "i"}
            attended = kind.attend(Network(["x", "y"], units, ["i"]), by="k", **place)
            F = attended.activation("i") if on_weight else attended.output()
            name, other, stated = _DIFFERENCES[kind.id]
            first = F.subs(sp.Symbol("y"), 1) if kind.id == "Q04" else F
            second = F.subs(
                sp.Symbol("x" if moved else name), sp.Symbol(other) if isinstance(other, str) else other
            )
            triples.append((first - second if sign == "-" else first + second, stated, "f_i, f_k function"))
        return triples

    return Symbolic("differences of attended networks at two points", build)


_OUTGROWS = "(A + B + 2)**2 > A + B*(A + B + 2)"
_FASTER = "(A + B + 2)**2 + (A + B + 2) > A + B*(A + B + 2)"
_CONSTANTS = "A >= 0; B >= 0"


@cache
def _gated_synapses(n: int, bias_gated: bool = False) -> int:
    """Count the functions H(b + g(x) w.x) on {0,1}^n, g a threshold gate; if the bias is gated, H(g(x) (b + w.x))."""
    return len(synaptic_gating_tables(n, synapses="all", bias="gated" if bias_gated else "free"))


@cache
def _products_zero_at_zero(n: int) -> int:
    """Count the products of two threshold gates on {0,1}^n that are 0 at the origin."""
    return int((output_gating_tables(n) & 1 == 0).sum())


def _counted(statement: str) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "N": _gated_synapses,
        "A": _products_zero_at_zero,
        "M": lambda n: _gated_synapses(n, True),
    }
    return Instances(statement, ranges={"n": range(1, 5)}, functions=functions)


_GATED_GATE = "H(g*L) == max(H(L), 1 - g)"
_BIAS_OUT = "H(b + g*S) == "


def _outgoing(only_first: bool = False) -> Symbolic:
    """One unit of n inputs, read by m units: gating its output against gating its m outgoing synapses, all transfer functions arbitrary."""

    def build() -> list[Triple]:
        n, m, i = dimension("n"), dimension("m"), sp.Symbol("i", integer=True)
        f, g, h = map(generic_transfer, "fgh")
        network = Network.feedforward([n, 1, m], transfer=[f, h], weights=["w", "u"], bias=["b", "c"])
        gate = Network.feedforward([n, 1], transfer=g, weights="v")
        left = output_gating(network, by=gate, unit="u1").output(i)
        right = network if only_first else synaptic_gating(network, by=gate, synapse="u2")
        return [(left, right.output(i), "i <= m; m positive integer")]

    return Symbolic("output gating of a unit is synaptic gating of the m synapses that leave it", build)


def _inserted(source: str = "x1") -> Symbolic:
    """Gating a synapse against gating the output of an identity unit that stands on it."""

    def build() -> list[Triple]:
        network, _ = AttentionClass("O", "O", "*").example()
        gated = synaptic_gating(network, by="k", synapse=(source, "i"))
        longer = output_gating(network.with_identity(("x1", "i"), name="copy"), by="k", unit="copy")
        return [(gated.output(i), longer.output(i), "") for i in (1, 2)]

    return Symbolic("synaptic gating is output gating of an identity unit on the synapse", build)


CLAIMS = [
    Claim(
        id="TX-2",
        kind="definition",
        title="The six classes that an output sends, and the three that matter",
        statement=None,
        source=PAPER,
        rests_on=("TX-1",),
        display=(
            r"If the attending signal is an output $O_k$, six of the 18 classes are left. Three have names: multiplexing ($O \to S$, $+$; Q07), output gating "
            r"($O \to O$, $\times$; Q11) and synaptic gating ($O \to w$, $\times$; Q12)."
        ),
    ),
    *(_class_claim(kind) for kind in taxonomy()),
    Claim(
        id="TX-3-out",
        kind="existence",
        title="Eight classes leave the standard model of units with linear growth",
        statement=All((_squares(), Identity(_OUTGROWS, _CONSTANTS), Identity(_FASTER, _CONSTANTS))),
        display=(
            r"With attending and attended unit copies of one input $x$, each of Q03–Q06 and Q09–Q12 computes $x^2$, or $x^2 + x$ where a weight is added to. "
            r"For all $A, B \ge 0$ both exceed $A + B\,x$ at $x = A + B + 2$; so no finite feed-forward network of the standard model whose transfer functions satisfy "
            r"$|f(t)| \le A_f + B_f |t|$ computes them."
        ),
        source=PROJECT,
        rests_on=("SM-3", *(f"TX-3-{kind}" for kind in _PRODUCTS)),
        mutants=(
            Mutant("constant", All((_squares(1), Identity(_OUTGROWS, _CONSTANTS)))),
            Mutant("hypothesis", All((_squares(), Identity(_OUTGROWS)))),
        ),
        errata=ERRATA["TX-3-out"],
        not_claimed=(
            "The statement is about linear units. With other transfer functions an attended unit may stay inside (TX-3-bounded) or be outside for another reason (SM-3-gate). "
            "Square, exponential and logarithmic units do not have linear growth (SM-4a, SM-4b)."
        ),
    ),
    Claim(
        id="TX-3-gated",
        kind="identity",
        title="The eight classes are outside for other transfer functions too",
        statement=_differences(),
        display=(
            r"Let unit $i$, or the attended synapse, read an input $x$, and unit $k$ an input $y$, with weights 1. For all $f_i, f_k$ the attended output or activation $F$ satisfies"
            "\n"
            r"$$\begin{aligned}"
            r" & \text{Q03, Q06, Q09, Q12:} \\ & \quad F(x, y) - F(x, z) = x\,(g - h), \\ & \quad g, h = y, z \ \text{or}\ f_k(y), f_k(z); \\"
            r" & \text{Q05:} \\ & \quad F(x, y) - F(z, y) = y\,(f_i(x) - f_i(z)); \\"
            r" & \text{Q11:} \\ & \quad F(x, y) - F(x, z) = f_i(x)\,(f_k(y) - f_k(z)); \\"
            r" & \text{Q04:} \\ & \quad F(x, 1) - F(x, 0) = f_i(x) - f_i(0); \\"
            r" & \text{Q10:} \\ & \quad F(x, y) - F(x, z) = f_i(f_k(y)\,x) - f_i(f_k(z)\,x)."
            r" \end{aligned}$$"
            "\n"
            r"Each is a difference at bounded distance. If it is unbounded, no finite network of coarsely Lipschitz units computes $F$ (SM-3-L, SM-3-gate): so for Q03 and Q06 always; for Q05 if $f_i$ is not constant; "
            r"for Q09 and Q12 if $f_k$ is not constant; for Q11 if one of $f_i, f_k$ is unbounded and the other not constant; for Q04 if $f_i$ is unbounded; for Q10 if $f_k$ takes two values $g, h$ with "
            r"$f_i(g t) - f_i(h t)$ unbounded."
        ),
        source=PROJECT,
        rests_on=("SM-3-L", "SM-3-gate", *(f"TX-3-{kind}" for kind in _PRODUCTS)),
        hypotheses=(
            "the activations that are multiplied have linearly independent linear parts, here $x$ and $y$",
        ),
        mutants=(
            Mutant("sign", _differences(sign="+")),
            Mutant("index", _differences(moved=True)),
        ),
        not_claimed="For the classes that attend to a weight the statement is about the activation. Two bounded factors are not covered: see TX-3-bounded.",
    ),
    Claim(
        id="TX-3-bounded",
        kind="identity",
        title="Three products of outputs that do stay inside",
        statement=All(
            (
                Identity("H(x)*H(y) == H(H(x) + H(y) - 3/2)"),
                Identity("logistic(x)*logistic(y) == exp(-softplus(-x) - softplus(-y))"),
                Identity("-softplus(-x) - softplus(-y) <= 0"),
                Identity("x*H(x) == relu(x)"),
            )
        ),
        display=(
            r"$$\begin{aligned} H(x)\,H(y) &= H\big(H(x) + H(y) - \tfrac32\big), \\ \sigma(x)\,\sigma(y) &= e^{s}, \\ s &= -\operatorname{softplus}(-x) - \operatorname{softplus}(-y) \le 0, \\ x\,H(x) &= \operatorname{ReLU}(x); \end{aligned}$$"
            "\n"
            r"for $s \le 0$, $e^s = 1 + \operatorname{ELU}(s)$, so two logistic units are gated by softplus and ELU units."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("constant", Identity("H(x)*H(y) == H(H(x) + H(y) - 1)")),
            Mutant("operation", Identity("logistic(x)*logistic(y) == logistic(x + y)")),
            Mutant("convention", Identity("sgn(x)*sgn(y) == sgn(sgn(x) + sgn(y) - 3/2)")),
        ),
        errata=ERRATA["TX-3-bounded"],
        not_claimed="Whether the product of two logistic units is a finite network of identity, threshold, sign, logistic, tanh and ReLU units is open.",
    ),
    Claim(
        id="TX-4",
        kind="identity",
        title="When activation gating equals output gating",
        statement=All(
            (
                Identity("f(0*S) == 0*f(S)", "f function; f(0) == 0"),
                Identity("f(0) == 0", "f function; f(0*S) == 0*f(S)"),
                Identity("p*relu(g*S) - q*relu(-g*S) == g*(p*relu(S) - q*relu(-S))", "g >= 0"),
                Identity("f(S) == f(1)*S", "f function; f(S*1) == S*f(1)"),
                Identity("f(-S) == f(-1)*S", "f function; f(S*(-1)) == S*f(-1)"),
                Identity("tanh(g*S) == g*tanh(S)", "g in {-1,1}"),
                Identity("silu(g*S) == g*silu(S)", "g in {0,1}"),
            )
        ),
        display=(
            r"$f(gS) = g f(S)$ for all real $S$ and all $g$ in $\Gamma$ if and only if"
            "\n"
            r"$$\begin{aligned} \Gamma = \{0, 1\}: &\quad f(0) = 0, \\ \Gamma = \{-1, 1\}: &\quad f \text{ is odd}, \\ "
            r"\Gamma = [0, \infty): &\quad f(t) = p\,t \text{ for } t \ge 0 \text{ and } q\,t \text{ for } t < 0, \end{aligned}$$"
            "\n"
            r"with $p = f(1)$, $q = -f(-1)$. So ReLU, tanh and SiLU may be gated by $\{0,1\}$ on either side of the transfer function, tanh and the identity by $\{-1,1\}$, ReLU and leaky ReLU by "
            r"$[0, \infty)$; the logistic function and $H$ by none of the three."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("hypothesis", Identity("f(0*S) == 0*f(S)", "f function")),
            Mutant(
                "convention",
                Identity("p*relu(g*S) - q*relu(-g*S) == g*(p*relu(S) - q*relu(-S))", "g in {-1,1}"),
            ),
            Mutant("operation", Identity("logistic(g*S) == g*logistic(S)", "g in {0,1}")),
            Mutant("index", Identity("silu(g*S) == g*silu(S)", "g in {-1,1}")),
        ),
        errata=ERRATA["TX-4"],
        not_claimed=(
            "The condition for gates in (0, 1) or (0, ∞) is that for [0, ∞), by the substitution S → S/g; that step is not part of the machine statement. So with logistic gates the two "
            "mechanisms agree for ReLU and leaky ReLU, and for none of tanh, SiLU and GELU."
        ),
    ),
    Claim(
        id="TX-4-H",
        kind="identity",
        title="Gating the activation of a threshold gate is OR, not AND",
        statement=All(
            (
                Identity(_GATED_GATE, "g in {0,1}"),
                Identity("sgn(g*L) == g*sgn(L)", "g in {-1,1}; L > 0"),
                Identity("sgn(g*L) == g*sgn(L)", "g in {-1,1}; L < 0"),
            )
        ),
        display=(
            r"$$\begin{aligned} H(g\,L) &= H(L) \vee \neg g & (g &\in \{0,1\}), \\ \operatorname{sgn}(g\,L) &= g \operatorname{sgn}(L) & (g &\in \{-1,1\},\ L \neq 0). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-4",),
        mutants=(
            Mutant("operation", Identity("H(g*L) == min(H(L), g)", "g in {0,1}")),
            Mutant("hypothesis", Identity("sgn(g*L) == g*sgn(L)", "g in {-1,1}")),
            Mutant("convention", Identity(_GATED_GATE, "g in {-1,1}")),
        ),
        errata=ERRATA["TX-4-H"],
        not_claimed="The first formula depends on the convention H(0) = 1: with H(0) = 0 the gated gate would be H(L) AND g.",
    ),
    Claim(
        id="TX-6-net",
        kind="identity",
        title="Output gating and synaptic gating express each other",
        statement=All((_outgoing(), _inserted())),
        display=(
            r"For all transfer functions, numbers $n$ of inputs and $m$ of readers: a unit whose output is gated computes with its readers"
            "\n"
            r"$$\begin{aligned} & h\Big(c_i + u_i\,\big(g(v \cdot x)\, f(b + w \cdot x)\big)\Big) \\ &= h\Big(c_i + \big(g(v \cdot x)\, u_i\big)\, f(b + w \cdot x)\Big) \qquad (i \le m), \end{aligned}$$"
            "\n"
            r"which is what gating its $m$ outgoing synapses gives; and gating one synapse is gating the output of an identity unit that stands on it."
        ),
        source=PAPER,
        rests_on=("TX-6",),
        hypotheses=("the gated unit is not an output of the network",),
        mutants=(
            Mutant("operation", _outgoing(True)),
            Mutant("index", _inserted("x2")),
        ),
        not_claimed="The second part is stated for a network with two further units; the construction (`with_identity`) does not depend on the rest of the network.",
    ),
    Claim(
        id="TX-7",
        kind="identity",
        title="Equal gating of all incoming synapses is activation gating",
        statement=All(
            (
                Identity(
                    "f(g*b + Sum((g*w[j])*x[j], (j, 1, n))) == f(g*(b + Sum(w[j]*x[j], (j, 1, n))))",
                    "f function",
                ),
                Identity(
                    "f(b + Sum((g*w[j])*x[j], (j, 1, n))) == f(b + g*((b + Sum(w[j]*x[j], (j, 1, n))) - b))",
                    "f function",
                ),
            )
        ),
        display=(
            r"For every transfer function $f$ and every $n$, with $S = b + \sum_j w_j x_j$,"
            "\n"
            r"$$\begin{aligned} f\Big(g b + \sum_j (g w_j)\, x_j\Big) &= f(g S), \\ f\Big(b + \sum_j (g w_j)\, x_j\Big) &= f\big(b + g (S - b)\big). \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "hypothesis",
                Identity(
                    "f(b + Sum((g*w[j])*x[j], (j, 1, n))) == f(g*(b + Sum(w[j]*x[j], (j, 1, n))))",
                    "f function",
                ),
            ),
            Mutant(
                "operation",
                Identity(
                    "f(g*b + Sum((g*w[j])*x[j], (j, 1, n))) == g*f(b + Sum(w[j]*x[j], (j, 1, n)))",
                    "f function",
                ),
            ),
        ),
        not_claimed="A gate of its own for every synapse is another mechanism.",
    ),
    Claim(
        id="TX-7-H",
        kind="identity",
        title="A threshold gate with gated weights and an ungated bias is AND or OR-NOT",
        statement=All(
            (
                Identity(f"{_BIAS_OUT}min(H(b + S), g)", "g in {0,1}; b < 0"),
                Identity(f"{_BIAS_OUT}max(H(b + S), 1 - g)", "g in {0,1}; b >= 0"),
            )
        ),
        display=(
            r"For $g \in \{0,1\}$ and $f(x) = H(b + w \cdot x)$, so that $f(0) = H(b)$,"
            "\n"
            r"$$H(b + g\, w \cdot x) = \begin{cases} f(x) \wedge g & f(0) = 0, \\ f(x) \vee \neg g & f(0) = 1. \end{cases}$$"
        ),
        source=PROJECT,
        rests_on=("TX-7",),
        mutants=(
            Mutant("strictness", Identity(f"{_BIAS_OUT}min(H(b + S), g)", "g in {0,1}; b <= 0")),
            Mutant("operation", Identity(f"{_BIAS_OUT}min(H(b + S), g)", "g in {0,1}; b >= 0")),
            Mutant("convention", Identity(f"{_BIAS_OUT}min(H(b + S), g)", "g in {-1,1}; b < 0")),
        ),
        not_claimed="Inputs in {0,1} enter only through f(0) = H(b).",
    ),
    Claim(
        id="TX-7-count",
        kind="count",
        title="How many functions a threshold gate with gated weights computes",
        statement=_counted("N(n) == 2*A(n)"),
        general=(
            r"for every $n \ge 1$, where $N(n)$ is the number of functions $H(b + g(x)\, w \cdot x)$ on $\{0,1\}^n$ with a threshold gate $g$, and $A(n)$ that of the products of two threshold gates "
            r"that are 0 at the origin."
        ),
        argument=(
            r"By [[TX-7-H]] the functions with $f(0) = 0$ are the products $f \wedge g$ with $f(0) = 0$: all $h \in \mathrm{AND}_n$ with $h(0) = 0$, since one of the two factors of such an $h$ is 0 at the origin and may be called $f$.",
            r"Those with $f(0) = 1$ are the $f \vee \neg g$ with $f(0) = 1$. Their negations are $\neg f \wedge g$ with $\neg f(0) = 0$, and negations of threshold gates are threshold gates: again all $h$ with $h(0) = 0$.",
            r"The first functions are 0 at the origin, the second are 1 there, so no function is counted twice.",
        ),
        source=PROJECT,
        rests_on=("TX-7-H",),
        mutants=(
            Mutant("constant", _counted("N(n) == A(n)")),
            Mutant("convention", _counted("M(n) == 2*A(n)")),
        ),
        errata=ERRATA["TX-7-count"],
        not_claimed="The counts themselves, for n up to 4, are enumerated by the check and not part of the statement.",
        names={"N": "N", "A": "A"},
    ),
]
