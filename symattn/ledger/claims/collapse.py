"""Claims on polynomials by gating and on collapsing layers: FA-3, FA-6, FA-7, FA-8, FA-9."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
