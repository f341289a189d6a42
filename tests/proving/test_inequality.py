"""Inequalities: true ones are proved by squares or enclosures, false ones refuted at points, touching ones declined by the enclosures."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import Tree
from symattn.certificates.intervals import Intervals, Undetermined
from symattn.errors import ContradictoryAssumptions
from symattn.proving import by_terms, chain, enclosure, positivity, prove
from symattn.proving.balls import Balls, NotEnclosed
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.statement import Statement, read_statement


def status(decide: Any, claim: str, assuming: str = "", seconds: float = 10.0) -> str:
    """Decide, re-check the evidence after a round trip through JSON, and return the status."""
    reasons: list[str] = []
    answer = decide(read_statement(claim, assuming=assuming), Budget(seconds), reasons)
    if answer is None:
        assert reasons
        return "undecided"
    evidence = answer["certificate"] if answer["status"] == "proved" else answer["counterexample"].certificate
    assert check_certificate(evidence.to_json())
    return str(answer["status"])


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("x**2 - 2*x + 1 >= 0", ""),
        ("x*y <= (x**2 + y**2)/2", ""),
        ("a**2 + b**2 + c**2 >= a*b + b*c + c*a", ""),
        ("x**2 + 1 > 0", ""),
        ("-x**2 - 1 < 0", ""),
        ("x**2 + x + 1 != 0", ""),
        ("-x**2 + x != 1", ""),
        ("2*x*y - 2 <= x**2 + y**2 - 2", ""),
        ("x**2 + 4*x*y + 5*y**2 + 2*y + 2 > 0", ""),
        ("n**2 >= n", "n positive integer"),
        ("1/(1 + x**2) > 0", ""),
        ("1/(x**2 - x + 1) <= 4/3", ""),
        ("x/(1 + x**2) <= 1/2", ""),
        ("x + 1/x >= 2", "x > 0"),
        ("1/x < 0", "x < 0"),
        ("1/x > 1/2", "0 < x; x < 1"),
        ("x**3 >= 8", "x >= 2"),
        ("x**3 > 8", "x > 2"),
        ("x**3 <= x", "0 <= x; x <= 1"),
        ("x**2*(1 - x)*y >= 0", "x <= 1; y > 0"),
        ("x**2 + y**2 > 0", "x > 0"),
        ("x*(y + 1)**2 >= 0", "x > 0"),
        ("x*y <= 1/4", "x + y == 1"),
        ("x**2 + y**2 >= 1/2", "x + y == 1"),
        ("x**3 + y**3 + z**3 >= 3*x*y*z", "x >= 0; y >= 0; z >= 0"),
        ("x**4 + y**4 >= 2*x**2*y**2", ""),
        ("x**4 - x + 1 > 0", ""),
        ("(a*c + b*d)**2 <= (a**2 + b**2)*(c**2 + d**2)", ""),
        ("(a*p + b*q + c*r)**2 <= (a**2 + b**2 + c**2)*(p**2 + q**2 + r**2)", ""),
        ("logistic(x) < 1", ""),
        ("logistic(x) > 0", ""),
        ("tanh(x) > -1", ""),
        ("cosh(x) >= 1", ""),
        ("exp(x) + exp(-x) >= 2", ""),
        ("exp(2*x) + 1 >= 2*exp(x)", ""),
        ("log(1 + x**2)*y**2 + 1 > 0 or x == x", "x > 0"),
        ("softplus(x)*y**2 >= 0", ""),
        ("exp(x) >= 1 + x", ""),
        ("exp(x) > 1 + x", "x != 0"),
        ("exp(x) > x", ""),
        ("exp(x + y) >= 1 + x + y", ""),
        ("exp(-x**2) >= 1 - x**2", ""),
        ("1 - exp(-x) < x", "x != 0"),
        ("x/(1 + x) < 1 - exp(-x)", "x > -1; x != 0"),
        ("x/(1 + x) < log(1 + x)", "x > -1; x != 0"),
        ("log(1 + x) < x", "x > -1; x != 0"),
        ("log(x) <= x - 1", "x > 0"),
        ("x*log(x) >= x - 1", "x > 0"),
        ("log(1 + exp(x)) <= exp(x)", ""),
        ("Sum(x[i]**2, (i, 1, n)) >= 0", ""),
        ("Sum(x[i], (i, 1, n))**2 + 1 > 0", ""),
        ("Sum(exp(x[i]), (i, 1, n)) > 0", ""),
        ("n*Sum(x[i]**2, (i, 1, n)) >= Sum(x[i], (i, 1, n))**2", ""),
        ("Sum(x[i]**2, (i, 1, n))/n >= (Sum(x[i], (i, 1, n))/n)**2", ""),
        ("Sum(x[i]**2, (i, 1, n))*Sum(y[i]**2, (i, 1, n)) >= Sum(x[i]*y[i], (i, 1, n))**2", ""),
    ],
)
def test_true_by_squares(claim: str, assuming: str) -> None:
    wanted = "undecided" if " or " in claim else "proved"
    assert status(positivity.decide, claim, assuming) == wanted


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("(x - 1)**2 > 0", ""),
        ("(3*x - 1)**2 + (2*y + 5)**2 > 0", ""),
        ("(x - 1)**2 != 0", ""),
        ("x**2 > 2", ""),
        ("x**2 >= 2*x", ""),
        ("x*y >= 0", ""),
        ("x*y + 1 > 0", ""),
        ("x**2 + 2*x*y + y**2 + z >= 0", ""),
        ("x**2 + y**2 >= 2.0001*x*y", ""),
        ("x**2 <= 1000000*x", ""),
    ],
)
def test_false_quadratic(claim: str, assuming: str) -> None:
    assert status(positivity.decide, claim, assuming) == "refuted"
    assert prove(claim, assuming=assuming).refuted


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("x/x >= 1", ""),  # not defined at 0
        ("1/x > 0", "x >= 0"),
        ("log(x)**2 >= 0", ""),
        ("sqrt(x)**2 + 1 > 0", ""),
        ("1/(x - 1)**2 > 0", ""),
        ("Sum(1/x[i]**2, (i, 1, n)) > 0", ""),
        ("x >= 0", ""),
        ("x**3 >= 0", ""),
        ("x**2 != 2", ""),  # its zeros are irrational
        ("x**4 - 3*x + 1 > 0", ""),
        ("x**2 > 0", "x >= 0"),
        ("exp(x) > 1 + x", ""),
        ("exp(x) > 1 + x", "x != 1"),
        ("exp(x) >= 1 + 2*x", ""),
        ("exp(-x) >= 1 + x", ""),
        ("log(x) < x - 1", "x > 0"),
        ("log(x) < x - 1", "x > 0; x != 2"),
        ("log(x) <= x - 2", "x > 0"),
        ("x >= 1", "x > 0"),
        ("Sum(x[i], (i, 1, n)) >= 0", "x[i] >= 0"),  # of one i only
    ],
)
def test_not_proved_by_squares(claim: str, assuming: str) -> None:
    assert status(positivity.decide, claim, assuming) != "proved"


def test_a_vacuous_proof_is_not_counted() -> None:
    assert status(positivity.decide, "x + y >= 3", "x >= 1; y >= 2; x + y <= 2") == "undecided"
    assert (
        status(enclosure.decide, "exp(x) > y", "0 <= x; x <= 1; y >= 0; y <= 1/2; x + y >= 2") == "undecided"
    )
    with pytest.raises(ContradictoryAssumptions):
        enclosure.decide(
            read_statement("x > 2", assuming="x*y > 1; 0 <= x; x <= 1; 0 <= y; y <= 1"), Budget(5.0), []
        )


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("exp(x) > x", "0 <= x; x <= 10"),
        ("tanh(x) < x", "1/10 <= x; x <= 5"),
        ("sinh(x) > x", "1/10 < x; x < 3"),
        ("logistic(x) <= 1", "-20 <= x; x <= 20"),
        ("log(1 + exp(x)) > max(0, x)", "-5 <= x; x <= 5"),
        ("softplus(x) > relu(x)", "abs(x) <= 5"),
        ("softplus(x) >= x + 1/1000", "abs(x) <= 5"),
        ("exp(1) < 2.72", ""),
        ("exp(1) > 2.718281828459045", ""),
        ("log(2) < 7/10", ""),
        ("sqrt(2)*sqrt(3) != 2.449", ""),
        ("exp(exp(1)) > 15", ""),
        ("log(3)/log(2) > 1.58", ""),
        ("silu(x) >= -0.3", "abs(x) <= 10"),
        ("x*exp(-x) <= 0.37", "0 <= x; x <= 20"),
        ("1/x > 1/2", "1/10 < x; x < 1"),
        ("x**x > 0.6", "1/10 <= x; x <= 2"),
        ("x**2 + y**2 < 3", "abs(x) <= 1; abs(y) <= 1"),
        ("exp(x)*exp(y) > x + y + 1/2", "x >= 0 and x <= 1; 0 <= y; y <= 1"),
        ("x**2 >= log(y)", "1 <= x; x <= 3; 1 <= y; y <= 2; x >= y + 1"),
        ("sqrt(g) + x > 0", "g in {1,2,3}; 0 <= x; x <= 1"),
        ("log(g) < 2", "g in {1,2,7}"),
        ("exp(-n) < 1/2", "n positive integer; n <= 9"),
        ("H(x) + exp(x) > 0", "-1 <= x; x <= 1"),
        ("exp(x) > 10**40", "93 <= x; x <= 95"),
        ("x < 3", "x <= exp(1); x >= 0"),
        ("Sum(x**k/k, (k, 1, 6)) < 5/2", "0 <= x; x <= 1"),
        ("abs(exp(x) - 1 - x) < x**2", "1/4 <= x; x <= 1"),
        ("min(x, 1 - x) <= 0.51", "0 <= x; x <= 1"),
        ("log(2) < x implies x > 1/2", "0 <= x; x <= 1"),
    ],
)
def test_true_by_enclosure(claim: str, assuming: str) -> None:
    wanted = "undecided" if "implies" in claim else "proved"
    assert status(enclosure.decide, claim, assuming) == wanted


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("exp(1) < 2.71", ""),
        ("log(2) > 7/10", ""),
        ("sqrt(2)*sqrt(3) > 2.45", ""),
        ("tanh(x) < x - 1/100", "1/10 <= x; x <= 5"),
        ("silu(x) >= -0.27", "abs(x) <= 10"),
        ("x*exp(-x) <= 0.36", "0 <= x; x <= 20"),
        ("log(x) <= x - 1.01", "1/2 <= x; x <= 2"),
        ("sqrt(x) < x", "0.3 <= x; x <= 2"),
        ("x**x > 0.7", "1/10 <= x; x <= 2"),
        ("log(g) < 1", "g in {1,2,3}"),
        ("softplus(x) + softplus(y) < 2", "0 <= x; x <= 1; 0 <= y; y <= 1"),
    ],
)
def test_false_by_enclosure(claim: str, assuming: str) -> None:
    assert status(enclosure.decide, claim, assuming) == "refuted"
    assert prove(claim, assuming=assuming).refuted


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("log(x) <= x - 1", "1/10 <= x; x <= 3"),  # touches at 1
        ("exp(x) >= 1 + x", "-1 <= x; x <= 1"),
        ("exp(x) > 1 + x", "0 < x; x <= 1"),  # touches at the end that is left out
        ("log(4) >= 2*log(2)", ""),
        ("log(4) <= 2*log(2)", ""),
        ("log(x) < 1", "0 < x; x <= 1"),  # not defined at the end that is left out
        ("1/x < 0 or 1/x > 0", "-1 <= x; x <= 1"),
        ("1/x**2 > 0", "-1 <= x; x <= 1"),
        ("sqrt(x) >= 0", "-1 <= x; x <= 1"),
        ("log(x) < 5", "-1 <= x; x <= 1"),
        ("exp(x) > 0", "x >= 0"),  # not bounded
        ("exp(x) == exp(x)", "0 <= x; x <= 1"),
        ("exp(x) > y", "0 <= x; x <= 1"),
    ],
)
def test_enclosures_decline(claim: str, assuming: str) -> None:
    assert status(enclosure.decide, claim, assuming, 3.0) == "undecided"


def test_through_the_one_door() -> None:
    verdict = prove("x*exp(-x) < 2/5", assuming="0 <= x; x <= 20")
    assert verdict.proved and verdict.family == "inequality" and "enclosure" in verdict.method
    verdict = prove("x**2*y**2 + 1 > 2*x*y - 1")
    assert verdict.proved and check_certificate(verdict.certificate.to_json())
    undecided = prove("x - x**3/3 <= tanh(x)", assuming="0 <= x; x <= 3")
    assert undecided.undecided and "still meet near x" in undecided.reason


def test_without_flint_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "flint", None)
    verdict = prove("x - x**3/3 < tanh(x)", assuming="1/10 <= x; x <= 5")
    assert verdict.undecided and "pip install python-flint" in verdict.reason
    assert prove("x**2 + 1 > x").proved


# Random quadratic polynomials -------------------------------------------------------------------------------------------

NAMES = ("x", "y", "z")
small = st.integers(-3, 3)


def expanded(forms: list[tuple[int, ...]], weights: list[Fraction]) -> dict[tuple[int, int], Fraction]:
    """Return the coefficients of the sum of w (a x + b y + c z + d)^2; index 3 stands for 1."""
    total: dict[tuple[int, int], Fraction] = {}
    for form, weight in zip(forms, weights, strict=True):
        for (i, a), (j, b) in product(enumerate(form), repeat=2):
            key = (min(i, j), max(i, j))
            total[key] = total.get(key, Fraction(0)) + weight * a * b
    return total


def text(coefficients: dict[tuple[int, int], Fraction], constant: Fraction = Fraction(0)) -> str:
    factors = (*NAMES, "1")
    return " + ".join(
        [f"({c})*{factors[i]}*{factors[j]}" for (i, j), c in coefficients.items()] + [f"({constant})"]
    )


@given(
    st.lists(st.tuples(small, small, small), min_size=1, max_size=4),
    st.lists(st.fractions(min_value="1/7", max_value=9, max_denominator=9), min_size=4, max_size=4),
    st.tuples(*[st.fractions(min_value=-3, max_value=3, max_denominator=5)] * 3),
    st.fractions(min_value="1/1000", max_value=2, max_denominator=1000),
)
def test_random_quadratic_polynomials(
    forms: list[tuple[int, int, int]],
    weights: list[Fraction],
    zero: tuple[Fraction, ...],
    least: Fraction,
) -> None:
    """A sum of squares with a known zero: >= 0 is proved, > 0 and >= least are refuted, + least > 0 is proved."""
    rows = [(*form, -sum(a * v for a, v in zip(form, zero, strict=True))) for form in forms]
    q = expanded(rows, weights[: len(rows)])
    assert status(positivity.decide, f"{text(q)} >= 0") == "proved"
    assert status(positivity.decide, f"{text(q, least)} > 0") == "proved"
    assert status(positivity.decide, f"{text(q)} > 0") == "refuted"
    assert status(positivity.decide, f"{text(q, -least)} >= 0") == "refuted"


@given(st.lists(st.integers(-4, 4), min_size=10, max_size=10), st.sampled_from((">=", ">", "<=", "<")))
def test_every_quadratic_polynomial_over_the_reals_is_decided(coefficients: list[int], op: str) -> None:
    pairs = [(i, j) for i in range(4) for j in range(i, 4)]
    claim = f"{text(dict(zip(pairs, map(Fraction, coefficients), strict=True)))} {op} 0"
    found = status(positivity.decide, claim)
    assert found in ("proved", "refuted")
    if found == "proved":
        tree = read_statement(claim).claim
        for point in product((-2, Fraction(-1, 3), 0, 1, Fraction(5, 2)), repeat=3):
            assert Evaluator(dict(zip(NAMES, map(Fraction, point), strict=True))).truth(tree)


# Random expressions on boxes ---------------------------------------------------------------------------------------------

UNARY = (
    "exp",
    "log",
    "sqrt",
    "tanh",
    "sinh",
    "cosh",
    "logistic",
    "softplus",
    "silu",
    "relu",
    "abs",
    "H",
    "sgn",
)
leaves = st.one_of(
    st.sampled_from(("x", "y")),
    st.integers(-3, 3),
    st.fractions(min_value=-2, max_value=2, max_denominator=7),
)
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(UNARY), inner),
        st.tuples(st.sampled_from(("+", "*", "max", "min")), inner, inner),
        st.tuples(st.just("**"), inner, st.sampled_from((2, 3, -1, -2, Fraction(1, 2), Fraction(1, 3)))),
    ),
    max_leaves=6,
)
ENDS = {"x": (Fraction(-1), Fraction(2)), "y": (Fraction(1, 3), Fraction(5, 4))}
BOX: tuple[Tree, ...] = tuple(
    relation for name, (low, high) in ENDS.items() for relation in ((">=", name, low), ("<=", name, high))
)
mpmath_functions: Mapping[str, Any] = {
    "exp": mpmath.exp,
    "tanh": mpmath.tanh,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "abs": abs,
    "logistic": lambda t: 1 / (1 + mpmath.exp(-t)),
    "softplus": lambda t: mpmath.log(1 + mpmath.exp(t)),
    "silu": lambda t: t / (1 + mpmath.exp(-t)),
    "relu": lambda t: max(t, mpmath.mpf(0)),
    "H": lambda t: mpmath.mpf(t >= 0),
    "sgn": lambda t: mpmath.mpf(1 if t >= 0 else -1),
    "max": max,
    "min": min,
}


class Unclear(Exception):
    """mpmath's value does not exist, or rounding may have changed it."""


