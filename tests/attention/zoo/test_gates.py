"""The gated entries of the zoo: network and equations agree, sizes are checked, forms of symbolic size have the concrete ones as instances."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.algebra import dimension
from symattn.attention.zoo import conditioning, dropout, glu, mixture, recurrent, update_gate, weights, zoo
from symattn.attention.zoo import normalisation as norms
from symattn.attention.zoo.entry import formal_degree
from symattn.attention.zoo.mixture import choosing_units
from symattn.errors import InvalidArgument, TooLarge, UnknownName
from symattn.model import Network, Unit, lambdify
from symattn.proving import prove

MODULES = (recurrent, update_gate, glu, conditioning, mixture, weights, dropout, norms)
ENTRIES = [entry for module in MODULES for entry in module.ENTRIES]
IDS = [entry.id for entry in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_network_and_equations_agree_one_size_up(entry: Any) -> None:
    sizes = {name: default + 1 for name, default in entry.sizes}
    pairs = entry.pairs((sp.exp,), **sizes)
    assert len(pairs) == len(entry.network(**sizes).outputs)
    # One output of top-1 routing takes as long as everything else.
    for left, right, given_ in pairs[: 1 if entry.id == "MoE-top1" else None]:
        assert prove(left, right, assuming=given_).proved


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_an_entry_is_plain_data_and_can_be_pickled(entry: Any) -> None:
    copied = pickle.loads(pickle.dumps(entry))
    assert copied == entry
    assert copied.to_json() == entry.to_json()
    assert entry.to_json()["claim"] == f"ZOO-{entry.id}"
    assert entry.caveats


@pytest.mark.parametrize(
    ("identifier", "classes", "gates", "degree"),
    [
        ("LSTM", ("Q11",), 3, 3),
        ("GRU", ("Q11",), 3, 3),
        ("GLU", ("Q11",), 1, 2),
        ("FiLM", ("Q08", "Q11"), 1, 2),
        ("hypernetwork", ("Q12",), 2, 2),
        ("FWP", ("Q09", "Q11"), 4, 3),
        ("LoRA", ("Q15", "Q18"), 0, 1),
        ("RMSNorm", ("Q11",), 2, 3),
    ],
)
def test_classes_gatings_and_degree(identifier: str, classes: Any, gates: int, degree: int) -> None:
    entry = zoo()[identifier]
    assert (entry.classes, entry.gates(), entry.degree()) == (classes, gates, degree)


def test_the_degree_of_a_polynomial_network_is_its_degree() -> None:
    net = zoo()["bilinear"].network(inputs=2, units=2)
    assert formal_degree(net) == sp.Poly(net.output(), *net.input_symbols).total_degree()


def test_references_are_in_the_bibliography() -> None:
    bibliography = (Path(__file__).parents[3] / "book" / "references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,]+),", bibliography, re.MULTILINE))
    assert {entry.reference for entry in zoo().values()} <= keys


def test_sizes_are_checked() -> None:
    glu_entry = zoo()["GLU"]
    with pytest.raises(UnknownName, match="Sizes: inputs, units"):
        glu_entry.network(width=2)
    for wrong in (0, -1, 1.5, True, "2"):
        with pytest.raises(InvalidArgument, match="units"):
            glu_entry.network(units=wrong)


def test_the_cell_is_an_instance_of_the_layer_of_symbolic_size() -> None:
    p, n = 1, 1
    m = p + 2 * n
    hidden, cell = (net.at({"m": m, "n": n}) for net in recurrent.lstm_layer(dimension("m"), dimension("n")))
    concrete = recurrent.lstm(p, n)
    # Columns 1..p of the joined input are x, the next n are h, the last n are c, which no gate reads.
    values: dict[str, Any] = {}
    for row in range(1, n + 1):
        for column in range(1, m + 1):
            values[f"V[{row}, {column}]"] = int(column == p + n + row)
            for gate in "ifgo":
                own = f"W_{gate}[{row}, {column}]"
                entry = sp.IndexedBase(f"W_{gate}")[row, column]
                recurrent_entry = sp.IndexedBase(f"U_{gate}")[row, column - p]
                values[own] = entry if column <= p else recurrent_entry if column <= p + n else 0
    joined = dict(zip(hidden.input_symbols, concrete.input_symbols, strict=True))
    for k in range(1, n + 1):
        for layered, place in ((hidden, k), (cell, n + k)):
            known = {key: value for key, value in values.items() if key in map(str, layered.parameters)}
            output = layered.subs(known).output(k).xreplace(joined)
            assert output == concrete.output(place)


def test_both_forms_of_the_recurrent_unit_of_symbolic_size_are_equal() -> None:
    m, n, i = dimension("m"), dimension("n"), sp.Symbol("i", integer=True)
    three, two = (update_gate.gru_layer(m, n, "relu", two).output(i) for two in (False, True))
    assert prove(three, two).proved


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_first_largest_score_is_chosen(scores: list[int]) -> None:
    inputs = [f"s{e}" for e in range(len(scores))]
    units = [
        Unit(f"u{e}", "identity", [(name, int(name == own)) for name in inputs])
        for e, own in enumerate(inputs)
    ]
    net = Network(inputs, choosing_units(units), [f"c.{e + 1}" for e in range(len(scores))])
    chosen = net.evaluate([scores])[0]
    assert [int(bit) for bit in chosen] == [int(e == scores.index(max(scores))) for e in range(len(scores))]


def test_top_one_is_exact_at_a_tie() -> None:
    net = zoo()["MoE-top1"].network()
    at_tie = net.subs({"W[1, 1]": 0, "W[2, 1]": 0, "A_1[1, 1]": 3, "A_2[1, 1]": 5}).output()
    assert at_tie.subs(net.input_symbols[0], 2) == sp.Rational(3 * 2, 2)


@given(
    st.lists(st.fractions(-3, 3, max_denominator=4), min_size=1, max_size=4),
    st.fractions(0, 1, max_denominator=7),
)
@settings(max_examples=20, deadline=None)
def test_moments_by_enumeration(terms: list[Any], keep: Any) -> None:
    bits = sp.symbols(f"d1:{len(terms) + 1}")
    exact = [sp.Rational(t.numerator, t.denominator) for t in terms]
    p = sp.Rational(keep.numerator, keep.denominator)
    total = sum(t * bit for t, bit in zip(exact, bits, strict=True))
    mean, variance = dropout.bernoulli_moments(sp.S(0) + total, bits, p)
    assert mean == p * sum(exact)
    assert variance == p * (1 - p) * sum(t**2 for t in exact)


def test_the_variance_of_dependent_terms_is_not_the_sum() -> None:
    d, p = sp.symbols("d p")
    assert dropout.bernoulli_moments(d + d, [d], p)[1] == sp.expand(4 * p * (1 - p))


@pytest.mark.parametrize("bits", ["d", [sp.Symbol("d")] * 2, [1], None])
def test_bits_are_checked(bits: Any) -> None:
    with pytest.raises(InvalidArgument):
        dropout.bernoulli_moments(sp.Symbol("d"), bits, sp.Rational(1, 2))


def test_too_many_masks() -> None:
    bits = sp.symbols("d1:15")
    with pytest.raises(TooLarge):
        dropout.bernoulli_moments(sum(bits), bits, sp.Rational(1, 2))


def test_normalisation_refuses_no_input_and_keeps_its_norm() -> None:
    net = norms.rms_norm(2).subs({"gamma[1]": 1, "gamma[2]": 1})
    small = net.subs({"epsilon": sp.Rational(1, 100)})
    values = small.lambdify()([[0.0, 0.0], [30.0, 40.0]])
    assert values[0].tolist() == [0.0, 0.0]
    assert abs((values[1] ** 2).mean() - 1) < 1e-4


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_network_and_equations_agree_on_random_arrays(entry: Any) -> None:
    """The expressions go to NumPy by `lambdify`, the network by propagation: two ways from one identity to numbers."""
    rng = np.random.default_rng(7)
    net = entry.network(**{name: default + 1 for name, default in entry.sizes})
    equations = entry.expression(**{name: default + 1 for name, default in entry.sizes})
    parameters = {p: sp.Rational(int(rng.integers(1, 33)), 16) for p in net.parameters}
    points = rng.normal(size=(50, len(net.inputs)))
    by_formula = lambdify([*net.input_symbols, *parameters], list(equations))
    expected = by_formula(*points.T, *(float(value) for value in parameters.values()))
    units = [u.weighted([(s, w.xreplace(parameters)) for s, w in u.synapses]) for u in net.units]
    numbers = net.rebuilt(units)
    left = {str(p): value for p, value in parameters.items() if p in numbers.parameters}
    computed = numbers.subs(left).lambdify()(points)
    assert computed.shape == expected.shape == (50, len(equations))
    assert np.allclose(computed, expected, rtol=1e-12, atol=1e-12)
