"""One step of the simplex method with integers: a tableau of numerators over one denominator, whose pivots divide exactly (Bareiss)."""

from __future__ import annotations


def entering(costs: list[int], columns: int, bland: bool) -> int | None:
    """Return the column that enters: the first negative cost (Bland), or the most negative one."""
    if bland:
        return next((j for j in range(columns) if costs[j] < 0), None)
    least = min(costs[:columns])
    return costs.index(least) if least < 0 else None


def leaving(tableau: list[list[int]], basis: list[int], column: int) -> int | None:
    """Return the row of the smallest ratio right side / entry, or None: the column grows along a ray."""
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
    """Make ``column`` basic in ``row``; the entries are numerators over the returned denominator > 0."""
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
