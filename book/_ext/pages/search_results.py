"""The page of search results loads the script that orders results by their titles and shows readable excerpts."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Load the script after Sphinx's own, on its page only."""
    if page == "search":
        app.add_js_file("search_results.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the script."""
    app.connect("html-page-context", add_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
