r"""Gates without a bias: on {-1,1}^n they are the odd functions glued from gates of n - 1 variables, on {0,1}^n the upper parts of the term orders that end at the origin.

Property wanted: H(w.x) and products of two of them; on {-1,1}^n only w with w.x != 0 everywhere are counted, on {0,1}^n H(0) = 1 at the origin and no other w.x is 0.

On {-1,1}^n.  f(-x) = 1 - f(x), so f is known from its section f' at x_n = 1, and every gate f' of n - 1 variables is one: w_n takes the part of the bias.  A product of signs is even:
the products are those of n - 1 variables, continued evenly.  For bits the section of f g at x_n = 1 is f' and g', at x_n = -1 the complement of f' or g' at -x: the sums f' + g'.  In
the mixed case g' is seen at x_n = 1, f' where g' is 1, and at x_n = -1 f' where g' is 0: all pairs.

On {0,1}^n.  Negating the variables where w_i < 0, y_i = 1 - x_i, gives H(w.x) = [w'.y >= w'.y_0] with positive weights w' and y_0 the image of the origin.  So for each term
order and each point y_0 the points not below y_0 are a gate, moved back by negations and by all permutations.  The number is also that of the regions of the hyperplanes w.x = 0, which
deletion and restriction count.  The products contain the origin, and are decided one orbit under permutations after the other.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, codes_of, listed, united
from symattn.capacity.characterised.function_orbits import function_orbits, moves
from symattn.capacity.characterised.gates import gates_of_degree
from symattn.capacity.characterised.products import cover_number, product_answer
from symattn.capacity.characterised.regions import count_regions
from symattn.capacity.characterised.term_orders import term_orders
from symattn.capacity.characterised.three_valued import sum_answer
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_variables
from symattn.threshold.symmetry import transform
from symattn.threshold.tables import points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


@cache
def gates_without_bias(n: int, inputs: str) -> Tables:
    """Return the sorted tables of the gates H(w.x).

    Parameters
    ----------
    n
        The number of variables, at least 1 over {-1, 1}.
    inputs
        ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted tables, dtype uint32.

    Raises
    ------
    InvalidArgument
        If n is 0 over {-1, 1}: w.x is 0 then.

    Examples
    --------
    >>> [len(gates_without_bias(n, "01")) for n in (0, 1, 2, 3)], len(gates_without_bias(3, "pm"))
    ([1, 2, 6, 32], 14)

    See Also
    --------
    symattn.capacity.characterised.regions.count_regions : their number, over {0, 1}.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01.
    """
    import numpy as np

    if inputs == "pm":
        if n < 1:
            raise InvalidArgument("n", "must be at least 1 where w.x may not be 0", n)
        return np.sort(_continued(gates_of_degree(n - 1, 1), n, odd=True))
    found = set()
    for weights in term_orders(n):
        values = [sum(w for w, x in zip(weights, point, strict=True) if x) for point in points(n)]
        for start, least in enumerate(values):
            table = sum(1 << k for k, value in enumerate(values) if value >= least)
            found.add(transform(table, n, negate=[i + 1 for i in range(n) if start >> i & 1]))
    tables = np.array(sorted(found), dtype=np.uint32)
    orders = permutations(range(1, n + 1))
    return np.unique(np.concatenate([transform(tables, n, permutation=order) for order in orders]))


def _continued(section: Any, n: int, *, odd: bool) -> Any:
    """Return the even or odd function of n variables with the values of ``section`` at x_n = 1."""
    kind = section.dtype.type
    opposite = transform(section, n - 1, negate=range(1, n))
    if odd:
        opposite = opposite ^ kind((1 << (1 << (n - 1))) - 1)
    return opposite | section << kind(1 << (n - 1))


def single_answer(n: int, inputs: str) -> Answer:
    """Return the gates without a bias; over {0, 1} their number is found by deletion and restriction.

    Parameters
    ----------
    n, inputs
        The number of variables, at most 5, and the alphabet.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> answer = single_answer(4, "01")
    >>> answer.count, answer.count == len(answer.codes())
    (370, True)

    See Also
    --------
    pair_answer : products of two.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01; OEIS A034997.
    """
    if inputs == "pm":
        return listed(gates_without_bias(n, inputs))
    count = count_regions(frozenset(points(n)[1:]))
    return Answer(count, lambda: codes_of(listed(gates_without_bias(n, inputs))))


def pair_answer(n: int, inputs: str, gate: str) -> Answer:
    """Return the products of two gates without a bias.

    Parameters
    ----------
    n
        The number of variables, at most 4 over {0, 1}, 1 <= n <= 5 over {-1, 1}.
    inputs, gate
        Alphabets of x and of the gates.

    Returns
    -------
    Answer
        Number and codes; in the mixed case codes g + 2^(2^n) (f and g).

    Examples
    --------
    >>> [pair_answer(n, "pm", "01").count for n in (2, 3)]
    [9, 71]
    >>> [pair_answer(n, "01", gate).count for gate in ("01", "pm") for n in (1, 2, 3)]
    [2, 7, 66, 2, 8, 118]

    See Also
    --------
    single_answer : the gates.

    References
    ----------
    Claims CAP-0-pm, CAP-0-01, CAP-TERN-0.
    """
    import numpy as np

    n = check_variables(n, most=4 if inputs == "01" else 5)
    gates = gates_without_bias(n, inputs)
    if inputs == "pm":
        return _odd_pairs(n, gate, gates)
    orbits = function_orbits(n, moves(n, negated=()))
    full = (1 << (1 << n)) - 1
    if gate == "mixed":
        chosen = np.isin(orbits.representatives, gates)
        parts = [len(np.unique(gates & g)) for g in orbits.representatives[chosen]]
        count = sum(size * part for size, part in zip(orbits.sizes[chosen].tolist(), parts, strict=True))
        return Answer(count, lambda: _restrictions(gates, n))
    # Both factors are 1 at the origin, and so is their product.
    candidates = np.flatnonzero(orbits.representatives & np.uint32(1) == 1)
    kept = np.zeros(len(orbits.sizes), dtype=bool)
    reached = np.zeros(full + 1, dtype=bool)
    reached[gates] = True
    for j in candidates:
        h = int(orbits.representatives[j])
        if gate == "01":
            kept[j] = cover_number(h, gates, full) <= 2
        else:
            kept[j] = bool(reached[gates ^ np.uint32(h ^ full)].any())
    return united(orbits, kept)


def _restrictions(gates: Tables, n: int) -> Any:
    import numpy as np

    wide = gates.astype(np.uint64)
    return np.unique(wide[:, None] | (wide[:, None] & wide) << np.uint64(1 << n))


def _odd_pairs(n: int, gate: str, gates: Tables) -> Answer:
    import numpy as np

    if gate == "mixed":
        return Answer(len(gates_of_degree(n - 1, 1)) ** 2, lambda: _restrictions(gates, n))
    if gate == "pm":
        inner = product_answer(n - 1, (1, 1))
        return Answer(inner.count, lambda: np.sort(_continued(codes_of(inner), n, odd=False)))
    sums = sum_answer(n - 1, (1, 1))
    half = np.uint64(1 << (n - 1))
    low = np.uint64((1 << (1 << (n - 1))) - 1)

    def codes() -> Any:
        both, either = codes_of(sums) & low, codes_of(sums) >> half
        neither = transform(either, n - 1, negate=range(1, n)) ^ low
        return np.sort(neither | both << half)

    return Answer(sums.count, codes)
