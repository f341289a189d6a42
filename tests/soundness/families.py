"""For each family of the prover: random expressions of its class, and the laws with which they are rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from symattn.certificates.expression import Tree, variables, walk
from tests.soundness.laws import INEQUALITIES, MIXED
from tests.soundness.perturbing import HALF, perturbed
from tests.soundness.rewriting import Rewriter
from tests.soundness.trees import Context, Matching
from tests.soundness.truth import Tables, point_of, truth

NUMBERS: tuple[Any, ...] = (0, 1, -1, 2, 3, HALF, -2)
REALS = tuple(Fraction(v) for v in ("0", "1", "-1", "2", "1/2", "-2", "3", "-1/3", "5/2", "-7/2"))
RELATIONS = ("==", "!=", "<=", "<", ">=", ">")


@dataclass(frozen=True)
class World:
    """Assumptions, as text, and the values that the variables may take under them."""

    assuming: str
    values: Mapping[str, Sequence[Any]]
    indices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A statement with its assumptions."""

    claim: Any
    world: World


@dataclass(frozen=True)
class Family:
    """How the statements of a family are made."""

    name: str
    worlds: tuple[World, ...]
    rewriter: Rewriter
    expression: Callable[[Random, World, int, tuple[str, ...]], Tree]
    depth: int = 3
    steps: tuple[int, int] = (2, 5)
    formulas: bool = False
    inequalities: bool = False
    #: Of inequalities, how often a transcendental one is added, and which these are.
    share: float = 0.08
    transcendental: tuple[Any, ...] = ()
    #: One of these operations has to occur, and a variable.
    needs: frozenset[str] = frozenset()

    def context(self, random: Random, world: World) -> Context:
        """Return what the rewriting needs to know."""

        def belongs(sort: str, tree: Any) -> bool:
            return _belongs(sort, tree, world)

        def fill(random: Random, sort: str, scope: tuple[str, ...]) -> Tree:
            return self.fill(random, world, sort, scope)

        def simple(random: Random, sort: str, scope: tuple[str, ...]) -> Tree:
            return self.expression(random, world, 0, scope) if sort in "abcd" else fill(random, sort, scope)

        return Context(random, belongs, fill, simple)

    def fill(self, random: Random, world: World, sort: str, scope: tuple[str, ...]) -> Tree:
        """Return something small to put for a metavariable."""
        if sort in "pqr":
            return self.relation(random, world)
        if sort in "abcd":
            return self.expression(random, world, random.choice((0, 0, 1)), scope)
        fitting = [name for name in world.values if _belongs(sort, name, world)]
        if sort == "m":
            return random.choice([*fitting, 1, ("abs", self.fill(random, world, "a", scope))])
        if sort == "t":
            return random.choice([*fitting, 2, HALF])
        return random.choice(
            [*fitting, ("H", self.fill(random, world, "a", scope))] if sort in "uv" else fitting or [1]
        )

    def relation(self, random: Random, world: World) -> Tree:
        """Return a random relation between small expressions."""
        a, b = (self.expression(random, world, random.choice((0, 1)), ()) for _ in range(2))
        return (random.choice(RELATIONS), a, b)

    def point(self, random: Random, world: World) -> tuple[dict[str, Any], Tables]:
        """Return a random point of the world."""
        n = random.choice((1, 2, 2, 2, 3)) if "n" in world.values else 1
        values = {**world.values, "n": (n,), **{index: range(1, n + 1) for index in world.indices}}
        return (
            point_of(random, values, ("x", "w"), ("A",), n)
            if world.values.get("n")
            else ({k: random.choice(v) for k, v in world.values.items()}, {})
        )

    def holds(self, random: Random, example: Example, points: int) -> tuple[bool, bool]:
        """Return whether the claim was found (true, false) at some of so many random points."""
        answers = set()
        for _ in range(points):
            point, tables = self.point(random, example.world)
            answers.add(truth(example.claim, point, tables))
            if False in answers:
                break
        return True in answers, False in answers

    def true(self, random: Random) -> Example:
        """Return a true statement, made by rewriting; its two sides are different trees, and it is defined somewhere."""
        for _ in range(200):
            world = random.choice(self.worlds)
            context = self.context(random, world)
            claim = self.claim(random, context, world)
            if claim is None or not self._typical(claim):
                continue
            example = Example(claim, world)
            true, false = self.holds(random, example, 3)
            assert not false, f"a law was applied wrongly: {claim}"
            if true:
                return example
        raise AssertionError("no statement was found")

    def _typical(self, claim: Tree) -> bool:
        operations = {node[0] for node in walk(claim) if isinstance(node, tuple)}
        return bool(variables(claim)) and (not self.needs or bool(operations & self.needs))

    def claim(self, random: Random, context: Context, world: World) -> Any:
        """Return a true claim by rewriting, or None if what was drawn does not serve."""
        steps = random.randint(*self.steps)
        if self.inequalities:
            return self._inequality(random, context, steps)
        scope = world.indices
        logic = self.formulas and random.random() < 0.5
        left: Any
        right: Any
        if random.random() < 0.5:
            sides = self.rewriter.planted(context, scope, logic)
            if sides is None:
                return None
            left, right = sides
            if random.random() < 0.5 and not logic:
                other = self.expression(random, world, 1, scope)
                op = random.choice("+*")
                left, right = (op, left, other), (op, right, other)
            steps -= 1
        else:
            left = right = (
                self._formula(random, world, 2)
                if logic
                else self.expression(random, world, self.depth, scope)
            )
        right = self.rewriter.rewritten(context, right, steps, scope)
        if random.random() < 0.3:
            left = self.rewriter.rewritten(context, left, 1, scope)
        if left == right:
            return None
        return ("and", ("implies", left, right), ("implies", right, left)) if logic else ("==", left, right)

    def _formula(self, random: Random, world: World, depth: int) -> Tree:
        kind = random.choice(("and", "or", "implies", "not")) if depth else ""
        if not kind:
            return self.relation(random, world)
        return (kind, *(self._formula(random, world, depth - 1) for _ in range(1 if kind == "not" else 2)))

    def _inequality(self, random: Random, context: Context, steps: int) -> Any:
        """Add instances of known inequalities, with positive factors; add what is not negative; rewrite both sides."""
        left: Any = []
        right: Any = []
        strict = False
        for _ in range(random.choice((1, 1, 2))):
            known = self.transcendental or _TRANSCENDENTAL
            _, pattern = random.choice(known if random.random() < self.share else _ALGEBRAIC)
            relation, a, b = Matching(context, ()).instance(pattern)
            strict = strict or relation == ">"
            factor = random.choice((1, 1, 2, HALF))
            left.append(a if factor == 1 else ("*", factor, a))
            right.append(b if factor == 1 else ("*", factor, b))
        if random.random() < 0.3:
            a = context.fill(random, "a", ())
            left.append(random.choice((("**", a, 2), ("abs", a), HALF)))
            strict = strict or left[-1] == HALF
        if random.random() < 0.2:
            both = context.fill(random, "a", ())
            left.append(both)
            right.append(both)
        sides = [side[0] if len(side) == 1 else ("+", *side) for side in (left, right)]
        sides = [self.rewriter.rewritten(context, side, random.randint(0, steps)) for side in sides]
        if random.random() < 0.2:
            sides = [("+", sides[0], ("*", -1, sides[1])), 0]
        relation = ">" if strict and random.random() < 0.8 else ">="
        return (
            (relation, *sides)
            if random.random() < 0.5
            else ({">": "<", ">=": "<="}[relation], *reversed(sides))
        )

    def false(self, random: Random) -> Example:
        """Return a statement that is false at a point: a true one with one thing changed."""
        for _ in range(400):
            example = self.true(random)
            world = example.world
            for _ in range(4):
                changed = perturbed(random, example.claim, tuple(world.values), world.indices)
                if changed is None or not self._typical(changed):
                    continue
                other = Example(changed, example.world)
                if self.holds(random, other, 8)[1]:
                    return other
        raise AssertionError("no false statement was found")


