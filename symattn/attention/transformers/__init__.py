"""Transformers as gating: attention heads and encoder blocks assembled from the mechanisms, and a head of symbolic size."""

from symattn.attention.transformers.encoder import encoder_block
from symattn.attention.transformers.heads import attention_head
from symattn.attention.transformers.score_algorithms import score_network
from symattn.attention.transformers.symbolic_head import SymbolicHead

__all__ = ["SymbolicHead", "attention_head", "encoder_block", "score_network"]
