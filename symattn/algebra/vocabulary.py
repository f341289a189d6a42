"""The vocabulary of statements for every n: a dimension n >= 1, vectors w_1, ..., w_n, and matrices."""

from __future__ import annotations

import operator
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument

__all__ = ["dimension", "matrices", "vectors"]


def dimension(name: str) -> Any:
    r"""Return a symbolic dimension :math:`n \in \{1, 2, 3, \ldots\}`.

    Parameters
    ----------
    name
        An identifier.

    Returns
    -------
    sympy.Symbol
        A positive integer symbol. A symbol of the same name without these assumptions is a different one.

    Raises
    ------
    InvalidArgument
        If the name is not an identifier.

    Examples
    --------
    A sum over a symbolic dimension:

    >>> n = dimension("n")
    >>> w, x = vectors("w x", n)
    >>> i = sp.Symbol("i", integer=True)
    >>> form = sp.Sum(w[i]*x[i], (i, 1, n))

    It is the dot product for every n, here n = 2:

    >>> form.subs(n, 2).doit() == w[1]*x[1] + w[2]*x[2]
    True

    See Also
    --------
    vectors, matrices

    References
    ----------
    The book's chapter on notation.
    """
    return sp.Symbol(_names(name, 1)[0], integer=True, positive=True)


def vectors(names: str, n: Any) -> Any:
    r"""Return vectors :math:`w, v, \ldots` with entries :math:`w_1, \ldots, w_n`, as indexed bases.

    Entries count from 1. The bases carry no shape: SymPy reads a shape as indices 0, ..., n - 1.

    Parameters
    ----------
    names
        Identifiers separated by blanks or commas.
    n
        The dimension: an integer >= 1 or a symbolic dimension.

    Returns
    -------
    sympy.IndexedBase or tuple of them
        One base for one name, otherwise a tuple.

    Raises
    ------
    InvalidArgument
        If a name is not an identifier or occurs twice, or n is not a positive integer.

    Examples
    --------
    Two vectors of a symbolic dimension:

    >>> w, x = vectors("w x", dimension("n"))
    >>> w[1]*x[1]
    w[1]*x[1]

    Their entries are those of any indexed base of that name:

    >>> w[3] == sp.IndexedBase("w")[3]
    True

    See Also
    --------
    dimension, matrices

    References
    ----------
    The book's chapter on notation.
    """
    _size(n, "n")
    bases = tuple(sp.IndexedBase(name) for name in _names(names))
    return bases if len(bases) > 1 else bases[0]


def matrices(names: str, rows: Any, columns: Any) -> Any:
    r"""Return matrices :math:`A, B, \ldots \in \mathbb{R}^{r \times c}`, as matrix symbols.

    Parameters
    ----------
    names
        Identifiers separated by blanks or commas.
    rows, columns
        Integers >= 1 or symbolic dimensions.

    Returns
    -------
    sympy.MatrixSymbol or tuple of them
        One matrix for one name, otherwise a tuple. SymPy counts entries of a matrix symbol from 0.

    Raises
    ------
    InvalidArgument
        If a name is not an identifier or occurs twice, or a size is not a positive integer.

    Examples
    --------
    Queries and keys of m tokens, and the matrix of their scores:

    >>> m, n = dimension("m"), dimension("n")
    >>> Q, K = matrices("Q K", m, n)
    >>> (Q*K.T).shape == (m, m)
    True

    See Also
    --------
    dimension, vectors

    References
    ----------
    The book's chapter on notation.
    """
    r, c = _size(rows, "rows"), _size(columns, "columns")
    symbols = tuple(sp.MatrixSymbol(name, r, c) for name in _names(names))
    return symbols if len(symbols) > 1 else symbols[0]


def _names(names: object, count: int | None = None) -> list[str]:
    listed = names.replace(",", " ").split() if isinstance(names, str) else []
    if not listed or not all(name.isidentifier() for name in listed) or (count and len(listed) != count):
        what = "must be an identifier" if count == 1 else "must be identifiers separated by blanks"
        raise InvalidArgument("names", what, names, "For example 'w' or 'w v x'.")
    for k, name in enumerate(listed):
        if name in listed[:k]:
            raise InvalidArgument("names", "must be different", name)
    return listed


def _size(size: Any, argument: str) -> Any:
    if isinstance(size, sp.Expr):
        if size.is_integer and size.is_positive:
            return size
    elif not isinstance(size, bool):
        try:
            number = operator.index(size)
        except TypeError:
            number = 0
        if number >= 1:
            return sp.Integer(number)
    raise InvalidArgument(
        argument, "must be a positive integer", size, 'Make a symbolic one with dimension("n").'
    )
