"""The playground's scripts and colours are loaded on the page that has its tools, and nowhere else.

A page that holds a ``{container} playground playground-NAME`` has the tool NAME there; what the container holds is
shown where no script runs.  The scripts are modules of ``_static``; ``playground.js`` imports the others.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

NAME = "playground"


def has_tools(doctree: nodes.document) -> bool:
    """Return whether a page has a container for a tool."""
    return any(NAME in node.get("classes", ()) for node in doctree.findall(nodes.container))


def add_tools(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the tools on a page that has containers for them."""
    if doctree is not None and has_tools(doctree):
        app.add_css_file(f"{NAME}/{NAME}.css")
        app.add_js_file(f"{NAME}/{NAME}.js", type="module")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the step."""
    app.connect("html-page-context", add_tools)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
