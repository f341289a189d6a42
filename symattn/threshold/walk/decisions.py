"""A candidate, a threshold function with the values at y and -y exchanged, is a threshold function or not: decided by its linear program.

Property wanted: the decision for many candidates, and integer weights, with the least sum where possible.

Construction: the minimal true points of the candidate give the rows of its program (`cone_programs`); the vertex of least weight sum is scaled to integers.

Derivation.  Candidates are closed upwards in dominance, as the program presumes (`chow_walk`, 5).  Integer weights v of a threshold function f that is closed upwards can be sorted: if v_i <= v_j then
p_i <= p_j, so p_i > p_j forces v_i > v_j; variables with equal Chow entries are exchangeable and those with p_i = 0 idle, so that |v|, sorted, are weights of f with the same sum of absolute values.  They
satisfy the program, whose optimum, rounded up, is therefore a lower bound of that sum for all integer weights of f.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.compiled import use_compiled
from symattn.threshold.walk.batched_simplex import LIMIT, Solutions, solve_batch
from symattn.threshold.walk.chow_vectors import checked_size
from symattn.threshold.walk.cone_programs import (
    changed,
    cube,
    evaluate_weights,
    listed_points,
    minimal_points,
    prefix_sums,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 1 << 14
"""How many candidates are decided together: it bounds the memory."""


@dataclass(frozen=True, eq=False)
class Decisions:
    """Which candidates are threshold functions, and weights of those.

    Parameters
    ----------
    accepted
        Shape (M,).
    weights
        Integers of shape (M, N), dtype int16; rows that are not accepted are 0.
    least
        Shape (M,): whether no integer weights of the function have a smaller sum of absolute values.
    """

    accepted: NDArray[np.bool_]
    weights: NDArray[np.int16]
    least: NDArray[np.bool_]


def decide(weights: NDArray[np.int16], flips: NDArray[np.uint16], *, kernel: str = "auto") -> Decisions:
    """Decide for each row whether the function of the weights, with the values at y and -y exchanged, is a threshold function.

    Parameters
    ----------
    weights
        Integer weights in the closure of C, shape (M, N).
    flips
        The numbers of the points y, shape (M,), as `expand` returns them.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Returns
    -------
    Decisions
        Exact: by weights with w.y >= 1 at all true points, or by multipliers that exclude weights.

    Raises
    ------
    TooLarge
        If an integer of the computation would leave its range.

    Examples
    --------
    y_1 with the values at (1, -1, -1) and (-1, 1, 1) exchanged is majority:

    >>> import numpy as np
    >>> found = decide(np.array([[1, 0, 0]], dtype=np.int16), np.array([4], dtype=np.uint16), kernel="numpy")
    >>> found.accepted.tolist(), found.weights.tolist(), found.least.tolist()
    ([True], [[1, 1, 1]], [True])

    See Also
    --------
    expand : the candidates.

    References
    ----------
    Farkas' lemma.
    """
    import numpy as np

    size = checked_size(weights.shape[1])
    if (weights[:, :-1] < weights[:, 1:]).any() or (weights[:, -1] < 0).any():
        rule = "must be rows that are sorted in descending order and not negative"
        raise InvalidArgument("weights", rule, str(weights.shape))
    solve = _solve_compiled if use_compiled(kernel) else _solve
    numerators = np.zeros((len(weights), size), dtype=np.int64)
    denominators = np.zeros(len(weights), dtype=np.int64)
    for i in range(0, len(weights), CHUNK):
        part = slice(i, i + CHUNK)
        solve(weights[part], flips[part], numerators[part], denominators[part])
    found, least = _integer_weights(weights, flips, numerators, denominators)
    return Decisions(denominators > 0, found, least)


def _solve(
    weights: NDArray[np.int16],
    flips: NDArray[np.uint16],
    numerators: NDArray[np.int64],
    denominators: NDArray[np.int64],
) -> None:
    """Solve the programs of one chunk and write the answers."""
    solutions, _, order = programs(weights, flips)
    numerators[order], denominators[order] = solutions.numerators, solutions.denominators


def _solve_compiled(
    weights: NDArray[np.int16],
    flips: NDArray[np.uint16],
    numerators: NDArray[np.int64],
    denominators: NDArray[np.int64],
) -> None:
    """Do what `_solve` does, compiled."""
    import numpy as np

    from symattn.threshold.walk import kernels

    # Copied, since a read-only or strided array would be compiled for anew.
    rows, points = np.array(weights, dtype=np.int16, order="C"), np.array(flips, dtype=np.uint16)
    sums = prefix_sums(weights.shape[1])
    code = kernels.decide_rows(rows, points, sums, float(LIMIT), numerators, denominators)
    if code < 0:
        raise TooLarge("programs", _OUT_OF_RANGE[code], None)


_OUT_OF_RANGE = {
    -1: "must keep determinants below 2^25",
    -2: "must come from weights that vanish at no point",
    -3: "must have at most 64 rows",
}


def programs(
    weights: NDArray[Any], flips: NDArray[Any], *, multipliers: bool = False
) -> tuple[Solutions, NDArray[np.int64], NDArray[np.int64]]:
    """Solve the programs of candidates; return the answers, the points that are their rows, and the order in which both stand."""
    import numpy as np

    size = weights.shape[1]
    words = changed(evaluate_weights(weights, size)[0], flips, size)
    program, point = listed_points(minimal_points(words, size), size)
    counts = np.bincount(program, minlength=len(weights))
    # Programs with equally many rows stand together, so that little is padded; stable, for the same result on every machine.
    order = np.argsort(counts, kind="stable")
    first = np.cumsum(counts) - counts
    width = int(counts.max())
    place = first[order][:, None] + np.minimum(np.arange(width), counts[order][:, None] - 1)
    index = point[place]
    costs = np.arange(1, size + 1)
    return solve_batch(prefix_sums(size), index, costs, multipliers=multipliers), index, order


def _integer_weights(
    weights: NDArray[np.int16],
    flips: NDArray[np.uint16],
    numerators: NDArray[np.int64],
    denominators: NDArray[np.int64],
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Return integer weights where there is a solution d, and whether their sum is the least.

    d times its least common denominator is integral.  Where that is not 1, d rounded upwards is tried: it counts if it gives the same function.
    """
    import numpy as np

    size = weights.shape[1]
    costs = np.arange(1, size + 1)
    found = np.zeros((len(weights), size), dtype=np.int16)
    least = np.zeros(len(weights), dtype=bool)
    solved = np.flatnonzero(denominators)
    steps, scale = numerators[solved], denominators[solved]
    common = np.gcd(np.gcd.reduce(steps, axis=1), scale)
    reduced = steps // common[:, None]
    bound = -(-(steps @ costs) // scale)
    for i in np.flatnonzero(common < scale):
        rounded = -(-steps[i] // scale[i])
        if rounded @ costs < reduced[i] @ costs and _represents(
            rounded[::-1].cumsum()[::-1], weights[solved[i]], int(flips[solved[i]])
        ):
            reduced[i] = rounded
    # w_i = d_i + ... + d_N.
    chosen = reduced[:, ::-1].cumsum(axis=1)[:, ::-1]
    if chosen.size and int(chosen.max()) > np.iinfo(np.int16).max:
        raise TooLarge("weights", "must fit 16 bits", int(chosen.max()))
    found[solved], least[solved] = chosen, reduced @ costs == bound
    return found, least


def _represents(chosen: NDArray[np.int64], weights: NDArray[np.int16], point: int) -> bool:
    """Return whether the chosen weights give the function of ``weights`` with the values at a point and its negative exchanged."""
    size = len(weights)
    wanted = cube(size) @ weights.astype(chosen.dtype) > 0
    wanted[[point, (1 << size) - 1 - point]] ^= True
    values = cube(size) @ chosen
    return bool(values.all() and ((values > 0) == wanted).all())
