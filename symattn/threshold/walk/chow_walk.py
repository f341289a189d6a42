"""The self-dual threshold functions of N variables, up to signed permutations of the variables, are reached from f = y_1 by exchanging the values at y and -y, generation by generation.

Words.  A self-dual threshold function f(y) = [w.y > 0] is a chamber of the hyperplanes y.w = 0, y in {-1, 1}^N.  Its Chow vector p is the sum of its true points.
B_N: the signed permutations of coordinates.  C: the open cone w_1 > ... > w_N > 0.

Property wanted: one function of each B_N-orbit, each once, with integer weights.

Construction.  Generation 0 is f = y_1, p = (2^(N-1), 0, ..., 0).  From f of generation t take each minimal true point y (dominance: see `cone_programs`) with
y_1 = +1 that does not dominate 0; exchanging the values at y and -y gives a candidate with the Chow vector p - 2y.  Candidates with equal Chow vectors are decided
once, by the linear program of `cone_programs`; those with a solution are generation t + 1.  An empty generation is the end.

Derivation.
1. Each orbit has exactly one chamber that meets C.  A chamber is open, so it holds w with distinct non-zero |w_i|, which a signed permutation carries into C.
   A function with weights in C is closed upwards in dominance; raising -1, 1 at i, i+1 to 1, -1, or y_N from -1 to 1, leads from true to true, so that its Chow
   vector is sorted and non-negative.  Signed permutations act on Chow vectors as on points; within one orbit there is only one sorted non-negative vector; and functions with
   equal Chow vectors, one of them with weights w, are equal: (sum of w.y over a set of true points, one of each pair y, -y) = p.w is largest for the function of w
   only (Chow).  Hence two chambers of one orbit that meet C are equal.
2. Chow vectors decide.  By the same argument a candidate is a threshold function if and only if every function with its Chow vector is: one key, one decision.
3. The walk reaches every chamber K that meets C.  y_1 has weights in C.  Join a point of its chamber in C to a point of K in C by a segment, the end points so chosen that no
   two of the hyperplanes are crossed at once (they are distinct; almost all choices do).  The segment stays in C and crosses each hyperplane at most once; it starts where all y with
   y_1 = 1 are true, so each crossing makes one y with y_1 = 1 false, and -y true, and leads from a function f with weights in C to another, f'.  If z < y in dominance were true for f, then
   z, which is not -y (false for f), is true for f', and so is y above it: a contradiction.  So y is a minimal true point.  It does not dominate 0, because such points are true
   for all w in C.  By induction along the segment every f' met is among the candidates of f.
4. Generations.  Each step lowers p_1 by exactly 2: a class belongs to generation (2^(N-1) - p_1) / 2, and a Chow vector never comes back in a later one.
   No key of an earlier generation, accepted or rejected, has to be kept.
5. Candidates are closed upwards in dominance, as the program presumes.  Without y, which is minimal, the true points of f are still closed upwards.  Points above -y, other than -y, are
   -x with x below y, other than y: x is false for f, so -x is true for f, and -x is not y, because y would then dominate -y and hence 0.
6. A rejected candidate is no threshold function.  It would have a sorted non-negative Chow vector by 5., so by 1. weights in C, a solution of the program; but the multipliers
   u >= 0, u A <= 0 that ended the simplex method give 0 < u.A d <= 0 (Farkas).
7. Orbit sizes.  p determines f and conversely, so the members of the class are the images of p under B_N: 2^N N! over the number of signed permutations that fix p,
   which exchange equal entries, and negate zeros: product of m! over the multiplicities m, times 2^(number of zeros).

"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symattn.errors import InvalidArgument
from symattn.threshold.compiled import use_compiled
from symattn.threshold.walk.chow_vectors import checked_size, pack, unpack
from symattn.threshold.walk.cone_programs import (
    cube,
    evaluate_weights,
    least_positive_point,
    listed_points,
    minimal_points,
)
from symattn.threshold.walk.decisions import CHUNK, Decisions, decide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Candidates:
    """Functions one exchange away from given ones, each Chow vector once: sorted keys, the row it came from, the point exchanged.

    Parameters
    ----------
    keys, parents, flips
        Arrays of shape (M,), dtypes uint64, int32, uint16.
    """

    keys: NDArray[np.uint64]
    parents: NDArray[np.int32]
    flips: NDArray[np.uint16]


def start(size: int) -> NDArray[np.int16]:
    """Return the weights (1, 0, ..., 0) of f = y_1, generation 0 of the walk.

    Parameters
    ----------
    size
        N, in 1..10.

    Returns
    -------
    numpy array
        Shape (1, N), dtype int16.

    Raises
    ------
    TooLarge
        If N is not in 1..10.

    Examples
    --------
    >>> start(3).tolist()
    [[1, 0, 0]]

    See Also
    --------
    start_keys : its Chow vector.

    References
    ----------
    The book's chapter on counting threshold functions.
    """
    import numpy as np

    weights = np.zeros((1, checked_size(size)), dtype=np.int16)
    weights[0, 0] = 1
    return weights


def start_keys(size: int) -> NDArray[np.uint64]:
    """Return the key of f = y_1, whose Chow vector is (2^(N-1), 0, ..., 0).

    Parameters
    ----------
    size
        N, in 1..10.

    Returns
    -------
    numpy array
        Shape (1,), dtype uint64.

    Raises
    ------
    TooLarge
        If N is not in 1..10.

    Examples
    --------
    >>> unpack(start_keys(3), 3).tolist()
    [[4, 0, 0]]

    See Also
    --------
    start : its weights.

    References
    ----------
    The book's chapter on counting threshold functions.
    """
    import numpy as np

    chow = np.zeros((1, checked_size(size)), dtype=np.int64)
    chow[0, 0] = 1 << (size - 1)
    return pack(chow)


def expand(weights: NDArray[np.int16], keys: NDArray[np.uint64], *, kernel: str = "auto") -> Candidates:
    """Return the candidates p - 2y of the next generation, y a minimal true point with y_1 = 1 that does not dominate 0.

    Parameters
    ----------
    weights
        Integer weights, shape (C, N).
    keys
        The keys of the functions' Chow vectors; checked: row by row the function of the weights has this Chow vector.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Returns
    -------
    Candidates
        Sorted by key, each key once; of several ways to one key the first in the order (parent, point).

    Raises
    ------
    InvalidArgument
        If weights do not give the Chow vector of their key.

    Examples
    --------
    From y_1 three variables lead only to majority:

    >>> found = expand(start(3), start_keys(3), kernel="numpy")
    >>> unpack(found.keys, 3).tolist(), found.flips.tolist()
    ([[2, 2, 2]], [4])

    See Also
    --------
    decide : which candidates are threshold functions.

    References
    ----------
    C. K. Chow, On the characterization of threshold functions (1961).
    """
    import numpy as np

    size = checked_size(weights.shape[1])
    chow = unpack(keys, size)
    exchanges = _exchanges_compiled if use_compiled(kernel) else _exchanges
    found = [np.empty(0, dtype=np.uint64)]
    parents, flips = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.uint16)]
    for i in range(0, len(weights), CHUNK):
        parent, point = exchanges(weights[i : i + CHUNK], chow[i : i + CHUNK], size)
        # Sorted here and once more below: each sort is of short rows, and the list below is shorter.
        unique, first = np.unique(pack(chow[i + parent] - 2 * cube(size)[point]), return_index=True)
        found.append(unique)
        parents.append((i + parent[first]).astype(np.int32))
        flips.append(point[first].astype(np.uint16))
    unique, first = np.unique(np.concatenate(found), return_index=True)
    return Candidates(unique, np.concatenate(parents)[first], np.concatenate(flips)[first])


def _exchanges(
    weights: NDArray[np.int16], chow: NDArray[np.int16], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (row, point) for the exchanges that lead to candidates, sorted, after the check of the Chow vectors."""
    import numpy as np

    words, found = evaluate_weights(weights, size)
    wrong = np.flatnonzero((found != chow).any(axis=1))
    if len(wrong):
        raise _wrong_weights(weights[wrong[0]])
    parents, points = listed_points(minimal_points(words, size), size)
    kept = (points >= 1 << (size - 1)) & (points != least_positive_point(size))
    return parents[kept], points[kept]


