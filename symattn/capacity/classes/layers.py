r"""The maps of small layers of gated threshold units are listed: products f_i g_j, and a unit with a gate on every synapse.

Property wanted: exact numbers of maps of n <= 4 variables, beside the bounds for every n.

Construction: every tuple of threshold gates is run through, and the tuple of output tables is written as one integer.  With one gating gate g the outputs of a layer are any m
of the products f g.  For a gate on every synapse the unit reads z_i = g_i(x) x_i, a value of {0, 1}, {-1, 1} or {-1, 0, 1}; its functions are the signs of b + w.z on all these points,
read at z(x).  Gates with the same product g_i x_i, or opposite ones, are run through once.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.class_options import GATES
from symattn.capacity.classes.bitmaps import count_shared_pairs
from symattn.capacity.classes.gated import bit_columns
from symattn.capacity.classes.point_signs import point_signs
from symattn.capacity.classes.products import MAX_PRODUCTS, sorted_distinct
from symattn.errors import TooLarge
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["count_gated_layer", "count_shared_gate", "every_synapse_tables", "shared_gate_codes"]

_MOST_TUPLES = 4_000_000
_MOST_SYNAPSES = 3
_MOST_MAPS = 40_000_000
_TICKED_BITS = 27
_MOST_TICKED = 400_000_000
_MOST_BITS_SET = 4_000_000_000

VALUES = {"01": (0, 1), "pm": (-1, 1)}
"""The values of bits 0 and 1 in each alphabet."""


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


def shared_gate_codes(
    gated: NDArray[Any], gating: NDArray[Any], n: int, units: int, gate: str
) -> NDArray[np.uint64]:
    r"""Return the maps :math:`x \mapsto (f_1 g, \ldots, f_m g)`, the f_i in one list of tables and g in another, as sums of the outputs' tables times 2^(2^n i), i = 0, ..., m - 1.

    Where f_i is a sign and g a bit, the table of g comes first and the outputs are f_i AND g.

    Parameters
    ----------
    gated, gating
        Arrays of distinct tables of n variables.
    n, units
        The number of variables, and m.
    gate
        ``"01"``, ``"pm"`` or ``"mixed"``.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint64.

    Raises
    ------
    TooLarge
        If the outputs have more than 64 bits together, or there are too many maps to list.

    Examples
    --------
    Two units of two variables:

    >>> from symattn.threshold import threshold_functions
    >>> gates = threshold_functions(2).tables
    >>> [len(shared_gate_codes(gates, gates, 2, 2, gate)) for gate in ("01", "pm", "mixed")]
    [242, 256, 533]

    See Also
    --------
    count_gated_layer : several gating gates.

    References
    ----------
    Claim LAY-2.
    """
    import numpy as np

    bits = 1 << n
    width = (units + (gate == "mixed")) * bits
    if width > 64:
        raise TooLarge("units", "must give outputs of at most 64 bits together", width, "Choose fewer units.")
    full = np.uint64((1 << bits) - 1)
    f = gated.astype(np.uint64)
    products = [sorted_distinct(f & g if gate != "pm" else f ^ g ^ full) for g in gating.astype(np.uint64)]
    tuples = sum(len(outputs) ** units for outputs in products)
    if tuples > (most := _MOST_TICKED if width <= _TICKED_BITS else _MOST_MAPS):
        rule = f"must give at most {most} choices of outputs"
        raise TooLarge("units", rule, tuples, "Choose fewer units or variables.")
    seen = np.zeros(1 << width if width <= _TICKED_BITS else 0, dtype=bool)
    parts = [np.zeros(0, dtype=np.uint64)]
    for g, outputs in zip(gating.tolist(), products, strict=True):
        codes = outputs
        for i in range(1, units):
            codes = (codes[:, None] | (outputs << np.uint64(i * bits))[None, :]).ravel()
        if gate == "mixed":
            codes = codes << np.uint64(bits) | np.uint64(g)
        if len(seen):
            seen[codes.astype(np.int64)] = True
        else:
            parts.append(codes)
    return np.flatnonzero(seen).astype(np.uint64) if len(seen) else sorted_distinct(np.concatenate(parts))


def count_shared_gate(
    gated: NDArray[Any], gating: NDArray[Any], n: int, units: int, gate: str, kernel: str = "auto"
) -> int:
    """Return the number of maps of `shared_gate_codes`, two units of four variables and all layers with three values included.

    Parameters
    ----------
    gated, gating, n, units, gate
        As for `shared_gate_codes`.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``, for two units of four variables.

    Returns
    -------
    int
        The number of maps.

    Raises
    ------
    TooLarge
        If there are too many maps to tick off.

    Examples
    --------
    >>> from symattn.threshold import threshold_functions
    >>> gates = threshold_functions(2).tables
    >>> [count_shared_gate(gates, gates, 2, 2, gate) for gate in ("01", "pm", "mixed")]
    [242, 256, 533]

    See Also
    --------
    shared_gate_codes : the maps themselves.

    References
    ----------
    Claim LAY-2.
    """
    import numpy as np

    if gate == "mixed":
        # The zeros of the outputs are those of g: different gates give different maps, and f_i is free where g is 1.
        return sum(len(sorted_distinct(gated & g)) ** units for g in gating)
    if (units << n, units) != (32, 2):
        return len(shared_gate_codes(gated, gating, n, units, gate))
    full = np.uint32((1 << (1 << n)) - 1)
    if gate == "pm":
        # (-f)(-g) = f g and the gated gates are closed under negation: of g and -g one is enough.
        gating = gating[gating & np.uint32(1) == 1]
    outputs = [sorted_distinct(gated & g if gate == "01" else gated ^ g ^ full) for g in gating]
    if sum(len(group) ** 2 for group in outputs) > _MOST_BITS_SET:
        rule = f"must give at most {_MOST_BITS_SET} choices of outputs"
        raise TooLarge("degree", rule, sum(len(group) ** 2 for group in outputs), "Choose lower degrees.")
    return count_shared_pairs(outputs, n, kernel=kernel)


def every_synapse_tables(
    n: SupportsIndex, *, inputs: str = "01", gate: str | None = None
) -> NDArray[np.uint32]:
    r"""Return the tables of :math:`H(b + \sum_i w_i\, g_i(x)\, x_i)`, every synapse gated by a threshold gate of its own.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 3.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.
    gate
        Alphabet of the gates' values; that of the inputs if not given.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 1..3, or an alphabet is unknown.

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
    Claims LAY-4, BY-9-each.
    """
    n = check_variables(n, most=_MOST_SYNAPSES, least=1)
    check_alphabet(inputs)
    if gate is None:
        gate = inputs
    check_alphabet(gate, name="gate", known=GATES)
    return _every_synapse(n, inputs, "01" if gate == "mixed" else gate)


@cache
def _every_synapse(n: int, inputs: str, gate: str) -> NDArray[np.uint32]:
    import numpy as np

    cube = np.arange(1 << n)
    (low, high), (off, on) = VALUES[inputs], VALUES[gate]
    values = sorted({x * g for x in (low, high) for g in (off, on)})
    # The gated points, all of {0, 1}^n, {-1, 1}^n or {-1, 0, 1}^n, and the signs of b + w.z on them.
    gated = list(product(values, repeat=n))
    outputs = point_signs(gated).T.astype(np.uint32)
    gates = bit_columns(threshold_functions(n).tables, n).T.astype(np.int64)
    signals = []
    for i in range(n):
        x = np.where(cube >> i & 1, high, low)
        z = np.unique(x * (off + (on - off) * gates), axis=0)
        if values[0] < 0:
            # z_i and -z_i give the same functions, with opposite weights: the one whose first value not 0 is positive.
            first = np.take_along_axis(z, (z != 0).argmax(axis=1)[:, None], axis=1)
            z = np.unique(np.where(first < 0, -z, z), axis=0)
        signals.append(np.searchsorted(values, z) * len(values) ** (n - 1 - i))
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for chosen in product(*signals[:-1]):
        address = sum(chosen, signals[-1])
        # Row by row of the last gate, the output at each point of the cube.
        tables = np.zeros((len(address), outputs.shape[1]), dtype=np.uint32)
        for k in cube:
            tables |= outputs[address[:, k]] << np.uint32(k)
        seen[tables.ravel()] = True
        if seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)
