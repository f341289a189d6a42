"""Matrix expressions: proved for all sizes, refuted at small ones, and refused by name where they have no meaning here."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.combinatorics import Permutation
from sympy.matrices.expressions.dotproduct import DotProduct

from symattn import H, logistic, prove, refute, relu, sgn
from symattn.algebra.vocabulary import dimension, matrices, vectors
from symattn.certificates import check_certificate
from symattn.errors import InvalidStatement, SymattnError, TooLarge

n, m, d = dimension("n"), dimension("m"), dimension("d")
A, B, C = matrices("A B C", n, n)
x, y, z, w, v = (sp.MatrixSymbol(name, n, 1) for name in "xyzwv")
R = sp.MatrixSymbol("R", n, m)
Q, K, V = sp.MatrixSymbol("Q", m, d), sp.MatrixSymbol("K", n, d), sp.MatrixSymbol("V", n, d)
X, Y = matrices("X Y", 2, 2)
L, M = matrices("L M", 100, 100)
a, b, k = sp.symbols("a b k")
i, j = sp.symbols("i j", integer=True)
one, ones, eye, zero = sp.OneMatrix(n, 1), sp.OneMatrix(n, n), sp.Identity(n), sp.ZeroMatrix(n, n)
T, tr, had, diag = sp.Transpose, sp.Trace, sp.HadamardProduct, sp.DiagMatrix


def power(base: Any, exponent: Any) -> Any:
    return sp.HadamardPower(base, exponent)


def rows(weights: Any, tokens: Any) -> Any:
    """The m x n matrix of weights with each row divided by its sum; ``tokens`` is the column of n ones."""
    return sp.MatMul(diag(power(weights * tokens, -1)), weights)


scores = (Q * K.T).applyfunc(sp.exp)
shifted = (Q * K.T + sp.MatrixSymbol("c", m, 1) * sp.OneMatrix(1, n)).applyfunc(sp.exp)
TRUE = {
    "transpose of a product": (T(A * R), R.T * A.T),
    "transpose of three": (T(A * B * C), C.T * B.T * A.T),
    "transpose twice": (T(T(A)), A),
    "adjoint of a real matrix": (sp.Adjoint(A), A.T),
    "addition commutes": (A + B.T, B.T + A),
    "left distributivity": (A * (B + C), A * B + A * C),
    "right distributivity": ((A + B) * R, A * R + B * R),
    "associativity": (sp.MatMul(A, sp.MatMul(B, R)), sp.MatMul(sp.MatMul(A, B), R)),
    "square of a sum": ((A + B) ** 2, A**2 + A * B + B * A + B**2),
    "cube": (A**3, A * A * A),
    "power 0": (sp.MatPow(A, 0), eye),
    "power 1 of a quadratic form": ((x.T * y) ** 2, x.T * y * y.T * x),
    "scalar multiple": (a * (A + B) - b * A, (a - b) * A + a * B),
    "identity": (eye * A - A * eye, zero),
    "trace is linear": (tr(a * A + B), a * tr(A) + tr(B)),
    "trace of a transpose": (tr(T(A)), tr(A)),
    "trace of a product": (tr(A * B), tr(B * A)),
    "trace of a rectangular product": (tr(R * R.T), tr(R.T * R)),
    "trace is cyclic": (tr(A * B * C), tr(C * A * B)),
    "trace of a product of transposes": (tr(A * B * C), tr(C.T * B.T * A.T)),
    "trace of a commutator": (tr(A * B - B * A), 0),
    "Jacobi": (
        A * (B * C - C * B) - (B * C - C * B) * A + B * (C * A - A * C) - (C * A - A * C) * B,
        C * (B * A - A * B) - (B * A - A * B) * C,
    ),
    "trace of the identity": (tr(eye), n),
    "Frobenius": (tr(A.T * B), sp.OneMatrix(1, n) * had(A, B) * one),
    "quadratic form, symmetric part": (x.T * A * x, x.T * (A + A.T) / 2 * x),
    "quadratic form, trace": (x.T * A * y, tr(A * y * x.T)),
    "bilinear form transposed": (x.T * A * y, y.T * A.T * x),
    "antisymmetric form vanishes": (x.T * (A - A.T) * x, 0),
    "outer product": ((x * y.T) * z, (y.T * z) * x),
    "outer product, trace": (x * y.T * z, tr(y * z.T) * x),
    "outer product transposed": (T(x * y.T), y * x.T),
    "product of two units": ((w.T * x) * (v.T * x), x.T * w * v.T * x),
    "polarisation": (4 * (x.T * y), (x + y).T * (x + y) - (x - y).T * (x - y)),
    "dot product": (DotProduct(x, y), y.T * x),
    "Lagrange": (
        tr((x * y.T - y * x.T) * (x * y.T - y * x.T).T),
        2 * tr(x * x.T) * tr(y * y.T) - 2 * tr(x * y.T) ** 2,
    ),
    "Hadamard commutes": (had(A, B), had(B, A)),
    "Hadamard distributes": (had(A, B + C), had(A, B) + had(A, C)),
    "Hadamard transposed": (T(had(A, B)), had(A.T, B.T)),
    "Hadamard power": (power(A, 2), had(A, A)),
    "Hadamard inverse": (had(A, power(A, -1)), ones),
    "Hadamard of outer products": (had(x * y.T, z * w.T), had(x, z) * had(y, w).T),
    "Hadamard as a trace": (x.T * had(A, B) * y, tr(diag(x) * A * diag(y) * B.T)),
    "Hadamard with an outer product": (had(A, x * y.T), diag(x) * A * diag(y)),
    "diag times vector": (diag(w) * x, had(w, x)),
    "diag times diag": (diag(x) * diag(y), diag(had(x, y))),
    "diag is symmetric": (T(diag(x)), diag(x)),
    "diagonal of a product": (sp.DiagonalOf(A * B), had(A, B.T) * one),
    "diagonal part": (sp.DiagonalMatrix(A), had(A, eye)),
    "ones and a sum": (one.T * x, "Sum(x[k,1], (k, 1, n))"),
    "ones times ones": (one * one.T, ones),
    "ones squared": (ones * ones, n * ones),
    "centring is idempotent": ((eye - ones / n) ** 2, eye - ones / n),
    "text counts from 1": (tr(A * B), "Sum(Sum(A[p,q]*B[q,p], (p, 1, n)), (q, 1, n))"),
    "linear attention": ((Q * K.T) * V, Q * sp.MatMul(K.T, V)),
    "linear attention with features": (
        sp.MatMul(Q.applyfunc(relu) * K.applyfunc(relu).T, V),
        sp.MatMul(Q.applyfunc(relu), sp.MatMul(K.applyfunc(relu).T, V)),
    ),
    "softmax rows sum to 1": (rows(scores, one) * one, sp.OneMatrix(m, 1)),
    "softmax rows are shift invariant": (rows(shifted, one) * V, rows(scores, one) * V),
    "normalised before or after": (rows(scores, one) * V, diag(power(scores * one, -1)) * (scores * V)),
    "elementwise polynomial": (A.applyfunc(lambda t: (t + 1) ** 2), power(A, 2) + 2 * A + ones),
    "elementwise logistic": (A.applyfunc(logistic) + (-A).applyfunc(logistic), ones),
    "elementwise tanh": (A.applyfunc(sp.tanh), 2 * (2 * A).applyfunc(logistic) - ones),
    "elementwise sign": (A.applyfunc(sgn), 2 * A.applyfunc(H) - ones),
    "elementwise ReLU": (A.applyfunc(relu) - (-A).applyfunc(relu), A),
    "elementwise on a transpose": (T(A.applyfunc(sp.exp)), A.T.applyfunc(sp.exp)),
    "entries of products as SymPy writes them": ((A * B * C)[0, 0], (C.T * B.T * A.T)[0, 0]),
    "a sum over entries from 0": (sp.Sum(x[i, 0] * y[i, 0], (i, 0, n - 1)), x.T * y),
    "a sum over entries from 1": (sp.Sum(x[i - 1, 0] * y[i - 1, 0], (i, 1, n)), x.T * y),
    "names do not clash": (k * tr(A * B) + i * j, i * j + tr(B * A) * k),
    "Cayley and Hamilton": (X**2 + (tr(X) ** 2 - tr(X * X)) / 2 * sp.Identity(2), tr(X) * X),
    "2 x 2 commutator squared": (sp.MatMul((X * Y - Y * X) ** 2, X), sp.MatMul(X, (X * Y - Y * X) ** 2)),
    "explicit entries": (
        sp.Matrix([[1, 2], [3, 4]]) * X,
        sp.Matrix(
            [
                [X[0, 0] + 2 * X[1, 0], X[0, 1] + 2 * X[1, 1]],
                [3 * X[0, 0] + 4 * X[1, 0], 3 * X[0, 1] + 4 * X[1, 1]],
            ]
        ),
    ),
    "explicit product": (X * Y, sp.Matrix(X) * sp.Matrix(Y)),
    "size 100": (tr(L * M), tr(M * L)),
    "size 100, product": (T(L * M), M.T * L.T),
}
FALSE = {
    "product commutes": (A * B, B * A),
    "transpose in the wrong order": (T(A * B), A.T * B.T),
    "square of a sum": ((A + B) ** 2, A**2 + 2 * A * B + B**2),
    "trace of a product": (tr(A * B), tr(A) * tr(B)),
    "trace of a product of transposes": (tr(A * B), tr(A * B.T)),
    "trace with another order": (tr(A * B * C), tr(A * C * B)),
    "Hadamard is the product": (had(A, B), A * B),
    "every matrix is symmetric": (sp.Eq(A, A.T), None),
    "form with another symmetric part": (x.T * A * x, x.T * (A + A.T) * x),
    "outer product": ((x * y.T) * z, (x.T * z) * y),
    "outer products commute": (x * y.T, y * x.T),
    "Hadamard as a trace": (x.T * had(A, B) * y, tr(diag(x) * A * diag(y) * B)),
    "diag times matrix": (diag(x) * A, A * diag(x)),
    "ones squared": (ones * ones, ones),
    "trace of the identity": (tr(eye), 1),
    "trace is two entries": (tr(A), A[0, 0] + A[1, 1]),
    "linear attention": ((Q * K.T) * V, Q * sp.MatMul(V.T, K).T * 2),
    "rows sum to 1 before normalising": (scores * one, sp.OneMatrix(m, 1)),
    "columns sum to 1": (sp.OneMatrix(1, m) * rows(scores, one), sp.OneMatrix(1, n)),
    "exponential of a product": ((A * B).applyfunc(sp.exp), A.applyfunc(sp.exp) * B.applyfunc(sp.exp)),
    "Heaviside at 0": (A.applyfunc(H) + (-A).applyfunc(H), ones),
    "centring": ((eye - ones) ** 2, eye - ones),
    "Jacobi with a wrong sign": (A * B * C + B * C * A, C * A * B),
    "transpose of a rectangular one": (T(R) * A, T(R) * A.T),
    "2 x 2": (X * Y, Y * X),
    "2 x 2, one entry": (X, sp.Matrix([[X[0, 0], X[0, 1]], [X[1, 0], X[0, 1]]])),
    "size 100": (L * M, M * L),
    "entries count from 0": (A[0, 1], "A[2,1]"),
}


@pytest.mark.parametrize(("lhs", "rhs"), TRUE.values(), ids=TRUE)
def test_true_at_every_size(lhs: Any, rhs: Any) -> None:
    verdict = prove(lhs, rhs)
    assert verdict.proved, verdict.explain()
    assert verdict.extent == "general"
    assert check_certificate(verdict.certificate.to_json())


@pytest.mark.parametrize(("lhs", "rhs"), FALSE.values(), ids=FALSE)
def test_false_at_some_size(lhs: Any, rhs: Any) -> None:
    verdict = prove(lhs, rhs)
    assert verdict.refuted, verdict.explain()
    assert check_certificate(verdict.counterexample.certificate.to_json())


def test_a_verdict_reads_well() -> None:
    verdict = prove(sp.Eq(A * B, B * A))
    assert verdict.statement == "Sum(A[i, k]*B[k, j], (k, 1, n)) == Sum(B[i, k]*A[k, j], (k, 1, n))"
    assert verdict.scope == "all positive integer n, i, j with i <= n and j <= n"
    found = refute(A * B, B * A)
    assert found is not None
    assert found.as_dict()["n"] == 2
    assert prove(x.T * A * y, 0).statement == "Sum(x[k, 1]*Sum(A[k, l]*y[l, 1], (l, 1, n)), (k, 1, n)) == 0"
    assert prove(diag(w) * A, A).statement == "w[i, 1]*A[i, j] == A[i, j]"
    assert prove(X, Y).statement == "4 matrix entries are equal"


def test_names_of_the_statement_are_not_used_for_indices() -> None:
    """i, j and k are the user's own here, and stay reals or what they are said to be."""
    verdict = prove(k * sp.Symbol("i") * A, A * k * sp.Symbol("i"), assuming="j > 0")
    assert verdict.proved
    assert verdict.statement == "i*k*A[p, q] == i*k*A[p, q]"
    assert "all real i, k" in verdict.scope
    assert prove(k * tr(A), tr(A) * k).scope == "all real k; all positive integer n"
    inner = sp.Sum(k, (k, 1, n))
    assert prove(inner * tr(A), tr(A) * inner).statement.count("(l, 1, n)") == 2


