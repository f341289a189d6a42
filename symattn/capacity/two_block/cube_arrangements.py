r"""Threshold gates, polynomial ones, gates without a bias and extensions by one variable are regions of hyperplane arrangements of the cube's points.

A polynomial p of degree at most d, as the point of its D_d(n) coefficients, changes the function H(p) where it passes through a hyperplane p(x) = 0, x in
{0,1}^n: the 2^n hyperplanes have T_d(n) regions.  Without a bias the points are the weights w and the hyperplanes w.x = 0, x not 0.  If p is kept and r of
degree at most d - 1 varies, H(p(x) + t r(x)) changes, at t = 1, where r(x) = -p(x).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import gcd, lcm
from typing import SupportsIndex

from symattn.capacity.arrangements.arrangement import Arrangement, Point, Row
from symattn.capacity.arrangements.region_points import region_points
from symattn.capacity.two_block.bases import monomial_vector
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, as_integers, check_variables

MAX_VARIABLES_ARRANGED = 5
"""Largest number of variables of an arrangement of the cube."""


@cache
def monomial_vectors(n: int, d: int) -> tuple[Row, ...]:
    """Return phi(x) = (x^J)_(|J| <= d) for the 2^n points x of the cube, the constant monomial first; d = 0 leaves only that one.

    Parameters
    ----------
    n, d
        The number of variables and the degree, at least 0.

    Returns
    -------
    tuple of tuples of int
        2^n rows of D_d(n) bits.

    Examples
    --------
    >>> monomial_vectors(2, 1)
    ((1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1))

    See Also
    --------
    symattn.capacity.two_block.bases.monomial_vector : without the constant monomial.

    References
    ----------
    The book's chapter on notation.
    """
    return tuple((1, *monomial_vector(x, n, d)) for x in range(1 << n))


def polynomial_values(p: Sequence[int], n: SupportsIndex, degree: SupportsIndex = 1) -> tuple[int, ...]:
    """Return the values p(v) of a polynomial at the 2^n points of the cube.

    Parameters
    ----------
    p
        D_d(n) integer coefficients: the constant one, then those of degree 1 by increasing index, then those of degree 2, ...
    n
        The number of variables, at most 5.
    degree
        d >= 1.

    Returns
    -------
    tuple of int
        p(v) at position v; bit i - 1 of v is v_i.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range, or p has the wrong number of coefficients.

    Examples
    --------
    1 - 2 v_1 v_2 is negative at (1, 1) only:

    >>> polynomial_values((1, 0, 0, -2), 2, 2)
    (1, 1, 1, -1)

    See Also
    --------
    symattn.capacity.two_block.bases.monomial_vector : the order of the monomials.

    References
    ----------
    The book's chapter on notation.
    """
    n, d = check_variables(n, most=MAX_VARIABLES_ARRANGED), as_integer(degree, "degree", least=1)
    coefficients, monomials = as_integers(p, "p"), monomial_vectors(n, d)
    if len(coefficients) != len(monomials[0]):
        raise InvalidArgument(
            "p", f"must have {len(monomials[0])} coefficients", p, "The constant one is first."
        )
    return tuple(sum(a * x for a, x in zip(coefficients, row, strict=True)) for row in monomials)


def monomial_arrangement(n: SupportsIndex, degree: SupportsIndex = 1) -> Arrangement:
    """Return the hyperplanes {p : p(x) = 0} in the space of polynomials of degree at most d: it has T_d(n) regions.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    degree
        d >= 1.

    Returns
    -------
    Arrangement
        2^n hyperplanes through 0 in R^(D_d(n)).

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    The numbers of threshold gates, T(n) = T_1(n), without listing one; all functions of three variables but the two parities have degree 2:

    >>> [monomial_arrangement(n).regions() for n in range(5)]
    [2, 4, 14, 104, 1882]
    >>> [monomial_arrangement(3, d).regions() for d in (2, 3)]
    [254, 256]

    See Also
    --------
    symattn.threshold.count_threshold : the same number for d = 1, by listing.

    References
    ----------
    Claim RV-3-T.  OEIS A000609.
    """
    return Arrangement(
        monomial_vectors(
            check_variables(n, most=MAX_VARIABLES_ARRANGED), as_integer(degree, "degree", least=1)
        )
    )


def bias_free_arrangement(n: SupportsIndex) -> Arrangement:
    """Return the hyperplanes w.x = 0 of R^n, x in {0,1}^n not 0, the resonance arrangement; its R(n) regions are the gates H(w.x) on {0,1}^n.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    Arrangement
        2^n - 1 hyperplanes through 0.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    Half as many regions as threshold gates would be the most:

    >>> [bias_free_arrangement(n).regions() for n in range(5)]
    [1, 2, 6, 32, 370]

    See Also
    --------
    symattn.capacity.classes.restricted.bias_free_tables : the gates, from the list of threshold gates.

    References
    ----------
    Claim RV-7-R.  OEIS A034997.
    """
    n = check_variables(n, most=MAX_VARIABLES_ARRANGED)
    return Arrangement([monomial_vector(x, n, 1) for x in range(1, 1 << n)], dimension=n)


def extension_arrangement(n: SupportsIndex, degree: SupportsIndex, p: Sequence[int]) -> Arrangement:
    """Return the hyperplanes r(x) + p(x) = 0 in the space of polynomials r of degree at most d - 1, for x in {0,1}^n.

    Parameters
    ----------
    n, degree
        The number of variables, at most 5, and d >= 1.
    p
        D_d(n) integer coefficients, as for `polynomial_values`.

    Returns
    -------
    Arrangement
        At most 2^n hyperplanes in dimension D_(d-1)(n); each region is a function H(p(x) + t r(x)) of n + 1 variables x, t.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    d = 1: r is a number, and the 2^n values of p, if different, leave 2^n + 1 intervals.  d = 2: four planes in space.

    >>> extension_arrangement(2, 1, (1, 2, 4)).regions()
    5
    >>> space = extension_arrangement(2, 2, (1, 10, 100, 1000))
    >>> space.regions(), space.vertices()
    (15, 4)

    See Also
    --------
    symattn.capacity.two_block.basis_counts.unisolvent_count : the number of vertices if p is generic.

    References
    ----------
    Claims RV-4, RV-5.
    """
    d = as_integer(degree, "degree", least=1)
    values = polynomial_values(p, n, d)
    return Arrangement(monomial_vectors(as_integer(n, "n"), d - 1), values)


def strict_representatives(n: SupportsIndex, degree: SupportsIndex = 1) -> dict[int, Row]:
    """Return every polynomial threshold function of degree at most d with a nowhere-zero integer polynomial that represents it.

    Parameters
    ----------
    n
        The number of variables, at most 4; at most 3 for d = 2 and 3.
    degree
        d >= 1.

    Returns
    -------
    dict
        Truth tables in increasing order, each with D_d(n) coprime integers.

    Raises
    ------
    InvalidArgument
        If an argument is negative or no integer.
    TooLarge
        If there are too many regions to visit.

    Examples
    --------
    The functions 0, 1 - v, v and 1:

    >>> strict_representatives(1)
    {0: (-1, 0), 1: (1, -2), 2: (-1, 2), 3: (1, 0)}

    See Also
    --------
    monomial_arrangement : its regions are the functions.

    References
    ----------
    Claim RV-6-01.
    """
    n, d = check_variables(n, most=MAX_VARIABLES_ARRANGED), as_integer(degree, "degree", least=1)
    return dict(_representatives(n, d))


@cache
def _representatives(n: int, d: int) -> tuple[tuple[int, Row], ...]:
    polynomials = map(_integer_multiple, region_points(monomial_arrangement(n, d)).values())
    return tuple(sorted((sign_table(polynomial_values(p, n, d)), p) for p in polynomials))


def _integer_multiple(point: Point) -> Row:
    scale = lcm(*(x.denominator for x in point))
    row = [int(x * scale) for x in point]
    return tuple(x // gcd(*row) for x in row)


def sign_table(values: Sequence[int | Fraction]) -> int:
    """Return the truth table of H at a list of activations: bit k is 1 if the one at position k is at least 0.

    Parameters
    ----------
    values
        Integers or Fractions.

    Returns
    -------
    int
        The table.

    Examples
    --------
    >>> sign_table((-1, 0, 2))
    6

    See Also
    --------
    symattn.threshold.truth_table : the table of weights and a bias.

    References
    ----------
    The book's chapter on notation.
    """
    return sum(1 << k for k, value in enumerate(values) if value >= 0)
