"""The strongest status is shown as such: in the statement's block, on the claim's page, in the counts and in the graph."""

from __future__ import annotations

import json
import re

import pytest

from tests.book import small_book
from tests.book.small_book import EXT, Reader, claim

build = small_book.build
EXTENSIONS = ("ledger", "claim_pages", "claim_graph", "dashboard")
INDEX = """# Page

```{claim} RV-9
```

```{ledger-summary}
```

```{dashboard} statuses
```

```{dashboard} headlines
:ids: RV-8
```

```{claim-graph}
```
"""
ROCQ = {
    "method": "Rocq 8.16.1", "status": "kernel", "scope": "as stated",
    "detail": "theorem two_block of symattn/rocq; no axioms; recorded", "seconds": 3.2,
}  # fmt: skip


@pytest.fixture
def trees(build, tmp_path):
    written = {
        "method": "written proof",
        "status": "argued",
        "scope": "as stated",
        "detail": "",
        "seconds": 0.0,
    }
    common = {
        "ancestry": {},
        "steps": ["*First.* The rest follows."],
        "errata": [],
        "conditions": [],
        "certificate": {"kind": "none"},
    }
    claims = [
        claim("RV-9", "kernel", scope="as stated", **common) | {"evidence": [written, ROCQ]},
        claim("RV-7", "proved", **common),
        claim("RV-8", "argued", rests_on=["RV-9", "RV-7"], **common | {"ancestry": {"RV-9": "kernel", "RV-7": "proved"}}),
    ]  # fmt: skip
    made, warnings = build({"index": INDEX}, claims, EXTENSIONS)
    assert warnings == ""
    reader = Reader()
    reader.feed((tmp_path / "out" / "html" / "claims" / "RV-9.html").read_text(encoding="utf-8"))
    return made["index"], reader.root


def test_it_is_a_theorem_whose_block_names_the_kernel(trees):
    block = trees[0].one("div", "claim-is-kernel")
    assert "theorem" in block.attributes["class"].split()
    assert block.one("span", "claim-badge").text == "kernel"
    evidence = block.one("details").all("ul")[0].all("li")
    assert [item.text.split(":")[0] for item in evidence] == ["written proof", "Rocq 8.16.1"]
    assert "theorem two_block of symattn/rocq; no axioms; recorded" in evidence[1].text


def test_its_page_says_what_the_kernel_accepted_and_what_the_steps_are(trees):
    page = trees[1]
    last = page.one("table", "claim-evidence").one("tbody").all("tr")[-1]
    assert [cell.text for cell in last.all("td")] == [
        "Rocq 8.16.1", "kernel", "as stated", "theorem two_block of symattn/rocq; no axioms; recorded", "3.200",
    ]  # fmt: skip
    assert "No machine has checked these steps" not in page.text
    assert "The kernel has accepted a proof of its own" in page.text
    assert page.one("ol").one("em").text == "First."


def test_it_is_counted_first_and_is_never_the_weakest(trees):
    index = trees[0]
    rows = index.one("table", "ledger-summary").one("tbody").all("tr")
    assert [cell.text for cell in rows[0].all("td")][:2] == ["kernel", "1"]
    words = [item.text for item in index.one("ul", "ledger-bar-words").all("li")]
    assert words == ["kernel 1", "proved 1", "argued 1"]
    weakest = index.one("table", "ledger-headlines").one("tbody").all("td")[-1]
    assert "proved" in weakest.text and "RV-7" in weakest.text and "RV-9" not in weakest.text


def test_the_graph_knows_its_word_and_mark(trees):
    (data,) = (node for node in trees[0].all("script") if node.attributes.get("id") == "claim-graph-data")
    statuses = {status["key"]: status for status in json.loads(data.text)["statuses"]}
    assert list(statuses) == ["kernel", "proved", "argued"]
    assert statuses["kernel"]["word"] == "kernel"
    assert len({status["path"] for status in statuses.values()}) == 3


def luminance(colour):
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#ffffff"), ("dark", "#121212")])
def test_it_differs_from_proved_without_hue_and_is_readable(scheme, paper):
    """The badge is filled, and lighter or darker than the others, which a reader sees who sees no colours."""
    sheet = (EXT.parent / "_static" / "book.css").read_text(encoding="utf-8")
    block = re.search(rf'html\[data-theme="{scheme}"\] \{{(.*?)\}}', sheet, re.DOTALL)[1]
    colours = dict(re.findall(r"--(book-\w+): (#[0-9a-f]{6})", block))

    def contrast(one, other):
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    assert contrast(colours["book-kernel"], paper) > 7
    assert contrast(colours["book-kernel"], colours["book-strong"]) > 1.3
    badge = re.search(r"\.claim-badge\.claim-kernel \{(.*?)\}", sheet)[1]
    assert "background: var(--book-kernel)" in badge
