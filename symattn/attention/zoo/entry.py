r"""An entry of the zoo states one architecture twice: as a network with attention, and as the equations of its authors.

The network says which attention classes are used and how often; the equations are written with matrices and
elementwise functions, without the network.  That both are the same function is the claim ZOO-<id>.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from symattn.attention.classes import classes_of
from symattn.attention.gating_counts import count_gatings
from symattn.errors import InvalidArgument, UnknownName
from symattn.model.arithmetic import Arithmetic
from symattn.model.network import Network
from symattn.model.transfers import Transfer

__all__ = ["ZooEntry", "entries", "formal_degree", "table"]


@dataclass(frozen=True)
class ZooEntry:
    r"""An architecture as a network with attention, :math:`O_i = F_i(x)` with :math:`F` as its authors write it.

    Parameters
    ----------
    id
        A short name such as "LSTM", unique in the zoo. The claim is ZOO-<id>.
    name, year, reference
        The full name, the year of publication, and the key in the book's bibliography.
    formula
        The defining equations as LaTeX, in the notation of the literature.
    build
        From the sizes (keyword arguments) to the network.
    equations
        From the same sizes to one SymPy expression for each output of the network, written without networks.
    sizes
        Pairs (name, default) of the sizes, such as ``(("inputs", 2), ("units", 1))``.
    standard
        Ids of the attention classes that occur as ordinary synapses or weights: those inside the standard
        model, which leave no gate in the network.
    caveats
        What the entry does not say, in sentences.

    Examples
    --------
    A linear unit gated by a logistic one, stated twice:

    >>> from symattn.attention import output_gating
    >>> from symattn.model import Network, Unit, logistic
    >>> def build(inputs):
    ...     linear = Network.feedforward([inputs, 1], weights="w")
    ...     return output_gating(linear, by=Unit.over("g", linear.inputs, weights="v", transfer="logistic"))
    >>> def equations(inputs):
    ...     w, v, x = (sp.symbols(f"{letter}1:{inputs + 1}") for letter in "wvx")
    ...     return [sp.Matrix(w).dot(x)*logistic(sp.Matrix(v).dot(x))]
    >>> entry = ZooEntry("UNIT", "A gated unit", 2017, "dauphin2017glu", "y = (w x) \\sigma(v x)", build, equations,
    ...                  (("inputs", 2),))
    >>> entry.classes, entry.gates(), entry.degree()
    (('Q11',), 1, 2)

    Both are the same function:

    >>> from symattn.proving import prove
    >>> prove(entry.network(inputs=3).output(), entry.expression(inputs=3)[0]).proved
    True

    See Also
    --------
    zoo

    References
    ----------
    Claim TX-1.
    """

    id: str
    name: str
    year: int
    reference: str
    formula: str
    build: Callable[..., Network]
    equations: Callable[..., Iterable[Any]]
    sizes: tuple[tuple[str, int], ...]
    standard: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def claim(self) -> str:
        """The id of the claim that network and equations are the same function."""
        return f"ZOO-{self.id}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The ids Q01, ..., Q18 of the attention classes, read off the network's gates, and those of ``standard``."""
        return tuple(sorted({*(kind.id for kind in classes_of(self.network())), *self.standard}))

    def network(self, **sizes: int) -> Network:
        r"""Return the network for these sizes, with symbolic weights.

        Parameters
        ----------
        sizes
            Integers >= 1 for some of the names in ``sizes``; the others keep their defaults.

        Returns
        -------
        Network
            The network, with gates where the entry needs them.

        Raises
        ------
        UnknownName
            If there is no such size.
        InvalidArgument
            If a value is not an integer >= 1.

        Examples
        --------
        >>> from symattn.attention.zoo import zoo
        >>> net = zoo()["GLU"].network(inputs=3)
        >>> len(net.inputs) == 3
        True

        See Also
        --------
        ZooEntry.expression

        References
        ----------
        Claim TX-1.
        """
        return self.build(**self._sizes(sizes))

    def expression(self, **sizes: int) -> tuple[Any, ...]:
        r"""Return the defining equations :math:`F_1(x), F_2(x), \ldots`, one for each output of the network.

        Parameters
        ----------
        sizes
            As for `ZooEntry.network`.

        Returns
        -------
        tuple of sympy.Expr
            Expressions in the inputs and weights of the network, written without it.

        Raises
        ------
        UnknownName, InvalidArgument
            As for `ZooEntry.network`.

        Examples
        --------
        >>> from symattn.attention.zoo import zoo
        >>> glu = zoo()["GLU"]
        >>> len(glu.expression(units=3)) == len(glu.network(units=3).outputs)
        True

        See Also
        --------
        ZooEntry.network

        References
        ----------
        Claim TX-1.
        """
        return tuple(self.equations(**self._sizes(sizes)))

    def pairs(self, arbitrary: Iterable[Any] = (), **sizes: int) -> list[tuple[Any, Any, str]]:
        r"""Return the equalities :math:`O_i = F_i(x)` that say that network and equations agree, for `prove`.

        Functions outside the grammar of statements, and tanh, are read as arbitrary functions: what holds for all functions
        holds for these.

        Parameters
        ----------
        arbitrary
            Further SymPy functions to be read so, such as ``sympy.exp``.
        sizes
            As for `ZooEntry.network`.

        Returns
        -------
        list of tuple
            (output, equation, assumptions), one for each output.

        Raises
        ------
        UnknownName, InvalidArgument
            As for `ZooEntry.network`.

        Examples
        --------
        >>> from symattn.attention.zoo import zoo
        >>> from symattn.proving import prove
        >>> pairs = zoo()["LSTM"].pairs(units=2)
        >>> pairs[0][2]
        'any_tanh function'

        Every pair is proved:

        >>> all(prove(left, right, assuming=given).proved for left, right, given in pairs)
        True

        See Also
        --------
        ZooEntry.expression

        References
        ----------
        The claims whose id begins with ZOO.
        """
        network = self.network(**sizes)
        outputs = [network.output(i) for i in range(1, len(network.outputs) + 1)]
        functions = (sp.tanh, sp.erf, *arbitrary)
        return [
            _generalised(output, equation, functions)
            for output, equation in zip(outputs, self.expression(**sizes), strict=True)
        ]

    def gates(self, **sizes: int) -> int:
        """Return the number of gatings of the network for these sizes: its products of two signals that depend on the inputs."""
        return count_gatings(self.network(**sizes))

    def degree(self, **sizes: int) -> int:
        """Return the largest formal degree of an output in the inputs, see `formal_degree`."""
        return formal_degree(self.network(**sizes))

    def _sizes(self, given: Mapping[str, int]) -> dict[str, int]:
        chosen = dict(self.sizes)
        for name, value in given.items():
            if name not in chosen:
                raise UnknownName(
                    "sizes", f"is not a size of {self.id}", name, f"Sizes: {', '.join(chosen)}."
                )
            try:
                number = 0 if isinstance(value, bool) else operator.index(value)
            except TypeError:
                number = 0
            if number < 1:
                raise InvalidArgument(
                    name, "must be an integer of at least 1", value, f"For example {name}=2."
                )
            chosen[name] = number
        return chosen

    def to_json(self) -> dict[str, Any]:
        """Return the entry as plain data; the network is that of the default sizes."""
        return {
            "id": self.id,
            "name": self.name,
            "year": self.year,
            "reference": self.reference,
            "formula": self.formula,
            "claim": self.claim,
            "sizes": dict(self.sizes),
            "classes": list(self.classes),
            "gates": self.gates(),
            "degree": self.degree(),
            "caveats": list(self.caveats),
            "network": self.network().to_json(),
        }

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {self.formula}$"


