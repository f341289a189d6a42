"""The document nodes a claim is made of, and how each is written in HTML, LaTeX and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from statuses import Status


class claim_badge(nodes.Inline, nodes.TextElement):
    """A status: icon, word, colour; its text is the word."""


class claim_details(nodes.General, nodes.Element):
    """A part that is folded until the reader opens it; ``summary`` is what is seen before."""


class claim_reference(nodes.Inline, nodes.TextElement):
    """A mention of the claim ``claim``; becomes a link once it is known where the claim is stated."""


class claim_page_reference(nodes.Inline, nodes.TextElement):
    """A link to the page of the claim ``claim``; it vanishes where no such pages are made, unless it says what stands for it ``otherwise``."""


def badge(status: Status, word: str = "") -> claim_badge:
    """Return the badge of a status; ``word``, if given, replaces the status's own word."""
    text = word or status.word
    node = claim_badge(text, text, classes=["claim-badge", f"claim-{status.key}"])
    node["icon"] = status.icon()
    return node


def prose(text: str) -> list[nodes.Node]:
    """Return text with its $formulas$ and `code` as nodes; no other markup is interpreted but a first sentence between asterisks, a heading."""
    made: list[nodes.Node] = []
    if heading := re.match(r"\*([A-Z][^*$`]*\.)\*(?=\s)", text):
        made.append(nodes.emphasis(heading[1], heading[1]))
        text = text[heading.end() :]
    for piece in re.split(r"(\$[^$]+\$|`[^`]+`)", text):
        if piece.startswith("$") and len(piece) > 2:
            made.append(nodes.math(piece[1:-1], piece[1:-1]))
        elif piece.startswith("`") and len(piece) > 2:
            made.append(nodes.literal(piece[1:-1], piece[1:-1]))
        elif piece:
            made.append(nodes.Text(piece))
    return made


def is_prose(text: str) -> bool:
    """Return whether a text is a sentence with formulas in dollars, not one bare LaTeX formula."""
    return "$" in text or ("\\" not in text and re.search(r"[A-Za-z]{3,}\s+[A-Za-z]", text) is not None)


def formula(text: str) -> list[nodes.Node]:
    """Return a hypothesis or the like inline, whichever of the two forms it is written in."""
    return prose(text) if is_prose(text) else [nodes.math(text, text)]


def display(text: str) -> list[nodes.Element]:
    """Return a statement as blocks: paragraphs of sentences (with *emphasis*) and formulas displayed between $$."""
    if not is_prose(text):
        return [_formula_block(text)]
    blocks: list[nodes.Element] = []
    for piece in re.split(r"(\$\$.+?\$\$)", text, flags=re.DOTALL):
        if piece.startswith("$$"):
            blocks.append(_formula_block(piece.strip("$").strip()))
        elif piece.strip():
            blocks.append(nodes.paragraph("", "", *_emphasised(piece.strip()), classes=["claim-statement"]))
    return blocks


def _emphasised(text: str) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for piece in re.split(r"(?<![\w$])(\*[^*\s$][^*$]*\*)(?![\w$])", text):
        if len(piece) > 2 and piece.startswith("*") and piece.endswith("*"):
            made.append(nodes.emphasis(piece[1:-1], piece[1:-1]))
        else:
            made += prose(piece)
    return made


def _formula_block(text: str) -> nodes.math_block:
    own = text.lstrip().startswith(
        (r"\begin{align", r"\begin{gather", r"\begin{multline", r"\begin{equation")
    )
    return nodes.math_block(text, text, nowrap=own, number=None, label=None, classes=["claim-statement"])


def paragraph(*parts: nodes.Node | str, classes: Iterable[str] = ()) -> nodes.paragraph:
    """Return a paragraph of nodes and prose."""
    node = nodes.paragraph(classes=list(classes))
    for part in parts:
        node += prose(part) if isinstance(part, str) else part
    return node


def bullets(items: Iterable[list[nodes.Node]]) -> nodes.bullet_list:
    """Return a bullet list, one item for each list of inline nodes."""
    return nodes.bullet_list(
        "", *(nodes.list_item("", nodes.paragraph("", "", *item)) for item in items), bullet="-"
    )


def table(head: list[str], rows: list[list[list[nodes.Node]]], classes: list[str]) -> nodes.table:
    """Return a table with a header row; a cell is a list of inline nodes."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row([[nodes.Text(word)] for word in head]))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=classes)


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


def _open_badge(self: Any, node: claim_badge) -> None:
    self.body.append(self.starttag(node, "span", "") + node["icon"])


def _close_badge(self: Any, node: claim_badge) -> None:
    self.body.append("</span>")


def _open_details(self: Any, node: claim_details) -> None:
    self.body.append(self.starttag(node, "details") + f"<summary>{self.encode(node['summary'])}</summary>")


def _close_details(self: Any, node: claim_details) -> None:
    self.body.append("</details>\n")


def _bold(self: Any, node: nodes.Element) -> None:
    self.visit_strong(node)


def _end_bold(self: Any, node: nodes.Element) -> None:
    self.depart_strong(node)


def _nothing(self: Any, node: nodes.Element) -> None:
    """Write the content of the node and nothing around it."""


def add_nodes(app: Sphinx) -> None:
    """Tell Sphinx how to write the nodes."""
    app.add_node(
        claim_badge, html=(_open_badge, _close_badge), latex=(_bold, _end_bold), text=(_bold, _end_bold)
    )
    app.add_node(
        claim_details,
        html=(_open_details, _close_details),
        latex=(_nothing, _nothing),
        text=(_nothing, _nothing),
    )
