r"""A system of strict inequalities a_k.y > 0 has an integer solution y, or integers u_k >= 0, not all 0, with sum_k u_k a_k = 0: never both (Gordan).

Property wanted: for each system one of the two, found and checked in integers.

Construction: the linear program

    maximise sum_k u_k   subject to   -1 <= sum_k u_k a_kj <= 1   for each coordinate j,   u >= 0.

Derivation: u = 0 is feasible.  Along an unbounded ray the sums stay bounded, hence vanish, and the ray is the relation.  If the maximum is finite, the multipliers
y of the constraints solve the dual, min sum_j |y_j| subject to a_k.y >= 1 for all k.  Either answer is multiplied out again, so that nothing rests on the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import NamedTuple

from symattn.errors import InvalidArgument
from symattn.threshold.simplex import entering, leaving, pivot

Row = tuple[int, ...]


class Decision(NamedTuple):
    """A solution y of a system of strict inequalities, or the multipliers u of a relation between its rows; the other one is None."""

    point: Row | None
    multipliers: Row | None

    def check(self, rows: Sequence[Row]) -> bool:
        """Return whether the integers prove the answer for these rows."""
        if self.point is not None:
            return all(sum(a * y for a, y in zip(row, self.point, strict=True)) > 0 for row in rows)
        if self.multipliers is None or len(self.multipliers) != len(rows) or not rows:
            return False
        sums = [
            sum(u * a for u, a in zip(self.multipliers, column, strict=True))
            for column in zip(*rows, strict=True)
        ]
        return not any(sums) and min(self.multipliers) >= 0 < max(self.multipliers)


def decide(rows: Sequence[Row]) -> Decision:
    """Return y with a.y > 0 for all rows a, or non-negative multipliers, not all 0, with which the rows sum to 0.

    Parameters
    ----------
    rows
        Tuples of integers, all of the same length.

    Returns
    -------
    Decision
        ``.point`` or ``.multipliers``, re-checked.

    Raises
    ------
    InvalidArgument
        If there are no rows, or their lengths differ.

    Examples
    --------
    >>> decide([(1, 0), (0, 1), (1, -1)])
    Decision(point=(2, 1), multipliers=None)
    >>> answer = decide([(1, 0), (0, 1), (-1, -1)])
    >>> answer, answer.check([(1, 0), (0, 1), (-1, -1)])
    (Decision(point=None, multipliers=(1, 1, 1)), True)

    See Also
    --------
    symattn.capacity.characterised.regions.regions : all sign vectors of an arrangement.

    References
    ----------
    P. Gordan (1873).
    """
    if not rows or len({len(row) for row in rows}) != 1:
        raise InvalidArgument("rows", "must be one or more tuples of the same length", list(rows))
    size, dimension = len(rows), len(rows[0])
    height = 2 * dimension
    tableau = [
        [(1 - 2 * (i % 2)) * row[i // 2] for row in rows] + [int(j == i) for j in range(height)] + [1]
        for i in range(height)
    ]
    tableau.append([-1] * size + [0] * (height + 1))
    basis = list(range(size, size + height))
    denominator, stalled = 1, False
    while True:
        costs = tableau[height]
        column = entering(costs, size + height, stalled)
        if column is None:
            point = [costs[size + 2 * j] - costs[size + 2 * j + 1] for j in range(dimension)]
            return _checked(Decision(_coprime(point), None), rows)
        row = leaving(tableau, basis, column)
        if row is None:
            ray = {column: denominator}
            ray.update((basic, -line[column]) for basic, line in zip(basis, tableau, strict=False))
            return _checked(Decision(None, _coprime([ray.get(k, 0) for k in range(size)])), rows)
        # Bland's rule while the objective stands still: it excludes cycles.
        stalled = tableau[row][-1] == 0
        denominator = pivot(tableau, row, column, denominator)
        basis[row] = column


def _coprime(values: list[int]) -> Row:
    divisor = gcd(*values) or 1
    return tuple(value // divisor for value in values)


def _checked(decision: Decision, rows: Sequence[Row]) -> Decision:
    if not decision.check(rows):
        raise ArithmeticError("the simplex method ended with an answer that does not check")
    return decision
