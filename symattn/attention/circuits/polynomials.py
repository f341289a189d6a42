r"""Every polynomial is a network of identity units and output gatings: a monomial of degree d by d - 1 gatings in ceil(log2 d) layers.

Property wanted: a network whose only products are output gatings, whose read-out is linear and whose output is the polynomial; for r monomials of degree at
most d at most r (d - 1) gatings, in ceil(log2 d) gating layers.

Construction: a monomial m of degree e >= 2 is written m = a b with deg a, deg b <= 2^(l - 1), l = ceil(log2 e); a unit that copies a is gated by b.  The
same is done with a and b until variables remain, and a product that occurs twice is made once.  The read-out adds the monomials with their coefficients.

Derivation: (1) such a split exists: take any 2^(l - 1) of the e factors; e - 2^(l - 1) <= 2^(l - 1) remain.  (2) Depth: by induction over l a monomial of
degree at most 2^l takes at most l layers.  (3) Count: the products made for m are the inner nodes of a binary tree with e leaves, so at most e - 1.
(4) Lower bounds: units of degree at most D have products of degree at most 2 D, so t gating layers give degree at most 2^t, and t gatings too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork, OutputGate
from symattn.errors import InvalidArgument, TooLarge
from symattn.model.units import Unit
from symattn.proving import Verdict, conjunction, prove

__all__ = ["GatingBounds", "GatingCircuit", "gating_circuit"]

#: (variable, exponent) pairs, sorted, exponents positive.
Monomial = tuple[tuple[int, int], ...]

_MOST_DIVISORS = 256
_MOST_GATES = 20_000
_WHOLE = 400


@dataclass(frozen=True)
class GatingBounds:
    """Bounds for a polynomial of degree d with r monomials: at most r(d - 1) gatings; at least, and in the construction exactly, ceil(log2 d) layers."""

    gates_at_most: int
    gates_at_least: int
    layers: int


@dataclass(frozen=True)
class GatingCircuit:
    """A polynomial as a network of identity units, output gatings and one linear read-out; made by `gating_circuit`.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> circuit = gating_circuit(x**8 + 3*x**2*y)
    >>> circuit.gates, circuit.depth, circuit.degree
    (4, 3, 8)
    >>> circuit.proof.proved
    True

    See Also
    --------
    gating_circuit : makes one.

    References
    ----------
    Claim FA-3.
    """

    polynomial: Any
    network: GatedNetwork
    degree: int
    depth: int
    bounds: GatingBounds
    #: The monomial that each unit with a gate computes, by the name of the unit.
    products: tuple[tuple[str, Any], ...]

    @property
    def gates(self) -> int:
        """The number of output gatings."""
        return len(self.products)

    @cached_property
    def proof(self) -> Verdict:
        """The verdict that the network computes the polynomial.

        A small network is expanded and compared.  In a larger one each unit is compared with its monomial, as a statement about the units it reads: the
        values of a feed-forward network are determined by these equations, and the monomials satisfy them.
        """
        if self.gates <= _WHOLE:
            # The formula repeats what the network shares, so it may be long where the network is short.
            with suppress(TooLarge):
                return prove(self.network.output(), self.polynomial)
        values = {str(symbol): symbol for symbol in self.network.input_symbols} | dict(self.products)
        gates: dict[str, list[Any]] = {}
        for gate in self.network.gates:
            assert isinstance(gate, OutputGate)
            gates.setdefault(gate.unit, []).append(values[gate.by])
        parts = []
        for unit in self.network.units:
            activation = sp.Add(unit.bias, *(weight * values[source] for source, weight in unit.incoming))
            claimed = values.get(
                unit.name, self.polynomial
            )  # the read-out is the one unit without a monomial
            parts.append(prove(sp.Mul(activation, *gates.get(unit.name, ()), evaluate=False), claimed))
        name = (
            "every unit is the product of the two signals it multiplies, and the read-out is the polynomial"
        )
        return conjunction(parts, statement=name)

    def to_json(self) -> dict[str, Any]:
        """Return the polynomial, the counts and the network as plain data."""
        return {
            "polynomial": str(self.polynomial),
            "gates": self.gates,
            "depth": self.depth,
            "degree": self.degree,
            "bounds": vars(self.bounds),
            "network": self.network.to_json(),
        }

    def _repr_html_(self) -> str:
        rows = [
            ("degree", str(self.degree)),
            (
                "gatings",
                f"{self.gates} (at most {self.bounds.gates_at_most}, at least {self.bounds.gates_at_least})",
            ),
            ("gating layers", f"{self.depth} (the least possible)"),
            ("units", f"{self.network.size()}, all of them linear"),
        ]
        return (
            "<table>"
            + "".join(f"<tr><th>{name}</th><td>{text}</td></tr>" for name, text in rows)
            + "</table>"
        )


def gating_circuit(polynomial: Any, variables: Sequence[Any] | None = None) -> GatingCircuit:
    r"""Return a network of identity units and output gatings that computes :math:`\sum_k c_k x^{m_k}`, with its counts and its proof.

    Each monomial of degree e takes at most e - 1 gatings in :math:`\lceil \log_2 e \rceil` layers, and no network of identity units with gatings has fewer layers;
    products that several monomials contain are made once.

    Parameters
    ----------
    polynomial
        A SymPy polynomial, as an expression or a ``Poly``; its coefficients are rationals or expressions in other symbols.
    variables
        The variables, which become the inputs; by default all symbols of the expression, or the generators of the ``Poly``. The other symbols are coefficients.

    Returns
    -------
    GatingCircuit
        ``.network``, ``.gates``, ``.depth`` (gating layers), ``.degree``, ``.bounds``, ``.proof``.

    Raises
    ------
    InvalidArgument
        If the expression is no polynomial in the variables, has a float or complex coefficient, or a variable is no symbol.
    TooLarge
        If more than 20000 gatings would be needed.

    Examples
    --------
    The product of four variables takes three gatings in two layers:

    >>> x = sp.symbols("x1:5")
    >>> circuit = gating_circuit(sp.prod(x))
    >>> circuit.gates, circuit.depth
    (3, 2)

    A symbolic coefficient is a weight of the read-out:

    >>> a, y = sp.symbols("a y")
    >>> gating_circuit(a*y**2 + y - 1, variables=[y]).network.output()
    a*y**2 + y - 1

    The network computes the polynomial, by as many layers as the degree requires:

    >>> circuit.proof.proved and circuit.depth == circuit.bounds.layers
    True

    See Also
    --------
    output_gating

    References
    ----------
    Claims FA-3, FA-3-depth.
    """
    symbols, terms, expression = _read(polynomial, variables)
    scheduled = sorted(terms, key=lambda m: (_degree(m), m))
    makers = _Products(len(symbols))
    for monomial in scheduled:
        makers.make(monomial)
    names = [str(symbol) for symbol in symbols]
    called = _names(names, makers.split)
    units, gates, made = [], [], []
    for monomial, (left, right) in makers.split.items():
        units.append(Unit(called[monomial], "identity", [(called[left], 1)]))
        gates.append(OutputGate(called[monomial], by=called[right]))
        made.append((called[monomial], sp.Mul(*(symbols[v] ** e for v, e in monomial))))
    readout = [(called[m], c) for m, c in terms.items() if m]
    units.append(Unit(_fresh(names), "identity", readout, terms.get((), 0)))
    degree = max(map(_degree, terms), default=0)
    layers = (degree - 1).bit_length() if degree > 1 else 0
    bounds = GatingBounds(len(terms) * max(degree - 1, 0), layers, layers)
    network = GatedNetwork(symbols, units, [units[-1].name], gates)
    depth = max(map(makers.level, scheduled), default=0)
    return GatingCircuit(expression, network, degree, depth, bounds, tuple(made))


def _degree(monomial: Monomial) -> int:
    return sum(e for _, e in monomial)


class _Products:
    """Products of variables made so far: each monomial with the two it is the product of, in an order in which it comes after both."""

    def __init__(self, variables: int) -> None:
        self.split: dict[Monomial, tuple[Monomial, Monomial]] = {}
        self._known: set[Monomial] = {((v, 1),) for v in range(variables)}

    @staticmethod
    def level(monomial: Monomial) -> int:
        """Return ceil(log2 of the degree), the number of gating layers."""
        degree = _degree(monomial)
        return (degree - 1).bit_length() if degree > 1 else 0

    def make(self, monomial: Monomial) -> None:
        """Make the monomial, and whatever it is a product of, unless it is there."""
        waiting = [monomial]
        while waiting:
            current = waiting[-1]
            if not current or current in self._known:
                waiting.pop()
                continue
            # Chosen anew when the parts are there: by then a better pair may be known.
            pair = self._choose(current)
            missing = [part for part in pair if part not in self._known]
            if not missing:
                self.split[current] = pair
                self._known.add(current)
                waiting.pop()
                continue
            if len(self.split) + len(waiting) > _MOST_GATES:
                raise TooLarge("polynomial", f"needs more than {_MOST_GATES} gatings", None)
            # The smaller part is made first, so that the other may use it.
            waiting += sorted(missing, key=_degree, reverse=True)

    def _choose(self, m: Monomial) -> tuple[Monomial, Monomial]:
        """Return a split m = a b with both parts shallow enough, of those considered one that leaves fewest gatings to be made."""
        degree = _degree(m)
        most = 1 << (self.level(m) - 1)
        root = tuple((v, e // 2) for v, e in m)
        best = (root, root) if all(e % 2 == 0 for _, e in m) else _parted(m, most if degree > 2 else 1)
        cost = self._missing(best)
        divisors = 1
        for _, e in m:
            divisors *= e + 1
        if cost and divisors <= _MOST_DIVISORS:
            for part in _divisors(m, degree - most, degree // 2):
                pair = (_quotient(m, part), part)
                if self._missing(pair) < cost:
                    best, cost = pair, self._missing(pair)
                    if not cost:
                        break
        return best

    def _missing(self, pair: tuple[Monomial, Monomial]) -> int:
        """Return how many gatings the parts still take, at most."""
        return sum(_degree(part) - 1 for part in set(pair) if part not in self._known)


def _divisors(m: Monomial, low: int, high: int) -> Iterable[Monomial]:
    """Yield the divisors of m of degree low..high."""
    for exponents in product(*(range(e + 1) for _, e in m)):
        if low <= sum(exponents) <= high:
            yield tuple((v, e) for (v, _), e in zip(m, exponents, strict=True) if e)


def _parted(m: Monomial, first: int) -> tuple[Monomial, Monomial]:
    """Return m as a product of its first factors, so many, and the rest."""
    taken = []
    for v, e in m:
        if first:
            taken.append((v, min(e, first)))
            first -= taken[-1][1]
    part = tuple(taken)
    return part, _quotient(m, part)


def _quotient(m: Monomial, part: Monomial) -> Monomial:
    taken = dict(part)
    return tuple((v, e - taken.get(v, 0)) for v, e in m if e != taken.get(v, 0))


def _names(inputs: Sequence[str], products: Iterable[Monomial]) -> dict[Monomial, str]:
    """Return names for the inputs and for the units that make the products: p1, p2, ..., or another letter if an input has such a name."""
    label = next(
        c for c in ("p", "m", "q", "gate") if not any(re.fullmatch(rf"{c}\d+", name) for name in inputs)
    )
    called: dict[Monomial, str] = {((v, 1),): name for v, name in enumerate(inputs)}
    return called | {monomial: f"{label}{k}" for k, monomial in enumerate(products, 1)}


def _fresh(taken: Sequence[str]) -> str:
    """Return a name for the read-out."""
    return next(name for name in ("y", "out", *(f"out{k}" for k in range(len(taken)))) if name not in taken)


def _read(
    polynomial: Any, variables: Sequence[Any] | None
) -> tuple[tuple[Any, ...], dict[Monomial, Any], Any]:
    """Return the variables, the coefficient of each monomial, and the polynomial as an expression."""
    if variables is not None and (isinstance(variables, str | sp.Basic) or not hasattr(variables, "__len__")):
        raise InvalidArgument("variables", "must be a list of symbols", variables, "For example [x, y].")
    if isinstance(polynomial, bool | str | float) or not isinstance(polynomial, int | sp.Expr | sp.Poly):
        raise InvalidArgument(
            "polynomial",
            "must be a SymPy polynomial",
            polynomial,
            'Make its variables with sympy.symbols("x y").',
        )
    expression = (
        polynomial.as_expr()
        if isinstance(polynomial, sp.Poly)
        else sp.Integer(polynomial)
        if isinstance(polynomial, int)
        else polynomial
    )
    if isinstance(polynomial, sp.Poly) and polynomial.domain.is_FiniteField:
        raise InvalidArgument(
            "polynomial", "must have real coefficients", polynomial, "Signals are real numbers."
        )
    if not expression.is_commutative or expression.is_Matrix:
        raise InvalidArgument(
            "polynomial", "must be made of numbers", expression, "Signals are real numbers."
        )
    if expression.has(sp.Float):
        raise InvalidArgument(
            "polynomial", "must have exact coefficients", expression, "Write 0.5 as Rational(1, 2)."
        )
    given = (
        variables
        if variables is not None
        else polynomial.gens
        if isinstance(polynomial, sp.Poly)
        else _symbols(expression)
    )
    for v in given:
        if not isinstance(v, sp.Symbol | sp.Indexed):
            raise InvalidArgument(
                "variables",
                "must be symbols",
                v,
                "Give the other parts of the expression names of their own.",
            )
    if len(set(given)) != len(given):
        raise InvalidArgument("variables", "must differ", [str(v) for v in given])
    if not given:
        raise InvalidArgument(
            "variables", "must be at least one: a network has inputs", str(expression), "Pass variables=[x]."
        )
    terms = _expanded(expression, given)
    if terms is None:
        terms = _by_sympy(expression, given)
    names = {str(v) for v in given}
    for coefficient in terms.values():
        inside = {str(s) for s in coefficient.free_symbols} & names
        if inside:
            rule = f"must be a polynomial in {', '.join(map(str, given))}, but {min(inside)} occurs in a coefficient"
            raise InvalidArgument(
                "polynomial", rule, coefficient, "Replace what is no polynomial by symbols of its own."
            )
    return tuple(given), {m: c for m, c in terms.items() if c != 0}, expression


def _symbols(expression: Any) -> list[Any]:
    entries = expression.atoms(sp.Indexed)
    inside = {s for entry in entries for s in entry.free_symbols if s not in entries}
    return sorted(entries | (expression.free_symbols - inside), key=_natural)


def _natural(symbol: Any) -> list[tuple[int, Any]]:
    """Order x2 before x10."""
    return [
        (0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", str(symbol)) if part
    ]


def _expanded(expression: Any, variables: Sequence[Any]) -> dict[Monomial, Any] | None:
    """Return the terms of an expression that is a sum of monomials already, or None: this is the usual case and needs no computation."""
    places = {v: k for k, v in enumerate(variables)}
    terms: dict[Monomial, Any] = {}
    for term in sp.Add.make_args(expression):
        exponents: dict[int, int] = {}
        coefficient = []
        for factor in sp.Mul.make_args(term):
            base, exponent = factor.as_base_exp() if factor.is_Pow else (factor, sp.S.One)
            if base in places and exponent.is_Integer and exponent > 0:
                exponents[places[base]] = exponents.get(places[base], 0) + int(exponent)
            elif factor.is_Rational or factor.is_Symbol:
                coefficient.append(factor)
            else:
                return None
        monomial = tuple(sorted(exponents.items()))
        terms[monomial] = terms.get(monomial, 0) + sp.Mul(*coefficient)
    return terms


def _by_sympy(expression: Any, variables: Sequence[Any]) -> dict[Monomial, Any]:
    try:
        poly = sp.Poly(expression, *variables)
    except (sp.PolynomialError, sp.CoercionFailed) as error:
        rule = f"must be a polynomial in {', '.join(map(str, variables))}"
        raise InvalidArgument(
            "polynomial", rule, expression, "Replace what is no polynomial by symbols of its own."
        ) from error
    return {tuple((v, int(e)) for v, e in enumerate(exponents) if e): c for exponents, c in poly.terms()}
