"""A verdict comes from procedures and rules only, and the rules refuse what they are not about."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import pickle
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving import Derivation, Verdict, chain, conjunction, prove, prove_instances, refute, sizes

PROVED = prove("x + x == 2*x")
REFUTED = prove("x == x + 1")
UNDECIDED = prove("x + 1 <= exp(x)", family="polynomial")


def test_a_verdict_is_sealed() -> None:
    with pytest.raises(TypeError, match="never by hand"):
        Verdict("proved", ("==", 1, 2), "trust me", "all")
    with pytest.raises(TypeError, match="never by hand"):
        Verdict("proved", ("==", 1, 2), "trust me", "all", seal=object())
    for changes in ({"status": "proved"}, {"claim": ("==", 1, 2)}, {"extent": "general"}):
        with pytest.raises(TypeError, match="never by hand"):
            dataclasses.replace(REFUTED, **changes)
    with pytest.raises(dataclasses.FrozenInstanceError):
        REFUTED.status = "proved"  # type: ignore[misc]


@pytest.mark.parametrize("verdict", [PROVED, REFUTED, UNDECIDED], ids=lambda v: v.status)
def test_copies_say_the_same(verdict: Verdict) -> None:
    for other in (pickle.loads(pickle.dumps(verdict)), copy.copy(verdict), copy.deepcopy(verdict)):
        assert other == verdict
        assert other.status == verdict.status
    assert [verdict.proved, verdict.refuted, verdict.undecided].count(True) == 1
    with pytest.raises(TypeError, match=r"\.proved, \.refuted or \.undecided"):
        bool(verdict)
    with pytest.raises(TypeError):
        assert verdict
    assert verdict.statement in verdict.explain()
    assert verdict.statement.split()[0] in verdict._repr_html_()


def test_two_runs_are_equal() -> None:
    assert prove("x + x == 2*x") == PROVED
    assert prove("x == x + 1") == REFUTED


def test_html_is_escaped() -> None:
    assert "<b" not in prove("x <b").explain() or "<b" not in prove("x <b")._repr_html_().replace("<br", "")


def test_refute() -> None:
    found = refute("x == x + 1")
    assert found is not None
    assert check_certificate(found.certificate)
    assert refute("x == x") is None
    assert refute("x + 1 <= exp(x)") is None


def test_conjunction() -> None:
    assert conjunction([PROVED, PROVED], statement="both").proved
    assert conjunction([PROVED, REFUTED], statement="both").refuted
    assert conjunction([UNDECIDED, REFUTED], statement="both").counterexample == REFUTED.counterexample
    assert conjunction([PROVED, UNDECIDED], statement="both").undecided
    finite = prove("x**2 == x", assuming="x in {0,1}")
    some = prove_instances("f(n) == n", ranges={"n": range(3)}, functions={"f": lambda n: n})
    assert conjunction([PROVED, finite], statement="both").extent == "finite"
    assert conjunction([some, PROVED, finite], statement="all").extent == "instances"
    assert check_certificate(conjunction([PROVED, some, finite], statement="all").certificate.to_json())


@pytest.mark.parametrize(
    "wrong", [[], [PROVED, True], [PROVED, None], None, 5, {}, PROVED, "proved", [[PROVED]]]
)
def test_rules_refuse_wrong_shapes(wrong: Any) -> None:
    with pytest.raises(InvalidArgument):
        conjunction(wrong, statement="s")
    with pytest.raises(InvalidArgument):
        chain(wrong)
    with pytest.raises(InvalidArgument):
        sizes(wrong, parameter="n", statement="s")
    with pytest.raises(InvalidArgument):
        sizes({1: PROVED, 2: [wrong]}, parameter="n", statement="s")


def test_a_label_is_no_claim() -> None:
    """A conjunction carries a sentence; it cannot be made to claim an equation, nor enter a chain as one."""
    with pytest.raises(InvalidArgument, match="sentence"):
        conjunction([PROVED], statement=("==", 1, 2))  # type: ignore[arg-type]
    labelled = conjunction([PROVED], statement="1 == 2")
    with pytest.raises(InvalidArgument, match="equalities"):
        chain([prove("1 == 1"), labelled])
    with pytest.raises(InvalidArgument, match="equalities"):
        chain([labelled])


def test_chain() -> None:
    steps = [prove("(x + 1)**2 == x**2 + 2*x + 1"), prove("x**2 + 2*x + 1 == x*(x + 2) + 1")]
    joined = chain(steps)
    assert joined.proved
    assert prove(joined.statement).proved
    longer = chain([joined, prove("x*(x + 2) + 1 == x*(2 + x) + 1")])
    assert longer.proved
    assert check_certificate(longer.certificate.to_json())
    with pytest.raises(InvalidArgument, match="share"):
        chain(list(reversed(steps)))
    with pytest.raises(InvalidArgument, match="equalities"):
        chain([prove("x == x and y == y")])
    assert chain([PROVED, prove("2*x == 3*x")]).undecided
    assert "step 2" in chain([PROVED, prove("2*x == 3*x")]).reason
    assert chain([prove("1 == 2")]).undecided


def test_links_under_different_assumptions_do_not_join() -> None:
    """x**2 = x on {0, 1} and x = 2 on {2}: together they say nothing about any x."""
    first, second = prove("x**2 == x", assuming="x in {0,1}"), prove("x == 2", assuming="x in {2}")
    assert first.proved
    assert second.proved
    with pytest.raises(InvalidStatement, match="no value"):
        chain([first, second])
    wide = prove("2*x == x + x")
    assert chain([wide, prove("x + x == x**2 + x", assuming="x in {0,1}")]).scope == "all x in {0, 1}"
    with pytest.raises(InvalidArgument, match="same assumptions"):
        chain([prove("2*x == x + x", assuming="x > 1"), prove("x + x == x*2", assuming="x < 0")])
    assert (
        chain([prove("2*x == x + x", assuming="x > 1"), prove("x + x == x*2")]).scope
        == "all real x with x > 1"
    )


def test_sizes_never_prove_in_general() -> None:
    verdict = sizes({1: PROVED, 2: PROVED}, parameter="n", statement="s")
    assert verdict.extent == "finite"
    assert sizes({1: PROVED, 2: REFUTED}, parameter="n", statement="s").refuted
    assert sizes({1: PROVED, 2: UNDECIDED}, parameter="n", statement="s").undecided


def test_derivation() -> None:
    good = Derivation("(x + y)*(x - y)").then("x**2 - y**2", "expand").then("-(y**2 - x**2)", "signs")
    assert good.verify().proved
    assert good.verify().statement == "(x + y)*(x - y) == -(y**2 - x**2)"
    assert good.to_latex().count(r"\\") == 2
    assert good.to_json()["start"] == "(x + y)*(x - y)"
    bad = good.then("x**2", "wishful")
    assert bad.verify().undecided
    assert bad.verify().reason.startswith("step 3 is refuted")
    assert good.verify().proved  # a derivation is not changed by a step after it
    assert Derivation("x**2", assuming="x in {0,1}").then("x", "idempotent").verify().proved
    with pytest.raises(InvalidArgument, match="at least one step"):
        Derivation("x").verify()
    with pytest.raises(InvalidArgument, match="reason"):
        Derivation("x").then("x", " ")
    for text in ("x == x", "x +", ""):
        with pytest.raises(InvalidStatement):
            Derivation(text)
        with pytest.raises(InvalidStatement):
            Derivation("x").then(text, "why")


def test_instances() -> None:
    def binomials(n: int) -> int:
        return 2**n

    good = prove_instances(
        "f(n) == Sum(binomial(n, k), (k, 0, n))", ranges={"n": range(8)}, functions={"f": binomials}
    )
    assert good.proved
    assert good.extent == "instances"
    assert check_certificate(good.certificate.to_json())
    bad = prove_instances("f(n) == 2*n", ranges={"n": range(1, 8)}, functions={"f": binomials})
    assert bad.refuted
    assert bad.counterexample.as_dict() == {"n": 3}
    assert check_certificate(bad.counterexample.certificate.to_json())
    nested = prove_instances(
        "f(f(n)) == 2**f(n)", ranges={"n": [0, 1, 2]}, functions={"f": binomials}, assuming="n > 0"
    )
    assert nested.proved
    assert len(nested.certificate.points) == 2
    assert prove_instances("exp(n) == log(n)", ranges={"n": [1]}, functions={}).refuted
    assert prove_instances("log(n) == n", ranges={"n": [2]}, functions={}).undecided


@pytest.mark.parametrize(
    ("ranges", "functions", "assuming"),
    [
        ({}, {}, ""),
        ({"n": []}, {}, ""),
        ({"n": [1.5]}, {}, ""),
        ({"n": [1]}, {"f": lambda n: 0.5}, ""),
        ({"n": [1]}, {"f": lambda n: "1"}, ""),
        ({"n": [1]}, {"f": lambda n: n}, "n > 5"),
    ],
)
def test_instances_refuse(ranges: Any, functions: Any, assuming: str) -> None:
    with pytest.raises((InvalidArgument, InvalidStatement)):
        prove_instances(
            "f(n) == n" if functions else "n == n", ranges=ranges, functions=functions, assuming=assuming
        )


def test_all_pairs_of_verdicts() -> None:
    for pair in itertools.product([PROVED, REFUTED, UNDECIDED], repeat=2):
        statuses = {v.status for v in pair}
        joined = conjunction(list(pair), statement="both")
        assert joined.refuted == ("refuted" in statuses)
        assert joined.proved == (statuses == {"proved"})


def test_a_middle_that_is_undefined_proves_nothing_about_the_ends() -> None:
    """x = x**2/x and x**2/x = 1 both hold where they are defined on {0, 1}, and x = 1 does not hold at 0."""
    given = "x in {0,1}"
    links = [prove("x == x**2/x", assuming=given), prove("x**2/x == 1", assuming=given)]
    assert all(link.proved for link in links)
    assert chain(links).undecided
    verdict = Derivation("x", assuming=given).then("x**2/x", "cancel").then("1", "evaluate").verify()
    assert verdict.refuted
    assert verdict.counterexample is not None
    assert verdict.counterexample.as_dict() == {"x": 0}


def test_a_derivation_through_a_division_is_compared_at_its_ends() -> None:
    steps = Derivation("(x**2 - 1)/(x - 1)").then("(x - 1)*(x + 1)/(x - 1)", "factor").then("x + 1", "cancel")
    verdict = steps.verify()
    assert verdict.proved
    assert verdict.conditions == ("x - 1 != 0",)
    assert len(verdict.premises) == 2