def oracle(tree: Tree, point: Mapping[str, Fraction]) -> Any:
    """Return the value by mpmath, refusing points near singularities and jumps."""
    if isinstance(tree, int | Fraction):
        return mpmath.mpf(tree.numerator) / tree.denominator
    if isinstance(tree, str):
        return oracle(point[tree], point)
    op = tree[0]
    if op == "+":
        return mpmath.fsum(oracle(part, point) for part in tree[1:])
    if op == "*":
        return mpmath.fprod(oracle(part, point) for part in tree[1:])
    arguments = [oracle(part, point) for part in (tree[1:2] if op == "**" else tree[1:])]
    t = arguments[0]
    if abs(t) > 10**6 or (abs(t) < mpmath.mpf(10) ** -20 and op in ("log", "sqrt", "**", "H", "sgn")):
        raise Unclear
    if op in ("log", "sqrt"):
        if t < 0:
            raise Unclear
        return mpmath.log(t) if op == "log" else mpmath.sqrt(t)
    if op == "**":
        exponent = Fraction(tree[2])
        if exponent.denominator != 1 and t < 0:
            raise Unclear
        return (
            t ** int(exponent)
            if exponent.denominator == 1
            else mpmath.exp(oracle(exponent, {}) * mpmath.log(t))
        )
    return mpmath_functions[op](*arguments)


