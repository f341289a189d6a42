"""What rests on what: the ledger's links as tables that stand by themselves, and as data from which graph.js draws.

    ```{claim-graph} CAP-AND-lim RV-6-lim    the place of the drawing, its data, and shortcuts to these claims
    ```{claim-links}                         every claim with what it rests on and what uses it, one section a part

The tables are the graph without JavaScript: the row of a claim has the same address (``#focus=ID``) as its drawing.
"""

from __future__ import annotations

import json
from typing import Any

from claim_blocks import status_word
from claim_nodes import badge, bullets, display, paragraph, prose, table
from claim_nodes import claim_reference as mention
from claim_parts import PARTS, part_of, users
from docutils import nodes
from ledger import ledger_of
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from statuses import DEFINITION, FAILURES, STRONGEST_FIRST, Status, status_of

LOGGER = logging.getLogger(__name__)
SCRIPTS = tuple(f"graph/{name}.js" for name in ("layout", "view", "draw", "panel", "keys", "graph"))
STYLE = "graph/graph.css"


class graph_template(nodes.General, nodes.Element):
    """What the panel beside the drawing says about a claim; inert until a script asks for it."""


class graph_link(nodes.Inline, nodes.TextElement):
    """A link that means something in HTML only; elsewhere its text."""


def graph_data(ledger: Any) -> dict[str, Any]:
    """Return what the scripts need: the parts, the statuses as words and icons, the claims with their links."""
    all_statuses: tuple[Status, ...] = (*STRONGEST_FIRST, DEFINITION, *FAILURES)
    claims = [
        {
            "id": claim["id"], "title": _plain(claim["title"]), "part": part_of(claim["id"]),
            "status": status_of(claim).key, "conditional": bool(claim.get("conditional")),
            "restsOn": claim["rests_on"],
        }
        for claim in ledger.claims.values()
    ]  # fmt: skip
    present = {claim["status"] for claim in claims}
    return {
        "parts": [{"key": key, "name": name} for key, name, _ in PARTS],
        "statuses": [
            {"key": status.key, "word": status.word, "path": status.path}
            for status in all_statuses
            if status.key in present
        ],
        "claims": claims,
    }


def _plain(text: str) -> str:
    return text.replace("$", "").replace("`", "")


