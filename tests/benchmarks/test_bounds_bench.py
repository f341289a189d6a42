"""Times of bounds for a million variables and for a thousand: run with ``pytest --benchmark-only``.

Rows of one group answer the same question; the ratio of their times is printed in parentheses.  Each round has another n, so that no result
is remembered from the round before.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

pytest.importorskip("flint")

from symattn.capacity import CLASSES, capacity_bounds, log2_ball, threshold_lower_bound, threshold_upper_bound

_ROUND = count()


def fresh_bounds(cls: str, n: int, **options: Any) -> float:
    """Bound a class of a little less than n variables."""
    bounds = capacity_bounds(cls, n - 7 * next(_ROUND), **options)
    return float(bounds.upper.upper - bounds.lower.lower)


@pytest.mark.parametrize("sharp", [False, True], ids=["closed", "sharp"])
def test_output_gating_of_a_million_variables(benchmark: Any, sharp: bool) -> None:
    """Budget: 0.2 s by the closed form, 2 s with block sizes optimised."""
    benchmark.group = "output-gating, n = 1000000"
    gap = benchmark.pedantic(
        fresh_bounds, ("output-gating", 10**6), {"sharp": sharp}, rounds=5, warmup_rounds=1
    )
    assert 0 < gap < 2 * 10**12
    assert benchmark.stats["min"] < (2.0 if sharp else 0.2)


@pytest.mark.parametrize("cls", CLASSES)
def test_a_million_variables(benchmark: Any, cls: str) -> None:
    benchmark.group = "n = 1000000"
    assert benchmark.pedantic(fresh_bounds, (cls, 10**6), rounds=3, warmup_rounds=1) > 0


@pytest.mark.parametrize("way", ["bounds", "integers"])
def test_output_gating_of_a_thousand_variables(benchmark: Any, way: str) -> None:
    """Balls beside exact integers of a million bits, whose bound from below has half the bits."""
    benchmark.group = "output-gating, n = 1000"

    def integers() -> float:
        n = 1000 - next(_ROUND)
        lower, upper = threshold_lower_bound(n - 1) ** 2, threshold_upper_bound(n) ** 2 // 2
        return float(log2_ball(upper).upper - log2_ball(lower).lower)

    def balls() -> float:
        bounds = capacity_bounds("output-gating", 1000 - next(_ROUND))
        return float(bounds.upper.upper - bounds.lower.lower)

    assert benchmark.pedantic(integers if way == "integers" else balls, rounds=3, warmup_rounds=1) > 0
