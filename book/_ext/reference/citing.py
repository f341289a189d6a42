"""Every part of the book says how it is cited: a fold at the end of each chapter, and a page with all of them.

    ```{cite-as} paper baldi2023quarks    a work of the bibliography
    ```{cite-as} book                     also: software, claim CAP-AND-lim
    ```{cite-chapters}                    every page of the contents that has a fold

Texts are made by `bibtex` from CITATION.cff, the contents, the bibliography and the ledger's record; none is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import bibtex
from claim_nodes import claim_details, paragraph
from docutils import nodes
from pybtex import format_from_string
from pybtex.database import parse_file
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

LOGGER = logging.getLogger(__name__)
#: Pages that are tables or tools, not chapters; a claim's page has the entry of the claim.
NOT_CHAPTERS = [
    "cite",
    "references",
    "symbols",
    "claims",
    "claims/*",
    "graph",
    "ledger",
    "playground",
    "downloads",
    "api/*",
]


class chapter_citations(nodes.General, nodes.Element):
    """Where the list of chapters is to stand; titles and numbers are known when all pages have been read."""


class CiteAs(SphinxDirective):
    """Write how one thing is cited: a sentence and a BibTeX entry."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        kind, *rest = self.arguments
        record = record_of(self.env)
        self.env.note_dependency(str(self.env.app.symattn_ledger.path))  # type: ignore[attr-defined]
        book, base = self.config.html_title, self.config.html_baseurl
        try:
            if kind == "paper":
                return entry(*work(Path(self.env.srcdir) / self.config.bibtex_bibfiles[0], rest[0]))
            if kind == "claim":
                (claim,) = (claim for claim in record["claims"] if claim["id"] == rest[0])
                return entry(bibtex.claim_text(claim, record), bibtex.claim_bibtex(claim, record))
            if kind == "book":
                return entry(
                    bibtex.book_text(record, book=book, url=base),
                    bibtex.book_bibtex(record, book=book, url=base),
                )
            if kind == "software":
                return entry(bibtex.software_text(record), bibtex.software_bibtex(record))
        except (KeyError, ValueError, IndexError):
            pass
        LOGGER.warning(
            "nothing to cite is called %r", " ".join(self.arguments),
            location=self.get_location(), type="symattn", subtype="cite",
        )  # fmt: skip
        return []


class CiteChapters(SphinxDirective):
    """Write how each chapter is cited, in the order of the contents."""

    def run(self) -> list[nodes.Node]:
        return [chapter_citations()]


def record_of(env: BuildEnvironment) -> dict[str, Any]:
    """Return the ledger's record."""
    return env.app.symattn_ledger.data  # type: ignore[attr-defined,no-any-return]


def entry(sentence: str, text: str) -> list[nodes.Node]:
    """Return sentence and BibTeX entry as nodes; both can be copied."""
    return [
        nodes.literal_block(sentence, sentence, language="none", classes=["cite-text"]),
        nodes.literal_block(text, text, language="bibtex", classes=["cite-bibtex"]),
    ]


def work(path: Path, key: str) -> tuple[str, str]:
    """Return the sentence and the entry of a work of the bibliography."""
    data = parse_file(str(path))
    text = data.entries[key].to_string("bibtex").strip()
    sentence = format_from_string(text, "plain", output_backend="plaintext").strip()
    return sentence.removeprefix("[1] "), text


def chapters(env: BuildEnvironment) -> Iterator[str]:
    """Yield the pages of the contents that are chapters, in their order."""
    left, seen = [env.config.root_doc], set()
    while left:
        page = left.pop(0)
        if page in seen:
            continue
        seen.add(page)
        left = [*env.toctree_includes.get(page, ()), *left]
        if (
            page != env.config.root_doc
            and page in env.titles
            and not any(fnmatch(page, skip) for skip in NOT_CHAPTERS)
        ):
            yield page


def chapter_entry(env: BuildEnvironment, page: str) -> tuple[str, str]:
    """Return the sentence and the entry of a chapter."""
    base = env.config.html_baseurl
    numbers = env.toc_secnumbers.get(page, {}).get("") or ()
    more = {
        "number": ".".join(map(str, numbers)),
        "book": env.config.html_title,
        "url": f"{base.rstrip('/')}/{page}.html" if base else "",
    }
    title, record = title_of(env, page), record_of(env)
    return (
        bibtex.chapter_text(page, title.replace("$", ""), record, **more),
        bibtex.chapter_bibtex(page, title, record, **more),
    )


def title_of(env: BuildEnvironment, page: str) -> str:
    """Return the title of a page with its formulas in dollars."""
    return "".join(
        f"${part.astext()}$" if isinstance(part, nodes.math) else part.astext()
        for part in env.titles[page].children
    )


def add_citations(app: Sphinx, document: nodes.document, page: str) -> None:
    """Write the list of chapters where it was asked for, and the fold at the end of a chapter."""
    if not hasattr(app, "symattn_chapters"):
        app.symattn_chapters = list(chapters(app.env))  # type: ignore[attr-defined]
    listed: list[str] = app.symattn_chapters  # type: ignore[attr-defined]
    for place in list(document.findall(chapter_citations)):
        place.replace_self([fold(app, page, other) for other in listed])
    if page in listed and app.builder.name == "html":
        sections = list(document.findall(nodes.section))
        if sections:
            sections[0] += fold(app, page)


def fold(app: Sphinx, page: str, other: str | None = None) -> claim_details:
    """Return what is folded: how this page is cited or, on the page that lists all, another one."""
    parts: list[nodes.Node] = entry(*chapter_entry(app.env, other or page))
    if other is None:
        link = make_refnode(app.builder, page, "cite", None, [nodes.Text("How to cite")])
        more = (
            paragraph(link, ": the book, a claim, the software, the paper.")
            if "cite" in app.env.titles
            else None
        )
        return claim_details(
            "",
            *parts,
            *filter(None, [more]),
            summary="Cite this chapter",
            classes=["claim-details", "cite-chapter"],
        )
    to_chapter = make_refnode(app.builder, page, other, None, [nodes.Text("Go to the chapter")])
    title = title_of(app.env, other).replace("$", "")
    return claim_details(
        "", *parts, paragraph(to_chapter, "."), summary=title, classes=["claim-details", "cite-chapter"]
    )


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the chapters again, without reading them, if what is cited has changed: the commit, or the contents."""
    known = [(page, *chapter_entry(env, page)) for page in chapters(env)]
    before, env.symattn_cited = getattr(env, "symattn_cited", None), known  # type: ignore[attr-defined]
    return [page for page, *_ in known] + ["cite"] * ("cite" in env.titles) if before != known else []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives, the fold and the node."""
    app.setup_extension("ledger")
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_node(chapter_citations)
    app.add_directive("cite-as", CiteAs)
    app.add_directive("cite-chapters", CiteChapters)
    app.connect("doctree-resolved", add_citations)
    app.connect("env-updated", pages_to_write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
