r"""Gates may be restricted: signs of polynomials of degree at most d on the cube, and gates without a bias, which are the threshold gates that stay so at the origin or are odd.

Property wanted: all signs of real polynomials of degree d on the cube, and all gates without a bias, from finite lists and without searching for weights.

Polynomial gates.  A table is the strict sign of a polynomial of degree at most d unless an elementary vector of the complement agrees with it (`one_more_column`).  Over {-1, 1}^n the
complement consists of the products of parity and a polynomial of degree at most n - d - 1: for d = n - 1 the multiples of parity, for d = n - 2 parity times an affine function.

Gates without a bias.  On {0, 1}^n, H(w.x) has the value 1 at the origin, and a tie elsewhere can be raised by adding a small positive number to
all weights.  If f is such a gate, both f and f with the value 0 at the origin are threshold gates, with a small bias; conversely, between two
representations with biases of opposite signs there is one with bias 0.  On {-1, 1}^n a gate without bias and without ties satisfies
f(-x) = 1 - f(x); conversely a threshold gate H(w.x + b) with that property has |w.x| > |b| everywhere, and H(w.x) is the same function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.classes.one_more_column import coefficient_functionals, sign_tables
from symattn.capacity.classes.products import MAX_PRODUCTS
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def polynomial_threshold_tables(n: SupportsIndex, degree: SupportsIndex) -> Tables:
    r"""Return the tables of all :math:`H(p(x))`, p a real polynomial of degree at most d in n Boolean variables.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    degree
        d, at least 1.

    Returns
    -------
    numpy array
        The T_d(n) tables, sorted, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4, or the degree is below 1.

    Examples
    --------
    Degree 1 gives the threshold gates; degree n - 1 all functions but parity and its negation:

    >>> from symattn.threshold import threshold_functions
    >>> polynomial_threshold_tables(3, 1).tolist() == threshold_functions(3).tables.tolist()
    True
    >>> sorted(set(range(256)) - set(polynomial_threshold_tables(3, 2).tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    symattn.capacity.threshold_upper_bound : Cover's bound of T_d(n).

    References
    ----------
    P. Gordan (1873); R. T. Rockafellar (1969) for elementary vectors.  Claims CAP-d, CAP-K1-deg.
    """
    n = check_variables(n, most=MAX_PRODUCTS)
    degree = as_integer(degree, "degree", least=1)
    if degree == 1:
        return threshold_functions(n).tables
    return sign_tables(coefficient_functionals(n, degree, "pm"))


def bias_free_tables(n: SupportsIndex, *, inputs: str = "01") -> Tables:
    r"""Return the tables of the gates without a bias, :math:`H(w \cdot x)`: on {0, 1}^n all w, on {-1, 1}^n those with :math:`w \cdot x \ne 0`.

    Parameters
    ----------
    n
        The number of variables, 0 <= n <= 5 over {0, 1} and 1 <= n <= 5 over {-1, 1}.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is out of range or the alphabet is unknown.

    Examples
    --------
    Over {0, 1}: the regions cut by the hyperplanes w.x = 0, x a non-zero vector of bits:

    >>> [len(bias_free_tables(n)) for n in (0, 1, 2, 3, 4)]
    [1, 2, 6, 32, 370]

    Over {-1, 1}: odd functions, determined by their values at x_n = 1, T(n-1) of them:

    >>> from symattn.threshold import count_threshold
    >>> [len(bias_free_tables(n, inputs="pm")) == count_threshold(n - 1) for n in (1, 2, 3, 4)]
    [True, True, True, True]

    See Also
    --------
    symattn.threshold.threshold_functions : gates with a bias.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01; OEIS A034997.
    """
    import numpy as np

    check_alphabet(inputs)
    n = check_variables(n, most=MAX_ENUMERATED, least=0 if inputs == "01" else 1)
    tables = threshold_functions(n).tables
    if inputs == "01":
        kept = (tables & np.uint32(1) == 1) & np.isin(tables ^ np.uint32(1), tables)
    else:
        size = 1 << n
        turned = np.zeros_like(tables)
        for k in range(size):
            turned |= (tables >> np.uint32(size - 1 - k) & np.uint32(1)) << np.uint32(k)
        kept = turned == tables ^ np.uint32((1 << size) - 1)
    return np.asarray(tables[kept], dtype=np.uint32)
