"""A proof counts only if some point satisfies the assumptions; this looks for one where searching at random finds none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice

from symattn.certificates.domains import Tabulated, domain_contains
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import BINDERS, Tree, substitute, variables, walk
from symattn.proving import statement as statements
from symattn.proving.polynomial import Budget
from symattn.proving.search import points
from symattn.proving.small_sizes import is_symbolic, small_points
from symattn.proving.statement import Statement

Point = dict[str, Fraction]
#: A point, and values of functions such as permutations.
Witness = tuple[tuple[tuple[str, Fraction], ...], Tabulated]


def witnesses(statement: Statement) -> Iterator[Witness]:
    """Yield points of the domains, with values of functions, in the order in which counterexamples are looked for."""
    found = (
        small_points(statement) if is_symbolic(statement) else ((point, {}) for point in points(statement))
    )
    for point, tables in found:
        tabulated = tuple((name, tuple(sorted(table.items()))) for name, table in sorted(tables.items()))
        yield tuple(point.items()), tabulated


def candidate(statement: Statement, first: Iterable[Point], budget: Budget) -> Witness | None:
    """Return one of the points given, or of a short list of small points, at which assumptions and claim hold."""
    for point in (*islice(first, 20), *islice(points(statement), 60)):
        budget.spend()
        if holds(statement, point):
            return tuple((name, point[name]) for name, _ in statement.domains), ()
    return None


def holds(statement: Statement, point: Point) -> bool:
    """Return whether assumptions and claim hold at the point, where that can be evaluated."""
    evaluate = Evaluator(point)
    try:
        return all(evaluate.truth(tree) for tree in statement.assumptions) and evaluate.truth(statement.claim)
    except (Undefined, NotExact):
        return False


def of_size_one(statement: Statement, budget: Budget) -> Witness | None:
    """Return such a point of the statement with every dimension 1 and every permutation the identity."""
    ones: dict[str, Tree] = {}
    functions: dict[str, None] = {}
    for tree in (statement.claim, *statement.assumptions):
        for node in walk(tree):
            if isinstance(node, tuple) and node[0] == "permutation":
                functions[node[1]] = None
            if isinstance(node, tuple) and node[0] in (*BINDERS, "index", "call", "permutation"):
                places = node[3:] if node[0] in BINDERS else node[2:]
                ones.update({name: 1 for place in places for name in variables(place)})
    if any(not domain_contains(domain, Fraction(1)) for name, domain in statement.domains if name in ones):
        return None
    tables = {name: {(1,): 1} for name in functions}

    def instance(tree: Tree) -> Tree:
        return statements.expand(_without_calls(substitute(tree, ones), tuple(functions)))

    assumptions = tuple(instance(tree) for tree in statement.assumptions if not _is_permutation(tree))
    claim = instance(statement.claim)
    names = dict.fromkeys(name for tree in (claim, *assumptions) for name in variables(tree))
    known = dict(statement.domains)
    small = Statement(claim, assumptions, tuple((name, known.get(name, "real")) for name in names))
    for point in points(small):
        budget.spend()
        if holds(small, point):
            rest = [(name, Fraction(1)) for name in known if name in ones]
            others = [
                (name, domain) for name, domain in known.items() if name not in ones and name not in point
            ]
            rest += [
                (name, domain[0] if isinstance(domain, tuple) else Fraction(1)) for name, domain in others
            ]
            tabulated = tuple((name, tuple(values.items())) for name, values in tables.items())
            return (*point.items(), *rest), tabulated
    return None


def _is_permutation(tree: Tree) -> bool:
    return isinstance(tree, tuple) and tree[0] == "permutation"


def _without_calls(tree: Tree, functions: tuple[str, ...]) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    if tree[0] == "call" and tree[1] in functions:
        return _without_calls(tree[2], functions)
    return (tree[0], *(_without_calls(part, functions) for part in tree[1:]))
