"""Claims of the chapter on the standard model and the three mechanisms: SM-1, SM-2, SM-4a, SM-4b, SM-4d, TX-1, TX-5, TX-6."""

from __future__ import annotations

from functools import cache

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Identity, Instances
from symattn.model.universal import minterm_layer
from symattn.threshold import points


@cache
def _computed(n: int, alphabet: str, bias: int) -> int:
    """Count the f for which H(sum_a f(a) H(x.(2a-1) - |a|) + bias) = f at every point x of the alphabet."""
    import numpy as np

    size = 1 << n
    hidden = np.array(
        [[int(value) for value in row] for row in minterm_layer(n).evaluate(points(n, alphabet))]
    )
    # Row f of ``tables`` holds the read-out weights f(a) and, because a and x run in the same order, the wanted values f(x).
    tables = np.arange(1 << size, dtype=np.int64)[:, None] >> np.arange(size) & 1
    computed = tables @ hidden.T + bias >= 0
    return int((computed == tables.astype(bool)).all(axis=1).sum())


def _universal(function: str, alphabet: str, bias: int) -> Instances:
    return Instances(
        f"{function}(n) == 2**(2**n)",
        ranges={"n": range(1, 5)},
        functions={function: lambda n: _computed(n, alphabet, bias)},
    )


