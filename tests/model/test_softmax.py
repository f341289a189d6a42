"""Softmax as expressions and as units of the standard model (TR-3)."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from symattn.algebra import dimension
from symattn.errors import InvalidArgument
from symattn.model import Network, logistic, softmax, softmax_layer, softmax_row

i, n = sp.Symbol("i", integer=True), dimension("n")
x = sp.IndexedBase("x")


@pytest.mark.parametrize("m", [1, 2, 3, 5])
def test_outputs_sum_to_one(m):
    assert sp.cancel(sum(softmax([x[k] for k in range(m)]))) == 1


def test_two_entries_are_a_logistic_function():
    a, b = sp.symbols("a b")
    assert sp.simplify(softmax([a, b])[0] - logistic(a - b).rewrite(sp.exp)) == 0


def test_row_of_symbolic_length():
    assert softmax_row(x, i, n).subs({n: 3, i: 2}).doit() == softmax([x[1], x[2], x[3]])[1]
    assert softmax_row(x, i, 3).subs(i, 2) == softmax([x[1], x[2], x[3]])[1]


def test_bound_index_is_apart_from_free_ones():
    w = sp.IndexedBase("w")
    row = softmax_row(lambda k: w[k, sp.Symbol("j")], i, n)
    (total,) = row.atoms(sp.Sum)
    assert str(total.limits[0][0]) not in {"i", "j", "n", "w"}


@pytest.mark.parametrize("m", [1, 2, 4])
def test_layer_of_standard_units(m):
    net = Network.feedforward([2, m], weights=[[[k, 1] for k in range(m)]])
    layer = softmax_layer(net)
    assert type(layer) is Network
    assert layer.size() == net.size() + 2 * m + 1
    assert tuple(layer.output(k).doit() for k in range(1, m + 1)) == softmax(
        [net.output(k) for k in range(1, m + 1)]
    )
    values = layer.lambdify()(np.array([[0.5, -1.0], [2.0, 3.0]]))
    assert np.allclose(values.sum(axis=-1), 1)


def test_errors():
    for bad in ([], "ab", [0.5], None):
        with pytest.raises(InvalidArgument, match="vector"):
            softmax(bad)
    for size in (0, -2, sp.Symbol("n"), 1.5):
        with pytest.raises(InvalidArgument, match="n"):
            softmax_row(x, i, size)
    with pytest.raises(InvalidArgument, match="IndexedBase"):
        softmax_row(sp.Symbol("x"), i, n)
    with pytest.raises(InvalidArgument, match="different names"):
        softmax_layer(softmax_layer(Network.feedforward([2, 2])))
