"""Linear attention, fast weights, retention, gated linear attention: states, closed forms, counts."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.attention.gating_counts import attention_gatings, count_gatings
from symattn.attention.zoo.linear_attention import ENTRIES, decaying_attention, fast_weights, linear_attention
from symattn.errors import InvalidArgument
from symattn.proving import prove

BY_ID = {entry.id: entry for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
@pytest.mark.parametrize("tokens", [1, 2, 4])
def test_networks_are_their_closed_forms(entry, tokens):
    sizes = {"tokens": tokens, "width": 1, "key_width": 2, "value_width": 1}
    net = entry.network(**sizes)
    equations = entry.expression(**sizes)
    assert len(equations) == len(net.outputs) == tokens
    assert all(prove(net.output(i), right).proved for i, right in enumerate(equations, 1))


integers = st.integers(-3, 3)


@settings(max_examples=20)
@given(st.integers(1, 4), st.integers(1, 2), st.integers(1, 2), st.data())
def test_three_forms_of_linear_attention_have_equal_exact_values(tokens, key_width, value_width, data):
    nets = [
        linear_attention(tokens, 2, key_width, value_width),
        linear_attention(tokens, 2, key_width, value_width, "scores"),
        fast_weights(tokens, 2, key_width, value_width),
    ]
    names = sorted({p for net in nets for p in net.parameters}, key=str)
    values = {p: data.draw(integers) for p in names}
    point = [Fraction(data.draw(integers), 2) for _ in range(2 * tokens)]
    state, scores, fast = (net.subs(values).evaluate([point]) for net in nets)
    assert state == scores == fast


@settings(max_examples=10)
@given(st.integers(1, 5), st.data())
def test_retention_is_the_plain_recurrence(tokens, data):
    net = decaying_attention(tokens, 1, 1, 1, "constant")
    q, k, v, gamma = (Fraction(data.draw(integers)) for _ in range(4))
    x = [Fraction(data.draw(integers)) for _ in range(tokens)]
    names = {"W_Q[1, 1]": q, "W_K[1, 1]": k, "W_V[1, 1]": v} | ({"gamma": gamma} if tokens > 1 else {})
    state, wanted = Fraction(0), []
    for value in x:  # a decay of 0 or below, and above 1, included
        state = gamma * state + k * value * v * value
        wanted.append(q * value * state)
    assert net.subs(names).evaluate([x]) == [wanted]


def test_counts_classes_degrees():
    T, d, e = 4, 2, 3
    sizes = {"tokens": T, "key_width": d, "value_width": e}
    assert {entry.id: count_gatings(entry.network(**sizes)) for entry in ENTRIES} == {
        "linear": attention_gatings(T, d, e, softmax=None, order="state"),
        "fast-weights": 2 * T * d * e,
        "retention": 2 * T * d * e,
        "GLA": (3 * T - 1) * d * e,
    }
    net = BY_ID["fast-weights"].network(**sizes)
    assert sum(gate.attention.operation == "+" for gate in net.gates) == T * (T + 1) // 2 * d * e
    assert {entry.id: (entry.classes, entry.degree(tokens=3)) for entry in ENTRIES} == {
        "linear": (("Q11",), 3),
        "fast-weights": (("Q09", "Q11"), 3),
        "retention": (("Q11", "Q12"), 3),
        "GLA": (("Q11", "Q12"), 5),
    }


def test_degree_three_is_one_in_each_of_query_key_and_value():
    net = linear_attention(2, 1, 1, 1)
    q, k, v = (p for label in ("W_Q", "W_K", "W_V") for p in net.parameters if str(p).startswith(label))
    polynomial = sp.Poly(net.output(2), q, k, v)
    assert polynomial.monoms() == [(1, 1, 1)]
    assert sp.Poly(net.output(2), *net.input_symbols).total_degree() == 3


def test_an_open_decay_gate_is_linear_attention():
    """A decay of 1 forgets nothing; logistic gates with weights 0 halve the state at each token."""
    gated, plain = decaying_attention(2, 1, 1, 1), decaying_attention(2, 1, 1, 1, "constant")
    closed = gated.subs({p: 0 for p in gated.parameters if str(p).startswith("W_D")})
    assert sp.expand(closed.output(2) - plain.subs({"gamma": Fraction(1, 2)}).output(2)) == 0
    assert sp.expand(plain.subs({"gamma": 1}).output(2) - linear_attention(2, 1, 1, 1).output(2)) == 0


def test_numeric_form_broadcasts_over_any_leading_axes():
    net = decaying_attention(2, 1, 1, 1)
    net = net.subs(dict.fromkeys(net.parameters, 1))
    batch = np.random.default_rng(0).normal(size=(3, 4, 2))
    function = net.lambdify()
    assert function(batch).shape == (3, 4, 2)
    assert np.allclose(function(batch)[1, 2], function(batch[1, 2]))


def test_bad_input():
    for build in (linear_attention, fast_weights, decaying_attention):
        with pytest.raises(InvalidArgument, match="key_width"):
            build(2, 1, 0, 1)
    with pytest.raises(InvalidArgument, match="decay"):
        decaying_attention(2, 1, 1, 1, "none")
    with pytest.raises(InvalidArgument, match="order"):
        linear_attention(2, 1, 1, 1, "values")
