r"""Every Boolean function is a network of threshold units: f(x) = H(sum_a f(a) H(x.(2a-1) - |a|) - 1) on {0,1}^n."""

from __future__ import annotations

from symattn.errors import InvalidArgument, TooLarge
from symattn.model.network import Network

__all__ = ["boolean_network", "minterm_layer"]
_MOST = 10


def _size(n: object) -> int:
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InvalidArgument("n", "must be an integer of at least 1", n)
    if n > _MOST:
        raise TooLarge("n", f"may be at most {_MOST}: the layer has 2^n units", n)
    return n


def minterm_layer(n: int) -> Network:
    r"""Return the layer of 2^n units :math:`H(x\cdot(2a-1) - |a|)`, unit a being 1 exactly at x = a.

    Parameters
    ----------
    n
        Number of inputs, in {0,1}; 1 to 10.

    Returns
    -------
    Network
        Its outputs in the order of the points: x_1 the least significant bit.

    Raises
    ------
    InvalidArgument
        If n is not a positive integer.
    TooLarge
        If n is above 10.

    Examples
    --------
    Each unit recognises one point, so the table of outputs is the identity matrix:

    >>> minterm_layer(2).evaluate([(0, 0), (1, 0), (0, 1), (1, 1)]) == [
    ...     [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    True

    See Also
    --------
    boolean_network

    References
    ----------
    SM-2.
    """
    # x.(2a-1) = |a| - (number of coordinates where x and a differ), so it reaches |a| at x = a only.
    bits = [[k >> i & 1 for i in range(_size(n))] for k in range(1 << n)]
    rows = [[2 * bit - 1 for bit in a] for a in bits]
    network: Network = Network.feedforward(
        [n, 1 << n], transfer="H", weights=[rows], bias=[[-sum(a) for a in bits]], units="a"
    )
    return network


def boolean_network(table: int, n: int) -> Network:
    r"""Return the two-layer threshold network :math:`H(\sum_a f(a)\,H(x\cdot(2a-1)-|a|) - 1)` of a Boolean function f.

    Parameters
    ----------
    table
        The truth table of f: bit k is f at the point whose x_i is bit i-1 of k.
    n
        Number of inputs, in {0,1}; 1 to 10.

    Returns
    -------
    Network
        With 2^n hidden units.

    Raises
    ------
    InvalidArgument
        If n is not a positive integer or the table is out of range.
    TooLarge
        If n is above 10.

    Examples
    --------
    XOR, table 0b0110, takes the values of its table:

    >>> boolean_network(0b0110, 2).evaluate([(0, 0), (1, 0), (0, 1), (1, 1)]) == [[0], [1], [1], [0]]
    True

    See Also
    --------
    minterm_layer

    References
    ----------
    SM-2.
    """
    points = 1 << _size(n)
    if isinstance(table, bool) or not isinstance(table, int) or not 0 <= table < 1 << points:
        raise InvalidArgument("table", f"must be an integer in 0..2^{points} - 1", table)
    bits = [[k >> i & 1 for i in range(n)] for k in range(points)]
    rows = [[2 * bit - 1 for bit in a] for a in bits]
    readout = [[table >> k & 1 for k in range(points)]]
    network: Network = Network.feedforward(
        [n, points, 1], transfer="H", weights=[rows, readout], bias=[[-sum(a) for a in bits], [-1]]
    )
    return network
