"""The Python side of live cells, in this Python: what a run gives, which cells a cell needs, what is packed for a page."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[2] / "book"


def _module(path):
    spec = importlib.util.spec_from_file_location(f"live_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


runner = _module(BOOK / "_static" / "live" / "runner.py")
dependencies = _module(BOOK / "_static" / "live" / "dependencies.py")
compiled = _module(BOOK / "_static" / "live" / "compiled.py")


@pytest.fixture
def run(monkeypatch):
    # the stand-ins for IPython are the page's, not this process's
    monkeypatch.setitem(sys.modules, "IPython", sys.modules.get("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", sys.modules.get("IPython.display"))
    page = runner.Runner()
    return lambda code, name="page": json.loads(page.run(code, name))


def kinds(result):
    return [output["kind"] for output in result["outputs"]]


def test_the_last_value_is_shown_and_names_stay(run):
    assert run("x = 6")["outputs"] == []
    assert run("x * 7")["text"] == "42"
    assert run("_ + 1")["text"] == "43"
    assert run("x;")["outputs"] == []
    assert run("x", name="another")["error"]["message"].startswith("NameError")


def test_each_form_is_shown_in_its_place(run):
    result = run(
        "import sympy as sp\nfrom IPython.display import HTML, Math\n"
        "print('one')\ndisplay(sp.Rational(1, 2), HTML('<i>two</i>'), Math('x^2'))\nprint('three')\n{'four': 4}"
    )
    assert kinds(result) == ["text", "latex", "html", "latex", "text", "text"]
    assert result["text"] == "one\nthree\n{'four': 4}"
    assert run("display(1)\nprint(2, end='')\nprint(3)\n4")["text"] == "1\n23\n4"
    assert result["html"] == "<i>two</i>" and result["latex"] == "x^2"
    assert r"\frac{1}{2}" in result["outputs"][1]["latex"]


def test_figures_bring_their_sentence(run):
    result = run(
        "from matplotlib.figure import Figure\nfrom symattn.plots import described\n"
        "figure = Figure()\nfigure.add_subplot().plot([0, 1])\n"
        "described(figure, 'A line from (0, 0) to (1, 1).')"
    )
    assert result["error"] is None
    assert result["image"]["alt"] == "A line from (0, 0) to (1, 1)."
    assert result["image"]["src"].startswith("data:image/svg+xml;base64,")
    plain = run("figure = Figure()\nfigure")
    assert plain["image"]["src"].startswith("data:image/png;base64,")
    assert "without a description" in plain["image"]["alt"]


def test_errors_begin_with_a_sentence(run):
    syntax = run("x = 1\nfor x in")["error"]
    assert syntax["kind"] == "syntax" and syntax["traceback"] == ""
    head, line, caret = syntax["message"].splitlines()
    assert "(line 2)" in head and line.strip() == "for x in" and caret.strip() == "^"
    error = run("def f():\n    raise ValueError('too small')\nf()")["error"]
    assert error["kind"] == "runtime"
    assert error["message"] == "ValueError: too small\n(line 2 of the cell)"
    assert "in f" in error["traceback"] and "runner.py" not in error["traceback"]
    assert run("raise SystemExit")["error"]["message"].startswith("SystemExit")
    assert "write the value into the cell" in run("input('x')")["error"]["message"]


def test_a_missing_package_is_named_and_the_names_can_be_taken_back(run, monkeypatch):
    for absent in ("flint", "numpy"):
        monkeypatch.setitem(sys.modules, absent, None)
    error = run("import flint")["error"]
    assert (error["kind"], error["package"]) == ("missing", "flint")
    assert "no build for browsers" in error["message"]
    error = run("from symattn import log2_cover_bound\nlog2_cover_bound(9)")["error"]
    assert (error["kind"], error["package"]) == ("missing", "flint")
    assert "stays undecided here" in run("assert 1 > 2")["error"]["message"]
    page = runner.Runner()
    page.run("n = 1")
    assert json.loads(page.run("n += 1\nimport numpy"))["error"]["package"] == "numpy"
    page.take_back()
    assert json.loads(page.run("n"))["text"] == "1"


def test_a_page_is_never_flooded(run):
    result = run("for _ in range(10_000):\n    print('0123456789')")
    assert kinds(result) == ["text", "note"]
    assert len(result["outputs"][0]["text"]) == runner.TEXT_LIMIT
    assert "90,000 further characters" in result["outputs"][1]["text"]
    long = run("import sympy as sp\nsp.Add(*sp.symbols('x:4000'))")
    assert kinds(long) == ["text"] and "too many for a page" in long["text"]


@pytest.mark.parametrize(
    ("sources", "index", "expected"),
    [
        (["a = 1", "b = 2", "a + b"], 2, [0, 1]),
        (["a = 1", "b = a", "c = 3", "b"], 3, [0, 1]),
        (["a = []", "a.append(1)", "a"], 2, [0, 1]),
        (["a = {}", "a['x'] = 1", "len(a)"], 2, [0, 1]),
        (["n = 5", "[n for n in range(3)]"], 1, []),
        (["n = 5", "for n in range(3):\n    print(n)"], 1, []),
        (["n = 5", "n = n + 1", "n"], 2, [0, 1]),
        (["n = 5", "n += 1"], 1, [0]),
        (["import sympy as sp", "def f(x):\n    return sp.sin(x)", "f(1)"], 2, [0, 1]),
        (["g = 1", "def f(x, g):\n    return g", "f(1, 2)"], 2, [1]),
        (["k = 1", "class A:\n    m = k", "A.m"], 2, [0, 1]),
        (["from math import pi as p", "lambda p: p", "p"], 1, []),
        (["a = (", "a = 2", "a"], 2, [1]),
        (["if (y := 3) > 2:\n    z = y", "z"], 1, [0]),
        (["print = 1", "len([])"], 1, []),
    ],
)
def test_a_cell_brings_what_it_needs(sources, index, expected):
    assert dependencies.needed(sources, index) == expected


def test_compiled_modules_are_packed_so_that_their_date_does_not_count(tmp_path, monkeypatch):
    source = tmp_path / "kept_once.py"
    source.write_text("VALUE = 41")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    assert importlib.import_module("kept_once").VALUE == 41
    content = compiled.packed(str(tmp_path))
    assert compiled.count(str(tmp_path)) == 1
    del sys.modules["kept_once"]
    source.write_text("VALUE = 42  # another date and length: only the archives' digests say what is valid")
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    importlib.invalidate_caches()
    assert importlib.import_module("kept_once").VALUE == 41


@pytest.fixture(scope="module")
def archives():
    sys.path.insert(0, str(BOOK / "_ext" / "live"))
    try:
        yield importlib.import_module("live_archives")
    finally:
        sys.path.remove(str(BOOK / "_ext" / "live"))


def test_archives_are_deterministic_and_hold_no_tests(archives):
    content = archives.packed("mpmath")
    assert content == archives.packed("mpmath")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "mpmath/__init__.py" in names
    assert any(name.endswith("METADATA") for name in names) and any("LICENSE" in name for name in names)
    assert not any("/tests/" in name or name.endswith(".pyc") for name in names)


def test_records_lie_where_the_pages_look_for_them(archives, tmp_path):
    """A page reads `../tests/oracles`; Python's working folder in a page is /home/reader."""
    content = archives.records(BOOK.parent)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert "tests/oracles/identities_outcome.json" in packed.namelist()
        assert all(name.endswith(".json") for name in packed.namelist())
        packed.extractall(tmp_path / archives.RECORDS_AT.lstrip("/"))
    assert json.loads(
        (tmp_path / "home/reader/../tests/oracles/identities_outcome.json").resolve().read_text()
    )["families"]
    assert zipfile.ZipFile(io.BytesIO(archives.records(tmp_path))).namelist() == []


