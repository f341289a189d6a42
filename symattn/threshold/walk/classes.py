"""T(n) is the sum over the classes of self-dual threshold functions of N = n + 1 variables of the sizes of their orbits.

Property wanted: T(n), one function of each class of n-variable threshold functions under permutations and negations of inputs, and the sizes of the classes.

Construction: `chow_walk` lists the sorted Chow vectors p of the self-dual threshold functions F of N variables.  A gate f(x) = H(w.x + b) of n variables is F with one variable, the
bias, set to 1.

Derivation.  Over {-1, 1}^n weights can be changed such that w.x + b never vanishes.  F(x, s) = [w.x + b s > 0] is self-dual, and f is F at s = 1: a bijection between the gates of
n variables and the self-dual threshold functions of N.  Hence T(n) is the sum of the orbit sizes.  Permutations and negations of x_1, ..., x_n are the elements of B_N that fix the last unit
vector e_N.  So within the orbit of p the classes of gates correspond to the orbits, under the elements that fix p, of the 2N vectors +-e_i, the place and sign of the bias: two for each
distinct non-zero entry of p, one for the zeros, which can be negated.  The orbit of the gate whose bias is at place i consists of the images of p without p_i under B_n.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import TooLarge
from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.compiled import use_compiled
from symattn.threshold.walk.chow_vectors import class_sizes, unpack
from symattn.threshold.walk.chow_walk import generations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_WALKED = 8
"""Largest n whose classes are listed in memory."""

MAX_REPRESENTED = 6
"""Largest n for which one table is one 64-bit integer."""

_COMPILED_FROM = 8
"""Smallest n for which ``kernel="auto"`` compiles: below, loading the compiler takes longer than the walk."""


@dataclass(frozen=True, eq=False)
class ThresholdClasses:
    """The classes of self-dual threshold functions of N = n + 1 variables under signed permutations: Chow vectors, weights, sizes.

    Parameters
    ----------
    n
        The number of variables of the gates.
    chow
        Sorted non-negative Chow vectors, p = the sum of the true points, shape (C, N), int16, in decreasing lexicographic order; read-only.
    weights
        Integer weights w_1 >= ... >= w_N >= 0 found for each, shape (C, N), int16; read-only.
    least
        Shape (C,): where true, no integer weights of the function have a smaller sum of absolute values; where false, this was not shown.
    sizes
        The numbers of members of the classes; one for each gate of n variables, with sum T(n).

    Examples
    --------
    The 14 gates of two variables are the six signed variables and constants, and eight gates like AND:

    >>> found = threshold_classes(2)
    >>> found.chow.tolist(), found.weights.tolist(), found.sizes
    ([[4, 0, 0], [2, 2, 2]], [[1, 0, 0], [1, 1, 1]], (6, 8))
    >>> sum(found.sizes) == found.count == 14
    True

    See Also
    --------
    threshold_classes : the function that returns it.

    References
    ----------
    OEIS A001532 (number of classes), A000609 (sum of the sizes), A000617 (classes of gates).
    """

    n: int
    chow: NDArray[np.int16]
    weights: NDArray[np.int16]
    least: NDArray[np.bool_]
    sizes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.chow)

    @property
    def count(self) -> int:
        """T(n), the number of threshold gates of n variables."""
        return sum(self.sizes)

    @property
    def gate_classes(self) -> int:
        """The number of classes of n-variable gates: two for each distinct non-zero entry of a Chow vector, one where zero occurs."""
        distinct = 1 + (self.chow[:, 1:] != self.chow[:, :-1]).sum(axis=1)
        return int((2 * distinct - (self.chow[:, -1] == 0)).sum())

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, count, gate_classes, chow, weights, least, sizes}."""
        return {
            "n": self.n,
            "count": self.count,
            "gate_classes": self.gate_classes,
            "chow": self.chow.tolist(),
            "weights": self.weights.tolist(),
            "least": self.least.tolist(),
            "sizes": list(self.sizes),
        }

    def __repr__(self) -> str:
        return f"ThresholdClasses(n={self.n}, classes={len(self)}, count={self.count})"

    def _repr_latex_(self) -> str:
        return rf"$T({self.n}) = {self.count}$ \quad ({len(self)} classes)"


def threshold_classes(n: SupportsIndex, *, kernel: str = "auto") -> ThresholdClasses:
    """Return one self-dual threshold function of N = n + 1 variables for each class under signed permutations.

    Parameters
    ----------
    n
        The number of variables of the gates, at most 8.
    kernel
        ``"numpy"``, ``"numba"``, or ``"auto"``: numba where it is installed and n = 8.

    Returns
    -------
    ThresholdClasses
        ``.chow``, ``.weights``, ``.least``, ``.sizes``; computed once a process.

    Raises
    ------
    InvalidArgument
        If n is negative or no integer, or the kernel is unknown.
    TooLarge
        If n > 8.

    Examples
    --------
    For four variables there are 7 classes, and weights up to 3 are enough:

    >>> found = threshold_classes(4)
    >>> found.weights.tolist()
    [[1, 0, 0, 0, 0], [3, 1, 1, 1, 1], [2, 1, 1, 1, 0], [3, 2, 2, 1, 1], [1, 1, 1, 0, 0], [2, 2, 1, 1, 1], [1, 1, 1, 1, 1]]
    >>> found.count == count_threshold(4)
    True

    See Also
    --------
    class_representatives : the classes of n-variable gates.

    References
    ----------
    OEIS A001532, A000609.
    """
    number = _checked(n)
    compiled = use_compiled(kernel) and (kernel == "numba" or number >= _COMPILED_FROM)
    return _walked(number, "numba" if compiled else "numpy")


