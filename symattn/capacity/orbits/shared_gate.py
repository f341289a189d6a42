r"""Two units that share a gate compute the pair (f_1 g, f_2 g): for each first function the second ones are a union over the gates that fit.

Property wanted: the number of maps x -> (f_1(x) g(x), f_2(x) g(x)), all three threshold gates of the same n <= 4 variables.

Construction: for each gate g let R_g be the set of the products f g, f any gate, a word of 2^(2^n) bits.  A pair (a, b) is a map exactly if a and b lie in one R_g.  For
one a of each class under symmetries, applied to both functions and to g alike, the number of b is the number of bits in the union of the R_g that contain a.  For
signs times bits the map determines g, and the number is the sum over g of |R_g|^2.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.class_options import GATES
from symattn.capacity.orbits.gate_products import joined_classes
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.threshold.arguments import check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SHARED = 4
"""Largest n: the sets R_g have 2^(2^n) bits each."""


def shared_gate_count(n: SupportsIndex, *, gate: str = "01") -> int:
    r"""Return the number of maps :math:`x \mapsto (f_1(x) g(x), f_2(x) g(x))` of two units that share a gate.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"``: f_1, f_2 in {-1, 1}, g in {0, 1}.

    Returns
    -------
    int
        The number of maps.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..4 or the alphabet is unknown.

    Examples
    --------
    >>> [shared_gate_count(n) for n in (1, 2)], [shared_gate_count(n, gate="pm") for n in (1, 2)]
    ([16, 242], [16, 256])

    Each unit by itself is output gating, so there are at most as many maps as pairs of products:

    >>> shared_gate_count(3) <= joined_classes(3, "and").count ** 2
    True

    See Also
    --------
    symattn.capacity.orbits.gate_products.joined_classes : one unit.

    References
    ----------
    Claim LAY-2.
    """
    return sum(multiplier * number for _, multiplier, number in shared_gate_parts(n, gate=gate))


def shared_gate_parts(n: SupportsIndex, *, gate: str = "01") -> list[tuple[str, int, int]]:
    """Return the parts of `shared_gate_count`: (label, multiplier, number) whose products add up to it.

    Parameters
    ----------
    n, gate
        As in `shared_gate_count`.

    Returns
    -------
    list of (str, int, int)
        For each class of first functions a: its representative, its size, and the number of second functions; for mixed gates the gate g, 1 and |R_g|^2.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `shared_gate_count`.

    Examples
    --------
    >>> shared_gate_parts(1)
    [('0', 1, 4), ('2', 2, 4), ('3', 1, 4)]

    See Also
    --------
    shared_gate_count : the sum.

    References
    ----------
    Claim LAY-2.
    """
    n = check_variables(n, most=MAX_SHARED)
    return list(_parts(n, check_alphabet(gate, name="gate", known=GATES)))


@cache
def _parts(n: int, gate: str) -> tuple[tuple[str, int, int], ...]:
    import numpy as np

    gates = gate_tables(n)
    full = np.uint32((1 << (1 << n)) - 1)
    if gate == "mixed":
        return tuple((str(g), 1, len(np.unique(gates & g)) ** 2) for g in gates)
    products = joined_classes(n, "and" if gate == "01" else "xor")
    member = np.zeros((len(gates), 1 << (1 << n)), dtype=bool)
    for row, g in zip(member, gates, strict=True):
        row[gates & g if gate == "01" else gates ^ g ^ full] = True
    packed = np.packbits(member, axis=1)
    parts = []
    for a, size in zip(*products, strict=True):
        seconds: NDArray[np.uint8] = np.bitwise_or.reduce(packed[member[:, a]], axis=0)
        parts.append((str(a), int(size), int(np.bitwise_count(seconds).sum(dtype=np.int64))))
    return tuple(parts)