def _exchanges_compiled(
    weights: NDArray[np.int16], chow: NDArray[np.int16], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Do what `_exchanges` does, compiled."""
    import numpy as np

    from symattn.threshold.walk import kernels

    room = len(weights) * kernels.MOST_ROWS
    parents, points = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    # Copied, since a read-only or strided array would be compiled for anew.
    rows = np.array(weights, dtype=np.int16, order="C")
    count = kernels.expand_rows(rows, chow, least_positive_point(size), parents, points)
    if count < 0:
        raise _wrong_weights(weights[-1 - count])
    return parents[:count], points[:count]


def _wrong_weights(row: NDArray[np.int16]) -> InvalidArgument:
    return InvalidArgument("weights", "must have the Chow vector of their key", row.tolist())


def generations(size: int, *, kernel: str = "auto") -> Iterator[tuple[NDArray[np.uint64], Decisions]]:
    """Yield the keys and weights of generation 0, 1, ... of the self-dual threshold functions of N variables.

    Parameters
    ----------
    size
        N, at most 10.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Yields
    ------
    (keys, Decisions)
        Sorted keys of the classes and their weights, all accepted.

    Examples
    --------
    Five variables have 7 classes; 2^4 - 2 t is the first Chow entry of generation t:

    >>> [unpack(keys, 5).tolist() for keys, _ in generations(5, kernel="numpy")][:3]
    [[[16, 0, 0, 0, 0]], [[14, 2, 2, 2, 2]], [[12, 4, 4, 4, 0]]]
    >>> sum(len(keys) for keys, _ in generations(5, kernel="numpy"))
    7

    See Also
    --------
    symattn.threshold.threshold_classes : all of them, sorted.

    References
    ----------
    OEIS A001532.
    """
    import numpy as np

    keys, weights = start_keys(size), start(size)
    state = Decisions(np.ones(1, dtype=bool), weights, np.ones(1, dtype=bool))
    while len(keys):
        yield keys, state
        candidates = expand(state.weights, keys, kernel=kernel)
        found = decide(state.weights[candidates.parents], candidates.flips, kernel=kernel)
        keys = candidates.keys[found.accepted]
        state = Decisions(
            found.accepted[found.accepted], found.weights[found.accepted], found.least[found.accepted]
        )
