"""The ledger computes every status from evidence, and shows a failure as a failure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.errors import InvalidArgument, UnknownName
from symattn.ledger import (
    FAILURES,
    Claim,
    Identity,
    Instances,
    Mutant,
    Sizes,
    all_claims,
    check_claim,
    claim,
    verify_claims,
)
from symattn.ledger.kernel.library import formalised
from symattn.ledger.machine import MachineStatement
from symattn.ledger.registry import index
from symattn.ledger.status import STATUSES, rank
from symattn.proving import Verdict, prove
from tests.ledger.least import LEAST


def test_every_certificate_is_accepted_after_a_round_trip(ledger_results: dict[str, Any]) -> None:
    """A claim fails whose certificate, or that of a mutant's counterexample, is not accepted: the fixture checks both forms."""
    for name, result in ledger_results.items():
        if result.claim.statement is None:
            entry = result.claim
            expected = "open" if entry.missing else "cited" if entry.cited else None
            assert result.status == expected, name
            assert result.verdict is None, name
            continue
        assert not result.failed, (name, result.failures)
        assert result.verdict.certificate is not None, name


@pytest.mark.parametrize("name", all_claims())
def test_every_mutant_is_refuted(name: str, ledger_results: dict[str, Any]) -> None:
    entry = all_claims()[name]
    if entry.statement is None:
        assert not entry.mutants
        return
    assert len({mutant.kind for mutant in entry.mutants}) >= 2
    found = ledger_results[name].mutants
    assert [mutant.text for mutant in found] == [mutant.statement.text for mutant in entry.mutants]
    for mutant in found:
        assert mutant.refuted, mutant.text
        assert mutant.counterexample, mutant.text


def test_every_claim_has_a_least_status() -> None:
    assert LEAST.keys() == {name for name, entry in all_claims().items() if entry.statement is not None}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_least_status(name: str, least: str, ledger_results: dict[str, Any]) -> None:
    assert rank(ledger_results[name].own_status) <= rank(least)


def test_a_kernel_has_accepted_all_that_is_proved_and_all_that_the_library_states(
    ledger_results: dict[str, Any],
) -> None:
    """A new claim may come without; then it is named here, with the reason."""
    without: set[str] = set()
    proved = {name for name, result in ledger_results.items() if result.own_status == "proved"}
    stated = {name for name, found in formalised().items() if found.whole}
    kernel = {name for name, result in ledger_results.items() if result.status == "kernel"}
    assert (proved | stated) - kernel == without
    assert not kernel - proved - stated


def test_general_statements_are_not_proved_by_instances(ledger_results: dict[str, Any]) -> None:
    for name, result in ledger_results.items():
        if result.own_status == "proved":
            assert result.verdict.extent == "general", name
        if result.verdict is not None and result.verdict.extent == "instances":
            assert rank(result.own_status) >= rank("argued"), name


def test_statements_and_references(ledger_results: dict[str, Any]) -> None:
    for name, result in ledger_results.items():
        data = json.loads(json.dumps(result.to_json()))
        assert data["id"] == name
        assert data["statement_latex"]
        assert data["title"]
        assert data["source"]
        assert all(parent in ledger_results for parent in data["rests_on"])
        assert all("[[" not in step for step in data["steps"])


def made(name: str, statement: MachineStatement | None = None, **more: Any) -> Claim:
    """Make a small claim with two honest mutants."""
    mutants = (Mutant("constant", Identity("x == x + 1")), Mutant("sign", Identity("x == -x")))
    settings = {"kind": "identity", "title": "made up", "source": "this test", "mutants": mutants, **more}
    return Claim(id=name, statement=statement or Identity("x == x"), **settings)


def definition(name: str, **more: Any) -> Claim:
    return Claim(
        id=name, kind="definition", title="made up", statement=None, source="this test", display="$x$", **more
    )


