"""Every claim has a page of its own, ``claims/ID.html``, and its certificate as a file that a reader can check.

The pages are written from the ledger's record when the other pages have been written.  They are found by the book's search, and a
claim whose status rests on evidence that left no certificate in the record is a warning, which fails the build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from shutil import copy2
from typing import Any

from claim_book import Book
from claim_page_content import content, plain_title
from claim_page_files import counterexamples
from docutils import nodes
from generated_pages import GeneratedPage, SideOnce, Unchanged, collected
from ledger import Ledger, claim_page, mentions, places
from sphinx.application import Sphinx
from sphinx.util import logging
from statuses import status_of
from table_downloads import add_downloads

LOGGER = logging.getLogger(__name__)
#: Statuses that need no certificate: nothing was decided.
UNDECIDED = ("definition", "cited", "open")


def claim_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Return the page of every claim, in the order of the ledger."""
    ledger: Ledger = app.symattn_ledger  # type: ignore[attr-defined]
    if not ledger.claims or claim_page(app, next(iter(ledger.claims))) is None:
        return []
    _warn_of_gaps(ledger)
    write_files(ledger, Path(app.outdir) / "claims")
    record = ledger.path.read_text(encoding="utf-8")
    unchanged = Unchanged(
        app, "claim_pages", record, sorted(places(app.env).items()), sorted(mentions(app.env).items())
    )
    return collected(app, _pages(app, ledger), unchanged)


def _pages(app: Sphinx, ledger: Ledger) -> Iterator[GeneratedPage]:
    builder: Any = app.builder
    seen_from = "claims/-"  # any other page of the folder: all of them link alike

    def address(page: str, anchor: str) -> str:
        return builder.get_relative_uri(seen_from, page) + (f"#{anchor}" if anchor else "")

    @cache
    def highlight(text: str) -> str:
        return str(builder.highlighter.highlight_block(text, "python", location="a claim's page"))

    titles = {name: title.astext() for name, title in app.env.titles.items()}
    book = Book(ledger, places(app.env), mentions(app.env), titles, highlight, address)
    claims = list(ledger.claims.values())
    for k, claim in enumerate(claims):
        near = {"prev": claims[k - 1 : k], "next": claims[k + 1 : k + 2]}
        yield GeneratedPage(
            name=f"claims/{claim['id']}",
            title=plain_title(claim),
            make=partial(_content, app, claim, book),
            words=" ".join(
                (claim["id"], claim["title"], *claim.get("hypotheses", ()), claim["statement_latex"])
            ),
            neighbours={
                key: (f"claims/{c['id']}", plain_title(c)) for key, found in near.items() for c in found
            },
        )


def _content(app: Sphinx, claim: dict[str, Any], book: Book) -> nodes.section:
    made = content(claim, book)
    add_downloads(app, f"claims/{claim['id']}", made)
    return made


def write_files(ledger: Ledger, folder: Path) -> None:
    """Write certificates, counterexamples, entries and the record as files; those that have not changed are left alone."""
    (folder / "certificates").mkdir(parents=True, exist_ok=True)
    copy2(ledger.path, folder / "ledger.json")
    for name, claim in ledger.claims.items():
        certificate, refuting = claim.get("certificate"), counterexamples(claim)
        if certificate is not None:
            _write(folder / "certificates" / f"{name}.json", certificate)
            if refuting:
                _write(folder / "certificates" / f"{name}-refuted.json", refuting)
        entry = {key: value for key, value in claim.items() if key != "certificate"}
        file = f"certificates/{name}.json" if certificate is not None else None
        _write(folder / f"{name}-entry.json", {**entry, "certificate_file": file})


def _write(path: Path, data: Any) -> None:
    text = json.dumps(data) + "\n" if "certificates" in path.parts else json.dumps(data, indent=1) + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _warn_of_gaps(ledger: Ledger) -> None:
    """Warn of a record that an older version wrote."""
    gaps = [
        name
        for name, claim in ledger.claims.items()
        if not status_of(claim).failure
        and status_of(claim).key not in UNDECIDED
        and not claim.get("certificate")
    ]
    if gaps:
        LOGGER.warning(
            "the ledger's record has no certificate of %s%s; write it anew: symattn verify --record",
            ", ".join(gaps[:5]), " and others" if len(gaps) > 5 else "",
            type="symattn", subtype="certificate",
        )  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the pages; the contents at the side are replaced before the theme asks for them."""
    app.setup_extension("ledger")
    app.setup_extension("table_downloads")
    app.connect("html-collect-pages", claim_pages)
    app.connect("html-page-context", SideOnce(), priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