def points_of_the_box(k: int) -> list[dict[str, Fraction]]:
    steps = [Fraction(i, k) for i in range(k + 1)]
    return [
        {name: low + s * (high - low) for (name, (low, high)), s in zip(ENDS.items(), chosen, strict=True)}
        for chosen in product(steps, repeat=2)
    ]


@settings(max_examples=120)
@given(
    expressions,
    expressions,
    st.sampled_from((">=", ">", "<=", "<", "!=")),
    st.fractions(min_value=-1, max_value=1, max_denominator=3),
)
def test_random_inequalities_on_a_box(left: Tree, right: Tree, op: str, shift: Fraction) -> None:
    claim = (op, left, ("+", right, shift))
    statement = Statement(claim, BOX, (("x", "real"), ("y", "real")))
    for decide in (enclosure.decide, positivity.decide):
        answer = decide(statement, Budget(0.4), [])
        if answer is None:
            continue
        evidence = (
            answer["certificate"] if answer["status"] == "proved" else answer["counterexample"].certificate
        )
        assert evidence.check()
        with mpmath.workdps(60):
            refuted = answer["status"] == "refuted"
            for point in [answer["counterexample"].as_dict()] if refuted else points_of_the_box(6):
                try:
                    gap = oracle(claim[1], point) - oracle(claim[2], point)
                except Unclear:
                    continue
                if abs(gap) < mpmath.mpf(10) ** -30:
                    continue
                holds = gap != 0 if op == "!=" else (gap > 0) == (">" in op)
                assert holds == (answer["status"] == "proved"), (to_text(claim), point)


