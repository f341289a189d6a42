"""What stands on the page of one claim: everything the ledger's record says about it, and where the book uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from bibtex import claim_bibtex, claim_text
from claim_graph import users
from claim_nodes import badge, bullets, claim_details, display, formula, paragraph, prose, table
from docutils import nodes
from ledger import Ledger, readable, status_word
from statuses import STRONGEST_FIRST, claim_failures, status_of

#: Above this a certificate is only offered as a file.
SHORT_CERTIFICATE = 1500
#: More claims than these are folded.
MANY = 15
#: Above this code is folded.
SHORT_CODE = 12


@dataclass
class Book:
    """What the book knows of its claims, and how a page links to others."""

    ledger: Ledger
    places: dict[str, tuple[str, str]]
    mentioned: dict[str, list[str]]
    titles: dict[str, str]
    #: Python as HTML.
    highlight: Callable[[str], str]
    #: Relative address of a page and anchor as seen from the page of a claim.
    address: Callable[[str, str], str]
    users: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.users = users(self.ledger.claims)
        ids = sorted(self.ledger.claims, key=len, reverse=True)
        self._ids = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ids))})(?![\w]|-\w)")

    def link(self, page: str, text: str, anchor: str = "", classes: Iterable[str] = ()) -> nodes.reference:
        """Return a link to a page of the book."""
        return nodes.reference(
            "",
            "",
            nodes.inline("", text),
            internal=True,
            refuri=self.address(page, anchor),
            classes=list(classes),
        )

    def claim(self, identifier: str, text: str = "") -> nodes.reference:
        """Return a link to the page of a claim, titled with what it says."""
        made = self.link(f"claims/{identifier}", text or identifier, classes=["claim-ref"])
        made["reftitle"] = self.ledger.claims[identifier]["title"].replace("$", "")
        return made

    def linked(self, text: str) -> list[nodes.Node]:
        """Return prose in which the ids of claims are links to their pages."""
        made: list[nodes.Node] = []
        for node in prose(text):
            if not isinstance(node, nodes.Text):
                made.append(node)
                continue
            for k, piece in enumerate(self._ids.split(str(node))):
                if piece:
                    made.append(self.claim(piece) if k % 2 else nodes.Text(piece))
        return made

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """Everything that rests on a claim, directly or not, in the order of the ledger."""
        made: dict[str, list[str]] = {identifier: [] for identifier in self.ledger.claims}
        for identifier, claim in self.ledger.claims.items():
            for other in claim.get("ancestry", {}):
                if other in made:
                    made[other].append(identifier)
        return made


def content(claim: dict[str, Any], book: Book) -> nodes.section:
    """Return the page of a claim."""
    made = nodes.section(ids=["claim"], classes=["claim-page"])
    made += nodes.title("", "", nodes.Text(f"{claim['id']}: "), *prose(claim["title"]))
    made += _top(claim, book)
    parts: list[tuple[str, str, list[nodes.Node]]] = [
        ("evidence", "Evidence", _evidence(claim, book)),
        ("steps", "Steps of the argument", _steps(claim, book)),
        ("mutants", "False variants that the same evidence refutes", _mutants(claim)),
        ("errata", "Said, but false", _errata(claim, book)),
        ("not-claimed", "What is not claimed", _not_claimed(claim, book)),
        ("rests-on", "What it rests on", _rests_on(claim, book)),
        ("used-by", "What rests on it", _used_by(claim, book)),
        ("certificate", "Certificate", _certificate(claim, book)),
        (
            "code",
            "The code that checks it" if claim.get("certificate") else "Its text in the ledger",
            _code(claim, book),
        ),
        ("cite", "How to cite it", _cite(claim, book)),
        ("record", "Record", _record(claim, book)),
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


def _evidence(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    if not claim.get("evidence"):
        return []
    made: list[nodes.Node] = []
    if claim.get("statement_text"):
        made += [
            paragraph("The statement in the form that the machine read:"),
            _plain(claim["statement_text"]),
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


def _steps(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    if not claim.get("steps"):
        return []
    items = (nodes.list_item("", nodes.paragraph("", "", *book.linked(step))) for step in claim["steps"])
    read = paragraph(
        "No machine has checked these steps; they are for reading. What the machine decided stands under evidence."
    )
    return [read, nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")]


def _mutants(claim: dict[str, Any]) -> list[nodes.Node]:
    if not claim.get("mutants"):
        return []
    rows = []
    for mutant in claim["mutants"]:
        out = prose(mutant["counterexample"]) if mutant["refuted"] else [nodes.strong("", "NOT refuted")]
        rows.append([[nodes.Text(mutant["kind"])], [nodes.literal("", mutant["text"])], out])
    text = "If one of these were not refuted, the evidence would prove too much, and the claim would fail."
    return [paragraph(text), table(["Changed", "False variant", "Refuted at"], rows, ["claim-mutants"])]


def _errata(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
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


def _not_claimed(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    return [paragraph(*book.linked(claim["not_claimed"]))] if claim.get("not_claimed") else []


def _rests_on(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    direct = [identifier for identifier in claim.get("rests_on", ()) if identifier in book.ledger.claims]
    if not direct:
        return [paragraph("Nothing but definitions of ordinary mathematics and the procedures.")]
    everything = [name for name in claim.get("ancestry", {}) if name in book.ledger.claims]
    made: list[nodes.Node] = [_claims(direct, book)]
    if len(everything) > len(direct):
        # what is weakest is what a reader looks for
        order = sorted(everything, key=lambda name: -_rank(book.ledger.claims[name]))
        summary = f"Everything it rests on, directly or not: {len(everything)} claims and definitions, the weakest first"
        made.append(claim_details("", _claims(order, book), summary=summary, classes=["claim-details"]))
    return made


def _used_by(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
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


def _rank(claim: dict[str, Any]) -> int:
    status = status_of(claim)
    return STRONGEST_FIRST.index(status) if status in STRONGEST_FIRST else -1


def _claims(identifiers: Iterable[str], book: Book) -> nodes.bullet_list:
    """Return a list of claims, each with its status and title."""
    found = [book.ledger.claims[identifier] for identifier in identifiers]
    made = bullets(
        [book.claim(c["id"]), nodes.Text(" "), badge(status_of(c)), nodes.Text(" "), *prose(c["title"])]
        for c in found
    )
    made["classes"].append("claim-list")
    return made


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


def _certificate(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
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
        _plain(f"$ python -m symattn.certificates {name}.json" + (f" {name}-refuted.json" if refuting else "")),
        paragraph("Exit code 0 means valid, 1 not valid, 3 that a file is no certificate. To run the evidence anew:"),
        _plain(f"$ symattn verify {name}"),
    ]  # fmt: skip
    if len(text) <= SHORT_CERTIFICATE:
        made.append(
            claim_details("", _plain(text, "json"), summary="The certificate", classes=["claim-details"])
        )
    return made


def _file(path: str, text: str) -> nodes.reference:
    """Return a link to a file beside the page that is to be saved."""
    return nodes.reference("", text, internal=False, refuri=path, classes=["claim-download"])


def _plain(text: str, language: str = "text") -> nodes.raw:
    """Return text as a block that can be copied; short blocks of text need no colours."""
    block = f'<div class="highlight-{language} notranslate"><div class="highlight"><pre>{escape(text)}\n</pre></div></div>'
    return nodes.raw("", block, format="html")


def _code(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    code, pieces = claim.get("code"), book.ledger.data.get("code", {})
    if not code:
        return []
    said = ", with its evidence and its false variants" if claim.get("certificate") else ""
    made: list[nodes.Node] = [
        paragraph(
            f"The claim as the ledger states it{said}, in ",
            _lines(pieces[code["definition"]]),
            ":",
        )
    ]
    made += _folded(book, [pieces[code["definition"]]], "Its definition")
    shown = [pieces[key] for key in code["evidence"]]
    if shown:
        made += _folded(
            book, shown, f"What the definition uses: {', '.join(piece['name'] for piece in shown)}"
        )
    for key, heading in (
        ("procedures", "Called from the library:"),
        ("checks", "The certificate is checked by:"),
    ):
        if code[key]:
            made += [paragraph(heading), bullets(_place(pieces[name]) for name in code[key])]
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


def _cite(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
    record = book.ledger.data
    return [paragraph(claim_text(claim, record)), _plain(claim_bibtex(claim, record), "bibtex")]


def _record(claim: dict[str, Any], book: Book) -> list[nodes.Node]:
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
