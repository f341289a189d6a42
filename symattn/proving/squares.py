r"""A polynomial is non-negative if it is a sum of squares, or of products of non-negative quantities; a quadratic one only if it is a sum of squares.

Property wanted: terms c f_1 ... f_k with c > 0 whose sum is a given polynomial, each factor being a square or one of the quantities known to be
non-negative; or, for a polynomial of degree 2 in free real variables, a rational point at which it is negative, or zero.

Construction, in this order:
* monomials that are non-negative, with positive coefficients;
* squares from a Gram matrix: p = sum_ij M_ij b_i b_j with exact pivots M = L D L^T.  For degree 2 the b_i are the variables and 1, and M is
  determined by p; otherwise they are the square roots of the monomials of p that are squares, and M is the obvious matrix;
* new variables y = x - a, z = b - x for bounded x: p in powers of y, of z, or of both (Bernstein), with coefficients >= 0;
* a linear program over the rationals for the multipliers of products of known quantities and of squares (b_i + b_j)^2, (b_i - b_j)^2;
* another one for products of at most two known quantities and one positive monomial, chosen so that they have a monomial in common with p.

Derivation of completeness for degree 2: homogenised, p(x) = (x, 1) M (x, 1)^T.  If M is positive semidefinite the pivots give squares.  If it is not, a
vector (w, t) with negative value is found; for t != 0 the point w/t, for t = 0 a point s w with s large has p < 0.  If p >= 0, its least value
is attained where all squares but the last, a constant, vanish: that is a linear system with rational coefficients, triangular, so the
point is rational.  Hence p > 0 everywhere if and only if that constant is positive, and otherwise p vanishes at a rational point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from math import comb

from symattn.proving import linear
from symattn.proving.polynomial import (
    ONE,
    Budget,
    GaveUp,
    Monomial,
    Polynomial,
    content,
    divide_monomial,
    multiply,
    multiply_monomials,
)

#: Numbers of known quantities (repeated as often as they occur) and a polynomial that is squared, or None.
Product = tuple[tuple[int, ...], Polynomial | None]
Found = list[tuple[Fraction, Product, Monomial]]
_MAX_BASIS = 12
_MAX_FACTS = 320
_MAX_CHOICES = 27
_MAX_PLAIN = 6
_MAX_PRODUCTS = 2000
_MAX_ROOTS = 6


@dataclass(frozen=True)
class Fact:
    """A polynomial that is > 0, >= 0 or == 0; for x - a and b - x the variable and the bound."""

    polynomial: Polynomial
    relation: str
    variable: int | None = None
    bound: Fraction = Fraction(0)
    is_lower: bool = True


class Squares:
    """What is known of the unknowns: which are positive, which of these are exponentials, and the facts."""

    def __init__(
        self, facts: Sequence[Fact], positive: frozenset[int], units: frozenset[int], budget: Budget
    ) -> None:
        self.facts = facts
        self.positive = positive
        self.units = units
        self.budget = budget

    def prove(self, p: Polynomial, strict: bool) -> Found | None:
        """Return terms whose sum is p, which is shown to be > 0 if ``strict`` and >= 0 otherwise; or None."""
        common = tuple((v, e) for v, e in content(p) if v in self.positive)
        q = divide_monomial(p, common)
        for method in (self.monomials, self.gram, self.bounded, self.multiples, self.program):
            found = method(q, strict)
            if found is not None:
                return [(c, known, multiply_monomials(m, common)) for c, known, m in found]
        # The facts speak of p itself.
        return self.bounded(p, strict) or self.program(p, strict) if common else None

    # Signs of monomials ------------------------------------------------------------------------------------------

    def sign(self, m: Monomial) -> str:
        """Return ">" or ">=" if the monomial is seen to be positive or non-negative, else ""."""
        strict = True
        for v, e in m:
            if v in self.positive:
                continue
            if Fraction(e).denominator != 1 or e % 2 or e < 0:
                return ""
            strict = False
        return ">" if strict else ">="

    def root(self, m: Monomial) -> Monomial | None:
        """Return the square root of a monomial that is seen to be a square."""
        halves = tuple((v, Fraction(e) / 2) for v, e in m)
        if any(v not in self.units and (e.denominator != 1 or e < 0) for v, e in halves):
            return None
        return tuple((v, int(e) if e.denominator == 1 else e) for v, e in halves)

    def monomials(self, p: Polynomial, strict: bool) -> Found | None:
        """Accept a sum of non-negative monomials with positive coefficients."""
        if not all(c > 0 and self.sign(m) for m, c in p.items()):
            return None
        if strict and not any(self.sign(m) == ">" for m in p):
            return None
        return [(Fraction(c), ((), None), m) for m, c in p.items()]

    # Gram matrices -----------------------------------------------------------------------------------------------

    def gram(self, p: Polynomial, strict: bool) -> Found | None:
        """Write p as a sum of squares by the exact pivots of its Gram matrix."""
        basis = self.basis(p)
        matrix = self.matrix(p, basis) if basis is not None else None
        if basis is None or matrix is None:
            return None
        pivots, negative = decompose(matrix)
        if negative is not None:
            return None
        if strict and not any(d > 0 and self.is_never_zero(row, basis) for d, row in pivots):
            return None
        found: Found = []
        for d, row in pivots:
            q: Polynomial = {basis[j]: c for j, c in row.items() if c}
            if len(q) == 1:
                ((m, c),) = q.items()
                found.append((d * c * c, ((), None), multiply_monomials(m, m)))
            else:
                found.append((d, ((), q), ONE))
        return found

    def is_never_zero(self, row: Mapping[int, Fraction], basis: Sequence[Monomial]) -> bool:
        """Return whether a square is that of a positive monomial."""
        left = [basis[j] for j, c in row.items() if c]
        return len(left) == 1 and all(v in self.positive for v, _ in left[0])

    def basis(self, p: Polynomial) -> list[Monomial] | None:
        """Return the b_i, the positive ones last and 1 at the very end: what is left for them is then positive."""
        if is_quadratic(p):
            names = sorted({v for m in p for v, _ in m})
            return [((v, 1),) for v in names] + [ONE]
        roots = {m: self.root(m) for m, c in p.items() if c > 0}
        found = [r for r in roots.values() if r is not None]
        if len(found) > 4 * _MAX_BASIS:
            return None
        return sorted(found, key=lambda m: (all(v in self.positive for v, _ in m), m == ONE))

    def matrix(self, p: Polynomial, basis: Sequence[Monomial]) -> list[list[Fraction]] | None:
        """Return a symmetric matrix M with p = sum_ij M_ij b_i b_j, or None."""
        size = len(basis)
        matrix = [[Fraction(0)] * size for _ in range(size)]
        squares = {multiply_monomials(b, b): i for i, b in enumerate(basis)}
        pairs: dict[Monomial, list[tuple[int, int]]] = {}
        for i, j in combinations(range(size), 2):
            pairs.setdefault(multiply_monomials(basis[i], basis[j]), []).append((i, j))
        for m, c in p.items():
            places = pairs.get(m, [])
            if m in squares and (c > 0 or not places):
                matrix[squares[m]][squares[m]] += Fraction(c)
                continue
            if not places:
                return None
            for i, j in places:
                share = Fraction(c) / (2 * len(places))
                matrix[i][j] += share
                matrix[j][i] += share
        return matrix

    # Bounded variables -------------------------------------------------------------------------------------------

    def bounded(self, p: Polynomial, strict: bool) -> Found | None:
        """Write p in powers of x - a and b - x with coefficients >= 0."""
        names = sorted({v for m in p for v, _ in m if v not in self.positive or self._bounds(v)})
        options = [self._options(v, p) for v in names]
        if not any(len(option) > 1 or option[0] for option in options):
            return None
        for tried, chosen in enumerate(product(*options)):
            self.budget.spend(len(p))
            if tried >= _MAX_CHOICES:
                return None
            q = p
            for v, numbers in zip(names, chosen, strict=True):
                q = self._in_powers(q, v, numbers)
            found = self._accepted(q, strict)
            if found is not None:
                return found
        return None

    def _bounds(self, v: int) -> list[int]:
        return [k for k, fact in enumerate(self.facts) if fact.variable == v]

    def _options(self, v: int, p: Polynomial) -> list[tuple[int, ...]]:
        exponents = [Fraction(dict(m).get(v, 0)) for m in p]
        if any(e.denominator != 1 or e < 0 for e in exponents) or max(exponents) > 12:
            return [()]
        numbers = self._bounds(v)
        lower = [k for k in numbers if self.facts[k].is_lower]
        upper = [k for k in numbers if not self.facts[k].is_lower]
        # The best bound of each kind; among equal ones a strict one.
        best_low = max(
            lower, key=lambda k: (self.facts[k].bound, self.facts[k].relation == ">"), default=None
        )
        best_high = min(
            upper, key=lambda k: (self.facts[k].bound, self.facts[k].relation != ">"), default=None
        )
        found: list[tuple[int, ...]] = [(k,) for k in (best_low, best_high) if k is not None]
        if (
            best_low is not None
            and best_high is not None
            and self.facts[best_low].bound < self.facts[best_high].bound
        ):
            found.append((best_low, best_high))
        return [*found, ()]

    def _in_powers(self, p: Polynomial, v: int, numbers: tuple[int, ...]) -> Polynomial:
        """Replace x; the unknown -1 - k stands for fact k."""
        if not numbers:
            return p
        bounds = [self.facts[k].bound for k in numbers]
        new = [-1 - k for k in numbers]
        degree = max(int(dict(m).get(v, 0)) for m in p)
        total: Polynomial = {}
        for m, c in p.items():
            e = int(dict(m).get(v, 0))
            rest = tuple(part for part in m if part[0] != v)
            for exponents, factor in _expanded(bounds, self.facts[numbers[0]].is_lower, e, degree).items():
                powers = tuple(sorted((n, k) for n, k in zip(new, exponents, strict=False) if k))
                key = multiply_monomials(powers, rest)
                total[key] = total.get(key, 0) + c * factor
        return {m: c for m, c in total.items() if c}

    def _accepted(self, q: Polynomial, strict: bool) -> Found | None:
        found: Found = []
        positive = False
        for m, c in q.items():
            own = tuple((v, e) for v, e in m if v >= 0)
            numbers = tuple(-1 - v for v, e in m if v < 0 for _ in range(int(e)))
            if c < 0 or not self.sign(own):
                return None
            positive = positive or (
                self.sign(own) == ">" and all(self.facts[k].relation == ">" for k in numbers)
            )
            found.append((Fraction(c), (numbers, None), own))
        return found if positive or not strict else None

    # Linear programs ---------------------------------------------------------------------------------------------

    def program(self, p: Polynomial, strict: bool) -> Found | None:
        """Find multipliers of products and squares by linear programming over the rationals."""
        return self._combined(p, strict, self._generators(p))

    def multiples(self, p: Polynomial, strict: bool, squares: bool = False) -> Found | None:
        """Find multipliers of products of known quantities and positive monomials, with ``squares`` also of differences of exponentials."""
        if not self.units:
            return None
        products: list[tuple[int, ...]] = [(k,) for k in range(len(self.facts))]
        plain = [k for k, fact in enumerate(self.facts) if self._is_plain(fact)][:_MAX_PLAIN]
        products += combinations_with_replacement(plain, 2)
        products += [(i, k) for i in plain for k in range(len(self.facts)) if k not in plain]
        found: list[tuple[tuple[Product, Monomial], Polynomial, str]] = []
        for numbers in products:
            q: Polynomial = {ONE: 1}
            for k in numbers:
                q = multiply(q, self.facts[k].polynomial, self.budget)
            relations = [self.facts[k].relation for k in numbers]
            relation = "==" if "==" in relations else ">" if set(relations) == {">"} else ">="
            quotients = (_quotient(m, n) for n in q for m in p)
            for m in dict.fromkeys((ONE, *quotients)):
                self.budget.spend()
                if self._is_multiplier(m) and len(found) < _MAX_PRODUCTS:
                    found.append((((numbers, None), m), multiply(q, {m: 1}, self.budget), relation))
        if squares:
            units = (tuple((v, Fraction(e) / 2) for v, e in m if v in self.units) for m in p)
            roots = list(dict.fromkeys(units))[:_MAX_ROOTS]
            factors: list[tuple[int, ...]] = [(), *((k,) for k in plain)]
            for (one, other), numbers in product(combinations(roots, 2), factors):
                square: Polynomial = {one: 1, other: -1}
                q = multiply(square, square, self.budget)
                relation = ">="
                for k in numbers:
                    q = multiply(q, self.facts[k].polynomial, self.budget)
                    relation = "==" if self.facts[k].relation == "==" else ">="
                found.append((((numbers, square), ONE), q, relation))
        return self._combined(p, strict, found)

    def _is_plain(self, fact: Fact) -> bool:
        return all(v not in self.units for m in fact.polynomial for v, _ in m)

    def _is_multiplier(self, m: Monomial) -> bool:
        """Return whether the monomial is positive, and without inverses of anything but exponentials."""
        return all(
            v in self.units or (v in self.positive and e > 0 and Fraction(e).denominator == 1) for v, e in m
        )

    def _combined(
        self, p: Polynomial, strict: bool, generators: list[tuple[tuple[Product, Monomial], Polynomial, str]]
    ) -> Found | None:
        """Return p as a combination of the generators, of which the relations with 0 are given, and of monomials of known sign."""
        generators = self._useful(p, generators)
        constraints: list[linear.Constraint] = [(q, relation) for _, q, relation in generators]
        monomials = list(dict.fromkeys(m for _, q, _ in generators for m in q if m != ONE and self.sign(m)))
        monomials += [m for m in p if m != ONE and self.sign(m) and m not in monomials]
        constraints += [({m: 1}, self.sign(m)) for m in monomials]
        # "p <= 0", or for the non-strict statement "p < 0", contradicts the rest.
        constraints.append(({m: -c for m, c in p.items()}, ">=" if strict else ">"))
        try:
            outcome = linear.solve(constraints, self.budget)
        except GaveUp:
            return None
        multipliers = dict(outcome.multipliers)
        scale = multipliers.pop(len(constraints) - 1, 0)
        if outcome.point is not None or not scale:
            return None
        found: Found = []
        rest = dict(p)
        for number, y in sorted(multipliers.items()):
            c = Fraction(y, scale)
            if number < len(generators):
                product_, q, _ = generators[number]
                found.append((c, *product_))
            else:
                m = monomials[number - len(generators)]
                q = {m: 1}
                found.append((c, ((), None), m))
            for key, d in q.items():
                rest[key] = rest.get(key, 0) - c * d
        left = rest.pop(ONE, 0)
        if any(rest.values()) or left < 0:
            return None
        return [*found, *([(Fraction(left), ((), None), ONE)] if left else [])]

    def _useful(
        self, p: Polynomial, generators: list[tuple[tuple[Product, Monomial], Polynomial, str]]
    ) -> list[tuple[tuple[Product, Monomial], Polynomial, str]]:
        """Leave out generators that no combination can use; none is left if there is no combination.

        In p less the combination a monomial of known sign is left with a coefficient >= 0, any other one with 0.  So what a generator adds to a monomial
        has to be in p, or to be taken away by another generator.
        """
        while True:
            ups, downs = set(), set()
            for _, q, relation in generators:
                for m, c in q.items():
                    if c > 0 or relation == "==":
                        ups.add(m)
                    if c < 0 or relation == "==":
                        downs.add(m)
            for m, c in p.items():
                if (c < 0 and m not in downs) or (c > 0 and m not in ups and not self.sign(m)):
                    return []
            left = [
                generator
                for generator in generators
                if generator[2] == "=="
                or all(
                    (p.get(m, 0) > 0 or m in downs)
                    if c > 0
                    else (p.get(m, 0) < 0 or m in ups or self.sign(m))
                    for m, c in generator[1].items()
                )
            ]
            if len(left) == len(generators):
                return left
            generators = left

    def _generators(self, p: Polynomial) -> list[tuple[tuple[Product, Monomial], Polynomial, str]]:
        degree = max((_degree(m) for m in p), default=Fraction(0))
        names = sorted(
            {v for m in p for v, _ in m if v not in self.positive}
            | {v for f in self.facts for m in f.polynomial for v, _ in m}
        )
        # Assumptions such as Sum(a) == 1 are multiplied by a variable also where p is linear.
        highest = max(degree, Fraction(2))
        grid = [m for m in _monomials(names, max(1, int(degree))) if len(m) <= 4]
        found: list[tuple[tuple[Product, Monomial], Polynomial, str]] = []

        def add(numbers: tuple[int, ...], square: Polynomial | None, m: Monomial, relation: str) -> None:
            self.budget.spend()
            q: Polynomial = {m: 1}
            for k in numbers:
                q = multiply(q, self.facts[k].polynomial, self.budget)
            if square is not None:
                q = multiply(q, multiply(square, square, self.budget), self.budget)
            if q:
                found.append((((numbers, square), m), q, relation))

        known = [
            (k, fact, max(map(_degree, fact.polynomial), default=Fraction(0)))
            for k, fact in enumerate(self.facts)
        ]
        for k, fact, own in known:
            if fact.relation == "==":
                for m in (m for m in grid if _degree(m) + own <= highest):
                    add((k,), None, m, "==")
            elif own <= highest:
                add((k,), None, ONE, fact.relation)
        inequalities = [entry for entry in known if entry[1].relation != "=="]
        for (i, f, a), (j, g, b) in combinations_with_replacement(inequalities[:12], 2):
            if a + b <= max(degree, Fraction(2)) and i != j:
                add((i, j), None, ONE, ">" if f.relation == g.relation == ">" else ">=")
        roots = [r for r in (self.root(m) for m in p) if r is not None]
        for size, factor in self._multipliers(inequalities, p):
            half = (degree - size) / 2
            basis = list(
                dict.fromkeys(
                    [*(r for r in roots if _degree(r) <= half), *(m for m in grid if _degree(m) <= half)]
                )
            )
            if factor[0]:
                for one in basis[:_MAX_BASIS]:
                    add(factor[0], {one: 1}, ONE, ">=")
            for one, other in combinations(basis[:_MAX_BASIS], 2):
                for sign in (1, -1):
                    if len(found) < _MAX_FACTS:
                        add(factor[0], {one: 1, other: sign}, factor[1], ">=")
        return found

    def _multipliers(
        self, known: Iterable[tuple[int, Fact, Fraction]], p: Polynomial
    ) -> list[tuple[Fraction, tuple[tuple[int, ...], Monomial]]]:
        """Return what squares are multiplied by: 1, positive variables, and known quantities."""
        plain = sorted(
            {v for m in p for v, e in m if v in self.positive and Fraction(e).denominator == 1 and e > 0}
        )
        return [
            (Fraction(0), ((), ONE)),
            *((Fraction(1), ((), ((v, 1),))) for v in plain[:4]),
            *((own, ((k,), ONE)) for k, _, own in list(known)[:6]),
        ]


def _quotient(m: Monomial, n: Monomial) -> Monomial:
    return multiply_monomials(m, tuple((v, -e) for v, e in n))


def is_quadratic(p: Polynomial) -> bool:
    """Return whether all degrees are at most 2 and exponents natural numbers."""
    return all(_degree(m) <= 2 and all(Fraction(e).denominator == 1 and e > 0 for _, e in m) for m in p)


def decompose(
    matrix: Sequence[Sequence[Fraction]],
) -> tuple[list[tuple[Fraction, dict[int, Fraction]]], list[Fraction] | None]:
    """Return M = sum_k d_k r_k r_k^T with d_k > 0 and no vector, or what was found before a vector w with w M w < 0."""
    size = len(matrix)
    rest = [list(row) for row in matrix]
    pivots: list[tuple[Fraction, dict[int, Fraction]]] = []
    used: list[int] = []
    for i in range(size):
        d = rest[i][i]
        other = next((j for j in range(i + 1, size) if rest[i][j]), None)
        if d < 0 or (d == 0 and other is not None):
            w = [Fraction(0)] * size
            w[i] = Fraction(1)
            if d == 0 and other is not None:
                # (e_other + t e_i) has the value M_oo + 2 t M_io = -1.
                w[i], w[other] = -(rest[other][other] + 1) / (2 * rest[i][other]), Fraction(1)
            return pivots, _annihilated(w, pivots, used)
        if d == 0:
            continue
        row = {j: rest[i][j] / d for j in range(i, size)}
        pivots.append((d, row))
        used.append(i)
        for j in range(i, size):
            for k in range(i, size):
                rest[j][k] -= d * row[j] * row[k]
    return pivots, None


def _annihilated(
    w: list[Fraction], pivots: Sequence[tuple[Fraction, Mapping[int, Fraction]]], used: Sequence[int]
) -> list[Fraction]:
    """Change the entries of w at the pivots so that every square vanishes."""
    for i, (_, row) in reversed(list(zip(used, pivots, strict=True))):
        w[i] = -sum((c * w[j] for j, c in row.items() if j != i), Fraction(0))
    return w


def quadratic_points(p: Polynomial) -> list[dict[int, Fraction]]:
    """Return points at which a quadratic polynomial is negative; if there are none, one at which it is least."""
    names = sorted({v for m in p for v, _ in m})
    basis: list[Monomial] = [*(((v, 1),) for v in names), ONE]
    matrix = Squares((), frozenset(), frozenset(), Budget(1.0)).matrix(p, basis)
    assert matrix is not None
    pivots, negative = decompose(matrix)
    if negative is None:
        used = [min(j for j, c in row.items() if c) for _, row in pivots]
        kept = [(i, pivot) for i, pivot in zip(used, pivots, strict=True) if i < len(names)]
        w = _annihilated(
            [Fraction(0)] * len(names) + [Fraction(1)], [q for _, q in kept], [i for i, _ in kept]
        )
        return [dict(zip(names, w, strict=False))]
    if negative[-1]:
        return [dict(zip(names, (c / negative[-1] for c in negative[:-1]), strict=True))]
    # A direction in which p tends to minus infinity; whole multiples serve integer variables.
    scale = max(c.denominator for c in negative)
    return [
        dict(zip(names, (sign * c * scale * (1 << k) for c in negative[:-1]), strict=True))
        for k in range(0, 40, 3)
        for sign in (1, -1)
    ]


def _expanded(
    bounds: Sequence[Fraction], is_lower: bool, e: int, degree: int
) -> dict[tuple[int, ...], Fraction]:
    """Return x^e in powers of x - a, of b - x, or, with both, homogeneous of the degree given in both."""
    if len(bounds) == 1:
        (a,) = bounds
        sign = 1 if is_lower else -1
        return {(k,): comb(e, k) * a ** (e - k) * Fraction(sign) ** k for k in range(e + 1)}
    a, b = bounds
    width = b - a
    result: dict[tuple[int, ...], Fraction] = {}
    # x = (b y + a z)/(b - a) and 1 = (y + z)/(b - a)
    for i in range(e + 1):
        for k in range(degree - e + 1):
            key = (i + k, degree - i - k)
            value = comb(e, i) * b**i * a ** (e - i) * comb(degree - e, k) / width**degree
            result[key] = result.get(key, Fraction(0)) + value
    return result


def _degree(m: Monomial) -> Fraction:
    return sum((Fraction(e) for _, e in m), Fraction(0))


def _monomials(names: Sequence[int], degree: int) -> list[Monomial]:
    """Return the monomials up to a degree, those of low degree first; at most a few hundred."""
    found: list[Monomial] = [ONE]
    for d in range(1, min(degree, 6) + 1):
        for chosen in combinations_with_replacement(names[:8], d):
            found.append(tuple((v, chosen.count(v)) for v in sorted(set(chosen))))
            if len(found) > 300:
                return found
    return found
