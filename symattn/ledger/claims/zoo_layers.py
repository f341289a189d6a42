"""Claims on layers of softmax attention: masks, biases, shared keys, gates after the head."""

from __future__ import annotations

from functools import cache, partial

import sympy as sp

from symattn.attention.gated import OutputGate
from symattn.attention.gating_counts import count_gatings
from symattn.attention.zoo.attention_layers import attention_layer
from symattn.certificates.expression import substitute
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.claims.zoo_evidence import ENTRIES, gate_count, in_lines, printed, same
from symattn.ledger.machine import All, Constructed, Derived, Identity, Instances, Triple
from symattn.model.units import Unit
from symattn.proving import Verdict, by_terms, chain, prove, read_statement, specialise, to_text

_HEADS = {"m": (1, 2, 3), "h": (1, 2), "d": (1, 2)}
_HEAD_NAMES = {"m": "tokens", "h": "heads", "d": "key_width"}
_ONE = {"width": 1, "heads": 1, "key_width": 1}
_TWO = {"width": 1, "heads": 2, "key_width": 1}


def _layer(
    identifier: str, count: str, title: str, *mutants: Mutant, heads: int = 1, steps: tuple[str, ...] = ()
) -> Claim:
    """The claim about an entry with heads of softmax attention; ``count`` is its number of gatings."""
    entry = ENTRIES[identifier]
    values, sizes = ((1, 3), _ONE) if heads == 1 else ((2,), _TWO)
    return Claim(
        id=entry.claim,
        kind="identity",
        title=title,
        statement=All(
            (same(identifier, values, **sizes), gate_count(identifier, count, _HEADS, **_HEAD_NAMES))
        ),
        display=(
            "The network of the entry computes, for every number $m$ of tokens, $h$ heads of width $d$,\n"
            f"{in_lines(entry.formula)}\nby ${printed(count)}$ gatings."
        ),
        source=PROJECT,
        rests_on=("TX-1", "TR-3"),
        argument=(*_HEAD_STEPS, *steps),
        mutants=mutants,
        not_claimed=" ".join(entry.caveats),
    )


_HEAD_STEPS = (
    r"The unit $S_{ij}$ adds products of entries of $Q_i$ and $K_j$, each the output gating of a copy: $S_{ij} = c\, Q_i \cdot K_j$, plus the signals that multiplex it.",
    r"$A_{ij} = e^{S_{ij} - \log \sum_k e^{S_{ik}}}$, the sum over the tokens that $i$ sees, is the softmax of the row, by [[TR-3]].",
    r"$Y_{il}$ adds the $V_{jl}$ with weight 1 times the gate $A_{ij}$; heads side by side and the linear map $W_O$ are those of the formula. Each pair of tokens that see one another has $d$ products and $d$ gates a head.",
)
_ROW = "Sum(exp(S[j] + M[j])*v[j], (j, 1, n))/Sum(exp(S[j] + M[j]), (j, 1, n))"
_GATED_ROW = "Sum(exp(M[j])*exp(S[j])*v[j], (j, 1, n))/Sum(exp(M[j])*exp(S[j]), (j, 1, n))"
_LOGISTIC_ROW = "Sum(logistic(S[j] + M[j])*v[j], (j, 1, n)) == Sum(exp(M[j])*logistic(S[j])*v[j], (j, 1, n))"


def _causal_gates(tokens: int, sign: int = 1, shift: int = 0) -> list[Triple]:
    """Pairs (output of a layer without a mask whose exp units are gated by H(sign*(i - j) + shift), output of the causal layer)."""
    left = attention_layer(tokens, 1, 1, 1)
    gates = []
    units = []
    for i in range(1, tokens + 1):
        for j in range(1, tokens + 1):
            units.append(Unit(f"mask{i}.{j}", "H", [], bias=sign * (i - j) + shift))
            gates += [OutputGate(f"h1.{kind}{i}.{j}", by=f"mask{i}.{j}") for kind in "EA"]
    gated = type(left)(left.input_symbols, (*left.units, *units), left.outputs, (*left.gates, *gates))
    right = attention_layer(tokens, 1, 1, 1, causal=True)
    return [(gated.output(i), right.output(i), "") for i in range(1, tokens + 1)]


