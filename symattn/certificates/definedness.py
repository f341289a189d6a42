"""An expression is defined at every point of its domains if its divisors are not zero and its logarithms' arguments positive.

Property wanted: a rule that joins statements through an expression needs to know that the expression has a value; "not found to be
undefined" is not enough.

Construction: the expression is read once from the leaves: positive and non-negative are passed on by sums, products, powers and the functions that
have these values; a divisor must be seen to be positive, to be a product of such, or be assumed not to vanish.  What is not seen is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from symattn.certificates.expression import Tree, variables

_TOTAL = (
    "exp",
    "H",
    "sgn",
    "relu",
    "abs",
    "max",
    "min",
    "logistic",
    "tanh",
    "sinh",
    "cosh",
    "softplus",
    "silu",
)
_POSITIVE = ("exp", "logistic", "cosh", "softplus", "softmax")
_NON_NEGATIVE = ("abs", "relu", "H", "delta", "binomial")
_JOINED = ("==", "!=", "<=", "<", ">=", ">", "and", "or", "not", "implies", "+", "*")


class Definedness:
    """What is seen of expressions over ``domains`` (variables without one are real) under ``assumptions`` that hold.

    Examples
    --------
    1/(1 + x**2) is defined for all real x, 1/(1 + x) is not seen to be:

    >>> over = Definedness({"x": "real"})
    >>> over.defined(("**", ("+", 1, ("**", "x", 2)), -1)), over.defined(("**", ("+", 1, "x"), -1))
    (True, False)
    """

    def __init__(self, domains: Mapping[str, Any], assumptions: Iterable[Tree] = ()) -> None:
        self.domains = dict(domains)
        self.facts = set(assumptions)
        #: Bound index -> (first value, greatest value).
        self.bound: dict[str, tuple[Tree, Tree]] = {}

    def defined(self, tree: Tree) -> bool:
        """Return whether the expression or statement is seen to have a value at every point."""
        if not isinstance(tree, tuple):
            return True
        op = tree[0]
        if op == "Sum":
            return self._summed(tree, self.defined)
        if op == "softmax":
            return tree[3] not in self.bound and self.is_row(tree[1], tree[3])
        if op == "index":
            return all(isinstance(index, int) or self.integer(index) for index in tree[2:])
        if op == "**":
            return self.defined(tree[1]) and self.defined(tree[2]) and self._power(tree[1], tree[2])
        if op == "log":
            return self.defined(tree[1]) and self.positive(tree[1])
        if op == "sqrt":
            return self.defined(tree[1]) and self.non_negative(tree[1])
        if op == "apply":
            return all(map(self.defined, tree[2:]))
        if op == "binomial":
            parts = all(map(self.defined, tree[1:])) and all(map(self.integer, tree[1:]))
            return parts and self.non_negative(tree[1])
        return (op in _TOTAL or op in _JOINED or op == "delta") and all(map(self.defined, tree[1:]))

    def is_row(self, place: Tree, size: Tree) -> bool:
        """Return whether 1 <= place <= size is seen."""
        if isinstance(place, int) and isinstance(size, int):
            return 1 <= place <= size
        given = ("<=", place, size) in self.facts or (">=", size, place) in self.facts
        if isinstance(place, int):  # a symbolic size is at least 1
            return place == 1 or (place > 1 and given)
        if not isinstance(place, str):
            return False
        if place in self.bound:
            return self.bound[place] == (1, size)
        return given and self.domains.get(place) == "positive integer"

    def _power(self, base: Tree, exponent: Tree) -> bool:
        if isinstance(exponent, int):
            return exponent >= 0 or self.not_zero(base)
        if self.integer(exponent) and (self.non_negative(exponent) or self.not_zero(base)):
            return True
        return self.positive(base)

    def _summed(self, tree: tuple[Any, ...], holds: Any) -> bool:
        _, term, index, low, high = tree
        # A symbolic bound is a dimension: sums are read for n >= 1, and the term may lean on its index being at least 1.
        if not isinstance(low, int):
            return False
        if not isinstance(high, int) and not (low == 1 and self.integer(high) and self.positive(high)):
            return False
        outer = self.bound.get(index)
        self.bound[index] = (low, high)
        try:
            return bool(holds(term))
        finally:
            if outer is None:
                del self.bound[index]
            else:
                self.bound[index] = outer

    def _fact(self, op: str, tree: Tree) -> bool:
        return (op, tree, 0) in self.facts and self.bound.keys().isdisjoint(variables(tree))

    def _above(self, tree: Tree, strict: bool) -> bool:
        """Return whether an assumption bounds the expression from below by a number that is positive, or not negative."""
        return any(
            right > 0 or (right == 0 and (op == ">" or not strict)) for op, right in self._compared(tree)
        )

    def not_zero(self, tree: Tree) -> bool:
        """Return whether the expression is seen to vanish nowhere."""
        if isinstance(tree, int | Fraction):
            return tree != 0
        if self.positive(tree) or self._fact("!=", tree) or self._fact("<", tree):
            return True
        if isinstance(tree, str):
            domain = None if tree in self.bound else self.domains.get(tree)
            return isinstance(domain, tuple) and 0 not in domain
        if tree[0] == "*":
            return all(map(self.not_zero, tree[1:]))
        return tree[0] == "**" and isinstance(tree[2], int) and self.not_zero(tree[1])

    def positive(self, tree: Tree) -> bool:
        """Return whether the expression is seen to be positive wherever it is defined."""
        if isinstance(tree, int | Fraction):
            return tree > 0
        if isinstance(tree, str):
            if tree in self.bound:
                low = self.bound[tree][0]
                return isinstance(low, int) and low >= 1
            domain = self.domains.get(tree, "real")
            if isinstance(domain, tuple):
                return all(value > 0 for value in domain)
            return "positive" in domain or self._above(tree, strict=True)
        op, arguments = tree[0], tree[1:]
        if op in _POSITIVE or self._above(tree, strict=True):
            return True
        if op == "+":
            if all(map(self.non_negative, arguments)) and any(map(self.positive, arguments)):
                return True
            least = self._least(tree)
            return least is not None and least > 0
        if op == "*":
            return bool(arguments) and all(map(self.positive, arguments))
        if op == "**":
            even = isinstance(arguments[1], int) and arguments[1] % 2 == 0
            return self.positive(arguments[0]) or (even and self.not_zero(arguments[0]))
        if op == "Sum":
            some = arguments[2] == 1 and (self.positive(arguments[3]))
            return some and self._summed(tree, self.positive)
        return op == "sqrt" and self.positive(arguments[0])

    def non_negative(self, tree: Tree) -> bool:
        """Return whether the expression is seen to be at least 0 wherever it is defined."""
        if self.positive(tree) or self._above(tree, strict=False):
            return True
        if isinstance(tree, int | Fraction):
            return tree == 0
        if isinstance(tree, str):
            domain = None if tree in self.bound else self.domains.get(tree)
            return isinstance(domain, tuple) and all(value >= 0 for value in domain)
        op, arguments = tree[0], tree[1:]
        if op == "*":  # factors that occur an even number of times are squares
            odd = [part for part in dict.fromkeys(arguments) if arguments.count(part) % 2]
            return all(map(self.non_negative, odd))
        if op == "+":
            least = self._least(tree)
            return all(map(self.non_negative, arguments)) or (least is not None and least >= 0)
        if op == "**":
            even = isinstance(arguments[1], int) and arguments[1] % 2 == 0
            return even or self.non_negative(arguments[0])
        if op == "Sum":
            return self._summed(tree, self.non_negative)
        if op == "max":
            return any(map(self.non_negative, arguments))
        return op in _NON_NEGATIVE or op == "sqrt" or (op == "min" and all(map(self.non_negative, arguments)))

    def integer(self, tree: Tree) -> bool:
        """Return whether the expression is seen to be an integer wherever it is defined."""
        if isinstance(tree, int | Fraction):
            return Fraction(tree).denominator == 1
        if isinstance(tree, str):
            if tree in self.bound:
                return True
            domain = self.domains.get(tree, "real")
            if isinstance(domain, tuple):
                return all(Fraction(value).denominator == 1 for value in domain)
            return "integer" in domain
        op, arguments = tree[0], tree[1:]
        if op in ("+", "*", "abs", "max", "min", "relu"):
            return all(map(self.integer, arguments))
        if op == "**":
            counted = isinstance(arguments[1], int) and arguments[1] >= 0
            return self.integer(arguments[0]) and (
                counted or (self.integer(arguments[1]) and self.positive(arguments[1]))
            )
        if op == "Sum":
            return self._summed(tree, self.integer)
        return op in ("H", "sgn", "delta", "binomial")

    def _least(self, tree: Tree) -> Fraction | None:
        """Return a lower bound of an expression that is linear in variables which have one: n - 1 >= 0 for positive integers n."""
        if isinstance(tree, int | Fraction):
            return Fraction(tree)
        if isinstance(tree, str):
            if tree in self.bound:
                low = self.bound[tree][0]
                return Fraction(low) if isinstance(low, int) else None
            domain = self.domains.get(tree, "real")
            if isinstance(domain, tuple):
                return min(map(Fraction, domain))
            known = [Fraction("integer" in domain)] if "positive" in domain else []
            known += [Fraction(right) for op, right in self._compared(tree) if op in (">", ">=")]
            return max(known, default=None)
        if tree[0] == "+":
            parts = [self._least(argument) for argument in tree[1:]]
            return None if None in parts else sum((p for p in parts if p is not None), Fraction(0))
        if tree[0] == "*":
            numbers = [Fraction(part) for part in tree[1:] if isinstance(part, int | Fraction)]
            rest = [part for part in tree[1:] if not isinstance(part, int | Fraction)]
            least = self._least(rest[0]) if len(rest) == 1 else None
            factor = prod(numbers, start=Fraction(1))
            return factor * least if least is not None and factor >= 0 else None
        return None

    def _compared(self, tree: Tree) -> Iterator[tuple[str, int | Fraction]]:
        """Yield what assumptions compare the expression with: (relation, number)."""
        if not self.bound.keys().isdisjoint(variables(tree)):
            return
        for fact in self.facts:
            if not isinstance(fact, tuple) or len(fact) != 3:
                continue
            op, left, right = fact
            if op in ("<", "<="):
                op, left, right = op.replace("<", ">"), right, left
            if op in (">", ">=") and left == tree and isinstance(right, int | Fraction):
                yield op, right

    def contained(self, tree: Tree, domain: Any) -> bool:
        """Return whether the values of the expression are seen to lie in the domain."""
        if isinstance(tree, str) and isinstance(domain, tuple):
            own = None if tree in self.bound else self.domains.get(tree)
            return isinstance(own, tuple) and set(own) <= set(domain)
        if isinstance(domain, tuple):
            return isinstance(tree, int | Fraction) and tree in domain
        if "integer" in domain and not self.integer(tree):
            return False
        return "positive" not in domain or self.positive(tree)
