"""The 18 classes: what attending does by definition, which classes have a witness, and that the witness is right for every network."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import dimension
from symattn.attention import (
    Attention,
    AttentionClass,
    GatedNetwork,
    OutputGate,
    SynapticGate,
    classes_of,
    multiplexing,
    output_gating,
    placement,
    synaptic_gating,
    taxonomy,
)
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import TRANSFERS as TRANSFERS_OF_THE_LIBRARY
from symattn.model import Network, Transfer, Unit, generic_transfer
from symattn.proving import prove

INSIDE = ["Q01", "Q02", "Q07", "Q08", *(f"Q{k}" for k in range(13, 19))]
#: Transfer functions with rational values, written once more.
TRANSFERS = {
    "identity": lambda t: t,
    "H": lambda t: Fraction(int(t >= 0)),
    "sgn": lambda t: Fraction(1 if t >= 0 else -1),
    "relu": lambda t: max(t, Fraction(0)),
    "square": lambda t: t * t,
}
small = st.integers(-3, 3)


def by_definition(
    network: Network, kind: AttentionClass, source: Any, place: Any, a: Fraction, point: tuple[int, ...]
) -> list[Fraction]:
    """Evaluate the attended network by recursion on the definition, without the library's propagation."""
    units = {unit.name: unit for unit in network.units}
    values = dict(zip(network.inputs, map(Fraction, point), strict=True))

    def changed(t: Fraction, signal: Fraction) -> Fraction:
        return t + a * signal if kind.operation == "+" else signal * t

    def signal() -> Fraction:
        if kind.origin == "w":
            return Fraction(int(dict(units[source[1]].synapses)[source[0]]))
        return activation(source) if kind.origin == "S" else output(source)

    def activation(name: str) -> Fraction:
        if name in values:
            return values[name]
        total = Fraction(0)
        for start, weight in units[name].synapses:
            w = Fraction(int(weight))
            if kind.target == "w" and place == (start, name):
                w = changed(w, signal())
            total += w * (Fraction(1) if start == "1" else output(start))
        return changed(total, signal()) if kind.target == "S" and place == name else total

    def output(name: str) -> Fraction:
        if name in values:
            return values[name]
        emitted = TRANSFERS[units[name].transfer.name](activation(name))
        return changed(emitted, signal()) if kind.target == "O" and place == name else emitted

    return [output(name) for name in network.outputs]


@st.composite
def attended(draw: st.DrawFn) -> tuple[Network, AttentionClass, Any, Any, Fraction]:
    """Draw a network of the standard model, a class, and ends for its attention that close no cycle."""
    names = ["x1", "x2"]
    units: list[Unit] = []
    for number in range(draw(st.integers(2, 5))):
        sources = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=3))
        incoming = [(source, draw(small.filter(bool))) for source in sources]
        units.append(Unit(f"u{number}", draw(st.sampled_from(sorted(TRANSFERS))), incoming, draw(small)))
        names.append(f"u{number}")
    network = Network(
        ["x1", "x2"], units, draw(st.lists(st.sampled_from(names[2:]), unique=True, min_size=1))
    )
    kind = draw(st.sampled_from(taxonomy()))
    target = draw(st.integers(0, len(units) - 1))
    place: Any = units[target].name
    if kind.target == "w":
        place = draw(st.sampled_from(units[target].synapses))[0], units[target].name
    source: Any = draw(st.sampled_from(names[: 2 + target]))  # what comes before the target closes no cycle
    if kind.origin == "w":
        source = draw(st.sampled_from(network.synapses()))
    return network, kind, source, place, Fraction(draw(small)) if kind.operation == "+" else Fraction(1)


def ends(kind: AttentionClass, source: Any, place: Any, a: Fraction) -> dict[str, Any]:
    found: dict[str, Any] = {"by": source, ("synapse" if kind.target == "w" else "unit"): place}
    return found | ({"weight": a} if kind.operation == "+" else {})


@given(attended(), st.tuples(small, small))
def test_attending_is_the_definition(drawn: Any, point: tuple[int, int]) -> None:
    network, kind, source, place, a = drawn
    found = kind.attend(network, **ends(kind, source, place, a))
    expected = by_definition(network, kind, source, place, a, point)
    assert found.evaluate([point]) == [expected]
    assert found.lambdify()([point]).tolist() == [[float(value) for value in expected]]


@given(attended(), st.tuples(small, small))
def test_the_witness_is_in_the_standard_model_and_agrees(drawn: Any, point: tuple[int, int]) -> None:
    network, kind, source, place, a = drawn
    arguments = ends(kind, source, place, a)
    if not kind.inside:
        with pytest.raises(InvalidArgument, match="SM-3"):
            kind.witness(network, **arguments)
        return
    witness = kind.witness(network, **arguments)
    assert type(witness) is Network
    assert witness.evaluate([point]) == kind.attend(network, **arguments).evaluate([point])
    assert witness.size() <= network.size() + 1


