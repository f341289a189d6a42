"""The number T_d(n) of polynomial threshold gates lies between two numbers of bits, each an enclosure with the claim it rests on.

T(n) is exact for n <= 5, where all gates are listed; T_d(n) = 2^(2^n) for d >= n.  Elsewhere the bound from below is that of the two-block
theorem or of a step by one variable, whichever is larger, and the one from above Cover's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, partial
from math import floor
from typing import Any, TypeVar

from symattn.capacity.balls import Ball, enclose, log2_ball
from symattn.capacity.cover import log2_cover, log2_cover_bound, monomials
from symattn.capacity.two_block.theorem import log2_threshold_lower_bound
from symattn.threshold.enumeration import MAX_ENUMERATED
from symattn.threshold.walk import count_threshold

CAP = "CAP-cap"
"""The claim that a class has at most v^(2^n) functions, and that gates of degree n are all of them."""

NEUTRAL = "BY-13"
"""The claim that a gate may be constantly 1, so that a gated class contains the gates themselves."""

_GUARD = 4
#: The classes of one n share their bounds of gates.
_threshold_lower_bound = lru_cache(maxsize=128)(log2_threshold_lower_bound)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Bound:
    """A bound of a capacity, known to lie in [low, high], with the claim that gives it and those it uses.

    Parameters
    ----------
    low, high
        Rationals that enclose the bound.
    claim
        The id of the claim.
    uses
        Ids of the claims that bound what the formula is made of.

    Examples
    --------
    >>> number(8, "RV-1-list", 15)
    Bound(low=Fraction(3, 1), high=Fraction(3, 1), claim='RV-1-list', uses=())

    See Also
    --------
    combined : a sum of bounds.

    References
    ----------
    Claim RV-1.
    """

    low: Fraction
    high: Fraction
    claim: str
    uses: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All ids, each once."""
        return tuple(dict.fromkeys((self.claim, *self.uses)))


def _bound(ball: Ball, claim: str, uses: tuple[str, ...] = ()) -> Bound:
    return Bound(ball.lower, ball.upper, claim, uses)


def number(value: int, claim: str, digits: int, *, uses: tuple[str, ...] = ()) -> Bound:
    """Return log2 of a positive integer.

    Parameters
    ----------
    value
        The integer.
    claim, uses
        Ids of claims.
    digits
        The number of decimals.

    Returns
    -------
    Bound
        Its logarithm.

    Examples
    --------
    >>> number(1, "RV-1", 15).high
    Fraction(0, 1)

    See Also
    --------
    symattn.capacity.log2_ball : the ball.

    References
    ----------
    Claim RV-1.
    """
    return _bound(log2_ball(value, digits), claim, uses)


def combined(claim: str, *terms: Bound | tuple[Bound, int], shift: Fraction | int = 0) -> Bound:
    """Return the bound that is a sum of bounds, each times a number of equal factors, and a constant.

    Parameters
    ----------
    claim
        The id of the claim whose formula it is.
    terms
        Bounds, or pairs (bound, number of factors).
    shift
        A number added.

    Returns
    -------
    Bound
        The sum; it uses the claims of its terms.

    Examples
    --------
    T(2)^2 / 2 = 98:

    >>> gates = Gates(15, sharp=False)
    >>> bound = combined("CAP-AND", (gates.at_most(2), 2), shift=-1)
    >>> bound.claims, 97.99 < 2**float(bound.high) < 98.01
    (('CAP-AND', 'RV-1-list'), True)

    See Also
    --------
    greatest, least : the better of several bounds.

    References
    ----------
    Claim RV-1.
    """
    low = high = Fraction(shift)
    uses: list[str] = []
    for term in terms:
        bound, factors = term if isinstance(term, tuple) else (term, 1)
        low += factors * bound.low
        high += factors * bound.high
        if factors:
            uses += bound.claims
    return Bound(low, high, claim, tuple(dict.fromkeys(used for used in uses if used != claim)))


def greatest(*bounds: Bound) -> Bound:
    """Return the best of several bounds from below; the first of equal ones.

    Parameters
    ----------
    bounds
        At least one bound.

    Returns
    -------
    Bound
        One with the largest left end.

    Examples
    --------
    >>> greatest(number(2, "RV-4", 15), number(4, "RV-6", 15)).claim
    'RV-6'

    See Also
    --------
    least : the best bound from above.

    References
    ----------
    Claim RV-1.
    """
    return max(bounds, key=lambda bound: bound.low)


def least(*bounds: Bound) -> Bound:
    """Return the best of several bounds from above; the first of equal ones.

    Parameters
    ----------
    bounds
        At least one bound.

    Returns
    -------
    Bound
        One with the smallest right end.

    Examples
    --------
    >>> least(number(2, "RV-3-T", 15), number(4, "CAP-cap", 15)).claim
    'RV-3-T'

    See Also
    --------
    greatest : the best bound from below.

    References
    ----------
    Claim RV-1.
    """
    return min(bounds, key=lambda bound: bound.high)


