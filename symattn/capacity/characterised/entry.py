r"""A class of functions has a second count, by a characterisation: one decision for each orbit, one sum over slices, one identity, and never the list of all combinations of gates.

============================ ==================================================================================================
class                        characterisation
============================ ==================================================================================================
threshold                    parallel pairs of gates of n - 1 variables; without biases deletion and restriction, or odd functions
polynomial-threshold         a linear program for each class of functions
output-gating                covers of zeros by zeros of gates; steps in the group of signs; restrictions of gates; slices of common variables
additive-output              pairs of gates below one function of each class
multiplexing                 parallel pairs and restrictions of gates to where they differ; for higher degrees linear programs
synaptic-gating              parallel pairs and equally spaced triples; products of gates by their value at the origin; linear programs
two-layer                    unions of products and of their complements
glued                        inclusion and exclusion over the selectors
============================ ==================================================================================================

The codes are those of `symattn.capacity.classes.enumerated`, a truth table or several, the first in the lowest bits, so that sets can be compared.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, codes_of, listed
from symattn.capacity.characterised.different_inputs import different_inputs_answer
from symattn.capacity.characterised.gated_units import multiplexing_answer, synaptic_answer
from symattn.capacity.characterised.gates import gates_of_degree, polynomial_answer
from symattn.capacity.characterised.gluing import glued_answer, two_layer_answer
from symattn.capacity.characterised.products import and_answer, product_answer
from symattn.capacity.characterised.programmed_classes import each_synapse_answer, programmed_answer
from symattn.capacity.characterised.term_orders import MAX_ORDERED, parallel_gates
from symattn.capacity.characterised.three_valued import mixed_answer, shared_answer, sum_answer
from symattn.capacity.characterised.without_bias import pair_answer, single_answer
from symattn.capacity.class_options import ClassOptions
from symattn.capacity.orbits.orbit_sets import OrbitSet
from symattn.capacity.orbits.threshold_tables import MAX_GATES
from symattn.errors import InvalidArgument, TooLarge, UnknownName

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_CHARACTERISED = 4
"""Largest n for which every class is counted a second time; some are for n = 5."""


def _threshold(options: ClassOptions) -> Answer:
    n = options.n
    if options["bias"] == "none":
        # The only point of n = 0 variables is the origin, where H(0) = 1 over either alphabet.
        return single_answer(n, options["inputs"] if n else "01")
    return parallel_gates(n)


def _polynomial(options: ClassOptions) -> Answer:
    return polynomial_answer(options.n, options.degrees[0])


def _output_gating(options: ClassOptions) -> Answer:
    n, gate, k = options.n, options["gate"], options["gates"]
    degrees = options.degrees
    if not options.common:
        return different_inputs_answer(n, options["other_inputs"], options["shared"], degrees, gate)
    if options["bias"] == "none":
        return pair_answer(n, options["inputs"] if n else "01", gate)
    if options["units"] > 1:
        if gate == "mixed":
            return mixed_answer(n, degrees, units=options["units"])
        return shared_answer(n, degrees, gate, options["units"])
    if k == 1:
        return listed(gates_of_degree(n, degrees[0]))
    if gate == "mixed":
        return mixed_answer(n, degrees, k)
    return and_answer(n, degrees, k) if gate == "01" else product_answer(n, degrees, k)


def _additive_output(options: ClassOptions) -> Answer:
    n, degrees = options.n, options.degrees
    if options["gate"] != "mixed":
        return sum_answer(n, degrees)
    # The value f + g in {-1, 0, 1, 2} determines f and g.
    first, second = (polynomial_answer(n, degree).count for degree in degrees)
    return Answer(first * second)


def _multiplexing(options: ClassOptions) -> Answer:
    first, second = options.degrees
    return multiplexing_answer(options.n, second) if first == 1 else programmed_answer(options)


def _synaptic_gating(options: ClassOptions) -> Answer:
    n, synapses, inputs = options.n, options["synapses"], options["inputs"]
    if n < 1:
        raise InvalidArgument("n", "must be at least 1: a synapse is gated", n)
    # The unit has two values in either case: with mixed values only the gate's alphabet matters.
    gate = "pm" if options["gate"] == "pm" else "01"
    if synapses == "each":
        return each_synapse_answer(n, inputs, gate)
    if options.degrees[0] > 1:
        return programmed_answer(options)
    return synaptic_answer(n, synapses, inputs, gate, options["bias"], options.degrees[1])


def _two_layer(options: ClassOptions) -> Answer:
    return two_layer_answer(options.n, options.degrees[0], options["output"])


def _glued(options: ClassOptions) -> Answer:
    return glued_answer(options.n, options.degrees[0])


_CLASSES = {
    "threshold": _threshold,
    "polynomial-threshold": _polynomial,
    "output-gating": _output_gating,
    "additive-output": _additive_output,
    "multiplexing": _multiplexing,
    "synaptic-gating": _synaptic_gating,
    "two-layer": _two_layer,
    "glued": _glued,
}


def _most(options: ClassOptions) -> int:
    """Return the largest n of the method; products of gates of different inputs are limited by their slices."""
    if options.cls == "threshold":
        return MAX_ORDERED + 1 if options["bias"] == "free" else MAX_ORDERED
    if options.cls == "output-gating":
        odd = options["bias"] == "none" and options["inputs"] == "pm"
        restricted = options["gate"] == "mixed" and options["gates"] == 2 and options["bias"] == "free"
        if odd or not options.common or (restricted and options.degrees == (1, 1)):
            return MAX_GATES
    return MAX_CHARACTERISED


@cache
def _answer(options: ClassOptions) -> Answer:
    if options.cls not in _CLASSES:
        raise UnknownName("cls", "has no second method", options.cls, "Classes: " + ", ".join(_CLASSES))
    if options.n > _most(options):
        hint = "orbit_count reaches n = 5 for the classes that permutations and negations keep."
        raise TooLarge("n", f"must be at most {_most(options)} for this second method", options.n, hint)
    return _CLASSES[options.cls](options)


def characterised_count(options: ClassOptions) -> int:
    """Return the number of functions of a class by a method that shares no code with the list of all its functions.

    Parameters
    ----------
    options
        The class and its options, as `class_options` returns them.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument
        If the class has no functions of n = 0 variables.
    TooLarge
        If n is above the largest of the method, which the message names.
    UnknownName
        If there is no second method.

    Examples
    --------
    The number of gates of n + 1 variables from pairs of gates of n variables:

    >>> from symattn.capacity.class_options import class_options
    >>> [characterised_count(class_options("threshold", n, {}, most=5)) for n in range(5)]
    [2, 4, 14, 104, 1882]

    One-synapse gating of bits:

    >>> [characterised_count(class_options("synaptic-gating", n, {}, most=5)) for n in (1, 2, 3, 4)]
    [4, 14, 132, 5782]

    See Also
    --------
    symattn.capacity.classes.enumerated.enumerated_count : the first method.
    characterised_codes : the functions.

    References
    ----------
    Claims RV-3, CAP-AND, CAP-XOR, CAP-TERN, CAP-ADDOUT, CAP-A, CAP-DIFF, CAP-SYN-01, LAY-2, LAY-5, BY-4-size; COUNTING section 2.
    """
    return _answer(options).count


def characterised_codes(options: ClassOptions) -> NDArray[np.uint64]:
    """Return the functions of a class as sorted codes, where the second method yields them and not only their number.

    Parameters
    ----------
    options
        The class and its options.

    Returns
    -------
    numpy array
        Sorted distinct codes, dtype uint64.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `characterised_count`.
    UnknownName
        If the method counts without listing, or there is none.

    Examples
    --------
    The two functions of three variables that are no product of two signs are the parities:

    >>> from symattn.capacity.class_options import class_options
    >>> signs = characterised_codes(class_options("output-gating", 3, {"gate": "pm"}, most=4))
    >>> sorted(set(range(256)) - set(signs.tolist())) == [0b01101001, 0b10010110]
    True

    See Also
    --------
    symattn.capacity.classes.enumerated.enumerated_codes : the first method.

    References
    ----------
    Claims CAP-AND, CAP-XOR, CAP-TERN, CAP-ADDOUT, CAP-A, CAP-SYN-01, LAY-5, BY-4-size.
    """
    import numpy as np

    codes: Any = codes_of(_answer(options))
    return np.asarray(codes, dtype=np.uint64)


def characterised_classes(options: ClassOptions) -> OrbitSet:
    """Return one function of each orbit of a class under signed permutations of the variables, with the orbits' sizes.

    Parameters
    ----------
    options
        A class of Boolean functions that these symmetries keep.

    Returns
    -------
    OrbitSet
        It unpacks as (representatives, sizes).

    Raises
    ------
    InvalidArgument
        If the functions are no single truth tables, or the symmetries do not keep the class.
    TooLarge, UnknownName
        As for `characterised_codes`.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> representatives, sizes = characterised_classes(class_options("output-gating", 3, {}, most=5))
    >>> len(representatives), int(sizes.sum())
    (20, 246)

    See Also
    --------
    characterised_count : the number of functions.

    References
    ----------
    OEIS A000616.
    """
    answer = _answer(options)
    tables = codes_of(answer)
    several = options.cls == "additive-output" or (
        options.cls == "output-gating"
        and (
            not options.common
            or options["units"] > 1
            or (options["gate"] == "mixed" and options["gates"] > 1)
        )
    )
    if several:
        raise InvalidArgument(
            "cls", "must be a class of Boolean functions of the same variables", options.cls
        )
    import numpy as np

    found = OrbitSet.of(tables.astype(np.uint32), options.n)
    if found.count != answer.count:
        hint = "Over {0, 1} negations move the origin, and one gated synapse is moved by permutations."
        raise InvalidArgument(
            "cls", "must be kept by permutations and negations of the variables", options.cls, hint
        )
    return found
