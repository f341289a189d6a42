"""Two matrices are equal when they have one shape and equal entries: A = B means A_ij = B_ij for all i and j.

Construction: a row or column of a small numbered range is listed; any other gets a free index with its range as an assumption.  A matrix
that is assumed to be symmetric is written (S + S')/2 with an arbitrary S, one that is diagonal as the diagonal part of S.

Derivation: S -> (S + S')/2 maps all matrices onto the symmetric ones, so a statement holds for all symmetric A exactly if the rewritten one holds
for all S; likewise for (S - S')/2 and for the diagonal part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count, product
from math import prod
from typing import Any

import sympy
from sympy.assumptions import AppliedPredicate
from sympy.matrices.expressions.matexpr import MatrixElement

from symattn.errors import InvalidStatement, TooLarge
from symattn.proving.matrices import (
    Entry,
    Shape,
    fresh,
    has_explicit,
    is_matrix,
    named,
    shown,
    subexpressions,
)
from symattn.proving.translate import Translator

_LISTED = 64
_MAX_LISTED = 10_000
_FREE = "ijpqrstuvabcdefgh"


@dataclass(frozen=True)
class Entries:
    """The statements that make up an equation between matrices, under ``assuming``; ``note`` says what was rewritten."""

    pairs: list[tuple[Any, Any]]
    assuming: list[Any]
    note: str = ""


def entries(lhs: Any, rhs: Any, assuming: Any) -> Entries | None:
    """Return the statements about entries that an equation means; None if no symbolic matrix occurs in it.

    Raises
    ------
    InvalidStatement
        If the shapes differ, or the relation or an assumption has no meaning for matrices.
    """
    try:
        return _entries(lhs, rhs, assuming)
    except RecursionError:
        raise TooLarge("statement", "is nested too deeply", hint="Name the inner parts.") from None


def _entries(lhs: Any, rhs: Any, assuming: Any) -> Entries | None:
    if rhs is None and isinstance(lhs, sympy.core.relational.Relational) and any(map(_symbolic, lhs.args)):
        if isinstance(lhs, sympy.Equality):
            lhs, rhs = lhs.args
        elif any(is_matrix(side) and Translator().matrices.shape(side) != (1, 1) for side in lhs.args):
            hint = "State an equation, Eq(A, B), or a relation between entries or traces."
            rule = f"{type(lhs).__name__} is not a relation between matrices here"
            raise InvalidStatement("statement", rule, str(lhs), hint)
    lhs, rhs = _explicit(lhs), _explicit(rhs)
    if not _symbolic(lhs) and not _symbolic(rhs):
        return None
    given = list(assuming) if isinstance(assuming, list | tuple) else [assuming]
    avoid = _names((lhs, rhs, *given))
    lhs, rhs, given, avoid, note = _written_out(lhs, rhs, given, avoid)
    symbols = tuple(sympy.Symbol(name) for name in sorted(avoid))
    if rhs is None:
        if is_matrix(lhs):
            hint = "Pass both sides, prove(lhs, rhs), or Eq(lhs, rhs)."
            rule = f"must be a relation, not a matrix of shape {shown(Translator().matrices.shape(lhs))}"
            raise InvalidStatement("statement", rule, str(lhs), hint)
        return Entries([(Entry(lhs, 1, 1, symbols), None)], given, note)
    shape = _common_shape(lhs, rhs)
    matrices = [side for side in (lhs, rhs) if is_matrix(side)]
    explicit = any(has_explicit(side) for side in matrices)
    sizes = {
        part.name: part
        for side in matrices
        for part in subexpressions(side)
        if isinstance(part, sympy.Symbol)
    }
    places, ranges = _places(shape, sizes, avoid, explicit=explicit)
    pairs = [(_entry(lhs, i, j, symbols), _entry(rhs, i, j, symbols)) for i, j in places]
    return Entries(pairs, [*given, *ranges], note)


def _symbolic(value: Any) -> bool:
    """Return whether a matrix of SymPy, or a scalar made from one, occurs."""
    if not isinstance(value, sympy.Basic):
        return False
    seen: set[int] = set()
    stack: list[Any] = [value]
    while stack:  # long sums pass here too: leaves are not looked at, and nothing is compared
        part = stack.pop()
        if isinstance(part, sympy.MatrixExpr | MatrixElement):
            return True
        inner = [item for item in part.args if item.args and id(item) not in seen]
        seen.update(map(id, inner))
        stack += inner
    return False


def _explicit(value: Any) -> Any:
    """Return an array as an explicit matrix; everything else stays."""
    if isinstance(value, sympy.MatrixBase):
        return value.as_immutable()
    shape = getattr(value, "shape", ()) if hasattr(value, "tolist") else ()
    if not shape:
        return value
    if len(shape) != 2:
        raise InvalidStatement("statement", "a matrix has rows and columns", f"shape {shape}")
    rows = value.tolist()
    if any(isinstance(item, str) for row in rows for item in row):  # SymPy would evaluate it
        raise InvalidStatement("statement", "an array beside SymPy's matrices holds numbers", str(rows))
    return sympy.ImmutableDenseMatrix(rows)


def _names(parts: Iterable[Any]) -> frozenset[str]:
    """Return the names in the sides and assumptions, words of texts included."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, str):
            found.update(re.findall(r"\w+", part))
        elif isinstance(part, sympy.Basic | sympy.MatrixBase):
            found.update(symbol.name for symbol in named(part))
    return frozenset(found)


