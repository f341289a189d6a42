r"""Two gates f_1 <= f_2 have a common weight vector exactly if they are upper parts of one term order of the cube; T(n+1) = 2 |{f_1 < f_2 parallel}| + T(n).

Property wanted: all pairs f_1 <= f_2 = H(w.x + b_1), H(w.x + b_2), called parallel, and from them all gates and T(n), without a list of gates.

Construction: the regions of the hyperplanes w.z = 0, z in {-1,0,1}^n \ 0, in the cone w_1 > ... > w_n > 0 are the term orders: 1, 1, 1, 2, 14, 516, ... of them.  In each of
them x, sorted by w.x, falls into a chain of 2^n + 1 upper parts; all pairs of parts of a chain, moved by the signed permutations of the variables, are the parallel pairs.

Derivation: w can be moved a little until all values w.x are different and no w_i is 0 or equal to another up to the sign, without a change of f_1 or f_2 (no value is 0, N1).  A signed
permutation then brings w into the cone, where w.x - w.y = w.z, z = x - y, has a sign that depends on the region only.  Conversely a chain has one weight vector.
A gate f of n + 1 variables has the sections f_0 = H(w.x + b), f_1 = H(w.x + b + w_(n+1)): a parallel pair in one of the two orders, the order being free if they are
equal; and a parallel pair in any order comes from such a gate.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.characterised.answers import Answer, listed
from symattn.capacity.characterised.function_orbits import image_counts, moved_tuples
from symattn.capacity.characterised.regions import regions
from symattn.threshold.arguments import check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_ORDERED = 5
"""Largest n of which the term orders are found."""


@cache
def term_orders(n: SupportsIndex) -> tuple[tuple[int, ...], ...]:
    """Return one weight vector w_1 > ... > w_n > 0 of each order of the cube by w.x.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    tuple of tuple of int
        Integer weights; the values w.x of the 2^n points are different.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    Three variables: w_1 > w_2 + w_3 or w_1 < w_2 + w_3

    >>> [len(term_orders(n)) for n in range(5)]
    [1, 1, 1, 2, 14]

    See Also
    --------
    parallel_pairs : pairs of gates.

    References
    ----------
    D. Maclagan, Boolean term orders and the root system B_n, Order 15 (1999); OEIS A009997.
    """
    n = check_variables(n, most=MAX_ORDERED)
    if not n:
        return ((),)
    cone = [tuple(int(j == i) - int(j == i + 1) for j in range(n)) for i in range(n)]
    undecided = [z for z in product((-1, 0, 1), repeat=n) if _first(z) == 1 and not _positive(z)]
    return tuple(point for _, point in regions(undecided, cone))


def _first(z: tuple[int, ...]) -> int:
    """Return the first coordinate that is not 0, so that of z and -z one is taken."""
    return next((value for value in z if value), 0)


def _positive(z: tuple[int, ...]) -> bool:
    """Return whether w.z > 0 in the whole cone: w is a sum of vectors (1, .., 1, 0, .., 0), so it is if all partial sums of z are >= 0."""
    return all(sum(z[:i]) >= 0 for i in range(1, len(z) + 1))


@cache
def parallel_pairs(n: SupportsIndex) -> NDArray[np.uint32]:
    """Return all pairs f_1 <= f_2 of gates with a common weight vector.

    Parameters
    ----------
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Rows (f_1, f_2) of tables, shape (pairs, 2), dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4.

    Examples
    --------
    Twice the different pairs, and the equal ones, are the gates of one variable more: 4, 14, 104

    >>> [len(pairs) + sum(pairs[:, 0] != pairs[:, 1]) for pairs in map(parallel_pairs, (0, 1, 2))] == [4, 14, 104]
    True

    See Also
    --------
    chain_pairs : those of the cone.

    References
    ----------
    COUNTING section 2; claim RV-3.
    """
    n = check_variables(n, most=MAX_ORDERED - 1)
    return moved_tuples(chain_pairs(n), n)


@cache
def chain_pairs(n: SupportsIndex) -> NDArray[np.uint32]:
    """Return the parallel pairs with weights w_1 > ... > w_n > 0; every other one is moved to one of them by a signed permutation.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    numpy array
        Rows (f_1, f_2) of tables, f_1 <= f_2, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    One variable, the chain 0, x, 1:

    >>> chain_pairs(1).tolist()
    [[0, 0], [0, 2], [0, 3], [2, 2], [2, 3], [3, 3]]

    See Also
    --------
    parallel_pairs : all of them.

    References
    ----------
    COUNTING section 2.
    """
    import numpy as np

    n = check_variables(n, most=MAX_ORDERED)
    pairs = set()
    for weights in term_orders(n):
        values = [sum(w for i, w in enumerate(weights) if k >> i & 1) for k in range(1 << n)]
        chain = [0]
        for k in sorted(range(1 << n), key=values.__getitem__, reverse=True):
            chain.append(chain[-1] | 1 << k)
        pairs |= {(small, chain[j]) for i, small in enumerate(chain) for j in range(i, len(chain))}
    return np.array(sorted(pairs), dtype=np.uint32)


def parallel_gates(n: int) -> Answer:
    """Return the gates of n variables: the parallel pairs of gates of n - 1 variables, in both orders, as their sections.

    Parameters
    ----------
    n
        The number of variables, at most 6; the gates are listed for n <= 5.

    Returns
    -------
    Answer
        Number, 2 |{f_1 < f_2}| + |{f_1 = f_2}| by sizes of orbits, and tables.

    Raises
    ------
    TooLarge
        If n > 6, or for the tables n > 5.

    Examples
    --------
    >>> [parallel_gates(n).count for n in range(5)]
    [2, 4, 14, 104, 1882]

    See Also
    --------
    parallel_pairs : the pairs.

    References
    ----------
    COUNTING section 2; claim RV-3.
    """
    import numpy as np

    n = check_variables(n, most=MAX_ORDERED + 1)
    if not n:
        return listed([0, 1])
    chains = chain_pairs(n - 1)
    # The pairs of the cone lie in different orbits: weights in the cone sort the first-order Chow vectors of both gates.
    sizes = image_counts(chains, n - 1)
    different = chains[:, 0] != chains[:, 1]
    count = 2 * int(sizes[different].sum()) + int(sizes[~different].sum())

    def codes() -> NDArray[np.uint64]:
        pairs = parallel_pairs(n - 1).astype(np.uint64)
        shift = np.uint64(1 << (n - 1))
        return np.unique(np.concatenate([pairs[:, j] | pairs[:, 1 - j] << shift for j in (0, 1)]))

    return Answer(count, codes)
