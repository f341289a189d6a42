"""A translation is right if what is read back from it has the values of the statement: both are evaluated at random rational points.

exp, log and square root are replaced by the same arbitrary functions on both sides: a translation that is right for these is right for
every function, and all values are rational.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from math import comb
from typing import Any

from symattn.certificates.domains import domain_contains
from symattn.certificates.expression import RELATIONS, Tree, vectors
from symattn.errors import InvalidStatement
from symattn.proving.rocq.arbitrary import LIBRARY, UNARY, Undefined, arbitrary, exponential, square_root
from symattn.proving.rocq.conditions import conditions
from symattn.proving.rocq.kinds import NATURAL, Signature, signature
from symattn.proving.rocq.reading import Reading, read_definitions, read_theorem
from symattn.proving.statement import Statement

#: So many points are tried, and more as long as the conclusion has a value at none.
_POINTS, _MOST_POINTS = 24, 2000
_SMALL = [Fraction(value) for value in (-1, 0, 1, 2, Fraction(1, 2), Fraction(-3, 2), 3, Fraction(1, 3))]


class TreeValue:
    """The value of a tree at a point: numbers by name, vectors and functions as functions; ``sign`` as in `Reading`."""

    def __init__(
        self,
        numbers: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]],
        sign: Callable[[Fraction], Fraction] = Fraction,
    ) -> None:
        self.sign = sign
        self.numbers = dict(numbers)
        self.functions = functions
        #: Differences of the sides of relations, which do not depend on ``sign``, by the identity of the relation.
        self.differences: dict[int, Fraction] = {}

    def value(self, tree: Tree) -> Any:
        """Return the value; ZeroDivisionError or another ArithmeticError where there is none."""
        if isinstance(tree, int | Fraction):
            return Fraction(tree)
        if isinstance(tree, str):
            return self._entry(tree) if tree not in self.numbers else Fraction(self.numbers[tree])
        op, *rest = tree
        if op in UNARY:
            return UNARY[op](self.value(rest[0]))
        if op == "Sum":
            return sum((self._at(rest[1], k).value(rest[0]) for k in self._range(rest[2:])), Fraction(0))
        if op in ("index", "call", "apply"):
            return self.functions[rest[0]](*(self.value(argument) for argument in rest[1:]))
        if op == "softmax":
            place, size = int(self.value(rest[0])), int(self.value(rest[2]))
            row = [exponential(self.functions[rest[1]](j)) for j in range(1, size + 1)]
            return exponential(self.functions[rest[1]](place)) / sum(row)
        values = [self.value(argument) for argument in rest]
        return self._combined(op, values)

    @staticmethod
    def _combined(op: str, values: list[Fraction]) -> Fraction:
        if op == "+":
            return sum(values, Fraction(0))
        if op == "*":
            product = Fraction(1)
            for value in values:
                product *= value
            return product
        if op == "**":
            base, exponent = values
            if exponent == Fraction(1, 2):
                return square_root(base)
            if exponent.denominator != 1:
                raise Undefined
            return base ** int(exponent)
        if op in ("max", "min"):
            return max(values) if op == "max" else min(values)
        if op == "delta":
            return Fraction(values[0] == values[1])
        if op == "binomial" and min(values) >= 0:
            return Fraction(comb(int(values[0]), int(values[1])))
        raise Undefined

    def _entry(self, name: str) -> Fraction:
        base, _, rest = name[:-1].partition("[")
        return Fraction(self.functions[base](*(int(index) for index in rest.split(","))))

    def _range(self, bounds: list[Tree]) -> range:
        low, high = (int(self.value(bound)) for bound in bounds)
        return range(low, high + 1)

    def _at(self, index: str, k: int) -> TreeValue:
        return TreeValue({**self.numbers, index: k}, self.functions, self.sign)

    def truth(self, tree: Tree) -> bool:
        """Return whether a statement holds; every part is evaluated."""
        assert isinstance(tree, tuple)
        op, *rest = tree
        if op in RELATIONS:
            if id(tree) not in self.differences:
                left, right = (self.value(side) for side in rest)
                self.differences[id(tree)] = left - right
            d = self.sign(self.differences[id(tree)])
            found = {"==": d == 0, "!=": d != 0, "<=": d <= 0, "<": d < 0, ">=": d >= 0, ">": d > 0}
            return found[op]
        if op in ("and", "or"):
            truths = [self.truth(part) for part in rest]
            return all(truths) if op == "and" else any(truths)
        if op == "not":
            return not self.truth(rest[0])
        if op == "implies":
            return not self.truth(rest[0]) or self.truth(rest[1])
        if op == "forall":
            return all([self._at(rest[1], k).truth(rest[0]) for k in self._range(rest[2:])])  # noqa: C419
        size = int(self.value(rest[1]))
        return {self.functions[rest[0]](k) for k in range(1, size + 1)} == set(range(1, size + 1))


def compare(statement: Statement, text: str, name: str) -> int:
    """Compare a statement with a theorem of a file at random points; return at how many the conclusions were compared.

    Raises
    ------
    InvalidStatement
        If the two differ, in the hypotheses or in the conclusion.
    """
    theorem, definitions, found = read_theorem(text, name), read_definitions(text), signature(statement)
    needed = conditions(statement)
    rng = random.Random(f"{name} {statement.text}")
    compared = 0
    for turn in range(_MOST_POINTS):
        if turn >= _POINTS and compared:
            break
        numbers, functions = _point(statement, found, rng)
        tree = TreeValue(numbers, functions)
        values = {found.names[key]: value for key, value in {**numbers, **functions}.items()}
        read = Reading(definitions, LIBRARY, theorem.binders, values)
        inside = all(domain_contains(domain, tree.value(key)) for key, domain in statement.domains)
        wanted = inside and _holding(tree.truth, (*statement.assumptions, *needed))
        got = _holding(read.truth, theorem.hypotheses)
        if inside and wanted is not got and None not in (wanted, got):
            raise _differ(name, "the hypotheses", wanted, got, numbers)
        if not inside and got:
            raise _differ(name, "what the variables range over", False, got, numbers)
        if inside:
            _same_values(statement.claim, theorem.conclusion, tree, read, name, numbers)
            compared += _same_truth(statement.claim, theorem.conclusion, tree, read, name)
            given = theorem.hypotheses[len(theorem.hypotheses) - len(statement.assumptions) - len(needed) :]
            for condition, hypothesis in zip((*statement.assumptions, *needed), given, strict=True):
                if hypothesis[:2] != ("scope", "nat"):
                    _same_truth(condition, hypothesis, tree, read, name)
    if not compared:
        raise InvalidStatement(
            "rocq", "the translation could be compared with the statement at no point", name
        )
    return compared


def _same_truth(claim: Tree, proposition: Any, tree: TreeValue, read: Reading, name: str) -> int:
    """Compare two propositions as they are, and with arbitrary signs of differences, so that = and <= differ where both are true."""
    found = 0
    for salt in ("", "a", "b", "c", "d"):
        tree.sign = read.sign = partial(_sign, salt) if salt else Fraction
        wanted, got = _or_none(lambda: tree.truth(claim)), _or_none(lambda: read.truth(proposition))
        tree.sign = read.sign = Fraction
        if wanted is not got:
            raise _differ(name, "a hypothesis or the conclusion", wanted, got, tree.numbers)
        found += wanted is not None
    return int(found > 0)


def _sign(salt: str, difference: Fraction) -> Fraction:
    """Return -1, 0 or 1, arbitrary but the same for the same difference."""
    return arbitrary(salt, difference).numerator % 3 - Fraction(1)


def _holding(truth: Callable[[Any], bool], parts: Iterable[Any]) -> bool | None:
    """Return whether all parts hold; None where one has no value."""
    found = [_or_none(partial(truth, part)) for part in parts]
    return None if None in found else all(found)


def _same_values(
    claim: Tree, conclusion: Any, tree: TreeValue, read: Reading, name: str, numbers: Mapping[str, Any]
) -> None:
    assert isinstance(claim, tuple)
    if claim[0] in RELATIONS and conclusion[0] == "relation":
        for side, term in ((claim[1], conclusion[1]), (claim[2], conclusion[3])):
            one, other = _or_none(partial(tree.value, side)), _or_none(partial(read.value, term, "R"))
            if one != other:
                raise _differ(name, "a side", one, other, numbers)


def _or_none(compute: Callable[[], Any]) -> Any:
    try:
        return compute()
    except ArithmeticError:
        return None


def _differ(name: str, part: str, wanted: Any, got: Any, numbers: Mapping[str, Any]) -> InvalidStatement:
    at = ", ".join(f"{key} = {value}" for key, value in list(numbers.items())[:8])
    rule = f"{part} of the theorem {name} and of the statement differ: {got} instead of {wanted}"
    return InvalidStatement("rocq", rule, at or "no variables")


def _point(
    statement: Statement, found: Signature, rng: random.Random
) -> tuple[dict[str, Any], dict[str, Callable[..., Any]]]:
    """Return a random point; now and then a variable leaves its domain."""
    domains = dict(statement.domains)
    numbers: dict[str, Any] = {}
    for name, kind in found.numbers.items():
        domain = domains.get(name, "real")
        if isinstance(domain, tuple) and rng.random() < 0.95:
            numbers[name] = rng.choice(domain)
        elif kind == NATURAL:
            numbers[name] = rng.randint(1, 4)
        elif kind == "Z":
            numbers[name] = rng.randint(-3, 4)
        else:
            numbers[name] = rng.choice(_SMALL) if rng.random() < 0.6 else Fraction(rng.randint(-30, 30), 7)
            if domain == "positive" and rng.random() < 0.95:
                numbers[name] = abs(numbers[name]) or Fraction(1, 3)
        if kind == NATURAL:
            numbers[name] = int(numbers[name])
    salt = rng.random()
    pool = rng.choice([[Fraction(0), Fraction(1)], [Fraction(-1), Fraction(1)], [Fraction(1)], _SMALL, []])
    functions: dict[str, Callable[..., Any]] = {}
    for name in (*found.vectors, *found.tables, *found.functions):
        functions[name] = _table(f"{name}{salt}", pool)
    for name in found.permutations:
        shift, size = rng.randint(0, 3), _size(statement, name, numbers)
        functions[name] = lambda k, shift=shift, size=size: (int(k) - 1 + shift) % size + 1
    entries = {base for part in (statement.claim, *statement.assumptions) for base in vectors(part)}
    assert entries <= set(functions)
    return numbers, functions


def _table(name: str, pool: list[Fraction]) -> Callable[..., Fraction]:
    @cache
    def value(*arguments: Any) -> Fraction:
        chance = arbitrary(name, *arguments)
        return pool[chance.numerator % len(pool)] if pool else chance - 3

    return value


def _size(statement: Statement, name: str, numbers: Mapping[str, Any]) -> int:
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[:2] == ("permutation", name):
            return int(TreeValue(numbers, {}).value(tree[2]))
    return 1
