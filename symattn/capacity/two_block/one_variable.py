r"""T(n+1) >= (2^n + 1) T(n) and T_d(n+1) >= T_d(n) B_(d-1)(n): what one variable more gives, multiplied from n = 5 or n = d on.

Property wanted: lower bounds of log2 T_d(n) for every n and d, in a number of operations that does not grow with n.

Construction.  For d = 1, T(n) >= T(5) times the product of 2^i + 1 over 5 <= i < n.  For d >= 2 start from T_d(d) = 2^(2^d) and use
B_e(i) >= 2^((i-e) D_e(i)) / D_e(i)! with e = d - 1:

    log2 T_d(n) >= 2^d + sum over d <= i < n of (i - e) D_e(i) - log2 D_e(i)!.

Derivation of the closed form.  (i + 1) binom(i, j) = (j + 1) binom(i + 1, j + 1), and sums of binomials along a column of Pascal's triangle are binomials:

    sum over i < n of (i + 1) binom(i, j) = (j + 1) binom(n + 1, j + 2),      sum over i < n of binom(i, j) = binom(n, j + 1).

For i < d, D_e(i) = 2^i, and those terms, (i + 1 - d) 2^i, add up to -(2^d - d - 1).  The factorials are bounded from above, D! <= e D (D/e)^D, on stretches
a <= i < b, on each of which the logarithm is taken at its end.

The polynomials of degree at most d take arbitrary values at the D_d(n) points with at most d ones (the matrix of their monomials is triangular),
so that log2 T_d(n) >= D_d(n); for d >= n this is 2^n, and all functions.
"""

from __future__ import annotations

from functools import cache
from math import comb, e, log2
from typing import Any

from symattn.capacity.balls import Ball, enclose, log2_ball
from symattn.capacity.cover import partial_row
from symattn.threshold import count_threshold

MAX_LISTED = 5
"""Largest n for which all threshold gates are listed."""

_MAX_SUMMED = 2000
_STRETCHES = 200
_WORK = 20_000
#: 2^-i is lost in 1 + 2^-i for larger i.
_MANTISSA = 53


def linear_lower_bound(n: int, digits: int, *, listed: bool = True) -> Ball:
    """Return log2 of T(k) prod_(k<=i<n) (2^i + 1) as a ball, k = min(n, 5) with the list of gates and k = 0 without it.

    Parameters
    ----------
    n
        The number of variables, at least 0.
    digits
        The number of decimals.
    listed
        Whether the gates of five variables may be listed, which takes longer than all the rest and gains 3.4 bits.

    Returns
    -------
    Ball
        A lower bound of log2 T(n).

    Examples
    --------
    For six variables it is log2 33 T(5):

    >>> from symattn.threshold import count_threshold
    >>> print(linear_lower_bound(6, 9))
    21.573519606 +/- 6.6e-11
    >>> 2**21 < 33 * count_threshold(5) < 2**22
    True

    See Also
    --------
    polynomial_lower_bound : degree d >= 2.

    References
    ----------
    Claims RV-4, RV-1-list.
    """
    first = min(n, MAX_LISTED) if listed else 0
    start = count_threshold(first) if listed else 2
    if n == first:
        return log2_ball(start, digits)

    def logarithm() -> Any:
        from flint import arb, ctx, fmpz

        # Factors 1 + 2^-i beyond the precision are left out, which makes the bound smaller.
        product = arb(start)
        for i in range(first, min(n, ctx.prec)):
            product *= 1 + arb(1) / (fmpz(1) << i)
        return product.log() / arb.const_log2() + (comb(n, 2) - comb(first, 2))

    return enclose(logarithm, digits=digits)


def linear_estimate(n: int, *, listed: bool = True) -> float:
    """Return the bound of `linear_lower_bound` in floating point, for the choice between bounds.

    Parameters
    ----------
    n
        The number of variables, at least 0.
    listed
        Whether the product starts at five variables.

    Returns
    -------
    float
        An estimate.

    Examples
    --------
    >>> abs(linear_estimate(100) - linear_lower_bound(100, 9).lower) < 1e-6
    True

    See Also
    --------
    linear_lower_bound : the bound itself.

    References
    ----------
    Claims RV-4, RV-1-list.
    """
    first = min(n, MAX_LISTED) if listed else 0
    start = count_threshold(first) if listed else 2
    factors = sum(log2(1 + 2.0**-i) for i in range(first, min(n, _MANTISSA)))
    return log2(start) + factors + comb(n, 2) - comb(first, 2)