def test_the_order_of_the_classes() -> None:
    assert [kind.id for kind in taxonomy()] == [f"Q{k:02}" for k in range(1, 19)]
    assert len({(k.origin, k.target, k.operation) for k in taxonomy()}) == 18
    named = {kind.name: kind.id for kind in taxonomy()}
    assert (named["multiplexing"], named["output gating"], named["synaptic gating"]) == ("Q07", "Q11", "Q12")


def test_degrees_are_those_of_the_table() -> None:
    """MATHEMATICS, section 2: degree 1 inside and 2 outside; degree 2 in the weights, a counted; one new parameter where something is added."""
    for kind in taxonomy():
        assert kind.degree == (1 if kind.id in INSIDE else 2), kind.id
        assert kind.inside == (kind.id in INSIDE)
        assert kind.weight_degree == 2
        assert kind.parameters == (1 if kind.operation == "+" else 0)


@pytest.mark.parametrize("kind", taxonomy(), ids=lambda kind: kind.id)
def test_the_expression_is_what_attending_gives(kind: AttentionClass) -> None:
    network, arguments = kind.example()
    S = {name: network.activation(name) for name in ("k", "i")}
    values = {
        "S_i": S["i"],
        "S_k": S["k"],
        "O_k": sp.Function("f_k")(S["k"]),
        "w_kl": sp.Symbol("v1"),
        "a": sp.Symbol("a"),
    }
    values |= {"w_ij": sp.Symbol("w2"), "O_j": sp.Symbol("x2")}
    stated = kind.expression().subs({sp.Symbol(name): value for name, value in values.items()})
    found = kind.attend(network, **arguments)
    if kind.target == "w":
        rest = found.activation("i") - stated
        assert prove(rest, network.activation("i") - sp.Symbol("w2") * sp.Symbol("x2")).proved
    else:
        assert prove(found.output(1), stated).proved


@pytest.mark.parametrize("kind", [k for k in taxonomy() if k.inside], ids=lambda kind: kind.id)
def test_proofs_of_the_witnesses(kind: AttentionClass) -> None:
    verdict = kind.proof()
    assert verdict.proved
    assert verdict.certificate is not None
    assert verdict.certificate.check()


@pytest.mark.parametrize("kind", taxonomy(), ids=lambda kind: kind.id)
def test_a_symbolic_number_of_inputs(kind: AttentionClass) -> None:
    """For n = 1, 2, 3 the expression for every n is that of the concrete network."""
    n = dimension("n")
    network = Network.feedforward([n, 1], transfer="relu", weights="w", bias="b")
    by: Any = (
        "c" if kind.origin == "w" else Network.feedforward([n, 1], transfer="square", weights="v", bias="d")
    )
    found = kind.attend(network, by=by, **({"weight": "a"} if kind.operation == "+" else {}))
    for size in (1, 2, 3):
        concrete = found.at({n: size})
        assert isinstance(concrete, GatedNetwork)
        written_out = found.output().subs(n, size).doit()
        names = {
            str(entry): sp.Symbol(f"y{k}")
            for k, entry in enumerate(sorted(concrete.output().atoms(sp.Indexed), key=str))
        }
        plain = [
            e.xreplace({entry: names[str(entry)] for entry in e.atoms(sp.Indexed)})
            for e in (written_out, concrete.output())
        ]
        assert prove(*plain).proved


def test_the_three_mechanisms_are_classes() -> None:
    net, by = Network.feedforward([2, 1], transfer="tanh"), Unit("g", "logistic", [("x1", "v")])
    gated = AttentionClass("O", "O", "*").attend(net, by=by)
    assert gated.output() == output_gating(net, by=by).output()
    synaptic = AttentionClass("O", "w", "*").attend(net, by=by, synapse=("x1", "u1.1"))
    assert synaptic.output() == synaptic_gating(net, by=by, synapse=("x1", "u1.1")).output()
    added = AttentionClass("O", "S", "+")
    assert added.witness(net, by=by, weight="K") == multiplexing(net, by=by, weight="K")
    assert classes_of(gated) == (AttentionClass("O", "O", "*"),)
    assert classes_of(net) == ()
    both = synaptic_gating(gated, by="g", synapse=("x2", "u1.1"))
    assert [kind.id for kind in classes_of(both)] == ["Q11", "Q12"]


def test_weights_of_attention_are_parameters() -> None:
    net = AttentionClass("O", "w", "+").attend(
        Network.feedforward([2, 1]), by="x2", synapse=("x1", "u1.1"), weight="a"
    )
    assert sp.Symbol("a") in net.parameters
    assert net.subs({"a": 2, "w1": 1, "w2": 0}).evaluate([(3, 5)]) == [[3 + 2 * 5 * 3]]
    assert pickle.loads(pickle.dumps(net)) == net
    assert json.dumps(net.to_json())


def test_several_attentions_act_in_order() -> None:
    units = [Unit("u", "identity", [("x", 1)])]
    first = [Attention("O", "O", "+", "x", "u", 1), OutputGate("u", by="x")]
    assert GatedNetwork(["x"], units, ["u"], first).evaluate([(3,)]) == [[(3 + 3) * 3]]
    assert GatedNetwork(["x"], units, ["u"], first[::-1]).evaluate([(3,)]) == [[3 * 3 + 3]]
    on_weight = [SynapticGate("x", "u", by="x"), Attention("O", "w", "+", "x", ("x", "u"), 2)]
    assert GatedNetwork(["x"], units, ["u"], on_weight).evaluate([(3,)]) == [[(1 * 3 + 2 * 3) * 3]]


