"""Ratios to the leading term, where a ratio is passed for good, and limits decided from bounds."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest

pytest.importorskip("flint")

from symattn.capacity.asymptotics import capacity_table, first_exceeding, product_lower_bound
from symattn.capacity.bounds.class_bounds import capacity_bounds
from symattn.errors import InvalidArgument, TooLarge
from symattn.ledger import Limit, find_claim
from symattn.ledger.verification import check_claim


def test_rows_are_the_bounds_and_their_ratios() -> None:
    for cls, leading in (("threshold", 1), ("output-gating", 2)):
        for row in capacity_table(cls, (3, 50, 10**4)):
            bounds = capacity_bounds(cls, row.n, digits=6)
            assert (row.lower, row.upper) == (bounds.lower, bounds.upper)
            scale = leading * row.n**2
            assert row.lower_ratio.lower <= bounds.lower.lower / scale
            assert row.upper_ratio.upper >= bounds.upper.upper / scale
            assert row.lower_ratio.upper - row.lower_ratio.lower <= Fraction(2, 10**6)
            assert pickle.loads(pickle.dumps(row)) == row


def test_certified_ratios_rise_towards_their_limit() -> None:
    rows = capacity_table("output-gating", (10**3, 10**4, 10**5, 10**6), sharp=True)
    lowers = [row.lower_ratio.lower for row in rows]
    assert lowers == sorted(lowers)
    assert all(row.lower_ratio.lower < row.upper_ratio.upper < 1 for row in rows)


def test_what_exceeding_means() -> None:
    found = first_exceeding(1, most=250)
    assert product_lower_bound(found.n).lower > found.n**2
    assert product_lower_bound(found.n - 1).upper <= (found.n - 1) ** 2
    assert found.stretches[0][0] == found.n
    assert found.stretches[-1][1] == 250
    for (a, b), following in zip(found.stretches, [*found.stretches[1:], (251, 251)], strict=True):
        assert product_lower_bound(a).lower > b**2
        assert following[0] == b + 1
    for n in range(found.n, 80):
        assert product_lower_bound(n).lower > 0.99 * n**2


def test_every_ratio_below_the_limit_needs_its_range() -> None:
    with pytest.raises(TooLarge, match="not exceeded"):
        first_exceeding(Fraction(3, 2), most=300)
    for bad in (0, 2, 1.5, True, Fraction(-1, 2)):
        with pytest.raises(InvalidArgument) as caught:
            first_exceeding(bad, most=100)  # type: ignore[arg-type]
        assert caught.value.argument == "ratio"
    with pytest.raises(InvalidArgument):
        capacity_table("no class")
    with pytest.raises(InvalidArgument):
        capacity_table("threshold", [0])
    with pytest.raises(InvalidArgument) as caught:
        capacity_table("threshold", [10], degree=2)  # linear gates are not compared with n^3/2
    assert caught.value.argument == "degree"
    with pytest.raises(InvalidArgument) as caught:
        capacity_table("threshold", 10)  # type: ignore[arg-type]
    assert caught.value.argument == "ns"


def test_tables_of_every_degree() -> None:
    (row,) = capacity_table("polynomial-threshold", (50,), degree=2)
    bounds = capacity_bounds("polynomial-threshold", 50, degree=2, digits=6)
    assert (row.lower, row.upper) == (bounds.lower, bounds.upper)
    assert (
        row.upper_ratio.lower
        <= bounds.upper.upper / Fraction(50**3, 2)
        <= row.upper_ratio.upper + Fraction(1, 10**9)
    )


def test_a_limit_needs_both_bounds() -> None:
    assert Limit("1 - 1/n", "1 + log(n)/n", "1").decide().proved
    assert Limit("1 - 1/n", "2", "1").decide().refuted
    assert Limit("0", "1 + 1/n", "1").decide().refuted
    assert Limit("d - d**2*log(2)/log(n)", "d", "d", assuming="d positive integer").decide().proved
    one, other = Limit("0", "1/n", "0"), Limit("0", "2/n", "0")
    assert one.digest() != other.digest()
    assert one.digest() == Limit("0", "1/n", "0").digest()


@pytest.mark.parametrize("name", ["RV-6-lim", "CAP-AND-lim", "CAP-XOR-lim", "CAP-d-lim", "CAP-d-lim-2"])
def test_limits_of_the_ledger(name: str) -> None:
    result = check_claim(find_claim(name))
    assert result.own_status == "argued"
    assert result.verdict is not None
    assert result.verdict.extent == "general"


@pytest.mark.full
def test_one_and_a_half_squares_for_good() -> None:
    found = first_exceeding(Fraction(3, 2))
    assert found.n == 446
    assert found.stretches[-1][1] == 10**6
