r"""Signs y_1, ..., y_N of points v_1, ..., v_N are those of a linear functional, or sum m_i y_i v_i = 0 for some m >= 0 not all 0: never both.

Property wanted: integers w with y_i (w.v_i) > 0 for all i, or integers m_i >= 0, not all 0, with sum_i m_i y_i v_i = 0 (Gordan's theorem).

Construction: with a_i = y_i v_i, the first phase of the simplex method for

    m_1 a_1 + ... + m_N a_N = 0,   m_1 + ... + m_N = 1,   m >= 0,

which minimises the sum of one more variable u_k >= 0 in each of the D + 1 equations.

Derivation: u = (0, ..., 0, 1) is feasible, so the minimum is in [0, 1].  If it is 0, m is the combination.  If it is positive, the multipliers z of the
equations have z_(D+1) = minimum > 0 and z.(a_i, 1) <= 0 for all i, so that w = -(z_1, ..., z_D) has w.a_i >= z_(D+1) > 0.

Points in general position: every D x D minor of (1, t, ..., t^(D-1)) at different t is a Vandermonde determinant, different from 0 modulo a prime p if the t are
different modulo p.  So points congruent to these modulo p are in general position, wherever they lie in the box from which their multiples of p are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import gcd, isqrt
from random import Random
from typing import Any, SupportsIndex

from symattn.capacity.cover import cover_count
from symattn.errors import InvalidArgument, InvalidCertificate, TooLarge
from symattn.threshold.arguments import as_integer, as_integers
from symattn.threshold.simplex import entering, leaving, pivot

Points = tuple[tuple[int, ...], ...]

MAX_DICHOTOMIES = 5000
"""Largest C(N, D) for which `separable_dichotomies` lists the dichotomies."""


@dataclass(frozen=True)
class Dichotomy:
    """Signs of points with the certificate that a hyperplane through 0 separates them, or that none does.

    Parameters
    ----------
    points
        N points of R^D with integer coordinates.
    signs
        For each point +1 or -1.
    weights
        Integers w with sign(w.v_i) = y_i, or None.
    multipliers
        Integers m_i >= 0, not all 0, with sum_i m_i y_i v_i = 0, or None.

    Examples
    --------
    Three vectors that add to 0 do not lie on one side of a line:

    >>> answer = separate([(1, 0), (0, 1), (-1, -1)], [1, 1, 1])
    >>> answer.separable, answer.multipliers, answer.check()
    (False, (1, 1, 1), True)

    See Also
    --------
    separate : the function that returns it.

    References
    ----------
    P. Gordan (1873); claim RV-3-N.
    """

    points: Points
    signs: tuple[int, ...]
    weights: tuple[int, ...] | None
    multipliers: tuple[int, ...] | None

    @property
    def separable(self) -> bool:
        """Whether the certificate consists of weights."""
        return self.weights is not None

    def check(self) -> bool:
        """Return whether the one certificate proves the answer; integers are multiplied and added, nothing is solved."""
        if (self.weights is None) == (self.multipliers is None):
            return False
        signed = [[y * x for x in point] for point, y in zip(self.points, self.signs, strict=True)]
        if self.weights is not None:
            return all(sum(w * x for w, x in zip(self.weights, a, strict=True)) > 0 for a in signed)
        assert self.multipliers is not None
        if len(self.multipliers) != len(signed) or min(self.multipliers) < 0 or not any(self.multipliers):
            return False
        return all(
            sum(m * x for m, x in zip(self.multipliers, column, strict=True)) == 0
            for column in zip(*signed, strict=True)
        )

    def checked(self) -> Dichotomy:
        """Return this verdict if its certificate proves it.

        Raises
        ------
        InvalidCertificate
            If it does not: an error of this program.
        """
        if not self.check():
            raise InvalidCertificate(
                "dichotomy", "must be proved by its certificate", self, "Report it as an error."
            )
        return self

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {points, signs, separable, weights, multipliers}."""
        return {
            "points": [list(point) for point in self.points],
            "signs": list(self.signs),
            "separable": self.separable,
            "weights": None if self.weights is None else list(self.weights),
            "multipliers": None if self.multipliers is None else list(self.multipliers),
        }


