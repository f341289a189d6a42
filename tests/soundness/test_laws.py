"""Every law of the table is true at 200 random points (30 in the fast tier): judged by exact evaluation, or by enclosures where a value is no exact one."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from symattn.certificates.expression import Tree
from tests.soundness.laws import INEQUALITIES, LAWS, Law, read
from tests.soundness.trees import is_statement_variable
from tests.soundness.truth import point_of, truth

NUMBERS = [Fraction(v) for v in ("0", "1", "-1", "2", "-2", "1/2", "-3/2", "3", "5/3", "-4")]
VALUES = {
    "u": [0, 1],
    "v": [0, 1],
    "p": [0, 1],
    "q": [0, 1],
    "r": [0, 1],
    "z": [-1, 1],
    "m": [0, 1, Fraction(5, 2), 3],
    "t": [1, Fraction(1, 3), 2],
}


def concrete(pattern: Any) -> Tree:
    """Turn a pattern into a statement about numbers: F(i) becomes the entry F[i], the other letters are variables."""
    if not isinstance(pattern, tuple) or is_statement_variable(pattern):
        return pattern
    if pattern[0] == "call" and pattern[1] in ("F", "G"):
        return ("index", *(concrete(part) for part in pattern[1:]))
    return tuple(concrete(part) if k else part for k, part in enumerate(pattern))


def judged(random: Random, statement: Tree, wanted: int, tries: int) -> int:
    """Return at how many random points the statement is found true; it may be false at none."""
    found = 0
    for _ in range(tries):
        n = random.randint(1, 3)
        choices = {name: VALUES.get(name, NUMBERS) for name in "abcduvzmtpqr"}
        point, tables = point_of(
            random, {**choices, "n": [n], "N": [n], "o": range(1, n + 1)}, ["F", "G", "x"], ["F", "G"], n
        )
        answer = truth(statement, point, tables)
        assert answer is not False, (statement, point, tables)
        found += answer is True
        if found == wanted:
            break
    return found


POINTS = [30, pytest.param(200, marks=pytest.mark.full)]


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_the_law_is_true(law: Law, points: int) -> None:
    left, right = concrete(law.left), concrete(law.right)
    both: Tree = ("==", left, right)
    if law.group == "logic":
        both = ("and", ("implies", left, right), ("implies", right, left))
    assert judged(Random(law.name), both, points, 4 * points) == points


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize(("name", "inequality"), INEQUALITIES, ids=[name for name, _ in INEQUALITIES])
def test_the_inequality_is_true(name: str, inequality: Tree, points: int) -> None:
    assert judged(Random(name), inequality, points, 2 * points) == points


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(a + b)**2", "a**2 + b**2"),
        ("exp(a + b)", "exp(a) + exp(b)"),
        ("H(-a)", "1 - H(a)"),
        ("softplus(-a)", "softplus(a)"),
    ],
)
def test_a_wrong_law_is_caught(left: str, right: str) -> None:
    with pytest.raises(AssertionError):
        judged(Random(left), ("==", read(left), read(right)), 200, 400)


def test_no_law_is_written_twice() -> None:
    names = [law.name for law in LAWS] + [name for name, _ in INEQUALITIES]
    assert len({(law.left, law.right, law.group) for law in LAWS}) == len(LAWS)
    assert len({(law.group, law.name) for law in LAWS}) == len(LAWS)
    assert len(names) > 180
