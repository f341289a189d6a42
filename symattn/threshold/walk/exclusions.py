"""A rejected candidate of the walk has true points whose sum, with positive multipliers, has no positive prefix sum: no weights exist.

Property wanted: a proof, readable without the simplex method, that a candidate is no threshold function.

Construction: the ray u of the dual on which the simplex method ended: u >= 0 on minimal true points y, not all 0, with  sum of u_y S_i(y) <= 0  for i = 1..N.

Derivation.  Suppose the candidate g were a threshold function.  Its Chow vector p is sorted and non-negative (checked), hence g has weights w with w_1 >= ... >= w_N >= 0 (`chow_walk`, 1: some image of g under
signed permutations has such weights, its Chow vector is the sorted non-negative image of p, that is p, and equal Chow vectors mean equal functions).  With d_i = w_i - w_(i+1) >= 0 the sum of u_y w.y is
the sum over i of d_i (sum of u_y S_i(y)) <= 0; but every w.y is positive at true points, and some u_y is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from math import gcd
from typing import Any, SupportsIndex

from symattn.errors import InvalidArgument, InvalidCertificate
from symattn.threshold.arguments import as_integer, as_integers
from symattn.threshold.walk.chow_vectors import checked_size
from symattn.threshold.walk.cone_programs import cube, evaluate_weights, minimal_points
from symattn.threshold.walk.decisions import programs


@dataclass(frozen=True)
class Exclusion:
    """The proof that the threshold function of integer weights, with the values at a point and its negative exchanged, is no threshold function.

    Parameters
    ----------
    weights
        w_1, ..., w_N, with w.y != 0 on {-1, 1}^N.
    exchanged
        The point y, true for w, at which the value becomes 0, and 1 at -y.
    points, multipliers
        True points of the candidate in {-1, 1}^N and a positive integer for each.

    Examples
    --------
    Four true points of nine variables; their sum, with multipliers, has no positive prefix sum:

    >>> proof = exclusion((15, 7, 7, 3, 3, 2, 2, 2, 2), (1, -1, -1, -1, -1, 1, 1, 1, 1))
    >>> for multiplier, point in zip(proof.multipliers, proof.points):
    ...     print(multiplier, point)
    1 (-1, 1, 1, -1, -1, 1, 1, 1, 1)
    1 (-1, 1, 1, 1, 1, -1, -1, -1, -1)
    2 (1, -1, -1, -1, 1, -1, -1, 1, 1)
    >>> proof.check()
    True

    See Also
    --------
    exclusion : the function that returns it.

    References
    ----------
    Farkas' lemma.
    """

    weights: tuple[int, ...]
    exchanged: tuple[int, ...]
    points: tuple[tuple[int, ...], ...]
    multipliers: tuple[int, ...]

    def value(self, point: Sequence[int]) -> bool:
        """Return the candidate's value at a point of {-1, 1}^N."""
        activation = sum(w * y for w, y in zip(self.weights, point, strict=True))
        if activation == 0:
            raise InvalidArgument("weights", "must not vanish at a point", tuple(point))
        opposite = tuple(-y for y in self.exchanged)
        return (activation > 0) != (tuple(point) in (self.exchanged, opposite))

    def check(self) -> bool:
        """Return whether the points are true, the multipliers positive, the prefix sums of the sum not, and the Chow vector sorted and non-negative."""
        size = len(self.weights)
        if not self.points or len(self.points) != len(self.multipliers) or min(self.multipliers) <= 0:
            return False
        if not all(len(y) == size and set(y) <= {-1, 1} and self.value(y) for y in self.points):
            return False
        total = [
            sum(u * y[i] for u, y in zip(self.multipliers, self.points, strict=True)) for i in range(size)
        ]
        chow = [0] * size
        for point in product((-1, 1), repeat=size):
            if self.value(point):
                chow = [p + y for p, y in zip(chow, point, strict=True)]
        return max(accumulate(total)) <= 0 and all(a >= b for a, b in pairwise([*chow, 0]))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {weights, exchanged, points, multipliers}."""
        return {
            "weights": list(self.weights),
            "exchanged": list(self.exchanged),
            "points": [list(point) for point in self.points],
            "multipliers": list(self.multipliers),
        }


def exclusion(weights: Sequence[SupportsIndex], exchanged: Sequence[SupportsIndex]) -> Exclusion | None:
    """Return the proof that [w.y > 0], with the values at a minimal true point and its negative exchanged, is no threshold function; None if it is one.

    Parameters
    ----------
    weights
        Integers w_1 >= ... >= w_N >= 0, N <= 10, with w.y != 0 on {-1, 1}^N.
    exchanged
        A minimal true point in dominance that does not dominate 0, in {-1, 1}^N.

    Returns
    -------
    Exclusion or None
        Checked before it is returned.

    Raises
    ------
    InvalidArgument
        If the weights or the point are not of this kind.
    TooLarge
        If N > 10, or the weights are too large.

    Examples
    --------
    Up to N = 8 no candidate of the walk is rejected; of nine variables this one is:

    >>> exclusion((1, 0, 0), (1, -1, -1)) is None
    True
    >>> exclusion((15, 7, 7, 3, 3, 2, 2, 2, 2), (1, -1, -1, -1, -1, 1, 1, 1, 1)).multipliers
    (1, 1, 2)

    See Also
    --------
    symattn.threshold.is_threshold : the same question for any table of few variables.

    References
    ----------
    Farkas' lemma.
    """
    import numpy as np

    row, point = tuple(as_integers(weights, "weights")), tuple(as_integers(exchanged, "exchanged"))
    size = checked_size(as_integer(len(row), "weights", least=1))
    if any(a < b for a, b in pairwise([*row, 0])):
        raise InvalidArgument("weights", "must be sorted and not negative", row)
    if len(point) != size or not set(point) <= {-1, 1}:
        raise InvalidArgument("exchanged", f"must be a point of {{-1, 1}}^{size}", point)
    number = sum(1 << bit for bit, y in enumerate(reversed(point)) if y == 1)
    array = np.array([row], dtype=np.int64)
    minimal = minimal_points(evaluate_weights(array, size)[0], size)[0]
    if not int(minimal[number >> 6]) >> (number & 63) & 1 or min(accumulate(point)) >= 0:
        raise InvalidArgument("exchanged", "must be a minimal true point that does not dominate 0", point)
    solutions, index, _ = programs(array, np.array([number]), multipliers=True)
    if solutions.multipliers is None or solutions.denominators[0]:
        return None
    ray = solutions.multipliers[0, : index.shape[1]].tolist()
    used = [(cube(size)[k].tolist(), u // gcd(*ray)) for k, u in zip(index[0], ray, strict=True) if u]
    proof = Exclusion(row, point, tuple(tuple(y) for y, _ in used), tuple(u for _, u in used))
    if not proof.check():
        raise InvalidCertificate("exclusion", "must check before it is returned", proof.to_json())
    return proof
