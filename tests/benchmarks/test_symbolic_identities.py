"""The fixed list of identities with symbolic n: all are true, all are proved, none is proved with a wrong constant; SymPy's answers are as recorded."""

from __future__ import annotations

from fractions import Fraction
from math import exp, isclose, log, prod
from random import Random
from typing import Any

import pytest
import sympy

from symattn.certificates import check_certificate
from symattn.proving import prove
from symattn.proving.parser import parse_statement


class Point:
    """Values at one size by a plain recursion over the tree: integers and fractions, floats below exponentials."""

    def __init__(self, size: int, random: Random) -> None:
        self.random = random
        images = list(range(1, size + 1))
        random.shuffle(images)
        self.images = dict(enumerate(images, 1))
        self.known: dict[Any, Any] = {"n": size, "d": size, "i": 1, "j": size, "l": 1}

    def value(self, tree: Any, bound: dict[str, int]) -> Any:
        if isinstance(tree, int | Fraction):
            return tree
        if isinstance(tree, str):
            return bound[tree] if tree in bound else self.drawn(tree)
        op, *rest = tree
        if op == "Sum":
            term, index, low, high = rest
            top = self.value(high, bound)
            return sum(self.value(term, {**bound, index: k}) for k in range(low, top + 1))
        if op == "call":
            return self.images[self.value(rest[1], bound)]
        if op == "index":
            return self.drawn((rest[0], *(self.value(place, bound) for place in rest[1:])))
        if op == "softmax":
            row = [exp(self.drawn((rest[1], k))) for k in range(1, self.known["n"] + 1)]
            return row[self.value(rest[0], bound) - 1] / sum(row)
        values = [self.value(argument, bound) for argument in rest]
        if op == "**":
            return values[0] ** values[1] if values[1] > 0 else 1 / (Fraction(values[0]) ** -values[1])
        functions = {"+": sum, "*": prod, "exp": lambda v: exp(v[0]), "log": lambda v: log(v[0])}
        return int(values[0] == values[1]) if op == "delta" else functions[op](values)

    def drawn(self, name: Any) -> Any:
        return self.known.setdefault(name, self.random.choice((-2, -1, 1, 2, 3)))


def test_the_list_has_forty_different_identities(identities: Any) -> None:
    assert len(identities) == 40
    assert len({identity.name for identity in identities}) == 40
    assert len({identity.statement for identity in identities}) == 40


def test_each_holds_at_small_sizes(identities: Any) -> None:
    for identity in identities:
        _, left, right = parse_statement(identity.statement, argument="statement", functions=("s",))
        few = identity.statement.count("Sum(") <= 10
        for size in (1, 2, 3) if few else (1, 2):
            point = Point(size, Random(size))
            a, b = point.value(left, {}), point.value(right, {})
            exact = not isinstance(a, float) and not isinstance(b, float)
            assert a == b if exact else isclose(a, b, rel_tol=1e-9, abs_tol=1e-9), (identity.name, size)


def test_each_is_proved_for_every_n(identities: Any) -> None:
    for identity in identities:
        verdict = prove(identity.statement, assuming=identity.assuming)
        assert verdict.proved, verdict.explain()
        assert verdict.extent == "general"
        assert check_certificate(verdict.certificate.to_json()), identity.name


def test_each_is_proved_from_sympy_expressions(identities: Any) -> None:
    for identity in identities:
        verdict = prove(*identity.sides(), assuming=identity.assuming)
        assert verdict.proved, verdict.explain()


def test_none_is_proved_with_one_added(identities: Any) -> None:
    """Those with few sums only: at n = 2 a sum over ten indices has 1024 terms on each side."""
    short = [identity for identity in identities if identity.statement.count("Sum(") <= 6]
    assert len(short) >= 25
    for identity in short:
        verdict = prove(f"{identity.statement} + 1", assuming=identity.assuming)
        assert verdict.refuted, verdict.explain()


@pytest.mark.full
def test_answers_of_sympy_are_as_recorded(identities: Any, recorded: Any, by_sympy: Any) -> None:
    """Compared is whether an identity is proved: which of the other answers it is depends on the depth of the stack and on random points.

    An answer that ran into the cap, here or when it was recorded, is compared with nothing: machines differ.
    """
    assert sympy.__version__ == recorded["sympy_version"], "record the answers of this version"
    different = []
    for identity in identities:
        assert set(identity.sympy) == set(by_sympy.ways)
        for way, answer in identity.sympy.items():
            found = by_sympy.answer(way, identity, recorded["cap_seconds"])
            if (found == "proved") != (answer == "proved") and "time" not in (found, answer):
                different.append((identity.name, way, answer, found))
    assert not different
