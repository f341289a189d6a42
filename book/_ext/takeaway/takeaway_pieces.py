"""A page in pieces, texts and cells in their order; which of them belong to the solution of an exercise is known.

A notebook and a script are two ways of writing these pieces, with the solutions or with room for the reader's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claim_nodes import claim_details
from docutils import nodes
from takeaway_markdown import Markdown

YOURS = "Your solution"
ROOM = "# your solution"


@dataclass(frozen=True)
class Piece:
    """A text in Markdown or a cell of code; ``solution`` is the number of the solution that it belongs to."""

    kind: str
    text: str
    solution: int | None = None


class Divider:
    """Divides a page: a new text begins at every heading and after every cell."""

    def __init__(self, markdown: Markdown) -> None:
        self.markdown = markdown
        self.pieces: list[Piece] = []
        self._texts: list[str] = []
        self._solution: int | None = None
        self._solutions = 0

    def divide(self, page: nodes.document) -> list[Piece]:
        """Return the pieces of the page."""
        self._children(page, 0)
        self._end_text()
        return self.pieces

    def _children(self, node: nodes.Element, level: int) -> None:
        for child in node.children:
            if isinstance(child, nodes.section):
                self._section(child, level + 1)
            elif is_cell(child):
                self._cell(child)
            elif is_solution(child):
                self._fold(child, level + 1)
            elif isinstance(child, nodes.admonition) and "exercise" in child["classes"]:
                self._exercise(child, level + 1)
            elif not isinstance(child, nodes.title) or not isinstance(node, nodes.section):
                self._text(self.markdown.block(child))

    def _section(self, section: nodes.Element, level: int) -> None:
        self._end_text()
        self._text(self.markdown.heading(section, level))
        self._children(section, level)

    def _exercise(self, exercise: nodes.Element, level: int) -> None:
        self._end_text()
        title, *body = exercise.children
        self._text(f"{'#' * level} {self.markdown.inline_children(title)}")
        for child in body:
            self._text(self.markdown.block(child))

    def _fold(self, fold: nodes.Element, level: int) -> None:
        self._end_text()
        self._solutions += 1
        self._solution = self._solutions
        self._text(f"{'#' * (level + 1)} {fold['summary']}")
        self._children(fold, level + 1)
        self._end_text()
        self._solution = None

    def _cell(self, cell: nodes.Element) -> None:
        self._end_text()
        code = "\n".join(
            block.astext()
            for source in parts(cell, "cell_code_source")
            for block in source.findall(nodes.literal_block)
        )
        if code.strip():
            self.pieces.append(Piece("code", code, self._solution))
        for output in parts(cell, "cell_code_output"):
            self._text(self.markdown.block(output))

    def _text(self, text: str) -> None:
        if text:
            self._texts.append(text)

    def _end_text(self) -> None:
        if self._texts:
            self.pieces.append(Piece("text", "\n\n".join(self._texts), self._solution))
            self._texts = []


def parts(cell: nodes.Element, name: str) -> Iterator[nodes.Element]:
    """Yield the source or the output of a cell, wherever myst-nb has put it: what is hidden stands in a fold."""
    yield from cell.findall(lambda node: isinstance(node, nodes.container) and node.get("nb_element") == name)


def is_cell(node: nodes.Node) -> bool:
    """Return whether a node is an executed cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def is_solution(node: nodes.Node) -> bool:
    """Return whether a node is the fold of a solution."""
    return isinstance(node, claim_details) and "exercise-solution" in node["classes"]


def without_solutions(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces; instead of each solution a heading and an empty cell."""
    seen: int | None = None
    chosen: list[Piece] = []
    for piece in pieces:
        if piece.solution is None:
            chosen.append(piece)
        elif piece.solution != seen:
            seen = piece.solution
            marks = piece.text.split(" ", 1)[0]
            chosen += [Piece("text", f"{marks} {YOURS}", seen), Piece("code", ROOM, seen)]
    return chosen
