"""Every claim has a page with all that the record says, files that check, and links that lead somewhere; the dashboard counts right."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from symattn.certificates import check_certificate
from tests.book import small_book
from tests.book.browsing import BUILT, NEEDED, NO_COLOURS, barriers, opened
from tests.book.small_book import CLAIMS, Reader, claim

build = small_book.build
EXTENSIONS = ("ledger", "claim_pages", "claim_graph", "dashboard")
AND = {"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01", "weights": [1, 1], "bias": -2}
INDEX = """# Page

```{claim} SM-4a
```

See {claim}`CAP-AND`.

```{claims-table}
```

```{dashboard} parts
```
"""


def entry(identifier, status="proved", **changes):
    """Return a claim as a record has it, with certificates."""
    made = claim(identifier, status, certificate=AND, ancestry={}, steps=["By SM-4a and SM-4, $x = 1$."])
    made["mutants"] = [mutant | {"certificate": AND} for mutant in made["mutants"]]
    return made | {"seconds": 1.25, "statement_digest": "abc", "errata": [], "conditions": []} | changes


def small_ledger():
    first = entry("SM-4a")
    second = entry(
        "CAP-AND", "exhaustive", scope="n <= 4", rests_on=["SM-4a"], ancestry={"SM-4a": "proved"},
        conditional="SM-4a (proved)", not_claimed="Nothing of SM-4a.",
    )  # fmt: skip
    return [first, second, claim("SM-1", None, kind="definition", evidence=[], mutants=[])]


@pytest.fixture
def made(build, tmp_path):
    """Return the pages of the small book and those of its claims as trees."""
    trees, warnings = build({"index": INDEX}, small_ledger(), EXTENSIONS)
    assert warnings == ""
    for path in (tmp_path / "out" / "html" / "claims").glob("*.html"):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        trees[path.stem] = reader.root
    return trees


def href(node, text):
    return next(a.attributes["href"] for a in node.all("a") if a.text == text)


def test_a_page_says_what_the_record_says(made, tmp_path):
    page = made["CAP-AND"]
    assert page.one("h1").text.startswith("CAP-AND: Title of CAP-AND")
    assert page.one("div", "claim-box").one("span", "claim-badge").text == "exhaustive (n ≤ 4)"
    heads = [node.text.rstrip("¶#") for node in page.all("h2")]
    assert heads == ["Evidence", "Steps of the argument", "False variants that the same evidence refutes", "What is not claimed",
                     "What it rests on", "What rests on it", "Certificate", "How to cite it", "Record"]  # fmt: skip
    assert "checked exactly in every case up to the size shown" in page.text
    rows = page.one("table", "claim-mutants").one("tbody").all("tr")
    assert [[cell.text for cell in row.all("td")][::2] for row in rows] == [
        ["sign", "x = 1, y = 0"], ["constant", "x = 0, y = 0"],
    ]  # fmt: skip
    steps = page.one("ol")
    assert [a.attributes["href"] for a in steps.all("a")] == ["SM-4a.html"]  # SM-4 is no claim
    assert href(page.one("ul", "claim-list"), "SM-4a") == "SM-4a.html"
    assert href(page.one("p", "claim-where"), "Page") == "../index.html"
    assert href(made["SM-4a"].one("p", "claim-where"), "Page") == "../index.html#claim-SM-4a"
    assert "No other claim." in page.text
    assert "CAP-AND" in [a.text for a in made["SM-4a"].all("a")]
    folder = tmp_path / "out" / "html" / "claims"
    for name, text in (("CAP-AND.json", "CAP-AND.json"), ("CAP-AND-refuted.json", "CAP-AND-refuted.json")):
        data = json.loads((folder / href(page, text)).read_text())
        assert all(map(check_certificate, data if isinstance(data, list) else [data])), name
    data = json.loads((folder / href(page, "this entry")).read_text())
    assert (data["rests_on"], data["certificate_file"]) == (["SM-4a"], "certificates/CAP-AND.json")
    assert len(json.loads((folder / "ledger.json").read_text())["claims"]) == 3


def test_a_definition_has_a_page_without_evidence(made):
    heads = [node.text.rstrip("¶#") for node in made["SM-1"].all("h2")]
    assert heads == ["What it rests on", "What rests on it", "How to cite it", "Record"]


def test_the_book_links_to_the_pages(made):
    index = made["index"]
    line = index.one("div", "claim").one("p", "claim-line")
    assert href(line, "page of SM-4a") == "claims/SM-4a.html"
    cells = [row.all("td")[0] for row in index.one("table", "claims-table").one("tbody").all("tr")]
    assert [href(cell, cell.text) for cell in cells] == [
        f"claims/{n}.html" for n in ("SM-4a", "CAP-AND", "SM-1")
    ]
    # a mention leads to the statement; the claim of this one is stated nowhere
    assert "CAP-AND" not in [a.text for p in index.all("p") if "See" in p.text for a in p.all("a")]


def test_search_finds_a_claim_by_its_id(made, tmp_path):
    text = (tmp_path / "out" / "html" / "searchindex.js").read_text()
    data = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    number = data["docnames"].index("claims/SM-4a")
    found = data["titleterms"]["4a"]
    assert number in (found if isinstance(found, list) else [found])


def test_a_part_counts_its_claims(made):
    rows = [
        [cell.text for cell in row.all("td")]
        for row in made["index"].one("table", "ledger-parts").one("tbody").all("tr")
    ]
    assert rows[0] == ["The standard model and the classes", "1", "0", "1", "2"]
    assert rows[-1] == ["All", "1", "1", "1", "3"]


def test_pages_are_written_again_only_if_something_changed(tmp_path, monkeypatch):
    from docutils import nodes

    small_book.on_path(monkeypatch)
    import generated_pages

    info = SimpleNamespace(config_hash="c", tags_hash="t")
    env = SimpleNamespace(titles={"index": nodes.title("", "Page")}, toctree_includes={"index": []})
    app = SimpleNamespace(
        builder=SimpleNamespace(create_build_info=lambda: info), env=env, doctreedir=str(tmp_path)
    )
    first = generated_pages.Unchanged(app, "pages", "record")
    assert not first
    first.remember()
    assert generated_pages.Unchanged(app, "pages", "record")
    assert not generated_pages.Unchanged(app, "pages", "another record")
    env.titles["index"] = nodes.title("", "Another title")
    assert not generated_pages.Unchanged(app, "pages", "record")


def test_a_record_without_certificates_is_a_warning(build):
    ledger = [claim("SM-4a") | {"ancestry": {}, "seconds": 0}]
    _, warnings = build({"index": "# Page\n"}, ledger, EXTENSIONS)
    assert "no certificate of SM-4a" in warnings and "symattn verify --record" in warnings


def test_the_page_of_a_claim_that_fails_says_so(build, tmp_path):
    broken = entry("SM-4a", "broken check", failures=["it broke"], evidence=[], certificate=None)
    broken["mutants"][0] |= {"refuted": False, "counterexample": "", "certificate": None}
    _, warnings = build({"index": "# Page\n"}, [broken], EXTENSIONS)
    assert warnings == ""
    reader = Reader()
    reader.feed((tmp_path / "out" / "html" / "claims" / "SM-4a.html").read_text(encoding="utf-8"))
    box = reader.root.one("div", "claim-box")
    assert box.one("span", "claim-badge").text == "FAILED"
    assert ["it broke" in p.text for p in box.all("p", "claim-failure")] == [True, False]
    assert "NOT refuted" in reader.root.one("table", "claim-mutants").text
    assert not (tmp_path / "out" / "html" / "claims" / "certificates" / "SM-4a.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```{dashboard} clouds\n```", "no view 'clouds'"),
        ("```{dashboard} headlines\n:ids: SM-77\n```", "no claim 'SM-77'"),
    ],
)
def test_a_wrong_view_is_a_warning(build, text, said):
    _, warnings = build({"index": f"# Page\n\n{text}\n"}, CLAIMS, ("ledger", "claim_graph", "dashboard"))
    assert said in warnings


# What follows is about the built book.


@cache
def record():
    """Return the claims of the record that the book was built from, as their pages' files have them."""
    files = sorted((BUILT / "claims").glob("*-entry.json"))
    return {data["id"]: data for data in (json.loads(path.read_text(encoding="utf-8")) for path in files)}


