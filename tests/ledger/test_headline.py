"""The headline theorem, capacity 2n^2(1 + o(1)) of output gating: a kernel has accepted it; this library's own proof rests on nothing cited, sampled or open."""

from __future__ import annotations

import pytest

from symattn.ledger import ClaimResult, all_claims, ancestors

#: Every written argument that the headline rests on, the two-block theorem and its lemmas first.
TWO_BLOCKS = (
    "RV-4 RV-4-P RV-6-01 RV-6-02 RV-6-03 RV-6-04 RV-6-05 RV-6-06-r RV-6-06-v RV-6-06 RV-6-07-sperner RV-6-07 RV-6-07-mono "
    "RV-6-07-cb RV-6-07-rational RV-6-08-dim RV-6-08 RV-6-08-split RV-6-09-rm RV-6-09 RV-6 RV-6-10 RV-6-10-scan RV-6-11 RV-6-12"
)
ABOVE = "RV-3-N RV-3-T RV-3-d RV-3-Pd RV-3-P"
ARGUED = {
    "CAP-AND": "",
    "CAP-AND-lim": f"{TWO_BLOCKS} {ABOVE} CAP-AND CAP-XOR CAP-AND-2",
    "CAP-XOR-lim": f"{TWO_BLOCKS} {ABOVE} CAP-AND CAP-XOR CAP-AND-2",
    "CAP-d-lim": f"{TWO_BLOCKS} RV-3-N RV-3-d RV-3-Pd RV-6-up CAP-d",
    "RV-6-lim": f"{TWO_BLOCKS} RV-3-N RV-3-d RV-3-Pd RV-6-up",
}


@pytest.mark.parametrize("name", ARGUED)
def test_the_headline_rests_on_these_arguments_and_on_nothing_weaker(
    name: str, ledger_results: dict[str, ClaimResult]
) -> None:
    result = ledger_results[name]
    assert result.own_status == "argued"
    statuses = {other: ledger_results[other].own_status for other, _ in result.ancestry}
    assert set(statuses) == set(ancestors(all_claims(), name))
    assert set(statuses.values()) <= {None, "proved", "argued"}
    assert {other for other, status in statuses.items() if status == "argued"} == set(ARGUED[name].split())


@pytest.mark.parametrize("name", ["CAP-AND", "CAP-XOR", "CAP-AND-2", "CAP-AND-lim", "CAP-XOR-lim"])
def test_a_kernel_has_accepted_the_whole_headline_without_axioms(
    name: str, ledger_results: dict[str, ClaimResult]
) -> None:
    result = ledger_results[name]
    assert result.stands_alone and result.conditional is None
    assert result.kernel is not None and result.kernel.assumptions == ()


def test_the_finite_inequality_rests_on_proved_claims_and_definitions_only(
    ledger_results: dict[str, ClaimResult],
) -> None:
    result = ledger_results["CAP-AND"]
    proved = {name for name, _ in result.ancestry if ledger_results[name].own_status == "proved"}
    assert {"MX-a", "MX-b", "CAP-AND-T"} <= proved
    assert result.conditional is None
