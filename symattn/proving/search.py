"""A false statement has a counterexample; this looks for an exact one, in a fixed order, from small numbers to larger ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from random import Random
from typing import TypeVar

from symattn.certificates import CounterexampleCertificate
from symattn.certificates.domains import Domain, domain_contains
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.exponential import ExpNumber
from symattn.certificates.expression import RELATIONS, Tree, walk
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.small_sizes import Tables, is_symbolic, small_points
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample

_ATTEMPTS = 400
#: Operations at one point; the certificate's check allows more.
_MAX_STEPS = 40_000
_MAX_SHOWN = 50
T = TypeVar("T")
_SMALL = tuple(Fraction(v) for v in ("0", "1", "-1", "2", "1/2", "-1/2", "-2", "3"))


def _choices(domain: Domain, size: int) -> list[Fraction]:
    if isinstance(domain, tuple):
        return list(domain)
    values = [*_SMALL, *(Fraction(v) for v in range(4, size)), *(Fraction(-v) for v in range(3, size))]
    if "integer" in domain:
        values = [value for value in values if value.denominator == 1]
    if "positive" in domain:
        values = [value for value in values if value > 0]
    return values


def _near_constants(assumptions: tuple[Tree, ...]) -> list[Fraction]:
    """Return the numbers in the assumptions and their neighbours: an assumption x > 1000 is satisfied there."""
    constants = [
        Fraction(node) for tree in assumptions for node in walk(tree) if isinstance(node, int | Fraction)
    ]
    return list(
        dict.fromkeys(c + step for c in constants[:8] for step in (0, 1, -1, 2, -2) if c not in (0, 1, -1))
    )


def points(statement: Statement) -> Iterator[dict[str, Fraction]]:
    """Yield points of the domains: a small grid first where it is small, then a fixed pseudo-random sequence."""
    names = [name for name, _ in statement.domains]
    domains = [domain for _, domain in statement.domains]
    if not names:
        yield {}
        return
    small = [_choices(domain, 0)[:5] for domain in domains]
    near = _near_constants(statement.assumptions)
    if len(names) <= 3:
        for values in product(*small):
            yield dict(zip(names, values, strict=True))
    else:
        for value in (1, 0):
            point = {
                n: Fraction(value) if Fraction(value) in c else c[0]
                for n, c in zip(names, small, strict=True)
            }
            yield point
    random = Random(20220208)
    for attempt in range(_ATTEMPTS):
        pools = [
            [
                *_choices(domain, 4 + attempt // 8),
                *(value for value in near if domain_contains(domain, value)),
            ]
            for domain in domains
        ]
        yield {name: random.choice(pool) for name, pool in zip(names, pools, strict=True)}


def show_value(value: ExpNumber) -> str:
    """Return a value exactly; where it is irrational a rigorous decimal enclosure is added."""
    text = str(value)
    if value.rational() is not None:
        return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"
    text = text if len(text) <= 80 else f"{text[:60]}..."
    if len(value.num) + len(value.den) > _MAX_SHOWN:
        return text
    try:
        low, high = value.enclosure()
    except NotExact:
        return text
    digits = 12
    scale = 10**digits
    lo, hi = low * scale // 1, -(-high * scale // 1)

    def decimal(n: int) -> str:
        sign, n = ("-" if n < 0 else ""), abs(n)
        return f"{sign}{n // scale}.{n % scale:0{digits}d}"

    return f"{text} in [{decimal(int(lo))}, {decimal(int(hi))}]"


def find_counterexample(statement: Statement, budget: Budget) -> Counterexample | None:
    """Return an exact counterexample, or None if the search found none."""
    if is_symbolic(statement):
        for point, tables in _within(budget, small_points(statement)):
            found = counterexample_at(statement, point, tables)
            if found is not None:
                return found
        return None
    for point in _within(budget, points(statement)):
        found = counterexample_at(statement, point)
        if found is not None:
            return found
    return None


def _within(budget: Budget, items: Iterator[T]) -> Iterator[T]:
    """Yield the items until time is over."""
    for item in items:
        try:
            budget.spend()
        except GaveUp:
            return
        yield item


def counterexample_at(
    statement: Statement, point: Mapping[str, Fraction], tables: Tables | None = None
) -> Counterexample | None:
    """Return the counterexample at this point if the statement is false there and the assumptions hold."""
    if not _in_domains(statement, point):
        return None
    evaluate = Evaluator(point, tables, _MAX_STEPS)
    try:
        if not all(evaluate.truth(assumption) for assumption in statement.assumptions):
            return None
        if evaluate.truth(statement.claim):
            return None
        claim = statement.claim
        left = right = ""
        if isinstance(claim, tuple) and claim[0] in RELATIONS:
            left, right = show_value(evaluate.value(claim[1])), show_value(evaluate.value(claim[2]))
    except (Undefined, NotExact):
        return None
    named = dict.fromkeys((*(name for name, _ in statement.domains), *point))
    values = tuple((name, Fraction(point[name])) for name in named)
    tabulated = tuple((name, tuple(sorted(table.items()))) for name, table in sorted((tables or {}).items()))
    certificate = CounterexampleCertificate(
        claim, statement.assumptions, statement.domains, values, tabulated
    )
    images = tuple(
        (f"{name}({', '.join(map(str, arguments))})", Fraction(image))
        for name, table in tabulated
        for arguments, image in table
    )
    return Counterexample((*values, *images), left, right, certificate)


def _in_domains(statement: Statement, point: Mapping[str, Fraction]) -> bool:
    return all(name in point and domain_contains(domain, point[name]) for name, domain in statement.domains)


def satisfiable(statement: Statement, conditions: tuple[Tree, ...], budget: Budget) -> bool:
    """Return whether some point satisfies the assumptions and the conditions (True at once if there are none)."""
    required = (*statement.assumptions, *conditions)
    if not required:
        return True
    if is_symbolic(statement):
        return any(_defined(statement, point, tables, budget) for point, tables in small_points(statement))
    for point in points(statement):
        budget.spend()
        evaluate = Evaluator(point)
        try:
            if all(evaluate.truth(tree) for tree in required):
                return True
        except (Undefined, NotExact):
            continue
    return False


def _defined(statement: Statement, point: Mapping[str, Fraction], tables: Tables, budget: Budget) -> bool:
    """Return whether the assumptions hold and the claim is defined; conditions may speak of bound indices, the claim does not."""
    budget.spend()
    if not _in_domains(statement, point):
        return False
    evaluate = Evaluator(point, tables)
    try:
        if not all(evaluate.truth(tree) for tree in statement.assumptions):
            return False
        evaluate.truth(statement.claim)
    except (Undefined, NotExact):
        return False
    return True
