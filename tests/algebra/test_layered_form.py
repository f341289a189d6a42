"""Forms of symbolic size: their entries are proved to give the network's output, and at a size they are the concrete forms."""

from __future__ import annotations

import json
import pickle

import pytest
import sympy as sp

from symattn.algebra import LayeredForm, QuadraticForm, dimension, gating_rank, vectors
from symattn.attention import output_gating, synaptic_gating
from symattn.errors import InvalidArgument
from symattn.model import Network
from symattn.proving import prove

n, m, p = dimension("n"), dimension("m"), dimension("p")
u, v, x = vectors("u v x", n)
i, j, k = sp.symbols("i j k", integer=True)


def linear(label, bias=None, **options):
    return Network.feedforward([n, 1], weights=label, bias=bias, **options)


CASES = {
    "linear": (linear("u", "a"), {n: 3}),
    "output gating": (output_gating(linear("u"), by=linear("v")), {n: 4}),
    "output gating with biases": (output_gating(linear("u", "a"), by=linear("v", "b")), {n: 3}),
    "synaptic gating of all synapses": (synaptic_gating(linear("w"), by=linear("v")), {n: 3}),
    "a square": (linear("u", "a", transfer="square"), {n: 3}),
    "dot product": (
        synaptic_gating(
            Network.feedforward([p, n, 1], weights=["w", 1]),
            by=Network.feedforward([p, n], weights="v"),
            synapse="u2",
        ),
        {n: 2, p: 3},
    ),
    "a layer of squares": (
        Network.feedforward([n, m, 1], weights=["w", "v"], bias=["a", "b"], transfer=["square", "identity"]),
        {n: 3, m: 2},
    ),
    "squares of three inputs": (
        Network.feedforward([3, m, 1], weights=["w", "v"], transfer=["square", "identity"]),
        {m: 2},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_form_is_the_output_for_every_size(name):
    network, _ = CASES[name]
    form = QuadraticForm.from_network(network)
    assert prove(network.output(), form.expression()).proved
    x_ = form.variable
    rest = sp.Sum(form.linear * x_[form.j], (form.j, 1, form.size)) + form.constant
    assert prove(network.output(), form.decomposition() + rest).proved
    # and with a wrong factor it is not
    if form.entry != 0:
        assert prove(network.output(), 2 * form.expression()).refuted


@pytest.mark.parametrize("name", CASES)
def test_at_a_size_it_is_the_concrete_form(name):
    network, sizes = CASES[name]
    form = QuadraticForm.from_network(network)
    concrete = QuadraticForm.from_network(network.at(sizes))
    assert form.at(sizes) == concrete
    assert form.at({str(size): value for size, value in sizes.items()}) == concrete
    assert concrete.rank() <= form.rank_bound.subs(sizes)
    assert concrete.parameters == form.parameters.subs(sizes)
    assert concrete.dense_parameters == form.dense_parameters.subs(sizes)
    if len(sizes) == 1 and n in sizes:
        assert gating_rank(concrete).value <= form.gatings.subs(sizes)


def test_entries_and_counts_of_a_gated_pair():
    form = QuadraticForm.from_network(CASES["output gating with biases"][0])
    a, b = sp.symbols("a b")
    J, K = form.j, form.k
    assert sp.expand(form.entry - (u[J] * v[K] + u[K] * v[J]) / 2) == 0
    assert sp.expand(form.linear - b * u[J] - a * v[J]) == 0
    assert form.constant == a * b
    assert sp.expand(form.parameters - 2 * (n + 1)) == 0
    assert sp.expand(form.dense_parameters - (n + 1) * (n + 2) / 2) == 0
    assert form.gatings == 1 and form.rank_bound == sp.Min(2, n) and form.inertia_bounds == (1, 1)
    square = QuadraticForm.from_network(CASES["a square"][0])
    assert square.rank_bound == 1


def test_products_that_share_a_factor_are_one():
    form = QuadraticForm.from_network(CASES["synaptic gating of all synapses"][0])
    assert form.gatings == 1 and len(form.products) == 1
    form = QuadraticForm.from_network(CASES["dot product"][0])
    assert form.gatings == sp.Min(n, p) and form.products[0].count == n


def test_of_expressions():
    norm = LayeredForm.from_expr(sp.Sum(x[i] ** 2, (i, 1, n)), x, n)
    assert norm.entry == sp.KroneckerDelta(norm.j, norm.k) and norm.gatings == n and norm.parameters == 0
    assert norm.at({n: 4}).matrix == sp.eye(4)
    mean = LayeredForm.from_expr(sp.Sum(x[i], (i, 1, n)) ** 2 / n**2 - sp.Sum(x[j] ** 2, (j, 1, n)) / n, x, n)
    assert mean.at({n: 2}).matrix == sp.Matrix([[-1, 1], [1, -1]]) / 4
    double = LayeredForm.from_expr(sp.Sum(x[i] * x[j], (i, 1, n), (j, 1, n)), x, n)
    assert double.entry == 1 and double.gatings == 1
    # the same bound index twice, one inside the other: nothing is captured
    nested = sp.Sum(u[i] * x[i] * sp.Sum(v[i] * x[i], (i, 1, n)), (i, 1, n))
    form = LayeredForm.from_expr(nested, x, n)
    assert sp.expand(form.entry - (u[form.j] * v[form.k] + u[form.k] * v[form.j]) / 2) == 0
    # free names j and k are not taken for indices of the form
    shifted = LayeredForm.from_expr(sp.Sum(x[i] * u[j], (i, 1, n)) * x[k], x, n)
    assert not {shifted.j, shifted.k} & {j, k}


def test_parameters_are_counted_only_where_that_is_clear():
    w = sp.IndexedBase("w")
    assert LayeredForm.from_expr(sp.Sum(w[i] * x[i], (i, 1, n)) * w[1], x, n).parameters is None
    assert LayeredForm.from_expr(sp.Sum(w[i, i] * x[i], (i, 1, n)), x, n).parameters == n
    assert LayeredForm.from_expr(sp.Sum(w[i + 1] * x[i], (i, 1, n)), x, n).parameters is None
    two = sp.Sum(w[1, i] * x[i], (i, 1, n)) * sp.Sum(w[2, i] * x[i], (i, 1, n))
    assert LayeredForm.from_expr(two, x, n).parameters == 2 * n


def test_plain_data():
    form = QuadraticForm.from_network(CASES["output gating"][0])
    assert pickle.loads(pickle.dumps(form)) == form
    assert json.loads(json.dumps(form.to_json()))["parameters"] == "2*n"
    assert "M_{" in form._repr_latex_()


@pytest.mark.parametrize(
    ("network", "message"),
    [
        (linear("u", transfer="relu"), "polynomial in the entries"),
        (linear("u", transfer="exp"), "polynomial in the entries"),
        (output_gating(output_gating(linear("u"), by=linear("v")), by=linear("w")), "degree 3"),
        (output_gating(linear("u", transfer="square"), by=linear("v")), "degree 3"),
    ],
)
def test_what_is_not_quadratic_is_refused(network, message):
    with pytest.raises(InvalidArgument, match=message):
        QuadraticForm.from_network(network)


def test_bad_input():
    for expression in (
        sp.Sum(x[i + 1], (i, 1, n)),
        sp.Sum(x[i], (i, 1, m)),
        sp.Sum(x[i], (i, 0, n)),
        x[1, 2],
    ):
        with pytest.raises(InvalidArgument, match="must"):
            LayeredForm.from_expr(expression, x, n)
    with pytest.raises(InvalidArgument, match="indexed base"):
        LayeredForm.from_expr(x[1], sp.Symbol("x"), n)
    for size in (sp.Symbol("n"), 1.5, None):
        with pytest.raises(InvalidArgument, match="size"):
            LayeredForm.from_expr(x[1], x, size)
    with pytest.raises(InvalidArgument, match="exact"):
        LayeredForm.from_expr("x[1]", x, n)
    form = LayeredForm.from_expr(sp.Sum(x[i] ** 2, (i, 1, n)), x, n)
    for values in ({}, {n: 0}, {n: True}, {n: 2.0}, {m: 2, n: 2}):
        with pytest.raises(InvalidArgument, match="values"):
            form.at(values)
