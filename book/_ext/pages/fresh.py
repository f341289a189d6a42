"""Nothing that other code has made is kept: outputs of cells, pages read before, pages that are gone.

A build that changes one page's text takes the outputs of all cells from the cache of the last build, and reads the other pages from Sphinx's own
store.  Both look at the page only.  So both are emptied when anything else has changed that an output can depend on: the library, Python, an
installed package (one digest, which the ledger's record carries too), or the directives of this folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jupyter_cache.base import JupyterCacheAbstract
from ledger import Ledger
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from symattn.ledger import sources_digest

LOGGER = logging.getLogger(__name__)


def empty_if_other_code(cache: JupyterCacheAbstract, folder: Path) -> None:
    """Empty a cache of outputs unless the library and the packages that are here filled it."""
    mark = folder / "made_by.txt"
    digest = sources_digest()
    if not mark.is_file() or mark.read_text(encoding="utf-8") != digest:
        cache.clear_cache()
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(digest, encoding="utf-8")


def note_code(app: Sphinx, config: Config) -> None:
    """Make the code part of the configuration: Sphinx reads every page again when it has changed."""
    digest = hashlib.sha256(sources_digest().encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    config.symattn_made_by = digest.hexdigest()


def compare_ledger(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Warn when the ledger's record was made by other code than the outputs of the cells will be."""
    ledger: Ledger = app.symattn_ledger  # type: ignore[attr-defined]
    if ledger.data.get("sources") != sources_digest():
        LOGGER.warning(
            "the ledger's record %s was made by other code or other packages than those installed; run: symattn verify --record %s",
            ledger.path, ledger.path, type="symattn", subtype="ledger",
        )  # fmt: skip


def remove_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete what was written for pages that are no longer part of the book."""
    for page in removed:
        Path(app.builder.get_outfilename(page)).unlink(missing_ok=True)  # type: ignore[attr-defined]
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the value and the events."""
    app.setup_extension("ledger")
    app.add_config_value("symattn_made_by", "", "env", str)
    app.connect("config-inited", note_code)
    app.connect("env-before-read-docs", compare_ledger)
    app.connect("env-get-outdated", remove_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
