r"""A gate on all synapses at once leaves f where it is open; where it is closed the unit has the value of its bias, or where it is -1 that of f at -x.

Property wanted: for n <= 5 the functions H(b + g(x) w.x), and H(g(x) (b + w.x)) with the bias gated too, g a threshold gate, for alphabets of x and of g.

Construction, f = H(w.x + b), H(0) = 1:

    x       g       bias    the functions
    {0,1}   {0,1}   free    f AND g with f(0) = 0, and f OR NOT g with f(0) = 1
    {-1,1}  {0,1}   free    f AND g with at most 2^(n-1) ones of f, and f OR NOT g with at least 2^(n-1)
    {-1,1}  {-1,1}  free    f(x) where g = 1, f(-x) where g = -1
    any     {0,1}   gated   f OR NOT g
    any     {-1,1}  gated   the products of signs

Derivation: a closed gate in {0, 1} leaves H(b), or H(0) = 1 with the bias gated.  Over {0, 1} H(b) = f(0); as h(0) = f(0) and an AND that is 0 at the origin has a factor
that is 0 there, the functions are the ANDs with h(0) = 0 and their complements.  Half of the cube's 2^n translations being negations of inputs, an orbit of h has at
the origin as many zeros as h has on the cube, in proportion.  Over {-1, 1}, b >= 0 implies f(x) = 1 or f(-x) = 1, so f has at least 2^(n-1) ones, and b < 0 at most that
many; with exactly that many f(-x) = 1 - f(x), and a bias of either sign will do if it is small.  A gate -1 turns w.x into w.(-x), or with the bias f into its
complement, ties moved to the side of g.  All but the first set are closed under permutations and negations of the inputs, applied to f and g alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, SupportsIndex

from symattn.capacity.orbits.gate_products import joined_classes
from symattn.capacity.orbits.orbit_sets import MAX_ORBITS, OrbitSet, distinct
from symattn.capacity.orbits.threshold_tables import gate_tables
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import check_alphabet, check_variables
from symattn.threshold.symmetry import transform
from symattn.threshold.walk import class_representatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]


def all_synapses_count(n: SupportsIndex, *, inputs: str = "01", gate: str = "01", bias: str = "free") -> int:
    r"""Return the number of functions :math:`H(b + g(x)\, w \cdot x)`, or :math:`H(g(x)(b + w \cdot x))` with a gated bias.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs, gate
        Alphabets of x and of the values of g: ``"01"`` or ``"pm"``; with a free bias not x in {0, 1} and g in {-1, 1}.
    bias
        ``"free"`` or ``"gated"``.

    Returns
    -------
    int
        The number of functions.

    Raises
    ------
    InvalidArgument
        If an option is unknown.
    TooLarge
        If n is not in 1..5, or the set has no symmetries that help.

    Examples
    --------
    Over {0, 1} half of the functions are the ANDs that are 0 at the origin:

    >>> [all_synapses_count(n) for n in (1, 2, 3)]
    [4, 16, 248]
    >>> [all_synapses_count(n, inputs="pm") for n in (1, 2, 3)]
    [4, 14, 144]

    See Also
    --------
    all_synapses_classes : the sets that are closed under symmetries.

    References
    ----------
    Claims TX-7-count, CAP-SYN-all, CAP-SYN-gated.
    """
    n, inputs, gate, bias = _checked(n, inputs, gate, bias)
    if (inputs, gate, bias) == ("01", "01", "free"):
        return sum(multiplier * number for _, multiplier, number in all_synapses_parts(n))
    return _classes(n, inputs, gate, bias).count


def all_synapses_parts(n: SupportsIndex, *, gate: str = "01") -> list[tuple[str, int, int]]:
    """Return the parts of `all_synapses_count`: (label, multiplier, number) whose products add up to it.

    Parameters
    ----------
    n, gate
        As in `all_synapses_count`.

    Returns
    -------
    list of (str, int, int)
        For x in {0, 1} and a free bias: orbits of s functions with z zeros each, twice the number of these with a zero at the origin, and the number of such orbits.

    Raises
    ------
    InvalidArgument, TooLarge
        As for `all_synapses_count`.

    Examples
    --------
    >>> all_synapses_parts(1)
    [('orbits of 1 functions with 2 zeros', 2, 1), ('orbits of 2 functions with 1 zeros', 2, 1)]

    See Also
    --------
    all_synapses_count : the sum.

    References
    ----------
    Claim TX-7-count.
    """
    import numpy as np

    n, *_ = _checked(n, "01", gate, "free")
    conjunctions = joined_classes(n, "and")
    zeros = (1 << n) - np.bitwise_count(conjunctions.representatives).astype(np.int64)
    kinds, numbers = np.unique(np.stack([conjunctions.sizes, zeros]), axis=1, return_counts=True)
    # The functions of an orbit with a zero at the origin are size * zeros / 2^n, an integer; and their complements.
    return [
        (f"orbits of {size} functions with {zero} zeros", 2 * (size * zero >> n), number)
        for size, zero, number in zip(*kinds.tolist(), numbers.tolist(), strict=True)
        if zero
    ]


def all_synapses_classes(
    n: SupportsIndex, *, inputs: str = "pm", gate: str = "01", bias: str = "free"
) -> OrbitSet:
    r"""Return the set of the functions :math:`H(b + g(x)\, w \cdot x)`, x in {-1, 1}, or with a gated bias, by its orbits.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.
    inputs, gate, bias
        As in `all_synapses_count`; a free bias needs x in {-1, 1}.

    Returns
    -------
    OrbitSet
        Representatives and orbit sizes.

    Raises
    ------
    InvalidArgument, TooLarge
        As in `all_synapses_count`; or if the set is not closed under negations of inputs.

    Examples
    --------
    With the bias gated by a sign the functions are the products of two signs:

    >>> all_synapses_classes(3, gate="pm", bias="gated") == joined_classes(3, "xor")
    True
    >>> all_synapses_classes(3, gate="pm").count
    254

    See Also
    --------
    all_synapses_count : numbers.

    References
    ----------
    Claims CAP-SYN-all, CAP-SYN-gated.
    """
    n, inputs, gate, bias = _checked(n, inputs, gate, bias)
    if inputs == "01" and bias == "free":
        raise InvalidArgument(
            "inputs", "must be 'pm' with a free bias: the origin is not like other points", inputs
        )
    return _classes(n, inputs, gate, bias)


def _checked(n: SupportsIndex, inputs: str, gate: str, bias: str) -> tuple[int, str, str, str]:
    n = check_variables(n, most=MAX_ORBITS)
    if not n:
        raise InvalidArgument("n", "must be at least 1: synapses are gated", n)
    check_alphabet(inputs)
    check_alphabet(gate, name="gate")
    check_alphabet(bias, name="bias", known=("free", "gated"))
    if (inputs, gate, bias) == ("01", "pm", "free"):
        raise TooLarge(
            "gate",
            "must be '01' for inputs in {0, 1} with a free bias",
            gate,
            "Direct enumeration lists the functions of fewer variables.",
        )
    return n, inputs, gate, bias


@cache
def _classes(n: int, inputs: str, gate: str, bias: str) -> OrbitSet:
    if bias == "gated":
        # f OR NOT g runs through all ORs, for the complement of a gate is a gate.
        return joined_classes(n, "or" if gate == "01" else "xor")
    if gate == "pm":
        return OrbitSet.of_chunks(_opposite(n), n)
    half = OrbitSet.of_chunks(_light(n), n)
    return half | half.complements()


def _opposite(n: int) -> Iterator[Tables]:
    """Yield f(x) where g = 1 and f(-x) where g = -1, f one gate of each class."""
    import numpy as np

    gates = gate_tables(n)
    for f in class_representatives(n)[0].astype(np.uint32):
        turned = np.uint32(transform(int(f), n, negate=range(1, n + 1)))
        yield turned ^ distinct(gates & (f ^ turned))


def _light(n: int) -> Iterator[Tables]:
    """Yield f AND g, f one gate of each class with at most 2^(n-1) ones."""
    import numpy as np

    gates = gate_tables(n)
    firsts = class_representatives(n)[0].astype(np.uint32)
    for f in firsts[np.bitwise_count(firsts) <= 1 << (n - 1)]:
        yield distinct(gates & f)
