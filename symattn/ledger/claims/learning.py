"""Claims on storage capacity and critical loads."""

from __future__ import annotations

from symattn.ledger.claim import Claim

CLAIMS: list[Claim] = []
