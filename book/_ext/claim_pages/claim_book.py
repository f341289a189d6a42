"""What the book knows of its claims, and how the page of one links to others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from claim_nodes import prose
from claim_parts import users
from docutils import nodes
from ledger import Ledger


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
