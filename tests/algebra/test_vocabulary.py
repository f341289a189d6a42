"""Dimensions are positive integers, vectors have entries from 1, matrices have shapes."""

from __future__ import annotations

import pytest
import sympy as sp

from symattn.algebra import dimension, matrices, vectors
from symattn.errors import InvalidArgument


def test_dimension():
    n = dimension("n")
    assert n.is_integer and n.is_positive
    assert n == dimension("n")
    assert n != sp.Symbol("n")


def test_vectors_and_matrices():
    n = dimension("n")
    w, v = vectors("w, v", n)
    assert (w[1], v[n]) == (sp.IndexedBase("w")[1], sp.IndexedBase("v")[n])
    assert vectors("x", 3) == sp.IndexedBase("x")
    assert matrices("A", n, 2).shape == (n, 2)
    assert len(matrices("A B", n, n)) == 2


@pytest.mark.parametrize("bad", ["", "1n", "a b", None, "n+1", 3])
def test_bad_dimension(bad):
    with pytest.raises(InvalidArgument):
        dimension(bad)


@pytest.mark.parametrize(
    ("names", "n"), [("w w", 3), ("", 3), ("w", 0), ("w", True), ("w", 1.5), ("w", sp.Symbol("n"))]
)
def test_bad_vectors(names, n):
    with pytest.raises(InvalidArgument):
        vectors(names, n)
