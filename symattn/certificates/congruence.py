"""Equal arguments have equal values: an arbitrary function disappears when each of its values becomes a variable.

A statement with values f(a), f(b), ... of arbitrary functions holds for every f if it holds with a variable y_1, y_2, ... in place of each
value, the same variable for two values only where the arguments are proved equal (Ackermann's reduction).  A value inside a sum over
i = 1, ..., n whose argument depends on i becomes an entry y[i].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from symattn.certificates.base import name_from_json, register
from symattn.certificates.expression import (
    BINDERS,
    Tree,
    every_name,
    from_json,
    functions,
    substitute,
    to_json,
    variables,
)
from symattn.certificates.rules import RuleCertificate
from symattn.certificates.sequents import Premise, Rejected, Sequent, serves, written_out

#: A bound index with what it runs up to; every one starts at 1.
Bound = tuple[tuple[str, Tree], ...]


@dataclass(frozen=True)
class Value:
    """The variable ``name``, or its entry at the ``indices``, stands for ``function(*arguments)``."""

    name: str
    function: str
    indices: Bound
    arguments: tuple[Tree, ...]

    def at(self, places: tuple[str, ...]) -> tuple[Tree, ...]:
        """Return the arguments at other names of the indices."""
        renamed = {old: new for (old, _), new in zip(self.indices, places, strict=True) if old != new}
        return tuple(substitute(argument, renamed) for argument in self.arguments)

    def written(self, places: tuple[str, ...]) -> Tree:
        """Return what is written in place of the value."""
        return ("index", self.name, *places) if places else self.name

    def to_json(self) -> dict[str, Any]:
        """Return the value as one object."""
        return {
            "name": self.name,
            "function": self.function,
            "indices": [[index, to_json(high)] for index, high in self.indices],
            "arguments": [to_json(argument) for argument in self.arguments],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Value:
        """Read the value."""
        indices = tuple((name_from_json(index), from_json(high)) for index, high in data["indices"])
        arguments = tuple(from_json(argument) for argument in data["arguments"])
        return cls(name_from_json(data["name"]), name_from_json(data["function"]), indices, arguments)


def used(arguments: tuple[Tree, ...], bound: Bound) -> Bound:
    """Return the bound indices, each with its range, on which the arguments depend, in the order in which they occur there."""
    ranges = dict(bound)
    free = dict.fromkeys(name for argument in arguments for name in variables(argument))
    return tuple((name, ranges[name]) for name in free if name in ranges)


def within(bound: Bound, index: str, low: Tree, high: Tree) -> Bound:
    """Return the bound indices inside a further sum; an index of the same name is hidden.

    Raises
    ------
    Rejected
        If the sum does not start at 1, or what it runs up to depends on an outer index.
    """
    if low != 1 or {name for name, _ in bound}.intersection(variables(high)):
        raise Rejected(
            "values of a function are followed into sums over 1, ..., n only, n the same for all terms"
        )
    return (*(pair for pair in bound if pair[0] != index), (index, high))


@register
@dataclass(frozen=True)
class CongruenceCertificate(RuleCertificate):
    """A claim holds for all functions if it holds with variables for their values, equal ones for equal arguments.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> verdict = prove("f(x + x) == f(2*x)", assuming="f function")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('CongruenceCertificate', True)
    """

    kind: ClassVar[str] = "congruence"
    values: tuple[Value, ...]
    equalities: tuple[Premise, ...]
    reduced: Premise

    def premises(self) -> tuple[Premise, ...]:
        """Return the equalities between arguments, and the claim without functions."""
        return (*self.equalities, self.reduced)

    def follows(self) -> bool:
        """Put the variables in place of the values again, and compare."""
        parts = (self.conclusion.claim, *self.conclusion.assumptions)
        names = [value.name for value in self.values]
        taken = {name.partition("[")[0] for part in parts for name in every_name(part)}
        taken |= {name.partition("[")[0] for name, _ in self.conclusion.domains}
        if len(set(names)) != len(names) or not taken.isdisjoint(names) or any("[" in name for name in names):
            return False
        claim, *assumptions = (self._rewritten(part, ()) for part in parts)
        fresh = tuple((value.name, "real") for value in self.values if not value.indices)
        known = (*self.conclusion.domains, *fresh)
        return serves(self.reduced.sequent, Sequent(claim, tuple(assumptions), known))

    def _rewritten(self, tree: Tree, bound: Bound) -> Tree:
        if not isinstance(tree, tuple):
            return tree
        if tree[0] in BINDERS:
            op, inner, index, low, high = tree
            ends = (self._rewritten(low, bound), self._rewritten(high, bound))
            if not functions(inner):
                return (op, inner, index, *ends)
            return (op, self._rewritten(inner, within(bound, index, *ends)), index, *ends)
        if tree[0] == "apply":
            return self._value(tree[1], tuple(self._rewritten(part, bound) for part in tree[2:]), bound)
        if not functions(tree):
            return tree
        if tree[0] in ("index", "call", "softmax", "permutation"):
            raise Rejected("an index is not a value of an arbitrary function")
        return (tree[0], *(self._rewritten(part, bound) for part in tree[1:]))

    def _value(self, function: str, arguments: tuple[Tree, ...], bound: Bound) -> Tree:
        indices = used(arguments, bound)
        places = tuple(index for index, _ in indices)
        ranges = tuple(written_out(high) for _, high in indices)
        for number, value in enumerate(self.values):
            if (
                value.function == function
                and len(value.arguments) == len(arguments)
                and tuple(written_out(high) for _, high in value.indices) == ranges
                and self._earlier(number)
                and all(self._equal(a, b, indices) for a, b in zip(arguments, value.at(places), strict=True))
            ):
                return value.written(places)
        raise Rejected(f"no variable stands for this value of {function}")

    def _earlier(self, number: int) -> bool:
        """Return whether the arguments of a value contain variables of earlier values only."""
        later = {value.name for value in self.values[number:]}
        return not any(later & every_name(argument) for argument in self.values[number].arguments)

    def _equal(self, a: Tree, b: Tree, indices: Bound) -> bool:
        if written_out(a) == written_out(b):
            return True
        ranges = tuple(("<=", index, high) for index, high in indices)
        plain = tuple(tree for tree in self.conclusion.assumptions if not functions(tree))
        fresh = tuple((value.name, "real") for value in self.values if not value.indices)
        wanted = Sequent(
            ("==", a, b),
            (*plain, *ranges),
            (*self.conclusion.domains, *fresh, *((index, "positive integer") for index, _ in indices)),
        )
        hidden = {index for index, _ in indices} & {name for name, _ in self.conclusion.domains}
        return not hidden and any(serves(premise.sequent, wanted) for premise in self.equalities)

    def parts(self) -> dict[str, Any]:
        """Return the values and the premises."""
        return {
            "values": [value.to_json() for value in self.values],
            "equalities": [premise.to_json() for premise in self.equalities],
            "reduced": self.reduced.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CongruenceCertificate:
        """Read conclusion, values and premises."""
        return cls(
            Sequent.from_json(data),
            tuple(Value.from_json(part) for part in data["values"]),
            tuple(Premise.from_json(part) for part in data["equalities"]),
            Premise.from_json(data["reduced"]),
        )
