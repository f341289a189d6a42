"""The certificate of a gating rank holds for what it says, for no other form, and for no other number."""

from __future__ import annotations

import copy
import json
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symattn.algebra import gating_rank
from symattn.certificates import GatingRankCertificate, certificate_from_json, check_certificate
from symattn.errors import InvalidCertificate

x, y, z, t = sp.symbols("x y z t")
FORMS = [
    x * y,
    x**2 + y**2 - 3 * z**2,
    2 * x**2 - 5 * y**2 + x * z,
    x**2 + x * y + y**2 + z * t,
    -(x**2) - 7 * y * z,
    (x + y) ** 2,
    sp.Integer(0),
]


def good(form):
    return gating_rank(form, [x, y, z, t]).certificate.to_json()


def places(data, path=()):
    """Yield the path of every number and text in a JSON object."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for key, value in enumerate(data):
            yield from places(value, (*path, key))
    elif path[-1] != "kind":
        yield path


def changed(data, path, change):
    """Return a copy with the number at the path changed."""
    result = copy.deepcopy(data)
    parent = result
    for key in path[:-1]:
        parent = parent[key]
    old = parent[path[-1]]
    parent[path[-1]] = change(old) if isinstance(old, int) else str(change(Fraction(old)))
    return result


@pytest.mark.parametrize("form", FORMS)
def test_it_is_accepted_as_an_object_and_as_json(form):
    certificate = gating_rank(form, [x, y, z, t]).certificate
    assert certificate.check()
    data = json.loads(json.dumps(certificate.to_json()))
    assert check_certificate(data)
    assert certificate_from_json(data) == certificate


@pytest.mark.parametrize("form", FORMS[:5])
@pytest.mark.parametrize("change", [lambda v: v + 1, lambda v: v - 1, lambda v: -v, lambda v: 3 * v])
def test_a_changed_number_is_refused_or_changes_nothing(form, change):
    data = good(form)
    assert len(list(places(data))) > 10
    for path in places(data):
        mutant = changed(data, path, change)
        if mutant == data:
            continue
        assert not check_certificate(mutant) or is_as_good(data, path, change), path


def is_as_good(data, path, change):
    """Return whether the place is one where another number may serve: the number of variables, pivots, a root that is not used, the sign
    of a linear form that is squared and has one term."""
    if path[0] == "size" or "pivots" in path:
        return True
    if path[0] == "pairs":
        _, left, right = data["pairs"][path[1]]
        return len(path) == 3 and all(b == "0" for form in (left, right) for _, _, b in form)
    return "squares" in path and change(1) == -1 and len(data["groups"][path[1]]["squares"][path[3]][1]) == 1


def test_a_pair_or_a_square_may_not_be_left_out():
    data = good(FORMS[2])
    for part in ("pairs", "groups", "form"):
        for place in range(len(data[part])):
            mutant = copy.deepcopy(data)
            del mutant[part][place]
            assert not check_certificate(mutant)


def test_more_pairs_than_needed_are_refused():
    """x y = x (y + z) - x z is a sum of two products, but one suffices."""
    data = good(x * y)
    one = "1"
    data["pairs"] = [
        [1, [[0, one, "0"]], [[1, one, "0"], [2, one, "0"]]],
        [1, [[0, "-1", "0"]], [[2, one, "0"]]],
    ]
    assert not check_certificate(data)
    data["value"] = 2
    assert not check_certificate(data)


def test_dependent_squares_are_refused():
    """x^2 = (2x)^2 - 3 x^2 would give x^2 a negative square."""
    data = good(x**2)
    assert data["value"] == 1
    data["groups"] = [
        {"squares": [["1", [[0, "2"]]]], "pivots": [0]},
        {"squares": [["-3", [[0, "1"]]]], "pivots": [0]},
    ]
    assert not check_certificate(data)
    data["groups"] = [{"squares": [["1", [[0, "2"]]], ["-3", [[0, "1"]]]], "pivots": [0, 1]}]
    assert not check_certificate(data)
    # x^2 + y^2 as three squares, two of them in a triangle and the third dependent
    data = good(x**2 + y**2)
    data["groups"] = [
        {"squares": [["1/2", [[0, "1"], [1, "1"]]]], "pivots": [0]},
        {"squares": [["1/2", [[0, "1"], [1, "-1"]]]], "pivots": [1]},
    ]
    assert not check_certificate(data)  # the pivot 0 of the first occurs in the second


def test_the_root_must_cancel_in_each_pair():
    """(x + sqrt(2) y)(x + sqrt(2) y) has an irrational part."""
    data = good(x**2 - 2 * y**2)
    assert check_certificate(data) and data["pairs"][0][0] == 2
    left, right = data["pairs"][0][1:]
    data["pairs"][0][2] = [[i, a, str(-Fraction(b))] for i, a, b in right]
    assert left != right and not check_certificate(data)


@given(st.integers(1, 50), st.integers(1, 50))
def test_any_positive_coefficients(c, d):
    rank = gating_rank(c * x**2 - d * y**2, [x, y])
    assert rank.value == 1 and check_certificate(rank.certificate.to_json())


@pytest.mark.parametrize(
    "broken",
    [
        {"size": "4"},
        {"value": 1.0},
        {"value": True},
        {"form": [[0, 1]]},
        {"form": [[0, 1, 0.5]]},
        {"pairs": [[1, [[0, "1"]], []]]},
        {"pairs": [["2", [], []]]},
        {"groups": [{"squares": []}]},
        {"groups": 3},
    ],
)
def test_json_of_another_form_is_refused(broken):
    with pytest.raises(InvalidCertificate):
        check_certificate({**good(x * y), **broken})


def test_an_object_of_another_form_is_not_accepted():
    good_one = gating_rank(x * y, [x, y]).certificate
    for change in (
        {"value": True},
        {"size": 1},
        {"size": 2.0},
        {"form": ((0, 1, 1.0),)},
        {"form": ((1, 0, Fraction(1)),)},
        {"form": ((0, 1, Fraction(1)), (0, 1, Fraction(0)))},
        {"groups": None},
        {"pairs": ((0, (), ()),)},
        {"pairs": (("1", (), ()),)},
    ):
        fields = {name: getattr(good_one, name) for name in ("size", "form", "value", "groups", "pairs")}
        assert not GatingRankCertificate(**{**fields, **change}).check(), change
