"""The expression, the exact value and the NumPy value of a network agree."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, TooLarge, UnknownName
from symattn.model import Network, Unit, generic_transfer

EXACT = ["identity", "H", "sgn", "relu", "square"]
SQUARE = list(product((0, 1), repeat=2))


@st.composite
def networks(draw):
    """Random networks of 1 to 3 inputs and 1 to 4 units with small integer weights."""
    names = [f"x{j}" for j in range(1, draw(st.integers(1, 3)) + 1)]
    inputs = tuple(names)
    units = []
    for k in range(draw(st.integers(1, 4))):
        sources = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        weights = draw(st.lists(st.integers(-3, 3), min_size=len(sources), max_size=len(sources)))
        unit = Unit(
            f"u{k}",
            draw(st.sampled_from(EXACT)),
            list(zip(sources, weights, strict=True)),
            draw(st.integers(-2, 2)),
        )
        units.append(unit)
        names.append(unit.name)
    order = draw(st.permutations(units))
    return Network(inputs, order, [units[-1].name, units[0].name])


def agree(network, points):
    """Assert that the three readings of the network agree at the points."""
    exact = network.evaluate(points)
    for row, point in zip(exact, points, strict=True):
        values = {
            s: sp.Rational(v.numerator, v.denominator)
            for s, v in zip(network.input_symbols, point, strict=True)
        }
        for i, value in enumerate(row, 1):
            assert network.output(i).subs(values, simultaneous=True) == sp.Rational(
                value.numerator, value.denominator
            )
    numeric = network.lambdify()(np.array([[float(v) for v in p] for p in points]))
    assert numeric.shape == (len(points), len(network.outputs))
    assert numeric.tolist() == [[float(v) for v in row] for row in exact]


@given(networks(), st.data())
def test_three_arithmetics_agree(network, data):
    halves = st.integers(-4, 4).map(lambda k: Fraction(k, 2))
    point = st.tuples(*[halves] * len(network.inputs))
    agree(network, data.draw(st.lists(point, min_size=1, max_size=3)))


def test_tie_is_one_in_all_three():
    gate = Network.feedforward([2, 1], transfer="H", weights=[[1, -1]])
    agree(gate, [(Fraction(3), Fraction(3))])
    assert gate.evaluate([(3, 3)]) == [[1]]
    assert gate.output().subs(gate.input_symbols[0], gate.input_symbols[1]) == 1


def test_constant_outputs_broadcast():
    net = Network(["x"], [Unit("c", "identity", bias=3), Unit("u", "H", [("x", 1)])], ["c", "u"])
    f = net.lambdify()
    assert f(np.zeros((5, 1))).shape == (5, 2)
    assert f(np.zeros((2, 3, 1))).shape == (2, 3, 2)
    assert f([0]).tolist() == [3, 1]
    assert f(np.zeros((0, 1))).shape == (0, 2)
    agree(net, [(Fraction(1),), (Fraction(-1),)])


def test_numpy_reading_of_transcendental_units():
    net = Network.feedforward(
        [2, 2, 1], transfer=["tanh", "logistic"], weights=[[[1, 2], [3, -1]], [1, -2]], bias=[1, 0]
    )
    value = net.output().subs({"x1": sp.Rational(1, 4), "x2": sp.Rational(-1, 2)}).evalf()
    assert abs(net.lambdify()([0.25, -0.5])[0] - float(value)) < 1e-12
    with pytest.raises(InvalidArgument, match="tanh takes a rational value only"):
        net.evaluate([(1, 1)])


def test_names_of_weights_and_their_latex():
    assert str(Network.feedforward([2, 1], bias="b").output()) == "b + w1*x1 + w2*x2"
    assert sp.latex(Network.feedforward([2, 3]).output(3)) == "w_{31} x_{1} + w_{32} x_{2}"
    deep = Network.feedforward([2, 2, 1], bias="b")
    assert {str(p) for p in deep.parameters} == {
        "b1_1", "b1_2", "b2", "w1_11", "w1_12", "w1_21", "w1_22", "w2_1", "w2_2",
    }  # fmt: skip
    assert (
        sp.Symbol("w1_12") in Network.feedforward([12, 10]).parameters
    )  # unit 1, source 12, no clash with w11_2
    assert len(Network.feedforward([12, 12]).parameters) == 144


def test_explicit_weights():
    as_lists = Network.feedforward(
        [2, 2, 1], weights=[[[1, 2], [3, 4]], [5, Fraction(1, 2)]], bias=[[1, 0], 7]
    )
    as_matrices = Network.feedforward(
        [2, 2, 1], weights=[sp.Matrix([[1, 2], [3, 4]]), [[5, sp.Rational(1, 2)]]], bias=[[1, 0], [7]]
    )
    assert as_lists == as_matrices
    assert as_lists == Network.feedforward(
        [2, 2, 1], weights=[np.array([[1, 2], [3, 4]]), [5, "h"]], bias=[[1, 0], 7]
    ).subs({"h": Fraction(1, 2)})
    assert Network.feedforward([3, 1], weights=[1]).output() == sum(sp.symbols("x1:4"))


@pytest.mark.parametrize("n", [1, 2])
def test_every_boolean_function_is_a_network(n):  # SM-2
    points = list(product((0, 1), repeat=n))
    for table in range(2 ** len(points)):
        ones = [a for k, a in enumerate(points) if table >> k & 1]
        inputs = [f"x{j}" for j in range(n)]
        inner = [
            Unit(f"h{k}", "H", [(x, 2 * a - 1) for x, a in zip(inputs, ones_k, strict=True)], -sum(ones_k))
            for k, ones_k in enumerate(ones)
        ]
        net = Network(inputs, [*inner, Unit("u", "H", [(h.name, 1) for h in inner], -1)], ["u"])
        assert [row[0] for row in net.evaluate(points)] == [table >> k & 1 for k in range(len(points))]


def test_errors_are_single_clear_messages():
    def message(error, *args, **kwargs):
        with pytest.raises(error) as caught:
            Network(*args, **kwargs)
        return str(caught.value)

    cycle = [Unit("a", "H", [("b", 1)]), Unit("b", "H", [("c", 1)]), Unit("c", "H", [("a", 1), ("x", 1)])]
    assert "a -> c -> b -> a" in message(InvalidArgument, ["x"], cycle, ["a"])
    assert "u -> u" in message(InvalidArgument, ["x"], [Unit("u", "H", [("u", 1)])], ["u"])
    assert "Units: x, u" in message(UnknownName, ["x"], [Unit("u", "H", [("y", 1)])])
    assert "different names" in message(InvalidArgument, ["x"], [Unit("x", "H")])
    assert "outputs" in message(UnknownName, ["x"], [Unit("u", "H")], ["v"])
    assert "at least one" in message(InvalidArgument, ["x"])
    assert "synaptic_gating" in message(
        InvalidArgument, ["x", "y"], [Unit("u", "H", [("x", sp.Symbol("y"))])]
    )
    assert "Unit objects" in message(InvalidArgument, ["x"], ["u"])


@pytest.mark.parametrize(
    ("sizes", "options", "text"),
    [
        ([2], {}, "at least two sizes"),
        ("21", {}, "at least two sizes"),
        ([2, 0], {}, "integers from 1"),
        ([2, True], {}, "integers from 1"),
        ([2, 1.5], {}, "integers from 1"),
        ([10**9, 1], {}, "integers from 1"),
        ([sp.Symbol("n"), 1], {}, "dimension"),
        ([2, 1], {"weights": [[1, 2, 3]]}, "shape 1 x 2"),
        ([2, 2], {"weights": [[1, 2], [3, 4]]}, "one entry for each of the 1 layer"),
        ([2, 2], {"weights": [[[1, 2], [3]]]}, "shape 2 x 2"),
        ([2, 2], {"weights": [[[1, 2]]]}, "shape 2 x 2"),
        ([2, 2, 1], {"weights": ["w"]}, "2 layers"),
        ([2, 2, 1], {"weights": ["w", "w"]}, "must differ"),
        ([2, 1], {"weights": "x"}, "must differ"),
        ([2, 1], {"weights": "w v"}, "identifier"),
        ([2, 1], {"weights": [[0.5, 1]]}, "Fraction"),
        ([2, 1], {"weights": [[True, 1]]}, "Fraction"),
        ([2, 1], {"weights": [[sp.nan, 1]]}, "real number"),
        ([2, 2], {"bias": [[1]]}, "2 entries"),
        ([2, 1], {"transfer": ["H", "H"]}, "1 layer"),
        ([2, 1], {"transfer": "sotfplus"}, "is not a transfer function"),
    ],
)
def test_bad_arguments_of_feedforward(sizes, options, text):
    with pytest.raises((InvalidArgument, UnknownName), match=text):
        Network.feedforward(sizes, **options)


def test_bad_points_and_symbolic_weights():
    net = Network.feedforward([2, 1], weights=[[1, 1]])
    for points in ([(1,)], [(1, 2, 3)], [(1, 0.5)], [1], ["10"], [(1, True)]):
        with pytest.raises(InvalidArgument, match="points"):
            net.evaluate(points)
    with pytest.raises(InvalidArgument, match="last axis of length 2"):
        net.lambdify()(np.zeros((2, 3)))
    symbolic = Network.feedforward([2, 1])
    with pytest.raises(InvalidArgument, match="subs"):
        symbolic.evaluate([(1, 1)])
    with pytest.raises(InvalidArgument, match="subs"):
        symbolic.lambdify()
    with pytest.raises(InvalidArgument, match="from 1 to 1"):
        symbolic.output(2)
    with pytest.raises(UnknownName, match="w1, w2"):
        symbolic.subs({"w3": 1})
    with pytest.raises(UnknownName):
        symbolic.activation("v")
    with pytest.raises(InvalidArgument, match="several outputs"):
        Network.feedforward([2, 2]).activation()


def test_substituted_weights():
    net = Network.feedforward([2, 1], transfer="H", bias="b").subs({"w1": 1, "w2": "b", "b": Fraction(-1, 2)})
    assert str(net.output()) == "H(b*x2 + x1 - 1/2)"
    assert net.parameters == (sp.Symbol("b"),)
    assert net.subs({"b": 2}).evaluate([(0, 0), (0, 1)]) == [[0], [1]]


def test_generic_transfer_functions():
    net = Network.feedforward([1, 1], transfer=generic_transfer("f"))
    assert str(net.output()) == "f(w1*x1)"
    assert pickle.loads(pickle.dumps(net)) == net


def test_identity_unit_on_a_synapse_changes_nothing():
    net = Network.feedforward([2, 2, 1], transfer="H", bias="b")
    for k, synapse in enumerate(net.synapses()):
        longer = net.with_identity(synapse, name=f"copy{k}")
        assert longer.output() == net.output()
        assert longer.size() == net.size() + 1
    with pytest.raises(InvalidArgument, match="must be a synapse"):
        net.with_identity(("x1", "u2.1"), name="copy")


def test_graph_depth_and_json():
    net = Network.feedforward([2, 2, 1], transfer=["H", "identity"], bias="b")
    graph = net.graph()
    assert (net.depth(), net.size()) == (2, 3)
    assert [node["layer"] for node in graph["nodes"]] == [0, 0, 1, 1, 2]
    assert [node["output"] for node in graph["nodes"]] == [False] * 4 + [True]
    assert len(graph["edges"]) == 6
    assert graph["gates"] == []
    assert json.loads(json.dumps(graph)) == graph
    assert json.loads(json.dumps(net.to_json()))["units"][0]["bias"] == "b1_1"
    assert pickle.loads(pickle.dumps(net)) == net
    assert "aligned" in net._repr_latex_()


def test_many_names_make_a_short_message():
    with pytest.raises(UnknownName, match=r"\(60 in all\)"):
        Network.feedforward([30, 30]).activation("v")


def test_units_that_all_read_one_another_are_a_cycle():
    units = [Unit("a", "identity", [("b", 1)]), Unit("b", "identity", [("a", 1)])]
    with pytest.raises(InvalidArgument, match="without cycles") as caught:
        Network(["x1"], units)
    assert caught.value.value == "a -> b -> a"


def test_what_would_be_too_large_is_refused_before_it_is_built():
    with pytest.raises(TooLarge, match="synapses"):
        Network.feedforward([10**6, 1])
    with pytest.raises(TooLarge, match="terms"):
        Network.feedforward([2] * 40).output()
    deep = Network.feedforward([1] * 200, weights=[1] * 199)
    with pytest.raises(TooLarge, match="nested"):
        deep.output()
    assert deep.evaluate([(3,)]) == [[3]]


def test_units_do_not_share_weights_by_accident():
    net = Network.feedforward([2, 1])
    assert not set(net.parameters) & {weight for _, weight in Unit.over("g", net.inputs).incoming}
