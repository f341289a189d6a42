r"""A function is the sign of a polynomial of degree d, or a linear relation between the monomials' values excludes it: one linear program for each class of functions.

Property wanted: the signs of polynomials of degree d of n <= 5 variables, each class decided with integers that are checked: coefficients, or a relation.

Construction: f in {-1, 1} is a sign of degree d if f(x) sum_J p_J x^J >= 1 has a solution p, x in {0, 1}^n, |J| <= d.  With p_J = d_J - t, d, t >= 0, it is a program of
`solve_batch`; a vertex gives integer coefficients, a ray u >= 0 with sum_x u(x) f(x) x^J = 0 for all |J| <= d: along it the sum over J is <= 0 by the columns d_J and >= 0 by the
column t.  Both are multiplied out again.  The values of monomials on {0, 1}^n are bits, and determinants of 16 x 16 bits are below 2^19 (Hadamard); the row of t and
the costs are sums of rows and may be larger. The solver raises an error where a number passes its limit of 2^25.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, all_functions, distinct
from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.symmetry import representative
from symattn.threshold.walk.batched_simplex import solve_batch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]
    Mask = NDArray[np.bool_]

_PROGRAMS = 1 << 15


def programmed_sign_classes(n: SupportsIndex, degree: SupportsIndex) -> OrbitSet:
    r"""Return the set of the functions :math:`H(p(x))`, p a real polynomial of degree at most d, deciding each class by a linear program.

    Parameters
    ----------
    n
        The number of variables, at most 5; n = 5 takes one or two minutes.
    degree
        d, at least 1.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5, or the degree is below 1.

    Examples
    --------
    Degree 1 gives the threshold gates, whose list does not enter:

    >>> [programmed_sign_classes(n, 1).count for n in (1, 2, 3)]
    [4, 14, 104]
    >>> programmed_sign_classes(3, 2).count, programmed_sign_classes(3, 3).count
    (254, 256)

    See Also
    --------
    symattn.capacity.orbits.polynomial_signs.polynomial_sign_classes : by duality, for degrees near n.

    References
    ----------
    P. Gordan (1873); claims CAP-d, BY-5.
    """
    import numpy as np

    n, degree = check_variables(n, most=MAX_ORBITS), as_integer(degree, "degree", least=1)
    classes = distinct(representative(all_functions(n).representatives, n, complement=True))
    full = np.uint32((1 << (1 << n)) - 1)
    members = classes[decided(classes, n, degree)]
    return OrbitSet.of(np.concatenate([members, members ^ full]), n)


def decided(tables: Tables, n: int, degree: int) -> Mask:
    """Return for each function whether it is a sign of degree d.

    Parameters
    ----------
    tables
        Functions of n variables.
    n, degree
        The number of variables and d.

    Returns
    -------
    numpy array
        True or False for each table.

    Raises
    ------
    RuntimeError
        If integers of the solver do not prove what it says.

    Examples
    --------
    XOR is no threshold gate, and parity of three variables no sign of a quadratic polynomial:

    >>> import numpy as np
    >>> decided(np.array([0b0110, 0b1000], dtype=np.uint32), 2, 1).tolist()
    [False, True]
    >>> decided(np.array([0b10010110, 0b10010111], dtype=np.uint32), 3, 2).tolist()
    [False, True]

    See Also
    --------
    programmed_sign_classes : all classes.

    References
    ----------
    P. Gordan (1873).
    """
    import numpy as np

    points = np.arange(1 << n)
    sets = [
        sum(1 << i for i in chosen) for size in range(degree + 1) for chosen in combinations(range(n), size)
    ]
    monomials = np.stack([(points & chosen) == chosen for chosen in sets], axis=1).astype(np.int64)
    rows = np.concatenate([monomials, -monomials.sum(axis=1, keepdims=True)], axis=1)
    rows = np.concatenate([-rows, rows])
    costs = np.ones(rows.shape[1], dtype=np.int64)
    yes = np.zeros(len(tables), dtype=bool)
    for start in range(0, len(tables), _PROGRAMS):
        part = slice(start, start + _PROGRAMS)
        bits = (tables[part, None] >> points.astype(np.uint32) & np.uint32(1)).astype(np.int64)
        found = solve_batch(rows, points + (bits << n), costs, multipliers=True)
        signs = 2 * bits - 1
        solved = found.feasible
        coefficients = found.numerators[:, :-1] - found.numerators[:, -1:]
        proved = ((coefficients @ monomials.T) * signs >= found.denominators[:, None]).all(axis=1)
        relation = found.multipliers[:, : 1 << n] if found.multipliers is not None else bits
        excluded = ((relation * signs) @ monomials == 0).all(axis=1) & (relation >= 0).all(axis=1)
        excluded &= relation.any(axis=1)
        if not np.where(solved, proved, excluded).all():
            raise RuntimeError("the linear programs gave integers that prove nothing")
        yes[part] = solved
    return yes
