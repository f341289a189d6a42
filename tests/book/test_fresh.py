"""Outputs are kept while the code that made them is the same, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from tests.book.small_book import forget, on_path

jupyter_cache = pytest.importorskip("jupyter_cache")


@pytest.fixture
def extensions(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    on_path(monkeypatch)
    import execute_ahead
    import fresh

    yield SimpleNamespace(fresh=fresh, execute_ahead=execute_ahead)
    forget()


def a_page(code: str) -> nbformat.NotebookNode:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=kernel)


def keep(cache, page: nbformat.NotebookNode) -> None:
    bundle = jupyter_cache.base.CacheBundleIn(page, "page.md")
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def test_outputs_are_kept_by_the_same_code_and_dropped_by_other_code(
    extensions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    cache = jupyter_cache.get_cache(str(folder))
    page = a_page("1 + 1")
    monkeypatch.setattr(extensions.fresh, "sources_digest", lambda: "first")
    extensions.fresh.empty_if_other_code(cache, folder)
    keep(cache, page)
    extensions.fresh.empty_if_other_code(cache, folder)
    assert extensions.execute_ahead.is_kept(cache, page)
    assert not extensions.execute_ahead.is_kept(cache, a_page("1 + 2"))
    monkeypatch.setattr(extensions.fresh, "sources_digest", lambda: "second")
    extensions.fresh.empty_if_other_code(cache, folder)
    assert not extensions.execute_ahead.is_kept(cache, page)


def test_outputs_of_unknown_origin_are_dropped(extensions, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cache = jupyter_cache.get_cache(str(folder))
    keep(cache, a_page("1 + 1"))
    extensions.fresh.empty_if_other_code(cache, folder)
    assert not extensions.execute_ahead.is_kept(cache, a_page("1 + 1"))


def test_every_page_is_read_again_when_the_library_changes(
    extensions, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = []
    for digest in ("first", "first", "second"):
        monkeypatch.setattr(extensions.fresh, "sources_digest", lambda digest=digest: digest)
        config = SimpleNamespace()
        extensions.fresh.note_code(None, config)
        values.append(config.symattn_made_by)
    assert values[0] == values[1] != values[2]


def test_the_digest_knows_every_file_of_the_library() -> None:
    from symattn.ledger.provenance import files_of_package

    names = {path.name for path in files_of_package()}
    assert {"provenance.py", "prove.py", "walk.py"} & names
    assert any(path.suffix == ".json" for path in files_of_package())
