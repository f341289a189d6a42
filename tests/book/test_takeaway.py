"""Pages as notebooks and scripts: the same text, numbers and cells, nothing that only Sphinx reads, and the scripts run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from tests.book.browsing import BUILT, CHROMIUM, opened

nbformat = pytest.importorskip("nbformat", reason="needs the extra 'book'")

BOOK = Path(__file__).parents[2] / "book"
CONTENTS = BUILT / "downloads" / "contents.json"
ARCHIVE = BUILT / "downloads" / "notebooks-and-scripts.zip"
NOTEBOOKS = sorted(
    p.relative_to(BUILT / "notebooks").with_suffix("") for p in BUILT.glob("notebooks/**/*.ipynb")
)
PAGES = [str(PurePosixPath(path)) for path in NOTEBOOKS]
#: Scripts of about a second each.
QUICK = ("welcome", "notation")
RAW = re.compile(
    r"\{[a-z]+(?::[a-z]+)*\}`|^`{3,}\s*\{|^:{3,}|^:[a-z]+:|^\([a-z][\w-]*\)=$|\{\{", re.MULTILINE
)
CELL = re.compile(
    r"^```\{code-cell\}[^\n]*\n(?:---\n.*?\n---\n|(?::[^\n]*\n)+)?(.*?)^```$", re.MULTILINE | re.DOTALL
)
CLAIM = re.compile(r"^`{3,}\{claim\} (\S+)\n((?::[^\n]*\n)*)", re.MULTILINE)
LINK = re.compile(r"(?<!\\)\]\(([^()\s]+(?:\([^()]*\))?)\)")

pytestmark = pytest.mark.skipif(not CONTENTS.is_file(), reason="no built book: run make book")


def cells(page, kind=None):
    read = json.loads((BUILT / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in read["cells"] if kind in (None, c["cell_type"])]


def prose(page):
    """Return the text of a notebook without formulas and code."""
    text = "\n\n".join(cells(page, "markdown"))
    for drawn in (r"^```.*?^```", r"\$\$.*?\$\$", r"(?<!\\)\$[^$]*(?<!\\)\$", r"(`+)[^`].*?\1"):
        text = re.sub(drawn, "", text, flags=re.MULTILINE | re.DOTALL)
    return text


def source(page):
    return (BUILT / "_sources" / f"{page}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ledger():
    record = json.loads((BUILT / "claims" / "ledger.json").read_text(encoding="utf-8"))
    return {claim["id"]: claim for claim in record["claims"]}


def test_every_page_with_cells_has_both_forms():
    listed = json.loads(CONTENTS.read_text(encoding="utf-8"))["titles"]
    with_cells = {page for page in listed if CELL.search(source(page))}
    assert with_cells == set(PAGES)
    assert all((BUILT / "scripts" / f"{page}.py").is_file() for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_is_plain(page):
    """It is valid, has no outputs, says first what it needs, and has nothing that only Sphinx reads."""
    read = nbformat.read(BUILT / "notebooks" / f"{page}.ipynb", as_version=4)
    nbformat.validate(read)
    assert all(
        not cell.outputs and cell.execution_count is None for cell in read.cells if cell.cell_type == "code"
    )
    assert read.cells[0].source.startswith("# ")
    assert "pip install" in read.cells[0].source and f"{page}.html" in read.cells[0].source

    text = prose(page)
    assert RAW.findall(text) == []
    assert set(re.findall(r"</?([a-z]+)", text)) <= {"details", "summary", "br"}
    assert text.count("<details>") == text.count("</details>")
    assert "<aut" not in text and "docutils" not in text
    # a formula in a quotation or a list stays whole only on one line
    assert all(line.count("$$") % 2 == 0 for line in "\n".join(cells(page, "markdown")).split("\n"))


@pytest.mark.parametrize("page", PAGES)
def test_the_cells_are_those_of_the_page(page):
    written = [code.strip("\n") for code in CELL.findall(source(page))]
    assert cells(page, "code") == written


@pytest.mark.parametrize("page", PAGES)
def test_claims_are_quoted_with_id_status_and_formula(page, ledger):
    text = "\n".join(cells(page, "markdown"))
    found = [(name, options) for name, options in CLAIM.findall(source(page)) if "sample" not in options]
    for name, _ in found:
        claim = ledger[name]
        (line,) = [x for x in text.split("\n") if re.match(rf"> \*\*[^*]+\*\* `{re.escape(name)}`", x)]
        word = claim["status"].split(" ")[0] if claim["status"] else "definition"
        assert line.startswith(f"> **{word}")
        for formula in re.findall(r"\$\$(.+?)\$\$", claim["statement_latex"], re.DOTALL):
            assert f"> $${' '.join(formula.split())}$$" in text


@pytest.mark.parametrize("page", PAGES)
def test_numbers_are_those_of_the_page(page):
    html = (BUILT / f"{page}.html").read_text(encoding="utf-8")
    numbers = re.findall(r'<span class="caption-number">((?:[A-Z][a-z]+) [\d.]+) </span>', html)
    stated = [number for number in numbers if not number.startswith(("Fig", "Table"))]
    written = re.findall(r"^> \*\*([A-Z][a-z]+ \d[\d.]*)", "\n".join(cells(page, "markdown")), re.MULTILINE)
    assert written == stated
    figures = re.findall(r'<span class="caption-number">Fig. ([\d.]+) </span>', html)
    assert (
        re.findall(r"^\*\*Figure ([\d.]*\d)\.\*\*", "\n".join(cells(page, "markdown")), re.MULTILINE)
        == figures
    )


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages_of_the_book(page):
    folder = (BUILT / "notebooks" / page).parent
    for link in set(LINK.findall(prose(page))):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve()
        assert target.is_file(), link
        assert not anchor or f'id="{unquote(anchor)}"' in target.read_text(encoding="utf-8"), link


def run(path, folder):
    """Run a script where nothing else lies, or where it says that it has to be run."""
    if "Run it in the folder book of the" in " ".join(path.read_text(encoding="utf-8").split()):
        folder = BOOK
    return subprocess.run(
        [sys.executable, str(path)], cwd=folder, capture_output=True, text=True, timeout=900
    )


@pytest.mark.parametrize(
    "page", [page if page in QUICK else pytest.param(page, marks=pytest.mark.full) for page in PAGES]
)
def test_a_script_runs_as_it_is(page, tmp_path):
    done = run(BUILT / "scripts" / f"{page}.py", tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    shown = (BUILT / "scripts" / f"{page}.py").read_text(encoding="utf-8").count("\nshow(")
    assert not shown or done.stdout.strip()


@pytest.mark.full
@pytest.mark.parametrize("page", PAGES)
def test_a_script_runs_without_the_solutions(page, tmp_path):
    """No cell needs what only a solution defines."""
    with zipfile.ZipFile(ARCHIVE) as packed:
        path = tmp_path / "page.py"
        path.write_bytes(packed.read(f"quarks-of-attention/exercises-open/scripts/{page}.py"))
    done = run(path, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_archive_has_two_trees():
    with zipfile.ZipFile(ARCHIVE) as packed:
        names = {name.removeprefix("quarks-of-attention/") for name in packed.namelist()}
        texts = {n: packed.read(f"quarks-of-attention/{n}").decode() for n in names}
    trees = {
        edition: {name.removeprefix(f"{edition}/") for name in names if name.startswith(f"{edition}/")}
        for edition in ("with-solutions", "exercises-open")
    }
    expected = {f"notebooks/{page}.ipynb" for page in PAGES} | {f"scripts/{page}.py" for page in PAGES}
    assert trees["with-solutions"] == trees["exercises-open"] == expected
    assert names == {"README.txt", *(f"{edition}/{n}" for edition, tree in trees.items() for n in tree)}
    for page in PAGES:
        solved, blank = (json.loads(texts[f"{e}/notebooks/{page}.ipynb"])["cells"] for e in trees)
        solutions = len(re.findall(r"^```\{solution\}", source(page), re.MULTILINE))
        assert sum(cell["source"] == ["# your solution"] for cell in blank) == solutions
        assert sum("".join(cell["source"]).strip("# ").startswith("Solution") for cell in solved) == solutions
        empty = "\n".join("".join(cell["source"]) for cell in blank)
        for text in re.findall(
            r"^```\{solution\}(.*?)^```\{solution-end\}", source(page), re.MULTILINE | re.DOTALL
        ):
            assert not any(code.strip("\n") in empty for code in CELL.findall(text))
        # away from the book a link to one of its pages would lead nowhere
        assert not re.search(
            r"\]\((?!https?:|mailto:)[^)]*\.html", texts[f"with-solutions/notebooks/{page}.ipynb"]
        )


def test_the_files_are_offered_on_the_page():
    for page in PAGES:
        html = (BUILT / f"{page}.html").read_text(encoding="utf-8")
        up = "../" * page.count("/")
        line = html.partition('<p class="takeaway">')[2].partition("</p>")[0]
        for path in (f"notebooks/{page}.ipynb", f"scripts/{page}.py"):
            assert f'href="{up}{path}"' in line
            assert html.count(f'href="{up}{path}"') == 2, "in the menu and in the line"


def test_the_page_of_downloads():
    page = BUILT / "downloads.html"
    html = page.read_text(encoding="utf-8")
    assert "end of downloads -->" in html
    tables = re.findall(r"<!-- downloads: \w+ -->(.*?)<!-- end of downloads -->", html, re.DOTALL)
    links = [link for table in tables for link in re.findall(r'href="([^"]+)"', table)]
    assert len(tables) == 2 and len(links) >= 3 + 3 * len(PAGES)
    assert [link for link in links if not (BUILT / link).is_file()] == []
    pdf = BUILT / "downloads" / "quarks-of-attention.pdf"
    assert ("downloads/quarks-of-attention.pdf" in links) == pdf.is_file()
    assert pdf.is_file() or "make pdf" in tables[0]
    octets = ARCHIVE.stat().st_size
    shown = f"{octets / 1e6:.1f} MB" if octets >= 1e6 else f"{octets / 1e3:.0f} kB"
    assert shown in tables[0].replace("\u00a0", " ")


@pytest.mark.skipif(CHROMIUM is None, reason="no browser: install chromium or set CHROMIUM")
def test_the_menu_gives_the_notebook(browser, address):
    name = "standard_model" if "standard_model" in PAGES else PAGES[0]
    page, wrong = opened(browser, f"{address}/{name}.html")
    page.locator(".dropdown-download-buttons > button").click()
    entry = page.locator("a.btn-takeaway-notebooks")
    entry.wait_for(state="visible")
    with page.expect_download() as begun:
        page.locator("p.takeaway a").first.click()
    assert begun.value.suggested_filename == f"{name}.ipynb"
    assert json.loads(Path(begun.value.path()).read_text(encoding="utf-8"))["nbformat"] == 4
    assert entry.get_attribute("href") == f"notebooks/{name}.ipynb"
    assert wrong == []
    page.context.close()
