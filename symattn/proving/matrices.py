"""A matrix expression is read entry by entry: (AB)_ij = sum_k A_ik B_kj, tr A = sum_k A_kk, diag(w)_ij = delta_ij w_i.

Property wanted: the tree of entry (i, j) of an expression has, at all sizes and all real entries, the value of that entry.

Construction: each operation is replaced by its definition.  Sizes are compared here, as names and numbers, because SymPy lets n meet m.
A factor of a product that is 1 x 1 while its neighbours do not fit it is a scalar: (x'y)z, which SymPy stores as x'yz.  Bound indices get
names that occur nowhere in the statement and in no enclosing sum, so that nothing is captured.  Entries count from 1: SymPy's A[0, 0] is A[1,1].

Derivation: a product in which every 1 x 1 run counts as a scalar does not depend on its brackets, since scalars commute with matrices.
"""
# mypy: allow-subclassing-any

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count, pairwise
from typing import Any, Protocol

import sympy
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.dotproduct import DotProduct
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.matrices.matrixbase import MatrixBase

from symattn.certificates.expression import MAX_DEPTH, Tree, entry, substitute
from symattn.errors import InvalidStatement, TooLarge

#: A dimension and a place in it: a number, or a name.
Size = int | str
Place = int | str
Shape = tuple[Size, Size]
_LETTERS = "klpqrstuvabcdefgh"
_MAX_POWER = 32
#: Sizes up to this one are tried when a counterexample is looked for.
_MAX_PLACE = 3
_MAX_ENTRIES = 20_000
_REFUSED = {
    "Inverse": "Multiply the equation by the matrix, or give the inverse a name of its own.",
    "Determinant": "Write a determinant of fixed size out in the entries.",
    "PermutationMatrix": "Use a permutation s of the indices: assuming='s permutation of n', and entries x[s(i)].",
    "MatrixPermute": "Use a permutation s of the indices: assuming='s permutation of n', and entries A[s(i),j].",
    "BlockMatrix": "Write one equation for each block.",
    "BlockDiagMatrix": "Write one equation for each block.",
    "KroneckerProduct": "Write its entries with Indexed, A[i,j]*B[k,l].",
    "MatrixSlice": "Give the part a name of its own.",
    "FunctionMatrix": "Write the entries with Indexed.",
}


class Entry(sympy.Expr):
    """Entry (row, column), counted from 1, of a matrix, or a scalar itself; ``avoid`` lists the symbols of the whole statement."""

    def __new__(cls, value: Any, row: Any = 1, column: Any = 1, avoid: Any = ()) -> Any:
        return super().__new__(
            cls,
            value,
            sympy.Integer(row) if isinstance(row, int) else row,
            sympy.Integer(column) if isinstance(column, int) else column,
            sympy.Tuple(*avoid),
        )

    def _sympystr(self, printer: Any) -> str:
        value, row, column, _ = self.args
        return (
            f"({printer.doprint(value)})[{row},{column}]" if is_matrix(value) else str(printer.doprint(value))
        )


class Scalars(Protocol):
    """What reads the scalars of a statement: `translate.Translator`."""

    #: Indices of the enclosing sums that run over 1, ..., n, with n.
    counted: dict[sympy.Symbol, Tree]

    def tree(self, expression: Any, depth: int = 0) -> Tree:
        """Return the tree of a scalar expression."""

    def base(self, label: Any, owner: Any) -> str:
        """Return the name of a matrix, which no other vector or matrix of the statement may have."""

    def dimension(self, symbol: sympy.Symbol) -> str:
        """Return the name of a dimension."""

    def at_least(self, size: str, number: int) -> None:
        """Assume that the dimension is not less."""


def is_matrix(value: Any) -> bool:
    """Return whether the value is a matrix of SymPy, symbolic or explicit."""
    return isinstance(value, sympy.MatrixExpr | MatrixBase)


def has_explicit(value: Any) -> bool:
    """Return whether an explicit matrix occurs."""
    return any(isinstance(part, MatrixBase) for part in subexpressions(value))


