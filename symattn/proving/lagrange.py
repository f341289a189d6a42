"""Lagrange's identity: Sum(u_i^2) Sum(v_i^2) - Sum(u_i v_i)^2 is one half of the double sum of (u_i v_j - u_j v_i)^2."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from symattn.certificates.expression import Tree, substitute, walk
from symattn.certificates.normal_form import OutsideClass, ZeroTest
from symattn.certificates.positivity import Factor, Terms, difference
from symattn.proving.polynomial import Budget

_SCALES = (1, Fraction(1, 2), 2, Fraction(1, 4))


def by_lagrange(tree: Tree, test: ZeroTest, prefix: str, budget: Budget) -> Terms | None:
    """Return one half of the double sum of (u_i v_j - u_j v_i)^2, times a power of n, if that is the expression; indices are named with the prefix."""
    for (u, v), n in _pairs(tree):
        budget.spend()
        first, second = f"{prefix}i", f"{prefix}j"
        inner = difference(("*", u(first), v(second)), ("*", u(second), v(first)))
        double = ("Sum", ("Sum", ("**", inner, 2), second, 1, n), first, 1, n)
        for power in (0, -1, -2):
            for scale in _SCALES:
                factors: tuple[Factor, ...] = (("expression", double),)
                if power:
                    factors += (("expression", ("**", n, power)),)
                total = ("*", scale, *(what for _, what in factors))
                try:
                    if test.is_zero(difference(tree, total)):
                        return ((Fraction(scale), factors),)
                except (OutsideClass, ArithmeticError):
                    return None
    return None


def _pairs(tree: Tree) -> Iterator[tuple[tuple[Any, Any], str]]:
    """Yield pairs of bodies u, v of sums of squares over the same range, as functions of the index; v may be 1."""
    bodies: dict[str, list[Any]] = {}
    for node in walk(tree):
        if not isinstance(node, tuple) or node[0] != "Sum" or not isinstance(node[4], str):
            continue
        term, index = node[1], node[2]
        if isinstance(term, tuple) and term[0] == "**" and term[2] == 2 and not _sums(term):

            def body(name: str, u: Tree = term[1], index: str = index) -> Tree:
                return substitute(u, {index: name})

            bodies.setdefault(node[4], []).append(body)
    for n, found in bodies.items():
        yield from ((pair, n) for pair in combinations(found[:4], 2))
        yield from (((body, lambda _: 1), n) for body in found[:4])


def _sums(tree: Tree) -> bool:
    return any(isinstance(node, tuple) and node[0] == "Sum" for node in walk(tree))
