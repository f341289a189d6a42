"""The sections of a claim's page about why it holds: evidence, steps, false variants, errata, what it rests on and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from claim_blocks import readable
from claim_book import Book
from claim_nodes import badge, bullets, claim_details, paragraph, prose, table
from claim_page_files import plain
from docutils import nodes
from statuses import status_of, weakness

#: More claims than these are folded.
MANY = 15


def evidence(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    if not claim.get("evidence"):
        return []
    made: list[nodes.Node] = []
    if claim.get("statement_text"):
        made += [
            paragraph("The statement in the form that the machine read:"),
            plain(claim["statement_text"]),
        ]
    columns: dict[str, Callable[[dict[str, Any]], list[nodes.Node]]] = {
        "Method": lambda item: [nodes.Text(item["method"])],
        "Result": lambda item: [nodes.Text(item["status"])],
        "Scope": lambda item: prose(readable(item.get("scope") or "")),
        "Detail": lambda item: prose(item.get("detail") or ""),
        "Seconds": lambda item: [nodes.Text(_seconds(item.get("seconds") or 0))],
    }
    if not any(item.get("detail") for item in claim["evidence"]):
        del columns["Detail"]
    rows = [[cell(item) for cell in columns.values()] for item in claim["evidence"]]
    made.append(table(list(columns), rows, ["claim-evidence"]))
    return made


def _seconds(number: float) -> str:
    return f"{number:.3f}" if number else ""


def steps(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    if not claim.get("steps"):
        return []
    items = (nodes.list_item("", nodes.paragraph("", "", *book.linked(step))) for step in claim["steps"])
    accepted = status_of(claim).key == "kernel"
    read = paragraph(
        "The kernel has accepted a proof of its own, which stands under evidence; these steps are for reading."
        if accepted
        else "No machine has checked these steps; they are for reading. What the machine decided stands under evidence."
    )
    return [read, nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")]


def mutants(claim: dict[str, Any]) -> list[nodes.Node]:
    if not claim.get("mutants"):
        return []
    rows = []
    for mutant in claim["mutants"]:
        out = prose(mutant["counterexample"]) if mutant["refuted"] else [nodes.strong("", "NOT refuted")]
        rows.append([[nodes.Text(mutant["kind"])], [nodes.literal("", mutant["text"])], out])
    text = "If one of these were not refuted, the evidence would prove too much, and the claim would fail."
    return [paragraph(text), table(["Changed", "False variant", "Refuted at"], rows, ["claim-mutants"])]


def errata(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for erratum in claim.get("errata", ()):
        rows = [
            ("Said", prose(erratum["text"])),
            ("Where", prose(erratum["source"])),
            ("As checked", [nodes.literal("", erratum["statement"])]),
            ("Fails", prose(erratum["counterexample"] or "no counterexample found")),
            ("What holds", book.linked(erratum["corrected"])),
        ]
        items = [
            nodes.definition_list_item("", nodes.term("", term), nodes.definition("", paragraph(*parts)))
            for term, parts in rows
        ]
        made.append(nodes.definition_list("", *items, classes=["claim-erratum"]))
    return made


def not_claimed(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    return [paragraph(*book.linked(claim["not_claimed"]))] if claim.get("not_claimed") else []


def rests_on(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    direct = [identifier for identifier in claim.get("rests_on", ()) if identifier in book.ledger.claims]
    if not direct:
        return [paragraph("Nothing but definitions of ordinary mathematics and the procedures.")]
    everything = [name for name in claim.get("ancestry", {}) if name in book.ledger.claims]
    made: list[nodes.Node] = [_claims(direct, book)]
    if len(everything) > len(direct):
        # what is weakest is what a reader looks for
        order = sorted(everything, key=lambda name: -weakness(status_of(book.ledger.claims[name])))
        summary = f"Everything it rests on, directly or not: {len(everything)} claims and definitions, the weakest first"
        made.append(claim_details("", _claims(order, book), summary=summary, classes=["claim-details"]))
    return made


def used_by(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    direct, everything = book.users[claim["id"]], book.below[claim["id"]]
    if not direct:
        return [paragraph("No other claim.")]
    made: list[nodes.Node] = [_claims(direct, book)]
    if len(direct) > MANY:
        made = [
            claim_details("", *made, summary=f"{len(direct)} claims, directly", classes=["claim-details"])
        ]
    if len(everything) > len(direct):
        summary = f"Everything that rests on it, directly or not: {len(everything)} claims"
        made.append(claim_details("", _claims(everything, book), summary=summary, classes=["claim-details"]))
    return made


def _claims(identifiers: Iterable[str], book: Book) -> nodes.bullet_list:
    """Return a list of claims, each with its status and title."""
    found = [book.ledger.claims[identifier] for identifier in identifiers]
    made = bullets(
        [book.claim(c["id"]), nodes.Text(" "), badge(status_of(c)), nodes.Text(" "), *prose(c["title"])]
        for c in found
    )
    made["classes"].append("claim-list")
    return made
