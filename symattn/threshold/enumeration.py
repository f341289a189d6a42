"""The threshold gates of n <= 5 variables are the signed permutations of 2, 3, 5, 10, 27, 119 canonical ones.

Property wanted: every threshold gate of n <= 5 variables, each once, with integer weights.

Construction: canonical weights are integers w_1 >= ... >= w_n >= 0 with w_1 at most 0, 1, 1, 2, 3, 5 for n
= 0..5; all biases are tried, and of the weights of one table those are kept that are equal where the
function is symmetric and 0 where it does not depend on the variable, with the least sum.  The images of the
canonical weights under permutations and changes of sign, each counted once, are the list.

Derivation: over {-1, 1}^n a signed permutation of the variables turns H(w.x + b) into H(w'.x + b), w' the
signed permutation of w; it can be chosen such that w' is sorted and non-negative, so every orbit has a
canonical gate.  If two canonical gates f, f' lie in one orbit they are equal: sorted weights make
first-order Chow parameters sorted and non-negative, these are permuted and negated with the variables, and
they determine a threshold gate.  If w_i = +-w_j exactly where exchanging x_i with +-x_j fixes f, then two
signed permutations give the same weights exactly where they give the same function: each function is met
once.

Completeness of the bounds on w_1 is not assumed: `symattn.threshold.wall_certificates` proves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, pairwise, permutations
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.certificates.threshold import ThresholdWeights
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_alphabet, check_table, check_variables
from symattn.threshold.tables import truth_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_ENUMERATED = 5
"""Largest n whose threshold gates are listed."""

_LARGEST_WEIGHT = (0, 1, 1, 2, 3, 5)


@dataclass(frozen=True, eq=False)
class ThresholdFunctions:
    """All threshold gates of n variables, sorted by truth table, each with integer weights.

    Parameters
    ----------
    n, inputs
        The number of variables and the alphabet of x to which the weights refer.
    tables
        Sorted truth tables, shape (T(n),), dtype uint32, read-only.
    weights
        Integers of shape (T(n), n + 1); the columns are w_1, ..., w_n, b; read-only.

    Examples
    --------
    The 14 gates of two variables are all functions but XOR and its complement:

    >>> gates = threshold_functions(2)
    >>> len(gates), [table for table in range(16) if table not in gates]
    (14, [6, 9])
    >>> all(gates.certificate(table).check() for table, weights, bias in gates)
    True

    See Also
    --------
    threshold_functions : the function that returns it.

    References
    ----------
    OEIS A000609.
    """

    n: int
    inputs: str
    tables: NDArray[np.uint32]
    weights: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.tables)

    def __iter__(self) -> Iterator[tuple[int, tuple[int, ...], int]]:
        for table, row in zip(self.tables.tolist(), self.weights.tolist(), strict=True):
            yield table, tuple(row[:-1]), row[-1]

    def _index(self, table: int) -> int | None:
        position = int(self.tables.searchsorted(table))
        return position if position < len(self) and int(self.tables[position]) == table else None

    def __contains__(self, table: object) -> bool:
        try:
            return self._index(check_table(table, self.n)) is not None  # type: ignore[arg-type]
        except InvalidArgument:
            return False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ThresholdFunctions):
            return NotImplemented
        same = (self.n, self.inputs) == (other.n, other.inputs)
        return same and self.weights.tolist() == other.weights.tolist()

    def __hash__(self) -> int:
        return hash((self.n, self.inputs))

    def certificate(self, table: SupportsIndex) -> ThresholdWeights:
        """Return the weights of one of the tables as a certificate.

        Raises
        ------
        InvalidArgument
            If the table is out of range or is no threshold gate.
        """
        number = check_table(table, self.n)
        index = self._index(number)
        if index is None:
            hint = f"is_threshold({number}, {self.n}) gives the certificate that it is none."
            raise InvalidArgument("table", "must be a threshold gate", number, hint)
        *weights, bias = self.weights[index].tolist()
        return ThresholdWeights(number, self.n, self.inputs, tuple(weights), bias)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, inputs, count, tables, weights}."""
        return {
            "n": self.n,
            "inputs": self.inputs,
            "count": len(self),
            "tables": self.tables.tolist(),
            "weights": self.weights.tolist(),
        }

    def __repr__(self) -> str:
        return f"ThresholdFunctions(n={self.n}, inputs={self.inputs!r}, count={len(self)})"


def canonical_gates(n: SupportsIndex) -> tuple[ThresholdWeights, ...]:
    """Return one gate of each class under signed permutations: w_1 >= ... >= w_n >= 0, over {0, 1}^n.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    tuple of ThresholdWeights
        Sorted by weights, then by table; 2, 3, 5, 10, 27, 119 gates for n = 0..5.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    Up to order and negation of the inputs, two-variable gates are 1, 0, x_1, OR and AND:

    >>> [(gate.weights, gate.bias) for gate in canonical_gates(2)]
    [((0, 0), -1), ((0, 0), 0), ((1, 0), -1), ((1, 1), -2), ((1, 1), -1)]
    >>> all(gate.check() for gate in canonical_gates(2))
    True

    See Also
    --------
    threshold_functions : all gates.

    References
    ----------
    OEIS A000617.
    """
    return _canonical(check_variables(n, most=MAX_ENUMERATED))


