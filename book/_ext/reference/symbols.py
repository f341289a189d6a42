"""Every symbol and term of the book with the place that introduces it: two tables made from one file, ``symbols.yml``.

    ```{symbols}       symbol, meaning, where it is introduced, its name in the library
    ```{terms}         the terms in alphabetical order, each a link; they are in the general index too

A place is a page and what is to be found there: a symbol in its formulas, a term in its words, first of all where they are emphasised; or a
claim, whose statement has the symbol.  The link goes to the section that has it.  What is not where the file says is a warning.  Terms and the ids of claims are
in the general index, where the search looks for them: it would take CAP-AND apart, and leave the AND out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from claim_nodes import claim_reference, paragraph, prose, table
from docutils import nodes
from ledger import ledger_of, places
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

LOGGER = logging.getLogger(__name__)
FILE = "symbols.yml"
#: Braces group without being seen; those of a set are ``\\{`` and ``\\}``.
_SPACING = {
    "{",
    "}",
    r"\,",
    r"\;",
    r"\:",
    r"\!",
    r"\ ",
    r"\big",
    r"\Big",
    r"\bigl",
    r"\bigr",
    r"\left",
    r"\right",
}
_KEYS = {
    "symbols": ({"tex", "means"}, {"page", "claim", "find", "sort", "code"}),
    "terms": ({"term"}, {"page", "claim", "find"}),
}


@dataclass(frozen=True)
class Entry:
    """A symbol (a formula) or a term (words), what it means, and where to find it: on a page or in a claim."""

    name: str
    is_symbol: bool
    means: str = ""
    page: str = ""
    claim: str = ""
    find: str = ""
    sort: str = ""
    code: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """What has to stand at the place."""
        return self.find or self.name

    @property
    def shown(self) -> list[nodes.Node]:
        """The symbol typeset, or the term."""
        return [nodes.math(self.name, self.name)] if self.is_symbol else [nodes.Text(self.name)]


class introduced_at(nodes.Inline, nodes.TextElement):
    """The place of entry ``entry``; becomes a link once every page has been read."""


@cache
def entries(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the file: symbols by their sort key, then terms in alphabetical order."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = []
    for kind, (needed, allowed) in _KEYS.items():
        for item in data[kind]:
            keys = set(item)
            if not needed <= keys <= needed | allowed or len(keys & {"page", "claim"}) != 1:
                raise ExtensionError(
                    f"{path.name}: {item} must have {sorted(needed)} and either page or claim"
                )
            item = (
                {"code": ()}
                | item
                | {"name": item.get("tex") or item["term"], "is_symbol": kind == "symbols"}
            )
            made = Entry(**{key: value for key, value in item.items() if key not in {"tex", "term"}})
            found.append(made)
    return tuple(
        sorted(found, key=lambda entry: (not entry.is_symbol, (entry.sort or entry.name).casefold()))
    )


def entries_of(env: BuildEnvironment) -> tuple[Entry, ...]:
    """Return the entries of this book; a book without the file has none."""
    path = Path(env.srcdir) / FILE
    return entries(path) if path.is_file() else ()


def tokens(formula: str) -> list[str]:
    """Return the commands and signs of a formula without what only spaces or groups it, to look for one in another.

    >>> tokens(r"C(N,\\; D)"), tokens(r"G_\\wedge") == tokens(r"G_{\\wedge}")
    (['C', '(', 'N', ',', 'D', ')'], True)
    """
    found = re.findall(r"\\[A-Za-z]+|\\.|\S", formula)
    return [token for token in found if token not in _SPACING]


def occurs(entry: Entry, text: str) -> bool:
    """Return whether a formula has the symbol, or a text the term as a whole word."""
    if not entry.is_symbol:
        return (
            re.search(rf"(?<!\w){re.escape(entry.wanted)}(?!\w)", text.replace("’", "'"), re.IGNORECASE)
            is not None
        )
    wanted, given = tokens(entry.wanted), tokens(text)
    return any(given[k : k + len(wanted)] == wanted for k in range(len(given) - len(wanted) + 1))


def note_places(app: Sphinx, document: nodes.document) -> None:
    """Note in which section of the page just read each of its symbols and terms is introduced."""
    env, page = app.env, app.env.docname
    wanted = [entry for entry in entries_of(env) if entry.page == page]
    found = {entry.name: anchor for entry in wanted if (anchor := place_in(entry, document))}
    noted(env)[page] = found
    names = [
        (entry.name, found[entry.name]) for entry in wanted if entry.name in found and not entry.is_symbol
    ]
    names += [(claim, anchor) for claim, (where, anchor) in places(env).items() if where == page]
    add_to_index(env, document, names)


def add_to_index(env: BuildEnvironment, document: nodes.document, names: list[tuple[str, str]]) -> None:
    """Put names with their anchors into the general index, and first among what a search for one finds.

    Sphinx has collected the index of the page already; the search reads the nodes, later.
    """
    if names:
        made = [("single", name, anchor, "main", None) for name, anchor in names]
        document += addnodes.index(entries=made)
        env.get_domain("index").entries.setdefault(env.docname, []).extend(made)  # type: ignore[attr-defined]


def place_in(entry: Entry, document: nodes.document) -> str:
    """Return the anchor of the section that introduces an entry, or nothing."""
    kinds: tuple[tuple[type[nodes.Node], ...], ...] = ((nodes.math, nodes.math_block),)
    if not entry.is_symbol:  # where it is emphasised, else anywhere
        kinds = ((nodes.emphasis, nodes.strong), (nodes.paragraph, nodes.title, nodes.entry))
    for kind in kinds:
        for node in document.findall():
            if isinstance(node, kind) and occurs(entry, node.astext()):
                return _section(node)
    return ""


def _section(node: nodes.Node) -> str:
    while node is not None:
        if isinstance(node, nodes.section) and node["ids"]:
            return str(node["ids"][0])
        node = node.parent
    return ""


def noted(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return the places found so far: page -> name -> anchor."""
    if not hasattr(env, "symattn_symbols"):
        env.symattn_symbols = {}  # type: ignore[attr-defined]
    return env.symattn_symbols  # type: ignore[attr-defined,no-any-return]


