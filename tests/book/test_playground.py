"""The playground, operated in a browser whose network is cut: statements are decided there, numbers and certificates are those of the library.

Build the book first.  What runs Python in the page needs Pyodide beside the pages (``book/_ext/live/live_archives.py``).
"""

from __future__ import annotations

import csv
import io
import json
import runpy
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from symattn import capacity_bounds, is_threshold, prove
from symattn.certificates import NotThreshold, ThresholdWeights
from symattn.errors import InvalidArgument, SymattnError
from symattn.ledger import stored_count
from tests.book.browsing import BUILT, NEEDED, barriers, opened

BOOT_MS = 180_000
ANSWER_MS = 60_000
WITH_PYTHON = pytest.mark.skipif(
    not (BUILT / "_static" / "live" / "pyodide" / "pyodide.asm.wasm").is_file(),
    reason="the book was built without Pyodide beside it: build it where npm reaches its registry, or set SYMATTN_PYODIDE",
)
pytestmark = [
    *NEEDED,
    pytest.mark.skipif(not (BUILT / "playground.html").is_file(), reason="no built book: run make book"),
]
TRUTH, COUNT, CUBE = "div.playground-truth", "div.playground-count", "div.playground-cube"


@pytest.fixture(scope="module")
def page(browser, address):
    """The page, on a desk, with nothing wrong when it is loaded."""
    page, wrong = opened(
        browser, f"{address}/playground.html", idle=True, viewport={"width": 1300, "height": 900}
    )
    assert wrong == []
    yield page
    assert wrong == []
    page.context.close()


@pytest.fixture(scope="module")
def running(browser, address):
    """A page whose first question meets a broken network, and whose second one started Python."""
    page, _ = opened(browser, f"{address}/playground.html")
    page.route("**/pyodide/*", lambda route: route.abort())
    failed = ask(page, "x == x")
    page.unroute("**/pyodide/*")
    yield page, failed
    page.context.close()


def ask(page, statement, assuming="", *, wait=BOOT_MS):
    """Ask for a statement and return the card that answers."""
    page.get_by_label("Statement", exact=True).fill(statement)
    page.get_by_label("Assumptions").fill(assuming)
    page.locator(TRUTH).get_by_role("button", name="Check", exact=True).click()
    return answer(page.locator(TRUTH), wait)


def answer(tool, wait=ANSWER_MS):
    card = tool.locator(".playground-answer[aria-busy='false'] .playground-card")
    card.wait_for(timeout=wait)
    return card.inner_text()


def said(card):
    """Return the terms of an answer, in the order of the page, as a dictionary."""
    return dict(
        card.locator("dl").evaluate(
            "list => [...list.querySelectorAll('dt')].map(t => [t.textContent, t.nextElementSibling.textContent])"
        )
    )


# ---- is it true? --------------------------------------------------------------------------------------


@WITH_PYTHON
def test_a_broken_network_is_said_and_retried(running):
    page, failed = running
    assert "No connection" in failed and "Check the connection" in failed
    page.locator(TRUTH).get_by_role("button", name="Retry").click()
    assert "Proved" in answer(page.locator(TRUTH), BOOT_MS)


@WITH_PYTHON
def test_a_true_identity_is_proved(running):
    page, _ = running
    assert ask(page, "tanh(x) == 2*logistic(2*x) - 1").splitlines()[0] == "✓ Proved"
    card = page.locator(f"{TRUTH} .playground-card")
    assert said(card)["understood as"] == "tanh(x) == 2*logistic(2*x) - 1"
    assert said(card)["for"] == "all real x"
    assert said(card)["certificate"].startswith("accepted by code")
    card.locator("mjx-container[display='true']").wait_for()


