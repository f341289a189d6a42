"""With symbolic entries the inertia of a form depends on signs: of irreducible factors of the pivots, and of nothing else.

Property wanted: an answer that is right wherever its conditions hold, and no answer where there are several.
Construction: Lagrange's reduction over the field of rational functions in the symbols gives x^T M x = sum c_k l_k^2.
Write each c_k as a rational constant times powers of irreducible polynomials f.

Derivation: at real values of the symbols at which no f vanishes every step of the reduction can be carried out, so the
inertia there is the number of positive and of negative c_k (Sylvester), and the sign of c_k is that of its constant times the signs of
the f of odd exponent.  Assumptions on the symbols fix some of these signs.  A factor of degree 2 has a fixed sign also if its form, made
homogeneous with one more variable, is semidefinite: then f >= 0 everywhere, and f > 0 where f does not vanish.  All sign patterns of the
remaining factors are tried; if all give the same inertia it is the inertia.  QED.  A pattern that no real point has
may be among them: it makes the table longer, not wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, NamedTuple

import sympy as sp

from symattn.algebra.congruence import blocks, completed_squares, rows_of, symbols_of
from symattn.errors import InvalidArgument

__all__ = ["ConditionalInertia", "Inertia", "InertiaCase", "Reduction", "reduce_symbolic"]

_MOST_FACTORS = 8
_IF = r"\text{if } "


class Inertia(NamedTuple):
    """The numbers of positive, negative and zero eigenvalues.

    Examples
    --------
    A square and the negative of a square:

    >>> from sympy import symbols
    >>> from symattn import QuadraticForm
    >>> x, y, z = symbols("x y z")
    >>> QuadraticForm.from_expr(x**2 - 2*y**2, [x, y, z]).inertia()
    Inertia(positive=1, negative=1, zero=1)

    See Also
    --------
    symattn.algebra.gating_rank : the larger of the first two numbers.
    """

    positive: int
    negative: int
    zero: int


class InertiaCase(NamedTuple):
    """The inertia where each factor f has the sign s, for the pairs (f, s) of ``signs``.

    Examples
    --------
    The inertia of a x^2 depends on the sign of a:

    >>> from sympy import symbols
    >>> from symattn import QuadraticForm
    >>> a, x = symbols("a x", real=True)
    >>> for case in QuadraticForm.from_expr(a*x**2, [x]).conditional_inertia().cases:
    ...     print(case.signs, tuple(case.inertia))
    ((a, 1),) (1, 0, 0)
    ((a, -1),) (0, 1, 0)

    See Also
    --------
    ConditionalInertia
    """

    signs: tuple[tuple[Any, int], ...]
    inertia: Inertia


@dataclass(frozen=True)
class ConditionalInertia:
    r"""What is known of the inertia of a form with symbolic coefficients, wherever no expression in ``conditions`` vanishes.

    Parameters
    ----------
    conditions
        Polynomials in the symbols that must not vanish.
    cases
        The inertia for each pattern of signs: one case without signs if it does not depend on any, none if there are too many.
        A case may be one that no real values have.
    positive, negative
        The least and the largest number of positive (negative) eigenvalues, whatever the signs.
    zero
        The number of zero eigenvalues.

    Examples
    --------
    The sign of a decides:

    >>> from symattn.algebra import QuadraticForm
    >>> a, x, y = sp.symbols("a x y")
    >>> found = QuadraticForm.from_expr(a*x**2 + y**2, [x, y]).conditional_inertia()
    >>> found.determined, found.conditions
    (False, (a,))
    >>> {s: tuple(case.inertia) for case in found.cases for _, s in case.signs} == {1: (2, 0, 0), -1: (1, 1, 0)}
    True

    See Also
    --------
    QuadraticForm.conditional_inertia, QuadraticForm.inertia

    References
    ----------
    Sylvester's law of inertia.
    """

    conditions: tuple[Any, ...]
    cases: tuple[InertiaCase, ...]
    positive: tuple[int, int]
    negative: tuple[int, int]
    zero: int

    @property
    def determined(self) -> bool:
        """Whether the inertia is the same for all signs."""
        return len(self.cases) == 1

    @property
    def value(self) -> Inertia | None:
        """The inertia if it is determined, else None."""
        return self.cases[0].inertia if self.determined else None

    @property
    def status(self) -> str:
        """One of ``determined``, ``cases``, ``undetermined``."""
        return "determined" if self.determined else "cases" if self.cases else "undetermined"

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data; polynomials are texts."""
        return {
            "status": self.status,
            "conditions": [str(f) for f in self.conditions],
            "cases": [
                {"signs": [[str(f), s] for f, s in case.signs], "inertia": list(case.inertia)}
                for case in self.cases
            ],
            "positive": list(self.positive),
            "negative": list(self.negative),
            "zero": self.zero,
        }

    def _repr_latex_(self) -> str:
        lines = []
        for case in self.cases:
            signs = ",\\; ".join(f"{sp.latex(f)} {'>' if s > 0 else '<'} 0" for f, s in case.signs)
            lines.append(rf"(p, q, z) = {tuple(case.inertia)} & {signs and rf'{_IF}{signs}'}")
        if not lines:
            (a, b), (c, d) = self.positive, self.negative
            lines = [rf"{a} \le p \le {b},\; {c} \le q \le {d},\; p + q = {a + d},\; z = {self.zero} &"]
        if self.conditions:
            where = ",\\; ".join(rf"{sp.latex(f)} \ne 0" for f in self.conditions)
            lines.append(rf"\text{{where }} {where} &")
        return r"$\displaystyle \begin{array}{ll} " + r" \\ ".join(lines) + r" \end{array}$"


