"""Applying an equation l = r at a place of a tree: if the place is an instance of l, put the same instance of r there.

Patterns are trees of the grammar in which some names are *metavariables*, by their letter:

==============  ==================================================================================
``a b c d``     any expression
``u v``         an expression whose value is 0 or 1;  ``z``: -1 or 1;  ``m``: not negative;  ``t``: positive
``p q r``       a statement, written ``p == 1`` so that the pattern itself is a statement
``i j k``       the bound index of a sum;  ``N``: its upper bound n;  ``o``: an index from outside the pattern
``F(i) G(i,j)`` an expression that may contain the bound indices named, and no other of the pattern
==============  ==================================================================================

A metavariable that is not a function contains none of the bound indices of the pattern, so nothing is captured: bound
indices of the result get names that occur in no part put under them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from symattn.certificates.expression import Tree, children, is_statement, variables, walk

Path = tuple[int, ...]
ANY, STATEMENTS, BINDERS, FUNCTIONS = "abcd", "pqr", "ijk", "FG"
SORTED = "uvzmt"
INDEX_NAMES = ("i", "j", "k", "l")


@dataclass(frozen=True)
class Context:
    """What a family knows: which trees belong to a sort of metavariable, and what to put for one that has no value yet.

    ``simple`` puts names and numbers only.
    """

    random: Random
    belongs: Callable[[str, Tree], bool]
    fill: Callable[[Random, str, tuple[str, ...]], Tree]
    simple: Callable[[Random, str, tuple[str, ...]], Tree]


class NoInstance(Exception):
    """The place is no instance of the pattern."""


def rebuilt(tree: Any, path: Path, new: Tree) -> Tree:
    """Return the tree with the subtree at the path replaced."""
    if not path:
        return new
    return (*tree[: path[0]], rebuilt(tree[path[0]], path[1:], new), *tree[path[0] + 1 :])


def places(
    tree: Tree, path: Path = (), scope: tuple[str, ...] = ()
) -> Iterator[tuple[Path, Tree, tuple[str, ...]]]:
    """Yield (path, subtree, bound indices in scope) of every place that holds an expression or a statement of its own.

    Exponents, indices and bounds are no such places.
    """
    yield path, tree, scope
    if not isinstance(tree, tuple) or tree[0] in ("index", "softmax", "delta", "call"):
        return
    if tree[0] == "Sum":
        yield from places(tree[1], (*path, 1), (*scope, tree[2]))
        return
    for k in range(1, 2 if tree[0] == "**" else len(tree)):
        yield from places(tree[k], (*path, k), scope)


def inside(tree: Any, path: Path, operations: frozenset[str]) -> bool:
    """Return whether the place lies in the argument of one of the operations."""
    for k in path:
        if tree[0] in operations:
            return True
        tree = tree[k]
    return False


def size(tree: Tree) -> int:
    """Return the number of nodes."""
    return 1 + sum(map(size, children(tree)))


def replaced(tree: Any, values: Mapping[str, Tree]) -> Tree:
    """Put trees for free names; a bound index that would capture one of them is renamed first."""
    if isinstance(tree, str):
        return values.get(tree, tree)
    if not isinstance(tree, tuple):
        return tree
    op = tree[0]
    if op == "Sum":
        inner = {name: value for name, value in values.items() if name != tree[2]}
        taken = {name for value in inner.values() for name in variables(value)} | set(variables(tree[1]))
        name = tree[2]
        if any(name in variables(value) for value in inner.values()):
            name = next(n for n in (*INDEX_NAMES, *(f"i{k}" for k in range(50))) if n not in taken)
            inner[tree[2]] = name
        return ("Sum", replaced(tree[1], inner), name, tree[3], replaced(tree[4], values))
    if op in ("index", "call"):
        return (op, tree[1], *(replaced(part, values) for part in tree[2:]))
    if op == "softmax":
        return (op, replaced(tree[1], values), tree[2], tree[3])
    return (op, *(replaced(part, values) for part in tree[1:]))


def names_in(pattern: Any) -> set[str]:
    """Return the metavariables of a pattern, bound indices left out."""
    if isinstance(pattern, str):
        return {pattern} if pattern in (*ANY, *SORTED, "N", "o") else set()
    if not isinstance(pattern, tuple):
        return set()
    if is_statement_variable(pattern):
        return {pattern[1]}
    found = {pattern[1]} if pattern[0] == "call" and pattern[1] in FUNCTIONS else set()
    return found.union(*(names_in(part) for part in children(pattern)))


def is_statement_variable(pattern: Any) -> bool:
    return (
        isinstance(pattern, tuple)
        and pattern[0] == "=="
        and pattern[1] in tuple(STATEMENTS)
        and pattern[2] == 1
    )


class Matching:
    """The values of the metavariables found so far; ``scope`` are the indices bound around the place."""

    def __init__(self, context: Context, scope: tuple[str, ...]) -> None:
        self.context = context
        self.scope = scope
        self.values: dict[str, Any] = {}

    def match(self, pattern: Any, tree: Any, bound: Mapping[str, str]) -> None:
        """Find values for which the pattern is the tree, or raise `NoInstance`; ``bound`` are the pattern's own bound indices."""
        if is_statement_variable(pattern):
            self._set(pattern[1], tree, bound, isinstance(tree, tuple) and is_statement(tree))
        elif isinstance(pattern, str):
            if pattern in bound:
                self._must(tree == bound[pattern])
            elif pattern in ANY:
                self._set(pattern, tree, bound, not is_statement(tree))
            elif pattern in SORTED:
                self._set(
                    pattern, tree, bound, not is_statement(tree) and self.context.belongs(pattern, tree)
                )
            elif pattern == "N":
                self._set(pattern, tree, bound, tree == "n")
            elif pattern == "o":
                self._set(pattern, tree, bound, tree in self.scope)
            else:
                self._must(tree == pattern)
        elif not isinstance(pattern, tuple):
            self._must(not isinstance(tree, str | tuple) and tree == pattern)
        elif pattern[0] == "call" and pattern[1] in FUNCTIONS:
            self._function(pattern, tree, bound)
        else:
            self._must(isinstance(tree, tuple) and tree[0] == pattern[0] and len(tree) == len(pattern))
            if pattern[0] == "Sum":
                self._must(tree[2] not in bound.values())
                self.match(pattern[4], tree[4], bound)
                self.match(pattern[1], tree[1], {**bound, pattern[2]: tree[2]})
            else:
                for part, other in zip(pattern[1:], tree[1:], strict=True):
                    self.match(part, other, bound)

    @staticmethod
    def _must(condition: bool) -> None:
        if not condition:
            raise NoInstance

    def _set(self, name: str, tree: Tree, bound: Mapping[str, str], fits: bool) -> None:
        self._must(fits and not set(variables(tree)) & set(bound.values()))
        self._must(self.values.setdefault(name, tree) == tree)

    def _function(self, pattern: Any, tree: Tree, bound: Mapping[str, str]) -> None:
        """F(i, j) is the tree as a function of the two indices."""
        self._must(not is_statement(tree))
        arguments = []
        for argument in pattern[2:]:
            if argument == "o" and "o" not in self.values:
                self._must(bool(self.scope))
                self.values["o"] = self.context.random.choice(self.scope)
            self._must(isinstance(argument, str))
            arguments.append(bound.get(argument) or self.values.get(argument))
        self._must(None not in arguments and len(set(arguments)) == len(arguments))
        self._must(not set(variables(tree)) & (set(bound.values()) - set(arguments)))
        if pattern[1] in self.values:
            self._must(self.applied(pattern[1], tuple(arguments)) == tree)
        self.values[pattern[1]] = (tuple(arguments), tree)

    def applied(self, name: str, arguments: tuple[Tree, ...]) -> Tree:
        """Return the value of the function at the arguments."""
        parameters, body = self.values[name]
        self._must(len(parameters) == len(arguments))
        return replaced(body, dict(zip(parameters, arguments, strict=True)))

    def instance(self, pattern: Any) -> Tree:
        """Return the pattern with values put for the metavariables, new ones for those that have none."""
        for name in sorted(names_in(pattern) - set(self.values)):
            self._must(name != "o" or bool(self.scope))
            if name == "o":
                self.values[name] = self.context.random.choice(self.scope)
            elif name in FUNCTIONS:
                arity = next(
                    len(node) - 2
                    for node in walk(pattern)
                    if isinstance(node, tuple) and node[:2] == ("call", name)
                )
                parameters = ("i_", "j_")[:arity]
                body = self.context.fill(self.context.random, "a", (*self.scope, *parameters))
                self.values[name] = (parameters, body)
            else:
                self.values[name] = (
                    "n" if name == "N" else self.context.fill(self.context.random, name, self.scope)
                )
        taken: set[str] = set()
        for name, value in self.values.items():
            parameters, body = value if name in FUNCTIONS else ((), value)
            taken |= set(variables(body)) - set(parameters)
        return self._instance(pattern, {}, taken)

    def _instance(self, pattern: Any, bound: Mapping[str, str], taken: set[str]) -> Tree:
        if is_statement_variable(pattern):
            return self.values[pattern[1]]
        if isinstance(pattern, str):
            return bound.get(pattern) or self.values.get(pattern, pattern)
        if not isinstance(pattern, tuple):
            return pattern
        if pattern[0] == "call" and pattern[1] in FUNCTIONS:
            return self.applied(pattern[1], tuple(self._instance(part, bound, taken) for part in pattern[2:]))
        if pattern[0] == "Sum":
            free = [name for name in (*INDEX_NAMES, "h1", "h2", "h3") if name not in taken]
            name = self.context.random.choice(free[:3])
            body = self._instance(pattern[1], {**bound, pattern[2]: name}, taken | {name})
            return ("Sum", body, name, 1, self._instance(pattern[4], bound, taken))
        if pattern[0] in ("index", "call"):
            return (*pattern[:2], *(self._instance(part, bound, taken) for part in pattern[2:]))
        if pattern[0] == "softmax":
            return ("softmax", self._instance(pattern[1], bound, taken), *pattern[2:])
        return (pattern[0], *(self._instance(part, bound, taken) for part in pattern[1:]))
