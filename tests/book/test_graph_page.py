"""The graph of the claims, used as a reader would: read as a table, clicked, walked with the keyboard, on a phone, from a link."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from tests.book.browsing import BUILT, COLOURS, NEEDED, NO_COLOURS, barriers, opened

RECORD = BUILT.parent / "ledger.json"
pytestmark = [
    *NEEDED,
    pytest.mark.skipif(not (BUILT / "graph.html").is_file(), reason="the graph is not among the built pages"),
]
DESK = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 800}
DEEP = "CAP-AND-lim"
PREFIXES = {"SM": r"SM-|TX-", "RV-1": "RV-1(-|$)|RV-3(-|$)", "RV": "RV-[4-7](-|$)", "CAP": "CAP-"}


@pytest.fixture(scope="module")
def claims():
    """The claims of the record the book was built from."""
    return {claim["id"]: claim for claim in json.loads(RECORD.read_text(encoding="utf-8"))["claims"]}


@pytest.fixture(scope="module")
def supports(claims):
    return {identifier: set(claim["rests_on"]) for identifier, claim in claims.items()}


def reached(links, start):
    """Return everything that can be reached from a start."""
    found, edge = set(), {start}
    while edge:
        edge = set().union(*(links[each] for each in edge)) - found
        found |= edge
    return found


def backwards(links):
    return {name: {other for other, names in links.items() if name in names} for name in links}


def direct(links, shown):
    """Return the links among what is shown that no longer way replaces."""
    inside = {name: links[name] & shown for name in shown}
    pairs = {(name, other) for name in shown for other in inside[name]}
    return {(a, b) for a, b in pairs if not any(b in reached(inside, c) for c in inside[a] - {b})}


@pytest.fixture(scope="module")
def readers(browser, address):
    """Pages that stay open, one a size of the screen: a reader goes from view to view without loading anything."""
    open_pages = {}

    def reader(size):
        if str(size) not in open_pages:
            open_pages[str(size)] = opened(browser, f"{address}/graph.html", viewport=size)
        return open_pages[str(size)]

    yield reader
    for page, _ in open_pages.values():
        page.context.close()


@pytest.fixture
def graph(browser, address, readers):
    """Return a function that shows a view of the graph; at the end nothing may have gone wrong."""
    used = []

    def show(fragment="#claim-graph", *, fresh=False, **options):
        url = f"{address}/graph.html{fragment}"
        if fresh:
            page, wrong = opened(browser, url, **({"viewport": DESK} | options))
        else:
            page, wrong = readers(options.get("viewport", DESK))
            page.goto(url)
            page.wait_for_function("claimGraph.shown.address === location.hash")
        used.append((page, wrong, fresh))
        return page

    yield show
    for page, wrong, fresh in used:
        if fresh:
            page.context.close()
        said = list(wrong)
        wrong.clear()
        assert said == []


def boxes(page):
    return set(page.locator(".graph-node").evaluate_all("list => list.map(e => e.dataset.id)"))


def links(page):
    """Return the pairs (a claim, what it rests on) that the drawing shows."""
    found = page.locator(".graph-link").evaluate_all(
        "list => list.map(e => [e.dataset.above, e.dataset.below])"
    )
    return {(one, above) for above, below in found for one in below.split(" ")}


def fragment(page):
    return page.evaluate("location.hash")


def held(page):
    """Return the box that has the keyboard."""
    return page.evaluate("document.activeElement.dataset.id")


# ---- without JavaScript --------------------------------------------------------------------------------------------


def test_without_javascript_the_tables_say_everything(browser, address, claims, supports):
    page = browser.new_context(java_script_enabled=False, viewport=DESK).new_page()
    page.goto(f"{address}/graph.html#focus=CAP-AND")
    assert page.get_by_text("The drawing needs JavaScript").is_visible()
    used = backwards(supports)
    rows = page.locator("table.claim-links tbody tr").evaluate_all(
        """list => list.map(row => [row.id, ...[...row.cells].map(cell =>
             [cell.textContent.trim(), [...cell.querySelectorAll("a")].map(a => [a.textContent, a.getAttribute("href")])])])"""
    )
    assert [row[0] for row in rows] != []
    assert {row[0] for row in rows} == {f"focus={name}" for name in claims}
    assert len(rows) == len(claims)
    for _, (name, page_link), _title, (status, _), (_, above), (_, below) in rows:
        assert page_link == [[name, f"claims/{name}.html"]]
        assert status == (claims[name]["status"] or "definition").split(" ")[0]
        assert {text for text, _ in above} == supports[name]
        assert {text for text, _ in below} == used[name]
        assert all(target == f"#focus={text}" for text, target in above + below)
    row = page.locator("tr[id='focus=CAP-AND']")
    for _ in range(100):  # the theme scrolls smoothly
        box = row.bounding_box()
        if 0 <= box["y"] < DESK["height"]:
            break
        page.wait_for_timeout(100)
    assert 0 <= box["y"] < DESK["height"]  # the address of a claim leads to its row
    page.context.close()


# ---- views ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [DEEP, "SM-4a", "SM-1"])
def test_focus_shows_exactly_the_ancestors(graph, claims, supports, name):
    """Also for who arrives by a link, with the drawing in view and not the row of the table."""
    page = graph(f"#focus={name}", fresh=name == DEEP)
    assert 0 <= page.locator("#claim-graph").bounding_box()["y"] < DESK["height"] / 2
    expected = reached(supports, name) | {name}
    assert boxes(page) == expected
    assert links(page) == direct(supports, expected)
    current = page.locator(".graph-node[aria-current='true']")
    assert current.get_attribute("data-id") == name
    panel = page.locator(".graph-panel")
    assert claims[name]["title"] in panel.inner_text()
    assert panel.locator("mjx-container").count() > 0
    assert "$" not in panel.inner_text()
    counts = Counter((claims[each]["status"] or "definition") for each in expected - {name})
    said = page.locator(".graph-count-of").all_inner_texts()
    assert sorted(text.strip() for text in said) == sorted(
        f"{n} {word}{'s' * (word == 'definition' and n > 1)}" for word, n in counts.items()
    )
    assert (
        panel.get_by_role("link", name="The page of this claim").get_attribute("href")
        == f"claims/{name}.html"
    )


def test_descendants_and_steps(graph, supports):
    used = backwards(supports)
    page = graph("#focus=CAP-AND&descendants=1")
    down = reached(used, "CAP-AND")
    up = reached(supports, "CAP-AND")
    assert boxes(page) == down | up | {"CAP-AND"}
    # what ancestors and descendants have to do with each other otherwise is not shown
    assert {pair for pair in links(page) if pair[0] in down and pair[1] in up} == set()
    page.get_by_label("steps").select_option("1")
    assert boxes(page) == supports["CAP-AND"] | used["CAP-AND"] | {"CAP-AND"}
    assert fragment(page) == "#focus=CAP-AND&descendants=1&depth=1"
    page.get_by_label("what uses it").uncheck()
    assert boxes(page) == up | {"CAP-AND"}
    assert fragment(page) == "#focus=CAP-AND"


def test_what_almost_everything_rests_on_is_not_drawn_with_all_of_it(graph, supports):
    used = backwards(supports)
    page = graph("#focus=SM-1&descendants=1")
    assert used["SM-1"] | {"SM-1"} <= boxes(page) < reached(used, "SM-1") | {"SM-1"}
    assert f"{len(reached(used, 'SM-1'))} in all" in page.locator(".graph-heading").inner_text()


@pytest.mark.full
def test_all_of_it_is_drawn_if_asked_for(graph, supports):
    used = backwards(supports)
    page = graph("#focus=SM-1&descendants=1")
    page.get_by_label("steps").select_option(label="all")
    assert fragment(page) == "#focus=SM-1&descendants=1&depth=all"
    assert boxes(page) == reached(used, "SM-1") | {"SM-1"}


@pytest.mark.parametrize("part", sorted(PREFIXES))
def test_a_part_shows_its_claims(graph, supports, part):
    page = graph(f"#part={part}&others=0")
    own = {name for name in supports if re.match(PREFIXES[part], name)}
    assert boxes(page) == own
    assert links(page) == direct(supports, own)
    page.get_by_label("claims of other parts").check()
    outside = set().union(*(supports[name] for name in own)) - own
    assert boxes(page) == own | outside
    assert page.locator(".graph-node.is-outside").count() == len(outside)


def test_the_overview_counts_links_between_parts(graph, supports):
    page = graph()
    assert page.locator(".graph-node").count() == 10
    of = {name: re.match("[A-Z]+", name)[0].replace("TX", "SM") for name in supports}
    of |= {name: "RV-1" for name in supports if re.match(PREFIXES["RV-1"], name)}
    counts = {}
    for name, others in supports.items():
        for other in others:
            if of[name] != of[other]:
                counts[of[name], of[other]] = counts.get((of[name], of[other]), 0) + 1
    assert links(page) == set(counts)
    written = page.locator(".graph-count").evaluate_all(
        "list => list.map(e => [e.parentNode.dataset.below, e.parentNode.dataset.above, Number(e.textContent)])"
    )
    assert {(below, above): count for below, above, count in written} == counts


# ---- layout --------------------------------------------------------------------------------------------------------

#: All at one moment: the page may still be scrolling.
MEASURE = """() => {
    const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] };
    const nodes = [...document.querySelectorAll(".graph-node")].map(node => (
        {id: node.dataset.id, box: box(node.querySelector("rect")), texts: [...node.querySelectorAll("text")].map(box)}));
    return [nodes, [...document.querySelectorAll(".graph-count")].map(box)] }"""


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


VIEWS = ["#claim-graph", f"#focus={DEEP}", "#part=CAP", "#part=RV", "#part=BY", "#focus=MX-a&descendants=1"]


def screens():
    """Every view at both widths; in the fast tier one of each kind."""
    for view in VIEWS:
        for screen, name in ((DESK, "desk"), (PHONE, "phone")):
            slow = [] if view in VIEWS[:3] else [pytest.mark.full]
            yield pytest.param(view, screen, id=f"{view}-{name}", marks=slow)


@pytest.mark.parametrize(("view", "screen"), list(screens()))
def test_layout(graph, view, screen):
    """What is rested on stands above, nothing is drawn over anything, and the page does not become wider."""
    page = graph(view, viewport=screen)
    nodes, counts = page.evaluate(MEASURE)
    shown = {node["id"]: node for node in nodes}
    around = page.locator(".is-around").evaluate_all(
        "list => list.map(e => [e.dataset.below, e.dataset.above])"
    )
    for below, above in links(page) - {tuple(pair) for pair in around}:
        assert shown[above]["box"][3] < shown[below]["box"][1]
    for k, one in enumerate(nodes):
        x1, y1, x2, y2 = one["box"]
        assert all(x1 < a and y1 < b and c < x2 and d < y2 for a, b, c, d in one["texts"])
        assert not any(overlap(one["box"], other["box"]) for other in nodes[k + 1 :])
        assert not any(overlap(a, b) for j, a in enumerate(one["texts"]) for b in one["texts"][j + 1 :])
    for k, count in enumerate(counts):
        assert not any(overlap(count, node["box"]) for node in nodes)
        assert not any(overlap(count, other) for other in counts[k + 1 :])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_lines_lead_from_box_to_box(graph):
    """A trunk begins below what is rested on, and every claim served has a line that ends at its upper edge."""
    page = graph(f"#focus={DEEP}")
    ends = page.locator(".graph-link").evaluate_all(
        """list => list.map(e => {
             const line = e.querySelector(".graph-line"), at = k => line.getPointAtLength(k);
             const a = at(0), b = at(line.getTotalLength());
             return {above: e.dataset.above, below: e.dataset.below.split(" "), a: [a.x, a.y], b: [b.x, b.y], head: !!e.querySelector(".graph-head")} })"""
    )
    places = page.evaluate(
        "Object.fromEntries([...claimGraph.shown.drawing.boxes].map(([id, b]) => [id, [b.x, b.y, b.x + b.width, b.y + b.height]]))"
    )
    starts, arrived = set(), set()
    for end in ends:
        if end["head"]:
            x1, _, x2, bottom = places[end["above"]]
            assert x1 <= end["a"][0] <= x2 and 0 <= end["a"][1] - bottom < 10
            starts.add(end["above"])
        (x, y) = end["b"]
        for below in end["below"]:
            left, top, right, _ = places[below]
            if len(end["below"]) == 1 and left < x < right and abs(y - top) < 1:
                arrived.add((below, end["above"]))
    assert starts == {above for _, above in links(page)}
    assert arrived == links(page)


def test_a_status_is_said_without_colour(graph, claims):
    page = graph("#part=CAP")
    said = page.locator(".graph-node").evaluate_all(
        """list => list.map(e => [e.dataset.id, e.querySelector(".graph-mark text").textContent, e.querySelector(".graph-mark path").getAttribute("d"),
             getComputedStyle(e.querySelector("rect")).strokeDasharray, e.getAttribute("aria-label")])"""
    )
    icons, borders = {}, {}
    for name, word, icon, border, label in said:
        assert word == (claims[name]["status"] or "definition")
        assert (
            label.startswith(f"{name}, ")
            and f", {word}, rests on {len(claims[name]['rests_on'])} claim" in label
        )
        icons.setdefault(word, set()).add(icon)
        borders.setdefault(word, set()).add(border)
    assert {"kernel", "argued", "exhaustive"} <= set(icons)
    for kinds in (icons, borders):
        assert all(len(kind) == 1 for kind in kinds.values())
        assert (
            len({min(kind) for word, kind in kinds.items() if word in ("kernel", "argued", "exhaustive")})
            == 3
        )
    legend = page.locator(".graph-legend").inner_text()
    assert all(word in legend for word in icons)
    commit = json.loads(RECORD.read_text(encoding="utf-8"))["commit"][:12]
    assert commit in page.locator(".ledger-origin").inner_text()


# ---- moving --------------------------------------------------------------------------------------------------------


def test_click_and_back(graph, supports):
    page = graph()
    page.locator(".graph-node[data-id='CAP']").click()
    assert fragment(page) == "#part=CAP"
    page.locator(".graph-node[data-id='CAP-AND']").click()
    assert fragment(page) == "#focus=CAP-AND"
    page.locator(".graph-panel").get_by_role("link", name="MX-a", exact=True).click()
    assert boxes(page) == reached(supports, "MX-a") | {"MX-a"}
    page.go_back()
    assert boxes(page) == reached(supports, "CAP-AND") | {"CAP-AND"}
    page.go_back()
    assert fragment(page) == "#part=CAP" and "CAP-glue" in boxes(page)
    page.go_back()
    assert page.locator(".graph-node").count() == 10
    page.locator(".graph-shortcuts a").first.click()
    assert fragment(page) == "#focus=CAP-AND-lim"
    page.locator(".graph-trail a").nth(1).click()
    assert fragment(page) == "#part=CAP"
    page.locator(".graph-trail a").first.click()
    assert page.locator(".graph-node").count() == 10
    page.locator("table.claim-links a[href='#focus=TX-1']").first.click()
    assert boxes(page) == {"TX-1", "SM-1"}
    assert page.locator("#claim-graph").bounding_box()["y"] < DESK["height"] / 2


def test_the_filter_by_part(graph):
    page = graph()
    page.get_by_label("Part", exact=True).select_option(label="Transformers")
    assert fragment(page) == "#part=TR"
    assert {name for name in boxes(page) if name.startswith("TR-")} >= {"TR-1", "TR-6-W"}
    page.get_by_label("Part", exact=True).select_option("")
    assert page.locator(".graph-node").count() == 10


def test_only_the_keyboard(graph, claims, supports):
    """From the start of the drawing to a claim, up its links to a definition, into the definition and back."""
    page = graph(f"#focus={DEEP}")
    page.locator("#graph-depth").focus()
    for _ in range(5):  # the four buttons of size, then as many shortcuts and crumbs as there are
        page.keyboard.press("Tab")
    while held(page) is None:
        page.keyboard.press("Tab")
    assert held(page) == DEEP  # one stop for the whole drawing, at the claim in focus
    walked = [DEEP]
    while claims[walked[-1]]["kind"] != "definition":
        page.keyboard.press("ArrowUp")
        walked.append(held(page))
        assert walked[-1] in supports[walked[-2]]
        assert page.locator(".graph-node[tabindex='0']").count() == 1
        assert claims[walked[-1]]["title"].replace("$", "") in page.locator(".graph-panel").inner_text()
    assert len(walked) > 3
    outline = page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth")
    assert outline == "4px"
    box = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
    assert box[0] >= 0 and box[1] <= DESK["height"]  # the page followed
    definition = held(page)
    page.keyboard.press("Enter")
    assert fragment(page) == f"#focus={definition}" and held(page) == definition
    page.keyboard.press("Escape")
    page.wait_for_function(f"claimGraph.shown.address === '#focus={DEEP}'")
    assert boxes(page) == reached(supports, DEEP) | {DEEP}


def test_sideways_reaches_everything_a_claim_rests_on(graph, supports):
    page = graph("#focus=CAP-AND")
    page.locator(".graph-node[data-id='CAP-AND']").focus()
    page.keyboard.press("ArrowUp")
    live = page.locator(".graph-live")
    shown = {above for below, above in links(page) if below == "CAP-AND"}
    assert f"of {len(shown)} that CAP-AND rests on" in live.inner_text()
    visited = {held(page)}
    for key in ("ArrowLeft", "ArrowRight"):
        for _ in shown:
            page.keyboard.press(key)
            visited.add(held(page))
    assert visited == shown <= supports["CAP-AND"]
    assert "the last that CAP-AND rests on" in live.inner_text()
    page.keyboard.press("ArrowDown")
    assert held(page) == "CAP-AND"
    page.keyboard.press("ArrowDown")
    assert held(page) == "CAP-AND" and "used by nothing" in live.inner_text()


def test_a_look_lights_the_way_down_to_the_definitions(graph, supports):
    page = graph(f"#focus={DEEP}")
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".is-lit").count() == 0
    page.locator(".graph-node[data-id='CAP-AND']").hover()
    page.wait_for_selector(".is-lit")
    lit = page.locator(".graph-node.is-up").evaluate_all("list => list.map(e => e.dataset.id)")
    assert set(lit) == reached(supports, "CAP-AND") | {"CAP-AND"}
    assert "Capacity of output gating, gates in {0,1}" in page.locator(".graph-panel").inner_text()
    page.mouse.move(2, 2)
    page.wait_for_function("!document.querySelector('.is-lit')")


def test_size(graph):
    page = graph(f"#focus={DEEP}", fresh=True)
    width = page.locator(".graph-scroll svg").bounding_box()["width"]
    page.get_by_role("button", name="Larger").click()
    assert page.locator(".graph-scroll svg").bounding_box()["width"] > 1.2 * width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".graph-scroll").get_attribute("tabindex") == "0"
    page.get_by_role("button", name="As wide as the page").click()
    assert page.locator(".graph-scroll svg").bounding_box()["width"] == width
    page.get_by_role("button", name="Whole height in the window").click()
    assert page.locator(".graph-scroll svg").bounding_box()["height"] < DESK["height"]
    page.set_viewport_size(PHONE)
    page.wait_for_function("document.querySelector('.graph-scroll svg').getBoundingClientRect().width <= 390")


# ---- what is asked for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "said"),
    [("#focus=XX-1", "The ledger has no claim “XX-1”"), ("#part=XX", "There is no part “XX”"), ("#focus=", "no claim “”")],
)  # fmt: skip
def test_an_unknown_name_is_said_in_words(graph, view, said):
    page = graph(view)
    assert said in page.get_by_role("alert").inner_text()
    assert page.locator(".graph-node").count() == 10


@pytest.mark.parametrize("depth", ["0", "-1", "two", "1.5", ""])
def test_a_wrong_number_of_steps_is_said_in_words(graph, supports, depth):
    page = graph(f"#focus=CAP-AND&depth={depth}")
    assert f"The number of steps “{depth}” is neither" in page.get_by_role("alert").inner_text()
    assert boxes(page) == reached(supports, "CAP-AND") | {"CAP-AND"}


def test_searching(graph, claims):
    page = graph()
    field, alert = page.get_by_role("combobox", name="Claim"), page.get_by_role("alert")
    options = page.locator("#graph-claims option").evaluate_all("list => list.map(o => [o.value, o.label])")
    assert dict(options) == {
        name: claim["title"].replace("$", "").replace("`", "") for name, claim in claims.items()
    }
    for text, name in (("cap-and", "CAP-AND"), ("Standard model", "SM-1"), (" TX-1 ", "TX-1")):
        field.fill(text)
        field.press("Enter")
        assert fragment(page) == f"#focus={name}"
    field.fill("output gating")
    field.press("Enter")
    matching = [n for n, c in claims.items() if "output gating" in f"{n} {c['title']}".lower()]
    assert f"{len(matching)} claims with “output gating”" in alert.inner_text()
    assert alert.get_by_role("link").count() == min(8, len(matching))
    field.fill("phlogiston")
    field.press("Enter")
    assert "No claim has “phlogiston”" in alert.inner_text()
    field.fill(" ")
    field.press("Enter")
    assert "Type the id of a claim" in alert.inner_text()
    assert fragment(page) == "#focus=TX-1"


def drawing(browser, address, scheme):
    """Return the page with the drawing and some rows of the tables, whose rows are alike."""
    url = f"{address}/graph.html#focus=CAP-AND&descendants=1"
    page, _ = opened(browser, url, viewport=DESK, color_scheme=scheme)
    page.evaluate(
        "document.querySelectorAll('table.claim-links tbody tr:nth-child(n + 3)').forEach(row => row.remove())"
    )
    return page


def test_no_barriers(browser, address):
    page = drawing(browser, address, "light")
    assert barriers(page, NO_COLOURS) == []
    page.context.close()


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours(browser, address, scheme):
    page = drawing(browser, address, scheme)
    assert barriers(page, {"runOnly": list(COLOURS)}) == []
    page.context.close()
