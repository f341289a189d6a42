"""The bounds enclose the counts that are known, for every class and option."""

from __future__ import annotations

import json
import pickle
from itertools import product
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("flint")

from symattn.capacity import (
    CLASSES,
    Bounds,
    capacity_bounds,
    count,
    log2_ball,
    output_gating_tables,
    threshold_lower_bound,
    threshold_upper_bound,
)
from symattn.capacity.bounds.gate_bounds import Gates
from symattn.capacity.bounds.mechanisms import enclosing
from symattn.capacity.class_options import class_options
from symattn.capacity.classes import (
    additive_output_codes,
    glued_tables,
    multiplexing_tables,
    product_tables,
)
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import threshold_functions

A000609 = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]["A000609"]["values"]
ALPHABETS = ("01", "pm")


def assert_holds(size: int, cls: str, n: int, **options: Any) -> Bounds:
    """The known number of functions lies between the two bounds, also before the number of all functions caps the upper one."""
    bounds = capacity_bounds(cls, n, **options)
    exact = log2_ball(int(size))
    assert bounds.lower.lower <= exact.upper
    assert exact.lower <= bounds.upper.upper
    uncapped = enclosing(class_options(cls, n, options, most=10), Gates(15, sharp=False))
    assert exact.lower <= uncapped.upper.high
    assert exact.lower <= log2_ball(uncapped.values).upper * 2**uncapped.variables
    return bounds


def gates(n: int) -> list[int]:
    return [int(table) for table in threshold_functions(n).tables]


@pytest.mark.parametrize("n", range(10))
def test_known_numbers_of_gates_lie_between(n: int) -> None:
    assert_holds(A000609[n], "threshold", n)
    assert_holds(A000609[n], "polynomial-threshold", n)
    assert threshold_lower_bound(n) <= A000609[n] <= threshold_upper_bound(n)


