"""For every class of gated gates: (a count of gates of n - r variables)^k <= |class| <= (the count of gates of n variables)^k, in bits.

Two properties of a class give a lower bound: selectors glue any k gates of fewer variables into one function of the class, from which they
can be read off, and a gate that is constantly 1 is neutral, so that the class contains each smaller one; the larger number is taken.  The
upper bound counts the choices of the gates, and for a unit that reads a gate the patterns of one more coordinate by Cover's theorem.
Each formula names the claim that proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symattn.capacity.bounds.gate_bounds import NEUTRAL, Gates, combined, greatest, number
from symattn.capacity.bounds.products import output_gating, products, sums
from symattn.capacity.bounds.slices import Enclosing, check_least, constants, two_slices

if TYPE_CHECKING:
    from collections.abc import Callable

    from symattn.capacity.class_options import ClassOptions


def enclosing(options: ClassOptions, gates: Gates) -> Enclosing:
    """Return the bounds of a class by the claims about it, before they are compared with the number of all functions.

    Parameters
    ----------
    options
        The class and its options.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Enclosing
        The two bounds.

    Raises
    ------
    InvalidArgument
        If no claim bounds the class with these options.

    Examples
    --------
    T(2)^2 <= |Glue| <= 3 T(2)^2 for three variables, T(2) = 14:

    >>> from symattn.capacity.class_options import class_options
    >>> pair = enclosing(class_options("glued", 3, {}, most=5), Gates(15, sharp=False))
    >>> [round(2**float(bits)) for bits in (pair.lower.low, pair.upper.high)]
    [196, 588]

    See Also
    --------
    symattn.capacity.capacity_bounds : with the bound by all functions.

    References
    ----------
    Claims CAP-AND to CAP-DIFF, LAY-2, LAY-4, LAY-5, BY-4-size, BY-9, BY-9-any, BY-13.
    """
    return _CLASSES[options.cls](options, gates)


# Gates.


def _gate(options: ClassOptions, gates: Gates) -> Enclosing:
    """T_d(n) itself; without a bias T(n-1) signs on {-1,1}^n, and T(n-1) <= R(n) <= T(n)/2 on {0,1}^n."""
    n, d = options.n, options.degrees[0]
    if options["bias"] == "free":
        return Enclosing(gates.at_least(n, d), gates.at_most(n, d), n)
    check_least(options, 1)
    if options["inputs"] == "pm":
        lower, upper = gates.at_least(n - 1), gates.at_most(n - 1)
        return Enclosing(combined("CAP-0-pm", lower), combined("CAP-0-pm", upper), n)
    return Enclosing(
        combined("RV-7-R", gates.at_least(n - 1)), combined("RV-7-R", gates.at_most(n), shift=-1), n
    )


# Sums, multiplexing, synaptic gating.


def _additive_output(options: ClassOptions, gates: Gates) -> Enclosing:
    n = options.n
    first, second = options.degrees
    if options["gate"] == "mixed":
        # The value f + g in {-1, 0, 1, 2} determines f and g.
        lower, upper = (
            combined("CAP-TERN-sum", bound(n, first), bound(n, second))
            for bound in (gates.at_least, gates.at_most)
        )
        return Enclosing(lower, upper, n, 4)
    return sums(n, (first, second), gates)


def _multiplexing(options: ClassOptions, gates: Gates) -> Enclosing:
    """H(p(x) + c g(x)): all products, and for each pair {g, 1-g} Cover's bound in one dimension more."""
    n = options.n
    first, second = options.degrees
    if not n:
        return constants(1, 2, gates)
    claim = "CAP-A" if options.degrees == (1, 1) else "CAP-d-units"
    lower = two_slices(claim, n, options.degrees, gates)
    upper = combined(claim, gates.at_most(n, second), gates.one_more(n, first), shift=-1)
    return Enclosing(lower, upper, n)


def _synaptic_gating(options: ClassOptions, gates: Gates) -> Enclosing:
    check_least(options, 1)
    one = {"one": _one_synapse, "any": _one_synapse, "all": _all_synapses, "each": _each_synapse}
    return one[options["synapses"]](options, gates)