def test_a_plain_symbol_is_a_dimension() -> None:
    size = sp.Symbol("n")
    plain = sp.MatrixSymbol("A", size, size)
    assert prove(tr(plain * plain.T), tr(plain.T * plain)).scope == "all positive integer n"
    assert prove(tr(sp.Identity(size)), size).proved
    with pytest.raises(InvalidStatement, match="print alike"):
        prove(plain * sp.MatrixSymbol("B", n, n), plain)


@pytest.mark.parametrize(
    ("lhs", "rhs", "assuming"),
    [
        (x.T * A * B * x, x.T * B * A * x, [sp.Eq(A, A.T), sp.Eq(B.T, B)]),
        (x.T * A * y, y.T * A * x, sp.Q.symmetric(A)),
        (A[0, 1], A[1, 0], sp.Q.symmetric(A)),
        (x.T * A * x, 0, sp.Eq(A, -A.T)),
        (tr(A * B), 0, [sp.Eq(A, A.T), sp.Eq(B, -B.T)]),
        (A * B, B * A, [sp.Q.diagonal(A), sp.Q.diagonal(B)]),
        (A[0, 1], 0, sp.Q.diagonal(A)),
    ],
)
def test_symmetric_and_diagonal_matrices(lhs: Any, rhs: Any, assuming: Any) -> None:
    verdict = prove(lhs, rhs, assuming=assuming)
    assert verdict.proved, verdict.explain()
    assert "where A = " in verdict.scope
    assert check_certificate(verdict.certificate.to_json())
    assert prove(lhs, rhs).refuted


