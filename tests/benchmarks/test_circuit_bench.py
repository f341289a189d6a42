"""Circuits of polynomials: counts beside one chain a monomial, time beside SymPy's Horner form and common subexpressions; emulation and collapse."""

from __future__ import annotations

import random
from typing import Any

import pytest
import sympy as sp

from symattn.attention.circuits.collapsing import collapse
from symattn.attention.circuits.emulation import emulate_in_standard_model
from symattn.attention.circuits.polynomials import gating_circuit
from symattn.attention.gated import GatedNetwork, OutputGate
from symattn.model import Unit


def random_polynomial(monomials: int, degree: int, variables: int) -> tuple[Any, list[tuple[int, ...]]]:
    """Return a polynomial with this number of different monomials, all of this degree, and their factors."""
    r = random.Random(20220216)
    x = sp.symbols(f"x1:{variables + 1}")
    chosen: set[tuple[int, ...]] = set()
    while len(chosen) < monomials:
        chosen.add(tuple(sorted(r.choices(range(variables), k=degree))))
    factors = sorted(chosen)
    return sp.Add(*(r.randint(1, 9) * sp.Mul(*(x[i] for i in m)) for m in factors)), factors


def chains(factors: list[tuple[int, ...]], variables: int) -> GatedNetwork:
    """Return the network with a chain of gatings for each monomial, nothing shared: one factor a layer."""
    units, gates = [], []
    for k, m in enumerate(factors):
        units.append(Unit(f"p{k}", "identity", [(f"x{m[0] + 1}", 1)]))
        gates += [OutputGate(f"p{k}", by=f"x{i + 1}") for i in m[1:]]
    units.append(Unit("y", "identity", [(unit.name, 1) for unit in units]))
    return GatedNetwork([f"x{i + 1}" for i in range(variables)], units, ["y"], gates)


def empty_cache() -> None:
    from sympy.core.cache import clear_cache

    clear_cache()


@pytest.mark.parametrize("way", ["symattn.gating_circuit", "one chain a monomial", "sympy.cse", "sympy.Poly"])
@pytest.mark.benchmark(group="a polynomial of 1000 monomials of degree 8 in 20 variables")
def test_random_polynomial(benchmark: Any, way: str) -> None:
    """The multiplications of each way are recorded; those of SymPy are counted in its result, a power e as e - 1."""
    polynomial, factors = random_polynomial(1000, 8, 20)
    ways = {
        "symattn.gating_circuit": lambda: gating_circuit(polynomial),
        "one chain a monomial": lambda: chains(factors, 20),
        "sympy.cse": lambda: sp.cse(polynomial),
        "sympy.Poly": lambda: sp.Poly(polynomial),
    }
    found = benchmark.pedantic(ways[way], setup=empty_cache, rounds=3)
    if way == "symattn.gating_circuit":
        assert found.depth == 3 and found.gates < found.bounds.gates_at_most / 3
        benchmark.extra_info["gatings"] = found.gates
        benchmark.extra_info["gating layers"] = found.depth
    elif way == "one chain a monomial":
        assert len(found.gates) == 7 * 1000
        benchmark.extra_info["gatings"] = len(found.gates)
    elif way == "sympy.cse":
        replaced, (reduced,) = found
        benchmark.extra_info["products of signals"] = sum(map(products, (*(e for _, e in replaced), reduced)))


def products(expression: Any) -> int:
    """Count the multiplications of an expression that are not by a number."""
    count = 0
    for node in sp.preorder_traversal(expression):
        if node.is_Mul:
            count += sum(not factor.is_Number for factor in node.args) - 1
        elif node.is_Pow:
            count += int(node.exp) - 1
    return count


@pytest.mark.parametrize("way", ["symattn.gating_circuit", "sympy.horner"])
@pytest.mark.benchmark(group="a polynomial of 40 monomials of degree 6 in 8 variables")
def test_horner(benchmark: Any, way: str) -> None:
    """Horner's scheme nests as deep as the polynomial's degree in all variables together."""
    polynomial, _ = random_polynomial(40, 6, 8)
    found = benchmark.pedantic(
        (lambda: gating_circuit(polynomial))
        if way == "symattn.gating_circuit"
        else (lambda: sp.horner(polynomial)),
        setup=empty_cache,
        rounds=3,
    )
    if way == "sympy.horner":
        benchmark.extra_info["products of signals"] = products(found)
    else:
        assert found.depth == 3
        benchmark.extra_info["gatings"] = found.gates


def test_proof_of_a_large_circuit(benchmark: Any) -> None:
    polynomial, _ = random_polynomial(1000, 8, 20)
    verdict = benchmark.pedantic(lambda: gating_circuit(polynomial).proof, rounds=2)
    assert verdict.proved


def gated_circuit(units: int, inputs: int) -> GatedNetwork:
    """Return a circuit of threshold gates in which every gate but the first is gated by the one before."""
    r = random.Random(5)
    names = [f"x{i}" for i in range(inputs)]
    made = [
        Unit(f"u{k}", "H", [(x, r.choice((-2, -1, 1, 2))) for x in names], r.randint(0, 2))
        for k in range(units)
    ]
    gates = [OutputGate(f"u{k}", by=f"u{k - 1}") for k in range(1, units)]
    return GatedNetwork(names, made, [made[-1].name], gates)


@pytest.mark.parametrize(("units", "inputs"), [(20, 6), (50, 30)])
def test_there_and_back(benchmark: Any, units: int, inputs: int) -> None:
    """Emulation, its proof, collapse, its proof; with few inputs at all points, with many from intervals."""
    benchmark.group = f"emulate and collapse {units} gates of {inputs} inputs"
    network = gated_circuit(units, inputs)

    def both() -> tuple[Any, Any]:
        emulation = emulate_in_standard_model(network)
        return emulation, collapse(emulation.network)

    emulation, collapsed = benchmark.pedantic(both, rounds=2)
    assert emulation.proof.proved and collapsed.proof.proved
    assert collapsed.table.after.depth < emulation.table.after.depth
