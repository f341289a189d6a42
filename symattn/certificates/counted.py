r"""Binomial coefficients and powers with symbolic exponents: integers N >= 0 and k, read off variables and indices that are at least 1.

Property wanted: the zero test knows Pascal's rule and x^(n+1) = x x^n for every n at which both sides have a value, x = 0 included.

Construction: an integer polynomial in variables that count (positive integers) and in indices, whose other coefficients are not negative, is at least its
value where all of them are 1; call that the least value L of N.  Pascal's rule, used L times, turns binom(N, k) into sums over the row R = N - L >= 0,

    binom(r + 1, k) = binom(r, k) + binom(r, k - 1)      (r >= 0, all integers k, with binom(r, k) = 0 outside of 0 <= k <= r),

in which binom(R, c) and binom(R, R - c) are polynomials in R for numbers c >= 0, and 0 for c < 0.  A power x^e, e = e_0 + sum_m c_m m with least value
L = e_0 + sum_m c_m >= 0, is x^L times the powers c_m of atoms x^(m-1), whose exponents are not negative either.
"""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from math import factorial

from symattn.certificates.atoms import (
    BOUND,
    FREE,
    INTEGER,
    ONE,
    Monomial,
    Number,
    OutsideClass,
    Polynomial,
    Term,
    plus,
)
from symattn.certificates.contraction import Contractions

_MAX_STEPS = 64
_MAX_DEGREE = 24


