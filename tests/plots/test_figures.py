"""A figure shows the data it was given: the counts in its artists and its sentence are the data's."""

from __future__ import annotations

import base64
import io
import math
import pickle
from fractions import Fraction

import pytest

from symattn import plots
from symattn.errors import InvalidArgument, TooLarge

pytest.importorskip("matplotlib")

from matplotlib.patches import Circle, FancyArrowPatch


class Graph:
    """A network as far as a figure is concerned."""

    def __init__(self, nodes, edges, gates=()):
        self.data = {"nodes": nodes, "edges": edges, "gates": list(gates)}

    def graph(self):
        return self.data


def layered(n, m, gates=()):
    """Return n inputs and m units, all joined."""
    nodes = [{"name": f"x{i}", "kind": "input", "layer": 0} for i in range(1, n + 1)]
    nodes += [
        {"name": f"u{j}", "kind": "unit", "layer": 1, "transfer": "H", "bias": "0", "output": j == 1}
        for j in range(1, m + 1)
    ]
    edges = [
        {"source": f"x{i}", "target": f"u{j}", "weight": f"w{j}{i}"}
        for j in range(1, m + 1)
        for i in range(1, n + 1)
    ]
    return Graph(nodes, edges, gates)


def patches(fig, kind):
    return [patch for patch in fig.axes[0].patches if isinstance(patch, kind)]


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


# ---- circuits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 2), (4, 5), (7, 3)])
def test_circuit_has_one_disc_a_node_and_one_arrow_an_edge(n, m):
    fig = plots.circuit(layered(n, m))
    assert len(patches(fig, Circle)) == n + m
    assert len(patches(fig, FancyArrowPatch)) == n * m + 1  # and the arrow of the output
    assert f"{n} input" in fig.alt_text and f"{m} unit" in fig.alt_text and "no gates" in fig.alt_text


def test_circuit_draws_and_names_both_kinds_of_gate():
    gates = [
        {"kind": "output", "gating": "u2", "target": "u1"},
        {"kind": "synaptic", "gating": "u3", "target": ["x1", "u1"]},
    ]
    fig = plots.circuit(layered(2, 3, gates))
    assert len(patches(fig, Circle)) == 2 + 3 + 2  # a multiplication sign a gate
    assert len(patches(fig, FancyArrowPatch)) == 6 + 1 + 2
    assert "the output of u1 is multiplied by that of u2" in fig.alt_text
    assert "the weight from x1 to u1 is multiplied by the output of u3" in fig.alt_text


def test_circuit_writes_weights_only_while_they_can_be_read():
    assert "$w_{11}$" in texts(plots.circuit(layered(2, 2)))
    crowded = plots.circuit(layered(8, 8))
    assert not [text for text in texts(crowded) if "w" in text]
    assert "64 edges" in crowded.alt_text and "weighted" not in crowded.alt_text


def test_circuit_puts_a_unit_right_of_its_sources_and_what_is_gated_not_left_of_its_gate():
    nodes = [{"name": "x1", "kind": "input", "layer": 0}]
    nodes += [{"name": name, "kind": "unit", "layer": 1, "transfer": "odd-name"} for name in ("u", "v", "g")]
    edges = [
        {"source": s, "target": t, "weight": "1"}
        for s, t in [("x1", "u"), ("u", "v"), ("x1", "g"), ("x1", "v")]
    ]
    fig = plots.circuit(Graph(nodes, edges, [{"kind": "output", "gating": "v", "target": "g"}]))
    x = dict(zip(["x1", "u", "v", "g"], (disc.center[0] for disc in _in_node_order(fig)), strict=True))
    assert x["x1"] < x["u"] < x["v"] <= x["g"]


def _in_node_order(fig):
    return patches(fig, Circle)[1:]  # the first disc is the multiplication sign


def test_circuit_sets_what_matplotlib_cannot_set_as_text():
    graph = layered(1, 1)
    graph.data["edges"][0].update(weight="odd", latex=r"\begin{cases}1\end{cases}")
    assert "odd" in texts(plots.circuit(graph))


def test_circuit_of_nothing_is_refused():
    with pytest.raises(InvalidArgument, match="at least one unit"):
        plots.circuit(Graph([], []))


