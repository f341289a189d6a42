"""Claims about softmax and attention heads: TR-3, TR-4."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import sympy as sp

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Constructed, Identity, Sizes, Triple
from symattn.model import softmax

SIZES = (2, 3, 5)


def _jacobian(m: int, sign: int = -1) -> list[Triple]:
    """Pairs (ds_i/dx_j, s_i (delta_ij - s_j))."""
    x = sp.symbols(f"x1:{m + 1}", real=True)
    s = softmax(x)
    return [
        (sp.diff(s[i], x[j]), s[i] * ((1 if i == j else 0) + sign * s[j]), "")
        for i in range(m)
        for j in range(m)
    ]


def _shifted(m: int) -> list[Triple]:
    total = f"Sum(exp(x[j] + c), (j, 1, {m}))"
    return [(f"exp(x[{i}] + c)/{total}", f"softmax({i}, x, {m})", "") for i in range(1, m + 1)]


def _logarithm_form(m: int) -> list[Triple]:
    total = f"log(Sum(exp(x[j]), (j, 1, {m})))"
    return [(f"exp(x[{i}] - {total})", f"softmax({i}, x, {m})", "") for i in range(1, m + 1)]


def _head(rows: Sequence[int], masked: bool = False) -> list[Any]:
    """Return the outputs of one attention head, width 2, whose tokens are the given rows."""
    q, k, v = (sp.IndexedBase(name) for name in "qkv")
    outputs = []
    for place, i in enumerate(rows):
        seen = rows[: place + 1] if masked else rows
        weights = softmax([q[i, 1] * k[j, 1] + q[i, 2] * k[j, 2] for j in seen])
        outputs.append(sum(weight * v[j] for weight, j in zip(weights, seen, strict=True)))
    return outputs


def _permuted(m: int, *, masked: bool = False, invariant: bool = False) -> list[Triple]:
    """Pairs (row i of Att(P X), row s(i) of Att(X)) for every permutation s of m tokens."""
    plain = _head(range(1, m + 1), masked)
    pairs: list[Triple] = []
    for s in permutations(range(1, m + 1)):
        moved = _head(s, masked)
        pairs += [(moved[i], plain[i] if invariant else plain[s[i] - 1], "") for i in range(m)]
    return pairs


CLAIMS = [
    Claim(
        id="TR-3",
        kind="identity",
        title="Softmax: normalisation, shift, logarithm form, Jacobian",
        statement=All(
            (
                Sizes("Sum(softmax(i, x, m), (i, 1, m)) == 1", "m", SIZES),
                Constructed("adding c to every entry changes nothing", "m", SIZES, _shifted),
                Constructed("softmax by exponentials and a logarithm", "m", SIZES, _logarithm_form),
                Identity("softmax(1, x, 2) == logistic(x[1] - x[2])"),
                Constructed("the Jacobian is diag(s) - s s^T", "m", SIZES, _jacobian),
            )
        ),
        display=(
            r"For $s_i = e^{x_i} / \sum_{j=1}^m e^{x_j}$ and $m \in \{2, 3, 5\}$:"
            "\n"
            r"$$\sum_{i=1}^m s_i = 1, \quad s(x + c) = s(x), \quad s_i = e^{x_i - \log \sum_j e^{x_j}}, \quad "
            r"\frac{\partial s_i}{\partial x_j} = s_i (\delta_{ij} - s_j);$$"
            "\n"
            r"for $m = 2$, $s_1 = \sigma(x_1 - x_2)$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("index", Sizes("Sum(softmax(i, x, m), (i, 1, m - 1)) == 1", "m", (2, 3))),
            Mutant(
                "constant", Sizes("exp(x[1] + c)/Sum(exp(x[j]), (j, 1, m)) == softmax(1, x, m)", "m", (2, 3))
            ),
            Mutant(
                "sign", Constructed("the Jacobian is diag(s) + s s^T", "m", (2,), lambda m: _jacobian(m, 1))
            ),
        ),
        not_claimed="Checked for 2, 3 and 5 entries, not for every number of them.",
    ),
    Claim(
        id="TR-4",
        kind="identity",
        title="Attention heads with two or three tokens are permutation equivariant",
        statement=Constructed("row i of Att(P X) is row s(i) of Att(X)", "m", (2, 3), _permuted),
        display=(
            r"Let $X$ have the rows $(q_i, k_i, v_i)$ with $v_i \in \mathbb{R}$, let $s_{ij} = \operatorname{softmax}_j (q_i \cdot k_1, \dots, q_i \cdot k_m)$ be the weights of a head and $\mathrm{Att}(X)_i = \sum_j s_{ij} v_j$ "
            r"its outputs. For every permutation matrix $P$"
            "\n"
            r"$$\mathrm{Att}(P X) = P\, \mathrm{Att}(X)$$"
            "\n"
            r"for $m = 2$ and $m = 3$ tokens."
        ),
        hypotheses=("queries and keys of width 2, one value a token", "no mask and no positional encoding"),
        source=PAPER,
        rests_on=("TR-3",),
        mutants=(
            Mutant(
                "hypothesis",
                Constructed("with a causal mask", "m", (2,), lambda m: _permuted(m, masked=True)),
            ),
            Mutant("index", Constructed("invariance", "m", (2,), lambda m: _permuted(m, invariant=True))),
        ),
        not_claimed="Equivariance, not invariance; nothing is said of more tokens. The usual factor under the exponential can be absorbed in the queries.",
    ),
]
