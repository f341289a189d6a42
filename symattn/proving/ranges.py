"""What the indices of a statement range over: read off the sums, softmax rows and permutations in which the same places occur."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from symattn.certificates.domains import Domain
from symattn.certificates.expression import BINDERS, Tree, children, variables
from symattn.errors import InvalidStatement
from symattn.proving.printing import to_text

Dimension = str | int
Pairs = tuple[tuple[str, Dimension], ...]


class _Places:
    """The dimensions of places, free indices and permutations, joined wherever they must be equal."""

    def __init__(self) -> None:
        self.parent: dict[Any, Any] = {}
        self.dimension: dict[Any, Dimension] = {}
        self.indices: dict[str, None] = {}
        self.clashes: list[tuple[Any, Dimension, Dimension]] = []

    def find(self, x: Any) -> Any:
        while self.parent.get(x, x) != x:
            self.parent[x] = self.parent.get(self.parent[x], self.parent[x])  # halves the path for later
            x = self.parent[x]
        return x

    def join(self, x: Any, y: Any) -> None:
        x, y = self.find(x), self.find(y)
        if x == y:
            return
        self.parent[y] = x
        if y in self.dimension:
            self.set(x, self.dimension.pop(y))

    def set(self, x: Any, n: Dimension) -> None:
        x = self.find(x)
        known = self.dimension.setdefault(x, n)
        if known != n:
            self.clashes.append((x, known, n))

    def words(self, x: Any) -> str:
        """Return in words what belongs to the class of x: places, indices and permutations before nameless things."""
        root = self.find(x)
        members = [y for y in (x, *self.parent) if self.find(y) == root]
        for kind, text in (
            ("slot", "an index of {0}[...] at place {1} ranges"),
            ("index", "the index {0} ranges"),
            ("permutation", "the permutation {0} acts"),
        ):
            for y in members:
                if y[0] == kind:
                    return text.format(y[1], *(part + 1 for part in y[2:]))
        return "the two arguments of a delta(i, j) range"

    def visit(self, tree: Tree, bound: dict[str, Any]) -> None:
        """Collect what the tree says; ``bound`` gives for each bound index its own node."""
        if not isinstance(tree, tuple):
            return
        op = tree[0]
        if op in BINDERS:
            node = ("bound", object())
            if tree[3] == 1 and isinstance(tree[4], str | int):
                self.set(node, tree[4])
            self.visit(tree[1], {**bound, tree[2]: node})
        elif op == "index":
            for position, index in enumerate(tree[2:]):
                self.place(index, ("slot", tree[1], position), bound)
        elif op == "softmax":
            if isinstance(tree[3], str | int):
                self.set(("slot", tree[2], 0), tree[3])
            self.place(tree[1], ("slot", tree[2], 0), bound)
        elif op == "delta":
            node = ("delta", object())
            for index in tree[1:]:
                self.place(index, node, bound)
        elif op == "permutation":
            if isinstance(tree[2], str | int):
                self.set(("permutation", tree[1]), tree[2])
        elif op == "call" and len(tree) == 3:
            self.place(tree, ("anything", object()), bound)
        else:
            for child in children(tree):
                self.visit(child, bound)

    def place(self, index: Tree, node: Any, bound: dict[str, Any]) -> None:
        """An index stands at a place, so both have one dimension; a permutation keeps it."""
        while isinstance(index, tuple) and index[0] == "call" and len(index) == 3:
            self.join(node, ("permutation", index[1]))
            index = index[2]
        if isinstance(index, str):
            if index in bound:
                self.join(bound[index], node)
            else:
                self.indices.setdefault(index)
                self.join(("index", index), node)


def _places(parts: Iterable[Tree]) -> _Places:
    places = _Places()
    for part in parts:
        places.visit(part, {})
    return places


def implied_ranges(parts: Iterable[Tree]) -> list[Tree]:
    """Return the assumptions i <= n of the free indices whose dimension can be seen.

    Raises
    ------
    InvalidStatement
        If the same place is summed over two dimensions, or a free index ranges over two.
    """
    places = _places(parts)
    for x, n, m in places.clashes:
        raise InvalidStatement(
            "statement",
            f"dimensions clash: {places.words(x)} over 1..{n} and over 1..{m}",
            f"{n}, {m}",
            "Use one dimension, or different names for different vectors.",
        )
    found: list[Tree] = []
    for index in places.indices:
        size = places.dimension.get(places.find(("index", index)))
        if size is not None:
            found.append(("<=", index, size))
    return found


def index_ranges(assumptions: Iterable[Tree], domains: Iterable[tuple[str, Domain]]) -> tuple[Pairs, Pairs]:
    """Return (free index, dimension) and (permutation, dimension) as the assumptions of a statement say it.

    A variable is an index only if its domain consists of positive integers: nothing is inferred from x <= n for real x.
    """
    whole = {name for name, domain in domains if domain == "positive integer" and "[" not in name}
    ranges: dict[str, Dimension] = {}
    permutations: dict[str, Dimension] = {}
    for tree in assumptions:
        if not isinstance(tree, tuple):
            continue
        if tree[0] == "permutation" and isinstance(tree[2], str | int):
            permutations[tree[1]] = tree[2]
        elif tree[0] == "<=" and tree[1] in whole and _is_dimension(tree[2]):
            ranges.setdefault(tree[1], tree[2])
        elif tree[0] == ">=" and tree[2] in whole and _is_dimension(tree[1]):
            ranges.setdefault(tree[2], tree[1])
    return tuple(ranges.items()), tuple(permutations.items())


def _is_dimension(tree: Tree) -> bool:
    return isinstance(tree, int) or (isinstance(tree, str) and "[" not in tree)


def check_bounds(parts: Iterable[Tree], finite: Collection[str] = ()) -> None:
    """Refuse sums with a symbolic bound that do not run from 1 to a dimension; bounds in ``finite`` variables become numbers.

    Raises
    ------
    InvalidStatement
        If such a sum occurs.
    """

    def visit(tree: Tree, bound: frozenset[str]) -> None:
        if not isinstance(tree, tuple):
            return
        if tree[0] in BINDERS:
            low, high = tree[3], tree[4]
            free = {name for end in (low, high) for name in variables(end)}
            if not free <= {*finite} - bound and not (
                low == 1 and isinstance(high, str) and high not in bound
            ):
                hint = "Sums with a symbolic bound run over 1..n, n a name, or over a..n + c with integers c >= a - 1; split the sum."
                raise InvalidStatement(
                    "Sum",
                    "needs bounds 1 and n, or a and n + c, or integers",
                    f"{to_text(low)}..{to_text(high)}",
                    hint,
                )
            visit(tree[1], bound | {tree[2]})
            return
        for child in children(tree):
            visit(child, bound)

    for part in parts:
        visit(part, frozenset())