def _belongs(sort: str, tree: Any, world: World) -> bool:
    """Return whether the tree is seen to have values of the sort."""
    values = (
        world.values.get(tree) if isinstance(tree, str) else (tree,) if not isinstance(tree, tuple) else None
    )
    if values is not None:
        return {
            **dict.fromkeys("uv", set(values) <= {0, 1}),
            "z": set(values) <= {-1, 1},
            "m": min(values) >= 0,
            "t": min(values) > 0,
        }[sort]
    if isinstance(tree, str):
        return False
    if sort in "uv":
        return tree[0] == "H" or (
            tree[0] in ("*", "max", "min") and all(_belongs(sort, part, world) for part in tree[1:])
        )
    if sort == "m":
        return tree[0] in ("abs", "relu", "H", "exp") or (tree[0] == "**" and tree[2] in (2, 4))
    return sort == "t" and tree[0] == "exp"


#: The inequalities with exponentials are drawn less often: deciding them takes longer.
_EXPONENTIAL = ("exp", "logistic", "tanh", "cosh")
_TRANSCENDENTAL = [
    item
    for item in INEQUALITIES
    if any(isinstance(node, tuple) and node[0] in _EXPONENTIAL for node in walk(item[1]))
]
_ALGEBRAIC = [item for item in INEQUALITIES if item not in _TRANSCENDENTAL]


