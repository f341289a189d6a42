"""What a page looks like on a phone and in the dark: formulas are as large as they can be, and each drawing is shown once."""

from __future__ import annotations

import pytest

from tests.book.browsing import NEEDED, opened

pytestmark = NEEDED
SMALLEST = 0.6

FORMULAS = """() => [...document.querySelectorAll("mjx-container[display='true']")].filter(e => e.clientWidth).map(e => ({
    beyond: e.scrollWidth - e.clientWidth,
    size: parseFloat(getComputedStyle(e).fontSize),
    first: parseFloat(e.dataset.size) / 100 * parseFloat(getComputedStyle(e.parentElement).fontSize),
}))"""


@pytest.mark.parametrize("name", ["output_gating", "quadratic"])
def test_a_formula_that_can_be_made_to_fit_a_phone_fits(browser, address, name):
    page, wrong = opened(browser, f"{address}/{name}.html", viewport={"width": 390, "height": 800})
    page.wait_for_function("document.querySelector('mjx-container[data-size]')")
    page.wait_for_timeout(500)
    formulas = page.evaluate(FORMULAS)
    assert wrong == [] and len(formulas) > 10
    smaller = [f for f in formulas if f["size"] < f["first"] - 0.5]
    assert smaller, "some formula of this page is wider than a phone"
    for formula in formulas:
        assert formula["size"] >= SMALLEST * formula["first"] - 0.1
        assert formula["beyond"] <= 1 or formula["size"] <= SMALLEST * formula["first"] + 0.1
    page.set_viewport_size({"width": 1300, "height": 900})
    page.wait_for_timeout(500)
    back = page.evaluate(FORMULAS)
    assert sum(f["size"] < f["first"] - 0.5 for f in back) < len(smaller)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_drawing_is_shown_once_and_described(browser, address, scheme):
    page, wrong = opened(browser, f"{address}/counting.html", color_scheme=scheme)
    pictures = page.locator(".bd-article img.only-light, .bd-article img.only-dark").evaluate_all(
        """list => list.map(i => ({shown: i.checkVisibility(), dark: i.classList.contains("only-dark"), alt: i.alt}))"""
    )
    assert wrong == [] and len(pictures) >= 4
    assert {p["shown"] for p in pictures if p["dark"]} == {scheme == "dark"}
    assert {p["shown"] for p in pictures if not p["dark"]} == {scheme == "light"}
    captions = page.locator(".bd-article figcaption").evaluate_all(
        "list => list.map(e => e.checkVisibility())"
    )
    assert captions and all(captions)
    assert [p["alt"] for p in pictures[::2]] == [p["alt"] for p in pictures[1::2]]
    page.context.close()
