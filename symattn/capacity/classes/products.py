r"""The products of listed gates are ticked off in a table of all 2^(2^n) functions, or sorted where there are too many of these.

Property wanted: all products f g, of gates with values in {0, 1}, where the product is AND, and in {-1, 1}, where it is the complement of XOR on bits; of k gates; and of
gates that read different variables.

Construction: every gate of one list is multiplied by all of the other in one operation on bits.  The products of k gates are built one gate at a time from those that are
new, as the constant 1 is a gate.  Gates of different variables are written as tables of all the variables together before they are multiplied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

__all__ = [
    "MAX_PRODUCTS",
    "folded_tables",
    "lifted_tables",
    "output_gating_tables",
    "product_tables",
    "sorted_distinct",
]

MAX_PRODUCTS = 4
"""Largest n for which all products are listed: there are 2^(2^n) functions to tick off."""


def product_tables(left: Any, right: Any, n: SupportsIndex, gate: str = "01") -> Tables:
    r"""Return the sorted tables of all products :math:`f g`, f in one list of tables and g in another.

    Parameters
    ----------
    left, right
        Truth tables of n variables: sequences of integers.
    n
        The number of variables, at most 4.
    gate
        Values of the factors: ``"01"``, the product is AND; ``"pm"``, values in {-1, 1}, bit 1 meaning +1.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If a number is out of range or the alphabet is unknown.

    Examples
    --------
    Products of signs have the sign of x_1 x_2 among them, products of bits do not:

    >>> signs = [0b1010, 0b1100]
    >>> [bin(table) for table in product_tables(signs, signs, 2, "pm").tolist()]
    ['0b1001', '0b1111']
    >>> [bin(table) for table in product_tables(signs, signs, 2, "01").tolist()]
    ['0b1000', '0b1010', '0b1100']

    With all gates on both sides it is output gating:

    >>> from symattn.capacity import output_gating_tables
    >>> from symattn.threshold import threshold_functions
    >>> gates = threshold_functions(3).tables
    >>> product_tables(gates, gates, 3).tolist() == output_gating_tables(3).tolist()
    True

    See Also
    --------
    symattn.capacity.output_gating_tables : k threshold gates.

    References
    ----------
    Claims CAP-d, CAP-0-pm, CAP-0-01.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    check_alphabet(gate, name="gate")
    one, other = (_as_tables(tables, n, name) for tables, name in ((left, "left"), (right, "right")))
    if len(other) < len(one):
        one, other = other, one
    seen = np.zeros(1 << (1 << n), dtype=bool)
    full = np.uint16((1 << (1 << n)) - 1)
    # Large classes give all functions early, the sooner the more ones the first factors have.
    for count, table in enumerate(one[::-1], start=1):
        seen[other & table if gate == "01" else other ^ (table ^ full)] = True
        if count % 64 == 0 and seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)


def _as_tables(tables: Any, n: int, name: str) -> NDArray[np.uint16]:
    import numpy as np

    values = np.asarray(tables)
    if values.ndim != 1 or (values.size and values.dtype.kind not in "iu"):
        raise InvalidArgument(name, "must be a list of truth tables", tables)
    if values.size and not 0 <= int(values.min()) <= int(values.max()) < 1 << (1 << n):
        raise InvalidArgument(name, f"must hold truth tables of {n} variables", tables)
    return values.astype(np.uint16)


def output_gating_tables(
    n: SupportsIndex, gate: str = "01", *, gates: SupportsIndex = 2
) -> NDArray[np.uint32]:
    """Return the sorted truth tables of all products of ``gates`` threshold gates of the same n variables.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    gate
        ``"01"``: values in {0, 1}, the product is AND; ``"pm"``: values in {-1, 1}, bit 1 means +1, the
        product is the complement of XOR on bits.
    gates
        The number of factors, at least 1.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument
        If the alphabet is unknown or a number is out of range.
    TooLarge
        If n > 4.

    Examples
    --------
    Three variables, values -1 and 1: all functions but two are products of two gates, and of three gates all;

    >>> tables = output_gating_tables(3, "pm")
    >>> len(tables), len(output_gating_tables(3, "pm", gates=3))
    (254, 256)

    the two are the parity of the three variables and its negative:

    >>> sorted(set(range(256)) - set(tables.tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    product_tables : products of listed gates.
    symattn.capacity.count : their number, and other classes.

    References
    ----------
    Claims CAP-AND, CAP-XOR.
    """
    n = check_variables(n, most=MAX_PRODUCTS)
    check_alphabet(gate, name="gate")
    return folded_tables(threshold_functions(n).tables, as_integer(gates, "gates", least=1), n, gate)


