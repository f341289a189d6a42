"""The reference documents every public name on exactly one page, and shows the command line as it is."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import symattn
import symattn.errors
from tests.book.browsing import BUILT, NEEDED, barriers, opened
from tests.book.small_book import forget, on_path

for module in ("sphinx", "myst_nb"):
    pytest.importorskip(module, reason="needs the extra 'book'")

BOOK = Path(__file__).parents[2] / "book"
PAGES = sorted((BOOK / "api").glob("*.md"))
PACKAGES = ("algebra", "attention", "attention.zoo", "capacity", "certificates", "ledger", "model", "plots", "proving", "threshold")  # fmt: skip
LISTED = {
    page.stem: [name for block in re.findall(r"^```\{api\}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
                for name in block.split()]
    for page in PAGES
}  # fmt: skip
NAMES = [name for names in LISTED.values() for name in names]


def public() -> set[str]:
    """Return the public names, each as short as an import may have it."""
    top = set(symattn.__all__) - {"plots"}  # a package, whose names follow
    found = set(top)
    for package in PACKAGES:
        home = importlib.import_module(f"symattn.{package}")
        found |= {f"{package}.{name}" for name in home.__all__ if name not in top}
    return found


def documented(name: str):
    home, _, last = f"symattn.{name}".rpartition(".")
    return getattr(importlib.import_module(home), last)


@pytest.fixture
def extension(monkeypatch):
    """Return an extension of the book, imported as Sphinx does."""
    on_path(monkeypatch)
    yield importlib.import_module
    forget()


def test_every_public_name_is_on_exactly_one_page():
    assert sorted(name for name in set(NAMES) if NAMES.count(name) > 1) == []
    errors = {f"errors.{name}" for name, thing in vars(symattn.errors).items()
              if inspect.isclass(thing) and issubclass(thing, symattn.errors.SymattnError)}  # fmt: skip
    assert {name for name in NAMES if name.startswith("errors.")} == errors
    assert set(NAMES) - errors == public()


def docstrings(name):
    """Return the docstring of a name and, of a class, those of its members."""
    thing = documented(name)
    own = vars(thing).values() if inspect.isclass(thing) else ()
    return [inspect.getdoc(part) or "" for part in (thing, *own) if part is not None]


def test_every_name_has_an_executed_example():
    without = []
    for name in NAMES:
        thing = documented(name)
        called = callable(thing) and not (inspect.isclass(thing) and issubclass(thing, BaseException))
        if called and not any(">>>" in text for text in docstrings(name)):
            without.append(name)
    assert without == []


def test_see_also_names_something_that_is_documented():
    everything = {name.rpartition(".")[2] for name in NAMES}
    lost = []
    for name in (name for name in NAMES if callable(documented(name))):
        section = re.search(r"^See Also\n-+\n(.*?)(?=\n\n\w|\Z)", docstrings(name)[0], re.M | re.S)
        for line in section[1].splitlines() if section else ():
            mentioned = re.split(r" ?:(?: |$)", line)[0].split(",") if not line.startswith(" ") else []
            parts = [word.strip().split(".") for word in mentioned if word.strip()]
            lost += [f"{name}: {'.'.join(p)}" for p in parts if not everything & set(p[-2:])]
    assert lost == []


def test_claims_that_docstrings_mention_exist():
    from symattn.ledger import all_claims

    known = set(all_claims())
    families = {name.partition("-")[0] for name in known}
    lost = []
    for name in (name for name in NAMES if callable(documented(name))):
        for mentioned in re.findall(r"\b([A-Z]{2,})((?:-[A-Za-z0-9]+)+)\b", "\n".join(docstrings(name))):
            if mentioned[0] in families and "".join(mentioned) not in known:
                lost.append(f"{name}: {''.join(mentioned)}")
    assert lost == []


def test_the_page_of_commands_has_a_section_for_each(extension):
    text = (BOOK / "api" / "command_line.md").read_text(encoding="utf-8")
    shown = re.findall(r"^## (\w+)\n\n```\{command\} (\w+)$", text, re.M)
    assert sorted(shown) == [(name, name) for name in extension("command_line").commands()]


def test_a_run_prints_what_the_program_prints(extension):
    command_line = extension("command_line")
    text, code = command_line.run('symattn prove "x < x"')
    assert code == 1 and text.startswith("REFUTED: x < x")
    text, code = command_line.run("symattn separable 0b1000 -n 2")
    assert code == 0 and text.startswith("yes")
    text, code = command_line.run("symattn nothing")
    assert code == 3 and "nothing" in text
    assert "--assume" in command_line.help_of("prove") and "Example:" in command_line.help_of("prove")
    with pytest.raises(LookupError):
        command_line.help_of("nothing")
    with pytest.raises(ValueError, match="begins with symattn"):
        command_line.run("rm -r x")


def test_signs_of_formulas_are_not_markup(extension):
    escape = extension("api_reference").escape_signs
    lines = ["the size |A| of A, a bool_ or", "``|A|`` and :math:`|A|`, `np.bool_`", ">>> abs_ | b | c"]
    escape(None, "function", "name", None, None, lines)
    assert lines == [
        r"the size \|A\| of A, a bool\_ or",
        "``|A|`` and :math:`|A|`, `np.bool_`",
        ">>> abs_ | b | c",
    ]


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Return a function that builds pages and returns (name -> HTML, warnings)."""
    from sphinx.testing.util import SphinxTestApp

    on_path(monkeypatch)

    def build(pages):
        source = tmp_path / "source"
        (source / "_build").mkdir(parents=True)
        (source / "conf.py").write_text("")
        (source / "_build" / "ledger.json").write_text('{"format": 1, "claims": []}')
        for name, text in pages.items():
            (source / f"{name}.md").write_text(text)
        settings = {
            "extensions": ["myst_nb", "api_reference", "command_line"], "master_doc": "index", "html_theme": "basic",
            "suppress_warnings": ["toc"], "exclude_patterns": ["_build"],
        }  # fmt: skip
        app = SphinxTestApp(srcdir=source, builddir=tmp_path / "out", confoverrides=settings, freshenv=True)
        try:
            app.build()
            texts = {name: (Path(app.outdir) / f"{name}.html").read_text(encoding="utf-8") for name in pages}
            return texts, app.warning.getvalue(), app.env
        finally:
            app.cleanup()

    yield build
    forget()


