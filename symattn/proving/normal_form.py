r"""The prover's normal form: a statement's side becomes a rational function of variables and independent exponentials.

Every exponent is a polynomial sum_m q_m m over monomials m with rational q_m; e^(q m) becomes the power q/s of one unit E_m,
s a common denominator of all exponents on m in the statement.  For exponents that are polynomials in the variables the zero test is
complete: distinct non-constant monomials are linearly independent over the rationals modulo constants, so by Ax's theorem (the functional
Lindemann-Weierstrass theorem) their exponentials are algebraically independent over the field of rational functions; the unit of the
constant monomial is e, which is transcendental.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from symattn.certificates.expression import Node, Tree
from symattn.errors import InvalidStatement
from symattn.proving.polynomial import Budget, GaveUp, Monomial, Polynomial
from symattn.proving.printing import to_text
from symattn.proving.rational import Arithmetic, Rational, constant

_MAX_EXPONENT = 10_000


class OutsideFamily(Exception):
    """The statement is not a rational function of variables and exponentials; the message says why."""


class NormalForm:
    """Normal forms of the expressions of one statement; variables and units are numbered as they appear."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.names: dict[str | tuple[str, Monomial] | tuple[str, int], int] = {}
        self.labels: list[str | tuple[str, Monomial] | tuple[str, int]] = []
        self.scales: dict[Monomial, int] = {}
        self.logarithms: list[Rational] = []
        self.positive: list[tuple[Rational, Tree]] = []
        self.inverted: list[tuple[Polynomial, Tree]] = []
        self.arithmetic = Arithmetic(budget, self.is_unit)
        self.has_exponentials = False

    def is_unit(self, variable: int) -> bool:
        """Return whether the variable is an exponential, hence positive."""
        return self.labels[variable][0] == "E" and isinstance(self.labels[variable], tuple)

    def variable(self, label: str | tuple[str, Monomial] | tuple[str, int]) -> int:
        """Return the number of a variable, numbering it if it is new."""
        number = self.names.get(label)
        if number is None:
            number = self.names[label] = len(self.labels)
            self.labels.append(label)
        return number

    def difference(self, left: Tree, right: Tree) -> Rational:
        """Return left - right; raises `OutsideFamily`, `GaveUp`, or `InvalidStatement` if it is defined nowhere."""
        for tree in (left, right):
            self._collect_scales(tree)
        # What was read while the scales were incomplete is read again.
        self.logarithms.clear()
        self.positive.clear()
        self.inverted.clear()
        minus = self.arithmetic.multiply(constant(-1), self.rational(right))
        return self.arithmetic.add([self.rational(left), minus])

    def rational(self, tree: Tree) -> Rational:
        """Return the expression as a rational function."""
        if isinstance(tree, int | Fraction):
            return constant(tree)
        if isinstance(tree, str):
            return Rational({((self.variable(tree), 1),): 1})
        op = tree[0]
        if op == "+":
            return self.arithmetic.add([self.rational(argument) for argument in tree[1:]])
        if op == "*":
            return self._product(tree)
        if op == "**":
            return self._power(tree)
        if op == "exp":
            return self._exponential(tree)
        if op == "log":
            return self._logarithm(tree)
        definition = _DEFINITIONS.get(op)
        if definition is None:
            raise OutsideFamily(_WHY_NOT.get(op, f"{op} is not a rational function of exponentials"))
        return definition(self, tree[1])

    def _product(self, tree: Node) -> Rational:
        # A product of numbers, variables and powers of variables is one monomial: no multiplication of maps.
        coefficient: int | Fraction = 1
        exponents: dict[int, int] = {}
        rest: list[Rational] = []
        for factor in tree[1:]:
            if isinstance(factor, str):
                v = self.variable(factor)
                exponents[v] = exponents.get(v, 0) + 1
            elif isinstance(factor, int | Fraction):
                coefficient *= factor
            else:
                rest.append(self.rational(factor))
        product = Rational({tuple(sorted(exponents.items())): coefficient} if coefficient else {})
        for factor in sorted(rest, key=lambda r: len(r.numerator)):
            product = self.arithmetic.multiply(product, factor)
        return product

    def _power(self, tree: Node) -> Rational:
        _, base_tree, exponent = tree
        if not isinstance(exponent, int):
            raise OutsideFamily("powers need integer exponents")
        if abs(exponent) > _MAX_EXPONENT:
            raise GaveUp(f"exponents above {_MAX_EXPONENT} are not expanded")
        base = self.rational(base_tree)
        if exponent >= 0:
            return self.arithmetic.power(base, exponent)
        if not base.numerator:
            raise InvalidStatement(
                "statement", "is defined nowhere: it divides by an expression that is zero"
            )
        self.inverted.append((base.numerator, base_tree))
        return self.arithmetic.power(self.arithmetic.invert(base), -exponent)

    def _logarithm(self, tree: Node) -> Rational:
        argument = self.rational(tree[1])
        if not argument.numerator:
            raise InvalidStatement(
                "statement", "is defined nowhere: it contains the logarithm of zero", to_text(tree)
            )
        if not argument.denominator and len(argument.numerator) == 1:
            ((m, c),) = argument.numerator.items()
            if c == 1 and all(self.is_unit(v) for v, _ in m):  # log e^u = u
                return self._log_of_units(m)
        if argument not in self.logarithms:
            self.logarithms.append(argument)
        self.positive.append((argument, tree[1]))
        return Rational({((self.variable(("log", self.logarithms.index(argument))), 1),): 1})

    def _log_of_units(self, m: Monomial) -> Rational:
        terms = []
        for v, exponent in m:
            monomial = self.labels[v][1]
            assert isinstance(monomial, tuple)
            value = Fraction(exponent, self.scales[monomial])
            terms.append(Rational({monomial: int(value) if value.denominator == 1 else value}))
        return self.arithmetic.add(terms)

    def exponent(self, tree: Tree) -> Polynomial:
        """Return an exponent as a polynomial over variables and logarithms."""
        exponent = self.rational(tree)
        if exponent.denominator:
            raise OutsideFamily("exponents must be polynomials")
        if any(self.is_unit(v) for m in exponent.numerator for v, _ in m):
            raise OutsideFamily("exponentials of exponentials are outside the family")
        return exponent.numerator

    def _exponential(self, tree: Node) -> Rational:
        self.has_exponentials = True
        result = constant(1)
        units: list[tuple[int, int]] = []
        for m, c in self.exponent(tree[1]).items():
            logarithm = self._single_logarithm(m)
            if logarithm is not None and Fraction(c).denominator == 1:
                base = self.logarithms[logarithm]
                if c < 0:
                    base = self.arithmetic.invert(base)
                result = self.arithmetic.multiply(result, self.arithmetic.power(base, abs(int(c))))
                continue
            if any(not isinstance(self.labels[v], str) for v, _ in m):
                raise OutsideFamily("non-integer powers of logarithms' arguments are outside the family")
            scaled = Fraction(c) * self.scales.get(m, 1)
            if scaled.denominator != 1:
                raise GaveUp("the exponents have no common denominator")
            units.append((self.variable(("E", m)), int(scaled)))
        return self.arithmetic.multiply(result, Rational({tuple(sorted(units)): 1}))

    def _single_logarithm(self, m: Monomial) -> int | None:
        if len(m) == 1 and m[0][1] == 1:
            label = self.labels[m[0][0]]
            if isinstance(label, tuple) and label[0] == "log" and isinstance(label[1], int):
                return label[1]
        return None

    def _collect_scales(self, tree: Tree) -> None:
        """Find for each monomial in an exponent the common denominator of its coefficients, before units are made."""
        stack = [tree]
        while stack:
            node = stack.pop()
            if not isinstance(node, tuple):
                continue
            if node[0] in _EXPONENTIAL:
                for m, c in self._exponent_or_nothing(node[1]).items():
                    scale = Fraction(c).denominator
                    self.scales[m] = lcm(self.scales.get(m, 1), scale)
            else:
                stack.extend(argument for argument in node[1:] if isinstance(argument, tuple))

    def _exponent_or_nothing(self, tree: Tree) -> Polynomial:
        # Exponents are read twice, so the units inside one (a logarithm of an exponential) need their scales first.
        self._collect_scales(tree)
        return self.exponent(tree)


