r"""A unit that reads one gate g chooses between two functions: h = a where g is 0 and b where g is 1, and the pairs (a, b) come from one weight vector.

Property wanted: all functions of a unit with multiplexing or with synaptic gating, from the pairs (a, b) up to symmetry and the restrictions of the gates to a xor b.

Construction: for one pair of each orbit, h = a xor r, r running through the different restrictions of the gates to the points where a and b differ; the class is the union of
the orbits of these functions.

Derivation: h = a xor (g and (a xor b)).  If L is the activation without the gated term, the pairs are
 - multiplexing: (H(L), H(L + c)), parallel gates;
 - one synapse: at x_1 = v and gate value u the function F_z, z = u v, of the other variables, where (F_z) is a parallel pair, or for z in {-1, 0, 1} an equally spaced triple;
 - all synapses: (H(b), f) for gates in {0, 1}, (F(-x), F(x)) for gates in {-1, 1}.  Over {-1,1}^n H(b) is free exactly where f has as many ones as zeros; otherwise b >= 0 where f
   has more ones: f(x) = 0 implies f(-x) = 1 then.  Over {0,1}^n H(b) = f(0).
 - all synapses and the bias: H(0) = 1 where a gate in {0, 1} is silent, so that h = f or not g; a gate in {-1, 1} multiplies the sign of the activation, and ties may be moved to the side of g.
The symmetries of each class (signed permutations of the variables that are treated alike, complement) map pairs to pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.answers import Answer, codes_of, united
from symattn.capacity.characterised.function_orbits import Orbits, function_orbits, moves
from symattn.capacity.characterised.gates import function_classes, gates_of_degree
from symattn.capacity.characterised.levels import opposite_pairs, spaced_triples
from symattn.capacity.characterised.products import and_answer, product_answer
from symattn.capacity.characterised.term_orders import chain_pairs
from symattn.threshold.symmetry import transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

_VALUES = {"01": (0, 1), "pm": (-1, 1)}


def multiplexed(pairs: Any, gates: Tables, orbits: Orbits) -> Answer:
    """Return the union of the orbits of all functions that are a where a gate is 0 and b where it is 1.

    Parameters
    ----------
    pairs
        Rows (a, b) of tables, at least one of each orbit of pairs.
    gates
        The tables of the gates that choose.
    orbits
        The orbits of all functions under the symmetries of the class.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    With a = 0 it is the AND of two gates:

    >>> from symattn.capacity.characterised.gates import function_classes, gates_of_degree
    >>> gates = gates_of_degree(3, 1)
    >>> multiplexed([(0, f) for f in gates.tolist()], gates, function_classes(3)).count
    246

    See Also
    --------
    multiplexing_answer, synaptic_answer

    References
    ----------
    Claims MX-a, CAP-A.
    """
    import numpy as np

    kept = np.zeros(len(orbits.sizes), dtype=bool)
    for a, b in np.asarray(pairs, dtype=np.uint32):
        kept[orbits.place[a ^ np.unique(gates & (a ^ b))]] = True
    return united(orbits, kept)


def multiplexing_answer(n: int, degree: int) -> Answer:
    """Return the functions H(w.x + b + c g(x)), g a gate of degree d.

    Parameters
    ----------
    n
        The number of variables, at most 4.
    degree
        The degree d of the gate g.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [multiplexing_answer(n, 1).count for n in (0, 1, 2, 3)]
    [2, 4, 16, 256]

    See Also
    --------
    synaptic_answer

    References
    ----------
    Claims CAP-A, FA-8.
    """
    return multiplexed(chain_pairs(n), gates_of_degree(n, degree), function_classes(n))


def synaptic_answer(
    n: int, synapses: str, inputs: str, gate: str, bias: str = "free", degree: int = 1
) -> Answer:
    """Return the functions H(b + w_1 g(x) x_1 + sum_(i > 1) w_i x_i), or with any other one or all weights gated.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 4.
    synapses
        ``"one"``, ``"any"`` or ``"all"``.
    inputs, gate
        Alphabets of x and g: ``"01"`` or ``"pm"``.
    bias
        ``"free"`` or, with all synapses, ``"gated"``.
    degree
        The degree of the gate g, 1 with all synapses.

    Returns
    -------
    Answer
        Number and tables.

    Examples
    --------
    >>> [synaptic_answer(n, "one", "01", "01").count for n in (1, 2, 3)]
    [4, 14, 132]
    >>> [synaptic_answer(n, "one", "pm", "pm").count for n in (1, 2, 3)]
    [4, 16, 252]

    See Also
    --------
    multiplexing_answer

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed, CAP-SYN-all, CAP-SYN-gated, TX-7-count, BY-9-any.
    """
    if synapses == "all":
        return _all(n, inputs, gate) if bias == "free" else _with_bias(n, gate)
    one = _one(n, inputs, gate, degree)
    if synapses == "one":
        return one
    # The functions with x_1 gated are kept by permutations of the other variables; all permutations give all gated variables.
    import numpy as np

    orbits = function_orbits(n, moves(n, negated=()))
    kept = np.zeros(len(orbits.sizes), dtype=bool)
    kept[orbits.place[codes_of(one)]] = True
    return united(orbits, kept)


def _one(n: int, inputs: str, gate: str, degree: int) -> Answer:
    """List with the gated variable in the last place, where its values are the halves of a table, and exchange it with the first."""
    import numpy as np

    low, high = _VALUES[inputs]
    off, on = _VALUES[gate]
    signals = sorted({u * v for u in (off, on) for v in (low, high)})
    rows = spaced_triples(n - 1) if len(signals) == 3 else chain_pairs(n - 1)
    rows = np.concatenate([rows, rows[:, ::-1]])
    at = {z: rows[:, j] for j, z in enumerate(signals)}
    shift = np.uint32(1 << (n - 1))
    pairs = np.stack([at[u * low] | at[u * high] << shift for u in (off, on)], axis=1)
    others = range(1, n)
    orbits = function_orbits(n, moves(n, permuted=others, negated=others))
    answer = multiplexed(pairs, gates_of_degree(n, degree), orbits)
    exchange = [n, *range(2, n), 1] if n > 1 else [1]
    return Answer(answer.count, lambda: np.sort(transform(codes_of(answer), n, permutation=exchange)))


def _all(n: int, inputs: str, gate: str) -> Answer:
    import numpy as np

    gates, classes = gates_of_degree(n, 1), function_classes(n)
    full = (1 << (1 << n)) - 1
    if inputs == gate == "01":
        # Among the products of two gates those with h(0) = 0, and the complements of these.
        return _origin(n)
    if gate == "01":
        half = 1 << (n - 1)
        pairs = [(0, f) for f in gates.tolist() if f.bit_count() <= half]
        pairs += [(full, f) for f in gates.tolist() if f.bit_count() >= half]
        return multiplexed(pairs, gates, classes)
    if inputs == "pm":
        opposite = transform(gates, n, negate=range(1, n + 1))
        return multiplexed(np.stack([opposite, gates], axis=1), gates, classes)
    return multiplexed(opposite_pairs(n), gates, function_orbits(n, moves(n, negated=(), complement=True)))


def _origin(n: int) -> Answer:
    """Return {h in AND: h(0) = 0} and {h in OR: h(0) = 1}, which are complements of each other: permutations keep both."""
    import numpy as np

    orbits = function_orbits(n, moves(n, negated=(), complement=True))
    products = codes_of(and_answer(n, (1, 1)))
    kept = np.zeros(len(orbits.sizes), dtype=bool)
    kept[orbits.place[products[products & np.uint64(1) == 0]]] = True
    return united(orbits, kept)


def _with_bias(n: int, gate: str) -> Answer:
    import numpy as np

    if gate == "pm":
        return product_answer(n, (1, 1))
    products = and_answer(n, (1, 1))
    full = np.uint64((1 << (1 << n)) - 1)
    return Answer(products.count, lambda: np.sort(full ^ codes_of(products)))
