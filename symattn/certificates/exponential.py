r"""Exact numbers (sum of c_r e^r) / (sum of d_r e^r) with rational c_r, d_r, r: zero test and sign.

Property wanted: decide whether such a number is zero, and find its sign, without floating point.
Construction: store numerator and denominator as maps r -> c_r.
Derivation: by the theorem of Lindemann and Weierstrass e^{r_1}, ..., e^{r_k} are linearly independent over the
algebraic numbers when the r_i are distinct and algebraic; so the sum vanishes only if every c_r does.  A non-zero sum has
a sign, which rational enclosures of e^r of growing precision find after finitely many steps.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

Sum: TypeAlias = "dict[Fraction, Fraction]"


def _multiply(a: Sum, b: Sum) -> Sum:
    product: Sum = {}
    for r, c in a.items():
        for s, d in b.items():
            product[r + s] = product.get(r + s, Fraction(0)) + c * d
    return {r: c for r, c in product.items() if c}


def _add(a: Sum, b: Sum) -> Sum:
    total = dict(a)
    for r, c in b.items():
        total[r] = total.get(r, Fraction(0)) + c
    return {r: c for r, c in total.items() if c}


def enclose_exp(r: Fraction, terms: int) -> tuple[Fraction, Fraction]:
    """Return rationals lo <= e^r <= hi, from the series of e^(r/2^k) with |r/2^k| <= 1/2 and its remainder."""
    halvings = 0
    while abs(r) > Fraction(1, 2):
        r /= 2
        halvings += 1
    total, term = Fraction(0), Fraction(1)
    for k in range(terms):
        total += term
        term = term * r / (k + 1)
    # The remainder is at most |first omitted term| * sum of 2^-k = 2 |term|.
    lo, hi = total - 2 * abs(term), total + 2 * abs(term)
    scale = 1 << (8 * terms)
    for _ in range(halvings):
        lo, hi = lo * lo, hi * hi
        # Rounding outward keeps the numbers short; both ends are positive.
        lo = Fraction(lo.numerator * scale // lo.denominator, scale)
        hi = Fraction(-(-hi.numerator * scale // hi.denominator), scale)
    return lo, hi


def _enclose(a: Sum, terms: int) -> tuple[Fraction, Fraction]:
    lo = hi = Fraction(0)
    for r, c in a.items():
        low, high = enclose_exp(r, terms)
        lo += c * (low if c > 0 else high)
        hi += c * (high if c > 0 else low)
    return lo, hi


def _sign(a: Sum) -> int:
    if not a:
        return 0
    terms = 8
    while True:  # ends: the sum is not zero by Lindemann-Weierstrass, and the enclosures shrink to it
        lo, hi = _enclose(a, terms)
        if lo > 0:
            return 1
        if hi < 0:
            return -1
        terms *= 2


class ExpNumber:
    """A real number of the field generated over the rationals by all e^r with r rational."""

    __slots__ = ("den", "num")

    def __init__(self, num: Sum, den: Sum | None = None) -> None:
        self.num = num
        self.den = {Fraction(0): Fraction(1)} if den is None else den
        if not self.den:
            raise ZeroDivisionError("division by a number that is exactly zero")

    @classmethod
    def of(cls, value: Fraction | int) -> ExpNumber:
        """Return the rational number ``value``."""
        return cls({Fraction(0): Fraction(value)} if value else {})

    @classmethod
    def exp(cls, r: Fraction | int) -> ExpNumber:
        """Return e^r."""
        return cls({Fraction(r): Fraction(1)})

    def rational(self) -> Fraction | None:
        """Return the number as a Fraction if it is rational, else None (num = q den, coefficient by coefficient)."""
        if not self.num:
            return Fraction(0)
        r = next(iter(self.den))
        q = self.num.get(r, Fraction(0)) / self.den[r]
        return q if _add(self.num, {s: -q * d for s, d in self.den.items()}) == {} else None

    def __add__(self, other: ExpNumber) -> ExpNumber:
        if self.den == other.den:
            return ExpNumber(_add(self.num, other.num), self.den)
        num = _add(_multiply(self.num, other.den), _multiply(other.num, self.den))
        return ExpNumber(num, _multiply(self.den, other.den))

    def __mul__(self, other: ExpNumber) -> ExpNumber:
        return ExpNumber(_multiply(self.num, other.num), _multiply(self.den, other.den))

    def power(self, exponent: int) -> ExpNumber:
        """Return the number to an integer power; a negative power of zero raises ``ZeroDivisionError``."""
        base = self if exponent >= 0 else ExpNumber(self.den, self.num)
        result, count = ExpNumber.of(1), abs(exponent)
        while count:
            if count & 1:
                result = result * base
            base, count = base * base, count >> 1
        return result

    def sign(self) -> int:
        """Return -1, 0 or 1, exactly."""
        return _sign(self.num) * _sign(self.den)

    def enclosure(self, terms: int = 16) -> tuple[Fraction, Fraction]:
        """Return rationals lo <= self <= hi."""
        while True:
            a, b = _enclose(self.num, terms)
            c, d = _enclose(self.den, terms)
            if c > 0 or d < 0:
                corners = [a / c, a / d, b / c, b / d]
                return min(corners), max(corners)
            terms *= 2

    def __str__(self) -> str:
        def show(a: Sum) -> str:
            if not a:
                return "0"
            parts = []
            for r, c in sorted(a.items(), reverse=True):
                power = "" if r == 0 else ("e" if r == 1 else f"e**({r})" if r.denominator > 1 or r < 0 else f"e**{r}")
                parts.append(str(c) if not power else power if c == 1 else f"-{power}" if c == -1 else f"{c}*{power}")
            return " + ".join(parts).replace("+ -", "- ")

        rational = self.rational()
        if rational is not None:
            return str(rational)
        if self.den == {Fraction(0): Fraction(1)}:
            return show(self.num)
        return f"({show(self.num)})/({show(self.den)})"
