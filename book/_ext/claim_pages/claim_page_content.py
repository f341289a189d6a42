"""What stands on the page of one claim: everything the ledger's record says about it, and where the book uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import claim_page_evidence
import claim_page_files
from claim_blocks import readable, status_word
from claim_book import Book
from claim_nodes import badge, display, formula, paragraph, prose
from docutils import nodes
from statuses import claim_failures, status_of


def content(claim: dict[str, Any], book: Book) -> nodes.section:
    """Return the page of a claim."""
    made = nodes.section(ids=["claim"], classes=["claim-page"])
    made += nodes.title("", "", nodes.Text(f"{claim['id']}: "), *prose(claim["title"]))
    made += _top(claim, book)
    parts: list[tuple[str, str, list[nodes.Node]]] = [
        ("evidence", "Evidence", claim_page_evidence.evidence(claim, book)),
        ("steps", "Steps of the argument", claim_page_evidence.steps(claim, book)),
        ("mutants", "False variants that the same evidence refutes", claim_page_evidence.mutants(claim)),
        ("errata", "Said, but false", claim_page_evidence.errata(claim, book)),
        ("not-claimed", "What is not claimed", claim_page_evidence.not_claimed(claim, book)),
        ("rests-on", "What it rests on", claim_page_evidence.rests_on(claim, book)),
        ("used-by", "What rests on it", claim_page_evidence.used_by(claim, book)),
        ("certificate", "Certificate", claim_page_files.certificate_files(claim, book)),
        (
            "code",
            "The code that checks it" if claim.get("certificate") else "Its text in the ledger",
            claim_page_files.code(claim, book),
        ),
        ("cite", "How to cite it", claim_page_files.cite(claim, book)),
        ("record", "Record", claim_page_files.record(claim, book)),
    ]
    for anchor, heading, body in parts:
        if body:
            made += nodes.section("", nodes.title("", heading), *body, ids=[anchor])
    return made


def plain_title(claim: dict[str, Any]) -> str:
    """Return id and title as text, for lists and search."""
    return f"{claim['id']}: {claim['title'].replace('$', '')}"


def _top(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    """Return what is claimed, how well it is established, and where the book says so."""
    status = status_of(claim)
    line: list[nodes.Node] = [badge(status, status_word(claim))]
    if claim["kind"] != status.word:
        line.append(nodes.Text(f" {claim['kind']}"))
    if claim.get("scope") and status.key != "exhaustive":
        line += [
            nodes.Text(" · "),
            nodes.inline("", "", *prose(readable(claim["scope"])), classes=["claim-scope"]),
        ]
    meaning = book.ledger.meaning(status)
    box = nodes.container(classes=["claim-box"])
    box += paragraph(*line, classes=["claim-line"])
    if claim.get("hypotheses"):
        parts = [part for text in claim["hypotheses"] for part in [nodes.Text("; "), *formula(text)]]
        box += paragraph("Assume ", *parts[1:], ".", classes=["claim-hypotheses"])
    box += display(claim["statement_latex"])
    for failure in claim_failures(claim):
        box += paragraph(nodes.strong("", "Failure: "), failure, ".", classes=["claim-failure"])
    made: list[nodes.Node] = [
        box,
        paragraph(nodes.strong("", f"{status.word.capitalize()}: "), f"{meaning}."),
    ]
    if claim.get("conditional"):
        weak = book.linked(claim["conditional"])
        made.append(
            paragraph(nodes.strong("", "Conditional: "), "the weakest claim it rests on is ", *weak, ".")
        )
    if claim.get("conditions"):
        where = [part for text in claim["conditions"] for part in [nodes.Text("; "), nodes.literal("", text)]]
        made.append(paragraph(nodes.strong("", "Where defined: "), *where[1:], "."))
    for key, word in (("missing", "Missing"), ("cited", "Taken from")):
        if claim.get(key):
            made.append(paragraph(nodes.strong("", f"{word}: "), *book.linked(claim[key])))
    if claim.get("source"):
        made.append(paragraph(nodes.strong("", "Source: "), f"{claim['source'].rstrip('.')}."))
    return [*made, *_where(claim, book)]


def _where(claim: dict[str, Any], book: Book) -> Iterator[nodes.Node]:
    """Yield where the book states and mentions the claim, and where it stands among the others."""
    place = book.places.get(claim["id"])
    parts: list[list[nodes.Node]] = []
    if place is not None:
        parts.append([nodes.Text("stated in "), book.link(place[0], book.titles[place[0]], place[1])])
    pages = [
        page for page, ids in book.mentioned.items() if claim["id"] in ids and (not place or page != place[0])
    ]
    if pages:
        links = [node for page in pages for node in (nodes.Text(", "), book.link(page, book.titles[page]))]
        parts.append([nodes.Text("mentioned in "), *links[1:]])
    if "graph" in book.titles:
        parts.append([book.link("graph", "in the graph of claims", f"focus={claim['id']}")])
    if "claims" in book.titles:
        parts.append([book.link("claims", "in the list of all claims")])
    if parts:
        joined = [node for part in parts for node in (nodes.Text("; "), *part)][1:]
        yield paragraph(nodes.strong("", "In this book: "), *joined, ".", classes=["claim-where"])
