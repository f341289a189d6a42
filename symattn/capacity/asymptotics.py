r"""Capacities of n variables against their leading term c n^(d+1)/d!: tables of certified ratios, and where a ratio is passed for good.

A lower bound of log2 G(n) for products of two gates of degree d is B(n) = 2 L(n - 1), L the bound of `log2_threshold_lower_bound`.

Construction for ``first_exceeding``.  G does not decrease with n, so that B(a) > r b^(d+1)/d! is enough for all n from a to b.  The walk starts at an n where
the bound fails and goes from each a to the largest such b plus one; where it fails at a, to a + 1.  The answer is the number after the last failure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits
from symattn.capacity.bounds.class_bounds import capacity_bounds
from symattn.capacity.two_block.theorem import log2_threshold_lower_bound
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, as_integers, check_variables

POWERS_OF_TEN = (10, 100, 1000, 10_000, 100_000, 1_000_000)

_LEADING = {
    "threshold": 1,
    "polynomial-threshold": 1,
    "output-gating": 2,
    "additive-output": 2,
    "multiplexing": 2,
    "synaptic-gating": 2,
}
_MAX_VARIABLES = 10**6


@dataclass(frozen=True)
class CapacityRow:
    """Certified bounds of a capacity at n, and their ratios to the leading term c n^(d+1)/d!.

    Parameters
    ----------
    n
        The number of variables.
    lower, upper
        Balls around the bounds.
    lower_ratio, upper_ratio
        Balls around the bounds divided by the leading term.

    Examples
    --------
    >>> row = capacity_table("output-gating", [100])[0]
    >>> row.lower_ratio.lower < row.upper_ratio.upper < 1
    True

    See Also
    --------
    capacity_table : several rows.

    References
    ----------
    Claims CAP-AND, CAP-AND-lim.
    """

    n: int
    lower: Ball
    upper: Ball
    lower_ratio: Ball
    upper_ratio: Ball

    def to_json(self) -> dict[str, Any]:
        """Return the row as one object."""
        balls = ("lower", "upper", "lower_ratio", "upper_ratio")
        return {"n": self.n, **{name: getattr(self, name).to_json() for name in balls}}


def capacity_table(
    cls: str,
    ns: Iterable[SupportsIndex] = POWERS_OF_TEN,
    *,
    degree: SupportsIndex = 1,
    gate: str = "01",
    digits: SupportsIndex = 6,
    sharp: bool = False,
) -> tuple[CapacityRow, ...]:
    """Return for each n the bounds of the capacity of a class and their ratios to c n^(d+1)/d!, with guaranteed digits.

    Parameters
    ----------
    cls
        ``"threshold"`` or ``"polynomial-threshold"`` (c = 1); ``"output-gating"``, ``"additive-output"``, ``"multiplexing"`` or ``"synaptic-gating"`` (c = 2).
    ns
        Numbers of variables, 1 to 10^6.
    degree
        d, the degree of all gates; 1 for ``"threshold"``.
    gate
        The alphabet of the gates, as in `capacity_bounds`.
    digits
        The number of decimals of bounds and ratios.
    sharp
        As in `capacity_bounds`.

    Returns
    -------
    tuple of CapacityRow
        One row for each n.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    The lower bound of output gating has not reached 2 n^2 at a million variables, and rises:

    >>> rows = capacity_table("output-gating", [10**3, 10**6], digits=3)
    >>> [str(row.lower_ratio).split()[0] for row in rows]
    ['0.777', '0.899']

    See Also
    --------
    first_exceeding : where a ratio is passed for good.

    References
    ----------
    Claims CAP-AND, CAP-AND-lim, RV-6-13.
    """
    if cls not in _LEADING:
        raise InvalidArgument("cls", f"must be one of {', '.join(_LEADING)}", cls)
    d, digits = as_integer(degree, "degree", least=1), check_digits(digits)
    rows = []
    for value in as_integers(ns, "ns"):
        n = check_variables(value, most=_MAX_VARIABLES, least=1)
        bounds = capacity_bounds(cls, n, gate=gate, degree=d, digits=digits, sharp=sharp)
        leading = Fraction(_LEADING[cls] * n ** (d + 1), factorial(d))
        ratios = (
            Ball.enclosing(ball.lower / leading, ball.upper / leading, digits=digits)
            for ball in (bounds.lower, bounds.upper)
        )
        rows.append(CapacityRow(n, bounds.lower, bounds.upper, *ratios))
    return tuple(rows)


@dataclass(frozen=True)
class Exceeding:
    """For all n from ``n`` to ``most`` the certified lower bound of log2 G(n) exceeds ratio n^(d+1)/d!, and at n - 1 it does not.

    Parameters
    ----------
    ratio, degree
        r and d.
    n, most
        The range.
    stretches
        Pairs (a, b) that cover it: the bound at a exceeds r b^(d+1)/d!.

    Examples
    --------
    >>> found = first_exceeding(1, most=100)
    >>> found.stretches[0][0] == found.n, found.stretches[-1][1]
    (True, 100)

    See Also
    --------
    first_exceeding : which finds it.

    References
    ----------
    Claim CAP-15.
    """

    ratio: Fraction
    degree: int
    n: int
    most: int
    stretches: tuple[tuple[int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as one object."""
        return {
            "ratio": str(self.ratio),
            "degree": self.degree,
            "n": self.n,
            "most": self.most,
            "stretches": [list(pair) for pair in self.stretches],
        }

    def _repr_latex_(self) -> str:
        term = rf"n^{{{self.degree + 1}}}/{self.degree}!"
        return rf"$\log_2 G(n) > {self.ratio}\, {term} \quad ({self.n} \le n \le {self.most})$"


