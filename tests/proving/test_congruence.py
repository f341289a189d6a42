"""Statements with arbitrary functions: values become variables, and what is proved holds for every function."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import certificate_from_json, check_certificate
from symattn.certificates.congruence import CongruenceCertificate
from symattn.errors import InvalidStatement
from symattn.model import Network, generic_transfer
from symattn.proving import chain, prove

TRUE = [
    ("f(x + y) == f(y + x)", ""),
    ("f((x + y)**2) - f(x**2 + 2*x*y + y**2) == 0", ""),
    ("f(g(x) + g(y)) == f(g(y) + g(x))", ""),
    ("f(x, g(y + y)) == f(x, g(2*y))", ""),
    ("f(x)*g(x) == g(x)*f(x)", ""),
    ("f(x)**2 >= 0", ""),
    ("abs(f(x)) >= f(x)", ""),
    ("f(0*x) == 0*f(x)", "f(0) == 0"),
    ("f(0) == 0", "f(0*x) == 0*f(x)"),
    ("f(x) == f(y)", "x == y"),
    ("f(x + y) == f(z)", "x + y == z"),
    ("f(H(x)) == f((sgn(x) + 1)/2)", "x == 3"),
    ("f(Sum(w[i]*x[i], (i, 1, n)) + a*Sum(v[i]*x[i], (i, 1, n))) == f(Sum((w[i] + a*v[i])*x[i], (i, 1, n)))", ""),
    ("Sum(v[i]*f(Sum(w[i,j]*x[j], (j, 1, n))), (i, 1, m)) == Sum(f(Sum(x[k]*w[l,k], (k, 1, n)))*v[l], (l, 1, m))", ""),
    ("Sum(f(x[i]) - f(x[i]), (i, 1, n)) == 0", ""),
    ("Sum(c*f(x[i]), (i, 1, n)) == c*Sum(f(x[i]), (i, 1, n))", ""),
    ("Sum(Sum(f(x[i], y[j]), (j, 1, n)), (i, 1, n)) == Sum(Sum(f(x[i], y[j]), (i, 1, n)), (j, 1, n))", ""),
]  # fmt: skip
FALSE = [
    ("f(x + y) == f(x - y)", ""),
    ("f(x) == f(y)", ""),
    ("f(x) == g(x)", ""),
    ("f(x, y) == f(y, x)", ""),
    ("f(g(x)) == g(f(x))", ""),
    ("f(c*x) == c*f(x)", ""),
    ("f(x) >= 0", ""),
    ("f(x + y) == f(x) + f(y)", ""),
    ("f(c*x) == c*f(x)", "c in {0,1}"),
    ("f(H(x)) == f(H(-x))", ""),
    ("Sum(v[i]*f(w[i]*x), (i, 1, m)) == Sum(v[i]*f(w[i]), (i, 1, m))", ""),
    ("Sum(f(x[i]), (i, 1, n)) == n*f(x[1])", ""),
    ("Sum(Sum(f(x[i], y[j]), (j, 1, n)), (i, 1, n)) == Sum(Sum(f(y[j], x[i]), (i, 1, n)), (j, 1, n))", ""),
]  # fmt: skip


def declared(assuming: str) -> str:
    return f"f, g function; {assuming}" if assuming else "f, g function"


@pytest.mark.parametrize(("text", "assuming"), TRUE)
def test_true_statements(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=declared(assuming))
    assert verdict.proved, verdict.reason
    assert verdict.certificate is not None
    assert check_certificate(json.loads(json.dumps(verdict.certificate.to_json())))
    assert "all functions" in verdict.scope


@pytest.mark.parametrize(("text", "assuming"), FALSE)
def test_false_statements(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=declared(assuming))
    assert verdict.refuted, verdict.reason
    assert verdict.counterexample is not None
    assert check_certificate(json.loads(json.dumps(verdict.counterexample.certificate.to_json())))


def test_a_division_by_a_value_is_a_condition() -> None:
    verdict = prove("f(x)/f(x) == 1", assuming="f function")
    assert verdict.proved
    assert verdict.conditions
    assert any("f(x)" in condition for condition in verdict.conditions)


def test_undefined_functions_of_sympy_are_arbitrary() -> None:
    f, x, y = sp.Function("f"), *sp.symbols("x y")
    assert prove(f(x * y), f(y * x)).proved
    assert prove(f(x), f(y)).refuted
    net = Network.feedforward([2, 2, 1], transfer=generic_transfer("f"), weights=["w", "v"])
    assert prove(net.output(), net.output()).proved
    assert prove(net.output(), net.subs({"v1": 1}).output()).refuted


def test_an_index_is_no_value_of_an_arbitrary_function() -> None:
    f, i = sp.Function("f"), sp.Symbol("i", integer=True)
    with pytest.raises(InvalidStatement, match="permutation"):
        prove(sp.IndexedBase("x")[f(i)], 0)
    with pytest.raises(InvalidStatement):
        prove("x[f(i)] == 0", assuming="f function")
    with pytest.raises(InvalidStatement, match="f function"):
        prove("f(x) == f(x)")
    with pytest.raises(InvalidStatement):
        prove("f(x) == f(x)", assuming="f function of x")
    with pytest.raises(InvalidStatement):
        prove("exp(x) == exp(x)", assuming="exp function")


def test_rules_read_the_certificate() -> None:
    first = prove("f(x + y) == f(y + x)", assuming="f function")
    second = prove("f(y + x) <= f(x + y) + 1", assuming="f function")
    chained = chain([first, second])
    assert chained.proved
    assert chained.certificate is not None
    assert chained.certificate.check()


def mutated(data: Any, rng: random.Random) -> Any:
    """Change one leaf of JSON data."""
    if isinstance(data, dict):
        key = rng.choice(sorted(data))
        return {**data, key: mutated(data[key], rng)}
    if isinstance(data, list) and data:
        k = rng.randrange(len(data))
        if rng.random() < 0.15:
            return [*data[:k], *data[k + 1 :]]
        return [*data[:k], mutated(data[k], rng), *data[k + 1 :]]
    if isinstance(data, str):
        return rng.choice(["x", "y", "f1", "f2", "f", "+", "*", "w", "real", "integer"])
    return rng.choice([0, 1, 2, -1])


def values_of(certificate: dict[str, Any]) -> Any:
    return certificate["statement"], certificate["assumptions"], certificate["domains"]


@pytest.mark.parametrize(("text", "assuming"), [TRUE[0], TRUE[2], TRUE[9], TRUE[13]])
def test_changed_certificates_of_false_statements_are_refused(text: str, assuming: str) -> None:
    """The statement is made false, and the rest of the certificate is changed at random: it is never accepted."""
    data = prove(text, assuming=declared(assuming)).certificate.to_json()  # type: ignore[union-attr]
    false = json.loads(json.dumps(data))
    false["statement"][2] = ["+", false["statement"][2], 1]
    assert not check_certificate(false)
    rng = random.Random(7)
    for _ in range(300):
        changed = {**mutated(false, rng), "statement": false["statement"]}
        if values_of(changed)[1] == values_of(false)[1]:  # no further assumption, which could make it true
            try:
                accepted = check_certificate(changed)
            except Exception as error:
                accepted = type(error).__name__ != "InvalidCertificate"
            assert not accepted


def test_a_variable_of_the_statement_may_not_stand_for_a_value() -> None:
    """f(x) - y == 0 is false; with y in place of f(x) it would read y - y == 0."""
    good = prove("f(x) - f(x) == 0", assuming="f function").certificate
    assert isinstance(good, CongruenceCertificate)
    data = json.loads(json.dumps(good.to_json()).replace("f1", "y"))
    data["statement"] = ["==", ["+", ["apply", "f", "x"], ["*", -1, "y"]], 0]
    data["domains"] = [["x", "real"], ["y", "real"]]
    data["reduced"]["domains"] = data["domains"]
    assert not check_certificate(data)


terms = st.recursive(
    st.sampled_from(["x", "y", "1", "2"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}*{p[1]})"),
        inner.map(lambda t: f"f({t})"),
        inner.map(lambda t: f"g({t})"),
    ),
    max_leaves=8,
)


def value(text: str, x: Fraction, y: Fraction) -> Fraction:
    """Evaluate with f(t) = t^2 + 1 and g(t) = t^3 - t, independently of the library."""
    return Fraction(
        eval(text, {"x": x, "y": y, "f": lambda t: t * t + 1, "g": lambda t: t**3 - t})  # a test's own text
    )


@given(terms, terms)
def test_random_statements_are_not_proved_where_false(left: str, right: str) -> None:
    verdict = prove(f"{left} == {right}", assuming="f, g function")
    points = [(Fraction(a), Fraction(b)) for a, b in ((2, 3), (-1, 5), (7, 2))]
    different = any(value(left, *p) != value(right, *p) for p in points)
    if different:
        assert not verdict.proved
    if verdict.refuted:
        assert verdict.counterexample is not None
        assert verdict.counterexample.certificate.check()


@given(terms, st.randoms(use_true_random=False))
def test_random_true_statements_are_proved(term: str, rng: random.Random) -> None:
    """Factors and summands in another order, inside arguments too."""
    same = swapped(sp_tree(term), rng)
    verdict = prove(f"{term} == {same}", assuming="f, g function")
    assert verdict.proved, (term, same, verdict.reason)
    assert verdict.certificate is not None
    assert certificate_from_json(verdict.certificate.to_json()).check()


def sp_tree(text: str) -> Any:
    from symattn.proving import parse_expression

    return parse_expression(text, functions={"f": "apply", "g": "apply"})


def swapped(tree: Any, rng: random.Random) -> str:
    if not isinstance(tree, tuple):
        return str(tree)
    if tree[0] == "apply":
        return f"{tree[1]}({swapped(tree[2], rng)})"
    parts = [swapped(part, rng) for part in tree[1:]]
    rng.shuffle(parts)
    return "(" + f" {tree[0]} ".join(parts) + ")"
