"""The built pages behind an address of this machine, and one browser for the tests of a file."""

from __future__ import annotations

import functools
import http.server
import threading

import pytest

from tests.book.browsing import BUILT, CHROMIUM, NO_NETWORK


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
