r"""A function with three values, a sum of two gates or the product of a sign and a bit, is a sum of two gates' numbers in base 3.

Property wanted: all sums f + g of gates with values in {0, 1}, and all products f g, f in {-1, 1} and g in {0, 1}.

Construction: write a table as the number t(f) = sum over k of f(x(k)) 3^k.  The sum f + g has the digits 0, 1, 2 of t(f) + t(g).  A product is 0, -1 or 1 where
t(g) + t(f AND g) has the digit 0, 1 or 2.  No digit exceeds 2, so there are no carries, and the 3^(2^n) numbers, 43 million for n = 4, are ticked off in one table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.classes.products import MAX_PRODUCTS
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]

__all__ = ["additive_output_codes", "sum_codes", "ternary_codes", "ternary_product_codes"]

_CHUNK = 1 << 22


def additive_output_codes(n: SupportsIndex) -> NDArray[np.uint32]:
    r"""Return the sums :math:`f + g` of two threshold gates with values in {0, 1}, as codes AND + 2^(2^n) OR.

    The sum is 2 where both are 1 and at least 1 where one is: it determines f AND g and f OR g, and they determine it.

    Parameters
    ----------
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4.

    Examples
    --------
    For one variable the sums of 0, 1, x, 1 - x:

    >>> len(additive_output_codes(1)), len(additive_output_codes(2))
    (9, 71)

    At every point the sum is AND + OR:

    >>> codes = additive_output_codes(1).tolist()
    >>> sorted({tuple((code >> k & 1) + (code >> 2 + k & 1) for k in range(2)) for code in codes})
    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]

    See Also
    --------
    ternary_product_codes : the products f g with f in {-1, 1}.

    References
    ----------
    Claims CAP-ADDOUT, CAP-0-pm.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    gates = threshold_functions(n).tables
    return sum_codes(gates, gates, n).astype(np.uint32)


def ternary_product_codes(n: SupportsIndex) -> NDArray[np.uint32]:
    r"""Return the products :math:`f g` of threshold gates, f in {-1, 1} and g in {0, 1}, as codes g + 2^(2^n) (f AND g).

    The product is 0 where g is, and f elsewhere.

    Parameters
    ----------
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4.

    Examples
    --------
    >>> [len(ternary_product_codes(n)) for n in (0, 1, 2, 3)]
    [3, 9, 71, 2373]

    The zero function is one of them, and the ones of f are among those of g:

    >>> codes = ternary_product_codes(2).tolist()
    >>> 0 in codes and all((code >> 4) & ~code & 15 == 0 for code in codes)
    True

    See Also
    --------
    additive_output_codes

    References
    ----------
    Claims CAP-TERN, CAP-SYN-01.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    gates = threshold_functions(n).tables
    return ternary_codes(gates, gates, n).astype(np.uint32)


def sum_codes(left: NDArray[Any], right: NDArray[Any], n: int) -> Codes:
    """Return the sums f + g, f in one list of tables of n <= 4 variables and g in another, as codes AND + 2^(2^n) OR.

    Parameters
    ----------
    left, right
        Arrays of tables.
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint64.

    Examples
    --------
    The sum of the constants 0 and 1 of no variable is 1: not both, but one of them.

    >>> import numpy as np
    >>> sum_codes(np.array([0]), np.array([1]), 0).tolist()
    [2]

    See Also
    --------
    additive_output_codes : threshold gates.

    References
    ----------
    Claims CAP-ADDOUT, CAP-ADDOUT-d.
    """
    digits = _base_three(n)
    first, second = sorted((left, right), key=len)
    both, some = _read(_ticked(digits[first], lambda number: digits[second] + number, n), n)
    return _joined(both, some, n)


def ternary_codes(left: NDArray[Any], right: NDArray[Any], n: int) -> Codes:
    """Return the products f g, f in {-1, 1} in one list and g in {0, 1} in another, as codes g + 2^(2^n) (f AND g).

    Parameters
    ----------
    left, right
        Arrays of tables.
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint64.

    Examples
    --------
    No function but 0 is left where the gate is 0:

    >>> import numpy as np
    >>> ternary_codes(np.arange(16), np.array([0]), 2).tolist()
    [0]

    See Also
    --------
    ternary_product_codes : threshold gates.

    References
    ----------
    Claim CAP-TERN.
    """
    digits = _base_three(n)
    if len(left) <= len(right):
        weights = digits[right]
        products = _ticked(left, lambda f: digits[right & f] + weights, n)
    else:
        products = _ticked(right, lambda g: digits[left & g] + digits[g], n)
    both, some = _read(products, n)
    return _joined(some, both, n)


def _base_three(n: int) -> NDArray[np.int32]:
    """Return t(f) for every table f."""
    import numpy as np

    tables = np.arange(1 << (1 << n))
    numbers = np.zeros(len(tables), dtype=np.int32)
    for k in range(1 << n):
        numbers += ((tables >> k & 1) * 3**k).astype(np.int32)
    return numbers


def _ticked(short: NDArray[Any], numbers: Any, n: int) -> NDArray[np.int32]:
    """Return the sorted numbers in base 3 that one of the calls ``numbers(entry)`` gives."""
    import numpy as np

    seen = np.zeros(3 ** (1 << n), dtype=bool)
    for entry in short:
        seen[numbers(entry)] = True
    return np.flatnonzero(seen).astype(np.int32)


def _read(numbers: NDArray[np.int32], n: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the tables of the points with digit 2, and with a digit not 0."""
    import numpy as np

    both, some = np.zeros(len(numbers), dtype=np.uint32), np.zeros(len(numbers), dtype=np.uint32)
    for start in range(0, len(numbers), _CHUNK):
        part = slice(start, start + _CHUNK)
        rest = numbers[part].copy()
        for k in range(1 << n):
            rest, digit = np.divmod(rest, np.int32(3))
            both[part] |= (digit == 2).astype(np.uint32) << np.uint32(k)
            some[part] |= (digit > 0).astype(np.uint32) << np.uint32(k)
    return both, some


def _joined(low: NDArray[np.uint32], high: NDArray[np.uint32], n: int) -> Codes:
    """Return the sorted codes low + 2^(2^n) high."""
    import numpy as np

    codes = low.astype(np.uint64)
    codes |= high.astype(np.uint64) << np.uint64(1 << n)
    codes.sort()
    return codes
