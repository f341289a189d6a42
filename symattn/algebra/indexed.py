"""A polynomial in entries x[t] under sums over t is differentiated by dx[t]/dx[j] = delta(t, j), the sum over t meeting its delta.

Property wanted: derivatives, values at 0 and factors of such polynomials for a symbolic number n of entries.  Construction: the derivative is kept as
pairs (t, a), which mean the sum of a delta(t, j); sum_{t=1}^n a delta(t, j) is a with j in place of t, because 1 <= j <= n.
Expressions have their bound indices apart (`apart`), and j is a name that does not occur: nothing is captured.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import sympy as sp

from symattn.errors import InvalidArgument

__all__ = ["Factored", "IndexedPolynomial", "apart", "fresh", "number_of_parameters"]

_LETTERS = ("j", "k", "i", "l", "p", "q", "r", "s", "t")
#: c, left, right and limits: the sum over the limits of c * left * right, both factors of degree 1.
Factored: TypeAlias = tuple[Any, Any, Any, tuple[Any, ...]]


def fresh(taken: Iterable[str]) -> Iterator[Any]:
    """Yield integer symbols j, k, i, l, ... whose names are not taken."""
    avoid = frozenset(taken)
    for number in itertools.count():
        for letter in _LETTERS:
            name = f"{letter}{number}" if number else letter
            if name not in avoid:
                yield sp.Symbol(name, integer=True)


def apart(expression: Any, names: Iterator[Any]) -> Any:
    """Return the expression with a name of its own for every bound index."""
    if not expression.has(sp.Sum):
        return expression
    if not isinstance(expression, sp.Sum):
        return expression.func(*(apart(part, names) for part in expression.args))
    term = apart(expression.function, names)
    for place, limit in enumerate(expression.limits):  # the first limit is the innermost sum
        if len(limit) != 3:
            raise InvalidArgument("expression", "must have sums with two bounds", str(expression))
        if any(bound.has(other) for other, *_ in expression.limits[place:] for bound in limit[1:]):
            raise InvalidArgument("expression", "must have bounds of sums without indices", str(expression))
        name = next(names)
        term = sp.Sum(term.xreplace({limit[0]: name}), (name, *limit[1:]))
    return term


class IndexedPolynomial:
    """What can be read off an expression, bound indices apart, as a polynomial in the entries of ``variable``, numbered 1..size."""

    def __init__(self, variable: Any, size: Any) -> None:
        self.variable = variable
        self.size = size

    def degree(self, expression: Any) -> int:
        """Return the degree before any cancellation; raise unless the expression is a polynomial in the entries."""
        if not expression.has(self.variable):
            return 0
        if self._is_entry(expression):
            return 1
        if expression.is_Add:
            return max(self.degree(part) for part in expression.args)
        if expression.is_Mul:
            return sum(self.degree(part) for part in expression.args)
        if expression.is_Pow and expression.exp.is_Integer and expression.exp.is_positive:
            return self.degree(expression.base) * int(expression.exp)
        if isinstance(expression, sp.Sum):
            return self.degree(expression.function)
        raise InvalidArgument(
            "expression",
            f"must be a polynomial in the entries of {self.variable}",
            str(expression),
            "Use identity units.",
        )

    def derivative(self, expression: Any, index: Any) -> Any:
        """Return the derivative with respect to entry ``index``, 1 <= index <= size, a name that does not occur."""
        return sp.Add(
            *(
                a if place == index else a * sp.KroneckerDelta(place, index)
                for place, a in self._slopes(expression, index)
            )
        )

    def _slopes(self, expression: Any, index: Any) -> list[tuple[Any, Any]]:
        """Return the pairs (t, a) of the derivative, sum of a delta(t, index)."""
        if not expression.has(self.variable):
            return []
        if self._is_entry(expression):
            return [(expression.indices[0], sp.S.One)]
        if expression.is_Add:
            return [pair for part in expression.args for pair in self._slopes(part, index)]
        if expression.is_Mul:
            parts = expression.args
            return [
                (place, sp.Mul(*parts[:k], a, *parts[k + 1 :]))
                for k, part in enumerate(parts)
                for place, a in self._slopes(part, index)
            ]
        if expression.is_Pow:
            outer = expression.exp * expression.base ** (expression.exp - 1)
            return [(place, outer * a) for place, a in self._slopes(expression.base, index)]
        limit, term = _outermost(expression)
        bound, low, high = limit
        slopes = []
        for place, a in self._slopes(term, index):
            if place == bound:
                if low != 1 or high != self.size:
                    rule = f"must sum {self.variable}[{bound}] over 1..{self.size}"
                    raise InvalidArgument("expression", rule, str(limit))
                slopes.append((index, a.xreplace({bound: index})))
            elif place.has(bound):
                rule = f"must use {self.variable} with a plain index, not {self.variable}[{place}]"
                raise InvalidArgument("expression", rule, str(expression), "Shift the sum.")
            else:
                number, rest = a.as_coeff_Mul()
                slopes.append((place, number * sp.Sum(rest, limit)))
        return slopes

    def at_zero(self, expression: Any) -> Any:
        """Return the value where all entries are 0."""
        if not expression.has(self.variable):
            return expression
        if self._is_entry(expression):
            return sp.S.Zero
        if isinstance(expression, sp.Sum):
            limit, term = _outermost(expression)
            value = self.at_zero(term)
            return sp.S.Zero if value == 0 else sp.Sum(value, limit)
        return expression.func(*(self.at_zero(part) for part in expression.args))

    def factored(self, expression: Any) -> list[Factored]:
        """Return products of two factors of degree 1 whose sum has the quadratic part of an expression of degree 2.

        A sum over i of l m stays one product if l or m does not contain i; else it numbers products.
        """
        if self.degree(expression) < 2:
            return []
        if expression.is_Add:
            return [product for part in expression.args for product in self.factored(part)]
        if expression.is_Pow:
            return [(sp.S.One, expression.base, expression.base, ())]
        if expression.is_Mul:
            constant = sp.Mul(*(part for part in expression.args if not part.has(self.variable)))
            factors = [part for part in expression.args if part.has(self.variable)]
            if len(factors) == 2:
                return [(constant, factors[0], factors[1], ())]
            return [
                (constant * c, left, right, limits) for c, left, right, limits in self.factored(factors[0])
            ]
        limit, term = _outermost(expression)
        index = limit[0]
        products: list[Factored] = []
        for c, left, right, limits in self.factored(term):
            inside = not any(bound.has(index) for _, *bounds in limits for bound in bounds)
            if inside and not left.has(index):
                products.append((sp.S.One, left, sp.Sum(c * right, limit), limits))
            elif inside and not right.has(index):
                products.append((sp.S.One, sp.Sum(c * left, limit), right, limits))
            else:
                products.append((c, left, right, (*limits, tuple(limit))))
        return products

    def _is_entry(self, expression: Any) -> bool:
        if not isinstance(expression, sp.Indexed) or expression.base != self.variable:
            return False
        if len(expression.indices) != 1:
            raise InvalidArgument("expression", f"must use {self.variable} with one index", str(expression))
        return True


def _outermost(total: Any) -> tuple[tuple[Any, Any, Any], Any]:
    """Return the outermost limit of a sum and what is summed: SymPy keeps a sum of a sum as one sum with two limits."""
    *inner, limit = total.limits
    return tuple(limit), sp.Sum(total.function, *inner) if inner else total.function


def number_of_parameters(expression: Any, variable: Any) -> Any:
    """Return how many weights occur in an expression with its bound indices apart: its symbols, and the entries that its sums reach.

    None if two entries may coincide without being written alike, such as w[1] and w[i].
    """
    ranges = {index: (low, high) for total in expression.atoms(sp.Sum) for index, low, high in total.limits}
    sizes = {s for low, high in ranges.values() for s in low.free_symbols | high.free_symbols}
    entries = {entry for entry in expression.atoms(sp.Indexed) if entry.base != variable}
    forms: dict[Any, list[tuple[Any, ...]]] = {}
    total = sp.S.Zero
    for entry in sorted(entries, key=sp.default_sort_key):
        bound = dict.fromkeys(s for s in entry.indices if s in ranges)
        if any(place.has(*ranges) for place in entry.indices if place not in ranges and ranges):
            return None
        order = {s: number for number, s in enumerate(bound)}
        shape = tuple((order[s], *ranges[s]) if s in ranges else s for s in entry.indices)
        others = forms.setdefault((entry.base, len(shape)), [])
        if shape in others:
            continue
        if not all(_disjoint(shape, other) for other in others):
            return None
        others.append(shape)
        total += sp.Mul(*(ranges[s][1] - ranges[s][0] + 1 for s in bound))
    plain = expression.xreplace({entry: sp.Dummy() for entry in expression.atoms(sp.Indexed)})
    return total + len([s for s in plain.free_symbols if s not in sizes and not isinstance(s, sp.Dummy)])


def _disjoint(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    """Return whether two shapes have different numbers at some place."""
    return any(
        isinstance(a, sp.Integer) and isinstance(b, sp.Integer) and a != b
        for a, b in zip(left, right, strict=True)
    )
