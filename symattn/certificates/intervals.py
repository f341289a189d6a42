r"""An expression on a box has an interval of integers over 2^p that contains all its values there; every rounding goes outward.

Property wanted: for an expression of the grammar and intervals of its variables two integers lo, hi with lo <= 2^p f(x) <= hi for all x in the
box, f being defined on all of it; `Undetermined` where that is not seen.

Construction: sums and products by end points; monotone functions by the values at the two ends; exp and log by their series,

    exp(a) = 2^k exp(r / 2^h)^(2^h),  r = a - k log 2 in [0, 1],        log(m 2^e) = e log 2 + 2 artanh((m - 1)/(m + 1)),  0.7 <= m < 1.4,

summed twice, once with every operation rounded down and once up, with the terms left out added to the upper sum; the other functions from
these.  x logistic(x) falls up to x_0 and rises from there, x_0 being the zero of the increasing function 1 + x + e^x; its least
value is x_0 + 1.

Derivation: for 0 <= x <= 1/2 the terms of the exponential series at least halve, so those after a term t add up to at most t.  For the series of
artanh |z| <= 1/5, and the terms shrink by z^2 < 1/2.  The square roots are integer square roots, rounded down and up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import comb, isqrt
from typing import TypeAlias

from symattn.certificates.expression import RELATIONS, Node, Tree, substitute

#: lo, hi: the value times 2^p lies between these integers.
Interval: TypeAlias = tuple[int, int]
#: Rational bounds of each variable.
Box: TypeAlias = Mapping[str, tuple[Fraction, Fraction]]

MAX_PRECISION = 4096
_MAX_EXPONENT = 8192
_MAX_POWER = 10_000
_MAX_BITS = 1 << 17
_MAX_TERMS = 20_000
_MAX_ROW = 10_000
MAX_COST = 4_000_000
#: 1 + x + e^x is negative at the first, positive at the second: x logistic(x) is least between them.
_TURN = Fraction(-12784646, 10**7), Fraction(-12784645, 10**7)


class Undetermined(ArithmeticError):
    """No enclosure was found: the expression may be undefined somewhere on the box, or the numbers are too large."""


def _ceiling(a: int, bits: int) -> int:
    return -(-a >> bits)


def _series(low: int, high: int, p: int) -> Interval:
    """Enclose artanh(z) for 0 <= low <= 2^p z <= high <= 2^p/2."""
    square_low, square_high = low * low >> p, _ceiling(high * high, p)
    total_low = total_high = 0
    j = 1
    while high > 1:
        total_low, total_high = total_low + low // j, total_high - (-high // j)
        low, high, j = low * square_low >> p, _ceiling(high * square_high, p), j + 2
    return total_low, total_high + 2 * high


@lru_cache(maxsize=512)
def log_two(p: int) -> Interval:
    """Enclose 2^p log 2 = 2^p 2 artanh(1/3)."""
    w = p + 16
    third = (1 << w) // 3
    low, high = _series(third, third + 1, w)
    return 2 * low >> 16, _ceiling(2 * high, 16)


def exp_bounds(a: int, p: int) -> Interval:
    """Enclose 2^p exp(a/2^p)."""
    if a > _MAX_EXPONENT << p:
        raise Undetermined(f"exp of more than {_MAX_EXPONENT}")
    if a < -_MAX_EXPONENT << p:
        return 0, 1  # e^-8192 < 2^-4096
    low, high = log_two(p)
    k = a // (high if a >= 0 else low)  # k log 2 <= a in both cases
    h = 4 + isqrt(p) // 2
    w = p + 24 + h + max(k, 0)
    low, high = log_two(w)
    r_low = max(0, (a << (w - p)) - (k * high if k >= 0 else k * low))
    r_high = (a << (w - p)) - (k * low if k >= 0 else k * high)
    if not r_low <= r_high <= 1 << w:
        raise Undetermined("the argument of exp was not reduced")
    x_low, x_high = r_low >> h, _ceiling(r_high, h)
    total_low = total_high = term_low = term_high = 1 << w
    j = 1
    while term_high > 1:
        term_low, term_high = (term_low * x_low >> w) // j, -(-_ceiling(term_high * x_high, w) // j)
        total_low, total_high, j = total_low + term_low, total_high + term_high, j + 1
    total_high += 2 * term_high
    for _ in range(h):
        total_low, total_high = total_low * total_low >> w, _ceiling(total_high * total_high, w)
    shift = w - p - k
    return total_low >> shift, _ceiling(total_high, shift)


def log_bounds(a: int, p: int) -> Interval:
    """Enclose 2^p log(a/2^p) for a > 0."""
    if a <= 0:
        raise Undetermined("the logarithm of a number that may be 0 or negative")
    s = a.bit_length()
    if 10 * a < 7 << s:
        s -= 1
    e = s - p
    w = p + 24 + abs(e).bit_length()
    z = (abs(a - (1 << s)) << w) // (a + (1 << s))
    low, high = _series(z, z + 1, w)
    if a < 1 << s:
        low, high = -high, -low
    two_low, two_high = log_two(w)
    low = 2 * low + (e * two_low if e >= 0 else e * two_high)
    high = 2 * high + (e * two_high if e >= 0 else e * two_low)
    return low >> (w - p), _ceiling(high, w - p)


def sqrt_bounds(a: int, p: int) -> Interval:
    """Enclose 2^p sqrt(a/2^p) for a >= 0."""
    if a < 0:
        raise Undetermined("the square root of a number that may be negative")
    root = isqrt(a << p)
    return root, root + (root * root != a << p)


class Intervals:
    """Interval arithmetic with p binary digits after the point; it refuses more work than its limit."""

    def __init__(self, precision: int) -> None:
        if not 1 <= precision <= MAX_PRECISION:
            raise Undetermined(f"the precision is between 1 and {MAX_PRECISION}")
        self.p = precision
        self.one = 1 << precision
        self.cost = 0

    # Numbers -----------------------------------------------------------------------------------------------------

    def number(self, low: Fraction | int, high: Fraction | int | None = None) -> Interval:
        """Return the smallest interval that contains the numbers between low and high."""
        low, high = Fraction(low), Fraction(low if high is None else high)
        return (low.numerator << self.p) // low.denominator, -(
            (-high.numerator << self.p) // high.denominator
        )

    def times(self, a: Interval, b: Interval) -> Interval:
        """Enclose the product."""
        products = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
        return self.limited((min(products) >> self.p, _ceiling(max(products), self.p)))

    def inverse(self, a: Interval) -> Interval:
        """Enclose 1/x."""
        if a[0] <= 0 <= a[1]:
            raise Undetermined("a division by what may be 0")
        unit = 1 << 2 * self.p
        return unit // a[1], -(-unit // a[0])

    def power(self, a: Interval, n: int) -> Interval:
        """Enclose x^n for an integer n."""
        if n < 0:
            return self.inverse(self.power(a, -n))
        if n > _MAX_POWER or max(abs(a[0]), abs(a[1])).bit_length() * n > _MAX_BITS:
            raise Undetermined("a power with too many digits")
        if n % 2 == 0:
            a = (max(0, a[0], -a[1]), max(-a[0], a[1]))
        return self._raised(a[0], n)[0], self._raised(a[1], n)[1]

    def _raised(self, a: int, n: int) -> Interval:
        result, base = (self.one, self.one), (a, a)
        while n:
            if n & 1:
                result = self.times(result, base)
            n >>= 1
            if n:
                base = self.times(base, base)
        return result

    def limited(self, a: Interval) -> Interval:
        """Return the interval if its ends are not too long."""
        bits = max(a[0].bit_length(), a[1].bit_length())
        if bits > _MAX_BITS:
            raise Undetermined("numbers with too many digits")
        if bits > 1024:
            self.spend(bits >> 10)
        return a

    def rising(self, f: Callable[[int, int], Interval], a: Interval) -> Interval:
        """Enclose an increasing function by its values at the ends."""
        low = f(a[0], self.p)
        return self.limited((low[0], low[1] if a[0] == a[1] else f(a[1], self.p)[1]))

    # Expressions -------------------------------------------------------------------------------------------------

    def value(self, tree: Tree, box: Box) -> Interval:
        """Enclose the expression on the box.

        Raises
        ------
        Undetermined
            If the expression may be undefined on the box, or the limits of this arithmetic are reached.
        """
        self.spend(1)
        if isinstance(tree, int | Fraction):
            return self.limited(self.number(tree))
        if isinstance(tree, str):
            if tree not in box:
                raise Undetermined(f"{tree} is not bounded")
            return self.limited(self.number(*box[tree]))
        op = tree[0]
        if op == "+":
            parts = [self.value(part, box) for part in tree[1:]]
            return self.limited((sum(low for low, _ in parts), sum(high for _, high in parts)))
        if op == "*":
            return self._product(tree[1:], box)
        if op == "**":
            return self._power(tree[1], tree[2], box)
        if op == "Sum":
            return self._sum(tree, box)
        if op == "binomial":
            return self._binomial(tree, box)
        if op not in _FUNCTIONS:
            raise Undetermined(f"{op} is not evaluated on boxes")
        return _FUNCTIONS[op](self, *(self.value(part, box) for part in tree[1:]))

    def spend(self, cost: int) -> None:
        """Count the work."""
        self.cost += cost
        if self.cost > MAX_COST:
            raise Undetermined("the work has reached its limit")

    def _product(self, factors: tuple[Tree, ...], box: Box) -> Interval:
        """Equal factors are one power, so that x x is seen to be non-negative."""
        counts: dict[Tree, int] = {}
        for factor in factors:
            counts[factor] = counts.get(factor, 0) + 1
        total = self.one, self.one
        for factor, count in counts.items():
            value = self.value(factor, box)
            total = self.times(total, value if count == 1 else self.power(value, count))
        return total

    def _power(self, base: Tree, exponent: Tree, box: Box) -> Interval:
        """x^n, also for a variable n that has one value; x^(1/2) = sqrt(x); otherwise e^(y log x) for x > 0."""
        value = self.value(base, box)
        whole = self._integer(exponent, box)
        if whole is not None:
            return self.power(value, whole)
        if exponent == Fraction(1, 2):
            return self.sqrt(value)
        return self.exp(self.times(self.value(exponent, box), self.log(value)))

    def _sum(self, tree: Node, box: Box) -> Interval:
        _, term, index, *ends = tree
        low, high = (self._integer(end, box) for end in ends)
        if low is None or high is None or high - low > _MAX_TERMS:
            raise Undetermined("sums need integer bounds, and not too many terms")
        inner = {name: bounds for name, bounds in box.items() if name != index}
        total_low = total_high = 0
        for i in range(low, high + 1):
            a, b = self.value(substitute(term, {index: i}), inner)
            total_low, total_high = total_low + a, total_high + b
        return self.limited((total_low, total_high))

    def _binomial(self, tree: Node, box: Box) -> Interval:
        """binom(n, k) for integers n >= 0 and k that have one value on the box."""
        n, k = (self._integer(part, box) for part in tree[1:])
        if n is None or k is None or not 0 <= n <= _MAX_ROW:
            raise Undetermined(
                "binomial coefficients need integers, the first one neither negative nor too large"
            )
        self.spend(1 + n // 64)
        return self.limited(self.number(comb(n, k) if k >= 0 else 0))

    @staticmethod
    def _integer(tree: Tree, box: Box) -> int | None:
        """Return the value of sums and products of integers and of variables with one value, None for anything else."""
        if isinstance(tree, str):
            low, high = box.get(tree, (Fraction(0), Fraction(1)))
            return int(low) if low == high and low.denominator == 1 else None
        if isinstance(tree, int | Fraction):
            return int(tree) if Fraction(tree).denominator == 1 else None
        if tree[0] not in ("+", "*"):
            return None
        total = 0 if tree[0] == "+" else 1
        for part in tree[1:]:
            value = Intervals._integer(part, box)
            if value is None:
                return None
            total = total + value if tree[0] == "+" else total * value
        return total

    def exp(self, a: Interval) -> Interval:
        """Enclose e^x."""
        self.spend(2 + self.p // 32)
        return self.rising(exp_bounds, a)

    def log(self, a: Interval) -> Interval:
        """Enclose log x."""
        self.spend(2 + self.p // 32)
        return self.rising(log_bounds, a)

    def sqrt(self, a: Interval) -> Interval:
        """Enclose the square root."""
        return self.rising(sqrt_bounds, a)

    def logistic(self, a: Interval) -> Interval:
        """Enclose 1/(1 + e^-x), which is increasing."""
        low, high = self.exp((-a[1], -a[0]))
        return self.inverse((low + self.one, high + self.one))

    def tanh(self, a: Interval) -> Interval:
        """Enclose 1 - 2/(1 + e^2x), which is increasing."""
        low, high = self.exp((2 * a[0], 2 * a[1]))
        low, high = self.inverse((low + self.one, high + self.one))
        return max(self.one - 2 * high, -self.one), min(self.one - 2 * low, self.one)

    def sinh(self, a: Interval) -> Interval:
        """Enclose (e^x - e^-x)/2, which is increasing."""
        up, down = self.exp(a), self.exp((-a[1], -a[0]))
        return (up[0] - down[1]) >> 1, _ceiling(up[1] - down[0], 1)

    def cosh(self, a: Interval) -> Interval:
        """Enclose (e^x + e^-x)/2, which increases with |x|."""
        least, most = (max(0, a[0], -a[1]), max(-a[0], a[1]))
        low, high = ((self.exp((t, t)), self.exp((-t, -t))) for t in (least, most))
        return (low[0][0] + low[1][0]) >> 1, _ceiling(high[0][1] + high[1][1], 1)

    def softplus(self, a: Interval) -> Interval:
        """Enclose log(1 + e^x), which is increasing."""
        low, high = self.exp(a)
        return self.log((low + self.one, high + self.one))

    def silu(self, a: Interval) -> Interval:
        """Enclose x/(1 + e^-x): it falls before the turning point and rises after it."""
        left, right = (self.number(turn) for turn in _TURN)
        ends = [self.times((t, t), self.logistic((t, t))) for t in a]
        if a[0] < right[1] and a[1] > left[0]:
            ends.append((left[0] + self.one, right[1] + self.one))
        return min(low for low, _ in ends), max(high for _, high in ends)

    # Statements --------------------------------------------------------------------------------------------------

    def truth(self, tree: Tree, box: Box) -> bool | None:
        """Return whether the statement holds everywhere on the box (True), nowhere (False), or whether that is not seen (None).

        Raises
        ------
        Undetermined
            If a part of it may be undefined somewhere on the box.
        """
        if not isinstance(tree, tuple):
            raise Undetermined("a number is not a statement")
        op = tree[0]
        if op in RELATIONS:
            a, b = self.value(tree[1], box), self.value(tree[2], box)
            return compare(op, a, b)
        if op not in ("and", "or", "not", "implies"):
            raise Undetermined(f"{op} is not evaluated on boxes")
        parts = [self.truth(part, box) for part in tree[1:]]
        if op == "not":
            return None if parts[0] is None else not parts[0]
        if op == "implies":
            op, parts = "or", [None if parts[0] is None else not parts[0], parts[1]]
        decisive: bool = op == "or"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive


def compare(op: str, a: Interval, b: Interval) -> bool | None:
    """Return whether a relation holds for all members of two intervals (True), for none (False), or for some (None)."""
    if op in ("==", "!="):
        if a[1] < b[0] or b[1] < a[0]:
            return op == "!="
        return op == "==" if a[0] == a[1] == b[0] == b[1] else None
    if op in (">", ">="):
        op, a, b = "<" if op == ">" else "<=", b, a
    if a[1] < b[0] or (op == "<=" and a[1] == b[0]):
        return True
    if a[0] > b[1] or (op == "<" and a[0] == b[1]):
        return False
    return None


def _heaviside(arithmetic: Intervals, a: Interval) -> Interval:
    return (arithmetic.one if a[0] >= 0 else 0), (arithmetic.one if a[1] >= 0 else 0)


def _sgn(arithmetic: Intervals, a: Interval) -> Interval:
    low, high = _heaviside(arithmetic, a)
    return 2 * low - arithmetic.one, 2 * high - arithmetic.one


_FUNCTIONS: Mapping[str, Callable[..., Interval]] = {
    "exp": Intervals.exp,
    "log": Intervals.log,
    "sqrt": Intervals.sqrt,
    "logistic": Intervals.logistic,
    "tanh": Intervals.tanh,
    "sinh": Intervals.sinh,
    "cosh": Intervals.cosh,
    "softplus": Intervals.softplus,
    "silu": Intervals.silu,
    "H": _heaviside,
    "sgn": _sgn,
    "relu": lambda _, a: (max(0, a[0]), max(0, a[1])),
    "abs": lambda _, a: (max(0, a[0], -a[1]), max(-a[0], a[1])),
    "max": lambda _, *parts: (max(a[0] for a in parts), max(a[1] for a in parts)),
    "min": lambda _, *parts: (min(a[0] for a in parts), min(a[1] for a in parts)),
}
