"""What is false and what is taken from elsewhere: errata are refuted at every verification, citations support nothing but conditions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from symattn.capacity import Ball
from symattn.errors import InvalidArgument
from symattn.ledger import Claim, Enclosed, Erratum, Identity, Instances, Mutant, check_claim, verify_claims
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
