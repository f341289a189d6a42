r"""The parity of n bits is a product of n signs: n - 1 gatings in ceil(log2 n) layers, or n + 1 threshold units, which count and alternate."""

from __future__ import annotations

import sympy as sp

from symattn.attention.circuits.polynomials import gating_circuit
from symattn.attention.gated import GatedNetwork
from symattn.errors import InvalidArgument
from symattn.model.network import Network
from symattn.model.units import Unit

__all__ = ["parity_by_gating", "parity_by_thresholds"]

_MOST = 10_000


def _inputs(n: object) -> list[sp.Symbol]:
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= _MOST:
        raise InvalidArgument("n", f"must be an integer from 1 to {_MOST}", n)
    return [sp.Symbol(f"x{i}") for i in range(1, n + 1)]


def parity_by_gating(n: int) -> GatedNetwork:
    r"""Return the network of identity units and n - 1 output gatings that computes :math:`x_1 \cdots x_n`.

    On signs it is -1 where an odd number of inputs is -1.

    Parameters
    ----------
    n
        The number of inputs, in {-1,1}.

    Returns
    -------
    GatedNetwork
        With ceil(log2 n) layers of gates.

    Raises
    ------
    InvalidArgument
        If n is not a positive integer.

    Examples
    --------
    >>> network = parity_by_gating(4)
    >>> len(network.gates), network.output()
    (3, x1*x2*x3*x4)
    >>> network.evaluate([(1, 1, 1, 1), (1, -1, 1, 1), (-1, -1, 1, 1)]) == [[1], [-1], [1]]
    True

    See Also
    --------
    parity_by_thresholds

    References
    ----------
    Claim FA-6-gated.
    """
    symbols = _inputs(n)
    return gating_circuit(sp.Mul(*symbols), symbols).network


def parity_by_thresholds(n: int) -> Network:
    r"""Return the network :math:`H\big(\sum_{j=1}^n (-1)^{j+1} H(x_1 + \dots + x_n - j) - \tfrac12\big)` of n + 1 threshold units.

    Parameters
    ----------
    n
        The number of inputs, in {0,1}.

    Returns
    -------
    Network
        1 where an odd number of inputs is 1.

    Raises
    ------
    InvalidArgument
        If n is not a positive integer.

    Examples
    --------
    >>> network = parity_by_thresholds(3)
    >>> network.size(), network.depth()
    (4, 2)
    >>> network.evaluate([(0, 0, 0), (0, 1, 0), (1, 1, 0), (1, 1, 1)]) == [[0], [1], [0], [1]]
    True

    See Also
    --------
    parity_by_gating

    References
    ----------
    Claims FA-6-parity, FA-6-telescope.
    """
    symbols = _inputs(n)
    hidden = [Unit(f"h{j}", "H", [(x, 1) for x in symbols], -j) for j in range(1, n + 1)]
    readout = Unit("y", "H", [(h.name, (-1) ** j) for j, h in enumerate(hidden)], sp.Rational(-1, 2))
    return Network(symbols, [*hidden, readout], ["y"])
