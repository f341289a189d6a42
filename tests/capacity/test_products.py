"""Products of two gates counted by classes, beside lists of all pairs, searches of factors, and sums over all pairs."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from symattn.capacity.class_options import class_options
from symattn.capacity.classes.enumerated import enumerated_count
from symattn.capacity.products import count as count_module
from symattn.capacity.products import (
    count_and_products_run,
    count_products,
    count_sign_products_run,
    count_sums,
    count_ternary,
    estimate_products,
    product_classes,
    sum_sizes,
    ternary_parts,
)
from symattn.capacity.products import run as run_module
from symattn.capacity.products.estimates import _and_weights, _sign_weights
from symattn.capacity.products.factors import threshold_factors
from symattn.capacity.products.forms import distinct, forms, pair_forms
from symattn.capacity.products.pairs import block_products
from symattn.capacity.products.run import map_block, reduce_block, shard_of
from symattn.capacity.products.spot_checks import and_classes_with_ones, and_factors, sign_factors
from symattn.capacity.runs import RunRefused
from symattn.certificates.tally import check_tally
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import canonical_form, classes, count_threshold, orbit, threshold_functions, transform
from symattn.threshold.symmetry import representative

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "gating_counts.json").read_text())
Words = NDArray[np.uint64]


@cache
def gates(n: int) -> Words:
    return threshold_functions(n).tables.astype(np.uint64)


@cache
def all_products(n: int, gate: str) -> Words:
    """Multiply every gate with every other, and tick off what comes out."""
    full = np.uint64(2 ** (2**n) - 1)
    seen = np.zeros(2 ** (2**n), dtype=bool)
    for f in gates(n):
        seen[f & gates(n) if gate == "01" else f ^ gates(n) ^ full] = True
    return np.flatnonzero(seen).astype(np.uint64)


@pytest.mark.parametrize("gate", ["01", "pm"])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_classes_are_those_of_all_products(n: int, gate: str) -> None:
    listed = all_products(n, gate)
    representatives, sizes = product_classes(n, gate)
    expected, numbers = np.unique(representative(listed, n), return_counts=True)
    assert representatives.tolist() == expected.tolist()
    assert sizes.tolist() == numbers.tolist()
    assert count_products(n, gate) == len(listed)


@pytest.mark.parametrize(("gate", "name"), [("01", "and_of_two"), ("pm", "product_of_two_pm")])
def test_counts_of_the_prototypes(gate: str, name: str) -> None:
    values = ORACLE[name]["values"]
    assert [count_products(n, gate) for n in range(1, len(values) + 1)] == values


def test_five_variables_have_the_shares_that_the_prototypes_found() -> None:
    """MATHEMATICS prints the number of products over T(5)^2 with five decimals."""
    pairs = count_threshold(5) ** 2
    assert [round(count_products(5, gate) / pairs, 5) for gate in ("01", "pm")] == [0.00499, 0.04335]


def test_random_products_of_five_variables_are_in_a_class() -> None:
    drawn = np.random.default_rng(5).integers(len(gates(5)), size=(2, 20000))
    f, g = gates(5)[drawn]
    assert np.isin(representative(f & g, 5), product_classes(5)[0]).all()
    assert np.isin(representative(f ^ g, 5), product_classes(5, "pm")[0]).all()


def test_a_lost_class_changes_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_last(factors: Any, index: int, operation: str) -> tuple[Words, int]:
        products, pairs = block_products(factors, index, operation)
        return products[:-1], pairs

    right = [count_products(3), count_products(3, "pm"), count_sums(3)]
    monkeypatch.setattr(count_module, "block_products", without_last)
    wrong = [count_products(3), count_products(3, "pm"), count_sums(3)]
    assert all(a != b for a, b in zip(right, wrong, strict=True))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_sums_and_ternary_products_beside_all_pairs(n: int) -> None:
    shift = np.uint64(2**n)
    sums = np.concatenate([f & gates(n) | (f | gates(n)) << shift for f in gates(n)])
    assert count_sums(n) == len(distinct(sums))
    sizes, numbers = sum_sizes(n)
    assert sum(size * number for size, number in zip(sizes, numbers, strict=True)) == count_sums(n)
    assert count_ternary(n) == sum(len(distinct(f & gates(n))) for f in gates(n))


def test_ternary_products_of_the_prototypes() -> None:
    values = ORACLE["ternary_product"]["values"]
    assert [count_ternary(n) for n in range(1, len(values) + 1)] == values
    parts = ternary_parts(4)
    assert sum(size for _, size, _ in parts) == count_threshold(4)
    assert len({label for label, _, _ in parts}) == len(parts)


# What the reductions rest on.


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5])
def test_factors_are_the_gates_with_their_facets(n: int) -> None:
    factors = threshold_factors(n)
    assert np.array_equal(np.sort(factors.tables), gates(n))
    step = 1 if n < 5 else 20
    for k in range(2**n):
        flipped = np.isin(factors.tables[::step] ^ np.uint64(1 << k), gates(n))
        assert np.array_equal(flipped, factors.facets[::step] >> np.uint64(k) & np.uint64(1) == 1)
    for start, end, form in zip(factors.starts[:-1], factors.starts[1:], factors.forms, strict=True):
        assert (representative(factors.tables[start:end], n) == form).all()


def tables(n: int) -> st.SearchStrategy[int]:
    return st.integers(0, 2 ** (2**n) - 1)


@given(st.data(), st.integers(0, 4))
def test_forms_of_pairs_are_equal_within_a_class_only(data: st.DataObject, n: int) -> None:
    f, g, other = (data.draw(tables(n)) for _ in range(3))
    permutation = data.draw(st.permutations(range(1, n + 1)))
    negate = data.draw(st.sets(st.integers(1, n))) if n else set()
    moved = [transform(table, n, permutation=permutation, negate=negate) for table in (f, g)]
    images = {
        (f_image, g_image)
        for order in _orders(n)
        for signs in range(2**n)
        for f_image, g_image in [
            tuple(
                transform(t, n, permutation=order, negate=[i + 1 for i in range(n) if signs >> i & 1])
                for t in (f, g)
            )
        ]
    }
    pairs = [(f, g), (moved[0], moved[1]), (f, other)]
    codes = np.array([a | b << 2**n for a, b in pairs], dtype=np.uint64)
    found, sizes = pair_forms(codes, n)
    assert found[0] == found[1]
    assert sizes[0] == sizes[1] == len(images)
    assert (found[0] == found[2]) == ((f, other) in images)
    assert (int(found[0]) & (2**2**n - 1), int(found[0]) >> 2**n) in images


def _orders(n: int) -> list[list[int]]:
    if not n:
        return [[]]
    return [[*order[:i], n, *order[i:]] for order in _orders(n - 1) for i in range(n)]


def test_forms_of_tables_are_representatives() -> None:
    every = np.arange(2**16, dtype=np.uint64)
    found, sizes = forms(every, 4)
    assert np.array_equal(found, representative(every, 4))
    assert sorted(zip(canonical_form(found, 4).tolist(), sizes.tolist(), strict=True)) == sorted(
        (form, size) for form, size in classes(4) for _ in range(size)
    )


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_distinct_values(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.uint64)).tolist() == sorted(set(values))


# The other method.


def test_all_pairs_find_the_same_classes_by_their_number_of_ones() -> None:
    for n in (2, 3, 4):
        found = np.concatenate([and_classes_with_ones(n, k) for k in range(2**n + 1)])
        assert np.sort(found).tolist() == product_classes(n)[0].tolist()
    representatives = product_classes(5)[0]
    ones = np.array([table.bit_count() for table in representatives.tolist()])
    assert and_classes_with_ones(5, 13).tolist() == representatives[ones == 13].tolist()


def test_a_table_has_factors_exactly_if_it_is_a_product() -> None:
    for n in (2, 3):
        listed, signs = set(all_products(n, "01").tolist()), set(all_products(n, "pm").tolist())
        for table in range(2 ** (2**n)):
            found = and_factors(table, n)
            assert (found is not None) == (table in listed)
            assert found is None or (found[0] & found[1] == table and set(found) <= set(gates(n).tolist()))
            found = sign_factors(table, n)
            assert (found is not None) == (table in signs)
            product = table ^ 2 ** (2**n) - 1
            assert found is None or (found[0] ^ found[1] == product and set(found) <= set(gates(n).tolist()))


@settings(max_examples=100)
@given(tables(4))
def test_factors_of_random_tables(table: int) -> None:
    assert (and_factors(table, 4) is not None) == bool(np.isin(table, all_products(4, "01")))
    assert (sign_factors(table, 4) is not None) == bool(np.isin(table, all_products(4, "pm")))


# Runs.


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
@pytest.mark.parametrize(("gate", "run"), [("01", count_and_products_run), ("pm", count_sign_products_run)])
def test_runs_count_what_memory_counts(n: int, gate: str, run: Any, tmp_path: Path) -> None:
    found = run(tmp_path, n=n, jobs=1)
    assert found.count == count_products(n, gate) == check_tally(found.tally)
    assert found.classes == sum(shard["keys"] for shard in found.tally["shards"])
    assert found.gate == gate
    if gate == "01":
        assert found.classes == len(product_classes(n)[0])
    assert json.loads(json.dumps(found.to_json()))["count"] == found.count


def test_any_executor_runs_the_blocks(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        found = count_sign_products_run(tmp_path / "threads", n=4, executor=executor)
    alone = count_sign_products_run(tmp_path / "alone", n=4, jobs=1)
    assert (found.count, found.tally, found.map_tally) == (alone.count, alone.tally, alone.map_tally)


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    steps = []

    def interrupt(done: int, total: int) -> None:
        steps.append(done)
        if done == 13:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        count_and_products_run(tmp_path / "cut", n=4, jobs=1, progress=interrupt)
    resumed: list[int] = []
    found = count_and_products_run(
        tmp_path / "cut", n=4, jobs=1, progress=lambda done, total: resumed.append(done)
    )
    assert steps[-1] == resumed[0] == 13
    whole = count_and_products_run(tmp_path / "whole", n=4, jobs=1)
    assert (found.count, found.tally, found.map_tally) == (whole.count, whole.tally, whole.map_tally)
    with pytest.raises(RunRefused):
        count_and_products_run(tmp_path / "cut", n=3, jobs=1)
    with pytest.raises(RunRefused):
        count_sign_products_run(tmp_path / "cut", n=4, jobs=1)


def test_blocks_of_other_functions_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block is named by the number of its class: in another order of the classes it would be another function's."""
    from symattn.capacity.products import run

    right = run.map_block

    def other(n: int, index: int, *rest: Any) -> Any:
        return right(n, 7 if index == 3 else index, *rest)

    monkeypatch.setattr(run, "map_block", other)
    with pytest.raises(RunRefused, match="of another function than that of class 3"):
        count_and_products_run(tmp_path, n=3, jobs=1)


