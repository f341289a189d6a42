"""The cells of a chapter run in a reader's browser without a network, and what goes wrong there is said in words.

Python starts once for the file: the tests that do not end it share a page.
"""

from __future__ import annotations

import re

import pytest

from tests.book.browsing import BUILT, NEEDED, barriers, opened

CHAPTER = "multiplexer"
MODULES = BUILT / "_static" / "live"
BESIDE = (MODULES / "pyodide" / "pyodide.asm.wasm").is_file()
#: Python starts in seconds on an idle machine; a test machine is seldom idle.
PATIENCE = 300_000

#: What a part of the page says, without the buttons that copy.
WORDS = """parts => parts.map(part => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("button").forEach(b => b.remove());
    return copy.textContent;
})"""

pytestmark = [
    *NEEDED,
    pytest.mark.skipif(
        not (BUILT / f"{CHAPTER}.html").is_file(), reason=f"the built book has no {CHAPTER}: run make book"
    ),
    pytest.mark.skipif(
        not BESIDE,
        reason="the book was built without Pyodide beside it: build it where npm reaches its registry, or set SYMATTN_PYODIDE",
    ),
]


class Chapter:
    """A page with live cells and what a reader does on it."""

    def __init__(self, page, wrong):
        self.page, self.wrong = page, wrong

    def cell(self, text):
        """Return the first cell whose code contains a text; the text of a text area does not count."""
        return self.page.locator("div.live-cell", has=self.page.locator("pre", has_text=text)).first

    def button(self, cell, name):
        return cell.get_by_role("button", name=re.compile(rf"^{name}\b"))

    def settled(self, cell):
        """Wait until a cell is neither running nor waiting."""
        self.page.wait_for_function(
            "cell => !['waiting', 'loading', 'running'].includes(cell.dataset.live)",
            arg=cell.element_handle(),
            timeout=PATIENCE,
        )
        return cell

    def run(self, cell):
        self.button(cell, "Run cell").click()
        return self.settled(cell)

    def write(self, cell, code):
        """Put code into a cell and run it from the keyboard."""
        if cell.locator("textarea").count() == 0:
            self.button(cell, "Edit").click()
        cell.locator("textarea").fill(code)
        cell.locator("textarea").press("Control+Enter")

    def answer(self, cell, code):
        self.write(cell, code)
        return self.settled(cell).locator(".live-output").inner_text()

    def fresh(self):
        """Restore every cell, and forget every name."""
        self.page.get_by_role("button", name="Reset page").click()
        self.page.wait_for_function(
            "!document.querySelector('.live-output, .live-edited, textarea.live-code')"
        )


@pytest.fixture(scope="module")
def started(browser, address):
    page, wrong = opened(browser, f"{address}/{CHAPTER}.html", viewport={"width": 1300, "height": 900})
    page.wait_for_selector(".live-cell")
    yield Chapter(page, wrong)
    page.context.close()


@pytest.fixture
def chapter(started):
    yield started
    started.fresh()


def test_nothing_is_fetched_and_nothing_moves_before_the_first_run(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1300, "height": 900})
    still = context.new_page()
    still.goto(f"{address}/{CHAPTER}.html")
    assert not still.locator(".live-toolbar").is_visible()
    assert still.locator("div.cell .cell_output").count() > 10
    context.close()
    asked = []
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{CHAPTER}.html", wait_until="networkidle")
    page.wait_for_selector(".live-cell")
    assert page.locator(".live-cell").count() == page.locator("div.cell").count()
    assert not any(re.search(r"pyodide|\.zip|worker|\.py$", url) for url in asked)
    assert re.search(r"about \d+ MB", page.locator(".live-toolbar").inner_text())
    # the place of the buttons was kept free: with and without them the page is as high
    heights = page.evaluate(
        """() => { const height = () => document.querySelector('.bd-article').scrollHeight;
                   const before = height();
                   document.querySelectorAll('.live-bar').forEach(bar => bar.replaceChildren());
                   return [before, height()]; }"""
    )
    assert heights[0] == heights[1]
    page.close()