@dataclass(frozen=True)
class Reduction:
    """The squares c_k l_k^2 of a form over the rational functions in its symbols, and what follows for its inertia.

    ``squares`` holds c_k and l_k (from variable to coefficient) as SymPy expressions; ``signs[k]`` is a sign and the factors whose signs
    it is multiplied by.
    """

    squares: tuple[tuple[Any, dict[int, Any]], ...]
    signs: tuple[tuple[int, frozenset[Any]], ...]
    inertia: ConditionalInertia


def reduce_symbolic(
    entries: Mapping[tuple[int, int], Any], size: int, definite: Callable[[Any, list[Any]], int]
) -> Reduction:
    """Return the squares and the conditional inertia of a form in ``size`` variables.

    ``entries`` are the entries (i, j), i <= j, of M: rational functions over the rationals.  ``definite`` returns the sign of a
    polynomial of degree 2 in the given symbols if it is semidefinite, else 0.
    """
    factors = _Factors(definite)
    conditions: dict[Any, None] = {}
    squares: list[tuple[Any, dict[int, Any]]] = []
    signs: list[tuple[int, frozenset[Any]]] = []
    for block in blocks(rows_of(entries)):  # a field of its own for each block: few symbols
        symbols = sorted(
            set().union(*(symbols_of(c) for row in block.values() for c in row.values())),
            key=sp.default_sort_key,
        )
        factors.introduce(symbols)
        field = sp.QQ.frac_field(*factors.real(symbols))
        half = field.from_sympy(sp.Rational(1, 2))
        values = {
            (i, j): field.from_sympy(sp.together(factors.forward(c)))
            for i, row in block.items()
            for j, c in row.items()
            if i <= j
        }
        for value in values.values():
            conditions.update(dict.fromkeys(factors.of(value.denom)))
        for step in completed_squares(rows_of(values), cost=_terms, halve=half.__mul__):
            for c, form in step.squares:
                conditions.update(dict.fromkeys((*factors.of(c.numer), *factors.of(c.denom))))
                signs.append(factors.sign(c))
                terms = {k: factors.back(field.to_sympy(v)) for k, v in sorted(form.items())}
                squares.append((factors.back(field.to_sympy(c)), terms))
    needed = tuple(sorted((factors.back(f) for f in conditions if not f.is_nonzero), key=sp.default_sort_key))
    named = [(sign, frozenset(map(factors.back, free))) for sign, free in signs]
    return Reduction(tuple(squares), tuple(named), _answer(named, size - len(squares), needed))


def _stand_in(symbol: Any, number: int) -> Any:
    """Return a real symbol that knows of the signs what ``symbol`` knows."""
    if symbol.is_real is False or (symbol.is_complex and symbol.is_real is None):
        raise InvalidArgument(
            "coefficients", "must have real symbols", str(symbol), "Inertia counts the signs of real numbers."
        )
    if symbol.is_zero:
        hint = "Substitute 0 for it."
        raise InvalidArgument("coefficients", "must not have symbols that vanish", str(symbol), hint)
    names = ("positive", "negative", "nonnegative", "nonpositive", "zero")
    known = {name: getattr(symbol, f"is_{name}") for name in names}
    return sp.Dummy(
        f"s{number}", real=True, **{name: value for name, value in known.items() if value is not None}
    )