def test_a_broken_block_changes_the_count_or_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = count_and_products_run(tmp_path / "right", n=3, jobs=1).count

    def without_last(factors: Any, index: int, operation: str) -> tuple[Words, int]:
        products, pairs = block_products(factors, index, operation)
        return products[:-1], pairs

    monkeypatch.setattr(run_module, "block_products", without_last)
    assert count_and_products_run(tmp_path / "wrong", n=3, jobs=1).count != right
    monkeypatch.setattr(run_module, "class_keys", lambda products, n, operation: (products ^ 1, None))
    with pytest.raises(RuntimeError, match="not keys"):
        count_and_products_run(tmp_path / "not-keys", n=3, jobs=1)


def test_keys_of_a_block_are_sorted_into_their_shards() -> None:
    result = map_block(5, 100, "and", 4)
    keys, ends = result.arrays["keys"], result.arrays["ends"]
    assert ends[-1] == len(keys) == result.record["keys"] > 100
    for shard, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        part = keys[start:end]
        assert (shard_of(part, 4) == shard).all()
        assert (np.diff(part.astype(np.int64)) > 0).all()
    with pytest.raises(RuntimeError, match="not keys"):
        reduce_block(keys, 0, 5, "and", 4)


# Estimates.


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_weights_of_all_pairs_add_up_to_the_count(n: int) -> None:
    """The estimate is unbiased: the mean over all pairs, not over drawn ones, is the number of products."""
    factors = threshold_factors(n)
    left, right = (axis.ravel() for axis in np.indices((len(factors.tables),) * 2))
    assert _and_weights(factors, left, right).sum() == pytest.approx(count_products(n), rel=1e-12)
    assert _sign_weights(factors, left, right).sum() == pytest.approx(count_products(n, "pm"), rel=1e-12)


