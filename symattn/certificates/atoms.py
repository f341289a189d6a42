r"""Polynomials in numbered atoms: sums of c m, c rational, m a product of atoms to integer or rational powers, also negative ones.

An atom is a variable, an entry x[i], a Kronecker delta, the number that an index is, the root or the logarithm of a prime, exp of one monomial, the inverse of a
polynomial of several terms, a function (a logarithm, H, max, ...) of polynomials, or a sum over indices.  One table numbers them all, so that no name in a certificate can
stand for anything but what it says.  A power with a negative exponent is an inverse: x x^-1 = 1 holds wherever it is defined.

An *index term* is a word of permutations applied to a root: s(t(i)) is ((s, 1), (t, 1)) applied to i.  Words are reduced in the free
group: s(s^-1(i)) = i.  A root is an integer, a free name, or the index of a sum, which is numbered afresh for every sum: no capture is possible.

Two relations are kept by every product: r_p^2 = p for the root of p, and delta^2 = delta.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import isqrt
from typing import Any, TypeAlias

Number: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[int, Number], ...]
Polynomial: TypeAlias = dict[Monomial, Number]
Word: TypeAlias = tuple[tuple[str, int], ...]
#: (INTEGER, k) | (FREE, name) | (BOUND, number of the index)
Root: TypeAlias = tuple[int, Any]
Term: TypeAlias = tuple[Word, Root]
Dimension: TypeAlias = str | int

INTEGER, FREE, BOUND = range(3)
ONE: Monomial = ()
MAX_EXPONENT = 10_000
_MAX_WORK = 20_000_000
_MAX_BITS = 1 << 20
_MAX_RADICAND_BITS = 1 << 12
_MAX_FACTOR = 10_000


class OutsideClass(ArithmeticError):
    """The expression is not in the class that the test decides, or is too large to expand."""


def plus(a: Polynomial, b: Polynomial, factor: Number = 1) -> Polynomial:
    """Return a + factor b."""
    total = dict(a)
    for m, c in b.items():
        total[m] = total.get(m, 0) + factor * c
    return {m: c for m, c in total.items() if c}


def reduced(word: Iterable[tuple[str, int]]) -> Word:
    """Return the word with s s^-1 and s^-1 s left out."""
    left: list[tuple[str, int]] = []
    for name, power in word:
        if left and left[-1] == (name, -power):
            left.pop()
        else:
            left.append((name, power))
    return tuple(left)


def inverted(word: Word) -> Word:
    """Return the inverse of the word."""
    return tuple((name, -power) for name, power in reversed(word))


def moved(term: Term, places: Mapping[Root, Term]) -> Term:
    """Return the index term with its root replaced."""
    word, root = term
    if root not in places:
        return term
    inner, target = places[root]
    return reduced(word + inner), target


class Atoms:
    """The table of atoms, and sums and products of polynomials in them."""

    def __init__(self, ranges: Mapping[str, Dimension], permutations: Mapping[str, Dimension]) -> None:
        self.ranges = dict(ranges)
        self.permutations = dict(permutations)
        self.bounds: list[Dimension] = []
        self.numbers: dict[tuple[str, Any], int] = {}
        self.labels: list[tuple[str, Any]] = []
        self.roots: list[frozenset[Root]] = []
        self.inverted: list[Polynomial] = []
        #: Functions with their arguments, of which nothing is used but that equal arguments have equal values.
        self.applied: list[tuple[str, tuple[Polynomial, ...]]] = []
        self.related: set[int] = set()
        self.work = 0

    def spend(self, steps: int) -> None:
        """Count work, and stop when there is too much."""
        self.work += steps
        if self.work > _MAX_WORK:
            raise OutsideClass(f"more than {_MAX_WORK} products of terms are needed")

    def number(self, kind: str, key: Any) -> int:
        """Return the number of the atom with this label."""
        label = (kind, key)
        number = self.numbers.get(label)
        if number is None:
            number = self.numbers[label] = len(self.labels)
            self.labels.append(label)
            self.roots.append(frozenset(self._roots(kind, key)))
            if kind in ("delta", "root"):
                self.related.add(number)
        return number

    def single(self, kind: str, key: Any) -> Polynomial:
        """Return the atom as a polynomial."""
        return {((self.number(kind, key), 1),): 1}

    def _roots(self, kind: str, key: Any) -> Iterable[Root]:
        """Return the names and bound indices on which the atom depends as indices."""
        if kind == "variable":
            return [(FREE, key)]  # any name may turn out to be an index: delta(i, j) i = delta(i, j) j
        if kind in ("entry", "delta", "value"):
            return [root for _, root in (key[1] if kind == "entry" else key) if root[0] != INTEGER]
        if kind == "sum":
            return self.roots_of([key[1]]) - set(key[0])
        if kind == "unit":
            return self.roots_of([key])
        if kind == "inverse":
            return self.roots_of(self.inverted[key])
        return self.roots_of(m for p in self.applied[key][1] for m in p) if kind == "applied" else []

    def roots_of(self, monomials: Iterable[Monomial]) -> frozenset[Root]:
        """Return all names and bound indices on which the monomials depend."""
        return frozenset(root for m in monomials for number, _ in m for root in self.roots[number])

    def times(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """Return the product."""
        self.spend(len(a) * len(b))
        if len(b) < len(a):
            a, b = b, a
        product: Polynomial = {}
        for m, c in a.items():
            for n, d in b.items():
                if m and n:
                    exponents = dict(m)
                    for number, power in n:
                        exponents[number] = exponents.get(number, 0) + power
                    key, factor = self.monomial(exponents)
                    product[key] = product.get(key, 0) + c * d * factor
                else:
                    product[m or n] = product.get(m or n, 0) + c * d
        return {m: c for m, c in product.items() if c}

    def monomial(self, exponents: dict[int, Number]) -> tuple[Monomial, Number]:
        """Return the product of powers of atoms as (monomial, coefficient), by the two relations."""
        factor: Number = 1
        if self.related:
            for number in self.related.intersection(exponents):
                kind, key = self.labels[number]
                power = exponents[number]
                if kind == "delta":
                    exponents[number] = min(power, 1)
                elif power not in (0, 1):
                    exponents[number] = power % 2
                    factor *= Fraction(key) ** int(power // 2)
        return tuple(sorted((number, power) for number, power in exponents.items() if power)), factor

    def raised(self, a: Polynomial, exponent: int) -> Polynomial:
        """Return a power with an exponent >= 0."""
        bits = max((max(c.numerator.bit_length(), c.denominator.bit_length()) for c in a.values()), default=0)
        if exponent > MAX_EXPONENT or exponent * bits > _MAX_BITS:
            raise OutsideClass("a power is too large to expand")
        result: Polynomial = {ONE: 1}
        for bit in bin(exponent)[2:]:
            result = self.times(result, result)
            if bit == "1":
                result = self.times(result, a)
        return result

    def square_root(self, p: Polynomial) -> Polynomial:
        """Return the root of a positive rational: sqrt(a/b) = sqrt(a b)/b, every prime p of a b with an odd exponent leaving r_p."""
        q = Fraction(p.get(ONE, 0))
        if set(p) != {ONE} or q < 0 or max(q.numerator, q.denominator).bit_length() > _MAX_RADICAND_BITS:
            raise OutsideClass("square roots are taken of positive rationals that are not too long")
        left, outside = q.numerator * q.denominator, Fraction(1, q.denominator)
        result: Polynomial = {ONE: 1}
        prime = 2
        while prime <= _MAX_FACTOR and prime * prime <= left:
            while left % (prime * prime) == 0:
                left, outside = left // (prime * prime), outside * prime
            if left % prime == 0:
                left, result = left // prime, self.times(result, self.single("root", prime))
            prime += 1
        if isqrt(left) ** 2 == left:
            outside *= isqrt(left)
        else:
            result = self.times(result, self.single("root", left))
        return {m: c * outside for m, c in result.items()}

    # Index terms.

    def bound(self, dimension: Dimension) -> Root:
        """Return a new bound index that ranges over 1, ..., dimension."""
        self.bounds.append(dimension)
        return (BOUND, len(self.bounds) - 1)

    def dimension(self, root: Root) -> Dimension | None:
        """Return the range of a bound or free index, None if it is not known."""
        return self.bounds[root[1]] if root[0] == BOUND else self.ranges.get(root[1])

    def fits(self, term: Term, dimension: Dimension) -> bool:
        """Return whether the index is known to lie in 1, ..., dimension."""
        word, root = term
        if word:
            return self.permutations[word[0][0]] == dimension
        if root[0] != INTEGER:
            return self.dimension(root) == dimension
        return root[1] == 1 or (isinstance(dimension, int) and 1 <= root[1] <= dimension)

    def entry(self, base: str, terms: tuple[Term, ...]) -> Polynomial:
        """Return an entry; with integer indices it is the variable of that name."""
        if all(not word and root[0] == INTEGER for word, root in terms):
            return self.single("variable", f"{base}[{','.join(str(root[1]) for _, root in terms)}]")
        return self.single("entry", (base, terms))

    def value(self, term: Term) -> Polynomial:
        """Return the number that an index is."""
        word, (kind, name) = term
        if not word and kind == INTEGER:
            return {ONE: name} if name else {}
        return self.single("variable", name) if not word and kind == FREE else self.single("value", (term,))

    def delta(self, a: Term, b: Term) -> Polynomial:
        """Return delta(u(i), v(j)) = delta(i, u^-1 v(j)), the greater root first."""
        if a[1] < b[1]:
            a, b = b, a
        first, second = a[1], (reduced(inverted(a[0]) + b[0]), b[1])
        if ((), first) == second:
            return {ONE: 1}
        if not second[0] and first[0] == INTEGER:
            return {}
        kinds = [
            self.permutations[a[0][0][0]] if a[0] else self.dimension(first) if first[0] != INTEGER else None
        ]
        kinds += [
            self.permutations[b[0][0][0]] if b[0] else self.dimension(b[1]) if b[1][0] != INTEGER else None
        ]
        free = not a[0] and not b[0] and BOUND not in (a[1][0], b[1][0])
        if not free and not any(d is not None and self.fits(a, d) and self.fits(b, d) for d in kinds):
            raise OutsideClass("a delta needs two indices with the same range")
        if first == second[1]:
            second = (min(second[0], inverted(second[0])), first)  # i = w(i) exactly if i = w^-1(i)
        return self.single("delta", (((), first), second))