@settings(max_examples=200)
@given(expressions, st.integers(2, 7))
def test_both_arithmetics_enclose_the_values(tree: Tree, k: int) -> None:
    for box in ({n: (low, low + (high - low) / k) for n, (low, high) in ENDS.items()}, ENDS):
        inside = [
            {n: low + (high - low) * Fraction(i, 3) for n, (low, high) in box.items()} for i in range(4)
        ]
        found = []
        for precision in (40, 64, 200):
            try:
                low, high = Intervals(precision).value(tree, box)
            except Undetermined:
                continue
            found.append((Fraction(low, 2**precision), Fraction(high, 2**precision)))
        with mpmath.workdps(80):
            for (low, high), point in product(found, inside):
                try:
                    value = oracle(tree, point)
                except Unclear:
                    continue
                slack = (abs(value) + 1) * mpmath.mpf(10) ** -70
                assert oracle(low, {}) - slack <= value <= oracle(high, {}) + slack
        try:
            arb_low, arb_high = (float(end) for end in Balls(64).difference(("<", tree, 0), box))
        except NotEnclosed:
            continue
        for low, high in found:  # two enclosures of the same values have points in common
            slack = 1e-9 * (1 + abs(arb_low) + abs(arb_high))
            assert low <= arb_high + slack and high >= arb_low - slack


