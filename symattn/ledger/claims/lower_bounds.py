"""Claims that bound the number of threshold functions from below, variable by variable: RV-4."""

from __future__ import annotations

from symattn.ledger.claim import Claim, Mutant
from symattn.ledger.machine import Instances
from symattn.threshold import count_threshold

NAMES = {"T": "T"}


def _gates(statement: str, low: int, high: int) -> Instances:
    return Instances(statement, ranges={"n": range(low, high + 1)}, functions={"T": count_threshold})


CLAIMS = [
    Claim(
        id="RV-4",
        kind="inequality",
        title="Growth of the number of threshold functions by one variable",
        statement=_gates("T(n + 1) >= (2**n + 1)*T(n)", 0, 4),
        general=r"for all $n \ge 0$; hence $T(n) \ge 2 \prod_{i<n} (2^i + 1)$.",
        source="after S. Muroga; proof of this project",
        rests_on=("RV-1",),
        argument=(
            r"Represent each threshold function $f$ of $n$ variables by $(w, b)$ with all $2^n$ values $w \cdot x + b$ distinct and non-zero: the strict "
            r"representations form a non-empty open set, which finitely many hyperplanes do not cover.",
            r"For $c \in \mathbb{R}$ let $F_c(x, t) = H(w \cdot x + b + c t)$, a threshold function of $n + 1$ variables with $F_c(\cdot, 0) = f$.",
            r"As $c$ runs over $\mathbb{R}$, $F_c(\cdot, 1) = H(w \cdot x + b + c)$ takes $2^n + 1$ different values, one for each of the intervals into which $2^n$ distinct numbers cut the line.",
            r"Different $f$ give different $F_c$, because they differ at $t = 0$. So $T(n+1) \ge (2^n + 1)\, T(n)$; the product follows from $T(0) = 2$.",
        ),
        mutants=(
            Mutant("constant", _gates("T(n + 1) >= (2**n + 2)*T(n)", 0, 4)),
            Mutant("strictness", _gates("T(n + 1) > (2**n + 1)*T(n)", 0, 4)),
        ),
        not_claimed="The bound only gives half of the true exponent: about n²/2 against n²(1 + o(1)).",
        names=NAMES,
    ),
]
