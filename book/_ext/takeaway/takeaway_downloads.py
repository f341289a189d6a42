"""What can be taken away of the whole book, with the sizes that the files have: the archive, the ledger, the PDF, and every page.

    ```{downloads} book       the PDF, the archive of all notebooks and scripts, the ledger and the table of its claims
    ```{downloads} pages      notebook and script of every page, in the order of the book

The files are made after the pages, so the two places are filled when everything else is written; the command that prints the book
(``book/pdf.py``) fills them again.  A file that is not there is not linked: the page says how it is made.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from takeaway import EDITIONS, SUFFIXES, kept

FOLDER = "downloads"
PDF = f"{FOLDER}/quarks-of-attention.pdf"
ARCHIVE = f"{FOLDER}/notebooks-and-scripts.zip"
#: Written beside the pages of the claims.
LEDGER = "claims/ledger.json"
CLAIMS = f"{FOLDER}/claims.csv"
CONTENTS = f"{FOLDER}/contents.json"
COLUMNS = ("id", "title", "kind", "status", "conditional", "scope", "statement_text", "source")
PLACE = re.compile(r"<!-- downloads: (\w+) -->.*?<!-- end of downloads -->", re.DOTALL)
#: The archive is the same whenever its files are the same.
DATE = (1980, 1, 1, 0, 0, 0)
README = """{title}: the pages with cells, as notebooks without outputs and as scripts.

with-solutions    as the book has them
exercises-open    instead of each solution an empty cell: for a class

Every cell builds on those above it. The first lines of each file say what it needs; the project itself is
installed with `pip install '.[all]'` in its folder. A script runs as it is: python NAME.py
"""


class Downloads(SphinxDirective):
    """Mark a place that is filled when the files are written."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        part = directives.choice(self.arguments[0], ("book", "pages"))
        return [nodes.raw("", f"<!-- downloads: {part} --><!-- end of downloads -->", format="html")]


def contents(env: BuildEnvironment, record: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of the book and their pages, in order, and what a title page says."""
    root = str(env.config.root_doc)
    parts = [
        {
            "caption": toctree.get("caption") or "",
            "pages": [page for _, entry in toctree["entries"] if entry in env.titles for page in below(env, entry)],
        }
        for toctree in env.get_doctree(root).findall(addnodes.toctree)
    ]  # fmt: skip
    names = [root, *(page for part in parts for page in part["pages"])]
    titles = {page: env.titles[page].astext() for page in names}
    return {
        "title": env.config.html_title, "author": env.config.author, "copyright": str(env.config.copyright),
        "address": env.config.html_baseurl, "commit": record.get("commit"), "versions": record.get("versions", {}),
        "claims": len(record["claims"]), "root": root, "parts": parts, "titles": titles,
    }  # fmt: skip


def below(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Yield a page and the pages that it lists."""
    yield page
    for entry in env.toctree_includes.get(page, ()):
        yield from below(env, entry)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the whole book, and fill the page that offers them."""
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / FOLDER).mkdir(exist_ok=True)
    ledger = app.symattn_ledger  # type: ignore[attr-defined]
    listed = contents(app.env, ledger.data)
    (out / CONTENTS).write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / CLAIMS).write_text(table(ledger.claims.values()), encoding="utf-8")
    archive(kept(app), out / ARCHIVE, listed)
    fill(out)


def table(claims: Any) -> str:
    """Return the claims as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: claim.get(key) or "" for key in COLUMNS} for claim in claims)
    return text.getvalue()


def archive(source: Path, target: Path, listed: dict[str, Any]) -> None:
    """Write all notebooks and scripts, with and without solutions, into one archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        entries = [("README.txt", README.format(title=listed["title"]))]
        for edition in EDITIONS:
            for form, suffix in SUFFIXES.items():
                for page in listed["titles"]:
                    path = source / edition / form / f"{page}{suffix}"
                    if path.is_file():
                        entries.append((f"{edition}/{form}/{page}{suffix}", path.read_text(encoding="utf-8")))
        for name, text in entries:
            info = zipfile.ZipInfo(f"quarks-of-attention/{name}", DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(info, text)


def fill(out: Path) -> None:
    """Fill the places of the built page from the files that are there."""
    page = out / "downloads.html"
    if not page.is_file():
        return
    listed = json.loads((out / CONTENTS).read_text(encoding="utf-8"))
    parts = {"book": whole(out), "pages": by_page(out, listed)}
    text = page.read_text(encoding="utf-8")
    filled = PLACE.sub(
        lambda found: f"<!-- downloads: {found[1]} -->{parts[found[1]]}<!-- end of downloads -->", text
    )
    page.write_text(filled, encoding="utf-8")


def size(path: Path) -> str:
    """Return the size of a file as people read it."""
    octets = path.stat().st_size
    return f"{octets / 1e6:.1f}\u00a0MB" if octets >= 1e6 else f"{max(1, round(octets / 1e3))}\u00a0kB"


def whole(out: Path) -> str:
    """Return the table of the files of the whole book."""
    rows = [
        (PDF, "The book as PDF", "for paper and for reading without a browser"),
        (
            ARCHIVE,
            "All notebooks and scripts",
            "twice: with the solutions, and with room for the reader’s own",
        ),
        (LEDGER, "The ledger’s record", "every claim with its evidence and its certificates, as JSON"),
        (CLAIMS, "The claims as a table", "id, title, status, scope, statement and source, as CSV"),
    ]
    body = "".join(
        f"<tr><td>{_file(out / path, path, name)}</td><td>{text}</td><td>{_size(out / path)}</td></tr>"
        for path, name, text in rows
    )
    return _table(("File", "What it is", "Size"), body)


def by_page(out: Path, listed: dict[str, Any]) -> str:
    """Return the table of the notebooks and scripts."""
    body = ""
    for page, title in listed["titles"].items():
        paths = [f"{form}/{page}{suffix}" for form, suffix in SUFFIXES.items()]
        if not all((out / path).is_file() for path in paths):
            continue
        links = "".join(
            f'<td><a href="{path}" download aria-label="{Path(path).suffix[1:]} of {escape(title)}">'
            f"{Path(path).suffix}</a> ({size(out / path)})</td>"
            for path in paths
        )
        body += f'<tr><td><a href="{page}.html">{escape(title)}</a></td>{links}</tr>'
    return _table(("Page", "Notebook", "Script"), body)


def _file(path: Path, target: str, name: str) -> str:
    if path.is_file():
        return f'<a href="{target}" download>{name}</a>'
    return f"{name}: not made yet. <code>make pdf</code> makes it, and needs Chromium"


def _size(path: Path) -> str:
    return size(path) if path.is_file() else "—"


def _table(head: tuple[str, ...], body: str) -> str:
    columns = "".join(f'<th scope="col">{word}</th>' for word in head)
    return (
        '<div class="pst-scrollable-table-container"><table class="table downloads-table">'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and the last step of the build."""
    app.setup_extension("takeaway")
    app.setup_extension("claim_pages")
    app.add_directive("downloads", Downloads)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
