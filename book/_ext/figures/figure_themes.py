"""Every drawn figure is shown twice, once for light pages and once for dark ones; the theme hides the one that does not fit.

Only drawings that symattn's figures have made are changed, and no pixels inside: their colours are known.  Both carry the same sentence for readers who do not see
them, and a hidden picture is not read out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from symattn.plots.style import INK
from symattn.plots.themes import dark_svg


def drawing_of(app: Sphinx, image: nodes.image) -> Path | None:
    """Return the file of an image if it is a drawing in the companion's colours."""
    if not image["uri"].endswith(".svg") or "://" in image["uri"]:
        return None
    here = Path(app.env.doc2path(app.env.docname)).parent
    place = Path(app.srcdir) / image["uri"][1:] if image["uri"].startswith("/") else here / image["uri"]
    if not place.is_file():
        return None
    drawing = place.read_text(encoding="utf-8")
    return place if INK.lower() in drawing and "data:image" not in drawing else None


def add_dark_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Put the dark form of each drawing after the light one."""
    for image in list(doctree.findall(nodes.image)):
        place = drawing_of(app, image)
        if place is None or image.parent is None:
            continue
        other = place.with_name(f"{place.stem}-dark.svg")
        drawing = dark_svg(place.read_text(encoding="utf-8"))
        if not other.is_file() or other.read_text(encoding="utf-8") != drawing:
            other.write_text(drawing, encoding="utf-8")
        dark = image.copy()
        dark["uri"] = str(Path(image["uri"]).with_name(other.name))
        image["classes"] = [*image["classes"], "only-light"]
        dark["classes"] = [*dark["classes"], "only-dark"]
        for name in ("ids", "names", "dupnames"):
            dark[name] = []
        # the theme hides a caption beside a hidden picture, hence the container between the two
        both = nodes.container("", image.copy(), dark, classes=["figure-themes"])
        image.parent.replace(image, both)  # replace_self would hand the image's classes to the container


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the doubling: after figures have got their sentence, before Sphinx collects the files of images."""
    app.setup_extension("figure_alt")
    app.connect("doctree-read", add_dark_figures, priority=450)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
