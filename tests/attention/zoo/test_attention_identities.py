"""The identities of masks, sinks and recurrences on random arrays: a second look at what is proved, and at factors that the proof leaves out."""

from __future__ import annotations

import numpy as np
import pytest

RNG = np.random.default_rng(11)


def softmax(scores, gates=1.0):
    weights = gates * np.exp(scores)
    return weights / weights.sum(-1, keepdims=True)


def test_biases_are_gates_of_exp_units():  # ZOO-mask
    S, M, v = RNG.normal(size=(3, 50, 7))
    assert np.allclose((softmax(S + M) * v).sum(-1), (softmax(S, np.exp(M)) * v).sum(-1))


def test_a_gate_of_zero_is_the_limit_of_a_finite_mask():  # ZOO-mask-bound
    S = RNG.normal(size=(50, 9))
    hidden = np.arange(9) >= 6
    exact = softmax(S, np.where(hidden, 0.0, 1.0))
    for K in (5.0, 20.0, 40.0):
        masked = softmax(S - K * hidden)
        R = S[:, hidden].max(-1) - S[:, ~hidden].max(-1)
        weight = masked[:, hidden].sum(-1)
        assert (weight <= 3 * np.exp(R - K)).all()
        # the visible weights shrink by their share of it
        assert np.allclose(
            exact[:, ~hidden] - masked[:, ~hidden], exact[:, ~hidden] * weight[:, None], atol=1e-15
        )
        assert (masked[:, hidden] <= np.exp(R - K)[:, None]).all()


def test_linear_biases_are_biases_of_the_keys():  # ZOO-ALiBi-keys
    S, m, j = RNG.normal(size=(8, 8)), 0.25, np.arange(8)
    assert np.allclose(softmax(S - m * (j[:, None] - j)), softmax(S + m * j))
    assert not np.allclose(softmax(S - m * (j[:, None] - j) ** 2), softmax(S - m * j**2))


def test_a_token_with_value_zero_is_a_gate():  # ZOO-sink
    S, v, z = RNG.normal(size=(20, 6)), RNG.normal(size=(20, 6)), RNG.normal(size=20)
    with_sink = softmax(np.concatenate([S, z[:, None]], axis=1))[:, :6]
    gate = 1 / (1 + np.exp(z - np.log(np.exp(S).sum(-1))))
    assert np.allclose((with_sink * v).sum(-1), gate * (softmax(S) * v).sum(-1))


@pytest.mark.parametrize("low", [0.1, -1.5])
def test_closed_form_of_a_recurrence(low):  # ZOO-scan; factors of 0 and below are not covered by the proof
    n = 12
    a, u, h = RNG.uniform(low, 1.5, n), RNG.normal(size=n), RNG.normal()
    if low < 0:
        a[4] = 0.0
    closed = np.prod(a) * h + sum(np.prod(a[s + 1 :]) * u[s] for s in range(n))
    for factor, write in zip(a, u, strict=True):
        h = factor * h + write
    assert np.isclose(h, closed)


def test_reading_a_decayed_state_is_decaying_the_scores():  # ZOO-read
    q, k, v, D = RNG.normal(size=4), RNG.normal(size=(9, 4)), RNG.normal(size=(9, 3)), RNG.normal(size=(9, 4))
    state = np.einsum("sc,sc,sl->cl", D, k, v)
    assert np.allclose(q @ state, ((k * D) @ q) @ v)
