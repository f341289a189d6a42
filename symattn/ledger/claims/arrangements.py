"""Claims on hyperplane arrangements behind the two-block theorem."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
