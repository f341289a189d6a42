"""A symmetric matrix is congruent to a diagonal one (Lagrange), block by block, and its rank is decided by bordered minors.

All of it is exact: the first over any field of characteristic 0 whose elements can be computed with (the rationals,
the rational functions in the symbols of the entries), the second over the rational functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp
from sympy.polys.matrices import DomainMatrix

__all__ = ["Completed", "Square", "blocks", "completed_squares", "generic_rank", "rows_of", "symbols_of"]

#: The rows of a symmetric matrix: row -> column -> entry, zeros left out.
Rows: TypeAlias = dict[int, dict[int, Any]]


@dataclass(frozen=True)
class Square:
    """The term ``coefficient * (sum_i a_i x_i)^2`` of a form in ``size`` variables; ``terms`` are the pairs (i, a_i), a_i not zero.

    Examples
    --------
    The form 2 (x_1 + 3 x_3)^2 in three variables:

    >>> square = Square(Fraction(2), ((0, Fraction(1)), (2, Fraction(3))), 3)
    >>> [int(a) for a in square.form]
    [1, 0, 3]

    See Also
    --------
    symattn.algebra.QuadraticForm : writes itself as a sum of such squares.
    """

    coefficient: Fraction
    terms: tuple[tuple[int, Fraction], ...]
    size: int

    @property
    def form(self) -> tuple[Fraction, ...]:
        """All coefficients a_1, ..., a_n, zeros included."""
        entries = dict(self.terms)
        return tuple(entries.get(k, Fraction(0)) for k in range(self.size))


@dataclass(frozen=True)
class Completed:
    """Squares c_k l_k^2 that one step splits off (one or two), and as many variables that no later step contains."""

    squares: tuple[tuple[Any, dict[int, Any]], ...]
    pivots: tuple[int, ...]


def rows_of(entries: Mapping[tuple[int, int], Any]) -> Rows:
    """Return the rows of the symmetric matrix whose entries (i, j), i <= j, are given."""
    rows: Rows = {}
    for (i, j), value in entries.items():
        if value:
            rows.setdefault(i, {})[j] = value
            rows.setdefault(j, {})[i] = value
    return rows


def blocks(rows: Rows) -> Iterator[Rows]:
    """Yield the blocks of the matrix on the connected components of its pattern, the component of the least row first.

    Property wanted: rank and inertia as sums over small matrices.  Let i ~ j if M_ij != 0.  With the variables sorted by component the
    matrix is block diagonal, so the form is the sum of forms in disjoint variables; ranks and inertias add up.  QED.
    """
    left = set(rows)
    for start in sorted(rows):
        if start not in left:
            continue
        left.discard(start)
        component, queue = [start], [start]
        while queue:
            for neighbour in rows[queue.pop()]:
                if neighbour in left:
                    left.discard(neighbour)
                    component.append(neighbour)
                    queue.append(neighbour)
        yield {i: dict(rows[i]) for i in sorted(component)}


def completed_squares(
    block: Rows,
    cost: Callable[[Any], Any] | None = None,
    halve: Callable[[Any], Any] = lambda value: value / 2,
) -> Iterator[Completed]:
    """Complete squares until nothing is left; the block is used up.

    Property wanted: x^T M x = sum c_k l_k(x)^2 with independent l_k.  With a pivot p = M_ii != 0 put l = (M
    x)_i / p; then x^T M x - p l^2 no longer contains x_i.  With M_ii = 0 for all i and a = M_ij != 0 put u =
    (M x)_j / a and v = (M x)_i / a: x^T M x - 2a uv no longer contains x_i, x_j (u, v are x_i, x_j plus terms
    in other variables, and the coefficients of x_i and x_j agree), and 2a uv = (a/2)(u+v)^2 - (a/2)(u-v)^2.
    Each step removes the variables it pivots on from the rest, so the forms are block triangular with the
    blocks (1) and ((1, 1), (1, -1)), hence independent.  QED.

    ``cost`` prefers one pivot to another; among equals the shortest row is taken, which keeps the rest sparse.
    """

    def subtract(c: Any, left: dict[int, Any], right: dict[int, Any]) -> None:
        """Subtract the symmetric matrix of c * left(x) * right(x)."""
        support = sorted({*left, *right})
        half = halve(c)
        zero = half - half
        same = left is right
        for place, i in enumerate(support):
            a, b = left.get(i, zero), right.get(i, zero)
            scaled, row = c * a, block.setdefault(i, {})
            for j in support[place:]:
                product = (
                    scaled * left[j] if same else half * (a * right.get(j, zero) + b * left.get(j, zero))
                )
                if not product:
                    continue
                value = row.get(j, zero) - product
                if value:
                    row[j] = block.setdefault(j, {})[i] = value
                else:
                    row.pop(j, None)
                    block.get(j, row).pop(i, None)
        for i in support:
            if not block.get(i, True):
                del block[i]

    def price(i: int) -> tuple[Any, int, int]:
        return (0 if cost is None else cost(block[i][i]), len(block[i]), i)

    while block:
        pivot = min((i for i in block if i in block[i]), key=price, default=None)
        if pivot is not None:
            p = block[pivot][pivot]
            form = {k: value / p for k, value in block[pivot].items()}
            subtract(p, form, form)
            yield Completed(((p, form),), (pivot,))
            continue
        i = min(block, key=lambda k: (len(block[k]), k))
        j = min(block[i], key=lambda k: (len(block[k]), k))
        a = block[i][j]
        u = {k: value / a for k, value in block[j].items()}
        v = {k: value / a for k, value in block[i].items()}
        subtract(a + a, u, v)
        zero = a - a
        support = sorted({*u, *v})
        both = {k: u.get(k, zero) + v.get(k, zero) for k in support}
        apart = {k: u.get(k, zero) - v.get(k, zero) for k in support}
        squares = ((halve(a), both), (-halve(a), apart))
        yield Completed(
            tuple((c, {k: value for k, value in form.items() if value}) for c, form in squares), (i, j)
        )


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
    symbols = sorted(symbols_of(block), key=sp.default_sort_key)
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


def symbols_of(expression: Any) -> set[Any]:
    """Return the symbols and indexed entries of an expression or matrix, an entry counting as one symbol."""
    entries = {entry: sp.Dummy() for entry in expression.atoms(sp.Indexed)}
    plain: set[Any] = expression.xreplace(entries).free_symbols - set(entries.values())
    return set(entries) | plain


def _vanishes(minor: Any) -> bool:
    """Return whether the determinant is zero as a rational function."""
    matrix = DomainMatrix.from_Matrix(minor).to_field()
    return bool(matrix.det() == matrix.domain.zero)
