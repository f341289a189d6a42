"""Verdicts and certificates of every kind, as the procedures and rules make them today: what the mutation tests change."""

from __future__ import annotations

import json
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import sympy

from symattn.algebra import gating_rank
from symattn.certificates import NotThreshold, ThresholdWeights
from symattn.proving import (
    by_cases,
    by_induction,
    by_squeeze,
    by_terms,
    chain,
    conjunction,
    prove,
    prove_enclosed,
    prove_instances,
    specialise,
)
from symattn.threshold import is_threshold


def proved(claim: str, assuming: str = "", **more: Any) -> Any:
    verdict = prove(claim, assuming=assuming, **more)
    assert verdict.proved, verdict.explain()
    return verdict


def refuted(claim: str, assuming: str = "") -> Any:
    verdict = prove(claim, assuming=assuming)
    assert verdict.refuted, verdict.explain()
    return verdict.counterexample


def total(term: str, *indices: str) -> str:
    for index in indices:
        term = f"Sum({term}, ({index}, 1, n))"
    return term


def verdicts() -> tuple[list[Any], list[Any]]:
    """Return proved verdicts with certificates of every kind of proof, and counterexamples."""
    wx, vx = total("w[i]*x[i]", "i"), total("v[j]*x[j]", "j")
    square = proved("(x + y)**2 == x**2 + 2*x*y + y**2")
    identities = [
        square,
        proved("(x + 2*y)**3 == x**3 + 6*x**2*y + 12*x*y**2 + 8*y**3"),
        proved("1/(1/x + 3/y) == x*y/(3*x + y)"),
        proved("tanh(2*x) == 2*tanh(x)/(1 + tanh(x)**2)"),
        proved("cosh(3*x) == 4*cosh(x)**3 - 3*cosh(x)"),
        proved("2*logistic(x - y) == 2*exp(x)/(exp(x) + exp(y))"),
        proved(f"{wx}*{vx} == {total('w[i]*v[j]*x[i]*x[j]', 'j', 'i')}"),
        proved(f"{total('x[i] + 3', 'i')} == {total('x[k]', 'k')} + 3*n"),
        proved(
            f"{total('x[s(i)]*A[i,j]*y[j]', 'j', 'i')} == {total('y[j]*A[i,j]*x[s(i)]', 'i', 'j')}",
            "s permutation of n",
        ),
        proved("binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 1)", "n, k positive integer"),
        proved("x**(n - 1)*x**2 == x**(n + 1)", "n positive integer"),
    ]
    finite = [
        proved("x*y == max(x + y - 1, 0)", "x, y in {0,1}"),
        proved("x**2 - x <= 2*y", "x in {-1,1}; y in {1,2}"),
        proved("H(x + y + z - 2) == x*y + y*z + x*z - 2*x*y*z", "x, y, z in {0,1}"),
        proved("x < y implies x*x < y*y + 1", "x, y in {0,1,2}; x + y > 0"),
        proved("2*x*y - x - y == -abs(x - y)", "x, y in {0,1}"),
    ]
    split = [proved("y*H(x - 1) == y*x", "x in {0,1}"), proved("y**x == 1 + x*(y - 1)", "x in {0,1}")]
    split.append(proved("x**(n + 1)*y == x*y", "x in {0,1}; n positive integer"))
    counterexamples = [
        refuted("x**2 >= 2*x"),
        refuted("H(x) + H(-x) == 1"),
        refuted("sgn(x)*sgn(y) == sgn(x*y)", "x != 0"),
        refuted("x + y <= 3", "x, y integer; x < 3; y < 3"),
        refuted("x*y == min(x, y)", "x, y in {-1,0,1}"),
        refuted(f"{total('x[i]**2', 'i')} == {total('x[i]', 'i')}**2"),
        refuted(f"{total('x[s(i)]*y[i]', 'i')} == {total('x[i]*y[i]', 'i')}", "s permutation of n"),
        refuted("log(3) < 1"),
        refuted("x*exp(-x) <= 0.36", "0 <= x; x <= 20"),
    ]
    instances = [
        prove_instances("T(n) == 2**n", ranges={"n": range(1, 5)}, functions={"T": lambda n: 2**n}),
        prove_instances(
            "C(n, k) + C(n, k + 1) == C(n + 1, k + 1)",
            ranges={"n": range(2, 4), "k": range(1, 2)},
            functions={"C": lambda n, k: [1, n, n * (n - 1) // 2, n * (n - 1) * (n - 2) // 6][k]},
        ),
    ]
    proofs = [
        proved("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) < M"),
        proved("abs(x + y) <= abs(x) + abs(y)"),
        proved("relu(x) - relu(-x) == x"),
        proved("2*n != 2*m + 1", "n integer; m integer"),
        proved("x**2 + y**2 >= 2*x*y"),
        proved("3*x**2 + 1 > 2*x"),
        proved("x*y >= 1", "x >= 1; y >= 1", family="inequality"),
        proved("x*exp(-x) <= 0.37", "0 <= x; x <= 20"),
        proved("tanh(x) <= x", "1/10 <= x; x <= 2"),
        proved("2*logistic(x) >= H(x)"),
        proved("g*abs(tanh(x)) <= relu(g)", "g in {-1,1}"),
        proved("x < softplus(x)"),
    ]
    rules = [
        chain([proved("(x + 1)**2 == x**2 + 2*x + 1"), proved("x**2 + 2*x + 1 == x*(x + 2) + 1")]),
        chain([proved("x - 1 < x"), proved("x <= abs(x)")]),
        by_cases("abs(x)*abs(x) == x**2", cases=["x >= 0", "x < 0"]),
        by_induction("Sum(i, (i, 1, n)) == n*(n + 1)/2"),
        by_induction("(1 - x)**n >= 1 - n*x", assuming="0 <= x; x <= 1"),
        specialise(square, {"y": "3*t"}),
        by_terms(proved("w[i]*x[i] <= 2*abs(w[i])", "abs(x[i]) <= 2")),
        by_terms(proved("w[i]*x[i] <= 2*abs(w[i])", "abs(x[i]) <= 2"), without="k"),
        conjunction([square, proved("x*x == x**2")], statement="both"),
        proved("f(x + y)*g(2*y) == g(y + y)*f(y + x)", "f, g function"),
        proved("f(x) + f(x)*y == f(x)*(y + 1)", "f function"),
        proved("Sum(f(w[i]*x)*2, (i, 1, n)) == 2*Sum(f(x*w[i]), (i, 1, n))", "f function"),
    ]
    whole = "n positive integer"
    limits = [
        by_squeeze(
            "1 - 5*log(2)/log(n)",
            "(n**(d + 1) + 2*n)/n**(d + 1)",
            limit=1,
            assuming="d positive integer; d >= 2",
        ),
        by_squeeze("2**n*n**3/3**n", "1/sqrt(n)", limit=0),
        by_squeeze(proved("1 - 1/n <= n/(n + 1)", whole), proved("n/(n + 1) <= 1", whole), limit=1),
    ]
    no_limits = [
        by_squeeze("1 - 1/n", "2 + log(n)/n", limit=1),
        by_squeeze("n**d/n**2", "5", limit=0, assuming="d positive integer; d <= 2"),
    ]
    assert all(verdict.proved for verdict in limits) and all(verdict.refuted for verdict in no_limits)
    enclosed = prove_enclosed(
        "T(n + 1) > T(n) + 1/2",
        ranges={"n": range(1, 4)},
        functions={"T": lambda n: SimpleNamespace(lower=n - Fraction(1, 9), upper=n + Fraction(1, 9))},
    )
    verdicts = [*identities, *finite, *split, *instances, *proofs, *rules, *limits, enclosed, lemma()]
    return verdicts, [*counterexamples, *(verdict.counterexample for verdict in no_limits)]


def lemma() -> Any:
    """Return a proof that uses a lemma."""
    known = proved("x*y >= 1", "x >= 1; y >= 1", family="inequality")
    return proved("x*y + 1 >= 2", "x >= 1; y >= 1", using=[known])


VERDICTS, COUNTEREXAMPLES = verdicts()
GATES = [
    ThresholdWeights(234, 3, "01", (2, 1, 1), -2),
    ThresholdWeights(8, 2, "01", (1, 1), -2),
    ThresholdWeights(0b10000000, 3, "pm", (1, 1, 1), -3),
    NotThreshold(6, 2, "01", ((0, 1), (1, 1), (2, 1), (3, 1))),
    is_threshold(0b0110_1001, 3).certificate,
]
X, Y, Z = sympy.symbols("x y z")
RANKS = [
    gating_rank(form, [X, Y, Z]).certificate for form in (X * Y, X**2 + Y**2 - 3 * Z**2, 2 * X**2 - 5 * X * Y)
]
EXAMPLES: list[dict[str, Any]] = [
    json.loads(json.dumps(certificate.to_json()))
    for certificate in (*(item.certificate for item in (*VERDICTS, *COUNTEREXAMPLES)), *GATES, *RANKS)
]
IDS = [f"{data['kind']}-{k}" for k, data in enumerate(EXAMPLES)]
