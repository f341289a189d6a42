"""The number of products of two threshold gates is the sum over the classes of products of the sizes of the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.products.factors import Factors, threshold_factors
from symattn.capacity.products.forms import distinct
from symattn.capacity.products.pairs import block_products, blocks, class_keys
from symattn.errors import TooLarge
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_PRODUCTS = 5
"""Largest n whose products are counted in one process in seconds."""

_LONG_RUN = "count_and_products_run and count_sign_products_run reach n = 6 in minutes, on disk."
_TERNARY_MAX = 6


def _variables(n: SupportsIndex, most: int, hint: str) -> int:
    number = as_integer(n, "n", least=0)
    if number > most:
        raise TooLarge("n", f"must be at most {most}", number, hint)
    return check_variables(number)


def _operation(gate: str) -> str:
    return "and" if check_alphabet(gate, name="gate") == "01" else "xor"


def _classes(factors: Factors, operation: str) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the distinct keys and the sizes of their classes."""
    import numpy as np

    found = [block_products(factors, index, operation)[0] for index in range(blocks(factors, operation))]
    keys, sizes = class_keys(distinct(np.concatenate(found)), factors.n, operation)
    keys, first = np.unique(keys, return_index=True)
    return keys, sizes[first]


def count_products(n: SupportsIndex, gate: str = "01") -> int:
    """Return the number of functions f g of n variables, f and g threshold gates with values in the alphabet ``gate``.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    gate
        ``"01"``: the product is AND; ``"pm"``: values in {-1, 1}.

    Returns
    -------
    int
        The number of functions, found through their classes under signed permutations.

    Raises
    ------
    InvalidArgument
        If the alphabet is unknown or n is no integer >= 0.
    TooLarge
        If n > 5.

    Examples
    --------
    >>> [count_products(n) for n in range(4)], [count_products(n, "pm") for n in range(4)]
    ([2, 4, 16, 246], [2, 4, 16, 254])

    See Also
    --------
    product_classes : the classes.
    count_and_products_run : six variables.

    References
    ----------
    Claims CAP-AND, CAP-XOR.
    """
    n = _variables(n, MAX_PRODUCTS, _LONG_RUN)
    _, sizes = _classes(threshold_factors(n), _operation(gate))
    return int(sizes.sum())


