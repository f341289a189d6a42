r"""Products of all pairs of gates are counted in a table with one bit for each of the 2^32 functions, where they are too many to be listed.

Property wanted: the numbers of products of two gates of five variables, and of maps of two units of four variables that share a gate, from all the pairs.

Construction: each pair sets the bit of its product; the number of bits set is the number of products.  With f and g in the same list only the pairs with f <= g are run through, and of signs only
those of gates that are 1 at the last point, as f g = (-f)(-g), and the number is doubled.  Two units that share g have any two of the outputs f g, of which pairs a <= b are run through.

The table has 2^32 bits, 512 MB.  The loops are compiled; without numba one part of the functions after the other is ticked off in a table of bytes, which gives the same number slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symattn.threshold.compiled import use_compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["count_product_pairs", "count_shared_pairs"]

_CHUNK = 1 << 22
_PART_BITS = 26


def count_product_pairs(tables: NDArray[Any], n: int, gate: str, *, kernel: str = "auto") -> int:
    """Return the number of products f g of two gates from one list, closed under complement.

    Parameters
    ----------
    tables
        Distinct tables of n variables; with each its complement.
    n
        The number of variables, at most 5.
    gate
        ``"01"``: the product is AND; ``"pm"``: the complement of XOR on bits.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``; for n = 5 the first takes tens of times as long.

    Returns
    -------
    int
        The number of different products.

    Raises
    ------
    MissingExtra
        If numba is asked for and not installed.

    Examples
    --------
    >>> from symattn.threshold import threshold_functions
    >>> gates = threshold_functions(3).tables
    >>> [count_product_pairs(gates, 3, gate, kernel="numpy") for gate in ("01", "pm")]
    [246, 254]

    See Also
    --------
    symattn.capacity.output_gating_tables : the products, n <= 4.

    References
    ----------
    Claims CAP-AND, CAP-XOR.
    """
    import numpy as np

    bits = 1 << n
    full = (1 << bits) - 1
    ordered = np.sort(tables).astype(np.uint64)
    if gate == "pm":
        # Products of signs come in pairs h, -h; gates that are 1 at the last point give those that are 1 there.
        ordered = ordered[ordered >> np.uint64(bits - 1) == 1]
    factor = 2 if gate == "pm" else 1
    if use_compiled(kernel):
        from symattn.capacity.classes.kernels import tick_pairs

        bitmap = _empty(bits)
        # Blocks on the diagonal and above it: f <= g is enough.
        for start in range(0, len(ordered), 1024):
            tick_pairs(bitmap, ordered[start : start + 1024], ordered[start:], gate == "pm", np.uint64(full))
        return factor * _set_bits(bitmap)

    def products(i: int) -> NDArray[np.uint64]:
        f = ordered[i]
        return np.asarray(ordered[i:] & f if gate == "01" else ordered[i:] ^ f ^ np.uint64(full))

    return factor * _counted_in_parts(products, len(ordered), bits)


def count_shared_pairs(outputs: list[NDArray[Any]], n: int, *, kernel: str = "auto") -> int:
    """Return the number of pairs (a, b) both in one of the sets of outputs.

    Parameters
    ----------
    outputs
        Sorted distinct tables of n variables, an array for each gating gate.
    n
        The number of variables, at most 4.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Returns
    -------
    int
        The number of different pairs.

    Raises
    ------
    MissingExtra
        If numba is asked for and not installed.

    Examples
    --------
    >>> import numpy as np
    >>> count_shared_pairs([np.array([1, 2]), np.array([2, 3])], 1, kernel="numpy")
    7

    See Also
    --------
    symattn.capacity.count_gated_layer : small layers.

    References
    ----------
    Claim LAY-2.
    """
    import numpy as np

    bits = 1 << n
    joined = np.concatenate(outputs).astype(np.uint64)
    starts = np.cumsum([0, *map(len, outputs)])
    single = len(np.unique(joined))
    if use_compiled(kernel):
        from symattn.capacity.classes.kernels import tick_squares

        bitmap = _empty(2 * bits)
        tick_squares(bitmap, joined, starts, np.uint64(bits))
        unordered = _set_bits(bitmap)
    else:
        ends = np.repeat(starts[1:], np.diff(starts))

        def pairs(i: int) -> NDArray[np.uint64]:
            return np.asarray(joined[i] | joined[i : ends[i]] << np.uint64(bits))

        unordered = _counted_in_parts(pairs, len(joined), 2 * bits)
    return 2 * unordered - single


def _empty(bits: int) -> NDArray[np.uint64]:
    import numpy as np

    return np.zeros(max(1, (1 << bits) >> 6), dtype=np.uint64)


def _set_bits(bitmap: NDArray[np.uint64]) -> int:
    import numpy as np

    return sum(
        int(np.bitwise_count(bitmap[start : start + _CHUNK]).sum(dtype=np.int64))
        for start in range(0, len(bitmap), _CHUNK)
    )


def _counted_in_parts(codes: Any, calls: int, bits: int) -> int:
    """Return the number of different codes of ``bits`` bits that the calls codes(0), codes(1), ... give, those with equal leading bits at a time."""
    import numpy as np

    low = min(bits, _PART_BITS)
    total = 0
    for part in range(1 << (bits - low)):
        seen = np.zeros(1 << low, dtype=bool)
        for i in range(calls):
            found = codes(i)
            if bits > low:
                found = found[found >> np.uint64(low) == part] - np.uint64(part << low)
            seen[found.astype(np.int64)] = True
        total += int(np.count_nonzero(seen))
    return total
