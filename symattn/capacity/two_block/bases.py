r"""D' points u_i of {0,1}^m are a basis if the vectors phi'(u_i), phi'(u) = (u^I)_(1 <= |I| <= d), D' = |phi'|, are independent: phi'(u) = sum_i l_i(u) phi'(u_i).

Property wanted: each basis with the coordinates l(u) of every phi'(u) in it.

Construction: the vectors are the columns of a tableau, chosen in increasing order; each chosen column is made a unit vector, and after D' choices the tableau holds
the coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Any, SupportsIndex

from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_variables

MAX_VARIABLES_BOUNDED = 10**6
"""Largest m where points are not listed."""

MAX_LISTED = 12
"""Largest m of points that are listed."""

_MAX_NODES = 10**6
_MAX_DIMENSION_BITS = 4000

Vector = tuple[int, ...]


def nonconstant_monomials(m: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return D'_d(m) = binom(m, 1) + ... + binom(m, d), the number of monomials u^I with 1 <= |I| <= d.

    Parameters
    ----------
    m
        The number of variables, at most 10^6.
    degree
        d >= 0.

    Returns
    -------
    int
        D'; it is 2^m - 1 for d >= m.

    Raises
    ------
    InvalidArgument
        If m or the degree is negative or no integer.
    TooLarge
        If m > 10^6, or the number has more than 4000 bits.

    Examples
    --------
    The rows of Pascal's triangle without their first entry:

    >>> nonconstant_monomials(5), nonconstant_monomials(5, 2), nonconstant_monomials(5, 9)
    (5, 15, 31)

    See Also
    --------
    bases : sets of as many points.

    References
    ----------
    Claim RV-6-09.
    """
    m, d = check_sizes(m, degree)
    if d >= m:
        if m > _MAX_DIMENSION_BITS:
            hint = "Choose a smaller degree; monomials(n, degree) has no such limit."
            raise TooLarge("m", f"must be at most {_MAX_DIMENSION_BITS} if degree >= m", m, hint)
        return (1 << m) - 1
    total, term = 0, 1
    for i in range(d):
        term = term * (m - i) // (i + 1)
        total += term
        if total.bit_length() > _MAX_DIMENSION_BITS:
            hint = "Choose a smaller degree; monomials(n, degree) has no such limit."
            raise TooLarge("degree", f"gives more than 2^{_MAX_DIMENSION_BITS} monomials", d, hint)
    return total


def check_sizes(m: SupportsIndex, degree: SupportsIndex, *, least: int = 0) -> tuple[int, int]:
    """Return m and the degree as integers with least <= m <= 10^6 and degree >= least.

    Parameters
    ----------
    m, degree
        The number of variables, and d.
    least
        The least value of both.

    Returns
    -------
    tuple of int
        The same numbers.

    Raises
    ------
    InvalidArgument, TooLarge
        If one is out of its range or no integer.

    Examples
    --------
    >>> check_sizes(5, 2)
    (5, 2)

    See Also
    --------
    nonconstant_monomials : where it is used.

    References
    ----------
    Claim RV-6-09.
    """
    m = check_variables(m, most=MAX_VARIABLES_BOUNDED, least=least, name="m")
    return m, as_integer(degree, "degree", least=least)


def monomial_vector(u: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1) -> Vector:
    """Return phi'(u) = (u^I)_(1 <= |I| <= d), the values at u of the monomials without the constant one.

    Parameters
    ----------
    u
        A point of {0,1}^m as an integer: bit i - 1 is u_i.
    m
        The number of variables, at most 12.
    degree
        d >= 0.

    Returns
    -------
    tuple of int
        D' values in {0, 1}: first those of degree 1 by increasing index, then those of degree 2, ...

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    At u = (1, 0, 1) the monomials u_1, u_2, u_3, u_1 u_2, u_1 u_3, u_2 u_3 are

    >>> monomial_vector(0b101, 3, 2)
    (1, 0, 1, 0, 1, 0)

    See Also
    --------
    bases : sets of points with independent vectors.

    References
    ----------
    Claim RV-6-09.
    """
    m, d = check_sizes(check_variables(m, most=MAX_LISTED, name="m"), degree)
    u = as_integer(u, "u")
    if not 0 <= u < 1 << m:
        raise InvalidArgument("u", f"must lie in 0..2^{m} - 1", u)
    return tuple(int(u & mask == mask) for mask in _masks(m, d))


def _masks(m: int, d: int) -> list[int]:
    """Return the sets I with 1 <= |I| <= d as bit masks, by size."""
    return [
        sum(1 << i for i in indices)
        for size in range(1, min(m, d) + 1)
        for indices in combinations(range(m), size)
    ]


