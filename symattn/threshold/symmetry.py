"""Permutations and negations of the inputs, 2^n n! of them, act on truth tables and keep threshold gates.

A signed permutation sends f to g(x) = f(y), y_i = x_(pi(i)), negated for the i in a given set.  On tables
negating x_i exchanges the bits k and k xor 2^(i-1), and exchanging x_i, x_j exchanges the bits whose
positions differ in these two places: masks and shifts, the same for one Python integer and for a NumPy
array of tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar

from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integers, check_table, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = TypeVar("Tables", int, NDArray[np.unsignedinteger[Any]])

MAX_ORBIT = 5
"""Largest n for which the 2^n n! elements are walked through."""

MAX_CLASSES = 4
"""Largest n for which all 2^(2^n) functions are sorted into classes."""


@cache
def _mask(n: int, ones: tuple[int, ...], zeros: tuple[int, ...]) -> int:
    """Return the table that is 1 at the k with the bits ``ones`` set and the bits ``zeros`` not set."""
    return sum(
        1 << k for k in range(1 << n) if all(k >> i & 1 for i in ones) and not any(k >> i & 1 for i in zeros)
    )


def _negated(table: Tables, n: int, i: int) -> Tables:
    """Negate the variable of bit i."""
    low: Any = _mask(n, (), (i,))
    shift = 1 << i
    result: Tables = (table & low) << shift | table >> shift & low
    return result


def _exchanged(table: Tables, n: int, i: int, j: int) -> Tables:
    """Exchange the variables of the bits i and j."""
    i, j = min(i, j), max(i, j)
    lower: Any = _mask(n, (i,), (j,))
    shift = (1 << j) - (1 << i)
    kept = (1 << (1 << n)) - 1 - lower - (lower << shift)
    result: Tables = table & kept | (table & lower) << shift | table >> shift & lower
    return result


def _checked(table: Any, n: int) -> Any:
    """Return a Python integer or an array of unsigned integers whose entries are tables of n variables."""
    if not hasattr(table, "dtype") or getattr(table, "ndim", 0) == 0:
        return check_table(table, n)
    if table.dtype.kind != "u" or table.dtype.itemsize * 8 < 1 << n:
        rule = f"must be an array of unsigned integers of at least {1 << n} bits"
        raise InvalidArgument("table", rule, str(table.dtype))
    if table.size:
        check_table(int(table.max()), n)
    return table


def transform(
    table: Tables,
    n: SupportsIndex,
    *,
    permutation: Sequence[SupportsIndex] | None = None,
    negate: Iterable[SupportsIndex] = (),
    complement: bool = False,
) -> Tables:
    """Return the table of g(x) = f(y), y_i = x_(pi(i)), with y_i negated for i in ``negate``.

    Parameters
    ----------
    table
        A truth table of n variables, or a NumPy array of them with an unsigned dtype of at least 2^n bits.
    n
        The number of variables.
    permutation
        pi(1), ..., pi(n), a permutation of 1..n; the identity if not given.
    negate
        The indices i, in 1..n, of the arguments of f that are negated.
    complement
        Whether 1 - g is returned.

    Returns
    -------
    int or numpy array
        The transformed table or tables, of the kind that was given.

    Raises
    ------
    InvalidArgument
        If a table is out of range, or the permutation or an index is none of 1..n.
    TooLarge
        If n > 20.

    Examples
    --------
    Negating both arguments of OR and its value gives AND, which is De Morgan's law:

    >>> transform(0b1110, 2, negate=(1, 2), complement=True) == 0b1000
    True

    The gate x_1 and not x_2 has x_2 and not x_1 as its mirror image:

    >>> transform(0b0010, 2, permutation=(2, 1)) == 0b0100
    True

    See Also
    --------
    orbit : all images of a table.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n)
    table = _checked(table, n)
    flips = sorted(set(as_integers(negate, "negate")))
    if any(not 1 <= i <= n for i in flips):
        raise InvalidArgument("negate", f"must hold indices in 1..{n}", flips)
    target = list(range(1, n + 1))
    if permutation is not None:
        target = as_integers(permutation, "permutation")
        if sorted(target) != list(range(1, n + 1)):
            raise InvalidArgument("permutation", f"must be a permutation of 1..{n}", tuple(target))
    for i in flips:
        table = _negated(table, n, i - 1)
    # Invariant: table is f at (x_current(1), ..., x_current(n)).  Exchanging the names current(i) and
    # target(i) settles place i and leaves the places already settled, since their names are other ones.
    current = list(range(1, n + 1))
    for i in range(n):
        a, b = current[i], target[i]
        if a != b:
            table = _exchanged(table, n, a - 1, b - 1)
            current = [b if name == a else a if name == b else name for name in current]
    return (1 << (1 << n)) - 1 - table if complement else table


