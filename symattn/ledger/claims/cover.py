"""Claims on Cover's function C(N, D), its recursion and its closed form, and on the inequalities that estimate it: RV-3, RV-3-log, RV-3-ber, RV-3-stir."""

from __future__ import annotations

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Derived, Identity, inductive
from symattn.proving import by_induction

_WHOLE = "N positive integer"
_BOTH = "N, D positive integer"


def _recursion(source: str) -> Derived:
    return Derived(source, _BOTH, evidence=lambda: by_induction(source, variable="D", assuming=_WHOLE))


def _total(row: str, last: str) -> str:
    return f"2*Sum(binomial({row}, i), (i, 0, {last}))"


_STEP = f"{_total('N', 'D')} == {_total('N - 1', 'D')} + {_total('N - 1', 'D - 1')}"
_ONE_POINT = f"{_total('0', 'D - 1')} == 2"
_ONE_DIMENSION = f"{_total('N - 1', '0')} == 2"


def _cover(step: str = _STEP, point: str = _ONE_POINT, dimension: str = _ONE_DIMENSION) -> All:
    return All((_recursion(step), Identity(point, "D positive integer"), Identity(dimension, _WHOLE)))


_BELOW = "x < 1"
_UNIT = "0 <= x; x <= 1"


def _logarithm(
    lower: str = "-x/(1 - x) <= log(1 - x)", upper: str = "log(1 - x) <= -x", given: str = _BELOW
) -> All:
    return All((Identity(lower, given), Identity(upper, given)))


def _powers(source: str, given: str = _UNIT) -> Derived:
    whole = f"{given}; d positive integer"
    return Derived(source, whole, evidence=lambda: by_induction(source, variable="d", assuming=given))


def _factorial(lower: str = "n*log(n) - n + 1", upper: str = "n*log(n)") -> All:
    total = "Sum(log(i), (i, 1, n))"
    return All((inductive(f"{lower} <= {total}"), inductive(f"{total} <= {upper}")))


CLAIMS = [
    Claim(
        id="RV-3",
        kind="identity",
        title="Cover's function: recursion and closed form",
        statement=_cover(),
        display=(
            r"$$C(N, D) = 2 \sum_{i=0}^{D-1} \binom{N-1}{i} \qquad (N, D \ge 1)$$"
            "\n"
            r"satisfies $C(N+1, D+1) = C(N, D+1) + C(N, D)$, $C(1, D) = 2$ and $C(N, 1) = 2$ for all $N, D \ge 1$."
        ),
        source="T. M. Cover (1965); L. Schläfli",
        rests_on=("RV-1",),
        mutants=(
            Mutant("index", _cover(f"{_total('N', 'D')} == {_total('N - 1', 'D')} + {_total('N - 1', 'D')}")),
            Mutant("constant", _cover(point=f"{_total('0', 'D - 1')} == 1")),
            Mutant(
                "sign", _cover(f"{_total('N', 'D')} == {_total('N - 1', 'D')} - {_total('N - 1', 'D - 1')}")
            ),
        ),
        not_claimed="That the three equations have one solution is the principle of recursion. That the recursion bounds the number of sign vectors is RV-3-N, not this.",
    ),
    Claim(
        id="RV-3-log",
        kind="inequality",
        title="The logarithm lies between -x/(1 - x) and -x",
        statement=_logarithm(),
        display=r"$$-\frac{x}{1 - x} \le \log(1 - x) \le -x \qquad (x < 1)$$",
        source="classical",
        mutants=(
            Mutant("strictness", _logarithm(upper="log(1 - x) < -x")),
            Mutant("constant", _logarithm(lower="-x/(2*(1 - x)) <= log(1 - x)")),
            Mutant("sign", _logarithm(upper="log(1 - x) <= x")),
        ),
        not_claimed="Nothing about sums of such terms.",
    ),
    Claim(
        id="RV-3-ber",
        kind="inequality",
        title="Bernoulli's inequality",
        statement=_powers("(1 - x)**d >= 1 - d*x"),
        display=r"$$(1 - x)^d \ge 1 - d x \qquad (0 \le x \le 1,\ d = 1, 2, 3, \ldots)$$",
        source="J. Bernoulli, Positiones arithmeticae de seriebus infinitis (1689)",
        mutants=(
            Mutant("strictness", _powers("(1 - x)**d > 1 - d*x")),
            Mutant("constant", _powers("(1 - x)**d >= 1 - d*x/2")),
            Mutant("hypothesis", _powers("(1 - x)**d >= 1 - d*x", "0 <= x; x <= 5")),
        ),
        not_claimed="Exponents that are no positive integers.",
    ),
    Claim(
        id="RV-3-stir",
        kind="inequality",
        title="The logarithm of n! is n log n up to n",
        statement=_factorial(),
        display=r"$$\begin{gathered} n \log n - n + 1 \le \log n! = \sum_{i=1}^n \log i \le n \log n \\ (n \ge 1) \end{gathered}$$",
        source=PROJECT,
        mutants=(
            Mutant("constant", _factorial(lower="n*log(n) - n/2")),
            Mutant("strictness", All((_factorial(), inductive("Sum(log(i), (i, 1, n)) < n*log(n)")))),
            Mutant("operation", _factorial(upper="n*log(n)/2")),
        ),
        not_claimed="The term (log n)/2 of Stirling's formula.",
    ),
]
