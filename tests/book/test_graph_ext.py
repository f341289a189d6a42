"""The directives of the graph: a small project is built from a small ledger."""

from __future__ import annotations

import json
import re

from tests.book import small_book
from tests.book.small_book import CLAIMS, claim

build = small_book.build
EXTENSIONS = ("ledger", "claim_graph")
PAGE = "# Page\n\n```{claim-graph} %s\n```\n\n## Links\n\n```{claim-links}\n```\n\n```{claim} SM-4a\n```\n"


def data(tree):
    (script,) = (node for node in tree.all("script") if node.attributes.get("id") == "claim-graph-data")
    return json.loads(script.text)


def test_the_data_are_those_of_the_ledger(build):
    pages, warnings = build({"index": PAGE % "CAP-AND SM-4a"}, extensions=EXTENSIONS)
    assert warnings == ""
    found = data(pages["index"])
    assert found["shortcuts"] == ["CAP-AND", "SM-4a"]
    assert [c["id"] for c in found["claims"]] == [c["id"] for c in CLAIMS]
    assert {c["id"]: c["restsOn"] for c in found["claims"]} == {c["id"]: c["rests_on"] for c in CLAIMS}
    assert {c["id"]: c["status"] for c in found["claims"]} == {
        "SM-4a": "proved", "SM-1": "definition", "CAP-AND": "exhaustive", "SM-9": "cited", "BY-9": "open",
    }  # fmt: skip
    assert {c["id"]: c["part"] for c in found["claims"]}["CAP-AND"] == "CAP"
    assert {s["key"] for s in found["statuses"]} == {"proved", "definition", "exhaustive", "cited", "open"}
    assert found["claims"][0]["title"] == "A sum with x in it"  # an attribute has no formulas


def test_the_tables_name_both_directions(build):
    pages, _ = build({"index": PAGE % "SM-4a"}, extensions=EXTENSIONS)
    rows = {row.attributes["id"]: row.all("td") for row in pages["index"].all("tr") if "id" in row.attributes}
    assert set(rows) == {f"focus={c['id']}" for c in CLAIMS}
    assert [cell.text for cell in rows["focus=CAP-AND"]][3:] == ["SM-4a", "nothing"]
    assert [cell.text for cell in rows["focus=SM-4a"]][3:] == ["nothing", "CAP-AND"]
    assert rows["focus=SM-4a"][4].one("a").attributes["href"] == "#focus=CAP-AND"
    assert rows["focus=SM-4a"][0].one("a").attributes["href"] == "claims/SM-4a.html"
    assert {n.attributes.get("id") for n in pages["index"].all("div")} >= {"part=SM", "part=CAP", "part=BY"}
    assert not any(n.attributes.get("id") == "part=ZOO" for n in pages["index"].all())


def test_the_panel_has_statement_status_and_place(build):
    pages, _ = build({"index": PAGE % "SM-4a"}, extensions=EXTENSIONS)
    templates = {t.attributes["id"]: t for t in pages["index"].all("template")}
    assert set(templates) == {f"graph-about-{c['id']}" for c in CLAIMS}
    about = templates["graph-about-SM-4a"]
    assert "x + y = y + x" in about.text and about.one("span", "claim-badge").text == "proved"
    assert "#claim-SM-4a" in {a.attributes["href"] for a in about.all("a")}
    assert "SM-9 (cited)" in templates["graph-about-CAP-AND"].text


def test_scripts_are_loaded_in_order_and_only_where_there_is_a_graph(build):
    index = "# Page\n\n```{toctree}\nother\n```\n" + PAGE % "SM-4a"
    pages, _ = build(
        {"index": index, "other": "# Other\n"},
        extensions=EXTENSIONS,
        html_js_files=["mine.js"],
    )
    loaded = {
        name: [
            re.search(r"_static/([\w/]+)\.js", node.attributes.get("src") or "")
            for node in page.all("script")
        ]
        for name, page in pages.items()
    }
    names = {page: [found[1] for found in scripts if found] for page, scripts in loaded.items()}
    assert not [name for name in names["other"] if name.startswith("graph")]
    ours = [name for name in names["index"] if name.startswith("graph")]
    assert ours == [f"graph/{part}" for part in ("layout", "view", "draw", "panel", "keys", "graph")]
    assert "mine" in names["other"] and "mine" in names["index"]
    styles = [
        [n.attributes.get("href") or "" for n in pages[name].all("link")] for name in ("index", "other")
    ]
    assert [any("graph.css" in style for style in found) for found in styles] == [True, False]


def test_an_unknown_shortcut_is_a_warning(build):
    pages, warnings = build({"index": PAGE % "SM-77 SM-4a"}, extensions=EXTENSIONS)
    assert "the ledger has no claim 'SM-77'" in warnings and "index.md:3" in warnings
    assert data(pages["index"])["shortcuts"] == ["SM-4a"]


def test_a_claim_of_no_part_is_a_warning(build):
    _, warnings = build({"index": PAGE % ""}, [*CLAIMS, claim("RV-66"), claim("RVX-1")], EXTENSIONS)
    assert "the claim RVX-1 belongs to no part of the graph" in warnings and "RV-66 belongs" not in warnings


def test_no_text_of_a_claim_ends_the_data(build):
    pages, warnings = build(
        {"index": PAGE % ""}, [*CLAIMS, claim("SM-5", title="</script><b>")], EXTENSIONS
    )  # fmt: skip
    assert warnings == ""
    assert data(pages["index"])["claims"][-1]["title"] == "</script><b>"
