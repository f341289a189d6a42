"""The book states nothing of its own: statement, status and evidence are read from the ledger's JSON file.

    ```{claim} SM-4a            the statement with its status; options: as (lemma, corollary, ...), label,
                                sample (a second look at a claim that another page states)
    {claim}`SM-4a`              a link to it, from any page; also {claim}`this identity <SM-4a>`

Everything else about a claim stands on its page, which claim_pages.py makes; a block and a table link to it.
An unknown id, a claim stated twice and a claim whose check failed are warnings, and warnings fail the build.
There is no mathematics here: the file is written by ``symattn verify --record FILE``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from claim_blocks import statement
from claim_nodes import (
    add_nodes,
    claim_page_reference,
    claim_reference,
    paragraph,
    prose,
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
from statuses import Status, claim_failures, environments, status_of

LOGGER = logging.getLogger(__name__)
FORMAT = 1
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
        node += nodes.container(
            "", *statement(claim, ledger_of(self.env).meaning(status)), classes=["claim-content"]
        )
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
        node += nodes.container(
            "", *statement(claim, ledger_of(self.env).meaning(status)), classes=["claim-content"]
        )
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
    app.add_role("claim", ClaimRole())
    app.add_post_transform(ResolveClaims)
    app.connect("builder-inited", read_ledger)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.setup_extension("claim_tables")
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
