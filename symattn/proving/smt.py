r"""Where z3 is installed (extra ``smt``), a model of assumptions and negated claim is a candidate for a counterexample, and no more than that.

Property wanted: never a wrong verdict, whatever z3 answers.

Construction: the statement is translated, each pre-activation and each piecewise function once; H(t) is ``If(t >= 0, 1, 0)``.  A model is
rounded to small denominators as long as it stays a counterexample, by exact evaluation in this package.  The answers "unsat" and "unknown" are
not used at all: a proof is the tree of cases of `symattn.proving.cases`, each closed by exact linear arithmetic.

Derivation: what is returned has been evaluated, and its certificate checked; so a wrong model costs time only.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symattn.certificates.domains import domain_contains
from symattn.certificates.expression import Tree
from symattn.proving.search import counterexample_at
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample

_DENOMINATORS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 48, 100, 1000)
_MEGABYTES = 500
_MAX_POWER = 12


class _Outside(Exception):
    """The statement uses what is not translated."""


def counterexample(statement: Statement, seconds: float) -> Counterexample | None:
    """Return a checked counterexample near a model that z3 finds, or None if z3 is absent, finds none, or errs.

    Parameters
    ----------
    statement
        What may be false.
    seconds
        The time z3 may take.

    Returns
    -------
    Counterexample or None
        None says nothing about the statement.

    Examples
    --------
    >>> from symattn.proving.statement import read_statement
    >>> found = counterexample(read_statement("abs(x + y) <= abs(x) + abs(y)"), 1.0)
    >>> found is None
    True

    See Also
    --------
    symattn.proving.cases : the case analysis, which is complete without z3.

    References
    ----------
    L. de Moura, N. Bjorner, Z3: an efficient SMT solver, TACAS 2008.
    """
    try:
        import z3
    except ImportError:
        return None
    try:
        point = _model(z3, statement, seconds)
    except (_Outside, z3.Z3Exception, RecursionError):
        return None
    for candidate in _rounded(statement, point) if point is not None else ():
        found = counterexample_at(statement, candidate)
        if found is not None and found.certificate.check():
            return found
    return None


def _rounded(statement: Statement, point: dict[str, Fraction]) -> Iterator[dict[str, Fraction]]:
    """Yield points of the domains near the model, simple ones first, and the model itself last."""
    domains = dict(statement.domains)
    for denominator in _DENOMINATORS:
        near = {name: Fraction(round(value * denominator), denominator) for name, value in point.items()}
        yield {name: v if domain_contains(domains[name], v) else point[name] for name, v in near.items()}
    yield point


def _model(z3: Any, statement: Statement, seconds: float) -> dict[str, Fraction] | None:
    """Return the values of the variables in a model of assumptions and negated claim."""
    translation = _Translation(z3, statement)
    formulas = [translation.formula(tree) for tree in statement.assumptions]
    formulas.append(z3.Not(translation.formula(statement.claim)))
    solver = z3.Solver(ctx=translation.context)
    solver.set("timeout", max(1, int(1000 * seconds)))
    solver.set("max_memory", _MEGABYTES)
    solver.set("random_seed", 0)
    solver.add(*translation.ranges, *formulas)
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    point: dict[str, Fraction] = {}
    for name, variable in translation.variables.items():
        value = model.evaluate(variable, model_completion=True)
        if z3.is_algebraic_value(value):
            value = value.approx(20)
        point[name] = Fraction(value.numerator_as_long(), value.denominator_as_long())
    return point


class _Translation:
    """The statement in the language of z3, in a context of its own."""

    def __init__(self, z3: Any, statement: Statement) -> None:
        self.z3 = z3
        self.context = z3.Context()
        self.variables = {name: z3.Real(name, self.context) for name, _ in statement.domains}
        self.ranges: list[Any] = []
        for name, domain in statement.domains:
            variable = self.variables[name]
            if isinstance(domain, tuple):
                self.ranges.append(z3.Or([variable == self.number(value) for value in domain]))
                continue
            if "integer" in domain:
                self.ranges.append(z3.IsInt(variable))
            if "positive" in domain:
                self.ranges.append(variable > 0)
        self.terms: dict[Tree, Any] = {}

    def number(self, value: int | Fraction) -> Any:
        return self.z3.RealVal(str(value), self.context)

    def formula(self, tree: Tree) -> Any:
        """Return a statement."""
        op, *rest = tree if isinstance(tree, tuple) else ("",)
        if op in ("and", "or"):
            return getattr(self.z3, op.capitalize())([self.formula(part) for part in rest])
        if op == "not":
            return self.z3.Not(self.formula(rest[0]))
        if op == "implies":
            return self.z3.Implies(self.formula(rest[0]), self.formula(rest[1]))
        if op not in ("==", "!=", "<=", "<", ">=", ">"):
            raise _Outside(op)
        a, b = self.term(rest[0]), self.term(rest[1])
        return {"==": a == b, "!=": a != b, "<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b}[op]

    def term(self, tree: Tree) -> Any:
        """Return an expression; equal expressions are one term."""
        known = self.terms.get(tree)
        if known is None:
            known = self.terms[tree] = self._term(tree)
        return known

    def _term(self, tree: Tree) -> Any:
        if isinstance(tree, int | Fraction):
            return self.number(tree)
        if isinstance(tree, str):
            return self.variables[tree]
        op = tree[0]
        if op == "**":
            if not (isinstance(tree[2], int) and 0 <= tree[2] <= _MAX_POWER):
                raise _Outside(op)
            return self._product([self.term(tree[1])] * tree[2])
        if op not in ("+", "*", "H", "sgn", "relu", "abs", "max", "min"):
            raise _Outside(op)
        arguments = [self.term(argument) for argument in tree[1:]]
        if op == "+":
            return self.z3.Sum([self.number(0), *arguments])
        if op == "*":
            return self._product(arguments)
        first, *others = arguments
        if op in ("max", "min"):
            for other in others:
                first = self.z3.If(first >= other if op == "max" else first <= other, first, other)
            return first
        one, zero = self.number(1), self.number(0)
        branches = {"H": (one, zero), "sgn": (one, -one), "relu": (first, zero), "abs": (first, -first)}
        return self.z3.If(first >= 0, *branches[op])

    def _product(self, factors: list[Any]) -> Any:
        product = self.number(1)
        for factor in factors:
            product = product * factor
        return product