@pytest.mark.parametrize(("n", "gate", "samples"), [(4, "01", 20000), (4, "pm", 2000), (5, "01", 20000)])
def test_intervals_contain_the_count(n: int, gate: str, samples: int) -> None:
    exact = count_products(n, gate)
    found = [estimate_products(n, gate, samples=samples, seed=seed, confidence=0.99) for seed in range(3)]
    assert all(each.estimate_low <= exact <= each.estimate_high for each in found)
    assert all(each.estimate_high - each.estimate_low < 1.5 * exact for each in found)
    assert len({each.estimate for each in found}) == 3
    assert found[0] == estimate_products(n, gate, samples=samples, seed=0, confidence=0.99)
    assert set(found[0].to_json()) >= {"estimate", "estimate_low", "estimate_high", "confidence", "seed"}


# Bad input.


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: count_products(6), "n"),
        (lambda: count_products(-1), "n"),
        (lambda: count_products(3.0), "n"),  # type: ignore[arg-type]
        (lambda: count_products(3, "mixed"), "gate"),
        (lambda: product_classes(10**9), "n"),
        (lambda: count_sums(6), "n"),
        (lambda: count_ternary(7), "n"),
        (lambda: count_and_products_run("nowhere", n=7), "n"),
        (lambda: estimate_products(3, samples=1, seed=0), "samples"),
        (lambda: estimate_products(3, samples=10, seed=-1), "seed"),
        (lambda: estimate_products(3, samples=10, seed=0, confidence=1.0), "confidence"),
        (lambda: estimate_products(7, samples=10, seed=0), "n"),
        (lambda: and_factors(256, 3), "table"),
        (lambda: and_classes_with_ones(3, -1), "number"),
    ],
)
def test_bad_input_is_named(call: Any, argument: str) -> None:
    with pytest.raises(InvalidArgument if argument != "n" else (InvalidArgument, TooLarge)) as caught:
        call()
    assert caught.value.argument == argument
    assert not Path("nowhere").exists()


