"""A page that no file stands for: document nodes are written as HTML, and the page is put into the search index.

Such pages are not in the table of contents, so that hundreds of them cost neither its length nor the time to resolve it.  The
theme works out the contents at the side for every page anew; for pages of one folder it is the same, and is made once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx


@dataclass
class GeneratedPage:
    """A page: its name, its title as text, what makes its content (a section with subsections), and words by which search finds it."""

    name: str
    title: str
    make: Callable[[], nodes.section]
    words: str
    neighbours: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # "prev", "next" -> page, title

    def context(self, app: Sphinx) -> dict[str, Any]:
        """Return what the template needs."""
        builder: Any = app.builder
        content = self.make()
        formulas = next(content.findall(lambda n: isinstance(n, (nodes.math, nodes.math_block))), None)
        app.env.get_domain("math").data["has_equations"][self.name] = formulas is not None
        context = {
            "title": escape(self.title),
            "body": written(app, self.name, content),
            "toc": _contents(content),
            "display_toc": True,
            "parents": [],
            "metatags": "",
            "symattn_generated": True,
        }
        for key in ("prev", "next"):
            if key in self.neighbours:
                page, title = self.neighbours[key]
                link = builder.get_relative_uri(self.name, page)
                context[key] = {"link": link, "title": escape(title)}
        return context

    def index(self, app: Sphinx) -> None:
        """Put title and words into the search index."""
        builder: Any = app.builder
        document = new_document(self.name)
        document += nodes.section(
            "", nodes.title("", self.title), nodes.paragraph("", self.words), ids=["claim"]
        )
        builder.index_page(self.name, document, self.title)


def written(app: Sphinx, name: str, content: nodes.Element) -> str:
    """Return nodes as HTML, with links as seen from the page of that name."""
    builder: Any = app.builder
    document = new_document(name, builder.docsettings)
    document += content
    builder.secnumbers, builder.fignumbers = {}, {}
    builder.current_docname = name
    translator = builder.create_translator(document, builder)
    document.walkabout(translator)
    return "".join(translator.fragment)


def _contents(content: nodes.section) -> str:
    """Return the headings as the theme expects them: a list in the list of the title."""
    items = "".join(
        f'<li><a class="reference internal" href="#{section["ids"][0]}">{escape(section[0].astext())}</a></li>'
        for section in content.findall(nodes.section)
        if section is not content
    )
    return f'<ul><li><a class="reference internal" href="#">{escape(content[0].astext())}</a><ul>{items}</ul></li></ul>'


class SideOnce:
    """Lets the contents at the side, which the theme resolves for every page, be resolved once for each folder of generated pages."""

    def __init__(self) -> None:
        self.made: dict[tuple[Any, ...], str] = {}

    def __call__(
        self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Replace the function by which a generated page asks for the contents, before the theme calls it."""
        make: Callable[..., str] | None = context.get("toctree")
        if not context.get("symattn_generated") or make is None:
            return
        folder = page.rpartition("/")[0]

        def once(**options: Any) -> str:
            key = (folder, *sorted(options.items()))
            if key not in self.made:
                self.made[key] = make(**options)
            return self.made[key]

        context["toctree"] = once


class Unchanged:
    """Remembers in a file from what pages were made, so that the same pages are not written again."""

    def __init__(self, app: Sphinx, name: str, *parts: Any) -> None:
        builder: Any = app.builder
        env = app.env
        titles = {page: title.astext() for page, title in env.titles.items()}
        programs = [
            path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].rglob("*.py"))
        ]
        info = builder.create_build_info()
        known = [titles, env.toctree_includes, info.config_hash, info.tags_hash, programs, *parts]
        self.digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
        self.file = Path(app.doctreedir) / f"{name}.made"

    def __bool__(self) -> bool:
        return self.file.is_file() and self.file.read_text(encoding="utf-8") == self.digest

    def remember(self) -> None:
        """Note that the pages have been made."""
        self.file.write_text(self.digest, encoding="utf-8")


def collected(
    app: Sphinx, pages: Iterable[GeneratedPage], unchanged: Unchanged
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Index pages, and yield those that have to be written as Sphinx wants them."""
    keep = bool(unchanged)
    pages = list(pages)
    _stay_in_index(app, {page.name for page in pages})
    unchanged.file.unlink(missing_ok=True)
    for page in pages:
        page.index(app)
        if not (keep and Path(app.builder.get_outfilename(page.name)).is_file()):  # type: ignore[attr-defined]
            yield page.name, page.context(app), "page.html"
    unchanged.remember()


def _stay_in_index(app: Sphinx, names: set[str]) -> None:
    """Let the index of this build keep pages that Sphinx, which knows no source of them, would take out before it writes the index."""
    indexer: Any = app.builder.indexer  # type: ignore[attr-defined]
    if indexer is not None:
        prune = indexer.prune
        indexer.prune = lambda known: prune({*known, *names})