class Matrices:
    """Read the matrix expressions of one statement; ``scalars`` reads what is not a matrix."""

    def __init__(self, scalars: Scalars) -> None:
        self.scalars = scalars
        #: Names that bound indices may not have: those of the statement, and those of the enclosing sums.
        self.avoid: frozenset[str] = frozenset()
        self.scope: tuple[str, ...] = ()
        self._shapes: dict[Any, Shape] = {}
        self._variables: dict[sympy.Lambda, sympy.Dummy] = {}
        self._entries = 0

    # Shapes

    def shape(self, e: Any) -> Shape:
        """Return (rows, columns) of a matrix expression.

        Raises
        ------
        InvalidStatement
            If sizes do not fit, or an operation is outside the grammar.
        """
        known = self._shapes.get(e)
        if known is None:
            known = self._shapes[e] = self._shape(e)
        return known

    def _shape(self, e: Any) -> Shape:
        if isinstance(e, MatrixBase):
            if not e.rows * e.cols:
                raise InvalidStatement("statement", "must be a matrix with at least one entry", str(e.shape))
            return self._size(sympy.Integer(e.rows), e), self._size(sympy.Integer(e.cols), e)
        if isinstance(e, sympy.MatrixSymbol):
            self.scalars.base(sympy.Symbol(e.name), e)
            return self._size(e.args[1], e), self._size(e.args[2], e)
        if isinstance(e, sympy.ZeroMatrix | sympy.OneMatrix) and len(e.args) == 2:
            return self._size(e.args[0], e), self._size(e.args[1], e)
        if isinstance(e, sympy.Identity) and len(e.args) == 1:
            return self._size(e.args[0], e), self._size(e.args[0], e)
        if isinstance(e, sympy.MatMul):
            return self._runs(e)[2]
        if isinstance(e, sympy.MatAdd | sympy.HadamardProduct):
            return self._alike(e, e.args)
        if isinstance(e, sympy.Transpose | sympy.Adjoint):  # entries are real
            rows, columns = self.shape(e.args[0])
            return columns, rows
        if isinstance(e, sympy.MatPow) and not isinstance(e, sympy.Inverse):
            exponent = e.exp
            if not exponent.is_Integer or exponent < 0:
                hint = "Write a product, or an elementwise power with HadamardPower."
                raise InvalidStatement("statement", "powers of matrices are integers >= 0", str(e), hint)
            if exponent > _MAX_POWER:
                raise TooLarge("statement", f"powers of matrices are at most {_MAX_POWER}", str(e))
            return self._square(e, e.base)
        if isinstance(e, sympy.HadamardPower):
            if is_matrix(e.exp) or not is_matrix(e.base):
                hint = "For exponentials of entries write A.applyfunc(exp)."
                raise InvalidStatement(
                    "statement", "an elementwise power has a number as exponent", str(e), hint
                )
            return self.shape(e.base)
        if isinstance(e, ElementwiseApplyFunction):
            return self.shape(e.expr)
        if isinstance(e, sympy.DiagMatrix):
            return (self._length(e, e.args[0]),) * 2
        if isinstance(e, sympy.DiagonalMatrix):
            return self._square(e, e.args[0])
        if isinstance(e, sympy.DiagonalOf):
            return self._square(e, e.args[0])[0], 1
        name = type(e).__name__
        raise InvalidStatement(
            "statement", f"{name} is outside the grammar of statements", str(e), _REFUSED.get(name, "")
        )

    def _size(self, size: Any, owner: Any) -> Size:
        if size.is_Integer and size >= 1:
            return int(size)
        if size.is_Symbol:
            return self.scalars.dimension(size)
        hint = 'Give such a size a name of its own, m = dimension("m").'
        raise InvalidStatement(
            "statement", "sizes of matrices are integers >= 1 or names", f"{size} in {owner}", hint
        )

    def _alike(self, e: Any, parts: Any) -> Shape:
        shapes = [self.shape(part) for part in parts]
        for part, shape in zip(parts, shapes, strict=True):
            if shape != shapes[0]:
                raise self._clash(e, parts[0], part)
        return shapes[0]

    def _square(self, e: Any, part: Any) -> Shape:
        shape = self.shape(part)
        if shape[0] != shape[1]:
            rule = f"{type(e).__name__} needs a square matrix, not one of shape {shown(shape)}"
            raise InvalidStatement("statement", rule, str(part), "Check the sizes with which it was made.")
        return shape

    def _length(self, e: Any, part: Any) -> Size:
        shape = self.shape(part)
        if 1 not in shape:
            rule = f"{type(e).__name__} needs a vector, not a matrix of shape {shown(shape)}"
            raise InvalidStatement("statement", rule, str(part), "Vectors have shape (n, 1) or (1, n).")
        return shape[0] if shape[1] == 1 else shape[1]

    def _clash(self, e: Any, left: Any, right: Any) -> InvalidStatement:
        rule = (
            f"shapes {shown(self.shape(left))} of {left} and {shown(self.shape(right))} of {right} do not fit"
        )
        hint = "Use one name for one size, and transpose with .T where that is meant."
        return InvalidStatement("statement", rule, str(e), hint)

    def _runs(self, e: Any) -> tuple[list[Any], list[list[Any]], Shape]:
        """Return the scalar factors, the runs of factors that fit, each 1 x 1 but the last, and the shape of the product."""
        scalars = [factor for factor in e.args if not is_matrix(factor)]
        runs: list[list[Any]] = []
        for factor in (factor for factor in e.args if is_matrix(factor)):
            if runs and self.shape(runs[-1][-1])[1] == self.shape(factor)[0]:
                runs[-1].append(factor)
            else:
                runs.append([factor])
        ones = [run for run in runs if self._run_shape(run) == (1, 1)]
        main = [factor for run in runs if run not in ones for factor in run]
        for left, right in pairwise(main):
            if self.shape(left)[1] != self.shape(right)[0]:
                raise self._clash(e, left, right)
        return scalars, [*ones, *([main] if main else [])], self._run_shape(main) if main else (1, 1)

    def _run_shape(self, run: list[Any]) -> Shape:
        return self.shape(run[0])[0], self.shape(run[-1])[1]

    # Entries

    def scalar(self, e: Any, depth: int) -> Tree | None:
        """Return the tree of a scalar that is made from matrices, None if it is not of this kind."""
        if isinstance(e, Entry):
            value, row, column, avoid = e.args
            self.avoid |= {symbol.name for symbol in avoid}
            if not is_matrix(value):
                return self.scalars.tree(value, depth)
            places = [int(p) if p.is_Integer else str(self.scalars.tree(p)) for p in (row, column)]
            return self._within(value, lambda: self.entry(value, places[0], places[1], depth), *places)
        if isinstance(e, sympy.Trace):
            size = self._square(e, e.args[0])[0]
            return self._within(e, lambda: self._trace(e.args[0], size, depth))
        if isinstance(e, DotProduct):
            left, right = e.args
            if self._length(e, left) != self._length(e, right):
                raise self._clash(e, left, right)
            return self._within(e, lambda: self._dot(left, right, depth))
        if isinstance(e, MatrixElement):
            return self._element(e, depth)
        if isinstance(e, sympy.Determinant):
            raise InvalidStatement(
                "statement",
                "Determinant is outside the grammar of statements",
                str(e),
                _REFUSED["Determinant"],
            )
        if not is_matrix(e):
            return None
        shape = self.shape(e)
        if shape != (1, 1):
            rule = f"a matrix of shape {shown(shape)} stands where a number is needed"
            hint = (
                "Apply functions to entries with A.applyfunc(exp); make a number with Trace, or with x.T*A*y."
            )
            raise InvalidStatement("statement", rule, str(e), hint)
        return self._within(e, lambda: self.entry(e, 1, 1, depth))

    def _within(self, e: Any, build: Callable[[], Tree], *places: Place) -> Tree:
        """Build a tree in which bound indices avoid the names in ``e`` and the given places."""
        before, outer = self.avoid, self.scope
        self.avoid |= {symbol.name for symbol in named(e)}
        self.scope = (*outer, *(place for place in places if isinstance(place, str)))
        try:
            return build()
        finally:
            self.avoid, self.scope = before, outer

    def _element(self, e: MatrixElement, depth: int) -> Tree:
        matrix, *indices = e.args
        places: list[Place] = []
        for index, size in zip(indices, self.shape(matrix), strict=True):
            # SymPy counts from 0, the grammar from 1.
            place = index + 1
            if place in self.scalars.counted and self.scalars.counted[place] == size:
                places.append(str(self.scalars.tree(place)))
                continue
            if not place.is_Integer:
                hint = (
                    "SymPy counts entries of a matrix symbol from 0: state the identity of the matrices themselves, "
                    "or use IndexedBase, whose entries count from 1."
                )
                raise InvalidStatement(
                    "statement", "entries of matrix symbols have numbers as indices", str(e), hint
                )
            if place < 1 or (isinstance(size, int) and place > size):
                raise InvalidStatement(
                    "statement", f"entries of this matrix are numbered from 0 to {size} - 1", str(e)
                )
            if isinstance(size, str) and place > 1:
                self._reaches(e, size, int(place))
            places.append(int(place))
        return self._within(matrix, lambda: self.entry(matrix, places[0], places[1], depth))

    def _reaches(self, e: Any, size: str, place: int) -> None:
        """An entry with this number exists only if the size is as large."""
        if place > _MAX_PLACE:
            hint = "Use a matrix of fixed size, or IndexedBase, whose entries all exist."
            rule = f"of symbolic sizes the first {_MAX_PLACE} rows and columns have numbers here"
            raise InvalidStatement("statement", rule, str(e), hint)
        self.scalars.at_least(size, place)

    def entry(self, e: Any, i: Place, j: Place, depth: int = 0) -> Tree:
        """Return the tree of entry (i, j), counted from 1, of a matrix expression."""
        shape = self.shape(e)
        self._entries += 1
        if self._entries > _MAX_ENTRIES:
            raise TooLarge(
                "statement", f"may have at most {_MAX_ENTRIES} entries", hint="Use symbolic sizes."
            )
        if depth > MAX_DEPTH:
            raise TooLarge(
                "statement", f"may be nested {MAX_DEPTH} deep at most", hint="Name the inner parts."
            )
        deeper = depth + 1
        if isinstance(e, MatrixBase):
            if not (isinstance(i, int) and isinstance(j, int)):
                raise TooLarge("statement", "explicit matrices need sizes that are small numbers", str(shape))
            return self.scalars.tree(e[i - 1, j - 1], deeper)
        if isinstance(e, sympy.MatrixSymbol):
            numbers = isinstance(i, int) and isinstance(j, int)
            return entry(e.name, (i, j)) if numbers else ("index", e.name, i, j)
        if isinstance(e, sympy.ZeroMatrix):
            return 0
        if isinstance(e, sympy.OneMatrix):
            return 1
        if isinstance(e, sympy.MatMul):
            scalars, runs, _ = self._runs(e)
            factors = [self.scalars.tree(factor, deeper) for factor in scalars]
            for run in runs:
                row, column = (1, 1) if self._run_shape(run) == (1, 1) else (i, j)
                factors.append(self._product(run, row, column, deeper))
            return times(*factors)
        if isinstance(e, sympy.MatAdd):
            return ("+", *(self.entry(part, i, j, deeper) for part in e.args))
        if isinstance(e, sympy.HadamardProduct):
            return times(*(self.entry(part, i, j, deeper) for part in e.args))
        if isinstance(e, sympy.Transpose | sympy.Adjoint):
            return self.entry(e.args[0], j, i, deeper)
        if isinstance(e, sympy.MatPow):
            return self._product([e.base] * int(e.exp), i, j, deeper)
        if isinstance(e, sympy.HadamardPower):
            base = self.entry(e.base, i, j, deeper)
            return ("**", base, self.scalars.tree(e.exp, deeper))
        if isinstance(e, ElementwiseApplyFunction):
            return self._applied(e, i, j, deeper)
        if isinstance(e, sympy.DiagonalOf):
            return self.entry(e.args[0], i, i, deeper)
        return self._product([e], i, j, deeper)

    def _diagonal(self, e: Any, i: Place, depth: int) -> Tree | None:
        """Return entry (i, i) of a diagonal matrix, None if the matrix is not written as one."""
        if isinstance(e, sympy.Identity):
            return 1
        if isinstance(e, sympy.DiagMatrix):
            return self._component(e.args[0], i, depth)
        return self.entry(e.args[0], i, i, depth) if isinstance(e, sympy.DiagonalMatrix) else None

    def _product(self, factors: list[Any], i: Place, j: Place, depth: int) -> Tree:
        """Return entry (i, j) of a product of matrices that fit; diagonal factors bring no sum."""
        values: list[Tree] = []
        while factors:
            value = self._diagonal(factors[0], i, depth)
            if value is None:
                break
            values.append(value)
            factors = factors[1:]
        if not factors:
            return times(_delta(i, j), *values)
        tail: list[Tree] = []
        while len(factors) > 1:
            value = self._diagonal(factors[-1], j, depth)
            if value is None:
                break
            tail.append(value)
            factors = factors[:-1]
        first, rest = factors[0], factors[1:]
        if not rest:
            return times(*values, self.entry(first, i, j, depth), *tail)

        def term(k: Place) -> Tree:
            return times(self.entry(first, i, k, depth), self._product(rest, k, j, depth + 1))

        return times(*values, self._sum(self.shape(first)[1], factors, term), *tail)

    def _trace(self, e: Any, size: Size, depth: int) -> Tree:
        return self._sum(size, [e], lambda k: self.entry(e, k, k, depth + 1))

    def _component(self, vector: Any, i: Place, depth: int) -> Tree:
        """Return component i of a column or a row."""
        return (
            self.entry(vector, i, 1, depth) if self.shape(vector)[1] == 1 else self.entry(vector, 1, i, depth)
        )

    def _dot(self, left: Any, right: Any, depth: int) -> Tree:
        def term(k: Place) -> Tree:
            return times(self._component(left, k, depth + 1), self._component(right, k, depth + 1))

        return self._sum(self._length(left, left), [left, right], term)

    def _sum(self, size: Size, parts: list[Any], term: Callable[[Place], Tree]) -> Tree:
        """Return the sum of term(k) over k; it is written out where entries of an explicit matrix are needed."""
        if isinstance(size, int) and (size == 1 or any(has_explicit(part) for part in parts)):
            terms = tuple(term(k) for k in range(1, size + 1))
            return terms[0] if size == 1 else ("+", *terms)
        outer = self.scope
        k = fresh(_LETTERS, self.avoid | frozenset(outer))
        self.scope = (*outer, k)
        try:
            return ("Sum", term(k), k, 1, size)
        finally:
            self.scope = outer

    def _applied(self, e: Any, i: Place, j: Place, depth: int) -> Tree:
        """Return f(entry), the variable of f being replaced in the tree of its value."""
        if not isinstance(e.function, sympy.Lambda) or len(e.function.variables) != 1:
            raise InvalidStatement("statement", "functions of entries take one argument", str(e.function))
        variable = self._variables.setdefault(e.function, sympy.Dummy("t"))
        body = self.scalars.tree(e.function(variable), depth)
        return substitute(body, {str(self.scalars.tree(variable)): self.entry(e.expr, i, j, depth)})