def test_too_many_variables_point_to_the_run() -> None:
    with pytest.raises(TooLarge, match="count_and_products_run"):
        count_products(6)


# The full tier.


@pytest.mark.full
@pytest.mark.parametrize("gate", ["01", "pm"])
def test_five_variables_beside_all_pairs_in_a_bitmap(gate: str) -> None:
    options = class_options("output-gating", 5, {"gate": gate}, most=5)
    assert count_products(5, gate) == enumerated_count(options)


@pytest.mark.full
def test_all_pairs_find_the_same_classes_of_five_variables() -> None:
    found = np.concatenate([and_classes_with_ones(5, k) for k in range(33)])
    assert np.sort(found).tolist() == product_classes(5)[0].tolist()


@pytest.mark.full
def test_sums_and_ternary_products_of_five_variables_beside_all_pairs() -> None:
    assert count_ternary(5) == sum(len(distinct(f & gates(5))) * size for f, size in _with_sizes(5))
    parts = [distinct(f & gates(5) | (f | gates(5)) << np.uint64(32)) for f, _ in _with_sizes(5)]
    found, sizes = pair_forms(distinct(np.concatenate(parts)), 5)
    assert count_sums(5) == int(sizes[np.unique(found, return_index=True)[1]].sum())


def _with_sizes(n: int) -> list[tuple[np.uint64, int]]:
    found = classes(n, tables=gates(n).tolist())
    return [(np.uint64(form), size) for form, size in found]


@pytest.mark.full
def test_six_variables_by_a_run_of_two_processes(tmp_path: Path) -> None:
    """The run, some of its keys by a search of their factors, and the classes with 59 ones by all pairs."""
    found = count_and_products_run(tmp_path, n=6, jobs=2)
    assert found.count == check_tally(found.tally)
    interval = estimate_products(6, samples=20000, seed=1)
    assert interval.estimate_low <= found.count <= interval.estimate_high
    keys = np.concatenate([np.load(path) for path in (tmp_path / "blocks").glob("f-*.keys.npy")])
    ones = np.bitwise_count(keys)
    assert distinct(keys[ones == 59]).tolist() == and_classes_with_ones(6, 59).tolist()
    listed = set(distinct(keys).tolist())
    random = np.random.default_rng(6)
    for key in random.choice(keys, size=20):
        table = int(transform(int(key), 6, permutation=random.permutation(6) + 1, negate=[1, 4]))
        assert and_factors(table, 6) is not None
        changed = table ^ 1 << int(random.integers(64))
        assert (and_factors(changed, 6) is not None) == (int(representative(changed, 6)) in listed)


def test_orbits_of_products_are_products() -> None:
    representatives, sizes = product_classes(3)
    union = {image for table in representatives.tolist() for image in orbit(table, 3)}
    assert union == set(all_products(3, "01").tolist())
    assert len(union) == sizes.sum()
