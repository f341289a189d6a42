"""A network is a directed graph: units are vertices, weights label edges, attentions are dashed arrows.

An attention ends in a sign, + where it adds and x where it multiplies: behind a unit on its output, on the rim of
a unit on its activation, on an edge on its weight.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from symattn.errors import InvalidArgument
from symattn.plots.curves import Point, at, room, samples
from symattn.plots.labels import name_label, weight_label
from symattn.plots.layout import (
    INPUT_RADIUS,
    LETTER,
    MOST_LETTERS,
    RADIUS,
    AttentionArrow,
    Data,
    Layout,
    bias_of,
    spread,
)
from symattn.plots.signs import SIGN_RADIUS, draw_arrow, draw_sign
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    UNIT_FILL,
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

SCALE = 0.95
#: Beyond so many edges each is a thin line, and the arrowheads are left out.
MOST_ARROWS = 150
MOST_CLAUSES = 12

_CURVES: dict[str, Callable[[float], float]] = {
    "identity": lambda t: t,
    "H": lambda t: 1.0 if t >= 0 else 0.0,
    "sgn": lambda t: 1.0 if t >= 0 else -1.0,
    "logistic": lambda t: 1.0 / (1.0 + math.exp(-6.0 * t)),
    "tanh": lambda t: math.tanh(3.0 * t),
    "relu": lambda t: max(t, 0.0),
    "abs": abs,
    "elu": lambda t: t if t >= 0 else 0.5 * (math.exp(4.0 * t) - 1.0),
    "softplus": lambda t: math.log1p(math.exp(4.0 * t)) / 4.0,
    "silu": lambda t: t / (1.0 + math.exp(-4.0 * t)),
    "gelu": lambda t: t * (1.0 + math.erf(3.0 * t)) / 2.0,
    "log": lambda t: 0.5 * math.log(max(t + 1.0, 0.14)),
    "exp": lambda t: math.exp(2.0 * t - 2.0),
    "leaky_relu": lambda t: t if t >= 0 else 0.15 * t,
    "sqrt": lambda t: math.sqrt(t) if t >= 0 else math.nan,
    "reciprocal": lambda t: 0.15 / t if abs(t) >= 0.15 else math.nan,
    "rsqrt": lambda t: 0.35 / math.sqrt(t) if t >= 0.12 else math.nan,
    "square": lambda t: t * t,
}


class HasGraph(Protocol):
    """What `circuit` needs of a network: its graph as plain data."""

    def graph(self) -> Mapping[str, Any]: ...


def circuit(network: HasGraph, *, title: str = "") -> Figure:
    """Draw the graph of a network: inputs on the left, one column a layer, attentions as dashed arrows.

    A dashed arrow ends in a sign, a plus or a multiplication sign: behind the unit whose output it changes, on
    the rim of the unit whose activation it changes, on the edge whose weight it changes. It begins at the
    attending unit, or at a letter S or w there if an activation or a weight attends.

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

    See Also
    --------
    symattn.Network : what is drawn.
    attention_class : one class of attention by itself.

    References
    ----------
    Claim SM-1; the book's chapter on the standard model.
    """
    if not hasattr(network, "graph"):
        raise InvalidArgument(
            "network", "must be a network of concrete size", network, "For a symbolic one, use .at(...)."
        )
    graph = network.graph()
    if not graph["nodes"]:
        raise InvalidArgument("network", "must have at least one unit to be drawn", network)
    layout = Layout(list(graph["nodes"]), list(graph["edges"]), list(graph.get("gates", ())))
    with companion_style():
        left, right, bottom, top = layout.extent()
        fig, ax = new_figure((right - left) * SCALE, (top - bottom) * SCALE + (0.45 if title else 0.0))
        diagram_axes(ax)
        _draw(ax, layout)
        ax.set_xlim(left, right)
        ax.set_ylim(bottom, top)
        if title:
            ax.set_title(title, pad=10)
    return described(fig, _sentence(layout))


def _draw(ax: Axes, layout: Layout) -> None:
    """Draw edges, attentions and units, in this order."""
    if len(layout.edges) > MOST_ARROWS:
        from matplotlib.collections import LineCollection

        lines = [samples(curve) for curve in layout.edge_curves]
        ax.add_collection(LineCollection(lines, colors=GREY, linewidths=0.4, zorder=2), autolim=False)
    else:
        for curve in layout.edge_curves:
            draw_arrow(ax, curve, RADIUS)
    if layout.labelled:
        _label_edges(ax, layout)
    for arrow in layout.attentions:
        if arrow.mark["kind"] == "output":
            x, y = layout.places[arrow.mark["target"]]
            ax.plot([x, arrow.sign[0]], [y, y], color=GREY, lw=1.1, zorder=2)
        _draw_attention(ax, arrow)
    read = {edge["source"] for edge in layout.edges}
    for node in layout.nodes:
        name = node["name"]
        _draw_node(ax, node, layout.places[name])
        if node.get("output"):
            _draw_output(ax, node, layout.places[name], layout.ends[name], read=name in read)


def _draw_attention(ax: Axes, arrow: AttentionArrow) -> None:
    draw_arrow(ax, arrow.curve, SIGN_RADIUS, attention=True)
    draw_sign(ax, arrow.sign, arrow.operation)
    if arrow.origin != "O":
        box = {"boxstyle": "circle,pad=0.15", "facecolor": PAPER, "edgecolor": VERMILLION, "lw": 1.2}
        ax.text(
            *arrow.start, f"${arrow.origin}$", ha="center", va="center", fontsize=9, color=VERMILLION,
            bbox=box, zorder=7,
        )  # fmt: skip
    if arrow.weight:
        box = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
        text = _formula(weight_label(arrow.weight), arrow.weight)
        ax.text(
            *at(arrow.curve, 0.5), text, ha="center", va="center", fontsize=11, color=VERMILLION, bbox=box,
            zorder=6,
        )  # fmt: skip


def _label_edges(ax: Axes, layout: Layout) -> None:
    """Write each weight where its edge has most room."""
    taken: list[Point] = [*layout.places.values(), *(arrow.sign for arrow in layout.attentions)]
    taken += [arrow.start for arrow in layout.attentions]
    taken += [point for node in layout.nodes for point in layout.below(node)]
    taken += [point for arrow in layout.attentions for point in samples(arrow.curve)[4:-4]]
    box = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
    for i, edge in enumerate(layout.edges):
        others = [curve for j, curve in enumerate(layout.edge_curves) if j != i]
        weight = str(edge["weight"])
        shifts = spread(LETTER * min(len(weight), MOST_LETTERS))

        candidates = [at(layout.edge_curves[i], k / 20) for k in range(4, 16)]
        rooms = [min(room((x + shift, y), taken, others) for shift in shifts) for x, y in candidates]
        spot = candidates[rooms.index(max(rooms))]
        taken += [(spot[0] + shift, spot[1]) for shift in shifts]
        label = _formula(f"${edge['latex']}$" if edge.get("latex") else weight_label(weight), weight)
        ax.text(*spot, label, ha="center", va="center", fontsize=11, bbox=box, zorder=3)


def _sentence(layout: Layout) -> str:
    """Return the alternative text."""
    units = [node for node in layout.nodes if node["kind"] != "input"]
    layers = len({layout.layers[node["name"]] for node in units})
    weighted = "weighted edge" if layout.labelled else "edge"
    text = (
        f"Circuit with {count_of(len(layout.nodes) - len(units), 'input')}, {count_of(len(units), 'unit')} "
        f"in {count_of(layers, 'layer')} and {count_of(len(layout.edges), weighted)}"
    )
    if len(layout.attentions) > MOST_CLAUSES:
        text += f"; {_counted(layout.attentions)}."
    else:
        clauses = [_clause(arrow) for arrow in layout.attentions]
        text += f"; {listed(clauses) if clauses else 'no gates'}."
    outputs = [str(node["name"]) for node in layout.nodes if node.get("output")]
    if len(outputs) > MOST_CLAUSES:
        text += f" The outputs are those of {len(outputs)} units, from {outputs[0]} to {outputs[-1]}."
    elif outputs:
        text += f" The output is that of {listed(outputs)}."
    return text


def _clause(arrow: AttentionArrow) -> str:
    """Return in words what one attention does."""
    mark = arrow.mark
    kind = {"output": "O", "activation": "S", "synaptic": "w"}[mark["kind"]]
    words = {"O": "the output", "S": "the activation", "w": "the weight"}
    if kind == "w":
        subject = f"the weight from {mark['target'][0]} to {mark['target'][1]}"
    else:
        subject = f"{words[kind]} of {mark['target']}"
    signal = "that" if arrow.origin == kind else words[arrow.origin]
    if arrow.origin == "w":
        signal += f" from {mark['synapse'][0]} to {mark['synapse'][1]}"
    else:
        signal += f" of {mark['gating']}"
    if arrow.operation == "*":
        return f"{subject} is multiplied by {signal}"
    return f"{subject} is increased by {arrow.weight + ' times ' if arrow.weight else ''}{signal}"


def _counted(arrows: list[AttentionArrow]) -> str:
    """Return in words how many attentions of each kind there are."""
    words = {"output": "output", "activation": "activation", "synaptic": "weight"}
    clauses = []
    for operation, verb in (("*", "multiplied"), ("+", "increased")):
        for kind, word in words.items():
            number = sum(arrow.mark["kind"] == kind and arrow.operation == operation for arrow in arrows)
            if number:
                clauses.append(f"{count_of(number, word)} {'is' if number == 1 else 'are'} {verb}")
    return f"{len(arrows)} attentions, by which {listed(clauses)}"


def _draw_output(ax: Axes, node: Data, place: Point, end: Point, *, read: bool) -> None:
    """Draw the arrow that leaves the network; aslant if other units read the output too."""
    from matplotlib.patches import FancyArrowPatch

    radius = SIGN_RADIUS if end != place else RADIUS if node["kind"] != "input" else INPUT_RADIUS
    angle = math.radians(50) if read else 0.0
    x, y = end
    start, stop = (
        (x + r * math.cos(angle), y + r * math.sin(angle)) for r in (radius, radius + (0.4 if read else 0.6))
    )
    ax.add_patch(FancyArrowPatch(start, stop, arrowstyle="-|>", mutation_scale=13, color=INK, lw=1.4))


def _draw_node(ax: Axes, node: Data, place: Point) -> None:
    from matplotlib.patches import Circle

    x, y = place
    if node["kind"] == "input":
        ax.add_patch(Circle(place, INPUT_RADIUS, facecolor=INK, edgecolor=INK, zorder=4))
        ax.text(x - 0.22, y, name_label(node["name"]), ha="right", va="center", fontsize=13)
        return
    ax.add_patch(Circle(place, RADIUS, facecolor=UNIT_FILL, edgecolor=BLUE, lw=1.6, zorder=4))
    _draw_transfer(ax, str(node.get("transfer", "identity")), place)
    label = name_label(node["name"])
    bias = bias_of(node)
    if bias:
        label += f"\nbias {_formula(weight_label(bias), bias)}"
    # a line that must pass behind a name does not strike it through
    box = {"boxstyle": "square,pad=0.02", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.8}
    ax.text(
        x, y - RADIUS - 0.06, label, ha="center", va="top", fontsize=11, zorder=6, linespacing=1.1, bbox=box
    )


def _draw_transfer(ax: Axes, transfer: str, place: Point) -> None:
    """Draw the transfer function on [-1, 1] inside its unit, or write its name if the curve is not known."""
    x, y = place
    curve = _CURVES.get(transfer)
    if curve is None:
        # an arbitrary function is a letter with an index, f_i
        letter = re.fullmatch(r"[A-Za-z](_[A-Za-z0-9])?", transfer)
        text, size = (f"${transfer}$", 12) if letter else (transfer[:6], 8)
        ax.text(x, y, text, ha="center", va="center", fontsize=size, color=BLUE, zorder=5)
        return
    ax.plot([x - 0.19, x + 0.19], [y, y], color="#9DB8CC", lw=0.7, zorder=5)
    ts = [i / 40 for i in range(-40, 41)]
    ax.plot([x + 0.17 * t for t in ts], [y + 0.15 * curve(t) for t in ts], color=BLUE, lw=1.6, zorder=5)


def _formula(formula: str, text: str) -> str:
    """Return the formula if matplotlib can set it, else the text it was made from."""
    from matplotlib.mathtext import MathTextParser

    try:
        MathTextParser("path").parse(formula)
    except ValueError:
        return text.replace("$", r"\$")
    return formula