def test_symmetry_is_not_too_much() -> None:
    assert prove(A * B, B * A, assuming=[sp.Q.symmetric(A), sp.Q.symmetric(B)]).refuted
    assert prove(A, A.T, assuming=sp.Q.symmetric(B)).refuted
    assert prove(tr(A), 0, assuming=sp.Q.symmetric(A)).refuted
    assert prove(A[0, 0], 0, assuming=sp.Eq(A, -A.T)).proved


def test_assumptions_about_numbers_stay() -> None:
    verdict = prove(a * tr(A), 0, assuming=sp.Eq(a, 0))
    assert not verdict.refuted
    assert prove(x.T * y, 0, assuming="n == 1; x[1,1] == 0; n positive integer").refuted is False
    assert prove(tr(A), A[0, 0], assuming="n in {1}").proved


REFUSED: list[tuple[Any, Any, Any, str]] = [
    (A * R.T, A, (), r"shapes \(n, n\) of A and \(m, n\) of R.T do not fit"),
    (A + R, A, (), r"shapes \(n, n\) of A and \(n, m\) of R do not fit"),
    (had(A, R), A, (), r"do not fit"),
    (R, R.T, (), r"the sides have shapes \(n, m\) and \(m, n\)"),
    (sp.MatrixSymbol("A", n, m) + R, A * R, (), "A has two shapes"),
    (A, "A", (), r"one side is a matrix of shape \(n, n\)"),
    (A, 0, (), "ZeroMatrix"),
    (x, y.T, (), r"shapes \(n, 1\) and \(1, n\)"),
    (tr(R), 0, (), "needs a square matrix"),
    (sp.MatPow(sp.MatMul(x.T, y, x), 2), x, (), "needs a square matrix"),
    (diag(A), A, (), "needs a vector"),
    (A.inv(), B, (), "Inverse is outside the grammar"),
    (sp.Determinant(A), 1, (), "Determinant is outside"),
    (sp.PermutationMatrix(Permutation([1, 0])) * X, X, (), "s permutation of n"),
    (sp.BlockMatrix([[A, B]]), sp.BlockMatrix([[A, B]]), (), "BlockMatrix is outside"),
    (sp.KroneckerProduct(A, B), A, (), "KroneckerProduct is outside"),
    (A**m, A, (), "integers >= 0"),
    (sp.HadamardPower(A, B), A, (), "applyfunc"),
    (sp.exp(A), 1, (), "applyfunc"),
    (A[i, j], A[i, j], (), "counts entries of a matrix symbol from 0"),
    (sp.Sum(x[i, 0], (i, 1, n)), 0, (), "counts entries"),
    (sp.Sum(x[i - 1, 0], (i, 1, m)), 0, (), "counts entries"),
    (A[-1, 0], 0, (), "numbered from 0"),
    (A[7, 0], 0, (), "the first 3 rows"),
    (sp.MatrixSymbol("Z", n + 1, n), sp.MatrixSymbol("Z", n + 1, n), (), "integers >= 1 or names"),
    (sp.MatrixSymbol("Z", 0, n), sp.MatrixSymbol("Z", 0, n), (), "integers >= 1 or names"),
    (sp.IndexedBase("A")[1, 1], A[0, 0], (), "print alike"),
    (sp.Ne(A * B, B * A), None, (), "not a relation between matrices"),
    (A * B, B * A, sp.Eq(A.T * A, eye), "no procedure uses this property"),
    (A * B, B * A, sp.Q.orthogonal(A), "no procedure uses this property"),
    (R, R, sp.Q.symmetric(R), "not square"),
    (A, B, [sp.Q.symmetric(A), sp.Q.diagonal(A)], "two things"),
    (A[0, 1], "A[2,1]", sp.Q.symmetric(A), "may not occur in text"),
    (sp.Rational(1, 2) * A * 0.5, A, (), "floats"),
    (sp.Symbol("c", complex=True) * A, A, (), "range over the reals"),
    (A, None, (), "must be a relation, not a matrix"),
    (tr(A), None, (), "must be a relation"),
]


