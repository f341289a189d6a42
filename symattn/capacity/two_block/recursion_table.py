r"""L(N) = max over n + m = N of L(n) + log2 B'_d(m) + n D' + log2(1 - eps(n, m)): the two-block theorem applied again and again.

Construction: L(N) <= log2 T_d(N) for every N follows from any choice of m, so the choice is made in floating point, for all pairs (n, m) at once, and only
the chosen terms are enclosed.  One variable more, T(N) >= (2^(N-1) + 1) T(N-1) or T_d(N) >= T_d(N-1) B_(d-1)(N-1), competes with the two blocks.

eps(n, m) for all n and one m: the terms binom(D', s) 2^s q_s^n, s = 3, 4, ..., are added up in a row for each n, and the least over s0 is taken
with the term (2^m - 1 - D') q_(s0)^n for the rest.  The first s with binom(D', s) 2^s >= 2^m - 1 - D', at most m, is the last s0 that is tried: beyond it the
term of s itself would be added, which is at least the rest's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lgamma, log, log2
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose, log2_ball
from symattn.capacity.cover import monomials
from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.block_sizes import log2_bases_estimate
from symattn.capacity.two_block.one_variable import MAX_LISTED, shattered_lower_bound
from symattn.capacity.two_block.theorem import sum_of_balls, two_block_bound
from symattn.capacity.two_block.union_bound import (
    log2_rest_estimate,
    log2_supports_estimate,
    log2_two_value_estimate,
)
from symattn.errors import InvalidArgument
from symattn.threshold import count_threshold
from symattn.threshold.arguments import as_integer, check_variables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MAX_VARIABLES_TABULATED = 1000
"""Largest N of a table."""

_VACUOUS = -1e-3
_GUARD = 8
_ONE, _SHATTERED = -1, -2
Step = Literal["start", "shattered points", "one variable", "two blocks"]


@dataclass(frozen=True)
class Row:
    """A certified lower bound of log2 T_d(N), and the step that gave it: from the bound for N - m.

    Parameters
    ----------
    N
        The number of variables.
    bound
        A ball around the bound.
    step
        What it comes from.
    m
        The number of variables added by the step; 0 where it starts afresh.

    Examples
    --------
    >>> [(row.N, row.step, row.m) for row in lower_bound_table(7)[5:]]
    [(5, 'start', 0), (6, 'one variable', 1), (7, 'two blocks', 2)]

    See Also
    --------
    lower_bound_table : all rows up to N.

    References
    ----------
    Claim RV-6.
    """

    N: int
    bound: Ball
    step: Step
    m: int

    def to_json(self) -> dict[str, Any]:
        """Return the row as one object."""
        return {"N": self.N, "bound": self.bound.to_json(), "step": self.step, "m": self.m}


def lower_bound_table(
    N: SupportsIndex,
    degree: SupportsIndex = 1,
    *,
    start: Mapping[int, int] | None = None,
    digits: SupportsIndex = 15,
) -> tuple[Row, ...]:
    """Return certified lower bounds of log2 T_d(0), ..., log2 T_d(N).

    Parameters
    ----------
    N
        The largest number of variables, at most 1000.
    degree
        d >= 1.
    start
        Numbers T_d(n) taken as known, such as published ones: without it the listed T(n) for n <= 5, or 2^(2^n) for n <= d.
    digits
        The number of decimals of the mid-points.

    Returns
    -------
    tuple of Row
        One row for each n from 0 to N.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    Single variables give at most half of N^2 in the limit; two blocks are above it at N = 60:

    >>> row = lower_bound_table(60)[60]
    >>> row.step, row.bound.lower > 60**2 * 0.55
    ('two blocks', True)

    See Also
    --------
    log2_threshold_lower_bound : one bound, up to a million variables.

    References
    ----------
    Claims RV-4, RV-5, RV-6.
    """
    N = check_variables(N, most=MAX_VARIABLES_TABULATED, name="N")
    d = as_integer(degree, "degree", least=1)
    digits = check_digits(digits)
    known = _known(d, N) if start is None else _checked(start)
    rows: list[Row] = []
    for n, m in enumerate(_choices(N, d, known)):
        if m == 0:
            rows.append(Row(n, log2_ball(known[n], digits + _GUARD), "start", 0))
        elif m == _SHATTERED:
            value = Fraction(shattered_lower_bound(n, d))
            rows.append(Row(n, Ball.enclosing(value, value, digits=0), "shattered points", 0))
        elif m == _ONE:
            step = sum_of_balls(
                [rows[n - 1].bound, _one_variable(n - 1, d, digits + _GUARD)], digits + _GUARD
            )
            rows.append(Row(n, step, "one variable", 1))
        else:
            gained = two_block_bound(n - m, m, d, digits=digits + _GUARD)
            bound = sum_of_balls([rows[n - m].bound, gained], digits + _GUARD)
            rows.append(Row(n, bound, "two blocks", m))
    return tuple(Row(row.N, sum_of_balls([row.bound], digits), row.step, row.m) for row in rows)


def _known(d: int, N: int) -> dict[int, int]:
    if d == 1:
        return {n: count_threshold(n) for n in range(min(N, MAX_LISTED) + 1)}
    return {n: 1 << (1 << n) for n in range(min(N, d, 16) + 1)}


def _checked(start: Mapping[int, int]) -> dict[int, int]:
    if not isinstance(start, Mapping) or 0 not in start:
        raise InvalidArgument(
            "start", "must map numbers of variables, 0 among them, to numbers of gates", start
        )
    return {as_integer(n, "start"): as_integer(count, "start") for n, count in start.items()}


def _choices(N: int, d: int, known: Mapping[int, int]) -> list[int]:
    """Return for each n the m of the best two blocks, 0 for a known number, or one of the other steps."""
    import numpy as np

    gains = _gains(N, d)
    best: list[float] = []
    choices: list[int] = []
    for n in range(N + 1):
        candidates = [(log2(known[n]), 0)] if n in known else []
        if n:
            candidates.append((best[n - 1] + _one_variable_estimate(n - 1, d), _ONE))
            candidates.append((float(shattered_lower_bound(n, d)), _SHATTERED))
            sums = np.array(best[n - 1 :: -1]) + gains[range(n - 1, -1, -1), range(1, n + 1)]
            sums[-1] = -np.inf  # the first block has at least one variable
            m = int(np.argmax(sums)) + 1
            candidates.append((float(sums[m - 1]), m))
        value, choice = max(candidates, key=lambda pair: pair[0])
        best.append(value)
        choices.append(choice)
    return choices


def _gains(N: int, d: int) -> npt.NDArray[np.float64]:
    """Return estimates of log2 B' + n D' + log2(1 - eps) for all n + m <= N; minus infinity where eps >= 1."""
    import numpy as np

    gains = np.full((N + 1, N + 1), -np.inf)
    for m in range(1, N):
        D = nonconstant_monomials(m, d)
        n = np.arange(1, N - m + 1, dtype=float)
        exponents = _log2_eps(n, m, D)
        useful = exponents < _VACUOUS
        loss = np.log2(1 - np.exp2(np.where(useful, exponents, -1.0)))
        values = log2_bases_estimate(m, d, D) + n * float(D) + loss
        gains[1 : N - m + 1, m] = np.where(useful, values, -np.inf)
    return gains


def _log2_eps(n: npt.NDArray[np.float64], m: int, D: int) -> npt.NDArray[np.float64]:
    import numpy as np

    if D < 3 or (m < 64 and (1 << m) - 1 == D):
        return np.full(n.shape, -np.inf)
    rest = log2_rest_estimate(m, D)
    numbers = [log2_supports_estimate(D, 3)]
    while numbers[-1] < rest and len(numbers) < D - 2:
        numbers.append(log2_supports_estimate(D, 3 + len(numbers)))
    concentrations = np.array([log2_two_value_estimate(3 + k) for k in range(len(numbers))])
    first = np.logaddexp2.accumulate(numbers + np.outer(n, concentrations), axis=1)
    # column k: s0 = 3 + k, with the terms below s0 and one for the rest
    below = np.concatenate([np.full((len(n), 1), -np.inf), first[:, :-1]], axis=1)
    split = np.logaddexp2(below, rest + np.outer(n, concentrations)).min(axis=1)
    result: npt.NDArray[np.float64] = np.minimum(split, first[:, -1]) if len(numbers) == D - 2 else split
    return result


def _one_variable(n: int, d: int, digits: int) -> Ball:
    """Return log2(2^n + 1) for d = 1, and log2 of a lower bound of B_(d-1)(n) otherwise."""
    if d == 1:
        return log2_ball((1 << n) + 1, digits)
    D = monomials(n, d - 1)

    def logarithm() -> Any:
        from flint import arb, fmpz

        return arb(fmpz((n - d + 1) * D)) - arb(fmpz(D + 1)).lgamma() / arb.const_log2()

    ball = enclose(logarithm, digits=digits)
    return ball if ball.lower > 0 else Ball("0", "0")


def _one_variable_estimate(n: int, d: int) -> float:
    if d == 1:
        return log2(2**n + 1)
    D = monomials(n, d - 1)
    return max(0.0, float((n - d + 1) * D) - lgamma(D + 1) / log(2))
