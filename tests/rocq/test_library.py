"""The library of general theorems is accepted by coqc without axioms, and says of which claims it proves all or a part."""

import json
import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from symattn.ledger.kernel import library
from symattn.ledger.registry import all_claims

SOURCES = files("symattn") / "rocq"
LIBRARY = json.loads((SOURCES / "library.json").read_text(encoding="utf-8"))
FORBIDDEN = re.compile(
    r"\b(Admitted|admit|Axioms?|Parameters?|Conjecture|Abort|Unset\s+Guard|bypass_check)\b"
)
SECONDS = 180

needs_coqc = pytest.mark.skipif(
    shutil.which("coqc") is None, reason="no coqc: install coq and libcoq-mathcomp-algebra"
)


def source(name: str) -> str:
    return (SOURCES / name).read_text(encoding="utf-8")


def without_comments(text: str) -> str:
    """Return Coq source without its comments, which may be nested."""
    kept, depth = [], 0
    for piece in re.split(r"(\(\*|\*\))", text):
        if piece == "(*":
            depth += 1
        elif piece == "*)":
            depth -= 1
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def coqc(directory: Path, name: str) -> subprocess.CompletedProcess[str]:
    command = ["coqc", "-q", "-w", "none", "-Q", ".", "Symattn", name]
    return subprocess.run(
        command, cwd=directory, capture_output=True, text=True, timeout=SECONDS, check=False
    )


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory with the compiled library; every file must be accepted."""
    directory = tmp_path_factory.mktemp("library")
    modules = tuple(name[:-2] for name in LIBRARY["files"])
    wrong, _ = library._compile(directory, modules, os.cpu_count() or 1, SECONDS, None)
    assert not wrong
    return directory


def test_every_file_is_listed_after_the_files_it_needs():
    assert sorted(LIBRARY["files"]) == sorted(
        path.name for path in SOURCES.iterdir() if path.name.endswith(".v")
    )
    for position, name in enumerate(LIBRARY["files"]):
        needed = " ".join(re.findall(r"From Symattn Require Import ([\w\s]+)\.", source(name)))
        assert {f"{other}.v" for other in needed.split()} <= set(LIBRARY["files"][:position]), name


def test_every_listed_theorem_is_stated_and_said_in_a_sentence():
    assert len({(entry["file"], entry["theorem"]) for entry in LIBRARY["theorems"]}) == len(
        LIBRARY["theorems"]
    )
    for entry in LIBRARY["theorems"]:
        stated = rf"^(Theorem|Corollary) {entry['theorem']}\b"
        assert re.search(stated, without_comments(source(entry["file"])), re.MULTILINE), entry
        assert entry["sentence"].endswith("."), entry


def test_every_claim_exists_and_is_proved_by_listed_theorems():
    listed = {f"{entry['file'][:-2]}.{entry['theorem']}": entry for entry in LIBRARY["theorems"]}
    whole = {entry["id"]: set(entry["theorems"]) for entry in LIBRARY["claims"]}
    parts = {entry["id"]: set(entry["theorems"]) for entry in LIBRARY["parts"]}
    assert not whole.keys() & parts.keys()
    assert whole.keys() | parts.keys() <= all_claims().keys()
    for key, groups in (("claims", whole), ("part_of", parts)):
        named = {(claim, theorem) for theorem, entry in listed.items() for claim in entry[key]}
        assert named == {(claim, theorem) for claim, theorems in groups.items() for theorem in theorems}


@pytest.mark.parametrize("name", LIBRARY["files"])
def test_nothing_is_assumed_in_the_text(name: str):
    assert not FORBIDDEN.search(without_comments(source(name)))


def test_the_words_are_found_outside_comments_only():
    assert FORBIDDEN.search(without_comments("Lemma l : False. (* (* a *) *) Admitted."))
    assert not FORBIDDEN.search(
        without_comments("(* (* no *) Admitted. *) Lemma l : True. Proof. by []. Qed.")
    )


def assumptions(directory: Path, names: list[str]) -> list[str]:
    """Return what coqc prints of a proof that mentions all the theorems: one walk through what they rest on."""
    modules = " ".join(dict.fromkeys(name.partition(".")[0] for name in names))
    mentioned = " ".join(f"have _ := @{name};" for name in names)
    text = (
        "From mathcomp Require Import all_ssreflect.\n"
        f"From Symattn Require {modules}.\n"
        f"Lemma all : True. Proof. {mentioned} exact I. Qed.\nPrint Assumptions all.\n"
    )
    (directory / "assumptions.v").write_text(text, encoding="utf-8")
    run = coqc(directory, "assumptions.v")
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.full  # `symattn verify --checker rocq` compiles the same files for the claims that they state
@needs_coqc
def test_no_theorem_rests_on_an_axiom(compiled: Path):
    assert all(entry["axioms"] == [] for entry in LIBRARY["theorems"])
    names = [f"{entry['file'][:-2]}.{entry['theorem']}" for entry in LIBRARY["theorems"]]
    assert assumptions(compiled, names) == ["Closed under the global context"]


@needs_coqc
def test_an_axiom_is_found_among_theorems(tmp_path: Path):
    for name, text in (
        ("good.v", "Theorem fine : True. Proof. exact I. Qed."),
        ("bad.v", "Axiom given : True. Theorem hollow : True. Proof. exact given. Qed."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert coqc(tmp_path, name).returncode == 0
    assert "bad.given : True" in assumptions(tmp_path, ["good.fine", "bad.hollow", "good.fine"])
    assert assumptions(tmp_path, ["good.fine"]) == ["Closed under the global context"]


@pytest.mark.full
@needs_coqc
@pytest.mark.parametrize(
    ("name", "true", "false"),
    [
        ("capacity.v", "4 * G_xor n.+1 <= #|T n.+1| ^ 2]", "5 * G_xor n.+1 <= #|T n.+1| ^ 2]"),
        ("cover_closed.v", "C N.+1 D = 2 * \\sum_(k < D)", "C N.+1 D = 2 * \\sum_(k < D.+1)"),
        ("multiplexing.v", "\\sum_i Num.max 0 (w i) + b < K", "\\sum_i Num.max 0 (w i) + b <= K"),
        ("counts.v", "#|T 4| = 1882", "#|T 4| = 1880"),
        ("littlewood_offord.v", "<= 'C(s.+1, s.+1./2))%N", "<= 'C(s, s./2))%N"),
        ("polynomial_bases.v", "(2 ^ ((m - e) * D) <= D`! * #|B|)", "(2 ^ ((m - e) * D) <= #|B|)"),
        ("two_block.v", "two_block r : #|T n| *", "two_block r : 2 * #|T n| *"),
        ("degree_two_block.v", "degree_two_block r : #|T n| *", "degree_two_block r : 2 * #|T n| *"),
        ("degree_rate.v", "<= 2 ^ (N ^ d.+2)", "<= 2 ^ (N ^ d.+1)"),
        ("two_block_limit.v", "capacity_tends (G_and T) 2", "capacity_tends (G_and T) 3"),
        ("mixed.v", "(#|T n| ^ 2 <= gated true false n.+1)", "(#|T n.+1| ^ 2 <= gated true false n.+1)"),
        ("general_position.v", "C(N - 1, i))%N <-> general P)", "C(N, i))%N <-> general P)"),
        ("few_products.v", "n ^ 3 < 2 ^ n", "n ^ 4 < 2 ^ n"),
        (
            "bias_free.v",
            "free_products true false O = (#|T n| ^ 2)",
            "free_products true false O = (#|T n.+1| ^ 2)",
        ),
    ],
)
def test_a_false_variant_is_refused(compiled: Path, name: str, true: str, false: str):
    assert source(name).count(true) == 1
    (compiled / f"false_{name}").write_text(source(name).replace(true, false), encoding="utf-8")
    assert coqc(compiled, f"false_{name}").returncode == 1
