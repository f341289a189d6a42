"""Claims on limits of capacities."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
