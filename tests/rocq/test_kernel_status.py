"""The status `kernel`: what coqc has accepted counts as long as its text is today's, shows the lower status without it, and hides no failure."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from symattn.cli import main
from symattn.errors import InvalidArgument
from symattn.ledger import Claim, Identity, Mutant, all_claims, check_claim, verify_claims
from symattn.ledger.kernel import (
    KernelResult,
    check_with_rocq,
    compiling,
    export_claim,
    library,
    record,
    recorded_result,
)
from symattn.ledger.kernel.library import formalised, read_digest, required, stated_in_library, with_required

needs_coqc = pytest.mark.skipif(
    shutil.which("coqc") is None, reason="no coqc: install coq and libcoq-mathcomp-algebra"
)
CLAIMS = all_claims()


def said(claim: str, source: str = "library", accepted: bool = True) -> KernelResult:
    return KernelResult(claim, "rocq", "8.16.1", (), 1.0, accepted, "", source, (f"file.{claim}",))


def own(**changes: object) -> Claim:
    mutants = (
        Mutant("constant", Identity("x + x == 3*x")),
        Mutant("sign", Identity("x + x == -2*x")),
    )
    entry = Claim("OWN-1", "identity", "Twice", Identity("x + x == 2*x"), "this project", mutants=mutants)
    return replace(entry, **changes)


def test_every_record_is_of_the_text_of_today() -> None:
    listed = record._entries()
    assert listed
    for name, entry in listed.items():
        assert recorded_result(CLAIMS[name]) == entry, f"{name}: run python -m symattn.ledger.kernel"


def test_every_whole_claim_of_the_library_is_the_one_that_was_compared() -> None:
    for name, found in formalised().items():
        if found.whole:
            assert found.compared == read_digest(CLAIMS[name]), (
                f"{name} has changed: compare it with its theorems"
            )
        assert found.note or found.whole


def test_a_record_of_another_text_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_claim(CLAIMS["TX-6"]).status == "kernel"
    entries = {"TX-6": replace(record._entries()["TX-6"], digest="0" * 64)}
    monkeypatch.setattr(record, "_entries", lambda: entries)
    result = check_claim(CLAIMS["TX-6"])
    assert (result.status, result.own_status, result.kernel) == ("proved", "proved", None)


def test_the_record_of_a_claim_does_not_serve_another_statement() -> None:
    for name in ("TX-6", "CAP-AND"):
        assert recorded_result(CLAIMS[name]) is not None
        assert recorded_result(replace(own(), id=name)) is None


def test_a_changed_claim_is_no_longer_the_one_of_the_theorems() -> None:
    claim = CLAIMS["CAP-AND"]
    assert stated_in_library(claim) is not None
    assert stated_in_library(replace(claim, display=f"{claim.display} For all.")) is None
    assert stated_in_library(replace(claim, hypotheses=("n is even",))) is None


def test_an_export_of_finitely_many_sizes_does_not_prove_all() -> None:
    result = check_claim(CLAIMS["SM-4d"], kernels={"SM-4d": said("SM-4d", "export")})
    assert (result.status, result.kernel) == ("certified", said("SM-4d", "export"))
    assert [evidence.status for evidence in result.evidence][-1] == "certified"


def test_an_argued_claim_needs_theorems_that_state_all_of_it() -> None:
    assert check_claim(CLAIMS["CAP-AND"], kernels={}).status == "argued"
    assert check_claim(CLAIMS["CAP-AND"], kernels={"CAP-AND": said("CAP-AND", "export")}).status == "argued"
    assert check_claim(CLAIMS["CAP-AND"], kernels={"CAP-AND": said("CAP-AND")}).status == "kernel"


def test_what_the_kernel_refused_does_not_count() -> None:
    assert check_claim(own(), kernels={"OWN-1": said("OWN-1", accepted=False)}).status == "proved"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"statement": Identity("x + x == 3*x")}, "refuted"),
        (
            {"mutants": (Mutant("sign", Identity("x == x")), Mutant("index", Identity("y == y")))},
            "surviving mutant",
        ),
    ],
)
def test_a_kernel_hides_no_failure(changes: dict[str, object], status: str) -> None:
    result = check_claim(own(**changes), kernels={"OWN-1": said("OWN-1")})
    assert (result.status, result.own_status, result.failed) == (status, status, True)


def test_a_claim_that_a_kernel_knows_whole_is_not_conditional() -> None:
    alone = own(id="P-1", argument=("one step",))
    above = own(id="P-2", rests_on=("P-1",))
    top = own(id="P-3", rests_on=("P-2",))
    table = {claim.id: claim for claim in (alone, above, top)}
    plain = verify_claims(table, kernels={})
    assert [plain[name].conditional for name in table] == [None, "P-1 (argued)", "P-1 (argued)"]
    exported = verify_claims(table, kernels={"P-2": said("P-2", "export")})
    assert exported["P-2"].conditional == exported["P-3"].conditional == "P-1 (argued)"
    whole = verify_claims(table, kernels={"P-2": said("P-2")})
    assert [(whole[name].status, whole[name].conditional) for name in table] == [
        ("argued", None),
        ("kernel", None),
        ("proved", None),
    ]
    assert dict(whole["P-3"].ancestry) == {"P-1": "argued", "P-2": "kernel"}


def test_a_kernel_does_not_make_a_claim_conditional_on_what_is_proved() -> None:
    table = {"P-1": own(id="P-1"), "P-2": own(id="P-2", rests_on=("P-1",))}
    assert verify_claims(table, kernels={"P-2": said("P-2", "export")})["P-2"].conditional is None


def test_what_a_file_needs_comes_before_it() -> None:
    modules = with_required(module for found in formalised().values() for module in found.modules)
    for position, module in enumerate(modules):
        assert set(required(module)) <= set(modules[:position])


def test_a_digest_changes_with_code_and_not_with_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "(* one *) Theorem t : True. Proof. exact I. Qed."
    assert compiling.text_digest(text) == compiling.text_digest(text.replace("one", "two  "))
    assert compiling.text_digest(text) != compiling.text_digest(text.replace("True", "False"))
    before = library.library_digest.__wrapped__(("capacity.capacity_and",))
    source = library.source_of

    def changed(module: str) -> str:
        return source(module) + ("Definition more := 0." if module == "cover" else "")

    monkeypatch.setattr(library, "source_of", changed)
    assert library.library_digest.__wrapped__(("capacity.capacity_and",)) != before


def test_a_record_counts_only_for_the_theorems_that_were_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = CLAIMS["CAP-AND"]
    entry = formalised()["CAP-AND"]
    assert recorded_result(claim) is not None
    for theorems in (("capacity.half_square",), (*entry.theorems, "capacity.headline")):
        changed = formalised() | {"CAP-AND": replace(entry, theorems=theorems)}
        monkeypatch.setattr(library, "formalised", lambda changed=changed: changed)
        assert recorded_result(claim) is None


def test_why_no_kernel_has_accepted_a_claim() -> None:
    assert record.why_not(CLAIMS["SM-1"]) == ""
    assert "as they are" in record.why_not(CLAIMS["CAP-AND"])
    assert "no theorem" in record.why_not(CLAIMS["FA-4"])
    assert "changed" in record.why_not(replace(CLAIMS["CAP-AND"], display="Another statement."))
    assert "as it is" in record.why_not(CLAIMS["FA-1"])


def test_without_coqc_the_lower_status_is_shown_and_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compiling.rocq_version.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert main(["verify", "TX-6", "--checker", "rocq", "--json"]) == 4
    shown = capsys.readouterr()
    found = {entry["id"]: entry for entry in json.loads(shown.out)["claims"]}
    assert (found["TX-6"]["status"], found["TX-6"]["kernel"]) == ("proved", None)
    assert "apt-get install" in shown.err and "opam" in shown.err
    compiling.rocq_version.cache_clear()


def test_limits_are_checked_before_any_work(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ({"jobs": 0}, {"time_limit": 0}):
        with pytest.raises(InvalidArgument):
            check_with_rocq(["TX-6"], **wrong)
    assert main(["verify", "TX-6", "--checker", "rocq", "--time-limit", "-1"]) == 3
    assert main(["verify", "--checker", "rocq", "--reuse", "--record", "x.json"]) == 3
    capsys.readouterr()


@needs_coqc
def test_the_command_has_the_proofs_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "TX-6", "FA-1", "--checker", "rocq", "--json"]) == 0
    for entry in json.loads(capsys.readouterr().out)["claims"]:
        assert entry["status"] == "kernel"
        assert entry["kernel"]["accepted"] and not entry["kernel"]["recorded"]
        assert entry["kernel"]["seconds"] > 0
    assert main(["verify", "TX-6", "SM-2", "--checker", "rocq"]) == 0
    shown = capsys.readouterr().out
    assert "SM-2: not accepted" in shown or "SM-2: theorem" in shown


@needs_coqc
def test_a_theorem_of_the_library_is_compiled_with_what_it_needs() -> None:
    told: list[str] = []
    result = check_with_rocq(["MX-a", "RV-4", "FA-4"], progress=told.append)["RV-4"]
    assert sorted(told) == ["FA-4", "MX-a", "RV-4"]
    assert (result.accepted, result.source, result.assumptions) == (True, "library", ())
    assert result.theorems == ("growth.growth",)


@needs_coqc
def test_a_broken_file_of_the_library_is_not_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    source = library.source_of
    wrong = {"cover": lambda text: text.replace("N'.+1 => C N' d +", "N'.+1 => 2 * C N' d +")}
    monkeypatch.setattr(library, "source_of", lambda m: wrong.get(m, lambda text: text)(source(m)))
    result = check_with_rocq(["RV-3-P"])["RV-3-P"]
    assert not result.accepted and "cover.v: coqc refuses it" in result.reason


@needs_coqc
def test_a_proof_that_is_left_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    source = library.source_of

    def left_out(module: str) -> str:
        text = source(module)
        if module != "growth":
            return text
        start = text.index("Theorem growth n")
        return text[:start] + text[start:].replace("Proof.", "Proof. Admitted. Lemma other : True. Proof.", 1)

    monkeypatch.setattr(library, "source_of", left_out)
    result = check_with_rocq(["RV-4"])["RV-4"]
    assert not result.accepted


@needs_coqc
def test_a_file_that_takes_too_long_is_not_accepted() -> None:
    result = check_with_rocq(["RV-4"], time_limit=0.05)["RV-4"]
    assert not result.accepted and "did not finish" in result.reason


@pytest.mark.full
@needs_coqc
def test_the_theorems_of_a_claim_compile_from_one_file(tmp_path: Path) -> None:
    (tmp_path / "claim.v").write_text(export_claim("CAP-AND-lim"), encoding="utf-8")
    command = ["coqc", "-q", "-w", "none", "claim.v"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert set(done.stdout.split("\n")) == {"Closed under the global context", ""}


@needs_coqc
def test_axioms_are_told_of_the_theorem_that_uses_them(tmp_path: Path) -> None:
    text = "Axiom given : True. Theorem hollow : True. Proof. exact given. Qed. Theorem fine : True. Proof. exact I. Qed."
    (tmp_path / "both.v").write_text(text, encoding="utf-8")
    assert compiling.run_coqc(tmp_path, "both.v", 60, library._OPTIONS) == ("", "")
    found = library._assumptions(tmp_path, ["both.hollow", "both.fine"], 60)
    assert found == {"both.hollow": {"both.given"}, "both.fine": set()}
