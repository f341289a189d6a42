"""Bounds between the sums of a statement, found term by term: f(i) <= g(i) for every i gives sum_i f(i) <= sum_i g(i).

Property wanted: |sum_i a_i| <= sum_i |a_i| and the like are proved without a lemma being named.

Construction: for the sums over 1..n in a statement the comparisons 0 <= f, f <= g and -f <= g of one term are decided, under what is assumed of every
index, and so is the claim itself with every sum replaced by its term and n by 1; each that is proved is summed by `by_terms`, and joins the
assumptions as a lemma.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

from symattn.certificates.expression import BINDERS, Tree, children, substitute, variables, walk
from symattn.errors import SymattnError
from symattn.proving.ranges import implied_ranges
from symattn.proving.statement import Statement, free_names, with_dimensions
from symattn.proving.termwise import by_terms
from symattn.proving.verdict import Verdict

_MAX_SUMS = 5
#: A sum: its term, its index, its bound.
_Sum = tuple[Tree, str, str]


def bounds_of_sums(statement: Statement, decide: Callable[[Statement], Verdict]) -> list[Verdict]:
    """Return proved bounds between the sums of the statement; ``decide`` decides the comparison of two terms."""
    found: dict[_Sum, None] = {}
    for part in (statement.claim, *statement.assumptions):
        found.update(dict.fromkeys(_outermost(part)))
    sums = list(found)[:_MAX_SUMS]
    bounds = []
    for bound in dict.fromkeys(n for _, _, n in sums):
        terms = list(dict.fromkeys(_renamed(statement, one, bound) for one in sums if one[2] == bound))
        whole = _claim_on_one(statement, bound)
        for claim, index in (*whole, *_comparisons([term for term in terms if term is not None])):
            verdict = decide(_about_one(statement, claim, index, bound))
            if verdict.proved and not verdict.conditions:
                summed = by_terms(verdict, index=index, bound=bound)
                bounds += [summed] if summed.proved else []
    return bounds


def _outermost(tree: Tree) -> Iterator[_Sum]:
    """Yield the sums over 1..n that stand under no other sum or quantifier."""
    if isinstance(tree, tuple) and tree[0] in BINDERS:
        if tree[0] == "Sum" and tree[3] == 1 and isinstance(tree[4], str):
            yield tree[1], tree[2], tree[4]
        return
    for child in children(tree):
        yield from _outermost(child)


def _index(statement: Statement, bound: str) -> str | None:
    """Return the index of what is assumed for all i in 1..n: the terms are written with it, so that the assumptions fit."""
    given = (tree for tree in statement.assumptions if isinstance(tree, tuple) and tree[0] == "forall")
    return next((tree[2] for tree in given if tree[3] == 1 and tree[4] == bound), None)


def _renamed(statement: Statement, one: _Sum, bound: str) -> tuple[Tree, str] | None:
    """Return the term and its index, under the name that the assumptions use; None if that name is taken."""
    term, index, _ = one
    name = _index(statement, bound) or "i"
    taken = {n for part in (statement.claim, *statement.assumptions) for n in variables(part)}
    if name in taken or name == bound or (name != index and name in variables(term)):
        return None
    try:
        return substitute(term, {index: name}), name
    except SymattnError:  # the name is bound inside
        return None


def _claim_on_one(statement: Statement, bound: str) -> list[tuple[Tree, str]]:
    """Return the claim with every sum replaced by its term and n by 1, if it compares sums of multiples of these."""
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in ("<=", "<", ">=", ">", "=="):
        return []
    sides = [_of_one(statement, side, bound) for side in claim[1:]]
    name = _index(statement, bound) or "i"
    return [] if None in sides else [((claim[0], *sides), name)]


def _of_one(statement: Statement, side: Tree, bound: str) -> Tree | None:
    if side == 0 or side == bound:
        return 0 if side == 0 else 1
    if not isinstance(side, tuple):
        return None
    if side[0] == "Sum" and side[3] == 1 and side[4] == bound:
        renamed = _renamed(statement, (side[1], side[2], bound), bound)
        return None if renamed is None else renamed[0]
    if side[0] == "+":
        parts = [_of_one(statement, part, bound) for part in side[1:]]
        return None if None in parts else ("+", *parts)
    if side[0] != "*":
        return None
    sums = [part for part in side[1:] if bound in variables(part) or "Sum" in _operations(part)]
    rest = [part for part in side[1:] if part not in sums]
    one = _of_one(statement, sums[0], bound) if len(sums) == 1 else None
    return ("*", *rest, one) if one is not None else None


def _operations(tree: Tree) -> set[str]:
    return {node[0] for node in walk(tree) if isinstance(node, tuple)}


def _comparisons(terms: list[tuple[Tree, str]]) -> Iterator[tuple[Tree, str]]:
    for f, index in terms:
        yield ("<=", 0, f), index
    for (f, index), (g, _) in permutations(terms, 2):
        yield ("<=", f, g), index
        yield ("<=", ("*", -1, f), g), index


def _about_one(statement: Statement, claim: Tree, index: str, bound: str) -> Statement:
    """Return the statement that the comparison holds for one index."""
    given: list[Tree] = []
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[0] == "forall" and tree[2:] == (index, 1, bound):
            given.append(tree[1])
        elif _operations(tree).isdisjoint(BINDERS):
            given.append(tree)
    parts = (claim, *given)
    given += [tree for tree in implied_ranges(parts) if tree not in given]
    known = dict(statement.domains)
    names = free_names((claim, *given), known)
    domains = with_dimensions(
        (claim, *given), {name: known.get(name, "real") for name in names} | {index: "positive integer"}
    )
    return replace(statement, claim=claim, assumptions=tuple(given), domains=tuple(domains.items()))
