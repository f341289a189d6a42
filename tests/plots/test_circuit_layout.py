"""A circuit keeps its parts apart: signs where they act, arrows around units, units in an order with few crossings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn import plots

pytest.importorskip("matplotlib")

from symattn.plots.curves import samples
from symattn.plots.layout import RADIUS, Layout, with_few_crossings

KINDS = {"S": "activation", "O": "output", "w": "synaptic"}


def two_units(**mark):
    """Return the graph of units i and k of two inputs, with one attention from k to i."""
    nodes = [{"name": name, "kind": "input", "layer": 0} for name in ("x1", "x2")]
    nodes += [
        {"name": name, "kind": "unit", "layer": 1, "transfer": "tanh", "bias": "0", "output": name == "i"}
        for name in "ik"
    ]
    edges = [{"source": x, "target": u, "weight": f"{u}{x}"} for u in "ik" for x in ("x1", "x2")]
    return {"nodes": nodes, "edges": edges, "gates": [{"gating": "k", **mark}]}


def drawn(graph):
    class Drawn:
        def graph(self):
            return graph

    return plots.circuit(Drawn())


def marked(origin, target, operation, weight="a"):
    mark = {"origin": origin, "kind": KINDS[target], "operation": operation}
    mark["target"] = ["x1", "i"] if target == "w" else "i"
    if origin == "w":
        mark["synapse"] = ["x2", "k"]
    if operation == "+":
        mark["weight"] = weight
    return two_units(**mark)


@pytest.mark.parametrize("operation", ["+", "*"])
@pytest.mark.parametrize("target", "SOw")
@pytest.mark.parametrize("origin", "SOw")
def test_the_sign_stands_where_the_attention_acts(origin, target, operation):
    graph = marked(origin, target, operation)
    layout = Layout(graph["nodes"], graph["edges"], graph["gates"])
    (arrow,) = layout.attentions
    unit = layout.places["i"]
    if target == "O":
        assert arrow.sign[1] == unit[1] and arrow.sign[0] > unit[0] + RADIUS
    elif target == "S":
        assert RADIUS < math.dist(arrow.sign, unit) < 1.6 * RADIUS
    else:
        own = next(
            c
            for e, c in zip(graph["edges"], layout.edge_curves, strict=True)
            if e["source"] == "x1" and e["target"] == "i"
        )
        assert min(math.dist(arrow.sign, p) for p in samples(own)) < 0.1
    if origin == "O":
        assert arrow.start == layout.places["k"]
    elif origin == "S":
        assert math.dist(arrow.start, layout.places["k"]) == pytest.approx(RADIUS)
    assert arrow.curve[0] == arrow.start and arrow.curve[2] == arrow.sign


@pytest.mark.parametrize(
    ("mark", "clause"),
    [
        (("O", "S", "*"), "the activation of i is multiplied by the output of k"),
        (("S", "S", "*"), "the activation of i is multiplied by that of k"),
        (("w", "S", "+"), "the activation of i is increased by a times the weight from x2 to k"),
        (("w", "w", "*"), "the weight from x1 to i is multiplied by that from x2 to k"),
        (("O", "O", "+", "1"), "the output of i is increased by that of k"),
        (("S", "w", "+"), "the weight from x1 to i is increased by a times the activation of k"),
    ],
)
def test_the_sentence_says_what_is_done_to_what(mark, clause):
    assert clause in drawn(marked(*mark)).alt_text


@pytest.mark.parametrize("origin", "SOw")
def test_an_origin_other_than_the_output_is_marked(origin):
    written = [text.get_text() for text in drawn(marked(origin, "O", "+")).axes[0].texts]
    assert (f"${origin}$" in written) == (origin != "O")
    assert "$a$" in written


def test_a_mark_without_origin_and_operation_is_a_product_with_an_output():
    graph = two_units(kind="output", target="i")
    (arrow,) = Layout(graph["nodes"], graph["edges"], graph["gates"]).attentions
    assert (arrow.origin, arrow.operation, arrow.weight) == ("O", "*", "")


def test_the_weight_of_a_bias_has_no_synapse_in_the_drawing():
    graph = two_units(kind="output", target="i", origin="w", operation="*", synapse=["1", "k"])
    assert "that from" not in drawn(graph).alt_text


def test_names_of_any_length_are_set():
    graph = two_units(kind="output", target="i")
    graph["nodes"][2].update(bias="a_long_bias_name", output=True)
    graph["nodes"][0]["name"] = graph["edges"][0]["source"] = graph["edges"][2]["source"] = (
        "a_long_input_name"
    )
    fig = drawn(graph)
    fig.canvas.draw()
    left = min(text.get_window_extent().x0 for text in fig.axes[0].texts)
    assert left >= 0
    assert any("a_long_bias_name" in text.get_text() for text in fig.axes[0].texts)


def test_many_attentions_are_counted_in_the_sentence():
    graph = two_units(kind="output", target="i")
    graph["gates"] = graph["gates"] * 13
    assert "13 attentions, by which 13 outputs are multiplied" in drawn(graph).alt_text


# ---- the order in the columns -----------------------------------------------------------------------


def crossings(columns, lines):
    """Count crossings between neighbouring columns by inversions."""
    rank = {name: (number, k) for number, column in enumerate(columns) for k, name in enumerate(column)}
    found = 0
    for i, first in enumerate(lines):
        for second in lines[:i]:
            (a, b), (c, d) = (sorted(line, key=rank.get) for line in (first, second))
            if rank[a][0] == rank[c][0] and rank[b][0] == rank[d][0]:
                found += (rank[a][1] - rank[c][1]) * (rank[b][1] - rank[d][1]) < 0
    return found


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_the_order_has_no_more_crossings_than_the_given_one(pairs):
    columns = [[f"a{k}" for k in range(5)], [f"b{k}" for k in range(5)]]
    lines = [(f"a{j}", f"b{k}") for j, k in sorted(pairs)]
    ordered = with_few_crossings(columns, lines)
    assert [sorted(column) for column in ordered] == columns and ordered[0] == columns[0]
    assert crossings(ordered, lines) <= crossings(columns, lines)


def test_a_matching_is_drawn_without_crossings():
    columns = [list("abcd"), list("ABCD"), list("1234")]
    lines = [*zip("abcd", "DBCA", strict=True), *zip("DBCA", "2143", strict=True)]
    assert crossings(with_few_crossings(columns, lines), lines) == 0


def test_a_large_circuit_is_drawn_quickly_and_as_thin_lines():
    model = pytest.importorskip("symattn.model")
    fig = plots.circuit(model.Network.feedforward([10, 20, 20, 20], transfer="tanh"))
    (lines,) = fig.axes[0].collections
    assert len(lines.get_segments()) == 200 + 400 + 400
    assert "20 units, from u3.1 to u3.20" in fig.alt_text
