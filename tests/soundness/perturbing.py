"""A true statement with one thing changed is often false: a constant, sign, variable, index, term, function, relation or power.

Whether it is false is not decided here: a point at which it fails has to be found before it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from symattn.certificates.expression import is_statement, variables
from tests.soundness.trees import rebuilt

HALF = Fraction(1, 2)
#: What an operation may be taken for.
_OTHER = {
    "exp": ("cosh", "logistic"),
    "logistic": ("tanh", "exp"),
    "tanh": ("logistic", "sinh"),
    "sinh": ("cosh", "tanh"),
    "cosh": ("sinh", "exp"),
    "silu": ("logistic", "softplus"),
    "softplus": ("silu",),
    "log": ("softplus",),
    "H": ("sgn", "relu"),
    "sgn": ("H",),
    "relu": ("abs", "H"),
    "abs": ("relu",),
    "max": ("min",),
    "min": ("max",),
    "and": ("or",),
    "or": ("and",),
    "==": ("!=", "<=", ">="),
    "!=": ("==", "<"),
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
}


def perturbed(random: Random, claim: Any, names: Sequence[str], indices: tuple[str, ...]) -> Any:
    """Change one thing of the claim: a constant, a sign, a variable, an index, a term, a function, a relation, a power."""
    equality = claim[0] == "=="
    sites = list(_sites(claim, (), indices))
    path, part, scope = random.choice(sites)
    if not path and equality:
        return None
    new = _changed(random, part, names, scope)
    if new is None or new == part:
        return None
    result = rebuilt(claim, path, new)
    # A bound index may not get loose.
    known = {*names, *indices, "n"}
    return result if set(variables(result)) <= known and result != claim else None


def _sites(tree: Any, path: tuple[int, ...], scope: tuple[str, ...]) -> Any:
    """Yield every place, indices included."""
    yield path, tree, scope
    if not isinstance(tree, tuple):
        return
    if tree[0] == "Sum":
        yield from _sites(tree[1], (*path, 1), (*scope, tree[2]))
    elif tree[0] in ("index", "call"):
        for k in range(2, len(tree)):
            yield from _sites(tree[k], (*path, k), scope)
    elif tree[0] == "softmax":
        yield from _sites(tree[1], (*path, 1), scope)
    else:
        for k in range(1, 2 if tree[0] == "**" else len(tree)):
            yield from _sites(tree[k], (*path, k), scope)


def _changed(random: Random, part: Any, names: Sequence[str], scope: tuple[str, ...]) -> Any:
    if isinstance(part, str):
        if part in scope:  # an index: another one
            return random.choice(scope)
        if part == "n":
            return None
        return random.choice([name for name in names if name != "n"] or [part])
    if not isinstance(part, tuple):
        return part + random.choice((1, -1, HALF)) if random.random() < 0.8 else -part
    if part[0] in ("index", "call", "delta", "softmax"):
        if part[0] == "call":
            return part[2]  # the permutation left out
        if part[0] == "index" and part[1] in ("x", "w"):
            return ("index", {"x": "w", "w": "x"}[part[1]], *part[2:])
        return ("index", part[1], *reversed(part[2:])) if part[0] == "index" else None
    if is_statement(part):
        if part[0] in _OTHER and random.random() < 0.7:
            return (random.choice(_OTHER[part[0]]), *part[1:])
        return ("not", part) if random.random() < 0.5 and part[0] in ("and", "or", "implies", "not") else None
    kind = random.randrange(4)
    if kind == 0:
        return ("*", -1, part)
    if kind == 1:
        return ("+", part, random.choice((1, -1, HALF)))
    if kind == 2 and part[0] in ("+", "*", "max", "min") and len(part) > 2:
        k = random.randrange(1, len(part))
        rest = (*part[:k], *part[k + 1 :])
        return rest[1] if len(rest) == 2 else rest
    if part[0] == "**" and isinstance(part[2], int):
        return ("**", part[1], part[2] + 1)
    return (random.choice(_OTHER[part[0]]), *part[1:]) if part[0] in _OTHER else None
