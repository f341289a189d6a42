r"""A class named by its options is counted orbit by orbit: for n <= 5 the sets that symmetries keep, and the numbers of some that only part of them keep.

============================ =========================================================================== =============================
class                        options beside the defaults                                                 file
============================ =========================================================================== =============================
threshold                                                                                                threshold_tables
polynomial-threshold         any degree; minutes for n = 5 and degree 2                                  polynomial_signs, programmed_signs
output-gating                gate 01 and pm: any number of gates; without bias 2 gates; 2 units (n <= 4) conjunctions, sign_products, ...
multiplexing                                                                                             multiplexed
synaptic-gating              one, any and all synapses                                                   one_synapse, all_synapses
two-layer, glued             any output                                                                  gate_products
============================ =========================================================================== =============================
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symattn.capacity.class_options import ClassOptions
from symattn.capacity.orbits.all_synapses import all_synapses_classes, all_synapses_parts
from symattn.capacity.orbits.conjunctions import conjunction_classes
from symattn.capacity.orbits.gate_products import glued_classes, joined_classes, two_layer_classes
from symattn.capacity.orbits.multiplexed import multiplexing_classes
from symattn.capacity.orbits.one_synapse import (
    any_synapse_classes,
    any_synapse_functions,
    one_synapse_parts,
)
from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, parts_by_ones
from symattn.capacity.orbits.polynomial_signs import polynomial_sign_classes
from symattn.capacity.orbits.shared_gate import shared_gate_parts
from symattn.capacity.orbits.sign_products import sign_product_classes
from symattn.capacity.orbits.unbiased_products import bias_free_gates, bias_free_product_parts
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_variables


def orbit_set(options: ClassOptions) -> OrbitSet:
    """Return the functions of a class by their orbits under permutations and negations of the inputs.

    Parameters
    ----------
    options
        A class of Boolean functions of n <= 5 variables that these symmetries keep.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument
        If the symmetries do not keep the class, or the functions have more than two values or several outputs.
    TooLarge
        If the class is not reached for this n.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> orbit_set(class_options("multiplexing", 3, {}, most=5))
    OrbitSet(n=3, orbits=22, count=256)

    See Also
    --------
    orbit_count : numbers only, of some more classes.

    References
    ----------
    Claims CAP-A, CAP-AND, CAP-XOR, LAY-5, BY-4-size.
    """
    n = check_variables(options.n, most=MAX_ORBITS)
    linear = options.degrees == (1, 1)
    gate, biased = options["gate"], options["bias"] != "none"
    ways: dict[str, tuple[bool, Callable[[], OrbitSet]]] = {
        "threshold": (biased, lambda: sign_product_classes(n, 1)),
        "polynomial-threshold": (True, lambda: polynomial_sign_classes(n, options.degrees[0])),
        "output-gating": (
            linear and biased and options.common and options["units"] == 1 and gate != "mixed",
            lambda: _products(n, gate, options["gates"]),
        ),
        "multiplexing": (linear, lambda: multiplexing_classes(n)),
        "synaptic-gating": (
            linear
            and (options["synapses"] == "all" or (options["synapses"], options["inputs"]) == ("any", "pm")),
            lambda: _synaptic(options),
        ),
        "two-layer": (linear, lambda: two_layer_classes(n, output=options["output"])),
        "glued": (linear, lambda: glued_classes(n)),
    }
    applies, way = ways.get(options.cls, (False, None))
    if not applies or way is None:
        rule = "must name a class with these options that permutations and negations of the inputs keep"
        raise InvalidArgument(
            "options", rule, f"{options.cls} {dict(options.values)}", "orbit_count counts some others."
        )
    return way()


def orbit_count(options: ClassOptions) -> int:
    """Return the number of functions of a class of n <= 5 variables, by orbits.

    Parameters
    ----------
    options
        The class and its options.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument, TooLarge
        If the class is not counted by orbits, or not for this n.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> orbit_count(class_options("synaptic-gating", 4, {}, most=5))
    5782
    >>> orbit_count(class_options("output-gating", 2, {"units": 2}, most=5))
    242

    See Also
    --------
    orbit_set : the functions themselves.

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed, TX-7-count, CAP-0-pm, CAP-0-01, LAY-2.
    """
    parts = _parts(options)
    if parts is None:
        return orbit_set(options).count
    return sum(multiplier * number for _, multiplier, number in parts)


def orbit_tally(options: ClassOptions) -> dict[str, Any]:
    """Return the parts of the number of functions of a class: orbits by size, or a sum of multiples.

    Parameters
    ----------
    options
        The class and its options, as for `orbit_count`.

    Returns
    -------
    dict
        A tally of the kind ``"orbits"`` or ``"sum"`` that `symattn.certificates.tally.check_tally` adds up.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `orbit_count`.

    Examples
    --------
    One gated synapse of two variables: at x_2 = 0 the function is 0, one of two literals, or 1, with 4, 3, 4 continuations to x_2 = 1;

    >>> from symattn.capacity.class_options import class_options
    >>> orbit_tally(class_options("synaptic-gating", 2, {}, most=5))["entries"]
    [['0', 1, 4], ['1', 2, 3], ['3', 1, 4]]

    the products of two signs:

    >>> orbit_tally(class_options("output-gating", 2, {"gate": "pm"}, most=5))["sizes"]
    [[1, 2], [2, 1], [4, 3]]

    See Also
    --------
    symattn.certificates.tally.check_tally : the sum, by another program.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    parts = _parts(options)
    if parts is None:
        return orbit_set(options).tally()
    total = sum(multiplier * number for _, multiplier, number in parts)
    return {"kind": "sum", "total": str(total), "entries": [list(part) for part in parts]}


