"""A quadratic polynomial is q(x) = x^T M x + l.x + c, M symmetric; it is stored by its non-zero monomials.

Rank and inertia are those of the form x^T M x.  Inertia comes from an exact congruence: Lagrange's reduction,
with the hyperbolic step 2xy = ((x+y)^2 - (x-y)^2)/2 where every pivot on the diagonal is zero (a plain LDL^T
fails there).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symattn.algebra.congruence import (
    Rows,
    Square,
    blocks,
    completed_squares,
    generic_rank,
    rows_of,
    symbols_of,
)
from symattn.algebra.inertia import ConditionalInertia, Inertia, Reduction, reduce_symbolic
from symattn.algebra.sparse import NotPolynomial, Polynomial, SparseArithmetic, collected, degree, polynomial
from symattn.errors import InvalidArgument

if TYPE_CHECKING:
    from symattn.algebra.layered_form import LayeredForm

__all__ = ["QuadraticForm"]


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
        names = distinct_variables(variables)
        terms = collected(polynomial(exact_expression(expression), {v: k for k, v in enumerate(names)}))
        if degree(terms) > 2:
            raise InvalidArgument(
                "expression",
                f"must have degree at most 2 in the variables, but has degree {degree(terms)}",
                str(expression),
                "A cubic needs two gatings; gating_rank reads the quadratic part of any polynomial.",
            )
        return cls._of(names, terms)

    @classmethod
    def _of(cls, names: tuple[Any, ...], terms: Polynomial) -> QuadraticForm:
        """Return the form with these collected monomials, which have degree at most 2."""
        return cls(
            names,
            tuple((m[0], m[1], c) for m, c in terms.items() if len(m) == 2),
            tuple((m[0], c) for m, c in terms.items() if len(m) == 1),
            terms.get((), sp.S.Zero),
        )

    @classmethod
    def from_network(cls, network: Any, *, i: int = 1) -> QuadraticForm | LayeredForm:
        r"""Return the form that the i-th output of a network is in its inputs.

        The network is propagated with polynomials in place of numbers: no expression is built, and memory is
        proportional to the monomials that occur.

        Parameters
        ----------
        network
            A network of concrete size, or of symbolic size.
        i
            Which output, from 1.

        Returns
        -------
        QuadraticForm or LayeredForm
            In the input symbols; the symbolic weights are coefficients. For a symbolic size a `LayeredForm`.

        Raises
        ------
        InvalidArgument
            If the output is not a polynomial of degree at most 2 in the inputs; the message names a unit.

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
        QuadraticForm.from_expr, LayeredForm, symattn.attention.output_gating

        References
        ----------
        FA-2.
        """
        if hasattr(network, "dimensions") and hasattr(network, "output_at"):
            from symattn.algebra.layered_form import LayeredForm

            return LayeredForm.from_network(network, i=i)
        if not all(hasattr(network, name) for name in ("propagate", "input_symbols", "outputs")):
            raise InvalidArgument(
                "network", "must be a network", type(network).__name__, "For an expression use from_expr."
            )
        if isinstance(i, bool) or i not in range(1, len(network.outputs) + 1):
            raise InvalidArgument("i", f"must be an integer from 1 to {len(network.outputs)}", i)
        names = tuple(network.input_symbols)
        signals = network.propagate([{(k,): 1} for k in range(len(names))], SparseArithmetic())[1]
        found = signals[network.outputs[i - 1]]
        if isinstance(found, NotPolynomial):
            unit = next(name for name, signal in signals.items() if isinstance(signal, NotPolynomial))
            raise InvalidArgument(
                "network",
                f"must have an output that is a polynomial in its inputs, but unit {unit!r} has the transfer function {found.transfer}",
                network.outputs[i - 1],
                "Use identity or square units.",
            )
        terms = collected(found)
        if degree(terms) > 2:
            unit = next(
                name
                for name, signal in signals.items()
                if not isinstance(signal, NotPolynomial) and degree(collected(signal)) > 2
            )
            raise InvalidArgument(
                "network",
                f"must have an output of degree at most 2 in its inputs, but it has degree {degree(terms)}: "
                f"unit {unit!r} is the first of degree more than 2",
                network.outputs[i - 1],
                "A cubic needs two gatings; gating_rank reads the quadratic part of any polynomial.",
            )
        return cls._of(names, terms)

    @property
    def matrix(self) -> Any:
        """The symmetric matrix M of x^T M x; off the diagonal it has q_ij / 2. Zeros are not stored."""
        n = len(self.variables)
        entries: dict[tuple[int, int], Any] = {}
        for i, j, c in self.quadratic:
            entries[i, j] = entries[j, i] = c if i == j else sp.expand(c / 2)
        return sp.SparseMatrix(n, n, entries)

    @property
    def linear(self) -> Any:
        """The vector l of the linear part, a column."""
        return sp.SparseMatrix(len(self.variables), 1, {(i, 0): c for i, c in self.linear_terms})

    @property
    def nnz(self) -> int:
        """The number of monomials x_i x_j, i <= j, with a non-zero coefficient."""
        return len(self.quadratic)

    @property
    def parameters(self) -> int:
        """The number of symbols in the coefficients: the weights that the polynomial is made of, 0 if it has numbers only."""
        coefficients = [c for *_, c in (*self.quadratic, *self.linear_terms)] + [self.constant]
        return len(set().union(*(symbols_of(c) for c in coefficients)))

    @property
    def dense_parameters(self) -> int:
        """The number of coefficients of a full form, n(n+1)/2, and n for a linear part and 1 for a constant where there is one."""
        n = len(self.variables)
        return n * (n + 1) // 2 + n * bool(self.linear_terms) + int(self.constant != 0)

    def expression(self) -> Any:
        """Return the polynomial as an expanded SymPy expression."""
        x = self.variables
        products = [(c, x[i] * x[j]) for i, j, c in self.quadratic] + [
            (c, x[i]) for i, c in self.linear_terms
        ]
        # coefficients are expanded: a sum is all that is left to multiply out
        terms = [sp.expand(c * monomial) if c.is_Add else c * monomial for c, monomial in products]
        return sp.Add(*terms, self.constant)

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
        self._require_rational_functions("rank")
        entries = {(i, j): c if i == j else c / 2 for i, j, c in self.quadratic}
        total = 0
        for block in blocks(rows_of(entries)):
            if all(c.is_Rational for row in block.values() for c in row.values()):
                exact = {i: {j: _in_field(c) for j, c in row.items()} for i, row in block.items()}
                total += sum(len(step.squares) for step in completed_squares(exact))
            else:
                total += generic_rank(_dense(block))
        return total

    def _require_rational_functions(self, argument: str) -> None:
        """Refuse a coefficient that is no rational function of symbols over the rationals."""
        for _, _, c in self.quadratic:
            if c.is_Rational:
                continue
            if not c.is_rational_function(*symbols_of(c)) or not all(
                part.is_Rational for part in sp.preorder_traversal(c) if part.is_number
            ):
                raise InvalidArgument(
                    argument,
                    "needs coefficients that are rational functions of symbols over the rationals",
                    str(c),
                    "Replace irrational numbers and other functions by symbols.",
                )

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
        return tuple(square for group, _ in self.steps() for square in group)

    def steps(self) -> Iterator[tuple[tuple[Square, ...], tuple[int, ...]]]:
        """Yield the squares as they are completed, one or two at a time, with as many variables that no later square contains."""
        n = len(self.variables)
        for block in blocks(rows_of(self._rational_matrix())):
            for step in completed_squares(block):
                group = (
                    Square(_fraction(c), tuple((k, _fraction(v)) for k, v in sorted(form.items())), n)
                    for c, form in step.squares
                )
                yield tuple(group), step.pivots

    def inertia(self) -> Inertia:
        r"""Return the numbers of positive, negative and zero eigenvalues of :math:`M`, exactly (Sylvester).

        Returns
        -------
        Inertia
            (positive, negative, zero), adding up to the number of variables.

        Raises
        ------
        InvalidArgument
            If a coefficient is not a rational number; with symbols use `conditional_inertia`.

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
        positive = negative = 0
        for block in blocks(rows_of(self._rational_matrix())):
            for step in completed_squares(block):
                up = sum(c > 0 for c, _ in step.squares)
                positive, negative = positive + up, negative + len(step.squares) - up
        return Inertia(positive, negative, len(self.variables) - positive - negative)

    def conditional_inertia(self) -> ConditionalInertia:
        r"""Return what is known of the inertia with symbolic coefficients: one answer, a table of cases, or bounds.

        Real symbols are meant; their SymPy assumptions (``positive=True``, ...) are used.

        Returns
        -------
        ConditionalInertia
            ``.value`` is the inertia if it is the same for all signs, under the ``.conditions``; ``.cases`` the table otherwise; with more
            than 8 factors of unknown sign only the ranges ``.positive`` and ``.negative``.

        Raises
        ------
        InvalidArgument
            If a coefficient is not a rational function over the rationals of real symbols.

        Examples
        --------
        A gated pair of linear units has signature (1, 1) where no pivot vanishes:

        >>> u1, u2, v1, v2, x, y = sp.symbols("u1 u2 v1 v2 x y")
        >>> found = QuadraticForm.from_expr((u1*x + u2*y)*(v1*x + v2*y), [x, y]).conditional_inertia()
        >>> found.value
        Inertia(positive=1, negative=1, zero=0)
        >>> found.conditions
        (u1, v1, u1*v2 - u2*v1)

        With numbers it is the inertia, without conditions:

        >>> q = QuadraticForm.from_expr(x**2 + 4*x*y + y**2, [x, y])
        >>> q.conditional_inertia().value == q.inertia() and not q.conditional_inertia().conditions
        True

        See Also
        --------
        QuadraticForm.inertia, QuadraticForm.rank

        References
        ----------
        Claim FA-2; Sylvester's law of inertia.
        """
        return self.reduction().inertia

    def reduction(self) -> Reduction:
        """Return the squares over the rational functions in the symbols, with their signs and the conditional inertia."""
        self._require_rational_functions("inertia")
        entries = {(i, j): c if i == j else c / 2 for i, j, c in self.quadratic}
        return reduce_symbolic(entries, len(self.variables), _sign_of_quadratic)

    def _rational_matrix(self) -> dict[tuple[int, int], Any]:
        """Return the non-zero entries of M, i <= j, in SymPy's field of rational numbers."""
        entries: dict[tuple[int, int], Any] = {}
        for i, j, c in self.quadratic:
            if not isinstance(c, sp.Rational):
                raise InvalidArgument(
                    "inertia",
                    "needs rational coefficients",
                    str(c),
                    "Give the symbols values with network.subs({...}), or ask for conditional_inertia().",
                )
            entries[i, j] = _in_field(c if i == j else c / 2)
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