def test_names_are_documented_and_linked_by_their_last_part(built):
    pages, warnings, env = built({
        "index": "# Page\n\n```{toctree}\nother\n```\n\n```{api}\nprove\ncapacity.CLASSES\nH\n```\n\n"
                 "```{api}\nprove\nnothing\n```\n",
        "other": "# Other\n\nSee {py:func}`~symattn.prove` and {py:class}`Verdict`.\n\n```{api}\nVerdict\n```\n\n"
                 "```{runs}\nsymattn prove \"x < x\"\n```\n",
    })  # fmt: skip
    assert "prove is documented on the page index already" in warnings
    assert "symattn has no name 'nothing'" in warnings
    assert "ended with exit code 1, not 0" in warnings and warnings.count("WARNING") == 3
    text = pages["index"]
    assert 'id="symattn.prove"' in text and 'href="other.html#symattn.Verdict"' in text
    assert "The classes of functions that" in text and 'id="symattn.capacity.CLASSES"' in text
    assert 'href="index.html#symattn.prove"' in pages["other"]
    assert {"symattn.prove", "symattn.H", "symattn.Verdict"} <= set(env.get_domain("py").objects)


class TestInTheBrowser:
    """The built pages."""

    pytestmark = NEEDED

    @pytest.mark.parametrize("page", [page.stem for page in PAGES])
    def test_no_error_and_nothing_wider_than_a_phone(self, browser, address, page):
        if not (BUILT / "api" / f"{page}.html").is_file():
            pytest.skip("not among the built pages")
        shown, wrong = opened(browser, f"{address}/api/{page}.html", viewport={"width": 390, "height": 800})
        wide = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        names = shown.evaluate("[...document.querySelectorAll('dt.sig[id]')].map(e => e.id)")
        assert wrong == [] and wide == 0
        assert {f"symattn.{name}" for name in LISTED[page]} <= set(names)
        assert shown.locator(".problematic, .system-message").count() == 0
        shown.context.close()

    def test_rules_of_accessibility(self, browser, address):
        shown, _ = opened(browser, f"{address}/api/quadratic.html")
        assert barriers(shown) == []
        shown.context.close()
