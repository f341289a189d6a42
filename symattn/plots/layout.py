"""A drawing of a network has few crossings: units in columns by depth, each arrow bent around what it must not touch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symattn.plots.curves import Curve, Point, at, bent, clearance, near, room, samples
from symattn.plots.signs import SIGN_RADIUS

Data = Mapping[str, Any]

RADIUS = 0.3
INPUT_RADIUS = 0.1
SIGN_STEP = 0.42
COLUMN = 2.5
ROW = 1.15
ROW_WITH_BIAS = 1.4
MOST_LABELS = 20
#: Beyond so many lines the order in the columns stays as given: comparing all pairs would take seconds.
MOST_COMPARED = 250
MOST_EXCHANGED = 80
#: About how wide a letter of a name is; widths of texts are not known before they are set.
LETTER = 0.085
MOST_LETTERS = 26

EDGE_BENDS = (0.0, 0.16, -0.16, 0.28, -0.28, 0.4, -0.4)
GATE_BENDS = (0.3, -0.3, 0.15, -0.15, 0.5, -0.5, 0.8, -0.8)
#: Where signs touch the rim of a unit whose activation they change, in degrees; its name stands below.
RIM = (90, 40, 140, 65, 115)


def bias_of(node: Data) -> str:
    """Return the bias to be written under a unit; the empty string for 0."""
    bias = str(node.get("bias", "0"))
    return "" if bias == "0" else bias


@dataclass(frozen=True)
class AttentionArrow:
    """One attention of a graph: from ``start`` a curve leads to the sign at ``sign``."""

    mark: Data
    start: Point
    sign: Point
    curve: Curve

    @property
    def origin(self) -> str:
        """Where the signal comes from: "S", "O" or "w"."""
        return str(self.mark.get("origin", "O"))

    @property
    def operation(self) -> str:
        """The operation: "+" or "*"."""
        return str(self.mark.get("operation", "*"))

    @property
    def weight(self) -> str:
        """The weight of an additive attention; the empty string for 1."""
        weight = str(self.mark.get("weight", "1"))
        return "" if self.operation == "*" or weight == "1" else weight


class Layout:
    """Where everything of one graph stands: units in columns, arrows that avoid them, signs where they are free."""

    def __init__(self, nodes: list[Data], edges: list[Data], gates: list[Data]) -> None:
        self.nodes, self.edges, self.gates = nodes, edges, gates
        self.labelled = len(edges) <= MOST_LABELS
        self.layers = self._layers()
        self.places = self._places()
        self.ends = self._output_ends()
        self._labels = [point for node in nodes for point in self.below(node)]
        self._edge_number = {(edge["source"], edge["target"]): i for i, edge in enumerate(edges)}
        self.edge_curves = [self._edge_curve(edge) for edge in edges]
        self.attentions = self._attentions()

    def _layers(self) -> dict[str, int]:
        """Return the columns: one more than the deepest source; what is attended to stands not left of its gate."""
        layers = {node["name"]: 0 for node in self.nodes}
        arrows = [(edge["source"], edge["target"], 1) for edge in self.edges]
        for gate in self.gates:
            if gate.get("origin", "O") == "w":
                continue  # a weight does not wait for a unit
            target = gate["target"][1] if gate["kind"] == "synaptic" else gate["target"]
            # the sign of an output stands right of its unit, the others left of it
            arrows.append((gate["gating"], target, 0 if gate["kind"] == "output" else 1))
        # each pass moves units to the right; after as many passes as there are units nothing moves any more
        for _ in self.nodes:
            before = dict(layers)
            for source, target, step in arrows:
                layers[target] = max(layers[target], layers[source] + step)
            if layers == before:
                break
        return layers

    def _places(self) -> dict[str, Point]:
        """Put each layer in a column, its units centred, in an order with few crossings."""
        gating = {gate["gating"] for gate in self.gates}
        columns: dict[int, list[str]] = {}
        for node in sorted(self.nodes, key=lambda node: node["name"] in gating):
            columns.setdefault(self.layers[node["name"]], []).append(node["name"])
        lines = [(edge["source"], edge["target"]) for edge in self.edges]
        lines += [
            (gate["gating"], gate["target"][1] if gate["kind"] == "synaptic" else gate["target"])
            for gate in self.gates
            if gate.get("origin", "O") != "w"
        ]
        ordered = with_few_crossings([columns[layer] for layer in sorted(columns)], lines)
        row = ROW_WITH_BIAS if any(bias_of(node) for node in self.nodes) else ROW
        width = self._column_width(max(len(column) for column in ordered))
        return {
            name: (number * width, ((len(column) - 1) / 2 - k) * row)
            for number, column in enumerate(ordered)
            for k, name in enumerate(column)
        }

    def _column_width(self, tallest: int) -> float:
        """Return the distance of columns: enough for the names, the weights, and lines that are not too steep."""
        names = [len(str(node["name"])) for node in self.nodes]
        names += [5 + len(bias_of(node)) for node in self.nodes if bias_of(node)]
        weights = [len(str(edge["weight"])) for edge in self.edges] if self.labelled else []
        return max(
            COLUMN,
            0.3 * tallest,
            LETTER * min(max(names), MOST_LETTERS) + 0.6,
            LETTER * min(max(weights, default=0), MOST_LETTERS) + 1.3,
        )

    def _output_ends(self) -> dict[str, Point]:
        """Return where each output leaves its unit: behind its signs if it has some."""
        ends = dict(self.places)
        for gate in self.gates:
            if gate["kind"] == "output":
                x, y = ends[gate["target"]]
                first = ends[gate["target"]] == self.places[gate["target"]]
                ends[gate["target"]] = (x + (RADIUS if first else 0.0) + SIGN_STEP, y)
        return ends

    def _best(
        self, start: Point, stop: Point, bends: Sequence[float], labels: Sequence[Point], margin: float = 0.0
    ) -> Curve:
        """Return the first of the bent curves that keeps clear of all units and labels, or comes nearest to it."""
        if len(bends) == 1:
            return bent(start, stop, bends[0])
        free, free_of_label = 1.6 * RADIUS, 0.6 * RADIUS
        reach = free + max(abs(bend) for bend in bends) * math.dist(start, stop)
        obstacles = [
            p
            for p in near((*self.places.values(), *self.ends.values()), start, stop, reach)
            if math.dist(p, start) and math.dist(p, stop)
        ]
        labels = near(labels, start, stop, reach)
        best, most = bent(start, stop, bends[0]), -1.0
        for bend in bends:
            curve = bent(start, stop, bend)
            clear = min(
                clearance(curve, obstacles, free, margin),
                clearance(curve, labels, free_of_label) + free - free_of_label,
            )
            if clear > most:
                best, most = curve, clear
            if clear >= free:
                break
        return best

    def _edge_curve(self, edge: Data) -> Curve:
        start, stop = self.ends[edge["source"]], self.places[edge["target"]]
        # a line between neighbouring columns stays between them; a long one may go around what is in its way
        most = max(1.2, 0.45 * abs(stop[0] - start[0])) / max(math.dist(start, stop), 1e-9)
        bends = [bend for bend in EDGE_BENDS if abs(bend) <= most]
        labels = [p for p in self._labels if not any(self._is_below(p, place) for place in (start, stop))]
        return self._best(start, stop, bends, labels)

    @staticmethod
    def _is_below(label: Point, place: Point) -> bool:
        return abs(label[0] - place[0]) < 1.0 and 0 < place[1] - label[1] < ROW - RADIUS

    def below(self, node: Data) -> list[Point]:
        """Return points along the name and the bias of a unit."""
        if node["kind"] == "input":
            return []
        x, y = self.places[node["name"]]
        bias = bias_of(node)
        texts = [str(node["name"])] + ([f"bias {bias}"] if bias else [])
        return [
            (x + shift, y - RADIUS - 0.2 * line)
            for line, text in enumerate(texts, 1)
            for shift in spread(LETTER * min(len(text), MOST_LETTERS))
        ]

    def _attentions(self) -> list[AttentionArrow]:
        """Return the attentions: their signs first, since curves keep away from other signs."""
        met: dict[tuple[str, str], int] = {}
        signs: list[Point] = []
        for gate in self.gates:
            if gate["kind"] == "synaptic":
                signs.append(self._sign_on_edge(gate, signs))
                continue
            key = (gate["kind"], gate["target"])
            met[key] = met.get(key, 0) + 1
            x, y = self.places[gate["target"]]
            if gate["kind"] == "output":
                signs.append((x + RADIUS + SIGN_STEP * met[key], y))
            else:
                angle = math.radians(RIM[(met[key] - 1) % len(RIM)])
                away = RADIUS + 0.9 * SIGN_RADIUS
                signs.append((x + away * math.cos(angle), y + away * math.sin(angle)))
        attentions = []
        for gate, sign in zip(self.gates, signs, strict=True):
            start = self._start(gate, sign)
            attentions.append(
                AttentionArrow(
                    gate, start, sign, self._best(start, sign, GATE_BENDS, self._labels, SIGN_STEP)
                )
            )
        return attentions

    def _crossing_curves(self, own: Curve) -> list[Curve]:
        """Return the other edges that may come near an edge."""
        reach = 0.5 * math.dist(own[0], own[2])
        return [
            curve for curve in self.edge_curves if curve is not own and near(curve, own[0], own[2], reach)
        ]

    def _sign_on_edge(self, gate: Data, signs: Sequence[Point]) -> Point:
        """Return the place on an edge most free of other edges, units and signs, if possible right of the gate."""
        own = self.edge_curves[self._edge_number[tuple(gate["target"])]]
        taken = [*self.places.values(), *signs]
        candidates = [at(own, k / 20) for k in range(8, 19)]
        behind = self.ends[gate["gating"]][0] + RADIUS
        if gate.get("origin", "O") != "w":
            candidates = [p for p in candidates if p[0] >= behind] or candidates
        others = self._crossing_curves(own)
        return max(candidates, key=lambda p: room(p, taken, others))

    def _start(self, gate: Data, sign: Point) -> Point:
        """Return where the signal leaves: the output, the rim of the unit for its activation, or its synapse."""
        name, origin = gate["gating"], gate.get("origin", "O")
        if origin == "O":
            return self.ends[name]
        x, y = self.places[name]
        if origin == "w" and tuple(gate["synapse"]) in self._edge_number:
            own = self.edge_curves[self._edge_number[tuple(gate["synapse"])]]
            taken, others = [*self.places.values(), sign], self._crossing_curves(own)
            return max((at(own, k / 20) for k in range(5, 16)), key=lambda p: room(p, taken, others))
        # above the unit, since its name stands below; a bias has no synapse in the drawing and leaves there too
        return x, y + RADIUS

    def extent(self) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of everything drawn."""
        drawn = [
            p for curve in (*self.edge_curves, *(a.curve for a in self.attentions)) for p in samples(curve)
        ]
        inputs = [len(str(node["name"])) for node in self.nodes if node["kind"] == "input"]
        right = max(x for x, _ in (*self.ends.values(), *drawn))
        # half a name may stick out to the right of the last column
        last = max(self.layers.values())
        outer = [len(str(node["name"])) for node in self.nodes if self.layers[node["name"]] == last]
        below = [self.places[node["name"]][1] - room_below(node) for node in self.nodes]
        heights = [y for _, y in (*drawn, *(a.sign for a in self.attentions))]
        return (
            -max(0.75, 0.45 + LETTER * 1.15 * max(inputs, default=0)),
            max(right + 1.05, max(x for x, _ in self.places.values()) + LETTER * max(outer) / 2),
            min([*below, *(y - 0.15 for y in heights)]),
            max([*(y + 0.5 for _, y in self.places.values()), *(y + 0.2 for y in heights)]),
        )


