"""Least images and orders of stabilisers of arrays of tables, in the whole group or among images with sorted Chow coefficients."""

from __future__ import annotations

import sys
from math import factorial, prod
from typing import TYPE_CHECKING, Any

from symattn.threshold.compiled import use_compiled
from symattn.threshold.symmetry.actions import mask, moved, residual_moves
from symattn.threshold.symmetry.branching import least_images
from symattn.threshold.symmetry.chow import CHUNK, residual_group, sort_by_coefficients

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.unsignedinteger[Any]]
    Counts = NDArray[np.int64]

ENUMERATED = 800
"""Residual groups up to this order are run through; in larger ones the least image is searched bit by bit.

Six tied variables, 720 orders, are among the former: where nothing is negated the search by bits gains little.
"""


WORTH_LOADING = 1 << 14
"""So many tables at least make up for the time in which compiled loops are loaded."""

_KERNELS = "symattn.threshold.symmetry.kernels"


def group_order(blocks: tuple[int, ...], zeros: int) -> int:
    """Return the number of elements: the factorials of the lengths times 2^zeros."""
    return prod(factorial(length) for length in (*blocks, zeros)) << zeros


def least_of_all(words: Words, n: int, kernel: str = "auto") -> tuple[Words, Counts]:
    """Return the least images under the whole group and the orders of the stabilisers.

    ``"auto"`` takes the compiled loops for many tables, or where they are loaded already.
    """
    compiled = use_compiled(kernel)
    if kernel == "auto":
        compiled = compiled and (_KERNELS in sys.modules or len(words) >= WORTH_LOADING)
    if not compiled:
        return least_images(words, n, (), n)
    import numpy as np

    from symattn.threshold.symmetry import kernels

    given = np.ascontiguousarray(words, dtype=np.uint64)
    least, fixing = np.empty(len(words), dtype=np.uint64), np.empty(len(words), dtype=np.int64)
    lows = np.array([mask(n, (), (i,)) for i in range(n)], dtype=np.uint64)
    kernels.least_of_all(given, n, np.uint64((1 << (1 << n)) - 1), lows, least, fixing)
    return least.astype(words.dtype), fixing


def least_of_sorted(words: Words, n: int) -> tuple[Words, Counts]:
    """Return the least images with sorted, non-negative coefficients and the orders of the stabilisers."""
    import numpy as np

    images, patterns = sort_by_coefficients(words, n)
    fixing = np.ones(len(words), dtype=np.int64)
    order = np.argsort(patterns, kind="stable")
    ends = np.searchsorted(patterns[order], np.arange((1 << n) + 1))
    for pattern in range(1 << n):
        members = order[ends[pattern] : ends[pattern + 1]]
        blocks, zeros = residual_group(pattern, n)
        if not len(members) or group_order(blocks, zeros) == 1:
            continue
        if group_order(blocks, zeros) > ENUMERATED:
            # The longest search, and often for few tables again and again, as for the constants.
            distinct, which = np.unique(images[members], return_inverse=True)
            least, count = least_images(distinct, n, blocks, zeros)
            images[members], fixing[members] = least[which], count[which]
        else:
            images[members], fixing[members] = _least_by_moves(images[members], n, blocks, zeros)
    return images, fixing


def _least_by_moves(tables: Words, n: int, blocks: tuple[int, ...], zeros: int) -> tuple[Words, Counts]:
    """Return the least images under the residual group and how many elements give each, by all its elements."""
    import numpy as np

    # Elements with equal image are a coset of the stabiliser: those that give the table itself are counted.
    least, fixing = np.empty_like(tables), np.ones(len(tables), dtype=np.int64)
    for start in range(0, len(tables), CHUNK):
        part = slice(start, start + CHUNK)
        image = given = smallest = tables[part]
        count = np.ones(len(given), dtype=np.uint16)
        for move in residual_moves(blocks, zeros):
            image = moved(image, n, move)
            smallest = np.minimum(smallest, image)
            count += image == given
        least[part], fixing[part] = smallest, count
    return least, fixing
