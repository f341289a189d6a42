"""The walk over classes gives the published counts; each class has its weights, each rejected candidate a proof, and the compiled walk is the same."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, combinations, permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.errors import InvalidArgument, SymattnError, TooLarge
from symattn.threshold import (
    canonical_form,
    class_representatives,
    count_threshold,
    is_threshold,
    orbit,
    threshold_classes,
    threshold_functions,
)
from symattn.threshold.walk import (
    Decisions,
    batched_simplex,
    chow_walk,
    classes,
    decide,
    decisions,
    exclusion,
    expand,
    generations,
    pack,
    start,
    start_keys,
    unpack,
)
from symattn.threshold.walk.cone_programs import cube, prefix_sums

SEQUENCES = json.loads((Path(__file__).parents[1] / "oracles" / "oeis_threshold.json").read_text())[
    "sequences"
]
A000609 = SEQUENCES["A000609"]["values"]
A000617 = SEQUENCES["A000617"]["values"]
A001532 = SEQUENCES["A001532"]["values"]

REJECTED = ((15, 7, 7, 3, 3, 2, 2, 2, 2), (1, -1, -1, -1, -1, 1, 1, 1, 1))


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Walk anew, and forget what was found with changed code."""
    classes._walked.cache_clear()
    yield
    classes._walked.cache_clear()


@pytest.mark.parametrize("n", range(8))
def test_counts_are_those_of_the_encyclopedia(n: int) -> None:
    found = threshold_classes(n, kernel="numpy")
    assert count_threshold(n, kernel="numpy") == found.count == A000609[n]
    assert found.gate_classes == A000617[n]
    assert len(found) == A001532[n]


def test_parallel_pairs() -> None:
    # T(n+1) is the number of pairs (f_0, f_1) with common weights: the cuts of the orders in which generic w sort the cube.
    for n in range(5):
        points = np.array(list(product((0, 1), repeat=n)), dtype=np.int64).reshape(2**n, n)
        generic = [w for w in combinations(range(1, 12), n) if len(set((points @ w).tolist())) == 2**n]
        signs = np.array(list(product((-1, 1), repeat=n)), dtype=np.int64).reshape(2**n, n)
        sorted_ways = [p for w in generic for p in permutations(w)]
        weights = np.array(sorted_ways, dtype=np.int64).reshape(len(sorted_ways), 1, n)
        values = (weights * signs).reshape(len(sorted_ways) * 2**n, n) @ points.T
        orders = np.unique(np.argsort(values, axis=1), axis=0)
        cuts = np.concatenate(
            [np.zeros((len(orders), 1), dtype=np.int64), (1 << orders).cumsum(axis=1)], axis=1
        )
        pairs = cuts[:, :, None] << 2**n | cuts[:, None, :]
        assert len(np.unique(pairs)) == count_threshold(n + 1)


@pytest.mark.parametrize("n", range(5))
def test_classes_are_those_of_the_listed_gates(n: int) -> None:
    # The Chow vector of F(x, s), the self-dual function that is f at s = 1: minus the zeros' sum, plus the ones' sum.
    vectors = Counter()
    for table in threshold_functions(n).tables.tolist():
        chow = [0] * (n + 1)
        for k in range(2**n):
            sign = 1 if table >> k & 1 else -1
            point = [2 * (k >> i & 1) - 1 for i in range(n)] + [1]
            chow = [p + sign * y for p, y in zip(chow, point, strict=True)]
        vectors[tuple(sorted(map(abs, chow), reverse=True))] += 1
    found = threshold_classes(n)
    assert vectors == dict(zip(map(tuple, found.chow.tolist()), found.sizes, strict=True))


@pytest.mark.parametrize("n", range(6))
def test_weights_have_the_chow_vectors(n: int) -> None:
    found = threshold_classes(n)
    for chow, weights in zip(found.chow.tolist(), found.weights.tolist(), strict=True):
        total = [0] * (n + 1)
        for point in product((-1, 1), repeat=n + 1):
            activation = sum(w * y for w, y in zip(weights, point, strict=True))
            assert activation != 0
            if activation > 0:
                total = [p + y for p, y in zip(total, point, strict=True)]
        assert total == chow == sorted(chow, reverse=True)
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] >= 0


@pytest.mark.parametrize("n", range(5))
def test_no_smaller_weights(n: int) -> None:
    found = threshold_classes(n)
    assert found.least.all()
    smallest: dict[tuple[int, ...], int] = {}
    points = np.array(list(product((-1, 1), repeat=n + 1)))
    for weights in product(range(4), repeat=n + 1):
        values = points @ weights
        if values.all():
            chow = tuple(points[values > 0].sum(axis=0).tolist())
            smallest[chow] = min(sum(weights), smallest.get(chow, sum(weights)))
    for chow, weights in zip(found.chow.tolist(), found.weights.tolist(), strict=True):
        assert smallest[tuple(chow)] == sum(weights)


