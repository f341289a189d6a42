"""The tables of all threshold gates are the orbits of the classes' representatives, walked through piece by piece.

Property wanted: each of the T(n) tables once, without the memory for all of them.

Construction: the representatives are sorted by Chow coefficients, a_1 >= ... >= a_n >= 0.  Those with the same
ties are moved together: first all changes of sign of the variables with a_i > 0, then all orders of the
variables in which tied ones keep theirs, made by moving one variable after the other down to its place.

Derivation: the residual group of ties and zeros fixes a threshold gate with sorted coefficients, and nothing
else does, since other signed permutations change the coefficients.  So the images correspond to the cosets
of that group: pi s, s a change of sign of non-zero variables, pi a permutation that keeps the order of tied
ones, represents each coset once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.symmetry.actions import exchanged, negated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]

MAX_CHUNKED = 6
"""Largest n for which one table is one 64-bit word; T(6) is about 1.5e7, T(7) about 8e9."""


def threshold_table_chunks(
    n: SupportsIndex, *, chunk: SupportsIndex = 1 << 20
) -> Iterator[NDArray[np.uint64]]:
    """Yield the tables of all T(n) threshold gates of n variables, each once, in arrays of bounded length.

    Parameters
    ----------
    n
        The number of variables, at most 6.
    chunk
        The length of the arrays; only the last may be shorter.  About three times as many tables are in memory.

    Yields
    ------
    numpy array of uint64
        Distinct tables in increasing order.  The arrays are not in order: classes with the same ties of first-order Chow
        coefficients stand together.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6, or chunk is not positive.

    Examples
    --------
    The 1882 gates of four variables in two arrays:

    >>> [len(tables) for tables in threshold_table_chunks(4, chunk=1000)]
    [1000, 882]
    >>> from symattn.threshold import count_threshold
    >>> sum(len(tables) for tables in threshold_table_chunks(5)) == count_threshold(5)
    True

    See Also
    --------
    threshold_functions : the list with weights, n <= 5.
    class_representatives : one table a class.

    References
    ----------
    OEIS A000609.
    """
    n = check_variables(n, most=MAX_CHUNKED)
    return _chunks(n, as_integer(chunk, "chunk", least=1))


def _chunks(n: int, chunk: int) -> Iterator[Words]:
    import numpy as np

    waiting: list[Words] = []
    length = 0
    for images in _orbits(n, chunk):
        waiting.append(images)
        length += len(images)
        while length >= chunk:
            joined = np.concatenate(waiting)
            yield np.sort(joined[:chunk])
            waiting, length = [joined[chunk:]], length - chunk
    if length:
        yield np.sort(np.concatenate(waiting))


def _orbits(n: int, chunk: int) -> Iterator[Words]:
    """Yield the orbits of the representatives, several of one pattern of ties together."""
    from symattn.threshold.symmetry.chow import residual_group, sort_by_coefficients
    from symattn.threshold.walk import class_representatives

    representatives, sizes = class_representatives(n)
    representatives, patterns = sort_by_coefficients(representatives, n)
    for pattern in range(1 << n):
        members = representatives[patterns == pattern]
        if not len(members):
            continue
        together = max(1, chunk // int(sizes[patterns == pattern][0]))
        for start in range(0, len(members), together):
            yield from _images(members[start : start + together], n, *residual_group(pattern, n))


def _images(tables: Words, n: int, blocks: tuple[int, ...], zeros: int) -> Iterator[Words]:
    """Yield the images of tables whose residual group has these blocks and zeros, order by order of the variables."""
    import numpy as np

    for i in range(n - zeros):
        tables = np.concatenate([tables, negated(tables, n, i)])
    label = [block for block, length in enumerate((*blocks, zeros)) for _ in range(length)]
    yield from _orders(tables, n, label, 1)


def _orders(tables: Words, n: int, label: list[Any], place: int) -> Iterator[Words]:
    """Yield the images in which the variables from ``place`` on are moved down past those of other labels."""
    if place >= n:
        yield tables
        return
    yield from _orders(tables, n, label, place + 1)
    label = list(label)
    for i in range(place, 0, -1):
        if label[i - 1] == label[i]:
            return
        tables = exchanged(tables, n, i - 1, i)
        label[i - 1], label[i] = label[i], label[i - 1]
        yield from _orders(tables, n, label, place + 1)
