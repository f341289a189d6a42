"""The book states nothing of its own: statement, status and evidence are read from the ledger's JSON file.

    ```{claim} SM-4a            the statement with its status; options: as (lemma, corollary, ...), label,
                                sample (a second look at a claim that another page states)
    {claim}`SM-4a`              a link to it, from any page; also {claim}`this identity <SM-4a>`
    ```{claims-table}           all claims, or those whose id begins with one of the option prefix
    ```{ledger-summary}         how many claims have which status, and what each status means

Everything else about a claim stands on its page, which claim_pages.py makes; a block and a table link to it.
An unknown id, a claim stated twice and a claim whose check failed are warnings, and warnings fail the build.
There is no mathematics here: the file is written by ``symattn verify --record FILE``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from claim_nodes import (
    add_nodes,
    badge,
    bullets,
    claim_details,
    claim_page_reference,
    claim_reference,
    display,
    formula,
    paragraph,
    prose,
    table,
)
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective
from sphinx.util.nodes import make_refnode
from sphinx_proof.nodes import NODE_TYPES
from statuses import FAILURES, STRONGEST_FIRST, Status, claim_failures, environments, status_of

LOGGER = logging.getLogger(__name__)
FORMAT = 1
SUMMARIES = {"open": "What is missing", "cited": "What this says and does not say"}
HEADINGS = ("theorem", "lemma", "proposition", "corollary")


class Ledger:
    """The ledger's file, read once a build."""

    def __init__(self, path: Path) -> None:
        self.path = path
        how = f"Run: symattn verify --record {_shown(path)}"
        try:
            self.data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ExtensionError(f"The ledger's record {path} does not exist. {how}") from None
        except (OSError, ValueError) as error:
            raise ExtensionError(f"The ledger's record {path} cannot be read: {error}. {how}") from None
        if not isinstance(self.data, dict) or self.data.get("format") != FORMAT:
            raise ExtensionError(f"The ledger's record {path} is not of format {FORMAT}. {how}")
        self.claims: dict[str, dict[str, Any]] = {claim["id"]: claim for claim in self.data["claims"]}

    def meaning(self, status: Status) -> str:
        """Return what a status means, in the ledger's own words."""
        return str(self.data.get("meaning", {}).get(status.key, status.meaning))


def _shown(path: Path) -> str:
    """Return the path as the command of the README has it: relative to the directory above the book."""
    return "/".join(path.parts[-3:]) if len(path.parts) >= 3 else path.name


def read_ledger(app: Sphinx) -> None:
    """Read the file before any page is read; without it there is nothing to build."""
    app.symattn_ledger = Ledger(Path(app.srcdir) / app.config.symattn_ledger)  # type: ignore[attr-defined]


def ledger_of(env: BuildEnvironment) -> Ledger:
    """Return the ledger and make the page being read depend on its file."""
    ledger: Ledger = env.app.symattn_ledger  # type: ignore[attr-defined]
    env.note_dependency(str(ledger.path))
    return ledger


def places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return where each claim is stated: id -> (page, anchor)."""
    if not hasattr(env, "symattn_claims"):
        env.symattn_claims = {}  # type: ignore[attr-defined]
    return env.symattn_claims  # type: ignore[attr-defined,no-any-return]


def mentions(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return which claims the text of each page mentions: page -> ids, in the order of the page."""
    if not hasattr(env, "symattn_mentions"):
        env.symattn_mentions = {}  # type: ignore[attr-defined]
    return env.symattn_mentions  # type: ignore[attr-defined,no-any-return]


def claim_page(app: Sphinx, identifier: str) -> str | None:
    """Return the name of the page that holds everything about a claim, or None where no such pages are made."""
    made = "claim_pages" in app.extensions and app.builder.name in ("html", "dirhtml")
    return f"claims/{identifier}" if made else None


