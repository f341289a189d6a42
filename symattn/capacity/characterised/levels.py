r"""The functions x -> H(b + w.x + v z), one for each value z of a gated signal, are the regions of hyperplanes in the space of (b, w, v).

Property wanted: all tuples (F_z) of functions on {0,1}^n that one weight vector gives, for z in {0, 1} or {-1, 1} (parallel pairs), for z in {-1, 0, 1} (equally spaced
triples), and the pairs (F(-x), F(x)), x in {0,1}^n.

Construction: hyperplanes b + w.x + v z = 0 for all x and z, in the cone w_1 > ... > w_n > 0, v > 0; and b +- w.x = 0 in the cone w_1 > ... > w_n, b > 0.

Derivation: negating x_i over {0,1} changes b and the sign of w_i, so that signed permutations bring w into the cone; v -> -v reverses the tuple.  For the pairs only
permutations are symmetries; (b, w) -> -(b, w) negates both functions.  Regions are open: no activation is 0 (N1).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from symattn.capacity.characterised.linear import Row
from symattn.capacity.characterised.regions import regions
from symattn.threshold.tables import points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def _ordered(n: int, before: int, after: int) -> list[Row]:
    """Return the rows w_i - w_(i+1), i < n, of vectors with other coordinates before and after w."""
    return [
        (*[0] * before, *(int(j == i) - int(j == k) for j in range(n)), *[0] * after)
        for i, k in pairwise(range(n))
    ]


def _split(signs: list[int], parts: int, n: int) -> Tables:
    """Return the sign vectors as tuples of tables of n variables."""
    import numpy as np

    full = (1 << (1 << n)) - 1
    return np.array([[code >> (j << n) & full for j in range(parts)] for code in signs], dtype=np.uint32)


@cache
def spaced_triples(n: int) -> Tables:
    """Return the triples (H(L - v), H(L), H(L + v)), L = b + w.x, with w_1 > ... > w_n > 0 and v > 0.

    Parameters
    ----------
    n
        The number of variables.

    Returns
    -------
    numpy array
        Rows of three tables, each below the next, dtype uint32.

    Examples
    --------
    Without variables a number b and its neighbours: 000, 001, 011, 111

    >>> spaced_triples(0).tolist()
    [[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]]

    See Also
    --------
    opposite_pairs : the points x and -x.

    References
    ----------
    Claim CAP-SYN-mixed.
    """
    normals = [(1, *x, z) for z in (-1, 0, 1) for x in points(n)]
    cone = [*_ordered(n, 1, 1), (*[0] * (n + 1), 1)]
    if n:
        cone.append((*[0] * n, 1, 0))
    return _split([signs for signs, _ in regions(normals, cone)], 3, n)


@cache
def opposite_pairs(n: int) -> Tables:
    """Return the pairs (F(-x), F(x)), x in {0,1}^n, F(y) = H(b + w.y) with w_1 > ... > w_n and b > 0.

    Parameters
    ----------
    n
        The number of variables.

    Returns
    -------
    numpy array
        Rows of two tables, dtype uint32.

    Examples
    --------
    One variable: w > b, -b < w < b, w < -b

    >>> opposite_pairs(1).tolist()
    [[3, 1], [1, 3], [3, 3]]

    See Also
    --------
    spaced_triples : a signal in {-1, 0, 1}.

    References
    ----------
    Claim CAP-SYN-all.
    """
    normals = [(1, *(sign * value for value in x)) for sign in (-1, 1) for x in points(n)]
    cone = [*_ordered(n, 1, 0), (1, *[0] * n)]
    return _split([signs for signs, _ in regions(normals, cone)], 2, n)
