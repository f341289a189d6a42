"""A gate on synapses replaces x_1, or all of x, by z = g(x) x: the functions are threshold gates read at the gated points.

Property wanted: all functions H(b + sum_i w_i z_i) with real weights, where z_i = g(x) x_i for the gated synapses and z_i = x_i for the
others, g any threshold gate, for each alphabet of x and of g; and H(p(x)), p a polynomial in which the monomial x_1 is gated.

Construction for one gated synapse: z takes values in {0, 1}, in {-1, 1} or in {-1, 0, 1}.  In the first two cases F(z, x_2, ..., x_n) is a
threshold gate of n variables.  In the third write z = u + v - 1 with bits u, v: F is a threshold gate of n + 1 variables, symmetric in u
and v; conversely a symmetric one has weights that are equal there, the mean of its weights and of the exchanged ones.  For polynomials the monomial x_1 is left out and the
column z added to the others' signs by duality (`one_more_column`).

Construction for all synapses, the bias not gated: the points g(x) x lie in {0, 1}^n, or in {-1, 1}^n, or in {-1, 1}^n and the origin.
In the last case f = H(w.x + b) and H(b) are needed together.  If b >= 0, then f(x) = 0 implies f(-x) = 1, so f has at least 2^(n-1) ones;
if b < 0, at most that many.  Conversely, if f has more ones than zeros, b >= 0 in every representation, if fewer, b < 0; if as many,
f(-x) = 1 - f(x) and, for the same w, a bias of either sign small enough will do.  For x in {0, 1}^n and g in {-1, 1} the points are x and -x, and
`point_signs` lists the signs of H(b + w.y) on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.class_options import GATES, Degree
from symattn.capacity.classes.gated import bit_columns, degrees, exchanged, halves
from symattn.capacity.classes.one_more_column import coefficient_functionals, sign_tables_with_column
from symattn.capacity.classes.point_signs import point_signs
from symattn.capacity.classes.products import MAX_PRODUCTS, output_gating_tables
from symattn.capacity.classes.restricted import polynomial_threshold_tables
from symattn.errors import InvalidArgument
from symattn.threshold import points, threshold_functions
from symattn.threshold.arguments import check_alphabet, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]
    Parts = dict[int, NDArray[np.uint16]]

_VALUES = {"01": (0, 1), "pm": (-1, 1)}


def synaptic_gating_tables(
    n: SupportsIndex,
    *,
    synapses: str = "one",
    inputs: str = "01",
    gate: str = "01",
    bias: str = "free",
    degree: Degree = 1,
) -> Tables:
    r"""Return the tables of :math:`H(b + w_1 g(x) x_1 + \sum_{i \ge 2} w_i x_i)`, or with all weights gated, g a threshold gate.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 4.
    synapses
        ``"one"``: the weight w_1 is gated; ``"any"``: one weight, whichever; ``"all"``: w_1, ..., w_n, by the same g.
    inputs, gate
        Alphabets of x and of the values of g: ``"01"`` or ``"pm"``; ``"mixed"``, the unit itself in {-1, 1} and g in {0, 1}, is ``"01"``.
    bias
        ``"free"``: b is not gated; ``"gated"``, with all synapses: b is multiplied by g too, and H(0) = 1.
    degree
        The degree of the unit's polynomial, in which the monomial x_1 is gated, and of the gate's, or the pair of them; 1 for all synapses.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument
        If an option is unknown, or the bias is to be gated with one synapse only, or monomials with all synapses.
    TooLarge
        If n is too large.

    Examples
    --------
    One gated synapse; the alphabet matters, XOR of two bits is a function of the second class only:

    >>> [len(synaptic_gating_tables(n)) for n in (1, 2, 3)]
    [4, 14, 132]
    >>> [len(synaptic_gating_tables(n, inputs="pm", gate="pm")) for n in (1, 2, 3)]
    [4, 16, 252]

    All synapses and the bias gated by a sign: exactly the products of two signs,

    >>> from symattn.capacity import output_gating_tables
    >>> tables = synaptic_gating_tables(3, synapses="all", gate="pm", bias="gated")
    >>> tables.tolist() == output_gating_tables(3, "pm").tolist()
    True

    See Also
    --------
    multiplexing_tables, symattn.capacity.output_gating_tables

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed, CAP-SYN-all, CAP-SYN-gated, CAP-d-units, TX-7-count.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS, least=1)
    check_alphabet(inputs)
    check_alphabet(gate, name="gate", known=GATES)
    check_alphabet(synapses, name="synapses", known=("one", "any", "all"))
    check_alphabet(bias, name="bias", known=("free", "gated"))
    unit, gating = degrees(degree)
    gate = "01" if gate == "mixed" else gate
    if synapses != "all":
        if bias == "gated":
            raise InvalidArgument("bias", "must be 'free' where one synapse is gated", bias)
        tables = _one(n, inputs, gate, gating) if unit == 1 else _one_monomial(n, inputs, gate, unit, gating)
        if synapses == "any":
            # The class of x_i is that of x_1 with the variables exchanged; x_n is exchanged with both.
            last = exchanged(tables, n, 1)
            tables = np.unique(np.concatenate([exchanged(last, n, i) for i in range(1, n + 1)]))
        return tables
    if (unit, gating) != (1, 1):
        raise InvalidArgument("degree", "must be 1 where all synapses are gated", degree)
    if bias == "gated":
        return _with_bias(n, gate)
    return _opposite(n) if (inputs, gate) == ("01", "pm") else _all(n, inputs, gate)


