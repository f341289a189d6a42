r"""Gates are combined so that all but one are neutral: 1 in a product, 0 in OR, a constant sum on a gated synapse.

Property wanted: for each mechanism of attention a network of the given gates and of selectors, and the values of the selectors at which its output is one of the gates.

Construction: gate j has the activation L_j + K dist(s, j), which is L_j where the selectors spell its word j and at least 0 elsewhere (claims MX-a to MX-e); where the
neutral value is 0 it is L_j - K dist(s, j), with K > max L_j.  Integers w and b give integer weights: over {-1, 1}, where K/2 becomes a weight, K is taken even.

Derivation: at most one gate is not neutral at any value of the selectors, so the combination is that gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from symattn.attention import multiplexing, output_gating, synaptic_gating
from symattn.errors import InvalidArgument
from symattn.model import Network, Unit
from symattn.threshold import points

__all__ = ["MECHANISMS", "Gate", "Mechanism", "Section", "Task"]

Word: TypeAlias = Mapping[str, int]

_TRANSFER = {"01": "H", "pm": "sgn"}


@dataclass(frozen=True)
class Gate:
    """The gate H(w.x + b) of its own variables x.

    Parameters
    ----------
    weights, bias
        w and b, exact.
    table
        The truth table over the alphabet of the inputs.

    Examples
    --------
    >>> gate = Gate((Fraction(2), Fraction(-1)), Fraction(-1), 0b0010)
    >>> gate.n, int(gate.lowest("01")), int(gate.highest("pm"))
    (2, -2, 2)

    See Also
    --------
    Task : several gates.

    References
    ----------
    Claim MX-a.
    """

    weights: tuple[Fraction, ...]
    bias: Fraction
    table: int

    @property
    def n(self) -> int:
        return len(self.weights)

    def lowest(self, inputs: str) -> Fraction:
        """Return the least value of w.x + b over the cube."""
        return self.bias - sum(max(-w, Fraction()) if inputs == "01" else abs(w) for w in self.weights)

    def highest(self, inputs: str) -> Fraction:
        """Return the greatest value of w.x + b over the cube."""
        return self.bias + sum(max(w, Fraction()) if inputs == "01" else abs(w) for w in self.weights)


@dataclass(frozen=True)
class Section:
    """What a glued network computes with some inputs fixed: output ``output`` is the expression ``value`` in the others.

    Parameters
    ----------
    output
        The number of the output, from 1.
    fixed
        Pairs (input, value).
    value
        A SymPy expression in the other inputs.

    Examples
    --------
    >>> from symattn.capacity import glue_gates
    >>> section = glue_gates([0b1000, 0b0111], n=2).sections[1]
    >>> section.output, section.fixed, section.value
    (1, (('x3', 1),), H(-x1 - x2 + 1))

    See Also
    --------
    symattn.capacity.GluedNetwork.proof : that it is so.

    References
    ----------
    Claims MX-a to MX-e.
    """

    output: int
    fixed: tuple[tuple[str, int], ...]
    value: Any


@dataclass(frozen=True)
class Task:
    """The gates to be glued, and the alphabets of inputs and of gates' values.

    Parameters
    ----------
    gates
        The gates, the gating ones last.
    inputs, gate
        Alphabets, as in `symattn.capacity.glue_gates`.
    gating
        How many gates are gating ones.
    shared
        The number of common variables where the gates read different ones, or None.

    Examples
    --------
    L + K dist(s, 0) with the least K for L = x1 - 1, and L - K dist(s, 0):

    >>> task = Task((Gate((Fraction(1),), Fraction(-1), 0b10),), "01", "01", 1, None)
    >>> for neutral in (1, 0):
    ...     print(dict(task.switched(0, ["x1"], {"x2": 0}, neutral).incoming)["x2"])
    1
    -1

    See Also
    --------
    Mechanism : how they are combined.

    References
    ----------
    Claims MX-a to MX-e.
    """

    gates: tuple[Gate, ...]
    inputs: str
    gate: str
    gating: int
    shared: int | None

    @property
    def low(self) -> int:
        return 0 if self.inputs == "01" else -1

    def transfer(self, k: int) -> str:
        """Return the transfer function of gate k: with mixed values only the gated ones, before the last ``gating``, have signs."""
        if self.gate == "mixed":
            return "sgn" if k < len(self.gates) - self.gating else "H"
        return _TRANSFER[self.gate]

    def alone(self, k: int, sources: Sequence[str]) -> Any:
        """Return gate k as an expression."""
        gate = self.gates[k]
        unit = Unit.over("f", sources, weights=gate.weights, transfer=self.transfer(k), bias=gate.bias)
        return Network(sources, [unit]).output()

    def switched(self, k: int, sources: Sequence[str], word: Word, neutral: int = 1) -> Unit:
        """Return gate k where the selectors spell ``word``, its neutral value (0 or 1 as a bit) where they do not."""
        gate = self.gates[k]
        # L + K >= min L + K = 0, or L - K <= max L - K = -1; further places of the word only add to K.
        sign, least = (1, -gate.lowest(self.inputs)) if neutral else (-1, gate.highest(self.inputs) + 1)
        K = self.constant(least)
        weights, bias = dict(zip(sources, gate.weights, strict=True)), gate.bias
        for name, j in word.items():
            if self.inputs == "01":
                weights[name], bias = sign * K * (1 - 2 * j), bias + sign * K * j
            else:
                half = sign * K / 2
                weights[name], bias = -j * half, bias + half
        return Unit(f"f{k + 1}", self.transfer(k), weights.items(), bias)

    def constant(self, least: Fraction) -> Fraction:
        """Return a multiplexing constant K >= max(0, least); over {-1, 1}, where K/2 becomes a weight, even if it is an integer."""
        K = max(least, Fraction())
        return K + 1 if self.inputs == "pm" and K % 2 == 1 else K

    def word(self, names: Sequence[str], k: int) -> dict[str, int]:
        """Return the k-th word: bit i - 1 of k says which of its two letters selector i has."""
        return {name: 1 if k >> i & 1 else self.low for i, name in enumerate(names)}


def _names(first: int, count: int) -> list[str]:
    return [f"x{i}" for i in range(first, first + count)]


def _selected(task: Task, groups: Sequence[int]) -> tuple[list[str], list[str], list[dict[str, int]]]:
    """Return the variables, the selectors, and for each gate its word; gates of one group share it."""
    n, bits = task.gates[0].n, max(groups).bit_length()
    sources, selectors = _names(1, n), _names(n + 1, bits)
    return sources, selectors, [task.word(selectors, group) for group in groups]


Built: TypeAlias = "tuple[Network, list[Section]]"


def _product(task: Task) -> Built:
    """f_1 gated by f_2, ..., f_k: all but the selected one are 1."""
    if task.shared is not None:
        return _apart(task) if task.shared == 0 else _overlapping(task)
    sources, selectors, words = _selected(task, range(len(task.gates)))
    units = [task.switched(k, sources, word) for k, word in enumerate(words)]
    sections = [Section(1, tuple(word.items()), task.alone(k, sources)) for k, word in enumerate(words)]
    return _gated([*sources, *selectors], units), sections


def _gated(inputs: Sequence[str], units: Sequence[Unit]) -> Network:
    network = Network(inputs, [units[0]], [units[0].name])
    for unit in units[1:]:
        network = output_gating(network, by=unit)
    return network


def _overlapping(task: Task) -> Built:
    """f(x, t) g(y, t): the selector t is a variable of both gates, x and y may have others in common."""
    assert task.shared is not None
    f, g = task.gates
    common = task.shared - 1
    if common > min(f.n, g.n):
        rule = f"must be at most {min(f.n, g.n) + 1}: the selector and variables of both gates"
        raise InvalidArgument("shared", rule, task.shared)
    total = f.n + g.n - common
    left, right, selector = _names(1, f.n), _names(f.n - common + 1, g.n), f"x{total + 1}"
    words = [task.word([selector], k) for k in range(2)]
    units = [
        task.switched(k, own, word) for k, (own, word) in enumerate(zip((left, right), words, strict=True))
    ]
    sections = [
        Section(1, tuple(words[k].items()), task.alone(k, own)) for k, own in enumerate((left, right))
    ]
    return _gated([*_names(1, total), selector], units), sections


def _apart(task: Task) -> Built:
    """f(x) g(y): where g is 1 for one y, the product is f, and likewise for f; no selector is needed."""
    f, g = task.gates
    left, right = _names(1, f.n), _names(f.n + 1, g.n)
    units = [task.switched(0, left, {}), task.switched(1, right, {})]
    sections = []
    for k, (other, names, own) in enumerate(((g, right, left), (f, left, right))):
        if other.table == 0:
            rule = "must be 1 somewhere: a factor that is 0 everywhere hides the other one"
            raise InvalidArgument("gates", rule, f"gate {2 - k}")
        at = points(other.n, task.inputs)[(other.table & -other.table).bit_length() - 1]
        sections.append(Section(1, tuple(zip(names, at, strict=True)), task.alone(k, own)))
    return _gated([*left, *right], units), sections


def _without_bias(task: Task) -> Built:
    """H(w.x + K t_1) H(v.x + K t_2) ...: the selector t_k = 1 makes gate k neutral, without a bias."""
    for k, gate in enumerate(task.gates, 1):
        if gate.bias != 0:
            raise InvalidArgument("gates", "must have bias 0 for this mechanism", f"gate {k}: {gate.bias}")
    sources = _names(1, task.gates[0].n)
    selectors = _names(len(sources) + 1, len(task.gates))
    units = [task.switched(k, sources, {name: 0}) for k, name in enumerate(selectors)]
    sections = [
        Section(1, tuple((name, int(i != k)) for i, name in enumerate(selectors)), task.alone(k, sources))
        for k in range(len(task.gates))
    ]
    return _gated([*sources, *selectors], units), sections


def _activation(task: Task, neutral: int) -> Built:
    """The last gate reads the others with weight K: AND with the bias -K for each, which needs K > max L, or OR, which needs K >= -min L."""
    sources, selectors, words = _selected(task, range(len(task.gates)))
    *others, last = (task.switched(k, sources, word, neutral) for k, word in enumerate(words))
    activation = Gate(tuple(Fraction(w) for _, w in last.incoming), Fraction(last.bias), 0)
    low, high = activation.lowest(task.inputs), activation.highest(task.inputs)
    K = max(high + 1 if neutral else -low, Fraction())
    unit = Unit(last.name, "H", last.incoming, last.bias - neutral * K * len(others))
    network = Network([*sources, *selectors], [unit], [unit.name])
    for other in others:
        network = multiplexing(network, by=other, weight=K)
    sections = [Section(1, tuple(word.items()), task.alone(k, sources)) for k, word in enumerate(words)]
    return network, sections


def _one_synapse(task: Task) -> Built:
    """H(L_p + K g t), the synapse of t gated: p at t = 0 and p OR g at t = 1; over {-1,1} p OR NOT g and p OR g."""
    p, g = task.gates
    sources, selector = _names(1, p.n), f"x{p.n + 1}"
    K, bits = task.constant(-p.lowest(task.inputs)), task.inputs == "01"
    weight, bias = (K, p.bias) if bits else (K / 2, p.bias + K / 2)
    unit = Unit("f1", "H", [*zip(sources, p.weights, strict=True), (selector, weight)], bias)
    gating = Unit.over("f2", sources, weights=g.weights, transfer=task.transfer(1), bias=g.bias)
    network = synaptic_gating(
        Network([*sources, selector], [unit], ["f1"]), by=gating, synapse=(selector, "f1")
    )
    one, other = (replace(task, gate="01").alone(k, sources) for k in range(2))
    at_low = one if bits else 1 - (1 - one) * other
    return network, [
        Section(1, ((selector, task.low),), at_low),
        Section(1, ((selector, 1),), 1 - (1 - one) * (1 - other)),
    ]


def _layer(task: Task) -> Built:
    """The products f_i g_j: the f_i show at one value of the selector, the g_j at the other."""
    gated = len(task.gates) - task.gating
    sources, selectors, words = _selected(task, [0] * gated + [1] * task.gating)
    units = [task.switched(k, sources, word) for k, word in enumerate(words)]
    if task.gating == 1:
        places = [unit.name for unit in units[:gated]]
    else:  # the products of one f_i are different, so each is formed in a unit of its own
        places = [f"h{i + 1}.{j + 1}" for i in range(gated) for j in range(task.gating)]
        units += [
            Unit(name, "identity", [(units[i // task.gating].name, 1)]) for i, name in enumerate(places)
        ]
    network = Network([*sources, *selectors], units, places)
    for i, name in enumerate(places):
        network = output_gating(network, by=f"f{gated + 1 + i % task.gating}", unit=name)
    outputs = [k * task.gating + 1 for k in range(gated)] + [j + 1 for j in range(task.gating)]
    sections = [
        Section(output, tuple(words[k].items()), task.alone(k, sources)) for k, output in enumerate(outputs)
    ]
    return network, sections


def _every_synapse(task: Task) -> Built:
    """H(b + sum_j g_j s_j): at s = e_j gate j decides; the synapses from x have weight 0."""
    k, sources = len(task.gates), _names(1, task.gates[0].n)
    selectors = _names(len(sources) + 1, k)
    bias = Fraction(-1, 2)
    if task.inputs == "01":
        units = [
            Unit.over(f"f{j + 1}", sources, weights=gate.weights, transfer=task.transfer(j), bias=gate.bias)
            for j, gate in enumerate(task.gates)
        ]
    else:  # where s_j = -1, g_j is 0, or 1 if it has the values -1 and 1: then k - 1 terms -1 are to be made up for
        neutral = int(task.gate == "pm")
        units = [task.switched(j, sources, {name: 1}, neutral) for j, name in enumerate(selectors)]
        bias = Fraction(k - 1) if neutral else bias
    network = Network(
        [*sources, *selectors], [Unit("h", "H", [(s, 1) for s in selectors], bias), *units], ["h"]
    )
    for j, name in enumerate(selectors):
        network = synaptic_gating(network, by=f"f{j + 1}", synapse=(name, "h"))
    bits = replace(task, gate="01")
    sections = [
        Section(
            1, tuple((s, 1 if i == j else task.low) for i, s in enumerate(selectors)), bits.alone(j, sources)
        )
        for j in range(k)
    ]
    return network, sections


def _as_they_are(sections: Sequence[int]) -> tuple[int, ...]:
    return tuple(sections)


def _common_part(sections: Sequence[int]) -> tuple[int, ...]:
    """Return p and p OR g: p is what both sections have in common."""
    return sections[0] & sections[1], sections[1]


@dataclass(frozen=True)
class Mechanism:
    """How gates are combined, for which alphabets, and how they are read off the sections.

    Parameters
    ----------
    build
        Returns the network and its sections.
    alphabets
        Pairs of an alphabet of inputs and one of gates' values.
    most
        The largest number of gates, or None.
    read
        Returns the gates' tables from those of the sections.

    Examples
    --------
    For synaptic gating the sections are p and p OR g, and over {-1, 1} p OR NOT g and p OR g:

    >>> MECHANISMS["synaptic-gating"].read([0b1011, 0b1110])
    (10, 14)

    See Also
    --------
    symattn.capacity.glue_gates : all of them.

    References
    ----------
    Claims CAP-AND, CAP-SYN-01, LAY-3, LAY-4.
    """

    build: Callable[[Task], Built]
    alphabets: tuple[tuple[str, str], ...]
    most: int | None = None
    read: Callable[[Sequence[int]], tuple[int, ...]] = _as_they_are


def _pairs(inputs: str, gates: str) -> tuple[tuple[str, str], ...]:
    return tuple((x, g) for x in inputs.split() for g in gates.split())


MECHANISMS: Mapping[str, Mechanism] = {
    "output-gating": Mechanism(_product, _pairs("01 pm", "01 pm mixed")),
    "output-gating-without-bias": Mechanism(_without_bias, _pairs("01", "01 pm mixed")),
    "multiplexing": Mechanism(lambda task: _activation(task, 1), _pairs("01 pm", "01")),
    "multiplexing-or": Mechanism(lambda task: _activation(task, 0), _pairs("01 pm", "01")),
    "synaptic-gating": Mechanism(_one_synapse, (("01", "01"), ("pm", "pm")), 2, _common_part),
    "layer": Mechanism(_layer, _pairs("01 pm", "01 pm mixed")),
    "every-synapse": Mechanism(_every_synapse, _pairs("01 pm", "01 pm")),
}
"""The ways of gluing, by name."""
