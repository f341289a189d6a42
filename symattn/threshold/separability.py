"""A table is a threshold gate, or its ones and zeros share a positive combination of points: never both.

Property wanted: integers (w, b) with w.x + b >= 0 at the ones and < 0 at the zeros of a table, or positive
integers m_k with sum over ones of m_k (1, x(k)) = sum over zeros of m_k (1, x(k)).

Construction: over {0, 1}^n, the linear program with a variable u_k >= 0 for each point,

    maximise  sum over zeros of u_k
    subject to  -1 <= sum over ones of u_k x(k)_i - sum over zeros of u_k x(k)_i <= 1      (i = 1..n)
                 0 <= sum over ones of u_k        - sum over zeros of u_k        <= 0.

Derivation: u = 0 is feasible, so no first phase is needed.  If the maximum is unbounded, the simplex method
ends with a ray r >= 0: it keeps all 2n + 2 sides bounded, hence the n + 1 sums vanish along it, while the
objective grows: r is the combination of points.  If the maximum is finite, the multipliers of the
constraints solve the dual

    minimise |w_1| + ... + |w_n|   subject to   w.x + b >= 0 at the ones,  w.x + b <= -1 at the zeros:

these are weights.  When they are integers no integer weights have a smaller sum |w_1| + ... + |w_n|,
because integer weights have margin 1 at the zeros. Over {-1, 1}^n the same multipliers serve, x -> 2x - 1
being affine, and H(w.x + b) becomes, with s the sum of the weights, w.x + s + 2b >= 0, an even number, so
that w.x + s + 2b + 1 has the same signs and is never 0.

The tableau is kept in integers (Edmonds, Bareiss): every entry is a subdeterminant, divisions are exact.

For n <= 6 the table's Chow vector is looked up first among those of all threshold functions, with their weights;
the program then runs only for the tables that are none, to give the combination of points.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Any, SupportsIndex

from symattn.certificates.threshold import NotThreshold, ThresholdWeights
from symattn.threshold.arguments import check_alphabet, check_table, check_variables
from symattn.threshold.lookup import MAX_LISTED, listed_weights
from symattn.threshold.simplex import entering, leaving, pivot

MAX_SEPARABLE = 10
"""Largest n for which the exact linear program is run: its tableau has (2n + 3)(2^n + 2n + 3) entries."""


@dataclass(frozen=True)
class Separability:
    """The answer to "is this table a threshold gate?", with the certificate that proves it.

    Parameters
    ----------
    table, n, inputs
        The truth table of n variables and the alphabet of x.
    certificate
        `ThresholdWeights` if the table is a threshold gate, `NotThreshold` if it is none.

    Examples
    --------
    An answer is true or false as the table is separable or not:

    >>> bool(is_threshold(0b1000, 2)), bool(is_threshold(0b0110, 2))
    (True, False)

    See Also
    --------
    is_threshold : the function that returns it.

    References
    ----------
    Farkas' lemma; the book's chapter on counting threshold functions.
    """

    table: int
    n: int
    inputs: str
    certificate: ThresholdWeights | NotThreshold

    @property
    def separable(self) -> bool:
        """Whether the certificate consists of weights."""
        return isinstance(self.certificate, ThresholdWeights)

    def __bool__(self) -> bool:
        return self.separable

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {table, n, inputs, separable, certificate}."""
        return {
            "table": self.table,
            "n": self.n,
            "inputs": self.inputs,
            "separable": self.separable,
            "certificate": self.certificate.to_json(),
        }

    def _repr_latex_(self) -> str:
        return self.certificate._repr_latex_()