def _one_synapse(options: ClassOptions, gates: Gates) -> Enclosing:
    """T(n-2)^2 from the section x_1 = 1; T(n) T(n-1), T(n)^2/2, or Cover's bound for each gate from above, by the alphabets."""
    n, alphabets = options.n, _alphabets(options)
    first, second = options.degrees
    claim = f"CAP-SYN-{alphabets[0]}" if alphabets[0] == alphabets[1] else "CAP-SYN-mixed"
    if options.degrees != (1, 1):
        claim = "CAP-d-units"
        upper = combined(claim, gates.at_most(n, second), gates.cover(n, first))
    elif claim == "CAP-SYN-pm":
        upper = combined(claim, (gates.at_most(n), 2), shift=-1)
    else:
        # Over {0, 1} only the values of g at x_1 = 1 matter.
        gate = gates.at_most(n - 1 if alphabets[0] == "01" else n)
        upper = combined(claim, gate, gates.at_most(n) if claim == "CAP-SYN-01" else gates.cover(n))
    lower = combined(NEUTRAL, gates.at_least(n, first))
    if n >= 2:
        section = two_slices(
            "CAP-AND" if options.degrees == (1, 1) else "CAP-d", n - 1, options.degrees, gates
        )
        lower = greatest(lower, combined(claim, section))
    if options["synapses"] == "any":
        # A union of n classes of the same size.
        upper = combined("BY-9-any", upper, number(n, "BY-9-any", gates.digits))
    return Enclosing(lower, upper, n)


def _alphabets(options: ClassOptions) -> tuple[str, str]:
    """Return the alphabets of x and of the gating gate."""
    return options["inputs"], "pm" if options["gate"] == "pm" else "01"


def _all_synapses(options: ClassOptions, gates: Gates) -> Enclosing:
    """One gate on all weights: with the bias, output gating; without it, T(n-1)^2 up to T(n)^2 over {0,1}, or a section and Cover's bound."""
    n, alphabets = options.n, _alphabets(options)
    if options["bias"] == "gated":
        same = products(n, alphabets[1], 2, (1, 1), gates)
        return Enclosing(combined("CAP-SYN-gated", same.lower), combined("CAP-SYN-gated", same.upper), n)
    claim = "CAP-SYN-all"
    if alphabets == ("01", "01"):
        return Enclosing(
            combined(claim, (gates.at_least(n - 1), 2)), combined(claim, (gates.at_most(n), 2)), n
        )
    section = combined(claim, two_slices("CAP-AND", n - 1, (1, 1), gates))
    lower = greatest(combined(NEUTRAL, gates.at_least(n)), section)
    return Enclosing(lower, combined(claim, gates.at_most(n), gates.cover(n)), n)


#: Up to this n every number of selectors is tried.
_EVERY = 20


def _each_synapse(options: ClassOptions, gates: Gates) -> Enclosing:
    """A gate of its own on each weight: T(n-k)^k for every k, for bits also one gate on all weights, T(n)^n times Cover's bound."""
    n, alphabets = options.n, _alphabets(options)
    claim = "LAY-4" if alphabets[0] == alphabets[1] else "BY-9-each"
    lower = [combined(NEUTRAL, gates.at_least(n))]
    # k (n-k)^2 is greatest at k = n/3; the bounds of small numbers of gates are not yet squares.
    candidates = range(1, n + 1) if n <= _EVERY else range(n // 3, -(-n // 3) + 1)
    lower += [combined(claim, (gates.at_least(n - k), k)) for k in candidates]
    if alphabets == ("01", "01") and n >= 2:
        # The gates may be equal: then it is one gate on all weights.
        lower.append(combined("BY-9", _all_synapses(options, gates).lower))
    return Enclosing(greatest(*lower), combined(claim, (gates.at_most(n), n), gates.cover(n)), n)


# Networks of two layers, glued functions.


def _two_layer(options: ClassOptions, gates: Gates) -> Enclosing:
    """B(f, g): the products of two gates, with their negations, or with all 16 functions B of two bits."""
    n, degrees, output = options.n, options.degrees, options["output"]
    if not n:
        return constants(1, 2, gates)
    if output in ("and", "xor"):
        return products(n, "01" if output == "and" else "pm", 2, degrees, gates)
    claim = "LAY-5" if degrees == (1, 1) else "LAY-5-d"
    upper = combined(claim, (gates.at_most(n, degrees[0]), 2))
    if output == "any":
        # T^2/2 + T^2/2 + T^2/4 = 5 T^2/4.
        upper = combined(claim, upper, number(5, claim, gates.digits), shift=-2)
    return Enclosing(two_slices(claim, n, degrees, gates), upper, n)


def _glued(options: ClassOptions, gates: Gates) -> Enclosing:
    """Two slices along one of n coordinates: T(n-1)^2 up to n T(n-1)^2."""
    check_least(options, 1)
    n, d = options.n, options.degrees[0]
    claim = "BY-4-size"
    lower = combined(claim, (gates.at_least(n - 1, d), 2))
    upper = combined(claim, (gates.at_most(n - 1, d), 2), number(n, claim, gates.digits))
    return Enclosing(lower, upper, n)


_CLASSES: dict[str, Callable[[ClassOptions, Gates], Enclosing]] = {
    "threshold": _gate,
    "polynomial-threshold": _gate,
    "output-gating": output_gating,
    "additive-output": _additive_output,
    "multiplexing": _multiplexing,
    "synaptic-gating": _synaptic_gating,
    "two-layer": _two_layer,
    "glued": _glued,
}
