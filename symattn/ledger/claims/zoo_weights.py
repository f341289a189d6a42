"""Claims on mixtures of experts, weights made by networks, dropout and normalisation: ZOO-MoE, ZOO-LoRA, ZOO-dropout, ZOO-RMSNorm and others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from symattn.algebra import dimension
from symattn.attention.gated import GatedNetwork
from symattn.attention.gating_counts import count_gatings
from symattn.attention.records import OutputGate
from symattn.attention.zoo import zoo
from symattn.attention.zoo.dropout import bernoulli_moments, dropout
from symattn.attention.zoo.layers import merged, names
from symattn.attention.zoo.mixture import choosing_units, mixture_layer
from symattn.attention.zoo.normalisation import rms_norm_layer
from symattn.attention.zoo.update_gate import gru_two_gatings
from symattn.attention.zoo.weights import adapter_layer
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Constructed, Identity, Instances, Symbolic, Triple
from symattn.model import H, Network, Unit, generic_transfer
from symattn.model.transfers import Transfer
from symattn.model.universal import minterm_layer

_M, _N, _K, _P, _R = (dimension(name) for name in "mnkpr")
_I = sp.Symbol("i", integer=True)
_ANY = generic_transfer("f")


def stated(identifier: str, arbitrary: tuple[Any, ...] = (), **sizes: int) -> Symbolic:
    """Say that the concrete network of an entry computes the equations of its authors."""
    listed = ", ".join(f"{value} {name}" for name, value in sizes.items())
    label = f"the network of {identifier} with {listed} computes its equations"
    return Symbolic(label, lambda: zoo()[identifier].pairs(arbitrary, **sizes))


_SCORE = "exp(Sum(W[c,j]*x[j], (j, 1, p)))"


def _mixture(
    share: str = f"{_SCORE}/Sum({_SCORE.replace('c,j', 'q,j')}, (q, 1, k))", f: str | Transfer = _ANY
) -> list[Triple]:
    """One output of the library's mixture of k experts, and sum_e softmax_e f(A_e x)."""
    named = f.name if isinstance(f, Transfer) else f
    expert = f"{named}(Sum(A[c,j]*x[j], (j, 1, p)))"
    built = mixture_layer(_P, _K, f).output(1)
    return [(built, f"Sum({share}*{expert}, (c, 1, k))", "f function" if isinstance(f, Transfer) else "")]


_CHOSEN = "H(-Sum(u[f], (f, 1, k)))"
_LOST = "forall(u[i] >= 0, (i, 1, k)); u[q] >= 1; q <= k; q positive integer"


def _choices(k: int) -> tuple[list[Any], Network]:
    """Return k scores and the library's choosing network that reads them."""
    scores = list(sp.symbols(f"s1:{k + 1}", real=True))
    units = [
        Unit(f"u{e}", "identity", [(str(s), int(s == own)) for s in scores]) for e, own in enumerate(scores)
    ]
    return scores, Network(scores, choosing_units(units), names("c", k))


def _routing(k: int, *, last: bool = False, chosen: int = 1) -> list[Triple]:
    """Choosing unit e and whether e has the largest score, the first of equals (or the last); and their sum."""
    s, net = _choices(k)

    def beats(e: int, f: int) -> Any:
        return 1 - H(s[f] - s[e]) if (f < e) != last else H(s[e] - s[f])

    outputs = [net.output(e) for e in range(1, k + 1)]
    wanted = [sp.Mul(*(beats(e, f) for f in range(k) if f != e)) for e in range(k)]
    pairs = [(output, value, "") for output, value in zip(outputs, wanted, strict=True)]
    return [*pairs, (sp.Add(*outputs), sp.Integer(chosen), "")]


def _multiplexer(r: int, *, moved: int = 0) -> list[Triple]:
    """Experts E_1, ... gated by the units of the 2^r codes of r selector bits, on every slice; ``moved`` shifts the experts."""
    codes = minterm_layer(r)
    experts = list(sp.symbols(f"E1:{2**r + 1}", real=True))
    kept = merged("kept", experts)
    total = Unit("y", "identity", [(unit.name, 1) for unit in kept])
    gates = [OutputGate(unit.name, by=code) for unit, code in zip(kept, codes.outputs, strict=True)]
    net = GatedNetwork((*codes.input_symbols, *experts), [*codes.units, *kept, total], ["y"], gates)
    triples: list[Triple] = []
    for a in range(2**r):
        point = {bit: a >> j & 1 for j, bit in enumerate(codes.input_symbols)}
        triples.append((net.output().subs(point), experts[(a + moved) % 2**r], ""))
    return triples


