"""Every equality of the ledger, evaluated by NumPy on random arrays: both sides agree, and mutants do not.

A second evaluation, independent of the decision procedures: a statement is turned into SymPy without simplifying anything,
both sides are lambdified (`symattn.model.lambdify`) and compared at a batch of random points, for dimensions around 1, 2 and 5.
Entries are multiples of 1/4, so sums and thresholds are exact in floating point and ties occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
import sympy as sp

from symattn.certificates.expression import Tree, dimensions, substitute, variables, walk
from symattn.errors import SymattnError
from symattn.ledger.claim import Claim
from symattn.ledger.machine import All, Constructed, Identity, MachineStatement, Sizes, Symbolic
from symattn.ledger.registry import all_claims
from symattn.model import gates, lambdify
from symattn.proving import Statement, read_statement

BATCH = 300
SIZES = (1, 2, 5)
TOLERANCE = 1e-8
MOST_PAIRS = 6
#: So many points must be seen; rare assumptions get further batches.
ENOUGH, MOST_BATCHES = 20, 8
#: Equalities that are not evaluated, and why.  A claim that is not an equality is no business of this file.
NOT_COVERED: dict[str, str] = {"RV-3": "binomial has no NumPy form"}
#: Claims none of whose equality mutants is seen to differ at random points, and why.
MUTANTS_NOT_SEEN: dict[str, str] = {}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": sp.exp,
    "log": sp.log,
    "tanh": sp.tanh,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "abs": sp.Abs,
    "max": sp.Max,
    "min": sp.Min,
    "delta": sp.KroneckerDelta,
    "H": gates.H,
    "sgn": gates.sgn,
    "logistic": gates.logistic,
    "relu": gates.relu,
    "==": sp.Eq,
    "!=": sp.Ne,
    "<=": sp.Le,
    "<": sp.Lt,
    ">=": sp.Ge,
    ">": sp.Gt,
    "and": sp.And,
    "or": sp.Or,
    "not": sp.Not,
}
#: What an arbitrary function of a statement is taken to be.
_ARBITRARY = (
    lambda t: np.cos(3 * t) + t / 4,
    lambda t: (t * t - 1) / (t * t + 1),
    lambda t: np.abs(t - 1) / 4 + np.sin(t),
)
#: Claims in which exponentials cancel: in floating point they are compared where no number is larger than 1.
CANCELS = ("ZOO-scan", "ZOO-scan-constant")


class NotEvaluated(Exception):
    """The statement contains something that has no NumPy form here."""


# --- from trees to expressions, nothing evaluated on the way --------------------------------------------------------------


def expression(tree: Tree) -> Any:
    """Return the tree as an unevaluated SymPy expression."""
    if isinstance(tree, int | Fraction):
        return sp.Rational(tree.numerator, tree.denominator)
    if isinstance(tree, str):
        base, _, rest = tree.partition("[")
        if not rest or _counts_from_zero(tree):
            return sp.Symbol(tree)
        return sp.IndexedBase(base)[tuple(int(index) for index in rest[:-1].split(","))]
    op, *rest_of = tree
    if op == "index":
        return sp.IndexedBase(rest_of[0])[tuple(expression(index) for index in rest_of[1:])]
    if op == "call":  # a permutation is an array of places
        return sp.IndexedBase(rest_of[0])[expression(rest_of[1])]
    if op == "apply":
        return sp.Function(rest_of[0])(*(expression(argument) for argument in rest_of[1:]))
    if op == "Sum":
        term, index, low, high = rest_of
        return sp.Sum(expression(term), (sp.Symbol(index), expression(low), expression(high)))
    if op == "forall":
        inner, index, low, high = rest_of
        fails = sp.Piecewise((0, expression(inner)), (1, True), evaluate=False)
        return sp.Eq(sp.Sum(fails, (sp.Symbol(index), expression(low), expression(high))), 0, evaluate=False)
    if op == "softmax":
        i, base, n = rest_of
        j = sp.Symbol("j_softmax")
        total = sp.Sum(sp.exp(sp.IndexedBase(base)[j]), (j, 1, expression(n)))
        return sp.Mul(
            sp.exp(sp.IndexedBase(base)[expression(i)]), sp.Pow(total, -1, evaluate=False), evaluate=False
        )
    parts = [expression(argument) for argument in rest_of]
    if op == "implies":
        return sp.Or(sp.Not(parts[0]), parts[1], evaluate=False)
    if op in ("+", "*"):
        return (sp.Add if op == "+" else sp.Mul)(*parts, evaluate=False)
    if op == "**":
        return sp.Pow(*parts, evaluate=False)
    if op == "sqrt":
        return sp.Pow(parts[0], sp.Rational(1, 2), evaluate=False)
    if op == "silu":
        return sp.Mul(parts[0], gates.logistic(parts[0], evaluate=False), evaluate=False)
    if op == "softplus":
        return sp.log(sp.Add(1, sp.exp(parts[0], evaluate=False), evaluate=False), evaluate=False)
    if op not in _FUNCTIONS:
        raise NotEvaluated(f"{op} has no NumPy form")
    return _FUNCTIONS[op](*parts, evaluate=False)


def _counts_from_zero(name: str) -> bool:
    """Return whether a name is an entry such as w[0]: a number of its own, since arrays count from 1 here."""
    return "0" in name.partition("[")[2][:-1].split(",")


# --- random points -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Points:
    """A batch of random values of everything that occurs in a statement."""

    arguments: tuple[Any, ...]
    arrays: tuple[Any, ...]

    def values(self, tree: Tree) -> Any:
        names = {node[1] for node in walk(tree) if isinstance(node, tuple) and node[0] == "apply"}
        functions = {name: _ARBITRARY[sum(map(ord, name)) % len(_ARBITRARY)] for name in names}
        e = expression(tree)
        used = e.atoms(sp.Symbol, sp.IndexedBase)
        given = {key: a for key, a in zip(self.arguments, self.arrays, strict=True) if key in used}
        with np.errstate(all="ignore"):
            return lambdify(list(given), e, functions=functions)(*given.values())


def _vectors(trees: list[Tree]) -> dict[str, int]:
    """Return the names of vectors and matrices, with the number of their indices."""
    ranks: dict[str, int] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, tuple) and node[0] == "index":
                ranks[node[1]] = len(node) - 2
            elif isinstance(node, tuple) and node[0] == "softmax":
                ranks[node[2]] = 1
            elif isinstance(node, str) and "[" in node and not _counts_from_zero(node):
                ranks[node.partition("[")[0]] = node.count(",") + 1
    return ranks


def _largest_place(trees: list[Tree]) -> int:
    places = [0]
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, str) and "[" in node:
                places += [int(k) for k in node.partition("[")[2][:-1].split(",")]
            elif isinstance(node, tuple) and node[0] in ("Sum", "forall"):
                places += [k for k in node[3:] if isinstance(k, int)]
            elif isinstance(node, tuple) and node[0] == "index":
                places += [k for k in node[2:] if isinstance(k, int)]
    return max(places)


def _mixed(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """Return multiples of 1/4; at each point of the batch of one kind: bits, signs, [0, 1], [-2, 2], or larger positive ones."""
    kinds = np.stack(
        [
            rng.integers(0, 2, shape),
            rng.choice([-1, 1], shape),
            rng.integers(0, 5, shape) / 4,
            rng.integers(-8, 9, shape) / 4,
            rng.integers(0, 60, shape) / 4,
        ]
    ).astype(float)
    return kinds[rng.integers(0, len(kinds), shape[0]), np.arange(shape[0])]


def _scalars(rng: np.random.Generator, domain: Any, size: int) -> Any:
    if isinstance(domain, tuple):
        return rng.choice([float(value) for value in domain], BATCH)
    values = _mixed(rng, (BATCH,))
    if domain == "positive integer":
        return rng.integers(1, size + 1, BATCH).astype(float)
    if "integer" in domain:
        values = np.rint(values)
    return np.abs(values) + (1 if "integer" in domain else 0.25) if "positive" in domain else values


def sample(statement: Statement, size: int, rng: np.random.Generator) -> Points:
    """Return random values of the variables; the dimensions are size, size + 1, ..., all different."""
    trees = [statement.claim, *statement.assumptions]
    named = sorted(set().union(*(dimensions(tree) for tree in trees)))
    sizes = {name: size + k for k, name in enumerate(named)}
    longest = max([size, *sizes.values(), _largest_place(trees)])
    domains = dict(statement.domains)
    values: dict[Any, Any] = {sp.Symbol(name): float(length) for name, length in sizes.items()}
    for name, domain in domains.items():
        if ("[" not in name or _counts_from_zero(name)) and name not in sizes:
            values[sp.Symbol(name)] = _scalars(rng, domain, size)
    for name, rank in _vectors(trees).items():
        array = _mixed(rng, (BATCH, *[longest] * rank))
        for entry, domain in domains.items():
            if entry.startswith(f"{name}[") and not _counts_from_zero(entry):
                place = tuple(int(k) - 1 for k in entry.partition("[")[2][:-1].split(","))
                array[(slice(None), *place)] = _scalars(rng, domain, size)
        values[sp.IndexedBase(name)] = array
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[0] == "permutation":
            length = sizes[tree[2]] if isinstance(tree[2], str) else tree[2]
            orders = np.stack([rng.permutation(length) + 1.0 for _ in range(BATCH)])
            values[sp.IndexedBase(tree[1])] = np.pad(
                orders, ((0, 0), (0, longest - length)), constant_values=1
            )
    return Points(tuple(values), tuple(values.values()))


def _is_relation(tree: Tree) -> bool:
    return not (isinstance(tree, tuple) and tree[0] == "permutation")


def solved(statement: Statement) -> Statement:
    """Return the statement with real variables that an assumption defines (K == ...) replaced by what they are; so are those of finite range, which is then assumed of their values."""
    claim, given = statement.claim, list(statement.assumptions)
    domains = {
        name: domain for name, domain in statement.domains if domain == "real" or isinstance(domain, tuple)
    }
    for tree in statement.assumptions:
        if isinstance(tree, tuple) and tree[0] == "==":
            for name, value in ((tree[1], tree[2]), (tree[2], tree[1])):
                if name in domains and "[" not in name and name not in variables(value):
                    given = [substitute(other, {name: value}) for other in given if other is not tree]
                    claim = substitute(claim, {name: value})
                    if isinstance(domains[name], tuple):
                        given.append(("or", *(("==", value, member) for member in domains[name])))
                    break
    return Statement(claim, tuple(given), statement.domains)


# --- comparison ----------------------------------------------------------------------------------------------------------------


def equalities(claim: Tree) -> list[tuple[Tree, Tree]]:
    """Return the equalities of which a claim is a conjunction; none if it is something else."""
    if not isinstance(claim, tuple):
        return []
    if claim[0] == "and":
        parts = [equalities(part) for part in claim[1:]]
        return [pair for part in parts for pair in part] if all(parts) else []
    return [(claim[1], claim[2])] if claim[0] == "==" else []


def compared(statement: Statement, size: int, small: bool = False, batch: int = 0) -> tuple[int, int]:
    """Return at how many random points both sides were evaluated, and at how many they differ."""
    statement = solved(statement)
    rng = np.random.default_rng([size, 20230805, batch] if batch else [size, 20230805])
    points = sample(statement, size, rng)
    holds = np.ones(BATCH, dtype=bool)
    for key, array in zip(points.arguments, points.arrays, strict=True):
        if small and dict(statement.domains).get(str(key)) == "real":
            holds &= np.abs(np.asarray(array)) <= 1
    for tree in statement.assumptions:
        if _is_relation(tree):
            holds &= np.asarray(points.values(tree), dtype=bool)
    seen = differ = 0
    for left, right in equalities(statement.claim):
        a, b = np.broadcast_arrays(points.values(left), points.values(right), holds)[:2]
        defined = holds & np.isfinite(a) & np.isfinite(b)
        with np.errstate(all="ignore"):
            apart = np.abs(a - b) > TOLERANCE * (1 + np.abs(a) + np.abs(b))
        seen += int(defined.sum())
        differ += int((defined & apart).sum())
    return seen, differ


def statements(machine: MachineStatement) -> Iterator[Statement]:
    """Yield the equalities that a machine statement consists of."""
    if isinstance(machine, All):
        for part in machine.parts:
            yield from statements(part)
    elif isinstance(machine, Identity):
        yield read_statement(machine.source, assuming=machine.assuming)
    elif isinstance(machine, Sizes):
        read = read_statement(machine.source, assuming=machine.assuming)
        for value in machine.values[:2]:
            trees = (substitute(read.claim, {machine.parameter: value}), *read.assumptions)
            domains = tuple(pair for pair in read.domains if pair[0] != machine.parameter)
            yield Statement(trees[0], trees[1:], domains)
    elif isinstance(machine, Symbolic | Constructed):
        builds = (
            [machine.build]
            if isinstance(machine, Symbolic)
            else [partial(machine.build, v) for v in machine.values[:2]]
        )
        for build in builds:
            for left, right, assuming in build()[:MOST_PAIRS]:
                if not getattr(left, "is_Matrix", False):
                    yield read_statement(left, right, assuming=assuming)


def outcome(
    machine: MachineStatement, sizes: tuple[int, ...] = SIZES, small: bool = False
) -> tuple[int, int, str]:
    """Return (points seen, points at which an equality fails, why something was left out)."""
    seen = differ = 0
    why = ""
    found = False
    for statement in statements(machine):
        if not equalities(statement.claim):
            continue
        found = True
        try:
            sized = any(map(dimensions, (statement.claim, *statement.assumptions)))
            for size in sizes if sized else sizes[-1:]:  # without a dimension all sizes are one statement
                for batch in range(MOST_BATCHES):
                    more, wrong = compared(statement, size, small, batch)
                    seen, differ = seen + more, differ + wrong
                    if seen >= ENOUGH:
                        break
        except (NotEvaluated, SymattnError) as error:
            why = str(error)
    return seen, differ, why or ("" if found else "no equality")


def _machine(claim: Claim) -> MachineStatement:
    assert claim.statement is not None
    return claim.statement


def is_equality(machine: MachineStatement | None) -> bool:
    """Return whether some part of a machine statement is an equality."""
    if isinstance(machine, All):
        return any(map(is_equality, machine.parts))
    if isinstance(machine, Symbolic | Constructed):
        return True
    return isinstance(machine, Identity | Sizes) and any(equalities(s.claim) for s in statements(machine))


CLAIMS: Mapping[str, Claim] = all_claims()
EQUALITIES = [name for name, claim in CLAIMS.items() if is_equality(claim.statement)]


@pytest.mark.parametrize("name", EQUALITIES)
def test_both_sides_agree_on_random_arrays(name):
    seen, differ, why = outcome(_machine(CLAIMS[name]), small=name in CANCELS)
    assert differ == 0
    assert NOT_COVERED.get(name, "") == why
    assert why or seen >= ENOUGH


@pytest.mark.parametrize("name", EQUALITIES)
def test_not_every_mutant_agrees(name):
    results = [outcome(mutant.statement, (3,)) for mutant in CLAIMS[name].mutants]
    evaluated = [differ for seen, differ, _ in results if seen]
    assert not evaluated or any(evaluated) or name in MUTANTS_NOT_SEEN


def test_how_much_is_covered():
    """The lists above name what is there, and most equalities are evaluated."""
    assert set(NOT_COVERED) | set(MUTANTS_NOT_SEEN) <= set(EQUALITIES)
    assert len(EQUALITIES) - len(NOT_COVERED) >= 100
