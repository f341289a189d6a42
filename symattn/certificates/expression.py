"""An expression is a finite tree over exact rationals and names; two trees are equal when they are equal as data.

The tree is the common language of parser, prover and checker, and the form in which statements are stored:

* an ``int`` or ``Fraction`` is itself; a ``str`` is a variable (``"x"``, ``"w[1,2]"``);
* a tuple ``(op, *arguments)`` is an operation, see `ARITIES`.

``("Sum", term, i, lo, hi)`` binds the name ``i`` in ``term``; ``("call", "T", n)`` applies a function whose values are
tabulated beside the statement; ``("index", "x", i)`` is an entry whose index is not yet a number.
``("apply", "f", x)`` is the value of an arbitrary real function f: a statement holds for every f.
``("permutation", "s", n)`` states that the function s, applied as ``("call", "s", i)``, maps {1, ..., n} one to one onto itself.
``("forall", A, i, lo, hi)`` states A for i = lo, ..., hi, and binds i.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from symattn.certificates.base import rational_from_json
from symattn.errors import InvalidCertificate, InvalidStatement

Node: TypeAlias = tuple[Any, ...]
Tree: TypeAlias = int | Fraction | str | Node

#: operation -> (least, greatest) number of arguments; None means any number.
ARITIES: Mapping[str, tuple[int, int | None]] = {
    "+": (0, None),
    "*": (0, None),
    "**": (2, 2),
    **dict.fromkeys(("==", "!=", "<=", "<", ">=", ">"), (2, 2)),
    "and": (1, None),
    "or": (1, None),
    "not": (1, 1),
    "implies": (2, 2),
    **dict.fromkeys(("exp", "log", "sqrt", "abs", "H", "sgn", "relu"), (1, 1)),
    **dict.fromkeys(("logistic", "tanh", "sinh", "cosh", "softplus", "silu"), (1, 1)),
    "max": (1, None),
    "min": (1, None),
    "binomial": (2, 2),
    "delta": (2, 2),
    "Sum": (4, 4),
    "softmax": (3, 3),
    "index": (2, None),
    "call": (2, None),
    "apply": (2, None),
    "permutation": (2, 2),
    "forall": (4, 4),
}
#: operation -> position of the argument that is a name (of a bound index, a vector or a function).
_NAMED = {"Sum": 2, "forall": 2, "softmax": 2, "index": 1, "call": 1, "apply": 1, "permutation": 1}
RELATIONS = ("==", "!=", "<=", "<", ">=", ">")
#: Statements that are neither relations between numbers nor joined from others.
PREDICATES = ("permutation", "forall")
#: Operations that bind their second argument, a name, in the first.
BINDERS = ("Sum", "forall")
CONNECTIVES = ("and", "or", "not", "implies")
MAX_DEPTH = 130
_MAX_INDEX = 10**12


def is_statement(tree: Tree) -> bool:
    """Return whether the tree is true or false rather than a number."""
    return isinstance(tree, tuple) and (
        tree[0] in RELATIONS or tree[0] in CONNECTIVES or tree[0] in PREDICATES
    )


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the subtrees of a node that are expressions themselves (names of bound indices left out)."""
    if not isinstance(tree, tuple):
        return ()
    if tree[0] in BINDERS:
        return (tree[1], tree[3], tree[4])
    if tree[0] in ("call", "apply", "index", "permutation"):
        return tree[2:]
    if tree[0] == "softmax":
        return (tree[1], tree[3])
    return tree[1:]


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield every node of the tree, parents first, without recursion."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def variables(tree: Tree) -> tuple[str, ...]:
    """Return the free variables in order of first appearance."""
    seen: dict[str, None] = {}

    def visit(node: Tree, bound: frozenset[str]) -> None:
        if isinstance(node, str):
            if node not in bound:
                seen.setdefault(node)
        elif isinstance(node, tuple):
            if node[0] in BINDERS:
                visit(node[3], bound)
                visit(node[4], bound)
                visit(node[1], bound | {node[2]})
            else:
                for child in children(node):
                    visit(child, bound)

    visit(tree, frozenset())
    return tuple(seen)


def dimensions(tree: Tree) -> set[str]:
    """Return the names up to which sums, softmax rows and permutations run."""
    places = {**dict.fromkeys(BINDERS, 4), "softmax": 3, "permutation": 2}
    return {
        node[places[node[0]]]
        for node in walk(tree)
        if isinstance(node, tuple) and node[0] in places and isinstance(node[places[node[0]]], str)
    }


