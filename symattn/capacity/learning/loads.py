r"""A random dichotomy of N points in general position in R^D is separable with probability C(N, D) / 2^N: 1 for N <= D, 1/2 at N = 2D.

A product of k gates realises at most C(N, D)^k of the 2^N dichotomies, so that no more than N points can be shattered with C(N, D)^k >= 2^N.  For D = n + 1 and
n -> infinity the largest such N is about alpha_k n, where H_2(1 / alpha_k) = 1 / k and H_2(p) = -p log2 p - (1-p) log2(1-p).

The numbers N with C(N, D)^k >= 2^N are 1, ..., v.  For N = 1 the inequality holds, and N -> C(N, D) is log-concave, so that k log2 C(N, D) - N is concave:
by C(N+1, D) = C(N, D) + C(N, D-1) the quotient C(N+1, D) / C(N, D) does not increase with N if C(N, D-2) C(N, D) <= C(N, D-1)^2, that is, if the partial sums
S_m = b_0 + ... + b_m of b_i = binom(N-1, i) are log-concave; S_(m-2) S_m <= S_(m-1)^2 means b_m S_(m-1) <= b_(m-1) S_m, which follows term by term from
b_m b_i <= b_(m-1) b_(i+1) for i < m, b_(i+1) / b_i being decreasing.
"""

from __future__ import annotations

from fractions import Fraction
from math import log2
from typing import SupportsIndex

from symattn.capacity.balls import Ball, check_digits, flint_module
from symattn.capacity.cover import cover_count
from symattn.errors import TooLarge
from symattn.threshold.arguments import as_integer

MAX_LOAD_GATES = 10**6
"""Largest k of `critical_load`."""


def cover_probability(N: SupportsIndex, D: SupportsIndex) -> Fraction:
    """Return C(N, D) / 2^N, the probability that signs drawn at random for N points in general position in R^D are separable.

    Parameters
    ----------
    N
        The number of points, at least 1.
    D
        The dimension, at least 0; n + 1 for gates of n variables with a bias.

    Returns
    -------
    Fraction
        The probability, exactly.

    Raises
    ------
    InvalidArgument
        If N < 1 or D < 0, or one is no integer.
    TooLarge
        If C(N, D) has too many bits to be written out.

    Examples
    --------
    It is 1 up to N = D, and 1/2 at N = 2D:

    >>> [str(cover_probability(N, 3)) for N in range(1, 9)]
    ['1', '1', '1', '7/8', '11/16', '1/2', '11/32', '29/128']

    See Also
    --------
    separability_estimate : the same by experiment.

    References
    ----------
    Claim BY-7-prob.  T. M. Cover (1965).
    """
    count = cover_count(N, D)
    return Fraction(count, 1 << int(N))


def vc_bound(n: SupportsIndex, *, gates: SupportsIndex = 1) -> int:
    """Return the largest N with C(N, n+1)^k >= 2^N: no more points of R^n are shattered by products of k gates.

    Parameters
    ----------
    n
        The number of variables, at least 0.
    gates
        k >= 1.

    Returns
    -------
    int
        The bound; for k = 1 it is n + 1, the VC dimension of H(w.x + b).

    Raises
    ------
    InvalidArgument
        If n < 0 or k < 1, or one is no integer.
    TooLarge
        If C(N, n+1) has too many bits to be written out.

    Examples
    --------
    One gate, and the product of two:

    >>> [vc_bound(n) for n in range(6)], [vc_bound(n, gates=2) for n in range(6)]
    ([1, 2, 3, 4, 5, 6], [2, 8, 15, 24, 32, 41])

    For many variables it is near n times the critical load of two gates, 9.088...:

    >>> vc_bound(1000, gates=2)
    9072

    See Also
    --------
    critical_load : the limit of vc_bound(n, gates=k) / n.

    References
    ----------
    Claims BY-7, BY-7-vc.
    """
    D, k = as_integer(n, "n", least=0) + 1, as_integer(gates, "gates", least=1)
    low, high = 1, 2
    while _fits(high, D, k):
        low, high = high, 2 * high
    # C(N, D)^k >= 2^N for N <= low and not for N >= high: the set is an interval.
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(middle, D, k) else (low, middle)
    return low


def _fits(N: int, D: int, k: int) -> bool:
    """Return whether C(N, D)^k >= 2^N, by the length of C(N, D) where that decides."""
    count = cover_count(N, D)
    bits = count.bit_length()
    if k * (bits - 1) >= N:
        return True
    return k * bits > N and count**k >> N != 0


