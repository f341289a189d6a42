"""What notebooks and scripts are made of, piece by piece: Markdown from nodes, the last expression printed, room for solutions."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

from tests.book.small_book import FOLDERS

docutils = pytest.importorskip("docutils.nodes", reason="needs the extra 'book'")
pytest.importorskip("sphinx_proof", reason="needs the extra 'book'")
nodes = docutils


@pytest.fixture(scope="module")
def modules():
    """The modules of the extension, which is no package."""
    sys.path[:0] = FOLDERS
    try:
        names = ("takeaway_markdown", "takeaway_pieces", "takeaway_forms", "takeaway")
        yield {name.removeprefix("takeaway_"): importlib.import_module(name) for name in names}
    finally:
        for folder in FOLDERS:
            sys.path.remove(folder)


@pytest.fixture
def write(modules):
    numbers = modules["markdown"].Numbers({}, {}, lambda node: node.get("number") or "")
    return modules["markdown"].Markdown(numbers, lambda address: f"book/{address}").block


def paragraph(*parts):
    return nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))


def items(*blocks):
    return [nodes.list_item("", *(b if isinstance(b, list) else [b])) for b in blocks]


def test_text_is_no_markup(write):
    assert (
        write(paragraph("5 * 3 costs $2, `x`, a_b and _c_ < d"))
        == r"5 \* 3 costs \$2, \`x\`, a_b and \_c\_ &lt; d"
    )
    assert write(paragraph("1. is no list")) == r"1\. is no list"
    assert write(paragraph("- is none")) == r"\- is none"


def test_what_stands_in_a_line(write):
    parts = (
        nodes.emphasis("", "", nodes.Text("soft ")), nodes.math("", "a\n + b"), nodes.literal("", "f`x"),
        nodes.reference("", "", nodes.Text("there"), refuri="page.html#a"), nodes.strong("", "", nodes.Text("loud")),
    )  # fmt: skip
    assert write(paragraph(*parts)) == "*soft* $a + b$`` f`x ``[there](book/page.html#a)**loud**"


def test_a_link_that_leads_nowhere_is_text(modules):
    numbers = modules["markdown"].Numbers({}, {}, lambda node: "")
    plain = modules["markdown"].Markdown(numbers, lambda address: None)
    named = nodes.reference("", "", nodes.Text("SM-1"), refuri="x.html")
    more = nodes.reference("", "", nodes.inline("", "more", classes=["claim-more"]), refuri="x.html")
    assert plain.block(paragraph(named, " and ", more)) == "SM-1 and"


def test_a_formula_is_one_line_with_its_number(write):
    assert write(nodes.math_block("", "a\n= b", number=3)) == r"$$a = b \tag{3}$$"


def test_lists_are_nested(write):
    inner = nodes.bullet_list("", *items(paragraph("in")))
    listed = nodes.enumerated_list("", *items(paragraph("first"), [paragraph("second"), inner]), start=3)
    assert write(listed) == "3. first\n\n4. second\n\n   - in"


def test_a_table_keeps_its_cells(write):
    def row(*texts):
        return nodes.row("", *(nodes.entry("", paragraph(text)) for text in texts))

    group = nodes.tgroup("", nodes.thead("", row("a", "b|c")), nodes.tbody("", row("1", "2")), cols=2)
    assert write(nodes.table("", group)) == "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |"


def test_code_that_has_a_fence(write):
    assert write(nodes.literal_block("", "```\nx", language="ipython3")) == "````python\n```\nx\n````"


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("x = 1\nx", "x = 1\nshow(x)"),
        ("x, 2", "show((x, 2))"),
        ("f(\n    1,\n)  # why", "show(f(\n    1,\n))  # why"),
        ('"é" + "∑"  # ∑', 'show("é" + "∑")  # ∑'),
        ("print(1)", "print(1)"),
        ("x = 1", "x = 1"),
        ("x;", "x;"),
        ("for i in y:\n    i", "for i in y:\n    i"),
        ("# only a word", "# only a word"),
    ],
)
def test_the_last_expression_is_shown(modules, code, printed):
    assert modules["forms"].shown(code) == printed
    compile(printed, "cell", "exec")


def test_a_script_shows_what_a_notebook_would(modules, capsys):
    piece = modules["pieces"].Piece
    about = modules["forms"].About("A book", "A page", "page.html", "", {"sympy": "1", "python": "3"})
    pieces = [piece("text", "# A *page*\n\n- with a list"), piece("code", "None"), piece("code", "'a', 1")]
    written = modules["forms"].script(pieces, about)
    assert "# A page\n# ======\n#\n# - with a list\n" in written
    assert "Python 3, sympy 1" in written and "pip install ." in written
    exec(compile(written, "page.py", "exec"), {})
    assert capsys.readouterr().out == "('a', 1)\n"


def test_what_a_page_needs(modules):
    about = modules["forms"].About("b", "t", "p.html", "", {})
    assert about.needs("import numpy") == "pip install ."
    assert about.needs("from symattn import plots") == "pip install '.[plot]'"
    assert about.needs("import z3\nfrom matplotlib import cm\nfrom IPython.display import HTML") == (
        "pip install '.[plot,smt]' ipython"
    )


def test_a_page_that_reads_files_says_where_to_run_it(modules):
    about = modules["forms"].About("b", "t", "p.html", "", {})
    assert about.where("open('x.json')") == ""
    assert about.where('Path("../tests/a.json")') == (
        " Run it in the folder book of the project: it reads ../tests/a.json."
    )


def test_room_for_a_solution(modules):
    piece = modules["pieces"].Piece
    pieces = [
        piece("text", "### Exercise"), piece("text", "#### Solution\n\nSo it is.", 1), piece("code", "secret", 1),
        piece("text", "#### Solution", 2), piece("code", "other", 2), piece("text", "## Summary"),
    ]  # fmt: skip
    blank = modules["pieces"].without_solutions(pieces)
    assert [p.text for p in blank] == [
        "### Exercise", "#### Your solution", "# your solution", "#### Your solution", "# your solution", "## Summary",
    ]  # fmt: skip


def test_a_notebook_begins_with_what_it_needs(modules):
    piece = modules["pieces"].Piece
    about = modules["forms"].About("A book", "A page", "page.html", "../", {})
    read = json.loads(
        modules["forms"].notebook([piece("text", "# A page\n\nText."), piece("code", "1")], about)
    )
    first, second, third = ("".join(cell["source"]) for cell in read["cells"])
    assert first.startswith("# A page\n\n*A page of “A book”: [page.html](../page.html).*")
    assert (second, third) == ("Text.", "1")
    assert len({cell["id"] for cell in read["cells"]}) == 3


@pytest.mark.parametrize(
    ("link", "base", "result"),
    [
        ("https://example.org", "", "https://example.org"),
        ("zoo.html#x", "../", "../zoo.html#x"),
        ("zoo.html#x", "", None),
        ("#x", "../", "../api/prove.html#x"),
        ("../claims/SM-1.html", "https://b.org/", "https://b.org/claims/SM-1.html"),
    ],
)
def test_where_links_lead(modules, link, base, result):
    docname = "api/prove" if link.startswith((".", "#")) else "welcome"
    assert modules["takeaway"].linked(link, docname=docname, base=base) == result
