r"""A rational function is a polynomial over a product of powers of primitive factors, which stay apart.

Property wanted: decide N_1/D_1 = N_2/D_2 fast when many denominators are the same sum of exponentials, as in softmax.

Construction: a denominator is a map factor -> exponent.  A factor has coprime monomial content and 1 as its coefficient of greatest
absolute value, so that S and 3 e^c S give the same factor S (exponentials are units).  A common denominator takes the larger exponent of each
factor.

Derivation: with D the common denominator, N_1/D_1 - N_2/D_2 = (N_1 D/D_1 - N_2 D/D_2)/D, and D is not the zero polynomial, so
the difference vanishes where it is defined exactly when its numerator is the zero polynomial.  No factor is ever cancelled
against a numerator: that would cost a gcd and decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symattn.proving import polynomial as poly
from symattn.proving.polynomial import Budget, Monomial, Number, Polynomial

FactorKey = tuple[tuple[Monomial, Number], ...]


@dataclass(frozen=True)
class Rational:
    """``numerator`` divided by the product of ``factor ** exponent``."""

    numerator: Polynomial
    denominator: tuple[tuple[FactorKey, int], ...] = ()


def constant(value: Number) -> Rational:
    """Return a rational number as a rational function."""
    return Rational({poly.ONE: value} if value else {})


class Arithmetic:
    """The operations, within a budget; ``is_unit`` says which variables never vanish (exponentials)."""

    def __init__(self, budget: Budget, is_unit: Callable[[int], bool]) -> None:
        self.budget = budget
        self.is_unit = is_unit

    def add(self, terms: list[Rational]) -> Rational:
        """Return the sum of all terms over one common denominator."""
        common: dict[FactorKey, int] = {}
        for term in terms:
            for factor, exponent in term.denominator:
                common[factor] = max(exponent, common.get(factor, 0))
        total: Polynomial = {}
        for term in terms:
            self.budget.spend(len(total))
            numerator = term.numerator
            if common:
                own = dict(term.denominator)
                for factor, exponent in common.items():
                    missing = exponent - own.get(factor, 0)
                    if missing:
                        power = poly.power(dict(factor), missing, self.budget)
                        numerator = poly.multiply(numerator, power, self.budget)
            poly.accumulate(total, numerator)
        return Rational({m: c for m, c in total.items() if c}, tuple(common.items()))

    def multiply(self, a: Rational, b: Rational) -> Rational:
        """Return a b."""
        denominator = dict(a.denominator)
        for factor, exponent in b.denominator:
            denominator[factor] = denominator.get(factor, 0) + exponent
        return Rational(poly.multiply(a.numerator, b.numerator, self.budget), tuple(denominator.items()))

    def power(self, a: Rational, exponent: int) -> Rational:
        """Return a to a non-negative power."""
        numerator = poly.power(a.numerator, exponent, self.budget)
        return Rational(
            numerator, tuple((factor, e * exponent) for factor, e in a.denominator) if exponent else ()
        )

    def invert(self, a: Rational) -> Rational:
        """Return 1/a.  Units and numbers go to the numerator, the rest of a's numerator becomes a factor."""
        m = poly.content(a.numerator)
        primitive = poly.divide_monomial(a.numerator, m)
        factors: dict[FactorKey, int] = {}
        units: list[tuple[int, Number]] = []
        for variable, exponent in m:
            if self.is_unit(variable):
                units.append((variable, -exponent))
            else:
                factors[((((variable, 1),), 1),)] = int(exponent)  # only units have fractional exponents
        lead = _scale(primitive)
        if len(primitive) > 1:
            factors[poly.key({n: _quotient(c, lead) for n, c in primitive.items()})] = 1
        numerator: Polynomial = {tuple(units): _quotient(1, lead)}
        for factor, exponent in a.denominator:
            numerator = poly.multiply(numerator, poly.power(dict(factor), exponent, self.budget), self.budget)
        return Rational(numerator, tuple(factors.items()))


def _scale(p: Polynomial) -> Number:
    """Return the coefficient to divide by; up to a sign that ties leave open, it does not depend on how variables are numbered."""
    sizes: list[Number] = [c if c > 0 else -c for c in p.values()]
    greatest = max(sizes, key=Fraction)
    signs = {c > 0 for c in p.values() if abs(c) == greatest}
    if len(signs) == 1:
        return greatest if signs == {True} else -greatest
    positive = sum(c > 0 for c in p.values())
    if 2 * positive != len(p):
        return greatest if 2 * positive > len(p) else -greatest
    return greatest if p[min(p)] > 0 else -greatest


def _quotient(a: Number, b: Number) -> Number:
    value = Fraction(a) / Fraction(b)
    return int(value) if value.denominator == 1 else value
