"""The union of sorted arrays of keys, as one sorted sequence of distinct keys, in memory that does not grow with the arrays.

Construction: a window of each array is in memory. Let b be the least of the windows' last keys, taken over the arrays that go on beyond their window.
Every key up to b stands in some window, since an array's keys beyond its window are at least its last one, which is at least b; a key equal to b
beyond a window repeats one within. So the windows' keys up to b, sorted and made distinct, are the next part of the union, and later parts are larger
once keys equal to b are skipped. The array that gave b loses its whole window, so each round moves on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 1 << 20


def merge_unique(arrays: Sequence[NDArray[np.uint64]], *, chunk: int = CHUNK) -> Iterator[NDArray[np.uint64]]:
    """Yield the distinct values of all arrays in ascending order, in parts of at most about ``chunk`` values.

    Parameters
    ----------
    arrays
        Sorted one-dimensional arrays of one type, memory-mapped ones too; repeated values are allowed.
    chunk
        Values in memory at a time, over all arrays.

    Yields
    ------
    numpy.ndarray
        The next values; no part is empty.

    Examples
    --------
    >>> import numpy
    >>> parts = merge_unique([numpy.array([1, 4, 9], "u8"), numpy.array([1, 2, 9, 12], "u8")], chunk=4)
    >>> [part.tolist() for part in parts]
    [[1, 2], [4, 9, 12]]

    See Also
    --------
    Run.array : memory-mapped arrays of a run.

    References
    ----------
    Knuth, The Art of Computer Programming 3, section 5.4.1 (multiway merging).
    """
    import numpy as np

    rest = [array for array in arrays if len(array)]
    while rest:
        window = max(chunk // len(rest), 1)
        heads = [array[:window] for array in rest]
        going_on = [head[-1] for head, array in zip(heads, rest, strict=True) if len(array) > window]
        if not going_on:
            yield np.unique(np.concatenate(heads))
            return
        bound = min(going_on)
        taken = [int(np.searchsorted(head, bound, side="right")) for head in heads]
        yield np.unique(np.concatenate([head[:count] for head, count in zip(heads, taken, strict=True)]))
        # Values equal to the bound may go on beyond a window: they are skipped there.
        rest = [
            array[count + _equal(array[count:], bound) :] for array, count in zip(rest, taken, strict=True)
        ]
        rest = [array for array in rest if len(array)]


def _equal(array: NDArray[np.uint64], value: np.uint64) -> int:
    """Return how many values at the beginning of a sorted array equal ``value``."""
    import numpy as np

    return int(np.searchsorted(array, value, side="right"))
