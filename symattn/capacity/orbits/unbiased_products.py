r"""Gates without a bias are threshold gates whose tables say so: odd functions over {-1, 1}, and over {0, 1} those that are gates with either value at the origin.

Property wanted: for n <= 5 the numbers of products of two gates H(w.x), H(v.x) that have no bias.

Construction: over {-1, 1}, w.x different from 0 everywhere, the gates are the threshold gates with f(-x) = 1 - f(x): f = H(w.x + b) with that property has |w.x| > |b|
everywhere, so H(w.x) is the same function.  The products are closed under permutations and negations of inputs.  Over {0, 1} the gate is 1 at the origin, a tie
elsewhere is raised by adding a small positive number to all weights, and a small bias of either sign shows that both values at the origin give threshold gates; conversely
between two representations with biases of opposite signs there is one with bias 0.  Here only permutations are symmetries: one factor runs through one gate of each
class under permutations, the other through all gates.
"""

from __future__ import annotations

from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, distinct
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_alphabet, check_variables
from symattn.threshold.symmetry import representative, transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def bias_free_gates(n: SupportsIndex, *, inputs: str = "01") -> Tables:
    r"""Return the sorted tables of the gates :math:`H(w \cdot x)`: over {0, 1} all w, over {-1, 1} those with :math:`w \cdot x \ne 0` everywhere.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..5 or the alphabet is unknown.

    Examples
    --------
    Over {0, 1} the regions of the resonance arrangement, over {-1, 1} T(n - 1):

    >>> [len(bias_free_gates(n)) for n in (1, 2, 3, 4)]
    [2, 6, 32, 370]
    >>> [len(bias_free_gates(n, inputs="pm")) for n in (1, 2, 3, 4)]
    [2, 4, 14, 104]

    See Also
    --------
    bias_free_product_count : their products.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01; OEIS A034997.
    """
    import numpy as np

    n = check_variables(n, most=MAX_ORBITS)
    if not n:
        raise InvalidArgument("n", "must be at least 1: a gate without bias reads a variable", n)
    gates = gate_tables(n)
    if check_alphabet(inputs) == "01":
        one = np.uint32(1)
        kept = (gates & one == one) & np.isin(gates ^ one, gates)
    else:
        full = np.uint32((1 << (1 << n)) - 1)
        kept = transform(gates, n, negate=range(1, n + 1)) == gates ^ full
    found: Tables = gates[kept]
    return found


def bias_free_product_count(n: SupportsIndex, *, inputs: str = "01", gate: str = "01") -> int:
    """Return the number of products of two gates without a bias.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs, gate
        Alphabets of x and of the gates' values: ``"01"`` or ``"pm"``.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..5 or an alphabet is unknown.

    Examples
    --------
    Over {-1, 1} products of signs are even, one for each product of two gates with bias of n - 1 variables:

    >>> [bias_free_product_count(n, inputs="pm", gate="pm") for n in (2, 3, 4)]
    [4, 16, 254]
    >>> [bias_free_product_count(n) for n in (1, 2, 3)], [bias_free_product_count(n, gate="pm") for n in (1, 2, 3)]
    ([2, 7, 66], [2, 8, 118])

    See Also
    --------
    bias_free_gates : the factors.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01.
    """
    parts = bias_free_product_parts(n, inputs=inputs, gate=gate)
    return sum(size * number for _, size, number in parts)


def bias_free_product_parts(
    n: SupportsIndex, *, inputs: str = "01", gate: str = "01"
) -> list[tuple[str, int, int]]:
    """Return the parts of `bias_free_product_count`: (label, multiplier, number) whose products add up to it.

    Parameters
    ----------
    n, inputs, gate
        As in `bias_free_product_count`.

    Returns
    -------
    list of (str, int, int)
        A label, the size of a class under the symmetries, and the number of classes of that size.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `bias_free_product_count`.

    Examples
    --------
    Over {0, 1} the symmetries are the permutations:

    >>> bias_free_product_parts(2, gate="pm")
    [('classes of 1 functions', 1, 4), ('classes of 2 functions', 2, 2)]

    See Also
    --------
    bias_free_product_count : the sum.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01.
    """
    import numpy as np

    gates = bias_free_gates(n, inputs=inputs)
    n = check_variables(n)
    full = np.uint32((1 << (1 << n)) - 1)
    if inputs == "pm":
        firsts = distinct(representative(gates, n))
    else:
        firsts = distinct(_least_of_permutations(gates, n)[0])
    signs = check_alphabet(gate, name="gate") == "pm"
    products = distinct(np.concatenate([gates ^ f ^ full if signs else distinct(gates & f) for f in firsts]))
    if inputs == "pm":
        sizes = OrbitSet.of(products, n).sizes
    else:
        least, sizes = _least_of_permutations(products, n)
        sizes = sizes[np.unique(least, return_index=True)[1]]
    kinds, numbers = np.unique(sizes, return_counts=True)
    return [
        (f"classes of {size} functions", size, number)
        for size, number in zip(kinds.tolist(), numbers.tolist(), strict=True)
    ]


def _least_of_permutations(tables: Tables, n: int) -> tuple[Tables, NDArray[np.int64]]:
    """Return the least image of each table under permutations of the inputs, and the number of its images."""
    import numpy as np

    least = tables.copy()
    equal = np.zeros(len(tables), dtype=np.int64)
    for order in permutations(range(1, n + 1)):
        image = transform(tables, n, permutation=order)
        equal += image == tables
        np.minimum(least, image, out=least)
    return least, factorial(n) // equal
