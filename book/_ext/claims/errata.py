"""False statements about the subject of a claim, with what refutes them and what holds instead, as the ledger has them.

    ```{errata} RV-3-P CAP-AND    the errata of these claims, each with its counterexample

A claim that the ledger does not have, or that has no erratum, is a warning, and warnings fail the build.
"""

from __future__ import annotations

from typing import Any

from claim_nodes import claim_reference, paragraph, prose
from docutils import nodes
from ledger import ledger_of
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

LOGGER = logging.getLogger(__name__)


class Errata(SphinxDirective):
    """Write the errata of the claims named."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        claims = ledger_of(self.env).claims
        made: list[nodes.Node] = []
        for identifier in self.arguments[0].split():
            errata = claims.get(identifier, {}).get("errata", [])
            if not errata:
                LOGGER.warning(
                    "the ledger has no erratum of %r", identifier,
                    location=self.get_location(), type="symattn", subtype="errata",
                )  # fmt: skip
            for erratum in errata:
                if not erratum["refuted"]:
                    LOGGER.warning(
                        "the erratum of %s is not refuted: %s", identifier, erratum["statement"],
                        location=self.get_location(), type="symattn", subtype="failure",
                    )  # fmt: skip
                made.append(_block(identifier, erratum))
        return made


def _block(identifier: str, erratum: dict[str, Any]) -> nodes.Element:
    """Return what is said, where, the counterexample, and what holds instead."""
    node = nodes.admonition(classes=["erratum"])
    node += nodes.title("", "", *prose(erratum["text"]))
    counterexample = erratum["counterexample"] or "none found"
    rows: list[tuple[str, list[nodes.Node]]] = [
        ("Where", prose(erratum["source"])),
        ("As checked", [nodes.literal("", erratum["statement"])]),
        ("Fails", prose(counterexample)),
        ("What holds", prose(erratum["corrected"])),
        ("Claim", [claim_reference("", identifier, claim=identifier)]),
    ]
    items = []
    for term, parts in rows:
        described = nodes.definition("", paragraph(*parts))
        items.append(nodes.definition_list_item("", nodes.term("", term), described))
    node += nodes.definition_list("", *items)
    return node


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("errata", Errata)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
