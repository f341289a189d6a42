r"""Classes of units whose monomials are gated, or whose every synapse has its own gate, are decided by linear programs, one table of each orbit after the other.

Property wanted: the functions of units with polynomial activations and one gated monomial, and of units H(b + sum_i w_i g_i(x) x_i), for few variables.

Construction: for one gate `membership` decides.  For a gate on each synapse z_i = g_i(x) x_i runs through its different functions on the cube; for each choice of (z_1, ..., z_n) one program
in (b, w) decides whether the table is a sign of b + w.z.  Tables found are not asked for again, and the search ends when none is left.

Derivation: complements keep these classes (the weights change signs; no activation need be 0), permutations of the variables that are treated alike do, and over {-1,1}^n so do negations,
which change signs of monomials and of z_i.  Over {0,1}^n a negation would mix the gated monomial with others.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from symattn.capacity.characterised.answers import Answer, united
from symattn.capacity.characterised.function_orbits import function_orbits, moves
from symattn.capacity.characterised.gates import gates_of_degree
from symattn.capacity.characterised.linear import decide
from symattn.capacity.characterised.unit_programs import UnitWitness, membership
from symattn.capacity.class_options import ClassOptions
from symattn.errors import TooLarge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_MONOMIALS = 3
"""Largest n for which gated monomials and gates on every synapse are decided."""


def programmed_answer(options: ClassOptions) -> Answer:
    """Return the functions of units that read one gate, decided by linear programs.

    Parameters
    ----------
    options
        Multiplexing of n <= 4 variables, or synaptic gating of n <= 3, of any degrees.

    Returns
    -------
    Answer
        Number and tables.

    Raises
    ------
    InvalidArgument
        If the class has no units that read one gate.
    TooLarge
        If n is larger.

    Examples
    --------
    Without the programs the same numbers come from parallel pairs:

    >>> from symattn.capacity.class_options import class_options
    >>> programmed_answer(class_options("synaptic-gating", 3, {}, most=4)).count
    132

    See Also
    --------
    symattn.capacity.characterised.unit_programs.membership : one table.

    References
    ----------
    Claims CAP-d-units, CAP-A, CAP-SYN-01.
    """
    import numpy as np

    n = options.n
    multiplexing = options.cls == "multiplexing"
    if not multiplexing and n > MAX_MONOMIALS:
        rule = f"must be at most {MAX_MONOMIALS} for this second method"
        raise TooLarge("n", rule, n, "One linear program for each gate and each orbit of tables takes hours.")
    # Of all synapses, and for any one of them, all variables are alike; of one synapse, the others.
    alike = range(2, n + 1) if not multiplexing and options["synapses"] == "one" else range(1, n + 1)
    signed = multiplexing or options["inputs"] == "pm"
    # A silent unit is 1, so that a gated bias is not kept by complements.
    complement = multiplexing or options["bias"] == "free"
    orbits = function_orbits(
        n, moves(n, permuted=alike, negated=None if signed else (), complement=complement)
    )
    tables = orbits.representatives.tolist()
    kept = np.array([isinstance(membership(options, table), UnitWitness) for table in tables])
    return united(orbits, kept)


@cache
def _signals(n: int, i: int, inputs: str, gate: str) -> NDArray[np.int64]:
    """Return the different functions g(x) x_i on the cube, one a row; one of z and -z, since w_i has either sign."""
    import numpy as np

    cube = np.arange(1 << n)
    bits = gates_of_degree(n, 1)[:, None] >> cube & 1
    x = cube >> i & 1
    low = {"01": 0, "pm": -1}
    values = np.where(bits == 1, 1, low[gate]) * np.where(x == 1, 1, low[inputs])
    leading = values[np.arange(len(values)), (values != 0).argmax(axis=1)]
    return np.unique(values * np.where(leading < 0, -1, 1)[:, None], axis=0).astype(np.int64)


def each_synapse_answer(n: int, inputs: str, gate: str) -> Answer:
    """Return the functions H(b + sum_i w_i g_i(x) x_i), every synapse with a gate of its own.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 3.
    inputs, gate
        Alphabets of x and of the gates.

    Returns
    -------
    Answer
        Number and tables.

    Raises
    ------
    TooLarge
        If n > 3.

    Examples
    --------
    >>> [each_synapse_answer(n, "01", "01").count for n in (1, 2)]
    [4, 16]

    See Also
    --------
    programmed_answer : one gate.

    References
    ----------
    Claims LAY-4, BY-9-each.
    """
    import numpy as np

    if n > MAX_MONOMIALS:
        rule = f"must be at most {MAX_MONOMIALS} for this second method"
        raise TooLarge("n", rule, n, "There is one linear program for each tuple of gates.")
    signed = inputs == "pm"
    orbits = function_orbits(n, moves(n, negated=None if signed else (), complement=True))
    waiting = set(range(len(orbits.sizes)))
    choices = product(*(_signals(n, i, inputs, gate).tolist() for i in range(n)))
    for chosen in choices:
        if not waiting:
            break
        points = [(1, *z) for z in zip(*chosen, strict=True)]
        for j in sorted(waiting):
            table = int(orbits.representatives[j])
            if (
                _consistent(table, points)
                and decide(
                    [point if table >> k & 1 else tuple(-z for z in point) for k, point in enumerate(points)]
                ).point
            ):
                waiting.discard(j)
    kept = np.ones(len(orbits.sizes), dtype=bool)
    kept[sorted(waiting)] = False
    return united(orbits, kept)


def _consistent(table: int, points: list[tuple[int, ...]]) -> bool:
    """Return whether equal points have equal values, which spares many programs."""
    value: dict[tuple[int, ...], int] = {}
    return all(value.setdefault(point, table >> k & 1) == table >> k & 1 for k, point in enumerate(points))
