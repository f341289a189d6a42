r"""Entry (i, l) of an attention head is :math:`\sum_j e^{S_{ij}} V_{jl} / \sum_j e^{S_{ij}}`, for symbolic numbers of tokens and symbolic widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import sympy as sp
from sympy.core.function import AppliedUndef

from symattn.errors import InvalidArgument
from symattn.model.arithmetic import weight as as_weight
from symattn.model.names import fresh_indices, names_in
from symattn.model.units import labelled

__all__ = ["SymbolicHead"]

#: A label, whose entries are those of an indexed base, or a function of two indices.
Entries: TypeAlias = str | Callable[[Any, Any], Any]

_PROJECTED = ("W_Q", "W_K", "W_V")
_GIVEN = ("q", "k", "v")


@dataclass(frozen=True)
class SymbolicHead:
    r"""The head :math:`Y_{il} = \sum_{j=1}^m A_{ij} V_{jl}`, :math:`A = \mathrm{softmax}(c\, Q K^{\mathsf T})`, as an expression.

    Parameters
    ----------
    tokens, key_width
        m and n: positive integers or symbolic dimensions.
    width
        p, the width of the tokens: Q = X W_Q, K = X W_K, V = X W_V. None: the entries of Q, K and V are given themselves.
    softmax
        Whether the scores pass through softmax.
    scale
        c, a number or an expression; 1 by default: the usual factor is absorbed in W_Q.
    inputs, query, key, value
        Entries of X, W_Q, W_K and W_V, or without a width of Q, K and V: each a label, or a function of two indices, such as
        ``lambda i, a: x[s(i), a]`` for tokens in another order.

    Raises
    ------
    InvalidArgument
        If a size is not a positive integer, or entries are neither a label nor a function.

    Examples
    --------
    Linear attention with queries, keys and values given:

    >>> from symattn.algebra import dimension
    >>> m, n = dimension("m"), dimension("n")
    >>> i, l = sp.symbols("i l", integer=True)
    >>> SymbolicHead(m, n, softmax=False).output(i, l)
    Sum(v[j, l]*Sum(k[j, p]*q[i, p], (p, 1, n)), (j, 1, m))

    The weights of every token sum to 1, for every m and n:

    >>> from symattn.proving import prove
    >>> j = sp.Symbol("j", integer=True)
    >>> prove(sp.Sum(SymbolicHead(m, n).weight(i, j), (j, 1, m)), 1).proved
    True

    See Also
    --------
    attention_head : the network.

    References
    ----------
    Claims TR-2, TR-4.
    """

    tokens: Any
    key_width: Any
    width: Any = None
    softmax: bool = True
    scale: Any = 1
    inputs: Entries = "x"
    query: Entries | None = None
    key: Entries | None = None
    value: Entries | None = None

    def __post_init__(self) -> None:
        for name in ("tokens", "key_width", "width"):
            given = getattr(self, name)
            if given is None and name == "width":
                continue
            size = as_weight(given, name)
            if not (size.is_integer and size.is_positive):
                hint = 'Make a symbolic one with dimension("m").'
                raise InvalidArgument(name, "must be a positive integer", given, hint)
            object.__setattr__(self, name, size)
        object.__setattr__(self, "scale", as_weight(self.scale, "scale"))
        labels = _GIVEN if self.width is None else _PROJECTED
        for name, label in zip(("query", "key", "value"), labels, strict=True):
            if getattr(self, name) is None:
                object.__setattr__(self, name, label)
        for name in ("inputs", "query", "key", "value"):
            entries = getattr(self, name)
            if not callable(entries):
                labelled(entries, name)

    def score(self, i: Any, j: Any) -> Any:
        r"""Return :math:`S_{ij} = c \sum_{c'=1}^n Q_{ic'} K_{jc'}`."""
        return self._score(i, j, self._fresh(i, j))

    def weight(self, i: Any, j: Any) -> Any:
        r"""Return :math:`A_{ij}`: :math:`e^{S_{ij}} / \sum_{j'} e^{S_{ij'}}`, or :math:`S_{ij}` without softmax."""
        fresh = self._fresh(i, j)
        score = self._score(i, j, fresh)
        return sp.exp(score) / self._total(i, fresh) if self.softmax else score

    def output(self, i: Any, l: Any) -> Any:  # noqa: E741
        r"""Return :math:`Y_{il} = \sum_{j=1}^m A_{ij} V_{jl}`, token i, column l.

        Bound indices have names of their own; sums over a size that is a number are written out. Row t of a causal head, in which a token
        sees itself and those before, is row t of the head without a mask on t tokens.
        """
        fresh = self._fresh(i, l)

        def term(j: Any) -> Any:
            score = self._score(i, j, fresh)
            return (sp.exp(score) if self.softmax else score) * self._entry("value", j, l, fresh)

        above = _sum(self.tokens, term, fresh)
        return above / self._total(i, fresh) if self.softmax else above

    def _total(self, i: Any, fresh: Iterator[Any]) -> Any:
        return _sum(self.tokens, lambda j: sp.exp(self._score(i, j, fresh)), fresh)

    def _score(self, i: Any, j: Any, fresh: Iterator[Any]) -> Any:
        def term(c: Any) -> Any:
            return self._entry("query", i, c, fresh) * self._entry("key", j, c, fresh)

        return self.scale * _sum(self.key_width, term, fresh)

    def _entry(self, name: str, i: Any, c: Any, fresh: Iterator[Any]) -> Any:
        """Return the entry of Q, K or V of token i in column c."""
        entries = self._entries(name)
        if self.width is None:
            return entries(i, c)
        return _sum(self.width, lambda a: self._entries("inputs")(i, a) * entries(a, c), fresh)

    def _entries(self, name: str) -> Callable[[Any, Any], Any]:
        given = getattr(self, name)
        if callable(given):
            function: Callable[[Any, Any], Any] = given
            return function
        base = sp.IndexedBase(given)
        return lambda i, c: base[i, c]

    def _fresh(self, *indices: Any) -> Iterator[Any]:
        """Yield bound indices apart from every name that can occur in the expression."""
        if all(size is None or size.is_Integer for size in (self.tokens, self.key_width, self.width)):
            return iter(())  # every sum is written out
        probe = [sp.Dummy(), sp.Dummy()]
        entries = [self._entries(name)(*probe) for name in ("inputs", "query", "key", "value")]
        every = [*indices, *entries, self.tokens, self.key_width, self.width, self.scale]
        permutations = {
            str(applied.func) for e in every if isinstance(e, sp.Basic) for applied in e.atoms(AppliedUndef)
        }
        return fresh_indices(names_in(every) | permutations)


def _sum(size: Any, term: Callable[[Any], Any], fresh: Iterator[Any]) -> Any:
    """Return the sum of the terms 1, ..., size: written out for a number, else over a bound index."""
    if isinstance(size, sp.Integer):
        return sp.Add(*(term(sp.Integer(k)) for k in range(1, int(size) + 1)))
    index = next(fresh)
    return sp.Sum(term(index), (index, 1, size))
