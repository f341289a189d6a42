"""Networks on polynomials: the coefficients are those of the expanded output, and what is no quadratic polynomial is refused by name."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from random import Random

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import QuadraticForm
from symattn.algebra.sparse import NotPolynomial, SparseArithmetic, collected, degree, polynomial, times
from symattn.attention import multiplexing, output_gating, synaptic_gating
from symattn.attention.gated import GatedNetwork, OutputGate
from symattn.errors import InvalidArgument, TooLarge
from symattn.model import Network, Unit, generic_transfer

x = sp.symbols("x1:4")
NUMBERS = st.one_of(st.integers(-3, 3), st.fractions(-2, 2, max_denominator=3))
POLYNOMIALS = st.dictionaries(
    st.lists(st.integers(0, 2), max_size=2).map(lambda m: tuple(sorted(m))), NUMBERS.filter(bool), max_size=5
)


def as_expression(terms):
    return sp.Add(*(sp.Rational(c) * sp.Mul(*(x[i] for i in m)) for m, c in terms.items()))


@given(POLYNOMIALS, POLYNOMIALS)
def test_sums_and_products_are_those_of_expressions(left, right):
    arithmetic = SparseArithmetic()
    position = {v: k for k, v in enumerate(x)}
    f, g = as_expression(left), as_expression(right)
    assert arithmetic.total([left, right]) == polynomial(sp.expand(f + g), position)
    assert arithmetic.product(left, right) == polynomial(sp.expand(f * g), position)
    assert collected(times(left, right)) == collected(polynomial(f * g, position))
    assert degree(left) == (sp.Poly(f, *x).total_degree() if f != 0 else 0)


def networks():
    linear = Network.feedforward([3, 1], weights="w", bias="a")
    gating = Unit.over("g", linear.inputs, weights="v", bias="b")
    layer = Network.feedforward([3, 2, 1], weights=["w", "v"])
    return {
        "linear": linear,
        "output gating": output_gating(linear, by=gating),
        "synaptic gating": synaptic_gating(linear, by="x3", synapse=("x1", "u1.1")),
        "multiplexing": multiplexing(linear, by=gating),
        "square layer": Network.feedforward([3, 2, 1], weights=["w", "v"], transfer=["square", "identity"]),
        "two layers": output_gating(layer, by="x2"),
        "a cubic that cancels": Network(
            ["x1", "x2"],
            [
                Unit("c", "identity", [("x1", 1)]),
                Unit("d", "identity", [("x1", 1)]),
                Unit("e", "square", [("c", 1), ("x2", 1)]),
                Unit("y", "identity", [("e", 1), ("d", "q")]),
            ],
            ["y"],
        ),
    }


@pytest.mark.parametrize("name", networks())
def test_the_form_of_a_network_is_that_of_its_output(name):
    network = networks()[name]
    form = QuadraticForm.from_network(network)
    assert form == QuadraticForm.from_expr(network.output(), network.input_symbols)
    assert sp.expand(form.expression() - network.output()) == 0


def test_degrees_in_between_may_be_higher():
    """(x^2 + y)^2 - x^4 - 2 x^2 y = y^2: two units of degree 4, an output of degree 2."""
    network = Network(
        ["x", "y"],
        [
            Unit("p", "square", [("x", 1)]),
            Unit("s", "square", [("p", 1), ("y", 1)]),
            Unit("t", "square", [("p", 1), ("y", -1)]),
            Unit("f", "square", [("p", 1)]),
            Unit("o", "identity", [("s", Fraction(1, 2)), ("t", Fraction(1, 2)), ("f", -1)]),
        ],
        ["o"],
    )
    assert QuadraticForm.from_network(network).quadratic == ((1, 1, 1),)


def test_transfer_functions_that_are_polynomials():
    arithmetic, value = SparseArithmetic(), {(0,): 2, (): 1}
    square = Unit("u", "square").transfer
    assert arithmetic.apply(square, value) == {(0, 0): 4, (0,): 4, (): 1}
    assert arithmetic.apply(Unit("u", "identity").transfer, value) == value
    assert arithmetic.apply(Unit("u", "relu").transfer, value) == NotPolynomial("relu")
    assert arithmetic.apply(Unit("u", "relu").transfer, {(): -2}) == {}
    assert arithmetic.apply(Unit("u", "exp").transfer, {(): 1}) == {(): sp.E}
    assert arithmetic.product({}, NotPolynomial("relu")) == {}
    assert arithmetic.apply(generic_transfer("f"), value) == NotPolynomial("f")


def test_a_unit_that_is_no_polynomial_is_named():
    hidden = [Unit("first", "identity", [("x", 1)]), Unit("second", "tanh", [("first", 1)])]
    network = Network(["x"], [*hidden, Unit("y", "identity", [("second", 1)])], ["y"])
    with pytest.raises(InvalidArgument, match=r"unit 'second' has the transfer function tanh"):
        QuadraticForm.from_network(network)
    # a unit that does not reach the output is no obstacle
    assert QuadraticForm.from_network(Network(["x"], hidden, ["first"])).linear_terms == ((0, 1),)


def test_a_unit_of_degree_three_is_named():
    units = [
        Unit("u", "square", [("x", 1)]),
        Unit("v", "identity", [("u", 1)]),
        Unit("y", "identity", [("v", 1)]),
    ]
    network = GatedNetwork(["x"], units, ["y"], [OutputGate("v", by="x")])
    with pytest.raises(InvalidArgument, match=r"degree 3: unit 'v' is the first"):
        QuadraticForm.from_network(network)


@pytest.mark.parametrize("i", [0, 2, True, "1", None, 1.5])
def test_there_is_one_output(i):
    with pytest.raises(InvalidArgument, match="from 1 to 1"):
        QuadraticForm.from_network(Network.feedforward([2, 1]), i=i)


@pytest.mark.parametrize("wrong", [None, 3, "net", sp.Symbol("x"), [1, 2]])
def test_what_is_no_network(wrong):
    with pytest.raises(InvalidArgument, match="must be a network"):
        QuadraticForm.from_network(wrong)


def test_too_many_terms():
    n = 1600
    ones = [(f"x{k}", 1) for k in range(n)]
    network = Network([f"x{k}" for k in range(n)], [Unit("u", "square", ones)], ["u"])
    with pytest.raises(TooLarge):
        QuadraticForm.from_network(network)


def sparse_layer(n, pairs):
    """Return a layer of gated pairs of units of two inputs each, added up."""
    random = Random(1)
    inputs = [f"x{k}" for k in range(n)]
    units = [
        Unit(f"{side}{k}", "identity", [(name, random.randrange(1, 5)) for name in random.sample(inputs, 2)])
        for side in "uv"
        for k in range(pairs)
    ]
    output = Unit("y", "identity", [(f"u{k}", 1) for k in range(pairs)])
    return GatedNetwork(inputs, [*units, output], ["y"], [OutputGate(f"u{k}", f"v{k}") for k in range(pairs)])


def peak(network):
    QuadraticForm.from_network(network)
    tracemalloc.start()
    form = QuadraticForm.from_network(network)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most, form.nnz


def test_memory_is_proportional_to_what_is_not_zero():
    """Ten times the inputs with the same monomials: a dense matrix would take a hundred times the memory."""
    (less, few), (more, many) = peak(sparse_layer(200, 200)), peak(sparse_layer(2000, 200))
    assert few <= many <= 4 * 200
    assert more < 3 * less
    assert more < 1000 * (many + 2000)
