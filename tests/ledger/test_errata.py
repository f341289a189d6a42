"""What is false and what is taken from elsewhere: errata are refuted at every verification, citations support nothing but conditions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product, takewhile

import pytest

from symattn.capacity import Ball
from symattn.errors import InvalidArgument
from symattn.ledger import (
    Claim,
    Enclosed,
    Erratum,
    Identity,
    Instances,
    Mutant,
    all_claims,
    check_claim,
    verify_claims,
)
from symattn.ledger.claims.errata import ERRATA
from symattn.ledger.registry import index

CLAIM = Claim(
    id="P-1",
    kind="inequality",
    title="made up",
    statement=Identity("x**2 >= 2*x - 1"),
    source="this test",
    mutants=(Mutant("constant", Identity("x**2 >= 2*x")), Mutant("sign", Identity("x**2 >= 1 - 2*x"))),
)
SAID = Instances("2**n > n**3", ranges={"n": range(1, 6)})
ERRATUM = Erratum("Powers of two exceed cubes.", "a usual reading", SAID, "They do for $n \\ge 10$.")


def test_an_erratum_is_refuted_with_its_smallest_counterexample() -> None:
    result = check_claim(replace(CLAIM, errata=(ERRATUM,)))
    assert result.status == "proved"
    (erratum,) = result.errata
    assert erratum.refuted
    assert erratum.counterexample.startswith("n = 2:")
    assert result.to_json()["errata"][0]["corrected"] == ERRATUM.corrected


@pytest.mark.parametrize("statement", [Identity("x == x"), Identity("2*x < exp(x)"), Identity("x +* 1 == x")])
def test_a_statement_recorded_as_false_that_is_not_refuted_is_a_failure(statement: Identity) -> None:
    for entry in (CLAIM, citation()):
        result = check_claim(replace(entry, errata=(ERRATUM, replace(ERRATUM, statement=statement))))
        assert result.status == "standing erratum"
        assert result.failed and result.failures


def citation() -> Claim:
    return Claim(
        id="R-1", kind="inequality", title="made up", statement=None, source="somebody", display="$x$",
        cited="Somebody (1900), Theorem 1",
    )  # fmt: skip


def test_what_rests_on_a_citation_is_conditional() -> None:
    found = verify_claims(index([citation(), replace(CLAIM, rests_on=("R-1",))]))
    assert found["R-1"].status == "cited"
    assert not found["R-1"].failed
    assert found["P-1"].conditional == "R-1 (cited)"
    with pytest.raises(InvalidArgument, match="no evidence"):
        replace(CLAIM, cited="a paper", display="$x$")


def root(n: int) -> Ball:
    """Return a ball of radius 1/100 around the square root of n."""
    low = Fraction(next(k for k in range(10**6) if k * k > n * 10**4) - 1, 100)
    return Ball.enclosing(low, low + Fraction(1, 100), digits=2)


def rooted(statement: str) -> Enclosed:
    return Enclosed(statement, ranges={"n": range(2, 6)}, functions={"r": root})


def test_enclosed_numbers_support_the_status_enclosed_and_no_more() -> None:
    mutants = (Mutant("constant", rooted("r(n) < n - 1")), Mutant("sign", rooted("r(n) < -n")))
    entry = replace(CLAIM, statement=rooted("r(n) < n and r(n) > n/5*2"), mutants=mutants)
    result = check_claim(entry)
    assert result.status == "enclosed"
    assert all(mutant.refuted for mutant in result.mutants)
    assert check_claim(replace(entry, argument=("one step",))).status == "argued"
    for undecided in ("r(n)**2 == n", "r(n) <= r(n)", "r(n)/(r(n) - r(n)) > 0"):
        assert check_claim(replace(entry, statement=rooted(undecided))).status == "undecided"
    assert check_claim(replace(entry, statement=rooted("r(n) > 2"))).status == "refuted"
    other = Enclosed("r(n) < n and r(n) > n/5*2", ranges={"n": [2]}, functions={"r": root})
    assert other.digest() != entry.statement.digest()


def test_everything_a_claim_rests_on_is_listed_with_its_status() -> None:
    table = index(
        [citation(), replace(CLAIM, rests_on=("R-1",)), replace(CLAIM, id="P-2", rests_on=("P-1",))]
    )
    found = verify_claims(table, ["P-2"])["P-2"]
    assert found.ancestry == (("R-1", "cited"), ("P-1", "proved"))
    assert found.to_json()["ancestry"] == {"R-1": "cited", "P-1": "proved"}


#: The first counterexample of each erratum, and the two sides there, worked out by hand or from published counts.
FIRST: dict[str, list[tuple[dict[str, int], str, str]]] = {
    "CAP-AND": [({"n": 1}, "4", "16")],
    "CAP-AND-2": [({"n": 2}, "16", "256"), ({"n": 1}, "4", "2"), ({"n": 10}, "", "")],
    "CAP-DIFF": [({"n": 1}, "4", "10")],
    "CAP-d": [({"n": 2}, "16", "256")],
    "RV-3-P": [({"n": 0}, "2", "1")],
    "CAP-SYN-01": [({"n": 2}, "16", "14"), ({"n": 2}, "0", "1")],
    "CAP-SYN-mixed": [({"n": 3}, "132", "144")],
    "CAP-XOR": [({"n": 3}, "246", "254")],
    "BY-1": [({"n": 3}, "4", "3")],
    "CAP-0-01": [({"n": 1}, "2", "4")],
    "CAP-0-pm": [({"n": 1}, "3", "2"), ({"n": 2}, "6", "4")],
    "TX-7-count": [({"n": 3}, "248", "246")],
    "TX-4-H": [({"g": 0, "L": 0}, "1", "0")],
    "TX-4": [({"g": 0, "S": 0}, "1/2", "0")],
    "SM-2-pm": [({"n": 2}, "8", "4")],
    "FA-6-gated": [({"n": 2}, "0", "4")],
    "TX-3-out": [({"k": 1}, "1", "0"), ({"k": 3}, "2", "1")],
    "SM-4a": [({"a": 1, "b": -1}, "9", "8")],
    "TX-3-bounded": [({"u": 1, "v": 1, "c": 2}, "4", "3")],
    "FA-8": [({"n": 4}, "10104", "0")],
    "LAY-5": [({"n": 3}, "254", "246")],
    "RV-4-P": [({"n": 3}, "144", "512")],
    "RV-6-12": [({"n": 3, "d": 2}, str(254**2), str(2**21))],
    "TR-4": [({"x": 0, "y": 1}, "1/2", "(e)/(e + 1)")],
    "TR-6": [({"m": 2, "n": 2}, "7", "8")],
    "ZOO-mask": [({"k": 3}, "1", "0")],
}
RECORDED = {name: entry.errata for name, entry in all_claims().items() if entry.errata}
EACH = [(name, k) for name, errata in RECORDED.items() for k in range(len(errata))]


def test_every_erratum_is_the_one_of_its_claim() -> None:
    assert {name: len(found) for name, found in FIRST.items()} == {
        name: len(errata) for name, errata in RECORDED.items()
    }
    assert {name: RECORDED[name] for name in ERRATA} == ERRATA


@pytest.mark.parametrize(("name", "k"), EACH)
def test_the_first_counterexample_is_the_smallest(name: str, k: int) -> None:
    statement = RECORDED[name][k].statement
    point, left, right = FIRST[name][k]
    found = statement.decide().counterexample
    assert found is not None
    assert found.as_dict() == point
    assert (found.left.split(" in [")[0], found.right.split(" in [")[0]) == (left, right)
    if isinstance(statement, Identity):
        return
    assert isinstance(statement, (Instances, Enclosed))
    ranges = {variable: list(values) for variable, values in statement.ranges.items()}
    assert all(values == sorted(values) for values in ranges.values())
    smaller = takewhile(
        lambda values: dict(zip(ranges, values, strict=True)) != point, product(*ranges.values())
    )
    for values in smaller:
        at = {variable: [value] for variable, value in zip(ranges, values, strict=True)}
        if not statement.assuming or Instances(statement.assuming, at).decide().proved:
            assert replace(statement, ranges=at).decide().proved


#: The items of the list of imprecise and often misread statements, by subject, with the claims whose errata treat them.
ITEMS = {
    "2n² at small n": ("CAP-AND", "CAP-AND-2"),
    "alphabet of the gates": ("CAP-XOR", "BY-1"),
    "bias": ("CAP-0-01", "CAP-0-pm", "TX-7-count"),
    "extensions of the standard model": ("SM-4a", "TX-3-bounded"),
    "eighteen classes": ("TX-3-out",),
    "additive attention": ("TX-3-out",),
    "architectures": ("ZOO-mask",),
    "activation gating": ("TX-4", "TX-4-H"),
    "growing degree": ("RV-6-12", "CAP-d"),
    "the same variables": ("CAP-DIFF",),
    "one synapse": ("CAP-SYN-01", "CAP-SYN-mixed"),
    "invariance": ("TR-4",),
    "gatings of the scores": ("TR-6",),
    "n = 0 and n = 1": ("RV-3-P", "CAP-AND-2"),
    "elementary lower bound": ("RV-4-P",),
    "collapsing layers": ("FA-8", "LAY-5"),
}


def test_every_item_of_the_list_has_an_erratum() -> None:
    assert len(ITEMS) == 16
    assert {name for names in ITEMS.values() for name in names} <= set(RECORDED)


def test_errata_say_where_and_what_holds_and_their_claims_do_not_fail() -> None:
    for name, errata in RECORDED.items():
        for erratum in errata:
            assert erratum.text.endswith(".")
            assert erratum.corrected.rstrip(")").endswith(".")
            assert erratum.source and not erratum.source.endswith(".")
        assert all_claims()[name].statement is not None