def test_an_undefined_function_of_entries_is_arbitrary() -> None:
    g = sp.Function("g")
    assert prove(A.applyfunc(g), A).refuted
    assert prove((A + A).applyfunc(g), (2 * A).applyfunc(g)).proved


@pytest.mark.parametrize(("lhs", "rhs", "assuming", "message"), REFUSED)
def test_what_is_refused_says_why(lhs: Any, rhs: Any, assuming: Any, message: str) -> None:
    with pytest.raises(InvalidStatement, match=message) as caught:
        prove(lhs, rhs, assuming=assuming)
    assert caught.value.value or caught.value.hint


def test_large_expressions_end_in_an_error() -> None:
    grown = A
    for _ in range(18):
        grown = grown * grown + B
    for large in (grown, A**33):
        with pytest.raises(TooLarge):
            prove(large, A)
    deep = A
    for _ in range(100):
        deep = T(sp.MatAdd(deep, B))
    with pytest.raises(SymattnError):
        prove(deep, B)


def test_an_array_is_a_matrix() -> None:
    assert prove(sp.Identity(2), np.array([[1, 0], [0, 1]])).proved
    assert prove(np.array([[1, 0], [0, 2]]), sp.Identity(2)).refuted
    assert prove(X, np.array([[1, 0], [0, 1]])).refuted
    for wrong, why in (
        ([["a", "b"]] * 2, "holds numbers"),
        ([1, 2], "rows and columns"),
        ([[0.5, 1]] * 2, "floats"),
    ):
        with pytest.raises(InvalidStatement, match=why):
            prove(X, np.array(wrong))


