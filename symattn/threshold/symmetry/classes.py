"""All functions, or the given ones, sorted into classes under symmetry: least table and number of members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsIndex

from symattn.threshold.arguments import as_integers, check_table, check_variables
from symattn.threshold.symmetry.actions import MAX_SYMMETRY
from symattn.threshold.symmetry.canonical import canonical_form

MAX_CLASSES = 4
"""Largest n for which all 2^(2^n) functions are sorted into classes."""


def classes(
    n: SupportsIndex, *, complement: bool = False, tables: Iterable[SupportsIndex] | None = None
) -> tuple[tuple[int, int], ...]:
    """Return the pairs (least table, number of members) of the classes of functions under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 4, or at most 6 if tables are given.
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
    orbit_size : the length of one orbit.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    import numpy as np

    if tables is None:
        n = check_variables(n, most=MAX_CLASSES)
        array = np.arange(1 << (1 << n), dtype=np.uint64)
    else:
        n = check_variables(n, most=MAX_SYMMETRY)
        listed = as_integers(tables, "tables")
        array = np.array([check_table(table, n) for table in listed], dtype=np.uint64)
    found, sizes = np.unique(canonical_form(array, n, complement=complement), return_counts=True)
    return tuple(zip(found.tolist(), sizes.tolist(), strict=True))