def _generalised(left: Any, right: Any, functions: Sequence[Any]) -> tuple[Any, Any, str]:
    """Return both sides with letters in place of the functions and of t**(-1/2), and the assumption that says so."""
    letters: list[str] = []
    for function in functions:
        if left.has(function) or right.has(function):
            letters.append(f"any_{function.__name__}")
            left, right = (side.replace(function, sp.Function(letters[-1])) for side in (left, right))
    root = sp.Function("any_rsqrt")

    def is_root(node: Any) -> bool:
        return bool(node.is_Pow and node.exp == -sp.S.Half and node.base.free_symbols)

    if left.find(is_root) or right.find(is_root):
        letters.append("any_rsqrt")
        left, right = (side.replace(is_root, lambda node: root(node.base)) for side in (left, right))
    return left, right, "; ".join(f"{letter} function" for letter in letters)


class _Degrees(Arithmetic[int]):
    """Degrees in the inputs: a sum has the largest, a product the sum; a square unit doubles, any other unit keeps."""

    def constant(self, expression: sp.Expr) -> int:
        return 0

    def total(self, terms: Sequence[int]) -> int:
        return max(terms, default=0)

    def product(self, left: int, right: int) -> int:
        return left + right

    def apply(self, transfer: Transfer, value: int) -> int:
        return 2 * value if transfer.name == "square" else value


def formal_degree(network: Network) -> int:
    r"""Return the largest degree of an output in the inputs, all transfer functions but the square read as the identity.

    Every product raises it and no cancellation lowers it: for polynomial networks an upper bound of the degree.

    Parameters
    ----------
    network
        A network with or without gates.

    Returns
    -------
    int
        The degree.

    Examples
    --------
    >>> from symattn.attention import output_gating
    >>> net = Network.feedforward([2, 1])
    >>> formal_degree(net), formal_degree(output_gating(net, by="x1"))
    (1, 2)

    See Also
    --------
    ZooEntry.degree

    References
    ----------
    Claim TX-1.
    """
    outputs = network.propagate([1] * len(network.inputs), _Degrees())[1]
    return max(outputs[name] for name in network.outputs)


def entries(label: str, count: int) -> tuple[Any, ...]:
    """Return the entries x[1], ..., x[count] of a vector."""
    base = sp.IndexedBase(label)
    return tuple(base[i] for i in range(1, count + 1))


def table(label: str, rows: int, columns: int) -> tuple[tuple[Any, ...], ...]:
    """Return the entries W[i, j] of a matrix, row by row."""
    base = sp.IndexedBase(label)
    return tuple(tuple(base[i, j] for j in range(1, columns + 1)) for i in range(1, rows + 1))
