r"""The checker's own zero test for rational functions over the rationals in variables and exponentials.

Property wanted: decide "this expression is zero wherever it is defined" by an algorithm that shares nothing with
the prover's (which brings everything over a common factored denominator).

Construction: every inverse 1/b becomes a fresh variable z with the one relation z b = 1.  The expression is then a
polynomial P in the variables, the exponentials and z_1, ..., z_k, numbered so that b_j contains only z_1, ..., z_{j-1}.  From
j = k down to 1: let e be the degree of P in z_j and replace each z_j^a by b_j^(e-a).

Derivation: the replacement multiplies P by b_j^e, which is not zero where the expression is defined; so P is zero
there before the step exactly where it is zero after it.  At the end P is a polynomial in independent quantities.

Exponentials: exp(sum_m q_m m), m monomials with rational q_m, is the product over m of powers of one unit E_m, with exponents
q_m that add up; a logarithm in an exponent with an integer factor k leaves it as exp(k log u) = u^k (where u > 0).
A polynomial is a map from monomials to coefficients, a monomial a sorted tuple of (number, exponent).  Variables, units, inverses and
logarithms get their numbers from one table, so that no name in a certificate can stand for anything but a variable.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from symattn.certificates.expression import Node, Tree

Number: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[int, Number], ...]
Polynomial: TypeAlias = dict[Monomial, Number]

_ONE: Monomial = ()
_MAX_EXPONENT = 10_000
_MAX_WORK = 20_000_000
_MAX_BITS = 1 << 20


class OutsideClass(ArithmeticError):
    """The expression is not a rational function of variables and exponentials, or is too large to expand."""


def _plus(a: Polynomial, b: Polynomial, factor: Number = 1) -> Polynomial:
    total = dict(a)
    for m, c in b.items():
        total[m] = total.get(m, 0) + factor * c
    return {m: c for m, c in total.items() if c}


def _bits(c: Number) -> int:
    return max(c.numerator.bit_length(), c.denominator.bit_length())


class ZeroTest:
    """One zero test: it owns the numbers of the variables, units, inverses and logarithms it meets."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, Any], int] = {}
        self.labels: list[tuple[str, Any]] = []
        self.inverted: list[Polynomial] = []
        self.logarithms: list[Polynomial] = []
        self.work = 0

    def is_zero(self, tree: Tree) -> bool:
        """Return whether the expression vanishes wherever it is defined (complete on rational functions)."""
        return not self.eliminate(self.polynomial(tree))

    def eliminate(self, p: Polynomial) -> Polynomial:
        """Return p times powers of the inverted polynomials, free of the variables z_j."""
        for j in range(len(self.inverted) - 1, -1, -1):
            z = self._number("inverse", j)
            split = [(dict(m), c) for m, c in p.items()]
            degree = max((int(m.get(z, 0)) for m, _ in split), default=0)
            if degree == 0:
                continue
            powers = [self._raised(self.inverted[j], k) for k in range(degree + 1)]
            parts: dict[int, Polynomial] = {}
            for m, c in split:
                exponent = int(m.pop(z, 0))
                parts.setdefault(exponent, {})[tuple(sorted(m.items()))] = c
            p = {}
            for exponent, part in sorted(parts.items()):
                p = _plus(p, self._times(part, powers[degree - exponent]))
        return p

    def polynomial(self, tree: Tree) -> Polynomial:
        """Return the expression as a polynomial in variables, exponentials and inverses."""
        if isinstance(tree, int | Fraction):
            return {_ONE: tree} if tree else {}
        if isinstance(tree, str):
            return self._single("variable", tree)
        op = tree[0]
        if op == "+":
            total: Polynomial = {}
            for argument in tree[1:]:
                for m, c in self.polynomial(argument).items():
                    total[m] = total.get(m, 0) + c
            return {m: c for m, c in total.items() if c}
        if op == "*":
            product: Polynomial = {_ONE: 1}
            for argument in tree[1:]:
                product = self._times(product, self.polynomial(argument))
            return product
        if op == "**":
            return self._integer_power(tree)
        if op == "exp":
            return self._exponential(self.polynomial(tree[1]))
        if op == "log":
            return self._logarithm(self.polynomial(tree[1]))
        rewritten = rewrite(tree)
        if rewritten is None:
            raise OutsideClass(f"{op!r} is not a rational function of exponentials")
        return self.polynomial(rewritten)

    def _number(self, kind: str, key: Any) -> int:
        label = (kind, key)
        number = self.numbers.get(label)
        if number is None:
            number = self.numbers[label] = len(self.labels)
            self.labels.append(label)
        return number

    def _single(self, kind: str, key: Any) -> Polynomial:
        return {((self._number(kind, key), 1),): 1}

    def _times(self, a: Polynomial, b: Polynomial) -> Polynomial:
        self.work += len(a) * len(b)
        if self.work > _MAX_WORK:
            raise OutsideClass(f"more than {_MAX_WORK} products of terms are needed")
        if len(b) < len(a):
            a, b = b, a
        product: Polynomial = {}
        for m, c in a.items():
            for n, d in b.items():
                if m and n:
                    exponents = dict(m)
                    for number, power in n:
                        exponents[number] = exponents.get(number, 0) + power
                    key = tuple(sorted((number, power) for number, power in exponents.items() if power))
                else:
                    key = m or n
                product[key] = product.get(key, 0) + c * d
        return {m: c for m, c in product.items() if c}

    def _raised(self, a: Polynomial, exponent: int) -> Polynomial:
        if exponent > _MAX_EXPONENT or exponent * max(map(_bits, a.values()), default=0) > _MAX_BITS:
            raise OutsideClass("a power is too large to expand")
        result: Polynomial = {_ONE: 1}
        for bit in bin(exponent)[2:]:
            result = self._times(result, result)
            if bit == "1":
                result = self._times(result, a)
        return result

    def _integer_power(self, tree: Node) -> Polynomial:
        if not isinstance(tree[2], int):
            raise OutsideClass("exponents must be integers")
        base = self.polynomial(tree[1])
        return self._raised(base, tree[2]) if tree[2] >= 0 else self._raised(self._inverse(base), -tree[2])

    def _units(self, p: Polynomial) -> tuple[Monomial, Number] | None:
        """Return (monomial, coefficient) if p is a non-zero number times a product of exponentials."""
        if len(p) == 1:
            ((m, c),) = p.items()
            if all(self.labels[number][0] == "unit" for number, _ in m):
                return m, c
        return None

    def _inverse(self, base: Polynomial) -> Polynomial:
        units = self._units(base)
        if units is not None:  # never zero: no relation is needed
            return {tuple((number, -power) for number, power in units[0]): 1 / Fraction(units[1])}
        if not self.eliminate(base):
            raise OutsideClass("an expression that is identically zero is inverted")
        if base not in self.inverted:
            self.inverted.append(base)
        return self._single("inverse", self.inverted.index(base))

    def _logarithm(self, argument: Polynomial) -> Polynomial:
        units = self._units(argument)
        if units is not None and units[1] == 1:  # log e^u = u
            return {self.labels[number][1]: power for number, power in units[0]}
        for known, other in enumerate(self.logarithms):
            if not self.eliminate(_plus(argument, other, -1)):
                return self._single("logarithm", known)
        self.logarithms.append(argument)
        return self._single("logarithm", len(self.logarithms) - 1)

    def _exponential(self, exponent: Polynomial) -> Polynomial:
        result: Polynomial = {_ONE: 1}
        units: dict[int, Number] = {}
        for m, c in exponent.items():
            kinds = [self.labels[number][0] for number, _ in m]
            if kinds == ["logarithm"] and m[0][1] == 1 and c.denominator == 1:
                argument = self.logarithms[self.labels[m[0][0]][1]]
                factor = self._raised(argument if c > 0 else self._inverse(argument), abs(int(c)))
                result = self._times(result, factor)
            elif "inverse" in kinds or "unit" in kinds:
                raise OutsideClass("exponents must be polynomials in the variables")
            else:
                units[self._number("unit", m)] = c
        return self._times(result, {tuple(sorted(units.items())): 1})


def rewrite(tree: Node) -> Tree | None:
    """Return the definition of a function in terms of exp, or None if it has none here."""
    op, t = tree[0], tree[1]
    minus: Tree = ("*", -1, t)
    up, down = ("exp", t), ("exp", minus)
    if op == "logistic":
        return ("**", ("+", 1, down), -1)
    if op == "silu":
        return ("*", t, ("**", ("+", 1, down), -1))
    if op == "tanh":
        return ("*", ("+", up, ("*", -1, down)), ("**", ("+", up, down), -1))
    if op == "sinh":
        return ("*", Fraction(1, 2), ("+", up, ("*", -1, down)))
    if op == "cosh":
        return ("*", Fraction(1, 2), ("+", up, down))
    if op == "softplus":
        return ("log", ("+", 1, up))
    return None
