"""A quadratic polynomial is q(x) = x^T M x + l.x + c, M symmetric; it is stored by its non-zero monomials.

Rank and inertia are those of the form x^T M x.  Inertia comes from an exact congruence: Lagrange's reduction,
with the hyperbolic step 2xy = ((x+y)^2 - (x-y)^2)/2 where every pivot on the diagonal is zero (a plain LDL^T
fails there).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp

from symattn.algebra.congruence import Square, generic_rank, sum_of_squares
from symattn.errors import InvalidArgument, TooLarge

__all__ = ["Inertia", "QuadraticForm", "Square"]

#: A polynomial: from the positions of the factors of a monomial, sorted, to its coefficient.
_Polynomial = dict[tuple[int, ...], Any]

_MOST_TERMS = 2_000_000


class Inertia(NamedTuple):
    """The numbers of positive, negative and zero eigenvalues."""

    positive: int
    negative: int
    zero: int


@dataclass(frozen=True)
class QuadraticForm:
    r"""The quadratic polynomial :math:`q(x) = \sum_{i \le j} q_{ij} x_i x_j + \sum_i l_i x_i + c`.

    Parameters
    ----------
    variables
        x_1, ..., x_n: symbols or indexed entries.
    quadratic
        The non-zero coefficients of the monomials x_i x_j as triples (i, j, q_ij), 0 <= i <= j < n, sorted.
    linear_terms
        The non-zero coefficients l_i as pairs (i, l_i), sorted.
    constant
        c.

    Examples
    --------
    Output gating of two linear units of two inputs gives a form of rank 2:

    >>> w1, w2, v1, v2, x1, x2 = sp.symbols("w1 w2 v1 v2 x1 x2")
    >>> q = QuadraticForm.from_expr((w1*x1 + w2*x2)*(v1*x1 + v2*x2), [x1, x2])
    >>> q.matrix
    Matrix([
    [            v1*w1, v1*w2/2 + v2*w1/2],
    [v1*w2/2 + v2*w1/2,             v2*w2]])
    >>> q.rank()
    2

    The matrix gives back the polynomial:

    >>> x = sp.Matrix([x1, x2])
    >>> sp.expand((x.T*q.matrix*x)[0] - q.expression()) == 0
    True

    See Also
    --------
    QuadraticForm.from_network

    References
    ----------
    Claim FA-2; Sylvester's law of inertia.
    """

    variables: tuple[Any, ...]
    quadratic: tuple[tuple[int, int, Any], ...]
    linear_terms: tuple[tuple[int, Any], ...]
    constant: Any

    @classmethod
    def from_expr(cls, expression: Any, variables: Iterable[Any]) -> QuadraticForm:
        r"""Return the form of a polynomial of degree at most 2 in the variables; other symbols are constants.

        Parameters
        ----------
        expression
            A SymPy expression, or an integer or rational.
        variables
            Distinct symbols or indexed entries.

        Returns
        -------
        QuadraticForm
            Its coefficients are expanded.

        Raises
        ------
        InvalidArgument
            If the expression is not a polynomial in the variables, or its degree is more than 2.

        Examples
        --------
        The difference of two squares has no monomial x y:

        >>> x, y = sp.symbols("x y")
        >>> QuadraticForm.from_expr((x + y)*(x - y) + 3, [x, y]).quadratic
        ((0, 0, 1), (1, 1, -1))

        Polarisation gives the product of two inputs:

        >>> q = QuadraticForm.from_expr(((x + y)**2 - (x - y)**2)/4, [x, y])
        >>> q.expression() == x*y
        True

        See Also
        --------
        QuadraticForm.from_network

        References
        ----------
        SM-4a, FA-2.
        """
        if isinstance(variables, str) or not hasattr(variables, "__iter__"):
            raise InvalidArgument("variables", "must be a list of symbols", variables, "For example [x, y].")
        names = tuple(variables)
        if not all(isinstance(v, (sp.Symbol, sp.Indexed)) for v in names) or len(set(names)) != len(names):
            raise InvalidArgument("variables", "must be distinct symbols or indexed entries", names)
        if isinstance(expression, Fraction):
            expression = sp.Rational(expression.numerator, expression.denominator)
        elif isinstance(expression, int) and not isinstance(expression, bool):
            expression = sp.Integer(expression)
        if not isinstance(expression, sp.Expr) or expression.has(sp.Float):
            raise InvalidArgument("expression", "must be an exact SymPy expression", expression)
        position = {v: k for k, v in enumerate(names)}
        collected = _collect(_polynomial(expression, position))
        degree = max((len(m) for m in collected), default=0)
        if degree > 2:
            raise InvalidArgument(
                "expression",
                f"must have degree at most 2 in the variables, but has degree {degree}",
                str(expression),
                "A cubic needs two gatings.",
            )
        return cls(
            names,
            tuple((m[0], m[1], c) for m, c in collected.items() if len(m) == 2),
            tuple((m[0], c) for m, c in collected.items() if len(m) == 1),
            collected.get((), sp.S.Zero),
        )

    @classmethod
    def from_network(cls, network: Any, *, i: int = 1) -> QuadraticForm:
        r"""Return the form that the i-th output of a network is in its inputs.

        Parameters
        ----------
        network
            A concrete network: it has ``output`` and ``input_symbols``.
        i
            Which output, from 1.

        Returns
        -------
        QuadraticForm
            In the input symbols; the symbolic weights are coefficients.

        Raises
        ------
        InvalidArgument
            If the output is not a polynomial of degree at most 2 in the inputs, or the network has a symbolic
            size.

        Examples
        --------
        A unit with square transfer function gives a form of rank 1:

        >>> from symattn.model import Network
        >>> net = Network.feedforward([3, 1], transfer="square")
        >>> q = QuadraticForm.from_network(net)
        >>> q.nnz, q.rank()
        (6, 1)

        The form is the output:

        >>> sp.expand(net.output() - q.expression()) == 0
        True

        See Also
        --------
        QuadraticForm.from_expr, symattn.attention.output_gating

        References
        ----------
        FA-2.
        """
        if not hasattr(network, "output") or not hasattr(network, "input_symbols"):
            raise InvalidArgument(
                "network",
                "must be a network of concrete size",
                type(network).__name__,
                "Give sizes with .at({n: 3}).",
            )
        return cls.from_expr(network.output(i), network.input_symbols)

    @property
    def matrix(self) -> Any:
        """The symmetric matrix M of x^T M x; off the diagonal it has q_ij / 2."""
        n = len(self.variables)
        entries: dict[tuple[int, int], Any] = {}
        for i, j, c in self.quadratic:
            entries[i, j] = entries[j, i] = c if i == j else sp.expand(c / 2)
        return sp.Matrix(n, n, lambda i, j: entries.get((i, j), sp.S.Zero))

    @property
    def linear(self) -> Any:
        """The vector l of the linear part, a column."""
        entries = dict(self.linear_terms)
        return sp.Matrix(len(self.variables), 1, lambda i, _: entries.get(i, sp.S.Zero))

    @property
    def nnz(self) -> int:
        """The number of monomials x_i x_j, i <= j, with a non-zero coefficient."""
        return len(self.quadratic)

    def expression(self) -> Any:
        """Return the polynomial as an expanded SymPy expression."""
        x = self.variables
        terms = [c * x[i] * x[j] for i, j, c in self.quadratic] + [c * x[i] for i, c in self.linear_terms]
        return sp.expand(sp.Add(*terms, self.constant))

    def rank(self) -> int:
        r"""Return the rank of :math:`M`; with symbolic coefficients, the rank for generic values of them.

        Returns
        -------
        int
            The rank over the field of rational functions in the symbols of the coefficients.

        Raises
        ------
        InvalidArgument
            If a coefficient is not a rational function of symbols over the rationals.

        Examples
        --------
        A generic product of two linear forms has rank 2, its square form rank 1:

        >>> a, b, x, y = sp.symbols("a b x y")
        >>> QuadraticForm.from_expr((a*x + y)*(b*x + y), [x, y]).rank()
        2
        >>> QuadraticForm.from_expr((a*x + y)**2, [x, y]).rank() == 1
        True

        See Also
        --------
        QuadraticForm.inertia

        References
        ----------
        FA-2.
        """
        for _, _, c in self.quadratic:
            symbols = c.atoms(sp.Indexed) | c.free_symbols
            if not c.is_rational_function(*symbols) or not all(a.is_Rational for a in c.atoms(sp.Number)):
                raise InvalidArgument(
                    "rank",
                    "needs coefficients that are rational functions of symbols",
                    str(c),
                    "Substitute numbers first.",
                )
            if not all(part.is_Rational for part in sp.preorder_traversal(c) if part.is_number):
                raise InvalidArgument(
                    "rank",
                    "needs coefficients over the rationals",
                    str(c),
                    "Replace irrational numbers by symbols.",
                )
        if not self.quadratic:
            return 0
        support = sorted({k for i, j, _ in self.quadratic for k in (i, j)})  # rows of zeros do not matter
        return generic_rank(self.matrix.extract(support, support))

    def squares(self) -> tuple[Square, ...]:
        r"""Return :math:`x^T M x = \sum_k c_k\, l_k(x)^2` with independent linear forms :math:`l_k`, exactly.

        Returns
        -------
        tuple of Square
            As many as the rank.

        Raises
        ------
        InvalidArgument
            If a coefficient is not a rational number.

        Examples
        --------
        The hyperbolic step for 2 x y:

        >>> x, y = sp.symbols("x y")
        >>> q = QuadraticForm.from_expr(2*x*y, [x, y])
        >>> [(str(s.coefficient), [str(a) for a in s.form]) for s in q.squares()]
        [('1/2', ['1', '1']), ('-1/2', ['1', '-1'])]

        The squares add up to the form:

        >>> R = sp.Rational
        >>> terms = [R(s.coefficient)*(R(s.form[0])*x + R(s.form[1])*y)**2 for s in q.squares()]
        >>> sp.expand(sum(terms)) == 2*x*y
        True

        See Also
        --------
        QuadraticForm.inertia

        References
        ----------
        Sylvester's law of inertia.
        """
        return tuple(sum_of_squares(self._rational_matrix(), len(self.variables)))

    def inertia(self) -> Inertia:
        r"""Return the numbers of positive, negative and zero eigenvalues of :math:`M`, exactly (Sylvester).

        Returns
        -------
        Inertia
            (positive, negative, zero), adding up to the number of variables.

        Raises
        ------
        InvalidArgument
            If a coefficient is not a rational number.

        Examples
        --------
        The product of two independent inputs has signature (1, 1):

        >>> x, y, z = sp.symbols("x y z")
        >>> QuadraticForm.from_expr(x*y, [x, y, z]).inertia()
        Inertia(positive=1, negative=1, zero=1)

        Inertia and rank agree:

        >>> q = QuadraticForm.from_expr(x**2 + 4*x*y + y**2 - z**2, [x, y, z])
        >>> q.inertia().positive + q.inertia().negative == q.rank()
        True

        See Also
        --------
        QuadraticForm.squares

        References
        ----------
        Claim FA-2; Sylvester's law of inertia.
        """
        signs = [square.coefficient > 0 for square in self.squares()]
        return Inertia(sum(signs), len(signs) - sum(signs), len(self.variables) - len(signs))

    def _rational_matrix(self) -> dict[tuple[int, int], Fraction]:
        """Return the non-zero entries of M as fractions."""
        entries: dict[tuple[int, int], Fraction] = {}
        for i, j, c in self.quadratic:
            if not isinstance(c, sp.Rational):
                raise InvalidArgument(
                    "inertia",
                    "needs rational coefficients",
                    str(c),
                    "Give the symbols values first, with network.subs({...}).",
                )
            value = Fraction(int(c.p), int(c.q)) / (1 if i == j else 2)
            entries[i, j] = entries[j, i] = value
        return entries

    def to_json(self) -> dict[str, Any]:
        """Return the form as plain data; coefficients are texts, positions count from 0."""
        return {
            "variables": [str(v) for v in self.variables],
            "quadratic": [[i, j, str(c)] for i, j, c in self.quadratic],
            "linear": [[i, str(c)] for i, c in self.linear_terms],
            "constant": str(self.constant),
        }

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {sp.latex(self.expression())}$"


def _polynomial(expression: Any, position: Mapping[Any, int]) -> _Polynomial:
    """Return the expression as a polynomial; raise unless it is one in the variables."""
    if expression in position:
        return {(position[expression],): sp.S.One}
    if not any(s in position for s in expression.free_symbols):
        return {(): expression}
    if expression.is_Add:
        terms: dict[tuple[int, ...], list[Any]] = {}
        for argument in expression.args:
            for m, c in _polynomial(argument, position).items():
                terms.setdefault(m, []).append(c)
        return {m: sp.Add(*cs) for m, cs in terms.items()}
    if expression.is_Mul:
        product: _Polynomial = {(): sp.S.One}
        for argument in expression.args:
            product = _times(product, _polynomial(argument, position))
        return product
    if expression.is_Pow and expression.exp.is_Integer and expression.exp.is_positive:
        base = _polynomial(expression.base, position)
        power: _Polynomial = {(): sp.S.One}
        for _ in range(int(expression.exp)):
            power = _times(power, base)
        return power
    raise InvalidArgument(
        "expression",
        "must be a polynomial in the variables",
        str(expression),
        "Use identity units, or expand it first.",
    )


def _times(left: _Polynomial, right: _Polynomial) -> _Polynomial:
    if len(left) * len(right) > _MOST_TERMS:
        raise TooLarge("expression", f"must expand to at most {_MOST_TERMS} terms", len(left) * len(right))
    terms: dict[tuple[int, ...], list[Any]] = {}
    for m, c in left.items():
        for k, d in right.items():
            terms.setdefault(tuple(sorted(m + k)), []).append(c * d)
    return {m: sp.Add(*cs) for m, cs in terms.items()}


def _collect(polynomial: _Polynomial) -> _Polynomial:
    """Return the polynomial with expanded, non-zero coefficients, its monomials sorted."""
    result: _Polynomial = {}
    for m in sorted(polynomial, key=lambda m: (-len(m), m)):
        c = sp.expand(polynomial[m])
        # a sum of fractions such as a/(a+b) + b/(a+b) - 1 vanishes only over a common denominator
        if not c.is_Rational and c.is_Add and not c.is_polynomial() and sp.cancel(sp.together(c)) == 0:
            c = sp.S.Zero
        if c != 0:
            result[m] = c
    return result
