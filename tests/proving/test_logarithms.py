"""Logarithms of products, powers of positive rationals with variable exponents, roots: laws that hold, and those that need positivity."""

from __future__ import annotations

import pytest

from symattn.certificates import IdentityCertificate, check_certificate
from symattn.proving import parse_expression, prove


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("log(x*y) == log(x) + log(y)", "x, y positive"),
        ("log(x/y) == log(x) - log(y)", "x > 0; y > 0"),
        ("log(x**3) == 3*log(x)", "x positive"),
        ("log(x) + log(1/x) == 0", "0 < x"),
        ("log(x) + log(1/x) == 0", "x >= 1/2"),
        ("log(12) == 2*log(2) + log(3)", ""),
        ("log(sqrt(2)) == log(2)/2", ""),
        ("log(2/3) == log(2) - log(3)", ""),
        ("log(2*exp(x)) == x + log(2)", ""),
        ("log(2**n) == n*log(2)", "n integer"),
        ("exp(log(2)) == 2", ""),
        ("exp(log(2)/2) == sqrt(2)", ""),
        ("exp(x*log(2)) == 2**x", ""),
        ("2**(x + y) == 2**x*2**y", ""),
        ("6**x == 2**x*3**x", ""),
        ("(1/2)**n == 1/2**n", ""),
        ("2**(n + 1/2) == sqrt(2)*2**n", ""),
        ("2**((n + 1)**2) == 2*2**(n**2)*4**n", ""),
        ("log(logistic(x)) == -softplus(-x)", ""),
        ("softplus(x) - softplus(-x) == x", ""),
        ("log(softmax(i, x, n)) == x[i] - log(Sum(exp(x[j]), (j, 1, n)))", ""),
        ("log(Sum(exp(x[j] + c), (j, 1, n))) == c + log(Sum(exp(x[j]), (j, 1, n)))", ""),
        ("log((1 + x**2)*(1 + exp(y))) == log(1 + x**2) + softplus(y)", ""),
    ],
)
def test_laws(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=assuming)
    assert verdict.proved, verdict.reason
    assert verdict.conditions == ()
    assert check_certificate(verdict.certificate.to_json())


@pytest.mark.parametrize(
    "text",
    [
        "log(x*y) == log(x) + log(y)",
        "log(x**2) == 2*log(x)",
        "log(x + y) == log(x) + log(y)",
        "2**x == 3**x",
        "2**(x*y) == 2**x*2**y",
        "2**(1/3) == 3**(1/3)",
        "log(2)*log(3) == log(6)",
        "log(2) == 693147/1000000",
        "exp(log(2)*log(3)) == 6",
        "x**y == x**y + 0*log(x)",
    ],
)
def test_not_proved(text: str) -> None:
    assert not prove(text).proved


def test_a_condition_is_kept_where_it_is_needed() -> None:
    assert prove("log(2*x) == log(2) + log(x)").conditions == ("x > 0", "2*x > 0")


@pytest.mark.parametrize(
    ("left", "right", "positive", "accepted"),
    [
        ("log(x*(x + 1))", "log(x) + log(x + 1)", ("x",), True),
        ("log(x*(x + 1))", "log(x) + log(x + 1)", (), False),
        ("log(-x*y)", "log(x) + log(-y)", ("x",), True),
        ("log((x**3 + 1)*y)", "log(x**3 + 1) + log(y)", (), False),
        ("log((x**2 + 1)*y)", "log(x**2 + 1) + log(y)", (), True),
        ("log((x**2 + y**2)*z)", "log(x**2 + y**2) + log(z)", (), False),
        ("log(x)", "log(y)", ("x", "y"), False),
    ],
)
def test_the_check_splits_off_positive_factors_only(
    left: str, right: str, positive: tuple[str, ...], accepted: bool
) -> None:
    sides = parse_expression(left), parse_expression(right)
    assert IdentityCertificate(*sides, positive=positive).check() is accepted
