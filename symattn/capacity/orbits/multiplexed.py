r"""Multiplexing computes f_1 or (f_2 and g): f_1 <= f_2 threshold gates with common weights, g any threshold gate.

Property wanted: all functions H(w.x + b + c g(x)) of n <= 5 variables, g a threshold gate with values in {0, 1} or {-1, 1}, up to symmetry.

Construction: with c >= 0 (otherwise 1 - g takes the place of g) h is f_1 = H(w.x + b) where g = 0 and f_2 = H(w.x + b + c) >= f_1 where g = 1; any parallel pair is
met, since c is free.  The set is closed under the symmetries of the inputs, so one pair of each class is enough; it is closed under complements, the pair of 1 - h
being (1 - f_2, 1 - f_1), so of two pairs opposite in that way one is enough.  h depends on g only through its values on the slab D = {f_1 = 0, f_2 = 1}: only the
distinct restrictions of gates to D are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import OrbitSet, distinct
from symattn.capacity.orbits.parallel_pairs import MAX_PAIRS, parallel_pairs
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.threshold.arguments import check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def multiplexing_classes(n: SupportsIndex) -> OrbitSet:
    r"""Return the set :math:`A_n = \{H(w \cdot x + b + c\,g(x))\}`, g a threshold gate, by its orbits under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes, computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    With one gate that attends, a unit of three variables computes everything:

    >>> [multiplexing_classes(n).count for n in (1, 2, 3)]
    [4, 16, 256]

    and the class is closed under complements:

    >>> multiplexing_classes(4).complements() == multiplexing_classes(4)
    True

    See Also
    --------
    symattn.capacity.orbits.parallel_pairs.parallel_pairs

    References
    ----------
    Claims CAP-A, FA-8, BY-6.
    """
    return _multiplexing(check_variables(n, most=MAX_PAIRS))


@cache
def _multiplexing(n: int) -> OrbitSet:
    half = OrbitSet.of_chunks(_multiplexed(n), n)
    return half | half.complements()


def _multiplexed(n: int) -> Iterator[NDArray[np.uint32]]:
    """Yield f_1 OR (g restricted to the slab), for one of every two opposite pairs."""
    import numpy as np

    gates = gate_tables(n)
    lower, upper = parallel_pairs(n)
    ones = np.bitwise_count(lower).astype(np.int64) + np.bitwise_count(upper)
    kept = ones <= 1 << n
    lower, slab = lower[kept], (lower ^ upper)[kept]
    # Pairs with the same slab take the same restrictions.
    slabs, group = np.unique(slab, return_inverse=True)
    for number, points in enumerate(slabs):
        restrictions = distinct(gates & points)
        for below in lower[group == number]:
            yield restrictions | below
