"""The functions of a class are counted by listing them: the products of all pairs of threshold gates.

A gate's value is 0 or 1 (``gate="01"``: the product of gates is AND) or -1 or +1 (``"pm"``: the product is
XNOR of the bits), or the gated unit's is -1 or +1 and the gating unit's 0 or 1 (``"mixed"``: a product in
{-1, 0, 1}).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.balls import Ball, log2_ball
from symattn.capacity.class_options import CLASSES, DEFAULTS, ClassOptions, Degree, class_options
from symattn.errors import InvalidArgument, MissingExtra, TooLarge
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED, count_threshold, threshold_functions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_PRODUCTS = 4
"""Largest n for which all products are listed: there are 2^(2^n) functions to tick off."""

_MAX_JOINT = 6
_MAX_PAIRS = 4_000_000


@dataclass(frozen=True)
class Count:
    """The number of functions of a class, with all options that define the class.

    Parameters
    ----------
    cls, n
        The class and its number of variables.
    count
        The number of functions, exact.
    options
        Pairs (name, value) of every option after defaults.
    method
        How the number was found.
    seconds
        The time it took; two equal counts may differ in it.

    Examples
    --------
    The capacity is the logarithm to base 2 of the count:

    >>> result = count("threshold", 2)
    >>> result.count, result.log2.contains(4), str(result.log2)[:6]
    (14, False, '3.8073')

    See Also
    --------
    count : the function that returns it.

    References
    ----------
    Claim RV-1.
    """

    cls: str
    n: int
    count: int
    options: tuple[tuple[str, Any], ...]
    method: str
    seconds: float = field(compare=False)

    @property
    def log2(self) -> Ball | None:
        """The capacity log2(count) as a ball, or None where python-flint is absent."""
        try:
            return log2_ball(self.count)
        except MissingExtra:
            return None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {class, n, count, count_text, log2, method, seconds} and every option."""
        ball = self.log2
        return {
            "class": self.cls,
            "n": self.n,
            "count": self.count,
            "count_text": str(self.count),
            "log2": None if ball is None else ball.to_json(),
            "method": self.method,
            "seconds": round(self.seconds, 6),
            **dict(self.options),
        }

    def _repr_latex_(self) -> str:
        return f"${self.count}$"


def count(
    cls: str,
    n: SupportsIndex,
    *,
    inputs: str = "01",
    gate: str = "01",
    gates: SupportsIndex = 2,
    synapses: str = "one",
    bias: str = "free",
    degree: Degree = 1,
    units: SupportsIndex = 1,
    other_inputs: SupportsIndex | None = None,
    shared: SupportsIndex | None = None,
    output: str = "linear",
    method: str = "auto",
    executor: Any = None,
    resume: Any = None,
) -> Count:
    """Return the number of functions of a class, found by listing them: its capacity is the logarithm.

    Parameters
    ----------
    cls
        ``"threshold"``, n <= 5: the gates H(w.x + b); or ``"output-gating"``, n <= 4: the products of
        ``gates`` such gates.
    n
        The number of variables of the gated unit.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``; these counts do not depend on it.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"`` for a gated unit in {-1, 1} and
        gating units in {0, 1}.
    gates
        The number of gates multiplied, the gated one included.
    other_inputs, shared
        The gating gate reads ``other_inputs`` variables, ``shared`` of them common with the gated one:
        together at most 6.  All n are common if not given.
    synapses, bias, degree, units, output
        Options of other classes; their defaults are the values computed here.
    method
        ``"auto"`` or ``"enumeration"``.
    executor, resume
        None: no count computed here takes longer than seconds.

    Returns
    -------
    Count
        ``.count``, ``.log2``, ``.method``, ``.seconds``.

    Raises
    ------
    InvalidArgument
        If a class or an option is unknown, or is not computed in this version.
    TooLarge
        If n is too large to list the functions.

    Examples
    --------
    AND of two gates of two variables gives all 16 functions, for XOR = OR and NAND:

    >>> [count("output-gating", n).count for n in (1, 2, 3)]
    [4, 16, 246]

    For {0, 1}-valued gates of disjoint inputs a non-zero product determines its factors:

    >>> T = count("threshold", 2).count
    >>> count("output-gating", 2, other_inputs=2, shared=0).count == (T - 1) ** 2 + 1
    True

    See Also
    --------
    capacity_bounds : bounds for every n.
    output_gating_tables : the functions themselves.

    References
    ----------
    Claims CAP-AND, CAP-XOR, CAP-DIFF, CAP-TERN.
    """
    given = {
        "inputs": inputs,
        "gate": gate,
        "gates": gates,
        "synapses": synapses,
        "bias": bias,
        "degree": degree,
        "units": units,
        "other_inputs": other_inputs,
        "shared": shared,
        "output": output,
    }
    if cls in CLASSES and cls not in ("threshold", "output-gating"):
        rule = "must be 'threshold' or 'output-gating' to be counted in this version"
        raise InvalidArgument("cls", rule, cls)
    products = cls == "output-gating" and other_inputs is None and shared is None
    options = class_options(cls, n, given, most=MAX_PRODUCTS if products else MAX_ENUMERATED)
    for name in ("bias", "degree", "units"):
        if options[name] != DEFAULTS[name]:
            rule = f"must be {DEFAULTS[name]!r} for the classes counted in this version"
            raise InvalidArgument(name, rule, options[name], "symattn bounds knows this class.")
    if method not in ("auto", "enumeration"):
        raise InvalidArgument("method", "must be 'auto' or 'enumeration'", method)
    for name, value in (("executor", executor), ("resume", resume)):
        if value is not None:
            raise InvalidArgument(name, "must be None: these counts take seconds in one process", value)
    started = time.perf_counter()
    number = count_threshold(options.n) if cls == "threshold" else _count_products(options)
    seconds = time.perf_counter() - started
    return Count(cls, options.n, number, options.values, "enumeration", seconds)


