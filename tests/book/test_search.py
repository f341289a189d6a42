"""What a reader finds who types a word into the search of the built book."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.book.browsing import BUILT, NEEDED, opened

pytestmark = NEEDED


@pytest.fixture
def search(browser, address):
    """Return a function that searches and returns (title, address, excerpt) of the first results."""

    def found(words, first=6):
        page, wrong = opened(browser, f"{address}/search.html?q={quote(words)}")
        page.wait_for_function(
            "document.querySelector('#search-summary, .search-summary')?.textContent.includes('finished')"
        )
        page.wait_for_function(
            f"[...document.querySelectorAll('#search-results > ul > li')].slice(0, {first})"
            ".every(e => e.querySelector('p.context, span'))"
        )
        results = page.evaluate(
            f"[...document.querySelectorAll('#search-results > ul > li')].slice(0, {first}).map("
            "e => [e.querySelector('a').textContent, e.querySelector('a').getAttribute('href'), e.textContent])"
        )
        assert wrong == []
        page.context.close()
        return results

    return found


def built(*names):
    return pytest.mark.skipif(
        not all((BUILT / f"{name}.html").is_file() for name in names), reason="not among the built pages"
    )


@built("output_gating", "notation")
def test_a_phrase_finds_the_chapter_and_the_place_that_introduces_it(search):
    addresses = [address for _, address, _ in search("output gating", 2)]
    assert sorted(address.partition("#")[0] for address in addresses) == [
        "notation.html",
        "output_gating.html",
    ]


@built("output_gating")
def test_the_id_of_a_claim_finds_the_claim(search):
    """The search takes CAP-AND apart and drops AND, which is too common a word; the index of ids mends that."""
    results = search("CAP-AND", 2)
    assert any(address == "output_gating.html#claim-CAP-AND" for _, address, _ in results)


@built("api/bounds")
def test_a_name_of_the_library_finds_its_reference(search):
    title, address, _ = search("capacity_bounds", 1)[0]
    assert (title, address) == ("symattn.capacity_bounds", "api/bounds.html#symattn.capacity_bounds")


@built("output_gating")
@pytest.mark.parametrize("words", ["Farkas", "2n^2"])
def test_excerpts_are_readable(search, words):
    results = search(words, 3)
    assert results
    for _, _, text in results:
        assert r"\(" not in text and r"\log" not in text and "Interrupt" not in text
