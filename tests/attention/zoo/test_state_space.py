"""Selective state-space models: closed form with the first state, counts, the plain recurrence."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from symattn.attention.gating_counts import count_gatings
from symattn.attention.zoo.state_space import ENTRIES, selective_state_space
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import generic_transfer
from symattn.proving import prove

(ENTRY,) = ENTRIES


@pytest.mark.parametrize(("tokens", "state"), [(1, 1), (3, 1), (2, 2)])
def test_network_is_the_closed_form_for_every_step_function(tokens, state):
    sizes = {"tokens": tokens, "width": 1, "state": state, "step": generic_transfer("f")}
    net, equations = ENTRY.build(**sizes), list(ENTRY.equations(**sizes))
    assert len(net.outputs) == len(equations) == tokens + state
    for i, right in enumerate(equations, 1):
        assert prove(net.output(i), right, assuming="f function").proved


def test_without_the_first_state_the_closed_form_is_wrong():
    sizes = {"tokens": 2, "width": 1, "state": 1, "step": generic_transfer("f")}
    net, last = ENTRY.build(**sizes), list(ENTRY.equations(**sizes))[-1]
    h = next(s for s in net.input_symbols if str(s) == "h11")
    assert prove(net.output(3), last.subs(h, 0), assuming="f function").refuted


def test_network_is_the_plain_recurrence_on_random_arrays():
    T, p, N = 4, 2, 3
    net = ENTRY.network(tokens=T, width=p, state=N)
    rng = np.random.default_rng(5)
    values = {q: Fraction(int(rng.integers(-8, 9)), 8) for q in net.parameters}
    named = {str(q): float(v) for q, v in values.items()}

    def matrix(label, rows, columns):
        return np.array([[named[f"{label}[{i + 1}, {j + 1}]"] for j in range(columns)] for i in range(rows)])

    x, h = rng.normal(size=(7, T, p)), rng.normal(size=(7, p, N))
    A, D = matrix("A", p, N), np.array([named[f"D[{c + 1}]"] for c in range(p)])
    bias = np.array([named[f"b_Delta[{c + 1}]"] for c in range(p)])
    step = np.log1p(np.exp(x @ matrix("W_Delta", p, p) + bias))
    B, C = x @ matrix("W_B", p, N), x @ matrix("W_C", p, N)
    points = np.concatenate([x.reshape(7, -1), h.reshape(7, -1)], axis=1)
    outputs = []
    for t in range(T):
        h = np.exp(A * step[:, t, :, None]) * h + (step[:, t] * x[:, t])[:, :, None] * B[:, t, None, :]
        outputs.append((h * C[:, t, None, :]).sum(-1) + D * x[:, t])
    wanted = np.concatenate([*outputs, h.reshape(7, -1)], axis=1)
    found = net.subs(values).lambdify()(points)
    assert np.abs(found - wanted).max() < 1e-9 * np.abs(wanted).max()


def test_counts_classes_degree():
    for T, p, N in ((1, 1, 1), (3, 2, 1), (2, 2, 3)):
        assert count_gatings(ENTRY.network(tokens=T, width=p, state=N)) == T * p * (3 * N + 1)
    assert ENTRY.classes == ("Q11", "Q12")
    # written with degree 3, raised by 1 by each later decay, read with one more
    assert [ENTRY.degree(tokens=T) for T in (1, 2, 3)] == [4, 5, 6]


def test_bad_input():
    with pytest.raises(UnknownName, match="transfer"):
        selective_state_space(1, 1, 1, "softmax")
    with pytest.raises(InvalidArgument, match="state"):
        selective_state_space(1, 1, 0)
    with pytest.raises(InvalidArgument, match="tokens"):
        ENTRY.network(tokens=0)
