"""A class of gated units is the set of truth tables x -> h(f(x), g(x), x) over all its gates, listed for n <= 4 variables.

Real weights are covered by integers: for one gating gate g a unit with a free bias is linear in the points (x, g(x)), so its functions are
threshold gates of n + 1 variables read at those points, and `symattn.threshold.threshold_functions` lists all of these.  For polynomials of higher degree
the column c g(x) is added to their signs by duality (`one_more_column`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.class_options import Degree, read_degree
from symattn.capacity.classes.one_more_column import coefficient_functionals, sign_tables_with_column
from symattn.capacity.classes.products import MAX_PRODUCTS, sorted_distinct
from symattn.capacity.classes.restricted import polynomial_threshold_tables
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

__all__ = [
    "exchanged",
    "glued_tables",
    "halves",
    "multiplexing_tables",
]


def multiplexing_tables(n: SupportsIndex, *, degree: Degree = 1) -> Tables:
    r"""Return the tables of :math:`A_n = \{H(p(x) + c\,g(x))\}`, g a gate: all units with one attending gate.

    The values of g may be {0, 1} or {-1, 1}: :math:`2g - 1` in place of g changes c and the constant of p only.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    degree
        The degree of p and of the polynomial in the gate g, or the pair of them.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4, or a degree is below 1.

    Examples
    --------
    With one gate that attends, a threshold unit of three variables computes everything:

    >>> [len(multiplexing_tables(n)) for n in (1, 2, 3)]
    [4, 16, 256]

    and the class contains the products of two gates:

    >>> from symattn.capacity import output_gating_tables
    >>> set(output_gating_tables(3).tolist()) <= set(multiplexing_tables(3).tolist())
    True

    See Also
    --------
    synaptic_gating_tables, symattn.capacity.output_gating_tables

    References
    ----------
    Claims CAP-A, CAP-d-units, FA-8.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    unit, gating = degrees(degree)
    tables = polynomial_threshold_tables(n, gating)
    # g and its negation give the same functions: one of each pair is 0 at the origin.
    tables = tables[tables & np.uint32(1) == 0]
    if unit > 1:
        return sign_tables_with_column(coefficient_functionals(n, unit, "pm"), bit_columns(tables, n))
    off, on = halves(n + 1)
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for count, g in enumerate(tables.astype(np.uint16), start=1):
        seen[off ^ ((off ^ on) & g)] = True
        if count % 64 == 0 and seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)


def degrees(degree: Degree) -> tuple[int, int]:
    """Return the degrees of the gated unit and of the gating gate.

    Parameters
    ----------
    degree
        One degree for both, or a pair.

    Returns
    -------
    pair of int
        Both degrees.

    Raises
    ------
    InvalidArgument
        If a degree is no integer or below 1.

    Examples
    --------
    >>> degrees(2), degrees((1, 3))
    ((2, 2), (1, 3))

    See Also
    --------
    symattn.capacity.class_options.read_degree : the option as it is stored.

    References
    ----------
    Claim CAP-d.
    """
    read = read_degree(degree)
    return read if isinstance(read, tuple) else (read, read)


def bit_columns(tables: NDArray[Any], n: int) -> NDArray[np.int8]:
    """Return the values 0, 1 of tables of n variables, a table a column.

    Parameters
    ----------
    tables
        q tables.
    n
        The number of variables.

    Returns
    -------
    numpy array
        Shape (2^n, q), dtype int8.

    Examples
    --------
    >>> import numpy as np
    >>> bit_columns(np.array([0b1000, 0b0001]), 2).T.tolist()
    [[0, 0, 0, 1], [1, 0, 0, 0]]

    See Also
    --------
    symattn.threshold.evaluate : one value.

    References
    ----------
    The book's chapter on notation.
    """
    import numpy as np

    return np.asarray((tables[None, :] >> np.arange(1 << n, dtype=tables.dtype)[:, None]) & 1, dtype=np.int8)


def halves(n: int, degree: int = 1) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Return f(., 0) and f(., 1) for all gates f of n variables: the values of x_n are the two halves of a table.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5; at most 4 where the degree is above 1.
    degree
        The degree of the gates.

    Returns
    -------
    pair of numpy arrays
        Tables of n - 1 variables, dtype uint16, row by row of the same gate.

    Examples
    --------
    >>> low, high = halves(2)
    >>> (low | high << 2).tolist() == threshold_functions(2).tables.tolist()
    True

    See Also
    --------
    symattn.threshold.glue : the table of two halves.

    References
    ----------
    Claim CAP-glue.
    """
    import numpy as np

    tables = threshold_functions(n).tables if degree == 1 else polynomial_threshold_tables(n, degree)
    size = 1 << (n - 1)
    low = tables & np.uint32((1 << size) - 1)
    return low.astype(np.uint16), (tables >> np.uint32(size)).astype(np.uint16)


def glued_tables(n: SupportsIndex, *, degree: SupportsIndex = 1) -> Tables:
    r"""Return the functions both of whose restrictions :math:`h|_{x_i = 0}, h|_{x_i = 1}` are gates, for some i.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5; at most 4 where the degree is above 1.
    degree
        The degree of the gates.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n or the degree is out of range.

    Examples
    --------
    Gluing at x_n alone gives T(n-1)^2 functions, gluing at any variable some more:

    >>> [len(glued_tables(n)) for n in (1, 2, 3)]
    [4, 16, 238]

    Every glued function is a product of two gates, in both alphabets:

    >>> from symattn.capacity import output_gating_tables
    >>> glued = set(glued_tables(3).tolist())
    >>> glued <= set(output_gating_tables(3).tolist()) & set(output_gating_tables(3, "pm").tolist())
    True

    See Also
    --------
    symattn.threshold.glue : two tables.

    References
    ----------
    Claims CAP-glue, BY-4-sub, BY-4-size.
    """
    import numpy as np

    degree, _ = degrees(degree)
    n = check_variables(n, most=MAX_ENUMERATED if degree == 1 else MAX_PRODUCTS, least=1)
    gates = polynomial_threshold_tables(n - 1, degree)
    last = (gates[:, None] | gates[None, :] << np.uint32(1 << (n - 1))).ravel()
    return sorted_distinct(np.concatenate([exchanged(last, n, i) for i in range(1, n + 1)]))


def exchanged(tables: Tables, n: int, i: int) -> Tables:
    """Return the tables with the variables x_i and x_n exchanged.

    Parameters
    ----------
    tables
        Tables of n variables, dtype uint32.
    n, i
        The number of variables, and 1 <= i <= n.

    Returns
    -------
    numpy array
        As many tables, in the same order.

    Examples
    --------
    x_1 becomes x_2, and AND stays:

    >>> import numpy as np
    >>> [bin(table) for table in exchanged(np.array([0b1010, 0b1000], dtype=np.uint32), 2, 1).tolist()]
    ['0b1100', '0b1000']

    See Also
    --------
    glued_tables : where every variable is the selector once.

    References
    ----------
    Claim BY-4-size.
    """
    import numpy as np

    if i == n:
        return tables
    # The bits k with x_i = 1, x_n = 0 change places with those that are `distance` higher: x_i = 0, x_n = 1.
    first, last = 1 << (i - 1), 1 << (n - 1)
    distance = np.uint32(last - first)
    mask = np.uint32(sum(1 << k for k in range(1 << n) if k & first and not k & last))
    differ = (tables ^ (tables >> distance)) & mask
    return np.asarray(tables ^ differ ^ (differ << distance), dtype=np.uint32)