class ClaimGraph(SphinxDirective):
    """Write the place of the drawing; until a script draws into it, it says where to read the same."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        ledger = ledger_of(self.env)
        self.env.metadata[self.env.docname]["claim_graph"] = True
        shortcuts = []
        for identifier in self.arguments[0].split() if self.arguments else ():
            if identifier in ledger.claims:
                shortcuts.append(identifier)
            else:
                LOGGER.warning(
                    "the ledger has no claim %r to which the graph could be a shortcut", identifier,
                    location=self.get_location(), type="symattn", subtype="claim",
                )  # fmt: skip
        for identifier in ledger.claims:
            if part_of(identifier) is None:
                LOGGER.warning(
                    "the claim %s belongs to no part of the graph; name its beginning in claim_parts.PARTS", identifier,
                    location=self.get_location(), type="symattn", subtype="claim",
                )  # fmt: skip
        text = json.dumps(graph_data(ledger) | {"shortcuts": shortcuts}, ensure_ascii=False)
        text = text.replace("<", r"\u003c")  # no tag may end the element
        data = f'<script type="application/json" id="claim-graph-data">{text}</script>'
        without = "The drawing needs JavaScript. The tables below say the same without it."
        stage = f'<div id="claim-graph" class="graph"><p>{without}</p></div>'
        made: list[nodes.Node] = [nodes.raw("", stage, format="html"), nodes.raw("", data, format="html")]
        made += [_panel(claim) for claim in ledger.claims.values()]
        made.append(_origin(ledger))
        return made


def _panel(claim: dict[str, Any]) -> nodes.Element:
    """Return the text about one claim: id and title, status, statement, where to read on."""
    identifier = claim["id"]
    node = graph_template("", ids=[f"graph-about-{identifier}"])
    status = [badge(status_of(claim), status_word(claim))]
    if claim.get("conditional"):
        status.append(nodes.Text(f" conditional: it rests on {claim['conditional']}"))
    node += paragraph(nodes.literal("", identifier, classes=["claim-id"]), " ", classes=["graph-id"])
    node += paragraph(claim["title"], classes=["graph-title"])
    node += paragraph(*status, classes=["graph-status"])
    node += nodes.container("", *display(claim["statement_latex"]), classes=["graph-statement"])
    node += bullets(
        [
            [graph_link("", "The page of this claim", href=f"claims/{identifier}.html")],
            [mention("", "Where the book states it", claim=identifier)],
        ]
    )
    return node


def _origin(ledger: Any) -> nodes.paragraph:
    """Return of which record the graph is drawn, in words."""
    links = sum(len(claim["rests_on"]) for claim in ledger.claims.values())
    commit = str(ledger.data.get("commit") or "")
    return paragraph(
        f"Drawn from the ledger’s record of {len(ledger.claims)} claims and definitions and {links} links between them",
        f"; commit `{commit}`." if commit else ".",
        classes=["ledger-origin"],
    )


class ClaimLinks(SphinxDirective):
    """Write one section a part with the table of its claims, what they rest on and what uses them."""

    def run(self) -> list[nodes.Node]:
        claims = ledger_of(self.env).claims
        used = users(claims)
        made: list[nodes.Node] = []
        for key, name, _ in PARTS:
            here = [claim for identifier, claim in claims.items() if part_of(identifier) == key]
            if not here:
                continue
            section = nodes.section("", ids=[f"links-{key}"], names=[])
            section += nodes.title("", name)
            section += nodes.container("", self.links(here, used), ids=[f"part={key}"])
            made.append(section)
        return made

    def links(self, claims: list[dict[str, Any]], used: dict[str, list[str]]) -> nodes.table:
        """Return the table of some claims; each row can be linked to."""
        rows = [
            [
                [graph_link("", claim["id"], href=f"claims/{claim['id']}.html")],
                prose(claim["title"]),
                [badge(status_of(claim))],
                _names(claim["rests_on"]),
                _names(used[claim["id"]]),
            ]
            for claim in claims
        ]
        made = table(
            ["Claim", "Title", "Status", "Rests on", "Used by"], rows, ["claims-table", "claim-links", "longtable", "colwidths-given"]
        )  # fmt: skip
        for spec, width in zip(made.findall(nodes.colspec), (2, 5, 2, 4, 4), strict=True):
            spec["colwidth"] = width
        (body,) = made.findall(nodes.tbody)
        for row, claim in zip(body, claims, strict=True):
            row["ids"] = [f"focus={claim['id']}"]
        return made


def _names(identifiers: list[str]) -> list[nodes.Node]:
    """Return links to rows of the tables, or to the claims in the drawing."""
    links = [graph_link("", identifier, href=f"#focus={identifier}") for identifier in identifiers]
    commas = [node for link in links for node in (nodes.Text(", "), link)][1:]
    return commas or [nodes.Text("nothing")]


def _open_template(self: Any, node: graph_template) -> None:
    self.body.append(self.starttag(node, "template"))


def _close_template(self: Any, node: graph_template) -> None:
    self.body.append("</template>\n")


def _open_link(self: Any, node: graph_link) -> None:
    self.body.append(self.starttag(node, "a", "", CLASS="reference internal", href=node["href"]))


def _close_link(self: Any, node: graph_link) -> None:
    self.body.append("</a>")


def _skip(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _nothing(self: Any, node: nodes.Element) -> None:
    """Write the text and nothing around it."""


def add_assets(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the scripts where there is a graph, in the order in which they build on each other."""
    if app.env.metadata.get(page, {}).get("claim_graph"):
        app.add_css_file(STYLE)
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the nodes, the directives and the files."""
    plain = {"latex": (_nothing, _nothing), "text": (_nothing, _nothing)}
    app.add_node(
        graph_template, html=(_open_template, _close_template), latex=(_skip, None), text=(_skip, None)
    )
    app.add_node(graph_link, html=(_open_link, _close_link), **plain)
    app.add_directive("claim-graph", ClaimGraph)
    app.add_directive("claim-links", ClaimLinks)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
