"""A symmetric matrix is congruent to a diagonal one (Lagrange), and its rank is decided by bordered minors.

Both are exact: the first over the rationals, the second over the rational functions in the symbols of the
entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix

__all__ = ["Square", "generic_rank", "sum_of_squares"]


@dataclass(frozen=True)
class Square:
    """The term ``coefficient * (sum_i form[i] * x_i)^2``, coefficient not zero."""

    coefficient: Fraction
    form: tuple[Fraction, ...]


def sum_of_squares(entries: dict[tuple[int, int], Fraction], n: int) -> list[Square]:
    """Complete squares until nothing is left.

    Property wanted: x^T M x = sum c_k l_k(x)^2 with independent l_k.  With a pivot p = M_ii != 0 put l = (M
    x)_i / p; then x^T M x - p l^2 no longer contains x_i.  With M_ii = 0 for all i and a = M_ij != 0 put u =
    (M x)_j / a and v = (M x)_i / a: x^T M x - 2a uv no longer contains x_i, x_j (u, v are x_i, x_j plus terms
    in other variables, and the coefficients of x_i and x_j agree), and 2a uv = (a/2)(u+v)^2 - (a/2)(u-v)^2.
    Each step removes the variables it pivots on from the rest, so the forms are triangular, hence
    independent.  QED.
    """
    rest = {key: value for key, value in entries.items() if value}
    squares: list[Square] = []

    def row(i: int, scale: Fraction) -> list[Fraction]:
        return [rest.get((i, k), Fraction(0)) / scale for k in range(n)]

    def subtract(c: Fraction, left: list[Fraction], right: list[Fraction]) -> None:
        """Subtract the symmetric matrix of c * left(x) * right(x)."""
        where = [k for k in range(n) if left[k] or right[k]]
        for i in where:
            for j in where:
                value = rest.get((i, j), Fraction(0)) - c * (left[i] * right[j] + left[j] * right[i]) / 2
                if value:
                    rest[i, j] = value
                else:
                    rest.pop((i, j), None)

    while rest:
        pivot = min((i for i, j in rest if i == j), default=None)
        if pivot is not None:
            p = rest[pivot, pivot]
            form = row(pivot, p)
            squares.append(Square(p, tuple(form)))
            subtract(p, form, form)
        else:
            i, j = min(rest)
            a = rest[i, j]
            u, v = row(j, a), row(i, a)
            squares.append(Square(a / 2, tuple(s + t for s, t in zip(u, v, strict=True))))
            squares.append(Square(-a / 2, tuple(s - t for s, t in zip(u, v, strict=True))))
            subtract(2 * a, u, v)
    return squares


def generic_rank(block: Any) -> int:
    """Return the rank of a symmetric matrix over the field of rational functions in its symbols.

    Property wanted: the exact rank, fast where it is small.  Construction: let r be the rank at one rational
    point, and B a non-singular principal r x r block there (a symmetric matrix of rank r has one).  B is then
    non-singular over the field, so the rank is at least r; it is r if every minor that borders B by one row
    and one column vanishes (then every row is a combination of the rows of B).  Symmetry leaves the bordering
    pairs i <= j.  QED.  If a minor does not vanish the point was a special one, and elimination over the
    field decides.
    """
    n = block.rows
    symbols = sorted(_parameters(block), key=sp.default_sort_key)
    point = {s: sp.Integer(sp.prime(k + 3)) for k, s in enumerate(symbols)}  # 5, 7, 11, ...: any would do
    at = block.xreplace(point)
    if all(entry.is_Rational for entry in at):
        principal: list[int] = []
        for k in range(n):
            # the rows of a maximal independent set of a symmetric matrix give a non-singular principal block
            if DomainMatrix.from_Matrix(at.extract([*principal, k], list(range(n)))).to_field().rank() > len(
                principal
            ):
                principal.append(k)
        rest = [k for k in range(n) if k not in principal]
        borders = ((i, j) for a, i in enumerate(rest) for j in rest[a:])
        if all(_vanishes(block.extract([*principal, i], [*principal, j])) for i, j in borders):
            return len(principal)
    return int(DomainMatrix.from_Matrix(block).to_field().rank())


def _parameters(block: Any) -> set[Any]:
    """Return the symbols and indexed entries of a matrix, an entry counting as one symbol."""
    indexed = block.atoms(sp.Indexed)
    inside = {s for entry in indexed for s in entry.free_symbols if s not in indexed}
    return set(indexed) | {s for s in block.free_symbols if s not in inside}


def _vanishes(minor: Any) -> bool:
    """Return whether the determinant is zero as a rational function."""
    matrix = DomainMatrix.from_Matrix(minor).to_field()
    return bool(matrix.det() == matrix.domain.zero)
