r"""Quotients of sums of c r^n n^a (log n)^b form an ordered field of germs at infinity, in which tending to 0 is decided.

Property wanted: decide exactly whether an explicit expression in n tends to 0 as n tends to infinity, for every value of the parameters in it.

Construction: a sum of terms c r^n n^a (log n)^b with rational r > 0 and integers b is stored by its keys (r, a, b); a is linear in the parameters, c a
polynomial in them and in log 2.  The expression becomes a quotient N/D of two such sums.

Derivation: fix the parameters.  For two keys, r^n n^a (log n)^b is of smaller order than another term exactly if its key is lexicographically
smaller; so a sum behaves like its term with the greatest key if the coefficient of that is not zero, and N/D tends to 0 if every key of N is
smaller than that of D.  Without parameters this is an equivalence: a coefficient that is not the zero polynomial is not zero, as log 2 is
transcendental.  With parameters keys are compared, and the leading coefficient of D is seen not to vanish, by the least values of the parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import log
from typing import Any, TypeAlias

from symattn.certificates.expression import Tree
from symattn.certificates.limits import Germ, Term
from symattn.errors import InvalidArgument
from symattn.proving import polynomial as poly
from symattn.proving.polynomial import Budget, Number, Polynomial
from symattn.proving.printing import to_text

#: (r, a, b): the growth r^n n^a (log n)^b, a as its coefficients by parameter, the constant under "".
Key: TypeAlias = tuple[Fraction, tuple[tuple[str, Fraction], ...], int]
Sum: TypeAlias = dict[Key, Polynomial]
Quotient: TypeAlias = tuple[Sum, Sum]
_UNIT: Key = (Fraction(1), (), 0)
_ONE: Sum = {_UNIT: {poly.ONE: 1}}
_ZERO: Quotient = ({}, _ONE)
_LOG_2: Tree = ("log", 2)
_MAX_TERMS = 400
_MAX_EXPONENT = 64
_SECONDS = 5.0


def is_null(
    tree: Tree, n: str, domains: Iterable[tuple[str, Any]] = (), assumptions: Iterable[Tree] = ()
) -> bool | None:
    """Return whether the expression tends to 0 as n tends to infinity, whatever the values of its parameters.

    Parameters
    ----------
    tree
        Built by + * / and powers from rational numbers, log(2), parameters, n, powers of n whose exponents are linear in the parameters, log(n), sqrt(n),
        and c**(k*n + j) with rational c > 0.
    n
        The variable.
    domains, assumptions
        What the other variables, the parameters, range over, and lower bounds of them such as ``d >= 2``.

    Returns
    -------
    bool or None
        Whether the limit is 0, exactly; None if this is not seen for all parameters.

    Raises
    ------
    InvalidArgument
        If the expression is not of this class.

    Examples
    --------
    >>> n, log = "n", ("log", "n")
    >>> is_null(("*", log, ("**", n, -1)), n), is_null(("*", n, ("**", ("+", n, log), -1)), n)
    (True, False)

    For every fixed d >= 1 the quotient n^d / n^(d + 1) does, d/n does as well, and n^d / n**2 does not for all of them:

    >>> over = [("d", "positive integer")]
    >>> one_less = ("*", ("**", "n", "d"), ("**", ("**", "n", ("+", "d", 1)), -1))
    >>> is_null(one_less, n, over), is_null(("*", "d", ("**", n, -1)), n, over)
    (True, True)
    >>> is_null(("*", ("**", "n", "d"), ("**", "n", -2)), n, over) is None
    True

    See Also
    --------
    symattn.proving.squeeze : limits from inequalities.

    References
    ----------
    G. H. Hardy, Orders of Infinity, 1910.
    """
    field = GermField(n, domains, assumptions)
    return field.is_null(field.quotient(tree))


def _refuse(tree: Tree) -> InvalidArgument:
    hint = (
        "Bound it by sums and quotients of c*r**n*n**a*log(n)**b with rational r > 0, and c and a in parameters, which are declared in assuming; "
        "and prove the bound."
    )
    return InvalidArgument("sequence", "is not one whose limit is decided here", to_text(tree), hint)


def least_values(
    domains: Iterable[tuple[str, Any]], assumptions: Iterable[Tree]
) -> dict[str, tuple[Fraction, bool]]:
    """Return for each variable the greatest lower bound that is seen, and whether it is not attained."""
    words = {"positive": (Fraction(0), True), "positive integer": (Fraction(1), False)}
    found: dict[str, tuple[Fraction, bool]] = {}
    for name, domain in domains:
        if isinstance(domain, tuple):
            found[name] = (min(domain), False)
        elif domain in words:
            found[name] = words[domain]
    for tree in assumptions:
        if not isinstance(tree, tuple) or tree[0] not in ("<", "<=", ">", ">=", "=="):
            continue
        op, left, right = tree
        low, name = (left, right) if op in ("<", "<=") else (right, left)
        if isinstance(name, str) and isinstance(low, int | Fraction):
            found[name] = max(found.get(name, (Fraction(low), False)), (Fraction(low), op in ("<", ">")))
    return found


class GermField:
    """Germs at infinity over the parameters with the given domains; see `is_null`."""

    def __init__(
        self, n: str, domains: Iterable[tuple[str, Any]] = (), assumptions: Iterable[Tree] = ()
    ) -> None:
        self.n = n
        domains = tuple(domains)
        self.parameters = frozenset(name for name, _ in domains) - {n}
        self.least = least_values(domains, assumptions)
        self.atoms: list[Tree] = []
        self.budget = Budget(_SECONDS)

    # Order.

    def is_null(self, quotient: Quotient) -> bool | None:
        """Return whether N/D tends to 0; None if that is not seen for all parameters."""
        above, below = quotient
        if not above:
            return True
        lead = self.leading(below)
        if lead is not None and self.never_zero(below[lead]):
            signs = [self.compare(key, lead) for key in above]
            if all(sign == -1 for sign in signs):
                return True
            if not self.has_parameters(quotient):
                return False
        return None

    def leading(self, p: Sum) -> Key | None:
        """Return the key that is greater than all others, if one is seen to be."""
        for key in p:
            if all(key == other or self.compare(key, other) == 1 for other in p):
                return key
        return None

    def compare(self, x: Key, y: Key) -> int | None:
        """Return the sign of x - y in the order of growth; None if it depends on the parameters, or is not seen."""
        if x[0] != y[0]:
            return 1 if x[0] > y[0] else -1
        difference = dict(x[1])
        for name, c in y[1]:
            difference[name] = difference.get(name, Fraction(0)) - c
        if not any(difference.values()):
            return (x[2] > y[2]) - (x[2] < y[2])
        for sign in (1, -1):
            if self._positive_linear({name: sign * c for name, c in difference.items()}):
                return sign
        return None

    def _positive_linear(self, form: Mapping[str, Fraction]) -> bool:
        total, strict = Fraction(0), False
        for name, c in form.items():
            low, open_end = (Fraction(1), False) if not name else self.least.get(name, (None, False))
            if low is None or (name and c < 0):
                if c:
                    return False
                continue
            total += c * low
            strict = strict or (open_end and c > 0)
        return total > 0 or (total == 0 and strict)

    def never_zero(self, p: Polynomial) -> bool:
        """Return whether the polynomial in parameters is seen to vanish for none of their values."""
        if all(self.atoms[v] == _LOG_2 for m in p for v, _ in m):
            return bool(p)
        return self.sign(p) != 0

    def sign(self, p: Polynomial) -> int:
        """Return the sign that the polynomial has for all values of the parameters; 0 if none is seen."""
        if all(self.atoms[v] == _LOG_2 for m in p for v, _ in m):
            value = sum(float(c) * log(2) ** sum(int(e) for _, e in m) for m, c in p.items())
            return (value > 0) - (value < 0)  # only proposed: the certificate's check encloses it
        shifted: Polynomial = {}
        for m, c in p.items():
            term: Polynomial = {poly.ONE: c}
            for v, e in m:
                low = self._low(self.atoms[v])
                if low is None:
                    return 0
                base: Polynomial = {((v, 1),): 1} | ({poly.ONE: low[0]} if low[0] else {})
                term = self._times(term, poly.power(base, int(e), self.budget))
            poly.accumulate(shifted, term)
        terms = {m: c for m, c in shifted.items() if c}
        signs = {c > 0 for c in terms.values()}
        sure = any(all(self._low(self.atoms[v])[1] for v, _ in m) for m in terms)  # type: ignore[index]
        return (1 if signs == {True} else -1) if len(signs) == 1 and sure else 0

    def _low(self, atom: Tree) -> tuple[Fraction, bool] | None:
        return (Fraction(1, 2), True) if atom == _LOG_2 else self.least.get(atom)  # type: ignore[arg-type]

    def has_parameters(self, quotient: Quotient) -> bool:
        """Return whether anything but n and log 2 occurs."""
        return any(
            any(name for name, _ in key[1]) or any(self.atoms[v] != _LOG_2 for m in c for v, _ in m)
            for part in quotient
            for key, c in part.items()
        )

    # From trees to quotients.

    def quotient(self, tree: Tree) -> Quotient:
        """Return the expression as a quotient N/D.

        Raises
        ------
        InvalidArgument
            If it is not of the class, too long, or divides by zero.
        """
        if isinstance(tree, int | Fraction):
            return ({_UNIT: {poly.ONE: tree}} if tree else {}), _ONE
        if isinstance(tree, str):
            return self._power_of_n({"": Fraction(1)}) if tree == self.n else self._constant(tree, tree)
        op, arguments = tree[0], tree[1:]
        if op == "log":
            return self._logarithm(tree, arguments[0])
        if op == "sqrt" and arguments[0] == self.n:
            return self._power_of_n({"": Fraction(1, 2)})
        if op == "**":
            return self._power(tree, arguments[0], arguments[1])
        if op == "+":
            return reduce(self._plus, map(self.quotient, arguments), _ZERO)
        if op == "*":
            return reduce(self.product, map(self.quotient, arguments), (_ONE, _ONE))
        raise _refuse(tree)

    def _constant(self, atom: Tree, tree: Tree) -> Quotient:
        if atom != _LOG_2 and atom not in self.parameters:
            raise _refuse(tree)
        if atom not in self.atoms:
            self.atoms.append(atom)
        return {_UNIT: {((self.atoms.index(atom), 1),): 1}}, _ONE

    def _logarithm(self, tree: Tree, argument: Tree) -> Quotient:
        """log n, the logarithm of a power of two, and sums and multiples of these."""
        if argument == self.n:
            return {(Fraction(1), (), 1): {poly.ONE: 1}}, _ONE
        if isinstance(argument, tuple) and argument[0] == "*":
            return reduce(self._plus, (self._logarithm(tree, factor) for factor in argument[1:]), _ZERO)
        if isinstance(argument, tuple) and argument[0] == "**":
            return self.product(self.quotient(argument[2]), self._logarithm(tree, argument[1]))
        if isinstance(argument, int | Fraction) and argument > 0:
            up, down = Fraction(argument).numerator, Fraction(argument).denominator
            if up & (up - 1) == down & (down - 1) == 0:
                k = up.bit_length() - down.bit_length()
                return self.product(self.quotient(k), self._constant(_LOG_2, tree))
        raise _refuse(tree)

    @staticmethod
    def _power_of_n(form: Mapping[str, Fraction], logs: int = 0) -> Quotient:
        key: Key = (Fraction(1), tuple(sorted((name, c) for name, c in form.items() if c)), logs)
        return {key: {poly.ONE: 1}}, _ONE

    def _power(self, tree: Tree, base: Tree, exponent: Tree) -> Quotient:
        if base == self.n:
            return self._power_of_n(self._linear(tree, exponent))
        above, below = self.quotient(exponent)
        k: Number = above.get(_UNIT, {}).get(poly.ONE, 0)
        if below != _ONE or set(above) - {_UNIT} or (above and set(above[_UNIT]) != {poly.ONE}):
            return self._exponential(tree, base, exponent)
        if Fraction(k).denominator != 1:
            raise _refuse(tree)
        if not -_MAX_EXPONENT <= k <= _MAX_EXPONENT:
            raise InvalidArgument("sequence", f"exponents are at most {_MAX_EXPONENT} here", to_text(tree))
        above, below = self.quotient(base)
        if k < 0:
            if not above:
                raise InvalidArgument("sequence", "divides by zero", to_text(tree))
            above, below = below, above
        return reduce(self.product, [(above, below)] * abs(int(k)), (_ONE, _ONE))

    def _linear(self, tree: Tree, exponent: Tree) -> dict[str, Fraction]:
        """Return the coefficients of an exponent that is linear in the parameters."""
        above, below = self.quotient(exponent)
        if below != _ONE or set(above) - {_UNIT}:
            raise _refuse(tree)
        form: dict[str, Fraction] = {}
        for m, c in above.get(_UNIT, {}).items():
            if len(m) > 1 or any(e != 1 or self.atoms[v] == _LOG_2 for v, e in m):
                raise _refuse(tree)
            form[str(self.atoms[m[0][0]]) if m else ""] = Fraction(c)
        return form

    def _exponential(self, tree: Tree, base: Tree, exponent: Tree) -> Quotient:
        """c^(k n + j) = c^j (c^k)^n for rational c > 0 and integers k, j."""
        above, below = self.quotient(exponent)
        line: Key = (Fraction(1), (("", Fraction(1)),), 0)
        if not isinstance(base, int | Fraction) or base <= 0 or below != _ONE or set(above) - {_UNIT, line}:
            raise _refuse(tree)
        if any(set(c) - {poly.ONE} for c in above.values()):
            raise _refuse(tree)
        slope, constant = (Fraction(above.get(key, {}).get(poly.ONE, 0)) for key in (line, _UNIT))
        if slope.denominator != 1 or constant.denominator != 1 or abs(slope) + abs(constant) > 1000:
            raise _refuse(tree)
        ratio = Fraction(base)
        return {(ratio ** int(slope), (), 0): {poly.ONE: ratio ** int(constant)}}, _ONE

    # Arithmetic.

    def _times(self, p: Polynomial, q: Polynomial) -> Polynomial:
        return poly.multiply(p, q, self.budget)

    def _sum_times(self, p: Sum, q: Sum) -> Sum:
        if len(p) * len(q) > _MAX_TERMS**2:
            raise InvalidArgument("sequence", f"may have at most {_MAX_TERMS} terms", len(p) * len(q))
        total: Sum = {}
        for (r, a, b), c in p.items():
            for (s, d, e), f in q.items():
                form = dict(a)
                for name, slope in d:
                    form[name] = form.get(name, Fraction(0)) + slope
                key = (r * s, tuple(sorted((name, slope) for name, slope in form.items() if slope)), b + e)
                poly.accumulate(total.setdefault(key, {}), self._times(c, f))
        return _nonzero(total)

    def product(self, x: Quotient, y: Quotient) -> Quotient:
        """Return x y."""
        return self._sum_times(x[0], y[0]), self._sum_times(x[1], y[1])

    def _plus(self, x: Quotient, y: Quotient) -> Quotient:
        same = x[1] == y[1]
        parts = (x[0], y[0]) if same else (self._sum_times(x[0], y[1]), self._sum_times(y[0], x[1]))
        total: Sum = {key: dict(c) for key, c in parts[0].items()}
        for key, c in parts[1].items():
            poly.accumulate(total.setdefault(key, {}), c)
        return _nonzero(total), x[1] if same else self._sum_times(x[1], y[1])

    # For the certificate.

    def germ(self, quotient: Quotient) -> Germ:
        """Return the quotient in the form in which certificates hold it."""
        above, below = (tuple(self._term(key, c) for key, c in part.items()) for part in quotient)
        return Germ(above, below)

    def _term(self, key: Key, c: Polynomial) -> Term:
        coefficient = (
            "+",
            *(("*", _plain(a), *(_factor(self.atoms[v], e) for v, e in m)) for m, a in c.items()),
        )
        power: Tree = (
            "+",
            *(("*", _plain(slope), name) if name else _plain(slope) for name, slope in key[1]),
        )
        return Term(coefficient, key[0], power, key[2])


def _nonzero(p: Sum) -> Sum:
    cleaned = {key: {m: a for m, a in c.items() if a} for key, c in p.items()}
    return {key: c for key, c in cleaned.items() if c}


def _plain(c: Number) -> int | Fraction:
    return int(c) if c.denominator == 1 else c


def _factor(atom: Tree, exponent: Number) -> Tree:
    return atom if exponent == 1 else ("**", atom, int(exponent))
