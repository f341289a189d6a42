r"""B'_d(m) >= prod_(i<m) (2^m - 2^i) / m! for d = 1 and B'_d(m) >= 2^((m-d) D') / D'! for every d: bounds of the number of bases.

Property wanted: a lower bound for sizes that no enumeration reaches.

Derivation: among points chosen one after the other so that their vectors stay independent modulo 2, i < D' leave a non-zero polynomial f over the field of two
elements that vanishes on them, of degree at most d, without constant term.  f is 1 at no fewer than 2^(m-d) points, and each of these may follow: 2^((m-d) D') sequences, D'! for each set.
For d = 1, where f is linear, the points outside the span of i vectors are 2^m - 2^i.
"""

from __future__ import annotations

from math import factorial, prod
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose
from symattn.capacity.two_block.bases import check_sizes, nonconstant_monomials
from symattn.errors import TooLarge

_MAX_BITS = 10**6


def bases_lower_bound(m: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return an integer that B'_d(m) is not below, the ceiling of prod_(i<m) (2^m - 2^i) / m! for d = 1 and of 2^((m-d) D') / D'! otherwise.

    Parameters
    ----------
    m
        The number of variables.
    degree
        d >= 1.

    Returns
    -------
    int
        The bound, at least 1.

    Raises
    ------
    InvalidArgument
        If m or the degree is below 1 or no integer.
    TooLarge
        If the number has more than 10^6 bits.

    Examples
    --------
    Against the exact numbers of bases:

    >>> from symattn.capacity.two_block.bases import bases
    >>> [bases_lower_bound(m) for m in (1, 2, 3, 4)], [sum(1 for _ in bases(m)) for m in (1, 2, 3, 4)]
    ([1, 3, 28, 840], [1, 3, 29, 940])

    See Also
    --------
    log2_bases_lower_bound : for m up to 10^6.

    References
    ----------
    Claims RV-6-09, RV-6-09-lin.
    """
    m, d = check_sizes(m, degree, least=1)
    if d >= m:
        return 1
    dimension = nonconstant_monomials(m, d)
    if m * dimension > _MAX_BITS:
        hint = "log2_bases_lower_bound(m, degree=d) encloses its logarithm."
        raise TooLarge("m", f"gives a number of more than {_MAX_BITS} bits", m, hint)
    if d == 1:
        return -(-prod((1 << m) - (1 << i) for i in range(m)) // factorial(m))
    return -(-(1 << (m - d) * dimension) // factorial(dimension))


def log2_bases_lower_bound(
    m: SupportsIndex, *, degree: SupportsIndex = 1, digits: SupportsIndex = 15
) -> Ball:
    """Return log2 of the bound on B'_d(m) as a ball: m^2 + sum_(j<=m) log2(1 - 2^-j) - log2 m! for d = 1, else (m-d) D' - log2 D'!.

    Where that is negative the bound is B' >= 1, and the ball is 0.

    Parameters
    ----------
    m
        The number of variables, 1 <= m <= 10^6.
    degree
        d >= 1.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.
    TooLarge
        If m > 10^6 or D' has more than 4000 bits.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    prod_(i<4) (2^4 - 2^i) / 4! = 840 and 2^9 < 840 < 2^10:

    >>> ball = log2_bases_lower_bound(4)
    >>> print(ball)
    9.714245517666123 +/- 3.7e-16
    >>> 9 < ball.lower and ball.upper < 10
    True

    See Also
    --------
    bases_lower_bound : the integer.

    References
    ----------
    Claims RV-6-09, RV-6-09-lin.
    """
    digits = check_digits(digits)
    m, d = check_sizes(m, degree, least=1)
    if d >= m:
        return Ball("0", "0")
    dimension = nonconstant_monomials(m, d)

    def logarithm() -> Any:
        from flint import arb, ctx, fmpz

        if d == 1:
            # prod (2^m - 2^i) = 2^(m^2) prod_(j<=m) (1 - 2^-j); the factors after the first J multiply to a number in [1 - 2^-J, 1].
            factors = min(m, ctx.prec + 20)
            product = arb(1)
            for j in range(1, factors + 1):
                product *= 1 - arb(fmpz(1)) / (fmpz(1) << j)
            if factors < m:
                half = arb(fmpz(1)) / (fmpz(1) << (factors + 1))
                product *= arb(1 - half, half)
            ordered = m * m + product.log() / arb.const_log2()
        else:
            ordered = arb(fmpz((m - d) * dimension))
        return ordered - arb(fmpz(dimension + 1)).lgamma() / arb.const_log2()

    ball = enclose(logarithm, digits=digits)
    return Ball("0", "0") if ball.upper < 0 else ball
