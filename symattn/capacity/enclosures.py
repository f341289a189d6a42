"""log2 C(N, r+1) = 1 + r log2 N - log2 r! + sum_(i<=r) log2(1 - i/N) + log2(1 + q_1 + q_1 q_2 + ...) for 2r < N.

Property wanted: an enclosure of log2 C(N, D), C(N, D) = 2 sum_(i<D) binom(N-1, i), without a sum of D terms.

Derivation.  Let r = D - 1.  The last term is binom(N-1, r) = (N-1) ... (N-r) / r! = N^r / r! * prod_(i<=r) (1 - i/N).
Downward from it the terms have the ratios q_j = (r-j+1) / (N-r+j-1), which decrease from q = q_1 = r / (N-r) < 1, so
that 1 <= 1 + q_1 + q_1 q_2 + ... <= 1 / (1-q).

The closed enclosure uses -x/(1-x) <= ln(1-x) <= -x in both places: with s = 1/N + ... + r/N = r (r+1) / (2N),

    -s / (1 - r/N) <= sum_(i<=r) ln(1 - i/N) <= -s   and   0 <= ln(1 + q_1 + q_1 q_2 + ...) <= q / (1-q) = r / (N-2r).

For N = 2^n its width is about r 2^-n / ln 2 while r^2 < N, so the digits it reaches are known beforehand.  Where they are
too few, the binomial comes from the log-gamma function, and the series from its first terms and a geometric remainder.
"""

from __future__ import annotations

from typing import Any

from symattn.capacity.balls import Ball, enclose
from symattn.errors import TooLarge

_MAX_PRECISION = 1_200_000
_MAX_TERMS = 10**6


def closed_digits(N: int, r: int) -> int:
    """Return a number k of decimals that the closed enclosure of log2 C(N, r+1) certainly has.

    Parameters
    ----------
    N, r
        Integers with 0 < 2r < N.

    Returns
    -------
    int
        k >= 0, with (r^2 (r+1) / (2N (N-r)) + r / (N-2r)) / ln 2 <= 10^-k / 5 if k > 0: the width of the
        enclosure leaves room for roundings in a ball of radius 10^-k.

    Examples
    --------
    For threshold gates of 1000 variables the width is near 1.4 * 10^-298:

    >>> closed_digits(2**1000, 1000)
    297

    See Also
    --------
    closed_enclosure : the enclosure.

    References
    ----------
    Claim RV-3-E.
    """
    # The first term is at most y = r (r+1) / (2N) <= 2^-small times the second; 5 / ln 2 < 8, and 1 / (1+y) >= 1 - y.
    small = N.bit_length() - 2 * r.bit_length()
    if small < 1:
        return 0
    # r is rounded up to 128 bits: a long quotient by a long number would take longer than all that follows.
    shift = max(0, r.bit_length() - 128)
    inverse = ((N - 2 * r) >> (shift + 3)) // ((r >> shift) + 1)
    inverse -= (inverse >> small) + 1
    return (inverse.bit_length() - 1) * 30102 // 100000 if inverse > 0 else 0


def closed_enclosure(N: int, r: int, digits: int) -> Ball:
    """Return log2 C(N, r+1) as a ball by the closed enclosure: no term of the sum is computed.

    Parameters
    ----------
    N, r
        Integers with 0 < 2r < N.
    digits
        The number of decimals, at most `closed_digits`.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits.

    Raises
    ------
    TooLarge
        If the enclosure is too wide for that many digits; the message says how many it reaches.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    C(2^64, 65) for threshold gates of 64 variables:

    >>> ball = closed_enclosure(2**64, 64, 15)
    >>> print(ball)
    3801.004856058275955 +/- 8.4e-17

    It does not know the seventeenth digit:

    >>> closed_enclosure(2**64, 64, 17)
    Traceback (most recent call last):
    ...
    symattn.errors.TooLarge: digits: must be at most 16, what the closed enclosure reaches here; received 17.

    See Also
    --------
    symattn.capacity.log2_cover : as many digits as asked for.

    References
    ----------
    Claim RV-3-E.
    """
    reached = closed_digits(N, r)
    if digits > reached:
        raise TooLarge("digits", f"must be at most {reached}, what the closed enclosure reaches here", digits)

    def logarithm() -> Any:
        from flint import arb

        some = arb(0.5, 0.5)  # an unknown number of [0, 1]
        s = arb(r * (r + 1)) / (2 * N)
        logarithms = -s * (1 + some * r / (N - r)) + some * r / (N - 2 * r)
        return 1 + r * _log2(N) + (logarithms - arb(r + 1).lgamma()) / arb.const_log2()

    return enclose(logarithm, digits=digits, bits=_affordable((r * N.bit_length()).bit_length(), digits))