def test_explicit_matrices() -> None:
    assert prove(sp.Eq(sp.ImmutableMatrix([[a]]), sp.ImmutableMatrix([[b]]))).refuted
    assert prove(sp.Matrix([[a + a, 1]]), sp.Matrix([[2 * a, 1]])).proved
    assert prove(sp.Matrix([[a, 0]]).T, sp.Matrix([a, 0])).proved
    assert prove(
        tr(sp.MatMul(sp.ImmutableMatrix([[a, 1], [b, 2]]), X)),
        a * X[0, 0] + X[1, 0] + b * X[0, 1] + 2 * X[1, 1],
    ).proved
    with pytest.raises(InvalidStatement, match="at least one entry"):
        prove(sp.zeros(0, 2), sp.zeros(0, 2))


def test_vectors_of_the_vocabulary_mix_with_sums() -> None:
    u = vectors("u", n)
    assert prove(sp.Sum(u[i] * tr(A), (i, 1, n)), tr(A) * sp.Sum(u[j], (j, 1, n))).proved


# Random expressions: a tree of our own, rendered for SymPy and, independently, with numbers.

Tree = tuple[Any, ...]
LEAVES = "ABC"
COLUMNS = "xy"


def random_matrix(random: Random, depth: int) -> Tree:
    kind = random.choice(["mul", "add", "had", "T", "outer", "trace", "dot", "diag"]) if depth else "leaf"
    if kind == "leaf":
        return ("leaf", random.choice(LEAVES))
    inner = [random_matrix(random, depth - 1) for _ in range(2)]
    columns = [("leaf", random.choice(COLUMNS)) for _ in range(2)]
    if kind in ("mul", "add", "had"):
        return (kind, *inner)
    return {
        "T": ("T", inner[0]),
        "outer": ("outer", *columns),
        "trace": ("scaled", ("trace", inner[0]), inner[1]),
        "dot": ("scaled", ("dot", *columns), inner[0]),
        "diag": ("mul", ("diag", columns[0]), inner[0]),
    }[kind]


