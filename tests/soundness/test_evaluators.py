"""The exact evaluator by which statements are confirmed false agrees with a second one that shares no code with it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import walk
from tests.soundness.families import FAMILIES
from tests.soundness.plain import NoValue, Plain

#: Functions whose values at rational points are irrational, or that the second evaluator leaves out.
LEFT_OUT = {"exp", "log", "logistic", "tanh", "sinh", "cosh", "silu", "softplus", "softmax", "sqrt"}


@pytest.mark.parametrize("points", [40, pytest.param(4000, marks=pytest.mark.full)])
@pytest.mark.parametrize("name", ["exhaustion", "polynomial", "dimension", "piecewise", "inequality"])
def test_two_evaluators_agree(name: str, points: int) -> None:
    family, compared, seen, seed = FAMILIES[name], 0, set(), 0
    while compared < points:
        seed += 1
        random = Random(f"{name}-evaluators-{seed}")
        example: Any = family.false(random) if seed % 2 else family.true(random)
        if any(isinstance(node, tuple) and node[0] in LEFT_OUT for node in walk(example.claim)):
            continue
        for _ in range(3):
            point, tables = family.point(random, example.world)
            try:
                expected: bool | None = Plain(point, tables).holds(example.claim)
            except NoValue:
                expected = None
            try:
                found: bool | None = Evaluator(point, tables).truth(example.claim)
            except (Undefined, NotExact):
                found = None
            assert found == expected, (example.claim, point, tables)
            seen.add(found)
            compared += found is not None
    assert {True, False} <= seen
