"""Attention heads and encoder blocks made of gates: against NumPy, against the formula of the head, and counted."""

from __future__ import annotations

import pickle
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import dimension
from symattn.attention import output_gating
from symattn.attention.gated import GatedNetwork
from symattn.attention.gating_counts import attention_gatings, count_gatings
from symattn.attention.records import OutputGate
from symattn.attention.transformers.encoder import encoder_block
from symattn.attention.transformers.heads import attention_head
from symattn.attention.transformers.score_algorithms import score_network
from symattn.attention.transformers.symbolic_head import SymbolicHead
from symattn.errors import InvalidArgument
from symattn.model import Network, Unit, softmax
from symattn.proving import prove

SHAPES = [(1, 2, 1, 1), (2, 1, 1, 3), (3, 2, 2, 1), (4, 3, 2, 2)]  # tokens, width, key width, value width
OPTIONS = [
    {},
    {"softmax": "reciprocal"},
    {"softmax": None},
    {"softmax": None, "order": "state"},
    {"mask": "causal"},
    {"mask": "causal", "softmax": "reciprocal"},
    {"mask": "causal", "softmax": None, "order": "state"},
    {"scale": Fraction(1, 3)},
]


def attention(X, W_Q, W_K, W_V, *, softmax="log", mask=None, scale=None, order="scores"):
    """Attention as it is written with arrays: scores, mask, softmax of each row, mean of the values."""
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ np.swapaxes(K, -1, -2) * (1 / np.sqrt(W_Q.shape[1]) if scale is None else float(scale))
    m = X.shape[-2]
    seen = np.ones((m, m), bool) if mask is None else np.tril(np.ones((m, m), bool))
    if mask is not None and not isinstance(mask, str):
        seen = np.array(mask, bool)
    if softmax is None:
        return (S * seen) @ V
    A = np.where(seen, np.exp(S - S.max(axis=-1, keepdims=True)), 0)
    return A / A.sum(axis=-1, keepdims=True) @ V


def integers(rng, *shape):
    return rng.integers(-2, 3, size=shape)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_head_is_attention_on_random_arrays(shape, options):
    m, p, n, n_v = shape
    rng = np.random.default_rng(20220208)
    W = [integers(rng, p, n), integers(rng, p, n), integers(rng, p, n_v)]
    head = attention_head(
        tokens=m, width=p, key_width=n, value_width=n_v, query=W[0], key=W[1], value=W[2], **options
    )
    X = rng.normal(size=(3, 2, m, p))  # two batch axes
    found = head.lambdify()(X.reshape(3, 2, -1)).reshape(3, 2, m, n_v)
    np.testing.assert_allclose(found, attention(X, *W, **options), rtol=1e-9, atol=1e-9)


@given(st.data())
def test_head_with_any_mask(data):
    m = data.draw(st.integers(1, 4))
    rows = [data.draw(st.lists(st.integers(0, 1), min_size=m, max_size=m).filter(any)) for _ in range(m)]
    rng = np.random.default_rng(data.draw(st.integers(0, 9)))
    W = [integers(rng, 2, 2) for _ in range(3)]
    softmax = data.draw(st.sampled_from(["log", "reciprocal", None]))
    head = attention_head(
        tokens=m, width=2, key_width=2, query=W[0], key=W[1], value=W[2], mask=rows, softmax=softmax
    )
    X = rng.normal(size=(m, 2))
    found = head.lambdify()(X.ravel()).reshape(m, 2)
    np.testing.assert_allclose(found, attention(X, *W, mask=rows, softmax=softmax), rtol=1e-9, atol=1e-9)
    extra = softmax == "reciprocal"
    assert count_gatings(head) == sum(map(sum, rows)) * (4 + extra)


def layer_norm(Z, kind, epsilon):
    if kind is None:
        return Z
    centred = Z - Z.mean(-1, keepdims=True) if kind == "layer" else Z
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + float(epsilon))


