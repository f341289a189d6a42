r"""T_d(n+m) >= T_d(n) B'_d(m) 2^(n D') (1 - eps), D' = D_d(m) - 1: the two-block theorem in numbers, for up to a million variables.

Variables are split in (u, v), u of m bits and v of n.  A gate H(p(v) + sum c_I u^I), 1 <= |I| <= d, is the gate H(p) where u = 0, and as c
varies it is one of as many gates as an arrangement in R^D' has regions; a region belongs to each vertex.  See `symattn.capacity.two_block.union_bound`
for eps.
The blocks are those of `symattn.capacity.two_block.block_sizes`; the gates of v are bounded in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose
from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.basis_bounds import log2_bases_lower_bound
from symattn.capacity.two_block.block_sizes import formula_split, gain_estimate, sharp_split
from symattn.capacity.two_block.one_variable import (
    MAX_LISTED,
    linear_estimate,
    linear_lower_bound,
    polynomial_estimate,
    polynomial_lower_bound,
    shattered_lower_bound,
)
from symattn.capacity.two_block.union_bound import Split, best_split, epsilon, epsilon_ball
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, check_variables

MAX_VARIABLES = 10**6
"""Largest n of `log2_threshold_lower_bound`."""

_MAX_SUMMED = 2000
_LEAST = 12
_BOTH = _LISTED = 200
_PER_DEGREE = 5
#: Here the n of the formula rises from N/2 to 2 N/3, and one variable more than the blocks of N - 1 is the better bound.
_JUMP = range(85, 101)


def _blocks(n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex) -> tuple[int, int, int]:
    n = check_variables(n, most=MAX_VARIABLES, least=1)
    m = check_variables(m, most=MAX_VARIABLES, least=1, name="m")
    d = as_integer(degree, "degree", least=1)
    return n, m, nonconstant_monomials(m, d)


def two_block_epsilon(n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1) -> Fraction:
    """Return eps of the two-block theorem exactly: the least of sum_(3<=s<s0) binom(D', s) 2^s q_s^n + (2^m-1-D') q_(s0)^n over s0.

    Parameters
    ----------
    n, m
        The two blocks of variables, 1 to 10^6; n m below about 10^8.
    degree
        d >= 1.

    Returns
    -------
    Fraction
        eps, a rational number whose denominator is a power of 2; the theorem is vacuous unless eps < 1.  Terms that together are below 2^-30
        of it are replaced by larger ones that are summed at once.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    No term for D' <= 2, and 4 (3/4)^n for m = 3, d = 1: there the theorem says something from n = 5 on.

    >>> two_block_epsilon(1, 2), two_block_epsilon(2, 1, 3)
    (Fraction(0, 1), Fraction(0, 1))
    >>> two_block_epsilon(4, 3) > 1 > two_block_epsilon(5, 3) == 4 * Fraction(3, 4) ** 5
    True

    See Also
    --------
    two_block_bound : what follows for the number of gates.

    References
    ----------
    Claims RV-6-08, RV-6.
    """
    return epsilon(best_split(*_blocks(n, m, degree)))


def two_block_bound(
    n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1, *, digits: SupportsIndex = 15
) -> Ball:
    """Return log2 B' + n D' + log2(1 - eps) as a ball, a lower bound of log2 T_d(n+m) - log2 T_d(n).

    Parameters
    ----------
    n, m
        The two blocks of variables, 1 to 10^6.
    degree
        d >= 1.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        The bound; B' is the bound of `log2_bases_lower_bound`, and eps that of `two_block_epsilon`.

    Raises
    ------
    InvalidArgument
        If an argument is out of its range, or eps is not seen to be below 1: then the theorem says nothing.
    TooLarge
        If an argument is out of its range.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    One bit more multiplies T(n) by at least 2^n, two bits by 3 4^n:

    >>> print(two_block_bound(10, 1))
    10
    >>> round(2 ** float(two_block_bound(10, 2).lower - 20), 9)
    3.0

    See Also
    --------
    log2_threshold_lower_bound : the best bound of log2 T_d(n).

    References
    ----------
    Claims RV-6, RV-6-09.
    """
    digits = check_digits(digits)
    n, m, coefficients = _blocks(n, m, degree)
    split = best_split(n, m, coefficients)
    if split.log2_estimate >= 0:
        hint = f"Choose a larger n; eps is about 2^{split.log2_estimate:.1f}."
        raise InvalidArgument("n, m", "must give eps < 1", (n, m), hint)
    return _two_block(split, as_integer(degree, "degree"), digits)


def _two_block(split: Split, d: int, digits: int) -> Ball:
    volume = Fraction(split.n * split.coefficients)
    return sum_of_balls(
        [
            Ball.enclosing(volume, volume, digits=digits),
            log2_bases_lower_bound(split.m, degree=d, digits=digits + 2),
            _log2_simple(split, digits + 2),
        ],
        digits,
    )


def _log2_simple(split: Split, digits: int) -> Ball:
    """Return log2(1 - eps) as a ball."""
    if split.empty:
        return Ball("0", "0")

    def logarithm() -> Any:
        from flint import arb, ctx

        # The exponents are differences of numbers of the size D' log D'.
        with ctx.workprec(ctx.prec + 2 * split.coefficients.bit_length()):
            eps = epsilon_ball(split)
            if not eps < 1:
                raise InvalidArgument("n, m", "must give eps < 1", (split.n, split.m), "Choose a larger n.")
            return (1 - eps).log() / arb.const_log2()

    return enclose(logarithm, digits=digits)


def sum_of_balls(balls: list[Ball], digits: int) -> Ball:
    """Return a ball that contains all sums of numbers of the given balls.

    Parameters
    ----------
    balls
        Any number of balls.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        The sum, its radius rounded up.

    Examples
    --------
    >>> print(sum_of_balls([Ball("1", "0.5"), Ball("2.25", "0")], 2))
    3.25 +/- 5.0e-1

    See Also
    --------
    symattn.capacity.balls.Ball.enclosing : the ball of an interval.

    References
    ----------
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Trans. Computers 66 (2017).
    """
    return Ball.enclosing(
        sum((ball.lower for ball in balls), Fraction(0)),
        sum((ball.upper for ball in balls), Fraction(0)),
        digits=digits,
    )


def log2_threshold_lower_bound(
    n: SupportsIndex, *, degree: SupportsIndex = 1, digits: SupportsIndex = 15, sharp: bool = False
) -> tuple[Ball, str]:
    """Return a lower bound of log2 T_d(n) as a ball, with the id of the claim that gives it.

    Parameters
    ----------
    n
        The number of variables, 0 to 10^6.
    degree
        d >= 0; for d >= n the bound is the capacity 2^n.
    digits
        The number of decimals of the mid-point.
    sharp
        Whether the size of the blocks is optimised instead of taken from a formula.

    Returns
    -------
    tuple of Ball and str
        The best of the bounds by one variable at a time, by the two-block theorem, by shattered points, and for degree d - 1 (BY-13); for d = 1
        and n <= 5 the exact value from the list of all gates.  Each number of the ball is a bound up to the ball's radius; its left end is one.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range or no integer.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    The number of gates of a thousand variables has more than 0.76 n^2 bits, and fewer than n^2:

    >>> bound, claim = log2_threshold_lower_bound(1000)
    >>> claim, 760_000 < bound.lower < 1_000_000
    ('RV-6', True)
    >>> print(log2_threshold_lower_bound(3, degree=3)[0])
    8

    See Also
    --------
    symattn.capacity.log2_cover_bound : the bound from above.

    References
    ----------
    Claims RV-1-list, RV-4, RV-5-P, RV-5-VC, RV-6, BY-13.
    """
    n = check_variables(n, most=MAX_VARIABLES)
    d, digits = as_integer(degree, "degree", least=0), check_digits(digits)
    plan = _plan(n, d, bool(sharp), listed=n <= _LISTED)
    return plan.evaluate(digits), plan.claim


@dataclass(frozen=True)
class _Plan:
    """A bound of log2 T_d(n): its claim, an estimate of its value, whether lists may be used, for two blocks the split, and the plan it is built on."""

    n: int
    d: int
    claim: str
    estimate: float | int
    listed: bool
    split: Split | None = None
    inner: _Plan | None = None

    def evaluate(self, digits: int) -> Ball:
        if self.inner is not None and self.split is None:
            return self.inner.evaluate(digits)
        if self.inner is not None and self.split is not None:
            return sum_of_balls(
                [_two_block(self.split, self.d, digits + 1), self.inner.evaluate(digits + 1)], digits
            )
        if self.claim == "RV-5-VC":
            value = Fraction(shattered_lower_bound(self.n, self.d))
            return Ball.enclosing(value, value, digits=digits)
        if self.claim == "RV-5-P":
            return polynomial_lower_bound(self.n, self.d, digits)
        return linear_lower_bound(self.n, digits, listed=self.listed)


@lru_cache(maxsize=4096)
def _plan(n: int, d: int, sharp: bool, *, listed: bool) -> _Plan:
    """Return the plan of n variables and degree d, or where it is better one of n - 1 variables, or of degree d - 1."""
    best = _own_plan(n, d, sharp, listed)
    if d == 1 and n in _JUMP:
        before = _plan(n - 1, d, sharp, listed=listed)
        estimate = before.estimate + n - 1
        if estimate > best.estimate:
            best = _Plan(n, d, "RV-6", estimate, listed, best_split(n - 1, 1, 1), before)
    if 2 <= d < n <= _PER_DEGREE * d and d <= _MAX_SUMMED:
        # Where D_d(n) takes over from the sum for degree d, the sum for degree d - 1 is still above both.
        simpler = _own_plan(n, d - 1, sharp, listed)
        if simpler.estimate > best.estimate:
            best = _Plan(n, d, "BY-13", simpler.estimate, listed, inner=simpler)
    return best


def _own_plan(n: int, d: int, sharp: bool, listed: bool) -> _Plan:
    best = _one_variable_plan(n, d, listed)
    if n < _LEAST or not 1 <= d < n or n * d > 64 * MAX_VARIABLES:
        return best
    splits = [sharp_split(n, d)] if sharp else []
    if not sharp or n <= _BOTH:
        splits.append(formula_split(n, d))
    for split in splits:
        if split is not None:
            inner = _plan(split.n, d, sharp, listed=listed)
            estimate = gain_estimate(split, d) + inner.estimate
            if estimate > best.estimate:
                best = _Plan(n, d, "RV-6", estimate, listed, split, inner)
    return best


def _one_variable_plan(n: int, d: int, listed: bool) -> _Plan:
    if d == 1:
        claim = "RV-1-list" if listed and n <= MAX_LISTED else "RV-4"
        return _Plan(n, d, claim, linear_estimate(n, listed=listed), listed)
    shattered = shattered_lower_bound(n, d)
    if 2 <= d < n and d <= _MAX_SUMMED and 2 * d < n:
        estimate = polynomial_estimate(n, d)
        if estimate > shattered:
            return _Plan(n, d, "RV-5-P", estimate, listed)
    return _Plan(n, d, "RV-5-VC", shattered, listed)
