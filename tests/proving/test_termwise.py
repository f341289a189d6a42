"""A bound on every term bounds the sum, for every n; with it the multiplexing lemma holds for all real weights."""

from __future__ import annotations

import pytest

from symattn.errors import InvalidArgument
from symattn.proving import prove
from symattn.proving.termwise import by_terms

ABOVE = prove("w[i]*x[i] <= abs(w[i])", assuming="abs(x[i]) <= 1")


def test_the_sum_of_bounds() -> None:
    bound = by_terms(ABOVE)
    assert bound.proved and bound.premises == (ABOVE,)
    assert bound.statement == "Sum(w[i]*x[i], (i, 1, n)) <= Sum(abs(w[i]), (i, 1, n))"
    assert by_terms(prove("x[k] < x[k] + 1"), index="k", bound="m").statement == (
        "Sum(x[k], (k, 1, m)) < Sum(x[k] + 1, (k, 1, m))"
    )


def test_an_unproved_bound_gives_nothing() -> None:
    assert by_terms(prove("w[i]*x[i] <= abs(w[i])")).undecided


@pytest.mark.parametrize(
    ("statement", "options"),
    [
        ("x <= x + 1", {}),
        ("x[i] <= x[i] + 1", {"index": "j"}),
        ("x[i] <= x[i] + 1", {"index": "i", "bound": "i"}),
        ("x[i] <= x[i] + c", {"bound": "c"}),
        ("x[i] <= 2 or x[i] > 2", {}),
        ("x[i]/x[i] == 1", {}),
    ],
)
def test_other_shapes_are_refused(statement: str, options: dict[str, str]) -> None:
    verdict = prove(statement, assuming="c > 1" if "c" in statement else "")
    with pytest.raises(InvalidArgument):
        by_terms(verdict, **options)
    with pytest.raises(InvalidArgument):
        by_terms(statement)  # type: ignore[arg-type]
