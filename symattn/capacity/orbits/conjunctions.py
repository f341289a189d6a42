r"""A function is an AND of k threshold gates exactly if k sets of zeros of gates, each inside its own set of zeros, cover that set.

Property wanted: for n <= 5 the least number of gates whose product, values in {0, 1}, is h, for every function h: the sets AND_k for all k at once.

Construction, compiled: for one h of each class list the gates' sets of zeros inside the zeros of h and keep the maximal ones; search for the least cover, always next at
the open point that is in the fewest of them.  If h = f_1 ... f_k then f_j >= h and the zeros of the f_j cover those of h; conversely such a cover has the product h,
and its sets may be replaced by maximal ones.  1 is a gate, so AND_k lies in AND_(k+1).  Complements of gates are gates: the sets of zeros are the sets of ones.

Construction, NumPy: AND_(k+1) is the set of products of gates with what is new in AND_k, one function of each class and the distinct restrictions of gates to its ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, all_functions, distinct
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.compiled import use_compiled
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def conjunction_classes(n: SupportsIndex, gates: SupportsIndex, *, kernel: str = "auto") -> OrbitSet:
    r"""Return the set of the products :math:`f_1 \cdots f_k` of threshold gates with values in {0, 1}, by its orbits under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    gates
        k, at least 1.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.  With NumPy, n = 5 and k > 2 take many minutes.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5, or k is below 1.
    MissingExtra
        If numba is asked for and is not installed.

    Examples
    --------
    Parity needs one gate for each of its 2^(n-1) zeros, all other functions fewer:

    >>> [conjunction_classes(3, k, kernel="numpy").count for k in (1, 2, 3, 4)]
    [104, 246, 254, 256]
    >>> parity = 0b10010110
    >>> [parity in conjunction_classes(3, k, kernel="numpy") for k in (3, 4)]
    [False, True]

    See Also
    --------
    conjunction_numbers : the least k for every function.

    References
    ----------
    Claims BY-1, CAP-K1.
    """
    n = check_variables(n, most=MAX_ORBITS)
    k = as_integer(gates, "gates", least=1)
    if not use_compiled(kernel):
        return _products(n, min(k, 1 << n))
    return all_functions(n).where(_numbers(n) <= k)


def conjunction_numbers(n: SupportsIndex) -> dict[int, int]:
    """Return for each k the number of functions of n variables that are an AND of k threshold gates and of no fewer.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    dict
        From k = 1 on to 2^(n-1), the number that parity takes; without numba minutes for n = 5.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    >>> conjunction_numbers(3)
    {1: 104, 2: 142, 3: 8, 4: 2}
    >>> sum(conjunction_numbers(2).values())
    16

    See Also
    --------
    conjunction_classes : the functions.

    References
    ----------
    Claims BY-1, CAP-K1.
    """
    n = check_variables(n, most=MAX_ORBITS)
    found: dict[int, int] = {}
    before = 0
    while before < 1 << (1 << n):
        k = len(found) + 1
        total = conjunction_classes(n, k).count
        found[k] = total - before
        before = total
    return found


@cache
def _numbers(n: int) -> NDArray[np.int64]:
    """Return the least number of gates for each class of functions, in the order of `all_functions`."""
    import numpy as np

    if n == 0:
        return np.ones(2, dtype=np.int64)
    from symattn.capacity.orbits.kernels import least_covers

    half = 1 << (n - 1)
    full = np.uint32((1 << (1 << n)) - 1)
    sets = gate_tables(n)
    order = np.argsort(sets & np.uint32((1 << half) - 1), kind="stable")
    first, start = np.unique(sets[order] & np.uint32((1 << half) - 1), return_index=True)
    second = sets[order] >> np.uint32(half)
    numbers: NDArray[np.int64] = least_covers(
        all_functions(n).representatives ^ full, first, np.append(start, len(sets)), second, half
    )
    if not numbers.all():
        raise RuntimeError("a set of zeros has no cover: the list of gates lacks single points")
    return numbers


@cache
def _products(n: int, k: int) -> OrbitSet:
    if k == 1:
        return OrbitSet.of(class_representatives(n)[0], n)
    fewer = _products(n, k - 1)
    new = fewer - _products(n, k - 2) if k > 2 else fewer
    return (
        fewer | OrbitSet.of_chunks(_restricted(new.representatives, n), n)
        if len(new.representatives)
        else fewer
    )


def _restricted(tables: Tables, n: int) -> Iterator[Tables]:

    gates = gate_tables(n)
    for table in tables:
        yield distinct(gates & table)