@WITH_PYTHON
def test_a_false_identity_has_a_counterexample_that_the_test_verifies(running):
    page, _ = running
    assert ask(page, "(x + y)**2 == x**2 + y**2", "x > 0; y > 1/2").splitlines()[0] == "✗ Refuted"
    card = page.locator(f"{TRUTH} .playground-card")
    point = dict(pair.split(" = ") for pair in said(card)["counterexample"].split(", "))
    x, y = Fraction(point["x"]), Fraction(point["y"])
    assert x > 0 and y > Fraction(1, 2)
    left, right = (Fraction(said(card)[f"{side} side there"]) for side in ("left", "right"))
    assert left == (x + y) ** 2 != x**2 + y**2 == right


@WITH_PYTHON
def test_an_undecided_statement_has_a_reason(running):
    page, _ = running
    assert ask(page, "2*x < exp(x)").splitlines()[0] == "? Undecided"
    assert "no counterexample was found" in said(page.locator(f"{TRUTH} .playground-card"))["reason"]


@WITH_PYTHON
def test_a_malformed_statement_is_helped_and_its_place_is_marked(running):
    page, _ = running
    text = ask(page, "f*g + + == 1")
    with pytest.raises(SymattnError) as raised:
        prove("f*g + + == 1")
    assert "Not yet a statement" in text and raised.value.rule in text and raised.value.hint in text
    assert page.locator(f"{TRUTH} mark").inner_text() == "=="[0]
    assert page.locator(f"{TRUTH} .playground-place").inner_text() == "f*g + + == 1"
    assert "Traceback" not in text and "Error" not in text


@WITH_PYTHON
def test_what_is_written_is_data_whatever_it_contains(running):
    page, _ = running
    page.evaluate("window.owned = 0")
    tried = [
        ('"); import os', ""),
        ("'''\nprint('owned')\n'''", ""),
        ("x == \\", ""),
        ('\\")\nprint("owned")\n("', ""),
        ("x == 1", '"}\'); __import__("os")'),
        ("<img src=x onerror='window.owned=1'>", ""),
        ("x == \u2028y \U0001f980", ""),
        ("{statement} == %s", ""),
    ]
    for statement, assuming in tried:
        with pytest.raises(SymattnError) as raised:
            prove(statement, assuming=assuming)
        text = ask(page, statement, assuming)
        assert text.startswith("Not yet a statement") and raised.value.rule in text
        assert page.locator(f"{TRUTH} .playground-place").inner_text(), statement
    assert page.evaluate("window.owned") == 0
    assert page.locator(f"{TRUTH} img").count() == 0


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (" + ".join(f"{'é' * 90}{i}" for i in range(900)) + " == 1", "verdict"),
        (" + ".join(f"H(x{i})" for i in range(300)) + " < 300", "verdict"),
        ("x == 1 " + "ü" * 90_000, "help"),
        ("x" * 90_000 + " == y", "verdict"),
    ],
)
def test_an_answer_is_never_longer_than_a_page_shows(statement, kind):
    """A run returns 20,000 characters at most; JSON that is cut is no JSON."""
    program = runpy.run_path(str(Path(__file__).parents[2] / "book" / "_static" / "playground" / "check.py"))
    answered = program["answer"](json.dumps({"ask": "check", "statement": statement, "assuming": ""}))
    assert json.loads(answered)["kind"] == kind
    assert len(answered) < 15_000


@WITH_PYTHON
def test_the_cube_asks_the_library_again(running):
    page, _ = running
    cube = page.locator(CUBE)
    for preset, head in (
        ("majority", "a threshold function"),
        ("parity of three", "not a threshold function"),
    ):
        cube.get_by_role("button", name=preset).click()
        cube.get_by_role("button", name="Check with symattn").click()
        text = answer(cube)
        assert head in text.splitlines()[0]
        assert "was accepted by check_certificate, and is the one computed" in text


@WITH_PYTHON
def test_a_question_is_in_the_address_and_an_address_asks_nothing(running, browser):
    page, _ = running
    ask(page, "x*y == relu(x + y - 1)", "x, y in {0,1}")
    written = parse_qs(urlsplit(page.url).fragment)
    assert written == {"statement": ["x*y == relu(x + y - 1)"], "assuming": ["x, y in {0,1}"]}
    other, wrong = opened(browser, page.url, idle=True)
    assert other.get_by_label("Statement", exact=True).input_value() == "x*y == relu(x + y - 1)"
    assert other.get_by_label("Assumptions").input_value() == "x, y in {0,1}"
    fetched = other.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any("runtime.js" in url for url in fetched) and not any("pyodide" in url for url in fetched)
    assert wrong == []
    other.context.close()


