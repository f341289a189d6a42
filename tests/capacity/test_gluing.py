"""Gates are glued into one gated network: it is proved section by section, and the gates are read off its values."""

from __future__ import annotations

import itertools
import json
import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention import classes_of
from symattn.capacity.gluing.mechanisms import MECHANISMS
from symattn.capacity.gluing.networks import GluedNetwork, glue_gates
from symattn.certificates import check_certificate
from symattn.certificates.threshold import ThresholdWeights
from symattn.errors import InvalidArgument, TooLarge
from symattn.model import Network
from symattn.proving import by_injection
from symattn.threshold import evaluate, glue, points, restrict, threshold_functions, truth_table

CASES = [(name, x, g) for name, how in MECHANISMS.items() for x, g in how.alphabets]


def weights(n: int, bias: bool = True) -> st.SearchStrategy[Any]:
    number = st.integers(-4, 4) | st.fractions(-3, 3, max_denominator=3)
    return st.tuples(st.tuples(*[number] * n), number if bias else st.just(0))


@pytest.mark.parametrize(("mechanism", "inputs", "gate"), CASES)
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_the_gates_are_read_off_and_the_sections_are_proved(
    mechanism: str, inputs: str, gate: str, data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, 3))
    k = 2 if MECHANISMS[mechanism].most == 2 else data.draw(st.integers(2, 3))
    parts = [data.draw(weights(n, mechanism != "output-gating-without-bias")) for _ in range(k)]
    gating = data.draw(st.integers(1, k - 1)) if mechanism == "layer" else 1
    glued = glue_gates(parts, mechanism=mechanism, inputs=inputs, gate=gate, gating=gating)
    assert glued.proof.proved and glued.proof.certificate is not None
    assert check_certificate(glued.proof.certificate)
    tables = tuple(truth_table(w, b, inputs=inputs) for w, b in parts)
    assert glued.parts == tables
    p, q = tables[:2]
    assert glued.recover() == ((p, p | q) if mechanism == "synaptic-gating" else tables)


@pytest.mark.parametrize("mechanism", ["output-gating", "multiplexing", "multiplexing-or"])
@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_every_pair_of_gates_is_glued_to_its_table(mechanism: str, inputs: str) -> None:
    """The injection behind T(1)^2 <= G(2), pair by pair: the glued table is the one of `symattn.threshold.glue`."""
    found = {}
    for f, g in itertools.product(threshold_functions(1).tables.tolist(), repeat=2):
        glued = glue_gates([f, g], n=1, mechanism=mechanism, inputs=inputs)
        assert glued.table == glue(f, g, 1)
        assert (restrict(glued.table, 2, 2, 1), glued.recover()[0]) == (g, f)
        found[glued.table] = (f, g)
    assert len(found) == 4**2


def test_a_product_of_signs_is_glued_too() -> None:
    glued = glue_gates([0b1000, 0b0111], n=2, gate="pm", inputs="pm")
    assert glued.table == glue(0b1000, 0b0111, 2)
    rows = glued.network.evaluate(points(3, "pm"))
    assert {value for row in rows for value in row} == {-1, 1}
    assert all((row == [1]) == (glued.table >> k & 1) for k, row in enumerate(rows))


def test_the_mechanism_is_the_one_named() -> None:
    wanted = {"output-gating": ("O", "*"), "synaptic-gating": ("w", "*"), "every-synapse": ("w", "*")}
    for mechanism, (target, operation) in wanted.items():
        network = glue_gates([0b1000, 0b0111], n=2, mechanism=mechanism).network
        assert {(c.target, c.operation) for c in classes_of(network)} == {(target, operation)}
    for mechanism in ("multiplexing", "multiplexing-or"):
        assert type(glue_gates([0b1000, 0b0111], n=2, mechanism=mechanism).network) is Network


@pytest.mark.parametrize(
    ("mechanism", "inputs", "gate"), [case for case in CASES if case[0] != "every-synapse"]
)
def test_integer_gates_have_integer_weights(mechanism: str, inputs: str, gate: str) -> None:
    biases = (0, 0) if mechanism == "output-gating-without-bias" else (-1, 2)
    glued = glue_gates(
        [((2, -1, 3), biases[0]), ((1, 1, -5), biases[1])], mechanism=mechanism, inputs=inputs, gate=gate
    )
    assert all(w.is_integer for unit in glued.network.units for _, w in unit.synapses)


def test_unused_words_select_nothing() -> None:
    glued = glue_gates([0b1000, 0b0111, 0b0000], n=2)
    assert len(glued.network.inputs) == 4
    assert all(evaluate(glued.table, 4, (*x, 1, 1)) == 1 for x in points(2))


@given(f=weights(2), g=weights(2), shared=st.integers(1, 3))
@settings(max_examples=8, deadline=None)
def test_overlapping_inputs(f: Any, g: Any, shared: int) -> None:
    glued = glue_gates([f, g], shared=shared)
    assert len(glued.network.inputs) == 3 + 3 - shared
    assert glued.proof.proved
    # Sections have the variables of both gates: each is its gate, whatever the others are.
    first, second = (restrict(glued.table, 6 - shared, 6 - shared, t) for t in (0, 1))
    total = 5 - shared
    for x in points(total):
        assert evaluate(first, total, x) == evaluate(truth_table(*f), 2, x[:2])
        assert evaluate(second, total, x) == evaluate(truth_table(*g), 2, x[total - 2 :])


@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_disjoint_inputs_need_no_selector(gate: str) -> None:
    glued = glue_gates([((1, 1), -2), ((1, -1, 1), -1)], shared=0, gate=gate)
    assert len(glued.network.inputs) == 5
    assert glued.proof.proved and glued.recover() == glued.parts
    with pytest.raises(InvalidArgument, match="hides the other one"):
        glue_gates([((1, 1), -2), ((0,), -1)], shared=0)


