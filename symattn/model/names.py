"""Bound variables are renamed apart: no bound name equals a free or another bound one, so none is captured.

SymPy captures: ``Sum(n*w[i], (i, 1, 3)).subs(n, i)`` is ``Sum(i*w[i], (i, 1, 3))``.  Names, not symbols, are
compared, because two symbols with different assumptions print alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import sympy as sp

_LETTERS = ("i", "j", "k", "l", "p", "q", "r", "s", "t")


def names_in(expressions: Iterable[Any]) -> frozenset[str]:
    """Return the names of all symbols in the expressions, bound ones included.

    Examples
    --------
    >>> x, i = sp.symbols("x i")
    >>> sorted(names_in([sp.Sum(x**i, (i, 1, 3))]))
    ['i', 'x']

    See Also
    --------
    fresh_indices
    """
    return frozenset(str(s) for e in expressions if isinstance(e, sp.Basic) for s in e.atoms(sp.Symbol))


def fresh_indices(taken: Iterable[str]) -> Iterator[sp.Symbol]:
    """Yield integer symbols i, j, k, l, p, ..., i1, j1, ... whose names are not taken, in this order.

    Examples
    --------
    >>> found = fresh_indices(["i", "k"])
    >>> next(found), next(found)
    (j, l)

    See Also
    --------
    names_in
    """
    avoid = frozenset(taken)
    for round_number in itertools.count():
        for letter in _LETTERS:
            name = letter if round_number == 0 else f"{letter}{round_number}"
            if name not in avoid:
                yield sp.Symbol(name, integer=True)