def test_the_recursion_of_the_lower_bound() -> None:
    for n in range(8):
        assert threshold_lower_bound(n + 1) == (2**n + 1) * threshold_lower_bound(n)
        assert A000609[n + 1] >= (2**n + 1) * A000609[n]
        assert threshold_lower_bound(n) >= 2 ** (n * (n - 1) // 2 + 1)


@pytest.mark.parametrize(("n", "d"), [(n, d) for n in range(5) for d in range(1, 6)])
def test_polynomial_gates(n: int, d: int) -> None:
    bounds = assert_holds(len(polynomial_threshold_tables(n, d)), "polynomial-threshold", n, degree=d)
    if d >= n:
        assert bounds.lower.contains(2**n)
        assert bounds.upper.contains(2**n)


#: For four variables and three or more mixed factors the products are too many to be listed here.
FOLDED = [
    pytest.param(n, gate, k, marks=[pytest.mark.full] * (n == 4 and k > 2))
    for n, gate, k in product(range(5), ("01", "pm", "mixed"), (1, 2, 3, 4, 5, 9))
    if not (n == 4 and gate == "mixed" and k > 2)
]


@pytest.mark.parametrize(("n", "gate", "k"), FOLDED)
def test_products_of_k_gates(n: int, gate: str, k: int) -> None:
    assert_holds(count("output-gating", n, gate=gate, gates=k).count, "output-gating", n, gate=gate, gates=k)


def test_products_of_two_gates_contain_two_slices() -> None:
    for n, gate in product((6, 9, 10), ("01", "pm", "mixed")):
        bounds = capacity_bounds("output-gating", n, gate=gate)
        assert bounds.lower.lower >= 2 * capacity_bounds("threshold", n - 1).lower.lower - 1e-9
        # Known numbers of factors give sharper bounds, which lie between these.
        if n < 10:
            assert bounds.lower.lower <= log2_ball(A000609[n - 1] ** 2).upper
            assert bounds.upper.upper >= log2_ball(A000609[n] ** 2 // 4).lower


@pytest.mark.parametrize(
    ("n", "first", "second"), [(n, a, b) for n in range(4) for a in (1, 2, 3) for b in (1, 2)]
)
@pytest.mark.parametrize("gate", ALPHABETS)
def test_degrees(n: int, first: int, second: int, gate: str) -> None:
    left, right = polynomial_threshold_tables(n, first), polynomial_threshold_tables(n, second)
    size = len(product_tables(left, right, n, gate))
    assert_holds(size, "output-gating", n, gate=gate, degree=(first, second))


@pytest.mark.parametrize(("n", "m"), list(product(range(4), repeat=2)))
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_disjoint_inputs_are_exact_where_gates_are_listed(n: int, m: int, gate: str) -> None:
    number = count("output-gating", n, other_inputs=m, shared=0, gate=gate).count
    bounds = assert_holds(number, "output-gating", n, other_inputs=m, shared=0, gate=gate)
    assert bounds.lower == bounds.upper
    assert floor(bounds.upper.upper) <= floor(log2_ball(number).upper)


@pytest.mark.parametrize(
    ("n", "m", "s"),
    [
        (n, m, s)
        for n, m in product(range(1, 5), range(1, 4))
        for s in range(max(1, n + m - 5), min(n, m) + 1)
    ],
)
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_overlapping_inputs(n: int, m: int, s: int, gate: str) -> None:
    options: dict[str, Any] = {"other_inputs": m, "shared": s, "gate": gate}
    assert_holds(count("output-gating", n, **options).count, "output-gating", n, **options)


@pytest.mark.parametrize(("n", "d", "m", "e"), [(2, 2, 2, 1), (3, 2, 1, 1), (2, 1, 2, 2), (1, 1, 2, 2)])
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_disjoint_inputs_of_any_degree(n: int, d: int, m: int, e: int, gate: str) -> None:
    # T T' products of nowhere-zero factors up to a common sign; a zero factor makes all products one.
    first, second = len(polynomial_threshold_tables(n, d)), len(polynomial_threshold_tables(m, e))
    exact = {
        "01": (first - 1) * (second - 1) + 1,
        "pm": first * second // 2,
        "mixed": first * (second - 1) + 1,
    }
    assert_holds(exact[gate], "output-gating", n, other_inputs=m, shared=0, degree=(d, e), gate=gate)


@pytest.mark.parametrize(("n", "units"), [(1, 2), (2, 2), (3, 2), (1, 3), (2, 3)])
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_units_that_share_a_gate(n: int, units: int, gate: str) -> None:
    found = set()
    full = (1 << (1 << n)) - 1
    for g in gates(n):
        outputs = {
            (f & g) if gate == "01" else (f ^ g ^ full) if gate == "pm" else (g, f & g) for f in gates(n)
        }
        found.update(product(outputs, repeat=units))
    assert_holds(len(found), "output-gating", n, gate=gate, units=units)


@pytest.mark.parametrize("n", range(1, 5))
@pytest.mark.parametrize("inputs", ALPHABETS)
@pytest.mark.parametrize("gate", ["01", "pm", "mixed"])
def test_no_bias(n: int, inputs: str, gate: str) -> None:
    free = bias_free_tables(n, inputs=inputs)
    assert_holds(len(free), "threshold", n, inputs=inputs, bias="none")
    if gate == "mixed":
        size = sum(len(np.unique(free & g)) for g in free)
    else:
        size = len(product_tables(free, free, n, gate))
    bounds = assert_holds(size, "output-gating", n, inputs=inputs, gate=gate, bias="none")
    if inputs == "pm" and gate == "mixed":
        assert bounds.lower == bounds.upper


@pytest.mark.parametrize("n", [1, 2, 3, pytest.param(4, marks=pytest.mark.full)])
def test_multiplexing_sums_and_glued_functions(n: int) -> None:
    for gate in ("01", "pm"):
        assert_holds(len(multiplexing_tables(n)), "multiplexing", n, gate=gate)
        assert_holds(len(additive_output_codes(n)), "additive-output", n, gate=gate)
    assert_holds(len(glued_tables(n)), "glued", n)
    if n <= 3:
        # The values of a sum of a sign and a bit determine both.
        mixed = {(f, g) for f in gates(n) for g in gates(n)}
        assert_holds(len(mixed), "additive-output", n, gate="mixed")


@pytest.mark.parametrize(
    ("n", "first", "second"), [(n, a, b) for n in (2, 3) for a in (1, 2) for b in (1, 2)]
)
def test_sums_and_two_layers_of_any_degree(n: int, first: int, second: int) -> None:
    left, right = (polynomial_threshold_tables(n, d).tolist() for d in (first, second))
    sums = {(f & g, f | g) for f in left for g in right}
    assert_holds(len(sums), "additive-output", n, degree=(first, second))
    if first == second:
        full = (1 << (1 << n)) - 1
        conjunctions = {f & g for f in left for g in left}
        parities = {f ^ g for f in left for g in left}
        disjunctions = {full ^ h for h in conjunctions}
        linear = conjunctions | disjunctions
        for output, functions in (
            ("linear", linear),
            ("and", conjunctions),
            ("xor", parities),
            ("any", linear | parities),
        ):
            assert_holds(len(functions), "two-layer", n, degree=first, output=output)


@pytest.mark.parametrize("output", ["linear", "and", "xor", "any"])
def test_two_layers(output: str) -> None:
    for n in range(5):
        full = (1 << (1 << n)) - 1
        conjunctions, parities = (set(output_gating_tables(n, gate).tolist()) for gate in ALPHABETS)
        linear = conjunctions | {full ^ h for h in conjunctions}
        sizes = {"and": conjunctions, "xor": parities, "linear": linear, "any": linear | parities}
        assert_holds(len(sizes[output]), "two-layer", n, output=output)


def signed_weights(n: int) -> int:
    """The number of functions H(b + g(x) w.x), x in {0,1}^n and g in {-1,1}: threshold gates read at g(x) x."""
    ternary = list(product((-1, 0, 1), repeat=n))
    patterns = {
        tuple(sum(w * z for w, z in zip(weights, point, strict=True)) + b / 2 > 0 for point in ternary)
        for weights in product(range(-3, 4), repeat=n)
        for b in range(-13, 14, 2)
    }
    index = {point: i for i, point in enumerate(ternary)}
    cube = [tuple(k >> i & 1 for i in range(n)) for k in range(1 << n)]
    return len(
        {
            tuple(
                pattern[index[tuple(x * (1 if g >> k & 1 else -1) for x in cube[k])]] for k in range(1 << n)
            )
            for pattern in patterns
            for g in gates(n)
        }
    )


@pytest.mark.parametrize("largest", [3, pytest.param(4, marks=pytest.mark.full)])
@pytest.mark.parametrize("inputs", ALPHABETS)
@pytest.mark.parametrize("gate", ALPHABETS)
def test_synaptic_gating(inputs: str, gate: str, largest: int) -> None:
    alphabets: dict[str, Any] = {"inputs": inputs, "gate": gate}
    for n in range(1, largest + 1):
        size = len(synaptic_gating_tables(n, **alphabets))
        assert_holds(size, "synaptic-gating", n, **alphabets)
        # A union of n classes of the same size.
        unions = capacity_bounds("synaptic-gating", n, synapses="any", **alphabets)
        assert unions.lower.lower <= log2_ball(size).upper
        assert log2_ball(size).lower <= unions.upper.upper
        gated = synaptic_gating_tables(n, synapses="all", bias="gated", **alphabets)
        assert_holds(len(gated), "synaptic-gating", n, synapses="all", bias="gated", **alphabets)
        if (inputs, gate) != ("01", "pm"):
            assert_holds(
                len(synaptic_gating_tables(n, synapses="all", **alphabets)),
                "synaptic-gating",
                n,
                synapses="all",
                **alphabets,
            )
        elif n <= 3:
            assert_holds(signed_weights(n), "synaptic-gating", n, synapses="all", **alphabets)


def exchanged(table: int, n: int, i: int) -> int:
    """The table with x_1 and x_(i+1) exchanged."""

    def moved(k: int) -> int:
        return k & ~(1 | 1 << i) | (k >> i & 1) | (k & 1) << i

    return sum((table >> moved(k) & 1) << k for k in range(1 << n))


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_a_gate_on_any_synapse(alphabet: str) -> None:
    for n in (2, 3):
        one = synaptic_gating_tables(n, inputs=alphabet, gate=alphabet).tolist()
        union = {exchanged(table, n, i) for table in one for i in range(n)}
        assert_holds(len(union), "synaptic-gating", n, synapses="any", inputs=alphabet, gate=alphabet)


def each_of_another_alphabet(n: int, inputs: str, gate: str) -> int:
    """The number of functions H(b + sum_i w_i g_i(x) x_i), found with integer weights up to 2: z_i = g_i x_i is -1, 0 or 1."""
    low = {"01": 0, "pm": -1}
    cube = [[1 if k >> i & 1 else low[inputs] for i in range(n)] for k in range(1 << n)]
    found = set()
    for chosen in product(gates(n), repeat=n):
        z = [
            [x * (1 if g >> k & 1 else low[gate]) for g, x in zip(chosen, cube[k], strict=True)]
            for k in range(1 << n)
        ]
        for weights in product(range(-2, 3), repeat=n):
            sums = [sum(w * v for w, v in zip(weights, row, strict=True)) for row in z]
            found.update(tuple(s + b / 2 > 0 for s in sums) for b in range(-9, 10, 2))
    return len(found)


@pytest.mark.parametrize("n", [1, 2])
def test_a_gate_on_each_synapse_of_another_alphabet(n: int) -> None:
    assert_holds(each_of_another_alphabet(n, "01", "pm"), "synaptic-gating", n, synapses="each", gate="pm")
    assert_holds(each_of_another_alphabet(n, "pm", "01"), "synaptic-gating", n, synapses="each", inputs="pm")


@pytest.mark.parametrize(("alphabet", "n"), [("01", 1), ("01", 2), ("01", 3), ("pm", 1), ("pm", 2)])
def test_a_gate_on_each_synapse(alphabet: str, n: int) -> None:
    """For bits only the values of g_i at x_i = 1 matter; for signs z_i = g_i x_i is a sign again."""
    low = 0 if alphabet == "01" else -1
    points = np.array([[1 if k >> i & 1 else low for i in range(n)] for k in range(1 << n)])
    choices = []
    for i in range(n):
        values = np.array([[1 if g >> k & 1 else low for k in range(1 << n)] for g in gates(n)])
        choices.append(np.unique(values * points[:, i], axis=0) == 1)
    indices = [sum(z.astype(int) << i for i, z in enumerate(chosen)) for chosen in product(*choices)]
    tables = np.array([[table >> k & 1 for k in range(1 << n)] for table in gates(n)])
    found = {row.tobytes() for index in indices for row in tables[:, index]}
    assert_holds(len(found), "synaptic-gating", n, synapses="each", inputs=alphabet, gate=alphabet)


@pytest.mark.parametrize(
    ("n", "options"),
    [
        (6, {}),
        (7, {"gate": "pm"}),
        (20, {"gate": "mixed"}),
        (100, {}),
        (1000, {}),
        (100, {"gates": 7}),
        (50, {"degree": (2, 1)}),
        (50, {"units": 9}),
        (50, {"bias": "none"}),
        (20, {"other_inputs": 7, "shared": 0}),
        (20, {"other_inputs": 7, "shared": 0, "gate": "pm"}),
        (20, {"other_inputs": 7, "shared": 3}),
        (3, {"other_inputs": 2, "shared": 1}),
    ],
)
def test_order_and_radius(n: int, options: dict[str, Any]) -> None:
    bounds = capacity_bounds("output-gating", n, digits=20, **options)
    assert bounds.lower.upper < bounds.upper.lower
    for ball in (bounds.lower, bounds.upper):
        assert (ball.upper - ball.lower) * 10**20 <= 2
    if not options:
        assert bounds.upper.upper <= 2 * n * n - 1


def test_sharper_bounds_are_no_smaller() -> None:
    for n in (30, 300):
        closed, sharp = (capacity_bounds("output-gating", n, sharp=flag) for flag in (False, True))
        assert sharp.lower.upper >= closed.lower.lower
        assert sharp.upper == closed.upper


def test_a_thousand_digits() -> None:
    for n in (12, 1000):
        bounds = capacity_bounds("output-gating", n, digits=1000)
        assert (bounds.upper.upper - bounds.upper.lower) * 10**1000 <= 2
        assert (bounds.lower.upper - bounds.lower.lower) * 10**1000 <= 2
    with pytest.raises(TooLarge) as caught:
        capacity_bounds("output-gating", 10**6, digits=1001)
    assert caught.value.argument == "digits"
    assert "1000" in str(caught.value)


def test_beyond_the_list_the_bounds_still_hold_for_known_numbers() -> None:
    # Disjoint inputs with n = 7: (T(7) - 1)(T(2) - 1) + 1 exactly.
    bounds = capacity_bounds("output-gating", 7, other_inputs=2, shared=0)
    exact = log2_ball((A000609[7] - 1) * (A000609[2] - 1) + 1)
    assert bounds.lower.lower < exact.lower
    assert exact.upper < bounds.upper.upper


def test_the_bounds_of_the_numbers_of_gates_are_named() -> None:
    assert set(capacity_bounds("output-gating", 6).claims) == {"CAP-AND", "RV-1-list", "RV-3-T"}
    assert "RV-1-list" not in capacity_bounds("output-gating", 100).claims
    assert capacity_bounds("output-gating", 3).upper_claim == "CAP-cap"


def test_no_variables() -> None:
    for gate in ("01", "pm", "mixed"):
        assert_holds(count("output-gating", 0, gate=gate).count, "output-gating", 0, gate=gate)
    for cls in ("threshold", "polynomial-threshold", "multiplexing", "two-layer"):
        bounds = capacity_bounds(cls, 0)
        assert bounds.lower.contains(1)
        assert bounds.upper.contains(1)
    assert_holds(3, "additive-output", 0)


def test_plain_data() -> None:
    bounds = capacity_bounds("output-gating", 6, gate="pm", digits=10)
    data = json.loads(json.dumps(bounds.to_json()))
    assert set(data["lower"]) == set(data["upper"]) == {"value", "radius"}
    assert data["lower_claim"] == data["upper_claim"] == "CAP-XOR"
    assert (
        pickle.loads(pickle.dumps(bounds))
        == bounds
        == capacity_bounds("output-gating", 6, gate="pm", digits=10)
    )
    assert bounds._repr_latex_().startswith("$[")
    assert json.loads(json.dumps(capacity_bounds("output-gating", 6, degree=(2, 1)).to_json()))["degree"] == [
        2,
        1,
    ]


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls != "threshold"])
def test_a_million_variables(cls: str) -> None:
    bounds = capacity_bounds(cls, 10**6)
    assert bounds.lower.upper < bounds.upper.lower
    assert bounds.upper.lower < 2 * bounds.lower.upper


