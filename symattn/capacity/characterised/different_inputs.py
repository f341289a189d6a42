r"""Products f(x, z) g(z, y) of gates that share s variables z are counted slice by slice: in a slice z a non-zero product of a function of x and one of y determines both.

Property wanted: the number of products of gates of n and of m variables, s of them common, in the three alphabets, without forming the products.

Construction and derivation.  For fixed z write f_z, g_z for the functions of x and of y.
 - Bits: f_z g_z is 0, or f_z != 0 and g_z != 0 are known from it.  So a product is a set Z of slices with the pairs (f_z, g_z), z in Z, all non-zero, such that f and g can be chosen
   with f_z = 0 or g_z = 0 in each slice outside Z.  Parts (f_z), z in Z, are collected with the sets of slices outside Z where f may vanish; the pairs of parts are counted whose
   sets can cover the outside.
 - Signs: f_z g_z is known up to the signs, f'_z = e f_z and g'_z = e g_z with e = e(z).  Normalise f_z to be 1 at its first point: f becomes a normal form and a sign pattern in
   {-1, 1}^(2^s).  A product is a pair of normal forms and the product of two of their patterns; for each pair the different products of patterns are counted.
 - Mixed, f in {-1, 1}, g in {0, 1}: g is known, and f in the slices where g_z != 0.
For s = 0 there is one slice, and the numbers are (T - 1)(T' - 1) + 1, T T' / 2 and T (T' - 1) + 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING

from symattn.capacity.characterised.answers import Answer
from symattn.capacity.characterised.gates import gates_of_degree
from symattn.errors import TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Slices = NDArray[np.uint32]

_MAX_STEPS = 1 << 23

Patterns = frozenset[int]


def _slices(n: int, degree: int, own: int) -> Slices:
    """Return the gates as rows of tables of their first ``own`` variables, one for each value of the others."""
    import numpy as np

    shifts = np.arange(1 << (n - own), dtype=np.uint32) << np.uint32(own)
    # The gates of 2^5 bits fill their words.
    return gates_of_degree(n, degree)[:, None] >> shifts & np.uint32((1 << (1 << own)) - 1)


def different_inputs_answer(n: int, other: int, shared: int, degrees: tuple[int, int], gate: str) -> Answer:
    """Return the number of products of a gate of n and a gate of m variables, s of them common.

    Parameters
    ----------
    n, other, shared
        n, m <= 5 (4 for degrees above 1) and s <= min(n, m).
    degrees
        The degrees of the two gates.
    gate
        ``"01"``, ``"pm"`` or ``"mixed"``.

    Returns
    -------
    Answer
        The number.

    Raises
    ------
    TooLarge
        If the gates cannot be listed, or too many variables are common.

    Examples
    --------
    Disjoint inputs: (14 - 1)(4 - 1) + 1, 14 * 4 / 2, 14 (4 - 1) + 1

    >>> [different_inputs_answer(2, 1, 0, (1, 1), gate).count for gate in ("01", "pm", "mixed")]
    [40, 28, 43]

    Equal inputs give output gating:

    >>> [different_inputs_answer(n, n, n, (1, 1), "01").count for n in (1, 2, 3)]
    [4, 16, 246]

    See Also
    --------
    symattn.capacity.characterised.products.and_answer : the same inputs.

    References
    ----------
    Claims CAP-DIFF, CAP-TERN-DIFF.
    """
    # The common variables are the last ones of f; renaming the variables of g makes them the last ones there as well.
    f = _slices(n, degrees[0], n - shared)
    g = _slices(other, degrees[1], other - shared)
    if gate == "pm":
        return Answer(_signs(f, n - shared, g, other - shared))
    steps = (len(f) + len(g)) << (1 << shared)
    if gate == "01" and steps > _MAX_STEPS:
        rule = "must be fewer: for gates in {0,1} each set of values of the common variables is gone through"
        raise TooLarge("shared", rule, shared, "capacity_bounds knows every n.")
    return Answer(_bits(f, g) if gate == "01" else _mixed(f, g))


def _vanishing(gates: Slices) -> dict[int, Counter[Patterns]]:
    """Return for each set Z of slices how many parts (f_z != 0), z in Z, there are with each family of sets of slices outside Z where f vanishes."""
    import numpy as np

    support = ((gates != 0) << np.arange(gates.shape[1])).sum(axis=1)
    result: dict[int, Counter[Patterns]] = {}
    width = gates.shape[1]
    for chosen in range(1 << width):
        inside = [z for z in range(width) if chosen >> z & 1]
        rows = support & chosen == chosen
        families: defaultdict[bytes, set[int]] = defaultdict(set)
        for part, held in zip(gates[rows][:, inside], support[rows].tolist(), strict=True):
            families[part.tobytes()].add((1 << width) - 1 & ~held)
        result[chosen] = Counter(_largest(family) for family in families.values())
    return result


def _largest(family: set[int]) -> Patterns:
    """Return the maximal sets of a family: if some sets cover what is outside, so do larger ones."""
    return frozenset(one for one in family if not any(one & ~two == 0 and one != two for two in family))


def _bits(f: Slices, g: Slices) -> int:
    left, right = _vanishing(f), _vanishing(g)
    full = (1 << f.shape[1]) - 1
    total = 0
    for chosen, families in left.items():
        outside = full & ~chosen
        for (one, count), (two, number) in product(families.items(), right[chosen].items()):
            if any((a | b) & outside == outside for a, b in product(one, two)):
                total += count * number
    return total


def _patterns(gates: Slices, own: int) -> Counter[Patterns]:
    """Return how many normal forms there are with each set of sign patterns."""
    import numpy as np

    signs = gates & np.uint32(1)
    normal = np.where(signs == 1, gates, gates ^ np.uint32((1 << (1 << own)) - 1))
    pattern = (signs << np.arange(gates.shape[1], dtype=np.uint32)).sum(axis=1)
    families: defaultdict[bytes, set[int]] = defaultdict(set)
    for row, signs_of_row in zip(normal, pattern.tolist(), strict=True):
        families[row.tobytes()].add(signs_of_row)
    return Counter(frozenset(family) for family in families.values())


def _signs(f: Slices, own: int, g: Slices, others: int) -> int:
    return sum(
        count * number * len({a ^ b for a in one for b in two})
        for (one, count), (two, number) in product(_patterns(f, own).items(), _patterns(g, others).items())
    )


def _mixed(f: Slices, g: Slices) -> int:
    import numpy as np

    total = 0
    support = ((g != 0) << np.arange(g.shape[1])).sum(axis=1)
    for chosen, number in Counter(support.tolist()).items():
        inside = [z for z in range(g.shape[1]) if chosen >> z & 1]
        total += number * len(np.unique(f[:, inside], axis=0))
    return total
