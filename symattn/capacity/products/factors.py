"""The threshold gates of n variables, class by class, each with its facets: the points p such that f xor {p} is a threshold gate.

Property wanted: all T(n) tables, n <= 6, with what the reductions of pairs ask of a factor: its facets, and
whether its first-order coefficients are sorted.

Construction: one table with a_1 >= ... >= a_n >= 0 of each class (see `forms`), classes in the order of the number
of ones.  Its facets are found by looking up the classes of its 2^n neighbours.  The other members of the class are
the images under 2^(n-z) negations of the x_i with a_i != 0, then one permutation for each arrangement of the values
a_i; the facets are carried along.

Derivation: a threshold gate is determined by its first-order coefficients and its number of ones (Chow).  So its
stabiliser is the whole residual group of ties and zeros, and the images named are one for each coset: each member
of the class once.  Facets are permuted and negated with the table.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.products.forms import forms as class_forms
from symattn.capacity.products.forms import ones
from symattn.threshold.arguments import check_variables
from symattn.threshold.symmetry.actions import exchanged, negated
from symattn.threshold.symmetry.chow import coefficients, residual_group, sort_by_coefficients
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_VARIABLES = 6
"""Tables of 64 bits."""

_CHUNK = 1 << 15
ARRAYS = ("forms", "patterns", "starts", "tables", "facets", "orders")


@dataclass(frozen=True, eq=False)
class Factors:
    """All threshold gates of n variables in the order of their classes, which is the order of their numbers of ones.

    Parameters
    ----------
    n
        The number of variables.
    forms, patterns
        One table with a_1 >= ... >= a_n >= 0 of each class, and its ties: bit i-1 says a_i = a_(i+1), bit n-1 a_n = 0.
    starts
        Class c is ``tables[starts[c]:starts[c + 1]]``.
    tables, facets
        The gates, and their facets as sets of points: bit k for x(k).
    orders
        Bit i-1 says a_i >= a_(i+1), bit n-1 says a_n >= 0.

    Examples
    --------
    The 14 gates of two variables; every point is a facet of the constants, and of AND the points where not exactly
    both of its neighbours take the value 0 too:

    >>> gates = threshold_factors(2)
    >>> len(gates.tables), gates.forms.tolist()
    (14, [0, 8, 10, 14, 15])
    >>> [bin(facets) for facets in gates.facets[gates.starts[:2]]]
    ['0b1111', '0b1110']

    See Also
    --------
    threshold_factors : the function that makes it.

    References
    ----------
    OEIS A000609, A000617.
    """

    n: int
    forms: NDArray[np.uint64]
    patterns: NDArray[np.uint8]
    starts: NDArray[np.int64]
    tables: NDArray[np.uint64]
    facets: NDArray[np.uint64]
    orders: NDArray[np.uint8]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name: with n they are all there is."""
        return {name: getattr(self, name) for name in ARRAYS}


def _orbits(images: NDArray[np.uint64], n: int, pattern: int) -> NDArray[np.uint64]:
    """Return all images of the tables ``images[0, j]``, and of the sets ``images[1, j]``, with these ties: shape (2, K, m)."""
    import numpy as np

    blocks, zeros = residual_group(pattern, n)
    labels = tuple(block for block, length in enumerate((*blocks, zeros)) for _ in range(length))
    images = images[:, None, :]
    for i in range(n - zeros):
        images = np.concatenate([images, negated(images, n, i)], axis=1)
    # Every arrangement but the first arises from one with an inversion less by an exchange of neighbours.
    found = {labels: images}
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        for i in range(n - 1):
            there = (*here[:i], here[i + 1], here[i], *here[i + 2 :])
            if here[i] < here[i + 1] and there not in found:
                found[there] = exchanged(found[here], n, i, i + 1)
                waiting.append(there)
    return np.concatenate(list(found.values()), axis=1)


def threshold_factors(n: SupportsIndex) -> Factors:
    """Return all T(n) threshold gates, class by class, with their facets.

    Parameters
    ----------
    n
        The number of variables, at most 6.

    Returns
    -------
    Factors
        About 17 bytes a gate: 260 MB for n = 6.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.

    Examples
    --------
    Flipping a facet gives another gate, flipping any other point does not:

    >>> gates = threshold_factors(3)
    >>> listed = set(gates.tables.tolist())
    >>> all((table ^ 1 << k in listed) == bool(facets >> k & 1)
    ...     for table, facets in zip(gates.tables.tolist(), gates.facets.tolist()) for k in range(8))
    True

    See Also
    --------
    symattn.threshold.threshold_functions : the gates with weights, sorted by table.

    References
    ----------
    Chow, On the characterization of threshold functions (1961).
    """
    import numpy as np

    n = check_variables(n, most=MAX_VARIABLES)
    given, counted = class_representatives(n)
    forms, sizes = class_forms(given, n)
    if sizes.tolist() != counted.tolist():
        raise RuntimeError("the sizes of the classes disagree with those of the walk")
    rank = np.lexsort((forms, ones(forms)))
    forms, sizes = forms[rank], sizes[rank]
    _, patterns = sort_by_coefficients(forms, n)
    points = np.uint64(1) << np.arange(1 << n, dtype=np.uint64)
    neighbours, _ = class_forms((forms[:, None] ^ points).ravel(), n)
    gates = np.isin(neighbours, forms).reshape(len(forms), -1)
    facets = (gates * points).sum(axis=1, dtype=np.uint64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    listed = np.empty((2, starts[-1]), dtype=np.uint64)
    for pattern in np.unique(patterns).tolist():
        members = np.flatnonzero(patterns == pattern)
        images = _orbits(np.stack([forms[members], facets[members]]), n, pattern)
        for j, member in enumerate(members.tolist()):
            if images.shape[1] != sizes[member]:
                raise RuntimeError("a class has another size than its stabiliser says")
            listed[:, starts[member] : starts[member + 1]] = images[:, :, j]
    orders = np.empty(listed.shape[1], dtype=np.uint8)
    for start in range(0, len(orders), _CHUNK):
        part = slice(start, start + _CHUNK)
        rows = coefficients(listed[0, part], n)
        above = np.zeros(rows.shape[1], dtype=np.uint8)
        for i in range(n):
            above |= (rows[i] >= (rows[i + 1] if i + 1 < n else 0)).view(np.uint8) << np.uint8(i)
        orders[part] = above
    return Factors(n, forms, patterns, starts, listed[0], listed[1], orders)