@cache
def anchors(path):
    return set(re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8")))


@NEEDED[0]
def test_every_claim_of_the_ledger_has_a_page():
    from symattn.ledger import all_claims

    assert set(record()) == set(all_claims())
    for name in record():
        text = (BUILT / "claims" / f"{name}.html").read_text(encoding="utf-8")
        title = re.search(r"<h1>(.+?)</h1>", text)
        assert title and html.unescape(title[1]).startswith(f"{name}: ")
        assert ("mathjax/tex-chtml.js" in text) == bool(re.search(r'class="([^"]* )?math[ "]', text)), name


@NEEDED[0]
def test_all_links_of_the_pages_lead_somewhere():
    """A fragment of the graph is the state of its drawing; all others are ids of the page that they lead to."""
    for name in record():
        page = BUILT / "claims" / f"{name}.html"
        article = (
            page.read_text(encoding="utf-8").split('<article class="bd-article"')[1].split("</article>")[0]
        )
        for link in set(re.findall(r'href="([^"]*)"', article)):
            if link.startswith(("http:", "https:")):
                continue
            path, _, fragment = html.unescape(unquote(link)).partition("#")
            target = (page.parent / path).resolve() if path else page.resolve()
            assert target.is_file(), f"{name}: {link}"
            if fragment and target.name != "graph.html":
                assert fragment in anchors(target), f"{name}: {link}"


@NEEDED[0]
def test_every_certificate_is_accepted_and_a_changed_one_is_not():
    folder = BUILT / "claims" / "certificates"
    for name, data in record().items():
        if data["certificate_file"] is None:
            assert data["status"] in (None, "cited", "open"), name
            continue
        assert check_certificate(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))), name
        refuting = json.loads((folder / f"{name}-refuted.json").read_text(encoding="utf-8"))
        assert len(refuting) == len(data["mutants"]) + len(data["errata"])
        assert all(map(check_certificate, refuting)), name
    changed = (folder / "SM-4a.json").read_text(encoding="utf-8").replace('"1/4"', '"1/3"', 1)
    assert not check_certificate(json.loads(changed))


