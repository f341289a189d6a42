r"""A hyperplane added to an arrangement cuts in two exactly the regions that it meets: r(A + H) = r(A) + r(A^H).

An arrangement A is a finite set of hyperplanes {c : a.c + b = 0} of R^D, here with rational a and b.  Its *regions* are the connected components of
the complement of their union, its *vertices* the points where the normals of the hyperplanes through the point span R^D; a vertex is *simple* if
exactly D hyperplanes pass through it.  A^H is the arrangement that A cuts out on H, of dimension D - 1.

Property wanted: the exact numbers of regions, vertices and simple vertices.

Construction: with the hyperplanes in any order H_1, H_2, ..., N, and A_k = {H_1, ..., H_k},

    r(A) = 1 + sum over k of r(A_(k-1)^(H_k)),        down to dimension 1, where k points leave k + 1 intervals;
    vert(A) = union over k of vert(A_(k-1)^(H_k)),     and each of these carries how many bases (D hyperplanes with independent normals) meet there.

Derivation: the first is deletion and restriction, summed.  For the second, order the D hyperplanes of a basis that meets in v; the last of them, H_k, carries v,
and on H_k the others, distinct there because the normals are independent, are a basis of A_(k-1)^(H_k).  Conversely a basis there and H_k are one of A.
If more than D hyperplanes pass through v, two bases do; so the simple vertices are those met by one basis.  Hyperplanes that coincide on H_k are
kept once with their number; no basis contains two of them and H_k.

Everything is integer elimination: a hyperplane is a row (a_1, ..., a_D, b) of coprime integers, a point one (x_1, ..., x_D, w) with w > 0 that stands for x / w.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, gcd, lcm
from typing import Any

from symattn.errors import InvalidArgument, TooLarge

_MAX_SETS = 10**7

Row = tuple[int, ...]
Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Arrangement:
    """A finite set of hyperplanes a.c + b = 0 in R^D with rational coefficients.

    Hyperplanes are stored with coprime integers, the first non-zero entry of a positive; one that is given twice, or as a multiple, is stored once.

    Parameters
    ----------
    normals
        The vectors a, not zero: N sequences of D integers or Fractions.
    offsets
        The N numbers b; all 0, a central arrangement, if left out.
    dimension
        D; needed only if there are no hyperplanes.

    Raises
    ------
    InvalidArgument
        If a normal is zero, lengths differ, or a coefficient is no exact rational.

    Examples
    --------
    Three lines in general position bound a triangle; three through one point do not:

    >>> triangle = Arrangement([(1, 0), (0, 1), (1, 1)], [0, 0, -1])
    >>> triangle.regions(), triangle.vertices(), triangle.simple_vertices()
    (7, 3, 3)
    >>> pencil = Arrangement([(1, 0), (0, 1), (1, 1)])
    >>> pencil.regions(), pencil.vertices(), pencil.simple_vertices()
    (6, 1, 0)

    A hyperplane H adds the regions of the arrangement cut out on it:

    >>> line = Arrangement([(1, 2)], [-1])
    >>> sum(arrangement.regions() for arrangement in (triangle, triangle.on(line))) == triangle.joined(line).regions()
    True

    See Also
    --------
    symattn.capacity.arrangements.region_points.region_points : a point of each region, another way to count them.

    References
    ----------
    Claims RV-6-06-r, RV-6-06-v.  T. Zaslavsky, Facing up to arrangements, Memoirs of the AMS 154 (1975).
    """

    normals: tuple[Row, ...]
    offsets: tuple[int, ...]
    dimension: int

    def __init__(
        self,
        normals: Iterable[Sequence[int | Fraction]],
        offsets: Iterable[int | Fraction] | None = None,
        *,
        dimension: int | None = None,
    ) -> None:
        vectors = [tuple(_rational(entry, "normals") for entry in _sequence(v, "normals")) for v in normals]
        if offsets is None:
            numbers = [Fraction(0)] * len(vectors)
        else:
            numbers = [_rational(number, "offsets") for number in offsets]
        if len(numbers) != len(vectors):
            raise InvalidArgument(
                "offsets", f"must be one number for each of {len(vectors)} normals", len(numbers)
            )
        if dimension is None:
            if not vectors:
                raise InvalidArgument("dimension", "must be given if there are no hyperplanes")
            dimension = len(vectors[0])
        if isinstance(dimension, bool) or not isinstance(dimension, int) or dimension < 0:
            raise InvalidArgument("dimension", "must be an integer, at least 0", dimension)
        for vector in vectors:
            if len(vector) != dimension:
                raise InvalidArgument("normals", f"must have {dimension} entries each", vector)
            if not any(vector):
                raise InvalidArgument("normals", "must not be zero", vector, "0.c + b = 0 is no hyperplane.")
        rows = dict.fromkeys(_integers((*a, b)) for a, b in zip(vectors, numbers, strict=True))
        object.__setattr__(self, "normals", tuple(row[:-1] for row in rows))
        object.__setattr__(self, "offsets", tuple(row[-1] for row in rows))
        object.__setattr__(self, "dimension", dimension)

    def __len__(self) -> int:
        return len(self.normals)

    @property
    def hyperplanes(self) -> tuple[Row, ...]:
        """The rows (a_1, ..., a_D, b)."""
        return tuple((*a, b) for a, b in zip(self.normals, self.offsets, strict=True))

    @property
    def central(self) -> bool:
        """Whether all hyperplanes pass through 0."""
        return not any(self.offsets)

    def joined(self, other: Arrangement) -> Arrangement:
        """Return the arrangement of the hyperplanes of both."""
        normals, offsets = self.normals + other.normals, self.offsets + other.offsets
        return Arrangement(normals, offsets, dimension=self.dimension)

    def on(self, hyperplane: Arrangement) -> Arrangement:
        """Return A^H, what A cuts out on a hyperplane H not in A, in D - 1 of the coordinates of R^D.

        Raises
        ------
        InvalidArgument
            If H is not a single hyperplane of the same space, or is one of A.
        """
        if len(hyperplane) != 1 or hyperplane.dimension != self.dimension:
            rule = f"must be an arrangement of one hyperplane of R^{self.dimension}"
            raise InvalidArgument("hyperplane", rule, hyperplane)
        (row,) = hyperplane.hyperplanes
        if row in self.hyperplanes:
            raise InvalidArgument("hyperplane", "must not be one of the arrangement", row)
        rows = list(restricted(dict.fromkeys(self.hyperplanes, 1), row))
        return Arrangement([r[:-1] for r in rows], [r[-1] for r in rows], dimension=self.dimension - 1)

    def regions(self) -> int:
        """Return the number of connected components of the complement, by deletion and restriction.

        Raises
        ------
        TooLarge
            If more than 10^7 sets of hyperplanes would be intersected; so do the methods below.
        """
        return self._regions

    @cached_property
    def _regions(self) -> int:
        self._check_work()
        rows = dict.fromkeys(self.hyperplanes, 1)
        if rows and self.central:
            # Half of the regions lie on the side a.c > 0 of the last hyperplane; each meets a.c = 1, in one region.
            return 2 * _regions(_decone(rows), self.dimension - 1)
        return _regions(rows, self.dimension)

    def vertices(self) -> int:
        """Return the number of points where the normals of the hyperplanes through the point span R^D."""
        return len(self._vertices)

    def simple_vertices(self) -> int:
        """Return the number of vertices that lie on exactly D hyperplanes."""
        return sum(bases == 1 for bases in self._vertices.values())

    def bases(self) -> int:
        """Return the number of sets of D hyperplanes with independent normals; each meets in one vertex."""
        return sum(self._vertices.values())

    def vertex_points(self) -> tuple[Point, ...]:
        """Return the vertices in lexicographic order, D Fractions each."""
        return tuple(sorted(tuple(Fraction(x, p[-1]) for x in p[:-1]) for p in self._vertices))

    @cached_property
    def _vertices(self) -> Mapping[Row, int]:
        self._check_work()
        return meeting_points(dict.fromkeys(self.hyperplanes, 1), self.dimension)

    def _check_work(self) -> None:
        """Refuse what would go through more than 10^7 sets of fewer than D hyperplanes."""
        size, dimension = len(self), self.dimension
        if self.central and size:
            size, dimension = size - 1, dimension - 1
        sets = sum(comb(size, i) for i in range(min(size, max(dimension - 1, 0)) + 1))
        if sets > _MAX_SETS:
            hint = "Choose fewer hyperplanes or a smaller dimension."
            raise TooLarge(
                "arrangement", f"has more than {_MAX_SETS} sets of hyperplanes to intersect", self, hint
            )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {dimension, hyperplanes}: rows (a_1, ..., a_D, b)."""
        return {"dimension": self.dimension, "hyperplanes": [list(row) for row in self.hyperplanes]}

    def __repr__(self) -> str:
        return f"Arrangement({len(self)} hyperplanes in R^{self.dimension})"


