"""Certificates of inequalities: interval arithmetic against mpmath, unsound certificates refused, changed ones true or refused."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import (
    Certificate,
    EnclosedCounterexample,
    EnclosureCertificate,
    PositivityCertificate,
    certificate_from_json,
    check_certificate,
)
from symattn.certificates.domains import domain_contains
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.intervals import _TURN, Intervals, Undetermined, compare, log_two
from symattn.certificates.sequents import Sequent, establishes
from symattn.proving import prove

FUNCTIONS: dict[str, Any] = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "sqrt": mpmath.sqrt,
    "tanh": mpmath.tanh,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "logistic": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions_are_enclosed(name: str) -> None:
    """At hundreds of random points, and on the intervals between them, mpmath's 60 digits lie inside; and the ends are close."""
    random = Random(7)
    for _ in range(500):
        denominator = random.choice((1, 3, 64, 1000, 10**9))
        x = Fraction(random.randint(-40 * denominator, 40 * denominator), denominator)
        if random.random() < 0.3:
            x /= 10**8
        width = Fraction(random.randint(0, 30), random.choice((7, 10**6)))
        if name in ("log", "sqrt"):
            x = abs(x) + Fraction(1, 10**6)
        p = random.choice((24, 53, 64, 117, 300))
        arithmetic = Intervals(p)
        low, high = arithmetic.value((name, "x"), {"x": (x, x + width)})
        with mpmath.workdps(110):
            values = [
                FUNCTIONS[name](mpmath.mpf(y.numerator) / y.denominator) * mpmath.mpf(2) ** p
                for y in (x, x + width / 3, x + width)
            ]
            assert all(low <= value <= high for value in values)
            if width == 0 and name not in ("log", "sqrt"):
                assert high - low <= 64 + abs(values[0]) * mpmath.mpf(2) ** (8 - p)


def test_constants() -> None:
    with mpmath.workdps(400):
        for p in (1, 8, 64, 1000):
            low, high = log_two(p)
            assert low <= mpmath.log(2) * mpmath.mpf(2) ** p <= high <= low + 4
    left, right = (Evaluator({"x": turn}).value(("+", 1, "x", ("exp", "x"))).sign() for turn in _TURN)
    assert (left, right) == (-1, 1)


def test_powers_and_products() -> None:
    box = {"x": (Fraction(-2), Fraction(3)), "y": (Fraction(1, 3), Fraction(1, 2))}
    a = Intervals(20)

    def rounded(tree: Any) -> tuple[float, float]:
        low, high = a.value(tree, box)
        return round(low / a.one, 4), round(high / a.one, 4)

    assert rounded(("**", "x", 2)) == rounded(("*", "x", "x")) == (0, 9)
    assert rounded(("**", "x", 3)) == (-8, 27)
    assert rounded(("**", "x", 0)) == (1, 1)
    assert rounded(("**", "y", -2)) == (4, 9)
    assert rounded(("**", ("*", -1, "y"), -1)) == (-3, -2)
    assert rounded(("*", "x", "y")) == (-1, 1.5)
    assert rounded(("abs", "x")) == (0, 3)
    assert rounded(("max", "x", "y")) == (round(1 / 3, 4), 3)
    assert rounded(("H", "x")) == (0, 1)
    assert rounded(("sgn", "y")) == (1, 1)
    assert rounded(("Sum", ("*", "k", "y"), "k", 1, 3)) == (2, 3)
    assert rounded(("**", 4, "y")) == (round(4 ** (1 / 3), 4), 2)


@pytest.mark.parametrize(
    "tree",
    [
        ("**", "x", -1),
        ("log", "x"),
        ("sqrt", "x"),
        ("**", "x", Fraction(1, 2)),
        ("**", "x", Fraction(1, 3)),
        ("**", "x", "x"),
        ("*", 0, ("**", "x", -1)),
        ("+", "x", "unbounded"),
        ("exp", ("*", 10**9, "x")),
        ("**", ("+", 2, "x"), 10**7),
        ("Sum", "k", "k", 1, 10**9),
        ("Sum", "k", "k", 1, "x"),
        ("call", "f", 1),
        ("index", "w", "x"),
        ("binomial", "x", 2),
    ],
)
def test_not_enclosed(tree: Any) -> None:
    with pytest.raises(Undetermined):
        Intervals(32).value(tree, {"x": (Fraction(-1), Fraction(1))})


