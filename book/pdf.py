"""Print the built book: ``python book/pdf.py`` writes ``_build/html/downloads/quarks-of-attention.pdf`` with a Chromium that is installed.

The pages are put together (``pdf_page``, ``pdf_layout``), typeset and printed twice: after the first time it is known on which page each
chapter begins.  What is too wide for the paper is made smaller.  ``CHROMIUM`` names another browser.
"""

from __future__ import annotations

import argparse
import logging
import mimetypes
import os
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), *(str(folder) for folder in (HERE / "_ext").iterdir())]

from pdf_layout import FONTS, contents, headings, layout  # noqa: E402
from pdf_page import Book, MissingBook, read_book  # noqa: E402

ADDRESS = "http://book.invalid/"
PAGE = "printed.html"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
#: Width of the text on A4 in pixels of the browser: what is measured is what is printed.
TEXT_WIDTH = 642
#: What does not fit on paper is changed by functions of the browser.
FITTING = HERE / "_static" / "print.js"


class CannotPrint(Exception):
    """Something that printing needs is not there; the message says what to do."""


def chromium() -> str:
    """Return the browser that prints."""
    named = os.environ.get("CHROMIUM")
    found = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found or not shutil.which(found):
        said = (
            f"CHROMIUM names {named!r}, which is no program"
            if named
            else "no chromium, chromium-browser or google-chrome is on the path"
        )
        raise CannotPrint(
            f"The PDF is printed by Chromium, and {said}. Install it (Debian: apt-get install chromium) or set CHROMIUM to its "
            "program. The web pages need no browser to be built."
        )
    for module in ("playwright", "pypdf"):
        if find_spec(module) is None:
            raise CannotPrint(
                f"The PDF needs the package {module}. Run: pip install -c book/constraints.txt {module}"
            )
    return found


class Shelf:
    """Answers what the browser asks for from the built pages; nothing else is reached."""

    def __init__(self, built: Path, page: str) -> None:
        import matplotlib

        self.built, self.page = built, page
        self.fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self.missing: list[str] = []

    def answer(self, route: Any) -> None:
        """Answer one request."""
        path = unquote(urlparse(route.request.url).path).lstrip("/")
        if not route.request.url.startswith(ADDRESS):
            self.missing.append(route.request.url)
            route.abort()
        elif path == PAGE:
            route.fulfill(body=self.page, content_type="text/html; charset=utf-8")
        else:
            place = (
                self.fonts / path.removeprefix(f"{FONTS}/") if path.startswith(FONTS) else self.built / path
            )
            if place.is_file():
                route.fulfill(
                    body=place.read_bytes(),
                    content_type=mimetypes.guess_type(place)[0] or "application/octet-stream",
                )
            else:
                self.missing.append(path)
                route.fulfill(status=404, body="")


def print_book(built: Path, target: Path) -> tuple[int, int]:
    """Print the book and return the numbers of its pages and of the pieces that were made smaller."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    book = read_book(built)
    shelf = Shelf(built, layout(book))
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900})
        page.set_default_timeout(600_000)
        page.emulate_media(media="print")
        page.route("**/*", shelf.answer)
        page.goto(ADDRESS + PAGE, wait_until="load")
        page.add_script_tag(content=FITTING.read_text(encoding="utf-8"))
        page.evaluate("setFormulas()")
        if wrong := page.locator("mjx-merror, [data-mjx-error]").count():
            raise CannotPrint(
                f"{wrong} formulas could not be typeset; the web pages show which. Run: make book"
            )
        if shelf.missing:
            raise CannotPrint(f"The built pages lack {', '.join(sorted(set(shelf.missing)))}. Run: make book")
        fitted = page.evaluate("fitToPaper()")
        page.evaluate("nameFormulas()")
        _print(page, target)
        page.evaluate(
            "text => { document.querySelector('#contents').outerHTML = text }",
            contents(book, pages_of(target, book)),
        )
        page.evaluate("MathJax.typesetPromise([document.querySelector('#contents')]).then(() => true)")
        page.evaluate("nameFormulas()")
        _print(page, target)
        browser.close()
    return finish(target, book, headings(shelf.page)), fitted


def _print(page: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=target, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def pages_of(path: Path, book: Book) -> dict[str, str]:
    """Return the number of the page on which each anchor stands."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # Skia's trailer counts its objects differently
    reader = PdfReader(path)
    number = {page.indirect_reference.idnum: k for k, page in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    return {
        name.lstrip("/"): str(number[place.page.idnum])  # type: ignore[union-attr]
        for name, place in reader.named_destinations.items()
        if place.page is not None
    }


def finish(path: Path, book: Book, titles: list[str]) -> int:
    """Write title, author and outline into the file, and return the number of its pages.

    Chromium writes a heading that begins a page twice into the outline, so the titles are written again.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter(clone_from=path)
    facts = book.facts
    writer.add_metadata(
        {
            "/Title": book.title,
            "/Author": facts["author"],
            "/Creator": "symattn",
            "/Subject": facts["copyright"],
        }
    )
    entries = list(_entries(writer.get_outline_root()))
    if len(entries) != len(titles):
        raise CannotPrint(
            f"The browser wrote an outline of {len(entries)} entries for {len(titles)} headings. Try another version of Chromium."
        )
    for entry, title in zip(entries, titles, strict=True):
        entry[NameObject("/Title")] = TextStringObject(title)
    writer.page_mode = "/UseOutlines"
    writer.write(path)
    return len(writer.pages)


def _entries(parent: Any) -> Iterator[Any]:
    """Yield the entries of an outline in their order."""
    entry = parent.get("/First")
    while entry is not None:
        entry = entry.get_object()
        yield entry
        yield from _entries(entry)
        entry = entry.get("/Next")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Print the built book into a PDF.")
    parser.add_argument(
        "--built", type=Path, default=HERE / "_build" / "html", help="the folder of the built pages"
    )
    parser.add_argument(
        "--output", type=Path, help="the file (default: downloads/quarks-of-attention.pdf beside the pages)"
    )
    given = parser.parse_args()
    from takeaway_downloads import PDF, fill

    target, began = given.output or given.built / PDF, time.monotonic()
    try:
        pages, fitted = print_book(given.built, target)
    except (CannotPrint, MissingBook) as reason:
        print(reason, file=sys.stderr)
        return 4
    fill(given.built)
    print(
        f"{target}: {pages} pages, {target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} seconds; "
        f"{fitted} formulas and tables made smaller to fit."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
