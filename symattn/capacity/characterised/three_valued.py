r"""Sums f + g and products of a sign with bits are pairs of tables, and are counted class by class of one table of the pair.

Property wanted: D = |{f + g}| for gates in {0, 1}; the number of products f g_2 ... g_k with f in {-1, 1} and g_j in {0, 1}; and the number of m-tuples of products that share one gate.

Sums.  f + g is known from O = f or g and A = f and g, and they from it.  O runs through one function of each class under signed permutations; both gates lie below O, and the
number of different A is multiplied by the size of the class.

Products.  Where G = g_2 ... g_k is 0 the product is 0, elsewhere it is f: their number is the sum over the products G, one of each class, of the number of different
restrictions of the gates f to the ones of G.  These are the regions of the hyperplanes p(x) = 0 in the space of the coefficients of p, x running through the ones of G, and are
counted by deletion and restriction.  With m units that share G, it is the m-th power of that number that is summed.

Shared gate, not visible.  (h_1, ..., h_m) is (f_1 g, ..., f_m g) for some g exactly if one gate g admits every h_j: h_j <= g is a restriction of a gate to the ones of g, or
for signs h_j g is a gate.  So each function has a set of gates that admit it, and the tuples are those whose sets meet; h_1 runs through one function of each class.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, codes_of
from symattn.capacity.characterised.gates import function_classes, gates_of_degree, monomial_rows
from symattn.capacity.characterised.products import and_answer
from symattn.capacity.characterised.regions import count_regions
from symattn.errors import TooLarge
from symattn.threshold.symmetry import transform
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

_MAX_MEETINGS = 1 << 26
_MAX_ADMITTED = 1 << 28


def _joined(rows: list[tuple[Any, Tables]], n: int) -> Any:
    """Return the codes first + 2^(2^n) second of all images of pairs (first, each of the seconds).

    The seconds of one first are kept by the symmetries that fix it, so that one symmetry is enough for each image of it.
    """
    import numpy as np

    firsts = np.array([first for first, _ in rows], dtype=np.uint32)
    symmetries = [
        (order, [i + 1 for i in range(n) if flips >> i & 1])
        for order in permutations(range(1, n + 1))
        for flips in range(1 << n)
    ]
    images = np.stack([transform(firsts, n, permutation=p, negate=s) for p, s in symmetries])
    codes = []
    new = np.zeros(images.shape, dtype=bool)
    for j in range(len(rows)):
        new[np.unique(images[:, j], return_index=True)[1], j] = True
    for (order, signs), image, chosen in zip(symmetries, images, new, strict=True):
        places = np.flatnonzero(chosen)
        if len(places):
            seconds = np.concatenate([rows[j][1] for j in places])
            seconds = transform(seconds, n, permutation=order, negate=signs)
            lengths = [len(rows[j][1]) for j in places]
            first = np.repeat(image[places], lengths).astype(np.uint64)
            codes.append(first | seconds.astype(np.uint64) << np.uint64(1 << n))
    return np.sort(np.concatenate(codes))


def sum_answer(n: int, degrees: tuple[int, int]) -> Answer:
    """Return the sums f + g of gates in {0, 1} of degrees d_1, d_2, as codes A + 2^(2^n) O, A = f and g, O = f or g.

    Parameters
    ----------
    n, degrees
        The number of variables, at most 4, and the degrees.

    Returns
    -------
    Answer
        Number and codes.

    Examples
    --------
    >>> [sum_answer(n, (1, 1)).count for n in (0, 1, 2)]
    [3, 9, 71]

    See Also
    --------
    mixed_answer : products with three values.

    References
    ----------
    Claim CAP-ADDOUT.
    """
    import numpy as np

    first, second = (gates_of_degree(n, d) for d in degrees)
    classes = function_classes(n)
    count, rows = 0, []
    for upper, size in zip(classes.representatives, classes.sizes.tolist(), strict=True):
        below, others = (gates[gates & ~upper == 0] for gates in (first, second))
        # What f leaves of O must lie in g.
        found = [g[g & (upper ^ f) == (upper ^ f)] & f for f in below for g in (others,)]
        both = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.uint32)
        count += size * len(both)
        rows.append((upper, both))

    def codes() -> Any:
        swapped = _joined(rows, n)
        low = np.uint64((1 << (1 << n)) - 1)
        return np.sort(swapped >> np.uint64(1 << n) | (swapped & low) << np.uint64(1 << n))

    return Answer(count, codes)


def mixed_answer(n: int, degrees: tuple[int, int], k: int = 2, units: int = 1) -> Answer:
    """Return the products f g_2 ... g_k, f in {-1, 1} of degree d_1 and g_j in {0, 1} of degree d_2, or those of several f with the same g.

    Parameters
    ----------
    n, degrees
        The number of variables, at most 4 (5 for two gates of degree 1), and the degrees.
    k, units
        The number of gates, k >= 2, and of signs f that share the others.

    Returns
    -------
    Answer
        Number, and for one unit the codes G + 2^(2^n) (f and G).

    Examples
    --------
    >>> [mixed_answer(n, (1, 1)).count for n in (0, 1, 2, 3)]
    [3, 9, 71, 2373]

    See Also
    --------
    sum_answer : sums with three values.

    References
    ----------
    Claims CAP-TERN, LAY-2.
    """
    import numpy as np

    tables, sizes = _gating_classes(n, degrees[1], k - 1)
    points = monomial_rows(n, degrees[0])
    count = 0
    for table, size in zip(tables.tolist(), sizes, strict=True):
        ones = frozenset(point for k, point in enumerate(points) if table >> k & 1)
        count += size * count_regions(ones) ** units

    def codes() -> Any:
        gates = gates_of_degree(n, degrees[0])
        return _joined([(table, np.unique(gates & table)) for table in tables], n)

    return Answer(count, codes if units == 1 else None)


def _gating_classes(n: int, degree: int, k: int) -> tuple[Tables, list[int]]:
    """Return one AND of k gates of each class under signed permutations, and the sizes of the classes."""
    import numpy as np

    if k == degree == 1:
        representatives, numbers = class_representatives(n)
        return representatives.astype(np.uint32), numbers.tolist()
    classes = function_classes(n)
    kept = np.zeros(len(classes.sizes), dtype=bool)
    kept[classes.place[codes_of(and_answer(n, (degree, degree), k))]] = True
    return classes.representatives[kept], classes.sizes[kept].tolist()


def shared_answer(n: int, degrees: tuple[int, int], gate: str, units: int) -> Answer:
    """Return the number of maps (f_1 g, ..., f_m g), all gates in {0, 1} or all in {-1, 1}.

    Parameters
    ----------
    n, degrees
        The number of variables, at most 4, and the degrees of the f_j and of g.
    gate
        ``"01"`` or ``"pm"``.
    units
        m >= 1.

    Returns
    -------
    Answer
        The number.

    Raises
    ------
    TooLarge
        If the sets of gates to be met are too many.

    Examples
    --------
    >>> [shared_answer(n, (1, 1), "01", 2).count for n in (1, 2)]
    [16, 242]

    See Also
    --------
    mixed_answer : signs times bits.

    References
    ----------
    Claim LAY-2.
    """
    import numpy as np

    gated, gating = (gates_of_degree(n, d) for d in degrees)
    if gate == "pm":
        gating = gating[gating & np.uint32(1) == 1]  # g and -g admit the same functions
    full = np.uint32((1 << (1 << n)) - 1)
    if len(gating) << (1 << n) > _MAX_ADMITTED:
        rule = "must be smaller: for each function the gates are noted that admit it"
        raise TooLarge("degree", rule, degrees, "Choose degree 1, or fewer variables.")
    admitted = np.zeros((1 << (1 << n), len(gating)), dtype=bool)
    for j, g in enumerate(gating):
        admitted[gated & g if gate == "01" else gated ^ (g ^ full), j] = True
    packed = np.packbits(admitted, axis=1)
    classes = function_classes(n)
    # Functions admitted by the same gates are alike: each set once, with its multiplicity.
    sets, multiplicity = np.unique(packed[packed.any(axis=1)], axis=0, return_counts=True)

    def meeting(common: NDArray[np.uint8], left: int) -> int:
        """Return the number of tuples of ``left`` functions whose sets and ``common`` have a gate in common."""
        if not left:
            return 1
        both = sets & common
        alive = both.any(axis=1)
        if left == 1:
            return int(multiplicity[alive].sum())
        kept, inverse = np.unique(both[alive], axis=0, return_inverse=True)
        weights: Counter[int] = Counter()
        for place, number in zip(inverse.ravel().tolist(), multiplicity[alive].tolist(), strict=True):
            weights[place] += number
        return sum(number * meeting(kept[place], left - 1) for place, number in weights.items())

    if len(sets) ** (units - 1) > _MAX_MEETINGS:
        raise TooLarge(
            "units", "must give fewer sets of gates to be met", units, "Choose fewer units or variables."
        )
    count = 0
    for table, size in zip(classes.representatives, classes.sizes.tolist(), strict=True):
        if packed[table].any():
            count += size * meeting(packed[table], units - 1)
    return Answer(count)
