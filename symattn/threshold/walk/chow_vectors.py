"""The sorted Chow vector of a self-dual function of N <= 10 variables is one 64-bit key, and gives the size of the function's class.

Words.  The Chow vector p of f on {-1, 1}^N is the sum of the true points; f is self-dual: of y and -y one is true.

Property wanted: an injection of the vectors that occur into integers below 2^64, in the order of the vectors.

Construction: the digits p_1 div 2, p_2 div 4, ..., p_N div 4, the i-th below 2^(N-1) / (4 sqrt(i)) + 1, in a mixed radix.

Derivation.  f = y_1 has p = (2^(N-1), 0, ..., 0).  Exchanging the values at y and -y changes each p_i by 2 or -2, and leads from any self-dual function to any other: for N >= 3 all
p_i are even, and all p_i / 2 have one parity, that of the first digit.  Sorted vectors have i p_i^2 <= p_1^2 + ... + p_N^2 <= 4^(N-1) (Parseval), which bounds the digits; their
number of combinations is below 2^64 for N <= 10 (checked where the radices are made).  For N <= 2 there is one class.
"""

from __future__ import annotations

from functools import cache
from math import factorial, isqrt, prod
from typing import TYPE_CHECKING, Any

from symattn.errors import TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SIZE = 10
"""Largest N for which a Chow vector is one 64-bit key."""


def checked_size(size: int) -> int:
    """Return N, which must be in 1..10."""
    if not 1 <= size <= MAX_SIZE:
        raise TooLarge("size", f"must be in 1..{MAX_SIZE}", size)
    return size


@cache
def _radices(size: int) -> tuple[int, ...]:
    """Return how many values the digits p_1 div 2 and p_i div 4, i = 2..N, take."""
    radices = [(1 << size) // 4 + 1] + [isqrt(4 ** (size - 1) // i) // 4 + 1 for i in range(2, size + 1)]
    if prod(radices) > 1 << 64:
        raise TooLarge("size", "must have keys below 2^64", size)
    return tuple(radices)


def pack(chow: NDArray[Any]) -> NDArray[np.uint64]:
    """Return the keys of sorted non-negative Chow vectors of self-dual functions, in the order of the vectors.

    Parameters
    ----------
    chow
        Integers of shape (C, N), N <= 10.

    Returns
    -------
    numpy array
        Shape (C,), dtype uint64.

    Examples
    --------
    >>> import numpy as np
    >>> chow = np.array([[4, 0, 0], [2, 2, 2]])
    >>> bool((unpack(pack(chow), 3) == chow).all()), bool(pack(chow)[0] > pack(chow)[1])
    (True, True)

    See Also
    --------
    unpack : the way back.

    References
    ----------
    Parseval's identity; R. O'Donnell, Analysis of Boolean Functions (2014), section 1.4.
    """
    import numpy as np

    size = chow.shape[1]
    key = (chow[:, 0] >> 1).astype(np.uint64)
    for i in range(1, size):
        key = key * np.uint64(_radices(size)[i]) + (chow[:, i] >> 2).astype(np.uint64)
    return key


def unpack(keys: NDArray[np.uint64], size: int) -> NDArray[np.int16]:
    """Return the Chow vectors of keys.

    Parameters
    ----------
    keys
        Shape (C,).
    size
        N.

    Returns
    -------
    numpy array
        Shape (C, N), dtype int16.

    Examples
    --------
    >>> import numpy as np
    >>> unpack(pack(np.array([[10, 6, 6, 2, 2]])), 5).tolist()
    [[10, 6, 6, 2, 2]]

    See Also
    --------
    pack : the keys.

    References
    ----------
    Parseval's identity; R. O'Donnell, Analysis of Boolean Functions (2014), section 1.4.
    """
    import numpy as np

    chow = np.zeros((len(keys), size), dtype=np.int16)
    if size <= 2:
        chow[:, 0] = 1 << (size - 1)
        return chow
    rest = np.array(keys, dtype=np.uint64)
    for i in range(size - 1, 0, -1):
        rest, digit = np.divmod(rest, np.uint64(_radices(size)[i]))
        chow[:, i] = 4 * digit.astype(np.int16)
    chow[:, 1:] += 2 * (rest & np.uint64(1)).astype(np.int16)[:, None]
    chow[:, 0] = 2 * rest.astype(np.int16)
    return chow


def class_sizes(chow: NDArray[Any]) -> NDArray[np.int64]:
    """Return 2^N N! / (product of m! over the multiplicities m of entries, times 2^(number of zeros)) for sorted non-negative vectors.

    Parameters
    ----------
    chow
        Integers of shape (C, N), N <= 10, rows sorted.

    Returns
    -------
    numpy array
        The numbers of images under signed permutations, dtype int64.

    Examples
    --------
    (2, 2, 2) has 8 images, (4, 0, 0) has 6, and T(2) = 14:

    >>> import numpy as np
    >>> class_sizes(np.array([[2, 2, 2], [4, 0, 0]])).tolist()
    [8, 6]

    See Also
    --------
    symattn.threshold.count_threshold : their sum.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    import numpy as np

    size = chow.shape[1]
    # The j-th equal entry in a row contributes the factor j of the factorial, a zero the factor 2.
    fixing: NDArray[np.int64] = np.ones(len(chow), dtype=np.int64)
    run = np.ones(len(chow), dtype=np.int64)
    for i in range(size):
        if i:
            run = np.where(chow[:, i] == chow[:, i - 1], run + 1, 1)
        fixing *= run * np.where(chow[:, i] == 0, 2, 1)
    sizes: NDArray[np.int64] = (2**size * factorial(size)) // fixing
    return sizes
