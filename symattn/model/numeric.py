r"""From an expression to a NumPy function: arrays in, arrays out, the leading axes being a batch.

SymPy's own ``lambdify`` writes a program as text and runs it; a matrix with a constant entry then fails for arrays, and a
sum with a symbolic bound becomes a Python loop.  Here the expression itself is walked, every bound index is an axis, and
every entry of a result is broadcast to the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.matrices.expressions.matexpr import MatrixElement

from symattn.errors import InvalidArgument, UnknownName
from symattn.model.numeric_evaluation import ELEMENTWISE, Evaluation

__all__ = ["NumericFunction", "lambdify"]

_NODES = (sp.Sum, sp.Product, sp.Indexed, MatrixElement, sp.Trace, sp.KroneckerDelta, sp.Piecewise)
_MATRICES = (
    sp.MatrixSymbol,
    sp.MatrixBase,
    sp.MatMul,
    sp.MatAdd,
    sp.HadamardProduct,
    sp.Transpose,
    sp.Identity,
    sp.ZeroMatrix,
    sp.OneMatrix,
)
_REFUSED = {
    "Heaviside": "SymPy's Heaviside(0) is 1/2; use symattn.H, which has H(0) = 1.",
    "sign": "SymPy's sign(0) is 0; use symattn.sgn, which has sgn(0) = 1.",
    "Derivative": "Carry it out first, with .doit().",
    "Integral": "Carry it out first, with .doit().",
}


def lambdify(
    arguments: Any, expression: Any, *, functions: Mapping[str, Callable[..., Any]] | None = None
) -> NumericFunction:
    r"""Return the NumPy function :math:`(x_1, \ldots, x_k) \mapsto E(x_1, \ldots, x_k)` of an expression, evaluated at a whole batch of points at once.

    A symbol stands for an array of numbers, an ``IndexedBase`` for an array whose last axes are its indices (entry ``w[1]`` is the
    first), a ``MatrixSymbol`` for an array whose last two axes are rows and columns.  All other axes are the batch, and are
    broadcast against each other.  Sums over a symbolic bound are contractions of arrays, not loops.

    Parameters
    ----------
    arguments
        A list of symbols, indexed bases, entries ``w[1]`` and matrix symbols, in the order in which arrays are passed. Dimensions
        need not be among them: a size n over which ``Sum(w[i]*x[i], (i, 1, n))`` runs is read off the shapes of w and x.
    expression
        An expression, a matrix, or a list of expressions: sums, products, powers, ``Sum`` and ``Product``, ``KroneckerDelta``,
        ``Piecewise``, relations, ``H``, ``sgn``, ``logistic``, ``relu``, ``tanh``, ``exp``, ``log``, ``erf``, ``Abs``, ``Max``, ``Min``, matrix expressions.
    functions
        NumPy functions for undefined functions, by name: ``{"f": np.sin}``.

    Returns
    -------
    NumericFunction
        Maps arrays to an array of floats of shape batch (an expression), batch + (k,) (a list of k expressions) or batch + (rows, columns)
        (a matrix). Floating-point values are estimates: H may differ from its exact value where its argument is a rounding error away from 0.

    Raises
    ------
    InvalidArgument
        If an argument is no symbol, a symbol of the expression is not among them, or, when called, shapes do not match.
    UnknownName
        If the expression contains a function without a NumPy form.

    Examples
    --------
    A constant entry of a matrix is broadcast to the batch:

    >>> import numpy as np
    >>> t = sp.Symbol("t")
    >>> lambdify([t], sp.Matrix([t, 1]))(np.array([2.0, 3.0])).tolist()
    [[[2.0], [1.0]], [[3.0], [1.0]]]

    A dot product of symbolic dimension is that of NumPy, for a batch of 4 vectors:

    >>> from symattn.model import H
    >>> w, x, i, n = sp.IndexedBase("w"), sp.IndexedBase("x"), sp.Symbol("i"), sp.Symbol("n", integer=True, positive=True)
    >>> gate = lambdify([w, x], H(sp.Sum(w[i]*x[i], (i, 1, n))))
    >>> weights, points = np.array([1.0, -2.0]), np.array([[2.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
    >>> gate(weights, points).tolist()
    [1.0, 0.0, 1.0, 1.0]
    >>> np.array_equal(gate(weights, points), points @ weights >= 0)
    True

    See Also
    --------
    Network.lambdify

    References
    ----------
    SM-1.
    """
    listed = list(arguments) if isinstance(arguments, list | tuple | sp.Tuple) else [arguments]
    for k, argument in enumerate(listed):
        if not isinstance(argument, sp.Symbol | sp.IndexedBase | sp.Indexed | sp.MatrixSymbol):
            hint = 'For example lambdify([sympy.Symbol("x")], expression).'
            rule = "must be symbols, indexed bases, entries of these, or matrix symbols"
            raise InvalidArgument("arguments", rule, argument, hint)
        if argument in listed[:k]:
            raise InvalidArgument("arguments", "must be different", str(argument))
    several = isinstance(expression, list | tuple | sp.Tuple)
    parts = list(expression) if several else [expression]
    parts = [_expression(part) for part in parts]
    survey = _Survey(listed, dict(functions or {}))
    for part in parts:
        survey.visit(part, {})
    survey.finish(parts)
    return NumericFunction(
        tuple(listed),
        sp.Tuple(*parts) if several else parts[0],
        survey.functions,
        tuple(survey.ranks[argument] for argument in listed),
        tuple(sorted(survey.sizes, key=lambda found: listed.index(found[1]))),
        dict(survey.free),
    )


def _expression(part: Any) -> Any:
    """Return an entry of the result as an expression that can be looked up."""
    if isinstance(part, sp.MatrixBase):
        return part.as_immutable()
    return sp.Integer(part) if isinstance(part, int) and not isinstance(part, bool) else part


class _Survey:
    """What is found in the expression: free symbols, numbers of indices, and which size an axis of which array has."""

    def __init__(self, arguments: Sequence[Any], functions: dict[str, Callable[..., Any]]) -> None:
        self.arguments = arguments
        self.functions = functions
        self.free: dict[Any, frozenset[Any]] = {}
        self.ranks: dict[Any, int] = {}
        self.sizes: dict[tuple[Any, Any, int], None] = {}
        for argument in arguments:
            if isinstance(argument, sp.Symbol | sp.Indexed):
                self.ranks[argument] = 0
            elif isinstance(argument, sp.MatrixSymbol) or argument.shape is not None:
                self._array(argument, argument.shape)

    def _array(self, argument: Any, shape: Sequence[Any]) -> None:
        self.ranks[argument] = len(shape)
        for axis, size in enumerate(shape):
            self.sizes[(size, argument, axis)] = None
            self.visit(size, {})

    def visit(self, e: Any, counted: Mapping[Any, Any]) -> frozenset[Any]:
        """Return the free symbols; ``counted`` gives, for a bound index that runs over 1, ..., n, that n."""
        self._check(e)
        free: frozenset[Any]
        if e in self.ranks and isinstance(e, sp.Indexed):
            free = frozenset()
        elif isinstance(e, sp.Sum | sp.Product):
            free = self._sum(e, counted)
        elif isinstance(e, sp.Indexed):
            self._indexed(e, counted)
            free = self._union(e.indices, counted)
        elif isinstance(e, sp.MatrixSymbol):
            if e not in self.ranks:
                raise self._missing(e)
            free = self._union(e.shape, counted)
        elif isinstance(e, sp.MatrixBase):
            free = self._union(list(e), counted)
        elif e.is_Symbol:
            free = frozenset((e,))
        else:
            inside = e.shape if isinstance(e, sp.Identity | sp.ZeroMatrix | sp.OneMatrix) else e.args
            inner = inside[:2] if isinstance(e, sp.KroneckerDelta) else inside
            free = self._union(inner, counted)
            if isinstance(e, sp.MatrixExpr):
                free |= self._union(e.shape, counted)
        self.free[e] = free
        return free

    def _union(self, parts: Any, counted: Mapping[Any, Any]) -> frozenset[Any]:
        return frozenset().union(*(self.visit(part, counted) for part in parts))

    def _sum(self, e: Any, counted: Mapping[Any, Any]) -> frozenset[Any]:
        inner = dict(counted)
        free: frozenset[Any] = frozenset()
        outer: set[Any] = set()
        for index, low, high in reversed(e.limits):
            free |= self._union((low, high), inner) - outer
            outer.add(index)
            inner[index] = high if low == 1 else None
        return free | (self.visit(e.function, inner) - outer)

    def _indexed(self, e: Any, counted: Mapping[Any, Any]) -> None:
        base = e.base
        if base not in self.arguments:
            raise self._missing(base)
        if self.ranks.setdefault(base, len(e.indices)) != len(e.indices):
            rule = f"must have one number of indices, and {base} occurs with {self.ranks[base]} and {len(e.indices)}"
            raise InvalidArgument("expression", rule, str(e))
        for axis, index in enumerate(e.indices):
            if counted.get(index) is not None:
                self.sizes[(counted[index], base, axis)] = None

    def _check(self, e: Any) -> None:
        """Refuse what has no NumPy form, or is no expression at all."""
        if not isinstance(e, sp.Basic | sp.MatrixBase) or isinstance(e, sp.IndexedBase):
            hint = "Text and numbers of Python are no expressions; write sympy.Symbol, sympy.Rational."
            raise InvalidArgument("expression", "must be an expression of SymPy", e, hint)
        if isinstance(e, AppliedUndef):
            if e.func.__name__ not in self.functions:
                name = e.func.__name__
                hint = f"Give one: functions={{'{name}': ...}}."
                raise UnknownName("expression", "contains a function without a NumPy form", name, hint)
            return
        known = (*_NODES, *_MATRICES, *(f for f in ELEMENTWISE if f is not sp.exp))
        if isinstance(e, known) or e.is_Symbol or e.is_Add or e.is_Mul or e.is_Pow or isinstance(e, sp.exp):
            return
        if isinstance(e, sp.Number | sp.NumberSymbol) and e.is_extended_real:
            return
        if isinstance(e, Boolean | Relational | sp.Tuple) or e.func.__name__ == "ExprCondPair":
            return
        name = type(e).__name__
        raise UnknownName(
            "expression", "contains a function without a NumPy form", name, _REFUSED.get(name, "")
        )

    def _missing(self, name: Any) -> InvalidArgument:
        hint = f"Arguments: {', '.join(map(str, self.arguments)) or 'none'}."
        if str(name) in map(str, self.arguments):
            hint = "SymPy treats symbols with different assumptions as different: use one of them throughout."
        return InvalidArgument("arguments", "must contain every symbol of the expression", str(name), hint)

    def finish(self, parts: Sequence[Any]) -> None:
        """Check that every free symbol is an argument or the size of one, and that every array occurs."""
        known = {size for size, _, _ in self.sizes}
        for symbol in sorted(frozenset().union(*(self.free[part] for part in parts)), key=str):
            if symbol not in self.ranks and symbol not in known:
                raise self._missing(symbol)
        for argument in self.arguments:
            if argument not in self.ranks:
                rule = "must occur in the expression, or have a shape: the number of its indices is read off there"
                raise InvalidArgument("arguments", rule, str(argument))


@dataclass(frozen=True, repr=False)
class NumericFunction:
    """An expression as a function of arrays; made by `lambdify`.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> lambdify([x], x**2 + 1)
    lambdify([x], x**2 + 1)
    >>> lambdify([x], x**2 + 1)([1, 2]).tolist()
    [2.0, 5.0]

    See Also
    --------
    lambdify : makes one.
    """

    arguments: tuple[Any, ...]
    expression: Any
    functions: Mapping[str, Callable[..., Any]]
    ranks: tuple[int, ...]
    sizes: tuple[tuple[Any, Any, int], ...]
    free: Mapping[Any, frozenset[Any]]

    def __repr__(self) -> str:
        return f"lambdify([{', '.join(map(str, self.arguments))}], {self.expression})"

    def __call__(self, *arrays: Any) -> Any:
        """Return the values at the arrays, one for each argument."""
        import numpy as np

        if len(arrays) != len(self.arguments):
            names = ", ".join(map(str, self.arguments))
            raise InvalidArgument("arrays", f"must be {len(self.arguments)}, for {names}", len(arrays))
        values = [
            _numbers(a, str(name), r) for a, name, r in zip(arrays, self.arguments, self.ranks, strict=True)
        ]
        given = dict(zip(self.arguments, values, strict=True))
        shapes = [value.shape[: value.ndim - r] for value, r in zip(values, self.ranks, strict=True)]
        try:
            batch = np.broadcast_shapes(*shapes)
        except ValueError:
            named = ", ".join(f"{a}: {s}" for a, s in zip(self.arguments, shapes, strict=True))
            rule = "must have batches (axes before the indices) that broadcast against each other"
            raise InvalidArgument("arrays", rule, named) from None
        given.update((size, np.float64(length)) for size, length in self._lengths(given).items())
        return self._assembled(Evaluation(given, self.functions, self.free), batch)

    def _assembled(self, evaluation: Evaluation, batch: tuple[int, ...]) -> Any:
        import numpy as np

        e = self.expression
        if isinstance(e, sp.Tuple):
            value, own = evaluation.stacked(e.args, (len(e),)), 1
        else:
            found = evaluation.value(e)
            value, own = found.ordered(found.labels), len(found.labels)
        # Entries that do not depend on the arguments are repeated, so that the shape never depends on the expression.
        whole = np.array(np.broadcast_to(value, (*batch, *value.shape[value.ndim - own :])))
        return whole if whole.dtype == np.bool_ else whole.astype(np.float64)

    def _lengths(self, given: Mapping[Any, Any]) -> dict[Any, int]:
        """Return the sizes that are read off the arrays; the arrays must agree on them."""
        lengths: dict[Any, tuple[int, str]] = {}
        ranks = dict(zip(self.arguments, self.ranks, strict=True))
        for size, argument, axis in self.sizes:
            array = given[argument]
            length = array.shape[array.ndim - ranks[argument] + axis]
            where = f"axis {axis + 1} of {argument}"
            if size.is_Integer:
                if isinstance(argument, sp.MatrixSymbol) and length != size:
                    raise InvalidArgument(
                        str(argument), f"must have length {size} on axis {axis + 1}", array.shape
                    )
            elif size.is_Symbol and size not in given:
                known, other = lengths.setdefault(size, (length, where))
                if known != length:
                    rule = f"must have length {size} = {known} on axis {axis + 1}, as has {other}"
                    raise InvalidArgument(str(argument), rule, array.shape)
        return {size: length for size, (length, _) in lengths.items()}


def _numbers(value: Any, name: str, rank: int) -> Any:
    """Return the argument as an array of floats with at least ``rank`` axes."""
    import numpy as np

    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biufO":  # text would be read as a number
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise InvalidArgument(name, "must be an array of real numbers", value) from None
    if array.ndim < rank:
        axes = "axis" if rank == 1 else "axes"
        raise InvalidArgument(name, f"must have at least {rank} {axes}", array.shape)
    return array
