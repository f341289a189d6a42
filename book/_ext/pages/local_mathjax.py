"""Formulas need no network: MathJax is copied from an installed wheel into the book's own _static/mathjax.

The wheel ``sphinx-mathjax-offline`` holds the whole of MathJax 3.2.2 (24 MB).  Copied are the TeX reader with
CHTML output, its fonts, and every TeX extension, which MathJax loads when a formula first needs one: without
them a single ``\\cancel`` leaves a page untypeset.  A missing wheel fails the build; no content delivery
network is ever used.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from shutil import copy2, copytree
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

WHEEL = "sphinx-mathjax-offline"
START = "tex-chtml.js"
FOLDERS = ("output/chtml/fonts/woff-v2", "input/tex/extensions")


def mathjax_folder() -> Path:
    """Return the folder of MathJax in the installed wheel."""
    spec = find_spec(WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "static" / "mathjax"
        if (folder / START).is_file():
            return folder
    raise ExtensionError(
        "MathJax is not installed, so that no formula could be shown. "
        f"Run: pip install -c book/constraints.txt {WHEEL}"
    )


def use_local_mathjax(app: Sphinx, config: Config) -> None:
    """Point the pages at the copy; fail before anything is executed if there is nothing to copy."""
    mathjax_folder()
    config.mathjax_path = f"mathjax/{START}"


def copy_mathjax(app: Sphinx, exception: Exception | None) -> None:
    """Copy what the pages load, 2.1 MB."""
    if exception is not None or app.builder.format != "html":
        return
    source, target = mathjax_folder(), Path(app.outdir) / "_static" / "mathjax"
    target.mkdir(parents=True, exist_ok=True)
    copy2(source / START, target / START)
    for folder in FOLDERS:
        copytree(source / folder, target / folder, dirs_exist_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the two steps."""
    app.connect("config-inited", use_local_mathjax)
    app.connect("build-finished", copy_mathjax)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
