"""The NumPy bridge agrees with the exact value, with SymPy's own where that is right, and broadcasts where that fails."""

from __future__ import annotations

import pickle
import warnings
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, UnknownName
from symattn.model import H, Network, lambdify, logistic, relu, sgn, softmax_row

x, y, t = sp.symbols("x y t")
i, j, k = sp.symbols("i j k", integer=True)
n, m = sp.symbols("n m", integer=True, positive=True)
w, v, u = (sp.IndexedBase(name) for name in "wvu")
A, B = sp.IndexedBase("A"), sp.IndexedBase("B")
RANDOM = np.random.default_rng(7)


# --- where SymPy's lambdify is right, both agree; where it is wrong, the trap is shown ---------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        x * y + x**2 / (1 + y**2) - sp.Rational(1, 3),
        sp.exp(x) * sp.tanh(y) + sp.sinh(x) - sp.cosh(y),
        sp.sqrt(x**2 + 1) + (x**2 + 1) ** sp.Rational(-1, 3) + 1 / sp.sqrt(y**2 + 1),
        sp.log(x**2 + 1) + sp.pi * sp.Abs(y),
        sp.Max(x, y, 0) - sp.Min(x, 2 * y),
        sp.Piecewise((x, x > y), (y**2, x > 0), (0, True)),
        sp.Piecewise((1 / x, sp.And(x > 0, sp.Not(y > 1))), (x, True)),
        x > y,
    ],
)
def test_agrees_with_sympys_lambdify(expression):
    a, b = RANDOM.normal(size=(2, 5, 3))
    ours, theirs = lambdify([x, y], expression)(a, b), sp.lambdify([x, y], expression, "numpy")(a, b)
    assert ours.shape == (5, 3)
    assert np.allclose(ours, theirs, rtol=1e-13, atol=1e-13)