def _groups(tokens: int, heads: int, groups: int, moved: int = 0, own: bool = False) -> list[Triple]:
    """The pair (grouped-query layer, multi-head layer whose keys and values are those of the group) at the first token.

    For mutants: ``moved`` takes other groups, ``own`` leaves each head its keys and values.
    """
    left = attention_layer(tokens, 1, heads, 1, groups)
    right = attention_layer(tokens, 1, heads, 1)
    shared = {
        sp.IndexedBase(label)[1, a + 1]: sp.IndexedBase(label)[1, (a * groups // heads + moved) % groups + 1]
        for label in ("W_K", "W_V")
        for a in range(heads)
    }
    if not own:
        right = right.subs(shared)
    return [(left.output(), right.output(), "")]


@cache
def _gatings(m: int, k: int, r: int, d: int) -> int:
    """Count the gatings of a layer for m tokens, k groups of r heads, width d."""
    return count_gatings(attention_layer(m, 1, k * r, d, k))


@cache
def _weights(k: int, r: int, d: int) -> int:
    """Count the weights into queries, keys and values for tokens of width 1."""
    names = [str(p) for p in attention_layer(1, 1, k * r, d, k).parameters]
    return sum(name.startswith(("W_Q", "W_K", "W_V")) for name in names)


@cache
def _hidden_weight() -> Verdict:
    """Prove the bound for each hidden token, from B/T <= q where B <= q a and a <= T, and add the terms."""
    quotient = prove("B/T <= q", assuming="T positive; q positive; B <= q*a; a <= T")
    scaled = specialise(quotient, {"B": "p*b", "q": "p*r"}, assuming="p, r positive; b <= r*a")
    values = {"p": "exp(-K)", "b": "exp(y[j])", "r": "exp(R)", "a": "exp(x[k])", "T": _TOTAL}
    term = specialise(scaled, values, assuming=f"{_NEAR_TERM}; {_SEEN}")
    total = prove("Sum(exp(-K)*exp(R), (j, 1, n)) == n*exp(R - K)", assuming=_NEAR)
    return chain([by_terms(term, index="j"), total])


_SEEN = "k positive integer; k <= t"
_NEAR_TERM = "exp(y[j]) <= exp(R)*exp(x[k])"
_NEAR = f"forall({_NEAR_TERM}, (j, 1, n)); {_SEEN}"
_TOTAL = "(Sum(exp(x[i]), (i, 1, t)) + exp(-K)*Sum(exp(y[l]), (l, 1, n)))"
_HIDDEN = f"Sum((exp(-K)*exp(y[j]))/{_TOTAL}, (j, 1, n))"


_VISIBLE = Identity(
    f"exp(x[k])/Sum(exp(x[i]), (i, 1, t)) - exp(x[k])/{_TOTAL} == "
    f"exp(x[k])/Sum(exp(x[i]), (i, 1, t))*Sum(exp(-K)*exp(y[j]), (j, 1, n))/{_TOTAL}"
)


def _two_hidden(bound: str) -> Identity:
    """The statement with another bound, for two hidden tokens and one visible one."""
    read = read_statement(f"{_HIDDEN} <= {bound}", assuming=_NEAR)
    given = [_NEAR_TERM.replace("[j]", f"[{j}]").replace("[k]", "[1]") for j in (1, 2)]
    return Identity(to_text(substitute(read.claim, {"n": 2, "t": 1, "k": 1})), "; ".join(given))


CLAIMS: list[Claim] = [
    Claim(
        id="ZOO-mask",
        kind="identity",
        title="A mask or bias of the scores is output gating of the exp units",
        statement=Identity(f"{_ROW} == {_GATED_ROW}"),
        display=(
            r"For all scores $S_j$, all finite biases $M_j$ and all values $v_j$, and every number $n$ of tokens"
            "\n"
            r"$$\frac{\sum_{j=1}^n e^{S_j + M_j} v_j}{\sum_{j=1}^n e^{S_j + M_j}} = \frac{\sum_{j=1}^n e^{M_j}\, e^{S_j} v_j}{\sum_{j=1}^n e^{M_j}\, e^{S_j}}:$$"
            "\n"
            r"multiplexing of the activations of exp units is their output gating by $e^{M_j}$."
        ),
        source=PROJECT,
        rests_on=("TX-5",),
        mutants=(
            Mutant("operation", Identity(f"{_ROW} == {_GATED_ROW.replace('exp(M[j])*', 'M[j]*')}")),
            Mutant(
                "index", Identity(f"{_ROW} == {_GATED_ROW.replace('exp(M[j])*exp(S[j]), ', 'exp(S[j]), ')}")
            ),
            Mutant("hypothesis", Identity(_LOGISTIC_ROW)),
        ),
        errata=ERRATA["ZOO-mask"],
        not_claimed=(
            "The value minus infinity is a convention: the gate is then 0. ZOO-mask-gate and ZOO-mask-bound say what it means. The last mutant has logistic units "
            "in place of exp units."
        ),
    ),
    Claim(
        id="ZOO-mask-gate",
        kind="identity",
        title="A causal mask is output gating by threshold units of the positions",
        statement=Constructed("masked layer and gated layer agree", "tokens", (1, 2, 3), _causal_gates),
        display=(
            r"For 1, 2 and 3 tokens: gating the exp units of scores and weights of tokens $i, j$ by $H(i - j)$, with $H(0) = 1$, gives the layer in which token $i$ reads the tokens $1, \ldots, i$ only."
        ),
        source=PROJECT,
        rests_on=("SM-1", "ZOO-mask", "TR-3"),
        mutants=(
            Mutant("sign", Constructed("gates H(j - i)", "tokens", (2,), partial(_causal_gates, sign=-1))),
            Mutant(
                "index", Constructed("gates H(i - j + 1)", "tokens", (2,), partial(_causal_gates, shift=1))
            ),
        ),
        not_claimed=(
            "For more tokens the reason is the same, a unit gated by 0 adds 0, but no network is compared. Nothing is said about a row without a visible token: the quotient is undefined there."
        ),
    ),
    Claim(
        id="ZOO-mask-bound",
        kind="inequality",
        title="A finite mask leaves little weight on hidden tokens",
        statement=All((Derived(f"{_HIDDEN} <= n*exp(R - K)", _NEAR, evidence=_hidden_weight), _VISIBLE)),
        display=(
            r"Let $x_1, \ldots, x_t$ be the scores of the visible tokens and $y_1, \ldots, y_n$ those of the hidden ones, $y_j \le x_k + R$ for all $j$ and one $k$. If $-K$ is added to the $y_j$, each hidden token has at most the weight $e^{-K+R}$, and "
            r"all together"
            "\n"
            r"$$\frac{\sum_{j=1}^n e^{y_j - K}}{\sum_{i=1}^t e^{x_i} + \sum_{j=1}^n e^{y_j - K}} \le n\, e^{-K + R}."
            "$$\n"
            r"The weight $A_k = e^{x_k} / \sum_i e^{x_i}$ of a visible token becomes smaller by $A_k$ times the left side."
        ),
        source=PROJECT,
        rests_on=("ZOO-mask",),
        mutants=(
            Mutant("constant", _two_hidden("exp(R - K)")),
            Mutant("hypothesis", _two_hidden("n*exp(-K)")),
        ),
        not_claimed=(
            "The hypothesis is checked in the form e^y <= e^R e^x. Equality does not occur; the strict form is not claimed."
        ),
    ),
    Claim(
        id="ZOO-ALiBi-keys",
        kind="identity",
        title="A bias linear in the lag is a bias of the keys alone",
        statement=Identity(
            "exp(S[j] - m*(i - j))/Sum(exp(S[k] - m*(i - k)), (k, 1, n)) == exp(S[j] + m*j)/Sum(exp(S[k] + m*k), (k, 1, n))"
        ),
        display=(
            r"$$\frac{e^{S_j - m (i - j)}}{\sum_{k=1}^n e^{S_k - m (i - k)}} = \frac{e^{S_j + m j}}{\sum_{k=1}^n e^{S_k + m k}}$$"
            "\n"
            r"for every number $n$ of visible tokens, all $i$, $j \le n$ and every slope $m$."
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant(
                "sign",
                Identity(
                    "exp(S[j] - m*(i - j))/Sum(exp(S[k] - m*(i - k)), (k, 1, n)) == exp(S[j] - m*j)/Sum(exp(S[k] - m*k), (k, 1, n))"
                ),
            ),
            Mutant(
                "operation",
                Identity(
                    "exp(S[j] - m*(i - j)**2)/Sum(exp(S[k] - m*(i - k)**2), (k, 1, n)) == exp(S[j] - m*j**2)/Sum(exp(S[k] - m*k**2), (k, 1, n))"
                ),
            ),
        ),
        not_claimed="A bias that is not linear in the lag is not of this form: the second mutant has its square.",
    ),
    Claim(
        id="ZOO-GQA-shared",
        kind="identity",
        title="Grouped queries share keys, values and their weights, but no gatings",
        statement=All(
            (
                Constructed("2 groups of 4 heads", "tokens", (2,), partial(_groups, heads=4, groups=2)),
                Instances(
                    "g(m, k, r, d) == 2*k*r*m**2*d",
                    ranges={"m": (1, 2), "k": (1, 2), "r": (1, 2), "d": (1, 2)},
                    functions={"g": _gatings},
                ),
                Instances(
                    "w(k, r, d) == k*r*d + 2*k*d",
                    ranges={"k": (1, 2, 3), "r": (1, 2, 3), "d": (1, 2)},
                    functions={"w": _weights},
                ),
            )
        ),
        display=(
            r"A layer of $k$ groups of $r$ heads is the multi-head layer of $k r$ heads in which the columns of $W_K$ and $W_V$ are the same for all heads of a group. For $m$ tokens of width $p$ and heads of width $d$ "
            r"it has $2 k r\, m^2 d$ gatings, as many as multi-head attention, and $p\,(k r + 2 k)\, d$ weights to queries, keys and values instead of $3 p\, k r d$."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        argument=(
            r"In both layers the units $K_{jc}$ and $V_{jl}$ of a head are the same linear functions of token $j$; products, scores, weights and outputs of the head are the same functions of $Q$, $K$, $V$, hence equal.",
            r"Each of the $k r$ heads forms $m^2$ scores of $d$ products and $m^2 d$ products of a weight and a value. Its queries differ from those of the other heads, so none of these products is shared.",
            r"There are $k r d$ columns in $W_Q$ and $k d$ in each of $W_K$, $W_V$; each has $p$ weights.",
        ),
        mutants=(
            Mutant(
                "index",
                Constructed("the other group", "tokens", (2,), partial(_groups, heads=2, groups=2, moved=1)),
            ),
            Mutant(
                "hypothesis",
                Constructed(
                    "keys and values not shared",
                    "tokens",
                    (2,),
                    partial(_groups, heads=2, groups=1, own=True),
                ),
            ),
            Mutant(
                "constant",
                Instances(
                    "g(m, k, r, d) == 2*k*m**2*d",
                    ranges={"m": (1,), "k": (1, 2), "r": (1, 2), "d": (1,)},
                    functions={"g": _gatings},
                ),
            ),
        ),
        not_claimed=(
            "Counts of the networks built here; arithmetic and memory traffic are something else. The networks are compared at the first of 2 tokens; weights are counted for tokens of width 1."
        ),
    ),
    Claim(
        id="ZOO-gate-rows",
        kind="identity",
        title="What a gate after attention changes",
        statement=All(
            (
                Identity("Sum(g*softmax(j, S, n), (j, 1, n)) == g"),
                Identity(
                    "g*Sum(softmax(j, S, n)*v[j], (j, 1, n)) == Sum(softmax(j, S, n)*(g*v[j]), (j, 1, n))"
                ),
                Identity(
                    "Sum(O[c]*Sum(A[j]*Sum(W[a,c]*x[j,a], (a, 1, p)), (j, 1, n)), (c, 1, d)) == "
                    "Sum(A[j]*Sum(Sum(W[a,c]*O[c], (c, 1, d))*x[j,a], (a, 1, p)), (j, 1, n))"
                ),
            )
        ),
        display=(
            r"A gate $g$ of a head makes its row of weights sum to $g$, and is the same as gating its values: for every $n$"
            "\n"
            r"$$\sum_{j=1}^n g\, A_j = g, \qquad g \sum_{j=1}^n A_j v_j = \sum_{j=1}^n A_j (g\, v_j).$$"
            "\n"
            r"Without a gate $W_V$ and $W_O$ act as the one linear map $W_V W_O$: $\sum_c O_c \sum_j A_j (x_j W_V)_c = \sum_j A_j\, x_j \cdot (W_V O)$ for all sizes."
        ),
        source=PROJECT,
        rests_on=("TR-3", "TX-6"),
        mutants=(
            Mutant("constant", Identity("Sum(g*softmax(j, S, n), (j, 1, n)) == 1")),
            Mutant(
                "hypothesis",
                Identity(
                    "Sum(g[c]*O[c]*Sum(A[j]*Sum(W[a,c]*x[j,a], (a, 1, p)), (j, 1, n)), (c, 1, d)) == "
                    "Sum(A[j]*Sum(Sum(W[a,c]*O[c], (c, 1, d))*x[j,a], (a, 1, p)), (j, 1, n))"
                ),
            ),
        ),
        not_claimed="The last mutant gates each entry c of the head by g_c: then the two maps no longer merge into one that is free of the gates.",
    ),
    Claim(
        id="ZOO-sink",
        kind="identity",
        title="A token with value 0 is a gate of the head",
        statement=Identity(
            "Sum(exp(S[j])*v[j], (j, 1, n))/(exp(z) + Sum(exp(S[j]), (j, 1, n))) == "
            "logistic(log(Sum(exp(S[j]), (j, 1, n))) - z)*Sum(exp(S[j])*v[j], (j, 1, n))/Sum(exp(S[j]), (j, 1, n))"
        ),
        display=(
            r"For every $n$: a further token with score $z$ and value $0$ gates the output of a head by a logistic unit,"
            "\n"
            r"$$\frac{\sum_{j=1}^n e^{S_j} v_j}{e^z + \sum_{j=1}^n e^{S_j}} = \sigma\Big(\log \sum_{j=1}^n e^{S_j} - z\Big) \sum_{j=1}^n A_j v_j.$$"
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant(
                "sign",
                Identity(
                    "Sum(exp(S[j])*v[j], (j, 1, n))/(exp(z) + Sum(exp(S[j]), (j, 1, n))) == "
                    "logistic(log(Sum(exp(S[j]), (j, 1, n))) + z)*Sum(exp(S[j])*v[j], (j, 1, n))/Sum(exp(S[j]), (j, 1, n))"
                ),
            ),
            Mutant(
                "hypothesis",
                Identity(
                    "(exp(z)*y + Sum(exp(S[j])*v[j], (j, 1, n)))/(exp(z) + Sum(exp(S[j]), (j, 1, n))) == "
                    "logistic(log(Sum(exp(S[j]), (j, 1, n))) - z)*Sum(exp(S[j])*v[j], (j, 1, n))/Sum(exp(S[j]), (j, 1, n))"
                ),
            ),
        ),
        not_claimed="This gate is a function of the scores of the same head; the gate of gated attention is a unit of its own. The last mutant has a token of value y.",
    ),
    _layer(
        "MHA",
        "2*h*m**2*d",
        "Multi-head attention as a network of gates",
        Mutant("hypothesis", same("MHA", (2,), other="GQA", **_TWO)),
        Mutant("index", same("MHA", (2,), swapped=("x11", "x21"), **_TWO)),
        heads=2,
    ),
    _layer(
        "causal",
        "h*m*(m + 1)*d",
        "Causal attention as a network of gates",
        Mutant("hypothesis", same("causal", (2,), other="GQA", **_ONE)),
        Mutant("constant", same("causal", (2,), scaled={"W_Q[1, 1]": 2}, **_ONE)),
        steps=(
            r"Token $i$ sees the $i$ tokens up to itself, $m (m + 1)/2$ pairs in all. With the convention $e^{-\infty} = 0$ the terms of the other tokens are absent from numerator and denominator, as in [[ZOO-mask]] with gates $1$ and $0$.",
        ),
    ),
    _layer(
        "additive",
        "2*h*m**2*d",
        "Attention with an additive mask as a network of gates",
        Mutant("hypothesis", same("additive", (2,), other="GQA", **_ONE)),
        Mutant("sign", same("additive", (2,), scaled={"M12": -1}, **_ONE)),
    ),
    _layer(
        "ALiBi",
        "h*m*(m + 1)*d",
        "Attention with linear biases as a network of gates",
        Mutant("sign", same("ALiBi", (2,), scaled={"m[1]": -1}, **_ONE)),
        Mutant("hypothesis", same("ALiBi", (2,), other="causal", **_ONE)),
    ),
    _layer(
        "relative",
        "2*h*m**2*d",
        "Attention with relative biases as a network of gates",
        Mutant("index", same("relative", (2,), swapped=("b[1, 1]", "b[1, 3]"), **_ONE)),
        Mutant("hypothesis", same("relative", (2,), other="GQA", **_ONE)),
    ),
    _layer(
        "GQA",
        "2*h*m**2*d",
        "Grouped-query attention as a network of gates",
        Mutant("index", same("GQA", (2,), groups=1, swapped=("W_K[1, 1]", "W_V[1, 1]"), **_TWO)),
        Mutant("constant", same("GQA", (2,), groups=1, scaled={"W_K[1, 1]": 2}, **_TWO)),
        steps=(r"Heads of one group read the same units $K$ and $V$: [[ZOO-GQA-shared]].",),
        heads=2,
    ),
    _layer(
        "gated-attention",
        "2*h*m**2*d + m*h*d",
        "Attention gated entry by entry as a network of gates",
        Mutant("hypothesis", same("gated-attention", (2,), other="GQA", **_ONE)),
        Mutant("sign", same("gated-attention", (2,), scaled={"W_G[1, 1]": -1}, **_ONE)),
        steps=(r"The $m h d$ units $Y$ are gated by logistic units over $x_i$, one each.",),
    ),
    _layer(
        "gated-heads",
        "2*h*m**2*d + m*h*d",
        "Attention gated head by head as a network of gates",
        Mutant("hypothesis", same("gated-heads", (2,), other="GQA", **_TWO)),
        Mutant("index", same("gated-heads", (2,), swapped=("W_G[1, 1]", "W_G[1, 2]"), **_TWO)),
        steps=(
            r"The $m h d$ units $Y$ are gated by logistic units over $x_i$, those of one head by the same one.",
        ),
        heads=2,
    ),
]
