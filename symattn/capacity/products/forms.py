"""Each class of tables, and of pairs of tables, under the signed permutations of n variables has one form; the size of the class is known with it.

Property wanted: equal forms exactly within one class, and the size of the class, for millions of tables at once.

Construction: a table's form is `symattn.threshold.representative`: the least of its images with first-order Chow
coefficients a_1 >= ... >= a_n >= 0.  A pair (f, g) is the table f | g << 2^n of n + 1 variables, on the first n of which
the group acts; its form is the least image for which the coefficients of f + g are sorted and non-negative.

Derivation: a signed permutation of the variables permutes and negates the a_i.  The images with sorted coefficients
are one orbit of the residual group of ties and zeros, and the least of them depends on the class only.  What fixes a
table or a pair fixes the a_i, so that it lies in the residual group, and the elements that reach the least image are
one coset of it: the class has 2^n n! / (number of these elements) members.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

from symattn.threshold.symmetry.actions import exchanged, moved, negated, residual_moves
from symattn.threshold.symmetry.branching import popcount
from symattn.threshold.symmetry.chow import CHUNK, coefficients, residual_group
from symattn.threshold.symmetry.searches import least_of_sorted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def ones(tables: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the number of ones of each table."""
    import numpy as np

    return popcount(tables).astype(np.int64)


def distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the sorted distinct values: for millions of them a sort is several times faster than the hashes of ``np.unique``."""
    import numpy as np

    values = np.sort(values)
    new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values[new]


def forms(tables: NDArray[np.uint64], n: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the forms of tables of n <= 6 variables and the sizes of their classes.

    Examples
    --------
    AND, OR and XOR of two variables, and x_1 and not x_2, which is AND up to symmetry:

    >>> import numpy as np
    >>> found, sizes = forms(np.array([0b1000, 0b1110, 0b0110, 0b0010], dtype=np.uint64), 2)
    >>> found.tolist(), sizes.tolist()
    ([8, 14, 6, 8], [4, 4, 2, 4])
    """
    least, fixing = least_of_sorted(tables, n)
    return least, (factorial(n) << n) // fixing


def pair_forms(pairs: NDArray[np.uint64], n: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the forms of pairs of tables of n <= 5 variables and the sizes of their classes.

    Examples
    --------
    (AND, OR), and its image under the negation of x_1; the pair itself is fixed by the exchange of x_1 and x_2 only:

    >>> import numpy as np
    >>> found, sizes = pair_forms(np.array([0b1110_1000, 0b1101_0100], dtype=np.uint64), 2)
    >>> bool(found[0] == found[1]), sizes.tolist()
    (True, [4, 4])
    """
    import numpy as np

    images, patterns = np.empty_like(pairs), np.zeros(len(pairs), dtype=np.uint8)
    for start in range(0, len(pairs), CHUNK):
        part = slice(start, start + CHUNK)
        images[part], rows = _sorted_pairs(pairs[part], n)
        for i in range(n):
            tied = rows[i] == (rows[i + 1] if i + 1 < n else 0)
            patterns[part] |= tied.view(np.uint8) << np.uint8(i)
    reached = np.ones(len(pairs), dtype=np.int64)
    for pattern in np.unique(patterns).tolist():
        members = np.flatnonzero(patterns == pattern)
        moves = residual_moves(*residual_group(pattern, n))
        for start in range(0, len(members), CHUNK):
            chosen = members[start : start + CHUNK]
            image = given = least = images[chosen]
            fixing = np.ones(len(chosen), dtype=np.int64)
            for move in moves:
                image = moved(image, n + 1, move)
                least = np.minimum(least, image)
                # The elements that fix the pair given are as many as those that reach the least image.
                fixing += image == given
            images[chosen], reached[chosen] = least, fixing
    return images, (factorial(n) << n) // reached


def _sorted_pairs(pairs: NDArray[np.uint64], n: int) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
    """Return an image of each pair with sorted, non-negative coefficients of f + g, and these as rows."""
    import numpy as np

    rows = coefficients(pairs, n + 1)[:n]
    for i in range(n):
        pairs = np.where(rows[i] < 0, negated(pairs, n + 1, i), pairs)
    rows = np.abs(rows)
    for i, j in combinations(range(n), 2):
        pairs = np.where(rows[i] < rows[j], exchanged(pairs, n + 1, i, j), pairs)
        rows[i], rows[j] = np.maximum(rows[i], rows[j]), np.minimum(rows[i], rows[j])
    return pairs, rows
