"""The second counts agree with the lists of all functions, set by set, share no code with them, and notice a broken list of gates."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import symattn
from symattn.capacity import characterised
from symattn.capacity.characterised import (
    UnitWitness,
    characterised_classes,
    characterised_codes,
    characterised_count,
    membership,
    three_valued,
)
from symattn.capacity.characterised.answers import codes_of
from symattn.capacity.characterised.gated_units import synaptic_answer
from symattn.capacity.characterised.gates import gates_of_degree, polynomial_answer
from symattn.capacity.characterised.linear import Decision, decide
from symattn.capacity.characterised.programmed_classes import programmed_answer
from symattn.capacity.characterised.regions import count_regions, regions
from symattn.capacity.characterised.term_orders import chain_pairs, parallel_pairs, term_orders
from symattn.capacity.class_options import ClassOptions, class_options
from symattn.capacity.classes.enumerated import enumerated_codes, enumerated_count
from symattn.errors import InvalidArgument, TooLarge, UnknownName
from symattn.threshold.tables import points, truth_table
from symattn.threshold.walk import class_representatives

ROOT = Path(symattn.__file__).resolve().parent
OEIS = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())
DEGREES = (1, 2, 3, (1, 2), (2, 1))
GATES = ("01", "pm", "mixed")


def options(cls: str, n: int, **extra: Any) -> ClassOptions:
    return class_options(cls, n, extra, most=5)


def every_option(cls: str, n: int, degrees: tuple[Any, ...] = DEGREES) -> Iterator[dict[str, Any]]:
    """Yield the options that make a difference, in all combinations that the class has."""
    inputs = ("01", "pm")
    if cls == "threshold":
        yield from ({"bias": bias, "inputs": x} for bias, x in product(("free", "none"), inputs))
    elif cls == "output-gating":
        yield from (
            {"gate": gate, "gates": k, "degree": d}
            for gate, k, d in product(GATES, (1, 2, 3, 4), degrees)
            if k == 2 or isinstance(d, int)
        )
        yield from ({"gate": gate, "bias": "none", "inputs": x} for gate, x in product(GATES, inputs))
        yield from (
            {"gate": gate, "units": m, "degree": d}
            for gate, m, d in product(GATES, (2, 3), degrees)
            if n < 3 or m < 3 or len(degrees) > 1
        )
        yield from (
            {"gate": gate, "other_inputs": m, "shared": s, "degree": d}
            for gate, m, d in product(GATES, range(4), degrees)
            for s in range(min(m, n) + 1)
        )
    elif cls == "additive-output":
        yield from ({"gate": gate, "degree": d} for gate, d in product(GATES, degrees))
    elif cls == "synaptic-gating":
        for x, gate in product(inputs, ("01", "pm")):
            yield from (
                {"inputs": x, "gate": gate, "synapses": s, "degree": d}
                for s, d in product(("one", "any"), degrees)
            )
            yield from (
                {"inputs": x, "gate": gate, "synapses": "all", "bias": bias} for bias in ("free", "gated")
            )
            yield {"inputs": x, "gate": gate, "synapses": "each"}
    elif cls == "two-layer":
        yield from (
            {"output": output, "degree": d}
            for output, d in product(("linear", "and", "xor", "any"), degrees)
            if isinstance(d, int)
        )
    else:
        yield from ({"degree": d} for d in degrees if cls == "multiplexing" or isinstance(d, int))


CLASSES = (
    "threshold",
    "polynomial-threshold",
    "output-gating",
    "additive-output",
    "multiplexing",
    "synaptic-gating",
    "two-layer",
    "glued",
)


def compare(chosen: ClassOptions) -> bool:
    """Compare numbers, and sets where the second method lists them; return whether sets were compared."""
    name = (chosen.cls, chosen.n, chosen.values)
    try:
        expected = enumerated_count(chosen)
    except TooLarge:
        # Triples of the many gates of degree 2 and 3 are the only maps that are too many to be listed.
        assert chosen["units"] == 3 and chosen.n == 3 and max(chosen.degrees) > 1, name
        return False
    assert characterised_count(chosen) == expected, name
    try:
        codes = characterised_codes(chosen)
    except UnknownName:
        return False
    assert codes.dtype == np.uint64
    assert len(codes) == expected, name
    assert codes.tolist() == enumerated_codes(chosen).tolist(), name
    return True


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize(
    ("n", "degrees"),
    [(1, DEGREES), (2, DEGREES), (3, (1,)), pytest.param(3, DEGREES, marks=pytest.mark.full)],
)
def test_numbers_and_sets_agree_with_the_lists(cls: str, n: int, degrees: tuple[Any, ...]) -> None:
    compared = [compare(options(cls, n, **extra)) for extra in every_option(cls, n, degrees)]
    # Products of gates of different inputs and tuples of outputs are counted only.
    assert any(compared)
    assert all(compared) or cls in ("output-gating", "additive-output")


@pytest.mark.parametrize("cls", CLASSES)
def test_without_variables(cls: str) -> None:
    for extra in every_option(cls, 0):
        try:
            chosen = options(cls, 0, **extra)
            expected = enumerated_count(chosen)
        except InvalidArgument:
            continue
        assert characterised_count(chosen) == expected, extra


FOUR: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("threshold", {}),
    ("threshold", {"bias": "none"}),
    ("threshold", {"bias": "none", "inputs": "pm"}),
    ("output-gating", {}),
    ("output-gating", {"gate": "pm"}),
    ("output-gating", {"bias": "none", "gate": "pm"}),
    ("output-gating", {"bias": "none", "inputs": "pm"}),
    ("output-gating", {"bias": "none", "inputs": "pm", "gate": "pm"}),
    ("synaptic-gating", {}),
    ("synaptic-gating", {"inputs": "pm", "gate": "pm"}),
    ("synaptic-gating", {"gate": "pm"}),
    ("synaptic-gating", {"synapses": "any"}),
    ("synaptic-gating", {"synapses": "all"}),
    ("synaptic-gating", {"synapses": "all", "inputs": "pm"}),
    ("synaptic-gating", {"synapses": "all", "bias": "gated"}),
    ("two-layer", {}),
    ("two-layer", {"output": "any"}),
    ("glued", {}),
)
FOUR_SLOW: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("output-gating", {"bias": "none"}),
    ("synaptic-gating", {"inputs": "pm"}),
    ("multiplexing", {}),
    ("output-gating", {"gate": "pm", "gates": 3}),
    ("output-gating", {"gates": 7}),
    ("output-gating", {"gates": 3}),
    *(("polynomial-threshold", {"degree": d}) for d in (1, 2, 3)),
    *(("output-gating", {"gate": gate, "degree": d}) for gate, d in product(GATES, ((1, 2), (2, 1)))),
    *(("output-gating", {"gate": "mixed", "gates": k}) for k in (2, 3)),
    *(("output-gating", {"bias": "none", "gate": "mixed", "inputs": x}) for x in ("01", "pm")),
    *(
        ("output-gating", {"gate": gate, "other_inputs": m, "shared": s})
        for gate, m, s in product(GATES, (3, 4), (2, 3))
    ),
    *(("output-gating", {"gate": gate, "units": 2}) for gate in GATES),
    ("additive-output", {}),
    ("additive-output", {"gate": "mixed"}),
    *(("multiplexing", {"degree": d}) for d in ((1, 2), 2)),
    *(
        ("synaptic-gating", {"synapses": s, "inputs": x, "gate": gate})
        for s, x, gate in product(("any", "all"), ("01", "pm"), ("01", "pm"))
    ),
    ("synaptic-gating", {"degree": (1, 2)}),
    ("two-layer", {"degree": 2}),
    ("glued", {"degree": 2}),
)


@pytest.mark.parametrize(("cls", "extra"), FOUR)
def test_four_variables(cls: str, extra: Mapping[str, Any]) -> None:
    assert compare(options(cls, 4, **extra))


@pytest.mark.full
@pytest.mark.parametrize(("cls", "extra"), FOUR_SLOW)
def test_four_variables_in_full(cls: str, extra: Mapping[str, Any]) -> None:
    only_counted = {"units", "other_inputs"} & set(extra) or (cls == "additive-output" and extra)
    assert compare(options(cls, 4, **extra)) is not bool(only_counted)


# The gates, made in three ways.


def test_term_orders_give_the_gates_of_the_walk() -> None:
    """OEIS A009997 for the orders; upper parts of orders, walk and linear programs give the same gates."""
    assert [len(term_orders(n)) for n in range(5)] == [1, 1, 1, 2, 14]
    for n in range(5):
        upper = np.unique(parallel_pairs(n)[:, 0])
        assert upper.tolist() == gates_of_degree(n, 1).tolist()
        if n < 4:
            assert codes_of(polynomial_answer(n, 1)).tolist() == upper.tolist()


@pytest.mark.full
def test_term_orders_of_five_variables() -> None:
    assert len(term_orders(5)) == 516
    assert parallel_pairs(4).shape[1] == 2
    assert characterised_codes(options("threshold", 5)).tolist() == gates_of_degree(5, 1).tolist()


def test_gates_of_five_variables() -> None:
    """Pairs of four variables, the walk, and deletion and restriction."""
    number = characterised_count(options("threshold", 5))
    assert number == len(gates_of_degree(5, 1)) == OEIS["sequences"]["A000609"]["values"][5]
    assert number == count_regions(frozenset((1, *x) for x in points(5)))


@pytest.mark.full
def test_gates_of_six_variables_from_pairs() -> None:
    assert (
        characterised_count(class_options("threshold", 6, {}, most=6))
        == OEIS["sequences"]["A000609"]["values"][6]
    )


def test_restrictions_of_gates_are_counted_and_listed() -> None:
    """Products of a sign and a bit of five variables: regions of hyperplanes against different restrictions."""
    gates = gates_of_degree(5, 1)
    tables, sizes = class_representatives(5)
    listed = sum(
        int(size) * len(np.unique(gates & np.uint32(table)))
        for table, size in zip(tables, sizes, strict=True)
    )
    assert characterised_count(options("output-gating", 5, gate="mixed")) == listed


def test_chains_come_from_their_weights() -> None:
    for weights in term_orders(3):
        values = sorted({sum(w * x for w, x in zip(weights, point, strict=True)) for point in points(3)})
        assert len(values) == 8
        chain = [truth_table(weights, -value) for value in values]
        pairs = {tuple(row) for row in parallel_pairs(3).tolist()}
        assert {(f, g) for f in chain for g in chain if f & ~g == 0} <= pairs


# Linear programs.

rows = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(-3, 3)] * width), min_size=1, max_size=8)
)


@given(rows)
def test_every_system_has_one_of_two_proofs(system: list[tuple[int, ...]]) -> None:
    answer = decide(system)
    assert answer.check(system)
    assert (answer.point is None) != (answer.multipliers is None)
    if answer.point is not None:
        # A solution excludes every relation: its value would be positive and zero.
        assert not Decision(None, tuple(1 for _ in system)).check(system) or any(
            sum(a * y for a, y in zip(row, answer.point, strict=True)) <= 0 for row in system
        )


def test_changed_proofs_are_refused() -> None:
    system = [(1, 0), (0, 1), (-1, -1)]
    answer = decide(system)
    assert answer.multipliers == (1, 1, 1)
    for wrong in ((0, 0, 0), (1, 1, 2), (-1, -1, -1), (1, 1)):
        assert not Decision(None, wrong).check(system)
    assert not Decision((1, 1), None).check(system)
    assert Decision((2, 1), None).check([(1, -1)])
    assert not Decision((1, 1), None).check([(1, -1)])


def test_systems_are_checked() -> None:
    for wrong in ([], [(1,), (1, 2)]):
        with pytest.raises(InvalidArgument):
            decide(wrong)


@given(st.sets(st.tuples(*[st.integers(-1, 2)] * 3).filter(any), min_size=1, max_size=6))
def test_regions_by_splitting_and_by_deletion(normals: set[tuple[int, ...]]) -> None:
    """Splitting inside the two half-spaces of one hyperplane and deletion and restriction count the same regions."""
    directions = {max(v, tuple(-x for x in v)) for v in normals}
    kept: list[tuple[int, ...]] = []
    for v in sorted(directions):
        if all(
            any(a * y != b * x for (a, x), (b, y) in product(zip(v, w, strict=True), repeat=2)) for w in kept
        ):
            kept.append(v)
    first, *rest = kept
    if not rest:
        assert count_regions(frozenset(kept)) == 2
        return
    opposite = tuple(-x for x in first)
    split = regions(rest, [first]) + regions(rest, [opposite])
    assert len(split) == count_regions(frozenset(kept))
    assert all(sum(a * y for a, y in zip(v, p, strict=True)) != 0 for v in kept for _, p in split)


# Witnesses for single tables.

UNITS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("multiplexing", {}),
    *(
        ("synaptic-gating", {"synapses": s, "bias": bias, "inputs": x, "gate": gate})
        for (s, bias), x, gate in product(
            (("one", "free"), ("all", "free"), ("all", "gated")), ("01", "pm"), ("01", "pm")
        )
    ),
)


@pytest.mark.parametrize(("cls", "extra"), UNITS)
def test_membership_of_every_table_of_two_variables(cls: str, extra: Mapping[str, Any]) -> None:
    chosen = options(cls, 2, **extra)
    members = set(enumerated_codes(chosen).tolist())
    for table in range(16):
        answer = membership(chosen, table)
        assert isinstance(answer, UnitWitness) == (table in members)
        assert answer.check()


@given(st.sampled_from(UNITS), st.integers(0, 255))
def test_membership_of_tables_of_three_variables(unit: tuple[str, Mapping[str, Any]], table: int) -> None:
    cls, extra = unit
    chosen = options(cls, 3, **extra)
    answer = membership(chosen, table)
    assert isinstance(answer, UnitWitness) == (table in _members(chosen))
    assert answer.check()
    if isinstance(answer, UnitWitness):
        assert not replace(answer, table=table ^ 1).check()
        assert not replace(answer, weights=tuple(-w for w in answer.weights)).check() or table in (0, 255)
    else:
        assert not replace(answer, multipliers=answer.multipliers[1:]).check()
        j, g, multipliers = answer.multipliers[0]
        if multipliers is not None:
            changed = (multipliers[0] + 1, *multipliers[1:])
            assert not replace(answer, multipliers=((j, g, changed), *answer.multipliers[1:])).check()


@cache
def _members(chosen: ClassOptions) -> frozenset[int]:
    return frozenset(enumerated_codes(chosen).tolist())


@pytest.mark.parametrize(("inputs", "gate"), [("01", "pm"), ("pm", "pm")])
def test_linear_programs_and_parallel_pairs_agree(inputs: str, gate: str) -> None:
    """Two second methods: one table of each orbit is decided, or the pairs are run through."""
    for synapses, bias in (("one", "free"), ("all", "free"), ("all", "gated")):
        chosen = options("synaptic-gating", 3, synapses=synapses, bias=bias, inputs=inputs, gate=gate)
        decided = programmed_answer(chosen)
        listed = synaptic_answer(3, synapses, inputs, gate, bias)
        assert decided.count == listed.count
        assert codes_of(decided).tolist() == codes_of(listed).tolist()


@pytest.mark.full
def test_multiplexing_of_four_variables_by_linear_programs() -> None:
    chosen = options("multiplexing", 4)
    assert programmed_answer(chosen).count == characterised_count(chosen)


def test_membership_is_of_units() -> None:
    for chosen in (options("output-gating", 2), options("synaptic-gating", 2, synapses="each")):
        with pytest.raises(InvalidArgument, match="one gate"):
            membership(chosen, 6)
    with pytest.raises(InvalidArgument, match="table"):
        membership(options("multiplexing", 2), 16)


# Identities.


def test_identities_between_the_classes() -> None:
    """CAP-0: products without biases on {-1,1}^n are those with biases of one variable less; BY-4: what is AND and OR of three variables is glued."""
    for n in (1, 2, 3, 4, 5):
        less, odd = n - 1, {"bias": "none", "inputs": "pm"}
        assert characterised_count(options("threshold", n, **odd)) == characterised_count(
            options("threshold", less)
        )
        for gate, cls in (("pm", "output-gating"), ("01", "additive-output")):
            same = characterised_count(options(cls, less, gate=gate))
            assert characterised_count(options("output-gating", n, gate=gate, **odd)) == same
    conjunctions = set(characterised_codes(options("output-gating", 3)).tolist())
    disjunctions = {255 ^ h for h in conjunctions}
    assert conjunctions & disjunctions == set(characterised_codes(options("glued", 3)).tolist())


def test_disjoint_inputs_by_formula() -> None:
    for n, m in product(range(4), repeat=2):
        first, second = (characterised_count(options("threshold", k)) for k in (n, m))
        apart = {
            gate: characterised_count(options("output-gating", n, gate=gate, other_inputs=m, shared=0))
            for gate in GATES
        }
        assert apart == {
            "01": (first - 1) * (second - 1) + 1,
            "pm": first * second // 2,
            "mixed": first * (second - 1) + 1,
        }


def test_classes_are_unions_of_orbits() -> None:
    for cls in ("output-gating", "multiplexing", "glued", "threshold"):
        chosen = options(cls, 3)
        representatives, sizes = characterised_classes(chosen)
        assert int(sizes.sum()) == characterised_count(chosen)
        assert set(representatives.tolist()) <= set(characterised_codes(chosen).tolist())
    for chosen in (options("synaptic-gating", 3), options("threshold", 3, bias="none")):
        with pytest.raises(InvalidArgument, match="kept by"):
            characterised_classes(chosen)
    with pytest.raises(InvalidArgument, match="Boolean"):
        characterised_classes(options("additive-output", 2))


def test_what_is_not_counted_is_refused() -> None:
    for cls in CLASSES[1:]:
        with pytest.raises(TooLarge):
            characterised_codes(options(cls, 5))
    with pytest.raises(InvalidArgument, match="at least 1"):
        characterised_count(options("synaptic-gating", 0))
    with pytest.raises(UnknownName, match="only counts"):
        characterised_codes(options("output-gating", 2, other_inputs=1))


# Broken kernels.


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Forget what the methods remember, before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for module in _modules():
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


BROKEN: tuple[tuple[str, int, Mapping[str, Any]], ...] = (
    ("output-gating", 3, {}),
    ("output-gating", 4, {"gate": "pm"}),
    ("output-gating", 3, {"units": 2}),
    ("output-gating", 3, {"other_inputs": 2}),
    ("output-gating", 3, {"bias": "none", "inputs": "pm"}),
    ("additive-output", 3, {}),
    ("synaptic-gating", 4, {"inputs": "pm", "gate": "pm"}),
    ("synaptic-gating", 3, {"synapses": "all"}),
    ("two-layer", 3, {}),
    ("glued", 3, {}),
)


def _modules() -> Iterator[Any]:
    """Yield the modules of the package, but not the compiled loops."""
    for module in pkgutil.iter_modules(characterised.__path__, characterised.__name__ + "."):
        if not module.name.endswith("kernels"):
            yield importlib.import_module(module.name)


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize(("cls", "n", "extra"), BROKEN)
def test_a_missing_class_of_gates_changes_the_number(
    cls: str, n: int, extra: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gates with one more or one less than half of the ones are a class with complements."""
    chosen = options(cls, n, **extra)
    right = characterised_count(chosen)
    _forget()

    def incomplete(m: int, degree: int) -> Any:
        gates = gates_of_degree(m, degree)
        return gates[abs(np.bitwise_count(gates).astype(int) - (2**m >> 1)) != 1]

    for module in _modules():
        if hasattr(module, "gates_of_degree"):
            monkeypatch.setattr(module, "gates_of_degree", incomplete)
    assert characterised_count(chosen) < right