def _one(n: int, inputs: str, gate: str, gating: int) -> Tables:
    """Gate the synapse of the last variable, whose values are the halves of a table, and exchange it with the first."""
    import numpy as np

    low, high = _VALUES[inputs]
    off, on = _VALUES[gate]
    parts = _sections(n, {x * g for x in (low, high) for g in (off, on)})
    g_low, g_high = halves(n, gating)
    at_low = (parts[low * off], parts[low * on])
    at_high = (parts[high * off], parts[high * on])
    if low * off == low * on:
        g_high = np.unique(g_high)
        g_low = np.zeros_like(g_high)
    size = np.uint32(1 << (n - 1))
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for below, above in zip(g_low, g_high, strict=True):
        first = (at_low[0] ^ ((at_low[0] ^ at_low[1]) & below)).astype(np.uint32)
        second = (at_high[0] ^ ((at_high[0] ^ at_high[1]) & above)).astype(np.uint32)
        seen[first | second << size] = True
    return np.sort(exchanged(np.flatnonzero(seen).astype(np.uint32), n, 1))


def _one_monomial(n: int, inputs: str, gate: str, unit: int, gating: int) -> Tables:
    """Gate the monomial x_1 of a polynomial of degree at least 2."""
    import numpy as np

    (low, high), (off, on) = _VALUES[inputs], _VALUES[gate]
    x = np.where(np.arange(1 << n) & 1, high, low)[:, None]
    g = off + (on - off) * bit_columns(polynomial_threshold_tables(n, gating), n)
    return sign_tables_with_column(coefficient_functionals(n, unit, inputs, without_first=True), x * g)


def _sections(n: int, values: set[int]) -> Parts:
    """Return for each value of z the tables of F(., z), row by row the same F, for all threshold gates F of n - 1 bits and z."""
    import numpy as np

    if len(values) == 2:
        return dict(zip(sorted(values), halves(n), strict=True))
    tables = threshold_functions(n + 1).tables
    size = 1 << (n - 1)
    quarters = [
        (tables >> np.uint32(j * size) & np.uint32((1 << size) - 1)).astype(np.uint16) for j in range(4)
    ]
    symmetric = quarters[1] == quarters[2]
    return {-1: quarters[0][symmetric], 0: quarters[1][symmetric], 1: quarters[3][symmetric]}


def _all(n: int, inputs: str, gate: str) -> Tables:
    """List h(x) = f(x) where g is 1, and elsewhere f(-x) or H(b)."""
    import numpy as np

    f = threshold_functions(n).tables.astype(np.uint16)
    full = np.uint16((1 << (1 << n)) - 1)
    if gate == "pm":
        other = np.array(
            [int(f"{table:0{1 << n}b}"[::-1], 2) for table in f.tolist()], dtype=np.uint16
        )  # f(-x)
    else:
        if inputs == "01":
            bit = f & np.uint16(1)  # f(0) = H(b)
        else:
            ones = np.array([table.bit_count() for table in f.tolist()])
            half = 1 << (n - 1)
            bit = np.concatenate([np.zeros(sum(ones <= half)), np.ones(sum(ones >= half))]).astype(np.uint16)
            f = np.concatenate([f[ones <= half], f[ones >= half]])
        other = bit * full
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for g in threshold_functions(n).tables.astype(np.uint16):
        seen[other ^ ((other ^ f) & g)] = True
    return np.flatnonzero(seen).astype(np.uint32)


def _opposite(n: int) -> Tables:
    """List h(x) = F(x) where g is 1 and F(-x) where g is -1, for all F(y) = H(b + w.y) on the points x and -x, x in {0, 1}^n."""
    import numpy as np

    cube = points(n)
    opposite = [tuple(-x for x in point) for point in cube]
    columns = sorted({*cube, *opposite})
    found = point_signs(columns)
    # F at x and at -x, as tables; the same pair of tables may come from several F.
    powers = 1 << np.arange(1 << n)
    here, there = (
        found[:, [columns.index(point) for point in chosen]] @ powers for chosen in (cube, opposite)
    )
    pairs = np.unique(np.stack([here, there], axis=1), axis=0).astype(np.uint16)
    f, other = pairs[:, 0], pairs[:, 1]
    seen = np.zeros(1 << (1 << n), dtype=bool)
    for count, g in enumerate(threshold_functions(n).tables.astype(np.uint16), start=1):
        seen[other ^ ((other ^ f) & g)] = True
        if count % 64 == 0 and seen.all():
            break
    return np.flatnonzero(seen).astype(np.uint32)


def _with_bias(n: int, gate: str) -> Tables:
    """List H(g L): f OR NOT g for g in {0, 1}; the product for g in {-1, 1}, where ties of L may be moved to the side of g."""
    import numpy as np

    if gate == "pm":
        return output_gating_tables(n, "pm")
    return np.sort(np.uint32((1 << (1 << n)) - 1) ^ output_gating_tables(n))