@WITH_PYTHON
@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_have_no_barriers(running, scheme):
    page, _ = running
    page.emulate_media(color_scheme=scheme)
    for statement in ("x == x", "x == y", "2*x < exp(x)", "x = y"):
        ask(page, statement)
        assert barriers(page, unfolded=False) == []


@WITH_PYTHON
def test_a_long_check_is_interrupted_and_the_page_goes_on(running):
    """The last one: Python starts anew afterwards."""
    page, _ = running
    tool = page.locator(TRUTH)
    bits = ", ".join(f"x{i}" for i in range(1, 18))
    page.get_by_label("Statement", exact=True).fill(f"{' + '.join(bits.split(', '))} <= 17")
    page.get_by_label("Assumptions").fill(f"{bits} in {{0,1}}")
    tool.get_by_role("button", name="Check", exact=True).click()
    tool.get_by_text("Thinking").wait_for()
    tool.get_by_role("button", name="Not well formed").click()
    assert "wait, or interrupt it" in tool.get_by_role("status").inner_text()
    tool.get_by_role("button", name="Interrupt").focus()
    page.keyboard.press("Enter")
    assert "Interrupted" in answer(tool)
    assert page.evaluate("document.activeElement.textContent") == "Check"
    assert tool.get_by_role("button", name="Check", exact=True).is_enabled()
    assert not tool.get_by_role("button", name="Interrupt").is_visible()


# ---- how many functions? -------------------------------------------------------------------------------


def capacities(page):
    return json.loads(page.locator("#playground-capacities").text_content())