@pytest.mark.parametrize("n", range(5))
def test_representatives_have_disjoint_orbits_that_fill_the_list(n: int) -> None:
    tables, sizes = class_representatives(n)
    orbits = [orbit(table, n) for table in tables.tolist()]
    assert [len(images) for images in orbits] == sizes.tolist()
    assert sorted(table for images in orbits for table in images) == threshold_functions(n).tables.tolist()


def test_representatives_of_five_and_six_variables() -> None:
    tables, sizes = class_representatives(5)
    forms = set(canonical_form(tables.astype(np.uint32), 5).tolist())
    assert len(tables) == len(forms) == A000617[5]
    assert int(sizes.sum()) == A000609[5]
    assert all(table in threshold_functions(5) for table in tables.tolist())
    tables, sizes = class_representatives(6)
    assert len(set(tables.tolist())) == A000617[6]
    assert int(sizes.sum()) == A000609[6]
    assert all(is_threshold(table, 6) for table in tables[::100].tolist())


@given(
    st.lists(
        st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=4, max_size=4),
        min_size=1,
        max_size=20,
    )
)
def test_programs_are_decided_with_proofs(programs: list[list[list[int]]]) -> None:
    rows = np.array(programs).reshape(-1, 3)
    index = np.arange(len(rows)).reshape(-1, 4)
    found = batched_simplex.solve_batch(rows, index, np.array([1, 2, 3]), multipliers=True)
    assert found.multipliers is not None
    for matrix, steps, scale, ray in zip(
        programs,
        found.numerators.tolist(),
        found.denominators.tolist(),
        found.multipliers.tolist(),
        strict=True,
    ):
        if scale:
            assert min(steps) >= 0
            assert all(sum(a * d for a, d in zip(row, steps, strict=True)) >= scale for row in matrix)
        else:
            assert min(ray) >= 0 < max(ray[:4])
            sums = [sum(u * row[i] for u, row in zip(ray[:4], matrix, strict=True)) for i in range(3)]
            assert sums == [-slack for slack in ray[4:]]


@given(
    st.lists(st.lists(st.integers(-3, 3), min_size=2, max_size=2), min_size=2, max_size=4), st.integers(1, 4)
)
def test_the_vertex_is_the_cheapest(rows: list[list[int]], cost: int) -> None:
    found = batched_simplex.solve_batch(
        np.array(rows), np.arange(len(rows))[None], np.array([cost, cost + 1])
    )
    scale = int(found.denominators[0])
    if not scale:
        return
    value = (cost, cost + 1) @ found.numerators[0]
    # Two variables: the optimum is at the intersection of two lines, all of which are tried.
    lines = [(a, b, 1) for a, b in rows] + [(1, 0, 0), (0, 1, 0)]
    for (a, b, e), (c, d, f) in combinations(lines, 2):
        determinant = a * d - b * c
        if determinant:
            x, y = (e * d - b * f) * np.sign(determinant), (a * f - e * c) * np.sign(determinant)
            size = abs(determinant)
            if min(x, y) >= 0 and all(g * x + h * y >= size for g, h in rows):
                assert value * size <= (cost * x + (cost + 1) * y) * scale


def test_up_to_eight_variables_no_candidate_is_rejected() -> None:
    # Not used by the walk; of nine variables candidates are rejected.
    for size in range(1, 8):
        for keys, state in generations(size, kernel="numpy"):
            found = expand(state.weights, keys, kernel="numpy")
            assert decide(state.weights[found.parents], found.flips, kernel="numpy").accepted.all()


def from_one_generation(size: int, first_entry: int) -> tuple[np.ndarray, np.ndarray]:
    """Return keys and weights of the classes of the generation with this first Chow entry."""
    for keys, state in generations(size, kernel="numba"):
        if int(unpack(keys[:1], size)[0, 0]) == first_entry:
            return keys, state.weights
    raise AssertionError