def test_comparisons() -> None:
    for op, truths in {
        "<": (True, None, None, False, False),
        "<=": (True, True, None, None, False),
        "!=": (True, None, None, None, True),
        "==": (False, None, None, None, False),
    }.items():
        others = ((5, 6), (4, 6), (3, 6), (1, 2), (0, 1))
        assert tuple(compare(op, (2, 4), other) for other in others) == truths
    assert compare("<=", (3, 3), (3, 3)) is compare("==", (3, 3), (3, 3)) is True
    assert compare("<", (3, 3), (3, 3)) is False


STATEMENTS = [
    ("x**2 + 4*x*y + 5*y**2 + 2*y + 2 > 0", ""),
    ("x*y <= (x**2 + y**2)/2", ""),
    ("x**3 > 8", "x > 2"),
    ("x**3 <= x", "0 <= x; x <= 1"),
    ("x*y <= 1/4", "x + y == 1"),
    ("1/(x**2 - x + 1) <= 4/3", ""),
    ("x + 1/x >= 2", "x > 0"),
    ("1 - exp(-x) < x", "x != 0"),
    ("exp(x) > x + x**2/3", "0 <= x; x <= 2"),
    ("1/x > 1/2", "1/3 <= x; x <= 3/2"),
    ("x**2*y < 5", "abs(x) <= 2; 0 <= y; y <= 1"),
    ("exp(g) < x", "g in {0,1}; 3 <= x; x <= 4"),
]
PROOFS = [
    json.loads(json.dumps(prove(claim, assuming=given, family="inequality").certificate.to_json()))
    for claim, given in STATEMENTS
]


