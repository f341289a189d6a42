"""A uniform threshold gate is a uniform element of a class chosen with probability proportional to its size.

Property wanted: each of the T(n) threshold functions with the same probability, for n where they cannot be listed.

Construction: draw an integer r uniformly from 0..T(n) - 1; the class is the one in whose interval r lies when the
sizes are added up. Put the N = n + 1 weights of its self-dual function into a uniform random order with uniform
random signs; the last one is the bias.

Derivation: a uniform element of a group maps a point to a uniform element of its orbit, since all points of the orbit
are reached by equally many elements. So a function is drawn with probability (size / T(n)) (1 / size). The
sums are integers below 2^63, and no probability is rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import log, sqrt
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.certificates.threshold import ThresholdWeights
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SAMPLED = 8
"""Largest n whose classes are listed."""

MAX_TABULATED = 6
"""Largest n for which one table is one 64-bit word."""

_CHUNK = 1 << 14
"""Gates evaluated together."""


@dataclass(frozen=True, eq=False)
class ThresholdSample:
    """Threshold gates drawn independently and uniformly from all T(n), with integer weights.

    Parameters
    ----------
    n, inputs
        The number of variables and the alphabet of x to which the weights refer.
    seed
        The seed of the random numbers.
    weights
        Integers of shape (size, n + 1); the columns are w_1, ..., w_n, b; read-only.
    tables
        Truth tables, shape (size,), dtype uint64, for n <= 6, else None; read-only.

    Examples
    --------
    The sample can be drawn again:

    >>> sample = random_threshold(4, 3, seed=1)
    >>> sample == random_threshold(4, 3, seed=1), len(sample)
    (True, 3)
    >>> all(sample.certificate(k).check() for k in range(len(sample)))
    True

    See Also
    --------
    random_threshold : the function that returns it.

    References
    ----------
    The book's chapter on counting threshold functions.
    """

    n: int
    inputs: str
    seed: int
    weights: NDArray[np.int64]
    tables: NDArray[np.uint64] | None

    def __len__(self) -> int:
        return len(self.weights)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ThresholdSample):
            return NotImplemented
        same = (self.n, self.inputs, self.seed) == (other.n, other.inputs, other.seed)
        return same and self.weights.tolist() == other.weights.tolist()

    def __hash__(self) -> int:
        return hash((self.n, self.inputs, self.seed, len(self)))

    def certificate(self, k: SupportsIndex) -> ThresholdWeights:
        """Return the k-th gate, counted from 0, as a certificate: its table and its weights.

        Raises
        ------
        InvalidArgument
            If k is not in 0..size - 1.
        """
        index = as_integer(k, "k", least=0)
        if index >= len(self):
            raise InvalidArgument("k", f"must be below the size {len(self)}", index)
        *weights, bias = self.weights[index].tolist()
        values = [0]
        low = 0 if self.inputs == "01" else -1
        for weight in weights:
            values = [value + low * weight for value in values] + [value + weight for value in values]
        table = sum(1 << point for point, value in enumerate(values) if value + bias >= 0)
        return ThresholdWeights(table, self.n, self.inputs, tuple(weights), bias)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, inputs, seed, size, weights, tables}."""
        return {
            "n": self.n,
            "inputs": self.inputs,
            "seed": self.seed,
            "size": len(self),
            "weights": self.weights.tolist(),
            "tables": None if self.tables is None else self.tables.tolist(),
        }

    def __repr__(self) -> str:
        return f"ThresholdSample(n={self.n}, inputs={self.inputs!r}, seed={self.seed}, size={len(self)})"


