"""A polynomial is the dictionary of its monomials; a network evaluated on such dictionaries yields its own coefficients.

Property wanted: the coefficients of what a network computes, without the expression in between, in time and
memory proportional to the monomials that occur.  Construction: `SparseArithmetic` has the four operations that a
network is made of (constant, total, product, apply), on dictionaries.  Collecting monomials is a homomorphism
from expressions to polynomials, so that propagating dictionaries gives the dictionary of the output.  QED.

Rational coefficients are Python integers and fractions throughout; all others are SymPy expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp

from symattn.errors import InvalidArgument, TooLarge

__all__ = ["NotPolynomial", "Polynomial", "SparseArithmetic", "collected", "degree", "polynomial"]

#: From the positions of the factors of a monomial, sorted, to its coefficient: an int, a Fraction or an expression.
Polynomial: TypeAlias = dict[tuple[int, ...], Any]

_MOST_TERMS = 2_000_000


@dataclass(frozen=True)
class NotPolynomial:
    """The value of a unit that is no polynomial; ``transfer`` is the name of the function that made it so."""

    transfer: str


#: What a signal is in this arithmetic.
Signal: TypeAlias = Polynomial | NotPolynomial


def number(expression: Any) -> Any:
    """Return a SymPy rational as an int or a Fraction; leave any other expression as it is."""
    if isinstance(expression, sp.Integer):
        return int(expression.p)
    if isinstance(expression, sp.Rational):
        return Fraction(int(expression.p), int(expression.q))
    return expression


def summed(terms: Iterable[tuple[tuple[int, ...], Any]]) -> Polynomial:
    """Return the sum of coefficients times monomials.

    Rational parts are added as they come; the expressions of one monomial are added once, at the end, because
    SymPy's sum of k terms made one by one takes of the order of k^2 steps.
    """
    total: Polynomial = {}
    symbolic: dict[tuple[int, ...], list[Any]] = {}
    for monomial, coefficient in terms:
        if isinstance(coefficient, (int, Fraction)):
            total[monomial] = total.get(monomial, 0) + coefficient
        else:
            symbolic.setdefault(monomial, []).append(coefficient)
    for monomial, parts in symbolic.items():
        total[monomial] = number(sp.Add(*parts, expression_of(total.get(monomial, 0))))
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient != 0}


def expression_of(value: Any) -> Any:
    """Return a coefficient as a SymPy expression."""
    if isinstance(value, int):
        return sp.Integer(value)
    return sp.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the product of two polynomials; raise if it has too many terms."""
    if len(left) * len(right) > _MOST_TERMS:
        raise TooLarge("expression", f"must expand to at most {_MOST_TERMS} terms", len(left) * len(right))
    if len(right) == 1:
        left, right = right, left
    if len(left) == 1:  # no two terms meet
        ((monomial, factor),) = left.items()
        if factor == 1 and not monomial:
            return right
        return {_join(monomial, other): _product(factor, c) for other, c in right.items()}
    return summed((_join(m, k), _product(c, d)) for m, c in left.items() for k, d in right.items())


