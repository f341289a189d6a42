"""Claims about softmax and attention heads: TR-3, TR-4."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import sympy as sp

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Constructed, Identity, Triple
from symattn.model import softmax

SIZES = (2, 3, 5)


def _jacobian(m: int, sign: int = -1, moved: int = 0) -> list[Triple]:
    """Pairs (ds_i/dx_j, s_i (delta_ij - s_j)); ``moved`` shifts the rows of the first."""
    x = sp.symbols(f"x1:{m + 1}", real=True)
    s = softmax(x)
    return [
        (sp.diff(s[(i + moved) % m], x[j]), s[i] * ((1 if i == j else 0) + sign * s[j]), "")
        for i in range(m)
        for j in range(m)
    ]


def _row(i: str, token: str, value: str, tokens: str = "n") -> str:
    """Return row i of a head as text: sum_j exp(q_i . k_token) value / sum_j exp(q_i . k_token), j = 1..tokens."""
    score = f"exp(Sum(q[{i},c]*k[{token},c], (c, 1, d)))"
    return f"Sum({score}*{value}, (j, 1, {tokens}))/Sum({score}, (j, 1, {tokens}))"


_EQUIVARIANCE = f"{_row('s(i)', 's(j)', 'v[s(j),l]')} == {_row('s(i)', 'j', 'v[j,l]')}"
_INVARIANCE = f"{_row('s(i)', 's(j)', 'v[s(j),l]')} == {_row('i', 'j', 'v[j,l]')}"
_VALUES_STAY = f"{_row('s(i)', 's(j)', 'v[j,l]')} == {_row('s(i)', 'j', 'v[j,l]')}"


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


CLAIMS = [
    Claim(
        id="TR-3",
        kind="identity",
        title="Softmax: normalisation, shift, logarithm form",
        statement=All(
            (
                Identity("Sum(softmax(i, x, n), (i, 1, n)) == 1"),
                Identity("exp(x[i] + c)/Sum(exp(x[j] + c), (j, 1, n)) == softmax(i, x, n)"),
                Identity("exp(x[i] - log(Sum(exp(x[j]), (j, 1, n)))) == softmax(i, x, n)"),
                Identity("softmax(1, x, 2) == logistic(x[1] - x[2])"),
            )
        ),
        display=(
            r"For $s_i = e^{x_i} / \sum_{j=1}^n e^{x_j}$ and every $n \ge 1$:"
            "\n"
            r"$$\sum_{i=1}^n s_i = 1, \qquad s(x + c) = s(x), \qquad s_i = e^{x_i - \log \sum_j e^{x_j}};$$"
            "\n"
            r"for $n = 2$, $s_1 = \sigma(x_1 - x_2)$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("index", Identity("Sum(softmax(i, x, n), (i, 1, n)) - softmax(1, x, n) == 1")),
            Mutant("constant", Identity("exp(x[i] + c)/Sum(exp(x[j]), (j, 1, n)) == softmax(i, x, n)")),
            Mutant("sign", Identity("exp(x[i] + log(Sum(exp(x[j]), (j, 1, n)))) == softmax(i, x, n)")),
        ),
        not_claimed="Real entries; masks with value minus infinity are a convention.",
    ),
    Claim(
        id="TR-3-J",
        kind="identity",
        title="The Jacobian of softmax",
        statement=Constructed("the Jacobian is diag(s) - s s^T", "m", SIZES, _jacobian),
        display=(
            r"$$\frac{\partial s_i}{\partial x_j} = s_i (\delta_{ij} - s_j) \qquad (m \in \{2, 3, 5\} \text{ entries})$$"
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant(
                "sign", Constructed("the Jacobian is diag(s) + s s^T", "m", (2,), lambda m: _jacobian(m, 1))
            ),
            Mutant(
                "index",
                Constructed(
                    "the Jacobian is diag(s) - s s^T, rows moved", "m", (2,), lambda m: _jacobian(m, moved=1)
                ),
            ),
        ),
        not_claimed="The derivatives are taken by SymPy at 2, 3 and 5 entries; they are not part of the grammar of statements.",
    ),
    Claim(
        id="TR-4",
        kind="identity",
        title="An attention head is permutation equivariant",
        statement=Identity(_EQUIVARIANCE, "s permutation of n"),
        display=(
            r"Let the $n$ tokens have queries and keys $q_i, k_i \in \mathbb{R}^d$ and values $v_i$, and let $\mathrm{Att}(X)_i = \sum_j e^{q_i \cdot k_j} v_j / \sum_j e^{q_i \cdot k_j}$. "
            r"For every $n$, every width $d$ and every permutation matrix $P$"
            "\n"
            r"$$\mathrm{Att}(P X) = P\, \mathrm{Att}(X).$$"
        ),
        hypotheses=("no mask and no positional encoding",),
        source=PAPER,
        rests_on=("TR-3",),
        mutants=(
            Mutant("hypothesis", Constructed("with a causal mask", "m", (2,), _masked)),
            Mutant("index", Identity(_INVARIANCE, "s permutation of n")),
            Mutant("operation", Identity(_VALUES_STAY, "s permutation of n")),
        ),
        not_claimed="Equivariance, not invariance. The usual factor under the exponential can be absorbed in the queries.",
    ),
]
