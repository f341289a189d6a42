"""Claims about attention heads: TR-1, TR-2, TR-4, TR-6 and their parts, and those about softmax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations
from typing import Any

import sympy as sp

from symattn.algebra import dimension
from symattn.attention.gating_counts import count_gatings
from symattn.attention.transformers.encoder import encoder_block
from symattn.attention.transformers.heads import attention_head
from symattn.attention.transformers.score_algorithms import score_network
from symattn.attention.transformers.symbolic_head import SymbolicHead
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.claims.softmax import CLAIMS as SOFTMAX
from symattn.ledger.machine import All, Constructed, Identity, Instances, Symbolic, Triple
from symattn.model import softmax

# Sizes: m tokens of width p, keys of width n, values of width v, h heads.


@cache
def _gatings(m: int, n: int, v: int, **options: Any) -> int:
    return count_gatings(attention_head(tokens=m, width=2, key_width=n, value_width=v, **options))


@cache
def _block_gatings(m: int, n: int, h: int, normalisation: Any = None) -> int:
    shape: dict[str, Any] = {"tokens": m, "width": 2, "key_width": n, "heads": h, "hidden": 2}
    return count_gatings(encoder_block(**shape, normalisation=normalisation))


@cache
def _weights(m: int, p: int, n: int, v: int) -> int:
    return len(attention_head(tokens=m, width=p, key_width=n, value_width=v).parameters)


_COUNTS: dict[str, Callable[..., int]] = {
    "gatings": _gatings,
    "causal": lambda m, n, v: _gatings(m, n, v, mask="causal"),
    "reciprocal": lambda m, n, v: _gatings(m, n, v, softmax="reciprocal"),
    "state": lambda m, n, v: _gatings(m, n, v, softmax=None, order="state"),
    "running": lambda m, n, v: _gatings(m, n, v, softmax=None, order="state", mask="causal"),
    "block": _block_gatings,
    "normalised": lambda m, n, h: _block_gatings(m, n, h, "layer"),
    "weights": _weights,
    "winograd": lambda m, n: count_gatings(score_network("winograd", tokens=m, key_width=n)),
}


def _counted(statement: str, **tops: int) -> Instances:
    """A statement on counts, at all sizes up to those given."""
    ranges = {name: range(1, top + 1) for name, top in tops.items()}
    return Instances(statement, ranges=ranges, functions=_COUNTS)


def _network(m: int, options: dict[str, Any], formula: dict[str, Any]) -> list[Triple]:
    """Pairs (output of the network, formula of the head) for m tokens of width 2, one column of keys and values."""

    def symbol(label: str) -> Callable[[Any, Any], Any]:
        return lambda i, c: sp.Symbol(f"{label}{i}{c}")

    net = attention_head(tokens=m, width=2, key_width=1, **options)
    labels: dict[str, str] = {"inputs": "x", "query": "W_Q", "key": "W_K", "value": "W_V"}
    entries: dict[str, Any] = {name: symbol(label) for name, label in labels.items()}
    head = SymbolicHead(m, 1, 2, **entries, **formula)
    return [(net.output(i), head.output(i, 1), "") for i in range(1, m + 1)]


def _networks(m: int) -> list[Triple]:
    linear = {"softmax": None, "scale": 1}
    return [
        *_network(m, {"scale": 1}, {}),
        *_network(m, {"scale": 1, "softmax": "reciprocal"}, {}),
        *_network(m, linear, {"softmax": False}),
        *_network(m, {**linear, "order": "state"}, {"softmax": False}),
    ]


_m, _n, _p = dimension("m"), dimension("n"), dimension("p")
_i, _l = sp.symbols("i l", integer=True)
_t = sp.Symbol("tau", real=True)
_x, _Q, _K, _V, _R = (sp.IndexedBase(name) for name in ("x", "W_Q", "W_K", "W_V", "R"))
_s = sp.Function("s", integer=True)


def _linear(**entries: Any) -> Any:
    return SymbolicHead(_m, _n, _p, softmax=False, **entries).output(_i, _l)


def _cubic(power: int = 3, sizes: tuple[Any, Any, Any] = (_m, _n, _p), softmax: bool = False) -> list[Triple]:
    """Pairs (head(tau X), tau^power head(X)), for all sizes or for those given."""
    m, n, p = sizes
    scaled = SymbolicHead(m, n, p, softmax, inputs=lambda i, a: _t * _x[i, a])
    head = SymbolicHead(m, n, p, softmax)
    return [(scaled.output(_i, _l), _t**power * head.output(_i, _l), "")]


def _multilinear() -> list[Triple]:
    """Pairs (head at W + t R, head at W + t head at R) for W each of the three matrices, for all sizes."""
    pairs = []
    for name, W in (("query", _Q), ("key", _K), ("value", _V)):
        moved = _linear(**{name: lambda a, c, W=W: W[a, c] + _t * _R[a, c]})
        pairs.append((moved, _linear() + _t * _linear(**{name: "R"}), ""))
    return pairs


def _associated(weight: str = "q[i,c]") -> list[Triple]:
    head = SymbolicHead(_m, _n, softmax=False).output(_i, _l)
    return [(head, f"Sum({weight}*Sum(k[j,c]*v[j,l], (j, 1, m)), (c, 1, n))", "")]


def _running() -> list[Triple]:
    """Row t of the causal head is row t of the head on t tokens, and a product with the running sum."""
    t = dimension("t")
    row = SymbolicHead(t, _n, softmax=False).output(t, _l)
    return [(row, "Sum(q[t,c]*Sum(k[j,c]*v[j,l], (j, 1, t)), (c, 1, n))", "")]


def _orders(m: int) -> list[Triple]:
    """The two orders of a product, without a mask and with a causal one, as networks."""
    pairs: list[Triple] = []
    for mask in (None, "causal"):
        shape: dict[str, Any] = {"tokens": m, "width": 1, "key_width": 2, "value_width": 1, "mask": mask}
        scores = attention_head(**shape, softmax=None, scale=1)
        state = attention_head(**shape, softmax=None, scale=1, order="state")
        pairs += [(scores.output(i), state.output(i), "") for i in range(1, m + 1)]
    return pairs


def _row(i: str, token: str, value: str, tokens: str = "n") -> str:
    """Return row i of a head as text: sum_j exp(q_i . k_token) value / sum_j exp(q_i . k_token), j = 1..tokens."""
    score = f"exp(Sum(q[{i},c]*k[{token},c], (c, 1, d)))"
    return f"Sum({score}*{value}, (j, 1, {tokens}))/Sum({score}, (j, 1, {tokens}))"


_EQUIVARIANCE = f"{_row('s(i)', 's(j)', 'v[s(j),l]')} == {_row('s(i)', 'j', 'v[j,l]')}"
_INVARIANCE = f"{_row('s(i)', 's(j)', 'v[s(j),l]')} == {_row('i', 'j', 'v[j,l]')}"
_VALUES_STAY = f"{_row('s(i)', 's(j)', 'v[j,l]')} == {_row('s(i)', 'j', 'v[j,l]')}"
_POOLED = f"Sum({_row('s(i)', 's(j)', 'v[s(j),l]')}, (i, 1, n)) == Sum({_row('i', 'j', 'v[j,l]')}, (i, 1, n))"
_WEIGHTED = (
    f"Sum(i*{_row('s(i)', 's(j)', 'v[s(j),l]')}, (i, 1, n)) == Sum(i*{_row('i', 'j', 'v[j,l]')}, (i, 1, n))"
)


def _equivariant(offset: Callable[[Any, Any], Any] = lambda i, a: sp.S.Zero) -> list[Triple]:
    """The pair (Att(P X + B)_i, Att(X + B)_s(i)) for all sizes, projections included; ``offset`` gives the entries of B."""
    moved = SymbolicHead(_m, _n, _p, inputs=lambda i, a: _x[_s(i), a] + offset(i, a))
    plain = SymbolicHead(_m, _n, _p, inputs=lambda i, a: _x[i, a] + offset(i, a))
    return [(moved.output(_i, _l), plain.output(_s(_i), _l), "s permutation of m")]


def _masked(m: int) -> list[Triple]:
    """Pairs (row i of Att(P X), row s(i) of Att(X)) for every permutation s of m tokens that attend to themselves and those before."""

    def head(rows: Sequence[int]) -> list[Any]:
        q, k, v = (sp.IndexedBase(name) for name in "qkv")
        outputs = []
        for place, i in enumerate(rows):
            seen = rows[: place + 1]
            weights = softmax([q[i] * k[j] for j in seen])
            outputs.append(sum(weight * v[j] for weight, j in zip(weights, seen, strict=True)))
        return outputs

    plain = head(range(1, m + 1))
    return [(head(s)[i], plain[s[i] - 1], "") for s in permutations(range(1, m + 1)) for i in range(m)]


def _defect(mask: Any, weight: str, order: Sequence[int] = (2, 1)) -> list[Triple]:
    """The difference Att(P X)_1 - (P Att(X))_1 of the network of two tokens, P their exchange, and ``weight`` (V_2 - V_1)."""
    one = [[1]]
    net = attention_head(
        tokens=2, width=1, key_width=1, query=[["a"]], key=one, value=one, mask=mask, scale=1
    )
    x = net.input_symbols
    moved = net.output(1).subs(dict(zip(x, [x[k - 1] for k in order], strict=True)), simultaneous=True)
    return [(moved - net.output(order[0]), f"{weight}*(x21 - x11)", "")]


def _positions(first: int = 0, second: int = 1, defect: str = "-tanh(2)") -> list[Triple]:
    """The difference Att(P X + B)_1 - (P Att(X + B))_1 for tokens 0 and 1, and the stated number; B has rows first, second."""
    one = [[1]]
    net = attention_head(tokens=2, width=1, key_width=1, query=one, key=one, value=one, scale=1)
    at = [
        dict(zip(net.input_symbols, values, strict=True))
        for values in ((1 + first, second), (first, 1 + second))
    ]
    return [(net.output(1).subs(at[0]) - net.output(2).subs(at[1]), defect, "")]


def _low_rank(swapped: bool = False) -> list[Triple]:
    """Scores through the projections, and through the p x p matrix W_Q W_K^T."""
    j = sp.Symbol("j", integer=True)
    score = SymbolicHead(_m, _n, _p).score(_i, j)
    middle = "Sum(W_K[a,c]*W_Q[b,c], (c, 1, n))" if swapped else "Sum(W_Q[a,c]*W_K[b,c], (c, 1, n))"
    return [(score, f"Sum(Sum(x[i,a]*{middle}*x[j,b], (a, 1, p)), (b, 1, p))", "")]


def _minor(width: int, size: int) -> str:
    """Write a minor of Q K^T for keys of that width, rows 1.. and columns 11.. standing for any, as text."""
    terms = []
    for columns in permutations(range(1, size + 1)):
        inversions = sum(columns[a] > columns[b] for a in range(size) for b in range(a + 1, size))
        entries = [
            "(" + " + ".join(f"q[{i},{c}]*k[{10 + j},{c}]" for c in range(1, width + 1)) + ")"
            for i, j in enumerate(columns, 1)
        ]
        terms.append("*".join([f"({(-1) ** inversions})", *entries]))
    return " + ".join(terms)


# TR-6


def _algorithm(name: Any, m: int, n: int, exchanged: bool = False) -> list[Triple]:
    """Pairs (score of the network, dot product of a query and a key)."""
    net = score_network(name, tokens=m, key_width=n)
    pairs: list[Triple] = []
    for i in range(1, m + 1):
        for j in range(1, m + 1):
            a, b = (j, i) if exchanged else (i, j)
            dot = " + ".join(f"q{a}{c}*k{b}{c}" for c in range(1, n + 1))
            pairs.append((net.output(m * (i - 1) + j), dot, ""))
    return pairs


def _seven(n: int, count: int = 7) -> list[Triple]:
    """Pairs (number of gatings of Strassen's network and of the dot products, the numbers stated)."""
    found = {name: count_gatings(score_network(name, tokens=n, key_width=n)) for name in ("strassen", "dot")}
    return [(found["strassen"], count, ""), (found["dot"], n**3, "")]


_WINOGRAD = (
    "Sum((a[t] + d[t])*(b[t] + c[t]), (t, 1, r)) - Sum(a[t]*b[t], (t, 1, r)) - Sum(c[t]*d[t], (t, 1, r)) "
    "== Sum(a[t]*c[t] + b[t]*d[t], (t, 1, r))"
)


CLAIMS = [
    Claim(
        id="TR-1",
        kind="count",
        title="The gatings of an attention head",
        statement=All(
            (
                _counted("gatings(m, n, v) == m**2*(n + v)", m=3, n=3, v=3),
                _counted("causal(m, n, v) == m*(m + 1)/2*(n + v)", m=3, n=2, v=2),
                _counted("reciprocal(m, n, v) == m**2*(n + v + 1)", m=3, n=2, v=2),
                _counted("block(m, n, h) == h*m**2*(n + n)", m=2, n=2, h=3),
                _counted("weights(m, p, n, v) == 2*p*n + p*v", m=2, p=3, n=2, v=2),
                Identity(
                    "Sum(Sum(Sum(1, (c, 1, n)) + Sum(1, (l, 1, v)), (j, 1, m)), (i, 1, m)) == m**2*(n + v)"
                ),
                Identity("Sum(i*(n + v), (i, 1, m)) == m*(m + 1)/2*(n + v)"),
                Identity("exp(x - log(exp(x))) == 1"),
            )
        ),
        display=(
            r"A self-attention head of $m$ tokens with keys of width $n$ and values of width $n_v$, computed as $S = Q K^{\mathsf T}$, $A = \mathrm{softmax}(S/\sqrt n)$, $Y = A V$, has"
            "\n"
            r"$$\underbrace{m^2 n}_{\text{output gatings } Q_{ic} K_{jc}} + \underbrace{m^2 n_v}_{\text{synaptic gatings } A_{ij} V_{jl}} = m^2 (n + n_v)$$"
            "\n"
            r"gatings, $h$ heads have $h$ times as many; with a causal mask $m (m + 1)/2$ stands in place of $m^2$. Softmax by exp and log units adds none, by reciprocal units one for each pair. "
            r"The $2 p n + p\, n_v$ trainable weights do not depend on $m$."
        ),
        hypotheses=(
            "no biases, no output projection, no normalisation of the tokens; the factor of the scores is a constant weight",
        ),
        source=PAPER,
        rests_on=("TX-1", "FA-5", "TR-3"),
        argument=(
            "Products of two signals that both depend on the inputs are formed only at gates: a network of the standard model multiplies signals by weights, which are constants ([[SM-1]]).",
            "The gates of the network are one output gate for each $(i, j, c)$, $Q_{ic}$ by $K_{jc}$, and one synaptic gate for each $(i, j, l)$, the synapse from $V_{jl}$ by $A_{ij}$; $j$ runs over the tokens that token $i$ sees, $c$ over $1, \\dots, n$ and $l$ over $1, \\dots, n_v$.",
            "Exp and log units give $A$ from $S$ without a product of two signals ([[TR-3]]); with reciprocal units there is one more output gate for each $(i, j)$.",
            "The sums over these index sets are those of the machine statement, which holds for all sizes.",
        ),
        mutants=(
            Mutant("constant", _counted("gatings(m, n, v) == m**2*(n + v) + 1", m=2, n=2, v=2)),
            Mutant("index", _counted("causal(m, n, v) == m*(m - 1)/2*(n + v)", m=2, n=2, v=2)),
            Mutant("operation", _counted("gatings(m, n, v) == m**2*n*v", m=2, n=2, v=2)),
        ),
        not_claimed="That no other circuit needs fewer: TR-2-assoc and TR-6 have fewer. Counted are products, not the units that copy and add. In a row in which a token sees only itself, as for m = 1, its weight is 1: the gatings of that row are counted, though the result needs none.",
    ),
    Claim(
        id="TR-1-net",
        kind="identity",
        title="The network of gates is the attention head",
        statement=Constructed("the network has the outputs of the head", "m", (1, 2, 3), _networks),
        display=(
            r"For $m \in \{1, 2, 3\}$ tokens of width 2 with keys and values of width 1, and all inputs and weights, the networks with output gates $Q_{ic} K_{jc}$ and synaptic gates $A_{ij} V_{jl}$ compute"
            "\n"
            r"$$\begin{gathered} Y_{il} = \sum_{j=1}^m \frac{e^{S_{ij}}}{\sum_k e^{S_{ik}}} V_{jl}, \qquad S = Q K^{\mathsf T}, \\ \text{and without softmax} \quad Y_{il} = \sum_{j=1}^m S_{ij} V_{jl}. \end{gathered}$$"
        ),
        source=PAPER,
        rests_on=("TX-1", "TR-3"),
        mutants=(
            Mutant(
                "operation",
                Constructed(
                    "no softmax in the formula",
                    "m",
                    (2,),
                    lambda m: _network(m, {"scale": 1}, {"softmax": False}),
                ),
            ),
            Mutant(
                "constant",
                Constructed("the scores are doubled", "m", (2,), lambda m: _network(m, {"scale": 2}, {})),
            ),
            Mutant(
                "hypothesis",
                Constructed(
                    "with a causal mask", "m", (2,), lambda m: _network(m, {"scale": 1, "mask": "causal"}, {})
                ),
            ),
        ),
        not_claimed="Other sizes are compared as floating-point estimates in the tests only.",
    ),
    Claim(
        id="TR-2",
        kind="identity",
        title="Without softmax an attention head is cubic",
        statement=All(
            (
                Symbolic("head(tau X) = tau^3 head(X)", _cubic),
                Symbolic("head is linear in each of W_Q, W_K, W_V", _multilinear),
            )
        ),
        display=(
            r"For all numbers $m$ of tokens, widths $p, n, n_v$, real $\tau$ and matrices $R$, the head without softmax $Y(X; W_Q, W_K, W_V) = X W_Q (X W_K)^{\mathsf T} X W_V$ satisfies"
            "\n"
            r"$$\begin{gathered} Y(\tau X) = \tau^3\, Y(X), \\ Y(W_Q + \tau R) = Y(W_Q) + \tau\, Y(R), \end{gathered}$$"
            "\n"
            r"and likewise in $W_K$ and in $W_V$: it is homogeneous of degree 3 in the inputs and of degree $(1, 1, 1)$ in the three matrices."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("constant", Symbolic("head(tau X) = tau^2 head(X)", lambda: _cubic(2, (2, 1, 1)))),
            Mutant("hypothesis", Symbolic("with softmax", lambda: _cubic(3, (2, 1, 1), softmax=True))),
        ),
        not_claimed="The sizes are those of the head, without biases, mask or positional rows.",
    ),
    Claim(
        id="TR-2-assoc",
        kind="identity",
        title="Without softmax the tokens can be summed first: linear attention",
        statement=All(
            (
                Symbolic("(Q K^T) V = Q (K^T V)", _associated),
                Symbolic("row t of the causal head is q_t times the running sum of k_j v_j^T", _running),
                Constructed("the two networks have the same outputs", "m", (2, 3), _orders),
                _counted("state(m, n, v) == 2*m*n*v", m=3, n=2, v=3),
                _counted("running(m, n, v) == 2*m*n*v", m=3, n=2, v=3),
                Identity("2*m*n*v < m**2*(n + v)", "m, n, v positive; m*(n + v) > 2*n*v"),
                Identity("m**2*(n + v) <= 2*m*n*v", "m, n, v positive; m*(n + v) <= 2*n*v"),
            )
        ),
        display=(
            r"For all $m, n, n_v$ (and $t$, with a causal mask)"
            "\n"
            r"$$(Q K^{\mathsf T}) V = Q\, (K^{\mathsf T} V), \qquad Y_t = q_t \sum_{j \le t} k_j v_j^{\mathsf T}.$$"
            "\n"
            r"Summed in this order, a head without softmax has $2 m n n_v$ gatings, with or without a causal mask, in place of $m^2 (n + n_v)$ without one; this is fewer if and only if $m > 2 n n_v/(n + n_v)$."
        ),
        source="Katharopoulos, Vyas, Pappas and Fleuret, Transformers are RNNs (2020); the count is this project's",
        rests_on=("TR-1", "TR-2"),
        argument=(
            "$K^{\\mathsf T} V$ has $n\\, n_v$ entries, each a sum of $m$ products; $Q (K^{\\mathsf T} V)$ has $m\\, n_v$ entries, each a sum of $n$ products: $2 m n n_v$ in all.",
            "With a causal mask the state of token $t$ is that of token $t - 1$ plus $k_t v_t^{\\mathsf T}$, which takes $n\\, n_v$ products, and so does $q_t$ times the state: again $2 m n n_v$.",
            "The identities and the two comparisons of the machine statement hold for all sizes; the counts are tested on the networks.",
        ),
        mutants=(
            Mutant("index", Symbolic("the query of token 1 throughout", lambda: _associated("q[1,c]"))),
            Mutant("constant", _counted("state(m, n, v) == m*n*v", m=2, n=2, v=2)),
            Mutant("strictness", Identity("2*m*n*v < m**2*(n + v)", "m, n, v positive; m*(n + v) >= 2*n*v")),
        ),
        not_claimed="With softmax the orders differ. The comparison is of gatings, not of time or memory.",
    ),
    *SOFTMAX,
    Claim(
        id="TR-4",
        kind="identity",
        title="An attention head is permutation equivariant",
        statement=All(
            (
                Identity(_EQUIVARIANCE, "s permutation of n"),
                Symbolic("Att(P X) = P Att(X), with the projections", _equivariant),
            )
        ),
        display=(
            r"Let the $n$ tokens have queries and keys $q_i, k_i \in \mathbb{R}^d$ and values $v_i$, and let $\mathrm{Att}(X)_i = \sum_j e^{q_i \cdot k_j} v_j / \sum_j e^{q_i \cdot k_j}$. "
            r"For every $n$, every width $d$ and every permutation matrix $P$"
            "\n"
            r"$$\mathrm{Att}(P X) = P\, \mathrm{Att}(X);$$"
            "\n"
            r"in particular for $q_i = x_i W_Q$, $k_i = x_i W_K$, $v_i = x_i W_V$ with tokens $x_i$ of every width."
        ),
        hypotheses=("no mask and no positional encoding",),
        source=PAPER,
        rests_on=("TR-3",),
        mutants=(
            Mutant("hypothesis", Constructed("with a causal mask", "m", (2,), _masked)),
            Mutant("index", Identity(_INVARIANCE, "s permutation of n")),
            Mutant("operation", Identity(_VALUES_STAY, "s permutation of n")),
        ),
        errata=ERRATA["TR-4"],
        not_claimed="Equivariance, not invariance. The usual factor under the exponential can be absorbed in the queries.",
    ),
    Claim(
        id="TR-4-pool",
        kind="identity",
        title="The sum over the tokens is invariant",
        statement=Identity(_POOLED, "s permutation of n"),
        display=(
            r"With the notation of TR-4, for every $n$, every width and every permutation matrix $P$"
            "\n"
            r"$$\sum_{i=1}^n \mathrm{Att}(P X)_i = \sum_{i=1}^n \mathrm{Att}(X)_i.$$"
        ),
        hypotheses=("no mask and no positional encoding",),
        source=PAPER,
        rests_on=("TR-4",),
        mutants=(
            Mutant("operation", Identity(_WEIGHTED, "s permutation of n")),
            Mutant("index", Identity(_INVARIANCE, "s permutation of n")),
        ),
        not_claimed="Other poolings, such as the maximum over the tokens, are invariant too; they are not checked here.",
    ),
    Claim(
        id="TR-4-mask",
        kind="existence",
        title="With a causal mask equivariance fails",
        statement=All(
            (
                Symbolic(
                    "the defect of the causal network of two tokens",
                    lambda: _defect("causal", "logistic(a*x11*x21 - a*x21**2)"),
                ),
                Identity("logistic(y) > 0"),
                Identity("Sum(w[j]*v, (j, 1, n))/Sum(w[j], (j, 1, n)) == v"),
            )
        ),
        display=(
            r"Two tokens $x_1, x_2$ of width 1 with $W_Q = a$, $W_K = W_V = 1$ and a causal mask: for $P$ the exchange of the tokens and all real $a, x_1, x_2$"
            "\n"
            r"$$\begin{aligned} & \mathrm{Att}(P X)_1 - \big(P\, \mathrm{Att}(X)\big)_1 \\ &= \sigma\big(a x_2 (x_1 - x_2)\big)\, (x_2 - x_1), \end{aligned}$$"
            "\n"
            r"which is 0 only if $x_1 = x_2$. For values that are all equal every mask leaves all outputs equal to them."
        ),
        source=PAPER,
        rests_on=("TR-4",),
        mutants=(
            Mutant(
                "hypothesis",
                Symbolic("without a mask", lambda: _defect(None, "logistic(a*x11*x21 - a*x21**2)")),
            ),
            Mutant("constant", Symbolic("no defect", lambda: _defect("causal", "0"))),
        ),
        not_claimed="For more tokens the first row alone gives a defect in the same way: it is the value of whichever token stands first.",
    ),
    Claim(
        id="TR-4-pos",
        kind="existence",
        title="With positional rows equivariance fails, unless they are equal",
        statement=All(
            (
                Symbolic("the defect with rows 0 and 1", _positions),
                Identity("tanh(2) > 0"),
                Symbolic(
                    "equal rows keep equivariance, for all sizes",
                    lambda: _equivariant(lambda i, a: sp.IndexedBase("B")[a]),
                ),
            )
        ),
        display=(
            r"Two tokens $X = (0, 1)^{\mathsf T}$ of width 1, weights 1, positional rows $B = (0, 1)^{\mathsf T}$: for $P$ the exchange of the tokens"
            "\n"
            r"$$\mathrm{Att}(P X + B)_1 - \big(P\, \mathrm{Att}(X + B)\big)_1 = -\tanh 2 \ne 0.$$"
            "\n"
            r"If all rows of $B$ are equal, $\mathrm{Att}(P X + B) = P\, \mathrm{Att}(X + B)$ for every number of tokens, all widths and every permutation matrix $P$."
        ),
        source=PAPER,
        rests_on=("TR-4",),
        mutants=(
            Mutant("hypothesis", Symbolic("the rows are equal", lambda: _positions(0, 0))),
            Mutant("constant", Symbolic("no defect", lambda: _positions(defect="0"))),
            Mutant(
                "index",
                Symbolic("the rows differ", lambda: _equivariant(lambda i, a: sp.IndexedBase("B")[i, a])),
            ),
        ),
        not_claimed="Unequal rows need not break equivariance: with W_Q = 0 all weights are equal, and the sum over the tokens does not see their order.",
    ),
    Claim(
        id="TR-5-rank",
        kind="identity",
        title="The scores see one matrix, of rank at most the width of the keys",
        statement=All(
            (
                Symbolic("Q K^T = X (W_Q W_K^T) X^T", _low_rank),
                Identity(f"{_minor(1, 2)} == 0"),
                Identity(f"{_minor(2, 3)} == 0"),
                Identity(f"{_minor(3, 4)} == 0"),
            )
        ),
        display=(
            r"For all numbers of tokens and all widths $p, n$"
            "\n"
            r"$$Q K^{\mathsf T} = X \big(W_Q W_K^{\mathsf T}\big) X^{\mathsf T};$$"
            "\n"
            r"for $n \in \{1, 2, 3\}$ every minor of $Q K^{\mathsf T}$ of size $n + 1$ vanishes: its rank is at most $n$, whatever the number of tokens."
        ),
        source=PROJECT,
        rests_on=("FA-5",),
        mutants=(
            Mutant("index", Symbolic("the transposed matrix", lambda: _low_rank(swapped=True))),
            Mutant("constant", Identity(f"{_minor(2, 2)} == 0")),
        ),
        not_claimed="For larger n the rank of a product of matrices is at most n, and at most p, by linear algebra; softmax of a matrix of low rank need not have low rank.",
    ),
    Claim(
        id="TR-6",
        kind="existence",
        title="Scores by fewer gatings than the dot products: Strassen's seven",
        statement=All(
            (
                Constructed(
                    "the network computes the scores of two tokens",
                    "n",
                    (2,),
                    lambda n: _algorithm("strassen", 2, n),
                ),
                Constructed("it has 7 gatings, the dot products 8", "n", (2,), _seven),
            )
        ),
        display=(
            r"For $m = n = 2$ a network of linear units with 7 output gatings computes the four scores $q_i \cdot k_j$ for all queries and keys, where the dot products take $m^2 n = 8$."
        ),
        source="Strassen, Gaussian elimination is not optimal (1969)",
        rests_on=("TX-1",),
        mutants=(
            Mutant(
                "index",
                Constructed(
                    "the scores are transposed", "n", (2,), lambda n: _algorithm("strassen", 2, n, True)
                ),
            ),
            Mutant("constant", Constructed("it has 6 gatings", "n", (2,), lambda n: _seven(n, 6))),
        ),
        errata=ERRATA["TR-6"],
        not_claimed="That 7 is least (Winograd 1971, over bilinear algorithms); that one score alone needs n gatings is FA-4-dot. The least number of gatings of m^2 scores is not known in general.",
    ),
    Claim(
        id="TR-6-W",
        kind="identity",
        title="Winograd's inner products: half as many gatings for many tokens",
        statement=All(
            (
                Identity(_WINOGRAD),
                Constructed(
                    "the network computes the scores of three tokens",
                    "n",
                    (2, 4),
                    lambda n: _algorithm("winograd", 3, n),
                ),
                _counted("winograd(m, 2*r) == m**2*r + 2*m*r", m=4, r=2),
                Identity("m**2*n - (m**2*n/2 + m*n) == m*n*(m - 2)/2"),
            )
        ),
        display=(
            r"For queries with entries $a_t, b_t$ and keys with entries $c_t, d_t$ in the columns $2t - 1, 2t$ and every even width $n = 2r$"
            "\n"
            r"$$q \cdot k = \sum_{t=1}^r (a_t + d_t)(b_t + c_t) - \sum_{t=1}^r a_t b_t - \sum_{t=1}^r c_t d_t.$$"
            "\n"
            r"The last two sums are formed once for each token, so that $m^2$ scores take $m^2 n/2 + m n$ gatings: fewer than $m^2 n$ exactly for $m > 2$."
        ),
        source="Winograd, A new algorithm for inner product (1968)",
        rests_on=("TX-1",),
        argument=(
            "The identity of the machine statement holds for every $r$.",
            "Its first sum has $r = n/2$ products for each of $m^2$ pairs, the others $n/2$ for each of $2 m$ queries and keys: $m^2 n/2 + m n$ in all.",
            "The difference to $m^2 n$ is $m n (m - 2)/2$, by the machine statement.",
        ),
        mutants=(
            Mutant(
                "sign",
                Identity(_WINOGRAD.replace("- Sum(c[t]*d[t], (t, 1, r))", "+ Sum(c[t]*d[t], (t, 1, r))")),
            ),
            Mutant("constant", _counted("winograd(m, 2*r) == m**2*r + m*r", m=2, r=2)),
        ),
        not_claimed="Products of linear forms in the queries and keys together: the algorithm is not bilinear, and needs entries that commute.",
    ),
]