def _log2(N: int) -> Any:
    from flint import arb

    exponent = N.bit_length() - 1
    return arb(exponent) if 1 << exponent == N else arb(N).log() / arb.const_log2()


def gamma_enclosure(N: int, r: int, digits: int) -> Ball:
    """Return log2 C(N, r+1) as a ball, from log Gamma and the largest terms of the sum.

    Parameters
    ----------
    N, r
        Integers with 0 <= 2r < N.
    digits
        The number of decimals.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits.

    Raises
    ------
    TooLarge
        If the number is too long, or too many terms of the sum are of the size of the last; the message says
        how many digits are reached.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    More digits than the closed enclosure has, log2 C(2^20, 21):

    >>> print(gamma_enclosure(2**20, 20, 30))
    339.922354664342604101586284891663 +/- 1.8e-31

    See Also
    --------
    closed_enclosure : faster, with a limited number of digits.

    References
    ----------
    Claim RV-3-E; F. Johansson (2017) for log Gamma with its error bound.
    """
    # log Gamma(N) and log Gamma(N - r), which have the size of N log N, cancel to r log N.
    bits = _affordable(N.bit_length() + N.bit_length().bit_length(), digits)
    return enclose(lambda: gamma_logarithm(N, r, digits), digits=digits, bits=bits)


def gamma_logarithm(N: int, r: int, digits: int) -> Any:
    """Return log2 C(N, r+1), 0 <= 2r < N, as an arb at the precision in force, its series to about 10^-digits.

    Parameters
    ----------
    N, r
        Integers with 0 <= 2r < N.
    digits
        The number of decimals of the series.

    Returns
    -------
    flint.arb
        A ball around the logarithm.

    Raises
    ------
    TooLarge
        As `gamma_enclosure`.

    Examples
    --------
    C(5, 2) = 2 (1 + 4) = 10:

    >>> from flint import arb
    >>> gamma_logarithm(5, 1, 15).overlaps(arb(10).log() / arb.const_log2())
    True

    See Also
    --------
    gamma_enclosure : with a radius of at most 10^-digits.

    References
    ----------
    Claim RV-3-E.
    """
    from flint import arb

    binomial = arb(N).lgamma() - arb(N - r).lgamma() - arb(r + 1).lgamma()
    return 1 + (binomial + _series(N, r, digits).log()) / arb.const_log2()


def _affordable(bits: int, digits: int) -> int:
    """Return the number of bits before the point if the computation is not too long."""
    if bits + 4 * digits > _MAX_PRECISION:
        hint = "Choose a smaller N or D, or fewer digits."
        raise TooLarge("log2 C(N, D)", f"takes more than {_MAX_PRECISION} bits", bits + 4 * digits, hint)
    return bits


def _series(N: int, r: int, digits: int) -> Any:
    """Return 1 + q_1 + q_1 q_2 + ..., q_j = (r-j+1) / (N-r+j-1), to a relative 10^-digits, as an arb."""
    from flint import arb, ctx

    precision = 4 * digits + 16
    gap = N - 2 * r  # q / (1-q) = r / gap, 1 / (1-q) = (N-r) / gap
    # After K factors the product, times 1 / (1-q), is below 2^-precision: q <= 2^-bits or, -log2 q >= 1 - q, q <= 2^-(gap / (N-r)).
    bits = ((N - r) // max(r, 1)).bit_length() - 1
    wanted = precision + ((N - r) // gap).bit_length()
    K = min(r, -(-wanted // bits) if bits else -(-wanted * (N - r) // gap))
    with ctx.workprec(precision + 48):
        some = arb(0.5, 0.5)
        if gap >> (precision + 1) >= K:
            # The ratio hardly changes: the sum of the powers of q_(K+1) is within 2K / gap of that of q.
            return arb(N - r) / gap * (1 - some * arb(2) ** (1 - precision))
        if K > _MAX_TERMS:
            reached = max(
                _MAX_TERMS * gap // (N - r) - wanted + precision, gap.bit_length() - K.bit_length() - 2
            )
            reached = (reached - 16) // 4
            if reached < 1:
                raise TooLarge("D", "is too near N/2 for an enclosure of C(N, D) with this N", r + 1)
            raise TooLarge("digits", f"must be at most {reached}, what the enclosure reaches here", digits)
        total = term = arb(1)
        for j in range(K):
            term *= arb(r - j) / (N - r + j)
            total += term
        return total + some * term * (r - K) / (gap + 2 * K)