# Rows of softmax, and quantified assumptions


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("softmax(i, x, n) > 0", ""),
        ("softmax(i, x, n) <= 1", ""),
        ("softmax(1, x, n) <= 1", ""),
        ("3 - softmax(i, x, n)/2 >= 5/2", ""),
        ("softmax(2, x, n) > 0", "n >= 2"),
        ("softmax(i, x, n)*v[i] <= softmax(i, x, n)*M", "v[i] <= M; i <= n"),
        ("x[j] >= 0", "forall(x[i] >= 0, (i, 1, n)); j <= n"),
        ("x[1] + 1 > 0", "forall(x[i] >= 0, (i, 1, n))"),
        ("Sum(x[i]*x[i], (i, 1, n)) >= 0", ""),
        ("exp(a[j])/Sum(exp(a[i]), (i, 1, n)) <= 1", ""),
        ("a[1]**2 <= Sum(a[i]**2, (i, 1, n))", ""),
        ("abs(a[j]) <= Sum(abs(a[i]), (i, 1, n))", ""),
        ("a[j]*b[j] <= Sum(a[i]**2, (i, 1, n)) + Sum(b[i]**2, (i, 1, n))", ""),
        ("x*x*y*y + z*z >= 0", ""),
    ],
)
def test_rows_and_quantified_assumptions(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=assuming)
    assert verdict.proved, verdict.reason
    assert check_certificate(json.loads(json.dumps(verdict.certificate.to_json())))


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("softmax(i, x, n) < 1", ""),
        ("exp(a[2])/Sum(exp(a[i]), (i, 1, n)) <= 1", ""),
        ("exp(a[j]) < Sum(exp(a[i]), (i, 1, n))", ""),
        ("a[j] <= Sum(a[i], (i, 1, n))", ""),
        ("abs(a[j]) + abs(a[k]) <= Sum(abs(a[i]), (i, 1, n))", ""),
        ("softmax(i, x, n) <= 1/2", ""),
        ("x[2] >= 0", "forall(x[i] >= 0, (i, 1, n))"),
        ("Sum(x[i]*x[i]*x[i], (i, 1, n)) >= 0", ""),
    ],
)
def test_their_false_neighbours(text: str, assuming: str) -> None:
    assert prove(text, assuming=assuming).refuted


