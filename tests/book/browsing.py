"""Opening the built book in a browser whose network is cut, and what accessibility rules say about a page.

Build the book first (``make book``).  ``SYMATTN_BOOK`` names another folder of built pages, ``CHROMIUM`` another browser.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

BUILT = Path(os.environ.get("SYMATTN_BOOK", Path(__file__).parents[2] / "book" / "_build" / "html"))
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NO_NETWORK = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]  # fmt: skip
#: What every test in the browser needs; ``pytestmark = NEEDED``.
NEEDED = [
    pytest.mark.skipif(not BUILT.is_dir(), reason="no built book: run make book"),
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: install chromium or set CHROMIUM"),
]
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