def spread(width: float) -> list[float]:
    """Return points along a text of this width, its middle at 0, so close that nothing fits between them."""
    steps = max(1, round(width / 0.3))
    return [width * (k / steps - 0.5) for k in range(steps + 1)] if width > 0.4 else [0.0]


def room_below(node: Data) -> float:
    """Return how much lower than the centre of a unit its name and its bias reach."""
    if node["kind"] == "input":
        return 0.3
    return 0.95 if bias_of(node) else 0.75


def with_few_crossings(columns: Sequence[Sequence[str]], lines: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the columns reordered, the first one excepted, with at most as many crossings of lines as before.

    A unit moves towards the mean height of its neighbours, from left to right and back, and the best order met
    is kept: the given one, unless another has strictly fewer crossings.

    Examples
    --------
    >>> with_few_crossings([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")])
    [['a', 'b'], ['d', 'c']]
    """
    best = [list(column) for column in columns]
    if len(lines) > MOST_COMPARED:
        return best
    neighbours: dict[str, list[str]] = {name: [] for column in columns for name in column}
    for source, target in lines:
        if source != target:
            neighbours[source].append(target)
            neighbours[target].append(source)
    current, fewest = best, _crossings(best, lines)
    column_of = {name: number for number, column in enumerate(columns) for name in column}
    for sweep in range(6):
        if not fewest:
            break
        current = [list(column) for column in current]
        numbers = range(1, len(current))
        for number in reversed(numbers) if sweep % 3 == 2 else numbers:
            heights = _heights(current)
            # all columns, those on the left, or those on the right; and the own one, in which gates stand
            seen = (range(len(current)), range(number + 1), range(number, len(current)))[sweep % 3]
            mean = {
                name: _mean(
                    [heights[other] for other in neighbours[name] if column_of[other] in seen], heights[name]
                )
                for name in current[number]
            }
            current[number].sort(key=lambda name: -mean[name])
            met = _crossings(current, lines)
            if met < fewest:
                best, fewest = [list(column) for column in current], met
    if len(lines) <= MOST_EXCHANGED:
        _exchange_neighbours(best, lines, fewest)
    return best


def _exchange_neighbours(columns: list[list[str]], lines: Sequence[tuple[str, str]], met: int) -> None:
    """Exchange neighbours in a column, in place, as long as that saves a crossing."""
    improved = True
    while improved and met:
        improved = False
        for column in columns[1:]:
            for k in range(len(column) - 1):
                column[k : k + 2] = column[k + 1], column[k]
                fewer = _crossings(columns, lines)
                if fewer < met:
                    met, improved = fewer, True
                else:
                    column[k : k + 2] = column[k + 1], column[k]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _heights(columns: Iterable[Sequence[str]]) -> dict[str, float]:
    return {name: (len(column) - 1) / 2 - k for column in columns for k, name in enumerate(column)}


def _crossings(columns: Sequence[Sequence[str]], lines: Sequence[tuple[str, str]]) -> int:
    """Return how many pairs of lines without a common end cross, each drawn straight.

    A line within a column counts as one crossing for each unit that it passes.
    """
    heights = _heights(columns)
    number = {name: float(k) for k, column in enumerate(columns) for name in column}
    drawn = []
    met = 0
    for source, target in lines:
        a, b = sorted((source, target), key=lambda name: number[name])
        if number[a] < number[b]:
            slope = (heights[b] - heights[a]) / (number[b] - number[a])
            drawn.append((a, b, number[a], number[b], heights[a], slope))
        else:
            met += max(0, round(abs(heights[b] - heights[a])) - 1)
    for i, (a, b, left, right, height, slope) in enumerate(drawn):
        for c, d, other_left, other_right, other_height, other_slope in drawn[:i]:
            low, high = max(left, other_left), min(right, other_right)
            if low >= high or a in (c, d) or b in (c, d):
                continue
            first = height + slope * (low - left) - other_height - other_slope * (low - other_left)
            last = height + slope * (high - left) - other_height - other_slope * (high - other_left)
            met += first * last < 0
    return met
