r"""Layered networks of threshold units have at most 2^(sum_k min(n_1..n_k) n_k n_(k+1) + n_2 + ... + n_L) maps; small ones are listed.

Property wanted: exact numbers of maps of networks of two and more layers, beside the formula of Baldi and Vershynin for their capacity.

Construction: a map of a layer is the list of its units' truth tables, written as one integer; from each map of one layer all threshold gates of its outputs give those of the
next.  For two units and an output the functions are B(f, g).

Derivation: the units of layer k + 1 see at most 2^(min(n_1, ..., n_k)) different points, so Cover's bound holds with that number of points (claim LAY-0-upper).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise, product
from math import prod
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.class_options import OUTPUTS
from symattn.capacity.classes.products import MAX_PRODUCTS
from symattn.capacity.classes.restricted import polynomial_threshold_tables
from symattn.capacity.cover import cover_count
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, as_integers, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["count_layered", "layered_formula", "layered_upper_bound", "two_layer_tables"]

_MOST_TUPLES = 4_000_000
_MOST_MAPS = 20_000


def two_layer_tables(
    n: SupportsIndex, *, output: str = "linear", degree: SupportsIndex = 1
) -> NDArray[np.uint32]:
    """Return the tables of B(f, g), f and g gates of n variables and B a function of two bits: networks n-2-1 without skip connections.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    output
        ``"linear"``: B a threshold gate; ``"and"``: B = AND alone; ``"xor"``: B = XOR or its complement; ``"any"``: B any of the 16 functions.
    degree
        The degree of f and g.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n > 4, or the option is unknown, or the degree below 1.

    Examples
    --------
    >>> [len(two_layer_tables(n)) for n in (1, 2, 3)]
    [4, 16, 254]

    The two missing functions of three variables are the parities:

    >>> sorted(set(range(256)) - set(two_layer_tables(3, output="any").tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    symattn.capacity.output_gating_tables : B = AND and B = XOR alone.

    References
    ----------
    Claims LAY-5, LAY-5-d.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    check_alphabet(output, name="output", known=OUTPUTS)
    single = polynomial_threshold_tables(n, as_integer(degree, "degree", least=1))
    gates = single.astype(np.uint16)
    full = np.uint16((1 << (1 << n)) - 1)
    seen = np.zeros(1 << (1 << n), dtype=bool)
    # Gates are closed under complement, so f and g are complemented for free: the 16 functions B leave the constants and f, which are
    # products with the constant 1, AND and its complement, and XOR.
    for count, f in enumerate(gates[::-1], start=1):
        if output != "xor":
            products = f & gates
            seen[products] = True
            if output != "and":
                seen[products ^ full] = True
        if output in ("xor", "any"):
            seen[f ^ gates] = True
        if count % 64 == 0 and seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)


def _sizes(sizes: Iterable[SupportsIndex]) -> list[int]:
    numbers = as_integers(sizes, "sizes")
    if len(numbers) < 2 or min(numbers) < 1:
        hint = "For example [3, 2, 1]: three inputs, two units, one output."
        raise InvalidArgument("sizes", "must be at least two positive integers", numbers, hint)
    return numbers


def _narrowest(numbers: list[int]) -> list[int]:
    """Return min(n_1, ..., n_k) for k = 1, 2, ..."""
    return list(accumulate(numbers, min))


def layered_formula(sizes: Iterable[SupportsIndex]) -> int:
    r"""Return :math:`\sum_{k < L} \min(n_1, \ldots, n_k)\, n_k\, n_{k+1}`, to which the capacity of a layered threshold network is equal up to constant factors.

    Parameters
    ----------
    sizes
        :math:`n_1, \ldots, n_L`: the number of inputs, then of the units of each layer.

    Returns
    -------
    int
        The value of the formula.

    Raises
    ------
    InvalidArgument
        If there are fewer than two sizes, or one is not a positive integer.

    Examples
    --------
    A network of n inputs, two units and an output; for two layers the formula is the leading term n^2 m of m threshold gates:

    >>> layered_formula([10, 2, 1]) == 2 * 10**2 + 4
    True
    >>> layered_formula([10, 3])
    300

    See Also
    --------
    layered_upper_bound : an upper bound that is proved here.

    References
    ----------
    Claim LAY-0.
    """
    numbers = _sizes(sizes)
    return sum(
        least * below * above
        for least, (below, above) in zip(_narrowest(numbers), pairwise(numbers), strict=False)
    )


def layered_upper_bound(sizes: Iterable[SupportsIndex]) -> int:
    r"""Return :math:`\prod_{k < L} C(2^{\min(n_1, \ldots, n_k)},\, n_k + 1)^{n_{k+1}}`, which no layered threshold network exceeds in maps.

    Parameters
    ----------
    sizes
        As for `layered_formula`.

    Returns
    -------
    int
        The bound, with Cover's function C.

    Raises
    ------
    InvalidArgument
        As for `layered_formula`.
    TooLarge
        If a factor is too long to be written out.

    Examples
    --------
    The units of a layer see at most 2^2 different points in a network with two units in its first layer:

    >>> layered_upper_bound([3, 2, 1]) == 128**2 * 14
    True
    >>> count_layered([2, 2, 1]) <= layered_upper_bound([2, 2, 1])
    True

    See Also
    --------
    symattn.capacity.cover_count : Cover's function.

    References
    ----------
    Claims LAY-0-upper, RV-3-T.
    """
    numbers = _sizes(sizes)
    return prod(
        cover_count(1 << least, below + 1) ** above
        for least, (below, above) in zip(_narrowest(numbers), pairwise(numbers), strict=False)
    )


def count_layered(sizes: Iterable[SupportsIndex]) -> int:
    """Return the number of maps of all layered networks of threshold units of these sizes, with biases and without skip connections.

    Parameters
    ----------
    sizes
        As for `layered_formula`, each but the last at most 4.

    Returns
    -------
    int
        The number of maps from {0, 1}^(n_1) to {0, 1}^(n_L).

    Raises
    ------
    InvalidArgument
        As for `layered_formula`.
    TooLarge
        If there are too many maps to list.

    Examples
    --------
    One layer of two units of two variables, and the same with an output unit:

    >>> count_layered([2, 2]) == 14**2, count_layered([2, 2, 1])
    (True, 16)

    See Also
    --------
    two_layer_tables : the functions of networks n-2-1.

    References
    ----------
    Claims LAY-0-upper, LAY-0-lower.
    """
    return _count_layered(tuple(_sizes(sizes)))


@cache
def _count_layered(sizes: tuple[int, ...]) -> int:
    import numpy as np

    inputs = check_variables(sizes[0], most=MAX_PRODUCTS, name="sizes")
    points = np.arange(1 << inputs, dtype=np.uint64)
    bits = 1 << inputs
    # A map of a layer is the list of its units' tables, written as one integer; at first the layer of the inputs.
    maps = {_joined([sum(1 << k for k in range(bits) if k >> i & 1) for i in range(inputs)], bits)}
    for below, above in pairwise(sizes):
        check_variables(below, most=MAX_PRODUCTS, name="sizes")
        if len(maps) > _MOST_MAPS:
            rule = f"must give at most {_MOST_MAPS} maps of a hidden layer"
            raise TooLarge("sizes", rule, list(sizes), "Choose smaller layers.")
        gates = threshold_functions(below).tables.astype(np.uint64)[:, None]
        found: set[int] = set()
        for joint in maps:
            signals = (
                np.uint64(joint >> i * bits & (1 << bits) - 1) >> points & np.uint64(1) for i in range(below)
            )
            address = sum((signal << np.uint64(i) for i, signal in enumerate(signals)), np.zeros_like(points))
            tables = {int(table) for table in ((gates >> address & np.uint64(1)) << points).sum(axis=1)}
            if len(found) + len(tables) ** above > _MOST_TUPLES:
                rule = f"must give at most {_MOST_TUPLES} maps of a layer"
                raise TooLarge("sizes", rule, list(sizes), "Choose smaller layers.")
            found.update(_joined(chosen, bits) for chosen in product(tables, repeat=above))
        maps = found
    return len(maps)


def _joined(tables: Iterable[int], bits: int) -> int:
    return sum(table << i * bits for i, table in enumerate(tables))