_MADE = "Sum((Sum(A[i,j,c]*z[c], (c, 1, m)) + B[i,j])*x[j], (j, 1, p))"
_ADDED = "Sum(B[i,j]*x[j], (j, 1, p)) + Sum(z[c]*Sum(A[i,j,c]*x[j], (j, 1, p)), (c, 1, m))"
_WRITTEN = "Sum((W[i,j] + a[i]*b[j])*x[j], (j, 1, p)) == Sum(W[i,j]*x[j], (j, 1, p)) + a[i]*Sum(b[j]*x[j], (j, 1, p))"
_MERGED = "Sum((W[i,j] + alpha/r*Sum(B[i,q]*A[q,j], (q, 1, r)))*x[j], (j, 1, p))"


def _adapter(merged_weights: str = _MERGED) -> list[Triple]:
    return [(adapter_layer(_P, _N, _R).output(_I), merged_weights, "")]


_SUM, _SQUARES = "Sum(a[i], (i, 1, n))", "Sum(a[i]**2, (i, 1, n))"


def _step(mean: str = "p*s", variance: str = "p*(1 - p)*t") -> tuple[Identity, ...]:
    """The induction over n: mean m(s) and variance v(t), s = sum of a_j, t = sum of a_j^2, when a term d a is added.

    The sum over the masks of n + 1 bits is p times the one with the last bit 1, where S is S + a, plus 1 - p times the one with it 0.  The base is one bit.
    """
    second = f"({variance} + ({mean})**2)"
    grown_mean, grown = mean.replace("s", "(s + a)"), variance.replace("t", "(t + a**2)")
    return (
        Identity(f"p*(({mean}) + a) + (1 - p)*({mean}) == {grown_mean}"),
        Identity(
            f"p*({second} + 2*a*({mean}) + a**2) + (1 - p)*{second} - ({grown_mean})**2 == {grown}",
        ),
        Identity(f"p*a + (1 - p)*0 == {mean.replace('s', 'a')}"),
        Identity(f"p*a**2 + (1 - p)*0**2 - ({mean.replace('s', 'a')})**2 == {variance.replace('t', 'a**2')}"),
    )


_COVARIANCES = (
    "Sum(Sum(a[i]*a[j]*(p**2 + delta(i, j)*(p - p**2)), (j, 1, n)), (i, 1, n))"
    f" - (p*{_SUM})**2 == p*(1 - p)*{_SQUARES}"
)
_INVERTED = (
    "Sum(Sum(a[i]*a[j]*((1 - q)**2 + delta(i, j)*(1 - q - (1 - q)**2)), (j, 1, n)), (i, 1, n))/(1 - q)**2"
    f" - {_SUM}**2 == q/(1 - q)*{_SQUARES}"
)


def _masks(n: int, *, keep: str = "p", spread: str = "p*(1 - p)") -> list[Triple]:
    """Mean and variance of the library's dropout network over its 2^n masks, with symbolic weights and outputs."""
    net = dropout(n)
    mean, variance = bernoulli_moments(net.output(), net.input_symbols[n:], sp.Symbol("p"))
    terms = [f"w[{j}]*O[{j}]" for j in range(1, n + 1)]
    return [
        (mean, f"{keep}*({' + '.join(terms)})", ""),
        (variance, f"{spread}*({' + '.join(f'({term})**2' for term in terms)})", ""),
    ]


def _normed(power: str = "**2", bias: str = "epsilon") -> list[Triple]:
    """The library's normalised layer of symbolic size, t^(-1/2) read as any function f."""
    u = "Sum(V[{0},j]*x[j], (j, 1, m))"
    norm = f"f(Sum({u.format('q')}{power}, (q, 1, n))/n + {bias})"
    built = rms_norm_layer(_M, _N, _ANY).output(_I)
    return [(built, f"Sum(G[i,l]*{u.format('l')}*{norm}, (l, 1, n))", "f function")]


