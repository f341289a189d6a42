"""gating_circuit computes the polynomial, within the bounds, and refuses what is no polynomial."""

from __future__ import annotations

import pickle
import random
import sys
from math import ceil, log2

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention.circuits.polynomials import gating_circuit
from symattn.attention.gated import OutputGate
from symattn.errors import InvalidArgument, TooLarge
from symattn.proving import prove

x, y, z, a = sp.symbols("x y z a")
VARIABLES = (x, y, z)


def layers_of_gates(network):
    """The largest number of gates on a path, counted in the network itself."""
    by = {gate.unit: gate.by for gate in network.gates}
    depth = dict.fromkeys(network.inputs, 0)
    for unit in network.units:
        sources = [source for source, _ in unit.incoming]
        depth[unit.name] = max((depth[s] for s in sources), default=0)
        if unit.name in by:
            depth[unit.name] = 1 + max(depth[unit.name], depth[by[unit.name]])
    return depth[network.outputs[0]]


exponents = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 3))
polynomials = st.dictionaries(
    exponents, st.fractions(-5, 5, max_denominator=4).filter(bool), min_size=1, max_size=7
)


@settings(max_examples=60, deadline=None)
@given(polynomials)
def test_random_polynomials(terms):
    polynomial = sp.Add(
        *(
            sp.Rational(c.numerator, c.denominator)
            * sp.Mul(*(v**e for v, e in zip(VARIABLES, m, strict=True)))
            for m, c in terms.items()
        )
    )
    circuit = gating_circuit(polynomial, VARIABLES)
    degree = max(map(sum, terms))
    assert circuit.degree == degree
    assert circuit.depth == layers_of_gates(circuit.network) == (ceil(log2(degree)) if degree else 0)
    assert circuit.depth <= circuit.gates <= len(terms) * max(degree - 1, 0) == circuit.bounds.gates_at_most
    assert len(circuit.network.gates) == circuit.gates
    assert sp.expand(circuit.network.output() - polynomial) == 0  # a second engine
    assert circuit.proof.proved
    # the network is what it is said to be
    *copies, readout = circuit.network.units
    assert all(unit.transfer.name == "identity" for unit in circuit.network.units)
    assert all(unit.incoming[0][1] == 1 and len(unit.incoming) == 1 and unit.bias == 0 for unit in copies)
    assert all(isinstance(gate, OutputGate) and gate.unit != readout.name for gate in circuit.network.gates)
    assert len({gate.unit for gate in circuit.network.gates}) == circuit.gates


@pytest.mark.parametrize("degree", [1, 2, 3, 7, 8, 9, 31, 32, 33, 1000, 2**13])
def test_powers_by_squaring(degree):
    circuit = gating_circuit(x**degree)
    assert circuit.depth == ceil(log2(degree)) == layers_of_gates(circuit.network)
    assert circuit.gates <= 2 * log2(degree)
    assert circuit.proof.proved
    if degree == 2**13:
        assert circuit.gates == 13


def test_a_power_that_the_prover_does_not_expand():
    circuit = gating_circuit(x**2**20)
    assert circuit.gates == circuit.depth == 20
    assert circuit.proof.undecided


def test_products_are_shared():
    circuit = gating_circuit(x**2 * y**2 + x * y + 3 * x**2 * y**2 * z)
    assert circuit.gates == 3 < circuit.bounds.gates_at_most
    assert circuit.proof.proved


@pytest.mark.parametrize("d", [2, 3, 5, 8, 13])
def test_a_product_of_different_variables_takes_every_gating(d):
    variables = sp.symbols(f"v1:{d + 1}")
    circuit = gating_circuit(sp.Mul(*variables))
    assert circuit.gates == circuit.bounds.gates_at_most == d - 1


def test_a_large_circuit_is_proved_unit_by_unit():
    r = random.Random(4)
    v = sp.symbols("v1:11")
    terms = {tuple(sorted(r.choices(range(10), k=6))) for _ in range(300)}
    polynomial = sp.Add(*(r.randint(1, 9) * sp.Mul(*(v[i] for i in m)) for m in sorted(terms)))
    circuit = gating_circuit(polynomial)
    assert circuit.gates > 400 and len(circuit.proof.premises) == circuit.gates + 1
    assert circuit.proof.proved
    assert circuit.gates < circuit.bounds.gates_at_most / 2
    point = [r.randint(-3, 3) for _ in v]
    assert circuit.network.evaluate([point]) == [[int(polynomial.subs(dict(zip(v, point, strict=True))))]]


