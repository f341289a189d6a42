"""The page about the kernel lists every claim once: accepted as written, accepted as exported, stated in part, or without a theorem."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

from tests.book.browsing import BUILT

pytestmark = pytest.mark.skipif(not BUILT.is_dir(), reason="no built book: run make book")


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup((BUILT / "kernel.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def claims() -> list[dict]:
    return json.loads((BUILT / "claims" / "ledger.json").read_text(encoding="utf-8"))["claims"]


def listed(page: BeautifulSoup, table: str) -> list[str]:
    rows = page.select(f"table.{table} tbody tr")
    return [row.select_one("td").get_text(" ", strip=True).split()[0] for row in rows]


def test_every_claim_stands_in_one_list(page: BeautifulSoup, claims: list[dict]) -> None:
    for table, source in (("kernel-library", "library"), ("kernel-exported", "export")):
        wanted = [claim["id"] for claim in claims if (claim["kernel"] or {}).get("source") == source]
        assert listed(page, table) == wanted and wanted
    rest = {claim["id"] for claim in claims if claim["without_kernel"]}
    parts = listed(page, "kernel-parts")
    folded = [
        link.get_text(strip=True)
        for fold in page.select("details.claim-details")
        for link in fold.select("a")
    ]
    shown = parts + [name for name in folded if name in rest]
    assert sorted(shown) == sorted(rest)
    assert not rest & {claim["id"] for claim in claims if claim["kernel"]}


def test_the_numbers_are_those_of_the_record(page: BeautifulSoup, claims: list[dict]) -> None:
    text = page.get_text(" ")
    found = [claim["kernel"] for claim in claims if claim["kernel"]]
    assert re.search(rf"has accepted {len(found)} of the \d+ claims", text)
    free = sum(not said["assumptions"] for said in found)
    assert f"{free} rest on no axiom" in text
    used = {axiom.rpartition(".")[2] for said in found for axiom in said["assumptions"]}
    assert set(listed(page, "kernel-axioms")) == used


def test_the_proofs_shown_are_those_of_the_library(page: BeautifulSoup) -> None:
    shown = [block.get_text() for block in page.select("div.highlight-coq pre")]
    assert [re.match(r"(Lemma|Theorem) (\w+)", text)[2] for text in shown] == [
        "select",
        "glue_in",
        "gluing",
        "leaves",
        "exchange",
    ]
    assert all(text.rstrip().endswith("Qed.") for text in shown)
