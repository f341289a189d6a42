r"""Every region of an arrangement whose normals span R^D has a vertex in its closure: a point of each region is found beside the vertices.

Property wanted: one rational point of each region, by a method that shares nothing with deletion and restriction, so that either count checks the other.

Construction: if the normals do not span, all but r coordinates are set to 0, r the rank, chosen such that the normals have rank r on the others.
Then for each vertex v, for each region of the central arrangement of the hyperplanes through v, take a direction w inside it and the point v + e w with e > 0
so small that no other hyperplane lies between.  Directions of a central arrangement: points of the regions of what it cuts out on a.w = 1, where a is one
normal, and their negatives.  Of the points with equal signs one is kept.

Derivation: the arrangement does not change along a space complementary to the r coordinates.  The closure of a region is a polyhedron, and contains no line, since the
normals span; so it has a vertex v of the arrangement.  Near v the region is one of the central arrangement at v, and all its directions w with e small lead into it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import lcm
from operator import mul

from symattn.capacity.arrangements.arrangement import Arrangement, Point, Row, meeting_points, restricted
from symattn.errors import TooLarge

_MAX_VISITS = 60_000

Signs = tuple[int, ...]


def region_points(arrangement: Arrangement) -> dict[Signs, Point]:
    """Return for each region its sign vector (sign(a.c + b) for each hyperplane) and a rational point c in it.

    Parameters
    ----------
    arrangement
        An arrangement of few hyperplanes: every vertex is visited.

    Returns
    -------
    dict
        Sign vectors, entries +1 and -1 in the order of ``arrangement.hyperplanes``, sorted, and D Fractions for each.

    Raises
    ------
    TooLarge
        If the number of vertices times 2^D is more than 60000.

    Examples
    --------
    The plane minus three lines in general position has seven pieces; no point is on the negative side of all:

    >>> triangle = Arrangement([(1, 0), (0, 1), (1, 1)], [0, 0, -1])
    >>> signs = region_points(triangle)
    >>> len(signs) == triangle.regions() == 7, (-1, -1, 1) in signs
    (True, False)

    Each point has the signs it stands for:

    >>> all(
    ...     (sum(x * y for x, y in zip(a, c)) + b) * sign > 0
    ...     for signs, c in region_points(triangle).items()
    ...     for (a, b, sign) in zip(triangle.normals, triangle.offsets, signs)
    ... )
    True

    See Also
    --------
    symattn.capacity.arrangements.arrangement.Arrangement.regions : the number, by deletion and restriction.

    References
    ----------
    Claim RV-6-06-r.
    """
    arrangement.vertices()  # raises if there are too many to visit
    points = _points(arrangement.hyperplanes, arrangement.dimension)
    return dict(sorted(points.items()))


def _points(rows: tuple[Row, ...], dimension: int) -> dict[Signs, Point]:
    if not rows:
        return {(): (Fraction(0),) * dimension}
    columns = _pivots(rows, dimension)
    if len(columns) < dimension:
        kept = tuple(tuple(row[j] for j in (*columns, dimension)) for row in rows)
        return {signs: _spread(c, columns, dimension) for signs, c in _points(kept, len(columns)).items()}
    found: dict[Signs, Point] = {}
    places = meeting_points(dict.fromkeys(rows, 1), dimension)
    if len(places) << dimension > _MAX_VISITS:
        hint = "Arrangement.regions() counts without visiting them."
        raise TooLarge("arrangement", f"has more than {_MAX_VISITS} corners of regions", len(rows), hint)
    for vertex in places:
        # Signs and quotients of values and slopes are those at the vertex x / w: both have the factor w > 0.
        values = [sum(map(mul, row, vertex)) for row in rows]
        through = tuple((*row[:-1], 0) for row, value in zip(rows, values, strict=True) if not value)
        for direction in _directions(through, dimension):
            slopes = [vertex[-1] * sum(map(mul, row, direction)) for row in rows]
            signs = tuple(
                1 if (value or slope) > 0 else -1 for value, slope in zip(values, slopes, strict=True)
            )
            if signs not in found:
                found[signs] = _beside(vertex, direction, values, slopes)
    return found


@cache
def _directions(rows: tuple[Row, ...], dimension: int) -> tuple[Row, ...]:
    """Return an integer direction into each region of a central arrangement."""
    if dimension == 1:
        return ((1,), (-1,))
    last = (*rows[-1][:-1], -1)
    j = next(i for i, entry in enumerate(last) if entry)
    directions = []
    for c in _points(tuple(restricted(dict.fromkeys(rows[:-1], 1), last)), dimension - 1).values():
        rest = sum(map(mul, (*last[:j], *last[j + 1 : -1]), c), Fraction(-1))  # so that a.w = 1
        w = (*c[:j], -rest / last[j], *c[j:])
        scale = lcm(*(x.denominator for x in w))
        directions.append(tuple(int(x * scale) for x in w))
    return (*directions, *(tuple(-x for x in w) for w in directions))


def _beside(vertex: Row, direction: Row, values: list[int], slopes: list[int]) -> Point:
    """Return v + e w: e is half of what would reach the nearest hyperplane that does not pass through v, and at most 1."""
    reach = (
        Fraction(abs(value), abs(2 * slope))
        for value, slope in zip(values, slopes, strict=True)
        if value and slope
    )
    step = min(reach, default=Fraction(1))
    step = min(step, Fraction(1))
    return tuple(Fraction(x, vertex[-1]) + step * w for x, w in zip(vertex, direction, strict=False))


def _pivots(rows: tuple[Row, ...], dimension: int) -> tuple[int, ...]:
    """Return as many coordinates as the rank of the normals, on which the normals have that rank."""
    reduced: dict[int, list[Fraction]] = {}
    for row in rows:
        rest = [Fraction(entry) for entry in row[:-1]]
        for j, other in reduced.items():
            if rest[j]:
                factor = rest[j] / other[j]
                rest = [x - factor * y for x, y in zip(rest, other, strict=True)]
        first = next((j for j, entry in enumerate(rest) if entry), None)
        if first is not None:
            reduced[first] = rest
        if len(reduced) == dimension:
            break
    return tuple(sorted(reduced))


def _spread(point: Point, columns: tuple[int, ...], dimension: int) -> Point:
    values = dict(zip(columns, point, strict=True))
    return tuple(values.get(j, Fraction(0)) for j in range(dimension))
