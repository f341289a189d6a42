"""A tree at n + 1: every free n becomes n + 1, and a sum over 1..n becomes the sum over 1..n plus its term at n + 1."""

from __future__ import annotations

from collections.abc import Mapping

from symattn.certificates.expression import Tree

#: Operations in which a dimension may not be n: a row or a permutation of n + 1 numbers is not one of n and one number more.
_REFUSED = ("softmax", "permutation", "call", "forall")


def is_next(before: Tree, after: Tree, n: str) -> bool:
    """Return whether ``after`` is ``before`` at n + 1, written in this way.

    Examples
    --------
    >>> total = ("Sum", "i", "i", 1, "n")
    >>> is_next(total, ("+", total, ("+", "n", 1)), "n"), is_next(total, total, "n")
    (True, False)
    """
    return _matches(before, after, n, {n: ("+", n, 1)})


def _matches(before: Tree, after: Tree, n: str, values: Mapping[str, Tree]) -> bool:
    """Return whether ``after`` is ``before`` with free names replaced by ``values``, and sums over 1..n extended by a term."""
    if not isinstance(before, tuple):
        wanted = values.get(before, before) if isinstance(before, str) else before
        return type(wanted) is type(after) and wanted == after
    if not isinstance(after, tuple) or before[0] in _REFUSED:
        return False
    if before[0] == "Sum":
        _, term, index, low, high = before
        if index == n or not isinstance(low, int) or (high != n and high in values):
            return False
        inner = {name: value for name, value in values.items() if name != index}
        if high != n:
            same = len(after) == 5 and after[0] == "Sum" and after[2:] == before[2:]
            return same and isinstance(high, int | str) and _matches(term, after[1], n, inner)
        if low != 1 or len(after) != 3 or after[0] != "+" or not isinstance(after[1], tuple):
            return False
        same = len(after[1]) == 5 and after[1][0] == "Sum" and after[1][2:] == before[2:]
        last = {**values, index: values[n]}
        return same and _matches(term, after[1][1], n, inner) and _matches(term, after[2], n, last)
    if len(before) != len(after) or before[0] != after[0]:
        return False
    first = 2 if before[0] == "index" else 1
    return before[:first] == after[:first] and all(
        _matches(b, a, n, values) for b, a in zip(before[first:], after[first:], strict=True)
    )
