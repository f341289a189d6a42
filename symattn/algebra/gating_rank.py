"""A real quadratic form with p positive and q negative squares is a sum of max(p, q) products of two linear forms, and of no fewer.

Property wanted: the products themselves, exact.  Construction: complete squares, Q = sum_k c_k s_k^2, and join a positive square with a
negative one: with c, d > 0,

    c y^2 - d z^2 = (y - (r/c) sqrt(D) z) (c y + r sqrt(D) z)      where c d = r^2 D, D an integer without small square factors.

What is left of one sign is c y * y.  So p and q squares take max(p, q) products.  QED.  Each pair has a root of its own; c and d whose
product is a square are joined first, because their pair is rational.  That fewer do not suffice is shown by
`symattn.certificates.gating_rank`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import zip_longest
from math import gcd, isqrt, lcm
from typing import Any, NamedTuple

import sympy as sp

from symattn.algebra.congruence import Square
from symattn.algebra.inertia import ConditionalInertia, Inertia, InertiaCase, Reduction
from symattn.algebra.layered_form import LayeredForm
from symattn.algebra.quadratic import QuadraticForm, distinct_variables, exact_expression
from symattn.algebra.sparse import collected, polynomial
from symattn.certificates.gating_rank import GatingRankCertificate, Pair, Surd
from symattn.errors import InvalidArgument

__all__ = ["GatedPair", "GatingRank", "gating_rank"]

_SMALL = 1000


class GatedPair(NamedTuple):
    """Two linear forms, to be multiplied.

    Examples
    --------
    x^2 - y^2 is the product of two linear forms:

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> pair, = gating_rank(QuadraticForm.from_expr(x**2 - y**2, [x, y])).pairs
    >>> pair.left, pair.right
    (x - y, x + y)

    See Also
    --------
    GatingRank : the least number of such pairs.

    References
    ----------
    Claim FA-4.
    """

    left: Any
    right: Any


@dataclass(frozen=True)
class GatingRank:
    r"""The least number of products of linear forms with sum Q, and what shows it.

    Parameters
    ----------
    form
        The quadratic part of what was asked about.
    value
        max(p, q); None if it depends on signs of symbols that are not known.
    least, most
        Bounds, equal to the value where there is one.
    pairs
        ``value`` pairs of linear forms whose products add up to the form. With symbolic coefficients they may be missing: then the tuple is
        empty.
    inertia
        The inertia; with symbolic coefficients its conditions are those of the value and of the pairs.
    certificate
        For rational coefficients; None for symbolic ones.

    Examples
    --------
    >>> x, y, z = sp.symbols("x y z")
    >>> rank = gating_rank(QuadraticForm.from_expr(x**2 + y**2 - 2*z**2, [x, y, z]))
    >>> rank.value, rank.certificate.check()
    (2, True)
    >>> sp.expand(sum(pair.left*pair.right for pair in rank.pairs)) == x**2 + y**2 - 2*z**2
    True

    See Also
    --------
    gating_rank

    References
    ----------
    Claim FA-4.
    """

    form: QuadraticForm
    value: int | None
    least: int
    most: int
    pairs: tuple[GatedPair, ...]
    inertia: ConditionalInertia
    certificate: GatingRankCertificate | None

    @property
    def conditions(self) -> tuple[Any, ...]:
        """Polynomials in the symbols that must not vanish."""
        return self.inertia.conditions

    @property
    def status(self) -> str:
        """``certified``; with symbolic coefficients ``conditional`` (the value holds where no condition vanishes) or ``undetermined``."""
        if self.value is None:
            return "undetermined"
        return "certified" if self.certificate is not None else "conditional"

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {
            "form": self.form.to_json(),
            "status": self.status,
            "value": self.value,
            "least": self.least,
            "most": self.most,
            "pairs": [[str(left), str(right)] for left, right in self.pairs],
            "inertia": self.inertia.to_json(),
            "certificate": None if self.certificate is None else self.certificate.to_json(),
        }

    def _repr_latex_(self) -> str:
        rank = f"{self.value}" if self.value is not None else rf"k,\; {self.least} \le k \le {self.most}"
        where = ",\\; ".join(rf"{sp.latex(f)} \ne 0" for f in self.conditions)
        terms = " + ".join(
            rf"\left({sp.latex(left)}\right) \left({sp.latex(right)}\right)" for left, right in self.pairs
        )
        parts = [rf"\text{{gating rank }} {rank}", terms, where]
        return r"$\displaystyle " + r",\quad ".join(part for part in parts if part) + "$"


def gating_rank(form: Any, variables: Iterable[Any] | None = None) -> GatingRank:
    r"""Return the least k with :math:`Q = \sum_{j=1}^k l_j m_j`, :math:`l_j, m_j` linear forms: max(p, q), with the pairs.

    It is the least number of output gatings of linear units that feed one linear unit which computes Q.

    Parameters
    ----------
    form
        A `QuadraticForm`, whose quadratic part is meant; or a polynomial, whose homogeneous part of degree 2 is meant.
    variables
        For a polynomial, its variables.

    Returns
    -------
    GatingRank
        ``.value``, ``.pairs`` and, for rational coefficients, ``.certificate``. With symbolic coefficients the value holds under
        ``.conditions``, or it is None.

    Raises
    ------
    InvalidArgument
        If ``form`` is neither, or a coefficient is not a rational function over the rationals.

    Examples
    --------
    A sum of two squares takes two products, their difference one:

    >>> x, y = sp.symbols("x y")
    >>> gating_rank(x**2 + y**2, [x, y]).value
    2
    >>> gating_rank(x**2 - y**2, [x, y]).pairs
    (GatedPair(left=x - y, right=x + y),)

    The certificate is checked by code of its own:

    >>> from symattn.certificates import check_certificate
    >>> check_certificate(gating_rank(x**2 + x*y, [x, y]).certificate.to_json()) is True
    True

    See Also
    --------
    QuadraticForm.inertia

    References
    ----------
    Claims FA-4, FA-4-dot.
    """
    quadratic = _quadratic_part(form, variables)
    if all(isinstance(c, sp.Rational) for _, _, c in quadratic.quadratic):
        return _certified(quadratic)
    return _conditional(quadratic, quadratic.reduction())


def _quadratic_part(form: Any, variables: Iterable[Any] | None) -> QuadraticForm:
    if isinstance(form, QuadraticForm):
        if variables is not None and tuple(variables) != form.variables:
            raise InvalidArgument("variables", "are those of the form, and not given again", variables)
        return QuadraticForm(form.variables, form.quadratic, (), sp.S.Zero)
    if variables is None:
        raise InvalidArgument(
            "form",
            "must be a QuadraticForm, or a polynomial given with its variables",
            type(form).__name__,
            "For a form of symbolic size use .gatings, an upper bound, or .at({n: 3})."
            if isinstance(form, LayeredForm)
            else "For example gating_rank(x*y + z**2, [x, y, z]).",
        )
    names = distinct_variables(variables)
    terms = polynomial(exact_expression(form), {v: k for k, v in enumerate(names)})
    part = collected({monomial: c for monomial, c in terms.items() if len(monomial) == 2})
    return QuadraticForm(names, tuple((i, j, c) for (i, j), c in part.items()), (), sp.S.Zero)


def _certified(form: QuadraticForm) -> GatingRank:
    """Return the answer for rational coefficients."""
    groups = tuple(form.steps())
    squares = [square for group, _ in groups for square in group]
    rows = _paired(squares)
    p = sum(square.coefficient > 0 for square in squares)
    q, value = len(squares) - p, len(rows)
    certificate = GatingRankCertificate(
        len(form.variables),
        tuple((i, j, Fraction(int(c.p), int(c.q))) for i, j, c in form.quadratic),
        value,
        tuple((tuple((s.coefficient, s.terms) for s in group), pivots) for group, pivots in groups),
        rows,
    )
    pairs = tuple(
        GatedPair(_expression(left, radicand, form.variables), _expression(right, radicand, form.variables))
        for radicand, left, right in rows
    )
    zero = len(form.variables) - p - q
    inertia = ConditionalInertia((), (InertiaCase((), Inertia(p, q, zero)),), (p, p), (q, q), zero)
    return GatingRank(form, value, value, value, pairs, inertia, certificate)


def _paired(squares: list[Square]) -> tuple[Pair, ...]:
    """Join positive squares with negative ones, those first whose pair is rational."""
    waiting: dict[bool, dict[int, list[Square]]] = {True: {}, False: {}}
    joined: list[tuple[Square | None, Square | None]] = []
    for square in squares:
        up = square.coefficient > 0
        _, root = _root(abs(square.coefficient))
        partners = waiting[not up].get(root)
        if partners:
            other = partners.pop(0)
            joined.append((square, other) if up else (other, square))
        else:
            waiting[up].setdefault(root, []).append(square)
    left = [[square for group in waiting[up].values() for square in group] for up in (True, False)]
    joined.extend((positive, negative) for positive, negative in zip_longest(*left))
    return tuple(_pair(positive, negative) for positive, negative in joined)


def _pair(positive: Square | None, negative: Square | None) -> Pair:
    """Return two linear forms with product c y^2 - d z^2; the left one has coprime integer coefficients."""
    if positive is None or negative is None:
        square = positive or negative
        assert square is not None
        c = square.coefficient
        left = {i: (a, Fraction(0)) for i, a in square.terms}
        right = {i: (c * a, Fraction(0)) for i, a in square.terms}
        radicand = 1
    else:
        c = positive.coefficient
        r, radicand = _root(-c * negative.coefficient)
        left, right = {}, {}
        for i, a in positive.terms:
            left[i], right[i] = (a, Fraction(0)), (c * a, Fraction(0))
        for i, a in negative.terms:
            b = r * a
            (l0, l1), (r0, r1) = left.get(i, (Fraction(0),) * 2), right.get(i, (Fraction(0),) * 2)
            if radicand == 1:
                left[i], right[i] = (l0 - b / c, l1), (r0 + b, r1)
            else:
                left[i], right[i] = (l0, l1 - b / c), (r0, r1 + b)
    values = [value for pair in left.values() for value in pair if value]
    common = lcm(*(value.denominator for value in values))
    scale = Fraction(common, gcd(*(int(value * common) for value in values)))
    if values[0] < 0:
        scale = -scale
    return radicand, _scaled(left, scale), _scaled(right, 1 / scale)


def _scaled(form: dict[int, tuple[Fraction, Fraction]], scale: Fraction) -> Surd:
    return tuple((i, scale * a, scale * b) for i, (a, b) in sorted(form.items()) if a or b)


@cache
def _root(value: Fraction) -> tuple[Fraction, int]:
    """Return r and D with value = r^2 D, value > 0, D an integer without the squares of primes below 1000.

    D is not always free of squares, which costs beauty, not truth: D may be any positive integer.
    """
    rest, root, radicand = value.numerator * value.denominator, 1, 1
    for prime in _primes():
        while rest % (prime * prime) == 0:
            rest, root = rest // (prime * prime), root * prime
        if rest % prime == 0:
            rest, radicand = rest // prime, radicand * prime
    if isqrt(rest) ** 2 == rest:
        return Fraction(root * isqrt(rest), value.denominator), radicand
    return Fraction(root, value.denominator), radicand * rest


@cache
def _primes() -> tuple[int, ...]:
    return tuple(sp.primerange(_SMALL))


def _expression(form: Surd, radicand: int, variables: tuple[Any, ...]) -> Any:
    root = sp.sqrt(radicand)
    return sp.Add(*((_rational(a) + _rational(b) * root) * variables[i] for i, a, b in form))


def _rational(value: Fraction) -> Any:
    return sp.Rational(value.numerator, value.denominator)


def _conditional(form: QuadraticForm, reduction: Reduction) -> GatingRank:
    """Return the answer for symbolic coefficients: a value only if it is the same for all signs."""
    inertia = reduction.inertia
    values = {max(case.inertia.positive, case.inertia.negative) for case in inertia.cases}
    rank = len(reduction.squares)
    least = min(values, default=max(-(-rank // 2), inertia.positive[0], inertia.negative[0]))
    most = max(values, default=max(inertia.positive[1], inertia.negative[1]))
    value = least if least == most else None
    pairs = _symbolic_pairs(form, reduction) if value is not None else ()
    return GatingRank(form, value, least, most, pairs if len(pairs) == value else (), inertia, None)


def _symbolic_pairs(form: QuadraticForm, reduction: Reduction) -> tuple[GatedPair, ...]:
    """Join squares c y^2 and -d z^2 with c d > 0 for all signs of the symbols, which of the two is positive being left open.

    The pair is the one above: c y^2 - d z^2 = (y - s z)(c y + c s z) with s^2 = d / c, whatever the sign of c.
    """
    left = list(zip(reduction.squares, reduction.signs, strict=True))
    pairs = []
    while left:
        (c, y), (sign, free) = left.pop(0)
        linear = sp.Add(*(a * form.variables[i] for i, a in y.items()))
        place = next(
            (k for k, (_, (other, also)) in enumerate(left) if other == -sign and also == free), None
        )
        if place is None:
            pairs.append(GatedPair(linear, c * linear))
            continue
        (d, z), _ = left.pop(place)
        root = _square_root(sp.cancel(-d / c))
        second = root * sp.Add(*(a * form.variables[i] for i, a in z.items()))
        first, last = (sp.factor(part) for part in (linear - second, linear + second))
        pairs.append(GatedPair(first, sp.factor(c * last) if root.is_rational_function() else c * last))
    return tuple(pairs)


def _square_root(value: Any) -> Any:
    """Return s with s^2 = value, a rational function where there is one; ``value`` is positive where it does not vanish."""
    constant, powers = sp.factor_list(sp.numer(value))
    below, more = sp.factor_list(sp.denom(value))
    outside, inside = sp.S.One, constant / below
    for factor, exponent in (*powers, *((f, -e) for f, e in more)):
        outside *= factor ** (exponent // 2)
        inside *= factor ** (exponent % 2)
    return outside * sp.sqrt(inside)
