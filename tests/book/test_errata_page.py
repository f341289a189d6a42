"""The page of errata shows every erratum of the ledger once, each with a cell that computes it."""

from __future__ import annotations

import re
from pathlib import Path

from symattn.ledger import all_claims

PAGE = (Path(__file__).parents[2] / "book" / "errata.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```\{errata\} (.+)\n```", PAGE, re.MULTILINE)


def test_every_claim_with_errata_is_shown_once() -> None:
    named = [name for line in SHOWN for name in line.split()]
    assert sorted(named) == sorted(name for name, claim in all_claims().items() if claim.errata)


def test_every_box_is_followed_by_a_computation() -> None:
    order = re.findall(r"^```\{(errata|code-cell)\} (.+)$", PAGE, re.MULTILINE)
    kinds = [kind for kind, _ in order]
    assert "code-cell" in kinds[kinds.index("errata") :]
    for k, (kind, name) in enumerate(order):
        if kind == "errata":
            following = order[k + 1 : k + 3]  # two boxes may share a cell
            assert any(kind == "code-cell" for kind, _ in following), name


def test_the_page_states_no_claim() -> None:
    assert "```{claim}" not in PAGE