def test_synaptic_gating_shows_p_and_p_or_g() -> None:
    seen = set()
    for p, g in itertools.product(threshold_functions(1).tables.tolist(), repeat=2):
        for alphabet in ("01", "pm"):
            glued = glue_gates([p, g], n=1, mechanism="synaptic-gating", inputs=alphabet, gate=alphabet)
            assert glued.recover() == (p, p | g)
        seen.add((p, p | g))
    # M(1), the number of pairs (p, p OR g); CAP-SYN-01 has M(n - 1) as its lower bound.
    assert len(seen) == 9


def test_the_proof_does_not_need_a_table() -> None:
    n = 14
    glued = glue_gates([((1,) * n, -7), ((-1,) * n, 3)])
    assert glued.proof.proved
    with pytest.raises(TooLarge, match="proof needs no table"):
        glued.recover()


def test_a_wrong_section_is_not_proved() -> None:
    """The proof looks at the network: with the parts exchanged it is refuted."""
    right = glue_gates([0b1000, 0b0111], n=2)
    first, second = right.sections
    swapped = (
        type(first)(1, first.fixed, second.value),
        type(second)(1, second.fixed, first.value),
    )
    wrong = GluedNetwork("output-gating", "01", "01", right.network, swapped, right.parts)
    assert right.proof.proved and wrong.proof.refuted


def test_a_weaker_constant_is_not_proved() -> None:
    right = glue_gates([((-1, -1), 0), ((1, 1), -2)])
    unit = next(u for u in right.network.units if u.name == "f1")
    weaker = unit.weighted([(s, w - 1 if s == "x3" else w) for s, w in unit.synapses])
    network = right.network.rebuilt([weaker if u.name == "f1" else u for u in right.network.units])
    wrong = GluedNetwork("output-gating", "01", "01", network, right.sections, right.parts)
    assert right.proof.proved and wrong.proof.refuted


def test_gates_may_be_given_in_three_ways() -> None:
    certificate = threshold_functions(2).certificate(0b1000)
    ways = [
        certificate,
        0b1000,
        (certificate.weights, certificate.bias),
        ([Fraction(1, 2)] * 2, Fraction(-1)),
    ]
    assert all(glue_gates([way, 0b0111], n=2).parts == (8, 7) for way in ways)


def test_the_map_is_an_injection_of_pairs_of_gates() -> None:
    """T(1)^2 <= G(2) by the map itself: f = H((f1 - f0) x + f0 - 1/2), likewise g, K = 1; h[x][t] are the values of the product."""

    def value(x: int, t: int) -> str:
        f, g = (f"({p}1 - {p}0)*{x} + {p}0 - 1/2" for p in "fg")
        return f"H({f} + {t})*H({g} + 1 - {t})"

    encode = {f"h{x}{t}": value(x, t) for x in (0, 1) for t in (0, 1)}
    decode = {"f0": "h00", "f1": "h10", "g0": "h01", "g1": "h11"}
    pairs, products = "f0, f1, g0, g1 in {0,1}", "h00, h10, h01, h11 in {0,1}"
    assert by_injection(pairs, products, encode=encode, decode=decode).proved
    weak = {name: text.replace("+ 1 - ", "- ") for name, text in encode.items()}
    assert not by_injection(pairs, products, encode=weak, decode=decode).proved


def test_results_are_plain_data() -> None:
    glued = glue_gates([0b1000, 0b0111], n=2)
    again = pickle.loads(pickle.dumps(glued))
    assert again.network == glued.network and again.recover() == glued.parts
    assert json.loads(json.dumps(glued.to_json()))["parts"] == [8, 7]
    assert glued._repr_latex_()


@pytest.mark.parametrize(
    ("gates", "options", "says"),
    [
        ([6, 8], {"n": 2}, "must be a threshold gate"),
        ([8, 8], {}, "must be given with truth tables"),
        ([8], {"n": 2}, "at least two gates"),
        ([8, 8, 8], {"n": 2, "mechanism": "synaptic-gating"}, "must be two gates"),
        ([8, 8], {"n": 2, "mechanism": "softmax"}, "must be one of output-gating"),
        ([8, 8], {"n": 2, "gate": "pm", "mechanism": "multiplexing"}, "must be an alphabet of multiplexing"),
        ([8, 8], {"n": 2, "gating": 1, "inputs": "bits"}, "must be '01' or 'pm'"),
        ([8, 8], {"n": 2, "gating": 2, "mechanism": "layer"}, "must lie in 1..1"),
        ([8, 8], {"n": 2, "gating": 2}, "is an option of the mechanism 'layer'"),
        ([8, 8, 8], {"n": 2, "shared": 1}, "output gating of two gates"),
        ([8, 8], {"n": 2, "shared": 4}, "must be at most 3"),
        ([8, 8], {"n": 2, "shared": -1}, "at least 0"),
        ([((1,), 0), ((1, 1), 0)], {}, "same number of variables"),
        ([((1,), 0), ((1,), 1)], {"mechanism": "output-gating-without-bias"}, "must have bias 0"),
        ([((1.5,), 0), ((1,), 1)], {}, "must be exact"),
        ([(1, 2, 3), ((1,), 1)], {}, "must be a pair"),
        ("88", {"n": 2}, "must be a list of threshold gates"),
        ([16, 8], {"n": 2}, "must lie in 0..2"),
        ([ThresholdWeights(8, 2, "pm", (1, 1), -2), 8], {"n": 2}, "certificate over the alphabet '01'"),
    ],
)
def test_bad_input_is_refused(gates: Any, options: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidArgument, match=says):
        glue_gates(gates, **options)
