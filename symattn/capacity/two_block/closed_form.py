r"""For n = ceil(5 N/log2 N) and m = N - n, eps <= 1/2: from this log2 T_d(N) >= (N^(d+1)/d!) (1 - (5 d + 1)/log2 N) for all d >= 1 and N >= 2.

For N >= 2^22 d^3 the estimate of eps is a proof (claims RV-6-10-first and RV-6-10-second), with s0 = ceil(sqrt N).  The asymptotic bound is trivial while
log2 N <= 5 d + 1, and 2^22 d^3 <= 2^(5 d + 1) for d >= 6.  What is left are d <= 5 and finitely many N, where eps itself is enclosed.

Construction of the stretches.  n(N) = ceil(5 N/log2 N) does not decrease for N >= 3, and eps increases with m and decreases with n.  So eps(n(a), b - n(a)) <= 1/2 is
enough for all N in [a, b]; stretches with b = 3 a/2 are short enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import factorial
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose
from symattn.capacity.cover import partial_row
from symattn.capacity.two_block.union_bound import best_split, epsilon_ball
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_variables

BLOCK_CONSTANT = 5
"""K in n = ceil(K N/log2 N)."""

LARGEST_CHECKED_DEGREE = 5
"""For degrees above it the closed form is trivial where it is not proved."""

_MAX_VARIABLES = 10**12


def block_size(N: SupportsIndex, *, constant: SupportsIndex = BLOCK_CONSTANT) -> int:
    """Return ceil(K N/log2 N), the size n of the block that carries the union bound.

    Parameters
    ----------
    N
        The number of variables, at least 2.
    constant
        K.

    Returns
    -------
    int
        The least integer n with N^n >= 2^(K N).

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    >>> block_size(1024), 1024**512 >= 2 ** (5 * 1024) > 1024**511
    (512, True)

    See Also
    --------
    stretches : where eps is enclosed.

    References
    ----------
    Claim RV-6-10.
    """
    N = check_variables(N, most=_MAX_VARIABLES, least=2, name="N")
    K = as_integer(constant, "constant", least=1)
    if N & (N - 1) == 0:
        return -(-K * N // (N.bit_length() - 1))

    def quotient() -> Any:
        from flint import arb

        return K * N * arb.const_log2() / arb(N).log()

    digits = 20
    while True:
        # log2 N is irrational: the quotient is no integer, and enough digits separate it from one.
        ball = enclose(quotient, digits=digits)
        low, high = -(-ball.lower // 1), -(-ball.upper // 1)
        if low == high:
            return int(low)
        digits *= 2


@dataclass(frozen=True)
class Stretch:
    """All N from ``first`` to ``last``: with n = ceil(K first/log2 first), eps(n, last - n) is at least eps(n(N), N - n(N)) for each.

    Parameters
    ----------
    first, last
        The ends.
    degree
        d.
    constant
        K.

    Examples
    --------
    >>> first = stretches(1)[0]
    >>> first.first, first.last, first.n, first.log2_epsilon().upper < -1
    (2048, 3072, 931, True)

    See Also
    --------
    stretches : all that are needed.

    References
    ----------
    Claim RV-6-10-scan.
    """

    first: int
    last: int
    degree: int
    constant: int = BLOCK_CONSTANT

    @property
    def n(self) -> int:
        """The size n of the block at the first N."""
        return block_size(self.first, constant=self.constant)

    def log2_epsilon(self) -> Ball:
        """Return log2 eps(n, last - n) as a ball."""
        m = self.last - self.n
        split = best_split(self.n, m, partial_row(m, self.degree + 1) - 1)

        def logarithm() -> Any:
            from flint import arb, ctx

            with ctx.workprec(ctx.prec + 2 * split.coefficients.bit_length()):
                return epsilon_ball(split).log() / arb.const_log2()

        return enclose(logarithm, digits=6)


def threshold_of_proof(d: int) -> int:
    """Return 2^22 d^3, from which N on eps <= 1/2 is proved without computation.

    Parameters
    ----------
    d
        The degree, at least 1.

    Returns
    -------
    int
        The least such N of the proof.

    Examples
    --------
    >>> threshold_of_proof(2) == 2**25
    True

    See Also
    --------
    least_checked : where the computation begins.

    References
    ----------
    Claims RV-6-10-first, RV-6-10-second.
    """
    return d**3 << 22


def least_checked(d: int) -> int:
    """Return max(2^11, 2^(5 d + 1)); below it the closed form is trivial, or for d = 1 a consequence of T(n+1) >= (2^n + 1) T(n).

    Parameters
    ----------
    d
        The degree, at least 1.

    Returns
    -------
    int
        The least N for which eps is enclosed.

    Examples
    --------
    From d = 6 on nothing is left to enclose:

    >>> [least_checked(d) < threshold_of_proof(d) for d in range(4, 8)]
    [True, True, False, False]

    See Also
    --------
    stretches : what is enclosed.

    References
    ----------
    Claim RV-6-10-scan.
    """
    return 1 << max(11, BLOCK_CONSTANT * d + 1)


@cache
def stretches(degree: int, constant: int = BLOCK_CONSTANT) -> tuple[Stretch, ...]:
    """Return stretches [a, b], b = 3 a/2, that cover all N from max(2^11, 2^(5 d + 1)) to 2^22 d^3.

    Parameters
    ----------
    degree
        d, 1 to 5.
    constant
        K.

    Returns
    -------
    tuple of Stretch
        Adjacent stretches.

    Raises
    ------
    InvalidArgument
        If the degree is not in 1..5.

    Examples
    --------
    For quadratic gates from 2^11 to 2^25:

    >>> found = stretches(2)
    >>> found[0].first, found[-1].last, all(a.last + 1 == b.first for a, b in zip(found, found[1:]))
    (2048, 33554432, True)

    See Also
    --------
    log2_closed_lower_bound : what follows.

    References
    ----------
    Claim RV-6-10-scan.
    """
    if degree not in range(1, LARGEST_CHECKED_DEGREE + 1):
        raise InvalidArgument("degree", f"must be in 1..{LARGEST_CHECKED_DEGREE}", degree)
    found: list[Stretch] = []
    first, end = least_checked(degree), threshold_of_proof(degree)
    while first <= end:
        last = min(end, 3 * first // 2)
        found.append(Stretch(first, last, degree, constant))
        first = last + 1
    return tuple(found)


def log2_closed_lower_bound(
    N: SupportsIndex, degree: SupportsIndex = 1, *, digits: SupportsIndex = 15
) -> Ball:
    """Return (N^(d+1)/d!) (1 - (5 d + 1)/log2 N) as a ball, a lower bound of log2 T_d(N) for all N >= 2 and d >= 1.

    Parameters
    ----------
    N
        The number of variables, at least 2.
    degree
        d >= 1.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        The bound; negative while log2 N < 5 d + 1.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    At N = 2^12 and d = 1 half of N^2:

    >>> print(log2_closed_lower_bound(4096), 4096**2 // 2)
    8388608 8388608

    See Also
    --------
    symattn.capacity.two_block.theorem.log2_threshold_lower_bound : much closer for every N that is computed.

    References
    ----------
    Claim RV-6-12.
    """
    N = check_variables(N, most=_MAX_VARIABLES, least=2, name="N")
    d, digits = as_integer(degree, "degree", least=1), check_digits(digits)
    if d > 10_000:
        raise TooLarge("degree", "must be at most 10000", d)

    def bound() -> Any:
        from flint import arb, fmpz

        loss = (BLOCK_CONSTANT * d + 1) * arb.const_log2() / arb(N).log()
        if N & (N - 1) == 0:
            loss = arb(BLOCK_CONSTANT * d + 1) / (N.bit_length() - 1)
        return arb(fmpz(N ** (d + 1))) / fmpz(factorial(d)) * (1 - loss)

    return enclose(bound, digits=digits)