def _sequence(values: Sequence[int | Fraction], argument: str) -> Sequence[int | Fraction]:
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InvalidArgument(argument, "must be sequences of integers or Fractions", values)
    return values


def _rational(value: int | Fraction, argument: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise InvalidArgument(argument, "must consist of integers or Fractions", value)
    return Fraction(value)


def _integers(row: tuple[Fraction, ...]) -> Row:
    multiple = lcm(*(entry.denominator for entry in row))
    return primitive([int(entry * multiple) for entry in row])


def primitive(row: Sequence[int]) -> Row:
    """Return the multiple of a non-zero integer row whose entries are coprime and whose first non-zero entry is positive.

    Parameters
    ----------
    row
        Integers, not all 0.

    Returns
    -------
    tuple of int
        The multiple.

    Examples
    --------
    Two rows are multiples of each other exactly if this is the same:

    >>> primitive((0, -4, 6)), primitive((0, 2, -3))
    ((0, 2, -3), (0, 2, -3))

    See Also
    --------
    Arrangement : stores hyperplanes in this form.

    References
    ----------
    The book's chapter on notation.
    """
    divisor = gcd(*row)
    for entry in row:
        if entry:
            if entry < 0:
                divisor = -divisor
            break
    return tuple(row) if divisor == 1 else tuple(entry // divisor for entry in row)


def restricted(rows: Mapping[Row, int], line: Row) -> dict[Row, int]:
    """Return what hyperplanes cut out on one that is not among them, in the coordinates other than its first non-zero one.

    Parameters
    ----------
    rows
        Hyperplanes (a_1, ..., a_D, b), each with a number.
    line
        The one that carries the result.

    Returns
    -------
    dict
        Hyperplanes of R^(D-1); where several coincide their numbers are added.

    Examples
    --------
    The lines x = 0 and y = 0 meet x + y = 1 in two points and x = y in one; x = 2 meets x = 1 nowhere:

    >>> axes = {(1, 0, 0): 1, (0, 1, 0): 1}
    >>> restricted(axes, (1, 1, -1)), restricted(axes, (1, -1, 0)), restricted({(1, 0, -2): 1}, (1, 0, -1))
    ({(1, -1): 1, (1, 0): 1}, {(1, 0): 2}, {})

    See Also
    --------
    Arrangement.on : the same for arrangements.

    References
    ----------
    Claim RV-6-06-r.
    """
    j = next(i for i, entry in enumerate(line) if entry)
    a, kept, rest = line[j], line[:j], line[j + 1 :]
    found: dict[Row, int] = {}
    for row, number in rows.items():
        b = row[j]
        if b:
            new = [a * x - b * y for x, y in zip(row[:j], kept, strict=True)]
            new += [a * x - b * y for x, y in zip(row[j + 1 :], rest, strict=True)]
        else:
            new = [*row[:j], *row[j + 1 :]]
        if any(new[:-1]):  # otherwise the two are parallel
            key = primitive(new)
            found[key] = found.get(key, 0) + number
    return found


def _decone(rows: Mapping[Row, int]) -> dict[Row, int]:
    """Return what the other hyperplanes of a central arrangement cut out on a.c = 1, where a is the last normal."""
    *others, last = rows
    return restricted(dict.fromkeys(others, 1), (*last[:-1], -1))


def _regions(rows: Mapping[Row, int], dimension: int) -> int:
    if dimension <= 1:
        return len(rows) + 1
    earlier: dict[Row, int] = {}
    total = 1
    for row in rows:
        total += _regions(restricted(earlier, row), dimension - 1)
        earlier[row] = 1
    return total


def meeting_points(rows: Mapping[Row, int], dimension: int) -> dict[Row, int]:
    """Return the vertices of hyperplanes, each with the number of bases that meet there.

    Parameters
    ----------
    rows
        Hyperplanes (a_1, ..., a_D, b), each with the number of times that it counts.
    dimension
        D.

    Returns
    -------
    dict
        Points (x_1, ..., x_D, w), coprime, w > 0, that stand for x / w, and how many sets of D hyperplanes with independent normals meet there.

    Examples
    --------
    The axes and x + y = 1 meet in pairs; with x + y = 0 instead, all three pairs meet in 0:

    >>> meeting_points({(1, 0, 0): 1, (0, 1, 0): 1, (1, 1, -1): 1}, 2)
    {(0, 0, 1): 1, (0, 1, 1): 1, (1, 0, 1): 1}
    >>> meeting_points({(1, 0, 0): 1, (0, 1, 0): 1, (1, 1, 0): 1}, 2)
    {(0, 0, 1): 3}

    See Also
    --------
    Arrangement.vertex_points : the points as Fractions.

    References
    ----------
    Claim RV-6-06-v.
    """
    if dimension == 0:
        return {(1,): 1}
    if dimension == 1:
        return {(-b, a): number for (a, b), number in rows.items()}
    earlier: dict[Row, int] = {}
    found: dict[Row, int] = {}
    for row, number in rows.items():
        j = next(i for i, entry in enumerate(row) if entry)
        a = row[j]  # positive: the row is primitive
        for point, bases in meeting_points(restricted(earlier, row), dimension - 1).items():
            lifted = [a * x for x in point]
            rest = sum(x * y for x, y in zip((*row[:j], *row[j + 1 :]), point, strict=True))
            lifted.insert(j, -rest)
            divisor = gcd(*lifted)
            key = tuple(x // divisor for x in lifted)
            found[key] = found.get(key, 0) + bases * number
        earlier[row] = number
    return found
