"""A table as values: column names and rows of texts, from document nodes or from the HTML that a cell wrote.

Formulas are their LaTeX in dollars; a formula that is only a number is that number.  Nothing is rounded or converted: a cell is a
text.  A cell that spans several rows or columns has its text in each of them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from docutils import nodes

_NUMBER = re.compile(r"[-−]?\d+(?:(?:\\,|\{,\}|\\ )\d{3})*(?:\.\d+)?")
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "col", "wbr", "source"})


@dataclass
class Values:
    """Column names and rows; a row has a text for every column."""

    columns: list[str]
    rows: list[list[str]]
    caption: str = ""

    def to_csv(self) -> str:
        """Return the table as CSV (RFC 4180, without the carriage returns)."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerows([self.columns, *self.rows] if any(self.columns) else self.rows)
        return written.getvalue()

    def to_json(self) -> str:
        """Return the table as one object; every value is a text, so that nothing is rounded by who reads it."""
        data = {"caption": self.caption, "columns": self.columns, "rows": self.rows}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def formula_value(latex: str) -> str:
    """Return a formula as the text of a cell.

    >>> formula_value(r"94\\,572"), formula_value("n^2")
    ('94572', '$n^2$')
    """
    text = latex.strip()
    if _NUMBER.fullmatch(text):
        return re.sub(r"\\,|\{,\}|\\ ", "", text)
    return f"${text}$"


def node_value(node: nodes.Node) -> str:
    """Return the text of nodes, formulas as LaTeX."""
    pieces: list[str] = []
    for part in node.findall(
        lambda n: isinstance(n, (nodes.Text, nodes.math, nodes.math_block, nodes.paragraph))
    ):
        if isinstance(part, nodes.paragraph):
            pieces.append(" ")
        elif isinstance(part, (nodes.math, nodes.math_block)):
            pieces.append(formula_value(part.astext()))
        elif not isinstance(part.parent, (nodes.math, nodes.math_block, nodes.raw)):
            pieces.append(str(part))
    return " ".join("".join(pieces).split())


@dataclass
class _Cell:
    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False


def _grid(rows: list[list[_Cell]]) -> list[list[_Cell]]:
    """Return the cells with each one repeated where it spans."""
    waiting: dict[tuple[int, int], _Cell] = {}
    made: list[list[_Cell]] = []
    for i, row in enumerate(rows):
        line: list[_Cell] = []
        cells = iter(row)
        while True:
            j = len(line)
            if (i, j) in waiting:
                line.append(waiting.pop((i, j)))
                continue
            cell = next(cells, None)
            if cell is None:
                break
            line += [cell] * cell.columns
            for down in range(1, cell.rows):
                waiting.update({(i + down, j + right): cell for right in range(cell.columns)})
        made.append(line)
    return made


def _values(head: list[list[_Cell]], body: list[list[_Cell]], caption: str) -> Values:
    grid = _grid([*head, *body])
    above, below = grid[: len(head)], grid[len(head) :]
    width = max((len(row) for row in grid), default=0)
    columns = []
    for j in range(width):
        names = (row[j].text for row in above if j < len(row))
        columns.append(" ".join(dict.fromkeys(name for name in names if name)))
    rows = [[cell.text for cell in row] + [""] * (width - len(row)) for row in below]
    return Values(columns, rows, caption)


def from_node(node: nodes.table) -> Values:
    """Return the values of a table of the document."""

    def cells(part: type[nodes.Element]) -> list[list[_Cell]]:
        return [
            [
                _Cell(node_value(entry), entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1)
                for entry in row.findall(nodes.entry)
            ]
            for found in node.findall(part)
            for row in found.findall(nodes.row)
        ]

    title = next(node.findall(nodes.title), None)
    return _values(cells(nodes.thead), cells(nodes.tbody), node_value(title) if title else "")


@dataclass
class _Open:
    """A table that is being read."""

    rows: list[list[_Cell]] = field(default_factory=list)
    head: set[int] = field(default_factory=set)
    caption: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the tables of a piece of HTML, those inside others left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Open] = []
        self.depth = self.hidden = 0
        self.in_head = False
        self.into: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "table"
        if self.hidden or tag in ("style", "script", "svg"):
            self.hidden += tag not in _VOID
        elif self.depth != 1:
            return
        elif tag == "table":
            self.found.append(_Open())
        elif tag in ("thead", "tbody"):
            self.in_head = tag == "thead"
        elif tag == "tr":
            self.found[-1].rows.append([])
            if self.in_head:
                self.found[-1].head.add(len(self.found[-1].rows) - 1)
        elif tag in ("td", "th"):
            given = {name: value or "" for name, value in attributes}
            spans = (int(given.get(key) or 1) for key in ("rowspan", "colspan"))
            if not self.found[-1].rows:
                self.found[-1].rows.append([])
            self.found[-1].rows[-1].append(_Cell("", *spans, head=tag == "th"))
            self.into = []
        elif tag == "caption":
            self.into = self.found[-1].caption
        elif tag == "br" and self.into is not None:
            self.into.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        elif self.depth == 1 and tag in ("td", "th") and self.into is not None:
            self.found[-1].rows[-1][-1].text = _clean("".join(self.into))
            self.into = None
        elif tag == "caption":
            self.into = None
        elif tag == "thead":
            self.in_head = False
        self.depth -= tag == "table"

    def handle_data(self, data: str) -> None:
        if self.into is not None and not self.hidden:
            self.into.append(data)


def _clean(text: str) -> str:
    """Return the text of a cell of HTML: formulas between the signs that MathJax knows as LaTeX in dollars."""
    parts = re.split(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$?(.+?)\$\$?", text, flags=re.DOTALL)
    pieces = [part if k % 4 == 0 else formula_value(part) for k, part in enumerate(parts) if part is not None]
    return " ".join("".join(pieces).split())


def from_html(text: str) -> list[Values]:
    """Return the values of every table in a piece of HTML; a first row of header cells only names the columns."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [_read(table) for table in reader.found]


def _read(table: _Open) -> Values:
    head = table.head
    if not head and table.rows and table.rows[0] and all(cell.head for cell in table.rows[0]):
        head = {0}
    parts: Iterable[tuple[int, list[_Cell]]] = [(k, row) for k, row in enumerate(table.rows) if row]
    above = [row for k, row in parts if k in head]
    below = [row for k, row in parts if k not in head]
    return _values(above, below, _clean("".join(table.caption)))
