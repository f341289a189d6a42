"""Claims on recurrences: a gated self-connection in closed form, linear attention, retention, state-space models."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import sympy as sp

from symattn.certificates.expression import substitute
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.zoo_evidence import ENTRIES, gate_count, in_lines, printed, same
from symattn.ledger.machine import All, Derived, Identity
from symattn.model import generic_transfer
from symattn.proving import Verdict, by_induction, chain, prove, read_statement, specialise, to_text

_STATES = {"T": (1, 2, 3), "d": (1, 2), "v": (1, 2)}
_STATE_NAMES = {"T": "tokens", "d": "key_width", "v": "value_width"}
_STATE = {"width": 2, "key_width": 2, "value_width": 1}


@cache
def _by_induction(general: str, assuming: str, name: str, value: Any, left: str) -> Verdict:
    """Prove ``general`` for every n >= 1 by induction; return what it says where ``name`` is ``value``, whose left side equals ``left``."""
    read = read_statement(general, assuming=assuming)
    base = prove(to_text(substitute(read.claim, {"n": 1})), assuming=assuming)
    verdict = by_induction(general, assuming=assuming, base=base)
    given = f"{assuming}; n positive integer"
    instance = specialise(verdict, {name: value}, assuming=given)
    return chain([prove(f"h(n) == {left}", assuming=given), instance])


def _recurrence(identifier: str, count: str, title: str, *mutants: Mutant, steps: tuple[str, ...]) -> Claim:
    """The claim about an entry that keeps a state; ``count`` is its number of gatings."""
    entry = ENTRIES[identifier]
    return Claim(
        id=entry.claim,
        kind="identity",
        title=title,
        statement=All(
            (same(identifier, (1, 2, 3), **_STATE), gate_count(identifier, count, _STATES, **_STATE_NAMES))
        ),
        display=(
            "The network of the entry computes, for every number $T$ of tokens, keys of width $d$ and values of width $v$,\n"
            f"{in_lines(entry.formula)}\nby ${printed(count)}$ gatings."
        ),
        source=PROJECT,
        rests_on=("TX-1", "ZOO-read"),
        argument=steps,
        mutants=mutants,
        not_claimed=" ".join(entry.caveats),
    )


_WRITES = r"Each token forms the $d v$ products $K_{tc} V_{tl}$, each an output gating of a copy."
_SUMMED = r"$H_t$ adds them to $H_{t-1}$, so $H_{t,cl} = \sum_{s \le t} K_{sc} V_{sl}$."
_DECAYED = (
    r"$H_{t,cl}$ reads $H_{t-1,cl}$ with the decay as weight or gated weight: $h_t = a_t h_{t-1} + u_t$ from $h_0 = 0$, whose closed form is that of [[%s]]; "
    r"there the decays are positive, and both sides are polynomials in them, so they agree for all real ones."
)
_READS = (
    r"$Y_{tl}$ adds the $d$ products of $Q_{tc}$ and $H_{t,cl}$; the sums may be exchanged by [[ZOO-read]]."
)


_SCAN_SIZES = {"width": 1, "state": 1, "step": generic_transfer("f"), "assuming": "f function"}
_C = sp.Function("C")(sp.Symbol("n", integer=True, positive=True))
_INPUT = "(h(s) - exp(C(s) - C(s - 1))*h(s - 1))"
_SCAN = f"h(n) == exp(C(n) - C(0))*h(0) + Sum(exp(C(n) - C(s))*{_INPUT}, (s, 1, n))"
_SCAN_GENERAL = f"exp(c - C(n))*h(n) == exp(c - C(0))*h(0) + Sum(exp(c - C(s))*{_INPUT}, (s, 1, n))"
_CONSTANT_INPUT = "(h(s) - exp(c)*h(s - 1))"
_CONSTANT = f"h(n) == exp(c*n)*h(0) + Sum(exp(c*(n - s))*{_CONSTANT_INPUT}, (s, 1, n))"
_CONSTANT_GENERAL = f"exp(c*(m - n))*h(n) == exp(c*m)*h(0) + Sum(exp(c*(m - s))*{_CONSTANT_INPUT}, (s, 1, n))"


_FUNCTIONS, _FUNCTION = "h, C function", "h function"
_UNROLLED = Derived(
    _SCAN,
    f"{_FUNCTIONS}; n positive integer",
    evidence=partial(_by_induction, _SCAN_GENERAL, _FUNCTIONS, "c", _C, "exp(C(n) - C(n))*h(n)"),
)
_UNROLLED_CONSTANT = Derived(
    _CONSTANT,
    f"{_FUNCTION}; n positive integer",
    evidence=partial(_by_induction, _CONSTANT_GENERAL, _FUNCTION, "m", "n", "exp(c*(n - n))*h(n)"),
)


def _at_two(source: str, assuming: str, old: str, new: str) -> Identity:
    """The statement, ``old`` changed to ``new``, at n = 2."""
    read = read_statement(source.replace(old, new), assuming=assuming)
    return Identity(to_text(substitute(read.claim, {"n": 2})), assuming)


_STEP = Identity("a*(p*h + Sum(P[s]*u[s], (s, 1, t))) + w == (a*p)*h + Sum((a*P[s])*u[s], (s, 1, t)) + w")
_COMPOSE = Identity("a*(b*h + v) + u == (a*b)*h + (a*v + u)")
_READ = "Sum(q[c]*Sum(D[s,c]*(k[s,c]*v[s]), (s, 1, t)), (c, 1, d)) == Sum(Sum(q[c]*k[s,c]*D[s,c], (c, 1, d))*v[s], (s, 1, t))"
_NORMALISED = (
    "Sum(Sum(q[c]*k[s,c], (c, 1, d))*v[s], (s, 1, t))/Sum(Sum(q[c]*k[s,c], (c, 1, d)), (s, 1, t)) == "
    "Sum(q[c]*Sum(k[s,c]*v[s], (s, 1, t)), (c, 1, d))/Sum(q[c]*Sum(k[s,c], (s, 1, t)), (c, 1, d))"
)


CLAIMS: list[Claim] = [
    Claim(
        id="ZOO-scan",
        kind="identity",
        title="The closed form of a gated self-connection",
        statement=All((_UNROLLED, _STEP, _COMPOSE)),
        display=(
            r"Let $h_t = a_t h_{t-1} + u_t$ with positive $a_t = e^{C_t - C_{t-1}}$, $C_0, C_1, \ldots$ and $h_0, h_1, \ldots$ arbitrary. For every $n \ge 1$"
            "\n"
            r"$$\begin{aligned} h_n &= e^{C_n - C_0} h_0 + \sum_{s=1}^n e^{C_n - C_s} u_s \\ &= \Big(\prod_{r=1}^n a_r\Big) h_0 + \sum_{s=1}^n \Big(\prod_{r=s+1}^n a_r\Big) u_s. \end{aligned}$$"
            "\n"
            r"For arbitrary real factors: if $h_t$ has the closed form with products $p, P_1, \ldots, P_t$, then $a h_t + w$ has the one with $a p, a P_1, \ldots, a P_t, 1$; "
            r"and two steps compose to one, $a(b h + v) + u = (ab) h + (a v + u)$."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("index", _at_two(_SCAN, _FUNCTIONS, "exp(C(n) - C(s))", "exp(C(n) - C(s - 1))")),
            Mutant("hypothesis", _at_two(_SCAN, _FUNCTIONS, "exp(C(n) - C(0))*h(0) + ", "")),
            Mutant("operation", Identity("a*(b*h + v) + u == (a*b)*h + (v + u)")),
        ),
        not_claimed=(
            "Every sequence of positive factors is of the form e^(C_t - C_(t-1)); that the exponents of products add up is all that is used of it. For factors that may be 0 or negative the step is proved, "
            "not the sum for all n."
        ),
    ),
    Claim(
        id="ZOO-scan-constant",
        kind="identity",
        title="The closed form for a constant decay",
        statement=_UNROLLED_CONSTANT,
        display=(
            r"Let $h_t = \gamma h_{t-1} + u_t$ with $\gamma = e^c > 0$. For every $n \ge 1$"
            "\n"
            r"$$h_n = \gamma^n h_0 + \sum_{s=1}^n \gamma^{n-s} u_s.$$"
        ),
        source=PROJECT,
        rests_on=("ZOO-scan",),
        mutants=(
            Mutant("index", _at_two(_CONSTANT, _FUNCTION, "exp(c*(n - s))", "exp(c*(n - s + 1))")),
            Mutant("constant", _at_two(_CONSTANT, _FUNCTION, "exp(c*n)*h(0)", "exp(c)*h(0)")),
        ),
        not_claimed="A decay of 0 or below is not of the form e^c.",
    ),
    Claim(
        id="ZOO-read",
        kind="identity",
        title="Reading a state is the same as adding values with decayed scores",
        statement=All((Identity(_READ), Identity(_NORMALISED))),
        display=(
            r"For every number $t$ of tokens, every width $d$ and all factors $D_{sc}$"
            "\n"
            r"$$\sum_{c=1}^d q_c \Big(\sum_{s=1}^t D_{sc}\, k_{sc} v_s\Big) = \sum_{s=1}^t \Big(\sum_{c=1}^d q_c k_{sc} D_{sc}\Big) v_s,$$"
            "\n"
            r"with $D = 1$ for linear attention, $D_{sc} = \gamma^{t-s}$ for retention, $D_{sc} = \prod_{r=s+1}^t \alpha_{rc}$ for gated linear attention; and with $D = 1$ the quotients by "
            r"$\sum_s q \cdot k_s = q \cdot \sum_s k_s$ are equal."
        ),
        source=PROJECT,
        rests_on=("TX-1",),
        mutants=(
            Mutant("hypothesis", Identity(_READ.replace("k[s,c]*D[s,c], (c", "k[s,c], (c"))),
            Mutant(
                "operation",
                Identity(
                    _READ.replace(
                        "Sum(q[c]*k[s,c]*D[s,c], (c, 1, d))*v[s]",
                        "exp(Sum(q[c]*k[s,c]*D[s,c], (c, 1, d)))*v[s]",
                    )
                ),
            ),
        ),
        not_claimed="No softmax: the last mutant has exp of the scores, for which no state of width d serves in this way.",
    ),
    _recurrence(
        "linear",
        "2*T*d*v",
        "Linear attention as a network with a state",
        Mutant("index", same("linear", (2,), swapped=("W_Q[1, 1]", "W_K[1, 1]"), **_STATE)),
        Mutant("constant", same("linear", (2,), scaled={"W_V[1, 1]": 2}, **_STATE)),
        steps=(_WRITES, _SUMMED, _READS),
    ),
    _recurrence(
        "fast-weights",
        "2*T*d*v",
        "Fast weights are linear attention",
        Mutant("index", same("fast-weights", (2,), swapped=("x11", "x21"), **_STATE)),
        Mutant("hypothesis", same("fast-weights", (2,), other="retention", **_STATE)),
        steps=(
            _WRITES,
            r"The synapse from $Q_{tc}$ to $Y_{tl}$ has the weight $0 + \sum_{s \le t} K_{sc} V_{sl}$: additive gatings by the products so far.",
            _READS,
        ),
    ),
    _recurrence(
        "retention",
        "2*T*d*v",
        "Retention as a network with a decaying state",
        Mutant("constant", same("retention", (2,), scaled={"gamma": 2}, **_STATE)),
        Mutant("hypothesis", same("retention", (2,), other="linear", **_STATE)),
        steps=(_WRITES, _DECAYED % "ZOO-scan-constant", _READS),
    ),
    _recurrence(
        "GLA",
        "(3*T - 1)*d*v",
        "Gated linear attention as a network with a gated state",
        Mutant("sign", same("GLA", (2,), scaled={"W_D[1, 1]": -1}, **_STATE)),
        Mutant("hypothesis", same("GLA", (2,), other="linear", **_STATE)),
        steps=(
            _WRITES,
            _DECAYED % "ZOO-scan",
            _READS + r" Each of the $d v$ entries of the state has a gate at the tokens $2, \ldots, T$.",
        ),
    ),
    Claim(
        id="ZOO-SSM",
        kind="identity",
        title="A selective state-space model gates its self-connection",
        statement=All(
            (
                same("SSM", (1, 2, 3), **_SCAN_SIZES),
                gate_count(
                    "SSM",
                    "T*p*(3*N + 1)",
                    {"T": (1, 2, 3), "p": (1, 2), "N": (1, 2)},
                    T="tokens",
                    p="width",
                    N="state",
                ),
            )
        ),
        display=(
            "The network of the entry computes, for every number $T$ of tokens, $p$ channels and $N$ entries of the state a channel, and every function in place of softplus,\n"
            + in_lines(ENTRIES["SSM"].formula.replace(r", \quad", r", \qquad") + ",")
            + "\n"
            + r"that is $h_T = \big(\prod_{r=1}^T a_r\big) h_0 + \sum_{s=1}^T \big(\prod_{r=s+1}^T a_r\big) \Delta_s x_s B_s$ with $a_r = e^{A \Delta_r}$, by $T p\,(3 N + 1)$ gatings."
        ),
        source=PROJECT,
        rests_on=("TX-1", "ZOO-scan"),
        argument=(
            r"The unit of $h_{t,cn}$ reads $h_{t-1,cn}$ with weight 1 gated by the exp unit $a_t$, and the product $(\Delta_t x_t) B_t$: a recurrence of [[ZOO-scan]] with positive factors.",
            r"$y_{tc}$ adds the $h_{t,cn}$ with weight 1 gated by $C_{tn}$, and $D_c x_{tc}$.",
            r"Each token has $p$ products $\Delta_t x_t$, and for each of the $p N$ entries of the state a write, a decay and a read.",
        ),
        mutants=(
            Mutant("sign", same("SSM", (2,), scaled={"A[1, 1]": -1}, **_SCAN_SIZES)),
            Mutant("index", same("SSM", (2,), swapped=("x11", "x21"), **_SCAN_SIZES)),
            Mutant("hypothesis", same("SSM", (2,), scaled={"h11": 0}, **_SCAN_SIZES)),
        ),
        not_claimed=" ".join(ENTRIES["SSM"].caveats) + " The last mutant leaves the first state out.",
    ),
]
