r"""A function is no sign of a polynomial of degree d exactly if its product with parity agrees with a polynomial of degree n - d - 1 where that is not 0.

Property wanted: the functions of n <= 5 variables that are signs of polynomials of degree d, for d = n - 1 and n - 2 without a search for coefficients.

Construction: for d = n - 1 all functions but parity and its complement; for d = n - 2 all but the products with parity of the functions that agree, where l(x) is not
0, with the sign of an affine l that vanishes at n affinely independent points of the cube.

Derivation: by Gordan's theorem f in {-1, 1} is sign(p), p without zeros on the cube and of degree at most d, or there are m(x) >= 0, not all 0, with sum_x m(x) f(x) x^J = 0
for all |J| <= d.  Over {-1, 1}^n the function m f is then a combination of monomials of degree above d, each of which is parity chi times a monomial of degree
below n - d; so m f = chi l with l of degree at most n - d - 1, not 0, and f chi = sign(l) where l is not 0.  A vector of a linear space is a sum of elementary ones (of
minimal support) whose signs agree with its own, so elementary l are enough: the constant for d = n - 1; for d = n - 2 affine l whose zeros span a hyperplane.

All of it is kept by permutations and negations of the inputs, chi up to its sign, so that one l of each kind is taken: a negation moves one of its zeros to the origin of
{0, 1}^n, a permutation sorts its coefficients.  A function that agrees with l is 1 where l > 0 and anything where l = 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, all_functions
from symattn.capacity.orbits.programmed_signs import programmed_sign_classes
from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def polynomial_sign_classes(n: SupportsIndex, degree: SupportsIndex) -> OrbitSet:
    r"""Return the set of the functions :math:`H(p(x))`, p a real polynomial of degree at most d, by its orbits under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    degree
        d, at least 1: n = 5 and d = 2 take minutes.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes, computed once a process.

    Raises
    ------
    InvalidArgument
        If a number is out of range.
    TooLarge
        If n > 5.

    Examples
    --------
    Of three variables all functions but parity and its complement, one orbit, are signs of quadratic polynomials:

    >>> [polynomial_sign_classes(3, d).count for d in (1, 2, 3)]
    [104, 254, 256]
    >>> (all_functions(3) - polynomial_sign_classes(3, 2)).representatives.tolist()
    [105]

    For d = n - 2 = 1 the dual polynomials decide what threshold gates are:

    >>> (all_functions(3) - agreeing_with_affine(3)).representatives.tolist() == class_representatives(3)[0].tolist()
    True

    See Also
    --------
    agreeing_with_affine : what is excluded for d = n - 2.

    References
    ----------
    P. Gordan (1873); R. T. Rockafellar (1969) for elementary vectors.  Claims CAP-d, BY-5.
    """
    return _signs(check_variables(n, most=MAX_ORBITS), as_integer(degree, "degree", least=1))


@cache
def _signs(n: int, degree: int) -> OrbitSet:
    if degree >= n:
        return all_functions(n)
    full = (1 << (1 << n)) - 1
    if degree == n - 1:
        return all_functions(n) - OrbitSet.of([_parity(n), full ^ _parity(n)], n)
    if degree == n - 2:
        return all_functions(n) - agreeing_with_affine(n)
    if degree == 1:
        return OrbitSet.of(class_representatives(n)[0], n)
    return programmed_sign_classes(n, degree)


def agreeing_with_affine(n: SupportsIndex) -> OrbitSet:
    """Return the set of the functions f for which f times parity agrees with an affine l != 0 wherever l(x) is not 0.

    They are the functions that are not signs of polynomials of degree n - 2.

    Parameters
    ----------
    n
        The number of variables, 2 <= n <= 5.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 2..5.

    Examples
    --------
    Of two variables: all that are not constant, the signs of polynomials of degree 0;

    >>> agreeing_with_affine(2).count
    14

    of three: all that are no threshold gates.

    >>> agreeing_with_affine(3).count == 2**8 - 104
    True

    See Also
    --------
    polynomial_sign_classes : the other functions.

    References
    ----------
    Claims CAP-d, BY-5.
    """
    return _agreeing(check_variables(n, most=MAX_ORBITS, least=2))


@cache
def _agreeing(n: int) -> OrbitSet:
    return OrbitSet.of_chunks(_agreeing_tables(n), n)


def _agreeing_tables(n: int) -> Iterator[Tables]:
    import numpy as np

    full = np.uint32((1 << (1 << n)) - 1)
    parity = np.uint32(_parity(n))
    for weights in sorted(elementary_weights(n)):
        values = [sum(w for i, w in enumerate(weights) if k >> i & 1) for k in range(1 << n)]
        tables = np.array([sum(1 << k for k, value in enumerate(values) if value > 0)], dtype=np.uint32)
        for k, value in enumerate(values):
            if value == 0:
                tables = np.concatenate([tables, tables | np.uint32(1 << k)])
        # The product of signs is XNOR on bits; l and -l are both met, so complements need no separate look.
        yield tables ^ parity
        yield tables ^ parity ^ full


def elementary_weights(n: int) -> set[tuple[int, ...]]:
    """Return, sorted and up to sign and positive factors, all w for which the zeros of w.x in {0, 1}^n span a hyperplane.

    Parameters
    ----------
    n
        The number of variables, at least 2.

    Returns
    -------
    set of tuple of int
        Non-increasing coprime weights; of w and -w the lexicographically greater.

    Examples
    --------
    In the plane: a side of the square, and a diagonal through the origin;

    >>> sorted(elementary_weights(2))
    [(1, -1), (1, 0)]

    every one of them vanishes at n - 1 independent points besides the origin:

    >>> sorted(elementary_weights(3))
    [(1, 0, -1), (1, 0, 0), (1, 1, -1)]

    See Also
    --------
    agreeing_with_affine : their use.

    References
    ----------
    R. T. Rockafellar (1969).
    """
    import numpy as np

    points = (np.arange(1, 1 << n)[:, None] >> np.arange(n)) & 1
    chosen = points[
        np.array(list(combinations(range(len(points)), n - 1)), dtype=np.int64).reshape(-1, n - 1)
    ]
    # The vector of signed minors is orthogonal to the n - 1 points and is 0 if they are dependent.
    normals = np.stack([(-1) ** j * _determinants(np.delete(chosen, j, axis=2)) for j in range(n)], axis=1)
    normals = normals[normals.any(axis=1)]
    normals //= np.gcd.reduce(normals, axis=1)[:, None]
    both = np.concatenate([normals, -normals])
    unique = np.unique(-np.sort(-both, axis=1), axis=0).tolist()
    return {max(tuple(row), tuple(sorted((-w for w in row), reverse=True))) for row in unique}


def _determinants(matrices: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the determinants of small 0-1 matrices, exactly, by Leibniz' formula."""
    import numpy as np

    size = matrices.shape[-1]
    total = np.zeros(len(matrices), dtype=np.int64)
    for order in permutations(range(size)):
        inversions = sum(order[i] > order[j] for i, j in combinations(range(size), 2))
        total += (-1) ** inversions * np.prod(matrices[:, range(size), order], axis=1)
    return total


def _parity(n: int) -> int:
    """Return the table of x_1 + ... + x_n mod 2."""
    return sum(1 << k for k in range(1 << n) if k.bit_count() % 2)