def critical_load(gates: SupportsIndex, *, digits: SupportsIndex = 15) -> Ball:
    """Return the root alpha_k >= 2 of H_2(1/alpha) = 1/k, H_2(p) = -p log2 p - (1-p) log2(1-p), as a ball.

    The root is unique: alpha -> 1/alpha decreases from 1/2 to 0 on [2, infinity), and H_2 increases on [0, 1/2] from 0 to 1, because for 0 < p < q <= 1/2
    H_2(q) - H_2(p) is the sum of (q - p) log2((1-q) / q) >= 0 and of p log2(p/q) + (1-p) log2((1-p) / (1-q)) > 0.  The ends of the ball are certified by
    the signs of H_2(1/alpha) - 1/k there.

    Parameters
    ----------
    gates
        k, in 1..10^6.
    digits
        The number of decimals of the mid-point, at most 10000.

    Returns
    -------
    Ball
        An enclosure of radius 10^-digits; exactly 2 for k = 1.

    Raises
    ------
    InvalidArgument, TooLarge
        If k or the number of digits is outside its range.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    One gate stores 2 dichotomies a variable, and the bound for two gates is 9.09:

    >>> print(critical_load(1), "|", critical_load(2, digits=6))
    2 | 9.088606 +/- 1.0e-6

    The signs at the ends, H_2 above 1/2 on the left and below on the right, decided by the enclosure procedure:

    >>> from symattn.proving import prove
    >>> ball = critical_load(2, digits=6)
    >>> def compared(p, sign):
    ...     return prove(f"-({p})*log({p}) - ({1 - p})*log({1 - p}) {sign} log(2)/2").status
    >>> [compared(1 / ball.lower, ">"), compared(1 / ball.upper, "<")]
    ['proved', 'proved']

    See Also
    --------
    vc_bound : the bound for finite n.

    References
    ----------
    Claims BY-7-alpha, BY-7-mono.
    """
    k, digits = as_integer(gates, "gates", least=1), check_digits(digits)
    if k > MAX_LOAD_GATES:
        raise TooLarge("gates", f"must be at most {MAX_LOAD_GATES}", k)
    if k == 1:
        return Ball("2", "0")
    # In units of 10^-digits the root lies strictly between low and high; the guess only makes the search short.
    guess = _guess(k, digits)
    low, high, step = guess - 1, guess + 1, 1
    while _excess(low, digits, k) < 0:
        low, high, step = low - step, low, 2 * step
    while _excess(high, digits, k) > 0:
        low, high, step = high, high + step, 2 * step
    while high - low > 2:
        middle = (low + high) // 2
        low, high = (middle, high) if _excess(middle, digits, k) > 0 else (low, middle)
    return Ball.enclosing(Fraction(low, 10**digits), Fraction(high, 10**digits), digits=digits)


def _guess(k: int, digits: int) -> int:
    """Return about alpha_k * 10^digits: bisection in floating point, then Newton's method with growing precision."""
    flint = flint_module()
    low, high = 2.0, 100.0 * k
    for _ in range(60):
        p = 2 / (low + high)
        above = -p * log2(p) - (1 - p) * log2(1 - p) > 1 / k
        low, high = (1 / p, high) if above else (low, 1 / p)
    alpha, reached = flint.arb(low), 10
    while reached < digits + 5:
        reached *= 2
        with flint.ctx.workprec(64 + 4 * reached):
            p = 1 / alpha
            excess = -p * p.log() - (1 - p) * (1 - p).log() - flint.arb.const_log2() / k
            alpha = (alpha + excess * alpha**2 / (alpha - 1).log()).mid()
    with flint.ctx.workprec(64 + 4 * reached):
        return int((alpha * flint.arb(10) ** digits).mid().floor().unique_fmpz())


def _excess(units: int, digits: int, k: int) -> int:
    """Return the sign of H_2(p) - 1/k at 1/p = units * 10^-digits >= 2, k >= 2.

    It is not 0: for p = a/b in lowest terms H_2(p) = 1/k says b^(bk) = 2^b a^(ak) (b-a)^((b-a)k), where a and b - a have no prime in common with b,
    so that both are 1 and H_2(p) = 1.
    """
    flint = flint_module()
    precision = 64 + 4 * digits + 2 * k.bit_length()
    while True:
        with flint.ctx.workprec(precision):
            p = flint.arb(10**digits) / units
            excess = -p * p.log() - (1 - p) * (1 - p).log() - flint.arb.const_log2() / k
            if excess > 0 or excess < 0:
                return 1 if excess > 0 else -1
        precision *= 2
