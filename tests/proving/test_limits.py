"""Limits of every sequence between two bounds: with parameters, with log 2, refuted by a bound where it is one."""

from __future__ import annotations

import json
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.certificates import certificate_from_json, check_certificate
from symattn.errors import InvalidArgument
from symattn.proving import by_squeeze, parse_expression
from symattn.proving.null_sequences import is_null

COUNT = "d positive integer"
PROVED = [
    ("1 - 5*log(2)/log(n)", "1 + d/n", "1", COUNT),
    ("1 - 5*log(2)/log(n)", "1 + d/n", "1", "d real"),
    ("1 - c/n", "1 + c**3/log(n)", "1", ""),
    ("n**d/n**(d + 1)", "(log(2*n)/n)**2", "0", COUNT),
    ("1 - 1/n", "n**d/(n**d - n)", "1", "d positive integer; d >= 2"),
    ("1 - 1/n", "n**d/(n**d - n)", "1", "d integer; 1 < d"),
    ("1 - 1/n", "n**d/(n**d - n)", "1", "d in {2,3}"),
    ("d - 1/n", "d + log(n)/n", "d", "d real"),
    ("1/(d + 1) - 1/(d*n)", "1/(d + 1)", "1/(d + 1)", COUNT),
    ("2**n*n**d/3**n", "3**(n + 1)/3**n/n + sqrt(n)/n", "0", COUNT),
    ("(log(2*n)/log(n))**3", "1 + 1/n", "1", ""),
    ("log(n**d)/log(n) - d/n", "log(n**d)/log(n)", "d", "d real"),
    ("2/n", "1/n", "0", ""),
    ("1/n", "1/n", "0", "n positive integer; n >= 5"),
    ("log(8) - 3*log(2)", "1/n", "0", ""),
]
REFUTED = [
    ("1 - 1/n", "2", "1", "", {}),
    ("0", "n", "0", "", {}),
    ("log(2) - 7/10", "0", "0", "", {}),
    ("1 - 1/n", "1 + 1/n", "2", "", {}),
    ("1 - 1/n", "n**d/n**2", "1", COUNT, {"d": 3}),
    ("0", "n**(d - 3)", "0", COUNT, {"d": 3}),
    ("d - 1/n", "d + 1/n", "1", COUNT, {"d": 2}),
    ("0", "(d - 2)**2", "0", "d real; d >= 2", {"d": 3}),
    ("0", "d/n + 2**n/n**9", "0", COUNT, {"d": 1}),
]
UNDECIDED = [
    ("2/n", "1/n", "1", ""),
    ("3 - 1/log(n)", "2", "2", ""),
    ("1 - 1/n", "n**d/(n**d - n)", "1", COUNT),
    ("1/(d*n)", "1/n", "0", "d real"),
    ("1/n", "d/n", "0", "d real; d >= 2; d*d <= 1"),
]
WRONG = [
    ("exp(-n)", "1", "0", "", "limit is decided"),
    ("n**(d*d)", "1", "0", COUNT, "limit is decided"),
    ("d**n", "1", "0", COUNT, "limit is decided"),
    ("log(3)/n", "1", "0", "", "limit is decided"),
    ("1/n", "1/n", "0", "n in {1,2}", "all large integers"),
    ("1/n", "1/n", "0", "n >= d", "at least a number"),
    ("1/n", "1/n", "0", "n <= 9", "at least a number"),
    ("1/n", "1/n", "1/n", "", "depend on n"),
    ("1/(n - n)", "1/n", "0", "", "divides by zero"),
    ("n**100*(n + 1)**100", "1/n", "0", "", "at most 64"),
]


def written(certificate: Any) -> Any:
    data = json.loads(json.dumps(certificate.to_json()))
    assert certificate_from_json(data) == certificate
    assert check_certificate(data)
    return data


@pytest.mark.parametrize(("lower", "upper", "limit", "assuming"), PROVED)
def test_proved(lower: str, upper: str, limit: str, assuming: str) -> None:
    verdict = by_squeeze(lower, upper, limit=limit, assuming=assuming)
    assert verdict.proved, verdict.explain()
    data = written(verdict.certificate)
    # The same certificate does not show another limit.
    assert not check_certificate({**data, "limit": ["+", data["limit"], 1]})


@pytest.mark.parametrize(("lower", "upper", "limit", "assuming", "point"), REFUTED)
def test_refuted(lower: str, upper: str, limit: str, assuming: str, point: dict[str, int]) -> None:
    verdict = by_squeeze(lower, upper, limit=limit, assuming=assuming)
    assert verdict.refuted, verdict.explain()
    assert verdict.counterexample is not None
    assert verdict.counterexample.as_dict() == point
    written(verdict.counterexample.certificate)


@pytest.mark.parametrize(("lower", "upper", "limit", "assuming"), UNDECIDED)
def test_undecided(lower: str, upper: str, limit: str, assuming: str) -> None:
    verdict = by_squeeze(lower, upper, limit=limit, assuming=assuming)
    assert verdict.undecided and verdict.reason


@pytest.mark.parametrize(("lower", "upper", "limit", "assuming", "says"), WRONG)
def test_refused(lower: str, upper: str, limit: str, assuming: str, says: str) -> None:
    with pytest.raises(InvalidArgument, match=says):
        by_squeeze(lower, upper, limit=limit, assuming=assuming)


def test_another_variable() -> None:
    verdict = by_squeeze("n - 1/m", "n", limit="n", variable="m", assuming="n real")
    assert verdict.proved
    assert verdict.statement == "every E(m) with n - 1/m <= E(m) <= n for all large m tends to n"
    assert verdict.scope == "every sequence between the bounds; all real n"


# Against values in floating point, far out.

SIGNED = st.integers(-3, 3)
EXPONENTS = st.sampled_from(("-2", "-1", "-1/2", "0", "1/2", "1", "2"))
TERMS = st.tuples(SIGNED, EXPONENTS, st.integers(-2, 2), st.sampled_from(("1", "log(2)")))


def sum_of(terms: list[tuple[int, str, int, str]]) -> str:
    return " + ".join(f"({c})*{factor}*n**({a})*log(n)**({b})" for c, a, b, factor in terms)


def value(terms: list[tuple[int, str, int, str]], t: int) -> Any:
    """Return the value at n = e^t."""
    log2 = mpmath.log(2)
    factors = {"1": 1, "log(2)": log2}
    return mpmath.fsum(
        c * factors[f] * mpmath.exp(mpmath.mpf(t) * mpmath.mpf(parse(a))) * mpmath.mpf(t) ** b
        for c, a, b, f in terms
    )


def parse(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    return int(numerator) / int(denominator or 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=3), st.lists(TERMS, min_size=1, max_size=3))
def test_null_far_out(above: Any, below: Any) -> None:
    """At n = e^(10^6) a null sequence of this class is below 1/100, and another one above it."""
    with mpmath.workdps(60):
        divisor = value(below, 10**6)
        tree = parse_expression(f"({sum_of(above)})/({sum_of(below)})")
        if abs(divisor) <= mpmath.mpf(10) ** -50 * max(abs(value([term], 10**6)) for term in below):
            with pytest.raises(InvalidArgument, match="divides by zero"):
                is_null(tree, "n")
            return
        assert is_null(tree, "n") == (abs(value(above, 10**6) / divisor) < mpmath.mpf(1) / 100)
