"""The least image of a table is found bit by bit: all negations at once in one word, permutations as a tree that is cut.

Property wanted: for a table t of n <= 6 variables and a group of signed permutations, the least image and
the number of elements that give it.

Construction: an element takes the image's point full - c to the point p xor v(c), p the image of the point
of all ones and v linear, v(2^(i-1)) = 2^(pi(i)-1).  The image's bits, most significant first, are

    t(p), t(p xor v(1)), t(p xor v(2)), t(p xor v(3)), ..., t(p xor v(2^n - 1)).

With a permutation's first d values the first 2^d bits are known.  The points p that are still possible are
the bits of one word S; the word Z[v] has at p the bit 1 - t(p xor v).  The next bit of the image is 0 where
S and Z[v] meet, and then S becomes what they share, else 1.  Of the beginnings of permutations of length d
those with the least first 2^d bits are kept.

Derivation: the first 2^d bits do not depend on later values of the permutation, and the least image has the
least first 2^d bits; a beginning that is not least has no least image behind it.  For one permutation all p
in S at the end, and no others, give the least image; so the elements that give it are counted by the bits
of S over the permutations left, and that is the order of the table's stabiliser in the group, since the
elements with equal image are a coset of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from symattn.threshold.symmetry.actions import negated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.unsignedinteger[Any]]
    Indices = NDArray[np.intp]

CHUNK = 2048
"""Tables worked on together: the 2^n words of each stay in the cache."""

DENSE = 3
"""All beginnings of permutations up to this length are followed for all tables: their bits fill one byte."""


def popcount(words: Words) -> NDArray[np.uint8]:
    """Return the number of ones of each word."""
    import numpy as np

    if hasattr(np, "bitwise_count"):
        counts: NDArray[np.uint8] = np.bitwise_count(words)
        return counts
    # NumPy 1: the table of all bytes.
    byte = np.array([k.bit_count() for k in range(256)], dtype=np.uint8)
    parts = byte[np.ascontiguousarray(words).view(np.uint8)]
    counts = parts.reshape(*words.shape, words.dtype.itemsize).sum(axis=-1, dtype=np.uint8)
    return counts


@cache
def _beginnings(blocks: tuple[int, ...], depth: int) -> tuple[tuple[int, ...], ...]:
    """Return the first ``depth`` values of the permutations inside blocks of neighbours, as bits 0..n-1.

    Those with a common beginning stand together, and every beginning has equally many continuations.
    """
    if depth == 0:
        return ((),)
    end = 0
    for length in blocks:
        start, end = end, end + length
        if depth <= end:
            break
    return tuple(
        (*beginning, bit)
        for beginning in _beginnings(blocks, depth - 1)
        for bit in range(start, end)
        if bit not in beginning
    )


def _span(beginning: tuple[int, ...]) -> list[int]:
    """Return v(c) for the c whose highest bit is the last of the beginning: the next bits' places."""
    *earlier, last = beginning
    places = [1 << last]
    for bit in earlier:
        places += [place ^ 1 << bit for place in places]
    return places


def first_points(n: int, zeros: int) -> int:
    """Return, as bits of a word, the points that negations of the last variables make out of that of all ones."""
    return sum(1 << ((1 << n) - 1 - (c << (n - zeros))) for c in range(1 << zeros))


def least_images(
    tables: Words, n: int, blocks: tuple[int, ...], zeros: int
) -> tuple[Words, NDArray[np.int64]]:
    """Return the least images under permutations inside blocks, and how many elements give each.

    ``blocks`` and ``zeros`` are the lengths of the blocks of neighbouring variables, the variables of the
    last of which, of length ``zeros``, are negated too: (), n is the whole group.
    """
    import numpy as np

    least = np.empty_like(tables)
    fixing = np.empty(len(tables), dtype=np.int64)
    for start in range(0, len(tables), CHUNK):
        part = slice(start, start + CHUNK)
        least[part], fixing[part] = _least(tables[part], n, (*blocks, zeros), zeros)
    return least, fixing


def _least(tables: Words, n: int, blocks: tuple[int, ...], zeros: int) -> tuple[Words, NDArray[np.int64]]:
    import numpy as np

    full = (1 << (1 << n)) - 1
    size = len(tables)
    off = np.empty((1 << n, size), dtype=tables.dtype)
    off[0] = tables ^ full
    for v in range(1, 1 << n):
        bit = v.bit_length() - 1
        off[v] = negated(off[v ^ 1 << bit], n, bit)
    points, bits = _next_bit(np.full(size, first_points(n, zeros), dtype=tables.dtype), off[0])
    # Rows of the arrays: the beginnings of permutations; columns: the tables.
    all_points, all_bits, depth = points[None], bits[None].view(np.uint8), 0
    while depth < min(n, DENSE):
        depth += 1
        longer = _beginnings(blocks, depth)
        width = len(longer) // len(all_bits)
        all_points, all_bits = np.repeat(all_points, width, axis=0), np.repeat(all_bits, width, axis=0)
        for row, beginning in enumerate(longer):
            points, value = all_points[row], all_bits[row]
            for place in _span(beginning):
                points, bits = _next_bit(points, off[place])
                np.add(value, value, out=value)
                np.add(value, bits.view(np.uint8), out=value)
            all_points[row] = points
    # From here on a flat list of (table, beginning), sorted by table, of which only the least are kept.
    lowest = all_bits.min(axis=0)
    owner, beginning_of = np.nonzero((all_bits == lowest).T)
    points, least = all_points[beginning_of, owner], lowest.astype(tables.dtype)
    flat = off.ravel()
    while depth < n:
        depth += 1
        longer = _beginnings(blocks, depth)
        width = len(longer) // len(_beginnings(blocks, depth - 1))
        owner, points = np.repeat(owner, width), np.repeat(points, width)
        beginning_of = (beginning_of[:, None] * width + np.arange(width)).ravel()
        spans = np.array([_span(beginning) for beginning in longer], dtype=np.intp) * size
        for places in np.split(spans, [2**j for j in range(1, depth - 1)], axis=1):
            fresh: Words = np.zeros(len(owner), dtype=tables.dtype)
            for place in places.T:
                points, bits = _next_bit(points, flat[place[beginning_of] + owner])
                fresh += fresh
                fresh += bits
            lowest = np.minimum.reduceat(fresh, np.flatnonzero(np.diff(owner, prepend=-1)))
            least = (least << places.shape[1]) | lowest
            keep = fresh == lowest[owner]
            owner, beginning_of, points = owner[keep], beginning_of[keep], points[keep]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    return least, np.add.reduceat(popcount(points).astype(np.int64), first)


def _next_bit(points: Words, off: Words) -> tuple[Words, NDArray[np.bool_]]:
    """Return the points that give the least next bit, and this bit."""
    import numpy as np

    met = points & off
    none = met == 0
    return np.where(none, points, met), none
