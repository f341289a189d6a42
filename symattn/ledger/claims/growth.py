"""Claims on what finite networks of the standard model cannot compute: SM-3, SM-3p, SM-4c."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
