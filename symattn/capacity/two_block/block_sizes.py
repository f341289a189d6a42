r"""The sizes n and m of the two blocks: n should be small, and large enough for eps < 1.

Construction.  The bound grows with m as long as eps < 1, so n should be small.  With the term for all large supports at most 1/16,
m + n log2 q_s <= -4 and q_s close to (pi s/8)^(-1/2), and with the terms binom(D', s) 2^s q_s^n below that, s log2(2 e D'/s) = (9/10) m: two equations for s and n,
solved by a few substitutions.  The sharp choice is the least n for which eps < 1, by bisection.
Both are choices in floating point: whatever they give, the bound that follows is enclosed afterwards.
"""

from __future__ import annotations

from functools import cache
from math import ceil, e, lgamma, log, log2, pi

from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.union_bound import Split, best_split

_MAX_BITS = 900
#: 2^-j is lost in 1 - 2^-j for larger j.
_MANTISSA = 53


def gain_estimate(split: Split, d: int) -> float:
    """Return an estimate of log2 B' + n D' + log2(1 - eps).

    Parameters
    ----------
    split
        The blocks, with eps < 1.
    d
        The degree.

    Returns
    -------
    float
        What the theorem adds to log2 T_d(n).

    Examples
    --------
    >>> gain_estimate(sharp_split(100, 1), 1) > 100**2 / 2
    True

    See Also
    --------
    symattn.capacity.two_block.theorem.two_block_bound : the enclosure.

    References
    ----------
    Claim RV-6.
    """
    bases = log2_bases_estimate(split.m, d, split.coefficients)
    return bases + float(split.n * split.coefficients) + log2(1 - 2.0**split.log2_estimate)


def log2_bases_estimate(m: int, d: int, coefficients: int) -> float:
    """Return an estimate of the bound of log2 B'_d(m).

    Parameters
    ----------
    m, d
        Variables and degree.
    coefficients
        D'.

    Returns
    -------
    float
        At least 0.

    Examples
    --------
    >>> from symattn.capacity.two_block.basis_bounds import log2_bases_lower_bound
    >>> all(abs(log2_bases_estimate(m, 1, m) - log2_bases_lower_bound(m).lower) < 1e-9 for m in (1, 3, 9, 100))
    True

    See Also
    --------
    symattn.capacity.two_block.basis_bounds.log2_bases_lower_bound : the enclosure.

    References
    ----------
    Claims RV-6-09, RV-6-09-lin.
    """
    ordered = float(m) * m + _log2_nonsingular(m) if d == 1 else float((m - d) * coefficients)
    return max(0.0, ordered - lgamma(coefficients + 1) / log(2))


@cache
def _log2_nonsingular(m: int) -> float:
    """Return log2 of (1 - 1/2)(1 - 1/4) ... (1 - 2^-m), the share of the nonsingular matrices over the field of two elements."""
    return sum(log2(1 - 2.0**-j) for j in range(1, min(m, _MANTISSA) + 1))


def formula_split(N: int, d: int) -> Split | None:
    """Return the blocks given by the two equations of the module's text, n a little enlarged until eps <= 1/2.

    Parameters
    ----------
    N, d
        Variables and degree.

    Returns
    -------
    Split or None
        The blocks, or None if there are none with eps <= 1/2.

    Examples
    --------
    >>> split = formula_split(10**6, 1)
    >>> split.n + split.m, split.log2_estimate <= -1
    (1000000, True)

    See Also
    --------
    sharp_split : a smaller n.

    References
    ----------
    Claim RV-6.
    """
    m = 0.85 * N
    n = N
    for _ in range(6):
        coefficients = nonconstant_monomials(ceil(m), d)
        if coefficients.bit_length() > _MAX_BITS:
            return None
        s = 0.5 * m / log2(coefficients + 2)
        for _ in range(6):
            s = 0.9 * m / log2(2 * e + 2 * e * coefficients / max(s, 1.0))
        n = ceil(max(2 * (m + 4) / log2(max(2.0, pi * s / 8)), (3 * log2(coefficients) + 3) / log2(4 / 3)))
        m = max(1.0, float(N - n))
    while n < N:
        split = best_split(n, N - n, nonconstant_monomials(N - n, d))
        if split.log2_estimate <= -1:
            return split
        n += max(1, n // 50)
    return None


def sharp_split(N: int, d: int) -> Split | None:
    """Return the blocks with the least n for which eps < 1, or one of the next if the bound is larger.

    Parameters
    ----------
    N, d
        Variables and degree.

    Returns
    -------
    Split or None
        The blocks, or None if there are none with eps < 1.

    Examples
    --------
    >>> split = sharp_split(10**6, 1)
    >>> split.n < formula_split(10**6, 1).n
    True

    See Also
    --------
    formula_split : without a search.

    References
    ----------
    Claim RV-6.
    """
    if nonconstant_monomials(N - 1, d).bit_length() > _MAX_BITS:
        return None

    def split(n: int) -> Split:
        return best_split(n, N - n, nonconstant_monomials(N - n, d))

    low, high = 0, N - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if split(middle).log2_estimate < -0.01 else (middle, high)
    choices = [found for n in range(high, min(N, high + 3)) if (found := split(n)).log2_estimate < -0.01]
    return max(choices, key=lambda found: gain_estimate(found, d), default=None)
