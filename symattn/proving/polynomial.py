r"""A polynomial is a finite map from monomials to non-zero rationals; equal polynomials are equal maps.

Monomials are tuples ``((variable, exponent), ...)`` sorted by variable, variables being small integers: with hundreds of
variables and low degree this is far smaller than a dense exponent vector, which is what makes the zero test fast on
activations of wide units.  Exponents of units (exponentials) may be negative.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from symattn.errors import InvalidArgument

Number: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[int, Number], ...]
Polynomial: TypeAlias = dict[Monomial, Number]

ONE: Monomial = ()
MAX_TERMS = 3_000_000
MAX_BITS = 1 << 20


class GaveUp(Exception):
    """A computation exceeded its time or size; the message is the reason shown to the user."""


class Budget:
    """The processor time one statement may take; `spend` raises `GaveUp` when it is over.

    It is the time of this process, not of the clock on the wall, so that a verdict does not depend on what else the machine does.
    """

    def __init__(self, seconds: float) -> None:
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds >= 0:
            raise InvalidArgument("time_limit", "must be a number of seconds", seconds)
        self.seconds = seconds
        self._end = time.process_time() + seconds

    def left(self) -> float:
        """Return the seconds that are left, negative when time is over."""
        return self._end - time.process_time()

    def spend(self, terms: int = 0) -> None:
        """Stop if time is over or an intermediate result would have too many terms."""
        if self.left() < 0:
            raise GaveUp(f"the time limit of {self.seconds:g} s was reached")
        if terms > MAX_TERMS:
            raise GaveUp(f"an intermediate polynomial would have more than {MAX_TERMS} terms")


def multiply_monomials(m: Monomial, n: Monomial) -> Monomial:
    """Return the product of two monomials."""
    if not m:
        return n
    if not n:
        return m
    if m[-1][0] < n[0][0]:
        return m + n
    if n[-1][0] < m[0][0]:
        return n + m
    exponents = dict(m)
    for variable, exponent in n:
        exponents[variable] = exponents.get(variable, 0) + exponent
    return tuple(sorted(item for item in exponents.items() if item[1]))


def multiply(p: Polynomial, q: Polynomial, budget: Budget) -> Polynomial:
    """Return p q."""
    if len(p) == 1 and ONE in p:
        p, q = q, p
    if len(q) == 1 and ONE in q:
        d = q[ONE]
        return p if d == 1 else {m: c * d for m, c in p.items()}
    product: Polynomial = {}
    get = product.get
    for m, c in p.items():
        budget.spend(len(product))
        for n, d in q.items():
            key = multiply_monomials(m, n)
            product[key] = get(key, 0) + c * d
    return {m: c for m, c in product.items() if c}


def accumulate(total: Polynomial, q: Polynomial, factor: Number = 1) -> None:
    """Add factor q to ``total`` in place; zero coefficients may remain."""
    for m, c in q.items():
        total[m] = total.get(m, 0) + factor * c


def power(p: Polynomial, exponent: int, budget: Budget) -> Polynomial:
    """Return p to a non-negative integer power."""
    if exponent == 0:
        return {ONE: 1}
    longest = max((max(c.numerator.bit_length(), c.denominator.bit_length()) for c in p.values()), default=0)
    if longest * exponent > MAX_BITS:
        raise GaveUp(f"a coefficient would have more than {MAX_BITS} bits")
    if len(p) == 1:
        ((m, c),) = p.items()
        return {tuple((variable, e * exponent) for variable, e in m): c**exponent}
    result = p
    for bit in bin(exponent)[3:]:
        result = multiply(result, result, budget)
        if bit == "1":
            result = multiply(result, p, budget)
    return result


def content(p: Polynomial) -> Monomial:
    """Return the monomial with the least exponent of every variable (zero where it does not occur in every term)."""
    common: dict[int, Number] | None = None
    for m in p:
        exponents = dict(m)
        if common is None:
            common = exponents
        else:
            common = {v: min(e, exponents.get(v, 0)) for v, e in common.items()} | {
                v: e for v, e in exponents.items() if v not in common and e < 0
            }
    return tuple(sorted((v, e) for v, e in (common or {}).items() if e))


def divide_monomial(p: Polynomial, m: Monomial) -> Polynomial:
    """Return p / m; exponents may become negative."""
    inverse = tuple((variable, -exponent) for variable, exponent in m)
    return {multiply_monomials(key, inverse): c for key, c in p.items()} if m else p


def divide(
    p: Polynomial,
    f: Polynomial,
    weight: Callable[[int], tuple[int, ...]],
    budget: Budget,
) -> tuple[Polynomial, Polynomial]:
    """Return (q, r) with p = q f + r, no term of r divisible by the leading term of f.

    Terms are ordered lexicographically, variables by ``weight``.  f is primitive: its exponents are >= 0 and no variable divides all
    its terms; p may have negative exponents, of units, which are taken out first and put back at the end.
    """

    def ordered(m: Monomial) -> tuple[tuple[tuple[int, ...], Number], ...]:
        return tuple(sorted(((weight(v), e) for v, e in m), reverse=True))

    shift = tuple((v, e) for v, e in content(p) if e < 0)
    rest = divide_monomial(p, shift)
    lead = max(f, key=ordered)
    leading = dict(lead)
    quotient: Polynomial = {}
    remainder: Polynomial = {}
    while rest:
        budget.spend(len(rest))
        m = max(rest, key=ordered)
        exponents = dict(m)
        if any(exponents.get(v, 0) < e for v, e in leading.items()):
            remainder[m] = rest.pop(m)
            continue
        ratio = multiply_monomials(m, tuple((v, -e) for v, e in lead))
        c = Fraction(rest[m]) / Fraction(f[lead])
        factor: Number = int(c) if c.denominator == 1 else c
        quotient[ratio] = factor
        accumulate(rest, {multiply_monomials(ratio, n): d for n, d in f.items()}, -factor)
        rest = {n: d for n, d in rest.items() if d}
    return (
        {multiply_monomials(m, shift): c for m, c in quotient.items()},
        {multiply_monomials(m, shift): c for m, c in remainder.items()},
    )


def key(p: Polynomial) -> tuple[tuple[Monomial, Number], ...]:
    """Return the polynomial as a sorted tuple: its identity as a factor of a denominator."""
    return tuple(sorted(p.items()))
