"""Statements about every n: output gating, the fixed list of forty beside SymPy, the multiplexing lemma, symmetric contractions."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sympy as sp
from sympy.core.cache import clear_cache

from symattn.proving import prove

RECORD = json.loads((Path(__file__).parents[1] / "oracles" / "symbolic_identities.json").read_text())[
    "identities"
]


def total(term: str, *indices: str, n: str = "n") -> str:
    for index in indices:
        term = f"Sum({term}, ({index}, 1, {n}))"
    return term


def output_gating_as_text(n: str) -> tuple[str]:
    left = f"{total('w[i]*x[i]', 'i', n=n)}*{total('v[j]*x[j]', 'j', n=n)}"
    return (f"{left} == {total('w[i]*v[j]*x[i]*x[j]', 'i', 'j', n=n)}",)


def output_gating_from_sympy(n: str) -> tuple[Any, Any]:
    size = sp.Integer(n) if n.isdigit() else sp.Symbol(n, integer=True, positive=True)
    i, j = sp.symbols("i j", integer=True)
    w, v, x = (sp.IndexedBase(name, real=True) for name in "wvx")
    left = sp.Sum(w[i] * x[i], (i, 1, size)) * sp.Sum(v[j] * x[j], (j, 1, size))
    return left, sp.Sum(w[i] * v[j] * x[i] * x[j], (i, 1, size), (j, 1, size))


@pytest.mark.parametrize("n", ["n", "1000"])
@pytest.mark.parametrize("given", [output_gating_as_text, output_gating_from_sympy])
@pytest.mark.benchmark(group="output-gating identity for symbolic n, and for n = 1000 without writing it out")
def test_output_gating(benchmark: Any, given: Callable[[str], tuple[Any, ...]], n: str) -> None:
    sides = given(n)
    verdict = benchmark.pedantic(prove, args=sides, setup=clear_cache, rounds=20, warmup_rounds=1)
    assert verdict.proved and verdict.extent == "general"


@pytest.mark.parametrize("given", ["text", "SymPy expressions"])
@pytest.mark.benchmark(group="the 40 identities with symbolic n, together")
def test_forty_identities(benchmark: Any, identities: Any, given: str) -> None:
    asked = [
        ((identity.statement,) if given == "text" else identity.sides(), identity.assuming)
        for identity in identities
    ]

    def ours() -> int:
        return sum(prove(*sides, assuming=assuming).proved for sides, assuming in asked)

    proved = benchmark.pedantic(ours, setup=clear_cache, rounds=5)
    benchmark.extra_info["proved"] = proved
    assert proved == 40


def _share(way: str) -> str:
    return f"{way} proves {sum(item['sympy'][way] == 'proved' for item in RECORD)} of {len(RECORD)}"


@pytest.mark.parametrize("way", [pytest.param(way, id=_share(way)) for way in RECORD[0]["sympy"]])
@pytest.mark.benchmark(group="the 40 identities with symbolic n, together")
def test_forty_identities_by_sympy(
    benchmark: Any, identities: Any, by_sympy: Any, recorded: Any, way: str
) -> None:
    """The name says how many were proved when the answers were recorded; each identity has the cap recorded with them."""

    def all_of_them() -> int:
        answers = [by_sympy.answer(way, identity, recorded["cap_seconds"]) for identity in identities]
        return answers.count("proved")

    benchmark.extra_info["proved"] = benchmark.pedantic(all_of_them, rounds=1)


@pytest.mark.benchmark(group="multiplexing lemma: for all real weights and every n, and for n = 3")
@pytest.mark.parametrize(
    "sum_", [total("w[i]*x[i]", "i"), "(w1*x1 + w2*x2 + w3*x3)"], ids=["every n", "n = 3"]
)
def test_multiplexing_lemma(benchmark: Any, sum_: str) -> None:
    statement = f"H({sum_} + b + M*(g - 1)) == g*H({sum_} + b)"
    assuming = f"g in {{0,1}}; abs({sum_} + b) < M"
    assert benchmark(prove, statement, assuming=assuming).proved


# Contractions with many automorphisms: the canonical numbering must not try them all.

PAIRS = list(combinations(range(5), 2))
ROOK = [(a, b) for a in range(16) for b in range(16) if (a // 4 == b // 4) != (a % 4 == b % 4)]
SHIFTS = ((0, 1), (0, 3), (1, 0), (3, 0), (1, 1), (3, 3))
PLANE = [(p, 13 + line) for line in range(13) for p in ((line + d) % 13 for d in (0, 1, 3, 9))]
GRAPHS = {
    "K_4,4": [(i, 4 + j) for i in range(4) for j in range(4)],
    "complete graph on 8": [(i, j) for i in range(8) for j in range(8) if i != j],
    "Petersen graph": [
        (i, j) for i, p in enumerate(PAIRS) for j, q in enumerate(PAIRS) if not set(p) & set(q)
    ],
    "star with 19 leaves": [(0, k) for k in range(1, 20)],
    "cube of dimension 4": [(i, i ^ 1 << b) for i in range(16) for b in range(4)],
    "rook graph 4 x 4": ROOK,
    "Shrikhande graph": [
        (4 * a + b, 4 * ((a + s) % 4) + (b + t) % 4) for a in range(4) for b in range(4) for s, t in SHIFTS
    ],
    "plane of order 3": PLANE,
    "Paley graph on 13": [(i, (i + q) % 13) for i in range(13) for q in (1, 3, 4, 9, 10, 12)],
}


def contraction(edges: list[tuple[int, int]], order: list[int]) -> str:
    return total("*".join(f"A[i{a},i{b}]" for a, b in edges), *(f"i{k}" for k in order))


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.benchmark(group="symmetric contractions, numbered in two ways")
def test_symmetric_contraction(benchmark: Any, name: str) -> None:
    edges, random = GRAPHS[name], Random(20220208)
    indices = sorted({i for edge in edges for i in edge})
    moved = dict(zip(indices, random.sample(indices, len(indices)), strict=True))
    other = [(moved[a], moved[b]) for a, b in random.sample(edges, len(edges))]
    statement = f"{contraction(edges, indices)} == {contraction(other, random.sample(indices, len(indices)))}"
    verdict = benchmark.pedantic(prove, args=(statement,), rounds=3)
    # The checker's own search may give up where the prover does not; the verdict is then undecided, and recorded.
    benchmark.extra_info["status"] = verdict.status
    assert not verdict.refuted