def law(tree: Tree) -> list[Tree]:
    """What textbook laws make of the root of a tree."""
    match tree:
        case ("T", ("mul", p, q)):
            return [("mul", ("T", q), ("T", p))]
        case ("T", ("add" | "had" as op, p, q)):
            return [(op, ("T", p), ("T", q))]
        case ("T", ("T", p)):
            return [p]
        case ("T", ("outer", p, q)):
            return [("outer", q, p)]
        case ("T", ("diag", p)):
            return [("diag", p)]
        case ("T", ("scaled", s, p)):
            return [("scaled", s, ("T", p))]
        case ("mul", p, ("add", q, r)):
            return [("add", ("mul", p, q), ("mul", p, r))]
        case ("mul", ("add", p, q), r):
            return [("add", ("mul", p, r), ("mul", q, r))]
        case ("mul", p, ("mul", q, r)):
            return [("mul", ("mul", p, q), r)]
        case ("mul", ("mul", p, q), r):
            return [("mul", p, ("mul", q, r))]
        case ("mul", ("scaled", s, p), q):
            return [("scaled", s, ("mul", p, q))]
        case ("mul", p, ("scaled", s, q)):
            return [("scaled", s, ("mul", p, q))]
        case ("mul", ("outer", p, q), ("outer", r, s)):
            return [("scaled", ("dot", q, r), ("outer", p, s))]
        case ("mul", ("diag", p), q):
            return [("had", ("outer", p, ("ones",)), q)]
        case ("had", p, ("add", q, r)):
            return [("add", ("had", p, q), ("had", p, r)), ("had", ("add", q, r), p)]
        case ("had" | "add" as op, p, q):
            return [(op, q, p)]
        case ("scaled", ("trace", ("mul", p, q)), r):
            return [("scaled", ("trace", ("mul", q, p)), r)]
        case ("scaled", ("trace", ("outer", p, q)), r):
            return [("scaled", ("dot", p, q), r)]
        case ("scaled", ("trace", p), r):
            return [("scaled", ("trace", ("T", p)), r)]
        case ("scaled", ("dot", p, q), r):
            return [("scaled", ("dot", q, p), r), ("scaled", ("trace", ("outer", p, q)), r)]
        case ("scaled", s, ("add", p, q)):
            return [("add", ("scaled", s, p), ("scaled", s, q))]
    return [("T", ("T", tree))] if tree[0] == "leaf" and tree[1] in LEAVES else []


def rewritten(tree: Tree, random: Random) -> Tree:
    parts = tuple(rewritten(part, random) if isinstance(part, tuple) else part for part in tree)
    for _ in range(2):
        choices = law(parts)
        if choices and random.random() < 0.7:
            parts = random.choice(choices)
    return parts