def test_a_failure_to_load_is_told_and_a_second_try_shows_progress_and_brings_the_cells_above(chapter):
    cell = chapter.cell("glued.recover()")
    chapter.page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    chapter.run(cell)
    text = cell.locator(".live-output").inner_text()
    assert "Python was not loaded" in text and "Check the connection" in text
    assert cell.locator(".cell_output:not(.live-output)").is_visible()
    chapter.page.unroute("**/pyodide.asm.wasm")
    assert all("pyodide.asm.wasm" in problem or "ERR_FAILED" in problem for problem in chapter.wrong)
    chapter.wrong.clear()
    chapter.page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
            const bar = document.querySelector('progress:not([hidden])');
            if (bar) window.seen.push([bar.value, bar.nextElementSibling.textContent]); })
          .observe(document.querySelector('.bd-article'), {subtree: true, childList: true, attributes: true, characterData: true}); }"""
    )
    book = cell.locator(".cell_output:not(.live-output)").inner_text()
    cell.get_by_role("button", name="Try again").click()
    chapter.settled(cell)
    assert cell.locator(".live-output").inner_text().strip() == book.strip()
    assert not cell.locator(".cell_output:not(.live-output)").is_visible()
    assert re.search(
        r"Ran the \d cells? above first.*from your browser", cell.locator(".live-status").inner_text()
    )
    seen = chapter.page.evaluate("seen")
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions) and fractions[-1] > 0.9
    for words in ("MB", "SymPy", "symattn"):
        assert any(words in text for _, text in seen)
    # the formula of the cell above is typeset, as in the book
    above = chapter.cell("glued.network.output()")
    assert above.locator(".live-output mjx-container").count() == 1
    assert above.locator(".live-output mjx-merror").count() == 0


def test_compiled_modules_are_kept_for_the_next_page(chapter):
    """Once the reader reads on, what Python compiled is packed; Python starts from it the next time."""
    chapter.page.wait_for_function(
        "caches.open('symattn-live').then(store => store.keys()).then(keys => keys.length === 1)",
        timeout=PATIENCE,
    )


def test_an_edit_takes_effect_and_reset_brings_the_book_back(chapter):
    cell = chapter.cell("glued.recover()")
    before = cell.locator(".cell_output").inner_text()
    code = cell.locator("pre").first.inner_html()
    assert "9 = 9" in chapter.answer(cell, "print(f'{3**2} = {(1 + 2)**2}')")
    assert chapter.button(cell, "Reset").is_visible()
    chapter.button(cell, "Reset").click()
    assert cell.locator(".live-output").count() == 0 and cell.locator("textarea").count() == 0
    assert cell.locator(".cell_output").inner_text() == before
    assert cell.locator("pre").first.inner_html() == code


def test_an_edited_cell_above_is_run_again_for_those_that_need_it(chapter):
    first, second = chapter.cell("glue_gates"), chapter.cell("glued.recover()")
    assert "value 1" in chapter.answer(second, "print('value', AND >> 3)")
    first_code = first.locator("pre").first.inner_text().replace("0b1000, 0b0111", "0b1110, 0b0001")
    chapter.button(first, "Edit").click()
    first.locator("textarea").fill(first_code)
    chapter.button(first, "Close editor").click()
    assert "value 14" in chapter.answer(second, "print('value', AND)")


def test_run_all_above_runs_every_cell_before(chapter):
    cells = chapter.page.locator("div.live-cell")
    for k, code in enumerate(["a = [1]", "print(len(a))", "a.append(2)", "sum(a)"]):
        chapter.button(cells.nth(k), "Edit").click()
        cells.nth(k).locator("textarea").fill(code)
    chapter.button(cells.nth(3), "Run all above").click()
    chapter.settled(cells.nth(3))
    assert cells.nth(3).locator(".live-output").inner_text().strip() == "3"
    assert cells.nth(1).locator(".live-output").inner_text().strip() == "1"


def test_all_forms_of_output(chapter):
    cell = chapter.cell("glued.recover()")
    text = chapter.answer(
        cell,
        "import sympy as sp\nfrom IPython.display import HTML\n"
        "print('first')\ndisplay(HTML('<b id=bold>strong</b>'))\ndisplay(sp.Rational(1, 3))\nprint('last')\n[1, 2]",
    )
    assert text.index("first") < text.index("strong") < text.index("last") < text.index("[1, 2]")
    assert cell.locator(".live-output b#bold").count() == 1
    assert cell.locator(".live-output mjx-container mjx-mfrac").count() == 1
    assert chapter.answer(cell, "1 + 1;").strip() == ""


def test_a_figure_takes_the_place_of_the_books_in_its_frame(chapter):
    cell = chapter.page.locator("div.live-cell", has=chapter.page.locator("figure img")).first
    before = cell.locator("figure img").first.get_attribute("src")
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><circle r='9' cx='10' cy='10'/></svg>"
    )
    chapter.write(
        cell,
        "class Drawing:\n"
        "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        f'        return {{"image/svg+xml": "{drawing}", "text/plain": "A disc that touches the frame on four sides."}}\n'
        "Drawing()",
    )
    chapter.settled(cell)
    images = cell.locator("figure img")  # one for each theme
    for k in range(images.count()):
        assert images.nth(k).get_attribute("alt") == "A disc that touches the frame on four sides."
        assert images.nth(k).evaluate("async i => { await i.decode(); return i.naturalWidth }") == 20
    assert cell.locator("figcaption .caption-text").is_visible()
    chapter.button(cell, "Reset").click()
    assert images.first.get_attribute("src") == before


def test_errors_say_what_and_where(chapter):
    cell = chapter.cell("glued.recover()")
    text = chapter.answer(cell, "x = 1\nif x = 2:\n    pass")
    assert "This is not Python" in text and "(line 2)" in text
    line, caret = text.splitlines()[-2:] if text.splitlines()[-1].strip() == "^" else ("", "")
    assert line.strip() == "if x = 2:" and line[caret.index("^")] in "x="
    text = chapter.answer(cell, "def half(n):\n    return n / 0\nprint('before')\nhalf(1)")
    assert "ZeroDivisionError: division by zero" in text and "before" in text
    folded = cell.locator(".live-error details")
    assert folded.evaluate("d => !d.open")
    trace = folded.locator("pre").text_content()
    assert "in half" in trace and "return n / 0" in trace
    assert "runner.py" not in trace and "_execute" not in trace


def test_errors_of_the_library_keep_their_hint(chapter):
    cell = chapter.cell("glued.recover()")
    text = chapter.answer(cell, "from symattn import prove\nprove('x +* y == 1')")
    assert "InvalidStatement" in text and "line 2 of the cell" in text


def test_a_package_that_cannot_be_had_leaves_the_book_as_it_was(chapter):
    cell = chapter.page.locator("div.live-cell", has=chapter.page.locator("figure img")).first
    chapter.write(cell, "import numpy")
    chapter.settled(cell)
    text = cell.locator(".live-output").inner_text()
    assert "needs numpy" in text and "cdn.jsdelivr.net" in text
    assert cell.locator("figure img").first.is_visible()
    text = chapter.answer(cell, "import flint")
    assert "python-flint" in text and "no build for browsers" in text


def test_a_flood_of_output_is_cut_and_counted(chapter):
    cell = chapter.cell("glued.recover()")
    text = chapter.answer(cell, "for k in range(20_000):\n    print('0123456789')")
    assert "200,000 further characters are not shown" in text.replace("\xa0", " ")
    assert len(text) < 25_000


def test_the_editor_by_keyboard(chapter):
    cell = chapter.cell("glued.recover()")
    chapter.button(cell, "Edit").press("Enter")
    area = cell.locator("textarea")
    area.fill("if True:")
    area.press("Control+End")
    chapter.page.keyboard.press("Enter")
    chapter.page.keyboard.type("print(6 * 7)")
    assert area.input_value() == "if True:\n    print(6 * 7)"
    chapter.page.keyboard.press("Shift+Tab")
    assert area.input_value() == "if True:\nprint(6 * 7)"
    chapter.page.keyboard.press("Home")
    chapter.page.keyboard.press("Tab")
    assert area.input_value() == "if True:\n    print(6 * 7)"
    chapter.page.keyboard.press("Shift+Enter")
    assert "42" in chapter.settled(cell).locator(".live-output").inner_text()
    area.press("Escape")
    assert chapter.page.evaluate("document.activeElement.textContent") == "Close editor"
    chapter.page.keyboard.press("Tab")
    assert chapter.page.evaluate("document.activeElement.textContent") == "Run all above"


def test_nothing_went_wrong_on_the_page_meanwhile(started):
    # a cell asked for NumPy; nothing else may have been refused
    refused = ("cdn.jsdelivr.net", "ERR_NAME_NOT_RESOLVED")
    assert [problem for problem in started.wrong if not any(word in problem for word in refused)] == []


def test_a_live_page_meets_the_rules_of_accessibility(chapter):
    cell = chapter.cell("glued.recover()")
    chapter.answer(cell, "print(1)\n1/0")
    assert barriers(chapter.page, unfolded=False) == []


def test_an_endless_loop_is_interrupted_and_the_page_goes_on(started):
    cell = started.cell("glued.recover()")
    started.write(cell, "print('begun')\nwhile True:\n    pass")
    started.page.wait_for_function(
        "cell => cell.dataset.live === 'running' && cell.innerText.includes('begun')",
        arg=cell.element_handle(), timeout=PATIENCE,
    )  # fmt: skip
    started.button(cell, "Interrupt").click()
    started.settled(cell)
    text = cell.locator(".live-output").inner_text()
    assert "begun" in text and "Interrupted" in text and "names defined on this page are gone" in text


@pytest.mark.full
def test_after_an_interrupt_python_starts_again_from_what_was_kept(started):
    """What a cell needs has to be run again, too."""
    cell = started.cell("glued.recover()")
    started.button(cell, "Reset").click()
    started.run(cell)
    assert "01111000" in cell.locator(".live-output").inner_text()
    assert re.search(r"Ran the \d cells? above first", cell.locator(".live-status").inner_text())


@pytest.mark.full
@pytest.mark.parametrize("name", ["multiplexer", "proving", "quadratic"])
def test_a_whole_chapter_runs_and_shows_what_the_book_shows(browser, address, name):
    """Every cell runs, or needs a package that a page without a network cannot have; what is printed and typeset is what the book has."""
    if not (BUILT / f"{name}.html").is_file():
        pytest.skip(f"the built book has no {name}")
    page, _ = opened(browser, f"{address}/{name}.html", viewport={"width": 1300, "height": 900})
    page.wait_for_selector(".live-cell")
    page.evaluate(
        "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
    )  # solutions are folded
    cells = page.locator("div.live-cell").all()
    chapter = Chapter(page, [])
    broken, different, missing = [], [], 0
    for k, cell in enumerate(cells, 1):
        # what needs a package may be needed by others: each is asked for by itself, and brings what it needs
        chapter.run(cell)
        if cell.locator(".live-error").count():
            text = cell.locator(".live-error").inner_text()
            missing += "needs" in text and ("cdn.jsdelivr.net" in text or "no build for browsers" in text)
            if "needs" not in text:
                broken.append((k, text))
        elif (
            cell.locator(".live-output").count()
            and "Not run" not in cell.locator(".live-status").inner_text()
        ):
            here, book = (
                "".join(cell.locator(f".cell_output{which}").evaluate_all(WORDS))
                for which in (".live-output", ":not(.live-output)")
            )
            if _without_times(here) != _without_times(book):
                different.append((k, here, book))
    page.context.close()
    assert broken == []
    assert different == []
    assert missing < len(cells) / 2


def _without_times(text):
    """Return a text without blanks, and without seconds, which differ from run to run."""
    return re.sub(r"[\d.]+ ?(s|seconds|ms)\b", "", re.sub(r"\s+", " ", text)).replace(" ", "")