def _normed_wrongly(scale: str = "Sum(V[l,j]*x[j], (j, 1, m))") -> list[Triple]:
    """The same with ReLU in place of t^(-1/2) and another factor ``scale`` of the gate."""
    norm = "relu(Sum(Sum(V[q,j]*x[j], (j, 1, m))**2, (q, 1, n))/n + epsilon)"
    built = rms_norm_layer(_M, _N, "relu").output(_I)
    return [(built, f"Sum(G[i,l]*{scale}*{norm}, (l, 1, n))", "")]


_MEAN_SQUARE = "Sum(x[i]**2, (i, 1, n))/n"
_UNIT_SIZE = f"Sum((x[i]*r)**2, (i, 1, n))/n + epsilon*r**2 == r**2*({_MEAN_SQUARE} + epsilon)"
_CENTRED = "Sum((delta(i, j) - 1/n)*x[j], (j, 1, n)) == x[i] - Sum(x[j], (j, 1, n))/n"
_SUM_ZERO = "Sum(r*(x[i] - Sum(x[j], (j, 1, n))/n), (i, 1, n)) == 0"
_BELOW = "i <= n; i, n positive integer"


def _counted(identifier: str, *size_names: str) -> Callable[..., int]:
    return lambda *sizes: zoo()[identifier].gates(**dict(zip(size_names, sizes, strict=True)))


def _two(p: int, n: int) -> int:
    return count_gatings(gru_two_gatings(p, n))


_COUNTS: dict[str, Callable[..., int]] = {
    "LSTM": _counted("LSTM", "inputs", "units"),
    "highway": _counted("highway", "units"),
    "GRU": _counted("GRU", "inputs", "units"),
    "GRU_two": _two,
    "GRU_after": _counted("GRU-after", "inputs", "units"),
    "GLU": _counted("GLU", "inputs", "units"),
    "bilinear": _counted("bilinear", "inputs", "units"),
    "ReGLU": _counted("ReGLU", "inputs", "units"),
    "GEGLU": _counted("GEGLU", "inputs", "units"),
    "SwiGLU": _counted("SwiGLU", "inputs", "units"),
    "SE": lambda n, p: zoo()["SE"].gates(channels=n, positions=p),
    "FiLM": _counted("FiLM", "conditions", "features"),
    "MoE": lambda n, k: zoo()["MoE"].gates(outputs=n, experts=k),
    "MoE_top1": lambda n, k: zoo()["MoE-top1"].gates(outputs=n, experts=k),
    "hypernetwork": _counted("hypernetwork", "inputs", "units"),
    "fast_weights": _counted("FWP", "inputs", "units"),
    "LoRA": _counted("LoRA", "inputs", "units"),
    "dropout": _counted("dropout", "units"),
    "LayerNorm": _counted("LayerNorm", "units"),
    "RMSNorm": _counted("RMSNorm", "units"),
}
_NUMBERS = (
    "LSTM(p, n) == 3*n and highway(n) == 2*n and GRU(p, n) == 3*n and GRU_two(p, n) == 2*n and GRU_after(p, n) == 3*n",
    "GLU(p, n) == n and bilinear(p, n) == n and ReGLU(p, n) == n and GEGLU(p, n) == n and SwiGLU(p, n) == n",
    "SE(n, p) == n*p and FiLM(p, n) == n and MoE(n, k) == k*(n + 1) and MoE_top1(n, k) == k*(2*n + 1)",
    "hypernetwork(p, n) == n*p and fast_weights(p, n) == 2*n*p and LoRA(p, n) == 0",
    "dropout(n) == n and LayerNorm(n) == n and RMSNorm(n) == n",
)


def _numbers(source: str) -> Instances:
    ranges = {name: range(2, 4) for name in ("n", "p", "k") if any(f"{c}{name}" in source for c in "(, *")}
    return Instances(source, ranges=ranges, functions=_COUNTS)


