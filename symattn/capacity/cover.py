"""N points in R^D are split by hyperplanes through 0 in at most C(N, D) = 2 sum_(i<D) binom(N-1, i) ways.

With the 2^n points of the cube and the D_d(n) monomials of degree at most d this bounds the number of
polynomial threshold gates, T_d(n) <= C(2^n, D_d(n)); for d = 1, T(n) <= 2 sum_(i<=n) binom(2^n - 1, i).
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_variables

MAX_VARIABLES_ENCLOSED = 1000
"""Largest n of `log2_cover_bound`."""

_MAX_TERMS = 1_000_000
_MAX_WORK = 4 * 10**9


def cover_count(N: SupportsIndex, D: SupportsIndex) -> int:
    """Return C(N, D) = 2 (binom(N-1, 0) + ... + binom(N-1, D-1)), exactly.

    It is the number of ways in which hyperplanes through 0 split N points in general position in R^D, and for
    any N points an upper bound of it.

    Parameters
    ----------
    N
        The number of points, at least 1.
    D
        The dimension, at least 0.

    Returns
    -------
    int
        C(N, D); it is 2^N for D >= N and 0 for D = 0.

    Raises
    ------
    InvalidArgument
        If N < 1 or D < 0.
    TooLarge
        If the sum has more than about 4 10^9 bits to add up.

    Examples
    --------
    C satisfies C(N, D) = C(N-1, D) + C(N-1, D-1), the regions cut by one more hyperplane:

    >>> [cover_count(4, D) for D in range(6)]
    [0, 2, 8, 14, 16, 16]
    >>> all(cover_count(N, D) == cover_count(N - 1, D) + cover_count(N - 1, D - 1)
    ...     for N in range(2, 9) for D in range(1, 12))
    True

    See Also
    --------
    threshold_upper_bound : C(2^n, D_d(n)).

    References
    ----------
    Claim RV-3.  L. Schläfli (1901); T. M. Cover (1965).
    """
    N, D = as_integer(N, "N"), as_integer(D, "D")
    if N < 1:
        raise InvalidArgument("N", "must be a number of points, at least 1", N)
    if D < 0:
        raise InvalidArgument("D", "must be a dimension, at least 0", D)
    if D >= N:
        _check_work(N, 1)
        return 1 << N
    # The two halves of a row of Pascal's triangle add to 2^(N-1): the shorter one is summed.
    if 2 * D > N:
        _check_work(N, N - D)
        return (1 << N) - 2 * _partial_row(N - 1, N - D)
    _check_work(D * N.bit_length(), D)
    return 2 * _partial_row(N - 1, D)


def _check_work(bits: int, terms: int) -> None:
    if bits * terms > _MAX_WORK:
        hint = "log2_cover_bound(n, degree=d) encloses its logarithm."
        raise TooLarge("C(N, D)", "is too large to be written out", f"about {bits} bits, {terms} terms", hint)


def _partial_row(M: int, terms: int) -> int:
    """Return binom(M, 0) + ... + binom(M, terms - 1)."""
    total, term = 0, 1
    for i in range(terms):
        total += term
        term = term * (M - i) // (i + 1)
    return total


def monomials(n: SupportsIndex, degree: SupportsIndex) -> int:
    """Return D_d(n) = binom(n, 0) + ... + binom(n, d), the number of monomials of degree at most d.

    Parameters
    ----------
    n
        The number of variables.
    degree
        d >= 0.

    Returns
    -------
    int
        D_d(n); it is 2^n for d >= n.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..1000 or the degree is negative.

    Examples
    --------
    An affine form of n variables has n + 1 coefficients:

    >>> monomials(5, 1), monomials(3, 2), monomials(3, 7)
    (6, 7, 8)

    See Also
    --------
    threshold_upper_bound : where it is the dimension.

    References
    ----------
    The book's chapter on notation.
    """
    n = check_variables(n, most=MAX_VARIABLES_ENCLOSED)
    d = as_integer(degree, "degree")
    if d < 0:
        raise InvalidArgument("degree", "must be at least 0", d)
    return sum(comb(n, i) for i in range(min(n, d) + 1))


def threshold_upper_bound(n: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return C(2^n, D_d(n)), an upper bound of the number T_d(n) of polynomial threshold gates of degree d.

    Parameters
    ----------
    n
        The number of variables.
    degree
        d >= 0; 1 for linear threshold gates.

    Returns
    -------
    int
        The bound, exactly.

    Raises
    ------
    InvalidArgument
        If n or the degree is negative or no integer.
    TooLarge
        If the number is too large to be written out.

    Examples
    --------
    T(n) = 2, 4, 14, 104, 1882 for n = 0..4; the bound is met up to n = 2:

    >>> [threshold_upper_bound(n) for n in range(5)]
    [2, 4, 14, 128, 3882]

    See Also
    --------
    log2_cover_bound : its logarithm as a ball.

    References
    ----------
    Claim RV-3.
    """
    dimension = monomials(n, degree)
    return cover_count(1 << as_integer(n, "n"), dimension)


def log2_cover_bound(n: SupportsIndex, *, degree: SupportsIndex = 1, digits: SupportsIndex = 15) -> Ball:
    """Return log2 C(2^n, D_d(n)) as a ball: an upper bound of the capacity of polynomial threshold gates.

    Parameters
    ----------
    n
        The number of variables, at most 1000.
    degree
        d >= 0; 1 for linear threshold gates.
    digits
        The number of decimals of the mid-point, at most 1000.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.
    TooLarge
        If n > 1000, or the sum has more than 10^6 terms.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    The bound on T(10) has 79.1 bits, fewer than n^2 = 100 (T(n) <= 2^(n^2) for n >= 2):

    >>> ball = log2_cover_bound(10)
    >>> print(ball)
    79.145468139114261 +/- 3.3e-16
    >>> ball.upper < 100
    True

    See Also
    --------
    threshold_upper_bound : the integer itself.

    References
    ----------
    Claim RV-3.
    """
    digits = check_digits(digits)
    terms = monomials(n, degree)
    n = as_integer(n, "n")
    if terms == 1 << n:
        # Every function has degree at most n: C(N, N) = 2^N, N = 2^n.
        exponent = Fraction(1 << n)
        return Ball.enclosing(exponent, exponent, digits=digits)
    if terms > _MAX_TERMS:
        hint = "Choose a smaller degree or fewer variables."
        raise TooLarge("degree", f"gives a sum of more than {_MAX_TERMS} terms", degree, hint)

    def logarithm() -> Any:
        from flint import arb, fmpz

        # binom(M, i+1) = binom(M, i) (M-i)/(i+1), each step a ball operation: the last ball encloses the sum.
        M = fmpz(2) ** n - 1
        term = total = arb(1)
        for i in range(terms - 1):
            term = term * (M - i) / (i + 1)
            total += term
        return 1 + total.log() / arb.const_log2()

    return enclose(logarithm, digits=digits)
