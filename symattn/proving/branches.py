r"""In one case the piecewise functions with known signs become branches, and the relations true, false, or what is left of them.

A case is a set of signs and of values of finite variables.  Signs are kept by polynomial up to a positive factor, so that H(2 r) and H(r)
share one, and t < 0 tells that -t >= 0.  A function whose sign is not known is an unknown, named by the polynomials of its arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from symattn.certificates.case_walk import PIECEWISE, Skeleton
from symattn.certificates.expression import RELATIONS, Tree, variables
from symattn.proving import statement as statements
from symattn.proving.normal_form import NormalForm, OutsideFamily
from symattn.proving.polynomial import ONE, Budget, Monomial, Polynomial
from symattn.proving.ranges import index_ranges
from symattn.proving.statement import Statement

#: A relation in one case: its truth if that is known, else (operator, left - right).
Known = bool | tuple[str, Tree]


@dataclass(frozen=True)
class State:
    """One case: values, signs, and what the relations of the statement have become."""

    values: dict[str, Tree]
    path: tuple[tuple[Tree, bool], ...]
    signs: dict[frozenset[Any], bool]
    relations: tuple[Known, ...]
    point: dict[Monomial, Fraction]
    rounds: int = 0
    names: frozenset[str] = frozenset()
    #: Signs that led here, for the words of a reason.
    history: tuple[tuple[Tree, bool], ...] = ()


class Branches:
    """What the expressions and relations of one statement become in its cases."""

    def __init__(self, statement: Statement, budget: Budget) -> None:
        self.statement = statement
        self.budget = budget
        ranges, permutations = index_ranges(statement.assumptions, statement.domains)
        self.form = NormalForm(budget, dict(ranges), dict(permutations))
        self.trees: list[tuple[str, Tree, Tree]] = []
        self.assumed = [self._skeleton(tree) for tree in statement.assumptions]
        self.first_of_claim = len(self.trees)
        self.claim = self._skeleton(statement.claim)
        self.domains = dict(statement.domains)
        self.integer = {
            name
            for name, domain in statement.domains
            if (isinstance(domain, str) and "integer" in domain)
            or (isinstance(domain, tuple) and all(value.denominator == 1 for value in domain))
        }
        self.positive = {
            name
            for name, domain in statement.domains
            if (isinstance(domain, str) and "positive" in domain)
            or (isinstance(domain, tuple) and min(domain) > 0)
        }
        self.polynomials: dict[Tree, Polynomial] = {}
        self.keys: dict[Tree, tuple[frozenset[Any], frozenset[Any]] | bool] = {}
        self.has_nodes: dict[Tree, bool] = {}
        self.nodes: dict[str, Tree] = {}
        self.names: dict[tuple[Any, ...], str] = {}
        self.prefix = "?"
        while any(name.startswith(self.prefix) for name in self.domains):
            self.prefix += "?"

    def _skeleton(self, tree: Tree) -> Skeleton:
        assert isinstance(tree, tuple)
        op = tree[0]
        if op in RELATIONS:
            self.trees.append((op, tree[1], tree[2]))
            return ("rel", len(self.trees) - 1)
        if op in ("and", "or", "not"):
            return (op, *(self._skeleton(part) for part in tree[1:]))
        if op == "implies":
            left = self._skeleton(tree[1])
            return ("or", ("not", left), self._skeleton(tree[2]))
        return ("open",)

    def is_open(self, tree: Tree) -> bool:
        """Return whether a piecewise function occurs."""
        if not isinstance(tree, tuple):
            return False
        known = self.has_nodes.get(tree)
        if known is None:
            # The terms of a sum with a symbolic bound are not split: the sum is an unknown.
            known = self.has_nodes[tree] = tree[0] in PIECEWISE or (
                tree[0] != "Sum" and any(self.is_open(a) for a in tree[1:])
            )
        return known

    def polynomial(self, tree: Tree) -> Polynomial:
        """Return the expression as a polynomial; piecewise functions that are left are unknowns."""
        p = self.polynomials.get(tree)
        if p is None:
            rational = self.form.difference(self.named(tree), 0)
            if rational.denominator or self.form.positive:
                raise OutsideFamily("divisions and logarithms do not belong to the case analysis")
            p = self.polynomials[tree] = rational.numerator
        return p

    def named(self, tree: Tree) -> Tree:
        """Replace the outermost piecewise functions by names."""
        if not isinstance(tree, tuple) or not self.is_open(tree):
            return tree
        if tree[0] in PIECEWISE:
            key = (tree[0], *(frozenset(self.polynomial(argument).items()) for argument in tree[1:]))
            name = self.names.setdefault(key, f"{self.prefix}{len(self.names)}")
            self.nodes.setdefault(name, tree)
            return name
        return (tree[0], *(self.named(argument) for argument in tree[1:]))

    def key(self, tree: Tree) -> tuple[frozenset[Any], frozenset[Any]] | bool:
        """Return the polynomial and its negative up to positive factors, or whether it is a number >= 0."""
        found = self.keys.get(tree)
        if found is None:
            p = self.polynomial(tree)
            is_number = all(m == ONE for m in p)
            found = bool(p.get(ONE, 0) >= 0) if is_number else (_primitive(p, 1), _primitive(p, -1))
            self.keys[tree] = found
        return found

    def nonneg(self, tree: Tree, signs: dict[frozenset[Any], bool], sign: int = 1) -> bool | None:
        """Return whether tree >= 0 (for ``sign`` -1: tree <= 0), if the signs tell."""
        key = self.key(tree)
        if isinstance(key, bool):
            return key if sign == 1 else self.polynomial(tree).get(ONE, 0) <= 0
        own, other = key if sign == 1 else key[::-1]
        known = signs.get(own)
        if known is None and signs.get(other) is False:
            return True
        return known

    def reduce(self, tree: Tree, state: State) -> Tree:
        """Put in the values, take the branches that are known, and collect numbers."""
        if isinstance(tree, str):
            return state.values.get(tree, tree)
        if not isinstance(tree, tuple) or (not state.values and not self.is_open(tree)):
            return tree
        op = tree[0]
        if op in ("Sum", "index", "call"):
            if any(name in state.values for name in variables(tree)):
                raise OutsideFamily("a variable with a finite range may not occur inside a sum here")
            return tree
        arguments = [self.reduce(argument, state) for argument in tree[1:]]
        if op == "+":
            return sum_of(*arguments)
        if op == "*":
            return product_of(*arguments)
        if op == "**" and isinstance(arguments[0], int | Fraction):
            return statements.fold((op, *arguments))
        if op not in PIECEWISE:
            return (op, *arguments)
        is_open = any(self.is_open(argument) for argument in arguments)
        if op in ("max", "min"):
            return (op, *arguments) if is_open else self._extreme(op, arguments, state)
        t = arguments[0]
        known = None if is_open else self.nonneg(t, state.signs)
        if known is None:
            return (op, t)
        if op in ("H", "sgn"):
            return int(known) if op == "H" or known else -1
        if known:
            return t
        return 0 if op == "relu" else product_of(-1, t)

    def _extreme(self, op: str, left: list[Tree], state: State) -> Tree:
        k = 0
        while k < len(left):
            for j in range(k + 1, len(left)):
                known = self.nonneg(sum_of(left[k], product_of(-1, left[j])), state.signs)
                if known is not None:
                    del left[j if known == (op == "max") else k]
                    break
            else:
                k += 1
        return left[0] if len(left) == 1 else (op, *left)

    # Truth -------------------------------------------------------------------------------------------------------

    def reduced(self, state: State) -> tuple[Known, ...]:
        """Return what the relations become in the case."""
        return tuple(
            known if isinstance(known, bool) else self._relation(known, state) for known in state.relations
        )

    def _relation(self, relation: tuple[str, Tree], state: State) -> Known:
        op, tree = relation[0], self.reduce(relation[1], state)
        if self.is_open(tree):
            return op, tree
        above, below = self.nonneg(tree, state.signs), self.nonneg(tree, state.signs, -1)
        if op in ("==", "!="):
            if above is False or below is False:
                return op == "!="
            return op == "==" if above and below else (op, tree)
        known = above if op in (">=", "<") else below
        return (op, tree) if known is None else known != (op in ("<", ">"))

    def truth(self, part: Skeleton, relations: tuple[Known, ...]) -> bool | None:
        """Return whether a statement holds, if that is known."""
        kind = part[0]
        if kind == "rel":
            known = relations[part[1]]
            return known if isinstance(known, bool) else None
        if kind == "open":
            return None
        if kind == "not":
            inner = self.truth(part[1], relations)
            return None if inner is None else not inner
        truths = [self.truth(other, relations) for other in part[1:]]
        decisive: bool = kind == "or"
        if decisive in truths:
            return decisive
        return None if None in truths else not decisive

    def asserted(
        self,
        part: Skeleton,
        truth: bool,
        relations: tuple[Known, ...],
        found: dict[int, bool],
        left: list[Skeleton],
    ) -> None:
        """Collect the relations whose truth follows; what has to be split first goes to ``left``."""
        kind = part[0]
        if kind == "rel":
            found[part[1]] = truth
        elif kind == "not":
            self.asserted(part[1], not truth, relations, found, left)
        elif kind in ("and", "or") and truth == (kind == "and"):
            for other in part[1:]:
                self.asserted(other, truth, relations, found, left)
        elif kind in ("and", "or"):
            truths = {other: self.truth(other, relations) for other in part[1:]}
            if truth in truths.values():
                return
            unknown = [other for other, known in truths.items() if known is None]
            if len(unknown) == 1:
                self.asserted(unknown[0], truth, relations, found, left)
            else:
                left.extend(unknown)


def sum_of(*arguments: Tree) -> Tree:
    number: int | Fraction = 0
    rest: list[Tree] = []
    for a in arguments:
        if isinstance(a, int | Fraction):
            number += a
        else:
            rest.append(a)
    if not rest:
        return number
    if number:
        rest.insert(0, number)
    return rest[0] if len(rest) == 1 else ("+", *rest)


def product_of(*arguments: Tree) -> Tree:
    number: int | Fraction = 1
    rest: list[Tree] = []
    for a in arguments:
        if isinstance(a, int | Fraction):
            number *= a
        else:
            rest.append(a)
    if not rest or number == 0:
        return number
    if number != 1:
        rest.insert(0, number)
    return rest[0] if len(rest) == 1 else ("*", *rest)


def minus(p: Polynomial) -> Polynomial:
    return {m: -c for m, c in p.items()}


def _primitive(p: Polynomial, sign: int) -> frozenset[Any]:
    scale = lcm(*(c.denominator for c in p.values()))
    integers = {m: int(c * scale) for m, c in p.items()}
    divisor = sign * gcd(*integers.values())
    return frozenset((m, c // divisor) for m, c in integers.items())
