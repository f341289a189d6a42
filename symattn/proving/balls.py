r"""On a box an expression has an enclosure by Arb's balls, each operation between exact end points; this only searches, it proves nothing.

A ball with a large radius encloses a product badly: [0, 1]^2 becomes a ball around 1/4 with radius 3/4.  So an interval is kept as two exact numbers,
monotone functions are taken at both ends, and products at the four corners.  What is found here is shown again by the arithmetic of the
certificates, which shares no line with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

from symattn.certificates.expression import RELATIONS, Tree, substitute

#: Two exact balls.
Pair = tuple[Any, Any]
_MAX_EXPONENT = 100_000
_MAX_TERMS = 20_000


class NotEnclosed(ArithmeticError):
    """The expression may be undefined on the box, or its enclosure is not finite."""


class Balls:
    """Interval arithmetic by Arb."""

    def __init__(self, precision: int) -> None:
        import flint

        self.flint = flint
        self.precision = precision

    def truth(self, tree: Tree, box: Mapping[str, tuple[Fraction, Fraction]]) -> bool | None:
        """Return True, False or None as the statement holds everywhere on the box, nowhere, or neither is seen."""
        with self.flint.ctx.workprec(self.precision):
            ends = {name: (self.number(low)[0], self.number(high)[1]) for name, (low, high) in box.items()}
            return self._truth(tree, ends)

    def difference(self, relation: Tree, box: Mapping[str, tuple[Fraction, Fraction]]) -> Pair:
        """Enclose the difference of the two sides of a relation on the box; raises `NotEnclosed`."""
        assert isinstance(relation, tuple)
        with self.flint.ctx.workprec(self.precision):
            ends = {name: (self.number(low)[0], self.number(high)[1]) for name, (low, high) in box.items()}
            return self.hull(self.value(relation[1], ends), self.value(relation[2], ends), _minus)

    def number(self, value: Fraction | int) -> Pair:
        """Enclose a rational number."""
        ball = self.flint.arb(self.flint.fmpq(value.numerator, value.denominator))
        return ball.lower(), ball.upper()

    def _truth(self, tree: Tree, box: Mapping[str, Pair]) -> bool | None:
        if not isinstance(tree, tuple):
            raise NotEnclosed
        op = tree[0]
        if op in RELATIONS:
            return decided(op, self.hull(self.value(tree[1], box), self.value(tree[2], box), _minus))
        if op not in ("and", "or", "not", "implies"):
            raise NotEnclosed
        parts = [self._truth(part, box) for part in tree[1:]]
        if op in ("not", "implies"):
            parts[0] = None if parts[0] is None else not parts[0]
        decisive: bool = op != "and"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive

    def hull(self, a: Pair, b: Pair, f: Callable[[Any, Any], Any]) -> Pair:
        """Enclose f, which is monotone in each argument, by its values at the corners."""
        corners = [f(x, y) for x in a for y in b]
        return self.between(corners)

    def between(self, values: list[Any]) -> Pair:
        """Return the least and the greatest end point."""
        if not all(value.is_finite() for value in values):
            raise NotEnclosed
        return (
            reduce(lambda a, b: a if a <= b else b, [value.lower() for value in values]),
            reduce(lambda a, b: a if a >= b else b, [value.upper() for value in values]),
        )

    def value(self, tree: Tree, box: Mapping[str, Pair]) -> Pair:
        """Enclose the expression on the box; raises `NotEnclosed`."""
        if isinstance(tree, int | Fraction):
            return self.number(tree)
        if isinstance(tree, str):
            if tree not in box:
                raise NotEnclosed
            return box[tree]
        op = tree[0]
        if op == "**":
            return self._power(self.value(tree[1], box), tree[2], box)
        if op == "Sum":
            _, term, index, low, high = tree
            if not isinstance(low, int) or not isinstance(high, int) or high - low > _MAX_TERMS:
                raise NotEnclosed
            terms = [self.value(substitute(term, {index: i}), box) for i in range(low, high + 1)]
            return reduce(self._sum, terms, self.number(0))
        if op == "*":
            counts: dict[Tree, int] = {}
            for factor in tree[1:]:
                counts[factor] = counts.get(factor, 0) + 1
            powers = [self._power(self.value(factor, box), n, box) for factor, n in counts.items()]
            return reduce(self._product, powers, self.number(1))
        values = [self.value(part, box) for part in tree[1:]]
        if op == "+":
            return reduce(self._sum, values, self.number(0))
        if op in ("max", "min"):
            keep = (lambda a, b: a if a >= b else b) if op == "max" else (lambda a, b: a if a <= b else b)
            return reduce(keep, [a for a, _ in values]), reduce(keep, [b for _, b in values])
        return self._function(op, values[0]) if len(values) == 1 else self._undefined()

    def _undefined(self) -> Pair:
        raise NotEnclosed

    def _sum(self, a: Pair, b: Pair) -> Pair:
        return self.between([a[0] + b[0], a[1] + b[1]])

    def _product(self, a: Pair, b: Pair) -> Pair:
        return self.hull(a, b, lambda x, y: x * y)

    def _power(self, a: Pair, exponent: Tree, box: Mapping[str, Pair]) -> Pair:
        if isinstance(exponent, int):
            if exponent == 1:
                return a
            if (exponent < 0 and a[0] <= 0 <= a[1]) or abs(exponent) > _MAX_EXPONENT:
                raise NotEnclosed
            a = self._absolute(a) if exponent % 2 == 0 else a
            return self.between([x**exponent for x in a])
        if exponent == Fraction(1, 2):
            return self._function("sqrt", a)
        return self._function("exp", self._product(self.value(exponent, box), self._function("log", a)))

    def _absolute(self, a: Pair) -> Pair:
        zero = self.flint.arb(0)
        if a[0] >= 0:
            return a
        return (-a[1], -a[0]) if a[1] <= 0 else (zero, -a[0] if -a[0] >= a[1] else a[1])

    def _function(self, op: str, a: Pair) -> Pair:
        zero, one = self.flint.arb(0), self.flint.arb(1)
        if op in ("H", "sgn"):
            least = zero if op == "H" else -one
            return (one if a[0] >= 0 else least), (one if a[1] >= 0 else least)
        if op == "relu":
            return (a[0] if a[0] >= 0 else zero), (a[1] if a[1] >= 0 else zero)
        if op == "abs":
            return self._absolute(a)
        if op == "cosh":
            return self.between([x.cosh() for x in self._absolute(a)])
        if (op == "log" and not a[0] > 0) or (op == "sqrt" and not a[0] >= 0) or op not in _RISING:
            raise NotEnclosed
        values = [_RISING[op](x) for x in a]
        if op == "silu":  # not monotone: its least value is above -7/25, near -1.2784
            tenth = self.flint.arb(1) / 10
            if a[0] < -12 * tenth and a[1] > -13 * tenth:
                values.append(-self.flint.arb(7) / 25)
        return self.between(values)


def _minus(a: Any, b: Any) -> Any:
    return a - b


def decided(op: str, difference: Pair) -> bool | None:
    """Return whether the relation follows from the enclosure of left - right (True), its contrary does (False), or neither (None)."""
    low, high = difference
    if op in ("==", "!="):
        if low > 0 or high < 0:
            return op == "!="
        return op == "==" if low == high == 0 else None
    if op in ("<", "<="):
        low, high = -high, -low
    if low > 0 or (op in (">=", "<=") and low == 0):
        return True
    return False if high < 0 or (op in (">", "<") and high == 0) else None


_RISING: Mapping[str, Callable[[Any], Any]] = {
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "sqrt": lambda x: x.sqrt(),
    "tanh": lambda x: x.tanh(),
    "sinh": lambda x: x.sinh(),
    "logistic": lambda x: 1 / (1 + (-x).exp()),
    "softplus": lambda x: (1 + x.exp()).log(),
    "silu": lambda x: x / (1 + (-x).exp()),
}
