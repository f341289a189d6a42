"""Binomial coefficients and powers with symbolic exponents: what is proved, what is refuted, and where their arguments may be no such integers."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from symattn.certificates import EnclosedCounterexample, check_certificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.intervals import Intervals, Undetermined
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.errors import InvalidStatement
from symattn.proving import Verdict, by_induction, prove
from symattn.proving.parser import parse_statement
from symattn.proving.shifting import from_one

BOTH = "n, k positive integer"
WHOLE = "n positive integer"
UNIT = f"{WHOLE}; 0 <= x; x <= 1"
PROVED = [
    ("binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 1)", BOTH),
    (
        "binomial(n + 3, k) == binomial(n, k) + 3*binomial(n, k - 1) + 3*binomial(n, k - 2) + binomial(n, k - 3)",
        BOTH,
    ),
    ("binomial(n - 1, k) + binomial(n - 1, k - 1) == binomial(n, k)", BOTH),
    ("binomial(n + m, k) == binomial(n + m - 1, k) + binomial(n + m - 1, k - 1)", "n, m, k positive integer"),
    ("binomial(n*m, k) == binomial(n*m - 1, k) + binomial(n*m - 1, k - 1)", "n, m, k positive integer"),
    ("binomial(3, k) == binomial(2, k) + binomial(2, k - 1)", BOTH),
    ("binomial(n, 2) == n*(n - 1)/2", WHOLE),
    ("binomial(n, n - 1) == n", WHOLE),
    ("binomial(n, n) + binomial(n, n + 1) == binomial(n, 0)", WHOLE),
    ("binomial(n, k - k - 1) == 0", BOTH),
    ("binomial(0, k) == 0", BOTH),
    ("binomial(n, -k) == 0", BOTH),
    ("Sum(binomial(0, i - 1), (i, 1, k)) == 1", ""),
    ("Sum(binomial(0, i), (i, 0, k - 1)) == 1", ""),
    (
        "Sum(binomial(n + 1, i), (i, 0, k)) == Sum(binomial(n, i), (i, 0, k)) + Sum(binomial(n, i - 1), (i, 0, k))",
        WHOLE,
    ),
    ("x**(n + 1) == x*x**n", WHOLE),
    ("x**(n - 1)*x == x**n", WHOLE),
    ("x**(2*n + k) == (x**n)**2*x**k", BOTH),
    ("(2*x)**n == 2**n*x**n", WHOLE),
    ("(x*y)**n*(1/y)**n == x**n", WHOLE),
    ("exp(x)**n == exp(n*x)", WHOLE),
    ("0**n == 0", WHOLE),
    ("x**(n*k) == x*x**(n*k - 1)", BOTH),
    ("Sum(x**(i - 1), (i, 1, n))*x == Sum(x**i, (i, 1, n))", ""),
    ("binomial(n, k) >= 0", BOTH),
    ("binomial(n + 1, k) >= binomial(n, k)", BOTH),
    ("x**(n + 1) <= x**n", UNIT),
    ("(1 - x)**n >= 0", UNIT),
    ("x**n + 1 > 0", f"{WHOLE}; x > 0"),
]
REFUTED = [
    ("binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 2)", BOTH),
    ("binomial(n, k) == binomial(n, k - 1)", BOTH),
    ("binomial(n, k) > 0", BOTH),
    ("binomial(n + 1, k) > binomial(n, k)", BOTH),
    ("x**(n - 1)*x**2 == x**n", WHOLE),
    ("(x - x)**(n - 1) == 0", WHOLE),  # 0**0 = 1
    ("(-1)**(n + 1) == (-1)**n", WHOLE),
    ("x**(n + 1) < x**n", UNIT),
    ("x**n >= 0", WHOLE),
    ("(x + y)**n == x**n + y**n", WHOLE),
]
#: True for positive integers, and not proved where nobody says that these are some.
ELSEWHERE = [
    ("binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 1)", given)
    for given in (
        "",
        WHOLE,
        "k positive integer",
        "n integer; k positive integer",
        "n real",
        f"{WHOLE}; k real",
    )
]
ELSEWHERE += [
    ("binomial(n - 2, k) == binomial(n - 3, k) + binomial(n - 3, k - 1)", BOTH),
    ("binomial(n - k, 2) == (n - k)*(n - k - 1)/2", BOTH),
    ("binomial(x, 2) == x*(x - 1)/2", ""),
    ("binomial(n/2, 1) == n/2", WHOLE),
    ("binomial(n, k) >= 0", WHOLE),
    ("binomial(n, k) >= 0", "n, k integer"),
    ("x**(n + 1) == x*x**n", ""),
    ("x**(n + 1) == x*x**n", "n integer"),
    ("x**(n + 1) == x*x**n", "n positive"),
    ("x**n >= 0", "0 <= x"),
]


def certified(verdict: Verdict) -> bool:
    certificate = verdict.certificate or (verdict.counterexample and verdict.counterexample.certificate)
    return certificate is not None and check_certificate(json.loads(json.dumps(certificate.to_json())))


@pytest.mark.parametrize(("claim", "assuming"), PROVED)
def test_proved(claim: str, assuming: str) -> None:
    verdict = prove(claim, assuming=assuming)
    assert verdict.proved, verdict.explain()
    assert certified(verdict)


@pytest.mark.parametrize(("claim", "assuming"), REFUTED)
def test_refuted(claim: str, assuming: str) -> None:
    verdict = prove(claim, assuming=assuming)
    assert verdict.refuted, verdict.explain()
    assert certified(verdict)


@pytest.mark.parametrize(("claim", "assuming"), ELSEWHERE)
def test_not_proved_elsewhere(claim: str, assuming: str) -> None:
    assert not prove(claim, assuming=assuming, time_limit=1).proved


def test_the_condition_that_a_base_is_not_zero() -> None:
    verdict = prove("(1/x)**n*x**n == 1", assuming=WHOLE)
    assert verdict.proved and verdict.conditions == ("x != 0",)


# The certificates.


def test_a_certificate_says_which_variables_count() -> None:
    verdict = prove("binomial(n + 1, k) == binomial(n, k) + binomial(n, k - 1)", assuming=BOTH)
    assert verdict.certificate is not None
    data = verdict.certificate.to_json()
    assert sorted(data["counted"]) == ["k", "n"]
    for names in ([], ["n"], ["k"], ["n", "k[1]"]):
        assert not check_certificate({**data, "counted": names})


def test_a_counted_identity_is_no_premise_for_other_domains() -> None:
    verdict = prove("x**(n + 1) == x*x**n", assuming=WHOLE)
    assert verdict.certificate is not None
    claim = verdict.subject.to_json()["claim"]  # type: ignore[union-attr]

    def lemmas(domain: str) -> dict[str, object]:
        sequent = {"statement": claim, "assumptions": [], "domains": [["x", "real"], ["n", domain]]}
        main = {**sequent, "certificate": verdict.certificate.to_json()}  # type: ignore[union-attr]
        return json.loads(json.dumps({"kind": "lemmas", **sequent, "main": main, "lemmas": []}))  # type: ignore[no-any-return]

    assert check_certificate(lemmas("positive integer"))
    for domain in ("integer", "real", "positive"):
        assert not check_certificate(lemmas(domain))


def test_the_zero_test_refuses_rows_that_may_be_negative() -> None:
    for row in ("n", ("+", "n", -2), ("*", -1, "m"), ("*", "m", -1), "x"):
        with pytest.raises(OutsideClass):
            ZeroTest(counted=("m",)).polynomial(("binomial", row, 2))
        with pytest.raises(OutsideClass):
            ZeroTest(counted=("m",)).polynomial(("**", "y", row))


# Sums with other bounds.


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("Sum(i, (i, 0, n)) == Sum(i, (i, 1, n))", "proved"),
        ("Sum(i**2, (i, 1, n + 1)) == Sum(i**2, (i, 1, n)) + (n + 1)**2", "proved"),
        ("Sum(w[i], (i, 1, n)) == Sum(w[i + 2], (i, -1, n - 2))", "proved"),
        ("Sum(i, (i, 0, n)) == Sum(i, (i, 0, n + 1))", "refuted"),
        ("Sum(Sum(i*j, (j, 0, n)), (i, 0, m)) == Sum(Sum(i*j, (i, 0, m)), (j, 0, n))", "proved"),
    ],
)
def test_shifted_sums(claim: str, status: str) -> None:
    assert prove(claim).status == status


@pytest.mark.parametrize("bounds", ["2, n", "1, n - 1", "0, n - 2", "0, 2*n", "0, -n", "n, 2*n", "0, n*m"])
def test_sums_that_may_be_empty_are_refused(bounds: str) -> None:
    with pytest.raises(InvalidStatement, match="needs bounds"):
        prove(f"Sum(i, (i, {bounds})) == 0")


def test_no_index_is_captured() -> None:
    tree = parse_statement("Sum(Sum(x**i, (n, 1, 2)), (i, 1, n + 1)) == 0")
    assert from_one(tree) == tree
    finite = parse_statement("Sum(i, (i, 0, n)) == 0")
    assert from_one(finite, ["n"]) == finite
    assert prove("Sum(i, (i, 0, n)) == n*(n + 1)/2", assuming="n in {1,2,5}").proved


# Induction.


@pytest.mark.parametrize(
    ("claim", "variable", "assuming", "status"),
    [
        ("(1 - x)**n >= 1 - n*x", "n", "0 <= x; x <= 1", "proved"),
        ("(1 + x)**n >= 1 + n*x", "n", "x >= -1", "proved"),
        ("(1 + x)**n >= 1 + n*x", "n", "x >= -4", "refuted"),
        ("(1 - x)**d >= 1 - d*x/2", "d", "0 <= x; x <= 1", "refuted"),
        ("x**n <= 1", "n", "0 <= x; x <= 1", "proved"),
        ("x**(n*d) <= 1", "n", "0 <= x; x <= 1; d positive integer; x**d <= 1; x**d >= 0", "proved"),
        ("Sum(x**i, (i, 1, n))*(1 - x) == x - x**(n + 1)", "n", "", "proved"),
        ("Sum(binomial(i - 1, k), (i, 1, n)) == binomial(n, k + 1)", "n", "k positive integer", "proved"),
        (
            "Sum(binomial(i - 1, k), (i, 1, n)) == binomial(n + 1, k + 1)",
            "n",
            "k positive integer",
            "refuted",
        ),
        (
            "Sum(binomial(n, i), (i, 0, k)) == Sum(binomial(n - 1, i), (i, 0, k)) + Sum(binomial(n - 1, i), (i, 0, k - 1))",
            "k",
            WHOLE,
            "proved",
        ),
        (
            "Sum(binomial(n, i), (i, 0, k)) == Sum(binomial(n - 1, i), (i, 0, k)) + Sum(binomial(n - 1, i), (i, 0, k))",
            "k",
            WHOLE,
            "refuted",
        ),
        ("n*log(n) - n <= Sum(log(i), (i, 1, n))", "n", "", "proved"),
        ("Sum(log(i), (i, 1, n)) <= n*log(n)", "n", "", "proved"),
        ("Sum(log(i), (i, 1, n)) <= n*log(n)/2", "n", "", "refuted"),
        ("n*log(n) - n/2 <= Sum(log(i), (i, 1, n))", "n", "", "refuted"),
        ("2**n >= n + 1", "n", "", "proved"),
        ("2**n >= n + 2", "n", "", "refuted"),
    ],
)
def test_induction(claim: str, variable: str, assuming: str, status: str) -> None:
    verdict = by_induction(claim, variable=variable, assuming=assuming)
    assert verdict.status == status, verdict.explain()
    assert certified(verdict)


# What is seen of signs and of points.


@pytest.mark.parametrize(
    ("tree", "domain", "facts", "non_negative", "positive"),
    [
        (("+", "n", -1), "positive integer", (), True, False),
        (("+", ("*", 2, "n"), -1), "positive integer", (), True, True),
        (("+", "n", -1), "positive", (), False, False),
        (("+", "n", -1), "integer", (), False, False),
        (("+", "n", -2), "positive integer", (), False, False),
        (("+", "n", -2), "positive integer", ((">=", "n", 2),), True, False),
        (("+", "n", -2), "real", (("<", 3, "n"),), True, True),
        (("+", 1, ("*", -1, "n")), "positive integer", (), False, False),
        (("+", "n", "n", Fraction(-3, 2)), (Fraction(1), Fraction(2)), (), True, True),
        (("Sum", ("+", "i", -1), "i", 1, "n"), "positive integer", (), True, False),
        (("binomial", ("+", "n", -1), "n"), "positive integer", (), True, False),
    ],
)
def test_least_values(tree: Any, domain: Any, facts: Any, non_negative: bool, positive: bool) -> None:
    seen = Definedness({"n": domain}, facts)
    assert (seen.non_negative(tree), seen.positive(tree)) == (non_negative, positive)


def test_a_binomial_coefficient_is_defined_for_integers_only() -> None:
    tree = ("binomial", ("+", "n", -1), "k")
    whole = {"n": "positive integer", "k": "integer"}
    assert Definedness(whole).defined(tree)
    for name, domain in (("n", "integer"), ("n", "positive"), ("k", "real")):
        assert not Definedness({**whole, name: domain}).defined(tree)


def test_sums_and_binomials_at_a_point() -> None:
    arithmetic = Intervals(64)
    at = {"n": (Fraction(3), Fraction(3)), "k": (Fraction(2), Fraction(2))}
    low, high = arithmetic.value(("Sum", ("log", "i"), "i", 1, "n"), at)
    other = arithmetic.value(("log", 6), {})
    assert low <= other[1] and other[0] <= high and high - low < 2**10
    assert arithmetic.value(("binomial", ("+", "n", 1), "k"), at) == (6 << 64, 6 << 64)
    assert arithmetic.value(("**", ("+", 1, ("*", -1, "n")), "k"), at) == (4 << 64, 4 << 64)
    between = {**at, "n": (Fraction(2), Fraction(3))}
    for tree in (("Sum", "i", "i", 1, "n"), ("binomial", "n", 2), ("binomial", -1, "k")):
        with pytest.raises(Undetermined):
            arithmetic.value(tree, between)


def test_a_dimension_is_at_least_one_in_a_counterexample() -> None:
    claim = (">", ("Sum", ("log", ("+", "i", 1)), "i", 1, "n"), 0)
    points = [EnclosedCounterexample(claim, (), (("n", "real"),), (("n", Fraction(n)),)) for n in (0, -1)]
    assert not any(point.check() for point in points)
