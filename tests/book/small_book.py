"""A small ledger and a small book built from it, whose pages are read as trees: what the tests of the directives share."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from symattn.ledger import MEANING

for module in ("sphinx", "sphinx_proof", "myst_nb"):
    pytest.importorskip(module, reason="needs the extra 'book'")

EXT = Path(__file__).parents[2] / "book" / "_ext"
#: The folders of the directives, which are no packages: each is put on the path, as the configuration of the book does.
FOLDERS = sorted(str(folder) for folder in EXT.iterdir() if folder.is_dir())
VOID = {"img", "br", "meta", "link", "input", "hr", "path", "source"}


class Node:
    """An element of a page."""

    def __init__(self, tag, attributes, parent):
        self.tag, self.parent, self.children, self.pieces = tag, parent, [], []
        self.attributes = dict(attributes)
        self.classes = (self.attributes.get("class") or "").split()

    def all(self, tag=None, cls=None):
        """Return the descendants of a tag and class."""
        found = []
        for child in self.children:
            if (tag is None or child.tag == tag) and (cls is None or cls in child.classes):
                found.append(child)
            found += child.all(tag, cls)
        return found

    def one(self, tag=None, cls=None):
        (found,) = self.all(tag, cls)
        return found

    @property
    def text(self):
        return " ".join("".join(p if isinstance(p, str) else p.text for p in self.pieces).split())


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.here = Node("root", [], None)

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes, self.here)
        self.here.children.append(node)
        self.here.pieces.append(node)
        if tag not in VOID:
            self.here = node

    def handle_endtag(self, tag):
        if tag not in VOID:
            while self.here.tag != tag:
                self.here = self.here.parent
            self.here = self.here.parent

    def handle_data(self, data):
        self.here.pieces.append(data)


def claim(identifier, status="proved", **changes):
    made = {
        "id": identifier, "kind": "identity", "title": f"Title of {identifier}", "status": status,
        "conditional": None,
        "scope": "all real x, y", "statement_latex": r"x + y = y + x", "statement_text": "x + y == y + x",
        "hypotheses": [r"x, y \in \mathbb{R}"], "source": "this project", "rests_on": [], "not_claimed": "",
        "evidence": [
            {"method": "polynomial", "status": status, "scope": "", "detail": "expands to 0", "seconds": 0.1}
        ],
        "mutants": [
            {"kind": "sign", "text": "$x - y$", "refuted": True, "counterexample": "x = 1, y = 0"},
            {"kind": "constant", "text": "x + y + 1", "refuted": True, "counterexample": "x = 0, y = 0"},
        ],
        "steps": [], "failures": [],
    }  # fmt: skip
    return made | changes


CLAIMS = [
    claim("SM-4a", title="A sum with $x$ in it"),
    claim(
        "SM-1",
        None,
        kind="definition",
        statement_latex="A unit has an activation $S$.",
        evidence=[],
        mutants=[],
    ),
    claim("CAP-AND", "exhaustive", scope="n <= 4", rests_on=["SM-4a"], conditional="SM-9 (cited)"),
    claim("SM-9", "cited"),
    claim("BY-9", "open", not_claimed="either answer."),
]


def on_path(monkeypatch):
    """Put the directives on the path."""
    for folder in FOLDERS:
        monkeypatch.syspath_prepend(folder)


def forget():
    """Forget the modules of the directives: the next test imports all of them anew, since two copies of one do not go together."""
    for name, module in list(sys.modules.items()):
        if EXT in Path(getattr(module, "__file__", None) or "").parents:
            del sys.modules[name]


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds pages and returns (name -> tree, warnings)."""
    from sphinx.testing.util import SphinxTestApp

    on_path(monkeypatch)

    def run(pages, claims=CLAIMS, extensions=("ledger", "exercises", "figure_alt"), record=True, **config):
        source = tmp_path / "source"
        source.mkdir()
        (source / "conf.py").write_text("")
        if record:
            data = {"format": 1, "meaning": MEANING, "commit": "0123456789abcdef", "versions": {"sympy": "1.14.0"},
                    "tier": "fast", "counts": {}, "claims": claims}  # fmt: skip
            (source / "_build").mkdir()
            (source / "_build" / "ledger.json").write_text(json.dumps(data))
        for name, text in pages.items():
            (source / f"{name}.md").write_text(text)
        kinds = ("theorem", "definition", "observation", "conjecture", "lemma")
        settings = {
            "extensions": ["myst_nb", *extensions], "master_doc": next(iter(pages)), "numfig": True,
            "myst_enable_extensions": ["dollarmath"], "exclude_patterns": ["_build"], "html_theme": "basic",
            "prf_realtyp_to_countertyp": dict.fromkeys(kinds, "theorem"),
            "suppress_warnings": ["toc", "myst-nb.lexer"],
        } | config  # fmt: skip
        app = SphinxTestApp(srcdir=source, builddir=tmp_path / "out", confoverrides=settings, freshenv=True)
        try:
            app.build()
            trees = {}
            for name in pages:
                reader = Reader()
                reader.feed((Path(app.outdir) / f"{name}.html").read_text(encoding="utf-8"))
                trees[name] = reader.root
            return trees, app.warning.getvalue()
        finally:
            app.cleanup()

    yield run
    forget()