def test_an_attention_output_is_a_mean() -> None:
    one = prove("softmax(i, x, n)*v[i] <= softmax(i, x, n)*M", assuming="v[i] <= M; i <= n")
    total = prove("Sum(softmax(i, x, n)*M, (i, 1, n)) == M", assuming="forall(v[i] <= M, (i, 1, n))")
    joined = chain([by_terms(one), total])
    assert joined.proved and joined.statement == "Sum(softmax(i, x, n)*v[i], (i, 1, n)) <= M"
    assert check_certificate(joined.certificate)


def test_the_rest_of_a_sum_needs_terms_that_are_not_negative() -> None:
    total = ["Sum", ["index", "x", "j"], "j", 1, "n"]
    data = {
        "kind": "positivity",
        "statement": [">=", ["+", total, ["*", -1, ["index", "x", "i"]]], 0],
        "assumptions": [["<=", "i", "n"]],
        "domains": [["i", "positive integer"], ["n", "positive integer"]],
        "terms": [["1", [["rest", [total, "i"]]]]],
        "signs": [],
        "point": [["i", "1"], ["n", "1"]],
        "tables": [],
    }
    assert check_certificate(data) is False
    squares = ["Sum", ["**", ["index", "x", "j"], 2], "j", 1, "n"]
    good = data | {
        "statement": [">=", ["+", squares, ["*", -1, ["**", ["index", "x", "i"], 2]]], 0],
        "terms": [["1", [["rest", [squares, "i"]]]]],
    }
    assert check_certificate(good)
    assert check_certificate(good | {"assumptions": []}) is False


