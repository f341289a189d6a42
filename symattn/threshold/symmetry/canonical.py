"""Two tables are images of each other exactly if their least images are equal, among all images or among those with sorted Chow coefficients."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.threshold.arguments import check_variables
from symattn.threshold.symmetry.actions import MAX_SYMMETRY, checked
from symattn.threshold.symmetry.branching import popcount
from symattn.threshold.symmetry.searches import least_of_all, least_of_sorted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from symattn.threshold.symmetry.actions import Tables

    Words = NDArray[np.unsignedinteger[Any]]


def _words(table: Any, n: int) -> Words:
    """Return the tables as a flat array of the smallest words that hold them."""
    import numpy as np

    kind = np.min_scalar_type((1 << (1 << n)) - 1)
    return np.asarray(table, dtype=kind).ravel()


def _like(table: Any, words: Words) -> Any:
    """Return the words in the form the tables were given."""
    return int(words[0]) if isinstance(table, int) else words.astype(table.dtype).reshape(table.shape)


def canonical_form(
    table: Tables, n: SupportsIndex, *, complement: bool = False, kernel: str = "auto"
) -> Tables:
    """Return the least image of a table under permutations and negations: equal exactly within one class.

    Parameters
    ----------
    table
        A truth table of n <= 6 variables, or a NumPy array of them with an unsigned dtype.
    n
        The number of variables.
    complement
        Whether a function and its complement are one class (NPN instead of NP).
    kernel
        ``"numpy"``, ``"numba"``, or ``"auto"`` for compiled loops where numba is installed and the array is
        long; the result is the same.

    Returns
    -------
    int or numpy array
        The canonical table or tables, of the kind that was given.

    Raises
    ------
    InvalidArgument, TooLarge
        If a table or n is out of range.
    MissingExtra
        If numba is asked for and not installed.

    Examples
    --------
    x_1 and not x_2 is AND up to symmetry, XOR is not:

    >>> [canonical_form(table, 2) for table in (0b0010, 0b1000, 0b0110)]
    [1, 1, 6]
    >>> from symattn.threshold import orbit
    >>> all(canonical_form(image, 3) == canonical_form(234, 3) for image in orbit(234, 3))
    True

    See Also
    --------
    orbit : the images.
    representative : another choice from the class, made faster.
    classes : all classes with their sizes.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    import numpy as np

    n = check_variables(n, most=MAX_SYMMETRY)
    table = checked(table, n)
    # The search for the least of all images is the longer one: it is made once a class.
    words, class_of = np.unique(_representatives(table, n, complement), return_inverse=True)
    least, _ = least_of_all(words, n, kernel)
    if complement:
        least = np.minimum(least, least_of_all(~words & _full(words, n), n, kernel)[0])
    least = least[class_of]
    return _like(table, least)  # type: ignore[no-any-return]


def _full(words: Words, n: int) -> Any:
    return words.dtype.type((1 << (1 << n)) - 1)


def representative(table: Tables, n: SupportsIndex, *, complement: bool = False) -> Tables:
    """Return the least of the images with first-order Chow coefficients a_1 >= ... >= a_n >= 0: equal exactly within one class.

    a_i is the number of ones with x_i = 1 minus the number of ones with x_i = 0.  For a threshold gate there
    is one such image only, and its sorted non-negative weights w_1 >= ... >= w_n >= 0 exist.

    Parameters
    ----------
    table
        A truth table of n <= 6 variables, or a NumPy array of them with an unsigned dtype.
    n
        The number of variables.
    complement
        Whether a function and its complement are one class; of the two the one with fewer ones is taken, if
        they have equally many the one with the lesser representative.

    Returns
    -------
    int or numpy array
        The representative table or tables, of the kind that was given.

    Raises
    ------
    InvalidArgument, TooLarge
        If a table or n is out of range.

    Examples
    --------
    The images of AND with one or two negations are represented by AND itself, OR by OR:

    >>> [representative(table, 2) for table in (0b0010, 0b0001, 0b1000, 0b0111)]
    [8, 8, 8, 14]
    >>> from symattn.threshold import canonical_gates, orbit
    >>> all(representative(f, 3) == gate.table for gate in canonical_gates(3) for f in orbit(gate.table, 3))
    True

    See Also
    --------
    canonical_form : the least of all images.
    orbit_size : the number of images.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n, most=MAX_SYMMETRY)
    table = checked(table, n)
    return _like(table, _representatives(table, n, complement))  # type: ignore[no-any-return]


def _representatives(table: Any, n: int, complement: bool) -> Words:
    words = _words(table, n)
    if not complement:
        return least_of_sorted(words, n)[0]
    words, ties = _with_fewer_ones(words, n)
    least, _ = least_of_sorted(words, n)
    if ties.any():
        import numpy as np

        other, _ = least_of_sorted(~words[ties] & _full(words, n), n)
        least[ties] = np.minimum(least[ties], other)
    return least


def _with_fewer_ones(words: Words, n: int) -> tuple[Words, NDArray[np.bool_]]:
    """Return of each table and its complement one with at most half the values 1, and where both have half."""
    import numpy as np

    twice = 2 * popcount(words).astype(np.int16)
    return np.where(twice > 1 << n, ~words & _full(words, n), words), twice == 1 << n


def orbit_size(table: Tables, n: SupportsIndex, *, complement: bool = False) -> Any:
    """Return the number of images of a table, |group| / |stabiliser| with |group| = 2^n n!.

    Parameters
    ----------
    table
        A truth table of n <= 6 variables, or a NumPy array of them with an unsigned dtype.
    n
        The number of variables.
    complement
        Whether the complements of the images are counted too.

    Returns
    -------
    int or numpy array
        The length of the orbit, or an int64 array of lengths.

    Raises
    ------
    InvalidArgument, TooLarge
        If a table or n is out of range.

    Examples
    --------
    AND of two literals has four images, with complements eight:

    >>> orbit_size(0b1000, 2), orbit_size(0b1000, 2, complement=True)
    (4, 8)
    >>> from symattn.threshold import orbit
    >>> all(orbit_size(table, 3) == len(orbit(table, 3)) for table in range(256))
    True

    See Also
    --------
    orbit : the images themselves.
    classes : all classes with their sizes.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    import numpy as np

    n = check_variables(n, most=MAX_SYMMETRY)
    table = checked(table, n)
    words = _words(table, n)
    least, fixing = least_of_sorted(words, n)
    sizes = (factorial(n) << n) // fixing
    if complement:
        # The orbit of the complement is the same one, or as long and disjoint.
        other, _ = least_of_sorted(~words & _full(words, n), n)
        sizes = np.where(other == least, sizes, 2 * sizes)
    return int(sizes[0]) if isinstance(table, int) else sizes.reshape(table.shape)
