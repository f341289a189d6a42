"""A class of gated units is the set of truth tables x -> h(f(x), g(x), x) over all its gates, listed for n <= 4 variables.

Real weights are covered by integers: for one gating gate g a unit with a free bias is linear in the points (x, g(x)), so its functions are
threshold gates of n + 1 variables read at those points, and `symattn.threshold.threshold_functions` lists all of these.  Functions with
three values are written as two tables in one integer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.counts import MAX_PRODUCTS
from symattn.errors import InvalidArgument
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


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


def multiplexing_tables(n: SupportsIndex) -> Tables:
    r"""Return the tables of :math:`A_n = \{H(w \cdot x + b + c\,g(x))\}`, g a threshold gate: all units with one attending gate.

    The values of g may be {0, 1} or {-1, 1}: :math:`2g - 1` in place of g changes b and c only.

    Parameters
    ----------
    n
        The number of variables, at most 4.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4.

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
    Claims CAP-A, FA-8.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    off, on = halves(n + 1)
    gates = threshold_functions(n).tables.astype(np.uint16)
    seen = np.zeros(1 << (1 << n), dtype=bool)
    # g and its negation give the same functions: one of each pair is 0 at the origin.
    for g in gates[gates & np.uint16(1) == 0]:
        seen[off ^ ((off ^ on) & g)] = True
    return np.flatnonzero(seen).astype(np.uint32)


def halves(n: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Return f(., 0) and f(., 1) for all threshold gates f of n variables: the values of x_n are the two halves of a table.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.

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

    tables = threshold_functions(n).tables
    size = 1 << (n - 1)
    low = tables & np.uint32((1 << size) - 1)
    return low.astype(np.uint16), (tables >> np.uint32(size)).astype(np.uint16)


def additive_output_codes(n: SupportsIndex) -> Tables:
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
    i, j = np.triu_indices(len(gates))
    return np.unique((gates[i] & gates[j]) | (gates[i] | gates[j]) << np.uint32(1 << n))


def ternary_product_codes(n: SupportsIndex) -> Tables:
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
    return np.unique(gates[:, None] | (gates[:, None] & gates[None, :]) << np.uint32(1 << n))


def glued_tables(n: SupportsIndex) -> Tables:
    r"""Return the functions both of whose restrictions :math:`h|_{x_i = 0}, h|_{x_i = 1}` are threshold gates, for some i.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 4.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..4.

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

    n = check_variables(n, most=MAX_PRODUCTS, least=1)
    gates = threshold_functions(n - 1).tables
    last = (gates[:, None] | gates[None, :] << np.uint32(1 << (n - 1))).ravel()
    return np.unique(np.concatenate([exchanged(last, n, i) for i in range(1, n + 1)]))


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

    moved = np.zeros_like(tables)
    first, last = i - 1, n - 1
    for k in range(1 << n):
        differ = (k >> first ^ k >> last) & 1
        source = k ^ (differ << first | differ << last) if first != last else k
        moved |= (tables >> np.uint32(source) & np.uint32(1)) << np.uint32(k)
    return moved
