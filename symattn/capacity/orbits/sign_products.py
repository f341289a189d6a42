r"""A function is a product of k signs of affine forms exactly if one such sign takes it to a product of k - 1.

Property wanted: for n <= 5 the sets XOR_k of the products of k threshold gates with values in {-1, 1}, k = 1, 2, ..., until they are all functions.

Construction: XOR_1 are the gates, XOR_2 comes from the products of pairs.  For k >= 3 every class of functions outside XOR_(k-1) is decided by itself: h belongs to XOR_k
if and only if h g belongs to XOR_(k-1) for some gate g, since g g = 1.  The set is closed under complements and symmetries, so one function of each class is tried, and of
g and -g one.  The gates are taken in a mixed order: most functions of XOR_k are found with the first few, and only those that are left go on.

Before that, a function that is no sign of a polynomial of degree k is put aside: a product of k signs of affine forms is the sign of the product of the forms.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.gate_products import joined_classes
from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, all_functions, distinct
from symattn.capacity.orbits.polynomial_signs import polynomial_sign_classes
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.threshold.arguments import as_integer, check_variables
from symattn.threshold.symmetry import representative
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

_PORTION = 1 << 20
_SEED = 5


def sign_product_classes(n: SupportsIndex, gates: SupportsIndex) -> OrbitSet:
    r"""Return the set of the products :math:`f_1 \cdots f_k` of threshold gates with values in {-1, 1}, by its orbits under symmetry.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    gates
        k, at least 1.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes, computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5, or k is below 1.

    Examples
    --------
    Products of n - 1 signs are all functions but parity and its complement, n signs give these too:

    >>> [sign_product_classes(3, k).count for k in (1, 2, 3)]
    [104, 254, 256]
    >>> [2**16 - sign_product_classes(4, k).count for k in (3, 4)]
    [2, 0]

    See Also
    --------
    symattn.capacity.orbits.polynomial_signs.polynomial_sign_classes : a set that contains them.

    References
    ----------
    Claims BY-1, BY-2, CAP-K1.
    """
    return _products(check_variables(n, most=MAX_ORBITS), as_integer(gates, "gates", least=1))


@cache
def _products(n: int, k: int) -> OrbitSet:
    if k == 1:
        return OrbitSet.of(class_representatives(n)[0], n)
    if k == 2:
        return joined_classes(n, "xor")
    fewer = _products(n, k - 1)
    everything = all_functions(n)
    if fewer == everything:
        return fewer
    # Degree n - 2 and more is decided by duality; smaller degrees are only used for n = 5, k = 3.
    possible = polynomial_sign_classes(n, k) if k >= n - 2 else everything
    candidates = possible - fewer
    classes = _least_of_complements(candidates.representatives, n)
    found = classes[reached(classes, fewer)]
    full = (1 << (1 << n)) - 1
    return fewer | OrbitSet.of(found, n) | OrbitSet.of(found ^ found.dtype.type(full), n)


def reached(tables: Tables, target: OrbitSet) -> NDArray[np.bool_]:
    """Return for each function h whether h g belongs to a set for some threshold gate g, values in {-1, 1}.

    Parameters
    ----------
    tables
        Functions h, one table each.
    target
        A set closed under symmetries and complements.

    Returns
    -------
    numpy array
        True or False for each table.

    Examples
    --------
    Parity of three variables times a literal is a product of two signs, times a gate it is no gate:

    >>> import numpy as np
    >>> parity = np.array([0b10010110], dtype=np.uint32)
    >>> [reached(parity, sign_product_classes(3, k)).tolist() for k in (1, 2)]
    [[False], [True]]

    See Also
    --------
    sign_product_classes : the sets.

    References
    ----------
    Claim CAP-K1.
    """
    import numpy as np

    gates = gate_tables(target.n)
    # One of g and 1 - g; XOR of tables is the product up to the sign, which the target does not mind.
    gates = gates[gates & np.uint32(1) == 0]
    gates = gates[np.random.default_rng(_SEED).permutation(len(gates))]
    yes = np.zeros(len(tables), dtype=bool)
    left = np.arange(len(tables))
    start = 0
    while start < len(gates) and len(left):
        stop = start + max(1, _PORTION // len(left))
        products = tables[left, None] ^ gates[None, start:stop]
        hit = target.holds(products.ravel()).reshape(products.shape).any(axis=1)
        yes[left[hit]] = True
        left = left[~hit]
        start = stop
    return yes


def _least_of_complements(tables: Tables, n: int) -> Tables:
    """Return one table of each class under symmetries and complement."""

    return distinct(representative(tables, n, complement=True))
