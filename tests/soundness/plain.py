"""A second evaluator, in plain fractions: it shares no code with the library's, and reads trees as they stand in JSON or as tuples.

Every function of the grammar with rational values at rational points is known: no exponentials, logarithms or roots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import comb, prod
from typing import Any


class NoValue(Exception):
    """A side is not defined at the point."""


class Plain:
    """Values at one point; ``tables`` gives name -> (arguments -> value)."""

    def __init__(
        self, point: Mapping[str, Any], tables: Mapping[str, Mapping[tuple[int, ...], int]] | None = None
    ) -> None:
        self.point = {name: Fraction(value) for name, value in point.items()}
        self.tables = tables or {}

    def holds(self, tree: Any) -> bool:
        """Return whether the statement is true."""
        op, *rest = tree
        if op in ("and", "or", "not", "implies"):
            parts = [self.holds(part) for part in rest]
            if op == "implies":
                return parts[1] if parts[0] else True
            return not parts[0] if op == "not" else all(parts) if op == "and" else any(parts)
        if op == "permutation":
            n = int(self.value(rest[1]))
            table = self.tables[rest[0]]
            return sorted(table.get((i,), 0) for i in range(1, n + 1)) == list(range(1, n + 1))
        if op == "forall":
            return all(list(self._each(rest[1], rest[2], rest[3], lambda: self.holds(rest[0]))))
        a, b = self.value(rest[0]), self.value(rest[1])
        return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]

    def value(self, tree: Any) -> Fraction:
        """Return the value of the expression."""
        if isinstance(tree, str):
            return self.point[tree]
        if isinstance(tree, dict):
            return Fraction(tree["q"])
        if isinstance(tree, int | Fraction):
            return Fraction(tree)
        op, *rest = tree
        if op == "Sum":
            return self._sum(*rest)
        if op == "index":
            return self.point[f"{rest[0]}[{','.join(str(int(self.value(i))) for i in rest[1:])}]"]
        if op == "call":
            arguments = [self.value(i) for i in rest[1:]]
            if (
                any(a.denominator != 1 for a in arguments)
                or tuple(map(int, arguments)) not in self.tables[rest[0]]
            ):
                raise NoValue(tree)
            return Fraction(self.tables[rest[0]][tuple(map(int, arguments))])
        t = [self.value(part) for part in rest]
        if op == "+":
            return sum(t, Fraction(0))
        if op == "*":
            return prod(t, start=Fraction(1))
        if op == "**":
            if t[1].denominator != 1 or (t[0] == 0 and t[1] < 0):
                raise NoValue(tree)
            return t[0] ** int(t[1])
        if op in ("max", "min"):
            return max(t) if op == "max" else min(t)
        if op == "delta":
            return Fraction(t[0] == t[1])
        if op == "binomial":
            n, k = (int(v) for v in t)
            if n < 0 or n != t[0] or k != t[1]:
                raise NoValue(tree)
            return Fraction(comb(n, k) if k >= 0 else 0)
        x = t[0]
        if op == "H":
            return Fraction(x >= 0)
        if op == "sgn":
            return Fraction(1 if x >= 0 else -1)
        if op in ("relu", "abs"):
            return x if x > 0 else -x if op == "abs" else Fraction(0)
        raise NoValue(tree)

    def _sum(self, term: Any, index: str, low: Any, high: Any) -> Fraction:
        return sum(self._each(index, low, high, lambda: self.value(term)), Fraction(0))

    def _each(self, index: str, low: Any, high: Any, read: Callable[[], Any]) -> Iterator[Any]:
        outside = self.point.get(index)
        for i in range(int(self.value(low)), int(self.value(high)) + 1):
            self.point[index] = Fraction(i)
            yield read()
        self.point.pop(index, None)
        if outside is not None:
            self.point[index] = outside
