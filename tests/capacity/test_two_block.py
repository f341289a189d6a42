"""The two-block theorem's numbers: eps against its defining sum, bounds against known counts, choices that cannot make a bound too large."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from math import comb, factorial, log2
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

pytest.importorskip("flint")

from symattn.capacity.balls import log2_ball
from symattn.capacity.cover import log2_cover_bound
from symattn.capacity.two_block.anticoncentration import two_value_bound
from symattn.capacity.two_block.bases import nonconstant_monomials
from symattn.capacity.two_block.basis_bounds import bases_lower_bound
from symattn.capacity.two_block.closed_form import (
    block_size,
    least_checked,
    log2_closed_lower_bound,
    stretches,
    threshold_of_proof,
)
from symattn.capacity.two_block.one_variable import (
    linear_lower_bound,
    polynomial_lower_bound,
    shattered_lower_bound,
)
from symattn.capacity.two_block.recursion_table import lower_bound_table
from symattn.capacity.two_block.theorem import (
    log2_threshold_lower_bound,
    two_block_bound,
    two_block_epsilon,
)
from symattn.capacity.two_block.union_bound import best_split, epsilon, epsilon_ball
from symattn.errors import InvalidArgument, TooLarge

A000609 = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]["A000609"]["values"]
#: T_2(3) = 2^8 - 2 and T_3(4) = 2^16 - 2 are all functions except the parities; T_2(4) from the list of quadratic gates.
POLYNOMIAL = {(2, 2): 16, (2, 3): 254, (2, 4): 57574, (3, 3): 256, (3, 4): 65534, (4, 4): 65536}


def defining_sum(n: int, m: int, d: int) -> Fraction:
    """Return eps by trying every s0."""
    D = nonconstant_monomials(m, d)
    rest = 2**m - 1 - D
    totals = []
    for cut in range(3, D + 2):
        first = sum((comb(D, s) * 2**s * two_value_bound(s) ** n for s in range(3, cut)), start=Fraction(0))
        totals.append(first + (rest * two_value_bound(cut) ** n if cut <= D else 0))
    return Fraction(0) if D < 3 or rest == 0 else min(totals)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 26), st.integers(1, 3))
def test_eps_is_the_least_of_its_sums(n: int, m: int, d: int) -> None:
    assume(nonconstant_monomials(m, d) <= 120)
    exact, found = defining_sum(n, m, d), two_block_epsilon(n, m, d)
    assert exact <= found <= exact * (1 + Fraction(1, 2**30))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 2))
def test_the_ball_of_eps_contains_its_exact_value(n: int, m: int, d: int) -> None:
    from flint import arb

    split = best_split(n, m, nonconstant_monomials(m, d))
    exact = epsilon(split)
    assert split.empty == (exact == 0)
    assert epsilon_ball(split).overlaps(arb(exact.numerator) / exact.denominator)
    if exact:
        assert split.log2_estimate == pytest.approx(
            log2(exact.numerator) - log2(exact.denominator), abs=1e-6, rel=1e-9
        )


def test_eps_decreases_with_n_and_the_theorem_becomes_vacuous() -> None:
    values = [two_block_epsilon(n, 6) for n in range(1, 60)]
    assert all(later < earlier for earlier, later in pairwise(values))
    with pytest.raises(InvalidArgument, match="eps"):
        two_block_bound(2, 6)


def test_known_counts_respect_the_theorem() -> None:
    checked = 0
    for n in range(1, 9):
        for m in range(1, 10 - n):
            if two_block_epsilon(n, m) < 1:
                gained = bases_lower_bound(m) * 2 ** (n * m) * (1 - two_block_epsilon(n, m)) * A000609[n]
                assert gained <= A000609[n + m]
                bound = two_block_bound(n, m, digits=9)
                assert 2 ** float(bound.lower) <= A000609[n + m] / A000609[n]
                checked += 1
    assert checked > 15


def test_where_the_share_of_bad_tuples_is_tested_by_counts() -> None:
    cases = [(n, m, 1) for n in range(1, 5) for m in range(1, 6 - n)]
    cases += [(n, m, d) for d in (2, 3, 4) for n in range(1, 4) for m in range(1, 5 - n)]
    positive = {case: eps for case in cases if (eps := two_block_epsilon(*case))}
    assert len(cases) == 28
    assert positive.pop((1, 3, 2)) == Fraction(3, 4)
    assert set(positive) == {(1, 3, 1), (2, 3, 1), (1, 4, 1)}
    assert all(eps > 1 for eps in positive.values())


@pytest.mark.parametrize("sharp", [False, True])
@pytest.mark.parametrize("n", range(10))
def test_bounds_are_below_published_counts(n: int, sharp: bool) -> None:
    bound, claim = log2_threshold_lower_bound(n, sharp=sharp)
    assert bound.lower <= log2_ball(A000609[n]).upper
    assert (claim == "RV-1-list") == (n <= 5)


@pytest.mark.parametrize(("d", "n"), POLYNOMIAL)
def test_bounds_are_below_counts_of_polynomial_gates(d: int, n: int) -> None:
    bound, claim = log2_threshold_lower_bound(n, degree=d)
    assert bound.lower <= log2_ball(POLYNOMIAL[d, n]).upper
    if d >= n:
        assert claim == "RV-5-VC"
        assert bound.lower == bound.upper == 2**n


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 6), st.booleans())
def test_lower_bounds_stay_below_covers(n: int, d: int, sharp: bool) -> None:
    bound, _ = log2_threshold_lower_bound(n, degree=d, digits=6, sharp=sharp)
    assert bound.lower <= log2_cover_bound(n, degree=d, digits=6).upper
    assert bound.upper - bound.lower <= Fraction(2, 10**6)


def test_bounds_at_a_million_variables() -> None:
    for d, ratio in ((1, 0.9), (2, 0.76), (3, 0.74)):
        bound, _ = log2_threshold_lower_bound(10**6, degree=d, sharp=True)
        assert ratio < float(bound.lower) * factorial(d) / 10 ** (6 * (d + 1)) < 1
        formula, _ = log2_threshold_lower_bound(10**6, degree=d)
        assert formula.lower <= bound.upper


def test_digits_are_reached() -> None:
    coarse, _ = log2_threshold_lower_bound(700, digits=3)
    fine, _ = log2_threshold_lower_bound(700, digits=100)
    assert coarse.lower <= fine.lower
    assert fine.upper <= coarse.upper
    assert fine.upper - fine.lower <= Fraction(2, 10**100)


def test_one_variable_at_a_time_against_the_sum_term_by_term() -> None:
    for n in (6, 7, 20, 64, 65, 100):
        for start, listed in ((5, True), (0, False)):
            exact = A000609[start]
            for i in range(start, n):
                exact *= 2**i + 1
            bound = linear_lower_bound(n, 9, listed=listed)
            assert bound.lower <= log2_ball(exact, 9).upper
            assert bound.upper >= log2_ball(exact, 9).lower - Fraction(1, 10**6)
    for d in (2, 3):
        for n in (d, d + 1, 12, 60, 300):
            total = Fraction(2**d)
            for i in range(d, n):
                size = sum(comb(i, j) for j in range(d))
                total += (i - d + 1) * size - log2_ball(factorial(size), 6).upper if size < 400 else 0
            if all(sum(comb(i, j) for j in range(d)) < 400 for i in range(d, n)):
                bound = polynomial_lower_bound(n, d, 6)
                assert bound.lower <= total + Fraction(1, 1000)
                assert n < 12 or bound.lower > total * Fraction(9, 10)
    assert [shattered_lower_bound(5, d) for d in range(7)] == [1, 6, 16, 26, 31, 32, 32]


def test_the_table_is_certified_and_beats_its_parts() -> None:
    table = lower_bound_table(60)
    assert [row.N for row in table] == list(range(61))
    for row in table[:10]:
        assert row.bound.lower <= log2_ball(A000609[row.N]).upper
    for row in table[6:]:
        single, _ = log2_threshold_lower_bound(row.N, sharp=True)
        assert row.bound.upper >= single.lower
        assert row.bound.lower <= log2_cover_bound(row.N).upper
        if row.step == "two blocks":
            gained = two_block_bound(row.N - row.m, row.m)
            assert row.bound.lower <= table[row.N - row.m].bound.upper + gained.upper
    published = lower_bound_table(12, start=dict(enumerate(A000609)))
    assert published[9].step == "start"
    assert published[12].bound.lower > table[12].bound.upper


@pytest.mark.parametrize("sharp", [False, True])
@pytest.mark.parametrize(("d", "most"), [(1, 110), (2, 60), (3, 60), (4, 60)])
def test_more_variables_have_no_smaller_bound(d: int, most: int, sharp: bool) -> None:
    # Between 85 and 100 variables the sizes from the formula jump.
    bounds = [
        log2_threshold_lower_bound(n, degree=d, digits=6, sharp=sharp)[0].lower for n in range(most + 1)
    ]
    assert [n for n, (before, after) in enumerate(pairwise(bounds), 1) if after < before] == []


def test_a_higher_degree_has_no_smaller_bound() -> None:
    named = set()
    for n in (*range(1, 32), 39, 43, 52):
        found = [log2_threshold_lower_bound(n, degree=d, digits=6) for d in range(1, n + 1)]
        assert [d for d, (a, b) in enumerate(pairwise(found), 2) if b[0].lower < a[0].lower] == [], n
        named |= {(n, d) for d, (_, claim) in enumerate(found, 1) if claim == "BY-13"}
    assert {(5, 2), (13, 4), (52, 13)} <= named
    sharp = [log2_threshold_lower_bound(30, degree=d, digits=6, sharp=True)[0].lower for d in range(1, 31)]
    assert sharp == sorted(sharp)


@pytest.mark.parametrize("most", [45, pytest.param(100, marks=pytest.mark.full)])
def test_no_other_choice_gives_a_larger_table(most: int) -> None:
    table = lower_bound_table(most, digits=6)
    best = [log2_ball(count, 9).lower for count in A000609[:6]]
    for N in range(6, most + 1):
        steps = [best[N - 1] + log2_ball(2 ** (N - 1) + 1, 9).lower]
        for m in range(1, N):
            if best_split(N - m, m, m).log2_estimate < 0:
                steps.append(best[N - m] + two_block_bound(N - m, m, digits=9).lower)
        best.append(max(steps))
        assert best[N] <= table[N].bound.upper
        assert table[N].bound.lower <= best[N] + Fraction(1, 10**6)


def test_the_table_for_quadratic_gates() -> None:
    table = lower_bound_table(12, 2)
    assert table[2].bound.lower == 4
    assert table[4].bound.lower <= log2_ball(POLYNOMIAL[2, 4]).upper
    assert {row.step for row in table} >= {"start", "shattered points", "one variable"}


def test_the_least_block_size() -> None:
    for N in (2, 3, 10, 100, 777, 1024, 3000):
        n = block_size(N)
        assert N ** (n - 1) < 2 ** (5 * N) <= N**n
    assert block_size(2**36) == -(-5 * 2**36 // 36)


def test_the_stretches_cover_what_is_not_proved() -> None:
    for d in range(1, 6):
        found = stretches(d)
        assert found[0].first == least_checked(d)
        assert found[-1].last == threshold_of_proof(d)
        assert all(a.last + 1 == b.first for a, b in pairwise(found))
        assert all(stretch.log2_epsilon().upper < -1 for stretch in found[:2])
    # the bound for a stretch holds for each N in it
    first = stretches(2)[0]
    for N in (first.first, 2500, first.last):
        n = block_size(N)
        split = best_split(n, N - n, nonconstant_monomials(N - n, 2))
        assert split.log2_estimate <= float(first.log2_epsilon().upper)


def test_the_closed_form_is_below_every_computed_bound() -> None:
    for d in (1, 2, 3):
        for N in (2, 50, 64, 65, 500, 3000, 10**5):
            closed = log2_closed_lower_bound(N, d, digits=6)
            assert closed.lower <= log2_threshold_lower_bound(N, degree=d, digits=6)[0].upper


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: two_block_epsilon(0, 3), "n"),
        (lambda: two_block_epsilon(3, 0), "m"),
        (lambda: two_block_epsilon(3, 3, 0), "degree"),
        (lambda: two_block_epsilon(3, 2.0), "m"),  # type: ignore[arg-type]
        (lambda: log2_threshold_lower_bound(-1), "n"),
        (lambda: log2_threshold_lower_bound(3, degree=-1), "degree"),
        (lambda: log2_threshold_lower_bound(3, digits=0), "digits"),
        (lambda: lower_bound_table(5, 0), "degree"),
        (lambda: lower_bound_table(5, start={1: 4}), "start"),
        (lambda: block_size(1), "N"),
        (lambda: log2_closed_lower_bound(2, 0), "degree"),
        (lambda: stretches(6), "degree"),
    ],
)
def test_bad_input_is_named(call: object, argument: str) -> None:
    with pytest.raises((InvalidArgument, TooLarge)) as caught:
        call()  # type: ignore[operator]
    assert caught.value.argument == argument


def test_too_large() -> None:
    with pytest.raises(TooLarge):
        log2_threshold_lower_bound(10**6 + 1)
    with pytest.raises(TooLarge, match="two_block_bound"):
        two_block_epsilon(10**6, 10**6)
