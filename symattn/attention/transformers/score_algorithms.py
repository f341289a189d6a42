r"""All scores :math:`q_i \cdot k_j` of m queries and m keys of width n can take fewer gatings than the :math:`m^2 n` of the dot products.

Each algorithm is a network: linear units, gated copies of linear units, linear units.  Winograd (1968), for even n, with the pairs of columns
(a, b) = (2t - 1, 2t): q.k = sum_t (q_a + k_b)(q_b + k_a) - sum_t q_a q_b - sum_t k_a k_b, where the last two sums are formed once for each token.
Strassen (1969): seven products for m = n = 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias

from symattn.attention.gated import GatedNetwork
from symattn.attention.records import OutputGate
from symattn.attention.transformers.assembly import count_argument
from symattn.errors import InvalidArgument
from symattn.model.units import Unit, numbered

__all__ = ["ScoreAlgorithm", "score_network"]

ScoreAlgorithm: TypeAlias = Literal["dot", "winograd", "strassen"]
_Terms: TypeAlias = list[tuple[str, int]]

# The products of Strassen: a combination of entries of Q, one of entries of K, as (row, column, coefficient); the matrix that
# multiplies Q is the transpose of K.
_STRASSEN = (
    (((1, 1, 1), (2, 2, 1)), ((1, 1, 1), (2, 2, 1))),
    (((2, 1, 1), (2, 2, 1)), ((1, 1, 1),)),
    (((1, 1, 1),), ((2, 1, 1), (2, 2, -1))),
    (((2, 2, 1),), ((1, 2, 1), (1, 1, -1))),
    (((1, 1, 1), (1, 2, 1)), ((2, 2, 1),)),
    (((2, 1, 1), (1, 1, -1)), ((1, 1, 1), (2, 1, 1))),
    (((1, 2, 1), (2, 2, -1)), ((1, 2, 1), (2, 2, 1))),
)
# Score (i, j) as a combination of the products, numbered from 1.
_STRASSEN_SCORES = {
    (1, 1): ((1, 1), (4, 1), (5, -1), (7, 1)),
    (1, 2): ((3, 1), (5, 1)),
    (2, 1): ((2, 1), (4, 1)),
    (2, 2): ((1, 1), (2, -1), (3, 1), (6, 1)),
}


class _Products:
    """The units of a network that multiplies linear forms and adds the products."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.gates: list[OutputGate] = []

    def product(self, left: _Terms, right: _Terms) -> str:
        """Add left * right, a linear unit gated by another one."""
        number = len(self.gates) + 1
        self.units += [Unit(f"P{number}", "identity", left), Unit(f"G{number}", "identity", right)]
        self.gates.append(OutputGate(f"P{number}", by=f"G{number}"))
        return f"P{number}"

    def score(self, i: int, j: int, terms: Iterable[tuple[str, int]]) -> str:
        """Add the unit of score (i, j)."""
        self.units.append(Unit(f"S{i}.{j}", "identity", terms))
        return f"S{i}.{j}"


def score_network(algorithm: ScoreAlgorithm, *, tokens: int, key_width: int) -> GatedNetwork:
    r"""Return a network that computes all scores :math:`S_{ij} = \sum_c q_{ic} k_{jc}` from the entries of Q and K.

    Parameters
    ----------
    algorithm
        "dot": the m^2 dot products, m^2 n gatings. "winograd": m^2 n/2 + m n gatings, for even n. "strassen": 7 gatings, for m = n = 2.
    tokens, key_width
        m and n. The inputs are q11, ..., then k11, ...; the outputs are the m^2 scores, row by row.

    Returns
    -------
    GatedNetwork
        The network.

    Raises
    ------
    InvalidArgument
        If the algorithm is unknown, or the sizes are not among those it is for.

    Examples
    --------
    The three algorithms for two tokens of width 2 agree, with 8, 8 and 7 gatings:

    >>> import sympy as sp
    >>> from symattn.attention.gating_counts import count_gatings
    >>> nets = [score_network(a, tokens=2, key_width=2) for a in ("dot", "winograd", "strassen")]
    >>> [count_gatings(net) for net in nets]
    [8, 8, 7]
    >>> all(sp.expand(net.output(k) - nets[0].output(k)) == 0 for net in nets for k in (1, 2, 3, 4))
    True

    See Also
    --------
    symattn.attention.gating_counts.count_gatings

    References
    ----------
    Claim TR-6. Strassen, Gaussian elimination is not optimal (1969); Winograd, A new algorithm for inner product (1968).
    """
    m, n = count_argument(tokens, "tokens"), count_argument(key_width, "key_width")
    builders: dict[str, Callable[[int, int, _Products], list[str]]] = {
        "dot": _dot,
        "winograd": _winograd,
        "strassen": _strassen,
    }
    if algorithm not in builders:
        raise InvalidArgument("algorithm", f"must be one of {', '.join(builders)}", algorithm)
    products = _Products()
    outputs = builders[algorithm](m, n, products)
    symbols: list[Any] = [
        numbered(label, [i, c], [m, n]) for label in "qk" for i in range(1, m + 1) for c in range(1, n + 1)
    ]
    return GatedNetwork(symbols, products.units, outputs, products.gates)


def _entry(label: str, i: int, c: int, m: int, n: int) -> str:
    return str(numbered(label, [i, c], [m, n]))


def _dot(m: int, n: int, products: _Products) -> list[str]:
    return [
        products.score(
            i,
            j,
            [
                (products.product([(_entry("q", i, c, m, n), 1)], [(_entry("k", j, c, m, n), 1)]), 1)
                for c in range(1, n + 1)
            ],
        )
        for i in range(1, m + 1)
        for j in range(1, m + 1)
    ]


def _winograd(m: int, n: int, products: _Products) -> list[str]:
    if n % 2:
        raise InvalidArgument("key_width", "must be even for Winograd's algorithm", n)
    pairs = [(a, a + 1) for a in range(1, n, 2)]
    within = {
        (label, i): [
            (products.product([(_entry(label, i, a, m, n), 1)], [(_entry(label, i, b, m, n), 1)]), -1)
            for a, b in pairs
        ]
        for label in "qk"
        for i in range(1, m + 1)
    }

    def mixed(i: int, j: int, a: int, b: int) -> str:
        left = [(_entry("q", i, a, m, n), 1), (_entry("k", j, b, m, n), 1)]
        right = [(_entry("q", i, b, m, n), 1), (_entry("k", j, a, m, n), 1)]
        return products.product(left, right)

    return [
        products.score(i, j, [*((mixed(i, j, a, b), 1) for a, b in pairs), *within["q", i], *within["k", j]])
        for i in range(1, m + 1)
        for j in range(1, m + 1)
    ]


def _strassen(m: int, n: int, products: _Products) -> list[str]:
    if (m, n) != (2, 2):
        raise InvalidArgument("tokens", "and key_width must be 2 for Strassen's algorithm", (m, n))
    names = [
        products.product(
            [(_entry("q", i, c, 2, 2), sign) for i, c, sign in left],
            [(_entry("k", j, c, 2, 2), sign) for j, c, sign in right],
        )
        for left, right in _STRASSEN
    ]
    return [
        products.score(i, j, [(names[k - 1], sign) for k, sign in terms])
        for (i, j), terms in _STRASSEN_SCORES.items()
    ]
