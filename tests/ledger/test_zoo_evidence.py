"""A statement that rules prove holds by its lemma, or follows from it: another lemma does not do."""

from __future__ import annotations

import pytest

from symattn.errors import InvalidArgument
from symattn.ledger.claims.zoo_evidence import ENTRIES, pairs
from symattn.ledger.claims.zoo_states import CLAIMS
from symattn.ledger.machine import Derived
from symattn.ledger.verification import check_claim
from symattn.proving import by_induction, prove

TELESCOPE = "h(n) == h(0) + Sum(h(s) - h(s - 1), (s, 1, n))"
GIVEN = "h function; n positive integer"


def telescope(start=1):
    base = prove(f"h({start}) == h(0) + Sum(h(s) - h(s - 1), (s, 1, {start}))", assuming="h function")
    return by_induction(TELESCOPE, assuming="h function", start=start, base=base)


def test_the_lemma_itself_and_what_follows_from_it():
    assert prove(TELESCOPE, assuming=GIVEN).undecided  # it takes an induction
    assert Derived(TELESCOPE, GIVEN, evidence=telescope).decide().proved
    doubled = Derived("2*h(n) == 2*h(0) + 2*Sum(h(s) - h(s - 1), (s, 1, n))", GIVEN, evidence=telescope)
    assert doubled.decide().proved


@pytest.mark.parametrize(
    "evidence",
    [
        lambda: prove("x + y == y + x"),  # another statement
        lambda: by_induction("h(n) == h(0)", assuming="h function"),  # false
        lambda: telescope(3),  # fewer n
    ],
)
def test_other_lemmas_do_not_prove_it(evidence):
    try:
        verdict = Derived(TELESCOPE, GIVEN, evidence=evidence).decide()
    except InvalidArgument:  # a lemma with further assumptions is refused
        return
    assert not verdict.proved


def test_a_false_statement_is_refuted_whatever_the_lemma():
    wrong = TELESCOPE.replace("h(0) + ", "")
    verdict = Derived(wrong, GIVEN, evidence=telescope).decide()
    assert verdict.refuted and verdict.counterexample.certificate.check()


def test_changed_equations_are_other_equations():
    true, changed = (
        pairs(2, "retention", width=1, key_width=1, value_width=1, **c)
        for c in ({}, {"scaled": {"gamma": 2}})
    )
    assert [left for left, _, _ in true] == [left for left, _, _ in changed]
    assert all(prove(left, right).proved for left, right, _ in true)
    assert prove(*changed[1][:2]).refuted
    with pytest.raises(KeyError):
        pairs(2, "retention", width=1, key_width=1, value_width=1, scaled={"delta": 2})


def test_every_entry_has_its_claim_and_the_recurrence_is_proved_for_every_number_of_steps():
    status = {
        claim.id: check_claim(claim).own_status
        for claim in CLAIMS
        if claim.id in ("ZOO-scan", "ZOO-scan-constant", "ZOO-read")
    }
    assert status == dict.fromkeys(("ZOO-scan", "ZOO-scan-constant", "ZOO-read"), "proved")
    from symattn.ledger.registry import all_claims

    assert all(entry.claim in all_claims() for entry in ENTRIES.values())
