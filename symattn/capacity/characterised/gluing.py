r"""Glued functions are counted by inclusion and exclusion over the selectors, and networks n-2-1 are the union of the products of two gates and their complements.

Property wanted: |Glue_n|, the functions of which for some i both restrictions to x_i = 0 and x_i = 1 are gates, and the functions B(f, g) of two gates.

Glued functions.  For a set S of k variables let N_k be the number of functions glued along each variable of S; it depends on k only.  Then |Glue_n| = sum over k >= 1 of
(-1)^(k+1) binom(n, k) N_k, N_1 = T(n-1)^2.  For k = 2 the four restrictions to the two variables are functions of n - 2 variables of which each two neighbours form a gate of
n - 1 variables: closed walks of length four in the graph of these pairs, N_2 = tr(M^4), M its adjacency matrix.

Networks.  The 16 functions of two bits are those of one bit, the ANDs of two literals, their complements, XOR and its complement.  Gates are closed under complement.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, codes_of, united
from symattn.capacity.characterised.function_orbits import function_orbits, moves
from symattn.capacity.characterised.gates import function_classes, gates_of_degree
from symattn.capacity.characterised.products import and_answer, product_answer
from symattn.errors import InvalidArgument
from symattn.threshold.symmetry import transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def _pairs(gates: Tables, n: int) -> Any:
    """Return all functions of n variables whose halves are in the list."""
    import numpy as np

    return (gates[:, None] | gates[None, :] << np.uint32(1 << (n - 1))).ravel()


def _both_halves(tables: Tables, n: int, i: int, gates: Tables) -> Tables:
    """Keep the functions whose restrictions to both values of x_i are gates."""
    import numpy as np

    order = list(range(1, n + 1))
    order[i - 1], order[n - 1] = n, i
    moved = transform(tables, n, permutation=order)
    size = 1 << (n - 1)
    reached = np.zeros(1 << size, dtype=bool)
    reached[gates] = True
    kept: Tables = tables[reached[moved & np.uint32((1 << size) - 1)] & reached[moved >> np.uint32(size)]]
    return kept


def closed_walks(gates: Tables, n: int) -> int:
    """Return tr(M^4), M_ab = 1 where a and b glue to a gate: the functions glued along two given variables.

    Parameters
    ----------
    gates
        The gates of n variables.
    n
        Their number of variables, at least 1.

    Returns
    -------
    int
        The number of closed walks of length four.

    Examples
    --------
    All functions of two variables are glued along both:

    >>> from symattn.capacity.characterised.gates import gates_of_degree
    >>> closed_walks(gates_of_degree(1, 1), 1)
    16

    See Also
    --------
    glued_answer : where it is the number N_2.

    References
    ----------
    Claim BY-4-size.
    """
    import numpy as np

    size = 1 << (n - 1)
    ends = np.stack([gates & np.uint32((1 << size) - 1), gates >> np.uint32(size)])
    vertices, place = np.unique(ends, return_inverse=True)
    matrix = np.zeros((len(vertices), len(vertices)), dtype=np.int64)
    matrix[tuple(place.reshape(2, -1))] = 1
    square = matrix @ matrix
    return int((square * square.T).sum())


def glued_answer(n: int, degree: int) -> Answer:
    """Return the functions glued from two gates of degree d along some variable.

    Parameters
    ----------
    n, degree
        The number of variables, 1 <= n <= 4, and d.

    Returns
    -------
    Answer
        The number, by inclusion and exclusion, and the tables.

    Raises
    ------
    InvalidArgument
        If there is no variable.

    Examples
    --------
    >>> [glued_answer(n, 1).count for n in (1, 2, 3)]
    [4, 16, 238]

    See Also
    --------
    two_layer_answer

    References
    ----------
    Claims BY-4-sub, BY-4-size.
    """
    import numpy as np

    if n < 1:
        raise InvalidArgument("n", "must be at least 1: the functions are glued along a variable", n)
    gates = gates_of_degree(n - 1, degree)
    count, along = n * len(gates) ** 2, _pairs(gates, n)
    for k in range(2, n + 1):
        if k == 2:
            number = closed_walks(gates, n - 1)
        else:
            for i in range(1, k) if k == 3 else (k - 1,):
                along = _both_halves(along, n, i, gates)
            number = len(along)
        count -= (-1) ** k * comb(n, k) * number

    def codes() -> Any:
        orbits = function_orbits(n, moves(n))
        kept = np.zeros(len(orbits.sizes), dtype=bool)
        kept[orbits.place[_pairs(gates, n)]] = True
        return np.flatnonzero(kept[orbits.place]).astype(np.uint64)

    return Answer(count, codes)


def two_layer_answer(n: int, degree: int, output: str) -> Answer:
    """Return the functions B(f, g) of two gates of degree d.

    Parameters
    ----------
    n, degree
        The number of variables, at most 4, and d.
    output
        ``"linear"``: B a gate; ``"and"``, ``"xor"``: one of the two, for XOR with its complement; ``"any"``.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [two_layer_answer(3, 1, output).count for output in ("and", "linear", "xor", "any")]
    [246, 254, 254, 254]

    See Also
    --------
    glued_answer

    References
    ----------
    Claim LAY-5.
    """
    import numpy as np

    ands, products = and_answer(n, (degree, degree)), product_answer(n, (degree, degree))
    if output == "and":
        return ands
    if output == "xor":
        return products
    classes = function_classes(n, complement=True)
    kept = np.zeros(len(classes.sizes), dtype=bool)
    for answer in (ands, products) if output == "any" else (ands,):
        kept[classes.place[codes_of(answer)]] = True
    return united(classes, kept)
