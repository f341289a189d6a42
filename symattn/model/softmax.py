"""softmax_i(S) = e^(S_i) / sum_j e^(S_j) acts on a layer of units; exp and log units express it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.graph import N
from symattn.model.names import fresh_indices, names_in
from symattn.model.units import Unit

__all__ = ["softmax", "softmax_layer", "softmax_row"]


def softmax(vector: Sequence[Any]) -> tuple[Any, ...]:
    r"""Return :math:`\mathrm{softmax}_i(S) = e^{S_i} / \sum_j e^{S_j}` for :math:`i = 1, \ldots, m`.

    Parameters
    ----------
    vector
        The m >= 1 activations: expressions, integers, rationals or names of symbols; a SymPy vector will do.

    Returns
    -------
    tuple of sympy.Expr
        The m outputs.

    Raises
    ------
    InvalidArgument
        If the vector is empty or an entry is not exact.

    Examples
    --------
    Of two activations:

    >>> a, b = sp.symbols("a b")
    >>> softmax([a, b])[0]
    exp(a)/(exp(a) + exp(b))

    The outputs sum to 1:

    >>> sp.cancel(sum(softmax([a, b, 0]))) == 1
    True

    See Also
    --------
    softmax_row, softmax_layer

    References
    ----------
    TR-3.
    """
    if isinstance(vector, (str, bytes)) or not hasattr(vector, "__len__") or len(vector) == 0:
        raise InvalidArgument(
            "vector", "must be a list of at least one activation", vector, "For example [0, 1]."
        )
    weights = [sp.exp(as_weight(entry, "vector")) for entry in vector]
    total = sp.Add(*weights)
    return tuple(w / total for w in weights)


def softmax_row(x: Callable[[Any], Any] | Any, i: Any, n: Any) -> Any:
    r"""Return :math:`e^{x_i} / \sum_{k=1}^n e^{x_k}`, with a bound index apart from every free symbol.

    Parameters
    ----------
    x
        An ``IndexedBase``, or a function from an index to an expression.
    i
        An index: an integer or a symbol.
    n
        The number of entries: an integer >= 1 or a symbolic dimension.

    Returns
    -------
    sympy.Expr
        The i-th output; a written-out sum if n is a number.

    Raises
    ------
    InvalidArgument
        If n is not a positive integer or x gives no entries.

    Examples
    --------
    For a symbolic number of entries:

    >>> n, i = sp.Symbol("n", integer=True, positive=True), sp.Symbol("i", integer=True)
    >>> x = sp.IndexedBase("x")
    >>> softmax_row(x, i, n)
    exp(x[i])/Sum(exp(x[j]), (j, 1, n))

    At n = 2 it is the softmax of two entries:

    >>> softmax_row(x, 1, n).subs(n, 2).doit() == softmax([x[1], x[2]])[0]
    True

    See Also
    --------
    softmax

    References
    ----------
    TR-3.
    """
    if isinstance(x, sp.IndexedBase):
        entry: Callable[[Any], Any] = x.__getitem__
    elif callable(x) and not isinstance(x, sp.Basic):
        entry = x
    else:
        raise InvalidArgument(
            "x", "must be an IndexedBase or a function of an index", x, 'For example IndexedBase("x").'
        )
    size, index = as_weight(n, "n"), as_weight(i, "i")
    if not (size.is_integer and size.is_positive):
        raise InvalidArgument(
            "n", "must be a positive integer", n, 'Make a symbolic size with dimension("n").'
        )
    if isinstance(size, sp.Integer):
        total = sp.Add(*(sp.exp(entry(k)) for k in range(1, int(size) + 1)))
    else:
        probe = sp.Dummy("k", integer=True)
        bound = next(fresh_indices(names_in([size, index, entry(probe).subs(probe, 0), entry(index)])))
        total = sp.Sum(sp.exp(entry(bound)), (bound, 1, size))
    return sp.exp(entry(index)) / total


def softmax_layer(network: N) -> N:
    r"""Return the network followed by softmax of its outputs, within the standard model.

    The outputs are those of exp units :math:`\exp(S_i - \log \sum_j e^{S_j})`: a layer of exp units, one log
    unit, and a layer of exp units that also reads the S_i. No gating is needed.

    Parameters
    ----------
    network
        A network with m >= 1 outputs, the activations S.

    Returns
    -------
    Network
        A network of the same type with m outputs ``softmax.1``, ..., ``softmax.m`` and 2m + 1 further units.
        Its NumPy form overflows where e^S does (S about 709).

    Raises
    ------
    InvalidArgument
        If the network has units of these names already.

    Examples
    --------
    Softmax of two inputs:

    >>> from symattn.model import Network, softmax
    >>> a, b = sp.symbols("a b")
    >>> net = softmax_layer(Network([a, b], outputs=["a", "b"]))
    >>> net.size()
    5

    Its outputs are the softmax:

    >>> (net.output(1), net.output(2)) == softmax([a, b])
    True

    See Also
    --------
    softmax

    References
    ----------
    TR-3.
    """
    sources = network.outputs
    m = len(sources)
    first = [f"softmax.exp{k}" for k in range(1, m + 1)]
    units = [Unit(name, "exp", [(source, 1)]) for name, source in zip(first, sources, strict=True)]
    units.append(Unit("softmax.log", "log", [(name, 1) for name in first]))
    last = [f"softmax.{k}" for k in range(1, m + 1)]
    units += [
        Unit(name, "exp", [(source, 1), ("softmax.log", -1)])
        for name, source in zip(last, sources, strict=True)
    ]
    return network.with_units(*units, outputs=last)
