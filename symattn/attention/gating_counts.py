r"""The gatings of a network are its products of two signals that depend on the inputs; a head of m tokens has :math:`m^2 (n + n_v)`.

Property wanted: a count that is not typed.  Construction: a network is a program in sums, products and transfer functions (see
`symattn.model.arithmetic`); run it over the two values "depends on an input" and "constant", and count the products of two signals that both
depend.  Derivation: a product with a constant is a weight, and a network of the standard model has only those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import Arithmetic
from symattn.model.arithmetic import weight as as_weight
from symattn.model.network import Network
from symattn.model.transfers import Transfer

__all__ = ["attention_gatings", "count_gatings"]


class _Counting(Arithmetic[bool]):
    """The value of a signal is whether it depends on an input; ``gatings`` counts products of two that do."""

    def __init__(self) -> None:
        self.gatings = 0

    def constant(self, expression: sp.Expr) -> bool:
        return False

    def total(self, terms: Sequence[bool]) -> bool:
        return any(terms)

    def product(self, left: bool, right: bool) -> bool:
        self.gatings += left and right
        return left or right

    def apply(self, transfer: Transfer, value: bool) -> bool:
        return value


def count_gatings(network: Network) -> int:
    r"""Return how many products of two signals that both depend on the inputs the network forms, :math:`\#\{O_k \cdot O_i\}`.

    A signal depends on an input if a path leads there; weights, trainable ones included, are constants. A product is counted each time it
    is formed.

    Parameters
    ----------
    network
        A network of concrete size, with or without gates.

    Returns
    -------
    int
        The number of gatings.

    Raises
    ------
    InvalidArgument
        If it is not a network of concrete size.

    Examples
    --------
    A network of the standard model has none; each gate adds one:

    >>> from symattn.attention import output_gating
    >>> from symattn.model import Network, Unit
    >>> net = Network.feedforward([2, 3, 1])
    >>> gated = output_gating(net, by=Unit.over("g", net.inputs))
    >>> count_gatings(net), count_gatings(gated)
    (0, 1)

    A gate that is the same for all inputs is a weight:

    >>> count_gatings(output_gating(net, by=Unit("g", "exp", bias=1))) == 0
    True

    See Also
    --------
    attention_gatings

    References
    ----------
    Claim TR-1.
    """
    if not isinstance(network, Network):
        hint = "For a network of symbolic size, use .at(...)."
        raise InvalidArgument("network", "must be a network of concrete size", network, hint)
    counting = _Counting()
    network.propagate([True] * len(network.inputs), counting)
    return counting.gatings


def attention_gatings(
    tokens: Any,
    key_width: Any,
    value_width: Any = None,
    *,
    heads: Any = 1,
    softmax: str | None = "log",
    mask: str | None = None,
    order: str = "scores",
) -> Any:
    r"""Return the number of gatings of attention heads by formula: :math:`h\, m^2 (n + n_v)` without a mask.

    With a causal mask :math:`m (m + 1)/2` stands in place of :math:`m^2`; a softmax with reciprocal units adds one gating for each pair
    of tokens, one with log units none; the order "state" has :math:`2 h m n n_v`, masked or not.

    Parameters
    ----------
    tokens, key_width, value_width, heads
        m, n, n_v (n if it is left out) and h: positive integers or symbols.
    softmax, mask, order
        As for `attention_head`.

    Returns
    -------
    sympy.Expr
        The number, an expression in symbolic sizes.

    Raises
    ------
    InvalidArgument
        If an option is unknown, or a size is not a positive integer.

    Examples
    --------
    For symbolic sizes:

    >>> from symattn.algebra import dimension
    >>> m, n = dimension("m"), dimension("n")
    >>> attention_gatings(m, n)
    2*m**2*n

    The count of the network that is built is the same:

    >>> from symattn.attention.transformers.heads import attention_head
    >>> head = attention_head(tokens=3, width=2, key_width=2, mask="causal")
    >>> count_gatings(head) == attention_gatings(3, 2, mask="causal")
    True

    See Also
    --------
    count_gatings

    References
    ----------
    Claims TR-1, TR-2-assoc.
    """
    m, n, h = (
        _positive(size, name)
        for size, name in ((tokens, "tokens"), (key_width, "key_width"), (heads, "heads"))
    )
    n_v = n if value_width is None else _positive(value_width, "value_width")
    for option, name, known in (
        (softmax, "softmax", ("log", "reciprocal", None)),
        (mask, "mask", (None, "causal")),
        (order, "order", ("scores", "state")),
    ):
        if option not in known:
            raise InvalidArgument(name, f"must be one of {', '.join(map(repr, known))}", option)
    if order == "state":
        if softmax is not None:
            raise InvalidArgument("order", "must be 'scores' where there is a softmax", order)
        return 2 * h * m * n * n_v
    pairs = m**2 if mask is None else m * (m + 1) / 2
    return h * pairs * (n + n_v + (1 if softmax == "reciprocal" else 0))


def _positive(size: Any, argument: str) -> Any:
    number = as_weight(size, argument)
    if not (number.is_integer and number.is_positive):
        hint = 'Make a symbolic one with dimension("n").'
        raise InvalidArgument(argument, "must be a positive integer", size, hint)
    return number
