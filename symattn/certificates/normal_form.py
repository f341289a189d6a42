r"""The checker's own zero test: rational functions of variables, exponentials and sums over 1..n, for every n >= 1.

Property wanted: decide "this expression is zero wherever it is defined" by an algorithm that shares nothing with
the prover's (which brings everything over a common factored denominator and numbers bound indices canonically).

Construction: the expression becomes a polynomial in atoms (`atoms`), a sum over indices a polynomial in connected sums (`contraction`).
The inverse of one term is a term with negative exponents.  The inverse of a polynomial b of several terms is b's content, inverted, times
a fresh z with the one relation z b = 1; here b is without common factors, rational or atoms, and is cleared of earlier z first, so
that b itself contains none outside of functions and sums.  At the end, for each z in turn, let e be the degree of P in z and
replace each z^a by b^(e-a).

Derivation: the replacement multiplies P by b^e, which is not zero where the expression is defined; so P is zero
there before the step exactly where it is zero after it.  Every other step is an equality at every point where the expression is defined.
So what is accepted is true.  At the end P is a polynomial in atoms without relations known to the test.

Inside a sum the relation is used from left to right, z (leading monomial of b) -> 1 - z (the rest): x/(x + c) and 1 - c/(x + c) have equal sums.

Exponentials: exp(sum_m q_m m), m monomials with rational q_m, is the product over m of powers of one unit E_m, with exponents
q_m that add up; a logarithm in an exponent with an integer factor k leaves it as exp(k log u) = u^k (where u > 0).  The logarithm of a positive
rational prod p^k is sum k log p, with one atom for each log p; exp(k log p / 2) is a power of p or of its root.

Binomial coefficients and powers with symbolic integer exponents become atoms over one row, or with one exponent (`counted`).

Complete for: rational functions of variables and of exponentials of polynomials; polynomials in entries, deltas, permuted indices and sums of these;
quotients of such sums outside of further sums.  For quotients inside sums it is sound only: partial fractions and common factors are not found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from symattn.certificates.atoms import (
    BOUND,
    FREE,
    INTEGER,
    MAX_EXPONENT,
    ONE,
    Dimension,
    Monomial,
    Number,
    OutsideClass,
    Polynomial,
    Root,
    Term,
    plus,
    reduced,
)
from symattn.certificates.counted import Counted
from symattn.certificates.expression import Node, Tree

__all__ = ["Monomial", "Number", "OutsideClass", "Polynomial", "ZeroTest"]

_MAX_NODES = 200_000
_MAX_FACTORED = 10**12
_MAX_INDEX = 10**9
#: Functions of which nothing is used here; that equal arguments have equal values is enough for some identities.
_OPAQUE = ("H", "sgn", "relu", "abs", "max", "min")
_FUNCTIONS = ("logistic", "silu", "tanh", "sinh", "cosh", "softplus")


class ZeroTest(Counted):
    """One zero test: it owns the numbers of the atoms it meets.

    ``ranges`` gives (free index i, n): i is one of 1, ..., n; ``permutations`` gives (s, n): s maps {1, ..., n} one to one onto itself;
    ``positive`` are names of variables that take positive values only, ``counted`` of those whose values are positive integers.
    """

    def __init__(
        self,
        ranges: Sequence[tuple[str, Dimension]] = (),
        permutations: Sequence[tuple[str, Dimension]] = (),
        positive: Sequence[str] = (),
        counted: Sequence[str] = (),
    ) -> None:
        for pairs in (ranges, permutations):
            if len({name for name, _ in pairs}) != len(pairs) or not all(
                self._is_name(name) and (self._is_name(d) or (type(d) is int and d >= 1)) for name, d in pairs
            ):
                raise OutsideClass("ranges and permutations are pairs of a name, each once, and a dimension")
        super().__init__(dict(ranges), dict(permutations))
        self.positive = frozenset(positive)
        if not all(map(self._is_name, counted)):
            raise OutsideClass("what counts is the name of a variable, not of an entry")
        self.counted = frozenset(counted)
        self.leading: list[Monomial] = []
        self.nodes = 0

    @staticmethod
    def _is_name(name: Any) -> bool:
        """Return whether this can name an index or a dimension: the name of an entry, x[1], cannot."""
        return isinstance(name, str) and "[" not in name

    def is_zero(self, tree: Tree) -> bool:
        """Return whether the expression is found to vanish wherever it is defined."""
        return not self.eliminate(self.polynomial(tree))

    def polynomial(self, tree: Tree) -> Polynomial:
        """Return the expression as a polynomial in atoms."""
        return self.resolved(self._read(tree, {}))

    def eliminate(self, p: Polynomial) -> Polynomial:
        """Return p times powers of the inverted polynomials, free of the variables z."""
        for z in sorted({n for m in p for n, _ in m if self.labels[n][0] == "inverse"}, reverse=True):
            p = self._cleared(p, z)[0]
        return p

    def _cleared(self, p: Polynomial, z: int) -> tuple[Polynomial, Polynomial]:
        """Return b^e p and b^e, where e is the degree of p in z = 1/b."""
        b = self.inverted[self.labels[z][1]]
        degree = max((int(dict(m).get(z, 0)) for m in p), default=0)
        powers = [self.raised(b, k) for k in range(degree + 1)]
        parts: dict[int, Polynomial] = {}
        for m, c in p.items():
            parts.setdefault(int(dict(m).get(z, 0)), {})[tuple(part for part in m if part[0] != z)] = c
        total: Polynomial = {}
        for exponent, part in sorted(parts.items()):
            total = plus(total, self.times(part, powers[degree - exponent]))
        return total, powers[degree]

    # From trees to polynomials; ``names`` are the bound indices in scope.

    def _read(self, tree: Tree, names: Mapping[str, Root]) -> Polynomial:
        self.nodes += 1
        if self.nodes > _MAX_NODES:
            raise OutsideClass(f"more than {_MAX_NODES} nodes")
        if isinstance(tree, int | Fraction):
            return {ONE: tree} if tree else {}
        if isinstance(tree, str):
            return self.value(((), names[tree])) if tree in names else self.single("variable", tree)
        op = tree[0]
        if op == "+":
            total: Polynomial = {}
            for argument in tree[1:]:
                for m, c in self._read(argument, names).items():
                    total[m] = total.get(m, 0) + c
            return {m: c for m, c in total.items() if c}
        if op == "*":
            product: Polynomial = {ONE: 1}
            for argument in tree[1:]:
                product = self.times(product, self._read(argument, names))
            return product
        if op == "**":
            return self._power(tree[1], tree[2], names)
        if op == "sqrt":
            return self.square_root(self._read(tree[1], names))
        if op == "exp":
            return self.exponential(self._read(tree[1], names))
        if op == "log":
            return self._logarithm_of(tree[1], names)
        if op == "index":
            return self.entry(tree[1], tuple(self._index(argument, names) for argument in tree[2:]))
        if op == "call":
            return self.value(self._index(tree, names))
        if op == "delta":
            return self.delta(self._index(tree[1], names), self._index(tree[2], names))
        if op == "Sum":
            return self._sum(tree, names)
        if op == "softmax":
            root = self.bound(self._dimension(tree[3], names))
            exponentials = self.exponential(self.entry(tree[2], (((), root),)))
            one = self.exponential(self.entry(tree[2], (self._index(tree[1], names),)))
            return self.times(one, self.inverse(self.summed(exponentials, root)))
        if op == "binomial":
            return self.binomial(self._read(tree[1], names), self._read(tree[2], names))
        if op in _FUNCTIONS:
            return self._function(op, self._read(tree[1], names))
        if op in _OPAQUE:
            return self._apply(op, tuple(self._read(argument, names) for argument in tree[1:]))
        raise OutsideClass(f"{op!r} is not a rational function of exponentials and sums")

    def _sum(self, tree: Node, names: Mapping[str, Root]) -> Polynomial:
        _, term, name, low, high = tree
        if type(low) is not int or low != 1 or not self._is_name(name):
            raise OutsideClass("sums run from 1")
        root = self.bound(self._dimension(high, names))
        return self.summed(self._read(term, {**names, name: root}), root)

    def _dimension(self, tree: Tree, names: Mapping[str, Root]) -> Dimension:
        if type(tree) is int and tree >= 1:
            return tree
        if not isinstance(tree, str) or not self._is_name(tree) or tree in names:
            raise OutsideClass("a dimension is a positive integer or a free name")
        self.dimensions.add(tree)
        if tree in self.replaced:
            raise OutsideClass("an index that is also a dimension is not replaced")
        return tree

    def _index(self, tree: Tree, names: Mapping[str, Root]) -> Term:
        if type(tree) is int and abs(tree) <= _MAX_INDEX:
            return (), (INTEGER, tree)
        if isinstance(tree, str):
            return (), names.get(tree, (FREE, tree))
        if isinstance(tree, tuple) and len(tree) == 3 and tree[0] == "call" and tree[1] in self.permutations:
            term = self._index(tree[2], names)
            if self.fits(term, self.permutations[tree[1]]):
                return reduced(((tree[1], 1), *term[0])), term[1]
        raise OutsideClass(
            "an index is an integer, a name, or a permuted index in the range of the permutation"
        )

    def _power(self, base: Tree, exponent: Tree, names: Mapping[str, Root]) -> Polynomial:
        if isinstance(exponent, Fraction) and exponent.denominator in (1, 2):
            p = self._read(base, names)
            p, k = (
                (p, int(exponent)) if exponent.denominator == 1 else (self.square_root(p), exponent.numerator)
            )
            return self.raised(p, k) if k >= 0 else self.raised(self.inverse(p), -k)
        if not isinstance(exponent, int):  # a^e = exp(e log a)
            a = self._read(base, names)
            if set(a) != {ONE} or a[ONE] <= 0:
                return self.symbolic_power(a, self._read(exponent, names))
            return self.exponential(self.times(self._read(exponent, names), self.logarithm(a)))
        if exponent >= 0:
            return self.raised(self._read(base, names), exponent)
        if (
            isinstance(base, tuple) and base[0] == "*"
        ):  # factors are inverted one by one, so that they can cancel
            product: Polynomial = {ONE: 1}
            for argument in base[1:]:
                product = self.times(product, self._power(argument, exponent, names))
            return product
        if isinstance(base, tuple) and base[0] == "**" and isinstance(base[2], int) and base[2] > 0:
            return self._power(base[1], exponent * base[2], names)
        return self.raised(self.inverse(self._read(base, names)), -exponent)

    def _function(self, op: str, t: Polynomial) -> Polynomial:
        """Return a function of t by its definition in terms of exp."""
        up, down = self.exponential(t), self.exponential({m: -c for m, c in t.items()})
        one: Polynomial = {ONE: 1}
        if op == "softplus":
            return self.logarithm(plus(one, up))
        if op in ("logistic", "silu"):
            sigma = self.inverse(plus(one, down))
            return sigma if op == "logistic" else self.times(t, sigma)
        sinh, cosh = (
            plus({m: c / Fraction(2) for m, c in up.items()}, down, Fraction(k, 2)) for k in (-1, 1)
        )
        return {"sinh": sinh, "cosh": cosh}[op] if op != "tanh" else self.times(sinh, self.inverse(cosh))

    # Inverses, exponentials, logarithms.

    def inverse(self, p: Polynomial) -> Polynomial:
        """Return 1/p = (numerator of p's own inverses) / (content) * z."""
        factor: Polynomial = {ONE: 1}
        for z in sorted({n for m in p for n, _ in m if self.labels[n][0] == "inverse"}, reverse=True):
            p, power = self._cleared(p, z)
            factor = self.times(factor, power)
        if not p or not self.resolved(p):
            raise OutsideClass("an expression that is identically zero is inverted")
        common, content, b = self._primitive(p)
        key, scale = self.monomial({n: -e for n, e in common.items()})
        factor = self.times(factor, {key: scale / content})
        if len(b) == 1:
            return factor
        if b not in self.inverted:
            self.inverted.append(b)
            self.leading.append(self._lead(b))
        return self.times(factor, self.single("inverse", self.inverted.index(b)))

    def _primitive(self, p: Polynomial) -> tuple[dict[int, Number], Fraction, Polynomial]:
        """Return (exponents, c, b) with p = c b times the monomial, b without common factors."""
        exponents = [dict(m) for m in p]
        common = {n: min(e.get(n, 0) for e in exponents) for e in exponents for n in e}
        b: Polynomial = {}
        for m, c in p.items():
            shifted = {n: dict(m).get(n, 0) - e for n, e in common.items()}
            b[tuple(sorted((n, e) for n, e in shifted.items() if e))] = c
        content = self._content(b)
        scaled = {m: c / content for m, c in b.items()}
        return common, content, {m: int(c) if c.denominator == 1 else c for m, c in scaled.items()}

    def _content(self, b: Polynomial) -> Fraction:
        """Return the rational by which b is divided; its sign does not depend on the names of bound indices."""
        numerators = gcd(*(c.numerator for c in b.values()))
        content = Fraction(numerators, lcm(*(c.denominator for c in b.values())))
        totals: dict[str, Number] = {}
        for m, c in b.items():
            marks = {root: "*" for root in self.roots_of([m]) if root[0] == BOUND}
            shape = self._shapes({m: 1}, marks)
            totals[shape] = totals.get(shape, 0) + c
        sign = next((total for _, total in sorted(totals.items()) if total), 1)
        return content if sign > 0 else -content

    def _lead(self, b: Polynomial) -> Monomial:
        """Return the greatest monomial, lexicographically over the atoms, those on bound indices first."""

        def rank(n: int) -> tuple[bool, str, str, int]:
            kind, key = self.labels[n]
            return (
                not any(root[0] == BOUND for root in self.roots[n]),
                kind,
                str(key[0]) if kind == "entry" else "",
                n,
            )

        order = sorted({n for m in b for n, _ in m}, key=rank)
        return max(b, key=lambda m: [dict(m).get(n, 0) for n in order])

    def divided(self, p: Polynomial, root: Root | None) -> Polynomial:
        """Return p with z (lead of b) -> (1 - z (rest of b)) / (its coefficient), also z u^-1 -> u^-1 - z (b - 1)/u for b = 1 + u (...)."""
        todo = dict(p)
        done: Polynomial = {}
        while todo:
            m, c = todo.popitem()
            if not c:
                continue
            for n, power in m:
                kind, key = self.labels[n]
                if kind == "inverse" and power > 0 and (root is None or root in self.roots[n]):
                    if root is not None:
                        self._defined(self.inverted[key], root)
                    taken = self._taken(dict(m), key)
                    if taken is not None:
                        break
            else:
                done[m] = done.get(m, 0) + c
                continue
            b = self.inverted[key]
            exponents = {**dict(m), n: power - 1}
            ratio, factor = self.monomial({k: e - dict(taken).get(k, 0) for k, e in exponents.items()})
            quotient: Polynomial = {ratio: c * factor / Fraction(b[taken])}
            tail = {k: d for k, d in b.items() if k != taken}
            again = self.times(self.times(quotient, tail), {((n, 1),): -1})
            self.spend(1000)
            for k, d in (*quotient.items(), *again.items()):
                todo[k] = todo.get(k, 0) + d
        return {m: c for m, c in done.items() if c}

    def _taken(self, m: dict[int, Number], key: int) -> Monomial | None:
        """Return the monomial of b that the relation z b = 1 is solved for."""
        b, lead = self.inverted[key], self.leading[key]
        if all(m.get(n, 0) >= e for n, e in lead):
            return lead
        if ONE in b:
            for n in sorted({n for k in b for n, _ in k}):
                if m.get(n, 0) < 0 and all(not k or dict(k).get(n, 0) > 0 for k in b):
                    return ONE
        return None

    def _defined(self, b: Polynomial, root: Root) -> None:
        """Refuse 1/b in a sum over i if b is zero for some i whatever the values, as x[i] - x[j] is."""
        others = {other for other in self.roots_of(b) if self.fits(((), other), self.bounds[root[1]])}
        for other in (*sorted(others - {root}), (INTEGER, 1)):
            if not self.resolved(self.substituted(b, {root: ((), other)})):
                raise OutsideClass("an inverse is undefined for some index")

    def exponential(self, p: Polynomial) -> Polynomial:
        """Return exp(p) as a product of powers of units."""
        result: Polynomial = {ONE: 1}
        units: dict[int, Number] = {}
        for m, c in p.items():
            log = self._logarithm_in(m)
            if len(m) == 1 and m[0][1] == 1 and self.labels[m[0][0]][0] == "prime":
                result = self.times(result, self._power_of(self.labels[m[0][0]][1], Fraction(c)))
            elif log is not None and c.denominator == 1:
                factor = self.raised(log if c > 0 else self.inverse(log), abs(int(c)))
                result = self.times(result, factor)
            else:
                units[self.number("unit", m)] = c
        return self.times(result, {tuple(sorted(units.items())): 1})

    def _logarithm_in(self, m: Monomial) -> Polynomial | None:
        """Return u if the monomial is log u."""
        if len(m) != 1 or m[0][1] != 1 or self.labels[m[0][0]][0] != "applied":
            return None
        name, arguments = self.applied[self.labels[m[0][0]][1]]
        return arguments[0] if name == "log" else None

    def _logarithm_of(self, tree: Tree, names: Mapping[str, Root]) -> Polynomial:
        """Return the logarithm of an expression; what is written as a product is split factor by factor."""
        total: Polynomial = {}
        rest: Polynomial = {ONE: 1}
        todo = [(tree, 1)]
        while todo:
            part, exponent = todo.pop()
            if isinstance(part, tuple) and part[0] == "*":
                todo += [(factor, exponent) for factor in part[1:]]
            elif isinstance(part, tuple) and part[0] == "**" and isinstance(part[2], int) and part[2] != 0:
                todo.append((part[1], exponent * part[2]))
            else:
                known, left = self._split(self._read(part, names))
                total = plus(total, known, exponent)
                base = left if exponent > 0 else self.inverse(left)
                rest = self.times(rest, self.raised(base, abs(exponent)))
        return total if rest == {ONE: 1} else plus(total, self._apply("log", (rest,)))

    def logarithm(self, p: Polynomial) -> Polynomial:
        """Return log(p); log e^u = u."""
        known, rest = self._split(p)
        return known if rest == {ONE: 1} else plus(known, self._apply("log", (rest,)))

    def _split(self, p: Polynomial) -> tuple[Polynomial, Polynomial]:
        """Return (sum of the logarithms of the factors that are seen to be positive, the other factors)."""
        total: Polynomial = {}
        for z in sorted({n for m in p for n, _ in m if self.labels[n][0] == "inverse"}, reverse=True):
            b = self.inverted[self.labels[z][1]]
            if self._is_positive(b):
                degree = max(int(dict(m).get(z, 0)) for m in p)
                p = self._cleared(p, z)[0]
                total = plus(total, self._apply("log", (b,)), -degree)
        if not p:
            raise OutsideClass("a logarithm of zero is taken")
        common, content, b = self._primitive(p)
        if content < 0:
            content, b = -content, {m: -c for m, c in b.items()}
        rest: dict[int, Number] = {}
        for n, e in common.items():
            kind, key = self.labels[n]
            if kind == "unit":
                total = plus(total, {key: 1}, e)
            elif kind == "root" and self._primes(Fraction(key)) is not None:  # log sqrt(a) = log(a)/2
                total = plus(total, self.logarithm({ONE: key}), Fraction(e) / 2)
            elif e and self._is_positive({((n, 1),): 1}):
                total = plus(total, self._apply("log", ({((n, 1),): 1},)), e)
            elif e:
                rest[n] = e
        primes = self._primes(content)
        for prime, k in (primes or {}).items():
            total = plus(total, self.single("prime", prime), k)
        if b != {ONE: 1} and self._is_positive(b):
            total, b = plus(total, self._apply("log", (b,))), {ONE: 1}
        m, factor = self.monomial(rest)
        left = self.times(b, {m: factor if primes is not None else factor * content})
        return total, left

    def _is_positive(self, p: Polynomial) -> bool:
        """Return whether every coefficient is positive, every factor as well or an even power, and one term without such."""
        sure = [[self._positive_atom(n) or (False if e % 2 else None) for n, e in m] for m in p]
        return (
            all(c > 0 for c in p.values()) and all(False not in m for m in sure) and any(all(m) for m in sure)
        )

    def _positive_atom(self, n: int) -> bool:
        kind, key = self.labels[n]
        if kind == "variable":
            return key in self.positive
        if kind == "sum":  # over at least one index
            return all(self._positive_atom(other) for other, _ in key[1])
        return kind in ("unit", "root", "prime", "value")

    def _power_of(self, prime: int, exponent: Fraction) -> Polynomial:
        """Return p^(k/2)."""
        if exponent.denominator > 2 or abs(exponent) > MAX_EXPONENT:
            raise OutsideClass("of rationals only powers and square roots are taken")
        whole = exponent.numerator // exponent.denominator
        result: Polynomial = {ONE: Fraction(prime) ** whole}
        return self.times(result, self.single("root", prime)) if exponent.denominator == 2 else result

    @staticmethod
    def _primes(a: Fraction) -> dict[int, int] | None:
        """Return the exponents of the primes in a positive rational that is not too long."""
        if a <= 0 or max(a.numerator, a.denominator) > _MAX_FACTORED:
            return None
        found: dict[int, int] = {}
        for part, sign in ((a.numerator, 1), (a.denominator, -1)):
            left, candidate = part, 2
            while candidate * candidate <= left:
                while left % candidate == 0:
                    left //= candidate
                    found[candidate] = found.get(candidate, 0) + sign
                candidate += 1
            if left > 1:
                found[left] = found.get(left, 0) + sign
        return found

    def function(self, name: str, arguments: tuple[Polynomial, ...]) -> Polynomial:
        """Return a function of polynomials: a logarithm, a binomial coefficient, p^(m - 1), or one of which nothing is used."""
        if name == "**":
            return self.symbolic_power(arguments[0], plus(arguments[1], {ONE: 1}, -1))
        if name == "binomial":
            return self.binomial(*arguments)
        return self.logarithm(*arguments) if name == "log" else self._apply(name, arguments)

    def _apply(self, name: str, arguments: tuple[Polynomial, ...]) -> Polynomial:
        for known, (other, images) in enumerate(self.applied):
            if (name, len(arguments)) == (other, len(images)) and not any(
                self.eliminate(plus(p, q, -1)) for p, q in zip(arguments, images, strict=True)
            ):
                return self.single("applied", known)
        self.applied.append((name, arguments))
        return self.single("applied", len(self.applied) - 1)

    #: The product, by the name under which other checkers use it.
    _times = Counted.times