CLAIMS = [
    Claim(
        id="SM-1",
        kind="definition",
        title="Standard model",
        statement=None,
        source=PAPER,
        display=(
            r"A *network of the standard model* is a directed graph of units with activation "
            r"$S_i = \sum_j w_{ij} O_j$ and output $O_i = f_i(S_i)$. The unit $O_0 = 1$ carries the biases; the outputs of the "
            r"inputs are clamped. The threshold gate is $H(t) = 1$ for $t \ge 0$ and $0$ otherwise, so $H(0) = 1$; the sign gate "
            r"is $\operatorname{sgn} = 2H - 1$."
        ),
    ),
    Claim(
        id="TX-1",
        kind="definition",
        title="Attention mechanisms",
        statement=None,
        source=PAPER,
        rests_on=("SM-1",),
        display=(
            r"An *attention mechanism* is a triple (origin in $\{S, O, w\}$, target in $\{S, O, w\}$, operation in $\{+, \times\}$): "
            r"$3 \cdot 3 \cdot 2 = 18$ classes. *Multiplexing* ($O \to S$, $+$) replaces $S_i$ by $S_i + a\,O_k$; *output gating* "
            r"($O \to O$, $\times$) replaces $O_i$ by $O_k O_i$; *synaptic gating* ($O \to w$, $\times$) replaces $w_{ij}$ by $O_k w_{ij}$."
        ),
    ),
    Claim(
        id="SM-2",
        kind="existence",
        title="Threshold units compute every Boolean function",
        statement=_universal("N", "01", -1),
        display=(
            r"$$f(x) = H\Big(\sum_{a \in \{0,1\}^n} f(a)\, H\big(x \cdot (2a - 1) - |a|\big) - 1\Big) \qquad (x \in \{0,1\}^n)$$"
            "\n"
            r"for every $f : \{0,1\}^n \to \{0,1\}$ and every $n \ge 1$; the number $N(n)$ of functions for which this holds is "
            r"$2^{2^n}$."
        ),
        source=PAPER,
        rests_on=("SM-1",),
        argument=(
            r"For $x, a \in \{0,1\}^n$: $x \cdot (2a - 1) = |a| - d(x, a)$, where $d$ counts the coordinates in which $x$ and $a$ differ.",
            r"These are integers, so $H(x \cdot (2a-1) - |a|) = 1$ exactly for $d(x, a) = 0$, that is for $x = a$.",
            r"The inner sum is therefore $f(x) \in \{0, 1\}$, and $H(f(x) - 1) = f(x)$.",
        ),
        mutants=(
            Mutant("constant", _universal("N_bias_0", "01", 0)),
            Mutant("convention", _universal("N_pm", "pm", -1)),
        ),
        not_claimed=(
            "Nothing is said about continuous functions: universal approximation is cited elsewhere and needs a non-polynomial "
            "transfer function. The number $2^n$ of hidden units is not claimed to be least."
        ),
    ),
    Claim(
        id="SM-4a",
        kind="identity",
        title="Two square units and a linear unit multiply",
        statement=Identity("x*y == ((x + y)**2 - (x - y)**2)/4"),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", Identity("x*y == ((x + y)**2 - (x - y)**2)/2")),
            Mutant("sign", Identity("x*y == ((x + y)**2 + (x - y)**2)/4")),
        ),
        not_claimed=(
            "Other transfer functions may multiply too. That finite feedforward networks of units with at most linear growth cannot multiply on the "
            "whole plane is not proved in this version."
        ),
    ),
    Claim(
        id="SM-4b",
        kind="identity",
        title="Logarithm and exponential units multiply positive signals",
        statement=Identity("x*y == exp(log(x) + log(y))", "x, y positive"),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("sign", Identity("x*y == exp(log(x) - log(y))", "x, y positive")),
            Mutant("constant", Identity("x*y == exp(log(x) + log(y) + 1)", "x, y positive")),
        ),
        not_claimed="Signals must be positive; the logarithm is the natural one.",
    ),
    Claim(
        id="SM-4d",
        kind="identity",
        title="On Boolean inputs one or two units multiply",
        statement=All(
            (
                Identity("x*y == relu(x + y - 1)", "x, y in {0,1}"),
                Identity("x*y == H(x + y - 3/2)", "x, y in {0,1}"),
                Identity("x*y == abs(x + y) - 1", "x, y in {-1,1}"),
                Identity("x*y == relu(x + y) + relu(-x - y) - 1", "x, y in {-1,1}"),
            )
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("convention", Identity("x*y == relu(x + y - 1)", "x, y in {-1,1}")),
            Mutant("constant", Identity("x*y == H(x + y - 1)", "x, y in {0,1}")),
            Mutant("hypothesis", Identity("x*y == abs(x + y) - 1")),
        ),
        not_claimed="The identities are claimed at the listed points only; arbitrarily near each of them there are points at which they fail.",
    ),
    Claim(
        id="TX-5",
        kind="identity",
        title="In exponential units, adding to the activation is output gating",
        statement=Identity("C*exp(c*(S + M)) == C*exp(c*S)*exp(c*M)"),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("operation", Identity("C*exp(c*(S + M)) == C*exp(c*S) + exp(c*M)")),
            Mutant("index", Identity("C*exp(c*(S + M)) == C*exp(c*S)*exp(S*M)")),
            Mutant("hypothesis", Identity("logistic(S + M) == logistic(S)*exp(M)")),
        ),
        not_claimed=(
            "The converse (continuous f with f(s + m) = f(s) g(m) is of this form) is Cauchy's functional equation; it is not "
            "checked here. Masks with value minus infinity are a convention."
        ),
    ),
    Claim(
        id="TX-6",
        kind="identity",
        title="Output gating is equal synaptic gating of all outgoing synapses",
        statement=Identity("R_j + w_ji*(g*O_i) == R_j + (g*w_ji)*O_i"),
        display=(
            "$$R_j + w_{ji}\\,(g\\,O_i) = R_j + (g\\,w_{ji})\\,O_i$$\nfor every unit $j$ that reads unit $i$, $R_j$ being the rest of its activation."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        hypotheses=(
            "unit $i$ is not an output of the network",
            "the gating unit does not depend on unit $i$",
        ),
        mutants=(
            Mutant("hypothesis", Identity("g*O_i == O_i")),
            Mutant("operation", Identity("R_j + w_ji*(g*O_i) == R_j + (g + w_ji)*O_i")),
        ),
        not_claimed=(
            "The first mutant drops the hypothesis that unit i is no output. That a network is made of such activations is the definition, not checked here. A unit with r outgoing synapses has r "
            "independent synaptic gates, so synaptic gating is the finer mechanism."
        ),
    ),
]
