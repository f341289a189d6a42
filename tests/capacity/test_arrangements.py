"""Regions and vertices of arrangements agree with other ways to count them, and those of the cube with the numbers of functions."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from itertools import combinations, product
from math import comb, factorial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symattn.capacity.arrangements.arrangement import Arrangement, meeting_points, primitive, restricted
from symattn.capacity.arrangements.region_points import region_points
from symattn.capacity.two_block.bases import bases, monomial_vector
from symattn.capacity.two_block.basis_counts import bases_count, unisolvent_count
from symattn.capacity.two_block.block_arrangement import (
    block_functions,
    generic_representative,
    genericity_forms,
    is_generic,
    two_block_arrangement,
)
from symattn.capacity.two_block.cube_arrangements import (
    bias_free_arrangement,
    extension_arrangement,
    monomial_arrangement,
    monomial_vectors,
    polynomial_values,
    strict_representatives,
)
from symattn.errors import SymattnError
from symattn.threshold import threshold_functions, truth_table

ORACLES = Path(__file__).parents[1] / "oracles"
A000609 = json.loads((ORACLES / "oeis_threshold.json").read_text())["sequences"]["A000609"]["values"]

Rows = list[tuple[int, ...]]


@st.composite
def small_arrangements(draw: st.DrawFn) -> Arrangement:
    """Few hyperplanes with small entries: parallel, concurrent, repeated and non-spanning ones are frequent."""
    dimension = draw(st.integers(1, 3))
    entries = st.integers(-2, 2)
    normals = draw(st.lists(st.tuples(*[entries] * dimension).filter(any), max_size=6))
    offsets = draw(st.lists(st.integers(-2, 2), min_size=len(normals), max_size=len(normals)))
    return Arrangement(normals, offsets, dimension=dimension)


def rank(rows: list[list[Fraction]]) -> int:
    left, found = [row[:] for row in rows], 0
    for j in range(len(left[0]) if left else 0):
        pivot = next((i for i in range(found, len(left)) if left[i][j]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for i in range(found + 1, len(left)):
            factor = left[i][j] / left[found][j]
            left[i] = [x - factor * y for x, y in zip(left[i], left[found], strict=True)]
        found += 1
    return found


def as_fractions(rows: Any) -> list[list[Fraction]]:
    return [[Fraction(x) for x in row] for row in rows]


def whitney(arrangement: Arrangement) -> int:
    """The sum over subsets with a common point of (-1)^(size - rank)."""
    total = 0
    for size in range(len(arrangement) + 1):
        for rows in combinations(arrangement.hyperplanes, size):
            normals = rank(as_fractions(row[:-1] for row in rows))
            if rank(as_fractions(rows)) == normals:
                total += (-1) ** (size - normals)
    return total


def incident(row: tuple[int, ...], point: tuple[Fraction, ...]) -> bool:
    return sum(a * x for a, x in zip(row[:-1], point, strict=True)) == -row[-1]


@given(small_arrangements())
def test_three_counts_of_regions_agree(arrangement: Arrangement) -> None:
    assert arrangement.regions() == len(region_points(arrangement)) == whitney(arrangement)


@given(small_arrangements())
def test_points_lie_in_the_regions_they_stand_for(arrangement: Arrangement) -> None:
    for signs, point in region_points(arrangement).items():
        for a, b, sign in zip(arrangement.normals, arrangement.offsets, signs, strict=True):
            assert (sum(x * y for x, y in zip(a, point, strict=True)) + b) * sign > 0


@given(small_arrangements())
def test_vertices_are_the_points_with_spanning_normals(arrangement: Arrangement) -> None:
    points = arrangement.vertex_points()
    through = [[row for row in arrangement.hyperplanes if incident(row, point)] for point in points]
    assert all(rank(as_fractions(row[:-1] for row in rows)) == arrangement.dimension for rows in through)
    spanning = [
        rows
        for rows in combinations(arrangement.hyperplanes, arrangement.dimension)
        if rank(as_fractions(row[:-1] for row in rows)) == arrangement.dimension
    ]
    # Every independent set meets in exactly one of the points.
    assert all(sum(all(incident(row, p) for row in rows) for p in points) == 1 for rows in spanning)
    assert len(set(points)) == len(points) == arrangement.vertices()
    assert arrangement.bases() == len(spanning)
    assert arrangement.simple_vertices() == sum(len(rows) == arrangement.dimension for rows in through)


@given(small_arrangements(), st.randoms(use_true_random=False))
def test_order_multiples_and_repetitions_do_not_matter(arrangement: Arrangement, random: Any) -> None:
    factors = (-3, Fraction(1, 2), 2)
    rows = [
        [factor * x for x in row] for row in arrangement.hyperplanes for factor in random.sample(factors, 2)
    ]
    random.shuffle(rows)
    again = Arrangement(
        [row[:-1] for row in rows], [row[-1] for row in rows], dimension=arrangement.dimension
    )
    assert set(again.hyperplanes) == set(arrangement.hyperplanes)
    assert (again.regions(), again.vertices(), again.simple_vertices()) == (
        arrangement.regions(),
        arrangement.vertices(),
        arrangement.simple_vertices(),
    )


@given(small_arrangements())
def test_deletion_and_restriction(arrangement: Arrangement) -> None:
    assume(len(arrangement))
    last = Arrangement(arrangement.normals[-1:], arrangement.offsets[-1:])
    others = Arrangement(arrangement.normals[:-1], arrangement.offsets[:-1], dimension=arrangement.dimension)
    assert others.joined(last).regions() == len(region_points(others)) + len(region_points(others.on(last)))
    assert others.joined(last).vertices() <= others.vertices() + others.on(last).vertices()


@given(small_arrangements())
def test_there_are_more_regions_than_vertices(arrangement: Arrangement) -> None:
    assert arrangement.regions() > arrangement.vertices()


def test_the_point() -> None:
    point = Arrangement([], dimension=0)
    assert (point.regions(), point.vertices(), point.vertex_points()) == (1, 1, ((),))
    assert region_points(point) == {(): ()}


def braid(D: int) -> Rows:
    return [tuple((k == i) - (k == j) for k in range(D)) for i in range(D) for j in range(i)]


@pytest.mark.parametrize("D", [2, 3, 4])
def test_families_with_known_numbers_of_regions(D: int) -> None:
    lines = braid(D)
    assert Arrangement(lines).regions() == factorial(D)
    assert Arrangement(lines).vertices() == 0  # they contain the line of equal coordinates
    shi = Arrangement(lines * 2, [0] * len(lines) + [1] * len(lines))
    assert shi.regions() == (D + 1) ** (D - 1)
    catalan = Arrangement(lines * 3, [k for k in (-1, 0, 1) for _ in lines])
    assert catalan.regions() == factorial(2 * D) // factorial(D + 1)
    linial = Arrangement(lines, [1] * len(lines))
    assert linial.regions() == sum(comb(D, k) * (k + 1) ** (D - 1) for k in range(D + 1)) // 2**D
    coordinates = Arrangement([[int(i == j) for j in range(D)] for i in range(D)])
    assert (coordinates.regions(), coordinates.vertices(), coordinates.simple_vertices()) == (2**D, 1, 1)


@pytest.mark.parametrize(("N", "D"), [(7, 2), (6, 3), (7, 4)])
def test_general_position(N: int, D: int) -> None:
    # Hyperplanes of the moment curve: any D meet in a point, no D + 1 do.
    arrangement = Arrangement([[t**k for k in range(D)] for t in range(N)], [t**D for t in range(N)])
    assert arrangement.regions() == sum(comb(N, i) for i in range(D + 1))
    assert arrangement.vertices() == arrangement.simple_vertices() == comb(N, D)


def test_coordinates_of_vertices() -> None:
    assert Arrangement([(2,), (3,)], [-1, 1]).vertex_points() == ((Fraction(-1, 3),), (Fraction(1, 2),))
    plane = Arrangement([(1, 1), (1, -1), (0, 3)], [-1, 0, -1])
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert plane.vertex_points() == ((third, third), (half, half), (2 * third, third))


def test_an_arrangement_is_a_value() -> None:
    arrangement = Arrangement([(Fraction(1, 2), 0), (0, -3)], [1, Fraction(3, 2)])
    assert arrangement.hyperplanes == ((1, 0, 2), (0, 2, -1))
    assert arrangement.to_json() == {"dimension": 2, "hyperplanes": [[1, 0, 2], [0, 2, -1]]}
    arrangement.vertices()
    copy = pickle.loads(pickle.dumps(arrangement))
    assert copy == arrangement
    assert hash(copy) == hash(arrangement)
    assert not arrangement.central
    assert primitive((0, -2, 4)) == (0, 1, -2)
    assert meeting_points(restricted({(1, 0, 0): 1}, (0, 1, 0)), 1) == {(0, 1): 1}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Arrangement([]),
        lambda: Arrangement([], dimension=-1),
        lambda: Arrangement([(0, 0)], [1]),
        lambda: Arrangement([(1, 0), (1,)]),
        lambda: Arrangement([(1, 0.5)]),
        lambda: Arrangement([(1, True)]),
        lambda: Arrangement(["10"]),
        lambda: Arrangement([(1, 0)], [0, 1]),
        lambda: Arrangement([(1, 0)]).on(Arrangement([(2, 0)])),
        lambda: Arrangement([(1, 0)]).on(Arrangement([(1,)])),
        lambda: Arrangement([(1, 0)]).joined(Arrangement([(1,)])),
        lambda: monomial_arrangement(6),
        lambda: monomial_arrangement(2, 0),
        lambda: bias_free_arrangement(-1),
        lambda: extension_arrangement(2, 1, (1, 2)),
        lambda: two_block_arrangement(1, 0, 1, (1, 2)),
        lambda: two_block_arrangement(3, 3, 1, (1, 2, 3, 4)),
        lambda: generic_representative(0b0110, 2, 1),
        lambda: generic_representative(16, 2, 1),
        lambda: block_functions(1, 1, 1, (0, 1)),
        lambda: is_generic((1, 2, 3), 1, 1),
        lambda: genericity_forms(1, 1, 0),
        lambda: polynomial_values((1, 2.5), 1),
    ],
)
def test_bad_input_is_named(make: Any) -> None:
    with pytest.raises(SymattnError) as caught:
        make()
    assert caught.value.argument
    assert caught.value.rule


@pytest.mark.parametrize("n", range(6))
def test_threshold_functions_are_regions(n: int) -> None:
    assert monomial_arrangement(n).regions() == A000609[n]


def test_polynomial_threshold_functions_are_regions() -> None:
    assert [monomial_arrangement(n, 2).regions() for n in range(5)] == [2, 4, 16, 254, 57574]
    # Degree 3 misses the two parities.
    assert [monomial_arrangement(n, 3).regions() for n in range(5)] == [2, 4, 16, 256, 2**16 - 2]
    assert [monomial_arrangement(n, 4).regions() for n in range(5)] == [2 ** (2**n) for n in range(5)]


@pytest.mark.parametrize(("n", "degree"), [(0, 1), (1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (3, 3)])
def test_strict_representatives(n: int, degree: int) -> None:
    known = strict_representatives(n, degree)
    assert len(known) == monomial_arrangement(n, degree).regions()
    for table, p in known.items():
        values = polynomial_values(p, n, degree)
        assert all(values)
        assert table == sum(1 << k for k, value in enumerate(values) if value > 0)
    if degree == 1:
        assert list(known) == threshold_functions(n).tables.tolist()
        assert all(truth_table(p[1:], p[0]) == table for table, p in known.items())


def test_gates_without_a_bias() -> None:
    # OEIS A034997.
    assert [bias_free_arrangement(n).regions() for n in range(6)] == [1, 2, 6, 32, 370, 11292]
    for n in range(1, 5):
        gates = {
            sum(1 << k for k in range(1 << n) if sum(w[i] * (k >> i & 1) for i in range(n)) >= 0)
            for w in region_points(bias_free_arrangement(n)).values()
        }
        assert len(gates) == bias_free_arrangement(n).regions()


@pytest.mark.parametrize(
    ("n", "degree"), [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (4, 2)]
)
def test_extensions_by_one_variable(n: int, degree: int) -> None:
    p = [10 ** (4 * k) for k in range(len(monomial_vectors(n, degree)[0]))]
    arrangement = extension_arrangement(n, degree, p)
    # The arrangement's bases are the unisolvent sets, found by elimination; no two share a vertex.
    assert arrangement.bases() == arrangement.vertices() == unisolvent_count(n, degree - 1)
    assert arrangement.regions() >= arrangement.vertices()


_CASES = {
    # (n, m, d): regions for each function, vertices, simple vertices, number of pairs of a basis and a tuple
    (1, 1, 1): (3, 2, 2, 2),
    (2, 1, 1): (5, 4, 4, 4),
    (3, 1, 1): (9, 8, 8, 8),
    (1, 2, 1): (19, 12, 12, 12),
    (2, 2, 1): (61, 48, 48, 48),
    (3, 2, 1): (217, 192, 192, 192),
    (1, 3, 1): (295, 124, 88, 232),
    (2, 3, 1): (2005, 1208, 992, 1856),
    (1, 4, 1): (12531, 3310, 2360, 15040),
    (1, 2, 2): (27, 8, 8, 8),
    (2, 2, 2): (125, 64, 64, 64),
    (3, 2, 2): (729, 512, 512, 512),
    (1, 3, 2): (2059, 448, 448, 448),
    (1, 3, 3): (2187, 128, 128, 128),
}


@pytest.mark.parametrize(("sizes", "expected"), _CASES.items())
def test_two_block_arrangements(sizes: tuple[int, int, int], expected: tuple[int, int, int, int]) -> None:
    n, m, d = sizes
    tables = list(strict_representatives(n, d))
    for table in tables if len(tables) <= 16 and m <= 3 else tables[:: len(tables) // 2]:
        p = generic_representative(table, n, m, d)
        assert is_generic(p, n, m, d)
        arrangement = two_block_arrangement(n, m, d, p)
        assert len(arrangement) == (2**m - 1) * 2**n
        found = (
            arrangement.regions(),
            arrangement.vertices(),
            arrangement.simple_vertices(),
            arrangement.bases(),
        )
        assert found == expected
        assert expected[3] == bases_count(m, d) * 2 ** (n * len(monomial_vector(0, m, d)))


@pytest.mark.parametrize("sizes", [(1, 2, 1), (2, 2, 1), (1, 3, 1), (2, 3, 1), (2, 2, 2)])
def test_coefficients_without_relations_are_as_good(sizes: tuple[int, int, int]) -> None:
    n, m, d = sizes
    p = [10 ** (6 * k) for k in range(len(monomial_vectors(n, d)[0]))]
    arrangement = two_block_arrangement(n, m, d, p)
    assert is_generic(p, n, m, d)
    assert (arrangement.regions(), arrangement.vertices()) == _CASES[sizes][:2]


@given(st.tuples(*[st.integers(-6, 6)] * 3))
def test_the_forms_are_the_relations(p: tuple[int, int, int]) -> None:
    # n = m = 2: for every basis, u, v and v_1, v_2 the equation p(v) = sum l_i p(v_i) holds only where the monomials force it.
    values = polynomial_values(p, 2)
    points = monomial_vectors(2, 1)
    accidents = 0
    for basis, u, v in product(bases(2), range(4), range(4)):
        coordinates = basis.coordinates(u)
        for tuple_v in product(range(4), repeat=2):
            forced = all(
                points[v][j] == sum(x * points[w][j] for x, w in zip(coordinates, tuple_v, strict=True))
                for j in range(3)
            )
            holds = values[v] == sum(x * values[w] for x, w in zip(coordinates, tuple_v, strict=True))
            accidents += holds and not forced
    assert is_generic(p, 2, 2) == (accidents == 0)


def test_without_genericity_vertices_are_lost() -> None:
    # p(v) = 1 + v_1 + v_2 takes the value 2 twice.
    flat = two_block_arrangement(2, 2, 1, (1, 1, 1))
    assert not is_generic((1, 1, 1), 2, 2)
    assert len(flat) < 12
    assert flat.vertices() < 48


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 1, 1), (1, 2, 1), (2, 2, 1), (1, 3, 1)])
def test_glued_functions_are_different_threshold_functions(sizes: tuple[int, int, int]) -> None:
    n, m, d = sizes
    known = threshold_functions(n + m)
    found: set[int] = set()
    for table in strict_representatives(n, d):
        tables = block_functions(n, m, d, generic_representative(table, n, m, d))
        assert len(tables) == _CASES[sizes][0]
        assert all(F in known and F & ((1 << (1 << n)) - 1) == table for F in tables)
        assert found.isdisjoint(tables)
        found |= tables
    assert len(found) == len(strict_representatives(n, d)) * _CASES[sizes][0] <= A000609[n + m]


@pytest.mark.full
def test_twenty_thousand_glued_functions() -> None:
    found = {
        F
        for table in strict_representatives(3)
        for F in block_functions(3, 2, 1, generic_representative(table, 3, 2))
    }
    assert len(found) == 104 * 217
    assert found <= set(threshold_functions(5).tables.tolist())