@pytest.mark.parametrize("kind", [None, "rms", "layer"])
@pytest.mark.parametrize("options", OPTIONS[:5], ids=str)
def test_encoder_block_on_random_arrays(kind, options):
    m, p, h, n, n_v, hidden = 3, 2, 2, 2, 1, 3
    rng = np.random.default_rng(7)
    W_Q, W_K, W_V = (
        [integers(rng, p, n) for _ in range(h)],
        [integers(rng, p, n) for _ in range(h)],
        [integers(rng, p, n_v) for _ in range(h)],
    )
    W_O, W_1, W_2 = integers(rng, h * n_v, p), integers(rng, p, hidden), integers(rng, hidden, p)
    b_1, b_2 = integers(rng, hidden), integers(rng, p)
    epsilon = Fraction(1, 1000)
    block = encoder_block(
        tokens=m, width=p, heads=h, key_width=n, value_width=n_v, hidden=hidden, transfer="tanh",
        query=W_Q, key=W_K, value=W_V, output=W_O, inner=W_1, inner_bias=b_1, outer=W_2, outer_bias=b_2,
        normalisation=kind, epsilon=epsilon, **options,
    )  # fmt: skip
    X = rng.normal(size=(4, m, p))
    heads = [attention(X, W_Q[k], W_K[k], W_V[k], **options) for k in range(h)]
    Z = layer_norm(X + np.concatenate(heads, axis=-1) @ W_O, kind, epsilon)
    expected = layer_norm(Z + np.tanh(Z @ W_1 + b_1) @ W_2 + b_2, kind, epsilon)
    found = block.lambdify()(X.reshape(4, -1)).reshape(4, m, p)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    assert count_gatings(block) == attention_gatings(m, n, n_v, heads=h, **options) + (
        0 if kind is None else 2 * m * p
    )


def test_symbolic_weights_of_an_encoder_block():
    block = encoder_block(tokens=2, width=2, heads=2, key_width=1, value_width=3, hidden=4)
    assert len(block.parameters) == 2 * (2 * 2 + 2 * 3) + 6 * 2 + (2 * 4 + 4) + (4 * 2 + 2)
    assert len(
        encoder_block(tokens=5, width=2, heads=2, key_width=1, value_width=3, hidden=4).parameters
    ) == len(block.parameters)
    assert len(encoder_block(tokens=1, width=2, heads=1, key_width=1, hidden=1, inner_bias=None, outer_bias=None).parameters) == 12  # fmt: skip


def test_every_head_has_its_own_weights():
    block = encoder_block(tokens=1, width=1, heads=2, key_width=1, hidden=1)
    names = {str(s) for s in block.parameters}
    assert {"W_Q1_11", "W_Q2_11", "W_O11", "W_O21"} <= names


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_equivariance_on_random_arrays(order):
    rng = np.random.default_rng(3)
    W = [integers(rng, 2, 2) for _ in range(3)]
    head = attention_head(tokens=3, width=2, key_width=2, query=W[0], key=W[1], value=W[2]).lambdify()
    masked = attention_head(
        tokens=3, width=2, key_width=2, query=W[0], key=W[1], value=W[2], mask="causal"
    ).lambdify()
    X = rng.normal(size=(3, 2))
    P = list(order)
    np.testing.assert_allclose(
        head(X[P].ravel()).reshape(3, 2), head(X.ravel()).reshape(3, 2)[P], rtol=1e-9, atol=1e-12
    )
    same = np.allclose(masked(X[P].ravel()).reshape(3, 2), masked(X.ravel()).reshape(3, 2)[P])
    assert same == (P == [0, 1, 2])


def test_outputs_are_in_the_convex_hull_of_the_values():
    rng = np.random.default_rng(11)
    W = [integers(rng, 2, 2) for _ in range(3)]
    head = attention_head(tokens=4, width=2, key_width=2, query=W[0], key=W[1], value=W[2]).lambdify()
    X = rng.normal(size=(50, 4, 2))
    Y, V = head(X.reshape(50, -1)).reshape(50, 4, 2), X @ W[2]
    for direction in rng.normal(size=(20, 2)):
        outputs, values = Y @ direction, V @ direction
        assert (outputs <= values.max(-1, keepdims=True) + 1e-9).all()


# Formulas.


@pytest.mark.parametrize("m", [1, 2, 3])
@pytest.mark.parametrize("n", [1, 2])
def test_network_without_softmax_is_the_formula(m, n):
    def entries(label):
        return lambda i, c: sp.Symbol(f"{label}{i}{c}")

    head = SymbolicHead(
        m, n, 2, softmax=False,
        inputs=entries("x"), query=entries("W_Q"), key=entries("W_K"), value=entries("W_V"),
    )  # fmt: skip
    for order in ("scores", "state"):
        net = attention_head(
            tokens=m, width=2, key_width=n, value_width=2, softmax=None, scale=1, order=order
        )
        for i in range(1, m + 1):
            for column in (1, 2):
                difference = net.output(2 * (i - 1) + column) - head.output(i, column)
                assert sp.expand(difference) == 0