class Counted(Contractions):
    """Polynomials whose atoms may be binomial coefficients and powers of symbolic exponents."""

    counted: frozenset[str]

    @abstractmethod
    def logarithm(self, p: Polynomial) -> Polynomial:
        """Return log(p)."""

    @abstractmethod
    def _primitive(self, p: Polynomial) -> tuple[dict[int, Number], Fraction, Polynomial]:
        """Return (exponents, c, b) with p = c b times the monomial, b without common factors."""

    @abstractmethod
    def _apply(self, name: str, arguments: tuple[Polynomial, ...]) -> Polynomial:
        """Return the atom that stands for the function at these arguments."""

    # Integers.

    def _counts(self, number: int) -> bool:
        """Return whether the atom is an integer that is at least 1."""
        kind, key = self.labels[number]
        return kind == "value" or (kind == "variable" and key in self.counted)

    def _least(self, p: Polynomial) -> int | None:
        """Return the value where all variables are 1 if it is the least one of an integer polynomial, else None."""
        if not self._whole(p) or any(m and c < 0 for m, c in p.items()):
            return None
        return sum(int(c) for c in p.values())

    def _whole(self, p: Polynomial) -> bool:
        return all(
            Fraction(c).denominator == 1
            and all(Fraction(e).denominator == 1 and e > 0 and self._counts(n) for n, e in m)
            for m, c in p.items()
        )

    def _negative(self, p: Polynomial) -> bool:
        """Return whether all values are seen to be negative."""
        least = self._least({m: -c for m, c in p.items()})
        return least is not None and least > 0

    # Binomial coefficients.

    def binomial(self, n: Polynomial, k: Polynomial) -> Polynomial:
        """Return binom(n, k) over the row of the least n."""
        least = self._least(n)
        if least is None or least < 0 or not self._whole(k):
            raise OutsideClass("binomial(N, k) needs integers N >= 0 and k")
        if set(n) | set(k) <= {ONE}:
            return self._falling(n, int(k.get(ONE, 0))) if least <= _MAX_STEPS else self._number(least, k)
        if least > _MAX_STEPS:
            raise OutsideClass(f"Pascal's rule is used {_MAX_STEPS} times at most")
        row = plus(n, {ONE: least}, -1)
        weights = [1]
        for _ in range(least):
            weights = [a + b for a, b in zip([*weights, 0], [0, *weights], strict=True)]
        total: Polynomial = {}
        for j, weight in enumerate(weights):
            total = plus(total, self._in_row(row, plus(k, {ONE: j}, -1) if j else k), weight)
        return total

    def _number(self, n: int, k: Polynomial) -> Polynomial:
        j = int(k.get(ONE, 0))
        if not 0 <= j <= n:
            return {}
        if n > 2000:
            raise OutsideClass("a binomial coefficient of numbers is too long")
        return {ONE: factorial(n) // (factorial(j) * factorial(n - j))}

    def _in_row(self, row: Polynomial, k: Polynomial) -> Polynomial:
        """Return binom(row, k) for row >= 0."""
        other = plus(row, k, -1)
        for place in (k, other):
            if set(place) <= {ONE}:
                return self._falling(row, int(place.get(ONE, 0)))
            if self._negative(place):
                return {}
        if not row:
            chosen = self._only(k)
            if chosen is not None:
                return chosen
        return self._apply("binomial", (row, k))

    def _falling(self, row: Polynomial, c: int) -> Polynomial:
        """Return row (row - 1) ... (row - c + 1)/c!, which is binom(row, c) for every integer row >= 0."""
        if c < 0:
            return {}
        if c > _MAX_DEGREE and set(row) <= {ONE}:
            return self._number(int(row.get(ONE, 0)), {ONE: c})
        if c > _MAX_DEGREE:
            raise OutsideClass(f"binomial coefficients are written out up to the degree {_MAX_DEGREE}")
        product: Polynomial = {ONE: Fraction(1, factorial(c))}
        for j in range(c):
            product = self.times(product, plus(row, {ONE: j}, -1) if j else row)
        return {m: int(d) if Fraction(d).denominator == 1 else d for m, d in product.items()}

    def _only(self, k: Polynomial) -> Polynomial | None:
        """Return binom(0, k) = delta(i, c) for k = i - c or k = c - i with an index i."""
        rest = {m: c for m, c in k.items() if m != ONE}
        ((m, slope),) = rest.items() if len(rest) == 1 else (((), 0),)
        if slope not in (1, -1) or len(m) != 1 or m[0][1] != 1:
            return None
        kind, key = self.labels[m[0][0]]
        term: Term = key[0] if kind == "value" else ((), (FREE, key))
        if kind != "value" and key not in self.ranges:
            return None
        if term[1][0] not in (BOUND, FREE):
            return None
        try:
            return self.delta(term, ((), (INTEGER, int(-slope * k.get(ONE, 0)))))
        except OutsideClass:
            return None

    # Powers.

    def symbolic_power(self, p: Polynomial, exponent: Polynomial) -> Polynomial:
        """Return p^e for an integer e >= 0."""
        least = self._least(exponent)
        if least is None or least < 0:
            raise OutsideClass(
                "exponents must be integers that are not negative, except for powers of positive rationals"
            )
        if not p:
            if least == 0:
                raise OutsideClass("0 to a power that may be 0")
            return {}
        result = self.raised(p, least)
        for m, c in exponent.items():
            if m:
                result = self.times(result, self.raised(self._one_less(p, m), int(c)))
        return result

    def _one_less(self, p: Polynomial, m: Monomial) -> Polynomial:
        """Return p^(m - 1), factor by factor; m >= 1 is a product of integers."""
        exponent = plus({m: 1}, {ONE: 1}, -1)
        common, content, b = self._primitive(p)
        result: Polynomial = {ONE: 1}
        if content < 0:
            content, result = -content, self._apply("**", ({ONE: -1}, {m: 1}))
        if content != 1:
            result = self.times(
                result, self.exponential(self.times(exponent, self.logarithm({ONE: content})))
            )
        for number, e in common.items():
            kind, key = self.labels[number]
            if kind == "unit":
                result = self.times(result, self.exponential(self.times({key: e}, exponent)))
            elif e:
                atom = self._apply("**", ({((number, 1),): 1}, {m: 1}))
                power = self.raised(atom if e > 0 else self.inverse(atom), abs(int(e)))
                result = self.times(result, power)
        return result if b == {ONE: 1} else self.times(result, self._apply("**", (b, {m: 1})))