def product_classes(n: SupportsIndex, gate: str = "01") -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return one product f g of each class of products under permutations and negations of the inputs, and the sizes of the classes.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    gate
        ``"01"``: the product is AND; ``"pm"``: values in {-1, 1}, bit 1 means +1.

    Returns
    -------
    tuple of numpy arrays
        The sorted representatives, `symattn.threshold.representative` of each class, and the numbers of functions.

    Raises
    ------
    InvalidArgument
        If the alphabet is unknown or n is no integer >= 0.
    TooLarge
        If n > 5.

    Examples
    --------
    All functions of two variables are AND of two gates; up to symmetry they are 0, AND, XOR, x_1, OR and 1:

    >>> representatives, sizes = product_classes(2)
    >>> representatives.tolist(), sizes.tolist()
    ([0, 6, 8, 10, 14, 15], [1, 2, 4, 4, 4, 1])
    >>> int(sizes.sum()) == count_products(2)
    True

    See Also
    --------
    count_products : the number of functions.

    References
    ----------
    Claims CAP-AND, CAP-XOR.
    """
    import numpy as np

    n = _variables(n, MAX_PRODUCTS, _LONG_RUN)
    operation = _operation(gate)
    keys, sizes = _classes(threshold_factors(n), operation)
    if operation == "xor":
        # A key stands for itself and for its complement: one class of signed permutations or two.
        full = np.uint64((1 << (1 << n)) - 1)
        both, sizes = class_keys(np.concatenate([keys, keys ^ full]), n, "and")
        keys, first = np.unique(both, return_index=True)
        sizes = sizes[first]
    return keys, sizes


def count_sums(n: SupportsIndex) -> int:
    """Return the number of functions f + g in {0, 1, 2} of n variables, f and g threshold gates: of pairs (f AND g, f OR g).

    Parameters
    ----------
    n
        The number of variables, at most 5: a pair of tables has 2^(n+1) bits.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument
        If n is no integer >= 0.
    TooLarge
        If n > 5.

    Examples
    --------
    Of one variable 9, from 10 pairs of gates, since x + (1 - x) = 0 + 1:

    >>> [count_sums(n) for n in range(4)]
    [3, 9, 71, 2561]

    The sums of one variable are those on two points with values in {0, 1, 2}, all 3^2 of them:

    >>> count_sums(1) == 3**2
    True

    See Also
    --------
    count_products : AND alone.

    References
    ----------
    Claim CAP-ADDOUT.
    """
    sizes, numbers = sum_sizes(n)
    return sum(size * number for size, number in zip(sizes, numbers, strict=True))


def sum_sizes(n: SupportsIndex) -> tuple[list[int], list[int]]:
    """Return the sizes of the classes of sums f + g under signed permutations, and how many classes have each.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    tuple of lists of int
        Ascending sizes, and numbers of classes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    The constants 0, 1, 2 are classes of one; 2x, x + 1 and x are classes of two:

    >>> sum_sizes(1)
    ([1, 2], [3, 3])

    See Also
    --------
    count_sums : the number of sums.

    References
    ----------
    Claim CAP-ADDOUT.
    """
    import numpy as np

    n = _variables(n, MAX_PRODUCTS, "A pair of tables of six variables has 128 bits.")
    _, sizes = _classes(threshold_factors(n), "sum")
    found, numbers = np.unique(sizes, return_counts=True)
    return found.tolist(), numbers.tolist()


def count_ternary(n: SupportsIndex) -> int:
    """Return the number of products f g of n variables, f a gate with values in {-1, 1} and g one with values in {0, 1}.

    A product is g together with the restriction of f to the points with g = 1: the number is the sum over the classes
    of g of the size times the number of distinct restrictions.

    Parameters
    ----------
    n
        The number of variables, at most 6 (about two minutes; n = 5 below a second).

    Returns
    -------
    int
        The number of functions with values in {-1, 0, 1}.

    Raises
    ------
    InvalidArgument
        If n is no integer >= 0.
    TooLarge
        If n > 6.

    Examples
    --------
    >>> [count_ternary(n) for n in range(4)]
    [3, 9, 71, 2373]

    See Also
    --------
    count_products : gates of one alphabet.

    References
    ----------
    Claim CAP-TERN.
    """
    return sum(size * number for _, size, number in ternary_parts(n))


def ternary_parts(n: SupportsIndex) -> list[tuple[str, int, int]]:
    """Return for each class of gates g a table, the size of the class, and the number of distinct restrictions of gates to g = 1.

    Parameters
    ----------
    n
        The number of variables, at most 6.

    Returns
    -------
    list of (str, int, int)
        The table of g in hexadecimal digits, the size, the number of restrictions.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.

    Examples
    --------
    To no point, to one (x_1 and 1 - x_1), and to both:

    >>> ternary_parts(1)
    [('0x0', 1, 1), ('0x2', 2, 2), ('0x3', 1, 4)]

    See Also
    --------
    count_ternary : the number of products.

    References
    ----------
    Claim CAP-TERN.
    """
    n = _variables(n, _TERNARY_MAX, "capacity_bounds works up to n = 10^6.")
    factors = threshold_factors(n)
    sizes = (factors.starts[1:] - factors.starts[:-1]).tolist()
    return [(hex(g), size, _restrictions(factors, g)) for size, g in zip(sizes, factors.forms, strict=True)]


def _restrictions(factors: Factors, g: np.uint64) -> int:
    """Return the number of distinct f AND g.

    A facet of f inside f and outside g can be taken away without a change of the restriction: only gates without such
    facets are restricted.
    """
    import numpy as np

    found = []
    for start in range(0, len(factors.tables), 1 << 16):
        part = slice(start, start + (1 << 16))
        f = factors.tables[part]
        found.append(f[(factors.facets[part] & f & ~g) == 0] & g)
    return len(distinct(np.concatenate(found)))
