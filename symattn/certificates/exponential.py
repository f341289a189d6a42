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

_MAX_ARGUMENT = 1 << 16
_MAX_BITS = 1 << 13
_MAX_WORK = 1 << 18
_MAX_SHOWN = 12_000  # below Python's limit of 4300 decimal digits


class NotExact(ArithmeticError):
    """The value exists but is outside the field, or beyond the sizes, in which this module computes."""


def _multiply(a: Sum, b: Sum) -> Sum:
    if len(a) * len(b) > _MAX_WORK:
        raise NotExact("a product of sums of exponentials is too long")
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


def enclose_exp(r: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Return rationals lo <= e^r <= hi that agree to about ``bits`` binary digits.

    For r < 0 invert e^-r.  Otherwise sum the series of e^x, x = r/2^k <= 1/2, with integers over 2^p, the lower sum rounded down and the
    upper one rounded up, and square k times: each squaring doubles the relative error, so p has k digits to spare.
    """
    if abs(r) > _MAX_ARGUMENT:
        raise NotExact(f"e^r is enclosed for |r| up to {_MAX_ARGUMENT}")
    if r < 0:
        lo, hi = enclose_exp(-r, bits)
        return 1 / hi, 1 / lo
    halvings = max(0, (2 * r.numerator // r.denominator).bit_length())
    p = bits + halvings + 16
    x_lo = (r.numerator << p) // (r.denominator << halvings)
    x_hi = x_lo + 1
    low = high = term_lo = term_hi = 1 << p
    k = 1
    while term_hi > 1:
        term_lo = (term_lo * x_lo >> p) // k
        rounded_up = -(-term_hi * x_hi >> p)
        term_hi = -(-rounded_up // k)
        low, high, k = low + term_lo, high + term_hi, k + 1
    high += 2 * term_hi  # the terms left out are at most term_hi * (1/2 + 1/4 + ...)
    for _ in range(halvings):
        low, high = low * low >> p, -(-high * high >> p)
    return Fraction(low, 1 << p), Fraction(high, 1 << p)


def _enclose(a: Sum, bits: int) -> tuple[Fraction, Fraction]:
    lo = hi = Fraction(0)
    for r, c in a.items():
        low, high = enclose_exp(r, bits)
        lo += c * (low if c > 0 else high)
        hi += c * (high if c > 0 else low)
    return lo, hi


def _sign(a: Sum) -> int:
    """Return the sign; it exists by Lindemann-Weierstrass, and the enclosures shrink until they show it."""
    if not a:
        return 0
    if len(a) == 1:
        return 1 if next(iter(a.values())) > 0 else -1
    bits = 64
    while bits <= _MAX_BITS and bits * len(a) <= _MAX_WORK:
        lo, hi = _enclose(a, bits)
        if lo > 0:
            return 1
        if hi < 0:
            return -1
        bits *= 2
    raise NotExact(f"the sign of a sum of {len(a)} exponentials needs more than {bits // 2} binary digits")


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

    def is_zero(self) -> bool:
        """Return whether the number is zero: whether every coefficient of the numerator is (Lindemann-Weierstrass)."""
        return not self.num

    def bits(self) -> int:
        """Return the length in binary of the longest numerator or denominator among the coefficients."""
        coefficients = (*self.num.values(), *self.den.values())
        return max(max(c.numerator.bit_length(), c.denominator.bit_length()) for c in coefficients)

    def enclosure(self, bits: int = 64) -> tuple[Fraction, Fraction]:
        """Return rationals lo <= self <= hi; raise `NotExact` where that takes numbers beyond the limits."""
        while bits <= _MAX_BITS:
            a, b = _enclose(self.num, bits)
            c, d = _enclose(self.den, bits)
            if c > 0 or d < 0:
                corners = [a / c, a / d, b / c, b / d]
                return min(corners), max(corners)
            bits *= 2
        raise NotExact(f"an enclosure needs more than {_MAX_BITS} binary digits")

    def __str__(self) -> str:
        if self.bits() > _MAX_SHOWN:
            return f"(an exact number of {self.bits()} bits)"

        def show(a: Sum) -> str:
            if not a:
                return "0"
            parts = []
            for r, c in sorted(a.items(), reverse=True):
                power = (
                    ""
                    if r == 0
                    else ("e" if r == 1 else f"e**({r})" if r.denominator > 1 or r < 0 else f"e**{r}")
                )
                parts.append(
                    str(c) if not power else power if c == 1 else f"-{power}" if c == -1 else f"{c}*{power}"
                )
            return " + ".join(parts).replace("+ -", "- ")

        rational = self.rational()
        if rational is not None:
            return str(rational)
        if self.den == {Fraction(0): Fraction(1)}:
            return show(self.num)
        return f"({show(self.num)})/({show(self.den)})"