@dataclass(frozen=True)
class Basis:
    """D' points u_i with independent phi'(u_i), and phi'(u) = sum_i l_i(u) phi'(u_i) for every u.

    Parameters
    ----------
    m, degree
        The number of variables, and d.
    points
        u_1 < u_2 < ... as integers; bit i - 1 is the i-th coordinate.
    determinant
        The determinant of the vectors phi'(u_i), up to sign: a positive integer.
    numerators
        For u = 1, ..., 2^m - 1 the D' integers determinant l_i(u).

    Examples
    --------
    (1,1,1) is half the sum of (1,1,0), (1,0,1) and (0,1,1):

    >>> basis = next(b for b in bases(3) if b.points == (0b011, 0b101, 0b110))
    >>> basis.coordinates(0b111)
    (Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))

    See Also
    --------
    bases : all of them.

    References
    ----------
    Claim RV-6-04.
    """

    m: int
    degree: int
    points: tuple[int, ...]
    determinant: int
    numerators: tuple[Vector, ...]

    def coordinates(self, u: SupportsIndex) -> tuple[Fraction, ...]:
        """Return l(u) for a point u of {0,1}^m."""
        return tuple(Fraction(numerator, self.determinant) for numerator in self._row(u))

    def support(self, u: SupportsIndex) -> tuple[int, ...]:
        """Return the positions i, counted from 0, with l_i(u) != 0."""
        return tuple(i for i, numerator in enumerate(self._row(u)) if numerator)

    def _row(self, u: SupportsIndex) -> Vector:
        u = as_integer(u, "u")
        if not 0 <= u < 1 << self.m:
            raise InvalidArgument("u", f"must lie in 0..2^{self.m} - 1", u)
        return self.numerators[u - 1] if u else (0,) * len(self.points)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {m, degree, points, determinant, numerators}."""
        return {
            "m": self.m,
            "degree": self.degree,
            "points": list(self.points),
            "determinant": self.determinant,
            "numerators": [list(row) for row in self.numerators],
        }

    def _repr_latex_(self) -> str:
        points = (", ".join(str(u >> i & 1) for i in range(self.m)) for u in self.points)
        return rf"$\{{{', '.join(f'({point})' for point in points)}\}},\; |\det| = {self.determinant}$"


def bases(m: SupportsIndex, degree: SupportsIndex = 1) -> Iterator[Basis]:
    """Yield the B'_d(m) sets of D' points with independent phi'(u), each with the coordinates of every phi'(u) in it.

    Parameters
    ----------
    m
        The number of variables, at least 1.
    degree
        d >= 1.

    Yields
    ------
    Basis
        In lexicographic order of the points.

    Raises
    ------
    InvalidArgument
        If m or the degree is below 1 or no integer.
    TooLarge
        If there are more than 10^6 sets of D' points to go through.

    Examples
    --------
    The three bases of two variables:

    >>> [basis.points for basis in bases(2)]
    [(1, 2), (1, 3), (2, 3)]
    >>> all(monomial_vector(u, 3, 2) == tuple(
    ...         sum(l * x for l, x in zip(basis.coordinates(u), column))
    ...         for column in zip(*(monomial_vector(v, 3, 2) for v in basis.points)))
    ...     for basis in bases(3, 2) for u in range(8))
    True

    See Also
    --------
    symattn.capacity.two_block.basis_counts.bases_count : their number.

    References
    ----------
    Claims RV-6-04, RV-6-08.
    """
    m, d = check_sizes(check_variables(m, most=MAX_LISTED, name="m"), degree, least=1)
    rank = nonconstant_monomials(m, d)
    if comb((1 << m) - 1, rank) > _MAX_NODES:
        rule = f"gives more than {_MAX_NODES} sets of {rank} points"
        raise TooLarge("m", rule, m, "bases_count(m, degree) counts without listing.")
    columns = [list(monomial_vector(u, m, d)) for u in range(1, 1 << m)]
    for chosen, pivots, determinant, tableau in _pivoted(columns, [], [], 1, rank):
        sign = 1 if determinant > 0 else -1
        numerators = tuple(tuple(sign * column[row] for row in pivots) for column in tableau)
        yield Basis(m, min(d, m), tuple(k + 1 for k in chosen), abs(determinant), numerators)


def _pivoted(
    columns: list[list[int]], chosen: list[int], pivots: list[int], determinant: int, rank: int
) -> Iterator[tuple[list[int], list[int], int, list[list[int]]]]:
    """Yield (positions, pivot rows, determinant, tableau) for each independent choice that extends ``chosen``.

    The tableau is kept in integers (Edmonds): entries are subdeterminants, and the division by the previous determinant is exact.
    """
    if len(chosen) == rank:
        yield chosen, pivots, determinant, columns
        return
    start = chosen[-1] + 1 if chosen else 0
    for position in range(start, len(columns) - (rank - len(chosen)) + 1):
        pivot_column = columns[position]
        row = next((k for k, entry in enumerate(pivot_column) if entry and k not in pivots), None)
        if row is None:
            continue
        pivot = pivot_column[row]
        following = [
            [
                column[row]
                if k == row
                else (pivot * column[k] - pivot_column[k] * column[row]) // determinant
                for k in range(rank)
            ]
            for column in columns
        ]
        yield from _pivoted(following, [*chosen, position], [*pivots, row], pivot, rank)


def support_bound(m: SupportsIndex, s: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return N_s = min(binom(D', s) 2^s, 2^m - 1 - D'), which bounds the points u with exactly s >= 2 non-zero coordinates l_i(u).

    Parameters
    ----------
    m
        The number of variables, at most 4000.
    s
        The size of the support, at least 2: points of the basis have s = 1.
    degree
        d >= 1.

    Returns
    -------
    int
        N_s, for every basis.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    Every basis of three variables leaves four points, and they may all have full support:

    >>> support_bound(3, 3)
    4
    >>> max(sum(len(basis.support(u)) == 3 for u in range(1, 8)) for basis in bases(3))
    4

    See Also
    --------
    Basis.support : the support of one point.

    References
    ----------
    Claims RV-6-08, RV-6-08-dim.
    """
    m, d = check_sizes(check_variables(m, most=_MAX_DIMENSION_BITS, name="m"), degree)
    s = as_integer(s, "s")
    if s < 2:
        raise InvalidArgument("s", "must be at least 2: the points of the basis have one coordinate", s)
    dimension = nonconstant_monomials(m, d)
    others = (1 << m) - 1 - dimension
    # binom(D', s) 2^s is large and needed only if it is the smaller one.
    term = 1
    for i in range(min(s, dimension + 1)):
        term = term * 2 * (dimension - i) // (i + 1)
        if i + 1 < s <= dimension // 2 and term >= others:
            return others
    return min(term, others)
