"""The block of a claim: status line, hypotheses, statement, source, and folded what is behind it."""

from __future__ import annotations

from typing import Any

from claim_nodes import (
    badge,
    bullets,
    claim_details,
    claim_page_reference,
    claim_reference,
    display,
    formula,
    paragraph,
    prose,
)
from docutils import nodes
from statuses import claim_failures, status_of

SUMMARIES = {"open": "What is missing", "cited": "What this says and does not say"}


def status_word(claim: dict[str, Any]) -> str:
    """Return the status with its range, ``exhaustive (n <= 4)``, where the range is part of it."""
    status = status_of(claim)
    if status.key == "exhaustive" and claim.get("scope"):
        return f"{status.word} ({readable(claim['scope'])})"
    return status.word


def readable(scope: str) -> str:
    """Return a scope as people write it: ``n <= 4`` with one sign."""
    return scope.replace("<=", "≤").replace(">=", "≥")


def statement(claim: dict[str, Any], meaning: str) -> list[nodes.Node]:
    """Return the content of the block: status line, hypotheses, statement, source, what is behind it."""
    status = status_of(claim)
    line = [badge(status, status_word(claim)), nodes.literal("", claim["id"], classes=["claim-id"])]
    if claim.get("scope") and status.key != "exhaustive":
        line.append(nodes.inline("", "", *prose(readable(claim["scope"])), classes=["claim-scope"]))
    line.append(claim_page_reference("", f"page of {claim['id']}", claim=claim["id"], classes=["claim-more"]))
    made: list[nodes.Node] = [paragraph(*_spaced(line), classes=["claim-line"])]
    if claim.get("hypotheses"):
        parts = [part for text in claim["hypotheses"] for part in [nodes.Text("; "), *formula(text)]]
        made.append(paragraph("Assume ", *parts[1:], ".", classes=["claim-hypotheses"]))
    made += display(claim["statement_latex"])
    for failure in claim_failures(claim):
        made.append(paragraph(nodes.strong("", "Failure: "), failure, ".", classes=["claim-failure"]))
    if claim.get("conditional"):
        made.append(
            paragraph(
                nodes.strong("", "Conditional: "),
                f"it rests on {claim['conditional']}.",
                classes=["claim-conditional"],
            )
        )
    if claim.get("source"):
        made.append(paragraph(f"Source: {claim['source']}.".replace("..", "."), classes=["claim-source"]))
    if status.key != "definition":
        made.append(
            claim_details(
                "",
                *behind(claim, meaning),
                summary=SUMMARIES.get(status.key, "How this was checked"),
                classes=["claim-details"],
            )
        )
    return made


def _spaced(items: list[nodes.Node]) -> list[nodes.Node]:
    return [node for item in items for node in (item, nodes.Text(" "))][:-1]


def behind(claim: dict[str, Any], meaning: str) -> list[nodes.Node]:
    """Return the evidence, the steps, the mutants, what it rests on and what is not claimed."""
    status = status_of(claim)
    made: list[nodes.Node] = [paragraph(f"Status {status.word}: {meaning}.")]
    if claim.get("evidence"):
        made.append(_label("Evidence"))
        made.append(bullets(_evidence(item) for item in claim["evidence"]))
    if claim.get("steps"):
        made.append(_label("Steps of the argument"))
        items = (nodes.list_item("", nodes.paragraph("", "", *prose(step))) for step in claim["steps"])
        made.append(nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix="."))
    if claim.get("mutants"):
        made.append(_label("False variants that the same evidence refutes"))
        made.append(bullets(_mutant(mutant) for mutant in claim["mutants"]))
    if claim.get("rests_on"):
        links: list[nodes.Node] = [claim_reference("", other, claim=other) for other in claim["rests_on"]]
        commas = [node for link in links for node in (nodes.Text(", "), link)][1:]
        made.append(paragraph(nodes.strong("", "Rests on "), *commas, "."))
    if claim.get("missing"):
        made.append(paragraph(nodes.strong("", "Missing: "), claim["missing"]))
    if claim.get("cited"):
        made.append(paragraph(nodes.strong("", "Taken from: "), claim["cited"]))
    if claim.get("errata"):
        made.append(_label("Said, but false"))
        made.append(bullets(prose(f"{e['text']} Fails: {e['counterexample']}.") for e in claim["errata"]))
    if claim.get("not_claimed"):
        made.append(paragraph(nodes.strong("", "Not claimed: "), claim["not_claimed"]))
    return made


def _label(text: str) -> nodes.paragraph:
    return paragraph(nodes.strong("", text), classes=["claim-label"])


def _evidence(item: dict[str, Any]) -> list[nodes.Node]:
    text = f"{item['method']}: {item['status']}"
    if item.get("scope"):
        text += f", {readable(item['scope'])}"
    if item.get("detail"):
        text += f"; {item['detail'].rstrip('.')}"
    seconds = item.get("seconds")
    return prose(f"{text} ({seconds:.2g} s)." if seconds else f"{text}.")


def _mutant(mutant: dict[str, Any]) -> list[nodes.Node]:
    made: list[nodes.Node] = [nodes.emphasis("", mutant["kind"]), nodes.Text(": "), *prose(mutant["text"])]
    if not mutant["refuted"]:
        return [*made, nodes.Text(" — "), nodes.strong("", "NOT refuted")]
    made.append(nodes.Text(" — refuted"))
    if mutant.get("counterexample"):
        made += [nodes.Text(" at "), *prose(mutant["counterexample"])]
    return made