@cache
def _plain_changes(n: int) -> tuple[int, ...]:
    """Return the exchanges of neighbours (p, p+1) that run through all n! arrangements: bell-ringers' order.

    The n-th element sweeps through the others; whenever it is at an end, the others make their next change,
    shifted by one place if it stands at the left end.
    """
    if n < 2:
        return ()
    down = tuple(range(n - 2, -1, -1))
    changes: tuple[int, ...] = ()
    for step, inner in enumerate((*_plain_changes(n - 1), -1)):
        at_left = step % 2 == 0
        changes += down if at_left else down[::-1]
        if inner >= 0:
            changes += (inner + at_left,)
    return changes


def _images(table: Tables, n: int) -> Iterator[Tables]:
    """Yield the table's images under all 2^n n! signed permutations, each by one exchange or negation."""
    # A Gray code runs through the negations and is closed to a cycle; then one exchange, and so on.
    gray = [(k & -k).bit_length() - 1 for k in range(1, 1 << n)]
    for change in (-1, *_plain_changes(n)):
        if change >= 0:
            table = _exchanged(table, n, change, change + 1)
        yield table
        for i in gray:
            table = _negated(table, n, i)
            yield table
        if n:
            table = _negated(table, n, n - 1)


def orbit(table: SupportsIndex, n: SupportsIndex, *, complement: bool = False) -> tuple[int, ...]:
    """Return all images of a table under the 2^n n! permutations and negations of its inputs, sorted.

    Parameters
    ----------
    table, n
        A truth table of n <= 5 variables.
    complement
        Whether the complements of the images belong to the orbit too.

    Returns
    -------
    tuple of int
        The distinct images in increasing order.

    Raises
    ------
    InvalidArgument, TooLarge
        If the table or n is out of range.

    Examples
    --------
    AND of two literals is the indicator of one point, so that there are four; with complements OR joins:

    >>> orbit(0b1000, 2)
    (1, 2, 4, 8)
    >>> orbit(0b1000, 2, complement=True)
    (1, 2, 4, 7, 8, 11, 13, 14)

    See Also
    --------
    canonical_form : the least element of the orbit.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n, most=MAX_ORBIT)
    images = set(_images(check_table(table, n), n))
    if complement:
        full = (1 << (1 << n)) - 1
        images |= {full - image for image in images}
    return tuple(sorted(images))


def canonical_form(table: Tables, n: SupportsIndex, *, complement: bool = False) -> Tables:
    """Return the least image of a table under permutations and negations: equal exactly within one class.

    Parameters
    ----------
    table
        A truth table of n <= 5 variables, or a NumPy array of them with an unsigned dtype.
    n
        The number of variables.
    complement
        Whether a function and its complement are one class (NPN instead of NP).

    Returns
    -------
    int or numpy array
        The canonical table or tables, of the kind that was given.

    Raises
    ------
    InvalidArgument, TooLarge
        If a table or n is out of range.

    Examples
    --------
    x_1 and not x_2 is AND up to symmetry, XOR is not:

    >>> [canonical_form(table, 2) for table in (0b0010, 0b1000, 0b0110)]
    [1, 1, 6]
    >>> all(canonical_form(image, 3) == canonical_form(234, 3) for image in orbit(234, 3))
    True

    See Also
    --------
    orbit : the images.
    classes : all classes with their sizes.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n, most=MAX_ORBIT)
    table = _checked(table, n)
    full = (1 << (1 << n)) - 1
    if isinstance(table, int):
        return min(min(image, full - image) if complement else image for image in _images(table, n))
    import numpy as np

    least = table.copy()
    for image in _images(table, n):
        np.minimum(least, image, out=least)
        if complement:
            np.minimum(least, full - image, out=least)
    return least


def classes(
    n: SupportsIndex, *, complement: bool = False, tables: Iterable[SupportsIndex] | None = None
) -> tuple[tuple[int, int], ...]:
    """Return the pairs (least table, number of members) of the classes of functions under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 4, or at most 5 if tables are given.
    complement
        Whether a function and its complement are one class (NPN instead of NP).
    tables
        The tables to sort into classes; all 2^(2^n) if not given.

    Returns
    -------
    tuple of (int, int)
        Sorted by the least table of the class; the sizes count the given tables.

    Raises
    ------
    InvalidArgument, TooLarge
        If a table or n is out of range.

    Examples
    --------
    The 16 functions of two variables: constants, literals, AND-like, and XOR with its complement:

    >>> classes(2, complement=True)
    ((0, 2), (1, 8), (3, 4), (6, 2))
    >>> sum(size for _, size in classes(3)) == 2**8
    True

    See Also
    --------
    canonical_form : the class of one table.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    import numpy as np

    if tables is None:
        n = check_variables(n, most=MAX_CLASSES)
        array = np.arange(1 << (1 << n), dtype=np.uint32)
    else:
        n = check_variables(n, most=MAX_ORBIT)
        listed = as_integers(tables, "tables")
        array = np.array([check_table(table, n) for table in listed], dtype=np.uint32)
    return tuple(sorted(Counter(canonical_form(array, n, complement=complement).tolist()).items()))