def random_threshold(
    n: SupportsIndex, size: SupportsIndex, *, seed: SupportsIndex, inputs: str = "01"
) -> ThresholdSample:
    """Return independent threshold gates of n variables, each uniform over all T(n) threshold functions.

    Parameters
    ----------
    n
        The number of variables, at most 8; functions that ignore some variables are included.
    size
        How many gates to draw.
    seed
        A non-negative integer; the same seed gives the same gates (with one release of NumPy).
    inputs
        Alphabet of x to which the weights refer, ``"01"`` or ``"pm"``; the functions are the same.

    Returns
    -------
    ThresholdSample
        ``.weights`` with columns w_1, ..., w_n, b, and ``.tables`` for n <= 6.

    Raises
    ------
    InvalidArgument
        If n, the size or the seed is negative or no integer, or the alphabet is unknown.
    TooLarge
        If n > 8.

    Examples
    --------
    About one in seven functions of two variables is a constant, as 2 of 14:

    >>> sample = random_threshold(2, 7000, seed=0)
    >>> constants = int(((sample.tables == 0) | (sample.tables == 15)).sum())
    >>> 900 < constants < 1100
    True
    >>> from symattn.threshold import are_threshold
    >>> bool(are_threshold(random_threshold(6, 100, seed=0).tables, 6).all())
    True

    See Also
    --------
    estimate_fraction : the fraction of threshold functions with a property.
    threshold_classes : the classes and their sizes.

    References
    ----------
    OEIS A000609.
    """
    import numpy as np

    from symattn.threshold.walk import threshold_classes

    n = check_variables(n, most=MAX_SAMPLED)
    size = as_integer(size, "size", least=0)
    seed = as_integer(seed, "seed", least=0)
    check_alphabet(inputs)
    found = threshold_classes(n)
    sums = list(accumulate(found.sizes))
    if sums[-1] >= 1 << 63:
        raise TooLarge("n", "must have fewer than 2^63 threshold functions", n, "Choose a smaller n.")
    random = np.random.default_rng(seed)
    # integers() is exactly uniform: it rejects what would favour some values.
    drawn = random.integers(0, sums[-1], size, dtype=np.int64)
    members = np.searchsorted(np.array(sums, dtype=np.int64), drawn, side="right")
    weights = random.permuted(found.weights[members].astype(np.int64), axis=1)
    weights *= 1 - 2 * random.integers(0, 2, weights.shape, dtype=np.int64)
    tables = _tables(weights, n) if n <= MAX_TABULATED else None
    if inputs == "01":
        # x = 2u - 1: w.x + b >= 0 iff w.u >= (sum w - b) / 2, and w.u is an integer: the bias is rounded down.
        weights[:, -1] = (weights[:, -1] - weights[:, :-1].sum(axis=1)) // 2
    for array in (weights, tables):
        if array is not None:
            array.flags.writeable = False
    return ThresholdSample(n, inputs, seed, weights, tables)


def _tables(weights: NDArray[np.int64], n: int) -> NDArray[np.uint64]:
    """Return the tables of H(w.x + b) over {-1, 1}^n."""
    import numpy as np

    cube = 2 * ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1) - 1
    result = np.zeros(len(weights), dtype=np.uint64)
    for start in range(0, len(weights), _CHUNK):
        part = slice(start, start + _CHUNK)
        rows = weights[part]
        for k, point in enumerate(cube):
            one = rows[:, :-1] @ point + rows[:, -1] >= 0
            result[part] |= one.astype(np.uint64) << np.uint64(k)
    return result