def is_threshold(table: SupportsIndex, n: SupportsIndex, *, inputs: str = "01") -> Separability:
    """Return integers w, b with f(x) = H(w.x + b), or the relation between points that excludes them.

    Parameters
    ----------
    table, n
        A truth table of n <= 10 variables; bit k is the value at x(k).
    inputs
        Alphabet of x in the certificate, ``"01"`` or ``"pm"``; the answer does not depend on it.

    Returns
    -------
    Separability
        ``.separable``, and ``.certificate`` with weights and bias, or with the points' multipliers.

    Raises
    ------
    InvalidArgument
        If the table, n or the alphabet is outside its range.
    TooLarge
        If n > 10.

    Examples
    --------
    The table 234 is x_1 or (x_2 and x_3), and the weights found compute it:

    >>> answer = is_threshold(234, 3)
    >>> answer.certificate.weights, answer.certificate.bias
    ((2, 1, 1), -2)
    >>> answer.certificate.check()
    True

    XOR is none, because its two ones and its two zeros have the same sum:

    >>> answer = is_threshold(0b0110, 2)
    >>> answer.certificate.multipliers
    ((0, 1), (1, 1), (2, 1), (3, 1))
    >>> answer.certificate.check()
    True

    See Also
    --------
    symattn.threshold.are_threshold : many tables of n <= 6 variables, without certificates.
    symattn.threshold.threshold_functions : all threshold gates of n <= 5 variables.
    symattn.certificates.check_certificate : the check, which shares no code with this search.

    References
    ----------
    Farkas' lemma; C. K. Chow (1961); the book's chapter on counting threshold functions.
    """
    n = check_variables(n, most=MAX_SEPARABLE)
    table = check_table(table, n, most=MAX_SEPARABLE)
    check_alphabet(inputs)
    weights = _listed(table, n)
    if weights is None:
        weights, multipliers = _solve(table, n)
        if weights is None:
            return Separability(table, n, inputs, NotThreshold(table, n, inputs, multipliers))
    bias = _bias(table, n, weights)
    if inputs == "pm":
        bias = 2 * bias + sum(weights) + 1
    return Separability(table, n, inputs, ThresholdWeights(table, n, inputs, weights, bias))


def _listed(table: int, n: int) -> tuple[int, ...] | None:
    """Return the weights of the class of the table, or None where there is none, no list, or no NumPy to make it."""
    if n > MAX_LISTED:
        return None
    try:
        return listed_weights(table, n)
    except ImportError:
        return None


def _solve(table: int, n: int) -> tuple[tuple[int, ...] | None, tuple[tuple[int, int], ...]]:
    """Return (weights, ()) or (None, multipliers) over {0, 1}^n, by the program in the module's docstring."""
    size, rows = 1 << n, 2 * n + 2
    # Columns: u_0..u_(2^n - 1), the slacks of rows 0..2n+1, the right side.  Rows 2i and 2i+1 bound sum i
    # from above and below, i = n standing for the constant coordinate.  The last row: the reduced costs.
    tableau = []
    for equation in range(rows):
        i, sign = equation // 2, 1 - 2 * (equation % 2)
        line = [(sign if table >> k & 1 else -sign) if i == n or k >> i & 1 else 0 for k in range(size)]
        tableau.append(line + [int(j == equation) for j in range(rows)] + [int(i < n)])
    tableau.append([(table >> k & 1) - 1 for k in range(size)] + [0] * (rows + 1))
    basis = list(range(size, size + rows))
    denominator = 1
    stalled = False
    while True:
        costs = tableau[rows]
        column = entering(costs, size + rows, stalled)
        if column is None:
            weights = [costs[size + 2 * i] - costs[size + 2 * i + 1] for i in range(n)]
            # The common denominator is dropped: a positive multiple of w separates as well.
            divisor = gcd(*weights) or 1
            return tuple(weight // divisor for weight in weights), ()
        row = leaving(tableau, basis, column)
        if row is None:
            return None, _ray(tableau, basis, column, size, denominator)
        # Bland's rule is used after a step that did not raise the objective and until one does: it excludes
        # cycles among the bases of one vertex, and a vertex with a smaller objective is never seen again.
        stalled = tableau[row][-1] == 0
        denominator = pivot(tableau, row, column, denominator)
        basis[row] = column


def _ray(
    tableau: list[list[int]], basis: list[int], column: int, size: int, denominator: int
) -> tuple[tuple[int, int], ...]:
    """Return the points' multipliers along the ray on which ``column`` grows: coprime positive integers."""
    ray = {column: denominator}
    for row, basic in enumerate(basis):
        ray[basic] = -tableau[row][column]
    divisor = gcd(*ray.values())
    return tuple((k, ray[k] // divisor) for k in range(size) if ray.get(k, 0) > 0)


def _range(table: int, n: int, weights: list[int] | tuple[int, ...]) -> tuple[int | None, int | None]:
    """Return the largest w.x over the zeros and the smallest over the ones (None if there are none)."""
    values = [0]
    for weight in weights:
        values += [value + weight for value in values]
    zeros = max((value for k, value in enumerate(values) if not table >> k & 1), default=None)
    ones = min((value for k, value in enumerate(values) if table >> k & 1), default=None)
    return zeros, ones


def _bias(table: int, n: int, weights: tuple[int, ...]) -> int:
    """Return b = -min over ones of w.x; for the constant 0 a bias that keeps all activations negative."""
    zeros, ones = _range(table, n, weights)
    if ones is None:
        return -1 - (zeros or 0)
    return -ones