def _logistic(form: NormalForm, t: Tree) -> Rational:
    # 1/(1 + e^-t) = e^t/(e^t + 1): the second form has no negative exponents.
    up = form.rational(("exp", t))
    return form.arithmetic.multiply(up, form.arithmetic.invert(form.arithmetic.add([up, constant(1)])))


def _tanh(form: NormalForm, t: Tree) -> Rational:
    up, down = form.rational(("exp", t)), form.rational(("exp", ("*", -1, t)))
    minus = form.arithmetic.multiply(constant(-1), down)
    inverse = form.arithmetic.invert(form.arithmetic.add([up, down]))
    return form.arithmetic.multiply(form.arithmetic.add([up, minus]), inverse)


def _hyperbolic(sign: int) -> Callable[[NormalForm, Tree], Rational]:
    def definition(form: NormalForm, t: Tree) -> Rational:
        up, down = form.rational(("exp", t)), form.rational(("exp", ("*", -1, t)))
        half = constant(Fraction(1, 2))
        total = form.arithmetic.add([up, form.arithmetic.multiply(constant(sign), down)])
        return form.arithmetic.multiply(half, total)

    return definition


_DEFINITIONS: dict[str, Callable[[NormalForm, Tree], Rational]] = {
    "logistic": _logistic,
    "tanh": _tanh,
    "sinh": _hyperbolic(-1),
    "cosh": _hyperbolic(1),
    "silu": lambda form, t: form.arithmetic.multiply(form.rational(t), _logistic(form, t)),
    "softplus": lambda form, t: form.rational(("log", ("+", 1, ("exp", t)))),
}
_EXPONENTIAL = frozenset(("exp", "logistic", "tanh", "sinh", "cosh", "silu", "softplus"))
_WHY_NOT = {
    **dict.fromkeys(
        ("H", "sgn", "relu", "abs", "max", "min"),
        "threshold and piecewise functions are decided on finite ranges only, as in 'x in {0,1}'",
    ),
    "Sum": "sums with a symbolic bound are not decided by this version",
    "index": "entries with a symbolic index are not decided by this version",
    "softmax": "softmax with a symbolic number of entries is not decided by this version",
    "sqrt": "square roots are outside the family",
    "binomial": "binomial coefficients are decided at explicit integers only",
    "delta": "delta(i, j) is decided at explicit integers only",
}
