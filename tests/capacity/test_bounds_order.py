"""Larger classes have no smaller bounds: more variables, gates, units, a higher degree; and every claim that a bound names exists."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

pytest.importorskip("flint")

from symattn.capacity import CLASSES, capacity_bounds

ALPHABETS = ("01", "pm")


def test_bounds_of_classes_inside_each_other_are_ordered() -> None:
    """More gates, a higher degree, more units: more functions, in the bounds too."""
    for name, values in (("gates", (1, 2, 3, 4, 8)), ("degree", (1, 2, 3)), ("units", (1, 2, 5))):
        for n in (4, 7, 30):
            found = [capacity_bounds("output-gating", n, **{name: value}) for value in values]
            lower, upper = [b.lower.lower for b in found], [b.upper.upper for b in found]
            assert lower == sorted(lower), (name, n)
            assert [round(u, 9) for u in upper] == sorted(round(u, 9) for u in upper), (name, n)


EVERY = [
    (cls, {**options})
    for cls, several in {
        "threshold": [{}, {"bias": "none"}, {"bias": "none", "inputs": "pm"}],
        "polynomial-threshold": [{}, {"degree": 2}, {"degree": 50}],
        "output-gating": [
            *({"gate": g, "gates": k} for g in ("01", "pm", "mixed") for k in (1, 2, 3, 6)),
            *({"gate": g, "degree": d} for g in ("01", "pm", "mixed") for d in (2, (2, 1), (1, 3))),
            *({"gate": g, "units": 4} for g in ("01", "pm", "mixed")),
            *({"gate": g, "units": 2, "degree": 2} for g in ("01", "pm", "mixed")),
            *({"gate": g, "gates": 3, "degree": 2} for g in ("01", "pm", "mixed")),
            *({"gate": g, "bias": "none", "inputs": i} for g in ("01", "pm", "mixed") for i in ALPHABETS),
            *(
                {"gate": g, "other_inputs": 7, "shared": s, "degree": d}
                for g in ("01", "pm", "mixed")
                for s in (0, 1, 2)
                for d in (1, 2)
            ),
        ],
        "additive-output": [{"gate": g, "degree": d} for g in ("01", "pm", "mixed") for d in (1, 2, (2, 1))],
        "multiplexing": [{"degree": d} for d in (1, 2, (1, 2))],
        "synaptic-gating": [
            *(
                {"synapses": s, "inputs": i, "gate": g}
                for s in ("one", "any", "all", "each")
                for i in ALPHABETS
                for g in ALPHABETS
            ),
            *({"synapses": "all", "bias": "gated", "gate": g} for g in ALPHABETS),
            *({"synapses": s, "degree": d} for s in ("one", "any") for d in (2, (2, 1))),
        ],
        "two-layer": [{"output": o, "degree": d} for o in ("linear", "and", "xor", "any") for d in (1, 2)],
        "glued": [{"degree": d} for d in (1, 2)],
    }.items()
    for options in several
]


@pytest.mark.parametrize(("cls", "options"), EVERY, ids=lambda value: str(value)[:50])
def test_every_claim_used_is_named_and_exists(cls: str, options: dict[str, Any]) -> None:
    from symattn.ledger import all_claims

    for n in (3, 8, 40):
        if options.get("shared", 0) <= n:
            bounds = capacity_bounds(cls, n, digits=6, **options)
            assert {bounds.lower_claim, bounds.upper_claim} <= set(bounds.claims) <= set(all_claims())
            assert bounds.lower.lower <= bounds.upper.upper


@pytest.mark.parametrize(
    ("most", "sharp"),
    [
        (20, False),
        pytest.param(100, False, marks=pytest.mark.full),
        pytest.param(60, True, marks=pytest.mark.full),
    ],
)
@pytest.mark.parametrize(("cls", "options"), EVERY, ids=lambda value: str(value)[:50])
def test_more_variables_have_no_smaller_bound(
    cls: str, options: dict[str, Any], most: int, sharp: bool
) -> None:
    fewest = max(1, options.get("shared", 0))
    numbers = range(fewest, most + 1)
    found = [capacity_bounds(cls, n, digits=6, sharp=sharp, **options).lower.lower for n in numbers]
    assert found == sorted(found)


@pytest.mark.parametrize(("n", "d"), [(26, 25), (30, 28), (51, 50), (60, 57), (2000, 1998)])
def test_degrees_just_below_the_number_of_variables(n: int, d: int) -> None:
    bounds = capacity_bounds("polynomial-threshold", n, degree=d)
    assert bounds.lower.lower < 2**n
    assert bounds.upper.lower <= 2**n <= bounds.upper.upper + 1


def test_output_gating_near_ninety_variables_grows() -> None:
    found = [capacity_bounds("output-gating", n, digits=6).lower.lower for n in range(85, 105)]
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("cls", "options"),
    [
        ("polynomial-threshold", {}),
        ("output-gating", {}),
        ("output-gating", {"gate": "mixed"}),
        ("additive-output", {}),
        ("multiplexing", {}),
        ("two-layer", {}),
        ("glued", {}),
    ],
)
def test_a_higher_degree_has_no_smaller_bound(cls: str, options: dict[str, Any]) -> None:
    for n in (4, 6, 13, 14, 17, 26, 27):
        found = [
            capacity_bounds(cls, n, digits=6, degree=d, **options).lower.lower for d in range(1, min(n, 12))
        ]
        assert found == sorted(found), n


def test_a_smaller_degree_that_gives_the_bound_is_named() -> None:
    bounds = capacity_bounds("polynomial-threshold", 13, degree=4)
    assert bounds.lower_claim == "BY-13"
    assert bounds.lower == capacity_bounds("polynomial-threshold", 13, degree=3).lower
    assert {"BY-13", "RV-5-P"} <= set(bounds.claims)


@pytest.mark.parametrize(("inputs", "gate"), list(product(ALPHABETS, ALPHABETS)))
def test_a_gate_on_each_synapse_gives_no_fewer_than_one_on_all(inputs: str, gate: str) -> None:
    for n in range(1, 40):
        one, every, each = (
            capacity_bounds("synaptic-gating", n, synapses=s, inputs=inputs, gate=gate, digits=6)
            for s in ("one", "all", "each")
        )
        assert each.lower.lower >= max(one.lower.lower, every.lower.lower), n
        if (inputs, gate) == ("01", "01") and 2 <= n <= 9:
            assert each.lower_claim == "BY-9"


def test_the_cases_above_are_of_every_class() -> None:
    assert {cls for cls, _ in EVERY} == set(CLASSES)
