"""How the claims are grouped: the parts of the ledger by the beginnings of the ids, and which claims use which."""

from __future__ import annotations

from typing import Any

#: The parts, in the order of the page of all claims: key, name, how the ids of its claims begin.
PARTS = (
    ("SM", "The standard model and the classes", ("SM", "TX")),
    ("FA", "Quadratic forms and collapsing", ("FA",)),
    ("TR", "Transformers", ("TR",)),
    ("ZOO", "Architectures", ("ZOO",)),
    ("RV-1", "Counting and Cover’s bound", ("RV-1", "RV-3")),
    ("RV", "Lower bounds and the two-block theorem", ("RV",)),
    ("MX", "Multiplexing", ("MX",)),
    ("CAP", "Single units", ("CAP",)),
    ("LAY", "Layers", ("LAY",)),
    ("BY", "Beyond the paper", ("BY",)),
)


def part_of(identifier: str) -> str | None:
    """Return the key of a claim's part: the first one with the beginning of its id."""
    return next((key for key, _, prefixes in PARTS if _begins(identifier, prefixes)), None)


def _begins(identifier: str, prefixes: tuple[str, ...]) -> bool:
    return any(identifier == prefix or identifier.startswith(f"{prefix}-") for prefix in prefixes)


def users(claims: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """Return, for every claim, the claims that name it among those they rest on."""
    used: dict[str, list[str]] = {identifier: [] for identifier in claims}
    for identifier, claim in claims.items():
        for other in claim["rests_on"]:
            used[other].append(identifier)
    return used