def separate(points: Iterable[Sequence[SupportsIndex]], signs: Iterable[SupportsIndex]) -> Dichotomy:
    """Return integers w with sign(w.v_i) = y_i for all i, or the relation between the points that excludes them.

    Parameters
    ----------
    points
        N >= 1 points of R^D, D >= 1, with integer coordinates; for gates with a bias their first coordinate is 1.
    signs
        N numbers +1 or -1.

    Returns
    -------
    Dichotomy
        ``.separable``, and the certificate in ``.weights`` or ``.multipliers``.

    Raises
    ------
    InvalidArgument
        If coordinates are no integers, lengths differ, or a sign is not +1 or -1.

    Examples
    --------
    XOR of two bits, points with a constant coordinate 1, is no threshold gate; AND is one:

    >>> square = [(1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1)]
    >>> separate(square, [-1, 1, 1, -1]).multipliers
    (1, 1, 1, 1)
    >>> answer = separate(square, [-1, -1, -1, 1])
    >>> answer.separable and answer.check()
    True

    See Also
    --------
    symattn.threshold.is_threshold : the points of the cube, with small weights.

    References
    ----------
    P. Gordan (1873); claim RV-3-N.
    """
    rows = _as_points(points)
    targets = tuple(as_integers(signs, "signs"))
    if len(targets) != len(rows) or any(abs(y) != 1 for y in targets):
        raise InvalidArgument("signs", f"must be {len(rows)} numbers +1 or -1, one for each point", targets)
    weights, multipliers = _solve([[y * x for x in v] for v, y in zip(rows, targets, strict=True)])
    return Dichotomy(rows, targets, weights, multipliers)


def _as_points(points: Iterable[Sequence[SupportsIndex]]) -> Points:
    if isinstance(points, (str, bytes)) or not isinstance(points, Iterable):
        raise InvalidArgument("points", "must be a list of points with integer coordinates", points)
    rows = tuple(tuple(as_integers(point, "points")) for point in points)
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
        raise InvalidArgument("points", "must be at least one point, all of one dimension D >= 1", rows)
    return rows


def _solve(signed: list[list[int]]) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """Return (w, None) with w.a > 0 for all rows a, or (None, m), by the program in the module's docstring."""
    count, dimension = len(signed), len(signed[0])
    rows = dimension + 1
    # Columns: m_1..m_N, u_1..u_(D+1), the right side.  The last row: the reduced costs of the sum of u.
    tableau = [[a[k] for a in signed] + [int(j == k) for j in range(rows)] + [0] for k in range(dimension)]
    tableau.append([1] * count + [int(j == dimension) for j in range(rows)] + [1])
    tableau.append([-sum(a) - 1 for a in signed] + [0] * rows + [-1])
    basis = list(range(count, count + rows))
    denominator, stalled = 1, False
    while (column := entering(tableau[rows], count, stalled)) is not None:
        row = leaving(tableau, basis, column)
        assert row is not None  # the sum of m is bounded, so no column grows along a ray
        stalled = tableau[row][-1] == 0
        denominator = pivot(tableau, row, column, denominator)
        basis[row] = column
    if tableau[rows][-1] == 0:
        values = {basic: tableau[line][-1] for line, basic in enumerate(basis)}
        return None, _coprime([values.get(i, 0) for i in range(count)])
    return _coprime([tableau[rows][count + k] - denominator for k in range(dimension)]), None