def polynomial_lower_bound(n: int, d: int, digits: int) -> Ball:
    """Return 2^d + sum over d <= i < n of (i - e) D_e(i) - log2 D_e(i)! with e = d - 1, the factorials bounded from above, as a ball.

    Parameters
    ----------
    n, d
        Variables and degree, 1 <= d <= n.
    digits
        The number of decimals.

    Returns
    -------
    Ball
        A lower bound of log2 T_d(n).

    Examples
    --------
    Above d/(d+1) = 2/3 of the half of n^3 for d = 2 in the limit, still below it at 1000 variables:

    >>> ball = polynomial_lower_bound(1000, 2, 3)
    >>> 0.64 < ball.lower / (1000**3 / 2) < 0.66
    True

    See Also
    --------
    linear_lower_bound : degree 1.

    References
    ----------
    Claim RV-5-P.
    """
    exact, factorials = _polynomial_parts(n, d)

    def logarithm() -> Any:
        from flint import arb, fmpz

        spent = arb(0)
        for total, length, size in factorials:
            # sum of (D + 1) log D - (D - 1) over the stretch, log D at most its value at the end
            spent += fmpz(total + length) * arb(fmpz(size)).log() - fmpz(total - length)
        return arb(fmpz(exact)) - spent / arb.const_log2()

    return enclose(logarithm, digits=digits)


@cache
def _polynomial_parts(n: int, d: int) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the sum without the factorials, and for each stretch the sum of D_e(i), the number of its i, and the largest D_e(i)."""
    exact = (1 << d) + ((1 << d) - d - 1) + _column_sums(n, d, moment=True)
    ends = _stretches(d, n)
    columns = [_column_sums(end, d, moment=False) for end in ends]
    return exact, tuple(
        (columns[k + 1] - columns[k], ends[k + 1] - ends[k], partial_row(ends[k + 1] - 1, d))
        for k in range(len(ends) - 1)
    )


def _stretches(low: int, high: int) -> list[int]:
    """Return points from low to high whose distances from 0 grow by a constant factor."""
    if high <= low:
        return [low]
    number = max(8, min(_STRETCHES, _WORK // low))
    ratio = (high / low) ** (1 / number)
    inner = {min(high, max(low, round(low * ratio**k))) for k in range(1, number)}
    return sorted({low, high} | inner)


def _column_sums(n: int, d: int, *, moment: bool) -> int:
    """Return the sum over i < n of D_(d-1)(i), or with ``moment`` of (i + 1 - d) D_(d-1)(i)."""
    total, binomial = 0, n  # binom(n, j + 1)
    for j in range(d):
        if moment:
            # (j + 1) binom(n + 1, j + 2) = (j + 1) (n + 1)/(j + 2) binom(n, j + 1)
            total += (j + 1) * binomial * (n + 1) // (j + 2) - d * binomial
        else:
            total += binomial
        binomial = binomial * (n - j - 1) // (j + 2)
    return total


def shattered_lower_bound(n: int, d: int) -> int:
    """Return D_d(n), or binom(n, d) or 2^(n-1) below it where that is much faster: a lower bound of log2 T_d(n).

    Parameters
    ----------
    n, d
        Variables and degree, n, d >= 0.

    Returns
    -------
    int
        The bound; 2^n for d >= n, where it is the capacity.

    Examples
    --------
    >>> shattered_lower_bound(4, 2), shattered_lower_bound(4, 7)
    (11, 16)

    See Also
    --------
    polynomial_lower_bound : better for small degrees.

    References
    ----------
    Claim RV-5-VC.
    """
    if d >= n:
        return 1 << n
    if min(d, n) <= _MAX_SUMMED:
        return partial_row(n, d + 1)
    if 2 * d + 1 >= n:
        return 1 << (n - 1)
    return _binomial(n, d)


def _binomial(n: int, k: int) -> int:
    try:
        from flint import fmpz
    except ImportError:
        return comb(n, k)
    return int(fmpz.bin_uiui(n, k))


def polynomial_estimate(n: int, d: int) -> int:
    """Return the bound of `polynomial_lower_bound` with logarithms rounded to 20 bits, for the choice between bounds.

    Parameters
    ----------
    n, d
        Variables and degree, 1 <= d <= n.

    Returns
    -------
    int
        An estimate.

    Examples
    --------
    >>> abs(polynomial_estimate(1000, 2) - polynomial_lower_bound(1000, 2, 1).lower) < 1000
    True

    See Also
    --------
    polynomial_lower_bound : the bound itself.

    References
    ----------
    Claim RV-5-P.
    """
    exact, factorials = _polynomial_parts(n, d)
    scale = 1 << 20
    spent = sum(
        (total + length) * round(log2(size) * scale) - (total - length) * round(log2(e) * scale)
        for total, length, size in factorials
    )
    return exact - spent // scale