def perturbed(tree: Tree, random: Random) -> Tree:
    """Change one leaf, or drop or add one transposition."""
    if tree[0] == "leaf":
        others = LEAVES if tree[1] in LEAVES else COLUMNS
        changes: list[Tree] = [("leaf", other) for other in others if other != tree[1]]
        return random.choice([*changes, ("T", tree)] if tree[1] in LEAVES else changes)
    where = [place for place, part in enumerate(tree) if isinstance(part, tuple)]
    if not where:
        return tree
    place = random.choice(where)
    return (*tree[:place], perturbed(tree[place], random), *tree[place + 1 :])


def in_sympy(tree: Tree) -> Any:
    op, *parts = tree
    if op == "leaf":
        return {"A": A, "B": B, "C": C, "x": x, "y": y}[parts[0]]
    if op == "ones":
        return one
    p, *q = [in_sympy(part) for part in parts]
    return {
        "mul": lambda: sp.MatMul(p, q[0]),
        "add": lambda: sp.MatAdd(p, q[0]),
        "had": lambda: had(p, q[0]),
        "T": lambda: T(p),
        "outer": lambda: sp.MatMul(p, T(q[0])),
        "trace": lambda: tr(p),
        "dot": lambda: sp.MatMul(T(p), q[0]),
        "diag": lambda: diag(p),
        "scaled": lambda: sp.MatMul(p, q[0]),
    }[op]()


def in_numbers(tree: Tree, values: dict[str, Any]) -> Any:
    op, *parts = tree
    if op == "leaf":
        return values[parts[0]]
    if op == "ones":
        return values["ones"]
    p, *q = [in_numbers(part, values) for part in parts]
    return {
        "mul": lambda: p.dot(q[0]),
        "add": lambda: p + q[0],
        "had": lambda: p * q[0],
        "T": lambda: p.T,
        "outer": lambda: p.dot(q[0].T),
        "trace": lambda: p.trace(),
        "dot": lambda: p.T.dot(q[0])[0, 0],
        "diag": lambda: np.diag(p[:, 0]),
        "scaled": lambda: p * q[0],
    }[op]()


def some_values(size: int, random: Random) -> dict[str, Any]:
    def array(columns: int) -> Any:
        numbers = [[random.randint(-3, 3) for _ in range(columns)] for _ in range(size)]
        return np.array(numbers, dtype=object)

    values = {name: array(size) for name in LEAVES} | {name: array(1) for name in COLUMNS}
    return values | {"ones": np.array([[1]] * size, dtype=object)}


def differ(left: Tree, right: Tree, seed: int) -> bool:
    random = Random(seed)
    return any(
        (in_numbers(left, values) != in_numbers(right, values)).any()
        for values in (some_values(size, random) for size in (2, 3, 3))
    )


def check_rewritten(seed: int, depth: int) -> None:
    random = Random(seed)
    left = random_matrix(random, depth)
    right = rewritten(rewritten(left, random), random)
    assert not differ(left, right, seed)
    verdict = prove(in_sympy(left), in_sympy(right))
    assert verdict.proved, verdict.explain()
    assert check_certificate(verdict.certificate.to_json())


def check_perturbed(seed: int, depth: int) -> bool:
    """Check one statement that is seen to be false with numbers; return whether it was one."""
    random = Random(seed)
    left = random_matrix(random, depth)
    right = perturbed(rewritten(left, random), random)
    if not differ(left, right, seed):
        return False
    verdict = prove(in_sympy(left), in_sympy(right))
    assert verdict.refuted, verdict.explain()
    return True


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_rewritten_expressions_are_proved(seed: int) -> None:
    check_rewritten(seed, 3)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_perturbed_expressions_are_refuted(seed: int) -> None:
    check_perturbed(seed, 3)


def test_most_perturbed_expressions_are_false() -> None:
    assert sum(check_perturbed(seed, 2) for seed in range(40)) > 20


@pytest.mark.full
def test_ten_thousand_expressions() -> None:
    for seed in range(10_000):
        check_rewritten(seed, 2 + seed % 2)
        check_perturbed(seed, 2 + seed % 2)
