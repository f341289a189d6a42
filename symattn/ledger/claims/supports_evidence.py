"""Exact finite counts behind the claims on supports: incidences, bad tuples, families of sets, polynomials over the field of two elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from itertools import combinations, combinations_with_replacement, pairwise, product
from math import comb, factorial, lcm, prod
from typing import Any

from symattn.capacity.two_block.anticoncentration import concentration, zero_one_probability
from symattn.capacity.two_block.bases import (
    Basis,
    bases,
    monomial_vector,
    nonconstant_monomials,
    support_bound,
)
from symattn.capacity.two_block.basis_counts import bases_count
from symattn.ledger.machine import Instances

#: Coefficients of which every multiset is tried.
PALETTE = (Fraction(-2), Fraction(-1), Fraction(-1, 2), Fraction(1, 3), Fraction(1), Fraction(2))


@cache
def all_bases(m: int, d: int) -> tuple[Basis, ...]:
    """Return the bases, by enumeration."""
    return tuple(bases(m, d))


def dimension(m: int, d: int) -> int:
    """Return D'_d(m)."""
    return nonconstant_monomials(m, d)


def bases_listed(m: int, d: int) -> int:
    """Return B'_d(m) by enumeration, without duality."""
    return len(all_bases(m, d))


# Incidences: which hyperplanes h(u, v): <c, phi'(u)> + p(v) = 0 meet at a vertex (RV-6-04).