def test_compiled_and_numpy_are_equal() -> None:
    for size in range(1, 8):
        pairs = zip(generations(size, kernel="numpy"), generations(size, kernel="numba"), strict=True)
        for (keys, state), (other, compiled) in pairs:
            assert (keys == other).all()
            assert (state.weights == compiled.weights).all()
            assert (state.least == compiled.least).all()
    # Nine variables, where candidates are rejected too; ten, where keys need more digits.
    for size, entry in ((9, 190), (10, 470)):
        keys, weights = from_one_generation(size, entry)
        found = [expand(weights, keys, kernel=kernel) for kernel in ("numpy", "numba")]
        for name in ("keys", "parents", "flips"):
            assert (getattr(found[0], name) == getattr(found[1], name)).all()
        parents, flips = weights[found[0].parents], found[0].flips
        answers = [decide(parents, flips, kernel=kernel) for kernel in ("numpy", "numba")]
        for name in ("accepted", "weights", "least"):
            assert (getattr(answers[0], name) == getattr(answers[1], name)).all()
        assert answers[0].accepted.any()
        assert size != 9 or not answers[0].accepted.all()
        chow = unpack(found[0].keys, size)
        assert (pack(chow) == found[0].keys).all()
        assert (np.lexsort(chow.T[::-1]) == np.arange(len(chow))).all()


def test_rejected_candidates_are_excluded_by_true_points() -> None:
    keys, weights = from_one_generation(9, 196)
    found = expand(weights, keys, kernel="numpy")
    rejected = np.flatnonzero(~decide(weights[found.parents], found.flips, kernel="numpy").accepted)
    assert len(rejected)
    for row, flip in zip(weights[found.parents][rejected[:5]], found.flips[rejected[:5]], strict=True):
        exchanged = tuple(cube(9)[flip].tolist())
        proof = exclusion(row.tolist(), exchanged)
        assert proof is not None and proof.check()
        # Re-checked without the class's own code.
        sums = np.zeros(9, dtype=int)
        for multiplier, point in zip(proof.multipliers, proof.points, strict=True):
            others = point in (exchanged, tuple(-y for y in exchanged))
            assert multiplier > 0 and (int(np.dot(row, point)) > 0) != others
            sums += multiplier * np.cumsum(point)
        assert (sums <= 0).all()


def test_changed_exclusions_are_refused() -> None:
    proof = exclusion(*REJECTED)
    assert proof is not None and proof.check()
    assert pickle.loads(pickle.dumps(proof)) == proof
    assert json.loads(json.dumps(proof.to_json()))["multipliers"] == list(proof.multipliers)
    for changes in (
        {"multipliers": (0, 1, 2)},
        {"multipliers": (1, 1)},
        {"multipliers": (1, 1, 1)},
        {"points": ()},
        {"points": ((1,) * 9, *proof.points[1:])},
        {"points": ((-1,) * 9, *proof.points[1:])},
        {"exchanged": (1,) * 9},
    ):
        assert not type(proof)(**{**vars(proof), **changes}).check()


@pytest.mark.parametrize(
    ("weights", "exchanged", "error"),
    [
        ((1, 2, 0), (1, -1, -1), InvalidArgument),
        ((1, 0, 0), (1, 1, -1), InvalidArgument),
        ((1, 1, 1), (1, -1, 1), InvalidArgument),
        ((1, 0, 0), (1, -1, 0), InvalidArgument),
        ((1, 1, 0), (1, -1, -1), InvalidArgument),
        ((), (), InvalidArgument),
        ((1,) + 10 * (0,), (1,) + 10 * (-1,), TooLarge),
    ],
)
def test_exclusions_of_no_candidate(weights: Any, exchanged: Any, error: type[SymattnError]) -> None:
    with pytest.raises(error):
        exclusion(weights, exchanged)


@pytest.mark.usefixtures("forgotten")
def test_a_broken_decision_changes_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_the_last(*arguments: Any, **options: Any) -> Decisions:
        found = decide(*arguments, **options)
        found.accepted[-1] = False
        return found

    monkeypatch.setattr(chow_walk, "decide", without_the_last)
    assert count_threshold(5, kernel="numpy") < A000609[5]


@pytest.mark.usefixtures("forgotten")
def test_a_broken_kernel_changes_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    from symattn.threshold.walk import kernels

    intact = kernels.decide_rows

    def without_the_last(*arguments: Any) -> int:
        code = intact(*arguments)
        arguments[-1][-1] = 0
        return int(code)

    monkeypatch.setattr(kernels, "decide_rows", without_the_last)
    assert count_threshold(5, kernel="numba") < A000609[5]


@pytest.mark.usefixtures("forgotten")
def test_wrong_weights_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def always(*arguments: Any, **options: Any) -> Decisions:
        found = decide(*arguments, **options)
        found.weights[-1] = found.weights[0]
        return found

    monkeypatch.setattr(chow_walk, "decide", always)
    for kernel in ("numpy", "numba"):
        with pytest.raises(InvalidArgument, match="Chow vector of their key"):
            count_threshold(5, kernel=kernel)