def test_the_trap_of_a_constant_in_a_matrix():
    matrix, points = sp.Matrix([[t, 1], [0, t**2]]), np.array([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="inhomogeneous"):
        sp.lambdify(t, matrix)(points)
    ours = lambdify([t], matrix)(points)
    assert ours.shape == (3, 2, 2)
    assert all(np.array_equal(ours[p], [[a, 1], [0, a * a]]) for p, a in enumerate(points))


def test_the_trap_of_a_constant_expression():
    points = np.zeros((2, 3))
    assert sp.lambdify([t], sp.Integer(1))(points) == 1  # a number, whatever the shape of the points
    assert np.array_equal(lambdify([t], sp.Integer(1))(points), np.ones((2, 3)))
    assert np.array_equal(lambdify([t], [t, 1])(points), np.stack([points, points + 1], axis=-1))


def test_the_trap_of_ties():
    """SymPy prints Heaviside with the value 1/2 at 0; H(0) = 1 here."""
    assert sp.lambdify([t], sp.Heaviside(t), "numpy")(0.0) == 0.5
    assert lambdify([t], [H(t), sgn(t), relu(t)])(np.array([-1.0, 0.0])).tolist() == [[0, -1, 0], [1, 1, 0]]


# --- sums are contractions ----------------------------------------------------------------------------------------------


def test_sums_are_products_of_arrays():
    a, b, c = RANDOM.normal(size=(4, 3)), RANDOM.normal(size=(3, 5)), RANDOM.normal(size=5)
    l = sp.Symbol("l", integer=True, positive=True)  # noqa: E741
    chain = sp.Sum(A[i, j] * B[j, k] * w[k] * v[i], (i, 1, n), (j, 1, m), (k, 1, l))
    d = RANDOM.normal(size=4)
    assert np.allclose(lambdify([A, B, w, v], chain)(a, b, c, d), d @ a @ b @ c)
    nested = sp.Sum(v[i] * sp.Sum(A[i, j] * sp.Sum(B[j, k] * w[k], (k, 1, l)), (j, 1, m)), (i, 1, n))
    assert np.allclose(lambdify([A, B, w, v], nested)(a, b, c, d), d @ a @ b @ c)
    trace = sp.Sum(A[i, i], (i, 1, n))
    assert np.allclose(lambdify([A], trace)(a[:3]), np.trace(a[:3]))
    delta = sp.Sum(sp.KroneckerDelta(i, j) * w[j] * w[i], (i, 1, n), (j, 1, n))
    assert np.allclose(lambdify([w], delta)(c), c @ c)


def test_batches_are_broadcast_against_each_other():
    form = sp.Sum(A[i, j] * w[i] * v[j], (i, 1, n), (j, 1, m)) + x
    a, b, c = RANDOM.normal(size=(7, 1, 2, 3)), RANDOM.normal(size=(4, 2)), RANDOM.normal(size=3)
    s = RANDOM.normal(size=(7, 4))
    values = lambdify([A, w, v, x], form)(a, b, c, s)
    assert values.shape == (7, 4)
    assert np.allclose(values, np.einsum("pqij,qi,j->pq", a, b, c) + s)


def test_many_indices_do_not_make_a_large_array():
    """Written out over all four indices the product would have 10^8 entries."""
    p, q = sp.symbols("p q", integer=True)
    form = sp.Sum(w[i] * A[i, j] * A[j, p] * A[p, q] * w[q], (i, 1, n), (j, 1, n), (p, 1, n), (q, 1, n))
    a, b = RANDOM.normal(size=(100, 100)), RANDOM.normal(size=100)
    assert np.allclose(lambdify([w, A], form)(b, a), b @ a @ a @ a @ b)


def test_bodies_without_the_index_and_sizes_as_numbers():
    form = sp.Sum(w[i], (i, 1, n)) / n + sp.Sum(x, (j, 1, n)) + sp.Sum(j, (j, 1, n))
    values = lambdify([w, x], form)(np.array([1.0, 2.0, 6.0]), np.array([0.0, 10.0]))
    assert values.tolist() == [3 + 6, 3 + 30 + 6]


def test_triangular_sums_products_and_shifted_entries():
    s = sp.Symbol("s", integer=True)
    # the state of a gated recurrence: h_n = sum_s (prod_{s < r <= n} a_r) b_s
    state = sp.Sum(sp.Product(w[k], (k, s + 1, n)) * v[s], (s, 1, n))
    a, b = RANDOM.normal(size=(2, 6))
    h = 0.0
    for factor, value in zip(a, b, strict=True):
        h = factor * h + value
    assert np.allclose(lambdify([w, v], state)(a, b), h)
    causal = sp.Sum(v[j] * sp.Sum(w[k], (k, 1, j)), (j, 1, n))
    assert np.allclose(lambdify([w, v], causal)(a, b), b @ np.cumsum(a))
    differences = sp.Sum((w[i + 1] - w[i]) ** 2, (i, 1, n - 1))
    assert np.allclose(lambdify([w, n], differences)(a, 6), (np.diff(a) ** 2).sum())


def test_places_that_are_arguments():
    """A permutation, and an index that runs along the batch."""
    a = RANDOM.normal(size=5)
    order = np.array([3, 1, 5, 2, 4])
    assert np.allclose(lambdify([w, u, v], sp.Sum(w[u[i]] * v[i], (i, 1, n)))(a, order, a), a[order - 1] @ a)
    assert np.array_equal(lambdify([w, i], w[i])(a, [2, 1]), a[[1, 0]])
    batch = RANDOM.normal(size=(2, 5))
    assert np.array_equal(lambdify([w, i], w[i])(batch, [2, 1]), [batch[0, 1], batch[1, 0]])
    assert np.array_equal(lambdify([w[1], w], w[1] + w[2])(10, a), 10 + a[1])


def test_sums_up_to_an_argument_of_the_batch():
    a = np.array([1.0, 10.0, 100.0])
    assert lambdify([w, m], sp.Sum(w[i], (i, 1, m)))(a, [0, 1, 3]).tolist() == [0, 1, 111]


# --- exponentials do not overflow where their quotient is a number ------------------------------------------------------


def test_softmax_and_logarithms_of_sums_do_not_overflow():
    large = np.array([1000.0, 1001.0, -2000.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shares = lambdify([w, i], softmax_row(w, i, n))(large, [1, 2, 3])
        assert np.allclose(shares, [1 / (1 + np.e), np.e / (1 + np.e), 0])
        written_out = sp.exp(x) / (sp.exp(x) + sp.exp(y))
        assert lambdify([x, y], written_out)(800.0, 700.0) == 1
        mean = sp.Sum(softmax_row(w, i, n) * v[i], (i, 1, n))
        assert np.allclose(lambdify([w, v], mean)(large, large), shares @ large)
        total = sp.log(sp.Sum(sp.exp(w[i]), (i, 1, n)))
        assert np.allclose(lambdify([w], total)(large), 1001 + np.log1p(np.exp(-1)))
        soft = lambdify([t], sp.log(1 + sp.exp(t)))
        assert soft(1e4) == 1e4
        assert abs(soft(-50.0) / np.exp(-50.0) - 1) < 1e-12
        assert lambdify([t], 1 / (1 + sp.exp(-t)))(-1e4) == 0


# --- matrices -----------------------------------------------------------------------------------------------------------


def test_matrix_expressions():
    Q, K, V = (sp.MatrixSymbol(name, m, n) for name in "QKV")
    q, key, value = RANDOM.normal(size=(3, 2, 4, 3))
    f = lambdify([Q, K, V], Q * K.T * V + 2 * V)
    assert np.allclose(f(q, key, value), q @ key.swapaxes(-1, -2) @ value + 2 * value)
    assert np.allclose(lambdify([Q], sp.Trace(Q.T * Q))(q), (q**2).sum(axis=(-1, -2)))
    assert np.allclose(lambdify([Q, K], (Q * K.T)[0, 1])(q, key), (q[:, 0] * key[:, 1]).sum(-1))
    assert np.allclose(lambdify([Q], sp.Identity(m) * Q + sp.OneMatrix(m, n))(q), q + 1)
    explicit = sp.Matrix([[1, x], [y, 0]])
    assert np.allclose(lambdify([x, y], explicit * explicit)(2.0, [3.0, 5.0])[1], [[11, 2], [5, 10]])
    assert np.allclose(lambdify([Q], sp.HadamardProduct(Q, Q))(q), q**2)


# --- exact values and networks ------------------------------------------------------------------------------------------

_small = st.fractions(min_value=-3, max_value=3, max_denominator=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(_small, min_size=6, max_size=6), st.lists(_small, min_size=2, max_size=2))
def test_agrees_with_the_exact_value_of_a_network(weights, point):
    a, b, c, d, e, f = weights
    net = Network.feedforward([2, 2, 1], transfer=["relu", "leaky_relu"], weights=[[[a, b], [c, d]], [e, f]])
    function = lambdify(net.input_symbols, net.output())
    exact = net.evaluate([point])[0][0]
    assert abs(float(function(*map(float, point))) - float(exact)) < 1e-9
    assert abs(float(function(*point)) - float(net.lambdify()([float(p) for p in point])[0])) < 1e-9


def test_a_network_of_symbolic_size():
    net = Network.feedforward([n, m, 1], transfer=["tanh", "H"], weights=["w", "v"], bias=["u", 0])
    a, b, c = RANDOM.normal(size=(4, 3)), RANDOM.normal(size=4), RANDOM.normal(size=4)
    points = RANDOM.normal(size=(50, 3))
    values = lambdify([w, v, u, sp.IndexedBase("x")], net.output())(a, b, c, points)
    assert np.array_equal(values, np.tanh(points @ a.T + c) @ b >= 0)


def test_functions_of_ones_own():
    f = sp.Function("f")
    assert np.allclose(lambdify([x], f(x) ** 2, functions={"f": np.sin})([1.0, 2.0]), np.sin([1.0, 2.0]) ** 2)


def test_a_numeric_function_pickles_and_shows_itself():
    function = lambdify([w, x], sp.Sum(logistic(w[i] * x), (i, 1, n)))
    assert repr(function) == "lambdify([w, x], Sum(logistic(x*w[i]), (i, 1, n)))"
    again = pickle.loads(pickle.dumps(function))
    assert again([0.0, 0.0], 1.0) == function([0.0, 0.0], 1.0) == 1


# --- bad input ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expression", "error", "text"),
    [
        ([x], x + y, InvalidArgument, "must contain every symbol.*'y'.*Arguments: x"),
        ([], sp.Sum(w[i], (i, 1, n)), InvalidArgument, "must contain every symbol"),
        ([sp.Symbol("x", real=True)], x, InvalidArgument, "different assumptions"),
        ([w], w[i], InvalidArgument, "'i'"),
        ([w, v], w[1], InvalidArgument, "must occur in the expression"),
        ([w], w[1] + w[1, 2], InvalidArgument, "one number of indices"),
        ([x, x], x, InvalidArgument, "must be different"),
        (["x"], x, InvalidArgument, "must be symbols"),
        ([x], "x + 1", InvalidArgument, "expression of SymPy"),
        ([x], [x, None], InvalidArgument, "expression of SymPy"),
        ([x], sp.Heaviside(x), UnknownName, r"H\(0\) = 1"),
        ([x], sp.sign(x), UnknownName, r"sgn\(0\) = 1"),
        ([x], sp.sin(x), UnknownName, "'sin'"),
        ([x], sp.Function("f")(x), UnknownName, "functions="),
        ([x], sp.Derivative(relu(x), x), UnknownName, "doit"),
        ([x], x + sp.I, UnknownName, "ImaginaryUnit"),
    ],
)
def test_what_has_no_numpy_form_is_refused_before_any_array(arguments, expression, error, text):
    with pytest.raises(error, match=text):
        lambdify(arguments, expression)


@pytest.mark.parametrize(
    ("arrays", "text"),
    [
        (([1.0, 2.0], [1.0, 2.0, 3.0]), r"length n = 2 on axis 1, as has axis 1 of w"),
        (([1.0, 2.0],), "must be 2, for w, v"),
        ((1.0, [1.0]), "at least 1 axis"),
        ((np.ones((2, 3)), np.ones((3, 3))), "broadcast against each other"),
        ((["1", "2"], [1, 2]), "array of real numbers"),
        (([1j, 2], [1, 2]), "array of real numbers"),
        (([[1], [1, 2]], [1, 2]), "array of real numbers"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arrays, text):
    with pytest.raises(InvalidArgument, match=text):
        lambdify([w, v], sp.Sum(w[i] * v[i], (i, 1, n)))(*arrays)


def test_places_outside_an_array_are_refused():
    """NumPy would count them from the end."""
    for place in (0, 4, 1.5):
        with pytest.raises(InvalidArgument, match=r"w\[i\]"):
            lambdify([w, i], w[i])([1.0, 2.0, 3.0], place)
    with pytest.raises(InvalidArgument, match="outside"):
        lambdify([w, n], sp.Sum(w[i], (i, 1, n)))([1.0, 2.0], 3)
    with pytest.raises(InvalidArgument, match="upwards"):
        lambdify([w, n], sp.Sum(w[i], (i, 3, n)))([1.0, 2.0, 3.0], 1)
    with pytest.raises(InvalidArgument, match="integers"):
        lambdify([w, n], sp.Sum(w[i], (i, 1, n)))([1.0, 2.0, 3.0], Fraction(3, 2))
