"""Settings of the whole suite: profiles of hypothesis, tiers, the order of the tests, the verified ledger, and which skips are allowed."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("dev", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("ci", deadline=None, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# Scripts that made the stored values import packages that the suite does without.
collect_ignore_glob = ["oracles/make_*.py"]

# A skipped test is a gap. These reasons are accepted, and printed; any other skip fails the run.
ALLOWED_SKIPS = (
    "no built book: run make book",
    "no browser: install chromium or set CHROMIUM",
    "no PDF: run make pdf",
    "no coqc: install coq and libcoq-mathcomp-algebra",
    "the book was built without Pyodide beside it: build it where npm reaches its registry, or set SYMATTN_PYODIDE",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tier", choices=["fast", "full"], default="fast", help="full runs the tests marked 'full' too"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow tests in the fast tier and benchmarks unless asked for (deselected, since a skip would be a gap).

    What looks at the whole ledger goes first, so that one worker verifies it for all of these tests; then what opens the book.
    """
    full = config.getoption("--tier") == "full"
    timed = config.getoption("--benchmark-only")
    left_out = [
        item
        for item in items
        if (not full and item.get_closest_marker("full") is not None)
        or (not timed and "benchmark" in getattr(item, "fixturenames", ()))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(map(id, left_out))
        items[:] = [item for item in items if id(item) not in gone]
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    fixtures = getattr(item, "fixturenames", ())
    return 0 if "ledger_results" in fixtures else 1 if "browser" in fixtures else 2


@pytest.fixture(scope="session")
def ledger_results() -> dict[str, Any]:
    """The whole ledger verified once; a certificate counts when it is accepted as it is and after a round trip through JSON."""
    from symattn.certificates import check_certificate
    from symattn.ledger import all_claims, verification, verify_claims

    def accepted(certificate: Any) -> bool:
        return check_certificate(certificate) and check_certificate(
            json.loads(json.dumps(certificate.to_json()))
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verification, "check_certificate", accepted)
        return verify_claims(all_claims())


@pytest.fixture
def verified_once(ledger_results: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of a test show what the run has already verified; `make book` and the tests of the ledger run them in earnest."""
    from symattn import ledger

    def stored(claims: Any, ids: Any = None, **options: Any) -> dict[str, Any]:
        return {name: ledger_results[name] for name in (claims if ids is None else ids)}

    monkeypatch.setattr(ledger, "verify_claims", stored)


def _unexpected(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.getoption("--benchmark-only"):
        return []
    reasons = [
        report.longrepr[2]
        for report in reporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    ]
    return sorted({reason for reason in reasons if not reason.endswith(ALLOWED_SKIPS)})


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped a test for a reason that is not in the list."""
    if _unexpected(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the skips that made the run fail."""
    for reason in _unexpected(config):
        terminalreporter.write_line(
            f"FAILED: a test was skipped for a reason that is not accepted: {reason}", red=True
        )