def test_circuit_agrees_with_the_graph_of_a_network():
    model = pytest.importorskip("symattn.model")
    fig = plots.circuit(model.Network.feedforward([3, 2, 1], transfer="logistic", weights=["w", "v"]))
    assert "3 inputs, 3 units in 2 layers and 8 weighted edges" in fig.alt_text


# ---- cubes ---------------------------------------------------------------------------------------


def corners(fig):
    """Return (filled, hollow) corners."""
    from matplotlib.colors import to_hex

    marked = [line for line in fig.axes[0].lines if line.get_marker() == "o"]
    hollow = [line for line in marked if to_hex(line.get_markerfacecolor()) == "#ffffff"]
    return len(marked) - len(hollow), len(hollow)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_cube_fills_as_many_corners_as_the_table_has_ones(n):
    for table in (0, 1, 2 ** (2**n) - 1, 0x6996 % 2 ** (2**n)):
        fig = plots.cube(table, n)
        ones = table.bit_count()
        assert corners(fig) == (ones, 2**n - ones)
        assert f"at {min(ones, 2**n - ones)} of {2**n} points" in fig.alt_text


def test_cube_draws_a_polygon_with_a_corner_on_each_edge_it_crosses():
    # x_1 + x_2 + x_3 = 3/2 crosses the six edges between one and two ones
    fig = plots.cube(232, 3, weights=(2, 2, 2, -3))
    (polygon,) = (patch for patch in fig.axes[0].patches if len(patch.get_xy()) > 3)
    assert len(polygon.get_xy()) - 1 == 6
    assert "2 x1 + 2 x2 + 2 x3 - 3 >= 0" in fig.alt_text


def test_cube_takes_the_weights_of_either_alphabet():
    assert "x1 + x2 + x3 >= 0" in plots.cube(232, 3, weights=(1, 1, 1, 0), inputs="pm").alt_text
    assert "1/2" in plots.cube(8, 2, weights=(Fraction(1, 2), 1, Fraction(-5, 4))).alt_text


def test_cube_refuses_weights_of_another_function():
    with pytest.raises(InvalidArgument, match="these compute 232"):
        plots.cube(150, 3, weights=(1, 1, 1, -2))


@pytest.mark.parametrize(
    ("table", "n", "options"),
    [(16, 2, {}), (-1, 2, {}), (1, 0, {}), (True, 2, {}), (1.5, 2, {}), (1, 2, {"inputs": "ab"}),
     (8, 2, {"weights": (1, 1)}), (8, 2, {"weights": (1.0, 1.0, -2.0)})],
)  # fmt: skip
def test_cube_refuses_what_is_out_of_range(table, n, options):
    with pytest.raises(InvalidArgument):
        plots.cube(table, n, **options)


def test_cube_of_five_variables_is_too_large():
    with pytest.raises(TooLarge, match="at most 4"):
        plots.cube(0, 5)


# ---- patterns ------------------------------------------------------------------------------------


def test_pattern_counts_the_non_zero_entries_and_gives_the_rank():
    sympy = pytest.importorskip("sympy")
    w, v = sympy.Matrix([1, 2, 0, -1]), sympy.Matrix([1, -1, 3, 0])
    matrix = (w * v.T + v * w.T) / 2
    fig = plots.pattern(matrix)
    assert len(fig.axes[0].patches) == 16
    assert f"{sum(1 for entry in matrix if entry != 0)} of 16 entries" in fig.alt_text
    assert "rank 2" in fig.alt_text and "symmetric" in fig.alt_text


def test_pattern_of_symbols_names_no_rank():
    sympy = pytest.importorskip("sympy")
    a = sympy.Symbol("a")
    fig = plots.pattern(sympy.Matrix([[0, a], [a, 0]]))
    assert "rank" not in fig.alt_text and "2 of 4 entries are not identically zero" in fig.alt_text
    assert texts(fig).count("$a$") == 2


def test_pattern_of_one_hundred_variables_has_no_names():
    sympy = pytest.importorskip("sympy")
    fig = plots.pattern(sympy.eye(40))
    assert (
        not texts(fig)
        and "40 of 1600 entries" in fig.alt_text
        and "40 of them on the diagonal" in fig.alt_text
    )


@pytest.mark.parametrize("wrong", [3, "Q", [[1, 2]]])
def test_pattern_refuses_what_is_no_matrix(wrong):
    with pytest.raises(InvalidArgument):
        plots.pattern(wrong)


# ---- bands ---------------------------------------------------------------------------------------

