r"""The maps of small layers of gated threshold units are listed: products f_i g_j, and a unit with a gate on every synapse.

Property wanted: exact numbers of maps of n <= 4 variables, beside the bounds for every n.

Construction: every tuple of threshold gates is run through, and the tuple of output tables is written as one integer.  For a gate on every synapse the unit reads
z_i = g_i(x) x_i.  Over {0, 1} only the section of g_i at x_i = 1 matters, a threshold gate of n - 1 variables; over {-1, 1} z_i is itself a sign, and g_i and -g_i give the
same functions with opposite weights.  The functions of z with a bias are the threshold gates of n variables, read at z(x).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.class_options import GATES
from symattn.capacity.counts import MAX_PRODUCTS
from symattn.errors import TooLarge
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["count_gated_layer", "every_synapse_tables"]

_MOST_TUPLES = 4_000_000
_MOST_SYNAPSES = 3


def count_gated_layer(
    n: SupportsIndex, *, gated: SupportsIndex = 1, gating: SupportsIndex = 1, gate: str = "01"
) -> int:
    r"""Return the number of maps :math:`x \mapsto (f_i(x)\, g_j(x))_{i \le m,\, j \le q}`, all :math:`f_i, g_j` threshold gates of the same n variables.

    With one gating gate it is a layer of m units that share their gate.

    Parameters
    ----------
    n
        The number of variables.
    gated, gating
        m and q.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"``: f_i in {-1, 1}, g_j in {0, 1}.

    Returns
    -------
    int
        The number of maps.

    Raises
    ------
    InvalidArgument
        If a number is out of range or the alphabet is unknown.
    TooLarge
        If there are more than 4 10^6 tuples of gates, or the outputs have more than 64 bits together.

    Examples
    --------
    Two units of two variables that share a gate:

    >>> count_gated_layer(2, gated=2), count_gated_layer(2, gated=2, gate="pm")
    (242, 256)

    With one unit it is output gating:

    >>> from symattn.capacity import count
    >>> all(count_gated_layer(n, gate=gate) == count("output-gating", n, gate=gate).count for n in (1, 2, 3) for gate in ("01", "pm", "mixed"))
    True

    See Also
    --------
    symattn.capacity.count : single units.

    References
    ----------
    Claims LAY-2, LAY-3.
    """
    n = check_variables(n, most=MAX_PRODUCTS)
    m, q = as_integer(gated, "gated", least=1), as_integer(gating, "gating", least=1)
    check_alphabet(gate, name="gate", known=GATES)
    return _count_layer(n, m, q, gate)


@cache
def _count_layer(n: int, m: int, q: int, gate: str) -> int:
    import numpy as np

    tables = threshold_functions(n).tables.astype(np.uint64)
    # A product of a sign and a bit has three values: it is written as two tables, f and g where g = 1, and g.
    bits = 1 << n
    width = m * q * bits + (q * bits if gate == "mixed" else 0)
    if width > 64:
        raise TooLarge("gated", "must give outputs of at most 64 bits together", width, "Choose fewer gates.")
    if len(tables) ** (m + q) > _MOST_TUPLES:
        rule = f"must give at most {_MOST_TUPLES} tuples of gates"
        raise TooLarge("n", rule, len(tables) ** (m + q), "Choose fewer gates or variables.")
    full = np.uint64((1 << bits) - 1)
    axes = np.ix_(*[tables] * (m + q))
    code: Any = np.uint64(0)
    shift = np.uint64(bits)
    for f, g in product(axes[:m], axes[m:]):
        code = code << shift | (f ^ g ^ full if gate == "pm" else f & g)
    for g in axes[m:] if gate == "mixed" else ():
        code = code << shift | g
    return len(np.unique(code))


def every_synapse_tables(n: SupportsIndex, *, inputs: str = "01") -> NDArray[np.uint32]:
    r"""Return the tables of :math:`H(b + \sum_i w_i\, g_i(x)\, x_i)`, every synapse gated by a threshold gate of its own.

    The gates have their values in the alphabet of the inputs.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 3.
    inputs
        Alphabet of x and of the gates' values, ``"01"`` or ``"pm"``.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..3, or the alphabet is unknown.

    Examples
    --------
    Over {0,1} every function has the value H(b) at the origin, whatever the gates; two gated synapses give XOR as well:

    >>> 0b0110 in every_synapse_tables(2), len(every_synapse_tables(2))
    (True, 16)

    Threshold gates are among the functions, for neutral gates:

    >>> from symattn.threshold import threshold_functions
    >>> all(set(threshold_functions(n).tables) <= set(every_synapse_tables(n, inputs=x)) for n in (1, 2) for x in ("01", "pm"))
    True

    See Also
    --------
    symattn.capacity.capacity_bounds : bounds for every n.

    References
    ----------
    Claim LAY-4.
    """
    n = check_variables(n, most=_MOST_SYNAPSES, least=1)
    check_alphabet(inputs)
    return _every_synapse(n, inputs)


@cache
def _every_synapse(n: int, inputs: str) -> NDArray[np.uint32]:
    import numpy as np

    points = np.arange(1 << n)
    gates = threshold_functions(n).tables
    seen = np.zeros(1 << (1 << n), dtype=bool)
    signals = []
    for i in range(n):
        x = np.uint32(sum(1 << k for k in range(1 << n) if k >> i & 1))
        full = np.uint32((1 << (1 << n)) - 1)
        # z_i as a truth table: a product of bits, or of signs, of which g_i and -g_i need one only.
        z = np.unique(gates & x) if inputs == "01" else np.unique((gates ^ x ^ full)[(gates & 1) == 1])
        signals.append((z[:, None] >> points) & 1)
    outputs = threshold_functions(n).tables
    for chosen in product(*signals[:-1]):
        address = sum((z << i for i, z in enumerate(chosen)), signals[-1] << (n - 1))
        values = (outputs[:, None, None] >> address) & 1
        seen[(values << points).sum(axis=-1)] = True
        if seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)