def _common_shape(lhs: Any, rhs: Any) -> Shape:
    """Return the shape of the two sides; a side that is no matrix is a number."""
    matrices = Translator().matrices
    shapes = [matrices.shape(side) if is_matrix(side) else None for side in (lhs, rhs)]
    left, right = (shape or (1, 1) for shape in shapes)
    if left == right:
        return left
    for side, shape in zip((lhs, rhs), shapes, strict=True):
        if shape is None:
            if isinstance(side, sympy.Basic):
                Translator().tree(side)  # says so if a function of a matrix stands there
            hint = "For the zero matrix write ZeroMatrix(n, m), for multiples of the identity c*Identity(n)."
            rule = f"one side is a matrix of shape {shown(left if side is rhs else right)}, the other is not a matrix"
            raise InvalidStatement("statement", rule, str(side), hint)
    hint = "Use one name for one size, and transpose with .T where that is meant."
    raise InvalidStatement(
        "statement", f"the sides have shapes {shown(left)} and {shown(right)}", f"{lhs}, {rhs}", hint
    )


_Form = tuple[Callable[[Any], Any], str]
_SYMMETRIC: _Form = (lambda s: (s + s.T) / 2, "({0} + {0}.T)/2")
_ANTISYMMETRIC: _Form = (lambda s: (s - s.T) / 2, "({0} - {0}.T)/2")
_DIAGONAL: _Form = (sympy.DiagonalMatrix, "the diagonal part of {0}")


def _assumed(item: Any) -> tuple[Any, _Form] | None:
    """Return the matrix symbol that an assumption is about, and its general form; None if it is about numbers."""
    if isinstance(item, AppliedPredicate) and is_matrix(item.arguments[0]):
        form = {"symmetric": _SYMMETRIC, "diagonal": _DIAGONAL}.get(item.function.name)
        if form is not None and isinstance(item.arguments[0], sympy.MatrixSymbol):
            return item.arguments[0], form
    elif isinstance(item, sympy.core.relational.Relational) and any(map(is_matrix, item.args)):
        if all(not is_matrix(side) or Translator().matrices.shape(side) == (1, 1) for side in item.args):
            return None
        for a, b in (item.args, item.args[::-1]) if isinstance(item, sympy.Equality) else ():
            if isinstance(a, sympy.MatrixSymbol) and b in (a.T, -a.T):
                return a, _SYMMETRIC if b == a.T else _ANTISYMMETRIC
    else:
        return None
    hint = (
        "Understood are Eq(A, A.T), Eq(A, -A.T), Q.symmetric(A) and Q.diagonal(A) for a matrix symbol A; a matrix with another property is "
        "written in terms of arbitrary ones."
    )
    raise InvalidStatement("assuming", "no procedure uses this property of matrices", str(item), hint)


def _written_out(
    lhs: Any, rhs: Any, given: list[Any], avoid: frozenset[str]
) -> tuple[Any, Any, list[Any], frozenset[str], str]:
    """Replace the matrices of which a property is assumed by their general form."""
    general: dict[Any, Any] = {}
    notes: list[str] = []
    others: list[Any] = []
    for item in given:
        found = _assumed(item)
        if found is None:
            others.append(item)
            continue
        a, (form, text) = found
        rows, columns = Translator().matrices.shape(a)
        if rows != columns:
            raise InvalidStatement(
                "assuming", f"{a} of shape {shown((rows, columns))} is not square", str(item)
            )
        if a in general:
            raise InvalidStatement(
                "assuming", f"says two things about {a}", str(item), "Keep the stronger one."
            )
        if any(isinstance(part, str) and a.name in re.findall(r"\w+", part) for part in (lhs, rhs, *given)):
            rule = f"a matrix with an assumed property, {a}, may not occur in text"
            raise InvalidStatement("assuming", rule, str(item), "Write the whole statement with SymPy.")
        name = next(
            name for name in chain([f"S_{a.name}"], (f"S{k}_{a.name}" for k in count(1))) if name not in avoid
        )
        avoid |= {name}
        general[a] = form(sympy.MatrixSymbol(name, *a.shape))
        notes.append(f"{a} = {text.format(name)}")

    def rewritten(part: Any) -> Any:
        return part.xreplace(general) if general and hasattr(part, "xreplace") else part

    note = f"where {', '.join(notes)}" if notes else ""
    return rewritten(lhs), rewritten(rhs), [rewritten(item) for item in others], avoid, note


def _places(
    shape: Shape, sizes: Mapping[str, Any], avoid: frozenset[str], *, explicit: bool
) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Return the places at which the sides are compared, and the ranges of the free indices in them."""
    listed = prod(size for size in shape if isinstance(size, int))
    if explicit and listed > _MAX_LISTED:
        raise TooLarge("statement", f"explicit matrices may have at most {_MAX_LISTED} entries", shown(shape))
    choices: list[list[Any]] = []
    ranges: list[Any] = []
    for size in shape:
        if isinstance(size, int) and (size == 1 or explicit or listed <= _LISTED):
            choices.append(list(range(1, size + 1)))
            continue
        index = sympy.Symbol(fresh(_FREE, avoid), integer=True, positive=True)
        avoid |= {index.name}
        choices.append([index])
        ranges.append(sympy.LessThan(index, sizes.get(str(size), size), evaluate=False))
    return list(product(*choices)), ranges


def _entry(side: Any, i: Any, j: Any, avoid: tuple[sympy.Symbol, ...]) -> Any:
    if isinstance(side, sympy.Basic):
        return Entry(side, i, j, avoid) if is_matrix(side) else Entry(side, 1, 1, avoid)
    return side
