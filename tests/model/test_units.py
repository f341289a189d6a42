"""A unit keeps its weights exactly and refuses what is not one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model import Unit


def test_exact_weights_of_every_kind():
    unit = Unit("u", "H", [("a", Fraction(1, 3)), ("b", np.int64(2)), ("c", sp.pi), ("d", "w")], bias=-1)
    assert unit.incoming == (("a", sp.Rational(1, 3)), ("b", 2), ("c", sp.pi), ("d", sp.Symbol("w")))
    assert unit.synapses[0] == ("1", -1)
    assert unit.weighted(unit.synapses) == unit
    assert Unit("v", "identity", [("a", 1)]).synapses == (("a", 1),)


@pytest.mark.parametrize(
    "arguments",
    [
        ("u v", "H"),
        ("", "H"),
        ("1", "H"),
        (None, "H"),
        ("u", "H", [("x", 0.5)]),
        ("u", "H", [("x", True)]),
        ("u", "H", [("x", "1 + 1")]),
        ("u", "H", [("x", sp.I)]),
        ("u", "H", [("x", 1), ("x", 2)]),
        ("u", "H", ["x"]),
        ("u", "H", [], float("nan")),
    ],
)
def test_refused(arguments):
    with pytest.raises(InvalidArgument):
        Unit(*arguments)


def test_over_counts_weights():
    with pytest.raises(InvalidArgument, match="2 sources"):
        Unit.over("g", ["x1", "x2"], weights=[1])
    with pytest.raises(InvalidArgument, match="identifier"):
        Unit.over("g", ["x1"], weights="a b")