# The expressions of each family.


def _pair(random: Random, operations: Sequence[str], one: Callable[[], Tree]) -> Tree:
    op = random.choice(operations)
    if op == "**":
        return ("**", one(), random.choice((2, 2, 3)))
    return (op, one(), one())


def _bits(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        return random.choice((*world.values, *world.values, 0, 1, 2))

    def one() -> Tree:
        return _bits(random, world, random.randrange(depth), scope)

    if random.random() < 0.35:
        return (random.choice(("H", "sgn", "relu", "abs")), ("+", one(), random.choice((0, -1, -HALF, 1))))
    return _pair(random, ("+", "*", "*", "max", "min", "**"), one)


def _polynomial(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        return random.choice(
            (*"xyz", *"xyz", random.choice(NUMBERS), ("sqrt", 2))
            if random.random() < 0.03
            else (*"xyz", *"xyz", *NUMBERS)
        )

    def one() -> Tree:
        return _polynomial(random, world, random.randrange(depth), scope)

    if random.random() < 0.2:
        return ("*", one(), ("**", one(), -1))
    return _pair(random, ("+", "+", "*", "*", "**"), one)


def _exponent(random: Random) -> Tree:
    name = random.choice("xy")
    return random.choice(
        (
            name,
            name,
            ("+", "x", "y"),
            ("*", 2, name),
            ("*", -1, name),
            ("*", "x", "y"),
            ("+", name, 1),
            ("+", "x", ("*", -1, "y")),
        )
    )


def _exponential(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        return random.choice(("x", "y", random.choice(NUMBERS)))
    if depth == 1 or random.random() < 0.4:
        op = random.choice(("exp", "exp", "logistic", "logistic", "tanh", "sinh", "cosh", "silu"))
        return ("softplus" if random.random() < 0.04 else op, _exponent(random))

    def one() -> Tree:
        return _exponential(random, world, random.randrange(depth), scope)

    if random.random() < 0.2:
        return ("*", one(), ("**", ("exp", _exponent(random)), -1))
    return _pair(random, ("+", "*", "**"), one)


def _piecewise(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        return random.choice((*world.values, *world.values, random.choice(NUMBERS)))

    def one() -> Tree:
        return _piecewise(random, world, random.randrange(depth), scope)

    kind = random.random()
    if kind < 0.45:
        return (random.choice(("H", "sgn", "relu", "abs")), one())
    if kind < 0.65:
        return (random.choice(("max", "min")), one(), one())
    if kind < 0.8:
        return ("*", random.choice((2, -1, HALF, 3)), one())
    return ("+", one(), one())


def _sums(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        if scope and random.random() < 0.8:
            i, j = random.choice(scope), random.choice(scope)
            return random.choice(
                (("index", "x", i), ("index", "w", i), ("index", "A", i, j), ("index", "x", ("call", "s", i)))
            )
        return random.choice(("c", 1, 2, -1))

    def one(scope: tuple[str, ...] = scope) -> Tree:
        return _sums(random, world, random.randrange(depth), scope)

    kind = random.random()
    if kind < 0.4 and len(scope) < 3:
        name = random.choice([n for n in ("i", "j", "k") if n not in scope])
        body = _sums(random, world, depth - 1, (*scope, name))
        if random.random() < 0.6:
            body = (random.choice("**+"), ("index", random.choice("xw"), name), body)
        return ("Sum", body, name, 1, "n")
    if kind < 0.5 and scope:
        return (random.choice(("exp", "exp", "H", "logistic")), ("index", "x", random.choice(scope)))
    if kind < 0.55 and scope:
        return ("softmax", random.choice(scope), "x", "n")
    if kind < 0.65 and len(scope) > 1:
        return ("*", ("delta", *random.sample(scope, 2)), one())
    if kind < 0.75:
        return ("**", one(), 2)
    return (random.choice("+*"), one(), one())


def _real(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    if not depth:
        return random.choice((*world.values, *world.values, random.choice(NUMBERS)))
    a, b = (random.choice((*world.values, 1, 2)) for _ in range(2))
    return random.choice((("+", a, b), ("*", 2, a), ("+", a, ("*", -1, b)), ("*", a, b)))


def _line(random: Random, world: World, depth: int, scope: tuple[str, ...]) -> Tree:
    a, b = (random.choice(tuple(world.values)) for _ in range(2))
    return random.choice((a, a, ("*", 2, a), ("*", -1, a), ("+", a, 1), ("+", a, ("*", -1, b)), ("+", a, b)))


def _worlds(*pairs: tuple[str, Mapping[str, Sequence[Any]]]) -> tuple[World, ...]:
    return tuple(World(assuming, values) for assuming, values in pairs)


_XYZ = {"x": REALS, "y": REALS, "z": REALS}
_POSITIVE = tuple(v for v in REALS if v > 0)
_NOT_NEGATIVE = tuple(v for v in REALS if v >= 0)
_XY = {"x": REALS, "y": REALS}

FAMILIES = {
    family.name: family
    for family in (
        Family(
            "exhaustion",
            _worlds(
                ("x, y, z in {0,1}", {"x": (0, 1), "y": (0, 1), "z": (0, 1)}),
                ("x, y in {0,1}; g in {-1,1}", {"x": (0, 1), "y": (0, 1), "g": (-1, 1)}),
                ("x in {0,1}; y in {0,1,2}", {"x": (0, 1), "y": (0, 1, 2)}),
            ),
            Rewriter(("ring", "bits", "piecewise", "logic"), largest=45, highest=6),
            _bits,
            formulas=True,
        ),
        Family(
            "polynomial", _worlds(("", _XYZ)), Rewriter(("ring", "field"), largest=45, highest=6), _polynomial
        ),
        Family(
            "exponential",
            _worlds(("", _XY), ("y positive", {"x": REALS, "y": _POSITIVE})),
            Rewriter(("ring", "field", "exponential"), largest=36, highest=5),
            _exponential,
            depth=2,
            needs=frozenset(("exp", "log", "logistic", "tanh", "sinh", "cosh", "silu", "softplus")),
        ),
        Family(
            "dimension",
            (
                World("s permutation of n", {"c": REALS, "n": (1, 2, 3)}),
                World("s permutation of n; f positive integer; f <= n", {"c": REALS, "n": (1, 2, 3)}, ("f",)),
            ),
            Rewriter(("ring", "sums"), largest=36, highest=5),
            _sums,
            needs=frozenset(("Sum", "softmax")),
        ),
        Family(
            "piecewise",
            _worlds(
                ("", _XY),
                ("g in {0,1}", {"x": REALS, "g": (0, 1)}),
                ("y >= 0", {"x": REALS, "y": _NOT_NEGATIVE}),
                ("y positive; g in {0,1}", {"x": REALS, "y": _POSITIVE, "g": (0, 1)}),
            ),
            Rewriter(("ring", "piecewise"), largest=30, highest=3),
            _piecewise,
            needs=frozenset(("H", "sgn", "relu", "abs", "max", "min")),
        ),
        Family(
            "inequality",
            _worlds(
                ("", _XY),
                ("y >= 0", {"x": REALS, "y": _NOT_NEGATIVE}),
                ("y positive", {"x": REALS, "y": _POSITIVE}),
            ),
            Rewriter(("ring", "piecewise"), largest=36, highest=4),
            _real,
            inequalities=True,
        ),
        Family(
            "signs",
            _worlds(
                ("", _XY),
                ("y >= 0", {"x": REALS, "y": _NOT_NEGATIVE}),
                ("x > 1/2; y positive", {"x": tuple(v for v in REALS if v > HALF), "y": _POSITIVE}),
            ),
            Rewriter(("piecewise",), largest=30, highest=3),
            _line,
            steps=(0, 2),
            inequalities=True,
            share=0.85,
            transcendental=tuple(MIXED),
        ),
    )
}

__all__ = ["FAMILIES", "Example", "Family", "World"]
