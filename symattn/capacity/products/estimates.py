"""The number of products is the number of pairs times the mean of 1/multiplicity over random pairs: an unbiased estimate.

Property wanted: a check of the exact counts that does not add up sizes of orbits, and an interval that holds at the
stated confidence for every number of samples.  The list of gates is the one of the exact counts, and for AND so are the
facets that tell which pairs are irreducible: a product that this reduction lost would be lost here too.

Construction: (f, g) uniform in all T(n)^2 pairs, h their product.  For gates in {-1, 1} the weight is 1 / number of
pairs with product h.  For AND it is 0 unless the pair is irreducible, and else 1 / number of irreducible pairs with
product h (see `pairs`): the multiplicity of a typical AND is too large to be counted, that of irreducible pairs is
small, and few pairs are irreducible.

Derivation: the weights of the pairs of one h add up to 1, since every AND has an irreducible pair; the mean of the
weight is the number of products divided by T(n)^2.  The weights lie in [0, 1].  The interval is the empirical Bernstein
bound for such values: with probability at least 1 - d the mean differs from that of N samples, whose variance is V, by
at most sqrt(2 V log(4/d) / N) + 7 log(4/d) / (3 (N - 1)).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.products.factors import Factors, threshold_factors
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_ESTIMATED = 6
_CHUNK = 1 << 15


@dataclass(frozen=True)
class ProductEstimate:
    """An estimate of the number of products of two gates, with an interval; not an exact count.

    Parameters
    ----------
    n, gate
        The number of variables and the alphabet of the gates' values.
    estimate, estimate_low, estimate_high
        The number of pairs times the mean weight, and the interval.
    confidence
        The interval contains the number with at least this probability over the samples drawn.
    samples, seed
        The number of random pairs and the seed.

    Examples
    --------
    >>> found = estimate_products(3, samples=3000, seed=1)
    >>> found.estimate_low <= 246 <= found.estimate_high
    True

    See Also
    --------
    estimate_products : the function that returns it.

    References
    ----------
    Maurer and Pontil, Empirical Bernstein bounds and sample-variance penalization (2009), Theorem 4.
    """

    n: int
    gate: str
    estimate: float
    estimate_low: float
    estimate_high: float
    confidence: float
    samples: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, gate, estimate, estimate_low, estimate_high, confidence, samples, seed}."""
        return dict(self.__dict__)

    def _repr_latex_(self) -> str:
        return f"${self.estimate:.4g}\\ [{self.estimate_low:.4g}, {self.estimate_high:.4g}]$"


def estimate_products(
    n: SupportsIndex,
    gate: str = "01",
    *,
    samples: SupportsIndex,
    seed: SupportsIndex,
    confidence: float = 0.95,
) -> ProductEstimate:
    """Return an unbiased estimate, T(n)^2 times the mean of 1/multiplicity, of the number of products of two gates.

    Parameters
    ----------
    n
        The number of variables, at most 6.
    gate
        ``"01"``: the product is AND; ``"pm"``: values in {-1, 1}.
    samples
        The number of random pairs, at least 2.  For n = 6 a million pairs take minutes for AND, a thousand for ``"pm"``.
    seed
        The seed of NumPy's PCG64 generator: equal arguments give equal estimates.
    confidence
        The probability that the interval contains the number, in (0, 1).

    Returns
    -------
    ProductEstimate
        ``.estimate``, ``.estimate_low``, ``.estimate_high``.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is outside its range.

    Examples
    --------
    All 16 functions of two variables are products of sign gates:

    >>> found = estimate_products(2, "pm", samples=1000, seed=0)
    >>> abs(found.estimate - 16) < 1, found.estimate_low <= 16 <= found.estimate_high
    (True, True)

    See Also
    --------
    symattn.count : the exact number; n = 6 in a run that can be resumed.

    References
    ----------
    Claims CAP-AND, CAP-XOR; Maurer and Pontil (2009).
    """
    import numpy as np

    n = check_variables(n, most=MAX_ESTIMATED)
    check_alphabet(gate, name="gate")
    number = as_integer(samples, "samples", least=2)
    start = as_integer(seed, "seed", least=0)
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise InvalidArgument("confidence", "must be a float between 0 and 1", confidence)
    factors = threshold_factors(n)
    drawn = np.random.default_rng(start).integers(len(factors.tables), size=(2, number))
    weights = _and_weights(factors, *drawn) if gate == "01" else _sign_weights(factors, *drawn)
    total = len(factors.tables) ** 2
    mean, variance = float(weights.mean()), float(weights.var(ddof=1))
    rest = log(4 / (1 - confidence))
    radius = sqrt(2 * variance * rest / number) + 7 * rest / (3 * (number - 1))
    low, high = max(mean - radius, 0.0) * total, (mean + radius) * total
    return ProductEstimate(n, gate, mean * total, low, high, confidence, number, start)


def _and_weights(factors: Factors, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return 1 / number of irreducible pairs with the same AND, 0 for a pair that is not irreducible."""
    import numpy as np

    products = factors.tables[left] & factors.tables[right]
    needed = _needed(factors, left) | _needed(factors, right)
    weights = np.zeros(len(left))
    for index in np.flatnonzero((needed & ~products) == 0).tolist():
        h = products[index]
        # Both factors contain h, and h contains the facets of either that lie in it.
        found = []
        for start in range(0, len(factors.tables), _CHUNK):
            part = slice(start, start + _CHUNK)
            f = factors.tables[part]
            found.append(f[((h & ~f) | (factors.facets[part] & f & ~h)) == 0])
        rests = np.concatenate(found) & ~h
        pairs = sum(int(np.count_nonzero((rests & rest) == 0)) for rest in rests)
        weights[index] = 1 / pairs
    return weights


def _needed(factors: Factors, places: NDArray[np.int64]) -> NDArray[np.uint64]:
    return factors.facets[places] & factors.tables[places]


def _sign_weights(factors: Factors, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return 1 / number of pairs with the same product."""
    import numpy as np

    # f xor g = h for as many pairs that are 0 at the point 0 as for pairs of their complements; if h(0) = 1, for as
    # many pairs of one and the other as there are pairs for the complement of h that are both 0.
    zero = np.sort(factors.tables[(factors.tables & np.uint64(1)) == 0])
    full = np.uint64((1 << (1 << factors.n)) - 1)
    weights = np.empty(len(left))
    for index, h in enumerate(factors.tables[left] ^ factors.tables[right]):
        moved = zero ^ (h ^ full if h & np.uint64(1) else h)
        both = np.concatenate([zero, moved])
        both.sort()
        weights[index] = 1 / (2 * int(np.count_nonzero(both[1:] == both[:-1])))
    return weights