def excess(bits: Fraction, a: int, *, digits: int) -> Fraction | None:
    """Return a bound of -log2(1 - y), y = a 2^-bits, or None where y may be above 1/2.

    -log2(1 - y) is convex, 0 at 0 and 1 at 1/2, hence at most 2y between; so is log2(1 + y) <= y / ln 2.

    Parameters
    ----------
    bits
        log2 of a number of gates, or less.
    a
        A positive integer.
    digits
        Terms below 10^-digits need not be resolved.

    Returns
    -------
    Fraction or None
        A number not below -log2(1 - y) and log2(1 + y).

    Examples
    --------
    >>> excess(Fraction(10), 1, digits=15), excess(Fraction(1), 2, digits=15)
    (Fraction(1, 512), None)

    See Also
    --------
    combined : where it is added.

    References
    ----------
    Claim RV-1.
    """
    y = Fraction(a, 1 << min(floor(bits), 4 * digits + a.bit_length() + 64))
    return None if 2 * y > 1 else 2 * y


def log2_factorial(k: int, digits: int) -> Fraction:
    """Return a number not above log2 k!, within 10^-digits of it.

    Parameters
    ----------
    k
        An integer, at least 1.
    digits
        The number of decimals.

    Returns
    -------
    Fraction
        The left end of a ball.

    Examples
    --------
    >>> abs(2 ** float(log2_factorial(5, 15)) - 120) < 1e-9
    True

    See Also
    --------
    symattn.capacity.log2_ball : the logarithm of an integer.

    References
    ----------
    Claim CAP-K1.
    """

    def logarithm() -> Any:
        from flint import arb

        return arb(k + 1).lgamma() / arb.const_log2()

    return enclose(logarithm, digits=digits).lower


@dataclass(frozen=True)
class Gates:
    """Bounds of the numbers of gates, with so many decimals; sharp: the block sizes of the two-block theorem are optimised.

    Parameters
    ----------
    digits
        The number of decimals asked for.
    sharp
        Whether the bounds from below are to be optimised.
    copies
        How many bounds may be added: so much more precise each is made.

    Examples
    --------
    >>> gates = Gates(15, sharp=False)
    >>> gates.at_least(4) == gates.at_most(4), gates.at_most(6).claim
    (True, 'RV-3-T')

    See Also
    --------
    symattn.capacity.capacity_bounds : bounds of gated classes.

    References
    ----------
    Claims RV-1-list, RV-3-T, RV-4, RV-6, CAP-cap.
    """

    digits: int
    sharp: bool
    copies: int = 1
    listed: int = field(default=MAX_ENUMERATED, init=False)

    def count(self, n: int) -> int:
        """Return T(n) where all gates are listed."""
        return count_threshold(n)

    def at_least(self, n: int, degree: int = 1) -> Bound:
        """Return a lower bound of log2 T_d(n)."""
        found = self._exact(n, degree) or self._precise(
            partial(_threshold_lower_bound, n, degree=degree, sharp=self.sharp),
            lambda found: _bound(found[0], found[1]),
        )
        # The claim that bounds the gates of the smaller degree is to be named, too.
        return combined(NEUTRAL, self.at_least(n, degree - 1)) if found.claim == NEUTRAL else found

    def at_most(self, n: int, degree: int = 1) -> Bound:
        """Return an upper bound of log2 T_d(n)."""
        return self._exact(n, degree) or self.cover(n, degree)

    def cover(self, n: int, degree: int = 1) -> Bound:
        """Return log2 C(2^n, D_d(n)): the patterns of D_d(n) weights at any 2^n points."""
        claim = "RV-3-T" if degree == 1 else "RV-3-d"
        return self._precise(partial(log2_cover_bound, n, degree=degree), lambda ball: _bound(ball, claim))

    def one_more(self, n: int, degree: int = 1) -> Bound:
        """Return log2 C(2^n, D_d(n) + 1): the patterns of one weight more."""
        return self._precise(
            partial(log2_cover, 1 << n, monomials(n, degree) + 1), lambda ball: _bound(ball, "RV-3")
        )

    def _exact(self, n: int, degree: int) -> Bound | None:
        if n == 0 or (degree == 1 and n <= self.listed):
            return number(count_threshold(n), "RV-1-list", self.digits)
        if degree >= n:
            return Bound(Fraction(1 << n), Fraction(1 << n), CAP)
        return None

    def _precise(self, compute: Callable[..., _T], read: Callable[[_T], Bound]) -> Bound:
        """Compute with so many decimals more that a sum of bounds has those asked for."""
        return read(compute(digits=self.digits + _GUARD + len(str(self.copies))))
