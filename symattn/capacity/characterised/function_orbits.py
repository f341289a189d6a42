r"""A class of functions that symmetries keep is a union of orbits: one function of each orbit is decided, and the orbit's size is counted.

Property wanted: the orbits of all 2^(2^n) functions, n <= 4, under any set of moves, with sizes, and all images of tuples of tables.

Construction: every table carries the least label seen so far, its own at first, and takes over the lesser label of its image under each move until nothing changes.  Moves
are permutations of the tables, so labels become equal exactly within orbits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from symattn.threshold.symmetry import transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

MAX_FUNCTIONS = 4
"""Largest n for which all functions are sorted into orbits."""

Move = tuple[tuple[int, ...], tuple[int, ...], bool]
"""A permutation of 1..n, the variables negated, and whether the value is negated."""


class Orbits(NamedTuple):
    """One table of each orbit, the orbit's size, and for every table the place of its orbit among them."""

    representatives: Any
    sizes: Any
    place: Any


def moves(
    n: int,
    *,
    permuted: Iterable[int] | None = None,
    negated: Iterable[int] | None = None,
    complement: bool = False,
) -> tuple[Move, ...]:
    """Return generators of a group: exchanges of neighbours in ``permuted``, negations of the variables ``negated``, of the value; all variables if not given.

    Parameters
    ----------
    n
        The number of variables.
    permuted, negated
        Variables in 1..n.
    complement
        Whether the value is negated too.

    Returns
    -------
    tuple of Move
        The generators.

    Examples
    --------
    >>> len(moves(3)), len(moves(3, negated=(), complement=True))
    (5, 3)

    See Also
    --------
    function_orbits : their orbits.

    References
    ----------
    OEIS A000616, A000370.
    """
    identity = tuple(range(1, n + 1))
    exchanged = sorted(identity if permuted is None else permuted)
    found: list[Move] = []
    for i, j in pairwise(exchanged):
        swap = {i: j, j: i}
        found.append((tuple(swap.get(k, k) for k in identity), (), False))
    found += [(identity, (i,), False) for i in (identity if negated is None else negated)]
    if complement:
        found.append((identity, (), True))
    return tuple(found)


@cache
def function_orbits(n: int, generators: tuple[Move, ...]) -> Orbits:
    """Return the orbits of all functions of n <= 4 variables under the group that the moves generate.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    generators
        From `moves`.

    Returns
    -------
    Orbits
        Least tables, sizes, places.

    Examples
    --------
    The functions of three variables fall into 22 classes, 14 with complements:

    >>> [len(function_orbits(3, moves(3, complement=c)).sizes) for c in (False, True)]
    [22, 14]
    >>> int(function_orbits(3, moves(3)).sizes.sum())
    256

    See Also
    --------
    moves : generators.

    References
    ----------
    OEIS A000616, A000370.
    """
    import numpy as np

    tables = np.arange(1 << (1 << n), dtype=np.uint32)
    images = [transform(tables, n, permutation=p, negate=s, complement=c) for p, s, c in generators]
    label = tables.copy()
    while True:
        before = label.copy()
        for image in images:
            np.minimum(label, label[image], out=label)
        if (label == before).all():
            break
    representatives, place, sizes = np.unique(label, return_inverse=True, return_counts=True)
    return Orbits(representatives, sizes, place)


def signed_permutations(
    n: int, permuted: Iterable[int] | None = None
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield all pairs (permutation of 1..n, negated variables) that move and negate the given variables only.

    Parameters
    ----------
    n
        The number of variables.
    permuted
        The variables that are permuted and negated; all if not given.

    Yields
    ------
    (list of int, list of int)
        The arguments of `symattn.threshold.transform`.

    Examples
    --------
    >>> len(list(signed_permutations(3))), len(list(signed_permutations(3, [2, 3])))
    (48, 8)

    See Also
    --------
    moved_tuples : the images.

    References
    ----------
    OEIS A000616.
    """
    chosen = tuple(range(1, n + 1)) if permuted is None else tuple(permuted)
    for order in permutations(chosen):
        target = dict(zip(chosen, order, strict=True))
        arranged = [target.get(i, i) for i in range(1, n + 1)]
        for signs in product((False, True), repeat=len(chosen)):
            yield arranged, [i for i, sign in zip(chosen, signs, strict=True) if sign]


def image_counts(rows: Tables, n: int) -> NDArray[np.int64]:
    """Return the number of images of each tuple of tables: the order of the group by the number of its elements that fix the tuple.

    Parameters
    ----------
    rows
        Tuples of tables of n variables, one a row.
    n
        The number of variables.

    Returns
    -------
    numpy array
        Sizes of orbits, dtype int64.

    Examples
    --------
    >>> import numpy as np
    >>> image_counts(np.array([[0b1000, 0b1110], [0, 15]], dtype=np.uint32), 2).tolist()
    [4, 1]

    See Also
    --------
    moved_tuples : the images.

    References
    ----------
    OEIS A000616.
    """
    import numpy as np

    fixed = np.zeros(len(rows), dtype=np.int64)
    order = 0
    for arranged, flips in signed_permutations(n):
        fixed += (transform(rows, n, permutation=arranged, negate=flips) == rows).all(axis=1)
        order += 1
    sizes: NDArray[np.int64] = order // fixed
    return sizes


def moved_tuples(rows: Tables, n: int, *, permuted: Iterable[int] | None = None) -> Tables:
    """Return all images of tuples of tables under the signed permutations of the variables, each once.

    Parameters
    ----------
    rows
        Tuples of tables of n variables, one a row, at most 64 bits in a row.
    n
        The number of variables.
    permuted
        The variables that are permuted and negated; all if not given.

    Returns
    -------
    numpy array
        Distinct rows, dtype uint32.

    Examples
    --------
    >>> import numpy as np
    >>> moved_tuples(np.array([[0b1000, 0b1110]], dtype=np.uint32), 2).tolist()
    [[1, 7], [2, 11], [4, 13], [8, 14]]

    See Also
    --------
    function_orbits : orbits of single functions.

    References
    ----------
    OEIS A000616.
    """
    import numpy as np

    shifts = np.arange(rows.shape[1], dtype=np.uint64) << np.uint64(n)
    codes = []
    for arranged, flips in signed_permutations(n, permuted):
        image = transform(rows, n, permutation=arranged, negate=flips)
        codes.append(np.bitwise_or.reduce(image.astype(np.uint64) << shifts, axis=1))
    unique = np.unique(np.concatenate(codes))
    rows_found: Tables = (unique[:, None] >> shifts & np.uint64((1 << (1 << n)) - 1)).astype(np.uint32)
    return rows_found
