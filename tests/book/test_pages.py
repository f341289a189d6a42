"""The built book, opened page by page: whole, typeset, described, readable."""

from __future__ import annotations

import pytest

from tests.book.browsing import BUILT, COLOURS, NEEDED, NO_COLOURS, barriers, opened

# made by Sphinx, not written by us, and without content of their own
GENERATED = {"genindex", "search", "prf-prf", "index"}
# pages made by the hundred from the ledger are looked at by tests of their own
FOLDERS_APART = ("claims",)
PAGES = sorted(
    str(path.relative_to(BUILT).with_suffix(""))
    for path in BUILT.rglob("*.html")
    if path.stem not in GENERATED
    and not any(
        part.startswith("_") or part in FOLDERS_APART for part in path.relative_to(BUILT).parent.parts
    )
)
SHORTEST_ALT = 30
#: Pages that together have every kind of element: unfolded and in the dark only these are looked at, the others in the full tier.
SAMPLES = ("welcome", "output_gating", "errata", "proving")

pytestmark = NEEDED


def test_the_browser_has_no_network(browser):
    page = browser.new_page()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("https://example.org")
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page(browser, address, name):
    """A page is loaded and typeset once, and looked at on a desk, by the rules of accessibility, and on a phone."""
    page, wrong = opened(
        browser, f"{address}/{name}.html", idle=True, viewport={"width": 1300, "height": 900}
    )
    assert wrong == []
    is_whole(page)
    assert beyond_a_phone(page) == []
    page.set_viewport_size({"width": 1300, "height": 900})
    every = name in SAMPLES
    assert barriers(page, None if every else NO_COLOURS, unfolded=every) == []
    page.context.close()


def is_whole(page):
    """Check that every formula is typeset, every picture is there and described, and no link leads nowhere."""
    # every formula of the source became one formula on the page, and none became an error
    written = page.locator(".bd-article .math").count()
    assert page.locator(".bd-article mjx-container").count() >= written
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    text = page.locator(".bd-article").evaluate(
        """e => { const copy = e.cloneNode(true);
                  copy.querySelectorAll('pre, code, script').forEach(x => x.remove());
                  return copy.textContent }"""
    )
    assert not any(raw in text for raw in (r"\(", r"\[", r"\begin{", "$$"))

    alts = page.locator(".bd-article img").evaluate_all(
        "list => list.map(i => [i.src, i.alt, i.naturalWidth])"
    )
    for source, alt, width in alts:
        assert len(alt) > SHORTEST_ALT, source
        assert width > 0, source

    # an address with "=" is not a place but the state of a tool (the graph, the playground)
    targets = page.locator(".bd-article a[href^='#']").evaluate_all(
        """list => list.map(a => decodeURIComponent(a.getAttribute("href").slice(1)))
                    .filter(id => id && !id.includes("=") && !document.getElementById(id))"""
    )
    assert targets == []


def beyond_a_phone(page):
    """Return what is wider than a phone and not inside something that scrolls by itself."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("innerWidth === 390")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return page.locator(
        ".bd-article mjx-container:not([display='true']), .bd-article p, .bd-article img"
    ).evaluate_all(
        """list => list.filter(e => e.getBoundingClientRect().right > innerWidth + 1
             && !e.closest("pre, table, .pst-scrollable-table-container, mjx-container[display='true']"))
             .map(e => e.textContent.slice(0, 60) || e.src)"""
    )


def _colours():
    """Return what `test_page` leaves out: the samples in the dark, the other pages in both schemes and in the full tier."""
    others = [name for name in PAGES if name not in SAMPLES]
    pairs = [pytest.param(name, "dark") for name in PAGES if name in SAMPLES]
    return pairs + [pytest.param(n, s, marks=pytest.mark.full) for n in others for s in ("light", "dark")]


@pytest.mark.parametrize(("name", "scheme"), _colours())
def test_colours(browser, address, name, scheme):
    page, _ = opened(
        browser, f"{address}/{name}.html", viewport={"width": 1300, "height": 900}, color_scheme=scheme
    )
    assert barriers(page, {"runOnly": list(COLOURS)}) == []
    page.context.close()
