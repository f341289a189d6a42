"""The ledger: every claim of the theory by its id, checked for unknown and circular dependencies when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from types import MappingProxyType

from symattn.errors import InvalidArgument, UnknownName, shown
from symattn.ledger.claim import Claim

CHAPTERS = (
    "standard_model",
    "growth",
    "taxonomy",
    "quadratic",
    "collapse",
    "transformers",
    "zoo_gates",
    "zoo_attention",
    "counting",
    "cover",
    "lower_bounds",
    "multiplexing",
    "arrangements",
    "supports",
    "two_block",
    "output_gating",
    "mechanisms",
    "layers",
    "conventions",
    "learning",
    "asymptotics",
    "mechanism_limits",
    "layer_limits",
    "exact_counts",
    "exact_mechanisms",
    "exact_relations",
)


def index(claims: list[Claim]) -> Mapping[str, Claim]:
    """Return the claims by id; a repeated id, an unknown dependency or a circle is an error."""
    table: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in table:
            raise InvalidArgument("id", "must be given to one claim only", claim.id)
        table[claim.id] = claim
    for claim in claims:
        for parent in claim.dependencies:
            if parent not in table:
                raise UnknownName(claim.id, "rests on a claim that does not exist", parent)
    try:
        TopologicalSorter({claim.id: claim.dependencies for claim in claims}).prepare()
    except CycleError as error:
        raise InvalidArgument("rests_on", "must not run in a circle", " -> ".join(error.args[1])) from None
    return MappingProxyType(table)


@cache
def all_claims() -> Mapping[str, Claim]:
    """Return every claim of the theory by its id, in the order of the chapters.

    Examples
    --------
    >>> all_claims()["SM-4a"].title
    'Two square units and a linear unit multiply'

    See Also
    --------
    symattn.claims : what users see of them.
    """
    modules = [import_module(f"symattn.ledger.claims.{chapter}") for chapter in CHAPTERS]
    return index([claim for module in modules for claim in module.CLAIMS])


def find_claim(identifier: str) -> Claim:
    """Return the claim with this id.

    Raises
    ------
    UnknownName
        If there is none; the message names the closest ids.

    Examples
    --------
    >>> find_claim("SM-4a").dependencies
    ('SM-1',)
    """
    table = all_claims()
    if isinstance(identifier, str) and identifier in table:
        return table[identifier]
    close = get_close_matches(shown(identifier).strip("'"), table, n=3, cutoff=0.4)
    hint = f"Did you mean {', '.join(close)}? " if close else ""
    raise UnknownName("id", "is not the id of a claim", identifier, f"{hint}`symattn claims` lists all ids.")
