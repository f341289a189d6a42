"""Bases among the points of the cube: counted by contraction, listed with coordinates, and bounded from below."""

from __future__ import annotations

import pickle
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from math import ceil, comb, factorial, prod
from operator import mul
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symattn.capacity.balls import log2_ball
from symattn.capacity.two_block.bases import (
    Basis,
    bases,
    monomial_vector,
    nonconstant_monomials,
    support_bound,
)
from symattn.capacity.two_block.basis_bounds import bases_lower_bound, log2_bases_lower_bound
from symattn.capacity.two_block.basis_counts import bases_count, unisolvent_count
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.ledger.claims.supports_evidence import bad_tuples

#: OEIS A055165, nonsingular 0/1 matrices of order 1, 2, ...
A055165 = (1, 6, 174, 22560, 12514320, 28836612000)


@cache
def listed(m: int, d: int) -> tuple[Basis, ...]:
    return tuple(bases(m, d))


def leibniz(rows: tuple[tuple[int, ...], ...]) -> int:
    """The determinant as a sum over permutations: slow and independent of elimination."""
    size = len(rows)
    total = 0
    for order in permutations(range(size)):
        inversions = sum(order[i] > order[j] for i, j in combinations(range(size), 2))
        total += (-1) ** inversions * prod(rows[i][order[i]] for i in range(size))
    return total


@pytest.mark.parametrize("m", [1, 2, 3, 4, 5])
def test_linear_bases_are_nonsingular_matrices(m: int) -> None:
    assert bases_count(m) * factorial(m) == A055165[m - 1]


@pytest.mark.full
def test_linear_bases_of_six_variables() -> None:
    assert bases_count(6) * factorial(6) == A055165[5]