def _parts(options: ClassOptions) -> list[tuple[str, int, int]] | None:
    """Return (label, multiplier, number), whose products add up to the number of functions; None for sets of whole orbits."""
    n, inputs, gate = check_variables(options.n, most=MAX_ORBITS), options["inputs"], options["gate"]
    if options.degrees != (1, 1):
        return None
    if options.cls == "synaptic-gating":
        gate = _gating(options)
    if options.cls == "threshold" and options["bias"] == "none":
        return parts_by_ones(bias_free_gates(n, inputs=inputs))
    if options.cls == "output-gating" and options.common and options["gates"] == 2:
        if options["bias"] == "none" and gate != "mixed":
            return bias_free_product_parts(n, inputs=inputs, gate=gate)
        if options["units"] == 2:
            return shared_gate_parts(n, gate=gate)
    if options.cls == "synaptic-gating" and options["synapses"] == "one":
        return one_synapse_parts(n, inputs=inputs, gate=gate)
    if (options.cls, options["synapses"], inputs) == ("synaptic-gating", "any", "01"):
        return parts_by_ones(any_synapse_functions(n, gate=gate))
    if (options.cls, options["synapses"], options["bias"], inputs) == (
        "synaptic-gating",
        "all",
        "free",
        "01",
    ):
        return all_synapses_parts(n, gate=gate)
    return None


def _products(n: int, gate: str, gates: int) -> OrbitSet:
    if gate == "pm":
        return sign_product_classes(n, gates)
    return joined_classes(n, "and") if gates == 2 else conjunction_classes(n, gates)


def _gating(options: ClassOptions) -> str:
    """Return the alphabet of the gate on a synapse: the unit has two values in either case, so that mixed values are those of the gate in {0, 1}."""
    return "pm" if options["gate"] == "pm" else "01"


def _synaptic(options: ClassOptions) -> OrbitSet:
    gate = _gating(options)
    if options["synapses"] == "any":
        return any_synapse_classes(options.n, gate=gate)
    return all_synapses_classes(options.n, inputs=options["inputs"], gate=gate, bias=options["bias"])
