r"""P(n) holds for all integers n >= n_0 if P(n_0) holds and, for every n >= n_0, P(n) implies P(n + 1).

Property wanted: statements about sums over 1..n, powers and binomial coefficients that no normal form decides, such as
1 + 2 + ... + n = n (n + 1)/2, (1 - x)^n >= 1 - n x for 0 <= x <= 1, and the recursions of sums of binomial coefficients.

Construction: P(n + 1) is P with n replaced by n + 1, where a sum over 1..n becomes the sum over 1..n plus its term at n + 1.  The step is proved
in one of two forms: P(n + 1) under the assumption P(n); or, if P is a relation L R M, the relation (L(n + 1) - L(n)) R (M(n + 1) - M(n)), which
added to P(n) gives P(n + 1).

Derivation: fix the other variables.  P is defined for every n >= n_0, which is read off the claim; so base and step, proved wherever they are
defined, hold, and the n >= n_0 at which P holds contain n_0 and with n also n + 1.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

from symattn.certificates.expression import RELATIONS, Tree, substitute, variables, walk
from symattn.certificates.rules import InductionCertificate
from symattn.certificates.sequents import Rejected, serves
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving.enclosed_points import counterexample_enclosed, refuted_by_enclosure
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent, unproved
from symattn.proving.obligations import knowledge
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.prove import decide
from symattn.proving.restating import restated
from symattn.proving.search import counterexample_at, find_counterexample
from symattn.proving.statement import Statement, operations, read_statement
from symattn.proving.verdict import Counterexample, Verdict, make

_TRIED = 40
_QUICK = 0.2
#: How many n are looked at before the step, and with how many binary digits.
_FIRST, _PRECISION = 8, 64
_REFUSED = ("softmax", "permutation", "call", "forall")


def by_induction(
    lhs: Any,
    rhs: Any = None,
    *,
    variable: str = "n",
    start: int = 1,
    assuming: Any = (),
    using: Sequence[Verdict] = (),
    base: Verdict | None = None,
    step: Verdict | None = None,
    time_limit: float = 10.0,
) -> Verdict:
    """Return the verdict on a statement for all integers ``variable >= start`` from those on its base and its step.

    Parameters
    ----------
    lhs, rhs
        The statement P, as in `prove`; sums over 1..n may occur.
    variable
        The name of the integer n.
    start
        The first n, at least 1.
    assuming
        Assumptions about the other variables; about n at most ``n >= start``.
    using
        Proved verdicts that base and step may use, as in `prove`.
    base, step
        Verdicts on P(start) and on the step, if `prove` is not to decide them by itself; they must be about these very statements.
    time_limit
        Seconds for base and step together.

    Returns
    -------
    Verdict
        *proved*; *refuted* with a counterexample; or *undecided* with the part that was not proved.

    Raises
    ------
    InvalidArgument
        If n does not occur or ranges over something else than the integers from ``start`` on, if the statement contains what has no
        successor, or if a supplied verdict is about another statement.

    Examples
    --------
    >>> verdict = by_induction("Sum(i, (i, 1, n)) == n*(n + 1)/2")
    >>> verdict.status, verdict.scope, verdict.certificate.check()
    ('proved', 'all positive integer n', True)
    >>> by_induction("Sum(i, (i, 1, n)) == n**2").counterexample.as_dict()["n"] > 1
    True

    Bernoulli's inequality:

    >>> by_induction("(1 - x)**n >= 1 - n*x", assuming="0 <= x; x <= 1").proved
    True

    See Also
    --------
    by_squeeze : limits from inequalities for all n.

    References
    ----------
    The axiom of induction of Peano.
    """
    started = time.monotonic()
    budget = Budget(time_limit)
    if not isinstance(variable, str):
        raise InvalidArgument("variable", "must be a name", variable)
    if isinstance(start, bool) or not isinstance(start, int) or start < 1:
        raise InvalidArgument("start", "must be an integer, at least 1", start, "Shift the variable.")
    statement = _read(read_statement(lhs, rhs, assuming=assuming), variable, start)
    others = tuple(tree for tree in statement.assumptions if variable not in variables(tree))
    rest = tuple(pair for pair in statement.domains if pair[0] != variable)
    claim = substitute(statement.claim, {variable: start})
    # An entry x[n] has become an entry with a name of its own.
    entries = tuple((name, "real") for name in variables(claim) if name not in dict(statement.domains))
    first = Statement(claim, others, (*rest, *entries))
    direct, increment = _steps(statement, variable)
    premises: tuple[Verdict, ...] = ()

    def concluded(status: Any, **more: Any) -> Verdict:
        more |= {"subject": statement, "seconds": time.monotonic() - started, "premises": premises}
        return make(status, statement.claim, f"induction over {variable}", statement.scope, **more)

    if not knowledge(statement).defined(statement.claim):
        reason = "the statement is not seen to be defined for every n, and induction passes through every n"
        return concluded("undecided", reason=reason)
    base = decide(first, using=using, budget=budget) if base is None else _supplied(base, "base", first)
    premises = (base,)
    found = restated(base.counterexample, statement, **{variable: start})
    if found is not None:
        return concluded("refuted", counterexample=found, reason=f"it fails at {variable} = {start}")
    if not base.proved:
        return concluded("undecided", reason=f"base {unproved(base)}")
    found = _at_first(statement, start)
    if found is not None:
        return concluded("refuted", counterexample=found)
    if step is None:
        step = _step(
            direct, increment, using, budget, lambda: _refuted(statement, Budget(_QUICK)) is not None
        )
    else:
        step = _supplied(step, "step", *filter(None, (direct, increment)))
    premises = (base, step)
    if not step.proved:
        found = _counterexample(statement, step, variable, start) or _refuted(statement, budget)
        if found is not None:
            return concluded("refuted", counterexample=found)
        return concluded("undecided", reason=f"step {unproved(step)}")
    certificate = certified(
        lambda: InductionCertificate(sequent(statement), variable, start, *map(premise, premises))
    )
    if certificate is None:
        return concluded("undecided", reason=NOT_ACCEPTED)
    return concluded("proved", certificate=certificate)


def _read(read: Statement, n: str, start: int) -> Statement:
    """Return the statement for all integers n >= start."""
    domains = dict(read.domains)
    if "[" in n:
        hint = "An entry x[1] may be x[i] as well: give it a name of its own."
        raise InvalidArgument("variable", "must be the name of a variable, not of an entry", n, hint)
    if n not in variables(read.claim):
        raise InvalidArgument("variable", "must occur in the statement", n, f"It has: {', '.join(domains)}.")
    if not isinstance(domains[n], str):
        hint = "A finite range needs no induction: use prove()."
        raise InvalidArgument("variable", "must range over all integers from start on", n, hint)
    for node in walk(read.claim):
        if isinstance(node, tuple) and node[0] in _REFUSED:
            hint = "Induction is for sums over 1..n, powers, binomial coefficients and arithmetic."
            raise InvalidArgument(
                "statement", f"contains {node[0]}, which has no step from n to n + 1", to_text(node), hint
            )
    others = []
    for tree in read.assumptions:
        if n not in variables(tree):
            others.append(tree)
            continue
        if tree == ("<=", n, n):  # n as an index in 1..n
            continue
        low = _lower_bound(tree, n)
        if low is None or low > start:
            rule = f"may say of {n} only that it is at least start = {start}"
            hint = "Pass start=, and prove the statement for smaller values separately."
            raise InvalidArgument("assuming", rule, to_text(tree), hint)
    given = ((">=", n, start),) if start > 1 else ()
    pairs = tuple((name, "positive integer" if name == n else domain) for name, domain in read.domains)
    return Statement(read.claim, (*others, *given), pairs)


def _lower_bound(tree: Tree, n: str) -> int | None:
    """Return c if the relation says n >= c for integers n."""
    flip = {"<=": ">=", "<": ">"}
    if isinstance(tree, tuple) and tree[0] in flip and tree[2] == n:
        tree = (flip[tree[0]], n, tree[1])
    if isinstance(tree, tuple) and tree[1] == n and isinstance(tree[2], int | Fraction):
        if tree[0] == ">=":
            return -floor(-tree[2])
        if tree[0] == ">":
            return floor(tree[2]) + 1
    return None


def _steps(statement: Statement, n: str) -> tuple[Statement, Statement | None]:
    """Return the step in its two forms; the second only for relations."""
    claim = statement.claim
    later = _at_next(claim, n, {n: ("+", n, 1)})
    direct = replace(statement, claim=later, assumptions=(*statement.assumptions, claim))
    if not (
        isinstance(claim, tuple) and isinstance(later, tuple) and claim[0] in RELATIONS and claim[0] != "!="
    ):
        return direct, None
    sides = (("+", b, ("*", -1, a)) for a, b in zip(claim[1:], later[1:], strict=True))
    # A strict relation between the increments is more than is needed, and is what the certificate's check knows.
    return direct, replace(statement, claim=(claim[0], *sides))


def _at_next(tree: Tree, n: str, values: Mapping[str, Tree]) -> Tree:
    """Return the tree at n + 1; ``values`` gives what n, and indices at their last place, become."""
    if isinstance(tree, str):
        return values.get(tree, tree)
    if not isinstance(tree, tuple):
        return tree
    if tree[0] == "Sum":
        _, term, index, low, high = tree
        if index == n or (isinstance(high, str) and high != n and high in values):
            raise InvalidStatement("Sum", "an index must not be the variable of the induction", index)
        inside = {name: value for name, value in values.items() if name != index}
        extended = ("Sum", _at_next(term, n, inside), index, low, high)
        if high != n:
            return extended
        return ("+", extended, _at_next(term, n, {**values, index: values[n]}))
    keep = 2 if tree[0] == "index" else 1
    return (*tree[:keep], *(_at_next(argument, n, values) for argument in tree[keep:]))


def _step(
    direct: Statement,
    increment: Statement | None,
    using: Sequence[Verdict],
    budget: Budget,
    false: Callable[[], bool],
) -> Verdict:
    """Prove one of the forms of the step.

    Equalities are first compared by their increments, which is an identity, and so are sums, which are left out of the increments.
    """
    equality = isinstance(direct.claim, tuple) and direct.claim[0] == "=="
    forms = [increment, direct] if equality or "Sum" in operations(direct.claim) else [direct, increment]
    verdicts: list[Verdict] = []
    for wanted in forms:
        if wanted is None:
            continue
        verdict = decide(wanted, using=using, budget=budget)
        if verdict.proved:
            return verdict
        verdicts.append(verdict)
        if false():  # whatever the other form would say
            return verdict
    # The direct form says more about what is missing: a step can hold although the increments do not compare.
    return verdicts[forms.index(direct)] if increment is not None else verdicts[0]


def _at_first(statement: Statement, start: int) -> Counterexample | None:
    """Return a counterexample among the first n, for a statement without other variables."""
    if len(statement.domains) > 1:
        return None
    ((name, _),) = statement.domains
    for k in range(start, start + _FIRST):
        point = {name: Fraction(k)}
        found = counterexample_at(statement, point)
        if found is None or not found.certificate.check():
            found = counterexample_enclosed(statement, tuple(point.items()), _PRECISION)
        if found is not None:
            return found
    return None


def _refuted(statement: Statement, budget: Budget) -> Counterexample | None:
    """Return a counterexample among small points, by exact values or by enclosures."""
    return find_counterexample(statement, budget) or refuted_by_enclosure(statement, Budget(budget.seconds))


def _counterexample(statement: Statement, step: Verdict, n: str, start: int) -> Counterexample | None:
    """Return a small n for which the claim is false, with the other variables as where the step fails."""
    point: dict[str, Fraction] = {}
    if step.counterexample is not None:
        point = dict(step.counterexample.as_dict())
    if any(name != n and name not in point for name, _ in statement.domains):
        return None
    for k in range(start, start + _TRIED):
        found = counterexample_at(statement, {**point, n: Fraction(k)})
        if found is not None and found.certificate.check():
            return found
    return None


def _supplied(verdict: Verdict, argument: str, *wanted: Statement) -> Verdict:
    """Return the verdict if it is about one of the statements wanted."""
    if not isinstance(verdict, Verdict):
        raise InvalidArgument(argument, "must be a verdict", type(verdict).__name__)
    if verdict.subject is not None:
        for statement in wanted:
            try:
                if serves(sequent(verdict.subject), sequent(statement)):
                    return verdict
            except Rejected:
                continue
    needed = " or ".join(f"{statement.text} for {statement.scope}" for statement in wanted)
    raise InvalidArgument(argument, "must be about this statement", verdict.statement, f"Needed: {needed}.")
