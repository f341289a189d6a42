r"""A gate on one synapse moves the variable of the unit to z = g(x) x_n: the function's halves are sections of the unit's gate, chosen by the halves of g.

Property wanted: for n <= 5 the functions H(b + sum_(i<n) w_i x_i + w_n g(x) x_n), g a threshold gate, for each alphabet of x and of g, with the gated synapse fixed (its
index does not matter) or, where the set allows it, at any index.

Construction: F(x', z) = H(b + w'.x' + w_n z) is a threshold gate read at the values of z, so its sections F_z are parallel gates of n - 1 variables, and
a half of h is F_z with z = g(x', x_n) x_n: the multiplexer of two sections by a half of g.

    x       g       z             half x_n = low        half x_n = high
    {0,1}   {0,1}   0, 1          F_0                   F_0 or F_1 by g_high
    {0,1}   {-1,1}  -1, 0, 1      F_0                   F_-1 or F_1 by g_high
    {-1,1}  {0,1}   -1, 0, 1      F_0 or F_-1 by g_low  F_0 or F_1 by g_high
    {-1,1}  {-1,1}  -1, 1         F_1 or F_-1 by g_low  F_-1 or F_1 by g_high

Symmetries of x' move all halves at once, so one pair or triple of sections of each class is enough (`parallel_pairs`), with both signs of w_n.  Over {0, 1} only g_high
matters, any gate of n - 1 variables; over {-1, 1} g runs through the gates of n variables.  Pairs of halves are ticked off up to the symmetries of x'.

Over {-1, 1} negating x_n, with w_n, fixes the set, and so the union over the index of the synapse is closed under all symmetries; over {0, 1} it is not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.half_actions import HalfPairs
from symattn.capacity.orbits.orbit_sets import OrbitSet, distinct
from symattn.capacity.orbits.parallel_pairs import parallel_pairs, parallel_triples
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_alphabet, check_variables
from symattn.threshold.symmetry import transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

MAX_SYNAPSE = 5
"""Largest n: halves are functions of at most 4 variables."""

_ROWS = 1 << 20


def one_synapse_count(n: SupportsIndex, *, inputs: str = "01", gate: str = "01") -> int:
    r"""Return the number of functions :math:`H(b + \sum_i w_i x_i + w_1 (g(x) - 1) x_1)`, one synapse gated by a threshold gate g.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs, gate
        Alphabets of x and of the values of g: ``"01"`` or ``"pm"``.

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
    The alphabet matters:

    >>> [one_synapse_count(n) for n in (1, 2, 3, 4)]
    [4, 14, 132, 5782]
    >>> [one_synapse_count(n, inputs="pm", gate="pm") for n in (1, 2, 3)]
    [4, 16, 252]

    Over {0, 1} the count lies below T(n) T(n-1):

    >>> one_synapse_count(4) <= len(gate_tables(4)) * len(gate_tables(3))
    True

    See Also
    --------
    any_synapse_classes : the synapse is not fixed.

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed.
    """
    return sum(size * number for _, size, number in one_synapse_parts(n, inputs=inputs, gate=gate))


def one_synapse_parts(
    n: SupportsIndex, *, inputs: str = "01", gate: str = "01"
) -> list[tuple[str, int, int]]:
    """Return the parts of `one_synapse_count`: (label, multiplier, number) whose products add up to it.

    Parameters
    ----------
    n, inputs, gate
        As in `one_synapse_count`.

    Returns
    -------
    list of (str, int, int)
        For each class of first halves h(., x_n = 0): its least table, its size, and the number of second halves.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `one_synapse_count`.

    Examples
    --------
    Over {0, 1} the first half is a gate:

    >>> [size for _, size, number in one_synapse_parts(3) if number]
    [1, 4, 4, 4, 1]

    See Also
    --------
    one_synapse_count : the sum.

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed.
    """
    n, inputs, gate = _checked(n, inputs, gate)
    return [(str(least), size, number) for least, size, number in _filled(n, inputs, gate).parts()]


def any_synapse_classes(n: SupportsIndex, *, gate: str = "01") -> OrbitSet:
    r"""Return the set of the functions of units with one gated synapse, whichever it is, for inputs in {-1, 1}.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    gate
        Alphabet of the values of the gate, ``"01"`` or ``"pm"``.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..5 or the alphabet is unknown.

    Examples
    --------
    >>> any_synapse_classes(3, gate="pm").count - one_synapse_count(3, inputs="pm", gate="pm")
    2
    >>> any_synapse_classes(2) == OrbitSet.of(gate_tables(2), 2)
    True

    See Also
    --------
    one_synapse_count : one fixed synapse.

    References
    ----------
    Claims CAP-SYN-pm, CAP-SYN-mixed.
    """
    n, inputs, gate = _checked(n, "pm", gate)
    return OrbitSet.of_chunks(_filled(n, inputs, gate).tables(), n)


def any_synapse_count(n: SupportsIndex, *, inputs: str = "01", gate: str = "01") -> int:
    r"""Return the number of functions of units with one gated synapse, whichever it is.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs, gate
        Alphabets of x and of the values of the gate: ``"01"`` or ``"pm"``.

    Returns
    -------
    int
        The size of the union over the index of the gated synapse.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..5 or an alphabet is unknown.

    Examples
    --------
    >>> [any_synapse_count(n) for n in (1, 2, 3)]
    [4, 14, 164]
    >>> any_synapse_count(3, inputs="pm", gate="pm") == any_synapse_classes(3, gate="pm").count
    True

    See Also
    --------
    any_synapse_classes : the functions, for inputs in {-1, 1}.

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed.
    """
    n, inputs, gate = _checked(n, inputs, gate)
    if inputs == "pm":
        return any_synapse_classes(n, gate=gate).count
    return len(any_synapse_functions(n, gate=gate))


def any_synapse_functions(n: SupportsIndex, *, gate: str = "01") -> Tables:
    """Return the sorted tables of a unit with one gated synapse, whichever, for x in {0, 1}: few, since one half of each is a gate.

    Parameters
    ----------
    n, gate
        As in `any_synapse_count`.

    Returns
    -------
    numpy array
        The functions, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `any_synapse_count`.

    Examples
    --------
    >>> len(any_synapse_functions(3)) == any_synapse_count(3)
    True

    See Also
    --------
    any_synapse_classes : inputs in {-1, 1}.

    References
    ----------
    Claim CAP-SYN-01.
    """
    import numpy as np

    n, inputs, gate = _checked(n, "01", gate)
    functions = _filled(n, inputs, gate).functions()
    listed = []
    for i in range(1, n + 1):
        order = [n if j == i else i if j == n else j for j in range(1, n + 1)]
        listed.append(transform(functions, n, permutation=order))
    return distinct(np.concatenate(listed))


def _checked(n: SupportsIndex, inputs: str, gate: str) -> tuple[int, str, str]:
    n = check_variables(n, most=MAX_SYNAPSE)
    if not n:
        raise InvalidArgument("n", "must be at least 1: a synapse is gated", n)
    return n, check_alphabet(inputs), check_alphabet(gate, name="gate")


@cache
def _filled(n: int, inputs: str, gate: str) -> HalfPairs:
    import numpy as np

    m = n - 1
    low = 0 if inputs == "01" else -1
    off = 0 if gate == "01" else -1
    values = sorted({x * g for x in (low, 1) for g in (off, 1)})
    increasing: tuple[Tables, ...] = parallel_pairs(m) if len(values) == 2 else parallel_triples(m)
    # The halves of g as they matter: at x_n = 0 nothing does.
    if inputs == "01":
        first, second = np.zeros(1, dtype=np.uint32), gate_tables(m)
    else:
        gates = gate_tables(n)
        first, second = gates & np.uint32((1 << (1 << m)) - 1), gates >> np.uint32(1 << m)
    pairs = HalfPairs(n)
    # F_z increases with z if w_n >= 0 and decreases if w_n <= 0.
    for sections in (increasing, increasing[::-1]):
        at = dict(zip(values, sections, strict=True))
        rows = [(at[x * off], at[x]) for x in (low, 1)]
        portion = max(1, _ROWS // len(second))
        for start in range(0, len(rows[0][0]), portion):
            halves = []
            for (at_off, at_on), part in zip(rows, (first, second), strict=True):
                f, g = at_off[start : start + portion, None], at_on[start : start + portion, None]
                halves.append(f ^ ((f ^ g) & part[None, :]))
            below, above = np.broadcast_arrays(*halves)
            pairs.add(below.ravel(), above.ravel())
    return pairs
