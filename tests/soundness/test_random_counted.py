"""Random statements about binomial coefficients and powers with symbolic exponents: what is proved holds at all small integers, what follows by a law is not refuted."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb
from random import Random
from typing import Any

import pytest

from symattn.certificates import check_certificate
from symattn.proving import Verdict, by_induction, prove

WHOLE = range(1, 6)
REAL = [Fraction(v) for v in ("0", "1", "2", "1/2", "-1", "-3/2")]
#: (coefficient, kind, a, b)
Term = tuple[int, str, int, int]
KINDS = ("binomial", "power", "both", "row", "sum", "geometric", "plain")


def shifted(name: str, by: int) -> str:
    return f"{name} + {by}" if by > 0 else f"{name} - {-by}" if by else name


def text(term: Term) -> str:
    c, kind, a, b = term
    n, k, i = shifted("n", a), shifted("k", b), shifted("i", b)
    forms = {
        "binomial": f"binomial({n}, {k})",
        "power": f"x**({n})",
        "both": f"x**({n})*binomial({n}, {k})",
        "row": f"binomial({n}, {abs(b)})",
        "sum": f"Sum(binomial({n}, {i}), (i, 1, k))",
        "geometric": f"Sum(x**({shifted('i', a)}), (i, 1, k))",
        "plain": "x*n",
    }
    return f"({c})*{forms[kind]}"


def choose(n: int, k: int) -> int:
    return comb(n, k) if k >= 0 else 0


def value(term: Term, n: int, k: int, x: Fraction) -> Fraction:
    c, kind, a, b = term
    if kind == "sum":
        return Fraction(c * sum(choose(n + a, i + b) for i in range(1, k + 1)))
    if kind == "geometric":
        return c * sum((Fraction(x ** (i + a)) for i in range(1, k + 1)), Fraction(0))
    if kind == "plain":
        return c * x * n
    number = {"binomial": k + b, "both": k + b, "row": abs(b)}
    factor = choose(n + a, number[kind]) if kind in number else 1
    return Fraction(c * factor) * (Fraction(x ** (n + a)) if kind in ("power", "both") else 1)


def true_at(relation: str, left: list[Term], right: list[Term], n: int, k: int, x: Fraction) -> bool:
    a, b = (sum((value(t, n, k, x) for t in side), Fraction(0)) for side in (left, right))
    return {"==": a == b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[relation]


def term(random: Random, kind: str | None = None) -> Term:
    return (
        random.choice((1, 1, -1, 2)),
        kind or random.choice(KINDS),
        random.randint(-1, 2),
        random.randint(-2, 2),
    )


def rewritten(random: Random, terms: list[Term]) -> list[Term]:
    """Return a sum with the same values: Pascal's rule at a random place, upwards or downwards."""
    result: list[Term] = []
    for c, kind, a, b in terms:
        if kind in ("binomial", "sum") and a >= 0 and random.random() < 0.7:
            result += [(c, kind, a - 1, b), (c, kind, a - 1, b - 1)]
        elif kind in ("binomial", "sum"):
            result += [(c, kind, a + 1, b), (-c, kind, a, b - 1)]
        else:
            result.append((c, kind, a, b))
    random.shuffle(result)
    return result


def statement(relation: str, left: list[Term], right: list[Term]) -> str:
    return f"{' + '.join(map(text, left)) or '0'} {relation} {' + '.join(map(text, right)) or '0'}"


def rechecked(verdict: Verdict) -> Verdict:
    certificate = verdict.certificate or (verdict.counterexample and verdict.counterexample.certificate)
    if not verdict.undecided:
        assert certificate is not None
        assert check_certificate(json.loads(json.dumps(certificate.to_json()))), verdict.explain()
    return verdict


def run(seeds: range, name: str, make: Any) -> Counter[str]:
    count: Counter[str] = Counter()
    for seed in seeds:
        random = Random(f"counted-{name}-{seed}")
        relation, left, right, given = make(random)
        verdict = rechecked(
            prove(statement(relation, left, right), assuming=f"n, k positive integer{given}", time_limit=1)
        )
        points = product(WHOLE, WHOLE, [x for x in REAL if x >= 0 or not given])
        holds = all(true_at(relation, left, right, *point) for point in points)
        assert holds or not verdict.proved, (seed, verdict.explain())
        count[verdict.status] += 1
    return count


def random_statement(random: Random) -> Any:
    relation = random.choice(("==", "==", "<=", ">=", "<"))
    sides = [[term(random) for _ in range(random.randint(1, 2))] for _ in range(2)]
    return relation, *sides, random.choice(("", "; 0 <= x")) if relation != "==" else ""


def nearly_true(random: Random) -> Any:
    """Return a true equality with one thing changed."""
    left = [term(random) for _ in range(random.randint(1, 3))]
    right = rewritten(random, left)
    place = random.randrange(len(right))
    c, kind, a, b = right[place]
    right[place] = random.choice(
        ((c + 1, kind, a, b), (-c, kind, a, b), (c, kind, a + 1, b), (c, kind, a, b + 1))
    )
    return "==", left, right, ""


@pytest.mark.parametrize("make", [random_statement, nearly_true], ids=["random", "nearly true"])
def test_what_is_proved_is_true(make: Any) -> None:
    count = run(range(60), make.__name__, make)
    assert count["refuted"] > 30, count


@pytest.mark.full
@pytest.mark.parametrize("make", [random_statement, nearly_true], ids=["random", "nearly true"])
@pytest.mark.parametrize("chunk", range(10))
def test_what_is_proved_is_true_of_many(make: Any, chunk: int) -> None:
    run(range(1000 + 200 * chunk, 1200 + 200 * chunk), make.__name__, make)


def test_what_follows_by_pascal_is_proved() -> None:
    for seed in range(60):
        random = Random(f"pascal-{seed}")
        left = [term(random) for _ in range(random.randint(1, 3))]
        right = rewritten(random, rewritten(random, left))
        verdict = rechecked(prove(statement("==", left, right), assuming="n, k positive integer"))
        assert verdict.proved, verdict.explain()


def test_induction_proves_what_is_true() -> None:
    count: Counter[str] = Counter()
    for seed in range(40):
        random = Random(f"counted-induction-{seed}")
        relation = random.choice(("==", "<=", ">="))
        left, right = [term(random, "geometric"), term(random)], [term(random, "power"), term(random)]
        if random.random() < 0.5:
            left, right = [term(random, "sum"), term(random, "binomial")], [term(random, "sum"), term(random)]
        verdict = (
            rechecked(
                by_induction(
                    statement(relation, left, right),
                    variable="k",
                    assuming="n positive integer; 0 <= x",
                    time_limit=1,
                )
            )
            if any("k" in text(t) for t in (*left, *right))
            else None
        )
        if verdict is None:
            continue
        points = product(WHOLE, WHOLE, [x for x in REAL if x >= 0])
        holds = all(true_at(relation, left, right, *point) for point in points)
        assert holds or not verdict.proved, (seed, verdict.explain())
        count[verdict.status] += 1
    assert count["refuted"] > 10, count
