"""Which procedures may decide a statement, in which order, and why: read off its operations and what its variables range over."""

from __future__ import annotations

from fractions import Fraction

from symattn.certificates.expression import CONNECTIVES, walk
from symattn.proving import exhaustion
from symattn.proving.small_sizes import is_symbolic
from symattn.proving.statement import Statement, operations

#: The families, in the order in which they are tried; ``auto`` tries all that apply.
FAMILIES = ("exhaustion", "polynomial", "exponential", "dimension", "piecewise", "inequality")
PIECEWISE = frozenset(("H", "sgn", "relu", "abs", "max", "min"))
EXPONENTIAL = frozenset(("exp", "log", "logistic", "tanh", "sinh", "cosh", "silu", "softplus", "softmax"))
#: Operations on vectors and functions whose values a point of the finite variables does not tell.
_NEEDS_ENTRIES = frozenset(("index", "softmax", "call", "permutation", "forall"))


def plan(statement: Statement) -> list[tuple[str, str]]:
    """Return the families that apply to the statement, each with the reason."""
    present = operations(statement.claim)
    powers = "**" in present and any(
        isinstance(node, tuple) and node[0] == "**" and not isinstance(node[2], int | Fraction)
        for node in walk(statement.claim)
    )
    relation = statement.claim[0] if isinstance(statement.claim, tuple) else ""
    piecewise = sorted(present & PIECEWISE)
    points = exhaustion.number_of_points(statement.domains)
    chosen: list[tuple[str, str]] = []
    few = points is not None and points <= exhaustion.MAX_POINTS
    if few and statement.operations.isdisjoint(_NEEDS_ENTRIES):
        chosen.append(
            ("exhaustion", f"every variable ranges over a finite set: {points} point{'s' * (points != 1)}")
        )
    if relation in ("==", "<=", ">="):
        if is_symbolic(statement):
            chosen.append(("dimension", "sums, entries or permutations with a symbolic bound or index occur"))
        elif present & EXPONENTIAL or powers:
            functions = [*sorted(present & EXPONENTIAL), *["a variable exponent"] * powers]
            chosen.append(("exponential", f"{', '.join(functions)} occur{'s' * (len(functions) == 1)}"))
        elif not piecewise:
            chosen.append(("polynomial", "only arithmetic occurs"))
        else:  # over finite variables each case may be arithmetic
            chosen.append(("polynomial", "in every case of the finite variables only arithmetic may be left"))
    if piecewise:
        names = ", ".join(piecewise)
        chosen.append(("piecewise", f"{names} occur{'s' * (len(piecewise) == 1)}"))
    elif relation in CONNECTIVES:
        chosen.append(("piecewise", f"statements are joined by {relation!r}"))
    elif statement.assumptions or relation != "==":
        chosen.append(("piecewise", "assumptions and inequalities that are linear are decided exactly"))
    if relation in ("<", "<=", ">", ">=", "!="):
        chosen.append(("inequality", f"the relation is {relation}"))
    return chosen
