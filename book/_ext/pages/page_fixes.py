"""Four corrections to what the tools write, each found by opening the pages in a browser.

Jupyter Book always loads sphinx-thebe, which declares the same JavaScript constant twice, an error on every
page, and names a content delivery network; the book has no use for it.  Docutils gives a bibliography the
role of a list without list items, which screen readers announce wrongly.  A browser may break the line between a formula and the comma
behind it, since MathJax makes the formula a box: the two are put together.  And Jupyter Book loads every script and every
style sheet below _static on every page, modules as plain scripts: only those that every page needs stay; the others come
from the extensions whose pages need them.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

#: What every page loads; everything else is loaded by the extension that needs it.
EVERYWHERE = ("book.css", "fit_formulas.js", "reach_tables.js")
_FORMULA = r'<span class="math notranslate nohighlight">[^<]*</span>'
#: A formula in a line of text with what must not be parted from it: a bracket before it, marks behind it.
WITH_MARKS = re.compile(rf"[(\[]?{_FORMULA}[.,;:!?)\]’”]+|[(\[]{_FORMULA}")


def keep_what_all_need(app: Sphinx, config: Config) -> None:
    """Take out the scripts and style sheets that Jupyter Book has found in _static, other than those for all pages."""
    for files in (config.html_js_files, config.html_css_files):
        files[:] = [entry for entry in files if _name(entry) in EVERYWHERE]


def _name(entry: str | tuple[str, dict[str, str]]) -> str:
    return entry if isinstance(entry, str) else entry[0]


def correct(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out the scripts of sphinx-thebe and the wrong role, and keep formulas and their marks in one line."""
    context["script_files"] = [script for script in context.get("script_files", ()) if not _of_thebe(script)]
    if "body" in context:
        wrong, right = '<div role="list" class="citation-list">', '<div class="citation-list">'
        body = context["body"].replace(wrong, right)
        context["body"] = WITH_MARKS.sub(r'<span class="formula-marks">\g<0></span>', body)


def _of_thebe(script: Any) -> bool:
    body = getattr(script, "attributes", {}).get("body") or ""
    return "THEBE_JS_URL" in body or "sphinx-thebe" in str(getattr(script, "filename", script) or "")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the corrections, after everyone who adds scripts."""
    app.connect("config-inited", keep_what_all_need, priority=900)
    app.connect("html-page-context", correct, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
