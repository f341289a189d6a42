r"""Gates of degree d on the cube: those of degree 1 are orbits of canonical gates, the others are decided by one linear program for each class of functions.

Property wanted: all tables of H(p(x)), p a polynomial of degree at most d, n <= 4 variables, with integer coefficients for those and a relation for the others.

Construction: for each class of functions under signed permutations and complement take one f in {-1, 1} and decide whether f(x) sum_J p_J x^J > 0 has a solution p, x in {-1,1}^n, |J| <= d.

Derivation: signed permutations of the variables keep the degree, f -> -f goes with p -> -p, and a p without zeros exists for each gate (N1).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.characterised.answers import Answer, united
from symattn.capacity.characterised.function_orbits import MAX_FUNCTIONS, Orbits, function_orbits, moves
from symattn.capacity.characterised.linear import Decision, Row, decide
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.threshold.arguments import as_integer, check_table, check_variables
from symattn.threshold.tables import points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def monomial_rows(n: int, degree: int) -> list[Row]:
    """Return for each point x of {-1,1}^n, in the order of the tables, the values x^J of all monomials of degree at most d.

    Parameters
    ----------
    n, degree
        The number of variables and d.

    Returns
    -------
    list of tuple of int
        2^n rows of entries -1 and 1, the constant monomial first.

    Examples
    --------
    >>> monomial_rows(2, 2)
    [(1, -1, -1, 1), (1, 1, -1, -1), (1, -1, 1, -1), (1, 1, 1, 1)]

    See Also
    --------
    polynomial_gate : the program they make.

    References
    ----------
    Claim CAP-d.
    """
    sets = [chosen for size in range(min(degree, n) + 1) for chosen in combinations(range(n), size)]
    return [tuple(prod(x[i] for i in chosen) for chosen in sets) for x in points(n, "pm")]


def polynomial_gate(table: SupportsIndex, n: SupportsIndex, degree: SupportsIndex) -> Decision:
    """Return integer coefficients of a polynomial of degree at most d with the signs of a table, or a relation that excludes them.

    Parameters
    ----------
    table, n
        A truth table of n variables.
    degree
        d, at least 1.

    Returns
    -------
    Decision
        The coefficients of the monomials of `monomial_rows`, or multipliers of the points.

    Raises
    ------
    InvalidArgument, TooLarge
        If the table or n is out of range, or the degree is below 1.

    Examples
    --------
    XOR is the sign of -x_1 x_2, and of no affine function:

    >>> polynomial_gate(0b0110, 2, 2).point, polynomial_gate(0b0110, 2, 1).multipliers
    ((0, 0, 0, -1), (1, 1, 1, 1))

    See Also
    --------
    gates_of_degree : all tables.

    References
    ----------
    P. Gordan (1873); claims CAP-d, BY-5.
    """
    n = check_variables(n)
    table = check_table(table, n)
    rows = monomial_rows(n, as_integer(degree, "degree", least=1))
    return decide([row if table >> k & 1 else tuple(-x for x in row) for k, row in enumerate(rows)])


def function_classes(n: int, *, complement: bool = False) -> Orbits:
    """Return the classes of all functions under signed permutations of the variables (NP), with complements NPN.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    complement
        Whether a function and its complement are one class.

    Returns
    -------
    Orbits
        Representatives, sizes, places.

    Examples
    --------
    >>> [len(function_classes(n, complement=True).sizes) for n in range(4)]
    [1, 2, 4, 14]

    See Also
    --------
    gates_of_degree : one decision for each of them.

    References
    ----------
    OEIS A000616, A000370.
    """
    return function_orbits(n, moves(n, complement=complement))


@cache
def gates_of_degree(n: SupportsIndex, degree: SupportsIndex) -> Tables:
    """Return the sorted tables of all gates of degree at most d.

    Parameters
    ----------
    n, degree
        The number of variables, at most 4 (5 for degree 1), and d.

    Returns
    -------
    numpy array
        Sorted tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is out of range, or the degree is below 1.

    Examples
    --------
    Of three variables all but the two parities are signs of quadratic polynomials:

    >>> [len(gates_of_degree(3, d)) for d in (1, 2, 3)]
    [104, 254, 256]

    See Also
    --------
    polynomial_gate : one table, with the proof.

    References
    ----------
    Claims CAP-d, BY-5.
    """
    import numpy as np

    degree = as_integer(degree, "degree", least=1)
    if degree == 1:
        return gate_tables(n)
    n = check_variables(n, most=MAX_FUNCTIONS)
    classes = function_classes(n, complement=True)
    return np.flatnonzero(_decided(n, min(degree, n))[classes.place]).astype(np.uint32)


def polynomial_answer(n: int, degree: int) -> Answer:
    """Return the gates of degree at most d, each class decided by a linear program; for d >= n every function is one, by interpolation.

    Parameters
    ----------
    n, degree
        The number of variables, at most 4, and d.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [polynomial_answer(3, d).count for d in (1, 2, 3)]
    [104, 254, 256]

    See Also
    --------
    gates_of_degree : the list that other methods read; for d = 1 it is not made by these programs.

    References
    ----------
    Claims CAP-d, RV-3.
    """
    classes = function_classes(n, complement=True)
    return united(classes, _decided(n, min(degree, n)))


@cache
def _decided(n: int, degree: int) -> NDArray[np.bool_]:
    import numpy as np

    classes = function_classes(n, complement=True)
    if degree >= n:
        return np.ones(len(classes.sizes), dtype=bool)
    return np.array(
        [polynomial_gate(f, n, degree).point is not None for f in classes.representatives.tolist()]
    )
