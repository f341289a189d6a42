r"""A function is an AND of k gates exactly if its zeros are covered by the zeros of k gates above it, and a product of k signs exactly if one gate takes it to a product of k - 1.

Property wanted: the products of k gates, in {0, 1} and in {-1, 1}, decided one class of functions after the other and not by multiplying lists.

AND.  If h = f_1 ... f_k then f_j >= h, and h(x) = 0 where some f_j(x) = 0: the zero sets of the f_j cover those of h, and lie inside.  Conversely such a cover has h as its
product.  It is enough to try maximal zero sets; fewer than k gates may be filled up with the constant 1.  For k gates the least cover is found by dynamic programming:
one of the sets contains the first zero not yet covered.

Product of signs (bit 1 is +1, so the product of two is XNOR): h = f_1 ... f_k exactly if h f_1 is a product of k - 1 signs, since f_1 f_1 = 1.

Both classes are kept by signed permutations of the variables, the second one by complements too.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, united
from symattn.capacity.characterised.gates import function_classes, gates_of_degree

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def maximal_zero_sets(table: int, gates: Tables, full: int) -> Tables:
    """Return the maximal sets of zeros of the gates f >= h.

    Parameters
    ----------
    table
        h, a truth table.
    gates
        Tables of gates.
    full
        The table of the constant 1.

    Returns
    -------
    numpy array
        Tables that are 1 where the gate is 0, none contained in another.

    Examples
    --------
    Below XOR the two zeros are covered one by one:

    >>> from symattn.capacity.characterised.gates import gates_of_degree
    >>> maximal_zero_sets(0b0110, gates_of_degree(2, 1), 15).tolist()
    [1, 8]

    See Also
    --------
    and_answer : covers.

    References
    ----------
    Claims CAP-AND, BY-1.
    """
    import numpy as np

    zeros = np.uint32(full) ^ gates[gates & np.uint32(table) == table]
    zeros = zeros[np.argsort(np.bitwise_count(zeros), kind="stable")[::-1]]
    kept: list[int] = []
    while len(zeros):
        largest = zeros[0]
        kept.append(int(largest))
        zeros = zeros[zeros & ~largest != 0]
    return np.array(sorted(kept), dtype=np.uint32)


def cover_number(table: int, gates: Tables, full: int) -> int:
    """Return the least k >= 1 such that h is the AND of k of the gates.

    Parameters
    ----------
    table, gates, full
        h, the gates (the constant 1 among them), and the table of the constant 1.

    Returns
    -------
    int
        k; 2^n + 1 if h is no AND of any number of the gates.

    Examples
    --------
    Parity of two variables is XOR, of OR and NAND:

    >>> from symattn.capacity.characterised.gates import gates_of_degree
    >>> cover_number(0b0110, gates_of_degree(2, 1), 15), cover_number(0b01101001, gates_of_degree(3, 1), 255)
    (2, 4)

    See Also
    --------
    maximal_zero_sets : what covers.

    References
    ----------
    Claim BY-1.
    """
    sets = maximal_zero_sets(table, gates, full).tolist()
    never = full.bit_length() + 1

    @cache
    def least(uncovered: int) -> int:
        if not uncovered:
            return 0
        first = uncovered & -uncovered
        return min((1 + least(uncovered & ~zeros) for zeros in sets if zeros & first), default=never)

    return max(1, min(never, least(full & ~table)))


@cache
def _cover_numbers(n: int, degree: int) -> NDArray[np.int64]:
    import numpy as np

    gates, full = gates_of_degree(n, degree), (1 << (1 << n)) - 1
    single = set(gates.tolist())
    tables = function_classes(n).representatives.tolist()
    return np.array([1 if h in single else cover_number(h, gates, full) for h in tables])


def and_answer(n: int, degrees: tuple[int, int], k: int = 2) -> Answer:
    """Return the ANDs of k gates of degree d_1, or of one gate of degree d_1 and one of d_2.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    degrees
        (d_1, d_2), equal unless k = 2.
    k
        The number of gates.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [and_answer(3, (1, 1), k).count for k in (1, 2, 3, 4)]
    [104, 246, 254, 256]

    See Also
    --------
    product_answer : signs.

    References
    ----------
    Claims CAP-AND, CAP-K1, CAP-d.
    """
    import numpy as np

    classes = function_classes(n)
    if degrees[0] == degrees[1] or k == 1:
        return united(classes, _cover_numbers(n, degrees[0]) <= k)
    first, second = (gates_of_degree(n, d) for d in degrees)
    full = (1 << (1 << n)) - 1
    single = set(first.tolist()) | set(second.tolist())
    kept = []
    for h in classes.representatives.tolist():
        if h in single:
            kept.append(True)
            continue
        left, right = (maximal_zero_sets(h, gates, full) for gates in (first, second))
        kept.append(bool((left[:, None] | right[None, :] == full & ~h).any()))
    return united(classes, np.array(kept))


@cache
def product_distances(n: int, degree: int) -> NDArray[np.int64]:
    """Return for each class of functions with complements the least number of signs of degree d whose product is in it.

    Parameters
    ----------
    n, degree
        The number of variables, at most 4, and d.

    Returns
    -------
    numpy array
        Numbers in the order of the representatives of `function_classes(n, complement=True)`.

    Examples
    --------
    Of three variables only parity needs three signs:

    >>> sorted(product_distances(3, 1).tolist(), reverse=True)[:2]
    [3, 2]

    See Also
    --------
    product_answer : the functions.

    References
    ----------
    Claims CAP-K1, BY-1, BY-2.
    """
    import numpy as np

    classes = function_classes(n, complement=True)
    gates = gates_of_degree(n, degree)
    reached = _indicator(gates, n)
    distances = np.where(reached[classes.representatives], 1, 0)
    step = 1
    while (distances == 0).any():
        step += 1
        for j in np.flatnonzero(distances == 0):
            if _reaches(int(classes.representatives[j]), gates, reached, n):
                distances[j] = step
        reached = ((distances > 0) & (distances <= step))[classes.place]
    return distances


def _indicator(tables: Tables, n: int) -> NDArray[np.bool_]:
    import numpy as np

    found = np.zeros(1 << (1 << n), dtype=bool)
    found[tables] = True
    return found


def _reaches(table: int, gates: Tables, reached: Any, n: int) -> bool:
    """Return whether the product of h and one of the signs has been reached."""
    import numpy as np

    return bool(reached[gates ^ np.uint32(table ^ ((1 << (1 << n)) - 1))].any())


def product_answer(n: int, degrees: tuple[int, int], k: int = 2) -> Answer:
    """Return the products of k signs of degree d_1, or of one of degree d_1 and one of d_2.

    Parameters
    ----------
    n, degrees, k
        As for `and_answer`.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [product_answer(3, (1, 1), k).count for k in (1, 2, 3)]
    [104, 254, 256]

    See Also
    --------
    and_answer : bits.

    References
    ----------
    Claims CAP-XOR, CAP-K1, CAP-d.
    """
    import numpy as np

    classes = function_classes(n, complement=True)
    if degrees[0] == degrees[1] or k == 1:
        return united(classes, product_distances(n, degrees[0]) <= k)
    reached, gates = _indicator(gates_of_degree(n, degrees[0]), n), gates_of_degree(n, degrees[1])
    kept = [_reaches(h, gates, reached, n) for h in classes.representatives.tolist()]
    return united(classes, np.array(kept))
