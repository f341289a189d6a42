"""The built pages of the book as one page for printing: in their order, with the numbers they have, and with links that lead within it.

Every anchor gets the name of its page in front, since many pages have a section ``summary``.  A link to another page of the book becomes a
link within; a link to a claim's own page leads to where the book states the claim.  What else is built beside the pages has no place on
paper: its links become text, or lead to the address of the book if it has one.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

CONTENTS = "downloads/contents.json"
#: Pages that are for the screen, and the folder of the library's reference, which is as long as half the book.
NOT_PRINTED, FOLDERS_NOT_PRINTED = frozenset({"downloads", "playground", "graph"}), ("api/",)
REMOVED = (
    "script, style, noscript, a.headerlink, .copybtn, .live-toolbar, .live-bar, button, input, .toctree-wrapper, p.takeaway, "
    ".table-downloads, .only-dark, details.hide, link, .prev-next-area, iframe, canvas, template, .ledger-bar, .sd-summary-state-marker, "
    ".claim-more, .screen-only"
)
#: The page that lists how every chapter is cited; the fold at the end of each chapter says the same again.
CITING = "cite"
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
HEADING = re.compile(r"^h([1-5])$")
#: What a claim's fold has that stays on the screen: how the machine checked it.  The steps of an argument are printed.
CHECKS = ("Evidence", "False variants", "Certificates", "Code that checks")


class MissingBook(Exception):
    """There is nothing to print."""


@dataclass
class Chapter:
    """A printed page: its name, its title with its number, its question, its headings and its content."""

    page: str
    title: str
    number: str
    question: str
    body: Tag
    headings: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return slug(self.page)


@dataclass
class Part:
    """A part of the book: its caption and its chapters."""

    caption: str
    chapters: list[Chapter]


@dataclass
class Book:
    """The book to be printed."""

    title: str
    facts: dict[str, Any]
    front: Chapter
    parts: list[Part]

    def chapters(self) -> Iterator[Chapter]:
        yield self.front
        for part in self.parts:
            yield from part.chapters


def slug(page: str) -> str:
    """Return the name of a page as an anchor."""
    return page.replace("/", "-")


def read_book(built: Path) -> Book:
    """Read the pages that were built."""
    try:
        listed = json.loads((built / CONTENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingBook(f"There are no built pages in {built}. Run: make book") from None
    printed = [
        page
        for page in listed["titles"]
        if page not in NOT_PRINTED and not page.startswith(FOLDERS_NOT_PRINTED)
    ]
    articles = {page: _article(built, page) for page in printed}
    anchors = {page: {tag["id"] for tag in body.find_all(id=True)} for page, body in articles.items()}
    stated = {
        name.removeprefix("claim-"): page
        for page, names in anchors.items()
        for name in names
        if name.startswith("claim-") and page != "claims"
    }
    links = Links(anchors, stated, str(listed.get("address") or ""))
    chapters = {page: _chapter(page, body, links) for page, body in articles.items()}
    parts = [
        Part(part["caption"], [chapters[page] for page in part["pages"] if page in chapters])
        for part in listed["parts"]
    ]
    return Book(listed["title"], listed, chapters[listed["root"]], [part for part in parts if part.chapters])


def _article(built: Path, page: str) -> Tag:
    path = built / f"{page}.html"
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article.bd-article")
    if article is None:
        raise MissingBook(f"The page {path} has no article; it was not built by this book. Run: make book")
    return article


@dataclass
class Links:
    """Where the links of the pages lead on paper."""

    anchors: dict[str, set[str]]
    stated: dict[str, str]
    address: str = ""

    def target(self, page: str, href: str) -> str | None:
        """Return the new address of a link that stands on a page; None if it leads nowhere."""
        if "://" in href or href.startswith("mailto:"):
            return href
        path, _, fragment = href.partition("#")
        fragment = unquote(fragment)
        where = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else f"{page}.html"
        other = where.removesuffix(".html")
        if other in self.anchors:
            if fragment and fragment not in self.anchors[other]:
                return None
            return f"#{slug(other)}--{fragment}" if fragment else f"#{slug(other)}"
        claim = other.removeprefix("claims/")
        if claim in self.stated:
            return f"#{slug(self.stated[claim])}--claim-{claim}"
        return f"{self.address.rstrip('/')}/{where}{'#' * bool(fragment)}{fragment}" if self.address else None


def _chapter(page: str, body: Tag, links: Links) -> Chapter:
    """Make a page ready for paper."""
    question = next((em.get_text(" ", strip=True) for em in body.select("h1 ~ p > em")[:1]), "")
    for tag in body.select(REMOVED if page == CITING else f"{REMOVED}, .cite-chapter"):
        tag.decompose()
    for tag in body.find_all("p"):
        if tag.get_text().rstrip().endswith(":"):
            tag["class"] = [*tag.get("class", []), "leads-on"]
    for fold in body.select("details.claim-details"):
        _shorten(fold)
    for tag in body.select("details, summary"):
        # what is folded on the screen lies open on paper
        tag["class"] = [*tag.get("class", []), f"unfolded-{tag.name}"]
        tag.name = "div"
    for tag in body.find_all("a", href=True):
        target = links.target(page, str(tag["href"]))
        inside = tag.find_parent(id=True)
        to_itself = inside is not None and target == f"#{slug(page)}--{inside['id']}"
        if target is None or to_itself:
            tag.unwrap()
        else:
            tag["href"] = target
    for tag in body.find_all("img", src=True):
        if not str(tag["src"]).startswith("data:"):
            tag["src"] = posixpath.normpath(posixpath.join(posixpath.dirname(page), str(tag["src"])))
    _rename(page, body)
    title = body.find("h1")
    number = title.select_one(".section-number") if title is not None else None
    chapter = Chapter(
        page,
        title.get_text("", strip=False).strip() if title is not None else page,
        number.get_text(strip=True) if number is not None else "",
        question,
        body,
    )
    _lower_headings(chapter)
    return chapter


def _shorten(fold: Tag) -> None:
    """Leave of a claim's fold its argument, what it rests on and what is not claimed, or nothing."""
    meaning = fold.find("p", recursive=False)
    if meaning is not None and meaning.get_text().startswith("Status "):
        meaning.decompose()
    for label in fold.select("p.claim-label"):
        if label.get_text().strip().startswith(CHECKS):
            listed = label.find_next_sibling()
            if listed is not None and listed.name in ("ul", "ol", "div", "pre"):
                listed.decompose()
            label.decompose()
    summary = fold.find("summary", recursive=False)
    if summary is not None and summary.get_text(strip=True) == "How this was checked":
        summary.decompose()
    if not fold.get_text(strip=True):
        fold.decompose()


def _rename(page: str, body: Tag) -> None:
    """Put the name of the page in front of every anchor, and keep each only once."""
    seen: set[str] = set()
    for tag in body.find_all(id=True):
        name = f"{slug(page)}--{tag['id']}"
        if name in seen:
            del tag["id"]
        else:
            seen.add(name)
            tag["id"] = name
    for attribute in POINTERS:
        for tag in body.find_all(attrs={attribute: True}):
            value = tag[attribute]
            names = value if isinstance(value, list) else str(value).split()
            tag[attribute] = " ".join(f"{slug(page)}--{name}" for name in names)


def _lower_headings(chapter: Chapter) -> None:
    """Put every heading one level lower, since the parts are the first level; list those of a chapter's sections."""
    for tag in chapter.body.find_all(HEADING):
        level = int(tag.name[1]) + 1
        tag.name = f"h{level}"
        section = tag.find_parent("section")
        if 3 <= level <= 4 and section is not None and section.get("id"):
            chapter.headings.append((level, tag.decode_contents(), str(section["id"])))
