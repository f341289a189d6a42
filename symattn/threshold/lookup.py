"""A function with the Chow vector of a threshold function is that function: a look-up among the sorted vectors decides.

Property wanted: whether a table is a threshold gate, and integer weights if it is, without a linear program.

Construction: of a table f of n variables take, over {-1, 1}^n, the sums of (2f - 1)(x, 1) over all points: N =
n + 1 integers.  Sort their absolute values and look them up in `threshold_classes(n)`.  If they are there,
give the class's weights back their places and signs; the last one is the bias.

Derivation: the sums are the Chow vector of the self-dual function F(x, s) that is f at s = 1 and 1 - f(-x) at s =
-1.  A signed permutation that sorts it turns F into a function with the vector of a threshold function G.  That
is G itself: with weights w of G, sum over y of (2F - 1)(y) w.y = sum over y of (2G - 1)(y) w.y = sum of |w.y|,
so F = G wherever w.y is not 0, which is everywhere (Chow 1961).  The list contains all classes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_variables
from symattn.threshold.symmetry.actions import checked, mask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_LISTED = 6
"""Largest n whose tables are looked up: one 64-bit word each, of 135 classes with the bias as a seventh variable."""

_CHUNK = 1 << 16
"""Tables worked on together."""


def chow_vector(table: int, n: int) -> tuple[int, ...]:
    """Return the sums of (2f(x) - 1)(x, 1) over the points x of {-1, 1}^n."""
    ones = table.bit_count()
    # The x_i sum to 0 over all points, so that (2f - 1) x_i has the sum of 2 f x_i.
    sums = (2 * (table & mask(n, (i,), ())).bit_count() - ones for i in range(n))
    return (*(2 * value for value in sums), 2 * ones - (1 << n))


@cache
def _weights_of_vectors(n: int) -> dict[tuple[int, ...], tuple[int, ...]]:
    from symattn.threshold.walk import threshold_classes

    found = threshold_classes(n)
    return dict(zip(map(tuple, found.chow.tolist()), map(tuple, found.weights.tolist()), strict=True))


def listed_weights(table: int, n: int) -> tuple[int, ...] | None:
    """Return weights w_1, ..., w_n of a gate with this table, or None if it is not in the list, n <= 7."""
    vector = chow_vector(table, n)
    order = sorted(range(n + 1), key=lambda place: -abs(vector[place]))
    row = _weights_of_vectors(n).get(tuple(abs(vector[place]) for place in order))
    if row is None:
        return None
    weights = [0] * (n + 1)
    for weight, place in zip(row, order, strict=True):
        weights[place] = weight if vector[place] >= 0 else -weight
    return tuple(weights[:n])


def are_threshold(tables: NDArray[np.unsignedinteger[Any]], n: SupportsIndex) -> NDArray[np.bool_]:
    """Return for each table whether it is that of a threshold gate H(w.x + b).

    Parameters
    ----------
    tables
        A NumPy array of truth tables with an unsigned dtype of at least 2^n bits.
    n
        The number of variables, at most 6.

    Returns
    -------
    numpy array of bool
        Of the shape of ``tables``.

    Raises
    ------
    InvalidArgument
        If ``tables`` is no such array, or an entry is out of range.
    TooLarge
        If n > 6.

    Examples
    --------
    Of the 16 functions of two variables XOR and its complement are none:

    >>> import numpy as np
    >>> np.flatnonzero(~are_threshold(np.arange(16, dtype=np.uint8), 2)).tolist()
    [6, 9]
    >>> from symattn.threshold import count_threshold
    >>> int(are_threshold(np.arange(2**16, dtype=np.uint16), 4).sum()) == count_threshold(4)
    True

    See Also
    --------
    is_threshold : one table, with a certificate.

    References
    ----------
    C. K. Chow, On the characterization of threshold functions (1961).
    """
    import numpy as np

    from symattn.threshold.symmetry.branching import popcount
    from symattn.threshold.symmetry.chow import coefficients
    from symattn.threshold.walk import pack, threshold_classes

    n = check_variables(n, most=MAX_LISTED)
    words = checked(tables, n)
    if isinstance(words, int):
        hint = "is_threshold decides one table."
        raise InvalidArgument("tables", "must be an array of tables", words, hint)
    listed = np.sort(pack(threshold_classes(n).chow))
    flat = words.ravel()
    result = np.empty(len(flat), dtype=np.bool_)
    for start in range(0, len(flat), _CHUNK):
        part = flat[start : start + _CHUNK]
        vectors = np.empty((len(part), n + 1), dtype=np.int16)
        vectors[:, :n] = 2 * coefficients(part, n).T.astype(np.int16)
        vectors[:, n] = 2 * popcount(part).astype(np.int16) - (1 << n)
        np.abs(vectors, out=vectors)
        vectors.sort(axis=1)
        keys = pack(vectors[:, ::-1])
        nearest = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
        result[start : start + _CHUNK] = listed[nearest] == keys
    return result.reshape(words.shape)
