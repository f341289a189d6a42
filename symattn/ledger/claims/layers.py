"""Claims on the capacity of gated layers."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
