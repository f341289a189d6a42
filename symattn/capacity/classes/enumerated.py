r"""Every class with every combination of its options is listed from its definition: one code for each function, n <= 4 where the list is not too long.

Property wanted: for each `ClassOptions` the set of functions, so that counts, unions and differences are those of lists.  f has the first of the two degrees, g the second.

A code is a truth table, or several tables one above the other in one integer, the first in the lowest 2^n bits:

===================== =========================================== ===================================================================== =============
class                 options                                     functions                                                             code
===================== =========================================== ===================================================================== =============
threshold             bias free                                   H(w.x + b)                                                            f
..                    bias none                                   H(w.x), w.x not 0 at any x != 0                                       f
polynomial-threshold  degree d                                    H(p(x))                                                               f
output-gating         gate 01, gates K                            f_1 AND ... AND f_K                                                   product
..                    gate pm, gates K                            f_1 ... f_K, signs                                                    product
..                    gate mixed, gates K                         f in {-1, 1} times g_2 AND ... AND g_K in {0, 1}                      g, f AND g
..                    bias none                                   products of two gates H(w.x)                                          as above
..                    units m                                     (f_1 g, ..., f_m g)                                                   products; mixed: g, then f_i AND g
..                    other_inputs m, shared s                    f(x_1..x_n) g(x_(n-s+1)..x_(n-s+m)), tables of n + m - s variables     as above
additive-output       gate 01 or pm                               f + g                                                                 f AND g, f OR g
..                    gate mixed                                  f + g, f in {-1, 1}, g in {0, 1}: determines both                     f, g
multiplexing          any gate                                    H(p(x) + c g(x))                                                      table
synaptic-gating       synapses one                                H(p(x)), the monomial x_1 multiplied by g(x)                          table
..                    synapses any                                the same with x_i, for each i                                         table
..                    synapses all, bias free                     H(b + w.(g(x) x))                                                     table
..                    synapses all, bias gated                    H(g(x) (b + w.x)), H(0) = 1                                           table
..                    synapses each                               H(b + sum_i w_i g_i(x) x_i)                                           table
two-layer             output linear, and, xor, any                B(f, g), B a gate of two bits, AND, XOR or its complement, anything   table
glued                 degree d                                    both restrictions to x_i = 0 and x_i = 1 are gates, for some i        table
===================== =========================================== ===================================================================== =============

The alphabet of x matters where no gate has a bias and for synaptic gating.  With ``mixed`` the gated unit has values in {-1, 1} and the gating ones in {0, 1}: a unit that is gated in its
activation or its weights has two values all the same, and its class is that of ``01``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symattn.capacity.class_options import ClassOptions
from symattn.capacity.classes.bitmaps import count_product_pairs
from symattn.capacity.classes.gated import glued_tables, multiplexing_tables
from symattn.capacity.classes.layered_networks import two_layer_tables
from symattn.capacity.classes.layers import count_shared_gate, every_synapse_tables, shared_gate_codes
from symattn.capacity.classes.products import (
    MAX_PRODUCTS,
    folded_tables,
    lifted_tables,
    product_tables,
    sorted_distinct,
)
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.capacity.classes.three_valued import sum_codes, ternary_codes
from symattn.errors import TooLarge
from symattn.threshold import threshold_functions
from symattn.threshold.arguments import check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]

__all__ = ["enumerated_codes", "enumerated_count"]

_MAX_JOINT = 6
_MOST_PAIRS = 20_000_000


def enumerated_codes(options: ClassOptions) -> Codes:
    """Return the codes of all functions of a class with its options, one for each function.

    Parameters
    ----------
    options
        The class and its options, as `class_options` returns them.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint64: a truth table, or several in one integer (see the table at the top of the module).

    Raises
    ------
    InvalidArgument
        If the class has no functions of n = 0 variables.
    TooLarge
        If n is above the largest that is listed, which the message names, or the list would be too long.

    Examples
    --------
    The two functions of three variables that are no product of two signs are the parities:

    >>> from symattn.capacity.class_options import class_options
    >>> signs = enumerated_codes(class_options("output-gating", 3, {"gate": "pm"}, most=4))
    >>> sorted(set(range(256)) - set(signs.tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    enumerated_count : their number, also of some classes that are too large to be listed.

    References
    ----------
    Claims RV-3, CAP-AND, CAP-XOR, CAP-TERN, CAP-ADDOUT, CAP-A, CAP-SYN-01, CAP-SYN-all, LAY-2, LAY-4, LAY-5, BY-4-size.
    """
    import numpy as np

    return np.asarray(_CLASSES[options.cls](options), dtype=np.uint64)


def enumerated_count(options: ClassOptions, *, kernel: str = "auto") -> int:
    """Return the number of functions of a class with its options, by listing them, or by ticking them off where the list is too long.

    Parameters
    ----------
    options
        The class and its options, as `class_options` returns them.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``: matters for products of two gates of five variables, and for two units of four variables that share a gate.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `enumerated_codes`.
    MissingExtra
        If numba is asked for and not installed.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> [enumerated_count(class_options("multiplexing", n, {}, most=4)) for n in (1, 2, 3)]
    [4, 16, 256]

    See Also
    --------
    enumerated_codes : the functions.

    References
    ----------
    Claims CAP-TERN, CAP-TERN-sum, CAP-TERN-DIFF.
    """
    if options.cls == "additive-output" and options["gate"] == "mixed":
        # The value f + g in {-1, 0, 1, 2} determines f and g, so that all pairs are counted.
        return len(_gates(options, 0)) * len(_gates(options, 1))
    if options.cls == "output-gating":
        if not options.common and options["gate"] == "mixed":
            return sum(len(restrictions) for _, restrictions in _restrictions(*_of_different_inputs(options)))
        if options.common and options["units"] > 1 and options.n <= MAX_PRODUCTS:
            return count_shared_gate(
                _gates(options, 0), _gates(options, 1), options.n, options["units"], options["gate"], kernel
            )
        if options.n == MAX_ENUMERATED and _pairs_of_linear_gates(options):
            return count_product_pairs(_gates(options, 0), options.n, options["gate"], kernel=kernel)
    return len(enumerated_codes(options))


def _pairs_of_linear_gates(options: ClassOptions) -> bool:
    """Return whether these are the products, with two values, of two threshold gates of the same variables with a bias."""
    usual = {"gates": 2, "units": 1, "bias": "free", "degree": 1}
    alike = all(options[name] == value for name, value in usual.items())
    return alike and options.common and options["gate"] != "mixed"


def _gates(options: ClassOptions, place: int) -> NDArray[np.uint32]:
    """Return the gates of n variables of the degree of the gated (place 0) or the gating gate (place 1), with a bias or without."""
    if options["bias"] == "none":
        return _bias_free(options)
    return _of_degree(options.n, options.degrees[place])


def _of_degree(n: int, degree: int) -> NDArray[np.uint32]:
    return threshold_functions(n).tables if degree == 1 else polynomial_threshold_tables(n, degree)


def _bias_free(options: ClassOptions) -> NDArray[np.uint32]:
    # The only point of n = 0 variables is the origin, where H(0) = 1 over either alphabet.
    return bias_free_tables(options.n, inputs=options["inputs"] if options.n else "01")


def _single(options: ClassOptions) -> NDArray[Any]:
    return _gates(options, 0)


def _output_gating(options: ClassOptions) -> NDArray[Any]:
    gate, gates, n = options["gate"], options["gates"], options.n
    if not options.common:
        return _different_inputs(options)
    check_variables(n, most=MAX_PRODUCTS)
    f, g = _gates(options, 0), _gates(options, 1)
    if options["units"] > 1:
        return shared_gate_codes(f, g, n, options["units"], gate)
    if gates == 1:
        return f
    if gate == "mixed":
        # Without a bias there are two factors: the constant 1 need not be among the gates.
        return ternary_codes(f, folded_tables(g, gates - 1, n, "01"), n)
    if gates == 2:
        return product_tables(f, g, n, gate)
    return folded_tables(f, gates, n, gate)


def _of_different_inputs(options: ClassOptions) -> tuple[Codes, Codes, int]:
    """Return both lists of gates as tables of all variables together, and the number of these."""
    n, other, shared = options.n, options["other_inputs"], options["shared"]
    total = n + other - shared
    if total > _MAX_JOINT:
        rule = f"must give at most {_MAX_JOINT} variables together"
        raise TooLarge("other_inputs", rule, total, "capacity_bounds works up to n = 10^6.")
    first, second = options.degrees
    f = lifted_tables(_of_degree(n, first), n, 0, total)
    g = lifted_tables(_of_degree(other, second), other, n - shared, total)
    if len(f) * len(g) > _MOST_PAIRS:
        rule = f"must give at most {_MOST_PAIRS} pairs of gates"
        raise TooLarge("other_inputs", rule, len(f) * len(g), "capacity_bounds works up to n = 10^6.")
    return f, g, total


def _different_inputs(options: ClassOptions) -> Codes:
    import numpy as np

    f, g, total = _of_different_inputs(options)
    bits = 1 << total
    if options["gate"] == "mixed":
        if 2 * bits > 64:
            raise TooLarge(
                "other_inputs",
                "must give at most 5 variables together for products with three values to be listed",
                total,
                "They are counted for 6.",
            )
        parts = [part << np.uint64(bits) | table for table, part in _restrictions(f, g, total)]
        return sorted_distinct(np.concatenate(parts))
    products = f[:, None] & g[None, :] if options["gate"] == "01" else f[:, None] ^ ~g[None, :]
    return sorted_distinct((products & np.uint64((1 << bits) - 1)).ravel())


def _restrictions(f: Codes, g: Codes, total: int) -> list[tuple[Any, Codes]]:
    """Return each g with all f AND g: the product of a sign f and a bit g is f where g is 1."""
    return [(table, sorted_distinct(f & table)) for table in g]


def _additive_output(options: ClassOptions) -> Codes:
    import numpy as np

    n = check_variables(options.n, most=MAX_PRODUCTS)
    f, g = _gates(options, 0), _gates(options, 1)
    if options["gate"] != "mixed":
        return sum_codes(f, g, n)
    if len(f) * len(g) > _MOST_PAIRS:
        rule = f"must give at most {_MOST_PAIRS} pairs of gates to be listed"
        raise TooLarge("degree", rule, len(f) * len(g), "They are counted: every pair is another function.")
    codes = f.astype(np.uint64)[None, :] | (g.astype(np.uint64) << np.uint64(1 << n))[:, None]
    return codes.ravel()


def _multiplexing(options: ClassOptions) -> NDArray[Any]:
    return multiplexing_tables(options.n, degree=options["degree"])


def _synaptic_gating(options: ClassOptions) -> NDArray[Any]:
    n, inputs, gate = options.n, options["inputs"], options["gate"]
    if options["synapses"] == "each":
        return every_synapse_tables(n, inputs=inputs, gate=gate)
    chosen = {name: options[name] for name in ("synapses", "bias", "degree")}
    return synaptic_gating_tables(n, inputs=inputs, gate=gate, **chosen)


def _two_layer(options: ClassOptions) -> NDArray[Any]:
    return two_layer_tables(options.n, output=options["output"], degree=options["degree"])


def _glued(options: ClassOptions) -> NDArray[Any]:
    return glued_tables(options.n, degree=options["degree"])


_CLASSES: dict[str, Callable[[ClassOptions], NDArray[Any]]] = {
    "threshold": _single,
    "polynomial-threshold": _single,
    "output-gating": _output_gating,
    "additive-output": _additive_output,
    "multiplexing": _multiplexing,
    "synaptic-gating": _synaptic_gating,
    "two-layer": _two_layer,
    "glued": _glued,
}
