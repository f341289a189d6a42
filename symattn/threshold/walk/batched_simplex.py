"""Thousands of linear programs  min c.d, A d >= 1, d >= 0  are solved at once and exactly: the simplex method on the dual, with fraction-free pivots.

Property wanted: for each program a vertex d, as integers over one denominator, or multipliers u >= 0, not all 0, with u A <= 0, which exclude every d >= 0 with A d > 0.

Construction.  The dual  max u.1, u A + s = c, u, s >= 0  starts at u = 0, s = c > 0: no first phase.  Kept for each program: D = the determinant of the basis, and

    E = D [ B^-1   B^-1 c ]      N rows, one a basic variable (its value is last, over D)
        [ d        c_B.x  ]      the last row: the multipliers d of the equations, over D.

The column of u_y is S(y) with price D - S(y).D d: it may enter where S(y).d < 1; the column of s_j is a unit vector: it may enter where d_j < 0.  If none may, d solves
the program and is optimal (equal objectives).  If a column enters and no row stops it, its ray is u >= 0 with u A <= 0 whose sum grows: the program has no solution.

Exactness (Bareiss).  All entries, and the entries of an entering column, are subdeterminants of [A^T I c; 1 0 0], hence integers, and a pivot on a
divides exactly: E' = (a E - column x row) / D.  They are carried in float64.  As long as they stay below 2^25 every product stays below 2^50 and every difference
below 2^51, so each step is integer arithmetic without rounding; this is checked at run time at each pivot.  Two different fractions of integers below 2^25 differ by
a factor of at least 1 + 2^-50, more than two roundings: quotients in float64 compare as the fractions do.

Termination.  The column with the most violated price enters, but after a pivot that did not raise the objective, and until one does, Bland's rule is used: first column,
and of the rows with equal ratio always the one of the first variable.  A basis that came back would have been reached by pivots that leave the objective, all but the
first of them by Bland's rule; a cycle, followed once more, would be one of Bland's rule, which has none.  There are finitely many bases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symattn.errors import TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIMIT = 1 << 25
"""All entries of the tableaus stay below it in absolute value, or the computation stops with an error."""

BATCH = 2048
"""How many programs are pivoted together: their tableaus fit in a processor's cache."""

_CROWDED = 0.7
"""Tableaus are moved together when a smaller part of them is still pivoted."""


@dataclass(frozen=True, eq=False)
class Solutions:
    """For each program a solution d = numerators / denominator, or the multipliers that exclude one.

    Parameters
    ----------
    numerators, denominators
        Integers of shape (P, N) and (P,): the vertex of least c.d; denominator 0 where there is no solution.
    multipliers
        Integers of shape (P, M + N) where not feasible: u for the M rows, then s = -u A for the N columns.  None unless asked for.
    """

    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]
    multipliers: NDArray[np.int64] | None = None

    @property
    def feasible(self) -> NDArray[np.bool_]:
        """Whether there is a solution, shape (P,)."""
        return self.denominators > 0


def solve_batch(
    rows: NDArray[Any], index: NDArray[np.int64], costs: NDArray[np.int64], *, multipliers: bool = False
) -> Solutions:
    """Solve  min c.d, A d >= 1, d >= 0  for many programs, exactly.

    Parameters
    ----------
    rows
        The vectors that occur as rows, integers of shape (R, N).
    index
        The rows of each program, shape (P, M); a program with fewer than M rows repeats one.
    costs
        c_1, ..., c_N, positive integers.
    multipliers
        Whether to return the multipliers of programs without solution.

    Returns
    -------
    Solutions
        One solution or one exclusion for each program.

    Raises
    ------
    TooLarge
        If an entry of a tableau reaches 2^25: nothing inexact is returned.

    Examples
    --------
    d_1 - d_2 >= 1 with -d_1 + 2 d_2 >= 1 has the solution (3, 2); with -d_1 + d_2 >= 1 it has none, the sum of the rows being 0:

    >>> import numpy as np
    >>> rows = np.array([[1, -1], [-1, 2], [-1, 1]])
    >>> found = solve_batch(rows, np.array([[0, 1], [0, 2]]), np.array([1, 1]), multipliers=True)
    >>> found.feasible.tolist(), found.numerators[0].tolist(), int(found.denominators[0])
    ([True, False], [3, 2], 1)
    >>> found.multipliers[1].tolist()
    [1, 1, 0, 0]

    See Also
    --------
    symattn.threshold.is_threshold : one program in integers of any size.

    References
    ----------
    E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Math. Comp. 22 (1968);
    R. G. Bland, New finite pivoting rules for the simplex method, Math. Oper. Res. 2 (1977).
    """
    import numpy as np

    programs, width = index.shape
    size = rows.shape[1]
    solutions = Solutions(
        np.zeros((programs, size), dtype=np.int64),
        np.zeros(programs, dtype=np.int64),
        np.zeros((programs, width + size), dtype=np.int64) if multipliers else None,
    )
    columns = np.ascontiguousarray(rows.T.astype(np.float64))
    for start in range(0, programs, BATCH):
        place = np.arange(start, min(start + BATCH, programs))
        _solve_together(columns, index[place].T, costs, place, solutions)
    return solutions


