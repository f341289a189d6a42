r"""The regions of a central arrangement are listed inside a cone by adding hyperplanes one at a time, and counted by deletion and restriction.

Property wanted: all sign vectors (sign(a_1.y), ..., sign(a_m.y)), none of them 0, of points y of an open cone, with a proof that none is missing.

Construction: start with the cone.  For each a_j decide for each region found so far whether it has points with a_j.y > 0 and with a_j.y < 0; the side of the point
known is settled by that point, the other one by `decide`.

Derivation: the regions after j steps are the non-empty intersections of the regions after j - 1 steps with one of the two open sides of a_j, and each of these is a
system of strict inequalities, whose answer carries integers that prove it.

Their number.  r(A) = r(A without H) + r(A restricted to H): the regions of A without H that H cuts are those of the traces on H of the other hyperplanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import gcd
from operator import mul

from symattn.capacity.characterised.linear import Row, decide


def regions(normals: Sequence[Row], cone: Sequence[Row]) -> list[tuple[int, Row]]:
    """Return (the sum over j of 2^j [a_j.y > 0], y) for each region of the hyperplanes a_j.y = 0 inside the open cone.

    Parameters
    ----------
    normals
        The a_j: tuples of integers, none of them 0.
    cone
        Rows c of the cone c.y > 0, at least one.

    Returns
    -------
    list of (int, tuple of int)
        Signs as bits, and an integer point of the region; in increasing order of the signs.

    Raises
    ------
    InvalidArgument
        If the rows have different lengths or the cone has none.

    Examples
    --------
    Two variables, b + w.x on the four points x of the square, w_1 > w_2 > 0: prefixes of the order 11, 10, 01, 00

    >>> square = [(1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1)]
    >>> [bin(signs) for signs, _ in regions(square, [(0, 1, -1), (0, 0, 1)])]
    ['0b0', '0b1000', '0b1010', '0b1110', '0b1111']

    See Also
    --------
    symattn.capacity.characterised.linear.decide : one system.

    References
    ----------
    P. Gordan (1873).
    """
    start = decide(cone)
    if start.point is None:
        return []
    found: list[tuple[int, Row, list[Row]]] = [(0, start.point, list(cone))]
    for j, normal in enumerate(normals):
        opposite = tuple(-a for a in normal)
        split = []
        for signs, point, rows in found:
            value = sum(map(mul, normal, point))
            for side, row in ((1, normal), (0, opposite)):
                inside = value > 0 if side else value < 0
                witness = point if inside else decide([*rows, row]).point
                if witness is not None:
                    split.append((signs | side << j, witness, [*rows, row]))
        found = split
    return sorted((signs, point) for signs, point, _ in found)


@cache
def count_regions(normals: frozenset[Row]) -> int:
    """Return the number of regions of the hyperplanes a.y = 0, by deletion and restriction.

    Parameters
    ----------
    normals
        Non-zero integer vectors of the same length, one of each proportional pair.

    Returns
    -------
    int
        The number of regions of their complement.

    Examples
    --------
    Three lines through a point; the hyperplanes w.x = 0, x a non-zero vector of bits; and w.x + b = 0 for all x, which gives the gates:

    >>> count_regions(frozenset({(1, 0), (0, 1), (1, 1)}))
    6
    >>> from symattn.threshold.tables import points
    >>> [count_regions(frozenset(points(n)[1:])) for n in (0, 1, 2, 3)]
    [1, 2, 6, 32]
    >>> [count_regions(frozenset((1, *x) for x in points(n))) for n in (0, 1, 2, 3, 4)]
    [2, 4, 14, 104, 1882]

    See Also
    --------
    regions : the regions themselves, inside a cone.

    References
    ----------
    T. Zaslavsky (1975); OEIS A034997, A000609.
    """
    if not normals:
        return 1
    chosen = max(normals)
    rest = normals - {chosen}
    pivot = next(i for i, value in enumerate(chosen) if value)
    restricted = set()
    for normal in rest:
        # One coordinate is eliminated on the hyperplane chosen, and the direction made unique.
        moved = [chosen[pivot] * a - normal[pivot] * c for a, c in zip(normal, chosen, strict=True)]
        del moved[pivot]
        divisor = gcd(*moved) * (1 if next(value for value in moved if value) > 0 else -1)
        restricted.add(tuple(value // divisor for value in moved))
    return count_regions(rest) + count_regions(frozenset(restricted))