def outward(found):
    """Return both bounds in ten-thousandths of a bit, rounded outwards."""
    return [found.lower.lower * 10**4 // 1, -(-found.upper.upper * 10**4 // 1)]


def test_the_bounds_are_those_of_the_library(page):
    data = capacities(page)
    refused = 0
    for row in data["rows"]:
        options = row["options"]
        if "refused" in row:
            refused += 1
            with pytest.raises(InvalidArgument) as raised:
                capacity_bounds(row["class"], 3, **options)
            assert str(raised.value) == row["refused"]
            continue
        for n, (lower, upper, *named, used) in zip(data["sizes"], row["bounds"], strict=True):
            found = capacity_bounds(row["class"], n, digits=6, **options)
            assert [Fraction(lower) * 10**4, Fraction(upper) * 10**4] == outward(found)
            assert named == [found.lower_claim, found.upper_claim] and tuple(used) == found.claims
    assert 0 < refused < len(data["rows"]) / 2


def test_the_bound_by_all_functions_counts_their_values(page):
    """log2 of v^(2^n), rounded up to 1/10000, for the v with which the curve of all functions is drawn."""
    seen = set()
    for row in capacities(page)["rows"]:
        for n, bound in enumerate(row.get("bounds", ())[:4], start=1):
            if bound[3] == "CAP-cap":
                upper = int(Fraction(bound[1]) * 10**4)
                everything = row["values"] ** (2**n * 10**4)
                assert 2 ** (upper - 1) < everything <= 2**upper
                seen.add(row["values"])
    assert {2, 3} <= seen


def test_the_counts_lie_between_the_bounds_and_are_the_recorded_ones(page):
    data = capacities(page)
    by_name = {
        (row["class"], *map(str, row["options"].values())): row["counts"]
        for row in data["rows"]
        if "counts" in row
    }
    assert by_name[("output-gating", "01", "2")]["3"][0] == "246"
    gates = by_name[("threshold", "free", "01")]
    assert [int(gates[str(n)][0]) for n in range(1, 5)] == [4, 14, 104, 1882]
    assert int(gates["9"][0]) == stored_count("threshold", 9).count
    assert "record" in gates["9"][1 + 1] and "computed" in gates["3"][1 + 1]
    for row in data["rows"]:
        for n, (count, bits, _) in row.get("counts", {}).items():
            lower, upper = map(Fraction, row["bounds"][int(n) - 1][:2])
            # count <= 2^upper, in integers
            assert int(count) ** 10**4 <= 2 ** int(upper * 10**4) or int(count).bit_length() > 40
            assert lower <= Fraction(bits) + Fraction(1, 10**4) and Fraction(bits) <= upper + Fraction(
                1, 10**4
            )


def choose(page, cls, n, **options):
    """Choose a class, the first value of every option that is not given, and n."""
    tool = page.locator(COUNT)
    tool.get_by_label("Class of functions").select_option(cls)
    for other in tool.locator("select").all()[1:]:
        other.select_option(index=0)
    for label, value in options.items():
        tool.get_by_label(label.replace("_", " ")).select_option(value)
    k = capacities(page)["sizes"].index(n)
    tool.get_by_role("slider").fill(str(k))
    return tool


@pytest.mark.parametrize(
    ("cls", "n", "chosen", "options"),
    [
        ("output-gating", 3, {}, {}),
        ("output-gating", 6, {"Values_of_the_gates": "pm"}, {"gate": "pm"}),
        ("synaptic-gating", 100, {"Gated": "each"}, {"synapses": "each"}),
        ("threshold", 9, {}, {}),
        ("multiplexing", 1000, {}, {}),
    ],
)
def test_a_choice_shows_its_bounds_with_their_claims(page, cls, n, chosen, options):
    tool = choose(page, cls, n, **chosen)
    found = capacity_bounds(cls, n, digits=6, **options)
    shown = said(tool)
    for term, end, claim in zip(
        ("at least", "at most"), outward(found), (found.lower_claim, found.upper_claim), strict=True
    ):
        number, by = shown[term].split(" bits, by ")
        assert Fraction(number) * 10**4 == end and by == claim
        assert tool.locator(f"dd a[href='claims/{claim}.html']").count() >= 1
    assert tool.get_by_role("slider").get_attribute("aria-valuetext") == f"n = {n}"
    drawn = tool.get_by_role("img").get_attribute("aria-label")
    assert f"n = {n}: between" in drawn and shown["at least"].split()[0] in drawn
    if n < 10:
        digits = "".join(filter(str.isdigit, shown["functions"]))
        assert int(digits) == (246 if n == 3 else stored_count(cls, n, **options).count)
    else:
        assert shown["functions"] == "no count is known here"


def test_options_that_do_not_go_together_are_explained_by_the_library(page):
    tool = choose(page, "synaptic-gating", 3, Gated="one", Bias="gated")
    assert "must be 'all' where the bias is gated by the same gate" in tool.inner_text()
    tool.get_by_label("Gated").select_option("all")
    assert said(tool)["functions"] == "246"


def test_every_claim_named_has_a_page(page):
    if not (BUILT / "claims").is_dir():
        pytest.skip("no built book: run make book")
    named = capacities(page)["claims"]
    assert len(named) > 20
    assert [name for name in named if not (BUILT / "claims" / f"{name}.html").is_file()] == []


def test_a_class_is_in_the_address(page, browser, address):
    link = choose(page, "synaptic-gating", 50, Gated="any").get_by_role("link", name="Link to this class")
    other, wrong = opened(browser, f"{address}/playground.html{link.get_attribute('href')}")
    assert other.locator(COUNT).get_by_label("Class of functions").input_value() == "synaptic-gating"
    assert other.locator(COUNT).get_by_label("Gated").input_value() == "any"
    assert said(other.locator(COUNT)) == said(page.locator(COUNT))
    assert wrong == []
    other.context.close()


# ---- weights or impossibility --------------------------------------------------------------------------


def test_all_256_tables_are_decided_as_the_library_decides_them(page):
    tables = json.loads(page.locator("#playground-tables").text_content())["tables"]
    assert len(tables) == 256
    for table, entry in enumerate(tables):
        for inputs in ("01", "pm"):
            found = entry[inputs]
            assert ("weights" in found) == bool(is_threshold(table, 3))
            kind = "threshold-weights" if "weights" in found else "farkas"
            shape = ThresholdWeights if "weights" in found else NotThreshold
            data = {"kind": kind, "table": table, "n": 3, "inputs": inputs, **found}
            assert shape.from_json(data).check()
    assert sum("weights" in entry["01"] for entry in tables) == 104


def test_the_page_checks_certificates_and_refuses_wrong_ones(page):
    accepted, refused = page.evaluate(
        """async () => {
            const { holds } = await import(new URL("_static/playground/certificate.js", location.href));
            const tables = JSON.parse(document.getElementById("playground-tables").textContent).tables;
            const pairs = tables.flatMap((entry, table) => ["01", "pm"].map(inputs => [table, entry[inputs], inputs]));
            const accepted = pairs.filter(([t, c, i]) => holds(t, c, i)).length;
            const wrong = ([t, c, i]) => c.weights
                ? [[t ^ 1, c, i], [t ^ 128, c, i], [t, {...c, weights: c.weights.map(w => -w), bias: -c.bias - 1}, i]]
                : [[t, {multipliers: c.multipliers.slice(1)}, i], [t, {multipliers: []}, i],
                   [t, {multipliers: c.multipliers.map(([k, m]) => [k, -m])}, i],
                   [t, {multipliers: c.multipliers.map(([k, m]) => [k, k ? m : m + 1])}, i]];
            const changed = pairs.flatMap(wrong).filter(([t, c]) => !c.multipliers || JSON.stringify(c) !== JSON.stringify(pairs[2 * t][1]));
            return [accepted, changed.filter(([t, c, i]) => holds(t, c, i)).length];
        }"""
    )
    assert (accepted, refused) == (512, 0)


def table_shown(page):
    """Return the table that the names of the corners spell."""
    names = page.locator(f"{CUBE} .playground-corner").evaluate_all("list => list.map(b => b.ariaLabel)")
    return sum(int(name.split("value ")[1][0]) << k for k, name in enumerate(names))


@pytest.mark.parametrize("table", [0, 1, 24, 105, 107, 128, 150, 232, 254])
def test_corners_set_a_table_and_its_certificate_is_shown(page, table):
    cube = page.locator(CUBE)
    differing = table ^ table_shown(page)
    for k in range(8):
        if differing >> k & 1:
            cube.locator(".playground-corner").nth(k).click()
    assert table_shown(page) == table
    head = cube.locator(".playground-said .playground-head").inner_text()
    separable = bool(is_threshold(table, 3))
    assert head == f"Table {table} is {'' if separable else 'not '}a threshold function."
    shown = said(cube)
    assert shown["the gate" if separable else "the relation"] == "checked on this page: it holds"
    if not separable:
        ones, zeros = (shown[side].split(" = ")[1] for side in ("ones", "zeros"))
        assert ones == zeros
    column = [int(cell.replace("−", "-")) for cell in cube.locator("tbody td:nth-child(3)").all_inner_texts()]
    if separable:
        assert [value >= 0 for value in column] == [bool(table >> k & 1) for k in range(8)]
    assert cube.locator("polygon.plane").count() == (separable and table not in (0, 255))
    assert cube.locator("path.meeting").count() == (not separable)


def test_the_cube_is_used_by_keyboard_alone(page):
    cube = page.locator(CUBE)
    cube.get_by_label("Table, 0 to 255").fill("0")
    page.keyboard.press("Tab")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        name = page.evaluate("document.activeElement.ariaLabel")
        if name and name.startswith("x = "):
            break
    assert page.evaluate("document.activeElement.ariaLabel") == "x = (1,1,1), value 0"
    for key in ("Enter", "Shift+Tab", "Space"):
        page.keyboard.press(key)
    assert table_shown(page) == 128 + 64
    assert page.evaluate("document.activeElement.ariaLabel") == "x = (0,1,1), value 1"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_number_that_is_no_table_is_explained(page):
    cube = page.locator(CUBE)
    number = cube.get_by_label("Table, 0 to 255")
    for wrong in ("256", "-1", "1.5", ""):
        number.fill(wrong)
        number.press("Enter")
        assert "whole number from 0 to 255" in cube.get_by_role("alert").inner_text()
    assert table_shown(page) == int(cube.locator(".playground-said .playground-head").inner_text().split()[1])
    number.fill("234")
    number.press("Enter")
    assert cube.get_by_role("alert").count() == 0
    assert said(cube)["formula"] == "x₁ or (x₂ and x₃)"


def test_the_alphabet_changes_the_weights_and_not_the_answer(page):
    cube = page.locator(CUBE)
    cube.get_by_role("button", name="AND", exact=True).click()
    assert said(cube)["gate"] == "H(x₁ + x₂ + x₃ − 3)"
    cube.get_by_label("Inputs").select_option("pm")
    certificate = is_threshold(128, 3, inputs="pm").certificate
    column = [int(cell.replace("−", "-")) for cell in cube.locator("tbody td:nth-child(3)").all_inner_texts()]
    expected = [
        sum(w * (1 if k >> i & 1 else -1) for i, w in enumerate(certificate.weights)) + certificate.bias
        for k in range(8)
    ]
    assert column == expected
    cube.get_by_label("Inputs").select_option("01")


def test_both_tables_are_taken_along_as_csv_and_json(page):
    def taken(tool, name):
        with page.expect_download() as started:
            page.locator(tool).get_by_role("link", name=name, exact=True).click()
        return Path(started.value.path()).read_text()

    data = capacities(page)
    assert json.loads(taken(COUNT, "JSON")) == data
    rows = list(csv.DictReader(io.StringIO(taken(COUNT, "CSV"))))
    assert len(rows) == sum(len(row.get("bounds", ())) for row in data["rows"])
    (row,) = (
        r for r in rows if (r["class"], r["gate"], r["gates"], r["n"]) == ("output-gating", "01", "2", "3")
    )
    assert (row["count"], row["upper_bits"], row["lower_claim"]) == ("246", "8.0000", "CAP-AND")
    functions = list(csv.DictReader(io.StringIO(taken(CUBE, "CSV"))))
    assert sum(f["threshold"] == "yes" for f in functions) == 104
    assert functions[234]["formula"] == "x1 or (x2 and x3)" and functions[234]["w1"] == "2"
    assert functions[150]["corners_and_multipliers"].count(":") == 4
    assert len(json.loads(taken(CUBE, "JSON"))["tables"]) == 256


# ---- the page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_the_tools_have_no_barriers(browser, address, scheme):
    page, wrong = opened(browser, f"{address}/playground.html#table=150&inputs=01", color_scheme=scheme)
    assert wrong == []
    assert barriers(page, unfolded=False) == []
    page.context.close()


def test_on_a_phone_nothing_is_wider_than_the_page(browser, address):
    page, wrong = opened(
        browser, f"{address}/playground.html#table=150&inputs=pm", viewport={"width": 390, "height": 800}
    )
    for cls in capacities(page)["classes"]:
        choose(page, cls, 20)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    beyond = page.locator("div.playground *").evaluate_all(
        "list => list.filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert beyond == [] and wrong == []
    small = page.locator(f"{CUBE} button").evaluate_all(
        "list => list.filter(b => b.offsetParent && Math.min(b.offsetWidth, b.offsetHeight) < 24).length"
    )
    assert small == 0
    page.context.close()


def test_without_javascript_there_is_text_and_a_table(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/playground.html")
    for tool in (TRUTH, COUNT, CUBE):
        assert "JavaScript" in page.locator(tool).inner_text()
    assert page.locator("details.playground-table tbody tr").count() > 40
    assert page.get_by_text("104 of the 256 functions are threshold functions").is_visible()
    page.context.close()