#: A proved claim with an erratum, an argued one, one of a literal table, a cited one, a definition on which much rests.
SAMPLES = ("SM-4a", "CAP-AND-lim", "RV-3-E", "RV-7", "TX-1")


def _looked_at():
    others = sorted({path.stem for path in (BUILT / "claims").glob("*.html")} - set(SAMPLES))
    return [*SAMPLES, *(pytest.param(name, marks=pytest.mark.full) for name in others)]


@NEEDED[0]
@NEEDED[1]
@pytest.mark.parametrize("name", _looked_at())
def test_a_page_in_the_browser(browser, address, name):
    page, wrong = opened(browser, f"{address}/claims/{name}.html", viewport={"width": 1300, "height": 900})
    assert wrong == []
    written = page.locator(".bd-article .math").count()
    assert page.locator(".bd-article mjx-container").count() >= written
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    assert barriers(page, None if name in SAMPLES[:2] else NO_COLOURS) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


@NEEDED[0]
@NEEDED[1]
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dashboard_counts_what_the_record_has(browser, address, scheme):
    page, wrong = opened(
        browser, f"{address}/ledger.html", viewport={"width": 1300, "height": 900}, color_scheme=scheme
    )
    assert wrong == []
    shown = page.locator("ul.ledger-bar-words li").evaluate_all("list => list.map(e => e.textContent.trim())")
    counted = {word: int(number) for word, number in (text.rsplit(maxsplit=1) for text in shown)}
    claims = list(record().values())
    wanted = [data["status"] or "definition" for data in claims]
    assert counted == {word: wanted.count(word) for word in set(wanted)}
    assert page.locator(".ledger-bar").first.get_attribute("aria-hidden") == "true"
    bottom = page.locator("table.ledger-parts tbody tr").last.locator("td")
    assert bottom.last.inner_text() == str(len(claims))
    above = record()["CAP-AND-lim"]["ancestry"]
    row = page.locator("table.ledger-headlines tr", has_text="CAP-AND-lim").first
    assert row.locator("td").nth(2).inner_text() == str(len(above))
    listed = row.locator("td").nth(3).locator("a").all_text_contents()
    assert listed == [name for name, status in above.items() if status == "argued"]
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


@NEEDED[0]
@NEEDED[1]
def test_a_reader_finds_a_claim_by_searching_for_its_id(browser, address):
    page, wrong = opened(browser, f"{address}/search.html?q=CAP-AND-lim")
    link = page.locator("#search-results a", has_text="CAP-AND-lim:").first
    link.wait_for()
    assert wrong == []  # what the search still fetches is dropped when a link is followed
    link.click()
    page.wait_for_url("**/claims/CAP-AND-lim.html*")
    assert page.locator(".bd-article h1").inner_text().startswith("CAP-AND-lim")
    page.context.close()