def test_pyodide_with_another_digest_is_refused(archives, tmp_path, monkeypatch):
    content = {"pyodide.mjs": b"export const loadPyodide = 1;"}
    pins = {
        "version": "9.9",
        "files": {
            name: {"bytes": len(c), "sha256": hashlib.sha256(c).hexdigest()} for name, c in content.items()
        },
    }
    monkeypatch.setenv("SYMATTN_PYODIDE", str(tmp_path))
    with pytest.raises(archives.ExtensionError, match=r"npm pack pyodide@9\.9"):
        archives.pyodide_files(pins)
    (tmp_path / "pyodide.mjs").write_bytes(content["pyodide.mjs"])
    assert archives.pyodide_files(pins) == content
    (tmp_path / "pyodide.mjs").write_bytes(b"export const loadPyodide = 2;")
    with pytest.raises(archives.ExtensionError, match="SHA-256"):
        archives.pyodide_files(pins)


def test_without_npm_and_cache_pages_name_the_distribution(archives, tmp_path, monkeypatch):
    monkeypatch.delenv("SYMATTN_PYODIDE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(archives.shutil, "which", lambda name: None)
    monkeypatch.setattr(archives, "packed", lambda package: package.encode())
    live = archives.made(BOOK)
    pins = archives.pinned(BOOK)
    assert live.pyodide == {} and live.manifest["pyodide"]["beside"] is False
    assert live.manifest["pyodide"]["index"] == pins["distribution"]
    assert pins["version"] in pins["distribution"]
