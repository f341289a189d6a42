"""A sum is read as numbers times expressions, as it is written; a sum over 1..n of such sums as sums of products with what does not depend on i outside."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from symattn.certificates.expression import Tree, variables

_MAX_PRODUCTS = 64


def summands(tree: Tree) -> Iterator[tuple[Fraction, Tree]]:
    """Yield (coefficient, rest) of the summands as they are written.

    Examples
    --------
    >>> [(str(c), rest) for c, rest in summands(("+", "x", ("*", -2, ("+", "y", 3))))]
    [('1', 'x'), ('-2', 'y'), ('-2', 3)]
    """
    if isinstance(tree, tuple) and tree[0] == "+":
        for part in tree[1:]:
            yield from summands(part)
        return
    if isinstance(tree, tuple) and tree[0] == "*":
        number = prod(
            (Fraction(part) for part in tree[1:] if isinstance(part, int | Fraction)), start=Fraction(1)
        )
        rest = [part for part in tree[1:] if not isinstance(part, int | Fraction)]
        if len(rest) == 1:
            yield from ((number * c, inner) for c, inner in summands(rest[0]))
            return
    yield Fraction(1), tree


def split_sum(tree: Tree) -> Tree:
    """Return a sum over 1..n as a sum of multiples of sums of products, factors without the index outside; a row of softmax has the sum 1.

    Examples
    --------
    >>> split_sum(("Sum", ("*", ("index", "a", "i"), ("+", "c", ("index", "v", "i"))), "i", 1, "n"))
    ('+', ('*', 'c', ('Sum', ('index', 'a', 'i'), 'i', 1, 'n')), ('Sum', ('*', ('index', 'a', 'i'), ('index', 'v', 'i')), 'i', 1, 'n'))
    """
    if not isinstance(tree, tuple) or tree[0] != "Sum" or tree[3] != 1:
        return tree
    _, term, index, _, size = tree
    parts: list[Tree] = []
    for factors in _products(term):
        inside = [factor for factor in factors if index in variables(factor)]
        outside = [factor for factor in factors if factor not in inside and factor != 1]
        total: Tree
        if not inside:
            total = size
        elif len(inside) == 1 and _is_row(inside[0], index, size):
            total = 1
        else:
            total = ("Sum", inside[0] if len(inside) == 1 else ("*", *inside), index, 1, size)
        parts.append(("*", *outside, total) if outside else total)
    return parts[0] if len(parts) == 1 else ("+", *parts)


def _is_row(tree: Tree, index: str, size: Tree) -> bool:
    return isinstance(tree, tuple) and tree[0] == "softmax" and tree[1] == index and tree[3] == size


def _products(tree: Tree) -> list[list[Tree]]:
    """Return the factors of the products that the expression is the sum of."""
    if isinstance(tree, tuple) and tree[0] == "+":
        return [factors for part in tree[1:] for factors in _products(part)]
    if isinstance(tree, tuple) and tree[0] == "*":
        found: list[list[Tree]] = [[]]
        for part in tree[1:]:
            own = _products(part)
            if len(found) * len(own) > _MAX_PRODUCTS:
                return [[tree]]
            found = [[*left, *right] for left in found for right in own]
        return found
    return [[tree]]
