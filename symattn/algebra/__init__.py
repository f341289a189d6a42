"""What can be computed with expressions: the vocabulary of symbolic dimensions, quadratic forms and their gating rank."""

from symattn.algebra.congruence import Square
from symattn.algebra.gating_rank import GatedPair, GatingRank, gating_rank
from symattn.algebra.inertia import ConditionalInertia, Inertia, InertiaCase
from symattn.algebra.layered_form import LayeredForm, ProductTerm
from symattn.algebra.quadratic import QuadraticForm
from symattn.algebra.vocabulary import dimension, matrices, vectors

__all__ = [
    "ConditionalInertia",
    "GatedPair",
    "GatingRank",
    "Inertia",
    "InertiaCase",
    "LayeredForm",
    "ProductTerm",
    "QuadraticForm",
    "Square",
    "dimension",
    "gating_rank",
    "matrices",
    "vectors",
]
