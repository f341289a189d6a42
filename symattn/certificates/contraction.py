r"""Sums over 1..n with symbolic n: a sum of products is a polynomial in connected sums, told apart by a search for a renaming.

Property wanted: two expressions that differ by linearity, by the order of summation, by the names of bound indices, or by running through the
indices in the order of a permutation, become the same polynomial; and sums of powers of the index become polynomials in n.

Construction: in sum_i P(i) every monomial c u v, u free of i, gives c u sum_i v; if v is empty the sum is n; a delta(i, j) in it
replaces i by j.  Sums inside v that contain i are multiplied out with new names,

    sum_i a_i (sum_j b_ij)^2 = sum_{i,j,j'} a_i b_ij b_ij',

so that what is left is a *connected* bag of factors over several bound indices, an atom.  Two bags are the same atom exactly if some map
i -> w(i') of bound indices, w a word of permutations, one to one and between equal ranges, takes one bag to the other.  A map is found by
backtracking over factors: each matched factor fixes the images of its indices, so that connected bags leave few choices.

Inverses of sums stay factors of a bag.  In a bag that has some, the indices are summed one by one in every order, because
sum_i sum_j a_ij (sum_k a_ik)^-1 = n is seen only with j innermost.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb
from typing import TypeAlias

from symattn.certificates.atoms import (
    FREE,
    ONE,
    Atoms,
    Dimension,
    Monomial,
    Number,
    OutsideClass,
    Polynomial,
    Root,
    Term,
    inverted,
    moved,
    plus,
    reduced,
)

#: bound index of one bag -> what identifies it up to renaming
Signatures: TypeAlias = dict[Root, str]
#: bound index of the first bag -> index term over the second
Renaming: TypeAlias = dict[Root, Term]
_MAX_INDICES = 48
_MAX_POWER = 60


class Contractions(Atoms):
    """Polynomials whose atoms may be sums over indices."""

    def __init__(self, ranges: dict[str, Dimension], permutations: dict[str, Dimension]) -> None:
        super().__init__(ranges, permutations)
        self.dimensions: set[str] = {
            d for d in (*ranges.values(), *permutations.values()) if isinstance(d, str)
        }
        self.replaced: set[str] = set()
        self.known: dict[str, list[tuple[int, Signatures]]] = {}

    @abstractmethod
    def inverse(self, p: Polynomial) -> Polynomial:
        """Return 1/p."""

    @abstractmethod
    def exponential(self, p: Polynomial) -> Polynomial:
        """Return exp(p)."""

    @abstractmethod
    def function(self, name: str, arguments: tuple[Polynomial, ...]) -> Polynomial:
        """Return a function of polynomials: log(p), H(p), max(p, q), ..."""

    @abstractmethod
    def divided(self, p: Polynomial, root: Root | None) -> Polynomial:
        """Return p, with z b replaced by 1 as far as division by b goes, for the inverses z = 1/b that contain the index."""

    # Sums.

    def size(self, dimension: Dimension) -> Polynomial:
        """Return the number of values of an index."""
        return {ONE: dimension} if isinstance(dimension, int) else self.single("variable", dimension)

    def summed(self, p: Polynomial, root: Root) -> Polynomial:
        """Return the sum of p over the bound index."""
        total: Polynomial = {}
        for m, c in self.divided(p, root).items():
            chosen = self._chosen(m, root)
            if chosen is not None:
                number, value = chosen
                rest = tuple(part for part in m if part[0] != number)
                total = plus(total, self.substituted({rest: c}, {root: value}))
                continue
            inner = {number: power for number, power in m if root in self.roots[number]}
            outer = tuple(part for part in m if part[0] not in inner)
            value_of = self._power_sum(inner, self.bounds[root[1]]) or self._component([root], inner)
            total = plus(total, self.times({outer: c}, value_of))
        return total

    def _power_sum(self, inner: dict[int, Number], dimension: Dimension) -> Polynomial | None:
        """Return 1^k + ... + n^k if the summand is i^k: the polynomial P with P(0) = 0 and P(n) - P(n - 1) = n^k."""
        if any(self.labels[number][0] != "value" for number in inner) or len(inner) > 1:
            return None
        k = next(iter(inner.values()), 0)
        if not 0 <= k <= _MAX_POWER or k != int(k):
            return None
        # The coefficient of n^d in P(n) - P(n - 1) is, with P = sum_e p_e n^e, the sum over e > d of p_e binom(e, d) (-1)^(e - d + 1).
        p: dict[int, Fraction] = {}
        for d in range(int(k), -1, -1):
            found = sum((c * comb(e, d) * (-1) ** (e - d + 1) for e, c in p.items()), Fraction(0))
            p[d + 1] = (int(d == k) - found) / (d + 1)
        n = self.size(dimension)
        total: Polynomial = {}
        for e, c in p.items():
            total = plus(total, self.raised(n, e), c) if c else total
        return total

    def _chosen(self, m: Monomial, root: Root) -> tuple[int, Term] | None:
        """Return the number of a factor delta(i, t) and t, the only value of i for which the monomial is not zero."""
        for number, power in m:
            kind, key = self.labels[number]
            if kind == "delta" and root in self.roots[number] and power == 1:
                (_, first), (word, second) = key
                if first != second:
                    return number, ((word, second) if first == root else (inverted(word), first))
        return None

    def _component(self, indices: Sequence[Root], bag: dict[int, Number]) -> Polynomial:
        """Return the sum over the indices of a connected product."""
        indices = list(indices)
        flat: Polynomial = {ONE: 1}
        for number, power in sorted(bag.items()):
            kind, key = self.labels[number]
            if kind != "sum" or power < 0:
                flat = self.times(flat, {((number, power),): 1})
                continue
            for _ in range(int(power)):
                fresh = {root: self.bound(self.bounds[root[1]]) for root in key[0]}
                indices += fresh.values()
                if len(indices) > _MAX_INDICES:
                    raise OutsideClass(f"more than {_MAX_INDICES} bound indices in one product")
                renamed = self.substituted({key[1]: 1}, {root: ((), new) for root, new in fresh.items()})
                flat = self.times(flat, renamed)
        if len(flat) != 1:
            raise OutsideClass("a product does not keep its form when its indices are renamed")
        ((m, c),) = flat.items()
        if not self.roots_of([m]).issuperset(indices):
            raise OutsideClass("an index of a sum is lost")
        folded = self._folded(indices, m)
        if folded is None:
            folded = {((self._identified(tuple(indices), m), 1),): 1}
        return {n: c * d for n, d in folded.items()}

    def _folded(self, indices: list[Root], m: Monomial) -> Polynomial | None:
        """Sum over some of the indices first, if the result then cancels against an inverse."""
        quotients = [
            n
            for n, power in m
            if self.labels[n][0] == "inverse" or (self.labels[n][0] == "sum" and power < 0)
        ]
        if not quotients:
            return None
        blocked = {root for n in quotients for root in self.roots[n]}
        groups: list[set[Root]] = [{root} for root in indices]
        free = {root for root in indices if root not in blocked}
        while free:
            group, size = {min(free)}, 0
            while len(group) != size:
                size = len(group)
                group |= {r for n, _ in m if self.roots[n] & group for r in self.roots[n] if r in free}
            free -= group
            if len(group) > 1:
                groups.append(group)
        for group in groups:
            inner = {n: power for n, power in m if self.roots[n] & group}
            if len(group) == len(indices) or len(inner) == len(m):
                continue
            part = self._component(sorted(group), inner)
            outer = {n: power for n, power in m if n not in inner}
            product = self.times({tuple(sorted(outer.items())): 1}, part)
            result = self.divided(product, None)
            cancels = any(outer.get(n, 0) < 0 for parts in part for n, _ in parts)
            new = any(len(parts) != 1 or self.labels[parts[0][0]][0] != "sum" for parts in part)
            if cancels or new or result != product:
                for root in indices:
                    if root not in group:
                        result = self.summed(result, root)
                return result
        return None

    # Replacing indices.

    def substituted(self, p: Polynomial, places: dict[Root, Term]) -> Polynomial:
        """Return p with bound indices or free names replaced by index terms."""
        total: Polynomial = {}
        for m, c in p.items():
            product: Polynomial = {tuple(part for part in m if not self.roots[part[0]] & places.keys()): c}
            for number, power in m:
                if self.roots[number] & places.keys():
                    product = self.times(product, self._moved(number, power, places))
            total = plus(total, product)
        return total

    def _moved(self, number: int, power: Number, places: dict[Root, Term]) -> Polynomial:
        """Return a power of one atom with its indices replaced."""
        self.spend(10)
        kind, key = self.labels[number]
        if kind == "unit":
            return self.exponential(self.substituted({key: power}, places))
        if kind == "entry":
            p = self.entry(key[0], tuple(moved(term, places) for term in key[1]))
        elif kind == "value":
            p = self.value(moved(key[0], places))
        elif kind == "variable":
            p = self.value(moved(((), (FREE, key)), places))
        elif kind == "delta":
            p = self.delta(moved(key[0], places), moved(key[1], places))
        elif kind == "inverse":
            p = self.inverse(self.substituted(self.inverted[key], places))
        elif kind == "applied":
            name, arguments = self.applied[key]
            p = self.function(name, tuple(self.substituted(argument, places) for argument in arguments))
        else:
            fresh = {root: self.bound(self.bounds[root[1]]) for root in key[0]}
            p = self.substituted({key[1]: 1}, {**places, **{old: ((), new) for old, new in fresh.items()}})
            for new in fresh.values():
                p = self.summed(p, new)
        return self.raised(p, int(power)) if power > 0 else self.raised(self.inverse(p), -int(power))

    def resolved(self, p: Polynomial) -> Polynomial:
        """Return p with delta(i, t) f(i) written as delta(i, t) f(t) for free indices i."""
        total: Polynomial = {}
        for m, c in p.items():
            for number, _ in m:
                kind, key = self.labels[number]
                if kind != "delta" or key[0][1] == key[1][1]:
                    continue
                root = key[0][1]
                rest = tuple(part for part in m if part[0] != number)
                if root in self.roots_of([rest]):
                    self._replace(root)
                    product = self.times({((number, 1),): 1}, self.substituted({rest: c}, {root: key[1]}))
                    total = plus(total, self.resolved(product))
                    break
            else:
                total = plus(total, {m: c})
        return total

    def _replace(self, root: Root) -> None:
        self.replaced.add(root[1])
        if root[1] in self.dimensions:
            raise OutsideClass("an index that is also a dimension is not replaced")

    # Renamings.

    def _identified(self, indices: tuple[Root, ...], m: Monomial) -> int:
        """Return the number of the atom that is this sum up to renaming; it is a new one if none is."""
        plain = {root: repr(self.bounds[root[1]]) for root in indices}
        marks = {
            root: "|".join(
                sorted(
                    f"{self._shape(n, {**plain, root: '!'})}^{power}"
                    for n, power in m
                    if root in self.roots[n]
                )
            )
            for root in indices
        }
        signatures = {root: f"{plain[root]}:{marks[root]}" for root in indices}
        shape = ";".join(sorted(signatures.values()))
        same = self.known.setdefault(shape, [])
        for number, others in same:
            other: Monomial = self.labels[number][1][1]
            if len(others) == len(indices) and any(self._bags(list(m), list(other), {}, signatures, others)):
                return number
        number = self.number("sum", (indices, m))
        same.append((number, signatures))
        return number

    def _shape(self, number: int, marks: dict[Root, str]) -> str:
        """Return a text that is the same for atoms which differ by a renaming of the marked indices."""
        kind, key = self.labels[number]
        if not self.roots[number] & marks.keys():
            return f"#{number}"
        if kind == "entry":
            return f"{key[0]!r}[{','.join(marks.get(t[1]) or repr(t) for t in key[1])}]"
        if kind in ("value", "delta"):
            return f"{kind}({','.join(sorted(marks.get(t[1]) or repr(t) for t in key))})"
        if kind == "sum":
            marks = {**marks, **{root: f"+{self.bounds[root[1]]!r}" for root in key[0]}}
            return f"sum {len(key[0])}({self._shapes({key[1]: 1}, marks)})"
        if kind == "unit":
            return f"exp({self._shapes({key: 1}, marks)})"
        if kind == "inverse":
            return f"1/({self._shapes(self.inverted[key], marks)})"
        name, arguments = self.applied[key]
        return f"{name}({','.join(self._shapes(p, marks) for p in arguments)})"

    def _shapes(self, p: Polynomial, marks: dict[Root, str]) -> str:
        self.spend(10 * len(p))
        return "+".join(
            sorted(
                f"{c} {'*'.join(sorted(f'{self._shape(n, marks)}^{e}' for n, e in m))}" for m, c in p.items()
            )
        )

    def _term(
        self, a: Term, b: Term, names: Renaming, left: Signatures, right: Signatures
    ) -> Renaming | None:
        """Return the renaming extended so that it takes the index term a to b, None if that is impossible."""
        (word, root), (other, target) = a, b
        if root in names:
            return names if moved(a, names) == b else None
        if root not in left:
            return names if a == b else None
        if right.get(target) != left[root] or any(target == used for _, used in names.values()):
            return None
        return {**names, root: (reduced(inverted(word) + other), target)}

    def _terms(
        self, a: Sequence[Term], b: Sequence[Term], names: Renaming, left: Signatures, right: Signatures
    ) -> Iterator[Renaming]:
        found: Renaming | None = names
        for term, image in zip(a, b, strict=True):
            found = None if found is None else self._term(term, image, found, left, right)
        if found is not None:
            yield found

    def _atoms(
        self, a: int, b: int, names: Renaming, left: Signatures, right: Signatures
    ) -> Iterator[Renaming]:
        """Yield the extensions of the renaming that take the atom a to the atom b."""
        self.spend(50)
        if not self.roots[a] & left.keys():
            if a == b:
                yield names
            return
        (kind, key), (other, image) = self.labels[a], self.labels[b]
        if kind != other:
            return
        if kind == "entry":
            if key[0] == image[0] and len(key[1]) == len(image[1]):
                yield from self._terms(key[1], image[1], names, left, right)
        elif kind in ("value", "delta"):
            yield from self._terms(key, image, names, left, right)
            if kind == "delta":
                yield from self._terms(key, image[::-1], names, left, right)
        elif kind == "unit":
            yield from self._bags(list(key), list(image), names, left, right)
        elif kind == "sum":
            inner = {**left, **{root: f"+{self.bounds[root[1]]!r}" for root in key[0]}}
            outer = {**right, **{root: f"+{self.bounds[root[1]]!r}" for root in image[0]}}
            if len(key[0]) == len(image[0]):
                for found in self._bags(list(key[1]), list(image[1]), names, inner, outer):
                    yield {root: term for root, term in found.items() if root not in key[0]}
        elif kind == "inverse":
            yield from self._arguments([self.inverted[key]], [self.inverted[image]], names, left, right)
        else:
            (name, arguments), (same, images) = self.applied[key], self.applied[image]
            if name == same and len(arguments) == len(images):
                yield from self._arguments(arguments, images, names, left, right)

    def _arguments(
        self,
        a: Sequence[Polynomial],
        b: Sequence[Polynomial],
        names: Renaming,
        left: Signatures,
        right: Signatures,
    ) -> Iterator[Renaming]:
        """Yield the renamings that take each polynomial of a list to the one at the same place of the other."""
        if not a:
            yield names
            return
        for found in self._polynomials(list(a[0].items()), list(b[0].items()), names, left, right):
            yield from self._arguments(a[1:], b[1:], found, left, right)

    def _bags(
        self,
        a: list[tuple[int, Number]],
        b: list[tuple[int, Number]],
        names: Renaming,
        left: Signatures,
        right: Signatures,
    ) -> Iterator[Renaming]:
        """Yield the renamings that take one product to the other; the factor with fewest open indices is matched first."""
        if len(a) != len(b):
            return
        if not a:
            yield names
            return
        self.spend(50 * len(a))

        def open_indices(part: tuple[int, Number]) -> tuple[bool, int]:
            mine = self.roots[part[0]] & left.keys()
            return not mine & names.keys(), len(mine - names.keys())

        first = min(a, key=open_indices)
        rest = [part for part in a if part is not first]
        kind, key = self.labels[first[0]]
        if kind == "entry" and self.roots[first[0]] & left.keys() <= names.keys():
            # All its indices have images: there is one factor that it can be taken to.
            label = (kind, (key[0], tuple(moved(term, names) for term in key[1])))
            image = (self.numbers.get(label), first[1])
            if image in b:
                k = b.index(image)
                yield from self._bags(rest, b[:k] + b[k + 1 :], names, left, right)
            return
        for k, (number, power) in enumerate(b):
            if power == first[1]:
                for found in self._atoms(first[0], number, names, left, right):
                    yield from self._bags(rest, b[:k] + b[k + 1 :], found, left, right)

    def _polynomials(
        self,
        a: list[tuple[Monomial, Number]],
        b: list[tuple[Monomial, Number]],
        names: Renaming,
        left: Signatures,
        right: Signatures,
    ) -> Iterator[Renaming]:
        """Yield the renamings that take one polynomial to the other."""
        if len(a) != len(b):
            return
        if not a:
            yield names
            return
        for k, (m, c) in enumerate(b):
            if c == a[0][1]:
                for found in self._bags(list(a[0][0]), list(m), names, left, right):
                    yield from self._polynomials(a[1:], b[:k] + b[k + 1 :], found, left, right)
