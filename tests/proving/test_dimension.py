"""Statements about every n: sums, entries, delta, permutations, softmax rows; proved for all n or refuted at small n."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.certificates.expression import substitute
from symattn.proving import prove
from symattn.proving.labelling import Labelling


def total(term: str, *indices: str, n: str = "n") -> str:
    for index in indices:
        term = f"Sum({term}, ({index}, 1, {n}))"
    return term


WX, VX = total("w[i]*x[i]", "i"), total("v[i]*x[i]", "i")
ROW = total("exp(" + total("q[s(i),k]*r[s(j),k]", "k", n="d") + ")*v[s(j)]", "j")
NORM = total("exp(" + total("q[s(i),k]*r[s(j),k]", "k", n="d") + ")", "j")
PLAIN = [text.replace("r[s(j),k]", "r[j,k]").replace("v[s(j)]", "v[j]") for text in (ROW, NORM)]
TRUE = [
    (f"{WX}*{VX} == {total('w[i]*v[j]*x[i]*x[j]', 'i', 'j')}", ""),
    (f"{WX}*{VX} == ({total('(w[i] + v[i])*x[i]', 'i')}**2 - {total('(w[j] - v[j])*x[j]', 'j')}**2)/4", ""),
    (f"{total('2', 'i')} == 2*n", ""),
    (f"{total('x[i] + c', 'i')} == {total('x[k]', 'k')} + n*c", ""),
    (f"{total('softmax(i, x, n)', 'i')} == 1", ""),
    (f"exp(x[i] + c)/{total('exp(x[k] + c)', 'k')} == softmax(i, x, n)", ""),
    (f"exp(x[i] - log({total('exp(x[j])', 'j')})) == softmax(i, x, n)", ""),
    (f"{total('logistic(x[i])', 'i')} + {total('logistic(-x[i])', 'i')} == n", ""),
    (f"{total('x[i]/x[i]', 'i')} == n", ""),
    (f"{total(total('exp(q[i]*k[j])/' + total('exp(q[i]*k[l])', 'l'), 'j'), 'i')} == n", ""),
    (f"{total('delta(i, j)*x[i]*y[j]', 'i', 'j')} == {total('x[i]*y[i]', 'i')}", ""),
    (f"{total('delta(i, j)*x[i]', 'i')} == x[j]", "j <= n; n positive integer"),
    ("delta(i, j)*x[i] == delta(i, j)*x[j]", "i <= n; j <= n; n positive integer"),
    (f"{total('x[s(i)]', 'i')} == {total('x[i]', 'i')}", "s permutation of n"),
    (f"{total('x[s(i)]*y[s(s(i))]', 'i')} == {total('x[i]*y[s(i)]', 'i')}", "s permutation of n"),
    (f"{total('delta(s(i), j)*x[j]*y[i]', 'i', 'j')} == {total('x[s(i)]*y[i]', 'i')}", "s permutation of n"),
    (
        f"{total('H(' + total('A[i,j]*x[s(j)]', 'j') + ')', 'i')} == {total('H(' + total('A[i,j]*x[s(j)]', 'j') + ')', 'i')}",
        "s permutation of n",
    ),
    (f"{total('A[i,j]*B[j,k]*C[k,i]', 'i', 'j', 'k')} == {total('B[i,j]*C[j,k]*A[k,i]', 'k', 'j', 'i')}", ""),
    (f"{ROW}/{NORM} == {PLAIN[0]}/{PLAIN[1]}", "s permutation of n"),
    (
        f"{total('(x[i] - ' + total('x[j]', 'j') + '/n)**2', 'i')} == {total('x[i]**2', 'i')} - {total('x[i]', 'i')}**2/n",
        "",
    ),
    (
        f"{total('(a[i]*b[j] - a[j]*b[i])**2', 'i', 'j')} == 2*{total('a[i]**2', 'i')}*{total('b[i]**2', 'i')} - 2*{total('a[i]*b[i]', 'i')}**2",
        "",
    ),
    (f"{total('w[i]*x[i]', 'i')} == {total('w[k]*x[k]', 'k')}", ""),
    (f"{total('i', 'i')} == n*(n + 1)/2", ""),
    (f"{total('i**3', 'i')} == {total('i', 'i')}**2", ""),
    (f"{total('s(i)**7', 'i')} == {total('i**7', 'i')}", "s permutation of n"),
    (f"{total('2*i - 1', 'i')} == n**2 and {total('i', 'i', n='m')} == m*(m + 1)/2", ""),
    (f"{total('delta(i, j)', 'i')} == 1", "j <= n"),
    ("delta(i, j)*x[i] == delta(i, j)*x[j]", ""),
    (f"{total('max(x[i], y[i])', 'i')} == {total('max(x[k], y[k])', 'k')}", ""),
]
FALSE = [
    (f"{WX}*{VX} == {total('w[i]*v[j]*x[i]*x[i]', 'i', 'j')}", ""),
    (f"{total('x[i]', 'i')} == x[1]", ""),
    (f"{total('2', 'i')} == 2", ""),
    (f"{total('x[i]*y[i]', 'i')} == {total('x[i]', 'i')}*{total('y[i]', 'i')}", ""),
    (f"{total('x[s(i)]*y[i]', 'i')} == {total('x[i]*y[i]', 'i')}", "s permutation of n"),
    (f"{total('delta(s(i), j)*x[j]*y[i]', 'i', 'j')} == {total('x[i]*y[s(i)]', 'i')}", "s permutation of n"),
    (f"{total('A[i,j]*B[j,k]*C[k,i]', 'i', 'j', 'k')} == {total('A[i,j]*C[j,k]*B[k,i]', 'i', 'j', 'k')}", ""),
    (f"{total('A[i,j]*B[i,j]', 'i', 'j')} == {total('A[i,j]*B[j,i]', 'i', 'j')}", ""),
    (f"{ROW}/{NORM} == {PLAIN[0].replace('v[j]', 'v[s(j)]')}/{PLAIN[1]}", "s permutation of n"),
    ("softmax(i, x, n) == softmax(i, y, n)", ""),
    (f"{total('softmax(i, x, n)*v[i]', 'i')} == {total('v[i]', 'i')}/n", ""),
    (f"exp(x[i] + c)/{total('exp(x[k])', 'k')} == softmax(i, x, n)", ""),
    (f"{total('x[i]**2', 'i')} == {total('x[i]', 'i')}**2", ""),
    (f"{total('H(x[i])', 'i')} == {total('H(-x[i])', 'i')}", ""),
    (f"{total('i**2', 'i')} == n**2*(n + 1)/2", ""),
    (f"{total('i', 'i')} == n*(n + 1)/2 and {total('i', 'i')} == n**2", ""),
    ("s(1) == 1", "s permutation of n"),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE)
def test_true_for_every_n(statement: str, assuming: str) -> None:
    verdict = prove(statement, assuming=assuming)
    assert verdict.proved, verdict.explain()
    assert verdict.extent == "general"
    assert check_certificate(verdict.certificate.to_json())


@pytest.mark.parametrize(("statement", "assuming"), FALSE)
def test_false_for_some_n(statement: str, assuming: str) -> None:
    verdict = prove(statement, assuming=assuming)
    assert verdict.refuted, verdict.explain()
    assert check_certificate(verdict.counterexample.certificate.to_json())


def test_long_sums_are_not_written_out() -> None:
    text = f"{WX}*{VX} == {total('w[i]*v[j]*x[i]*x[j]', 'i', 'j')}".replace("n)", "1000)")
    assert prove(text).proved
    assert prove("Sum(2, (i, 1, 1000)) == 2000").proved
    assert prove("Sum(i, (i, 1, 1000)) == 500500").proved
    assert prove("Sum(i, (i, 1, 1000)) == 500501").refuted


def test_dimensions_are_not_confused() -> None:
    assert prove("Sum(x[i], (i, 1, n)) == Sum(y[i], (i, 1, m))").refuted
    assert prove("Sum(1, (i, 1, n)) == Sum(1, (i, 1, m))").refuted


# The canonical numbering itself, against all permutations of few indices.

EDGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8)


def numbering(edges: list[tuple[int, int]], indices: list[int]) -> tuple[tuple[int, int], ...]:
    def seen(i: int, colours: dict[int, int]) -> tuple[tuple[int, int], ...]:
        look = {**colours, i: -1}
        return tuple(sorted((look[a], look[b]) for a, b in edges if i in (a, b)))

    def form(order: list[int]) -> tuple[tuple[int, int], ...]:
        place = {i: k for k, i in enumerate(order)}
        return tuple(sorted((place[a], place[b]) for a, b in edges))

    return form(Labelling(indices, seen, form, lambda: None).order(dict.fromkeys(indices, 0)))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(EDGES, EDGES)
def test_numbering_decides_isomorphism(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    indices = list(range(5))
    isomorphic = any(sorted((p[a], p[b]) for a, b in first) == sorted(second) for p in permutations(indices))
    assert (numbering(first, indices) == numbering(second, indices)) == isomorphic


def test_equal_branches_need_few_numberings() -> None:
    star = [(0, k) for k in range(1, 9)] + [(k, k + 8) for k in range(1, 9)]
    indices = list(range(17))
    shuffled = Random(1).sample(indices, 17)
    moved = [(shuffled[a], shuffled[b]) for a, b in star]
    assert numbering(star, indices) == numbering(moved, indices)


def test_substitution_of_a_size_gives_the_instance() -> None:
    tree = ("Sum", ("index", "x", "i"), "i", 1, "n")
    assert substitute(tree, {"n": 3}) == ("Sum", ("index", "x", "i"), "i", 1, 3)