@cache
def _canonical(n: int) -> tuple[ThresholdWeights, ...]:
    best: dict[int, tuple[int, tuple[int, ...], int]] = {}
    for weights in combinations_with_replacement(range(_LARGEST_WEIGHT[n], -1, -1), n):
        total = sum(weights)
        # The biases 0 and -1-total give the constants; between them every table of these weights occurs.
        for bias in range(-1 - total, 1):
            table = truth_table(weights, bias)
            if (table not in best or total < best[table][0]) and _follows_symmetry(table, n, weights):
                best[table] = (total, weights, bias)
    gates = [ThresholdWeights(table, n, "01", weights, bias) for table, (_, weights, bias) in best.items()]
    return tuple(sorted(gates, key=lambda gate: (gate.weights, gate.table)))


def _follows_symmetry(table: int, n: int, weights: tuple[int, ...]) -> bool:
    """Return whether w_i = w_(i+1) where f is symmetric in x_i, x_(i+1), and w_n = 0 where f ignores x_n.

    Weights are sorted, and a threshold gate is symmetric in the variables of an interval if it is so in
    neighbours; the converse implications hold for any weights.
    """
    for i, (left, right) in enumerate(pairwise(weights)):
        if left != right and _symmetric(table, n, i):
            return False
    # A gate that ignores x_i, w_i >= w_n >= 0, ignores x_n: only the trailing non-zero weight needs a look.
    last = max((i for i in range(n) if weights[i]), default=None)
    if last is None:
        return True
    return any((table >> k & 1) != (table >> (k ^ 1 << last) & 1) for k in range(1 << n))


def _symmetric(table: int, n: int, i: int) -> bool:
    """Return whether exchanging x_(i+1) and x_(i+2) (bits i and i+1 of k) fixes the table."""
    return all(
        (table >> k & 1) == (table >> (k ^ 3 << i) & 1) for k in range(1 << n) if (k >> i & 3) in (1, 2)
    )


def threshold_functions(n: SupportsIndex, *, inputs: str = "01") -> ThresholdFunctions:
    """Return all T(n) threshold gates of n variables with integer weights.

    Parameters
    ----------
    n
        The number of variables, at most 5.  Functions that ignore some variables are included.
    inputs
        Alphabet of x to which the weights refer, ``"01"`` or ``"pm"``; the tables are the same.

    Returns
    -------
    ThresholdFunctions
        Sorted ``.tables``, ``.weights`` with columns w_1, ..., w_n, b; computed once a process.

    Raises
    ------
    InvalidArgument
        If n is negative or no integer, or the alphabet is unknown.
    TooLarge
        If n > 5.

    Examples
    --------
    The table 234 is x_1 or (x_2 and x_3); over {-1, 1} its gate is 2 x_1 + x_2 + x_3 + 1:

    >>> gates = threshold_functions(3, inputs="pm")
    >>> len(gates)
    104
    >>> gates.certificate(234).weights, gates.certificate(234).bias
    ((2, 1, 1), 1)
    >>> gates.certificate(234).check()
    True

    See Also
    --------
    count_threshold : their number.
    is_threshold : one table, n <= 10.
    wall_certificates : the proof that no gate is missing.

    References
    ----------
    OEIS A000609.
    """
    return _enumerate(check_variables(n, most=MAX_ENUMERATED), check_alphabet(inputs))


@cache
def _enumerate(n: int, inputs: str) -> ThresholdFunctions:
    import numpy as np

    signs = 1 - 2 * ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1)
    blocks = []
    for gate in _canonical(n):
        moved = np.array(sorted(set(permutations(gate.weights))), dtype=np.int64)
        # Signs of the non-zero weights only, the others fixed to +1, so that no row occurs twice.
        zeros = gate.weights.count(0)
        support = moved != 0
        position = np.cumsum(support, axis=1) - 1
        chosen = signs[: 1 << (n - zeros)]
        sign = np.where(support[:, None, :], chosen[:, np.maximum(position, 0)].swapaxes(0, 1), 1)
        rows = (moved[:, None, :] * sign).reshape(len(moved) * len(chosen), n)
        # Over {-1, 1}^n the bias does not move; w.x + s + 2b is even at every point, so + 1 leaves no zero.
        bias = np.full((len(rows), 1), sum(gate.weights) + 2 * gate.bias + 1, dtype=np.int64)
        blocks.append(np.hstack([rows, bias]))
    weights = np.vstack(blocks)
    cube = 2 * ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1) - 1
    # float64 products of these small integers are exact and use the fast matrix product.
    activation = weights[:, :-1].astype(np.float64) @ cube.T.astype(np.float64) + weights[:, -1:]
    bits = np.zeros((len(weights), 32), dtype=np.uint8)
    bits[:, : 1 << n] = activation >= 0
    tables = np.packbits(bits, axis=1, bitorder="little").view("<u4").ravel().astype(np.uint32)
    if inputs == "01":
        # x = 2u - 1: w.x + c >= 0 iff w.u + (c - sum w) / 2 >= 0, and c - sum w is odd: rounded down.
        weights[:, -1] = (weights[:, -1] - weights[:, :-1].sum(axis=1)) // 2
    order = np.argsort(tables)
    tables, weights = tables[order], weights[order]
    tables.flags.writeable = weights.flags.writeable = False
    return ThresholdFunctions(n=n, inputs=inputs, tables=tables, weights=weights)
