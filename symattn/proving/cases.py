r"""Statements with threshold and piecewise functions are decided by splitting into cases, each of linear inequalities.

Property wanted: decide claims built by ``and or not implies`` from equalities and inequalities, whose sides are built by + * ** from variables and
H, sgn, relu, abs, max, min, under assumptions of the same kind.

Construction: a case is a set of signs (t >= 0 or t < 0) and of values of finite variables.  In it every piecewise function whose
argument has a known sign is replaced by its branch, and what remains is a list of linear constraints on the monomials: the signs, the
assumptions, the negated claim, bounds of variables, and bounds of functions whose branch is not known yet (|t| >= t, |t| >= -t, ...).
If the list has no solution the case is closed by a combination (`symattn.proving.linear`); otherwise the first function that still matters
is split on.  A solution found for a case serves its subcases while it satisfies what they add, and a sign of an expression with an
unknown that occurs nowhere else needs no program at all.

Derivation: the splits are exhaustive, the constraints of a case hold at each of its points at which assumptions and negated claim hold; so if all
cases are closed there is no such point.  Different monomials are treated as independent real unknowns, which can only add solutions.

Complete, within the limits of size, if all sides become linear in the real variables after the finite variables have got
values and the functions their branches: then a case with a solution has a point of its own, which is a counterexample.  Integer variables
are split between consecutive integers, complete if they are bounded by small numbers.  Outside that class (products of real variables,
exponentials, sums with a symbolic bound) squares, exponentials and positive variables are known to be positive, and products of two known
signs are tried; a remaining case is a refutation if the points tried there are counterexamples, otherwise the statement is undecided.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from math import floor
from typing import Any

from symattn.certificates.case_walk import PIECEWISE, SMOOTH, Case, Skeleton, defined_everywhere
from symattn.certificates.cases import CasesCertificate
from symattn.certificates.domains import domain_contains
from symattn.certificates.expression import BINDERS, PREDICATES, Tree, children, is_statement, variables, walk
from symattn.errors import ContradictoryAssumptions
from symattn.proving import smt
from symattn.proving.branches import Known, State, product_of, sum_of
from symattn.proving.constraints import Constraints, Fact
from symattn.proving.normal_form import OutsideFamily
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.printing import to_text
from symattn.proving.ranges import index_ranges
from symattn.proving.search import counterexample_at
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample
from symattn.proving.witness import Point, Witness, candidate, of_size_one

_SHARE = 0.7
#: After so many cases z3 may be asked, for at most this share of the time that is left.
_BEFORE_ASKING = 60
_LEAST_FOR_Z3 = 0.1
_SHARE_OF_Z3 = 0.25
_MAX_LEAVES = 6000
_MAX_OPEN = 12
_MAX_DEPTH = 120
_MAX_TRIED = 300
_ARITHMETIC = frozenset(("+", "*", "**", "exp", "Sum", "index", "call", *PIECEWISE))


def decide(statement: Statement, budget: Budget, reasons: list[str]) -> dict[str, Any] | None:
    """Decide a statement by case analysis and exact linear arithmetic; see the module for the class on which this is complete.

    Parameters
    ----------
    statement
        What is to be decided.
    budget
        What the computation may take.
    reasons
        Receives why nothing was decided.

    Returns
    -------
    dict or None
        Status, method and evidence, or None.

    Raises
    ------
    ContradictoryAssumptions
        If in every case the assumptions alone contradict each other.
    GaveUp
        If the time is over already; the analysis itself takes a share of it, and ends with a reason.

    Examples
    --------
    The multiplexing lemma needs the strict bound:

    >>> from symattn.proving.statement import read_statement
    >>> def status(claim, assuming):
    ...     answer = decide(read_statement(claim, assuming=assuming), Budget(5.0), [])
    ...     return answer and answer["status"]
    >>> status("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) < M")
    'proved'
    >>> status("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) <= M")
    'refuted'

    See Also
    --------
    symattn.certificates.cases : the certificate and its check.

    References
    ----------
    The book's chapter on what counts as proved.
    """
    why = _outside(statement)
    if why is not None:
        reasons.append(why)
        return None
    budget.spend()
    # Some time is left to those who look for a counterexample elsewhere.
    own = Budget(round(_SHARE * (budget.left()), 2))
    try:
        search = Search(statement, own)
        cases = search.run()
        if search.counterexample is not None:
            return {"status": "refuted", "method": "case analysis", "counterexample": search.counterexample}
        if cases is None:
            reasons.extend(search.reasons[:1])
            return None
        witness = _witness(statement, search, own)
    except OutsideFamily as outside:
        reasons.append(str(outside))
        return None
    except GaveUp as stopped:
        reasons.append(f"the case analysis gave up: {stopped}")
        return None
    if witness is None:
        reasons.append(
            "no point was found that satisfies the assumptions, and a vacuous proof is not counted"
        )
        return None
    certificate = _certificate(statement, search, cases, witness)
    if not certificate.check():
        reasons.append(
            "the certificate of the case analysis was not accepted by its check: please report this"
        )
        return None
    leaves = search.leaves
    method = f"case analysis, {leaves} case{'s' * (leaves != 1)}"
    return {"status": "proved", "method": method, "certificate": certificate, "conditions": ()}


def _outside(statement: Statement) -> str | None:
    """Return why the statement is not of the kind decided here, or None."""
    for tree in (statement.claim, *statement.assumptions):
        for node, inside in _seen(tree):
            if not isinstance(node, tuple) or is_statement(node):
                if isinstance(node, tuple) and node[0] in PREDICATES and tree is statement.claim:
                    return "that a function is a permutation, or something for all i, is an assumption here, not a claim"
                continue
            if node[0] not in _ARITHMETIC and not (inside and node[0] in SMOOTH):
                return f"{node[0]} does not belong to the case analysis"
            if node[0] == "**" and not isinstance(node[2], int):
                if not (isinstance(node[1], int | Fraction) and node[1] > 0):
                    return "powers need integer exponents, except those of positive rational numbers"
            elif node[0] == "**" and node[2] < 0 and not (isinstance(node[1], int | Fraction) and node[1]):
                return "divisions do not belong to the case analysis"
    return None


def _seen(tree: Tree) -> Iterator[tuple[Tree, bool]]:
    """Yield the nodes of a statement, and whether they stand in a sum.

    What a quantifier says is not looked into, it is an assumption that waits for a rule.
    """
    stack = [(tree, False)]
    while stack:
        node, inside = stack.pop()
        yield node, inside
        if not (isinstance(node, tuple) and node[0] == "forall"):
            inside = inside or (isinstance(node, tuple) and node[0] == "Sum")
            stack.extend((child, inside) for child in children(node))


def _witness(statement: Statement, search: Search, budget: Budget) -> Witness | None:
    """Return a point that satisfies the assumptions; raise if there is none."""
    if any(
        isinstance(node, tuple) and node[0] in (*BINDERS, "index", "call", "permutation")
        for tree in (statement.claim, *statement.assumptions)
        for node in walk(tree)
    ):
        return of_size_one(statement, budget)
    found = candidate(statement, search.candidates, budget)
    if found is not None:
        return found
    # The same analysis of "the assumptions imply 0 = 1" finds a point or proves that there is none.
    absurd = Statement(("==", 0, 1), statement.assumptions, statement.domains)
    analysis = Search(absurd, budget)
    cases = analysis.run()
    if analysis.counterexample is not None:
        return candidate(statement, [analysis.counterexample.as_dict()], budget)
    if cases is not None and _certificate(absurd, analysis, cases, ((), ())).closed():
        texts = "; ".join(to_text(tree) for tree in statement.assumptions)
        raise ContradictoryAssumptions("assuming", "is satisfied by no point", texts)
    return None


def _certificate(statement: Statement, search: Search, cases: Case, witness: Witness) -> CasesCertificate:
    point, tables = witness
    shared = tuple(search.shared)
    ranges, permutations = index_ranges(statement.assumptions, statement.domains)
    return CasesCertificate(
        statement.claim,
        statement.assumptions,
        statement.domains,
        cases,
        point,
        shared,
        tables,
        ranges,
        permutations,
    )


class Search(Constraints):
    """The case analysis of one statement."""

    def __init__(self, statement: Statement, budget: Budget) -> None:
        super().__init__(statement, budget)
        self.leaves = 0
        self.visited = 0
        self.started = time.process_time()
        self.shared: list[Case] = []
        self.proved: dict[tuple[Known, ...], int] = {}
        self.tried = 0
        self.reasons: list[str] = []
        self.counterexample: Counterexample | None = None
        self.candidates: list[Point] = []

    def run(self) -> Case | None:
        """Return the tree of cases if every case is closed; otherwise ``counterexample`` or ``reasons`` says what was found."""
        given = tuple((op, sum_of(left, product_of(-1, right))) for op, left, right in self.trees)
        state = State({}, (), {}, given, {})
        return self.close(replace(state, relations=self.reduced(state)), 0)

    def close(self, state: State, depth: int) -> Case | None:
        """Return the tree of cases below this one, or None if a case remains."""
        self.budget.spend()
        self.visited += 1
        if self.visited == _BEFORE_ASKING:
            # z3, where it is installed, is asked once for a candidate, for as long as the analysis has taken so far.
            passed = time.process_time() - self.started
            seconds = min(max(passed, _LEAST_FOR_Z3), _SHARE_OF_Z3 * self.budget.left())
            self.counterexample = smt.counterexample(self.statement, seconds)
        if self.counterexample is not None:
            return None
        relations = state.relations
        if self.truth(self.claim, relations) is True or any(
            self.truth(part, relations) is False for part in self.assumed
        ):
            return self._leaf(("leaf", ()))
        if depth > _MAX_DEPTH:
            raise GaveUp(f"more than {_MAX_DEPTH} splits in one case")
        used = {name for known in relations if not isinstance(known, bool) for name in variables(known[1])}
        asserted: dict[int, bool] = {}
        claims: list[Skeleton] = []
        others: list[Skeleton] = []
        for part in self.assumed:
            self.asserted(part, True, relations, asserted, others)
        self.asserted(self.claim, False, relations, asserted, claims)
        facts, undirected = self.facts(state, asserted)
        facts += self.bounds(facts, state)
        point = dict(state.point)
        if not self.is_solution(facts, point):
            solution, leaf = self.solve(facts)
            if solution is None:
                return self._leaf(leaf)
            point = {**state.point, **solution}
        state = replace(state, point=point)
        if (
            used
            and state.path
            and used.isdisjoint(state.names)
            and all(self.is_real(tree) for tree, _ in state.path)
        ):
            return self._shared(state, depth)
        for name in self._multiplied(relations):
            if isinstance(self.domains.get(name), tuple):
                return self.by_value(name, state, depth)
        for which in ("claim", "assumptions"):
            tree = self._next(
                state, asserted, claims if which == "claim" else others, which == "claim", undirected
            )
            if tree is not None:
                return self.by_sign(tree, state, depth)
        for name in self.domains:
            if name in used and isinstance(self.domains[name], tuple) and name not in state.values:
                return self.by_value(name, state, depth)
        return self._resolved(state, facts, depth)

    def _shared(self, state: State, depth: int) -> Case | None:
        """Prove what is left without the signs: they speak of other variables, and other cases leave the same."""
        number = self.proved.get(state.relations)
        if number is None:
            case = self.close(replace(state, path=(), signs={}, names=frozenset()), depth + 1)
            if case is None:
                return None
            number = self.proved[state.relations] = len(self.shared)
            self.shared.append(case)
        return ("shared", number)

    def _leaf(self, leaf: Case) -> Case:
        self.leaves += 1
        if self.leaves > _MAX_LEAVES:
            raise GaveUp(f"more than {_MAX_LEAVES} cases")
        return leaf

    def _multiplied(self, relations: tuple[Known, ...]) -> Iterator[str]:
        """Yield the variables that are factors of products with further factors, or have powers."""
        for known in relations:
            if isinstance(known, bool):
                continue
            for node in walk(known[1]):
                if not isinstance(node, tuple) or node[0] not in ("*", "**"):
                    continue
                factors = [a for a in node[1:] if not isinstance(a, int | Fraction)]
                if node[0] == "**" or len(factors) > 1:
                    for factor in factors:
                        yield from _outside_nodes(factor)

    def _next(
        self,
        state: State,
        asserted: dict[int, bool],
        left: list[Skeleton],
        of_claim: bool,
        undirected: list[Tree],
    ) -> Tree | None:
        """Return an expression whose sign is needed in the claim, or in the assumptions."""
        numbers = [k for k in asserted if (k >= self.first_of_claim) == of_claim]
        waiting = list(left)
        while waiting:
            part = waiting.pop(0)
            if part[0] == "rel":
                numbers.append(part[1])
            else:
                waiting.extend(other for other in part[1:] if isinstance(other, tuple))
        for k in numbers:
            known = state.relations[k]
            if isinstance(known, bool):
                continue
            if self.is_open(known[1]):
                return self._argument(known[1])
            if k not in asserted or known[1] in undirected:
                if self.nonneg(known[1], state.signs) is None:
                    return known[1]
                return product_of(-1, known[1])
        return None

    def _argument(self, tree: Tree) -> Tree:
        """Return what the first innermost piecewise function is split on."""
        assert isinstance(tree, tuple)
        inner = next((a for a in tree[1:] if self.is_open(a)), None)
        if inner is not None:
            return self._argument(inner)
        return tree[1] if tree[0] not in ("max", "min") else sum_of(tree[1], product_of(-1, tree[2]))

    def by_sign(self, tree: Tree, state: State, depth: int) -> Case | None:
        """Split on tree >= 0 or tree < 0."""
        key = self.key(tree)
        assert not isinstance(key, bool) and defined_everywhere(tree)
        closed: list[Case] = []
        for nonneg in (True, False):
            sign = (tree, nonneg)
            child = replace(
                state,
                path=(*state.path, sign),
                signs={**state.signs, key[0]: nonneg},
                names=state.names.union(variables(tree)),
                history=(*state.history, sign),
            )
            case = self.close(replace(child, relations=self.reduced(child)), depth + 1)
            if self.counterexample is not None or len(self.reasons) >= _MAX_OPEN:
                return None
            closed.extend([case] if case is not None else [])
        return ("sign", tree, *closed) if len(closed) == 2 else None

    def by_value(self, name: str, state: State, depth: int) -> Case | None:
        """Split on the value of a finite variable; signs split on before become signs of what they are for the value."""
        domain = self.domains[name]
        assert isinstance(domain, tuple)
        closed: list[Case] = []
        for value in domain:
            values = {**state.values, name: int(value) if value.denominator == 1 else value}
            child = replace(state, values=values)
            path = tuple((self.reduce(tree, child), nonneg) for tree, nonneg in state.path)
            signs: dict[frozenset[Any], bool] = {}
            for tree, nonneg in path:
                key = self.key(tree)
                if not isinstance(key, bool):
                    signs.setdefault(key[0], nonneg)
            child = replace(child, path=path, signs=signs)
            case = self.close(replace(child, relations=self.reduced(child)), depth + 1)
            if self.counterexample is not None or len(self.reasons) >= _MAX_OPEN:
                return None
            closed.extend([case] if case is not None else [])
        return ("value", name, tuple(closed)) if len(closed) == len(domain) else None

    def _resolved(self, state: State, facts: list[Fact], depth: int) -> Case | None:
        """Close a case without piecewise functions that has a solution, or report it."""
        for m, value in state.point.items():
            label = self.form.labels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else None
            # Between two consecutive integers there is none.
            if (
                isinstance(label, str)
                and label in self.integer
                and value.denominator != 1
                and state.rounds < 12
            ):
                tree = sum_of(label, -(floor(value) + 1))
                return self.by_sign(tree, replace(state, rounds=state.rounds + 1), depth)
        more = self.products(facts)
        if more:
            all_facts = facts + more
            all_facts += self.bounds(more, state)
            solution, leaf = self.solve(all_facts)
            if solution is None:
                return self._leaf(leaf)
            state = replace(state, point={**state.point, **solution})
        self._try(state)
        if self.counterexample is None:
            shown = [f"{name} = {to_text(value)}" for name, value in state.values.items()]
            shown += [to_text((">=" if nonneg else "<", tree, 0)) for tree, nonneg in state.history]
            case = f" in the case {' and '.join(shown)}" if shown else ""
            self.reasons.append(f"linear inequalities do not exclude a counterexample{case}")
        return None

    def _try(self, state: State) -> None:
        """Look for a counterexample near the solution of a case."""
        for point in islice(self._points(state), 1 + 80):
            self.budget.spend()
            if self.tried >= _MAX_TRIED:
                return
            self.tried += 1
            if not all(domain_contains(domain, point[name]) for name, domain in self.statement.domains):
                continue
            self.candidates.append(point)
            found = counterexample_at(self.statement, point)
            if found is not None and found.certificate.check():
                self.counterexample = found
                return

    def _points(self, state: State) -> Iterator[Point]:
        own = self.solved(state)
        yield own
        choices: list[list[Fraction]] = []
        for name, value in own.items():
            domain = self.domains[name]
            if name in state.values or isinstance(domain, tuple):
                choices.append([value])
                continue
            near = [value, Fraction(floor(value)), Fraction(-floor(-value))]
            if len(own) <= 6:
                near += [Fraction(v) for v in (0, 1, -1)]
            choices.append([v for v in dict.fromkeys(near) if domain_contains(domain, v)])
        yield from (dict(zip(own, values, strict=True)) for values in product(*choices))

    def solved(self, state: State) -> Point:
        """Return values of the variables that agree with the solution of a case."""
        point: Point = {}
        for name, domain in self.statement.domains:
            m = ((self.form.variable(name), 1),)
            if name in state.values:
                value = Fraction(str(state.values[name]))
            elif m in state.point:
                value = state.point[m]
            else:
                value = next(
                    v
                    for v in (Fraction(0), Fraction(1), *(domain if isinstance(domain, tuple) else ()))
                    if domain_contains(domain, v)
                )
            point[name] = value
        return point


def _outside_nodes(tree: Tree) -> Iterator[str]:
    """Yield the variables of a factor that are not inside a piecewise function."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, tuple) and tree[0] in ("+", "*", "**"):
        for argument in tree[1:]:
            yield from _outside_nodes(argument)