@cache
def incidences(m: int, n: int, d: int, constant: bool = True) -> tuple[int, int, tuple[int, int]]:
    """Return (vertices solved, points u where geometry and criterion differ, (incidences with a support of at most 2, of at most 3)), over all bases and all v-tuples.

    ``constant`` says whether J = 0, that is sum l_i = 1, is part of the criterion.  The vertex c is verified on its D' hyperplanes, and incidence
    is read off <c, phi'(u)>; the polynomial p has the powers of a large number as coefficients, so that its values satisfy no relation that its monomials do not.
    """
    cube = [(1, *monomial_vector(v, n, d)) for v in range(1 << n)]
    value = [sum(entry * 10 ** (4 * k) for k, entry in enumerate(vector)) for vector in cube]
    point_of_value = {number: v for v, number in enumerate(value)}
    wanted = cube if constant else [vector[1:] for vector in cube]
    point_of_vector = {vector: v for v, vector in enumerate(wanted)}
    vectors = [monomial_vector(u, m, d) for u in range(1 << m)]
    inverse = _inverse(m, d)
    solved = differ = two = three = 0
    for basis in all_bases(m, d):
        size = basis.determinant
        for tuple_v in product(range(1 << n), repeat=len(basis.points)):
            # The vertex times the determinant.
            right = [
                -sum(entry * value[v] for entry, v in zip(row, tuple_v, strict=True))
                for row in basis.numerators
            ]
            c = [sum(sign * right[u - 1] for u, sign in row) for row in inverse]
            solved += all(
                _dot(c, vectors[u]) == -size * value[v] for u, v in zip(basis.points, tuple_v, strict=True)
            )
            chosen = [wanted[v] for v in tuple_v]
            for u, row in enumerate(basis.numerators, start=1):
                level, rest = divmod(-_dot(c, vectors[u]), size)
                through = None if rest else point_of_value.get(level)
                combined = [_dot(row, column) for column in zip(*chosen, strict=True)]
                vector = tuple(entry // size for entry in combined)
                exact = all(entry % size == 0 for entry in combined)
                differ += through != (point_of_vector.get(vector) if exact else None)
                two += through is not None and sum(map(bool, row)) <= 2
                three += through is not None and sum(map(bool, row)) <= 3
    return solved, differ, (two, three)


def _dot(left: Iterable[int], right: Iterable[int]) -> int:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _inverse(m: int, d: int) -> list[list[tuple[int, int]]]:
    """Return for each monomial I the unit vector e_I = sum over non-empty u of [m] inside I of (-1)^(|I|-|u|) phi'(u), as pairs (u, sign)."""
    masks = [u for u in sorted(range(1, 1 << m), key=int.bit_count) if u.bit_count() <= d]
    order = {monomial_vector(u, m, d): u for u in masks}
    rows = []
    for position in range(len(masks)):
        # The point whose support is I is the one with the fewest ones at which the monomial is 1.
        top = min((u for vector, u in order.items() if vector[position]), key=int.bit_count)
        rows.append(
            [(u, (-1) ** (top.bit_count() - u.bit_count())) for u in range(1, top + 1) if u & top == u]
        )
    return rows


def vertices(m: int, n: int, d: int) -> int:
    """Return the number of pairs (basis, v-tuple) whose vertex was solved exactly."""
    return incidences(m, n, d)[0]


def disagreements(m: int, n: int, d: int) -> int:
    """Return how often geometry and criterion differ."""
    return incidences(m, n, d)[1]


def disagreements_without_constant(m: int, n: int, d: int) -> int:
    """Return how often they differ if sum l_i = 1 is left out."""
    return incidences(m, n, d, False)[1]


def thin(m: int, n: int, d: int) -> int:
    """Return the number of incidences with a support of at most two."""
    return incidences(m, n, d)[2][0]


def thin_three(m: int, n: int, d: int) -> int:
    """Return the number of incidences with a support of at most three."""
    return incidences(m, n, d)[2][1]


# Littlewood and Offord (RV-6-07).


@cache
def two_values(s: int, palette: tuple[Fraction, ...] = PALETTE) -> int:
    """Return the largest number of the 2^s outcomes with one of two values, over all multisets of s coefficients of the palette."""
    return int(
        max(concentration(chosen, gap=None) for chosen in combinations_with_replacement(palette, s)) * 2**s
    )


def two_values_with_zero(s: int) -> int:
    """Return the same with the coefficient 0 admitted."""
    return two_values(s, (Fraction(0), *PALETTE))


@cache
def zero_one(m: int, s: int) -> int:
    """Return the largest number of the 2^s outcomes with value 0 or 1, over all bases for d = 1 and all u with a support of size s; 0 if there is none."""
    rows = {
        (basis.determinant, tuple(sorted(filter(None, row))))
        for basis in all_bases(m, 1)
        for row in basis.numerators
        if sum(map(bool, row)) == s
    }
    chances = (zero_one_probability([Fraction(entry, divisor) for entry in row]) for divisor, row in rows)
    return int(max(chances, default=0) * 2**s)


@cache
def _families(s: int, length: int) -> Any:
    """Return all families of subsets of [s], as bit masks of 2^s bits, that contain no chain of ``length`` sets."""
    import numpy as np

    families = np.arange(1 << (1 << s), dtype=np.int64)
    keep = np.ones(len(families), dtype=bool)
    for sets in combinations(range(1 << s), length):
        if all(a & b == a for a, b in pairwise(sets)):
            mask = sum(1 << a for a in sets)
            keep &= families & mask != mask
    return families[keep]


def _heaviest(s: int, length: int, weights: list[int]) -> int:
    """Return the largest weight of a family without a chain of ``length`` sets."""
    families = _families(s, length)
    return int(sum(weight * (families >> a & 1) for a, weight in enumerate(weights)).max())


def largest_family(s: int) -> int:
    """Return the largest size of a family of subsets of [s] without a 3-chain."""
    return _heaviest(s, 3, [1] * (1 << s))


def largest_family_without_4_chain(s: int) -> int:
    """Return the same for chains of four sets."""
    return _heaviest(s, 4, [1] * (1 << s))


def heaviest_family(s: int) -> int:
    """Return the maximum of sum 1 / binom(s, |A|) over families without a 3-chain, times `scale`."""
    return _heaviest(s, 3, [scale(s) // comb(s, a.bit_count()) for a in range(1 << s)])


def scale(s: int) -> int:
    """Return the least common multiple of the binomials binom(s, k)."""
    return lcm(*(comb(s, k) for k in range(s + 1)))


# The union bound (RV-6-08).


@cache
def _overlaps(m: int, d: int, least: int) -> frozenset[tuple[tuple[int, int], ...]]:
    """Return for each basis the pairs (g, c) such that sum c g^n is the number of bad v-tuples, for every n.

    The event of u is {xi in {0,1}^D' : sum l_i(u) xi_i in {0, 1}}, for the u with at least ``least`` coordinates.  A tuple is n vectors xi, one for each coordinate
    of the v_i, and bad if one event contains all n.  By inclusion and exclusion their number is the sum over non-empty sets S of events of -(-1)^|S| g(S)^n, where g(S)
    is the number of outcomes in all events of S; c adds the signs of equal g.
    """
    import numpy as np

    top = nonconstant_monomials(m, d)
    outcomes = np.array(list(product((0, 1), repeat=top)))
    found: set[tuple[tuple[int, int], ...]] = set()
    for basis in all_bases(m, d):
        rows = [row for row in basis.numerators if sum(map(bool, row)) >= least]
        if not rows:
            found.add(())
            continue
        inside = np.isin(outcomes @ np.array(rows).T, (0, basis.determinant))
        sets = np.bincount(inside @ (1 << np.arange(len(rows))), minlength=1 << len(rows))
        for i in range(len(rows)):
            halves = sets.reshape(-1, 2, 1 << i)
            halves[:, 0] += halves[:, 1]
        signs = 2 * (np.bitwise_count(np.arange(len(sets))).astype(np.int64) % 2) - 1
        totals = np.zeros(len(outcomes) + 1, dtype=np.int64)
        np.add.at(totals, sets[1:], signs[1:])
        found.add(tuple((int(g), int(totals[g])) for g in np.flatnonzero(totals)))
    return frozenset(found)


def bad_tuples(m: int, n: int, d: int, least: int = 3) -> int:
    """Return the largest number, over the bases, of v-tuples with sum l_i(u) v_i in {0,1}^n for some u with at least ``least`` coordinates."""
    numbers: list[int] = [sum(c * g**n for g, c in overlaps) for overlaps in _overlaps(m, d, least)]
    return max(numbers)


def points_with_support(m: int, s: int, d: int) -> int:
    """Return the largest number, over the bases, of points u with exactly s non-zero coordinates."""
    return max(sum(sum(map(bool, row)) == s for row in basis.numerators) for basis in all_bases(m, d))


def bad_tuples_from_two(m: int, n: int, d: int) -> int:
    """Return the same for supports of at least two."""
    return bad_tuples(m, n, d, 2)


def allowed(m: int, n: int, d: int, smaller: int = 0) -> int:
    """Return eps 2^(n D') = sum over s >= 3 of N_s Q_s^n 2^(n (D' - s)) with Q_s = q_s 2^s, less ``smaller`` in each Q_s."""
    top = nonconstant_monomials(m, d)
    return sum(
        support_bound(m, s, d) * (comb(s + 1, (s + 1) // 2) - smaller) ** n << n * (top - s)
        for s in range(3, top + 1)
    )


def allowed_with_smaller_q(m: int, n: int, d: int) -> int:
    """Return the same with one outcome less in each Q_s."""
    return allowed(m, n, d, 1)


def split_at(m: int, n: int, d: int, cut: int, smaller: int = 0, tail: bool = True) -> int:
    """Return eps_r 2^(n D'), r = ``cut``: binom(D', s) 2^s points u for each s < r, and all others at r."""
    top = nonconstant_monomials(m, d)
    counts = [(s, comb(top, s) << s) for s in range(3, cut)] + [(cut, (1 << m) - 1 - top)] * (
        tail and cut <= top
    )
    return sum(count * (comb(s + 1, (s + 1) // 2) - smaller) ** n << n * (top - s) for s, count in counts)


def split_with_smaller_q(m: int, n: int, d: int, cut: int) -> int:
    """Return the same with one outcome less in each Q_s."""
    return split_at(m, n, d, cut, 1)


def split_without_tail(m: int, n: int, d: int, cut: int) -> int:
    """Return the first sum alone."""
    return split_at(m, n, d, cut, tail=False)


@cache
def in_span(size: int, s: int) -> int:
    """Return the largest number of 0/1 vectors in the span of s independent 0/1 vectors of Q^size.

    The s vectors are part of a basis, and a vector is in their span if its coordinates are zero elsewhere.
    """
    import numpy as np

    supports = np.array([[_mask(basis.support(u)) for u in range(1 << size)] for basis in all_bases(size, 1)])
    return max(
        int((supports & ~_mask(chosen) == 0).sum(axis=1).max()) for chosen in combinations(range(size), s)
    )


def _mask(positions: Iterable[int]) -> int:
    return sum(1 << position for position in positions)


@cache
def signed_in_span(size: int, s: int) -> int:
    """Return the number of vectors with entries -1, 0, 1 in the span of the first s unit vectors: a lower bound of the largest."""
    return sum(not any(vector[s:]) for vector in product((-1, 0, 1), repeat=size))


# Reed and Muller, and the number of bases (RV-6-09).


@cache
def _degrees_and_weights(m: int) -> tuple[Any, Any]:
    """Return degree and number of ones of every non-zero polynomial over F_2 in m variables, each given by its coefficients as a bit mask."""
    import numpy as np

    tables = np.arange(1 << (1 << m), dtype=np.int64)
    for i in range(m):
        # Values from coefficients: a point gains the coefficients of its subsets, variable by variable.
        low = sum(1 << u for u in range(1 << m) if not u >> i & 1)
        tables = tables ^ ((tables & low) << (1 << i))
    weights = np.bitwise_count(tables)
    masks = np.arange(1 << (1 << m), dtype=np.int64)
    degrees = np.zeros(len(masks), dtype=np.int64)
    for u in sorted(range(1 << m), key=int.bit_count):
        degrees[masks >> u & 1 == 1] = u.bit_count()
    return degrees[1:], weights[1:]


def least_weight(m: int, d: int) -> int:
    """Return the least number of ones of a non-zero polynomial over F_2 of degree at most d in m variables."""
    degrees, weights = _degrees_and_weights(m)
    return int(weights[degrees <= d].min())


@cache
def odd_bases(m: int, d: int) -> int:
    """Return the number of bases whose determinant is odd: those that are independent modulo 2."""
    return sum(basis.determinant % 2 for basis in all_bases(m, d))


def linear_group(m: int) -> int:
    """Return prod_(i<m) (2^m - 2^i), the number of invertible matrices over F_2."""
    return prod((1 << m) - (1 << i) for i in range(m))


@cache
def nonsingular_matrices(m: int) -> int:
    """Return the number of nonsingular 0/1 matrices of order m, by their determinants."""
    return sum(determinant(rows) != 0 for rows in product(product((0, 1), repeat=m), repeat=m))


def determinant(rows: Iterable[Iterable[int]]) -> int:
    """Return the determinant of a square integer matrix (Bareiss)."""
    matrix = [list(row) for row in rows]
    sign, previous = 1, 1
    for k in range(len(matrix) - 1):
        swap = next((i for i in range(k, len(matrix)) if matrix[i][k]), None)
        if swap is None:
            return 0
        if swap != k:
            matrix[k], matrix[swap], sign = matrix[swap], matrix[k], -sign
        for i in range(k + 1, len(matrix)):
            for j in range(k + 1, len(matrix)):
                matrix[i][j] = (matrix[i][j] * matrix[k][k] - matrix[i][k] * matrix[k][j]) // previous
        previous = matrix[k][k]
    return sign * matrix[-1][-1]


@cache
def unisolvent_listed(n: int, degree: int) -> int:
    """Return the number of unisolvent sets, by the determinants of all D-subsets of the cube."""
    vectors = [(1, *monomial_vector(x, n, degree)) for x in range(1 << n)]
    return sum(determinant(rows) != 0 for rows in combinations(vectors, len(vectors[0])))


FUNCTIONS: Mapping[str, Callable[..., int]] = {
    "D": dimension,
    "B": bases_listed,
    "vertices": vertices,
    "differ": disagreements,
    "differ_weaker": disagreements_without_constant,
    "thin": thin,
    "thin_three": thin_three,
    "largest": two_values,
    "with_zero": two_values_with_zero,
    "bits": zero_one,
    "family": largest_family,
    "longer": largest_family_without_4_chain,
    "heaviest": heaviest_family,
    "scale": scale,
    "bad": bad_tuples,
    "bad_two": bad_tuples_from_two,
    "points": points_with_support,
    "N": support_bound,
    "allowed": allowed,
    "allowed_less": allowed_with_smaller_q,
    "split": split_at,
    "split_less": split_with_smaller_q,
    "head": split_without_tail,
    "spanned": in_span,
    "signed": signed_in_span,
    "weight": least_weight,
    "odd": odd_bases,
    "GL": linear_group,
    "matrices": nonsingular_matrices,
    "unisolvent": unisolvent_listed,
    "counted": bases_count,
    "factorial": factorial,
    "q": lambda s: comb(s + 1, (s + 1) // 2),
}


def checked(
    statement: str,
    assuming: str = "",
    full: Mapping[str, Iterable[int]] | None = None,
    **ranges: Iterable[int],
) -> Instances:
    return Instances(
        statement,
        ranges=ranges,
        functions=FUNCTIONS,
        assuming=assuming,
        full={**ranges, **full} if full else None,
    )
