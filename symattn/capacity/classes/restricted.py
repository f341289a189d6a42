r"""A table is the sign of a polynomial of degree at most d unless a non-zero polynomial of degree at most n - d - 1 agrees with f times parity.

Property wanted: all signs of real polynomials of degree d on the cube, and all gates without a bias, from finite lists and without searching
for weights.

Polynomial gates.  By Gordan's theorem f in {-1, 1} is a strict sign of a polynomial of degree at most d, or there are multipliers m >= 0,
not all zero, with sum_x m(x) f(x) x^J = 0 for all |J| <= d.  Over {-1, 1}^n the function m f is then a combination of monomials of degree
above d, each of which is parity times a monomial of degree below n - d: so f fails exactly if f(x) chi(x) l(x) >= 0 everywhere for some
l != 0 of degree at most n - d - 1, chi the product of all variables.  Every vector of a linear space is a sum of elementary vectors (those
with minimal support) whose signs agree with its own, so it is enough to try elementary l: for d = n - 1 a constant, for d = n - 2 the
affine functions that vanish at n affinely independent points of the cube.

Gates without a bias.  On {0, 1}^n, H(w.x) has the value 1 at the origin, and a tie elsewhere can be raised by adding a small positive number to
all weights.  If f is such a gate, both f and f with the value 0 at the origin are threshold gates, with a small bias; conversely, between two
representations with biases of opposite signs there is one with bias 0.  On {-1, 1}^n a gate without bias and without ties satisfies
f(-x) = 1 - f(x); conversely a threshold gate H(w.x + b) with that property has |w.x| > |b| everywhere, and H(w.x) is the same function.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.counts import MAX_PRODUCTS
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def polynomial_threshold_tables(n: SupportsIndex, degree: SupportsIndex) -> Tables:
    r"""Return the tables of all :math:`H(p(x))`, p a real polynomial of degree at most d in n Boolean variables.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    degree
        d, at least 1.

    Returns
    -------
    numpy array
        The T_d(n) tables, sorted, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4, or the degree is below 1.

    Examples
    --------
    Degree 1 gives the threshold gates; degree n - 1 all functions but parity and its negation:

    >>> from symattn.threshold import threshold_functions
    >>> polynomial_threshold_tables(3, 1).tolist() == threshold_functions(3).tables.tolist()
    True
    >>> sorted(set(range(256)) - set(polynomial_threshold_tables(3, 2).tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    symattn.capacity.threshold_upper_bound : Cover's bound of T_d(n).

    References
    ----------
    P. Gordan (1873); R. T. Rockafellar (1969) for elementary vectors.  Claims CAP-d, CAP-K1-deg.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    degree = as_integer(degree, "degree", least=1)
    if n - degree > 2:
        # Degree 1 in four variables: the only case here whose duals are not affine.
        return threshold_functions(n).tables
    size = 1 << n
    agreeing = np.arange(1 << size, dtype=np.uint32)
    separable = np.ones(1 << size, dtype=bool)
    for positive, support in _elementary(n, n - degree - 1):
        separable &= agreeing & np.uint32(support) != positive
    # The bits of f chi, +1 being 1, are 1 where those of f and chi are equal.
    parity = sum(1 << k for k in range(size) if (n - k.bit_count()) % 2 == 0)
    flipped = np.uint32((1 << size) - 1 ^ parity)
    return np.sort(agreeing[separable] ^ flipped)


def _elementary(n: int, degree: int) -> list[tuple[int, int]]:
    """Return (points where l > 0, points where l != 0) for the elementary polynomials l of degree at most -1, 0 or 1."""
    import numpy as np

    size = 1 << n
    full = (1 << size) - 1
    if degree < 0:
        return []
    if degree == 0:
        return [(full, full), (0, full)]
    cube = np.array([[*(k >> i & 1 for i in range(n)), 1] for k in range(size)], dtype=np.int64)
    chosen = cube[np.array(list(combinations(range(size), n)))]
    # The affine function through n points: its coefficients are the signed maximal minors of their coordinates.
    minors = [(-1) ** j * _determinants(np.delete(chosen, j, axis=2)) for j in range(n + 1)]
    values = np.stack(minors, axis=1) @ cube.T
    bits = np.left_shift(np.int64(1), np.arange(size))
    signs = set()
    for side in (values, -values):
        positive, support = ((side > 0) @ bits).tolist(), ((side != 0) @ bits).tolist()
        # Points that are affinely dependent have the zero function.
        signs |= {pair for pair in zip(positive, support, strict=True) if pair[1]}
    return sorted(signs)


def _determinants(matrices: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the determinants of small integer matrices, exactly, by Leibniz' formula."""
    import numpy as np

    n = matrices.shape[-1]
    total = np.zeros(len(matrices), dtype=np.int64)
    for order in permutations(range(n)):
        inversions = sum(order[i] > order[j] for i, j in combinations(range(n), 2))
        total += (-1) ** inversions * np.prod(matrices[:, range(n), order], axis=1)
    return total


def bias_free_tables(n: SupportsIndex, *, inputs: str = "01") -> Tables:
    r"""Return the tables of the gates without a bias, :math:`H(w \cdot x)`: on {0, 1}^n all w, on {-1, 1}^n those with :math:`w \cdot x \ne 0`.

    Parameters
    ----------
    n
        The number of variables, 0 <= n <= 5 over {0, 1} and 1 <= n <= 5 over {-1, 1}.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is out of range or the alphabet is unknown.

    Examples
    --------
    Over {0, 1}: the regions cut by the hyperplanes w.x = 0, x a non-zero vector of bits:

    >>> [len(bias_free_tables(n)) for n in (0, 1, 2, 3, 4)]
    [1, 2, 6, 32, 370]

    Over {-1, 1}: odd functions, determined by their values at x_n = 1, T(n-1) of them:

    >>> from symattn.threshold import count_threshold
    >>> [len(bias_free_tables(n, inputs="pm")) == count_threshold(n - 1) for n in (1, 2, 3, 4)]
    [True, True, True, True]

    See Also
    --------
    symattn.threshold.threshold_functions : gates with a bias.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01; OEIS A034997.
    """
    import numpy as np

    check_alphabet(inputs)
    n = check_variables(n, most=MAX_ENUMERATED, least=0 if inputs == "01" else 1)
    tables = threshold_functions(n).tables
    if inputs == "01":
        kept = (tables & np.uint32(1) == 1) & np.isin(tables ^ np.uint32(1), tables)
    else:
        size = 1 << n
        turned = np.zeros_like(tables)
        for k in range(size):
            turned |= (tables >> np.uint32(size - 1 - k) & np.uint32(1)) << np.uint32(k)
        kept = turned == tables ^ np.uint32((1 << size) - 1)
    return np.asarray(tables[kept], dtype=np.uint32)
