"""A page as the reader sees it, written in plain Markdown: numbers, references and citations resolved, no directive left.

What is written is the page after Sphinx has resolved it, hence the same numbers, names and links as on the web.  A claim becomes a
quotation with its number, id, status and formula; what is folded on the page is folded where Markdown has folds.  The addresses of links
go through a function, so that one page can be written beside the book, or to be carried away from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from claim_nodes import claim_badge, claim_details
from docutils import nodes

Link = Callable[[str], str | None]
SPECIAL = re.compile(r"([\\`*$]|(?<!\w)_|_(?!\w))")
INVISIBLE = (nodes.Invisible, nodes.raw, nodes.target, nodes.comment)
FENCE = "```"


@dataclass(frozen=True)
class Numbers:
    """The numbers of one page: of its sections, and of its figures and statements by kind."""

    sections: dict[str, tuple[int, ...]]
    figures: dict[str, dict[str, tuple[int, ...]]]
    equation: Callable[[nodes.Element], str]

    def section(self, node: nodes.Element, top: bool) -> str:
        """Return ``1.2. `` or nothing; the title of the page is known without an anchor."""
        keys = ["", *(f"#{name}" for name in node["ids"])] if top else [f"#{name}" for name in node["ids"]]
        return next((dotted(self.sections[key]) + ". " for key in keys if self.sections.get(key)), "")

    def of(self, kind: str, node: nodes.Element) -> str:
        """Return the number of a figure or of a statement of the kind, or nothing."""
        known = self.figures.get(kind, {})
        return next((dotted(known[name]) for name in node.get("ids", ()) if known.get(name)), "")


def dotted(number: tuple[int, ...]) -> str:
    """Return ``1.2`` for (1, 2)."""
    return ".".join(map(str, number))


def escaped(text: str) -> str:
    """Return text in which nothing is markup."""
    return SPECIAL.sub(r"\\\1", text.replace("\n", " ")).replace("<", "&lt;")


def quoted(text: str) -> str:
    """Return the blocks as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def one_line(formula: str) -> str:
    """Return a formula without line ends: inside a quotation or a list they would break it."""
    return " ".join(formula.split())


