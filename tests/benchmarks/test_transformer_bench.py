"""Equivariance of an attention head for every number of tokens, beside SymPy; counting and evaluating networks of heads."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
import sympy as sp
from sympy.core.cache import clear_cache

from symattn.algebra import dimension
from symattn.attention.gating_counts import attention_gatings, count_gatings
from symattn.attention.transformers.encoder import encoder_block
from symattn.attention.transformers.symbolic_head import SymbolicHead
from symattn.proving import prove

GROUP = "equivariance of a head with projections: proved for every m, n, p; by SymPy for m tokens, every permutation"


def sides() -> tuple[Any, Any]:
    """Row i of Att(P X) and row s(i) of Att(X), all sizes symbolic."""
    m, n, p = (dimension(name) for name in "mnp")
    i, column = sp.symbols("i l", integer=True)
    s, x = sp.Function("s", integer=True), sp.IndexedBase("x")
    moved = SymbolicHead(m, n, p, inputs=lambda token, a: x[s(token), a])
    return moved.output(i, column), SymbolicHead(m, n, p).output(s(i), column)


@pytest.mark.benchmark(group=GROUP)
def test_every_number_of_tokens(benchmark: Any) -> None:
    def ours() -> Any:
        return prove(*sides(), assuming="s permutation of m")

    verdict = benchmark.pedantic(ours, setup=clear_cache, rounds=10, warmup_rounds=1)
    assert verdict.proved and verdict.extent == "general"
    if benchmark.stats is not None:  # None where benchmarks are switched off
        assert benchmark.stats.stats.median < 1


@pytest.mark.parametrize("tokens", [2, 3, 4])
@pytest.mark.benchmark(group=GROUP)
def test_by_sympy_token_by_token(benchmark: Any, tokens: int) -> None:
    """The sizes written out (n = p = 1), all permutations, each difference expanded: what one does without symbolic sizes."""
    x = sp.IndexedBase("x")

    def by_hand() -> bool:
        plain = SymbolicHead(tokens, 1, 1)
        for order in permutations(range(1, tokens + 1)):
            moved = SymbolicHead(tokens, 1, 1, inputs=lambda i, a, order=order: x[order[i - 1], a])
            for i in range(1, tokens + 1):
                if sp.expand(moved.output(i, 1) - plain.output(order[i - 1], 1)) != 0:
                    return False
        return True

    assert benchmark.pedantic(by_hand, setup=clear_cache, rounds=3)


@pytest.mark.parametrize("way", ["simplify", "doit", "expand"])
@pytest.mark.benchmark(group=GROUP)
def test_by_sympy_with_symbolic_sizes(benchmark: Any, way: str) -> None:
    """With a permutation as an undefined function SymPy's functions do not reduce the difference to 0."""
    left, right = sides()
    ways = {"simplify": sp.simplify, "doit": lambda e: e.doit(), "expand": sp.expand}
    found = benchmark.pedantic(ways[way], args=(left - right,), setup=clear_cache, rounds=1)
    benchmark.extra_info["proved"] = found == 0
    assert found != 0


@pytest.mark.benchmark(group="an encoder block: 16 tokens of width 16, 4 heads of width 4, 32 hidden units")
@pytest.mark.parametrize("what", ["built", "counted", "evaluated on 64 inputs"])
def test_encoder_block(benchmark: Any, what: str) -> None:
    rng = np.random.default_rng(0)

    def integers(*shape: int) -> Any:
        return rng.integers(-2, 3, size=shape)

    weights = {name: [integers(16, 4) for _ in range(4)] for name in ("query", "key", "value")}

    def build() -> Any:
        return encoder_block(
            tokens=16, width=16, heads=4, key_width=4, hidden=32, **weights, output=integers(16, 16),
            inner=integers(16, 32), outer=integers(32, 16), inner_bias=None, outer_bias=None, normalisation="layer",
        )  # fmt: skip

    block = build()
    X = rng.normal(size=(64, 256)) / 16
    jobs = {
        "built": build,
        "counted": lambda: count_gatings(block),
        "evaluated on 64 inputs": lambda: block.lambdify()(X),
    }
    found = benchmark.pedantic(jobs[what], rounds=1)
    if what == "counted":
        assert found == attention_gatings(16, 4, heads=4) + 2 * 16 * 16
