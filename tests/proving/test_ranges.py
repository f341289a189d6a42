"""Ranges reach everywhere: those of single entries, of dimensions in every rule, of an integer row of softmax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving import (
    Derivation,
    Statement,
    by_cases,
    by_induction,
    by_injection,
    by_surjection,
    by_terms,
    chain,
    prove,
    prove_instances,
    specialise,
)
from symattn.proving.polynomial import Budget
from symattn.proving.prove import decide


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("x[1] + Sum(x[i], (i, 1, n)) >= 0", "n in {1}; x[1] in {0,1}"),
        ("x[i] + x[1] > 0", "i in {1}; x[1] in {1,2}"),
        ("x[1]**2*Sum(x[i], (i, 1, n)) == x[1]", "x[1] in {0,1}; n == 1"),
        ("Sum(x[i]**2, (i, 1, n)) == Sum(x[i], (i, 1, n))", "n in {1}; x[1] in {0,1}"),
        ("x[i] > 0", "i in {1}; x[1] in {1,2}"),
        ("Sum(delta(i, w[1]), (i, 1, n)) == 1", "w[1] <= n"),
    ],
)
def test_true_statements_about_entries_with_ranges_are_not_refuted(text: str, assuming: str) -> None:
    assert not prove(text, assuming=assuming).refuted


def test_false_ones_are_refuted_within_the_ranges() -> None:
    found = prove(
        "Sum(x[i]**2, (i, 1, n)) == 2*Sum(x[i], (i, 1, n))", assuming="x[1] in {0,1}"
    ).counterexample
    assert found is not None
    assert found.as_dict()["x[1]"] in (0, 1)
    assert check_certificate(found.certificate.to_json())


@pytest.mark.parametrize("given", ["x[1] in {0,1}; x[1]**2 == 4", "x[1] integer; 2*x[1] == 1"])
def test_a_proof_over_no_point_is_not_counted(given: str) -> None:
    assert not prove("Sum(x[i], (i, 1, n)) + x[1] == Sum(x[j], (j, 1, n)) + x[1]", assuming=given).proved


def test_cardinalities_read_dimensions_as_prove_does() -> None:
    # The first family has three members, the second, as a dimension is at least 1, has one.
    three, one = "m integer; m <= 1; m >= -1", "n integer; n <= 1; n >= -1; Sum(1, (i, 1, n)) == n"
    assert not by_injection(three, one, encode={"n": "m"}, decode={"m": "n"}).proved
    assert not by_surjection(one, three, encode={"m": "n"}, decode={"n": "m"}).proved
    assert by_injection(one, three, encode={"m": "n"}, decode={"n": "m"}).proved
    assert by_surjection(three, one, encode={"n": "m"}, decode={"m": "n"}).proved


def test_rules_keep_the_ranges_of_entries() -> None:
    given = "x[1] in {1,2}"
    links = [
        prove("delta(i, 1)*x[i] == delta(i, 1)*x[1]", assuming=given),
        prove("delta(i, 1)*x[1] >= 0", assuming=given),
    ]
    joined = chain(links)
    for verdict in (joined, by_terms(joined), specialise(joined, {"i": "k"})):
        assert verdict.proved
        assert dict(verdict.subject.domains)["x[1]"] == (1, 2)
        assert check_certificate(verdict.certificate.to_json())
    assert not by_terms(prove("x[i] <= 0", assuming=f"x[i] == 0; {given}")).proved
    with pytest.raises(InvalidArgument, match="entry"):
        by_induction("x[1] >= 1", variable="x[1]", assuming="x[1] positive integer")


@pytest.mark.parametrize(
    ("text", "assuming"),
    [
        ("Sum(y[j], (j, 1, 20)) + x[i] != Sum(y[j], (j, 1, 20)) + 5", "i in {1}; x[1] in {1,2}"),
        ("Sum(delta(i, w[1]), (i, 1, n)) <= 1", "w[1] <= n"),
        ("Sum(x[i]**2, (i, 1, n)) + w[1]**2 >= 0", "w[1] positive integer; w[1] <= n"),
    ],
)
def test_entries_as_indices_and_in_long_sums(text: str, assuming: str) -> None:
    assert not prove(text, assuming=assuming).refuted


def test_conditions_on_bound_indices_hold_for_all_of_them() -> None:
    verdict = prove("Sum(x[i]/x[i], (i, 1, n)) == n")
    assert verdict.conditions == ("forall(x[i] != 0, (i, 1, n))",)
    with pytest.raises(InvalidArgument, match="conditions"):
        prove("Sum(x[j]/x[j], (j, 1, n)) >= n", assuming="x[i] != 0; i in {1}", using=[verdict])


def test_a_statement_with_a_dimension_below_one_is_not_decided() -> None:
    statement = Statement(("==", ("Sum", 1, "i", 1, "n"), "n"), (), (("n", "integer"),))
    with pytest.raises(InvalidStatement, match="dimension"):
        decide(statement, budget=Budget(1.0))


@pytest.mark.parametrize(
    "text",
    [
        "delta(i, j)*i == delta(i, j)*j",
        "delta(i, j)/i == delta(i, j)/j",
        "delta(i, j)*H(i - 2) == delta(i, j)*H(j - 2)",
    ],
)
def test_equal_indices_are_equal_numbers(text: str) -> None:
    verdict = prove(text)
    assert verdict.proved
    assert check_certificate(verdict.certificate.to_json())


def test_an_integer_row_of_softmax_has_to_exist() -> None:
    with pytest.raises(InvalidStatement):
        prove("softmax(0, x, n) == 1")
    assert prove("softmax(2, x, n) == softmax(2, x, n)").conditions == ("2 <= n",)


def test_a_joined_statement_is_undefined_where_a_part_is() -> None:
    for text in ("not (z != 0 implies 1/z == 2)", "not (z == 0 or 1/z == 2)"):
        verdict = prove(text, assuming="z in {0,1}")
        assert verdict.proved and verdict.conditions == ("not z == 0",)


@pytest.mark.parametrize(
    "call",
    [
        lambda: by_cases("x == x", cases=["x > 0", "x <= 0"], time_limit="x"),  # type: ignore[arg-type]
        lambda: by_induction("n >= 1", time_limit=None),  # type: ignore[arg-type]
        lambda: specialise(prove("x == x"), {"x": 1}, time_limit=float("nan")),
        lambda: Derivation("x").then("x", "same").verify(time_limit=[]),  # type: ignore[arg-type]
        lambda: Derivation("x").then("x", "same", relation=[]),  # type: ignore[arg-type]
        lambda: Derivation("x", steps=5),  # type: ignore[arg-type]
        lambda: Derivation("x", steps=(None,)),  # type: ignore[arg-type]
        lambda: prove_instances("f(n) == 1", ranges=5, functions={}),  # type: ignore[arg-type]
        lambda: prove_instances("f(n) == 1", ranges={"n": 5}, functions={"f": abs}),  # type: ignore[dict-item]
        lambda: prove_instances("f(n) == 1", ranges={"n": range(2)}, functions=5),  # type: ignore[arg-type]
    ],
)
def test_arguments_of_a_wrong_kind(call: Callable[[], Any]) -> None:
    with pytest.raises(InvalidArgument):
        call()