def test_a_changed_network_is_not_proved():
    from dataclasses import replace

    good = gating_circuit(x**2 * y + 3)
    bad = replace(good, polynomial=good.polynomial + 1)
    assert bad.proof.refuted
    wide = gating_circuit(sp.Add(*(sp.Symbol(f"v{i}") ** 2 for i in range(410))))
    assert wide.proof.proved
    assert replace(wide, polynomial=wide.polynomial - x).proof.refuted


def test_symbolic_coefficients():
    polynomial = a * x**2 * y + (a + 1) ** 2 * x - sp.sqrt(2) * y + a**3
    circuit = gating_circuit(polynomial, [x, y])
    assert circuit.network.inputs == ("x", "y") and circuit.network.parameters == (a,)
    assert circuit.proof.proved and circuit.degree == 3
    assert gating_circuit(sp.Poly(polynomial, x, y)).network.inputs == ("x", "y")
    assert gating_circuit(sp.sin(a) * x**2, [x]).degree == 2


def test_not_expanded():
    circuit = gating_circuit((x + y) ** 3 - (x + y) ** 3 + (x - y) * (x + y))
    assert circuit.degree == 2 and circuit.gates == 2 and circuit.proof.proved


@pytest.mark.parametrize("polynomial", [sp.Integer(0), sp.Integer(7), x - x + 2, 5])
def test_constants(polynomial):
    circuit = gating_circuit(polynomial, [x])
    assert (circuit.gates, circuit.depth, circuit.degree) == (0, 0, 0)
    assert circuit.network.evaluate([[3]]) == [[int(polynomial)]] and circuit.proof.proved


def test_names_do_not_collide():
    p1, q = sp.symbols("p1 y")
    circuit = gating_circuit(p1**2 * q + q**2)
    assert circuit.proof.proved and set(circuit.network.inputs) == {"p1", "y"}


def test_plain_data():
    circuit = gating_circuit(x**3 + y)
    assert pickle.loads(pickle.dumps(circuit)) == circuit == gating_circuit(x**3 + y)
    assert circuit.to_json()["gates"] == 2
    assert "gatings" in circuit._repr_html_()


@pytest.mark.parametrize(
    ("polynomial", "variables"),
    [
        (1 / x, None),
        (sp.sin(x), None),
        (x**a, None),
        (x**a, [x]),
        (sp.sqrt(x) + 1, [x]),
        (sp.Abs(x), None),
        (0.5 * x, None),
        (sp.I * x**2, None),
        ("x**2", None),
        (None, None),
        (True, None),
        (x < y, None),
        (sp.Matrix([[x]]), None),
        (x * y, "xy"),
        (x * y, [x, x]),
        (x * y, [x + 1]),
        (sp.Integer(3), None),
        (sp.Poly(x**2, x, modulus=5), None),
        (sp.Symbol("A", commutative=False) ** 2, None),
    ],
)
def test_bad_input(polynomial, variables):
    with pytest.raises(InvalidArgument) as caught:
        gating_circuit(polynomial, variables)
    assert str(caught.value)


def test_too_many_gatings(monkeypatch):
    monkeypatch.setattr("symattn.attention.circuits.polynomials._MOST_GATES", 400)
    monomials = [sp.Mul(*(sp.Symbol(f"v{i}_{j}") for j in range(11))) for i in range(41)]
    with pytest.raises(TooLarge):
        gating_circuit(sp.Add(*monomials))


def test_the_proof_is_by_the_library():
    circuit = gating_circuit(x * y * z)
    assert prove(circuit.network.output(), circuit.polynomial).method == circuit.proof.method
    assert sys.getrecursionlimit() >= 1000


def test_the_proof_is_about_the_network():
    from dataclasses import replace

    for count in (3, 410):
        circuit = gating_circuit(sp.Add(*(sp.Symbol(f"v{i}") ** 2 for i in range(count))))
        gates = circuit.network.gates
        for other in (gates[1:], (*gates, gates[0]), (replace(gates[0], by=gates[1].by), *gates[1:])):
            wrong = replace(circuit, network=replace_gates(circuit.network, other))
            assert not wrong.proof.proved


def replace_gates(network, gates):
    return type(network)(network.input_symbols, network.units, network.outputs, gates)
