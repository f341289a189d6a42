"""Products found by classes are checked by another method: all pairs of a canonical f with every gate, and for one table a search of its factors.

Property wanted: that no product is missing and none is too many, by programs that use neither facets nor orders of
coefficients nor the list of gates of `factors`.

Construction: (1) f runs through one gate of each class, g through the list of `symattn.threshold`; of the products those
with a given number of ones are kept, and of them the distinct classes.  (2) For a table h all gates f that contain h
are taken from the list, and of their rests f - h, fewest points first, one that some other rest does not meet.

Derivation: (1) AND is commutative and kept by permutations and negations of the inputs.  (2) f AND g = h exactly if f
and g contain h and f - h, g - h have no point in common.  A rest that contains an earlier one can be left out: what
does not meet it does not meet the earlier one.  For values in {-1, 1} the second factor is given by the first: the list
and its image under f -> f h are sorted together, and a table that occurs twice is a factor.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.products.forms import distinct, ones
from symattn.threshold.arguments import as_integer, check_table, check_variables
from symattn.threshold.lists import threshold_table_chunks
from symattn.threshold.symmetry import representative
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_CHECKED = 6
_CHUNK = 1 << 15


@cache
def _gates(n: int) -> NDArray[np.uint64]:
    """Return the list of all gates, once a process: 120 MB for n = 6."""
    import numpy as np

    return np.concatenate(list(threshold_table_chunks(n)))


def and_classes_with_ones(n: SupportsIndex, number: SupportsIndex) -> NDArray[np.uint64]:
    """Return the sorted representatives of the classes of functions f AND g with exactly ``number`` ones, from all pairs.

    Parameters
    ----------
    n
        The number of variables, at most 6, where this takes minutes.
    number
        The number of points x with f(x) g(x) = 1, in 0..2^n.

    Returns
    -------
    numpy array of uint64
        `symattn.threshold.representative` of each class.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.

    Examples
    --------
    Of two variables AND, XOR and x_1 have one or two ones:

    >>> [and_classes_with_ones(2, k).tolist() for k in range(5)]
    [[0], [8], [6, 10], [14], [15]]

    See Also
    --------
    symattn.capacity.products.product_classes : all classes, from few pairs.

    References
    ----------
    Claim CAP-AND.
    """
    import numpy as np

    n = check_variables(n, most=MAX_CHECKED)
    wanted = as_integer(number, "number", least=0)
    gates, found = _gates(n), [np.empty(0, dtype=np.uint64)]
    for f in class_representatives(n)[0]:
        if f.item().bit_count() < wanted:
            continue
        kept = []
        for start in range(0, len(gates), _CHUNK):
            products = gates[start : start + _CHUNK] & f
            kept.append(products[ones(products) == wanted])
        found.append(distinct(representative(distinct(np.concatenate(kept)), n)))
    return distinct(np.concatenate(found))


def and_factors(table: SupportsIndex, n: SupportsIndex) -> tuple[int, int] | None:
    """Return threshold gates (f, g) with f AND g = table, or None if there are none, by a search of the list of all gates.

    Parameters
    ----------
    table, n
        A truth table of n <= 6 variables.

    Returns
    -------
    tuple of int, or None
        The tables of f and of g.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6, or the table is none of n variables.

    Examples
    --------
    XOR is OR and NAND; the parity of three variables is no AND of two gates:

    >>> and_factors(0b0110, 2)
    (14, 7)
    >>> and_factors(0b10010110, 3) is None
    True

    See Also
    --------
    symattn.threshold.is_threshold : one gate, with a certificate.

    References
    ----------
    Claim CAP-AND.
    """
    import numpy as np

    n = check_variables(n, most=MAX_CHECKED)
    number = check_table(table, n)
    h, gates = np.uint64(number), _gates(n)
    rests = []
    for start in range(0, len(gates), _CHUNK):
        part = gates[start : start + _CHUNK]
        rests.append(part[(h & ~part) == 0] ^ h)
    left = np.concatenate(rests)
    left = left[np.argsort(ones(left), kind="stable")]
    while len(left):
        least = left[0]
        apart = left[(left & least) == 0]
        if len(apart):
            return tuple(sorted((int(least | h), int(apart[0] | h)), reverse=True))  # type: ignore[return-value]
        left = left[(left & least) != least]
    return None


def sign_factors(table: SupportsIndex, n: SupportsIndex) -> tuple[int, int] | None:
    """Return threshold gates (f, g) with values in {-1, 1} and f g = table, or None if there are none, by a search of all gates.

    Parameters
    ----------
    table, n
        A truth table of n <= 6 variables, bit 1 for the value +1.

    Returns
    -------
    tuple of int, or None
        The tables of f and of g.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6, or the table is none of n variables.

    Examples
    --------
    x_1 x_2 is the product of two literals, x_1 x_2 x_3 is no product of two gates:

    >>> f, g = sign_factors(0b1001, 2)
    >>> f ^ g ^ 0b1111 == 0b1001
    True
    >>> sign_factors(0b10010110, 3) is None
    True

    See Also
    --------
    and_factors : values in {0, 1}.

    References
    ----------
    Claim CAP-XOR.
    """
    import numpy as np

    n = check_variables(n, most=MAX_CHECKED)
    number = check_table(table, n)
    full = (1 << (1 << n)) - 1
    # With f and g their complements are gates: f(0) = 0, and g(0) = 0 where the product is +1 there.
    zero = _gates(n)[(_gates(n) & np.uint64(1)) == 0]
    moved = zero ^ np.uint64(number ^ full if number & 1 else number)
    both = np.concatenate([zero, moved])
    both.sort()
    twice = both[1:][both[1:] == both[:-1]]
    if not len(twice):
        return None
    f = int(twice[0])
    return f, f ^ number ^ full