@pytest.mark.parametrize(("m", "d"), [(1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (3, 3), (4, 1), (4, 3), (4, 4)])
def test_count_is_the_length_of_the_list(m: int, d: int) -> None:
    assert bases_count(m, d) == len(listed(m, d)) == len({basis.points for basis in listed(m, d)})


def test_duality_against_the_list() -> None:
    # bases_count goes through degree 1 here, the list does not.
    assert bases_count(4, 2) == sum(1 for _ in bases(4, 2)) == 2068


@pytest.mark.parametrize(("m", "d"), [(2, 1), (3, 1), (2, 2), (3, 2)])
def test_list_against_determinants(m: int, d: int) -> None:
    vectors = {u: monomial_vector(u, m, d) for u in range(1, 1 << m)}
    found = {
        points: abs(leibniz(tuple(vectors[u] for u in points)))
        for points in combinations(range(1, 1 << m), nonconstant_monomials(m, d))
    }
    assert {basis.points: basis.determinant for basis in listed(m, d)} == {
        p: v for p, v in found.items() if v
    }


@pytest.mark.parametrize(("n", "e"), [(1, 0), (1, 1), (2, 1), (3, 0), (3, 1), (2, 2)])
def test_unisolvent_sets_against_determinants(n: int, e: int) -> None:
    vectors = [(1, *monomial_vector(x, n, e)) for x in range(1 << n)]
    assert unisolvent_count(n, e) == sum(
        leibniz(rows) != 0 for rows in combinations(vectors, len(vectors[0]))
    )


def test_unisolvent_values() -> None:
    assert [unisolvent_count(n) for n in range(1, 5)] == [1, 4, 58, 3008]
    assert [unisolvent_count(n, 2) for n in (2, 3, 4)] == [1, 8, 3008]
    assert [unisolvent_count(n, 0) for n in range(5)] == [1, 2, 4, 8, 16]


@pytest.mark.parametrize("n", range(1, 6))
def test_complements_of_unisolvent_sets_are_unisolvent(n: int) -> None:
    for e in range(n):
        if (n, e) != (5, 2):
            assert unisolvent_count(n, e) == unisolvent_count(n, n - e - 1)


def test_monomials() -> None:
    assert monomial_vector(0b110, 3, 3) == (0, 1, 1, 0, 0, 1, 0)
    for m, d in product(range(6), range(8)):
        assert (
            len(monomial_vector(0, m, d))
            == nonconstant_monomials(m, d)
            == sum(comb(m, i) for i in range(1, d + 1))
        )


@given(st.sampled_from([(2, 1), (3, 1), (4, 1), (2, 2), (3, 2), (4, 3)]), st.data())
def test_coordinates(sizes: tuple[int, int], data: Any) -> None:
    m, d = sizes
    basis = data.draw(st.sampled_from(listed(m, d)))
    u = data.draw(st.integers(0, (1 << m) - 1))
    coordinates = basis.coordinates(u)
    columns = zip(*(monomial_vector(v, m, d) for v in basis.points), strict=True)
    combined = tuple(sum(c * x for c, x in zip(coordinates, column, strict=True)) for column in columns)
    assert combined == monomial_vector(u, m, d)
    assert basis.support(u) == tuple(i for i, c in enumerate(coordinates) if c)
    if u in basis.points:
        assert basis.support(u) == (basis.points.index(u),)


@pytest.mark.parametrize(("m", "d"), [(2, 1), (3, 1), (4, 1), (3, 2), (4, 3)])
def test_supports_are_bounded(m: int, d: int) -> None:
    for basis in listed(m, d):
        sizes = [len(basis.support(u)) for u in range(1, 1 << m)]
        for s in range(2, len(basis.points) + 1):
            assert sizes.count(s) <= support_bound(m, s, d)


def test_support_bound_takes_the_smaller_number() -> None:
    for m, d, s in product(range(1, 9), (1, 2), range(2, 20)):
        D = nonconstant_monomials(m, d)
        assert support_bound(m, s, d) == min(comb(D, s) * 2**s, 2**m - 1 - D)
    assert support_bound(2000, 900) == 2**2000 - 1 - 2000


@pytest.mark.parametrize(
    ("m", "d"), [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (2, 2), (3, 2), (4, 2), (4, 3), (5, 3)]
)
def test_bound_is_below_the_number(m: int, d: int) -> None:
    assert bases_lower_bound(m, d) <= bases_count(m, d)


@given(st.integers(1, 60), st.integers(1, 4))
def test_bound_is_the_rounded_formula(m: int, d: int) -> None:
    D = nonconstant_monomials(m, d)
    assume(d < m and m * D <= 10**5)
    ordered = prod(2**m - 2**i for i in range(m)) if d == 1 else 2 ** ((m - d) * D)
    assert bases_lower_bound(m, d) == ceil(Fraction(ordered, factorial(D)))


@pytest.mark.parametrize(("m", "d"), [(1, 1), (5, 1), (40, 1), (300, 1), (60, 2), (30, 3)])
def test_ball_is_around_the_logarithm(m: int, d: int) -> None:
    D = nonconstant_monomials(m, d)
    ordered = prod(2**m - 2**i for i in range(m)) if d == 1 else 2 ** ((m - d) * D)
    above, below, ball = (
        log2_ball(ordered, 40),
        log2_ball(factorial(D), 40),
        log2_bases_lower_bound(m, degree=d),
    )
    exact = [above.lower - below.upper, above.upper - below.lower]
    assert ball.upper - ball.lower < Fraction(1, 10**14)
    assert all(ball.contains(max(value, Fraction(0))) for value in exact)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("least", [2, 3])
def test_bad_tuples_one_by_one(n: int, least: int) -> None:
    # The evidence of RV-6-08 counts them by inclusion and exclusion.
    most = 0
    for basis in listed(3, 1):
        rows = [basis.coordinates(u) for u in range(1, 8) if len(basis.support(u)) >= least]
        tuples = product(product((0, 1), repeat=n), repeat=3)
        sums = (
            [[sum(map(mul, row, column)) for column in zip(*v, strict=True)] for row in rows] for v in tuples
        )
        most = max(most, sum(any(all(x in (0, 1) for x in point) for point in points) for points in sums))
    assert bad_tuples(3, n, 1, least) == most


def test_large_arguments() -> None:
    linear = log2_bases_lower_bound(10**6)
    # log2 m! is between m log2 (m/e) and m log2 m; the product is between 1/4 and 1.
    assert 10**12 - 2 - 20 * 10**6 < linear.lower < linear.upper < 10**12 - 18 * 10**6
    assert log2_bases_lower_bound(10**6, degree=3).lower > 10**23
    assert log2_bases_lower_bound(4, degree=3).mid == "0"


def test_result_is_plain_data() -> None:
    basis = listed(3, 1)[5]
    assert pickle.loads(pickle.dumps(basis)) == basis
    assert basis.to_json()["points"] == list(basis.points)
    assert str(basis.determinant) in basis._repr_latex_()


def test_degree_zero_and_large_degree() -> None:
    assert bases_count(3, 0) == bases_count(3, 9) == bases_count(0, 1) == 1
    assert nonconstant_monomials(0, 3) == nonconstant_monomials(3, 0) == 0
    assert [basis.points for basis in bases(2, 5)] == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: bases_count(-1), InvalidArgument),
        (lambda: bases_count(2, -1), InvalidArgument),
        (lambda: bases_count(2.0), InvalidArgument),
        (lambda: bases_count(True), InvalidArgument),
        (lambda: bases_count(7), TooLarge),
        (lambda: bases_count(5, 2), TooLarge),
        (lambda: bases_count(10**7), TooLarge),
        (lambda: unisolvent_count(9, 1), TooLarge),
        (lambda: list(bases(0)), InvalidArgument),
        (lambda: list(bases(3, 0)), InvalidArgument),
        (lambda: list(bases(6, 2)), TooLarge),
        (lambda: monomial_vector(8, 3), InvalidArgument),
        (lambda: monomial_vector(0, 13), TooLarge),
        (lambda: nonconstant_monomials(10**6, 10**5), TooLarge),
        (lambda: nonconstant_monomials(10**6, 10**6), TooLarge),
        (lambda: bases_lower_bound(0), InvalidArgument),
        (lambda: bases_lower_bound(3, 0), InvalidArgument),
        (lambda: bases_lower_bound(10**5), TooLarge),
        (lambda: log2_bases_lower_bound(0), InvalidArgument),
        (lambda: log2_bases_lower_bound(10**6 + 1), TooLarge),
        (lambda: log2_bases_lower_bound(3, digits=0), InvalidArgument),
        (lambda: support_bound(3, 1), InvalidArgument),
        (lambda: support_bound(10**5, 3), TooLarge),
        (lambda: listed(2, 1)[0].coordinates(4), InvalidArgument),
    ],
)
def test_bad_input(call: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.argument and caught.value.rule
