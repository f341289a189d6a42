"""Finite consequences of the lemmas on arrangements, computed: small arrangements, and the two-block arrangements of all functions of few variables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import gcd

from symattn.capacity.arrangements.arrangement import Arrangement, Row
from symattn.capacity.arrangements.region_points import region_points
from symattn.capacity.two_block.bases import bases
from symattn.capacity.two_block.block_arrangement import (
    block_functions,
    generic_representative,
    is_generic,
    two_block_arrangement,
)
from symattn.capacity.two_block.cube_arrangements import (
    monomial_arrangement,
    polynomial_values,
    strict_representatives,
)
from symattn.threshold import count_threshold, threshold_functions

_LINES = ((1, 0, 0), (1, 0, -1), (0, 1, 0), (0, 1, -1), (1, 1, 0), (1, 1, -1), (1, -1, 0), (2, 1, -1))
_PLANES = (
    (1, 0, 0, 0),
    (1, 0, 0, -1),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (1, 1, 0, 0),
    (1, 1, 1, -1),
    (1, -1, 0, 0),
)
_PENCIL = tuple((1, slope, 0) for slope in range(6))
_GRID = tuple(row for k in range(3) for row in ((1, 0, -k), (0, 1, -k)))
_EMPTY = 4
_GENERAL = tuple((1, t, t**2, t**3, t**4) for t in range(5))


@cache
def small_arrangements() -> tuple[Arrangement, ...]:
    """Return arrangements in dimensions 0 to 4: empty, parallel, concurrent, not essential, in general position."""
    chosen: list[tuple[int, Sequence[Row]]] = [(dimension, ()) for dimension in range(_EMPTY)]
    chosen += [(1, tuple((1, -k) for k in range(size))) for size in range(1, 4)]
    chosen += [(2, rows) for size in range(1, 5) for rows in combinations(_LINES, size)]
    chosen += [(3, rows) for size in range(1, 5) for rows in combinations(_PLANES, size)]
    chosen += [(2, _PENCIL), (2, _GRID), (4, _GENERAL)]
    return tuple(
        Arrangement([row[:-1] for row in rows], [row[-1] for row in rows], dimension=dimension)
        for dimension, rows in chosen
    )


NON_EMPTY = range(_EMPTY, len(small_arrangements()))
"""Positions of the small arrangements that have a last hyperplane."""


def _without_last(arrangement: Arrangement) -> Arrangement:
    return Arrangement(arrangement.normals[:-1], arrangement.offsets[:-1], dimension=arrangement.dimension)


def _last(arrangement: Arrangement) -> Arrangement:
    return Arrangement(arrangement.normals[-1:], arrangement.offsets[-1:])


def pieces(arrangement: Arrangement) -> int:
    """Return the number of regions, by a point in each."""
    return len(region_points(arrangement))


def solved_vertices(arrangement: Arrangement) -> int:
    """Return the number of vertices, by solving every system of D equations."""
    found = set()
    for rows in combinations(arrangement.hyperplanes, arrangement.dimension):
        point = _solution(rows)
        if point is not None:
            found.add(point)
    return len(found)


def _solution(rows: Sequence[Row]) -> tuple[Fraction, ...] | None:
    """Return the one point of D hyperplanes of R^D, or None."""
    left = [[Fraction(entry) for entry in row] for row in rows]
    size = len(left)
    for j in range(size):
        pivot = next((i for i in range(j, size) if left[i][j]), None)
        if pivot is None:
            return None
        left[j], left[pivot] = left[pivot], left[j]
        for i in range(size):
            if i != j and left[i][j]:
                factor = left[i][j] / left[j][j]
                left[i] = [x - factor * y for x, y in zip(left[i], left[j], strict=True)]
    return tuple(-left[j][size] / left[j][j] for j in range(size))


def parts(measure: Callable[[Arrangement], int]) -> dict[str, Callable[[int], int]]:
    """Return a measure of the k-th small arrangement A + H, of A, and of A^H, where H is the last hyperplane."""

    def whole(k: int) -> int:
        return measure(small_arrangements()[k])

    def deleted(k: int) -> int:
        return measure(_without_last(small_arrangements()[k]))

    def restricted(k: int) -> int:
        arrangement = small_arrangements()[k]
        return measure(_without_last(arrangement).on(_last(arrangement)))

    return {"whole": whole, "deleted": deleted, "restricted": restricted}


@cache
def polynomial_gates(n: int, d: int) -> int:
    """Return T_d(n): for d = 1 from the list of threshold gates, else as the number of regions of the monomial arrangement."""
    return count_threshold(n) if d == 1 else monomial_arrangement(n, d).regions()


@cache
def representatives(n: int, m: int, d: int) -> tuple[Row, ...]:
    """Return a generic integer polynomial for each polynomial threshold function of degree at most d."""
    return tuple(generic_representative(table, n, m, d) for table in strict_representatives(n, d))


def represented(n: int, m: int, d: int) -> int:
    """Return the number of functions H(p) of the nowhere-zero generic integer polynomials p that the search finds."""
    tables = set()
    for p in representatives(n, m, d):
        values = polynomial_values(p, n, d)
        if all(values) and is_generic(p, n, m, d):
            tables.add(tuple(value > 0 for value in values))
    return len(tables)


def generic_at_once(n: int, m: int, d: int) -> int:
    """Return for how many functions the first strict integer representative is already generic."""
    return sum(is_generic(p, n, m, d) for p in strict_representatives(n, d).values())


@cache
def _arranged(n: int, m: int, d: int) -> tuple[Arrangement, ...]:
    return tuple(two_block_arrangement(n, m, d, p) for p in representatives(n, m, d))


def hyperplanes(n: int, m: int, d: int) -> int:
    """Return the number of different hyperplanes, summed over all functions."""
    return sum(len(arrangement) for arrangement in _arranged(n, m, d))


def hyperplanes_of_any(n: int, m: int, d: int) -> int:
    """Return the same for representatives that need not be generic."""
    chosen = strict_representatives(n, d).values()
    return sum(len(two_block_arrangement(n, m, d, p)) for p in chosen)


def regions(n: int, m: int, d: int) -> int:
    """Return the number of regions, summed over all functions."""
    return sum(arrangement.regions() for arrangement in _arranged(n, m, d))


def vertices(n: int, m: int, d: int) -> int:
    """Return the number of vertices, summed over all functions."""
    return sum(arrangement.vertices() for arrangement in _arranged(n, m, d))


def simple_vertices(n: int, m: int, d: int) -> int:
    """Return the number of vertices on exactly D' hyperplanes, summed over all functions."""
    return sum(arrangement.simple_vertices() for arrangement in _arranged(n, m, d))


