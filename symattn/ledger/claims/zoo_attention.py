"""Claims on attention layers and recurrences of the literature: ZOO-*."""

from __future__ import annotations

from symattn.ledger.claim import Claim
from symattn.ledger.claims import zoo_layers, zoo_states

CLAIMS: list[Claim] = [*zoo_layers.CLAIMS, *zoo_states.CLAIMS]
