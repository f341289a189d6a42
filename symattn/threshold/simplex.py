"""One step of the simplex method with integers: a tableau of numerators over one denominator, whose pivots divide exactly (Bareiss)."""

from __future__ import annotations


def entering(costs: list[int], columns: int, bland: bool) -> int | None:
    """Return the column that enters the basis: the first one of negative cost (Bland), or the one of least cost.

    Parameters
    ----------
    costs
        The row of reduced costs.
    columns
        How many of its entries belong to variables that may enter.
    bland
        Whether to take the first, which excludes cycles.

    Returns
    -------
    int or None
        The column, or None where no cost is negative: the basis is optimal.

    Examples
    --------
    >>> entering([2, -1, -3, -5], 3, True), entering([2, -1, -3, -5], 3, False), entering([0, 1], 2, True)
    (1, 2, None)

    See Also
    --------
    leaving : what it replaces.

    References
    ----------
    R. G. Bland, New finite pivoting rules for the simplex method, Math. Oper. Res. 2 (1977).
    """
    if bland:
        return next((j for j in range(columns) if costs[j] < 0), None)
    least = min(costs[:columns])
    return costs.index(least) if least < 0 else None


def leaving(tableau: list[list[int]], basis: list[int], column: int) -> int | None:
    """Return the row of the smallest ratio right side / entry over the positive entries of a column, of equal ones that of the first variable.

    Parameters
    ----------
    tableau
        Integer rows, the right side last.
    basis
        The basic variable of each row.
    column
        The column that enters.

    Returns
    -------
    int or None
        The row, or None where no entry is positive: the column grows along a ray.

    Examples
    --------
    The ratios are 6/2 and 2/1; with the right side 3 they would be equal:

    >>> leaving([[2, 6], [1, 2]], [4, 5], 0), leaving([[2, 6], [1, 3]], [5, 4], 0), leaving([[-1, 2]], [3], 0)
    (1, 1, None)

    See Also
    --------
    entering : the column.

    References
    ----------
    R. G. Bland, New finite pivoting rules for the simplex method, Math. Oper. Res. 2 (1977).
    """
    best = None
    for row, basic in enumerate(basis):
        entry, right = tableau[row][column], tableau[row][-1]
        if entry <= 0:
            continue
        if best is not None:
            difference = right * tableau[best][column] - tableau[best][-1] * entry
            if difference > 0 or (difference == 0 and basic > basis[best]):
                continue
        best = row
    return best


def pivot(tableau: list[list[int]], row: int, column: int, denominator: int) -> int:
    """Make ``column`` basic in ``row``: all other entries of the column become 0, and the tableau stays one of integers over one denominator.

    Parameters
    ----------
    tableau
        Integer rows, changed in place: numerators over ``denominator``.
    row, column
        The place of an entry that is not 0.
    denominator
        The previous denominator, 1 at first.

    Returns
    -------
    int
        The new denominator, the entry itself; the divisions by the old one are exact.

    Examples
    --------
    x + 2 y = 4 and 3 x + y = 7 have the solution x = 10/5, y = 5/5:

    >>> rows = [[1, 2, 4], [3, 1, 7]]
    >>> pivot(rows, 1, 1, pivot(rows, 0, 0, 1))
    -5
    >>> rows
    [[-5, 0, -10], [0, -5, -5]]

    See Also
    --------
    leaving : rows with a positive entry, so that the denominator stays positive.

    References
    ----------
    E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Math. Comp. 22 (1968).
    """
    pivot_line = tableau[row]
    pivot = pivot_line[column]
    for other, line in enumerate(tableau):
        if other != row:
            entry = line[column]
            if entry:
                tableau[other] = [
                    (pivot * a - entry * b) // denominator for a, b in zip(line, pivot_line, strict=True)
                ]
            elif pivot != denominator:
                tableau[other] = [pivot * a // denominator for a in line]
    return pivot
