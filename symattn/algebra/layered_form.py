"""For a symbolic size the quadratic form is sum_jk M_jk x_j x_k + sum_j l_j x_j + c with entries in symbolic indices j, k.

Property wanted: M_jk, l_j and c for all n at once, from the output F of a network of symbolic size.  Construction: with dx[t]/dx[j] =
delta(t, j), every derivative is a finite sum of terms a_t delta(t, j), one for each place t at which x occurs.  A sum over t
meets its delta once, sum_t a_t delta(t, j) = a_j for 1 <= j <= n; a sum over another index passes by.  So no delta is left where t was
bound.  Then M_jk = (1/2) d^2 F / dx_j dx_k, l_j = dF/dx_j at x = 0, c = F at x = 0; F is of degree at most 2 if M contains no x.  QED.

Nothing is captured: bound indices are renamed apart first, and j, k are names that do not occur.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.algebra.indexed import IndexedPolynomial, apart, fresh, number_of_parameters
from symattn.algebra.quadratic import QuadraticForm, exact_expression
from symattn.errors import InvalidArgument

__all__ = ["LayeredForm", "ProductTerm"]


@dataclass(frozen=True)
class ProductTerm:
    r"""Products of linear forms :math:`\sum_{\text{limits}} \big(\sum_j a_j x_j\big)\big(\sum_k b_k x_k\big)`, ``count`` of them.

    ``left`` is a_j, an expression in the index ``j`` of the form; ``right`` is b_k, in its index ``k``; ``limits`` are the indices that number
    the products.

    Examples
    --------
    The n products a_i x_1 times b_i x_1, i = 1, ..., n:

    >>> from symattn import dimension, vectors
    >>> n = dimension("n")
    >>> a, b = vectors("a b", n)
    >>> i = sp.Symbol("i", integer=True)
    >>> ProductTerm(a[i], b[i], ((i, 1, n),)).count
    n

    See Also
    --------
    LayeredForm
    """

    left: Any
    right: Any
    limits: tuple[tuple[Any, Any, Any], ...] = ()

    @property
    def count(self) -> Any:
        """The number of products, an expression in the sizes."""
        return sp.Mul(*(high - low + 1 for _, low, high in self.limits))


@dataclass(frozen=True)
class LayeredForm:
    r"""The quadratic polynomial :math:`q(x) = \sum_{j,k=1}^n M_{jk} x_j x_k + \sum_{j=1}^n l_j x_j + c` for a symbolic n.

    Parameters
    ----------
    variable
        The indexed base x.
    size
        n, a positive integer or an expression for one.
    j, k
        The indices in which the entries are written.
    entry
        M_jk, an expression in j and k, symmetric.
    linear
        l_j, an expression in j.
    constant
        c.
    products
        The quadratic part as a sum of products of linear forms, read off the expression.
    parameters
        The number of weights in the expression, None if it is not clear which entries coincide.

    Examples
    --------
    Output gating of two linear units of n inputs:

    >>> from symattn.algebra import dimension, vectors
    >>> n = dimension("n")
    >>> u, v, x = vectors("u v x", n)
    >>> i = sp.Symbol("i", integer=True)
    >>> U, V = (sp.Sum(w[i]*x[i], (i, 1, n)) for w in (u, v))
    >>> form = LayeredForm.from_expr(U*V, x, n)
    >>> form.entry
    u[j]*v[k]/2 + u[k]*v[j]/2
    >>> form.parameters, form.dense_parameters, form.gatings
    (2*n, n*(n + 1)/2, 1)

    At n = 3 it is the form of the written-out polynomial:

    >>> form.at({n: 3}) == QuadraticForm.from_expr((U*V).subs(n, 3).doit(), [x[1], x[2], x[3]])
    True

    See Also
    --------
    QuadraticForm.from_network

    References
    ----------
    Claims FA-2, FA-2-form.
    """

    variable: Any
    size: Any
    j: Any
    k: Any
    entry: Any
    linear: Any
    constant: Any
    products: tuple[ProductTerm, ...]
    parameters: Any

    @classmethod
    def from_expr(cls, expression: Any, variable: Any, size: Any) -> LayeredForm:
        r"""Return the form of an expression in sums over the entries :math:`x_1, \ldots, x_n`.

        Parameters
        ----------
        expression
            A SymPy expression in which the entries stand under sums over 1..n, with plain indices.
        variable
            The indexed base x.
        size
            n: a positive integer, or an expression for one.

        Returns
        -------
        LayeredForm
            Its indices j, k are names that the expression does not use.

        Raises
        ------
        InvalidArgument
            If the expression is no polynomial of degree at most 2 in the entries, or uses an index such as x[i+1].

        Examples
        --------
        The squared norm has the identity matrix:

        >>> from symattn.algebra import dimension, vectors
        >>> n, i = dimension("n"), sp.Symbol("i", integer=True)
        >>> x = vectors("x", n)
        >>> LayeredForm.from_expr(sp.Sum(x[i]**2, (i, 1, n)), x, n).entry
        KroneckerDelta(j, k)

        See Also
        --------
        QuadraticForm.from_expr

        References
        ----------
        Claim FA-2-form.
        """
        if not isinstance(variable, sp.IndexedBase):
            hint = 'For example vectors("x", n).'
            raise InvalidArgument("variable", "must be an indexed base", variable, hint)
        if not isinstance(size, int) and not (
            isinstance(size, sp.Expr) and size.is_integer and size.is_positive
        ):
            hint = 'Make a symbolic size with dimension("n").'
            raise InvalidArgument("size", "must be a positive integer, or an expression for one", size, hint)
        exact = exact_expression(expression)
        free = {str(s) for s in exact.free_symbols} | {str(s) for s in getattr(size, "free_symbols", ())}
        names = fresh(free)
        j, k = next(names), next(names)
        every = free | {str(s) for s in exact.atoms(sp.Symbol)} | {str(j), str(k)}
        written = apart(exact, fresh(every))
        read = IndexedPolynomial(variable, sp.Integer(size) if isinstance(size, int) else size)
        if read.degree(written) > 2:
            raise InvalidArgument(
                "expression",
                f"must have degree at most 2 in the entries of {variable}, but has degree {read.degree(written)}",
                str(expression),
                "A cubic needs two gatings.",
            )
        slope = read.derivative(written, j)
        products = tuple(
            ProductTerm(c * read.derivative(left, j), read.derivative(right, k), limits)
            for c, left, right, limits in read.factored(written)
        )
        return cls(
            variable,
            read.size,
            j,
            k,
            sp.expand(read.derivative(slope, k) / 2),
            sp.expand(read.at_zero(slope)),
            sp.expand(read.at_zero(written)),
            products,
            number_of_parameters(written, variable),
        )

    @classmethod
    def from_network(cls, network: Any, *, i: Any = 1) -> LayeredForm:
        """Return the form that the i-th output of a network of symbolic size is in its inputs; see `QuadraticForm.from_network`."""
        return cls.from_expr(network.output(i), sp.IndexedBase(network.inputs), network.sizes[0])

    def expression(self) -> Any:
        r"""Return :math:`\sum_j \sum_k M_{jk} x_j x_k + \sum_j l_j x_j + c` with sums over the size."""
        x, j, k = self.variable, self.j, self.k
        quadratic = sp.Sum(sp.Sum(self.entry * x[j] * x[k], (k, 1, self.size)), (j, 1, self.size))
        return (
            (quadratic if self.entry != 0 else 0)
            + (sp.Sum(self.linear * x[j], (j, 1, self.size)) if self.linear != 0 else 0)
            + self.constant
        )

    def decomposition(self) -> Any:
        """Return the quadratic part as the sum of the products of linear forms."""
        x, j, k = self.variable, self.j, self.k
        terms = []
        for product in self.products:
            left = sp.Sum(product.left * x[j], (j, 1, self.size))
            right = sp.Sum(product.right * x[k], (k, 1, self.size))
            term = left * right
            for limits in product.limits:
                term = sp.Sum(term, limits)
            terms.append(term)
        return sp.Add(*terms)

    @property
    def dense_parameters(self) -> Any:
        """The number of coefficients of a full form, n(n+1)/2, and n for a linear part and 1 for a constant where there is one."""
        return self.size * (self.size + 1) / 2 + self.size * int(self.linear != 0) + int(self.constant != 0)

    @property
    def gatings(self) -> Any:
        """The number of products read off the expression, at most n: an upper bound of the gating rank."""
        return sp.Min(sp.Add(*(product.count for product in self.products)), self.size)

    @property
    def rank_bound(self) -> Any:
        """An upper bound of the rank: every product of two linear forms has rank at most 2, a square rank at most 1."""
        count = sp.Add(
            *(
                product.count * (1 if _proportional(product, self.j, self.k) else 2)
                for product in self.products
            )
        )
        return sp.Min(count, self.size)

    @property
    def inertia_bounds(self) -> tuple[Any, Any]:
        """Upper bounds of the numbers of positive and of negative squares: every product has at most one of each."""
        return self.gatings, self.gatings

    def at(self, values: Mapping[Any, int]) -> QuadraticForm:
        """Return the form for sizes that are numbers: symbol (or its name) to integer >= 1."""
        sizes = {}
        symbols = {str(s): s for s in self._sizes()}
        for key, value in values.items():
            if str(key) not in symbols:
                raise InvalidArgument(
                    "values",
                    "must give the symbols of the sizes",
                    str(key),
                    f"Symbols: {', '.join(symbols)}.",
                )
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise InvalidArgument("values", f"must give {key} an integer of at least 1", value)
            sizes[symbols[str(key)]] = sp.Integer(value)
        if len(sizes) < len(symbols):
            missing = ", ".join(name for name, s in symbols.items() if s not in sizes)
            raise InvalidArgument("values", "must give every size a value", missing)
        n = int(self.size.subs(sizes))
        entry, linear, constant = (e.subs(sizes) for e in (self.entry, self.linear, self.constant))
        places = [sp.Integer(place) for place in range(1, n + 1)]
        quadratic = []
        for a, row in enumerate(places):
            for b in range(a, n):
                c = sp.expand(entry.subs({self.j: row, self.k: places[b]}, simultaneous=True).doit())
                if c != 0:
                    quadratic.append((a, b, c if a == b else sp.expand(2 * c)))
        slopes = [(a, sp.expand(linear.subs(self.j, row).doit())) for a, row in enumerate(places)]
        return QuadraticForm(
            tuple(self.variable[place] for place in places),
            tuple(quadratic),
            tuple((a, c) for a, c in slopes if c != 0),
            sp.expand(constant.doit()),
        )

    def _sizes(self) -> list[Any]:
        """Return the symbols that bound a sum, and those of the size."""
        found = set(self.size.free_symbols)
        for part in (self.entry, self.linear, self.constant):
            for total in part.atoms(sp.Sum):
                found |= {s for _, low, high in total.limits for s in low.free_symbols | high.free_symbols}
        return sorted(found, key=str)

    def to_json(self) -> dict[str, Any]:
        """Return the form as plain data; expressions are texts."""
        return {
            "variable": str(self.variable),
            "size": str(self.size),
            "indices": [str(self.j), str(self.k)],
            "entry": str(self.entry),
            "linear": str(self.linear),
            "constant": str(self.constant),
            "parameters": None if self.parameters is None else str(self.parameters),
        }

    def _repr_latex_(self) -> str:
        j, k = self.j, self.k
        parts = [rf"M_{{{j}{k}}} = {sp.latex(self.entry)}", rf"l_{{{j}}} = {sp.latex(self.linear)}"]
        parts.append(rf"c = {sp.latex(self.constant)} \qquad (1 \le {j}, {k} \le {sp.latex(self.size)})")
        return r"$\displaystyle " + r",\quad ".join(parts) + "$"


def _proportional(product: ProductTerm, j: Any, k: Any) -> bool:
    """Return whether the two linear forms of a product are seen to be multiples of each other."""
    if product.right == 0:
        return True
    return not sp.cancel(product.left / product.right.xreplace({k: j})).has(j)
