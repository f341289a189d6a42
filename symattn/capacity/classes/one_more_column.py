r"""A table is the sign of u(x) + c z(x), u in a linear space U, exactly if all elementary vectors of the complement of U that agree with it lie on one side of z.

Property wanted: all signs of polynomials of degree at most d on the cube, also with one column more, c g(x), or with one of their monomials gated, c x_1 g(x), for every gate g
of a list; without a search for weights.

Construction: U is spanned by monomials; its orthogonal complement W by the functionals that read off the coefficients of the monomials left out.  The elementary vectors of W
(those with minimal support) are found from the minors of r - 1 of its coordinates, r = dim W.  A table f in {-1, 1} agrees with l if f(x) l(x) >= 0 everywhere.

Derivation.  By Gordan's theorem f is a strict sign of some u in U, or there are multipliers m >= 0, not all zero, with m f in W: a non-zero vector of W that agrees with f.  The vectors of W
that agree with f are a pointed cone K(f), whose extreme rays are the elementary vectors in it, as every vector is a sum of elementary ones whose signs agree with its own.  For
U + R z the complement is the part of W orthogonal to z, so f is a strict sign of some u + c z exactly if K(f) meets the hyperplane <l, z> = 0 in 0 alone: if the numbers <l, z>, l an
extreme ray of K(f), are all positive or all negative.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from symattn.errors import TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

__all__ = ["coefficient_functionals", "elementary_vectors", "sign_tables", "sign_tables_with_column"]

_MOST_DIMENSIONS = 6
_BLOCK = 4096


def coefficient_functionals(n: int, degree: int, inputs: str, *, without_first: bool = False) -> Integers:
    r"""Return a basis of the orthogonal complement of the polynomials of degree at most d in n variables on the cube.

    A row is the functional that reads off the coefficient of one monomial of degree above d: on {-1, 1}^n the monomial itself, on {0, 1}^n
    :math:`x \mapsto (-1)^{|J| - |x|}` on the subsets x of J.

    Parameters
    ----------
    n, degree
        The number of variables, and d >= 1.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.
    without_first
        Whether the monomial x_1 is left out of the polynomials too.

    Returns
    -------
    numpy array
        Integers of shape (r, 2^n), columns in the order of the bits of a table.

    Examples
    --------
    Affine functions of two bits have no monomial x_1 x_2:

    >>> coefficient_functionals(2, 1, "01").tolist(), coefficient_functionals(2, 1, "pm").tolist()
    ([[1, -1, -1, 1]], [[1, -1, -1, 1]])
    >>> len(coefficient_functionals(3, 2, "01", without_first=True))
    2

    See Also
    --------
    elementary_vectors : of the space they span.

    References
    ----------
    Claims CAP-d, CAP-d-units.
    """
    import numpy as np

    cube = range(1 << n)
    left_out = [J for J in cube if J.bit_count() > degree or (without_first and J == 1)]
    if inputs == "pm":
        rows = [[(-1) ** (J & ~x).bit_count() for x in cube] for J in left_out]
    else:
        rows = [[(-1) ** (J ^ x).bit_count() if x & ~J == 0 else 0 for x in cube] for J in left_out]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 1 << n)


def elementary_vectors(rows: Integers) -> Integers:
    """Return the vectors of minimal support of the space that linearly independent rows span, one of each pair l, -l, with coprime entries.

    Parameters
    ----------
    rows
        Integers of shape (r, N), of absolute value at most 1, r <= 6.

    Returns
    -------
    numpy array
        Integers of shape (m, N), the first non-zero entry of each positive.

    Raises
    ------
    TooLarge
        If r > 6.

    Examples
    --------
    The plane of the vectors (a, b, a + b) has three of them:

    >>> import numpy as np
    >>> elementary_vectors(np.array([[1, 0, 1], [0, 1, 1]])).tolist()
    [[0, 1, 1], [1, -1, 0], [1, 0, 1]]

    See Also
    --------
    sign_tables : what they decide.

    References
    ----------
    R. T. Rockafellar (1969).
    """
    import numpy as np

    r, size = rows.shape
    if r > _MOST_DIMENSIONS:
        rule = f"must be at most {_MOST_DIMENSIONS} for the minors to be written out"
        raise TooLarge("rows", rule, r, "Threshold gates of four variables are listed in another way.")
    if not r:
        return np.zeros((0, size), dtype=np.int64)
    chosen_ones = list(combinations(range(size), r - 1))
    subsets = np.array(chosen_ones, dtype=np.int64).reshape(len(chosen_ones), r - 1)
    chosen = rows.T[subsets]
    # The combination of the rows that vanishes at r - 1 coordinates: its coefficients are the signed minors there.
    minors = [(-1) ** j * _determinants(np.delete(chosen, j, axis=2)) for j in range(r)]
    vectors = np.stack(minors, axis=1) @ rows
    # Coordinates whose columns are dependent give the zero vector.
    vectors = vectors[np.any(vectors != 0, axis=1)]
    vectors //= np.gcd.reduce(vectors, axis=1)[:, None]
    leading = vectors[np.arange(len(vectors)), (vectors != 0).argmax(axis=1)]
    return np.asarray(np.unique(vectors * np.sign(leading)[:, None], axis=0))


def _determinants(matrices: Integers) -> Integers:
    """Return the determinants of small integer matrices, exactly, by Leibniz' formula."""
    import numpy as np

    n = matrices.shape[-1]
    total = np.zeros(len(matrices), dtype=np.int64)
    for order in permutations(range(n)):
        inversions = sum(order[i] > order[j] for i, j in combinations(range(n), 2))
        total += (-1) ** inversions * np.prod(matrices[:, range(n), order], axis=1)
    return total


