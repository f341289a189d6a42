"""The lists are complete: every table one value outside them has a Farkas certificate."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symattn.certificates.threshold import NotThreshold
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import canonical_gates, threshold_functions, wall_certificates

A000609 = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]["A000609"]["values"]


@pytest.mark.parametrize("n", range(6))
def test_the_proof_checks_and_gives_the_published_number(n: int) -> None:
    proof = wall_certificates(n)
    assert proof.check()
    assert proof.count == A000609[n]
    neighbours = {gate.table ^ 1 << k for gate in canonical_gates(n) for k in range(2**n)}
    listed = set(threshold_functions(n).tables.tolist())
    assert {certificate.table for certificate in proof.certificates} == neighbours - listed


def test_a_mutilated_proof_does_not_check() -> None:
    proof = wall_certificates(3)
    first = proof.certificates[0]
    assert not replace(proof, count=proof.count + 1).check()
    assert not replace(proof, walls=proof.walls + 1).check()
    assert not replace(proof, certificates=proof.certificates[1:]).check()
    wrong = NotThreshold(first.table, 3, "01", first.multipliers[1:])
    assert not replace(proof, certificates=(wrong, *proof.certificates[1:])).check()
    foreign = replace(first, n=4)
    assert not replace(proof, certificates=(foreign, *proof.certificates[1:])).check()


def test_round_trip() -> None:
    proof = wall_certificates(2)
    assert pickle.loads(pickle.dumps(proof)) == proof
    assert json.loads(json.dumps(proof.to_json()))["count"] == 14


@pytest.mark.parametrize(("n", "error"), [(6, TooLarge), (-1, InvalidArgument), (1.5, InvalidArgument)])
def test_bad_input(n: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        wall_certificates(n)
