"""A network is a directed graph: units are vertices, weights label edges, gates are dashed arrows.

A gate is drawn as a multiplication sign: on the output of a unit for output gating, on an edge for synaptic
gating.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from symattn.errors import InvalidArgument
from symattn.plots.curves import Curve, Point, at, bent, clearance, room, samples
from symattn.plots.labels import name_label, weight_label
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    VERMILLION,
    companion_style,
    count_of,
    described,
    diagram_axes,
    listed,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_Data = Mapping[str, Any]

RADIUS = 0.3
INPUT_RADIUS = 0.1
GATE_RADIUS = 0.15
SIGN_STEP = 0.42
COLUMN = 2.5
ROW = 1.15
ROW_WITH_BIAS = 1.4
SCALE = 0.95
MOST_LABELS = 20
EDGE_BENDS = (0.0, 0.16, -0.16, 0.28, -0.28)
GATE_BENDS = (0.3, -0.3, 0.15, -0.15, 0.5, -0.5, 0.8, -0.8)

_CURVES: dict[str, Callable[[float], float]] = {
    "identity": lambda t: t,
    "H": lambda t: 1.0 if t >= 0 else 0.0,
    "sgn": lambda t: 1.0 if t >= 0 else -1.0,
    "logistic": lambda t: 1.0 / (1.0 + math.exp(-6.0 * t)),
    "tanh": lambda t: math.tanh(3.0 * t),
    "relu": lambda t: max(t, 0.0),
    "log": lambda t: 0.5 * math.log(max(t + 1.0, 0.14)),
    "exp": lambda t: math.exp(2.0 * t - 2.0),
    "square": lambda t: t * t,
}


class HasGraph(Protocol):
    """What `circuit` needs of a network: its graph as plain data."""

    def graph(self) -> Mapping[str, Any]: ...


def circuit(network: HasGraph, *, title: str = "") -> Figure:
    """Draw the graph of a network: inputs on the left, one column a layer, gates as dashed arrows.

    Parameters
    ----------
    network
        A concrete network, plain or with gates.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts inputs, units, layers and edges and names every gate.

    Raises
    ------
    InvalidArgument
        If the network has no units.
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    Two inputs feed one unit:

    >>> inputs = [{"name": name, "kind": "input", "layer": 0} for name in ("x1", "x2")]
    >>> unit = {"name": "u", "kind": "unit", "layer": 1, "transfer": "identity", "output": True}
    >>> edges = [{"source": x, "target": "u", "weight": f"w{x[1]}"} for x in ("x1", "x2")]
    >>> class Sum:
    ...     def graph(self):
    ...         return {"nodes": [*inputs, unit], "edges": edges, "gates": []}
    >>> print(circuit(Sum()).alt_text)
    Circuit with 2 inputs, 1 unit in 1 layer and 2 weighted edges; no gates. The output is that of u.
    """
    if not hasattr(network, "graph"):
        raise InvalidArgument(
            "network", "must be a network of concrete size", network, "For a symbolic one, use .at(...)."
        )
    graph = network.graph()
    drawing = _Drawing(list(graph["nodes"]), list(graph["edges"]), list(graph.get("gates", ())))
    if not drawing.nodes:
        raise InvalidArgument("network", "must have at least one unit to be drawn", network)
    with companion_style():
        left, right, bottom, top = drawing.extent()
        fig, ax = new_figure((right - left) * SCALE, (top - bottom) * SCALE + (0.45 if title else 0.0))
        diagram_axes(ax)
        drawing.draw(ax)
        ax.set_xlim(left, right)
        ax.set_ylim(bottom, top)
        if title:
            ax.set_title(title, pad=10)
    return described(fig, drawing.sentence())


class _Drawing:
    """Where everything of one graph stands: units in columns, arrows that avoid them, labels that do too."""

    def __init__(self, nodes: list[_Data], edges: list[_Data], gates: list[_Data]) -> None:
        self.nodes, self.edges, self.gates = nodes, edges, gates
        self.labelled = len(edges) <= MOST_LABELS
        self.layers = self._layers()
        self.places = self._places()
        self.ends = self._output_ends()
        self.edge_curves = [self._edge_curve(edge) for edge in edges]
        self.signs = self._signs()
        self.gate_curves = [
            self._best(self.places[gate["gating"]], sign, GATE_BENDS)
            for gate, sign in zip(gates, self.signs, strict=True)
        ]

    def _layers(self) -> dict[str, int]:
        """Return the columns: one more than the deepest source; what is gated stands not left of its gate."""
        layers = {node["name"]: 0 for node in self.nodes}
        # each pass moves units to the right; after as many passes as there are units nothing moves any more
        for _ in self.nodes:
            for edge in self.edges:
                layers[edge["target"]] = max(layers[edge["target"]], layers[edge["source"]] + 1)
            for gate in self.gates:
                target = gate["target"] if gate["kind"] == "output" else gate["target"][1]
                layers[target] = max(layers[target], layers[gate["gating"]])
        return layers

    def _places(self) -> dict[str, Point]:
        """Put each layer in a column, its units centred, the gated ones above those that gate them."""
        gating = {gate["gating"] for gate in self.gates}
        columns: dict[int, list[str]] = {}
        for node in sorted(self.nodes, key=lambda node: node["name"] in gating):
            columns.setdefault(self.layers[node["name"]], []).append(node["name"])
        row = ROW_WITH_BIAS if any(_bias(node) for node in self.nodes) else ROW
        places: dict[str, Point] = {}
        for column, layer in enumerate(sorted(columns)):
            names = columns[layer]
            for k, name in enumerate(names):
                places[name] = (column * COLUMN, ((len(names) - 1) / 2 - k) * row)
        return places

    def _output_ends(self) -> dict[str, Point]:
        """Return where each output leaves its unit: behind its multiplication signs if it is gated."""
        ends = dict(self.places)
        for gate in self.gates:
            if gate["kind"] == "output":
                x, y = ends[gate["target"]]
                first = ends[gate["target"]] == self.places[gate["target"]]
                ends[gate["target"]] = (x + (RADIUS if first else 0.0) + SIGN_STEP, y)
        return ends

    def _best(self, start: Point, stop: Point, bends: Sequence[float], labels: Sequence[Point] = ()) -> Curve:
        """Return the first of the bent curves that keeps clear of all units and labels, or comes nearest to it."""
        obstacles = [
            p
            for p in (*self.places.values(), *self.ends.values())
            if math.dist(p, start) and math.dist(p, stop)
        ]
        return max(
            (bent(start, stop, bend) for bend in bends),
            key=lambda curve: min(
                clearance(curve, obstacles, 1.6 * RADIUS), clearance(curve, labels, 0.6 * RADIUS) + RADIUS
            ),
        )

    def _edge_curve(self, edge: _Data) -> Curve:
        ends = (edge["source"], edge["target"])
        labels = [p for node in self.nodes if node["name"] not in ends for p in self._below(node)]
        return self._best(self.ends[edge["source"]], self.places[edge["target"]], EDGE_BENDS, labels)

    def _below(self, node: _Data) -> list[Point]:
        """Return where the name and the bias of a unit are written."""
        x, y = self.places[node["name"]]
        lines = 0 if node["kind"] == "input" else 2 if _bias(node) else 1
        return [(x, y - RADIUS - 0.2 * k) for k in range(1, lines + 1)]

    def _signs(self) -> list[Point]:
        """Return where the multiplication signs stand: behind a unit, or where an edge is free of others."""
        met: dict[str, int] = {}
        spots: list[Point] = []
        for gate in self.gates:
            if gate["kind"] == "output":
                target = gate["target"]
                met[target] = met.get(target, 0) + 1
                x, y = self.places[target]
                spots.append((x + RADIUS + SIGN_STEP * met[target], y))
                continue
            own = next(
                i for i, e in enumerate(self.edges) if [e["source"], e["target"]] == list(gate["target"])
            )
            others = [curve for i, curve in enumerate(self.edge_curves) if i != own]
            taken = [*self.places.values(), *spots]
            candidates = [at(self.edge_curves[own], k / 20) for k in range(8, 17)]
            spots.append(max(candidates, key=lambda p: room(p, taken, others)))
        return spots

    def extent(self) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of everything drawn."""
        curves = [point for curve in (*self.edge_curves, *self.gate_curves) for point in samples(curve)]
        below = [self.places[node["name"]][1] - _room_below(node) for node in self.nodes]
        heights = [y for _, y in curves]
        right = max(x for x, _ in (*self.ends.values(), *curves))
        return (
            -0.75,
            right + 1.05,
            min([*below, *(y - 0.15 for y in heights)]),
            max([*(y + 0.5 for _, y in self.places.values()), *(y + 0.15 for y in heights)]),
        )

    def draw(self, ax: Axes) -> None:
        """Draw edges, gates and units, in this order."""
        for curve in self.edge_curves:
            _arrow(ax, curve, RADIUS)
        if self.labelled:
            self._label_edges(ax)
        for gate, curve, spot in zip(self.gates, self.gate_curves, self.signs, strict=True):
            if gate["kind"] == "output":
                x, y = self.places[gate["target"]]
                ax.plot([x, spot[0]], [y, y], color=GREY, lw=1.1, zorder=2)
            _arrow(ax, curve, GATE_RADIUS, gate=True)
            _sign(ax, spot)
        for node in self.nodes:
            _draw_node(ax, node, self.places[node["name"]], self.ends[node["name"]])

    def _label_edges(self, ax: Axes) -> None:
        """Write each weight where its edge has most room."""
        taken: list[Point] = [*self.places.values(), *self.signs]
        taken += [point for node in self.nodes for point in self._below(node)]
        taken += [point for curve in self.gate_curves for point in samples(curve)[4:-4]]
        box = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
        for i, edge in enumerate(self.edges):
            others = [curve for j, curve in enumerate(self.edge_curves) if j != i]
            candidates = [at(self.edge_curves[i], k / 20) for k in range(4, 16)]
            spot = max(candidates, key=lambda p: room(p, taken, others))
            taken.append(spot)
            ax.text(*spot, _weight(edge), ha="center", va="center", fontsize=11, bbox=box, zorder=3)

    def sentence(self) -> str:
        """Return the alternative text."""
        units = [node for node in self.nodes if node["kind"] != "input"]
        layers = len({self.layers[node["name"]] for node in units})
        weighted = "weighted edge" if self.labelled else "edge"
        text = (
            f"Circuit with {count_of(len(self.nodes) - len(units), 'input')}, {count_of(len(units), 'unit')} "
            f"in {count_of(layers, 'layer')} and {count_of(len(self.edges), weighted)}"
        )
        clauses = []
        for gate in self.gates:
            if gate["kind"] == "output":
                clauses.append(f"the output of {gate['target']} is multiplied by that of {gate['gating']}")
            else:
                source, target = gate["target"]
                clauses.append(
                    f"the weight from {source} to {target} is multiplied by the output of {gate['gating']}"
                )
        text += f"; {listed(clauses) if clauses else 'no gates'}."
        outputs = [node["name"] for node in units if node.get("output")]
        if outputs:
            text += f" The output is that of {listed(outputs)}."
        return text


