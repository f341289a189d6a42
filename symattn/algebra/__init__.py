"""What can be computed with expressions: the vocabulary of symbolic dimensions, and quadratic forms."""

from symattn.algebra.congruence import Square
from symattn.algebra.quadratic import Inertia, QuadraticForm
from symattn.algebra.vocabulary import dimension, matrices, vectors

__all__ = ["Inertia", "QuadraticForm", "Square", "dimension", "matrices", "vectors"]
