"""The cells of all pages are run side by side before the first page is read, each page in a kernel of its own.

myst-nb runs a page when it reads it, one after another, while the other processors wait.  With ``execute_notebooks: cache`` it takes
the outputs of a page from the cache of jupyter-cache if they are there, and runs the page otherwise.  The key of that cache is the code on
the page; a changed library would keep its old outputs, so that ``fresh`` empties the cache when other code than today's has filled it.
What a cell prints arrives in pieces, which are joined here as they came: joined later, each piece would end its line.
A page that fails is not kept: myst-nb runs it again and reports the failure in its own way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fresh import empty_if_other_code
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def notebooks(env: BuildEnvironment, pages: list[str]) -> Iterator[tuple[Path, NotebookNode]]:
    """Yield the pages that hold cells, as myst-nb reads them."""
    for page in pages:
        path = Path(env.doc2path(page))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)  # type: ignore[attr-defined]
        if reader is None:
            continue
        notebook = reader.read(text)
        if any(cell.cell_type == "code" for cell in notebook.cells):
            yield path, notebook


def is_kept(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    """Return whether the cache holds outputs of exactly this code."""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def code(notebook: NotebookNode) -> int:
    """Return the length of the code: the longer pages start first, so that none is left alone at the end."""
    return sum(len(cell.source) for cell in notebook.cells if cell.cell_type == "code")


def execute_ahead(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Run the pages that are about to be read, as many at a time as there are processors, and keep their outputs for myst-nb."""
    config = env.mystnb_config  # type: ignore[attr-defined]
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    empty_if_other_code(cache, Path(config.execution_cache_path))

    def execute(path: Path, notebook: NotebookNode) -> ExecutionResult:
        return single_nb_execution(
            notebook,
            cwd=str(path.parent),
            timeout=config.execution_timeout,
            allow_errors=config.execution_allow_errors,
            coalesce_streams=True,
        )

    wanted = (entry for entry in notebooks(env, pages) if not is_kept(cache, entry[1]))
    found = sorted(wanted, key=lambda entry: -code(entry[1]))
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # a thread waits, a kernel works
        for (path, notebook), result in zip(
            found, pool.map(lambda entry: execute(*entry), found), strict=True
        ):
            if result.err is None:
                LOGGER.info("%s: ran in %.2f seconds", path.name, result.time)
                kept = CacheBundleIn(notebook, str(path), data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(kept, check_validity=False, overwrite=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the run before the reading."""
    app.setup_extension("fresh")
    app.connect("env-before-read-docs", execute_ahead)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
