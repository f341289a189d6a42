r"""Binomial coefficients and powers with symbolic exponents in normal form: Vandermonde's identity takes them to one row, and to one exponent.

Property wanted: equal normal forms for what Pascal's rule and x^(n+1) = x x^n make equal, at all integers at which both sides have a value.

Construction: N = N_0 + a, where N_0 has no constant term and coefficients that are not negative, over variables that count (positive integers) and indices.
With L the sum of all coefficients R = N - L is at least 0, and if L >= 0

    binom(N, k) = sum_j binom(L, j) binom(R, k - j).

binom(R, k) is a polynomial in R if k or R - k is a number, and delta(i, c) if R = 0 and k = i - c.  In the same way x^e = x^L prod_m (x^(m-1))^(c_m) for
e = sum_m c_m m + a, where x is split into its factors.  All exponents are at least 0, so x = 0 is no exception.
"""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from math import comb, factorial

from symattn.certificates.expression import Tree
from symattn.proving import polynomial as poly
from symattn.proving.contraction import Contractions, OutsideFamily
from symattn.proving.indices import Index
from symattn.proving.polynomial import Monomial, Number, Polynomial
from symattn.proving.rational import Rational, constant

_MAX_ROWS = 64
_MAX_DEGREE = 24
_MAX_NUMBER = 2000


