"""Polynomials with rational coefficients in atoms, which are trees: the canonical form in which two sides of an identity meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from symattn.certificates.expression import Tree, every_name

#: A product of powers of atoms, sorted; exponents are not zero.
Monomial: TypeAlias = tuple[tuple[Tree, int], ...]
Polynomial: TypeAlias = Mapping[Monomial, Fraction]


def constant(value: int | Fraction) -> Polynomial:
    """Return a number as a polynomial."""
    return {(): Fraction(value)} if value else {}


def atom(tree: Tree, exponent: int = 1) -> Polynomial:
    """Return a power of an atom as a polynomial."""
    return {((tree, exponent),): Fraction(1)}


def monomial(factors: Iterable[tuple[Tree, int]]) -> Monomial:
    """Return the product of powers, equal atoms joined."""
    total: dict[Tree, int] = {}
    for tree, exponent in factors:
        total[tree] = total.get(tree, 0) + exponent
    return tuple(
        sorted(((tree, e) for tree, e in total.items() if e), key=lambda factor: (repr(factor[0]), factor[1]))
    )


def plus(*terms: Polynomial) -> Polynomial:
    """Return the sum."""
    total: dict[Monomial, Fraction] = {}
    for term in terms:
        for key, coefficient in term.items():
            total[key] = total.get(key, Fraction(0)) + coefficient
    return {key: value for key, value in total.items() if value}


def times(*factors: Polynomial) -> Polynomial:
    """Return the product."""
    product: dict[Monomial, Fraction] = {(): Fraction(1)}
    for factor in factors:
        found: dict[Monomial, Fraction] = {}
        for a, c in product.items():
            for b, d in factor.items():
                key = monomial((*a, *b))
                found[key] = found.get(key, Fraction(0)) + c * d
        product = {key: value for key, value in found.items() if value}
    return product


def inverse(poly: Polynomial) -> Polynomial | None:
    """Return 1/poly as a multiple of one inverse of a canonical polynomial; None for 0.

    Negative powers are cleared first: 1/(1 + 1/e) is e/(e + 1).
    """
    if not poly:
        return None
    if len(poly) == 1:
        ((key, coefficient),) = poly.items()
        return {tuple((tree, -e) for tree, e in key): 1 / coefficient}
    lowest: dict[Tree, int] = {}
    for key in poly:
        for tree, e in key:
            lowest[tree] = min(lowest.get(tree, 0), e)
    clear: Polynomial = {monomial((tree, -e) for tree, e in lowest.items() if e < 0): Fraction(1)}
    cleared = times(poly, clear)
    lead = cleared[min(cleared, key=repr)]
    base = tree_of(times(cleared, constant(1 / lead)))
    return times(clear, atom(base, -1), constant(1 / lead))


def power(poly: Polynomial, exponent: int) -> Polynomial | None:
    """Return a power; None for a negative power of 0."""
    if exponent < 0:
        inverted = inverse(poly)
        return None if inverted is None else power(inverted, -exponent)
    return times(*([poly] * exponent))


def tree_of(poly: Polynomial) -> Tree:
    """Return the canonical tree of a polynomial: equal polynomials have equal trees."""
    terms = [_term(key, poly[key]) for key in sorted(poly, key=repr)]
    return terms[0] if len(terms) == 1 else ("+", *terms) if terms else 0


def _term(key: Monomial, coefficient: Fraction) -> Tree:
    number = int(coefficient) if coefficient.denominator == 1 else coefficient
    factors: list[Tree] = [tree if e == 1 else ("**", tree, e) for tree, e in key]
    if number == 1 and factors:
        return factors[0] if len(factors) == 1 else ("*", *factors)
    return ("*", number, *factors) if factors else number


def product_tree(factors: Iterable[tuple[Tree, int]]) -> Tree:
    """Return the tree of a product of powers."""
    return _term(tuple(factors), Fraction(1))


def mentions(tree: Tree, name: str) -> bool:
    """Return whether a name occurs in the tree."""
    return name in every_name(tree)
