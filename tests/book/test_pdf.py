"""The book on paper: the numbers of the web, links that lead somewhere, every chapter in the outline and in the contents.

The page that is printed is always looked at; a book of two pages is printed here; the whole PDF is read if it was made (``make pdf``).
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.book.browsing import BUILT, CHROMIUM

bs4 = pytest.importorskip("bs4", reason="needs the extra 'book'")

BOOK = Path(__file__).parents[2] / "book"
CONTENTS = BUILT / "downloads" / "contents.json"
PDF = BUILT / "downloads" / "quarks-of-attention.pdf"
#: Pages that together have every kind of element.
SOME = ("standard_model", "zoo", "errata", "references")
NUMBERS = ".section-number, .caption-number, .eqno, p.admonition-title"

pytestmark = pytest.mark.skipif(not CONTENTS.is_file(), reason="no built book: run make book")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no browser: install chromium or set CHROMIUM")
needs_pdf = pytest.mark.skipif(not PDF.is_file(), reason="no PDF: run make pdf")


@pytest.fixture(scope="module")
def modules():
    """The modules of the command, which is no package."""
    sys.path.insert(0, str(BOOK))
    try:
        yield importlib.import_module("pdf_page"), importlib.import_module("pdf_layout")
    finally:
        sys.path.remove(str(BOOK))


def selection(folder, chosen):
    """Make a folder of built pages whose contents list the root and the chosen pages only; return it and the contents."""
    listed = json.loads(CONTENTS.read_text(encoding="utf-8"))
    pages = [page for page in listed["titles"] if page in chosen or page == listed["root"]]
    folder.mkdir()
    for entry in BUILT.iterdir():
        # the page of downloads would be filled in the place that the link leads to
        if entry.name not in ("downloads", "downloads.html"):
            (folder / entry.name).symlink_to(entry)
    small = {
        **listed,
        "parts": [{"caption": "A part", "pages": pages[1:]}],
        "titles": {page: listed["titles"][page] for page in pages},
    }
    (folder / "downloads").mkdir()
    (folder / "downloads" / "contents.json").write_text(json.dumps(small), encoding="utf-8")
    return folder, small


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.full)])
def book(request, modules, tmp_path_factory):
    if request.param == "all":
        return modules[0].read_book(BUILT)
    return modules[0].read_book(selection(tmp_path_factory.mktemp("book") / "html", SOME)[0])


@pytest.fixture(scope="module")
def printed(modules, book):
    return bs4.BeautifulSoup(modules[1].layout(book), "html.parser")


def text(tag):
    return " ".join(tag.get_text().replace("#", "").split())


def test_every_link_within_the_book_leads_somewhere(printed):
    anchors = Counter(tag["id"] for tag in printed.find_all(id=True))
    assert [name for name, number in anchors.items() if number > 1] == []
    links = [str(tag["href"]) for tag in printed.find_all("a", href=True)]
    assert len(links) > 100
    assert {link for link in links if link.startswith("#") and link[1:] not in anchors} == set()
    assert {link for link in links if not link.startswith(("#", "https://", "http://", "mailto:"))} == set()
    pointers = {
        name
        for tag in printed.find_all(attrs={"aria-labelledby": True})
        for name in tag["aria-labelledby"].split()
    }
    assert pointers - set(anchors) == set()


def test_pictures_are_there(printed):
    pictures = [str(tag["src"]) for tag in printed.find_all("img", src=True)]
    assert pictures
    assert [name for name in pictures if not name.startswith("data:") and not (BUILT / name).is_file()] == []


def test_numbers_are_those_of_the_web(printed, book):
    """Sections, figures, statements and equations, with their titles, in their order."""
    compared = 0
    for chapter in book.chapters():
        web = bs4.BeautifulSoup((BUILT / f"{chapter.page}.html").read_text(encoding="utf-8"), "html.parser")
        paper = printed.find(id=chapter.anchor)
        there = [
            text(tag)
            for tag in web.select_one("article.bd-article").select(NUMBERS)
            if not tag.find_parent("details", class_="hide")
        ]
        here = [text(tag) for tag in paper.select(NUMBERS)]
        assert here == there, chapter.page
        compared += len(here)
    assert compared > 30


def test_a_claim_leads_to_where_the_book_states_it(modules):
    links = modules[0].Links({"zoo": {"claim-ZOO-X", "top"}, "api/prove": set()}, {"ZOO-X": "zoo"})
    assert links.target("api/prove", "../zoo.html#top") == "#zoo--top"
    assert links.target("api/prove", "../claims/ZOO-X.html") == "#zoo--claim-ZOO-X"
    assert links.target("zoo", "api/prove.html") == "#api-prove"
    assert links.target("zoo", "#top") == "#zoo--top"
    assert links.target("zoo", "#gone") is None
    assert links.target("zoo", "notebooks/zoo.ipynb") is None
    assert links.target("zoo", "https://example.org/a#b") == "https://example.org/a#b"
    web = modules[0].Links(links.anchors, links.stated, "https://example.org/book/")
    assert web.target("api/prove", "../graph.html#part=RV") == "https://example.org/book/graph.html#part=RV"


def test_the_steps_of_an_argument_are_printed_and_the_checks_are_not(printed):
    folds = printed.select(".claim-details")
    assert printed.find(["details", "summary"]) is None
    labels = {text(label) for label in printed.select("p.claim-label")}
    assert not any(label.startswith(("Evidence", "False variants")) for label in labels)
    assert all(text(fold) for fold in folds)


def test_what_is_for_the_screen_only_is_not_printed(printed, book):
    only = ".claim-more, .sd-summary-state-marker, .ledger-bar, .screen-only, .live-bar, .live-toolbar, .copybtn, button"
    assert printed.select(only) == []
    for chapter in book.chapters():
        folds = chapter.body.select(".cite-chapter")
        assert bool(folds) == (chapter.page == "cite"), chapter.page


@needs_browser
def test_a_long_sum_is_broken_before_its_signs(browser):
    """Signs inside a group or at the beginning of a term are none of these."""
    page = browser.new_page()
    page.add_script_tag(path=BOOK / "_static" / "print.js")
    tex = r"\displaystyle - a + \frac{b + c}{2} - \left(d - e\right)^{2} + x^{-1}"
    assert page.evaluate("tex => summands(tex)", tex) == [
        r"\displaystyle - a", r"+ \frac{b + c}{2}", r"- \left(d - e\right)^{2}", r"+ x^{-1}",
    ]  # fmt: skip
    lines = page.evaluate("tex => inLines(tex, 2)", tex)
    assert lines.startswith(r"\begin{aligned} &") and lines.count(r"\\ &{}") in (1, 2)
    assert page.evaluate("inLines('a b c', 3)") is None
    page.close()


def command(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(BOOK / "pdf.py"), *map(str, arguments)],
        capture_output=True, text=True, timeout=900, env={**os.environ, **environment},
    )  # fmt: skip


def test_without_a_browser_it_says_what_is_missing(tmp_path):
    done = command("--built", BUILT, "--output", tmp_path / "book.pdf", CHROMIUM="/no/such/browser")
    assert done.returncode == 4
    assert "/no/such/browser" in done.stderr and "CHROMIUM" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "book.pdf").exists()


@needs_browser
def test_without_a_book_it_says_what_to_run(tmp_path):
    pytest.importorskip("pypdf", reason="no pypdf: pip install '.[book]'")
    done = command("--built", tmp_path, "--output", tmp_path / "book.pdf")
    assert done.returncode == 4
    assert "make book" in done.stderr and "Traceback" not in done.stderr


def outline(entries, numbers):
    """Yield title and page number of the outline."""
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, numbers)
        else:
            yield " ".join(entry.title.split()), numbers[entry.page.idnum]


def is_whole(path, listed, pages):
    """Check outline, contents, links and text of a PDF."""
    pypdf = pytest.importorskip("pypdf", reason="no pypdf: pip install '.[book]'")
    reader = pypdf.PdfReader(path)
    assert reader.metadata.title == listed["title"]
    of_page = {page.indirect_reference.idnum: k for k, page in enumerate(reader.pages, 1)}
    entries = list(outline(reader.outline, of_page))
    titles = {" ".join(title.split("$")[0].split()) for title in (listed["titles"][page] for page in pages)}
    found = dict(entries)
    begins = {title: next((found[name] for name in found if name.endswith(title)), None) for title in titles}
    assert [title for title, number in begins.items() if number is None] == []
    # the first lines of a chapter's page have its title: the text is there and in order
    for title in sorted(titles)[:3]:
        assert title.split()[0] in reader.pages[begins[title] - 1].extract_text()[:400]
    numbers = [number for _, number in entries]
    assert numbers == sorted(numbers)

    known = set(reader.named_destinations)
    internal, dangling = 0, []
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            target = annotation.get_object().get("/Dest")
            if target is not None:
                internal += 1
                if str(target) not in known:
                    dangling.append(str(target))
    assert internal > len(titles) and dangling == []
    return reader, found


@needs_browser
def test_two_pages_are_printed(tmp_path):
    """A title page, the contents with page numbers, a part and its chapter."""
    built, small = selection(tmp_path / "html", ("notation",))
    done = command("--built", built, "--output", tmp_path / "book.pdf")
    assert done.returncode == 0, done.stderr
    reader, found = is_whole(tmp_path / "book.pdf", small, list(small["titles"]))
    assert f"{len(reader.pages)} pages" in done.stdout
    assert "Part 1. A part" in found
    title = list(small["titles"].values())[-1]
    contents = next(
        p.extract_text() for p in reader.pages if p.extract_text().lstrip().startswith("Contents")
    )
    place = next(number for name, number in found.items() if name.endswith(title))
    assert (
        f"{place}"
        in contents.partition(title)[2].split("\n")[0] + contents.partition(title)[2].split("\n")[1]
    )


@needs_pdf
@pytest.mark.full
def test_the_whole_book_was_printed(modules):
    book = modules[0].read_book(BUILT)
    listed = json.loads(CONTENTS.read_text(encoding="utf-8"))
    reader, found = is_whole(PDF, listed, [chapter.page for chapter in book.chapters()])
    assert {f"Part {k}. {part.caption}" for k, part in enumerate(book.parts, 1)} <= set(found)
    # a chapter takes between 1 and 60 pages
    chapters = sum(1 for _ in book.chapters())
    assert 2 * chapters < len(reader.pages) < 60 * chapters
