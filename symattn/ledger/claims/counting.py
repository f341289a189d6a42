"""Claims on the number of threshold functions, and bounds of it from above: RV-1, RV-1-list, RV-3-T, RV-3-P."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symattn.capacity import threshold_upper_bound
from symattn.certificates import check_certificate
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Instances
from symattn.threshold import canonical_gates, count_threshold, threshold_functions, wall_certificates

NAMES = {"T": "T", "C": "C", "R": "R"}


@cache
def _neighbours(n: int, drop: int) -> tuple[int, int, int]:
    """Return (representatives, changes of one value that stay in the list, changes excluded by an accepted certificate).

    With ``drop`` > 0 the gates whose largest weight is among the ``drop`` largest values are left out of the list.
    """
    gates = threshold_functions(n)
    largest = abs(gates.weights[:, :-1]).max(axis=1) if n else gates.weights[:, -1] * 0
    listed = set(gates.tables[largest <= largest.max() - drop].tolist())
    excluded = {proof.table for proof in wall_certificates(n).certificates if check_certificate(proof)}
    representatives = [gate.table for gate in canonical_gates(n) if gate.table in listed]
    changed = [table ^ 1 << k for table in representatives for k in range(1 << n)]
    return (
        len(representatives),
        sum(t in listed for t in changed),
        sum(t in excluded - listed for t in changed),
    )


@cache
def _checked(n: int) -> int:
    """Return the length of the list if its weights, its symmetries and its certificates all check, else 0."""
    proof = wall_certificates(n)
    return proof.count if proof.check() else 0


def _complete(statement: str, drop: int = 0, low: int = 0) -> Instances:
    functions: dict[str, Callable[..., int]] = {
        "classes": lambda n: _neighbours(n, drop)[0],
        "inside": lambda n: _neighbours(n, drop)[1],
        "outside": lambda n: _neighbours(n, drop)[2],
        "checked": _checked,
        "T": count_threshold,
    }
    return Instances(statement, ranges={"n": range(low, 6)}, functions=functions)


_ALL_CHANGES = "inside(n) + outside(n) == 2**n*classes(n)"


def _gates(statement: str, low: int, high: int) -> Instances:
    return Instances(statement, ranges={"n": range(low, high + 1)}, functions={"T": count_threshold})


CLAIMS = [
    Claim(
        id="RV-1",
        kind="definition",
        title="Capacity",
        statement=None,
        source=PAPER,
        display=(
            r"The *capacity* of a class $A$ of functions is $\log_2 |A|$, where $A$ is the set of functions realised as the weights vary. "
            r"$T(n)$ is the number of threshold functions $H(w \cdot x + b)$ of $n$ Boolean variables, functions that ignore some variables "
            r"included."
        ),
        rests_on=("SM-1",),
    ),
    Claim(
        id="RV-1-list",
        kind="count",
        title="The list of threshold functions of up to five variables is complete",
        statement=_complete(f"{_ALL_CHANGES} and classes(n) >= 1 and checked(n) == T(n)"),
        display=(
            r"For $n \le 5$ the list made by the library, with integer weights for each function, contains every threshold function of $n$ variables; its length is "
            r"$T(n)$. Of the $2^n$ changes of one value of each representative (one for each class under permutation and negation of the variables), those that stay "
            r"in the list and those excluded by a checked Farkas certificate are all:"
            "\n"
            r"$$\mathrm{inside}(n) + \mathrm{outside}(n) = 2^n\, \mathrm{classes}(n) \qquad (0 \le n \le 5).$$"
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"Each listed function has integer weights, checked at every point, so it is a threshold function.",
            r"In the space of $(w, b)$ each of the $2^n$ points $x$ defines a hyperplane $w \cdot x + b = 0$, and these are different. A threshold function is a region between them: "
            r"raising $b$ a little makes all activations non-zero and changes no value of $H$.",
            r"The list is not empty. Suppose a threshold function $g$ is not listed. Join a point of the region of a listed one to a point of the region of $g$ by a segment that never meets two hyperplanes "
            r"at once; almost every end point allows it. Each crossing changes one value.",
            r"The first function on the segment outside the list is then a threshold function one value away from a listed one.",
            r"Permutation and negation of variables carry threshold functions to threshold functions, and the list is closed under them, so that listed one may be taken to be a representative. But every change of one value of a representative "
            r"is listed, or is excluded by a Farkas certificate: a contradiction.",
        ),
        mutants=(
            Mutant("hypothesis", _complete("inside(n) == 2**n*classes(n)")),
            Mutant("constant", _complete(_ALL_CHANGES, drop=1, low=1)),
        ),
        not_claimed=(
            "Weights, closure under the symmetries and the classes are checked by the library's own code (checked(n) = T(n)), not by a certificate; nothing is said of n ≥ 6."
        ),
    ),
    Claim(
        id="RV-3-T",
        kind="inequality",
        title="Cover's bound on the number of threshold functions",
        statement=_gates(
            "T(n) <= 2*Sum(binomial(2**n - 1, i), (i, 0, n)) and "
            "(n >= 3 implies T(n) < 2*Sum(binomial(2**n - 1, i), (i, 0, n))) and "
            "(n <= 2 implies T(n) == 2*Sum(binomial(2**n - 1, i), (i, 0, n)))",
            0,
            5,
        ),
        display=r"$$T(n) \le 2 \sum_{i=0}^{n} \binom{2^n - 1}{i} = C(2^n, n + 1)$$"
        + "\n"
        + r"for all $n \ge 0$; for $n \le 5$ equality holds exactly at $n = 0, 1, 2$.",
        source="T. M. Cover (1965); L. Schläfli",
        rests_on=("RV-1", "RV-3"),
        argument=(
            r"A threshold function is the sign vector of a linear functional of $\mathbb{R}^{D}$, $D = n + 1$, at the $N = 2^n$ points $(x, 1)$; "
            r"the functional may be chosen nowhere zero, since raising $b$ a little changes no value of $H$.",
            r"Let $r(N, D)$ be the greatest number of sign vectors of nowhere-zero linear functionals at $N$ non-zero points of $\mathbb{R}^D$: the number of "
            r"regions into which at most $N$ central hyperplanes cut $\mathbb{R}^D$. It does not decrease with $N$, since a point may be repeated.",
            r"A further hyperplane that coincides with an earlier one cuts nothing. Any other cuts in two exactly those regions that it meets, and they correspond to the regions of the arrangement it carries, which "
            r"has at most $N - 1$ hyperplanes in dimension $D - 1$: $r(N, D) \le r(N-1, D) + r(N-1, D-1)$.",
            r"$r(1, D) = 2$ for $D \ge 1$, and no functional on the zero space is nowhere zero. So $r(N, D) \le C(N, D)$ by [[RV-3]].",
        ),
        mutants=(
            Mutant("strictness", _gates("T(n) < 2*Sum(binomial(2**n - 1, i), (i, 0, n))", 0, 5)),
            Mutant("index", _gates("T(n) <= 2*Sum(binomial(2**n - 1, i), (i, 0, n - 1))", 0, 5)),
        ),
        not_claimed="Checked against exact T(n) for n ≤ 5 only; the bound is far from exact, T(5) is 23 % of it.",
        names=NAMES,
    ),
    Claim(
        id="RV-3-P",
        kind="inequality",
        title="The short form of Cover's bound",
        statement=All(
            (
                _gates("T(n) <= 2**(n**2)", 2, 5),
                Instances(
                    "C(n) <= 2**(n**2)",
                    ranges={"n": range(2, 41)},
                    full={"n": range(2, 201)},
                    functions={"C": threshold_upper_bound},
                ),
            )
        ),
        display=r"$$T(n) \le C(2^n, n + 1) \le 2^{n^2} \qquad (n \ge 2)$$",
        source="after the paper; proof of this project",
        rests_on=("RV-3-T",),
        argument=(
            r"By [[RV-3-T]], $T(n) \le 2 \sum_{i \le n} \binom{M}{i}$ with $M = 2^n - 1 \ge n$.",
            r"$\sum_{i \le n} \binom{M}{i} \le (e M / n)^n$: multiply the sum by $(n/M)^n \le (n/M)^i$ and use $(1 + n/M)^M \le e^n$.",
            r"$M^n < 2^{n^2}$, and $2 (e/n)^n \le 1$ for $n \ge 4$: at $n = 4$ it is $2 e^4 \le 256$, true since $e < 2.72$ and $2.72^4 < 54.8$; $(e/n)^n$ decreases for $n \ge 1$.",
            r"$n = 2$: $14 \le 16$. $n = 3$: $128 \le 512$.",
        ),
        mutants=(
            Mutant("hypothesis", _gates("T(n) <= 2**(n**2)", 1, 5)),
            Mutant("constant", _gates("T(n) <= 2**(n**2 - 1)", 2, 5)),
        ),
        not_claimed="False for n = 1, where T(1) = 4 > 2, and for n = 0. The leading term n² of the exponent is right (Zuev 1989), which is not proved here.",
        names=NAMES,
    ),
]
