r"""At most eps 2^(n D') of the tuples of n-bit vectors on a basis give a vertex that is not simple.

Property wanted: in the two-block theorem an arrangement of hyperplanes in R^D', D' = D_d(m) - 1, has for each of B'_d(m) bases 2^(n D')
vertices, one for each choice of vectors v_1, ..., v_D' in {0,1}^n.  A vertex is simple unless a further u has sum l_i v_i in {0,1}^n for its
coefficients l(u), s >= 3 of which are not 0.  How many choices are spoilt?

Construction: with s0 between 3 and D' + 1,

    eps = sum over 3 <= s < s0 of binom(D', s) 2^s q_s^n  +  (2^m - 1 - D') q_(s0)^n,      q_s = binom(s + 1, floor((s + 1)/2)) / 2^s,

without the last term if s0 = D' + 1.

Derivation: q_s bounds the probability that a sum of s fair bits with non-zero real weights lies in {0, 1}; at most binom(D', s) 2^s of the u have
s non-zero coefficients, and 2^m - 1 - D' of them are no basis vectors.  q_s does not increase, so neighbouring s may be joined: with a block a <= s < b
goes the term (b - a) max binom(D', s) 2^s q_a^n.  A block is joined where that changes eps by less than 2^-30 of it; this keeps the number of powers near 40
where there are a hundred thousand terms.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, inf, lgamma, log, log2
from typing import Any

from symattn.capacity.balls import fast_integers
from symattn.capacity.two_block.anticoncentration import log_binomial, log_two_value_bound
from symattn.errors import TooLarge

_NEGLIGIBLE = -40.0
_MAX_BITS = 10**8
_NO_LONGER_EXACT = 4096


@dataclass(frozen=True)
class Split:
    """The terms of eps: (b - a) max binom(D', s) 2^s q_a^n for blocks a <= s < b below s0, and one term for all s >= s0.

    Parameters
    ----------
    n, m, coefficients
        The two blocks of variables, and D'.
    blocks
        Pairs (a, b) that cover 3 <= s < s0.
    cut
        s0, at most D' + 1.
    log2_estimate
        An estimate of log2 eps, minus infinity for eps = 0.

    Examples
    --------
    >>> split = best_split(8, 3, 3)
    >>> split.blocks, split.cut, split.rest, split.empty
    ((), 3, 4, False)

    See Also
    --------
    best_split : the choice of blocks and s0.

    References
    ----------
    Claim RV-6-08.
    """

    n: int
    m: int
    coefficients: int
    blocks: tuple[tuple[int, int], ...]
    cut: int
    log2_estimate: float

    @property
    def rest(self) -> int:
        """The number of u, 2^m - 1 - D', that the term for all s >= s0 counts; 0 if there is no such s."""
        return (1 << self.m) - 1 - self.coefficients if self.cut <= self.coefficients else 0

    @property
    def empty(self) -> bool:
        """Whether there are no terms: then eps = 0."""
        return not self.blocks and self.cut > self.coefficients


def best_split(n: int, m: int, coefficients: int) -> Split:
    """Return the s0 for which eps is least, with the blocks to sum; the choice is made in floating point, what it gives is valid for any choice.

    Parameters
    ----------
    n, m
        The two blocks of variables.
    coefficients
        D' >= 1.

    Returns
    -------
    Split
        s0, blocks, and an estimate of log2 eps (minus infinity for eps = 0).

    Examples
    --------
    With two coefficients no further hyperplane passes through a vertex:

    >>> best_split(5, 2, 2).log2_estimate
    -inf

    See Also
    --------
    epsilon : the exact value.

    References
    ----------
    Claim RV-6-08.
    """
    top = coefficients + 1
    if coefficients < 3 or (coefficients.bit_length() >= m and coefficients == (1 << m) - 1):
        return Split(n, m, coefficients, (), top, -inf)
    cut = _crossing(n, m, coefficients)
    choices = {min(top, max(3, cut + step)) for step in (-2, 0, 2)} | (
        {3, top} if coefficients <= 64 else set()
    )
    splits = [_split(n, m, coefficients, choice) for choice in sorted(choices)]
    return min(splits, key=lambda split: split.log2_estimate)


def _crossing(n: int, m: int, D: int) -> int:
    """Return an even s0 from which on the terms s, s + 1 cost more than the term for all larger s gains."""

    def pays(s: int) -> bool:
        kept = 2.0 ** min(
            0.0, max(-1000.0, n * (log2_two_value_estimate(s + 2) - log2_two_value_estimate(s)))
        )
        return kept < 1 and log2_supports_estimate(D, s) + 1 < log2_rest_estimate(m, D) + log2(1 - kept)

    # binom(D, m) 2^m >= 2^m, so the least is at most m; beyond D/3 the first terms no longer grow by factors above 4.
    low, high = 1, max(2, min(D // 3, m) // 2 + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if pays(2 * middle) else (low, middle)
    return min(D + 1, max(3, 2 * high))


def _split(n: int, m: int, D: int, cut: int) -> Split:
    tail = log2_rest_estimate(m, D) + n * log2_two_value_estimate(cut) if cut <= D else -inf
    ends = [_term(n, D, s, s + 1) for s in {3, cut - 1} if 3 <= s < cut]
    largest = max([tail, *ends])
    blocks, terms = [], [tail]
    for low, high, term in _blocks(n, D, 3, cut, largest + _NEGLIGIBLE):
        blocks.append((low, high))
        terms.append(term)
    return Split(n, m, D, tuple(blocks), cut, _log2_sum(terms))


def _blocks(n: int, D: int, low: int, high: int, least: float) -> Iterator[tuple[int, int, float]]:
    """Halve [low, high) until each block is one s or negligible."""
    if low >= high:
        return
    term = _term(n, D, low, high)
    if high - low == 1 or term <= least:
        yield low, high, term
        return
    middle = (low + high) // 2
    yield from _blocks(n, D, low, middle, least)
    yield from _blocks(n, D, middle, high, least)


def _term(n: int, D: int, low: int, high: int) -> float:
    return (
        log2(high - low)
        + log2_supports_estimate(D, _fullest(D, low, high))
        + n * log2_two_value_estimate(low)
    )


def _fullest(D: int, low: int, high: int) -> int:
    """Return the s in [low, high) with the largest binom(D, s) 2^s: the ratio of successive ones, 2 (D - s)/(s + 1), is at least 1 up to s = (2 D - 1)/3."""
    return min(max(low, (2 * D - 1) // 3 + 1), high - 1)


def _log2_sum(terms: list[float]) -> float:
    top = max(terms)
    return top if top == -inf else top + log2(sum(2.0 ** (term - top) for term in terms))


def log2_supports_estimate(D: int, s: int) -> float:
    """Return an estimate of log2(binom(D', s) 2^s), which bounds the points u with s non-zero coefficients.

    Parameters
    ----------
    D, s
        D' and the size of the support, 0 <= s <= D'.

    Returns
    -------
    float
        The estimate.

    Examples
    --------
    binom(5, 2) 2^2 = 40:

    >>> round(2 ** log2_supports_estimate(5, 2), 6)
    40.0

    See Also
    --------
    symattn.capacity.two_block.bases.support_bound : the bound itself.

    References
    ----------
    Claim RV-6-08.
    """
    if D < 1 << 40:
        return s + (lgamma(D + 1) - lgamma(s + 1) - lgamma(D - s + 1)) / log(2)
    return s + s * log2(D) - (lgamma(s + 1) + s * (s - 1) / 2 / min(D, 1 << 900)) / log(2)


def log2_rest_estimate(m: int, D: int) -> float:
    """Return an estimate of log2(2^m - 1 - D'), D' < 2^m - 1, the points that are not in the basis.

    Parameters
    ----------
    m, D
        The number of variables, and D'.

    Returns
    -------
    float
        The estimate.

    Examples
    --------
    >>> log2_rest_estimate(3, 3)
    2.0

    See Also
    --------
    Split.rest : the number itself.

    References
    ----------
    Claim RV-6-08.
    """
    return float(m) if m >= 64 else log2((1 << m) - 1 - D)


@cache
def log2_two_value_estimate(s: int) -> float:
    """Return an estimate of log2 q_s.

    Parameters
    ----------
    s
        The number of coefficients.

    Returns
    -------
    float
        The estimate.

    Examples
    --------
    >>> round(2 ** log2_two_value_estimate(2), 9)
    0.75

    See Also
    --------
    symattn.capacity.two_block.anticoncentration.log2_two_value_bound : the enclosure.

    References
    ----------
    Claim RV-6-07.
    """
    half = (s + 1) // 2
    return (lgamma(s + 2) - lgamma(half + 1) - lgamma(s + 2 - half)) / log(2) - s


def epsilon(split: Split) -> Fraction:
    """Return the exact value of eps, a rational number whose denominator is a power of 2.

    Parameters
    ----------
    split
        The terms to sum.

    Returns
    -------
    Fraction
        eps >= 0.

    Raises
    ------
    TooLarge
        If its numerator has more than 10^8 bits.

    Examples
    --------
    Three coefficients of m = 3 bits leave four other u, and q_3 = 3/4:

    >>> epsilon(best_split(8, 3, 3)) == 4 * Fraction(3, 4) ** 8
    True

    See Also
    --------
    epsilon_ball : an enclosure, for any n.

    References
    ----------
    Claim RV-6-08.
    """
    n, D = split.n, split.coefficients
    if split.empty:
        return Fraction(0)
    if (split.cut + 1) * n > _MAX_BITS:
        hint = "two_block_bound(n, m, degree=d) encloses it."
        raise TooLarge("eps", f"has more than {_MAX_BITS} bits", (n, split.m), hint)
    number = fast_integers()
    exponent = split.cut * n
    total, half, power = number(0), 0, number(1)  # eps = total / 2^exponent
    for low, high in split.blocks:
        s = _fullest(D, low, high)
        # q_s = binom(2 k + 1, k) / 4^k with k = floor(s/2): the same for s = 2 k and 2 k + 1
        half, power = low // 2, power if low // 2 == half else number(comb(low // 2 * 2 + 1, low // 2)) ** n
        total += (high - low) * number(comb(D, s)) * power << s + exponent - 2 * half * n
    if split.rest:
        k = split.cut // 2
        total += number(split.rest) * number(comb(2 * k + 1, k)) ** n << exponent - 2 * k * n
    return _dyadic(int(total), exponent)


class _Reduced:
    """A numerator and a denominator without a common factor."""

    def __init__(self, numerator: int, denominator: int) -> None:
        self.numerator, self.denominator = numerator, denominator


numbers.Rational.register(_Reduced)


def _dyadic(numerator: int, exponent: int) -> Fraction:
    """Return numerator / 2^exponent; the only common factors are powers of 2, so that no greatest common divisor is computed."""
    if not numerator:
        return Fraction(0)
    zeros = min(exponent, (numerator & -numerator).bit_length() - 1)
    reduced: Any = _Reduced(numerator >> zeros, 1 << exponent - zeros)
    return Fraction(reduced)


def epsilon_ball(split: Split) -> Any:
    """Return eps as an Arb ball at the precision in force.

    Parameters
    ----------
    split
        The terms to sum.

    Returns
    -------
    flint.arb
        A ball around eps.

    Examples
    --------
    >>> split = best_split(8, 3, 3)
    >>> from flint import arb
    >>> exact = epsilon(split)
    >>> epsilon_ball(split).overlaps(arb(exact.numerator) / exact.denominator)
    True

    See Also
    --------
    epsilon : the exact value.

    References
    ----------
    Claim RV-6-08.
    """
    from flint import arb

    n, D = split.n, split.coefficients
    two = arb.const_log2()
    total = arb(0)
    for low, high in split.blocks:
        s = _fullest(D, low, high)
        total += (high - low) * (log_binomial(D, s) + s * two + n * log_two_value_bound(low)).exp()
    if split.cut <= D:
        total += _rest(split) * (n * log_two_value_bound(split.cut)).exp()
    return total


def _rest(split: Split) -> Any:
    """Return 2^m - 1 - D' as a ball; where m is large, 2^m (1 - x) with 0 < x <= 2^-k."""
    from flint import arb, fmpz

    k = split.m - split.coefficients.bit_length() - 1
    if k < _NO_LONGER_EXACT:
        return arb(fmpz(split.rest))
    half = arb(2) ** (-k - 1)
    return arb(2) ** split.m * arb(1 - half, half)