def test_entries_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # Determinants of seven variables reach 9 at least: with a limit of 8 nothing is returned.
    monkeypatch.setattr(batched_simplex, "LIMIT", 8)
    monkeypatch.setattr(decisions, "LIMIT", 8)
    for kernel in ("numpy", "numba"):
        with pytest.raises(TooLarge, match="determinants"):
            list(generations(7, kernel=kernel))


def test_nothing_leads_to_nothing() -> None:
    for kernel in ("numpy", "numba"):
        found = expand(start(4)[:0], start_keys(4)[:0], kernel=kernel)
        assert len(found.keys) == len(found.parents) == len(found.flips) == 0
        assert len(decide(start(4)[:0], found.flips, kernel=kernel).accepted) == 0


def test_keys_are_one_to_one() -> None:
    assert unpack(start_keys(10), 10).tolist() == [[512] + 9 * [0]]
    for size in range(1, 8):
        keys = np.concatenate([keys for keys, _ in generations(size, kernel="numpy")])
        chow = unpack(keys, size)
        assert (pack(chow) == keys).all()
        assert len(np.unique(keys)) == len(np.unique(chow, axis=0)) == len(keys)


def test_prefix_sums_are_weights_by_parts() -> None:
    weights = np.array([9, 5, 4, 2, 0])
    steps = weights - np.append(weights[1:], 0)
    assert (cube(5) @ weights == prefix_sums(5) @ steps).all()
    assert prefix_sums(5).tolist() == [list(accumulate(point)) for point in cube(5).tolist()]


def test_results_are_frozen_and_picklable() -> None:
    found = threshold_classes(3)
    with pytest.raises(ValueError, match="read-only"):
        found.chow[0, 0] = 1
    copy = pickle.loads(pickle.dumps(found))
    assert copy.to_json() == found.to_json()
    assert json.loads(json.dumps(found.to_json()))["count"] == 104
    assert "104" in found._repr_latex_()


@pytest.mark.parametrize(
    ("n", "options", "error"),
    [
        (9, {}, TooLarge),
        (10**9, {}, TooLarge),
        (-1, {}, InvalidArgument),
        (True, {}, InvalidArgument),
        (2.0, {}, InvalidArgument),
        ("2", {}, InvalidArgument),
        (2, {"kernel": "cuda"}, InvalidArgument),
    ],
)
def test_bad_input(n: Any, options: dict[str, Any], error: type[SymattnError]) -> None:
    with pytest.raises(error):
        threshold_classes(n, **options)
    with pytest.raises(error):
        count_threshold(n, **options)


def test_bad_sizes() -> None:
    with pytest.raises(TooLarge, match="--resume"):
        count_threshold(9)
    with pytest.raises(TooLarge):
        class_representatives(7)
    with pytest.raises(TooLarge):
        start(11)
    with pytest.raises(InvalidArgument, match="Chow vector of their key"):
        expand(start(3), start_keys(3) + np.uint64(1), kernel="numpy")


@pytest.mark.full
def test_eight_variables() -> None:
    found, compiled = (threshold_classes(8, kernel=kernel) for kernel in ("numpy", "numba"))
    assert found.count == compiled.count == A000609[8]
    assert found.gate_classes == compiled.gate_classes == A000617[8]
    assert len(found) == len(compiled) == A001532[8]
    assert (found.chow == compiled.chow).all()
    assert (found.weights == compiled.weights).all()
    assert (found.least == compiled.least).all()


@pytest.mark.full
def test_every_rejected_candidate_of_nine_variables_is_excluded() -> None:
    sums = prefix_sums(9)
    total = 0
    for keys, state in generations(9, kernel="numba"):
        found = expand(state.weights, keys, kernel="numba")
        parents = state.weights[found.parents]
        rejected = np.flatnonzero(~decide(parents, found.flips, kernel="numba").accepted)
        if not len(rejected):
            continue
        parents, flips = parents[rejected].astype(np.int64), found.flips[rejected].astype(np.int64)
        solutions, index, order = decisions.programs(parents, flips, multipliers=True)
        assert solutions.multipliers is not None and not solutions.denominators.any()
        parents, flips, chow = parents[order], flips[order], unpack(found.keys[rejected], 9)[order]
        rays = solutions.multipliers[:, : index.shape[1]]
        assert (rays >= 0).all() and rays.any(axis=1).all()
        assert (np.einsum("pm,pmi->pi", rays, sums[index]) <= 0).all()
        exchanged = (index == flips[:, None]) | (index == 511 - flips[:, None])
        true = (np.einsum("pi,pmi->pm", parents, cube(9)[index]) > 0) != exchanged
        assert true.all()
        assert (np.diff(chow, axis=1) <= 0).all() and (chow[:, -1] >= 0).all()
        total += len(rejected)
    assert total > 0