class Markdown:
    """Writes nodes as Markdown."""

    def __init__(self, numbers: Numbers, link: Link) -> None:
        self.numbers = numbers
        self.link = link

    # ---- within a line -------------------------------------------------------------------------------
    def inline(self, node: nodes.Node) -> str:
        """Return what stands within a paragraph."""
        if isinstance(node, nodes.Text):
            return escaped(node.astext())
        if isinstance(node, INVISIBLE):
            return ""
        if isinstance(node, nodes.math):
            return f"${one_line(node.astext())}$"
        if isinstance(node, nodes.literal):
            return _code(node.astext())
        inside = "".join(map(self.inline, node.children))
        if isinstance(node, nodes.reference):
            return self._linked(node, inside)
        if isinstance(node, nodes.image):
            return escaped(node.get("alt", ""))
        mark = _mark(node)
        core = inside.strip()
        if not mark or not core:
            return inside
        before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        return f"{before}{mark}{core}{mark}{after}"

    def _linked(self, node: nodes.reference, inside: str) -> str:
        address = node.get("refuri") or (f"#{node['refid']}" if "refid" in node else "")
        target = self.link(address) if address else None
        if target is None and any(
            "claim-more" in child.get("classes", ()) for child in node.findall(nodes.inline)
        ):
            return ""  # words that only lead to another page
        return f"[{inside}]({target})" if target else inside

    # ---- blocks --------------------------------------------------------------------------------------
    def blocks(self, node: nodes.Element) -> str:
        """Return the children of a node as blocks."""
        return "\n\n".join(part for child in node.children if (part := self.block(child)))

    def block(self, node: nodes.Node) -> str:
        """Return a node as a block, or as a line if it is no block."""
        for kind in type(node).__mro__:
            write = getattr(self, f"_{kind.__name__}", None)
            if write is not None:
                return str(write(node)).strip("\n")
        if isinstance(node, nodes.TextElement | nodes.Text | nodes.reference | nodes.Inline):
            return self.inline(node).strip()
        return self.blocks(node) if isinstance(node, nodes.Element) else ""

    def _Invisible(self, node: nodes.Node) -> str:
        return ""

    _raw = _target = _comment = _substitution_definition = _Invisible

    def heading(self, section: nodes.Element, level: int) -> str:
        """Return the heading of a section, numbered as on the page."""
        title = section.next_node(nodes.title)
        text = self.inline_children(title) if title is not None else ""
        return f"{'#' * min(level, 6)} {self.numbers.section(section, level == 1)}{text}"

    def inline_children(self, node: nodes.Element) -> str:
        """Return the content of a paragraph or title."""
        return "".join(map(self.inline, node.children)).strip()

    def _paragraph(self, node: nodes.paragraph) -> str:
        return _no_list(self.inline_children(node))

    def _math_block(self, node: nodes.math_block) -> str:
        number = self.numbers.equation(node)
        tag = rf" \tag{{{number}}}" if number else ""
        return f"$${one_line(node.astext())}{tag}$$"

    def _literal_block(self, node: nodes.literal_block) -> str:
        language = node.get("language", "")
        language = {"ipython3": "python", "default": "", "none": "", "myst-ansi": ""}.get(language, language)
        fence = FENCE
        while fence in node.astext():
            fence += "`"
        return f"{fence}{language}\n{node.astext()}\n{fence}"

    def _bullet_list(self, node: nodes.bullet_list) -> str:
        return self._list(node, lambda _: "- ")

    def _enumerated_list(self, node: nodes.enumerated_list) -> str:
        start = int(node.get("start", 1))
        return self._list(node, lambda k: f"{start + k}. ")

    def _list(self, node: nodes.Element, mark: Callable[[int], str]) -> str:
        items = [(mark(k), self.blocks(item)) for k, item in enumerate(node.children)]
        loose = any("\n\n" in text for _, text in items)
        return ("\n\n" if loose else "\n").join(_hanging(sign, text) for sign, text in items)

    def _definition_list(self, node: nodes.definition_list) -> str:
        parts = []
        for item in node.children:
            terms = [self.inline_children(term) for term in item.findall(nodes.term) if term.parent is item]
            described = [self.blocks(child) for child in item.children if isinstance(child, nodes.definition)]
            parts.append(_hanging("- ", f"**{', '.join(terms)}**: " + "\n\n".join(described)))
        return "\n".join(parts)

    def _block_quote(self, node: nodes.block_quote) -> str:
        return quoted(self.blocks(node))

    def _table(self, node: nodes.table) -> str:
        head = next(iter(node.findall(nodes.thead)), None)
        rows = [self._row(row) for row in node.findall(nodes.row) if head is None or row.parent is not head]
        top = [self._row(row) for row in head.children] if head is not None else [[""] * max(map(len, rows))]
        lines = [*top[:1], ["---"] * len(top[0]), *top[1:], *rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _row(self, row: nodes.Element) -> list[str]:
        return [
            self.blocks(cell).replace("\n\n", "<br>").replace("\n", " ").replace("|", r"\|") for cell in row
        ]

    def _image(self, node: nodes.image) -> str:
        return f"*Picture: {escaped(node.get('alt', ''))}*" if node.get("alt") else ""

    def _figure(self, node: nodes.figure) -> str:
        head = " ".join(filter(None, ("Figure", self.numbers.of("figure", node))))
        caption = next(iter(node.findall(nodes.caption)), None)
        text = self.inline_children(caption) if caption is not None else ""
        return f"**{head}.** {text}" if text else ""

    def _Admonition(self, node: nodes.Element) -> str:
        if "proof" in node.get("classes", ()):
            return self._statement(node)
        title = node.next_node(nodes.title)
        named = self.inline_children(title) if title is not None else type(node).__name__.capitalize()
        body = "\n\n".join(self.block(child) for child in node.children if child is not title)
        return quoted(f"**{named}**\n\n{body}".rstrip())

    def _statement(self, node: nodes.Element) -> str:
        """Return a theorem, a definition or a proof; of a claim without what is behind it, which its page shows."""
        kind = str(node.get("realtype") or "proof").capitalize()
        number = self.numbers.of(str(node.get("countertype", "")), node)
        title = node.next_node(nodes.title)
        name = self.inline_children(title).strip() if title is not None and title.parent is node else ""
        head = " ".join(filter(None, (kind, number, name)))
        content = [child for child in _content(node) if child is not title and not _behind(child)]
        body = "\n\n".join(part for child in content if (part := self.block(child)))
        return quoted(f"**{head}**\n\n{body}".rstrip())

    def _claim_details(self, node: claim_details) -> str:
        return self._folded(node["summary"], self.blocks(node))

    def _dropdown_main(self, node: nodes.Element) -> str:
        summary, *rest = node.children
        return self._folded(
            summary.astext(), "\n\n".join(part for child in rest if (part := self.block(child)))
        )

    def _folded(self, summary: str, body: str) -> str:
        return f"<details><summary>{escape(summary, quote=False)}</summary>\n\n{body}\n\n</details>"

    def _container(self, node: nodes.container) -> str:
        if node.get("nb_element") == "cell_code_output":
            return "\n\n".join(
                part for figure in node.findall(nodes.figure) if (part := self._figure(figure))
            )
        return self.blocks(node)


def _content(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the children, those of the claim's container instead of the container."""
    for child in node.children:
        if isinstance(child, nodes.container) and "claim-content" in child.get("classes", ()):
            yield from child.children
        else:
            yield child


def _behind(node: nodes.Node) -> bool:
    return isinstance(node, claim_details) and "claim-details" in node.get("classes", ())


def _mark(node: Any) -> str:
    if isinstance(node, claim_badge | nodes.strong):
        return "**"
    return "*" if isinstance(node, nodes.emphasis | nodes.title_reference) else ""


def _code(text: str) -> str:
    ticks = "`"
    while ticks in text:
        ticks += "`"
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _no_list(text: str) -> str:
    """Return a paragraph that does not begin like a list or a heading."""
    return re.sub(
        r"^(\d+)([.)])(?=\s)|^([-+#>])(?=\s)", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text
    )


def _hanging(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark)).replace("\n" + " " * len(mark) + "\n", "\n\n")