def _join(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    if not left or not right:
        return left or right
    return tuple(sorted(left + right))


def _product(left: Any, right: Any) -> Any:
    if isinstance(left, (int, Fraction)) and isinstance(right, (int, Fraction)):
        return left * right
    return sp.Mul(expression_of(left), expression_of(right))


def degree(polynomial: Polynomial) -> int:
    """Return the largest number of factors of a monomial; 0 for constants."""
    return max((len(monomial) for monomial in polynomial), default=0)


class SparseArithmetic:
    """The four operations of `symattn.model.arithmetic.Arithmetic` on polynomials in the inputs.

    A transfer function that is a polynomial (identity, square) is applied to it; what any other one returns is
    `NotPolynomial`, unless its argument is a constant.  Whether that matters is for whoever reads the output.

    Examples
    --------
    >>> arithmetic = SparseArithmetic()
    >>> x, y = {(0,): 1}, {(1,): 1}
    >>> arithmetic.product(arithmetic.total([x, y]), arithmetic.total([x, y]))
    {(0, 0): 1, (0, 1): 2, (1, 1): 1}
    """

    def __init__(self) -> None:
        self._shapes: dict[Any, list[Any] | None] = {}

    def constant(self, expression: Any) -> Signal:
        """Return the value of a weight."""
        value = number(expression)
        return {} if value == 0 else {(): value}

    def total(self, terms: Sequence[Signal]) -> Signal:
        """Return the sum of the terms; 0 for no terms."""
        known = [term for term in terms if not isinstance(term, NotPolynomial)]
        if len(known) < len(terms):
            return next(term for term in terms if isinstance(term, NotPolynomial))
        return summed(item for term in known for item in term.items())

    def product(self, left: Signal, right: Signal) -> Signal:
        """Return left times right; zero times anything is zero."""
        if isinstance(left, NotPolynomial) or isinstance(right, NotPolynomial):
            if left == {} or right == {}:
                return {}
            return left if isinstance(left, NotPolynomial) else right
        return times(left, right)

    def apply(self, transfer: Any, value: Signal) -> Signal:
        """Return f(value)."""
        if isinstance(value, NotPolynomial):
            return value
        coefficients = self._shape(transfer)
        if coefficients is not None:  # Horner
            result: Polynomial = {}
            for coefficient in coefficients:
                result = summed([*times(result, value).items(), *[((), coefficient)] * (coefficient != 0)])
            return result
        if degree(value) == 0:
            return self.constant(transfer.symbolic(expression_of(value.get((), 0))))
        return NotPolynomial(transfer.name)

    def _shape(self, transfer: Any) -> list[Any] | None:
        """Return the coefficients of the transfer function, highest power first, or None if it is no polynomial."""
        if transfer not in self._shapes:
            argument = sp.Dummy("S", real=True)
            response = transfer.symbolic(argument)
            polynomial = isinstance(response, sp.Expr) and response.is_polynomial(argument)
            self._shapes[transfer] = (
                [number(c) for c in sp.Poly(response, argument).all_coeffs()] if polynomial else None
            )
        return self._shapes[transfer]


def polynomial(expression: Any, position: Mapping[Any, int]) -> Polynomial:
    """Return an expression as a polynomial in the variables; raise `InvalidArgument` unless it is one."""
    if expression in position:
        return {(position[expression],): 1}
    if not any(s in position for s in expression.free_symbols):
        return {} if expression == 0 else {(): number(expression)}
    if expression.is_Add:
        return summed(item for part in expression.args for item in polynomial(part, position).items())
    if expression.is_Mul:
        product: Polynomial = {(): 1}
        for part in sorted((polynomial(part, position) for part in expression.args), key=len):
            product = times(product, part)
        return product
    if expression.is_Pow and expression.exp.is_Integer and expression.exp.is_positive:
        base = polynomial(expression.base, position)
        power: Polynomial = {(): 1}
        for _ in range(int(expression.exp)):
            power = times(power, base)
        return power
    raise InvalidArgument(
        "expression",
        "must be a polynomial in the variables",
        str(expression),
        "Use identity units, or expand it first.",
    )


def collected(terms: Polynomial) -> Polynomial:
    """Return the polynomial with its coefficients as expanded, non-zero SymPy expressions, its monomials sorted."""
    result: Polynomial = {}
    for monomial in sorted(terms, key=lambda m: (-len(m), m)):
        coefficient = expression_of(terms[monomial])
        if not coefficient.is_Rational and not _is_expanded(coefficient):
            coefficient = sp.expand(coefficient)
            # a sum of fractions such as a/(a+b) + b/(a+b) - 1 vanishes only over a common denominator
            if (
                coefficient.is_Add
                and not coefficient.is_polynomial()
                and sp.cancel(sp.together(coefficient)) == 0
            ):
                continue
        if coefficient != 0:
            result[monomial] = coefficient
    return result


def _is_expanded(coefficient: Any) -> bool:
    """Return whether a coefficient is seen to be a sum of different products of symbols, which `expand` would leave alone."""
    parts = coefficient.args if coefficient.is_Add else (coefficient,)
    return all(
        factor.is_Symbol or factor.is_Rational or isinstance(factor, sp.Indexed)
        for part in parts
        for factor in (part.args if part.is_Mul else (part,))
    )
