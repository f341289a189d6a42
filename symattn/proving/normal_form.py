r"""The prover's normal form: a side becomes a rational function of entries, contractions and independent exponentials.

Every exponent is a polynomial sum_m q_m m over monomials m with rational q_m; e^(q m) is the power q of one unit E_m.  For exponents that are
polynomials in the variables the zero test is complete: distinct non-constant monomials are linearly independent over the rationals modulo
constants, so by Ax's theorem (the functional Lindemann-Weierstrass theorem) their exponentials are algebraically independent over the field
of rational functions; the unit of the constant monomial is e, which is transcendental.

Sums over 1..n are contractions (`Contractions`); binomial coefficients and powers with symbolic integer exponents are taken to one row, and one
exponent (`Counted`).  The square root of a positive rational is a product of roots r_p of primes with r_p^2 = p,
which are independent otherwise, so the zero test stays complete.

For a positive rational a = prod p^k the power a^e is exp(e sum_p k log p) with one variable for each log p; constants p^1 and p^(1/2) leave
the exponent.  Equal normal forms mean equal values; as nobody knows whether log 2 and log 3 are algebraically independent, completeness is not
claimed where logarithms of numbers occur outside of exponents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import floor

from symattn.certificates.expression import Node, Tree, variables
from symattn.errors import InvalidStatement
from symattn.proving import polynomial as poly
from symattn.proving.contraction import Dimension, Label, OutsideFamily
from symattn.proving.counted import Counted
from symattn.proving.indices import Index
from symattn.proving.polynomial import Budget, GaveUp, Monomial, Number, Polynomial
from symattn.proving.printing import to_text
from symattn.proving.rational import Rational, constant

__all__ = ["NormalForm", "OutsideFamily"]

_MAX_EXPONENT = 10_000
_MAX_FACTORED = 10**12


class NormalForm(Counted):
    """Normal forms of the expressions of one statement; variables are numbered as they appear.

    ``ranges`` gives for free indices what they range up to, ``permutations`` for each permutation the dimension on which it is one;
    ``positive`` are names of positive variables, ``counted`` of those that are positive integers.
    """

    def __init__(
        self,
        budget: Budget,
        ranges: Mapping[str, Dimension] | None = None,
        permutations: Mapping[str, Dimension] | None = None,
        positive: Iterable[str] = (),
        counted: Iterable[str] = (),
    ) -> None:
        super().__init__(budget, ranges or {}, permutations or {})
        self.counted = frozenset(counted)
        self.positive_names = frozenset(positive)
        self.positive: list[tuple[Rational, Tree]] = []
        self.required: list[Tree] = []
        self.inverted: list[tuple[Polynomial, Tree]] = []
        self.has_exponentials = False
        self.has_logarithms = False
        self.has_roots = False
        self.bound: dict[str, int] = {}

    def difference(self, left: Tree, right: Tree) -> Rational:
        """Return left - right; raises `OutsideFamily`, `GaveUp`, or `InvalidStatement` if it is defined nowhere."""
        minus = self.arithmetic.multiply(constant(-1), self.rational(right))
        total = self.arithmetic.add([self.rational(left), minus])
        return Rational(self.reduced(total.numerator), total.denominator)

    def reduced(self, p: Polynomial) -> Polynomial:
        """Use the relations among the variables: r_p^2 = p for roots, delta(i, j) x_j = delta(i, j) x_i."""
        if self.has_roots:
            p = self._without_squares(p)
        if any(self.labels[v][0] == "delta" for m in p for v, _ in m):
            p = self.free_deltas(p)
        return p

    def _without_squares(self, p: Polynomial) -> Polynomial:
        result: Polynomial = {}
        for m, c in p.items():
            factor: Number = c
            exponents = []
            for v, e in m:
                if self.labels[v][0] == "root":
                    factor *= self.labels[v][1] ** (e // 2)
                    e %= 2
                if e:
                    exponents.append((v, e))
            key = tuple(exponents)
            result[key] = result.get(key, 0) + factor
        return {m: c for m, c in result.items() if c}

    def is_positive(self, variable: int) -> bool:
        """Return whether the variable is seen to be positive: an exponential, a root, a positive name, an index, or a sum of such products."""
        label = self.labels[variable]
        if isinstance(label, str):
            return label in self.positive_names
        if label[0] == "sum":
            return all(self.is_positive(v) for v, _ in label[2])
        return label[0] in ("E", "root", "log of prime", "value")

    def known_sign(self, p: Polynomial) -> tuple[int, bool]:
        """Return (1, strict) if every term is seen to be non-negative, (-1, strict) if non-positive, else (0, False).

        ``strict`` says that one of the terms cannot vanish.
        """
        strict = False
        signs = {c > 0 for c in p.values()}
        for m in p:
            sure = [self.is_positive(v) for v, _ in m]
            if not all(known or exponent % 2 == 0 for known, (_, exponent) in zip(sure, m, strict=True)):
                return 0, False
            strict = strict or all(sure)
        return (0, False) if len(signs) > 1 else (1 if signs == {True} else -1, strict)

    def rational(self, tree: Tree) -> Rational:
        """Return the expression as a rational function."""
        if isinstance(tree, int | Fraction):
            return constant(tree)
        if isinstance(tree, str):
            if tree in self.bound:
                return self.single(("value", (self.bound[tree], ())))
            return self.single(tree)
        op = tree[0]
        if op == "+":
            return self._total(tree)
        if op == "*":
            return self._product(tree)
        if op == "**":
            return self._power(tree)
        if op == "exp":
            return self._exponential(tree)
        if op == "log":
            return self._logarithm(tree)
        if op == "sqrt":
            return self._root(tree[1])
        if op == "Sum":
            return self._sum(tree)
        if op == "index":
            return self.single(self.entry(tree[1], tuple(self._index(i) for i in tree[2:])))
        if op == "delta":
            return self.delta(self._index(tree[1]), self._index(tree[2]))
        if op == "softmax":
            return self._softmax(tree)
        if op == "binomial":
            return self.binomial(tree[1], tree[2])
        if op == "call" and tree[1] in self.permutations:
            return self.single(self.value(self._index(tree)))
        if op in _OPAQUE:
            arguments = [self.rational(argument) for argument in tree[1:]]
            reduced = [Rational(self.reduced(a.numerator), a.denominator) for a in arguments]
            return self.single(self.applied(op, reduced))
        definition = _DEFINITIONS.get(op)
        if definition is None:
            raise OutsideFamily(_WHY_NOT.get(op, f"{op} is not a rational function of exponentials"))
        return definition(self, tree[1])

    def _index(self, tree: Tree) -> Index:
        if isinstance(tree, int):
            return f"#{tree}", ()
        if isinstance(tree, str):
            return self.bound.get(tree, tree), ()
        if isinstance(tree, tuple) and tree[0] == "call" and len(tree) == 3:
            return self.moved(self._index(tree[2]), tree[1])
        raise OutsideFamily(
            f"{to_text(tree)} is not an index: indices are names, numbers and permutations of these"
        )

    def _sum(self, tree: Node) -> Rational:
        outer, term = dict(self.bound), tree
        indices: list[int] = []
        try:
            while isinstance(term, tuple) and term[0] == "Sum":
                _, inner, index, low, high = term
                if (
                    low != 1
                    or not (isinstance(high, str) or (isinstance(high, int) and high >= 1))
                    or high in self.bound
                ):
                    raise OutsideFamily(
                        f"sums run from 1 to a dimension here, not from {to_text(low)} to {to_text(high)}"
                    )
                self.bound[index] = self.fresh(high)
                indices.append(self.bound[index])
                term = inner
            return self.contract(self.rational(term), indices[::-1])
        finally:
            self.bound = outer

    def _softmax(self, tree: Node) -> Rational:
        """softmax(i, x, n) = exp(x[i]) / Sum(exp(x[j]), (j, 1, n))."""
        _, place, base, size = tree
        if isinstance(place, int) and place > 1 and not isinstance(size, int):
            self.required.append(("<=", place, size))
        row = "row index"  # not a name of the grammar, so it captures nothing
        total: Tree = ("Sum", ("exp", ("index", base, row)), row, 1, size)
        return self._product(("*", ("exp", ("index", base, place)), ("**", total, -1)))

    def _root(self, tree: Tree) -> Rational:
        value = self.rational(tree)
        q = value.numerator.get(poly.ONE, 0)
        if value.denominator or set(value.numerator) - {poly.ONE} or q < 0:
            raise OutsideFamily("square roots are decided for non-negative rational numbers only")
        return (
            self._power_of_primes({p: Fraction(k, 2) for p, k in _factored(q).items()}) if q else Rational({})
        )

    def _power_of_primes(self, exponents: Mapping[int, Fraction]) -> Rational:
        """Return the product of p^e, every e an integer or a half: p^(k + 1/2) = p^k r_p."""
        coefficient, roots = Fraction(1), []
        for p, e in exponents.items():
            if e.denominator > 2:
                raise OutsideFamily("of rational numbers only square roots are decided")
            if abs(e) > _MAX_EXPONENT:
                raise GaveUp(f"exponents above {_MAX_EXPONENT} are not expanded")
            coefficient *= Fraction(p) ** floor(e)
            if e.denominator == 2:
                self.has_roots = True
                roots.append((self.variable(("root", p)), 1))
        return Rational({tuple(sorted(roots)): _plain(coefficient)})

    def _total(self, tree: Node) -> Rational:
        # Terms that are one monomial each, as in a polynomial that is written out, go into one map at once.
        plain: Polynomial = {}
        rest: list[Rational] = []
        for term in tree[1:]:
            monomial = self._monomial(term)
            if monomial is None:
                rest.append(self.rational(term))
            else:
                m, c = monomial
                plain[m] = plain.get(m, 0) + c
        self.budget.spend(len(plain))
        plain = {m: c for m, c in plain.items() if c}
        return self.arithmetic.add([Rational(plain), *rest]) if rest else Rational(plain)

    def _monomial(self, tree: Tree) -> tuple[Monomial, Number] | None:
        """Return a number, a variable or a product of these as (monomial, coefficient); None for anything else."""
        factors = tree[1:] if isinstance(tree, tuple) and tree[0] == "*" else (tree,)
        coefficient: Number = 1
        exponents: dict[int, Number] = {}
        names, bound = self.names, self.bound
        for factor in factors:
            if isinstance(factor, str) and factor not in bound:
                v = names.get(factor)
                if v is None:
                    v = self.variable(factor)
                exponents[v] = exponents.get(v, 0) + 1
            elif isinstance(factor, int | Fraction):
                coefficient *= factor
            else:
                return None
        return tuple(sorted(exponents.items())), coefficient

    def _product(self, tree: Node) -> Rational:
        # A product of numbers, variables and powers of variables is one monomial: no multiplication of maps.
        coefficient: int | Fraction = 1
        exponents: dict[int, Number] = {}
        rest: list[Rational] = []
        for factor in tree[1:]:
            if isinstance(factor, str) and factor not in self.bound:
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
        if exponent == Fraction(1, 2):
            return self._root(base_tree)
        if not isinstance(exponent, int):
            return self._symbolic(base_tree, exponent)
        if abs(exponent) > _MAX_EXPONENT:
            raise GaveUp(f"exponents above {_MAX_EXPONENT} are not expanded")
        base = self.rational(base_tree)
        if self.has_roots:
            base = Rational(self.reduced(base.numerator), base.denominator)
        if exponent >= 0:
            return self.arithmetic.power(base, exponent)
        if not base.numerator:
            raise InvalidStatement(
                "statement", "is defined nowhere: it divides by an expression that is zero"
            )
        self.inverted.append((base.numerator, self._for_all(("!=", base_tree, 0))))
        return self.arithmetic.power(self.arithmetic.invert(base), -exponent)

    def _logarithm(self, tree: Node) -> Rational:
        self.has_logarithms = True
        total: list[Rational] = []
        argument = rest = constant(1)
        for factor, exponent in _factors(tree[1]):
            value = self.rational(factor)
            if not value.numerator:
                raise InvalidStatement(
                    "statement", "is defined nowhere: it contains the logarithm of zero", to_text(tree)
                )
            summands, left = self._split_logarithm(value)
            total += [self.arithmetic.multiply(constant(exponent), summand) for summand in summands]
            argument = self.arithmetic.multiply(argument, self._to_the(value, exponent))
            rest = self.arithmetic.multiply(rest, self._to_the(left, exponent))
        if rest.numerator != {poly.ONE: 1} or rest.denominator:
            self.positive.append((argument, self._for_all((">", tree[1], 0))))
            total.append(self.single(self.logarithm(rest)))
        return self.arithmetic.add(total)

    def _for_all(self, condition: Tree) -> Tree:
        """Return the condition for all values of the bound indices in it."""
        for name in variables(condition):
            if name in self.bound:
                condition = ("forall", condition, name, 1, self.dimensions[self.bound[name]])
        return condition

    def _to_the(self, value: Rational, exponent: int) -> Rational:
        base = value if exponent >= 0 else self.arithmetic.invert(value)
        return self.arithmetic.power(base, abs(exponent))

    def _split_logarithm(self, argument: Rational) -> tuple[list[Rational], Rational]:
        """Split log(u v) = log u + log v for factors u known to be positive; return the summands, and v.

        As u > 0, the logarithm is defined exactly where v > 0.
        """
        m = poly.content(argument.numerator)
        p = poly.divide_monomial(argument.numerator, m)
        scale = max(abs(Fraction(c)) for c in p.values())
        summands: list[Rational] = []
        if _is_short(scale):
            p = {n: _plain(Fraction(c) / Fraction(scale)) for n, c in p.items()}
            summands.append(self._log_of_number(scale))
        rest = [Rational({tuple((v, e) for v, e in m if not self.is_positive(v)): 1})]
        for v, e in m:
            if self.is_unit(v):  # log e^u = u
                summands.append(Rational({self.labels[v][1]: e}))
            elif self.labels[v][0] == "root":  # log sqrt(p) = log(p)/2
                summands.append(self._half(self._log_of_number(self.labels[v][1]), e))
            elif self.is_positive(v):
                summands.append(self._multiple_of_log({((v, 1),): 1}, e))
        factors = [(p, 1), *((dict(f), -e) for f, e in argument.denominator)]
        for factor, e in factors:
            if factor == {poly.ONE: 1}:
                continue
            if self.known_sign(factor) == (1, True):
                summands.append(self._multiple_of_log(factor, e))
            else:
                rest.append(Rational(factor) if e > 0 else Rational({poly.ONE: 1}, ((poly.key(factor), -e),)))
        left = constant(1)
        for part in rest:
            left = self.arithmetic.multiply(left, part)
        return summands, left

    @staticmethod
    def _half(r: Rational, times: Number) -> Rational:
        return Rational({m: Fraction(c * times, 2) for m, c in r.numerator.items()})

    def _multiple_of_log(self, factor: Polynomial, exponent: Number) -> Rational:
        (m,) = self.single(self.logarithm(Rational(factor))).numerator
        return Rational({m: exponent})

    def _symbolic(self, base_tree: Tree, exponent: Tree) -> Rational:
        """a^e = exp(e log a) for a positive rational a; for other bases e is an integer."""
        base = self.rational(base_tree)
        a = base.numerator.get(poly.ONE, 0)
        if base.denominator or set(base.numerator) != {poly.ONE} or a <= 0:
            if self.has_roots:
                base = Rational(self.reduced(base.numerator), base.denominator)
            return self.symbolic_power(base, exponent)
        return self._exponential_of(self.arithmetic.multiply(self.rational(exponent), self._log_of_number(a)))

    def _log_of_number(self, a: Number) -> Rational:
        terms = ((self.variable(("log of prime", p)), k) for p, k in _factored(a).items())
        return Rational({((v, 1),): k for v, k in terms})

    def _exponent(self, exponent: Rational) -> Polynomial:
        """Return an exponent as a polynomial over variables and logarithms."""
        if exponent.denominator:
            raise OutsideFamily("exponents must be polynomials: write b for 1/T, as in exp(b*x)")
        if any(self.is_unit(v) for m in exponent.numerator for v, _ in m):
            raise OutsideFamily("exponentials of exponentials are outside the family")
        return self.reduced(exponent.numerator)

    def _exponential(self, tree: Node) -> Rational:
        return self._exponential_of(self.rational(tree[1]))

    def _exponential_of(self, exponent: Rational) -> Rational:
        self.has_exponentials = True
        result = constant(1)
        units: list[tuple[int, Number]] = []
        primes: dict[int, Fraction] = {}
        for m, c in self._exponent(exponent).items():
            prime = self._single(m, "log of prime")
            if prime is not None:
                primes[prime[1]] = Fraction(c)
                continue
            logarithm = self._single(m, "log")
            if logarithm is not None and Fraction(c).denominator == 1:
                base = self.logarithms[logarithm[1]]
                if c < 0:
                    base = self.arithmetic.invert(base)
                result = self.arithmetic.multiply(result, self.arithmetic.power(base, abs(int(c))))
                continue
            if any(self.labels[v][0] == "log" for v, _ in m):
                raise OutsideFamily("non-integer powers of logarithms' arguments are outside the family")
            if any(self.labels[v][0] == "delta" for v, _ in m):
                raise OutsideFamily("delta(i, j) inside an exponent is outside the family")
            units.append((self.variable(("E", m)), c))
        result = self.arithmetic.multiply(result, self._power_of_primes(primes))
        return self.arithmetic.multiply(result, Rational({tuple(sorted(units)): 1}))

    def _single(self, m: Monomial, kind: str) -> Label | None:
        """Return the label of the monomial if it is a variable of this kind."""
        label = self.labels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else None
        return label if isinstance(label, tuple) and label[0] == kind else None


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
#: Functions of which only f(a) = f(b) for a = b is used; the piecewise procedure knows more about them.
_OPAQUE = frozenset(("H", "sgn", "relu", "abs", "max", "min"))
_WHY_NOT = {
    "call": "functions of integers are decided at explicit integers only",
}


def _factors(tree: Tree) -> list[tuple[Tree, int]]:
    """Return the factors of a product as it is written, with their integer exponents."""
    if isinstance(tree, tuple) and tree[0] == "*" and len(tree) > 1:
        return [pair for factor in tree[1:] for pair in _factors(factor)]
    if isinstance(tree, tuple) and tree[0] == "**" and isinstance(tree[2], int) and tree[2]:
        return [(base, e * tree[2]) for base, e in _factors(tree[1]) if abs(e * tree[2]) <= _MAX_EXPONENT]
    return [(tree, 1)]


def _is_short(a: Number) -> bool:
    """Return whether a number is factored into primes here."""
    return max(a.numerator, a.denominator) <= _MAX_FACTORED


def _factored(a: Number) -> dict[int, int]:
    """Return the exponents of the primes in a positive rational."""
    if not _is_short(a):
        raise GaveUp(
            f"roots, powers and logarithms of rational numbers are decided for parts up to {_MAX_FACTORED}"
        )
    exponents: dict[int, int] = {}
    for part, sign in ((a.numerator, 1), (a.denominator, -1)):
        p = 2
        while part > 1:
            if p * p > part:
                p = part
            while part % p == 0:
                exponents[p] = exponents.get(p, 0) + sign
                part //= p
            p += 1
    return exponents


def _plain(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else value
