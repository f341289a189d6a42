"""A point that satisfies assumptions is a counterexample to "one of them is false": the case analysis finds it where all are linear."""

from __future__ import annotations

from symattn.certificates.domains import domain_contains
from symattn.certificates.expression import CONNECTIVES, RELATIONS, Tree
from symattn.errors import SymattnError
from symattn.proving import cases
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.small_sizes import is_symbolic
from symattn.proving.statement import Statement
from symattn.proving.witness import Witness, holds

_SECONDS = 0.5


def solved(statement: Statement, budget: Budget) -> Witness | None:
    """Return a point at which the assumptions hold, if the case analysis finds one.

    Examples
    --------
    >>> from symattn.proving.statement import read_statement
    >>> point, _ = solved(read_statement("x*y <= z", assuming="x >= 1000 + abs(y); y >= 77*z; z > 12345"), Budget(1.0))
    >>> dict(point)["z"] > 12345
    True
    """
    given = [tree for tree in statement.assumptions if tree[0] in (*RELATIONS, *CONNECTIVES)]  # type: ignore[index]
    if is_symbolic(statement) or not given:
        return None
    denied: Tree = ("or", *(("not", tree) for tree in given))
    share = Budget(max(0.0, min(_SECONDS, (budget.left()) / 2)))
    try:
        answer = cases.decide(Statement(denied, (), statement.domains), share, [])
    except (SymattnError, GaveUp):
        return None
    if answer is None or answer["status"] != "refuted":
        return None
    point = dict(answer["counterexample"].certificate.point)
    inside = all(name in point and domain_contains(d, point[name]) for name, d in statement.domains)
    reached = Statement(given[0], statement.assumptions, statement.domains)
    return (tuple(point.items()), ()) if inside and holds(reached, point) else None
