"""Every table of the book is two files too: under each stands a line "CSV · JSON" that links to them.

The files are written when the page is, into ``_tables``, so that the links need no JavaScript.  Tables that a cell wrote as HTML
count.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from table_values import Values, from_html, from_node

FOLDER = "_tables"


def tables(root: nodes.Element) -> Iterator[tuple[nodes.Element, list[Values]]]:
    """Yield the places of tables, each with the values of the tables in it."""
    for node in list(root.findall(nodes.table)):
        if not _inside_table(node):
            yield node, [from_node(node)]
    for node in list(root.findall(nodes.raw)):
        if "html" in node.get("format", "").split() and "<table" in node.astext():
            yield node, from_html(node.astext())


def _inside_table(node: nodes.Element) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.table):
            return True
        above = above.parent
    return False


def add_downloads(app: Sphinx, page: str, root: nodes.Element) -> None:
    """Write the tables of a page as files, and link to them under each."""
    if app.builder.name not in ("html", "dirhtml"):
        return
    number = 0
    for place, found in tables(root):
        links = []
        for values in found:
            if not values.rows:
                continue
            number += 1
            links.append(_links(app, page, number, values))
        if links:
            parent = place.parent
            parent[parent.index(place) + 1 : parent.index(place) + 1] = links


def _links(app: Sphinx, page: str, number: int, values: Values) -> nodes.paragraph:
    builder: Any = app.builder
    name = f"{page.replace('/', '-')}-{number}"
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = nodes.paragraph("", "This table as ", classes=["table-downloads"])
    for k, (kind, text) in enumerate((("csv", values.to_csv()), ("json", values.to_json()))):
        (folder / f"{name}.{kind}").write_text(text, encoding="utf-8")
        made += nodes.Text(" · ") if k else nodes.Text("")
        address = relative_uri(builder.get_target_uri(page), f"{FOLDER}/{name}.{kind}")
        about = f"{values.caption or f'table {number} of this page'} as {kind.upper()}"
        made += nodes.reference("", kind.upper(), internal=False, refuri=address, reftitle=about)
    return made


def resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the downloads to a page of the book."""
    add_downloads(app, docname, doctree)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the step, after everything that may still make a table."""
    app.connect("doctree-resolved", resolved, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
