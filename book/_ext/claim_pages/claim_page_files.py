"""The sections of a claim's page about what can be taken away: certificates, code, citation, record."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from bibtex import claim_bibtex, claim_text
from claim_book import Book
from claim_nodes import bullets, claim_details, paragraph, prose
from docutils import nodes

#: Above this a certificate is only offered as a file.
SHORT_CERTIFICATE = 1500
#: Above this code is folded.
SHORT_CODE = 12


def kinds(certificate: Any) -> dict[str, int]:
    """Return how many certificates of each kind a certificate consists of, itself included."""
    found: dict[str, int] = {}
    waiting = [certificate]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("kind"), str):
                found[value["kind"]] = found.get(value["kind"], 0) + 1
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def counterexamples(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the certificates of what refutes the false variants and the errata, in the order of the page."""
    parts = (*claim.get("mutants", ()), *claim.get("errata", ()))
    return [part["certificate"] for part in parts if part.get("certificate")]


def certificate_files(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    certificate, refuting = claim.get("certificate"), counterexamples(claim)
    if certificate is None:
        return []
    name = claim["id"]
    inside = ", ".join(f"{number} × {kind}" for kind, number in sorted(kinds(certificate).items()))
    text = json.dumps(certificate)
    made: list[nodes.Node] = [
        paragraph(
            "What the evidence found, as JSON: the statement as a tree, and what another program needs to see that it holds. ",
            f"It consists of {inside}; {len(text)} characters.",
            " It is about the machine's statement, not about the steps of the argument." if claim.get("steps") else "",
        ),
        bullets(
            [
                [_file(f"certificates/{name}.json", f"{name}.json"), nodes.Text(", the certificate")],
                *([[_file(f"certificates/{name}-refuted.json", f"{name}-refuted.json"), nodes.Text(f", {len(refuting)} counterexamples to the false variants" + (" and errata" if claim.get("errata") else ""))]] if refuting else []),
            ]
        ),
        paragraph("To check the files with code that did not make them (integers and fractions, the standard library only):"),
        plain(f"$ python -m symattn.certificates {name}.json" + (f" {name}-refuted.json" if refuting else "")),
        paragraph("Exit code 0 means valid, 1 not valid, 3 that a file is no certificate. To run the evidence anew:"),
        plain(f"$ symattn verify {name}"),
    ]  # fmt: skip
    if len(text) <= SHORT_CERTIFICATE:
        made.append(
            claim_details("", plain(text, "json"), summary="The certificate", classes=["claim-details"])
        )
    return made


def _file(path: str, text: str) -> nodes.reference:
    """Return a link to a file beside the page that is to be saved."""
    return nodes.reference("", text, internal=False, refuri=path, classes=["claim-download"])


def plain(text: str, language: str = "text") -> nodes.raw:
    """Return text as a block that can be copied; short blocks of text need no colours."""
    block = f'<div class="highlight-{language} notranslate"><div class="highlight"><pre>{escape(text)}\n</pre></div></div>'
    return nodes.raw("", block, format="html")


def code(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    used, pieces = claim.get("code"), book.ledger.data.get("code", {})
    if not used:
        return []
    said = ", with its evidence and its false variants" if claim.get("certificate") else ""
    made: list[nodes.Node] = [
        paragraph(
            f"The claim as the ledger states it{said}, in ",
            _lines(pieces[used["definition"]]),
            ":",
        )
    ]
    made += _folded(book, [pieces[used["definition"]]], "Its definition")
    shown = [pieces[key] for key in used["evidence"]]
    if shown:
        made += _folded(
            book, shown, f"What the definition uses: {', '.join(piece['name'] for piece in shown)}"
        )
    for key, heading in (
        ("procedures", "Called from the library:"),
        ("checks", "The certificate is checked by:"),
    ):
        if used[key]:
            made += [paragraph(heading), bullets(_place(pieces[name]) for name in used[key])]
    return made


def _folded(book: Book, pieces: list[dict[str, Any]], summary: str) -> list[nodes.Node]:
    """Return code, folded if it is long."""
    blocks: list[nodes.Node] = []
    for piece in pieces:
        if len(pieces) > 1:
            blocks.append(paragraph(_lines(piece), classes=["claim-lines"]))
        if piece["text"]:
            blocks.append(nodes.raw("", book.highlight(piece["text"]), format="html"))
    length = sum(piece["text"].count("\n") + 1 for piece in pieces)
    if length <= SHORT_CODE:
        return blocks
    return [claim_details("", *blocks, summary=f"{summary} ({length} lines)", classes=["claim-details"])]


def _lines(piece: dict[str, Any]) -> nodes.literal:
    first, last = piece["first"], piece["last"]
    return nodes.literal(
        "", f"{piece['path']}, line {first}" if first == last else f"{piece['path']}, lines {first}–{last}"
    )


def _place(piece: dict[str, Any]) -> list[nodes.Node]:
    text = re.sub(r":\w+:`([^`]*)`", r"$\1$", piece["summary"])
    said = [nodes.Text(": "), *prose(text.replace("``", "`"))] if text else []
    return [nodes.literal("", piece["name"]), nodes.Text(" in "), _lines(piece), *said]


def cite(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    data = book.ledger.data
    return [paragraph(claim_text(claim, data)), plain(claim_bibtex(claim, data), "bibtex")]


def record(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    data = book.ledger.data
    versions = ", ".join(f"{name} {version}" for name, version in sorted(data.get("versions", {}).items()))
    text = f"Checked at commit `{data.get('commit', 'unknown')}`, tier {data.get('tier', 'fast')}"
    text += f", in {claim['seconds']:.3f} seconds" if claim.get("seconds") else ""
    digest = (
        f" The digest `{claim['statement_digest']}` names the machine statement."
        if claim.get("statement_digest")
        else ""
    )
    return [
        paragraph(f"{text}; {versions}." if versions else f"{text}.", digest, classes=["ledger-origin"]),
        paragraph(
            "As JSON: ",
            _file(f"{claim['id']}-entry.json", "this entry"),
            "; ",
            _file("ledger.json", "the record of all claims, with certificates and code"),
            ".",
        ),
    ]
