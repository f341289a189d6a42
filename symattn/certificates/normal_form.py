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
A polynomial is a map from monomials to coefficients, a monomial a sorted tuple of (name, exponent).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from symattn.certificates.expression import Node, Tree

Monomial: TypeAlias = tuple[tuple[str, Fraction], ...]
Polynomial: TypeAlias = dict[Monomial, Fraction]

_ONE: Monomial = ()


class OutsideClass(ArithmeticError):
    """The expression is not a rational function of variables and exponentials."""


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    if len(b) < len(a):
        a, b = b, a
    product: Polynomial = {}
    for m, c in a.items():
        for n, d in b.items():
            if m and n:
                exponents = dict(m)
                for name, power in n:
                    exponents[name] = exponents.get(name, Fraction(0)) + power
                key = tuple(sorted((name, power) for name, power in exponents.items() if power))
            else:
                key = m or n
            product[key] = product.get(key, Fraction(0)) + c * d
    return {m: c for m, c in product.items() if c}


def _plus(a: Polynomial, b: Polynomial, factor: int = 1) -> Polynomial:
    total = dict(a)
    for m, c in b.items():
        total[m] = total.get(m, Fraction(0)) + factor * c
    return {m: c for m, c in total.items() if c}


def _power(a: Polynomial, exponent: int) -> Polynomial:
    result: Polynomial = {_ONE: Fraction(1)}
    for bit in bin(exponent)[2:]:
        result = _times(result, result)
        if bit == "1":
            result = _times(result, a)
    return result


class ZeroTest:
    """One zero test: it owns the fresh variables z_j of the inverses it meets."""

    def __init__(self) -> None:
        self.inverted: list[Polynomial] = []
        self.logarithms: list[Polynomial] = []

    def is_zero(self, tree: Tree) -> bool:
        """Return whether the expression vanishes wherever it is defined (complete on rational functions)."""
        return not self.eliminate(self.polynomial(tree))

    def eliminate(self, p: Polynomial) -> Polynomial:
        """Return p times powers of the inverted polynomials, free of the variables z_j."""
        for j in range(len(self.inverted) - 1, -1, -1):
            name = _inverse_name(j)
            split = [(dict(m), c) for m, c in p.items()]
            degree = max((int(m.get(name, 0)) for m, _ in split), default=0)
            if degree == 0:
                continue
            powers = [_power(self.inverted[j], k) for k in range(degree + 1)]
            parts: dict[int, Polynomial] = {}
            for m, c in split:
                exponent = int(m.pop(name, 0))
                parts.setdefault(exponent, {})[tuple(sorted(m.items()))] = c
            p = {}
            for exponent, part in sorted(parts.items()):
                p = _plus(p, _times(part, powers[degree - exponent]))
        return p

    def polynomial(self, tree: Tree) -> Polynomial:
        """Return the expression as a polynomial in variables, exponentials and inverses."""
        if isinstance(tree, int | Fraction):
            return {_ONE: Fraction(tree)} if tree else {}
        if isinstance(tree, str):
            return {((tree, Fraction(1)),): Fraction(1)}
        op = tree[0]
        if op == "+":
            total: Polynomial = {}
            for argument in tree[1:]:
                for m, c in self.polynomial(argument).items():
                    total[m] = total.get(m, Fraction(0)) + c
            return {m: c for m, c in total.items() if c}
        if op == "*":
            product: Polynomial = {_ONE: Fraction(1)}
            for argument in tree[1:]:
                product = _times(product, self.polynomial(argument))
            return product
        if op == "**":
            return self._integer_power(tree)
        if op == "exp":
            return self._exponential(self.polynomial(tree[1]))
        if op == "log":
            return {((self._logarithm_name(self.polynomial(tree[1])), Fraction(1)),): Fraction(1)}
        rewritten = rewrite(tree)
        if rewritten is None:
            raise OutsideClass(f"{op!r} is not a rational function of exponentials")
        return self.polynomial(rewritten)

    def _integer_power(self, tree: Node) -> Polynomial:
        if not isinstance(tree[2], int):
            raise OutsideClass("exponents must be integers")
        base = self.polynomial(tree[1])
        return _power(base, tree[2]) if tree[2] >= 0 else _power(self._inverse(base), -tree[2])

    def _inverse(self, base: Polynomial) -> Polynomial:
        if not self.eliminate(base):
            raise OutsideClass("an expression that is identically zero is inverted")
        if base not in self.inverted:
            self.inverted.append(base)
        name = _inverse_name(self.inverted.index(base))
        return {((name, Fraction(1)),): Fraction(1)}

    def _logarithm_name(self, argument: Polynomial) -> str:
        if argument not in self.logarithms:
            self.logarithms.append(argument)
        return f"log#{self.logarithms.index(argument)}"

    def _exponential(self, exponent: Polynomial) -> Polynomial:
        result: Polynomial = {_ONE: Fraction(1)}
        units: dict[str, Fraction] = {}
        for m, c in exponent.items():
            if len(m) == 1 and m[0][0].startswith("log#") and m[0][1] == 1 and c.denominator == 1:
                argument = self.logarithms[int(m[0][0][4:])]
                factor = _power(argument if c > 0 else self._inverse(argument), abs(int(c)))
                result = _times(result, factor)
            elif any(name.startswith(("inv#", "E#")) for name, _ in m):
                raise OutsideClass("exponents must be polynomials in the variables")
            else:
                units["E#" + "*".join(f"{name}^{power}" for name, power in m)] = c
        return _times(result, {tuple(sorted(units.items())): Fraction(1)})


def _inverse_name(j: int) -> str:
    # Zero-padded, so that sorting by name is the order of construction.
    return f"inv#{j:06d}"


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
