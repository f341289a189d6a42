"""N points in R^D are split by hyperplanes through 0 in at most C(N, D) = 2 sum_(i<D) binom(N-1, i) ways.

With the 2^n points of the cube and the D_d(n) monomials of degree at most d this bounds the number of
polynomial threshold gates, T_d(n) <= C(2^n, D_d(n)); for d = 1, T(n) <= 2 sum_(i<=n) binom(2^n - 1, i).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose, fast_integers, log2_ball
from symattn.capacity.enclosures import closed_digits, closed_enclosure, gamma_enclosure, gamma_logarithm
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_variables

MAX_VARIABLES_ENCLOSED = 10**6
"""Largest n of `log2_cover_bound`."""

_MAX_BITS = 40_000_000
_MAX_EXACT_BITS = 50_000


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
        If the number may have more than 4 10^7 bits.

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
    _check_length(N, D)
    if D >= N:
        return 1 << N
    # The two halves of a row of Pascal's triangle add to 2^(N-1): the shorter one is summed.
    if 2 * D > N:
        return (1 << N) - 2 * partial_row(N - 1, N - D)
    return 2 * partial_row(N - 1, D)


def _length(N: int, D: int) -> int:
    """Return a number of bits that suffices for C(N, D)."""
    return min(N, D * N.bit_length()) + 2


def _check_length(N: int, D: int) -> None:
    if _length(N, D) > _MAX_BITS:
        hint = "log2_cover(N, D) encloses its logarithm."
        raise TooLarge("C(N, D)", f"is written out with at most {_MAX_BITS} bits", _length(N, D), hint)


def partial_row(M: int, terms: int) -> int:
    """Return binom(M, 0) + ... + binom(M, terms - 1), a part of a row of Pascal's triangle.

    Parameters
    ----------
    M, terms
        Integers, at least 0.

    Returns
    -------
    int
        The sum; it is 2^M from terms = M + 1 on.

    Examples
    --------
    >>> [partial_row(4, terms) for terms in range(7)]
    [0, 1, 5, 11, 15, 16, 16]

    See Also
    --------
    monomials : D_d(n), with checked arguments.

    References
    ----------
    The book's chapter on notation.
    """
    if terms <= 64:
        total, term = 0, 1
        for i in range(terms):
            total += term
            term = term * (M - i) // (i + 1)
        return total
    _, denominator, numerator = _split(fast_integers()(M), 0, terms - 1)
    return 1 + int(numerator // denominator)


def _split(M: Any, low: int, high: int) -> tuple[Any, Any, Any]:
    """Return the products of M-i+1 and of i over low < i <= high, and the sum over such j of the products of (M-i+1) / i, i <= j, times the second."""
    if high - low <= 8:
        upper, lower, total = M - low, low + 1, M - low
        for i in range(low + 2, high + 1):
            upper, lower, total = upper * (M - i + 1), lower * i, total * i
            total += upper
        return upper, lower, total
    middle = (low + high) // 2
    first_upper, first_lower, first_total = _split(M, low, middle)
    upper, lower, total = _split(M, middle, high)
    return first_upper * upper, first_lower * lower, first_total * lower + first_upper * total


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
        If n is not in 0..10^6 or the degree is negative.

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
    d = as_integer(degree, "degree", least=0)
    if d >= n:
        return 1 << n
    # The row of Pascal's triangle is symmetric and adds to 2^n.
    return partial_row(n, d + 1) if 2 * d < n else (1 << n) - partial_row(n, n - d)


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


def log2_cover(N: SupportsIndex, D: SupportsIndex, *, digits: SupportsIndex = 15) -> Ball:
    """Return log2 C(N, D), C(N, D) = 2 (binom(N-1, 0) + ... + binom(N-1, D-1)), as a ball.

    Parameters
    ----------
    N
        The number of points, at least 1.
    D
        The dimension, at least 1.
    digits
        The number of decimals of the mid-point, at most 10000.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits; exact for D = 1, D = N/2 and D >= N.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.
    TooLarge
        If the number is too long, or the digits are more than the enclosure reaches: the message says how many it does.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    In the middle of the range of D half of all sign vectors are left, C(N, N/2) = 2^(N-1):

    >>> print(log2_cover(100, 50))
    99
    >>> print(log2_cover(100, 49, digits=6))
    98.749872 +/- 5.0e-7

    See Also
    --------
    cover_count : the integer itself.

    References
    ----------
    Claims RV-3, RV-3-E.
    """
    N, D, digits = as_integer(N, "N"), as_integer(D, "D"), check_digits(digits)
    if N < 1:
        raise InvalidArgument("N", "must be a number of points, at least 1", N)
    if D < 1:
        raise InvalidArgument("D", "must be a dimension, at least 1: C(N, 0) = 0 has no logarithm", D)
    if D >= N:
        return _integer_ball(N)
    if 2 * D == N:
        return _integer_ball(N - 1)
    # Past the middle the integer itself has about N bits, however few terms are missing.
    written_out = _length(N, min(D, N - D)) <= _MAX_EXACT_BITS and (2 * D < N or N <= _MAX_EXACT_BITS)
    if D == 1 or written_out:
        return log2_ball(cover_count(N, D), digits)
    r = D - 1
    if 2 * r >= N:
        return _near_all(N, D, digits)
    return closed_enclosure(N, r, digits) if digits <= closed_digits(N, r) else gamma_enclosure(N, r, digits)


def _integer_ball(value: int) -> Ball:
    return Ball.enclosing(Fraction(value), Fraction(value), digits=1)


def _near_all(N: int, D: int, digits: int) -> Ball:
    """Return log2 C(N, D) for N < 2D < 2N: C(N, D) = 2^N - C(N, N-D), and the second term may be tiny."""

    def logarithm() -> Any:
        from flint import arb

        some = arb(0.5, 0.5)
        tail = N - 2 * E
        # Hoeffding: C(N, E) <= 2^N exp(-(N - 2E)^2 / (2N)), and -log2(1 - u) <= 2u for u <= 1/2.
        if tail * tail >= 2 * N * (4 * digits + 16):
            return N - some * arb(2) ** (-4 * digits - 15)
        share = ((gamma_logarithm(N, E - 1, digits) - N) * arb.const_log2()).exp()
        return N + (-share).log1p() / arb.const_log2()

    E = N - D
    return enclose(logarithm, digits=digits, bits=N.bit_length())


def log2_cover_bound(n: SupportsIndex, *, degree: SupportsIndex = 1, digits: SupportsIndex = 15) -> Ball:
    """Return log2 C(2^n, D_d(n)) as a ball: an upper bound of the capacity of polynomial threshold gates.

    Parameters
    ----------
    n
        The number of variables, at most 10^6.
    degree
        d >= 0; 1 for linear threshold gates.
    digits
        The number of decimals of the mid-point, at most 10000.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits; it is 2^n exactly for d >= n.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.
    TooLarge
        If n > 10^6, or more digits are asked for than can be had.
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

    A million variables, with the share of n^2:

    >>> ball = log2_cover_bound(10**6, digits=6)
    >>> print(ball)
    999981511116.180032 +/- 3.2e-7

    See Also
    --------
    threshold_upper_bound : the integer itself.
    log2_cover : any number of points in any dimension.

    References
    ----------
    Claims RV-3-d, RV-3-E.
    """
    digits = check_digits(digits)
    dimension = monomials(n, degree)
    return log2_cover(1 << as_integer(n, "n"), dimension, digits=digits)