def _terms(value: Any) -> int:
    """Return how complicated a pivot is: 0 for a constant."""
    return 0 if value.numer.is_ground and value.denom.is_ground else len(value.numer) + len(value.denom)


class _Factors:
    """Real symbols in place of the given ones, the irreducible factors of polynomials in them, and what is known of their signs."""

    def __init__(self, definite: Callable[[Any, list[Any]], int]) -> None:
        self._definite = definite
        self._known: dict[Any, int] = {}
        self._forward: dict[Any, Any] = {}
        self._back: dict[Any, Any] = {}

    def introduce(self, symbols: Iterable[Any]) -> None:
        """Choose real symbols for those that have none yet."""
        for symbol in symbols:
            if symbol not in self._forward:
                dummy = _stand_in(symbol, len(self._forward))
                self._forward[symbol] = dummy
                self._back[dummy] = symbol

    def real(self, symbols: Iterable[Any]) -> list[Any]:
        """Return the real symbols, one at least: a field needs a generator."""
        return [self._forward[s] for s in symbols] or [sp.Dummy("s")]

    def forward(self, expression: Any) -> Any:
        """Return the expression in the real symbols."""
        return expression.xreplace(self._forward)

    def back(self, expression: Any) -> Any:
        """Return the expression in the given symbols."""
        return expression.xreplace(self._back)

    @staticmethod
    def of(polynomial: Any) -> list[Any]:
        """Return the irreducible factors as expressions."""
        return [] if polynomial.is_ground else [f.as_expr() for f, _ in polynomial.factor_list()[1]]

    def sign(self, value: Any) -> tuple[int, frozenset[Any]]:
        """Return the sign of a rational function as a number times the signs of the factors in the set."""
        sign, free = 1, set[Any]()
        for part in (value.numer, value.denom):
            constant, powers = (part.LC, []) if part.is_ground else part.factor_list()
            sign *= 1 if constant > 0 else -1
            for factor, exponent in powers:
                if exponent % 2:
                    expression = factor.as_expr()
                    known = self._sign(expression)
                    sign *= known or 1
                    free ^= set() if known else {expression}
        return sign, frozenset(free)

    def _sign(self, factor: Any) -> int:
        """Return 1 or -1 if the factor has that sign wherever it does not vanish, else 0."""
        if factor not in self._known:
            if factor.is_nonnegative:
                self._known[factor] = 1
            elif factor.is_nonpositive:
                self._known[factor] = -1
            else:
                symbols = sorted(factor.free_symbols, key=sp.default_sort_key)
                quadratic = sp.Poly(factor, *symbols).total_degree() == 2
                self._known[factor] = self._definite(factor, symbols) if quadratic else 0
        return self._known[factor]


def _answer(
    signs: list[tuple[int, frozenset[Any]]], zero: int, conditions: tuple[Any, ...]
) -> ConditionalInertia:
    """Count the signs: squares with the same free factors change sign together."""
    balance: dict[frozenset[Any], list[int]] = {}
    for sign, free in signs:
        balance.setdefault(free, [0, 0])[sign < 0] += 1
    fixed = balance.pop(frozenset(), [0, 0])
    undecided = {free: (a, b) for free, (a, b) in balance.items() if a != b}
    settled = sum(a for a, b in balance.values() if a == b)
    positive, negative = fixed[0] + settled, fixed[1] + settled
    factors = sorted(set().union(*undecided), key=sp.default_sort_key)
    cases = []
    if len(factors) <= _MOST_FACTORS:
        for pattern in product((1, -1), repeat=len(factors)):
            of = dict(zip(factors, pattern, strict=True))
            p, q = positive, negative
            for free, (a, b) in undecided.items():
                up = prod(of[f] for f in free) > 0
                p, q = p + (a if up else b), q + (b if up else a)
            cases.append(InertiaCase(tuple(of.items()), Inertia(p, q, zero)))
        if len({case.inertia for case in cases}) == 1:
            cases = [InertiaCase((), cases[0].inertia)]
    low = sum(min(counts) for counts in undecided.values())
    high = sum(max(counts) for counts in undecided.values())
    spread = [case.inertia for case in cases]
    return ConditionalInertia(
        conditions,
        tuple(cases),
        _range([i.positive for i in spread], positive + low, positive + high),
        _range([i.negative for i in spread], negative + low, negative + high),
        zero,
    )


def _range(values: list[int], low: int, high: int) -> tuple[int, int]:
    return (min(values), max(values)) if values else (low, high)