class ClaimDirective(SphinxDirective):
    """Write a claim as a numbered theorem block with its status."""

    required_arguments = 1
    option_spec: ClassVar = {
        "as": lambda word: directives.choice(word, HEADINGS),
        "label": directives.unchanged_required,
        "sample": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        identifier = self.arguments[0]
        claim = ledger_of(self.env).claims.get(identifier)
        if claim is None:
            message = f"the ledger has no claim {identifier!r}"
            LOGGER.warning(message, location=self.get_location(), type="symattn", subtype="claim")
            return [paragraph(f"{message}.", classes=["claim-missing"])]
        if "sample" in self.options:
            return [self.sample(claim)]
        if identifier in places(self.env):
            LOGGER.warning(
                "the claim %s is already stated on the page %s; link to it with {claim}`%s`",
                identifier, places(self.env)[identifier][0], identifier,
                location=self.get_location(), type="symattn", subtype="claim",
            )  # fmt: skip
            return [paragraph(claim_reference("", identifier, claim=identifier))]
        for failure in claim_failures(claim) or ([claim["status"]] if status_of(claim).failure else []):
            LOGGER.warning(
                "the claim %s fails: %s", identifier, failure,
                location=self.get_location(), type="symattn", subtype="failure",
            )  # fmt: skip
        return [self.block(claim)]

    def sample(self, claim: dict[str, Any]) -> nodes.Element:
        """Return the look of the block without number or anchor, for a page that explains how to read one."""
        status = status_of(claim)
        node = nodes.admonition(classes=["proof", "theorem", "claim", f"claim-is-{status.key}"])
        mention = claim_reference("", claim["id"], claim=claim["id"])
        node += nodes.title("", "", mention, nodes.Text(" ("), *prose(claim["title"]), nodes.Text(")"))
        node += nodes.container("", *statement(claim, ledger_of(self.env)), classes=["claim-content"])
        return node

    def block(self, claim: dict[str, Any]) -> nodes.Element:
        """Return the block, numbered by sphinx-proof's counter and known to its references."""
        anchor = f"claim-{claim['id']}"
        first = self.options.get("label", anchor)
        realtype = self.heading(claim)
        counter = self.config.prf_realtyp_to_countertyp.get(realtype, realtype)
        status = status_of(claim)
        node = NODE_TYPES[counter](
            ids=list(dict.fromkeys([first, anchor])),
            classes=["proof", realtype, "claim", f"claim-is-{status.key}"],
            title=claim["title"], label=first, countertype=counter, realtype=realtype,
        )  # fmt: skip
        self.set_source_info(node)
        node.document = self.state.document
        node += nodes.title("", "", nodes.Text(" ("), *prose(claim["title"]), nodes.Text(")"))
        node += nodes.container("", *statement(claim, ledger_of(self.env)), classes=["claim-content"])
        if not hasattr(self.env, "proof_list"):
            self.env.proof_list = {}  # type: ignore[attr-defined]
        self.env.proof_list[first] = {  # type: ignore[attr-defined]
            "docname": self.env.docname, "countertype": counter, "realtype": realtype,
            "ids": [first], "label": first, "prio": 0, "nonumber": False,
        }  # fmt: skip
        places(self.env)[claim["id"]] = (self.env.docname, anchor)
        return node

    def heading(self, claim: dict[str, Any]) -> str:
        """Return theorem, observation, ...: the one asked for where the status allows it."""
        allowed = environments(claim)
        asked = self.options.get("as", allowed[0])
        if asked in allowed:
            return str(asked)
        LOGGER.warning(
            "the claim %s is %s and cannot be called a %s", claim["id"], status_of(claim).word, asked,
            location=self.get_location(), type="symattn", subtype="claim",
        )  # fmt: skip
        return allowed[0]


def status_word(claim: dict[str, Any]) -> str:
    """Return the status with its range, ``exhaustive (n <= 4)``, where the range is part of it."""
    status = status_of(claim)
    if status.key == "exhaustive" and claim.get("scope"):
        return f"{status.word} ({readable(claim['scope'])})"
    return status.word


def readable(scope: str) -> str:
    """Return a scope as people write it: ``n <= 4`` with one sign."""
    return scope.replace("<=", "≤").replace(">=", "≥")


def statement(claim: dict[str, Any], ledger: Ledger) -> list[nodes.Node]:
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
                *behind(claim, ledger),
                summary=SUMMARIES.get(status.key, "How this was checked"),
                classes=["claim-details"],
            )
        )
    return made


def _spaced(items: list[nodes.Node]) -> list[nodes.Node]:
    return [node for item in items for node in (item, nodes.Text(" "))][:-1]


def behind(claim: dict[str, Any], ledger: Ledger) -> list[nodes.Node]:
    """Return the evidence, the steps, the mutants, what it rests on and what is not claimed."""
    status = status_of(claim)
    made: list[nodes.Node] = [paragraph(f"Status {status.word}: {ledger.meaning(status)}.")]
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


class ClaimRole(ReferenceRole):
    """Mention a claim; the mention links to where it is stated."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.target not in ledger_of(self.env).claims:
            LOGGER.warning(
                "the ledger has no claim %r",
                self.target,
                location=self.get_location(),
                type="symattn",
                subtype="claim",
            )
        mentions(self.env).setdefault(self.env.docname, []).append(self.target)
        return [claim_reference(self.title, self.title, claim=self.target)], []


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


class ResolveClaims(SphinxPostTransform):
    """Turn every mention of a claim into a link to its statement or its page, or into plain text if there is none."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(claim_page_reference)):
            page = claim_page(self.app, node["claim"])
            if page is not None:
                node.replace_self(self.link(node, page, "", "Evidence, certificate and code of "))
            elif "otherwise" in node:
                node.replace_self(claim_reference("", node.astext(), claim=node["claim"]))
            else:
                node.parent.remove(node)
        for node in list(self.document.findall(claim_reference)):
            place = places(self.env).get(node["claim"])
            if place is None:
                node.replace_self(nodes.inline("", node.astext(), classes=["claim-ref"]))
            else:
                node.replace_self(self.link(node, *place))

    def link(self, node: nodes.Element, page: str, anchor: str, about: str = "") -> nodes.Element:
        """Return the text of a mention as a link; what it leads to is told by the title."""
        claim = self.app.symattn_ledger.claims[node["claim"]]  # type: ignore[attr-defined]
        title = f"{about}{claim['id']}" if about else claim["title"].replace("$", "")
        text = nodes.inline("", node.astext(), classes=["claim-ref", *node["classes"]])
        return make_refnode(self.app.builder, self.env.docname, page, anchor, [text], title)


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the claims of a page that is read again or gone."""
    mentions(env).pop(docname, None)
    env.symattn_claims = {k: v for k, v in places(env).items() if v[0] != docname}  # type: ignore[attr-defined]


def merge_pages(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Join the claims found by a parallel reader."""
    mentions(env).update({page: ids for page, ids in mentions(other).items() if page in docnames})
    places(env).update({k: v for k, v in places(other).items() if v[0] in docnames})


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directives, role and events."""
    app.setup_extension("sphinx_proof")
    app.add_config_value("symattn_ledger", "_build/ledger.json", "env", str)
    add_nodes(app)
    app.add_css_file("claims.css")
    app.add_directive("claim", ClaimDirective)
    app.add_directive("claims-table", ClaimsTable)
    app.add_directive("ledger-summary", LedgerSummary)
    app.add_role("claim", ClaimRole())
    app.add_post_transform(ResolveClaims)
    app.connect("builder-inited", read_ledger)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