def folded_tables(tables: NDArray[Any], k: int, n: int, gate: str) -> Tables:
    """Return the tables of all products of k gates from one list, which contains the constant 1.

    Parameters
    ----------
    tables
        The gates: distinct tables of n variables.
    k
        The number of factors, at least 1.
    n
        The number of variables, at most 4.
    gate
        Values of the factors, ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Examples
    --------
    Quadratic gates of three variables are all functions but the parities, which are products of two of them:

    >>> from symattn.capacity import polynomial_threshold_tables
    >>> quadratic = polynomial_threshold_tables(3, 2)
    >>> [len(folded_tables(quadratic, k, 3, "pm")) for k in (1, 2)]
    [254, 256]

    See Also
    --------
    output_gating_tables : of threshold gates.

    References
    ----------
    Claims CAP-K1, CAP-K1-deg.
    """
    import numpy as np

    single = tables.astype(np.uint16)
    full = np.uint16((1 << (1 << n)) - 1)
    seen = np.zeros(1 << (1 << n), dtype=bool)
    seen[single] = True
    # The constant 1 is a gate, so k-fold products are among the (k+1)-fold ones, and only the products that
    # are new at one stage can give new ones at the next.
    new = single
    for _ in range(k - 1):
        before = seen.copy()
        # The shorter list is run through, the longer one is multiplied at once.
        short, long = (new, single) if len(new) < len(single) else (single, new)
        for count, table in enumerate(short[::-1], start=1):
            # XNOR is the bitwise XOR with the complement: full ^ a ^ b.
            seen[long & table if gate == "01" else long ^ (table ^ full)] = True
            if count % 64 == 0 and seen.all():
                break
        new = np.flatnonzero(seen & ~before).astype(np.uint16)
        if not len(new):
            break
    return np.flatnonzero(seen).astype(np.uint32)


def lifted_tables(tables: NDArray[Any], n: int, start: int, total: int) -> NDArray[np.uint64]:
    """Return gates of n variables as tables of ``total`` variables, of which they read x_(start+1), ..., x_(start+n).

    Parameters
    ----------
    tables
        Tables of n variables.
    n, start, total
        Numbers of variables with start + n <= total <= 6.

    Returns
    -------
    numpy array
        As many tables, in the same order, dtype uint64.

    Examples
    --------
    The gate x of one variable, read at x_2 of two:

    >>> import numpy as np
    >>> [bin(table) for table in lifted_tables(np.array([0b10]), 1, 1, 2).tolist()]
    ['0b1100']

    See Also
    --------
    symattn.capacity.classes.enumerated.enumerated_codes : products of gates of different variables.

    References
    ----------
    Claim CAP-DIFF.
    """
    import numpy as np

    narrow = tables.astype(np.uint64)
    lifted = np.zeros_like(narrow)
    for k in range(1 << total):
        bit = np.uint64(k >> start & ((1 << n) - 1))
        lifted |= (narrow >> bit & np.uint64(1)) << np.uint64(k)
    return lifted


def sorted_distinct(codes: NDArray[Any]) -> NDArray[Any]:
    """Return the different entries in ascending order, by sorting a copy.

    Parameters
    ----------
    codes
        One-dimensional integers.

    Returns
    -------
    numpy array
        Of the same type.

    Examples
    --------
    >>> import numpy as np
    >>> sorted_distinct(np.array([3, 1, 3])).tolist()
    [1, 3]

    See Also
    --------
    product_tables : ticks off instead, where the table of all functions is small.

    References
    ----------
    The book's chapter on notation.
    """
    import numpy as np

    ordered = np.sort(codes)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[first])