CLAIMS = [
    Claim(
        id="ZOO-MoE",
        kind="identity",
        title="A mixture of experts is a sum of gated experts",
        statement=All(
            (
                Symbolic("a mixture of k experts over p inputs, for every p and k", _mixture),
                stated("MoE", inputs=2, experts=2, outputs=2),
            )
        ),
        display=(
            r"For every number $p$ of inputs and $k$ of experts and every transfer function $f$, exponential units gated by the reciprocal of their sum, which gate the experts, give"
            "\n"
            r"$$y = \sum_{e=1}^k g_e\, f(A_e x), \qquad g_e = \frac{e^{W_e x}}{\sum_{q=1}^k e^{W_q x}} .$$"
        ),
        source=f"equations of Jacobs, Jordan, Nowlan and Hinton (1991); as gating: {PROJECT}",
        rests_on=("TX-1", "TR-3"),
        mutants=(
            Mutant("operation", Symbolic("without the sum", lambda: _mixture(_SCORE, "relu"))),
            Mutant(
                "index",
                Symbolic(
                    "the share of expert 1 for all",
                    lambda: _mixture(
                        f"{_SCORE.replace('c,j', '1,j')}/Sum({_SCORE.replace('c,j', 'q,j')}, (q, 1, k))",
                        "relu",
                    ),
                ),
            ),
        ),
        not_claimed="Experts of one layer; experts that are networks are gated in the same way. With logarithmic units softmax needs no gating.",
    ),
    Claim(
        id="ZOO-MoE-top1",
        kind="identity",
        title="Top-1 routing: a second gate keeps the expert that loses to no other",
        statement=All(
            (
                Identity(f"{_CHOSEN} == 1", "forall(u[i] == 0, (i, 1, k))"),
                Identity(f"{_CHOSEN} == 0", _LOST),
                stated("MoE-top1", (sp.exp,), inputs=2, experts=3, outputs=1),
            )
        ),
        display=(
            r"For every number $k$ of comparisons let $u_f \ge 0$ with $u_f \ge 1$ where comparison $f$ is lost. The threshold unit $H(-u_1 - \dots - u_k)$ is 1 if every $u_f$ is 0, and 0 if "
            r"one comparison is lost. For three experts, the units that compare scores, the units that choose, and the gating of every expert of a mixture by its choosing unit compute"
            "\n"
            r"$$\begin{gathered} y = g_e\, A_e x, \\ e = \min \operatorname{arg\,max}_f\, W_f x, \quad g = \operatorname{softmax}(W x) . \end{gathered}$$"
        ),
        source=f"equations of Fedus, Zoph and Shazeer (2022); as gating: {PROJECT}",
        rests_on=("ZOO-MoE",),
        mutants=(
            Mutant("strictness", Identity(f"{_CHOSEN} == 0", _LOST.replace("u[q] >= 1", "u[q] >= 0"))),
            Mutant("hypothesis", Identity(f"{_CHOSEN} == 1")),
            Mutant("sign", Identity(f"{_CHOSEN.replace('-Sum', 'Sum')} == 0", _LOST)),
        ),
        not_claimed="The rule for equal scores is this project's; implementations have their own. No noise and no capacity limits. The largest scores are not formed: every expert is computed and multiplied by 0 or 1.",
    ),
    Claim(
        id="ZOO-MoE-routing",
        kind="identity",
        title="Threshold units choose the first of the largest scores",
        statement=Constructed(
            "the choosing units are 1 for the first largest score only", "k", (2, 3, 4), _routing
        ),
        display=(
            r"For real scores $s_1, \dots, s_k$ and $b_{fe} = H(s_f - s_e)$, $f < e$, the unit"
            "\n"
            r"$$\begin{gathered} c_e = H\Big(\sum_{f > e} b_{ef} + \sum_{f < e} (1 - b_{fe}) - (k - 1)\Big) \\ (k = 2, 3, 4) \end{gathered}$$"
            "\n"
            r"is 1 if $s_e > s_f$ for all $f < e$ and $s_e \ge s_f$ for all $f > e$, and 0 otherwise; exactly one of $c_1, \dots, c_k$ is 1."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant(
                "convention",
                Constructed("the last largest score", "k", (2, 3), lambda k: _routing(k, last=True)),
            ),
            Mutant("constant", Constructed("two are chosen", "k", (2, 3), lambda k: _routing(k, chosen=2))),
        ),
        not_claimed="Checked for 2, 3 and 4 scores.",
    ),
    Claim(
        id="ZOO-MoE-multiplexer",
        kind="identity",
        title="A router that reads selector bits is a multiplexer of experts",
        statement=Constructed("on the slice of code a the mixture is expert a", "r", (1, 2, 3), _multiplexer),
        display=(
            r"Let $2^r$ experts $E_a$ be gated by $c_a = H\big(b \cdot (2a - 1) - |a|\big)$, $a \in \{0,1\}^r$, which read $r$ selector bits $b$ only. For every $b \in \{0,1\}^r$"
            "\n"
            r"$$\sum_a c_a E_a = E_b \qquad (r = 1, 2, 3).$$"
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index", Constructed("the experts are moved", "r", (1, 2), lambda r: _multiplexer(r, moved=1))
            ),
            Mutant("hypothesis", Identity("H(b - 1)*E_1 + H(-b)*E_0 == b*E_1 + (1 - b)*E_0")),
        ),
        not_claimed=(
            "For larger r it follows from SM-2, which says that c_a = 1 exactly if b = a. With fewer experts than codes the identity holds on the slices of the codes that are used, and "
            "the sum is 0 elsewhere. The experts are arbitrary signals: threshold gates give the multiplexer of threshold gates."
        ),
    ),
    Claim(
        id="ZOO-hypernetwork",
        kind="identity",
        title="A hypernetwork gates every synapse, or adds to every weight",
        statement=All(
            (
                Identity(f"{_MADE} == {_ADDED}", "i positive integer"),
                stated("hypernetwork", inputs=2, units=2, conditions=2),
            )
        ),
        display=(
            r"Synapses of weight 1, gated by units $W_{ij}(z) = \sum_c A_{ijc} z_c + B_{ij}$ (Q12), compute the same as weights $B_{ij}$ to which the outputs $z_c$ are added (Q09):"
            "\n"
            r"$$\sum_j W_{ij}(z)\, x_j = \sum_j B_{ij}\, x_j + \sum_c z_c \sum_j A_{ijc}\, x_j$$"
            "\n"
            r"for every number of inputs and conditions."
        ),
        source=f"equations of Ha, Dai and Le (2017); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Identity(f"{_MADE} == {_ADDED.replace('A[i,j,c]', 'A[j,i,c]')}", "i positive integer"),
            ),
            Mutant("hypothesis", Identity(f"{_MADE} == {_ADDED.split(' + ')[1]}", "i positive integer")),
        ),
        not_claimed="Weights linear in z; a deeper hypernetwork has z replaced by its last hidden layer. The network with gates is that of two inputs, units and conditions.",
    ),
    Claim(
        id="ZOO-FWP",
        kind="identity",
        title="Fast weights: products of outputs, added to weights",
        statement=All(
            (
                Identity(_WRITTEN, "i positive integer"),
                stated("FWP", inputs=2, units=2, conditions=2),
            )
        ),
        display=(
            r"Writing $a b^{\mathsf T}$ to the weights (Q09), its entries formed by output gating (Q11), gives"
            "\n"
            r"$$\big((W + a\, b^{\mathsf T})\, x\big)_i = (W x)_i + a_i\, (b \cdot x)$$"
            "\n"
            r"for every number of inputs."
        ),
        source=f"equations of Schmidhuber (1992); as gating: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index", Identity(_WRITTEN.replace("a[i]*Sum(b[j]", "b[i]*Sum(a[j]"), "i positive integer")
            ),
            Mutant(
                "operation", Identity(_WRITTEN.replace("+ a[i]*b[j]", "+ a[i] + b[j]"), "i positive integer")
            ),
        ),
        not_claimed="One write. The right hand side needs fewer gatings: the dot product b . x once, then one for each unit.",
    ),
    Claim(
        id="ZOO-LoRA",
        kind="identity",
        title="A low-rank adapter stays in the standard model",
        statement=All(
            (
                Symbolic("the adapter as a second path, for every size", _adapter),
                stated("LoRA", inputs=3, units=2, rank=2),
            )
        ),
        display=(
            r"For every number of inputs, units and every rank $r$, the linear network $W x + \tfrac{\alpha}{r} B (A x)$ computes the layer whose weights are changed by products of weights "
            r"(Q18) that are added (Q15):"
            "\n"
            r"$$y = \big(W + \tfrac{\alpha}{r} B A\big)\, x .$$"
        ),
        source=f"equations of Hu et al. (2022); as attention between weights: {PROJECT}",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Symbolic(
                    "one column of B for all",
                    lambda: _adapter(_MERGED.replace("B[i,q]*A[q,j]", "B[i,1]*A[q,j]")),
                ),
            ),
            Mutant(
                "constant", Symbolic("without 1/r", lambda: _adapter(_MERGED.replace("alpha/r", "alpha")))
            ),
        ),
        not_claimed="Frozen weights. Training changes A and B only; nothing is said about it.",
    ),
    Claim(
        id="ZOO-dropout",
        kind="identity",
        title="Mean and variance of dropout",
        statement=All(
            (
                *_step(),
                Identity(_COVARIANCES),
                Identity(f"(1 - q)*{_SUM}/(1 - q) == {_SUM}", "q < 1"),
                Identity(_INVERTED, "0 < q; q < 1"),
            )
        ),
        display=(
            r"Let $S = \sum_{j=1}^n w_j d_j O_j$ with independent bits, $P(d_j = 1) = p$, and fixed $w_j$, $O_j$. For every $n$"
            "\n"
            r"$$E\,S = p \sum_j w_j O_j, \qquad \operatorname{Var} S = p (1 - p) \sum_j w_j^2 O_j^2,$$"
            "\n"
            r"and with $d_j$ replaced by $d_j/(1 - q)$ for $p = 1 - q$, $0 < q < 1$,"
            "\n"
            r"$$E\,S = \sum_j w_j O_j, \qquad \operatorname{Var} S = \frac{q}{1 - q} \sum_j w_j^2 O_j^2 .$$"
        ),
        source=f"method of Srivastava et al. (2014); moments: {PROJECT}",
        rests_on=("TX-1",),
        hypotheses=("the outputs $O_j$ do not depend on the bits",),
        mutants=(
            Mutant("constant", All(_step(variance="p*t"))),
            Mutant("convention", All(_step(mean="(1 - p)*s"))),
            Mutant("sign", Identity(_INVERTED.replace("q/(1 - q)", "q/(1 + q)"), "0 < q; q < 1")),
        ),
        not_claimed=(
            "Checked are base and step of the induction over n, in which the masks of n + 1 bits are split by the last bit, and the sums of the covariances $E\\,d_i d_j - p^2$ for every n; "
            "with $a_j = w_j O_j$. That a sum over masks is split so is the definition of independent bits. p is the probability of being kept. Nothing is said about units behind a "
            "nonlinear unit."
        ),
    ),
    Claim(
        id="ZOO-dropout-masks",
        kind="identity",
        title="Mean and variance of dropout by enumeration of the masks",
        statement=Constructed("sums over all masks of the network", "n", (1, 2, 3, 4), _masks),
        display=(
            r"$$\begin{aligned} E\,S &= \sum_{d \in \{0,1\}^n} p^{|d|} (1 - p)^{n - |d|}\, S(d) \\ &= p \sum_j w_j O_j, \\ "
            r"\operatorname{Var} S &= \sum_{d \in \{0,1\}^n} p^{|d|} (1 - p)^{n - |d|}\, S(d)^2 - (E\,S)^2 \\ &= p (1 - p) \sum_j w_j^2 O_j^2 \end{aligned}$$"
            "\n"
            r"for $1 \le n \le 4$ and the network $S(d) = \sum_j w_j d_j O_j$ with symbolic weights, outputs and $p$."
        ),
        source=PROJECT,
        rests_on=("ZOO-dropout",),
        mutants=(
            Mutant(
                "convention",
                Constructed(
                    "p is the probability of being dropped", "n", (1, 2), lambda n: _masks(n, keep="(1 - p)")
                ),
            ),
            Mutant(
                "constant", Constructed("the variance is p", "n", (1, 2), lambda n: _masks(n, spread="p"))
            ),
        ),
        not_claimed="Up to four units; for every n it is the claim it rests on.",
    ),
    Claim(
        id="ZOO-LayerNorm",
        kind="identity",
        title="LayerNorm is the normalisation of a centred layer",
        statement=All(
            (
                Identity(_CENTRED, _BELOW),
                Identity(_SUM_ZERO),
                stated("LayerNorm", units=3),
            )
        ),
        display=(
            r"Centring is the linear layer with weights $\delta_{ij} - \tfrac1n$, and gating the centred units by one number $r$ keeps their sum 0: for every $n$"
            "\n"
            r"$$\sum_j \big(\delta_{ij} - \tfrac1n\big) x_j = x_i - \bar x, \qquad \sum_i r\, (x_i - \bar x) = 0 .$$"
            "\n"
            r"With $r = \big(\tfrac1n \sum_j (x_j - \bar x)^2 + \varepsilon\big)^{-1/2}$, $\varepsilon > 0$, and factors $\gamma_i$, biases $\beta_i$ behind it, the network computes LayerNorm."
        ),
        source=f"equations of Ba, Kiros and Hinton (2016); as gating: {PROJECT}",
        rests_on=("ZOO-RMSNorm",),
        mutants=(
            Mutant("constant", Identity(_CENTRED.replace("1/n)*x", "1/(n + 1))*x"), _BELOW)),
            Mutant("sign", Identity(_SUM_ZERO.replace("x[i] - Sum", "x[i] + Sum"))),
            Mutant("index", Identity(_SUM_ZERO.replace("r*(", "r[i]*("))),
        ),
        not_claimed="The network with its square units is compared for three units, the reciprocal root read as any function.",
    ),
    Claim(
        id="ZOO-RMSNorm",
        kind="identity",
        title="RMSNorm is output gating of every unit by one reciprocal root",
        statement=All(
            (
                Symbolic("a normalised linear layer, for every size", _normed),
                stated("RMSNorm", units=3),
                Identity(_UNIT_SIZE),
            )
        ),
        display=(
            r"For every number $n$ of units $u = V x$ and every $\varepsilon > 0$, the output gating of all units by $r = \big(\tfrac1n |u|^2 + \varepsilon\big)^{-1/2}$, read by a matrix $G$, is"
            "\n"
            r"$$y = G\, \frac{u}{\sqrt{\tfrac1n |u|^2 + \varepsilon}},$$"
            "\n"
            r"where $\tfrac1n |r u|^2 + \varepsilon r^2 = r^2 \big(\tfrac1n |u|^2 + \varepsilon\big)$: the gated units have the mean square $1 - \varepsilon r^2$."
        ),
        source=f"equations of Zhang and Sennrich (2019); as gating: {PROJECT}",
        rests_on=("TX-1",),
        hypotheses=(r"$\varepsilon > 0$, or $u \ne 0$",),
        mutants=(
            Mutant("operation", Symbolic("the gate is added", lambda: _normed_wrongly("1"))),
            Mutant("constant", Identity(_UNIT_SIZE.replace("+ epsilon*r", "+ 2*epsilon*r"))),
            Mutant("hypothesis", Identity(_UNIT_SIZE.split(" == ")[0] + " == 1")),
        ),
        not_claimed="The reciprocal root is proved as any function of the mean square; its value enters only at the end, by $r^2 (\\tfrac1n |u|^2 + \\varepsilon) = 1$.",
    ),
    Claim(
        id="ZOO-gates",
        kind="count",
        title="Numbers of gatings",
        statement=All(tuple(_numbers(source) for source in _NUMBERS)),
        display=(
            r"The networks of this chapter with $p$ inputs, conditions or positions, $n$ units, channels, features or outputs and $k$ experts form this many products of two signals that depend on the "
            r"inputs: $3n$ for LSTM and GRU ($2n$ in the second form of the GRU), $2n$ for a highway layer, $n$ for a gated linear unit in every variant, $np$ for squeeze-and-excitation, "
            r"$n$ for FiLM, $k(n+1)$ for a mixture of experts and $k(2n+1)$ with top-1 routing, $np$ for a hypernetwork, $2np$ for fast weights, $0$ for LoRA, $n$ for dropout, LayerNorm and RMSNorm."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        argument=(
            r"A gating is a product of two signals that depend on the inputs; it is formed where a gate stands on a unit or a synapse.",
            r"By construction every unit, feature, expert or synapse that is gated has the same number of gates, whatever the sizes: the numbers are the products stated.",
        ),
        mutants=(
            Mutant("constant", _numbers("LSTM(p, n) == 4*n")),
            Mutant("index", _numbers("MoE(n, k) == n*(k + 1)")),
            Mutant("operation", _numbers("GRU(p, n) == GRU_two(p, n)")),
        ),
        not_claimed="Counted for sizes 2 and 3 by running the networks. The numbers are those of the formulas as written, not least ones; square units count as transfer functions, not as gatings.",
    ),
]
