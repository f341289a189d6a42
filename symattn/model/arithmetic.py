"""A network is a program in sums, products and transfer functions; it means the same over three arithmetics.

Property wanted: the expression, the exact value and the vectorised value of a network agree.  Construction:
one propagation (`Network.propagate`) written with `constant`, `product`, `total` and `apply` only.
Evaluating an expression at a rational point commutes with each of the four (it is a ring homomorphism, and
transfer functions are evaluated pointwise), hence with every network.  QED.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Generic, TypeVar

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.transfers import Transfer

V = TypeVar("V")

__all__ = ["EXACT", "NUMERIC", "SYMBOLIC", "Arithmetic", "rational", "weight"]


def _known_rational(value: Any) -> Fraction | None:
    """Return ``value`` as a Fraction if it is exactly one of the integers or rationals, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Fraction):
        return value
    if isinstance(value, sp.Basic):
        return Fraction(int(value.p), int(value.q)) if isinstance(value, sp.Rational) else None
    try:
        return Fraction(operator.index(value))
    except TypeError:
        return None


def rational(value: Any, argument: str) -> Fraction:
    """Return an integer or rational (of Python, SymPy or NumPy) as a Fraction; refuse anything else."""
    number = _known_rational(value)
    if number is None:
        raise InvalidArgument(
            argument,
            "must be integers or rationals",
            value,
            "Write 1/3 as Fraction(1, 3); floats are not exact.",
        )
    return number


def weight(value: Any, argument: str) -> sp.Expr:
    """Return a weight (a rational, an expression without floats, an identifier) as a SymPy expression."""
    number = _known_rational(value)
    if number is not None:
        return sp.Rational(number.numerator, number.denominator)
    if isinstance(value, str) and value.isidentifier():
        return sp.Symbol(value)
    if isinstance(value, sp.Expr) and not value.is_Matrix:
        if value.has(sp.Float):
            raise InvalidArgument(argument, "must be exact", value, "Write 0.5 as Fraction(1, 2).")
        if not value.has(sp.nan, sp.oo, sp.zoo, sp.I) and value.is_extended_real is not False:
            return value
    raise InvalidArgument(
        argument,
        "must be a real number without rounding, a SymPy expression, or the name of a symbol",
        value,
        "Write 0.5 as Fraction(1, 2).",
    )


class Arithmetic(ABC, Generic[V]):
    """The four operations that a network is made of."""

    @abstractmethod
    def constant(self, expression: sp.Expr) -> V:
        """Return the value of a weight."""

    @abstractmethod
    def total(self, terms: Sequence[V]) -> V:
        """Return the sum of the terms; 0 for no terms."""

    @abstractmethod
    def product(self, left: V, right: V) -> V:
        """Return left times right."""

    @abstractmethod
    def apply(self, transfer: Transfer, value: V) -> V:
        """Return f(value)."""


def _needs_numbers(expression: sp.Expr, kind: str, hint: str) -> InvalidArgument:
    return InvalidArgument("weights", f"must be {kind} to evaluate the network", str(expression), hint)


class Symbolic(Arithmetic[Any]):
    """SymPy expressions."""

    def constant(self, expression: sp.Expr) -> Any:
        return expression

    def total(self, terms: Sequence[Any]) -> Any:
        return sp.Add(*terms)

    def product(self, left: Any, right: Any) -> Any:
        return sp.Mul(left, right)

    def apply(self, transfer: Transfer, value: Any) -> Any:
        return transfer.symbolic(value)


class Exact(Arithmetic[Fraction]):
    """Rational numbers."""

    def constant(self, expression: sp.Expr) -> Fraction:
        if not isinstance(expression, sp.Rational):
            hint = "Give the symbols values with .subs({...}) first, or use .output()."
            raise _needs_numbers(expression, "rational numbers", hint)
        return Fraction(int(expression.p), int(expression.q))

    def total(self, terms: Sequence[Fraction]) -> Fraction:
        return sum(terms, Fraction(0))

    def product(self, left: Fraction, right: Fraction) -> Fraction:
        return left * right

    def apply(self, transfer: Transfer, value: Fraction) -> Fraction:
        return transfer.exact(value)


class Numeric(Arithmetic[Any]):
    """NumPy arrays of floating-point numbers, elementwise; a constant is a float and broadcasts."""

    def constant(self, expression: sp.Expr) -> Any:
        if expression.free_symbols:
            hint = "Give the symbols values with .subs({...}) first."
            raise _needs_numbers(expression, "numbers", hint)
        return float(expression)

    def total(self, terms: Sequence[Any]) -> Any:
        return sum(terms, 0.0)

    def product(self, left: Any, right: Any) -> Any:
        return left * right

    def apply(self, transfer: Transfer, value: Any) -> Any:
        return transfer.numeric(value)


SYMBOLIC = Symbolic()
EXACT = Exact()
NUMERIC = Numeric()
