"""Smooth and piecewise functions beside each other: decided case by case, at 0 as anywhere else, and never when false."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import variables
from symattn.errors import ContradictoryAssumptions, SymattnError
from symattn.proving import by_cases, chain, parse_statement, prove, to_text

TRUE = [
    ("abs(logistic(t) - H(t)) <= exp(-abs(t))", ""),
    ("abs(logistic(b*t) - H(t)) <= exp(-b*abs(t))", "b > 0"),
    ("abs(tanh(t) - sgn(t)) <= 2*exp(-2*abs(t))", ""),
    ("abs(logistic(t)) <= 1", ""),
    ("abs(tanh(t)) < 1", ""),
    ("abs(tanh(s) - tanh(t)) < 2", ""),
    ("abs(logistic(s) - logistic(t)) < 1", ""),
    ("abs(silu(t)) <= abs(t)", ""),
    ("abs(silu(t) - relu(t)) <= 1", ""),
    ("abs(silu(s) - silu(t)) <= abs(s - t) + 2", ""),
    ("relu(t) <= softplus(t)", ""),
    ("relu(t) < softplus(t)", ""),
    ("softplus(t) <= relu(t) + log(2)", ""),
    ("softplus(t) <= relu(t) + 1", ""),
    ("softplus(t) <= 1 + abs(t)", ""),
    ("abs(softplus(s) - softplus(t)) <= abs(s - t)", ""),
    ("log(1 + exp(t)) <= t + log(2)", "t >= 0"),
    ("t <= softplus(t)", ""),
    ("log(x) <= x - 1", "x > 0"),
    ("log(x)/2 <= log(1 + x)", "x > 0"),
    ("log(exp(s) + exp(t)) <= max(s, t) + log(2)", ""),
    ("max(s, t) <= log(exp(s) + exp(t))", ""),
    ("max(t, 0) + min(exp(t) - 1, 0) >= -1", ""),
    ("abs(max(t, 0) + min(exp(t) - 1, 0) - relu(t)) <= 1", ""),
    ("abs(tanh(t)) == tanh(abs(t))", ""),
    ("exp(abs(t)) == max(exp(t), exp(-t))", ""),
    ("relu(tanh(t)) == tanh(relu(t))", ""),
    ("H(exp(t) - 1) == H(t)", ""),
    ("sgn(sinh(t)) == sgn(t)", ""),
    ("exp(-b*abs(u)) <= exp(-b*g)", "b > 0; g > 0; abs(u) >= g"),
    (
        "abs(p*q - f*h) <= 2*c",
        "0 <= p; p <= 1; 0 <= q; q <= 1; f, h in {0,1}; abs(p - f) <= c; abs(q - h) <= c",
    ),
    # Soft gates: two logistic units for AND, and the multiplexed one.
    ("abs(logistic(b*u)*logistic(b*v) - H(u)*H(v)) <= 2*exp(-b*g)", "b > 0; g > 0; abs(u) >= g; abs(v) >= g"),
    (
        "abs(logistic(b*(u + K*(h - 1))) - H(u)*h) <= exp(-b*g)",
        "b > 0; g > 0; abs(u) >= g; K >= g + abs(u); h in {0,1}",
    ),
]


def recheck(verdict: Any) -> bool:
    """Return what the check says of the certificate as it is written."""
    return check_certificate(json.loads(json.dumps(verdict.certificate.to_json())))


@pytest.mark.parametrize(("claim", "assuming"), TRUE)
def test_true_statements_are_proved(claim: str, assuming: str) -> None:
    verdict = prove(claim, assuming=assuming)
    assert verdict.proved, verdict.explain()
    assert recheck(verdict)


FALSE = [
    # At t = 0 the threshold unit is 1, the sign unit is 1, and the smooth ones are 1/2 and 0.
    ("abs(logistic(t) - H(t)) < 1/2", ""),
    ("abs(logistic(t) - H(t)) <= exp(-abs(t))/3", ""),
    ("abs(tanh(t) - sgn(t)) < 1", ""),
    ("sgn(tanh(t)) == tanh(t)/abs(tanh(t)) + H(t) - 1", ""),
    ("sgn(-sinh(t)) == -sgn(t)", ""),
    ("H(exp(t) - 1) + H(1 - exp(t)) == 1", ""),
    ("H(t)*H(-t)*exp(t) == 0", ""),
    ("abs(tanh(t)) > 0", ""),
    ("abs(t) < exp(abs(t)) - 1", ""),
    # Strictness and constants.
    ("relu(t) + log(2) < softplus(t) + log(2) - 1/100", ""),
    ("softplus(t) <= relu(t) + 1/2", ""),
    ("log(x) < x - 1", "x > 0"),
    ("silu(t) >= relu(t)", ""),
    ("abs(silu(t) - relu(t)) <= 1/4", ""),
    ("abs(softplus(s) - softplus(t)) <= abs(s - t)/2", ""),
    ("abs(tanh(s) - tanh(t)) < abs(s - t)", ""),
    ("abs(tanh(s) - tanh(t)) <= abs(s - t)/2", ""),
    ("abs(logistic(s) - logistic(t)) <= abs(s - t)/5", ""),
    ("tanh(t) < t", "t >= 0"),
    ("tanh(t) <= t", ""),
    # A hypothesis is missing.
    ("log(1 + exp(t)) <= t + log(2)", ""),
    ("exp(-b*abs(u)) <= exp(-b*g)", "g > 0; abs(u) >= g"),
    ("abs(logistic(b*u)*logistic(b*v) - H(u)*H(v)) <= 2*exp(-b*g)", "b > 0; g > 0; abs(u) >= g"),
    (
        "abs(logistic(b*(u + K*(h - 1))) - H(u)*h) <= exp(-b*g)",
        "b > 0; g > 0; abs(u) >= g; K >= g; h in {0,1}",
    ),
]


@pytest.mark.parametrize(("claim", "assuming"), FALSE)
def test_false_statements_are_not_proved(claim: str, assuming: str) -> None:
    verdict = prove(claim, assuming=assuming, time_limit=3)
    assert not verdict.proved, verdict.explain()


def test_false_at_zero_only_is_refuted_there() -> None:
    for claim in ("abs(logistic(t) - H(t)) < 1/2", "abs(tanh(t) - sgn(t)) < 1", "sgn(-sinh(t)) == -sgn(t)"):
        verdict = prove(claim)
        assert verdict.refuted and verdict.counterexample.as_dict() == {"t": 0}


# What is not defined in a case is not proved in it -------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        "exp(t)/relu(t) >= 1",  # divides by zero for t <= 0
        "exp(t)/H(t) > 0",  # divides by zero for t < 0
        "log(t)*H(t) <= exp(t)*H(t)",  # the logarithm is undefined for t <= 0
        "abs(1/t)*exp(t) >= 0",
        "abs(log(t)) >= 0",
    ],
)
def test_a_side_that_is_undefined_somewhere_is_no_proof_everywhere(claim: str) -> None:
    try:
        verdict = prove(claim, time_limit=2)
    except SymattnError:
        return
    # What holds wherever it is defined may be proved, but then the condition is said.
    assert not verdict.proved or verdict.conditions or recheck(verdict) is True
    assert not verdict.proved or verdict.certificate.kind != "sign-split"


def test_an_argument_that_is_undefined_somewhere_is_not_split_on() -> None:
    verdict = prove("abs(log(x)*exp(y)) >= 0", time_limit=2)
    assert verdict.certificate is None or verdict.certificate.kind != "sign-split"
    assert prove("abs(log(x)*exp(y)) + exp(y) > 0", assuming="x > 0").proved


def test_contradictory_assumptions_prove_nothing() -> None:
    for assuming in ("t > 1; t < 0", "abs(t) <= -1", "h in {0,1}; h >= 2; t > 0"):
        try:
            verdict = prove("abs(logistic(t) - H(t)) <= exp(-abs(t)) - h", assuming=assuming, time_limit=2)
        except ContradictoryAssumptions:
            continue
        assert not verdict.proved


def test_a_case_that_contradicts_an_assumption_is_left_out() -> None:
    verdict = prove("h*tanh(relu(t)) >= 0", assuming="h in {-1,1}; h >= 0")
    assert verdict.proved and recheck(verdict)
    assert prove("h*tanh(relu(t)) >= 0", assuming="h in {-1,1}").refuted


def test_known_signs_cost_no_case() -> None:
    assert prove("abs(logistic(t)) <= 1").method.startswith("1 case ")
    assert prove("abs(logistic(t) - H(t)) <= exp(-abs(t))").method.startswith("2 cases ")
    assert prove("abs(logistic(t) - H(t)) <= exp(-abs(t))", assuming="t >= 0").method.startswith("1 case ")


def test_cases_by_hand_are_decided_as_well() -> None:
    verdict = by_cases("abs(logistic(t) - H(t)) <= exp(-abs(t))", cases=["t >= 0", "t < 0"])
    assert verdict.proved and recheck(verdict)


def test_verdicts_join_chains() -> None:
    steps = [
        prove("abs(logistic(b*u) - H(u)) <= exp(-b*abs(u))", assuming="b > 0; abs(u) >= g"),
        prove("exp(-b*abs(u)) <= exp(-b*g)", assuming="b > 0; abs(u) >= g"),
    ]
    joined = chain(steps)
    assert joined.proved and recheck(joined)
    assert joined.statement == "abs(logistic(b*u) - H(u)) <= exp(-b*g)"


# Random statements: what is proved is true at every point tried -----------------------------------------------------

GRID = [Fraction(v) for v in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3", "-7/3", "5")]
names = st.sampled_from(("x", "y"))
lines = st.one_of(
    names,
    st.builds(lambda a, b: ("+", a, ("*", -1, b)), names, names),
    st.builds(lambda c, a: ("*", c, a), st.sampled_from((-1, 2, Fraction(1, 2))), names),
    st.builds(lambda a, c: ("+", a, c), names, st.sampled_from((-1, 1))),
)
smooth = st.builds(lambda f, a: (f, a), st.sampled_from(("exp", "logistic", "tanh", "silu")), lines)
pieces = st.one_of(
    st.builds(lambda f, a: (f, a), st.sampled_from(("H", "sgn", "relu", "abs")), st.one_of(lines, smooth)),
    st.builds(lambda f, a, b: (f, a, b), st.sampled_from(("max", "min")), lines, st.one_of(smooth, lines)),
)
parts = st.one_of(smooth, pieces, st.builds(lambda p: ("exp", ("*", -1, ("abs", p))), lines))
sides = st.one_of(
    parts,
    st.builds(lambda a, b: ("+", a, b), parts, st.one_of(parts, st.sampled_from((0, 1, 2, -1)))),
    st.builds(lambda a, b: ("+", a, ("*", -1, b)), parts, parts),
    st.builds(lambda a, b: ("abs", ("+", a, ("*", -1, b))), parts, parts),
    st.builds(lambda a, b: ("*", a, b), parts, parts),
)
claims = st.builds(
    lambda op, a, b: (op, a, b),
    st.sampled_from(("<=", "<", ">=", ">", "==")),
    sides,
    st.one_of(sides, st.sampled_from((0, 1, -1, 2))),
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(claims, st.sampled_from(("", "x >= 0", "x > y", "abs(x) <= 1")))
def test_what_is_proved_is_true_at_every_point_tried(claim: Any, assuming: str) -> None:
    verdict = prove(to_text(claim), assuming=assuming, time_limit=0.7)
    if not verdict.proved:
        return
    assert recheck(verdict)
    given_ = [parse_statement(assuming)] if assuming else []
    for x in GRID:
        for y in GRID:
            point = {"x": x, "y": y}
            evaluate = Evaluator({name: point[name] for name in ("x", "y")})
            try:
                if all(evaluate.truth(tree) for tree in given_):
                    assert evaluate.truth(claim), (verdict.explain(), point)
            except (NotExact, Undefined):
                continue
    assert set(variables(claim)) <= {"x", "y"}
