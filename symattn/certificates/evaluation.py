"""The value of an expression at a rational point, exactly: a rational, or a quotient of sums of c_r e^r."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import comb, isqrt
from typing import Any

from symattn.certificates.exponential import ExpNumber, NotExact
from symattn.certificates.expression import RELATIONS, Node, Tree, entry

#: name of a tabulated function -> (tuple of arguments -> value)
Tables = Mapping[str, Mapping[Any, Fraction | int]]
_MAX_POWER = 100_000
_MAX_TERMS = 200_000
_MAX_BITS = 1 << 20
_MAX_TERMS_OF_POWER = 1024
_MAX_STEPS = 500_000
_MAX_INDEX = 10**9

__all__ = ["Evaluator", "NotExact", "Tables", "Undefined"]


class Undefined(ArithmeticError):
    """The expression has no value at this point (division by zero, logarithm of a non-positive number)."""


class Evaluator:
    """Evaluate trees at one point; ``tables`` gives the values of ``call`` and ``apply`` nodes."""

    def __init__(
        self,
        point: Mapping[str, Fraction | int],
        tables: Tables | None = None,
        max_steps: int = _MAX_STEPS,
    ) -> None:
        self.point = dict(point)
        self.tables = tables or {}
        self.steps = 0
        self.max_steps = max_steps

    def truth(self, tree: Tree) -> bool:
        """Return whether the statement holds at the point."""
        op = tree[0] if isinstance(tree, tuple) else ""
        if not isinstance(tree, tuple):
            raise NotExact("a number is not a statement")
        if op == "and":
            # Every part is evaluated: where one is undefined, so is the whole.
            return all([self.truth(argument) for argument in tree[1:]])  # noqa: C419
        if op == "or":
            return any([self.truth(argument) for argument in tree[1:]])  # noqa: C419
        if op == "not":
            return not self.truth(tree[1])
        if op == "implies":
            return not all([self.truth(tree[1]), not self.truth(tree[2])])
        if op == "permutation":
            return self._is_permutation(tree[1], self._integer(tree[2]))
        if op == "forall":
            return all([self.truth(tree[1]) for _ in self._range(tree)])  # noqa: C419
        if op not in RELATIONS:
            raise NotExact(f"{op!r} is not a statement")
        difference = self._difference(self.value(tree[1]), self.value(tree[2]))
        if op in ("==", "!="):  # needs no sign, hence no enclosure
            return difference.is_zero() == (op == "==")
        sign = difference.sign()
        return {"<=": sign <= 0, "<": sign < 0, ">=": sign >= 0, ">": sign > 0}[op]

    def _is_permutation(self, name: str, n: int) -> bool:
        """Return whether the tabulated function maps {1, ..., n} one to one onto itself."""
        if n > _MAX_TERMS:
            raise NotExact(f"a permutation of more than {_MAX_TERMS} numbers is not evaluated")
        table = self.tables.get(name, {})
        return {table.get((i,)) for i in range(1, n + 1)} == set(range(1, n + 1))

    @staticmethod
    def _difference(a: ExpNumber, b: ExpNumber) -> ExpNumber:
        return a + b * ExpNumber.of(-1)

    def value(self, tree: Tree) -> ExpNumber:
        """Return the value of an expression.

        Raises
        ------
        Undefined
            If the expression is not defined at the point.
        NotExact
            If the value does not lie in the field of `ExpNumber`.
        """
        self.steps += 1
        if self.steps > self.max_steps:
            raise NotExact(f"more than {self.max_steps} operations are needed")
        if isinstance(tree, int | Fraction):
            return ExpNumber.of(tree)
        if isinstance(tree, str):
            if tree not in self.point:
                raise NotExact(f"the point gives no value for {tree}")
            return ExpNumber.of(self.point[tree])
        method = getattr(self, f"_{_METHODS[tree[0]]}", None) if tree[0] in _METHODS else None
        if method is None:
            raise NotExact(f"{tree[0]!r} has no exact value here")
        result: ExpNumber = method(tree)
        return result

    def _integer(self, tree: Tree) -> int:
        # Indices are nearly always numbers or bound indices: no ExpNumber is made of them.
        known = self.point.get(tree) if isinstance(tree, str) else tree
        if isinstance(known, int | Fraction) and known.denominator == 1:
            return int(known)
        value = self.value(tree).rational()
        if value is None or value.denominator != 1:
            raise NotExact("an integer is needed here")
        return int(value)

    def _rational(self, tree: Tree) -> Fraction:
        value = self.value(tree).rational()
        if value is None:
            raise NotExact("a rational number is needed here")
        return value

    def _add(self, tree: Node) -> ExpNumber:
        total = ExpNumber.of(0)
        for argument in tree[1:]:
            total = total + self.value(argument)
        return total

    def _mul(self, tree: Node) -> ExpNumber:
        product = ExpNumber.of(1)
        for argument in tree[1:]:
            product = product * self.value(argument)
        return product

    def _pow(self, tree: Node) -> ExpNumber:
        exponent = self._rational(tree[2])
        if exponent == Fraction(1, 2):
            return self._sqrt(("sqrt", tree[1]))
        if exponent.denominator != 1 or abs(exponent) > _MAX_POWER:
            raise NotExact(f"powers are exact for integer exponents up to {_MAX_POWER}")
        base = self.value(tree[1])
        self._limit(base, abs(int(exponent)))
        rational = base.rational()
        try:
            # Plain fractions are much faster than sums of exponentials when the base is rational.
            return base.power(int(exponent)) if rational is None else ExpNumber.of(rational ** int(exponent))
        except ZeroDivisionError:
            raise Undefined("division by zero") from None

    @staticmethod
    def _limit(base: ExpNumber, exponent: int) -> None:
        """Refuse a power whose value would be too long, before it is computed."""
        terms = len(base.num) + len(base.den) - 2
        if exponent * base.bits() > _MAX_BITS or exponent * terms > _MAX_TERMS_OF_POWER:
            raise NotExact(f"powers are exact up to {_MAX_BITS} bits and {_MAX_TERMS_OF_POWER} terms")

    def _exp(self, tree: Node) -> ExpNumber:
        """e^(a + k log u) = e^a u^k for integers k: logarithms in the exponent leave before anything is evaluated."""
        total, factor = Fraction(0), ExpNumber.of(1)
        for term in _terms(tree[1]):
            split = _log_multiple(term)
            if split is None:
                total += self._rational(term)
            else:
                argument = self.value(split[1])
                if argument.sign() <= 0:
                    raise Undefined("logarithm of a number that is not positive")
                self._limit(argument, abs(split[0]))
                factor = factor * argument.power(split[0])
        return factor * ExpNumber.exp(total)

    def _log(self, tree: Node) -> ExpNumber:
        argument = self.value(tree[1])
        if argument.sign() <= 0:
            raise Undefined("logarithm of a number that is not positive")
        if len(argument.num) == len(argument.den) == 1:
            (r, c), (s, d) = next(iter(argument.num.items())), next(iter(argument.den.items()))
            if c == d:
                return ExpNumber.of(r - s)
        raise NotExact("a logarithm is exact at powers of e only")

    def _sqrt(self, tree: Node) -> ExpNumber:
        value = self._rational(tree[1])
        if value < 0:
            raise Undefined("square root of a negative number")
        root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        if root * root != value:
            raise NotExact("a square root is exact at squares only")
        return ExpNumber.of(root)

    def _threshold(self, tree: Node) -> ExpNumber:
        """H(t) = 1 for t >= 0, else 0."""
        return ExpNumber.of(1 if self.value(tree[1]).sign() >= 0 else 0)

    def _sgn(self, tree: Node) -> ExpNumber:
        """sgn(t) = 2 H(t) - 1: the value at 0 is +1."""
        return ExpNumber.of(1 if self.value(tree[1]).sign() >= 0 else -1)

    def _relu(self, tree: Node) -> ExpNumber:
        value = self.value(tree[1])
        return value if value.sign() > 0 else ExpNumber.of(0)

    def _abs(self, tree: Node) -> ExpNumber:
        value = self.value(tree[1])
        return value if value.sign() >= 0 else value * ExpNumber.of(-1)

    def _extreme(self, tree: Node) -> ExpNumber:
        values = [self.value(argument) for argument in tree[1:]]
        wanted = 1 if tree[0] == "max" else -1
        best = values[0]
        for value in values[1:]:
            if self._difference(value, best).sign() == wanted:
                best = value
        return best

    def _logistic(self, tree: Node) -> ExpNumber:
        """sigma(t) = 1 / (1 + e^-t)."""
        exponential = self._exp(("exp", ("*", -1, tree[1])))
        return (ExpNumber.of(1) + exponential).power(-1)

    def _silu(self, tree: Node) -> ExpNumber:
        # The argument is evaluated once, so that nested functions cost no more than their length.
        argument = self._rational(tree[1])
        return ExpNumber.of(argument) * (ExpNumber.of(1) + ExpNumber.exp(-argument)).power(-1)

    def _hyperbolic(self, tree: Node) -> ExpNumber:
        up = self._exp(("exp", tree[1]))
        down = up.power(-1)
        half = ExpNumber.of(Fraction(1, 2))
        sinh, cosh = self._difference(up, down) * half, (up + down) * half
        return {"sinh": lambda: sinh, "cosh": lambda: cosh, "tanh": lambda: sinh * cosh.power(-1)}[tree[0]]()

    def _binomial(self, tree: Node) -> ExpNumber:
        """binom(n, k) for integers n >= 0, zero outside 0 <= k <= n."""
        n, k = self._integer(tree[1]), self._integer(tree[2])
        if n < 0:
            raise NotExact("binomial coefficients need n >= 0 here")
        if 0 <= k <= n and min(k, n - k) * n.bit_length() > _MAX_BITS:
            raise NotExact(f"binomial coefficients are exact up to {_MAX_BITS} bits")
        return ExpNumber.of(comb(n, k) if 0 <= k <= n else 0)

    def _delta(self, tree: Node) -> ExpNumber:
        return ExpNumber.of(1 if self.truth(("==", *tree[1:])) else 0)

    def _sum(self, tree: Node) -> ExpNumber:
        """Sum over i = lo..hi, empty when hi < lo."""
        total = ExpNumber.of(0)
        for _ in self._range(tree):
            total = total + self.value(tree[1])
        return total

    def _range(self, tree: Node) -> Iterator[int]:
        """Give the bound index of a sum or quantifier its values lo..hi, one after the other."""
        _, _, index, low, high = tree
        lo, hi = self._integer(low), self._integer(high)
        if hi - lo > _MAX_TERMS:
            raise NotExact(f"sums and quantifiers over more than {_MAX_TERMS} values are not evaluated")
        outer = self.point.get(index)
        for i in range(lo, hi + 1):
            self.point[index] = i
            yield i
        if outer is None:
            self.point.pop(index, None)
        else:
            self.point[index] = outer

    def _softmax(self, tree: Node) -> ExpNumber:
        """softmax(i, x, n) = exp(x[i]) / (exp(x[1]) + ... + exp(x[n])), for 1 <= i <= n."""
        _, place, base, size = tree
        i, n = self._integer(place), self._integer(size)
        if not 1 <= i <= n:
            raise Undefined("softmax needs an index with 1 <= i <= n")
        if n > _MAX_TERMS:
            raise NotExact(f"a sum of more than {_MAX_TERMS} terms is not evaluated")
        total = ExpNumber.of(0)
        for j in range(1, n + 1):
            total = total + self._exp(("exp", entry(base, (j,))))
        return self._exp(("exp", entry(base, (i,)))) * total.power(-1)

    def _index(self, tree: Node) -> ExpNumber:
        indices = tuple(self._integer(i) for i in tree[2:])
        if any(abs(i) > _MAX_INDEX for i in indices):
            raise NotExact(f"entries are evaluated for indices up to {_MAX_INDEX}")
        return self.value(entry(tree[1], indices))

    def _call(self, tree: Node) -> ExpNumber:
        return self._tabulated(tree[1], tuple(self._integer(argument) for argument in tree[2:]))

    def _apply(self, tree: Node) -> ExpNumber:
        return self._tabulated(tree[1], tuple(self._rational(argument) for argument in tree[2:]))

    def _tabulated(self, name: str, arguments: tuple[Fraction | int, ...]) -> ExpNumber:
        try:
            return ExpNumber.of(self.tables[name][arguments])
        except KeyError:
            shown = ", ".join(map(str, arguments))
            raise NotExact(f"no value of {name} at {shown} is tabulated") from None


_METHODS = {
    "+": "add",
    "*": "mul",
    "**": "pow",
    "exp": "exp",
    "log": "log",
    "sqrt": "sqrt",
    "H": "threshold",
    "sgn": "sgn",
    "relu": "relu",
    "abs": "abs",
    "max": "extreme",
    "min": "extreme",
    "logistic": "logistic",
    "silu": "silu",
    "tanh": "hyperbolic",
    "sinh": "hyperbolic",
    "cosh": "hyperbolic",
    "binomial": "binomial",
    "delta": "delta",
    "Sum": "sum",
    "index": "index",
    "softmax": "softmax",
    "call": "call",
    "apply": "apply",
}


def _terms(tree: Tree) -> list[Tree]:
    """Return the summands of an exponent, with integer factors distributed over sums of logarithms."""
    if isinstance(tree, tuple) and tree[0] == "+":
        return [term for argument in tree[1:] for term in _terms(argument)]
    if isinstance(tree, tuple) and tree[0] == "*":
        sums = [argument for argument in tree[1:] if isinstance(argument, tuple) and argument[0] == "+"]
        rest = [argument for argument in tree[1:] if argument not in sums]
        if len(sums) == 1 and all(isinstance(argument, int | Fraction) for argument in rest):
            return [term for part in sums[0][1:] for term in _terms(("*", *rest, part))]
    return [tree]


def _log_multiple(term: Tree) -> tuple[int, Tree] | None:
    """Return (k, u) if the term is k log u with an integer k, else None."""
    coefficient, rest = 1, []
    for factor in term[1:] if isinstance(term, tuple) and term[0] == "*" else (term,):
        if isinstance(factor, int):
            coefficient *= factor
        else:
            rest.append(factor)
    if len(rest) == 1 and isinstance(rest[0], tuple) and rest[0][0] == "log":
        return coefficient, rest[0][1]
    return None