@pytest.mark.parametrize(
    ("cls", "n", "options", "error", "argument"),
    [
        ("threshold", -1, {}, InvalidArgument, "n"),
        ("threshold", 1_000_001, {}, TooLarge, "n"),
        ("threshold", 10**50, {}, TooLarge, "n"),
        ("threshold", "5", {}, InvalidArgument, "n"),
        ("threshold", True, {}, InvalidArgument, "n"),
        ("threshold", 5.0, {}, InvalidArgument, "n"),
        ("threshold", 5, {"degree": 0}, InvalidArgument, "degree"),
        ("threshold", 5, {"degree": 2}, InvalidArgument, "degree"),
        ("threshold", 5, {"bias": "gated"}, InvalidArgument, "bias"),
        ("threshold", 0, {"bias": "none"}, InvalidArgument, "n"),
        ("threshold", 5, {"gates": 3}, InvalidArgument, "gates"),
        ("threshold", 5, {"output": "and"}, InvalidArgument, "output"),
        ("threshold", 5, {"digits": 0}, InvalidArgument, "digits"),
        ("threshold", 5, {"digits": 10**9}, TooLarge, "digits"),
        ("threshold", 5, {"sharp": 1}, InvalidArgument, "sharp"),
        ("nothing", 5, {}, InvalidArgument, "cls"),
        ("polynomial-threshold", 5, {"degree": 0}, InvalidArgument, "degree"),
        ("polynomial-threshold", 5, {"degree": -1}, InvalidArgument, "degree"),
        ("polynomial-threshold", 5, {"degree": True}, InvalidArgument, "degree"),
        ("polynomial-threshold", 5, {"degree": 1.5}, InvalidArgument, "degree"),
        ("polynomial-threshold", 5, {"degree": (1, 2)}, InvalidArgument, "degree"),
        ("output-gating", 5, {"degree": (1, 2, 3)}, InvalidArgument, "degree"),
        ("output-gating", 5, {"degree": (1, (2, 3))}, InvalidArgument, "degree"),
        ("output-gating", 5, {"degree": "2,1"}, InvalidArgument, "degree"),
        ("output-gating", 5, {"degree": (2, 1), "gates": 3}, InvalidArgument, "degree"),
        ("output-gating", 5, {"gates": 0}, InvalidArgument, "gates"),
        ("output-gating", 5, {"gates": 3, "units": 2}, InvalidArgument, "gates"),
        ("output-gating", 5, {"gates": 3, "bias": "none"}, InvalidArgument, "gates"),
        ("output-gating", 5, {"degree": 2, "bias": "none"}, InvalidArgument, "degree"),
        ("output-gating", 5, {"bias": "gated"}, InvalidArgument, "bias"),
        ("output-gating", 5, {"bias": "no"}, InvalidArgument, "bias"),
        ("output-gating", 5, {"other_inputs": 3, "units": 2}, InvalidArgument, "units"),
        ("output-gating", 5, {"other_inputs": 3, "gates": 3}, InvalidArgument, "gates"),
        ("output-gating", 5, {"other_inputs": 3, "bias": "none"}, InvalidArgument, "bias"),
        ("output-gating", 5, {"other_inputs": 2_000_000}, TooLarge, "other_inputs"),
        ("output-gating", 5, {"other_inputs": 3, "shared": 4}, InvalidArgument, "shared"),
        ("output-gating", 5, {"gate": "10"}, InvalidArgument, "gate"),
        ("output-gating", 5, {"synapses": "all"}, InvalidArgument, "synapses"),
        ("additive-output", 5, {"bias": "none"}, InvalidArgument, "bias"),
        ("multiplexing", 5, {"other_inputs": 3}, InvalidArgument, "other_inputs"),
        ("synaptic-gating", 0, {}, InvalidArgument, "n"),
        ("synaptic-gating", 5, {"synapses": "two"}, InvalidArgument, "synapses"),
        ("synaptic-gating", 5, {"bias": "gated"}, InvalidArgument, "synapses"),
        ("synaptic-gating", 5, {"bias": "none"}, InvalidArgument, "bias"),
        ("synaptic-gating", 5, {"synapses": "all", "degree": 2}, InvalidArgument, "degree"),
        ("two-layer", 5, {"output": "or"}, InvalidArgument, "output"),
        ("two-layer", 5, {"gates": 3}, InvalidArgument, "gates"),
        ("glued", 0, {}, InvalidArgument, "n"),
        ("glued", 5, {"units": 2}, InvalidArgument, "units"),
    ],
)
def test_bad_input(
    cls: Any, n: Any, options: dict[str, Any], error: type[SymattnError], argument: str
) -> None:
    with pytest.raises(error) as caught:
        capacity_bounds(cls, n, **options)
    assert caught.value.argument == argument
    assert len(str(caught.value)) < 600