EXACT = [4, 14, 104, 1882, 94572]
COVER = [2 * sum(math.comb(2**n - 1, i) for i in range(n + 1)) for n in range(1, 6)]


def test_counting_band_states_the_distance_to_the_bound():
    fig = plots.counting_band([1, 2, 3, 4, 5], EXACT, COVER, upper_name="Cover's bound")
    gap = math.log2(COVER[-1]) - math.log2(EXACT[-1])
    assert f"{gap:.2f} below Cover's bound" in fig.alt_text and "94572" in fig.alt_text
    (dots,) = (line for line in fig.axes[0].lines if line.get_marker() == "o")
    assert list(dots.get_ydata()) == [math.log2(value) for value in EXACT]


def test_counting_band_takes_integers_beyond_floats():
    fig = plots.counting_band([1, 2], [2**2000, 2**3000], [2**2001, 2**3004])
    assert "3000.00 bits, 4.00 below" in fig.alt_text


def test_counting_band_refuses_a_bound_that_is_none():
    with pytest.raises(InvalidArgument, match="at n = 2"):
        plots.counting_band([1, 2], [4, 15], [4, 14])
    with pytest.raises(InvalidArgument, match="at n = 1"):
        plots.counting_band([1, 2], [4, 14], [4, 14], lower=[5, 12])


@pytest.mark.parametrize(
    ("ns", "exact"), [([2, 1], [1, 1]), ([], []), ([1], [1, 2]), ([1], [0]), ([1.5], [1])]
)
def test_counting_band_refuses_what_is_no_sequence_of_counts(ns, exact):
    with pytest.raises(InvalidArgument):
        plots.counting_band(ns, exact, exact)


def test_capacity_band_reads_balls_strings_and_numbers():
    class Ball:
        mid, rad = "12.5", "0.1"

    fig = plots.capacity_band([3, 4], ["6.0", Ball()], [9, "25"], exact={3: 104}, per_square=True)
    assert "from 12.5 to 25.0 bits, a ratio of 2.00" in fig.alt_text
    assert "the exact value at n = 3 is 6.70 bits" in fig.alt_text


def test_capacity_band_refuses_crossed_bounds():
    with pytest.raises(InvalidArgument, match="at n = 4"):
        plots.capacity_band([3, 4], [1, 5], [2, 4])


# ---- all figures ---------------------------------------------------------------------------------


def test_a_figure_shows_itself_in_a_notebook_with_its_sentence_and_always_the_same_bytes():
    first, second = (plots.cube(232, 3, title="Majority")._repr_mimebundle_() for _ in range(2))
    assert first == second
    assert first["text/plain"].startswith("Cube of {0,1}^3") and "<svg" in first["image/svg+xml"]
    assert base64.b64decode(first["image/png"]).startswith(b"\x89PNG")


def test_a_figure_leaves_the_settings_alone_and_is_not_registered():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    fig = plots.cube(8, 2)
    assert dict(mpl.rcParams) == before
    assert fig.canvas.manager is None
    assert pickle.loads(pickle.dumps(fig)).alt_text == fig.alt_text


def test_any_figure_can_be_described():
    from matplotlib.figure import Figure

    fig = plots.described(Figure(), "The empty figure has 0 curves.")
    assert fig.alt_text == fig._repr_mimebundle_()["text/plain"] == "The empty figure has 0 curves."
    fig.savefig(io.BytesIO())
    with pytest.raises(InvalidArgument):
        plots.described(Figure(), " ")


# ---- shares --------------------------------------------------------------------------------------


def test_shares_have_bars_of_the_given_lengths():
    fig = plots.shares({"a": (3, 4), "b": (0, 2), "c": (5, 5)})
    widths = [patch.get_width() for patch in fig.axes[0].patches]
    assert widths == [3, 1, 0, 2, 5, 0]
    assert {"3 of 4", "0 of 2", "5 of 5", "a", "b", "c"} <= set(texts(fig))
    assert fig.alt_text.endswith("a 3 of 4, b 0 of 2 and c 5 of 5.")


@pytest.mark.parametrize("counts", [{}, {"a": (5, 4)}, {"a": (0, 0)}, {"a": (-1, 4)}, {"a": (1.0, 2)}, None])
def test_shares_refuse_other_numbers(counts):
    with pytest.raises(InvalidArgument):
        plots.shares(counts)
