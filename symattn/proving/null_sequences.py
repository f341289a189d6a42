r"""Quotients of sums of c r^n n^a (log n)^b form an ordered field of germs at infinity, in which tending to 0 is decided.

Property wanted: decide exactly whether an explicit expression in n tends to 0 as n tends to infinity.

Construction: a sum of terms c r^n n^a (log n)^b with rational c, r > 0, a and integers b is stored by its keys (r, a, b).  The expression becomes a
quotient N/D of two such sums.

Derivation: for two keys, r^n n^a (log n)^b is of smaller order than another term exactly if its key is lexicographically smaller; so a sum behaves like
its term with the greatest key, distinct keys are linearly independent, and N/D tends to 0 exactly if N = 0 or the greatest key of N is smaller
than that of D.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from symattn.certificates.expression import Tree, variables
from symattn.errors import InvalidArgument
from symattn.proving.printing import to_text

#: (r, a, b): the growth r^n n^a (log n)^b.
Key: TypeAlias = tuple[Fraction, Fraction, int]
Sum: TypeAlias = dict[Key, Fraction]
Quotient: TypeAlias = tuple[Sum, Sum]
_UNIT: Key = (Fraction(1), Fraction(0), 0)
_ONE: Sum = {_UNIT: Fraction(1)}
_MAX_TERMS = 400
_MAX_EXPONENT = 64


def is_null(tree: Tree, n: str) -> bool:
    """Return whether the expression tends to 0 as n tends to infinity.

    Parameters
    ----------
    tree
        Built by + * / and powers from rational numbers, n, rational powers of n, log(n), sqrt(n), and c**(k*n + j) with rational c > 0.
    n
        The variable.

    Returns
    -------
    bool
        Whether the limit is 0; the answer is exact.

    Raises
    ------
    InvalidArgument
        If the expression is not of this class.

    Examples
    --------
    >>> n, log = "n", ("log", "n")
    >>> is_null(("*", log, ("**", n, -1)), n), is_null(("*", n, ("**", ("+", n, log), -1)), n)
    (True, False)

    See Also
    --------
    symattn.proving.squeeze : limits from inequalities.

    References
    ----------
    G. H. Hardy, Orders of Infinity, 1910.
    """
    numerator, denominator = _quotient(tree, n)
    return not numerator or max(numerator) < max(denominator)


def _refuse(tree: Tree) -> InvalidArgument:
    hint = "Bound it by sums and quotients of c*r**n*n**a*log(n)**b with rational c, r > 0, a, and prove the bound."
    return InvalidArgument("sequence", "is not one whose limit is decided here", to_text(tree), hint)


def _add(p: Sum, q: Sum) -> Sum:
    total = dict(p)
    for key, c in q.items():
        total[key] = total.get(key, Fraction(0)) + c
    return {key: c for key, c in total.items() if c}


def _times(p: Sum, q: Sum) -> Sum:
    if len(p) * len(q) > _MAX_TERMS**2:
        raise InvalidArgument("sequence", f"may have at most {_MAX_TERMS} terms", len(p) * len(q))
    total: Sum = {}
    for (r, a, b), c in p.items():
        for (s, d, e), f in q.items():
            key = (r * s, a + d, b + e)
            total[key] = total.get(key, Fraction(0)) + c * f
    return {key: c for key, c in total.items() if c}


def _product(x: Quotient, y: Quotient) -> Quotient:
    return _times(x[0], y[0]), _times(x[1], y[1])


def _quotient(tree: Tree, n: str) -> Quotient:
    if isinstance(tree, int | Fraction):
        return ({_UNIT: Fraction(tree)} if tree else {}), _ONE
    if tree == n:
        return {(Fraction(1), Fraction(1), 0): Fraction(1)}, _ONE
    if isinstance(tree, str):
        raise _refuse(tree)
    op, arguments = tree[0], tree[1:]
    if op == "log" and arguments[0] == n:
        return {(Fraction(1), Fraction(0), 1): Fraction(1)}, _ONE
    if op == "sqrt":
        return _power(tree, arguments[0], Fraction(1, 2), n)
    if op == "**":
        if isinstance(arguments[1], int | Fraction):
            return _power(tree, arguments[0], Fraction(arguments[1]), n)
        return _exponential(tree, arguments[0], arguments[1], n)
    combine: dict[str, tuple[Quotient, Callable[[Quotient, Quotient], Quotient]]] = {
        "+": (({}, _ONE), _plus),
        "*": ((_ONE, _ONE), _product),
    }
    if op not in combine:
        raise _refuse(tree)
    total, function = combine[op]
    for argument in arguments:
        total = function(total, _quotient(argument, n))
    return total


def _plus(x: Quotient, y: Quotient) -> Quotient:
    if x[1] == y[1]:
        return _add(x[0], y[0]), x[1]
    return _add(_times(x[0], y[1]), _times(y[0], x[1])), _times(x[1], y[1])


def _power(tree: Tree, base: Tree, exponent: Fraction, n: str) -> Quotient:
    if exponent.denominator != 1:
        if base != n:
            raise _refuse(tree)
        return {(Fraction(1), exponent, 0): Fraction(1)}, _ONE
    if abs(exponent) > _MAX_EXPONENT and base != n:
        raise InvalidArgument("sequence", f"exponents are at most {_MAX_EXPONENT} here", to_text(tree))
    if base == n:
        return {(Fraction(1), exponent, 0): Fraction(1)}, _ONE
    above, below = _quotient(base, n)
    if exponent < 0:
        if not above:
            raise InvalidArgument("sequence", "divides by zero", to_text(tree))
        above, below = below, above
    result: Quotient = (_ONE, _ONE)
    for _ in range(abs(int(exponent))):
        result = _product(result, (above, below))
    return result


def _exponential(tree: Tree, base: Tree, exponent: Tree, n: str) -> Quotient:
    """c^(k n + j) = c^j (c^k)^n for rational c > 0 and integers k, j."""
    above, below = _quotient(exponent, n)
    slope, constant = above.get((Fraction(1), Fraction(1), 0), Fraction(0)), above.get(_UNIT, Fraction(0))
    linear = below == _ONE and not set(above) - {_UNIT, (Fraction(1), Fraction(1), 0)}
    whole = slope.denominator == constant.denominator == 1 and abs(slope) + abs(constant) <= 1000
    if not isinstance(base, int | Fraction) or base <= 0 or variables(base) or not (linear and whole):
        raise _refuse(tree)
    ratio = Fraction(base)
    return {(ratio ** int(slope), Fraction(0), 0): ratio ** int(constant)}, _ONE