def test_formula_with_names_that_occur_keeps_bound_indices_apart():
    m, n = dimension("m"), dimension("n")
    i, j = sp.symbols("i j", integer=True)
    s = sp.Function("s", integer=True)
    x = sp.IndexedBase("x")
    head = SymbolicHead(m, n, dimension("p"), inputs=lambda i, a: x[s(i), a], query="r", key="t")
    expression = head.output(i, j)
    bound = {str(limit[0]) for total in expression.atoms(sp.Sum) for limit in total.limits}
    assert not bound & {"i", "j", "m", "n", "p", "x", "s", "r", "t", "W_V"}


def test_formula_of_numbers_is_written_out():
    q, k, v = (sp.IndexedBase(name) for name in "qkv")
    head = SymbolicHead(2, 1)
    weights = softmax([q[1, 1] * k[1, 1], q[1, 1] * k[2, 1]])
    assert sp.cancel(head.output(1, 1) - weights[0] * v[1, 1] - weights[1] * v[2, 1]) == 0
    assert sp.cancel(head.weight(1, 2) - weights[1]) == 0
    assert head.score(1, 2) == q[1, 1] * k[2, 1]
    assert pickle.loads(pickle.dumps(head)) == head


def test_symbolic_equivariance_and_what_breaks_it():
    m, n, p = (dimension(name) for name in "mnp")
    i, l = sp.symbols("i l", integer=True)  # noqa: E741
    s, x = sp.Function("s", integer=True), sp.IndexedBase("x")
    plain = SymbolicHead(m, n, p)
    moved = SymbolicHead(m, n, p, inputs=lambda i, a: x[s(i), a])
    given = "s permutation of m"
    assert prove(moved.output(i, l), plain.output(s(i), l), assuming=given).proved
    assert prove(moved.output(i, l), plain.output(i, l), assuming=given).refuted


@pytest.mark.parametrize("entries", [2, 3, 5])
def test_jacobian_entry_by_entry(entries):
    x = sp.symbols(f"x1:{entries + 1}", real=True)
    s = softmax(x)
    for i in range(entries):
        for j in range(entries):
            assert prove(sp.diff(s[i], x[j]), s[i] * (int(i == j) - s[j])).proved


# Counts.