class Counted(Contractions):
    """The part of the normal form that knows which variables are positive integers; their names are ``counted``."""

    counted: frozenset[str]

    @abstractmethod
    def rational(self, tree: Tree) -> Rational:
        """Return the expression as a rational function."""

    @abstractmethod
    def _exponential_of(self, exponent: Rational) -> Rational:
        """Return e to the exponent."""

    @abstractmethod
    def _log_of_number(self, a: Number) -> Rational:
        """Return the logarithm of a positive rational."""

    # Integers

    def _whole(self, r: Rational) -> Polynomial | None:
        """Return an integer polynomial in what counts, None for anything else."""
        if r.denominator or any(Fraction(c).denominator != 1 for c in r.numerator.values()):
            return None
        return r.numerator if all(self._counts(v, e) for m in r.numerator for v, e in m) else None

    def _counts(self, variable: int, exponent: Number) -> bool:
        label = self.labels[variable]
        known = label in self.counted if isinstance(label, str) else label[0] == "value"
        return known and exponent > 0

    @staticmethod
    def _least(p: Polynomial) -> int | None:
        """Return the least value if no coefficient of a variable is negative: that where all variables are 1."""
        return None if any(m != poly.ONE and c < 0 for m, c in p.items()) else sum(map(int, p.values()))

    # Binomial coefficients

    def binomial(self, n_tree: Tree, k_tree: Tree) -> Rational:
        """Return a binomial coefficient over the least row."""
        n, k = self._whole(self.rational(n_tree)), self._whole(self.rational(k_tree))
        least = self._least(n) if n is not None else None
        if n is None or k is None or least is None or least < 0:
            raise OutsideFamily(
                "binomial(N, k) is decided for integers N >= 0 and k, polynomials in positive integers"
            )
        if set(n) | set(k) <= {poly.ONE} and least <= _MAX_NUMBER:
            j = int(k.get(poly.ONE, 0))
            return constant(comb(least, j) if j >= 0 else 0)
        if least > _MAX_ROWS:
            raise OutsideFamily(f"binomial(N + c, k) is decided for c up to {_MAX_ROWS}")
        row = _shifted(n, -least)
        terms = [
            self.arithmetic.multiply(constant(comb(least, j)), self._in_row(row, _shifted(k, -j)))
            for j in range(least + 1)
        ]
        return self.arithmetic.add(terms)

    def _in_row(self, row: Polynomial, k: Polynomial) -> Rational:
        other = dict(row)
        poly.accumulate(other, k, -1)
        for place in (k, {m: c for m, c in other.items() if c}):
            if set(place) <= {poly.ONE}:
                return self._falling(row, int(place.get(poly.ONE, 0)))
            most = self._least({m: -c for m, c in place.items()})
            if most is not None and most > 0:
                return constant(0)
        chosen = None if row else self._only(k)
        return chosen or self.single(self.applied("binomial", [Rational(row), Rational(k)]))

    def _falling(self, row: Polynomial, degree: int) -> Rational:
        """Return R (R - 1) ... (R - c + 1)/c!."""
        if degree < 0:
            return constant(0)
        if degree > _MAX_DEGREE:
            raise OutsideFamily(f"binomial(N, c) is a polynomial for numbers c up to {_MAX_DEGREE} here")
        product = constant(Fraction(1, factorial(degree)))
        for j in range(degree):
            product = self.arithmetic.multiply(product, Rational(_shifted(row, -j)))
        return product

    def _only(self, k: Polynomial) -> Rational | None:
        """Return binom(0, i - c) = binom(0, c - i) = delta(i, c) for an index i."""
        rest = [(m, c) for m, c in k.items() if m != poly.ONE]
        if len(rest) != 1 or abs(rest[0][1]) != 1 or len(rest[0][0]) != 1 or rest[0][0][0][1] != 1:
            return None
        label = self.labels[rest[0][0][0][0]]
        index: Index = (label, ()) if isinstance(label, str) else label[1]
        number = -int(rest[0][1]) * int(k.get(poly.ONE, 0))
        if isinstance(label, str) and label not in self.dimensions:
            return None
        try:
            return self.delta(index, (f"#{number}", ()))
        except OutsideFamily:
            return None

    # Powers

    def symbolic_power(self, base: Rational, exponent_tree: Tree) -> Rational:
        """Return base^e for an integer polynomial e >= 0 in what counts."""
        exponent = self._whole(self.rational(exponent_tree))
        least = self._least(exponent) if exponent is not None else None
        if exponent is None or least is None or least < 0:
            raise OutsideFamily(
                "powers need integer exponents, or integers >= 0 that are polynomials in positive integers, except those of positive rational numbers"
            )
        if not base.numerator:
            if least == 0:
                raise OutsideFamily("0 to a power that may be 0")
            return base
        result = self.arithmetic.power(base, least)
        for m, c in exponent.items():
            if m != poly.ONE:
                result = self.arithmetic.multiply(
                    result, self.arithmetic.power(self._one_less(base, m), int(c))
                )
        return result

    def _one_less(self, base: Rational, m: Monomial) -> Rational:
        """Return base^(m - 1) as the product over the factors of the base."""
        exponent = Rational({m: 1, poly.ONE: -1})
        common = poly.content(base.numerator)
        rest = poly.divide_monomial(base.numerator, common)
        sizes: list[Number] = [c if c > 0 else -c for c in rest.values()]
        scale = Fraction(max(sizes, key=Fraction))
        negative = 2 * sum(c < 0 for c in rest.values())
        if negative > len(rest) or (negative == len(rest) and rest[min(rest)] < 0):
            scale = -scale
        rest = {n: _plain(Fraction(c) / scale) for n, c in rest.items()}
        result = constant(1)
        if scale < 0:
            result = self.single(self.applied("**", [constant(-1), Rational({m: 1})]))
        if abs(scale) != 1:
            logarithm = self.arithmetic.multiply(exponent, self._log_of_number(abs(scale)))
            result = self.arithmetic.multiply(result, self._exponential_of(logarithm))
        factors: list[tuple[Polynomial, Number]] = [] if rest == {poly.ONE: 1} else [(rest, 1)]
        factors += [(dict(key), -e) for key, e in base.denominator]
        for v, e in common:
            if self.is_unit(v):
                power = self.arithmetic.multiply(exponent, Rational({self.labels[v][1]: e}))
                result = self.arithmetic.multiply(result, self._exponential_of(power))
            else:
                factors.append(({((v, 1),): 1}, e))
        for p, e in factors:
            atom = self.single(self.applied("**", [Rational(p), Rational({m: 1})]))
            part = atom if e > 0 else self.arithmetic.invert(atom)
            result = self.arithmetic.multiply(result, self.arithmetic.power(part, abs(int(e))))
        return result


def _shifted(p: Polynomial, by: int) -> Polynomial:
    total = dict(p)
    poly.accumulate(total, {poly.ONE: by})
    return {m: c for m, c in total.items() if c}


def _plain(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else value