def _solve_together(
    columns: NDArray[np.float64],
    index: NDArray[np.int64],
    costs: NDArray[np.int64],
    place: NDArray[np.int64],
    solutions: Solutions,
) -> None:
    """Run the programs ``place`` to their ends and write the answers; arrays have the program as their last axis."""
    import numpy as np

    size, (width, count) = len(columns), index.shape
    matrix = columns[:, index]
    tableau = np.zeros((size + 1, size + 1, count))
    tableau[np.arange(size), np.arange(size)] = 1
    tableau[:size, size] = costs[:, None]
    denominator = np.ones(count)
    basis = np.repeat(np.arange(width, width + size, dtype=np.int64)[:, None], count, axis=1)
    stalled = np.zeros(count, dtype=bool)
    alive = np.ones(count, dtype=bool)
    while True:
        prices = np.empty((width + size, count))
        np.einsum("imb,ib->mb", matrix, tableau[size, :size], out=prices[:width])
        prices[:width] -= denominator
        prices[width:] = tableau[size, :size]
        entering, price = _entering(prices, stalled)
        column = _entering_column(tableau, matrix, entering, width)
        column[size] = price
        row, stopped = _leaving(tableau[:size, size], column[:size], basis)
        done, rejected = alive & (price >= 0), alive & (price < 0) & ~stopped
        _write(tableau, denominator, place, done, solutions)
        if solutions.multipliers is not None:
            _write_rays(solutions.multipliers, column, denominator, basis, entering, place, rejected)
        alive &= ~(done | rejected)
        left = int(alive.sum())
        if not left:
            return
        if left < _CROWDED * count:
            # What is left is moved together, so that ended programs cost nothing further.
            kept = np.flatnonzero(alive)
            matrix, tableau, column = matrix[:, :, kept], tableau[:, :, kept], column[:, kept]
            denominator, basis, stalled = denominator[kept], basis[:, kept], stalled[kept]
            place, entering, row, alive = place[kept], entering[kept], row[kept], alive[kept]
            count = left
        # Until then ended programs are pivoted with the factor 1 and the column 0, which changes nothing.
        column[:, ~alive] = 0
        _guard(column)
        here = np.arange(count)
        pivot = np.where(alive, column[row, here], denominator)
        line = np.take_along_axis(tableau, row[None, None, :], axis=0)[0]
        stalled = line[size] == 0
        # In the pivot's row the factor a - D makes the update (a E - (a - D) E) / D = E: the row stays.
        column[row, here] = pivot - denominator
        tableau *= pivot
        tableau -= column[:, None] * line
        tableau /= denominator
        _guard(tableau)
        basis[row, here] = entering
        denominator = pivot


def _write(
    tableau: NDArray[np.float64],
    denominator: NDArray[np.float64],
    place: NDArray[np.int64],
    done: NDArray[np.bool_],
    solutions: Solutions,
) -> None:
    """Write the vertices of the programs that are done."""
    import numpy as np

    some = np.flatnonzero(done)
    size = solutions.numerators.shape[1]
    solutions.numerators[place[some]] = tableau[size, :size, some].astype(np.int64)
    solutions.denominators[place[some]] = denominator[some].astype(np.int64)


def _write_rays(
    multipliers: NDArray[np.int64],
    column: NDArray[np.float64],
    denominator: NDArray[np.float64],
    basis: NDArray[np.int64],
    entering: NDArray[np.int64],
    place: NDArray[np.int64],
    rejected: NDArray[np.bool_],
) -> None:
    """Write the rays of the programs that have no solution: the entering variable grows by 1, basic ones by minus its column."""
    import numpy as np

    some = np.flatnonzero(rejected)
    multipliers[place[some], basis[:, some]] = -column[:-1, some].astype(np.int64)
    multipliers[place[some], entering[some]] = denominator[some].astype(np.int64)


def _guard(entries: NDArray[np.float64]) -> None:
    largest = max(entries.max(), -entries.min())
    if largest >= LIMIT:
        raise TooLarge("programs", "must keep determinants below 2^25", int(largest))


def _entering(
    prices: NDArray[np.float64], stalled: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the column of least price, the first of equal ones; for stalled programs the first of negative price."""
    import numpy as np

    # Price and number in one integer, below 2^25 N^2 2^8 < 2^50 in absolute value: one minimum finds both.
    numbers = np.arange(len(prices))[:, None]
    coded = prices * 256
    coded += numbers
    if stalled.any():
        some = np.flatnonzero(stalled)
        coded[:, some] = np.where(prices[:, some] < 0, numbers - float(1 << 50), coded[:, some])
    entering = (coded.min(axis=0) % 256).astype(np.int64)
    return entering, prices[entering, np.arange(prices.shape[1])]


def _entering_column(
    tableau: NDArray[np.float64], matrix: NDArray[np.float64], entering: NDArray[np.int64], width: int
) -> NDArray[np.float64]:
    """Return the entering column E S(y), or a column of E where a slack variable enters; the last row is left to the caller."""
    import numpy as np

    size, _, count = matrix.shape
    vector = matrix[:, np.minimum(entering, width - 1), np.arange(count)]
    slack = np.flatnonzero(entering >= width)
    vector[:, slack] = np.arange(size)[:, None] == entering[slack] - width
    column = np.empty((size + 1, count))
    np.einsum("rib,ib->rb", tableau[:size, :size], vector, out=column[:size])
    return column


def _leaving(
    values: NDArray[np.float64], column: NDArray[np.float64], basis: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the row of least ratio value / entry over positive entries, of equal ones that of the first variable; and whether there is one."""
    import numpy as np

    positive: NDArray[np.bool_] = column > 0
    ratio = np.where(positive, values, np.inf) / np.where(positive, column, 1.0)
    least = ratio.min(axis=0)
    tied = np.where(positive & (ratio == least), basis, np.iinfo(np.int64).max)
    return tied.argmin(axis=0), np.isfinite(least)