def shown(shape: Shape) -> str:
    """Return a shape as text: ``(n, 1)``."""
    return f"({shape[0]}, {shape[1]})"


def subexpressions(value: Any) -> Iterator[Any]:
    """Yield each subexpression once, however often it occurs."""
    seen = {value}
    stack = [value]
    while stack:
        part = stack.pop()
        yield part
        inner = part.flat() if isinstance(part, MatrixBase) else part.args
        fresh_parts = [item for item in dict.fromkeys(inner) if item not in seen]
        seen.update(fresh_parts)
        stack.extend(fresh_parts)


def named(value: Any) -> Iterator[sympy.Symbol]:
    """Yield the symbols of an expression, bound ones and names of matrices included."""
    for part in subexpressions(value):
        if isinstance(part, sympy.Symbol):
            yield part
        elif isinstance(part, sympy.MatrixSymbol):
            yield sympy.Symbol(part.name)


def fresh(letters: str, taken: frozenset[str]) -> str:
    """Return a name that is not taken: one of the letters, or the first of them with a number."""
    numbered = (f"{letters[0]}{number}" for number in count(1))
    return next(name for name in chain(letters, numbered) if name not in taken)


def times(*factors: Tree) -> Tree:
    """Return the product, flattened, without factors 1."""
    flat = [
        part
        for factor in factors
        for part in (factor[1:] if isinstance(factor, tuple) and factor[0] == "*" else (factor,))
        if part != 1
    ]
    return flat[0] if len(flat) == 1 else ("*", *flat) if flat else 1


def _delta(i: Place, j: Place) -> Tree:
    if i == j:
        return 1
    return 0 if isinstance(i, int) and isinstance(j, int) else ("delta", i, j)
