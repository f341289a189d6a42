"""The state of the ledger on one page, in words, numbers and bars; all of it is counted from the record.

```{dashboard} statuses      how many claims have which status: a bar, and the same in words
```{dashboard} parts         the same for each part of the book
```{dashboard} headlines     of the results in the option ids: on how many claims each rests, and on which of the weakest status
```{dashboard} cited         what is taken from the literature, and what rests on it
```{dashboard} conditional   what is conditional, by what it is conditional on
```{dashboard} open          what is not established
```{dashboard} checks        numbers of certificates and false variants, the slowest checks (option count), commit and versions
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, ClassVar

from claim_nodes import badge, bullets, claim_details, claim_page_reference, paragraph, prose, table
from claim_parts import PARTS, part_of
from docutils import nodes
from docutils.parsers.rst import directives
from ledger import Ledger, claim_page, ledger_of
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from statuses import DEFINITION, FAILURES, STRONGEST_FIRST, Status, status_of, weakness

LOGGER = logging.getLogger(__name__)
ORDER = (*STRONGEST_FIRST, *FAILURES, DEFINITION)
#: Statuses whose piece of a bar is hatched: less than a proof that people or machines can read.
WEAK = ("exhaustive", "sampled", "cited", "open")
#: A piece narrower than this share of the bar has no room for its number, which stands below anyway.
NARROW = 0.06
SHORT_LIST = 3


class Dashboard(SphinxDirective):
    """Write one view of the ledger."""

    required_arguments = 1
    option_spec: ClassVar = {"ids": directives.unchanged_required, "count": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        view = VIEWS.get(self.arguments[0])
        if view is None:
            return [
                self.warned(
                    f"there is no view {self.arguments[0]!r} of the ledger; there are {', '.join(VIEWS)}"
                )
            ]
        ledger = ledger_of(self.env)
        ids = self.options.get("ids", "").split()
        unknown = [identifier for identifier in ids if identifier not in ledger.claims]
        if unknown:
            return [self.warned(f"the ledger has no claim {unknown[0]!r}")]
        made = list(view(ledger, ids, self.options.get("count", 8)))
        if view is checks and claim_page(self.env.app, next(iter(ledger.claims))):
            # it is written beside the pages of the claims
            address = relative_uri(
                self.env.app.builder.get_target_uri(self.env.docname), "claims/ledger.json"
            )
            file = nodes.reference("", "the record of all claims", internal=False, refuri=address)
            made.append(
                paragraph("As JSON: ", file, ", with certificates and code.", classes=["screen-only"])
            )
        return made

    def warned(self, message: str) -> nodes.Node:
        """Warn, and return what stands on the page instead."""
        LOGGER.warning(message, location=self.get_location(), type="symattn", subtype="claim")
        return paragraph(f"{message}.", classes=["claim-missing"])


def tally(claims: Iterable[dict[str, Any]]) -> dict[Status, int]:
    """Return how many claims have each status, strongest first, definitions last; statuses that none has are left out."""
    found = [status_of(claim) for claim in claims]
    return {status: found.count(status) for status in ORDER if status in found}


def link(identifier: str) -> nodes.Node:
    """Return a mention of a claim that leads to its page."""
    return claim_page_reference("", identifier, claim=identifier, otherwise="stated")


def links(identifiers: Iterable[str]) -> list[nodes.Node]:
    """Return mentions of claims, with commas."""
    return [node for identifier in identifiers for node in (nodes.Text(", "), link(identifier))][1:]


def folded(identifiers: list[str], summary: str) -> nodes.Node:
    """Return mentions of claims behind a summary; up to three need no fold."""
    if len(identifiers) <= SHORT_LIST:
        return nodes.inline("", "", nodes.Text(" "), *links(identifiers))
    return claim_details("", paragraph(*links(identifiers)), summary=summary, classes=["claim-details"])


def bar(counts: dict[Status, int], *, words: bool) -> list[nodes.Node]:
    """Return a bar in HTML, hidden from screen readers, and with ``words`` the same as a list."""
    total = sum(counts.values())
    pieces = "".join(
        f'<span class="ledger-bar-piece bar-{status.key}{_weight(status)}" style="--share: {number}" '
        f'title="{escape(status.word)}: {number}">{number if words and number > NARROW * total else ""}</span>'
        for status, number in counts.items()
    )
    size = "" if words else " ledger-small"
    drawn = f'<span class="ledger-bar{size}" aria-hidden="true"><span class="ledger-bar-track">{pieces}</span></span>'
    made: list[nodes.Node] = [nodes.raw("", drawn, format="html")]
    if words:
        shown = bullets([badge(status), nodes.Text(f" {number}")] for status, number in counts.items())
        shown["classes"].append("ledger-bar-words")
        made.append(shown)
    return made


def _weight(status: Status) -> str:
    return " fail" if status.failure else " weak" if status.key in WEAK else ""


def statuses(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """The bar of all claims."""
    return bar(tally(ledger.claims.values()), words=True)


def parts(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """A table with a row for each part, a column for each status that occurs, and a small bar."""
    everything = tally(ledger.claims.values())
    rows = []
    for key, name, _ in PARTS:
        counts = tally(c for c in ledger.claims.values() if part_of(c["id"]) == key)
        total = sum(counts.values())
        numbers = [[nodes.Text(str(counts.get(status, 0)))] for status in everything]
        rows.append([[nodes.Text(name), *bar(counts, words=False)], *numbers, [nodes.Text(str(total))]])
    totals = [[nodes.strong("", str(number))] for number in everything.values()]
    rows.append([[nodes.strong("", "All")], *totals, [nodes.strong("", str(len(ledger.claims)))]])
    heads = ["Part", *(status.word for status in everything), "all"]
    yield table(heads, rows, ["ledger-parts"])


def weakest(ledger: Ledger, identifier: str) -> tuple[Status | None, list[str]]:
    """Return the weakest status among what a claim rests on, and the claims that have it."""
    above = [ledger.claims[name] for name in ledger.claims[identifier]["ancestry"] if name in ledger.claims]
    found = [claim for claim in above if status_of(claim) != DEFINITION]
    if not found:
        return None, []
    worst = max((status_of(claim) for claim in found), key=weakness)
    return worst, [claim["id"] for claim in found if status_of(claim) == worst]


def headlines(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """A table with a row for each result named."""
    rows = []
    for identifier in ids:
        claim = ledger.claims[identifier]
        worst, names = weakest(ledger, identifier)
        below = (
            [badge(worst), folded(names, f"{len(names)} of them")]
            if worst
            else [nodes.Text("definitions only")]
        )
        rows.append(
            [[link(identifier), nodes.Text(" "), *prose(claim["title"])], [badge(status_of(claim))],
             [nodes.Text(str(len(claim["ancestry"])))], below]
        )  # fmt: skip
    yield table(["Result", "Status", "Rests on", "The weakest of these"], rows, ["ledger-headlines"])


def _named(ledger: Ledger, key: str) -> list[dict[str, Any]]:
    return [claim for claim in ledger.claims.values() if claim.get(key)]


def cited(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """A list of what is taken from elsewhere."""
    found = _named(ledger, "cited")
    if not found:
        yield paragraph("Nothing.")
        return
    items = []
    for claim in found:
        resting = [c["id"] for c in ledger.claims.values() if claim["id"] in c.get("ancestry", {})]
        said = (
            [nodes.Text(". On it rest "), *links(resting)]
            if resting
            else [nodes.Text(". No claim rests on it")]
        )
        items.append([link(claim["id"]), nodes.Text(" "), *prose(claim["title"]), *said, nodes.Text(".")])
    yield bullets(items)


def open_claims(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """A list of what is not established, and of what fails."""
    wrong = [c for c in ledger.claims.values() if status_of(c).key == "open" or status_of(c).failure]
    if not wrong:
        yield paragraph(
            "No claim is entered as open, and none fails. What each claim leaves out stands on its page."
        )
        return
    yield bullets(
        [
            link(c["id"]),
            nodes.Text(" "),
            badge(status_of(c)),
            nodes.Text(" "),
            *prose(c.get("missing") or c["title"]),
        ]
        for c in wrong
    )


def conditional(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """A sentence with the number, and behind it a table of what claims are conditional on, those with most first."""
    groups: dict[str, list[str]] = {}
    for claim in _named(ledger, "conditional"):
        groups.setdefault(claim["conditional"].split(" ")[0], []).append(claim["id"])
    if not groups:
        yield paragraph("No claim is conditional.")
        return
    total = sum(map(len, groups.values()))
    yield paragraph(f"{total} of {len(ledger.claims)} claims are conditional, on {len(groups)} others.")
    rows = [
        [[link(on), nodes.Text(" "), *prose(ledger.claims[on]["title"])], [badge(status_of(ledger.claims[on]))],
         [nodes.Text(str(len(names)))], links(names)]
        for on, names in sorted(groups.items(), key=lambda group: -len(group[1]))
    ]  # fmt: skip
    made = table(["Weakest ancestor", "Status", "Claims", "Conditional on it"], rows, ["ledger-headlines"])
    yield claim_details("", made, summary="Which, and on what", classes=["claim-details"])


def checks(ledger: Ledger, ids: list[str], count: int) -> Iterable[nodes.Node]:
    """What was checked by what, and what took longest."""
    claims = list(ledger.claims.values())
    mutants = [mutant for claim in claims for mutant in claim.get("mutants", ())]
    errata = [erratum for claim in claims for erratum in claim.get("errata", ())]
    refuted = [len([x for x in found if x["refuted"]]) for found in (mutants, errata)]
    certificates = sum(claim.get("certificate") is not None for claim in claims)
    seconds = sum(claim.get("seconds") or 0 for claim in claims)
    yield paragraph(
        f"{refuted[0]} of {len(mutants)} false variants and {refuted[1]} of {len(errata)} false statements of others are refuted, "
        f"each with a counterexample; {certificates} certificates were accepted by the checker. "
        f"The checks took {seconds:.1f} seconds together, these the most:"
    )
    slowest = sorted(claims, key=lambda claim: -(claim.get("seconds") or 0))[:count]
    rows = [
        [[link(c["id"])], prose(c["title"]), [nodes.Text(f"{c.get('seconds') or 0:.3f}")]] for c in slowest
    ]
    yield table(["Claim", "Title", "Seconds"], rows, ["claim-evidence"])
    data = ledger.data
    versions = ", ".join(f"{name} {version}" for name, version in sorted(data.get("versions", {}).items()))
    yield paragraph(
        f"Commit `{data.get('commit', 'unknown')}`, tier {data.get('tier', 'fast')}; {versions}.",
        classes=["ledger-origin"],
    )


VIEWS = {
    "statuses": statuses, "parts": parts, "headlines": headlines, "cited": cited, "conditional": conditional,
    "open": open_claims, "checks": checks,
}  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.setup_extension("ledger")
    app.add_directive("dashboard", Dashboard)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
