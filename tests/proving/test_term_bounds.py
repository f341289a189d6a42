"""What is assumed of every entry bounds the sums: weighted means, attention rows, the largest of a softmax row, bits; for every n, in one call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument
from symattn.proving import by_terms, chain, prove

WEIGHTS = "forall(a[j] >= 0, (j, 1, m)); Sum(a[j], (j, 1, m)) == 1"
ROW = "Sum(softmax(j, s, m)*v[j], (j, 1, m))"
MEAN = "Sum(a[j]*v[j], (j, 1, m))"
UNIQUE = "forall(j == p or x[j] <= x[p] - D, (j, 1, m)); p <= m"
#: For bits and for signs, as equations between entries.
BITS = "forall(x[i]**2 == x[i], (i, 1, n)); forall(a[i]**2 == a[i], (i, 1, n))"
TRUE = [
    (f"{ROW} <= M", "forall(v[j] <= M, (j, 1, m))"),
    (f"{ROW} >= M", "forall(v[j] >= M, (j, 1, m))"),
    (f"{ROW} < M", "forall(v[j] < M, (j, 1, m))"),
    (f"abs({ROW}) <= M", "forall(abs(v[j]) <= M, (j, 1, m))"),
    (f"{MEAN} <= M", f"forall(v[j] <= M, (j, 1, m)); {WEIGHTS}"),
    (f"abs({MEAN}) <= M", f"forall(abs(v[j]) <= M, (j, 1, m)); {WEIGHTS}"),
    (f"{MEAN} <= M*Sum(a[j], (j, 1, m))", "forall(v[j] <= M, (j, 1, m)); forall(a[j] >= 0, (j, 1, m))"),
    # A row of attention and the value that it attends to most.
    (f"abs({MEAN} - v[k]) <= R", f"forall(abs(v[j] - v[k]) <= R, (j, 1, m)); {WEIGHTS}"),
    (f"abs({MEAN} - v[k]) <= (1 - a[k])*R", f"forall(abs(v[j] - v[k]) <= R, (j, 1, m)); {WEIGHTS}; k <= m"),
    # Concentration, for one maximum that is larger than all others by D.
    ("1 - softmax(p, x, m) <= (m - 1)*exp(-D)", UNIQUE),
    ("1 - exp(b*x[p])/Sum(exp(b*x[j]), (j, 1, m)) <= (m - 1)*exp(-b*D)", f"b > 0; {UNIQUE}"),
    (
        "1 - exp(b*x)/(exp(b*x) + Sum(exp(b*y[j]), (j, 1, n))) <= n*exp(-b*D)",
        "b > 0; forall(y[j] <= x - D, (j, 1, n))",
    ),
    ("abs(Sum(w[j]*x[j], (j, 1, n))) <= B*Sum(abs(w[j]), (j, 1, n))", "forall(abs(x[j]) <= B, (j, 1, n))"),
    ("Sum(x[i]*(2*a[i] - 1), (i, 1, n)) - Sum(a[i], (i, 1, n)) == -Sum((x[i] - a[i])**2, (i, 1, n))", BITS),
    (
        "Sum(x[i]*(2*a[i] - 1), (i, 1, n)) - Sum(a[i], (i, 1, n)) == -Sum((x[i] - a[i])**2, (i, 1, n))",
        "forall(x[i] == 0 or x[i] == 1, (i, 1, n)); forall(a[i] == 0 or a[i] == 1, (i, 1, n))",
    ),
    ("Sum(x[i]*x[i], (i, 1, n)) == n", "forall(x[i]*x[i] == 1, (i, 1, n))"),
    ("Sum(w[i]*x[i]**2, (i, 1, n)) == Sum(w[i]*x[i], (i, 1, n))", "forall(x[i]**2 == x[i], (i, 1, n))"),
]


@pytest.mark.parametrize(("claim", "assuming"), TRUE)
def test_true_statements_are_proved(claim: str, assuming: str) -> None:
    verdict = prove(claim, assuming=assuming)
    assert verdict.proved, verdict.explain()
    assert check_certificate(json.loads(json.dumps(verdict.certificate.to_json())))


FALSE = [
    (f"{ROW} < M", "forall(v[j] <= M, (j, 1, m))"),  # with one entry it is M
    (f"{ROW} <= M/2", "forall(v[j] <= M, (j, 1, m))"),
    (f"{MEAN} <= M", "forall(v[j] <= M, (j, 1, m)); Sum(a[j], (j, 1, m)) == 1"),
    (f"{MEAN} <= M", "forall(v[j] <= M, (j, 1, m)); forall(a[j] >= 0, (j, 1, m))"),
    (f"abs({MEAN} - v[k]) < (1 - a[k])*R", f"forall(abs(v[j] - v[k]) <= R, (j, 1, m)); {WEIGHTS}; k <= m"),
    (f"abs({MEAN} - v[k]) <= (1 - a[k])*R/2", f"forall(abs(v[j] - v[k]) <= R, (j, 1, m)); {WEIGHTS}; k <= m"),
    ("1 - softmax(p, x, m) <= (m - 2)*exp(-D)", UNIQUE),
    ("1 - softmax(p, x, m) < (m - 1)*exp(-D)", UNIQUE),  # 0 < 0 with one entry
    (
        "1 - softmax(p, x, m) <= (m - 1)*exp(-D)",
        "forall(x[j] <= x[p] - D, (j, 1, m)); D >= 1; p <= m",
    ),  # vacuous
    ("1 - softmax(p, x, m) <= (m - 1)*exp(-2*D)", UNIQUE),
    ("Sum(x[i]*x[i], (i, 1, n)) == n", "forall(x[i]*x[i] == x[i], (i, 1, n))"),
    ("Sum(w[i]*x[i]**2, (i, 1, n)) == Sum(w[i]*x[i], (i, 1, n))", "forall(x[i]**2 == 1, (i, 1, n))"),
]


@pytest.mark.parametrize(("claim", "assuming"), FALSE)
def test_false_statements_are_not_proved(claim: str, assuming: str) -> None:
    assert not prove(claim, assuming=assuming, time_limit=3).proved


def test_by_hand_in_three_lines() -> None:
    """The same as a chain: one term, the sum, and what the sum of the weights is."""
    term = prove("softmax(j, s, m)*v[j] <= softmax(j, s, m)*M", assuming="v[j] <= M; j <= m")
    summed = by_terms(term, index="j", bound="m")
    total = prove("Sum(softmax(j, s, m)*M, (j, 1, m)) == M", assuming="forall(v[j] <= M, (j, 1, m))")
    joined = chain([summed, total])
    assert joined.proved and joined.statement == f"{ROW} <= M"


def test_a_term_may_be_left_out() -> None:
    term = prove("a[j]*v[j] <= a[j]*M", assuming="a[j] >= 0; v[j] <= M")
    rest = by_terms(term, index="j", bound="m", without="k")
    assert rest.proved and rest.scope.endswith("k <= m") and "j == k or " in rest.scope
    assert rest.statement == "Sum(a[j]*v[j], (j, 1, m)) - a[k]*v[k] <= Sum(a[j]*M, (j, 1, m)) - a[k]*M"
    # Of n = 1 nothing is left, and nothing is smaller than nothing.
    strict = prove("x[i] < x[i] + 1")
    with pytest.raises(InvalidArgument):
        by_terms(strict, without="k")
    wrong: list[Any] = ["i", 0, -1, "2k", 1.5]
    for place in wrong:
        with pytest.raises(InvalidArgument):
            by_terms(prove("x[i] <= x[i] + 1"), without=place)