def test_all_kinds_occur() -> None:
    assert {data["kind"] for data in PROOFS} == {"positivity", "enclosure"}


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the places of numbers, written as integers or as text."""
    if isinstance(data, int) or (isinstance(data, str) and data.lstrip("-").replace("/", "").isdigit()):
        return [path]
    items = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    return [found for key, part in items for found in places(part, (*path, key))]


def changed(data: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copied = list(data) if isinstance(data, list) else dict(data)
    copied[path[0]] = changed(data[path[0]], path[1:], new)
    return copied


GRID = [Fraction(k, 6) for k in range(-15, 16)] + [Fraction(v) for v in (-7, 4, 5, 40)]


def holds(certificate: Certificate) -> bool:
    """Return whether the statement is true at every point of a grid at which the assumptions hold."""
    names = [name for name, _ in certificate.domains]
    for values in product(GRID, repeat=len(names)):
        point = dict(zip(names, values, strict=True))
        if not all(domain_contains(domain, point[name]) for name, domain in certificate.domains):
            continue
        evaluate = Evaluator(point)
        if all(evaluate.truth(tree) for tree in certificate.assumptions) and not evaluate.truth(
            certificate.statement
        ):
            return False
    return True


@given(st.sampled_from(PROOFS), st.data())
def test_changed_numbers(original: dict[str, Any], data: st.DataObject) -> None:
    assert check_certificate(original)
    path = data.draw(st.sampled_from(places(original)))
    old = original
    for key in path:
        old = old[key]
    number = data.draw(st.integers(-5, 5))
    mutant = changed(original, path, str(number) if isinstance(old, str) else number)
    try:
        accepted = check_certificate(mutant)
    except ValueError:
        return
    if accepted:
        assert holds(certificate_from_json(mutant))


@pytest.mark.parametrize("k", range(len(PROOFS)))
def test_a_certificate_belongs_to_its_statement(k: int) -> None:
    data = PROOFS[k]
    op, left, right = data["statement"]
    reverse = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op]
    assert not check_certificate({**data, "statement": [reverse, left, right]})
    assert not check_certificate({**data, "statement": [op, right, left]})
    for j, other in enumerate(PROOFS):
        if j != k:
            stolen = {**data, "statement": other["statement"], "domains": other["domains"]}
            assert not check_certificate(stolen) or holds(certificate_from_json(stolen))
    if data["assumptions"] and data["kind"] == "positivity":
        assert not check_certificate({**data, "assumptions": []})


REAL = (("x", "real"),)
AT_ONE = (("x", Fraction(1)),)
SQUARE = ("expression", ("**", "x", 2))


@pytest.mark.parametrize(
    ("statement", "assumptions", "terms", "signs"),
    [
        # Factors that are not non-negative, coefficients that are not positive, terms that are not strict.
        ((">=", "x", 0), (), ((1, (("expression", "x"),)),), ()),
        ((">=", ("*", -1, ("**", "x", 2)), 0), (), ((-1, (SQUARE,)),), ()),
        ((">", ("**", "x", 2), 0), (), ((1, (SQUARE,)),), ()),
        (("!=", ("**", "x", 2), 0), (), ((1, (SQUARE,)),), ()),
        ((">", "x", "x"), (), (), ()),
        ((">", ("**", "x", 2), 0), (("!=", "x", 1),), ((1, (SQUARE,)),), ()),
        ((">=", ("**", "x", 3), 0), (), ((1, (("expression", ("**", "x", 3)),)),), ()),
        # A sum that is not the difference.
        ((">=", ("+", ("**", "x", 2), -1), 0), (), ((1, (SQUARE,)),), ()),
        (("<=", ("**", "x", 2), 0), (), ((1, (SQUARE,)),), ()),
        (("==", ("**", "x", 2), 0), (), ((1, (SQUARE,)),), ()),
        # Assumptions and bounds that do not exist, or say something else.
        ((">=", "x", 0), (), ((1, (("assumption", 0),)),), ()),
        ((">=", "x", 0), ((">=", "x", 0),), ((1, (("assumption", -1),)),), ()),
        ((">=", "x", 0), ((">=", "x", 0),), ((1, (("assumption", 1),)),), ()),
        ((">=", "x", 0), (("!=", "x", 0),), ((1, (("assumption", 0),)),), ()),
        ((">=", "x", 0), (("or", (">=", "x", 0), ("<", "x", 0)),), ((1, (("assumption", 0),)),), ()),
        ((">=", "x", 0), ((">=", ("*", -1, "x"), -1),), ((1, (("assumption", 0),)),), ()),
        ((">", "x", 0), ((">=", "x", 0),), ((1, (("assumption", 0),)),), ()),
        ((">=", "x", 0), (), ((1, (("low", "x"),)),), ()),
        ((">=", 1, "x"), (), ((1, (("high", "x"),)),), ()),
        # The exponential touches its tangent at 0, and is defined where its argument is.
        ((">", ("exp", "x"), ("+", 1, "x")), (), ((1, (("tangent", "x"),)),), ()),
        ((">", ("exp", "x"), ("+", 1, "x")), (("!=", "x", 2),), ((1, (("tangent", "x"),)),), ()),
        ((">=", ("exp", "x"), ("+", 2, "x")), (), ((1, (("tangent", "x"),)),), ()),
        ((">=", ("+", 1, "x"), ("exp", "x")), (), ((1, (("tangent", "x"),)),), ()),
        ((">=", ("+", "x", -1), ("log", "x")), (), ((1, (("tangent", ("log", "x")),)),), ()),
        (
            (">", ("+", "x", -1), ("log", "x")),
            ((">", "x", 0), ("!=", "x", 2)),
            ((1, (("tangent", ("log", "x")),)),),
            (),
        ),
        (
            (">", "x", ("log", ("+", 1, "x"))),
            ((">", "x", Fraction(-1, 2)),),
            ((1, (("tangent", ("log", ("+", 1, "x"))),)),),
            (),
        ),
        # Not defined everywhere.
        ((">=", ("*", "x", ("**", "x", -1)), 1), (), (), ()),
        ((">=", ("**", "x", -2), 0), (), ((1, (("expression", ("**", "x", -2)),)),), ()),
        ((">=", "x", "x"), (), ((1, (("expression", ("**", "x", -2)),)), (1, ())), ()),
        ((">=", ("**", ("log", "x"), 2), 0), (), ((1, (("expression", ("**", ("log", "x"), 2)),)),), ()),
        # Signs that are not shown, or rest on themselves.
        ((">", "x", 0), (), ((1, (("expression", "x"),)),), (("x", 1, ((1, (("expression", "x"),)),)),)),
        ((">", "x", 0), (), ((1, (("expression", "x"),)),), (("x", 1, ((1, ()),)),)),
        ((">", "x", 0), (), ((1, (("expression", "x"),)),), (("x", 0, ((1, ()),)),)),
        (
            (">", ("**", "x", 2), 0),
            (),
            ((1, (SQUARE,)),),
            ((("**", "x", 2), 1, ((1, (SQUARE,)),)),),
        ),
        # An equation may be multiplied by what is defined only.
        (
            (">=", 0, ("+", "x", ("*", -1, "x"))),
            (("==", "x", 1),),
            ((1, (("assumption", 0), ("expression", ("**", "y", -1)))),),
            (),
        ),
    ],
)
def test_unsound_positivity(statement: Any, assumptions: Any, terms: Any, signs: Any) -> None:
    exact = tuple((Fraction(c), factors) for c, factors in terms)
    lemmas = tuple((t, d, tuple((Fraction(c), f) for c, f in parts)) for t, d, parts in signs)
    assert PositivityCertificate(statement, assumptions, REAL, exact, lemmas, AT_ONE).check() is False


def test_an_entry_of_a_sum_is_not_the_entry_of_an_assumption() -> None:
    """x[i] >= 0 for one free i says nothing about the x[i] of a sum over i."""
    entry = ("index", "x", "i")
    total = ("Sum", entry, "i", 1, "n")
    domains = (("n", "positive integer"), ("i", "positive integer"))
    point = (("n", Fraction(1)), ("i", Fraction(1)), ("x[1]", Fraction(1)))
    given = ((">=", entry, 0), ("<=", "i", "n"))
    certificate = PositivityCertificate(
        (">=", total, 0), given, domains, ((Fraction(1), (("expression", total),)),), (), point
    )
    assert certificate.satisfied()
    assert not certificate.check()


def test_witness_points_are_checked() -> None:
    for data in PROOFS:
        assert not check_certificate({**data, "point": []})
        assert not check_certificate({**data, "point": [*data["point"], *data["point"]]})
        if data["assumptions"]:
            far = [[name, "1000"] for name, _ in data["point"]]
            outside = check_certificate({**data, "point": far})
            assert not outside or data["assumptions"] in ([[">", "x", 2]], [[">", "x", 0]], [["!=", "x", 0]])


CLAIM, GIVEN = (">", ("exp", "x"), "x"), ((">=", "x", 0), ("<=", "x", 1))
LEAF = ("leaf",)


@pytest.mark.parametrize(
    ("claim", "given", "cuts", "precision"),
    [
        (CLAIM, GIVEN, LEAF, 32),  # not cut far enough
        (CLAIM, GIVEN, ("split", "x", LEAF, LEAF), 0),
        (CLAIM, GIVEN, ("split", "x", LEAF, LEAF), 10**6),
        (CLAIM, GIVEN, ("split", "y", LEAF, LEAF), 32),
        (CLAIM, GIVEN, ("value", "x", (LEAF, LEAF)), 32),  # a real variable has more values
        (CLAIM, GIVEN, ("value", "x", ()), 32),
        (CLAIM, GIVEN[:1], ("split", "x", LEAF, LEAF), 32),  # not bounded
        (CLAIM, (), ("split", "x", LEAF, LEAF), 32),
        ((">", ("exp", "x"), 1), GIVEN, LEAF, 32),  # false at 0
        ((">", ("**", "x", -1), 0), GIVEN, LEAF, 32),  # not defined at 0
        ((">=", ("sqrt", ("+", "x", -1)), 0), GIVEN, LEAF, 32),
        (("or", ("<", "x", 2), (">", ("log", "x"), 5)), GIVEN, LEAF, 32),
    ],
)
def test_unsound_enclosures(claim: Any, given: Any, cuts: Any, precision: int) -> None:
    assert EnclosureCertificate(claim, given, REAL, cuts, precision, AT_ONE).check() is False


def test_small_enclosures_by_hand() -> None:
    assert EnclosureCertificate(CLAIM, GIVEN, REAL, ("split", "x", LEAF, LEAF), 32, AT_ONE).check()
    assert EnclosureCertificate(("<", ("exp", 1), Fraction(272, 100)), (), (), LEAF, 32, ()).check()
    # The precision has to be enough: e is not 2.7182818284.
    claim = (">", ("exp", 1), Fraction("2.7182818284"))
    assert [EnclosureCertificate(claim, (), (), LEAF, p, ()).check() for p in (16, 64)] == [False, True]
    # Boxes on which an assumption is false are left out.
    given = (*GIVEN, (">", "x", Fraction(1, 2)))
    halves = ("split", "x", LEAF, LEAF)
    assert EnclosureCertificate((">=", "x", Fraction(1, 2)), given, REAL, LEAF, 32, AT_ONE).check()
    assert EnclosureCertificate((">", ("exp", "x"), "x"), given, REAL, halves, 32, AT_ONE).check()


def test_a_counterexample_by_enclosure_does_not_establish_its_statement() -> None:
    certificate = EnclosedCounterexample(
        ("<", ("log", "x"), 1), (), REAL, (("x", Fraction(3)),), precision=32
    )
    assert certificate.check()
    assert not establishes(certificate, Sequent(certificate.statement, (), REAL))


@given(st.fractions(min_value=-1, max_value=9, max_denominator=50), st.integers(1, 80))
def test_counterexamples_by_enclosure_are_counterexamples(x: Fraction, precision: int) -> None:
    certificate = EnclosedCounterexample(
        ("<", ("log", "x"), 1), ((">", "x", 1),), REAL, (("x", x),), precision=precision
    )
    if certificate.check():
        assert Evaluator({"x": x}).truth((">=", "x", ("exp", 1)))
    elif precision > 40:
        assert Evaluator({"x": x}).truth(("<", "x", ("exp", 1)))
