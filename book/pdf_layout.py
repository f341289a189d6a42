"""The printed book as one HTML page: title page, contents with page numbers, parts with their questions, chapters with running heads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from bs4 import BeautifulSoup
from pdf_page import Book, Chapter, Part

#: The text face is one that matplotlib brings, so that every machine prints the same book.
FACES = {
    ("STIXGeneral", "400", "normal"): "STIXGeneral.ttf",
    ("STIXGeneral", "400", "italic"): "STIXGeneralItalic.ttf",
    ("STIXGeneral", "700", "normal"): "STIXGeneralBol.ttf",
    ("STIXGeneral", "700", "italic"): "STIXGeneralBolIta.ttf",
    ("Book Mono", "400", "normal"): "DejaVuSansMono.ttf",
    ("Book Mono", "700", "normal"): "DejaVuSansMono-Bold.ttf",
}
FONTS = "_fonts"
SHEETS = ("_static/pygments.css", "_static/book.css", "_static/print.css")
#: Formulas are set once the text has its face, whose height theirs is matched to (print.js).
MATHJAX = {
    "options": {"enableMenu": False, "enableAssistiveMml": False, "processHtmlClass": "tex2jax_process|mathjax_process|math|output_area"},
    "chtml": {"matchFontHeight": True},
    "startup": {"typeset": False},
}  # fmt: skip


def layout(book: Book) -> str:
    """Return the page that the browser prints."""
    heads = "".join(_running_head(chapter) for chapter in book.chapters())
    sheets = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in SHEETS)
    parts = "".join(_part(number, part) for number, part in enumerate(book.parts, 1))
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>{escape(book.title)}</title>'
        f"<style>{_faces()}</style>{sheets}<style>{heads}</style>"
        f"<script>window.MathJax = {json.dumps(MATHJAX)}</script>"
        '<script defer src="_static/mathjax/tex-chtml.js"></script></head>'
        f'<body class="printed">{_title_page(book)}{contents(book)}{_chapter(book.front)}{parts}</body></html>'
    )


def _faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("{FONTS}/{file}"); }}'
        for (family, weight, style), file in FACES.items()
    )


def _running_head(chapter: Chapter) -> str:
    """Return the page style of a chapter: its title at the top of every page but its first."""
    title = chapter.title.replace("\\", "\\\\").replace('"', '\\"')
    name = f"chapter-{chapter.anchor}"
    return f'#{chapter.anchor} {{ page: {name}; }} @page {name} {{ @top-left {{ content: "{title}"; }} }}\n'


def _title_page(book: Book) -> str:
    facts = book.facts
    made = [
        f"{'Python' if name == 'python' else name} {version}"
        for name, version in sorted(facts["versions"].items())
    ]
    commit = f" at commit {escape(facts['commit'])}" if facts.get("commit") else ""
    return (
        '<section class="title-page">'
        f'<p class="book-title">{escape(book.title)}</p>'
        f'<p class="book-author">{escape(facts["author"])}</p>'
        f'<p class="book-facts">{facts["claims"]} claims and definitions, whose statuses were computed{commit} '
        f"with {escape(', '.join(made))}.</p>"
        f'<p class="book-facts">Copyright {escape(facts["copyright"])}.</p></section>'
    )


def contents(book: Book, pages: Mapping[str, str] | None = None) -> str:
    """Return the table of contents; ``pages`` has the page number of each anchor, once it is known."""
    lines = [_line("front", book.front.anchor, escape(book.front.title), pages)]
    for number, part in enumerate(book.parts, 1):
        lines.append(_line("part", f"part-{number}", escape(part.caption), pages))
        for chapter in part.chapters:
            lines.append(_line("chapter", chapter.anchor, _title(chapter), pages))
            lines += [_line("section", anchor, text, pages) for text, anchor in _listed(chapter)]
    return f'<nav class="contents" id="contents"><h1>Contents</h1><ol>{"".join(lines)}</ol></nav>'


def _title(chapter: Chapter) -> str:
    """Return the title with its number apart."""
    rest = chapter.title.removeprefix(chapter.number).strip()
    return (
        f'<span class="section-number">{chapter.number}</span> {escape(rest)}'
        if chapter.number
        else escape(rest)
    )


def _listed(chapter: Chapter) -> list[tuple[str, str]]:
    """Return the headings that say something: those of the derivation if there are any, else the sections."""
    level = 4 if any(level == 4 for level, _, _ in chapter.headings) else 3
    return [(text, anchor) for found, text, anchor in chapter.headings if found == level]


def _line(kind: str, anchor: str, text: str, pages: Mapping[str, str] | None) -> str:
    number = (pages or {}).get(anchor, "0" if pages is None else "")
    return (
        f'<li class="to-{kind}"><a href="#{anchor}"><span class="entry">{text}</span>'
        f'<span class="dots"></span><span class="page">{number}</span></a></li>'
    )


def _part(number: int, part: Part) -> str:
    chapters = "".join(
        f'<li><a href="#{chapter.anchor}">{_title(chapter)}</a><p>{escape(chapter.question)}</p></li>'
        for chapter in part.chapters
    )
    return (
        f'<section class="part-page"><h1 id="part-{number}"><span class="part-number">Part {number}.</span> {escape(part.caption)}</h1>'
        f"<ol>{chapters}</ol></section>{''.join(map(_chapter, part.chapters))}"
    )


def _chapter(chapter: Chapter) -> str:
    return f'<div class="chapter" id="{chapter.anchor}">{chapter.body.decode_contents()}</div>'


def headings(page: str) -> list[str]:
    """Return the titles of the printed page in their order, as an outline has them."""
    found = BeautifulSoup(page, "html.parser").find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    return [" ".join(re.sub(r"\\[()]", "", tag.get_text()).split()) for tag in found]