def vectors(tree: Tree) -> set[str]:
    """Return the names of vectors and matrices of which entries with symbolic indices occur."""
    nodes = [node for node in walk(tree) if isinstance(node, tuple) and node[0] in ("index", "softmax")]
    return {node[1] if node[0] == "index" else node[2] for node in nodes}


def every_name(tree: Tree) -> set[str]:
    """Return every name in the tree: variables, bound indices, vectors and functions."""
    if isinstance(tree, str):
        return {tree}
    return set().union(*map(every_name, tree[1:])) if isinstance(tree, tuple) else set()


def functions(tree: Tree) -> tuple[str, ...]:
    """Return the names of the arbitrary functions that occur, in order of first appearance."""
    names = (node[1] for node in walk(tree) if isinstance(node, tuple) and node[0] == "apply")
    return tuple(dict.fromkeys(names))


def entries_meant(parts: Iterable[Tree], names: Iterable[str]) -> tuple[str, ...]:
    """Return those names of single entries, x[1], that an entry x[i] in the parts may be."""
    bases = {base for part in parts for base in vectors(part)}
    return tuple(name for name in names if "[" in name and name.partition("[")[0] in bases)


def to_json(tree: Tree) -> Any:
    """Return the tree as JSON: integers, ``{"q": "p/q"}``, strings and lists."""
    if isinstance(tree, bool):
        raise InvalidStatement("expression", "numbers are int or Fraction", tree)
    if isinstance(tree, int | str):
        return tree
    if isinstance(tree, Fraction):
        return int(tree) if tree.denominator == 1 else {"q": str(tree)}
    return [tree[0], *(to_json(argument) for argument in tree[1:])]


def from_json(data: Any, depth: int = 0) -> Tree:
    """Read a tree from JSON; every operation must be known and have as many arguments as it takes."""
    if depth > MAX_DEPTH:
        raise InvalidCertificate("expression", f"may be nested {MAX_DEPTH} deep at most")
    if isinstance(data, bool):
        raise InvalidCertificate("expression", "a truth value is not a number", data)
    if isinstance(data, int | str):
        return data
    if isinstance(data, Mapping) and set(data) == {"q"}:
        return rational_from_json(data["q"])
    if isinstance(data, list | tuple) and data and isinstance(data[0], str) and data[0] in ARITIES:
        low, high = ARITIES[data[0]]
        named = _NAMED.get(data[0])
        well_named = named is None or (len(data) > named and isinstance(data[named], str))
        # A bound index called like an entry, x[1], would capture it.
        well_named = well_named and not (data[0] in BINDERS and "[" in data[2])
        if well_named and len(data) - 1 >= low and (high is None or len(data) - 1 <= high):
            return (data[0], *(from_json(item, depth + 1) for item in data[1:]))
    raise InvalidCertificate("expression", "must be a number, a name or [operation, arguments...]", data)


def substitute(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """Replace free variables by trees; an ``index`` node whose indices become integers turns into a variable."""
    if isinstance(tree, str):
        return values.get(tree, tree)
    if not isinstance(tree, tuple):
        return tree
    op = tree[0]
    if op in BINDERS:
        inner = {name: value for name, value in values.items() if name != tree[2]}
        if any(tree[2] in variables(value) for value in inner.values()):
            raise InvalidStatement(op, "a substituted value may not contain the bound index", tree[2])
        bounds = (substitute(tree[3], values), substitute(tree[4], values))
        return (op, substitute(tree[1], inner), tree[2], *bounds)
    if op in ("call", "apply", "index", "permutation"):
        arguments = tuple(substitute(argument, values) for argument in tree[2:])
        if op == "index" and all(isinstance(argument, int) for argument in arguments):
            return entry(tree[1], arguments)
        return (op, tree[1], *arguments)
    if op == "softmax":
        return (op, substitute(tree[1], values), tree[2], substitute(tree[3], values))
    return (op, *(substitute(argument, values) for argument in tree[1:]))


def entry(base: str, indices: tuple[Any, ...]) -> str:
    """Return the variable that names one entry: ``entry("w", (1, 2)) == "w[1,2]"``.

    Raises
    ------
    InvalidStatement
        If an index is too long to be printed.
    """
    if any(isinstance(index, int) and abs(index) > _MAX_INDEX for index in indices):
        raise InvalidStatement("index", f"must be at most {_MAX_INDEX}", base)
    return f"{base}[{','.join(str(index) for index in indices)}]"
