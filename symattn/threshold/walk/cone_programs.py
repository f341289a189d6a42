"""A self-dual function is a threshold function with weights w_1 >= ... >= w_N >= 0 exactly if a linear program with one row a minimal true point has a solution.

Words.  f is a self-dual function of y in {-1, 1}^N: f(-y) = 1 - f(y).  S_i(y) = y_1 + ... + y_i.  Dominance: y >= z if S_i(y) >= S_i(z) for i = 1..N.
C is the open cone w_1 > ... > w_N > 0.

Property wanted: for a set of true points that is closed upwards in dominance, decide whether f(y) = [w.y > 0] for some w in the closure of C, and find w.

Construction: with d_i = w_i - w_(i+1), w_(N+1) = 0, the closure of C is d >= 0; the program is

    minimise  d_1 + 2 d_2 + ... + N d_N  =  w_1 + ... + w_N    subject to   S(y).d >= 1 for all minimal true points y,   d >= 0.

Derivation.  Summation by parts: w.y = S(y).d.  So y >= z gives w.y >= w.z for d >= 0, and the rows of the minimal true points imply those of all true points;
false points are negatives of true points.  Conversely, integer weights in the closure of C have S(y).d = w.y >= 1 at all true points: the optimum of the program
is a lower bound of the sum of such weights, and an optimum that is integral has the least sum.

The least point that dominates 0, with S = (1, 0, 1, 0, ...), keeps its row where it is a minimal true point.  (It could be dropped if only existence were asked
for, and the optimum might then lie on a hyperplane w.y = 0; with the row it never does.)

Order of points: point k has y_1 = +1 where the most significant of its N bits is 1, ..., y_N where the least significant is.  Points covered by y in dominance are
those where +1, -1 at neighbours i, i+1 is exchanged, or y_N = +1 becomes -1; their number is smaller.  A function is a row of ceil(2^N / 64) words of 64 bits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXACT_FLOAT32 = 1 << 24


@cache
def cube(size: int) -> NDArray[np.int64]:
    """Return the 2^N points y in {-1, 1}^N as rows, in the order of this file."""
    import numpy as np

    points = 2 * (np.arange(1 << size)[:, None] >> np.arange(size - 1, -1, -1) & 1) - 1
    points.flags.writeable = False
    return points


@cache
def prefix_sums(size: int) -> NDArray[np.int64]:
    """Return S_1(y), ..., S_N(y) for all points, shape (2^N, N)."""
    sums = cube(size).cumsum(axis=1)
    sums.flags.writeable = False
    return sums


def evaluate_weights(weights: NDArray[Any], size: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the words of f(y) = [w.y > 0] and the Chow vectors p = sum of the true points.

    Parameters
    ----------
    weights
        Integers of shape (C, N).
    size
        N.

    Returns
    -------
    (words, chow)
        Shapes (C, ceil(2^N / 64)) and (C, N).

    Raises
    ------
    InvalidArgument
        If w.y = 0 at some point, or the weights are too large for exact sums.

    Examples
    --------
    Majority of three: four true points with the sum (2, 2, 2):

    >>> import numpy as np
    >>> words, chow = evaluate_weights(np.array([[1, 1, 1]]), 3)
    >>> f"{int(words[0, 0]):08b}", chow.tolist()
    ('11101000', [[2, 2, 2]])

    See Also
    --------
    minimal_points : the rows of the program.

    References
    ----------
    C. K. Chow, On the characterization of threshold functions (1961).
    """
    import numpy as np

    if weights.size and size * int(np.abs(weights).max()) >= _EXACT_FLOAT32:
        raise InvalidArgument(
            "weights", "must have sums below 2^24, to be added exactly", int(np.abs(weights).max())
        )
    points = cube(size).astype(np.float32)
    values = weights.astype(np.float32) @ points.T
    if not values.all():
        raise InvalidArgument(
            "weights", "must not vanish at a point", weights[~values.all(axis=1)][0].tolist()
        )
    bits = np.zeros((len(weights), max(64, 1 << size)), dtype=bool)
    np.greater(values, 0, out=bits[:, : 1 << size])
    # At most 2^(N-1) true points: sums of so many +-1 are exact in float32.
    chow = (bits[:, : 1 << size].astype(np.float32) @ points).astype(np.int64)
    words = np.packbits(bits, axis=1, bitorder="little").view("<u8").astype(np.uint64, copy=False)
    return words, chow


@cache
def _upper_mask(bit: int) -> int:
    """Return the word that is 1 at the positions k < 64 with bit ``bit + 1`` of k equal to 1 and bit ``bit`` equal to 0."""
    return sum(1 << k for k in range(64) if k >> bit & 3 == 2)


def minimal_points(words: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return the words of the true points all of whose lower covers in dominance are false.

    Parameters
    ----------
    words
        Functions, shape (C, ceil(2^N / 64)).
    size
        N.

    Returns
    -------
    numpy array
        The same shape.

    Examples
    --------
    The minimal true points of majority are number 3 = (-1, 1, 1), 5 and 6: of these only 3 has no true point below:

    >>> import numpy as np
    >>> minimal_points(np.array([[0b11101000]], dtype=np.uint64), 3).tolist() == [[1 << 3]]
    True

    See Also
    --------
    evaluate_weights : the words of a function.

    References
    ----------
    The book's chapter on counting threshold functions.
    """
    import numpy as np

    true = np.ascontiguousarray(words.T)
    # Bit 0 of k is y_N: changing it from 1 to 0 leads from k to k - 1.
    covered = (true << np.uint64(1)) & np.uint64(sum(1 << k for k in range(1, 64, 2)))
    for bit in range(size - 1):
        # Exchanging (1, 0) in bits (bit + 1, bit) leads from k to k - 2^bit.
        if bit < 5:
            covered |= (true << np.uint64(1 << bit)) & np.uint64(_upper_mask(bit))
        elif bit == 5:
            covered[1::2] |= true[:-1:2] >> np.uint64(32)
        else:
            place = np.arange(len(true))
            place = place[place >> (bit - 6) & 3 == 2]
            covered[place] |= true[place - (1 << (bit - 6))]
    return np.ascontiguousarray((true & ~covered).T)


def listed_points(words: NDArray[np.uint64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (function, point) for all points that are 1, sorted by function, then by point."""
    import numpy as np

    bits = np.unpackbits(
        words.astype("<u8", copy=False).view(np.uint8), axis=1, bitorder="little", count=1 << size
    )
    position = np.flatnonzero(bits.ravel().view(bool))
    return position >> size, position & ((1 << size) - 1)


def least_positive_point(size: int) -> int:
    """Return the number of the least point that dominates 0: y = (1, -1, 1, -1, ...), S = (1, 0, 1, 0, ...).

    It is true for every w in C, since w.y >= d_1 > 0: it is never flipped.
    """
    return sum(1 << bit for bit in range(size - 1, -1, -2))


def changed(words: NDArray[np.uint64], points: NDArray[Any], size: int) -> NDArray[np.uint64]:
    """Return the functions with the value at one point each, and at its negative, changed."""
    import numpy as np

    result = words.copy()
    row = np.arange(len(words))
    for point in (points.astype(np.int64), (1 << size) - 1 - points.astype(np.int64)):
        result[row, point >> 6] ^= np.uint64(1) << (point & 63).astype(np.uint64)
    return result