def test_an_open_claim_says_what_is_missing() -> None:
    entry = Claim(
        id="O-1",
        kind="count",
        title="made up",
        statement=None,
        source="this test",
        display="$x$",
        missing="a proof",
    )
    table = index([entry, made("P-1", rests_on=("O-1",))])
    found = verify_claims(table)
    assert found["O-1"].status == "open"
    assert not found["O-1"].failed
    assert found["O-1"].to_json()["missing"] == "a proof"
    assert found["P-1"].conditional == "O-1 (open)"
    with pytest.raises(InvalidArgument, match="no evidence"):
        made("O-2", missing="a proof", display="$x$")


def test_conditional_names_the_weakest_ancestor() -> None:
    finite = Identity("x**2 == x", "x in {0,1}")
    some = Instances("f(n) == n", ranges={"n": range(3)}, functions={"f": lambda n: n})
    table = index(
        [
            definition("D-1"),
            made("P-1", rests_on=("D-1",)),
            made("P-2", rests_on=("P-1",)),
            made("C-1", finite),
            made("P-3", rests_on=("C-1", "P-1")),
            made("C-2", finite, rests_on=("P-1",)),
            made("A-1", some, argument=("by [[P-1]]",)),
            made("E-1", some),
            made("C-3", finite, rests_on=("A-1",)),
            made("P-4", rests_on=("C-3", "E-1")),
            made("E-2", some, rests_on=("A-1",)),
            made("A-2", some, argument=("one step",), rests_on=("A-1",)),
        ]
    )
    found = verify_claims(table)
    assert {name: result.status for name, result in found.items()} == {
        **{
            "D-1": None,
            "P-1": "proved",
            "P-2": "proved",
            "C-1": "certified",
            "P-3": "proved",
            "C-2": "certified",
        },
        **{
            "A-1": "argued",
            "E-1": "exhaustive",
            "C-3": "certified",
            "P-4": "proved",
            "E-2": "exhaustive",
            "A-2": "argued",
        },
    }
    conditional = {name: result.conditional for name, result in found.items() if result.conditional}
    assert conditional == {
        "P-3": "C-1 (certified)",
        "C-3": "A-1 (argued)",
        "P-4": "E-1 (exhaustive)",
        "E-2": "A-1 (argued)",
        "A-2": "A-1 (argued)",
    }
    alone = verify_claims(table, ["P-4"])
    assert list(alone) == ["P-4"]
    assert alone["P-4"].conditional == "E-1 (exhaustive)"


class Broken(MachineStatement):
    """A statement whose evidence does what it is told."""

    text = "broken"

    def __init__(self, decide: Callable[[], Any]) -> None:
        self._decide = decide

    def decide(self, tier: str = "fast") -> Verdict:
        return self._decide()

    def latex(self, names: Any) -> str:
        return "x"

    def content(self) -> Any:
        return "broken"


def _raise() -> None:
    raise ZeroDivisionError("a bug")


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (made("X-1", Identity("x == x + 1")), "refuted"),
        (made("X-2", Identity("2*x < exp(x)")), "undecided"),
        (made("X-3", Broken(_raise)), "broken check"),
        (made("X-4", Broken(lambda: True)), "broken check"),
        (made("X-5", Broken(lambda: None)), "broken check"),
        (made("X-6", Identity("x +* 1 == x")), "broken check"),
        (made("X-7", Identity("x == x", "x > 1; x < 0")), "broken check"),
        (
            made(
                "X-8", mutants=(Mutant("constant", Identity("x == x")), Mutant("sign", Identity("x == -x")))
            ),
            "surviving mutant",
        ),
        (
            made(
                "X-9",
                mutants=(
                    Mutant("constant", Identity("2*x < exp(x)")),
                    Mutant("sign", Identity("x == -x")),
                ),
            ),
            "surviving mutant",
        ),
        (
            made("X-10", mutants=(Mutant("constant", Broken(_raise)), Mutant("sign", Identity("x == -x")))),
            "surviving mutant",
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Claim) else value,
)
def test_failures_show(entry: Claim, status: str) -> None:
    for claimed in (entry, replace(entry, argument=("it is true",))):
        result = check_claim(claimed)
        assert result.status == status
        assert result.status in FAILURES
        assert result.failed
        assert result.failures
        assert status in result.shown_status
        assert rank(status) >= len(STATUSES)


