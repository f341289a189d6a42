"""Quadratic forms: a gated layer with 1000 inputs and 1000 gated pairs, against the same layer expanded by SymPy; rank and inertia of sparse forms."""

from __future__ import annotations

import tracemalloc
from random import Random
from time import perf_counter
from typing import Any

import pytest
import sympy as sp
from sympy.core.cache import clear_cache

from symattn.algebra import QuadraticForm, dimension, gating_rank
from symattn.attention import output_gating
from symattn.attention.gated import GatedNetwork, OutputGate
from symattn.certificates import check_certificate
from symattn.model import Network, Unit

PAIRS, SYNAPSES = 1000, 3


def gated_layer(n: int, pairs: int, *, symbolic: bool = False) -> GatedNetwork:
    """Return n inputs, pairs of linear units of 3 inputs each, one gated by the other, and a linear unit that adds up the products."""
    random = Random(n)
    inputs = [f"x{k}" for k in range(1, n + 1)]

    def unit(name: str) -> Unit:
        sources = random.sample(inputs, SYNAPSES)
        weights = [
            f"{name}_{k}" if symbolic else random.choice((-3, -2, -1, 1, 2, 3)) for k in range(SYNAPSES)
        ]
        return Unit(name, "identity", list(zip(sources, weights, strict=True)))

    gated, gating = ([unit(f"{letter}{k}") for k in range(pairs)] for letter in "uv")
    output = Unit("y", "identity", [(u.name, 1) for u in gated])
    gates = [OutputGate(u.name, v.name) for u, v in zip(gated, gating, strict=True)]
    return GatedNetwork(inputs, [*gated, *gating, output], ["y"], gates)


@pytest.fixture(scope="module")
def large() -> GatedNetwork:
    return gated_layer(1000, PAIRS)


def memory_of(build: Any) -> tuple[Any, int]:
    """Return what is built, and the peak of the memory that Python allocated for it, in bytes."""
    tracemalloc.start()
    try:
        built = build()
        return built, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.benchmark(group="quadratic form of a gated layer, n = 1000, 1000 pairs")
def test_form_of_a_gated_layer(benchmark: Any, large: GatedNetwork) -> None:
    form = benchmark(QuadraticForm.from_network, large)
    assert 8 * PAIRS < form.nnz <= SYNAPSES**2 * PAIRS
    _, peak = memory_of(lambda: QuadraticForm.from_network(large))
    benchmark.extra_info["non-zero monomials"] = form.nnz
    benchmark.extra_info["peak bytes per monomial"] = round(peak / form.nnz)
    point = [Random(1).randrange(-5, 6) for _ in large.inputs]
    value = sum(c * point[i] * point[j] for i, j, c in form.quadratic)
    assert value == sp.Rational(large.evaluate([point])[0][0])


@pytest.mark.benchmark(group="quadratic form of a gated layer, n = 1000, 1000 pairs")
def test_form_of_a_gated_layer_with_symbolic_weights(benchmark: Any) -> None:
    network = gated_layer(1000, PAIRS, symbolic=True)
    form = benchmark.pedantic(QuadraticForm.from_network, (network,), rounds=3, warmup_rounds=1)
    assert form.parameters == 2 * SYNAPSES * PAIRS


@pytest.mark.benchmark(group="quadratic form of a gated layer, n = 1000, 1000 pairs")
def test_the_same_by_sympy(benchmark: Any, large: GatedNetwork) -> None:
    """What one would write otherwise: the output as an expression, expanded, its coefficients in a dictionary."""
    output = large.output()
    coefficients = benchmark.pedantic(
        lambda: sp.expand(output).as_coefficients_dict(), setup=clear_cache, rounds=3
    )
    form = QuadraticForm.from_network(large)
    assert len(coefficients) == form.nnz
    started = perf_counter()
    QuadraticForm.from_network(large)
    ratio = benchmark.stats.stats.min / (perf_counter() - started)
    benchmark.extra_info["times as long as from_network"] = round(ratio, 1)
    _, mine = memory_of(lambda: QuadraticForm.from_network(large))
    clear_cache()
    _, theirs = memory_of(lambda: sp.expand(output).as_coefficients_dict())
    benchmark.extra_info["times the memory of from_network"] = round(theirs / mine, 1)


@pytest.mark.benchmark(group="quadratic form of a gated layer, n = 100, 100 pairs")
def test_smaller_by_a_polynomial_of_sympy(benchmark: Any) -> None:
    network = gated_layer(100, 100)
    output, variables = network.output(), network.input_symbols
    found = benchmark.pedantic(lambda: sp.Poly(output, *variables), setup=clear_cache, rounds=3)
    assert len(found.terms()) == QuadraticForm.from_network(network).nnz


@pytest.mark.benchmark(group="quadratic form of a gated layer, n = 100, 100 pairs")
def test_smaller(benchmark: Any) -> None:
    assert benchmark(QuadraticForm.from_network, gated_layer(100, 100)).nnz > 800


@pytest.fixture(scope="module")
def disjoint() -> QuadraticForm:
    """1000 products of two variables each."""
    variables = sp.symbols("x1:2001")
    terms = tuple((2 * k, 2 * k + 1, sp.Integer(k % 7 + 1)) for k in range(PAIRS))
    return QuadraticForm(variables, terms, (), sp.S.Zero)


@pytest.mark.benchmark(group="rank, inertia and gating rank of 1000 disjoint products")
def test_inertia(benchmark: Any, disjoint: QuadraticForm) -> None:
    assert benchmark(disjoint.inertia) == (PAIRS, PAIRS, 0)


@pytest.mark.benchmark(group="rank, inertia and gating rank of 1000 disjoint products")
def test_rank(benchmark: Any, disjoint: QuadraticForm) -> None:
    assert benchmark(disjoint.rank) == 2 * PAIRS


@pytest.mark.benchmark(group="rank, inertia and gating rank of 1000 disjoint products")
def test_gating_rank(benchmark: Any, disjoint: QuadraticForm) -> None:
    assert benchmark(gating_rank, disjoint).value == PAIRS


@pytest.mark.benchmark(group="rank, inertia and gating rank of 1000 disjoint products")
def test_certificate(benchmark: Any, disjoint: QuadraticForm) -> None:
    certificate = gating_rank(disjoint).certificate
    assert benchmark(check_certificate, certificate)


@pytest.mark.benchmark(group="quadratic form of a gated pair of n inputs, for every n")
def test_form_of_symbolic_size(benchmark: Any) -> None:
    n = dimension("n")
    pair = output_gating(
        Network.feedforward([n, 1], weights="u"), by=Network.feedforward([n, 1], weights="v")
    )
    assert benchmark(QuadraticForm.from_network, pair).parameters == 2 * n
