"""Random true equations: a random expression, and what textbook laws make of it, applied at random places in either direction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from symattn.certificates.expression import Tree, is_statement
from tests.soundness.laws import LAWS, Law
from tests.soundness.trees import Context, Matching, NoInstance, inside, places, rebuilt, size

_TRIES = 25
_TRANSCENDENTAL = frozenset(("exp", "log", "logistic", "tanh", "sinh", "cosh", "silu", "softplus", "sqrt"))
Rule = tuple[Law, Any, Any]


def degree(tree: Any) -> int:
    """Return a bound on how long the tree is when multiplied out, as an exponent."""
    if not isinstance(tree, tuple):
        return 0 if not isinstance(tree, str) else 1
    parts = [degree(part) for part in tree[1:] if not isinstance(part, str) or tree[0] in ("+", "*", "**")]
    if tree[0] == "*":
        return sum(parts)
    if tree[0] == "**":
        return abs(int(tree[2])) * parts[0]
    return max([1, *parts])


def sums(tree: Any) -> int:
    """Return how many bound indices occur in one product, at most."""
    if not isinstance(tree, tuple):
        return 0
    parts = [sums(part) for part in tree[1:]]
    if tree[0] == "*":
        return sum(parts)
    if tree[0] == "**":
        return abs(int(tree[2])) * parts[0]
    return max([0, *parts]) + (tree[0] == "Sum")


class Rewriter:
    """Rewrite with the laws of some groups; ``used`` counts how often each was applied."""

    used: Counter[tuple[str, str]] = Counter()

    def __init__(self, groups: Iterable[str], *, largest: int, highest: int) -> None:
        self.largest, self.highest = largest, highest
        self.laws = [law for law in LAWS if law.group in groups]
        self.by_root: dict[str, list[Rule]] = defaultdict(list)
        for law in LAWS:
            if law.group in groups:
                for pattern, result in law.sides():
                    root = pattern[0] if isinstance(pattern, tuple) else ""
                    logical = law.group == "logic"
                    self.by_root["logic" if logical else root or "any"].append((law, pattern, result))

    def step(self, context: Context, tree: Tree, scope: tuple[str, ...] = ()) -> Tree:
        """Apply one law at one place; the tree itself if none was found that keeps it small."""
        random = context.random
        spots = list(places(tree, (), scope))
        for _ in range(_TRIES):
            path, part, around = random.choice(spots)
            if not isinstance(part, tuple) and random.random() < 0.7:
                continue  # names and numbers are instances of few laws
            if is_statement(part):
                rules = self.by_root["logic"]
            else:
                rules = self.by_root[part[0]] if isinstance(part, tuple) else []
                if not rules or random.random() < 0.06:
                    rules = self.by_root["any"]
            if not rules:
                continue
            law, pattern, result = random.choice(rules)
            # Exponents stay polynomials.
            exponent = inside(tree, path, _TRANSCENDENTAL)
            if exponent and law.group in ("exponential", "field"):
                continue
            simple = exponent or law.group == "exponential"
            matching = Matching(replace(context, fill=context.simple) if simple else context, around)
            try:
                matching.match(pattern, part, {})
                new = rebuilt(tree, path, matching.instance(result))
            except NoInstance:
                continue
            if size(new) <= self.largest and degree(new) <= self.highest and sums(new) <= 3:
                self.used[law.group, law.name] += 1
                return new
        return tree

    def planted(self, context: Context, scope: tuple[str, ...], logic: bool) -> tuple[Tree, Tree] | None:
        """Return the two sides of an instance of one law; many laws have instances in few random expressions."""
        law = context.random.choice([law for law in self.laws if (law.group == "logic") == logic])
        simple = law.group == "exponential"
        matching = Matching(replace(context, fill=context.simple) if simple else context, scope)
        sides = context.random.choice(law.sides())
        try:
            left, right = (matching.instance(side) for side in sides)
        except NoInstance:
            return None
        if max(size(left), size(right)) > self.largest or max(degree(left), degree(right)) > self.highest:
            return None
        self.used[law.group, law.name] += 1
        return left, right

    def rewritten(self, context: Context, tree: Tree, steps: int, scope: tuple[str, ...] = ()) -> Tree:
        """Apply several laws, one after the other."""
        for _ in range(steps):
            tree = self.step(context, tree, scope)
        return tree
