"""A sum over i = a, ..., n + c with n >= 1 and c >= a - 1 is the sum of its terms at i + a - 1 over 1..n, and finitely many more terms."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from symattn.certificates.expression import BINDERS, Tree, children, substitute
from symattn.errors import InvalidStatement

_MAX_TERMS = 64


def from_one(tree: Tree, finite: Collection[str] = (), bound: frozenset[str] = frozenset()) -> Tree:
    """Return the tree with sums over a..n + c written as sums over 1..n and c - a + 1 terms; n is a name that is an integer >= 1.

    Parameters
    ----------
    tree
        An expression or statement.
    finite
        Names with a finite set of values, which need not be at least 1: their sums stay.
    bound
        Names that are bound indices around the tree.

    Returns
    -------
    Tree
        The same value for all n >= 1; what is not of the form stays.

    Examples
    --------
    >>> from_one(("Sum", ("**", "x", "i"), "i", 0, ("+", "n", -1)))
    ('Sum', ('**', 'x', ('+', 'i', -1)), 'i', 1, 'n')
    >>> from_one(("Sum", "i", "i", 1, ("+", "n", 1)))
    ('+', ('Sum', 'i', 'i', 1, 'n'), ('+', 'n', 1))

    See Also
    --------
    symattn.proving.ranges : refuses the other sums with a symbolic bound.

    References
    ----------
    R. L. Graham, D. E. Knuth and O. Patashnik, Concrete Mathematics, 1994, chapter 2.
    """
    if not isinstance(tree, tuple):
        return tree
    if tree[0] not in BINDERS:
        changed = {id(child): from_one(child, finite, bound) for child in children(tree)}
        return tuple(changed.get(id(part), part) for part in tree)
    op, term, index, low, high = tree
    term = from_one(term, finite, bound | {index})
    end = _name_and_number(high)
    if op == "Sum" and type(low) is int and end is not None and (low, end[1]) != (1, 0):
        n, c = end
        extra = c - low + 1
        if 0 <= extra <= _MAX_TERMS and n not in finite and n not in bound and n != index:
            try:
                last = [_collected(substitute(term, {index: _plus(n, low + k)})) for k in range(extra)]
                first: Tree = ("Sum", _moved(term, index, low - 1), index, 1, n)
            except InvalidStatement:  # a name is bound inside
                return (op, term, index, low, high)
            return ("+", first, *last) if last else first
    return (op, term, index, low, high)


def _moved(term: Tree, index: str, by: int) -> Tree:
    """Return the term at i + by; what is bound inside must not be i."""
    return _collected(substitute(term, {index: _plus(index, by)})) if by else term


def _collected(tree: Tree) -> Tree:
    """Return the tree with nested sums made one, and their numbers added: (i - 1) + 1 is i."""
    if not isinstance(tree, tuple):
        return tree
    tree = tuple(_collected(part) for part in tree)
    if tree[0] != "+":
        return tree
    parts: list[Tree] = []
    for part in tree[1:]:
        parts += part[1:] if isinstance(part, tuple) and part[0] == "+" else [part]
    number = sum((Fraction(part) for part in parts if isinstance(part, int | Fraction)), start=Fraction(0))
    rest: list[Tree] = [part for part in parts if not isinstance(part, int | Fraction)]
    if number or not rest:
        rest.append(int(number) if number.denominator == 1 else number)
    return rest[0] if len(rest) == 1 else ("+", *rest)


def _plus(name: str, number: int) -> Tree:
    return ("+", name, number) if number else name


def _name_and_number(tree: Tree) -> tuple[str, int] | None:
    """Return (n, c) for n + c."""
    parts = tree[1:] if isinstance(tree, tuple) and tree[0] == "+" else (tree,)
    names = [part for part in parts if isinstance(part, str)]
    numbers = [part for part in parts if type(part) is int]
    if len(names) != 1 or len(names) + len(numbers) != len(parts) or "[" in names[0]:
        return None
    return names[0], sum(numbers)
