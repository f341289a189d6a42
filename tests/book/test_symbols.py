"""The index of symbols: every symbol stands where its link goes, and every name of the library exists."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

from tests.book.browsing import BUILT, NEEDED, barriers, opened
from tests.book.small_book import forget, on_path

for module in ("sphinx", "myst_nb"):
    pytest.importorskip(module, reason="needs the extra 'book'")

BOOK = Path(__file__).parents[2] / "book"
RECORD = BOOK / "_build" / "ledger.json"


@pytest.fixture
def symbols(monkeypatch):
    on_path(monkeypatch)
    yield importlib.import_module("symbols")
    forget()


def formulas(page: str) -> list[str]:
    """Return what stands between dollars on a page, cells left out."""
    text = re.sub(
        r"```\{code-cell\}.*?```", "", (BOOK / f"{page}.md").read_text(encoding="utf-8"), flags=re.S
    )
    return re.findall(r"\$\$?([^$]+)\$\$?", text)


def statements() -> dict[str, str]:
    from symattn.ledger import all_claims

    return {name: claim.latex for name, claim in all_claims().items()}


def test_every_symbol_and_term_is_where_the_file_says(symbols):
    claims = statements()
    entries = symbols.entries(BOOK / "symbols.yml")
    lost = []
    for entry in entries:
        if entry.claim:
            there = entry.claim in claims and (
                not entry.is_symbol or symbols.occurs(entry, claims[entry.claim])
            )
        elif entry.is_symbol:
            there = any(symbols.occurs(entry, formula) for formula in formulas(entry.page))
        else:
            there = symbols.occurs(entry, (BOOK / f"{entry.page}.md").read_text(encoding="utf-8"))
        if not there:
            lost.append((entry.name, entry.page or entry.claim))
    assert lost == []


def test_the_symbols_of_the_notation_are_all_in_the_index(symbols):
    rows = re.findall(
        r"^\| (\$.+?\$(?:, \$.+?\$)*) \|", (BOOK / "notation.md").read_text(encoding="utf-8"), re.M
    )
    wanted = [formula for row in rows for formula in re.findall(r"\$(.+?)\$", row)]
    listed = [
        symbols.tokens(entry.name) for entry in symbols.entries(BOOK / "symbols.yml") if entry.is_symbol
    ]
    assert len(wanted) > 15
    assert [formula for formula in wanted if symbols.tokens(formula) not in listed] == []


def test_names_of_the_library_exist(symbols):
    for entry in symbols.entries(BOOK / "symbols.yml"):
        for name in entry.code:
            home, _, last = f"symattn.{name}".rpartition(".")
            assert hasattr(importlib.import_module(home), last), (entry.name, name)


def test_the_table_is_sorted_and_nothing_is_listed_twice(symbols):
    entries = symbols.entries(BOOK / "symbols.yml")
    for kind in (True, False):
        keys = [(entry.sort or entry.name).casefold() for entry in entries if entry.is_symbol is kind]
        assert keys == sorted(keys) and len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("symbol", "formula", "found"),
    [("T(n)", r"\tfrac12\,T(n)^2", True), ("T_d(n)", "T_{d} (n)", True), ("G_{\\wedge}", r"\log_2 G_\wedge(n)", True),
     ("K", "W_K", True), ("D'", "D_d", False), ("\\{0,1\\}", r"x \in \{0, 1\}^n", True), ("S_i", "S_j", False)],
)  # fmt: skip
def test_formulas_are_compared_by_their_signs(symbols, symbol, formula, found):
    assert symbols.occurs(symbols.Entry(symbol, True), formula) is found


def test_terms_are_whole_words(symbols):
    gate = symbols.Entry("gate", False)
    assert symbols.occurs(gate, "A Gate is") and not symbols.occurs(gate, "aggregate gates")


@pytest.mark.parametrize("item", ["{tex: x}", "{tex: x, means: y}", "{tex: x, means: y, page: a, claim: b}",
                                  "{tex: x, means: y, page: a, colour: red}"])  # fmt: skip
def test_a_malformed_entry_stops_the_build(symbols, tmp_path, item):
    path = tmp_path / "symbols.yml"
    path.write_text(f"symbols:\n  - {item}\nterms: []\n")
    with pytest.raises(Exception, match=r"must have \['means', 'tex'\] and either page or claim"):
        symbols.entries(path)


def test_links_go_to_the_section_and_what_is_missing_is_a_warning(tmp_path, symbols):
    from sphinx.testing.util import SphinxTestApp

    source = tmp_path / "source"
    (source / "_build").mkdir(parents=True)
    (source / "conf.py").write_text("")
    claim = {
        "id": "SM-1",
        "title": "A unit",
        "status": None,
        "kind": "definition",
        "statement_latex": "$S = wO$",
    }
    (source / "_build" / "ledger.json").write_text(json.dumps({"format": 1, "claims": [claim]}))
    (source / "symbols.yml").write_text(
        "symbols:\n  - {tex: T(n), means: 'a number, $n$ fixed', page: other}\n  - {tex: S, means: sum, claim: SM-1}\n"
        "  - {tex: Z, means: lost, page: other}\n  - {tex: Y, means: lost, claim: SM-1}\n"
        "terms:\n  - {term: signed gate, page: other}\n"
    )
    pages = {
        "symbols": "# Symbols\n\n```{toctree}\nother\n```\n\n```{symbols}\n```\n\n```{terms}\n```\n",
        "other": "# Other\n\n```{claim} SM-1\n```\n\n## Numbers\n\nThe number $2\\,T(n)$.\n\n## Gates\n\nA *signed gate*.\n",
    }
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text)
    settings = {"extensions": ["myst_nb", "symbols"], "master_doc": "symbols", "html_theme": "basic",
                "myst_enable_extensions": ["dollarmath"], "exclude_patterns": ["_build"]}  # fmt: skip
    app = SphinxTestApp(srcdir=source, builddir=tmp_path / "out", confoverrides=settings, freshenv=True)
    try:
        app.build()
        html = (Path(app.outdir) / "symbols.html").read_text(encoding="utf-8")
        index = (Path(app.outdir) / "genindex.html").read_text(encoding="utf-8")
        search = (Path(app.outdir) / "searchindex.js").read_text(encoding="utf-8")
        warnings = app.warning.getvalue()
    finally:
        app.cleanup()
    assert (
        'href="other.html#numbers"' in html
        and 'href="other.html#gates"' in html
        and "other.html#gates" in index
    )
    assert "other.html#claim-SM-1" in index  # and the search finds the claim by its id
    found = json.loads(search.removeprefix("Search.setIndex(").removesuffix(")"))["indexentries"]
    assert found["sm-1"] == [[0, "claim-SM-1", True]] and found["signed gate"] == [[0, "gates", True]]
    assert "symbols.yml: Z does not occur on the page other" in warnings
    assert "the statement of SM-1 does not have the symbol Y" in warnings and warnings.count("WARNING") == 2


class TestInTheBrowser:
    """The built page."""

    pytestmark = NEEDED

    def test_links_lead_to_what_they_name(self, browser, address):
        if not (BUILT / "symbols.html").is_file():
            pytest.skip("not among the built pages")
        page, wrong = opened(browser, f"{address}/symbols.html", viewport={"width": 390, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wrong == [] and wide == 0 and barriers(page) == []
        links = page.evaluate(
            "[...document.querySelectorAll('.symbols-table a, .terms-letter a')].map(a => a.pathname.slice(1) + a.hash)"
        )
        assert links
        for name, _, anchor in (link.partition("#") for link in set(links)):
            target = BUILT / name
            if target.is_file():  # a part of the book may have been built
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), (name, anchor)
        page.context.close()
