"""Claims on Cover's function C(N, D), its recursion and its closed form: RV-3."""

from __future__ import annotations

from functools import cache

from symattn.ledger.claim import Claim, Mutant
from symattn.ledger.machine import Instances

NAMES = {"R": "R"}


@cache
def recursion(points: int, dimension: int) -> int:
    """Return R(N, D) from R(N, D) = R(N-1, D) + R(N-1, D-1) with R(1, D) = 2 and R(N, 0) = 0."""
    if dimension == 0:
        return 0
    if points == 1:
        return 2
    return recursion(points - 1, dimension) + recursion(points - 1, dimension - 1)


_CLOSED = "R(N, D) == 2*Sum(binomial(N - 1, i), (i, 0, D - 1))"
_SMALL = {"N": range(1, 25), "D": range(1, 16)}
_LARGE = {"N": range(1, 61), "D": range(1, 41)}


def _recursion(statement: str) -> Instances:
    return Instances(statement, ranges=_SMALL, full=_LARGE, functions={"R": recursion})


CLAIMS = [
    Claim(
        id="RV-3",
        kind="identity",
        title="Cover's function: recursion and closed form",
        statement=_recursion(_CLOSED),
        display=(
            r"The numbers with $R(N, D) = R(N-1, D) + R(N-1, D-1)$ for $N \ge 2$, $D \ge 1$, with $R(1, D) = 2$ for $D \ge 1$ and $R(N, 0) = 0$, are"
            "\n"
            r"$$R(N, D) = 2 \sum_{i=0}^{D-1} \binom{N-1}{i} =: C(N, D) \qquad (N, D \ge 1).$$"
        ),
        source="T. M. Cover (1965); L. Schläfli",
        rests_on=("RV-1",),
        argument=(
            r"Induction on $N$. For $N = 1$ the sum is $\binom{0}{0} = 1$, so both sides are 2 for every $D \ge 1$; for $D = 0$ both are 0.",
            r"Step: by the induction hypothesis $R(N+1, D) = 2 \sum_{i<D} \binom{N-1}{i} + 2 \sum_{i<D-1} \binom{N-1}{i}$. Shift the second sum by one.",
            r"Pascal's rule $\binom{N-1}{i} + \binom{N-1}{i-1} = \binom{N}{i}$, where $\binom{N-1}{-1} = 0$, in every term gives $2 \sum_{i<D} \binom{N}{i}$.",
        ),
        mutants=(
            Mutant("index", _recursion("R(N, D) == 2*Sum(binomial(N - 1, i), (i, 0, D))")),
            Mutant("constant", _recursion("R(N, D) == Sum(binomial(N - 1, i), (i, 0, D - 1))")),
        ),
        not_claimed="That the recursion bounds the number of sign vectors is RV-3-T, not this.",
        names=NAMES,
    ),
]
