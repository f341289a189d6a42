"""How the book, a chapter, a claim, the software and the paper are cited: entries that BibTeX reads, the same everywhere."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest
import yaml

from tests.book.browsing import BUILT, NEEDED, opened
from tests.book.small_book import forget, on_path

for module in ("sphinx", "myst_nb"):
    pytest.importorskip(module, reason="needs the extra 'book'")
parse_string = pytest.importorskip("pybtex.database", reason="needs the extra 'book'").parse_string

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
SOFTWARE = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CLAIM = {"id": "CAP-AND", "kind": "inequality", "title": "Output gating: at most 2n² - 1 & $x_1$, gates in {0,1}, 50 %",
         "status": "exhaustive", "scope": "n <= 4", "conditional": "RV-3-d (argued)", "statement_digest": "60f79bafc3f7d179"}  # fmt: skip
RECORD = {"format": 1, "commit": "0123456789ab", "versions": {"symattn": "0.1.0"}, "claims": [CLAIM]}


@pytest.fixture
def bibtex(monkeypatch):
    on_path(monkeypatch)
    yield importlib.import_module("bibtex")
    forget()


def read(text: str):
    """Return the only entry of a BibTeX text: its type, key, fields and authors."""
    ((key, entry),) = parse_string(text, "bibtex").entries.items()
    return entry.type, key, dict(entry.fields), [str(person) for person in entry.persons["author"]]


def test_a_claim_is_cited_with_what_it_says_and_how_well_it_was_known(bibtex):
    kind, key, fields, authors = read(bibtex.claim_bibtex(CLAIM, RECORD))
    assert (kind, key, authors) == ("misc", "symattn:CAP-AND", ["{The symattn contributors}"])
    assert fields["title"] == r"{Output gating: at most 2n$^2$ - 1 \& $x_1$, gates in \{0,1\}, 50 \%}"
    assert fields["howpublished"] == "Claim CAP-AND of the symattn ledger, version 0.1.0, commit 0123456789ab"
    assert fields["note"] == (
        r"Statement 60f79bafc3f7d179; status: exhaustive (n $\le$ 4), conditional on RV-3-d (argued)"
    )
    assert fields["year"] == str(SOFTWARE["date-released"])[:4]


def test_a_definition_has_no_status(bibtex):
    definition = {"id": "SM-1", "kind": "definition", "title": "Unit", "status": None, "statement_digest": ""}
    assert read(bibtex.claim_bibtex(definition, RECORD))[2]["note"] == "Status: definition"


@pytest.mark.parametrize("commit", [None, "", "released", "unknown"])
def test_a_commit_that_is_not_known_is_not_named(bibtex, commit):
    assert bibtex.edition(RECORD | {"commit": commit}) == "version 0.1.0"


def test_the_library_writes_the_same_entry(bibtex):
    from symattn.ledger import all_claims, claim, report, verify_claims

    names = ["SM-4a", "SM-1", "FA-6-parity", "CAP-0-01"]
    record = report(verify_claims(all_claims(), names), tier="fast")
    by_id = {entry["id"]: entry for entry in record["claims"]}
    for name in names:
        assert claim(name).to_bibtex() == bibtex.claim_bibtex(by_id[name], record)


def test_every_claim_of_the_theory_has_an_entry_that_parses(bibtex):
    from symattn.ledger import all_claims

    texts = [
        bibtex.claim_bibtex(
            {"id": name, "kind": claim.kind, "title": claim.title, "status": "proved"}, RECORD
        )
        for name, claim in all_claims().items()
    ]
    entries = parse_string("\n".join(texts), "bibtex").entries
    assert list(entries) == [f"symattn:{name}" for name in all_claims()]
    assert all(text.count("{") == text.count("}") for text in texts)


def test_chapter_book_and_software(bibtex):
    chapter = bibtex.chapter_bibtex(
        "output_gating", "Capacity of $f g$", RECORD, number="10", url="https://x.org/a.html"
    )
    kind, key, fields, _ = read(chapter)
    assert (kind, key, fields["chapter"]) == ("incollection", "symattn:book:output_gating", "10")
    assert fields["title"] == "{Capacity of $f g$}" and fields["url"] == "https://x.org/a.html"
    assert r"Page output\_gating" in fields["note"] and "commit 0123456789ab" in fields["note"]
    assert "chapter" not in read(bibtex.chapter_bibtex("notation", "Notation", RECORD))[2]
    assert read(bibtex.book_bibtex(RECORD))[:2] == ("book", "symattn:book")
    assert read(bibtex.software_bibtex(RECORD))[2]["title"] == f"{{{SOFTWARE['title']}}}"
    for sentence in (bibtex.book_text(RECORD), bibtex.software_text(RECORD), bibtex.claim_text(CLAIM, RECORD),
                     bibtex.chapter_text("notation", "Notation", RECORD)):  # fmt: skip
        assert (
            sentence.startswith("The symattn contributors (")
            and "version 0.1.0, commit 0123456789ab" in sentence
        )


def test_the_citation_file_agrees_with_the_package_and_the_bibliography(bibtex):
    import symattn

    assert SOFTWARE["version"] == symattn.__version__
    (paper,) = SOFTWARE["references"]
    entry = parse_string((BOOK / "references.bib").read_text(encoding="utf-8"), "bibtex").entries[
        "baldi2023quarks"
    ]
    assert (paper["title"], str(paper["year"]), str(paper["volume"]), paper["doi"]) == (
        entry.fields["title"], entry.fields["year"], entry.fields["volume"], entry.fields["doi"]
    )  # fmt: skip
    people = bibtex.read_software(ROOT / "CITATION.cff")
    assert people.authors == "{The symattn contributors}" and people.written == "The symattn contributors"


def test_people_are_written_as_bibtex_wants_them(bibtex, tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text("title: T\nversion: 1.0\ndate-released: 2030-01-02\nauthors:\n"
                    "  - {family-names: Baldi, given-names: Pierre}\n  - {name: A group}\n")  # fmt: skip
    made = bibtex.read_software(path)
    assert (made.authors, made.written) == ("Baldi, Pierre and {A group}", "Pierre Baldi, A group")
    assert made.year == "2030"


def test_pages_carry_the_entries(bibtex, tmp_path):
    from sphinx.testing.util import SphinxTestApp

    source = tmp_path / "source"
    (source / "_build").mkdir(parents=True)
    (source / "conf.py").write_text("")
    (source / "_build" / "ledger.json").write_text(json.dumps(RECORD))
    (source / "references.bib").write_text((BOOK / "references.bib").read_text(encoding="utf-8"))
    tree = "```{toctree}\n:numbered:\ncover\ncite\n```\n"
    pages = {
        "index": f"# Book\n\n{tree}",
        "cover": "# Cover's *bound* $C$\n\nText.\n\n## Sources\n\nBooks.\n",
        "cite": "# Cite\n\n```{cite-as} paper baldi2023quarks\n```\n\n```{cite-as} claim CAP-AND\n```\n\n"
                "```{cite-chapters}\n```\n\n```{cite-as} claim ZZ-1\n```\n\n```{cite-as} nonsense\n```\n",
    }  # fmt: skip
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text)
    settings = {"extensions": ["myst_nb", "citing"], "master_doc": "index", "html_theme": "basic",
                "html_title": "The Book", "bibtex_bibfiles": ["references.bib"], "exclude_patterns": ["_build"],
                "myst_enable_extensions": ["dollarmath"]}  # fmt: skip
    app = SphinxTestApp(srcdir=source, builddir=tmp_path / "out", confoverrides=settings, freshenv=True)
    try:
        app.build()
        html = {name: (Path(app.outdir) / f"{name}.html").read_text(encoding="utf-8") for name in pages}
        warnings = app.warning.getvalue()
    finally:
        app.cleanup()
    plain = {name: re.sub(r"<[^>]+>", "", text) for name, text in html.items()}
    assert html["cover"].count("<summary>Cite this chapter</summary>") == 1
    assert "@incollection{symattn:book:cover," in plain["cover"] and "chapter = {1}" in plain["cover"]
    assert "title = {{Cover’s bound $C$}}" in plain["cover"] and "booktitle = {{The Book}}" in plain["cover"]
    assert "Cite this chapter" not in plain["index"] and "Cite this chapter" not in plain["cite"]
    assert plain["cite"].count("@incollection{") == 1 and "@article{baldi2023quarks," in plain["cite"]
    assert "Pierre Baldi and Roman Vershynin" in plain["cite"] and "@misc{symattn:CAP-AND," in plain["cite"]
    assert "claim ZZ-1" in warnings and "nonsense" in warnings and warnings.count("WARNING") == 2


class TestInTheBrowser:
    """The built page."""

    pytestmark = NEEDED

    def test_every_entry_can_be_copied_and_parses(self, browser, address):
        if not (BUILT / "cite.html").is_file():
            pytest.skip("not among the built pages")
        page, wrong = opened(browser, f"{address}/cite.html", viewport={"width": 390, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wrong == [] and wide == 0
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        texts = page.locator("div.cite-bibtex pre, div.highlight-bibtex pre").all_inner_texts()
        entries = parse_string("\n".join(texts), "bibtex").entries
        assert len(entries) == len(texts) and {"baldi2023quarks", "symattn:book", "symattn:software"} <= set(
            entries
        )
        assert page.locator("div.highlight-bibtex button.copybtn").count() == len(texts)
        page.context.close()
