"""The cells of a page run in the reader's browser: a bar at the top says so, and what it costs, and scripts give each cell its buttons.

``symattn_live_excluded`` maps a page to the reason why its cells are not live (`EXCLUDED`).  All other pages with cells are live.  Nothing is fetched before a reader presses Run, and without JavaScript the page is what it was.
"""

from __future__ import annotations

import html
from typing import Any

from docutils import nodes
from live_archives import Live
from sphinx.application import Sphinx

EXCLUDED = {
    "playground": "its cells make the tables of bounds, with python-flint, which has no build for browsers; its tools are live themselves",
}
_ACTIONS = (
    ("live-run-all", "Run all", ""),
    ("live-stop", "Interrupt", " disabled"),
    ("live-reset-all", "Reset page", ""),
)


def is_live(app: Sphinx, page: str, doctree: nodes.document | None) -> bool:
    """Return whether a page has cells that are to run in the browser."""
    return (
        getattr(app, "symattn_live", None) is not None
        and doctree is not None
        and page not in app.config.symattn_live_excluded
        and any("cell_input" in node.get("classes", ()) for node in doctree.findall(nodes.container))
    )


def keep_places(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give each cell with visible code an empty place for its buttons, between the code and its output."""
    if not is_live(app, page, doctree):
        return
    for cell in list(doctree.findall(_is_cell)):
        outputs = [k for k, child in enumerate(cell) if "cell_output" in child.get("classes", ())]
        place = nodes.raw("", '<div class="live-bar"></div>', format="html")
        cell.insert(outputs[0] if outputs else len(cell), place)


def _is_cell(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.container)
        and "cell" in node.get("classes", ())
        and any("cell_input" in inner.get("classes", ()) for inner in node.findall(nodes.container))
    )


def toolbar(live: Live) -> str:
    """Return the bar of a live page."""
    pyodide = live.manifest["pyodide"]
    origin = "" if pyodide["beside"] else f" from {html.escape(pyodide['index'].split('/')[2])}"
    buttons = "".join(
        f'<button type="button" class="live-button {name}"{state}>{text}</button>'
        for name, text, state in _ACTIONS
    )
    return (
        '<div class="live-toolbar" role="region" aria-label="Live cells">'
        "<p>The cells of this page run in your browser: press Run below one, or Edit it first. "
        f"The first run fetches Python, SymPy and symattn{origin}, about {live.megabytes} MB, once; nothing is fetched before.</p>"
        f'<div class="live-actions">{buttons}<p class="live-page-status" role="status"></p></div></div>'
    )


def add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the bar under the heading of a page with cells, and load the scripts there."""
    if not is_live(app, page, doctree):
        return
    head, heading, rest = context["body"].partition("</h1>")
    context["body"] = f"{head}{heading}{toolbar(app.symattn_live)}{rest}"  # type: ignore[attr-defined]
    app.add_css_file("live/live.css")
    app.add_js_file("live/cells.js", type="module")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the bar."""
    app.setup_extension("live_archives")
    app.add_config_value("symattn_live_excluded", EXCLUDED, "html", (dict,))
    app.connect("doctree-resolved", keep_places)
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
