"""The book's directives: a small project is built from a small ledger and its HTML is read as a tree."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.book import small_book
from tests.book.small_book import EXT, FOLDERS, claim

CLAIMS, build = small_book.CLAIMS, small_book.build

#: Runs pages ahead, three times, the last time with another library; kernels leave open sockets behind, hence a process of its own.
AHEAD = """
import sys
from pathlib import Path
from types import SimpleNamespace
from jupyter_cache import get_cache
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig
import fresh
from execute_ahead import execute_ahead

here = Path(sys.argv[1])
config = NbParserConfig(execution_mode="cache", execution_cache_path=str(here / "cache"))
env = SimpleNamespace(doc2path=lambda name: here / f"{name}.md", myst_config=MdParserConfig(), mystnb_config=config)
for number, library, pages in (("41", "a", ["good", "prose", "bad"]), ("42", "a", ["good"]), ("43", "b", ["good"])):
    (here / "number").write_text(number)
    fresh.sources_digest = lambda: library
    execute_ahead(None, env, pages)
    cache = get_cache(here / "cache")
    found = [cache.get_cache_bundle(record.pk).nb for record in cache.list_cache_records()]
    print([output.text for page in found for cell in page.cells for output in cell.outputs])
"""


def test_pages_are_run_when_the_library_changes_and_a_page_that_fails_is_not_kept(tmp_path):
    head = (
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n# Page\n\n"
    )
    # what is printed arrives in two pieces
    good = "import time\nprint(open('number').read(), end='', flush=True)\ntime.sleep(0.8)\nprint()"
    for name, code in {"good": good, "bad": "1/0"}.items():
        (tmp_path / f"{name}.md").write_text(f"{head}```{{code-cell}} python3\n{code}\n```\n")
    (tmp_path / "prose.md").write_text("# Prose\n")
    command = [sys.executable, "-c", AHEAD, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(FOLDERS)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [r"['41\n']", r"['41\n']", r"['43\n']"]


def test_a_claim_is_a_numbered_block_with_everything_the_ledger_says(build):
    pages, warnings = build({"index": "# Page\n\n```{claim} SM-4a\n```\n\n```{claim} CAP-AND\n```\n"})
    assert warnings == ""
    first, second = pages["index"].all("div", "claim")
    assert first.attributes["id"] == "claim-SM-4a"
    assert first.one("p", "admonition-title").text.startswith("Theorem 1")
    assert "A sum with" in first.one("p", "admonition-title").text
    assert "Assume" in first.one("p", "claim-hypotheses").text
    assert "x + y = y + x" in first.one("div", "claim-statement").text
    details = first.one("details", "claim-details")
    assert details.one("summary").text == "How this was checked"
    assert "expands to 0" in details.text and details.text.count("refuted at") == 2
    assert second.one("p", "admonition-title").text.startswith("Observation 2")
    assert "SM-9 (cited)" in second.one("p", "claim-conditional").text
    (link,) = [a for a in second.one("details").all("a") if a.text == "SM-4a"]
    assert link.attributes["href"] == "#claim-SM-4a"


def test_a_status_is_a_word_an_icon_and_a_colour(build):
    pages, _ = build({"index": "# Page\n\n```{claim} CAP-AND\n```\n"})
    badge = pages["index"].one("span", "claim-badge")
    assert badge.text == "exhaustive (n ≤ 4)"
    assert "claim-exhaustive" in badge.classes
    assert badge.one("svg").attributes["aria-hidden"] == "true"


def test_headings_are_as_strong_as_the_evidence(build):
    text = "# Page\n\n```{claim} SM-1\n```\n\n```{claim} SM-4a\n:as: lemma\n```\n\n```{claim} BY-9\n```\n"
    pages, warnings = build({"index": text})
    assert warnings == ""
    titles = [p.text.split(" (")[0] for p in pages["index"].all("p", "admonition-title")]
    assert titles == ["Definition 1", "Lemma 2", "Conjecture 3"]
    assert not pages["index"].all("div", "claim")[0].all("details")
    assert "either answer" in pages["index"].all("div", "claim")[2].one("details").text


def test_an_open_claim_cannot_be_called_a_theorem(build):
    _, warnings = build({"index": "# Page\n\n```{claim} BY-9\n:as: theorem\n```\n"})
    assert "the claim BY-9 is open and cannot be called a theorem" in warnings


def test_mentions_link_across_pages_and_to_prf(build):
    index = (
        "# Page\n\n```{toctree}\nother\n```\n\nBy {claim}`SM-4a`, {claim}`a trick <SM-4a>`, {claim}`SM-9`.\n"
    )
    other = "# Other\n\n```{claim} SM-4a\n:label: thm-sum\n```\n\nSee {prf:ref}`thm-sum`.\n"
    pages, warnings = build({"index": index, "other": other})
    assert warnings == ""
    links = {a.text: a.attributes["href"] for a in pages["index"].all("a", "reference")}
    assert links["SM-4a"] == links["a trick"] == "other.html#claim-SM-4a"
    assert "SM-9" not in links and "SM-9" in pages["index"].text
    assert {a.text: a.attributes["href"] for a in pages["other"].all("a", "reference")}[
        "Theorem 1"
    ] == "#thm-sum"
    assert [n.attributes["id"] for n in pages["other"].all() if n.attributes.get("id") == "claim-SM-4a"]


@pytest.mark.parametrize(
    "text", ["```{claim} SM-77\n```", "See {claim}`SM-77`.", "```{claims-table}\n:prefix: ZZ\n```"]
)
def test_an_unknown_claim_is_a_warning(build, text):
    _, warnings = build({"index": f"# Page\n\n{text}\n"})
    assert "SM-77" in warnings or "no claim begins with ZZ" in warnings
    assert "index.md:3" in warnings


def test_a_claim_stated_twice_is_a_warning(build):
    pages, warnings = build({"index": "# Page\n\n```{claim} SM-4a\n```\n\n```{claim} SM-4a\n```\n"})
    assert "already stated on the page index" in warnings
    assert len(pages["index"].all("div", "claim")) == 1


@pytest.mark.parametrize(
    "changes",
    [{"status": "refuted"}, {"status": "undecided"}, {"status": "nonsense"}, {"status": None},
     {"failures": ["it broke"]},
     {"mutants": [{"kind": "sign", "text": "x", "refuted": False, "counterexample": ""}]}],
)  # fmt: skip
def test_a_failing_claim_shows_as_a_failure_and_warns(build, changes):
    pages, warnings = build({"index": "# Page\n\n```{claim} SM-4a\n```\n"}, [claim("SM-4a") | changes])
    assert "the claim SM-4a fails" in warnings
    block = pages["index"].one("div", "claim")
    assert block.one("p", "admonition-title").text.startswith("Conjecture")
    assert block.one("span", "claim-badge").text.isupper()


def test_the_table_has_one_row_a_claim_and_links_those_that_are_stated(build):
    pages, warnings = build(
        {"index": "# Page\n\n```{claims-table}\n:prefix: SM- CAP-\n```\n\n```{claim} SM-4a\n```\n"}
    )
    assert warnings == ""
    rows = pages["index"].one("table", "claims-table").one("tbody").all("tr")
    assert [row.all("td")[0].text for row in rows] == ["SM-4a", "SM-1", "CAP-AND", "SM-9"]
    assert [bool(row.all("a")) for row in rows] == [True, False, False, False]
    assert rows[2].all("td")[3].text == "n ≤ 4" and "conditional" in rows[2].all("td")[2].text


def test_the_summary_counts_and_explains_every_status(build):
    pages, _ = build({"index": "# Page\n\n```{ledger-summary}\n```\n"})
    rows = pages["index"].one("table", "ledger-summary").one("tbody").all("tr")
    counted = {row.all("td")[0].text: int(row.all("td")[1].text) for row in rows}
    assert counted["proved"] == counted["cited"] == counted["open"] == counted["exhaustive"] == 1
    assert sum(counted.values()) == 4 and "kernel" in counted and "REFUTED" not in counted
    assert all(len(row.all("td")[2].text) > 20 for row in rows)
    origin = pages["index"].one("p", "ledger-origin").text
    assert "4 claims and 1 definition;" in origin and "0123456789ab" in origin and "sympy 1.14.0" in origin


SAID = {"text": "Said of all $n$.", "source": "a paper", "statement": "f(n) < n", "corrected": "It holds for $n > 1$.",
        "refuted": True, "counterexample": "n = 1: left 1, right 1"}  # fmt: skip


def test_errata_show_what_refutes_them(build):
    claims = [
        claim("SM-4a", errata=[SAID]),
        claim("SM-4b"),
        claim("SM-4c", errata=[SAID | {"refuted": False}]),
    ]
    text = "# Page\n\n```{claim} SM-4a\n```\n\n```{errata} %s\n```\n"
    extensions = ("ledger", "exercises", "figure_alt", "errata")
    pages, warnings = build({"index": text % "SM-4a"}, claims, extensions)
    assert warnings == ""
    block = pages["index"].one("div", "erratum")
    for part in ("Said of all", "a paper", "f(n) < n", "left 1, right 1", "It holds for"):
        assert part in block.text
    assert block.one("a", "reference").attributes["href"] == "#claim-SM-4a"
    assert "Said of all" in pages["index"].one("details", "claim-details").text


@pytest.mark.parametrize("name", ["SM-4b", "SM-4c", "SM-99"])
def test_an_erratum_that_is_absent_or_stands_is_a_warning(build, name):
    claims = [claim("SM-4b"), claim("SM-4c", errata=[SAID | {"refuted": False}])]
    page = {"index": f"# Page\n\n```{{errata}} {name}\n```\n"}
    _, warnings = build(page, claims, ("ledger", "exercises", "figure_alt", "errata"))
    assert name in warnings


@pytest.mark.parametrize("content", [None, "{", '{"format": 2, "claims": []}', "[]"])
def test_without_a_record_the_build_fails_and_says_what_to_run(build, tmp_path, content):
    from sphinx.errors import ExtensionError

    record = {"symattn_ledger": "../ledger.json"}
    if content is not None:
        (tmp_path / "ledger.json").write_text(content)
    with pytest.raises(ExtensionError, match="symattn verify --record"):
        build({"index": "# Page\n"}, record=False, **record)


EXERCISE = """# Page