def product_lower_bound(n: SupportsIndex, degree: SupportsIndex = 1, *, digits: SupportsIndex = 6) -> Ball:
    """Return B(n) = 2 L(n - 1), a lower bound of log2 of the number of products of two gates of degree d, as a ball.

    Parameters
    ----------
    n
        The number of variables, 1 to 10^6.
    degree
        d >= 1.
    digits
        The number of decimals of L.

    Returns
    -------
    Ball
        The bound, with the optimised sizes of the blocks.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    The square of T(4) = 1882 for five variables:

    >>> 21 < product_lower_bound(5).lower < 22, 2**21 < 1882**2 < 2**22
    (True, True)

    See Also
    --------
    first_exceeding : compared with the leading term.

    References
    ----------
    Claims CAP-AND, CAP-d.
    """
    n = check_variables(n, most=_MAX_VARIABLES, least=1)
    bound, _ = log2_threshold_lower_bound(n - 1, degree=degree, digits=digits, sharp=True)
    return Ball.enclosing(2 * bound.lower, 2 * bound.upper, digits=as_integer(digits, "digits"))


def first_exceeding(
    ratio: Fraction | int, *, degree: SupportsIndex = 1, most: SupportsIndex = 10**6
) -> Exceeding:
    """Return the least n such that the lower bound B exceeds ratio n^(d+1)/d! at all n from there to ``most``.

    Parameters
    ----------
    ratio
        r, below 2.
    degree
        d >= 1.
    most
        The end of the range, at most 10^6.

    Returns
    -------
    Exceeding
        n and the stretches that certify it.  It is a property of the bound: how early G itself exceeds the ratio is only bounded by n.

    Raises
    ------
    InvalidArgument
        If the ratio is not exact or not between 0 and 2.
    TooLarge
        If the ratio is not exceeded at ``most``.

    Examples
    --------
    >>> first_exceeding(1, most=200).n
    36

    See Also
    --------
    symattn.capacity_bounds : the bounds at one n.

    References
    ----------
    Claim CAP-15.
    """
    if isinstance(ratio, bool) or not isinstance(ratio, int | Fraction) or not 0 < ratio < 2:
        raise InvalidArgument("ratio", "must be an integer or a Fraction between 0 and 2", ratio)
    most = check_variables(most, most=_MAX_VARIABLES, least=1, name="most")
    d = as_integer(degree, "degree", least=1)
    r = Fraction(ratio)

    def reached(n: int) -> int:
        """Return the largest b with r b^(d+1)/d! < B(n), at most ``most``."""
        powers = product_lower_bound(n, d).lower * factorial(d) / r
        return bisect_left(range(1, most + 1), powers, key=lambda b: b ** (d + 1))

    if reached(most) < most:
        hint = "Choose a smaller ratio, or a larger range."
        raise TooLarge("ratio", f"is not exceeded by the bound at n = {most}", ratio, hint)
    # B holds at most; bisection finds some n where it holds and n - 1 where it fails, or n = 1.
    first = n = bisect_left(range(1, most), True, key=lambda a: reached(a) >= a) + 1
    pairs: list[tuple[int, int]] = []
    while n <= most:
        last = reached(n)
        if last >= n:
            pairs.append((n, last))
            n = last + 1
        else:
            n += 1
            first, pairs = n, []
    return Exceeding(r, d, first, most, tuple(pairs))
