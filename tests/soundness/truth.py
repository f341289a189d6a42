"""Whether a statement holds at a point: decided by exact evaluation, and by enclosures of real numbers where a value is no exact one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import flint

from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree

#: The answer where a side is not defined, or the enclosures do not tell.
UNKNOWN = None
Tables = dict[str, dict[tuple[int, ...], int]]
_PRECISION = 200


def truth(statement: Tree, point: Mapping[str, Any], tables: Tables | None = None) -> bool | None:
    """Return whether the statement holds at the point, `UNKNOWN` where it is not defined or not told."""
    try:
        return Evaluator(point, tables).truth(statement)
    except Undefined:
        return UNKNOWN
    except NotExact:
        return _enclosed(statement, point)


def _enclosed(statement: Any, point: Mapping[str, Any]) -> bool | None:
    """Compare enclosures.  Equal real numbers are told apart by no enclosure: a difference below 10^-40 counts as equality in laws only."""
    if statement[0] not in ("==", "<=", ">=", "<", ">"):
        return UNKNOWN
    before = flint.ctx.prec
    flint.ctx.prec = _PRECISION
    try:
        left, right = enclosure(statement[1], point), enclosure(statement[2], point)
        if left is None or right is None or not (left - right).is_finite():
            return UNKNOWN
        if not left.overlaps(right):
            return {
                "==": False,
                "<": left < right,
                "<=": left < right,
                ">": left > right,
                ">=": left > right,
            }[statement[0]]
        small = abs(left - right) < flint.arb(10) ** -40
        return True if statement[0] == "==" and small else UNKNOWN
    finally:
        flint.ctx.prec = before


def enclosure(tree: Any, point: Mapping[str, Any]) -> Any:
    """Return a ball that contains the value, or None where there is none or a pole is not excluded."""
    if isinstance(tree, str):
        return enclosure(point[tree], point)
    if not isinstance(tree, tuple):
        q = Fraction(tree)
        return flint.arb(flint.fmpq(q.numerator, q.denominator))
    if tree[0] not in _FUNCTIONS and tree[0] not in ("+", "*", "**", "log", "sqrt", *_PIECEWISE):
        return None
    if tree[0] == "**":
        base = enclosure(tree[1], point)
        exponent = point.get(tree[2]) if isinstance(tree[2], str) else tree[2]
        if base is None or not isinstance(exponent, int | Fraction) or (exponent < 0 and base.contains(0)):
            return None
        if exponent != int(exponent):
            return (base.log() * enclosure(exponent, point)).exp() if base > 0 else None
        power = flint.arb(1)
        for _ in range(abs(int(exponent))):
            power = power * base
        return power if exponent >= 0 else 1 / power
    parts = [enclosure(part, point) for part in tree[1:]]
    if any(part is None for part in parts):
        return None
    if tree[0] in ("+", "*"):
        total = flint.arb(0 if tree[0] == "+" else 1)
        for part in parts:
            total = total + part if tree[0] == "+" else total * part
        return total
    if tree[0] in ("log", "sqrt"):
        if not parts[0] > 0:
            return None
        return parts[0].log() if tree[0] == "log" else parts[0].sqrt()
    return _branch(tree[0], parts) if tree[0] in _PIECEWISE else _FUNCTIONS[tree[0]](parts[0])


def _branch(name: str, parts: Sequence[Any]) -> Any:
    """Return the branch of a piecewise function, None if the balls do not tell which."""
    if name in ("max", "min"):
        best = parts[0]
        for part in parts[1:]:
            if not best >= part and not best < part:
                return None
            best = part if (best < part) == (name == "max") else best
        return best
    (t,) = parts
    if not t >= 0 and not t < 0:
        return None
    above = bool(t >= 0)
    return {"H": flint.arb(above), "sgn": flint.arb(1 if above else -1), "abs": abs(t)}.get(
        name, t if above else flint.arb(0)
    )


_PIECEWISE = ("H", "sgn", "relu", "abs", "max", "min")
_FUNCTIONS = {
    "exp": lambda t: t.exp(),
    "logistic": lambda t: 1 / (1 + (-t).exp()),
    "silu": lambda t: t / (1 + (-t).exp()),
    "tanh": lambda t: t.tanh(),
    "sinh": lambda t: t.sinh(),
    "cosh": lambda t: t.cosh(),
    "softplus": lambda t: (1 + t.exp()).log(),
}


def point_of(
    random: Random,
    choices: Mapping[str, Sequence[Any] | range],
    vectors: Iterable[str],
    matrices: Iterable[str],
    n: int,
) -> tuple[dict[str, Any], Tables]:
    """Return a random point: a value for each name, entries of vectors and matrices of size n, and a permutation s."""
    point: dict[str, Any] = {name: random.choice(values) for name, values in choices.items()}
    small = (0, 1, -1, 2, Fraction(1, 2), -2, 3)
    for base in vectors:
        point.update({f"{base}[{i}]": random.choice(small) for i in range(1, n + 1)})
    for base in matrices:
        point.update(
            {f"{base}[{i},{j}]": random.choice(small) for i, j in product(range(1, n + 1), repeat=2)}
        )
    images = random.sample(range(1, n + 1), n)
    return point, {"s": {(i,): image for i, image in enumerate(images, 1)}}


#: Definite functions that stand for arbitrary ones, as trees of JSON.
BODIES = (
    lambda t: ["**", ["+", t, 1], 2],
    lambda t: ["+", ["*", 2, t], 1],
    lambda t: ["+", ["**", t, 3], ["*", -1, t]],
)


def with_functions(tree: Any, first: int) -> Any:
    """Put definite functions in place of arbitrary ones, another one for each letter."""
    if not isinstance(tree, list) or not tree:
        return tree
    if tree[0] == "apply":
        mixed = ["+", *(["*", k, with_functions(part, first)] for k, part in enumerate(tree[2:], 1))]
        return BODIES[(first + sum(map(ord, tree[1]))) % len(BODIES)](mixed)
    return [tree[0], *(with_functions(part, first) for part in tree[1:])]
