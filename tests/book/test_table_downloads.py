"""Tables are files too: what a reader downloads holds what stands on the page, cell by cell, and no number is rounded."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from urllib.parse import unquote

import pytest

from tests.book import small_book
from tests.book.browsing import BUILT, NEEDED, opened
from tests.book.small_book import claim, forget, on_path

build = small_book.build
LINKS = re.compile(r'<p class="table-downloads">(.*?)</p>', re.DOTALL)
HREF = re.compile(r'href="([^"]+)"')


@pytest.fixture
def values(monkeypatch):
    on_path(monkeypatch)
    import table_values

    yield table_values
    forget()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("1882", "1882"),
        (r"94\,572", "94572"),
        (r"17{,}561{,}539{,}552{,}946", "17561539552946"),
        ("-3.25", "-3.25"),
        ("n^2", "$n^2$"),
        (r"1\,23", r"$1\,23$"),
    ],
)
def test_a_formula_that_is_a_number_is_that_number(values, latex, text):
    assert values.formula_value(latex) == text


def test_cells_of_html_keep_every_digit_and_spans_repeat(values):
    big = "144130531453121108" * 3
    (table,) = values.from_html(
        f"""<style>td {{ color: red }}</style><table><caption>Counts</caption>
        <thead><tr><th rowspan="2">n</th><th colspan="2">numbers</th></tr><tr><th>T</th><th>\\(\\log_2 T\\)</th></tr></thead>
        <tbody><tr><td>9</td><td>{big}</td><td>57.0003000</td></tr>
        <tr><td rowspan=2>10</td><td colspan="2">a &amp; b<br>$x^2$<svg><title>no</title></svg></td></tr><tr><td>1</td><td></td></tr></tbody></table>"""
    )
    assert table.caption == "Counts"
    assert table.columns == ["n", "numbers T", r"numbers $\log_2 T$"]
    assert table.rows == [["9", big, "57.0003000"], ["10", "a & b $x^2$", "a & b $x^2$"], ["10", "1", ""]]
    assert list(csv.reader(io.StringIO(table.to_csv()))) == [table.columns, *table.rows]
    assert json.loads(table.to_json()) == {
        "caption": "Counts", "columns": table.columns, "rows": table.rows,
    }  # fmt: skip


def test_tables_without_a_head_and_tables_in_tables(values):
    first, second = values.from_html(
        "<table><tr><th>a</th><th>b</th></tr><tr><th>1</th><td>x, y</td></tr></table>"
        "<table><tr><td>2<table><tr><td>inner</td></tr></table></td></tr></table>"
    )
    assert (first.columns, first.rows) == (["a", "b"], [["1", "x, y"]])
    assert first.to_csv() == 'a,b\n1,"x, y"\n'
    assert (second.columns, len(second.rows)) == ([""], 1)
    assert second.to_csv().startswith("2")


PAGE = """# Page

| n | $T(n)$ |
|---|---|
| 5 | $94\\,572$ |
| 6 | `x, "y"` |

```{claims-table}
```
"""


def test_every_table_of_a_page_gets_its_files(build, tmp_path):
    extensions = ("ledger", "table_downloads")
    pages, warnings = build({"index": PAGE}, [claim("SM-4a"), claim("CAP-AND", "exhaustive")], extensions)
    assert warnings == ""
    lines = pages["index"].all("p", "table-downloads")
    assert [[a.text for a in line.all("a")] for line in lines] == [["CSV", "JSON"]] * 2
    folder = tmp_path / "out" / "html"
    found = [folder / a.attributes["href"] for line in lines for a in line.all("a")]
    assert [path.name for path in found] == ["index-1.csv", "index-1.json", "index-2.csv", "index-2.json"]
    rows = list(csv.reader(io.StringIO(found[0].read_text())))
    assert rows == [["n", "$T(n)$"], ["5", "94572"], ["6", 'x, "y"']]
    table = json.loads(found[3].read_text())
    assert table["columns"] == ["Claim", "Title", "Status", "Scope"]
    assert [row[0] for row in table["rows"]] == ["SM-4a", "CAP-AND"]
    assert [row[2] for row in table["rows"]] == ["proved", "exhaustive"]


CELL = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
# Page

```{code-cell} python3
from IPython.display import HTML
HTML("<table><tr><th>n</th><th>T(n)</th></tr><tr><td>9</td><td>144130531453121108</td></tr></table>")
```
"""


def test_a_table_that_a_cell_wrote_gets_its_files(build, tmp_path):
    pages, warnings = build(
        {"index": CELL}, extensions=("ledger", "table_downloads"), nb_execution_mode="force"
    )
    assert warnings == ""
    assert [a.text for a in pages["index"].one("p", "table-downloads").all("a")] == ["CSV", "JSON"]
    text = (tmp_path / "out" / "html" / "_tables" / "index-1.csv").read_text()
    assert text == "n,T(n)\n9,144130531453121108\n"


def pages():
    return [
        path for path in sorted(BUILT.glob("*.html")) if path.name not in ("search.html", "genindex.html")
    ]


@NEEDED[0]
def test_every_download_of_the_book_is_there_and_parses():
    seen = 0
    for page in [*pages(), *sorted((BUILT / "claims").glob("*.html"))]:
        for line in LINKS.findall(page.read_text(encoding="utf-8")):
            text, data = (page.parent / unquote(html.unescape(link)) for link in HREF.findall(line))
            table = json.loads(data.read_text(encoding="utf-8"))
            rows = list(csv.reader(io.StringIO(text.read_text(encoding="utf-8"))))
            assert rows == ([table["columns"]] if any(table["columns"]) else []) + table["rows"], text.name
            assert table["rows"], text.name
            seen += 1
    assert seen > 100


#: The cells of each table on the page as texts, None where a cell spans or holds a formula, icons and folds' summaries left out.
CELLS = """list => list.filter(t => !t.parentElement.closest('table')).map(t =>
    [...t.rows].map(r => [...r.cells].map(c => {
        if (c.rowSpan > 1 || c.colSpan > 1 || c.querySelector('mjx-container, .math, script, style, summary')) return null;
        return c.textContent.replace(/\\s+/g, ' ').trim() })))"""


@pytest.mark.parametrize("name", ["claims", "ledger", pytest.param("exact_counts", marks=pytest.mark.full)])
@NEEDED[0]
@NEEDED[1]
def test_the_files_are_what_the_browser_shows(browser, address, name):
    page, wrong = opened(browser, f"{address}/{name}.html", viewport={"width": 1300, "height": 900})
    assert wrong == []
    shown = page.locator(".bd-article table").evaluate_all(CELLS)
    links = page.locator("p.table-downloads a:nth-of-type(2)").evaluate_all("list => list.map(a => a.href)")
    assert len(shown) == len(links) > 0
    for cells, link in zip(shown, links, strict=True):
        table = page.request.get(link).json()
        stored = ([table["columns"]] if any(table["columns"]) else []) + table["rows"]
        assert len(stored) == len(cells)
        for row, kept in zip(cells, stored, strict=True):
            assert [text for text in row if text is not None] == [
                text for text, visible in zip(kept, row, strict=True) if visible is not None
            ]
    page.context.close()
