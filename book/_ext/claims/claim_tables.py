"""Claims in tables.

```{claims-table}           all claims, or those whose id begins with one of the option prefix
```{ledger-summary}         how many claims have which status, and what each status means
"""

from __future__ import annotations

from typing import Any, ClassVar

from claim_blocks import readable
from claim_nodes import badge, claim_page_reference, paragraph, prose, table
from docutils import nodes
from docutils.parsers.rst import directives
from ledger import ledger_of
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from statuses import FAILURES, STRONGEST_FIRST, Status, status_of

LOGGER = logging.getLogger(__name__)


class ClaimsTable(SphinxDirective):
    """Write the ledger, or the claims of some chapters, as a table."""

    option_spec: ClassVar = {"prefix": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        prefixes = tuple(self.options.get("prefix", "").replace(",", " ").split())
        claims = [
            c for key, c in ledger_of(self.env).claims.items() if not prefixes or key.startswith(prefixes)
        ]
        if not claims:
            LOGGER.warning(
                "no claim begins with %s", " or ".join(prefixes),
                location=self.get_location(), type="symattn", subtype="claim",
            )  # fmt: skip
            return []
        return [
            table(["Claim", "Title", "Status", "Scope"], [_table_row(c) for c in claims], ["claims-table"])
        ]


def _table_row(claim: dict[str, Any]) -> list[list[nodes.Node]]:
    shown: list[nodes.Node] = [badge(status_of(claim))]
    if claim.get("conditional"):
        shown.append(nodes.Text(" conditional"))
    return [
        [claim_page_reference("", claim["id"], claim=claim["id"], otherwise="stated")],
        prose(claim["title"]),
        shown,
        prose(readable(claim.get("scope") or "")),
    ]


class LedgerSummary(SphinxDirective):
    """Write how many claims have which status, with the meaning of each, and by what the file was made."""

    def run(self) -> list[nodes.Node]:
        ledger = ledger_of(self.env)
        statuses = [status_of(claim) for claim in ledger.claims.values()]
        number = {status.key: statuses.count(status) for status in (*STRONGEST_FIRST, *FAILURES)}
        # every strength is explained, used or not; a failure only if there is one
        listed: list[Status] = [*STRONGEST_FIRST, *(failure for failure in FAILURES if number[failure.key])]
        rows = [
            [[badge(s)], [nodes.Text(str(number[s.key]))], [nodes.Text(ledger.meaning(s))]] for s in listed
        ]
        total = sum(number.values())
        others = len(statuses) - total
        text = f"{total} claim{'s' * (total != 1)} and {others} definition{'s' * (others != 1)}"
        text += f"; tier {ledger.data.get('tier', 'fast')}"
        if ledger.data.get("commit"):
            text += f"; commit `{ledger.data['commit']}`"
        versions = ", ".join(
            f"{name} {version}" for name, version in sorted(ledger.data.get("versions", {}).items())
        )
        return [
            table(["Status", "Claims", "Meaning"], rows, ["ledger-summary"]),
            paragraph(f"{text}; {versions}." if versions else f"{text}.", classes=["ledger-origin"]),
        ]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("claims-table", ClaimsTable)
    app.add_directive("ledger-summary", LedgerSummary)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
