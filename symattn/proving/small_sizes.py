"""A statement about every n is tried at n = 1, 2, 3: entries, indices and permutations get values, everything else is exact evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from random import Random

from symattn.certificates.domains import Domain, domain_contains
from symattn.certificates.evaluation import NotExact
from symattn.certificates.expression import BINDERS, Tree, children, entry, walk
from symattn.proving.statement import Statement

#: Values of permutations: name -> ((1,) -> s(1), (2,) -> s(2), ...).
Tables = dict[str, dict[tuple[int, ...], int]]
_SIZES = (2, 1, 3)
_MAX_SIZES = 60
_ROUNDS = 60
_MAX_ENTRIES = 4000
_MAX_VISITS = 20_000
_VALUES = tuple(Fraction(v) for v in ("1", "2", "-1", "3", "0", "1/2", "-2", "5", "-3"))


def is_symbolic(statement: Statement) -> bool:
    """Return whether a sum, an entry or a permutation with a symbolic bound or index occurs."""
    return not statement.operations.isdisjoint(("Sum", "forall", "index", "softmax", "permutation"))


def small_points(statement: Statement) -> Iterator[tuple[dict[str, Fraction], Tables]]:
    """Yield points of the domains with values of all entries that occur, and values of the permutations."""
    parts = (statement.claim, *statement.assumptions)
    mapped = {
        node[1]: node[2]
        for part in parts
        for node in walk(part)
        if isinstance(node, tuple) and node[0] == "permutation"
    }
    known = dict(statement.domains)
    sizes = [name for name, domain in statement.domains if domain == "positive integer"]
    others = [(name, domain) for name, domain in statement.domains if domain != "positive integer"]
    random = Random(20220208)
    for round_number in range(_ROUNDS):
        for values in islice(product(_SIZES, repeat=len(sizes)), _MAX_SIZES):
            point = {name: Fraction(value) for name, value in zip(sizes, values, strict=True)}
            # Finite variables may be bounds of sums: they get their values before the entries are collected.
            point |= {name: random.choice(domain) for name, domain in others if isinstance(domain, tuple)}
            tables = {name: _bijection(_size(n, point), random) for name, n in mapped.items()}
            names: dict[str, None] = {}
            try:
                visits = [_MAX_VISITS]
                for part in parts:
                    _collect(part, dict(point), tables, names, visits)
            except (NotExact, OverflowError):
                continue
            rest = [(name, domain) for name, domain in others if name not in point]
            entries = [name for name in names if name not in known]
            free: list[tuple[str, Domain]] = [*rest, *((name, "real") for name in entries)]
            for place, (name, domain) in enumerate(free):
                point[name] = _value(domain, place, round_number, random)
            yield point, tables


def _size(n: Tree, point: Mapping[str, Fraction]) -> int:
    return int(point[n]) if isinstance(n, str) else int(n) if isinstance(n, int) and n <= 10 else 0


def _bijection(n: int, random: Random) -> dict[tuple[int, ...], int]:
    images = list(range(1, n + 1))
    random.shuffle(images)
    if n == 2:  # of two permutations the identity shows nothing
        images = [2, 1]
    return {(i,): image for i, image in enumerate(images, 1)}


def _value(domain: Domain, place: int, round_number: int, random: Random) -> Fraction:
    if isinstance(domain, tuple):
        return random.choice(domain)
    # First 1, 2, 3, ..., which tells entries apart; then small numbers in a fixed pseudo-random order.
    value = Fraction(place % 7 + 1) if round_number == 0 else random.choice(_VALUES)
    return value if domain_contains(domain, value) else Fraction(place % 3 + 1)


def _collect(
    tree: Tree, bound: dict[str, Fraction], tables: Tables, names: dict[str, None], visits: list[int]
) -> None:
    """Collect the entries that evaluation at these sizes will ask for; ``visits`` counts down what may still be read."""
    visits[0] -= 1
    if len(names) > _MAX_ENTRIES or visits[0] < 0:
        raise NotExact("too many entries")
    if not isinstance(tree, tuple):
        return
    if tree[0] in BINDERS:
        low, high = _number(tree[3], bound, tables), _number(tree[4], bound, tables)
        if high - low > 12:
            raise NotExact("too many terms")
        for i in range(low, high + 1):
            _collect(tree[1], {**bound, tree[2]: Fraction(i)}, tables, names, visits)
    elif tree[0] == "index":
        names[entry(tree[1], tuple(_number(i, bound, tables) for i in tree[2:]))] = None
    elif tree[0] == "softmax":
        names.update(
            dict.fromkeys(entry(tree[2], (i,)) for i in range(1, _number(tree[3], bound, tables) + 1))
        )
    else:
        for child in children(tree):
            _collect(child, bound, tables, names, visits)


def _number(tree: Tree, bound: Mapping[str, Fraction], tables: Tables) -> int:
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str) and tree in bound:
        return int(bound[tree])
    if isinstance(tree, tuple) and tree[0] == "call":
        image = tables.get(tree[1], {}).get(tuple(_number(i, bound, tables) for i in tree[2:]))
        if image is not None:
            return image
    raise NotExact("an index has no value")