@pytest.mark.parametrize(("size", "accepted"), [(2, True), (1, True), (0, False), (-1, False)])
def test_an_empty_sum_has_no_term_to_take_away(size: int, accepted: bool) -> None:
    squares = ["Sum", ["**", ["index", "x", "j"], 2], "j", 1, size]
    names = [f"x[{k}]" for k in range(1, max(size, 1) + 1)]
    data = {
        "kind": "positivity",
        "statement": [">=", ["+", squares, ["*", -1, ["**", "x[1]", 2]]], 0],
        "assumptions": [],
        "domains": [[name, "real"] for name in names],
        "terms": [["1", [["rest", [squares, 1]]]]],
        "signs": [],
        "point": [[name, "1"] for name in names],
        "tables": [],
    }
    assert check_certificate(data) is accepted
    assert Definedness({}).is_row(1, size) is accepted


def test_the_index_taken_away_is_not_captured_by_an_inner_sum() -> None:
    total = ["Sum", ["Sum", ["**", ["index", "A", "i", "j"], 2], "j", 1, "m"], "i", 1, "n"]
    captured = ["Sum", ["**", ["index", "A", "j", "j"], 2], "j", 1, "m"]
    data = {
        "kind": "positivity",
        "statement": [">=", ["+", total, ["*", -1, captured]], 0],
        "assumptions": [["<=", "j", "n"]],
        "domains": [[name, "positive integer"] for name in ("j", "m", "n")],
        "terms": [["1", [["rest", [total, "j"]]]]],
        "signs": [],
        "point": [[name, "1"] for name in ("j", "m", "n")],
        "tables": [],
    }
    assert check_certificate(data) is False
