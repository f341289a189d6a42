"""Claims on the 18 classes of attention mechanisms: TX-2, TX-3, TX-4, TX-7."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