@pytest.mark.usefixtures("forgotten")
def test_a_missing_class_of_bits_changes_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = options("output-gating", 3, gate="mixed")
    right = characterised_count(chosen)
    _forget()
    tables, sizes = class_representatives(3)
    monkeypatch.setattr(three_valued, "class_representatives", lambda n: (tables[1:], sizes[1:]))
    assert characterised_count(chosen) < right


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("cls", ["threshold", "multiplexing", "synaptic-gating"])
def test_a_missing_orbit_of_parallel_pairs_changes_the_number(
    cls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = options(cls, 4)
    right = characterised_count(chosen)
    _forget()
    whole = {n: chain_pairs(n) for n in (3, 4)}
    # The pair of "all but one, or all, of the variables" and the constant 1.
    missing = {n: (truth_table([1] * n, 1 - n), 2 ** (2**n) - 1) for n in whole}
    for n, pair in missing.items():
        assert pair in {tuple(row) for row in whole[n].tolist()}

    def incomplete(n: int) -> Any:
        return whole[n][(whole[n] != missing[n]).any(axis=1)]

    for module in _modules():
        if hasattr(module, "chain_pairs"):
            monkeypatch.setattr(module, "chain_pairs", incomplete)
    assert characterised_count(chosen) < right


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize(
    ("cls", "extra", "n", "most"),
    [("threshold", {}, 5, 8), ("polynomial-threshold", {"degree": 2}, 3, 3), ("multiplexing", {}, 4, 4)],
)
def test_a_wrong_verdict_of_the_simplex_method_changes_the_number(
    cls: str, extra: Mapping[str, Any], n: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = options(cls, n, **extra)
    right = characterised_count(chosen)
    _forget()

    def pessimistic(system: Any) -> Decision:
        """Systems with many rows are declared unsolvable."""
        return Decision(None, None) if len(system) > most else decide(system)

    for name in ("regions", "gates"):
        module = importlib.import_module(f"{characterised.__name__}.{name}")
        monkeypatch.setattr(module, "decide", pessimistic)
    assert characterised_count(chosen) < right