@dataclass(frozen=True)
class FractionEstimate:
    """An estimated fraction of the T(n) threshold functions, with an interval that covers it with the given confidence.

    Parameters
    ----------
    n, size, seed
        The number of variables, the number of gates drawn, the seed.
    hits
        How many of the gates drawn have the property.
    confidence
        A lower bound on the probability, before drawing, that the interval contains the fraction.
    margin
        Half the length of the interval, a float rounded up.

    Examples
    --------
    >>> found = estimate_fraction(lambda sample: sample.weights[:, -1] >= 0, 3, 1000, seed=0)
    >>> found.lower <= found.fraction <= found.upper
    True

    See Also
    --------
    estimate_fraction : the function that returns it.

    References
    ----------
    W. Hoeffding, Probability inequalities for sums of bounded random variables (1963), theorem 1.
    """

    n: int
    size: int
    seed: int
    hits: int
    confidence: Fraction
    margin: float

    @property
    def fraction(self) -> Fraction:
        """The fraction of the gates drawn that have the property."""
        return Fraction(self.hits, self.size)

    @property
    def lower(self) -> Fraction:
        """The interval's lower end."""
        return max(Fraction(0), self.fraction - Fraction(self.margin))

    @property
    def upper(self) -> Fraction:
        """The interval's upper end."""
        return min(Fraction(1), self.fraction + Fraction(self.margin))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, size, seed, hits, confidence, estimate, margin}."""
        return {
            "n": self.n,
            "size": self.size,
            "seed": self.seed,
            "hits": self.hits,
            "confidence": str(self.confidence),
            "estimate": self.hits / self.size,
            "margin": self.margin,
        }

    def _repr_latex_(self) -> str:
        return rf"${self.hits / self.size:.4f} \pm {self.margin:.4f}$ (estimate)"


def estimate_fraction(
    holds: Callable[[ThresholdSample], NDArray[np.bool_]],
    n: SupportsIndex,
    size: SupportsIndex,
    *,
    seed: SupportsIndex,
    confidence: Fraction | str = "99/100",
    inputs: str = "01",
) -> FractionEstimate:
    """Return the fraction of drawn gates with a property, and the margin sqrt(log(2 / (1 - confidence)) / (2 size)).

    By Hoeffding's inequality the true fraction is farther away than the margin with probability at most 1 - confidence,
    for every size and every fraction; no normal approximation is made.  The draws are those of a pseudo-random generator.

    Parameters
    ----------
    holds
        A function that returns for a `ThresholdSample` one bool a gate.
    n, size, seed, inputs
        As for `random_threshold`; at least one gate is drawn.
    confidence
        A number between 0 and 1, exact: a Fraction, or a text like ``"0.999"``.

    Returns
    -------
    FractionEstimate
        ``.fraction``, ``.lower``, ``.upper``.

    Raises
    ------
    InvalidArgument
        If an argument is out of range, or ``holds`` does not return bools, one a gate.
    TooLarge
        If n > 8.

    Examples
    --------
    By complementation half of the threshold functions are 1 at the origin:

    >>> found = estimate_fraction(lambda sample: sample.tables & 1 == 1, 5, 4000, seed=0)
    >>> found.lower <= Fraction(1, 2) <= found.upper, found.margin < 0.03
    (True, True)

    See Also
    --------
    random_threshold : the gates drawn.

    References
    ----------
    W. Hoeffding, Probability inequalities for sums of bounded random variables (1963), theorem 1.
    """
    import numpy as np

    size = as_integer(size, "size", least=1)
    risk = 1 - _confidence(confidence)
    sample = random_threshold(n, size, seed=seed, inputs=inputs)
    values = np.asarray(holds(sample))
    if values.shape != (size,) or values.dtype != np.bool_:
        rule = f"must return one bool for each of the {size} gates"
        raise InvalidArgument("holds", rule, f"{values.dtype} of shape {values.shape}")
    # The factor covers the rounding of logarithm and root, a few units in the 53rd place.
    margin = sqrt(log(2 / risk) / (2 * size)) * (1 + 2**-48)
    return FractionEstimate(sample.n, size, sample.seed, int(values.sum()), 1 - risk, margin)


def _confidence(value: Fraction | str) -> Fraction:
    try:
        number = Fraction(value) if isinstance(value, (str, Fraction)) else None
    except (ValueError, ZeroDivisionError):
        number = None
    # A risk so small that a float holds it badly is of no use.
    if number is None or not 0 < number <= 1 - Fraction(1, 10**12):
        raise InvalidArgument(
            "confidence", "must be an exact number with 0 < confidence <= 1 - 10^-12", value
        )
    return number