@pytest.mark.parametrize("options", OPTIONS[:7], ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_counted_and_by_formula(shape, options):
    m, p, n, n_v = shape
    head = attention_head(tokens=m, width=p, key_width=n, value_width=n_v, **options)
    assert count_gatings(head) == attention_gatings(m, n, n_v, **options)
    assert count_gatings(head) == len(head.gates)


def test_constant_signals_are_weights():
    net = Network(
        ["x"], [Unit("c", "exp", bias=1), Unit("d", "tanh", [("c", 2)]), Unit("u", "H", [("x", 1)])], ["u"]
    )
    by_constant = output_gating(net, by="d", unit="u")
    assert count_gatings(by_constant) == 0
    assert count_gatings(output_gating(by_constant, by="x", unit="u")) == 1
    twice = GatedNetwork(["x"], [Unit("u", "identity", [("x", 1)])], ["u"], [OutputGate("u", by="x")] * 2)
    assert count_gatings(twice) == 2  # x^3


def test_symbolic_counts():
    m, n, v, h = (dimension(name) for name in "mnvh")
    assert sp.expand(attention_gatings(m, n, v, heads=h) - h * m**2 * (n + v)) == 0
    assert sp.expand(attention_gatings(m, n, mask="causal") - m * (m + 1) * n) == 0
    assert attention_gatings(m, n, v, softmax=None, order="state") == 2 * m * n * v


@pytest.mark.parametrize(("algorithm", "m", "n", "count"), [
    ("dot", 3, 2, 18), ("winograd", 3, 2, 15), ("winograd", 2, 4, 16), ("strassen", 2, 2, 7),
])  # fmt: skip
def test_score_algorithms(algorithm, m, n, count):
    net = score_network(algorithm, tokens=m, key_width=n)
    assert count_gatings(net) == count
    rng = np.random.default_rng(5)
    Q, K = integers(rng, 6, m, n), integers(rng, 6, m, n)
    found = net.lambdify()(np.concatenate([Q.reshape(6, -1), K.reshape(6, -1)], axis=1))
    assert (found.reshape(6, m, m) == Q @ np.swapaxes(K, 1, 2)).all()


# Deterministic, picklable, and refused input.


def test_networks_are_deterministic_and_picklable():
    shape = {"tokens": 2, "width": 2, "key_width": 1, "heads": 2, "hidden": 2, "normalisation": "layer"}
    block = encoder_block(**shape)
    again = encoder_block(**shape)
    assert block.to_json() == again.to_json()
    assert pickle.loads(pickle.dumps(block)).to_json() == block.to_json()


SMALL = {"tokens": 2, "width": 2, "key_width": 1}


@pytest.mark.parametrize(("change", "argument"), [
    ({"tokens": 0}, "tokens"),
    ({"tokens": True}, "tokens"),
    ({"width": 2.0}, "width"),
    ({"key_width": dimension("n")}, "key_width"),
    ({"value_width": -1}, "value_width"),
    ({"query": [[1, 2]]}, "query"),
    ({"key": 3}, "key"),
    ({"value": "not a label"}, "value"),
    ({"softmax": True}, "softmax"),
    ({"softmax": "exp"}, "softmax"),
    ({"mask": "future"}, "mask"),
    ({"mask": [[1, 0], [0, 0]]}, "mask"),
    ({"mask": [[1, 0]]}, "mask"),
    ({"mask": [[1, 2], [1, 1]]}, "mask"),
    ({"order": "values"}, "order"),
    ({"order": "state"}, "order"),
    ({"order": "state", "softmax": None, "mask": [[1, 1], [1, 1]]}, "mask"),
    ({"scale": 0.5}, "scale"),
    ({"inputs": "x y"}, "inputs"),
])  # fmt: skip
def test_refused_heads(change, argument):
    with pytest.raises(InvalidArgument) as caught:
        attention_head(**{**SMALL, **change})
    assert caught.value.argument == argument


@pytest.mark.parametrize(("change", "argument"), [
    ({"heads": 0}, "heads"),
    ({"hidden": None}, "hidden"),
    ({"query": [[[1], [1]]]}, "query"),
    ({"output": [[1, 2, 3]]}, "output"),
    ({"inner_bias": [1]}, "inner_bias"),
    ({"normalisation": "batch"}, "normalisation"),
    ({"epsilon": 0}, "epsilon"),
    ({"epsilon": "e"}, "epsilon"),
])  # fmt: skip
def test_refused_blocks(change, argument):
    with pytest.raises(InvalidArgument) as caught:
        encoder_block(**{**SMALL, "heads": 2, "hidden": 2, **change})
    assert caught.value.argument == argument


@pytest.mark.parametrize(("call", "argument"), [
    (lambda: count_gatings("net"), "network"),
    (lambda: count_gatings(Network.feedforward([dimension("n"), 1])), "network"),
    (lambda: attention_gatings(0, 1), "tokens"),
    (lambda: attention_gatings(2, sp.Symbol("n")), "key_width"),
    (lambda: attention_gatings(2, 1, mask=[[1, 1], [1, 1]]), "mask"),
    (lambda: attention_gatings(2, 1, order="state"), "order"),
    (lambda: score_network("fast", tokens=2, key_width=2), "algorithm"),
    (lambda: score_network("winograd", tokens=2, key_width=3), "key_width"),
    (lambda: score_network("strassen", tokens=3, key_width=2), "tokens"),
    (lambda: SymbolicHead(dimension("m"), 0), "key_width"),
    (lambda: SymbolicHead(2, 2, query=3), "query"),
])  # fmt: skip
def test_refused_counts_and_formulas(call, argument):
    with pytest.raises(InvalidArgument) as caught:
        call()
    assert caught.value.argument == argument


def test_state_costs_less_from_the_stated_number_of_tokens_on():
    for n, v in ((1, 1), (2, 2), (2, 3), (4, 1)):
        counts = [
            (
                attention_gatings(m, n, v, softmax=None, order="state"),
                attention_gatings(m, n, v, softmax=None),
            )
            for m in range(1, 8)
        ]
        assert [state < scores for state, scores in counts] == [m * (n + v) > 2 * n * v for m in range(1, 8)]
        assert all(b[0] - a[0] == 2 * n * v for a, b in pairwise(counts))
