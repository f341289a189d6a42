r"""Two threshold gates joined by a Boolean function of two bits give AND, OR or XOR of two gates: sets with unions, intersections and differences.

Property wanted: for n <= 5 the functions B(f, g) of the n-2-1 networks with every kind of output unit, the functions glued from two gates, and how these sets lie in each other.

Construction: complements of gates are gates.  So B(f, g) is an AND, an OR or an XOR of two gates, or a gate, whatever Boolean function B is, and a threshold gate B
excludes XOR.  The ORs are the complements of the ANDs.  All these sets are closed under the symmetries of the inputs, so set operations on one table an orbit decide.

A function is glued at x_i if both its restrictions to x_i = 0, 1 are gates.  Exchanging x_i with x_n and a symmetry of the other variables makes the restriction to x_n = 0
the gate of its class, and the other restriction runs through all gates.
"""

from __future__ import annotations

from functools import cache
from typing import SupportsIndex

from symattn.capacity.orbits.orbit_sets import OrbitSet
from symattn.capacity.orbits.threshold_tables import MAX_GATES, gate_tables
from symattn.capacity.products.count import product_classes
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_alphabet, check_variables
from symattn.threshold.walk import class_representatives

JOINS = ("and", "or", "xor")
"""Boolean functions of two bits on which the others depend by complements."""


def joined_classes(n: SupportsIndex, join: str) -> OrbitSet:
    """Return the set of the functions f AND g, f OR g, or f XOR g, f and g any threshold gates of the same n variables.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    join
        ``"and"``, ``"or"`` or ``"xor"``.

    Returns
    -------
    OrbitSet
        Computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5 or the word is another one.

    Examples
    --------
    For four variables every AND is an XOR of two other gates, and what is an AND and an OR is glued:

    >>> conjunctions, disjunctions, sums = (joined_classes(4, join) for join in ("and", "or", "xor"))
    >>> conjunctions <= sums, conjunctions & disjunctions == glued_classes(4)
    (True, True)
    >>> (conjunctions | disjunctions).count - conjunctions.count == conjunctions.count - (conjunctions & disjunctions).count
    True

    See Also
    --------
    two_layer_classes : networks with two hidden units.

    References
    ----------
    Claims CAP-AND, CAP-XOR, BY-3, BY-4.
    """
    check_alphabet(join, name="join", known=JOINS)
    return _joined(check_variables(n, most=MAX_GATES), join)


@cache
def _joined(n: int, join: str) -> OrbitSet:
    if join == "or":
        return _joined(n, "and").complements()
    # f XOR g and its complement, the product of signs, run through the same functions: 1 - f is a gate.
    representatives, _ = product_classes(n, "01" if join == "and" else "pm")
    return OrbitSet.of(representatives, n)


def two_layer_classes(n: SupportsIndex, *, output: str = "linear") -> OrbitSet:
    r"""Return the set of the functions :math:`B(f(x), g(x))` of n-2-1 networks of threshold gates without skip connections.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    output
        The functions B of the output unit: ``"linear"``, threshold gates; ``"and"``; ``"xor"``; ``"any"``, all 16 Boolean functions.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5 or the word is another one.

    Examples
    --------
    >>> [two_layer_classes(n).count for n in (1, 2, 3)]
    [4, 16, 254]

    The two functions of three variables that are missing are parity and its complement:

    >>> (two_layer_classes(3) & OrbitSet.of([0b10010110], 3)).count, two_layer_classes(3, output="any").count
    (0, 254)

    See Also
    --------
    joined_classes : one kind of output.

    References
    ----------
    Claim LAY-5.
    """
    kinds = {"linear": ("and", "or"), "and": ("and",), "xor": ("xor",), "any": JOINS}
    check_alphabet(output, name="output", known=tuple(kinds))
    first, *others = (joined_classes(n, join) for join in kinds[output])
    for other in others:
        first = first | other
    return first


def glued_classes(n: SupportsIndex) -> OrbitSet:
    r"""Return the set of the functions both of whose restrictions :math:`h|_{x_i = 0}, h|_{x_i = 1}` are threshold gates, for some i.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes, computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..5.

    Examples
    --------
    >>> [glued_classes(n).count for n in (1, 2, 3)]
    [4, 16, 238]
    >>> all(glued_classes(4) <= joined_classes(4, join) for join in JOINS)
    True

    See Also
    --------
    joined_classes : the sets that contain it.

    References
    ----------
    Claims CAP-glue, BY-4-sub, BY-4-size.
    """
    n = check_variables(n, most=MAX_GATES)
    if not n:
        raise InvalidArgument("n", "must be at least 1: a function is glued along a variable", n)
    return _glued(n)


@cache
def _glued(n: int) -> OrbitSet:
    import numpy as np

    firsts = class_representatives(n - 1)[0].astype(np.uint32)
    tables = firsts[:, None] | gate_tables(n - 1)[None, :] << np.uint32(1 << (n - 1))
    return OrbitSet.of(tables.ravel(), n)
