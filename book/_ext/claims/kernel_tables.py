"""What an independent proof kernel has accepted, counted and listed from the record.

```{kernel-claims} counts     how many claims it has accepted, in which of the two ways, and on which axioms they rest
```{kernel-claims} library    the claims whose whole statement is a theorem written by people: theorems, axioms
```{kernel-claims} exported   the claims whose machine statement was exported: theorems, axioms, seconds
```{kernel-claims} parts      the claims of which theorems state a part, and what is left
```{kernel-claims} others     how many claims have no theorem, for which reason, and which of them are proved by this library
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from claim_nodes import badge, bullets, claim_details, claim_page_reference, paragraph, prose, table
from docutils import nodes
from ledger import Ledger, ledger_of
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from statuses import status_of

LOGGER = logging.getLogger(__name__)
PART = "theorems state a part: "


class KernelClaims(SphinxDirective):
    """Write one view of what the kernel has accepted."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        view = VIEWS.get(self.arguments[0])
        if view is None:
            message = (
                f"there is no view {self.arguments[0]!r} of the kernel's claims; there are {', '.join(VIEWS)}"
            )
            LOGGER.warning(message, location=self.get_location(), type="symattn", subtype="claim")
            return [paragraph(f"{message}.", classes=["claim-missing"])]
        return list(view(ledger_of(self.env)))


def accepted(ledger: Ledger, source: str = "") -> list[dict[str, Any]]:
    """Return the claims that a kernel has accepted, in one of the two ways or in either."""
    found = [claim for claim in ledger.claims.values() if claim.get("kernel")]
    return [claim for claim in found if source in ("", claim["kernel"]["source"])]


def name_of(axiom: str) -> str:
    """Return the last part of the name of an axiom, as it is usually cited."""
    return axiom.rpartition(".")[2]


def counts(ledger: Ledger) -> Iterable[nodes.Node]:
    """The numbers, in sentences."""
    found = accepted(ledger)
    if not found:
        yield paragraph("No kernel has accepted a claim of this record.")
        return
    versions = ", ".join(sorted({claim["kernel"]["version"] for claim in found}))
    library, exported = len(accepted(ledger, "library")), len(accepted(ledger, "export"))
    stated = [claim for claim in ledger.claims.values() if claim.get("statement_digest")]
    general = [claim for claim in stated if claim.get("own_status") == "proved"]
    kernel = sum(status_of(claim).key == "kernel" for claim in found)
    both = sum(status_of(claim).key == "kernel" for claim in general)
    argued = sum(claim.get("own_status") == "argued" for claim in found)
    free = sum(not claim["kernel"]["assumptions"] for claim in found)
    yield bullets(
        prose(text)
        for text in (
            f"Rocq {versions} has accepted {len(found)} of the {len(stated)} claims that have a machine statement: "
            f"{library} as theorems written by people, {exported} as statements exported by the machine.",
            f"{kernel} of them have the status kernel; {len(found) - kernel} are finite statements and stay certified.",
            f"Of the {len(general)} claims that the procedures of this library prove in general, {both} have the status kernel; of "
            f"those with a written proof only, {argued}.",
            f"{free} rest on no axiom, {len(found) - free} on axioms with which Rocq's library defines the real numbers.",
        )
    )
    uses = Counter(axiom for claim in found for axiom in claim["kernel"]["assumptions"])
    if uses:
        rows = [
            [[nodes.literal("", name_of(axiom))], [nodes.Text(str(number))]]
            for axiom, number in uses.most_common()
        ]
        yield table(["Axiom", "Claims that use it"], rows, ["kernel-axioms"])


def _named(claim: dict[str, Any]) -> list[nodes.Node]:
    link = claim_page_reference("", claim["id"], claim=claim["id"], otherwise="stated")
    return [link, nodes.Text(" "), *prose(claim["title"])]


def _row(claim: dict[str, Any], *, seconds: bool) -> list[list[nodes.Node]]:
    said = claim["kernel"]
    theorems: list[nodes.Node] = []
    for name in said["theorems"][:6]:
        theorems += [nodes.Text(", ")] * bool(theorems) + [nodes.literal("", name)]
    if len(said["theorems"]) > 6:
        theorems.append(nodes.Text(f" and {len(said['theorems']) - 6} more"))
    axioms = ", ".join(name_of(axiom) for axiom in said["assumptions"]) or "none"
    status = status_of(claim)
    below = [nodes.Text(" "), badge(status)] if status.key != "kernel" else []
    cells = [[*_named(claim), *below], theorems, [nodes.Text(axioms)]]
    return [*cells, [nodes.Text(f"{said['seconds']:.1f}")]] if seconds else cells


def library(ledger: Ledger) -> Iterable[nodes.Node]:
    """A table of the claims whose theorems people have written."""
    rows = [_row(claim, seconds=False) for claim in accepted(ledger, "library")]
    yield table(["Claim", "Theorems", "Axioms"], rows, ["kernel-library"])


def exported(ledger: Ledger) -> Iterable[nodes.Node]:
    """A table of the claims that the machine has exported."""
    rows = [_row(claim, seconds=True) for claim in accepted(ledger, "export")]
    yield table(["Claim", "Theorems", "Axioms", "Seconds"], rows, ["kernel-exported"])


def parts(ledger: Ledger) -> Iterable[nodes.Node]:
    """A table of what theorems state in part."""
    found = [c for c in ledger.claims.values() if c.get("without_kernel", "").startswith(PART)]
    rows = [[_named(claim), prose(claim["without_kernel"].removeprefix(PART))] for claim in found]
    yield table(["Claim", "What the theorems state, and what is left"], rows, ["kernel-parts"])


def others(ledger: Ledger) -> Iterable[nodes.Node]:
    """The reasons why the other claims have no theorem."""
    reasons: dict[str, list[dict[str, Any]]] = {}
    for claim in ledger.claims.values():
        reason = claim.get("without_kernel", "")
        if reason and not reason.startswith(PART):
            reasons.setdefault(reason, []).append(claim)
    for reason, claims in sorted(reasons.items(), key=lambda item: len(item[1])):
        links: list[nodes.Node] = []
        for claim in claims:
            links += [nodes.Text(", ")] * bool(links)
            links.append(claim_page_reference("", claim["id"], claim=claim["id"], otherwise="stated"))
        sentence = f"{len(claims)} claim{'s' * (len(claims) != 1)}: {reason}."
        yield paragraph(sentence)
        yield claim_details("", paragraph(*links), summary="Which claims", classes=["claim-details"])


VIEWS = {"counts": counts, "library": library, "exported": exported, "parts": parts, "others": others}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("kernel-claims", KernelClaims)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