```{exercise} A gate
:grade: 2
Find weights $w$.
```

```{hint}
Few.
```

```{solution}
```

They are these.

%s

```{solution-end}
```

After.
"""
FRONT = "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n"
CELL = "```{code-cell} python3\n1 + 1\n```"


def test_a_solution_is_folded_with_its_cell(build):
    pages, warnings = build({"index": FRONT + EXERCISE % CELL}, nb_execution_mode="off")
    assert warnings == ""
    assert (
        pages["index"].one("div", "exercise").one("p", "admonition-title").text
        == "Exercise 1: A gate (some work)"
    )
    hint, solution = pages["index"].all("details", "exercise-fold")
    assert hint.one("summary").text == "Hint" and "Few." in hint.text
    assert solution.one("summary").text == "Solution" and "They are these." in solution.text
    assert solution.all("div", "cell") and "After." not in solution.text


def test_a_solution_that_nothing_checks_is_a_warning(build):
    _, warnings = build({"index": FRONT + EXERCISE % "Believe me."}, nb_execution_mode="off")
    assert "no executed cell" in warnings


@pytest.mark.parametrize("mark", ["solution", "solution-end"])
def test_an_unmatched_mark_is_a_warning(build, mark):
    _, warnings = build({"index": f"# Page\n\n```{{{mark}}}\n```\n\nText.\n"})
    assert "solution" in warnings


def test_alternative_text_comes_from_the_figure_or_from_the_cell_and_must_be_there(build, monkeypatch):
    root = str(EXT.parents[1])
    monkeypatch.setenv("PYTHONPATH", root)
    described = "```{code-cell} python3\nfrom symattn import plots\nplots.cube(232, 3)\n```\n"
    by_hand = "```{code-cell} python3\n---\nmystnb:\n  image:\n    alt: The same function drawn again, "
    by_hand += "with 4 ones.\n---\nplots.cube(232, 3)\n```\n"
    bare = "```{code-cell} python3\nfig = plots.cube(232, 3)\nfig._repr_mimebundle_ = None\nfig\n```\n"
    nothing = "```{code-cell} python3\nfrom IPython.display import SVG\n"
    nothing += "SVG(plots.cube(1, 1)._repr_mimebundle_()['image/svg+xml'])\n```\n"
    pages, warnings = build(
        {"index": f"{FRONT}# Page\n\n{described}\n{by_hand}\n{bare}\n{nothing}"},
        nb_execution_mode="force",
        nb_execution_raise_on_error=True,
    )
    alts = [image.attributes["alt"] for image in pages["index"].all("img")]
    assert alts[0].startswith("Cube of {0,1}^3: the function has value 1 at 4 of 8 points")
    assert alts[1] == "The same function drawn again, with 4 ones."
    assert warnings.count("figure without alternative text") == 1
    assert "is shown as the text <Figure" in warnings


def test_mathjax_comes_from_the_wheel_and_no_network(build, tmp_path):
    pytest.importorskip("sphinx-mathjax-offline")
    pages, warnings = build({"index": "# Page\n\n$x$\n"}, extensions=("sphinx_proof", "local_mathjax"))
    assert warnings == ""
    sources = [
        s.attributes["src"] for s in pages["index"].all("script") if "mathjax" in s.attributes.get("src", "")
    ]
    assert sources and all(source.startswith("_static/mathjax/tex-chtml.js") for source in sources)
    (folder,) = tmp_path.glob("out/**/_static/mathjax")
    assert (folder / "tex-chtml.js").is_file()
    assert (folder / "input/tex/extensions/cancel.js").is_file()
    assert list((folder / "output/chtml/fonts/woff-v2").glob("*.woff"))


def test_without_the_wheel_the_build_fails_and_says_what_to_install(build, monkeypatch):
    import importlib.util

    from sphinx.errors import ExtensionError

    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if "mathjax-offline" in name else find(name, *rest),
    )
    with pytest.raises(ExtensionError, match=r"pip install -c book/constraints\.txt sphinx-mathjax-offline"):
        build({"index": "# Page\n"}, extensions=("local_mathjax",))


def imported(path):
    """Return what a file imports: modules, and names as module.name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_a_formula_and_its_marks_stay_in_one_line(build):
    pages, _ = build(
        {"index": "# Page\n\nLet $x$, and ($y$); $z$ and $w$ more.\n"}, extensions=("ledger", "page_fixes")
    )
    kept = [span.text for span in pages["index"].all("span", "formula-marks")]
    assert kept == [r"\(x\),", r"(\(y\));"]


def test_the_directives_know_no_mathematics():
    """Claims come from the record; the library is asked for its command line, its colours and its version only."""
    allowed = re.compile(
        r"symattn|symattn\.cli\..*|symattn\.plots\.(style|themes)\..*|symattn\.ledger\.sources_digest"
    )
    for path in EXT.rglob("*.py"):
        library = {name for name in imported(path) if name.split(".")[0] in ("symattn", "sympy")}
        assert all(allowed.fullmatch(name) for name in library), path.name
        if path.stem.startswith(("claim", "ledger", "dashboard", "statuses", "errata", "table")):
            assert not library, path.name