def test_a_failing_ancestor_is_named() -> None:
    table = index([made("X-1", Identity("x == x + 1")), made("P-1", rests_on=("X-1",))])
    assert verify_claims(table)["P-1"].conditional == "X-1 (refuted)"


def test_a_verdict_without_certificate_is_a_broken_check() -> None:
    from symattn.proving.verdict import make

    result = check_claim(made("X-1", Broken(lambda: make("proved", ("==", "x", "x"), "by hand", "all"))))
    assert result.status == "broken check"


def test_registry_errors() -> None:
    with pytest.raises(InvalidArgument, match="one claim only"):
        index([made("P-1"), made("P-1")])
    with pytest.raises(UnknownName, match="P-9"):
        index([made("P-1", rests_on=("P-9",))])
    with pytest.raises(UnknownName, match="P-9"):
        index([made("P-1", argument=("by [[P-9]]",))])
    with pytest.raises(InvalidArgument, match="circle"):
        index([made("P-1", rests_on=("P-2",)), made("P-2", rests_on=("P-1",))])
    with pytest.raises(InvalidArgument, match="circle"):
        index([made("P-1", rests_on=("P-1",))])


def test_claim_errors() -> None:
    with pytest.raises(InvalidArgument, match="id"):
        made("p1")
    with pytest.raises(InvalidArgument, match="two mutants"):
        made("P-1", mutants=())
    with pytest.raises(InvalidArgument, match="definition"):
        Claim(id="D-1", kind="definition", title="t", statement=Identity("x == x"), source="s", display="d")
    with pytest.raises(InvalidArgument, match="machine statement"):
        Claim(id="P-1", kind="identity", title="t", statement=None, source="s")
    with pytest.raises(UnknownName, match="SM-4b"):
        claim("SM-4")


def test_digest_follows_the_statement() -> None:
    assert Identity("x == x + 0").digest() == Identity("x==x+0").digest()
    assert Identity("x == x").digest() != Identity("x == x", "x in {0,1}").digest()
    assert Sizes("x == x", "m", (1,)).digest() != Sizes("x == x", "m", (1, 2)).digest()


def test_view() -> None:
    view = claim("TX-5")
    assert (view.status, view.result.own_status) == ("kernel", "proved")
    assert view.to_latex(label="eq:one", proof=True).count(r"\begin") == view.to_latex(proof=True).count(
        r"\end"
    )
    assert "TX-5" in view.to_bibtex()
    with pytest.raises(InvalidArgument, match="environment"):
        view.to_latex(environment="\\input{x}")
    assert claim("SM-1").status is None
    assert prove(view.statement).proved


def test_two_hash_seeds_give_the_same_report() -> None:
    root = Path(symattn.__file__).resolve().parents[1]
    ids = ["SM-2", "SM-4a", "SM-4b", "SM-4d", "FA-2-form", "FA-6", "TR-3", "TR-4", "CAP-AND"]

    def report(seed: str) -> Any:
        command = [sys.executable, "-m", "symattn", "verify", *ids, "--json"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=root, env=environment)
        assert done.returncode == 0, done.stderr
        return without_clock(json.loads(done.stdout))

    assert report("1") == report("4711")


def test_claims_checked_side_by_side_come_out_the_same() -> None:
    ids = ["SM-4b", "MX-a", "FA-6", "TX-3-bounded"]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = verify_claims(all_claims(), ids, executor=pool)
    alone = verify_claims(all_claims(), ids)
    assert [without_clock(result.to_json()) for result in found.values()] == [
        without_clock(result.to_json()) for result in alone.values()
    ]
    assert all(result.claim is all_claims()[name] for name, result in found.items())


def without_clock(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_clock(value) for key, value in data.items() if key not in ("seconds", "commit")}
    return [without_clock(value) for value in data] if isinstance(data, list) else data


@pytest.mark.full
def test_the_full_tier_confirms_every_claim() -> None:
    """Larger instances of the same statements, with the same statuses as the fast tier."""
    fast, full = verify_claims(all_claims()), verify_claims(all_claims(), tier="full")
    assert [result.status for result in full.values()] == [result.status for result in fast.values()]
    assert not any(result.failed for result in full.values())