def _bias(node: _Data) -> str:
    """Return the bias to be written under a unit; the empty string for 0."""
    bias = str(node.get("bias", "0"))
    return "" if bias == "0" else bias


def _room_below(node: _Data) -> float:
    if node["kind"] == "input":
        return 0.3
    return 0.95 if _bias(node) else 0.75


def _draw_node(ax: Axes, node: _Data, place: Point, end: Point) -> None:
    from matplotlib.patches import Circle, FancyArrowPatch

    x, y = place
    unit = node["kind"] != "input"
    if node.get("output"):
        start = end[0] + (GATE_RADIUS if end != place else RADIUS if unit else INPUT_RADIUS)
        ax.add_patch(
            FancyArrowPatch(
                (start, y), (start + 0.6, y), arrowstyle="-|>", mutation_scale=13, color=INK, lw=1.4
            )
        )
    if not unit:
        ax.add_patch(Circle(place, INPUT_RADIUS, facecolor=INK, edgecolor=INK, zorder=4))
        ax.text(x - 0.22, y, name_label(node["name"]), ha="right", va="center", fontsize=13)
        return
    ax.add_patch(Circle(place, RADIUS, facecolor="#EAF3FA", edgecolor=BLUE, lw=1.6, zorder=4))
    _draw_transfer(ax, str(node.get("transfer", "identity")), place)
    label = name_label(node["name"])
    if _bias(node):
        label += f"\nbias {weight_label(_bias(node))}"
    ax.text(x, y - RADIUS - 0.06, label, ha="center", va="top", fontsize=11, zorder=6, linespacing=1.1)