def _count_products(options: ClassOptions) -> int:
    n, other, shared = options.n, options["other_inputs"], options["shared"]
    gate, gates = options["gate"], options["gates"]
    if (other, shared) != (n, n):
        return _count_pairs(n, other, shared, gate)
    check_variables(n, most=MAX_PRODUCTS)
    if gate != "mixed":
        return len(output_gating_tables(n, gate, gates=gates))
    if gates == 1:
        return count_threshold(n)
    # A product of f in {-1, 1} and g in {0, 1} is g together with the values of f where g = 1.
    return _count_restrictions(
        threshold_functions(n).tables, output_gating_tables(n, "01", gates=gates - 1), n
    )


def _count_restrictions(f: NDArray[Any], g: NDArray[Any], n: int) -> int:
    """Return the number of pairs (g, f restricted to g = 1)."""
    import numpy as np

    total = 0
    if n <= MAX_PRODUCTS:
        narrow = f.astype(np.uint16)
        seen = np.zeros(1 << 16, dtype=bool)
        for table in g.astype(np.uint16):
            restrictions = narrow & table
            seen[restrictions] = True
            total += int(np.count_nonzero(seen))
            seen[restrictions] = False
        return total
    for table in g:
        total += len(np.unique(f & table))
    return total


def output_gating_tables(
    n: SupportsIndex, gate: str = "01", *, gates: SupportsIndex = 2
) -> NDArray[np.uint32]:
    """Return the sorted truth tables of all products of ``gates`` threshold gates of the same n variables.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    gate
        ``"01"``: values in {0, 1}, the product is AND; ``"pm"``: values in {-1, 1}, bit 1 means +1, the
        product is the complement of XOR on bits.
    gates
        The number of factors, at least 1.

    Returns
    -------
    numpy array
        Sorted distinct tables, dtype uint32.

    Raises
    ------
    InvalidArgument
        If the alphabet is unknown or a number is out of range.
    TooLarge
        If n > 4.

    Examples
    --------
    Three variables, values -1 and 1: all functions but two are products of two gates, and of three gates all;

    >>> tables = output_gating_tables(3, "pm")
    >>> len(tables), len(output_gating_tables(3, "pm", gates=3))
    (254, 256)

    the two are the parity of the three variables and its negative:

    >>> sorted(set(range(256)) - set(tables.tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    count : their number, and other classes.

    References
    ----------
    Claims CAP-AND, CAP-XOR.
    """
    import numpy as np

    n = check_variables(n, most=MAX_PRODUCTS)
    check_alphabet(gate, name="gate")
    factors = as_integer(gates, "gates", least=1)
    single = threshold_functions(n).tables.astype(np.uint16)
    full = np.uint16((1 << (1 << n)) - 1)
    seen = np.zeros(1 << (1 << n), dtype=bool)
    seen[single] = True
    # The constant 1 is a gate, so k-fold products are among the (k+1)-fold ones, and only the products that
    # are new at one stage can give new ones at the next.
    new = single
    for _ in range(factors - 1):
        before = seen.copy()
        for table in new:
            # XNOR is the bitwise XOR with the complement: full ^ a ^ b.
            seen[single & table if gate == "01" else single ^ (table ^ full)] = True
        new = np.flatnonzero(seen & ~before).astype(np.uint16)
        if not len(new):
            break
    return np.flatnonzero(seen).astype(np.uint32)


def _lifted(n: int, start: int, total: int) -> NDArray[np.uint64]:
    """Return the gates of the n variables x_(start+1), ..., x_(start+n), as tables of ``total`` variables."""
    import numpy as np

    tables = threshold_functions(n).tables.astype(np.uint64)
    lifted = np.zeros_like(tables)
    for k in range(1 << total):
        bit = np.uint64(k >> start & ((1 << n) - 1))
        lifted |= (tables >> bit & np.uint64(1)) << np.uint64(k)
    return lifted


def _count_pairs(n: int, other: int, shared: int, gate: str) -> int:
    """Return the number of products f(x_1..x_n) g(x_(n-shared+1)..x_(n-shared+other))."""
    import numpy as np

    total = n + other - shared
    if total > _MAX_JOINT:
        rule = f"must give at most {_MAX_JOINT} variables together"
        raise TooLarge("other_inputs", rule, total, "capacity_bounds works up to n = 10^6.")
    f, g = _lifted(n, 0, total), _lifted(other, n - shared, total)
    if len(f) * len(g) > _MAX_PAIRS:
        rule = f"must give at most {_MAX_PAIRS} pairs of gates"
        raise TooLarge("other_inputs", rule, len(f) * len(g), "capacity_bounds works up to n = 10^6.")
    if gate == "mixed":
        return _count_restrictions(f, g, total)
    if gate == "01":
        return len(np.unique(f[:, None] & g[None, :]))
    return len(np.unique(f[:, None] ^ g[None, :]))
