"""Arbitrary functions: their values become variables, the same for arguments that are proved equal, and the rest is decided as before.

Property wanted: statements such as f(a + b) == f(b + a) for every real function f, the transfer functions of a network above all.

Construction: values are replaced from the inside out.  A value f(a) gets the variable of an earlier value f(b) if a == b is proved, and one of
its own otherwise; inside a sum over i = 1, ..., n it gets an entry y[i] if a depends on i.  If the statement without functions is proved, so
is the one with them.  If not, a few definite functions are tried: a counterexample for one of them, with the finitely many values that it
uses, is one to the statement for all.  In between the answer is undecided.

Derivation: at a point, with functions, let each variable have the value that it stands for; this is well defined because equal arguments have
equal values, and then both statements say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symattn.certificates import CounterexampleCertificate
from symattn.certificates.congruence import Bound, CongruenceCertificate, Value, used, within
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import BINDERS, Tree, every_name, functions
from symattn.certificates.sequents import Rejected, written_out
from symattn.errors import ContradictoryAssumptions
from symattn.proving import identities
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.search import counterexample_at
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample, Verdict, amend, make

#: Decides a statement without functions within a budget.
Decide = Callable[[Statement, Budget], Verdict]
_SECONDS = 1.0


def _mixed(arguments: tuple[Tree, ...]) -> Tree:
    """Return one number made of the arguments, in which each counts differently."""
    return ("+", *(("*", k, argument) for k, argument in enumerate(arguments, 1)))


#: Definite functions, rational at rational points, that are tried for an arbitrary one.
_DEFINITE: tuple[Callable[[tuple[Tree, ...]], Tree], ...] = (
    lambda arguments: ("**", _mixed(arguments), 2),
    lambda arguments: ("+", _mixed(arguments), 1),
    _mixed,
    lambda arguments: ("H", _mixed(arguments)),
    lambda arguments: ("+", ("**", _mixed(arguments), 3), ("*", -2, _mixed(arguments))),
    lambda arguments: 1,
)


class _Reduction:
    """The statement without functions, the values that its new variables stand for, and the equalities that were used."""

    def __init__(self, statement: Statement, decided: Decide, budget: Budget) -> None:
        self.statement, self.decided, self.budget = statement, decided, budget
        self.values: list[Value] = []
        self.equalities: list[Verdict] = []
        parts = (statement.claim, *statement.assumptions)
        self.taken = {name.partition("[")[0] for name, _ in statement.domains}
        for part in parts:
            self.taken |= {name.partition("[")[0] for name in every_name(part)}
        self.plain = tuple(tree for tree in statement.assumptions if not functions(tree))
        claim, *assumptions = (self.rewritten(part, ()) for part in parts)
        self.reduced = Statement(claim, tuple(assumptions), (*statement.domains, *self.fresh()))

    def fresh(self) -> tuple[tuple[str, str], ...]:
        return tuple((value.name, "real") for value in self.values if not value.indices)

    def rewritten(self, tree: Tree, bound: Bound) -> Tree:
        if not isinstance(tree, tuple) or not functions(tree):
            return tree
        if tree[0] in BINDERS:
            op, inner, index, low, high = tree
            return (op, self.rewritten(inner, within(bound, index, low, high)), index, low, high)
        if tree[0] == "apply":
            return self.value(tree[1], tuple(self.rewritten(part, bound) for part in tree[2:]), bound)
        return (tree[0], *(self.rewritten(part, bound) for part in tree[1:]))

    def value(self, function: str, arguments: tuple[Tree, ...], bound: Bound) -> Tree:
        indices = used(arguments, bound)
        places = tuple(index for index, _ in indices)
        ranges = tuple(high for _, high in indices)
        for value in self.values:
            same = (value.function, len(value.arguments)) == (function, len(arguments))
            if same and tuple(high for _, high in value.indices) == ranges:
                pairs = list(zip(arguments, value.at(places), strict=True))
                proofs = [self.equal(a, b, indices) for a, b in pairs if written_out(a) != written_out(b)]
                if all(proof is not None for proof in proofs):
                    self.equalities += [proof for proof in proofs if proof is not None]
                    return value.written(places)
        self.values.append(Value(self.name(function), function, indices, arguments))
        return self.values[-1].written(places)

    def equal(self, a: Tree, b: Tree, indices: Bound) -> Verdict | None:
        """Return a proof that the arguments are equal, or None."""
        domains = (*self.statement.domains, *self.fresh())
        if {index for index, _ in indices} & {name for name, _ in domains}:
            return None
        ranges = tuple(("<=", index, high) for index, high in indices)
        claim = Statement(
            ("==", a, b),
            (*self.plain, *ranges),
            (*domains, *((index, "positive integer") for index, _ in indices)),
        )
        answer = identities.decide(claim, self.budget, [])
        if answer is None and claim.assumptions:
            try:
                found = self.decided(claim, Budget(_SECONDS))
            except ContradictoryAssumptions:
                return None
            return found if found.proved and not found.conditions else None
        if answer is None or answer["status"] != "proved" or answer.get("conditions"):
            return None
        return make(
            "proved",
            claim.claim,
            answer["method"],
            claim.scope,
            certificate=answer["certificate"],
            subject=claim,
        )

    def meanings(self, conditions: tuple[str, ...]) -> tuple[str, ...]:
        """Return what the variables in the conditions stand for."""
        return tuple(
            f"{to_text(value.written(tuple(i for i, _ in value.indices)))} standing for {to_text(('apply', value.function, *value.arguments))}"
            for value in self.values
            if any(value.name in condition for condition in conditions)
        )

    def name(self, function: str) -> str:
        number = 1
        while f"{function}{number}" in self.taken:
            number += 1
        self.taken.add(f"{function}{number}")
        return f"{function}{number}"


class _Recorded(dict[tuple[Any, ...], Fraction | int]):
    """The values of a definite function at the rational points at which it was asked for one."""

    def __init__(self, body: Callable[[tuple[Tree, ...]], Tree]) -> None:
        super().__init__()
        self.body = body

    def __missing__(self, arguments: tuple[Any, ...]) -> Fraction | int:
        value = Evaluator({}).value(self.body(arguments)).rational()
        assert value is not None  # all bodies are rational at rational points
        self[arguments] = value
        return value


def decide(statement: Statement, decided: Decide, budget: Budget) -> Verdict:
    """Decide a statement with arbitrary functions; ``decided`` decides one without."""
    try:
        reduction = _Reduction(statement, decided, budget)
    except Rejected as why:
        return make("undecided", statement.claim, "none", statement.scope, reason=str(why), subject=statement)
    verdict = decided(reduction.reduced, budget)
    if verdict.proved:
        certificate = certified(
            lambda: CongruenceCertificate(
                sequent(statement),
                tuple(reduction.values),
                tuple(map(premise, reduction.equalities)),
                premise(verdict),
            )
        )
        conditions = (*verdict.conditions, *reduction.meanings(verdict.conditions))
        method = f"values of {', '.join(_functions(statement))} as variables, {verdict.method}"
        changes: dict[str, Any] = {
            "claim": statement.claim,
            "scope": statement.scope,
            "subject": statement,
            "method": method,
            "certificate": certificate,
            "conditions": conditions,
        }
        if certificate is None:
            changes |= {"status": "undecided", "reason": NOT_ACCEPTED, "conditions": ()}
        return amend(verdict, **changes)
    found = _counterexample(statement, decided, Budget(_SECONDS))
    if found is not None:
        return make(
            "refuted",
            statement.claim,
            "counterexample with a definite function",
            statement.scope,
            counterexample=found,
            subject=statement,
        )
    kept = "it is false if the values at arguments not proved equal are unrelated"
    reason = f"with variables for the values of functions: {verdict.reason or kept}; no definite function was found that refutes it"
    return make("undecided", statement.claim, "none", statement.scope, reason=reason, subject=statement)


def _functions(statement: Statement) -> tuple[str, ...]:
    parts = (statement.claim, *statement.assumptions)
    return tuple(dict.fromkeys(name for part in parts for name in functions(part)))


def _counterexample(statement: Statement, decided: Decide, budget: Budget) -> Counterexample | None:
    """Try definite functions; with several functions each gets another one."""
    names = _functions(statement)
    for round_number in range(len(_DEFINITE)):
        bodies = {
            name: _DEFINITE[(round_number + place) % len(_DEFINITE)] for place, name in enumerate(names)
        }
        definite = replace(
            statement,
            claim=_with_bodies(statement.claim, bodies),
            assumptions=tuple(_with_bodies(tree, bodies) for tree in statement.assumptions),
        )
        try:
            found = decided(definite, budget).counterexample
        except ContradictoryAssumptions:  # they do not hold for these functions
            continue
        if found is None or not isinstance(found.certificate, CounterexampleCertificate):
            continue
        tables: dict[str, Any] = {name: dict(rows) for name, rows in found.certificate.tables}
        tables |= {name: _Recorded(body) for name, body in bodies.items()}
        own = counterexample_at(statement, dict(found.certificate.point), tables)
        if own is not None:
            return own
    return None


def _with_bodies(tree: Tree, bodies: Mapping[str, Callable[[tuple[Tree, ...]], Tree]]) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    if tree[0] == "apply":
        return bodies[tree[1]](tuple(_with_bodies(part, bodies) for part in tree[2:]))
    return (tree[0], *(_with_bodies(part, bodies) for part in tree[1:]))