def _signs(vectors: Integers) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return for l and -l of every vector, first all l, the tables of the points where they are positive, and negative."""
    import numpy as np

    bits = np.left_shift(np.int64(1), np.arange(vectors.shape[1]))
    positive, negative = ((vectors > 0) @ bits).astype(np.uint32), ((vectors < 0) @ bits).astype(np.uint32)
    return np.concatenate([positive, negative]), np.concatenate([negative, positive])


def _realised(vectors: Integers) -> NDArray[np.bool_]:
    """Return for every table whether no vector agrees with it."""
    import numpy as np

    size = vectors.shape[1]
    tables = np.arange(1 << size, dtype=np.uint32)
    realised = np.ones(1 << size, dtype=bool)
    for positive, negative in zip(*_signs(vectors), strict=True):
        realised &= (tables & (positive | negative)) != positive
    return realised


def sign_tables(rows: Integers) -> NDArray[np.uint32]:
    """Return the tables of the strict signs of the vectors orthogonal to all rows.

    Parameters
    ----------
    rows
        A basis of the complement, integers of shape (r, N) of absolute value at most 1; r <= 6, N <= 16.

    Returns
    -------
    numpy array
        Sorted tables, bit k for the sign of coordinate k, dtype uint32.

    Examples
    --------
    Affine functions of two bits have all signs but XOR and its complement:

    >>> tables = sign_tables(coefficient_functionals(2, 1, "01")).tolist()
    >>> sorted(set(range(16)) - set(tables))
    [6, 9]

    See Also
    --------
    sign_tables_with_column : with one column more.

    References
    ----------
    P. Gordan (1873); R. T. Rockafellar (1969).  Claim CAP-K1-deg.
    """
    import numpy as np

    return np.flatnonzero(_realised(elementary_vectors(rows))).astype(np.uint32)


def sign_tables_with_column(rows: Integers, columns: NDArray[Any]) -> NDArray[np.uint32]:
    """Return the tables of the strict signs of u + c z, u orthogonal to all rows, c real, z any of the columns.

    Parameters
    ----------
    rows
        A basis of the complement, as for `sign_tables`.
    columns
        The vectors z, small integers of shape (N, q).

    Returns
    -------
    numpy array
        Sorted tables, dtype uint32.

    Examples
    --------
    With one gate as a further input, threshold units of two bits compute XOR:

    >>> import numpy as np
    >>> conjunction = np.array([[0], [0], [0], [1]])
    >>> len(sign_tables_with_column(coefficient_functionals(2, 1, "01"), conjunction))
    16

    See Also
    --------
    symattn.capacity.multiplexing_tables, symattn.capacity.synaptic_gating_tables

    References
    ----------
    Claims CAP-A, CAP-SYN-01, CAP-d-units.
    """
    import numpy as np

    vectors = elementary_vectors(rows)
    realised = _realised(vectors)
    positive, negative = _signs(vectors)
    distinct = np.unique(columns, axis=1)
    blocks = -(-distinct.shape[1] // _BLOCK)
    open_ = np.flatnonzero(~realised).astype(np.uint32)
    # The extreme rays of the cone of each table that needs the column.
    rays = [np.flatnonzero((table & (positive | negative)) == positive) for table in open_]
    for block in range(blocks):
        sides = vectors @ distinct[:, block::blocks].astype(np.int64)
        above, below = np.packbits(sides > 0, axis=1), np.packbits(sides < 0, axis=1)
        # <-l, z> > 0 where <l, z> < 0.
        above, below = np.concatenate([above, below]), np.concatenate([below, above])
        kept = []
        for index, ray in enumerate(rays):
            if any(np.bitwise_and.reduce(side[ray], axis=0).any() for side in (above, below)):
                realised[open_[index]] = True
            else:
                kept.append(index)
        open_, rays = open_[kept], [rays[index] for index in kept]
    return np.flatnonzero(realised).astype(np.uint32)