class SymbolsDirective(SphinxDirective):
    """Write the table of symbols."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(Path(self.env.srcdir) / FILE))
        ledger = ledger_of(self.env)
        rows = []
        for entry in (entry for entry in entries_of(self.env) if entry.is_symbol):
            if entry.claim and not occurs(
                entry, ledger.claims.get(entry.claim, {}).get("statement_latex", "")
            ):
                self.warn(f"the statement of {entry.claim} does not have the symbol {entry.wanted}")
            rows.append([entry.shown, prose(entry.means), _where(entry), _code(entry)])
        return [table(["Symbol", "Meaning", "Introduced in", "In the library"], rows, ["symbols-table"])]

    def warn(self, message: str) -> None:
        LOGGER.warning(message, location=self.get_location(), type="symattn", subtype="symbol")


class TermsDirective(SphinxDirective):
    """Write the terms, each a link to where it is introduced, by their first letters."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(Path(self.env.srcdir) / FILE))
        terms = [entry for entry in entries_of(self.env) if not entry.is_symbol]
        made: list[nodes.Node] = []
        for letter in sorted({entry.name[0].upper() for entry in terms}):
            links = [_where(entry, entry.name)[0] for entry in terms if entry.name[0].upper() == letter]
            commas = [node for link in links for node in (nodes.Text(", "), link)][1:]
            made.append(paragraph(nodes.strong("", letter), " ", *commas, classes=["terms-letter"]))
        return made


def _where(entry: Entry, text: str = "") -> list[nodes.Node]:
    if entry.claim:
        return [claim_reference("", text or entry.claim, claim=entry.claim)]
    return [introduced_at("", text, page=entry.page, entry=entry.name, named=bool(text))]


def _code(entry: Entry) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for name in entry.code:
        last = name.rpartition(".")[2]
        reference = addnodes.pending_xref(
            "",
            nodes.literal("", last),
            refdomain="py",
            reftype="obj",
            reftarget=f"symattn.{name}",
            refwarn=True,
        )
        made += [nodes.Text(", "), reference]
    return made[1:]


def link_places(app: Sphinx, document: nodes.document, page: str) -> None:
    """Make each place a link, and warn of what is not where the file says."""
    for node in list(document.findall(introduced_at)):
        target, name = node["page"], node["entry"]
        anchor = noted(app.env).get(target, {}).get(name)
        title = app.env.titles[target].astext() if target in app.env.titles else target
        shown = nodes.Text(node.astext() if node["named"] else title)
        if anchor is None:
            message = f"{FILE}: {name} does not occur on the page {target}"
            LOGGER.warning(message, location=page, type="symattn", subtype="symbol")
            node.replace_self(shown)
        else:
            node.replace_self(make_refnode(app.builder, page, target, anchor, [shown]))


def add_style(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Load the style of the tables on their page."""
    if page == "symbols":
        app.add_css_file("symbols.css")


def pages_with_tables(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the page of symbols again when a place has moved."""
    now = {page: dict(found) for page, found in noted(env).items()}, dict(places(env))
    before, env.symattn_symbols_before = getattr(env, "symattn_symbols_before", None), now  # type: ignore[attr-defined]
    return ["symbols"] if before != now and "symbols" in env.titles else []


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the places on a page that is read again or gone."""
    noted(env).pop(docname, None)


def merge_pages(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Join the places found by a parallel reader."""
    noted(env).update({page: found for page, found in noted(other).items() if page in docnames})


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and what links them."""
    app.setup_extension("ledger")
    app.add_node(introduced_at)
    app.add_directive("symbols", SymbolsDirective)
    app.add_directive("terms", TermsDirective)
    app.connect("doctree-read", note_places)
    app.connect("doctree-resolved", link_places)
    app.connect("html-page-context", add_style)
    app.connect("env-updated", pages_with_tables)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