def _draw_transfer(ax: Axes, transfer: str, place: Point) -> None:
    """Draw the transfer function on [-1, 1] inside its unit, or write its name if the curve is not known."""
    x, y = place
    curve = _CURVES.get(transfer)
    if curve is None:
        ax.text(x, y, transfer[:6], ha="center", va="center", fontsize=8, color=BLUE, zorder=5)
        return
    ax.plot([x - 0.19, x + 0.19], [y, y], color="#9DB8CC", lw=0.7, zorder=5)
    ts = [i / 40 for i in range(-40, 41)]
    ax.plot([x + 0.17 * t for t in ts], [y + 0.15 * curve(t) for t in ts], color=BLUE, lw=1.6, zorder=5)


def _weight(edge: Mapping[str, Any]) -> str:
    """Return the weight's formula if matplotlib can set it, else its text."""
    from matplotlib.mathtext import MathTextParser

    formula = f"${edge['latex']}$" if edge.get("latex") else weight_label(str(edge["weight"]))
    try:
        MathTextParser("path").parse(formula)
    except ValueError:
        return str(edge["weight"]).replace("$", r"\$")
    return formula


def _arrow(ax: Axes, curve: Curve, shrink: float, *, gate: bool = False) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    # end where the circle of radius `shrink` around the last point begins
    points = samples(curve)
    kept = [point for point in points if math.dist(point, points[-1]) > shrink]
    last = points[len(kept)] if len(kept) < len(points) else points[-1]
    inside, outside = math.dist(last, points[-1]), math.dist(kept[-1], points[-1])
    t = (outside - shrink) / (outside - inside)
    kept.append((kept[-1][0] + t * (last[0] - kept[-1][0]), kept[-1][1] + t * (last[1] - kept[-1][1])))
    ax.add_patch(
        FancyArrowPatch(
            path=Path(kept),
            arrowstyle="-|>",
            mutation_scale=13 if gate else 10,
            color=VERMILLION if gate else GREY,
            lw=1.8 if gate else 1.1,
            linestyle=(0, (4, 2)) if gate else "solid",
            zorder=2.5 if gate else 2,
        )
    )


def _sign(ax: Axes, spot: Point) -> None:
    from matplotlib.patches import Circle

    x, y = spot
    ax.add_patch(Circle(spot, GATE_RADIUS, facecolor=PAPER, edgecolor=VERMILLION, lw=1.8, zorder=4))
    arm = GATE_RADIUS * 0.5
    for direction in (1, -1):
        ax.plot(
            [x - arm, x + arm], [y - direction * arm, y + direction * arm], color=VERMILLION, lw=1.8, zorder=5
        )