def distinct_variables(variables: Any) -> tuple[Any, ...]:
    """Return the variables of a polynomial as a tuple; refuse anything but distinct symbols and entries."""
    try:
        names = None if isinstance(variables, str) else tuple(variables)
    except TypeError:
        names = None
    if names is None:
        raise InvalidArgument("variables", "must be a list of symbols", variables, "For example [x, y].")
    if not all(isinstance(v, (sp.Symbol, sp.Indexed)) for v in names) or len(set(names)) != len(names):
        raise InvalidArgument("variables", "must be distinct symbols or indexed entries", names)
    return names


def exact_expression(expression: Any) -> Any:
    """Return a number or expression as a SymPy expression; refuse floats and what is no expression."""
    if isinstance(expression, Fraction):
        return sp.Rational(expression.numerator, expression.denominator)
    if isinstance(expression, int) and not isinstance(expression, bool):
        return sp.Integer(expression)
    if not isinstance(expression, sp.Expr) or expression.has(sp.Float):
        raise InvalidArgument("expression", "must be an exact SymPy expression", expression)
    return expression


def _dense(block: Rows) -> Any:
    """Return a block as a SymPy matrix."""
    places = {k: place for place, k in enumerate(block)}
    entries = {(places[i], places[j]): c for i, row in block.items() for j, c in row.items()}
    return sp.SparseMatrix(len(places), len(places), entries).as_mutable()


def _in_field(value: Any) -> Any:
    """Return a SymPy rational as an element of the field QQ, which is flint's or gmpy's where they are installed."""
    return sp.QQ(int(value.p), int(value.q))


def _fraction(value: Any) -> Fraction:
    return Fraction(int(sp.QQ.numer(value)), int(sp.QQ.denom(value)))


def _sign_of_quadratic(polynomial_: Any, symbols: list[Any]) -> int:
    """Return 1 if a polynomial of degree 2 is >= 0 everywhere, -1 if it is <= 0 everywhere, 0 otherwise.

    f(s) = t^-2 F(s t, t) with F homogeneous, so that f >= 0 follows from F >= 0.
    """
    t = sp.Dummy("t")
    homogeneous = sp.Poly(polynomial_, *symbols).homogenize(t).as_expr()
    positive, negative, _ = QuadraticForm.from_expr(homogeneous, [*symbols, t]).inertia()
    return 1 if not negative else -1 if not positive else 0
