"""Claims of the two-block theorem and its consequences."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
