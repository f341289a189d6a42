"""Every figure a cell shows carries a sentence for readers who do not see it.

The sentence is the figure's plain-text form, which symattn's figures compute from their data; cell metadata
(``mystnb: image: alt:``) takes precedence.  A figure with neither is a warning, and warnings fail the build.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
SHORTEST = 30


def is_bundle(node: nodes.Node) -> bool:
    """Return whether a node holds the several forms of one output of a cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def plain_text(bundle: nodes.container) -> str:
    """Return the plain-text form of a cell's output; the empty string for the representation of an object."""
    for form in bundle.findall(
        lambda n: isinstance(n, nodes.container) and n.get("mime_type") == "text/plain"
    ):
        text = form.astext().strip()
        return "" if text.startswith("<") else " ".join(text.split())
    return ""


def describe_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Give the images of every executed cell their alternative text; warn where there is none."""
    for bundle in doctree.findall(is_bundle):
        images = list(bundle.findall(nodes.image))
        for image in images:
            image["alt"] = image.get("alt") or plain_text(bundle)
        # the same figure in several formats is one figure and one warning
        for image in images[1:]:
            image["same_figure"] = True
        if not images and (shown := bundle.astext().strip()).startswith("<Figure"):
            LOGGER.warning(
                "a figure is shown as the text %s: return plots.described(figure, sentence) from the cell",
                shown, location=bundle, type="symattn", subtype="alt",
            )  # fmt: skip
    for image in doctree.findall(nodes.image):
        alt = image["alt"] = " ".join(image.get("alt", "").split())
        if len(alt) <= SHORTEST and not image.attributes.pop("same_figure", False):
            LOGGER.warning(
                "figure without alternative text: one sentence of more than %d characters with a number or a "
                "relation is needed (received %r). Set it in the cell's metadata, mystnb: image: alt:, or "
                "return plots.described(figure, sentence) or a figure of symattn.plots.",
                SHORTEST, alt, location=image, type="symattn", subtype="alt",
            )  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the check."""
    app.connect("doctree-read", describe_figures, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
