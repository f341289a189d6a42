"""Claims on attention layers and recurrences of the literature: ZOO-*."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
