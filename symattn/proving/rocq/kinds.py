"""What each name of a statement is in Rocq: a real, an integer, a natural number (sizes and indices), a vector, a function or a permutation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, every_name, variables, walk
from symattn.errors import InvalidStatement
from symattn.proving.rocq.names import Names
from symattn.proving.statement import Statement

REAL, NATURAL, INTEGER = "R", "nat", "Z"


def untranslated(rule: str, value: object = None, hint: str = "") -> InvalidStatement:
    """Return the error of a statement that has no translation."""
    return InvalidStatement("export to rocq", rule, value, hint)


@dataclass(frozen=True)
class Signature:
    """Kinds and names of everything that a statement mentions, in the order in which the theorem binds it.

    ``numbers`` gives the kind of each variable, ``vectors`` the number of indices, ``tables`` the number of arguments of functions of
    indices, ``functions`` that of functions of reals; ``permutations`` map indices to indices.
    """

    names: Names
    numbers: Mapping[str, str]
    vectors: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, int] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    permutations: frozenset[str] = frozenset()

    def binders(self) -> list[tuple[str, str]]:
        """Return each bound name of the theorem with its type."""
        found = [(self.names[name], kind) for name, kind in self.numbers.items()]
        for kind, group in (("nat", {**self.vectors, **self.tables}), ("R", self.functions)):
            found += [
                (self.names[name], " -> ".join([kind] * count + ["R"])) for name, count in group.items()
            ]
        return found + [(self.names[name], "nat -> nat") for name in sorted(self.permutations)]


def signature(statement: Statement) -> Signature:
    """Return the signature of a statement.

    Raises
    ------
    InvalidStatement
        If a name is used in two ways.
    """
    parts = (statement.claim, *statement.assumptions)
    groups: dict[str, dict[str, int]] = {"index": {}, "call": {}, "apply": {}}
    permutations = set()
    for node in (node for part in parts for node in walk(part) if isinstance(node, tuple)):
        if node[0] == "softmax":
            _count(groups["index"], node[2], 1)
        elif node[0] in groups:
            _count(groups[node[0]], node[1], len(node) - 2)
        elif node[0] == "permutation":
            permutations.add(node[1])
    for name in permutations:
        groups["call"].pop(name, None)
    free = dict.fromkeys(name for part in parts for name in variables(part))
    domains = dict(statement.domains)
    vectors = groups["index"]
    numbers = {
        name: _kind(domains.get(name, "real"), name, parts)
        for name in free
        if name.partition("[")[0] not in vectors or "[" not in name
    }
    clash = set(numbers) & (set(vectors) | set(groups["call"]) | set(groups["apply"]))
    if clash:
        raise untranslated("a name may not be both a number and a function", ", ".join(sorted(clash)))
    every = sorted(set().union(*(every_name(part) for part in parts)) | set(numbers))
    return Signature(
        Names([*numbers, *vectors, *(name for name in every if name.partition("[")[0] not in vectors)]),
        numbers,
        vectors,
        groups["call"],
        groups["apply"],
        frozenset(permutations),
    )


def _count(group: dict[str, int], name: str, count: int) -> None:
    if group.setdefault(name, count) != count:
        raise untranslated("a vector or function has the same number of arguments everywhere", name)


def _kind(domain: Domain, name: str, parts: Iterable[Tree]) -> str:
    if isinstance(domain, tuple):
        whole = all(value.denominator == 1 and value >= 0 for value in domain)
        return NATURAL if whole and any(name in _places(part) for part in parts) else REAL
    if domain == "positive integer":
        return NATURAL
    return INTEGER if "integer" in domain else REAL


def _places(tree: Tree) -> set[str]:
    """Return the variables that occur in indices, bounds of sums and arguments of tabulated functions."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, tuple) and node[0] in ("index", "call"):
            found.update(name for argument in node[2:] for name in variables(argument))
        elif isinstance(node, tuple) and node[0] in ("Sum", "forall"):
            found.update(name for bound in node[3:] for name in variables(bound))
        elif isinstance(node, tuple) and node[0] == "softmax":
            found.update(name for place in (node[1], node[3]) for name in variables(place))
    return found
