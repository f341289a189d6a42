"""A statement is false if an instance is: about every n at n = 1 or n = 2, a non-linear one with numbers for some variables, so that it is linear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from typing import Any

from symattn.certificates.domains import domain_contains
from symattn.certificates.expression import BINDERS, Tree, children, substitute, variables, walk
from symattn.errors import SymattnError
from symattn.proving.polynomial import GaveUp
from symattn.proving.search import counterexample_at
from symattn.proving.statement import Statement, expand, free_names
from symattn.proving.verdict import Counterexample

_SIZES = (1, 2)
_MAX_INDICES = 6
_VALUES = tuple(Fraction(v) for v in (2, 1, -1, -2))
_MAX_VALUES = 16


def small_instances(statement: Statement) -> Iterator[tuple[dict[str, Fraction], Statement]]:
    """Yield the statement with all dimensions 1, then 2, and the free indices at values in range, with what was put in."""
    sizes: dict[str, None] = {}
    indices: dict[str, None] = {}
    for tree in (statement.claim, *statement.assumptions):
        if any(isinstance(node, tuple) and node[0] in ("permutation", "call") for node in walk(tree)):
            return
        _collect(tree, frozenset(), sizes, indices)
    domains = dict(statement.domains)
    for k in _SIZES:
        free = [name for name in indices if name not in sizes]
        for places in islice(product(range(1, k + 1), repeat=len(free)), _MAX_INDICES):
            values = {**dict.fromkeys(sizes, k), **dict(zip(free, places, strict=True))}
            if not all(domain_contains(domains.get(name, "real"), Fraction(v)) for name, v in values.items()):
                continue
            try:
                parts = [
                    expand(substitute(tree, dict(values)))
                    for tree in (statement.claim, *statement.assumptions)
                ]
            except SymattnError:
                continue
            names = free_names(parts, domains)
            known = tuple((name, domains.get(name, "real")) for name in names)
            instance = replace(statement, claim=parts[0], assumptions=tuple(parts[1:]), domains=known)
            yield {name: Fraction(value) for name, value in values.items()}, instance


def refuted_at_small_sizes(
    statement: Statement, decide: Callable[[Statement], dict[str, Any]]
) -> Counterexample | None:
    """Return a counterexample to the statement found by deciding its smallest instances."""
    for values, instance in small_instances(statement):
        found = _lifted(statement, instance, values, decide)
        if found is not None:
            return found
    return None


def refuted_where_linear(
    statement: Statement, decide: Callable[[Statement], dict[str, Any]]
) -> Counterexample | None:
    """Return a counterexample found by giving values to variables, one in every product."""
    domains = dict(statement.domains)
    fixed = [
        n for n in _factors((statement.claim, *statement.assumptions)) if isinstance(domains.get(n), str)
    ]
    for values in islice(product(_VALUES, repeat=len(fixed)), _MAX_VALUES) if fixed else ():
        point = dict(zip(fixed, values, strict=True))
        if not all(domain_contains(domains[name], value) for name, value in point.items()):
            continue
        numbers: dict[str, Tree] = {n: int(v) for n, v in point.items()}
        try:
            parts = [expand(substitute(tree, numbers)) for tree in (statement.claim, *statement.assumptions)]
        except SymattnError:
            continue
        rest = tuple(pair for pair in statement.domains if pair[0] not in point)
        instance = replace(statement, claim=parts[0], assumptions=tuple(parts[1:]), domains=rest)
        found = _lifted(statement, instance, point, decide)
        if found is not None:
            return found
    return None


def _factors(parts: tuple[Tree, ...]) -> list[str]:
    """Return names such that every product of two names contains one of them."""
    chosen: dict[str, None] = {}
    for part in parts:
        for node in walk(part):
            if isinstance(node, tuple) and node[0] in ("*", "**"):
                names = [name for name in variables(node) if name not in chosen]
                chosen.update(dict.fromkeys(names[1:] if node[0] == "*" else names))
    return list(chosen)


def _lifted(
    statement: Statement,
    instance: Statement,
    values: dict[str, Fraction],
    decide: Callable[[Statement], dict[str, Any]],
) -> Counterexample | None:
    """Return the counterexample to the statement that one to its instance gives."""
    try:
        answer = decide(instance)
    except (SymattnError, GaveUp):  # no point satisfies the assumptions of the instance, or time is over
        return None
    if answer["status"] != "refuted":
        return None
    return counterexample_at(statement, {**values, **dict(answer["counterexample"].certificate.point)})


def _collect(tree: Tree, bound: frozenset[str], sizes: dict[str, None], indices: dict[str, None]) -> None:
    """Collect the free names that are dimensions, and those that are indices."""
    if not isinstance(tree, tuple):
        return
    op = tree[0]
    if op in BINDERS:
        sizes.update(dict.fromkeys(name for name in variables(tree[4]) if name not in bound))
        _collect(tree[1], bound | {tree[2]}, sizes, indices)
        return
    if op == "softmax":
        sizes.update(dict.fromkeys(variables(tree[3])))
    places = {"index": tree[2:], "softmax": tree[1:2], "delta": tree[1:]}.get(op, ())
    indices.update(dict.fromkeys(name for place in places for name in variables(place) if name not in bound))
    for child in children(tree):
        _collect(child, bound, sizes, indices)
