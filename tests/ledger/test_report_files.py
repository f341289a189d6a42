"""A record carries what a reader needs to check a claim: certificates that the checker takes, and the code behind the claim as it stands in the files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.certificates.__main__ import main
from symattn.ledger import all_claims, report, verify_claims, write_report
from symattn.ledger.sources import ClaimCode, code_behind

TOP = Path(__file__).parents[2]
SOME = ("SM-1", "SM-4a", "TX-3-Q05", "ZOO-retention", "CAP-AND-lim", "RV-7")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The record of a few claims, read back from its file."""
    path = tmp_path_factory.mktemp("record") / "ledger.json"
    write_report(report(verify_claims(all_claims(), SOME), tier="fast"), path)
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data | {"by_id": {claim["id"]: claim for claim in data["claims"]}, "file": path}


def certificates(claim: dict[str, Any]) -> list[Any]:
    """Return every certificate of a claim in the record."""
    own = [claim["certificate"]] if claim["certificate"] else []
    return own + [part["certificate"] for part in (*claim["mutants"], *claim["errata"])]


def test_certificates_in_the_record_are_accepted(written: dict[str, Any]) -> None:
    assert tuple(written["by_id"]) == SOME
    for name in ("SM-1", "RV-7"):  # a definition and a citation: nothing was decided
        assert certificates(written["by_id"][name]) == []
    for name in SOME[1:5]:
        found = certificates(written["by_id"][name])
        assert len(found) >= 3, name
        assert all(check_certificate(certificate) for certificate in found), name


def test_a_record_has_a_line_for_each_field_of_a_claim(written: dict[str, Any]) -> None:
    lines = written["file"].read_text(encoding="utf-8").splitlines()
    for key in ("certificate", "mutants", "statement_latex"):
        assert sum(line.startswith(f'   "{key}": ') for line in lines) == len(SOME)


@pytest.fixture
def certificate(written: dict[str, Any], tmp_path: Path) -> Path:
    path = tmp_path / "SM-4a.json"
    path.write_text(json.dumps(written["by_id"]["SM-4a"]["certificate"]))
    return path


def test_a_downloaded_certificate_is_checked_in_a_process_of_its_own(certificate: Path) -> None:
    command = [sys.executable, "-m", "symattn.certificates", str(certificate)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=certificate.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"valid: {certificate} (conjunction)\n"


def test_a_tampered_certificate_is_not_valid(certificate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = certificate.read_text()
    changed = text.replace('"q": "1/4"', '"q": "1/3"', 1)
    assert changed != text
    certificate.write_text(changed)
    assert main([str(certificate)]) == 1
    assert capsys.readouterr().out.startswith("NOT VALID: ")


def test_a_list_is_valid_if_all_of_it_is(
    written: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.json"
    good = certificates(written["by_id"]["SM-4a"])
    path.write_text(json.dumps(good))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.count("valid: ") == len(good)
    wrong = {"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01", "weights": [1, 1], "bias": -1}
    path.write_text(json.dumps([good[0], wrong]))
    assert main([str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[1] == f"NOT VALID: {path}, number 2 (threshold-weights)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("\x00\xff", "is not JSON"),
        ("[]", "empty list"),
        ("3", "must be an object"),
        ('{"kind": "spell"}', "unknown kind"),
        ('{"kind": "identity"}', "has not the form of the kind 'identity'"),
    ],
)
def test_what_is_no_certificate_is_an_error_that_says_so(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "some.json"
    path.write_bytes(text.encode("latin-1"))
    assert main([str(path)]) == 3
    assert said in capsys.readouterr().err


def test_an_error_does_not_hide_behind_what_is_valid(
    certificate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(certificate), str(certificate.parent / "absent.json")]) == 3
    out, err = capsys.readouterr()
    assert out.startswith("valid: ")
    assert "No such file" in err
    assert main([]) == 3
    assert "FILE" in capsys.readouterr().err


def names(pieces: Any) -> set[str]:
    return {piece.name.rpartition(".")[2] for piece in pieces}


def shown(code: ClaimCode) -> None:
    """Check that what is told of files is what stands there."""
    for piece in code.pieces():
        lines = (TOP / piece.path).read_text(encoding="utf-8").splitlines()
        assert 1 <= piece.first <= piece.last <= len(lines)
        stands = "".join("\n".join(lines[piece.first - 1 : piece.last]).split())
        if piece.text:
            assert "".join(piece.text.split()).rstrip(",") == stands.rstrip(",")
        else:
            assert piece.name.rpartition(".")[2] in stands


def test_every_claim_has_a_definition_in_the_files() -> None:
    composed = set()
    for name, claim in all_claims().items():
        code = code_behind(claim)
        shown(code)
        assert code.definition.path.startswith("symattn/ledger/claims/")
        if f'"{name}"' not in code.definition.text and claim.title not in code.definition.text:
            composed.add(name)
    # one function makes the claims on the eighteen classes
    assert composed == {f"TX-3-Q{k:02}" for k in range(1, 19)}


def test_the_code_of_a_claim_is_followed_to_what_it_uses(written: dict[str, Any]) -> None:
    by_id, code = written["by_id"], written["code"]
    for claim in by_id.values():
        keys = claim["code"]
        for part in (keys["definition"], *keys["evidence"], *keys["procedures"], *keys["checks"]):
            assert code[part]["path"].startswith("symattn/")
    limit = code_behind(all_claims()["CAP-AND-lim"])
    assert names(limit.evidence) == {"_doubles", "_BOTH", "_mutants", "_AND", "_PAIR", "_rate"}
    assert names(limit.procedures) == {"Limit"}
    checks = {code[key]["name"] for key in by_id["CAP-AND-lim"]["code"]["checks"]}
    assert checks == {"symattn.certificates.limits.LimitCertificate"}
    retention = code_behind(all_claims()["ZOO-retention"])
    assert {"_recurrence", "same", "pairs", "gate_count"} <= names(retention.evidence)
    assert "count_gatings" in names(retention.procedures)
    # a long table for many claims is told by its place
    errata = next(piece for piece in code_behind(all_claims()["SM-4a"]).evidence if piece.name == "ERRATA")
    assert errata.text == ""
    assert errata.last - errata.first > 100
