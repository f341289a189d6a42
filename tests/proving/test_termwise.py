"""A bound on every term bounds the sum, for every n; with it the multiplexing lemma holds for all real weights."""

from __future__ import annotations

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument
from symattn.proving import prove
from symattn.proving.termwise import by_terms

ABOVE_SUMS = [
    ["Sum", ["*", ["index", "w", "i"], ["index", "x", "i"]], "i", 1, "n"],
    ["Sum", ["abs", ["index", "w", "i"]], "i", 1, "n"],
]
ABOVE = prove("w[i]*x[i] <= abs(w[i])", assuming="abs(x[i]) <= 1")


def test_the_sum_of_bounds() -> None:
    bound = by_terms(ABOVE)
    assert bound.proved and bound.premises == (ABOVE,)
    assert bound.statement == "Sum(w[i]*x[i], (i, 1, n)) <= Sum(abs(w[i]), (i, 1, n))"
    assert by_terms(prove("x[k] < x[k] + 1"), index="k", bound="m").statement == (
        "Sum(x[k], (k, 1, m)) < Sum(x[k] + 1, (k, 1, m))"
    )


def test_an_unproved_bound_gives_nothing() -> None:
    assert by_terms(prove("w[i]*x[i] <= abs(w[i])")).undecided


@pytest.mark.parametrize(
    ("statement", "options"),
    [
        ("x <= x + 1", {}),
        ("x[i] <= x[i] + 1", {"index": "j"}),
        ("x[i] <= x[i] + 1", {"index": "i", "bound": "i"}),
        ("x[i] <= x[i] + c", {"bound": "c"}),
        ("x[i] <= 2 or x[i] > 2", {}),
        ("x[i]/x[i] == 1", {}),
    ],
)
def test_other_shapes_are_refused(statement: str, options: dict[str, str]) -> None:
    verdict = prove(statement, assuming="c > 1" if "c" in statement else "")
    with pytest.raises(InvalidArgument):
        by_terms(verdict, **options)
    with pytest.raises(InvalidArgument):
        by_terms(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"statement": ["<", *ABOVE_SUMS]},
        {"statement": ["<=", ABOVE_SUMS[1], ABOVE_SUMS[0]]},
        {"assumptions": []},
        {"assumptions": [["<=", ["abs", ["index", "x", "i"]], 1]]},
        {"domains": [["n", "real"]]},
        {"bound": "m"},
        {"index": "j"},
    ],
)
def test_a_certificate_of_another_conclusion_is_rejected(change: dict[str, object]) -> None:
    data = by_terms(ABOVE).certificate.to_json()
    assert check_certificate(data)
    assert check_certificate(data | change) is False


ACTIVATION = "Sum(w[i]*x[i], (i, 1, n))"
MULTIPLEXED = f"H({ACTIVATION} + b + K*(g - 1)) == g*H({ACTIVATION} + b)"
INPUTS = "forall(abs(x[i]) <= 1, (i, 1, n))"


def test_multiplexing_for_all_real_weights_and_every_n() -> None:
    below = by_terms(prove("-abs(w[i]) <= w[i]*x[i]", assuming="abs(x[i]) <= 1"))
    bounds = [by_terms(ABOVE), below]
    given = f"g in {{0,1}}; {INPUTS}; K > Sum(abs(w[i]), (i, 1, n)) + abs(b)"
    verdict = prove(MULTIPLEXED, assuming=given, using=bounds)
    assert verdict.proved, verdict.reason
    assert verdict.premises == tuple(bounds)
    assert check_certificate(verdict.certificate.to_json())
    for wrong in (given.replace(">", ">=", 1), given.replace(" + abs(b)", ""), given.replace("<= 1", "<= 2")):
        assert wrong != given
        assert prove(MULTIPLEXED, assuming=wrong).refuted


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        (MULTIPLEXED, f"g in {{0,1}}; {INPUTS}; K > Sum(abs(w[i]), (i, 1, n)) + abs(b)"),
        (MULTIPLEXED, f"g in {{0,1}}; {INPUTS}; K > Sum(abs(w[k]), (k, 1, n)) + abs(b)"),
        ("abs(Sum(a[i], (i, 1, n))) <= Sum(abs(a[i]), (i, 1, n))", ""),
        ("Sum(abs(a[i] + b[i]), (i, 1, n)) <= Sum(abs(a[i]), (i, 1, n)) + Sum(abs(b[j]), (j, 1, n))", ""),
        ("Sum(max(a[i], b[i]), (i, 1, n)) >= max(Sum(a[i], (i, 1, n)), Sum(b[i], (i, 1, n)))", ""),
        ("Sum(relu(x[i]), (i, 1, n)) == (Sum(x[i], (i, 1, n)) + Sum(abs(x[i]), (i, 1, n)))/2", ""),
        ("Sum(H(x[i])**2, (i, 1, n)) == Sum(H(x[i]), (i, 1, n))", ""),
        ("Sum(exp(x[i]), (i, 1, n)) >= n + Sum(x[i], (i, 1, n))", ""),
        ("2*Sum(a[i]*b[i], (i, 1, n)) <= Sum(a[i]**2, (i, 1, n)) + Sum(b[i]**2, (i, 1, n))", ""),
        ("Sum(c*a[i], (i, 1, n)) <= Sum(abs(a[i]), (i, 1, n))", "0 <= c; c <= 1"),
        ("Sum(tanh(x[i]), (i, 1, n)) < n", ""),
    ],
)
def test_bounds_of_terms_are_found(text: str, assuming: str) -> None:
    verdict = prove(text, assuming=assuming)
    assert verdict.proved, verdict.reason
    assert verdict.premises
    assert check_certificate(verdict.certificate.to_json())


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("abs(Sum(a[i], (i, 1, n))) == Sum(abs(a[i]), (i, 1, n))", ""),
        ("Sum(a[i], (i, 1, n)) <= Sum(a[j]**2, (j, 1, n))", ""),
        ("Sum(c*a[i], (i, 1, n)) <= Sum(abs(a[i]), (i, 1, n))", "0 <= c; c <= 2"),
        ("Sum(H(x[i]), (i, 1, n)) < n", ""),
        ("Sum(x[i], (i, 1, n)) <= Sum(y[i], (i, 1, n))", "x[i] <= y[i]; i <= n"),
    ],
)
def test_false_bounds_are_not(text: str, assuming: str) -> None:
    assert prove(text, assuming=assuming).refuted
