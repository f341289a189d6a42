r"""F_c(u, v) = H(p(v) + c.phi'(u)), c outside the hyperplanes c.phi'(u) + p(v) = 0, is a different function in each region.

Here v ranges over {0,1}^n, u over {0,1}^m without 0, phi'(u) = (u^I)_(1 <= |I| <= d), and p is a polynomial of degree at most d that represents
the function F_c(0, v) = H(p(v)).

Property wanted of p: no further hyperplane passes through a vertex than the monomials of degree at most d force there.  If its coefficients are linearly
independent over Q that is so; but a computer wants integers.

Construction: let phi'(u) = sum_i l_i phi'(u_i) in a basis u_1, ..., u_D'.  The hyperplane (u, v) passes through the common point of (u_i, v_i) exactly if
p(v) = sum_i l_i p(v_i).  That is a linear form in the coefficients of p, with the coefficients v^J - sum_i l_i v_i^J; it is enough that p is a zero of none of
the finitely many forms that are not zero themselves.  A sign pattern and a norm |r|_1 given, the representatives tried are (1 + |r|_1) L + r, with L
a fixed integer representative, in the order of the norm of r.

Derivation: |L(v)| >= 1 and |r(v)| <= |r|_1, so p has the signs of L.  The points L + r/(1 + |r|_1) are dense in a ball about L, and finitely many hyperplanes
do not cover a ball: the search ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import lcm
from typing import SupportsIndex

from symattn.capacity.arrangements.arrangement import Arrangement, Row, primitive
from symattn.capacity.arrangements.region_points import region_points
from symattn.capacity.two_block.bases import bases, monomial_vector
from symattn.capacity.two_block.cube_arrangements import (
    MAX_VARIABLES_ARRANGED,
    monomial_vectors,
    polynomial_values,
    sign_table,
    strict_representatives,
)
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, as_integers, check_table, check_variables


def _check(n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex) -> tuple[int, int, int]:
    n = check_variables(n, most=MAX_VARIABLES_ARRANGED)
    m = check_variables(m, most=MAX_VARIABLES_ARRANGED - n, least=1, name="m")
    return n, m, as_integer(degree, "degree", least=1)


def two_block_arrangement(
    n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex, p: Sequence[int]
) -> Arrangement:
    """Return the hyperplanes c.phi'(u) + p(v) = 0 of R^D', D' = D_d(m) - 1, for u in {0,1}^m without 0 and v in {0,1}^n.

    Parameters
    ----------
    n, m, degree
        The sizes of the two blocks, m >= 1 and n + m <= 5, and d >= 1.
    p
        D_d(n) integer coefficients, as for `polynomial_values`.

    Returns
    -------
    Arrangement
        (2^m - 1) 2^n hyperplanes if p is generic, else fewer.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    n = 1, m = 2, d = 1: six lines, in three pairs of parallels, cut the plane into 19 pieces for each of the four functions of one variable:

    >>> plane = two_block_arrangement(1, 2, 1, generic_representative(0b10, 1, 2, 1))
    >>> len(plane), plane.regions(), plane.vertices()
    (6, 19, 12)

    See Also
    --------
    block_functions : the functions of the regions.

    References
    ----------
    Claims RV-6-02, RV-6-03, RV-6-05.
    """
    n, m, d = _check(n, m, degree)
    values = polynomial_values(p, n, d)
    normals = [monomial_vector(u, m, d) for u in range(1, 1 << m)]
    return Arrangement([a for a in normals for _ in values], [value for _ in normals for value in values])


@cache
def _forms(n: int, m: int, d: int) -> tuple[Row, ...]:
    patterns = {()} | {
        tuple(sorted(filter(None, basis.coordinates(u)))) for basis in bases(m, d) for u in range(1, 1 << m)
    }
    monomials = monomial_vectors(n, d)
    found: dict[Row, None] = {}
    for pattern in sorted(patterns):
        sums: dict[tuple[Fraction, ...], None] = {(Fraction(0),) * len(monomials[0]): None}
        for coordinate in pattern:
            sums = dict.fromkeys(
                tuple(x - coordinate * y for x, y in zip(partial, row, strict=True))
                for partial in sums
                for row in monomials
            )
        for partial in sums:
            scale = lcm(*(x.denominator for x in partial))
            for row in monomials:
                form = [int(scale * (x + y)) for x, y in zip(partial, row, strict=True)]
                if any(form):
                    found[primitive(form)] = None
    return tuple(sorted(found, key=lambda form: (sum(map(abs, form)), form)))


def genericity_forms(n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1) -> tuple[Row, ...]:
    """Return the non-zero forms p(v) - sum_i l_i p(v_i) in the coefficients of p, for all bases, all u, v and v_i; u = 0 gives p(v).

    Parameters
    ----------
    n, m, degree
        The sizes of the two blocks, m >= 1 and n + m <= 5, and d >= 1.

    Returns
    -------
    tuple
        Coprime integer vectors of D_d(n) entries, one for a form and its multiples.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    With one variable in each block, p must not vanish and must take two values: p(0), p(0) + p_1 and p_1 are not 0.

    >>> genericity_forms(1, 1)
    ((0, 1), (1, 0), (1, 1))
    >>> len(genericity_forms(1, 3)), len(genericity_forms(2, 3))
    (10, 65)

    See Also
    --------
    is_generic : whether a polynomial is a zero of none of them.

    References
    ----------
    Claim RV-6-01.
    """
    return _forms(*_check(n, m, degree))


def is_generic(p: Sequence[int], n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1) -> bool:
    """Return whether p is a zero of none of the forms of `genericity_forms`.

    Parameters
    ----------
    p
        D_d(n) integer coefficients, as for `polynomial_values`.
    n, m, degree
        The sizes of the two blocks, m >= 1 and n + m <= 5, and d >= 1.

    Returns
    -------
    bool
        True for p whose coefficients are linearly independent over Q, and for integers that are as good for this n, m, d.

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range.

    Examples
    --------
    With p = 1 + v the hyperplanes of v = 1 and u = (1, 1) and of v = 0 meet by accident, since p(1) = 2 p(0):

    >>> is_generic((1, 1), 1, 2), is_generic((1, 3), 1, 2)
    (False, True)

    See Also
    --------
    generic_representative : finds one for a given function.

    References
    ----------
    Claim RV-6-01.
    """
    n, m, d = _check(n, m, degree)
    polynomial_values(p, n, d)
    return _avoids(as_integers(p, "p"), _forms(n, m, d))


def _avoids(p: Sequence[int], forms: tuple[Row, ...]) -> bool:
    return all(sum(a * x for a, x in zip(form, p, strict=True)) for form in forms)


def generic_representative(
    table: SupportsIndex, n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex = 1
) -> Row:
    """Return integer coefficients of a generic nowhere-zero polynomial p with H(p) = f.

    Parameters
    ----------
    table
        The truth table of a polynomial threshold function f of n variables, of degree at most d.
    n, m, degree
        The sizes of the two blocks, m >= 1 and n + m <= 5, and d >= 1.

    Returns
    -------
    tuple of int
        D_d(n) coefficients, the constant one first.

    Raises
    ------
    InvalidArgument
        If the table is no such function, or an argument is below its range.
    TooLarge
        If n + m > 5.

    Examples
    --------
    >>> p = generic_representative(0b1110, 2, 2)
    >>> [value >= 0 for value in polynomial_values(p, 2)], is_generic(p, 2, 2)
    ([False, True, True, True], True)

    See Also
    --------
    is_generic : what p satisfies.

    References
    ----------
    Claim RV-6-01.
    """
    n, m, d = _check(n, m, degree)
    known = strict_representatives(n, d)
    number = check_table(table, n)
    if number not in known:
        rule = f"must be a polynomial threshold function of degree at most {d}"
        raise InvalidArgument("table", rule, number)
    return _generic(known[number], _forms(n, m, d))


@cache
def _generic(strict: Row, forms: tuple[Row, ...]) -> Row:
    norm = 0
    while True:
        for change in _vectors(len(strict), norm):
            p = tuple((1 + norm) * a + r for a, r in zip(strict, change, strict=True))
            if _avoids(p, forms):
                return p
        norm += 1


def _vectors(length: int, norm: int) -> Iterator[Row]:
    """Yield the integer vectors whose absolute values have the given sum."""
    if length == 1:
        yield from ((norm,), (-norm,)) if norm else ((0,),)
        return
    for first in range(-norm, norm + 1):
        for rest in _vectors(length - 1, norm - abs(first)):
            yield (first, *rest)


def block_functions(
    n: SupportsIndex, m: SupportsIndex, degree: SupportsIndex, p: Sequence[int]
) -> frozenset[int]:
    """Return the truth tables of F_c(v, u) = H(p(v) + c.phi'(u)), one c from each region of the two-block arrangement.

    Parameters
    ----------
    n, m, degree
        The sizes of the two blocks, m >= 1 and n + m <= 5, and d >= 1.
    p
        D_d(n) integer coefficients of a nowhere-zero polynomial.

    Returns
    -------
    frozenset of int
        Tables of n + m variables, v_1, ..., v_n, u_1, ..., u_m in this order: the low 2^n bits are the table of H(p).

    Raises
    ------
    InvalidArgument, TooLarge
        If an argument is out of its range, or p vanishes somewhere.

    Examples
    --------
    Different regions give different functions, and all are threshold gates:

    >>> from symattn.threshold import threshold_functions
    >>> p = generic_representative(0b10, 1, 2)
    >>> tables = block_functions(1, 2, 1, p)
    >>> len(tables), all(table in threshold_functions(3) and table & 3 == 0b10 for table in tables)
    (19, True)

    See Also
    --------
    two_block_arrangement : the hyperplanes.

    References
    ----------
    Claim RV-6-02.
    """
    n, m, d = _check(n, m, degree)
    values = polynomial_values(p, n, d)
    if not all(values):
        raise InvalidArgument("p", "must not vanish on the cube", p)
    normals = [(0,) * len(monomial_vector(0, m, d)), *(monomial_vector(u, m, d) for u in range(1, 1 << m))]
    found = set()
    for c in region_points(two_block_arrangement(n, m, d, p)).values():
        slopes = [sum((x for a, x in zip(normal, c, strict=True) if a), Fraction(0)) for normal in normals]
        found.add(sign_table([value + slope for slope in slopes for value in values]))
    return frozenset(found)
