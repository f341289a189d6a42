"""Random dichotomies of random points are decided exactly and counted: the share of separable ones is an estimate of C(N, D) / 2^N, and more for a product of two gates.

The number of separable dichotomies among t is binomial, so that the interval of Clopper and Pearson, from exact binomial tails, contains the probability
with a confidence of at least 99 %.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb
from random import Random
from typing import Any, SupportsIndex

from symattn.capacity.learning.separability import Points, random_points, separable_dichotomies, separate
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, check_alphabet


@dataclass(frozen=True)
class SeparabilityEstimate:
    """How many of a number of random dichotomies were separable, with a confidence interval for the probability.

    Parameters
    ----------
    N, D, gates, gate
        The number of points, the dimension, the number of gates multiplied and their alphabet.
    trials, separable, seed
        Dichotomies drawn, how many of them are realised, and the seed.
    lower, upper
        Clopper and Pearson's interval of confidence at least 99 %, rounded outward to multiples of 1/10000.

    Examples
    --------
    >>> from symattn.capacity import cover_probability
    >>> estimate = separability_estimate(8, 4, trials=100, seed=1)
    >>> estimate.lower <= cover_probability(8, 4) <= estimate.upper
    True

    See Also
    --------
    separability_estimate : the function that returns it.

    References
    ----------
    C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, Biometrika 26 (1934).
    """

    N: int
    D: int
    gates: int
    gate: str
    trials: int
    separable: int
    seed: int
    lower: Fraction
    upper: Fraction

    @property
    def fraction(self) -> Fraction:
        """The share of the dichotomies drawn that are realised."""
        return Fraction(self.separable, self.trials)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {N, D, gates, gate, trials, separable, seed, lower, upper}."""
        return {
            "N": self.N,
            "D": self.D,
            "gates": self.gates,
            "gate": self.gate,
            "trials": self.trials,
            "separable": self.separable,
            "seed": self.seed,
            "lower": str(self.lower),
            "upper": str(self.upper),
        }

    def _repr_latex_(self) -> str:
        interval = rf"[{float(self.lower):.4f},\, {float(self.upper):.4f}]"
        return rf"${self.separable}/{self.trials}, \quad p \in {interval} \text{{ with confidence }} 99\,\%$"


def separability_estimate(
    N: SupportsIndex,
    D: SupportsIndex,
    *,
    trials: SupportsIndex = 200,
    seed: SupportsIndex = 0,
    gates: SupportsIndex = 1,
    gate: str = "pm",
) -> SeparabilityEstimate:
    """Draw random dichotomies of random points in general position and count those that a gate, or a product of two, realises.

    Points and signs are drawn anew in every trial for one gate.  Each verdict is exact: a linear program in integers whose certificate is checked.  For two gates
    all separable dichotomies of the points are listed, and pairs of them are tried; the points are then the same in all trials.

    Parameters
    ----------
    N, D
        The number of points and the dimension, at least 1; for two gates with C(N, D) <= 5000.
    trials
        How many dichotomies are drawn.
    seed
        The same seed gives the same estimate.
    gates
        1 or 2.
    gate
        For two gates ``"pm"``, the product of signs, or ``"01"``, the conjunction.

    Returns
    -------
    SeparabilityEstimate
        ``.fraction`` and the interval from ``.lower`` to ``.upper``.

    Raises
    ------
    InvalidArgument
        If an argument is outside its range.
    TooLarge
        If two gates may have more than 5000 dichotomies each.

    Examples
    --------
    Twelve points in the space of dimension 3: a random dichotomy is that of one gate with probability 67/1024, and often that of a product of two signs:

    >>> from symattn.capacity import cover_probability
    >>> one, two = (separability_estimate(12, 3, trials=100, seed=4, gates=k) for k in (1, 2))
    >>> one.lower <= cover_probability(12, 3) <= one.upper
    True
    >>> one.separable < two.separable
    True

    See Also
    --------
    symattn.capacity.cover_probability : the probability for one gate.

    References
    ----------
    Claims BY-7-prob, BY-7-count.
    """
    N, D = as_integer(N, "N", least=1), as_integer(D, "D", least=1)
    trials, seed = as_integer(trials, "trials", least=1), as_integer(seed, "seed", least=0)
    k = as_integer(gates, "gates", least=1)
    if k > 2:
        raise InvalidArgument("gates", "must be 1 or 2", k)
    check_alphabet(gate, name="gate")
    random = Random(f"{N} {D} {seed}")
    if k == 1:
        found = 0
        for _ in range(trials):
            points = random_points(N, D, seed=random.getrandbits(64))
            found += separate(points, random.choices((1, -1), k=N)).checked().separable
    else:
        tables = gated_dichotomies(random_points(N, D, seed=random.getrandbits(64)), gate=gate)
        found = sum(random.getrandbits(N) in tables for _ in range(trials))
    return SeparabilityEstimate(N, D, k, gate, trials, found, seed, *_interval(found, trials))


def gated_dichotomies(points: Points, *, gate: str = "pm") -> frozenset[int]:
    """Return the dichotomies of the points by the product of two gates, as integers whose bit i is 1 for a positive point.

    Parameters
    ----------
    points
        N points of R^D with integer coordinates; for gates with a bias their first coordinate is 1.
    gate
        ``"pm"`` for the product of two signs, ``"01"`` for the conjunction.

    Returns
    -------
    frozenset of int
        All products of two separable dichotomies.

    Raises
    ------
    InvalidArgument
        If coordinates are no integers or the alphabet is unknown.
    TooLarge
        If C(N, D) > 5000.

    Examples
    --------
    Four points on a line, gates with a bias: one gate has 8 dichotomies, a product of two signs all that change at most twice, 14 of 16:

    >>> line = ((1, 0), (1, 1), (1, 2), (1, 3))
    >>> len(separable_dichotomies(line)), len(gated_dichotomies(line)), len(gated_dichotomies(line, gate="01"))
    (8, 14, 11)

    See Also
    --------
    symattn.capacity.learning.separability.separable_dichotomies : one gate.

    References
    ----------
    Claim BY-7-count.
    """
    check_alphabet(gate, name="gate")
    tables = separable_dichotomies(points)
    if gate == "01":
        return frozenset(f & g for f, g in product(tables, repeat=2))
    full = (1 << len(points)) - 1
    return frozenset(full ^ f ^ g for f, g in product(tables, repeat=2))


def _interval(found: int, trials: int) -> tuple[Fraction, Fraction]:
    """Return Clopper and Pearson's limits at level 99 %, outward to multiples of 1/10000, by exact binomial tails."""
    scale, tail = 10**4, Fraction(1, 200)

    def at_least_found(u: int, count: int) -> Fraction:
        """P(X >= count) for X binomial with trials and u/scale."""
        total = sum(comb(trials, i) * u**i * (scale - u) ** (trials - i) for i in range(count, trials + 1))
        return Fraction(total, scale**trials)

    # P(X >= count) increases with u.  Below: the last u with P(X >= found) <= tail; above: the first with P(X <= found) <= tail.
    units = range(scale + 1)
    lower = bisect_right(units, tail, key=lambda u: at_least_found(u, found)) - 1 if found else 0
    upper = bisect_left(units, 1 - tail, key=lambda u: at_least_found(u, found + 1))
    return Fraction(lower, scale), Fraction(upper if found < trials else scale, scale)
