r"""All tables of threshold gates are the images of one gate of each class."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import distinct
from symattn.threshold.arguments import check_variables
from symattn.threshold.symmetry import transform
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_GATES = 5
"""Largest n whose gates are listed."""


def gate_tables(n: SupportsIndex) -> NDArray[np.uint32]:
    """Return the sorted tables of all T(n) threshold gates: the images of the classes' gates under permutations and negations of inputs.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    numpy array
        Sorted tables, dtype uint32, read-only; computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    All functions of two variables but XOR and its complement:

    >>> sorted(set(range(16)) - set(gate_tables(2).tolist()))
    [6, 9]

    See Also
    --------
    symattn.threshold.walk.class_representatives : the classes.

    References
    ----------
    OEIS A000609.
    """
    return _gates(check_variables(n, most=MAX_GATES))


@cache
def _gates(n: int) -> NDArray[np.uint32]:
    import numpy as np

    tables = class_representatives(n)[0].astype(np.uint32)
    for i in range(1, n + 1):
        tables = distinct(np.concatenate([tables, transform(tables, n, negate=(i,))]))
    images = [transform(tables, n, permutation=order) for order in permutations(range(1, n + 1))]
    tables = distinct(np.concatenate(images))
    tables.flags.writeable = False
    return tables
