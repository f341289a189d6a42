"""Negations and exchanges bring first-order Chow coefficients to a_1 >= ... >= a_n >= 0; ties and zeros remain.

Property wanted: in each class of tables under signed permutations a small set of images, described by the
function alone, from which the least can be taken.

Construction: a_i = (number of ones with x_i = 1) - (number of ones with x_i = 0).  Negate the variables with
a_i < 0, then exchange variables until the a_i decrease; both by masks and shifts that act where wanted.

Derivation: negating x_i changes the sign of a_i and a permutation permutes the a_i, so every class has
images with sorted, non-negative coefficients.  Two of them have the same coefficients, hence differ by an
element that permutes variables with equal coefficients and negates some with coefficient 0: the residual
group, known from the pattern of ties.  For a threshold gate all its elements fix the table: equal
coefficients make the gate symmetric, coefficient 0 makes it ignore the variable.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from symattn.threshold.symmetry.actions import mask
from symattn.threshold.symmetry.branching import popcount

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.unsignedinteger[Any]]

CHUNK = 1 << 13
"""Tables worked on together, so that they stay in the cache."""


def coefficients(tables: Words, n: int) -> NDArray[np.int8]:
    """Return a_1, ..., a_n of every table, one row for each variable."""
    import numpy as np

    result = np.empty((n, len(tables)), dtype=np.int8)
    ones = popcount(tables).astype(np.int8)
    for i in range(n):
        result[i] = 2 * popcount(tables & _word(tables, mask(n, (i,), ()))).astype(np.int8) - ones
    return result


def _word(tables: Words, value: int) -> Any:
    return tables.dtype.type(value)


def sort_by_coefficients(tables: Words, n: int) -> tuple[Words, NDArray[np.uint8]]:
    """Return an image of every table with sorted, non-negative coefficients, and its pattern of ties.

    Bit i < n - 1 of the pattern says whether a_(i+1) = a_(i+2), bit n - 1 whether a_n = 0.
    """
    import numpy as np

    images = np.empty_like(tables)
    patterns = np.zeros(len(tables), dtype=np.uint8)
    for start in range(0, len(tables), CHUNK):
        part = slice(start, start + CHUNK)
        images[part], values = _sorted(tables[part], n)
        for i in range(n):
            tie = values[i] == (values[i + 1] if i + 1 < n else 0)
            patterns[part] |= tie.view(np.uint8) << np.uint8(i)
    return images, patterns


def _sorted(tables: Words, n: int) -> tuple[Words, NDArray[np.int8]]:
    import numpy as np

    values = coefficients(tables, n)
    for i in range(n):
        tables = _swapped(tables, values[i] < 0, 1 << i, mask(n, (), (i,)))
    np.abs(values, out=values)
    # An exchange sort without branches: after the passes with first place i the largest of the rest is there.
    for i, j in combinations(range(n), 2):
        where = values[i] < values[j]
        tables = _swapped(tables, where, (1 << j) - (1 << i), mask(n, (i,), (j,)))
        values[i], values[j] = np.maximum(values[i], values[j]), np.minimum(values[i], values[j])
    return tables, values


def _swapped(tables: Words, where: NDArray[np.bool_], shift: int, low: int) -> Words:
    """Exchange, where wanted, the bits of the mask ``low`` with those ``shift`` places higher."""
    # Minus one is the word of all ones, minus zero that of all zeros.
    wanted = -where.view("i1").astype(f"i{tables.itemsize}")
    difference = (tables >> shift ^ tables) & _word(tables, low) & wanted.view(tables.dtype)
    result: Words = tables ^ (difference | difference << shift)
    return result


def residual_group(pattern: int, n: int) -> tuple[tuple[int, ...], int]:
    """Return the lengths of the blocks of tied variables with a_i > 0, and the number of variables with a_i = 0."""
    blocks = [1] if n else []
    for i in range(n - 1):
        if pattern >> i & 1:
            blocks[-1] += 1
        else:
            blocks.append(1)
    zeros = blocks.pop() if n and pattern >> (n - 1) & 1 else 0
    return tuple(blocks), zeros
