"""Two corrections to what the tools write, each found by opening the pages in a browser.

Jupyter Book always loads sphinx-thebe, which declares the same JavaScript constant twice, an error on every
page, and names a content delivery network; the book has no use for it.  Docutils gives a bibliography the
role of a list without list items, which screen readers announce wrongly.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def correct(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out the scripts of sphinx-thebe and the wrong role."""
    context["script_files"] = [script for script in context.get("script_files", ()) if not _of_thebe(script)]
    if "body" in context:
        wrong, right = '<div role="list" class="citation-list">', '<div class="citation-list">'
        context["body"] = context["body"].replace(wrong, right)


def _of_thebe(script: Any) -> bool:
    body = getattr(script, "attributes", {}).get("body") or ""
    return "THEBE_JS_URL" in body or "sphinx-thebe" in str(getattr(script, "filename", script) or "")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the corrections, after everyone who adds scripts."""
    app.connect("html-page-context", correct, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