def _coprime(values: list[int]) -> tuple[int, ...]:
    divisor = gcd(*values) or 1
    return tuple(value // divisor for value in values)


def in_general_position(points: Iterable[Sequence[SupportsIndex]]) -> bool:
    """Return whether every min(N, D) of the N points of R^D are linearly independent, by their determinants.

    Parameters
    ----------
    points
        N >= 1 points of R^D, D >= 1, with integer coordinates.

    Returns
    -------
    bool
        The answer, exactly; all binom(N, D) subsets are tried.

    Raises
    ------
    InvalidArgument
        If coordinates are no integers or lengths differ.

    Examples
    --------
    Three points of the plane, two of them on a line through 0:

    >>> in_general_position([(1, 0), (0, 1), (1, 1)]), in_general_position([(1, 2), (0, 1), (2, 4)])
    (True, False)

    See Also
    --------
    random_points : points in general position by construction.

    References
    ----------
    Claim RV-3-N.
    """
    rows = _as_points(points)
    size = min(len(rows), len(rows[0]))
    return all(_independent(chosen) for chosen in combinations(rows, size))


def _independent(vectors: Sequence[Sequence[int]]) -> bool:
    """Return whether integer vectors are linearly independent, by elimination without fractions."""
    rest = [list(vector) for vector in vectors]
    while rest:
        first = rest.pop()
        column = next((j for j, x in enumerate(first) if x), None)
        if column is None:
            return False
        rest = [
            [first[column] * x - row[column] * y for x, y in zip(row, first, strict=True)] for row in rest
        ]
    return True


def random_points(
    N: SupportsIndex, D: SupportsIndex, *, seed: SupportsIndex = 0, spread: SupportsIndex = 100
) -> Points:
    """Return N points in general position in R^D: v_i = (1, t_i, ..., t_i^(D-1)) mod p, plus p times random integers.

    Parameters
    ----------
    N, D
        The number of points and the dimension, at least 1.
    seed
        The same seed gives the same points.
    spread
        The random integers are uniform in -spread..spread.

    Returns
    -------
    tuple of tuples of int
        The points; p is the least prime with p >= N, and the t_i are different modulo p.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.

    Examples
    --------
    >>> points = random_points(7, 3, seed=5)
    >>> in_general_position(points)
    True

    See Also
    --------
    in_general_position : by determinants.

    References
    ----------
    Claim RV-3-N.
    """
    N, D = as_integer(N, "N", least=1), as_integer(D, "D", least=1)
    spread, random = as_integer(spread, "spread", least=1), Random(as_integer(seed, "seed"))
    p = next(q for q in range(max(N, 2), 2 * N + 3) if all(q % k for k in range(2, isqrt(q) + 1)))
    parameters = random.sample(range(p), N)
    return tuple(
        tuple(pow(t, j, p) + p * random.randint(-spread, spread) for j in range(D)) for t in parameters
    )


def separable_dichotomies(points: Iterable[Sequence[SupportsIndex]]) -> tuple[int, ...]:
    """Return all sets of points on the positive side of a hyperplane through 0 that avoids the points, as integers.

    Parameters
    ----------
    points
        N points of R^D with integer coordinates.

    Returns
    -------
    tuple of int
        Bit i is 1 if v_(i+1) is on the positive side; sorted.  A linear program for each that a known functional does not
        decide, with its certificate checked.

    Raises
    ------
    InvalidArgument
        If coordinates are no integers or lengths differ.
    TooLarge
        If C(N, D), as many as there can be, is more than 5000.

    Examples
    --------
    Lines through 0 split four points of the plane in C(4, 2) = 8 ways:

    >>> len(separable_dichotomies([(1, 0), (1, 1), (0, 1), (-1, 1)]))
    8

    See Also
    --------
    symattn.capacity.cover_count : how many there are at most.

    References
    ----------
    Claim RV-3-N.
    """
    rows = _as_points(points)
    most = cover_count(len(rows), len(rows[0]))
    if most > MAX_DICHOTOMIES:
        hint = "Choose fewer points; separate(points, signs) decides a single dichotomy."
        raise TooLarge("points", f"may have at most {MAX_DICHOTOMIES} dichotomies, C(N, D)", most, hint)
    found: dict[int, tuple[int, ...]] = {0: ()}
    for i, point in enumerate(rows):
        following: dict[int, tuple[int, ...]] = {}
        for table, weights in found.items():
            side = sum(w * x for w, x in zip(weights, point, strict=True)) if i else 0
            for positive in (True, False):
                wanted = table | positive << i
                if side and (side > 0) == positive:
                    following[wanted] = weights
                    continue
                signs = [1 if wanted >> j & 1 else -1 for j in range(i + 1)]
                answer = separate(rows[: i + 1], signs).checked()
                if answer.weights is not None:
                    following[wanted] = answer.weights
        found = following
    return tuple(sorted(found))
