"""Bounds between the sums of a statement, found term by term: f(i) <= g(i) for every i gives sum_i f(i) <= sum_i g(i).

Property wanted: |sum_i a_i| <= sum_i |a_i| and the like are proved without a lemma being named.

Construction: for the sums over 1..n in a statement the comparisons 0 <= f, f <= g and -f <= g of one term are decided, under what is assumed of every
index, and so is the claim itself with every sum replaced by its term and n by 1; each that is proved is summed by `by_terms`, and joins the
assumptions as a lemma.  Where an assumption bounds an entry v_i by u, the terms f(i) with u put for v_i are compared with f(i) as well: a weighted mean is
so bounded by a bound of the values.  With an index k of which 1 <= k <= n is known the sums over i != k are compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

from symattn.certificates.expression import BINDERS, Tree, children, substitute, variables, walk
from symattn.errors import SymattnError
from symattn.proving.linear_terms import summands
from symattn.proving.ranges import implied_ranges
from symattn.proving.statement import Statement, free_names, with_dimensions
from symattn.proving.termwise import by_terms
from symattn.proving.verdict import Verdict

_MAX_SUMS = 5
_MAX_PLACES = 2
_MAX_REPLACED = 12
_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "=="}
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
            bounds += _summed(decide(_about_one(statement, claim, index, bound)), statement, index, bound)
        places = [None, *_places(statement, bound)]
        for place in places:
            for claim, index in _replaced(
                statement, [term for term in terms if term is not None], bound, place
            ):
                verdict = decide(_about_one(statement, claim, index, bound, place))
                bounds += _summed(verdict, statement, index, bound, place)
    return bounds


def _summed(
    verdict: Verdict, statement: Statement, index: str, bound: str, without: str | None = None
) -> list[Verdict]:
    if not verdict.proved or verdict.conditions:
        return []
    summed = by_terms(verdict, index=index, bound=bound, without=without, known=statement.assumptions)
    return [summed] if summed.proved else []


def _places(statement: Statement, bound: str) -> list[str]:
    """Return the indices known to lie in 1..n."""
    return [
        tree[1]
        for tree in statement.assumptions
        if isinstance(tree, tuple) and tree[0] == "<=" and tree[2] == bound and isinstance(tree[1], str)
    ][:_MAX_PLACES]


def _replaced(
    statement: Statement, terms: list[tuple[Tree, str]], bound: str, place: str | None
) -> Iterator[tuple[Tree, str]]:
    """Yield the comparisons of a term with itself, an entry in it replaced by a bound that is assumed of it."""
    found: dict[tuple[Tree, str], None] = {}
    for term, index in terms:
        entries = dict.fromkeys(
            node
            for node in walk(term)
            if isinstance(node, tuple) and node[0] == "index" and index in node[2:]
        )
        for body in _assumed_of_one(statement, index, bound, place):
            for entry in entries:
                for op, value in _solved(body, entry):
                    new = _put(term, entry, value)
                    for relation in ("<=", ">=") if op == "==" else (op, _OPPOSITE[op]):
                        found[(relation, term, new), index] = None
    yield from list(found)[:_MAX_REPLACED]


_OPPOSITE = {"<=": ">=", ">=": "<=", "<": ">=", ">": "<="}


def _put(tree: Tree, entry: Tree, value: Tree) -> Tree:
    if tree == entry:
        return value
    if not isinstance(tree, tuple) or tree[0] in (*BINDERS, "softmax", "index"):
        return tree
    return (tree[0], *(_put(part, entry, value) for part in tree[1:]))


def _solved(body: Tree, entry: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield (relation, u) with entry R u, as a relation that is linear in the entry says it."""
    if not isinstance(body, tuple) or body[0] not in _FLIPPED:
        return
    op, left, right = body
    if op in (">", ">="):
        op, left, right = _FLIPPED[op], right, left
    if isinstance(left, tuple) and left[0] == "abs" and op != "==":  # |a| <= b says a <= b and -a <= b
        yield from _isolated(op, left[1], right, entry)
        yield from _isolated(op, ("*", -1, left[1]), right, entry)
    else:
        yield from _isolated(op, left, right, entry)


def _isolated(op: str, left: Tree, right: Tree, entry: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield entry R u for a relation R between left and right, if the entry occurs once, as a summand with a number for coefficient."""
    terms = [*summands(left), *((-c, rest) for c, rest in summands(right))]
    own = [c for c, rest in terms if rest == entry]
    others = [(c, rest) for c, rest in terms if rest != entry]
    if len(own) != 1 or any(entry in walk(rest) for _, rest in others):
        return
    parts = [rest if c == -own[0] else ("*", -c / own[0], rest) for c, rest in others if rest != 0]
    value: Tree = 0 if not parts else parts[0] if len(parts) == 1 else ("+", *parts)
    yield op if own[0] > 0 else _FLIPPED[op], value


def _assumed_of_one(statement: Statement, index: str, bound: str, place: str | None) -> list[Tree]:
    """Return what is assumed of every index, or of every index but one."""
    found = []
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[0] == "forall" and tree[2:] == (index, 1, bound):
            body = tree[1]
            if place is not None and isinstance(body, tuple) and body[0] == "or" and len(body) == 3:
                rest = [part for part in body[1:] if part not in (("==", index, place), ("==", place, index))]
                body = rest[0] if len(rest) == 1 else body
            found.append(body)
    return found


def _outermost(tree: Tree) -> Iterator[_Sum]:
    """Yield the sums over 1..n that stand under no other sum or quantifier, and those by which rows of softmax are divided."""
    if isinstance(tree, tuple) and tree[0] == "softmax" and isinstance(tree[3], str):
        yield ("exp", ("index", tree[2], "j")), "j", tree[3]
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
    name = _index(statement, bound) or "i"
    found: list[tuple[Tree, str]] = []
    for left, right in _without_abs(claim):
        sides = [_of_one(statement, side, bound) for side in (left, right)]
        found += [] if None in sides else [((claim[0], *sides), name)]
    return found


def _without_abs(claim: tuple[Any, ...]) -> list[tuple[Tree, Tree]]:
    """Return the sides to compare: of |a| <= b those of a <= b and -a <= b."""
    op, left, right = claim
    if op in ("<=", "<") and isinstance(left, tuple) and left[0] == "abs":
        return [(left[1], right), (("*", -1, left[1]), right)]
    if op in (">=", ">") and isinstance(right, tuple) and right[0] == "abs":
        return [(left, right[1]), (left, ("*", -1, right[1]))]
    return [(left, right)]


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


def _about_one(
    statement: Statement, claim: Tree, index: str, bound: str, place: str | None = None
) -> Statement:
    """Return the statement that the comparison holds for one index."""
    given = _assumed_of_one(statement, index, bound, place)
    given += [tree for tree in statement.assumptions if _operations(tree).isdisjoint(BINDERS)]
    parts = (claim, *given)
    given += [tree for tree in implied_ranges(parts) if tree not in given]
    known = dict(statement.domains)
    names = free_names((claim, *given), known)
    domains = with_dimensions(
        (claim, *given), {name: known.get(name, "real") for name in names} | {index: "positive integer"}
    )
    return replace(statement, claim=claim, assumptions=tuple(given), domains=tuple(domains.items()))