def _checked(n: SupportsIndex) -> int:
    number = as_integer(n, "n", least=0)
    if number > MAX_WALKED:
        hint = (
            f"The largest n at once is {MAX_WALKED}. n = {MAX_WALKED + 1} has some 300 times as many classes, about 15 minutes of one core when "
            f"compiled: a run that can be resumed, symattn count threshold -n {MAX_WALKED + 1} --resume DIR."
        )
        raise TooLarge("n", f"must be at most {MAX_WALKED} here", number, hint)
    return number


@cache
def _walked(n: int, kernel: str) -> ThresholdClasses:
    import numpy as np

    parts = [(keys, found.weights, found.least) for keys, found in generations(n + 1, kernel=kernel)]
    keys, weights, least = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(keys)[::-1]
    chow, weights, least = unpack(keys[order], n + 1), weights[order], least[order]
    for array in (chow, weights, least):
        array.flags.writeable = False
    return ThresholdClasses(n, chow, weights, least, tuple(class_sizes(chow).tolist()))


def count_threshold(n: SupportsIndex, *, kernel: str = "auto") -> int:
    """Return T(n), the number of threshold gates of n variables: the sum of the sizes of their classes.

    Parameters
    ----------
    n
        The number of variables, at most 8.
    kernel
        ``"numpy"``, ``"numba"``, or ``"auto"``: numba where it is installed and n = 8.

    Returns
    -------
    int
        T(n).

    Raises
    ------
    InvalidArgument
        If n is negative or no integer, or the kernel is unknown.
    TooLarge
        If n > 8.

    Examples
    --------
    Up to two variables the count meets Cover's bound 2 (binom(N-1, 0) + ... + binom(N-1, n)), N = 2^n:

    >>> [count_threshold(n) for n in range(5)]
    [2, 4, 14, 104, 1882]

    See Also
    --------
    threshold_classes : the classes.
    symattn.threshold.threshold_functions : the list of all gates, n <= 5.
    symattn.capacity.threshold_upper_bound : Cover's bound.

    References
    ----------
    Claim RV-3; OEIS A000609.
    """
    return threshold_classes(n, kernel=kernel).count


def class_representatives(n: SupportsIndex) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return one table of each class of n-variable threshold gates under permutations and negations of inputs, and the sizes of the classes.

    Parameters
    ----------
    n
        The number of variables, at most 6.

    Returns
    -------
    (tables, sizes)
        Arrays of equal length, sorted by table; dtypes uint64 and int64.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.

    Examples
    --------
    Two variables have the constants, x_1, and two gates like AND and OR:

    >>> tables, sizes = class_representatives(2)
    >>> tables.tolist(), sizes.tolist()
    ([0, 8, 10, 14, 15], [1, 4, 4, 4, 1])
    >>> [int(class_representatives(n)[1].sum()) == count_threshold(n) for n in range(6)]
    [True, True, True, True, True, True]

    See Also
    --------
    threshold_classes : the classes of self-dual functions from which they come.
    symattn.threshold.canonical_form : the least table of a class.

    References
    ----------
    OEIS A000617.
    """
    import numpy as np

    n = check_variables(n, most=MAX_REPRESENTED)
    found = threshold_classes(n)
    rows, biases, rests = [], [], []
    for chow, weights in zip(found.chow.tolist(), found.weights.tolist(), strict=True):
        for value, places in groupby(range(n + 1), key=chow.__getitem__):
            place = next(places)
            for sign in (1, -1) if value else (1,):
                rows.append(weights[:place] + weights[place + 1 :])
                biases.append(sign * weights[place])
                rests.append(chow[:place] + chow[place + 1 :])
    cube = 2 * (np.arange(1 << n)[:, None] >> np.arange(n) & 1) - 1
    shape = (len(rows), n)
    values = np.array(rows, dtype=np.int64).reshape(shape) @ cube.T + np.array(biases)[:, None]
    bit = np.uint64(1) << np.arange(1 << n, dtype=np.uint64)
    tables = np.where(values > 0, bit, np.uint64(0)).sum(axis=1, dtype=np.uint64)
    sizes = class_sizes(np.array(rests, dtype=np.int64).reshape(shape))
    order = np.argsort(tables)
    return tables[order], sizes[order]
