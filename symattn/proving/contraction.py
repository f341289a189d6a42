r"""Sums over 1..n for symbolic n: every sum of products becomes a polynomial in connected, canonically numbered contractions.

Property wanted: sum_i w_i x_i * sum_j v_j x_j, sum_{i,j} w_i v_j x_i x_j and their like have one normal form, whatever the names and
the order of the bound indices.

Construction: to sum a rational function over i, pull out what does not contain i; the factors that do, together with the bound indices of
the contractions among them, form one contraction, whose indices are numbered canonically.  A factor-free sum is n, the sum of i^k is Faulhaber's
polynomial in n, and delta(i, j) sets i = j.
The normal form is then a rational function whose variables are entries, exponentials and contractions without free indices in common, so
that a product of sums is a product of variables and never needs its indices numbered together.  Before i is summed, the numerator is
divided with remainder by every denominator that contains i, so that sum_i a_i/a_i is n.

Derivation: each step is the distributive law, a renaming of bound indices, or sum_i f(s(i)) = sum_i f(i) for a bijection s.  Conversely,
contractions that differ are algebraically independent when all dimensions are large: among the values of the entries there are ones
for which the injective maps of the bound indices give different leading monomials.  So for polynomials in entries the normal form is complete for
statements about all dimensions; for quotients and exponentials inside sums equal normal forms still mean equal values, the converse is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb
from typing import Any, TypeAlias

from symattn.proving import polynomial as poly
from symattn.proving.indices import Base, Index, Word, base_shift, inverse, literal, times
from symattn.proving.labelling import Labelling
from symattn.proving.polynomial import Budget, GaveUp, Monomial, Number, Polynomial
from symattn.proving.rational import Arithmetic, FactorKey, Rational

#: What a variable of the normal form stands for: a name, or a tuple that starts with its kind, see `Contractions`.
Label: TypeAlias = Any
Dimension = str | int
_MAX_INDICES = 48
_MAX_POWER = 60
_TOO_MANY = f"a product of sums has more than {_MAX_INDICES} bound indices"
_LEVEL = 1 << 12
_COLOUR = 1 << 40
_Shaped: TypeAlias = tuple[int, tuple[Any, ...]]
_Other: TypeAlias = tuple[int, Number, frozenset[Any]]


class OutsideFamily(Exception):
    """The statement is not of the form that the procedure decides; the message says why."""


class Contractions:
    """The variables of one normal form, and what renaming and summing an index does to them.

    Labels: a name; ``("entry", base, indices)``; ``("value", index)``, the index as a number; ``("delta", a, b)``; ``("E", monomial)``, the exponential
    of a monomial; ``("sum", dimensions, monomial)``; ``("inverse", factor)``; ``("log", k)``; ``("root", p)``; ``("apply", f, arguments)``, a function of which
    nothing is used but that equal arguments have equal values.

    Bound indices are integers: negative while a sum is being read, then ``level * 2^12 + k``, the level being one more than that of the contractions
    nested in exponents and denominators, so that no number is bound twice along a branch.
    """

    def __init__(
        self, budget: Budget, ranges: Mapping[str, Dimension], permutations: Mapping[str, Dimension]
    ) -> None:
        self.budget = budget
        self.dimensions: dict[Base, Dimension] = dict(ranges.items())
        self.permutations = dict(permutations)
        self.names: dict[Label, int] = {}
        self.labels: list[Label] = []
        self.logarithms: list[Rational] = []
        self.arithmetic = Arithmetic(budget, self.is_unit)
        self._free: list[frozenset[Base]] = []
        self._level: list[int] = []
        self._renamed: dict[Any, tuple[int, Monomial]] = {}
        self._known: dict[Any, int] = {}
        self._shapes: dict[Any, int] = {}
        self._fresh = 0

    def is_unit(self, variable: int) -> bool:
        """Return whether the variable is an exponential, hence positive."""
        return self.labels[variable][0] == "E" and isinstance(self.labels[variable], tuple)

    def variable(self, label: Label) -> int:
        """Return the number of a variable, numbering it if it is new."""
        number = self.names.get(label)
        if number is None:
            self.budget.spend()
            number = self.names[label] = len(self.labels)
            self.labels.append(label)
            free, level = self._inside(label)
            self._free.append(free)
            self._level.append(level)
        return number

    def single(self, label: Label) -> Rational:
        """Return the variable as a rational function."""
        return Rational({((self.variable(label), 1),): 1})

    def fresh(self, dimension: Dimension) -> int:
        """Return a new bound index."""
        self._fresh -= 1
        self.dimensions[self._fresh] = dimension
        return self._fresh

    def free(self, m: Monomial) -> frozenset[Base]:
        """Return the indices that occur free in a monomial."""
        return frozenset().union(*(self._free[v] for v, _ in m))

    def _inside(self, label: Label) -> tuple[frozenset[Base], int]:
        """Return the free indices of a label and the level of the contractions in it."""
        if isinstance(label, str):
            return frozenset((label,)), 0
        kind = label[0]
        if kind == "entry":
            return frozenset(base for base, _ in label[2]), 0
        if kind in ("value", "delta"):
            return frozenset(base for base, _ in label[1:]), 0
        if kind == "E":
            return self._of_monomials([label[1]])
        if kind == "inverse":
            return self._of_monomials([m for m, _ in label[1]])
        if kind == "log":
            argument = self.logarithms[label[1]]
            factors = [m for key, _ in argument.denominator for m, _ in key]
            return self._of_monomials([*argument.numerator, *factors])
        if kind == "apply":
            return self._of_monomials([m for part in _parts(label[2]) for m, _ in part])
        if kind == "sum":
            free, level = self._of_monomials([label[2]])
            level += 1
            bound = {level * _LEVEL + k for k in range(len(label[1]))}
            return free - bound, level
        return frozenset(), 0

    def _of_monomials(self, monomials: Iterable[Monomial]) -> tuple[frozenset[Base], int]:
        variables = {v for m in monomials for v, _ in m}
        free = frozenset().union(*(self._free[v] for v in variables))
        return free, max((self._level[v] for v in variables), default=0)

    # Indices and their factors

    def entry(self, base: str, indices: tuple[Index, ...]) -> Label:
        """Return the label of an entry; one with numbers only is a plain variable."""
        numbers = [None if word else literal(b) for b, word in indices]
        if None in numbers:
            return ("entry", base, indices)
        return f"{base}[{','.join(map(str, numbers))}]"

    def dimension(self, index: Index, dimension: Dimension | None = None) -> Dimension | None:
        """Return what the index ranges up to; None if unknown. A number fits every dimension that it cannot exceed."""
        number = literal(index[0])
        if number is None:
            return self.dimensions.get(index[0])
        fits = number == 1 or (isinstance(dimension, int) and 1 <= number <= dimension)
        return dimension if fits else None

    def moved(self, index: Index, name: str) -> Index:
        """Return s(i), the permutation s being one of the dimension that i ranges over."""
        if name not in self.permutations:
            raise OutsideFamily(f"{name} is not said to be a permutation")
        if self.dimension(index, self.permutations[name]) != self.permutations[name]:
            raise OutsideFamily(
                f"the argument of {name} is not known to range over 1..{self.permutations[name]}"
            )
        return index[0], times(((name, 1),), index[1])

    def delta(self, a: Index, b: Index) -> Rational:
        """Return the variable delta(a, b), with all permutations on one side; 1 or 0 where that is known."""
        self._same_range(a, b)
        number = self._delta(a, b)
        return number if isinstance(number, Rational) else self.single(number)

    def _same_range(self, a: Index, b: Index) -> None:
        numbers = literal(a[0]), literal(b[0])
        if None not in numbers and not a[1] and not b[1]:
            return
        dimension = self.dimension(a) or self.dimension(b)
        if dimension is None and isinstance(a[0], str) and isinstance(b[0], str) and not a[1] and not b[1]:
            return  # neither is ever summed over, and i = j is all that delta(i, j) says
        if dimension is None or {self.dimension(a, dimension), self.dimension(b, dimension)} != {dimension}:
            raise OutsideFamily("delta(i, j) needs indices that are known to range over the same 1..n")

    def _delta(self, a: Index, b: Index) -> Label | Rational:
        numbers = literal(a[0]), literal(b[0])
        word = times(inverse(b[1]), a[1])  # delta(u a, v b) = delta(v^-1 u a, b)
        if a[0] == b[0] and not word:
            return Rational({poly.ONE: 1})
        if None not in numbers and not word:
            return Rational({})
        if a[0] != b[0] and (str(type(a[0])), a[0]) > (str(type(b[0])), b[0]):
            return ("delta", (b[0], inverse(word)), (a[0], ()))
        if a[0] == b[0] and inverse(word) < word:  # s(i) = i exactly where i = s^-1(i)
            word = inverse(word)
        return ("delta", (a[0], word), (b[0], ()))

    # Renaming

    def rename(self, m: Monomial, to: Mapping[Base, Index]) -> tuple[int, Monomial]:
        """Return (1, monomial) after indices have been replaced, or (0, 1) where a delta became zero."""
        if self.free(m).isdisjoint(to):
            return 1, m
        result: dict[int, Number] = {}
        for v, exponent in m:
            sign, renamed = self._rename_variable(v, to)
            if not sign:
                return 0, poly.ONE
            for w, e in renamed:
                result[w] = result.get(w, 0) + e * exponent
        return 1, tuple(sorted((v, e) for v, e in result.items() if e))

    def _rename_variable(self, v: int, to: Mapping[Base, Index]) -> tuple[int, Monomial]:
        mine = {i: to[i] for i in self._free[v] if i in to}
        if not mine:
            return 1, ((v, 1),)
        key = (v, tuple(sorted(mine.items(), key=str)))
        known = self._renamed.get(key)
        if known is None:
            label = self._rename_label(self.labels[v], mine)
            if isinstance(label, Rational):
                known = (1, poly.ONE) if label.numerator else (0, poly.ONE)
            else:
                known = (1, ((self.variable(label), 1),))
            self._renamed[key] = known
        return known

    def _rename_label(self, label: Label, to: Mapping[Base, Index]) -> Label | Rational:
        def index(i: Index) -> Index:
            base, word = to.get(i[0], (i[0], ()))
            return base, times(i[1], word)

        if isinstance(label, str):
            return self.value(to[label])
        kind = label[0]
        if kind == "entry":
            return self.entry(label[1], tuple(index(i) for i in label[2]))
        if kind == "value":
            return self.value(index(label[1]))
        if kind == "delta":
            return self._delta(index(label[1]), index(label[2]))
        if kind == "E":
            return ("E", self._rename_inside(label[1], to))
        if kind == "inverse":
            return ("inverse", self._rename_factor(label[1], to))
        if kind == "log":
            return self.logarithm(self._rename_rational(self.logarithms[label[1]], to))
        if kind == "apply":
            return self.applied(label[1], [self._rename_rational(as_rational(a), to) for a in label[2]])
        _, dimensions, inner = label
        level = self._level[self.names[label]]
        fresh = [self.fresh(d) for d in dimensions]
        moved: dict[Base, Index] = {level * _LEVEL + k: (i, ()) for k, i in enumerate(fresh)}
        return self.labels[self._contraction(fresh, self._rename_inside(inner, {**to, **moved}))]

    def _rename_inside(self, m: Monomial, to: Mapping[Base, Index]) -> Monomial:
        sign, renamed = self.rename(m, to)
        if not sign:
            raise OutsideFamily("delta(i, j) inside an exponent or a denominator is outside the family")
        return renamed

    def _rename_factor(self, factor: FactorKey, to: Mapping[Base, Index]) -> FactorKey:
        renamed: Polynomial = {}
        for m, c in factor:
            sign, n = self.rename(m, to)
            renamed[n] = renamed.get(n, 0) + sign * c
        return poly.key({m: c for m, c in renamed.items() if c})

    def _rename_rational(self, r: Rational, to: Mapping[Base, Index]) -> Rational:
        numerator = dict(self._rename_factor(poly.key(r.numerator), to))
        return Rational(numerator, tuple((self._rename_factor(f, to), e) for f, e in r.denominator))

    def applied(self, name: str, arguments: Iterable[Rational]) -> Label:
        """Return the label of a function applied to arguments in normal form."""
        return (
            "apply",
            name,
            tuple((poly.key(a.numerator), tuple(sorted(a.denominator))) for a in arguments),
        )

    def value(self, index: Index) -> Label:
        """Return the label of an index as a number."""
        if not index[1] and isinstance(index[0], str):
            return index[0] if not index[0].startswith("#") else ("value", index)
        return ("value", index)

    def logarithm(self, argument: Rational) -> Label:
        """Return the label of a logarithm; equal arguments have one."""
        if argument not in self.logarithms:
            self.logarithms.append(argument)
        return ("log", self.logarithms.index(argument))

    # Sums

    def contract(self, r: Rational, indices: Sequence[int]) -> Rational:
        """Return the sum of ``r`` over bound indices, the first of them innermost.

        Where no denominator and no delta contains one of them, all are summed at once, so that each contraction is numbered once and not
        once for every index.
        """
        if len(indices) > 1 and self._no_quotient_or_delta(r, frozenset(indices)):
            terms = [self._contract_together(m, c, indices) for m, c in r.numerator.items()]
            return self.arithmetic.multiply(
                self.arithmetic.add(terms), Rational({poly.ONE: 1}, r.denominator)
            )
        for t in indices:
            r = self._contract_one(r, t)
        return r

    def _no_quotient_or_delta(self, r: Rational, bound: frozenset[Base]) -> bool:
        if any(not bound.isdisjoint(self.free(_support(factor))) for factor, _ in r.denominator):
            return False
        deltas = (v for m in r.numerator for v, _ in m if self.labels[v][0] == "delta")
        return all(bound.isdisjoint(self._free[v]) for v in deltas)

    def _contract_together(self, m: Monomial, c: Number, indices: Sequence[int]) -> Rational:
        """Sum c m over all the indices: a product over the parts of m that share no index."""
        self.budget.spend()
        parts: list[tuple[set[Base], Monomial]] = [({t}, poly.ONE) for t in indices]
        outside: list[tuple[int, Number]] = []
        for v, e in m:
            joined: tuple[set[Base], Monomial] = (set(), ((v, e),))
            apart = []
            for part in parts:
                if part[0].isdisjoint(self._free[v]):
                    apart.append(part)
                else:
                    joined = (joined[0] | part[0], poly.multiply_monomials(joined[1], part[1]))
            if joined[0]:
                parts = [*apart, joined]
            else:
                outside.append((v, e))
        product = Rational({tuple(outside): c})
        for bound, inside in parts:
            product = self.arithmetic.multiply(
                product, self._component([t for t in indices if t in bound], inside)
            )
        return product

    def _contract_one(self, r: Rational, t: int) -> Rational:
        outer = tuple((f, e) for f, e in r.denominator if t not in self.free(_support(f)))
        parts: list[tuple[Polynomial, Monomial]] = [(r.numerator, poly.ONE)]
        for factor, exponent in (item for item in r.denominator if item not in outer):
            parts = [piece for p, m in parts for piece in self._partial(p, m, factor, exponent)]
        terms = []
        for numerator, inverses in parts:
            for m, c in numerator.items():
                self.budget.spend()
                terms.append(self._contract_monomial(poly.multiply_monomials(m, inverses), c, t))
        total = self.arithmetic.add(terms)
        return self.arithmetic.multiply(total, Rational({poly.ONE: 1}, outer))

    def _partial(
        self, p: Polynomial, inverses: Monomial, factor: FactorKey, exponent: int
    ) -> Iterable[tuple[Polynomial, Monomial]]:
        """Divide by the factor again and again: p/f^e = r_e/f^e + ... + r_1/f + q, no r_k divisible further."""
        label = self.variable(("inverse", factor))
        weights = {v: self._weight(v) for m in (*p, *dict(factor)) for v, _ in m}
        for k in range(exponent, 0, -1):
            p, rest = poly.divide(p, dict(factor), weights.__getitem__, self.budget)
            if rest:
                yield rest, poly.multiply_monomials(inverses, ((label, k),))
            if not p:
                return
        yield p, inverses

    def _weight(self, v: int) -> tuple[int, int]:
        """Order variables by what they are when all bound indices look alike, so that division does not depend on names."""
        alike: dict[Base, Index] = {i: (_COLOUR, ()) for i in self._free[v] if isinstance(i, int)}
        _, m = self._rename_variable(v, alike)
        return (m[0][0] if m else -1), v

    def _contract_monomial(self, m: Monomial, c: Number, t: int) -> Rational:
        inside = tuple((v, e) for v, e in m if t in self._free[v])
        outside = tuple((v, e) for v, e in m if t not in self._free[v])
        for v, _ in inside:
            label = self.labels[v]
            if label[0] == "delta" and label[1][0] != label[2][0]:
                target = self._solve(label[1], label[2], t)
                sign, rest = self.rename(tuple(item for item in inside if item[0] != v), {t: target})
                return self._settle(poly.multiply_monomials(outside, rest), c * sign)
        if any(self.labels[v][0] == "delta" for v, _ in inside):
            raise OutsideFamily("the number of fixed points of a permutation is outside the family")
        return self.arithmetic.multiply(Rational({outside: c}), self._component([t], inside))

    def _component(self, bound: list[int], inside: Monomial) -> Rational:
        """Return the sum of a product whose factors are connected by the bound indices; without factors there is one index."""
        if not inside:
            n = self.dimensions[bound[0]]
            return Rational({poly.ONE: n}) if isinstance(n, int) else self.single(n)
        if len(inside) == 1 and self.labels[inside[0][0]][0] == "value" and 0 < inside[0][1] <= _MAX_POWER:
            # A permutation of 1..n only reorders the sum 1^k + ... + n^k.
            return self._power_sum(self.dimensions[bound[0]], int(inside[0][1]))
        return Rational({((self._contraction(*self._flatten(bound, inside)), 1),): 1})

    def _power_sum(self, n: Dimension, k: int) -> Rational:
        """1^k + ... + n^k = sum_j binom(k + 1, j) B_j n^(k + 1 - j) / (k + 1), with B_1 = +1/2 (Faulhaber's formula)."""
        total: Polynomial = {}
        for j, b in enumerate(_bernoulli(k)):
            c = comb(k + 1, j) * b / (k + 1)
            if c and isinstance(n, str):
                total[((self.variable(n), k + 1 - j),)] = c
            elif c and isinstance(n, int):
                total[poly.ONE] = total.get(poly.ONE, 0) + c * n ** (k + 1 - j)
        return Rational({m: int(c) if c.denominator == 1 else c for m, c in total.items()})

    @staticmethod
    def _solve(a: Index, b: Index, t: int) -> Index:
        """Return the index that t equals where delta(a, b) is 1."""
        mine, other = (a, b) if a[0] == t else (b, a)
        return other[0], times(inverse(mine[1]), other[1])

    def _settle(self, m: Monomial, c: Number) -> Rational:
        """Bring inverses that no sum binds any more back into the denominator."""
        result = Rational({tuple((v, e) for v, e in m if self.labels[v][0] != "inverse"): c} if c else {})
        for v, e in m:
            label = self.labels[v]
            if label[0] == "inverse":
                if not label[1]:
                    raise OutsideFamily("a denominator vanishes where two indices are equal")
                inverted = self.arithmetic.invert(Rational(dict(label[1])))
                result = self.arithmetic.multiply(result, self.arithmetic.power(inverted, int(e)))
        return result

    def _flatten(self, bound: list[int], inside: Monomial) -> tuple[list[int], Monomial]:
        """Return the bound indices and the factors of one product of contractions that share some of ``bound``."""
        factors = poly.ONE
        for v, e in inside:
            label = self.labels[v]
            if label[0] != "sum":
                factors = poly.multiply_monomials(factors, ((v, e),))
                continue
            if len(bound) + e * len(label[1]) > _MAX_INDICES:
                raise GaveUp(_TOO_MANY)
            for _ in range(int(e)):
                fresh = [self.fresh(d) for d in label[1]]
                to: dict[Base, Index] = {self._level[v] * _LEVEL + k: (i, ()) for k, i in enumerate(fresh)}
                bound = [*bound, *fresh]
                factors = poly.multiply_monomials(factors, self._rename_inside(label[2], to))
        if len(bound) > _MAX_INDICES:
            raise GaveUp(_TOO_MANY)
        return bound, factors

    def _contraction(self, bound: list[int], m: Monomial) -> int:
        """Return the variable of the sum of ``m`` over the bound indices, which are numbered canonically."""
        key = (tuple(bound), m)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._number(bound, self._reindexed(bound, m))
        return known

    def _reindexed(self, bound: list[int], m: Monomial) -> Monomial:
        """Replace i by u^-1(i), u one of the words that move i, so that the words do not depend on the name of the summand."""
        for t in bound:
            words = {word for v, _ in m for word in self._words(v, t)}
            if words - {()}:
                m = self._rename_inside(m, {t: (t, inverse(base_shift(words)))})
        return m

    def _words(self, v: int, t: int) -> Iterable[Word]:
        """Yield the words that move the index t in a variable."""
        if t not in self._free[v]:
            return
        label = self.labels[v]
        indices = label[2] if label[0] == "entry" else label[1:] if label[0] in ("value", "delta") else ()
        yield from (word for base, word in indices if base == t)
        inner: Iterable[Monomial] = ()
        if label[0] == "E":
            inner = (label[1],)
        elif label[0] == "sum":
            inner = (label[2],)
        elif label[0] == "inverse":
            inner = tuple(n for n, _ in label[1])
        elif label[0] == "log":
            inner = tuple(self.logarithms[label[1]].numerator)
        elif label[0] == "apply":
            inner = tuple(n for part in _parts(label[2]) for n, _ in part)
        for n in inner:
            for w, _ in n:
                yield from self._words(w, t)

    def _number(self, bound: list[int], m: Monomial) -> int:
        level = 1 + max((self._level[v] for v, _ in m), default=0)
        members = frozenset(bound)
        # Entries, which most factors are, are seen through their shape and the colours at its places; other factors are renamed.
        entries = [self._shape(self.labels[v], e, members) for v, e in m if self.labels[v][0] == "entry"]
        others = [(v, e, self._free[v] & members) for v, e in m if self.labels[v][0] != "entry"]
        entries_at = {t: [item for item in entries if t in item[1]] for t in bound}
        others_at = {t: [item for item in others if t in item[2]] for t in bound}

        def look(entries: Iterable[_Shaped], others: Iterable[_Other], place: Mapping[int, int]) -> Any:
            return (
                tuple(sorted((shape, *(place[i] for i in at)) for shape, at in entries)),
                tuple(
                    sorted(
                        (self._rename_variable(v, {i: (_COLOUR + 1 + place[i], ()) for i in inside})[1], e)
                        for v, e, inside in others
                    )
                ),
            )

        def seen(t: int, colours: Mapping[int, int]) -> Any:
            return look(entries_at[t], others_at[t], {**colours, t: -1})

        def form(order: Sequence[int]) -> Any:
            return look(entries, others, {t: k for k, t in enumerate(order)})

        sizes = sorted({self.dimensions[t] for t in bound}, key=lambda d: (isinstance(d, str), d))
        colours = {t: sizes.index(self.dimensions[t]) for t in bound}
        order = Labelling(bound, seen, form, self.budget.spend).order(colours)
        numbered = self._rename_inside(m, {t: (level * _LEVEL + k, ()) for k, t in enumerate(order)})
        return self.variable(("sum", tuple(self.dimensions[t] for t in order), numbered))

    def _shape(self, label: Label, exponent: Number, bound: frozenset[Base]) -> _Shaped:
        """Return a number for what an entry is apart from its bound indices, and these in their order."""
        _, base, indices = label
        places = tuple((word, None if i in bound else i) for i, word in indices)
        number = self._shapes.setdefault((base, exponent, places), len(self._shapes))
        return number, tuple(i for i, _ in indices if i in bound)

    def free_deltas(self, p: Polynomial) -> Polynomial:
        """Use delta(i, j) f(i, j) = delta(i, j) f(i, i) and delta^2 = delta for the free indices of a polynomial."""
        result: Polynomial = {}
        for m, c in p.items():
            m = tuple((v, 1 if self.labels[v][0] == "delta" else e) for v, e in m)
            sign = 1
            done: set[int] = set()
            while sign:
                v = next((v for v, _ in m if self.labels[v][0] == "delta" and v not in done), None)
                if v is None:
                    break
                done.add(v)
                (a, word), (b, _) = self.labels[v][1:]
                if a == b:
                    continue
                # The larger index gives way, except where it is a number.
                to: dict[Base, Index] = {b: (a, word)} if literal(b) is None else {a: (b, inverse(word))}
                sign, rest = self.rename(tuple(item for item in m if item[0] != v), to)
                rest = tuple((w, 1 if self.labels[w][0] == "delta" else e) for w, e in rest)
                m = poly.multiply_monomials(rest, ((v, 1),))
                done &= {w for w, _ in m}
            if sign:
                result[m] = result.get(m, 0) + c
        return {m: c for m, c in result.items() if c}


def _bernoulli(k: int) -> list[Fraction]:
    """Return B_0, ..., B_k with B_1 = +1/2, from sum_(j <= m) binom(m + 1, j) B_j = m + 1."""
    numbers: list[Fraction] = []
    for m in range(k + 1):
        before = sum((comb(m + 1, j) * b for j, b in enumerate(numbers)), Fraction(0))
        numbers.append((m + 1 - before) / (m + 1))
    return numbers


Argument = tuple[FactorKey, tuple[tuple[FactorKey, int], ...]]


def as_rational(argument: Argument) -> Rational:
    """Return the argument of a function as the rational function it was made from."""
    return Rational(dict(argument[0]), argument[1])


def _parts(arguments: Iterable[Argument]) -> Iterable[FactorKey]:
    for numerator, denominator in arguments:
        yield numerator
        yield from (factor for factor, _ in denominator)


def _support(factor: FactorKey) -> Monomial:
    return tuple((v, 1) for m, _ in factor for v, _ in m)