NET = Network.feedforward([2, 1], transfer="tanh")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: AttentionClass("A", "O", "*"), "origin"),  # type: ignore[arg-type]
        (lambda: AttentionClass("O", "x", "*"), "target"),  # type: ignore[arg-type]
        (lambda: AttentionClass("O", "O", "-"), "operation"),  # type: ignore[arg-type]
        (lambda: AttentionClass("O", "O", "*").attend(NET, by="x1", weight=2), "additive"),
        (lambda: AttentionClass("O", "O", "*").attend(NET, by="x1", synapse=("x1", "u1.1")), "unit"),
        (lambda: AttentionClass("O", "w", "*").attend(NET, by="x1"), "synapse"),
        (lambda: AttentionClass("O", "w", "*").attend(NET, by="x1", synapse=("x1", "nothing")), "synapse"),
        (lambda: AttentionClass("w", "O", "*").attend(NET, by="x1"), "synapse"),
        (lambda: AttentionClass("O", "O", "*").attend(NET, by="u1.1"), "cycle"),
        (lambda: AttentionClass("S", "O", "*").attend(NET, by="u1.1"), "cycle"),
        (lambda: AttentionClass("O", "O", "*").attend(NET, by="x1", unit="x2"), "input"),
        (lambda: AttentionClass("O", "S", "*").attend(NET, by="x1", unit="x2"), "input"),
        (lambda: AttentionClass("O", "O", "*").attend("net", by="x1"), "network"),
        (lambda: AttentionClass("O", "S", "+").attend(NET, by="x1", weight=0.5), "rounding"),
        (lambda: AttentionClass("O", "S", "+").witness(output_gating(NET, by="x1"), by="x1"), "standard model"),
        (lambda: AttentionClass("O", "O", "*").witness(NET, by="x1"), "SM-3"),
        (lambda: Attention("O", "O", "*", ("x1", "u"), "u"), "name of a unit"),
        (lambda: Attention("O", "w", "*", "x1", "u"), "synapse"),
        (lambda: Attention("O", "O", "*", "x1", "u", 2), "additive"),
        (lambda: GatedNetwork(["x"], [Unit("u", "H", [("x", 1)])], ["u"], ["gate"]), "OutputGate"),  # type: ignore[list-item]
    ],
)  # fmt: skip
def test_bad_input(call: Any, message: str) -> None:
    with pytest.raises((InvalidArgument, UnknownName), match=message):
        call()


def test_an_unknown_unit() -> None:
    with pytest.raises(UnknownName):
        AttentionClass("O", "O", "*").attend(NET, by="nobody")


COARSE = [f for f in TRANSFERS_OF_THE_LIBRARY.values() if f.coarse_lipschitz is not None and f.name != "sqrt"]


@pytest.mark.parametrize("f", COARSE, ids=lambda f: f.name)
def test_what_placement_assumes_of_transfer_functions(f: Transfer) -> None:
    """Numerical values far out: bounded exactly where the growth constants say so, and one-sided lines where placement counts on them."""
    far = np.array([-1e8, -1e6, 1e6, 1e8])
    values = np.abs(f.numeric(far))
    assert f.growth is not None
    assert (values.max() > 1e5) == (f.growth[1] > 0)
    for g, h in ((1.0, 0.0), (-1.0, 1.0), (-1.0, 0.0), (0.5, 0.3), (-0.2, -0.7)):
        gap = np.abs(f.numeric(g * far) - f.numeric(h * far)).max()
        where = placement(AttentionClass("O", "S", "*"), attended=f, attending="logistic").where
        if where == "outside":
            assert gap > 1e4, (g, h)
    if f.name == "abs":  # |g t| = |h t| for g = -h: a sign gate changes nothing
        assert placement(AttentionClass("O", "S", "*"), attended=f, attending="sgn").where == "not covered"


def test_placement() -> None:
    table = {kind.id: kind for kind in taxonomy()}
    linear = {name: placement(kind).where for name, kind in table.items()}
    assert linear == {name: "inside" if name in INSIDE else "outside" for name in table}
    gates = {name: placement(kind, attended="H", attending="H").where for name, kind in table.items()}
    outside = {"Q03", "Q05", "Q06", "Q09", "Q12"}
    assert {name for name, where in gates.items() if where == "outside"} == outside
    assert {name for name, where in gates.items() if where == "not covered"} == {"Q04", "Q10", "Q11"}
    assert placement(table["Q11"], attended="H", attending="relu").where == "outside"
    with pytest.raises(InvalidArgument, match="arbitrary"):
        placement(table["Q11"], attending=generic_transfer("f"))
    with pytest.raises(InvalidArgument, match="SM-4a"):
        placement(table["Q11"], attending="square")
    with pytest.raises(InvalidArgument, match="attention class"):
        placement("Q11")  # type: ignore[arg-type]
