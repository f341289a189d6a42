"""The built book, opened page by page in a browser whose network is cut: whole, typeset, described, readable.

Build the book first (``make book``).  ``SYMATTN_BOOK`` names another folder of built pages, ``CHROMIUM``
another browser.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

BUILT = Path(os.environ.get("SYMATTN_BOOK", Path(__file__).parents[2] / "book" / "_build" / "html"))
# made by Sphinx, not written by us, and without content of their own
GENERATED = {"genindex", "search", "prf-prf", "index"}
PAGES = sorted(
    str(path.relative_to(BUILT).with_suffix(""))
    for path in BUILT.rglob("*.html")
    if path.stem not in GENERATED and not any(part.startswith("_") for part in path.relative_to(BUILT).parts)
)
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NO_NETWORK = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]  # fmt: skip
SHORTEST_ALT = 30
#: Pages that together have every kind of element: unfolded and in the dark only these are looked at, the others in the full tier.
SAMPLES = ("welcome", "output_gating", "errata", "proving")
#: The rules about colours measure from pixel to pixel, which takes half a minute on a long page; colours are those of one style sheet.
COLOURS = ("color-contrast", "link-in-text-block")
NO_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
#: The thousands of elements inside formulas are MathJax's, in the colour of the text around them, and most of the time of a look at a page.
#: Each formula keeps its box, hence what overflows, and its text for screen readers, hence what is named by it.
WITHOUT_GLYPHS = """() => {
    const drawn = [...document.querySelectorAll("mjx-container > mjx-math[aria-hidden='true']")];
    const boxes = drawn.map(e => e.getBoundingClientRect());
    drawn.forEach((e, k) => {
        e.replaceChildren();
        Object.assign(e.style, {display: "inline-block", width: `${boxes[k].width}px`, height: `${boxes[k].height}px`});
    });
    document.querySelectorAll("mjx-assistive-mml").forEach(e => e.replaceChildren(e.textContent));
}"""

pytestmark = [
    pytest.mark.skipif(not PAGES, reason="no built book: run make book"),
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: install chromium or set CHROMIUM"),
]


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Print nothing."""


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Silent, directory=str(BUILT))
    with http.server.ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install '.[test]'")
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=CHROMIUM, args=NO_NETWORK)
        yield opened
        opened.close()


def opened(browser, url, *, idle=False, **options):
    """Open a page, wait until its formulas are typeset, and return it with what went wrong."""
    page = browser.new_context(**options).new_page()
    wrong: list[str] = []
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on(
        "response", lambda answer: answer.status >= 400 and wrong.append(f"{answer.status}: {answer.url}")
    )
    page.on("console", lambda message: message.type == "error" and wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.goto(url, wait_until="networkidle" if idle else "load")
    # the configuration is there before the program that reads it
    page.wait_for_function("!window.MathJax || (MathJax.startup && MathJax.startup.promise)")
    page.evaluate("window.MathJax && MathJax.startup.promise")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page, wrong


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

    targets = page.locator(".bd-article a[href^='#']").evaluate_all(
        """list => list.map(a => decodeURIComponent(a.hash.slice(1)))
                    .filter(id => id && !document.getElementById(id))"""
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


def barriers(page, options=None, *, unfolded=True):
    """Return what the rules of accessibility call serious."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: pip install '.[test]'")
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    # what unfolds fades in; colours count once nothing moves any more
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => null)))")
    page.evaluate(WITHOUT_GLYPHS)
    where = {"include": [[".bd-article"]], "exclude": [["mjx-container"]]}
    result = axe.Axe().run(page, context=where, options={"resultTypes": ["violations"], **(options or {})})
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in result.response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


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