def independent_sets(n: int, m: int, d: int) -> int:
    """Return the number of sets of D' hyperplanes with independent normals, summed over all functions."""
    return sum(arrangement.bases() for arrangement in _arranged(n, m, d))


def glued(n: int, m: int, d: int) -> int:
    """Return the number of different functions F_c, one c from each region; only those that are polynomial threshold functions of degree d of n + m variables count."""
    known: set[int] = (
        set(threshold_functions(n + m).tables.tolist()) if d == 1 else set(strict_representatives(n + m, d))
    )
    found: set[int] = set()
    for table, p in zip(strict_representatives(n, d), representatives(n, m, d), strict=True):
        low = (1 << (1 << n)) - 1
        found |= {F for F in block_functions(n, m, d, p) if F & low == table and F in known}
    return len(found)


def pairs(n: int, m: int, d: int) -> int:
    """Return the number of pairs (basis, tuple of the v_i), summed over all functions."""
    return sum(_lonely(n, m, d, p)[0] for p in representatives(n, m, d))


def good_pairs(n: int, m: int, d: int) -> int:
    """Return the number of pairs through whose point no further hyperplane passes, summed over all functions."""
    return sum(_lonely(n, m, d, p)[1] for p in representatives(n, m, d))


def points_of_good_pairs(n: int, m: int, d: int) -> int:
    """Return the number of different points of good pairs, summed over all functions."""
    return sum(_lonely(n, m, d, p)[2] for p in representatives(n, m, d))


@cache
def _lonely(n: int, m: int, d: int, p: Row) -> tuple[int, int, int]:
    """Return (pairs, good pairs, different points of good pairs), each pair tested against every other hyperplane.

    A point c is known by the numbers -<c, phi'(u)> = sum_i l_i(u) p(v_i), all u, because the vectors phi'(u) span.
    """
    values = polynomial_values(p, n, d)
    total = good = 0
    points = set()
    for basis in bases(m, d):
        multiples = [basis.determinant * value for value in values]
        for chosen in product(range(len(values)), repeat=len(basis.points)):
            at = [sum(x * values[v] for x, v in zip(row, chosen, strict=True)) for row in basis.numerators]
            through = sum(multiples.count(number) for number in at)
            total += 1
            if through == len(basis.points):
                good += 1
                divisor = gcd(basis.determinant, *at)
                points.add(tuple(number // divisor for number in (basis.determinant, *at)))
    return total, good, len(points)
