r"""Threshold gates with common weights are the sections of one gate of more variables: pairs f_1 <= f_2, and triples of equal spacing.

Property wanted: up to permutations and negations of x_1, ..., x_n, all pairs (f_1, f_2) = (H(w.x + b_1), H(w.x + b_2)) with b_1 <= b_2, and all triples
(H(w.x + b - v), H(w.x + b), H(w.x + b + v)).

Construction: the gate F(x, t) = H(w.x + b_1 + (b_2 - b_1) t) of n + 1 variables has the sections f_1 and f_2 at t = 0, 1, and every gate of n + 1 variables has, at any of
its variables, sections that are a parallel pair.  One gate F of each class is enough, and one variable of each value of |a_i|, where a_i is the number of ones of F with
x_i = 1 minus that with x_i = 0: for a threshold gate |a_i| = |a_j| holds exactly if exchanging x_i and x_j, up to negations, fixes F, and negating the selected
variable exchanges f_1 and f_2.  So the list has one pair for each class of F and each value of |a_i|.

A triple is z -> F(x, z) with z = u + v - 1, u and v bits, so F is a gate of n + 2 variables, symmetric in u and v; conversely a symmetric one has weights equal in u and v
(the mean of its weights and of the exchanged ones).  Its sections at (0, 0), (0, 1), (1, 1) are the triple: one for each class and each value of |a_i| that
occurs at two variables.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.threshold.arguments import check_variables
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

MAX_PAIRS = 5
"""Largest n whose parallel pairs are listed: they are sections of gates of n + 1 variables."""

MAX_TRIPLES = 4


def parallel_pairs(n: SupportsIndex) -> tuple[Tables, Tables]:
    """Return one pair f_1 <= f_2 of threshold gates with common weights for each class under permutations and negations of inputs.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    pair of numpy arrays
        The tables of f_1 and of f_2, row by row.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    >>> [len(parallel_pairs(n)[0]) for n in (1, 2, 3, 4)]
    [6, 15, 54, 335]

    They are ordered, and constants are parallel to every gate:

    >>> lower, upper = parallel_pairs(2)
    >>> bool((lower & ~upper).any()), len({above for below, above in zip(lower.tolist(), upper.tolist()) if below == 0})
    (False, 5)

    See Also
    --------
    symattn.capacity.orbits.multiplexed.multiplexing_classes : what they are for.

    References
    ----------
    Claim CAP-A.
    """
    return _pairs(check_variables(n, most=MAX_PAIRS))


@cache
def _pairs(n: int) -> tuple[Tables, Tables]:
    import numpy as np

    gates, _ = class_representatives(n + 1)
    weights = _first_order(gates, n + 1)
    lower, upper = [], []
    for i in range(n + 1):
        # The first variable of every value; F increases in x_i where a_i >= 0 and decreases where a_i <= 0.
        new = ~(np.abs(weights[:, :i]) == np.abs(weights[:, i : i + 1])).any(axis=1)
        zero, one = (_section(gates[new], n + 1, i, value) for value in (0, 1))
        lower.append(zero & one)
        upper.append(zero | one)
    first, second = (np.concatenate(parts).astype(np.uint32) for parts in (lower, upper))
    first.flags.writeable = second.flags.writeable = False
    return first, second


def parallel_triples(n: SupportsIndex) -> tuple[Tables, Tables, Tables]:
    """Return one triple H(w.x + b - v), H(w.x + b), H(w.x + b + v) for each class under permutations and negations of inputs and v -> -v.

    Parameters
    ----------
    n
        The number of variables, at most 4.

    Returns
    -------
    triple of numpy arrays
        The three tables, row by row, each contained in the next.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4.

    Examples
    --------
    Of no variables: the bits H(b - v), H(b), H(b + v) with v >= 0,

    >>> sorted(zip(*(tables.tolist() for tables in parallel_triples(0))))
    [(0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 1, 1)]

    See Also
    --------
    parallel_pairs : two of them.

    References
    ----------
    Claim CAP-SYN-mixed.
    """
    return _triples(check_variables(n, most=MAX_TRIPLES))


@cache
def _triples(n: int) -> tuple[Tables, Tables, Tables]:
    import numpy as np

    gates, _ = class_representatives(n + 2)
    weights = _first_order(gates, n + 2)
    found: list[list[NDArray[np.uint64]]] = []
    for j in range(1, n + 2):
        for i in range(j):
            tied = np.abs(weights[:, i]) == np.abs(weights[:, j])
            # i is the first variable of its value and j the second one.
            tied &= ~(np.abs(weights[:, :j]) == np.abs(weights[:, j : j + 1]))[:, np.arange(j) != i].any(
                axis=1
            )
            chosen, sign = gates[tied], weights[tied]
            parts = []
            for bits in ((0, 0), (0, 1), (1, 0), (1, 1)):
                at_j = [_section(chosen, n + 2, j, bit) for bit in (bits[1], 1 - bits[1])]
                at_i = [[_section(part, n + 1, i, bit) for bit in (bits[0], 1 - bits[0])] for part in at_j]
                # A variable of negative a is negated, so that F is increasing, and symmetric in both.
                rows = np.where(sign[:, j] >= 0, 0, 1), np.where(sign[:, i] >= 0, 0, 1)
                parts.append(np.array(at_i)[rows[0], rows[1], np.arange(len(chosen))])
            found.append([parts[0], parts[1], parts[3]])
    below, middle, above = (np.concatenate([parts[k] for parts in found]).astype(np.uint32) for k in range(3))
    return below, middle, above


def _first_order(gates: NDArray[np.uint64], n: int) -> NDArray[np.int64]:
    """Return for each gate and variable the number of ones with x_i = 1 minus that with x_i = 0."""
    import numpy as np

    points = np.arange(1 << n, dtype=np.uint64)
    bits = (gates[:, None] >> points & np.uint64(1)).astype(np.int64)
    signs = 2 * (points[:, None] >> np.arange(n, dtype=np.uint64) & np.uint64(1)).astype(np.int64) - 1
    return bits @ signs


def _section(tables: NDArray[np.uint64], n: int, i: int, value: int) -> NDArray[np.uint64]:
    """Return the tables of n - 1 variables that are left where the variable of bit i has a value."""
    import numpy as np

    kept = np.zeros_like(tables)
    for position, k in enumerate(k for k in range(1 << n) if k >> i & 1 == value):
        kept |= (tables >> np.uint64(k) & np.uint64(1)) << np.uint64(position)
    return kept
